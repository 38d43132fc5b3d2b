/* SPDX-License-Identifier: MIT */

/* Lines that look like a boundary of the mail around a stream: what the fast way past lines finds is what a
 * loop over single bytes finds, whatever the lines end with, and however they are cut. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "convert/unwrap.h"

#include <string.h>

static const char *const delimiters[] = { "--ab", "--a", "-----", "--=_T1_" };
#define DELIMITERS (sizeof delimiters / sizeof delimiters[0])

static void begin(struct tnefi_convert_unwrap_guard *g)
{
    memset(g, 0, sizeof *g);
    for (size_t i = 0; i < DELIMITERS; i++) {
        g->len[i] = (uint32_t)strlen(delimiters[i]);
        memcpy(g->delimiter[i], delimiters[i], g->len[i]);
    }
    g->count = DELIMITERS;
}

/* Whether a line is the beginning of one of them, but for blanks at its end and lines of dashes alone. */
static int is_beginning(const uint8_t *p, size_t n, const char *delimiter)
{
    while (n > 0 && (p[n - 1u] == ' ' || p[n - 1u] == '\t'))
        n--;
    return n < strlen(delimiter) && memcmp(p, delimiter, n) == 0 && strspn(delimiter, "-") < n;
}

/* Whether a line that has ended begins as one of them, or is the beginning of one. */
static int expected(const uint8_t *p, size_t n)
{
    size_t from = 0;
    int collides = 0;

    for (size_t i = 0; i < n; i++) {
        if (p[i] != '\r' && p[i] != '\n')
            continue;
        for (size_t k = 0; k < DELIMITERS; k++)
            collides |= (i - from >= strlen(delimiters[k])
                         && memcmp(p + from, delimiters[k], strlen(delimiters[k])) == 0)
                        || is_beginning(p + from, i - from, delimiters[k]);
        from = i + 1u;
    }
    return collides;
}

static void check(const uint8_t *p, size_t n)
{
    static struct tnefi_convert_unwrap_guard g;
    const int wanted = expected(p, n);

    for (size_t cut = 0; cut <= n; cut++) {
        begin(&g);
        tnefi_convert_unwrap_guard_feed(&g, p, cut);
        tnefi_convert_unwrap_guard_feed(&g, p + cut, n - cut);
        if (g.collides != wanted)
            fail_msg("'%.*s' cut at %zu: %d and not %d", (int)n, (const char *)p, cut, g.collides, wanted);
    }
    begin(&g);
    for (size_t i = 0; i < n; i++)
        tnefi_convert_unwrap_guard_feed(&g, p + i, 1);
    assert_int_equal(g.collides, wanted);
}

static void certain_lines(void **state)
{
    static const char *const lines[] = {
        "",      "--ab\n",  "--ab\r",           "--ab\r\n", "--ab",       "-\n-ab\n", "x--ab\n",
        "\n\n",  "\r--a\r", "--\r\n--\n",       "-----\n",  "a\r--a\n",   "a\n--b\n", "--=_T1_x\r\n",
        "-\r\n", "--",      "--=_T1\n_--=_T1_", "\r\r\n",   "--a\rb--ab",
    };

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        check((const uint8_t *)lines[i], strlen(lines[i]));
}

static void any_lines(void **state)
{
    static const char letters[] = "--ab\r\n\n=";
    uint32_t random = 1;

    (void)state;
    for (int round = 0; round < 20000; round++) {
        uint8_t p[40];
        size_t n = 0;

        do {
            random = random * 1664525u + 1013904223u;
            p[n] = (uint8_t)letters[random >> 24 & 7u];
            n++;
        } while (n < sizeof p && random >> 27 != 0);
        check(p, n);
    }
}

/* Of a line no more is kept than a boundary has. */
static void long_lines(void **state)
{
    static uint8_t p[1000];

    (void)state;
    for (int dashes = 0; dashes < 2; dashes++) {
        memset(p, 'x', sizeof p);
        memset(p, dashes ? '-' : 'x', 2);
        memcpy(p + 500, "\n--ab\n", 6);
        check(p, sizeof p);
        memset(p + 500, 'x', 6);
        check(p, sizeof p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(certain_lines),
        cmocka_unit_test(any_lines),
        cmocka_unit_test(long_lines),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
