/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_BASE_SIMD_H
#define TNEFI_BASE_SIMD_H
/* Which vector instructions are used: those that the compiler has without being asked, since every processor
 * of the target has them; and SSSE3 and AVX2 of x86, of which the processor is asked when the program runs.
 * AVX2 is left out by builds for size, and all of them by TNEF_NO_SIMD. The proof reads the plain bodies, and
 * tests compare the others. */

#if !defined(TNEF_NO_SIMD) && !defined(__FRAMAC__) && defined(__GNUC__)
#  if defined(__SSE2__)
#    define TNEFI_SSE2 1
#  elif defined(__ARM_NEON) && defined(__aarch64__)
#    define TNEFI_NEON 1
#  endif
#  if defined(__x86_64__) || defined(__i386__)
#    define TNEFI_SSSE3 1
#    if !defined(__OPTIMIZE_SIZE__)
#      define TNEFI_AVX2 1
#    endif
#  endif
#endif

#if defined(TNEFI_SSSE3)

#  if !defined(__SSSE3__) && defined(__OPTIMIZE_SIZE__) && defined(__has_include)
#    if __has_include(<sys/platform/x86.h>)
#      include <sys/platform/x86.h>
#    endif
#  endif

/* Whether the processor has SSSE3, which was found out before main() begins. The compiler's library keeps it
 * where a load gets it, but is 5 KB; who builds for size takes what glibc keeps, by a call, which is a tenth
 * more work for a line of base64. The processor itself is not asked: on a virtual machine that is done by the
 * host, and takes microseconds. */
static inline int tnefi_base_has_ssse3(void)
{
#  if defined(__SSSE3__)
    return 1;
#  elif defined(CPU_FEATURE_PRESENT)
    return CPU_FEATURE_PRESENT(SSSE3);
#  else
    return __builtin_cpu_supports("ssse3") != 0;
#  endif
}

#  if defined(TNEFI_AVX2)
static inline int tnefi_base_has_avx2(void)
{
#    if defined(__AVX2__)
    return 1;
#    else
    return __builtin_cpu_supports("avx2") != 0;
#    endif
}
#  endif

#endif

#endif
