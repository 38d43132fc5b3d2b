/* SPDX-License-Identifier: MIT */
/* Most values that are kept are the only one of their property, and the first one for their slot. There is
 * nothing to compare them with, and nothing to be said of them, so they take a third of the instructions of
 * the way that all values can go. */

#include "message/keep.h"

/* Whether the value that begins may be kept at all. */
static int may_be_kept(const struct tnefi_message_layer *l, const tnef_event *ev)
{
    return l->now.value == V_NONE && ev->value == 0 && (ev->flags & TNEF_F_NESTED) == 0
           && (l->now.scope != S_ATTACHMENT || l->now.part_open);
}

/* Takes room for text or bytes, unless they are too long. */
static int takes_room(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    struct tnefi_message_arena *arena = tnefi_message_arena_of(l);

    if (ev->length > tnefi_message_max_bytes(r, l) || ev->length >= SIZE_MAX)
        return tnefi_message_take_short(r, ev);
    if (ev->length < TNEFI_BLOCK_SIZE - TNEFI_BLOCK_HEAD)
        tnefi_message_arena_spare(&r->pool, arena);
    l->fill = tnefi_message_arena_there(arena, (size_t)ev->length + 1u);
    if (l->fill == NULL)
        return tnefi_message_take_short(r, ev);
    l->room = (uint32_t)ev->length;
    l->now.value = V_KEEP;
    return TNEF_CONTINUE;
}

int tnefi_message_first_begins(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    const uint8_t how = l->now.column.how;
    const int computed = (ev->flags & TNEF_F_COMPUTED) != 0;
    struct tnefi_message_kept *k;

    if (!may_be_kept(l, ev) || !tnefi_message_fits(how, ev->prop_type))
        return tnefi_message_take_short(r, ev);
    k = tnefi_message_slot(l, computed);
    if (k->rank != KEPT_NONE)
        return tnefi_message_take_short(r, ev);
    l->target = k;
    l->target_how = how;
    l->target_rank = computed ? KEPT_COMPUTED : KEPT_PROPERTY;
    l->target_type = ev->prop_type;
    l->have = 0;
    l->number = 0;
    l->twin = NULL;
    l->replaces = 0;
    l->cut = 0;
    l->fill = NULL;
    l->room = 0;
    if ((how == W_TEXT || how == W_BYTES) && ev->length > 0)
        return takes_room(r, l, ev);
    l->now.value = V_KEEP;
    return TNEF_CONTINUE;
}

int tnefi_message_first_comes(struct tnefi_message_layer *l, const tnef_event *ev)
{
    tnefi_message_keep_bytes(l, ev);
    return TNEF_CONTINUE;
}

int tnefi_message_first_ends(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    if (l->cut || l->replaces || l->twin != NULL || (ev->flags & TNEF_F_SKIPPED) != 0)
        return tnefi_message_take_short(r, ev);
    tnefi_message_store(l);
    l->now.value = V_NONE;
    return TNEF_CONTINUE;
}
