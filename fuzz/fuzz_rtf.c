/* SPDX-License-Identifier: MIT */

/* The RTF reader: the first byte of the input says what is wanted and how the rest is cut. Whole and
 * in pieces it gives the same; the output is valid UTF-8 within its bound; the simple HTML is balanced
 * and holds no tag but its own; text that is written as RTF comes back. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/rtf.h>

#include "text_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(x) \
    do { \
        if (!(x)) \
            abort(); \
    } while (0)

struct output {
    char *s;
    size_t len, room;
    unsigned pauses;
};

static tnef_status sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct output *o = user;
    size_t n = len;

    CHECK(len > 0 && *taken == len);
    if (o->pauses > 0) {
        o->pauses--;
        n = len / 2;
    }
    if (o->room - o->len < n) {
        o->room = (o->room + n) * 2;
        o->s = realloc(o->s, o->room);
        CHECK(o->s != NULL);
    }
    if (n > 0)
        memcpy(o->s + o->len, buf, n);
    o->len += n;
    *taken = n;
    return n < len ? TNEF_PAUSED : TNEF_OK;
}

struct reading {
    struct output out;
    tnef_status status;
    tnef_rtf_info info;
};

static void feed(tnef_rtf *rtf, const uint8_t *p, size_t n)
{
    size_t at = 0;
    size_t taken;

    while (tnef_rtf_feed(rtf, p + at, n - at, &taken) == TNEF_PAUSED)
        at += taken;
}

static struct reading read_rtf(const uint8_t *p, size_t n, uint32_t want, size_t piece,
                               unsigned pauses)
{
    struct reading r = { .out = { NULL, 0, 0, pauses } };
    tnef_rtf_config cfg = { .size = sizeof cfg, .want = want, .sink = sink, .user = &r.out };
    tnef_rtf *rtf;

    CHECK(tnef_rtf_new(&rtf, &cfg, NULL) == TNEF_OK);
    for (size_t at = 0; at < n; at += piece)
        feed(rtf, p + at, n - at < piece ? n - at : piece);
    do
        r.status = tnef_rtf_finish(rtf);
    while (r.status == TNEF_PAUSED);
    r.info.size = sizeof r.info;
    tnef_rtf_found(rtf, &r.info);
    tnef_rtf_free(rtf);
    CHECK(r.info.bytes == r.out.len);
    CHECK(r.out.len <= TNEF_RTF_BASE + TNEF_RTF_GROWTH * n);
    return r;
}

static void check_utf8(const struct output *o)
{
    size_t at = 0;
    uint32_t c;

    while (at < o->len) {
        int n = tnefi_utf8_get((const uint8_t *)o->s + at, o->len - at, &c);

        CHECK(n > 0);
        at += (size_t)n;
    }
}

/* Every tag of the simple HTML behind its head is closed by its own name, innermost first. */
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
        } else if (closing) {
            CHECK(depth > 0 && open[depth - 1] == name);
            depth--;
        } else {
            CHECK(depth < 32);
            open[depth++] = name;
        }
    }
    CHECK(depth == 0);
}

/* Text as RTF: every character as \u, but for letters. */
static void round_trip(const uint8_t *data, size_t size)
{
    static const char head[] = "{\\rtf1\\ansi\\fromtext\\uc0 ";
    static const char hex[] = "0123456789abcdef";
    size_t n = sizeof head - 1;
    uint8_t *rtf = malloc(sizeof head + size * 4u + 1u);
    char *text = malloc(size + 1u);
    size_t len = 0;
    struct reading r;

    CHECK(rtf != NULL && text != NULL);
    memcpy(rtf, head, n);
    for (size_t i = 0; i < size; i++) {
        uint8_t c = data[i] % 128u;

        if (c < 0x20 || c == 0x7F)
            continue;
        text[len++] = (char)c;
        if (c == '\\' || c == '{' || c == '}' || data[i] >= 128) {
            rtf[n++] = '\\';
            rtf[n++] = '\'';
            rtf[n++] = (uint8_t)hex[c / 16u];
            rtf[n++] = (uint8_t)hex[c % 16u];
        } else {
            rtf[n++] = c;
        }
    }
    rtf[n++] = '}';
    r = read_rtf(rtf, n, TNEF_RTF_AUTO, n, 0);
    CHECK(r.status == TNEF_OK && r.out.len == len && (len == 0 || memcmp(r.out.s, text, len) == 0));
    free(r.out.s);
    free(text);
    free(rtf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint32_t want;
    size_t piece;
    struct reading a, b;

    if (size == 0)
        return 0;
    want = data[0] % 3u;
    piece = data[0] / 3u % 16u + 1u;
    data++;
    size--;
    a = read_rtf(data, size, want, size + 1u, 0);
    b = read_rtf(data, size, want, piece, 8);
    CHECK(a.status == b.status && a.info.flags == b.info.flags && a.info.kind == b.info.kind);
    CHECK(a.out.len == b.out.len && (a.out.len == 0 || memcmp(a.out.s, b.out.s, a.out.len) == 0));
    if (a.status != TNEF_E_LIMIT_OUTPUT)
        check_utf8(&a.out);
    if (a.info.kind != TNEF_RTF_FROM_HTML && a.info.output == TNEF_RTF_HTML
        && (a.status == TNEF_OK || a.status == TNEF_E_TRUNCATED))
        check_tags(&a.out);
    free(a.out.s);
    free(b.out.s);
    round_trip(data, size < 4096 ? size : 4096);
    return 0;
}
