/* SPDX-License-Identifier: MIT */
/* What is in a stream, with depths of the tree; see nest.h. */

#define _POSIX_C_SOURCE 200809L

#include "nest.h"

/* Of the mail whose call this is: while one is open in an attachment, the bytes of that go on to come. */
static void takes_level(struct nest *n)
{
    n->level = n->top;
    while (n->level > 0 && n->streams[n->level].mail != tnef_mail_current(n->mail))
        n->level--;
}

static uint32_t base_of(struct nest *n)
{
    takes_level(n);
    return n->streams[n->level].base;
}

static tnef_message_info in_tree(struct nest *n, const tnef_message_info *m)
{
    tnef_message_info moved = *m;

    moved.depth += base_of(n);
    return moved;
}

static tnef_part part_in_tree(struct nest *n, const tnef_part *part)
{
    tnef_part moved = *part;

    moved.depth += base_of(n);
    return moved;
}

static void too_deep(struct nest_stream *open, uint64_t offset)
{
    if (open->status == TNEF_OK)
        open->offset = offset;
    open->status = TNEF_E_LIMIT_DEPTH;
}

static int on_message_begin(void *user, const tnef_message_info *m)
{
    struct nest *n = user;
    const tnef_message_info moved = in_tree(n, m);

    if (moved.depth > n->max_depth) {
        too_deep(&n->streams[n->level], m->offset);
        return TNEF_SKIP;
    }
    return n->to->of.message_begin != NULL ? n->to->of.message_begin(n->user, &moved)
                                           : TNEF_CONTINUE;
}

static int on_message_end(void *user, const tnef_message_info *m)
{
    struct nest *n = user;
    const tnef_message_info moved = in_tree(n, m);

    return moved.depth > n->max_depth ? TNEF_CONTINUE : n->to->of.message_end(n->user, &moved);
}

static int on_recipient(void *user, const tnef_recipient *r)
{
    struct nest *n = user;

    takes_level(n);
    return n->to->of.recipient(n->user, r);
}

static int on_part_begin(void *user, const tnef_part *part)
{
    struct nest *n = user;
    const tnef_part moved = part_in_tree(n, part);

    return n->to->of.part_begin != NULL ? n->to->of.part_begin(n->user, &moved) : TNEF_CONTINUE;
}

static int on_content_begin(void *user, const tnef_part *part, const tnef_content *content)
{
    struct nest *n = user;
    const tnef_part moved = part_in_tree(n, part);

    return n->to->of.content_begin(n->user, &moved, content);
}

static int on_part_data(void *user, const tnef_part *part, const tnef_content *content,
                        const void *data, size_t len)
{
    struct nest *n = user;
    const tnef_part moved = part_in_tree(n, part);

    n->depth = moved.depth;
    return n->to->of.part_data(n->user, &moved, content, data, len);
}

static int on_content_end(void *user, const tnef_part *part, const tnef_content *content)
{
    struct nest *n = user;
    const tnef_part moved = part_in_tree(n, part);

    return n->to->of.content_end != NULL ? n->to->of.content_end(n->user, &moved, content)
                                         : TNEF_CONTINUE;
}

static int on_part_end(void *user, const tnef_part *part)
{
    struct nest *n = user;
    const tnef_part moved = part_in_tree(n, part);

    return n->to->of.part_end(n->user, &moved);
}

static int on_anomaly(void *user, const tnef_event *ev)
{
    struct nest *n = user;

    takes_level(n);
    n->streams[n->level].anomalies++;
    n->anomalies++;
    n->kinds |= TNEF_ANOMALY_BIT(ev->code);
    return n->to->of.anomaly != NULL ? n->to->of.anomaly(n->user, ev) : TNEF_CONTINUE;
}

tnef_reader_handlers nest_handlers_of(const tnef_reader_handlers *to)
{
    const tnef_reader_handlers h = {
        .size = sizeof h,
        .message_begin = on_message_begin,
        .message_end = to->message_end != NULL ? on_message_end : NULL,
        .recipient = to->recipient != NULL ? on_recipient : NULL,
        .part_begin = on_part_begin,
        .content_begin = to->content_begin != NULL ? on_content_begin : NULL,
        .part_data = on_part_data,
        .content_end = on_content_end,
        .part_end = to->part_end != NULL ? on_part_end : NULL,
        .anomaly = on_anomaly,
    };

    return h;
}
