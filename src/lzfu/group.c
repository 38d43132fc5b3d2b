/* SPDX-License-Identifier: MIT */
/* Groups of tokens, the fast way ([MS-OXRTFCP] 2.2.2.1): neither input nor room can run short, so that
 * nothing has to be asked for each token but what it is. It makes what token by token would make
 * (code.c), and leaves to that what a piece of the input cuts, and the last bytes before the limit. */

#include "lzfu/priv.h"

#include "base/touch.h"
#include "lzfu/copy.h"

/* What a group came to. */
struct made {
    size_t taken; /* bytes of input                                                 */
    size_t write; /* where the next byte of output goes                             */
    size_t low;   /* the lowest place that a reference was to                       */
    int ended;    /* it has the end marker                                          */
};

/* What is promised of a group that is decoded to |write|. */
#define Z_GROUPS \
  requires \valid(buffer + (0..LZFU_BUFFER - 1)) && \valid_read(p + (0..LZFU_SPAN - 1)); \
  requires LZFU_WINDOW <= write < LZFU_FULL; \
  Z_TOTAL; \
  assigns buffer[0..LZFU_BUFFER - 1]; \
  ensures 1 <= \result.taken <= LZFU_GROUP &&write <= \result.write \
      <= write + LZFU_BURST && \result.write - write <= TNEF_LZFU_GROWTH * \result.taken

/* A token that is a reference. */
/*@ requires \valid_read(p + (0 .. 1));
    Z_TOTAL;
    assigns \nothing; */
static inline uint32_t token_at(const uint8_t *p)
{
    return p[0] * 256u + p[1];
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

/* ---- Control bytes -------------------------------------------------------------------------- */

/* Literals up to the next reference or to the end of the group, and what is known of the tokens after
 * that; nothing is left of them when it is 1. */
struct run {
    size_t literals;
    uint64_t rest;
};

#ifdef __FRAMAC__
/* The plain form, which is the definition and is proved: |rest| has a bit for each token, 1 for a
 * reference. The first of them is the second lowest, since the lowest is that of the reference before.
 * Above the last there is a 1. So |left| tokens are left if half of |rest| has as many digits and one. */
#  define Z_LEFT(half, left) \
    (left <= 8 && (left == 0 == > half == 1) && (left == 1 == > 2 <= half <= 3) \
     && (left == 2 == > 4 <= half <= 7) && (left == 3 == > 8 <= half <= 15) \
     && (left == 4 == > 16 <= half <= 31) && (left == 5 == > 32 <= half <= 63) \
     && (left == 6 == > 64 <= half <= 127) && (left == 7 == > 128 <= half <= 255) \
     && (left == 8 == > 256 <= half <= 511))

/*@ requires control <= 255;
    Z_TOTAL;
    assigns \nothing;
    ensures Z_LEFT((\result / 2), 8); */
static uint64_t tokens_of(uint32_t control)
{
    return 513u + control * 2u;
}

/*@ requires Z_LEFT((rest / 2), left);
    Z_TOTAL;
    assigns \nothing;
    ensures \result.literals <= left && Z_LEFT(\result.rest, (left - \result.literals)); */
static struct run run_of(uint64_t rest, size_t left)
{
    struct run r = { .literals = 0, .rest = rest / 2u };

    /*@ loop invariant r.literals <= left && Z_LEFT(r.rest, (left - r.literals));
        loop assigns r;
        loop variant left - r.literals; */
    while (r.literals < left && r.rest % 2u == 0) {
        r.rest /= 2u;
        r.literals++;
    }
    return r;
}
#else
/* The same by a table: how many literals come before each reference, and after the last one, in four bits
 * each, the first of them lowest, and above them a 1. To have one token more before them adds 1 if it is a
 * literal, and four bits if it is a reference. */
#  define R1(rest) (rest) + 1, (rest)*16
#  define R2(rest) R1((rest) + 1), R1((rest)*16)
#  define R3(rest) R2((rest) + 1), R2((rest)*16)
#  define R4(rest) R3((rest) + 1), R3((rest)*16)
#  define R5(rest) R4((rest) + 1), R4((rest)*16)
#  define R6(rest) R5((rest) + 1), R5((rest)*16)
#  define R7(rest) R6((rest) + 1), R6((rest)*16)
#  define R8(rest) R7((rest) + 1), R7((rest)*16)

static const uint64_t tokens[256] = { R8(UINT64_C(16)) };

static inline uint64_t tokens_of(uint32_t control)
{
    return tokens[control];
}

static inline struct run run_of(uint64_t rest, size_t left)
{
    struct run r = { .literals = rest % 16u, .rest = rest / 16u };

    (void)left;
    return r;
}
#endif

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
    uint64_t rest = tokens_of(control);
    size_t left = 8; /* tokens: for the prover alone */

    /*@ loop invariant Z_LEFT((rest / 2), left) && 1 <= m.taken <= 1 + 2 * (8 - left);
        loop invariant write <= m.write <= write + LZFU_COPY * (8 - left);
        loop invariant m.write - write + left <= TNEF_LZFU_GROWTH * m.taken;
        loop assigns rest, left, m, buffer[0 .. LZFU_BUFFER - 1];
        loop variant left; */
    for (;;) {
        struct run run = run_of(rest, left);
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
