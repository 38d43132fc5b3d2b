/* SPDX-License-Identifier: MIT */
/* Messages that begin and end. */

#include "message/priv.h"

/* The message at this depth is passed over, and nothing of it is delivered. */
static void mute(struct tnef_reader *r, uint32_t depth)
{
    r->now.muted = depth;
    r->now.muted_end = 0;
}

/* A level begins anew for the next message. Of slots those that were not filled are clear. */
static void layer_begin(struct tnefi_message_layer *l)
{
    tnefi_message_clear(&l->now, sizeof l->now);
    l->now.attr = ATTR_UNKNOWN;
    l->now.scope = S_MESSAGE;
    l->now.value = V_NONE;
    tnefi_message_clear(&l->info, sizeof l->info);
    if ((l->dirty >> S_MESSAGE & 1u) != 0)
        tnefi_message_clear(l->m, sizeof l->m);
    l->dirty &= (uint8_t) ~(1u << S_MESSAGE);
}

void tnefi_message_stream_begin(struct tnef_reader *r, const tnef_event *ev)
{
    struct tnefi_message_layer *l = &r->levels[ev->depth];
    uint32_t parent = 0, part = 0;

    if (ev->depth > 0) {
        struct tnefi_message_layer *p = l - 1;

        if (p->now.value != V_CONTENT)
            tnefi_message_stray_begin(r, p, ev);
        p->content.kind = TNEF_CONTENT_MESSAGE;
        if (p->content_muted) {
            mute(r, ev->depth);
            return;
        }
        parent = p->info.id;
        part = p->part.id;
    }
    layer_begin(l);
    l->info.id = ++r->now.messages;
    l->info.parent = parent;
    l->info.part = part;
    l->info.depth = ev->depth;
    l->info.offset = ev->offset;
    l->info.slot = &l->now.slot;
    if (ev->depth > 0 && l[-1].found.first[CONTENT_AT(TNEF_CONTENT_MESSAGE)].count == 0)
        l[-1].part.embedded = l->info.id;
    tnefi_message_push(r, OP_MESSAGE_BEGIN, l);
}

void tnefi_message_stream_end(struct tnef_reader *r, const tnef_event *ev)
{
    struct tnefi_message_layer *l = &r->levels[ev->depth];
    int delivers = 1, skipped = 0;

    if (r->now.muted == ev->depth) {
        r->now.muted = UINT32_MAX;
        delivers = r->now.muted_end;
        skipped = 1;
    }
    if (ev->depth > 0)
        l[-1].stream_size = ev->offset - l[-1].content.offset;
    if (!delivers)
        return;
    l->info.flags |= ev->flags & TNEF_F_INCOMPLETE;
    if (!skipped) {
        if (l->now.part_open) {
            l->part.flags |= ev->flags & TNEF_F_INCOMPLETE;
            tnefi_message_close_part(r, l);
        }
        tnefi_message_push(r, OP_MESSAGE_FINAL, l);
        tnefi_message_push_bag(r, OP_MESSAGE_BAG, l);
    }
    tnefi_message_push(r, OP_MESSAGE_END, l);
}
