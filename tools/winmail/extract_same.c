/* SPDX-License-Identifier: MIT */
/* Whether two contents are the same. */

#define _POSIX_C_SOURCE 200809L

#include "extract.h"

#include <string.h>

int extract_same(const struct written *a, int fd, uint64_t offset, uint64_t size)
{
    char x[4096], y[4096];
    uint64_t at = 0;

    if (a->size != size)
        return 0;
    while (at < size) {
        size_t n = size - at < sizeof x ? (size_t)(size - at) : sizeof x;

        if (read_at(a->file.fd, at, x, n) != 0 || read_at(fd, offset + at, y, n) != 0
            || memcmp(x, y, n) != 0)
            return 0;
        at += n;
    }
    return 1;
}
