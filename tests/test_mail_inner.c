/* SPDX-License-Identifier: MIT */

/* Mail that is attached to a message in TNEF, TNEF that is attached as a file, and both in each other:
 * what is found in them, in every split and with pauses, and what bounds it. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "counting_alloc.h"
#include "mail_writer.h"
#include "support.h"
#include "touched.h"
#include "writer.h"

#include <tnef/mail.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Inputs -------------------------------------------------------------------------------- */

#define HEAD "$HContent-Type: application/ms-tnef; name=winmail.dat\n" \
             "Content-Transfer-Encoding: base64\n\n$B"

/* A stream with one attachment. */
static uint8_t *stream_with(const char *title, const void *data, size_t len, size_t *out_len)
{
    struct tw w;

    tw_init(&w);
    tw_head(&w);
    tw_attachment(&w, title, data, len);
    return tw_take(&w, out_len);
}

/* A mail that holds a stream. */
static struct mail mail_with(const uint8_t *tnef, size_t len)
{
    struct mail m = { .tnef = tnef, .tnef_len = len };

    mail_text(&m, HEAD);
    m.tnef = NULL;
    return m;
}

/* A mail that holds a stream that holds a mail ... |depth| mails in each other, in the innermost of
 * which is a stream with the attachment "evil.exe". |before| stands before each inner mail. */
static struct mail nested(uint32_t depth, const char *before)
{
    size_t len;
    uint8_t *tnef = stream_with("evil.exe", "MZ..", 4, &len);
    struct mail m = mail_with(tnef, len);

    free(tnef);
    for (uint32_t i = 0; i < depth; i++) {
        struct mail inner = { 0 };

        mail_text(&inner, before);
        mail_bytes(&inner, m.p, m.len);
        tnef = stream_with("fwd.eml", inner.p, inner.len, &len);
        mail_free(&inner);
        mail_free(&m);
        m = mail_with(tnef, len);
        free(tnef);
    }
    return m;
}

/* ---- What is said -------------------------------------------------------------------------- */

struct log {
    char text[16384];
    size_t len;
    uint64_t calls;
    uint32_t open;           /* inner mails */
    int pause;
    uint64_t stop_at, fail_at; /* the call that is answered so; 0: none */
    int skip_inner;
    tnef_status status;
    tnef_error error;
    uint64_t findings;
    uint64_t inner_bytes;    /* of all inner mails */
    uint64_t first_bytes;    /* of those that are in the outermost mail's attachments */
    int quiet;               /* nothing is kept of what is said */
};

static void say(struct log *l, const char *format, ...)
{
    va_list args;
    int n;

    if (l->quiet)
        return;
    va_start(args, format);
    n = vsnprintf(l->text + l->len, sizeof l->text - l->len, format, args);
    va_end(args);
    assert_true(n >= 0 && (size_t)n < sizeof l->text - l->len);
    l->len += (size_t)n;
}

static int answer(struct log *l)
{
    l->calls++;
    if (l->calls == l->stop_at)
        return TNEF_STOP;
    if (l->calls == l->fail_at)
        return -7;
    return l->pause ? TNEF_PAUSE : TNEF_CONTINUE;
}

static int stream_begin(void *user, const tnef_mail_stream *s)
{
    say(user, "stream %u in %u at %s\n", s->number, s->inner, s->part->path);
    return answer(user);
}

static int stream_end(void *user, const tnef_mail_stream *s)
{
    say(user, "end of stream %u: %s\n", s->number, tnef_status_name(s->status));
    assert_int_equal(s->error->status, s->status);
    return answer(user);
}

static int part_begin(void *user, const tnef_scan_part *p)
{
    say(user, "part %s %s %s\n", p->path, p->type, p->name);
    return answer(user);
}

static int part_end(void *user, const tnef_scan_part *p)
{
    say(user, "end of part %s\n", p->path);
    return answer(user);
}

static int mail_begin(void *user, const tnef_mail_inner *i)
{
    struct log *l = user;

    l->open++;
    assert_int_equal(i->depth, l->open);
    say(l, "mail %u depth %u stream %u message %u part %u content %u\n", i->number, i->depth,
        i->stream, i->message, i->part, i->content);
    return l->skip_inner ? TNEF_SKIP : answer(l);
}

static int mail_end(void *user, const tnef_mail_inner *i)
{
    struct log *l = user;

    assert_int_equal(i->depth, l->open);
    l->open--;
    l->inner_bytes += i->size;
    l->first_bytes += i->depth == 1 ? i->size : 0;
    say(l, "end of mail %u: %s, %llu bytes\n", i->number, tnef_status_name(i->status),
        (unsigned long long)i->size);
    assert_int_equal(i->error->status, i->status);
    return answer(l);
}

static int attachment_end(void *user, const tnef_part *p)
{
    say(user, "attachment %s of %u\n", p->name.text, p->message);
    return answer(user);
}

static int content_end(void *user, const tnef_part *p, const tnef_content *c)
{
    (void)p;
    say(user, "content %u: %llu\n", c->index, (unsigned long long)c->size);
    return answer(user);
}

static const tnef_mail_handlers mail_handlers = {
    .size = sizeof mail_handlers, .stream_begin = stream_begin, .stream_end = stream_end,
    .part_begin = part_begin, .part_end = part_end, .mail_begin = mail_begin,
    .mail_end = mail_end,
};

static const tnef_handlers model_handlers = {
    .size = sizeof model_handlers, .content_end = content_end, .part_end = attachment_end,
};

static void feed(struct log *l, tnef_mail *m, const uint8_t *in, size_t len, size_t piece)
{
    tnef_status status = TNEF_OK;
    size_t at = 0;

    while (at < len && (status == TNEF_OK || status == TNEF_PAUSED)) {
        size_t n = piece > 0 && piece < len - at ? piece : len - at;
        size_t taken;

        status = tnef_mail_feed(m, in + at, n, &taken);
        assert_true(taken <= n && (status != TNEF_OK || taken == n));
        at += taken;
    }
    do
        l->status = tnef_mail_finish(m);
    while (l->status == TNEF_PAUSED);
    l->error.size = sizeof l->error;
    tnef_mail_error(m, &l->error);
    l->findings = tnef_mail_findings(m);
}

static void run(struct log *l, const tnef_mail_config *more, const struct mail *in, size_t piece,
                const tnef_allocator *alloc)
{
    const tnef_reader_config reader = { .size = sizeof reader, .handlers = &model_handlers,
                                        .user = l };
    tnef_mail_config cfg = more != NULL ? *more : (tnef_mail_config){ .size = sizeof cfg };
    tnef_mail *m;

    cfg.handlers = &mail_handlers;
    cfg.user = l;
    cfg.reader = &reader;
    l->len = 0;
    l->text[0] = 0;
    l->calls = 0;
    l->open = 0;
    l->inner_bytes = l->first_bytes = 0;
    l->status = tnef_mail_new(&m, &cfg, alloc);
    if (l->status != TNEF_OK)
        return;
    feed(l, m, in->p, in->len, piece);
    tnef_mail_free(m);
}

/* ---- Found --------------------------------------------------------------------------------- */

static void inner_mail_is_read(void **state)
{
    static const char expected[] =
        "part 1 application/ms-tnef winmail.dat\n"
        "stream 1 in 0 at 1\n"
        "mail 1 depth 1 stream 1 message 1 part 1 content 0\n"
        "part 1 application/ms-tnef winmail.dat\n"
        "stream 2 in 1 at 1\n"
        "content 0: 4\n"
        "content 0: 350\n"
        "attachment evil.exe of 1\n"
        "end of stream 2: TNEF_OK\n"
        "end of part 1\n"
        "end of mail 1: TNEF_OK, 350 bytes\n"
        "attachment fwd.eml of 1\n"
        "end of stream 1: TNEF_OK\n"
        "end of part 1\n";
    struct log whole = { .calls = 0 }, l = { .calls = 0 };
    struct mail m = nested(1, "");

    (void)state;
    run(&whole, NULL, &m, 0, NULL);
    assert_int_equal(whole.status, TNEF_OK);
    assert_int_equal(whole.open, 0);
    assert_string_equal(whole.text, expected);
    for (size_t piece = 1; piece < 97u; piece++)
        for (l.pause = 0; l.pause < 2; l.pause++) {
            run(&l, NULL, &m, piece, NULL);
            assert_string_equal(l.text, whole.text);
            assert_int_equal(l.status, TNEF_OK);
        }
    mail_free(&m);
}

/* Every cut in two, and pauses at every call. */
static void inner_mail_does_not_depend_on_the_split(void **state)
{
    struct log *whole = calloc(1, sizeof *whole), *l = calloc(1, sizeof *l);
    const tnef_mail_config cfg = { .size = sizeof cfg };
    struct mail m = nested(2, "\r\n \r\n");
    tnef_mail *r;

    (void)state;
    assert_non_null(whole);
    assert_non_null(l);
    run(whole, &cfg, &m, 0, NULL);
    assert_non_null(strstr(whole->text, "mail 2 depth 2 stream 2 message 1 part 1 content 0\n"));
    assert_non_null(strstr(whole->text, "evil.exe"));
    for (size_t piece = 1; piece <= m.len; piece += 1u + piece / 7u) {
        l->pause = piece % 2u != 0;
        run(l, &cfg, &m, piece, NULL);
        assert_string_equal(l->text, whole->text);
        assert_int_equal(l->findings, whole->findings);
    }
    /* Used again, after whatever was read before. */
    {
        const tnef_reader_config reader = { .size = sizeof reader, .handlers = &model_handlers,
                                            .user = l };
        const tnef_mail_config again = { .size = sizeof again, .handlers = &mail_handlers,
                                         .user = l, .reader = &reader };

        assert_int_equal(tnef_mail_new(&r, &again, NULL), TNEF_OK);
        for (size_t cut = 0; cut < m.len; cut += 101u) {
            l->len = 0;
            l->open = 0;
            l->pause = 0;
            feed(l, r, m.p, cut, 50);
            assert_int_equal(l->open, 0);
            assert_int_equal(tnef_mail_reset(r), TNEF_OK);
        }
        l->len = 0;
        feed(l, r, m.p, m.len, 50);
        assert_string_equal(l->text, whole->text);
        tnef_mail_free(r);
    }
    free(whole);
    free(l);
    mail_free(&m);
}

/* What an attachment must begin with to be mail. */
static void inner_mail_is_told_by_its_beginning(void **state)
{
    static const struct { const char *before; int mail; } rows[] = {
        { "", 1 }, { "\r\n", 1 }, { "\n\r\n", 1 }, { "\xEF\xBB\xBF", 1 },
        { "\xEF\xBB\xBF\r\n", 1 }, { "From a@b Thu Jan  1 00:00:00 1970\n", 1 },
        { "X-Long-Name-Of-Something : x\n", 1 }, { "Received\t: x\n", 1 },
        { "x", 1 }, { "From\n", 0 }, { "Fron a\n", 0 }, { ": x\n", 0 }, { "a b: c\n", 0 },
        { "BEGIN:VCARD\n", 0 }, { "BEGINS: x\n", 1 }, { "BEGI: x\n", 1 }, { "begin:x\n", 1 },
        { "%PDF-1.4\n", 0 }, { "\xEF\xBBx: y\n", 0 }, { "\x80", 0 }, { "<html>\n", 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct log l = { .calls = 0 };
        struct mail m = nested(1, rows[i].before);

        for (size_t piece = 0; piece < 3u; piece++) {
            run(&l, NULL, &m, piece, NULL);
            if ((strstr(l.text, "mail 1 ") != NULL) != rows[i].mail
                || (strstr(l.text, "evil.exe") != NULL) != rows[i].mail)
                fail_msg("%zu: \"%s\": %s", i, rows[i].before, l.text);
        }
        mail_free(&m);
    }
}

/* The last byte that may be undecided and the first that may not, wherever the input is cut: what was
 * undecided and what comes with it must all be read. */
static void inner_mail_beginning_is_bounded(void **state)
{
    struct log *whole = calloc(1, sizeof *whole), *l = calloc(1, sizeof *l);

    (void)state;
    assert_non_null(whole);
    assert_non_null(l);
    for (size_t blanks = 1021; blanks < 1024u; blanks++) {
        struct mail before = { .eol = "\n" }, m;
        int found = blanks <= 1022u;        /* with "X:", which decides */

        if (blanks % 2u != 0)
            mail_text(&before, "\r");
        mail_repeat(&before, "\n", blanks / 2u);   /* becomes CR LF */
        mail_text(&before, "X: ");
        mail_repeat(&before, "y", 5000);
        mail_bytes(&before, "\n", 2);       /* with a NUL at its end */
        m = nested(1, (const char *)before.p);
        run(whole, NULL, &m, 0, NULL);
        assert_true((strstr(whole->text, "mail 1 ") != NULL) == found);
        assert_true((strstr(whole->text, "evil.exe") != NULL) == found);
        for (size_t piece = 1; piece < 6000u; piece += 1u + piece / 3u) {
            run(l, NULL, &m, piece, NULL);
            assert_string_equal(l->text, whole->text);
        }
        mail_free(&before);
        mail_free(&m);
    }
    free(whole);
    free(l);
}

static void inner_mail_need_not_be_read(void **state)
{
    const tnef_mail_config rows[] = {
        { .size = sizeof rows[0], .descend = TNEF_MAIL_DESCEND_NEVER },
        { .size = sizeof rows[0], .policy = TNEF_SCAN_STRICT },
        { .size = sizeof rows[0], .policy = TNEF_SCAN_STRICT,
          .descend = TNEF_MAIL_DESCEND_ALWAYS },
    };
    struct log l = { .calls = 0 };
    struct mail m = nested(1, "");

    (void)state;
    for (size_t i = 0; i < 3u; i++) {
        run(&l, &rows[i], &m, 0, NULL);
        assert_int_equal(l.status, TNEF_OK);
        assert_true((strstr(l.text, "evil.exe") != NULL) == (i == 2u));
    }
    l.skip_inner = 1;
    run(&l, NULL, &m, 0, NULL);
    assert_null(strstr(l.text, "evil.exe"));
    assert_non_null(strstr(l.text, "end of mail 1: TNEF_OK, 0 bytes\n"));
    mail_free(&m);
}

/* ---- Bounds -------------------------------------------------------------------------------- */

static void inner_mail_depth_is_limited(void **state)
{
    struct log *l = calloc(1, sizeof *l);

    (void)state;
    assert_non_null(l);
    for (uint32_t depth = 1; depth < 7u; depth++) {
        struct mail m = nested(depth, "");

        for (uint32_t most = 1; most < 7u; most++) {
            const tnef_mail_config cfg = { .size = sizeof cfg, .max_inner = most };

            l->pause = (int)(most % 2u);
            run(l, &cfg, &m, 700, NULL);
            assert_int_equal(l->open, 0);
            if (depth <= most) {
                assert_int_equal(l->status, TNEF_OK);
                assert_non_null(strstr(l->text, "evil.exe"));
                continue;
            }
            assert_int_equal(l->status, TNEF_E_LIMIT_DEPTH);
            assert_int_equal(l->error.limit, most);
            assert_int_equal(l->error.found, most + 1u);
            assert_null(strstr(l->text, "evil.exe"));
            assert_non_null(strstr(l->text, "TNEF_E_LIMIT_DEPTH, 0 bytes\n"));
        }
        mail_free(&m);
    }
    free(l);
}

/* What is said, to its end, is the same however the mail was cut, with as many calls of all kinds. */
static void inner_mail_bytes_are_limited_together(void **state)
{
    struct log *whole = calloc(1, sizeof *whole), *l = calloc(1, sizeof *l);
    struct mail m = nested(2, "");
    tnef_mail_config cfg = { .size = sizeof cfg };
    uint64_t all;

    (void)state;
    assert_true(whole != NULL && l != NULL);
    run(whole, NULL, &m, 0, NULL);
    all = whole->first_bytes;
    assert_true(whole->inner_bytes > all);
    cfg.max_inner_bytes = all;
    run(whole, &cfg, &m, 0, NULL);
    assert_int_equal(whole->status, TNEF_OK);
    for (uint64_t less = 1; less < all; less += 1u + less / 3u) {
        cfg.max_inner_bytes = all - less;
        run(whole, &cfg, &m, 0, NULL);
        assert_int_equal(whole->status, TNEF_E_LIMIT_TOTAL);
        assert_int_equal(whole->error.limit, cfg.max_inner_bytes);
        assert_int_equal(whole->error.found, cfg.max_inner_bytes + 1u);
        assert_int_equal(whole->first_bytes, cfg.max_inner_bytes);
        for (l->pause = 0; l->pause < 2; l->pause++) {
            run(l, &cfg, &m, less % 3u == 0 ? 1 : 17u * less, NULL);
            assert_int_equal(l->status, TNEF_E_LIMIT_TOTAL);
            assert_memory_equal(&l->error, &whole->error, sizeof l->error);
            assert_string_equal(l->text, whole->text);
            assert_int_equal(l->open, 0);
        }
    }
    free(l);
    free(whole);
    mail_free(&m);
}

static void inner_mail_without_memory_is_said(void **state)
{
    const tnef_mail_config cfg = { .size = sizeof cfg };
    struct log *l = calloc(1, sizeof *l);
    struct mail m = nested(2, "");
    uint32_t said = 0;

    (void)state;
    assert_non_null(l);
    for (uint64_t fail = 1; fail < 64u; fail++) {
        struct counting_alloc count;

        counting_alloc_init(&count, fail);
        run(l, &cfg, &m, 0, &count.alloc);
        assert_int_equal(count.held, 0);
        assert_true(count.peak <= tnef_mail_size(&cfg) + 4u * 1048576u);
        if (l->status == TNEF_OK) {
            assert_non_null(strstr(l->text, "evil.exe"));
            break;
        }
        assert_int_equal(l->status, TNEF_E_MEMORY);
        assert_int_equal(l->open, 0);
        if (strstr(l->text, ": TNEF_E_MEMORY, 0 bytes\n") != NULL)
            said++;
    }
    assert_int_equal(l->status, TNEF_OK);
    assert_true(said >= 4u);
    free(l);
    mail_free(&m);
}

/* The error is the same, too, however the mail was cut. */
static void inner_mail_can_be_stopped_anywhere(void **state)
{
    static const size_t pieces[] = { 0, 1, 64 };
    struct log *l = calloc(1, sizeof *l);
    struct mail m = nested(2, "");
    uint64_t calls;

    (void)state;
    assert_non_null(l);
    run(l, NULL, &m, 0, NULL);
    calls = l->calls;
    assert_true(calls > 20u);
    for (uint64_t i = 1; i <= calls; i++)
        for (int how = 0; how < 2; how++) {
            tnef_error whole = { .size = sizeof whole };

            l->stop_at = how == 0 ? i : 0;
            l->fail_at = how == 1 ? i : 0;
            for (size_t p = 0; p < sizeof pieces / sizeof pieces[0]; p++) {
                run(l, NULL, &m, pieces[p], NULL);
                assert_int_equal(l->calls, i);
                assert_int_equal(l->status, how == 0 ? TNEF_STOPPED : TNEF_E_CALLBACK);
                assert_int_equal(l->error.user_code, how == 0 ? 0 : -7);
                if (p > 0)
                    assert_memory_equal(&l->error, &whole, sizeof whole);
                whole = l->error;
            }
        }
    free(l);
    mail_free(&m);
}

/* What a handler leaves in a slot comes back through |release|, at every depth, when its end is not
 * said. */
struct slots {
    int held;
    uint64_t calls, stop_at;
};

static int slot_begin(void *user, const tnef_message_info *message)
{
    struct slots *s = user;

    s->calls++;
    *message->slot = s;
    s->held++;
    return s->calls == s->stop_at ? TNEF_STOP : TNEF_CONTINUE;
}

static int slot_end(void *user, const tnef_message_info *message)
{
    struct slots *s = user;

    assert_ptr_equal(*message->slot, s);
    s->held--;
    return TNEF_CONTINUE;
}

static void slot_release(void *user, void *slot)
{
    struct slots *s = user;

    assert_ptr_equal(slot, s);
    s->held--;
}

static void inner_mail_slots_are_released(void **state)
{
    static const tnef_handlers handlers = { .size = sizeof handlers, .message_begin = slot_begin,
                                            .message_end = slot_end, .release = slot_release };
    struct mail m = nested(2, "");

    (void)state;
    for (uint64_t stop = 0; stop < 4u; stop++)
        for (size_t len = m.len; len > 200u; len -= 97u) {
            struct slots s = { .stop_at = stop };
            const tnef_reader_config reader = { .size = sizeof reader, .handlers = &handlers,
                                                .user = &s };
            const tnef_mail_config cfg = { .size = sizeof cfg, .reader = &reader };
            tnef_mail *r;

            assert_int_equal(tnef_mail_new(&r, &cfg, NULL), TNEF_OK);
            (void)tnef_mail_feed(r, m.p, len, NULL);
            if (len % 2u != 0)
                (void)tnef_mail_finish(r);
            tnef_mail_free(r);
            assert_int_equal(s.held, 0);
        }
    mail_free(&m);
}

static void inner_mail_configuration_is_checked(void **state)
{
    const tnef_mail_config rows[] = {
        { .size = sizeof rows[0], .descend = TNEF_MAIL_DESCEND_ALWAYS + 1 },
        { .size = sizeof rows[0], .max_inner = TNEF_MAIL_INNER_CEILING + 1u },
        { .size = sizeof rows[0], .max_inner_bytes = (UINT64_C(1) << 62) + 1u },
    };
    tnef_mail_config cfg = { .size = sizeof cfg, .max_inner = TNEF_MAIL_INNER_CEILING };
    size_t eight = tnef_mail_size(&cfg);
    tnef_mail *m;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(tnef_mail_new(&m, &rows[i], NULL), TNEF_E_ARGUMENT);
        assert_null(m);
        assert_int_equal(tnef_mail_size(&rows[i]), 0);
    }
    assert_true(tnef_mail_size(NULL) < eight);
    cfg.descend = TNEF_MAIL_DESCEND_NEVER;
    assert_true(tnef_mail_size(&cfg) < tnef_mail_size(NULL));
}

/* ---- Work ---------------------------------------------------------------------------------- */

/* What a mail costs in all pieces. Bytes of inner mails count as often as they are read. */
static void check_work(struct log *l, const struct mail *m, const char *name)
{
    for (size_t i = 0; i < TOUCHED_PIECES; i++) {
        size_t piece = touched_pieces[i];
        uint64_t before = touched_now();

        run(l, NULL, m, piece, NULL);
        if (!touched_within("mail", touched_now() - before, m->len + l->inner_bytes,
                            piece > 0 ? m->len / piece + 2u : 2u))
            fail_msg("%s by %zu", name, piece);
    }
}

static void inner_mail_work_is_bounded(void **state)
{
    struct log *l = calloc(1, sizeof *l);

    (void)state;
    if (!touched_counts())
        skip();
    assert_non_null(l);
    l->quiet = 1;
    for (uint32_t depth = 1; depth < 4u; depth++) {
        struct mail filler = { 0 };
        struct mail m;
        uint8_t *tnef;
        size_t len;

        mail_text(&filler, "Subject: x\n\n");
        mail_repeat(&filler, "=\n \n-\nbegin 644 a\n", 4000);
        tnef = stream_with("a.eml", filler.p, filler.len, &len);
        m = mail_with(tnef, len);
        free(tnef);
        mail_free(&filler);
        for (uint32_t i = 1; i < depth; i++) {
            tnef = stream_with("a.eml", m.p, m.len, &len);
            mail_free(&m);
            m = mail_with(tnef, len);
            free(tnef);
        }
        check_work(l, &m, "inner mails in each other");
        mail_free(&m);
    }
    free(l);
}

/* Beginning a mail, a stream and a message has its price, so the dearest attachments are those that
 * are next to nothing but begin all three. */
static void inner_mails_that_are_small_are_bounded(void **state)
{
    static const char *const mails[] = { "a:\n\n", "a:\n\n$R", "a:\n\nbegin 644 a\n$U",
        "Content-Type:multipart/mixed;boundary=a\n\n--a\n\n$R\n--a\n\n$R\n--a\n\n$R\n--a\n\n$R\n" };
    struct log *l = calloc(1, sizeof *l);
    struct tw empty;
    uint8_t *stream;
    size_t stream_len;

    (void)state;
    if (!touched_counts())
        skip();
    assert_non_null(l);
    l->quiet = 1;
    tw_init(&empty);
    tw_stream(&empty, 1);
    stream = tw_take(&empty, &stream_len);
    for (size_t i = 0; i < sizeof mails / sizeof mails[0]; i++) {
        struct mail inner = { .tnef = stream, .tnef_len = stream_len };
        struct mail m;
        struct tw w;
        uint8_t *tnef;
        size_t len;

        mail_text(&inner, mails[i]);
        tw_init(&w);
        tw_head(&w);
        for (uint32_t n = 0; n < 2000u; n++)
            tw_attachment(&w, "a", inner.p, inner.len);
        tnef = tw_take(&w, &len);
        m = mail_with(tnef, len);
        check_work(l, &m, mails[i]);
        free(tnef);
        mail_free(&m);
        mail_free(&inner);
    }
    free(stream);
    free(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inner_mail_is_read),
        cmocka_unit_test(inner_mail_does_not_depend_on_the_split),
        cmocka_unit_test(inner_mail_is_told_by_its_beginning),
        cmocka_unit_test(inner_mail_beginning_is_bounded),
        cmocka_unit_test(inner_mail_need_not_be_read),
        cmocka_unit_test(inner_mail_depth_is_limited),
        cmocka_unit_test(inner_mail_bytes_are_limited_together),
        cmocka_unit_test(inner_mail_without_memory_is_said),
        cmocka_unit_test(inner_mail_can_be_stopped_anywhere),
        cmocka_unit_test(inner_mail_slots_are_released),
        cmocka_unit_test(inner_mail_configuration_is_checked),
        cmocka_unit_test(inner_mail_work_is_bounded),
        cmocka_unit_test(inner_mails_that_are_small_are_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
