/* SPDX-License-Identifier: MIT */

/* Work of the reader of HTML: bytes touched are within the bound of html.h, on the worst that is
 * known, however it is cut. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/html.h>

#include "touched.h"

static tnef_status nowhere(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    (void)len;
    (void)taken;
    return TNEF_OK;
}

/* What is repeated, after what comes once. */
static const struct { const char *once, *again; } rows[] = {
    { "", "a" }, { "", " " }, { "", "\r" }, { "", "\n" }, { "", "\r\n" }, { "", "<" }, { "", "&" },
    { "", "<!" }, { "", "</" }, { "<!--", "-" }, { "<!--", "--!" }, { "<!--", "<!--" },
    { "<!", "<!" }, { "", "<a>" }, { "", "<a " }, { "<a ", "a=b " }, { "<a ", "href=b " },
    { "", "<a href=ftp:a>" }, { "", "<a href=ftp:a>f" }, { "", "<a href='ftp:  '>ftp:  " },
    { "<a href='", " " }, { "", "<a href=http:" }, { "", "<b></b>" }, { "", "<p>a" }, { "", "<br>" },
    { "", "<br>a" }, { "", "<td>" }, { "", "<td>a" }, { "", "<tr>" }, { "", "<tr><td>a" },
    { "", "&nbsp;" }, { "", "&nbsp;a" }, { "", "&a" }, { "", "&abcdefg" }, { "", "&frac12" },
    { "", "&frac12a" }, { "", "&notin" }, { "", "&zzzzzz" }, { "", "&CounterClockwiseContourIntegral" },
    { "", "&CounterClockwiseContourIntegral;" }, { "", "&gt" }, { "", "&#" }, { "", "&#1" },
    { "", "&#x" }, { "", "&#60" }, { "&#", "0" }, { "", "&abcdefghijklmnopqrstuvwxyzabcdef" },
    { "<pre>", "\n" }, { "<pre>", "a\n" }, { "<pre>", " " }, { "<pre>", "<a href=ftp:a>\n" },
    { "<ul><ul><ul><ul><ul><ul><ul><ul>", "<li>a" }, { "<ol start=999999999>", "<li>a" },
    { "", "<ol>" }, { "", "<ol><li>a" }, { "", "<blockquote>" }, { "", "<blockquote>a" },
    { "<blockquote><blockquote><blockquote><blockquote><blockquote><blockquote><blockquote>"
      "<blockquote><ul><ul><ul><ul><ul><ul><ul><ul><ul><pre>", "a\n" },
    { "<blockquote><blockquote><blockquote><blockquote><blockquote><blockquote><blockquote>"
      "<blockquote><ol><ol><ol><ol><ol><ol><ol><ol start=999999999>", "<li>a" },
    { "<blockquote><blockquote><blockquote><blockquote><blockquote><blockquote><blockquote>"
      "<blockquote><pre>", "\n" },
    { "<script>", "<" }, { "<script>", "</script" }, { "<script><!--", "<script" },
    { "<script><!--<script>", "</script" }, { "<script>", "<!--" }, { "<style>", "</styl" },
    { "<xmp>", "</xmp" }, { "<xmp>", "</xmpaaaaaaaaaaaaaaaaaaaaaaaa" }, { "<xmp>", "</" },
    { "<textarea>", "&notin" }, { "<plaintext>", "<" }, { "", "<img alt=a>" },
    { "", "<img alt='&notin'>" }, { "<img alt='", "a" }, { "<img alt='", "&abcdefg" },
    { "", "<area href=ftp:a alt=a>" }, { "", "\xC3\xA9" }, { "", "\xC2\x85" }, { "", "\xFF" },
    { "", "\xF0\x9F\x98\x80" }, { "<pre>", "\xC2\xA0" }, { "", "<q>" }, { "", "<hr>" },
    { "", "<image>" }, { "", "<wwwwwwwwww>" }, { "", "<z>" }, { "", "<i/i>" }, { "<ul>", "<li>" },
    { "<a href=http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa>",
      "http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa " },
};

static size_t repeat(uint8_t *out, size_t size, const char *once, const char *again)
{
    size_t n = strlen(again);
    size_t len = strlen(once);

    memcpy(out, once, len);
    for (; len + n <= size; len += n)
        memcpy(out + len, again, n);
    return len;
}

static uint64_t work(uint32_t codepage, const uint8_t *p, size_t len, size_t piece, uint64_t *calls,
                     uint64_t *made)
{
    tnef_html_config cfg = { .size = sizeof cfg, .codepage = codepage, .sink = nowhere,
                             .max_output = UINT64_C(1) << 40 };
    struct tnef_html_info info = { .size = sizeof info };
    uint64_t before = touched_now();
    tnef_html *h;

    piece = piece != 0 ? piece : len;
    assert_int_equal(tnef_html_new(&h, &cfg, NULL), TNEF_OK);
    *calls = 2;
    for (size_t at = 0; at < len; at += piece, ++*calls)
        assert_int_equal(tnef_html_feed(h, p + at, len - at < piece ? len - at : piece, NULL), TNEF_OK);
    assert_int_equal(tnef_html_finish(h), TNEF_OK);
    tnef_html_info(h, &info);
    *made = info.output;
    tnef_html_free(h);
    return touched_now() - before;
}

static void html_touches_no_more(void **state)
{
    const size_t sizes[] = { 65536, 262144 };
    uint8_t *buf = malloc(262144);
    double worst = 0, growth = 0;
    const char *of = "";

    (void)state;
    if (!touched_counts())
        skip();
    assert_non_null(buf);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t k = 0; k < TOUCHED_PIECES; k++) {
            size_t len = repeat(buf, sizes[k == 0], rows[i].once, rows[i].again);
            uint64_t calls, made;
            uint64_t touched = work(0, buf, len, touched_pieces[k], &calls, &made);

            if (!touched_within("html", touched, len, calls))
                fail_msg("%s, then %s", rows[i].once, rows[i].again);
            assert_true(made <= TNEF_HTML_BASE + (uint64_t)TNEF_HTML_GROWTH * len);
            if (k == 0 && (double)touched / (double)len > worst) {
                worst = (double)touched / (double)len;
                of = rows[i].again;
            }
            if ((double)made / (double)len > growth)
                growth = (double)made / (double)len;
        }
    }
    printf("worst: %.2f for a byte (%s); growth %.2f\n", worst, of, growth);
    free(buf);
}

/* What a converter is asked for, byte by byte at worst, is beside what the reader itself looks at. */
static const struct { uint32_t codepage; const char *once, *again; } converted[] = {
    { 932, "", "\xB1" }, { 932, "", "\x80" }, { 20932, "", "\xA0" }, { 950, "", "\x81" },
    { 50220, "", "\x1B$" }, { 54936, "", "\x80" }, { 949, "", "\x80" }, { 936, "", "\xFF" },
    { 932, "<ol><ol><ol><blockquote><blockquote><blockquote><pre>", "\xB1\n" },
    { 950, "<ol><ol><ol><blockquote><blockquote><blockquote><pre>", "\x81\n" },
    { 50220, "<ol><ol><ol><blockquote><blockquote><blockquote><pre>", "\x1B$\n" },
    { 932, "<a href='", "\xB1" }, { 932, "<a ", "\xB1=\xB1 " }, { 932, "", "<\xB1>" },
    { 932, "<ul>", "<li>\xB1" },
};

static void converted_html_touches_no_more(void **state)
{
    uint8_t *buf = malloc(65536);

    (void)state;
    if (!touched_counts())
        skip();
    assert_non_null(buf);
    for (size_t i = 0; i < sizeof converted / sizeof *converted; i++) {
        size_t len = repeat(buf, 65536, converted[i].once, converted[i].again);

        for (size_t k = 0; k < TOUCHED_PIECES; k++) {
            uint64_t calls, made;
            uint64_t touched = work(converted[i].codepage, buf, len, touched_pieces[k], &calls, &made);

            if (!touched_within("html_converted", touched - TNEFI_TOUCH_CONVERTER, len, calls))
                fail_msg("code page %u, row %zu", (unsigned)converted[i].codepage, i);
        }
    }
    free(buf);
}

/* Four times as much takes four times as long. */
static void html_is_linear(void **state)
{
    uint8_t *buf = malloc(1u << 20);

    (void)state;
    if (!touched_counts())
        skip();
    assert_non_null(buf);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i += 5) {
        uint64_t calls, made;
        uint64_t small = work(0, buf, repeat(buf, 1u << 18, rows[i].once, rows[i].again), 0, &calls, &made);
        uint64_t large = work(0, buf, repeat(buf, 1u << 20, rows[i].once, rows[i].again), 0, &calls, &made);

        assert_true(large <= small * 4 + small / 4);
    }
    free(buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_touches_no_more),
        cmocka_unit_test(converted_html_touches_no_more),
        cmocka_unit_test(html_is_linear),
    };

    return cmocka_run_group_tests_name("touched_html", tests, NULL, NULL);
}
