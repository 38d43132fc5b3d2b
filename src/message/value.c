/* SPDX-License-Identifier: MIT */
/* Properties and their values: what they are, and where they go. */

#include "message/priv.h"

#include "base/touch.h"

#include <string.h>

static const uint8_t iid_message[16] = TNEF_IID_IMESSAGE_BYTES;

/* ---- Properties --------------------------------------------------------------------------- */

static const uint8_t ps_mapi[16] = TNEF_PS_MAPI_BYTES;
static const uint8_t appointment[16] = TNEF_PSETID_APPOINTMENT_BYTES;
static const uint8_t task[16] = TNEF_PSETID_TASK_BYTES;
static const uint8_t common[16] = TNEF_PSETID_COMMON_BYTES;

struct named {
    uint32_t lid;
    uint16_t prop;
    const uint8_t *set;
};

static const struct named names[] = {
    { TNEF_LID_APPOINTMENT_START_WHOLE, N_APPOINTMENT_START, appointment },
    { TNEF_LID_APPOINTMENT_END_WHOLE, N_APPOINTMENT_END, appointment },
    { TNEF_LID_TASK_START_DATE, N_TASK_START, task },
    { TNEF_LID_TASK_DUE_DATE, N_TASK_DUE, task },
    { TNEF_LID_COMMON_START, N_COMMON_START, common },
    { TNEF_LID_COMMON_END, N_COMMON_END, common },
};

/* Properties whose values are delivered to handlers, not kept. */
static int is_stream(uint32_t id)
{
    return id == TNEF_PID_ATTACH_DATA_BINARY || id == TNEF_PID_BODY || id == TNEF_PID_HTML
           || id == TNEF_PID_RTF_COMPRESSED || id == TNEF_PID_REPORT_TEXT;
}

/* The id by which the model knows a named property, or 0. Bodies and contents are looked for in any set,
 * since other readers may find them there. */
static uint16_t named_prop(const tnef_event *ev)
{
    if (ev->name != NULL || ev->guid == NULL)
        return 0;
    if (is_stream(ev->name_id) || (ev->name_id < 0x8000u && memcmp(ev->guid, ps_mapi, sizeof ps_mapi) == 0))
        return (uint16_t)ev->name_id;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i].lid == ev->name_id && memcmp(ev->guid, names[i].set, 16) == 0)
            return names[i].prop;
    return 0;
}

void tnefi_message_prop_begin(struct tnefi_message_layer *l, const tnef_event *ev)
{
    l->named = (ev->flags & TNEF_F_NAMED) != 0;
    l->now.prop = l->named ? named_prop(ev) : ev->prop_id;
    l->now.column = tnefi_message_column(l->now.scope, l->now.prop);
}

/* ---- Values ------------------------------------------------------------------------------- */

static uint16_t base_type(const tnef_event *ev)
{
    return (uint16_t)(ev->prop_type & ~TNEF_PTYP_MV);
}

/* Few readers look for a body or a content in such a property. */
static int is_odd(const struct tnefi_message_layer *l, const tnef_event *ev)
{
    return l->named || (ev->flags & TNEF_F_MULTI) != 0;
}

/* Sets all fields of a body or a remainder that anything sets. The others stay zero. */
void tnefi_message_body_reset(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev,
                              uint32_t kind)
{
    tnef_part *b = &l->body;

    b->id = ++r->now.parts;
    b->kind = kind;
    b->message = l->info.id;
    b->depth = l->info.depth;
    b->flags = ev->flags & TNEF_F_COMPUTED;
    b->offset = ev->offset;
    b->slot = &l->now.body_slot;
    l->now.body_slot = NULL;
    b->size = 0;
    b->encoding = TNEF_ENCODING_BINARY;
    b->codepage = 0;
    b->chosen = 0;
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

static uint8_t body_rank(const struct tnefi_message_layer *l, const tnef_event *ev)
{
    if (l->now.prop == TNEF_PID_REPORT_TEXT)
        return RANK_REPORT;
    if ((ev->flags & TNEF_F_COMPUTED) != 0)
        return RANK_COMPUTED;
    if (is_odd(l, ev) || base_type(ev) == TNEF_PTYP_OBJECT
        || (l->now.prop == TNEF_PID_RTF_COMPRESSED && base_type(ev) != TNEF_PTYP_BINARY))
        return RANK_ODD;
    return base_type(ev) == TNEF_PTYP_STRING8 ? RANK_STRING8 : RANK_BEST;
}

static void body_begin(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev,
                       uint32_t kind)
{
    uint16_t type = base_type(ev);

    tnefi_message_body_reset(r, l, ev, kind);
    if (type == TNEF_PTYP_STRING && kind != TNEF_PART_RTF)
        l->body.encoding = TNEF_ENCODING_UTF16LE;
    else if (kind != TNEF_PART_RTF)
        l->body.encoding = TNEF_ENCODING_CODEPAGE;
    if (kind == TNEF_PART_HTML && type == TNEF_PTYP_STRING8)
        l->body.flags |= TNEF_PART_F_STRING8;
    if (l->now.prop == TNEF_PID_REPORT_TEXT)
        l->body.flags |= TNEF_PART_F_REPORT;
    tnefi_message_body_codepage(r, l);
    l->body_content.kind = TNEF_CONTENT_BODY;
    l->body_content.type = (ev->flags & TNEF_F_COMPUTED) != 0 ? 0 : ev->prop_type;
    l->body_content.value = ev->value;
    l->body_rank = body_rank(l, ev);
    l->body_strange = is_odd(l, ev) || !tnefi_message_is_text(type);
    l->now.value = V_BODY;
    tnefi_message_digest_begin(l);
    tnefi_message_push(r, OP_BODY_BEGIN, l);
}

/* Whether the value that begins is a content of an attachment, and if so begins it. Its type decides
 * nothing, because readers look at the type in different ways, or not at all. If no attachment is open,
 * one is made for it. */
static int begins_content(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    uint32_t kind = TNEF_CONTENT_BINARY;
    uint16_t type = base_type(ev);
    int strange;

    if (l->now.prop != TNEF_PID_ATTACH_DATA_BINARY || type == TNEF_PTYP_NULL || type == TNEF_PTYP_ERROR_CODE)
        return 0;
    strange = is_odd(l, ev) || l->now.scope != S_ATTACHMENT
              || (type != TNEF_PTYP_BINARY && type != TNEF_PTYP_OBJECT);
    if ((ev->flags & TNEF_F_COMPUTED) != 0) {
        kind = TNEF_CONTENT_DATA;
    } else if (type == TNEF_PTYP_OBJECT) {
        kind = TNEF_CONTENT_OBJECT;
        if (ev->iid != NULL && memcmp(ev->iid, iid_message, sizeof iid_message) == 0)
            kind = TNEF_CONTENT_MESSAGE;
    }
    if (!l->now.part_open)
        tnefi_message_open_part(r, l, TNEF_PART_F_STRAY);
    l->found.content_strange |= (uint8_t)strange;
    tnefi_message_content_begin(r, l, ev, kind);
    return 1;
}

/* Whether the value that begins is a body, and if so begins it. */
static int begins_body(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    uint16_t type = base_type(ev);
    uint32_t kind = 0;

    if (l->now.scope != S_MESSAGE || (!tnefi_message_is_text(type) && type != TNEF_PTYP_OBJECT))
        return 0;
    if (l->now.prop == TNEF_PID_BODY || l->now.prop == TNEF_PID_REPORT_TEXT)
        kind = TNEF_PART_PLAIN;
    else if (l->now.prop == TNEF_PID_HTML)
        kind = TNEF_PART_HTML;
    else if (l->now.prop == TNEF_PID_RTF_COMPRESSED)
        kind = TNEF_PART_RTF;
    if (kind == 0 || (ev->flags & TNEF_F_NESTED) != 0)
        return 0;
    body_begin(r, l, ev, kind);
    return 1;
}

/* Notes a value from which nothing is read, if it has bytes of an attachment. */
static void unread(struct tnefi_message_layer *l, const tnef_event *ev)
{
    uint16_t type = base_type(ev);
    int has_bytes = tnefi_message_is_text(type) || type == TNEF_PTYP_OBJECT;

    if (has_bytes && ev->length > 0 && l->now.prop >> 8 == 0x37u && l->found.unread == 0)
        l->found.unread = (uint32_t)ev->prop_id << 16 | ev->prop_type;
}

/* The same, if it is a date of another type. */
static void undated(struct tnef_reader *r, const tnef_event *ev)
{
    uint16_t type = base_type(ev);

    if (type != TNEF_PTYP_NULL && type != TNEF_PTYP_ERROR_CODE && ev->value == 0)
        tnefi_message_note(r, TNEF_A_DATE, TNEF_OK, TNEF_PTYP_TIME,
                           (uint32_t)ev->prop_id << 16 | ev->prop_type);
}

/* The value is kept if it can be. */
static void keep(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    uint8_t how = l->now.column.how;
    int computed = (ev->flags & TNEF_F_COMPUTED) != 0;
    uint8_t rank = computed ? KEPT_COMPUTED : KEPT_PROPERTY;
    uint16_t type = base_type(ev);
    struct tnefi_message_kept *k;

    if (!tnefi_message_fits(how, type)) {
        if (how == W_TIME)
            undated(r, ev);
        if (l->now.scope == S_ATTACHMENT)
            unread(l, ev);
        return;
    }
    k = tnefi_message_slot(l, computed);
    if (l->now.scope == S_ATTACHMENT && tnefi_message_is_name(l, k)) {
        tnefi_message_name_begin(r, l, k, rank, type, ev->length);
    } else if (ev->value == 0) {
        tnefi_message_keep_begin(r, l, k, how, rank, type, ev->length);
    }
}

void tnefi_message_value_begin(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    uint8_t how = l->now.column.how;

    if (l->now.value == V_KEEP)
        tnefi_message_keep_end(r, l, 0);
    l->now.value = V_NONE;
    if (how == W_STREAM && (begins_content(r, l, ev) || begins_body(r, l, ev)))
        return;
    if ((ev->flags & TNEF_F_NESTED) != 0)
        tnefi_message_stray_begin(r, l, ev);
    else if (l->now.scope == S_ATTACHMENT ? l->now.part_open : how != W_NOTHING)
        keep(r, l, ev);
}

void tnefi_message_value_data(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    if (l->now.value == V_BODY) {
        r->data = ev->data;
        r->data_len = ev->len;
        tnefi_message_digest_add(l, ev->data, ev->len);
        tnefi_message_push(r, OP_BODY_DATA, l);
    } else if (l->now.value == V_CONTENT) {
        tnefi_message_content_data(r, l, ev);
    } else {
        tnefi_message_keep_data(l, ev);
    }
}

static void body_end(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    l->body.flags |= tnefi_message_incomplete(ev);
    tnefi_message_body_codepage(r, l);
    tnefi_message_body_done(r, l);
    tnefi_message_digest_end(r, l);
    tnefi_message_push(r, OP_BODY_END, l);
}

void tnefi_message_value_end(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev)
{
    if (l->now.value == V_BODY)
        body_end(r, l, ev);
    else if (l->now.value == V_CONTENT)
        tnefi_message_content_end(r, l, ev);
    else if (l->now.value != V_NONE)
        tnefi_message_keep_end(r, l, ev->flags);
    l->now.value = V_NONE;
}
