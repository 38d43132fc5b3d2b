/* SPDX-License-Identifier: MIT */

/* The only file that knows malloc and free; a test holds the others to it. */

#include "alloc.h"

#include <stdlib.h>

static void *default_alloc(void *user, size_t size)
{
    (void)user;
    return malloc(size);
}

static void default_release(void *user, void *ptr, size_t size)
{
    (void)user;
    (void)size;
    free(ptr);
}

const tnef_allocator *tnefi_default_allocator(void)
{
    static const tnef_allocator allocator = { default_alloc, default_release, NULL };

    return &allocator;
}
