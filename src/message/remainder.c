/* SPDX-License-Identifier: MIT */
/* Delivers bytes outside of structures as parts of their own. */

#include "message/priv.h"

#include "base/touch.h"

#include <string.h>

static int is_filler(uint8_t c)
{
    return c == 0 || c == '\r' || c == '\n' || c == '\t' || c == ' ';
}

/* How many bytes at |p| are filler. */
static size_t filler(const uint8_t *p, size_t len)
{
    size_t n = 0;

    while (n < len && is_filler(p[n]))
        n++;
    TNEFI_TOUCH(n);
    return n;
}

/* Makes a name: "remainder-12.bin". */
static void make_name(struct tnefi_message_layer *l, uint32_t number)
{
    static const char stem[10] = "remainder-", tail[5] = ".bin";
    size_t len = sizeof stem;

    memcpy(l->remainder_name, stem, sizeof stem);
    len += tnefi_message_decimal(l->remainder_name + len, number);
    memcpy(l->remainder_name + len, tail, sizeof tail);
    l->body.name.text = l->remainder_name;
    l->body.name.len = len + sizeof tail - 1u;
    l->body.name_source = TNEF_FROM_MADE;
}

static void begin(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    tnefi_message_body_reset(r, l, ev, TNEF_PART_REMAINDER);
    make_name(l, ++r->now.remainders);
    l->info.remainders++;
    if (l->now.part_open && !l->now.part_hidden)
        l->body.attachment = l->part.id;
    l->body_content.kind = TNEF_CONTENT_REMAINDER;
    l->now.value = V_REMAINDER;
    tnefi_message_push(r, OP_BODY_BEGIN, l);
}

void tnefi_message_remainder_data(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    tnef_event rest = *ev;
    size_t n;

    if (l->now.value == V_REMAINDER && ev->offset != l->body_content.offset + l->body_content.size)
        tnefi_message_remainder_end(r, l, 0);
    if (l->now.value == V_NONE) {
        n = filler(ev->data, ev->len);
        if (n == ev->len)
            return;
        rest.offset += n;
        r->now.at.offset = rest.offset; /* the event begins where a piece does, or with filler */
        if (r->now.remainders >= r->max_attachments) {
            tnefi_message_too_many(r, &r->now.remainders_reported);
            return;
        }
        rest.data += n;
        rest.len -= n;
        rest.length = 0;
        begin(r, l, &rest);
    }
    if (l->now.value != V_REMAINDER)
        return;
    r->data = rest.data;
    r->data_len = rest.len;
    tnefi_message_push(r, OP_BODY_DATA, l);
}

void tnefi_message_remainder_end(struct tnef_reader *r, struct tnefi_message_layer *l, uint32_t flags)
{
    l->body.flags |= flags & TNEF_F_INCOMPLETE;
    l->now.value = V_NONE;
    tnefi_message_push(r, OP_BODY_END, l);
}
