/* SPDX-License-Identifier: MIT */
/* Turns events of the decoder into the state of a level, and into operations in the queue. What is about
 * streams, attributes and values stands in files of their own, so that this needs no stack. */

#include "message/priv.h"

/* ---- Rows --------------------------------------------------------------------------------- */

/* Of a slot without a rank nothing else is read, and a row that kept nothing has left all of them so. */
void tnefi_message_row_begin(struct tnefi_message_layer *l, const tnef_event *ev)
{
    if ((l->dirty >> S_ROW & 1u) != 0)
        for (size_t i = 0; i < sizeof l->r / sizeof l->r[0]; i++)
            l->r[i].rank = KEPT_NONE;
    l->dirty &= (uint8_t) ~(1u << S_ROW);
    l->recipient.message = l->info.id;
    l->recipient.row = ev->row;
    l->recipient.offset = ev->offset;
    l->now.scope = S_ROW;
}

/* Makes what is shown of a row: at once, unless a handler has paused, or something has to come before. */
static void row_final(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    if (r->now.run != RUN_ON || tnefi_message_is_queued(r)) {
        tnefi_message_push(r, OP_ROW_FINAL, l);
        return;
    }
    r->busy = 1;
    tnefi_message_recipient_final(r, l);
    r->busy = 0;
}

void tnefi_message_row_end(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    l->now.scope = S_MESSAGE;
    if ((ev->flags & TNEF_F_SKIPPED) != 0) {
        tnefi_message_arena_clear(&r->pool, &l->r_arena);
        return;
    }
    l->recipient.flags = ev->flags & TNEF_F_INCOMPLETE;
    l->info.recipients++;
    row_final(r, l);
    tnefi_message_push_bag(r, OP_ROW_BAG, l);
    tnefi_message_push(r, OP_ROW, l);
}

/* ---- All of them -------------------------------------------------------------------------- */

/* Whether an event has bytes outside of structures. */
static int is_remainder(const tnef_event *ev)
{
    return ev->type == TNEF_EV_DATA && (ev->flags & (TNEF_F_REMAINDER | TNEF_F_TRAILING)) != 0;
}

void tnefi_message_data(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    if (is_remainder(ev))
        tnefi_message_remainder_data(r, l, ev);
    else if (l->now.value == V_BODY || l->now.value == V_COMPARE || l->now.value == V_CONTENT
             || ev->prop_type != 0)
        tnefi_message_value_data(r, l, ev);
    else
        tnefi_message_raw_data(r, l, ev);
}

void tnefi_message_event(struct tnef_reader *r, const tnef_event *ev)
{
    struct tnefi_message_layer *l = &r->levels[ev->depth];

    if (ev->type == TNEF_EV_ANOMALY)
        return;
    if (r->bags.keys != NULL)
        tnefi_message_bag_event(r, l, ev);
    if (l->now.value == V_REMAINDER && !is_remainder(ev))
        tnefi_message_remainder_end(r, l, ev->flags);
    switch (ev->type) {
    case TNEF_EV_STREAM_BEGIN:
        tnefi_message_stream_begin(r, ev);
        break;
    case TNEF_EV_STREAM_END:
        tnefi_message_stream_end(r, ev);
        break;
    case TNEF_EV_ATTR_BEGIN:
        tnefi_message_attr_begin(r, l, ev);
        break;
    case TNEF_EV_ATTR_END:
        tnefi_message_attr_end(r, l, ev);
        break;
    case TNEF_EV_ROW_BEGIN:
        tnefi_message_row_begin(l, ev);
        break;
    case TNEF_EV_ROW_END:
        tnefi_message_row_end(r, l, ev);
        break;
    case TNEF_EV_PROP_BEGIN:
        tnefi_message_prop_begin(l, ev);
        break;
    case TNEF_EV_VALUE_BEGIN:
        tnefi_message_value_begin(r, l, ev);
        break;
    case TNEF_EV_VALUE_END:
        tnefi_message_value_end(r, l, ev);
        break;
    case TNEF_EV_DATA:
        tnefi_message_data(r, l, ev);
        break;
    default:
        break;
    }
}
