/* SPDX-License-Identifier: MIT */
/* A recurrence as a rule of iCalendar (RFC 5545, section 3.3.10). What Outlook does in months that lack a
 * day (it takes their last one) is said by rules that have it as well: the last of the days 28, 29 and 30
 * that a month has, or the last day. */

#include "blobs/priv.h"

#include "blobs/recur.h"

#define MONTHS_OF_YEAR 12u
#define LAST           5u /* |nth|: the last one */

static const uint32_t bits[7] = { 1, 2, 4, 8, 16, 32, 64 };

/* Whether RRULE can tell dates of a calendar: the Gregorian one, and those that only name its years
 * otherwise (Japan, Taiwan, Korea, Thailand) or its months (Middle East, Arabic, transliterated). */
/*@ P_TOTAL;
    assigns \nothing; */
static int is_gregorian(uint32_t calendar)
{
    return calendar <= 5u || calendar == 7u || (calendar >= 9u && calendar <= 0xCu);
}

/* Whether |days| has one day of the week only. */
/*@ P_TOTAL;
    assigns \nothing; */
static int is_one_day(uint32_t days)
{
    return days == 1u || days == 2u || days == 4u || days == 8u || days == 16u || days == 32u || days == 64u;
}

/*@ requires weekday <= 6;
    P_TOTAL;
    assigns \nothing; */
static int has_day(uint32_t days, uint32_t weekday)
{
    return (days & bits[weekday]) != 0;
}

/* Whether a date is the |nth| day of its month that is one of |days|. Of each day of the week it is counted
 * how many there are up to the date. */
/*@ requires \valid_read(date) && P_DATE(*date);
    P_TOTAL;
    assigns \nothing; */
static int is_nth(const tnef_civil *date, uint32_t days, uint32_t nth)
{
    const uint32_t length = tnefi_blobs_month_days(date->year, date->month);
    uint32_t before = 0;
    int is_last = 1;

    if (!has_day(days, date->weekday))
        return 0;
    /*@ loop invariant 0 <= w <= 7 && before <= 5 * w;
        loop assigns w, before, is_last;
        loop variant 7 - w; */
    for (uint32_t w = 0; w < 7u; w++) {
        uint32_t since = (date->weekday + 7u - w) % 7u;

        if (!has_day(days, w))
            continue;
        if (date->day > since)
            before += (date->day - since - 1u) / 7u + 1u;
        if (date->day + 7u - since <= length)
            is_last = 0;
    }
    return nth == LAST ? is_last : before == nth;
}

/*@ requires \valid(out);
    P_TOTAL;
    assigns out->by_month_days, out->by_month_day[0]; */
static void one_day(tnef_rule *out, int32_t day)
{
    out->by_month_day[0] = day;
    out->by_month_days = 1;
}

/* Contract: a pattern, its start and the rule that is made of it. */
#define P_MAPS \
  requires \valid(out) && \valid_read(recur) && \valid_read(start) && P_DATE(*start); \
  requires \separated(out, recur, start); \
  P_TOTAL

/* A day of the month, which each month has or not. */
/*@ P_MAPS;
    assigns out->by_month_days, out->by_month_day[0 .. 3], out->by_set_pos, out->flags; */
static void set_month_day(const tnef_recur *recur, uint32_t options, const tnef_civil *start, tnef_rule *out)
{
    const uint32_t length = tnefi_blobs_month_days(start->year, start->month);
    const uint32_t day = recur->day;

    if ((options & TNEF_RULE_PLAIN_DAYS) != 0) {
        one_day(out, (int32_t)(day % 32u));
        if (start->day != day)
            out->flags |= TNEF_RULE_STARTS_OFF;
        return;
    }
    if (start->day != (day < length ? day : length))
        out->flags |= TNEF_RULE_STARTS_OFF;
    if (out->by_month != 0) {
        one_day(out, day > length || (out->by_month == 2u && day > 28u) ? -1 : (int32_t)(day % 32u));
    } else if (day != 29u && day != 30u) {
        one_day(out, day == 31u ? -1 : (int32_t)(day % 32u));
    } else {
        out->by_month_day[0] = 28;
        out->by_month_day[1] = 29;
        out->by_month_day[2] = day == 30u ? 30 : 0;
        out->by_month_days = day - 27u;
        out->by_set_pos = -1;
    }
}

/*@ P_MAPS;
    assigns out->by_day, out->by_day_nth, out->by_set_pos, out->flags; */
static void set_nth(const tnef_recur *recur, const tnef_civil *start, tnef_rule *out)
{
    const int32_t nth = recur->nth == LAST ? -1 : (int32_t)(recur->nth % LAST);

    out->by_day = recur->days;
    if (is_one_day(recur->days))
        out->by_day_nth = nth;
    else
        out->by_set_pos = nth;
    if (!is_nth(start, recur->days, recur->nth))
        out->flags |= TNEF_RULE_STARTS_OFF;
}

/* Which months; the rest of such a pattern is set by its kind. */
/*@ P_MAPS;
    assigns out->frequency, out->interval, out->by_month; */
static void set_months(const tnef_recur *recur, const tnef_civil *start, tnef_rule *out)
{
    out->frequency = TNEF_FREQUENCY_MONTHLY;
    out->interval = recur->period;
    if (recur->period == 0 || recur->period % MONTHS_OF_YEAR != 0)
        return;
    out->frequency = TNEF_FREQUENCY_YEARLY;
    out->interval = recur->period / MONTHS_OF_YEAR;
    out->by_month = start->month;
}

/*@ P_MAPS;
    assigns out->frequency, out->interval, out->by_day, out->has_week_start, out->week_start, out->flags; */
static void set_week(const tnef_recur *recur, const tnef_civil *start, tnef_rule *out)
{
    out->frequency = TNEF_FREQUENCY_WEEKLY;
    out->interval = recur->period;
    out->by_day = recur->days != 0 ? recur->days : bits[start->weekday];
    out->has_week_start = 1;
    out->week_start = recur->first_day <= 6u ? recur->first_day : 0;
    if (!has_day(out->by_day, start->weekday))
        out->flags |= TNEF_RULE_STARTS_OFF;
}

/* What the pattern says; why there is no rule, if it is none. */
/*@ P_MAPS;
    assigns *out; */
static uint32_t set_pattern(const tnef_recur *recur, uint32_t options, const tnef_civil *start,
                            tnef_rule *out)
{
    switch (recur->pattern) {
    case TNEF_RECUR_DAY:
        out->frequency = TNEF_FREQUENCY_DAILY;
        out->interval = recur->period / TNEF_MINUTES_PER_DAY;
        break;
    case TNEF_RECUR_WEEK:
        if (recur->days > 0x7Fu)
            return TNEF_RULE_NO_DAY;
        set_week(recur, start, out);
        break;
    case TNEF_RECUR_MONTH:
        if (recur->day == 0 || recur->day > 31u)
            return TNEF_RULE_NO_DAY;
        set_months(recur, start, out);
        set_month_day(recur, options, start, out);
        break;
    case TNEF_RECUR_MONTH_NTH:
        if (recur->nth == 0 || recur->nth > LAST || recur->days == 0 || recur->days > 0x7Fu)
            return TNEF_RULE_NO_DAY;
        set_months(recur, start, out);
        set_nth(recur, start, out);
        break;
    case TNEF_RECUR_MONTH_END:
        set_months(recur, start, out);
        one_day(out, -1);
        if (start->day != tnefi_blobs_month_days(start->year, start->month))
            out->flags |= TNEF_RULE_STARTS_OFF;
        break;
    default:
        return TNEF_RULE_NO_CALENDAR;
    }
    if (out->interval == 0)
        out->interval = 1;
    return TNEF_RULE_IS;
}

/* When it ends. */
/*@ requires \valid(out) && \valid_read(recur) && \separated(out, recur);
    P_TOTAL;
    assigns out->count, out->until, out->flags; */
static uint32_t set_end(const tnef_recur *recur, tnef_rule *out)
{
    const uint32_t offset = recur->start_offset < TNEF_MINUTES_PER_DAY ? recur->start_offset : 0;

    if (recur->end == TNEF_RECUR_COUNT) {
        out->count = recur->count;
        if (recur->count == 0)
            return TNEF_RULE_NO_COUNT;
        if (recur->count > TNEF_RULE_COUNT_MAX) {
            out->count = TNEF_RULE_COUNT_MAX;
            out->flags |= TNEF_RULE_CAPPED;
        }
    } else if (recur->end == TNEF_RECUR_UNTIL && tnef_minutes_are_date(recur->end_date)) {
        if (recur->end_date < recur->start_date)
            return TNEF_RULE_ENDS_BEFORE;
        out->until = recur->end_date + offset;
    }
    return TNEF_RULE_IS;
}

/*@ requires \valid_read(recur);
    P_TOTAL;
    assigns \nothing; */
static uint32_t why_not(const tnef_recur *recur)
{
    if ((recur->flags & TNEF_RECUR_HAS_PATTERN) == 0)
        return TNEF_RULE_NO_PATTERN;
    if (!is_gregorian(recur->calendar))
        return TNEF_RULE_NO_CALENDAR;
    if (recur->sliding != 0)
        return TNEF_RULE_NO_SERIES;
    return tnef_minutes_are_date(recur->start_date) ? TNEF_RULE_IS : TNEF_RULE_NO_START;
}

/*@ requires \valid_read(recur) && \valid(out) && \separated(recur, out);
    P_TOTAL;
    assigns *out; */
int tnef_rule_of(const tnef_recur *recur, uint32_t options, tnef_rule *out)
{
    static const tnef_rule none = { 0 };
    const uint32_t date = recur->start_date;
    uint32_t why = why_not(recur);
    tnef_civil start;

    *out = none;
    if (why == TNEF_RULE_IS) {
        tnefi_blobs_date(date / TNEF_MINUTES_PER_DAY % TNEFI_BLOBS_DAYS, &start);
        why = set_pattern(recur, options, &start, out);
    }
    if (why == TNEF_RULE_IS)
        why = set_end(recur, out);
    if (why != TNEF_RULE_IS) {
        *out = none;
        out->why = why;
    }
    return why == TNEF_RULE_IS;
}
