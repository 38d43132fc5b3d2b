/* SPDX-License-Identifier: MIT */

#include "rtf_writer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Bytes --------------------------------------------------------------------------------- */

static void put(struct rtf_writer *w, const char *s)
{
    size_t n = strlen(s);

    if (w->room - w->len < n) {
        w->room = (w->room + n) * 2;
        w->bytes = realloc(w->bytes, w->room);
        if (w->bytes == NULL)
            abort();
    }
    memcpy(w->bytes + w->len, s, n);
    w->len += n;
}

static void putf(struct rtf_writer *w, const char *format, ...)
{
    char s[64];
    va_list args;

    va_start(args, format);
    vsnprintf(s, sizeof s, format, args);
    va_end(args);
    put(w, s);
}

/* One of |n|. */
static unsigned choose(struct rtf_writer *w, unsigned n)
{
    unsigned c = w->count > 0 ? w->choices[w->next] : 0;

    w->next = w->count > 0 ? (w->next + 1) % w->count : 0;
    return c % n;
}

void rtf_writer_init(struct rtf_writer *w, const uint8_t *choices, size_t count)
{
    memset(w, 0, sizeof *w);
    w->choices = choices;
    w->count = count;
}

void rtf_writer_free(struct rtf_writer *w)
{
    free(w->bytes);
    w->bytes = NULL;
}

/* ---- Characters ---------------------------------------------------------------------------- */

/* Items of all kinds for those who do not know \u. */
static void put_unit(struct rtf_writer *w, unsigned unit)
{
    static const char *const items[] = { "?", "\\'3f", "\\emdash ", "\\~", "\r\n?", "\\b0 ",
                                         "\\bin3 }{\\", "x", "\\*", "\\{" };

    if (choose(w, 8) == 0) {
        w->uc = choose(w, 4);
        putf(w, "\\uc%u", w->uc);
    }
    putf(w, "\\u%d ", choose(w, 2) && unit > 32767 ? (int)unit - 65536 : (int)unit);
    for (unsigned i = 0; i < w->uc; i++)
        put(w, items[choose(w, 10)]);
}

static void put_unicode(struct rtf_writer *w, uint32_t c)
{
    if (c < 0x10000) {
        put_unit(w, c);
    } else {
        put_unit(w, 0xD800 + ((c - 0x10000) >> 10));
        put_unit(w, 0xDC00 + ((c - 0x10000) & 0x3FF));
    }
}

/* A character of its own, as text of the code page 1252 or as \u. */
static void put_char(struct rtf_writer *w, uint32_t c)
{
    int is_latin = (c > 0 && c < 0x80) || (c >= 0xA0 && c <= 0xFF);
    int is_plain = c >= 0x20 && c < 0x7F && c != '\\' && c != '{' && c != '}';
    unsigned way = choose(w, 5);

    if (is_plain && way < 3)
        putf(w, "%c", (int)c);
    else if ((c == '\\' || c == '{' || c == '}') && way < 3)
        putf(w, "\\%c", (int)c);
    else if (is_latin && way == 3)
        putf(w, choose(w, 2) ? "\\'%02x" : "\\'%02X", (unsigned)c);
    else if (is_latin && c >= 0xA0 && way == 2)
        putf(w, "%c", (int)c);
    else if (c == '\t' && way < 2)
        put(w, way == 0 ? "\t" : "\\tab ");
    else if (c == 0x2022 && way < 4)
        put(w, "\\bullet ");
    else if (c == 0x201C && way < 4)
        put(w, "\\ldblquote ");
    else if (c == 0xA0 && way < 4)
        put(w, "\\~");
    else
        put_unicode(w, c);
}

/* What changes nothing in the result. */
static void put_nothing(struct rtf_writer *w)
{
    static const char *const nothing[] = {
        "", "", "", "", "\r\n", "{}", "\\b ", "\\f1 \\f0 ", "{\\*\\unknown x{y}\\'e9}",
        "{\\pict 0102}",
        "{\\b\\f1}", "\\plain\\f0 ", "\\bin5 }}}\\}", "\\unknown-17 ", "{\\info{\\title t}}", "\\:",
    };
    static const char *const in_html[] = {
        "\\htmlrtf x\\par y\\htmlrtf0 ", "{\\htmlrtf <x>}", "{\\*\\mhtmltag64 <a>}",
        "{\\pntext 1.\\tab}",
        "\\htmlrtf{\\f1\\htmlrtf0}\\htmlrtf0 ", "\\objattph \\'20", "{\\*\\htmltag64}",
        "\\htmlrtf1{\\*\\htmltag4 <p>}\\u8364 ????\\htmlrtf0 ",
    };
    unsigned which = choose(w, 48);

    if (which < sizeof nothing / sizeof *nothing)
        put(w, nothing[which]);
    else if (w->is_html && which < 24)
        put(w, in_html[which - 16]);
}

static int is_line_end(const uint32_t *text, size_t count)
{
    return count > 1 && text[0] == '\r' && text[1] == '\n';
}

/* |text| up to |end|, without anything around it. */
static void put_run(struct rtf_writer *w, const uint32_t *text, size_t end)
{
    for (size_t i = 0; i < end; i++) {
        if (is_line_end(text + i, end - i) && choose(w, 4) > 0) {
            put(w, choose(w, 2) ? "\\par " : "\\line ");
            i++;
        } else {
            put_char(w, text[i]);
        }
    }
}

/* ---- Documents ----------------------------------------------------------------------------- */

static void put_head(struct rtf_writer *w, const char *kind)
{
    w->uc = 1;
    putf(w, "{\\rtf1\\ansi\\ansicpg1252%s \\deff0", kind);
    put(w, "{\\fonttbl{\\f0\\fswiss Arial;}{\\f1\\fcharset204 Cyr;}}\\f0 ");
}

/* Characters that HTML writes in another way stand in tags only; control characters, too. */
static int is_outside(uint32_t c)
{
    return c != '<' && c != '>' && c != '&' && (c >= 0x20 || c == '\t' || c == '\r' || c == '\n');
}

static size_t put_outside(struct rtf_writer *w, const uint32_t *text, size_t count)
{
    size_t n = 0;

    while (n < count && is_outside(text[n]) && (n == 0 || choose(w, 8) > 0))
        n++;
    put_run(w, text, n);
    return n;
}

static size_t put_tag(struct rtf_writer *w, const uint32_t *text, size_t count)
{
    size_t n = 1 + choose(w, 32);
    unsigned uc = w->uc;

    n = n < count ? n : count;
    putf(w, "{\\*\\htmltag%u ", choose(w, 255));
    put_run(w, text, n);
    put(w, "}");
    w->uc = uc;
    return n;
}

void rtf_write_html(struct rtf_writer *w, const uint32_t *text, size_t count)
{
    size_t i = 0;

    w->is_html = 1;
    put_head(w, "\\fromhtml1");
    while (i < count) {
        put_nothing(w);
        if (is_outside(text[i]) && choose(w, 2))
            i += put_outside(w, text + i, count - i);
        else
            i += put_tag(w, text + i, count - i);
    }
    put_nothing(w);
    put(w, "}");
}

void rtf_write_text(struct rtf_writer *w, const uint32_t *text, size_t count)
{
    put_head(w, "\\fromtext");
    for (size_t i = 0; i < count;) {
        size_t n = 1 + choose(w, 16);

        n = n < count - i ? n : count - i;
        put_nothing(w);
        put_run(w, text + i, n);
        i += n;
    }
    put(w, "}");
}
