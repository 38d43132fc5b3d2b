/* SPDX-License-Identifier: MIT */

/* The reader of HTML: the first byte of the input says what it is in and how the rest is cut. Whole
 * and in pieces it gives the same; the output is valid UTF-8 of lines without controls, within its
 * bound, and a prefix of it where there is a limit; no more is touched than is said. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/html.h>

#include "../tests/touched.h"
#include "output.h"
#include "text/priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct reading {
    struct output out;
    tnef_status status;
    struct tnef_html_info info;
};

struct way {
    uint32_t codepage;
    size_t piece;
    unsigned pauses;
    uint64_t limit;
};

/* Each piece is memory of its own, so that no byte beyond it is read. */
static size_t feed(tnef_html *html, const uint8_t *p, size_t n)
{
    uint8_t *own = malloc(n > 0 ? n : 1);
    size_t at = 0;
    size_t taken;
    size_t calls = 1;

    CHECK(own != NULL);
    if (n > 0)
        memcpy(own, p, n);
    for (; tnef_html_feed(html, own + at, n - at, &taken) == TNEF_PAUSED; calls++)
        at += taken;
    free(own);
    return calls;
}

/* The one converter that a text needs counts besides. */
static uint64_t touched_without_converter(uint64_t before)
{
    uint64_t touched = touched_now() - before;

    return touched > TNEFI_TOUCH_CONVERTER ? touched - TNEFI_TOUCH_CONVERTER : touched;
}

static struct reading read_html(const uint8_t *p, size_t n, struct way way)
{
    struct reading r = { .out = { .pauses = way.pauses } };
    tnef_html_config cfg = { .size = sizeof cfg, .codepage = way.codepage, .sink = output_sink,
                             .user = &r.out, .max_output = way.limit };
    uint64_t before = touched_now();
    size_t calls = 2;
    tnef_html *html;

    CHECK(tnef_html_new(&html, &cfg, NULL) == TNEF_OK);
    for (size_t at = 0; at < n; at += way.piece)
        calls += feed(html, p + at, n - at < way.piece ? n - at : way.piece);
    do
        r.status = tnef_html_finish(html);
    while (r.status == TNEF_PAUSED && ++calls > 0);
    r.info.size = sizeof r.info;
    tnef_html_info(html, &r.info);
    tnef_html_free(html);
    CHECK(touched_within(way.codepage == 20932 ? "html_converted" : "html",
                         touched_without_converter(before), n, calls));
    CHECK(way.limit == 0 || r.out.len <= way.limit);
    CHECK(r.info.output == r.out.len);
    CHECK(r.out.len <= TNEF_HTML_BASE + TNEF_HTML_GROWTH * n);
    return r;
}

static void check_text(const struct output *o, int is_whole)
{
    size_t at = 0;
    uint32_t c;
    uint32_t last = 0;

    while (at < o->len) {
        int n = tnefi_text_utf8_get((const uint8_t *)o->s + at, o->len - at, &c);

        CHECK(n > 0);
        CHECK(c >= 0x20 || c == '\t' || c == '\r' || c == '\n');
        CHECK(c < 0x7F || c > 0x9F);
        CHECK((c == '\n') == (last == '\r'));
        last = c;
        at += (size_t)n;
    }
    CHECK(!is_whole || o->len == 0 || last == '\n');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint32_t pages[4] = { 0, 1252, 1200, 20932 };
    struct way whole, cut, limited;
    struct reading a, b;

    if (size == 0)
        return 0;
    whole = (struct way){ .codepage = pages[data[0] % 4u], .piece = size };
    cut = (struct way){ .codepage = whole.codepage, .piece = data[0] / 4u % 16u + 1u, .pauses = 8 };
    limited = (struct way){ .codepage = whole.codepage, .piece = size,
                            .limit = 1u + data[0] * 4u + size % 64u };
    data++;
    size--;
    a = read_html(data, size, whole);
    b = read_html(data, size, cut);
    CHECK(a.status == TNEF_OK && b.status == TNEF_OK && a.info.anomalies == b.info.anomalies);
    CHECK(a.out.len == b.out.len && (a.out.len == 0 || memcmp(a.out.s, b.out.s, a.out.len) == 0));
    check_text(&a.out, 1);
    free(b.out.s);
    b = read_html(data, size, limited);
    CHECK((b.status == TNEF_E_LIMIT_OUTPUT) == (a.out.len > limited.limit));
    CHECK(b.out.len <= a.out.len && (b.out.len == 0 || memcmp(a.out.s, b.out.s, b.out.len) == 0));
    CHECK(b.status == TNEF_OK || limited.limit - b.out.len < 4);
    free(a.out.s);
    free(b.out.s);
    return 0;
}
