/* SPDX-License-Identifier: MIT */

/* The only file that knows malloc and free; a test holds the others to it. */

#include "base/alloc.h"

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

tnef_status tnefi_base_allocator(tnef_allocator *used, const tnef_allocator *given)
{
    static const tnef_allocator standard = { default_alloc, default_release, NULL };

    *used = given != NULL ? *given : standard;
    return used->alloc != NULL && used->release != NULL ? TNEF_OK : TNEF_E_ARGUMENT;
}

tnef_status tnefi_base_take_memory(void **mem, tnef_allocator *used, const tnef_allocator *given, size_t size)
{
    tnef_status status = tnefi_base_allocator(used, given);

    *mem = NULL;
    if (status != TNEF_OK)
        return status;
    *mem = used->alloc(used->user, size);
    return *mem != NULL ? TNEF_OK : TNEF_E_MEMORY;
}

void tnefi_base_return_memory(const tnef_allocator *used, void *mem, size_t size)
{
    used->release(used->user, mem, size);
}
