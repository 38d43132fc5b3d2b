/* SPDX-License-Identifier: MIT */

/* Mail in TNEF in mail: the calls of tnef_mail's handlers and of its reader's are the same in whatever
 * pieces the mail comes, however often they pause, and whatever they answer; every begin gets its end
 * in the mail that it is of, nothing is said of what was skipped, and memory and work are bounded.
 *
 * An input that is a TNEF stream is put into a mail as it stands; any other is taken for a mail. By its
 * options that is put into a stream that is put into a mail, up to three times. So no encoding hides it
 * from mutations. */

#include "harness.h"
#include "model_digest.h"

#include "base/touch.h"
#include "../tests/touched.h"

#include <tnef/mail.h>

#include <stdlib.h>
#include <string.h>

#define NESTING (4u * (TNEF_DEPTH_CEILING + 2u) + 64u)
#define LEVELS (TNEF_MAIL_INNER_CEILING + 1u)

/* What converters of iconv cost besides, as calls: 12 code pages at each level. */
#define CONVERTERS (12u * LEVELS * TNEFI_TOUCH_CONVERTER / TNEF_MAIL_WORK_PER_CALL)

enum kind { MAIL_PART = 1, STREAM, MESSAGE, PART, CONTENT, MAIL };

struct session;
struct open {
    struct session *session;
    enum kind kind;
    uint64_t id;
    uint32_t level;
    bool skipped;
};

/* One mail: the outermost, or one in an attachment. */
struct level {
    uint64_t hash;
    struct run data;
    uint32_t number, nesting;
    struct open open[NESTING];
};

struct session {
    const struct options *opt;
    bool pieces, answers;
    bool ended, silent, late, strict;
    uint32_t random, deep;       /* mails that are open besides the outermost */
    uint64_t inner_bytes;
    uint64_t calls;
    const tnef_mail *mail;
    struct level level[LEVELS];
};

/* ---- What is said of a level ---------------------------------------------------------------- */

static void flush(struct level *l)
{
    if (l->data.len > 0) {
        l->hash = digest_number(l->hash, l->data.key);
        l->hash = digest_number(l->hash, l->data.hash);
        l->hash = digest_number(l->hash, l->data.len);
    }
    memset(&l->data, 0, sizeof l->data);
    l->data.hash = DIGEST_START;
}

static void say(struct level *l, uint64_t number)
{
    flush(l);
    l->hash = digest_number(l->hash, number);
}

static uint64_t name(const char *text)
{
    return digest_bytes(DIGEST_START, text, strlen(text));
}

/* The same in every split, but for pauses. */
static int answer(struct session *s, struct level *l, uint64_t call, bool may_end)
{
    uint64_t h = digest_number(digest_number(s->opt->random, call), l->number) >> 7;
    int a = TNEF_CONTINUE;

    CHECK(!s->silent);
    s->calls++;
    if (s->answers && h % 16u == 0)
        a = TNEF_SKIP;
    else if (s->answers && may_end && h % 512u < 3u)
        a = h % 512u == 1u ? TNEF_STOP : -7;
    if (a == TNEF_CONTINUE && s->pieces && options_random(&s->random, 256) < s->opt->pauses)
        a = TNEF_PAUSE;
    s->ended = s->ended || a == TNEF_STOP || a < 0;
    s->silent = a == TNEF_PAUSE || s->ended;
    return a;
}

/* Nothing that was skipped has anything in it, but that a body may stand in an attachment. */
static int begin(struct session *s, struct level *l, enum kind kind, uint64_t id, void **slot)
{
    struct open *o = &l->open[l->nesting];
    int a;

    CHECK(l->nesting < NESTING);
    CHECK(l->nesting == 0 || !o[-1].skipped || (kind == PART && o[-1].kind == PART));
    *o = (struct open){ s, kind, id, (uint32_t)(l - s->level), false };
    l->nesting++;
    if (slot != NULL) {
        CHECK(*slot == NULL);
        *slot = o;
    }
    say(l, digest_number(kind, id));
    a = answer(s, l, digest_number(kind, id), true);
    o->skipped = a == TNEF_SKIP;
    return a;
}

static int end(struct session *s, struct level *l, enum kind kind, uint64_t id, uint64_t hash)
{
    CHECK(l->nesting > 0);
    l->nesting--;
    CHECK(l->open[l->nesting].kind == kind && l->open[l->nesting].id == id);
    say(l, hash);
    return answer(s, l, digest_number(kind + 16u, id), true);
}

/* The mail that a handler is called for is the deepest one, but where |slot| or what is not an end says
 * that it is one around it. */
static struct level *deepest(struct session *s)
{
    CHECK(tnef_mail_current(s->mail) == s->level[s->deep].number);
    return &s->level[s->deep];
}

static struct level *current(struct session *s)
{
    uint32_t i = s->deep;

    while (s->level[i].number != tnef_mail_current(s->mail)) {
        CHECK(i > 0);
        i--;
    }
    return &s->level[i];
}

static struct level *of(struct session *s, void *slot)
{
    const struct open *o = slot;

    CHECK(o != NULL && o->session == s && o->level <= s->deep);
    CHECK(&s->level[o->level] == current(s));
    return &s->level[o->level];
}

/* ---- Handlers of the mail ------------------------------------------------------------------- */

static int mail_part_begin(void *user, const tnef_scanner_part *p)
{
    struct session *s = user;

    return begin(s, deepest(s), MAIL_PART, digest_number(name(p->path), p->head), NULL);
}

static int mail_part_end(void *user, const tnef_scanner_part *p)
{
    struct session *s = user;
    uint64_t h = digest_number(digest_number(name(p->name), p->anomalies), p->end);

    h = digest_number(digest_number(h, p->size), p->found);
    return end(s, deepest(s), MAIL_PART, digest_number(name(p->path), p->head), h);
}

static int stream_begin(void *user, const tnef_mail_stream *m)
{
    struct session *s = user;

    CHECK(m->inner == deepest(s)->number);
    return begin(s, deepest(s), STREAM, digest_number(name(m->part->path), m->part->body), NULL);
}

static int stream_end(void *user, const tnef_mail_stream *m)
{
    struct session *s = user;
    uint64_t h = digest_number((uint64_t)(int64_t)m->status, m->size);

    CHECK(m->error->status == m->status);
    h = digest_number(digest_number(h, m->error->offset), m->error->code);
    return end(s, deepest(s), STREAM, digest_number(name(m->part->path), m->part->body), h);
}

static int mail_begin(void *user, const tnef_mail_inner *m)
{
    struct session *s = user;
    struct level *l = &s->level[s->deep];

    CHECK(l->nesting > 0 && m->number == tnef_mail_current(s->mail));
    CHECK(l->open[l->nesting - 1u].kind == CONTENT && !l->open[l->nesting - 1u].skipped);
    CHECK(m->depth == s->deep + 1u && m->number > 0 && m->depth < LEVELS);
    s->deep++;
    l = &s->level[s->deep];
    memset(l, 0, sizeof *l);
    l->number = m->number;
    flush(l);
    return begin(s, l, MAIL, digest_number(m->part, m->content), NULL);
}

static int mail_end(void *user, const tnef_mail_inner *m)
{
    struct session *s = user;
    struct level *l = deepest(s);
    bool refused = m->status == TNEF_E_AMBIGUOUS;
    uint64_t h = digest_number((uint64_t)(int64_t)m->status, refused ? 0 : m->size);
    int a;

    CHECK(s->deep > 0 && m->number == l->number && m->error->status == m->status);
    h = digest_number(digest_number(h, m->error->offset), m->error->code);
    /* Of a mail that a scanner refuses, parts have no end; everything else has. How far it came depends
     * on the pieces. */
    while (refused && l->open[l->nesting - 1u].kind == MAIL_PART)
        l->nesting--;
    if (refused) {
        l->hash = DIGEST_START;
        l->data.len = 0;
    }
    a = end(s, l, MAIL, digest_number(m->part, m->content), h);
    CHECK(l->nesting == 0);
    s->inner_bytes += m->size;
    s->deep--;
    say(&s->level[s->deep], l->hash);
    return a;
}

/* ---- Handlers of the reader ----------------------------------------------------------------- */

static int message_begin(void *user, const tnef_message_info *m)
{
    struct session *s = user;

    return begin(s, deepest(s), MESSAGE, m->id, m->slot);
}

static int message_end(void *user, const tnef_message_info *m)
{
    struct session *s = user;

    return end(s, of(s, *m->slot), MESSAGE, m->id, model_message(m));
}

static int recipient(void *user, const tnef_recipient *r)
{
    struct session *s = user;

    say(current(s), model_recipient(r));
    return answer(s, current(s), r->offset * 64u + 17u, true);
}

static int part_begin(void *user, const tnef_part *p)
{
    struct session *s = user;
    int a = begin(s, deepest(s), PART, p->id, p->slot);

    /* The bytes with which a remainder begins come before the pause. */
    s->late = a == TNEF_PAUSE && p->kind == TNEF_PART_REMAINDER;
    s->silent = s->silent && !s->late;
    return a;
}

static int content_begin(void *user, const tnef_part *p, const tnef_content *c)
{
    struct session *s = user;

    return begin(s, of(s, *p->slot), CONTENT, p->id * 16u + c->index % 16u, NULL);
}

static int part_data(void *user, const tnef_part *p, const tnef_content *c, const void *data,
                     size_t len)
{
    struct session *s = user;
    struct level *l = of(s, *p->slot);
    uint64_t key = (uint64_t)p->id << 32 | c->index;

    CHECK(len > 0 && l->nesting > 0 && !l->open[l->nesting - 1u].skipped);
    if (l->data.key != key)
        flush(l);
    CHECK(l->data.len == c->size);
    l->data.key = key;
    l->data.hash = digest_bytes(l->data.hash, data, len);
    l->data.len += len;
    if (s->late) {
        s->late = false;
        s->silent = true;
        return TNEF_CONTINUE;
    }
    return answer(s, l, 18u, false) == TNEF_PAUSE ? TNEF_PAUSE : TNEF_CONTINUE;
}

static int content_end(void *user, const tnef_part *p, const tnef_content *c)
{
    struct session *s = user;

    return end(s, of(s, *p->slot), CONTENT, p->id * 16u + c->index % 16u, model_content(c));
}

static int part_end(void *user, const tnef_part *p)
{
    struct session *s = user;

    return end(s, of(s, *p->slot), PART, p->id, model_part(p));
}

static int anomaly(void *user, const tnef_event *ev)
{
    struct session *s = user;

    say(current(s), digest_number(ev->offset, ev->code));
    return answer(s, current(s), ev->offset * 64u + 19u, true);
}

static void release(void *user, void *slot)
{
    const struct session *s = user;

    CHECK(((struct open *)slot)->session == s);
    CHECK(s->ended || s->strict);
}

/* ---- Runs ----------------------------------------------------------------------------------- */

static tnef_status feed(struct session *s, tnef_mail *m, const uint8_t *in, size_t size,
                        uint64_t *feeds)
{
    tnef_status status = TNEF_OK;
    size_t at = 0;

    while (at < size && (status == TNEF_OK || status == TNEF_PAUSED)) {
        size_t n = s->pieces ? options_random(&s->random, 4u * s->opt->piece) + 1u : size;
        uint8_t *block;
        size_t taken;

        n = n < size - at ? n : size - at;
        block = malloc(n);
        CHECK(block != NULL);
        memcpy(block, in + at, n);
        s->silent = s->ended;
        status = tnef_mail_feed(m, block, n, &taken);
        free(block);
        CHECK(taken <= n && (status != TNEF_OK || taken == n));
        at += taken;
        ++*feeds;
    }
    do {
        s->silent = s->ended;
        status = tnef_mail_finish(m);
        ++*feeds;
    } while (status == TNEF_PAUSED);
    return status;
}

static uint64_t read_all(struct session *s, tnef_mail *m, bool pieces, const uint8_t *in, size_t size)
{
    tnef_error error = { .size = sizeof error };
    uint64_t before = touched_now(), feeds = 0;
    tnef_status status;
    bool refused;

    CHECK(tnef_mail_reset(m) == TNEF_OK);       /* what the last run left open is released */
    s->pieces = pieces;
    s->random = s->opt->random;
    s->ended = s->silent = s->late = false;
    s->deep = 0;
    s->inner_bytes = s->calls = 0;
    memset(&s->level[0], 0, sizeof s->level[0]);
    s->level[0].hash = DIGEST_START;
    flush(&s->level[0]);
    status = feed(s, m, in, size, &feeds);
    CHECK(s->ended || touched_within("mail", touched_now() - before, size + s->inner_bytes,
                                     feeds + s->calls + CONVERTERS));
    tnef_mail_error(m, &error);
    CHECK(error.status == status && tnef_mail_finish(m) == status);
    CHECK(s->ended == (status == TNEF_STOPPED || status == TNEF_E_CALLBACK));
    refused = status == TNEF_E_AMBIGUOUS && (s->deep > 0 || s->level[0].nesting > 0);
    CHECK(s->ended || refused || (s->deep == 0 && s->level[0].nesting == 0));
    if (refused)
        return digest_number(DIGEST_START, error.offset);   /* how far it came depends on the pieces */
    while (s->deep > 0) {
        uint64_t hash = s->level[s->deep].hash;

        /* Ended inside: how much of the attachment around it was said depends on the pieces. */
        s->deep--;
        s->level[s->deep].data.len = 0;
        say(&s->level[s->deep], hash);
    }
    say(&s->level[0], (uint64_t)(int64_t)status);
    say(&s->level[0], error.offset);
    return s->level[0].hash;
}

static void run(struct session *s, const tnef_mail_config *cfg, const uint8_t *in, size_t size)
{
    struct counting memory = { 0 };
    tnef_allocator alloc = counting_allocator(&memory);
    uint64_t most = tnef_mail_size(cfg) + LEVELS * 1048576u;
    uint64_t whole;
    tnef_mail *m;

    CHECK(tnef_mail_new(&m, cfg, &alloc) == TNEF_OK);
    s->mail = m;
    whole = read_all(s, m, false, in, size);
    CHECK(read_all(s, m, true, in, size) == whole);
    s->answers = true;
    whole = read_all(s, m, false, in, size);
    CHECK(read_all(s, m, true, in, size) == whole);
    s->answers = false;
    if (s->opt->fail_at != 0) {
        memory.fail_at = memory.count + s->opt->fail_at;
        (void)read_all(s, m, true, in, size);
    }
    CHECK(tnef_mail_reset(m) == TNEF_OK);
    tnef_mail_free(m);
    CHECK(memory.now == 0 && memory.peak <= most);
}

/* ---- Inputs --------------------------------------------------------------------------------- */

static const char HEAD[] = "MIME-Version: 1.0\r\nContent-Type: application/ms-tnef\r\n"
                           "Content-Transfer-Encoding: binary\r\n\r\n";
static const uint8_t STREAM_HEAD[] = {
    0x78, 0x9F, 0x3E, 0x22, 1, 0,                           /* signature, key                       */
    2, 2, 0x90, 6, 0, 14, 0, 0, 0,                          /* attAttachRendData, 14 bytes          */
    1, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0xFD, 3,
    2, 0x0F, 0x80, 6, 0,                                    /* attAttachData; its length comes next */
};

/* Returns where the next bytes go. */
static size_t put(uint8_t *out, size_t at, const void *p, size_t n)
{
    memcpy(out + at, p, n);
    return at + n;
}

/* A mail whose body is the stream; the caller frees it. */
static uint8_t *mail_of(const uint8_t *stream, size_t n, size_t *size)
{
    uint8_t *mail = malloc(n + sizeof HEAD);

    CHECK(mail != NULL);
    *size = put(mail, put(mail, 0, HEAD, sizeof HEAD - 1u), stream, n);
    return mail;
}

/* A stream with one attachment; the caller frees it. */
static uint8_t *stream_of(const uint8_t *attached, size_t n, size_t *size)
{
    uint8_t *stream = malloc(n + sizeof STREAM_HEAD + 6u);
    uint8_t number[4];
    uint32_t sum = 0;
    size_t at;

    CHECK(stream != NULL);
    for (size_t i = 0; i < n; i++)
        sum = (sum + attached[i]) % 65536u;
    for (uint32_t i = 0; i < 4u; i++)
        number[i] = (uint8_t)(n >> 8u * i);
    at = put(stream, 0, STREAM_HEAD, sizeof STREAM_HEAD);
    at = put(stream, at, number, sizeof number);
    at = put(stream, at, attached, n);
    number[0] = (uint8_t)sum;
    number[1] = (uint8_t)(sum >> 8u);
    *size = put(stream, at, number, 2);
    return stream;
}

/* The mail that is read, in |deep| others; the caller frees it. */
static uint8_t *input(const uint8_t *data, size_t n, uint32_t deep, size_t *size)
{
    bool tnef = n >= 4 && memcmp(data, STREAM_HEAD, 4) == 0;
    uint8_t *mail = tnef ? mail_of(data, n, size) : malloc(n + 1u);

    CHECK(mail != NULL);
    if (!tnef)
        *size = put(mail, 0, data, n);
    for (; deep > 0; deep--) {
        uint8_t *stream = stream_of(mail, *size, size);

        free(mail);
        mail = mail_of(stream, *size, size);
        free(stream);
    }
    return mail;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct session s;
    struct options opt;
    size_t n = options_take(&opt, data, size);
    bool strict = opt.random / 32u % 4u == 0;
    const tnef_reader_handlers reader_handlers = {
        .size = sizeof reader_handlers, .message_begin = message_begin,
        .message_end = message_end, .recipient = recipient, .part_begin = part_begin,
        .content_begin = content_begin, .part_data = part_data, .content_end = content_end,
        .part_end = part_end, .anomaly = anomaly, .release = release
    };
    const tnef_mail_handlers handlers = {
        .size = sizeof handlers, .stream_begin = stream_begin, .stream_end = stream_end,
        .part_begin = mail_part_begin, .part_end = mail_part_end, .mail_begin = mail_begin,
        .mail_end = mail_end
    };
    const tnef_reader_config reader = { .size = sizeof reader, .handlers = &reader_handlers,
                                        .user = &s, .fatal = opt.fatal };
    const tnef_mail_config cfg = {
        .size = sizeof cfg, .handlers = &handlers, .user = &s, .reader = &reader,
        .policy = strict ? TNEF_SCANNER_STRICT : TNEF_SCANNER_FIND,
        .descend = TNEF_MAIL_DESCEND_ALWAYS,
        .fatal = strict ? TNEF_ANOMALY_BIT(
                      TNEF_SCANNER_A_BARE_LF
                      + opt.random / 64u % (TNEF_SCANNER_A_END - TNEF_SCANNER_A_BARE_LF)) : 0,
        .max_inner = opt.small % 4u == 3u ? opt.small / 4u % 8u + 1u : 0,
        .max_inner_bytes = opt.small % 16u == 5u ? opt.small : 0
    };
    uint8_t *mail = input(data, n, opt.random / 8u % 4u, &n);

    s.opt = &opt;
    s.strict = strict;
    run(&s, &cfg, mail, n);
    free(mail);
    return 0;
}
