/* SPDX-License-Identifier: MIT */

/* Base64, which is encoded with vectors where the processor has them, is what a loop makes of one group after
 * the other: of all lengths and alignments, and of each byte at each place. Blocks of memory end where the
 * input and the room for the output do. Whole inputs are what they are byte by byte, which vectors have no
 * part in. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "encode/vectors.h"

#include "encode_check.h"

#include <stdlib.h>
#include <string.h>

#define GROUPS     40u /* more than two lines have */
#define ALIGNMENTS 16u
#define BEYOND     16u /* bytes after the room, which stay as they are */

static void fill(uint8_t *p, size_t n, uint32_t random)
{
    for (size_t i = 0; i < n; i++) {
        random = random * 1664525u + 1013904223u;
        p[i] = (uint8_t)(random >> 24);
    }
}

/* One group after the other. */
static void expected(uint8_t *out, const uint8_t *p, size_t groups)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < groups; i++) {
        uint32_t bits = (uint32_t)p[3u * i] << 16 | (uint32_t)p[3u * i + 1u] << 8 | p[3u * i + 2u];

        for (size_t k = 0; k < 4; k++)
            out[4u * i + k] = (uint8_t)alphabet[bits >> (18u - 6u * k) & 63u];
    }
}

static void *room_for(size_t n)
{
    void *p = malloc(n > 0 ? n : 1u);

    assert_non_null(p);
    return p;
}

/* All groups or none are encoded; none only if they are few, or the processor has no vectors. */
static void check_done(size_t done, size_t groups)
{
#if defined(TNEFI_SSSE3)
    if (tnefi_base_has_ssse3() && groups >= 6u) {
        assert_int_equal(done, groups);
        return;
    }
#endif
    (void)groups;
    assert_int_equal(done, 0);
}

/* |before|: bytes before the first one, in input and output. */
static void check(const uint8_t *p, size_t groups, size_t before)
{
    uint8_t wanted[4u * GROUPS];
    uint8_t *in = room_for(before + 3u * groups);
    uint8_t *tight = room_for(before + 4u * groups);
    uint8_t *wide = room_for(before + 4u * groups + BEYOND);
    size_t done;

    expected(wanted, p, groups);
    if (groups > 0)
        memcpy(in + before, p, 3u * groups);
    memset(wide, 0xA5, before + 4u * groups + BEYOND);
    done = tnefi_encode_base64_vectors(tight + before, in + before, groups);
    check_done(done, groups);
    assert_memory_equal(tight + before, wanted, 4u * done);
    assert_int_equal(tnefi_encode_base64_vectors(wide + before, in + before, groups), done);
    assert_memory_equal(wide + before, wanted, 4u * done);
    for (size_t i = 0; i < before; i++)
        assert_int_equal(wide[i], 0xA5);
    for (size_t i = 4u * done; i < 4u * groups + BEYOND; i++)
        assert_int_equal(wide[before + i], 0xA5);
    free(wide);
    free(tight);
    free(in);
}

static void all_lengths_and_alignments(void **state)
{
    uint8_t p[3u * GROUPS];

    (void)state;
    for (size_t before = 0; before < ALIGNMENTS; before++)
        for (size_t groups = 0; groups <= GROUPS; groups++) {
            fill(p, sizeof p, (uint32_t)(before * GROUPS + groups));
            check(p, groups, before);
        }
}

static void each_byte_at_each_place(void **state)
{
    uint8_t p[3u * GROUPS];

    (void)state;
    for (size_t at = 0; at < sizeof p; at++) {
        fill(p, sizeof p, (uint32_t)at);
        for (unsigned b = 0; b < 256u; b++) {
            p[at] = (uint8_t)b;
            check(p, GROUPS, at % ALIGNMENTS);
            check(p, at / 3u + 1u, at % ALIGNMENTS);
        }
    }
}

/* ---- Whole inputs -------------------------------------------------------------------------- */

#define LONGEST 3000u

static void same(uint32_t kind, const void *in, size_t len, size_t cut, uint64_t limit)
{
    const struct encode_plan whole = { .cut = cut, .max_output = limit };
    const struct encode_plan bytes = { .piece = 1, .max_output = limit };
    struct encode_result a, b;

    encode_run(&a, kind, in, len, &whole);
    encode_run(&b, kind, in, len, &bytes);
    assert_int_equal(a.status, b.status);
    assert_int_equal(a.len, b.len);
    if (a.len > 0)
        assert_memory_equal(a.out, b.out, a.len);
    encode_result_free(&a);
    encode_result_free(&b);
}

static void whole_inputs(void **state)
{
    uint8_t *p = room_for(LONGEST);

    (void)state;
    for (size_t len = 0; len <= LONGEST; len += len < 260u ? 1u : 37u) {
        fill(p, len, (uint32_t)len);
        for (uint32_t kind = TNEF_ENCODE_BASE64; kind <= TNEF_ENCODE_BASE64_BARE; kind++) {
            same(kind, p, len, 0, 0);
            same(kind, p, len, len % 61u, 0);
            same(kind, p, len, len % 3u, 1u + len);
        }
    }
    free(p);
}

/* The limit of output in each place of lines that are encoded at once. */
static void limits_in_lines(void **state)
{
    uint8_t p[200];

    (void)state;
    fill(p, sizeof p, 7);
    for (uint32_t kind = TNEF_ENCODE_BASE64; kind <= TNEF_ENCODE_BASE64_BARE; kind++)
        for (uint64_t limit = 1; limit < 280u; limit++)
            same(kind, p, sizeof p, 0, limit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_lengths_and_alignments),
        cmocka_unit_test(each_byte_at_each_place),
        cmocka_unit_test(whole_inputs),
        cmocka_unit_test(limits_in_lines),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
