/* SPDX-License-Identifier: MIT */
#ifndef TNEF_BYTES_H
#define TNEF_BYTES_H
/* Integers from bytes. TNEF is little-endian throughout ([MS-OXTNEF] 2.1); nothing here depends on
 * the machine's byte order or alignment, and compilers make one load of each where they can. */

#include <stdint.h>

/*@ requires \valid_read(p + (0 .. 1));
    terminates \true; exits \false;
    assigns \result \from p[0 .. 1]; */
static inline uint16_t tnefi_le16(const uint8_t *p)
{
    return (uint16_t)(p[0] | (uint32_t)p[1] << 8);
}

/*@ requires \valid_read(p + (0 .. 3));
    terminates \true; exits \false;
    assigns \result \from p[0 .. 3]; */
static inline uint32_t tnefi_le32(const uint8_t *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/*@ requires \valid_read(p + (0 .. 7));
    terminates \true; exits \false;
    assigns \result \from p[0 .. 7]; */
static inline uint64_t tnefi_le64(const uint8_t *p)
{
    return tnefi_le32(p) | (uint64_t)tnefi_le32(p + 4) << 32;
}

#endif
