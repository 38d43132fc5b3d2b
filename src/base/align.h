/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_BASE_ALIGN_H
#define TNEFI_BASE_ALIGN_H
/* What memory for any object is aligned for. Not max_align_t, which not every C11 library has. */

union tnefi_base_any {
    long long integer;
    long double real;
    void *pointer;
    void (*function)(void);
};

#define TNEFI_ALIGN _Alignof(union tnefi_base_any)

/* Aligns a member so. The prover knows no alignment, and needs none. */
#ifdef __FRAMAC__
#  define TNEFI_ALIGNED
#else
#  define TNEFI_ALIGNED _Alignas(union tnefi_base_any)
#endif

#endif
