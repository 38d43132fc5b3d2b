/* SPDX-License-Identifier: MIT */

/* Corners of mail in which streams are: lines of mailboxes, boundaries with blanks after them, numbers of
 * boundaries, fields as long as the mark of what was kept, and streams that are not encoded. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert_check.h"
#include "unwrap_check.h"

#define MIXED  UW_ROOT "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=outer\n\n--outer\n"
#define ALONE \
  UW_ROOT "Date: Fri, 1 Mar 2024 10:15:00 +0000\nTo: Bob <bob@example.com>\nMIME-Version: 1.0\n" UW_LEAF

/* ---- Lines of mailboxes -------------------------------------------------------------------- */

static void lines_of_mailboxes(void **state)
{
    static const char *const good[] = { "From  ann@example.org Mon Nov 30 08:26:00 2026\n",
                                        "From a 0 : 12:34\n", "From - 00:00\n", "From a 99:99x\n" };
    static const char *const bad[] = { "From a 0:26:00\n",  "From a 08;26\n", "From a 08:x6\n",
                                       "From a 08:2x\n",  "From a /8:26\n", "From a 0/:26\n",
                                       "From a 08:/6\n",  "From a 08:2/\n", "From a :8:26\n",
                                       "From a 0::26\n",  "From a 08:26" };
    const struct uw_way way = { .twice = 0 };

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        char before[512], after[1024];

        (void)snprintf(before, sizeof before, "%s" UW_ROOT UW_HEAD "\n%%", good[i]);
        (void)snprintf(after, sizeof after, "%s" ALONE, good[i]);
        uw_check(uw_hello, before, after, 0);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char before[512];
        struct uw_result r;

        (void)snprintf(before, sizeof before, "%s" UW_ROOT UW_HEAD "\n%%", bad[i]);
        uw_run_once(uw_hello, before, "\n", &way, &r);
        assert_int_equal(r.info.kept, i + 1 < sizeof bad / sizeof bad[0] ? TNEF_UNWRAP_AMBIGUOUS : 0);
        free(r.out.out);
    }
}

/* A line of a mailbox is kept until it ends, as long as there is room. */
static void long_line_of_a_mailbox(void **state)
{
    (void)state;
    for (int len = 512; len <= 513; len++) {
        const struct uw_way way = { .twice = 0 };
        char before[1024];
        struct uw_result r;

        (void)snprintf(before, sizeof before, "From %*s 08:26\n" UW_ROOT UW_HEAD "\n%%", len - 12, "a");
        uw_run_once(uw_hello, before, "\n", &way, &r);
        assert_int_equal(r.status, TNEF_OK);
        assert_int_equal(r.info.replaced, len == 512);
        assert_int_equal(r.info.kept, len == 512 ? 0 : TNEF_UNWRAP_AMBIGUOUS);
        free(r.out.out);
    }
}

/* A line that may be one when the mail ends, and is longer than a line of a header may be. */
static void half_a_line_of_a_mailbox(void **state)
{
    const tnef_scanner_limits limits = { .size = sizeof limits, .max_line = 1, .max_header = 1 };
    const struct uw_way way = { .scanner_limits = &limits };
    struct uw_result r;

    (void)state;
    uw_run("From ann and bob", &way, &r);
    assert_int_equal(r.status, TNEF_OK);
    assert_int_equal(r.info.kept & ~(uint32_t)TNEF_UNWRAP_AMBIGUOUS & ~(uint32_t)TNEF_UNWRAP_LIMIT, 0);
    assert_true(r.info.kept != 0);
    assert_string_equal(r.out.out, "From ann and bob");
    free(r.out.out);
}

/* ---- Boundaries ---------------------------------------------------------------------------- */

/* Blanks after a boundary are no part of it. If there are more of them than are looked at, it is not
 * known. */
static void blanks_after_a_boundary(void **state)
{
    uint32_t known = 0, unknown = 0;

    (void)state;
    for (int blanks = 0; blanks < 400; blanks += blanks < 40 ? 13 : 1) {
        const struct uw_way way = { .twice = 0 };
        char before[2048];
        struct uw_result r;

        (void)snprintf(before, sizeof before,
                       UW_ROOT "Content-Type: multipart/mixed; boundary=outer\n\n--outer%*s\n" UW_HEAD
                       "\n%%\n--outer--\n", blanks, "");
        uw_run_once(uw_hello, before, "\n", &way, &r);
        assert_int_equal(r.status, TNEF_OK);
        assert_int_equal(r.info.kept, r.info.replaced ? 0 : TNEF_UNWRAP_BOUNDARY);
        if (blanks <= 64)
            assert_int_equal(r.info.replaced, 1);
        known += r.info.replaced == 1;
        unknown += r.info.replaced == 0;
        free(r.out.out);
    }
    assert_true(known > 0 && unknown > 0);
}

/* Numbers of ours that boundaries of the mail have, to their end or not. */
static void numbers_of_boundaries(void **state)
{
    (void)state;
    uw_check(uw_hello, UW_ROOT "Content-Type: multipart/mixed; boundary=\"=_T5\"\n\n--=_T5\n" UW_HEAD
             "\n%\n--=_T5--\n",
             UW_ROOT "Content-Type: multipart/mixed; boundary=\"=_T5\"\n\n--=_T5\n" UW_LEAF
             "\n--=_T5--\n", 0);
    uw_check(uw_hello, UW_ROOT "Content-Type: multipart/mixed; boundary=\"=_T99999999999999999\"\n\n"
             "--=_T99999999999999999\n" UW_HEAD "\n%\n--=_T99999999999999999--\n",
             UW_ROOT "Content-Type: multipart/mixed; boundary=\"=_T99999999999999999\"\n\n"
             "--=_T99999999999999999\n" UW_LEAF "\n--=_T99999999999999999--\n", 0);
}

/* ---- Fields -------------------------------------------------------------------------------- */

/* A field of the part that is as long as that which marks a part that was kept is another one. */
static void a_field_as_long_as_the_mark(void **state)
{
    (void)state;
    uw_check(uw_hello, MIXED "X-Other-Field: kept\n" UW_HEAD "\n%\n--outer--\n",
             MIXED "X-Other-Field: kept\n" UW_LEAF "\n--outer--\n", 0);
    uw_check(uw_hello, MIXED "X-Short: kept\n" UW_HEAD "\n%\n--outer--\n",
             MIXED "X-Short: kept\n" UW_LEAF "\n--outer--\n", 0);
}

/* ---- Streams in other places --------------------------------------------------------------- */

/* A mail of bytes: what of it is replaced, and what is kept. */
static void run_bytes(const struct tw *mail, struct uw_result *r)
{
    struct uw_spool kept = { NULL, 0, 0, 0 };
    const tnef_spool spool = { sizeof spool, uw_spool_write, uw_spool_read, &kept };
    const tnef_unwrap_config cfg = { .size = sizeof cfg, .spool = &spool };
    tnef_unwrap *u;

    memset(r, 0, sizeof *r);
    r->info.size = sizeof r->info;
    kept_begin(&r->out, TAKES_ALL);
    assert_int_equal(tnef_unwrap_new(&u, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_unwrap_feed(u, mail->buf, mail->len, NULL), TNEF_OK);
    assert_int_equal(tnef_unwrap_finish(u), TNEF_OK);
    assert_int_equal(tnef_unwrap_write(u, kept_sink, &r->out), TNEF_OK);
    tnef_unwrap_info(u, &r->info);
    tnef_unwrap_free(u);
    free(kept.bytes);
}

/* A stream that is not encoded is all of the body, whether that is declared or not. */
static void not_encoded(void **state)
{
    static const char *const heads[] = { "", "Content-Transfer-Encoding: binary\r\n",
                                         "Content-Transfer-Encoding: 8bit\r\n" };

    (void)state;
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        struct tw w, mail;
        struct uw_result r;

        uw_hello(&w);
        tw_init(&mail);
        tw_str8(&mail, "From: a@b\r\nContent-Type: application/ms-tnef\r\n");
        tw_str8(&mail, heads[i]);
        tw_str8(&mail, "\r\n");
        tw_bytes(&mail, w.buf, w.len);
        run_bytes(&mail, &r);
        assert_int_equal(r.info.streams, 1);
        assert_int_equal(r.info.replaced, 1);
        assert_non_null(strstr(r.out.out, "\r\n\r\nHello Bob.\r\n"));
        free(r.out.out);
        tw_free(&mail);
        tw_free(&w);
    }
}

static char uu(unsigned six)
{
    return (char)(six != 0 ? ' ' + (int)six : '`');
}

static void uuencode(struct tw *mail, const struct tw *w)
{
    tw_str8(mail, "begin 644 winmail.dat\r\n");
    for (size_t at = 0; at < w->len; at += 45) {
        const size_t n = w->len - at < 45 ? w->len - at : 45;
        char line[64] = { uu((unsigned)n) };
        size_t len = 1;

        for (size_t i = 0; i < n; i += 3) {
            const unsigned a = w->buf[at + i], b = i + 1 < n ? w->buf[at + i + 1] : 0,
                           c = i + 2 < n ? w->buf[at + i + 2] : 0;

            line[len++] = uu(a >> 2);
            line[len++] = uu((a & 3u) << 4 | b >> 4);
            line[len++] = uu((b & 15u) << 2 | c >> 6);
            line[len++] = uu(c & 63u);
        }
        tw_bytes(mail, line, len);
        tw_str8(mail, "\r\n");
    }
    tw_str8(mail, "`\r\nend\r\n");
}

/* A block of uuencode may stand beside other text, so the part is not replaced. */
static void uuencoded(void **state)
{
    static const char *const heads[] = { "", "Content-Transfer-Encoding: x-uuencode\r\n" };

    (void)state;
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        struct tw w, mail;
        struct uw_result r;

        uw_hello(&w);
        tw_init(&mail);
        tw_str8(&mail, "From: a@b\r\nContent-Type: application/ms-tnef\r\n");
        tw_str8(&mail, heads[i]);
        tw_str8(&mail, "\r\n");
        uuencode(&mail, &w);
        run_bytes(&mail, &r);
        assert_int_equal(r.info.replaced, 0);
        assert_true((r.info.kept & (TNEF_UNWRAP_PLACE | TNEF_UNWRAP_AMBIGUOUS)) != 0);
        assert_int_equal(r.out.len, mail.len);
        assert_memory_equal(r.out.out, mail.buf, mail.len);
        free(r.out.out);
        tw_free(&mail);
        tw_free(&w);
    }
}

/* A mail that is attached in base64 stays as it is, with the stream in it. */
static void in_an_encoded_mail(void **state)
{
    struct tw inner, stream;
    char *base64, *mail, *outer;
    struct uw_result r;
    const struct uw_way way = { .twice = 0 };

    (void)state;
    uw_hello(&stream);
    base64 = uw_armor(&stream, "\r\n", 0);
    mail = uw_fill(MIXED "Content-Type: text/plain\n\nHello\n--outer\n" UW_HEAD "\n%\n--outer--\n", base64,
                   "\r\n");
    tw_init(&inner);
    tw_str8(&inner, mail);
    free(base64);
    free(mail);
    base64 = uw_armor(&inner, "\r\n", 0);
    outer = uw_fill("From: a@b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n%\n",
                    base64, "\r\n");
    uw_run(outer, &way, &r);
    assert_int_equal(r.status, TNEF_OK);
    assert_int_equal(r.info.replaced, 0);
    assert_int_equal(r.info.kept, TNEF_UNWRAP_AMBIGUOUS);
    assert_string_equal(r.out.out, outer);
    free(r.out.out);
    free(base64);
    free(outer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(not_encoded),
        cmocka_unit_test(uuencoded),
        cmocka_unit_test(half_a_line_of_a_mailbox),
        cmocka_unit_test(in_an_encoded_mail),
        cmocka_unit_test(lines_of_mailboxes),
        cmocka_unit_test(long_line_of_a_mailbox),
        cmocka_unit_test(blanks_after_a_boundary),
        cmocka_unit_test(numbers_of_boundaries),
        cmocka_unit_test(a_field_as_long_as_the_mark),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
