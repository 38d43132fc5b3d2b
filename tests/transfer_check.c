/* SPDX-License-Identifier: MIT */

#include "transfer_check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What no input may do ends the program; what a test compares is told to it. */
#define MUST(cond) ((cond) ? (void)0 : must_failed(#cond, __LINE__))

static _Noreturn void must_failed(const char *what, int line)
{
    fprintf(stderr, "transfer_check.c:%d: %s\n", line, what);
    abort();
}

static char bad[512];

static const char *say(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(bad, sizeof bad, format, args);
    va_end(args);
    return bad;
}

struct sink {
    tnef_transfer *transfer;
    struct transfer_result *r;
    enum transfer_pause pause;
    size_t cap;
    uint32_t block;
};

static tnef_status take(void *user, const void *buf, size_t len, size_t *taken)
{
    struct sink *s = user;
    struct transfer_result *r = s->r;
    struct tnef_transfer_info info = { .size = sizeof info };
    tnef_status answer = s->pause == PAUSE_NO ? TNEF_OK : TNEF_PAUSED;

    MUST(len > 0 && *taken == len);
    tnef_transfer_info(s->transfer, &info);
    MUST(info.output == r->len);
    if (info.kind == TNEF_TRANSFER_UUENCODE && info.blocks == 0)
        r->mixed = true;
    r->calls++;
    if (s->pause == PAUSE_ONE)
        len = 1;
    else if (s->pause == PAUSE_NONE_THEN_ALL && r->calls % 2 == 1)
        len = 0;
    if (r->len + len > s->cap) {
        s->cap = 2 * (r->len + len);
        r->out = realloc(r->out, s->cap);
        MUST(r->out != NULL);
    }
    if (len > 0)
        memcpy(r->out + r->len, buf, len);
    for (size_t i = 0; i < len; i++)
        r->owners = r->owners % 4294967291u * 31u + info.blocks;
    r->len += len;
    *taken = len;
    return answer;
}

/* Feeds one piece to its end, or to an error. */
static tnef_status feed_piece(tnef_transfer *transfer, const uint8_t *in, size_t len,
                              size_t *all_taken)
{
    uint8_t *piece = malloc(len > 0 ? len : 1);
    size_t at = 0, taken = 0;
    tnef_status status;

    MUST(piece != NULL);
    if (len > 0)
        memcpy(piece, in, len);
    do {
        status = tnef_transfer_feed(transfer, piece + at, len - at, &taken);
        MUST(taken <= len - at);
        at += taken;
    } while (status == TNEF_PAUSED);
    MUST(status != TNEF_OK || at == len);
    free(piece);
    *all_taken += at;
    return status;
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
    size_t piece = plan->cut > 0 ? plan->cut : plan->piece;
    size_t at = 0;

    memset(r, 0, sizeof *r);
    MUST(tnef_transfer_new(&s.transfer, &cfg, NULL) == TNEF_OK);
    do {
        size_t n = piece > 0 && piece < len - at ? piece : len - at;

        r->fed = feed_piece(s.transfer, (const uint8_t *)in + at, n, &r->taken);
        at += n;
        piece = plan->piece;
    } while (at < len && r->fed == TNEF_OK);
    do
        r->status = tnef_transfer_finish(s.transfer);
    while (r->status == TNEF_PAUSED);
    MUST(tnef_transfer_finish(s.transfer) == r->status);
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
        answer = say("cut %zu, piece %zu, pause %d: not the same as whole", plan->cut,
                     plan->piece, (int)plan->pause);
    else if (r.mixed)
        answer = say("bytes of no block");
    transfer_result_free(&r);
    return answer;
}

const char *transfer_check_ways(const struct transfer_result *whole, uint32_t kind, const void *in,
                                size_t len, const struct transfer_plan *limits)
{
    const char *answer = NULL;

    for (int pause = PAUSE_NO; pause <= PAUSE_NONE_THEN_ALL && answer == NULL; pause++) {
        struct transfer_plan plan = *limits;

        plan.pause = (enum transfer_pause)pause;
        for (plan.cut = 0; plan.cut < len && answer == NULL; plan.cut++)
            answer = check_plan(whole, kind, in, len, &plan);
        plan.cut = 0;
        for (plan.piece = 1; plan.piece <= 5 && answer == NULL; plan.piece++)
            answer = check_plan(whole, kind, in, len, &plan);
    }
    return answer;
}

const char *transfer_check(uint32_t kind, const struct transfer_vector *v)
{
    static const struct transfer_plan at_once;
    struct transfer_result whole;
    const char *answer = NULL;

    transfer_run(&whole, kind, v->in, v->in_len, &at_once);
    if (whole.len != v->out_len
        || (whole.len > 0 && memcmp(whole.out, v->out, v->out_len) != 0))
        answer = say("\"%s\" gave \"%.*s\"", v->in, (int)whole.len, (const char *)whole.out);
    else if (whole.info.anomalies != v->anomalies)
        answer = say("\"%s\": anomalies %08x, not %08x", v->in, whole.info.anomalies,
                     v->anomalies);
    else if (whole.status != v->status)
        answer = say("\"%s\": status %d, not %d", v->in, (int)whole.status, (int)v->status);
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
            answer = say("plan %zu: status %d, anomalies %08x", i, (int)r.status,
                         r.info.anomalies);
        else if (r.len != out_len || (out_len > 0 && memcmp(r.out, out, out_len) != 0))
            answer = say("plan %zu: %zu other bytes, not %zu", i, r.len, out_len);
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
