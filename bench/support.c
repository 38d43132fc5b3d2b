/* SPDX-License-Identifier: MIT */
#include "bench.h"

void bench_bytes(uint8_t *p, size_t len)
{
    uint32_t x = 1;

    for (size_t i = 0; i < len; i++) {
        x = x * 1664525u + 1013904223u;
        p[i] = (uint8_t)(x >> 24);
    }
}

size_t bench_record_begin(struct mail *m)
{
    mail_bytes(m, "\0\0\0", 4u);
    return m->len;
}

void bench_record_end(struct mail *m, size_t begun)
{
    size_t len = m->len - begun;

    for (size_t i = 0; i < 4u; i++)
        m->p[begun - 4u + i] = (uint8_t)(len >> 8u * i);
}

void bench_record(struct mail *m, const void *p, size_t len)
{
    size_t begun = bench_record_begin(m);

    mail_bytes(m, p, len);
    bench_record_end(m, begun);
}

int bench_next(const struct bench_run *r, size_t *at, const uint8_t **p, size_t *len)
{
    const uint8_t *head = r->in + *at;

    if (r->len - *at < 4u)
        return 0;
    *len = head[0] | (size_t)head[1] << 8 | (size_t)head[2] << 16 | (size_t)head[3] << 24;
    *p = head + 4;
    if (*len > r->len - *at - 4u)
        return 0;
    *at += 4u + *len;
    return 1;
}

const uint8_t *bench_only(const struct bench_run *r, size_t *len)
{
    const uint8_t *p = NULL;
    size_t at = 0;

    return bench_next(r, &at, &p, len) != 0 ? p : NULL;
}

tnef_status bench_feed(const struct bench_run *r, const uint8_t *p, size_t len, void *object,
                       tnef_status (*feed)(void *object, const void *buf, size_t len, size_t *taken))
{
    tnef_status status = TNEF_OK;
    size_t piece = r->piece == 0 ? len : r->piece;

    for (size_t i = 0; i < len; i += piece)
        status = feed(object, p + i, len - i < piece ? len - i : piece, NULL);
    return status;
}

tnef_status bench_count(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)buf;
    (void)taken;
    *(uint64_t *)user += len;
    return TNEF_OK;
}
