/* SPDX-License-Identifier: MIT */
/* Of text that is quoted-printable (RFC 2045, 6.7) only the lines that it decodes to are searched, and few of
 * them begin as what is looked for. So where a line may begin is searched in the text as it stands, and only
 * what stands around such a place is decoded if it may begin so. A line begins
 *
 *     after CR or LF            also after a soft line break, though no line begins there
 *     after =0A, =0D, =0a, =0d
 *
 * Passed over, as the beginning of a line:
 *
 *     hello                     it begins with another character
 *     =D0=BF                    so does what this decodes to
 *     bag                       it is another word
 *
 * Looked at, which means decoded:
 *
 *     b=65gin 644 x             it may be one of the words
 *     =62egin                   it decodes to the first character of one
 *     =                         what the line begins with stands after a soft line break */

#include "scan/quoted.h"

#include "base/ascii.h"
#include "base/simd.h"
#include "base/touch.h"

/* The prover sees the plain form of what is done in blocks, and tests compare the two. */
#if defined(TNEFI_SSE2)
#  include <emmintrin.h>
#endif

#define CR 13u
#define LF 10u

#define LOOK_MOST 16384u /* bytes looked at together: they are still in the cache when some are decoded */
#define DECODED   256u   /* bytes decoded from a line of interest on, since to ask again costs, too */
#define BACK      128u   /* a place to end at is looked for among so many: more than a line has */

#define NO_DIGIT 16u

/*@ terminates \true; exits \false;
    assigns \nothing; */
static int is_end(uint8_t b)
{
    return b == CR || b == LF;
}

/* The value of a hexadecimal digit, or NO_DIGIT. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NO_DIGIT; */
static uint32_t digit(uint8_t b)
{
    if (b >= '0' && b <= '9')
        return (uint32_t)b - '0';
    if (b >= 'A' && b <= 'F')
        return (uint32_t)b - 'A' + 10u;
    if (b >= 'a' && b <= 'f')
        return (uint32_t)b - 'a' + 10u;
    return NO_DIGIT;
}

/* ---- Where a line begins ------------------------------------------------------------------- */

/* Whether the line may begin with |word|, which is in lower case if |any_case|: what is encoded, or not here,
 * may be the rest of it. */
/*@ requires \valid_read(p + (0 .. n - 1)) && \valid_read(word + (0 .. len - 1));
    terminates \true; exits \false;
    assigns \nothing; */
static int may_be(const uint8_t *p, size_t n, const uint8_t *word, size_t len, int any_case)
{
    size_t i = 0;

    /*@ loop invariant 0 <= i <= n && i <= len;
        loop assigns i;
        loop variant n - i; */
    while (i < n && i < len && (any_case ? tnefi_base_lower(p[i]) : p[i]) == word[i])
        i++;
    TNEFI_TOUCH(i + 1u);
    return i == n || i == len || p[i] == '=';
}

/* Whether a word that is looked for begins so. */
/*@ requires I_OK(of);
    terminates \true; exits \false;
    assigns \nothing; */
static int is_first(uint32_t b, const struct tnefi_scan_interest *of)
{
    return b == of->block || (b >= 'A' && b <= 'Z' && b + 32u == of->block)
           || (of->text_len > 0 && b == of->text[0]);
}

/* The same of what an "=" begins. If no digits follow, that is the "=" itself, or a soft line break. */
/*@ requires I_OK(of) && 1 <= n && \valid_read(p + (0 .. n - 1));
    terminates \true; exits \false;
    assigns \nothing; */
static int encodes_first(const uint8_t *p, size_t n, const struct tnefi_scan_interest *of)
{
    uint32_t high, low;

    TNEFI_TOUCH(3u);
    if (n < 3u || is_end(p[1]) || tnefi_base_is_blank(p[1]))
        return 1;
    high = digit(p[1]);
    low = digit(p[2]);
    return high < NO_DIGIT && low < NO_DIGIT && is_first(high * 16u + low, of);
}

/* The same of all that the line begins with, when its first byte has told that it may be. */
/*@ requires I_OK(of) && 1 <= n && \valid_read(p + (0 .. n - 1));
    terminates \true; exits \false;
    assigns \nothing; */
static int begins(const uint8_t *p, size_t n, const struct tnefi_scan_interest *of)
{
    static const uint8_t begin[] = { 'b', 'e', 'g', 'i', 'n' };

    if (p[0] == '=')
        return encodes_first(p, n, of);
    if (tnefi_base_lower(p[0]) == of->block && may_be(p, n, begin, sizeof begin, 1))
        return 1;
    return of->text_len > 0 && may_be(p, n, of->text, of->text_len, 0);
}

/* Whether a line that begins with these bytes may be of interest when it is decoded. */
/*@ requires I_OK(of) && 1 <= n && \valid_read(p + (0 .. n - 1));
    terminates \true; exits \false;
    assigns \nothing; */
static inline int may_be_of_interest(const uint8_t *p, size_t n, const struct tnefi_scan_interest *of)
{
    return (p[0] == '=' || is_first(p[0], of)) && begins(p, n, of);
}

/* Whether a line may begin at |i|, after a line end or one that is encoded. */
/*@ requires 1 <= i && \valid_read(p + (0 .. i - 1));
    terminates \true; exits \false;
    assigns \nothing; */
static int is_after_end(const uint8_t *p, size_t i)
{
    uint32_t low;

    if (is_end(p[i - 1u]))
        return 1;
    if (i < 3u || p[i - 3u] != '=' || p[i - 2u] != '0')
        return 0;
    low = digit(p[i - 1u]);
    return low == CR || low == LF;
}

/* The first line that may be of interest and begins at |from|, which is at least 1, or later: where it
 * begins, or |n| if there is none. */
/*@ requires 1 <= from <= n < SIZE_MAX && \valid_read(p + (0 .. n - 1)) && I_OK(of);
    terminates \true; exits \false;
    assigns \nothing;
    ensures from <= \result <= n; */
static size_t find_slow(const uint8_t *p, size_t n, size_t from, const struct tnefi_scan_interest *of)
{
    size_t i = from;

    /*@ loop invariant from <= i <= n;
        loop assigns i;
        loop variant n - i; */
    while (i < n && !(is_after_end(p, i) && may_be_of_interest(p + i, n - i, of)))
        i++;
    TNEFI_TOUCH(i - from + 1u);
    return i;
}

#if defined(TNEFI_SSE2)

#  define SMALL 16u
#  define BLOCK 64u

static inline __m128i load(const uint8_t *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

/* A bit for each of 16 bytes before which there is CR or LF, or "=0" and another byte. */
static inline uint32_t places(const uint8_t *p)
{
    __m128i last = load(p - 1);
    __m128i cr = _mm_cmpeq_epi8(last, _mm_set1_epi8(CR));
    __m128i lf = _mm_cmpeq_epi8(last, _mm_set1_epi8(LF));
    __m128i escape = _mm_and_si128(_mm_cmpeq_epi8(load(p - 3), _mm_set1_epi8('=')),
                                   _mm_cmpeq_epi8(load(p - 2), _mm_set1_epi8('0')));

    return (uint32_t)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(cr, lf), escape));
}

/* The first line of interest that begins at |at|, or later: where |bits| has one. |n| if there is none. A bit
 * before another one is that of an empty line, since the other one's is that of its end. */
static inline size_t line_of(const uint8_t *p, size_t n, size_t at, uint64_t bits,
                             const struct tnefi_scan_interest *of)
{
    for (bits &= ~(bits >> 1); bits != 0; bits &= bits - 1u) {
        size_t i = at + (size_t)__builtin_ctzll(bits);

        if (is_after_end(p, i) && may_be_of_interest(p + i, n - i, of))
            return i;
    }
    return n;
}

static inline uint64_t places_of_64(const uint8_t *p)
{
    uint64_t low = (uint64_t)places(p) | (uint64_t)places(p + 16) << 16;
    uint64_t high = (uint64_t)places(p + 32) | (uint64_t)places(p + 48) << 16;

    return low | high << 32;
}

static size_t find(const uint8_t *p, size_t n, const struct tnefi_scan_interest *of)
{
    size_t i = 3;
    size_t at = n;

    if (n < SMALL + 3u)
        return find_slow(p, n, 1, of);
    for (size_t k = 1; k < 3u; k++)
        if (is_after_end(p, k) && may_be_of_interest(p + k, n - k, of))
            return k;
    for (; at == n && n - i >= BLOCK; i += BLOCK) {
        TNEFI_TOUCH(BLOCK);
        at = line_of(p, n, i, places_of_64(p + i), of);
    }
    for (; at == n && n - i >= SMALL; i += SMALL) {
        TNEFI_TOUCH(SMALL);
        at = line_of(p, n, i, places(p + i), of);
    }
    return at < n ? at : find_slow(p, n, i, of);
}

#else

/*@ requires 1 <= n < SIZE_MAX && \valid_read(p + (0 .. n - 1)) && I_OK(of);
    terminates \true; exits \false;
    assigns \nothing;
    ensures 1 <= \result <= n; */
static size_t find(const uint8_t *p, size_t n, const struct tnefi_scan_interest *of)
{
    return find_slow(p, n, 1, of);
}

#endif

/* ---- Where to end -------------------------------------------------------------------------- */

/* Whether the decoder is in the midst of a line after |i| bytes, wherever it was before: after an escape that
 * is no line end, or a character that is not of an escape, and no blank that may not count. */
/*@ requires 3 <= i && \valid_read(p + (0 .. i - 1));
    terminates \true; exits \false;
    assigns \nothing; */
static int is_in_line(const uint8_t *p, size_t i)
{
    uint8_t last = p[i - 1u];

    if (p[i - 3u] == '=')
        return p[i - 2u] != '0' && digit(p[i - 2u]) < NO_DIGIT && digit(last) < NO_DIGIT;
    return p[i - 2u] != '=' && last != '=' && !is_end(last) && !tnefi_base_is_blank(last);
}

/* The last such place among |n| bytes, if it is one of the last BACK, or 0. */
/*@ requires \valid_read(p + (0 .. n - 1));
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= n; */
static size_t last_in_line(const uint8_t *p, size_t n)
{
    size_t least = n > BACK + 3u ? n - BACK : 3u;
    size_t i = n;

    /*@ loop invariant 0 <= i <= n;
        loop assigns i;
        loop variant i; */
    while (i >= least && !is_in_line(p, i))
        i--;
    TNEFI_TOUCH(n - i + 1u);
    return i >= least ? i : 0;
}

size_t tnefi_scan_quoted_decodes(const uint8_t *p, size_t n)
{
    size_t most = n < DECODED ? n : DECODED;
    size_t len = last_in_line(p, most);

    return len > 0 ? len : most;
}

/* ---- Both ---------------------------------------------------------------------------------- */

/* A line of interest begins at |at|, or none does if that is |look|. */
/*@ requires at <= look <= n < SIZE_MAX && \valid(end) && \valid_read(p + (0 .. n - 1));
    requires 1 <= look && \separated(end, p + (0 .. n - 1));
    terminates \true; exits \false;
    assigns *end;
    ensures \result <= *end <= n && 1 <= *end; */
static size_t passes(const uint8_t *p, size_t n, size_t look, size_t at, size_t *end)
{
    *end = at < look ? at + tnefi_scan_quoted_decodes(p + at, n - at) : look;
    return last_in_line(p, at);
}

size_t tnefi_scan_quoted_passes(const uint8_t *p, size_t n, const struct tnefi_scan_interest *of, size_t *end)
{
    size_t look = n < LOOK_MOST ? n : LOOK_MOST;

    *end = 0;
    return n == 0 ? 0 : passes(p, n, look, find(p, look, of), end);
}

size_t tnefi_scan_quoted_passes_slow(const uint8_t *p, size_t n, const struct tnefi_scan_interest *of,
                                     size_t *end)
{
    size_t look = n < LOOK_MOST ? n : LOOK_MOST;

    *end = 0;
    return n == 0 ? 0 : passes(p, n, look, find_slow(p, look, 1, of), end);
}
