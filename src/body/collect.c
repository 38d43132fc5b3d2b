/* SPDX-License-Identifier: MIT */
/* What the reader's handlers pass on: bodies go to the store, and are looked at as they go by. */

#include "body/priv.h"

#include "base/structs.h"

#include "base/touch.h"

#include <string.h>

/* ---- RTF ----------------------------------------------------------------------------------- */

/* Looks for the kind of the open body, if that is RTF, until it is known. */
static tnef_status probe(struct tnef_bodies *b, const uint8_t *p, size_t n, int last)
{
    struct tnef_rtf_info info = { .size = sizeof info };
    tnef_error error = { .size = sizeof error };
    size_t taken;

    if (b->rtf == NULL)
        return TNEF_OK;
    (void)tnef_lzfu_feed(b->lzfu, p, n, &taken);
    if (last) {
        (void)tnef_lzfu_finish(b->lzfu);
        (void)tnef_rtf_finish(b->rtf);
    }
    tnef_rtf_error(b->rtf, &error);
    tnef_rtf_info(b->rtf, &info);
    b->live.open->rtf_kind = info.kind;
    if (info.kind != TNEF_RTF_UNKNOWN || last || error.status != TNEF_OK)
        tnefi_body_engine_end(b);
    return error.status == TNEF_E_MEMORY ? tnefi_body_fail(b, TNEF_E_MEMORY, 0) : TNEF_OK;
}

/* ---- Messages ------------------------------------------------------------------------------ */

/* A message at |depth| has a body: so the messages in it have ended, and what they had is free. */
static void pop(struct tnef_bodies *b, uint32_t depth, uint32_t message)
{
    for (uint32_t i = TNEF_DEPTH_CEILING + 1u; i > depth; i--) {
        struct tnefi_body_level *l = &b->live.level[i - 1u];

        if (l->message == 0 || (i - 1u == depth && l->message == message && !l->ended))
            continue;
        for (uint32_t k = 0; k < SORTS && l->count > 0; k++)
            l->count -= (l->sorts >> k) & 1u;
        b->live.doubles -= l->count;
        b->live.used = l->first;
        b->live.top = l->base;
        l->message = 0;
    }
    TNEFI_TOUCH(TNEF_DEPTH_CEILING + 1u - depth);
}

static struct tnefi_body_level *level_for(struct tnef_bodies *b, const tnef_part *part)
{
    struct tnefi_body_level *l = &b->live.level[part->depth];

    pop(b, part->depth, part->message);
    if (l->message == 0) {
        memset(l, 0, sizeof *l);
        l->message = part->message;
        l->first = b->live.used;
        l->base = b->live.top;
    }
    return l;
}

static uint8_t sort_of(const tnef_part *part)
{
    if (part->kind == TNEF_PART_PLAIN)
        return (part->flags & TNEF_F_COMPUTED) != 0 ? 1u : 2u;
    return part->kind == TNEF_PART_HTML ? 4u : 8u;
}

/* Whether there is a place for the body. The first of each sort always has one. */
static int has_place(struct tnef_bodies *b, struct tnefi_body_level *l, const tnef_part *part)
{
    if ((l->sorts & sort_of(part)) == 0) {
        l->sorts |= sort_of(part);
    } else if (b->live.doubles < b->max_bodies) {
        b->live.doubles++;
    } else {
        b->live.passed++;
        return 0;
    }
    return b->live.used < b->room;
}

/* ---- What the handlers pass on ------------------------------------------------------------- */

/* Comes first in each call: TNEF_OK, or what the collector has failed with. */
static tnef_status enter(struct tnef_bodies *b)
{
    if (b->live.busy)
        return tnefi_body_fail(b, TNEF_E_STATE, 0);
    return b->live.fatal.status;
}

static int is_ours(const tnef_part *part)
{
    return TNEF_PART_IS_BODY(part->kind) && part->depth <= TNEF_DEPTH_CEILING;
}

int tnef_bodies_part_begin(tnef_bodies *bodies, const tnef_part *part)
{
    struct tnef_bodies *b = bodies;
    tnef_status status = enter(b);
    struct tnefi_body_level *l;

    if (status != TNEF_OK || !is_ours(part))
        return status;
    tnefi_body_send_end(b);
    b->live.current = NULL;
    b->live.open = NULL;
    l = level_for(b, part);
    if (!has_place(b, l, part))
        return TNEF_CONTINUE;
    b->live.open = &b->body[b->live.used++];
    l->count++;
    memset(b->live.open, 0, sizeof *b->live.open);
    b->live.open->part = part->id;
    b->live.open->kind = part->kind;
    b->live.open->encoding = part->encoding;
    b->live.open->start = b->live.top;
    b->live.head_len = 0;
    tnefi_body_look_begin(&b->live.open->look);
    TNEFI_TOUCH(sizeof *b->live.open);
    if (part->kind == TNEF_PART_RTF)
        status = tnefi_body_probe_engine(b);
    return status == TNEF_OK ? TNEF_CONTINUE : tnefi_body_fail(b, status, 0);
}

static int is_open(const struct tnef_bodies *b, const tnef_part *part)
{
    return is_ours(part) && b->live.open != NULL && b->live.open->part == part->id;
}

/* Finds out what can be found out while the bytes go by. */
static tnef_status look(struct tnef_bodies *b, const uint8_t *p, size_t n)
{
    struct tnefi_body_kept *body = b->live.open;
    size_t first = TNEF_BODY_HEAD - b->live.head_len < n ? TNEF_BODY_HEAD - b->live.head_len : n;

    for (size_t i = 0; i < n && !body->not_empty; i++) {
        TNEFI_TOUCH(1);
        body->not_empty = p[i] != 0;
    }
    if (body->kind == TNEF_PART_RTF)
        return probe(b, p, n, 0);
    if (body->encoding == TNEF_ENCODING_UTF16LE)
        return TNEF_OK;
    memcpy(b->head + b->live.head_len, p, first);
    TNEFI_TOUCH(first);
    b->live.head_len += first;
    tnefi_body_look_add(&body->look, p, n);
    return TNEF_OK;
}

int tnef_bodies_part_data(tnef_bodies *bodies, const tnef_part *part, const void *data, size_t len)
{
    struct tnef_bodies *b = bodies;
    tnef_status status = enter(b);
    size_t done = 0;

    if (status != TNEF_OK || !is_open(b, part) || len == 0)
        return status;
    b->live.open->length += len;
    status = look(b, data, len);
    if (status != TNEF_OK || (b->flags & TNEF_BODIES_FACTS) != 0 || b->live.open->status != TNEF_OK)
        return status;
    status = tnefi_body_store_add(b, data, len, &done);
    b->live.open->kept += done;
    if (done < len)
        b->live.open->status = TNEF_E_LIMIT_MEMORY;
    return status;
}

int tnefi_body_collect_lent(struct tnef_bodies *b, const tnef_part *part, const uint8_t *p, size_t n)
{
    tnef_status status = enter(b);

    if (status != TNEF_OK || !is_open(b, part))
        return status;
    b->live.open->length = part->size > n ? part->size : n;
    if (n < part->size && (part->flags & TNEF_F_INCOMPLETE) == 0)
        b->live.open->status = TNEF_E_LIMIT_MEMORY;
    if ((b->flags & TNEF_BODIES_FACTS) == 0) {
        b->live.open->lent = p;
        b->live.open->start = 0;
        b->live.open->kept = n;
    }
    return n > 0 ? look(b, p, n) : TNEF_OK;
}

int tnef_bodies_part_end(tnef_bodies *bodies, const tnef_part *part)
{
    struct tnef_bodies *b = bodies;
    tnef_status status = enter(b);

    if (status != TNEF_OK || !is_open(b, part))
        return status;
    b->live.open->flags = part->flags;
    if (b->live.open->kind == TNEF_PART_RTF)
        status = probe(b, NULL, 0, 1);
    else if (b->live.open->encoding != TNEF_ENCODING_UTF16LE)
        tnefi_body_look_end(&b->live.open->look, b->head, b->live.head_len,
                            b->live.open->kind == TNEF_PART_HTML);
    b->live.open = NULL;
    return status;
}

/* Settles which bodies are chosen, and the code page of each. */
static void conclude(struct tnef_bodies *b, const struct tnefi_body_level *l,
                     const tnef_message_info *message)
{
    for (uint32_t i = 0; i < sizeof b->counting / sizeof *b->counting; i++)
        b->counting[i] = NOBODY;
    for (uint32_t i = 0; i < l->count; i++) {
        struct tnefi_body_kept *body = &b->body[l->first + i];

        body->counts =
            body->part == message->plain || body->part == message->html || body->part == message->rtf;
        if (body->counts && b->counting[SLOT(body->kind)] == NOBODY)
            b->counting[SLOT(body->kind)] = i;
        tnefi_body_charset(body, message);
    }
    TNEFI_TOUCH(l->count);
}

int tnef_bodies_message_end(tnef_bodies *bodies, const tnef_message_info *message)
{
    struct tnef_bodies *b = bodies;
    tnef_status status = enter(b);
    struct tnefi_body_level *l;

    if (status != TNEF_OK)
        return status;
    tnefi_body_send_end(b);
    b->live.current = NULL;
    b->live.open = NULL;
    if (message->depth > TNEF_DEPTH_CEILING)
        return TNEF_CONTINUE;
    l = &b->live.level[message->depth];
    if (l->message == 0 || l->message != message->id || l->ended)
        return TNEF_CONTINUE;
    l->ended = 1;
    b->live.current = l;
    memset(&b->message, 0, sizeof b->message);
    TNEFI_TOUCH(sizeof b->message);
    b->message.known = message->known;
    b->message.native_body = message->native_body;
    b->message.rtf_in_sync = message->rtf_in_sync;
    conclude(b, l, message);
    return TNEF_CONTINUE;
}

/* ---- What is there ------------------------------------------------------------------------- */

uint32_t tnef_bodies_count(const tnef_bodies *bodies)
{
    return bodies->live.current != NULL ? bodies->live.current->count : 0;
}

tnef_status tnef_bodies_get(const tnef_bodies *bodies, uint32_t index, tnef_body_info *out)
{
    tnef_body_info info = { .size = sizeof info };
    const struct tnefi_body_kept *body;

    if (index >= tnef_bodies_count(bodies) || out->size < sizeof out->size)
        return TNEF_E_ARGUMENT;
    body = &bodies->body[bodies->live.current->first + index];
    info.part = body->part;
    info.kind = body->kind;
    info.encoding = body->encoding;
    info.flags = body->flags;
    info.is_chosen = body->counts;
    info.length = body->length;
    info.kept = body->kept;
    info.form = tnefi_body_form(body);
    info.source = tnefi_body_source(body);
    info.rtf_kind = body->rtf_kind;
    info.codepage = body->codepage;
    info.charset_source = body->charset_source;
    info.status = body->status;
    info.charset = body->codepage != 0 ? tnef_codepage_name(body->codepage) : NULL;
    tnefi_base_fill(out, &info, sizeof info);
    return TNEF_OK;
}

void tnef_bodies_error(const tnef_bodies *bodies, tnef_error *out)
{
    const tnef_error *e = bodies->live.fatal.status != TNEF_OK ? &bodies->live.fatal : &bodies->live.failed;

    tnefi_base_fill(out, e, sizeof *e);
}
