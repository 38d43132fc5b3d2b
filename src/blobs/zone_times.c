/* SPDX-License-Identifier: MIT */
/* From UTC to local time and back. All is compared on a clock that shows standard time throughout, so that a
 * change near the turn of the year counts in the year in which it is. */

#include "blobs/zone.h"

#define TICKS_PER_MINUTE INT64_C(600000000)
#define END_TICKS        ((int64_t)TNEFI_BLOBS_TICKS)

/* Whether daylight time is in force at |clock|, a time on the clock that shows standard time. */
/*@ requires \valid_read(zone) && P_CHANGES(zone);
    P_TOTAL;
    assigns \nothing; */
static int is_daylight(const tnef_zone *zone, int64_t clock)
{
    const int64_t ahead = ((int64_t)zone->standard_bias - zone->daylight_bias) * TICKS_PER_MINUTE;
    uint64_t begins, ends;
    int64_t from, to;
    tnef_civil date;

    if (clock < 0 || !tnef_civil_of_ticks((uint64_t)clock, &date)
        || !tnefi_blobs_onset(&zone->daylight, date.year, &begins)
        || !tnefi_blobs_onset(&zone->standard, date.year, &ends))
        return 0;
    from = (int64_t)begins;
    to = (int64_t)ends - ahead;
    if (from <= to)
        return clock >= from && clock < to;
    return clock >= from || clock < to;
}

/* |time| and an offset of minutes, if that can be told. */
/*@ requires P_OFFSET(minutes) && time < TNEFI_BLOBS_TICKS && \valid(out);
    P_TOTAL;
    assigns *out; */
static int shift(uint64_t time, int32_t minutes, uint64_t *out)
{
    const int64_t there = (int64_t)time + minutes * TICKS_PER_MINUTE;

    *out = 0;
    if (there < 0 || there >= END_TICKS)
        return 0;
    *out = (uint64_t)there;
    return 1;
}

/*@ requires \valid_read(zone) && \valid(local) && \separated(zone, local);
    P_TOTAL;
    assigns *local; */
int tnef_zone_to_local(const tnef_zone *zone, uint64_t utc, uint64_t *local)
{
    const uint32_t judged = tnefi_blobs_zone_use(zone);
    int32_t standard;

    *local = 0;
    if (judged == 0 || utc >= TNEFI_BLOBS_TICKS)
        return 0;
    standard = zone->bias + zone->standard_bias;
    if (judged >= TNEF_ZONE_DAYLIGHT && is_daylight(zone, (int64_t)utc - standard * TICKS_PER_MINUTE))
        return shift(utc, -(zone->bias + zone->daylight_bias), local);
    return shift(utc, -standard, local);
}

/* Both readings of a local time are tried. If both are right, clocks went back: the first one is meant. If
 * none is, they went forward: the offset before is the one that gives the later time. */
/*@ requires \valid_read(zone) && \valid(utc) && \separated(zone, utc);
    P_TOTAL;
    assigns *utc; */
int tnef_zone_to_utc(const tnef_zone *zone, uint64_t local, uint64_t *utc)
{
    const uint32_t judged = tnefi_blobs_zone_use(zone);
    int32_t standard, daylight, more, less;
    int is_standard, is_summer;

    *utc = 0;
    if (judged == 0 || local >= TNEFI_BLOBS_TICKS)
        return 0;
    standard = zone->bias + zone->standard_bias;
    if (judged < TNEF_ZONE_DAYLIGHT)
        return shift(local, standard, utc);
    daylight = zone->bias + zone->daylight_bias;
    is_standard = !is_daylight(zone, (int64_t)local);
    is_summer = is_daylight(zone, (int64_t)local - (standard - daylight) * TICKS_PER_MINUTE);
    if (is_standard != is_summer)
        return shift(local, is_summer ? daylight : standard, utc);
    less = standard < daylight ? standard : daylight;
    more = standard < daylight ? daylight : standard;
    return shift(local, is_standard ? less : more, utc);
}
