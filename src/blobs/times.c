/* SPDX-License-Identifier: MIT */
/* Ticks of 100 ns, minutes, packed fields, and the dates that they are. */

#include "blobs/priv.h"

#define TICKS_PER_SECOND UINT64_C(10000000)

/* 1601-01-02 and 4500-01-01, in minutes. */
#define FIRST_DATE TNEF_MINUTES_PER_DAY
#define END_DATE   UINT32_C(1524726720)

/* Seconds from 1601-01-01 to 1970-01-01. */
#define SECONDS_TO_1970 INT64_C(11644473600)

/*@ requires \valid(out);
    P_TOTAL;
    assigns *out;
    ensures out->year == 0 && out->month == 0 && out->day == 0 && out->weekday == 0 && P_CLOCK(*out); */
static void clear(tnef_civil *out)
{
    out->year = 0;
    out->month = 0;
    out->day = 0;
    out->weekday = 0;
    out->hour = 0;
    out->minute = 0;
    out->second = 0;
    out->ticks = 0;
}

/*@ P_TOTAL;
    assigns \nothing;
    ensures \result != 0 <==> FIRST_DATE <= minutes < END_DATE; */
int tnef_minutes_are_date(uint32_t minutes)
{
    return minutes >= FIRST_DATE && minutes < END_DATE;
}

/*@ P_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> ticks < END_DATE * TNEF_TICKS_PER_MINUTE; */
int tnef_ticks_are_date(uint64_t ticks)
{
    return ticks >= FIRST_DATE * TNEF_TICKS_PER_MINUTE && ticks < END_DATE * TNEF_TICKS_PER_MINUTE;
}

/*@ requires \valid(out);
    P_TOTAL;
    assigns *out;
    ensures P_CLOCK(*out) && (\result != 0 ==> P_DATE(*out)); */
int tnef_civil_of_ticks(uint64_t ticks, tnef_civil *out)
{
    uint64_t days = ticks / TNEFI_BLOBS_TICKS_PER_DAY;
    uint64_t seconds = ticks % TNEFI_BLOBS_TICKS_PER_DAY / TICKS_PER_SECOND;

    clear(out);
    if (days >= TNEFI_BLOBS_DAYS)
        return 0;
    tnefi_blobs_date((uint32_t)days, out);
    out->hour = (uint8_t)(seconds / 3600u);
    out->minute = (uint8_t)(seconds / 60u % 60u);
    out->second = (uint8_t)(seconds % 60u);
    out->ticks = (uint32_t)(ticks % TICKS_PER_SECOND);
    return 1;
}

/*@ P_TOTAL;
    assigns \nothing;
    ensures \result == minutes * TNEF_TICKS_PER_MINUTE; */
uint64_t tnef_ticks_of_minutes(uint32_t minutes)
{
    return minutes * TNEF_TICKS_PER_MINUTE;
}

/*@ requires \valid(out);
    P_TOTAL;
    assigns *out;
    ensures P_CLOCK(*out) && (\result != 0 ==> P_DATE(*out)); */
int tnef_civil_of_minutes(uint32_t minutes, tnef_civil *out)
{
    return tnef_civil_of_ticks(tnef_ticks_of_minutes(minutes), out);
}

/*@ requires \valid_read(date) && \valid(ticks);
    P_TOTAL;
    assigns *ticks;
    ensures *ticks < TNEFI_BLOBS_TICKS; */
int tnef_ticks_of_civil(const tnef_civil *date, uint64_t *ticks)
{
    uint64_t seconds;

    *ticks = 0;
    if (!tnefi_blobs_is_date(date->year, date->month, date->day) || date->hour > 23u || date->minute > 59u
        || date->second > 59u || date->ticks >= TICKS_PER_SECOND)
        return 0;
    seconds = date->hour * UINT64_C(3600) + date->minute * UINT64_C(60) + date->second;
    *ticks = tnefi_blobs_days(date->year, date->month, date->day) * TNEFI_BLOBS_TICKS_PER_DAY
             + seconds * TICKS_PER_SECOND + date->ticks;
    return 1;
}

/*@ requires \valid(minutes);
    P_TOTAL;
    assigns *minutes; */
int tnef_minutes_of_ticks(uint64_t ticks, uint32_t *minutes)
{
    uint64_t whole = ticks / TNEF_TICKS_PER_MINUTE;

    *minutes = 0;
    if (whole > UINT32_MAX)
        return 0;
    *minutes = (uint32_t)whole;
    return 1;
}

/*@ requires \valid_read(date) && \valid(minutes);
    P_TOTAL;
    assigns *minutes; */
int tnef_minutes_of_civil(const tnef_civil *date, uint32_t *minutes)
{
    uint64_t ticks;

    *minutes = 0;
    return tnef_ticks_of_civil(date, &ticks) && tnef_minutes_of_ticks(ticks, minutes);
}

/*@ P_TOTAL;
    assigns \nothing; */
int64_t tnef_unix_of_ticks(uint64_t ticks)
{
    return (int64_t)(ticks / TICKS_PER_SECOND) - SECONDS_TO_1970;
}

/*@ requires \valid(minutes);
    P_TOTAL;
    assigns *minutes; */
int tnef_day_of_ticks(uint64_t ticks, uint32_t *minutes)
{
    uint64_t whole;

    *minutes = 0;
    if (!tnef_ticks_are_date(ticks))
        return 0;
    whole = ticks / TNEF_TICKS_PER_MINUTE + TNEF_MINUTES_PER_DAY / 2u;
    *minutes = (uint32_t)(whole - whole % TNEF_MINUTES_PER_DAY);
    return 1;
}

/*@ requires \valid(out);
    P_TOTAL;
    assigns *out;
    ensures P_CLOCK(*out) && (\result != 0 ==> P_DATE(*out)); */
int tnef_civil_of_packed_date(uint32_t packed, tnef_civil *out)
{
    uint32_t year = packed / 512u;
    uint32_t month = packed / 32u % 16u;
    uint32_t day = packed % 32u;

    clear(out);
    if (!tnefi_blobs_is_date(year, month, day))
        return 0;
    tnefi_blobs_date(tnefi_blobs_days(year, month, day), out);
    return 1;
}

/*@ requires \valid(out);
    P_TOTAL;
    assigns out->hour, out->minute, out->second, out->ticks;
    ensures P_CLOCK(*out); */
int tnef_civil_of_packed_time(uint32_t packed, tnef_civil *out)
{
    uint32_t hour = packed / 4096u;
    uint32_t minute = packed / 64u % 64u;
    uint32_t second = packed % 64u;

    out->hour = 0;
    out->minute = 0;
    out->second = 0;
    out->ticks = 0;
    if (hour > 23u || minute > 59u || second > 59u)
        return 0;
    out->hour = (uint8_t)hour;
    out->minute = (uint8_t)minute;
    out->second = (uint8_t)second;
    return 1;
}
