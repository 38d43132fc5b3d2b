/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_LZFU_TOKENS_H
#define TNEFI_LZFU_TOKENS_H
/* What a control byte says of its eight tokens ([MS-OXRTFCP] 2.2.2.1), as runs of literals. */

#include "lzfu/priv.h"

/* Literals up to the next reference or to the end of the group, and what is known of the tokens
 * after that; none are left when it is 1. */
struct tnefi_lzfu_run {
    size_t literals;
    uint64_t rest;
};

#ifdef __FRAMAC__
/* The plain form, which is the definition and is proved: |rest| has a bit for each token, 1 for a
 * reference. The lowest is that of the token before the first. Above the last there is a 1: so half
 * of |rest| has as many digits after its first as there are tokens |left|. */
#define Z_LEFT(half, left) \
    (left <= 8 && (left == 0 ==> half == 1) && (left == 1 ==> 2 <= half <= 3) \
    && (left == 2 ==> 4 <= half <= 7) && (left == 3 ==> 8 <= half <= 15) \
    && (left == 4 ==> 16 <= half <= 31) && (left == 5 ==> 32 <= half <= 63) \
    && (left == 6 ==> 64 <= half <= 127) && (left == 7 ==> 128 <= half <= 255) \
    && (left == 8 ==> 256 <= half <= 511))

/*@ requires control <= 255;
    Z_TOTAL;
    assigns \nothing;
    ensures Z_LEFT((\result / 2), 8); */
static uint64_t tnefi_lzfu_tokens_of(uint32_t control)
{
    return 513u + control * 2u;
}

/*@ requires Z_LEFT((rest / 2), left);
    Z_TOTAL;
    assigns \nothing;
    ensures \result.literals <= left && Z_LEFT(\result.rest, (left - \result.literals)); */
static struct tnefi_lzfu_run tnefi_lzfu_run_of(uint64_t rest, size_t left)
{
    struct tnefi_lzfu_run r = { .literals = 0, .rest = rest / 2u };

    /*@ loop invariant r.literals <= left && Z_LEFT(r.rest, (left - r.literals));
        loop assigns r;
        loop variant left - r.literals; */
    while (r.literals < left && r.rest % 2u == 0) {
        r.rest /= 2u;
        r.literals++;
    }
    return r;
}
#else
/* The same by a table: how many literals come before each reference, and after the last one, in
 * four bits each, the first of them lowest, and above them a 1. One token more before them adds 1
 * if it is a literal, and four bits if it is a reference. */
#  define R1(rest) (rest) + 1, (rest) * 16
#  define R2(rest) R1((rest) + 1), R1((rest) * 16)
#  define R3(rest) R2((rest) + 1), R2((rest) * 16)
#  define R4(rest) R3((rest) + 1), R3((rest) * 16)
#  define R5(rest) R4((rest) + 1), R4((rest) * 16)
#  define R6(rest) R5((rest) + 1), R5((rest) * 16)
#  define R7(rest) R6((rest) + 1), R6((rest) * 16)
#  define R8(rest) R7((rest) + 1), R7((rest) * 16)

static const uint64_t tnefi_lzfu_runs[256] = { R8(UINT64_C(16)) };

static inline uint64_t tnefi_lzfu_tokens_of(uint32_t control)
{
    return tnefi_lzfu_runs[control];
}

static inline struct tnefi_lzfu_run tnefi_lzfu_run_of(uint64_t rest, size_t left)
{
    struct tnefi_lzfu_run r = { .literals = (size_t)(rest % 16u), .rest = rest / 16u };

    (void)left;
    return r;
}
#endif

#endif
