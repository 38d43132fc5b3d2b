/* SPDX-License-Identifier: MIT */
/* Most of all mail is text and base64 in which nothing is to be found. What is looked for can only begin a
 * line, and with one of three characters, so line ends are searched in blocks, and only the character
 * after one is looked at.
 *
 * Passed over:
 *
 *     - a list item            one hyphen does not begin a boundary
 *     both of them             "bo" does not begin "begin"
 *     say -- and begin 644 x   not at the beginning of a line
 *
 * Looked at:
 *
 *     --x                      perhaps a boundary
 *     BEGIN 644 x              perhaps a uuencoded block
 *     eJ8+IgEA                 the signature in base64
 *     end                      perhaps the end of the block that is open */

#include "scan/lines.h"

#include "base/ascii.h"
#include "base/simd.h"
#include "base/touch.h"

/* The prover sees the plain form of what is done in blocks, and tests compare the two. */
#if defined(TNEFI_SSE2)
#  include <emmintrin.h>
#endif

#define CR 13u
#define LF 10u

/*@ terminates \true; exits \false;
    assigns \nothing; */
static int is_end(uint8_t b)
{
    return b == CR || b == LF;
}

#if defined(TNEFI_SSE2)

static inline uint32_t ends_of_16(const uint8_t *p)
{
    __m128i b = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i end = _mm_or_si128(_mm_cmpeq_epi8(b, _mm_set1_epi8(CR)), _mm_cmpeq_epi8(b, _mm_set1_epi8(LF)));

    return (uint32_t)_mm_movemask_epi8(end);
}

/* How many of the first bytes are in blocks without a line end. */
static size_t blocks_without_end(const uint8_t *p, size_t n)
{
    size_t i = 0;

    while (n - i >= 16u && ends_of_16(p + i) == 0)
        i += 16u;
    return i;
}

#else

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == 0; */
static size_t blocks_without_end(const uint8_t *p, size_t n)
{
    (void)p;
    (void)n;
    return 0;
}

#endif

size_t tnefi_scan_to_line_end(const uint8_t *p, size_t n)
{
    size_t i = blocks_without_end(p, n);

    /*@ loop invariant 0 <= i <= n;
        loop assigns i;
        loop variant n - i; */
    while (i < n && !is_end(p[i]))
        i++;
    TNEFI_TOUCH(i + 1u);
    return i;
}

/* ---- One line ------------------------------------------------------------------------------ */

/* Whether the line begins with |word|, which is in lower case if |any_case|, as far as it is here. */
/*@ requires \valid_read(p + (0 .. n - 1)) && \valid_read(word + (0 .. len - 1));
    terminates \true; exits \false;
    assigns \nothing; */
static int begins(const uint8_t *p, size_t n, const uint8_t *word, size_t len, int any_case)
{
    size_t i = 0;

    /*@ loop invariant 0 <= i <= n && i <= len;
        loop assigns i;
        loop variant n - i; */
    while (i < n && i < len && (any_case ? tnefi_base_lower(p[i]) : p[i]) == word[i])
        i++;
    TNEFI_TOUCH(i + 1u);
    return i == n || i == len;
}

int tnefi_scan_is_of_interest(const uint8_t *p, size_t n, const struct tnefi_scan_interest *of)
{
    static const uint8_t begin[] = { 'b', 'e', 'g', 'i', 'n' };
    static const uint8_t end[] = { 'e', 'n', 'd' };

    if (n == 0)
        return 1;
    if (p[0] == of->boundary)
        return n < 3u || (p[1] == '-' && !is_end(p[2]));
    if (tnefi_base_lower(p[0]) == of->block)
        return begins(p, n, begin, sizeof begin, 1);
    if (of->end != 0 && begins(p, n, end, sizeof end, 0))
        return 1;
    return of->text_len > 0 && begins(p, n, of->text, of->text_len, 0);
}

/* ---- Many lines ---------------------------------------------------------------------------- */

/*@ requires I_OK(of);
    terminates \true; exits \false;
    assigns \nothing; */
static int is_first(uint8_t b, const struct tnefi_scan_interest *of)
{
    return b == of->boundary || tnefi_base_lower(b) == of->block || (of->text_len > 0 && b == of->text[0])
           || (of->end != 0 && b == 'e');
}

/* The first line of interest that begins at |from|, which is at least 1, or later, and before |end|: where it
 * begins, or |end| if there is none. Of the |n| bytes as many are looked at as one line needs. */
/*@ requires 1 <= from && end <= n < SIZE_MAX && \valid_read(p + (0 .. n - 1)) && I_OK(of);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= end && (from <= end ==> from <= \result); */
static size_t find_slow(const uint8_t *p, size_t n, size_t from, size_t end,
                        const struct tnefi_scan_interest *of)
{
    size_t i = from;

    /*@ loop invariant from <= i && (from <= end ==> i <= end) && (end < from ==> i == from);
        loop assigns i;
        loop variant end - i; */
    while (i < end
           && !(is_end(p[i - 1u]) && is_first(p[i], of) && tnefi_scan_is_of_interest(p + i, n - i, of)))
        i++;
    TNEFI_TOUCH(i - from + 1u);
    return i < end ? i : end;
}

#if defined(TNEFI_SSE2)

#  define SMALL 16u
#  define BLOCK 64u

static inline uint64_t ends_of_64(const uint8_t *p)
{
    uint64_t low = (uint64_t)ends_of_16(p) | (uint64_t)ends_of_16(p + 16) << 16;
    uint64_t high = (uint64_t)ends_of_16(p + 32) | (uint64_t)ends_of_16(p + 48) << 16;

    return low | high << 32;
}

/* The first line of interest that begins at |at|, or later: where |ends| has a bit for the byte before. |n|
 * if there is none. A bit before another one is that of an empty line. */
static inline size_t line_after(const uint8_t *p, size_t n, size_t at, uint64_t ends,
                                const struct tnefi_scan_interest *of)
{
    for (ends &= ~(ends >> 1); ends != 0; ends &= ends - 1u) {
        size_t i = at + (size_t)__builtin_ctzll(ends);

        if (is_first(p[i], of) && tnefi_scan_is_of_interest(p + i, n - i, of))
            return i;
    }
    return n;
}

/* In blocks of 16 from |*from| on, as long as they begin before |end|. */
static inline size_t find_in_16(const uint8_t *p, size_t n, size_t *from, size_t end,
                                const struct tnefi_scan_interest *of)
{
    size_t i = *from;
    size_t at = n;

    for (; i < end && n - i >= SMALL && at == n; i += SMALL) {
        TNEFI_TOUCH(SMALL);
        at = line_after(p, n, i, ends_of_16(p + i - 1u), of);
    }
    *from = i;
    return at;
}

/* The same as find_slow() up to |n|, in blocks. The first bytes are looked at one by one, since the caller
 * may stop soon and come again: so no byte is looked at more than twice, however many lines are of
 * interest. */
static size_t find(const uint8_t *p, size_t n, const struct tnefi_scan_interest *of)
{
    size_t i = SMALL;
    size_t at = find_slow(p, n, 1, n < SMALL ? n : SMALL, of);

    if (n <= SMALL || at < SMALL)
        return at;
    at = find_in_16(p, n, &i, BLOCK, of);
    for (; at == n && n - i >= BLOCK; i += BLOCK) {
        TNEFI_TOUCH(BLOCK);
        at = line_after(p, n, i, ends_of_64(p + i - 1u), of);
    }
    if (at == n)
        at = find_in_16(p, n, &i, n, of);
    return at == n && i < n ? find_slow(p, n, i, n, of) : at;
}

#else

/*@ requires 1 <= n < SIZE_MAX && \valid_read(p + (0 .. n - 1)) && I_OK(of);
    terminates \true; exits \false;
    assigns \nothing;
    ensures 1 <= \result <= n; */
static size_t find(const uint8_t *p, size_t n, const struct tnefi_scan_interest *of)
{
    return find_slow(p, n, 1, n, of);
}

#endif

/* Where the line end before the line that begins at |at| begins. */
/*@ requires 1 <= at && \valid_read(p + (0 .. at - 1));
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result < at; */
static size_t end_before(const uint8_t *p, size_t at)
{
    return at >= 2u && p[at - 1u] == LF && p[at - 2u] == CR ? at - 2u : at - 1u;
}

/*@ requires 1 <= at <= n && \valid_read(p + (0 .. n - 1));
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= n; */
static size_t plain(const uint8_t *p, size_t n, size_t at)
{
    return at < n || is_end(p[n - 1u]) ? end_before(p, at) : n;
}

size_t tnefi_scan_plain_lines(const uint8_t *p, size_t n, const struct tnefi_scan_interest *of)
{
    return n == 0 ? 0 : plain(p, n, find(p, n, of));
}

size_t tnefi_scan_plain_lines_slow(const uint8_t *p, size_t n, const struct tnefi_scan_interest *of)
{
    return n == 0 ? 0 : plain(p, n, find_slow(p, n, 1, n, of));
}
