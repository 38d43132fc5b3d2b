/* SPDX-License-Identifier: MIT */
/* The only code that moves the cursor. Every byte that is taken goes through the running sum, so an
 * attribute's checksum is a difference of two sums, at any depth, for one pass over the bytes. */

#include "decoder_priv.h"

#include "touch.h"

/* Rows of a fixed length are what compilers vectorise without being told to: this runs at the speed
 * of memory. A block is short enough that 32 bits cannot overflow. */
#define SUM_ROW   64u
#define SUM_BLOCK 65536u

/*@ requires \valid_read(p + (0 .. SUM_ROW - 1));
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= 255 * SUM_ROW; */
static uint32_t sum_row(const uint8_t *p)
{
    uint32_t sum = 0;

    /*@ loop invariant 0 <= i <= SUM_ROW && sum <= 255 * i;
        loop assigns i, sum;
        loop variant SUM_ROW - i; */
    for (uint32_t i = 0; i < SUM_ROW; i++)
        sum += p[i];
    return sum;
}

/*@ requires n <= SUM_BLOCK && \valid_read(p + (0 .. n - 1));
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= 255 * n; */
static uint32_t sum_block(const uint8_t *p, size_t n)
{
    uint32_t sum = 0;
    size_t i = 0;

    /*@ loop invariant 0 <= i <= n && sum <= 255 * i;
        loop assigns i, sum;
        loop variant n - i; */
    while (n - i >= SUM_ROW) {
        sum += sum_row(p + i);
        i += SUM_ROW;
    }
    /*@ loop invariant 0 <= i <= n && sum <= 255 * i;
        loop assigns i, sum;
        loop variant n - i; */
    while (i < n) {
        sum += p[i];
        i++;
    }
    return sum;
}

/*@ requires sum < 65536 && \valid_read(p + (0 .. n - 1));
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result < 65536; */
static uint32_t sum_bytes(uint32_t sum, const uint8_t *p, size_t n)
{
    size_t i = 0;

    /*@ loop invariant 0 <= i <= n && sum < 65536;
        loop assigns i, sum;
        loop variant n - i; */
    while (i < n) {
        size_t len = n - i < SUM_BLOCK ? n - i : SUM_BLOCK;

        sum = (sum + sum_block(p + i, len) % 65536u) % 65536u;
        i += len;
    }
    return sum;
}

/*@ requires \valid(d) && P_COUNTERS(d) && n <= d->cfg.max_input - d->offset;
    requires \valid_read(p + (0 .. n - 1)) && \separated(d, p + (0 .. n - 1));
    terminates \true; exits \false;
    assigns d->sum, d->offset;
    ensures P_COUNTERS(d) && d->offset == \old(d->offset) + n; */
static void count(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    TNEFI_TOUCH(n);
    d->sum = sum_bytes(d->sum, p, n);
    d->offset += n;
}

void tnefi_expect(struct tnef_decoder *d, uint16_t state, uint32_t need)
{
    d->state = state;
    d->have = 0;
    d->need = need;
}

size_t tnefi_gather(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t want = d->need - d->have;

    if (want > n)
        want = n;
    TNEFI_TOUCH(want);
    /*@ loop invariant 0 <= i <= want;
        loop assigns i, d->scratch[0 .. SCRATCH_SIZE - 1];
        loop variant want - i; */
    for (size_t i = 0; i < want; i++)
        d->scratch[d->have + i] = p[i];
    count(d, p, want);
    d->have += (uint32_t)want;
    return want;
}

size_t tnefi_take(struct tnef_decoder *d, const uint8_t *p, size_t n, uint64_t end)
{
    uint64_t room = room_to(d, end);
    size_t taken = room < n ? (size_t)room : n;

    count(d, p, taken);
    return taken;
}
