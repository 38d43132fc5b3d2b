/* SPDX-License-Identifier: MIT */

/* What mail in mail may look like: multiparts, several contents of one attachment, an input that is cut,
 * what is skipped or ambiguous, headers that the host has split. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "inner_log.h"
#include "writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of each split what the whole says. */
static void check_splits(const struct inner_log *whole, const tnef_mail_config *cfg,
                         const struct mail *m)
{
    struct inner_log *l = calloc(1, sizeof *l);

    assert_non_null(l);
    l->skip_at = whole->skip_at;
    for (size_t piece = 1; piece <= m->len; piece += 1u + piece / 5u) {
        l->pause = whole->skip_at == 0 && piece % 2u != 0;
        inner_run(l, cfg, m, piece, NULL);
        assert_string_equal(l->text, whole->text);
        assert_int_equal(l->status, whole->status);
        assert_int_equal(l->anomalies, whole->anomalies);
        assert_int_equal(l->error.offset, whole->error.offset);
    }
    free(l);
}

/* Two streams and a text in one inner mail, one of the streams in a multipart of its own. */
static struct mail a_multipart(void)
{
    struct mail inner = { 0 }, m;
    uint8_t *tnef, *one = inner_stream("one.exe", "MZ1", 3, &inner.tnef_len);
    size_t len;

    inner.tnef = one;
    mail_text(&inner, "$HContent-Type: multipart/mixed; boundary=a\n\n--a\n\ntext\n--a\n"
                      "Content-Type: multipart/related; boundary=b\n\n--b\n"
                      "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n$B\n--b--\n");
    tnef = inner_stream("two.exe", "MZ22", 4, &len);
    inner.tnef = tnef;
    inner.tnef_len = len;
    mail_text(&inner, "--a\nContent-Type: application/octet-stream; name=winmail.dat\n"
                      "Content-Transfer-Encoding: quoted-printable\n\n$Q\n--a--\n");
    free(one);
    free(tnef);
    tnef = inner_stream("fwd.eml", inner.p, inner.len, &len);
    m = inner_mail(tnef, len);
    free(tnef);
    mail_free(&inner);
    return m;
}

static void inner_multipart(void **state)
{
    static const char expected[] =
        "mail 1 depth 1 stream 1 message 1 part 1 content 0\n"
        "part 1 multipart/mixed \n"
        "part 1.1 text/plain \n"
        "end of part 1.1\n"
        "part 1.2 multipart/related \n"
        "part 1.2.1 application/ms-tnef \n"
        "stream 2 in 1 at 1.2.1\n"
        "content 0: 3\n"
        "attachment one.exe of 1\n"
        "end of stream 2: TNEF_OK\n"
        "end of part 1.2.1\n"
        "end of part 1.2\n"
        "part 1.3 application/octet-stream winmail.dat\n"
        "stream 3 in 1 at 1.3\n"
        "content 0: 4\n"
        "attachment two.exe of 1\n"
        "end of stream 3: TNEF_OK\n"
        "end of part 1.3\n"
        "content 0: 913\n"
        "end of part 1\n"
        "end of mail 1: TNEF_OK, 913 bytes\n"
        "attachment fwd.eml of 1\n";
    struct inner_log whole = { .calls = 0 };
    struct mail m = a_multipart();

    (void)state;
    inner_run(&whole, NULL, &m, 0, NULL);
    assert_int_equal(whole.status, TNEF_OK);
    if (strstr(whole.text, expected) == NULL)
        fail_msg("%s", whole.text);
    check_splits(&whole, NULL, &m);
    mail_free(&m);
}

/* An attachment with two contents, and two attachments: each mail is told with its content. */
static void inner_mails_of_two_contents(void **state)
{
    struct inner_log whole = { .calls = 0 };
    struct mail inner = inner_nested(0, ""), m;
    struct tw w;
    uint8_t *tnef;
    size_t len;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    for (int i = 0; i < 2; i++) {
        tw_rend_file(&w);
        tw_attr(&w, TW_ATTACHMENT, TW_DATA, inner.p, inner.len);
        tw_attach_props_begin(&w);
        tw_prop_binary(&w, 0x3701, inner.p, inner.len);
        tw_attr_props_end(&w);
    }
    tnef = tw_take(&w, &len);
    m = inner_mail(tnef, len);
    inner_run(&whole, NULL, &m, 0, NULL);
    assert_int_equal(whole.status, TNEF_OK);
    for (unsigned i = 0; i < 4; i++) {
        static const char *const wants[] = {
            "mail 1 depth 1 stream 1 message 1 part 1 content 0\n",
            "mail 2 depth 1 stream 1 message 1 part 1 content 1\n",
            "mail 3 depth 1 stream 1 message 1 part 2 content 0\n",
            "mail 4 depth 1 stream 1 message 1 part 2 content 1\n",
        };

        if (strstr(whole.text, wants[i]) == NULL)
            fail_msg("no %s in %s", wants[i], whole.text);
    }
    assert_non_null(strstr(whole.text, "stream 5 in 4 at 1\n"));
    check_splits(&whole, NULL, &m);
    free(tnef);
    mail_free(&m);
    mail_free(&inner);
}

/* How often |what| is in a log. */
static unsigned count(const struct inner_log *l, const char *what)
{
    unsigned n = 0;

    for (const char *at = l->text; (at = strstr(at, what)) != NULL; at++)
        n++;
    return n;
}

/* Wherever the input ends: every begin has its end, and a mail that was cut is not called complete. */
static void inner_mail_that_is_cut(void **state)
{
    struct mail m = inner_nested(2, "");
    struct inner_log *whole = calloc(1, sizeof *whole), *l = calloc(1, sizeof *l);

    (void)state;
    assert_non_null(whole);
    assert_non_null(l);
    inner_run(whole, NULL, &m, 0, NULL);
    for (size_t len = 0; len <= m.len; len++) {
        struct mail cut = m;

        cut.len = len;
        inner_run(l, NULL, &cut, len % 3u == 0 ? 0 : 50u, NULL);
        assert_int_equal(l->open, 0);
        assert_int_equal(count(l, "end of mail "), count(l, "\nmail "));
        assert_int_equal(count(l, "end of stream "), count(l, "\nstream "));
        /* A stream may end between two attributes, but a mail that was begun was cut. */
        if (strstr(l->text, "mail 1 ") != NULL && strcmp(l->text, whole->text) != 0)
            assert_int_equal(l->status, TNEF_E_TRUNCATED);
    }
    free(whole);
    free(l);
    mail_free(&m);
}

/* TNEF_SKIP to any call: the rest is said as if it had not been asked for, in every split. */
static void inner_mail_skipped_anywhere(void **state)
{
    struct mail m = inner_nested(1, "");
    struct inner_log *l = calloc(1, sizeof *l);
    uint64_t calls;

    (void)state;
    assert_non_null(l);
    inner_run(l, NULL, &m, 0, NULL);
    calls = l->calls;
    for (l->skip_at = 1; l->skip_at <= calls; l->skip_at++) {
        inner_run(l, NULL, &m, 0, NULL);
        assert_int_equal(l->status, TNEF_OK);
        assert_int_equal(l->open, 0);
        assert_true(l->calls <= calls);
        assert_non_null(strstr(l->text, "end of part 1\n"));
        assert_int_equal(count(l, "end of mail "), count(l, "\nmail "));
        if (l->skip_at <= 2u)
            assert_null(strstr(l->text, "mail 1 "));
        check_splits(l, NULL, &m);
    }
    free(l);
    mail_free(&m);
}

/* What one reading of an inner mail is not enough for ends it under TNEF_SCANNER_STRICT, and only it. */
static void inner_mail_that_is_ambiguous(void **state)
{
    const tnef_mail_config strict = { .size = sizeof strict, .policy = TNEF_SCANNER_STRICT,
                                      .descend = TNEF_MAIL_DESCEND_ALWAYS };
    struct inner_log whole = { .calls = 0 };
    struct mail inner = { 0 }, m;
    struct tw w;
    uint8_t *tnef, *bad = inner_stream("bad.exe", "MZ", 2, &inner.tnef_len);
    size_t len;

    (void)state;
    inner.tnef = bad;
    mail_text(&inner, "$HContent-Type: multipart/mixed\n\n--a\nContent-Type: application/ms-tnef\n"
                      "Content-Transfer-Encoding: base64\n\n$B\n--a--\n");
    tw_init(&w);
    tw_head(&w);
    tw_attachment(&w, "first.eml", inner.p, inner.len);
    m = inner_nested(0, "");
    tw_attachment(&w, "second.eml", m.p, m.len);
    mail_free(&m);
    tnef = tw_take(&w, &len);
    m = inner_mail(tnef, len);
    inner_run(&whole, NULL, &m, 0, NULL);
    assert_int_equal(whole.status, TNEF_OK);
    assert_non_null(strstr(whole.text, "attachment bad.exe"));
    assert_true((whole.anomalies & TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NO_BOUNDARY)) != 0);
    inner_run(&whole, &strict, &m, 0, NULL);
    assert_int_equal(whole.status, TNEF_E_AMBIGUOUS);
    assert_int_equal(whole.error.code, TNEF_SCANNER_A_NO_BOUNDARY);
    assert_null(strstr(whole.text, "attachment bad.exe"));
    assert_non_null(strstr(whole.text, "end of mail 1: TNEF_E_AMBIGUOUS"));
    assert_non_null(strstr(whole.text, "attachment evil.exe"));
    assert_non_null(strstr(whole.text, "end of stream 1: TNEF_OK"));
    check_splits(&whole, &strict, &m);
    free(bad);
    free(tnef);
    mail_free(&m);
    mail_free(&inner);
}

/* Headers that the host has split, and then the body in pieces. */
static void inner_mail_after_split_headers(void **state)
{
    static const char *const fields[][2] = {
        { "Subject", "x" }, { "content-type", "application/ms-tnef; name=winmail.dat" },
        { "Content-Transfer-Encoding", "base64" },
    };
    struct mail m = inner_nested(2, "");
    struct inner_log *whole = calloc(1, sizeof *whole), *l = calloc(1, sizeof *l);
    const char *body;
    size_t at;

    (void)state;
    assert_non_null(whole);
    assert_non_null(l);
    inner_run(whole, NULL, &m, 0, NULL);
    mail_bytes(&m, "", 1);
    body = strstr((const char *)m.p, "\r\n\r\n");
    assert_non_null(body);
    at = (size_t)(body + 4 - (const char *)m.p);
    for (size_t piece = 0; piece < 300u; piece += 7u) {
        tnef_mail *r = inner_new(l, NULL, NULL);

        assert_non_null(r);
        for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
            assert_int_equal(tnef_mail_header(r, fields[i][0], strlen(fields[i][0]), fields[i][1],
                                              strlen(fields[i][1])), TNEF_OK);
        assert_int_equal(tnef_mail_end_of_headers(r), TNEF_OK);
        inner_feed(l, r, m.p + at, m.len - 1u - at, piece);
        assert_string_equal(l->text, whole->text);
        assert_int_equal(l->status, whole->status);
        tnef_mail_free(r);
    }
    free(whole);
    free(l);
    mail_free(&m);
}

/* A body that begins as mail does is no attachment, and is not read as mail. */
static void inner_mail_is_not_in_bodies(void **state)
{
    struct inner_log whole = { .calls = 0 };
    struct mail inner = inner_nested(0, ""), m;
    struct tw w;
    uint8_t *tnef;
    size_t len;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    mail_bytes(&inner, "", 1);
    tw_attr_text(&w, TW_MESSAGE, TW_BODY, (const char *)inner.p);
    tw_attachment(&w, "fwd.eml", inner.p, inner.len - 1u);
    tnef = tw_take(&w, &len);
    m = inner_mail(tnef, len);
    inner_run(&whole, NULL, &m, 0, NULL);
    assert_int_equal(whole.status, TNEF_OK);
    assert_int_equal(count(&whole, "\nmail "), 1);
    assert_non_null(strstr(whole.text, "mail 1 depth 1 stream 1 message 1 part 2 content 0\n"));
    assert_non_null(strstr(whole.text, "attachment evil.exe"));
    check_splits(&whole, NULL, &m);
    free(tnef);
    mail_free(&m);
    mail_free(&inner);
}

/* A stream that comes as it stands, in pieces that are more than a level has room for. */
static void inner_mail_in_large_pieces(void **state)
{
    struct inner_log whole = { .calls = 0 };
    struct mail inner = { 0 }, m = { 0 }, filler = { 0 };
    char attachment[64];
    uint8_t *tnef, *evil;
    size_t len;

    (void)state;
    mail_repeat(&filler, "MZ", 15000);
    evil = inner_stream("evil.exe", filler.p, filler.len, &inner.tnef_len);
    inner.tnef = evil;
    mail_text(&inner, "$HContent-Type: application/ms-tnef\nContent-Transfer-Encoding: binary\n\n$R");
    tnef = inner_stream("fwd.eml", inner.p, inner.len, &len);
    m.tnef = tnef;
    m.tnef_len = len;
    mail_text(&m, "$HContent-Type: application/ms-tnef\nContent-Transfer-Encoding: binary\n\n$R");
    inner_run(&whole, NULL, &m, 0, NULL);
    assert_int_equal(whole.status, TNEF_OK);
    (void)snprintf(attachment, sizeof attachment, "content 0: %zu\n", filler.len);
    assert_non_null(strstr(whole.text, attachment));
    assert_non_null(strstr(whole.text, "attachment evil.exe of 1\n"));
    assert_non_null(strstr(whole.text, "end of mail 1: TNEF_OK"));
    assert_int_equal(whole.first_bytes, inner.len);
    check_splits(&whole, NULL, &m);
    free(evil);
    free(tnef);
    mail_free(&m);
    mail_free(&inner);
    mail_free(&filler);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inner_multipart),
        cmocka_unit_test(inner_mails_of_two_contents),
        cmocka_unit_test(inner_mail_that_is_cut),
        cmocka_unit_test(inner_mail_skipped_anywhere),
        cmocka_unit_test(inner_mail_that_is_ambiguous),
        cmocka_unit_test(inner_mail_after_split_headers),
        cmocka_unit_test(inner_mail_is_not_in_bodies),
        cmocka_unit_test(inner_mail_in_large_pieces),
    };

    return cmocka_run_group_tests_name("mail_inner_forms", tests, NULL, NULL);
}
