/* SPDX-License-Identifier: MIT */

/* The line writer: any bytes, as a value in every place, are written in lines that keep the rules, come
 * back when they are read, and are written alike wherever the sink pauses. What is found in them as
 * address or id is written, too. */

#include "../tests/lines_check.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must_be_fine(const char *wrong)
{
    if (wrong == NULL)
        return;
    fprintf(stderr, "%s\n", wrong);
    abort();
}

static void check_found(const uint8_t *data, size_t size)
{
    struct tnefi_lines_span s;
    size_t at = 0;

    for (int utf8 = 0; utf8 < 2; utf8++) {
        s = tnefi_lines_find_address(data, size, utf8);
        if (s.p != NULL)
            must_be_fine(lines_check(LINES_ADDRESS, utf8 != 0 ? TNEFI_LINES_UTF8 : 0, s.p, s.n, false));
    }
    for (int i = 0; at < size && i < 4; i++) {
        s = tnefi_lines_find_msg_id(data, size, &at);
        if (s.p != NULL)
            must_be_fine(lines_check(LINES_MSG_ID, 0, s.p, s.n, false));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* Sinks that take one byte at a time make longer values slow, and show nothing else. */
    if (size > 8192)
        size = 8192;
    must_be_fine(lines_check_places(data, size, size < 8));
    check_found(data, size);
    return 0;
}
