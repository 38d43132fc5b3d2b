/* SPDX-License-Identifier: MIT */
/* The callback of the decoder. Nine of ten events are about properties, and of most of these the model keeps
 * nothing. Those that lie whole in the buffer come at once, to first.c; the others go a short way here, at a
 * third of the instructions that the way of all events takes. What calls something else stands in ways.c, so
 * that this needs no stack. */

#include "message/priv.h"

/* Whether an event may go the short way: it is at the depth of the last one that went the other way, and no
 * stream begins or ends with it, no anomaly is told, and its data are no remainder. */
static int may_be_short(const struct tnef_reader *r, const tnef_event *ev)
{
    const uint32_t first = TNEF_EV_ATTR_BEGIN, last = TNEF_EV_DATA;

    return ev->depth == r->now.short_depth && ev->type - first <= last - first
           && (ev->flags & (TNEF_F_REMAINDER | TNEF_F_TRAILING)) == 0;
}

/* All of where an event is, but for its depth. */
static void remember(struct tnef_reader *r, const tnef_event *ev)
{
    r->now.at.offset = ev->offset;
    r->now.at.attr = ev->attr;
    r->now.at.prop_id = ev->prop_id;
    r->now.at.prop_type = ev->prop_type;
}

/* A property begins. It is in the attribute of the event before. */
static int prop_begins(struct tnef_reader *r, const tnef_event *ev)
{
    struct tnefi_message_layer *l = r->now.short_level;

    r->now.at.prop_id = ev->prop_id;
    r->now.at.prop_type = ev->prop_type;
    if ((ev->flags & TNEF_F_NAMED) != 0)
        return tnefi_message_take_short(r, ev);
    l->named = 0;
    l->now.prop = ev->prop_id;
    l->now.column = tnefi_message_column(l->now.scope, ev->prop_id);
    return TNEF_CONTINUE;
}

/* A value of which nothing is kept or delivered goes by. In attachments the model looks at what it does not
 * keep, too. */
static int value_begins(struct tnef_reader *r, const tnef_event *ev)
{
    struct tnefi_message_layer *l = r->now.short_level;

    if (l->now.value == V_NONE && l->now.column.how == W_NOTHING && l->now.scope != S_ATTACHMENT
        && (ev->flags & TNEF_F_NESTED) == 0)
        return TNEF_CONTINUE;
    return tnefi_message_take_short(r, ev);
}

static int value_comes(struct tnef_reader *r, const tnef_event *ev)
{
    return r->now.short_level->now.value == V_NONE ? TNEF_CONTINUE : tnefi_message_take_short(r, ev);
}

static int value_ends(struct tnef_reader *r, const tnef_event *ev)
{
    return r->now.short_level->now.value == V_NONE ? TNEF_CONTINUE : tnefi_message_take_short(r, ev);
}

/* What is about a property has its attribute, and what is about its value has it, too: where these are was
 * remembered when they began. */
int tnefi_message_on_event(void *user, const tnef_event *ev)
{
    struct tnef_reader *r = user;

    if (ev->type == TNEFI_EV_PROPERTY)
        return tnefi_message_take_property(r, ev);
    if (!may_be_short(r, ev)) {
        remember(r, ev);
        return tnefi_message_take_long(r, ev);
    }
    r->now.at.offset = ev->offset;
    if (ev->type == TNEF_EV_PROP_BEGIN)
        return prop_begins(r, ev);
    if (ev->type == TNEF_EV_VALUE_BEGIN)
        return value_begins(r, ev);
    if (ev->type == TNEF_EV_VALUE_END)
        return value_ends(r, ev);
    if (ev->type == TNEF_EV_DATA && ev->prop_type != 0)
        return value_comes(r, ev);
    remember(r, ev);
    return tnefi_message_take_short(r, ev);
}
