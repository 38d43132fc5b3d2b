/* SPDX-License-Identifier: MIT */
/* What is known of an entry before it is written: [MS-OXOCAL] 2.2.1, 2.2.5 to 2.2.9. */

#include "convert/cal.h"
#include "convert/when.h"

#include "base/touch.h"

static enum tnefi_convert_method method_of(const struct tnef_convert *c, struct tnefi_convert_class what,
                                           const tnef_message *m)
{
    const int proposes = tnefi_convert_number(m->info->bag, TNEFI_CONVERT_CAL_PROPOSAL, 0) != 0;

    switch (what.detail) {
    case TNEFI_CONVERT_REQUEST:
        return TNEFI_CONVERT_METHOD_REQUEST;
    case TNEFI_CONVERT_CANCEL:
        return TNEFI_CONVERT_METHOD_CANCEL;
    case TNEFI_CONVERT_YES:
    case TNEFI_CONVERT_PERHAPS:
    case TNEFI_CONVERT_NO:
        return proposes && what.sort == TNEFI_CONVERT_MEETING ? TNEFI_CONVERT_METHOD_COUNTER
                                                              : TNEFI_CONVERT_METHOD_REPLY;
    case TNEFI_CONVERT_UPDATE:
        return TNEFI_CONVERT_METHOD_REPLY;
    default:
        return (c->live.job.options.flags & TNEF_CONVERT_PUBLISH) != 0 ? TNEFI_CONVERT_METHOD_PUBLISH
                                                                       : TNEFI_CONVERT_METHOD_NONE;
    }
}

const tnef_message *tnefi_convert_find_task(const tnef_message *m)
{
    TNEFI_TOUCH(m->attachment_count);
    for (size_t i = 0; i < m->attachment_count; i++) {
        const tnef_message *inner = m->attachments[i]->message;

        if (inner != NULL && tnefi_convert_class_of(inner).sort == TNEFI_CONVERT_TASK)
            return inner;
    }
    return NULL;
}

/* The first of some times that is there. */
static tnef_time first_time(const struct tnef_bag *bag, const enum tnefi_convert_key *keys, size_t count)
{
    tnef_time t = { 0, 0, 0 };

    for (size_t i = 0; i < count && t.flags == 0; i++)
        t = tnefi_convert_time(bag, keys[i]);
    return t;
}

/* A time that is floating if no other is known. */
static uint64_t take(struct tnef_convert *c, tnef_time t, tnef_time legacy)
{
    if (t.flags == 0)
        t = legacy;
    if ((t.flags & TNEF_TIME_ZONE) != 0) {
        c->live.job.event.times = TNEFI_CONVERT_TIMES_FLOATING;
        tnefi_convert_leave_out(c, TNEF_CONVERT_LOCAL_TIME);
    }
    return tnefi_convert_ticks(t);
}

static void find_times(struct tnef_convert *c)
{
    static const enum tnefi_convert_key starts[] = { TNEFI_CONVERT_CAL_START, TNEFI_CONVERT_COMMON_START,
                                                     TNEFI_CONVERT_LEGACY_START };
    static const enum tnefi_convert_key ends[] = { TNEFI_CONVERT_CAL_END, TNEFI_CONVERT_COMMON_END,
                                                   TNEFI_CONVERT_LEGACY_END };
    struct tnefi_convert_event *e = &c->live.job.event;
    const struct tnef_bag *bag = tnefi_convert_event_bag(c);
    const int proposes = e->method == TNEFI_CONVERT_METHOD_COUNTER;
    int64_t minutes = tnefi_convert_number(bag, TNEFI_CONVERT_CAL_DURATION, 0);
    tnef_time start = { 0, 0, 0 }, end = { 0, 0, 0 };

    if (proposes) {
        start = tnefi_convert_time(bag, TNEFI_CONVERT_CAL_PROPOSED_START);
        end = tnefi_convert_time(bag, TNEFI_CONVERT_CAL_PROPOSED_END);
    }
    if (start.flags == 0)
        start = first_time(bag, starts, sizeof starts / sizeof starts[0]);
    if (end.flags == 0)
        end = first_time(bag, ends, sizeof ends / sizeof ends[0]);
    e->start = take(c, start, e->item->info->start);
    e->end = take(c, end, e->item->info->end);
    if (e->end == 0 && e->start != 0 && minutes > 0 && minutes < INT64_C(0x5AE980E0))
        e->end = e->start + (uint64_t)minutes * TNEF_TICKS_PER_MINUTE;
}

/* Of one instance of a series: when it would have begun, which is told whole, or by its day in the id of the
 * meeting and a time of day. */
static void find_instance(struct tnef_convert *c)
{
    struct tnefi_convert_event *e = &c->live.job.event;
    const struct tnef_bag *bag = tnefi_convert_event_bag(c);
    tnef_bytes id = tnefi_convert_bytes(bag, TNEFI_CONVERT_MEET_ID);
    int64_t packed = tnefi_convert_number(bag, TNEFI_CONVERT_MEET_START_TIME, 0);
    tnef_civil when = { 0 };
    uint64_t ticks;
    tnef_goid goid;

    e->original = tnefi_convert_ticks(tnefi_convert_time(bag, TNEFI_CONVERT_CAL_REPLACE));
    if (e->original != 0 || id.data == NULL || e->times == TNEFI_CONVERT_TIMES_FLOATING)
        return;
    (void)tnef_goid_read(id.data, id.len, &goid);
    if ((goid.flags & TNEF_GOID_DATE) == 0)
        return;
    when.year = goid.year;
    when.month = goid.month;
    when.day = goid.day;
    if (packed > 0 && packed <= INT64_C(0x7FFFFFFF))
        (void)tnef_civil_of_packed_time((uint32_t)packed, &when);
    if (!tnef_ticks_of_civil(&when, &ticks))
        return;
    if (!e->has_zone || !tnef_zone_to_utc(&e->zone, ticks, &e->original))
        e->original = ticks;
}

static int find_meeting(struct tnef_convert *c)
{
    struct tnefi_convert_event *e = &c->live.job.event;
    const struct tnef_bag *bag = tnefi_convert_event_bag(c);
    const int is_series = tnefi_convert_bytes(bag, TNEFI_CONVERT_CAL_RECUR).data != NULL
                          && tnefi_convert_number(bag, TNEFI_CONVERT_CAL_RECURRING, 1) != 0
                          && e->method != TNEFI_CONVERT_METHOD_REPLY
                          && e->method != TNEFI_CONVERT_METHOD_COUNTER;

    find_times(c);
    if (e->times != TNEFI_CONVERT_TIMES_FLOATING)
        tnefi_convert_find_zone(c, is_series, e->start);
    if (e->has_zone)
        e->times = TNEFI_CONVERT_TIMES_ZONE;
    if (is_series)
        tnefi_convert_find_rule(c);
    if (tnefi_convert_number(bag, TNEFI_CONVERT_CAL_ALL_DAY, 0) != 0)
        e->times = TNEFI_CONVERT_TIMES_DAYS;
    if (!is_series)
        find_instance(c);
    if (e->start != 0)
        return 1;
    tnefi_convert_leave_out(c, TNEF_CONVERT_NO_START);
    return e->method == TNEFI_CONVERT_METHOD_CANCEL || e->method == TNEFI_CONVERT_METHOD_REPLY
           || e->method == TNEFI_CONVERT_METHOD_COUNTER;
}

int tnefi_convert_find_event(struct tnef_convert *c)
{
    struct tnefi_convert_event *e = &c->live.job.event;
    const tnef_message *m = c->live.job.message;
    struct tnefi_convert_class what = tnefi_convert_class_of(m);

    if (c->series != NULL) {
        c->series->days = 0;
        c->series->moved = 0;
    }
    e->mail = m;
    e->item = what.sort == TNEFI_CONVERT_TASK_MAIL ? tnefi_convert_find_task(m) : m;
    e->method = method_of(c, what, m);
    e->component =
        what.sort == TNEFI_CONVERT_TASK_MAIL || what.sort == TNEFI_CONVERT_TASK   ? TNEFI_CONVERT_VTODO
        : what.sort == TNEFI_CONVERT_JOURNAL || what.sort == TNEFI_CONVERT_STICKY ? TNEFI_CONVERT_VJOURNAL
                                                                                  : TNEFI_CONVERT_VEVENT;
    e->is_meeting = what.sort == TNEFI_CONVERT_MEETING || what.sort == TNEFI_CONVERT_TASK_MAIL
                    || (what.sort == TNEFI_CONVERT_EVENT
                        && (tnefi_convert_number(m->info->bag, TNEFI_CONVERT_CAL_STATE, 0) & 1) != 0);
    if (e->component == TNEFI_CONVERT_VEVENT && !find_meeting(c))
        return 0;
    if (e->component == TNEFI_CONVERT_VTODO)
        tnefi_convert_find_todo(c);
    tnefi_convert_find_organizer(c);
    return 1;
}
