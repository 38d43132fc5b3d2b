/* SPDX-License-Identifier: MIT */
/* The life of a reader: new, feed, finish, reset, free; and what it tells of itself. */

#include "message/priv.h"

#include "base/alloc.h"
#include "base/structs.h"
#include "decoder/decoder.h"
#include "base/touch.h"

#include <string.h>

static const tnef_reader_config no_config = { .size = sizeof(tnef_reader_config) };

static size_t reader_size(uint32_t levels)
{
    return tnefi_message_rounded(sizeof(struct tnef_reader) + levels * sizeof(struct tnefi_message_layer));
}

/* Blocks for strings that are in the allocation of the reader: most messages need no more. */
#define OWN_BLOCKS 2u
#define OWN_SIZE   (OWN_BLOCKS * TNEFI_BLOCK_SIZE)
_Static_assert(OWN_SIZE % TNEFI_ALIGN == 0, "what follows is aligned for any object");

/* The size of the one allocation: the reader, its levels, the decoder, blocks, bags. */
static size_t whole_size(const tnef_reader_config *cfg, uint32_t levels)
{
    return reader_size(levels) + tnefi_message_rounded(tnef_decoder_size()) + OWN_SIZE
           + tnefi_message_bags_size(cfg->bag, levels);
}

/* Checks the configuration; |full| gets the decoder's, complete. */
static tnef_status check(const tnef_reader_config *cfg, struct tnefi_decoder_config *full)
{
    tnef_decoder_config dc;

    if (tnef_reader_check(cfg, NULL) != TNEF_OK)
        return TNEF_E_ARGUMENT;
    tnefi_message_decoder_config(&dc, cfg, NULL);
    return tnefi_decoder_config_import(full, &dc);
}

size_t tnef_reader_size(const tnef_reader_config *cfg)
{
    struct tnefi_decoder_config full;

    if (cfg == NULL)
        cfg = &no_config;
    if (check(cfg, &full) != TNEF_OK)
        return 0;
    return whole_size(cfg, full.max_depth + 1u);
}

static void import(struct tnef_reader *r, const tnef_reader_config *cfg,
                   const struct tnefi_decoder_config *full)
{
    static const tnef_reader_limits no_limits = { .size = sizeof(tnef_reader_limits) };
    const tnef_reader_limits *m = cfg->limits != NULL ? cfg->limits : &no_limits;

    if (cfg->handlers != NULL)
        r->on = *cfg->handlers;
    r->user = cfg->user;
    r->interest = cfg->interest != 0 ? cfg->interest : ~UINT64_C(0);
    r->fatal = cfg->fatal;
    r->default_codepage = cfg->codepage;
    (void)tnef_text_init_with(&r->text, 1252, cfg->charsets);
    r->level_count = full->max_depth + 1u;
    r->max_anomalies = full->max_anomalies;
    r->max_attachments = m->max_attachments != 0 ? m->max_attachments : 10000u;
    r->max_text = m->max_text != 0 ? m->max_text : 65536u;
    r->max_headers = m->max_headers != 0 ? m->max_headers : 262144u;
    tnefi_message_pool_init(&r->pool, &r->alloc, m->max_memory != 0 ? m->max_memory : UINT64_C(1) << 20);
}

/* Makes all that belongs to an input anew, before its first byte. */
static void begin(struct tnef_reader *r)
{
    memset(&r->now, 0, sizeof r->now);
    r->now.muted = UINT32_MAX;
    r->now.short_depth = UINT32_MAX;
}

tnef_status tnef_reader_new(tnef_reader **out, const tnef_reader_config *cfg, const tnef_allocator *alloc)
{
    struct tnefi_decoder_config full;
    struct tnef_reader *r;
    tnef_allocator a;
    tnef_decoder_config dc;
    tnef_status status;
    unsigned char *at;
    size_t size;
    void *mem;

    *out = NULL;
    if (cfg == NULL)
        cfg = &no_config;
    status = check(cfg, &full);
    if (status != TNEF_OK)
        return status;
    size = whole_size(cfg, full.max_depth + 1u);
    status = tnefi_base_take_memory(&mem, &a, alloc, size);
    if (status != TNEF_OK)
        return status;
    r = mem;
    memset(r, 0, offsetof(struct tnef_reader, ops));
    r->alloc = a;
    r->size = size;
    begin(r);
    import(r, cfg, &full);
    at = (unsigned char *)mem + reader_size(r->level_count);
    tnefi_message_pool_own(&r->pool, at + tnefi_message_rounded(tnef_decoder_size()), OWN_BLOCKS);
    tnefi_message_bags_init(&r->bags, at + tnefi_message_rounded(tnef_decoder_size()) + OWN_SIZE, cfg->bag,
                            r->level_count, &r->alloc);
    r->only_model = r->on.property == NULL && r->bags.keys == NULL;
    tnefi_message_decoder_config(&dc, cfg, r);
    status = tnef_decoder_init(&r->decoder, at, tnef_decoder_size(), &dc);
    if (status != TNEF_OK) {
        tnef_reader_free(r);
        return status;
    }
    if (r->only_model)
        tnefi_decoder_at_once(r->decoder);
    *out = r;
    return TNEF_OK;
}

static void clear(struct tnef_reader *r)
{
    TNEFI_TOUCH(r->now.level_used);
    for (uint32_t i = 0; i < r->now.level_used; i++) {
        tnefi_message_arena_clear(&r->pool, &r->levels[i].m_arena);
        tnefi_message_arena_clear(&r->pool, &r->levels[i].a_arena);
        tnefi_message_arena_clear(&r->pool, &r->levels[i].r_arena);
    }
    tnefi_message_bags_clear(&r->bags);
}

void tnef_reader_free(tnef_reader *r)
{
    tnef_allocator alloc;

    if (r == NULL)
        return;
    tnefi_message_release_open(r);
    clear(r);
    tnefi_message_pool_end(&r->pool);
    tnefi_message_bags_end(&r->bags);
    tnefi_message_text_end(r);
    tnef_decoder_free(r->decoder);
    alloc = r->alloc;
    alloc.release(alloc.user, r, r->size);
}

/* A program that misuses a reader has lost something, so the reader fails, as a decoder does. If the call
 * came from inside a handler, the call that runs the handler ends what is open. */
static tnef_status misuse(struct tnef_reader *r, tnef_status status)
{
    if (r->now.run != RUN_STOPPED && r->now.run != RUN_FAILED)
        tnefi_message_fail(r, status, 0);
    return r->busy ? status : tnefi_message_settle(r, status);
}

tnef_status tnef_reader_reset(tnef_reader *r)
{
    if (r->busy)
        return misuse(r, TNEF_E_STATE);
    tnefi_message_release_open(r);
    clear(r);
    r->pool.failed = 0;
    TNEFI_TOUCH(sizeof r->now.anomalies);
    begin(r);
    return tnef_decoder_reset(r->decoder);
}

/* Runs what a pause left in the queue. TNEF_OK: nothing is left. */
static tnef_status run_rest(struct tnef_reader *r)
{
    if (r->now.run == RUN_PAUSED)
        r->now.run = RUN_ON;
    tnefi_message_run(r);
    if (r->now.run == RUN_PAUSED)
        return TNEF_PAUSED;
    if (r->now.run == RUN_STOPPED)
        return TNEF_STOPPED;
    return r->now.run == RUN_FAILED ? r->now.failed.status : TNEF_OK;
}

/* The decoder only knows that the callback failed, not why. */
static tnef_status own_status(const struct tnef_reader *r, tnef_status status)
{
    if (r->now.run == RUN_FAILED)
        return r->now.failed.status;
    return r->now.run == RUN_STOPPED ? TNEF_STOPPED : status;
}

tnef_status tnef_reader_feed(tnef_reader *r, const void *buf, size_t len, size_t *taken)
{
    tnef_status status;
    size_t n = 0;

    if (taken != NULL)
        *taken = 0;
    if (r->busy)
        return misuse(r, TNEF_E_STATE);
    r->now.paused = 0;
    if (r->now.dying == DYING_NOW)
        return tnefi_message_settle(r, r->now.died);
    if (buf == NULL && len > 0)
        return misuse(r, TNEF_E_ARGUMENT);
    status = r->now.run == RUN_STOPPED || r->now.run == RUN_FAILED ? own_status(r, TNEF_OK) : TNEF_OK;
    if (status != TNEF_OK)
        return status;
    if (r->now.closing)
        return misuse(r, TNEF_E_STATE);
    status = run_rest(r);
    if (status != TNEF_OK)
        return tnefi_message_settle(r, status);
    status = tnef_decoder_feed(r->decoder, buf, len, &n);
    if (taken != NULL)
        *taken = n;
    return tnefi_message_settle(r, own_status(r, status));
}

/* Whether a status can only be a limit on a part. */
static int is_part_limit(tnef_status s)
{
    return s == TNEF_E_LIMIT_DEPTH || s == TNEF_E_LIMIT_LENGTH || s == TNEF_E_LIMIT_PROPERTIES
           || s == TNEF_E_LIMIT_VALUES || s == TNEF_E_LIMIT_ROWS || s == TNEF_E_LIMIT_NAME;
}

static int is_damage(tnef_status s)
{
    return TNEF_IS_MALFORMED(s) && s != TNEF_E_SIGNATURE && s != TNEF_E_ANOMALY;
}

/* A limit of the model beats damage and later limits of the decoder. */
static int limit_first(const struct tnef_reader *r, const tnef_error *e)
{
    if (r->now.limit.status == TNEF_OK)
        return 0;
    return e->status == TNEF_OK || is_damage(e->status)
           || (is_part_limit(e->status) && r->now.limit.offset < e->offset);
}

tnef_status tnef_reader_finish(tnef_reader *r)
{
    tnef_error e = { .size = sizeof e };
    tnef_status status;

    if (r->busy)
        return misuse(r, TNEF_E_STATE);
    r->now.paused = 0;
    if (r->now.dying == DYING_NOW && tnefi_message_settle(r, r->now.died) == TNEF_PAUSED)
        return TNEF_PAUSED;
    if (r->now.run != RUN_STOPPED && r->now.run != RUN_FAILED) {
        r->now.closing = 1;
        status = run_rest(r);
        if (status == TNEF_OK)
            status = own_status(r, tnef_decoder_finish(r->decoder));
    } else {
        status = own_status(r, TNEF_OK);
    }
    status = tnefi_message_settle(r, status);
    if (status == TNEF_PAUSED || status == TNEF_STOPPED || r->now.run == RUN_FAILED)
        return status;
    tnef_decoder_error(r->decoder, &e);
    e.status = status;
    return limit_first(r, &e) ? r->now.limit.status : status;
}

static int has_failed(const struct tnef_reader *r)
{
    return r->now.run == RUN_FAILED || (r->now.dying == DYING_NOW && r->now.died_run == RUN_FAILED);
}

void tnef_reader_error(const tnef_reader *r, tnef_error *out)
{
    tnef_error e = { .size = sizeof e };

    tnef_decoder_error(r->decoder, &e);
    /* The decoder knows where it was told to stop, but not why; and of a stop after a pause it knows
     * nothing. */
    if (has_failed(r) || r->now.run == RUN_STOPPED)
        e = r->now.failed;
    else if (limit_first(r, &e))
        e = r->now.limit;
    tnefi_base_fill(out, &e, sizeof e);
}

void tnef_reader_info(const tnef_reader *r, struct tnef_reader_info *out)
{
    struct tnef_reader_info info = { .size = sizeof info };
    struct tnef_decoder_info wire = { .size = sizeof wire };

    tnef_decoder_info(r->decoder, &wire);
    info.depth = wire.depth;
    info.anomalies = wire.anomalies;
    for (uint32_t i = 0; i < TNEF_A_END; i++)
        if (r->now.anomalies[i] != 0)
            info.anomalies |= TNEF_ANOMALY_BIT(i);
    TNEFI_TOUCH(TNEF_A_END);
    info.input = wire.input;
    info.output = wire.output;
    info.events = wire.events;
    tnefi_base_fill(out, &info, sizeof info);
}

uint64_t tnef_reader_anomalies(const tnef_reader *r, uint32_t code)
{
    if (code >= TNEF_A_END)
        return 0;
    return tnef_decoder_anomalies(r->decoder, code) + r->now.anomalies[code];
}
