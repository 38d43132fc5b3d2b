/* SPDX-License-Identifier: MIT */
/* The line writer: hostile values in every place, in every way. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lines_check.h"
#include "transfer_check.h"

#include <stdlib.h>
#include <string.h>

#define A10 "aaaaaaaaaa"
#define A70 A10 A10 A10 A10 A10 A10 A10

static const struct value {
    const char *p;
    size_t n;
} values[] = {
#define T(s) \
  { \
    s, sizeof s - 1u \
  }
    T(""),
    T("a"),
    T(" "),
    T("\r\n"),
    T("\t a \t"),
    T("Ann O'Neil"),
    T("Stone, C."),
    T("  a  b  "),
    T("a \t b\r\nc"),
    T("a\r\nBcc: x@y.example"),
    T("a\nEND:VEVENT\nBEGIN:VALARM"),
    T("a\rb\n\rc\r\n\r\nd"),
    T("a\0b\x1b[31mc\x7f"),
    T("=?UTF-8?Q?bait?="),
    T("a =?x"),
    T("=\n?"),
    T("=\0?x"),
    T("\"quoted\" \\ and ^ and ^n"),
    T("a;b,c:d\\n"),
    T("a@b.example"),
    T("<a@b>"),
    T("x\" <y@z>"),
    T("../a\"b.exe"),
    T("%41%0d%0a"),
    T("?=?_=_"),
    T("_"),
    T("Gr\xc3\xbc\xc3\x9f"
      "e aus K\xc3\xb6ln"),
    T("\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82"),
    T("a\xe2\x80\xae"
      "fdp.exe"),
    T("\xef\xbb\xbfmark"),
    T("\xef\xbf\xbe\xef\xb7\x90\xf0\x9f\xbf\xbf"),
    T("\xc2\x85\xe2\x80\xa8\xe2\x80\xa9"),
    T("a\xc2\x9f\xc2\x80z"),
    T("\xff\xfe\xc3"),
    T("\xf0\x9f\x98"),
    T("a\xe2\x82"),
    T("\xf0\x9f\x98\x80\xf0\x9f\x98\x80"),
    T("http://a.example/b?c=d#e f\xc3\xbc"),
    T("o'neil+tag@example.com"),
    T(A70 A70),
    T(A70 " " A70 " " A70),
    T("\"" A70 "\\" A70),
    T(A10 "                                     " A70 "  b"),
    T("a, b; c, d; e, f; g, h; i, j; k, l; m, n; o, p; q, r; s, t; u, v; w, x; y, z; a, b; c, d; e, f; g, h; "
      "i, j"),
#undef T
};

static void says_every_value_everywhere(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        FAIL_IF(lines_check_places(values[i].p, values[i].n, values[i].n < 60));
}

/* A character of each length, or what is escaped, at each place of the line. */
static void keeps_characters_whole(void **state)
{
    static const char *const units[] = {
        "\xc3\xbc", "\xe2\x82\xac", "\xf0\x9f\x98\x80", ",", "\"", "^", "\n", "\\", " ", "=?", "a\r", "\t"
    };
    char in[128];

    (void)state;
    for (size_t u = 0; u < sizeof units / sizeof units[0]; u++) {
        for (size_t before = 0; before < 90; before++) {
            size_t len = strlen(units[u]);

            memset(in, 'x', sizeof in);
            memcpy(in + before, units[u], len);
            memcpy(in + before + len, units[u], len);
            FAIL_IF(lines_check_places(in, before + 2 * len + 8, false));
        }
    }
}

/* Longer than any buffer, word or line. */
static void writes_long_values(void **state)
{
    static const char *const units[] = { "a",   "ab ",   "\xd0\x9f", "\xf0\x9f\x98\x80 ", "\"", "a, b; ",
                                         "   ", "\r\n.", "=?" };
    char *in = malloc(6000);

    (void)state;
    assert_non_null(in);
    for (size_t u = 0; u < sizeof units / sizeof units[0]; u++) {
        size_t len = 0;

        while (len + strlen(units[u]) <= 5000) {
            memcpy(in + len, units[u], strlen(units[u]));
            len += strlen(units[u]);
        }
        for (size_t n = 440; n < len; n += 457)
            FAIL_IF(lines_check_places(in, n, false));
        FAIL_IF(lines_check_places(in, 898, false));
        FAIL_IF(lines_check_places(in, 905, false));
    }
    free(in);
}

static void says_mixtures(void **state)
{
    uint32_t seed = 11;
    char in[400];

    (void)state;
    for (int round = 0; round < 1500; round++) {
        size_t len = 0;

        for (int i = 0; i < 8; i++) {
            const struct value *v;

            seed = seed * 1664525u + 1013904223u;
            v = &values[(seed >> 20) % (sizeof values / sizeof values[0])];
            if (len + v->n > sizeof in)
                break;
            memcpy(in + len, v->p, v->n);
            len += v->n;
        }
        FAIL_IF(lines_check_places(in, len, false));
    }
}

/* ---- Pieces ------------------------------------------------------------------------------------------- */

/* Writes a value in two pieces, and some of them in several. */
static void feed(struct lines_output *o, const uint8_t *p, size_t n, size_t cut, size_t piece)
{
    struct tnefi_lines l;
    tnef_status status;
    size_t at = 0;

    tnefi_lines_init(&l, lines_take, o, 0, 0);
    while (at < n) {
        size_t len = at < cut ? cut - at : piece != 0 && piece < n - at ? piece : n - at;
        uint8_t *copy = malloc(len);
        size_t taken, done = 0;

        assert_non_null(copy);
        memcpy(copy, p + at, len);
        do {
            status = tnefi_lines_feed(&l, TNEFI_LINES_TEXT, copy + done, len - done, &taken);
            done += taken;
        } while (status == TNEF_PAUSED);
        assert_int_equal(status, TNEF_OK);
        assert_int_equal(done, len);
        free(copy);
        at += len;
    }
    do {
        size_t taken;

        status = tnefi_lines_feed(&l, TNEFI_LINES_TEXT, NULL, 0, &taken);
        assert_int_equal(taken, 0);
    } while (status == TNEF_PAUSED);
    while (tnefi_lines_flush(&l) == TNEF_PAUSED)
        ;
}

static void takes_pieces(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        struct lines_output whole = { .sink = SINK_ALL };
        struct tnefi_lines l;

        tnefi_lines_init(&l, lines_take, &whole, 0, 0);
        tnefi_lines_begin(&l);
        tnefi_lines_value(&l, TNEFI_LINES_TEXT, values[i].p, values[i].n);
        assert_int_equal(tnefi_lines_end(&l), TNEF_OK);
        assert_int_equal(tnefi_lines_flush(&l), TNEF_OK);
        for (size_t cut = 0; cut <= values[i].n; cut++) {
            for (size_t piece = 0; piece < 4; piece++) {
                struct lines_output o = { .sink = (enum lines_sink)((cut + piece) % 4) };

                feed(&o, (const uint8_t *)values[i].p, values[i].n, cut, piece);
                assert_int_equal(o.kept.len, whole.kept.len);
                if (o.kept.len > 0)
                    assert_memory_equal(o.kept.bytes, whole.kept.bytes, o.kept.len);
                lines_output_free(&o);
            }
        }
        lines_output_free(&whole);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_every_value_everywhere),
        cmocka_unit_test(keeps_characters_whole),
        cmocka_unit_test(writes_long_values),
        cmocka_unit_test(says_mixtures),
        cmocka_unit_test(takes_pieces),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
