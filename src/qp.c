/* SPDX-License-Identifier: MIT */
/* quoted-printable (RFC 2045, 6.7):
 *
 *     =XX             a byte, two hexadecimal digits
 *     = blanks CRLF   a soft line break: nothing
 *     blanks CRLF     a line break; the blanks were added on the way
 *     all else        itself
 *
 * Whether blanks count is known only after them, so they are kept back; as many as can be.
 *
 * This is byte by byte; qp_fast.c takes lines that are whole in the input. */

#include "transfer_priv.h"

/* Whether a byte ought to be encoded; = and blanks are told before. */
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

/* The blanks that were kept back do count. */
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

/* The line, or the input, ends behind blanks that were kept back. */
/*@ requires \valid(t) && code < TNEF_TA_NUMBER_OF;
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
        tnefi_transfer_note(t, TNEF_TA_BLANKS_KEPT, t->offset - 1u);
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
        drop(t, TNEF_TA_TRAILING_BLANKS, t->offset - 1u);
        t->odd = 0;
        tnefi_transfer_put(t, b);
    } else {
        if (is_raw(b))
            tnefi_transfer_note(t, TNEF_TA_RAW, t->offset - 1u);
        release(t);
        tnefi_transfer_put(t, b);
    }
}

/* The = was none: it passes, and so does what stood behind it. */
/*@ T_WRITES(1);
    assigns T_PUT, T_NOTED, t->state;
    ensures t->state == QP_TEXT; */
static void not_equals(struct tnef_transfer *t)
{
    tnefi_transfer_note(t, TNEF_TA_HEX, t->mark);
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
        drop(t, TNEF_TA_SOFT_BLANKS, t->mark);
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
            tnefi_transfer_note(t, TNEF_TA_HEX_LOWER, t->mark);
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

size_t tnefi_qp_step(struct tnef_transfer *t, const uint8_t *p, size_t n)
{
    size_t done = 0;

    if (t->state == QP_TEXT && t->have == 0 && t->odd == 0 && t->cr == 0)
        done = tnefi_qp_lines(t, p, n);
    if (done == 0) {
        t->offset++;
        byte(t, p[0]);
        done = 1;
    }
    return done;
}

void tnefi_qp_finish(struct tnef_transfer *t)
{
    if (t->state == QP_EQUALS || t->state == QP_BLANKS) {
        tnefi_transfer_note(t, TNEF_TA_SOFT_END, t->mark);
        drop(t, TNEF_TA_SOFT_BLANKS, t->mark);
    } else if (t->state == QP_DIGIT) {
        not_equals(t);
        tnefi_transfer_put(t, (uint8_t)(t->acc % 256u));
    }
    drop(t, TNEF_TA_TRAILING_BLANKS, t->offset);
    tnefi_transfer_last_line(t);
}
