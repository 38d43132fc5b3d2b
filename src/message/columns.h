/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_MESSAGE_COLUMNS_H
#define TNEFI_MESSAGE_COLUMNS_H
/* What becomes of which property. */

#include "base/touch.h"
#include "message/layer.h"

/* The place of an id in a table: the upper bits of a product of 16 bits. The factor was found by trying: no
 * two ids of a table have the same place. If a new slot takes one that is taken, the compiler says that an
 * initializer is overridden, and another odd factor has to be tried. */
#define TNEFI_COLUMN_BITS   8u
#define TNEFI_COLUMN_FACTOR 971u
#define TNEFI_COLUMN_PLACES (1u << TNEFI_COLUMN_BITS)
#define TNEFI_COLUMN_PLACE(id) \
    ((uint16_t)((uint32_t)(id) * TNEFI_COLUMN_FACTOR) >> (16u - TNEFI_COLUMN_BITS))

extern const struct tnefi_message_column tnefi_message_columns[S_COUNT][TNEFI_COLUMN_PLACES];

/* What the model does with a property in a scope. An |id| of 0 is one that is not known. */
static inline struct tnefi_message_column tnefi_message_column(uint32_t scope, uint16_t id)
{
    const struct tnefi_message_column *c = &tnefi_message_columns[scope][TNEFI_COLUMN_PLACE(id)];

    TNEFI_TOUCH(1);
    return c->id == id ? *c : (struct tnefi_message_column){ 0, W_NOTHING, 0 };
}

/* The slot of the open property, which has one. */
static inline struct tnefi_message_kept *tnefi_message_slot(struct tnefi_message_layer *l, int computed)
{
    const uint8_t slot = l->now.column.slot;

    if (l->now.scope == S_ROW)
        return &l->r[slot];
    if (l->now.scope == S_MESSAGE)
        return &l->m[slot];
    /* attAttachTitle, which as a rule differs from PidTagAttachFilename */
    return &l->a[computed && slot == A_SHORT ? (int)A_TITLE : slot];
}

static inline int tnefi_message_is_text(uint16_t type)
{
    return type == TNEF_PTYP_STRING8 || type == TNEF_PTYP_STRING || type == TNEF_PTYP_BINARY;
}

/* Whether a value of |type| can be kept in this way. */
static inline int tnefi_message_fits(uint8_t how, uint16_t type)
{
    switch (how) {
    case W_NUMBER:
        return type == TNEF_PTYP_INTEGER16 || type == TNEF_PTYP_INTEGER32 || type == TNEF_PTYP_BOOLEAN
               || type == TNEF_PTYP_INTEGER64;
    case W_TIME:
        return type == TNEF_PTYP_TIME;
    case W_TEXT:
        return tnefi_message_is_text(type);
    case W_BYTES:
        return type == TNEF_PTYP_BINARY || type == TNEF_PTYP_STRING8;
    default:
        return 0;
    }
}

#endif
