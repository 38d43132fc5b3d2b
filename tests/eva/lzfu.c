/* SPDX-License-Identifier: MIT */

/* The decoder of compressed RTF, for Eva. */

#include "eva.h"

#include "lzfu/priv.h"

static struct tnef_lzfu memory;

/* Any checksum, of bytes that can be read. */
unsigned long crc32(unsigned long crc, const unsigned char *p, unsigned n)
{
    (void)crc;
    read_span(p, n);
    return any32();
}

int main(void)
{
    static tnef_lzfu_config cfg = { .size = sizeof cfg, .sink = sink };
    static tnef_error error = { .size = sizeof error };
    static struct tnef_lzfu_info info = { .size = sizeof info };
    tnef_lzfu *d;

    cfg.max_input = any64();
    cfg.max_output = any64();
    /* Eva keeps no relation of the status to the object. */
    if (tnef_lzfu_init(&d, &memory, sizeof memory, &cfg) != TNEF_OK || memory.sink != sink)
        return 1;
    d = &memory;
    while (any()) {
        ANY_CALLS(tnef_lzfu, d);
        tnef_lzfu_error(d, &error);
        tnef_lzfu_info(d, &info);
    }
    return 0;
}
