/* SPDX-License-Identifier: MIT */

/* The decoder: whatever the input, the same events in whatever pieces it comes, as many as the
 * bytes allow, each within the rules of decoder.h. */

#include "harness.h"

#include <stdlib.h>
#include <string.h>

/* Each byte that is taken opens at most one thing, which has a BEGIN and an END, and an attribute
 * may be worth four computed properties of seven events for its eleven bytes or more; eight for
 * each byte is far above all of it. A piece of input adds one event of DATA, or with RAW_NESTED one
 * for each open message. The end of the input closes at most five things in each open stream. */
#define EVENTS_PER_BYTE 8u
#define EVENTS_AT_ALL   (64u + 6u * (TNEF_DEPTH_CEILING + 1u))
#define EVENTS_PER_FEED (TNEF_DEPTH_CEILING + 2u)

#define NESTING (6u * (TNEF_DEPTH_CEILING + 1u))

enum how { WHOLE, PIECES, BYTES };

struct session {
    const struct options *opt;
    const uint8_t *in;
    size_t size;
    enum how how;
    bool answers;            /* answer with skip, stop and failure now and then */
    uint32_t random;
    tnef_decoder *d;
    const uint8_t *piece;
    size_t piece_len;
    struct digest digest;
    uint64_t events, feeds, output;
    bool silent;
    bool skipped;
    uint32_t open[NESTING];
    uint32_t nesting;
};

/* The rules that hold when nothing was muted and every event is of interest. */
static void check_order(struct session *s, const tnef_event *ev)
{
    if (ev->type == TNEF_EV_DATA || ev->type == TNEF_EV_ANOMALY)
        return;
    if (ev->type % 2u == 1u) {
        CHECK(s->nesting < NESTING);
        s->open[s->nesting++] = ev->type;
    } else {
        CHECK(s->nesting > 0);
        s->nesting--;
        CHECK(s->open[s->nesting] + 1u == ev->type);
    }
}

static void check_event(struct session *s, const tnef_event *ev)
{
    CHECK(!s->silent);
    CHECK(ev->type >= TNEF_EV_STREAM_BEGIN && ev->type <= TNEF_EV_ANOMALY);
    CHECK(ev->depth <= TNEF_DEPTH_CEILING);
    CHECK(ev->offset <= tnef_decoder_offset(s->d));
    CHECK(s->opt->interest == 0 || (s->opt->interest >> ev->type & 1u) != 0);
    CHECK((ev->type == TNEF_EV_DATA) == (ev->data != NULL));
    CHECK((ev->len > 0) == (ev->data != NULL));
    if (ev->type == TNEF_EV_DATA && (ev->flags & TNEF_F_COMPUTED) == 0)
        CHECK(ev->offset + ev->len <= s->size
              && memcmp(ev->data, s->in + ev->offset, ev->len) == 0);
    if (ev->type == TNEF_EV_ANOMALY)
        CHECK(ev->code < TNEF_A_NUMBER_OF);
    if (s->opt->interest == 0)
        check_order(s, ev);
}

static int answer(struct session *s)
{
    uint32_t r = options_random(&s->random, 64);

    if (s->how == PIECES && r < 8u)
        return TNEF_PAUSE;
    if (!s->answers)
        return TNEF_CONTINUE;
    if (r < 12u)
        return TNEF_SKIP;
    if (r == 12u)
        return TNEF_STOP;
    return r == 13u ? -5 : TNEF_CONTINUE;
}

static int on_event(void *user, const tnef_event *ev)
{
    struct session *s = user;
    int a;

    s->events++;
    s->output += ev->len;
    check_event(s, ev);
    digest_event(&s->digest, ev);
    a = answer(s);
    if (a == TNEF_PAUSE || a == TNEF_STOP || a < 0)
        s->silent = true;
    return a;
}

static size_t next_size(struct session *s, size_t left)
{
    size_t n = left;

    if (s->how == BYTES)
        n = 1;
    else if (s->how == PIECES)
        n = options_random(&s->random, 8) == 0 ? options_random(&s->random, 4096) + 1u
                                               : options_random(&s->random, 24) + 1u;
    return n < left ? n : left;
}

/* One piece, in a block of exactly its size. */
static tnef_status feed(struct session *s, size_t at, size_t n)
{
    uint8_t *block = malloc(n);
    size_t done = 0;
    tnef_status status;

    CHECK(block != NULL);
    memcpy(block, s->in + at, n);
    do {
        size_t taken = 0;

        s->silent = false;
        s->feeds++;
        status = tnef_decoder_feed(s->d, block + done, n - done, &taken);
        CHECK(taken <= n - done);
        done += taken;
    } while (status == TNEF_PAUSED);
    CHECK(status != TNEF_OK || done == n);
    free(block);
    return status;
}

static uint64_t finish(struct session *s, tnef_status fed)
{
    tnef_error error = { .size = sizeof error };
    uint64_t h;
    tnef_status status;

    do {
        s->silent = fed != TNEF_OK;
        status = tnef_decoder_finish(s->d);
    } while (status == TNEF_PAUSED);
    tnef_decoder_error(s->d, &error);
    CHECK(error.status == status);
    CHECK(fed == TNEF_OK || status == fed);
    CHECK(error.offset <= tnef_decoder_offset(s->d) || TNEF_IS_LIMIT(status));
    if (!TNEF_IS_LIMIT(status) && status != TNEF_STOPPED && status != TNEF_E_CALLBACK
        && status != TNEF_E_ANOMALY)
        CHECK(s->nesting == 0);
    h = digest_end(&s->digest);
    h = digest_number(h, (uint64_t)(int64_t)status);
    h = digest_number(h, error.offset);
    h = digest_number(h, error.limit);
    h = digest_number(h, error.found);
    h = digest_number(h, error.attr);
    h = digest_number(h, error.prop);
    for (uint32_t i = 0; i < TNEF_A_NUMBER_OF; i++)
        h = digest_number(h, tnef_decoder_anomalies(s->d, i));
    return h;
}

static uint64_t decode(struct session *s, enum how how, bool answers)
{
    tnef_status status = TNEF_OK;
    size_t at = 0;

    s->how = how;
    s->answers = answers;
    s->random = s->opt->random;
    s->events = s->feeds = s->output = 0;
    s->silent = false;
    s->nesting = 0;
    digest_init(&s->digest);
    CHECK(tnef_decoder_reset(s->d) == TNEF_OK);
    while (at < s->size && status == TNEF_OK) {
        size_t n = next_size(s, s->size - at);

        status = feed(s, at, n);
        at += n;
    }
    CHECK(s->events <= EVENTS_AT_ALL + EVENTS_PER_BYTE * s->size + EVENTS_PER_FEED * s->feeds);
    return finish(s, status);
}

/* Where decoding ends early, limits on the whole count pieces of data, and raw bytes have come as
 * far ahead as the piece did. */
static bool depends_on_pieces(const struct options *opt)
{
    const tnef_limits *l = &opt->limits;

    if (l->max_events != 0 || l->max_output != 0 || l->max_input != 0)
        return true;
    return (opt->flags & TNEF_RAW_NESTED) != 0 && (opt->fatal != 0 || l->max_attributes != 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct options opt;
    struct counting memory = { 0 };
    tnef_allocator alloc = counting_allocator(&memory);
    static struct session s;
    tnef_config cfg = { .size = sizeof cfg, .on_event = on_event, .user = &s };
    uint64_t whole;

    s.size = options_take(&opt, data, size);
    s.in = data;
    s.opt = &opt;
    cfg.flags = opt.flags;
    cfg.limits = &opt.limits;
    cfg.interest = opt.interest;
    cfg.fatal = opt.fatal;
    CHECK(tnef_decoder_new(&s.d, &cfg, &alloc) == TNEF_OK);
    CHECK(memory.count == 1 && memory.now == tnef_decoder_size());

    whole = decode(&s, WHOLE, false);
    if (!depends_on_pieces(&opt)) {
        CHECK(decode(&s, PIECES, false) == whole);
        if (s.size <= 1024u)
            CHECK(decode(&s, BYTES, false) == whole);
        CHECK(decode(&s, WHOLE, false) == whole);
    } else {
        decode(&s, PIECES, false);
    }
    decode(&s, PIECES, true);

    tnef_decoder_free(s.d);
    CHECK(memory.count == 1 && memory.now == 0);
    return 0;
}
