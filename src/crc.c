/* SPDX-License-Identifier: MIT */
/* The only file that knows zlib, whose crc32() has had years of work. Its inversions are undone
 * before and after. */

#include "crc.h"

#include "touch.h"

#ifdef __FRAMAC__
/* What is assumed of it. */
/*@ requires n > 0 && \valid_read(p + (0 .. n - 1));
    terminates \true; exits \false;
    assigns \result \from crc, p[0 .. n - 1];
    ensures \result <= 0xFFFFFFFF; */
extern unsigned long crc32(unsigned long crc, const unsigned char *p, unsigned n);
#else
#include <zlib.h>
#endif

/* As much as is given to it at a time: what its type of a length holds anywhere. */
#define CRC_SPAN 16384u

uint32_t tnefi_crc(uint32_t crc, const uint8_t *p, size_t n)
{
    unsigned long sum = 0xFFFFFFFFu - crc;
    size_t i = 0;

    /*@ loop invariant 0 <= i <= n && sum <= 0xFFFFFFFF;
        loop assigns i, sum;
        loop variant n - i; */
    while (i < n) {
        size_t len = n - i < CRC_SPAN ? n - i : CRC_SPAN;

        TNEFI_TOUCH(len);
        sum = crc32(sum, p + i, (unsigned)len);
        i += len;
    }
    return 0xFFFFFFFFu - (uint32_t)sum;
}
