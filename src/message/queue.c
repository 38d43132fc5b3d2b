/* SPDX-License-Identifier: MIT */
/* Runs the queue. Only this file calls the handlers, but for |release|. */

#include "message/priv.h"

#include "base/answer.h"

#include <string.h>

/* Sets |run| to what a handler answered. */
static void take_answer(struct tnef_reader *r, int answer)
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
    take_answer(r, answer);
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

static void run_note(struct tnef_reader *r)
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

static int call_part(struct tnef_reader *r, int (*handler)(void *, const tnef_part *), const tnef_part *part)
{
    return handler != NULL ? handler(r->user, part) : TNEF_CONTINUE;
}

static int call_content(struct tnef_reader *r,
                        int (*handler)(void *, const tnef_part *, const tnef_content *),
                        const struct tnefi_message_layer *l)
{
    if (handler == NULL || l->now.part_hidden || (l->part.flags & TNEF_F_SKIPPED) != 0)
        return TNEF_CONTINUE;
    return handler(r->user, &l->part, &l->content);
}

static int call_data(struct tnef_reader *r, const tnef_part *part, tnef_content *content, int muted)
{
    int answer = TNEF_CONTINUE;

    if (r->on.part_data != NULL && !muted)
        answer = r->on.part_data(r->user, part, content, r->data, r->data_len);
    content->size += r->data_len;
    return answer;
}

static int message_begin(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    int answer = TNEF_CONTINUE;

    if (l->info.depth > 0 && l[-1].content_muted) {
        r->now.muted = l->info.depth; /* its part was skipped just now */
        r->now.muted_end = 0;
        return answer;
    }
    l->now.begun |= BEGUN_MESSAGE;
    if (r->on.message_begin != NULL)
        answer = r->on.message_begin(r->user, &l->info);
    if (answer == TNEF_SKIP) {
        l->info.flags |= TNEF_F_SKIPPED;
        r->now.muted = l->info.depth;
        r->now.muted_end = 1;
    }
    return answer;
}

static int message_end(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    int answer = TNEF_CONTINUE;

    l->now.begun = 0;
    if (r->on.message_end != NULL)
        answer = r->on.message_end(r->user, &l->info);
    l->now.slot = NULL;
    tnefi_message_arena_clear(&r->pool, &l->m_arena);
    return answer;
}

static int op_message(struct tnef_reader *r, uint8_t op, struct tnefi_message_layer *l)
{
    int answer = TNEF_CONTINUE;

    if (op == OP_MESSAGE_FINAL) {
        tnefi_message_final(r, l);
    } else if (op == OP_MESSAGE_END) {
        answer = message_end(r, l);
        tnefi_message_bag_drop(r, l, S_MESSAGE);
    } else if (op == OP_ROW_FINAL) {
        tnefi_message_recipient_final(r, l);
    } else if (op == OP_ROW) {
        if (r->on.recipient != NULL)
            answer = r->on.recipient(r->user, &l->recipient);
        tnefi_message_arena_clear(&r->pool, &l->r_arena);
        tnefi_message_bag_drop(r, l, S_ROW);
    } else {
        answer = message_begin(r, l);
    }
    return answer;
}

static int op_body(struct tnef_reader *r, uint8_t op, struct tnefi_message_layer *l)
{
    int answer = TNEF_CONTINUE;

    if (op == OP_BODY_DATA) {
        answer = call_data(r, &l->body, &l->body_content, (l->body.flags & TNEF_F_SKIPPED) != 0);
        l->body.size = l->body_content.size;
        if (r->now.late_pause && (answer == TNEF_CONTINUE || answer == TNEF_SKIP))
            answer = TNEF_PAUSE;
        r->now.late_pause = 0;
    } else if (op == OP_BODY_END) {
        l->now.begun &= (uint8_t)~BEGUN_BODY;
        answer = call_part(r, r->on.part_end, &l->body);
        l->now.body_slot = NULL;
    } else {
        l->now.begun |= BEGUN_BODY;
        answer = call_part(r, r->on.part_begin, &l->body);
        if (answer == TNEF_SKIP)
            l->body.flags |= TNEF_F_SKIPPED;
        /* A remainder begins with bytes that nobody has after this call. */
        if (answer == TNEF_PAUSE && l->body.kind == TNEF_PART_REMAINDER) {
            r->now.late_pause = 1;
            answer = TNEF_CONTINUE;
        }
    }
    return answer;
}

static int op_content(struct tnef_reader *r, uint8_t op, struct tnefi_message_layer *l)
{
    int answer;

    if (op == OP_CONTENT_DATA)
        return call_data(r, &l->part, &l->content, l->content_muted);
    if (op == OP_CONTENT_END) {
        l->now.begun &= (uint8_t)~BEGUN_CONTENT;
        return call_content(r, r->on.content_end, l);
    }
    l->now.begun |= BEGUN_CONTENT;
    answer = call_content(r, r->on.content_begin, l);
    if (answer == TNEF_SKIP) {
        l->content_muted = 1;
        l->content.flags |= TNEF_F_SKIPPED;
    }
    return answer;
}

static int op_part(struct tnef_reader *r, uint8_t op, struct tnefi_message_layer *l)
{
    int answer = TNEF_CONTINUE;

    if (op == OP_PART_OPEN) {
        tnefi_message_part_open(r, l);
    } else if (op == OP_PART_FINAL) {
        tnefi_message_part_final(r, l);
    } else if (op == OP_PART_END) {
        l->now.begun &= (uint8_t)~BEGUN_PART;
        if (!l->now.part_hidden)
            answer = call_part(r, r->on.part_end, &l->part);
        l->now.part_slot = NULL;
        tnefi_message_arena_clear(&r->pool, &l->a_arena);
        tnefi_message_bag_drop(r, l, S_ATTACHMENT);
        l->now.part_open = 0;
    } else if (!l->now.part_hidden) {
        l->now.begun |= BEGUN_PART;
        answer = call_part(r, r->on.part_begin, &l->part);
        if (answer == TNEF_SKIP) {
            l->part.flags |= TNEF_F_SKIPPED;
            l->content_muted = 1;
        }
    }
    return answer;
}

/* Completes the bag of what ends. The op stays in the queue until the bag is complete, so that the
 * anomalies of some strings are delivered before the next strings are converted. */
static int op_bag(struct tnef_reader *r, uint8_t op, struct tnefi_message_layer *l)
{
    uint32_t scope = op == OP_ROW_BAG ? S_ROW : op == OP_PART_BAG ? S_ATTACHMENT : S_MESSAGE;

    if (tnefi_message_bag_finish(r, l, scope)) {
        r->now.op_next--;
        return TNEF_CONTINUE;
    }
    if (scope == S_ROW)
        l->recipient.bag = tnefi_message_bag_shown(r, l, scope);
    else if (scope == S_ATTACHMENT)
        l->part.bag = tnefi_message_bag_shown(r, l, scope);
    else
        l->info.bag = tnefi_message_bag_shown(r, l, scope);
    return TNEF_CONTINUE;
}

static int run_op(struct tnef_reader *r, const struct tnefi_message_op *op)
{
    struct tnefi_message_layer *l = &r->levels[op->level];

    switch (op->op) {
    case OP_BODY_BEGIN:
    case OP_BODY_DATA:
    case OP_BODY_END:
        return op_body(r, op->op, l);
    case OP_CONTENT_BEGIN:
    case OP_CONTENT_DATA:
    case OP_CONTENT_END:
        return op_content(r, op->op, l);
    case OP_PART_OPEN:
    case OP_PART_BEGIN:
    case OP_PART_FINAL:
    case OP_PART_END:
        return op_part(r, op->op, l);
    case OP_MESSAGE_BAG:
    case OP_PART_BAG:
    case OP_ROW_BAG:
        return op_bag(r, op->op, l);
    default:
        return op_message(r, op->op, l);
    }
}

/* Every round takes a note or an op off the queue, but for the op of a bag: it makes progress in the bag. */
void tnefi_message_run(struct tnef_reader *r)
{
    while (r->now.run == RUN_ON) {
        if (r->now.note_next < r->now.note_count) {
            run_note(r);
        } else if (r->now.op_next < r->now.op_count) {
            int answer;

            r->now.note_count = 0;
            r->now.note_next = 0;
            r->busy = 1;
            answer = run_op(r, &r->ops[r->now.op_next++]);
            r->busy = 0;
            if (r->now.run == RUN_ON)
                take_answer(r, answer);
        } else {
            break;
        }
    }
    if (r->now.note_next == r->now.note_count && r->now.op_next == r->now.op_count)
        tnefi_message_queue_clear(r);
}
