/* SPDX-License-Identifier: MIT */
/* The caller's structs as bytes: the one place where what a struct says of its size is believed. */

#include "config.h"

#include "touch.h"

#include <string.h>

int tnefi_struct_readable(const void *s, size_t size, size_t first, size_t known)
{
    const uint8_t *bytes = s;

    if (size < first)
        return 0;
    TNEFI_TOUCH(size > known ? size - known : 0);
    for (size_t i = known; i < size; i++)
        if (bytes[i] != 0)
            return 0;
    return 1;
}

void tnefi_fill(void *out, const void *from, uint32_t known)
{
    uint32_t size;

    memcpy(&size, out, sizeof size);
    if (size < sizeof size)
        return;
    if (size > known)
        size = known;
    TNEFI_TOUCH(size);
    memcpy(out, from, size);
    memcpy(out, &size, sizeof size);
}
