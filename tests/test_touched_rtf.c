/* SPDX-License-Identifier: MIT */

/* What RTF costs at most, in bytes touched: on the worst inputs known, however they are cut, in all
 * three forms. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/rtf.h>

#include "touched.h"

#define SIZE (128u * 1024u)

#define FULL "{\\rtf1\\ansi{\\colortbl;\\red1;\\red2;}\\b\\i\\ul\\strike\\sub\\cf1\\fs799 "
#define BACK "{\\rtf1\\ansi\\ansicpg932\\fromhtml1"
#define PAGE(number) "{\\rtf1\\ansi\\ansicpg" number "\\fromhtml1 "
#define TAG BACK "{\\*\\htmltag "

static const struct { const char *head, *again;
} inputs[] = {
    { "", " " },
    { "{\\rtf1 ", "a" },
    { "{\\rtf1 ", "{" },
    { "{\\rtf1 ", "}" },
    { "{\\rtf1 ", "\\" },
    { "{\\rtf1 ", "{}" },
    { "{\\rtf1 ", "{\\b" },
    { "{\\rtf1 ", "\\b" },
    { "{\\rtf1 ", "\\uldashdd" },
    { "{\\rtf1 ", "\\uldashddx" },
    { "{\\rtf1 ", "\\u8364" },
    { "{\\rtf1 ", "\\'e9" },
    { "{\\rtf1 ", "\\bin2 xx" },
    { "{\\rtf1 ", "\\uc1{" },
    { "{\\rtf1 ", "\\uc1{\\uc2{" },
    { "{\\rtf1 ", "{\\upr{a}{\\*\\ud b}}" },
    { "{\\rtf1 ", "{\\*\\x" },
    { "{\\rtf1 ", "{\\fonttbl" },
    { FULL, "&\\\n" },
    { FULL, "{\\i0&}&" },
    { FULL, "\\cf2&\\cf1&" },
    { FULL, "\\\n" },
    { FULL, "&" },
    { FULL, "{\\pntext o}&\\par " },
    { FULL, "{\\pntext 1.}&\\par{\\pntext o}&\\par " },
    { FULL, "{\\pntext &&&&&&&&&&&&&&&&&&&&&&&&}&\\par " },
    { FULL, "\\objattph\\\n" },
    { FULL, "a\\cell\\row " },
    { FULL, "{\\field{\\*\\fldinst HYPERLINK ftp://&&&&&&&&}{\\fldrslt&}}" },
    { FULL, "{\\field{\\*\\fldinst HYPERLINK ftp://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}{\\fldrslt a}}" },
    { FULL, "{\\field{\\*\\fldinst HYPERLINK mailto:a}{\\fldrslt mailto:a}}" },
    { FULL "{\\field{\\fldinst HYPERLINK "
           "ftp://&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&}{\\fldrslt ",
      "{\\fldinst HYPERLINK ftp://}{\\fldrslt&}&" },
    { FULL, "{\\field{\\*\\fldinst HYPERLINK ftp://&&&&&&&&}}" },
    { FULL, "{\\field{\\*\\fldinst HYPERLINK ftp://a \\\\n\\\\o&\\\\l&&&&&&&&}{\\fldrslt&}}" },
    { FULL "{\\fldinst ", "x" },
    { FULL "{\\fldinst ", "{\\fldinst x}" },
    { BACK " ", "&" },
    { BACK " ", "&a" },
    { BACK " ", "&abcdefghijklmnopqrstuvwxyzabcdefgh" },
    { BACK " ", "&amp;" },
    { BACK " ", "\\'82" },
    { BACK " ", "\\'82\\'a0" },
    { BACK " ", "\x82\xA0" },
    { BACK " ", "\x82" },
    { BACK " ", "\\'82\\u65?" },
    { BACK " ", "\\u-10240\\u-10240?" },
    { BACK " ", "\\~" },
    { BACK " ", "<" },
    { BACK " ", "a" },
    { BACK " ", "\\htmlrtf {\\htmlrtf0 " },
    { TAG, "<" },
    { TAG, "<meta " },
    { TAG, "<meta charset=x>" },
    { TAG, "<meta content=charset=x>" },
    { TAG "<meta ", "charset=x " },
    { TAG "<meta ", "charset=\"\"" },
    { TAG "<meta content='", "charset=x;" },
    { TAG "<meta content='", "charset=" },
    { TAG "<meta content='", "&#99;" },
    { TAG "<meta content='", "c" },
    { TAG "<meta ", "c " },
    { TAG "<meta ", "content=c " },
    { TAG "<meta charset=", "x" },
    { TAG "<?xml ", "encoding='" },
    { TAG "<?xml ", "encoding=\"\"" },
    { TAG "<meta ", "\x1B" },
    { "{\\rtf1\\ansi{\\fonttbl{\\f1\\fcharset128 A;}{\\f2\\fcharset134 B;}{\\f3\\fcharset136 C;}}",
      "\\f1\xB0\xA1\\f2\xB0\xA1\\f3\xB0\xA1" },
    { "{\\rtf1\\ansi", "\\ansicpg932\xB0\\ansicpg936\xB0" },
    { PAGE("932"), "\xB1" },
    { PAGE("936"), "\xFF" },
    { PAGE("950"), "\x81" },
    { PAGE("950"), "\\'81" },
    { PAGE("50220"), "\x1B" },
    { PAGE("50220"), "\x1B$" },
    { PAGE("50220"), "\x1B$(" },
    { PAGE("50220"), "$\x1B" },
    { PAGE("50225"), "\x1B$" },
    { PAGE("50225"), "\x1B$)" },
    { PAGE("50227"), "\x1B$)" },
    { PAGE("52936"), "~{" },
};

static tnef_status take(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)buf;
    (void)taken;
    *(uint64_t *)user += len;
    return TNEF_OK;
}

/* Bytes touched for |len| bytes at p. */
static uint64_t cost(const uint8_t *p, size_t len, uint32_t want, size_t piece, uint64_t *calls)
{
    uint64_t output = 0;
    uint64_t before = touched_now();
    tnef_rtf_config cfg = { .size = sizeof cfg, .sink = take, .user = &output, .want = want };
    tnef_rtf *r;

    *calls = 2;
    assert_int_equal(tnef_rtf_new(&r, &cfg, NULL), TNEF_OK);
    for (size_t at = 0; at < len; at += piece, ++*calls)
        (void)tnef_rtf_feed(r, p + at, len - at < piece ? len - at : piece, NULL);
    (void)tnef_rtf_finish(r);
    tnef_rtf_free(r);
    return touched_now() - before;
}

/* The whole, and what the second half of it adds. */
static void read_it(const char *what, const uint8_t *p, size_t len, uint32_t want, size_t piece)
{
    uint64_t few, calls;
    uint64_t half = cost(p, len / 2u, want, piece, &few);
    uint64_t whole = cost(p, len, want, piece, &calls);

    if (!touched_within("rtf", whole, len, calls)
        || !touched_grows_within("rtf", whole - half, len - len / 2u, calls - few))
        fail_msg("%s, form %u, pieces of %zu", what, (unsigned)want, piece);
}

static void rtf_costs_no_more_than_is_said(void **state)
{
    static const uint32_t wants[] = { TNEF_RTF_AUTO, TNEF_RTF_HTML, TNEF_RTF_TEXT };

    (void)state;
    if (!touched_counts())
        skip();
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        size_t head = strlen(inputs[i].head);
        size_t again = strlen(inputs[i].again);
        uint8_t *p = malloc(SIZE);

        assert_non_null(p);
        memcpy(p, inputs[i].head, head);
        for (size_t k = head; k < SIZE; k++)
            p[k] = (uint8_t)inputs[i].again[(k - head) % again];
        for (size_t k = 0; k < TOUCHED_PIECES; k++)
            for (size_t w = 0; w < sizeof wants / sizeof *wants; w++)
                read_it(inputs[i].again, p, SIZE, wants[w],
                        touched_pieces[k] != 0 ? touched_pieces[k] : SIZE);
        free(p);
    }
}

/* Fonts from the last to the first, each of which would move all others if they were one list, and
 * then a look at each. */
static void fonts_cost_no_more_than_is_said(void **state)
{
    (void)state;
    if (!touched_counts())
        skip();
    for (int order = 0; order < 3; order++) {
        char *s = malloc(TNEF_RTF_FONTS_MAX * 64u + 64u);
        size_t n = (size_t)sprintf(s, "{\\rtf1\\ansi{\\fonttbl");

        for (unsigned i = 0; i < TNEF_RTF_FONTS_MAX; i++)
            n += (size_t)sprintf(s + n, "\\f%u\\cpg9", order == 0 ? TNEF_RTF_FONTS_MAX - i
                                                      : order == 1 ? i : i * 7919u % 1009u);
        n += (size_t)sprintf(s + n, "}");
        for (unsigned i = 0; i < TNEF_RTF_FONTS_MAX; i++)
            n += (size_t)sprintf(s + n, "\\f%u x\xE9", i);
        n += (size_t)sprintf(s + n, "}");
        read_it("fonts", (const uint8_t *)s, n, TNEF_RTF_TEXT, n);
        free(s);
    }
}

/* Many readers that live one after the other, and share the converters of one text. */
static void readers_share_converters(void **state)
{
    static const char *const rtf[] = {
        "{\\rtf1\\ansi\\ansicpg932 \xB0\xA1}", "{\\rtf1\\ansi\\ansicpg936 \xB0\xA1}",
        "{\\rtf1\\ansi\\ansicpg949 \xB0\xA1}", "{\\rtf1\\ansi\\ansicpg950 \xB0\xA1}",
    };
    uint64_t before = touched_now();
    uint64_t bytes = 0, calls = 0, output = 0;
    tnef_text text;

    (void)state;
    if (!touched_counts())
        skip();
    assert_int_equal(tnef_text_init(&text, 1252), TNEF_OK);
    for (unsigned i = 0; i < 4000; i++) {
        tnef_rtf_config cfg = { .size = sizeof cfg, .sink = take, .user = &output, .text = &text };
        tnef_rtf *r;

        assert_int_equal(tnef_rtf_new(&r, &cfg, NULL), TNEF_OK);
        assert_int_equal(tnef_rtf_feed(r, rtf[i % 4], strlen(rtf[i % 4]), NULL), TNEF_OK);
        assert_int_equal(tnef_rtf_finish(r), TNEF_OK);
        tnef_rtf_free(r);
        bytes += strlen(rtf[i % 4]);
        calls += 12;                    /* a reader clears what it is made of: 10 calls' worth */
    }
    tnef_text_free(&text);
    assert_true(touched_within("rtf", touched_now() - before, bytes, calls));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rtf_costs_no_more_than_is_said),
        cmocka_unit_test(fonts_cost_no_more_than_is_said),
        cmocka_unit_test(readers_share_converters),
    };

    return cmocka_run_group_tests_name("touched_rtf", tests, NULL, NULL);
}
