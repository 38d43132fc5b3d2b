/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_LZFU_COPY_H
#define TNEFI_LZFU_COPY_H
/* What a reference stands for. As many bytes are copied as it may have at most, since how many it
 * has is hard to foresee, and a jump that was not foreseen costs more than all of them. Those that
 * are too many are overwritten by what comes next. */

#include "lzfu/priv.h"

#include "base/touch.h"

#include <string.h>

/* Eight bytes, wherever the two lie. The prover sees the loops, the definition; compilers see what
 * they make two instructions of at any place, while loops they take apart. */
/*@ requires \valid(to + (0 .. LZFU_AHEAD - 1)) && \valid_read(from + (0 .. LZFU_AHEAD - 1));
    Z_TOTAL;
    assigns to[0 .. LZFU_AHEAD - 1]; */
static inline void tnefi_lzfu_copy_8(uint8_t *to, const uint8_t *from)
{
#ifdef __FRAMAC__
    uint8_t b[LZFU_AHEAD];

    /*@ loop invariant 0 <= i <= LZFU_AHEAD;
        loop assigns i, b[0 .. LZFU_AHEAD - 1];
        loop variant LZFU_AHEAD - i; */
    for (uint32_t i = 0; i < LZFU_AHEAD; i++)
        b[i] = from[i];
    /*@ loop invariant 0 <= i <= LZFU_AHEAD;
        loop assigns i, to[0 .. LZFU_AHEAD - 1];
        loop variant LZFU_AHEAD - i; */
    for (uint32_t i = 0; i < LZFU_AHEAD; i++)
        to[i] = b[i];
#else
    uint64_t b;

    memcpy(&b, from, LZFU_AHEAD);
    memcpy(to, &b, LZFU_AHEAD);
#endif
}

/* What the copies have in common: LZFU_COPY bytes to |to|, from where they lie |back| before it. */
#define Z_COPIES(least) \
  requires \valid(buffer + (0 .. LZFU_BUFFER - 1)); \
  requires LZFU_WINDOW <= to <= LZFU_BUFFER - LZFU_COPY && least <= back < LZFU_WINDOW; \
  Z_TOTAL; \
  assigns buffer[0 .. LZFU_BUFFER - 1]

/* From so near that bytes are repeated which the copy itself has made. */
/*@ Z_COPIES(1); */
void tnefi_lzfu_copy_near(uint8_t *buffer, size_t to, size_t back);

/* From so far that no eight bytes overlap with where they come from. */
/*@ Z_COPIES(LZFU_AHEAD); */
static inline void tnefi_lzfu_copy_far(uint8_t *buffer, size_t to, size_t back)
{
    tnefi_lzfu_copy_8(buffer + to, buffer + (to - back));
    tnefi_lzfu_copy_8(buffer + (to + LZFU_AHEAD), buffer + (to + LZFU_AHEAD - back));
    buffer[to + LZFU_COPY - 1u] = buffer[to + LZFU_COPY - 1u - back];
}

/* A reference to what lies |back| bytes before the place to write at. Returns whether it is one: 0
 * is the end marker. */
/*@ Z_COPIES(0);
    ensures \result != 0 <==> back != 0; */
static inline int tnefi_lzfu_copy_back(uint8_t *buffer, size_t to, size_t back)
{
    TNEFI_TOUCH(LZFU_COPY);
    if (back >= LZFU_AHEAD)
        tnefi_lzfu_copy_far(buffer, to, back);
    else if (back > 0)
        tnefi_lzfu_copy_near(buffer, to, back);
    else
        return 0;
    return 1;
}

#endif
