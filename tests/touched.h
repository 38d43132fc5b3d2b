/* SPDX-License-Identifier: MIT */
#ifndef TNEF_TESTS_TOUCHED_H
#define TNEF_TESTS_TOUCHED_H
/* The promise about work, as tests and fuzz harnesses check it: bytes touched (src/base/touch.h) are at
 * most base + per_byte * bytes + per_call * calls, for each object, whatever the input, and however
 * it is cut. docs/assurance.md and the headers (under "Work") have the same constants. */

#include <stddef.h>
#include <stdint.h>

#include "base/touch.h"

struct touched_bound {
    const char *object;
    uint64_t base, per_byte, per_call;
};

/* The bound of an object by its name ("decoder", "scanner", ...); never NULL, but fails the program
 * for a name that is not in the table of touched.c. */
const struct touched_bound *touched_bound(const char *object);

/* Whether the library was built to count. */
int touched_counts(void);

/* Bytes touched since the program began; 0 if nothing counts. */
uint64_t touched_now(void);

/* What was touched since |then| is not counted: a test has asked for what its subject did not do. */
void touched_forget(uint64_t then);

/* 1 if |touched| is within the bound for |bytes| of input in |calls| calls; else says on standard
 * error what was found and what is allowed, and returns 0. */
int touched_within(const char *object, uint64_t touched, uint64_t bytes, uint64_t calls);

/* The same for what more |bytes| cost, where a shorter input of the same kind has had the fixed part of the
 * bound: so a byte that costs too much shows in a short input as well. */
int touched_grows_within(const char *object, uint64_t touched, uint64_t bytes, uint64_t calls);

/* How inputs are cut: 0 is whole. */
extern const size_t touched_pieces[];
#define TOUCHED_PIECES 4u            /* whole, 64 KiB, 4 KiB, one byte */

#endif
