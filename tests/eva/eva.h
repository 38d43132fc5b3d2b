/* SPDX-License-Identifier: MIT */
#ifndef TNEF_TESTS_EVA_H
#define TNEF_TESTS_EVA_H
/* What the drivers of scripts/eva share: values that can be anything. Each driver makes an object
 * with any configuration, feeds it any bytes in pieces of up to PIECE, and answers anything; it
 * reads the spans that it is given. */

#include <__fc_builtin.h>
#include <limits.h>
#include <stddef.h>
#include <stdint.h>

#include <tnef/base.h>

#ifndef PIECE
#define PIECE 64
#endif

static uint8_t piece[PIECE];
static volatile uint8_t sink_of_bytes;

static int any(void)
{
    return Frama_C_interval(0, 1);
}

static int any_int(void)
{
    return Frama_C_interval(INT_MIN, INT_MAX);
}

static uint32_t any32(void)
{
    return Frama_C_unsigned_int_interval(0, UINT_MAX);
}

static uint64_t any64(void)
{
    return Frama_C_unsigned_long_interval(0, ULONG_MAX);
}

/* Fills |piece|; how many bytes of it there are. */
static size_t any_piece(void)
{
    Frama_C_make_unknown((char *)piece, PIECE);
    return (size_t)Frama_C_interval(0, PIECE);
}

static void read_span(const uint8_t *p, size_t n)
{
    if (n > 0) {
        sink_of_bytes = p[0];
        sink_of_bytes = p[n - 1u];
    }
}

/* The sink of an object that makes bytes: takes any part of a span, or says nothing of it. */
static inline tnef_status sink(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    read_span(buf, len);
    if (any())
        *taken = any64();
    return any_int();
}

/* A round of calls on |o|, whose functions are |name|_feed and so on: a macro, since the kinds of
 * objects have no type in common. */
#define ANY_CALLS(name, o)                                  \
    do {                                                    \
        size_t taken_;                                      \
                                                            \
        (void)name##_feed(o, piece, any_piece(), &taken_);  \
        if (any())                                          \
            (void)name##_finish(o);                         \
        if (any())                                          \
            (void)name##_reset(o);                          \
    } while (0)

#endif
