/* SPDX-License-Identifier: MIT */

#include "touched.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The constants of the headers' "Work". */
static const struct touched_bound bounds[] = {
    { "decoder",   4096, 80, 64 },

    { "blobs",     0, 64, 256 },

    { "lzfu",      8192, 32, 64 },

    { "transfer",  1024, 64, 128 },

    { "encode",    1024, 16, 128 },

    { "lines",     1024, 64, 2048 },

    { "scanner",   16384, 48, 64 },

    { "rtf",       1048576, 128, 64 },

    { "text",      1048576, 128, 64 },

    { "safe_name", 32768, 64, 64 },

    { "html",      16384, 64, 64 },
    /* In a code page for whose characters a converter is asked: what text costs comes on top. */
    { "html_converted", 16384, 192, 64 },

    { "html_charset", 64, 32, 0 },

    { "reader",    1114112, 192, 64 },

    { "bag",       98304, 240, 0 },

    { "bodies",    262144, 128, 2048 },

    { "mail",      2097152, 256, 256 },

    { "json",      2097152, 256, 256 },

    { "convert",   4194304, 512, 1024 },

    { "unwrap",    67108864, 1792, 2048 },
};

const size_t touched_pieces[TOUCHED_PIECES] = { 0, 65536, 4096, 1 };

const struct touched_bound *touched_bound(const char *object)
{
    for (size_t i = 0; i < sizeof bounds / sizeof bounds[0]; i++)
        if (strcmp(bounds[i].object, object) == 0)
            return &bounds[i];
    fprintf(stderr, "touched: there is no bound of %s\n", object);
    abort();
}

int touched_counts(void)
{
#ifdef TNEF_COUNT_TOUCHED
    return 1;
#else
    return 0;
#endif
}

uint64_t touched_now(void)
{
#ifdef TNEF_COUNT_TOUCHED
    return tnefi_base_touched;
#else
    return 0;
#endif
}

void touched_forget(uint64_t then)
{
#ifdef TNEF_COUNT_TOUCHED
    tnefi_base_touched = then;
#else
    (void)then;
#endif
}

static int within(const char *object, uint64_t base, uint64_t touched, uint64_t bytes, uint64_t calls)
{
    const struct touched_bound *b = touched_bound(object);
    uint64_t most = base + b->per_byte * bytes + b->per_call * calls;

    if (touched <= most)
        return 1;
    fprintf(stderr, "%s: %llu bytes touched for %llu in %llu calls; at most %llu\n", object,
            (unsigned long long)touched, (unsigned long long)bytes, (unsigned long long)calls,
            (unsigned long long)most);
    return 0;
}

int touched_within(const char *object, uint64_t touched, uint64_t bytes, uint64_t calls)
{
    return within(object, touched_bound(object)->base, touched, bytes, calls);
}

int touched_grows_within(const char *object, uint64_t touched, uint64_t bytes, uint64_t calls)
{
    return within(object, 0, touched, bytes, calls);
}
