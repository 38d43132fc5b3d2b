/* SPDX-License-Identifier: MIT */
/* Groups of tokens, the fast way ([MS-OXRTFCP] 2.2.2.1): neither input nor room can run short, so that
 * nothing has to be asked for each token but what it is. It makes what token by token would make
 * (code.c), and leaves to that what a piece of the input cuts, and the last bytes before the limit. */

#include "lzfu/priv.h"

#include "base/touch.h"
#include "lzfu/copy.h"
#include "lzfu/tokens.h"

/* What a group came to. */
struct made {
    size_t taken; /* bytes of input                                                 */
    size_t write; /* where the next byte of output goes                             */
    size_t low;   /* the lowest place that a reference was to                       */
    int ended;    /* it has the end marker                                          */
};

/* A token that is a reference. The sum is what the prover can follow; of the other form compilers make one
 * access to memory. */
/*@ requires \valid_read(p + (0 .. 1));
    Z_TOTAL;
    assigns \nothing; */
static inline uint32_t token_at(const uint8_t *p)
{
#ifdef __FRAMAC__
    return p[0] * 256u + p[1];
#else
    return (uint32_t)p[0] << 8 | p[1];
#endif
}

/* How many bytes it stands for. */
/*@ Z_TOTAL;
    assigns \nothing;
    ensures 2 <= \result <= LZFU_COPY; */
static inline uint32_t length_of(uint32_t token)
{
    return token % 16u + 2u;
}

/* How far before |write| they lie; 0 is the end marker. */
/*@ requires LZFU_WINDOW <= write <= LZFU_BUFFER;
    Z_TOTAL;
    assigns \nothing;
    ensures \result < LZFU_WINDOW; */
static inline size_t distance_of(uint32_t token, size_t write)
{
    return tnefi_lzfu_distance(token / 16u % LZFU_WINDOW, write);
}

/*@ Z_TOTAL;
    assigns \nothing;
    ensures \result <= a && \result <= b && (\result == a || \result == b); */
static inline size_t min_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* ---- One group ------------------------------------------------------------------------------ */

/* Eight references: what most groups are in text that repeats itself. */
/*@ Z_GROUPS; */
static inline struct made references(uint8_t *buffer, size_t write, const uint8_t *p)
{
    struct made m = { .taken = LZFU_GROUP, .write = write, .low = write };

    /*@ loop invariant 0 <= k <= 8 && write <= m.write <= write + LZFU_COPY * k && m.taken == LZFU_GROUP;
        loop assigns k, m, buffer[0 .. LZFU_BUFFER - 1];
        loop variant 8 - k; */
    for (size_t k = 0; k < 8u; k++) {
        uint32_t token = token_at(p + (1u + 2u * k));
        size_t back = distance_of(token, m.write);

        if (tnefi_lzfu_copy_back(buffer, m.write, back) == 0) {
            m.taken = 3u + 2u * k;
            m.ended = 1;
            break;
        }
        m.low = min_of(m.low, m.write - back);
        m.write += length_of(token);
    }
    return m;
}

/* Literals and references. Eight bytes are copied for each run of literals, and be it empty. */
/*@ requires control <= 255;
    Z_GROUPS; */
static inline struct made mixed(uint8_t *buffer, size_t write, const uint8_t *p, uint32_t control)
{
    struct made m = { .taken = 1, .write = write, .low = write };
    uint64_t rest = tnefi_lzfu_tokens_of(control);
    size_t left = 8; /* tokens: for the prover alone */

    /*@ loop invariant Z_LEFT((rest / 2), left) && 1 <= m.taken <= 1 + 2 * (8 - left);
        loop invariant write <= m.write <= write + LZFU_COPY * (8 - left);
        loop invariant m.write - write + left <= TNEF_LZFU_GROWTH * m.taken;
        loop assigns rest, left, m, buffer[0 .. LZFU_BUFFER - 1];
        loop variant left; */
    for (;;) {
        struct tnefi_lzfu_run run = tnefi_lzfu_run_of(rest, left);
        uint32_t token;
        size_t back;

        TNEFI_TOUCH(LZFU_AHEAD);
        tnefi_lzfu_copy_8(buffer + m.write, p + m.taken);
        m.taken += run.literals;
        m.write += run.literals;
        left -= run.literals;
        rest = run.rest;
        if (rest == 1u)
            break;
        token = token_at(p + m.taken);
        back = distance_of(token, m.write);
        m.taken += 2u;
        if (tnefi_lzfu_copy_back(buffer, m.write, back) == 0) {
            m.ended = 1;
            break;
        }
        m.low = min_of(m.low, m.write - back);
        m.write += length_of(token);
        left--;
    }
    return m;
}

/* Decodes a control byte and its tokens. */
/*@ Z_GROUPS; */
static inline struct made group(uint8_t *buffer, size_t write, const uint8_t *p)
{
    struct made m;

    TNEFI_TOUCH(LZFU_GROUP);
    if (p[0] == 255u)
        m = references(buffer, write, p);
    else
        m = mixed(buffer, write, p, p[0]);
    return m;
}

/* ---- Groups of a decoder -------------------------------------------------------------------- */

/* |made| bytes of output came of |taken|, none of which was an end marker unless |ended|. */
/*@ requires \valid(d) && Z_OK(d) && d->state == LZFU_AT_CODE && d->bits == 0 && d->half == 0;
    requires m.taken <= d->max_input - d->offset && d->write <= m.write < LZFU_FULL + LZFU_BURST;
    requires m.write - d->write <= TNEF_LZFU_GROWTH * m.taken;
    requires m.write - d->write <= d->max_output - d->output && d->write < LZFU_FULL;
    Z_TOTAL;
    assigns d->offset, d->output, d->marker, d->flags, d->write, d->state;
    ensures Z_OK(d);
    ensures d->offset == \old(d->offset) + m.taken && d->write == m.write
         && d->output == \old(d->output) + (m.write - \old(d->write))
         && (d->state == LZFU_AT_CODE || d->state == LZFU_AT_END)
         && (m.ended == 0 ==> d->state == LZFU_AT_CODE); */
static void take(struct tnef_lzfu *d, struct made m)
{
    d->offset += m.taken;
    d->output += m.write - d->write;
    d->write = (uint32_t)m.write;
    if (m.low < LZFU_WINDOW && d->filled == 0)
        d->flags |= LZFU_BIT(TNEF_LZFU_A_BAD_REFERENCE);
    if (m.ended != 0)
        tnefi_lzfu_met_end(d);
}

/* Up to which place a group may begin; it may be none. */
/*@ requires \valid_read(d) && Z_COUNTERS(d) && d->write < LZFU_FULL;
    Z_TOTAL;
    assigns \nothing;
    ensures d->write <= \result <= LZFU_FULL;
    ensures \result > d->write ==> \result - 1 - d->write + LZFU_BURST <= d->max_output - d->output; */
static size_t stop_of(const struct tnef_lzfu *d)
{
    uint64_t left = d->max_output - d->output;

    if (left < LZFU_BURST)
        return d->write;
    left -= LZFU_BURST - 1u;
    return left < LZFU_FULL - d->write ? d->write + (size_t)left : LZFU_FULL;
}

/* Decodes groups up to the place |stop|. Those that are decoded have LZFU_SPAN bytes. */
/*@ requires \valid(buffer + (0 .. LZFU_BUFFER - 1)) && n > 0;
    requires \valid_read(p + (0 .. n - 1)) && LZFU_WINDOW <= write <= stop <= LZFU_FULL;
    Z_TOTAL;
    assigns buffer[0 .. LZFU_BUFFER - 1];
    ensures \result.taken <= n && write <= \result.write
         && (\result.write == write || write < stop && \result.write < stop + LZFU_BURST)
         && \result.write - write <= TNEF_LZFU_GROWTH * \result.taken
         && (\result.taken == 0 ==> \result.ended == 0); */
static struct made many(uint8_t *buffer, size_t write, size_t stop, const uint8_t *p, size_t n)
{
    struct made m = { .taken = 0, .write = write, .low = write };

    /*@ loop invariant m.taken <= n && write <= m.write;
        loop invariant m.write == write || write < stop && m.write < stop + LZFU_BURST;
        loop invariant m.write - write <= TNEF_LZFU_GROWTH * m.taken;
        loop invariant m.taken == 0 ==> m.ended == 0;
        loop assigns m, buffer[0 .. LZFU_BUFFER - 1];
        loop variant n - m.taken; */
    while (n - m.taken >= LZFU_SPAN && m.write < stop && m.ended == 0) {
        struct made g = group(buffer, m.write, p + m.taken);

        m.taken += g.taken;
        m.write = g.write;
        m.low = min_of(m.low, g.low);
        m.ended = g.ended;
    }
    return m;
}

/* Whether |n| bytes are all that is left of the contents, but fewer than are looked at for a group; and
 * enough for one that has the end marker. */
/*@ requires \valid_read(d) && Z_COUNTERS(d) && n <= d->max_input - d->offset;
    Z_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> n < LZFU_SPAN; */
static int is_rest(const struct tnef_lzfu *d, size_t n)
{
    return n < LZFU_SPAN && n >= LZFU_MARKER && d->offset + n == d->end;
}

/* Such a rest is looked at in a copy, one group of it. That the group is not whole is seen when it was
 * decoded, and then nothing of it counts: what it left in the buffer is of no meaning. */
size_t tnefi_lzfu_groups(struct tnef_lzfu *d, const uint8_t *p, size_t n)
{
    uint8_t copy[LZFU_SPAN] = { 0 };
    const uint8_t *from = p;
    size_t len = n;
    struct made m;

    if (is_rest(d, n)) {
        TNEFI_TOUCH(n);
        /*@ loop invariant 0 <= i <= n;
            loop assigns i, copy[0 .. LZFU_SPAN - 1];
            loop variant n - i; */
        for (size_t i = 0; i < n; i++)
            copy[i] = p[i];
        from = copy;
        len = LZFU_SPAN;
    }
    m = many(d->buffer, d->write, stop_of(d), from, len);
    if (m.taken > n)
        return 0;
    take(d, m);
    return m.taken;
}
