/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_MESSAGE_KEEP_H
#define TNEFI_MESSAGE_KEEP_H
/* What the two ways to keep a value share: that of keep.c, which knows all that may happen to one, and the
 * short one of first.c. */

#include "message/priv.h"

#include <string.h>

static inline struct tnefi_message_arena *tnefi_message_arena_of(struct tnefi_message_layer *l)
{
    if (l->now.scope == S_ROW)
        return &l->r_arena;
    return l->now.scope == S_ATTACHMENT ? &l->a_arena : &l->m_arena;
}

static inline uint32_t tnefi_message_max_bytes(const struct tnef_reader *r,
                                               const struct tnefi_message_layer *l)
{
    return l->target == &l->m[M_HEADERS] ? r->max_headers : r->max_text;
}

static inline uint64_t tnefi_message_as_number(uint16_t type, uint64_t n)
{
    if (type == TNEF_PTYP_BOOLEAN)
        return (n & 0xFFFFu) != 0;
    if (type == TNEF_PTYP_INTEGER16)
        return (uint64_t)(int64_t)(int16_t)(uint16_t)(n & 0xFFFFu);
    return n;
}

static inline int tnefi_message_is_number(const struct tnefi_message_layer *l)
{
    return l->target_how == W_NUMBER || l->target_how == W_TIME;
}

/* Takes bytes of the value. Values of fixed size come in one piece, whose event has |number|. */
static inline void tnefi_message_keep_bytes(struct tnefi_message_layer *l, const tnef_event *ev)
{
    uint32_t room = l->room - l->have;
    size_t n = ev->len < room ? ev->len : room;

    l->number = ev->number;
    if (l->room == 0)
        return;
    if (n < ev->len)
        l->cut = 1;
    if (n > 0)
        memcpy(l->fill + l->have, ev->data, n);
    TNEFI_TOUCH(n);
    l->have += (uint32_t)n;
}

/* Puts the value into its slot. */
static inline void tnefi_message_store(struct tnefi_message_layer *l)
{
    struct tnefi_message_kept *k = l->target;

    if (tnefi_message_is_number(l)) {
        k->number = tnefi_message_as_number(l->target_type, l->number);
    } else {
        k->bytes = l->fill;
        if (l->fill != NULL)
            l->fill[l->have] = 0;
    }
    k->len = l->have;
    k->type = l->target_type;
    k->rank = l->target_rank;
    k->cut = l->cut;
    l->dirty |= (uint8_t)(1u << l->now.scope);
}

#endif
