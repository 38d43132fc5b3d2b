/* SPDX-License-Identifier: MIT */

#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Random numbers and hashes wrap on purpose, which the sanitizer of unsigned overflow is told so. */
#if defined(__clang__)
#  define WRAPS __attribute__((no_sanitize("unsigned-integer-overflow")))
#else
#  define WRAPS
#endif

WRAPS static uint32_t scatter(uint32_t number)
{
    return number * 2654435761u | 1u;
}

uint32_t options_random(uint32_t *state, uint32_t bound)
{
    /* xorshift32, which never becomes 0. */
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state % bound;
}

/* Limits that small inputs reach. */
static void small_limits(tnef_decoder_limits *l, uint32_t random)
{
    uint32_t which = random % 16u;
    uint32_t small = 1u + random / 16u % 8u;

    switch (which) {
    case 1: l->max_depth = small; break;
    case 2: l->max_input = small * 37u; break;
    case 3: l->max_output = small * 13u; break;
    case 4: l->max_events = small * 5u; break;
    case 5: l->max_length = small * 3u; break;
    case 6: l->max_attributes = small; break;
    case 7: l->max_properties = small; break;
    case 8: l->max_values = small; break;
    case 9: l->max_rows = small; break;
    case 10: l->max_anomalies = small; break;
    default: break;
    }
}

size_t options_take(struct options *out, const uint8_t *data, size_t size)
{
    static const uint32_t flags[4] = { 0, TNEF_RESYNC, TNEF_RAW_NESTED,
                                       TNEF_RESYNC | TNEF_RAW_NESTED | TNEF_DESCEND_DATA };
    const uint8_t *o;

    memset(out, 0, sizeof *out);
    out->limits.size = sizeof out->limits;
    out->flags = flags[size % 4u];
    out->random = scatter((uint32_t)size);
    out->pauses = 32;
    out->piece = 24;
    out->checks = 15;
    if (size < OPTIONS_SIZE
        || memcmp(data + size - OPTIONS_SIZE, OPTIONS_MARK, OPTIONS_SIZE - 8u) != 0)
        return size;
    o = data + size - 8u;
    out->flags = o[0] & 7u;
    out->random = scatter(o[1] | (uint32_t)o[2] << 8);
    out->small = o[3];
    small_limits(&out->limits, o[3]);
    if (o[4] >= 0xC0u)
        out->interest = (o[4] % 64u + o[2] % 64u * 64u) * UINT64_C(2);
    if (o[5] >= 0x80u)
        out->fatal = UINT64_C(1) << (o[5] % TNEF_A_END);
    out->fail_at = o[6] >= 0x80u ? o[6] % 128u + 1u : 0;
    out->pauses = o[0] / 8u * 8u;
    out->piece = 1u + o[7] % 64u;
    out->checks = 1u << o[7] / 64u;
    return size - OPTIONS_SIZE;
}

/* ---- Memory -------------------------------------------------------------------------------- */

static void *counting_alloc(void *user, size_t size)
{
    struct counting *c = user;
    void *p;

    if (++c->count == c->fail_at)
        return NULL;
    p = malloc(size);
    if (p == NULL)
        return NULL;
    c->now += size;
    if (c->now > c->peak)
        c->peak = c->now;
    return p;
}

static void counting_release(void *user, void *p, size_t size)
{
    struct counting *c = user;

    CHECK(p == NULL || c->now >= size);
    if (p != NULL)
        c->now -= size;
    free(p);
}

tnef_allocator counting_allocator(struct counting *c)
{
    return (tnef_allocator){ .alloc = counting_alloc, .release = counting_release, .user = c };
}

/* ---- Digest -------------------------------------------------------------------------------- */

WRAPS uint64_t digest_bytes(uint64_t hash, const void *data, size_t len)
{
    const uint8_t *p = data;

    for (size_t i = 0; i < len; i++)
        hash = (hash ^ p[i]) * UINT64_C(1099511628211);
    return hash;
}

WRAPS uint64_t digest_number(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

static void run_init(struct run *r)
{
    memset(r, 0, sizeof *r);
    r->hash = DIGEST_START;
}

void digest_init(struct digest *g)
{
    g->hash = DIGEST_START;
    run_init(&g->data);
    for (uint32_t i = 0; i <= TNEF_DEPTH_CEILING; i++) {
        run_init(&g->raw[i]);
        g->raw_hash[i] = DIGEST_START;
    }
}

static void flush(uint64_t *hash, struct run *r)
{
    if (r->len == 0)
        return;
    *hash = digest_number(*hash, r->key);
    *hash = digest_number(*hash, r->hash);
    *hash = digest_number(*hash, r->len);
    *hash = digest_number(*hash, r->end);
    run_init(r);
}

/* All that an event says but its data, and what is left of that. */
static uint64_t describe(const tnef_event *ev)
{
    uint64_t h = DIGEST_START;

    h = digest_number(h, ev->type);
    h = digest_number(h, ev->flags);
    h = digest_number(h, ev->depth);
    h = digest_number(h, ev->length);
    h = digest_number(h, ev->attr);
    h = digest_number(h, ev->level);
    h = digest_number(h, ev->row);
    h = digest_number(h, ev->prop_id);
    h = digest_number(h, ev->prop_type);
    h = digest_number(h, ev->value);
    h = digest_number(h, ev->key);
    h = digest_number(h, ev->count);
    h = digest_number(h, ev->name_id);
    h = digest_number(h, ev->number);
    h = digest_number(h, ev->code);
    h = digest_number(h, (uint64_t)(int64_t)ev->status);
    h = digest_number(h, ev->expected);
    h = digest_number(h, ev->found);
    if (ev->name != NULL)
        h = digest_bytes(h, ev->name, ev->name_len);
    if (ev->guid != NULL)
        h = digest_bytes(h, ev->guid, 16);
    if (ev->iid != NULL)
        h = digest_bytes(h, ev->iid, 16);
    return h;
}

static void add_data(uint64_t *hash, struct run *r, uint64_t key, const tnef_event *ev)
{
    if (r->len > 0 && (r->key != key || r->end != ev->offset))
        flush(hash, r);
    r->key = key;
    r->hash = digest_bytes(r->hash, ev->data, ev->len);
    r->len += ev->len;
    r->end = ev->offset + ev->len;
}

void digest_event(struct digest *g, const tnef_event *ev)
{
    uint64_t key = describe(ev);

    if (ev->type == TNEF_EV_DATA && (ev->flags & TNEF_F_RAW) != 0) {
        add_data(&g->raw_hash[ev->depth], &g->raw[ev->depth], key, ev);
    } else if (ev->type == TNEF_EV_DATA) {
        add_data(&g->hash, &g->data, key, ev);
    } else {
        flush(&g->hash, &g->data);
        g->hash = digest_number(g->hash, key);
        g->hash = digest_number(g->hash, ev->offset);
    }
}

uint64_t digest_end(struct digest *g)
{
    flush(&g->hash, &g->data);
    for (uint32_t i = 0; i <= TNEF_DEPTH_CEILING; i++) {
        flush(&g->raw_hash[i], &g->raw[i]);
        g->hash = digest_number(g->hash, g->raw_hash[i]);
    }
    return g->hash;
}
