/* SPDX-License-Identifier: MIT */
/* Tasks, entries of a journal and notes: [MS-OXOTASK] 2.2.2, [MS-OXOJRNL] 2.2.1, [MS-OXONOTE] 2.2.1. */

#include "convert/cal.h"
#include "convert/card.h"
#include "convert/when.h"

/* PidLidTaskStatus. */
enum { NOT_STARTED, IN_PROGRESS, COMPLETE, WAITING, DEFERRED };

/* ---- Days ---------------------------------------------------------------------------------- */

/* Days of a task are stored as their midnight without conversion; the common ones as the point in time. */
static uint64_t find_day(const struct tnef_bag *bag, enum tnefi_convert_key day, enum tnefi_convert_key point)
{
    uint64_t ticks = tnefi_convert_ticks(tnefi_convert_time(bag, day));
    uint32_t minutes;

    if (ticks != 0)
        return ticks;
    ticks = tnefi_convert_ticks(tnefi_convert_time(bag, point));
    return tnef_day_of_ticks(ticks, &minutes) ? tnef_ticks_of_minutes(minutes) : 0;
}

static void find_task_rule(struct tnef_convert *c)
{
    struct tnefi_convert_event *e = &c->live.job.event;
    const struct tnef_bag *bag = tnefi_convert_event_bag(c);
    const tnef_bytes b = tnefi_convert_bytes(bag, TNEFI_CONVERT_TASK_RECUR);

    if (b.data == NULL || tnefi_convert_number(bag, TNEFI_CONVERT_TASK_RECURRING, 0) == 0)
        return;
    (void)tnef_recur_read_task(b.data, b.len, &e->recur);
    if (!tnef_rule_of(&e->recur, 0, &e->rule)) {
        e->rule.frequency = 0;
        tnefi_convert_leave_out(c, TNEF_CONVERT_NO_RULE);
    }
}

void tnefi_convert_find_todo(struct tnef_convert *c)
{
    struct tnefi_convert_event *e = &c->live.job.event;
    const struct tnef_bag *bag = tnefi_convert_event_bag(c);

    e->times = TNEFI_CONVERT_TIMES_DAYS;
    e->start = find_day(bag, TNEFI_CONVERT_TASK_START, TNEFI_CONVERT_COMMON_START);
    e->end = find_day(bag, TNEFI_CONVERT_TASK_DUE, TNEFI_CONVERT_COMMON_END);
    if (e->end != 0 && e->end < e->start)
        e->start = 0;
    find_task_rule(c);
    if (e->rule.frequency != 0 && e->start == 0)
        e->start = e->end;
    if (e->start == 0)
        e->rule.frequency = 0;
}

static int write_days(struct tnef_convert *c)
{
    const struct tnefi_convert_event *e = &c->live.job.event;

    if (e->start != 0)
        tnefi_convert_put_time(c, "DTSTART", e->start, 1);
    if (e->end != 0)
        tnefi_convert_put_time(c, "DUE", e->end, 1);
    return DONE;
}

/* ---- State --------------------------------------------------------------------------------- */

static int is_done(const struct tnef_bag *bag)
{
    return tnefi_convert_number(bag, TNEFI_CONVERT_TASK_DONE, 0) != 0
           || tnefi_convert_number(bag, TNEFI_CONVERT_TASK_STATUS, NOT_STARTED) == COMPLETE;
}

/* Percent that are done; -1: it is not known. */
static int percent_of(const struct tnef_bag *bag)
{
    double part;

    if (is_done(bag))
        return 100;
    if (!tnef_bag_real(tnef_bag_get(bag, TNEFI_CONVERT_TASK_PERCENT), 0, &part) || part != part)
        return -1;
    if (part <= 0.0)
        return 0;
    return part >= 1.0 ? 100 : (int)(part * 100.0 + 0.5);
}

static int write_state(struct tnef_convert *c)
{
    const struct tnef_bag *bag = tnefi_convert_event_bag(c);
    const int64_t status = tnefi_convert_number(bag, TNEFI_CONVERT_TASK_STATUS, -1);
    const int percent = percent_of(bag);
    struct tnefi_lines *l;

    if (is_done(bag))
        tnefi_convert_put_word(c, "STATUS:COMPLETED\r\n");
    else if (status == IN_PROGRESS || ((status == WAITING || status == DEFERRED) && percent > 0))
        tnefi_convert_put_word(c, "STATUS:IN-PROCESS\r\n");
    else if (status == NOT_STARTED || status == WAITING || status == DEFERRED)
        tnefi_convert_put_word(c, "STATUS:NEEDS-ACTION\r\n");
    if (percent >= 0) {
        l = tnefi_convert_item(c);
        tnefi_lines_raw(l, "PERCENT-COMPLETE:");
        tnefi_lines_number(l, (uint64_t)percent);
        tnefi_lines_crlf(l);
        tnefi_convert_item_end(c);
    }
    if (is_done(bag))
        tnefi_convert_put_utc(
            c, "COMPLETED:", tnefi_convert_ticks(tnefi_convert_time(bag, TNEFI_CONVERT_TASK_DONE_DATE)));
    return DONE;
}

static int write_alarm(struct tnef_convert *c)
{
    const struct tnef_bag *bag = tnefi_convert_event_bag(c);
    uint64_t ticks = tnefi_convert_ticks(tnefi_convert_time(bag, TNEFI_CONVERT_REMINDER_SIGNAL));

    if (ticks == 0)
        ticks = tnefi_convert_ticks(tnefi_convert_time(bag, TNEFI_CONVERT_REMINDER_TIME));
    if (ticks == 0 || tnefi_convert_number(bag, TNEFI_CONVERT_REMINDER, 0) == 0)
        return DONE;
    tnefi_convert_put_word(c, "BEGIN:VALARM\r\nACTION:DISPLAY\r\n");
    tnefi_convert_put_alarm_text(c);
    tnefi_convert_put_utc(c, "TRIGGER;VALUE=DATE-TIME:", ticks);
    tnefi_convert_put_word(c, "END:VALARM\r\n");
    return DONE;
}

static int begin_todo(struct tnef_convert *c)
{
    tnefi_convert_put_word(c, "BEGIN:VTODO\r\n");
    return DONE;
}

static int end_todo(struct tnef_convert *c)
{
    tnefi_convert_put_word(c, "END:VTODO\r\n");
    return DONE;
}

int tnefi_convert_todo_step(struct tnef_convert *c)
{
    static const tnefi_convert_row rows[] = {
        begin_todo,
        tnefi_convert_cal_uid,
        tnefi_convert_cal_stamp,
        write_days,
        tnefi_convert_cal_rule,
        tnefi_convert_cal_summary,
        tnefi_convert_cal_text,
        tnefi_convert_cal_html,
        tnefi_convert_cal_organizer,
        tnefi_convert_cal_attendees,
        tnefi_convert_cal_categories,
        tnefi_convert_cal_class,
        tnefi_convert_cal_priority,
        write_state,
        write_alarm,
        end_todo,
    };

    return tnefi_convert_row_step(c, rows, sizeof rows / sizeof rows[0]);
}

/* ---- Journals ------------------------------------------------------------------------------ */

static int begin_journal(struct tnef_convert *c)
{
    tnefi_convert_put_word(c, "BEGIN:VJOURNAL\r\n");
    return DONE;
}

static int end_journal(struct tnef_convert *c)
{
    tnefi_convert_put_word(c, "END:VJOURNAL\r\n");
    return DONE;
}

static int write_when(struct tnef_convert *c)
{
    const struct tnef_bag *bag = tnefi_convert_event_bag(c);
    uint64_t ticks = tnefi_convert_ticks(tnefi_convert_time(bag, TNEFI_CONVERT_LOG_START));

    if (ticks == 0)
        ticks = tnefi_convert_ticks(tnefi_convert_time(bag, TNEFI_CONVERT_COMMON_START));
    if (ticks == 0)
        ticks = tnefi_convert_ticks(c->live.job.event.item->info->created);
    tnefi_convert_put_utc(c, "DTSTART:", ticks);
    return DONE;
}

static int write_type(struct tnef_convert *c)
{
    tnefi_convert_put_line(c, "CATEGORIES",
                           tnefi_convert_string(tnefi_convert_event_bag(c), TNEFI_CONVERT_LOG_TYPE));
    return DONE;
}

int tnefi_convert_journal_step(struct tnef_convert *c)
{
    static const tnefi_convert_row rows[] = {
        begin_journal,
        tnefi_convert_cal_uid,
        tnefi_convert_cal_stamp,
        write_when,
        tnefi_convert_cal_summary,
        tnefi_convert_cal_text,
        tnefi_convert_cal_html,
        tnefi_convert_cal_categories,
        write_type,
        tnefi_convert_cal_class,
        end_journal,
    };

    return tnefi_convert_row_step(c, rows, sizeof rows / sizeof rows[0]);
}
