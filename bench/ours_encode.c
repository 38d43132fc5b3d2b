/* SPDX-License-Identifier: MIT */
/* The encoders, and what is made of messages: the converter, and mail that is unwrapped. */
#include "bench.h"

#include <tnef/convert.h>
#include <tnef/encode.h>

#include <stdlib.h>
#include <string.h>

/* ---- Encoders ------------------------------------------------------------------------------ */

static tnef_status feed_encode(void *object, const void *buf, size_t len, size_t *taken)
{
    return tnef_encode_feed(object, buf, len, taken);
}

static uint64_t encode(const struct bench_run *r, uint32_t kind)
{
    uint64_t out = 0;
    const tnef_encode_config cfg = { .size = sizeof cfg, .kind = kind, .sink = bench_count, .user = &out };
    tnef_encode *e;
    const uint8_t *p;
    size_t at = 0, len;

    if (tnef_encode_new(&e, &cfg, r->alloc) != TNEF_OK)
        return 0;
    while (bench_next(r, &at, &p, &len) != 0) {
        (void)tnef_encode_reset(e);
        (void)bench_feed(r, p, len, e, feed_encode);
        if (tnef_encode_finish(e) != TNEF_OK)
            out = 0;
    }
    tnef_encode_free(e);
    return out;
}

static uint64_t base64(const struct bench_run *r)
{
    return encode(r, TNEF_ENCODE_BASE64);
}

static uint64_t qp(const struct bench_run *r)
{
    return encode(r, TNEF_ENCODE_QUOTED_PRINTABLE);
}

/* ---- A spool in memory --------------------------------------------------------------------- */

struct spool {
    uint8_t *p;
    size_t room;
};

/* Memory of the caller's own, so it is none of the allocator that is counted. */
static int spool_write(void *user, uint64_t offset, const void *buf, size_t len)
{
    struct spool *s = user;
    size_t end = (size_t)offset + len;

    if (end > s->room) {
        size_t room = 2u * end + 65536u;
        uint8_t *p = realloc(s->p, room);

        if (p == NULL)
            return 1;
        s->p = p;
        s->room = room;
    }
    memcpy(s->p + offset, buf, len);
    return 0;
}

static int spool_read(void *user, uint64_t offset, void *buf, size_t len)
{
    struct spool *s = user;

    memcpy(buf, s->p + offset, len);
    return 0;
}

/* ---- Messages ------------------------------------------------------------------------------ */

#define MEMORY (1u << 20) /* of contents, and of bodies; the rest is in the spool */

static tnef_status feed_convert(void *object, const void *buf, size_t len, size_t *taken)
{
    return tnef_convert_feed(object, buf, len, taken);
}

static uint64_t convert(const struct bench_run *r)
{
    uint64_t out = 0;
    struct spool kept = { 0 };
    const tnef_spool spool = { .size = sizeof spool, .write = spool_write, .read = spool_read,
                               .user = &kept };
    const tnef_convert_config cfg = { .size = sizeof cfg, .spool = &spool, .max_memory = MEMORY,
                                      .max_bodies = MEMORY };
    tnef_convert *c;
    const uint8_t *p;
    size_t at = 0, len;

    if (tnef_convert_new(&c, &cfg, r->alloc) != TNEF_OK)
        return 0;
    while (bench_next(r, &at, &p, &len) != 0) {
        (void)tnef_convert_reset(c);
        (void)bench_feed(r, p, len, c, feed_convert);
        if (tnef_convert_finish(c) != TNEF_OK
            || tnef_convert_write(c, TNEF_CONVERT_MAIL, NULL, bench_count, &out) != TNEF_OK)
            out = 0;
    }
    tnef_convert_free(c);
    free(kept.p);
    return out;
}

static tnef_status feed_unwrap(void *object, const void *buf, size_t len, size_t *taken)
{
    return tnef_unwrap_feed(object, buf, len, taken);
}

static uint64_t unwrap(const struct bench_run *r)
{
    uint64_t out = 0;
    struct spool kept = { 0 };
    const tnef_spool spool = { .size = sizeof spool, .write = spool_write, .read = spool_read,
                               .user = &kept };
    const tnef_convert_config own = { .size = sizeof own, .max_memory = MEMORY, .max_bodies = MEMORY };
    const tnef_unwrap_config cfg = { .size = sizeof cfg, .spool = &spool, .convert = &own };
    tnef_unwrap *u;
    const uint8_t *p;
    size_t at = 0, len;

    if (tnef_unwrap_new(&u, &cfg, r->alloc) != TNEF_OK)
        return 0;
    while (bench_next(r, &at, &p, &len) != 0) {
        (void)tnef_unwrap_reset(u);
        (void)bench_feed(r, p, len, u, feed_unwrap);
        if (tnef_unwrap_finish(u) != TNEF_OK || tnef_unwrap_write(u, bench_count, &out) != TNEF_OK)
            out = 0;
    }
    tnef_unwrap_free(u);
    free(kept.p);
    return out;
}

const struct bench_way bench_encode[] = {
    { "bytes", "libtnef, to base64", base64 },
    { "text", "libtnef, to quoted-printable", qp },
    { "small messages", "libtnef, converter", convert },
    { "mail with TNEF", "libtnef, unwrapped", unwrap },
    { "small mails with TNEF", "libtnef, unwrapped", unwrap },
    { NULL, NULL, NULL },
};
