/* SPDX-License-Identifier: MIT */

/* What the worst inputs cost the RTF reader: steps, output and converters, counted, never time; and
 * what 8 MiB of RTF in compressed form cost in memory. */

#define _DEFAULT_SOURCE             /* getrusage */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__unix__)
#  include <sys/resource.h>
#endif

#include <tnef/lzfu.h>
#include <tnef/rtf.h>

#include "lzfu_writer.h"
#include "rtf_check.h"
#include "rtf/priv.h"
#include "touched.h"

/* ---- Worst inputs -------------------------------------------------------------------------- */

struct worst {
    const char *name, *head, *again;
    uint32_t growth;            /* output for 100 bytes of input                                  */
};

#define FULL "{\\rtf1\\ansi{\\colortbl;\\red1;\\red2;}\\b\\i\\ul\\strike\\sub\\cf1\\fs799 "

static const struct worst worst[] = {
    { "a paragraph for each character", FULL, "&\\\n", 3700 },
    { "a form for each group", FULL, "{\\i0&}&", 2700 },
    { "two colors", FULL, "\\cf2&\\cf1&", 1960 },
    { "two sizes, one of them none", FULL, "\\fs0 &\\fs799 &", 1271 },
    { "empty paragraphs", FULL, "\\\n", 850 },
    { "line breaks", FULL, "\\line", 80 },
    { "bullets", FULL, "{\\pntext o}&\\par ", 641 },
    { "numbers", FULL, "{\\pntext 999999999.}&\\par ", 488 },
    { "marks that are kept", FULL, "{\\pntext &&&&&&&&&}&\\par ", 620 },
    { "a list for each item", FULL, "{\\pntext o}&\\par{\\pntext 1.}&\\par ", 723 },
    { "lists in lists", FULL, "{\\li1 {\\pntext o}&\\par{\\li2{\\pntext 1.}&\\par}}", 510 },
    { "places of attachments", FULL, "\\objattph\\\n", 1409 },
    { "links", FULL, "{\\field{\\*\\fldinst HYPERLINK ftp://&&&&&&&&}{\\fldrslt&}}", 283 },
    { "links in a link", FULL "{\\field{\\fldinst HYPERLINK ftp://&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&"
      "&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&}{\\fldrslt ",
      "{\\fldinst HYPERLINK ftp://}{\\fldrslt&}&", 1764 },
    { "paragraphs in a link", FULL "{\\field{\\fldinst HYPERLINK ftp://&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&}"
      "{\\fldrslt ", "&\\\n", 3700 },
    { "links without text", FULL, "{\\field{\\*\\fldinst HYPERLINK ftp://&&&&&&&&}{\\fldrslt}}",
      363 },
    { "a charset for each tag", "{\\rtf1\\fromhtml1{\\*\\htmltag ", "<meta charset=x>", 125 },
    { "escapes", "{\\rtf1\\fromhtml1 ", "&", 500 },
    { "damage", "{\\rtf1\\ansi\\ansicpg932\\fromhtml1 ", "\\'82\\u65?", 44 },
    { "8-bit text", "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 ", "\x80", 300 },
    { "cells", FULL, "\\cell", 20 },
    { "rows", FULL, "a\\cell\\row ", 972 },
    { "words", FULL, "\\b\\i\\ul", 0 },
    { "half characters", "{\\rtf1\\ansi\\fromhtml1 ", "\\u-10240\\u-10240?", 35 },
    { "groups", FULL, "{", 0 },
};

static char *build(const struct worst *w, uint32_t count, size_t *len)
{
    size_t head = strlen(w->head);
    size_t again = strlen(w->again);
    char *s = malloc(head + again * count + 1);

    assert_non_null(s);
    memcpy(s, w->head, head);
    for (uint32_t i = 0; i < count; i++)
        memcpy(s + head + i * again, w->again, again);
    *len = head + again * count;
    return s;
}

static void worst_inputs(void **state)
{
    int bad = 0;

    (void)state;
    for (size_t i = 0; i < sizeof worst / sizeof *worst; i++) {
        struct rtf_work k[3];
        uint64_t bytes, growth;

        for (uint32_t n = 0; n < 3; n++) {
            size_t len;
            char *s = build(&worst[i], 1000u << n, &len);

            k[n] = rtf_count(s, len, TNEF_RTF_HTML, n == 1 ? 1 : 4096);
            assert_true(k[n].largest <= STEP_ROOM * 3u / 4u);
            free(s);
        }
        bytes = k[2].bytes - k[0].bytes;
        growth = (k[2].output - k[0].output) * 100 / bytes;
        if (growth != worst[i].growth) {
            print_error("%s: %u for 100\n", worst[i].name, (unsigned)growth);
            bad++;
        }
        assert_true(growth <= 3700);
        assert_true(k[2].output - k[1].output <= 2 * (k[1].output - k[0].output) + 512);
    }
    assert_int_equal(bad, 0);
}

/* Every character in another code page than the one before: no converter is opened twice. */
static void converters_are_kept(void **state)
{
    static const uint32_t pages[] = { 932, 936, 949, 950, 1361, 20932, 20936, 51932, 51949, 51950,
                                      54936, 50220, 1251, 10001, 10008 };
    const uint32_t count = sizeof pages / sizeof *pages;
    const uint32_t rounds = 2000;
    char *s = malloc(2048 + rounds * count * 16u);
    size_t len = (size_t)sprintf(s, "{\\rtf1\\ansi\\fromhtml1{\\fonttbl");
    struct rtf_work k;
    uint64_t before = touched_now();

    (void)state;
    for (unsigned i = 0; i < count; i++)
        len += (size_t)sprintf(s + len, "{\\f%u\\cpg%u}", i, pages[i]);
    s[len++] = '}';
    for (uint32_t n = 0; n < rounds; n++)
        for (unsigned i = 0; i < count; i++)
            len += (size_t)sprintf(s + len, "\\f%u\\'b0\\'a1", i);
    k = rtf_count(s, len, TNEF_RTF_AUTO, 4096);
    assert_true(k.converters <= TNEF_TEXT_CONVERTERS);
    if (touched_counts())
        assert_true(touched_within("rtf", touched_now() - before, len, len / 4096u + 2u));
    free(s);
}

/* ---- Memory -------------------------------------------------------------------------------- */

#if defined(__linux__)

static tnef_status count(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)buf;
    (void)taken;
    *(uint64_t *)user += len;
    return TNEF_OK;
}

static tnef_status to_rtf(void *rtf, const void *buf, size_t len, size_t *taken)
{
    return tnef_rtf_feed(rtf, buf, len, taken);
}

static long peak(void)
{
    struct rusage usage;

    assert_int_equal(getrusage(RUSAGE_SELF, &usage), 0);
    return usage.ru_maxrss;             /* in KiB */
}

/* |size| bytes of RTF as literals and references to what was written last; without an end. */
static void write_compressed(struct lzfu_writer *w, size_t size)
{
    static const char head[] = "{\\rtf1\\ansi\\fromhtml1{\\fonttbl{\\f1\\fcharset204 A;}}";
    static const char text[] = "{\\*\\htmltag84 <b>}\\f1\\'e0\\'e1\\f0 {\\b text} \\u8364 ?\\par ";
    struct lzfu_header h;

    lzfu_text(w, head, sizeof head - 1);
    lzfu_text(w, text, sizeof text - 1);
    for (size_t made = 0; made < size; made += LZFU_LONGEST)
        lzfu_reference(w, (w->write + 4096u - (uint32_t)(sizeof text - 1)) % 4096u, LZFU_LONGEST);
    h = lzfu_header_coded(w);
    lzfu_put_header(w, &h);
}

static uint64_t unpack_and_read(const struct lzfu_writer *w)
{
    uint64_t output = 0;
    tnef_rtf_config cfg = { .size = sizeof cfg, .sink = count, .user = &output,
                            .want = TNEF_RTF_HTML };
    tnef_lzfu_config lzfu_cfg = { .size = sizeof lzfu_cfg, .sink = to_rtf };
    tnef_lzfu *z;
    tnef_rtf *r;

    assert_int_equal(tnef_rtf_new(&r, &cfg, NULL), TNEF_OK);
    lzfu_cfg.user = r;
    assert_int_equal(tnef_lzfu_new(&z, &lzfu_cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_lzfu_feed(z, w->bytes, w->len, NULL), TNEF_OK);
    (void)tnef_lzfu_finish(z);
    (void)tnef_rtf_finish(r);
    tnef_lzfu_free(z);
    tnef_rtf_free(r);
    return output;
}

static void eight_mebibytes_in_one(void **state)
{
    struct lzfu_writer w;
    uint64_t output;
    long before;

    (void)state;
    lzfu_writer_init(&w);
    write_compressed(&w, 8u << 20);
    before = peak();
    output = unpack_and_read(&w);
    assert_true(output > 2u << 20);
    if (getenv("TNEF_INSTRUMENTED") == NULL)
        assert_true(peak() - before < 1024);
    lzfu_writer_free(&w);
}

#else

static void eight_mebibytes_in_one(void **state)
{
    (void)state;
    skip();
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eight_mebibytes_in_one),
        cmocka_unit_test(worst_inputs),
        cmocka_unit_test(converters_are_kept),
    };

    return cmocka_run_group_tests_name("rtf_work", tests, NULL, NULL);
}
