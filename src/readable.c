/* SPDX-License-Identifier: MIT */
/* The caller's struct as bytes: the one place where what a struct says of its size is believed. */

#include "config.h"

int tnefi_struct_readable(const void *s, size_t size, size_t first, size_t known)
{
    const uint8_t *bytes = s;

    if (size < first)
        return 0;
    for (size_t i = known; i < size; i++)
        if (bytes[i] != 0)
            return 0;
    return 1;
}
