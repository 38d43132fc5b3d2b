/* SPDX-License-Identifier: MIT */
/* What each operation of the queue does. This file and queue.c call the handlers, and nothing else does,
 * but for |release|. */

#include "message/priv.h"

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
    tnefi_message_bag_drop(r, l, S_MESSAGE);
    return answer;
}

static int row(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    int answer = r->on.recipient != NULL ? r->on.recipient(r->user, &l->recipient) : TNEF_CONTINUE;

    tnefi_message_arena_clear(&r->pool, &l->r_arena);
    tnefi_message_bag_drop(r, l, S_ROW);
    return answer;
}

static int body_begin(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    int answer;

    l->now.begun |= BEGUN_BODY;
    answer = call_part(r, r->on.part_begin, &l->body);
    if (answer == TNEF_SKIP)
        l->body.flags |= TNEF_F_SKIPPED;
    /* A remainder begins with bytes that nobody has after this call. */
    if (answer == TNEF_PAUSE && l->body.kind == TNEF_PART_REMAINDER) {
        r->now.late_pause = 1;
        answer = TNEF_CONTINUE;
    }
    return answer;
}

static int body_data(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    int answer = call_data(r, &l->body, &l->body_content, (l->body.flags & TNEF_F_SKIPPED) != 0);

    l->body.size = l->body_content.size;
    if (r->now.late_pause && (answer == TNEF_CONTINUE || answer == TNEF_SKIP))
        answer = TNEF_PAUSE;
    r->now.late_pause = 0;
    return answer;
}

static int body_end(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    int answer;

    l->now.begun &= (uint8_t)~BEGUN_BODY;
    answer = call_part(r, r->on.part_end, &l->body);
    l->now.body_slot = NULL;
    return answer;
}

static int content_begin(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    int answer;

    l->now.begun |= BEGUN_CONTENT;
    answer = call_content(r, r->on.content_begin, l);
    if (answer == TNEF_SKIP) {
        l->content_muted = 1;
        l->content.flags |= TNEF_F_SKIPPED;
    }
    return answer;
}

static int content_end(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    l->now.begun &= (uint8_t)~BEGUN_CONTENT;
    return call_content(r, r->on.content_end, l);
}

static int part_begin(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    int answer;

    if (l->now.part_hidden)
        return TNEF_CONTINUE;
    l->now.begun |= BEGUN_PART;
    answer = call_part(r, r->on.part_begin, &l->part);
    if (answer == TNEF_SKIP) {
        l->part.flags |= TNEF_F_SKIPPED;
        l->content_muted = 1;
    }
    return answer;
}

static int part_end(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    int answer = TNEF_CONTINUE;

    l->now.begun &= (uint8_t)~BEGUN_PART;
    if (!l->now.part_hidden)
        answer = call_part(r, r->on.part_end, &l->part);
    l->now.part_slot = NULL;
    tnefi_message_arena_clear(&r->pool, &l->a_arena);
    tnefi_message_bag_drop(r, l, S_ATTACHMENT);
    l->now.part_open = 0;
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
    case OP_MESSAGE_BEGIN:
        return message_begin(r, l);
    case OP_MESSAGE_FINAL:
        tnefi_message_final(r, l);
        return TNEF_CONTINUE;
    case OP_MESSAGE_END:
        return message_end(r, l);
    case OP_ROW_FINAL:
        tnefi_message_recipient_final(r, l);
        return TNEF_CONTINUE;
    case OP_ROW:
        return row(r, l);
    case OP_PART_OPEN:
        tnefi_message_part_open(r, l);
        return TNEF_CONTINUE;
    case OP_PART_BEGIN:
        return part_begin(r, l);
    case OP_PART_FINAL:
        tnefi_message_part_final(r, l);
        return TNEF_CONTINUE;
    case OP_PART_END:
        return part_end(r, l);
    case OP_CONTENT_BEGIN:
        return content_begin(r, l);
    case OP_CONTENT_DATA:
        return call_data(r, &l->part, &l->content, l->content_muted);
    case OP_CONTENT_END:
        return content_end(r, l);
    case OP_BODY_BEGIN:
        return body_begin(r, l);
    case OP_BODY_DATA:
        return body_data(r, l);
    case OP_BODY_END:
        return body_end(r, l);
    default:
        return op_bag(r, op->op, l);
    }
}

/* Every round takes a note or an op off the queue, but for the op of a bag: it makes progress in the bag. */
void tnefi_message_run(struct tnef_reader *r)
{
    while (r->now.run == RUN_ON) {
        if (r->now.note_next < r->now.note_count) {
            tnefi_message_note_run(r);
        } else if (r->now.op_next < r->now.op_count) {
            int answer;

            r->now.note_count = 0;
            r->now.note_next = 0;
            r->busy = 1;
            answer = run_op(r, &r->ops[r->now.op_next++]);
            r->busy = 0;
            if (answer == TNEF_CONTINUE)
                r->now.paused = 0;
            else if (r->now.run == RUN_ON)
                tnefi_message_take_answer(r, answer);
        } else {
            break;
        }
    }
    if (r->now.note_next == r->now.note_count && r->now.op_next == r->now.op_count)
        tnefi_message_queue_clear(r);
}
