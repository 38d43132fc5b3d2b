/* SPDX-License-Identifier: MIT */
/* The collector of bodies: life, and the readers that a delivery uses. */

#include "body/priv.h"

#include "base/align.h"
#include "base/alloc.h"
#include "base/structs.h"
#include "base/touch.h"
#include "text/text.h"

#include <string.h>

#define CEILING        (UINT64_C(1) << 62)
#define UTF8           65001u
#define BODIES_CEILING 4096u
#define DEFAULT_MEMORY (16u << 20)
#define DEFAULT_BODIES 64u
#define DEFAULT_SPOOL  (UINT64_C(64) << 20)
#define DEFAULT_OUTPUT (UINT64_C(64) << 20)
#define DEFAULT_TOTAL  (UINT64_C(256) << 20)

static void clear_error(tnef_error *e)
{
    memset(e, 0, sizeof *e);
    e->size = sizeof *e;
    e->code = TNEF_NO_CODE;
}

tnef_status tnefi_body_fail(struct tnef_bodies *b, tnef_status status, int32_t user_code)
{
    if (b->live.fatal.status == TNEF_OK) {
        b->live.fatal.status = status;
        b->live.fatal.offset = b->live.top;
        b->live.fatal.user_code = user_code;
    }
    return b->live.fatal.status;
}

/* ---- Life ---------------------------------------------------------------------------------- */

/* The configuration, with all defaults filled in. */
struct settings {
    tnef_spool spool;
    uint64_t max_spool, max_output, max_total;
    uint32_t max_memory, max_bodies, flags;
    const tnef_charset_hook *charsets; /* the caller's */
};

/* The first field that is wrong of a spool, of a configuration; or NULL. */
static const void *spool_field(const tnef_spool *s)
{
    const void *wrong = TNEFI_STRUCT_FIELD(s);

    if (s == NULL || wrong != NULL)
        return wrong;
    if (s->write == NULL)
        return &s->write;
    return s->read == NULL ? &s->read : NULL;
}

static const void *wrong_field(const tnef_bodies_config *cfg)
{
    const void *wrong = TNEFI_STRUCT_FIELD(cfg);

    if (cfg == NULL || wrong != NULL)
        return wrong;
    if ((cfg->flags & ~TNEF_BODIES_FACTS) != 0)
        return &cfg->flags;
    wrong = spool_field(cfg->spool);
    if (wrong != NULL)
        return wrong;
    if (cfg->max_memory > TNEF_BODIES_MEMORY_CEILING)
        return &cfg->max_memory;
    if (cfg->max_bodies > BODIES_CEILING)
        return &cfg->max_bodies;
    if (cfg->max_spool > CEILING)
        return &cfg->max_spool;
    if (cfg->max_output > CEILING)
        return &cfg->max_output;
    if (cfg->max_total > CEILING)
        return &cfg->max_total;
    return tnefi_text_charsets_field(cfg->charsets);
}

tnef_status tnef_bodies_check(const tnef_bodies_config *cfg, const void **field)
{
    return tnefi_base_checked(1, wrong_field(cfg), field);
}

static tnef_status import(struct settings *out, const tnef_bodies_config *cfg)
{
    static const tnef_bodies_config none = { .size = sizeof none };

    if (tnef_bodies_check(cfg, NULL) != TNEF_OK)
        return TNEF_E_ARGUMENT;
    cfg = cfg != NULL ? cfg : &none;
    memset(out, 0, sizeof *out);
    if (cfg->spool != NULL) {
        out->spool.write = cfg->spool->write;
        out->spool.read = cfg->spool->read;
        out->spool.user = cfg->spool->user;
    }
    out->charsets = cfg->charsets;
    out->flags = cfg->flags;
    out->max_memory = cfg->max_memory != 0 ? cfg->max_memory : DEFAULT_MEMORY;
    out->max_bodies = cfg->max_bodies != 0 ? cfg->max_bodies : DEFAULT_BODIES;
    out->max_spool = cfg->max_spool != 0 ? cfg->max_spool : DEFAULT_SPOOL;
    out->max_output = cfg->max_output != 0 ? cfg->max_output : DEFAULT_OUTPUT;
    out->max_total = cfg->max_total != 0 ? cfg->max_total : DEFAULT_TOTAL;
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
    size_t to = TNEFI_ALIGN;

    return (n + to - 1u) / to * to;
}

static size_t base_size(const struct settings *s)
{
    return aligned(sizeof(struct tnef_bodies)) + aligned(body_count(s) * sizeof(struct tnefi_body_kept))
           + page_count(s) * sizeof(uint8_t *);
}

/* All three readers: text of HTML in RTF goes through one after the other. */
static size_t engine_size(void)
{
    return aligned(tnef_html_size()) + aligned(tnef_lzfu_size()) + tnef_rtf_size();
}

size_t tnef_bodies_size(const tnef_bodies_config *cfg)
{
    struct settings s;

    return import(&s, cfg) == TNEF_OK ? base_size(&s) + engine_size() : 0;
}

static void start(struct tnef_bodies *b)
{
    memset(&b->live, 0, sizeof b->live);
    TNEFI_TOUCH(sizeof b->live);
    clear_error(&b->live.fatal);
    clear_error(&b->live.failed);
}

static void apply(struct tnef_bodies *b, const struct settings *s)
{
    b->spool = s->spool;
    b->max_spool = s->max_spool;
    b->max_output = s->max_output;
    b->max_total = s->max_total;
    b->max_memory = s->max_memory;
    b->max_bodies = s->max_bodies;
    b->flags = s->flags;
    b->room = body_count(s);
    b->pages = page_count(s);
}

tnef_status tnef_bodies_new(tnef_bodies **out, const tnef_bodies_config *cfg, const tnef_allocator *alloc)
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
    status = tnefi_base_take_memory(&block, &a, alloc, base_size(&s));
    if (status != TNEF_OK)
        return status;
    memset(block, 0, base_size(&s));
    TNEFI_TOUCH(base_size(&s) + page_count(&s));
    mem = block;
    b = block;
    b->body = (struct tnefi_body_kept *)(void *)(mem + aligned(sizeof *b));
    b->page = (uint8_t **)(void *)(mem + aligned(sizeof *b)
                                   + aligned(body_count(&s) * sizeof(struct tnefi_body_kept)));
    for (uint32_t i = 0; i < page_count(&s); i++)
        b->page[i] = NULL;
    b->alloc = a;
    b->size = base_size(&s);
    apply(b, &s);
    (void)tnef_text_init_with(&b->text, 1252, s.charsets);
    start(b);
    *out = b;
    return TNEF_OK;
}

void tnef_bodies_free(tnef_bodies *bodies)
{
    tnef_allocator a;

    if (bodies == NULL)
        return;
    tnefi_body_send_end(bodies);
    tnef_text_free(&bodies->text);
    a = bodies->alloc;
    tnefi_body_store_free(bodies);
    if (bodies->engine != NULL)
        a.release(a.user, bodies->engine, engine_size());
    a.release(a.user, bodies, bodies->size);
}

tnef_status tnef_bodies_reset(tnef_bodies *bodies)
{
    if (bodies->live.busy)
        return tnefi_body_fail(bodies, TNEF_E_STATE, 0);
    tnefi_body_send_end(bodies);
    start(bodies);
    return TNEF_OK;
}

/* ---- Readers ------------------------------------------------------------------------------- */

static tnef_status rtf_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct tnef_bodies *b = user;

    return tnef_rtf_feed(b->rtf, buf, len, taken);
}

#define PROBE_PIECE 64u /* bytes of RTF at a time, while its kind is looked for */

/* The sink of LZFu while the kind of RTF is looked for. It stops when that is known: eight bytes of RTF may
 * come of one, and each may be dear to read. */
static tnef_status probe_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct tnef_bodies *b = user;
    struct tnef_rtf_info info = { .size = sizeof info };
    size_t n;

    for (size_t at = 0; at < len && info.kind == TNEF_RTF_UNKNOWN; at += n) {
        n = len - at < PROBE_PIECE ? len - at : PROBE_PIECE;
        if (tnef_rtf_feed(b->rtf, (const uint8_t *)buf + at, n, NULL) != TNEF_OK)
            return TNEF_STOPPED;
        tnef_rtf_info(b->rtf, &info);
    }
    *taken = len;
    return info.kind == TNEF_RTF_UNKNOWN ? TNEF_OK : TNEF_STOPPED;
}

static tnef_status html_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct tnef_bodies *b = user;

    return tnef_html_feed(b->html, buf, len, taken);
}

static tnef_status to_nowhere(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    (void)len;
    (void)taken;
    return TNEF_OK;
}

static tnef_status engine_memory(struct tnef_bodies *b)
{
    if (b->engine == NULL)
        b->engine = b->alloc.alloc(b->alloc.user, engine_size());
    return b->engine != NULL ? TNEF_OK : TNEF_E_MEMORY;
}

/* That of a reader whose sink is the delivery's, which refuses all if nothing more is allowed. */
static uint64_t send_limit(const struct tnef_bodies *b)
{
    return b->send.limit != 0 ? b->send.limit : 1u;
}

static tnef_status html_init(struct tnef_bodies *b, uint32_t codepage, tnef_text *text)
{
    const tnef_html_config html = { .size = sizeof html,
                                    .codepage = codepage,
                                    .user = b,
                                    .sink = tnefi_body_send_to_sink,
                                    .max_output = send_limit(b),
                                    .text = text };

    return tnef_html_init(&b->html, b->engine, tnef_html_size(), &html);
}

tnef_status tnefi_body_html_engine(struct tnef_bodies *b, uint32_t codepage)
{
    tnef_status status = engine_memory(b);

    return status != TNEF_OK ? status : html_init(b, codepage, &b->text);
}

/* The RTF reader, and before it LZFu, whose sink is |from|: its output has a bound of its own. */
static tnef_status rtf_init(struct tnef_bodies *b, tnef_sink_fn from, tnef_sink_fn sink, uint64_t limit,
                            uint32_t want)
{
    unsigned char *at = b->engine + aligned(tnef_html_size());
    const tnef_rtf_config rtf = {
        .size = sizeof rtf, .sink = sink, .user = b, .want = want, .max_output = limit, .text = &b->text
    };
    const tnef_lzfu_config lzfu = {
        .size = sizeof lzfu, .sink = from, .user = b, .max_output = b->max_output
    };
    tnef_status status = tnef_rtf_init(&b->rtf, at + aligned(tnef_lzfu_size()), tnef_rtf_size(), &rtf);

    return status != TNEF_OK ? status : tnef_lzfu_init(&b->lzfu, at, tnef_lzfu_size(), &lzfu);
}

tnef_status tnefi_body_probe_engine(struct tnef_bodies *b)
{
    tnef_status status = engine_memory(b);

    return status != TNEF_OK ? status : rtf_init(b, probe_sink, to_nowhere, b->max_output, TNEF_RTF_TEXT);
}

tnef_status tnefi_body_lzfu_engine(struct tnef_bodies *b)
{
    const tnef_lzfu_config lzfu = {
        .size = sizeof lzfu, .sink = tnefi_body_send_to_sink, .user = b, .max_output = send_limit(b)
    };
    tnef_status status = engine_memory(b);

    return status != TNEF_OK
               ? status
               : tnef_lzfu_init(&b->lzfu, b->engine + aligned(tnef_html_size()), tnef_lzfu_size(), &lzfu);
}

tnef_status tnefi_body_rtf_engine(struct tnef_bodies *b, int to_html)
{
    tnef_status status = engine_memory(b);

    return status != TNEF_OK ? status
                             : rtf_init(b, rtf_sink, tnefi_body_send_to_sink, send_limit(b),
                                        to_html ? TNEF_RTF_HTML : TNEF_RTF_TEXT);
}

/* The HTML between the two readers is bounded by the RTF, and is in UTF-8, for which the reader of
 * HTML needs no converter: that of the collector is the RTF reader's. */
tnef_status tnefi_body_rtf_html_engine(struct tnef_bodies *b)
{
    tnef_status status = engine_memory(b);

    if (status == TNEF_OK)
        status = html_init(b, UTF8, NULL);
    return status != TNEF_OK ? status : rtf_init(b, rtf_sink, html_sink, CEILING, TNEF_RTF_HTML);
}

void tnefi_body_engine_end(struct tnef_bodies *b)
{
    tnef_rtf_free(b->rtf);
    tnef_lzfu_free(b->lzfu);
    tnef_html_free(b->html);
    b->html = NULL;
    b->rtf = NULL;
    b->lzfu = NULL;
}
