/* SPDX-License-Identifier: MIT */

/* Readers of binary properties where no other test comes to. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <tnef/blobs.h>

#include "blob_writer.h"

#include <stdlib.h>
#include <string.h>

static struct blob b;

static tnef_status read_pattern(const struct blob_recur *r, tnef_recur *out)
{
    uint8_t *copy;
    tnef_status status;

    b.len = 0;
    blob_appointment(&b, r);
    copy = blob_copy(&b, b.len);
    status = tnef_recur_read(copy, b.len, out);
    free(copy);
    return status;
}

static void odd_patterns(void **state)
{
    struct blob_recur r = blob_recurs[1];
    tnef_recur recur;

    (void)state;
    r.period = 0;
    assert_int_equal(read_pattern(&r, &recur), TNEF_OK);
    assert_int_equal(recur.period, 1);
    assert_int_not_equal(recur.flags & TNEF_RECUR_ODD_PERIOD, 0);
    r = blob_recurs[0];
    r.period = 0;
    assert_int_equal(read_pattern(&r, &recur), TNEF_OK);
    assert_int_equal(recur.period, 1440);
    r.modified_count = 1;
    r.modified[0] = (struct blob_date){ 2024, 3, 4 };
    (void)read_pattern(&r, &recur);
    assert_int_not_equal(recur.flags & TNEF_RECUR_ODD_COUNTS, 0);
}

/* The second day of the week of a month, for each day, and for two. */
static void each_day_of_the_week(void **state)
{
    (void)state;
    for (uint32_t days = 1; days < 128; days++) {
        struct blob_recur r = blob_recurs[5];
        tnef_recur recur;
        tnef_rule rule;

        r.specific[0] = days;
        assert_int_equal(read_pattern(&r, &recur), TNEF_OK);
        if (!tnef_rule_of(&recur, 0, &rule))
            continue;
        assert_int_equal(rule.by_day_nth != 0, (days & (days - 1u)) == 0);
    }
}

static void each_day_of_february(void **state)
{
    (void)state;
    for (uint32_t day = 1; day < 30; day++) {
        struct blob_recur r = blob_recurs[7];
        tnef_recur recur;
        tnef_rule rule;

        r.specific[0] = day;
        r.start.day = day;
        assert_int_equal(read_pattern(&r, &recur), TNEF_OK);
        assert_int_equal(tnef_rule_of(&recur, 0, &rule), 1);
        assert_int_equal(rule.by_month, 2);
        assert_int_equal(rule.by_month_day[0], day == 29 ? -1 : (int)day);
    }
}

/* A time that there is, and whose minutes are more than a number of 32 bits holds. */
static void late_minutes(void **state)
{
    const tnef_civil late = { .year = 9999, .month = 12, .day = 31 },
                     early = { .year = 9000, .month = 1, .day = 1 };
    const tnef_civil none = { .year = 2024, .month = 13, .day = 1 };
    uint32_t minutes;
    uint64_t ticks;

    (void)state;
    assert_int_equal(tnef_ticks_of_civil(&late, &ticks), 1);
    assert_int_equal(tnef_minutes_of_civil(&late, &minutes), 0);
    assert_int_equal(minutes, 0);
    assert_int_equal(tnef_minutes_of_civil(&early, &minutes), 1);
    assert_int_equal(tnef_minutes_of_civil(&none, &minutes), 0);
}

/* Text that ends with a NUL of two bytes, and has characters with one of them. */
static void wide_text(void **state)
{
    static const uint8_t head[] = { 0,    0,    0,    0,    0x81, 0x2B, 0x1F, 0xA4, 0xBE, 0xA3, 0x10, 0x19,
                                    0x9D, 0x6E, 0x00, 0xDD, 0x01, 0x0F, 0x54, 0x02, 0,    0,    0,    0x80 };
    tnef_entryid id;
    uint8_t *copy;

    (void)state;
    b.len = 0;
    blob_bytes(&b, head, sizeof head);
    blob_u16(&b, 0x0100);
    blob_u16(&b, 0x0041);
    blob_u16(&b, 0);
    blob_wide(&b, "SMTP");
    blob_u16(&b, 0);
    blob_wide(&b, "a@b");
    blob_u16(&b, 0);
    copy = blob_copy(&b, b.len);
    assert_int_equal(tnef_entryid_read(copy, b.len, &id), TNEF_OK);
    assert_int_equal(id.name.len, 4);
    free(copy);
}

/* Times after the last year, and before the first one, in a zone that has daylight time. */
static void times_that_are_none(void **state)
{
    uint64_t local;
    tnef_zone zone;
    uint8_t *copy;

    (void)state;
    b.len = 0;
    blob_u32(&b, (uint32_t)-60);
    blob_u32(&b, 0);
    blob_u32(&b, (uint32_t)-60);
    blob_u16(&b, 0);
    for (int i = 0; i < 2; i++) {
        const uint32_t standard[] = { 0, 10, 0, 5, 3, 0, 0, 0 }, daylight[] = { 0, 3, 0, 5, 2, 0, 0, 0 };

        for (int k = 0; k < 8; k++)
            blob_u16(&b, i == 0 ? standard[k] : daylight[k]);
        blob_u16(&b, 0);
    }
    copy = blob_copy(&b, b.len - 2u);
    assert_int_equal(tnef_zone_read(copy, b.len - 2u, &zone), TNEF_OK);
    free(copy);
    (void)tnef_zone_to_local(&zone, UINT64_MAX, &local);
    (void)tnef_zone_to_local(&zone, UINT64_C(1) << 62, &local);
    assert_int_equal(tnef_zone_to_local(&zone, UINT64_C(2650467744000000000) + 1u, &local), 0);
    assert_int_equal(tnef_zone_to_local(&zone, UINT64_C(2650467744000000000) - 1u, &local), 0);
    (void)tnef_zone_to_local(&zone, 0, &local);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(odd_patterns),
        cmocka_unit_test(each_day_of_the_week),
        cmocka_unit_test(each_day_of_february),
        cmocka_unit_test(late_minutes),
        cmocka_unit_test(wide_text),
        cmocka_unit_test(times_that_are_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
