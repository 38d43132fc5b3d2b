/* SPDX-License-Identifier: MIT */

/* Mail in which streams are, and limits: each at n and at n + 1. And the work that all of it is. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert_check.h"
#include "touched.h"
#include "unwrap_check.h"

static void hello(struct tw *w)
{
    uw_note(w, "Hello Bob.\r\n");
}

static void file_of(struct tw *w)
{
    hello(w);
    uw_file(w);
}

/* ---- Places -------------------------------------------------------------------------------- */

/* |depth| multiparts around a stream; in each a text before it. */
static char *nest(int depth, const char *stream)
{
    char *out = malloc(400 * (size_t)depth + strlen(stream) + 100);
    size_t n = 0;

    assert_non_null(out);
    n += (size_t)sprintf(out + n, "From: a@b\n");
    for (int i = 0; i < depth; i++)
        n += (size_t)sprintf(out + n, "Content-Type: multipart/mixed; boundary=b%03d\n\n--b%03d\n", i, i);
    n += (size_t)sprintf(out + n, "%s", stream);
    for (int i = depth; i-- > 0;)
        n += (size_t)sprintf(out + n, "\n--b%03d--\n", i);
    return out;
}

static void multiparts_around_it(void **state)
{
    (void)state;
    for (int depth = 16; depth <= 17; depth++) {
        char *before = nest(depth, UW_HEAD "\n%"), *after = nest(depth, UW_LEAF);

        uw_check(hello, before, depth == 16 ? after : NULL, depth == 16 ? 0 : TNEF_UNWRAP_PLACE);
        free(before);
        free(after);
    }
}

/* A boundary is compared as a whole, as long as the scanner keeps it. */
static void long_boundaries(void **state)
{
    (void)state;
    for (size_t len = 70; len <= TNEF_SCANNER_BOUNDARY_SIZE; len += TNEF_SCANNER_BOUNDARY_SIZE - 70u) {
        char boundary[TNEF_SCANNER_BOUNDARY_SIZE + 1u], before[2048], after[2048];

        memset(boundary, 'b', len);
        boundary[len] = '\0';
        (void)sprintf(before, "From: a@b\nContent-Type: multipart/mixed; boundary=%s\n\n--%s\n" UW_HEAD
                      "\n%%\n--%s--\n", boundary, boundary, boundary);
        (void)sprintf(after, "From: a@b\nContent-Type: multipart/mixed; boundary=%s\n\n--%s\n" UW_LEAF
                      "\n--%s--\n", boundary, boundary, boundary);
        uw_check(hello, before, len == 70 ? after : NULL, len == 70 ? 0 : TNEF_UNWRAP_AMBIGUOUS);
    }
}

/* ---- Configured limits --------------------------------------------------------------------- */

static char *mail_of(void (*make)(struct tw *w), const char *form)
{
    struct tw w;
    char *base64, *mail;

    make(&w);
    base64 = uw_armor(&w, "\r\n", 0);
    mail = uw_fill(form, base64, "\r\n");
    free(base64);
    return mail;
}

static void expect_kept(const char *mail, const struct uw_way *way, uint32_t replaced, uint32_t kept)
{
    struct uw_result r;

    uw_run(mail, way, &r);
    assert_int_equal(r.status, TNEF_OK);
    assert_int_equal(r.info.replaced, replaced);
    assert_int_equal(r.info.kept, kept);
    if (replaced == 0) {
        assert_int_equal(r.out.len, strlen(mail));
        assert_memory_equal(r.out.out, mail, r.out.len);
    }
    free(r.out.out);
}

static void max_output(void **state)
{
    char *mail = mail_of(hello, UW_ROOT "Content-Type: multipart/mixed; boundary=o\n\n--o\n" UW_HEAD
                         "\n%\n--o--\n");
    char *leaf = uw_fill(UW_LEAF, "", "\r\n");
    tnef_convert_config convert = { .size = sizeof convert, .max_output = strlen(leaf) };
    const struct uw_way way = { .convert = &convert };

    (void)state;
    expect_kept(mail, &way, 1, 0);
    convert.max_output--;
    expect_kept(mail, &way, 0, TNEF_UNWRAP_UNREAD);
    free(leaf);
    free(mail);
}

/* Raises |*limit| until nothing is lost, and returns how far. */
static uint64_t first_that_fits(const char *mail, const struct uw_way *way, uint64_t *limit, uint32_t lost)
{
    struct uw_result r;

    for (*limit = 1; *limit < 100; ++*limit) {
        uw_run(mail, way, &r);
        assert_int_equal(r.status, TNEF_OK);
        free(r.out.out);
        if (r.info.kept == 0)
            return *limit;
        assert_int_equal(r.info.kept, lost);
    }
    return 0;
}

/* The contents are the text and the file. */
static void max_spool(void **state)
{
    char *mail = mail_of(file_of, UW_ROOT UW_HEAD "\n%");
    tnef_convert_config convert = { .size = sizeof convert, .max_memory = 1 };
    const struct uw_way way = { .convert = &convert };

    (void)state;
    assert_true(first_that_fits(mail, &way, &convert.max_spool, TNEF_UNWRAP_DAMAGED) >= 12 + 4 - 1);
    free(mail);
}

static void max_bodies(void **state)
{
    char *mail = mail_of(hello, UW_ROOT UW_HEAD "\n%");
    tnef_convert_config convert = { .size = sizeof convert };
    const struct uw_way way = { .convert = &convert };
    uint64_t limit;

    (void)state;
    for (limit = 1; limit < 100; limit++) {
        struct uw_result r;

        convert.max_bodies = (uint32_t)limit;
        uw_run(mail, &way, &r);
        free(r.out.out);
        assert_int_equal(r.info.replaced, 1);
        if (r.info.kept == 0)
            break;
        assert_int_equal(r.info.kept, TNEF_UNWRAP_DAMAGED);
    }
    assert_in_range(limit, 12, 99);
    free(mail);
}

static void max_tree(void **state)
{
    char *mail = mail_of(hello, UW_ROOT UW_HEAD "\n%");
    tnef_convert_config convert = { .size = sizeof convert, .max_tree = 1 };
    const struct uw_way way = { .convert = &convert };

    (void)state;
    expect_kept(mail, &way, 0, TNEF_UNWRAP_UNREAD);
    free(mail);
}

/* A limit of the scanner leaves the mail as it is: what it did not read may be anything. */
static void limits_of_the_scanner(void **state)
{
    char *mail = mail_of(hello, "From: a@b\nContent-Type: multipart/mixed; boundary=o\n\n--o\n" UW_HEAD
                         "\n%\n--o\n" UW_HEAD "\n%\n--o--\n");
    const size_t len = strlen(mail);
    static const tnef_scanner_limits fit[] = {
        { .size = sizeof fit[0], .max_streams = 2 },
        { .size = sizeof fit[0], .max_parts = 3 },
        { .size = sizeof fit[0], .max_depth = 1 },
        { .size = sizeof fit[0], .max_fields = 2 },
        { .size = sizeof fit[0], .max_line = 100 },
    };
    static const tnef_scanner_limits not[] = {
        { .size = sizeof fit[0], .max_streams = 1 },
        { .size = sizeof fit[0], .max_parts = 2 },
        { .size = sizeof fit[0], .max_fields = 1 },
        { .size = sizeof fit[0], .max_line = 20 },
        { .size = sizeof fit[0], .max_stream = 10 },
        { .size = sizeof fit[0], .max_output = 10 },
    };
    tnef_scanner_limits input = { .size = sizeof input };
    struct uw_way way = { .piece = 0 };

    (void)state;
    for (size_t i = 0; i < sizeof fit / sizeof fit[0]; i++) {
        way.scanner_limits = &fit[i];
        expect_kept(mail, &way, 2, 0);
    }
    for (size_t i = 0; i < sizeof not / sizeof not[0]; i++) {
        struct uw_result r;

        way.scanner_limits = &not[i];
        uw_run(mail, &way, &r);
        assert_int_equal(r.info.replaced, 0);
        assert_int_not_equal(r.info.kept & (TNEF_UNWRAP_LIMIT | TNEF_UNWRAP_AMBIGUOUS), 0);
        assert_string_equal(r.out.out, mail);
        free(r.out.out);
    }
    way.scanner_limits = &input;
    input.max_input = len;
    expect_kept(mail, &way, 2, 0);
    input.max_input = len - 1;
    expect_kept(mail, &way, 0, TNEF_UNWRAP_LIMIT);
    free(mail);
}

/* ---- Work ---------------------------------------------------------------------------------- */

static size_t body_len;

static void long_note(struct tw *w)
{
    char *text = malloc(body_len + 1);

    assert_non_null(text);
    for (size_t i = 0; i < body_len; i++)
        text[i] = i % 2 == 0 ? ' ' : '\n';
    text[body_len] = '\0';
    uw_note(w, text);
    free(text);
}

static void many_files(struct tw *w)
{
    hello(w);
    for (size_t i = 0; i < body_len / 200; i++)
        uw_file(w);
}

static void html_of_tags(struct tw *w)
{
    char *text = malloc(body_len + 1);

    assert_non_null(text);
    for (size_t i = 0; i < body_len; i++)
        text[i] = "<a b=cid:c>"[i % 11];
    cw_begin(w, "IPM.Note");
    tw_prop_binary(w, TW_P_HTML, text, body_len);
    tw_prop_i4(w, TW_P_INTERNET_CODEPAGE, 20127);
    cw_end(w);
    free(text);
}

static void meeting(struct tw *w)
{
    cw_begin(w, "IPM.Schedule.Meeting.Request");
    cw_date(w, TW_PSETID_APPOINTMENT, 0x820D, cw_time(2024, 3, 4, 9, 0, 0));
    cw_end(w);
}

static void expect_work(void (*make)(struct tw *w), const char *form, size_t piece, enum kept_takes takes)
{
    const uint64_t then = touched_now();
    char *mail = mail_of(make, form);
    struct uw_way way = { .piece = piece, .takes = takes };
    struct uw_result r;
    uint64_t calls;

    uw_run(mail, &way, &r);
    assert_int_equal(r.status, TNEF_OK);
    assert_int_equal(r.info.kept, 0);
    calls = 2 + (piece != 0 ? strlen(mail) / piece : 0) + (takes != TAKES_ALL ? r.out.len : 0);
    assert_true(touched_within("unwrap", touched_now() - then, strlen(mail) + r.out.len, calls));
    free(r.out.out);
    free(mail);
}

static void expect_lists(const char *form)
{
    const uint64_t then = touched_now();
    char *mail = mail_of(meeting, form);
    const struct uw_way way = { .piece = 0 };
    struct uw_result r;

    uw_run(mail, &way, &r);
    assert_int_equal(r.status, TNEF_OK);
    assert_int_equal(r.info.replaced, 8);
    assert_true(touched_within("unwrap", touched_now() - then, strlen(mail) + r.out.len, 2));
    free(r.out.out);
    free(mail);
}

static void work(void **state)
{
    static const struct {
        void (*make)(struct tw *w);
        const char *form;
    } rows[] = {
        { long_note, UW_ROOT UW_HEAD "\n%" },
        { long_note, UW_ROOT "Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: text/plain\n\n"
          "Text\n--o\n" UW_HEAD "\n%\n--o--\n" },
        { many_files, UW_ROOT UW_HEAD "\n%" },
        { html_of_tags, UW_ROOT "Content-Type: multipart/mixed; boundary=o\n\n--o\n"
          "Content-Type: text/plain\n\nText\n--o\n" UW_HEAD "\n%\n--o--\n" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (int takes = TAKES_ALL; takes <= PAUSES_AFTER; takes++) {
            body_len = 2000;
            expect_work(rows[i].make, rows[i].form, 1, (enum kept_takes)takes);
        }
        body_len = 400000;
        expect_work(rows[i].make, rows[i].form, 0, TAKES_ALL);
        expect_work(rows[i].make, rows[i].form, 4096, TAKES_ALL);
    }
}

/* Lists of people, which are read again for each stream and each calendar of it. */
static void work_of_lists(void **state)
{
    static const char *const items[] = { ",", "a,", "(),", ":", "\"\",", "<>,", "a@b,", "a@b.example," };
    const size_t room = 250000;
    char *form = malloc(room + 4000);

    (void)state;
    assert_non_null(form);
    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++) {
        const size_t len = strlen(items[i]);
        size_t n = (size_t)sprintf(form, "From: ann@example.org\nTo: x"), line = 0;

        while (n < room) {
            n += (size_t)sprintf(form + n, "%s%s", items[i], line >= 900 ? "\n " : "");
            line = line >= 900 ? 0 : line + len;
        }
        n += (size_t)sprintf(form + n, "\nContent-Type: multipart/mixed; boundary=o\n\n");
        for (int k = 0; k < 8; k++)
            n += (size_t)sprintf(form + n, "--o\n" UW_HEAD "\n%%\n");
        (void)sprintf(form + n, "--o--\n");
        expect_lists(form);
    }
    free(form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(multiparts_around_it),
        cmocka_unit_test(long_boundaries),
        cmocka_unit_test(max_output),
        cmocka_unit_test(max_spool),
        cmocka_unit_test(max_bodies),
        cmocka_unit_test(max_tree),
        cmocka_unit_test(limits_of_the_scanner),
        cmocka_unit_test(work),
        cmocka_unit_test(work_of_lists),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
