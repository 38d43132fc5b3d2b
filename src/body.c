/* SPDX-License-Identifier: MIT */
/* The collector of bodies: life, and what the reader's handlers pass on. */

#include "body_priv.h"

#include "alloc.h"
#include "config.h"

#include <stdalign.h>
#include <string.h>

#define CEILING        (UINT64_C(1) << 62)
#define BODIES_CEILING 4096u
#define DEFAULT_MEMORY (256u << 10)
#define DEFAULT_BODIES 64u
#define DEFAULT_SPOOL  (UINT64_C(64) << 20)
#define DEFAULT_OUTPUT (UINT64_C(64) << 20)

static void clear_error(tnef_error *e)
{
    memset(e, 0, sizeof *e);
    e->size = sizeof *e;
    e->code = TNEF_NO_CODE;
}

tnef_status tnefi_bodies_fail(struct tnef_bodies *b, tnef_status status, int32_t user_code)
{
    if (b->fatal.status == TNEF_OK) {
        b->fatal.status = status;
        b->fatal.offset = b->top;
        b->fatal.user_code = user_code;
    }
    return b->fatal.status;
}

/* ---- Life ---------------------------------------------------------------------------------- */

/* The configuration with nothing left to default. */
struct settings {
    tnef_spool spool;
    uint64_t max_spool, max_output;
    uint32_t max_memory, max_bodies, flags;
};

static tnef_status import(struct settings *out, const tnef_bodies_config *cfg)
{
    static const tnef_bodies_config none = { .size = sizeof none };

    cfg = cfg != NULL ? cfg : &none;
    memset(out, 0, sizeof *out);
    if (!tnefi_struct_readable(cfg, cfg->size, sizeof *cfg, sizeof *cfg)
        || (cfg->flags & ~TNEF_BODIES_FACTS) != 0 || cfg->max_memory > TNEF_BODIES_MEMORY_CEILING
        || cfg->max_bodies > BODIES_CEILING || cfg->max_spool > CEILING
        || cfg->max_output > CEILING)
        return TNEF_E_ARGUMENT;
    if (cfg->spool != NULL) {
        const tnef_spool *s = cfg->spool;

        if (!tnefi_struct_readable(s, s->size, sizeof *s, sizeof *s) || s->write == NULL
            || s->read == NULL)
            return TNEF_E_ARGUMENT;
        out->spool.write = s->write;
        out->spool.read = s->read;
        out->spool.user = s->user;
    }
    out->flags = cfg->flags;
    out->max_memory = cfg->max_memory != 0 ? cfg->max_memory : DEFAULT_MEMORY;
    out->max_bodies = cfg->max_bodies != 0 ? cfg->max_bodies : DEFAULT_BODIES;
    out->max_spool = cfg->max_spool != 0 ? cfg->max_spool : DEFAULT_SPOOL;
    out->max_output = cfg->max_output != 0 ? cfg->max_output : DEFAULT_OUTPUT;
    return TNEF_OK;
}

static uint32_t page_count(const struct settings *s)
{
    return (s->max_memory + PAGE_SIZE - 1u) / PAGE_SIZE;
}

static uint32_t body_count(const struct settings *s)
{
    return (TNEF_DEPTH_CEILING + 1u) * SORTS + s->max_bodies;
}

/* |n| rounded up to what any object wants. */
static size_t aligned(size_t n)
{
    size_t to = alignof(max_align_t);

    return (n + to - 1u) / to * to;
}

static size_t base_size(const struct settings *s)
{
    return aligned(sizeof(struct tnef_bodies)) + aligned(body_count(s) * sizeof(struct tnefi_body))
         + page_count(s) * sizeof(uint8_t *);
}

static size_t engine_size(void)
{
    return aligned(tnef_lzfu_size()) + tnef_rtf_size();
}

size_t tnef_bodies_size(const tnef_bodies_config *cfg)
{
    struct settings s;

    return import(&s, cfg) == TNEF_OK ? base_size(&s) + engine_size() : 0;
}

static void start(struct tnef_bodies *b)
{
    clear_error(&b->fatal);
    clear_error(&b->failed);
    b->top = 0;
    b->passed = 0;
    b->used = 0;
    b->doubles = 0;
    b->open = NULL;
    b->current = NULL;
    b->head_len = 0;
    b->busy = 0;
    memset(b->level, 0, sizeof b->level);
}

static void apply(struct tnef_bodies *b, const struct settings *s)
{
    b->spool = s->spool;
    b->max_spool = s->max_spool;
    b->max_output = s->max_output;
    b->max_memory = s->max_memory;
    b->max_bodies = s->max_bodies;
    b->flags = s->flags;
    b->room = body_count(s);
    b->pages = page_count(s);
}

tnef_status tnef_bodies_new(tnef_bodies **out, const tnef_bodies_config *cfg,
                            const tnef_allocator *alloc)
{
    struct settings s;
    tnef_allocator a;
    tnef_bodies *b;
    tnef_status status;
    unsigned char *mem;
    void *block;

    *out = NULL;
    if (import(&s, cfg) != TNEF_OK)
        return TNEF_E_ARGUMENT;
    status = tnefi_take_memory(&block, &a, alloc, base_size(&s));
    if (status != TNEF_OK)
        return status;
    memset(block, 0, base_size(&s));
    mem = block;
    b = block;
    b->body = (struct tnefi_body *)(void *)(mem + aligned(sizeof *b));
    b->page = (uint8_t **)(void *)(mem + aligned(sizeof *b)
                                   + aligned(body_count(&s) * sizeof(struct tnefi_body)));
    for (uint32_t i = 0; i < page_count(&s); i++)
        b->page[i] = NULL;
    b->alloc = a;
    b->size = base_size(&s);
    apply(b, &s);
    (void)tnef_text_init(&b->text, 1252);
    start(b);
    *out = b;
    return TNEF_OK;
}

void tnef_bodies_free(tnef_bodies *bodies)
{
    tnef_allocator a;

    if (bodies == NULL)
        return;
    tnefi_send_end(bodies);
    tnef_text_close(&bodies->text);
    a = bodies->alloc;
    tnefi_store_free(bodies);
    if (bodies->engine != NULL)
        a.release(a.user, bodies->engine, engine_size());
    a.release(a.user, bodies, bodies->size);
}

tnef_status tnef_bodies_reset(tnef_bodies *bodies)
{
    if (bodies->busy)
        return tnefi_bodies_fail(bodies, TNEF_E_STATE, 0);
    tnefi_send_end(bodies);
    start(bodies);
    return TNEF_OK;
}

/* ---- Reading RTF --------------------------------------------------------------------------- */

static tnef_status to_rtf(void *user, const void *buf, size_t len, size_t *taken)
{
    struct tnef_bodies *b = user;

    return tnef_rtf_feed(b->rtf, buf, len, taken);
}

static tnef_status to_nowhere(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    (void)len;
    (void)taken;
    return TNEF_OK;
}

tnef_status tnefi_bodies_engine(struct tnef_bodies *b, tnef_sink_fn sink, uint32_t want)
{
    tnef_rtf_config rtf = { .size = sizeof rtf, .sink = sink != NULL ? sink : to_nowhere, .user = b,
                            .want = want == TNEF_BODY_HTML ? TNEF_RTF_HTML : TNEF_RTF_TEXT,
                            .max_output = b->max_output, .text = &b->text };
    tnef_lzfu_config lzfu = { .size = sizeof lzfu, .sink = to_rtf, .user = b,
                              .max_output = b->max_output };
    tnef_status status = TNEF_OK;

    if (b->engine == NULL)
        b->engine = b->alloc.alloc(b->alloc.user, engine_size());
    if (b->engine == NULL)
        return TNEF_E_MEMORY;
    if (want == TNEF_BODY_RTF)
        lzfu.sink = sink;
    else
        status = tnef_rtf_init(&b->rtf, b->engine + aligned(tnef_lzfu_size()), tnef_rtf_size(),
                               &rtf);
    if (status == TNEF_OK)
        status = tnef_lzfu_init(&b->lzfu, b->engine, tnef_lzfu_size(), &lzfu);
    return status;
}

void tnefi_bodies_engine_end(struct tnef_bodies *b)
{
    tnef_rtf_free(b->rtf);
    tnef_lzfu_free(b->lzfu);
    b->rtf = NULL;
    b->lzfu = NULL;
}

/* The kind of the open body, if it is RTF: looked for until it is known. */
static tnef_status probe(struct tnef_bodies *b, const uint8_t *p, size_t n, int last)
{
    tnef_rtf_info info = { .size = sizeof info };
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
    tnef_rtf_found(b->rtf, &info);
    b->open->rtf_kind = info.kind;
    if (info.kind != TNEF_RTF_UNKNOWN || last || error.status != TNEF_OK)
        tnefi_bodies_engine_end(b);
    return error.status == TNEF_E_MEMORY ? tnefi_bodies_fail(b, TNEF_E_MEMORY, 0) : TNEF_OK;
}

/* ---- Messages ------------------------------------------------------------------------------ */

/* The messages that have ended for a message at |depth| to have a body: what they had is free. */
static void pop(struct tnef_bodies *b, uint32_t depth, uint32_t message)
{
    for (uint32_t i = TNEF_DEPTH_CEILING + 1u; i > depth; i--) {
        struct tnefi_body_level *l = &b->level[i - 1u];

        if (l->message == 0 || (i - 1u == depth && l->message == message && !l->ended))
            continue;
        for (uint32_t k = 0; k < SORTS && l->count > 0; k++)
            l->count -= (l->sorts >> k) & 1u;
        b->doubles -= l->count;
        b->used = l->first;
        b->top = l->base;
        l->message = 0;
    }
}

static struct tnefi_body_level *level_for(struct tnef_bodies *b, const tnef_part *part)
{
    struct tnefi_body_level *l = &b->level[part->depth];

    pop(b, part->depth, part->message);
    if (l->message == 0) {
        memset(l, 0, sizeof *l);
        l->message = part->message;
        l->first = b->used;
        l->base = b->top;
    }
    return l;
}

static uint8_t sort_of(const tnef_part *part)
{
    if (part->kind == TNEF_PART_PLAIN)
        return (part->flags & TNEF_F_COMPUTED) != 0 ? 1u : 2u;
    return part->kind == TNEF_PART_HTML ? 4u : 8u;
}

/* Whether it can be entered. The first of each sort has its place. */
static int has_place(struct tnef_bodies *b, struct tnefi_body_level *l, const tnef_part *part)
{
    if ((l->sorts & sort_of(part)) == 0) {
        l->sorts |= sort_of(part);
    } else if (b->doubles < b->max_bodies) {
        b->doubles++;
    } else {
        b->passed++;
        return 0;
    }
    return b->used < b->room;
}

/* ---- What the handlers pass on ------------------------------------------------------------- */

/* Before anything: TNEF_OK, or what the collector has failed with. */
static tnef_status enter(struct tnef_bodies *b)
{
    if (b->busy)
        return tnefi_bodies_fail(b, TNEF_E_STATE, 0);
    return b->fatal.status;
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
    tnefi_send_end(b);
    b->current = NULL;
    b->open = NULL;
    l = level_for(b, part);
    if (!has_place(b, l, part))
        return TNEF_CONTINUE;
    b->open = &b->body[b->used++];
    l->count++;
    memset(b->open, 0, sizeof *b->open);
    b->open->part = part->id;
    b->open->kind = part->kind;
    b->open->encoding = part->encoding;
    b->open->start = b->top;
    b->head_len = 0;
    tnefi_look_begin(&b->open->look);
    if (part->kind == TNEF_PART_RTF)
        status = tnefi_bodies_engine(b, NULL, TNEF_BODY_TEXT);
    return status == TNEF_OK ? TNEF_CONTINUE : tnefi_bodies_fail(b, status, 0);
}

static int is_open(const struct tnef_bodies *b, const tnef_part *part)
{
    return is_ours(part) && b->open != NULL && b->open->part == part->id;
}

/* What is found out while it goes by. */
static tnef_status look(struct tnef_bodies *b, const uint8_t *p, size_t n)
{
    struct tnefi_body *body = b->open;
    size_t first = TNEF_BODY_HEAD - b->head_len < n ? TNEF_BODY_HEAD - b->head_len : n;

    for (size_t i = 0; i < n && !body->not_empty; i++)
        body->not_empty = p[i] != 0;
    if (body->kind == TNEF_PART_RTF)
        return probe(b, p, n, 0);
    if (body->encoding == TNEF_ENCODING_UTF16LE)
        return TNEF_OK;
    memcpy(b->head + b->head_len, p, first);
    b->head_len += first;
    tnefi_look_add(&body->look, p, n);
    return TNEF_OK;
}

int tnef_bodies_part_data(tnef_bodies *bodies, const tnef_part *part, const void *data, size_t len)
{
    struct tnef_bodies *b = bodies;
    tnef_status status = enter(b);
    size_t done = 0;

    if (status != TNEF_OK || !is_open(b, part) || len == 0)
        return status;
    b->open->length += len;
    status = look(b, data, len);
    if (status != TNEF_OK || (b->flags & TNEF_BODIES_FACTS) != 0 || b->open->status != TNEF_OK)
        return status;
    status = tnefi_store_add(b, data, len, &done);
    b->open->kept += done;
    if (done < len)
        b->open->status = TNEF_E_LIMIT_MEMORY;
    return status;
}

int tnef_bodies_part_end(tnef_bodies *bodies, const tnef_part *part)
{
    struct tnef_bodies *b = bodies;
    tnef_status status = enter(b);

    if (status != TNEF_OK || !is_open(b, part))
        return status;
    b->open->flags = part->flags;
    if (b->open->kind == TNEF_PART_RTF)
        status = probe(b, NULL, 0, 1);
    else if (b->open->encoding != TNEF_ENCODING_UTF16LE)
        tnefi_look_end(&b->open->look, b->head, b->head_len, b->open->kind == TNEF_PART_HTML);
    b->open = NULL;
    return status;
}

int tnef_bodies_message_end(tnef_bodies *bodies, const tnef_message_info *message)
{
    struct tnef_bodies *b = bodies;
    tnef_status status = enter(b);
    struct tnefi_body_level *l;

    if (status != TNEF_OK)
        return status;
    tnefi_send_end(b);
    b->current = NULL;
    b->open = NULL;
    if (message->depth > TNEF_DEPTH_CEILING)
        return TNEF_CONTINUE;
    l = &b->level[message->depth];
    if (l->message == 0 || l->message != message->id || l->ended)
        return TNEF_CONTINUE;
    l->ended = 1;
    b->current = l;
    memset(&b->message, 0, sizeof b->message);
    b->message.known = message->known;
    b->message.native_body = message->native_body;
    b->message.rtf_in_sync = message->rtf_in_sync;
    for (uint32_t i = 0; i < l->count; i++) {
        struct tnefi_body *body = &b->body[l->first + i];

        body->counts = body->part == message->plain || body->part == message->html
                    || body->part == message->rtf;
        tnefi_body_charset(body, message);
    }
    return TNEF_CONTINUE;
}

/* ---- What is there ------------------------------------------------------------------------- */

uint32_t tnef_bodies_count(const tnef_bodies *bodies)
{
    return bodies->current != NULL ? bodies->current->count : 0;
}

uint64_t tnef_bodies_passed(const tnef_bodies *bodies)
{
    return bodies->passed;
}

tnef_status tnef_bodies_get(const tnef_bodies *bodies, uint32_t index, tnef_body_info *out)
{
    tnef_body_info info = { .size = sizeof info };
    const struct tnefi_body *body;

    if (index >= tnef_bodies_count(bodies) || out->size < sizeof out->size)
        return TNEF_E_ARGUMENT;
    body = &bodies->body[bodies->current->first + index];
    info.part = body->part;
    info.kind = body->kind;
    info.encoding = body->encoding;
    info.flags = body->flags;
    info.counts = body->counts;
    info.length = body->length;
    info.kept = body->kept;
    info.form = tnefi_body_form(body);
    info.source = tnefi_body_source(body);
    info.rtf_kind = body->rtf_kind;
    info.codepage = body->codepage;
    info.charset_source = body->charset_source;
    info.status = body->status;
    info.charset = body->codepage != 0 ? tnef_codepage_name(body->codepage) : NULL;
    tnefi_fill(out, &info, sizeof info);
    return TNEF_OK;
}

void tnef_bodies_error(const tnef_bodies *bodies, tnef_error *out)
{
    const tnef_error *e = bodies->fatal.status != TNEF_OK ? &bodies->fatal : &bodies->failed;

    tnefi_fill(out, e, sizeof *e);
}
