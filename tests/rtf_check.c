/* SPDX-License-Identifier: MIT */

#include "rtf_check.h"

#include <stdarg.h>
#include <setjmp.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rtf/priv.h"
#include "text_check.h"

/* ---- One way ------------------------------------------------------------------------------- */

static tnef_status feed_all(tnef_rtf *rtf, const uint8_t *p, size_t len)
{
    tnef_status status;
    size_t taken = 0;
    size_t at = 0;

    do {
        status = tnef_rtf_feed(rtf, p + at, len - at, &taken);
        assert_true(taken <= len - at);
        at += taken;
    } while (status == TNEF_PAUSED);
    if (status == TNEF_OK)
        assert_int_equal(at, len);
    return status;
}

struct rtf_result rtf_read(const void *rtf, size_t len, struct rtf_way way)
{
    struct rtf_result r = { .status = TNEF_OK };
    struct kept_output kept;
    tnef_rtf_config cfg = { .size = sizeof cfg, .want = way.want, .sink = kept_sink, .user = &kept,
                            .max_output = way.max_output };
    const uint8_t *p = rtf;
    size_t piece = way.piece > 0 ? way.piece : len + 1;
    tnef_status fed;
    tnef_rtf *x;

    kept_begin(&kept, way.takes);
    assert_int_equal(tnef_rtf_new(&x, &cfg, NULL), TNEF_OK);
    fed = way.split > 0 ? feed_all(x, p, way.split) : TNEF_OK;
    for (size_t at = way.split; at < len && fed == TNEF_OK; at += piece)
        fed = feed_all(x, p + at, len - at < piece ? len - at : piece);
    do
        r.status = tnef_rtf_finish(x);
    while (r.status == TNEF_PAUSED);
    if (fed != TNEF_OK)
        assert_int_equal(r.status, fed);
    assert_int_equal(tnef_rtf_finish(x), r.status);
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

static void compare(const struct rtf_result *a, const void *rtf, size_t len, struct rtf_way way)
{
    struct rtf_result b = rtf_read(rtf, len, way);

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
    size_t step = len > 400 ? len / 100 : 1;

    assert_true(is_utf8(r.out, r.len));
    assert_true(r.info.output == r.len);
    assert_true(r.len <= TNEF_RTF_BASE + TNEF_RTF_GROWTH * len);
    for (way.split = 0; way.split <= len; way.split += step)
        compare(&r, rtf, len, way);
    way.split = 0;
    for (way.piece = 1; way.piece <= 7; way.piece++)
        compare(&r, rtf, len, way);
    for (int takes = TAKES_ALL; takes <= PAUSES_AFTER; takes++) {
        way.takes = (enum kept_takes)takes;
        way.piece = 0;
        compare(&r, rtf, len, way);
        way.piece = 1;
        compare(&r, rtf, len, way);
    }
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
        if (strcmp(r.out, rows[i].out) != 0)
            print_error("%s:\n got \"%s\"\nwant \"%s\"\n", rows[i].what, r.out, rows[i].out);
        assert_string_equal(r.out, rows[i].out);
        assert_int_equal(r.status, TNEF_OK);
        if (r.info.anomalies != rows[i].anomalies)
            print_error("%s: anomalies %llx\n", rows[i].what, (unsigned long long)r.info.anomalies);
        assert_int_equal(r.info.anomalies, rows[i].anomalies);
        rtf_drop(&r);
    }
}
