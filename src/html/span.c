/* SPDX-License-Identifier: MIT */
/* Spans: many characters in one step, in states in which they all do the same. token.c is the definition;
 * what is taken here is what its states would take one by one, and do with it.
 *
 *     AT_DATA                text up to what is neither a letter of ASCII nor of another alphabet, with the
 *                            single blanks in it; or white space, of which the first blank counts
 *     AT_TAG_NAME            the name of a tag, up to what ends it
 *     AT_ATTR_NAME           the name of an attribute
 *     AT_VALUE_DOUBLE, ...   the value of an attribute that nobody reads, or of an address
 *     AT_COMMENT, AT_BOGUS   comments up to what may end them
 *     AT_RAW                 styles and scripts up to the next '<' */

#include "html/priv.h"

#include "base/block.h"
#include "base/touch.h"

#include <string.h>

/* ---- Text ---------------------------------------------------------------------------------- */

/* Bytes of characters that are written as they are: no white space, no control of ASCII, nothing that begins
 * a tag or a reference. C2 begins C1 and the no-break blank, so it is left out. */
static int is_letter(uint8_t c)
{
    return c > 0x20 && c != 0x7F && c != '<' && c != '&' && c != 0xC2;
}

#if defined(TNEFI_BLOCKS)
static uint64_t no_letters(tnefi_base_block b)
{
    tnefi_base_block control =
        tnefi_base_block_or(tnefi_base_block_most(b, 0x1F), tnefi_base_block_is(b, 0x7F));
    tnefi_base_block mark = tnefi_base_block_or(tnefi_base_block_is(b, '<'), tnefi_base_block_is(b, '&'));

    mark = tnefi_base_block_or(mark, tnefi_base_block_is(b, 0xC2));
    return tnefi_base_block_bits(tnefi_base_block_or(control, mark));
}

/* How many bytes come before the first that is no letter, or the second of two blanks, or the last block. */
static size_t blocks_of_words(const char *p, size_t n)
{
    const uint64_t one = (UINT64_C(1) << TNEFI_BLOCK_BITS) - 1u;
    uint64_t before = 0; /* the last byte was a blank */
    size_t i = 0;

    for (; n - i >= TNEFI_BLOCK; i += TNEFI_BLOCK) {
        tnefi_base_block b = tnefi_base_block_load(p + i);
        uint64_t blank = tnefi_base_block_bits(tnefi_base_block_is(b, ' '));
        uint64_t stop = no_letters(b) | (blank & (blank << TNEFI_BLOCK_BITS | before));

        if (stop != 0)
            return i + tnefi_base_block_first(stop);
        before = blank >> (TNEFI_BLOCK_BITS * (TNEFI_BLOCK - 1u)) & one;
    }
    return i;
}
#else
static size_t blocks_of_words(const char *p, size_t n)
{
    (void)p;
    (void)n;
    return 0;
}
#endif

/* The length of words with one blank between them; the last byte is a letter. */
static size_t words(const char *p, size_t n)
{
    size_t i = is_letter((uint8_t)*p) ? blocks_of_words(p, n) : 0;

    while (i < n && (is_letter((uint8_t)p[i]) || (p[i] == ' ' && i > 0 && p[i - 1u] != ' ')))
        i++;
    TNEFI_TOUCH(i + 1u);
    return i > 0 && p[i - 1u] == ' ' ? i - 1u : i;
}

static size_t blanks(const char *p, size_t n)
{
    size_t i = 0;

    while (i < n && tnefi_html_is_blank(p[i]))
        i++;
    TNEFI_TOUCH(i + 1u);
    return i;
}

/* What stands at a '<' where a tag begins: 1 before a name, 2 with the slash of an end tag; 0: look at it. */
static size_t tag_open(const char *p, size_t n)
{
    if (n > 1u && tnefi_html_is_letter((uint8_t)p[1]))
        return 1;
    return n > 2u && p[1] == '/' && tnefi_html_is_letter((uint8_t)p[2]) ? 2 : 0;
}

static size_t in_text(struct tnef_html *h, const char *p, size_t n)
{
    size_t len = 0;

    if (h->live.raw == RAW_REST)
        return 0;
    if (*p == '<') {
        len = tag_open(p, n);
        if (len > 0)
            tnefi_html_tag_begin(h, len == 2u);
    } else if (is_letter((uint8_t)*p)) {
        len = words(p, n);
        tnefi_html_word(h, p, len);
    } else if (h->live.pre == 0 && tnefi_html_is_blank(*p)) {
        len = blanks(p, n);
        tnefi_html_char(h, " ", 1);
    }
    return len;
}

/* ---- Names --------------------------------------------------------------------------------- */

static int ends_name(char c)
{
    return tnefi_html_is_blank(c) || c == '/' || c == '>';
}

/* After a name or a value: takes a blank, or the end of the tag. */
static size_t leave(struct tnef_html *h, const char *p, size_t n)
{
    if (n == 0 || (*p != '>' && !tnefi_html_is_blank(*p)))
        return 0;
    if (*p == '>')
        tnefi_html_tag_read(h);
    else
        h->live.state = AT_BEFORE_ATTR;
    return 1;
}

static size_t in_tag_name(struct tnef_html *h, const char *p, size_t n)
{
    size_t len = h->live.name_len;
    size_t i = 0;

    for (; i < n && !ends_name(p[i]); i++, len++)
        if (len < NAME_MAX)
            h->live.name[len] = tnefi_html_lower((uint8_t)p[i]);
    h->live.name_len = len;
    TNEFI_TOUCH(i + 1u);
    return i + leave(h, p + i, n - i);
}

/* Before a name: blanks, and the name begins with what ends none. */
static size_t before_attr(struct tnef_html *h, const char *p, size_t n)
{
    size_t i = blanks(p, n);

    if (i < n && !ends_name(p[i]) && p[i] != '=')
        tnefi_html_attr_one(h);
    return i;
}

/* A name, with the equals sign and the quotation mark after it. */
static size_t in_attr_name(struct tnef_html *h, const char *p, size_t n)
{
    size_t i = 0;

    for (; i < n && !ends_name(p[i]) && p[i] != '='; i++)
        if (h->live.attr_len < NAME_MAX)
            h->live.attr_name[h->live.attr_len++] = tnefi_html_lower((uint8_t)p[i]);
    TNEFI_TOUCH(i + 1u);
    if (i == n || p[i] != '=')
        return i;
    tnefi_html_attr_named(h);
    h->live.state = AT_BEFORE_VALUE;
    i++;
    if (i < n && (p[i] == '"' || p[i] == '\'')) {
        h->live.state = p[i] == '"' ? AT_VALUE_DOUBLE : AT_VALUE_SINGLE;
        i++;
    }
    return i;
}

/* ---- What nobody reads ---------------------------------------------------------------------- */

/* The bytes before the next |c|. */
static size_t up_to(char c, const char *p, size_t n)
{
    const char *at = memchr(p, c, n);
    size_t len = at != NULL ? (size_t)(at - p) : n;

    TNEFI_TOUCH(len + 1u);
    return len;
}

/* A reference in a value ends before anything that ends the value, so in one that is not kept it is passed
 * over like letters. */
static int is_kept(const struct tnef_html *h)
{
    return h->live.attr != ATTR_OTHER && !(h->live.attr == ATTR_CLASS && h->live.class_len >= 3);
}

/* Bytes of an address that are kept as they are. */
static size_t address(const char *p, size_t n, char quote)
{
    size_t i = 0;

    while (i < n && (uint8_t)p[i] > 0x20 && p[i] != quote && p[i] != '&')
        i++;
    TNEFI_TOUCH(i + 1u);
    return i;
}

/* One that is too long is of no use, however much of it is kept. A span is never too long by itself, so it
 * has a beginning. */
_Static_assert(WIDE_SIZE <= URL_MAX, "the first span of an address fits");

static size_t in_value(struct tnef_html *h, const char *p, size_t n)
{
    char quote = h->live.state == AT_VALUE_DOUBLE ? '"' : '\'';
    size_t len = 0;

    if (!is_kept(h))
        len = up_to(quote, p, n);
    else if (h->live.attr == ATTR_HREF)
        len = address(p, n, quote);
    if (len > 0 && h->live.attr == ATTR_HREF)
        tnefi_html_href(h, p, len);
    if (len == n || p[len] != quote)
        return len;
    h->live.state = AT_AFTER_VALUE;
    len++;
    return len + leave(h, p + len, n - len);
}

static size_t in_bare_value(struct tnef_html *h, const char *p, size_t n)
{
    size_t i = 0;

    if (is_kept(h))
        return 0;
    while (i < n && !tnefi_html_is_blank(p[i]) && p[i] != '>')
        i++;
    TNEFI_TOUCH(i + 1u);
    return i + leave(h, p + i, n - i);
}

/* Text that is left out. What a script has in what looks like a comment is read one by one, since the hyphens
 * before a '>' count there. */
static size_t in_raw(const struct tnef_html *h, const char *p, size_t n)
{
    if (!h->live.hidden || h->live.escape != ESCAPE_NONE)
        return 0;
    return up_to('<', p, n);
}

/* ---- The span ------------------------------------------------------------------------------ */

static size_t span(struct tnef_html *h, const char *p, size_t n)
{
    switch (h->live.state) {
    case AT_DATA:
        return in_text(h, p, n);
    case AT_TAG_NAME:
        return in_tag_name(h, p, n);
    case AT_BEFORE_ATTR:
        return before_attr(h, p, n);
    case AT_ATTR_NAME:
        return in_attr_name(h, p, n);
    case AT_VALUE_DOUBLE:
    case AT_VALUE_SINGLE:
        return in_value(h, p, n);
    case AT_VALUE_BARE:
        return in_bare_value(h, p, n);
    case AT_COMMENT:
        return up_to('-', p, n);
    case AT_BOGUS:
        return up_to('>', p, n);
    case AT_RAW:
        return in_raw(h, p, n);
    default:
        return 0;
    }
}

/* Whether another span may be taken: none is in a reference, or where a line end is dropped. */
static int goes_on(const struct tnef_html *h, size_t n)
{
    return n > 1u && h->live.ref == REF_NONE && !h->live.drop_line_end && h->live.fatal.status == TNEF_OK
           && OUT_SIZE - h->live.out_to >= STEP_ROOM;
}

/* One after the other, since to come and go between two of them took an eighth of all instructions. */
size_t tnefi_html_spans(struct tnef_html *h, const char *p, size_t n)
{
    size_t i = 0;

    while (goes_on(h, n - i)) {
        size_t len = span(h, p + i, n - i);

        if (len == 0)
            break;
        i += len;
        h->live.after_cr = p[i - 1u] == '\r';
    }
    return i;
}
