/* SPDX-License-Identifier: MIT */

#include "encode_check.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- One way ------------------------------------------------------------------------------------------ */

struct sink {
    tnef_encode *encode;
    struct fed_output out;
    enum fed_pause pause;
};

static tnef_status take(void *user, const void *buf, size_t len, size_t *taken)
{
    struct sink *s = user;
    struct tnef_encode_info info = { .size = sizeof info };

    tnef_encode_info(s->encode, &info);
    MUST(info.output == s->out.len);
    return fed_take(&s->out, s->pause, buf, len, taken);
}

static tnef_status feed(void *object, const void *buf, size_t len, size_t *taken)
{
    return tnef_encode_feed(object, buf, len, taken);
}

static tnef_status finish(void *object)
{
    return tnef_encode_finish(object);
}

void encode_run(struct encode_result *r, uint32_t kind, const void *in, size_t len,
                const struct encode_plan *plan)
{
    struct sink s = { .pause = plan->pause };
    tnef_encode_config cfg = { .size = sizeof cfg,
                               .kind = kind,
                               .sink = take,
                               .user = &s,
                               .max_input = plan->max_input,
                               .max_output = plan->max_output };
    struct tnef_encode_info info = { .size = sizeof info };
    struct fed fed;

    memset(r, 0, sizeof *r);
    MUST(tnef_encode_new(&s.encode, &cfg, NULL) == TNEF_OK);
    fed = fed_run(&(struct fed_object){ s.encode, feed, finish }, in, len, plan->cut, plan->piece);
    r->out = s.out.bytes;
    r->len = s.out.len;
    r->calls = s.out.calls;
    r->fed = fed.fed;
    r->status = fed.status;
    r->taken = fed.taken;
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
        answer = fed_say("cut %zu, piece %zu, pause %d: not the same as whole", plan->cut, plan->piece,
                     (int)plan->pause);
    encode_result_free(&r);
    return answer;
}

struct checking {
    const struct encode_result *whole;
    uint32_t kind;
    const void *in;
    size_t len;
    struct encode_plan plan;
};

static const char *check_way(void *user, const struct fed_way *way)
{
    struct checking *c = user;

    c->plan.cut = way->cut;
    c->plan.piece = way->piece;
    c->plan.pause = way->pause;
    return check_plan(c->whole, c->kind, c->in, c->len, &c->plan);
}

const char *encode_check_ways(const struct encode_result *whole, uint32_t kind, const void *in, size_t len,
                              const struct encode_plan *limits)
{
    struct checking c = { whole, kind, in, len, *limits };

    return fed_each_way(len, check_way, &c);
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
            return fed_say("%02x in a line", p[i]);
    if (n > TNEF_ENCODE_LINE)
        return fed_say("a line of %zu", n);
    if (n > 0 && (p[n - 1] == ' ' || p[n - 1] == '\t'))
        return fed_say("a blank at the end of a line");
    if (n >= 5 && memcmp(p, "From ", 5) == 0)
        return fed_say("a From line");
    return n == 1 && p[0] == '.' ? fed_say("a lone dot") : NULL;
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
            answer = fed_say("a line of %zu in base64", n);
        else if (kind == TNEF_ENCODE_BASE64_BARE && ended)
            answer = fed_say("a line end in bare base64");
        else if (kind >= TNEF_ENCODE_QUOTED_PRINTABLE)
            answer = check_qp_line(p, n);
        if (answer == NULL && ended && n >= 4 && p[n - 1] == '=' && at + n + 5 <= r->len
            && soft_break_cuts((const char *)p + n - 4, (const char *)p + n + 2))
            answer = fed_say("a soft break in a character");
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
        answer = fed_say("status %d", (int)r->status);
    if (r->len > TNEF_ENCODE_GROWTH * len + TNEF_ENCODE_LINE)
        answer = fed_say("%zu of %zu", r->len, len);
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
        answer = fed_say("\"%.*s\" gave \"%.*s\"", (int)len, (const char *)in, (int)whole.len,
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
