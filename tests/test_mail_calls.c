/* SPDX-License-Identifier: MIT */

/* Calls of a mail reader from inside of its handlers, after it has failed, and with some handlers only;
 * and all vectors of the writer as mail, with and without a look for mail in their attachments. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "inner_log.h"
#include "vectors.h"
#include "writer.h"

#include <stdlib.h>
#include <string.h>

/* ---- Misuse ---------------------------------------------------------------------------------- */

enum { FEED, HEADER, END_OF_HEADERS, FINISH, RESET, CALLS };

struct host {
    tnef_mail *mail;
    uint32_t call;           /* CALLS: none */
    tnef_status status;
    uint32_t parts, data, begun;
};

static tnef_status calls(struct host *h)
{
    switch (h->call) {
    case FEED:
        return tnef_mail_feed(h->mail, "x", 1, NULL);
    case HEADER:
        return tnef_mail_header(h->mail, "X", 1, "y", 1);
    case END_OF_HEADERS:
        return tnef_mail_end_of_headers(h->mail);
    case FINISH:
        return tnef_mail_finish(h->mail);
    default:
        return tnef_mail_reset(h->mail);
    }
}

static int on_part(void *user, const tnef_scanner_part *part)
{
    struct host *h = user;

    (void)part;
    h->parts++;
    if (h->call != CALLS)
        h->status = calls(h);
    return TNEF_CONTINUE;
}

static void misuse_from_inside_of_handlers(void **state)
{
    const tnef_mail_handlers handlers = { .size = sizeof handlers, .part_begin = on_part };
    struct mail m = inner_nested(0, "");

    (void)state;
    for (uint32_t call = FEED; call < CALLS; call++) {
        struct host h = { .call = call };
        const tnef_mail_config cfg = { .size = sizeof cfg, .handlers = &handlers, .user = &h };
        tnef_error e = { .size = sizeof e };

        assert_int_equal(tnef_mail_new(&h.mail, &cfg, NULL), TNEF_OK);
        assert_int_equal(tnef_mail_feed(h.mail, m.p, m.len, NULL), TNEF_E_STATE);
        assert_int_equal(h.status, TNEF_E_STATE);
        assert_int_equal(h.parts, 1);
        tnef_mail_error(h.mail, &e);
        assert_int_equal(e.status, TNEF_E_STATE);
        h.call = CALLS;
        assert_int_equal(tnef_mail_reset(h.mail), TNEF_OK);
        assert_int_equal(tnef_mail_feed(h.mail, m.p, m.len, NULL), TNEF_OK);
        assert_int_equal(tnef_mail_finish(h.mail), TNEF_OK);
        tnef_mail_free(h.mail);
    }
    mail_free(&m);
}

static void errors_are_permanent(void **state)
{
    const tnef_mail_config strict = { .size = sizeof strict, .policy = TNEF_SCANNER_STRICT };
    tnef_error e = { .size = sizeof e };
    tnef_mail *mail;
    size_t taken = 7;

    (void)state;
    assert_int_equal(tnef_mail_new(&mail, &strict, NULL), TNEF_OK);
    assert_int_equal(tnef_mail_header(mail, "Content-Type", 12, "a(b)/c", 6), TNEF_E_AMBIGUOUS);
    assert_int_equal(tnef_mail_header(mail, "X", 1, "y", 1), TNEF_E_AMBIGUOUS);
    assert_int_equal(tnef_mail_end_of_headers(mail), TNEF_E_AMBIGUOUS);
    assert_int_equal(tnef_mail_feed(mail, "x", 1, &taken), TNEF_E_AMBIGUOUS);
    assert_int_equal(taken, 0);
    assert_int_equal(tnef_mail_finish(mail), TNEF_E_AMBIGUOUS);
    tnef_mail_error(mail, &e);
    assert_int_equal(e.code, TNEF_SCANNER_A_COMMENT);
    tnef_mail_free(mail);
}

/* ---- Ends ------------------------------------------------------------------------------------- */

/* A mail that holds a stream that holds a mail without any stream. */
static struct mail a_plain_inner_mail(void)
{
    struct mail inner = { 0 }, m;
    uint8_t *tnef;
    size_t len;

    mail_text(&inner, "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b\n\nthere\n");
    tnef = inner_stream("fwd.eml", inner.p, inner.len, &len);
    m = inner_mail(tnef, len);
    free(tnef);
    mail_free(&inner);
    return m;
}

/* Each call may be the last one, those that the end of an inner mail leads to as well. */
static void stops_at_the_end_of_an_inner_mail(void **state)
{
    struct inner_log l = { .calls = 0 };
    struct mail m = a_plain_inner_mail();
    uint64_t count;

    (void)state;
    inner_run(&l, NULL, &m, 0, NULL);
    assert_int_equal(l.status, TNEF_OK);
    assert_non_null(strstr(l.text, "end of part 1.2\nend of part 1\nend of mail 1: TNEF_OK"));
    count = l.calls;
    for (uint64_t at = 1; at <= count; at++) {
        l.stop_at = at;
        inner_run(&l, NULL, &m, 0, NULL);
        assert_int_equal(l.status, TNEF_STOPPED);
        assert_int_equal(l.calls, at);
    }
    mail_free(&m);
}

/* Of two streams that are damaged the first one is told. */
static void first_damage_is_told(void **state)
{
    struct inner_log l = { .calls = 0 };
    struct mail m = { 0 };

    (void)state;
    mail_text(&m, "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
                  "Content-Type: application/ms-tnef\n\nx\n--b\n"
                  "Content-Type: application/ms-tnef\n\nno stream\n--b--\n");
    inner_run(&l, NULL, &m, 0, NULL);
    assert_non_null(strstr(l.text, "end of stream 1: TNEF_E_TRUNCATED\n"));
    assert_non_null(strstr(l.text, "end of stream 2: TNEF_E_SIGNATURE\n"));
    assert_int_equal(l.status, TNEF_E_TRUNCATED);
    assert_int_equal(l.error.status, TNEF_E_TRUNCATED);
    mail_free(&m);
}

/* ---- Some handlers only ---------------------------------------------------------------------- */

static int on_begin(void *user, const tnef_part *part, const tnef_content *content)
{
    struct host *h = user;

    (void)part;
    (void)content;
    h->begun++;
    return TNEF_CONTINUE;
}

static int on_data(void *user, const tnef_part *part, const tnef_content *content, const void *data,
                   size_t len)
{
    struct host *h = user;

    (void)part;
    (void)content;
    (void)data;
    h->data += (uint32_t)len;
    return TNEF_CONTINUE;
}

/* The contents of an attachment, whether or not somebody looks for mail in them. */
static void contents_with_and_without_a_look(void **state)
{
    struct mail m = inner_nested(0, "");
    uint32_t descends[] = { TNEF_MAIL_DESCEND_NEVER, TNEF_MAIL_DESCEND_ALWAYS };

    (void)state;
    for (int which = 0; which < 4; which++)
        for (size_t i = 0; i < 2u; i++) {
            struct host h = { .call = CALLS };
            const tnef_reader_handlers model = { .size = sizeof model,
                                                 .content_begin = which % 2 != 0 ? on_begin : NULL,
                                                 .part_data = which / 2 != 0 ? on_data : NULL };
            const tnef_reader_config reader = { .size = sizeof reader, .handlers = &model, .user = &h };
            const tnef_mail_config cfg = { .size = sizeof cfg, .reader = &reader, .descend = descends[i] };

            assert_int_equal(tnef_mail_new(&h.mail, &cfg, NULL), TNEF_OK);
            assert_int_equal(tnef_mail_feed(h.mail, m.p, m.len, NULL), TNEF_OK);
            assert_int_equal(tnef_mail_finish(h.mail), TNEF_OK);
            assert_int_equal(h.begun, which % 2 != 0 ? 1 : 0);
            assert_int_equal(h.data, which / 2 != 0 ? 4 : 0);
            tnef_mail_free(h.mail);
        }
    mail_free(&m);
}

/* ---- Beginnings ------------------------------------------------------------------------------ */

static void beginnings_at_their_edges(void **state)
{
    static const struct { const char *before; int mail; } rows[] = {
        { "X  \t : y\n", 1 }, { "X \t y: z\n", 0 }, { "Fro m: x\n", 0 }, { "From : x\n", 1 },
        { "Subj\x80: x\n", 0 }, { "Subj\x7F: x\n", 0 }, { "\xEFx: y\n", 0 }, { "\xEF\xBB\xBF\xEF: y\n", 0 },
        { " \t\r\n : x\n", 0 },
        { "X-23456789-123456789-123456789-123456789-123456789-123456789-123456789-12345: x\n", 1 },
        { "X-23456789-123456789-123456789-123456789-123456789-123456789-123456789-123456: x\n", 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct inner_log l = { .calls = 0 };
        struct mail m = inner_nested(1, rows[i].before);

        for (size_t piece = 0; piece < 3u; piece++) {
            inner_run(&l, NULL, &m, piece, NULL);
            if ((strstr(l.text, "mail 1 ") != NULL) != rows[i].mail)
                fail_msg("%zu: \"%s\": %s", i, rows[i].before, l.text);
        }
        mail_free(&m);
    }
}

/* ---- All vectors ----------------------------------------------------------------------------- */

/* A stream that is attached as a file is looked into, too, which is not what is compared here. */
static int holds_a_stream(const char *name)
{
    return strncmp(name, "data_holds", 10) == 0;
}

/* A look for mail changes nothing of what is said of a stream in which there is none, and what is said
 * does not depend on the split, whatever the stream holds: bodies, embedded messages, several contents
 * that are open at once. */
static void vectors_as_mail(void **state)
{
    const tnef_mail_config never = { .size = sizeof never, .descend = TNEF_MAIL_DESCEND_NEVER };
    struct inner_log *a = calloc(1, sizeof *a), *b = calloc(1, sizeof *b);
    size_t count, with = 0;
    const struct vector *all = vectors(&count);

    (void)state;
    assert_non_null(a);
    assert_non_null(b);
    a->quiet = b->quiet = 1;
    for (size_t i = 0; i < count; i++) {
        struct tw w;
        struct mail m;
        uint8_t *tnef;
        size_t len;

        tw_init(&w);
        all[i].build(&w);
        tnef = tw_take(&w, &len);
        m = inner_mail(tnef, len);
        if (m.len < 200000u) {
            inner_run(a, NULL, &m, 0, NULL);
            inner_run(b, NULL, &m, 61, NULL);
            assert_int_equal(a->status, b->status);
            assert_int_equal(a->anomalies, b->anomalies);
            assert_int_equal(a->calls, b->calls);
            with += a->first_bytes > 0;
            inner_run(b, &never, &m, 0, NULL);
            if (a->first_bytes == 0 && !holds_a_stream(all[i].name)
                && (a->status != b->status || a->calls != b->calls))
                fail_msg("%s: %s and %s", all[i].name, tnef_status_name(a->status),
                         tnef_status_name(b->status));
        }
        mail_free(&m);
        free(tnef);
    }
    print_message("%zu of %zu vectors have mail in attachments\n", with, count);
    free(a);
    free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(misuse_from_inside_of_handlers),
        cmocka_unit_test(errors_are_permanent),
        cmocka_unit_test(stops_at_the_end_of_an_inner_mail),
        cmocka_unit_test(first_damage_is_told),
        cmocka_unit_test(contents_with_and_without_a_look),
        cmocka_unit_test(beginnings_at_their_edges),
        cmocka_unit_test(vectors_as_mail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
