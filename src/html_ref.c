/* SPDX-License-Identifier: MIT */
/* Character references: HTML standard, sections 13.2.5.72 to 13.2.5.80. A name is held until
 * something else than a letter or digit comes; then it is looked up, once. */

#include "html_priv.h"

#include "text_priv.h"
#include "touch.h"

/* ---- Names --------------------------------------------------------------------------------- */

/* Whether the entry at |at| comes before |name|: negative, 0: it is that. */
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
    return h->state == AT_VALUE_DOUBLE || h->state == AT_VALUE_SINGLE || h->state == AT_VALUE_BARE;
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
    return tnefi_html_is_letter(c) || (c >= '0' && c <= '9');
}

/* The value of a hexadecimal digit, or 16. */
static uint32_t digit(int c)
{
    if (c >= '0' && c <= '9')
        return (uint32_t)(c - '0');
    return tnefi_html_is_letter(c) && (c | 0x20) <= 'f' ? (uint32_t)((c | 0x20) - 'a' + 10) : 16u;
}

/* ---- Numbers ------------------------------------------------------------------------------- */

/* 80 to 9F are not controls but what they are in 1252, where they are something. Surrogates and what is too large are made
 * U+FFFD by tnefi_utf8_put(). */
static void give_number(struct tnef_html *h)
{
    uint32_t c = h->ref_number;
    char out[4];

    if (c >= 0x80 && c <= 0x9F && tnefi_cp1252[c - 0x80] != REPLACEMENT)
        c = tnefi_cp1252[c - 0x80];
    give(h, out, tnefi_utf8_put(out, c != 0 ? c : REPLACEMENT));
}

static int in_digits(struct tnef_html *h, int c)
{
    uint32_t base = h->ref == REF_HEX_DIGITS ? 16u : 10u;
    uint32_t value = digit(c);

    if (value < base) {
        if (h->ref_number < 0x110000u)
            h->ref_number = h->ref_number * base + value;
        return 0;
    }
    h->ref = REF_NONE;
    give_number(h);
    return c != ';';
}

/* ---- The reference ------------------------------------------------------------------------- */

void tnefi_html_ref_begin(struct tnef_html *h)
{
    h->ref = REF_BEGUN;
    h->ref_len = 0;
    h->ref_number = 0;
}

/* It was text. */
static int give_up(struct tnef_html *h, const char *p, size_t n)
{
    h->ref = REF_NONE;
    give(h, p, n);
    return 1;
}

/* A name without its semicolon, after which |c| stands: the longest that is known so counts, but
 * in attributes not if more of the kind follows. */
static int without_semicolon(struct tnef_html *h, int c)
{
    size_t len = h->ref_len < LEGACY_MOST ? h->ref_len : LEGACY_MOST;
    const char *found = NULL;
    size_t n = 0;

    for (; len >= LEGACY_LEAST && found == NULL; len--)
        found = tnefi_html_entity(h->ref_name, len, 0, &n);
    len++;
    if (found != NULL && in_value(h) && (len < h->ref_len || c == '=' || is_alnum(c)))
        found = NULL;
    h->ref = REF_NONE;
    if (found != NULL) {
        give(h, found, n);
        give(h, h->ref_name + len, h->ref_len - len);
    } else {
        give(h, "&", 1);
        give(h, h->ref_name, h->ref_len);
    }
    return 1;
}

static int in_name(struct tnef_html *h, int c)
{
    const char *found;
    size_t n;

    if (is_alnum(c) && h->ref_len < REF_MAX) {
        h->ref_name[h->ref_len++] = (char)c;
        return 0;
    }
    found = c == ';' ? tnefi_html_entity(h->ref_name, h->ref_len, 1, &n) : NULL;
    if (found == NULL)
        return without_semicolon(h, c);
    h->ref = REF_NONE;
    give(h, found, n);
    return 0;
}

int tnefi_html_ref(struct tnef_html *h, int c)
{
    switch (h->ref) {
    case REF_BEGUN:
        if (c != '#' && !is_alnum(c))
            return give_up(h, "&", 1);
        h->ref = c == '#' ? REF_HASH : REF_NAME;
        return c != '#';
    case REF_NAME:
        return in_name(h, c);
    case REF_HASH:
        h->ref_name[0] = (char)c;
        if (c == 'x' || c == 'X') {
            h->ref = REF_HEX;
            return 0;
        }
        if (digit(c) >= 10)
            return give_up(h, "&#", 2);
        h->ref = REF_DIGITS;
        return 1;
    case REF_HEX:
        if (digit(c) >= 16) {
            (void)give_up(h, "&#", 2);
            give(h, h->ref_name, 1);
            return 1;
        }
        h->ref = REF_HEX_DIGITS;
        return 1;
    default:
        return in_digits(h, c);
    }
}
