/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_BASE_TOUCH_H
#define TNEFI_BASE_TOUCH_H
/* Work, counted in bytes touched: every byte of input, buffers and text, every entry of a table and
 * every element of a list that a loop looks at, whether it takes it or not. Steps do not show it: a
 * step that takes one byte may have looked at a thousand, and that is how a decoder comes to spin.
 *
 * Every loop counts what it looks at with TNEFI_TOUCH, before or after it runs, once and not in each
 * round. A function of the C library or zlib that runs over memory counts as a loop of ours: memcpy,
 * memcmp and memset their length, memchr what it passes over. A loop over a constant number of things
 * that is at most 16 need not count, as long as what it is called for takes a byte or a call.
 *
 * The macro is empty outside of test builds (the CMake option TNEF_COUNT_TOUCHED), and for the proof. */

#include <stdint.h>

/* What opening a converter of the C library costs, in the same unit: it may read a file and load a
 * module. Measured as the time in which some 64 KiB are converted. */
#define TNEFI_TOUCH_CONVERTER 65536u

#ifdef TNEF_COUNT_TOUCHED
extern uint64_t tnefi_base_touched;   /* since the program began. For tests in one thread */
#  define TNEFI_TOUCH(n) ((void)(tnefi_base_touched += (uint64_t)(n)))
#elif defined __FRAMAC__
#  define TNEFI_TOUCH(n) ((void)0)
#else
#  define TNEFI_TOUCH(n) ((void)sizeof(n))   /* what was only counted is no unused variable */
#endif

#endif
