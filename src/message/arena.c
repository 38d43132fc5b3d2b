/* SPDX-License-Identifier: MIT */
#include "message/arena.h"

/* ---- The pool ----------------------------------------------------------------------------- */

void tnefi_message_pool_init(struct tnefi_message_pool *pool, const tnef_allocator *alloc, uint64_t limit)
{
    pool->alloc = *alloc;
    pool->limit = limit;
    pool->held = 0;
    pool->block = TNEFI_BLOCK_SIZE;
    pool->spare = NULL;
    pool->own = NULL;
    pool->own_at = NULL;
    pool->own_size = 0;
    pool->failed = 0;
}

void tnefi_message_pool_grow(struct tnefi_message_pool *pool)
{
    pool->block = TNEFI_BLOCK_FIRST;
}

void tnefi_message_pool_own(struct tnefi_message_pool *pool, void *mem, size_t count)
{
    pool->own_at = mem;
    pool->own_size = count * TNEFI_BLOCK_SIZE;
    for (size_t at = pool->own_size; at > 0; at -= TNEFI_BLOCK_SIZE) {
        struct tnefi_message_block *b = (void *)(pool->own_at + at - TNEFI_BLOCK_SIZE);

        b->size = TNEFI_BLOCK_SIZE;
        b->next = pool->own;
        pool->own = b;
    }
}

static int is_own(const struct tnefi_message_pool *pool, const struct tnefi_message_block *b)
{
    return (uintptr_t)b - (uintptr_t)pool->own_at < pool->own_size;
}

static void release(struct tnefi_message_pool *pool, struct tnefi_message_block *b)
{
    pool->held -= b->size;
    if (is_own(pool, b)) {
        b->next = pool->own;
        pool->own = b;
    } else {
        pool->alloc.release(pool->alloc.user, b, b->size);
    }
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

/* ---- Blocks ------------------------------------------------------------------------------- */

/* Takes a block that nobody holds: one of the owner's, or of the allocator. */
static struct tnefi_message_block *new_block(struct tnefi_message_pool *pool, size_t size)
{
    struct tnefi_message_block *b;

    if (size > pool->limit - pool->held)
        release_spare(pool);
    if (size > pool->limit - pool->held)
        return NULL;
    b = pool->own;
    if (b != NULL && size == TNEFI_BLOCK_SIZE) {
        pool->own = b->next;
    } else {
        b = pool->alloc.alloc(pool->alloc.user, size);
        if (b == NULL) {
            pool->failed = 1;
            return NULL;
        }
    }
    pool->held += size;
    b->size = size;
    b->used = TNEFI_BLOCK_HEAD;
    return b;
}

/* The size of the next block. Blocks that grow do so as long as there is room for many: where room is
 * short, none of it is to lie idle. */
static size_t next_size(const struct tnefi_message_pool *pool)
{
    return pool->spare == NULL && pool->block <= (pool->limit - pool->held) / 8u ? pool->block
                                                                                 : TNEFI_BLOCK_SIZE;
}

static struct tnefi_message_block *next_block(struct tnefi_message_pool *pool, size_t size)
{
    struct tnefi_message_block *b = pool->spare;

    if (b != NULL) {
        pool->spare = b->next;
        b->used = TNEFI_BLOCK_HEAD;
        return b;
    }
    b = new_block(pool, size);
    if (b != NULL && size > TNEFI_BLOCK_SIZE && size < TNEFI_BLOCK_MOST)
        pool->block = 2u * size;
    return b;
}

/* ---- Arenas ------------------------------------------------------------------------------- */

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

void *tnefi_message_arena_take(struct tnefi_message_pool *pool, struct tnefi_message_arena *arena,
                               size_t size, int aligned)
{
    struct tnefi_message_block *b = arena->blocks;
    size_t next;

    if (size > SIZE_MAX - TNEFI_BLOCK_HEAD - TNEFI_ALIGN)
        return NULL;
    if (aligned)
        size += tnefi_message_padding(size);
    if (b != NULL && aligned && tnefi_message_padding(b->used) <= b->size - b->used)
        b->used += tnefi_message_padding(b->used);
    if (b == NULL || size > b->size - b->used || (aligned && b->used % TNEFI_ALIGN != 0)) {
        next = next_size(pool);
        if (size > (next - TNEFI_BLOCK_HEAD) / 2u)
            return take_large(pool, arena, size);
        b = next_block(pool, next);
        if (b == NULL)
            return NULL;
        b->next = arena->blocks;
        arena->blocks = b;
    }
    return tnefi_message_arena_there(arena, size);
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
