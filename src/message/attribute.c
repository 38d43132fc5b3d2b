/* SPDX-License-Identifier: MIT */
/* Attributes, and those of which the decoder makes no property. */

#include "message/priv.h"

#include "base/bytes.h"
#include "decoder/decoder.h"

/* An attribute of attachments whose id is not known becomes a content: another reader may know it. */
static void unknown_begin(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    if (!l->now.part_open)
        tnefi_message_open_part(r, l, TNEF_PART_F_IMPLICIT);
    l->now.attr_content = 1;
    l->found.content_strange = 1;
    tnefi_message_content_begin(r, l, ev, TNEF_CONTENT_UNKNOWN);
}

void tnefi_message_attr_begin(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    uint32_t i =
        tnefi_decoder_attr_find(ev->attr); /* one that is known by half of its id has all of it here */
    const struct tnefi_decoder_attr *info = tnefi_decoder_attr_info(i);
    uint32_t level = info->level != 0 ? info->level : ev->level;
    l->now.attr = info->id;
    l->now.scope = level == 2 ? S_ATTACHMENT : S_MESSAGE;
    l->now.value = V_NONE;
    l->raw_begun = 0;
    l->now.raw_limit = 0;
    l->now.codepage_have = 0;
    l->now.attr_content = 0;
    l->now.prop = 0;
    l->named = 0;
    if (l->now.attr == TNEF_ATT_ATTACH_REND_DATA) {
        if (l->now.part_open)
            tnefi_message_close_part(r, l);
        l->open_flags = 0;
        tnefi_message_push(r, OP_PART_OPEN, l);
        tnefi_message_push(r, OP_PART_BEGIN, l);
    } else if (info->level == 2 && !l->now.part_open) {
        tnefi_message_open_part(r, l, TNEF_PART_F_IMPLICIT);
    } else if (i == TNEFI_ATTR_UNKNOWN && level == 2 && ev->length > 0) {
        unknown_begin(r, l, ev);
    }
}

/* attOemCodepage ends. The first one of a stream counts. */
static void codepage_end(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    uint32_t page;

    if (l->now.codepage_have < 4u)
        return;
    page = tnefi_base_le32(l->codepage_bytes);
    if ((l->info.known & TNEF_KNOWN_OEM_CODEPAGE) == 0) {
        l->info.known |= TNEF_KNOWN_OEM_CODEPAGE;
        l->info.oem_codepage = page;
    } else if (page != l->info.oem_codepage) {
        tnefi_message_note(r, TNEF_A_CODEPAGE, TNEF_OK, l->info.oem_codepage, page);
    }
}

/* The first ones begin what is kept. */
void tnefi_message_raw_data(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    struct tnefi_message_kept *k;

    if (l->now.attr == TNEF_ATT_OEM_CODEPAGE) {
        for (size_t i = 0; i < ev->len && l->now.codepage_have < 4u; i++)
            l->codepage_bytes[l->now.codepage_have++] = ev->data[i];
        return;
    }
    k = tnefi_message_raw_slot(l, l->now.attr);
    if (k != NULL && k->rank == KEPT_NONE && !l->raw_begun) {
        l->now.defer = 1;
        tnefi_message_keep_begin(r, l, k, W_BYTES, KEPT_COMPUTED, TNEF_PTYP_STRING8, ev->len + ev->left);
        l->now.defer = 0;
    }
    l->raw_begun = 1;
    if (l->now.value == V_KEEP)
        tnefi_message_keep_data(l, ev);
}

void tnefi_message_attr_end(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    if (l->now.value == V_KEEP)
        tnefi_message_keep_end(r, l, ev->flags);
    else if (l->now.value == V_CONTENT && l->now.attr_content)
        tnefi_message_content_end(r, l, ev);
    l->now.attr_content = 0;
    if (l->now.raw_limit != 0)
        tnefi_message_note(r, TNEF_A_LIMIT, TNEF_E_LIMIT_MEMORY, l->now.raw_limit, l->raw_found);
    if (l->now.attr == TNEF_ATT_OEM_CODEPAGE)
        codepage_end(r, l);
    l->now.value = V_NONE;
    l->now.attr = ATTR_UNKNOWN;
}
