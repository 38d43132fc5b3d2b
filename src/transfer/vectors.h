/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_TRANSFER_VECTORS_H
#define TNEFI_TRANSFER_VECTORS_H
/* What is decoded with vectors. Base64 and uuencode need instructions that not every processor has, so it
 * is asked each time, which is one load; nothing is kept, so there is no race. The plain bodies in base64.c
 * and uu_data.c are the definition, and go on where these stop: at the first byte that is none of the
 * alphabet, or where too few are left. Instructions of the decoder for a byte of base64 in lines of 76
 * characters: 3.4 with these, 8.4 without, and 11.2 when lines were not taken whole; of uuencode 4.2, 8.3 and
 * 15.7; of quoted-printable with many escapes 6.8, 8.8 and 9.3. */

#include "transfer/priv.h"

#include "base/simd.h"

#if defined(TNEFI_SSE2)

/* qp_fast.c: the value of a hexadecimal digit, HEX_LOWER more if it is a letter in lower case, or more. */
#define HEX_LOWER 16u
extern const uint8_t tnefi_transfer_hex_digits[256];

/* Decodes text of quoted-printable, and escapes in it as writers make them, up to what is neither, or a tab,
 * or blanks that may end a line. Returns how many bytes were made of the *|taken| of |n|; of what is written
 * after them, within |n|, nothing counts. */
size_t tnefi_transfer_qp_vectors(uint8_t *out, const uint8_t *p, size_t n, size_t *taken);

#else

/*@ requires \valid(taken);
    T_TOTAL;
    assigns *taken;
    ensures \result == 0 && *taken == 0; */
static inline size_t tnefi_transfer_qp_vectors(uint8_t *out, const uint8_t *p, size_t n, size_t *taken)
{
    (void)out;
    (void)p;
    (void)n;
    *taken = 0;
    return 0;
}

#endif

#if defined(TNEFI_SSSE3)

/* Decode up to |quanta| whole groups of four characters; return how many, in which all characters are of the
 * alphabet. No byte beyond 4 * |quanta| is read, none beyond 3 * |quanta| is written. */
size_t tnefi_transfer_base64_vectors(uint8_t *out, const uint8_t *p, size_t quanta);
size_t tnefi_transfer_uu_vectors(uint8_t *out, const uint8_t *p, size_t groups);

#else

/*@ T_TOTAL;
    assigns \nothing;
    ensures \result == 0; */
static inline size_t tnefi_transfer_base64_vectors(uint8_t *out, const uint8_t *p, size_t quanta)
{
    (void)out;
    (void)p;
    (void)quanta;
    return 0;
}

/*@ T_TOTAL;
    assigns \nothing;
    ensures \result == 0; */
static inline size_t tnefi_transfer_uu_vectors(uint8_t *out, const uint8_t *p, size_t groups)
{
    (void)out;
    (void)p;
    (void)groups;
    return 0;
}

#endif

#endif
