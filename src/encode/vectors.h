/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_ENCODE_VECTORS_H
#define TNEFI_ENCODE_VECTORS_H
/* What is encoded with vectors, where the processor has them: it is asked each time, which is one load. The
 * plain body in base64.c is the definition, and does what is too short for a vector. */

#include "encode/priv.h"

#include "base/simd.h"
#include "base/text.h"

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

#if defined(TNEFI_SSE2)

/* Copies text of quoted-printable, in blocks of which |n| bytes hold the last one. Returns how many bytes,
 * |most| of them at most, which are no more than |n|. What is written after them, within |n|, does not
 * count. */
static inline size_t tnefi_encode_text_vectors(uint8_t *out, const uint8_t *p, size_t n, size_t most)
{
    size_t i = 0;

    for (; i < most && n - i >= TNEFI_TEXT_BLOCK; i += TNEFI_TEXT_BLOCK) {
        uint32_t bits = tnefi_base_copy_text(out + i, p + i);

        TNEFI_TOUCH(TNEFI_TEXT_BLOCK);
        if (bits != 0) {
            i += (size_t)__builtin_ctz(bits);
            break;
        }
    }
    return tnefi_encode_min(i, most);
}

#else

/*@ E_TOTAL;
    assigns \nothing;
    ensures \result == 0; */
static inline size_t tnefi_encode_text_vectors(uint8_t *out, const uint8_t *p, size_t n, size_t most)
{
    (void)out;
    (void)p;
    (void)n;
    (void)most;
    return 0;
}

#endif

#endif
