/* SPDX-License-Identifier: MIT */

/* The sum of bytes with vector instructions is the one without, for all lengths and alignments. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

/* The file once more, without vector instructions, under another name. */
#undef TNEF_NO_SIMD
#define TNEF_NO_SIMD
uint32_t plain_sum(uint32_t sum, const uint8_t *p, size_t n);
#define tnefi_base_sum16 plain_sum
#include "base/sum.c"
#undef tnefi_base_sum16
uint32_t tnefi_base_sum16(uint32_t sum, const uint8_t *p, size_t n);

#define LENGTHS    201u
#define ALIGNMENTS 64u

/* A block of exactly |n| bytes after |before| others, so that a load beyond it is one beyond the block. */
static uint8_t *block_of(size_t before, size_t n, uint32_t random)
{
    uint8_t *block = malloc(before + n + (before + n == 0));

    assert_non_null(block);
    for (size_t i = 0; i < before + n; i++) {
        random = random * 1664525u + 1013904223u;
        block[i] = (uint8_t)(random >> 24);
    }
    return block;
}

static uint32_t byte_by_byte(uint32_t sum, const uint8_t *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        sum = (sum + p[i]) % 65536u;
    return sum;
}

static void check(uint32_t sum, const uint8_t *p, size_t n)
{
    uint32_t expected = byte_by_byte(sum, p, n);

    assert_int_equal(plain_sum(sum, p, n), expected);
    assert_int_equal(tnefi_base_sum16(sum, p, n), expected);
}

static void sum_is_the_plain_one_at_all_lengths_and_alignments(void **state)
{
    (void)state;
    for (size_t before = 0; before < ALIGNMENTS; before++)
        for (size_t n = 0; n < LENGTHS; n++) {
            uint8_t *block = block_of(before, n, (uint32_t)(before * LENGTHS + n));

            check((uint32_t)(n * 331u) % 65536u, block + before, n);
            memset(block, 0xFF, before + n);
            check(65535, block + before, n);
            free(block);
        }
}

/* Blocks of the plain body, and parts of 16 bits of the others, overflow. */
static void sum_is_the_plain_one_of_much(void **state)
{
    static const size_t lengths[] = { 4096, 65535, 65536, 65537, 131072, 300000, 3000017 };

    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        uint8_t *block = block_of(0, lengths[i], (uint32_t)i);

        check(1, block, lengths[i]);
        memset(block, 0xFF, lengths[i]);
        check(65535, block, lengths[i]);
        free(block);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sum_is_the_plain_one_at_all_lengths_and_alignments),
        cmocka_unit_test(sum_is_the_plain_one_of_much),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
