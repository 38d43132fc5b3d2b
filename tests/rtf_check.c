/* SPDX-License-Identifier: MIT */

#include "rtf_check.h"

#include <stdarg.h>
#include <setjmp.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fed.h"
#include "rtf/priv.h"
#include "text_check.h"

/* ---- One way ------------------------------------------------------------------------------- */

static tnef_status feed_rtf(void *object, const void *buf, size_t len, size_t *taken)
{
    return tnef_rtf_feed(object, buf, len, taken);
}

static tnef_status finish_rtf(void *object)
{
    return tnef_rtf_finish(object);
}

struct rtf_result rtf_read(const void *rtf, size_t len, struct rtf_way way)
{
    struct rtf_result r = { .status = TNEF_OK };
    struct kept_output kept;
    tnef_rtf_config cfg = { .size = sizeof cfg, .want = way.want, .sink = kept_sink, .user = &kept,
                            .max_output = way.max_output };
    struct fed fed;
    tnef_rtf *x;

    kept_begin(&kept, way.takes);
    assert_int_equal(tnef_rtf_new(&x, &cfg, NULL), TNEF_OK);
    fed = fed_run(&(struct fed_object){ x, feed_rtf, finish_rtf }, rtf, len, way.split, way.piece);
    r.status = fed.status;
    if (fed.fed != TNEF_OK)
        assert_int_equal(r.status, fed.fed);
    r.info.size = sizeof r.info;
    tnef_rtf_info(x, &r.info);
    r.error.size = sizeof r.error;
    tnef_rtf_error(x, &r.error);
    assert_int_equal(r.error.status, r.status);
    tnef_rtf_free(x);
    r.out = kept.out;
    r.len = kept.len;
    return r;
}

void rtf_drop(struct rtf_result *r)
{
    free(r->out);
    r->out = NULL;
}

static int is_utf8(const char *s, size_t len)
{
    size_t at = 0;

    while (at < len) {
        size_t n = well_formed((const uint8_t *)s + at, len - at);

        if (n == 0)
            return 0;
        at += n;
    }
    return 1;
}

/* ---- All ways ------------------------------------------------------------------------------ */

struct comparing {
    const struct rtf_result *with;
    const void *rtf;
    size_t len;
    struct rtf_way way;
};

static void compare(void *user, const struct kept_way *how)
{
    struct comparing *c = user;
    const struct rtf_result *a = c->with;
    struct rtf_result b;

    c->way.split = how->split;
    c->way.piece = how->piece;
    c->way.takes = how->takes;
    b = rtf_read(c->rtf, c->len, c->way);
    assert_int_equal(a->status, b.status);
    assert_int_equal(a->len, b.len);
    assert_memory_equal(a->out, b.out, a->len);
    assert_int_equal(a->info.anomalies, b.info.anomalies);
    assert_int_equal(a->info.kind, b.info.kind);
    assert_int_equal(a->info.placeholders, b.info.placeholders);
    assert_int_equal(a->info.deepest, b.info.deepest);
    assert_true(a->info.output == b.info.output);
    assert_true(a->error.offset == b.error.offset);
    assert_true(a->error.limit == b.error.limit && a->error.found == b.error.found);
    rtf_drop(&b);
}

struct rtf_result rtf_read_all_ways(const void *rtf, size_t len, uint32_t want)
{
    struct rtf_way way = { .want = want };
    struct rtf_result r = rtf_read(rtf, len, way);

    assert_true(is_utf8(r.out, r.len));
    assert_true(r.info.output == r.len);
    assert_true(r.len <= TNEF_RTF_BASE + TNEF_RTF_GROWTH * len);
    kept_each_way(len, compare, &(struct comparing){ &r, rtf, len, way });
    return r;
}

static tnef_status never(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    (void)len;
    (void)taken;
    return TNEF_E_STATE;
}

struct rtf_work rtf_count(const void *rtf, size_t len, uint32_t want, size_t piece)
{
    tnef_rtf_config cfg = { .size = sizeof cfg, .want = want, .sink = never,
                            .max_output = UINT64_C(1) << 40 };
    struct rtf_work k = { .bytes = len };
    const uint8_t *p = rtf;
    tnef_rtf *x;

    assert_int_equal(tnef_rtf_new(&x, &cfg, NULL), TNEF_OK);
    for (size_t at = 0; at < len && x->live.fatal.status == TNEF_OK; k.steps++) {
        size_t end = at - at % piece + piece < len ? at - at % piece + piece : len;
        size_t taken = tnefi_rtf_step(x, p + at, end - at);

        assert_true(taken > 0 && taken <= end - at);
        assert_true(x->live.out_to <= STEP_ROOM);
        k.largest = x->live.out_to > k.largest ? x->live.out_to : k.largest;
        x->live.out_to = 0;
        at += taken;
    }
    k.output = x->live.made;
    for (size_t i = 0; i < TNEF_TEXT_CONVERTERS; i++)
        k.converters += x->own.opened >> i & 1u;
    k.fonts = x->live.fonts;
    tnef_rtf_free(x);
    assert_true(k.steps <= len);
    assert_true(k.output <= TNEF_RTF_BASE + TNEF_RTF_GROWTH * (uint64_t)len);
    return k;
}

void rtf_check_rows(const char *head, uint32_t want, const struct rtf_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char rtf[2048];
        int len = snprintf(rtf, sizeof rtf, "%s%s}", head, rows[i].rtf);
        struct rtf_result r;

        assert_true(len > 0 && (size_t)len < sizeof rtf);
        r = rtf_read_all_ways(rtf, (size_t)len, want);
        kept_check_row(rows[i].what, r.out, rows[i].out, r.info.anomalies, rows[i].anomalies);
        assert_int_equal(r.status, TNEF_OK);
        rtf_drop(&r);
    }
}
