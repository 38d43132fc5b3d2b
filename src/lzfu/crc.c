/* SPDX-License-Identifier: MIT */
/* The only file that knows zlib, whose crc32() has had years of work. Its inversions are undone
 * before and after. Where there is no zlib (TNEF_NO_ZLIB), a table of four bits at a time does the same,
 * in about ten times the time. */

#include "lzfu/crc.h"

#include "base/touch.h"

#ifdef __FRAMAC__
/* What is assumed of it. */
/*@ requires n > 0 && \valid_read(p + (0 .. n - 1));
    terminates \true; exits \false;
    assigns \result \from crc, p[0 .. n - 1];
    ensures \result <= 0xFFFFFFFF; */
extern unsigned long crc32(unsigned long crc, const unsigned char *p, unsigned n);
#elif defined(TNEF_NO_ZLIB)
static unsigned long crc32(unsigned long crc, const unsigned char *p, unsigned n)
{
    static const uint32_t table[16] = {
        0x00000000u, 0x1DB71064u, 0x3B6E20C8u, 0x26D930ACu, 0x76DC4190u, 0x6B6B51F4u,
        0x4DB26158u, 0x5005713Cu, 0xEDB88320u, 0xF00F9344u, 0xD6D6A3E8u, 0xCB61B38Cu,
        0x9B64C2B0u, 0x86D3D2D4u, 0xA00AE278u, 0xBDBDF21Cu,
    };
    uint32_t sum = 0xFFFFFFFFu - (uint32_t)crc;

    for (unsigned i = 0; i < n; i++) {
        sum ^= p[i];
        sum = sum >> 4 ^ table[sum % 16u];
        sum = sum >> 4 ^ table[sum % 16u];
    }
    return 0xFFFFFFFFu - sum;
}
#else
#  include <zlib.h>
#endif

/* As much as is given to it at a time: what its type of a length holds anywhere. */
#define CRC_SPAN 16384u

uint32_t tnefi_lzfu_crc(uint32_t crc, const uint8_t *p, size_t n)
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
