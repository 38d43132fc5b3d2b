/* SPDX-License-Identifier: MIT */

/* The fast way past lines takes what the slow one takes, stops where a line of interest begins, and looks at
 * few bytes more than once. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/touch.h"
#include "scan/lines.h"

static const uint8_t text[] = {'e', 'J', '8', '+', 'I'};

static const struct tnefi_scan_interest all = {'-', 'b', text, sizeof text, 0};

/* The number of bytes that are passed over before the line end before a line of interest. */
static size_t passed(const char *s, const struct tnefi_scan_interest *of)
{
    size_t n = strlen(s);
    uint8_t *p = malloc(n > 0 ? n : 1);
    size_t len;

    assert_non_null(p);
    memcpy(p, s, n);
    len = tnefi_scan_plain_lines(p, n, of);
    assert_int_equal(len, tnefi_scan_plain_lines_slow(p, n, of));
    free(p);
    return len;
}

static void lines_of_interest_stop(void **state)
{
    static const char *const interesting[] = {"--x", "--", "-",        "begin 644 x", "BEGIN", "bEg",
                                              "b",   "e",  "eJ8+IgEA", "eJ8+I",       "eJ8"};

    (void)state;
    for (size_t i = 0; i < sizeof interesting / sizeof interesting[0]; i++) {
        static const char *const ends[] = {"\n", "\r", "\r\n", "\n\r\n", "\r\r\n"};

        for (size_t k = 0; k < sizeof ends / sizeof ends[0]; k++) {
            char s[300];
            size_t before = 1 + 23 * i + 7 * k;

            memset(s, 'x', before);
            s[before] = '\0';
            strcat(s, ends[k]);
            strcat(s, interesting[i]);
            /* Of several line ends the last one is kept back. */
            assert_int_equal(passed(s, &all), before + (k > 2 ? 1u : 0u));
        }
    }
}

/* For all lengths and places of the line end: blocks of 16 have bytes before and after them. */
static void the_end_of_a_line_is_found(void **state)
{
    (void)state;
    for (size_t n = 0; n <= 70; n++)
        for (size_t end = 0; end <= n; end++)
            for (unsigned cr = 0; cr < 2; cr++) {
                uint8_t *exact = malloc(n > 0 ? n : 1u);

                assert_non_null(exact);
                memset(exact, 0x8A, n);
                if (end < n)
                    exact[end] = cr ? '\r' : '\n';
                assert_int_equal(tnefi_scan_to_line_end(exact, n), end);
                free(exact);
            }
}

static void other_lines_pass(void **state)
{
    static const char *const plain[] = {"- x",  "--\n",   "-x",   "beg in", "bo",
                                        "eJ8-", "eJ 8+I", "x--x", " --x"};
    struct tnefi_scan_interest of = all;

    (void)state;
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        char s[64] = "x\r\n";

        strcat(s, plain[i]);
        strcat(s, " y\nz");
        if (strcmp(plain[i], "--\n") != 0)
            assert_int_equal(passed(s, &all), strlen(s));
    }
    assert_int_equal(passed("x\n--\ny", &all), 6);
    assert_int_equal(passed("x\n--\ry", &all), 6);
    of.boundary = NO_BYTE;
    assert_int_equal(passed("x\n--x", &of), 5);
    of.block = NO_BYTE;
    assert_int_equal(passed("x\nbegin", &of), 7);
    of.text_len = 0;
    assert_int_equal(passed("x\neJ8+I", &of), 7);
    assert_int_equal(passed("x\nend", &of), 5);
    of.end = 1;
    assert_int_equal(passed("x\nend", &of), 1);
    assert_int_equal(passed("x\r\ne", &of), 1);
    assert_int_equal(passed("x\nENd\nen d\n end", &of), 15);
}

static void a_line_that_is_not_here_is_waited_for(void **state)
{
    (void)state;
    assert_int_equal(passed("", &all), 0);
    assert_int_equal(passed("\n", &all), 0);
    assert_int_equal(passed("x\r\n", &all), 1);
    assert_int_equal(passed("x\r", &all), 1);
    assert_int_equal(passed("x\n\n", &all), 2);
    assert_int_equal(passed("x", &all), 1);
    assert_true(tnefi_scan_is_of_interest(text, 0, &all));
    assert_false(tnefi_scan_is_of_interest((const uint8_t *)"x", 1, &all));
}

/* Every length and beginning, of bytes among which lines of interest are frequent. */
static void fast_and_slow_are_the_same(void **state)
{
    static const char letters[] = "--bBeE\r\r\n\ndginJ8+Ix     ";
    uint32_t random = 1;

    (void)state;
    for (uint32_t round = 0; round < 40000; round++) {
        struct tnefi_scan_interest of = all;
        size_t n = round % 400u;
        uint8_t *p = malloc(n > 0 ? n : 1);

        assert_non_null(p);
        for (size_t i = 0; i < n; i++) {
            random = random * 1664525u + 1013904223u;
            p[i] = 'x';
            if (random >> 31 != 0 || round % 3u == 0)
                p[i] = (uint8_t)letters[(random >> 16) % (sizeof letters - 1u)];
        }
        of.boundary = round / 400u % 3u == 0 ? NO_BYTE : '-';
        of.block = round / 1200u % 3u == 0 ? NO_BYTE : 'b';
        of.end = round / 7200u % 2u;
        of.text_len = round / 3600u % 2u == 0 ? 0u : (uint32_t)sizeof text;
        assert_int_equal(tnefi_scan_plain_lines(p, n, &of), tnefi_scan_plain_lines_slow(p, n, &of));
        free(p);
    }
}

/* Every place in a block of 64, and every length that fills one, a part of one, or one and a bit. Half of the
 * rounds have bytes of all values, the others those of lines of interest. */
static void fast_and_slow_are_the_same_wherever_it_lies(void **state)
{
    static const char letters[] = "-b\r\n\neginJ8+I";
    static uint8_t bytes[256];
    uint32_t random = 7;

    (void)state;
    for (uint32_t round = 0; round < 64u * 81u * 4u; round++) {
        size_t at = round % 64u;
        size_t n = round / 64u % 81u;
        uint8_t *p = bytes + at;

        memset(bytes, '\n', sizeof bytes);
        for (size_t i = 0; i < n; i++) {
            random = random * 1664525u + 1013904223u;
            p[i] = round / 5184u % 2u == 0 ? (uint8_t)(random >> 24)
                                            : (uint8_t)letters[(random >> 16) % (sizeof letters - 1u)];
        }
        assert_int_equal(tnefi_scan_plain_lines(p, n, &all), tnefi_scan_plain_lines_slow(p, n, &all));
    }
}

/* However often it stops: what is looked at grows with what is passed, not with what is there. */
static void what_is_touched_is_bounded(void **state)
{
#ifdef TNEF_COUNT_TOUCHED
    static const char *const shapes[] = {
        "x\n--x", "x\n--", "\nb", "\nbegi", "\nbegin ", "\r\r\neJ8+I", "\n",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n--x"};
    static uint8_t bytes[65536];

    (void)state;
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        size_t len = strlen(shapes[i]);
        size_t at = 0;
        uint64_t before = tnefi_base_touched;

        for (size_t k = 0; k < sizeof bytes; k++)
            bytes[k] = (uint8_t)shapes[i][k % len];
        while (at < sizeof bytes)
            at += tnefi_scan_plain_lines(bytes + at, sizeof bytes - at, &all) + 1u;
        assert_in_range(tnefi_base_touched - before, sizeof bytes / 8u, 6u * sizeof bytes);
    }
#else
    (void)state;
    skip();
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_of_interest_stop),
        cmocka_unit_test(the_end_of_a_line_is_found),
        cmocka_unit_test(other_lines_pass),
        cmocka_unit_test(a_line_that_is_not_here_is_waited_for),
        cmocka_unit_test(fast_and_slow_are_the_same),
        cmocka_unit_test(fast_and_slow_are_the_same_wherever_it_lies),
        cmocka_unit_test(what_is_touched_is_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
