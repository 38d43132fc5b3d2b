/* SPDX-License-Identifier: MIT */
/* Which body and which content of an attachment are chosen, and what describes them. */

#include "message/priv.h"

#include "base/bytes.h"
#include "base/touch.h"

#include <string.h>

const char tnefi_message_placeholder[PLACEHOLDER_LEN + 1u] =
    "This attachment is a MAPI 1.0 embedded message and is not supported by this mail system.";

#define REND_SIZE      14u /* AttachRendData, [MS-OXTNEF] 2.1.3.3.15                            */
#define REND_MACBINARY 1u

static const uint8_t oid_macbinary[9] = { 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x14, 3, 0x0B, 1 };
static const uint8_t oid_tnef[9] = { 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x14, 3, 0x0A, 1 };

/* ---- Bodies ------------------------------------------------------------------------------- */

void tnefi_message_body_codepage(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    if (l->body.encoding != TNEF_ENCODING_CODEPAGE)
        return;
    if (l->body.kind != TNEF_PART_HTML || (l->body.flags & TNEF_PART_F_STRING8) != 0)
        l->body.codepage = tnefi_message_codepage_used(r, l);
    else if (l->m[M_INTERNET_CP].rank != KEPT_NONE)
        l->body.codepage = (uint32_t)l->m[M_INTERNET_CP].number;
}

/* The open body is the one of its kind that counts, if its rank is higher than that of the one before. */
static void body_counts(uint32_t *id, uint8_t *rank, const struct tnefi_message_layer *l)
{
    if (*id == 0 || *rank < l->body_rank) {
        *id = l->body.id;
        *rank = l->body_rank;
    }
}

void tnefi_message_body_done(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    if (l->body.kind == TNEF_PART_PLAIN)
        body_counts(&l->info.plain, &l->now.plain_rank, l);
    else if (l->body.kind == TNEF_PART_HTML)
        body_counts(&l->info.html, &l->now.html_rank, l);
    else
        body_counts(&l->info.rtf, &l->now.rtf_rank, l);
    if (l->body_strange)
        tnefi_message_note(r, TNEF_A_CONTENT, TNEF_OK, 1,
                           (uint32_t)r->now.at.prop_id << 16 | r->now.at.prop_type);
}

/* ---- Attachments -------------------------------------------------------------------------- */

void tnefi_message_too_many(struct tnef_reader *r, uint8_t *reported)
{
    if (!*reported)
        tnefi_message_note(r, TNEF_A_LIMIT, TNEF_E_LIMIT_ATTACHMENTS, r->max_attachments,
                           (uint64_t)r->max_attachments + 1u);
    *reported = 1;
}

/* Clears what is left of the attachment before. */
static void part_reset(struct tnefi_message_layer *l)
{
    tnefi_message_clear(&l->part, sizeof l->part);
    tnefi_message_clear(&l->found, sizeof l->found);
    if ((l->dirty >> S_ATTACHMENT & 1u) != 0)
        tnefi_message_clear(l->a, sizeof l->a);
    l->dirty &= (uint8_t) ~(1u << S_ATTACHMENT);
    l->now.part_slot = NULL;
}

void tnefi_message_part_open(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    tnef_part *p = &l->part;
    int was_hidden = l->now.part_hidden;

    l->now.part_open = 1;
    l->now.part_hidden = r->now.attachments >= r->max_attachments;
    l->content_muted = l->now.part_hidden;
    if (!l->now.part_hidden || !was_hidden)
        part_reset(l);
    if (l->now.part_hidden) {
        p->flags = l->open_flags & TNEF_PART_F_STRAY;
        tnefi_message_too_many(r, &r->now.attachments_reported);
        return;
    }
    r->now.attachments++;
    p->id = ++r->now.parts;
    p->kind = TNEF_PART_FILE;
    p->message = l->info.id;
    p->depth = l->info.depth;
    p->index = l->info.attachments++;
    p->flags = l->open_flags;
    p->offset = r->now.at.offset;
    p->slot = &l->now.part_slot;
    p->chosen = TNEF_NO_CONTENT;
    p->placeholder = TNEF_NO_CONTENT;
    p->position = UINT32_MAX;
}

void tnefi_message_content_done(struct tnefi_message_layer *l)
{
    tnef_content *c = &l->content;
    struct tnefi_message_first *f = &l->found.first[CONTENT_AT(c->kind)];

    if (c->kind == TNEF_CONTENT_MESSAGE && (c->flags & TNEF_F_OPAQUE) == 0)
        c->size = l->stream_size;
    if (c->kind == TNEF_CONTENT_DATA && l->is_placeholder && c->size == PLACEHOLDER_LEN
        && l->part.placeholder == TNEF_NO_CONTENT)
        l->part.placeholder = c->index;
    if (f->count++ == 0 || (f->size == 0 && c->size > 0)) {
        f->index = c->index;
        f->size = c->size;
        f->flags = c->flags;
    }
}

static int has(const struct tnefi_message_layer *l, uint32_t kind)
{
    return l->found.first[CONTENT_AT(kind)].count > 0;
}

/* Whether there is a content of the kind that is not empty. A message never is, even without bytes of its
 * own. */
static int is_full(const struct tnefi_message_layer *l, uint32_t kind)
{
    return has(l, kind) && (l->found.first[CONTENT_AT(kind)].size > 0 || kind == TNEF_CONTENT_MESSAGE);
}

/* Chooses the kind of content, or 0. An empty content is chosen only if there is no other. */
static uint32_t choose_kind(const struct tnefi_message_layer *l)
{
    static const uint8_t order[] = { TNEF_CONTENT_MESSAGE, TNEF_CONTENT_BINARY, TNEF_CONTENT_OBJECT,
                                     TNEF_CONTENT_DATA, TNEF_CONTENT_UNKNOWN };
    uint32_t method = (l->part.known & TNEF_PART_KNOWN_METHOD) != 0 ? l->part.method : 0;

    if (method == TNEF_METHOD_OLE && is_full(l, TNEF_CONTENT_OBJECT))
        return TNEF_CONTENT_OBJECT;
    if (method == TNEF_METHOD_BY_VALUE && is_full(l, TNEF_CONTENT_BINARY))
        return TNEF_CONTENT_BINARY;
    if (method == TNEF_METHOD_BY_VALUE && has(l, TNEF_CONTENT_MESSAGE) && l->a[A_METHOD].rank == KEPT_PROPERTY
        && is_full(l, TNEF_CONTENT_DATA) && l->part.placeholder == TNEF_NO_CONTENT)
        return TNEF_CONTENT_DATA;
    for (size_t i = 0; i < sizeof order; i++)
        if (is_full(l, order[i]))
            return order[i];
    for (size_t i = 0; i < sizeof order; i++)
        if (has(l, order[i]))
            return order[i];
    return 0;
}

/* Whether the method tells that the content is not in the stream. */
static int refers(const tnef_part *p)
{
    return (p->known & TNEF_PART_KNOWN_METHOD) != 0
           && ((p->method >= TNEF_METHOD_BY_REFERENCE && p->method <= TNEF_METHOD_BY_REFERENCE_ONLY)
               || p->method == TNEF_METHOD_WEB_REFERENCE);
}

/* Whether an attachment without bytes is a reference. The method that attAttachRendData gives is "by value"
 * for all files, so it does not rule that out. */
static int is_reference(const struct tnefi_message_layer *l)
{
    const tnef_part *p = &l->part;

    if (refers(p))
        return 1;
    return p->pathname.len > 0
           && (p->method == TNEF_METHOD_NONE
               || (p->method == TNEF_METHOD_BY_VALUE && l->a[A_METHOD].rank != KEPT_PROPERTY));
}

/* Whether the only content is where few readers look for it. Writers put the bytes of files into
 * attAttachData, and an object belongs to the method that asks for one. */
static int stands_elsewhere(const struct tnefi_message_layer *l, uint32_t kind)
{
    return kind == TNEF_CONTENT_BINARY || (kind == TNEF_CONTENT_OBJECT && l->part.method != TNEF_METHOD_OLE);
}

/* Whether another reader may well choose another content. Several contents are normal in two cases: the
 * placeholder beside a message, and the same bytes as attribute and as property. */
static int choice_was_open(const struct tnefi_message_layer *l, uint32_t kind)
{
    const struct tnefi_message_first *data = &l->found.first[CONTENT_AT(TNEF_CONTENT_DATA)];
    const struct tnefi_message_first *counts = &l->found.first[CONTENT_AT(kind)];

    if (l->found.content_strange || (refers(&l->part) && counts->size > 0))
        return 1;
    if (l->part.contents == 1u)
        return stands_elsewhere(l, kind);
    if (kind == TNEF_CONTENT_DATA || l->part.contents != 2u || counts->count != 1u || data->count != 1u)
        return 1;
    if (kind == TNEF_CONTENT_MESSAGE)
        return l->part.placeholder == TNEF_NO_CONTENT;
    return data->size != counts->size;
}

/* Notes an attachment that seems to be empty although it carries bytes. */
static void note_unread(struct tnef_reader *r, const struct tnefi_message_layer *l, uint32_t kind)
{
    if (l->found.unread != 0 && (kind == 0 || !is_full(l, kind)) && !is_reference(l))
        tnefi_message_note(r, TNEF_A_CONTENT, TNEF_OK, 1, l->found.unread);
}

static void choose_content(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    tnef_part *p = &l->part;
    uint32_t kind = choose_kind(l);

    note_unread(r, l, kind);
    if (kind == 0) {
        if (is_reference(l))
            p->kind = TNEF_PART_REFERENCE;
        else if (p->method == TNEF_METHOD_OLE)
            p->kind = TNEF_PART_OLE;
        return;
    }
    p->chosen = l->found.first[CONTENT_AT(kind)].index;
    p->size = l->found.first[CONTENT_AT(kind)].size;
    p->flags |= l->found.first[CONTENT_AT(kind)].flags & TNEF_F_INCOMPLETE;
    if (kind != TNEF_CONTENT_MESSAGE) {
        p->embedded = 0;
        p->placeholder = TNEF_NO_CONTENT;
        if (kind == TNEF_CONTENT_OBJECT || p->method == TNEF_METHOD_OLE)
            p->kind = TNEF_PART_OLE;
    } else {
        p->kind = TNEF_PART_EMBEDDED;
    }
    if (p->size == 0 && p->kind == TNEF_PART_FILE && is_reference(l))
        p->kind = TNEF_PART_REFERENCE;
    if (choice_was_open(l, kind))
        tnefi_message_note(r, TNEF_A_CONTENT, TNEF_OK, 1, p->contents);
}

static int has_bytes(const struct tnefi_message_kept *k, const uint8_t *bytes, uint32_t len)
{
    return k->len == len && k->bytes != NULL && memcmp(k->bytes, bytes, len) == 0;
}

static void describe(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    tnef_part *p = &l->part;
    const struct tnefi_message_kept *a = l->a;

    if (a[A_METHOD].rank != KEPT_NONE) {
        p->known |= TNEF_PART_KNOWN_METHOD;
        p->method = (uint32_t)a[A_METHOD].number;
    }
    if (a[A_FLAGS].rank != KEPT_NONE) {
        p->known |= TNEF_PART_KNOWN_ATTACH_FLAGS;
        p->attach_flags = (uint32_t)a[A_FLAGS].number;
        p->flags |= (p->attach_flags & 4u) != 0 ? TNEF_PART_F_INLINE : 0u;
    }
    if (a[A_HIDDEN].rank != KEPT_NONE) {
        p->known |= TNEF_PART_KNOWN_HIDDEN;
        p->flags |= a[A_HIDDEN].number != 0 ? TNEF_PART_F_HIDDEN : 0u;
    }
    if (a[A_POSITION].rank != KEPT_NONE) {
        p->known |= TNEF_PART_KNOWN_POSITION;
        p->position = (uint32_t)a[A_POSITION].number;
    }
    if (a[A_REND].len >= REND_SIZE && a[A_REND].bytes != NULL) {
        p->known |= TNEF_PART_KNOWN_RENDDATA;
        p->rend_type = tnefi_base_le16(a[A_REND].bytes);
        if ((tnefi_base_le32(a[A_REND].bytes + 10) & REND_MACBINARY) != 0)
            p->flags |= TNEF_PART_F_MACBINARY;
    }
    if (has_bytes(&a[A_ENCODING], oid_macbinary, sizeof oid_macbinary))
        p->flags |= TNEF_PART_F_MACBINARY;
    if (has_bytes(&a[A_TAG], oid_tnef, sizeof oid_tnef))
        p->flags |= TNEF_PART_F_TNEF;
    p->created = tnefi_message_time(r, &a[A_CREATED]);
    p->modified = tnefi_message_time(r, &a[A_MODIFIED]);
}

static tnef_string text(struct tnef_reader *r, struct tnefi_message_layer *l, int slot)
{
    return tnefi_message_kept_text(r, l, &l->a_arena, &l->a[slot]);
}

static void describe_texts(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    tnef_part *p = &l->part;

    p->long_name = text(r, l, A_LONG);
    p->short_name = text(r, l, A_SHORT);
    p->title = text(r, l, A_TITLE);
    p->display_name = text(r, l, A_DISPLAY);
    p->transport_name = text(r, l, A_TRANSPORT);
    p->pathname = text(r, l, A_LONG_PATH);
    p->short_pathname = text(r, l, A_PATH);
    if (p->pathname.len == 0)
        p->pathname = p->short_pathname;
    p->extension = text(r, l, A_EXTENSION);
    p->raw_mime_type = text(r, l, A_MIME);
    p->mime_type = tnefi_message_mime_type(r, &l->a_arena, p->raw_mime_type);
    p->content_id = text(r, l, A_CONTENT_ID);
    p->content_location = text(r, l, A_LOCATION);
    p->content_base = text(r, l, A_BASE);
    p->disposition = text(r, l, A_DISPOSITION);
    p->charset = text(r, l, A_CHARSET);
}

void tnefi_message_part_final(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    if (l->now.part_hidden || l->found.part_done)
        return;
    l->found.part_done = 1;
    describe(r, l);
    describe_texts(r, l);
    choose_content(r, l);
    tnefi_message_part_names(r, l);
    if (tnefi_message_names_differ(l))
        tnefi_message_note(r, TNEF_A_CONTENT, TNEF_OK, 0, 0);
    tnefi_message_part_name(r, l);
}
