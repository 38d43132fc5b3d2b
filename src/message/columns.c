/* SPDX-License-Identifier: MIT */
/* Finds what the model does with a property at one look into a table. Most properties of real mail are of no
 * use to it: when their value begins, that is known in 20 instructions, where a search took 90. */

#include "message/priv.h"

#include "base/touch.h"

/* The place of an id in a table of 1 << |bits| places: the upper bits of a product of 16 bits. The factors
 * were found by trying: no two ids of a table have the same place. If a new slot takes one that is taken, the
 * compiler says that an initializer is overridden, and another odd factor has to be tried. */
#define PLACE(id, factor, bits) ((uint16_t)((uint32_t)(id) * (factor)) >> (16u - (bits)))

#define MESSAGE_FACTOR    971u
#define MESSAGE_BITS      8u
#define ATTACHMENT_FACTOR 1985u
#define ATTACHMENT_BITS   5u
#define ROW_FACTOR        1445u
#define ROW_BITS          5u

#define IN_MESSAGE(slot, id, how)    [PLACE(id, MESSAGE_FACTOR, MESSAGE_BITS)] = { id, how, slot },
#define IN_ATTACHMENT(slot, id, how) [PLACE(id, ATTACHMENT_FACTOR, ATTACHMENT_BITS)] = { id, how, slot },
#define IN_ROW(slot, id, how)        [PLACE(id, ROW_FACTOR, ROW_BITS)] = { id, how, slot },

static const struct tnefi_message_column messages[1u << MESSAGE_BITS] = { MESSAGE_SLOTS(IN_MESSAGE)
                                                                              MESSAGE_STREAMS(IN_MESSAGE) };
static const struct tnefi_message_column attachments[1u << ATTACHMENT_BITS] = { ATTACHMENT_SLOTS(
    IN_ATTACHMENT) CONTENT_STREAMS(IN_ATTACHMENT) };
static const struct tnefi_message_column rows[1u << ROW_BITS] = { ROW_SLOTS(IN_ROW) CONTENT_STREAMS(IN_ROW) };

struct tnefi_message_column tnefi_message_column(uint32_t scope, uint16_t id)
{
    const struct tnefi_message_column *c = &messages[PLACE(id, MESSAGE_FACTOR, MESSAGE_BITS)];

    TNEFI_TOUCH(1);
    if (scope == S_ROW)
        c = &rows[PLACE(id, ROW_FACTOR, ROW_BITS)];
    else if (scope == S_ATTACHMENT)
        c = &attachments[PLACE(id, ATTACHMENT_FACTOR, ATTACHMENT_BITS)];
    return c->id == id ? *c : (struct tnefi_message_column){ 0, W_NOTHING, 0 };
}

struct tnefi_message_kept *tnefi_message_slot(struct tnefi_message_layer *l, int computed)
{
    const struct tnefi_message_column c = l->now.column;

    if (c.how == W_NOTHING || c.how == W_STREAM)
        return NULL;
    if (l->now.scope == S_ROW)
        return &l->r[c.slot];
    if (l->now.scope == S_MESSAGE)
        return &l->m[c.slot];
    /* attAttachTitle, which as a rule differs from PidTagAttachFilename */
    return &l->a[computed && c.slot == A_SHORT ? (int)A_TITLE : c.slot];
}
