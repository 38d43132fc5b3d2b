/* SPDX-License-Identifier: MIT */

/* The days of series. What a structure says is expanded here, day by day, by what [MS-OXOCAL] says of each
 * pattern and without the rules of the library; what the calendar says that the converter makes of it is
 * expanded by libical. Both are the same days, and the same points in time on both sides of a change of
 * clocks; a count gives as many, and an end falls on the last. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libical/ical.h>

#include "blob_writer.h"
#include "meeting_maker.h"

#define COUNTED 0x2022u
#define ENDS    0x2021u
#define MOST    16u

static unsigned series, days_read;

/* ---- What a pattern says ------------------------------------------------------------------- */

struct walk {
    uint32_t year, month, day, number;   /* number: days from 1601                               */
};

static void step(struct walk *w)
{
    w->number++;
    if (++w->day <= blob_month_length(w->year, w->month))
        return;
    w->day = 1;
    w->month = w->month % 12 + 1;
    w->year += w->month == 1;
}

static int in_mask(uint32_t mask, uint32_t number)
{
    return (mask >> ((number + 1) % 7) & 1u) != 0;
}

/* The |n|-th day of a month that the mask has; 5: the last. */
static int is_nth(const struct walk *w, uint32_t mask, uint32_t n)
{
    uint32_t first = w->number - (w->day - 1), which = 0, last = 0;

    if (!in_mask(mask, w->number))
        return 0;
    for (uint32_t d = 1; d <= blob_month_length(w->year, w->month); d++) {
        if (!in_mask(mask, first + d - 1))
            continue;
        which += d <= w->day;
        last = d;
    }
    return n == 5 ? w->day == last : which == n;
}

static int has_day(const struct blob_recur *r, uint32_t start, const struct walk *w)
{
    const uint32_t months = (w->year - r->start.year) * 12 + w->month - r->start.month;
    const uint32_t length = blob_month_length(w->year, w->month);

    switch (r->pattern) {
    case 0:
        return (w->number - start) % (r->period / 1440) == 0;
    case 1:
        start -= (start + 1 + 7 - r->first_day) % 7;
        return (w->number - start) / 7 % r->period == 0 && in_mask(r->specific[0], w->number);
    case 2:
        return months % r->period == 0
               && w->day == (r->specific[0] < length ? r->specific[0] : length);
    case 3:
        return months % r->period == 0 && is_nth(w, r->specific[0], r->specific[1]);
    default:
        return months % r->period == 0 && w->day == length;
    }
}

/* The first |count| days of a pattern from the day of |r->start| on; the first becomes |r->start|. A start in
 * another month would change what the months are counted from, so it must be in that. Returns 0 then. */
static int expand(struct blob_recur *r, struct walk *out, uint32_t count)
{
    struct walk w = { r->start.year, r->start.month, r->start.day, 0 };
    uint32_t start, n = 0;

    w.number = start = blob_day(w.year, w.month, w.day);
    while (!has_day(r, start, &w)) {
        step(&w);
        if (w.month != r->start.month)
            return 0;
    }
    r->start = (struct blob_date){ w.year, w.month, w.day };
    start = w.number;
    for (; n < count; step(&w))
        if (has_day(r, start, &w))
            out[n++] = w;
    r->last = (struct blob_date){ out[count - 1].year, out[count - 1].month, out[count - 1].day };
    return 1;
}

/* 9 o'clock in New York, as UTC: in summer from the second Sunday of March to the first of November. */
static time_t nine_of(const struct walk *w)
{
    struct walk sunday = { w->year, 3, 8, blob_day(w->year, 3, 8) };
    uint32_t from, to;

    while (!in_mask(1, sunday.number))
        step(&sunday);
    from = sunday.number;
    sunday = (struct walk){ w->year, 11, 1, blob_day(w->year, 11, 1) };
    while (!in_mask(1, sunday.number))
        step(&sunday);
    to = sunday.number;
    return ((time_t)w->number - 134774) * 86400 + 9 * 3600
           + (w->number >= from && w->number < to ? 4 : 5) * 3600;
}

/* ---- What the calendar says ---------------------------------------------------------------- */

static char *calendar_of(const struct blob_recur *r, const struct walk *first)
{
    static struct blob blob;
    uint32_t left_out;
    struct tw w;
    char *text;

    blob.len = 0;
    blob_appointment(&blob, r);
    cw_begin(&w, "IPM.Appointment");
    cw_hex(&w, CW_MEETING, 0x0023, MM_ID);
    cw_hex(&w, TW_PSETID_APPOINTMENT, 0x8233, MM_EASTERN_STRUCT);
    cw_hex(&w, TW_PSETID_APPOINTMENT, 0x8260, MM_EASTERN);
    cw_blob(&w, TW_PSETID_APPOINTMENT, 0x8216, blob.data, blob.len);
    cw_date(&w, TW_PSETID_APPOINTMENT, 0x8202, cw_time(2024, 1, 1, 0, 0, 0));
    cw_date(&w, TW_PSETID_APPOINTMENT, 0x820D, (uint64_t)(nine_of(first) + INT64_C(11644473600)) * 10000000u);
    cw_end(&w);
    text = cw_convert(&w, TNEF_CONVERT_CALENDAR, NULL, &left_out);
    assert_non_null(text);
    if (left_out != 0)
        fail_msg("left out %x:\n%s", left_out, text);
    return text;
}

static int is_left_out(icalcomponent *event, struct icaltimetype t)
{
    for (icalproperty *p = icalcomponent_get_first_property(event, ICAL_EXDATE_PROPERTY); p != NULL;
         p = icalcomponent_get_next_property(event, ICAL_EXDATE_PROPERTY)) {
        struct icaltimetype x = icalproperty_get_exdate(p);

        if (x.year == t.year && x.month == t.month && x.day == t.day && x.hour == t.hour)
            return 1;
    }
    return 0;
}

static void differs(const char *text, uint32_t n, struct icaltimetype t, const struct walk *want)
{
    fail_msg("day %u is %04d%02d%02dT%02d and not %04u%02u%02uT09 of\n%s", n, t.year, t.month, t.day, t.hour,
             want->year, want->month, want->day, text);
}

static void compare(const char *text, const struct walk *days, uint32_t count, uint32_t deleted,
                    int is_endless)
{
    icalcomponent *calendar = icalparser_parse_string(text);
    icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    icaltimezone *zone = icalcomponent_get_timezone(calendar, "Eastern Standard Time");
    struct icaltimetype start, t;
    icalrecur_iterator *it;
    uint32_t n = 0;

    assert_non_null(event);
    assert_non_null(zone);
    assert_int_equal(icalcomponent_count_errors(calendar), 0);
    start = icalcomponent_get_dtstart(event);
    start = icaltime_set_timezone(&start, zone);
    it = icalrecur_iterator_new(
        icalproperty_get_rrule(icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY)), start);
    assert_non_null(it);
    for (t = icalrecur_iterator_next(it); !icaltime_is_null_time(t); t = icalrecur_iterator_next(it), n++) {
        if (n == count)
            break;
        if (t.year != (int)days[n].year || t.month != (int)days[n].month || t.day != (int)days[n].day
            || t.hour != 9 || icaltime_as_timet_with_zone(t, zone) != nine_of(&days[n]))
            differs(text, n, t, &days[n]);
        assert_int_equal(is_left_out(event, t), n == deleted);
        days_read++;
    }
    if (n != count || icaltime_is_null_time(t) == is_endless)
        fail_msg("%u days of %u in\n%s", n, count, text);
    icalrecur_iterator_free(it);
    icalcomponent_free(calendar);
}

/* ---- Many of them -------------------------------------------------------------------------- */

/* A pattern that counts, one that ends, one that does not, and one of which a day is left out. */
static void one(struct blob_recur r, uint32_t count)
{
    struct walk days[MOST];

    if (!expand(&r, days, count))
        return;
    for (uint32_t way = 0; way < 4; way++) {
        const uint32_t deleted = way == 3 && count > 1 ? count / 2 : MOST;
        char *text;

        r.end = way == 1 ? ENDS : way == 2 ? 0x2023 : COUNTED;
        r.count = way == 2 ? 10 : count;
        r.deleted_count = deleted < MOST;
        if (deleted < MOST)
            r.deleted[0] = (struct blob_date){ days[deleted].year, days[deleted].month, days[deleted].day };
        if (way == 2)
            r.last.year = 0;
        text = calendar_of(&r, &days[0]);
        compare(text, days, count, deleted, way == 2);
        free(text);
        r.last = (struct blob_date){ days[count - 1].year, days[count - 1].month, days[count - 1].day };
        series++;
    }
}

/* Starts before changes of clocks, before and in leap years, at the ends of months. */
static const struct blob_date starts[] = {
    { 2024, 3, 1 }, { 2023, 10, 27 }, { 2024, 1, 29 }, { 2024, 2, 27 }, { 2099, 12, 20 },
};

static void all_starts(struct blob_recur r)
{
    static const uint32_t counts[] = { 1, 2, 13 };

    for (size_t s = 0; s < sizeof starts / sizeof starts[0]; s++)
        for (size_t n = 0; n < sizeof counts / sizeof counts[0]; n++) {
            r.start = starts[s];
            one(r, counts[n]);
        }
}

static void daily(void **state)
{
    static const uint32_t periods[] = { 1, 2, 3, 10, 99 };

    (void)state;
    for (size_t i = 0; i < sizeof periods / sizeof periods[0]; i++)
        all_starts((struct blob_recur){ .frequency = 0x200A, .pattern = 0, .period = 1440 * periods[i] });
}

/* Weeks that begin on Saturday are not here: libical 3.0.16 leaves out a first day that is a Friday then,
 * which dateutil (test_blobs_dateutil.sh) does not. */
static void weekly(void **state)
{
    static const uint32_t firsts[] = { 0, 1, 3 };
    static const uint32_t masks[] = { 0x02, 0x3E, 0x41, 0x14, 0x7F, 0x20 };

    (void)state;
    for (size_t i = 0; i < sizeof masks / sizeof masks[0]; i++)
        for (uint32_t period = 1; period <= 3; period++)
            for (size_t f = 0; f < sizeof firsts / sizeof firsts[0]; f++)
                all_starts((struct blob_recur){ .frequency = 0x200B, .pattern = 1, .period = period,
                                                .specific = { masks[i] }, .specifics = 1,
                                                .first_day = firsts[f] });
}

static void monthly(void **state)
{
    static const uint32_t days[] = { 1, 15, 28, 29, 30, 31 }, periods[] = { 1, 2, 5, 12, 24 };

    (void)state;
    for (size_t p = 0; p < sizeof periods / sizeof periods[0]; p++) {
        const uint32_t frequency = periods[p] % 12 == 0 ? 0x200D : 0x200C;

        for (size_t d = 0; d < sizeof days / sizeof days[0]; d++)
            all_starts((struct blob_recur){ .frequency = frequency, .pattern = 2, .period = periods[p],
                                            .specific = { days[d] }, .specifics = 1 });
        all_starts((struct blob_recur){ .frequency = frequency, .pattern = 4, .period = periods[p],
                                        .specific = { 31 }, .specifics = 1 });
    }
}

static void nth_days(void **state)
{
    static const uint32_t masks[] = { 0x01, 0x04, 0x3E, 0x41, 0x7F }, periods[] = { 1, 3, 12 };

    (void)state;
    for (size_t p = 0; p < sizeof periods / sizeof periods[0]; p++)
        for (size_t i = 0; i < sizeof masks / sizeof masks[0]; i++)
            for (uint32_t n = 1; n <= 5; n++)
                all_starts((struct blob_recur){ .frequency = periods[p] == 12 ? 0x200D : 0x200C,
                                                .pattern = 3, .period = periods[p],
                                                .specific = { masks[i], n }, .specifics = 2 });
}

/* There are so many that none can be left out by mistake. */
static void there_were_many(void **state)
{
    (void)state;
    print_message("%u series, %u days\n", series, days_read);
    assert_true(series > 2000);
    assert_true(days_read > 4 * series);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(daily),    cmocka_unit_test(weekly),          cmocka_unit_test(monthly),
        cmocka_unit_test(nth_days), cmocka_unit_test(there_were_many),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
