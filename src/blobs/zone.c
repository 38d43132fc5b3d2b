/* SPDX-License-Identifier: MIT */
/* A rule of a time zone, as TimeZoneStruct has it ([MS-OXOCAL] 2.2.1.39), and whether it makes sense.
 *
 *     bias, standard bias, daylight bias   i32 each: minutes
 *     year u16, SYSTEMTIME                 when standard time begins; the year stands there twice
 *     year u16, SYSTEMTIME                 when daylight time begins
 *
 * SYSTEMTIME ([MS-DTYP] 2.3.13): year, month, day of week, day, hour, minute, second, milliseconds, u16
 * each. */

#include "blobs/zone.h"

void tnefi_blobs_zone_clear(tnef_zone *out)
{
    static const tnef_zone none = { 0 };

    *out = none;
}

void tnefi_blobs_zone_date(struct tnefi_blobs_in *in, tnef_zone_date *out)
{
    out->year = tnefi_blobs_u16(in);
    out->month = tnefi_blobs_u16(in);
    out->weekday = tnefi_blobs_u16(in);
    out->day = tnefi_blobs_u16(in);
    out->hour = tnefi_blobs_u16(in);
    out->minute = tnefi_blobs_u16(in);
    out->second = tnefi_blobs_u16(in);
    out->milliseconds = tnefi_blobs_u16(in);
}

void tnefi_blobs_zone_biases(struct tnefi_blobs_in *in, tnef_zone *out)
{
    out->bias = tnefi_blobs_i32(in);
    out->standard_bias = tnefi_blobs_i32(in);
    out->daylight_bias = tnefi_blobs_i32(in);
}

/*@ P_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> P_OFFSET(bias + more); */
static int is_offset(int32_t bias, int32_t more)
{
    const int64_t sum = (int64_t)bias + more;

    return sum >= -OFFSET_MAX && sum <= OFFSET_MAX;
}

/* Whether a date of a change is one, or means "never". */
/*@ requires \valid_read(date);
    P_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> date->month == 0 || P_ONSET(date); */
static int is_sound(const tnef_zone_date *date)
{
    if (date->month == 0)
        return 1;
    if (date->month > 12u || date->weekday > 6u || date->hour > 23u || date->minute > 59u
        || date->second > 59u || date->milliseconds > 999u)
        return 0;
    if (date->year != 0)
        return tnefi_blobs_is_date(date->year, date->month, date->day);
    return date->day >= 1u && date->day <= 5u;
}

uint32_t tnefi_blobs_zone_judge(const tnef_zone *zone)
{
    if (!is_offset(zone->bias, zone->standard_bias) || !is_offset(zone->bias, zone->daylight_bias)
        || !is_sound(&zone->standard) || !is_sound(&zone->daylight))
        return 0;
    if (zone->standard.month == 0 || zone->daylight.month == 0 || zone->standard_bias == zone->daylight_bias)
        return TNEF_ZONE_GOOD;
    return TNEF_ZONE_GOOD + TNEF_ZONE_DAYLIGHT;
}

uint32_t tnefi_blobs_zone_use(const tnef_zone *zone)
{
    return (zone->flags & TNEF_ZONE_GOOD) != 0 ? tnefi_blobs_zone_judge(zone) : 0;
}

/*@ requires \valid(out) && P_BYTES(buf, len);
    P_TOTAL;
    assigns *out; */
tnef_status tnef_zone_read(const uint8_t *buf, size_t len, tnef_zone *out)
{
    struct tnefi_blobs_in in;

    tnefi_blobs_begin(&in, buf, len);
    tnefi_blobs_zone_clear(out);
    tnefi_blobs_zone_biases(&in, out);
    (void)tnefi_blobs_u16(&in);
    tnefi_blobs_zone_date(&in, &out->standard);
    (void)tnefi_blobs_u16(&in);
    tnefi_blobs_zone_date(&in, &out->daylight);
    if (in.status != TNEF_OK)
        tnefi_blobs_zone_clear(out);
    else
        out->flags = tnefi_blobs_zone_judge(out);
    out->fault = in.fault;
    out->status = in.status;
    return in.status;
}

/*@ requires \valid_read(a) && \valid_read(b);
    P_TOTAL;
    assigns \nothing; */
static int are_equal(const tnef_zone_date *a, const tnef_zone_date *b)
{
    return a->year == b->year && a->month == b->month && a->weekday == b->weekday && a->day == b->day
           && a->hour == b->hour && a->minute == b->minute && a->second == b->second
           && a->milliseconds == b->milliseconds;
}

/*@ requires \valid_read(a) && \valid_read(b);
    P_TOTAL;
    assigns \nothing; */
int tnef_zone_equal(const tnef_zone *a, const tnef_zone *b)
{
    return a->bias == b->bias && a->standard_bias == b->standard_bias && a->daylight_bias == b->daylight_bias
           && are_equal(&a->standard, &b->standard) && are_equal(&a->daylight, &b->daylight);
}
