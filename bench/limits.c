/* SPDX-License-Identifier: MIT */
/* What cannot be done faster: to copy the bytes, to add them up, to find their line ends, and to make zlib's
 * CRC of what comes out of compressed RTF. */
#include "bench.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static uint64_t copied(const struct bench_run *r)
{
    static uint8_t to[1u << 16];
    uint64_t n = 1;

    for (size_t i = 0; i < r->len; i += sizeof to) {
        memcpy(to, r->in + i, r->len - i < sizeof to ? r->len - i : sizeof to);
        n += to[0];
    }
    return n;
}

/* As many bytes at a time as the instructions allow that every processor of the kind has. */
static uint64_t added(const struct bench_run *r)
{
    uint64_t sum = 1;
    size_t i = 0;

#ifdef __SSE2__
    const __m128i zero = _mm_setzero_si128();
    __m128i a = zero, b = zero;

    for (; r->len - i >= 32u; i += 32u) {
        a = _mm_add_epi64(a, _mm_sad_epu8(_mm_loadu_si128((const void *)(r->in + i)), zero));
        b = _mm_add_epi64(b, _mm_sad_epu8(_mm_loadu_si128((const void *)(r->in + i + 16u)), zero));
    }
    a = _mm_add_epi64(a, b);
    sum += (uint64_t)_mm_cvtsi128_si64(a) + (uint64_t)_mm_cvtsi128_si64(_mm_srli_si128(a, 8));
#endif
    for (; i < r->len; i++)
        sum += r->in[i];
    return sum;
}

static uint64_t line_ends(const struct bench_run *r)
{
    const uint8_t *p = r->in, *end = p + r->len;
    uint64_t n = 1;

    while (p != NULL && p < end) {
        p = memchr(p, '\n', (size_t)(end - p));
        n++;
        if (p != NULL)
            p++;
    }
    return n;
}

static uint32_t crc_of(size_t n)
{
    static const uint8_t some[4096];
    uLong crc = crc32(0, NULL, 0);

    for (size_t len; n > 0; n -= len) {
        len = n < sizeof some ? n : sizeof some;
        crc = crc32(crc, some, (uInt)len);
    }
    return (uint32_t)crc;
}

/* Of as many bytes as the header of compressed RTF says that come out. */
static uint64_t checked(const struct bench_run *r)
{
    uint64_t sum = 1;
    const uint8_t *p;
    size_t at = 0, len;

    while (bench_next(r, &at, &p, &len) != 0)
        if (len >= 8u)
            sum += crc_of(p[4] + 256u * p[5] + 65536u * p[6]);
    return sum;
}

const struct bench_way bench_limits[] = {
    { "real compressed RTF", "limit: zlib's CRC of what comes out", checked },
    { "compressed RTF", "limit: zlib's CRC of what comes out", checked },
    { "compressed words", "limit: zlib's CRC of what comes out", checked },
    { "attachment", "limit: a sum of 16 bytes at a time", added },
    { "attachment", "limit: memcpy", copied },
    { "mail: text", "limit: memchr, line by line", line_ends },
    { "mail: 8-bit text", "limit: memchr, line by line", line_ends },
    { "mail: PDF in base64", "limit: memchr, line by line", line_ends },
    { "mail: quoted-printable", "limit: memchr, line by line", line_ends },
    { "mail: uuencode", "limit: memchr, line by line", line_ends },
    { "mailbox of small mails", "limit: memchr, line by line", line_ends },
    { "HTML", "limit: memcpy", copied },
    { "RTF", "limit: memcpy", copied },
    { NULL, NULL, NULL },
};
