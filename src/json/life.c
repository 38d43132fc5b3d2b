/* SPDX-License-Identifier: MIT */
/* The writer of JSON, the public face: life, feeding, the sink. */

#include "json/priv.h"

#include "base/alloc.h"
#include "base/answer.h"
#include "base/structs.h"
#include "base/touch.h"

#include <string.h>

#define CEILING        (UINT64_C(1) << 62)
#define DEFAULT_OUTPUT (UINT64_C(64) << 20)

/* What the collector of bodies gets, which keeps none. */
static tnef_bodies_config facts(const tnef_json_config *cfg)
{
    return (tnef_bodies_config){ .size = sizeof(tnef_bodies_config),
                                 .flags = TNEF_BODIES_FACTS,
                                 .charsets = cfg->charsets };
}

/* ---- Configuration ------------------------------------------------------------------------- */

/* What the reader gets. Contents are not kept, so what they may be together is no matter of memory. */
struct settings {
    tnef_decoder_limits decoder_limits;
    tnef_reader_config reader;
};

static void fill_settings(struct settings *s, const tnef_json_config *cfg, void *user)
{
    memset(s, 0, sizeof *s);
    if (cfg->decoder_limits != NULL)
        s->decoder_limits = *cfg->decoder_limits;
    s->decoder_limits.size = sizeof s->decoder_limits;
    if (s->decoder_limits.max_output == 0)
        s->decoder_limits.max_output = TNEF_TOTAL_CEILING;
    s->reader.size = sizeof s->reader;
    s->reader.flags = TNEF_RESYNC | TNEF_DESCEND_DATA;
    s->reader.handlers = &tnefi_json_handlers;
    s->reader.user = user;
    s->reader.decoder_limits = &s->decoder_limits;
    s->reader.limits = cfg->limits;
    s->reader.charsets = cfg->charsets;
}

/* The first field that is wrong, or NULL. */
static const void *wrong_field(const tnef_json_config *cfg)
{
    const void *wrong = TNEFI_STRUCT_FIELD(cfg);
    tnef_reader_config reader = { .size = sizeof reader };

    if (cfg == NULL || wrong != NULL)
        return wrong;
    if (cfg->flags != 0)
        return &cfg->flags;
    if (cfg->sink == NULL)
        return &cfg->sink;
    if (cfg->max_output > CEILING)
        return &cfg->max_output;
    reader.decoder_limits = cfg->decoder_limits;
    reader.limits = cfg->limits;
    reader.charsets = cfg->charsets;
    (void)tnef_reader_check(&reader, &wrong);
    return wrong;
}

tnef_status tnef_json_check(const tnef_json_config *cfg, const void **field)
{
    return tnefi_base_checked(cfg != NULL, wrong_field(cfg), field);
}

size_t tnef_json_size(const tnef_json_config *cfg)
{
    tnef_bodies_config bodies;
    struct settings s;

    if (tnef_json_check(cfg, NULL) != TNEF_OK)
        return 0;
    fill_settings(&s, cfg, NULL);
    bodies = facts(cfg);
    return sizeof(struct tnef_json) + tnef_reader_size(&s.reader) + tnef_bodies_size(&bodies);
}

/* ---- Life ---------------------------------------------------------------------------------- */

static void start(struct tnef_json *j)
{
    memset(&j->live, 0, sizeof j->live);
    TNEFI_TOUCH(sizeof j->live);
    j->live.fatal.size = sizeof j->live.fatal;
    j->live.fatal.code = TNEF_NO_CODE;
}

static void drop_all(struct tnef_json *j)
{
    for (uint32_t i = 0; i <= TNEF_DEPTH_CEILING; i++) {
        tnefi_json_drop(j, &j->live.levels[i].recipients);
        tnefi_json_drop(j, &j->live.levels[i].bodies);
        tnefi_json_drop(j, &j->live.levels[i].attachments);
        tnefi_json_drop(j, &j->live.levels[i].message);
        tnefi_json_drop(j, &j->live.levels[i].more);
    }
    TNEFI_TOUCH(TNEF_DEPTH_CEILING);
    tnefi_json_drop(j, &j->live.message);
    tnefi_json_drop(j, &j->live.anomalies);
    tnefi_json_drop(j, &j->live.line);
}

static tnef_status make_readers(struct tnef_json *j, const tnef_json_config *cfg)
{
    const tnef_bodies_config bodies = facts(cfg);
    struct settings s;
    tnef_status status;

    fill_settings(&s, cfg, j);
    status = tnef_reader_new(&j->reader, &s.reader, &j->alloc);
    return status == TNEF_OK ? tnef_bodies_new(&j->bodies, &bodies, &j->alloc) : status;
}

tnef_status tnef_json_new(tnef_json **out, const tnef_json_config *cfg, const tnef_allocator *alloc)
{
    struct tnef_json *j;
    tnef_allocator a;
    tnef_status status;
    void *mem;

    *out = NULL;
    if (tnef_json_check(cfg, NULL) != TNEF_OK)
        return TNEF_E_ARGUMENT;
    status = tnefi_base_take_memory(&mem, &a, alloc, sizeof *j);
    if (status != TNEF_OK)
        return status;
    j = mem;
    j->alloc = a;
    j->sink = cfg->sink;
    j->user = cfg->user;
    j->max_output = cfg->max_output != 0 ? cfg->max_output : DEFAULT_OUTPUT;
    j->reader = NULL;
    j->bodies = NULL;
    start(j);
    status = make_readers(j, cfg);
    if (status == TNEF_OK)
        *out = j;
    else
        tnef_json_free(j);
    return status;
}

void tnef_json_free(tnef_json *json)
{
    tnef_allocator a;

    if (json == NULL)
        return;
    tnef_reader_free(json->reader);
    tnef_bodies_free(json->bodies);
    drop_all(json);
    a = json->alloc;
    tnefi_base_return_memory(&a, json, sizeof *json);
}

void tnefi_json_fail(struct tnef_json *j, tnef_status status)
{
    if (j->live.fatal.status != TNEF_OK)
        return;
    j->live.fatal.status = status;
    if (status == TNEF_E_LIMIT_OUTPUT) {
        j->live.fatal.offset = j->max_output;
        j->live.fatal.limit = j->max_output;
        j->live.fatal.found = j->max_output + 1u;
    }
}

/* A caller who misuses a writer has lost bytes, and would otherwise not notice. */
static tnef_status misuse(struct tnef_json *j, tnef_status status)
{
    tnefi_json_fail(j, status);
    return status;
}

tnef_status tnef_json_reset(tnef_json *json)
{
    if (json->live.busy)
        return misuse(json, TNEF_E_STATE);
    (void)tnef_reader_reset(json->reader);
    (void)tnef_bodies_reset(json->bodies);
    drop_all(json);
    start(json);
    return TNEF_OK;
}

/* ---- The stream ---------------------------------------------------------------------------- */

/* What the reader returned, which is the end of the stream unless it wants more. */
static void stream_said(struct tnef_json *j, tnef_status status)
{
    if (j->live.fatal.status != TNEF_OK)
        return;
    if (status == TNEF_E_MEMORY)
        tnefi_json_fail(j, status);
    else if (status != TNEF_OK || j->live.finishing)
        j->live.ended = 1;
    j->live.status = status;
}

tnef_status tnef_json_feed(tnef_json *json, const void *buf, size_t len, size_t *taken)
{
    struct tnef_json *j = json;

    if (taken != NULL)
        *taken = 0;
    if (j->live.busy || j->live.finishing)
        return misuse(j, TNEF_E_STATE);
    if (buf == NULL && len > 0)
        return misuse(j, TNEF_E_ARGUMENT);
    if (j->live.fatal.status == TNEF_OK && !j->live.ended && len > 0)
        stream_said(j, tnef_reader_feed(j->reader, buf, len, NULL));
    if (taken != NULL && j->live.fatal.status == TNEF_OK)
        *taken = len;
    return j->live.fatal.status;
}

/* Bodies that were passed over are missing from the description. */
static tnef_status status_of(const struct tnef_json *j)
{
    struct tnef_bodies_info info = { .size = sizeof info };

    tnef_bodies_info(j->bodies, &info);
    return j->live.status == TNEF_OK && info.passed > 0 ? TNEF_E_LIMIT_MEMORY : j->live.status;
}

static uint64_t all_anomalies(const struct tnef_json *j)
{
    uint64_t all = 0;

    for (uint32_t code = 0; code < TNEF_A_END; code++)
        all += tnef_reader_anomalies(j->reader, code);
    TNEFI_TOUCH(TNEF_A_END);
    return all;
}

/* The whole line. Nothing of it is delivered before all of it is there. */
static void compose(struct tnef_json *j)
{
    tnef_error error = { .size = sizeof error };
    uint64_t anomalies = all_anomalies(j);

    tnef_reader_error(j->reader, &error);
    tnefi_json_word(j, &j->live.line, "{\"status\":", tnef_status_name(status_of(j)));
    tnefi_json_number(j, &j->live.line, ",\"offset\":", error.offset);
    ADD(j, &j->live.line, ",\"message\":");
    if (j->live.message.len > 0)
        tnefi_json_move(j, &j->live.line, &j->live.message);
    else
        ADD(j, &j->live.line, "null");
    ADD(j, &j->live.line, ",\"anomalies\":[");
    tnefi_json_move(j, &j->live.line, &j->live.anomalies);
    ADD(j, &j->live.line, "]");
    if (anomalies > j->live.shown)
        tnefi_json_number(j, &j->live.line, ",\"more_anomalies\":", anomalies - j->live.shown);
    ADD(j, &j->live.line, "}\n");
    j->live.composed = 1;
}

/* ---- The sink ------------------------------------------------------------------------------ */

static tnef_status sink_failed(struct tnef_json *j, tnef_status answer)
{
    tnefi_json_fail(j, answer == TNEF_STOPPED ? TNEF_STOPPED : TNEF_E_CALLBACK);
    if (answer != TNEF_STOPPED)
        j->live.fatal.user_code = answer;
    return j->live.fatal.status;
}

/* Offers what waits in |out|. */
static tnef_status offer(struct tnef_json *j)
{
    size_t len = j->live.out_to - j->live.out_from;
    size_t taken = len;
    tnef_status status;

    j->live.busy = 1;
    status = tnefi_base_as_status(j->sink(j->user, j->out + j->live.out_from, len, &taken));
    j->live.busy = 0;
    if (status != TNEF_OK && status != TNEF_PAUSED)
        return sink_failed(j, status);
    if (status == TNEF_OK || taken > len)
        taken = len;
    j->live.out_from += taken;
    j->live.output += taken;
    return j->live.fatal.status != TNEF_OK ? j->live.fatal.status : status;
}

static tnef_status deliver(struct tnef_json *j)
{
    tnef_status status = TNEF_OK;

    while (status == TNEF_OK && (j->live.out_from < j->live.out_to || j->live.line.len > 0)) {
        if (j->live.out_from == j->live.out_to) {
            j->live.out_from = 0;
            j->live.out_to = tnefi_json_take(j, &j->live.line, j->out, OUT_SIZE);
        }
        status = offer(j);
    }
    return status;
}

tnef_status tnef_json_finish(tnef_json *json)
{
    struct tnef_json *j = json;

    if (j->live.busy)
        return misuse(j, TNEF_E_STATE);
    j->live.finishing = 1;
    if (j->live.fatal.status == TNEF_OK && !j->live.ended)
        stream_said(j, tnef_reader_finish(j->reader));
    if (j->live.fatal.status == TNEF_OK && !j->live.composed)
        compose(j);
    return j->live.fatal.status == TNEF_OK ? deliver(j) : j->live.fatal.status;
}

tnef_status tnef_json_write(const void *buf, size_t len, const tnef_json_config *cfg,
                            const tnef_allocator *alloc)
{
    tnef_json *json;
    tnef_status status;

    if (buf == NULL && len > 0)
        return TNEF_E_ARGUMENT;
    status = tnef_json_new(&json, cfg, alloc);
    if (status != TNEF_OK)
        return status;
    status = tnef_json_feed(json, buf, len, NULL);
    if (status == TNEF_OK)
        status = tnef_json_finish(json);
    tnef_json_free(json);
    return status;
}

/* ---- What is known ------------------------------------------------------------------------- */

void tnef_json_error(const tnef_json *json, tnef_error *out)
{
    tnefi_base_fill(out, &json->live.fatal, sizeof json->live.fatal);
}

void tnef_json_info(const tnef_json *json, struct tnef_json_info *out)
{
    struct tnef_reader_info reader = { .size = sizeof reader };
    struct tnef_json_info info = { .size = sizeof info };

    tnef_reader_info(json->reader, &reader);
    info.status = status_of(json);
    info.anomalies = reader.anomalies;
    info.input = reader.input;
    info.output = json->live.output;
    info.held = json->live.held + (json->live.out_to - json->live.out_from);
    tnefi_base_fill(out, &info, sizeof info);
}

uint64_t tnef_json_anomalies(const tnef_json *json, uint32_t code)
{
    return tnef_reader_anomalies(json->reader, code);
}
