/* SPDX-License-Identifier: MIT */

#include "html_check.h"

#include <stdarg.h>
#include <setjmp.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "text_check.h"

static tnef_status feed_all(tnef_html *html, const uint8_t *p, size_t len)
{
    tnef_status status;
    size_t taken = 0;
    size_t at = 0;

    do {
        status = tnef_html_feed(html, p + at, len - at, &taken);
        assert_true(taken <= len - at);
        at += taken;
    } while (status == TNEF_PAUSED);
    if (status == TNEF_OK)
        assert_int_equal(at, len);
    return status;
}

struct html_result html_read(const void *html, size_t len, struct html_way way)
{
    struct html_result r = { .status = TNEF_OK };
    struct kept_output kept;
    tnef_html_config cfg = { .size = sizeof cfg, .codepage = way.codepage, .sink = kept_sink,
                             .user = &kept, .max_output = way.max_output };
    const uint8_t *p = html;
    size_t piece = way.piece > 0 ? way.piece : len + 1;
    tnef_status fed;
    tnef_html *h;

    kept_begin(&kept, way.takes);
    assert_int_equal(tnef_html_new(&h, &cfg, NULL), TNEF_OK);
    fed = way.split > 0 ? feed_all(h, p, way.split) : TNEF_OK;
    for (size_t at = way.split; at < len && fed == TNEF_OK; at += piece)
        fed = feed_all(h, p + at, len - at < piece ? len - at : piece);
    do
        r.status = tnef_html_finish(h);
    while (r.status == TNEF_PAUSED);
    if (fed != TNEF_OK)
        assert_int_equal(r.status, fed);
    assert_int_equal(tnef_html_finish(h), r.status);
    r.info.size = sizeof r.info;
    tnef_html_info(h, &r.info);
    r.error.size = sizeof r.error;
    tnef_html_error(h, &r.error);
    assert_int_equal(r.error.status, r.status);
    tnef_html_free(h);
    r.out = kept.out;
    r.len = kept.len;
    return r;
}

void html_drop(struct html_result *r)
{
    free(r->out);
    r->out = NULL;
}

/* Valid UTF-8 without controls but TAB and CR LF. */
static void check_text(const char *s, size_t len)
{
    size_t at = 0;

    while (at < len) {
        uint8_t c = (uint8_t)s[at];
        size_t n = well_formed((const uint8_t *)s + at, len - at);

        assert_true(n > 0);
        if (c == '\r')
            assert_true(s[at + 1] == '\n');
        if (c == '\n')
            assert_true(at > 0 && s[at - 1] == '\r');
        assert_true(c >= 0x20 || c == '\t' || c == '\r' || c == '\n');
        assert_true(c != 0x7F && !(c == 0xC2 && (uint8_t)s[at + 1] < 0xA0));
        at += n;
    }
    assert_true(len == 0 || s[len - 1] == '\n');
}

static void compare(const struct html_result *a, const void *html, size_t len, struct html_way way)
{
    struct html_result b = html_read(html, len, way);

    assert_int_equal(a->status, b.status);
    assert_int_equal(a->len, b.len);
    assert_memory_equal(a->out, b.out, a->len);
    assert_int_equal(a->info.anomalies, b.info.anomalies);
    assert_true(a->info.output == b.info.output);
    assert_true(a->info.input == b.info.input);
    html_drop(&b);
}

struct html_result html_read_all_ways(const void *html, size_t len, uint32_t codepage)
{
    struct html_way way = { .codepage = codepage };
    struct html_result r = html_read(html, len, way);
    size_t step = len > 400 ? len / 100 : 1;

    assert_int_equal(r.status, TNEF_OK);
    check_text(r.out, r.len);
    assert_true(r.info.output == r.len && r.info.input == len);
    assert_true(r.len <= TNEF_HTML_BASE + TNEF_HTML_GROWTH * len);
    for (way.split = 0; way.split <= len; way.split += step)
        compare(&r, html, len, way);
    way.split = 0;
    for (way.piece = 1; way.piece <= 7; way.piece++)
        compare(&r, html, len, way);
    for (int takes = TAKES_ALL; takes <= PAUSES_AFTER; takes++) {
        way.takes = (enum kept_takes)takes;
        way.piece = 0;
        compare(&r, html, len, way);
        way.piece = 1;
        compare(&r, html, len, way);
    }
    return r;
}

void html_check_rows(const struct html_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct html_result r = html_read_all_ways(rows[i].html, strlen(rows[i].html), 0);

        if (strcmp(r.out, rows[i].out) != 0)
            print_error("%s:\n got \"%s\"\nwant \"%s\"\n", rows[i].what, r.out, rows[i].out);
        assert_string_equal(r.out, rows[i].out);
        if (r.info.anomalies != rows[i].anomalies)
            print_error("%s: anomalies %llx\n", rows[i].what, (unsigned long long)r.info.anomalies);
        assert_int_equal(r.info.anomalies, rows[i].anomalies);
        html_drop(&r);
    }
}
