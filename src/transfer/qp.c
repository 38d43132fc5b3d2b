/* SPDX-License-Identifier: MIT */
/* quoted-printable (RFC 2045, 6.7):
 *
 *     =XX             a byte, two hexadecimal digits
 *     = blanks CRLF   a soft line break: nothing
 *     blanks CRLF     a line break; the blanks were added on the way
 *     all else        itself
 *
 * Whether blanks count is known only after them, so up to TNEF_TRANSFER_BLANKS are kept back.
 *
 * This file decodes byte by byte; qp_fast.c takes lines that are complete in the input. */

#include "transfer/priv.h"

/* Whether a byte ought to be encoded. = and blanks were recognised before. */
/*@ T_TOTAL;
    assigns \nothing; */
static int is_raw(uint8_t b)
{
    return b < 0x20 || b > 0x7e;
}

/* The value of a hexadecimal digit, or 16. */
/*@ T_TOTAL;
    assigns \nothing;
    ensures \result <= 16; */
static uint32_t digit(uint32_t b)
{
    if (b >= '0' && b <= '9')
        return b - '0';
    if (b >= 'A' && b <= 'F')
        return b - 'A' + 10u;
    if (b >= 'a' && b <= 'f')
        return b - 'a' + 10u;
    return 16;
}

/* Passes on the blanks that were kept back, since the line does not end after them. */
/*@ requires \valid(t) && T_OK(t) && t->to + t->have <= SCRATCH_SIZE;
    T_TOTAL;
    assigns T_PUT, t->have, t->odd;
    ensures T_OK(t) && t->to <= \old(t->to) + \old(t->have) && t->have == 0; */
static void release(struct tnef_transfer *t)
{
    uint32_t have = t->have;

    TNEFI_TOUCH(have);
    t->have = 0;
    t->odd = 0;
    /*@ loop invariant 0 <= i <= have && T_OK(t) && t->to <= \at(t->to, Pre) + i;
        loop assigns i, T_PUT;
        loop variant have - i; */
    for (uint32_t i = 0; i < have; i++)
        tnefi_transfer_put(t, t->small[i]);
}

/* The line, or the input, ends after blanks that were kept back: they are removed. */
/*@ requires \valid(t) && T_IS_CODE(code);
    T_TOTAL;
    assigns T_NOTED, t->have;
    ensures t->have == 0; */
static void drop(struct tnef_transfer *t, uint32_t code, uint64_t at)
{
    if (t->have > 0)
        tnefi_transfer_note(t, code, at);
    t->have = 0;
}

/*@ requires t->offset >= 1;
    T_WRITES(TNEF_TRANSFER_BLANKS + 1);
    assigns T_PUT, T_NOTED, t->have, t->odd, t->small[0 .. SMALL_SIZE - 1]; */
static void blank(struct tnef_transfer *t, uint8_t b)
{
    if (t->odd == 0 && t->have < TNEF_TRANSFER_BLANKS) {
        t->small[t->have] = b;
        t->have++;
        return;
    }
    if (t->odd == 0)
        tnefi_transfer_note(t, TNEF_TRANSFER_A_BLANKS_KEPT, t->offset - 1u);
    release(t);
    t->odd = 1;
    tnefi_transfer_put(t, b);
}

/*@ requires t->offset >= 1;
    T_WRITES(TNEF_TRANSFER_BLANKS + 1);
    assigns T_PUT, T_NOTED, t->have, t->odd, t->state, t->mark, t->small[0 .. SMALL_SIZE - 1]; */
static void text(struct tnef_transfer *t, uint8_t b)
{
    t->state = QP_TEXT;
    if (tnefi_transfer_is_blank(b)) {
        blank(t, b);
    } else if (b == '=') {
        release(t);
        t->state = QP_EQUALS;
        t->mark = t->offset - 1u;
    } else if (tnefi_transfer_is_end(b)) {
        drop(t, TNEF_TRANSFER_A_TRAILING_BLANKS, t->offset - 1u);
        t->odd = 0;
        tnefi_transfer_put(t, b);
    } else {
        if (is_raw(b))
            tnefi_transfer_note(t, TNEF_TRANSFER_A_RAW, t->offset - 1u);
        release(t);
        tnefi_transfer_put(t, b);
    }
}

/* The = did not begin an escape: it is passed on, and so is what followed it. */
/*@ T_WRITES(1);
    assigns T_PUT, T_NOTED, t->state;
    ensures t->state == QP_TEXT; */
static void not_equals(struct tnef_transfer *t)
{
    tnefi_transfer_note(t, TNEF_TRANSFER_A_HEX, t->mark);
    t->state = QP_TEXT;
    tnefi_transfer_put(t, '=');
}

/* After =, and blanks perhaps. */
/*@ requires t->offset >= 1;
    T_WRITES(TNEF_TRANSFER_BLANKS + 2);
    assigns T_PUT, T_NOTED, t->have, t->odd, t->state, t->mark, t->acc,
        t->small[0 .. SMALL_SIZE - 1]; */
static void after_equals(struct tnef_transfer *t, uint8_t b)
{
    if (tnefi_transfer_is_end(b)) {
        drop(t, TNEF_TRANSFER_A_SOFT_BLANKS, t->mark);
        t->state = b == '\r' ? QP_SOFT : QP_TEXT;
    } else if (tnefi_transfer_is_blank(b) && t->have < TNEF_TRANSFER_BLANKS) {
        t->state = QP_BLANKS;
        t->small[t->have] = b;
        t->have++;
    } else if (t->state == QP_EQUALS && digit(b) < 16u) {
        t->state = QP_DIGIT;
        t->acc = b;
    } else {
        not_equals(t);
        text(t, b);
    }
}

/* After = and a digit. */
/*@ requires t->offset >= 1;
    T_WRITES(TNEF_TRANSFER_BLANKS + 3);
    assigns T_PUT, T_NOTED, t->have, t->odd, t->state, t->mark, t->small[0 .. SMALL_SIZE - 1]; */
static void after_digit(struct tnef_transfer *t, uint8_t b)
{
    uint32_t first = t->acc;
    uint32_t high = digit(first);
    uint32_t low = digit(b);

    if (low < 16u) {
        if (first >= 'a' || b >= 'a')
            tnefi_transfer_note(t, TNEF_TRANSFER_A_HEX_LOWER, t->mark);
        t->state = QP_TEXT;
        tnefi_transfer_put(t, (uint8_t)((high * 16u + low) % 256u));
    } else {
        not_equals(t);
        tnefi_transfer_put(t, (uint8_t)(first % 256u));
        text(t, b);
    }
}

/*@ requires t->offset >= 1 && t->line < t->offset;
    T_WRITES(TNEF_TRANSFER_BLANKS + 3);
    assigns T_PUT, T_LINE, t->have, t->odd, t->state, t->mark, t->acc,
        t->small[0 .. SMALL_SIZE - 1]; */
static void byte(struct tnef_transfer *t, uint8_t b)
{
    tnefi_transfer_line(t, b);
    if (t->state == QP_EQUALS || t->state == QP_BLANKS)
        after_equals(t, b);
    else if (t->state == QP_DIGIT)
        after_digit(t, b);
    else if (t->state == QP_SOFT && b == '\n')
        t->state = QP_TEXT;
    else
        text(t, b);
}

size_t tnefi_transfer_qp_step(struct tnef_transfer *t, const uint8_t *p, size_t n)
{
    size_t done = 0;

    if (t->state == QP_TEXT && t->have == 0 && t->odd == 0 && t->cr == 0)
        done = tnefi_transfer_qp_lines(t, p, n);
    if (done == 0) {
        t->offset++;
        byte(t, p[0]);
        done = 1;
    }
    return done;
}

void tnefi_transfer_qp_finish(struct tnef_transfer *t)
{
    if (t->state == QP_EQUALS || t->state == QP_BLANKS) {
        tnefi_transfer_note(t, TNEF_TRANSFER_A_SOFT_END, t->mark);
        drop(t, TNEF_TRANSFER_A_SOFT_BLANKS, t->mark);
    } else if (t->state == QP_DIGIT) {
        not_equals(t);
        tnefi_transfer_put(t, (uint8_t)(t->acc % 256u));
    }
    drop(t, TNEF_TRANSFER_A_TRAILING_BLANKS, t->offset);
    tnefi_transfer_last_line(t);
}
