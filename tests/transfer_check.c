/* SPDX-License-Identifier: MIT */

#include "transfer_check.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sink {
    tnef_transfer *transfer;
    struct transfer_result *r;
    struct fed_output out;
    enum fed_pause pause;
};

static tnef_status take(void *user, const void *buf, size_t len, size_t *taken)
{
    struct sink *s = user;
    struct transfer_result *r = s->r;
    struct tnef_transfer_info info = { .size = sizeof info };
    tnef_status answer;

    tnef_transfer_info(s->transfer, &info);
    MUST(info.output == s->out.len);
    if (info.kind == TNEF_TRANSFER_UUENCODE && info.blocks == 0)
        r->mixed = true;
    answer = fed_take(&s->out, s->pause, buf, len, taken);
    for (size_t i = 0; i < *taken; i++)
        r->owners = r->owners % 4294967291u * 31u + info.blocks;
    return answer;
}

static tnef_status feed(void *object, const void *buf, size_t len, size_t *taken)
{
    return tnef_transfer_feed(object, buf, len, taken);
}

static tnef_status finish(void *object)
{
    return tnef_transfer_finish(object);
}

static void collect(struct transfer_result *r, const tnef_transfer *transfer)
{
    r->info.size = sizeof r->info;
    tnef_transfer_info(transfer, &r->info);
    MUST(r->info.size == sizeof r->info);
    memcpy(r->name, r->info.name, r->info.name_len);
    r->info.name = NULL;
    r->error.size = sizeof r->error;
    tnef_transfer_error(transfer, &r->error);
    for (uint32_t i = TNEF_TRANSFER_A_JUNK; i < TNEF_TRANSFER_A_END; i++) {
        r->count[i] = tnef_transfer_anomalies(transfer, i);
        r->first[i] = tnef_transfer_first(transfer, i);
        MUST((r->count[i] > 0) == ((r->info.anomalies & TNEF_ANOMALY_BIT(i)) != 0));
    }
}

void transfer_run(struct transfer_result *r, uint32_t kind, const void *in, size_t len,
                  const struct transfer_plan *plan)
{
    struct sink s = { .r = r, .pause = plan->pause };
    tnef_transfer_config cfg = {
        .size = sizeof cfg, .kind = kind, .sink = take, .user = &s,
        .max_input = plan->max_input, .max_output = plan->max_output,
    };
    struct fed fed;

    memset(r, 0, sizeof *r);
    MUST(tnef_transfer_new(&s.transfer, &cfg, NULL) == TNEF_OK);
    fed = fed_run(&(struct fed_object){ s.transfer, feed, finish }, in, len, plan->cut, plan->piece);
    r->out = s.out.bytes;
    r->len = s.out.len;
    r->calls = s.out.calls;
    r->fed = fed.fed;
    r->status = fed.status;
    r->taken = fed.taken;
    collect(r, s.transfer);
    MUST(r->info.output == r->len && r->info.input == r->taken);
    tnef_transfer_free(s.transfer);
}

void transfer_result_free(struct transfer_result *r)
{
    free(r->out);
    r->out = NULL;
}

static bool same(const struct transfer_result *a, const struct transfer_result *b)
{
    return a->len == b->len && (a->len == 0 || memcmp(a->out, b->out, a->len) == 0)
        && a->owners == b->owners && a->fed == b->fed && a->status == b->status && a->taken == b->taken
        && memcmp(&a->info, &b->info, sizeof a->info) == 0
        && memcmp(a->name, b->name, sizeof a->name) == 0
        && memcmp(a->count, b->count, sizeof a->count) == 0
        && memcmp(a->first, b->first, sizeof a->first) == 0
        && memcmp(&a->error, &b->error, sizeof a->error) == 0;
}

static const char *check_plan(const struct transfer_result *whole, uint32_t kind, const void *in,
                              size_t len, const struct transfer_plan *plan)
{
    struct transfer_result r;
    const char *answer = NULL;

    transfer_run(&r, kind, in, len, plan);
    if (!same(whole, &r))
        answer = fed_say("cut %zu, piece %zu, pause %d: not the same as whole", plan->cut,
                     plan->piece, (int)plan->pause);
    else if (r.mixed)
        answer = fed_say("bytes of no block");
    transfer_result_free(&r);
    return answer;
}

struct checking {
    const struct transfer_result *whole;
    uint32_t kind;
    const void *in;
    size_t len;
    struct transfer_plan plan;
};

static const char *check_way(void *user, const struct fed_way *way)
{
    struct checking *c = user;

    c->plan.cut = way->cut;
    c->plan.piece = way->piece;
    c->plan.pause = way->pause;
    return check_plan(c->whole, c->kind, c->in, c->len, &c->plan);
}

const char *transfer_check_ways(const struct transfer_result *whole, uint32_t kind, const void *in,
                                size_t len, const struct transfer_plan *limits)
{
    struct checking c = { whole, kind, in, len, *limits };

    return fed_each_way(len, check_way, &c);
}

const char *transfer_check(uint32_t kind, const struct transfer_vector *v)
{
    static const struct transfer_plan at_once;
    struct transfer_result whole;
    const char *answer = NULL;

    transfer_run(&whole, kind, v->in, v->in_len, &at_once);
    if (whole.len != v->out_len
        || (whole.len > 0 && memcmp(whole.out, v->out, v->out_len) != 0))
        answer = fed_say("\"%s\" gave \"%.*s\"", v->in, (int)whole.len, (const char *)whole.out);
    else if (whole.info.anomalies != v->anomalies)
        answer = fed_say("\"%s\": anomalies %08" PRIx64 ", not %08" PRIx64, v->in,
                         whole.info.anomalies, v->anomalies);
    else if (whole.status != v->status)
        answer = fed_say("\"%s\": status %d, not %d", v->in, (int)whole.status, (int)v->status);
    else
        answer = transfer_check_ways(&whole, kind, v->in, v->in_len, &at_once);
    transfer_result_free(&whole);
    return answer;
}

const char *transfer_check_all(uint32_t kind, const struct transfer_vector *v, size_t count)
{
    const char *answer = NULL;

    for (size_t i = 0; i < count && answer == NULL; i++)
        answer = transfer_check(kind, &v[i]);
    return answer;
}

const char *transfer_check_clean(uint32_t kind, const uint8_t *in, size_t in_len,
                                 const uint8_t *out, size_t out_len, uint32_t allowed)
{
    static const struct transfer_plan plans[] = {
        { .piece = 0 }, { .piece = 1 }, { .piece = 7 }, { .piece = 1000, .cut = 3 },
        { .pause = PAUSE_NONE_THEN_ALL }, { .piece = 100, .pause = PAUSE_ONE },
    };
    const char *answer = NULL;

    for (size_t i = 0; i < sizeof plans / sizeof plans[0] && answer == NULL; i++) {
        struct transfer_result r;

        transfer_run(&r, kind, in, in_len, &plans[i]);
        if (r.status != TNEF_OK || (r.info.anomalies & ~allowed) != 0)
            answer = fed_say("plan %zu: status %d, anomalies %08" PRIx64, i, (int)r.status,
                             r.info.anomalies);
        else if (r.len != out_len || (out_len > 0 && memcmp(r.out, out, out_len) != 0))
            answer = fed_say("plan %zu: %zu other bytes, not %zu", i, r.len, out_len);
        transfer_result_free(&r);
    }
    return answer;
}

void transfer_fill(uint8_t *out, size_t len, uint32_t seed)
{
    for (size_t i = 0; i < len; i++) {
        seed = seed * 1664525u + 1013904223u;
        out[i] = (uint8_t)(seed >> 24);
    }
}

tnef_status transfer_log_block(void *user, const void *buf, size_t len, size_t *taken)
{
    struct transfer_blocks *b = user;
    struct tnef_transfer_info info = { .size = sizeof info };
    size_t at = strlen(b->log);

    (void)taken;
    tnef_transfer_info(b->transfer, &info);
    (void)snprintf(b->log + at, sizeof b->log - at, "%u %o %.*s:%.*s;", info.blocks, info.mode,
                   (int)info.name_len, (const char *)info.name, (int)len, (const char *)buf);
    return TNEF_OK;
}
