/* SPDX-License-Identifier: MIT */
/* Base64 (RFC 2045, 6.8), 12 bytes at a time. Outside of the proof: ctest -R encode_vectors compares it with
 * one group after the other, at all lengths and alignments and with each byte at each place, in blocks of
 * memory that end where the input and the room for the output do.
 *
 * Each group of three bytes is spread over four, and each of these is shifted so that its 6 bits are the
 * lowest. What is added to a value to make it a character depends on which row of the alphabet it is in:
 *
 *     0 to 25    A to Z       row 13
 *     26 to 51   a to z       row 0
 *     52 to 61   0 to 9       rows 1 to 10
 *     62         +            row 11
 *     63         /            row 12 */

#include "encode/vectors.h"

#if defined(TNEFI_SSSE3)

#  include <tmmintrin.h>

#  define CHARS  16u /* in a vector */
#  define QUANTA (CHARS / 4u)

/* A vector is read as it is, 16 bytes of which 12 count, where that many quanta are left. */
#  define LOADED (CHARS / 3u + 1u)

/* Or with so many bytes before them. */
#  define BEFORE 4u

#  define SSSE3 __attribute__((target("ssse3")))

/* The characters of values of 6 bits. */
SSSE3 static inline __m128i characters(__m128i values)
{
    const char digit = '0' - 52;
    const __m128i added = _mm_setr_epi8('a' - 26, digit, digit, digit, digit, digit, digit, digit, digit,
                                        digit, digit, '+' - 62, '/' - 63, 'A', 0, 0);
    __m128i row = _mm_subs_epu8(values, _mm_set1_epi8(51));
    __m128i upper = _mm_cmpgt_epi8(_mm_set1_epi8(26), values);

    row = _mm_or_si128(row, _mm_and_si128(upper, _mm_set1_epi8(13)));
    return _mm_add_epi8(values, _mm_shuffle_epi8(added, row));
}

/* Encodes the 12 bytes that |order| takes: of each three the second, the first, the third, the second. So a
 * word of 16 bits has the first two values in its bits 4 to 15, the next one the others in its bits 0 to 11.
 * They are shifted by other distances, which is a product. */
SSSE3 static inline void encode_vector(uint8_t *out, const uint8_t *p, __m128i order)
{
    __m128i x = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)p), order);
    __m128i even = _mm_and_si128(x, _mm_set1_epi32(0x0FC0FC00));
    __m128i odd = _mm_and_si128(x, _mm_set1_epi32(0x003F03F0));

    even = _mm_mulhi_epu16(even, _mm_set1_epi32(0x04000040));
    odd = _mm_mullo_epi16(odd, _mm_set1_epi32(0x01000010));
    _mm_storeu_si128((__m128i *)(void *)out, characters(_mm_or_si128(even, odd)));
}

/* Two to five quanta are left for the last vector, or the last two. It ends where the quanta do, in what is
 * read and in what is written: some of it is encoded again. */
SSSE3 static void encode_ssse3(uint8_t *out, const uint8_t *p, size_t quanta)
{
    const __m128i first = _mm_setr_epi8(1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10);
    const __m128i last = _mm_setr_epi8(5, 4, 6, 5, 8, 7, 9, 8, 11, 10, 12, 11, 14, 13, 15, 14);
    size_t i = 0;

    for (; quanta - i >= LOADED; i += QUANTA)
        encode_vector(out + 4u * i, p + 3u * i, first);
    if (i + QUANTA < quanta)
        encode_vector(out + 4u * i, p + 3u * i - BEFORE, last);
    encode_vector(out + 4u * (quanta - QUANTA), p + 3u * quanta - CHARS, last);
}

size_t tnefi_encode_base64_vectors(uint8_t *out, const uint8_t *p, size_t quanta)
{
    if (quanta < LOADED || !tnefi_base_has_ssse3())
        return 0;
    TNEFI_TOUCH(4u * quanta + CHARS);
    encode_ssse3(out, p, quanta);
    return quanta;
}

#endif
