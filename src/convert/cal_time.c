/* SPDX-License-Identifier: MIT */
/* The times of an entry. */

#include "convert/cal.h"
#include "convert/when.h"

#include "base/touch.h"

#include <string.h>

/* The local time of a point in time, where the entry has a zone. */
static uint64_t to_local(const struct tnefi_convert_event *e, uint64_t ticks)
{
    uint64_t local;

    return e->has_zone && tnef_zone_to_local(&e->zone, ticks, &local) ? local : ticks;
}

/* The day of a point in time: that of its zone, or if none is known the day that begins somewhere. */
static uint64_t to_day(const struct tnefi_convert_event *e, uint64_t ticks)
{
    uint32_t minutes;

    if (e->has_zone)
        return to_local(e, ticks);
    return tnef_day_of_ticks(ticks, &minutes) ? tnef_ticks_of_minutes(minutes) : ticks;
}

/* A parameter that needs no quotes has none: some readers compare names of zones with them. */
static int is_special(char c)
{
    return c == '"' || c == ';' || c == ':' || c == ',' || c == '^';
}

static int is_plain(const char *name, size_t n)
{
    TNEFI_TOUCH(n);
    for (size_t i = 0; i < n; i++)
        if (name[i] < ' ' || name[i] > '~' || is_special(name[i]))
            return 0;
    return 1;
}

static void put_zone(struct tnefi_lines *l, const char *zone)
{
    const size_t n = tnefi_convert_length(zone);

    TNEFI_TOUCH(n);
    tnefi_lines_raw(l, ";TZID=");
    if (is_plain(zone, n))
        tnefi_lines_bytes(l, zone, n);
    else
        tnefi_lines_value(l, TNEFI_LINES_PARAM | TNEFI_LINES_ONE_LINE, zone, n);
}

void tnefi_convert_put_form(struct tnef_convert *c, struct tnefi_lines *l, const char *name)
{
    const struct tnefi_convert_event *e = &c->live.job.event;

    tnefi_lines_raw(l, name);
    if (e->times == TNEFI_CONVERT_TIMES_DAYS)
        tnefi_lines_raw(l, ";VALUE=DATE");
    else if (e->times == TNEFI_CONVERT_TIMES_ZONE)
        put_zone(l, e->zone_name);
    tnefi_lines_raw(l, ":");
}

/* A time that no date is, such as an end after the year 9999, has no property. */
void tnefi_convert_put_time(struct tnef_convert *c, const char *name, uint64_t ticks, int is_local)
{
    const struct tnefi_convert_event *e = &c->live.job.event;
    enum tnefi_convert_form form = TNEFI_CONVERT_LOCAL;
    struct tnefi_lines *l;
    tnef_civil when;

    if (e->times == TNEFI_CONVERT_TIMES_DAYS)
        form = TNEFI_CONVERT_DATE;
    else if (e->times == TNEFI_CONVERT_TIMES_UTC)
        form = TNEFI_CONVERT_UTC;
    if (!is_local && form != TNEFI_CONVERT_UTC)
        ticks = form == TNEFI_CONVERT_DATE ? to_day(e, ticks) : to_local(e, ticks);
    if (!tnef_civil_of_ticks(ticks, &when))
        return;
    l = tnefi_convert_item(c);
    tnefi_convert_put_form(c, l, name);
    tnefi_convert_put_civil(l, &when, form);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

void tnefi_convert_put_utc(struct tnef_convert *c, const char *name, uint64_t ticks)
{
    struct tnefi_lines *l;
    tnef_civil when;

    if (ticks == 0 || !tnef_civil_of_ticks(ticks, &when))
        return;
    l = tnefi_convert_item(c);
    tnefi_lines_raw(l, name);
    tnefi_convert_put_civil(l, &when, TNEFI_CONVERT_UTC);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

/* ---- Rows ---------------------------------------------------------------------------------- */

int tnefi_convert_cal_instance(struct tnef_convert *c)
{
    const struct tnefi_convert_event *e = &c->live.job.event;

    if (e->is_moved)
        tnefi_convert_put_time(c, "RECURRENCE-ID", tnef_ticks_of_minutes(e->moved.original), 1);
    else if (e->original != 0)
        tnefi_convert_put_time(c, "RECURRENCE-ID", e->original, 0);
    return DONE;
}

/* What the day after a day is: whole days end at the beginning of that. */
static int same_day(const struct tnefi_convert_event *e, uint64_t a, uint64_t b)
{
    const uint64_t day = TNEF_TICKS_PER_MINUTE * TNEF_MINUTES_PER_DAY;

    return to_day(e, a) / day == to_day(e, b) / day;
}

static void write_moved(struct tnef_convert *c)
{
    struct tnefi_convert_event *e = &c->live.job.event;
    const enum tnefi_convert_times times = e->times;
    const int all_day = (e->moved.flags & TNEF_EXCEPTION_ALL_DAY) != 0 && e->moved.all_day != 0;

    if (all_day)
        e->times = TNEFI_CONVERT_TIMES_DAYS;
    tnefi_convert_put_time(c, "DTSTART", tnef_ticks_of_minutes(e->moved.start), 1);
    if (e->moved.end > e->moved.start
        && (e->times != TNEFI_CONVERT_TIMES_DAYS
            || e->moved.end / TNEF_MINUTES_PER_DAY > e->moved.start / TNEF_MINUTES_PER_DAY))
        tnefi_convert_put_time(c, "DTEND", tnef_ticks_of_minutes(e->moved.end), 1);
    e->times = times;
}

/* The end, which may be in a zone of its own. */
static void write_end(struct tnef_convert *c)
{
    const struct tnefi_convert_event *e = &c->live.job.event;
    struct tnefi_lines *l;
    uint64_t local;

    if (e->times == TNEFI_CONVERT_TIMES_ZONE && e->end_is_utc) {
        tnefi_convert_put_utc(c, "DTEND:", e->end);
        return;
    }
    if (e->times != TNEFI_CONVERT_TIMES_ZONE || !e->has_end_zone
        || !tnef_zone_to_local(&e->end_zone, e->end, &local)) {
        tnefi_convert_put_time(c, "DTEND", e->end, e->times == TNEFI_CONVERT_TIMES_FLOATING);
        return;
    }
    l = tnefi_convert_item(c);
    tnefi_lines_raw(l, "DTEND");
    put_zone(l, e->end_zone_name);
    tnefi_lines_raw(l, ":");
    tnefi_convert_put_ticks(l, local, TNEFI_CONVERT_LOCAL);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

int tnefi_convert_cal_times(struct tnef_convert *c)
{
    struct tnefi_convert_event *e = &c->live.job.event;

    if (e->is_moved) {
        write_moved(c);
        return DONE;
    }
    if (e->start == 0)
        return DONE;
    tnefi_convert_put_time(c, "DTSTART", e->start, e->times == TNEFI_CONVERT_TIMES_FLOATING);
    if (e->end > e->start && (e->times != TNEFI_CONVERT_TIMES_DAYS || !same_day(e, e->start, e->end)))
        write_end(c);
    return DONE;
}

/* The first of some times that is known, in UTC. */
static uint64_t first_of(const tnef_time *times, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if ((times[i].flags & TNEF_TIME_ZONE) == 0 && tnefi_convert_ticks(times[i]) != 0)
            return tnefi_convert_ticks(times[i]);
    return 0;
}

static uint64_t find_stamp(const struct tnef_convert *c)
{
    const struct tnefi_convert_event *e = &c->live.job.event;
    const struct tnef_bag *bag = tnefi_convert_event_bag(c);
    const tnef_message_info *m = e->item->info;
    const int answers = e->method == TNEFI_CONVERT_METHOD_REPLY || e->method == TNEFI_CONVERT_METHOD_COUNTER;

    if (e->component == TNEFI_CONVERT_VTODO) {
        const tnef_time task[4] = { tnefi_convert_time(bag, TNEFI_CONVERT_TASK_UPDATED), m->modified,
                                    m->submitted, m->created };

        return first_of(task, 4);
    }
    if (e->component == TNEFI_CONVERT_VJOURNAL) {
        const tnef_time note[3] = { m->modified, m->submitted, m->created };

        return first_of(note, 3);
    }
    const tnef_time event[6] = { tnefi_convert_time(bag, answers ? TNEFI_CONVERT_MEET_REPLY_TIME
                                                                 : TNEFI_CONVERT_MEET_OWNER_TIME),
                                 tnefi_convert_time(bag, TNEFI_CONVERT_CAL_SUBJECT_TIME),
                                 m->submitted,
                                 m->modified,
                                 m->created,
                                 m->delivered };

    return first_of(event, 6);
}

int tnefi_convert_cal_stamp(struct tnef_convert *c)
{
    const int64_t date = c->live.job.options.date;
    uint64_t ticks = find_stamp(c);

    if (ticks == 0) {
        const tnef_time given = { date, 0, TNEF_TIME_SET };

        tnefi_convert_leave_out(c, TNEF_CONVERT_NO_DATE);
        ticks = tnefi_convert_ticks(given);
    }
    tnefi_convert_put_utc(c, "DTSTAMP:", ticks);
    return DONE;
}

/* A time that is known in UTC. */
static void put_known(struct tnef_convert *c, const char *name, tnef_time t)
{
    if ((t.flags & TNEF_TIME_ZONE) == 0)
        tnefi_convert_put_utc(c, name, tnefi_convert_ticks(t));
}

/* Of an entry that nobody sent to others: when it was made and changed. Of a counter proposal: what is there
 * now. */
int tnefi_convert_cal_history(struct tnef_convert *c)
{
    const struct tnefi_convert_event *e = &c->live.job.event;
    const struct tnef_bag *bag = tnefi_convert_event_bag(c);

    if (e->method == TNEFI_CONVERT_METHOD_NONE) {
        put_known(c, "CREATED:", e->item->info->created);
        put_known(c, "LAST-MODIFIED:", e->item->info->modified);
    }
    if (e->method != TNEFI_CONVERT_METHOD_COUNTER)
        return DONE;
    tnefi_convert_put_utc(
        c, "X-MS-OLK-ORIGINALSTART:", tnefi_convert_ticks(tnefi_convert_time(bag, TNEFI_CONVERT_CAL_START)));
    tnefi_convert_put_utc(
        c, "X-MS-OLK-ORIGINALEND:", tnefi_convert_ticks(tnefi_convert_time(bag, TNEFI_CONVERT_CAL_END)));
    return DONE;
}
