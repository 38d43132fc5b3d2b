/* SPDX-License-Identifier: MIT */
#ifndef TNEF_ARENA_H
#define TNEF_ARENA_H
/* Memory for strings: arenas that are emptied at once, out of one pool with a byte limit.
 *
 * A pool takes blocks from the caller's allocator. Every byte that it holds counts, the heads of
 * blocks included, and what it holds never exceeds its limit. Blocks of the usual size that an
 * arena gives back are kept for the next arena, so that a hundred thousand short-lived rows cost
 * two calls of the allocator. */

#include <stddef.h>
#include <stdint.h>

#include <tnef/decoder.h>

#define TNEFI_BLOCK_SIZE 2048u      /* with its head: holds the strings of a usual message          */

struct tnefi_block {
    struct tnefi_block *next;
    size_t size;                    /* of the allocation                                            */
    size_t used;                    /* of it, with the head                                         */
};

struct tnefi_pool {
    tnef_allocator alloc;
    uint64_t limit;
    uint64_t held;                  /* <= limit                                                     */
    struct tnefi_block *spare;      /* blocks of the usual size that are not in use                 */
    int failed;                     /* the allocator returned NULL                                  */
};

struct tnefi_arena {
    struct tnefi_block *blocks;     /* the first one is that which has room                         */
};

void tnefi_pool_init(struct tnefi_pool *pool, const tnef_allocator *alloc, uint64_t limit);

/* Returns the spare blocks. All arenas must have been emptied. */
void tnefi_pool_end(struct tnefi_pool *pool);

/* |size| > 0 bytes, aligned for any object if |aligned|, or NULL: at the limit, or |failed| is set. */
void *tnefi_arena_take(struct tnefi_pool *pool, struct tnefi_arena *arena, size_t size,
                       int aligned);

/* Makes all that was taken from the arena invalid. */
void tnefi_arena_clear(struct tnefi_pool *pool, struct tnefi_arena *arena);

#endif
