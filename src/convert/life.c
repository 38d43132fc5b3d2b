/* SPDX-License-Identifier: MIT */
/* The converter, the public face: life, feeding, what is known. */

#include "convert/mail.h"

#include "base/alloc.h"
#include "base/structs.h"
#include "base/touch.h"

#include <string.h>

#define CEILING        (UINT64_C(1) << 62)
#define DEFAULT_TREE   (UINT64_C(16) << 20)
#define DEFAULT_SPOOL  (UINT64_C(256) << 20)
#define DEFAULT_OUTPUT (UINT64_C(512) << 20)
#define DEFAULT_MEMORY (UINT32_C(16) << 20)

/* ---- Configuration ------------------------------------------------------------------------- */

/* What the tree and the collector of bodies get. */
struct settings {
    tnef_convert_config own;
    tnef_decoder_limits decoder_limits;
    tnef_reader_config reader;
    tnef_bodies_config bodies;
};

const void *tnefi_convert_wrong_spool(const tnef_spool *spool)
{
    const tnef_bodies_config bodies = { .size = sizeof bodies, .spool = spool };
    const void *wrong = NULL;

    (void)tnef_bodies_check(&bodies, &wrong);
    return wrong;
}

static const void *wrong_limit(const tnef_convert_config *cfg)
{
    if (cfg->max_tree > CEILING)
        return &cfg->max_tree;
    if (cfg->max_spool > CEILING)
        return &cfg->max_spool;
    if (cfg->max_output > CEILING)
        return &cfg->max_output;
    if (cfg->max_memory > TNEF_BODIES_MEMORY_CEILING)
        return &cfg->max_memory;
    return cfg->max_bodies > TNEF_BODIES_MEMORY_CEILING ? &cfg->max_bodies : NULL;
}

/* The first field that is wrong, or NULL. */
static const void *wrong_field(const tnef_convert_config *cfg)
{
    const void *wrong = TNEFI_STRUCT_FIELD(cfg);
    tnef_reader_config reader = { .size = sizeof reader };

    if (cfg == NULL || wrong != NULL)
        return wrong;
    if (cfg->flags != 0)
        return &cfg->flags;
    wrong = tnefi_convert_wrong_spool(cfg->spool);
    if (wrong == NULL)
        wrong = wrong_limit(cfg);
    if (wrong != NULL)
        return wrong;
    reader.decoder_limits = cfg->decoder_limits;
    reader.limits = cfg->limits;
    reader.charsets = cfg->charsets;
    (void)tnef_reader_check(&reader, &wrong);
    return wrong;
}

tnef_status tnef_convert_check(const tnef_convert_config *cfg, const void **field)
{
    return tnefi_base_checked(1, wrong_field(cfg), field);
}

static void fill_settings(struct settings *s, const tnef_convert_config *cfg)
{
    memset(s, 0, sizeof *s);
    if (cfg != NULL)
        memcpy(&s->own, cfg, sizeof s->own);
    s->own.max_tree = s->own.max_tree != 0 ? s->own.max_tree : DEFAULT_TREE;
    s->own.max_spool = s->own.max_spool != 0 ? s->own.max_spool : DEFAULT_SPOOL;
    s->own.max_output = s->own.max_output != 0 ? s->own.max_output : DEFAULT_OUTPUT;
    s->own.max_memory = s->own.max_memory != 0 ? s->own.max_memory : DEFAULT_MEMORY;
    if (s->own.decoder_limits != NULL)
        s->decoder_limits = *s->own.decoder_limits;
    s->decoder_limits.size = sizeof s->decoder_limits;
    if (s->decoder_limits.max_output == 0)
        s->decoder_limits.max_output = TNEF_TOTAL_CEILING;
    s->reader.size = sizeof s->reader;
    s->reader.flags = TNEF_RESYNC | TNEF_DESCEND_DATA;
    s->reader.decoder_limits = &s->decoder_limits;
    s->reader.limits = s->own.limits;
    s->reader.charsets = s->own.charsets;
    s->reader.bag = &tnefi_convert_bags;
    s->bodies.size = sizeof s->bodies;
    s->bodies.max_memory = s->own.max_bodies;
    s->bodies.charsets = s->own.charsets;
}

static uint32_t page_count(const struct settings *s)
{
    return (s->own.max_memory - 1u) / PAGE_SIZE + 1u;
}

static size_t own_size(const struct settings *s)
{
    return sizeof(struct tnef_convert) + page_count(s) * sizeof(uint8_t *);
}

size_t tnef_convert_size(const tnef_convert_config *cfg)
{
    struct settings s;

    if (tnef_convert_check(cfg, NULL) != TNEF_OK)
        return 0;
    fill_settings(&s, cfg);
    return own_size(&s) + sizeof(struct tnefi_convert_series) + sizeof(struct tnefi_convert_mail)
           + tnefi_message_tree_size(&s.reader) + tnef_bodies_size(&s.bodies);
}

/* ---- Life ---------------------------------------------------------------------------------- */

static void start(struct tnef_convert *c)
{
    memset(&c->live, 0, sizeof c->live);
    TNEFI_TOUCH(sizeof c->live);
    c->live.fatal.size = sizeof c->live.fatal;
    c->live.fatal.code = TNEF_NO_CODE;
    c->live.job.error = c->live.fatal;
}

tnef_status tnef_convert_new(tnef_convert **out, const tnef_convert_config *cfg, const tnef_allocator *alloc)
{
    struct tnef_convert *c;
    struct settings s;
    tnef_allocator a;
    tnef_status status;
    void *mem;

    *out = NULL;
    if (tnef_convert_check(cfg, NULL) != TNEF_OK)
        return TNEF_E_ARGUMENT;
    fill_settings(&s, cfg);
    status = tnefi_base_take_memory(&mem, &a, alloc, own_size(&s));
    if (status != TNEF_OK)
        return status;
    memset(mem, 0, own_size(&s));
    TNEFI_TOUCH(own_size(&s));
    c = mem;
    c->alloc = a;
    c->size = own_size(&s);
    c->pages = page_count(&s);
    if (s.own.spool != NULL)
        c->spool = *s.own.spool;
    if (s.own.charsets != NULL)
        c->charsets = *s.own.charsets;
    c->max_spool = s.own.max_spool;
    c->max_output = s.own.max_output;
    c->max_memory = s.own.max_memory;
    start(c);
    status = tnefi_message_tree_new(&c->tree, &s.reader, s.own.max_tree, tnefi_convert_keep, c, &a);
    if (status == TNEF_OK)
        status = tnef_bodies_new(&c->bodies, &s.bodies, &a);
    if (status == TNEF_OK)
        *out = c;
    else
        tnef_convert_free(c);
    return status;
}

void tnef_convert_free(tnef_convert *convert)
{
    tnef_allocator a;

    if (convert == NULL)
        return;
    tnefi_convert_end_job(convert);
    tnefi_message_tree_free(convert->tree);
    tnef_bodies_free(convert->bodies);
    tnefi_convert_store_free(convert);
    a = convert->alloc;
    tnefi_base_return_memory(&a, convert, convert->size);
}

tnef_status tnef_convert_reset(tnef_convert *convert)
{
    if (convert->live.busy)
        return TNEF_E_STATE;
    tnefi_convert_end_job(convert);
    tnefi_message_tree_reset(convert->tree);
    (void)tnef_bodies_reset(convert->bodies);
    start(convert);
    return TNEF_OK;
}

tnef_status tnefi_convert_fail(struct tnef_convert *c, tnef_status status, int user_code)
{
    tnef_error *e = c->live.writing ? &c->live.job.error : &c->live.fatal;

    if (e->status == TNEF_OK) {
        e->status = status;
        e->user_code = user_code;
    }
    return status;
}

int tnefi_convert_well(const struct tnef_convert *c)
{
    return c->live.job.error.status == TNEF_OK;
}

void tnefi_convert_leave_out(struct tnef_convert *c, uint32_t what)
{
    c->live.job.left_out |= what;
}

/* ---- The stream ---------------------------------------------------------------------------- */

/* What the tree returned, which is the end of the stream unless it wants more. That the spool failed was
 * noted where it did. */
static void stream_said(struct tnef_convert *c, tnef_status status)
{
    if (c->live.fatal.status != TNEF_OK)
        return;
    c->live.status = status;
    if (status == TNEF_E_MEMORY)
        (void)tnefi_convert_fail(c, status, 0);
    else if (status != TNEF_OK)
        c->live.stream_ended = 1;
}

tnef_status tnef_convert_feed(tnef_convert *convert, const void *buf, size_t len, size_t *taken)
{
    struct tnef_convert *c = convert;

    if (taken != NULL)
        *taken = 0;
    if (c->live.busy || c->live.finished)
        return tnefi_convert_fail(c, TNEF_E_STATE, 0);
    if (buf == NULL && len > 0)
        return tnefi_convert_fail(c, TNEF_E_ARGUMENT, 0);
    if (c->live.fatal.status == TNEF_OK && !c->live.stream_ended && len > 0)
        stream_said(c, tnefi_message_tree_feed(c->tree, buf, len));
    if (taken != NULL && c->live.fatal.status == TNEF_OK)
        *taken = len;
    return c->live.fatal.status;
}

tnef_status tnef_convert_finish(tnef_convert *convert)
{
    struct tnef_convert *c = convert;

    if (c->live.busy)
        return tnefi_convert_fail(c, TNEF_E_STATE, 0);
    if (c->live.fatal.status == TNEF_OK && !c->live.finished) {
        stream_said(c, tnefi_message_tree_finish(c->tree));
        c->live.finished = 1;
    }
    return c->live.fatal.status;
}

/* ---- What is known ------------------------------------------------------------------------- */

void tnef_convert_error(const tnef_convert *convert, tnef_error *out)
{
    const tnef_error *e = &convert->live.fatal;

    if (e->status == TNEF_OK)
        e = &convert->live.job.error;
    tnefi_base_fill(out, e, sizeof *e);
}

void tnef_convert_info(const tnef_convert *convert, struct tnef_convert_info *out)
{
    struct tnef_convert_info info = { .size = sizeof info };
    struct tnef_reader_info reader = { .size = sizeof reader };

    tnef_reader_info(tnefi_message_tree_reader(convert->tree), &reader);
    info.status = convert->live.status;
    info.anomalies = reader.anomalies;
    info.input = reader.input;
    info.output = convert->live.output;
    info.kept = convert->live.top;
    tnefi_base_fill(out, &info, sizeof info);
}

uint64_t tnef_convert_anomalies(const tnef_convert *convert, uint32_t code)
{
    return tnef_reader_anomalies(tnefi_message_tree_reader(convert->tree), code);
}
