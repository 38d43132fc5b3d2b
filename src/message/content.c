/* SPDX-License-Identifier: MIT */
/* Attachments that open and close, and their contents. */

#include "message/priv.h"

#include "base/touch.h"

#include <string.h>

void tnefi_message_open_part(struct tnef_reader *r, struct tnefi_message_layer *l, uint32_t flags)
{
    l->open_flags = flags;
    tnefi_message_part_open(r, l);
    tnefi_message_push(r, OP_PART_BEGIN, l);
}

void tnefi_message_content_begin(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev,
                                 uint32_t kind)
{
    memset(&l->content, 0, sizeof l->content);
    TNEFI_TOUCH(sizeof l->content);
    l->content.index = l->part.contents++;
    l->content.kind = kind;
    l->content.offset = ev->offset;
    l->content.length = ev->length;
    if ((ev->flags & TNEF_F_COMPUTED) == 0)
        l->content.type = ev->prop_type;
    l->content.value = ev->value;
    if (ev->iid != NULL) {
        memcpy(l->iid, ev->iid, sizeof l->iid);
        l->content.iid = l->iid;
    }
    l->stream_size = 0;
    l->is_placeholder = 1;
    l->content_muted = l->now.part_hidden || (l->part.flags & TNEF_F_SKIPPED) != 0;
    l->now.value = V_CONTENT;
    tnefi_message_push(r, OP_CONTENT_BEGIN, l);
}

void tnefi_message_stray_begin(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    if (!l->now.part_open)
        tnefi_message_open_part(r, l, TNEF_PART_F_STRAY);
    tnefi_message_content_begin(r, l, ev, TNEF_CONTENT_MESSAGE);
}

void tnefi_message_close_part(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    tnefi_message_push(r, OP_PART_FINAL, l);
    tnefi_message_push_bag(r, OP_PART_BAG, l);
    tnefi_message_push(r, OP_PART_END, l);
}

void tnefi_message_content_data(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    size_t i = 0;

    r->data = ev->data;
    r->data_len = ev->len;
    l->content.flags |= ev->flags & TNEF_F_OPAQUE;
    for (; i < ev->len && l->is_placeholder; i++) {
        uint64_t at = l->content.size + i;

        l->is_placeholder = at < PLACEHOLDER_LEN && ev->data[i] == (uint8_t)tnefi_message_placeholder[at];
    }
    TNEFI_TOUCH(i);
    tnefi_message_push(r, OP_CONTENT_DATA, l);
}

/* What the decoder skipped because of a limit is incomplete for the model, where TNEF_F_SKIPPED is for what
 * a handler skipped. */
uint32_t tnefi_message_incomplete(const tnef_event *ev)
{
    return (ev->flags & (TNEF_F_INCOMPLETE | TNEF_F_SKIPPED)) != 0 ? TNEF_F_INCOMPLETE : 0u;
}

void tnefi_message_content_end(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    l->content.flags |= tnefi_message_incomplete(ev);
    tnefi_message_content_done(l);
    tnefi_message_push(r, OP_CONTENT_END, l);
    if ((l->part.flags & TNEF_PART_F_STRAY) != 0)
        tnefi_message_close_part(r, l);
}
