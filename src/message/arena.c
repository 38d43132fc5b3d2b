/* SPDX-License-Identifier: MIT */
#include "message/arena.h"

void tnefi_message_pool_init(struct tnefi_message_pool *pool, const tnef_allocator *alloc, uint64_t limit)
{
    pool->alloc = *alloc;
    pool->limit = limit;
    pool->held = 0;
    pool->spare = NULL;
    pool->failed = 0;
}

static void release(struct tnefi_message_pool *pool, struct tnefi_message_block *b)
{
    pool->held -= b->size;
    pool->alloc.release(pool->alloc.user, b, b->size);
}

static void release_spare(struct tnefi_message_pool *pool)
{
    while (pool->spare != NULL) {
        struct tnefi_message_block *b = pool->spare;

        pool->spare = b->next;
        release(pool, b);
    }
}

void tnefi_message_pool_end(struct tnefi_message_pool *pool)
{
    release_spare(pool);
}

static struct tnefi_message_block *new_block(struct tnefi_message_pool *pool, size_t size)
{
    struct tnefi_message_block *b;

    if (size == TNEFI_BLOCK_SIZE && pool->spare != NULL) {
        b = pool->spare;
        pool->spare = b->next;
        b->used = TNEFI_BLOCK_HEAD;
        return b;
    }
    if (size > pool->limit - pool->held)
        release_spare(pool);
    if (size > pool->limit - pool->held)
        return NULL;
    b = pool->alloc.alloc(pool->alloc.user, size);
    if (b == NULL) {
        pool->failed = 1;
        return NULL;
    }
    pool->held += size;
    b->size = size;
    b->used = TNEFI_BLOCK_HEAD;
    return b;
}

/* What is large gets a block of its own, after the first one in the list, which keeps its room. */
static void *take_large(struct tnefi_message_pool *pool, struct tnefi_message_arena *arena, size_t size)
{
    struct tnefi_message_block *b = new_block(pool, TNEFI_BLOCK_HEAD + size);

    if (b == NULL)
        return NULL;
    b->used = b->size;
    if (arena->blocks == NULL) {
        b->next = NULL;
        arena->blocks = b;
    } else {
        b->next = arena->blocks->next;
        arena->blocks->next = b;
    }
    return (unsigned char *)b + TNEFI_BLOCK_HEAD;
}

/* How many bytes come between |n| and the next offset at which any object may stand. */
static size_t padding(size_t n)
{
    const size_t most = TNEFI_ALIGN;

    return (most - n % most) % most;
}

void *tnefi_message_arena_take(struct tnefi_message_pool *pool, struct tnefi_message_arena *arena,
                               size_t size, int aligned)
{
    struct tnefi_message_block *b = arena->blocks;
    unsigned char *p;

    if (size > SIZE_MAX - TNEFI_BLOCK_HEAD - TNEFI_ALIGN)
        return NULL;
    if (aligned)
        size += padding(size);
    if (size > TNEFI_BLOCK_SMALL)
        return take_large(pool, arena, size);
    if (b != NULL && aligned && padding(b->used) <= b->size - b->used)
        b->used += padding(b->used);
    if (b == NULL || size > b->size - b->used || (aligned && b->used % TNEFI_ALIGN != 0)) {
        b = new_block(pool, TNEFI_BLOCK_SIZE);
        if (b == NULL)
            return NULL;
        b->next = arena->blocks;
        arena->blocks = b;
    }
    p = (unsigned char *)b + b->used;
    b->used += size;
    return p;
}

void tnefi_message_arena_clear(struct tnefi_message_pool *pool, struct tnefi_message_arena *arena)
{
    while (arena->blocks != NULL) {
        struct tnefi_message_block *b = arena->blocks;

        arena->blocks = b->next;
        if (b->size == TNEFI_BLOCK_SIZE) {
            b->next = pool->spare;
            pool->spare = b;
        } else {
            release(pool, b);
        }
    }
}
