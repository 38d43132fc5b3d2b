/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_BASE_BLOCK_H
#define TNEFI_BASE_BLOCK_H
/* Sixteen bytes at once, for loops that look for a few bytes in runs of others. Where TNEFI_BLOCKS is not
 * defined there are none, and the loop over single bytes that ends each run does all of it.
 *
 * A comparison gives a block in which a byte is FF where it holds and 0 where it does not. Such blocks can be
 * joined, and become bits: TNEFI_BLOCK_BITS for each byte, the first byte lowest. TNEFI_BLOCK_ALL are those
 * of all bytes, TNEFI_BLOCK_ODD those of the second, the fourth and so on. */

#include "base/simd.h"

#include <stddef.h>
#include <stdint.h>

#define TNEFI_BLOCK 16u

#if defined(TNEFI_SSE2)
#  include <emmintrin.h>
#  define TNEFI_BLOCKS     1
#  define TNEFI_BLOCK_BITS 1u
#  define TNEFI_BLOCK_ALL  UINT64_C(0xFFFF)
#  define TNEFI_BLOCK_ODD  UINT64_C(0xAAAA)

typedef __m128i tnefi_base_block;

static inline tnefi_base_block tnefi_base_block_load(const void *p)
{
    return _mm_loadu_si128((const __m128i *)p);
}

static inline void tnefi_base_block_store(void *p, tnefi_base_block b)
{
    _mm_storeu_si128((__m128i *)p, b);
}

/* Bytes that are |c|. */
static inline tnefi_base_block tnefi_base_block_is(tnefi_base_block b, uint8_t c)
{
    return _mm_cmpeq_epi8(b, _mm_set1_epi8((char)c));
}

/* Bytes that are |c| at most. */
static inline tnefi_base_block tnefi_base_block_most(tnefi_base_block b, uint8_t c)
{
    return _mm_cmpeq_epi8(_mm_min_epu8(b, _mm_set1_epi8((char)c)), b);
}

/* Bytes that are |c| at least. */
static inline tnefi_base_block tnefi_base_block_least(tnefi_base_block b, uint8_t c)
{
    return _mm_cmpeq_epi8(_mm_max_epu8(b, _mm_set1_epi8((char)c)), b);
}

static inline tnefi_base_block tnefi_base_block_or(tnefi_base_block a, tnefi_base_block b)
{
    return _mm_or_si128(a, b);
}

static inline uint64_t tnefi_base_block_bits(tnefi_base_block b)
{
    return (uint64_t)(unsigned)_mm_movemask_epi8(b);
}

/* Writes the first byte of each pair, eight bytes; the second ones are 0. */
static inline void tnefi_base_block_narrow(void *p, tnefi_base_block b)
{
    _mm_storel_epi64((__m128i *)p, _mm_packus_epi16(b, b));
}

#elif defined(TNEFI_NEON)
#  include <arm_neon.h>
#  define TNEFI_BLOCKS     1
#  define TNEFI_BLOCK_BITS 4u
#  define TNEFI_BLOCK_ALL  UINT64_MAX
#  define TNEFI_BLOCK_ODD  UINT64_C(0xF0F0F0F0F0F0F0F0)

typedef uint8x16_t tnefi_base_block;

static inline tnefi_base_block tnefi_base_block_load(const void *p)
{
    return vld1q_u8((const uint8_t *)p);
}

static inline void tnefi_base_block_store(void *p, tnefi_base_block b)
{
    vst1q_u8((uint8_t *)p, b);
}

static inline tnefi_base_block tnefi_base_block_is(tnefi_base_block b, uint8_t c)
{
    return vceqq_u8(b, vdupq_n_u8(c));
}

static inline tnefi_base_block tnefi_base_block_most(tnefi_base_block b, uint8_t c)
{
    return vcleq_u8(b, vdupq_n_u8(c));
}

static inline tnefi_base_block tnefi_base_block_least(tnefi_base_block b, uint8_t c)
{
    return vcgeq_u8(b, vdupq_n_u8(c));
}

static inline tnefi_base_block tnefi_base_block_or(tnefi_base_block a, tnefi_base_block b)
{
    return vorrq_u8(a, b);
}

static inline uint64_t tnefi_base_block_bits(tnefi_base_block b)
{
    uint8x8_t halves = vshrn_n_u16(vreinterpretq_u16_u8(b), 4);

    return vget_lane_u64(vreinterpret_u64_u8(halves), 0);
}

static inline void tnefi_base_block_narrow(void *p, tnefi_base_block b)
{
    vst1_u8((uint8_t *)p, vmovn_u16(vreinterpretq_u16_u8(b)));
}

#endif

#if defined(TNEFI_BLOCKS)
/* The place of the first byte of which |bits| has some; |bits| is not 0. */
static inline size_t tnefi_base_block_first(uint64_t bits)
{
    return (size_t)__builtin_ctzll(bits) / TNEFI_BLOCK_BITS;
}
#endif

#endif
