/* SPDX-License-Identifier: MIT */
/* When clocks are changed: the date of one year, or the n-th day of the week of a month; and the two parts
 * of a zone, as iCalendar has them. */

#include "blobs/zone.h"

#define TICKS_PER_MILLISECOND UINT64_C(10000)

/* The last one of the month, of five; there may be four. */
#define LAST 5u

/* The day of the month of the |nth| day of the week. */
/*@ requires P_YEAR(year) && P_MONTH(month) && weekday <= 6 && 1 <= nth <= 5;
    P_TOTAL;
    assigns \nothing;
    ensures 1 <= \result <= 31; */
static uint32_t nth_day(uint32_t year, uint32_t month, uint32_t weekday, uint32_t nth)
{
    const uint32_t first = tnefi_blobs_weekday(tnefi_blobs_days(year, month, 1));
    const uint32_t day = 1u + (weekday + 7u - first) % 7u + (nth - 1u) * 7u;

    return day > tnefi_blobs_month_days(year, month) ? day - 7u : day;
}

int tnefi_blobs_onset(const tnef_zone_date *date, uint32_t year, uint64_t *ticks)
{
    uint32_t day = date->day;
    uint64_t milliseconds;

    *ticks = 0;
    if (date->year != 0 && date->year != year)
        return 0;
    if (date->year == 0)
        day = nth_day(year, date->month, date->weekday, day);
    milliseconds = (date->hour * UINT64_C(3600) + date->minute * UINT64_C(60) + date->second) * 1000u
                   + date->milliseconds;
    *ticks = tnefi_blobs_days(year, date->month, day) * TNEFI_BLOBS_TICKS_PER_DAY
             + milliseconds * TICKS_PER_MILLISECOND;
    return 1;
}

/*@ requires \valid(out);
    P_TOTAL;
    assigns *out; */
static void clear(tnef_zone_part *out)
{
    static const tnef_zone_part none = { 0 };

    *out = none;
}

/* Stores a change of the clocks. */
/*@ requires \valid_read(date) && P_ONSET(date) && P_MONTH(date->month) && P_YEAR(year) && \valid(out);
    requires \separated(date, out);
    P_TOTAL;
    assigns out->onset, out->month, out->nth, out->weekday; */
static void set_onset(const tnef_zone_date *date, uint32_t year, tnef_zone_part *out)
{
    uint64_t ticks;

    (void)tnefi_blobs_onset(date, date->year != 0 ? date->year : year, &ticks);
    (void)tnef_civil_of_ticks(ticks, &out->onset);
    if (date->year != 0)
        return;
    out->month = date->month;
    out->nth = date->day == LAST ? -1 : (int32_t)date->day;
    out->weekday = date->weekday;
}

/*@ requires \valid_read(zone) && \valid(out) && \separated(zone, out);
    P_TOTAL;
    assigns *out; */
int tnef_zone_standard(const tnef_zone *zone, uint32_t year, tnef_zone_part *out)
{
    const uint32_t judged = tnefi_blobs_zone_use(zone);

    clear(out);
    if (judged == 0 || year < 1601u || year > 9999u)
        return 0;
    out->offset_to = -(zone->bias + zone->standard_bias);
    out->offset_from = out->offset_to;
    if (judged < TNEF_ZONE_DAYLIGHT) {
        tnefi_blobs_date(tnefi_blobs_days(year, 1, 1), &out->onset);
        return 1;
    }
    out->offset_from = -(zone->bias + zone->daylight_bias);
    set_onset(&zone->standard, year, out);
    return 1;
}

/*@ requires \valid_read(zone) && \valid(out) && \separated(zone, out);
    P_TOTAL;
    assigns *out; */
int tnef_zone_daylight(const tnef_zone *zone, uint32_t year, tnef_zone_part *out)
{
    clear(out);
    if (tnefi_blobs_zone_use(zone) < TNEF_ZONE_DAYLIGHT || year < 1601u || year > 9999u)
        return 0;
    out->offset_from = -(zone->bias + zone->standard_bias);
    out->offset_to = -(zone->bias + zone->daylight_bias);
    set_onset(&zone->daylight, year, out);
    return 1;
}
