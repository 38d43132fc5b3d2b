/* SPDX-License-Identifier: MIT */
/* libytnef: whole messages in memory, and compressed RTF. */
#include "bench.h"

#include "peers_ytnef.h"

#ifdef HAVE_YTNEF
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <ytnef.h>

static int parse(const uint8_t *p, size_t len)
{
    TNEFStruct t = { .Debug = 0 };       /* which TNEFInitialize() leaves as it is */
    int status;

    TNEFInitialize(&t);
    status = TNEFParseMemory((BYTE *)(uintptr_t)p, (long)len, &t);
    TNEFFree(&t);
    return status >= 0;
}

int bench_ytnef_reads(const uint8_t *p, size_t len)
{
    return parse(p, len);
}

static uint64_t ytnef(const struct bench_run *r)
{
    uint64_t out = 0;
    const uint8_t *p;
    size_t at = 0, len;

    while (bench_next(r, &at, &p, &len) != 0) {
        if (!parse(p, len))
            return 0;
        out += len;
    }
    return out;
}

/* Returns the length of the text, or -1. */
static int unpack(const uint8_t *p, size_t len)
{
    variableLength in = { .data = (BYTE *)(uintptr_t)p, .size = (int)len };
    int size = 0;
    BYTE *text = DecompressRTF(&in, &size);

    if (text == NULL)
        return -1;
    free(text);
    return size;
}

int bench_ytnef_unpacks(const uint8_t *p, size_t len)
{
    return unpack(p, len) >= 0;
}

static uint64_t ytnef_rtf(const struct bench_run *r)
{
    uint64_t out = 0;
    const uint8_t *p;
    size_t at = 0, len;

    while (bench_next(r, &at, &p, &len) != 0) {
        int size = unpack(p, len);

        if (size < 0)
            return 0;
        out += (uint64_t)size;
    }
    return out;
}

const struct bench_way bench_ytnef[] = {
    { "small messages", "libytnef", ytnef },
    { "real small messages", "libytnef", ytnef },
    { "attributes", "libytnef", ytnef },
    { "recipients", "libytnef", ytnef },
    { "attachments", "libytnef", ytnef },
    { "attachment", "libytnef", ytnef },
    { "real compressed RTF", "libytnef", ytnef_rtf },
    { "compressed RTF", "libytnef", ytnef_rtf },
    { "compressed words", "libytnef", ytnef_rtf },
    { NULL, NULL, NULL },
};
#else
int bench_ytnef_reads(const uint8_t *p, size_t len)
{
    (void)p;
    (void)len;
    return 1;
}

int bench_ytnef_unpacks(const uint8_t *p, size_t len)
{
    (void)p;
    (void)len;
    return 1;
}

const struct bench_way bench_ytnef[] = { { NULL, NULL, NULL } };
#endif
