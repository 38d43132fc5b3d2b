/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_BASE_SUM_H
#define TNEFI_BASE_SUM_H
/* The checksum of attributes: the sum of bytes, modulo 65536. */

#include <stddef.h>
#include <stdint.h>

/* Adds |n| bytes to |sum|. */
/*@ requires sum < 65536 && \valid_read(p + (0 .. n - 1));
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result < 65536; */
uint32_t tnefi_base_sum16(uint32_t sum, const uint8_t *p, size_t n);

#endif
