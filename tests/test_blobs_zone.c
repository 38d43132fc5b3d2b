/* SPDX-License-Identifier: MIT */

/* Time zones: read whole, cut at every byte and with every field wrong; which rule of several counts; and
 * hours of whole years from UTC to local time and back. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <tnef/blobs.h>

#include "blob_writer.h"

#include <stdlib.h>
#include <string.h>

#define HOUR UINT64_C(36000000000)

static struct blob blob;

struct date {
    uint32_t year, month, weekday, day, hour;
};

struct zone {
    int32_t bias, standard_bias, daylight_bias;
    struct date standard, daylight;
};

static const struct zone eastern = { 300, 0, -60, { 0, 11, 0, 1, 2 }, { 0, 3, 0, 2, 2 } };
static const struct zone sydney = { -600, 0, -60, { 0, 4, 0, 1, 3 }, { 0, 10, 0, 1, 2 } };
static const struct zone dublin = { 0, 0, 60, { 0, 3, 0, 5, 1 }, { 0, 10, 0, 5, 2 } };
static const struct zone india = { -330, 0, -60, { 0, 0, 0, 0, 0 }, { 0, 0, 0, 0, 0 } };

static void write_date(const struct date *d)
{
    blob_u16(&blob, d->year);
    blob_u16(&blob, d->month);
    blob_u16(&blob, d->weekday);
    blob_u16(&blob, d->day);
    blob_u16(&blob, d->hour);
    blob_zeros(&blob, 6);
}

static void write_biases(const struct zone *z)
{
    blob_u32(&blob, (uint32_t)z->bias);
    blob_u32(&blob, (uint32_t)z->standard_bias);
    blob_u32(&blob, (uint32_t)z->daylight_bias);
}

static void read_zone(const struct zone *z, tnef_zone *out)
{
    blob.len = 0;
    write_biases(z);
    blob_u16(&blob, 0);
    write_date(&z->standard);
    blob_u16(&blob, 0);
    write_date(&z->daylight);
    assert_int_equal(blob.len, 48);
    assert_int_equal(tnef_zone_read(blob.data, blob.len, out), TNEF_OK);
}

static uint64_t at_hour(uint32_t year, uint32_t month, uint32_t day, uint32_t hour)
{
    return tnef_ticks_of_minutes(blob_minutes(year, month, day) + hour * 60);
}

static void zone_struct(void **state)
{
    tnef_zone zone;
    uint64_t out;

    (void)state;
    read_zone(&eastern, &zone);
    assert_int_equal(zone.flags, TNEF_ZONE_GOOD | TNEF_ZONE_DAYLIGHT);
    assert_true(zone.bias == 300 && zone.daylight_bias == -60 && zone.standard.month == 11);
    for (size_t len = 0; len < 48; len++) {
        uint8_t *copy = blob_copy(&blob, len);

        assert_int_equal(tnef_zone_read(copy, len, &zone), TNEF_E_TRUNCATED);
        assert_int_equal(zone.flags, 0);
        assert_int_equal(tnef_zone_to_local(&zone, at_hour(2024, 7, 1, 12), &out), 0);
        assert_true(zone.fault <= len);
        free(copy);
    }
    read_zone(&india, &zone);
    assert_int_equal(zone.flags, TNEF_ZONE_GOOD);
}

/* One field of Eastern is set at its offset; what can be done with the zone then. */
static void expect_flags(size_t at, uint32_t value, uint32_t flags)
{
    tnef_zone zone;

    read_zone(&eastern, &zone);
    blob.data[at] = (uint8_t)value;
    blob.data[at + 1] = (uint8_t)(value >> 8);
    assert_int_equal(tnef_zone_read(blob.data, blob.len, &zone), TNEF_OK);
    assert_int_equal(zone.flags, flags);
}

static void zone_fields(void **state)
{
    struct zone z = eastern;
    tnef_zone zone;

    (void)state;
    expect_flags(14, 1600, 0);                              /* year of standardDate           */
    expect_flags(14, 10000, 0);
    expect_flags(14, 2024, TNEF_ZONE_GOOD | TNEF_ZONE_DAYLIGHT);
    expect_flags(16, 0, TNEF_ZONE_GOOD);
    expect_flags(16, 13, 0);
    expect_flags(18, 7, 0);
    expect_flags(20, 0, 0);
    expect_flags(20, 6, 0);
    expect_flags(22, 24, 0);
    expect_flags(24, 60, 0);
    expect_flags(26, 60, 0);
    expect_flags(28, 1000, 0);
    expect_flags(34, 0, TNEF_ZONE_GOOD);                    /* month of daylightDate          */
    expect_flags(34, 13, 0);
    z.daylight_bias = 0;
    read_zone(&z, &zone);
    assert_int_equal(zone.flags, TNEF_ZONE_GOOD);
    z.bias = 1439;
    read_zone(&z, &zone);
    assert_int_equal(zone.flags, TNEF_ZONE_GOOD);
    z.bias = 1440;
    read_zone(&z, &zone);
    assert_int_equal(zone.flags, 0);
    z.bias = -1440;
    read_zone(&z, &zone);
    assert_int_equal(zone.flags, 0);
    z.bias = INT32_MIN;
    z.standard_bias = INT32_MIN;
    read_zone(&z, &zone);
    assert_int_equal(zone.bias, INT32_MIN);
    assert_int_equal(zone.flags, 0);
    z = eastern;
    z.daylight_bias = 1440;
    read_zone(&z, &zone);
    assert_int_equal(zone.flags, 0);
}

static void zone_equal(void **state)
{
    tnef_zone a, b;

    (void)state;
    read_zone(&eastern, &a);
    read_zone(&eastern, &b);
    assert_int_equal(tnef_zone_equal(&a, &b), 1);
    for (size_t at = 0; at < 48; at++) {
        if (at == 12 || at == 13 || at == 30 || at == 31)
            continue;                                       /* years that stand there twice   */
        read_zone(&eastern, &b);
        blob.data[at] ^= 0x10;
        (void)tnef_zone_read(blob.data, blob.len, &b);
        assert_int_equal(tnef_zone_equal(&a, &b), 0);
    }
}

/* ---- Definitions ----------------------------------------------------------------------------- */

static void write_rule(const struct zone *z, uint32_t flags, uint32_t year, uint32_t more)
{
    const struct date valid = { year, 1, 0, 1, 0 };

    blob_u8(&blob, 2);
    blob_u8(&blob, 1);
    blob_u16(&blob, 62 + more);
    blob_u16(&blob, flags);
    write_date(&valid);
    write_biases(z);
    write_date(&z->standard);
    write_date(&z->daylight);
    blob_zeros(&blob, more);
}

static void write_head(const char *name, uint32_t flags, uint32_t rules)
{
    blob.len = 0;
    blob_u8(&blob, 2);
    blob_u8(&blob, 1);
    blob_u16(&blob, 6 + 2 * (uint32_t)strlen(name) + ((flags & 1) != 0 ? 16 : 0));
    blob_u16(&blob, flags);
    if ((flags & 1) != 0)
        blob_ascii(&blob, "0123456789abcdef");
    blob_u16(&blob, (uint32_t)strlen(name));
    blob_wide(&blob, name);
    blob_u16(&blob, rules);
}

static int32_t chosen(uint32_t year)
{
    tnef_zone_definition d;
    tnef_zone zone;

    assert_int_equal(tnef_zone_definition_read(blob.data, blob.len, &d), TNEF_OK);
    return tnef_zone_choose(&d, year, &zone) ? zone.bias : 9999;
}

static void zone_definition(void **state)
{
    tnef_zone_definition d;
    tnef_zone zone;
    size_t at = 0;

    (void)state;
    for (uint32_t flags = 2; flags <= 3; flags++) {
        write_head("Eastern Standard Time", flags, 2);
        write_rule(&eastern, 2, 2007, 4);
        write_rule(&india, 1, 2008, 0);
        for (size_t len = 0; len <= blob.len; len++) {
            uint8_t *copy = blob_copy(&blob, len);
            uint32_t rules = len >= blob.len - 66 ? 1 : 0;

            assert_int_equal(tnef_zone_definition_read(copy, len, &d) == TNEF_OK, len == blob.len);
            assert_int_equal(d.rules, len == blob.len ? 2 : rules);
            assert_int_equal(tnef_zone_choose(&d, 2024, &zone), len == blob.len);
            assert_true(d.fault <= len);
            free(copy);
        }
        assert_int_equal(tnef_zone_definition_read(blob.data, blob.len, &d), TNEF_OK);
        assert_int_equal(d.name.len, 42);
        assert_memory_equal(d.name.data, "E\0a\0", 4);
        assert_int_equal(d.guid.len, flags == 3 ? 16 : 0);
    }
    assert_int_equal(tnef_zone_definition_next(&d, &at, &zone), 1);
    assert_int_equal(zone.bias, 300);
    assert_int_equal(zone.flags, TNEF_ZONE_GOOD | TNEF_ZONE_DAYLIGHT | TNEF_ZONE_EFFECTIVE);
    assert_int_equal(zone.valid.year, 2007);
    assert_int_equal(tnef_zone_definition_next(&d, &at, &zone), 1);
    assert_int_equal(zone.flags, TNEF_ZONE_GOOD | TNEF_ZONE_RECURRING);
    assert_int_equal(tnef_zone_definition_next(&d, &at, &zone), 0);
    at = SIZE_MAX;
    assert_int_equal(tnef_zone_definition_next(&d, &at, &zone), 0);
    d.rules = 3; /* a struct that a caller has spoiled */
    d.rules_at = d.len - 66;
    assert_int_equal(tnef_zone_choose(&d, 2024, &zone), 1);
    d.rules_at = SIZE_MAX;
    assert_int_equal(tnef_zone_choose(&d, 2024, &zone), 0);
}

static void zone_choice(void **state)
{
    static struct zone z[3];

    (void)state;
    for (uint32_t i = 0; i < 3; i++)
        z[i].bias = (int32_t)i + 1;
    write_head("", 2, 3);
    for (uint32_t i = 0; i < 3; i++)
        write_rule(&z[i], i == 1 ? 2 : 0, 2000 + i, 0);
    assert_int_equal(chosen(1990), 2);
    write_head("", 2, 3);
    for (uint32_t i = 0; i < 3; i++)
        write_rule(&z[i], 0, 2000 + i, 0);
    assert_int_equal(chosen(1990), 1);
    assert_int_equal(chosen(2000), 1);
    assert_int_equal(chosen(2001), 2);
    assert_int_equal(chosen(3000), 3);
    write_head("", 2, 0);
    assert_int_equal(chosen(2000), 9999);
    z[0].bias = 2000;
    write_head("", 2, 1);
    write_rule(&z[0], 0, 2000, 0);
    assert_int_equal(chosen(2000), 9999);
}

static void zone_definition_wrong(void **state)
{
    tnef_zone_definition d;

    (void)state;
    write_head("x", 2, 1);
    write_rule(&eastern, 2, 2007, 0);
    blob.data[0] = 1;
    assert_int_equal(tnef_zone_definition_read(blob.data, blob.len, &d), TNEF_E_TYPE);
    write_head("x", 2, 1024);
    for (uint32_t i = 0; i < 800; i++)
        write_rule(&india, 0, 2007, 0);
    assert_int_equal(tnef_zone_definition_read(blob.data, blob.len, &d), TNEF_E_TRUNCATED);
    assert_int_equal(d.rules, 800);
    write_head("x", 2, 1025);
    assert_int_equal(tnef_zone_definition_read(blob.data, blob.len, &d), TNEF_E_LIMIT_VALUES);
    write_head("x", 2, 1);
    write_rule(&eastern, 2, 2007, 0);
    blob.data[14] = 61;                                     /* cbRule                         */
    assert_int_equal(tnef_zone_definition_read(blob.data, blob.len, &d), TNEF_E_SIZE);
    assert_int_equal(d.fault, 14);
    blob.data[14] = 63;
    assert_int_equal(tnef_zone_definition_read(blob.data, blob.len, &d), TNEF_E_OVERRUN);
    blob.data[6] = 0xFF;                                    /* cchKeyName                     */
    assert_int_equal(tnef_zone_definition_read(blob.data, blob.len, &d), TNEF_E_OVERRUN);
    assert_int_equal(d.fault, 6);
    blob.data[2] = 0xFF;                                    /* cbHeader                       */
    assert_int_equal(tnef_zone_definition_read(blob.data, blob.len, &d), TNEF_E_OVERRUN);
    assert_int_equal(d.fault, 2);
}

/* ---- Local times ----------------------------------------------------------------------------- */

/* The bias of a zone at an hour of 2024 in UTC, looked for day by day. */
static int32_t slow_bias(const struct zone *z, uint64_t utc)
{
    const struct date *const dates[2] = { &z->standard, &z->daylight };
    int32_t biases[2] = { z->bias + z->standard_bias, z->bias + z->daylight_bias };
    uint64_t onsets[2];

    if (z->standard.month == 0)
        return biases[0];
    for (uint32_t k = 0; k < 2; k++) {
        uint32_t n = 0, day = 0;

        for (uint32_t d = 1; d <= blob_month_length(2024, dates[k]->month); d++)
            if ((blob_day(2024, dates[k]->month, d) + 1) % 7 == dates[k]->weekday && n < dates[k]->day) {
                n++;
                day = d;
            }
        onsets[k] = at_hour(2024, dates[k]->month, day, dates[k]->hour)
                    + (uint64_t)(int64_t)biases[1 - k] * 600000000u;
    }
    if (onsets[0] < onsets[1])
        return utc >= onsets[0] && utc < onsets[1] ? biases[0] : biases[1];
    return utc >= onsets[1] && utc < onsets[0] ? biases[1] : biases[0];
}

static void zone_hours(void **state)
{
    static const struct zone *const zones[] = { &eastern, &sydney, &dublin, &india };
    tnef_zone zone;
    uint64_t local, utc;

    (void)state;
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
        uint64_t before = 0;

        read_zone(zones[i], &zone);
        for (uint64_t h = 24; h < 365 * 24; h++) {
            uint64_t now = at_hour(2024, 1, 1, 0) + h * HOUR;
            int32_t bias = slow_bias(zones[i], now);

            assert_int_equal(tnef_zone_to_local(&zone, now, &local), 1);
            assert_int_equal(local, now - (uint64_t)(int64_t)bias * 600000000u);
            assert_int_equal(tnef_zone_to_utc(&zone, local, &utc), 1);
            assert_int_equal(utc, local == before ? now - HOUR : now); /* the first of two     */
            before = local;
        }
    }
}

static void zone_gap(void **state)
{
    tnef_zone zone;
    uint64_t utc;

    (void)state;
    read_zone(&eastern, &zone);
    assert_int_equal(tnef_zone_to_utc(&zone, at_hour(2024, 3, 10, 2) + HOUR / 2, &utc), 1);
    assert_int_equal(utc, at_hour(2024, 3, 10, 7) + HOUR / 2);
    read_zone(&dublin, &zone);
    assert_int_equal(tnef_zone_to_utc(&zone, at_hour(2024, 3, 31, 1) + HOUR / 2, &utc), 1);
    assert_int_equal(utc, at_hour(2024, 3, 31, 2) + HOUR / 2);
}

static void zone_ends(void **state)
{
    struct zone z = eastern;
    tnef_zone zone;
    uint64_t out;
    const uint64_t end = blob_day(9999, 12, 31) * 24 * HOUR + 24 * HOUR;

    (void)state;
    read_zone(&eastern, &zone);
    assert_int_equal(tnef_zone_to_local(&zone, 0, &out), 0);
    assert_int_equal(tnef_zone_to_local(&zone, 5 * HOUR, &out), 1);
    assert_int_equal(out, 0);
    assert_int_equal(tnef_zone_to_utc(&zone, end - 1, &out), 0);
    assert_int_equal(tnef_zone_to_utc(&zone, end, &out), 0);
    assert_int_equal(tnef_zone_to_local(&zone, end, &out), 0);
    assert_int_equal(tnef_zone_to_local(&zone, UINT64_MAX, &out), 0);
    z.standard.year = 2024; /* dates of one year: there is daylight time in that year alone */
    z.standard.day = 3;
    read_zone(&z, &zone);
    assert_int_equal(tnef_zone_to_local(&zone, at_hour(2024, 7, 1, 12), &out), 1);
    assert_int_equal(out, at_hour(2024, 7, 1, 8));
    assert_int_equal(tnef_zone_to_local(&zone, at_hour(2025, 7, 1, 12), &out), 1);
    assert_int_equal(out, at_hour(2025, 7, 1, 7));
    assert_int_equal(tnef_zone_to_utc(&zone, 0, &out), 1);
    assert_int_equal(out, 5 * HOUR);
    z.daylight.year = 2023;
    z.daylight.day = 10;
    read_zone(&z, &zone);
    assert_int_equal(tnef_zone_to_local(&zone, at_hour(2024, 7, 1, 12), &out), 1);
    assert_int_equal(out, at_hour(2024, 7, 1, 7));
    z.bias = 5000;
    read_zone(&z, &zone);
    assert_int_equal(tnef_zone_to_local(&zone, at_hour(2024, 7, 1, 12), &out), 0);
    assert_int_equal(tnef_zone_to_utc(&zone, at_hour(2024, 7, 1, 12), &out), 0);
}

static void zone_parts(void **state)
{
    struct zone z = eastern;
    tnef_zone_part part;
    tnef_zone zone;

    (void)state;
    read_zone(&eastern, &zone);
    assert_int_equal(tnef_zone_standard(&zone, 1970, &part), 1);
    assert_true(part.offset_from == -240 && part.offset_to == -300 && part.month == 11 && part.nth == 1);
    assert_true(part.weekday == 0 && part.onset.year == 1970 && part.onset.month == 11);
    assert_int_equal(part.onset.day, 1);
    assert_int_equal(part.onset.hour, 2);
    assert_int_equal(tnef_zone_daylight(&zone, 1970, &part), 1);
    assert_true(part.offset_from == -300 && part.offset_to == -240 && part.month == 3 && part.nth == 2);
    assert_int_equal(part.onset.day, 8);
    assert_int_equal(tnef_zone_standard(&zone, 1600, &part), 0);
    assert_int_equal(tnef_zone_standard(&zone, 10000, &part), 0);
    assert_int_equal(tnef_zone_daylight(&zone, 1600, &part), 0);
    assert_int_equal(tnef_zone_daylight(&zone, 10000, &part), 0);
    read_zone(&dublin, &zone);
    assert_int_equal(tnef_zone_standard(&zone, 1970, &part), 1);
    assert_true(part.nth == -1 && part.onset.day == 29);
    z.daylight.year = 2024;
    z.daylight.day = 31;
    read_zone(&z, &zone);
    assert_int_equal(tnef_zone_daylight(&zone, 1970, &part), 1);
    assert_true(part.month == 0 && part.nth == 0 && part.onset.year == 2024 && part.onset.day == 31);
    read_zone(&india, &zone);
    assert_int_equal(tnef_zone_daylight(&zone, 1970, &part), 0);
    assert_int_equal(tnef_zone_standard(&zone, 1970, &part), 1);
    assert_true(part.offset_from == 330 && part.offset_to == 330 && part.month == 0);
    assert_true(part.onset.year == 1970 && part.onset.month == 1 && part.onset.day == 1);
    z.bias = 5000;
    read_zone(&z, &zone);
    assert_int_equal(tnef_zone_standard(&zone, 1970, &part), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zone_struct),     cmocka_unit_test(zone_fields),
        cmocka_unit_test(zone_equal),      cmocka_unit_test(zone_definition),
        cmocka_unit_test(zone_choice),     cmocka_unit_test(zone_definition_wrong),
        cmocka_unit_test(zone_hours),      cmocka_unit_test(zone_gap),
        cmocka_unit_test(zone_ends),       cmocka_unit_test(zone_parts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
