/* SPDX-License-Identifier: MIT */

/* The objects of the library as one kind of thing, so that their work can be searched and measured
 * without a word about what they are: bytes in by pieces, bytes touched out. */

#ifndef TNEF_FUZZ_WORST_OBJECTS_H
#define TNEF_FUZZ_WORST_OBJECTS_H

#include <stddef.h>
#include <stdint.h>

struct worst_kind;

struct worst_object {
    const char *name;
    const char *bound;       /* its row in tests/touched.c */
    const struct worst_kind *kind;
    uint32_t how;            /* flags, policy, code page, ...: what |kind| makes of it */
};

extern const struct worst_object worst_objects[];    /* ends with a name of NULL */

/* NULL for a name that is not known. */
const struct worst_object *worst_find(const char *name);

struct worst_cost {
    uint64_t touched;        /* from the first feed to the end of finish */
    uint64_t calls;
};

/* Makes the object, feeds it |size| bytes in pieces of |piece| (0: whole), up to its end or its first
 * error, finishes and frees it. What it says is taken and dropped. */
struct worst_cost worst_run(const struct worst_object *object, const uint8_t *data, size_t size,
                            size_t piece);

/* Bytes touched for a byte by the second half of |data|: by all of it, less by the first half alone.
 * What is dear once is not in it, and what is dearer the more there is stands out. */
double worst_second_half(const struct worst_object *object, const uint8_t *data, size_t size,
                         size_t piece);

#endif
