/* SPDX-License-Identifier: MIT */
/* The sink, and the loop over what is to be done. */

#include "lzfu/priv.h"

#include "base/answer.h"
#include "base/touch.h"
#include "lzfu/crc.h"

/* ---- Sink ----------------------------------------------------------------------------------- */

/* Offers bytes to the sink. Returns how many it took. */
/*@ requires \valid(d) && Z_LIMITS(d) && n > 0 && \valid_read(p + (0 .. n - 1));
    Z_TOTAL;
    assigns Z_FAILED, d->busy;
    ensures \result <= n && (d->halt == LZFU_RUNS ==> \result == n); */
static size_t offer(struct tnef_lzfu *d, const uint8_t *p, size_t n)
{
    size_t taken = n;
    tnef_status answer;

    d->busy = 1;
    /*@ assert \valid_read(p + (0 .. n - 1)); */
    /*@ calls tnefi_lzfu_sink_model; */
    answer = d->sink(d->user, p, n, &taken);
    d->busy = 0;
    answer = tnefi_base_as_status(answer);
    if (answer == TNEF_OK)
        return n;
    if (answer == TNEF_PAUSED) {
        d->halt = LZFU_PAUSES;
        return taken < n ? taken : n;
    }
    if (answer == TNEF_STOPPED) {
        tnefi_lzfu_fail(d, TNEF_STOPPED, d->offset, 0, 0);
    } else {
        tnefi_lzfu_fail(d, TNEF_E_CALLBACK, d->offset, 0, 0);
        if (d->fatal.status == TNEF_E_CALLBACK)
            d->fatal.user_code = answer;
    }
    return n;
}

/* Delivers the bytes in the buffer, and makes room when it is full. */
/*@ requires \valid(d) && Z_OK(d) && d->flushed < d->write && d->halt == LZFU_RUNS;
    Z_TOTAL;
    assigns Z_FAILED, d->busy, d->flushed, d->write, d->filled, Z_BUFFER;
    ensures Z_OK(d);
    ensures d->halt == LZFU_RUNS ==> d->flushed == d->write < LZFU_FULL; */
static void push(struct tnef_lzfu *d)
{
    size_t n = d->write - d->flushed;
    size_t taken = offer(d, d->buffer + d->flushed, n);

    d->flushed += (uint32_t)taken;
    if (d->flushed == d->write && d->write >= LZFU_FULL)
        tnefi_lzfu_move(d);
}

/* Output that is not made in the buffer goes from the input to the sink as it is. */
/*@ requires \valid(d) && Z_OK(d) && Z_FED(d, p, n) && n > 0 && d->halt == LZFU_RUNS;
    requires d->state == LZFU_AT_STORED || d->state == LZFU_AT_PLAIN;
    Z_TOTAL;
    assigns Z_FAILED, d->busy, d->offset, d->output, d->over;
    ensures Z_OK(d);
    ensures \result <= n && d->offset == \old(d->offset) + \result;
    ensures d->halt == LZFU_RUNS && d->over == 0 ==> \result > 0; */
static size_t pass(struct tnef_lzfu *d, const uint8_t *p, size_t n)
{
    uint64_t left = d->max_output - d->output;
    size_t len = left < n ? (size_t)left : n;
    size_t taken;

    if (len == 0) {
        d->over = 1;
        return 0;
    }
    taken = offer(d, p, len);
    d->offset += taken;
    d->output += taken;
    return taken;
}

/* ---- The loop ------------------------------------------------------------------------------- */

/* Skips bytes: they are only counted. */
/*@ requires \valid(d) && Z_OK(d) && n <= d->max_input - d->offset;
    Z_TOTAL;
    assigns d->offset, d->flags;
    ensures Z_OK(d);
    ensures \result == n && d->offset == \old(d->offset) + n; */
static size_t skip(struct tnef_lzfu *d, size_t n, uint32_t flag)
{
    d->offset += n;
    d->flags |= flag;
    return n;
}

/* Bytes of output that RAWSIZE still asks for. */
/*@ requires \valid_read(d);
    Z_TOTAL;
    assigns \nothing;
    ensures \result <= UINT32_MAX; */
static uint64_t wanted(const struct tnef_lzfu *d)
{
    return d->output < d->raw_size ? d->raw_size - d->output : 0;
}

/* By COMPSIZE the contents have ended, but bytes follow. As long as RAWSIZE asks for more output they are
 * contents, too, since RAWSIZE and the input agree that COMPSIZE is wrong. So is the second byte of a
 * reference, and after that as many bytes as an end marker has at most. Returns how many more bytes are
 * contents. */
/*@ requires \valid(d);
    Z_TOTAL;
    assigns d->flags, d->beyond;
    ensures \result <= UINT32_MAX; */
static uint64_t more(struct tnef_lzfu *d)
{
    uint64_t asked = wanted(d);

    if (d->state == LZFU_AT_STORED) {
        if (asked > 0)
            d->flags |= LZFU_BIT(TNEF_LZFU_A_COMP_SIZE);
        return asked;
    }
    if (d->state != LZFU_AT_CODE)
        return 0;
    if (asked == 0 && (d->flags & LZFU_BIT(TNEF_LZFU_A_COMP_SIZE)) != 0 && d->beyond < LZFU_MARKER) {
        d->beyond++;
        return 1;
    }
    if (asked == 0 && d->half == 0)
        return 0;
    d->flags |= LZFU_BIT(TNEF_LZFU_A_COMP_SIZE);
    return 1;
}

/* How many of |n| bytes are contents, by COMPSIZE or beyond it. */
/*@ requires \valid(d) && Z_OK(d);
    Z_TOTAL;
    assigns d->end, d->flags, d->beyond;
    ensures \result <= n && d->end >= LZFU_HEAD; */
static size_t contents(struct tnef_lzfu *d, size_t n)
{
    if (d->offset == d->end && n > 0) {
        uint64_t longer = more(d);

        d->end += longer;
    }
    if (d->end <= d->offset)
        return 0;
    return d->end - d->offset < n ? (size_t)(d->end - d->offset) : n;
}

/* One step of the state. Returns how many bytes it took. */
/*@ requires \valid(d) && Z_OK(d) && Z_FED(d, p, n) && d->halt == LZFU_RUNS && d->over == 0;
    requires d->write < LZFU_FULL && (d->state != LZFU_AT_CODE ==> d->flushed == d->write);
    requires n > 0;
    Z_TOTAL;
    assigns Z_FAILED, Z_DECODED, Z_HEADED, d->busy;
    ensures Z_OK(d);
    ensures \result <= n && d->offset == \old(d->offset) + \result;
    ensures d->halt == LZFU_RUNS && d->over == 0 ==>
            Z_TO_DO(d) - Z_COST * \result < \old(Z_TO_DO(d)); */
static size_t step(struct tnef_lzfu *d, const uint8_t *p, size_t n)
{
    size_t len = contents(d, n);
    size_t taken;

    if (d->state == LZFU_AT_HEAD)
        taken = tnefi_lzfu_gather(d, p, n);
    else if (len == 0)
        taken = skip(d, n, LZFU_BIT(TNEF_LZFU_A_TAIL));
    else if (d->state == LZFU_AT_CODE)
        taken = tnefi_lzfu_decode(d, p, len);
    else if (d->state == LZFU_AT_END)
        taken = skip(d, len, LZFU_BIT(TNEF_LZFU_A_AFTER_END));
    else
        taken = pass(d, p, len);
    return taken;
}

/* Whether the sink must be called first: the buffer is full, or what follows is not made in it. */
/*@ requires \valid_read(d) && Z_COUNTERS(d);
    Z_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> d->flushed < d->write;
    ensures \result != 0 ==> d->write >= LZFU_FULL || d->state != LZFU_AT_CODE;
    ensures \result == 0 ==> d->write < LZFU_FULL
         && (d->state == LZFU_AT_CODE || d->flushed == d->write); */
static int is_push_due(const struct tnef_lzfu *d)
{
    if (d->flushed == d->write)
        return 0;
    return d->write >= LZFU_FULL || d->state != LZFU_AT_CODE;
}

/* Whether there is something to do when |n| bytes are there. */
/*@ requires \valid_read(d) && Z_COUNTERS(d);
    Z_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> d->over == 0
         && (n > 0 || d->write >= LZFU_FULL || (d->state != LZFU_AT_CODE && d->flushed < d->write)); */
static int is_at_work(const struct tnef_lzfu *d, size_t n)
{
    int due = is_push_due(d);

    if (d->over != 0)
        return 0;
    return n > 0 || due != 0;
}

/* Calls the sink, or runs a step of the state, whichever comes first. Returns how many bytes were taken. */
/*@ requires \valid(d) && Z_OK(d) && Z_FED(d, p, n) && d->halt == LZFU_RUNS && d->over == 0;
    requires n > 0 || d->write >= LZFU_FULL || (d->state != LZFU_AT_CODE && d->flushed < d->write);
    Z_TOTAL;
    assigns Z_RUN;
    ensures Z_OK(d);
    ensures \result <= n && d->offset == \old(d->offset) + \result;
    ensures d->halt == LZFU_RUNS && d->over == 0 ==>
            Z_TO_DO(d) - Z_COST * \result < \old(Z_TO_DO(d)); */
static size_t turn(struct tnef_lzfu *d, const uint8_t *p, size_t n)
{
    int due = is_push_due(d);
    size_t taken = 0;

    if (due != 0)
        push(d);
    else
        taken = step(d, p, n);
    return taken;
}

/* Adds to the checksum those of the |n| bytes taken from |start| on that are compressed contents. */
/*@ requires \valid(d) && d->offset == start + n && d->offset <= LZFU_CEILING;
    requires n > 0 ==> \valid_read(p + (0 .. n - 1));
    Z_TOTAL;
    assigns d->crc_computed; */
static void add_crc(struct tnef_lzfu *d, uint64_t start, const uint8_t *p, size_t n)
{
    uint64_t from = start > LZFU_HEAD ? start : LZFU_HEAD;
    uint64_t to = d->offset < d->end ? d->offset : d->end;

    if (d->state != LZFU_AT_CODE && d->state != LZFU_AT_END)
        return;
    if (n > 0 && from < to)
        d->crc_computed = tnefi_lzfu_crc(d->crc_computed, p + (size_t)(from - start), (size_t)(to - from));
}

/* Delivers the rest, and fails because there is more output than the limit. */
/*@ requires \valid(d) && Z_OK(d);
    Z_TOTAL;
    assigns Z_FAILED, d->busy, d->flushed, d->write, d->filled, Z_BUFFER;
    ensures Z_OK(d); */
static void drain(struct tnef_lzfu *d)
{
    if (d->halt == LZFU_RUNS && d->flushed < d->write)
        push(d);
    if (d->halt == LZFU_RUNS && d->over != 0)
        tnefi_lzfu_fail(d, TNEF_E_LIMIT_OUTPUT, d->offset, d->max_output, d->max_output + 1u);
}

/* Runs until there is nothing left to do without more input. Returns how many bytes were taken. */
/*@ requires \valid(d) && Z_OK(d) && Z_FED(d, p, n) && d->halt == LZFU_RUNS;
    Z_TOTAL;
    assigns Z_RUN;
    ensures Z_OK(d);
    ensures \result <= n && d->offset == \old(d->offset) + \result; */
static size_t turns(struct tnef_lzfu *d, const uint8_t *p, size_t n)
{
    size_t i = 0;

    /*@ loop invariant 0 <= i <= n && d->offset == \at(d->offset, Pre) + i;
        loop invariant Z_COUNTERS(d);
        loop invariant Z_GROWTH(d);
        loop invariant d->halt == LZFU_RUNS;
        loop assigns i, Z_RUN;
        loop variant Z_TO_DO(d) + Z_COST * (n - i); */
    while (is_at_work(d, n - i)) {
        TNEFI_TOUCH(1);
        i += turn(d, n > 0 ? p + i : p, n - i);
        if (d->halt != LZFU_RUNS || d->over != 0)
            break;
    }
    return i;
}

size_t tnefi_lzfu_run(struct tnef_lzfu *d, const uint8_t *p, size_t n)
{
    uint64_t start = d->offset;
    size_t taken;

    d->halt = LZFU_RUNS;
    taken = turns(d, p, n);
    add_crc(d, start, p, taken);
    drain(d);
    return taken;
}
