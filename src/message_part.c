/* SPDX-License-Identifier: MIT */
/* Parts: bodies while they are read; attachments when they end. */

#include "message_priv.h"

#include "bytes.h"

#include <string.h>

const char tnefi_placeholder[PLACEHOLDER_LEN + 1u] =
    "This attachment is a MAPI 1.0 embedded message and is not supported by this mail system.";

#define REND_SIZE 14u          /* AttachRendData, [MS-OXTNEF] 2.1.3.3.15                            */
#define REND_MACBINARY 1u

static const uint8_t oid_macbinary[9] = { 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x14, 3, 0x0B, 1 };
static const uint8_t oid_tnef[9] = { 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x14, 3, 0x0A, 1 };

/* ---- Bodies ------------------------------------------------------------------------------- */

void tnefi_body_codepage(struct tnef_reader *r, struct tnefi_layer *l)
{
    if (l->body.encoding != TNEF_ENCODING_CODEPAGE)
        return;
    if (l->body.kind != TNEF_PART_HTML || (l->body.flags & TNEF_PART_STRING8) != 0)
        l->body.codepage = tnefi_codepage_used(r, l);
    else if (l->m[M_INTERNET_CP].rank != KEPT_NONE)
        l->body.codepage = (uint32_t)l->m[M_INTERNET_CP].number;
}

static void body_counts(uint32_t *id, uint8_t *computed, const tnef_part *body)
{
    uint8_t is_computed = (body->flags & TNEF_F_COMPUTED) != 0;

    if (*id == 0 || (*computed && !is_computed)) {
        *id = body->id;
        *computed = is_computed;
    }
}

void tnefi_message_body_done(struct tnefi_layer *l)
{
    if (l->body.kind == TNEF_PART_PLAIN) {
        body_counts(&l->info.plain, &l->plain_computed, &l->body);
    } else {
        uint32_t *id = l->body.kind == TNEF_PART_HTML ? &l->info.html : &l->info.rtf;

        if (*id == 0)
            *id = l->body.id;
    }
}

/* ---- Attachments -------------------------------------------------------------------------- */

void tnefi_part_open(struct tnef_reader *r, struct tnefi_layer *l)
{
    tnef_part *p = &l->part;

    memset(p, 0, sizeof *p);
    memset(l->a, 0, sizeof l->a);
    memset(l->first, 0, sizeof l->first);
    memset(&l->subject, 0, sizeof l->subject);
    l->part_open = 1;
    l->part_hidden = r->attachments >= r->max_attachments;
    l->content_muted = l->part_hidden;
    l->part_slot = NULL;
    if (l->part_hidden) {
        if (!r->attachments_said)
            tnefi_model_note(r, TNEF_A_LIMIT, TNEF_E_LIMIT_ATTACHMENTS, r->max_attachments,
                             (uint64_t)r->max_attachments + 1u);
        r->attachments_said = 1;
        return;
    }
    r->attachments++;
    p->id = ++r->parts;
    p->kind = TNEF_PART_FILE;
    p->message = l->info.id;
    p->depth = l->info.depth;
    p->index = l->info.attachments++;
    p->flags = l->open_flags;
    p->offset = r->at.offset;
    p->slot = &l->part_slot;
    p->counts = TNEF_NO_CONTENT;
    p->placeholder = TNEF_NO_CONTENT;
    p->position = UINT32_MAX;
}

void tnefi_content_done(struct tnefi_layer *l)
{
    tnef_content *c = &l->content;
    struct tnefi_first *f = &l->first[c->kind];

    if (c->kind == TNEF_CONTENT_MESSAGE && (c->flags & TNEF_F_OPAQUE) == 0)
        c->size = l->stream_size;
    if (c->kind == TNEF_CONTENT_DATA && l->is_placeholder && c->size == PLACEHOLDER_LEN
        && l->part.placeholder == TNEF_NO_CONTENT)
        l->part.placeholder = c->index;
    if (f->count++ == 0) {
        f->index = c->index;
        f->size = c->size;
        f->flags = c->flags;
    }
}

static const struct tnefi_first *first_of(const struct tnefi_layer *l, uint32_t kind)
{
    return l->first[kind].count > 0 ? &l->first[kind] : NULL;
}

/* The kind of the content that counts, or 0. */
static uint32_t choose_kind(const struct tnefi_layer *l)
{
    static const uint8_t order[] = {
        TNEF_CONTENT_MESSAGE, TNEF_CONTENT_BINARY, TNEF_CONTENT_OBJECT, TNEF_CONTENT_DATA
    };
    uint32_t method = (l->part.known & TNEF_KNOWN_METHOD) != 0 ? l->part.method : 0;

    if (method == TNEF_METHOD_OLE && first_of(l, TNEF_CONTENT_OBJECT) != NULL)
        return TNEF_CONTENT_OBJECT;
    if (method == TNEF_METHOD_BY_VALUE && first_of(l, TNEF_CONTENT_BINARY) != NULL)
        return TNEF_CONTENT_BINARY;
    if (method == TNEF_METHOD_BY_VALUE && first_of(l, TNEF_CONTENT_MESSAGE) != NULL
        && l->a[A_METHOD].rank == KEPT_PROPERTY && first_of(l, TNEF_CONTENT_DATA) != NULL
        && l->part.placeholder == TNEF_NO_CONTENT)
        return TNEF_CONTENT_DATA;
    for (size_t i = 0; i < sizeof order; i++)
        if (first_of(l, order[i]) != NULL)
            return order[i];
    return 0;
}

/* One content, and the bytes of a file in it, where only some look: writers put those into
 * attAttachData, and an object is for the method that asks for one. */
static int stands_elsewhere(const struct tnefi_layer *l, uint32_t kind)
{
    return kind == TNEF_CONTENT_BINARY
           || (kind == TNEF_CONTENT_OBJECT && l->part.method != TNEF_METHOD_OLE);
}

/* Several contents are normal in two cases: the placeholder beside a message, and the same bytes as
 * attribute and as property. */
static int choice_was_open(const struct tnefi_layer *l, uint32_t kind)
{
    const struct tnefi_first *data = &l->first[TNEF_CONTENT_DATA];
    const struct tnefi_first *counts = &l->first[kind];

    if (l->part.contents == 1u)
        return stands_elsewhere(l, kind);
    if (kind == TNEF_CONTENT_DATA || l->part.contents != 2u || counts->count != 1u
        || data->count != 1u)
        return 1;
    if (kind == TNEF_CONTENT_MESSAGE)
        return l->part.placeholder == TNEF_NO_CONTENT;
    return data->size != counts->size;
}

static void choose_content(struct tnef_reader *r, struct tnefi_layer *l)
{
    tnef_part *p = &l->part;
    uint32_t kind = choose_kind(l);

    if (kind == 0) {
        uint32_t method = p->method;

        if ((p->known & TNEF_KNOWN_METHOD) != 0
            && ((method >= TNEF_METHOD_BY_REFERENCE && method <= TNEF_METHOD_BY_REFERENCE_ONLY)
                || method == TNEF_METHOD_WEB_REFERENCE))
            p->kind = TNEF_PART_REFERENCE;
        else if (p->method == TNEF_METHOD_OLE)
            p->kind = TNEF_PART_OLE;
        return;
    }
    p->counts = l->first[kind].index;
    p->size = l->first[kind].size;
    p->flags |= l->first[kind].flags & TNEF_F_INCOMPLETE;
    if (kind != TNEF_CONTENT_MESSAGE) {
        p->embedded = 0;
        p->placeholder = TNEF_NO_CONTENT;
        if (kind == TNEF_CONTENT_OBJECT || p->method == TNEF_METHOD_OLE)
            p->kind = TNEF_PART_OLE;
    } else {
        p->kind = TNEF_PART_EMBEDDED;
    }
    if (choice_was_open(l, kind))
        tnefi_model_note(r, TNEF_A_CONTENT, TNEF_OK, 1, p->contents);
}

static int has_bytes(const struct tnefi_kept *k, const uint8_t *bytes, uint32_t len)
{
    return k->len == len && k->bytes != NULL && memcmp(k->bytes, bytes, len) == 0;
}

static void describe(struct tnef_reader *r, struct tnefi_layer *l)
{
    tnef_part *p = &l->part;
    const struct tnefi_kept *a = l->a;

    if (a[A_METHOD].rank != KEPT_NONE) {
        p->known |= TNEF_KNOWN_METHOD;
        p->method = (uint32_t)a[A_METHOD].number;
    }
    if (a[A_FLAGS].rank != KEPT_NONE) {
        p->known |= TNEF_KNOWN_ATTACH_FLAGS;
        p->attach_flags = (uint32_t)a[A_FLAGS].number;
        p->flags |= (p->attach_flags & 4u) != 0 ? TNEF_PART_INLINE : 0u;
    }
    if (a[A_HIDDEN].rank != KEPT_NONE) {
        p->known |= TNEF_KNOWN_HIDDEN;
        p->flags |= a[A_HIDDEN].number != 0 ? TNEF_PART_HIDDEN : 0u;
    }
    if (a[A_POSITION].rank != KEPT_NONE) {
        p->known |= TNEF_KNOWN_POSITION;
        p->position = (uint32_t)a[A_POSITION].number;
    }
    if (a[A_REND].len >= REND_SIZE && a[A_REND].bytes != NULL) {
        p->known |= TNEF_KNOWN_RENDDATA;
        p->rend_type = tnefi_le16(a[A_REND].bytes);
        if ((tnefi_le32(a[A_REND].bytes + 10) & REND_MACBINARY) != 0)
            p->flags |= TNEF_PART_MACBINARY;
    }
    if (has_bytes(&a[A_ENCODING], oid_macbinary, sizeof oid_macbinary))
        p->flags |= TNEF_PART_MACBINARY;
    if (has_bytes(&a[A_TAG], oid_tnef, sizeof oid_tnef))
        p->flags |= TNEF_PART_TNEF;
    p->created = tnefi_time(r, &a[A_CREATED]);
    p->modified = tnefi_time(r, &a[A_MODIFIED]);
}

static tnef_string text(struct tnef_reader *r, struct tnefi_layer *l, int slot)
{
    return tnefi_kept_text(r, l, &l->a_arena, &l->a[slot]);
}

static void describe_texts(struct tnef_reader *r, struct tnefi_layer *l)
{
    tnef_part *p = &l->part;

    p->long_name = text(r, l, A_LONG);
    p->short_name = text(r, l, A_SHORT);
    p->title = text(r, l, A_TITLE);
    p->display_name = text(r, l, A_DISPLAY);
    p->transport_name = text(r, l, A_TRANSPORT);
    p->pathname = text(r, l, l->a[A_LONG_PATH].rank != KEPT_NONE ? A_LONG_PATH : A_PATH);
    p->extension = text(r, l, A_EXTENSION);
    p->raw_mime_type = text(r, l, A_MIME);
    p->mime_type = tnefi_mime_type(r, &l->a_arena, p->raw_mime_type);
    p->content_id = text(r, l, A_CONTENT_ID);
    p->content_location = text(r, l, A_LOCATION);
    p->content_base = text(r, l, A_BASE);
    p->disposition = text(r, l, A_DISPOSITION);
    p->charset = text(r, l, A_CHARSET);
}

void tnefi_part_final(struct tnef_reader *r, struct tnefi_layer *l)
{
    if (l->part_hidden)
        return;
    describe(r, l);
    describe_texts(r, l);
    choose_content(r, l);
    if (tnefi_names_differ(&l->part))
        tnefi_model_note(r, TNEF_A_CONTENT, TNEF_OK, 0, 0);
    tnefi_part_name(r, l);
}
