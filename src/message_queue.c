/* SPDX-License-Identifier: MIT */
/* The only caller of the handlers. */

#include "message_priv.h"

#include "answer.h"

#include <string.h>

/* OPS_MAX is more than any event queues: at most an end of stream's six. */
void tnefi_push(struct tnef_reader *r, uint8_t op, const struct tnefi_layer *l)
{
    if (r->op_count < OPS_MAX) {
        r->ops[r->op_count].op = op;
        r->ops[r->op_count].level = (uint8_t)(l - r->levels);
        r->op_count++;
    }
}

static void keep_limit(struct tnef_reader *r, const struct tnefi_model_note *n)
{
    if (r->limit.status != TNEF_OK)
        return;
    r->limit.status = n->status;
    r->limit.offset = n->offset;
    r->limit.limit = n->expected;
    r->limit.found = n->found;
    r->limit.depth = n->depth;
    r->limit.attr = n->attr;
    r->limit.prop = n->prop;
    r->limit.code = n->code;
}

void tnefi_model_note(struct tnef_reader *r, uint32_t code, tnef_status status,
                      uint64_t expected, uint64_t found)
{
    struct tnefi_model_note n = {
        .offset = r->at.offset, .expected = expected, .found = found, .status = status,
        .code = code, .depth = r->at.depth, .attr = r->at.attr,
        .prop = (uint32_t)r->at.prop_id << 16 | r->at.prop_type,
    };

    if (r->dying != DYING_NOT)
        return;                     /* the reader has said why it ends */
    r->anomalies[code]++;
    if (status != TNEF_OK)
        keep_limit(r, &n);
    if (r->note_count < NOTES_MAX)
        r->notes[r->note_count++] = n;
}

void tnefi_reader_fail(struct tnef_reader *r, tnef_status status, int32_t user_code)
{
    if (r->dying == DYING_NOW) {
        r->no_memory = 1;           /* the first failure stands; the ends are said without text */
        return;
    }
    if (r->run == RUN_FAILED)
        return;
    r->run = RUN_FAILED;
    r->failed.status = status;
    r->failed.offset = r->at.offset;
    r->failed.limit = 0;
    r->failed.found = 0;
    r->failed.depth = r->at.depth;
    r->failed.attr = r->at.attr;
    r->failed.prop = (uint32_t)r->at.prop_id << 16 | r->at.prop_type;
    r->failed.code = TNEF_NO_CODE;
    r->failed.user_code = user_code;
}

void tnefi_reader_stop(struct tnef_reader *r)
{
    tnefi_reader_fail(r, TNEF_STOPPED, 0);
    r->run = RUN_STOPPED;
}

void tnefi_answer(struct tnef_reader *r, int answer)
{
    if (r->run == RUN_FAILED)           /* it was misused from inside the handler */
        return;
    answer = tnefi_as_answer(answer);
    r->paused = answer == TNEF_PAUSE;
    if (answer == TNEF_PAUSE)
        r->run = RUN_PAUSED;
    else if (r->dying == DYING_NOW)
        r->run = answer == TNEF_CONTINUE || answer == TNEF_SKIP ? RUN_ON : RUN_FAILED;
    else if (answer == TNEF_STOP)
        tnefi_reader_stop(r);
    else if (answer != TNEF_CONTINUE && answer != TNEF_SKIP)
        tnefi_reader_fail(r, TNEF_E_CALLBACK, (int32_t)answer);
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

static int call_event(struct tnef_reader *r, int (*handler)(void *, const tnef_event *),
                      const tnef_event *ev)
{
    int answer;

    r->busy = 1;
    answer = handler(r->user, ev);
    r->busy = 0;
    tnefi_answer(r, answer);
    return answer;
}

static void say_anomaly(struct tnef_reader *r, const tnef_event *ev)
{
    if (r->on.anomaly == NULL || r->reported >= r->max_anomalies)
        return;
    r->reported++;
    call_event(r, r->on.anomaly, ev);
}

int tnefi_is_muted(const struct tnef_reader *r, const tnef_event *ev)
{
    return ev->depth > r->muted || (ev->depth == r->muted && ev->type != TNEF_EV_STREAM_END);
}

/* Whether part_data gets this data instead. */
static int is_part_data(const struct tnef_reader *r, const tnef_event *ev)
{
    const struct tnefi_layer *l = &r->levels[ev->depth];

    if (ev->type != TNEF_EV_DATA)
        return 0;
    if ((ev->flags & (TNEF_F_REMAINDER | TNEF_F_TRAILING)) != 0)
        return r->on.part_begin != NULL || r->on.part_data != NULL || r->on.part_end != NULL;
    if (r->on.part_data == NULL)
        return 0;
    return (l->value == V_BODY && (l->body.flags & TNEF_F_SKIPPED) == 0)
           || (l->value == V_CONTENT && !l->content_muted);
}

void tnefi_forward(struct tnef_reader *r, const tnef_event *ev)
{
    int begin = is_begin(ev->type), end = is_end(ev->type);
    int quiet;

    if (ev->type == TNEF_EV_ANOMALY) {
        say_anomaly(r, ev);
        return;
    }
    r->opens += begin ? 1u : 0u;
    if (end && r->opens == r->quiet_opens)
        r->quiet_opens = 0;
    /* Raw bytes run ahead: those of a value further out are not inside of what was skipped. */
    quiet = r->quiet_opens != 0
            && ((ev->flags & TNEF_F_RAW) == 0 || ev->depth >= r->quiet_depth);
    r->opens -= end ? 1u : 0u;
    if (r->on.property == NULL || quiet || (r->interest >> ev->type & 1u) == 0
        || tnefi_is_muted(r, ev) || is_part_data(r, ev))
        return;
    if (call_event(r, r->on.property, ev) == TNEF_SKIP && begin) {
        r->quiet_opens = r->opens;
        r->quiet_depth = ev->depth;
    }
}

static void run_note(struct tnef_reader *r)
{
    const struct tnefi_model_note *n = &r->notes[r->note_next++];
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
    if ((r->fatal >> n->code & 1u) != 0 && (r->run == RUN_ON || r->run == RUN_PAUSED)) {
        tnefi_reader_fail(r, TNEF_E_ANOMALY, 0);
        r->failed.offset = n->offset;
        r->failed.limit = n->expected;
        r->failed.found = n->found;
        r->failed.depth = n->depth;
        r->failed.attr = n->attr;
        r->failed.prop = n->prop;
        r->failed.code = n->code;
    }
}

static int call_part(struct tnef_reader *r, int (*handler)(void *, const tnef_part *),
                     const tnef_part *part)
{
    return handler != NULL ? handler(r->user, part) : TNEF_CONTINUE;
}

static int call_content(struct tnef_reader *r,
                        int (*handler)(void *, const tnef_part *, const tnef_content *),
                        const struct tnefi_layer *l)
{
    if (handler == NULL || l->part_hidden || (l->part.flags & TNEF_F_SKIPPED) != 0)
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

static int message_begin(struct tnef_reader *r, struct tnefi_layer *l)
{
    int answer = TNEF_CONTINUE;

    if (l->info.depth > 0 && l[-1].content_muted) {
        r->muted = l->info.depth;       /* its part was skipped just now */
        r->muted_end = 0;
        return answer;
    }
    l->said |= SAID_MESSAGE;
    if (r->on.message_begin != NULL)
        answer = r->on.message_begin(r->user, &l->info);
    if (answer == TNEF_SKIP) {
        l->info.flags |= TNEF_F_SKIPPED;
        r->muted = l->info.depth;
        r->muted_end = 1;
    }
    return answer;
}

static int message_end(struct tnef_reader *r, struct tnefi_layer *l)
{
    int answer = TNEF_CONTINUE;

    l->said = 0;
    if (r->on.message_end != NULL)
        answer = r->on.message_end(r->user, &l->info);
    l->slot = NULL;
    tnefi_arena_clear(&r->pool, &l->m_arena);
    return answer;
}

static int op_message(struct tnef_reader *r, uint8_t op, struct tnefi_layer *l)
{
    int answer = TNEF_CONTINUE;

    if (op == OP_MESSAGE_FINAL) {
        tnefi_message_final(r, l);
    } else if (op == OP_MESSAGE_END) {
        answer = message_end(r, l);
        tnefi_bag_drop(r, l, S_MESSAGE);
    } else if (op == OP_ROW_FINAL) {
        tnefi_recipient_final(r, l);
    } else if (op == OP_ROW) {
        if (r->on.recipient != NULL)
            answer = r->on.recipient(r->user, &l->recipient);
        tnefi_arena_clear(&r->pool, &l->r_arena);
        tnefi_bag_drop(r, l, S_ROW);
    } else {
        answer = message_begin(r, l);
    }
    return answer;
}

static int op_body(struct tnef_reader *r, uint8_t op, struct tnefi_layer *l)
{
    int answer = TNEF_CONTINUE;

    if (op == OP_BODY_DATA) {
        answer = call_data(r, &l->body, &l->body_content, (l->body.flags & TNEF_F_SKIPPED) != 0);
        l->body.size = l->body_content.size;
        if (r->late_pause && (answer == TNEF_CONTINUE || answer == TNEF_SKIP))
            answer = TNEF_PAUSE;
        r->late_pause = 0;
    } else if (op == OP_BODY_END) {
        l->said &= (uint8_t)~SAID_BODY;
        answer = call_part(r, r->on.part_end, &l->body);
        l->body_slot = NULL;
    } else {
        l->said |= SAID_BODY;
        answer = call_part(r, r->on.part_begin, &l->body);
        if (answer == TNEF_SKIP)
            l->body.flags |= TNEF_F_SKIPPED;
        /* A remainder begins with bytes that nobody has after this call. */
        if (answer == TNEF_PAUSE && l->body.kind == TNEF_PART_REMAINDER) {
            r->late_pause = 1;
            answer = TNEF_CONTINUE;
        }
    }
    return answer;
}

static int op_content(struct tnef_reader *r, uint8_t op, struct tnefi_layer *l)
{
    int answer;

    if (op == OP_CONTENT_DATA)
        return call_data(r, &l->part, &l->content, l->content_muted);
    if (op == OP_CONTENT_END) {
        l->said &= (uint8_t)~SAID_CONTENT;
        return call_content(r, r->on.content_end, l);
    }
    l->said |= SAID_CONTENT;
    answer = call_content(r, r->on.content_begin, l);
    if (answer == TNEF_SKIP) {
        l->content_muted = 1;
        l->content.flags |= TNEF_F_SKIPPED;
    }
    return answer;
}

static int op_part(struct tnef_reader *r, uint8_t op, struct tnefi_layer *l)
{
    int answer = TNEF_CONTINUE;

    if (op == OP_PART_OPEN) {
        tnefi_part_open(r, l);
    } else if (op == OP_PART_FINAL) {
        tnefi_part_final(r, l);
    } else if (op == OP_PART_END) {
        l->said &= (uint8_t)~SAID_PART;
        if (!l->part_hidden)
            answer = call_part(r, r->on.part_end, &l->part);
        l->part_slot = NULL;
        tnefi_arena_clear(&r->pool, &l->a_arena);
        tnefi_bag_drop(r, l, S_ATTACHMENT);
        l->part_open = 0;
    } else if (!l->part_hidden) {
        l->said |= SAID_PART;
        answer = call_part(r, r->on.part_begin, &l->part);
        if (answer == TNEF_SKIP) {
            l->part.flags |= TNEF_F_SKIPPED;
            l->content_muted = 1;
        }
    }
    return answer;
}

/* A bag ends; what shows it gets it when all of it is ready. */
static int op_bag(struct tnef_reader *r, uint8_t op, struct tnefi_layer *l)
{
    uint32_t scope = op == OP_ROW_BAG ? S_ROW : op == OP_PART_BAG ? S_ATTACHMENT : S_MESSAGE;

    if (r->bags.keys != NULL && tnefi_bag_finish(r, l, scope)) {
        r->op_next--;
        return TNEF_CONTINUE;
    }
    if (scope == S_ROW)
        l->recipient.bag = tnefi_bag_shown(r, l, scope);
    else if (scope == S_ATTACHMENT)
        l->part.bag = tnefi_bag_shown(r, l, scope);
    else
        l->info.bag = tnefi_bag_shown(r, l, scope);
    return TNEF_CONTINUE;
}

static int run_op(struct tnef_reader *r, const struct tnefi_op *op)
{
    struct tnefi_layer *l = &r->levels[op->level];

    switch (op->op) {
    case OP_BODY_BEGIN: case OP_BODY_DATA: case OP_BODY_END:
        return op_body(r, op->op, l);
    case OP_CONTENT_BEGIN: case OP_CONTENT_DATA: case OP_CONTENT_END:
        return op_content(r, op->op, l);
    case OP_PART_OPEN: case OP_PART_BEGIN: case OP_PART_FINAL: case OP_PART_END:
        return op_part(r, op->op, l);
    case OP_MESSAGE_BAG: case OP_PART_BAG: case OP_ROW_BAG:
        return op_bag(r, op->op, l);
    default:
        return op_message(r, op->op, l);
    }
}

/* Every round takes a note or an op off the queue. */
void tnefi_run(struct tnef_reader *r)
{
    while (r->run == RUN_ON) {
        if (r->note_next < r->note_count) {
            run_note(r);
        } else if (r->op_next < r->op_count) {
            int answer;

            r->note_count = 0;
            r->note_next = 0;
            r->busy = 1;
            answer = run_op(r, &r->ops[r->op_next++]);
            r->busy = 0;
            if (r->run == RUN_ON)
                tnefi_answer(r, answer);
        } else {
            break;
        }
    }
    if (r->note_next == r->note_count && r->op_next == r->op_count) {
        r->note_count = 0;
        r->note_next = 0;
        r->op_count = 0;
        r->op_next = 0;
    }
}
