/* SPDX-License-Identifier: MIT */

/* The decoder: whatever the input, the same events in whatever pieces it comes and however often
 * it is paused, reset or made in memory of another's, as many as the bytes allow, each within the
 * rules of decoder.h. */

#include "../tests/known.h"
#include "harness.h"
#include "rules.h"

#include <stdlib.h>
#include <string.h>

#include "decoder/priv.h"
#include "../tests/touched.h"

/* Steps. decoder/proof.h proves P_COST, 750, for each byte: its measure counts a step ten times,
 * for the anomalies that it may queue. What is held to here is the measure without that: 64 for a
 * byte, since it opens at most one thing; before the first byte the steps to close a stream, 50,
 * and the highest rank, 60. A call may find nothing to do: one. With TNEF_RAW_NESTED each piece
 * is one step more for each open message. The worst input known takes 2.5 for a byte. */
#define STEPS_BASE     128u
#define STEPS_PER_BYTE 64u

#define BYTES_MOST 256u      /* longer inputs are not fed byte by byte: it takes long */

enum how { WHOLE, PIECES, BYTES };

struct session {
    const struct options *opt;
    const uint8_t *in;
    size_t size;
    enum how how;
    bool answers;            /* answer with skip, stop and failure now and then */
    bool ended;              /* by such an answer */
    uint64_t asked;          /* events that may come */
    uint64_t filter;         /* those that count for the digest */
    uint32_t random;
    tnef_decoder *d;
    struct rules rules;
    struct digest digest;
    uint64_t calls, touched;
};

/* ---- Callback ------------------------------------------------------------------------------ */

/* The same answer to the same event, whatever the split. After a stop, raw bytes are as far as the
 * piece was: with them there is none. */
static int answer(const struct session *s, const tnef_event *ev)
{
    uint64_t h = digest_number(digest_number(s->opt->random, ev->type), ev->offset);

    h = digest_number(digest_number(h, ev->depth), ev->code) >> 7;
    if (ev->type == TNEF_EV_DATA)
        return s->opt->random % 2u == 0 ? TNEF_SKIP : TNEF_CONTINUE;
    if (h % 16u == 0)
        return TNEF_SKIP;
    if ((s->opt->flags & TNEF_RAW_NESTED) != 0)
        return TNEF_CONTINUE;
    if (h % 512u == 1u)
        return TNEF_STOP;
    return h % 512u == 2u ? -5 : TNEF_CONTINUE;
}

/* Asking for it costs what telling all anomalies does, and is not the work of decoding. */
static uint64_t offset_of(const tnef_decoder *d)
{
    uint64_t then = touched_now();
    uint64_t offset = offset_of_decoder(d);

    touched_forget(then);
    return offset;
}

static int on_event(void *user, const tnef_event *ev)
{
    struct session *s = user;
    int a = s->answers ? answer(s, ev) : TNEF_CONTINUE;

    rules_event(&s->rules, ev);
    CHECK((s->asked >> ev->type & 1u) != 0);
    if (ev->type != TNEF_EV_DATA)
        CHECK(ev->offset <= offset_of(s->d));
    if ((s->filter >> ev->type & 1u) != 0)
        digest_event(&s->digest, ev);
    if (a == TNEF_CONTINUE && s->how == PIECES
        && options_random(&s->random, 256) < s->opt->pauses)
        a = TNEF_PAUSE;
    if (a == TNEF_SKIP)
        rules_skip(&s->rules, ev);
    s->ended = s->ended || a == TNEF_STOP || a < 0;
    s->rules.silent = a == TNEF_PAUSE || s->ended;
    return a;
}

/* ---- Feeding ------------------------------------------------------------------------------- */

static size_t next_size(struct session *s, size_t left)
{
    size_t n = left;

    if (s->how == BYTES)
        n = 1;
    else if (s->how == PIECES)
        n = options_random(&s->random, 8) == 0 ? options_random(&s->random, 4096)
                                               : options_random(&s->random, s->opt->piece) + 1u;
    return n < left ? n : left;
}

/* One piece, in a block of exactly its size; none at all for no bytes. */
static tnef_status feed(struct session *s, size_t at, size_t n)
{
    uint8_t *block = n > 0 ? malloc(n) : NULL;
    size_t done = 0;
    tnef_status status;

    CHECK(n == 0 || block != NULL);
    if (n > 0)
        memcpy(block, s->in + at, n);
    s->rules.piece = block;
    s->rules.piece_len = n;
    do {
        uint64_t before = offset_of(s->d);
        size_t taken = SIZE_MAX;

        s->rules.silent = false;
        s->calls++;
        status = tnef_decoder_feed(s->d, n > 0 ? block + done : NULL, n - done, &taken);
        CHECK(taken <= n - done && offset_of(s->d) == before + taken);
        done += taken;
    } while (status == TNEF_PAUSED);
    CHECK(status != TNEF_OK || done == n);
    s->rules.silent = true;
    s->rules.piece = NULL;
    s->rules.piece_len = 0;
    free(block);
    return status;
}

/* Those that decoder.h calls permanent; the others are what is said of an input as a whole. */
static bool is_permanent(tnef_status status)
{
    switch (status) {
    case TNEF_STOPPED:
    case TNEF_E_CALLBACK:
    case TNEF_E_SIGNATURE:
    case TNEF_E_ANOMALY:
    case TNEF_E_LIMIT_INPUT:
    case TNEF_E_LIMIT_OUTPUT:
    case TNEF_E_LIMIT_EVENTS:
    case TNEF_E_LIMIT_ATTRIBUTES: return true;
    default:                      return false;
    }
}

/* Once the decoding has ended nothing is said and the answer stays. */
static void check_stays(struct session *s, tnef_status status)
{
    uint8_t byte = 0;
    size_t taken = SIZE_MAX;

    s->rules.silent = true;
    CHECK(tnef_decoder_finish(s->d) == status);
    CHECK(tnef_decoder_feed(s->d, &byte, 1, &taken) == TNEF_E_STATE && taken == 0);
    CHECK(tnef_decoder_finish(s->d) == (is_permanent(status) ? status : TNEF_E_STATE));
}

/* An error is of the bands that decoder.h has for it, and the counts are those of the events. */
static void check_result(struct session *s, tnef_status fed, const tnef_error *error)
{
    const tnef_decoder_limits *l = &s->opt->limits;
    uint64_t all = 0;

    for (uint32_t i = 0; i < TNEF_A_END; i++)
        all += tnef_decoder_anomalies(s->d, i);
    CHECK(s->rules.anomalies <= all);
    CHECK(s->rules.anomalies <= (l->max_anomalies != 0 ? l->max_anomalies : 1000u));
    CHECK(l->max_events == 0 || s->rules.events <= l->max_events);
    CHECK(l->max_output == 0 || s->rules.output <= l->max_output);
    CHECK(l->max_input == 0 || offset_of(s->d) <= l->max_input);
    CHECK(!s->rules.lost || error->status != TNEF_OK);
    CHECK(!s->ended || error->status == TNEF_STOPPED
          || (error->status == TNEF_E_CALLBACK && error->user_code == -5));
    CHECK(s->ended || (error->status != TNEF_STOPPED && error->status != TNEF_E_CALLBACK));
    CHECK(error->status == TNEF_OK || error->status == TNEF_STOPPED
          || error->status == TNEF_E_CALLBACK || TNEF_IS_MALFORMED(error->status)
          || TNEF_IS_LIMIT(error->status));
    CHECK(error->offset <= offset_of(s->d) || TNEF_IS_LIMIT(error->status));
    if (fed == TNEF_OK && s->rules.all && !s->ended && error->status != TNEF_E_ANOMALY
        && error->status != TNEF_E_LIMIT_EVENTS && error->status != TNEF_E_LIMIT_OUTPUT)
        CHECK(s->rules.nesting == 0);
}

static void check_work(const struct session *s)
{
    bool raw = (s->opt->flags & TNEF_RAW_NESTED) != 0;
    uint64_t calls = s->calls * (raw ? TNEF_DEPTH_CEILING + 1u : 1u);

    CHECK(s->rules.events <= TNEF_EVENTS_BASE + TNEF_EVENTS_PER_BYTE * s->size + calls);
    CHECK(s->d->steps <= STEPS_BASE + STEPS_PER_BYTE * s->size + calls);
    CHECK(touched_within("decoder", s->touched, s->size, calls));
}

static uint64_t finish(struct session *s, tnef_status fed)
{
    tnef_error error = { .size = sizeof error };
    tnef_status status;
    uint64_t h;

    do {
        s->rules.silent = fed != TNEF_OK;
        s->calls++;
        status = tnef_decoder_finish(s->d);
    } while (status == TNEF_PAUSED);
    s->touched = touched_now() - s->touched;
    tnef_decoder_error(s->d, &error);
    CHECK(error.status == status);
    CHECK(fed == TNEF_OK || (status == fed && is_permanent(fed)));
    check_result(s, fed, &error);
    check_work(s);
    h = digest_end(&s->digest);
    h = digest_number(h, (uint64_t)(int64_t)status);
    h = digest_number(h, error.offset);
    h = digest_number(h, error.limit);
    h = digest_number(h, error.found);
    h = digest_number(h, error.depth);
    h = digest_number(h, error.attr);
    h = digest_number(h, error.prop);
    h = digest_number(h, error.code);
    for (uint32_t i = 0; i < TNEF_A_END; i++)
        h = digest_number(h, tnef_decoder_anomalies(s->d, i));
    check_stays(s, status);
    return h;
}

/* ---- Runs ---------------------------------------------------------------------------------- */

/* A decoder that is made, in memory of the harness or from an allocator, or one that is in use. */
static void begin(struct session *s, tnef_decoder *d, enum how how)
{
    s->d = d;
    s->how = how;
    s->random = s->opt->random;
    s->calls = 0;
    s->touched = touched_now();
    s->ended = false;
    s->rules.own = d;
    s->rules.own_len = tnef_decoder_size();
    rules_begin(&s->rules);
    digest_init(&s->digest);
    CHECK(tnef_decoder_reset(d) == TNEF_OK);
    CHECK(offset_of(d) == 0);
}

static uint64_t decode(struct session *s, tnef_decoder *d, enum how how)
{
    tnef_status status = TNEF_OK;
    size_t at = 0;

    begin(s, d, how);
    while (at < s->size && status == TNEF_OK) {
        size_t n = next_size(s, s->size - at);

        status = feed(s, at, n);
        at += n;
    }
    return finish(s, status);
}

/* Leaves the decoder in the middle of the input. */
static void abandon(struct session *s, tnef_decoder *d)
{
    begin(s, d, WHOLE);
    (void)feed(s, 0, s->size / 2u);
}

/* Where decoding ends early: a limit on events counts pieces of data, and raw bytes have come as far ahead as
 * the piece did. */
static bool depends_on_pieces(const struct options *opt)
{
    const tnef_decoder_limits *l = &opt->limits;

    if (l->max_events != 0)
        return true;
    return (opt->flags & TNEF_RAW_NESTED) != 0
           && (opt->fatal != 0 || l->max_attributes != 0 || l->max_output != 0 || l->max_input != 0);
}

/* What lies whole in a piece is said at once; step by step the same is said, of the same pieces, with the
 * same answers and pauses, whatever depends on them. */
static void check_steps(struct session *s, tnef_decoder *d, enum how how)
{
    uint64_t at_once = decode(s, d, how);

    d->cfg.flags |= TNEFI_STEPS_ONLY;
    CHECK(decode(s, d, how) == at_once);
    d->cfg.flags &= ~TNEFI_STEPS_ONLY;
}

/* The same when skips, stops and failures are answered. */
static void check_answers(struct session *s, tnef_decoder *a, tnef_decoder *b)
{
    uint64_t whole;

    s->answers = true;
    whole = decode(s, a, WHOLE);
    CHECK(decode(s, b, PIECES) == whole || depends_on_pieces(s->opt));
    check_steps(s, b, PIECES);
    s->answers = false;
}

/* Events of no interest are those that are missing, and nothing else is. A limit on output counts what is
 * asked for, so that it is reached elsewhere. */
static void check_interest(struct session *s, const tnef_decoder_config *cfg, tnef_decoder *a,
                           tnef_decoder *b)
{
    tnef_decoder_config some = *cfg;
    tnef_decoder *d;
    uint64_t whole;

    s->filter = s->opt->interest;
    whole = decode(s, a, WHOLE);
    some.interest = s->opt->interest;
    CHECK(tnef_decoder_init(&d, b, tnef_decoder_size(), &some) == TNEF_OK);
    s->asked = s->filter;
    s->rules.all = false;
    CHECK(decode(s, d, PIECES) == whole);
}

static void run(struct session *s, const tnef_decoder_config *cfg, tnef_decoder *a, tnef_decoder *b)
{
    bool same = !depends_on_pieces(s->opt);
    uint64_t whole;

    s->rules.all = true;
    s->filter = s->asked = ~UINT64_C(0);
    s->answers = false;
    whole = decode(s, a, WHOLE);
    CHECK(decode(s, b, PIECES) == whole || !same);
    if ((s->opt->checks & 1u) != 0 && s->size <= BYTES_MOST)
        CHECK(decode(s, b, BYTES) == whole || !same);
    if ((s->opt->checks & 2u) != 0) {
        abandon(s, b);
        CHECK(decode(s, b, WHOLE) == whole);
    }
    check_steps(s, a, WHOLE);
    check_steps(s, b, PIECES);
    if ((s->opt->checks & 4u) != 0)
        check_answers(s, a, b);
    if ((s->opt->checks & 8u) != 0 && s->opt->interest != 0 && same && s->opt->limits.max_output == 0)
        check_interest(s, cfg, a, b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct session s;
    struct options opt;
    struct counting memory = { 0 };
    tnef_allocator alloc = counting_allocator(&memory);
    tnef_decoder_config cfg = { .size = sizeof cfg, .on_event = on_event, .user = &s };
    tnef_decoder *a;
    tnef_decoder *b;
    void *own = malloc(tnef_decoder_size());

    CHECK(own != NULL && tnef_decoder_size() <= TNEF_DECODER_SIZE_MAX);
    s.size = options_take(&opt, data, size);
    s.in = data;
    s.opt = &opt;
    s.rules.in = data;
    s.rules.size = s.size;
    s.rules.raw = (opt.flags & TNEF_RAW_NESTED) != 0;
    cfg.flags = opt.flags;
    cfg.limits = &opt.limits;
    cfg.fatal = opt.fatal;
    memory.fail_at = 1;
    CHECK(tnef_decoder_new(&a, &cfg, &alloc) == TNEF_E_MEMORY && a == NULL);
    memory.count = memory.fail_at = 0;
    CHECK(tnef_decoder_new(&a, &cfg, &alloc) == TNEF_OK);
    CHECK(memory.count == 1 && memory.now == tnef_decoder_size());
    CHECK(tnef_decoder_init(&b, own, tnef_decoder_size() - 1u, &cfg) == TNEF_E_ARGUMENT);
    CHECK(b == NULL);
    CHECK(tnef_decoder_init(&b, own, tnef_decoder_size(), &cfg) == TNEF_OK && (void *)b == own);

    run(&s, &cfg, a, b);

    tnef_decoder_free(a);
    CHECK(memory.count == 1 && memory.now == 0);
    tnef_decoder_free(b);
    free(own);
    return 0;
}
