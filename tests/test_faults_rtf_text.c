/* SPDX-License-Identifier: MIT */

/* Recipe Z11 of docs/faults.md: RTF that made its readers recurse, loop, wrap or lose what
 * follows. */

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

/* ---- Recipes ------------------------------------------------------------------------------- */

struct recipe {
    const char *name;
    const char *head, *again;   /* |again| is written |count| times                               */
    uint32_t count;
    const char *tail;
    tnef_status status;
    uint32_t flags;
    const char *out;            /* of TNEF_RTF_AUTO                                               */
};

#define HTML "{\\rtf1\\ansi\\fromhtml1 "
#define CUT  TNEF_ANOMALY_BIT(TNEF_RTF_A_CUT)

static const struct recipe recipes[] = {
    { "Z11 1,000,000 braces", "", "{", 1000000, "", TNEF_E_RTF, 0, "" },
    { "Z11 1,000,000 braces in a document", "{\\rtf1 a", "{", 1000000, "", TNEF_E_TRUNCATED, CUT, "a" },
    { "Z11 1,000,000 braces, and text", HTML "a", "{", 1000000, "b", TNEF_E_TRUNCATED, CUT, "ab" },
    { "Z11 1,000,000 unread groups", HTML "a", "{\\*\\x{", 500000, "b", TNEF_E_TRUNCATED, CUT, "a" },
    { "Z11 1,000,000 closing braces", HTML "a", "}", 1000000, "b", TNEF_OK,
      TNEF_ANOMALY_BIT(TNEF_RTF_A_TRAILING), "a" },
    { "Z11 1,000,000 empty groups", HTML "a", "{}", 1000000, "b}", TNEF_OK, 0, "ab" },

    { "Z11 bin 2147483647", HTML "a", "x", 1, "\\bin2147483647 }b", TNEF_E_TRUNCATED, CUT, "ax" },
    { "Z11 bin 2147483648", HTML "a", "x", 1, "\\bin2147483648 }b", TNEF_E_TRUNCATED, CUT, "ax" },
    { "Z11 bin 4294967297", HTML "a", "x", 1, "\\bin4294967297 }b}", TNEF_E_TRUNCATED, CUT, "ax" },
    { "Z11 bin 18446744073709551617", HTML "a", "x", 1, "\\bin18446744073709551617 }b}", TNEF_E_TRUNCATED,
      CUT, "ax" },
    { "Z11 bin below zero", HTML "a", "\\bin-2147483648 ", 1000, "b}", TNEF_OK, 0, "ab" },
    { "Z11 bin 0", HTML "a", "\\bin0 \\bin ", 1000, "b}", TNEF_OK, 0, "ab" },
    { "Z11 bin exactly to the end", HTML "a", "\\bin3 }}{", 1000, "b}", TNEF_OK, 0, "ab" },
    { "Z11 bin one byte too many", HTML "a", "\\bin3 }}{", 1, "\\bin2 }", TNEF_E_TRUNCATED, CUT, "a" },

    { "Z11 a quote at the end", HTML "a", "\\'", 1, "", TNEF_E_TRUNCATED, CUT, "a" },
    { "Z11 a quote and a digit at the end", HTML "a", "\\'4", 1, "", TNEF_E_TRUNCATED, CUT, "a" },
    { "Z11 a backslash at the end", HTML "a", "\\", 1, "", TNEF_E_TRUNCATED, CUT, "a" },
    { "Z11 a quote before a brace", HTML "a", "{\\'}{\\'4}", 1000, "b}", TNEF_OK, 0, "ab" },

    { "Z11 u -99999", HTML "a", "\\u-99999 ?", 1, "b}", TNEF_OK, 0,
      "a\xE7\xA5\xA1"
      "b" },
    { "Z11 u 4294967296, 2^31 - 1 here", HTML "a", "\\u4294967296 ?", 1, "b}", TNEF_OK, 0,
      "a\xEF\xBF\xBF"
      "b" },
    { "Z11 u -2147483649, 1 - 2^31 here", HTML "a", "\\u-2147483649 ?", 1, "b}", TNEF_OK, 0, "ab" },
    { "Z11 u 0", HTML "a", "\\u0 ?", 1, "b}", TNEF_OK, 0, "ab" },
    { "Z11 u with nothing to pass over", HTML "a", "\\u65", 1, "}", TNEF_OK, 0, "aA" },
    { "Z11 u at the end", HTML "a", "\\u-99999", 1, "", TNEF_E_TRUNCATED, CUT, "a\xE7\xA5\xA1" },
    { "Z11 uc as large as can be", HTML "a", "\\uc2147483647\\u65 ", 1, "xxxx{b}}", TNEF_OK, 0, "aAb" },
    { "Z11 high halves only", HTML, "\\u-10240?", 3, "}", TNEF_OK, TNEF_ANOMALY_BIT(TNEF_RTF_A_DAMAGED),
      RTF_BAD RTF_BAD RTF_BAD },

    { "Z11 htmlrtf that does not end", HTML "a", "\\htmlrtf ", 1, "b{\\*\\htmltag <p>}c}", TNEF_OK, 0, "a" },
    { "Z11 htmlrtf0 that did not begin", HTML "a", "\\htmlrtf0 ", 1000, "b}", TNEF_OK, 0, "ab" },
    { "Z11 htmlrtf in groups that do not end", HTML "a", "{\\htmlrtf b", 200, "", TNEF_E_TRUNCATED, CUT,
      "a" },
    { "Z11 htmlrtf ends with its group", HTML "a", "{\\htmlrtf b{c}", 1, "}d}", TNEF_OK, 0, "ad" },
    { "Z11 htmlrtf0 does not last", HTML "a", "\\htmlrtf{\\htmlrtf0 b}c", 1, "}", TNEF_OK, 0, "ab" },
    { "Z11 1,000,000 groups in htmlrtf", HTML "a", "\\htmlrtf{", 1000000, "b", TNEF_E_TRUNCATED, CUT, "a" },

    { "Z11 100,000 tables of fonts", HTML, "{\\fonttbl{\\f1\\fcharset204 A;}}", 100000, "\\f1\\'e0}", TNEF_OK,
      0, "\xD0\xB0" },
    { "Z11 100,000 tables in each other", HTML, "{\\fonttbl", 100000, "x", TNEF_E_TRUNCATED, CUT, "" },
};

static char *build(const struct recipe *x, uint32_t count, size_t *len)
{
    size_t head = strlen(x->head);
    size_t again = strlen(x->again);
    size_t tail = strlen(x->tail);
    char *s = malloc(head + again * count + tail + 1);

    assert_non_null(s);
    memcpy(s, x->head, head);
    for (uint32_t i = 0; i < count; i++)
        memcpy(s + head + i * again, x->again, again);
    memcpy(s + head + again * count, x->tail, tail);
    *len = head + again * count + tail;
    return s;
}

/* Whole and in pieces, with a sink that pauses and one that does not, and of each kind of
 * output. */
static void compare(const char *s, size_t len, uint32_t want, const struct rtf_result *whole)
{
    static const size_t pieces[] = { 0, 1, 2, 3, 7 };

    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct rtf_way way = { .want = want, .piece = pieces[i],
                               .takes = i % 2 == 0 ? TAKES_ALL : PAUSES_AFTER };
        struct rtf_result r = rtf_read(s, len, way);

        assert_int_equal(r.status, whole->status);
        assert_int_equal(r.len, whole->len);
        assert_memory_equal(r.out, whole->out, r.len);
        assert_int_equal(r.info.anomalies, whole->info.anomalies);
        assert_int_equal(r.info.deepest, whole->info.deepest);
        assert_true(r.error.offset == whole->error.offset);
        rtf_drop(&r);
    }
}

static const uint32_t wants[] = { TNEF_RTF_AUTO, TNEF_RTF_HTML, TNEF_RTF_TEXT };

static void faults_rtf_text(void **state)
{
    int bad = 0;

    (void)state;
    for (size_t i = 0; i < sizeof recipes / sizeof *recipes; i++) {
        const struct recipe *x = &recipes[i];
        size_t len;
        char *s = build(x, x->count, &len);

        for (size_t w = 0; w < 3u; w++) {
            uint32_t want = wants[w];
            struct rtf_result r = rtf_read(s, len, (struct rtf_way){ .want = want });

            if (r.status != x->status || r.info.anomalies != x->flags
                || (want == TNEF_RTF_AUTO && strcmp(r.out, x->out) != 0)) {
                print_error("%s: %s, flags %X, \"%.40s\"\n", x->name, tnef_status_name(r.status),
                            (unsigned)r.info.anomalies, r.out);
                bad++;
            }
            assert_true(r.len <= TNEF_RTF_BASE + TNEF_RTF_GROWTH * len);
            compare(s, len, want, &r);
            rtf_drop(&r);
        }
        free(s);
    }
    assert_int_equal(bad, 0);
}

#define PIECE 4096u
#define WORD  32u  /* letters of a long word */

/* Twice the input is twice the steps and the output, at most; but a word that is cut takes a step for each of
 * its bytes, and one that is whole takes one. */
static void faults_rtf_text_linear(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof recipes / sizeof *recipes; i++) {
        const struct recipe *x = &recipes[i];

        for (size_t w = 0; w < 3u; w++) {
            uint32_t want = wants[w];
            struct rtf_work k[3];

            for (uint32_t n = 0; n < 3; n++) {
                size_t len;
                char *s = build(x, 1000u << n, &len);

                k[n] = rtf_count(s, len, want, PIECE);
                free(s);
            }
            assert_true(k[2].steps - k[1].steps
                        <= 2 * (k[1].steps - k[0].steps) + 8 + WORD * (k[2].bytes / PIECE));
            assert_true(k[2].output - k[1].output <= 2 * (k[1].output - k[0].output) + 8);
        }
    }
}

/* 100,000 fonts of other code pages, and text in each: the first 768 are known. */
static void faults_rtf_text_fonts(void **state)
{
    const uint32_t count = 100000;
    char *s = malloc(count * 48u);
    size_t len;
    struct rtf_result r;
    struct rtf_work k;

    (void)state;
    assert_non_null(s);
    len = (size_t)sprintf(s, "%s{\\fonttbl", HTML);
    for (uint32_t i = count; i > 0; i--)
        len += (size_t)sprintf(s + len, "{\\f%u\\fcharset204 A;}", i);
    len += (size_t)sprintf(s + len, "}");
    for (uint32_t i = count; i > 0; i--)
        len += (size_t)sprintf(s + len, "\\f%u\\'e0", i);
    len += (size_t)sprintf(s + len, "}");
    r = rtf_read(s, len, (struct rtf_way){ .want = TNEF_RTF_AUTO });
    assert_int_equal(r.status, TNEF_OK);
    assert_int_equal(r.info.anomalies, TNEF_ANOMALY_BIT(TNEF_RTF_A_FONTS));
    assert_int_equal(r.len, 2 * count);
    for (uint32_t i = 0; i < count; i++)
        assert_memory_equal(r.out + 2 * i, i < TNEF_RTF_FONTS_MAX ? "\xD0\xB0" : "\xC3\xA0", 2);
    compare(s, len, TNEF_RTF_AUTO, &r);
    rtf_drop(&r);
    k = rtf_count(s, len, TNEF_RTF_AUTO, 4096);
    assert_int_equal(k.fonts, TNEF_RTF_FONTS_MAX);
    assert_int_equal(k.converters, 0);
    free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_rtf_text),
        cmocka_unit_test(faults_rtf_text_linear),
        cmocka_unit_test(faults_rtf_text_fonts),
    };

    return cmocka_run_group_tests_name("faults_rtf_text", tests, NULL, NULL);
}
