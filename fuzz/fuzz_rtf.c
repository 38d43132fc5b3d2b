/* SPDX-License-Identifier: MIT */

/* The RTF reader: the first byte of the input says what is wanted and how the rest is cut. Whole
 * and in pieces it gives the same; the output is valid UTF-8 within its bound; the simple HTML is
 * balanced and holds no tag but its own; HTML that is given back says UTF-8 to whoever reads it; HTML
 * and text that are written as RTF come back. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/rtf.h>

#include "html/html.h"
#include "../tests/html_reference.h"
#include "../tests/rtf_writer.h"
#include "../tests/touched.h"
#include "output.h"
#include "text/priv.h"

static const uint32_t wants[] = { TNEF_RTF_AUTO, TNEF_RTF_HTML, TNEF_RTF_TEXT };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct reading {
    struct output out;
    tnef_status status;
    struct tnef_rtf_info info;
    tnef_error error;
};

static void feed(tnef_rtf *rtf, const uint8_t *p, size_t n)
{
    size_t at = 0;
    size_t taken;

    while (tnef_rtf_feed(rtf, p + at, n - at, &taken) == TNEF_PAUSED)
        at += taken;
}

static struct reading read_rtf(const uint8_t *p, size_t n, uint32_t want, size_t piece,
                               unsigned pauses, uint64_t limit)
{
    struct reading r = { .out = { .pauses = pauses } };
    tnef_rtf_config cfg = { .size = sizeof cfg, .want = want, .sink = output_sink, .user = &r.out,
                            .max_output = limit };
    uint64_t touched = touched_now();
    uint64_t calls = 2;
    tnef_rtf *rtf;

    CHECK(tnef_rtf_new(&rtf, &cfg, NULL) == TNEF_OK);
    for (size_t at = 0; at < n; at += piece, calls++)
        feed(rtf, p + at, n - at < piece ? n - at : piece);
    do
        r.status = tnef_rtf_finish(rtf);
    while (r.status == TNEF_PAUSED);
    r.info.size = sizeof r.info;
    tnef_rtf_info(rtf, &r.info);
    r.error.size = sizeof r.error;
    tnef_rtf_error(rtf, &r.error);
    tnef_rtf_free(rtf);
    CHECK(touched_within("rtf", touched_now() - touched, n, calls + 2u * pauses));
    CHECK(limit == 0 || r.out.len <= limit);
    CHECK(r.info.output == r.out.len);
    CHECK(r.out.len <= TNEF_RTF_BASE + TNEF_RTF_GROWTH * n);
    return r;
}

static void check_utf8(const struct output *o)
{
    size_t at = 0;
    uint32_t c;

    while (at < o->len) {
        int n = tnefi_text_utf8_get((const uint8_t *)o->s + at, o->len - at, &c);

        CHECK(n > 0);
        at += (size_t)n;
    }
}

static int begins(const char *s, size_t n, const char *word)
{
    size_t i = 0;

    while (word[i] != 0 && i < n && (s[i] | 0x20) == (word[i] | 0x20))
        i++;
    return word[i] == 0;
}

/* What stands after the name of a tag, up to >: nothing, or one attribute that the reader
 * writes. */
static void check_attribute(const struct output *o, size_t at)
{
    static const char *const known[] = {
        " style=\"color:#", " style=\"font-size:", " style=\"list-style:none\"",
        " class=\"attachment\"",
        " value=\"", " href=\"http://", " href=\"https://", " href=\"ftp://", " href=\"mailto:",
    };
    size_t end = at;
    unsigned quotes = 0;
    int is_known = 0;

    while (end < o->len && o->s[end] != '>') {
        CHECK(o->s[end] != '<');
        quotes += o->s[end] == '"';
        end++;
    }
    CHECK(end < o->len);
    if (end == at)
        return;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        is_known |= begins(o->s + at, end - at, known[i]);
    CHECK(is_known && quotes == 2 && o->s[end - 1] == '"');
}

/* Every tag of the simple HTML after its head is closed by its own name, innermost first. */
static void check_tags(const struct output *o)
{
    static const char *const names[] = { "div", "b", "i", "u", "s", "sup", "sub", "span", "a", "ul",
                                         "ol", "li" };
    const size_t count = sizeof names / sizeof *names;
    size_t open[32];
    size_t depth = 0;

    for (size_t i = 0; i < o->len; i++) {
        int closing;
        size_t name = 0;
        size_t n = 0;

        if (o->s[i] != '<')
            continue;
        closing = o->s[i + 1] == '/';
        i += closing ? 2 : 1;
        while (i + n < o->len && ((o->s[i + n] >= 'a' && o->s[i + n] <= 'z')))
            n++;
        while (name < count && (strlen(names[name]) != n || memcmp(names[name], o->s + i, n) != 0))
            name++;
        if (name == count) {
            static const char *const others[] = { "html", "head", "meta", "style", "body", "br" };
            int known = o->s[i] == '!';

            for (size_t k = 0; k < 6; k++)
                known |= strlen(others[k]) == n && memcmp(others[k], o->s + i, n) == 0;
            CHECK(known);
            continue;
        }
        check_attribute(o, i + n);
        if (closing) {
            CHECK(depth > 0 && open[depth - 1] == name);
            depth--;
        } else {
            CHECK(depth < 32);
            open[depth++] = name;
        }
    }
    CHECK(depth == 0);
}

/* ---- Write, read, compare ------------------------------------------------------------------ */

/* Bytes as characters of all kinds that can be written. */
static size_t make_text(const uint8_t *p, size_t n, int is_html, uint32_t *text)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++) {
        uint32_t next = i + 1 < n ? p[i + 1] : 0;
        uint32_t c = p[i];

        if (c >= 0xF8)
            c = 0x10000u + ((c - 0xF8u) << 16 | next << 8 | next);
        else if (c >= 0xC0)
            c = (c - 0xC0u) << 10 | next << 2;
        else if (c >= 0x80)
            c += 0x20;
        i += p[i] >= 0xC0;
        if (c == 0 || (c >= 0xD800 && c <= 0xDFFF) || c == 0xF0B7)
            continue;
        if (!is_html && c < 0x20 && c != '\t' && c != '\r' && c != '\n')
            continue;
        text[count++] = c;
    }
    return count;
}

/* The same as UTF-8, of HTML with the charset that is true now. */
static size_t make_utf8(const uint32_t *text, size_t count, int is_html, uint8_t *out)
{
    struct tnefi_html_charset filter;
    size_t n = 0;

    tnefi_html_charset_begin(&filter);
    for (size_t i = 0; i < count; i++) {
        char c[4];
        size_t len = tnefi_text_utf8_put(c, text[i]);

        for (size_t k = 0; k < len; k++)
            if (is_html)
                n += tnefi_html_charset_byte(&filter, (uint8_t)c[k], out + n);
            else
                out[n++] = (uint8_t)c[k];
    }
    return n;
}

static void round_trip(const uint8_t *data, size_t size, int is_html)
{
    uint32_t *text = malloc(size * sizeof *text + 1u);
    uint8_t *utf8 = malloc(size * 4u * HTML_CHARSET_GROWTH + 1u);
    struct rtf_writer w;
    struct reading r;
    size_t count, n;

    CHECK(text != NULL && utf8 != NULL);
    count = make_text(data, size, is_html, text);
    n = make_utf8(text, count, is_html, utf8);
    rtf_writer_init(&w, data + size / 2u, size - size / 2u);
    if (is_html)
        rtf_write_html(&w, text, count);
    else
        rtf_write_text(&w, text, count);
    r = read_rtf((const uint8_t *)w.bytes, w.len, TNEF_RTF_AUTO, w.len, 0, 0);
    CHECK(r.status == TNEF_OK && r.info.anomalies == 0);
    CHECK(r.info.kind == (is_html ? TNEF_RTF_FROM_HTML : TNEF_RTF_FROM_TEXT));
    CHECK(r.out.len == n && (n == 0 || memcmp(r.out.s, utf8, n) == 0));
    free(r.out.s);
    rtf_writer_free(&w);
    free(utf8);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint32_t want;
    uint64_t limit;
    size_t piece;
    struct reading a, b;

    if (size == 0)
        return 0;
    want = wants[data[0] % 3u];
    piece = data[0] / 3u % 16u + 1u;
    limit = data[0] < 192 ? 0 : 1u + data[0] * 4u + size % 64u;
    data++;
    size--;
    a = read_rtf(data, size, want, size + 1u, 0, limit);
    b = read_rtf(data, size, want, piece, 8, limit);
    CHECK(a.status == b.status && a.info.anomalies == b.info.anomalies && a.info.kind == b.info.kind);
    CHECK(a.info.placeholders == b.info.placeholders && a.info.deepest == b.info.deepest);
    CHECK(a.error.status == b.error.status && a.error.offset == b.error.offset
          && a.error.limit == b.error.limit && a.error.found == b.error.found);
    CHECK(a.out.len == b.out.len && (a.out.len == 0 || memcmp(a.out.s, b.out.s, a.out.len) == 0));
    if (a.status != TNEF_E_LIMIT_OUTPUT)
        check_utf8(&a.out);
    if (a.info.kind == TNEF_RTF_FROM_HTML && a.info.form == TNEF_RTF_HTML
        && a.status != TNEF_E_LIMIT_OUTPUT)
        CHECK(html_says_utf8_only(a.out.s, a.out.len));
    if (a.info.kind != TNEF_RTF_FROM_HTML && a.info.form == TNEF_RTF_HTML
        && (a.status == TNEF_OK || a.status == TNEF_E_TRUNCATED))
        check_tags(&a.out);
    free(a.out.s);
    free(b.out.s);
    round_trip(data, size < 4096 ? size : 4096, 0);
    round_trip(data, size < 4096 ? size : 4096, 1);
    return 0;
}
