/* SPDX-License-Identifier: MIT */
#ifndef TNEF_FUZZ_PROMISE_H
#define TNEF_FUZZ_PROMISE_H
/* CHECK(cond): a promise of the library; not assert(), which a build may leave out. What is broken is
 * said, so that the log of a run is enough to know it. */

#include <stdio.h>
#include <stdlib.h>

#define CHECK(cond) ((cond) ? (void)0 : check_failed(#cond, __FILE__, __LINE__))

static inline _Noreturn void check_failed(const char *what, const char *file, int line)
{
    fprintf(stderr, "%s:%d: broken: %s\n", file, line, what);
    abort();
}

#endif
