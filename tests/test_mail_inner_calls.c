/* SPDX-License-Identifier: MIT */

/* Which mail a call of a handler is of: tnef_mail_current() says what slots and the arguments of calls
 * say, at every call, and of anomalies, which have neither. And what is open ends, also in a mail whose
 * scanner ends with an error. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "inner_log.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

#define OPEN_MAX 64

struct host {
    const tnef_mail *mail;
    uint32_t slots[OPEN_MAX];     /* the mail that each begin was of */
    int used, ended;
    uint32_t mails[8], deep;      /* the inner mails that are open   */
    int streams;
    uint32_t cut[8];              /* TRUNCATED, by mail              */
    int pause;
    tnef_status inner_status;
};

static int answer(const struct host *h)
{
    return h->pause ? TNEF_PAUSE : TNEF_CONTINUE;
}

static uint32_t deepest(const struct host *h)
{
    return h->deep > 0 ? h->mails[h->deep - 1] : 0;
}

static int begin(struct host *h, void **slot)
{
    assert_true(h->used < OPEN_MAX);
    assert_int_equal(tnef_mail_current(h->mail), deepest(h));
    h->slots[h->used] = deepest(h);
    *slot = &h->slots[h->used++];
    return answer(h);
}

static void of(const struct host *h, void *slot)
{
    assert_non_null(slot);
    assert_int_equal(tnef_mail_current(h->mail), *(const uint32_t *)slot);
}

static int message_begin(void *user, const tnef_message_info *m)
{
    return begin(user, m->slot);
}

static int message_end(void *user, const tnef_message_info *m)
{
    struct host *h = user;

    of(h, *m->slot);
    h->ended++;
    return answer(h);
}

static int part_begin(void *user, const tnef_part *p)
{
    return begin(user, p->slot);
}

static int on_content(void *user, const tnef_part *p, const tnef_content *c)
{
    (void)c;
    of(user, *p->slot);
    return answer(user);
}

static int part_data(void *user, const tnef_part *p, const tnef_content *c, const void *data,
                     size_t len)
{
    (void)c;
    (void)data;
    (void)len;
    of(user, *p->slot);
    return answer(user);
}

static int part_end(void *user, const tnef_part *p)
{
    struct host *h = user;

    of(h, *p->slot);
    h->ended++;
    return answer(h);
}

static int anomaly(void *user, const tnef_event *ev)
{
    struct host *h = user;

    if (ev->code == TNEF_A_TRUNCATED) {
        assert_in_range(tnef_mail_current(h->mail), 0, 7);
        h->cut[tnef_mail_current(h->mail)]++;
    }
    return answer(h);
}

static int stream_begin(void *user, const tnef_mail_stream *s)
{
    struct host *h = user;

    assert_int_equal(tnef_mail_current(h->mail), s->inner);
    h->streams++;
    return answer(h);
}

static int stream_end(void *user, const tnef_mail_stream *s)
{
    struct host *h = user;

    assert_int_equal(tnef_mail_current(h->mail), s->inner);
    h->streams--;
    return answer(h);
}

static int scan_part(void *user, const tnef_scanner_part *p)
{
    struct host *h = user;

    (void)p;
    assert_int_equal(tnef_mail_current(h->mail), deepest(h));
    return answer(h);
}

static int mail_begin(void *user, const tnef_mail_inner *i)
{
    struct host *h = user;

    h->mails[h->deep++] = i->number;
    assert_int_equal(tnef_mail_current(h->mail), i->number);
    return answer(h);
}

static int mail_end(void *user, const tnef_mail_inner *i)
{
    struct host *h = user;

    assert_int_equal(tnef_mail_current(h->mail), i->number);
    assert_int_equal(deepest(h), i->number);
    h->deep--;
    h->inner_status = i->status;
    return answer(h);
}

static tnef_status run(struct host *h, const struct mail *m, size_t len, size_t piece,
                       const tnef_mail_config *more)
{
    static const tnef_reader_handlers model = {
        .size = sizeof model, .message_begin = message_begin, .message_end = message_end,
        .part_begin = part_begin, .content_begin = on_content, .part_data = part_data,
        .content_end = on_content, .part_end = part_end, .anomaly = anomaly,
    };
    static const tnef_mail_handlers handlers = {
        .size = sizeof handlers, .stream_begin = stream_begin, .stream_end = stream_end,
        .part_begin = scan_part, .part_end = scan_part, .mail_begin = mail_begin,
        .mail_end = mail_end,
    };
    const tnef_reader_config reader = { .size = sizeof reader, .handlers = &model, .user = h };
    tnef_mail_config cfg = *more;
    tnef_status status = TNEF_OK;
    tnef_mail *r;
    size_t at = 0;

    cfg.size = sizeof cfg;
    cfg.handlers = &handlers;
    cfg.user = h;
    cfg.reader = &reader;
    assert_int_equal(tnef_mail_new(&r, &cfg, NULL), TNEF_OK);
    h->mail = r;
    assert_int_equal(tnef_mail_current(r), 0);
    while (at < len && (status == TNEF_OK || status == TNEF_PAUSED)) {
        size_t taken;

        status = tnef_mail_feed(r, m->p + at, piece < len - at ? piece : len - at, &taken);
        assert_int_equal(tnef_mail_current(r), 0);
        at += taken;
    }
    do
        status = tnef_mail_finish(r);
    while (status == TNEF_PAUSED);
    assert_int_equal(h->deep, 0);
    assert_int_equal(h->streams, 0);
    assert_int_equal(h->used, h->ended);
    tnef_mail_free(r);
    return status;
}

static void every_call_says_its_mail(void **state)
{
    const tnef_mail_config cfg = { .size = sizeof cfg };
    struct mail m = inner_nested(2, "");

    (void)state;
    for (size_t piece = 1; piece <= m.len; piece += 1 + piece / 3)
        for (int pause = 0; pause < 2; pause++) {
            struct host h = { .pause = pause };

            assert_int_equal(run(&h, &m, m.len, piece, &cfg), TNEF_OK);
            assert_int_equal(h.used, 6);
        }
    mail_free(&m);
}

/* Cut where all three are open: each of the streams is truncated, once, and no other. */
static void an_anomaly_says_its_mail(void **state)
{
    const tnef_mail_config cfg = { .size = sizeof cfg };
    struct mail m = inner_nested(2, "");
    int met = 0;

    (void)state;
    for (size_t len = 1; len < m.len; len++)
        for (int pause = 0; pause < 2; pause++) {
            struct host h = { .pause = pause };

            (void)run(&h, &m, len, len % 3 == 0 ? 7 : len, &cfg);
            for (uint32_t i = 0; i < 8; i++)
                assert_true(h.cut[i] <= 1);
            assert_true(h.cut[2] <= h.cut[1] && h.cut[1] <= h.cut[0]);
            met += h.cut[2] == 1;
        }
    assert_true(met > 20);
    mail_free(&m);
}

/* The base64 of the inner mail goes on with what is none, which STRICT refuses: the stream is open then. */
static void a_stream_in_a_refused_mail_ends(void **state)
{
    const tnef_mail_config cfg = { .size = sizeof cfg, .policy = TNEF_SCANNER_STRICT,
                                   .descend = TNEF_MAIL_DESCEND_ALWAYS,
                                   .fatal = TNEF_ANOMALY_BIT(TNEF_SCANNER_A_BASE64_JUNK) };
    struct mail inner = { 0 }, m;
    uint8_t *stream, data[3000] = { 'M', 'Z' };
    size_t len;

    (void)state;
    stream = inner_stream("evil.exe", data, sizeof data, &inner.tnef_len);
    inner.tnef = stream;
    mail_text(&inner, "$HContent-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n"
                      "$B!!!!\n");
    free(stream);
    stream = inner_stream("fwd.eml", inner.p, inner.len, &len);
    m = inner_mail(stream, len);
    free(stream);
    for (size_t piece = 1; piece <= m.len; piece += 1 + piece / 2)
        for (int pause = 0; pause < 2; pause++) {
            struct host h = { .pause = pause };

            assert_int_equal(run(&h, &m, m.len, piece, &cfg), TNEF_E_AMBIGUOUS);
            assert_int_equal(h.inner_status, TNEF_E_AMBIGUOUS);
            assert_int_equal(h.used, 4);
        }
    mail_free(&m);
    mail_free(&inner);
}

/* ---- Released ------------------------------------------------------------------------------- */

static void *begun[OPEN_MAX];
static int count;

static int keep_message(void *user, const tnef_message_info *m)
{
    (void)user;
    assert_true(count < OPEN_MAX);
    *m->slot = &begun[count];
    begun[count++] = m->slot;
    return TNEF_CONTINUE;
}

static int keep_part(void *user, const tnef_part *p)
{
    (void)user;
    assert_true(count < OPEN_MAX);
    *p->slot = &begun[count];
    begun[count++] = p->slot;
    return count == 6 ? TNEF_STOP : TNEF_CONTINUE;
}

static void from_the_inside_out(void *user, void *slot)
{
    (void)user;
    assert_true(count > 0);
    assert_ptr_equal(slot, &begun[--count]);
}

static void slots_are_released_from_the_inside_out(void **state)
{
    static const tnef_reader_handlers model = {
        .size = sizeof model, .message_begin = keep_message, .part_begin = keep_part,
        .release = from_the_inside_out,
    };
    const tnef_reader_config reader = { .size = sizeof reader, .handlers = &model };
    const tnef_mail_config cfg = { .size = sizeof cfg, .reader = &reader };
    struct mail m = inner_nested(2, "");
    tnef_mail *r;

    (void)state;
    assert_int_equal(tnef_mail_new(&r, &cfg, NULL), TNEF_OK);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(tnef_mail_feed(r, m.p, m.len, NULL), TNEF_STOPPED);
        assert_int_equal(count, 6);
        if (i == 0)
            assert_int_equal(tnef_mail_reset(r), TNEF_OK);
        else
            tnef_mail_free(r);
        assert_int_equal(count, 0);
    }
    mail_free(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_call_says_its_mail),
        cmocka_unit_test(an_anomaly_says_its_mail),
        cmocka_unit_test(a_stream_in_a_refused_mail_ends),
        cmocka_unit_test(slots_are_released_from_the_inside_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
