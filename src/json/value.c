/* SPDX-License-Identifier: MIT */
/* Strings, numbers and times as JSON. */

#include "json/priv.h"

#include "base/touch.h"
#include "text/text.h"

#define DIGITS_MAX 20u /* of 2^64 - 1                                                     */

/* The digits of |value|, at least |width|, from the end of a buffer: where they begin. */
static size_t digits(char out[DIGITS_MAX], uint64_t value, size_t width)
{
    size_t at = DIGITS_MAX;

    while (value > 0 || DIGITS_MAX - at < width) {
        out[--at] = (char)('0' + value % 10u);
        value /= 10u;
    }
    TNEFI_TOUCH(DIGITS_MAX - at);
    return at;
}

static void add_number(struct tnef_json *j, struct tnefi_json_text *t, uint64_t value, size_t width)
{
    char out[DIGITS_MAX];
    size_t at = digits(out, value, width);

    tnefi_json_add(j, t, out + at, DIGITS_MAX - at);
}

/* |width| counts the sign, too. */
static void add_signed(struct tnef_json *j, struct tnefi_json_text *t, int64_t value, size_t width)
{
    if (value < 0) {
        ADD(j, t, "-");
        add_number(j, t, UINT64_C(0) - (uint64_t)value, width - 1u);
    } else {
        add_number(j, t, (uint64_t)value, width);
    }
}

void tnefi_json_number(struct tnef_json *j, struct tnefi_json_text *t, const char *name, uint64_t value)
{
    tnefi_json_add_word(j, t, name);
    add_number(j, t, value, 1);
}

void tnefi_json_signed(struct tnef_json *j, struct tnefi_json_text *t, const char *name, int known,
                       int64_t value)
{
    tnefi_json_add_word(j, t, name);
    if (known)
        add_signed(j, t, value, value < 0 ? 2 : 1);
    else
        ADD(j, t, "null");
}

void tnefi_json_flag(struct tnef_json *j, struct tnefi_json_text *t, const char *name, int is_set)
{
    tnefi_json_add_word(j, t, name);
    tnefi_json_add_word(j, t, is_set ? "true" : "false");
}

void tnefi_json_word(struct tnef_json *j, struct tnefi_json_text *t, const char *name, const char *word)
{
    tnefi_json_add_word(j, t, name);
    if (word == NULL) {
        ADD(j, t, "null");
        return;
    }
    ADD(j, t, "\"");
    tnefi_json_add_word(j, t, word);
    ADD(j, t, "\"");
}

/* ---- Strings ------------------------------------------------------------------------------- */

/* Characters that are written as escapes, besides those that JSON asks for: they command a terminal,
 * change the direction of text, are invisible, or do not exist. Then a line of JSON shows what it says
 * wherever it is printed. */
static const struct {
    uint32_t first, last;
} hidden[] = {
    { 0x0000, 0x001F },                                             /* control */
    { 0x007F, 0x009F },   { 0x00AD, 0x00AD },                       /* soft hyphen */
    { 0x034F, 0x034F },                                             /* grapheme joiner */
    { 0x061C, 0x061C },                                             /* direction mark */
    { 0x115F, 0x1160 },                                             /* fillers */
    { 0x17B4, 0x17B5 },   { 0x180B, 0x180F },   { 0x200B, 0x200F }, /* zero width, direction marks */
    { 0x2028, 0x202E },                                             /* separators, embeddings, overrides */
    { 0x2060, 0x206F },                         /* word joiner, invisible operators, isolates */
    { 0x3164, 0x3164 },   { 0xFDD0, 0xFDEF },   /* no characters */
    { 0xFEFF, 0xFEFF },                         /* byte order mark */
    { 0xFFA0, 0xFFA0 },   { 0xFFF0, 0xFFFB },   /* annotations */
    { 0x1BCA0, 0x1BCA3 },                       /* formats of shorthand and of music */
    { 0x1D173, 0x1D17A }, { 0xE0000, 0xE0FFF }, /* tags, and all that is like them */
};

static int is_hidden(uint32_t c)
{
    size_t i = 0;

    while (i < sizeof hidden / sizeof hidden[0] && c > hidden[i].last)
        i++;
    TNEFI_TOUCH(i);
    if (i < sizeof hidden / sizeof hidden[0] && c >= hidden[i].first)
        return 1;
    return (c & 0xFFFEu) == 0xFFFEu; /* the last two of each plane are no characters */
}

static void add_unit(struct tnef_json *j, struct tnefi_json_text *t, uint32_t unit)
{
    static const char hex[] = "0123456789abcdef";
    char out[6] = { '\\',           'u', hex[unit >> 12 & 15u], hex[unit >> 8 & 15u], hex[unit >> 4 & 15u],
                    hex[unit & 15u] };

    tnefi_json_add(j, t, out, sizeof out);
}

static void add_escape(struct tnef_json *j, struct tnefi_json_text *t, uint32_t c)
{
    switch (c) {
    case '"':
        ADD(j, t, "\\\"");
        break;
    case '\\':
        ADD(j, t, "\\\\");
        break;
    case '\n':
        ADD(j, t, "\\n");
        break;
    case '\r':
        ADD(j, t, "\\r");
        break;
    case '\t':
        ADD(j, t, "\\t");
        break;
    default:
        if (c >= 0x10000) {
            add_unit(j, t, 0xD7C0u + (c >> 10));
            c = 0xDC00u + (c & 0x3FFu);
        }
        add_unit(j, t, c);
    }
}

/* Length of the character at |p|, and whether it stands as it is; what is no character is U+FFFD. */
static size_t look(const uint8_t *p, size_t len, uint32_t *c, int *plain)
{
    int n;

    *c = p[0];
    if (*c < 0x80) {
        *plain = *c >= 0x20 && *c != 0x7F && *c != '"' && *c != '\\';
        return 1;
    }
    n = tnefi_text_utf8_get(p, len, c);
    *plain = n > 0 && !is_hidden(*c);
    if (n == 0)
        *c = REPLACEMENT;
    return n == 0 ? len : (size_t)(n < 0 ? -n : n);
}

void tnefi_json_string(struct tnef_json *j, struct tnefi_json_text *t, const char *name, tnef_string s)
{
    size_t from = 0;
    size_t n;
    uint32_t c;
    int plain;

    tnefi_json_add_word(j, t, name);
    if (s.text == NULL) {
        ADD(j, t, "null");
        return;
    }
    ADD(j, t, "\"");
    for (size_t i = 0; i < s.len; i += n) {
        n = look((const uint8_t *)s.text + i, s.len - i, &c, &plain);
        if (plain)
            continue;
        tnefi_json_add(j, t, s.text + from, i - from);
        add_escape(j, t, c);
        from = i + n;
    }
    TNEFI_TOUCH(s.len);
    tnefi_json_add(j, t, s.text + from, s.len - from);
    ADD(j, t, "\"");
}

/* ---- Times --------------------------------------------------------------------------------- */

/* The civil date of a day counted from 1970-01-01, by eras of 400 years that begin in March. */
static void civil_from_days(int64_t days, int64_t *year, uint64_t *month, uint64_t *day)
{
    int64_t z = days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;

    *day = (uint64_t)(doy - (153 * mp + 2) / 5 + 1);
    *month = (uint64_t)(mp < 10 ? mp + 3 : mp - 9);
    *year = yoe + era * 400 + (*month <= 2);
}

void tnefi_json_time(struct tnef_json *j, struct tnefi_json_text *t, const char *name, tnef_time time)
{
    int64_t days = time.seconds >= 0 ? time.seconds / 86400 : -((86399 - time.seconds) / 86400);
    uint64_t second = (uint64_t)(time.seconds - days * 86400);
    int64_t year;
    uint64_t month, day;

    tnefi_json_add_word(j, t, name);
    if (time.flags == 0) {
        ADD(j, t, "null");
        return;
    }
    civil_from_days(days, &year, &month, &day);
    ADD(j, t, "\"");
    add_signed(j, t, year, 4);
    ADD(j, t, "-");
    add_number(j, t, month, 2);
    ADD(j, t, "-");
    add_number(j, t, day, 2);
    ADD(j, t, "T");
    add_number(j, t, second / 3600u, 2);
    ADD(j, t, ":");
    add_number(j, t, second / 60u % 60u, 2);
    ADD(j, t, ":");
    add_number(j, t, second % 60u, 2);
    tnefi_json_add_word(j, t, (time.flags & TNEF_TIME_ZONE) != 0 ? "\"" : "Z\"");
}
