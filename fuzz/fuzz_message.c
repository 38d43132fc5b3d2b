/* SPDX-License-Identifier: MIT */

/* The message model and tnef_message_load(): the same calls of the handlers in whatever pieces the
 * input comes, properly nested, with text that is text, the same tree, the same result as the
 * decoder alone, and never more memory than announced. */

#include "harness.h"
#include "bag_digest.h"
#include "model_digest.h"

#include "../tests/touched.h"

#include <stdlib.h>
#include <string.h>

#define MEMORY 65536u        /* max_memory and max_load: small enough to be reached */
#define NESTING (4u * (TNEF_DEPTH_CEILING + 2u))

enum what { MESSAGE = 1, PART, CONTENT };

struct session {
    const struct options *opt;
    const uint8_t *in;
    size_t size;
    bool pieces;
    bool answers;            /* answer with skip, stop and failure now and then */
    bool ended;              /* by such an answer */
    uint32_t random;
    uint64_t hash;
    struct digest events;    /* of the handler property */
    struct run data[TNEF_DEPTH_CEILING + 2u];
    bool silent, late;
    struct {
        enum what what;
        uint32_t id, skipped;
    } open[NESTING];
    uint32_t nesting;
    struct model_seen seen;
    tnef_status status;
};

/* ---- Handlers ------------------------------------------------------------------------------ */

static void flush(struct session *s, uint32_t depth)
{
    struct run *r = &s->data[depth];

    if (r->len > 0) {
        s->hash = digest_number(s->hash, r->key);
        s->hash = digest_number(s->hash, r->hash);
        s->hash = digest_number(s->hash, r->len);
    }
    memset(r, 0, sizeof *r);
    r->hash = DIGEST_START;
}

/* What is answered to a call is the same in every split, but for pauses. After a stop, raw bytes
 * are as far as the piece was: with them there is none. */
static int answer(struct session *s, uint64_t call, bool may_end)
{
    uint64_t h = digest_number(digest_number(s->opt->random, call), 1) >> 7;
    int a = TNEF_CONTINUE;

    CHECK(!s->silent);
    if (s->answers && h % 16u == 0)
        a = TNEF_SKIP;
    else if (s->answers && may_end && (s->opt->flags & TNEF_RAW_NESTED) == 0 && h % 256u < 3u)
        a = h % 256u == 1u ? TNEF_STOP : -7;
    if (a == TNEF_CONTINUE && s->pieces && options_random(&s->random, 256) < s->opt->pauses)
        a = TNEF_PAUSE;
    s->ended = s->ended || a == TNEF_STOP || a < 0;
    s->silent = a == TNEF_PAUSE || s->ended;
    return a;
}

static int begin(struct session *s, enum what what, uint32_t id)
{
    int a;

    CHECK(s->nesting < NESTING);
    /* A body may stand in an attachment that was skipped: it is not of it. */
    CHECK(s->nesting == 0 || s->open[s->nesting - 1u].skipped == 0
          || (what == PART && s->open[s->nesting - 1u].what == PART));
    CHECK(what == MESSAGE ? s->nesting == 0 || s->open[s->nesting - 1u].what == CONTENT
                          : s->nesting > 0);
    CHECK(what != CONTENT || (s->open[s->nesting - 1u].what == PART));
    s->open[s->nesting].what = what;
    s->open[s->nesting].id = id;
    s->hash = digest_number(digest_number(s->hash, what), id);
    a = answer(s, (uint64_t)id * 64u + what, true);
    s->open[s->nesting].skipped = a == TNEF_SKIP;
    s->nesting++;
    return a;
}

static int end(struct session *s, enum what what, uint32_t id, uint64_t hash)
{
    CHECK(s->nesting > 0);
    s->nesting--;
    CHECK(s->open[s->nesting].what == what && s->open[s->nesting].id == id);
    s->hash = digest_number(s->hash, hash);
    return answer(s, (uint64_t)id * 64u + 8u + what, true);
}

static int message_begin(void *user, const tnef_message_info *m)
{
    struct session *s = user;

    CHECK(m->depth <= TNEF_DEPTH_CEILING && *m->slot == NULL);
    CHECK(m->offset <= s->size && (m->id == 1u) == (s->nesting == 0));
    *m->slot = s;
    return begin(s, MESSAGE, m->id);
}

static int message_end(void *user, const tnef_message_info *m)
{
    struct session *s = user;
    uint64_t h = model_message(m);

    CHECK(*m->slot == s);
    if (m->id < MODEL_SEEN)
        s->seen.message[m->id] = h;
    return end(s, MESSAGE, m->id, h);
}

static int recipient(void *user, const tnef_recipient *r)
{
    struct session *s = user;

    CHECK(s->nesting > 0);
    CHECK(s->open[s->nesting - 1u].skipped == 0 || s->open[s->nesting - 1u].what == PART);
    s->hash = digest_number(s->hash, model_recipient(r));
    return answer(s, r->offset * 64u + 17u, true);
}

static int part_begin(void *user, const tnef_part *p)
{
    struct session *s = user;

    CHECK(p->depth <= TNEF_DEPTH_CEILING && *p->slot == NULL && p->offset <= s->size);
    int a;

    *p->slot = s;
    a = begin(s, PART, p->id);
    /* The bytes with which a remainder begins come before the pause. */
    s->late = a == TNEF_PAUSE && p->kind == TNEF_PART_REMAINDER;
    s->silent = s->silent && !s->late;
    return a;
}

static int content_begin(void *user, const tnef_part *p, const tnef_content *c)
{
    struct session *s = user;

    CHECK(*p->slot == s && c->size == 0 && c->offset <= s->size);
    flush(s, p->depth);
    s->hash = digest_number(s->hash, model_content(c));
    return begin(s, CONTENT, p->id * 16u + c->index % 16u);
}

static int part_data(void *user, const tnef_part *p, const tnef_content *c, const void *data,
                     size_t len)
{
    struct session *s = user;
    struct run *r = &s->data[p->depth];
    uint64_t key = (uint64_t)p->id << 32 | c->index;

    CHECK(len > 0 && data != NULL && *p->slot == s);
    CHECK(c->size + len <= c->length || c->kind == TNEF_CONTENT_REMAINDER);
    if (r->key != key)
        flush(s, p->depth);
    CHECK(r->len == c->size);
    r->key = key;
    r->hash = digest_bytes(r->hash, data, len);
    r->len += len;
    if (s->late) {
        s->late = false;
        s->silent = true;
        return TNEF_CONTINUE;
    }
    return answer(s, 18u, false);
}

static int content_end(void *user, const tnef_part *p, const tnef_content *c)
{
    struct session *s = user;

    flush(s, p->depth);
    return end(s, CONTENT, p->id * 16u + c->index % 16u, model_content(c));
}

static int part_end(void *user, const tnef_part *p)
{
    struct session *s = user;
    uint64_t h = model_part(p);

    CHECK(*p->slot == s);
    flush(s, p->depth);
    if (p->id < MODEL_SEEN)
        s->seen.part[p->id] = h;
    return end(s, PART, p->id, h);
}

static void release(void *user, void *slot)
{
    struct session *s = user;

    CHECK(slot == s && s->ended && s->nesting > 0);
    while (s->open[s->nesting - 1u].what == CONTENT) {
        s->nesting--;
        CHECK(s->nesting > 0);
    }
    s->nesting--;
}

static int property(void *user, const tnef_event *ev)
{
    struct session *s = user;

    CHECK(ev->type != TNEF_EV_ANOMALY);
    CHECK(s->opt->interest == 0 || (s->opt->interest >> ev->type & 1u) != 0);
    digest_event(&s->events, ev);
    return answer(s, ev->offset * 64u + 32u + ev->type,
                  ev->type != TNEF_EV_DATA && ev->type != TNEF_EV_VALUE_END);
}

static int anomaly(void *user, const tnef_event *ev)
{
    struct session *s = user;

    CHECK(ev->type == TNEF_EV_ANOMALY && ev->code < TNEF_A_END);
    s->hash = digest_number(s->hash, ev->code);
    s->hash = digest_number(s->hash, ev->offset);
    s->hash = digest_number(s->hash, (uint64_t)(int64_t)ev->status);
    s->hash = digest_number(s->hash, ev->expected);
    s->hash = digest_number(s->hash, ev->found);
    return answer(s, ev->offset * 64u + 19u, true);
}

/* ---- Runs ---------------------------------------------------------------------------------- */

static tnef_status feed(struct session *s, tnef_reader *r, size_t at, size_t n)
{
    uint8_t *block = malloc(n);
    size_t done = 0;
    tnef_status status;

    CHECK(block != NULL);
    memcpy(block, s->in + at, n);
    do {
        size_t taken = SIZE_MAX;

        s->silent = false;
        status = tnef_reader_feed(r, block + done, n - done, &taken);
        CHECK(taken <= n - done);
        done += taken;
    } while (status == TNEF_PAUSED);
    CHECK(status != TNEF_OK || done == n);
    free(block);
    return status;
}

static void start(struct session *s, tnef_reader *r, bool pieces)
{
    s->pieces = pieces;
    s->random = s->opt->random;
    s->hash = DIGEST_START;
    CHECK(tnef_reader_reset(r) == TNEF_OK);
    s->nesting = 0;
    s->ended = s->silent = s->late = false;
    memset(&s->seen, 0, sizeof s->seen);
    memset(s->data, 0, sizeof s->data);
    for (uint32_t i = 0; i < TNEF_DEPTH_CEILING + 2u; i++)
        flush(s, i);
    digest_init(&s->events);
}

/* Whether a status ends it in the middle. What is open is ended all the same, or released. */
static bool is_early(tnef_status status)
{
    return status == TNEF_STOPPED || status == TNEF_E_CALLBACK || status == TNEF_E_ANOMALY
           || status == TNEF_E_MEMORY || status == TNEF_E_SIGNATURE
           || status == TNEF_E_LIMIT_INPUT || status == TNEF_E_LIMIT_OUTPUT
           || status == TNEF_E_LIMIT_EVENTS || status == TNEF_E_LIMIT_ATTRIBUTES;
}

static uint64_t read_all(struct session *s, tnef_reader *r, bool pieces)
{
    tnef_error error = { .size = sizeof error };
    tnef_status fed = TNEF_OK;
    uint64_t before, calls = 1;
    size_t at = 0;

    start(s, r, pieces);
    before = touched_now();
    while (at < s->size && fed == TNEF_OK) {
        size_t n = pieces ? options_random(&s->random, 2u * s->opt->piece) + 1u : s->size;

        if (n > s->size - at)
            n = s->size - at;
        fed = feed(s, r, at, n);
        at += n;
        calls++;
    }
    do {
        s->silent = fed != TNEF_OK;
        s->status = tnef_reader_finish(r);
    } while (s->status == TNEF_PAUSED);
    /* Each call of a handler may end in a pause, and each byte may lead to some. */
    CHECK((s->opt->flags & TNEF_RAW_NESTED) != 0 || s->opt->pauses != 0
          || touched_within("reader", touched_now() - before, s->size, calls));
    tnef_reader_error(r, &error);
    CHECK(error.status == s->status);
    CHECK(fed == TNEF_OK || (fed == s->status && is_early(fed)));
    /* Who answers so to an end that a status made does not change the status. */
    CHECK(s->status == TNEF_STOPPED || s->status == TNEF_E_CALLBACK
              ? s->ended : !s->ended || is_early(s->status));
    CHECK(s->ended || s->nesting == 0);
    s->silent = true;
    CHECK(tnef_reader_finish(r) == s->status);
    s->hash = digest_number(s->hash, digest_end(&s->events));
    s->hash = digest_number(s->hash, error.offset);
    s->hash = digest_number(s->hash, error.code);
    return digest_number(s->hash, (uint64_t)(int64_t)s->status);
}

/* ---- The decoder alone --------------------------------------------------------------------- */

static int no_event(void *user, const tnef_event *ev)
{
    (void)user;
    (void)ev;
    return TNEF_CONTINUE;
}

/* The model adds limits of its own, which beat damage and the other limits on parts. What it asks
 * the decoder for is its own affair, and so is which pieces count against limits on the whole. */
static void check_status(const struct session *s, const tnef_reader_config *cfg)
{
    tnef_decoder_config plain = { .size = sizeof plain, .flags = cfg->flags, .limits = cfg->decoder_limits,
                          .on_event = no_event, .interest = UINT64_C(1) << TNEF_EV_ANOMALY };
    bool own = s->status == TNEF_E_LIMIT_MEMORY || s->status == TNEF_E_LIMIT_ATTACHMENTS;
    tnef_decoder *d;
    tnef_status status;

    if (s->opt->fatal != 0 || cfg->decoder_limits->max_events != 0 || cfg->decoder_limits->max_output != 0)
        return;
    CHECK(tnef_decoder_new(&d, &plain, NULL) == TNEF_OK);
    tnef_decoder_feed(d, s->in, s->size, NULL);
    status = tnef_decoder_finish(d);
    CHECK(s->status == status || (own && !is_early(status)));
    tnef_decoder_free(d);
}

/* ---- Both ways ----------------------------------------------------------------------------- */

/* Events that only the model sees go a short way through it. What comes of both ways is the same. */
static void check_ways(struct session *s, const tnef_reader_config *given)
{
    tnef_reader_handlers h = *given->handlers;
    tnef_reader_config cfg = *given;
    uint64_t of[2];

    if (cfg.decoder_limits->max_events != 0)
        return;
    cfg.handlers = &h;
    cfg.bag = NULL;
    for (int is_short = 0; is_short < 2; is_short++) {
        tnef_reader *r;

        h.property = is_short ? NULL : no_event;
        CHECK(tnef_reader_new(&r, &cfg, NULL) == TNEF_OK);
        of[is_short] = read_all(s, r, false);
        tnef_reader_free(r);
    }
    CHECK(of[0] == of[1]);
}

/* ---- The tree ------------------------------------------------------------------------------ */

/* |s| is what a reader said of the same input, to its end. */
static void load(const struct session *s, const tnef_reader_config *reader, uint32_t fail_at)
{
    struct counting memory = { .fail_at = fail_at };
    tnef_allocator alloc = counting_allocator(&memory);
    tnef_reader_config cfg = *reader;
    tnef_message *m = NULL;
    tnef_status status;
    bool same;

    cfg.handlers = NULL;
    status = tnef_message_load(&m, s->in, s->size, &cfg, &alloc);
    CHECK(memory.peak <= tnef_reader_size(&cfg) + cfg.limits->max_memory + cfg.limits->max_load
                             + bag_memory(cfg.bag));
    CHECK(status != TNEF_OK || m != NULL);
    CHECK((status != TNEF_E_MEMORY && status != TNEF_E_SIGNATURE) || m == NULL);
    CHECK(status != TNEF_E_MEMORY || fail_at != 0);
    CHECK(fail_at == 0 || memory.count < fail_at || status == TNEF_E_MEMORY);
    CHECK(status == s->status || status == TNEF_E_MEMORY || status == TNEF_E_LIMIT_MEMORY
          || s->opt->fatal != 0 || cfg.decoder_limits->max_events != 0
          || cfg.decoder_limits->max_output != 0);
    /* A limit hides that there was no room for all of the tree. */
    same = status == s->status && !TNEF_IS_LIMIT(status) && !is_early(status);
    if (m != NULL) {
        CHECK(m->status == status);
        model_tree(m, s->size, same ? &s->seen : NULL);
    }
    tnef_message_free(m);
    CHECK(memory.now == 0);
}

/* ---- One input ----------------------------------------------------------------------------- */

/* See fuzz_decoder.c. */
static bool depends_on_pieces(const struct options *opt)
{
    const tnef_decoder_limits *l = &opt->limits;

    if (l->max_events != 0)
        return true;
    return (opt->flags & TNEF_RAW_NESTED) != 0
           && (opt->fatal != 0 || l->max_attributes != 0 || l->max_output != 0 || l->max_input != 0);
}

static void small_model(tnef_reader_limits *m, uint32_t byte)
{
    uint32_t small = 1u + byte / 16u;

    *m = (tnef_reader_limits){ .size = sizeof *m, .max_memory = MEMORY, .max_load = MEMORY };
    switch (byte % 16u) {
    case 11: m->max_attachments = small; break;
    case 12: m->max_text = small * 3u; break;
    case 13: m->max_headers = small * 3u; break;
    case 14: m->max_memory = small * 64u; break;
    case 15: m->max_load = small * 256u; break;
    default: break;
    }
}

static void run(struct session *s, tnef_reader_config *cfg)
{
    struct counting memory = { 0 };
    tnef_allocator alloc = counting_allocator(&memory);
    uint64_t most = tnef_reader_size(cfg) + cfg->limits->max_memory + bag_memory(cfg->bag);
    tnef_reader *r = NULL;
    uint64_t whole;

    CHECK(tnef_reader_new(&r, cfg, &alloc) == TNEF_OK);
    CHECK(memory.count == 1 && memory.now == tnef_reader_size(cfg));
    if ((s->opt->checks & 6u) != 0) {
        s->answers = true;
        whole = read_all(s, r, false);
        CHECK(read_all(s, r, true) == whole || depends_on_pieces(s->opt));
        s->answers = false;
    }
    whole = read_all(s, r, true);
    CHECK(read_all(s, r, false) == whole || depends_on_pieces(s->opt));
    if ((s->opt->checks & 1u) != 0)
        check_status(s, cfg);
    if ((s->opt->checks & 9u) != 0)
        load(s, cfg, 0);
    CHECK(memory.peak <= most);
    if (s->opt->fail_at != 0) {
        if ((s->opt->checks & 8u) != 0)
            load(s, cfg, s->opt->fail_at);
        memory.fail_at = memory.count + s->opt->fail_at;
        (void)read_all(s, r, true);
    }
    tnef_reader_free(r);
    CHECK(memory.now == 0 && memory.peak <= most);
    if ((s->opt->checks & 10u) != 0)
        check_ways(s, cfg);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint32_t codepages[8] = { 0, 0, 0, 0, 1251, 932, 65001, 54936 };
    static struct session s;
    tnef_reader_handlers handlers = {
        .size = sizeof handlers, .message_begin = message_begin, .message_end = message_end,
        .recipient = recipient, .part_begin = part_begin, .content_begin = content_begin,
        .part_data = part_data, .content_end = content_end, .part_end = part_end,
        .anomaly = anomaly, .release = release
    };
    struct options opt;
    tnef_reader_limits model;
    tnef_bag_config bag;
    tnef_reader_config cfg = { .size = sizeof cfg, .handlers = &handlers, .user = &s,
                               .limits = &model };

    s.size = options_take(&opt, data, size);
    s.in = data;
    s.opt = &opt;
    small_model(&model, opt.small);
    cfg.flags = opt.flags;
    cfg.decoder_limits = &opt.limits;
    cfg.fatal = opt.fatal;
    cfg.interest = opt.interest;
    cfg.codepage = codepages[opt.random / 16u % 8u];
    if (opt.random / 8u % 2u == 0)
        handlers.property = property;
    if (opt.random / 128u % 2u == 0)
        cfg.bag = bag_wanted(&bag, opt.random / 256u);
    run(&s, &cfg);
    return 0;
}
