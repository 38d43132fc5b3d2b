/* SPDX-License-Identifier: MIT */
/* Properties and their values: what they are, and where they go. */

#include "message_priv.h"

#include "bytes.h"
#include "touch.h"

#include <string.h>

#define P_DATA 0x3701u         /* PidTagAttachDataBinary, PidTagAttachDataObject                    */
#define P_BODY 0x1000u
#define P_RTF  0x1009u
#define P_HTML 0x1013u
#define P_REPORT 0x1001u       /* PidTagReportText                                                  */

static const uint8_t iid_message[16] = {
    0x07, 0x03, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46
};

/* ---- Properties --------------------------------------------------------------------------- */

static const uint8_t ps_mapi[16] = {
    0x28, 0x03, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46
};

struct named {
    uint32_t lid;
    uint16_t set;              /* the first two bytes of PSETID_*: the others are alike             */
    uint16_t prop;
};

static const struct named names[] = {
    { 0x820D, 0x2002, N_APPOINTMENT_START }, { 0x820E, 0x2002, N_APPOINTMENT_END },
    { 0x8104, 0x2003, N_TASK_START },        { 0x8105, 0x2003, N_TASK_DUE },
    { 0x8516, 0x2008, N_COMMON_START },      { 0x8517, 0x2008, N_COMMON_END },
};

static int is_stream(uint32_t id)
{
    return id == P_DATA || id == P_BODY || id == P_HTML || id == P_RTF || id == P_REPORT;
}

/* What a named property is. Those with bytes are looked for under any set. */
static uint16_t named_prop(const tnef_event *ev)
{
    if (ev->name != NULL || ev->guid == NULL)
        return 0;
    if (is_stream(ev->name_id)
        || (ev->name_id < 0x8000u && memcmp(ev->guid, ps_mapi, sizeof ps_mapi) == 0))
        return (uint16_t)ev->name_id;
    if (tnefi_le16(ev->guid + 2) != 0x0006u || memcmp(ev->guid + 4, ps_mapi + 4, 12) != 0)
        return 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i].lid == ev->name_id && names[i].set == tnefi_le16(ev->guid))
            return names[i].prop;
    return 0;
}

void tnefi_model_prop_begin(struct tnefi_layer *l, const tnef_event *ev)
{
    l->named = (ev->flags & TNEF_F_NAMED) != 0;
    l->prop = l->named ? named_prop(ev) : ev->prop_id;
}

/* ---- Values ------------------------------------------------------------------------------- */

static uint16_t base_type(const tnef_event *ev)
{
    return (uint16_t)(ev->prop_type & ~T_MULTI);
}

static int is_odd(const struct tnefi_layer *l, const tnef_event *ev)
{
    return l->named || (ev->flags & TNEF_F_MULTI) != 0;
}

/* All fields of a body or a remainder that are ever set. */
void tnefi_body_reset(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev,
                      uint32_t kind)
{
    tnef_part *b = &l->body;

    b->id = ++r->parts;
    b->kind = kind;
    b->message = l->info.id;
    b->depth = l->info.depth;
    b->flags = ev->flags & TNEF_F_COMPUTED;
    b->offset = ev->offset;
    b->slot = &l->body_slot;
    l->body_slot = NULL;
    b->size = 0;
    b->encoding = TNEF_ENCODING_BINARY;
    b->codepage = 0;
    b->counts = 0;
    b->contents = 1;
    b->placeholder = TNEF_NO_CONTENT;
    b->position = UINT32_MAX;
    b->name.text = NULL;
    b->name.len = 0;
    b->name_source = TNEF_FROM_NOWHERE;
    b->attachment = 0;
    memset(&l->body_content, 0, sizeof l->body_content);
    TNEFI_TOUCH(sizeof l->body_content);
    l->body_content.offset = ev->offset;
    l->body_content.length = ev->length;
}

/* Which of two bodies of a kind counts: the higher. */
static uint8_t body_rank(const struct tnefi_layer *l, const tnef_event *ev)
{
    if (l->prop == P_REPORT)
        return 1;
    if ((ev->flags & TNEF_F_COMPUTED) != 0)
        return 2;
    if (is_odd(l, ev) || base_type(ev) == T_OBJECT
        || (l->prop == P_RTF && base_type(ev) != T_BINARY))
        return 3;
    return base_type(ev) == T_STRING8 ? 4 : 5;
}

static void body_begin(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev,
                       uint32_t kind)
{
    uint16_t type = base_type(ev);

    tnefi_body_reset(r, l, ev, kind);
    if (type == T_STRING && kind != TNEF_PART_RTF)
        l->body.encoding = TNEF_ENCODING_UTF16LE;
    else if (kind != TNEF_PART_RTF)
        l->body.encoding = TNEF_ENCODING_CODEPAGE;
    if (kind == TNEF_PART_HTML && type == T_STRING8)
        l->body.flags |= TNEF_PART_STRING8;
    if (l->prop == P_REPORT)
        l->body.flags |= TNEF_PART_REPORT;
    tnefi_body_codepage(r, l);
    l->body_content.kind = TNEF_CONTENT_BODY;
    l->body_content.type = (ev->flags & TNEF_F_COMPUTED) != 0 ? 0 : ev->prop_type;
    l->body_content.value = ev->value;
    l->body_rank = body_rank(l, ev);
    l->body_strange = is_odd(l, ev) || (type != T_STRING8 && type != T_STRING && type != T_BINARY);
    l->value = V_BODY;
    tnefi_digest_begin(l);
    tnefi_push(r, OP_BODY_BEGIN, l);
}

/* A value that begins is a content of the attachment, whatever its type: readers do not look at it,
 * or not at all of it. Where there is no attachment, one is made for it. */
static int begins_content(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev)
{
    uint32_t kind = TNEF_CONTENT_BINARY;
    uint16_t type = base_type(ev);
    int strange;

    if (l->prop != P_DATA || type == T_NULL || type == T_ERROR)
        return 0;
    strange = is_odd(l, ev) || l->scope != S_ATTACHMENT || (type != T_BINARY && type != T_OBJECT);
    if ((ev->flags & TNEF_F_COMPUTED) != 0) {
        kind = TNEF_CONTENT_DATA;
    } else if (type == T_OBJECT) {
        kind = TNEF_CONTENT_OBJECT;
        if (ev->iid != NULL && memcmp(ev->iid, iid_message, sizeof iid_message) == 0)
            kind = TNEF_CONTENT_MESSAGE;
    }
    if (!l->part_open)
        tnefi_open_part(r, l, TNEF_PART_STRAY);
    l->content_strange |= (uint8_t)strange;
    tnefi_content_begin(r, l, ev, kind);
    return 1;
}

static int begins_body(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev)
{
    uint16_t type = base_type(ev);
    uint32_t kind = 0;

    if (l->scope != S_MESSAGE || (type != T_STRING8 && type != T_STRING && type != T_BINARY
                                  && type != T_OBJECT))
        return 0;
    if (l->prop == P_BODY || l->prop == P_REPORT)
        kind = TNEF_PART_PLAIN;
    else if (l->prop == P_HTML)
        kind = TNEF_PART_HTML;
    else if (l->prop == P_RTF)
        kind = TNEF_PART_RTF;
    if (kind == 0 || (ev->flags & TNEF_F_NESTED) != 0)
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

/* A value from which nothing is read. Bytes of attachments, and dates in another form, are said. */
static void unread(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev, uint8_t how)
{
    uint16_t type = base_type(ev);
    uint32_t found = (uint32_t)ev->prop_id << 16 | ev->prop_type;
    int has_bytes = type == T_BINARY || type == T_OBJECT || type == T_STRING8 || type == T_STRING;

    if (how == W_TIME && type != T_NULL && type != T_ERROR && ev->value == 0)
        tnefi_model_note(r, TNEF_A_DATE, TNEF_OK, T_TIME, found);
    if (l->scope == S_ATTACHMENT && has_bytes && ev->length > 0 && l->prop >> 8 == 0x37u
        && l->unread == 0)
        l->unread = found;
}

void tnefi_model_value_begin(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev)
{
    struct tnefi_kept *k;
    int computed = (ev->flags & TNEF_F_COMPUTED) != 0, name;
    uint8_t how = W_NUMBER, rank = computed ? KEPT_COMPUTED : KEPT_PROPERTY;

    if (l->value == V_KEEP)
        tnefi_keep_end(r, l, 0);
    l->value = V_NONE;
    if (begins_content(r, l, ev) || begins_body(r, l, ev))
        return;
    if ((ev->flags & TNEF_F_NESTED) != 0) {
        tnefi_stray_begin(r, l, ev);
        return;
    }
    if (l->scope == S_ATTACHMENT && !l->part_open)
        return;
    k = tnefi_slot(l, l->scope, computed, &how);
    if (k == NULL || !fits(how, base_type(ev))) {
        unread(r, l, ev, how);
        return;
    }
    name = l->scope == S_ATTACHMENT && tnefi_is_name(l, k);
    if (name)
        tnefi_name_begin(r, l, k, rank, base_type(ev), ev->length);
    else if (ev->value == 0)
        tnefi_keep_begin(r, l, k, how, rank, base_type(ev), ev->length);
}

void tnefi_model_value_data(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev)
{
    if (l->value == V_BODY) {
        r->data = ev->data;
        r->data_len = ev->len;
        tnefi_digest_add(l, ev->data, ev->len);
        tnefi_push(r, OP_BODY_DATA, l);
    } else if (l->value == V_CONTENT) {
        tnefi_content_data(r, l, ev);
    } else {
        tnefi_keep_data(l, ev);
    }
}

static void body_end(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev)
{
    l->body.flags |= tnefi_incomplete(ev);
    tnefi_body_codepage(r, l);
    tnefi_message_body_done(r, l);
    tnefi_digest_end(r, l);
    tnefi_push(r, OP_BODY_END, l);
}

void tnefi_model_value_end(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev)
{
    if (l->value == V_BODY)
        body_end(r, l, ev);
    else if (l->value == V_CONTENT)
        tnefi_content_end(r, l, ev);
    else if (l->value != V_NONE)
        tnefi_keep_end(r, l, ev->flags);
    l->value = V_NONE;
}
