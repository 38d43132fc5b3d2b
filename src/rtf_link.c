/* SPDX-License-Identifier: MIT */
/* The addresses of links: what stands in the instruction of a field. In HTML it is the value of an
 * attribute; in text it stands after the text of the link, unless that is the same. */

#include "rtf_priv.h"

#include "touch.h"

#include <string.h>

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Whether |s| begins with |word|, which is in lower case. */
static int begins(const char *s, size_t n, const char *word)
{
    size_t i = 0;

    while (word[i] != 0 && i < n && lower(s[i]) == word[i])
        i++;
    return word[i] == 0;
}

static size_t skip_blanks(const char *s, size_t n, size_t i)
{
    while (i < n && (s[i] == ' ' || s[i] == '\t'))
        i++;
    return i;
}

/* Others could run something when they are followed. */
static int is_harmless(const char *s, size_t n)
{
    return begins(s, n, "http://") || begins(s, n, "https://") || begins(s, n, "ftp://")
        || begins(s, n, "mailto:");
}

/* Adds to the address, or leaves it as it is and returns 0. */
static int add_url(struct tnef_rtf *r, const char *s, size_t n)
{
    size_t len = r->url_len;

    for (size_t i = 0; i < n; i++) {
        if (URL_MAX - len < 8u || (uint8_t)s[i] <= 0x20 || s[i] == 0x7F)
            return 0;
        if ((uint8_t)s[i] >= 0x80 || r->output == TNEF_RTF_TEXT)
            r->url[len++] = s[i];       /* UTF-8 already */
        else
            len += tnefi_rtf_escape(r->url + len, (uint8_t)s[i], 1);
    }
    r->url_len = len;
    return 1;
}

/* An argument begins at |i|, in quotation marks or up to a blank. Returns where what follows it is. */
static size_t argument(const char *s, size_t n, size_t i, size_t *from, size_t *to)
{
    char stop = i < n && s[i] == '"' ? '"' : ' ';

    i += stop == '"';
    *from = i;
    while (i < n && s[i] != stop)
        i++;
    *to = i;
    return i < n ? i + 1u : i;
}

/* Word keeps what follows the '#' of an address beside it: HYPERLINK "address" \l "place". */
static void add_place(struct tnef_rtf *r, const char *s, size_t n, size_t i)
{
    size_t address = r->url_len, from, to;
    char letter;

    for (i = skip_blanks(s, n, i); i + 1u < n && s[i] == '\\'; i = skip_blanks(s, n, i)) {
        letter = lower(s[i + 1u]);
        i = skip_blanks(s, n, i + 2u);
        if (i < n && s[i] == '\\')
            continue;                  /* it has no argument */
        i = argument(s, n, i, &from, &to);
        if (letter != 'l' || from == to)
            continue;
        if (!add_url(r, "#", 1) || !add_url(r, s + from, to - from)) {
            r->url_len = address;
            r->flags |= TNEF_RTF_LINK;
        }
        return;
    }
}

/* HYPERLINK "address", or without quotation marks up to a blank. With a switch first (\l: a place
 * in this document) it is no address. */
void tnefi_rtf_link(struct tnef_rtf *r)
{
    const char *s = r->inst;
    size_t n = r->inst_len;
    size_t i = skip_blanks(s, n, 0);
    size_t next, end;

    TNEFI_TOUCH(3u * n);                /* to find the address, to copy it, and for a place */
    r->url_len = 0;
    r->inst_len = 0;
    if (!begins(s + i, n - i, "hyperlink"))
        return;
    i = skip_blanks(s, n, i + 9u);
    next = argument(s, n, i, &i, &end);
    if (end == i || s[i] == '\\')
        return;
    if (n == INST_MAX || !is_harmless(s + i, end - i) || !add_url(r, s + i, end - i))
        r->flags |= TNEF_RTF_LINK;
    else if (memchr(s + i, '#', end - i) == NULL)
        add_place(r, s, n, next);
}

/* The scheme of an address of mail is not written for people. */
static size_t scheme(const struct tnef_rtf *r)
{
    return begins(r->url, r->url_len, "mailto:") ? 7u : 0;
}

void tnefi_rtf_link_begin(struct tnef_rtf *r)
{
    r->url_same[0] = 0;
    r->url_same[1] = scheme(r);
    r->url_differs[0] = r->url_differs[1] = 0;
    r->url_text = 0;
}

void tnefi_rtf_link_text(struct tnef_rtf *r, const char *s, size_t n)
{
    r->url_text = 1;
    for (size_t i = 0; i < 2; i++) {
        if (r->url_differs[i])
            continue;
        TNEFI_TOUCH(n);
        if (n > r->url_len - r->url_same[i] || memcmp(r->url + r->url_same[i], s, n) != 0)
            r->url_differs[i] = 1;
        else
            r->url_same[i] += n;
    }
}

static int is_address(const struct tnef_rtf *r)
{
    return (!r->url_differs[0] && r->url_same[0] == r->url_len)
        || (!r->url_differs[1] && r->url_same[1] == r->url_len);
}

void tnefi_rtf_link_end(struct tnef_rtf *r)
{
    size_t n = r->url_len;

    if (r->output != TNEF_RTF_TEXT)
        return;
    if (n > 0 && r->url_text && !is_address(r)) {
        tnefi_rtf_put(r, " <", 2);
        tnefi_rtf_put(r, r->url, n);
        tnefi_rtf_put(r, ">", 1);
    }
    r->url_len = 0;
}
