/* SPDX-License-Identifier: MIT */

/* Contents of mail that take several steps, and a spool of which each call fails once. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert_check.h"
#include "counting_alloc.h"
#include "kept_output.h"
#include "unwrap_check.h"

#define LARGE 9000u /* bytes: three steps                                                     */

static const char signed_head[] = "Content-Type: multipart/signed; boundary=S\r\n";

static void begin(struct tw *w, const char *message_class)
{
    cw_begin(w, message_class);
    tw_prop_time(w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
}

static void file_of(struct tw *w, const void *p, size_t len, const char *name)
{
    tw_rend_file(w);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, p, len);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 1);
    tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME, name);
    tw_attr_props_end(w);
}

static void zeros(struct tw *w, const char *message_class)
{
    static const uint8_t nothing[LARGE];

    begin(w, message_class);
    cw_end(w);
    file_of(w, nothing, sizeof nothing, "a.bin");
}

static void large_file(struct tw *w)
{
    zeros(w, "IPM.Note");
}

static void large_envelope(struct tw *w)
{
    zeros(w, "IPM.Note.SMIME");
}

static void same_contents(struct tw *w)
{
    static const uint8_t nothing[LARGE];

    begin(w, "IPM.Note");
    cw_end(w);
    tw_rend_file(w);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, nothing, sizeof nothing);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, nothing, sizeof nothing);
}

/* The body of signed mail, without or with a line end at its end. */
static char *body_of(int ends)
{
    char *p = malloc(LARGE + 32u);
    size_t n = 0;

    assert_non_null(p);
    while (n < LARGE)
        n += (size_t)sprintf(p + n, "Line %zu\r\n", n);
    (void)sprintf(p + n, "--S--%s", ends ? "\r\n" : "");
    return p;
}

static void large_signed_as(struct tw *w, int ends)
{
    char *body = body_of(ends), *entity = malloc(strlen(body) + sizeof signed_head + 2);
    size_t len;

    assert_non_null(entity);
    len = (size_t)sprintf(entity, "%s\r\n%s", signed_head, body);
    begin(w, "IPM.Note.SMIME.MultipartSigned");
    cw_end(w);
    file_of(w, entity, len, "smime.p7m");
    free(entity);
    free(body);
}

static void large_signed(struct tw *w)
{
    large_signed_as(w, 1);
}

static void html_of(struct tw *w)
{
    begin(w, "IPM.Note");
    tw_prop_binary(w, TW_P_HTML, "<p>Hello</p>", 12);
    tw_prop_i4(w, TW_P_INTERNET_CODEPAGE, 20127);
    cw_end(w);
}

/* ---- What is written ----------------------------------------------------------------------- */

#define DATE "Date: Fri, 1 Mar 2024 10:15:00 +0000\r\nMIME-Version: 1.0\r\n"

static void files(void **state)
{
    char *lines = malloc(2 * LARGE), *text;
    size_t n = 0;
    struct tw w;

    (void)state;
    assert_non_null(lines);
    for (size_t i = 0; i < LARGE / 3 * 4; i++)
        n += (size_t)sprintf(lines + n, "%s", (i + 1) % 76 == 0 ? "A\r\n" : "A");
    (void)strcpy(lines + n, "\r\n");
    for (int i = 0; i < 3; i++) {
        void (*const makes[3])(struct tw * w) = { large_file, large_envelope, same_contents };
        uint32_t left_out;

        makes[i](&w);
        text = cw_convert(&w, TNEF_CONVERT_MAIL, NULL, &left_out);
        assert_non_null(text);
        assert_non_null(strstr(text, lines));
        assert_int_equal(left_out, 0);
        free(text);
    }
    free(lines);
}

static void signed_mail(void **state)
{
    (void)state;
    for (int ends = 0; ends <= 1; ends++) {
        char *body = body_of(ends), *expected = malloc(strlen(body) + 256);
        struct tw w;

        assert_non_null(expected);
        (void)sprintf(expected, DATE "%s\r\n%s%s", signed_head, body, ends ? "" : "\r\n");
        large_signed_as(&w, ends);
        cw_expect(&w, TNEF_CONVERT_MAIL, NULL, expected, 0);
        free(expected);
        free(body);
    }
}

/* ---- The spool ----------------------------------------------------------------------------- */

struct reads {
    struct uw_spool kept;
    uint32_t seen, fail_at; /* calls that read; the one that fails                              */
};

static int spool_write(void *user, uint64_t offset, const void *buf, size_t len)
{
    return uw_spool_write(&((struct reads *)user)->kept, offset, buf, len);
}

static int spool_read(void *user, uint64_t offset, void *buf, size_t len)
{
    struct reads *r = user;

    return ++r->seen == r->fail_at ? 21 : uw_spool_read(&r->kept, offset, buf, len);
}

static tnef_status convert(const uint8_t *p, size_t len, struct reads *reads, struct kept_output *out)
{
    const tnef_spool spool = { sizeof spool, spool_write, spool_read, reads };
    const tnef_convert_config cfg = { .size = sizeof cfg, .spool = &spool, .max_memory = 1 };
    tnef_error error = { .size = sizeof error };
    tnef_status status;
    tnef_convert *c;

    kept_begin(out, TAKES_ALL);
    assert_int_equal(tnef_convert_new(&c, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_convert_feed(c, p, len, NULL), TNEF_OK);
    assert_int_equal(tnef_convert_finish(c), TNEF_OK);
    status = tnef_convert_write(c, TNEF_CONVERT_MAIL, NULL, kept_sink, out);
    tnef_convert_error(c, &error);
    assert_int_equal(error.status, status);
    if (status != TNEF_OK)
        assert_int_equal(error.user_code, 21);
    tnef_convert_free(c);
    free(reads->kept.bytes);
    return status;
}

static void each_read_fails(void **state)
{
    static void (*const makes[])(struct tw *w) = { large_file, large_envelope, large_signed, same_contents };

    (void)state;
    for (size_t i = 0; i < sizeof makes / sizeof makes[0]; i++) {
        struct reads reads = { .fail_at = 0 };
        struct kept_output whole, out;
        uint32_t calls;
        uint8_t *p;
        size_t len;
        struct tw w;

        makes[i](&w);
        p = tw_take(&w, &len);
        tw_free(&w);
        assert_int_equal(convert(p, len, &reads, &whole), TNEF_OK);
        calls = reads.seen;
        assert_true(calls >= 3);
        for (uint32_t at = 1; at <= calls; at++) {
            reads = (struct reads){ .fail_at = at };
            assert_int_equal(convert(p, len, &reads, &out), TNEF_E_CALLBACK);
            assert_true(out.len < whole.len);
            assert_memory_equal(out.out, whole.out, out.len);
            free(out.out);
        }
        free(whole.out);
        free(p);
    }
}

/* ---- Text of the mail around it ------------------------------------------------------------ */

/* Text beside a stream that is longer than what is read of the mail at once. */
static void text_beside(void **state)
{
    char *mail = malloc(60000);
    char *base64;
    size_t n;
    struct tw w;

    (void)state;
    assert_non_null(mail);
    html_of(&w);
    base64 = uw_armor(&w, "\r\n", 0);
    n = (size_t)sprintf(mail, "From: a@b\r\nDate: Fri, 1 Mar 2024 10:15:00 +0000\r\nMIME-Version: 1.0\r\n"
                              "Content-Type: multipart/mixed; boundary=o\r\n\r\n"
                              "--o\r\nContent-Type: text/plain\r\n\r\n");
    while (n < 30000)
        n += (size_t)sprintf(mail + n, "Line %zu\r\n", n);
    (void)sprintf(mail + n,
                  "\r\n--o\r\nContent-Type: application/ms-tnef\r\n"
                  "Content-Transfer-Encoding: base64\r\n\r\n%s\r\n--o--\r\n",
                  base64);
    free(base64);
    {
        struct uw_way way = { .piece = 0 };
        struct uw_result whole, r;
        char *text;

        uw_run(mail, &way, &whole);
        assert_int_equal(whole.info.replaced, 1);
        text = strstr(mail, "Content-Type: text/plain");
        text[n - (size_t)(text - mail)] = '\0';
        assert_non_null(strstr(whole.out.out, text));
        text[n - (size_t)(text - mail)] = '\r';
        for (way.spool_fails = 1;; way.spool_fails++) {
            uw_run(mail, &way, &r);
            free(r.out.out);
            if (r.status == TNEF_OK)
                break;
            assert_int_equal(r.status, TNEF_E_CALLBACK);
        }
        assert_true(way.spool_fails > 8);
        way.spool_fails = 0;
        for (uint64_t at = 1;; at++) {
            struct counting_alloc a;

            counting_alloc_init(&a, at);
            way.alloc = &a.alloc;
            uw_run(mail, &way, &r);
            assert_int_equal(a.held, 0);
            assert_memory_equal(r.out.out, whole.out.out, r.out.len);
            free(r.out.out);
            if (a.calls < at)
                break;
            assert_int_equal(r.status, TNEF_E_MEMORY);
        }
        free(whole.out.out);
    }
    free(mail);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(signed_mail),
        cmocka_unit_test(each_read_fails),
        cmocka_unit_test(text_beside),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
