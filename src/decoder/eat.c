/* SPDX-License-Identifier: MIT */
/* The only code that moves the cursor. Every byte that is taken goes through the running sum, so an
 * attribute's checksum is a difference of two sums, at any depth, for one pass over the bytes. */

#include "decoder/priv.h"

#include "base/sum.h"
#include "base/touch.h"

/*@ requires \valid(d) && P_COUNTERS(d) && n <= d->cfg.max_input - d->offset;
    requires \valid_read(p + (0 .. n - 1)) && \separated(d, p + (0 .. n - 1));
    terminates \true; exits \false;
    assigns d->sum, d->offset;
    ensures P_COUNTERS(d) && d->offset == \old(d->offset) + n; */
static void count(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    TNEFI_TOUCH(n);
    d->sum = tnefi_base_sum16(d->sum, p, n);
    d->offset += n;
}

void tnefi_decoder_expect(struct tnef_decoder *d, uint16_t state, uint32_t need)
{
    d->state = state;
    d->have = 0;
    d->need = need;
}

/* Takes a field of 4 bytes, of which most are, at once: a quarter of the instructions. */
/*@ requires \valid(d) && P_COUNTERS(d) && d->have + 4 <= d->need;
    requires 4 <= d->cfg.max_input - d->offset && \valid_read(p + (0 .. 3));
    requires \separated(d, p + (0 .. 3));
    P_TOTAL;
    assigns d->scratch[0 .. SCRATCH_SIZE - 1], d->have, P_TOOK;
    ensures P_COUNTERS(d) && d->offset == \old(d->offset) + 4 && d->have == \old(d->have) + 4; */
static void gather_4(struct tnef_decoder *d, const uint8_t *p)
{
    uint8_t *to = d->scratch + d->have;

    TNEFI_TOUCH(8);
    to[0] = p[0];
    to[1] = p[1];
    to[2] = p[2];
    to[3] = p[3];
    d->sum = (d->sum + p[0] + p[1] + p[2] + p[3]) % 65536u;
    d->offset += 4u;
    d->have += 4u;
}

/* Takes |n| bytes of a field, one by one. */
/*@ requires \valid(d) && P_COUNTERS(d) && n <= d->need - d->have;
    requires n <= d->cfg.max_input - d->offset && \valid_read(p + (0 .. n - 1));
    requires \separated(d, p + (0 .. n - 1));
    P_TOTAL;
    assigns d->scratch[0 .. SCRATCH_SIZE - 1], d->have, P_TOOK;
    ensures P_COUNTERS(d) && d->offset == \old(d->offset) + n && d->have == \old(d->have) + n; */
static void gather_some(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    TNEFI_TOUCH(n);
    /*@ loop invariant 0 <= i <= n;
        loop assigns i, d->scratch[0 .. SCRATCH_SIZE - 1];
        loop variant n - i; */
    for (size_t i = 0; i < n; i++)
        d->scratch[d->have + i] = p[i];
    count(d, p, n);
    d->have += (uint32_t)n;
}

size_t tnefi_decoder_gather(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t want = d->need - d->have;

    if (want > n)
        want = n;
    if (want == 4u)
        gather_4(d, p);
    else
        gather_some(d, p, want);
    return want;
}

size_t tnefi_decoder_take(struct tnef_decoder *d, const uint8_t *p, size_t n, uint64_t end)
{
    uint64_t room = room_to(d, end);
    size_t taken = room < n ? (size_t)room : n;

    count(d, p, taken);
    return taken;
}
