/* SPDX-License-Identifier: MIT */

#include "html_check.h"

#include <stdarg.h>
#include <setjmp.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "fed.h"
#include "text_check.h"

static tnef_status feed_html(void *object, const void *buf, size_t len, size_t *taken)
{
    return tnef_html_feed(object, buf, len, taken);
}

static tnef_status finish_html(void *object)
{
    return tnef_html_finish(object);
}

struct html_result html_read(const void *html, size_t len, struct html_way way)
{
    struct html_result r = { .status = TNEF_OK };
    struct kept_output kept;
    tnef_html_config cfg = { .size = sizeof cfg, .codepage = way.codepage, .sink = kept_sink,
                             .user = &kept, .max_output = way.max_output };
    struct fed fed;
    tnef_html *h;

    kept_begin(&kept, way.takes);
    assert_int_equal(tnef_html_new(&h, &cfg, NULL), TNEF_OK);
    fed = fed_run(&(struct fed_object){ h, feed_html, finish_html }, html, len, way.split, way.piece);
    r.status = fed.status;
    if (fed.fed != TNEF_OK)
        assert_int_equal(r.status, fed.fed);
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

struct comparing {
    const struct html_result *with;
    const void *html;
    size_t len;
    struct html_way way;
};

static void compare(void *user, const struct kept_way *how)
{
    struct comparing *c = user;
    const struct html_result *a = c->with;
    struct html_result b;

    c->way.split = how->split;
    c->way.piece = how->piece;
    c->way.takes = how->takes;
    b = html_read(c->html, c->len, c->way);
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

    assert_int_equal(r.status, TNEF_OK);
    check_text(r.out, r.len);
    assert_true(r.info.output == r.len && r.info.input == len);
    assert_true(r.len <= TNEF_HTML_BASE + TNEF_HTML_GROWTH * len);
    kept_each_way(len, compare, &(struct comparing){ &r, html, len, way });
    return r;
}

void html_check_rows(const struct html_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct html_result r = html_read_all_ways(rows[i].html, strlen(rows[i].html), 0);

        kept_check_row(rows[i].what, r.out, rows[i].out, r.info.anomalies, rows[i].anomalies);
        html_drop(&r);
    }
}
