/* SPDX-License-Identifier: MIT */
/* Character references: HTML standard, sections 13.2.5.72 to 13.2.5.80. A name is held until something other
 * than a letter or digit comes; then it is looked up, once. */

#include "html/priv.h"

#include "text/text.h"
#include "base/touch.h"

/* ---- Names --------------------------------------------------------------------------------- */

/* Compares the entry at |at| with |name|: negative if it comes before it, 0 if it is the same. */
static int compare(uint32_t at, const char *name, size_t len)
{
    const uint8_t *entry = tnefi_html_entity_text + at;
    size_t n = entry[0];
    size_t i = 0;

    while (i < n && i < len && entry[2 + i] == (uint8_t)name[i])
        i++;
    TNEFI_TOUCH(i + 1u);
    if (i < n && i < len)
        return entry[2 + i] < (uint8_t)name[i] ? -1 : 1;
    return n == len ? 0 : n < len ? -1 : 1;
}

const char *tnefi_html_entity(const char *name, size_t len, int whole, size_t *n)
{
    const uint16_t *table = whole ? tnefi_html_entity_at : tnefi_html_legacy_at;
    size_t from = 0;
    size_t to = whole ? ENTITIES : LEGACY;

    while (from < to) {
        size_t middle = from + (to - from) / 2u;
        int c = compare(table[middle], name, len);

        if (c == 0) {
            const uint8_t *entry = tnefi_html_entity_text + table[middle];

            *n = entry[1];
            return (const char *)entry + 2 + entry[0];
        }
        if (c < 0)
            from = middle + 1u;
        else
            to = middle;
    }
    *n = 0;
    return NULL;
}

/* ---- Where they go ------------------------------------------------------------------------- */

static int in_value(const struct tnef_html *h)
{
    return h->live.state == AT_VALUE_DOUBLE || h->live.state == AT_VALUE_SINGLE
           || h->live.state == AT_VALUE_BARE;
}

/* Characters, each in turn. */
static void give(struct tnef_html *h, const char *p, size_t n)
{
    for (size_t i = 0; i < n;) {
        uint8_t c = (uint8_t)p[i];
        size_t len = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;

        if (in_value(h))
            tnefi_html_attr_value(h, p + i, len);
        else
            tnefi_html_data(h, p + i, len);
        i += len;
    }
    TNEFI_TOUCH(n);
}

static int is_alnum(int c)
{
    return tnefi_html_is_letter(c) || tnefi_base_is_digit((uint8_t)c);
}

/* The value of a hexadecimal digit, or 16. */
static uint32_t digit(int c)
{
    int value = tnefi_base_hex_digit((uint8_t)c);

    return value >= 0 ? (uint32_t)value : 16u;
}

/* ---- Numbers ------------------------------------------------------------------------------- */

/* 80 to 9F mean what they mean in 1252 where that has a character; they are not controls. Surrogates and
 * what is too large become U+FFFD in tnefi_text_utf8_put(). */
static void give_number(struct tnef_html *h)
{
    uint32_t c = h->live.ref_number;
    char out[4];

    if (c >= 0x80 && c <= 0x9F && tnefi_text_cp1252[c - 0x80] != REPLACEMENT)
        c = tnefi_text_cp1252[c - 0x80];
    give(h, out, tnefi_text_utf8_put(out, c != 0 ? c : REPLACEMENT));
}

static int in_digits(struct tnef_html *h, int c)
{
    uint32_t base = h->live.ref == REF_HEX_DIGITS ? 16u : 10u;
    uint32_t value = digit(c);

    if (value < base) {
        if (h->live.ref_number < 0x110000u)
            h->live.ref_number = h->live.ref_number * base + value;
        return 0;
    }
    h->live.ref = REF_NONE;
    give_number(h);
    return c != ';';
}

/* ---- The reference ------------------------------------------------------------------------- */

void tnefi_html_ref_begin(struct tnef_html *h)
{
    h->live.ref = REF_BEGUN;
    h->live.ref_len = 0;
    h->live.ref_number = 0;
}

/* It was text after all. */
static int give_up(struct tnef_html *h, const char *p, size_t n)
{
    h->live.ref = REF_NONE;
    give(h, p, n);
    return 1;
}

/* A name without its semicolon, before |c|. The longest beginning that is known without one counts, but in an
 * attribute not if a letter, a digit or '=' follows it. */
static int without_semicolon(struct tnef_html *h, int c)
{
    size_t len = h->live.ref_len < LEGACY_MOST ? h->live.ref_len : LEGACY_MOST;
    const char *found = NULL;
    size_t n = 0;

    for (; len >= LEGACY_LEAST && found == NULL; len--)
        found = tnefi_html_entity(h->live.ref_name, len, 0, &n);
    len++;
    if (found != NULL && in_value(h) && (len < h->live.ref_len || c == '=' || is_alnum(c)))
        found = NULL;
    h->live.ref = REF_NONE;
    if (found != NULL) {
        give(h, found, n);
        give(h, h->live.ref_name + len, h->live.ref_len - len);
    } else {
        give(h, "&", 1);
        give(h, h->live.ref_name, h->live.ref_len);
    }
    return 1;
}

static int in_name(struct tnef_html *h, int c)
{
    const char *found;
    size_t n;

    if (is_alnum(c) && h->live.ref_len < REF_MAX) {
        h->live.ref_name[h->live.ref_len++] = (char)c;
        return 0;
    }
    found = c == ';' ? tnefi_html_entity(h->live.ref_name, h->live.ref_len, 1, &n) : NULL;
    if (found == NULL)
        return without_semicolon(h, c);
    h->live.ref = REF_NONE;
    give(h, found, n);
    return 0;
}

int tnefi_html_ref(struct tnef_html *h, int c)
{
    switch (h->live.ref) {
    case REF_BEGUN:
        if (c != '#' && !is_alnum(c))
            return give_up(h, "&", 1);
        h->live.ref = c == '#' ? REF_HASH : REF_NAME;
        return c != '#';
    case REF_NAME:
        return in_name(h, c);
    case REF_HASH:
        h->live.ref_name[0] = (char)c;
        if (c == 'x' || c == 'X') {
            h->live.ref = REF_HEX;
            return 0;
        }
        if (digit(c) >= 10)
            return give_up(h, "&#", 2);
        h->live.ref = REF_DIGITS;
        return 1;
    case REF_HEX:
        if (digit(c) >= 16) {
            (void)give_up(h, "&#", 2);
            give(h, h->live.ref_name, 1);
            return 1;
        }
        h->live.ref = REF_HEX_DIGITS;
        return 1;
    default:
        return in_digits(h, c);
    }
}
