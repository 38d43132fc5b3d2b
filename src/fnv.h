/* SPDX-License-Identifier: MIT */
#ifndef TNEF_FNV_H
#define TNEF_FNV_H
/* The hash FNV-1a, 64 bits: for comparing with what is compared whole where hashes agree. */

#include <stdint.h>

#define TNEFI_FNV_START UINT64_C(14695981039346656037)

/* A hash wraps on purpose, which the sanitizer of unsigned overflow is told so. */
#if defined(__clang__)
__attribute__((no_sanitize("unsigned-integer-overflow")))
#endif
static inline uint64_t tnefi_fnv_add(uint64_t hash, uint32_t byte)
{
    return (hash ^ byte) * UINT64_C(1099511628211);
}

#endif
