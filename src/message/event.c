/* SPDX-License-Identifier: MIT */
/* Turns events of the decoder into the state of a level, and into operations in the queue. */

#include "message/priv.h"

#include "decoder/decoder.h"
#include "base/bytes.h"

/* ---- Streams ------------------------------------------------------------------------------ */

/* The message at this depth is passed over, and nothing of it is delivered. */
static void mute(struct tnef_reader *r, uint32_t depth)
{
    r->now.muted = depth;
    r->now.muted_end = 0;
}

/* A level begins anew for the next message. Of slots those that were not filled are clear. */
static void layer_begin(struct tnefi_message_layer *l)
{
    tnefi_message_clear(&l->now, sizeof l->now);
    l->now.attr = ATTR_UNKNOWN;
    l->now.scope = S_MESSAGE;
    l->now.value = V_NONE;
    tnefi_message_clear(&l->info, sizeof l->info);
    if ((l->dirty >> S_MESSAGE & 1u) != 0)
        tnefi_message_clear(l->m, sizeof l->m);
    l->dirty &= (uint8_t) ~(1u << S_MESSAGE);
}

static void stream_begin(struct tnef_reader *r, const tnef_event *ev)
{
    struct tnefi_message_layer *l = &r->levels[ev->depth];
    uint32_t parent = 0, part = 0;

    if (ev->depth > 0) {
        struct tnefi_message_layer *p = l - 1;

        if (p->now.value != V_CONTENT)
            tnefi_message_stray_begin(r, p, ev);
        p->content.kind = TNEF_CONTENT_MESSAGE;
        if (p->content_muted) {
            mute(r, ev->depth);
            return;
        }
        parent = p->info.id;
        part = p->part.id;
    }
    layer_begin(l);
    l->info.id = ++r->now.messages;
    l->info.parent = parent;
    l->info.part = part;
    l->info.depth = ev->depth;
    l->info.offset = ev->offset;
    l->info.slot = &l->now.slot;
    if (ev->depth > 0 && l[-1].found.first[CONTENT_AT(TNEF_CONTENT_MESSAGE)].count == 0)
        l[-1].part.embedded = l->info.id;
    tnefi_message_push(r, OP_MESSAGE_BEGIN, l);
}

static void stream_end(struct tnef_reader *r, const tnef_event *ev)
{
    struct tnefi_message_layer *l = &r->levels[ev->depth];
    int delivers = 1, skipped = 0;

    if (r->now.muted == ev->depth) {
        r->now.muted = UINT32_MAX;
        delivers = r->now.muted_end;
        skipped = 1;
    }
    if (ev->depth > 0)
        l[-1].stream_size = ev->offset - l[-1].content.offset;
    if (!delivers)
        return;
    l->info.flags |= ev->flags & TNEF_F_INCOMPLETE;
    if (!skipped) {
        if (l->now.part_open) {
            l->part.flags |= ev->flags & TNEF_F_INCOMPLETE;
            tnefi_message_close_part(r, l);
        }
        tnefi_message_push(r, OP_MESSAGE_FINAL, l);
        tnefi_message_push(r, OP_MESSAGE_BAG, l);
    }
    tnefi_message_push(r, OP_MESSAGE_END, l);
}

/* ---- Attributes --------------------------------------------------------------------------- */

/* An attribute of attachments whose id is not known becomes a content: another reader may know it. */
static void unknown_begin(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    if (!l->now.part_open)
        tnefi_message_open_part(r, l, TNEF_PART_F_IMPLICIT);
    l->now.attr_content = 1;
    l->found.content_strange = 1;
    tnefi_message_content_begin(r, l, ev, TNEF_CONTENT_UNKNOWN);
}

static void attr_begin(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
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

/* Bytes of an attribute of which the decoder makes no property. The first ones begin what is kept. */
static void raw_data(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
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

static void attr_end(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
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

/* ---- Rows --------------------------------------------------------------------------------- */

/* A row that kept nothing has only set the fields that are set here, so it need not be cleared. */
static void row_begin(struct tnefi_message_layer *l, const tnef_event *ev)
{
    if ((l->dirty >> S_ROW & 1u) != 0) {
        tnefi_message_clear(&l->recipient, sizeof l->recipient);
        tnefi_message_clear(l->r, sizeof l->r);
    }
    l->dirty &= (uint8_t) ~(1u << S_ROW);
    l->recipient.message = l->info.id;
    l->recipient.row = ev->row;
    l->recipient.offset = ev->offset;
    l->now.scope = S_ROW;
}

static void row_end(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    l->now.scope = S_MESSAGE;
    if ((ev->flags & TNEF_F_SKIPPED) != 0) {
        tnefi_message_arena_clear(&r->pool, &l->r_arena);
        return;
    }
    l->recipient.flags = ev->flags & TNEF_F_INCOMPLETE;
    l->info.recipients++;
    tnefi_message_push(r, OP_ROW_FINAL, l);
    tnefi_message_push(r, OP_ROW_BAG, l);
    tnefi_message_push(r, OP_ROW, l);
}

/* ---- All of them -------------------------------------------------------------------------- */

/* Whether an event has bytes outside of structures. */
static int is_remainder(const tnef_event *ev)
{
    return ev->type == TNEF_EV_DATA && (ev->flags & (TNEF_F_REMAINDER | TNEF_F_TRAILING)) != 0;
}

static void data(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    if (is_remainder(ev))
        tnefi_message_remainder_data(r, l, ev);
    else if (l->now.value == V_BODY || l->now.value == V_COMPARE || l->now.value == V_CONTENT
             || ev->prop_type != 0)
        tnefi_message_value_data(r, l, ev);
    else
        raw_data(r, l, ev);
}

void tnefi_message_event(struct tnef_reader *r, const tnef_event *ev)
{
    struct tnefi_message_layer *l = &r->levels[ev->depth];

    if (ev->type == TNEF_EV_ANOMALY)
        return;
    if (r->bags.keys != NULL)
        tnefi_message_bag_event(r, l, ev);
    if (l->now.value == V_REMAINDER && !is_remainder(ev))
        tnefi_message_remainder_end(r, l, ev->flags);
    switch (ev->type) {
    case TNEF_EV_STREAM_BEGIN:
        stream_begin(r, ev);
        break;
    case TNEF_EV_STREAM_END:
        stream_end(r, ev);
        break;
    case TNEF_EV_ATTR_BEGIN:
        attr_begin(r, l, ev);
        break;
    case TNEF_EV_ATTR_END:
        attr_end(r, l, ev);
        break;
    case TNEF_EV_ROW_BEGIN:
        row_begin(l, ev);
        break;
    case TNEF_EV_ROW_END:
        row_end(r, l, ev);
        break;
    case TNEF_EV_PROP_BEGIN:
        tnefi_message_prop_begin(l, ev);
        break;
    case TNEF_EV_VALUE_BEGIN:
        tnefi_message_value_begin(r, l, ev);
        break;
    case TNEF_EV_VALUE_END:
        tnefi_message_value_end(r, l, ev);
        break;
    case TNEF_EV_DATA:
        data(r, l, ev);
        break;
    default:
        break;
    }
}
