/* SPDX-License-Identifier: MIT */
/* References to what lies one to seven bytes before them. They are few, and so have a function that is not
 * inline: in the loop of the others it would cost those time. */

#include "lzfu/copy.h"

void tnefi_lzfu_copy_near(uint8_t *buffer, size_t to, size_t back)
{
    /* The first multiple of |back| that is eight or more: as far back lie the same bytes. */
    static const uint8_t multiples[LZFU_AHEAD] = { 8, 8, 8, 9, 8, 10, 12, 14 };
    size_t far = multiples[back % LZFU_AHEAD];

    /*@ loop invariant 0 <= i <= LZFU_AHEAD;
        loop assigns i, buffer[0 .. LZFU_BUFFER - 1];
        loop variant LZFU_AHEAD - i; */
    for (size_t i = 0; i < LZFU_AHEAD; i++)
        buffer[to + i] = buffer[to + i - back];
    tnefi_lzfu_copy_8(buffer + (to + LZFU_AHEAD), buffer + (to + LZFU_AHEAD - far));
    buffer[to + LZFU_COPY - 1u] = buffer[to + LZFU_COPY - 1u - far];
}
