/* SPDX-License-Identifier: MIT */

/* The RTF reader: limits at n and n + 1. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/rtf.h>

#include "rtf_check.h"
#include "rtf/priv.h"

#define HTML_HEAD "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 "

/* |count| times |open| before "x", and as often |close| after it. */
static struct rtf_result nested(const char *open, const char *close, size_t count)
{
    size_t a = strlen(open);
    size_t b = strlen(close);
    size_t len = 0;
    char *rtf = malloc(16 + count * (a + b));
    struct rtf_result r;

    assert_non_null(rtf);
    memcpy(rtf, "{\\rtf1 ", 7);
    len = 7;
    for (size_t i = 0; i < count; i++, len += a)
        memcpy(rtf + len, open, a);
    rtf[len++] = 'x';
    for (size_t i = 0; i < count; i++, len += b)
        memcpy(rtf + len, close, b);
    memcpy(rtf + len, "y}", 2);
    r = rtf_read(rtf, len + 2, (struct rtf_way){ .want = TNEF_RTF_TEXT });
    free(rtf);
    return r;
}

/* Groups that change nothing are as deep as they like. */
static void depth_is_no_limit(void **state)
{
    static const size_t counts[] = { TNEF_RTF_DEPTH - 1, TNEF_RTF_DEPTH, TNEF_RTF_DEPTH + 1, 1000000 };

    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct rtf_result r = nested("{", "}", counts[i]);

        assert_int_equal(r.status, TNEF_OK);
        assert_string_equal(r.out, "xy");
        assert_int_equal(r.info.anomalies, 0);
        assert_int_equal(r.info.deepest, counts[i] + 1);
        rtf_drop(&r);
    }
}

/* Encapsulated HTML of |depth| elements in each other, as it is written in mail, and some that are
 * written another way: all tags and all text are there. */
static void html_at_a_depth(size_t depth, const char *open, const char *close)
{
    char *rtf = malloc(64 + depth * 128);
    char *want = malloc(64 + depth * 16);
    size_t n = (size_t)sprintf(rtf, "%s", HTML_HEAD);
    size_t len = 0;
    struct rtf_result r;

    assert_non_null(rtf);
    assert_non_null(want);
    for (size_t i = 0; i < depth; i++) {
        n += (size_t)sprintf(rtf + n, "%s", open);
        len += (size_t)sprintf(want + len, "<i>t");
    }
    for (size_t i = 0; i < depth; i++) {
        n += (size_t)sprintf(rtf + n, "%s", close);
        len += (size_t)sprintf(want + len, "u</i>");
    }
    n += (size_t)sprintf(rtf + n, "v}");
    len += (size_t)sprintf(want + len, "v");
    r = rtf_read(rtf, n, (struct rtf_way){ .want = TNEF_RTF_AUTO });
    assert_int_equal(r.status, TNEF_OK);
    assert_int_equal(r.info.anomalies, 0);
    assert_int_equal(r.len, len);
    assert_memory_equal(r.out, want, len);
    rtf_drop(&r);
    free(rtf);
    free(want);
}

static void html_is_kept_at_any_depth(void **state)
{
    static const char *const forms[][2] = {
        { "{\\*\\htmltag84 <i>}\\htmlrtf {\\htmlrtf0 t", "u{\\*\\htmltag92 </i>}\\htmlrtf }\\htmlrtf0 " },
        { "{\\*\\htmltag84 <i>}\\htmlrtf {\\i x\\htmlrtf0 t",
          "u{\\*\\htmltag92 </i>}\\htmlrtf y}\\htmlrtf0 " },
        { "{{\\*\\htmltag84 <i>}{\\*\\no x}t", "u{\\*\\htmltag92 </i>}{\\htmlrtf x}}" },
        { "\\htmlrtf {\\b {\\fs20 \\htmlrtf0 {\\*\\htmltag84 <i>}t",
          "u{\\*\\htmltag92 </i>}\\htmlrtf }}\\htmlrtf0 " },
    };
    static const size_t depths[] = { 1, 2, 100, TNEF_RTF_DEPTH - 2, TNEF_RTF_DEPTH - 1, TNEF_RTF_DEPTH,
                                     TNEF_RTF_DEPTH + 1, 1000, 20000 };

    (void)state;
    for (size_t i = 0; i < sizeof depths / sizeof *depths; i++)
        for (size_t k = 0; k < sizeof forms / sizeof *forms; k++)
            if (k < 3 || depths[i] < TNEF_RTF_DEPTH / 2u)
                html_at_a_depth(depths[i], forms[k][0], forms[k][1]);
}

/* Groups that differ from those around them, each in another way: as many as are kept, and one more.
 * Then the form is not what it was, and that is said; text is. */
static void different_groups_are_limited(void **state)
{
    (void)state;
    for (uint32_t count = TNEF_RTF_DEPTH - 1; count <= TNEF_RTF_DEPTH; count++) {
        char *rtf = malloc(64 + count * 32u);
        size_t n = (size_t)sprintf(rtf, "{\\rtf1\\ansi ");
        struct rtf_result r;

        for (uint32_t i = 0; i < count; i++)
            n += (size_t)sprintf(rtf + n, "\\uc%u{", i % 2u + 1u);
        n += (size_t)sprintf(rtf + n, "{\\*\\no x{y}}{\\v x}t");
        for (uint32_t i = 0; i < count; i++)
            n += (size_t)sprintf(rtf + n, "}");
        n += (size_t)sprintf(rtf + n, "\\u65 bc}");
        r = rtf_read_all_ways(rtf, n, TNEF_RTF_TEXT);
        assert_int_equal(r.status, TNEF_OK);
        assert_string_equal(r.out, "tAc");
        assert_int_equal(r.info.anomalies, count < TNEF_RTF_DEPTH ? 0 : TNEF_ANOMALY_BIT(TNEF_RTF_A_DEEP));
        rtf_drop(&r);
        free(rtf);
    }
}

/* Nothing becomes unread when there is no room for what held around it. */
static void text_is_kept_at_any_depth(void **state)
{
    char *rtf = malloc(200000);
    size_t n = (size_t)sprintf(rtf, "%s", HTML_HEAD);
    size_t len = 0;
    struct rtf_result r;

    (void)state;
    for (uint32_t i = 0; i < 2000; i++)
        n += (size_t)sprintf(rtf + n, "\\htmlrtf%u\\uc%u{\\htmlrtf0 t", i % 3u != 0, i % 5u);
    for (uint32_t i = 0; i < 2000; i++)
        n += (size_t)sprintf(rtf + n, "}\\htmlrtf0 u");
    n += (size_t)sprintf(rtf + n, "}");
    r = rtf_read(rtf, n, (struct rtf_way){ .want = TNEF_RTF_AUTO });
    assert_int_equal(r.status, TNEF_OK);
    assert_int_equal(r.info.anomalies, TNEF_ANOMALY_BIT(TNEF_RTF_A_DEEP));
    assert_int_equal(r.len, 4000);
    for (len = 0; len < 4000; len++)
        assert_int_equal(r.out[len], len < 2000 ? 't' : 'u');
    rtf_drop(&r);
    free(rtf);
}

/* What held around a group that there is no room for is what held around the one before it: each
 * letter of |wanted| is read all the same, and in that order. */
static void check_letters(const char *head, size_t fill, const char *again, const char *wanted)
{
    char rtf[8192];
    size_t n = (size_t)sprintf(rtf, "%s", head);
    struct rtf_result r;
    const char *at;

    for (size_t i = 0; i < fill; i++)
        n += (size_t)sprintf(rtf + n, "\\uc%u{", (unsigned)(i % 2 + 2));
    n += (size_t)sprintf(rtf + n, "%s", again);
    for (size_t i = 0; i < fill; i++)
        n += (size_t)sprintf(rtf + n, "}");
    n += (size_t)sprintf(rtf + n, "}");
    r = rtf_read(rtf, n, (struct rtf_way){ .want = TNEF_RTF_AUTO });
    assert_int_equal(r.status, TNEF_OK);
    at = r.out;
    for (const char *w = wanted; *w != '\0' && at != NULL; w++) {
        at = strchr(at, *w);
        if (at == NULL)
            print_error("%s in %d: no %c in \"%s\"\n", again, (int)fill, *w, r.out);
    }
    assert_non_null(at);
    assert_true(fill < TNEF_RTF_DEPTH || (r.info.anomalies & TNEF_ANOMALY_BIT(TNEF_RTF_A_DEEP)) != 0);
    assert_true(fill > TNEF_RTF_DEPTH - 8u || (r.info.anomalies & TNEF_ANOMALY_BIT(TNEF_RTF_A_DEEP)) == 0);
    rtf_drop(&r);
}

static void nothing_becomes_unread_beyond_the_depth(void **state)
{
    static const struct { const char *head, *again, *wanted; } rows[] = {
        { HTML_HEAD, "\\htmlrtf{\\htmlrtf0 {x}t}\\htmlrtf0 u", "xtu" },
        { HTML_HEAD, "{\\htmlrtf{\\htmlrtf0 {x}t}}u", "xtu" },
        { "{\\rtf1\\ansi a", "\\v{\\v0 {x}t}\\v0 u", "axtu" },
        { "{\\rtf1\\ansi a", "{\\v{\\v0 {x}t}}u", "axtu" },
        { "{\\rtf1\\ansi a", "{\\upr{y}{\\*\\ud{x}t}}u", "axtu" },
        { "{\\rtf1\\ansi a", "{\\upr{y}{\\*\\ud x{\\*\\no{y}}t}}u", "axtu" },
        { "{\\rtf1\\ansi a", "{{\\*\\no{y}}x{\\pict{\\*\\no{y}}}t}u", "axtu" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t fill = TNEF_RTF_DEPTH - 9; fill <= TNEF_RTF_DEPTH + 2; fill++)
            check_letters(rows[i].head, fill, rows[i].again, rows[i].wanted);
}

static tnef_status ignore(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    (void)len;
    (void)taken;
    return TNEF_OK;
}

/* 4 GiB of braces are only pretended. */
static void depth_does_not_wrap(void **state)
{
    tnef_rtf_config cfg = { .size = sizeof cfg, .sink = ignore };
    struct tnef_rtf_info info = { .size = sizeof info };
    tnef_rtf *rtf;

    (void)state;
    assert_int_equal(tnef_rtf_new(&rtf, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_rtf_feed(rtf, "{\\rtf1 ", 7, NULL), TNEF_OK);
    rtf->live.depth = UINT32_MAX - 1;
    assert_int_equal(tnef_rtf_feed(rtf, "{{{\\b x}", 9, NULL), TNEF_OK);
    tnef_rtf_info(rtf, &info);
    assert_int_equal(info.deepest, UINT32_MAX);
    assert_true(rtf->live.depth == (uint64_t)UINT32_MAX + 1);
    tnef_rtf_free(rtf);
}

/* What is unread beyond the depth ends where it should. */
static void unread_groups_beyond_the_depth(void **state)
{
    struct rtf_result r = nested("{{\\*\\no a{b}}{\\pict c}", "}", TNEF_RTF_DEPTH + 5);

    (void)state;
    assert_int_equal(r.status, TNEF_OK);
    assert_string_equal(r.out, "xy");
    rtf_drop(&r);
}

static void output_is_limited(void **state)
{
    static const char rtf[] = HTML_HEAD "abc\\'e9\\par d}";
    struct rtf_way way = { .want = TNEF_RTF_AUTO };

    (void)state;
    for (uint64_t limit = 1; limit <= 9; limit++) {
        struct rtf_result r;

        way.max_output = limit;
        r = rtf_read(rtf, sizeof rtf - 1, way);
        assert_int_equal(r.status, limit < 8 ? TNEF_E_LIMIT_OUTPUT : TNEF_OK);
        assert_true(r.len <= limit);
        assert_memory_equal(r.out, "abc\xC3\xA9\r\nd", r.len);
        assert_true(r.len + 2 > limit || limit > 8);
        if (r.status != TNEF_OK)
            assert_true(r.error.limit == limit && r.error.found > limit);
        rtf_drop(&r);
    }
}

/* In a run of ASCII, in tags, in text that is escaped: the limit cuts where it says, in any
 * pieces. */
static void output_is_cut_alike(void **state)
{
    static const char *const rtfs[] = {
        "{\\rtf1\\fromhtml1 abcdefghijklmnopqrst<{\\*\\htmltag <meta charset=x>}}",
        "{\\rtf1\\b abcdefghijklmnop<qrst\\b0 u{\\pntext 1.}v\\par\\par w}",
    };

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        const char *rtf = rtfs[i % 2];
        uint32_t want = i < 2 ? TNEF_RTF_HTML : TNEF_RTF_TEXT;
        struct rtf_result all = rtf_read(rtf, strlen(rtf), (struct rtf_way){ .want = want });

        for (uint64_t limit = 1; limit <= all.len + 1; limit++) {
            struct rtf_way way = { .want = want, .max_output = limit };
            struct rtf_result a = rtf_read(rtf, strlen(rtf), way);

            assert_int_equal(a.status, limit < all.len ? TNEF_E_LIMIT_OUTPUT : TNEF_OK);
            assert_true(a.len <= limit && a.len + 6 > (limit < all.len ? limit : all.len));
            assert_memory_equal(a.out, all.out, a.len);
            for (way.piece = 1; way.piece <= 7; way.piece++) {
                struct rtf_result b = rtf_read(rtf, strlen(rtf), way);

                assert_int_equal(a.status, b.status);
                assert_int_equal(a.len, b.len);
                if (a.error.offset != b.error.offset)
                    print_error("%s limit %u\n", rtf, (unsigned)limit);
                assert_int_equal(a.error.offset, b.error.offset);
                assert_true(a.error.offset == b.error.offset && a.error.found == b.error.found);
                rtf_drop(&b);
            }
            rtf_drop(&a);
        }
        rtf_drop(&all);
    }
}

/* Any number of code pages, each of them read as what it is. */
static void code_pages_are_all_read(void **state)
{
    static const uint32_t pages[] = {
        437, 737, 775, 850, 852, 855, 857, 860, 861, 862, 863, 864, 865, 866, 869, 874, 1250, 1251,
        1253, 1254, 1255, 1256, 1257, 1258, 10000, 10004, 10005, 10006, 10007, 10010, 10017, 10021,
        10029, 10079, 10081, 10082, 20866, 21866, 28592, 28593, 28594, 28595, 28596, 28597, 28599,
        28605,
    };
    char rtf[8192] = "{\\rtf1\\ansi\\fromhtml1{\\fonttbl";
    char want[1024];
    size_t len = 0;
    struct rtf_result r;

    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        sprintf(rtf + strlen(rtf), "{\\f%u\\cpg%u A;}", (unsigned)i, pages[i]);
    strcat(rtf, "}");
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        size_t n;

        sprintf(rtf + strlen(rtf), "\\f%u\\'e1", (unsigned)i);
        assert_int_equal(tnef_text_convert(pages[i], "\xE1", 1, want + len, sizeof want - len, &n,
                                           NULL), TNEF_OK);
        len += n;
    }
    strcat(rtf, "}");
    r = rtf_read_all_ways(rtf, strlen(rtf), TNEF_RTF_AUTO);
    assert_int_equal(r.status, TNEF_OK);
    assert_int_equal(r.info.anomalies, 0);
    assert_string_equal(r.out, want);
    rtf_drop(&r);
}

/* As many fonts as are kept, and one more. */
static void fonts_are_limited(void **state)
{
    (void)state;
    for (uint32_t count = TNEF_RTF_FONTS_MAX; count <= TNEF_RTF_FONTS_MAX + 1; count++) {
        char *rtf = malloc(64 + count * 32u);
        size_t len = (size_t)sprintf(rtf, "{\\rtf1\\ansi\\fromhtml1{\\fonttbl");
        struct rtf_result r;

        for (uint32_t i = 1; i <= count; i++)
            len += (size_t)sprintf(rtf + len, "{\\f%u\\fcharset204 x;}", i);
        len += (size_t)sprintf(rtf + len, "}\\f%u\\'e0}", count);
        r = rtf_read(rtf, len, (struct rtf_way){ .want = TNEF_RTF_AUTO });
        assert_int_equal(r.status, TNEF_OK);
        assert_string_equal(r.out, count == TNEF_RTF_FONTS_MAX ? "\xD0\xB0" : "\xC3\xA0");
        assert_int_equal(r.info.anomalies,
                         count == TNEF_RTF_FONTS_MAX ? 0 : TNEF_ANOMALY_BIT(TNEF_RTF_A_FONTS));
        rtf_drop(&r);
        free(rtf);
    }
}

/* Colors 0 to 255, and sizes to 400 points. */
static void colors_and_sizes_are_limited(void **state)
{
    static const struct { const char *form, *tag; } rows[] = {
        { "\\cf255", "<span style=\"color:#0000fe;\">x</span>" },
        { "\\cf256", "<div>x<" },
        { "\\cf257", "<div>x<" },
        { "\\cf-1", "<div>x<" },
        { "\\fs800", "<span style=\"font-size:400pt;\">x</span>" },
        { "\\fs801", "<div>x<" },
        { "\\fs-1", "<div>x<" },
        { "\\fs1", "<span style=\"font-size:0.5pt;\">x</span>" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char rtf[4096] = "{\\rtf1{\\colortbl;";
        struct rtf_result r;

        for (int n = 0; n < 300; n++)
            sprintf(rtf + strlen(rtf), "\\blue%d;", n % 256);
        sprintf(rtf + strlen(rtf), "}%s x}", rows[i].form);
        r = rtf_read_all_ways(rtf, strlen(rtf), TNEF_RTF_HTML);
        assert_non_null(strstr(r.out, rows[i].tag));
        assert_int_equal(r.info.anomalies, 0);
        rtf_drop(&r);
    }
}

/* Fonts come in any order, and again. */
static void fonts_in_any_order(void **state)
{
    static const int orders[][3] = { { 1, 2, 3 }, { 3, 2, 1 }, { 2, 3, 1 }, { -1, 2, 2147483647 } };

    (void)state;
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        const int *f = orders[i];
        char rtf[512];
        struct rtf_row row = { "fonts", "", "\xD0\xB0\xCE\xB1\xC4\x8D\xC3\xA0", 0 };

        snprintf(rtf, sizeof rtf,
            "{\\rtf1\\ansi\\fromhtml1{\\fonttbl{\\f%d\\fcharset161 A;}{\\f%d\\fcharset161 A;}"
                 "{\\f%d\\fcharset238 A;}{\\f%d\\fcharset204 A;}}\\f%d\\'e0\\f%d\\'e1"
                 "\\f%d\\'e8\\f0\\'e0",
                 f[0], f[1], f[2], f[0], f[0], f[1], f[2]);
        rtf_check_rows(rtf, TNEF_RTF_AUTO, &row, 1);
    }
}

/* Control words of 1 to 40 letters, with numbers of as many digits, are passed over whole. */
static void words_of_any_length(void **state)
{
    (void)state;
    for (int letters = 1; letters <= 40; letters++) {
        char rtf[256];
        struct rtf_row row = { rtf, rtf, "ab", 0 };
        struct rtf_row par = { "known letters first", rtf, "a", 0 };

        snprintf(rtf, sizeof rtf, "a\\%.*s-%.*s b", letters,
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", letters,
                 "9999999999999999999999999999999999999999");
        rtf_check_rows("{\\rtf1 ", TNEF_RTF_AUTO, &row, 1);
        snprintf(rtf, sizeof rtf, "a\\par%.*s ", letters,
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
        rtf_check_rows("{\\rtf1 ", TNEF_RTF_AUTO, &par, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(depth_is_no_limit),
        cmocka_unit_test(html_is_kept_at_any_depth),
        cmocka_unit_test(different_groups_are_limited),
        cmocka_unit_test(text_is_kept_at_any_depth),
        cmocka_unit_test(nothing_becomes_unread_beyond_the_depth),
        cmocka_unit_test(depth_does_not_wrap),
        cmocka_unit_test(unread_groups_beyond_the_depth),
        cmocka_unit_test(output_is_limited),
        cmocka_unit_test(output_is_cut_alike),
        cmocka_unit_test(code_pages_are_all_read),
        cmocka_unit_test(fonts_are_limited),
        cmocka_unit_test(colors_and_sizes_are_limited),
        cmocka_unit_test(fonts_in_any_order),
        cmocka_unit_test(words_of_any_length),
    };

    return cmocka_run_group_tests_name("rtf_limits", tests, NULL, NULL);
}
