/* SPDX-License-Identifier: MIT */
/* Calls the handlers of events and anomalies. */

#include "message/priv.h"

#include "base/answer.h"

#include <string.h>

void tnefi_message_take_answer(struct tnef_reader *r, int answer)
{
    if (r->now.run == RUN_FAILED) /* the handler misused the reader */
        return;
    answer = tnefi_base_as_answer(answer);
    r->now.paused = answer == TNEF_PAUSE;
    if (answer == TNEF_PAUSE)
        r->now.run = RUN_PAUSED;
    else if (r->now.dying == DYING_NOW)
        r->now.run = answer == TNEF_CONTINUE || answer == TNEF_SKIP ? RUN_ON : RUN_FAILED;
    else if (answer == TNEF_STOP)
        tnefi_message_stop(r);
    else if (answer != TNEF_CONTINUE && answer != TNEF_SKIP)
        tnefi_message_fail(r, TNEF_E_CALLBACK, (int32_t)answer);
}

static int is_begin(uint32_t type)
{
    return type == TNEF_EV_STREAM_BEGIN || type == TNEF_EV_ATTR_BEGIN || type == TNEF_EV_ROW_BEGIN
           || type == TNEF_EV_PROP_BEGIN || type == TNEF_EV_VALUE_BEGIN;
}

static int is_end(uint32_t type)
{
    return type == TNEF_EV_STREAM_END || type == TNEF_EV_ATTR_END || type == TNEF_EV_ROW_END
           || type == TNEF_EV_PROP_END || type == TNEF_EV_VALUE_END;
}

static int call_event(struct tnef_reader *r, int (*handler)(void *, const tnef_event *), const tnef_event *ev)
{
    int answer;

    r->busy = 1;
    answer = handler(r->user, ev);
    r->busy = 0;
    tnefi_message_take_answer(r, answer);
    return answer;
}

static void say_anomaly(struct tnef_reader *r, const tnef_event *ev)
{
    if (r->on.anomaly == NULL || r->now.reported >= r->max_anomalies)
        return;
    r->now.reported++;
    call_event(r, r->on.anomaly, ev);
}

/* Whether |part_data| gets this data, in place of |property|. */
static int is_part_data(const struct tnef_reader *r, const tnef_event *ev)
{
    const struct tnefi_message_layer *l = &r->levels[ev->depth];

    if (ev->type != TNEF_EV_DATA)
        return 0;
    if ((ev->flags & (TNEF_F_REMAINDER | TNEF_F_TRAILING)) != 0)
        return r->on.part_begin != NULL || r->on.part_data != NULL || r->on.part_end != NULL;
    if (r->on.part_data == NULL)
        return 0;
    return (l->now.value == V_BODY && (l->body.flags & TNEF_F_SKIPPED) == 0)
           || (l->now.value == V_CONTENT && !l->content_muted);
}

void tnefi_message_forward(struct tnef_reader *r, const tnef_event *ev)
{
    int begin = is_begin(ev->type), end = is_end(ev->type);
    int quiet;

    if (ev->type == TNEF_EV_ANOMALY) {
        say_anomaly(r, ev);
        return;
    }
    r->now.opens += begin ? 1u : 0u;
    if (end && r->now.opens == r->now.quiet_opens)
        r->now.quiet_opens = 0;
    /* Raw bytes run ahead of events: those of a value further out are not part of what was skipped. */
    quiet = r->now.quiet_opens != 0 && ((ev->flags & TNEF_F_RAW) == 0 || ev->depth >= r->now.quiet_depth);
    r->now.opens -= end ? 1u : 0u;
    if (quiet || (r->interest >> ev->type & 1u) == 0 || tnefi_message_is_muted(r, ev) || is_part_data(r, ev))
        return;
    if (call_event(r, r->on.property, ev) == TNEF_SKIP && begin) {
        r->now.quiet_opens = r->now.opens;
        r->now.quiet_depth = ev->depth;
    }
}

void tnefi_message_note_run(struct tnef_reader *r)
{
    const struct tnefi_message_note *n = &r->notes[r->now.note_next++];
    tnef_event ev = { .type = TNEF_EV_ANOMALY };

    ev.depth = n->depth;
    ev.status = n->status;
    ev.offset = n->offset;
    ev.attr = n->attr;
    ev.prop_id = (uint16_t)(n->prop >> 16);
    ev.prop_type = (uint16_t)(n->prop & 0xFFFFu);
    ev.code = n->code;
    ev.expected = n->expected;
    ev.found = n->found;
    say_anomaly(r, &ev);
    if ((r->fatal >> n->code & 1u) != 0 && (r->now.run == RUN_ON || r->now.run == RUN_PAUSED)) {
        tnefi_message_fail(r, TNEF_E_ANOMALY, 0);
        r->now.failed.offset = n->offset;
        r->now.failed.limit = n->expected;
        r->now.failed.found = n->found;
        r->now.failed.depth = n->depth;
        r->now.failed.attr = n->attr;
        r->now.failed.prop = n->prop;
        r->now.failed.code = n->code;
    }
}
