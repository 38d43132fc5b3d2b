/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_LZFU_CRC_H
#define TNEFI_LZFU_CRC_H
/* The checksum of compressed RTF ([MS-OXRTFCP] 3.1.3.2). */

#include <stddef.h>
#include <stdint.h>

/* The CRC of the bytes so far; |crc| is that of those before |p|, 0 if there are none. It is the
 * CRC-32 of zlib (reflected, EDB88320) without the inversion at both ends. */
/*@ requires n > 0 ==> \valid_read(p + (0 .. n - 1));
    terminates \true; exits \false;
    assigns \result \from crc, p[0 .. n - 1]; */
uint32_t tnefi_lzfu_crc(uint32_t crc, const uint8_t *p, size_t n);

#endif
