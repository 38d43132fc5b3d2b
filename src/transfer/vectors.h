/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_TRANSFER_VECTORS_H
#define TNEFI_TRANSFER_VECTORS_H
/* What is decoded with vectors. Base64 and uuencode need instructions that not every processor has, so it
 * is asked each time, which is one load; nothing is kept, so there is no race. The plain bodies in base64.c
 * and uu_data.c are the definition, and go on where these stop: at the first byte that is none of the
 * alphabet, or where too few are left. Instructions of the decoder for a byte of base64 in lines of 76
 * characters: 2.6 with AVX2, 3.4 with SSSE3, 8.4 without, and 11.2 when lines were not taken whole; of
 * uuencode 4.2, 8.3 and 15.7; of quoted-printable with many escapes 6.4 with these. */

#include "transfer/priv.h"

#include "base/simd.h"

#if defined(TNEFI_SSE2)

/* qp_fast.c: the value of a hexadecimal digit, HEX_LOWER more if it is a letter in lower case, or more. */
#define HEX_LOWER 16u
extern const uint8_t tnefi_transfer_hex_digits[256];

/* Decodes lines of quoted-printable as writers make them, of which the first byte is at |offset|: up to what
 * is neither text, an escape nor CR LF, or a tab, a line that is too long, or blanks that may end a line.
 * Returns how many bytes were made of the *|taken| of |n|; of what is written after them, within |n|, nothing
 * counts. No blanks may be kept back. */
size_t tnefi_transfer_qp_vectors(struct tnef_transfer *t, uint8_t *out, const uint8_t *p, size_t n,
                                 uint64_t offset, size_t *taken);

#else

/*@ requires \valid(t) && \valid(taken) && \separated(t, taken) && t->line <= offset;
    requires offset <= TNEF_TRANSFER_CEILING - n;
    T_TOTAL;
    assigns *taken;
    ensures \result == 0 && *taken == 0; */
static inline size_t tnefi_transfer_qp_vectors(struct tnef_transfer *t, uint8_t *out, const uint8_t *p,
                                               size_t n, uint64_t offset, size_t *taken)
{
    (void)t;
    (void)out;
    (void)p;
    (void)n;
    (void)offset;
    *taken = 0;
    return 0;
}

#endif

#if defined(TNEFI_SSSE3)

/* Decode up to |quanta| whole groups of four characters; return how many come before the first one with a
 * character that is not of the alphabet, or 0 if vectors are of no use. No byte beyond 4 * |quanta| is read,
 * none beyond 3 * |quanta| is written. */
size_t tnefi_transfer_base64_vectors(uint8_t *out, const uint8_t *p, size_t quanta);
size_t tnefi_transfer_uu_vectors(uint8_t *out, const uint8_t *p, size_t groups);

/* The same of base64 with what the processor must have, the first from group |i| on: return how many groups
 * come before the first bad one, of at least four; of fewer 0. */
size_t tnefi_transfer_base64_ssse3(uint8_t *out, const uint8_t *p, size_t quanta, size_t i);
size_t tnefi_transfer_base64_avx2(uint8_t *out, const uint8_t *p, size_t quanta);

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
