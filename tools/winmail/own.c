/* SPDX-License-Identifier: MIT */
/* A set of numbers; see own.h. */

#include "own.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_SIZE 64u

/* The place of a number, or the free one where it would be. */
static size_t find(const struct own *o, uint64_t id)
{
    size_t i = (size_t)((id * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & (o->size - 1);

    while (o->ids[i] != 0 && o->ids[i] != id)
        i = (i + 1) & (o->size - 1);
    return i;
}

static int grow(struct own *o)
{
    struct own larger = { .size = o->size > 0 ? 2 * o->size : FIRST_SIZE, .used = o->used };

    larger.ids = calloc(larger.size, sizeof *larger.ids);
    if (larger.ids == NULL)
        return -1;
    for (size_t i = 0; i < o->size; i++)
        if (o->ids[i] != 0)
            larger.ids[find(&larger, o->ids[i])] = o->ids[i];
    free(o->ids);
    *o = larger;
    return 0;
}

void own_add(struct own *o, uint64_t id)
{
    size_t i;

    if (id == 0 || (o->used >= o->size / 2 && grow(o) != 0)) {
        o->is_unsure = 1;
        return;
    }
    i = find(o, id);
    o->used += o->ids[i] == 0;
    o->ids[i] = id;
}

int own_has(const struct own *o, uint64_t id)
{
    return o->is_unsure || (o->size > 0 && o->ids[find(o, id)] == id);
}

void own_free(struct own *o)
{
    free(o->ids);
    memset(o, 0, sizeof *o);
}
