/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_MESSAGE_ARENA_H
#define TNEFI_MESSAGE_ARENA_H
/* Memory for strings: arenas that are emptied at once, and that take blocks from one pool with a byte
 * limit.
 *
 * A pool takes blocks from the caller's allocator. Every byte that it holds counts, the heads of
 * blocks included, and what it holds never exceeds its limit. Blocks of the usual size that an
 * arena gives back are kept for the next arena, so that a hundred thousand short-lived rows cost
 * two calls of the allocator. */

#include <stddef.h>
#include <stdint.h>

#include <tnef/decoder.h>

#include "base/align.h"

#define TNEFI_BLOCK_SIZE 2048u      /* with its head: holds the strings of a usual message          */

struct tnefi_message_block {
    struct tnefi_message_block *next;
    size_t size;                    /* of the allocation                                            */
    size_t used;                    /* of it, with the head                                         */
};

struct tnefi_message_pool {
    tnef_allocator alloc;
    uint64_t limit;
    uint64_t held;                  /* <= limit                                                     */
    struct tnefi_message_block *spare; /* blocks of the usual size that are not in use              */
    int failed;                     /* the allocator returned NULL                                  */
};

struct tnefi_message_arena {
    struct tnefi_message_block *blocks; /* the first one is the one that has room                   */
};

void tnefi_message_pool_init(struct tnefi_message_pool *pool, const tnef_allocator *alloc, uint64_t limit);

/* Returns the spare blocks. All arenas must have been emptied. */
void tnefi_message_pool_end(struct tnefi_message_pool *pool);

/* Takes |size| > 0 bytes, aligned for any object if |aligned|. NULL: the limit is reached, or the allocator
 * returned NULL, and |failed| is set. */
void *tnefi_message_arena_take(struct tnefi_message_pool *pool, struct tnefi_message_arena *arena,
                               size_t size, int aligned);

#define TNEFI_BLOCK_HEAD \
    ((sizeof(struct tnefi_message_block) + TNEFI_ALIGN - 1u) / TNEFI_ALIGN * TNEFI_ALIGN)
#define TNEFI_BLOCK_SMALL ((TNEFI_BLOCK_SIZE - TNEFI_BLOCK_HEAD) / 2u) /* what is larger has its own */

/* The same, aligned for nothing, if there is room without a call of the allocator; else NULL, and nothing
 * was done. */
static inline void *tnefi_message_arena_there(struct tnefi_message_pool *pool,
                                              struct tnefi_message_arena *arena, size_t size)
{
    struct tnefi_message_block *b = arena->blocks;
    unsigned char *p = (unsigned char *)b;

    if (size > TNEFI_BLOCK_SMALL)
        return NULL;
    if (b == NULL || size > b->size - b->used)
        return pool->spare != NULL ? tnefi_message_arena_take(pool, arena, size, 0) : NULL;
    p += b->used;
    b->used += size;
    return p;
}

/* Gives back all that was taken from the arena, which makes it invalid. */
void tnefi_message_arena_clear(struct tnefi_message_pool *pool, struct tnefi_message_arena *arena);

#endif
