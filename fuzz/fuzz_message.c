/* SPDX-License-Identifier: MIT */

/* The message model and tnef_message_load(): the same calls of the handlers in whatever pieces the
 * input comes, properly nested, with text that is text, and never more memory than announced. */

#include "harness.h"

#include <stdlib.h>
#include <string.h>

#include <tnef/message.h>

#define MEMORY 65536u        /* max_memory and max_load: small enough to be reached */
#define NESTING (4u * (TNEF_DEPTH_CEILING + 2u))

enum what { MESSAGE = 1, PART, CONTENT };

struct session {
    const struct options *opt;
    const uint8_t *in;
    size_t size;
    bool pieces;
    uint32_t random;
    uint64_t hash;
    struct run data[TNEF_DEPTH_CEILING + 2u];
    bool silent;
    enum what open[NESTING];
    uint32_t nesting;
};

/* ---- Text ---------------------------------------------------------------------------------- */

static size_t tail_length(uint8_t lead)
{
    if (lead < 0x80u)
        return 0;
    return lead >= 0xF0u ? 3 : lead >= 0xE0u ? 2 : 1;
}

static void check_utf8(const uint8_t *p, size_t len)
{
    for (size_t i = 0; i < len;) {
        size_t tail = tail_length(p[i]);

        CHECK(p[i] != 0 && (p[i] < 0x80u || (p[i] >= 0xC2u && p[i] <= 0xF4u)));
        CHECK(tail < len - i);
        if (tail > 1) {
            CHECK(!(p[i] == 0xE0u && p[i + 1u] < 0xA0u) && !(p[i] == 0xEDu && p[i + 1u] > 0x9Fu));
            CHECK(!(p[i] == 0xF0u && p[i + 1u] < 0x90u) && !(p[i] == 0xF4u && p[i + 1u] > 0x8Fu));
        }
        for (size_t k = 1; k <= tail; k++)
            CHECK(p[i + k] >= 0x80u && p[i + k] <= 0xBFu);
        i += tail + 1u;
    }
}

static void add_string(struct session *s, tnef_string t)
{
    CHECK(t.text != NULL || t.len == 0);
    s->hash = digest_number(s->hash, t.text != NULL);
    if (t.text == NULL)
        return;
    CHECK(t.text[t.len] == '\0');
    check_utf8((const uint8_t *)t.text, t.len);
    s->hash = digest_bytes(s->hash, t.text, t.len + 1u);
}

static void add_person(struct session *s, const tnef_person *p)
{
    add_string(s, p->name);
    add_string(s, p->address);
    add_string(s, p->type);
    add_string(s, p->email);
    add_string(s, p->email_type);
}

static void add_time(struct session *s, tnef_time t)
{
    s->hash = digest_number(s->hash, (uint64_t)t.seconds);
    s->hash = digest_number(s->hash, t.ticks);
    s->hash = digest_number(s->hash, t.flags);
}

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

static int answer(struct session *s)
{
    CHECK(!s->silent);
    if (!s->pieces || options_random(&s->random, 16) != 0)
        return TNEF_CONTINUE;
    s->silent = true;
    return TNEF_PAUSE;
}

static void begin(struct session *s, enum what what)
{
    CHECK(s->nesting < NESTING);
    s->open[s->nesting++] = what;
    s->hash = digest_number(s->hash, what);
}

static void end(struct session *s, enum what what)
{
    CHECK(s->nesting > 0);
    s->nesting--;
    CHECK(s->open[s->nesting] == what);
    s->hash = digest_number(s->hash, 16u + what);
}

static int message_begin(void *user, const tnef_message_info *m)
{
    struct session *s = user;

    CHECK(m->depth <= TNEF_DEPTH_CEILING && *m->slot == NULL);
    *m->slot = s;
    begin(s, MESSAGE);
    s->hash = digest_number(s->hash, m->id);
    return answer(s);
}

static int message_end(void *user, const tnef_message_info *m)
{
    struct session *s = user;

    CHECK(*m->slot == s);
    end(s, MESSAGE);
    s->hash = digest_number(s->hash, m->flags);
    s->hash = digest_number(s->hash, m->known);
    s->hash = digest_number(s->hash, m->best);
    add_string(s, m->message_class);
    add_string(s, m->raw_class);
    add_string(s, m->original_class);
    add_string(s, m->subject);
    add_string(s, m->subject_prefix);
    add_string(s, m->normalized_subject);
    add_string(s, m->conversation_topic);
    add_person(s, &m->sender);
    add_person(s, &m->representing);
    add_person(s, &m->received_by);
    add_time(s, m->submitted);
    add_time(s, m->delivered);
    add_string(s, m->message_id);
    add_string(s, m->references);
    add_string(s, m->search_key);
    add_string(s, m->transport_headers);
    add_string(s, m->display_to);
    return answer(s);
}

static int recipient(void *user, const tnef_recipient *r)
{
    struct session *s = user;

    CHECK(s->nesting > 0);
    s->hash = digest_number(s->hash, r->row);
    s->hash = digest_number(s->hash, (uint64_t)(int64_t)r->kind);
    add_string(s, r->name);
    add_string(s, r->address);
    add_string(s, r->type);
    return answer(s);
}

static int part_begin(void *user, const tnef_part *p)
{
    struct session *s = user;

    CHECK(p->depth <= TNEF_DEPTH_CEILING && s->nesting > 0 && *p->slot == NULL);
    *p->slot = s;
    begin(s, PART);
    s->hash = digest_number(s->hash, p->id);
    return answer(s);
}

static int content_begin(void *user, const tnef_part *p, const tnef_content *c)
{
    struct session *s = user;

    flush(s, p->depth);
    begin(s, CONTENT);
    s->hash = digest_number(s->hash, c->kind);
    s->hash = digest_number(s->hash, c->length);
    return answer(s);
}

static int part_data(void *user, const tnef_part *p, const tnef_content *c, const void *data,
                     size_t len)
{
    struct session *s = user;
    struct run *r = &s->data[p->depth];
    uint64_t key = (uint64_t)p->id << 32 | c->index;

    CHECK(len > 0 && data != NULL);
    if (r->key != key)
        flush(s, p->depth);
    r->key = key;
    r->hash = digest_bytes(r->hash, data, len);
    r->len += len;
    return answer(s);
}

static int content_end(void *user, const tnef_part *p, const tnef_content *c)
{
    struct session *s = user;

    flush(s, p->depth);
    end(s, CONTENT);
    s->hash = digest_number(s->hash, c->size);
    s->hash = digest_number(s->hash, c->flags);
    return answer(s);
}

static int part_end(void *user, const tnef_part *p)
{
    struct session *s = user;

    CHECK(*p->slot == s);
    flush(s, p->depth);
    end(s, PART);
    s->hash = digest_number(s->hash, p->kind);
    s->hash = digest_number(s->hash, p->flags);
    s->hash = digest_number(s->hash, p->size);
    s->hash = digest_number(s->hash, p->counts);
    CHECK(TNEF_PART_IS_BODY(p->kind) || p->name.text != NULL);
    add_string(s, p->name);
    add_string(s, p->long_name);
    add_string(s, p->title);
    add_string(s, p->pathname);
    add_string(s, p->mime_type);
    add_string(s, p->content_id);
    add_time(s, p->created);
    return answer(s);
}

static int anomaly(void *user, const tnef_event *ev)
{
    struct session *s = user;

    CHECK(ev->type == TNEF_EV_ANOMALY && ev->code < TNEF_A_NUMBER_OF);
    s->hash = digest_number(s->hash, ev->code);
    s->hash = digest_number(s->hash, ev->offset);
    return answer(s);
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
        size_t taken = 0;

        s->silent = false;
        status = tnef_reader_feed(r, block + done, n - done, &taken);
        CHECK(taken <= n - done);
        done += taken;
    } while (status == TNEF_PAUSED);
    free(block);
    return status;
}

static uint64_t read_all(struct session *s, tnef_reader *r, bool pieces)
{
    tnef_status fed = TNEF_OK;
    tnef_status status;
    size_t at = 0;

    s->pieces = pieces;
    s->random = s->opt->random;
    s->hash = DIGEST_START;
    s->nesting = 0;
    memset(s->data, 0, sizeof s->data);
    for (uint32_t i = 0; i < TNEF_DEPTH_CEILING + 2u; i++)
        flush(s, i);
    CHECK(tnef_reader_reset(r) == TNEF_OK);
    while (at < s->size && fed == TNEF_OK) {
        size_t n = pieces ? options_random(&s->random, 48) + 1u : s->size;

        if (n > s->size - at)
            n = s->size - at;
        fed = feed(s, r, at, n);
        at += n;
    }
    do {
        s->silent = fed != TNEF_OK;
        status = tnef_reader_finish(r);
    } while (status == TNEF_PAUSED);
    CHECK(fed == TNEF_OK || fed == status);
    if (fed == TNEF_OK && status != TNEF_E_ANOMALY && status != TNEF_E_MEMORY
        && !TNEF_IS_LIMIT(status))
        CHECK(s->nesting == 0);
    s->hash = digest_number(s->hash, (uint64_t)(int64_t)status);
    return s->hash;
}

static void load(const struct session *s, const tnef_reader_config *reader)
{
    struct counting memory = { .fail_at = s->opt->fail_at };
    tnef_allocator alloc = counting_allocator(&memory);
    tnef_reader_config cfg = *reader;
    tnef_message *m = NULL;
    tnef_status status;

    cfg.handlers = NULL;
    status = tnef_message_load(&m, s->in, s->size, &cfg, &alloc);
    CHECK(memory.peak <= tnef_reader_size(&cfg) + 2u * MEMORY);
    CHECK(status != TNEF_OK || m != NULL);
    CHECK(status != TNEF_E_MEMORY || m == NULL);
    tnef_message_free(m);
    CHECK(memory.now == 0);
}

/* See fuzz_decoder.c. */
static bool depends_on_pieces(const struct options *opt)
{
    const tnef_limits *l = &opt->limits;

    return l->max_events != 0 || l->max_output != 0 || l->max_input != 0 || opt->fatal != 0
        || l->max_attributes != 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const tnef_handlers handlers = {
        .size = sizeof handlers, .message_begin = message_begin, .message_end = message_end,
        .recipient = recipient, .part_begin = part_begin, .content_begin = content_begin,
        .part_data = part_data, .content_end = content_end, .part_end = part_end,
        .anomaly = anomaly
    };
    static const tnef_model_limits model = {
        .size = sizeof model, .max_memory = MEMORY, .max_load = MEMORY
    };
    static struct session s;
    struct options opt;
    struct counting memory = { 0 };
    tnef_allocator alloc = counting_allocator(&memory);
    tnef_reader_config cfg = { .size = sizeof cfg, .handlers = &handlers, .user = &s,
                               .model = &model };
    tnef_reader *r = NULL;
    uint64_t whole;

    s.size = options_take(&opt, data, size);
    s.in = data;
    s.opt = &opt;
    cfg.flags = opt.flags;
    cfg.limits = &opt.limits;
    cfg.fatal = opt.fatal;

    CHECK(tnef_reader_new(&r, &cfg, &alloc) == TNEF_OK);
    CHECK(memory.count == 1 && memory.now == tnef_reader_size(&cfg));
    whole = read_all(&s, r, false);
    CHECK(memory.peak <= tnef_reader_size(&cfg) + MEMORY);
    CHECK(read_all(&s, r, true) == whole || depends_on_pieces(&opt));
    CHECK(memory.peak <= tnef_reader_size(&cfg) + MEMORY);
    memory.fail_at = opt.fail_at > 0 ? memory.count + opt.fail_at : 0;
    read_all(&s, r, true);
    tnef_reader_free(r);
    CHECK(memory.now == 0);

    load(&s, &cfg);
    return 0;
}
