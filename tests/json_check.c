/* SPDX-License-Identifier: MIT */

#include "json_check.h"

#include <stdint.h>
#include <string.h>

#define DEPTH_MAX 512

struct cursor {
    const unsigned char *p, *end;
};

static int take(struct cursor *c, const char *word)
{
    size_t n = strlen(word);

    if ((size_t)(c->end - c->p) < n || memcmp(c->p, word, n) != 0)
        return 0;
    c->p += n;
    return 1;
}

static int is_digit(const struct cursor *c)
{
    return c->p < c->end && *c->p >= '0' && *c->p <= '9';
}

/* No fractions and exponents: nothing here has any. */
static int number(struct cursor *c)
{
    (void)take(c, "-");
    if (!is_digit(c))
        return 0;
    if (take(c, "0"))
        return !is_digit(c);
    while (is_digit(c))
        c->p++;
    return 1;
}

/* The four digits of an escape, or -1. */
static int32_t unit(struct cursor *c)
{
    int32_t value = 0;

    if (c->end - c->p < 4)
        return -1;
    for (int i = 0; i < 4; i++, c->p++) {
        static const char digits[] = "0123456789abcdef";
        const char *at = *c->p != 0 ? strchr(digits, *c->p) : NULL;

        if (at == NULL)
            return -1;
        value = value * 16 + (int32_t)(at - digits);
    }
    return value;
}

static int escape(struct cursor *c)
{
    int32_t first, second;

    if (c->p == c->end)
        return 0;
    if (*c->p != 'u')
        return *c->p != 0 && strchr("\"\\nrt", *c->p++) != NULL;
    c->p++;
    first = unit(c);
    if (first < 0xD800 || first > 0xDFFF)
        return first >= 0;
    second = first < 0xDC00 && take(c, "\\u") ? unit(c) : -1;
    return second >= 0xDC00 && second <= 0xDFFF;
}

/* One character that is not ASCII. */
static int wide(struct cursor *c)
{
    unsigned first = *c->p++;
    size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    static const uint32_t least[] = { 0, 0x80, 0x800, 0x10000 };
    uint32_t code = first & (0x3Fu >> more);

    if (first < 0xC2 || first > 0xF4 || (size_t)(c->end - c->p) < more)
        return 0;
    for (size_t i = 0; i < more; i++, c->p++) {
        if ((*c->p & 0xC0u) != 0x80u)
            return 0;
        code = code << 6 | (*c->p & 0x3Fu);
    }
    return code >= least[more] && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
}

static int string(struct cursor *c)
{
    int good = take(c, "\"");

    while (good && c->p < c->end && *c->p != '"') {
        if (*c->p == '\\')
            good = (c->p++, escape(c));
        else if (*c->p < 0x80)
            good = *c->p >= 0x20 && *c->p++ != 0x7F;
        else
            good = wide(c);
    }
    return good && take(c, "\"");
}

static int scalar(struct cursor *c)
{
    if (c->p < c->end && *c->p == '"')
        return string(c);
    return take(c, "null") || take(c, "true") || take(c, "false") || number(c);
}

int json_is_line(const char *s, size_t len)
{
    struct cursor c = { (const unsigned char *)s, (const unsigned char *)s + len };
    char closes[DEPTH_MAX];
    size_t depth = 0;
    int fresh = 1;                      /* the innermost was opened just now */

    if (!take(&c, "{"))
        return 0;
    closes[depth++] = '}';
    while (depth > 0) {
        if (c.p < c.end && *c.p == (unsigned char)closes[depth - 1]) {
            c.p++;
            depth--;
            fresh = 0;
            continue;
        }
        if (!fresh && !take(&c, ","))
            return 0;
        if (closes[depth - 1] == '}' && !(string(&c) && take(&c, ":")))
            return 0;
        fresh = 0;
        if (c.p < c.end && (*c.p == '{' || *c.p == '[')) {
            if (depth == DEPTH_MAX)
                return 0;
            closes[depth++] = *c.p++ == '{' ? '}' : ']';
            fresh = 1;
        } else if (!scalar(&c)) {
            return 0;
        }
    }
    return c.end - c.p == 1 && *c.p == '\n';
}
