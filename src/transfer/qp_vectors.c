/* SPDX-License-Identifier: MIT */
/* quoted-printable, 16 bytes at a time: text is copied in blocks, up to the "=" or the line end that a block
 * has first. What writers make is taken here, line after line; all else is left to qp_fast.c, at its first
 * byte. Outside of the proof: ctest -R 'transfer_(qp|vectors)' compares it with one byte after the other. */

#include "transfer/vectors.h"

#if defined(TNEFI_SSE2)

#  include "base/text.h"

/* Where the text is: |i| bytes were taken, |put| were made of them, and |row| were taken when a row of blanks
 * could last have begun. */
struct place {
    size_t i, put, row;
};

/* The most text at once, in whole blocks: as many blanks are kept back, so no longer row is passed. */
#  define ROW (TNEF_TRANSFER_BLANKS / TNEFI_TEXT_BLOCK * TNEFI_TEXT_BLOCK)

/* Copies text up to a byte that is not text. Returns whether one comes, not too far, in a block that begins
 * at |last| at the latest. */
static inline int copy_text(struct place *at, uint8_t *out, const uint8_t *p, size_t last)
{
    while (at->i <= last) {
        uint32_t bits = tnefi_base_copy_text(out + at->put, p + at->i);
        size_t text = bits != 0 ? (size_t)__builtin_ctz(bits) : TNEFI_TEXT_BLOCK;

        TNEFI_TOUCH(TNEFI_TEXT_BLOCK);
        at->i += text;
        at->put += text;
        if (bits != 0)
            return 1;
        if (at->i - at->row >= ROW)
            return 0;
    }
    return 0;
}

/* Decodes escapes that follow one another. */
static inline void escapes(struct place *at, uint8_t *out, const uint8_t *p, size_t n)
{
    while (n - at->i >= 3u && p[at->i] == '=') {
        uint32_t high = tnefi_transfer_hex_digits[p[at->i + 1u]];
        uint32_t low = tnefi_transfer_hex_digits[p[at->i + 2u]];

        if ((high | low) >= HEX_LOWER)
            return;
        TNEFI_TOUCH(3u);
        out[at->put] = (uint8_t)(high * 16u + low);
        at->put++;
        at->i += 3u;
        at->row = at->i;
    }
}

/* A line of that many bytes ends in CR LF: takes that, if there is nothing to be said about it. */
static inline int line_ends(struct place *at, const uint8_t *p, size_t n, uint64_t len)
{
    if (n < 2u || p[0] != '\r' || p[1] != '\n' || len > LINE_MAX)
        return 0;
    TNEFI_TOUCH(2u);
    at->i += 2u;
    at->row = at->i;
    return 1;
}

/* Text has ended with another byte: takes what that byte begins. Returns whether it did. */
static inline int take(struct place *at, uint8_t *out, const uint8_t *p, size_t n, uint64_t *line,
                       uint64_t offset)
{
    size_t i = at->i;

    if (p[i] == '=') {
        escapes(at, out, p, n);
        if (at->i > i)
            return 1;
        if (!line_ends(at, p + i + 1u, n - i - 1u, offset + i + 1u - *line))
            return 0;
        at->i++;
        at->row++;
    } else {
        if ((i > at->row && p[i - 1u] == ' ') || !line_ends(at, p + i, n - i, offset + i - *line))
            return 0;
        out[at->put] = '\r';
        out[at->put + 1u] = '\n';
        at->put += 2u;
    }
    *line = offset + at->i;
    return 1;
}

/* Leaves the blanks that come last, since they may end a line, or be too many. */
static inline void leave_blanks(struct place *at, const uint8_t *p)
{
    size_t i = at->i;

    while (i > at->row && p[i - 1u] == ' ')
        i--;
    TNEFI_TOUCH(at->i - i + 1u);
    at->put -= at->i - i;
    at->i = i;
}

size_t tnefi_transfer_qp_vectors(struct tnef_transfer *t, uint8_t *out, const uint8_t *p, size_t n,
                                 uint64_t offset, size_t *taken)
{
    struct place at = { 0, 0, 0 };
    uint64_t line = t->line;

    *taken = 0;
    if (n < TNEFI_TEXT_BLOCK)
        return 0;
    while (copy_text(&at, out, p, n - TNEFI_TEXT_BLOCK) && take(&at, out, p, n, &line, offset))
        ;
    if (at.i == n || p[at.i] != '=')
        leave_blanks(&at, p);
    t->line = line;
    *taken = at.i;
    return at.put;
}

#endif
