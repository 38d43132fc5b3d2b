/* SPDX-License-Identifier: MIT */

#include "encode_check.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MUST(cond) ((cond) ? (void)0 : must_failed(#cond, __LINE__))

static _Noreturn void must_failed(const char *what, int line)
{
    fprintf(stderr, "encode_check.c:%d: %s\n", line, what);
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

/* ---- One way ------------------------------------------------------------------------------------------ */

struct sink {
    tnef_encode *encode;
    struct encode_result *r;
    enum transfer_pause pause;
    size_t cap;
};

static tnef_status take(void *user, const void *buf, size_t len, size_t *taken)
{
    struct sink *s = user;
    struct encode_result *r = s->r;
    struct tnef_encode_info info = { .size = sizeof info };
    tnef_status answer = s->pause == PAUSE_NO ? TNEF_OK : TNEF_PAUSED;

    MUST(len > 0 && *taken == len);
    tnef_encode_info(s->encode, &info);
    MUST(info.output == r->len);
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
    r->len += len;
    *taken = len;
    return answer;
}

/* Feeds one piece, which is a block of its own, to its end or to an error. */
static tnef_status feed_piece(tnef_encode *encode, const uint8_t *in, size_t len, size_t *all_taken)
{
    uint8_t *piece = malloc(len > 0 ? len : 1);
    size_t at = 0, taken = 0;
    tnef_status status;

    MUST(piece != NULL);
    if (len > 0)
        memcpy(piece, in, len);
    do {
        status = tnef_encode_feed(encode, piece + at, len - at, &taken);
        MUST(taken <= len - at);
        at += taken;
    } while (status == TNEF_PAUSED);
    MUST(status != TNEF_OK || at == len);
    free(piece);
    *all_taken += at;
    return status;
}

void encode_run(struct encode_result *r, uint32_t kind, const void *in, size_t len,
                const struct encode_plan *plan)
{
    struct sink s = { .r = r, .pause = plan->pause };
    tnef_encode_config cfg = { .size = sizeof cfg,
                               .kind = kind,
                               .sink = take,
                               .user = &s,
                               .max_input = plan->max_input,
                               .max_output = plan->max_output };
    struct tnef_encode_info info = { .size = sizeof info };
    size_t piece = plan->cut > 0 ? plan->cut : plan->piece;
    size_t at = 0;

    memset(r, 0, sizeof *r);
    MUST(tnef_encode_new(&s.encode, &cfg, NULL) == TNEF_OK);
    do {
        size_t n = piece > 0 && piece < len - at ? piece : len - at;

        r->fed = feed_piece(s.encode, (const uint8_t *)in + at, n, &r->taken);
        at += n;
        piece = plan->piece;
    } while (at < len && r->fed == TNEF_OK);
    do
        r->status = tnef_encode_finish(s.encode);
    while (r->status == TNEF_PAUSED);
    MUST(tnef_encode_finish(s.encode) == r->status);
    r->error.size = sizeof r->error;
    tnef_encode_error(s.encode, &r->error);
    tnef_encode_info(s.encode, &info);
    MUST(info.size == sizeof info && info.kind == kind && info.output == r->len && info.input == r->taken);
    tnef_encode_free(s.encode);
}

void encode_result_free(struct encode_result *r)
{
    free(r->out);
    r->out = NULL;
}

/* ---- All ways ----------------------------------------------------------------------------------------- */

static bool same(const struct encode_result *a, const struct encode_result *b)
{
    return a->len == b->len && (a->len == 0 || memcmp(a->out, b->out, a->len) == 0) && a->fed == b->fed
           && a->status == b->status && a->taken == b->taken
           && memcmp(&a->error, &b->error, sizeof a->error) == 0;
}

static const char *check_plan(const struct encode_result *whole, uint32_t kind, const void *in, size_t len,
                              const struct encode_plan *plan)
{
    struct encode_result r;
    const char *answer = NULL;

    encode_run(&r, kind, in, len, plan);
    if (!same(whole, &r))
        answer = say("cut %zu, piece %zu, pause %d: not the same as whole", plan->cut, plan->piece,
                     (int)plan->pause);
    encode_result_free(&r);
    return answer;
}

const char *encode_check_ways(const struct encode_result *whole, uint32_t kind, const void *in, size_t len,
                              const struct encode_plan *limits)
{
    const char *answer = NULL;

    for (int pause = PAUSE_NO; pause <= PAUSE_NONE_THEN_ALL && answer == NULL; pause++) {
        struct encode_plan plan = *limits;

        plan.pause = (enum transfer_pause)pause;
        for (plan.cut = 0; plan.cut < len && answer == NULL; plan.cut++)
            answer = check_plan(whole, kind, in, len, &plan);
        plan.cut = 0;
        for (plan.piece = 1; plan.piece <= 5 && answer == NULL; plan.piece++)
            answer = check_plan(whole, kind, in, len, &plan);
    }
    return answer;
}

/* ---- Rules -------------------------------------------------------------------------------------------- */

/* The length of the line at |p|, which ends with CR LF or the end. */
static size_t line_len(const uint8_t *p, size_t n)
{
    size_t i = 0;

    while (i < n && !(p[i] == '\r' && i + 1 < n && p[i + 1] == '\n'))
        i++;
    return i;
}

/* A line of quoted-printable of |n| characters. */
static const char *check_qp_line(const uint8_t *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((p[i] < ' ' && p[i] != '\t') || p[i] > '~')
            return say("%02x in a line", p[i]);
    if (n > TNEF_ENCODE_LINE)
        return say("a line of %zu", n);
    if (n > 0 && (p[n - 1] == ' ' || p[n - 1] == '\t'))
        return say("a blank at the end of a line");
    if (n >= 5 && memcmp(p, "From ", 5) == 0)
        return say("a From line");
    return n == 1 && p[0] == '.' ? say("a lone dot") : NULL;
}

/* Whether a soft break stands before the encoded rest of a UTF-8 sequence that its line began. */
static bool soft_break_cuts(const char *before, const char *after)
{
    unsigned lead, rest;

    return before[0] == '=' && sscanf(before + 1, "%2X", &lead) == 1 && after[0] == '=' && after[1] != '\r'
           && sscanf(after + 1, "%2X", &rest) == 1 && lead >= 0xC2 && lead <= 0xF4 && rest >= 0x80
           && rest <= 0xBF;
}

static const char *check_rules(uint32_t kind, const struct encode_result *r)
{
    const char *answer = NULL;

    if (kind == TNEF_ENCODE_IDENTITY)
        return NULL;
    for (size_t at = 0; at < r->len && answer == NULL;) {
        const uint8_t *p = r->out + at;
        size_t n = line_len(p, r->len - at);
        bool ended = n < r->len - at;

        if (kind == TNEF_ENCODE_BASE64 && (!ended || n == 0 || n > 76 || (n < 76 && at + n + 2 != r->len)))
            answer = say("a line of %zu in base64", n);
        else if (kind == TNEF_ENCODE_BASE64_BARE && ended)
            answer = say("a line end in bare base64");
        else if (kind >= TNEF_ENCODE_QUOTED_PRINTABLE)
            answer = check_qp_line(p, n);
        if (answer == NULL && ended && n >= 4 && p[n - 1] == '=' && at + n + 5 <= r->len
            && soft_break_cuts((const char *)p + n - 4, (const char *)p + n + 2))
            answer = say("a soft break in a character");
        at += n + (ended ? 2 : 0);
    }
    return answer;
}

/* Text as it must come back. Returns its length; |out| has room for twice the |len| bytes. */
static size_t with_crlf(uint8_t *out, const uint8_t *in, size_t len)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        if (in[i] == '\r' || in[i] == '\n') {
            out[n++] = '\r';
            out[n++] = '\n';
            if (in[i] == '\r' && i + 1 < len && in[i + 1] == '\n')
                i++;
        } else {
            out[n++] = in[i];
        }
    }
    return n;
}

static const char *check_back(uint32_t kind, const uint8_t *in, size_t len, const struct encode_result *r)
{
    static const uint32_t decoders[] = { TNEF_TRANSFER_BASE64, TNEF_TRANSFER_BASE64,
                                         TNEF_TRANSFER_QUOTED_PRINTABLE, TNEF_TRANSFER_QUOTED_PRINTABLE };
    uint32_t decoder = kind == 0 ? TNEF_TRANSFER_IDENTITY : decoders[kind - TNEF_ENCODE_BASE64];
    uint64_t allowed = kind == TNEF_ENCODE_BASE64_BARE ? TNEF_ANOMALY_BIT(TNEF_TRANSFER_A_LONG_LINE) : 0;
    uint8_t *want = malloc(2 * len + 1);
    const char *answer;
    size_t n = len;

    MUST(want != NULL);
    if (kind == TNEF_ENCODE_QUOTED_PRINTABLE)
        n = with_crlf(want, in, len);
    else if (len > 0)
        memcpy(want, in, len);
    if (kind == 0)
        allowed = ~UINT64_C(0);
    answer =
        transfer_check_clean(decoder, r->out != NULL ? r->out : want, r->len, want, n, (uint32_t)allowed);
    free(want);
    return answer;
}

static const char *check(uint32_t kind, const void *in, size_t len, const struct encode_result *r)
{
    const char *answer = NULL;

    if (r->status != TNEF_OK || r->fed != TNEF_OK)
        answer = say("status %d", (int)r->status);
    if (r->len > TNEF_ENCODE_GROWTH * len + TNEF_ENCODE_LINE)
        answer = say("%zu of %zu", r->len, len);
    if (answer == NULL)
        answer = check_rules(kind, r);
    return answer != NULL ? answer : check_back(kind, in, len, r);
}

const char *encode_check(uint32_t kind, const void *in, size_t len, const char *out)
{
    static const struct encode_plan at_once;
    struct encode_result whole;
    const char *answer = NULL;

    encode_run(&whole, kind, in, len, &at_once);
    if (out != NULL
        && (whole.len != strlen(out) || (whole.len > 0 && memcmp(whole.out, out, whole.len) != 0)))
        answer = say("\"%.*s\" gave \"%.*s\"", (int)len, (const char *)in, (int)whole.len,
                     (const char *)whole.out);
    if (answer == NULL)
        answer = check(kind, in, len, &whole);
    if (answer == NULL)
        answer = encode_check_ways(&whole, kind, in, len, &at_once);
    encode_result_free(&whole);
    return answer;
}

const char *encode_check_fast(uint32_t kind, const void *in, size_t len)
{
    static const struct encode_plan plans[] = {
        { 0 },
        { .piece = 1 },
        { .piece = 7 },
        { .piece = 1000, .cut = 3 },
        { .pause = PAUSE_NONE_THEN_ALL },
        { .piece = 100, .pause = PAUSE_ONE },
    };
    struct encode_result whole;
    const char *answer;

    encode_run(&whole, kind, in, len, &plans[0]);
    answer = check(kind, in, len, &whole);
    for (size_t i = 1; i < sizeof plans / sizeof plans[0] && answer == NULL; i++)
        answer = check_plan(&whole, kind, in, len, &plans[i]);
    encode_result_free(&whole);
    return answer;
}
