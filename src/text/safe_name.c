/* SPDX-License-Identifier: MIT */
/* Safe file names, made of what strangers chose. See <tnef/text.h> for what is promised. */

#include "text/priv.h"

#include "base/ascii.h"
#include "base/touch.h"

#include <string.h>

#define EXTENSION_MAX 16u /* bytes, with its dot, that are kept of a long name */
#define NUMBER_MAX    13u /* " (4294967295)" */

/* A run of code points. */
struct range {
    uint32_t first, last;
};

/* The length of a text that ends with a NUL. */
static size_t length(const char *s)
{
    size_t n = 0;

    while (s[n] != '\0')
        n++;
    TNEFI_TOUCH(n);
    return n;
}

static bool in_ranges(const struct range *r, size_t count, uint32_t c)
{
    TNEFI_TOUCH(count);
    for (size_t i = 0; i < count; i++)
        if (c >= r[i].first && c <= r[i].last)
            return true;
    return false;
}

/* Whether |c| separates the components of a path, or can be taken for a separator: some file systems
 * and tools replace characters by the nearest ones of their own set. */
static bool is_separator(uint32_t c)
{
    static const struct range r[] = { { '/', '/' },       { '\\', '\\' },     { 0x2044, 0x2044 },
                                      { 0x2215, 0x2216 }, { 0x29F5, 0x29F5 }, { 0x29F8, 0x29F9 },
                                      { 0xFE68, 0xFE68 }, { 0xFF0F, 0xFF0F }, { 0xFF3C, 0xFF3C } };

    return in_ranges(r, sizeof r / sizeof r[0], c);
}

/* Whether |c| is a control, invisible, changes the direction of writing, or is a noncharacter. The
 * joiners 200C and 200D are allowed, because words of living languages are spelt with them. */
static bool is_hidden(uint32_t c)
{
    static const struct range r[] = {
        { 0x0000, 0x001F }, { 0x007F, 0x009F }, { 0x00AD, 0x00AD },   { 0x034F, 0x034F },  { 0x061C, 0x061C },
        { 0x115F, 0x1160 }, { 0x17B4, 0x17B5 }, { 0x180E, 0x180E },   { 0x200B, 0x200B },  { 0x200E, 0x200F },
        { 0x2028, 0x202E }, { 0x2060, 0x206F }, { 0x3164, 0x3164 },   { 0xFDD0, 0xFDEF },  { 0xFEFF, 0xFEFF },
        { 0xFFA0, 0xFFA0 }, { 0xFFF0, 0xFFFB }, { 0x1D173, 0x1D17A }, { 0xE0000, 0xE00FF }
    };

    return in_ranges(r, sizeof r / sizeof r[0], c) || (c & 0xFFFE) == 0xFFFE;
}

static bool is_forbidden(uint32_t c)
{
    return is_hidden(c) || is_separator(c) || (c < 0x80 && strchr("<>:\"|?*", (int)c) != NULL);
}

/* Whether |c| is dropped at both ends: dots, blanks, and the joiners. File systems that ignore joiners
 * would otherwise see a name that begins with a dot. */
static bool is_edge(uint32_t c)
{
    static const struct range r[] = { { ' ', ' ' },       { '.', '.' },       { 0x00A0, 0x00A0 },
                                      { 0x1680, 0x1680 }, { 0x2000, 0x200A }, { 0x200C, 0x200D },
                                      { 0x202F, 0x202F }, { 0x205F, 0x205F }, { 0x2800, 0x2800 },
                                      { 0x3000, 0x3000 } };

    return in_ranges(r, sizeof r / sizeof r[0], c);
}

/* Reads the character at |p|, |len| > 0, and returns its length in bytes. Damage is U+FFFD. */
static size_t next(const char *p, size_t len, uint32_t *c)
{
    int n = tnefi_text_utf8_get((const uint8_t *)p, len, c);

    TNEFI_TOUCH(1);
    return n > 0 ? (size_t)n : n < 0 ? (size_t)-n : len;
}

/* Where the character begins that ends at |len| > 0, if the bytes there are one. */
static size_t before(const char *p, size_t len)
{
    do {
        len--;
        TNEFI_TOUCH(1);
    } while (len > 0 && ((uint8_t)p[len] & 0xC0) == 0x80);
    return len;
}

/* Narrows a path to its last component that is not empty. */
static void take_component(const char **name, size_t *len)
{
    const char *p = *name, *first = p, *end = p;
    size_t at = 0;
    bool inside = false;

    while (at < *len) {
        uint32_t c;
        size_t n = next(p + at, *len - at, &c);

        if (!is_separator(c)) {
            if (!inside)
                first = p + at;
            end = p + at + n;
        }
        inside = !is_separator(c);
        at += n;
    }
    *name = first;
    *len = (size_t)(end - first);
}

/* Returns the length of |len| bytes without what is dropped at the end. The work is linear in what is
 * dropped, since the first damage ends the search. */
static size_t trim_end(const char *p, size_t len)
{
    while (len > 0) {
        uint32_t c;
        size_t at = before(p, len);

        if (next(p + at, len - at, &c) != len - at || !is_edge(c))
            break;
        len = at;
    }
    return len;
}

/* Where the extension begins; |len|: there is none. An extension is short, is not the whole name, and
 * has no blanks, so that a number before it is the last thing after a blank. */
static size_t extension_at(const char *p, size_t len)
{
    for (size_t n = 1; n <= EXTENSION_MAX && n < len; n++) {
        if (p[len - n] == ' ')
            break;
        if (p[len - n] == '.')
            return n > 1 ? len - n : len;
    }
    return len;
}

/* Writes |len| bytes as whole characters, _ for each that is forbidden, in |bound| bytes at most.
 * Returns the bytes written; *|whole| is whether all of the name is there. */
static size_t clean(const char *p, size_t len, char *out, size_t bound, bool *whole)
{
    size_t at = 0, written = 0;

    while (at < len) {
        char one[4];
        uint32_t c;
        size_t step = next(p + at, len - at, &c);
        size_t n = tnefi_text_utf8_put(one, is_forbidden(c) ? '_' : c);

        if (n > bound - written)
            break;
        memcpy(out + written, one, n);
        written += n;
        at += step;
    }
    *whole = at == len;
    return written;
}

/* Writes the extension of a name that is too long, which is kept. Returns its length, or 0. */
static size_t clean_extension(const char *p, size_t len, char *out)
{
    bool whole;
    size_t most = 4 * EXTENSION_MAX; /* a character of 4 bytes may become _ */

    for (size_t n = 1; n <= most && n < len; n++) {
        size_t size;

        if (p[len - n] != '.')
            continue;
        size = clean(p + (len - n), n, out, EXTENSION_MAX, &whole);
        return whole && memchr(out, ' ', size) == NULL ? size : 0;
    }
    return 0;
}

static bool same_word(const char *p, const char *word, size_t len)
{
    return tnefi_base_same((const uint8_t *)p, (const uint8_t *)word, len) != 0;
}

/* Whether Windows takes the name for a device. Only what comes before the first dot counts. */
static bool is_device(const char *p, size_t len)
{
    static const struct {
        size_t len;
        const char *name;
    } words[] = { { 3, "CON" },    { 3, "PRN" },     { 3, "AUX" },   { 3, "NUL" },
                  { 6, "CONIN$" }, { 7, "CONOUT$" }, { 6, "CLOCK$" } };
    const char *dot = memchr(p, '.', len);
    size_t stem = trim_end(p, dot != NULL ? (size_t)(dot - p) : len);

    TNEFI_TOUCH(dot != NULL ? (size_t)(dot - p) + 1u : len);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (stem == words[i].len && same_word(p, words[i].name, stem))
            return true;
    if (stem < 4 || !(same_word(p, "COM", 3) || same_word(p, "LPT", 3)))
        return false;
    if (stem == 4)
        return tnefi_base_is_digit((uint8_t)p[3]);
    /* Superscript 1, 2 and 3 are digits of Latin 1. */
    return stem == 5 && (uint8_t)p[3] == 0xC2
           && ((uint8_t)p[4] == 0xB9 || (uint8_t)p[4] == 0xB2 || (uint8_t)p[4] == 0xB3);
}

/* Writes a component, whose edges were dropped, in at most |bound| bytes. */
static size_t fit(const char *p, size_t len, char *out, size_t bound)
{
    char extension[EXTENSION_MAX];
    bool whole;
    size_t kept, n = clean(p, len, out, bound, &whole);

    if (!whole) {
        kept = clean_extension(p, len, extension);
        n = trim_end(out, clean(p, len, out, bound - kept, &whole));
        TNEFI_TOUCH(kept);
        memcpy(out + n, extension, kept);
        n += kept;
    }
    if (out[0] == '-' || out[0] == '~')
        out[0] = '_';
    if (is_device(out, n)) {
        if (n < bound) {
            TNEFI_TOUCH(n);
            memmove(out + 1, out, n);
            n++;
        }
        out[0] = '_';
    }
    return n;
}

/* Writes the name in at most |bound| bytes, without a NUL. Returns its length; 0: nothing remains. */
static size_t make(const char *p, size_t len, char *out, size_t bound)
{
    size_t at = 0;

    while (len > 0 && p[len - 1] == '\0') {
        len--;
        TNEFI_TOUCH(1);
    }
    if (len == 0)
        return 0;
    take_component(&p, &len);
    len = trim_end(p, len);
    while (at < len) {
        uint32_t c;
        size_t n = next(p + at, len - at, &c);

        if (!is_edge(c))
            break;
        at += n;
    }
    return at < len ? fit(p + at, len - at, out, bound) : 0;
}

static size_t make_or(const char *p, size_t len, const char *fallback, char *out, size_t bound)
{
    static const char last[] = "attachment";
    size_t n = make(p, len, out, bound);

    if (n == 0 && fallback != NULL)
        n = make(fallback, length(fallback), out, bound);
    return n > 0 ? n : make(last, sizeof last - 1, out, bound);
}

static size_t bound_of(size_t out_size)
{
    return out_size <= TNEF_SAFE_NAME_MAX ? out_size - 1 : TNEF_SAFE_NAME_MAX;
}

size_t tnef_safe_name(const char *utf8, size_t len, const char *fallback, char *out, size_t out_size)
{
    size_t n;

    if (out_size < TNEF_SAFE_NAME_LEAST) {
        if (out_size > 0)
            out[0] = '\0';
        return 0;
    }
    n = make_or(utf8, len, fallback, out, bound_of(out_size));
    out[n] = '\0';
    return n;
}

/* Writes " (17)" to |out| and returns its length. */
static size_t put_number(uint32_t number, char *out)
{
    char digits[10];
    size_t count = 0, n = 0;

    do {
        digits[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    out[n++] = ' ';
    out[n++] = '(';
    while (count > 0)
        out[n++] = digits[--count];
    out[n++] = ')';
    return n;
}

size_t tnef_safe_name_numbered(const char *name, uint32_t number, char *out, size_t out_size)
{
    char text[NUMBER_MAX];
    size_t n, at, len = put_number(number, text);

    if (number < 2 || out_size < TNEF_SAFE_NAME_LEAST)
        return tnef_safe_name(name, length(name), NULL, out, out_size);
    n = make_or(name, length(name), NULL, out, bound_of(out_size) - len);
    at = extension_at(out, n);
    TNEFI_TOUCH(n - at + len);
    memmove(out + at + len, out + at, n - at);
    memcpy(out + at, text, len);
    n += len;
    out[n] = '\0';
    return n;
}
