/* SPDX-License-Identifier: MIT */

/* Recurrences: eleven of them whole, and cut at every byte; every count at its limit and beyond; what rule
 * each becomes, and that the rule comes to the dates that the blob says. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <tnef/blobs.h>

#include "blob_writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNTED 0x2022

static struct blob blob;

static const struct blob *write_recur(const struct blob_recur *r)
{
    blob.len = 0;
    blob_appointment(&blob, r);
    return &blob;
}

/* ---- RRULE as text --------------------------------------------------------------------------- */

static char text[512];

static void add(const char *name, const char *value)
{
    size_t len = strlen(text);

    (void)snprintf(text + len, sizeof text - len, "%s%s%s", len > 0 && name[0] != ',' ? ";" : "", name,
                   value);
}

static void add_number(const char *name, long number)
{
    char value[32];

    (void)snprintf(value, sizeof value, "%ld", number);
    add(name, value);
}

static const char *const day_names[7] = { "SU", "MO", "TU", "WE", "TH", "FR", "SA" };

static void add_days(const tnef_rule *rule)
{
    const char *name = "BYDAY=";
    char value[16];

    for (uint32_t d = 0; d < 7; d++) {
        if ((rule->by_day >> d & 1u) == 0)
            continue;
        if (rule->by_day_nth != 0)
            (void)snprintf(value, sizeof value, "%d%s", (int)rule->by_day_nth, day_names[d]);
        else
            (void)snprintf(value, sizeof value, "%s", day_names[d]);
        add(name, value);
        name = ",";
    }
}

static const char *rule_text(const tnef_rule *rule)
{
    static const char *const frequencies[] = { "", "DAILY", "WEEKLY", "MONTHLY", "YEARLY" };
    tnef_civil c;
    char until[32];

    text[0] = '\0';
    add("FREQ=", frequencies[rule->frequency]);
    if (rule->interval != 1)
        add_number("INTERVAL=", (long)rule->interval);
    if (rule->by_month != 0)
        add_number("BYMONTH=", (long)rule->by_month);
    for (uint32_t i = 0; i < rule->by_month_days; i++)
        add_number(i == 0 ? "BYMONTHDAY=" : ",", rule->by_month_day[i]);
    add_days(rule);
    if (rule->by_set_pos != 0)
        add_number("BYSETPOS=", rule->by_set_pos);
    if (rule->count != 0)
        add_number("COUNT=", (long)rule->count);
    if (rule->until != 0) {
        assert_true(tnef_civil_of_minutes(rule->until, &c));
        (void)snprintf(until, sizeof until, "%04u%02u%02uT%02u%02u00", c.year, c.month, c.day, c.hour,
                       c.minute);
        add("UNTIL=", until);
    }
    if (rule->has_week_start != 0)
        add("WKST=", day_names[rule->week_start]);
    return text;
}

/* ---- A slow expansion ------------------------------------------------------------------------ */

/* Whether the rule has |day| if nothing but the day's own month or week counts. */
static int fits(const tnef_rule *rule, uint32_t year, uint32_t month, uint32_t day, uint32_t number)
{
    int64_t last = blob_month_length(year, month);
    int by_date = rule->by_month_days == 0, by_day = rule->by_day == 0;
    uint32_t weekday = (number + 1) % 7;

    if (rule->by_month != 0 && rule->by_month != month)
        return 0;
    for (uint32_t i = 0; i < rule->by_month_days; i++)
        if (rule->by_month_day[i] == (int32_t)day || (rule->by_month_day[i] == -1 && day == last))
            by_date = 1;
    if ((rule->by_day >> weekday & 1u) != 0)
        by_day = rule->by_day_nth == 0 || rule->by_day_nth == (int32_t)((day - 1) / 7 + 1)
                 || (rule->by_day_nth == -1 && day + 7 > last);
    return by_date && by_day;
}

/* Whether the rule has the day, BYSETPOS included: its place among those of the month. */
static int has(const tnef_rule *rule, uint32_t year, uint32_t month, uint32_t day)
{
    uint32_t first = blob_day(year, month, 1), before = 0, after = 0;

    if (!fits(rule, year, month, day, first + day - 1))
        return 0;
    for (uint32_t d = 1; d <= blob_month_length(year, month); d++)
        if (fits(rule, year, month, d, first + d - 1)) {
            before += d < day;
            after += d > day;
        }
    return rule->by_set_pos == 0 || (rule->by_set_pos > 0 && before + 1 == (uint32_t)rule->by_set_pos)
           || (rule->by_set_pos == -1 && after == 0);
}

/* Whether the interval of the rule has the day. */
static int in_interval(const tnef_rule *rule, const struct blob_date *start, uint32_t year, uint32_t month,
                       uint32_t day)
{
    uint32_t from = blob_day(start->year, start->month, start->day), to = blob_day(year, month, day);
    uint32_t months = (year - start->year) * 12 + month - start->month;

    switch (rule->frequency) {
    case TNEF_FREQUENCY_DAILY:
        return (to - from) % rule->interval == 0;
    case TNEF_FREQUENCY_WEEKLY:
        from -= (from + 1 + 7 - rule->week_start) % 7;
        return (to - from) / 7 % rule->interval == 0;
    case TNEF_FREQUENCY_MONTHLY:
        return months % rule->interval == 0;
    default:
        return (year - start->year) % rule->interval == 0;
    }
}

/* The |n|-th day of the rule, as minutes. */
static uint32_t occurrence(const tnef_rule *rule, const struct blob_date *start, uint32_t n)
{
    uint32_t year = start->year, month = start->month, day = start->day;

    for (;;) {
        if (in_interval(rule, start, year, month, day) && has(rule, year, month, day) && --n == 0)
            return blob_minutes(year, month, day);
        if (++day > blob_month_length(year, month)) {
            day = 1;
            month = month % 12 + 1;
            year += month == 1;
        }
        assert_true(year < 2100);
    }
}

/* ---- Tests ----------------------------------------------------------------------------------- */

static void recur_whole(void **state)
{
    tnef_recur recur;
    tnef_rule rule;

    (void)state;
    for (uint32_t i = 0; i < BLOB_RECURS; i++) {
        const struct blob_recur *r = &blob_recurs[i];
        const struct blob *b = write_recur(r);

        assert_int_equal(tnef_recur_read(b->data, b->len, &recur), TNEF_OK);
        assert_int_equal(recur.flags, TNEF_RECUR_HAS_PATTERN | TNEF_RECUR_HAS_TIMES | TNEF_RECUR_COMPLETE);
        assert_int_equal(recur.pattern, r->pattern);
        assert_int_equal(recur.frequency, r->frequency);
        assert_int_equal(recur.first, r->first);
        assert_int_equal(recur.writer, 0x3009);
        assert_int_equal(recur.start_offset, 540);
        assert_int_equal(recur.exceptions, r->exceptions);
        assert_int_equal(recur.extended, r->exceptions);
        assert_int_equal(tnef_rule_of(&recur, 0, &rule), r->rule != NULL);
        if (r->rule == NULL) {
            assert_int_equal(rule.why, TNEF_RULE_NO_CALENDAR);
            continue;
        }
        assert_string_equal(rule_text(&rule), r->rule);
        assert_int_equal(rule.flags, 0);
        if (r->last.year != 0)
            assert_int_equal(occurrence(&rule, &r->start, r->count), recur.end_date);
    }
}

static void recur_task(void **state)
{
    tnef_recur recur;

    (void)state;
    for (uint32_t i = 0; i < BLOB_RECURS; i++) {
        blob.len = 0;
        blob_pattern(&blob, &blob_recurs[i]);
        for (size_t len = 0; len <= blob.len; len++) {
            uint8_t *copy = blob_copy(&blob, len);
            tnef_status status = tnef_recur_read_task(copy, len, &recur);

            assert_int_equal(status == TNEF_OK, len == blob.len);
            assert_int_equal(recur.flags, len == blob.len ? TNEF_RECUR_HAS_PATTERN | TNEF_RECUR_COMPLETE : 0);
            assert_int_equal(recur.status, status);
            assert_true(recur.fault <= len);
            free(copy);
        }
    }
    assert_int_equal(tnef_recur_read_task(NULL, 0, &recur), TNEF_E_TRUNCATED);
}

/* What is left of each cut: the pattern as soon as it is whole, exceptions as soon as they are. */
static void recur_truncated(void **state)
{
    tnef_exception exception;
    tnef_recur recur;

    (void)state;
    for (uint32_t i = 0; i < BLOB_RECURS; i++) {
        size_t pattern, head;

        blob.len = 0;
        blob_pattern(&blob, &blob_recurs[i]);
        pattern = blob.len;
        head = pattern + 18 + (blob_recurs[i].exceptions > 0 ? 36 : 0);
        write_recur(&blob_recurs[i]);
        for (size_t len = 0; len < blob.len; len++) {
            uint8_t *copy = blob_copy(&blob, len);
            tnef_recur_cursor at = { 0 };
            uint32_t n = 0;

            assert_int_not_equal(tnef_recur_read(copy, len, &recur), TNEF_OK);
            assert_int_equal((recur.flags & TNEF_RECUR_HAS_PATTERN) != 0, len >= pattern);
            assert_int_equal((recur.flags & TNEF_RECUR_HAS_TIMES) != 0, len >= pattern + 16);
            assert_int_equal(recur.exceptions, len >= head ? blob_recurs[i].exceptions : 0);
            while (tnef_recur_next(&recur, &at, &exception))
                n++;
            assert_int_equal(n, recur.exceptions);
            assert_int_equal(exception.start, 0);
            free(copy);
        }
    }
}

static int is_text(tnef_blob_text t, const char *bytes, size_t len, uint32_t codepage)
{
    return t.len == len && t.codepage == codepage && memcmp(t.data, bytes, len) == 0;
}

static void recur_exception(void **state)
{
    tnef_recur_cursor at = { 0 };
    tnef_exception x;
    tnef_recur recur;
    uint32_t days[2], minutes;
    size_t count;

    (void)state;
    write_recur(&blob_recurs[BLOB_RECUR_K]);
    assert_int_equal(tnef_recur_read(blob.data, blob.len, &recur), TNEF_OK);
    assert_int_equal(tnef_recur_next(&recur, &at, &x), 1);
    assert_int_equal(x.start, blob_minutes(2024, 3, 19) + 840);
    assert_int_equal(x.end, blob_minutes(2024, 3, 19) + 900);
    assert_int_equal(x.original, blob_minutes(2024, 3, 18) + 540);
    assert_int_equal(x.flags, TNEF_EXCEPTION_SUBJECT | TNEF_EXCEPTION_LOCATION | TNEF_EXCEPTION_EXTENDED);
    assert_true(is_text(x.subject, "S\0y\0n\0c\0 \0(\0n\0e\0u\0)", 20, TNEF_BLOB_UTF16));
    assert_true(is_text(x.location, "C\0a\0f\0\xE9", 8, TNEF_BLOB_UTF16));
    assert_int_equal(tnef_recur_next(&recur, &at, &x), 0);
    assert_int_equal(tnef_recur_deleted(&recur, 0, &minutes), 1);
    assert_int_equal(minutes, blob_minutes(2024, 3, 11));
    assert_int_equal(tnef_recur_deleted(&recur, 2, &minutes), 0);
    assert_int_equal(tnef_recur_modified(&recur, 0, &minutes), 1);
    assert_int_equal(minutes, blob_minutes(2024, 3, 19));
    assert_int_equal(tnef_recur_modified(&recur, 1, &minutes), 0);
    assert_int_equal(tnef_recur_exdates(&recur, days, 2, &count), TNEF_OK);
    assert_int_equal(count, 1);
    assert_int_equal(days[0], blob_minutes(2024, 3, 11));
    assert_int_equal(tnef_recur_exdates(&recur, days, 1, &count), TNEF_E_LIMIT_VALUES);
    assert_int_equal(count, 0);

    /* without the extended part the text of 8 bits stays, and so does the exception */
    assert_int_equal(tnef_recur_read(blob.data, blob.len - 5, &recur), TNEF_E_TRUNCATED);
    assert_int_equal(recur.extended, 0);
    memset(&at, 0, sizeof at);
    assert_int_equal(tnef_recur_next(&recur, &at, &x), 1);
    assert_true(is_text(x.subject, "Sync (neu)", 10, TNEF_BLOB_8BIT));
    assert_true(is_text(x.location, "Caf\xE9", 4, TNEF_BLOB_8BIT));
}

/* All fields that an exception may have, by two writers, of which the older one has no highlight. */
static void recur_all_fields(void **state)
{
    tnef_recur_cursor at;
    tnef_exception x;
    tnef_recur recur;

    (void)state;
    for (uint32_t writer = 0x3008; writer <= 0x3009; writer++) {
        blob.len = 0;
        blob_pattern(&blob, &blob_recurs[1]);
        blob_u32(&blob, 0x3006);
        blob_u32(&blob, writer);
        blob_u32(&blob, 540);
        blob_u32(&blob, 2000);
        blob_u16(&blob, 2);
        for (uint32_t i = 0; i < 2; i++) {
            blob_u32(&blob, 5000 + i);
            blob_u32(&blob, 4000);
            blob_u32(&blob, i == 0 ? 6000 : 0);
            blob_u16(&blob, 0x3EE);
            for (uint32_t k = 1; k <= 3; k++)
                blob_u32(&blob, k);
            for (uint32_t k = 4; k <= 7; k++)
                blob_u32(&blob, k);
        }
        blob_u32(&blob, 3);
        blob_zeros(&blob, 3);
        for (uint32_t i = 0; i < 2; i++) {
            if (writer == 0x3009) {
                blob_u32(&blob, 4);
                blob_u32(&blob, 77);
            }
            blob_u32(&blob, 1);
            blob_u8(&blob, 0);
        }
        blob_u32(&blob, 0);
        assert_int_equal(tnef_recur_read(blob.data, blob.len, &recur), TNEF_OK);
        assert_int_equal(recur.end_offset, 2000);
        assert_int_equal(recur.extended, 2);
        assert_int_equal(recur.flags & TNEF_RECUR_ODD_COUNTS, TNEF_RECUR_ODD_COUNTS);
        memset(&at, 0, sizeof at);
        assert_int_equal(tnef_recur_next(&recur, &at, &x), 1);
        assert_int_equal(x.flags, 0x3EE | TNEF_EXCEPTION_EXTENDED);
        assert_int_equal(x.end, 5000);
        assert_int_equal(x.meeting, 1);
        assert_int_equal(x.reminder, 2);
        assert_int_equal(x.reminds, 3);
        assert_int_equal(x.busy, 4);
        assert_int_equal(x.attachments, 5);
        assert_int_equal(x.all_day, 6);
        assert_int_equal(x.color, 7);
        assert_int_equal(x.highlight, writer == 0x3009 ? 77 : 0);
        assert_int_equal(tnef_recur_next(&recur, &at, &x), 1);
        assert_int_equal(x.flags & TNEF_EXCEPTION_NO_DATE, TNEF_EXCEPTION_NO_DATE);
        assert_int_equal(tnef_recur_next(&recur, &at, &x), 0);
    }
}

/* A field is changed; what comes of it. */
static void expect(size_t at, uint32_t value, tnef_status status, size_t fault, uint32_t flags)
{
    tnef_recur recur;
    uint8_t *copy;

    write_recur(&blob_recurs[1]);
    blob_set32(&blob, at, value);
    copy = blob_copy(&blob, blob.len);
    assert_int_equal(tnef_recur_read(copy, blob.len, &recur), status);
    assert_int_equal(recur.fault, fault);
    assert_int_equal(recur.flags, flags);
    free(copy);
}

#define ALL (TNEF_RECUR_HAS_PATTERN | TNEF_RECUR_HAS_TIMES | TNEF_RECUR_COMPLETE)

/* Offsets in B: specific 22, end type 26, count 30, first day 34, deleted 38, modified 42, start 46, end 50,
 * second part 54. */
static void recur_odd(void **state)
{
    (void)state;
    expect(0, 0x30043005, TNEF_E_TYPE, 0, 0);
    expect(6, 5, TNEF_E_TYPE, 6, 0);
    expect(14, 0, TNEF_OK, 0, ALL | TNEF_RECUR_ODD_PERIOD);
    expect(26, 0xFFFFFFFF, TNEF_OK, 0, ALL);
    expect(26, 0x2024, TNEF_OK, 0, ALL | TNEF_RECUR_ODD_END);
    expect(26, 0x2021, TNEF_OK, 0, ALL | TNEF_RECUR_ODD_END);
    expect(34, 7, TNEF_OK, 0, ALL | TNEF_RECUR_ODD_FIRST_DAY);
    expect(38, 0xFFFFFFFF, TNEF_E_OVERRUN, 38, 0);
    expect(42, 0xFFFFFFFF, TNEF_E_OVERRUN, 42, 0);
    expect(54, 0x3007, TNEF_E_TYPE, 54, TNEF_RECUR_HAS_PATTERN);
    expect(58, 0x33009, TNEF_OK, 0, ALL);
    expect(62, 1440, TNEF_E_TYPE, 62, TNEF_RECUR_HAS_PATTERN);
    expect(66, 539, TNEF_OK, 0, ALL | TNEF_RECUR_ODD_TIMES);
    expect(70, 0xFFFF, TNEF_E_TRUNCATED, 80,
           TNEF_RECUR_HAS_PATTERN | TNEF_RECUR_HAS_TIMES | TNEF_RECUR_ODD_COUNTS);
    expect(72, 0xFFFFFFFF, TNEF_E_OVERRUN, 72, ALL);
}

/* Deleted dates: as many as there is room for, and one more. */
static void recur_counts(void **state)
{
    tnef_recur recur;

    (void)state;
    write_recur(&blob_recurs[1]);
    blob_set32(&blob, 38, (uint32_t)(blob.len - 42) / 4);
    assert_int_equal(tnef_recur_read(blob.data, blob.len, &recur), TNEF_E_TRUNCATED);
    blob_set32(&blob, 38, (uint32_t)(blob.len - 42) / 4 + 1);
    assert_int_equal(tnef_recur_read(blob.data, blob.len, &recur), TNEF_E_OVERRUN);
    assert_int_equal(recur.fault, 38);
}

/* Days in any order, twice, with a time of day, and such that are no dates. */
static void recur_exdates(void **state)
{
    static uint32_t days[1000];
    tnef_recur recur;
    size_t count;

    (void)state;
    blob.len = 0;
    blob_pattern(&blob, &blob_recurs[1]);
    blob.len = 38;
    blob_u32(&blob, 1000);
    for (uint32_t i = 0; i < 1000; i++)
        blob_u32(&blob, i % 10 == 9 ? i % 20 : (1 + i * 7919 % 600) * 1440 + i % 3);
    blob_u32(&blob, 0);
    blob_u32(&blob, 1440);
    blob_u32(&blob, 0);
    assert_int_equal(tnef_recur_read_task(blob.data, blob.len, &recur), TNEF_OK);
    assert_int_equal(tnef_recur_exdates(&recur, days, 1000, &count), TNEF_OK);
    assert_in_range(count, 500, 600);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(days[i] % 1440, 0);
        assert_true(i == 0 || days[i - 1] < days[i]);
    }
    recur.deleted_count = 0;
    assert_int_equal(tnef_recur_exdates(&recur, NULL, 0, &count), TNEF_OK);
    assert_int_equal(count, 0);
}

/* Exceptions whose days are not among the deleted ones, or are no days, take nothing away. */
static void recur_exdates_kept(void **state)
{
    static const uint32_t originals[] = { 1440 * 5 + 60, 0, 1440 * 900, 1440 * 21, 1440 * 20 };
    uint32_t days[2];
    tnef_recur recur;
    size_t count;

    (void)state;
    blob.len = 0;
    blob_pattern(&blob, &blob_recurs[1]);
    blob.len = 38;
    blob_u32(&blob, 2);
    blob_u32(&blob, 1440 * 20);
    blob_u32(&blob, 1440 * 10);
    blob_u32(&blob, 0);
    blob_u32(&blob, 1440);
    blob_u32(&blob, 0);
    blob_u32(&blob, 0x3006);
    blob_u32(&blob, 0x3009);
    blob_u32(&blob, 0);
    blob_u32(&blob, 0);
    blob_u16(&blob, 5);
    for (uint32_t i = 0; i < 5; i++) {
        blob_u32(&blob, 1440);
        blob_u32(&blob, 1440);
        blob_u32(&blob, originals[i]);
        blob_u16(&blob, 0);
    }
    (void)tnef_recur_read(blob.data, blob.len, &recur);
    assert_int_equal(recur.exceptions, 5);
    assert_int_equal(tnef_recur_exdates(&recur, days, 2, &count), TNEF_OK);
    assert_int_equal(count, 1);
    assert_int_equal(days[0], 1440 * 10);
    recur.exceptions = 4;
    assert_int_equal(tnef_recur_exdates(&recur, days, 2, &count), TNEF_OK);
    assert_int_equal(count, 2);
}

/* A pattern of the given kind, and the rule that it becomes; NULL: none, and |why|. */
static void expect_rule(const struct blob_recur *r, uint32_t options, const char *rule, uint32_t why,
                        uint32_t flags)
{
    tnef_recur recur;
    tnef_rule out;

    blob.len = 0;
    blob_pattern(&blob, r);
    assert_int_equal(tnef_recur_read_task(blob.data, blob.len, &recur), TNEF_OK);
    assert_int_equal(tnef_rule_of(&recur, options, &out), rule != NULL);
    assert_int_equal(out.why, why);
    assert_int_equal(out.flags, flags);
    if (rule != NULL)
        assert_string_equal(rule_text(&out), rule);
}

static void recur_rules(void **state)
{
    struct blob_recur r = blob_recurs[3];
    tnef_recur recur;
    tnef_rule rule;

    (void)state;
    expect_rule(&r, TNEF_RULE_PLAIN_DAYS, "FREQ=MONTHLY;BYMONTHDAY=30;COUNT=4", 0, 0);
    r.specific[0] = 29;
    expect_rule(&r, 0, "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1;COUNT=4", 0, TNEF_RULE_STARTS_OFF);
    expect_rule(&r, TNEF_RULE_PLAIN_DAYS, "FREQ=MONTHLY;BYMONTHDAY=29;COUNT=4", 0, TNEF_RULE_STARTS_OFF);
    r.specific[0] = 31;
    expect_rule(&r, 0, "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4", 0, TNEF_RULE_STARTS_OFF);
    r.specific[0] = 28;
    expect_rule(&r, 0, "FREQ=MONTHLY;BYMONTHDAY=28;COUNT=4", 0, TNEF_RULE_STARTS_OFF);
    r.specific[0] = 0;
    expect_rule(&r, 0, NULL, TNEF_RULE_NO_DAY, 0);
    r.specific[0] = 32;
    expect_rule(&r, 0, NULL, TNEF_RULE_NO_DAY, 0);
    r.specific[0] = 30;
    r.count = 0;
    expect_rule(&r, 0, NULL, TNEF_RULE_NO_COUNT, 0);
    r.count = 1000000;
    expect_rule(&r, 0, "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1;COUNT=999999", 0, TNEF_RULE_CAPPED);
    r.count = 999999;
    expect_rule(&r, 0, "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1;COUNT=999999", 0, 0);
    r.end = 0x2021;
    r.last = r.start;
    r.last.day--;
    expect_rule(&r, 0, NULL, TNEF_RULE_ENDS_BEFORE, 0);
    r.sliding = 1;
    expect_rule(&r, 0, NULL, TNEF_RULE_NO_SERIES, 0);
    r = blob_recurs[7]; /* yearly */
    r.specific[0] = 31;
    r.start = (struct blob_date){ 2024, 4, 30 };
    expect_rule(&r, 0, "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=-1;COUNT=3", 0, 0);
    r.specific[0] = 30;
    expect_rule(&r, 0, "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=30;COUNT=3", 0, 0);
    r.pattern = 4;
    r.period = 24;
    expect_rule(&r, 0, "FREQ=YEARLY;INTERVAL=2;BYMONTH=4;BYMONTHDAY=-1;COUNT=3", 0, 0);
    r.start.day = 29;
    expect_rule(&r, 0, "FREQ=YEARLY;INTERVAL=2;BYMONTH=4;BYMONTHDAY=-1;COUNT=3", 0, TNEF_RULE_STARTS_OFF);
    r = blob_recurs[0]; /* daily */
    r.period = 10;
    expect_rule(&r, 0, "FREQ=DAILY;COUNT=4", 0, 0);
    r.start = (struct blob_date){ 1601, 1, 1 };
    expect_rule(&r, 0, NULL, TNEF_RULE_NO_START, 0);
    r = blob_recurs[5]; /* n-th day */
    r.start.day = 13;
    expect_rule(&r, 0, "FREQ=MONTHLY;BYDAY=2TU;COUNT=3", 0, TNEF_RULE_STARTS_OFF);
    r.start.day = 5;
    expect_rule(&r, 0, "FREQ=MONTHLY;BYDAY=2TU;COUNT=3", 0, TNEF_RULE_STARTS_OFF);
    r.specific[1] = 5;
    expect_rule(&r, 0, "FREQ=MONTHLY;BYDAY=-1TU;COUNT=3", 0, TNEF_RULE_STARTS_OFF);
    r.start.day = 26;
    expect_rule(&r, 0, "FREQ=MONTHLY;BYDAY=-1TU;COUNT=3", 0, 0);
    r.specific[1] = 6;
    expect_rule(&r, 0, NULL, TNEF_RULE_NO_DAY, 0);
    r.specific[1] = 0;
    expect_rule(&r, 0, NULL, TNEF_RULE_NO_DAY, 0);
    r.specific[1] = 1;
    r.specific[0] = 0;
    expect_rule(&r, 0, NULL, TNEF_RULE_NO_DAY, 0);
    r = blob_recurs[1]; /* weekly */
    r.specific[0] = 0;
    expect_rule(&r, 0, "FREQ=WEEKLY;BYDAY=MO;WKST=SU", 0, 0);
    r.specific[0] = 1;
    expect_rule(&r, 0, "FREQ=WEEKLY;BYDAY=SU;WKST=SU", 0, TNEF_RULE_STARTS_OFF);
    for (uint32_t calendar = 0; calendar < 32; calendar++) {
        int gregorian = calendar <= 5 || calendar == 7 || (calendar >= 9 && calendar <= 12);

        r.calendar = calendar;
        expect_rule(&r, 0, gregorian ? "FREQ=WEEKLY;BYDAY=SU;WKST=SU" : NULL,
                    gregorian ? 0 : TNEF_RULE_NO_CALENDAR, gregorian ? TNEF_RULE_STARTS_OFF : 0);
    }
    assert_int_not_equal(tnef_recur_read(NULL, 0, &recur), TNEF_OK);
    assert_int_equal(tnef_rule_of(&recur, 0, &rule), 0);
    assert_int_equal(rule.why, TNEF_RULE_NO_PATTERN);
}

/* A struct that a caller has spoiled: nothing beyond the bytes is read. */
static void recur_spoiled(void **state)
{
    tnef_recur recur;
    tnef_recur_cursor at = { SIZE_MAX, SIZE_MAX, 1, 0 };
    tnef_exception x;
    tnef_rule rule;
    uint32_t minutes;
    uint8_t *copy;

    (void)state;
    write_recur(&blob_recurs[BLOB_RECUR_K]);
    copy = blob_copy(&blob, blob.len);
    assert_int_equal(tnef_recur_read(copy, blob.len, &recur), TNEF_OK);
    recur.exceptions = UINT32_MAX;
    recur.extended = UINT32_MAX;
    assert_int_equal(tnef_recur_next(&recur, &at, &x), 0);
    at.at = recur.exceptions_at;
    assert_int_equal(tnef_recur_next(&recur, &at, &x), 1);
    assert_int_equal(x.flags & TNEF_EXCEPTION_EXTENDED, 0);
    recur.deleted_at = blob.len + 1;
    assert_int_equal(tnef_recur_deleted(&recur, 0, &minutes), 0);
    recur.deleted_at = blob.len - 3;
    assert_int_equal(tnef_recur_deleted(&recur, 0, &minutes), 0);
    recur.days = 0x80;
    assert_int_equal(tnef_rule_of(&recur, 0, &rule), 0);
    recur.days = 2;
    recur.first_day = 9;
    recur.period = 0;
    recur.start_offset = UINT32_MAX;
    recur.end = TNEF_RECUR_UNTIL;
    recur.end_date = UINT32_MAX;
    assert_int_equal(tnef_rule_of(&recur, 0, &rule), 1);
    assert_string_equal(rule_text(&rule), "FREQ=WEEKLY;BYDAY=MO;WKST=SU");
    recur.end_date = recur.start_date;
    assert_int_equal(tnef_rule_of(&recur, 0, &rule), 1);
    assert_int_equal(rule.until, recur.start_date);
    recur.pattern = TNEF_RECUR_MONTH_NTH;
    recur.nth = 1;
    recur.days = 0x80;
    assert_int_equal(tnef_rule_of(&recur, 0, &rule), 0);
    recur.days = 0x0E;
    recur.nth = 5;
    assert_int_equal(tnef_rule_of(&recur, 0, &rule), 1);
    assert_string_equal(rule_text(&rule), "FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=-1;UNTIL=20240304T000000");
    recur.pattern = TNEF_RECUR_MONTH_END;
    assert_int_equal(tnef_rule_of(&recur, 0, &rule), 1);
    assert_int_equal(rule.interval, 1);
    free(copy);
}

/* ---- For another opinion --------------------------------------------------------------------- */

/* One line of a pattern that begins on a day of its own: rule, start and the first six days. */
static void tell(const struct blob_recur *r)
{
    tnef_recur recur;
    tnef_rule rule;
    tnef_civil c;

    blob.len = 0;
    blob_pattern(&blob, r);
    if (tnef_recur_read_task(blob.data, blob.len, &recur) != TNEF_OK || !tnef_rule_of(&recur, 0, &rule)
        || (rule.flags & TNEF_RULE_STARTS_OFF) != 0)
        return;
    printf("%s %04u%02u%02u", rule_text(&rule), (unsigned)r->start.year, (unsigned)r->start.month,
           (unsigned)r->start.day);
    for (uint32_t n = 1; n <= r->count; n++) {
        (void)tnef_civil_of_minutes(occurrence(&rule, &r->start, n), &c);
        printf(" %04u%02u%02u", c.year, c.month, c.day);
    }
    printf("\n");
}

/* Patterns of all kinds, from each day of two months, of which one has a leap day. */
static void tell_rules(void)
{
    static const uint32_t months[2] = { 2, 10 }, periods[5] = { 1, 2, 3, 12, 24 };
    static const uint32_t masks[4] = { 0x02, 0x3E, 0x41, 0x14 };
    struct blob_recur r = { .end = COUNTED, .count = 6 };

    for (uint32_t k = 0; k < 2u * 29u * 5u; k++) {
        r.start = (struct blob_date){ 2024, months[k % 2], 1 + k / 2 % 29 };
        r.period = periods[k / 58];
        r.pattern = TNEF_RECUR_MONTH_END;
        r.specifics = 1;
        r.specific[0] = 31;
        tell(&r);
        r.pattern = TNEF_RECUR_MONTH;
        for (r.specific[0] = r.start.day; r.specific[0] <= 31; r.specific[0]++)
            tell(&r);
        for (uint32_t m = 0; m < 4; m++) {
            r.pattern = TNEF_RECUR_WEEK;
            r.specifics = 1;
            r.specific[0] = masks[m];
            r.first_day = m;
            tell(&r);
            r.pattern = TNEF_RECUR_MONTH_NTH;
            r.specifics = 2;
            for (r.specific[1] = 1; r.specific[1] <= 5; r.specific[1]++)
                tell(&r);
        }
        r.pattern = TNEF_RECUR_DAY;
        r.specifics = 0;
        r.period *= 1440;
        tell(&r);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(recur_whole),     cmocka_unit_test(recur_task),
        cmocka_unit_test(recur_truncated), cmocka_unit_test(recur_exception),
        cmocka_unit_test(recur_all_fields), cmocka_unit_test(recur_odd),
        cmocka_unit_test(recur_counts),    cmocka_unit_test(recur_exdates),
        cmocka_unit_test(recur_rules),     cmocka_unit_test(recur_spoiled),
        cmocka_unit_test(recur_exdates_kept),
    };

    if (argc == 2 && strcmp(argv[1], "--rules") == 0) {
        tell_rules();
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
