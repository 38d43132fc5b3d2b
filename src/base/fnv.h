/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_BASE_FNV_H
#define TNEFI_BASE_FNV_H
/* The hash FNV-1a, 64 bits. Who uses it compares the whole bytes where the hashes agree. */

#include <stdint.h>

#define TNEFI_FNV_START UINT64_C(14695981039346656037)

/* A hash wraps on purpose; the attribute tells that to the sanitizer of unsigned overflow. */
#if defined(__clang__)
__attribute__((no_sanitize("unsigned-integer-overflow")))
#endif
static inline uint64_t tnefi_base_fnv_add(uint64_t hash, uint32_t byte)
{
    return (hash ^ byte) * UINT64_C(1099511628211);
}

#endif
