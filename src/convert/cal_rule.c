/* SPDX-License-Identifier: MIT */
/* Series: RRULE, EXDATE, and the instances that were moved. */

#include "convert/cal.h"
#include "convert/when.h"

#include "base/touch.h"

#include <string.h>

/* ---- Instances in their order -------------------------------------------------------------- */

/* Lets the element at |at| sink to its place in a heap of |n|, whose largest one is the first. */
static void sink_down(struct tnefi_convert_moved *m, size_t at, size_t n)
{
    while (2u * at + 1u < n) {
        size_t child = 2u * at + 1u;
        struct tnefi_convert_moved swap;

        TNEFI_TOUCH(2);
        if (child + 1u < n && m[child + 1u].original > m[child].original)
            child++;
        if (m[child].original <= m[at].original)
            return;
        swap = m[at];
        m[at] = m[child];
        m[child] = swap;
        at = child;
    }
}

static void sort(struct tnefi_convert_moved *m, size_t n)
{
    for (size_t i = n / 2u; i > 0; i--)
        sink_down(m, i - 1u, n);
    for (size_t end = n; end > 1u; end--) {
        struct tnefi_convert_moved swap = m[0];

        m[0] = m[end - 1u];
        m[end - 1u] = swap;
        sink_down(m, 0, end - 1u);
    }
}

static void collect_moved(struct tnef_convert *c)
{
    const tnef_recur *r = &c->live.job.event.recur;
    struct tnefi_convert_series *s = c->series;
    tnef_recur_cursor at = { 0 };
    tnef_recur_cursor before = at;
    tnef_exception x;

    while (s->moved < TNEFI_CONVERT_EXCEPTIONS_MAX && tnef_recur_next(r, &at, &x)) {
        TNEFI_TOUCH(1);
        if ((x.flags & TNEF_EXCEPTION_NO_DATE) == 0) {
            s->move[s->moved].original = x.original;
            s->move[s->moved++].at = before;
        } else {
            tnefi_convert_leave_out(c, TNEF_CONVERT_EXCEPTIONS);
        }
        before = at;
    }
    if ((r->flags & TNEF_RECUR_COMPLETE) == 0 || r->exceptions > TNEFI_CONVERT_EXCEPTIONS_MAX)
        tnefi_convert_leave_out(c, TNEF_CONVERT_EXCEPTIONS);
    sort(s->move, s->moved);
}

/* Memory for a series; 0: there is none. */
static int take_series(struct tnef_convert *c)
{
    if (c->series == NULL)
        c->series = c->alloc.alloc(c->alloc.user, sizeof *c->series);
    if (c->series == NULL) {
        (void)tnefi_convert_fail(c, TNEF_E_MEMORY, 0);
        return 0;
    }
    c->series->days = 0;
    c->series->moved = 0;
    return 1;
}

/* Times of a series are local. If its zone is not known, they are floating: those of the blob are right, and
 * those that are in UTC cannot be converted. */
static void become_local(struct tnef_convert *c)
{
    struct tnefi_convert_event *e = &c->live.job.event;

    if (e->times != TNEFI_CONVERT_TIMES_UTC || e->is_utc)
        return;
    e->times = TNEFI_CONVERT_TIMES_FLOATING;
    tnefi_convert_leave_out(c, TNEF_CONVERT_LOCAL_TIME);
    e->start = tnef_ticks_of_minutes(e->recur.start_date + e->recur.start_offset);
    e->end = e->start + (e->recur.end_offset - e->recur.start_offset) * TNEF_TICKS_PER_MINUTE;
}

void tnefi_convert_find_rule(struct tnef_convert *c)
{
    struct tnefi_convert_event *e = &c->live.job.event;
    tnef_bytes b = tnefi_convert_bytes(tnefi_convert_event_bag(c), TNEFI_CONVERT_CAL_RECUR);
    const uint32_t options =
        (c->live.job.options.flags & TNEF_CONVERT_PLAIN_DAYS) != 0 ? TNEF_RULE_PLAIN_DAYS : 0;

    (void)tnef_recur_read(b.data, b.len, &e->recur);
    if (!tnef_rule_of(&e->recur, options, &e->rule) || (e->recur.flags & TNEF_RECUR_HAS_TIMES) == 0) {
        e->rule.frequency = 0;
        tnefi_convert_leave_out(c, TNEF_CONVERT_NO_RULE);
        return;
    }
    if (!take_series(c))
        return;
    if (e->recur.deleted_count > TNEFI_CONVERT_DAYS_MAX
        || tnef_recur_exdates(&e->recur, c->series->day, TNEFI_CONVERT_DAYS_MAX, &c->series->days)
               != TNEF_OK) {
        e->rule.frequency = 0;
        c->series->days = 0;
        tnefi_convert_leave_out(c, TNEF_CONVERT_NO_RULE);
        return;
    }
    if ((e->rule.flags & TNEF_RULE_STARTS_OFF) != 0)
        tnefi_convert_leave_out(c, TNEF_CONVERT_FIRST_DAY);
    collect_moved(c);
    become_local(c);
}

int tnefi_convert_next_moved(struct tnef_convert *c)
{
    struct tnefi_convert_event *e = &c->live.job.event;
    tnef_recur_cursor at;

    if (e->rule.frequency == 0 || c->series == NULL || e->next >= c->series->moved)
        return 0;
    at = c->series->move[e->next++].at;
    e->is_moved = tnef_recur_next(&e->recur, &at, &e->moved);
    e->instance = e->is_moved ? tnefi_convert_find_instance(c) : NULL;
    return e->is_moved;
}

/* ---- RRULE --------------------------------------------------------------------------------- */

static const char *const weekdays[7] = { "SU", "MO", "TU", "WE", "TH", "FR", "SA" };

static void put_signed(struct tnefi_lines *l, int32_t n)
{
    if (n < 0)
        tnefi_lines_raw(l, "-");
    tnefi_lines_number(l, n < 0 ? (uint64_t) - (int64_t)n : (uint64_t)n);
}

static void put_days(struct tnefi_lines *l, const tnef_rule *r)
{
    int any = 0;

    for (uint32_t i = 0; i < r->by_month_days && i < 4u; i++) {
        tnefi_lines_raw(l, i == 0 ? ";BYMONTHDAY=" : ",");
        put_signed(l, r->by_month_day[i]);
    }
    for (uint32_t i = 0; i < 7u; i++) {
        if ((r->by_day >> i & 1u) == 0)
            continue;
        tnefi_lines_raw(l, any ? "," : ";BYDAY=");
        if (r->by_day_nth != 0)
            put_signed(l, r->by_day_nth);
        tnefi_lines_raw(l, weekdays[i]);
        any = 1;
    }
    if (r->by_set_pos != 0) {
        tnefi_lines_raw(l, ";BYSETPOS=");
        put_signed(l, r->by_set_pos);
    }
}

/* The last occurrence: in UTC, if the entry has a zone; else in the form of its times. */
static void put_until(struct tnef_convert *c, struct tnefi_lines *l)
{
    const struct tnefi_convert_event *e = &c->live.job.event;
    const uint64_t local = tnef_ticks_of_minutes(e->rule.until);
    uint64_t utc;

    tnefi_lines_raw(l, ";UNTIL=");
    if (e->times == TNEFI_CONVERT_TIMES_DAYS)
        tnefi_convert_put_ticks(l, local, TNEFI_CONVERT_DATE);
    else if (e->times == TNEFI_CONVERT_TIMES_ZONE && tnef_zone_to_utc(&e->zone, local, &utc))
        tnefi_convert_put_ticks(l, utc, TNEFI_CONVERT_UTC);
    else if (e->times == TNEFI_CONVERT_TIMES_UTC)
        tnefi_convert_put_ticks(l, local, TNEFI_CONVERT_UTC);
    else
        tnefi_convert_put_ticks(l, local, TNEFI_CONVERT_LOCAL);
}

int tnefi_convert_cal_rule(struct tnef_convert *c)
{
    static const char *const frequencies[5] = { "", "DAILY", "WEEKLY", "MONTHLY", "YEARLY" };
    const struct tnefi_convert_event *e = &c->live.job.event;
    const tnef_rule *r = &e->rule;
    struct tnefi_lines *l;

    if (e->is_moved || r->frequency == 0)
        return DONE;
    l = tnefi_convert_item(c);
    tnefi_lines_raw(l, "RRULE:FREQ=");
    tnefi_lines_raw(l, frequencies[r->frequency % 5u]);
    if (r->interval > 1u) {
        tnefi_lines_raw(l, ";INTERVAL=");
        tnefi_lines_number(l, r->interval);
    }
    if (r->by_month != 0) {
        tnefi_lines_raw(l, ";BYMONTH=");
        tnefi_lines_number(l, r->by_month);
    }
    put_days(l, r);
    if (r->count != 0) {
        tnefi_lines_raw(l, ";COUNT=");
        tnefi_lines_number(l, r->count);
    } else if (r->until != 0) {
        put_until(c, l);
    }
    if (r->has_week_start != 0) {
        tnefi_lines_raw(l, ";WKST=");
        tnefi_lines_raw(l, weekdays[r->week_start % 7u]);
    }
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    return DONE;
}

/* ---- EXDATE -------------------------------------------------------------------------------- */

static void put_left_out(struct tnef_convert *c, struct tnefi_lines *l, uint32_t day)
{
    const struct tnefi_convert_event *e = &c->live.job.event;

    if (e->times == TNEFI_CONVERT_TIMES_DAYS)
        tnefi_convert_put_ticks(l, tnef_ticks_of_minutes(day), TNEFI_CONVERT_DATE);
    else
        tnefi_convert_put_ticks(l, tnef_ticks_of_minutes(day) + e->recur.start_offset * TNEF_TICKS_PER_MINUTE,
                                e->times == TNEFI_CONVERT_TIMES_UTC ? TNEFI_CONVERT_UTC
                                                                    : TNEFI_CONVERT_LOCAL);
}

/* Each day is a piece of the line. The form of the first tells that of all. */
int tnefi_convert_cal_left_out(struct tnef_convert *c)
{
    struct tnefi_convert_job *j = &c->live.job;
    const struct tnefi_convert_event *e = &j->event;
    struct tnefi_lines *l;

    if (e->is_moved || e->rule.frequency == 0 || c->series == NULL || c->series->days == 0)
        return DONE;
    l = tnefi_convert_item(c);
    if (j->item == 0)
        tnefi_convert_put_form(c, l, "EXDATE");
    else
        tnefi_lines_raw(l, ",");
    put_left_out(c, l, c->series->day[j->item]);
    j->item++;
    if (j->item == c->series->days)
        tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    return j->item < c->series->days ? AGAIN : DONE;
}
