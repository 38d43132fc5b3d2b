/* SPDX-License-Identifier: MIT */
/* The reader: creation, configuration, feeding, errors. */

#include "message_priv.h"

#include "alloc.h"
#include "config.h"
#include "touch.h"

#include <stdalign.h>
#include <string.h>

static const tnef_reader_config no_config = { .size = sizeof(tnef_reader_config) };

static size_t rounded(size_t size)
{
    return size + (alignof(max_align_t) - size % alignof(max_align_t)) % alignof(max_align_t);
}

static size_t reader_size(uint32_t levels)
{
    return rounded(sizeof(struct tnef_reader) + levels * sizeof(struct tnefi_layer));
}

/* The reader, its levels, the decoder, bags. */
static size_t whole_size(const tnef_reader_config *cfg, uint32_t levels)
{
    return reader_size(levels) + rounded(tnef_decoder_size()) + tnefi_bags_size(cfg->bag, levels);
}

/* Checks the configuration; |full| gets the decoder's, complete. */
static tnef_status check(const tnef_reader_config *cfg, struct tnefi_config *full)
{
    tnef_config dc;

    if (tnef_reader_check(cfg, NULL) != TNEF_OK)
        return TNEF_E_ARGUMENT;
    tnefi_decoder_config(&dc, cfg, NULL);
    return tnefi_config_import(full, &dc);
}

size_t tnef_reader_size(const tnef_reader_config *cfg)
{
    struct tnefi_config full;

    if (cfg == NULL)
        cfg = &no_config;
    if (check(cfg, &full) != TNEF_OK)
        return 0;
    return whole_size(cfg, full.max_depth + 1u);
}

static void import(struct tnef_reader *r, const tnef_reader_config *cfg,
                   const struct tnefi_config *full)
{
    static const tnef_model_limits no_limits = { .size = sizeof(tnef_model_limits) };
    const tnef_model_limits *m = cfg->model != NULL ? cfg->model : &no_limits;

    if (cfg->handlers != NULL)
        r->on = *cfg->handlers;
    r->user = cfg->user;
    r->interest = cfg->interest != 0 ? cfg->interest : ~UINT64_C(0);
    r->fatal = cfg->fatal;
    r->default_codepage = cfg->codepage;
    r->level_count = full->max_depth + 1u;
    r->max_anomalies = full->max_anomalies;
    r->max_attachments = m->max_attachments != 0 ? m->max_attachments : 10000u;
    r->max_text = m->max_text != 0 ? m->max_text : 65536u;
    r->max_headers = m->max_headers != 0 ? m->max_headers : 262144u;
    tnefi_pool_init(&r->pool, &r->alloc, m->max_memory != 0 ? m->max_memory : UINT64_C(1) << 20);
}

tnef_status tnef_reader_new(tnef_reader **out, const tnef_reader_config *cfg,
                            const tnef_allocator *alloc)
{
    struct tnefi_config full;
    struct tnef_reader *r;
    tnef_allocator a;
    tnef_config dc;
    tnef_status status;
    size_t head, size;
    void *mem;

    *out = NULL;
    if (cfg == NULL)
        cfg = &no_config;
    status = check(cfg, &full);
    if (status != TNEF_OK)
        return status;
    head = reader_size(full.max_depth + 1u);
    size = whole_size(cfg, full.max_depth + 1u);
    status = tnefi_take_memory(&mem, &a, alloc, size);
    if (status != TNEF_OK)
        return status;
    r = mem;
    memset(r, 0, head);
    r->alloc = a;
    r->size = size;
    r->muted = UINT32_MAX;
    import(r, cfg, &full);
    tnefi_bags_init(&r->bags, (unsigned char *)r + head + rounded(tnef_decoder_size()), cfg->bag,
                    r->level_count, &r->alloc);
    tnefi_decoder_config(&dc, cfg, r);
    status = tnef_decoder_init(&r->decoder, (unsigned char *)r + head, tnef_decoder_size(), &dc);
    if (status != TNEF_OK) {
        tnef_reader_free(r);
        return status;
    }
    *out = r;
    return TNEF_OK;
}

static void clear(struct tnef_reader *r)
{
    TNEFI_TOUCH(r->level_used);
    for (uint32_t i = 0; i < r->level_used; i++) {
        tnefi_arena_clear(&r->pool, &r->levels[i].m_arena);
        tnefi_arena_clear(&r->pool, &r->levels[i].a_arena);
        tnefi_arena_clear(&r->pool, &r->levels[i].r_arena);
    }
    tnefi_bags_clear(&r->bags);
}

void tnef_reader_free(tnef_reader *r)
{
    tnef_allocator alloc;

    if (r == NULL)
        return;
    tnefi_release_open(r);
    clear(r);
    tnefi_pool_end(&r->pool);
    tnefi_bags_end(&r->bags);
    tnefi_text_end(r);
    tnef_decoder_free(r->decoder);
    alloc = r->alloc;
    alloc.release(alloc.user, r, r->size);
}

/* As for a decoder: who misuses a reader has lost something. From inside a handler, the call that
 * called it ends what is open. */
static tnef_status misuse(struct tnef_reader *r, tnef_status status)
{
    if (r->run != RUN_STOPPED && r->run != RUN_FAILED)
        tnefi_reader_fail(r, status, 0);
    return r->busy ? status : tnefi_settle(r, status);
}

tnef_status tnef_reader_reset(tnef_reader *r)
{
    if (r->busy)
        return misuse(r, TNEF_E_STATE);
    tnefi_release_open(r);
    clear(r);
    r->pool.failed = 0;
    memset(r->anomalies, 0, sizeof r->anomalies);
    memset(&r->failed, 0, sizeof r->failed);
    memset(&r->limit, 0, sizeof r->limit);
    memset(&r->at, 0, sizeof r->at);
    memset(r->levels, 0, r->level_used * sizeof r->levels[0]);
    TNEFI_TOUCH(sizeof r->anomalies + r->level_used * sizeof r->levels[0]);
    r->level_used = 0;
    r->reported = 0;
    r->messages = 0;
    r->parts = 0;
    r->attachments = 0;
    r->remainders = 0;
    r->opens = 0;
    r->quiet_opens = 0;
    r->muted = UINT32_MAX;
    r->muted_end = 0;
    r->run = RUN_ON;
    r->paused = 0;
    r->closing = 0;
    r->attachments_said = 0;
    r->remainders_said = 0;
    r->dying = DYING_NOT;
    r->no_memory = 0;
    r->late_pause = 0;
    r->op_count = 0;
    r->op_next = 0;
    r->note_count = 0;
    r->note_next = 0;
    return tnef_decoder_reset(r->decoder);
}

/* Runs what a pause left; TNEF_OK: nothing is left. */
static tnef_status run_rest(struct tnef_reader *r)
{
    if (r->run == RUN_PAUSED)
        r->run = RUN_ON;
    tnefi_run(r);
    if (r->run == RUN_PAUSED)
        return TNEF_PAUSED;
    if (r->run == RUN_STOPPED)
        return TNEF_STOPPED;
    return r->run == RUN_FAILED ? r->failed.status : TNEF_OK;
}

/* The decoder only knows that the callback failed, not why. */
static tnef_status own_status(const struct tnef_reader *r, tnef_status status)
{
    if (r->run == RUN_FAILED)
        return r->failed.status;
    return r->run == RUN_STOPPED ? TNEF_STOPPED : status;
}

tnef_status tnef_reader_feed(tnef_reader *r, const void *buf, size_t len, size_t *taken)
{
    tnef_status status;
    size_t n = 0;

    if (taken != NULL)
        *taken = 0;
    if (r->busy)
        return misuse(r, TNEF_E_STATE);
    r->paused = 0;
    if (r->dying == DYING_NOW)
        return tnefi_settle(r, r->died);
    if (buf == NULL && len > 0)
        return misuse(r, TNEF_E_ARGUMENT);
    status = r->run == RUN_STOPPED || r->run == RUN_FAILED ? own_status(r, TNEF_OK) : TNEF_OK;
    if (status != TNEF_OK)
        return status;
    if (r->closing)
        return misuse(r, TNEF_E_STATE);
    status = run_rest(r);
    if (status != TNEF_OK)
        return tnefi_settle(r, status);
    status = tnef_decoder_feed(r->decoder, buf, len, &n);
    if (taken != NULL)
        *taken = n;
    return tnefi_settle(r, own_status(r, status));
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
    if (r->limit.status == TNEF_OK)
        return 0;
    return e->status == TNEF_OK || is_damage(e->status)
           || (is_part_limit(e->status) && r->limit.offset < e->offset);
}

tnef_status tnef_reader_finish(tnef_reader *r)
{
    tnef_error e = { .size = sizeof e };
    tnef_status status;

    if (r->busy)
        return misuse(r, TNEF_E_STATE);
    r->paused = 0;
    if (r->dying == DYING_NOW && tnefi_settle(r, r->died) == TNEF_PAUSED)
        return TNEF_PAUSED;
    if (r->run != RUN_STOPPED && r->run != RUN_FAILED) {
        r->closing = 1;
        status = run_rest(r);
        if (status == TNEF_OK)
            status = own_status(r, tnef_decoder_finish(r->decoder));
    } else {
        status = own_status(r, TNEF_OK);
    }
    status = tnefi_settle(r, status);
    if (status == TNEF_PAUSED || status == TNEF_STOPPED || r->run == RUN_FAILED)
        return status;
    tnef_decoder_error(r->decoder, &e);
    e.status = status;
    return limit_first(r, &e) ? r->limit.status : status;
}

static int has_failed(const struct tnef_reader *r)
{
    return r->run == RUN_FAILED || (r->dying == DYING_NOW && r->died_run == RUN_FAILED);
}

void tnef_reader_error(const tnef_reader *r, tnef_error *out)
{
    tnef_error e = { .size = sizeof e };

    tnef_decoder_error(r->decoder, &e);
    /* The decoder knows where it was told to stop, and not what for; and of a stop after a pause
     * it knows nothing. */
    if (has_failed(r) || r->run == RUN_STOPPED)
        e = r->failed;
    else if (limit_first(r, &e))
        e = r->limit;
    tnefi_fill(out, &e, sizeof e);
}

uint64_t tnef_reader_offset(const tnef_reader *r)
{
    return tnef_decoder_offset(r->decoder);
}

uint64_t tnef_reader_anomalies(const tnef_reader *r, uint32_t code)
{
    if (code >= TNEF_A_NUMBER_OF)
        return 0;
    return tnef_decoder_anomalies(r->decoder, code) + r->anomalies[code];
}
