/* SPDX-License-Identifier: MIT */
/* Header, sink, and the end. */

#include "lzfu/priv.h"

#include "base/answer.h"
#include "base/bytes.h"
#include "lzfu/crc.h"
#include "base/touch.h"

#define NO_END (UINT64_C(1) << 63) /* an offset that is never reached */

/*@ requires \valid(r);
    Z_TOTAL;
    assigns r->status, r->user_code, r->offset, r->limit, r->found;
    ensures r->status == status; */
static void set(struct tnefi_lzfu_result *r, tnef_status status, uint64_t offset, uint64_t limit,
                uint64_t found)
{
    r->status = status;
    r->user_code = 0;
    r->offset = offset;
    r->limit = limit;
    r->found = found;
}

void tnefi_lzfu_fail(struct tnef_lzfu *d, tnef_status status, uint64_t offset, uint64_t limit, uint64_t found)
{
    d->halt = LZFU_HALTS;
    if (d->fatal.status == TNEF_OK)
        set(&d->fatal, status, offset, limit, found);
}

void tnefi_lzfu_start(struct tnef_lzfu *d)
{
    d->offset = d->output = d->marker = 0;
    d->end = NO_END;
    set(&d->fatal, TNEF_OK, 0, 0, 0);
    set(&d->damage, TNEF_OK, 0, 0, 0);
    d->comp_size = d->raw_size = d->comp_type = d->crc = d->crc_computed = 0;
    d->flags = d->have = 0;
    d->state = LZFU_AT_HEAD;
    d->over = d->busy = d->beyond = 0;
    d->halt = LZFU_RUNS;
    d->closing = LZFU_OPEN;
    tnefi_lzfu_window(d);
}

/* ---- Header --------------------------------------------------------------------------------- */

/* Whether the input begins as RTF does. */
/*@ requires \valid_read(d);
    Z_TOTAL;
    assigns \nothing; */
static int is_plain(const struct tnef_lzfu *d)
{
    return d->have >= 5u && d->head[0] == '{' && d->head[1] == '\\' && d->head[2] == 'r' && d->head[3] == 't'
           && d->head[4] == 'f';
}

/*@ requires \valid(d) && Z_FRESH(d);
    Z_TOTAL;
    assigns d->window[0 .. LZFU_WINDOW - 1], d->write, d->output, d->over, d->flags, d->state;
    ensures Z_OK(d);
    ensures d->write < LZFU_WINDOW; */
static void begin_plain(struct tnef_lzfu *d)
{
    d->flags |= TNEF_LZFU_PLAIN;
    d->state = LZFU_AT_PLAIN;
    tnefi_lzfu_put_head(d);
}

/* Fails because the header is invalid; nothing of what follows is looked at. */
/*@ requires \valid(d);
    Z_TOTAL;
    assigns Z_FAILED, d->state;
    ensures d->state == LZFU_AT_END; */
static void refuse(struct tnef_lzfu *d, tnef_status status, uint64_t offset, uint64_t limit, uint64_t found)
{
    d->state = LZFU_AT_END;
    tnefi_lzfu_fail(d, status, offset, limit, found);
}

/* Where the contents end if COMPSIZE is right; that may be before they begin. */
/*@ requires \valid_read(d);
    Z_TOTAL;
    assigns \nothing;
    ensures \result == 4 + d->comp_size; */
static uint64_t announced(const struct tnef_lzfu *d)
{
    return UINT64_C(4) + d->comp_size;
}

/* Begins the contents that the header announces, or refuses it. */
/*@ requires \valid(d) && d->state == LZFU_AT_HEAD;
    Z_TOTAL;
    assigns Z_FAILED, d->state, d->flags, d->end;
    ensures d->end == \old(d->end) || d->end >= LZFU_HEAD;
    ensures LZFU_AT_CODE <= d->state <= LZFU_AT_STORED; */
static void begin_contents(struct tnef_lzfu *d)
{
    d->flags |= TNEF_LZFU_HEADER;
    if (d->comp_type != TNEF_LZFU_TYPE_COMPRESSED && d->comp_type != TNEF_LZFU_TYPE_STORED) {
        refuse(d, TNEF_E_COMPRESSION, 8, 0, d->comp_type);
        return;
    }
    if (d->comp_size < LZFU_COUNTED && d->raw_size == 0) {
        refuse(d, TNEF_E_SIZE, 0, LZFU_COUNTED, d->comp_size);
        return;
    }
    d->end = announced(d) > LZFU_HEAD ? announced(d) : LZFU_HEAD;
    if (d->comp_type == TNEF_LZFU_TYPE_COMPRESSED) {
        d->state = LZFU_AT_CODE;
        return;
    }
    d->state = LZFU_AT_STORED;
    d->flags |= TNEF_LZFU_STORED;
    if (d->crc != 0)
        d->flags |= LZFU_BIT(TNEF_LZFU_A_STORED_CRC);
}

/* Decides by the header, when all its bytes are there. */
/*@ requires \valid(d) && Z_FRESH(d) && d->have == LZFU_HEAD && d->state == LZFU_AT_HEAD;
    Z_TOTAL;
    assigns Z_FAILED, d->comp_size, d->raw_size, d->comp_type, d->crc, d->end, d->flags, d->state,
            d->window[0 .. LZFU_WINDOW - 1], d->write, d->output, d->over;
    ensures Z_OK(d);
    ensures d->copy_left == 0 && d->write < LZFU_WINDOW; */
static void parse(struct tnef_lzfu *d)
{
    uint32_t type = tnefi_base_le32(d->head + 8);
    int plain = is_plain(d);

    if (plain != 0 && type != TNEF_LZFU_TYPE_COMPRESSED && type != TNEF_LZFU_TYPE_STORED) {
        begin_plain(d);
        return;
    }
    d->comp_size = tnefi_base_le32(d->head);
    d->raw_size = tnefi_base_le32(d->head + 4);
    d->comp_type = type;
    d->crc = tnefi_base_le32(d->head + 12);
    begin_contents(d);
}

/*@ requires \valid(d) && Z_OK(d) && Z_FED(d, p, n) && n > 0 && d->state == LZFU_AT_HEAD;
    Z_TOTAL;
    assigns Z_FAILED, d->comp_size, d->raw_size, d->comp_type, d->crc, d->end, d->flags, d->state,
            d->window[0 .. LZFU_WINDOW - 1], d->write, d->output, d->over, d->have, d->offset,
            d->head[0 .. LZFU_HEAD - 1];
    ensures Z_OK(d);
    ensures 1 <= \result <= n && d->offset == \old(d->offset) + \result;
    ensures d->copy_left == 0 && d->write < LZFU_WINDOW; */
static size_t gather(struct tnef_lzfu *d, const uint8_t *p, size_t n)
{
    uint32_t want = LZFU_HEAD - d->have;
    uint32_t taken = n < want ? (uint32_t)n : want;

    TNEFI_TOUCH(taken);
    /*@ loop invariant 0 <= i <= taken;
        loop assigns i, d->head[0 .. LZFU_HEAD - 1];
        loop variant taken - i; */
    for (uint32_t i = 0; i < taken; i++)
        d->head[d->have + i] = p[i];
    d->have += taken;
    d->offset += taken;
    if (d->have == LZFU_HEAD)
        parse(d);
    return taken;
}

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

/* Delivers the bytes in the window, and begins it anew when it is full. */
/*@ requires \valid(d) && Z_OK(d) && d->flushed < d->write && d->halt == LZFU_RUNS;
    Z_TOTAL;
    assigns Z_FAILED, d->busy, d->flushed, d->write, d->filled;
    ensures Z_OK(d);
    ensures d->halt == LZFU_RUNS ==> d->flushed == d->write < LZFU_WINDOW; */
static void push(struct tnef_lzfu *d)
{
    size_t n = d->write - d->flushed;
    size_t taken = offer(d, d->window + d->flushed, n);

    d->flushed += (uint32_t)taken;
    if (d->flushed == LZFU_WINDOW) {
        d->write = d->flushed = 0;
        d->filled = 1;
    }
}

/* Output that is not made in the window goes from the input to the sink as it is. */
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

/* How many of |n| bytes are contents, by COMPSIZE or beyond it. None are beyond it while
 * a reference is still being copied. */
/*@ requires \valid(d) && Z_OK(d);
    Z_TOTAL;
    assigns d->end, d->flags, d->beyond;
    ensures \result <= n && d->end >= LZFU_HEAD; */
static size_t contents(struct tnef_lzfu *d, size_t n)
{
    if (d->offset == d->end && n > 0 && d->copy_left == 0) {
        uint64_t longer = more(d);

        d->end += longer;
    }
    if (d->end <= d->offset)
        return 0;
    return d->end - d->offset < n ? (size_t)(d->end - d->offset) : n;
}

/* One step of the state. Returns how many bytes it took. */
/*@ requires \valid(d) && Z_OK(d) && Z_FED(d, p, n) && d->halt == LZFU_RUNS && d->over == 0;
    requires d->write < LZFU_WINDOW && (d->state != LZFU_AT_CODE ==> d->flushed == d->write);
    requires n > 0 || (d->state == LZFU_AT_CODE && d->copy_left > 0);
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
        taken = gather(d, p, n);
    else if (d->state == LZFU_AT_CODE && (len > 0 || d->copy_left > 0))
        taken = tnefi_lzfu_decode(d, p, len);
    else if (len == 0)
        taken = skip(d, n, LZFU_BIT(TNEF_LZFU_A_TAIL));
    else if (d->state == LZFU_AT_END)
        taken = skip(d, len, LZFU_BIT(TNEF_LZFU_A_AFTER_END));
    else
        taken = pass(d, p, len);
    return taken;
}

/* Whether the sink must be called first: the window is full, or what follows is not made in it. */
/*@ requires \valid_read(d) && Z_COUNTERS(d);
    Z_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> d->flushed < d->write;
    ensures \result != 0 ==> d->write == LZFU_WINDOW || d->state != LZFU_AT_CODE;
    ensures \result == 0 ==> d->write < LZFU_WINDOW
         && (d->state == LZFU_AT_CODE || d->flushed == d->write); */
static int is_push_due(const struct tnef_lzfu *d)
{
    if (d->flushed == d->write)
        return 0;
    return d->write == LZFU_WINDOW || d->state != LZFU_AT_CODE;
}

/* Whether there is something to do when |n| bytes are there. */
/*@ requires \valid_read(d) && Z_COUNTERS(d);
    Z_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> d->over == 0
         && (n > 0 || (d->state == LZFU_AT_CODE && d->copy_left > 0)
             || d->write == LZFU_WINDOW || (d->state != LZFU_AT_CODE && d->flushed < d->write)); */
static int is_at_work(const struct tnef_lzfu *d, size_t n)
{
    int due = is_push_due(d);

    if (d->over != 0)
        return 0;
    return n > 0 || due != 0 || (d->state == LZFU_AT_CODE && d->copy_left > 0);
}

/* Calls the sink, or runs a step of the state, whichever comes first. Returns how many bytes were taken. */
/*@ requires \valid(d) && Z_OK(d) && Z_FED(d, p, n) && d->halt == LZFU_RUNS && d->over == 0;
    requires n > 0 || (d->state == LZFU_AT_CODE && d->copy_left > 0)
          || d->write == LZFU_WINDOW || (d->state != LZFU_AT_CODE && d->flushed < d->write);
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
    assigns Z_FAILED, d->busy, d->flushed, d->write, d->filled;
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

/* ---- The end -------------------------------------------------------------------------------- */

/*@ requires \valid(d);
    Z_TOTAL;
    assigns Z_RESULT(d->damage); */
static void damaged(struct tnef_lzfu *d, uint64_t offset, uint64_t limit, uint64_t found)
{
    if (d->damage.status == TNEF_OK)
        set(&d->damage, TNEF_E_TRUNCATED, offset, limit, found);
}

void tnefi_lzfu_close(struct tnef_lzfu *d)
{
    int plain = is_plain(d);

    if (d->state != LZFU_AT_HEAD)
        return;
    if (plain != 0)
        begin_plain(d);
    else
        damaged(d, 0, d->have, LZFU_HEAD);
}

/* Whether there is as much output as RAWSIZE announces, and CRC does not show that input is missing. */
/*@ requires \valid_read(d);
    Z_TOTAL;
    assigns \nothing; */
static int is_all(const struct tnef_lzfu *d)
{
    return d->raw_size > 0 && d->output == d->raw_size
           && (d->state == LZFU_AT_STORED || d->crc == d->crc_computed);
}

/* Compressed contents ended without the marker that shows that they are complete. */
/*@ requires \valid(d) && Z_OK(d);
    Z_TOTAL;
    assigns d->flags, Z_RESULT(d->damage); */
static void conclude_open(struct tnef_lzfu *d)
{
    uint64_t at = d->offset < d->end ? d->offset : d->end;
    int all = is_all(d);

    d->flags |= LZFU_BIT(TNEF_LZFU_A_NO_END);
    if (d->half != 0) {
        d->flags |= LZFU_BIT(TNEF_LZFU_A_CUT_REFERENCE);
        damaged(d, at - 1u, 1, 2);
    }
    if (d->offset < announced(d) && all == 0)
        damaged(d, at, d->offset, announced(d));
    if (d->output < d->raw_size)
        damaged(d, at, d->output, d->raw_size);
}

/* COMPSIZE does not match the input. */
/*@ requires \valid(d) && Z_OK(d);
    Z_TOTAL;
    assigns d->flags, Z_RESULT(d->damage); */
static void conclude_size(struct tnef_lzfu *d)
{
    int all = is_all(d);

    if (d->comp_size < LZFU_COUNTED) {
        d->flags |= LZFU_BIT(TNEF_LZFU_A_COMP_SIZE);
        if (all == 0 && d->damage.status == TNEF_OK)
            set(&d->damage, TNEF_E_SIZE, 0, LZFU_COUNTED, d->comp_size);
    }
    if (d->offset >= announced(d))
        return;
    d->flags |= LZFU_BIT(TNEF_LZFU_A_CUT);
    if (all != 0 && d->state != LZFU_AT_END)
        d->flags |= LZFU_BIT(TNEF_LZFU_A_COMP_SIZE);
    else if (d->state == LZFU_AT_STORED)
        damaged(d, d->offset, d->offset, announced(d));
}

void tnefi_lzfu_conclude(struct tnef_lzfu *d)
{
    if (d->state == LZFU_AT_HEAD || d->state == LZFU_AT_PLAIN)
        return;
    if (d->output != d->raw_size)
        d->flags |= LZFU_BIT(TNEF_LZFU_A_RAW_SIZE);
    if (d->state != LZFU_AT_STORED && d->crc != d->crc_computed)
        d->flags |= LZFU_BIT(TNEF_LZFU_A_BAD_CRC);
    conclude_size(d);
    if (d->state == LZFU_AT_CODE)
        conclude_open(d);
}
