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

/* A value of which nothing is kept or delivered goes by. In attachments the model looks at what it does not
 * keep, too. */
static int value_begins(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    if (l->now.value == V_NONE && l->now.column.how == W_NOTHING && l->now.scope != S_ATTACHMENT
        && (ev->flags & TNEF_F_NESTED) == 0)
        return TNEF_CONTINUE;
    return tnefi_message_first_begins(r, l, ev);
}

static int data_come(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    if (ev->prop_type == 0 || (l->now.value != V_NONE && l->now.value != V_KEEP))
        return tnefi_message_take_short(r, ev);
    return l->now.value == V_KEEP ? tnefi_message_first_comes(l, ev) : TNEF_CONTINUE;
}

static int value_ends(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    if (l->now.value == V_NONE)
        return TNEF_CONTINUE;
    return l->now.value == V_KEEP ? tnefi_message_first_ends(r, l, ev) : tnefi_message_take_short(r, ev);
}

/* A property begins that has no name. */
static void open_prop(struct tnefi_message_layer *l, uint16_t id)
{
    l->named = 0;
    l->now.prop = id;
    l->now.column = tnefi_message_column(l->now.scope, id);
}

int tnefi_message_on_event(void *user, const tnef_event *ev)
{
    struct tnef_reader *r = user;

    remember(r, ev);
    if (!may_be_short(r, ev))
        return tnefi_message_take_long(r, ev);
    switch (ev->type) {
    case TNEF_EV_PROP_BEGIN:
        if ((ev->flags & TNEF_F_NAMED) != 0)
            return tnefi_message_take_short(r, ev);
        open_prop(r->now.short_level, ev->prop_id);
        return TNEF_CONTINUE;
    case TNEF_EV_VALUE_BEGIN:
        return value_begins(r, r->now.short_level, ev);
    case TNEF_EV_DATA:
        return data_come(r, r->now.short_level, ev);
    case TNEF_EV_VALUE_END:
        return value_ends(r, r->now.short_level, ev);
    default:
        return tnefi_message_take_short(r, ev);
    }
}
