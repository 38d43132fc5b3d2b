/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_BASE_SIMD_H
#define TNEFI_BASE_SIMD_H
/* Which vector instructions the compiler has without being asked: those that every processor of the target
 * has, so nothing is chosen at run time. TNEF_NO_SIMD leaves all of them out. The proof reads the plain
 * bodies, which tests compare with the others. */

#if !defined(TNEF_NO_SIMD) && !defined(__FRAMAC__) && defined(__GNUC__)
#  if defined(__SSE2__)
#    define TNEFI_SSE2 1
#  elif defined(__ARM_NEON) && defined(__aarch64__)
#    define TNEFI_NEON 1
#  endif
#endif

#endif
