/* SPDX-License-Identifier: MIT */
/* quoted-printable, the fast way: text, escapes and line ends that are whole in the input. It does
 * what byte by byte would do (qp.c), and stops before what a piece of the input cuts, or what is
 * rare: then qp.c takes one byte. */

#include "transfer/lines.h"
#include "transfer/vectors.h"

/* What a byte is. PLAIN and BLANK are text; RAW should have been encoded. The order matters. */
enum { PLAIN, BLANK, RAW, EQUALS, END };

#define R2  RAW, RAW
#define R8  R2, R2, R2, R2
#define R32 R8, R8, R8, R8
#define P3  PLAIN, PLAIN, PLAIN
#define P15 P3, P3, P3, P3, P3
#define P31 P15, PLAIN, P15

static const uint8_t classes[256] = {
    R8,    RAW,    BLANK, END,   R2,    END, R2,    R8,  R8,  BLANK, P15, P3,  P3,  P3,  P3,
    PLAIN, EQUALS, PLAIN, PLAIN, PLAIN, P31, PLAIN, P15, P15, RAW,   R32, R32, R32, R32,
};

/* The value of a hexadecimal digit, LOWER more if it is a letter in lower case. */
enum { LOWER = 16, NO_DIGIT = 32 };

#define N2  NO_DIGIT, NO_DIGIT
#define N8  N2, N2, N2, N2
#define N32 N8, N8, N8, N8

const uint8_t tnefi_transfer_hex_digits[256] = {
    N32, N8, N8,       0,  1,  2,  3,        4,  5,  6,        7,   8,   9,   N2,
    N2,  N2, NO_DIGIT, 10, 11, 12, 13,       14, 15, NO_DIGIT, N8,  N8,  N8,  NO_DIGIT,
    26,  27, 28,       29, 30, 31, NO_DIGIT, N8, N8, N8,       N32, N32, N32, N32,
};

/* ---- Text ----------------------------------------------------------------------------------- */

/* Bytes that are looked at together. More than 16: a loop of so few rounds is unrolled by gcc before
 * it looks for vectors, and then finds none. */
#define BLOCK 32u

/* How many bytes of a block are text, up to the first that is not, or a tab. It is the minimum of
 * places and has no jump, since compilers make a few instructions on vectors of that. */
/*@ requires \valid_read(p + (0 .. BLOCK - 1));
    T_TOTAL;
    assigns \nothing;
    ensures \result <= BLOCK; */
static size_t text_in_block(const uint8_t *p)
{
    uint8_t places[BLOCK] = { 0 };
    uint8_t first = BLOCK;

    /*@ loop invariant 0 <= i <= BLOCK;
        loop assigns i, places[0 .. BLOCK - 1];
        loop variant BLOCK - i; */
    for (uint8_t i = 0; i < BLOCK; i++)
        places[i] = p[i] < 0x20 || p[i] > 0x7e || p[i] == '=' ? i : BLOCK;
    /*@ loop invariant 0 <= i <= BLOCK && first <= BLOCK;
        loop assigns i, first;
        loop variant BLOCK - i; */
    for (size_t i = 0; i < BLOCK; i++)
        first = places[i] < first ? places[i] : first;
    return first;
}

/* By way of an array of its own, so that a compiler need not know that the two do not overlap. */
/*@ requires \valid_read(p + (0 .. BLOCK - 1)) && \valid(out + (0 .. BLOCK - 1));
    requires \separated(p + (0 .. BLOCK - 1), out + (0 .. BLOCK - 1));
    T_TOTAL;
    assigns out[0 .. BLOCK - 1]; */
static void copy_block(uint8_t *out, const uint8_t *p)
{
    uint8_t block[BLOCK] = { 0 };

    /*@ loop invariant 0 <= i <= BLOCK;
        loop assigns i, block[0 .. BLOCK - 1];
        loop variant BLOCK - i; */
    for (size_t i = 0; i < BLOCK; i++)
        block[i] = p[i];
    /*@ loop invariant 0 <= i <= BLOCK;
        loop assigns i, out[0 .. BLOCK - 1];
        loop variant BLOCK - i; */
    for (size_t i = 0; i < BLOCK; i++)
        out[i] = block[i];
}

#define Q_COPIES \
  requires \valid_read(p + (0..n - 1)) && \valid(out + (0..n - 1)); \
  requires \separated(p + (0..n - 1), out + (0..n - 1)); \
  T_TOTAL; \
  assigns out[0..n - 1]; \
  ensures \result <= n

/* Copies text, block by block. Returns how many bytes; what is written after them does not matter. */
/*@ Q_COPIES; */
static size_t copy_blocks(uint8_t *out, const uint8_t *p, size_t n)
{
    size_t i = 0;

    /*@ loop invariant 0 <= i <= n;
        loop assigns i, out[0 .. n - 1];
        loop variant n - i; */
    while (n - i >= BLOCK) {
        size_t text = text_in_block(p + i);

        TNEFI_TOUCH(4u * BLOCK);
        copy_block(out + i, p + i);
        if (text < BLOCK)
            return i + text;
        i += BLOCK;
    }
    return i;
}

/* Copies text byte by byte, as much as may be left when there is no whole block. */
/*@ Q_COPIES; */
static size_t copy_bytes(uint8_t *out, const uint8_t *p, size_t n)
{
    size_t end = tnefi_transfer_min(n, BLOCK);
    size_t i = 0;

    /*@ loop invariant 0 <= i <= end;
        loop assigns i, out[0 .. n - 1];
        loop variant end - i; */
    while (i < end && classes[p[i]] < RAW) {
        out[i] = p[i];
        i++;
    }
    TNEFI_TOUCH(i + 1u);
    return i;
}

/* How many of |n| bytes there are without the blanks at their end. */
/*@ requires \valid_read(p + (0 .. n - 1));
    T_TOTAL;
    assigns \nothing;
    ensures \result <= n; */
static size_t without_blanks(const uint8_t *p, size_t n)
{
    size_t i = n;

    /*@ loop invariant 0 <= i <= n;
        loop assigns i;
        loop variant i; */
    while (i > 0 && classes[p[i - 1u]] == BLANK)
        i--;
    TNEFI_TOUCH(n - i + 1u);
    return i;
}

/* Text of fewer bytes goes byte by byte: a block would cost more than they do. */
#define FEW 8u

/* Copies text, and blanks if something other than a line end follows them. It looks at no more bytes than
 * can be kept back, so that it never passes a longer row of blanks, which is an anomaly. */
/*@ Q_COPIES; */
static size_t copy_text(uint8_t *out, const uint8_t *p, size_t n)
{
    size_t end = tnefi_transfer_min(n, TNEF_TRANSFER_BLANKS);
    size_t i = copy_bytes(out, p, tnefi_transfer_min(end, FEW));

    if (i == FEW)
        i += copy_blocks(out + i, p + i, end - i);
    if (i >= FEW && i < end && classes[p[i]] <= BLANK)
        i += copy_bytes(out + i, p + i, end - i);
    if (i == n || classes[p[i]] == BLANK || classes[p[i]] == END)
        i = without_blanks(p, i);
    return i;
}

/* = and two digits: how many of |n| bytes it takes. */
/*@ requires \valid_read(p + (0 .. n - 1)) && \valid(out) && \valid(t);
    requires \separated(out, p + (0 .. n - 1)) && \separated(t, p + (0 .. n - 1));
    T_TOTAL;
    assigns *out, T_NOTED;
    ensures \result == 0 || \result == 3 <= n; */
static size_t escape(struct tnef_transfer *t, uint8_t *out, const uint8_t *p, size_t n, uint64_t offset)
{
    uint32_t high, low;

    if (n < 3u)
        return 0;
    high = tnefi_transfer_hex_digits[p[1]];
    low = tnefi_transfer_hex_digits[p[2]];
    if ((high | low) >= NO_DIGIT)
        return 0;
    if ((high | low) >= LOWER)
        tnefi_transfer_note(t, TNEF_TRANSFER_A_HEX_LOWER, offset);
    *out = (uint8_t)(high % 16u * 16u + low % 16u);
    return 3;
}

/* ---- Lines ---------------------------------------------------------------------------------- */

/* What the functions below are given: |n| bytes, the first of which is at |offset|, and |out| with
 * room for as many. They take one thing, if it is whole, and return how many bytes it has. */
#define Q_HAS \
  requires 1 <= n && \valid_read(p + (0..n - 1)) && \valid(t); \
  requires \separated(t, p + (0..n - 1)); \
  requires offset <= TNEF_TRANSFER_CEILING - n && t->line <= offset; \
  T_TOTAL; \
  ensures \result <= n && t->line <= offset + \result
#define Q_MAKES requires \valid(out + (0..n - 1)) && \separated(out + (0..n - 1), p + (0..n - 1))

/* = and a line end. */
/*@ Q_HAS;
    assigns T_NOTED, t->line; */
static size_t soft_end(struct tnef_transfer *t, const uint8_t *p, size_t n, uint64_t offset)
{
    size_t end = tnefi_transfer_line_end(p + 1, n - 1u);

    if (end == 0)
        return 0;
    tnefi_transfer_end_line(t, end, offset + 1u);
    return 1u + end;
}

/* A line end. */
/*@ Q_MAKES;
    Q_HAS;
    assigns out[0 .. n - 1], T_NOTED, t->line, t->have;
    ensures t->have == 0 || t->have == \old(t->have); */
static size_t hard_end(struct tnef_transfer *t, uint8_t *out, const uint8_t *p, size_t n, uint64_t offset)
{
    size_t end = tnefi_transfer_line_end(p, n);

    if (end == 0)
        return 0;
    tnefi_transfer_end_line(t, end, offset);
    if (t->have > 0)
        tnefi_transfer_note(t, TNEF_TRANSFER_A_TRAILING_BLANKS, offset);
    t->have = 0;
    out[0] = p[0];
    if (end == 2u)
        out[1] = p[1];
    return end;
}

/* What is RAW or EQUALS; makes one byte. */
/*@ Q_MAKES;
    Q_HAS;
    assigns *out, T_NOTED; */
static size_t encoded(struct tnef_transfer *t, uint8_t *out, const uint8_t *p, size_t n, uint64_t offset)
{
    if (classes[p[0]] != RAW)
        return escape(t, out, p, n, offset);
    tnefi_transfer_note(t, TNEF_TRANSFER_A_RAW, offset);
    *out = p[0];
    return 1;
}

/* How many of |n| bytes are blanks, up to as many as can be kept back, and one. */
/*@ requires \valid_read(p + (0 .. n - 1));
    T_TOTAL;
    assigns \nothing;
    ensures \result <= n && \result <= TNEF_TRANSFER_BLANKS + 1; */
static size_t count_blanks(const uint8_t *p, size_t n)
{
    size_t most = tnefi_transfer_min(n, TNEF_TRANSFER_BLANKS + 1u);
    size_t i = 0;

    /*@ loop invariant 0 <= i <= most;
        loop assigns i;
        loop variant most - i; */
    while (i < most && classes[p[i]] == BLANK)
        i++;
    TNEFI_TOUCH(i + 1u);
    return i;
}

/*@ requires \valid_read(p + (0 .. n - 1)) && \valid(out + (0 .. n - 1));
    requires \separated(p + (0 .. n - 1), out + (0 .. n - 1));
    T_TOTAL;
    assigns out[0 .. n - 1]; */
static void copy_row(uint8_t *out, const uint8_t *p, size_t n)
{
    /*@ loop invariant 0 <= i <= n;
        loop assigns i, out[0 .. n - 1];
        loop variant n - i; */
    for (size_t i = 0; i < n; i++)
        out[i] = p[i];
    TNEFI_TOUCH(n);
}

/* Takes a row of blanks. If the line ends after it, only their number is kept: which blanks they were does
 * not matter any more. */
/*@ requires \valid_read(p + (0 .. n - 1)) && \valid(t) && \separated(t, p + (0 .. n - 1));
    Q_MAKES;
    T_TOTAL;
    assigns out[0 .. n - 1], t->have;
    ensures \result <= n;
    ensures t->have <= TNEF_TRANSFER_BLANKS || t->have == \old(t->have); */
static size_t row(struct tnef_transfer *t, uint8_t *out, const uint8_t *p, size_t n)
{
    size_t blanks = count_blanks(p, n);

    if (blanks == n || blanks > TNEF_TRANSFER_BLANKS)
        return 0;
    if (classes[p[blanks]] == END)
        t->have = (uint32_t)blanks;
    else
        copy_row(out, p, blanks);
    return blanks;
}

size_t tnefi_transfer_qp_lines(struct tnef_transfer *t, const uint8_t *p, size_t n)
{
    uint8_t *out = t->scratch + t->to;
    size_t len = tnefi_transfer_min(n, tnefi_transfer_room(t));
    uint64_t offset = t->offset;
    size_t i = 0;
    size_t put = 0;

    /*@ loop invariant 0 <= put <= i <= len && t->line <= offset + i;
        loop invariant t->have <= TNEF_TRANSFER_BLANKS;
        loop assigns i, put, t->scratch[0 .. SCRATCH_SIZE - 1], T_NOTED, t->line, t->have;
        loop variant len - i; */
    while (i < len) {
        uint8_t class = classes[p[i]];
        size_t taken = 0;
        size_t made = 0;

        TNEFI_TOUCH(1);
        if (t->have == 0)
            made = tnefi_transfer_qp_vectors(t, out + put, p + i, len - i, offset + i, &taken);
        if (taken == 0 && class == EQUALS)
            taken = soft_end(t, p + i, len - i, offset + i);
        if (taken == 0 && class <= BLANK) {
            taken = copy_text(out + put, p + i, len - i);
            if (taken == 0)
                taken = row(t, out + put, p + i, len - i);
            made = t->have > 0 ? 0 : taken;
        } else if (taken == 0 && class == END) {
            taken = hard_end(t, out + put, p + i, len - i, offset + i);
            made = taken;
        } else if (taken == 0) {
            taken = encoded(t, out + put, p + i, len - i, offset + i);
            made = taken > 0 ? 1u : 0;
        }
        if (taken == 0)
            break;
        i += taken;
        put += made;
    }
    tnefi_transfer_advance(t, i, put);
    return i;
}
