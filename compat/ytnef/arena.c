/* SPDX-License-Identifier: MIT */

/* Memory that is released as a whole.
 *
 * The arena of a struct hangs at starting_attach.IconData, a field of the head of the list of attachments,
 * which is no attachment: programs read its |next| and nothing else. */

#include <stdlib.h>
#include <string.h>

#include "priv.h"

/* Blocks for small things have this size; what is larger gets one of its own. */
#define SMALL 16384u
#define ALIGN 16u

/* A block is followed by its bytes; they must be aligned as well as the block is. */
#define HEAD ((sizeof(struct ytnefi_block) + ALIGN - 1) / ALIGN * ALIGN)

static uint8_t *bytes_of(struct ytnefi_block *block)
{
    return (uint8_t *)block + HEAD;
}

struct ytnefi_arena *ytnefi_arena(TNEFStruct *tnef, bool make)
{
    variableLength *place = &tnef->starting_attach.IconData;

    if (place->data == NULL && make) {
        place->data = calloc(1, sizeof(struct ytnefi_arena));
        place->size = 0;
    }
    return (struct ytnefi_arena *)(void *)place->data;
}

void ytnefi_arena_free(TNEFStruct *tnef)
{
    struct ytnefi_arena *arena = ytnefi_arena(tnef, false);
    struct ytnefi_block *block;

    if (arena == NULL) {
        return;
    }
    while ((block = arena->blocks) != NULL) {
        arena->blocks = block->next;
        free(block);
    }
    free(arena);
    tnef->starting_attach.IconData.data = NULL;
}

/* Puts a block into the list. */
static void own(struct ytnefi_arena *arena, struct ytnefi_block *block, size_t size)
{
    block->next = arena->blocks;
    block->size = size;
    arena->blocks = block;
    arena->total += size;
}

/* |size| is at most YTNEFI_MEMORY. */
static bool has_room(const struct ytnefi_arena *arena, size_t size)
{
    return arena->total <= YTNEFI_MEMORY && size <= YTNEFI_MEMORY - arena->total;
}

static struct ytnefi_block *new_block(struct ytnefi_arena *arena, size_t size)
{
    struct ytnefi_block *block = has_room(arena, size) ? calloc(1, HEAD + size) : NULL;

    if (block != NULL) {
        own(arena, block, size);
    }
    return block;
}

void *ytnefi_take(struct ytnefi_arena *arena, size_t size)
{
    struct ytnefi_block *block;
    void *taken;

    if (size > YTNEFI_MEMORY - ALIGN) {
        return NULL;
    }
    size = (size + ALIGN - 1) / ALIGN * ALIGN;
    if (size > SMALL / 4) {
        block = new_block(arena, size);
        return block != NULL ? bytes_of(block) : NULL;
    }
    if (size > arena->left) {
        block = new_block(arena, SMALL);
        if (block == NULL) {
            return NULL;
        }
        arena->room = bytes_of(block);
        arena->left = SMALL;
    }
    taken = arena->room;
    arena->room += size;
    arena->left -= size;
    return taken;
}

/* Makes a buffer of |size| bytes, at least as many as it has. */
static bool resize(struct ytnefi_buffer *b, size_t size)
{
    struct ytnefi_block *block = realloc(b->block, HEAD + size);

    if (block == NULL) {
        return false;
    }
    b->block = block;
    b->size = size;
    return true;
}

bool ytnefi_add(const struct ytnefi_arena *arena, struct ytnefi_buffer *b, const void *data, size_t len)
{
    size_t size = b->size != 0 ? b->size : 1024;

    if (len > YTNEFI_MEMORY - b->len || !has_room(arena, b->len + len)) {
        return false;
    }
    while (size - b->len < len) {
        size *= 2;
    }
    if (size != b->size && !resize(b, size)) {
        return false;
    }
    if (len > 0) {
        memcpy(bytes_of(b->block) + b->len, data, len);
        b->len += len;
    }
    return true;
}

void *ytnefi_keep(struct ytnefi_arena *arena, struct ytnefi_buffer *b)
{
    size_t len = b->len;
    uint8_t *kept;

    b->len = 0;
    if (len <= SMALL / 4) {
        kept = ytnefi_take(arena, len + YTNEF_PADDING);
        if (kept != NULL && len > 0) {
            memcpy(kept, bytes_of(b->block), len);
        }
        return kept;
    }
    if (!has_room(arena, len + YTNEF_PADDING) || !resize(b, len + YTNEF_PADDING)) {
        return NULL;
    }
    kept = bytes_of(b->block);
    memset(kept + len, 0, YTNEF_PADDING);
    own(arena, b->block, b->size);
    b->block = NULL;
    b->size = 0;
    return kept;
}

uint8_t *ytnefi_bytes(const struct ytnefi_buffer *b)
{
    return b->block != NULL ? bytes_of(b->block) : NULL;
}

void ytnefi_buffer_free(struct ytnefi_buffer *b)
{
    free(b->block);
    b->block = NULL;
    b->len = b->size = 0;
}
