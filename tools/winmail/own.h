/* SPDX-License-Identifier: MIT */
#ifndef WINMAIL_OWN_H
#define WINMAIL_OWN_H
/* The files that this run has written, by their numbers in the file system: --overwrite replaces what was
 * there before, and never what came out of the same run, of which nothing is lost. */

#include <stddef.h>
#include <stdint.h>

/* All zero is a good beginning. */
struct own {
    uint64_t *ids;             /* a hash table; 0: free                                           */
    size_t size, used;         /* of it: a power of two, or 0                                     */
    int is_unsure;             /* there was no memory: every file counts as written               */
};

void own_add(struct own *o, uint64_t id);
int own_has(const struct own *o, uint64_t id);
void own_free(struct own *o);

#endif
