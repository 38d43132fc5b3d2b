/* SPDX-License-Identifier: MIT */
/* Tokens to bytes ([MS-OXRTFCP] 2.2): a byte at a time, and whole groups where that can be done. */

#include "lzfu/priv.h"

#include "base/touch.h"
#include "lzfu/copy.h"

void tnefi_lzfu_met_end(struct tnef_lzfu *d)
{
    d->flags |= TNEF_LZFU_END;
    d->state = LZFU_AT_END;
    d->marker = d->offset;
}

/*@ requires \valid(d) && d->bits > 0;
    Z_TOTAL;
    assigns d->bits, d->control;
    ensures d->bits == \old(d->bits) - 1 && d->control == \old(d->control) / 2; */
static void next_token(struct tnef_lzfu *d)
{
    d->bits--;
    d->control /= 2u;
}

/* Both bytes of a reference are there. */
/*@ requires \valid(d) && Z_OK(d) && d->bits > 0 && d->half == 1 && d->write < LZFU_FULL;
    requires d->offset < d->max_input && d->state == LZFU_AT_CODE;
    Z_TOTAL;
    assigns d->flags, d->state, d->marker, d->bits, d->control, d->half, d->offset, d->write,
            d->output, d->over, Z_BUFFER;
    ensures Z_COUNTERS(d);
    ensures Z_GROWTH(d);
    ensures d->offset == \old(d->offset) + 1;
    ensures d->state == LZFU_AT_CODE || d->state == LZFU_AT_END; */
static void reference(struct tnef_lzfu *d, uint8_t second)
{
    size_t back = tnefi_lzfu_distance(d->first * 16u + second / 16u, d->write);
    int is = tnefi_lzfu_copy_back(d->buffer, d->write, back);
    uint32_t n;

    d->offset++;
    d->half = 0;
    next_token(d);
    if (is == 0) {
        tnefi_lzfu_met_end(d);
        return;
    }
    if (d->write - back < LZFU_WINDOW && d->filled == 0)
        d->flags |= LZFU_BIT(TNEF_LZFU_A_BAD_REFERENCE);
    n = tnefi_lzfu_allowed(d, second % 16u + 2u);
    d->write += n;
    d->output += n;
}

/* Whether the next byte is a literal. */
/*@ requires \valid_read(d);
    Z_TOTAL;
    assigns \nothing;
    ensures \result != 0 <==> d->bits > 0 && d->half == 0 && d->control % 2 == 0; */
static int is_literal(const struct tnef_lzfu *d)
{
    return d->bits > 0 && d->half == 0 && d->control % 2u == 0;
}

/*@ requires \valid(d) && Z_OK(d) && d->bits > 0 && d->half == 0;
    requires d->write < LZFU_FULL && d->offset < d->max_input;
    Z_TOTAL;
    assigns Z_BUFFER, d->write, d->output, d->offset, d->bits, d->control,
            d->over;
    ensures Z_COUNTERS(d);
    ensures Z_GROWTH(d);
    ensures \result <= 1 && d->offset == \old(d->offset) + \result;
    ensures \result == 0 ==> d->over == 1;
    ensures \result == 1 ==> d->over == \old(d->over); */
static size_t literal(struct tnef_lzfu *d, uint8_t byte)
{
    if (d->output == d->max_output) {
        d->over = 1;
        return 0;
    }
    d->offset++;
    d->buffer[d->write] = byte;
    d->write++;
    d->output++;
    next_token(d);
    return 1;
}

/* Takes one byte, unless its output would exceed the limit. */
/*@ requires \valid(d) && Z_OK(d) && d->state == LZFU_AT_CODE;
    requires d->write < LZFU_FULL && d->offset < d->max_input;
    Z_TOTAL;
    assigns Z_DECODED;
    ensures Z_COUNTERS(d);
    ensures Z_GROWTH(d);
    ensures \result <= 1 && d->offset == \old(d->offset) + \result;
    ensures \result == 0 ==> d->over == 1;
    ensures d->state == LZFU_AT_CODE || d->state == LZFU_AT_END; */
static size_t token(struct tnef_lzfu *d, uint8_t byte)
{
    int is = is_literal(d);
    size_t taken;

    if (is != 0) {
        taken = literal(d, byte);
        return taken;
    }
    if (d->half != 0 && d->bits > 0) {
        reference(d, byte);
        return 1;
    }
    d->offset++;
    if (d->bits == 0) {
        d->control = byte;
        d->bits = 8;
    } else {
        d->first = byte;
        d->half = 1;
    }
    return 1;
}

/* ---- Any number of tokens ------------------------------------------------------------------- */

size_t tnefi_lzfu_decode(struct tnef_lzfu *d, const uint8_t *p, size_t n)
{
    size_t i = 0;

    /*@ loop invariant 0 <= i <= n && d->offset == \at(d->offset, Pre) + i;
        loop invariant Z_COUNTERS(d);
        loop invariant Z_GROWTH(d);
        loop invariant d->state == LZFU_AT_CODE || d->state == LZFU_AT_END;
        loop invariant d->over == 0;
        loop invariant i > 0 || (d->state == LZFU_AT_CODE && d->write < LZFU_FULL);
        loop assigns i, Z_DECODED;
        loop variant n - i; */
    while (i < n && d->state == LZFU_AT_CODE && d->write < LZFU_FULL) {
        size_t taken = 0;

        TNEFI_TOUCH(1);
        if (d->bits == 0 && d->half == 0)
            taken = tnefi_lzfu_groups(d, p + i, n - i);
        if (taken == 0)
            taken = token(d, p[i]);
        i += taken;
        if (d->over != 0)
            break;
    }
    return i;
}
