/* SPDX-License-Identifier: MIT */
#ifndef TNEF_BENCH_INPUTS_REAL_H
#define TNEF_BENCH_INPUTS_REAL_H

#include "bench.h"

/* Messages below 20,000 bytes that libytnef accepts, too, again and again, up to |size| bytes; nothing where
 * there are none. */
void bench_real(struct mail *m, size_t size);

/* The same of compressed RTF, files named *.lzfu. */
void bench_real_rtf(struct mail *m, size_t size);

#endif
