/* SPDX-License-Identifier: MIT */
/* Text of the sender's for terminals and for JSON. All of it goes through one reader of characters and
 * one list of those that are not shown as they are. */

#include "winmail.h"

#include <inttypes.h>
#include <string.h>

/* What stands in place of a byte that is no UTF-8. */
#define NO_CHARACTER UINT32_MAX

/* Bytes of a character by its first one; 0: none begins so. */
static size_t length_of(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first < 0xC2)
        return 0;
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
}

/* The least code point that needs so many bytes: shorter ones must not take as many. */
static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };

size_t text_decode(const char *s, size_t len, uint32_t *c)
{
    const unsigned char *p = (const unsigned char *)s;
    size_t n = length_of(p[0]);
    uint32_t code = n > 1 ? p[0] & (0x7Fu >> n) : p[0];

    *c = NO_CHARACTER;
    if (n == 0)
        return 1;
    for (size_t i = 1; i < n; i++) {
        if (i >= len)
            return 0;
        if ((p[i] & 0xC0) != 0x80)
            return 1;
        code = code << 6 | (p[i] & 0x3Fu);
    }
    if (code < least[n] || (code >= 0xD800 && code < 0xE000) || code > 0x10FFFF)
        return 1;
    *c = code;
    return n;
}

/* Characters that command a terminal, change the direction of text, are invisible, or do not exist. */
static const struct range {
    uint32_t first, last;
} hidden[] = {
    { 0x0000, 0x001F },         /* control */
    { 0x007F, 0x009F },
    { 0x00AD, 0x00AD },         /* soft hyphen */
    { 0x034F, 0x034F },         /* grapheme joiner */
    { 0x061C, 0x061C },         /* direction mark */
    { 0x115F, 0x1160 },         /* fillers */
    { 0x17B4, 0x17B5 },
    { 0x180B, 0x180F },
    { 0x200B, 0x200F },         /* zero width, direction marks */
    { 0x2028, 0x202E },         /* separators, embeddings, overrides */
    { 0x2060, 0x206F },         /* word joiner, invisible operators, isolates */
    { 0x3164, 0x3164 },
    { 0xFDD0, 0xFDEF },         /* no characters */
    { 0xFEFF, 0xFEFF },         /* byte order mark */
    { 0xFFA0, 0xFFA0 },
    { 0xFFF0, 0xFFFB },         /* annotations */
    { 0x1BCA0, 0x1BCA3 },       /* formats of shorthand and of music */
    { 0x1D173, 0x1D17A },
    { 0xE0000, 0xE0FFF },       /* tags, and all that is like them */
};

int text_is_hidden(uint32_t c)
{
    size_t i = 0;

    if (c >= 0x20 && c < 0x7F)
        return 0;
    while (i < sizeof hidden / sizeof hidden[0] && c > hidden[i].last)
        i++;
    if (i < sizeof hidden / sizeof hidden[0] && c >= hidden[i].first)
        return 1;
    return (c & 0xFFFE) == 0xFFFE;      /* the last two of each plane are no characters */
}

int text_is_blank(uint32_t c)
{
    static const struct range blanks[] = {
        { 0x0020, 0x0020 },
        { 0x00A0, 0x00A0 },
        { 0x1680, 0x1680 },
        { 0x2000, 0x200A },     /* from en quad to hair space */
        { 0x202F, 0x202F },
        { 0x205F, 0x205F },
        { 0x2800, 0x2800 },     /* Braille without a dot */
        { 0x3000, 0x3000 },
        { 0xFE00, 0xFE0F },     /* selectors of variations */
    };

    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++)
        if (c >= blanks[i].first && c <= blanks[i].last)
            return 1;
    return c != NO_CHARACTER && text_is_hidden(c);
}

/* ---- The two ways to show what is hidden --------------------------------------------------- */

typedef void show_fn(FILE *f, uint32_t c, unsigned char byte);

static void show_on_terminal(FILE *f, uint32_t c, unsigned char byte)
{
    if (c == NO_CHARACTER)
        fprintf(f, "\\x%02x", byte);
    else
        fprintf(f, "\\u{%" PRIx32 "}", c);
}

static void show_in_json(FILE *f, uint32_t c, unsigned char byte)
{
    (void)byte;
    if (c == NO_CHARACTER)
        fputs("\\ufffd", f);
    else if (c == '"' || c == '\\')
        fprintf(f, "\\%c", (int)c);
    else if (c == '\n' || c == '\r' || c == '\t')
        fprintf(f, "\\%c", c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
    else if (c < 0x10000)
        fprintf(f, "\\u%04" PRIx32, c);
    else
        fprintf(f, "\\u%04" PRIx32 "\\u%04" PRIx32, 0xD7C0 + (c >> 10), 0xDC00 + (c & 0x3FF));
}

/* Writes |s|; what is hidden, and what is in |also|, goes through |show|. */
static void print_shown(FILE *f, const char *s, size_t len, const char *also, show_fn *show)
{
    size_t begin = 0;
    size_t n;
    uint32_t c;

    for (size_t i = 0; i < len; i += n) {
        n = text_decode(s + i, len - i, &c);
        n += n == 0;                    /* cut: byte by byte */
        if (c != NO_CHARACTER && !text_is_hidden(c)
            && (c > 0x7F || strchr(also, (int)c) == NULL))
            continue;
        fwrite(s + begin, 1, i - begin, f);
        show(f, c, (unsigned char)s[i]);
        begin = i + n;
    }
    if (len > begin)
        fwrite(s + begin, 1, len - begin, f);
}

void print_safe(FILE *f, const char *utf8, size_t len)
{
    print_shown(f, utf8, len, "", show_on_terminal);
}

void print_safe_cstring(FILE *f, const char *s)
{
    print_safe(f, s, strlen(s));
}

void print_string(FILE *f, tnef_string s)
{
    if (s.text != NULL)
        print_safe(f, s.text, s.len);
}

void print_json_text(FILE *f, const char *utf8, size_t len)
{
    print_shown(f, utf8, len, "\"\\", show_in_json);
}

void print_json_string(FILE *f, tnef_string s)
{
    if (s.text == NULL) {
        fputs("null", f);
        return;
    }
    fputc('"', f);
    print_json_text(f, s.text, s.len);
    fputc('"', f);
}

void print_json_cstring(FILE *f, const char *s)
{
    const tnef_string text = { s, strlen(s) };

    print_json_string(f, text);
}

/* ---- Text that comes in pieces ------------------------------------------------------------- */

/* How many bytes at the end of a piece are the beginning of something: of a character, or of a line
 * end of two characters. */
static size_t unfinished(const char *s, size_t len)
{
    size_t from = len > 3 ? len - 3 : 0;
    uint32_t c;

    if (len > 0 && s[len - 1] == '\r')
        return 1;
    for (size_t i = from; i < len; i++)
        if (text_decode(s + i, len - i, &c) == 0)
            return len - i;
    return 0;
}

/* Lines of text: line ends and tabulators stay, CR LF becomes LF. */
static void print_lines(FILE *f, const char *s, size_t len)
{
    size_t begin = 0;

    for (size_t i = 0; i < len; i++) {
        int crlf = s[i] == '\r' && i + 1 < len && s[i + 1] == '\n';

        if (s[i] != '\n' && s[i] != '\t' && !crlf)
            continue;
        print_safe(f, s + begin, i - begin);
        if (!crlf)
            fputc(s[i], f);
        begin = i + 1;
    }
    print_safe(f, s + begin, len - begin);
}

void safe_lines_feed(struct safe_lines *t, FILE *f, const char *s, size_t len)
{
    char joined[sizeof t->held + 64];

    while (len > 0) {
        size_t n = t->len > 0 && len > 64 ? 64 : len;
        const char *p = s;
        size_t all = n;
        size_t rest;

        if (t->len > 0) {               /* a few bytes to complete what was held */
            memcpy(joined, t->held, t->len);
            memcpy(joined + t->len, s, n);
            p = joined;
            all = t->len + n;
        }
        rest = unfinished(p, all);
        print_lines(f, p, all - rest);
        memmove(t->held, p + all - rest, rest);
        t->len = rest;
        s += n;
        len -= n;
    }
}

void safe_lines_end(struct safe_lines *t, FILE *f)
{
    print_lines(f, t->held, t->len);
    t->len = 0;
}
