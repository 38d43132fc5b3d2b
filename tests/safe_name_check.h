/* SPDX-License-Identifier: MIT */
#ifndef SAFE_NAME_CHECK_H
#define SAFE_NAME_CHECK_H
/* Makes a safe name in exact memory. For the tests of names only, after <cmocka.h>. */

#include <stdlib.h>
#include <string.h>

#include <tnef/text.h>

/* From |len| bytes without a NUL after them, into exactly |size| bytes. */
static inline void make(const char *name, size_t len, const char *fallback, char *out,
                 size_t size)
{
    char *in = malloc(len > 0 ? len : 1), *room = malloc(size);
    size_t n;

    assert_non_null(in);
    assert_non_null(room);
    memcpy(in, name, len);
    n = tnef_safe_name(in, len, fallback, room, size);
    assert_int_equal(n, strlen(room));
    memcpy(out, room, n + 1);
    free(in);
    free(room);
}

#endif
