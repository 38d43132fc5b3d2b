/* SPDX-License-Identifier: MIT */
/* Base64, 32 characters at a time: what vectors.c does with 16, in two halves that know nothing of each
 * other. A line of 76 characters takes three vectors, not five: with its line break 205 instructions, not
 * 283. */

#include "transfer/vectors.h"

#if defined(TNEFI_AVX2)
#  include <immintrin.h>

#  include "transfer/base64_alphabet.h"

#  define CHARS  32u /* in a vector */
#  define QUANTA (CHARS / 4u)

/* Each half is written as it is, 16 bytes of which 12 count. */
#  define STORED (QUANTA + 2u)

#  define AVX2 __attribute__((target("avx2")))

/* The same 16 bytes in both halves. */
AVX2 static inline __m256i twice(__m128i x)
{
    return _mm256_broadcastsi128_si256(x);
}

/* A bit for each character that is not of the alphabet. */
AVX2 static inline uint32_t bad_of(__m256i x, __m256i high)
{
    const __m128i of_high = _mm_setr_epi8(OF_HIGH_HALF);
    const __m128i of_low = _mm_setr_epi8(OF_LOW_HALF);
    __m256i low = _mm256_and_si256(x, _mm256_set1_epi8(15));
    __m256i both =
        _mm256_and_si256(_mm256_shuffle_epi8(twice(of_high), high), _mm256_shuffle_epi8(twice(of_low), low));

    return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(both, _mm256_setzero_si256()));
}

AVX2 static inline __m256i values_of(__m256i x, __m256i high)
{
    const __m128i added = _mm_setr_epi8(ADDED_BY_HIGH_HALF);
    __m256i which = _mm256_add_epi8(high, _mm256_cmpeq_epi8(x, _mm256_set1_epi8('/')));

    return _mm256_add_epi8(x, _mm256_shuffle_epi8(twice(added), which));
}

/* Of values of 6 bits each four become three bytes, 12 in each half. */
AVX2 static inline __m256i pack(__m256i values)
{
    const __m128i order = _mm_setr_epi8(BYTES_IN_ORDER);
    __m256i twelve = _mm256_maddubs_epi16(values, _mm256_set1_epi16(1 * 256 + 64));
    __m256i all = _mm256_madd_epi16(twelve, _mm256_set1_epi32(1 * 65536 + 4096));

    return _mm256_shuffle_epi8(all, twice(order));
}

AVX2 size_t tnefi_transfer_base64_avx2(uint8_t *out, const uint8_t *p, size_t quanta)
{
    size_t i = 0;

    for (; quanta - i >= STORED; i += QUANTA) {
        __m256i x = _mm256_loadu_si256((const __m256i *)(const void *)(p + 4u * i));
        __m256i high = _mm256_and_si256(_mm256_srli_epi16(x, 4), _mm256_set1_epi8(15));
        __m256i bytes = pack(values_of(x, high));
        uint32_t bad = bad_of(x, high);

        _mm_storeu_si128((__m128i *)(void *)(out + 3u * i), _mm256_castsi256_si128(bytes));
        _mm_storeu_si128((__m128i *)(void *)(out + 3u * i + 12u), _mm256_extracti128_si256(bytes, 1));
        if (bad != 0)
            return i + (size_t)__builtin_ctz(bad) / 4u;
    }
    return tnefi_transfer_base64_ssse3(out, p, quanta, i);
}

#endif
