/* SPDX-License-Identifier: MIT */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lzfu_check.h"

#include <stdlib.h>
#include <string.h>

/* ---- Sink ---------------------------------------------------------------------------------- */

static void keep(struct lzfu_result *r, const uint8_t *p, size_t n)
{
    if (n == 0)
        return;
    if (n > r->room - r->len) {
        r->room = (r->room + n) * 2;
        r->out = realloc(r->out, r->room);
        assert_non_null(r->out);
    }
    memcpy(r->out + r->len, p, n);
    r->len += n;
}

static tnef_status sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct lzfu_result *r = user;

    assert_true(len > 0);
    assert_int_equal(*taken, len);
    r->calls++;
    switch (r->takes) {
    case LZFU_PAUSES_FIRST:
        *taken = r->calls % 2u != 0 ? 0 : len;
        break;
    case LZFU_PAUSES_EVERY_BYTE:
        *taken = 1;
        break;
    default:
        break;
    }
    keep(r, buf, *taken);
    if (r->takes == LZFU_TAKES_ALL || (r->takes == LZFU_PAUSES_FIRST && r->calls % 2u == 0))
        return TNEF_OK;
    r->pauses++;
    return TNEF_PAUSED;
}

/* ---- Decoding ------------------------------------------------------------------------------ */

static void feed_piece(struct lzfu_result *r, tnef_lzfu *z, const uint8_t *p, size_t n)
{
    uint8_t *block = malloc(n > 0 ? n : 1);
    size_t at = 0, taken;

    assert_non_null(block);
    memcpy(block, p, n);
    do {
        r->feeds++;
        r->fed = tnef_lzfu_feed(z, n > at ? block + at : NULL, n - at, &taken);
        assert_true(taken <= n - at);
        at += taken;
    } while (r->fed == TNEF_PAUSED);
    if (r->fed == TNEF_OK)
        assert_int_equal(at, n);
    free(block);
}

static void look(struct lzfu_result *r, const tnef_lzfu *z)
{
    r->info.size = sizeof r->info;
    tnef_lzfu_info(z, &r->info);
    r->error.size = sizeof r->error;
    tnef_lzfu_error(z, &r->error);
    assert_int_equal(r->error.status, r->status);
    assert_int_equal(r->len, r->info.output);
    assert_true(r->info.output <= TNEF_LZFU_GROWTH * r->info.input);
    assert_true(r->calls <= TNEF_LZFU_CALLS_BASE + r->feeds + r->pauses + r->info.output / 4096u);
}

struct lzfu_result lzfu_decode(const uint8_t *in, size_t len, const struct lzfu_way *way)
{
    struct lzfu_result r = { .takes = way->takes };
    tnef_lzfu_config cfg = { .size = sizeof cfg, .sink = sink, .user = &r,
                             .max_output = way->max_output, .max_input = way->max_input };
    size_t at = way->split;
    tnef_lzfu *z;

    assert_int_equal(tnef_lzfu_new(&z, &cfg, NULL), TNEF_OK);
    feed_piece(&r, z, in, way->split);
    while (at < len && r.fed == TNEF_OK) {
        size_t n = way->piece == 0 || way->piece > len - at ? len - at : way->piece;

        feed_piece(&r, z, in + at, n);
        at += n;
    }
    do {
        r.feeds++;
        r.status = tnef_lzfu_finish(z);
    } while (r.status == TNEF_PAUSED);
    assert_int_equal(tnef_lzfu_finish(z), r.status);
    look(&r, z);
    assert_int_equal(tnef_lzfu_feed(z, "", 1, NULL), TNEF_E_STATE);
    tnef_lzfu_free(z);
    return r;
}

void lzfu_result_free(struct lzfu_result *r)
{
    free(r->out);
    r->out = NULL;
}

/* ---- All ways ------------------------------------------------------------------------------ */

static void check_same(const uint8_t *in, size_t len, const struct lzfu_way *way,
                       const struct lzfu_result *whole)
{
    struct lzfu_result r = lzfu_decode(in, len, way);

    assert_int_equal(r.fed, whole->fed);
    assert_int_equal(r.status, whole->status);
    assert_int_equal(r.len, whole->len);
    if (r.len > 0)
        assert_memory_equal(r.out, whole->out, r.len);
    assert_memory_equal(&r.info, &whole->info, sizeof r.info);
    assert_memory_equal(&r.error, &whole->error, sizeof r.error);
    lzfu_result_free(&r);
}

struct lzfu_result lzfu_decode_all_ways(const uint8_t *in, size_t len, uint64_t max_output,
                                        uint64_t max_input)
{
    struct lzfu_way way = { .max_output = max_output, .max_input = max_input };
    struct lzfu_result whole = lzfu_decode(in, len, &way);
    size_t step = len / 400u + 1u;      /* of a long input, some of its splits */

    for (int takes = 0; takes < LZFU_TAKES_COUNT; takes++) {
        way.takes = (enum lzfu_takes)takes;
        way.piece = 0;
        for (way.split = 0; way.split <= len; way.split += step)
            check_same(in, len, &way, &whole);
        way.split = 0;
        for (way.piece = 1; way.piece <= 20 && way.piece <= len; way.piece += 3)
            check_same(in, len, &way, &whole);
    }
    return whole;
}
