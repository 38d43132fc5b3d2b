/* SPDX-License-Identifier: MIT */
/* Events of the decoder become the state of a level and operations in the queue. */

#include "message_priv.h"

#include "attrs.h"
#include "bytes.h"

#include <string.h>

#define P_DATA 0x3701u         /* PidTagAttachDataBinary, PidTagAttachDataObject                    */
#define P_BODY 0x1000u
#define P_RTF  0x1009u
#define P_HTML 0x1013u

static const uint8_t iid_message[16] = {
    0x07, 0x03, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46
};

static int is_variable(uint16_t type)
{
    return type == T_STRING8 || type == T_STRING || type == T_BINARY || type == T_OBJECT;
}

/* ---- Streams ------------------------------------------------------------------------------ */

/* Opens an attachment at once, which is allowed while none is open, and says so. */
static void open_part(struct tnef_reader *r, struct tnefi_layer *l, uint32_t flags)
{
    l->open_flags = flags;
    tnefi_part_open(r, l);
    tnefi_push(r, OP_PART_BEGIN, l);
}

static void content_begin(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev,
                          uint32_t kind)
{
    memset(&l->content, 0, sizeof l->content);
    l->content.index = l->part.contents++;
    l->content.kind = kind;
    l->content.offset = ev->offset;
    l->content.length = ev->length;
    if (ev->iid != NULL) {
        memcpy(l->iid, ev->iid, sizeof l->iid);
        l->content.iid = l->iid;
    }
    l->stream_size = 0;
    l->is_placeholder = 1;
    l->content_muted = l->part_hidden || (l->part.flags & TNEF_F_SKIPPED) != 0;
    l->value = V_CONTENT;
    tnefi_push(r, OP_CONTENT_BEGIN, l);
}

/* The content of a message that stands where no attachment is. */
static void stray_begin(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev)
{
    if (!l->part_open)
        open_part(r, l, TNEF_PART_STRAY);
    content_begin(r, l, ev, TNEF_CONTENT_MESSAGE);
}

static void mute(struct tnef_reader *r, uint32_t depth)
{
    r->muted = depth;
    r->muted_end = 0;
}

static void stream_begin(struct tnef_reader *r, const tnef_event *ev)
{
    struct tnefi_layer *l = &r->levels[ev->depth];
    uint32_t parent = 0, part = 0;

    if (ev->depth > 0) {
        struct tnefi_layer *p = l - 1;

        if (p->value != V_CONTENT)
            stray_begin(r, p, ev);
        p->content.kind = TNEF_CONTENT_MESSAGE;
        if (p->content_muted) {
            mute(r, ev->depth);
            return;
        }
        parent = p->info.id;
        part = p->part.id;
    }
    memset(l, 0, sizeof *l);
    l->info.id = ++r->messages;
    l->info.parent = parent;
    l->info.part = part;
    l->info.depth = ev->depth;
    l->info.offset = ev->offset;
    l->info.slot = &l->slot;
    if (ev->depth > 0 && l[-1].first[TNEF_CONTENT_MESSAGE].count == 0)
        l[-1].part.embedded = l->info.id;
    tnefi_push(r, OP_MESSAGE_BEGIN, l);
}

static void close_part(struct tnef_reader *r, struct tnefi_layer *l)
{
    tnefi_push(r, OP_PART_FINAL, l);
    tnefi_push(r, OP_PART_BAG, l);
    tnefi_push(r, OP_PART_END, l);
}

static void stream_end(struct tnef_reader *r, const tnef_event *ev)
{
    struct tnefi_layer *l = &r->levels[ev->depth];
    int said = 1, skipped = 0;

    if (r->muted == ev->depth) {
        r->muted = UINT32_MAX;
        said = r->muted_end;
        skipped = 1;
    }
    if (ev->depth > 0)
        l[-1].stream_size = ev->offset - l[-1].content.offset;
    if (!said)
        return;
    l->info.flags |= ev->flags & TNEF_F_INCOMPLETE;
    if (!skipped) {
        if (l->part_open) {
            l->part.flags |= ev->flags & TNEF_F_INCOMPLETE;
            close_part(r, l);
        }
        tnefi_push(r, OP_MESSAGE_FINAL, l);
        tnefi_push(r, OP_MESSAGE_BAG, l);
    }
    tnefi_push(r, OP_MESSAGE_END, l);
}

/* ---- Attributes --------------------------------------------------------------------------- */

static void attr_begin(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev)
{
    uint32_t i = tnefi_attr_find(ev->attr);
    const struct tnefi_attr *info;
    uint32_t level;

    if (i == TNEFI_ATTR_UNKNOWN)
        i = tnefi_attr_find_low(ev->attr);
    info = tnefi_attr_info(i);
    level = info->level != 0 ? info->level : ev->level;
    l->attr = info->id;
    l->scope = level == 2 ? S_ATTACHMENT : S_MESSAGE;
    l->value = V_NONE;
    l->raw_begun = 0;
    l->raw_limit = 0;
    l->codepage_have = 0;
    if (l->attr == ATT_REND) {
        if (l->part_open)
            close_part(r, l);
        l->open_flags = 0;
        tnefi_push(r, OP_PART_OPEN, l);
        tnefi_push(r, OP_PART_BEGIN, l);
    } else if (info->level == 2 && !l->part_open) {
        open_part(r, l, TNEF_PART_IMPLICIT);
    }
}

/* The first one of a stream counts. */
static void codepage_end(struct tnef_reader *r, struct tnefi_layer *l)
{
    uint32_t page;

    if (l->codepage_have < 4u)
        return;
    page = tnefi_le32(l->codepage_bytes);
    if ((l->info.known & TNEF_KNOWN_OEM_CODEPAGE) == 0) {
        l->info.known |= TNEF_KNOWN_OEM_CODEPAGE;
        l->info.oem_codepage = page;
    } else if (page != l->info.oem_codepage) {
        tnefi_model_note(r, TNEF_A_CODEPAGE, TNEF_OK, l->info.oem_codepage, page);
    }
}

/* Bytes of an attribute that are not those of a property: they begin what is kept of it. */
static void raw_data(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev)
{
    struct tnefi_kept *k;

    if (l->attr == ATT_OEM_CODEPAGE) {
        for (size_t i = 0; i < ev->len && l->codepage_have < 4u; i++)
            l->codepage_bytes[l->codepage_have++] = ev->data[i];
        return;
    }
    k = tnefi_raw_slot(l, l->attr);
    if (k != NULL && k->rank == KEPT_NONE && !l->raw_begun) {
        l->defer = 1;
        tnefi_keep_begin(r, l, k, W_BYTES, KEPT_COMPUTED, T_STRING8, ev->len + ev->left);
        l->defer = 0;
    }
    l->raw_begun = 1;
    if (l->value == V_KEEP)
        tnefi_keep_data(l, ev);
}

static void attr_end(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev)
{
    if (l->value == V_KEEP)
        tnefi_keep_end(r, l, ev->flags);
    if (l->raw_limit != 0)
        tnefi_model_note(r, TNEF_A_LIMIT, TNEF_E_LIMIT_MEMORY, l->raw_limit, l->raw_found);
    if (l->attr == ATT_OEM_CODEPAGE)
        codepage_end(r, l);
    l->value = V_NONE;
    l->attr = ATT_UNKNOWN;
}

/* ---- Rows --------------------------------------------------------------------------------- */

static void row_begin(struct tnefi_layer *l, const tnef_event *ev)
{
    memset(&l->recipient, 0, sizeof l->recipient);
    memset(l->r, 0, sizeof l->r);
    l->recipient.message = l->info.id;
    l->recipient.row = ev->row;
    l->recipient.offset = ev->offset;
    l->scope = S_ROW;
}

static void row_end(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev)
{
    l->scope = S_MESSAGE;
    if ((ev->flags & TNEF_F_SKIPPED) != 0) {
        tnefi_arena_clear(&r->pool, &l->r_arena);
        return;
    }
    l->recipient.flags = ev->flags & TNEF_F_INCOMPLETE;
    l->info.recipients++;
    tnefi_push(r, OP_ROW_FINAL, l);
    tnefi_push(r, OP_ROW_BAG, l);
    tnefi_push(r, OP_ROW, l);
}

/* ---- Values ------------------------------------------------------------------------------- */

static void body_begin(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev,
                       uint32_t kind)
{
    tnef_part *b = &l->body;

    memset(b, 0, sizeof *b);
    b->id = ++r->parts;
    b->kind = kind;
    b->message = l->info.id;
    b->depth = l->info.depth;
    b->flags = ev->flags & TNEF_F_COMPUTED;
    b->offset = ev->offset;
    b->slot = &l->body_slot;
    l->body_slot = NULL;
    b->counts = 0;
    b->contents = 1;
    b->placeholder = TNEF_NO_CONTENT;
    b->position = UINT32_MAX;
    b->encoding = TNEF_ENCODING_CODEPAGE;
    if (kind == TNEF_PART_RTF) {
        b->encoding = TNEF_ENCODING_BINARY;
    } else if (ev->prop_type == T_STRING) {
        b->encoding = TNEF_ENCODING_UTF16LE;
    } else if (kind == TNEF_PART_HTML && ev->prop_type == T_STRING8) {
        b->flags |= TNEF_PART_STRING8;
    }
    tnefi_body_codepage(r, l);
    memset(&l->body_content, 0, sizeof l->body_content);
    l->body_content.kind = TNEF_CONTENT_BODY;
    l->body_content.offset = ev->offset;
    l->body_content.length = ev->length;
    l->value = V_BODY;
    tnefi_digest_begin(l);
    tnefi_push(r, OP_BODY_BEGIN, l);
}

/* A value that begins is a content of the attachment. */
static int begins_content(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev)
{
    uint32_t kind = TNEF_CONTENT_BINARY;

    if (l->scope != S_ATTACHMENT || ev->prop_id != P_DATA || !is_variable(ev->prop_type)
        || !l->part_open)
        return 0;
    if ((ev->flags & TNEF_F_COMPUTED) != 0) {
        kind = TNEF_CONTENT_DATA;
    } else if (ev->prop_type == T_OBJECT) {
        kind = TNEF_CONTENT_OBJECT;
        if (ev->iid != NULL && memcmp(ev->iid, iid_message, sizeof iid_message) == 0)
            kind = TNEF_CONTENT_MESSAGE;
    }
    content_begin(r, l, ev, kind);
    return 1;
}

static int begins_body(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev)
{
    uint32_t kind = 0;

    if (l->scope != S_MESSAGE || ev->value != 0 || !is_variable(ev->prop_type)
        || ev->prop_type == T_OBJECT)
        return 0;
    if (ev->prop_id == P_BODY)
        kind = TNEF_PART_PLAIN;
    else if (ev->prop_id == P_HTML)
        kind = TNEF_PART_HTML;
    else if (ev->prop_id == P_RTF)
        kind = TNEF_PART_RTF;
    if (kind == 0)
        return 0;
    body_begin(r, l, ev, kind);
    return 1;
}

static int fits(uint8_t how, uint16_t type)
{
    switch (how) {
    case W_NUMBER: return type == T_I2 || type == T_I4 || type == T_BOOL || type == T_I8;
    case W_TIME:   return type == T_TIME;
    case W_TEXT:   return type == T_STRING8 || type == T_STRING || type == T_BINARY;
    default:       return type == T_BINARY || type == T_STRING8;
    }
}

static void value_begin(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev)
{
    struct tnefi_kept *k;
    int computed = (ev->flags & TNEF_F_COMPUTED) != 0;
    uint8_t how;

    if (l->value == V_KEEP)
        tnefi_keep_end(r, l, 0);
    l->value = V_NONE;
    if ((ev->flags & (TNEF_F_MULTI | TNEF_F_NAMED)) == 0) {
        if (begins_content(r, l, ev) || begins_body(r, l, ev))
            return;
    }
    if ((ev->flags & TNEF_F_NESTED) != 0) {
        stray_begin(r, l, ev);
        return;
    }
    if ((ev->flags & (TNEF_F_MULTI | TNEF_F_NAMED)) != 0 || ev->value != 0
        || (l->scope == S_ATTACHMENT && !l->part_open))
        return;
    k = tnefi_slot(l, l->scope, ev->prop_id, computed, &how);
    if (k != NULL && fits(how, ev->prop_type))
        tnefi_keep_begin(r, l, k, how, computed ? KEPT_COMPUTED : KEPT_PROPERTY, ev->prop_type,
                         ev->length);
}

static void value_data(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev)
{
    r->data = ev->data;
    r->data_len = ev->len;
    if (l->value == V_BODY) {
        tnefi_digest_add(l, ev->data, ev->len);
        tnefi_push(r, OP_BODY_DATA, l);
    } else if (l->value == V_CONTENT) {
        l->content.flags |= ev->flags & TNEF_F_OPAQUE;
        for (size_t i = 0; i < ev->len && l->is_placeholder; i++) {
            uint64_t at = l->content.size + i;

            l->is_placeholder = at < PLACEHOLDER_LEN
                                && ev->data[i] == (uint8_t)tnefi_placeholder[at];
        }
        tnefi_push(r, OP_CONTENT_DATA, l);
    } else {
        tnefi_keep_data(l, ev);
    }
}

/* What a limit had the decoder skip is incomplete; TNEF_F_SKIPPED is for what a handler skipped. */
static uint32_t incomplete(const tnef_event *ev)
{
    return (ev->flags & (TNEF_F_INCOMPLETE | TNEF_F_SKIPPED)) != 0 ? TNEF_F_INCOMPLETE : 0u;
}

static void value_end(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev)
{
    if (l->value == V_BODY) {
        l->body.flags |= incomplete(ev);
        tnefi_body_codepage(r, l);
        tnefi_message_body_done(l);
        tnefi_digest_end(r, l);
        tnefi_push(r, OP_BODY_END, l);
    } else if (l->value == V_CONTENT) {
        l->content.flags |= incomplete(ev);
        tnefi_content_done(l);
        tnefi_push(r, OP_CONTENT_END, l);
        if ((l->part.flags & TNEF_PART_STRAY) != 0)
            close_part(r, l);
    } else if (l->value != V_NONE) {
        tnefi_keep_end(r, l, ev->flags);
    }
    l->value = V_NONE;
}

/* ---- The callback ------------------------------------------------------------------------- */

static void data(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev)
{
    if ((ev->flags & (TNEF_F_REMAINDER | TNEF_F_TRAILING)) != 0)
        return;
    if (l->value == V_BODY || l->value == V_CONTENT || l->value == V_COMPARE || ev->prop_type != 0)
        value_data(r, l, ev);
    else
        raw_data(r, l, ev);
}

static void process(struct tnef_reader *r, const tnef_event *ev)
{
    struct tnefi_layer *l = &r->levels[ev->depth];

    tnefi_bag_event(r, l, ev);
    switch (ev->type) {
    case TNEF_EV_STREAM_BEGIN: stream_begin(r, ev); break;
    case TNEF_EV_STREAM_END:   stream_end(r, ev); break;
    case TNEF_EV_ATTR_BEGIN:   attr_begin(r, l, ev); break;
    case TNEF_EV_ATTR_END:     attr_end(r, l, ev); break;
    case TNEF_EV_ROW_BEGIN:    row_begin(l, ev); break;
    case TNEF_EV_ROW_END:      row_end(r, l, ev); break;
    case TNEF_EV_VALUE_BEGIN:  value_begin(r, l, ev); break;
    case TNEF_EV_VALUE_END:    value_end(r, l, ev); break;
    case TNEF_EV_DATA:         data(r, l, ev); break;
    default: break;
    }
}

int tnefi_on_event(void *user, const tnef_event *ev)
{
    struct tnef_reader *r = user;

    r->at.offset = ev->offset;
    r->at.depth = ev->depth;
    r->at.attr = ev->attr;
    r->at.prop_id = ev->prop_id;
    r->at.prop_type = ev->prop_type;
    tnefi_forward(r, ev);
    if (r->run == RUN_ON || r->run == RUN_PAUSED) {
        if (!tnefi_is_muted(r, ev))
            process(r, ev);
        tnefi_run(r);
    }
    r->data = NULL;
    if (r->run == RUN_ON)
        return TNEF_CONTINUE;
    if (r->run == RUN_PAUSED)
        return TNEF_PAUSE;
    return r->run == RUN_STOPPED ? TNEF_STOP : -1;
}
