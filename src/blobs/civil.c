/* SPDX-License-Identifier: MIT */
/* Days and dates of the Gregorian calendar. 1601 begins a cycle of 400 years, which ends with its only
 * century that has a leap day: so each of the divisions below leaves whole years, but for the last day of
 * a cycle and of four years, which belongs to the year before. */

#include "blobs/priv.h"

#define DAYS_OF_400 146097u
#define DAYS_OF_100 36524u
#define DAYS_OF_4   1461u
#define DAYS_OF_1   365u

/* Days before a month that is |n| after March, from the first of March on: 0, 31, 61, 92, 122, 153 and so
 * on. Five months have 153 days. */
#define FROM_MARCH(n) ((153u * (n) + 2u) / 5u)

/*@ requires P_YEAR(year);
    P_TOTAL;
    assigns \nothing;
    ensures 0 <= \result <= 1 && (\result == 1 ==> year % 4 == 0); */
static uint32_t leap_days(uint32_t year)
{
    return year % 4u == 0 && (year % 100u != 0 || year % 400u == 0) ? 1 : 0;
}

uint32_t tnefi_blobs_month_days(uint32_t year, uint32_t month)
{
    if (month == 2)
        return 28u + leap_days(year);
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

uint32_t tnefi_blobs_days(uint32_t year, uint32_t month, uint32_t day)
{
    uint32_t years = year - 1601u;
    uint32_t days = years * DAYS_OF_1 + years / 4u - years / 100u + years / 400u + day - 1u;

    if (month <= 2u)
        return days + 31u * (month - 1u);
    return days + 59u + leap_days(year) + FROM_MARCH(month - 3u);
}

uint32_t tnefi_blobs_weekday(uint32_t days)
{
    return (days + 1u) % 7u; /* 1601-01-01 was a Monday */
}

/*@ P_TOTAL;
    assigns \nothing;
    ensures \result <= a && \result <= b && (\result == a || \result == b); */
static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* Month and day of a day of the year, which is counted from 0. */
/*@ requires day <= 364 + leap && leap <= 1 && \valid(out);
    P_TOTAL;
    assigns out->month, out->day;
    ensures P_MONTH(out->month) && 1 <= out->day <= 31; */
static void set_day(uint32_t day, uint32_t leap, tnef_civil *out)
{
    uint32_t month;

    if (day < 59u + leap) {
        month = day / 31u;
        out->month = (uint8_t)(month + 1u);
        out->day = (uint8_t)(day % 31u + 1u);
        return;
    }
    day -= 59u + leap;
    month = (5u * day + 2u) / 153u;
    out->month = (uint8_t)(month + 3u);
    out->day = (uint8_t)(day - FROM_MARCH(month) + 1u);
}

void tnefi_blobs_date(uint32_t days, tnef_civil *out)
{
    uint32_t left = days % DAYS_OF_400;
    uint32_t hundreds = least(left / DAYS_OF_100, 3);
    uint32_t fours, ones, year;

    left -= hundreds * DAYS_OF_100;
    fours = left / DAYS_OF_4;
    left %= DAYS_OF_4;
    ones = least(left / DAYS_OF_1, 3);
    left -= ones * DAYS_OF_1;
    year = 1601u + days / DAYS_OF_400 * 400u + hundreds * 100u + fours * 4u + ones;
    out->year = (uint16_t)year;
    /* day 365 is one of leap years only, which is arithmetic that the proof does not follow */
    set_day(left, left == DAYS_OF_1 ? 1 : leap_days(year), out);
    out->weekday = (uint8_t)tnefi_blobs_weekday(days);
    out->hour = 0;
    out->minute = 0;
    out->second = 0;
    out->ticks = 0;
}

int tnefi_blobs_is_date(uint32_t year, uint32_t month, uint32_t day)
{
    return year >= 1601u && year <= 9999u && month >= 1u && month <= 12u && day >= 1u
           && day <= tnefi_blobs_month_days(year, month);
}
