/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_ENCODE_VECTORS_H
#define TNEFI_ENCODE_VECTORS_H
/* What is encoded with vectors, where the processor has them: it is asked each time, which is one load. The
 * plain body in base64.c is the definition, and does what is too short for a vector. */

#include "encode/priv.h"

#include "base/simd.h"

#if defined(TNEFI_SSSE3)

/* Encodes |quanta| groups of three bytes, or none. Returns how many. No byte beyond 3 * |quanta| is read,
 * none beyond 4 * |quanta| is written. */
size_t tnefi_encode_base64_vectors(uint8_t *out, const uint8_t *p, size_t quanta);

#else

/*@ E_TOTAL;
    assigns \nothing;
    ensures \result == 0; */
static inline size_t tnefi_encode_base64_vectors(uint8_t *out, const uint8_t *p, size_t quanta)
{
    (void)out;
    (void)p;
    (void)quanta;
    return 0;
}

#endif

#endif
