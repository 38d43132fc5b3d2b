/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_MESSAGE_ARENA_H
#define TNEFI_MESSAGE_ARENA_H
/* Memory for strings and nodes: arenas that are emptied at once, and that take blocks from one pool with a
 * byte limit.  A pool takes blocks from the caller's allocator. Every byte that it holds counts, the heads
 * of blocks included, and what it holds never exceeds its limit. Blocks of the usual size that an arena
 * gives back are kept for the next arena, so that a hundred thousand short-lived rows cost two calls of the
 * allocator. A pool may have blocks of its owner's from the beginning: they count while they are held, and
 * save the calls that most messages would need. A pool whose blocks grow is for what is never emptied. */

#include <stddef.h>
#include <stdint.h>

#include <tnef/decoder.h>

#include "base/align.h"

#define TNEFI_BLOCK_SIZE  2048u     /* with its head: holds the strings of a usual message          */
#define TNEFI_BLOCK_FIRST 4096u     /* of blocks that grow: holds the tree of a small message       */
#define TNEFI_BLOCK_MOST  32768u    /* what they grow to                                            */

/* How many bytes come between |n| and the next offset at which any object may stand; and that offset. */
static inline size_t tnefi_message_padding(size_t n)
{
    const size_t most = TNEFI_ALIGN;

    return (most - n % most) % most;
}

static inline size_t tnefi_message_rounded(size_t n)
{
    return n + tnefi_message_padding(n);
}

struct tnefi_message_block {
    struct tnefi_message_block *next;
    size_t size;                    /* of the allocation                                            */
    size_t used;                    /* of it, with the head                                         */
};
#define TNEFI_BLOCK_HEAD \
    ((sizeof(struct tnefi_message_block) + TNEFI_ALIGN - 1u) / TNEFI_ALIGN * TNEFI_ALIGN)

struct tnefi_message_pool {
    tnef_allocator alloc;
    uint64_t limit;
    uint64_t held;                  /* <= limit                                                     */
    size_t block;                   /* size of the next block, if there is room for many            */
    struct tnefi_message_block *spare; /* blocks of the usual size that are not in use              */
    struct tnefi_message_block *own;   /* those of the owner that are not held                      */
    unsigned char *own_at;          /* where they are                                               */
    size_t own_size;                /* all of them                                                  */
    int failed;                     /* the allocator returned NULL                                  */
};

struct tnefi_message_arena {
    struct tnefi_message_block *blocks; /* the first one is the one that has room                   */
};

void tnefi_message_pool_init(struct tnefi_message_pool *pool, const tnef_allocator *alloc, uint64_t limit);

/* The blocks of the pool grow. */
void tnefi_message_pool_grow(struct tnefi_message_pool *pool);

/* Gives |count| blocks of the usual size to the pool, which are at |mem|, aligned for any object. */
void tnefi_message_pool_own(struct tnefi_message_pool *pool, void *mem, size_t count);

/* Returns the spare blocks. All arenas must have been emptied. */
void tnefi_message_pool_end(struct tnefi_message_pool *pool);

/* Takes |size| > 0 bytes, aligned for any object if |aligned|. NULL: the limit is reached, or the allocator
 * returned NULL, and |failed| is set. */
void *tnefi_message_arena_take(struct tnefi_message_pool *pool, struct tnefi_message_arena *arena,
                               size_t size, int aligned);

/* The same, aligned for nothing, of the block that has room, if it has enough; else NULL, and nothing was
 * done. */
static inline void *tnefi_message_arena_there(struct tnefi_message_arena *arena, size_t size)
{
    struct tnefi_message_block *b = arena->blocks;
    unsigned char *p = (unsigned char *)b;

    if (b == NULL || size > b->size - b->used)
        return NULL;
    p += b->used;
    b->used += size;
    return p;
}

/* Gives a spare block of the pool to an arena without blocks, if there is one. */
static inline void tnefi_message_arena_spare(struct tnefi_message_pool *pool,
                                             struct tnefi_message_arena *arena)
{
    struct tnefi_message_block *b = pool->spare;

    if (b == NULL || arena->blocks != NULL)
        return;
    pool->spare = b->next;
    b->next = NULL;
    b->used = TNEFI_BLOCK_HEAD;
    arena->blocks = b;
}

/* Gives back all that was taken from the arena, which makes it invalid. */
void tnefi_message_arena_clear(struct tnefi_message_pool *pool, struct tnefi_message_arena *arena);

#endif
