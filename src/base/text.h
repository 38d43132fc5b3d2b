/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_BASE_TEXT_H
#define TNEFI_BASE_TEXT_H
/* The text of quoted-printable, which stands for itself: printable ASCII and blanks, but "=". In blocks, for
 * what decodes it and what encodes it; both have a plain body, byte by byte. */

#include "base/simd.h"

#include <stdint.h>

#if defined(TNEFI_SSE2)

#  include <emmintrin.h>

#  define TNEFI_TEXT_BLOCK 16u

/* A bit for each byte that is not text, or is a tab. As signed numbers those above 7F are below 20. */
static inline uint32_t tnefi_base_not_text(__m128i x)
{
    __m128i low = _mm_cmplt_epi8(x, _mm_set1_epi8(0x20));
    __m128i equal =
        _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8('=')), _mm_cmpeq_epi8(x, _mm_set1_epi8(0x7F)));

    return (uint32_t)_mm_movemask_epi8(_mm_or_si128(low, equal));
}

/* Copies a block. Returns a bit for each byte that is not text, or is a tab. */
static inline uint32_t tnefi_base_copy_text(uint8_t *out, const uint8_t *p)
{
    __m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);

    _mm_storeu_si128((__m128i *)(void *)out, x);
    return tnefi_base_not_text(x);
}

#endif

#endif
