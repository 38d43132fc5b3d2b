/* SPDX-License-Identifier: MIT */

/* What is dear to read when there is much of it. */

#ifndef TNEF_FUZZ_RUNS_H
#define TNEF_FUZZ_RUNS_H

#include <stddef.h>

#define RUN_MOST 64u         /* no word is longer */

extern const char *const fuzz_runs[];
extern const size_t fuzz_runs_count;

#endif
