/* SPDX-License-Identifier: MIT */
/* CRC-32 (reflected, EDB88320) of 64 bytes at a time, as in V. Gopal and others, Fast CRC Computation for
 * Generic Polynomials Using PCLMULQDQ Instruction, Intel 2009. Outside of the proof: ctest -R crc compares it
 * with one half of a byte after the other, at all lengths and alignments.
 *
 * A block is a polynomial. What stands D bits before the last block has the remainder that its product with
 * x^D mod P has; so a block is folded into the one after it by two products, one of each half. FOLD_N holds
 * the two powers for blocks that lie N apart. When one is left, it is folded to 64 bits, and what they leave
 * of P is found by Barrett's reduction. All is reflected, which is why the constants have 33 bits. */

#include "lzfu/crc_vectors.h"

#if defined(TNEFI_PCLMUL)

#  include "base/touch.h"

#  include <wmmintrin.h>

#  define BLOCK 16u
#  define ROUND (4u * BLOCK)

#  define PCLMUL __attribute__((target("sse2,pclmul")))

PCLMUL static inline __m128i pair(uint64_t low, uint64_t high)
{
    return _mm_set_epi64x((long long)high, (long long)low);
}

PCLMUL static inline __m128i load(const uint8_t *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

#  define FOLD_4    pair(0x0154442bd4u, 0x01c6e41596u)
#  define FOLD_1    pair(0x01751997d0u, 0x00ccaa009eu)
#  define FOLD_HALF pair(0x0163cd6124u, 0)
#  define REDUCE    pair(0x01db710641u, 0x01f7011641u) /* P, and the quotient of x^64 by it */

/* |x| is folded into |next|. */
PCLMUL static inline __m128i fold(__m128i x, __m128i by, __m128i next)
{
    __m128i low = _mm_clmulepi64_si128(x, by, 0x00);
    __m128i high = _mm_clmulepi64_si128(x, by, 0x11);

    return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

/* The checksum that a block comes to which is the last. */
PCLMUL static inline uint32_t last(__m128i x)
{
    const __m128i low_32 = _mm_setr_epi32(-1, 0, -1, 0);
    __m128i y;

    x = _mm_xor_si128(_mm_srli_si128(x, 8), _mm_clmulepi64_si128(x, FOLD_1, 0x10));
    y = _mm_clmulepi64_si128(_mm_and_si128(x, low_32), FOLD_HALF, 0x00);
    x = _mm_xor_si128(_mm_srli_si128(x, 4), y);
    y = _mm_clmulepi64_si128(_mm_and_si128(x, low_32), REDUCE, 0x10);
    y = _mm_clmulepi64_si128(_mm_and_si128(y, low_32), REDUCE, 0x00);
    return (uint32_t)_mm_cvtsi128_si32(_mm_srli_si128(_mm_xor_si128(x, y), 4));
}

PCLMUL static uint32_t blocks(uint32_t crc, const uint8_t *p, size_t n)
{
    __m128i a = _mm_xor_si128(load(p), _mm_cvtsi32_si128((int)crc));
    __m128i b = load(p + BLOCK);
    __m128i c = load(p + 2u * BLOCK);
    __m128i d = load(p + 3u * BLOCK);
    size_t i = ROUND;

    for (; n - i >= ROUND; i += ROUND) {
        a = fold(a, FOLD_4, load(p + i));
        b = fold(b, FOLD_4, load(p + i + BLOCK));
        c = fold(c, FOLD_4, load(p + i + 2u * BLOCK));
        d = fold(d, FOLD_4, load(p + i + 3u * BLOCK));
    }
    a = fold(fold(fold(a, FOLD_1, b), FOLD_1, c), FOLD_1, d);
    for (; n - i >= BLOCK; i += BLOCK)
        a = fold(a, FOLD_1, load(p + i));
    return last(a);
}

size_t tnefi_lzfu_crc_vectors(uint32_t *crc, const uint8_t *p, size_t n)
{
    size_t whole = n / BLOCK * BLOCK;

    if (n < ROUND || !tnefi_base_has_pclmul())
        return 0;
    TNEFI_TOUCH(whole);
    *crc = blocks(*crc, p, whole);
    return whole;
}

#endif
