/* SPDX-License-Identifier: MIT */

/* The work of the decoder of compressed RTF, in bytes touched, on the worst inputs that are known: whole, and
 * in pieces. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <tnef/lzfu.h>

#include "touched.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LARGE 1048576u
#define SMALL 65536u

static double worst;

static tnef_status sink(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    (void)len;
    (void)taken;
    return TNEF_OK;
}

static void put32(uint8_t *p, uint32_t v)
{
    for (uint32_t i = 0; i < 4u; i++)
        p[i] = (uint8_t)(v >> 8u * i);
}

static void run(const uint8_t *in, size_t len)
{
    for (size_t k = 0; k < TOUCHED_PIECES; k++) {
        tnef_lzfu_config cfg = { .size = sizeof cfg, .sink = sink };
        size_t n = touched_pieces[k] == 1u ? SMALL : len;
        size_t piece = touched_pieces[k] != 0 ? touched_pieces[k] : n;
        uint64_t touched = touched_now(), calls = 1;
        tnef_lzfu *z;

        assert_int_equal(tnef_lzfu_new(&z, &cfg, NULL), TNEF_OK);
        for (size_t at = 0; at < n; calls++) {
            size_t part = n - at < piece ? n - at : piece;

            assert_int_equal(tnef_lzfu_feed(z, in + at, part, NULL), TNEF_OK);
            at += part;
        }
        (void)tnef_lzfu_finish(z);
        tnef_lzfu_free(z);
        touched = touched_now() - touched;
        if ((double)touched / (double)n > worst) {
            worst = (double)touched / (double)n;
            printf("control %02X, %02X%02X, pieces of %zu: %.1f\n", in[16], in[17], in[18], piece,
                   worst);
        }
        if (!touched_within("lzfu", touched, n, calls))
            fail_msg("control %02X, pieces of %zu", in[16], piece);
    }
}

/* Literals, the longest references, and the shortest; those of 16 and 2 bytes never end it, since
 * they never come to where they point; COMPSIZE right, 0 and too large; stored. */
static void touched_lzfu_tokens(void **state)
{
    static const uint8_t units[][3] = { { 0x00, 'a', 'a' }, { 0xFF, 0x00, 0x0F }, { 0xFF, 0x00, 0x00 },
                                        { 0xFF, 0x10, 0x0E }, { 0xFF, 0x10, 0x00 },
                                        { 0x55, 'a', 0x0F }, { 0xFF, 0x10, 0x1F } };
    static const uint32_t types[] = { TNEF_LZFU_TYPE_COMPRESSED, TNEF_LZFU_TYPE_STORED };
    static const uint32_t sizes[] = { LARGE - 4u, 0, 0xFFFFFFFFu };
    uint8_t *in = malloc(LARGE);

    (void)state;
    if (!touched_counts()) {
        free(in);
        skip();
    }
    assert_non_null(in);
    for (size_t t = 0; t < 2u; t++)
        for (size_t s = 0; s < 3u; s++)
            for (size_t u = 0; u < sizeof units / sizeof units[0]; u++) {
                put32(in, sizes[s]);
                put32(in + 4, 0x7FFFFFFF);
                put32(in + 8, types[t]);
                put32(in + 12, 0);
                for (size_t i = 16; i < LARGE; i++)
                    in[i] = (i - 16u) % 17u == 0 ? units[u][0] : units[u][1 + (i - 17u) % 17u % 2u];
                run(in, LARGE);
            }
    free(in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(touched_lzfu_tokens),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
