/* SPDX-License-Identifier: MIT */
/* The two ways of an event through the model: that of all events, and a short one for events that only the
 * model sees. */

#include "message/priv.h"

/* Whether the next event of a property at this depth may go the short way: only the model sees it, and it is
 * inside of nothing that is passed over and after nothing that it ends. */
static int is_short(const struct tnef_reader *r, uint32_t depth)
{
    return r->only_model && r->now.run == RUN_ON && depth < r->now.muted
           && r->levels[depth].now.value != V_REMAINDER;
}

/* What may change that was done. */
static void choose_way(struct tnef_reader *r, uint32_t depth)
{
    r->now.short_depth = is_short(r, depth) ? depth : UINT32_MAX;
    r->now.short_level = &r->levels[depth];
}

/* Runs what the event queued, and tells the decoder what comes of it. */
static int answer(struct tnef_reader *r, uint32_t depth)
{
    if ((r->now.run == RUN_ON || r->now.run == RUN_PAUSED) && tnefi_message_is_queued(r))
        tnefi_message_run(r);
    r->data = NULL;
    choose_way(r, depth);
    if (r->now.run == RUN_ON)
        return TNEF_CONTINUE;
    if (r->now.run == RUN_PAUSED)
        return TNEF_PAUSE;
    return r->now.run == RUN_STOPPED ? TNEF_STOP : -1;
}

/* Levels are cleared when an event first belongs to them: few of those that a reader has are ever used, and
 * clearing all took a twentieth of the instructions that load a small message. After a reset only what no
 * beginning sets is cleared again. */
static void use_level(struct tnef_reader *r)
{
    struct tnefi_message_layer *l = &r->levels[r->now.level_used];

    if (r->now.level_used < r->levels_cleared)
        tnefi_message_clear(&l->now, sizeof l->now);
    else
        tnefi_message_clear(l, sizeof *l);
    r->now.level_used++;
    if (r->levels_cleared < r->now.level_used)
        r->levels_cleared = r->now.level_used;
}

int tnefi_message_take_long(struct tnef_reader *r, const tnef_event *ev)
{
    r->now.at.depth = ev->depth;
    while (r->now.level_used <= ev->depth)
        use_level(r);
    if (r->on.property != NULL || ev->type == TNEF_EV_ANOMALY)
        tnefi_message_forward(r, ev);
    if ((r->now.run == RUN_ON || r->now.run == RUN_PAUSED) && !tnefi_message_is_muted(r, ev))
        tnefi_message_event(r, ev);
    return answer(r, ev->depth);
}

int tnefi_message_take_short(struct tnef_reader *r, const tnef_event *ev)
{
    struct tnefi_message_layer *l = r->now.short_level;

    switch (ev->type) {
    case TNEF_EV_ATTR_BEGIN:
        tnefi_message_attr_begin(r, l, ev);
        break;
    case TNEF_EV_ATTR_END:
        tnefi_message_attr_end(r, l, ev);
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
    case TNEF_EV_ROW_BEGIN:
        tnefi_message_row_begin(l, ev);
        break;
    case TNEF_EV_ROW_END:
        tnefi_message_row_end(r, l, ev);
        break;
    case TNEF_EV_PROP_BEGIN:
        tnefi_message_prop_begin(l, ev);
        break;
    default:
        break;
    }
    if (r->now.run == RUN_ON && !tnefi_message_is_queued(r))
        return TNEF_CONTINUE;
    return answer(r, ev->depth);
}
