/* SPDX-License-Identifier: MIT */
/* The callback of the decoder. Nine of ten events are about properties, and of most of these the model keeps
 * nothing. They go a short way here, at half of the instructions that the way of all events takes. What
 * calls something else stands in ways.c, so that most calls of this need no stack. */

#include "message/priv.h"

/* All of where an event is, but for its depth. */
static void remember(struct tnef_reader *r, const tnef_event *ev)
{
    r->now.at.offset = ev->offset;
    r->now.at.attr = ev->attr;
    r->now.at.prop_id = ev->prop_id;
    r->now.at.prop_type = ev->prop_type;
}

/* Whether an event may go the short way: it is at the depth of the last one that went the other way, and no
 * stream begins or ends with it, no anomaly is told, and its data are no remainder. */
static int may_be_short(const struct tnef_reader *r, const tnef_event *ev)
{
    const uint32_t first = TNEF_EV_ATTR_BEGIN, last = TNEF_EV_DATA;

    return ev->depth == r->now.short_depth && ev->type - first <= last - first
           && (ev->flags & (TNEF_F_REMAINDER | TNEF_F_TRAILING)) == 0;
}

/* Whether an event is of a value that the model does not keep or deliver. In attachments it looks at what it
 * does not keep, too. */
static int is_idle(const struct tnefi_message_layer *l, const tnef_event *ev)
{
    if (l->now.value != V_NONE)
        return 0;
    if (ev->type == TNEF_EV_VALUE_BEGIN)
        return l->now.column.how == W_NOTHING && l->now.scope != S_ATTACHMENT
               && (ev->flags & TNEF_F_NESTED) == 0;
    return ev->type == TNEF_EV_VALUE_END || (ev->type == TNEF_EV_DATA && ev->prop_type != 0);
}

int tnefi_message_on_event(void *user, const tnef_event *ev)
{
    struct tnef_reader *r = user;

    remember(r, ev);
    if (!may_be_short(r, ev))
        return tnefi_message_take_long(r, ev);
    if (ev->type == TNEF_EV_PROP_BEGIN)
        tnefi_message_prop_begin(r->now.short_level, ev);
    else if (!is_idle(r->now.short_level, ev))
        return tnefi_message_take_short(r, ev);
    return TNEF_CONTINUE;
}
