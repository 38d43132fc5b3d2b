/* SPDX-License-Identifier: MIT */
/* The sum of bytes at the speed of memory: a large attachment that is only looked at costs little else. With
 * vectors it takes a quarter of the instructions of the plain body, which is the definition. */

#include "base/sum.h"

#include "base/simd.h"

#if defined(TNEFI_SSE2)
#  include <emmintrin.h>
#elif defined(TNEFI_NEON)
#  include <arm_neon.h>
#endif

/* ---- With vectors: sum_vectors() adds |n| bytes, a multiple of SUM_VECTOR --------------------- */

#define SUM_VECTOR 16u

#if defined(TNEFI_SSE2)

/* Eight bytes. */
static inline uint32_t sum_8(const uint8_t *p)
{
    const __m128i x = _mm_loadl_epi64((const __m128i *)(const void *)p);

    return (uint32_t)_mm_cvtsi128_si32(_mm_sad_epu8(x, _mm_setzero_si128()));
}

static inline __m128i row(const uint8_t *p)
{
    return _mm_sad_epu8(_mm_loadu_si128((const __m128i *)(const void *)p), _mm_setzero_si128());
}

/* Four sums, since each has to wait for the one before it. Their parts have 64 bits: none overflows. */
static uint32_t sum_vectors(const uint8_t *p, size_t n)
{
    __m128i a = _mm_setzero_si128();
    __m128i b = a;
    __m128i c = a;
    __m128i d = a;
    size_t i = 0;

    for (; n - i >= 4u * SUM_VECTOR; i += 4u * SUM_VECTOR) {
        a = _mm_add_epi64(a, row(p + i));
        b = _mm_add_epi64(b, row(p + i + SUM_VECTOR));
        c = _mm_add_epi64(c, row(p + i + 2u * SUM_VECTOR));
        d = _mm_add_epi64(d, row(p + i + 3u * SUM_VECTOR));
    }
    for (; i < n; i += SUM_VECTOR)
        a = _mm_add_epi64(a, row(p + i));
    a = _mm_add_epi64(_mm_add_epi64(a, b), _mm_add_epi64(c, d));
    a = _mm_add_epi64(a, _mm_srli_si128(a, 8));
    return (uint32_t)_mm_cvtsi128_si32(a);
}

#elif defined(TNEFI_NEON)

/* Eight bytes. */
static inline uint32_t sum_8(const uint8_t *p)
{
    return vaddlv_u8(vld1_u8(p));
}

/* Parts of 16 bits may overflow: only the sum modulo 65536 is asked for. */
static uint32_t sum_vectors(const uint8_t *p, size_t n)
{
    uint16x8_t a = vdupq_n_u16(0);
    uint16x8_t b = a;
    size_t i = 0;

    for (; n - i >= 2u * SUM_VECTOR; i += 2u * SUM_VECTOR) {
        a = vpadalq_u8(a, vld1q_u8(p + i));
        b = vpadalq_u8(b, vld1q_u8(p + i + SUM_VECTOR));
    }
    for (; i < n; i += SUM_VECTOR)
        a = vpadalq_u8(a, vld1q_u8(p + i));
    return vaddvq_u16(vaddq_u16(a, b));
}

#endif

#if defined(TNEFI_SSE2) || defined(TNEFI_NEON)

/* Adds |n| bytes, fewer than a vector has. Properties are multiples of four bytes: a sum of 12 bytes takes a
 * third of the instructions that it takes byte by byte. */
static inline uint32_t sum_few(const uint8_t *p, size_t n)
{
    uint32_t sum = 0;

    if (n >= 8u) {
        sum += sum_8(p);
        p += 8;
        n -= 8u;
    }
    if (n >= 4u) {
        sum += (uint32_t)p[0] + p[1] + p[2] + p[3];
        p += 4;
        n -= 4u;
    }
    for (size_t i = 0; i < n; i++)
        sum += p[i];
    return sum;
}

uint32_t tnefi_base_sum16(uint32_t sum, const uint8_t *p, size_t n)
{
    size_t whole = n - n % SUM_VECTOR;
    uint32_t more = whole > 0 ? sum_vectors(p, whole) : 0;

    return (sum + more + sum_few(p + whole, n - whole)) % 65536u;
}

#else

/* ---- The plain body ------------------------------------------------------------------------ */

/* Rows of a fixed length are what compilers vectorise without being told to. A block is short enough that
 * 32 bits cannot overflow. */
#  define SUM_ROW   64u
#  define SUM_BLOCK 65536u

/*@ requires \valid_read(p + (0 .. SUM_ROW - 1));
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= 255 * SUM_ROW; */
static uint32_t sum_row(const uint8_t *p)
{
    uint32_t sum = 0;

    /*@ loop invariant 0 <= i <= SUM_ROW && sum <= 255 * i;
        loop assigns i, sum;
        loop variant SUM_ROW - i; */
    for (uint32_t i = 0; i < SUM_ROW; i++)
        sum += p[i];
    return sum;
}

/*@ requires n <= SUM_BLOCK && \valid_read(p + (0 .. n - 1));
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= 255 * n; */
static uint32_t sum_block(const uint8_t *p, size_t n)
{
    uint32_t sum = 0;
    size_t i = 0;

    /*@ loop invariant 0 <= i <= n && sum <= 255 * i;
        loop assigns i, sum;
        loop variant n - i; */
    while (n - i >= SUM_ROW) {
        sum += sum_row(p + i);
        i += SUM_ROW;
    }
    /*@ loop invariant 0 <= i <= n && sum <= 255 * i;
        loop assigns i, sum;
        loop variant n - i; */
    while (i < n) {
        sum += p[i];
        i++;
    }
    return sum;
}

uint32_t tnefi_base_sum16(uint32_t sum, const uint8_t *p, size_t n)
{
    size_t i = 0;

    /*@ loop invariant 0 <= i <= n && sum < 65536;
        loop assigns i, sum;
        loop variant n - i; */
    while (i < n) {
        size_t len = n - i < SUM_BLOCK ? n - i : SUM_BLOCK;

        sum = (sum + sum_block(p + i, len) % 65536u) % 65536u;
        i += len;
    }
    return sum;
}

#endif
