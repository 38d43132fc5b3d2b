/* SPDX-License-Identifier: MIT */

/* Dates: every day of the calendar, and the ends of all ranges. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <tnef/blobs.h>

#include "blob_writer.h"

#include <string.h>

#define DAY UINT64_C(864000000000)

static void times_every_day(void **state)
{
    uint32_t year = 1601, month = 1, day = 1, number = 0, minutes;
    uint64_t ticks;
    tnef_civil c;

    (void)state;
    for (; year < 10000; number++) {
        assert_true(tnef_civil_of_ticks(number * DAY + DAY - 1, &c));
        assert_true(c.year == year && c.month == month && c.day == day && c.weekday == (number + 1) % 7);
        assert_true(c.hour == 23 && c.minute == 59 && c.second == 59 && c.ticks == 9999999);
        assert_true(tnef_ticks_of_civil(&c, &ticks) && ticks == number * DAY + DAY - 1);
        if (number * UINT64_C(1440) + 1439 <= UINT32_MAX) {
            assert_true(tnef_minutes_of_civil(&c, &minutes) && minutes == number * 1440 + 1439);
            assert_true(tnef_civil_of_minutes(minutes, &c));
            assert_true(c.day == day && c.minute == 59 && c.second == 0);
        } else {
            assert_false(tnef_minutes_of_civil(&c, &minutes));
            assert_int_equal(minutes, 0);
        }
        if (++day > blob_month_length(year, month)) {
            day = 1;
            month = month % 12 + 1;
            year += month == 1;
        }
    }
    assert_false(tnef_civil_of_ticks(number * DAY, &c));
    assert_int_equal(c.year, 0);
    assert_false(tnef_civil_of_ticks(UINT64_MAX, &c));
    assert_false(tnef_minutes_of_ticks(UINT64_MAX, &minutes));
}

static void times_ranges(void **state)
{
    static const tnef_civil wrong[] = {
        { 1600, 12, 31, 0, 0, 0, 0, 0 }, { 10000, 1, 1, 0, 0, 0, 0, 0 }, { 2024, 0, 1, 0, 0, 0, 0, 0 },
        { 2024, 13, 1, 0, 0, 0, 0, 0 }, { 2024, 1, 0, 0, 0, 0, 0, 0 }, { 2023, 2, 29, 0, 0, 0, 0, 0 },
        { 2024, 4, 31, 0, 0, 0, 0, 0 }, { 2024, 1, 1, 0, 24, 0, 0, 0 }, { 2024, 1, 1, 0, 0, 60, 0, 0 },
        { 2024, 1, 1, 0, 0, 0, 60, 0 }, { 2024, 1, 1, 0, 0, 0, 0, 10000000 },
    };
    uint64_t ticks;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(tnef_ticks_of_civil(&wrong[i], &ticks));
    assert_true(tnef_minutes_are_date(1440) && !tnef_minutes_are_date(1439));
    assert_true(tnef_minutes_are_date(blob_minutes(4500, 1, 1) - 1));
    assert_false(tnef_minutes_are_date(blob_minutes(4500, 1, 1)));
    assert_false(tnef_minutes_are_date(TNEF_MINUTES_NEVER) || tnef_minutes_are_date(TNEF_MINUTES_NONE));
    assert_int_equal(TNEF_MINUTES_NONE, blob_minutes(4501, 1, 1));
    assert_true(tnef_ticks_are_date(DAY) && !tnef_ticks_are_date(DAY - 1));
    assert_true(tnef_ticks_are_date(blob_day(4500, 1, 1) * DAY - 1));
    assert_false(tnef_ticks_are_date(blob_day(4500, 1, 1) * DAY));
    assert_false(tnef_ticks_are_date(INT64_MAX));
}

static void times_known(void **state)
{
    const uint64_t known = UINT64_C(0x01da76d8b0148800); /* 2024-03-15 13:00 UTC */
    uint32_t minutes;
    tnef_civil c;

    (void)state;
    assert_true(tnef_civil_of_ticks(known, &c));
    assert_true(c.year == 2024 && c.month == 3 && c.day == 15 && c.hour == 13 && c.weekday == 5);
    assert_int_equal(tnef_unix_of_ticks(known), 1710507600);
    assert_int_equal(tnef_unix_of_ticks(0), -INT64_C(11644473600));
    assert_int_equal(tnef_unix_of_ticks(UINT64_MAX), INT64_C(1844674407370) - INT64_C(11644473600));
    assert_true(tnef_minutes_of_ticks(known, &minutes));
    assert_int_equal(minutes, blob_minutes(2024, 3, 15) + 780);
    assert_int_equal(tnef_ticks_of_minutes(minutes), known);
}

/* Midnight of each zone in which twelve hours lead to its own day. */
static void times_day(void **state)
{
    const uint32_t midnight = blob_minutes(1970, 2, 3);
    uint32_t minutes;

    (void)state;
    for (int32_t offset = -719; offset <= 720; offset++) {
        assert_true(tnef_day_of_ticks(tnef_ticks_of_minutes(midnight - (uint32_t)offset), &minutes));
        assert_int_equal(minutes, midnight);
    }
    assert_true(tnef_day_of_ticks(tnef_ticks_of_minutes(midnight + 720), &minutes));
    assert_int_equal(minutes, midnight + 1440);
    assert_false(tnef_day_of_ticks(0, &minutes));
}

static void times_packed(void **state)
{
    tnef_civil c;

    (void)state;
    assert_true(tnef_civil_of_packed_date(1031063, &c));
    assert_true(c.year == 2013 && c.month == 12 && c.day == 23 && c.weekday == 1);
    assert_true(tnef_civil_of_packed_time(51072, &c));
    assert_true(c.hour == 12 && c.minute == 30 && c.second == 0 && c.year == 2013);
    assert_false(tnef_civil_of_packed_time(24 << 12, &c));
    assert_true(c.hour == 0 && c.minute == 0 && c.year == 2013);
    assert_false(tnef_civil_of_packed_time(60 << 6, &c));
    assert_false(tnef_civil_of_packed_time(60, &c));
    assert_false(tnef_civil_of_packed_time(UINT32_MAX, &c));
    assert_false(tnef_civil_of_packed_date(UINT32_MAX, &c));
    assert_false(tnef_civil_of_packed_date(2023u << 9 | 2u << 5 | 29u, &c));
    assert_int_equal(c.year, 0);
    assert_true(tnef_civil_of_packed_date(2024u << 9 | 2u << 5 | 29u, &c));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_every_day), cmocka_unit_test(times_ranges), cmocka_unit_test(times_known),
        cmocka_unit_test(times_day),       cmocka_unit_test(times_packed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
