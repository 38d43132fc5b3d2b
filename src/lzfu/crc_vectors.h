/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_LZFU_CRC_VECTORS_H
#define TNEFI_LZFU_CRC_VECTORS_H
/* The checksum by multiplication without carry, where the processor has that: it is asked each time, which is
 * one load. What is in crc.c is the definition, and goes on where this stops. */

#include "base/simd.h"

#include <stddef.h>
#include <stdint.h>

#if defined(TNEFI_PCLMUL)

/* Adds bytes to the checksum: none of the |n|, or as many as fill blocks of 16. Returns how many. */
size_t tnefi_lzfu_crc_vectors(uint32_t *crc, const uint8_t *p, size_t n);

#else

/*@ requires \valid(crc);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == 0; */
static inline size_t tnefi_lzfu_crc_vectors(uint32_t *crc, const uint8_t *p, size_t n)
{
    (void)crc;
    (void)p;
    (void)n;
    return 0;
}

#endif

#endif
