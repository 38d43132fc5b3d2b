/* SPDX-License-Identifier: MIT */

/* Quoted-printable that passes undecoded: lines that may be of interest stop it, the fast way does what the
 * slow one does, and the scanner says of such text the same as when it gets it byte by byte, when nothing
 * passes. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/touch.h"
#include "scan/quoted.h"
#include "scan_log.h"

static const uint8_t text[] = {'e', 'J', '8', '+', 'I'};

static const struct tnefi_scan_interest all = {NO_BYTE, 'b', text, sizeof text, 0};

static uint32_t next(uint32_t *random)
{
    *random = *random * 1664525u + 1013904223u;
    return *random >> 8;
}

/* How many of the bytes pass; all memory beyond them is out of bounds. */
static size_t passed(const char *s, size_t *end)
{
    size_t n = strlen(s);
    uint8_t *p = malloc(n);
    size_t slow_end;
    size_t len;

    assert_non_null(p);
    memcpy(p, s, n);
    len = tnefi_scan_quoted_passes(p, n, &all, end);
    assert_int_equal(len, tnefi_scan_quoted_passes_slow(p, n, &all, &slow_end));
    assert_int_equal(*end, slow_end);
    free(p);
    return len;
}

/* ---- One line ------------------------------------------------------------------------------- */

static const char *const line_ends[] = {"\n", "\r", "\r\n", "\n\r\n", "=0A", "=0D=0A", "=0d", "=\r\n"};
#define LINE_ENDS (sizeof line_ends / sizeof line_ends[0])

/* At each place in a block of 16. */
static void check_line(const char *line, int stops)
{
    for (size_t k = 0; k < LINE_ENDS; k++)
        for (size_t before = 3; before < 40; before++) {
            char s[300];
            size_t end;

            memset(s, 'x', before);
            s[before] = '\0';
            strcat(s, line_ends[k]);
            strcat(s, line);
            if (!stops)
                strcat(s, "yyy");
            if (passed(s, &end) != (stops ? before : strlen(s)))
                fail_msg("%s after %zu and '%s'", line, before, line_ends[k]);
            assert_int_equal(end, strlen(s));
        }
}

static void lines_that_may_be_of_interest_stop(void **state)
{
    static const char *const stop[] = {
        "begin 644 x", "BEGIN",   "bEg", "b",       "eJ8+I",   "e", "=62egin", "=42EGIN", "b=65gin",
        "begi=6E",     "be=",     "=65J8+I", "eJ=38+I", "=", "=6",  "=\r\nb",  "= \t\r\nbegin",
    };

    (void)state;
    for (size_t i = 0; i < sizeof stop / sizeof stop[0]; i++)
        check_line(stop[i], 1);
}

static void other_lines_pass(void **state)
{
    static const char *const pass[] = {
        "xb",       " begin",  "bag",      "beg in", "e J8",    "eJ9",    "=D0=BFbegin", "=3Dbegin",
        "=20begin", "=x62egin", "\t\tb", "=61egin", "=c3=a9", "-",      "--",
    };

    (void)state;
    for (size_t i = 0; i < sizeof pass / sizeof pass[0]; i++)
        check_line(pass[i], 0);
}

/* What passes ends where nothing is kept back, and no escape is cut. */
static void it_ends_in_a_line(void **state)
{
    static const struct {
        const char *text;
        size_t passes;
    } rows[] = {
        {"xxxx", 4},     {"xxxx ", 4},  {"xxxx\t \t", 4}, {"xxxx=", 4},    {"xxxx=4", 4},  {"xxxx=41", 7},
        {"xxxx=41 ", 7}, {"xxx\n", 3},  {"xxxx=0A", 4},   {"xxxx=20", 7},  {"xxxx=0D", 4}, {"xxxx=4G", 4},
        {"xxxx=\r\n", 4}, {"xxx\r\nx", 6}, {"xx", 0},     {"xxxx=09", 4}, {"\xC3\xA9\xC3\xA9", 4},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t end;

        assert_int_equal(passed(rows[i].text, &end), rows[i].passes);
        assert_int_equal(end, strlen(rows[i].text));
    }
}

static void fast_and_slow_are_the_same(void **state)
{
    static const char letters[] = "==0AADdbBeE\r\n\n62ginJ8+Ix    ";
    uint32_t random = 1;

    (void)state;
    for (uint32_t round = 0; round < 40000; round++) {
        size_t n = round % 400u;
        uint8_t *p = malloc(n > 0 ? n : 1);
        size_t end, slow_end, len;

        assert_non_null(p);
        for (size_t i = 0; i < n; i++)
            p[i] = next(&random) % 8u < round % 9u ? (uint8_t)letters[next(&random) % (sizeof letters - 1u)]
                                                   : 'x';
        len = tnefi_scan_quoted_passes(p, n, &all, &end);
        assert_int_equal(len, tnefi_scan_quoted_passes_slow(p, n, &all, &slow_end));
        assert_int_equal(end, slow_end);
        assert_true(len <= end && end <= n && (n == 0 || end > 0));
        free(p);
    }
}

/* ---- Mail ----------------------------------------------------------------------------------- */

/* Pieces of text: lines of interest, what may hide or cut them, and blocks with a stream. */
static const char *const pieces[] = {
    "\r\n", "\r\n", "\n", "\r", "=\r\n", " =\r\n", "= \t\r\n", "  \r\n", "=0A", "=0D=0A", "=", "=6", "=x",
    "begin 644 a.dat", "=62egin 644 a.dat", "b=65gin 600 winmail.dat", "BEGIN 644 x", "be=\r\ngin 644 x", "b",
    "e", "eJ8+IgEAAAA=3D", "eJ8+=\r\nIgEAAAA=3D", "begin-base64 644 b", "end", "`\r\nend\r\n", "=D0=BF=D1=80",
    "=E4=BD=A0=E5=A5=BD=E4=BD=A0", "A word, and another one.", "Some more text of no interest at all",
    "                                                                         ",
    "\r\nbegin 644 a.dat\r\n(>)\\^(@``````\r\n`\r\nend\r\n",
    "=0Abegin 644 w.dat=0A#>=3D^^=0A`=0Aend=0A",
    "\r\nbegin 644 a.dat\r\n(>)\\^(@", "\r\neJ8+IgEAAAAAAAAA\r\n",
};

static size_t add_text(char *out, size_t n, uint32_t *random)
{
    size_t words = sizeof pieces / sizeof pieces[0];
    uint32_t plain = next(random) % 12u; /* of 12 pieces as many are text */

    for (size_t rounds = 4u + next(random) % 60u; rounds > 0; rounds--) {
        size_t i = next(random) % 12u < plain ? words - 9u + next(random) % 4u : next(random) % words;

        n += strlen(strcpy(out + n, pieces[i]));
    }
    return n;
}

static void expect_same(const struct scan_log *a, const struct scan_log *b, const char *mail)
{
    int same = a->lines.len == b->lines.len && a->data_len == b->data_len && a->anomalies == b->anomalies
               && a->offset == b->offset;

    if (!same || (a->lines.len > 0 && memcmp(a->lines.text, b->lines.text, a->lines.len) != 0)
        || (a->data_len > 0 && memcmp(a->data, b->data, a->data_len) != 0))
        fail_msg("not as byte by byte:\n%s\n--- but\n%s\n--- of\n%s", a->lines.text, b->lines.text, mail);
    assert_string_equal(a->bad, "");
}

/* A piece of up to 63 bytes is never passed over, one of 64 or more may be. */
static void the_scanner_says_what_it_says_byte_by_byte(void **state)
{
    static const size_t cuts[] = {0, 64, 65, 100, 257, 1000};
    static const char head[] = "From: a\r\nContent-Type: text/plain\r\n"
                               "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                               "Hello, this is some text that comes first\r\n";
    static char mail[16384];
    uint32_t random = 3;
    size_t streams = 0;

    (void)state;
    for (uint32_t round = 0; round < 6000; round++) {
        const struct scan_plan one = {.piece = 1};
        struct scan_log a, b;
        size_t n = add_text(mail, strlen(strcpy(mail, head)), &random);

        scan_log_run(&a, (const uint8_t *)mail, n, &one);
        streams += a.streams;
        for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
            const struct scan_plan plan = {.piece = cuts[i], .cut = round % 200u};

            scan_log_run(&b, (const uint8_t *)mail, n, &plan);
            expect_same(&a, &b, mail);
            scan_log_free(&b);
        }
        scan_log_free(&a);
    }
    assert_true(streams > 1000);
}

/* ---- Cost ----------------------------------------------------------------------------------- */

/* However often it stops: what is looked at grows with what is taken. */
static void what_is_touched_is_bounded(void **state)
{
#ifdef TNEF_COUNT_TOUCHED
    static const char *const shapes[] = {"x\nb", "\n", "=0A", "=0A=", "=\r\n", " ", "=62", "\nbegi",
                                         "\nbegin ", "=", "=0",
                                         "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\nbegin"};
    static uint8_t bytes[65536];

    (void)state;
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        size_t len = strlen(shapes[i]);
        uint64_t before = tnefi_base_touched;
        size_t end;

        for (size_t k = 0; k < sizeof bytes; k++)
            bytes[k] = (uint8_t)shapes[i][k % len];
        for (size_t at = 0; at < sizeof bytes; at += end)
            (void)tnefi_scan_quoted_passes(bytes + at, sizeof bytes - at, &all, &end);
        assert_in_range(tnefi_base_touched - before, sizeof bytes / 256u, 3u * sizeof bytes);
    }
#else
    (void)state;
    skip();
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_that_may_be_of_interest_stop),
        cmocka_unit_test(other_lines_pass),
        cmocka_unit_test(it_ends_in_a_line),
        cmocka_unit_test(fast_and_slow_are_the_same),
        cmocka_unit_test(the_scanner_says_what_it_says_byte_by_byte),
        cmocka_unit_test(what_is_touched_is_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
