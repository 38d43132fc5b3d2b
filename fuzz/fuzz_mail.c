/* SPDX-License-Identifier: MIT */

/* Raw mail: whatever the input, the scanner says the same in whatever pieces it comes and however
 * often it is paused and whatever part it is stopped at, every begin has its end, and calls, steps and
 * memory are bounded; and what tnef_mail makes of it is balanced and bounded, too. */

#include "../tests/known.h"
#include "harness.h"

#include "scan/priv.h"
#include "../tests/touched.h"

#include <tnef/mail.h>

#include <stdlib.h>
#include <string.h>

#define BYTES_MOST 1024u

enum how { WHOLE, PIECES, BYTES };

struct session {
    const struct options *opt;
    enum how how;
    uint32_t random;
    uint64_t hash, run, run_hash, calls, feeds;
    uint64_t said;           /* anomalies of parts that ended */
    uint32_t depth;
    bool silent, stopped;
};

static void end_run(struct session *s)
{
    if (s->run > 0)
        s->hash = digest_number(digest_number(s->hash, s->run), s->run_hash);
    s->run = 0;
    s->run_hash = DIGEST_START;
}

static uint64_t text(uint64_t hash, const char *t)
{
    return digest_bytes(hash, t, strlen(t) + 1u);
}

static uint64_t part_hash(uint64_t hash, const tnef_scanner_part *p)
{
    hash = text(text(text(text(hash, p->path), p->type), p->encoding), p->name);
    hash = text(hash, p->other_name);
    hash = digest_number(digest_number(hash, p->kind), p->anomalies);
    hash = digest_number(digest_number(hash, p->head), p->body);
    hash = digest_number(digest_number(hash, p->end), p->size);
    return digest_number(digest_number(hash, p->found), p->shown);
}

static int pause(struct session *s, int answer)
{
    if (s->how == WHOLE || options_random(&s->random, 256) >= s->opt->pauses)
        return answer;
    s->silent = true;
    return answer + TNEF_PAUSE;
}

static int stop(struct session *s)
{
    s->stopped = true;
    return TNEF_STOP;
}

static void called(struct session *s)
{
    CHECK(!s->silent && !s->stopped);
    s->calls++;
}

/* The same answer to the same part, whatever the split. */
static int on_begin(void *user, const tnef_scanner_part *p)
{
    struct session *s = user;
    uint64_t h = text(digest_number(DIGEST_START, s->opt->random), p->path) >> 9;

    called(s);
    end_run(s);
    CHECK(p->head <= p->body && p->end == TNEF_SCANNER_OPEN);
    if (h % 512u == 17u)
        return stop(s);
    CHECK(strlen(p->name) < TNEF_SCANNER_NAME_SIZE && strlen(p->type) < TNEF_SCANNER_TYPE_SIZE);
    s->hash = part_hash(s->hash, p);
    s->depth++;
    switch (h % 16u) {
    case 0:  return pause(s, TNEF_SCANNER_RAW);
    case 1:  return pause(s, TNEF_SCANNER_DECODE);
    case 2:  return TNEF_SKIP;
    default: return pause(s, TNEF_CONTINUE);
    }
}

static int on_found(void *user, const tnef_scanner_part *p)
{
    struct session *s = user;

    called(s);
    end_run(s);
    CHECK(p->found != TNEF_SCANNER_NONE);
    s->hash = part_hash(s->hash, p);
    if ((s->hash >> 9) % 128u == 17u)
        return stop(s);
    return pause(s, TNEF_CONTINUE);
}

static int on_end(void *user, const tnef_scanner_part *p)
{
    struct session *s = user;

    called(s);
    end_run(s);
    CHECK(s->depth > 0 && p->body <= p->end);
    s->depth--;
    s->said |= p->anomalies;
    s->hash = part_hash(s->hash, p);
    if ((s->hash >> 9) % 512u == 17u)
        return stop(s);
    return pause(s, TNEF_CONTINUE);
}

static tnef_status on_bytes(void *user, const void *buf, size_t len, size_t *taken)
{
    struct session *s = user;
    size_t n = len;

    called(s);
    CHECK(len > 0 && *taken == len);
    if (s->how != WHOLE && options_random(&s->random, 256) < s->opt->pauses) {
        n = options_random(&s->random, (uint32_t)(len < 1000u ? len : 1000u) + 1u);
        s->silent = true;
    }
    s->run += n;
    s->run_hash = digest_bytes(s->run_hash, buf, n);
    *taken = n;
    return s->silent ? TNEF_PAUSED : TNEF_OK;
}

/* ---- The scanner --------------------------------------------------------------------------- */

static size_t next_piece(struct session *s, size_t left)
{
    size_t n = left;

    if (s->how == BYTES)
        n = 1;
    else if (s->how == PIECES)
        n = 1u + options_random(&s->random, s->opt->piece);
    return n < left ? n : left;
}

static tnef_status feed(struct session *s, tnef_scanner *sc, const uint8_t *in, size_t size)
{
    tnef_status status = TNEF_OK;
    size_t at = 0;

    while (at < size && (status == TNEF_OK || status == TNEF_PAUSED)) {
        size_t n = next_piece(s, size - at);
        uint8_t *copy = malloc(n);
        size_t taken;

        memcpy(copy, in + at, n);
        s->silent = false;
        s->feeds++;
        status = tnef_scanner_feed(sc, copy, n, &taken);
        free(copy);
        CHECK(taken <= n && (status != TNEF_OK || taken == n));
        at += taken;
    }
    do {
        s->silent = false;
        s->feeds++;
        status = tnef_scanner_finish(sc);
    } while (status == TNEF_PAUSED);
    return status;
}

static uint64_t scan(const struct options *opt, const uint8_t *in, size_t size, enum how how)
{
    struct session s = { .opt = opt, .how = how, .random = opt->random, .hash = DIGEST_START,
                         .run_hash = DIGEST_START };
    const tnef_scanner_handlers handlers = { .size = sizeof handlers, .part_begin = on_begin,
                                          .found = on_found, .part_end = on_end,
                                          .sink = on_bytes };
    const tnef_scanner_limits limits = { .size = sizeof limits,
                                      .max_line = opt->small % 2u != 0 ? 40 : 0,
                                      .max_depth = opt->small % 3u == 1u ? 3 : 0,
                                      .max_parts = opt->small % 5u == 1u ? 4 : 0,
                                      .max_stream = opt->small % 7u == 1u ? 9 : 0,
                                      .max_parameters = opt->small % 11u == 1u ? 2 : 0,
                                      .max_levels = opt->small % 13u == 1u ? 1 : 0 };
    const tnef_scanner_config cfg = { .size = sizeof cfg, .policy = opt->flags % 2u != 0 ? TNEF_SCANNER_STRICT
                                                                        : TNEF_SCANNER_FIND,
                                      .handlers = &handlers, .user = &s, .limits = &limits };
    uint64_t touched = touched_now();
    tnef_error error = { .size = sizeof error };
    tnef_scanner *sc;
    tnef_status status;
    bool ended;

    CHECK(tnef_scanner_new(&sc, &cfg, NULL) == TNEF_OK);
    CHECK(tnef_scanner_size(&cfg) <= TNEF_SCANNER_SIZE_MAX);
    status = feed(&s, sc, in, size);
    ended = status == TNEF_E_AMBIGUOUS || status == TNEF_STOPPED;
    if (!ended)
        end_run(&s);            /* else how far it came depends on the split */
    CHECK(status == TNEF_OK || ended || TNEF_IS_LIMIT(status));
    CHECK(s.stopped == (status == TNEF_STOPPED));
    CHECK(ended || s.depth == 0);
    CHECK(ended || offset_of_scanner(sc) == size);
    CHECK(how != WHOLE || s.calls <= TNEF_SCANNER_CALLS_BASE + TNEF_SCANNER_CALLS_PER_BYTE * size);
    CHECK(touched_within("scanner", touched_now() - touched, size, s.feeds + s.calls));
    CHECK((s.said & ~sc->anomalies) == 0);
    CHECK(sc->frames.count == 0 || ended);
    tnef_scanner_error(sc, &error);
    s.hash = digest_number(digest_number(s.hash, (uint64_t)status), sc->anomalies);
    s.hash = digest_number(digest_number(s.hash, error.offset), error.found);
    tnef_scanner_free(sc);
    return s.hash;
}

/* ---- TNEF out of it ------------------------------------------------------------------------ */

struct balance {
    uint32_t streams, parts, mails;
    uint64_t inner;          /* bytes of mails in attachments */
};

/* What converters of iconv cost besides, as calls: 12 code pages at each of four levels. */
#define CONVERTERS (48u * TNEFI_TOUCH_CONVERTER / TNEF_MAIL_WORK_PER_CALL)

static int stream_begin(void *user, const tnef_mail_stream *stream)
{
    struct balance *b = user;

    CHECK(b->streams == b->mails && stream->number > 0);
    b->streams++;
    return TNEF_CONTINUE;
}

static int stream_end(void *user, const tnef_mail_stream *stream)
{
    struct balance *b = user;

    CHECK(b->streams == b->mails + 1u && stream->error->status == stream->status);
    b->streams--;
    return TNEF_CONTINUE;
}

static int part_begin(void *user, const tnef_scanner_part *part)
{
    (void)part;
    ((struct balance *)user)->parts++;
    return TNEF_CONTINUE;
}

static int part_end(void *user, const tnef_scanner_part *part)
{
    (void)part;
    ((struct balance *)user)->parts--;
    return TNEF_CONTINUE;
}

static int mail_begin(void *user, const tnef_mail_inner *inner)
{
    struct balance *b = user;

    b->mails++;
    CHECK(b->mails == b->streams && inner->depth == b->mails && inner->number > 0);
    return TNEF_CONTINUE;
}

static int mail_end(void *user, const tnef_mail_inner *inner)
{
    struct balance *b = user;

    CHECK(inner->depth == b->mails && inner->error->status == inner->status);
    b->mails--;
    b->inner += inner->size;
    return TNEF_CONTINUE;
}

static void read_mail(const struct options *opt, const uint8_t *in, size_t size)
{
    struct balance b = { 0, 0, 0, 0 };
    struct counting count = { .fail_at = opt->fail_at };
    const tnef_allocator alloc = counting_allocator(&count);
    const tnef_mail_handlers handlers = { .size = sizeof handlers, .stream_begin = stream_begin,
                                          .stream_end = stream_end, .part_begin = part_begin,
                                          .part_end = part_end,
                                          .mail_begin = mail_begin, .mail_end = mail_end };
    const tnef_mail_config cfg = { .size = sizeof cfg, .handlers = &handlers, .user = &b };
    tnef_mail *m;

    if (tnef_mail_new(&m, &cfg, &alloc) == TNEF_OK) {
        for (uint32_t i = 0; i < 2u; i++) {
            uint64_t touched = touched_now();

            b.inner = 0;
            CHECK(tnef_mail_feed(m, in, size, NULL) == TNEF_OK);
            (void)tnef_mail_finish(m);
            CHECK(b.streams == 0 && b.parts == 0 && b.mails == 0);
            CHECK(touched_within("mail", touched_now() - touched, size + b.inner, 2u + CONVERTERS));
            CHECK(tnef_mail_reset(m) == TNEF_OK);
        }
        tnef_mail_free(m);
    }
    CHECK(count.now == 0 && count.peak <= tnef_mail_size(&cfg) + 4u * 1048576u);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct options opt;
    size_t n = options_take(&opt, data, size);
    uint64_t whole = scan(&opt, data, n, WHOLE);

    CHECK(scan(&opt, data, n, PIECES) == whole);
    if (n <= BYTES_MOST)
        CHECK(scan(&opt, data, n, BYTES) == whole);
    read_mail(&opt, data, n);
    return 0;
}
