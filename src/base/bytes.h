/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_BASE_BYTES_H
#define TNEFI_BASE_BYTES_H
/* Integers from bytes. TNEF is little-endian throughout ([MS-OXTNEF] 2.1); nothing here depends on
 * the machine's byte order or alignment. The prover gets sums, that cannot overflow; compilers get shifts, of
 * which they make one load. tests/test_quick.c compares them. */

#include <stddef.h>
#include <stdint.h>

/*@ requires \valid_read(p + (0 .. 1));
    terminates \true; exits \false;
    assigns \result \from p[0 .. 1]; */
static inline uint16_t tnefi_base_le16(const uint8_t *p)
{
#ifdef __FRAMAC__
    return (uint16_t)(p[0] + p[1] * 256u);
#else
    return (uint16_t)(p[0] | (uint32_t)p[1] << 8);
#endif
}

/*@ requires \valid_read(p + (0 .. 3));
    terminates \true; exits \false;
    assigns \result \from p[0 .. 3]; */
static inline uint32_t tnefi_base_le32(const uint8_t *p)
{
#ifdef __FRAMAC__
    return p[0] + p[1] * 256u + p[2] * 65536u + p[3] * 16777216u;
#else
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
#endif
}

/*@ requires \valid_read(p + (0 .. 7));
    terminates \true; exits \false;
    assigns \result \from p[0 .. 7]; */
static inline uint64_t tnefi_base_le64(const uint8_t *p)
{
#ifdef __FRAMAC__
    return tnefi_base_le32(p) + tnefi_base_le32(p + 4) * UINT64_C(4294967296);
#else
    return tnefi_base_le32(p) | (uint64_t)tnefi_base_le32(p + 4) << 32;
#endif
}

/* memcpy and memcmp, of bytes only, and so with a contract that a prover can use. */

/*@ requires \valid(to + (0 .. n - 1)) && \valid_read(from + (0 .. n - 1));
    requires \separated(to + (0 .. n - 1), from + (0 .. n - 1));
    terminates \true; exits \false;
    assigns to[0 .. n - 1]; */
static inline void tnefi_base_copy(uint8_t *to, const uint8_t *from, size_t n)
{
    /*@ loop invariant 0 <= i <= n;
        loop assigns i, to[0 .. n - 1];
        loop variant n - i; */
    for (size_t i = 0; i < n; i++)
        to[i] = from[i];
}

/*@ requires \valid_read(a + (0 .. n - 1)) && \valid_read(b + (0 .. n - 1));
    terminates \true; exits \false;
    assigns \nothing; */
static inline int tnefi_base_equal(const uint8_t *a, const uint8_t *b, size_t n)
{
    /*@ loop invariant 0 <= i <= n;
        loop assigns i;
        loop variant n - i; */
    for (size_t i = 0; i < n; i++)
        if (a[i] != b[i])
            return 0;
    return 1;
}

#endif
