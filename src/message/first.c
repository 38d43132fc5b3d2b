/* SPDX-License-Identifier: MIT */
/* Properties that the decoder has whole. Of most the model keeps nothing, and most of those that it keeps are
 * the first for their slot: there is nothing to compare them with, and nothing to be said of them. So they
 * come as one event, and take a third of the instructions of the four events that they have. All others are
 * left to these. */

#include "message/keep.h"

/* Whether the property goes by, and leaves nothing. Of an attachment the model notes bytes that it does not
 * read. */
static int goes_by(const struct tnefi_message_layer *l)
{
    return l->now.column.how == W_NOTHING && (l->now.scope != S_ATTACHMENT || l->now.prop >> 8 != 0x37u);
}

/* Puts text or bytes into the arena, unless they are too long, or there is no room without more memory. */
static int has_room(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    struct tnefi_message_arena *arena = tnefi_message_arena_of(l);

    if (ev->len > tnefi_message_max_bytes(r, l))
        return 0;
    if (ev->len < TNEFI_BLOCK_SIZE - TNEFI_BLOCK_HEAD)
        tnefi_message_arena_spare(&r->pool, arena);
    l->fill = tnefi_message_arena_there(arena, ev->len + 1u);
    if (l->fill == NULL)
        return 0;
    memcpy(l->fill, ev->data, ev->len);
    TNEFI_TOUCH(ev->len);
    l->have = (uint32_t)ev->len;
    return 1;
}

/* Whether the value can be kept at once; then it is. */
static int is_kept(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    const uint8_t how = l->now.column.how;
    const int computed = (ev->flags & TNEF_F_COMPUTED) != 0;
    struct tnefi_message_kept *k;

    if (!tnefi_message_fits(how, ev->prop_type) || (l->now.scope == S_ATTACHMENT && !l->now.part_open))
        return 0;
    k = tnefi_message_slot(l, computed);
    if (k->rank != KEPT_NONE)
        return 0;
    l->target = k;
    l->target_how = how;
    l->target_rank = computed ? KEPT_COMPUTED : KEPT_PROPERTY;
    l->target_type = ev->prop_type;
    l->number = ev->number;
    l->fill = NULL;
    l->have = 0;
    l->cut = 0;
    if ((how == W_TEXT || how == W_BYTES) && ev->len > 0 && !has_room(r, l, ev))
        return 0;
    tnefi_message_store(l);
    return 1;
}

/* The property and what becomes of it. Few have names. */
static inline void begins(struct tnefi_message_layer *l, const tnef_event *ev)
{
    if ((ev->flags & TNEF_F_NAMED) != 0) {
        tnefi_message_prop_begin(l, ev);
        return;
    }
    l->named = 0;
    l->now.prop = ev->prop_id;
    l->now.column = tnefi_message_column(l->now.scope, ev->prop_id);
}

int tnefi_message_take_property(struct tnef_reader *r, const tnef_event *ev)
{
    struct tnefi_message_layer *l = r->now.short_level;

    if (ev->depth != r->now.short_depth || l->now.value != V_NONE)
        return TNEFI_NOT_TAKEN;
    begins(l, ev);
    if (!goes_by(l) && !is_kept(r, l, ev))
        return TNEFI_NOT_TAKEN;
    r->now.at.offset = ev->offset;
    r->now.at.prop_id = ev->prop_id;
    r->now.at.prop_type = ev->prop_type;
    return TNEF_CONTINUE;
}
