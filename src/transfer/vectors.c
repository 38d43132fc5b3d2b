/* SPDX-License-Identifier: MIT */
/* Base64 (RFC 2045, 6.8) and uuencode (POSIX, IEEE 1003.1), 16 characters at a time. Outside of the proof:
 * ctest -R transfer_vectors compares it with one character after the other, at all lengths and alignments and
 * with each byte at each place, in blocks of memory that end where the input does. */

#include "transfer/vectors.h"

#if defined(TNEFI_SSSE3)
#  include <string.h>

#  include <tmmintrin.h>

#  include "transfer/base64_alphabet.h"

#  define CHARS  16u /* in a vector */
#  define QUANTA (CHARS / 4u)

/* A vector is written as it is, 16 bytes of which 12 count, where that many quanta have room. */
#  define STORED (CHARS / 3u + 1u)

#  define SSSE3 __attribute__((target("ssse3")))

/* Of values of 6 bits each four become three bytes: first 12 bits, then 24, then the bytes in order. */
SSSE3 static inline __m128i pack(__m128i values)
{
    const __m128i order = _mm_setr_epi8(BYTES_IN_ORDER);
    __m128i twelve = _mm_maddubs_epi16(values, _mm_set1_epi16(1 * 256 + 64));
    __m128i all = _mm_madd_epi16(twelve, _mm_set1_epi32(1 * 65536 + 4096));

    return _mm_shuffle_epi8(all, order);
}

SSSE3 static inline __m128i load(const uint8_t *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

/* Writes 12 bytes where |quanta| quanta have room. */
SSSE3 static inline void store(uint8_t *out, __m128i bytes, size_t quanta)
{
    if (quanta >= STORED) {
        _mm_storeu_si128((__m128i *)(void *)out, bytes);
    } else {
        uint32_t last = (uint32_t)_mm_cvtsi128_si32(_mm_srli_si128(bytes, 8));

        _mm_storel_epi64((__m128i *)(void *)out, bytes);
        memcpy(out + 8, &last, sizeof last);
    }
}

/* The group of the first bad character. */
static inline size_t first_of(uint32_t bad)
{
    return (size_t)__builtin_ctz(bad) / 4u;
}

/* ---- base64 -------------------------------------------------------------------------------- */

/* A bit for each character that is not of the alphabet. */
SSSE3 static inline uint32_t base64_bad(__m128i x, __m128i high)
{
    const __m128i of_high = _mm_setr_epi8(OF_HIGH_HALF);
    const __m128i of_low = _mm_setr_epi8(OF_LOW_HALF);
    __m128i low = _mm_and_si128(x, _mm_set1_epi8(15));
    __m128i both = _mm_and_si128(_mm_shuffle_epi8(of_high, high), _mm_shuffle_epi8(of_low, low));

    return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(both, _mm_setzero_si128()));
}

SSSE3 static inline __m128i base64_values(__m128i x, __m128i high)
{
    const __m128i added = _mm_setr_epi8(ADDED_BY_HIGH_HALF);
    __m128i which = _mm_add_epi8(high, _mm_cmpeq_epi8(x, _mm_set1_epi8('/')));

    return _mm_add_epi8(x, _mm_shuffle_epi8(added, which));
}

/* Decodes a vector. Returns a bit for each bad character; what is written from there on does not count. */
SSSE3 static inline uint32_t base64_vector(uint8_t *out, const uint8_t *p, size_t quanta)
{
    __m128i x = load(p);
    __m128i high = _mm_and_si128(_mm_srli_epi16(x, 4), _mm_set1_epi8(15));

    store(out, pack(base64_values(x, high)), quanta);
    return base64_bad(x, high);
}

/* The last vector ends where the quanta do: some of it is decoded again. */
SSSE3 size_t tnefi_transfer_base64_ssse3(uint8_t *out, const uint8_t *p, size_t quanta, size_t i)
{
    uint32_t bad = 0;

    for (; quanta - i >= STORED; i += QUANTA) {
        bad = base64_vector(out + 3u * i, p + 4u * i, STORED);
        if (bad != 0)
            return i + first_of(bad);
    }
    for (; i < quanta && quanta >= QUANTA; i += QUANTA) {
        i = quanta - i >= QUANTA ? i : quanta - QUANTA;
        bad = base64_vector(out + 3u * i, p + 4u * i, quanta - i);
        if (bad != 0)
            return i + first_of(bad);
    }
    return i;
}

/* As wide as the processor has them. */
static size_t base64(uint8_t *out, const uint8_t *p, size_t quanta)
{
#  if defined(TNEFI_AVX2)
    if (tnefi_base_has_avx2())
        return tnefi_transfer_base64_avx2(out, p, quanta);
#  endif
    return tnefi_base_has_ssse3() ? tnefi_transfer_base64_ssse3(out, p, quanta, 0) : 0;
}

size_t tnefi_transfer_base64_vectors(uint8_t *out, const uint8_t *p, size_t quanta)
{
    size_t done = base64(out, p, quanta);

    TNEFI_TOUCH(4u * done + (quanta >= QUANTA ? CHARS : 0)); /* fewer are not looked at */
    return done;
}

/* ---- uuencode ------------------------------------------------------------------------------ */

/* A bit for each character that is not 20 to 60. */
SSSE3 static inline uint32_t uu_bad(__m128i x)
{
    __m128i good =
        _mm_and_si128(_mm_cmpgt_epi8(x, _mm_set1_epi8(0x1F)), _mm_cmpgt_epi8(_mm_set1_epi8(0x61), x));

    return (uint32_t)_mm_movemask_epi8(good) ^ 0xFFFFu;
}

SSSE3 static inline uint32_t uu_vector(uint8_t *out, const uint8_t *p, size_t groups)
{
    __m128i x = load(p);
    __m128i values = _mm_and_si128(_mm_add_epi8(x, _mm_set1_epi8(32)), _mm_set1_epi8(63));

    store(out, pack(values), groups);
    return uu_bad(x);
}

SSSE3 static size_t uu_ssse3(uint8_t *out, const uint8_t *p, size_t groups)
{
    size_t i = 0;
    uint32_t bad = 0;

    for (; groups - i >= STORED; i += QUANTA) {
        bad = uu_vector(out + 3u * i, p + 4u * i, STORED);
        if (bad != 0)
            return i + first_of(bad);
    }
    for (; i < groups && groups >= QUANTA; i += QUANTA) {
        i = groups - i >= QUANTA ? i : groups - QUANTA;
        bad = uu_vector(out + 3u * i, p + 4u * i, groups - i);
        if (bad != 0)
            return i + first_of(bad);
    }
    return i;
}

size_t tnefi_transfer_uu_vectors(uint8_t *out, const uint8_t *p, size_t groups)
{
    size_t done = tnefi_base_has_ssse3() ? uu_ssse3(out, p, groups) : 0;

    TNEFI_TOUCH(4u * done + (groups >= QUANTA ? CHARS : 0)); /* fewer are not looked at */
    return done;
}

#endif
