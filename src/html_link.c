/* SPDX-License-Identifier: MIT */
/* Links: their address follows their text, unless that says it. */

#include "html_priv.h"

#include "touch.h"

#include <string.h>

/* As they are put into addresses: without TAB and line ends, and nothing before the first
 * character that is not a blank or a control. */
void tnefi_html_href(struct tnef_html *h, const char *p, size_t n)
{
    if (*p == '\t' || *p == '\n' || *p == '\r' || (h->href_len == 0 && (uint8_t)*p <= 0x20))
        return;
    if (URL_MAX - h->href_len < n) {
        h->href_long = 1;
        return;
    }
    memcpy(h->href + h->href_len, p, n);
    h->href_len += n;
    TNEFI_TOUCH(n);
}

static int begins(const struct tnef_html *h, const char *word)
{
    size_t i = 0;

    while (word[i] != 0 && i < h->href_len && tnefi_html_lower(h->href[i]) == word[i])
        i++;
    TNEFI_TOUCH(i);
    return word[i] == 0 && i < h->href_len;
}

/* What would end the address, or could not be seen. */
static int is_escaped(const char *p, size_t left)
{
    uint8_t c = (uint8_t)*p;

    return c <= 0x20 || c == 0x7F || c == '<' || c == '>' || c == '"'
        || (c == 0xC2 && left > 1 && (uint8_t)p[1] < 0xA0);
}

/* Adds a byte, as %XX if need be. False: there is no room. */
static int add(struct tnef_html *h, uint8_t c, int escaped)
{
    static const char hex[] = "0123456789ABCDEF";

    if (URL_MAX - h->url_len < 3)
        return 0;
    if (!escaped) {
        h->url[h->url_len++] = (char)c;
        return 1;
    }
    h->url[h->url_len++] = '%';
    h->url[h->url_len++] = hex[c >> 4];
    h->url[h->url_len++] = hex[c & 15u];
    return 1;
}

static int make_url(struct tnef_html *h)
{
    size_t len = h->href_len;
    int twice = 0;

    h->url_len = 0;
    while (len > 0 && (uint8_t)h->href[len - 1u] <= 0x20)
        len--;
    TNEFI_TOUCH(h->href_len);
    for (size_t i = 0; i < len; i++) {
        int escaped = twice || is_escaped(h->href + i, len - i);

        twice = escaped && !twice && (uint8_t)h->href[i] == 0xC2;
        if (!add(h, (uint8_t)h->href[i], escaped))
            return 0;
    }
    return 1;
}

void tnefi_html_link_begin(struct tnef_html *h)
{
    tnefi_html_link_end(h);
    if (h->href_len == 0 || h->href[0] == '#')
        return;
    if (h->href_long || !make_url(h)) {
        h->flags |= TNEF_HTML_LINK;
        return;
    }
    h->link = 1;
    h->link_text = 0;
    h->same = 0;
    h->differs = 0;
    h->same_mail = 7;
    h->differs_mail = !begins(h, "mailto:");
}

/* Whether text goes on as the address does, from *|at| on. */
static int goes_on(const struct tnef_html *h, size_t *at, const char *p, size_t n)
{
    size_t i = 0;

    while (i < n && *at + i < h->url_len && h->url[*at + i] == p[i])
        i++;
    TNEFI_TOUCH(i);
    *at += i;
    return i == n;
}

void tnefi_html_link_text(struct tnef_html *h, const char *p, size_t n)
{
    h->link_text = 1;
    if (!h->differs)
        h->differs = !goes_on(h, &h->same, p, n);
    if (!h->differs_mail)
        h->differs_mail = !goes_on(h, &h->same_mail, p, n);
}

/* A slash at the end makes no difference. */
static int is_said(const struct tnef_html *h)
{
    size_t left = h->url_len - h->same;

    if (!h->differs && (left == 0 || (left == 1 && h->url[h->same] == '/')))
        return 1;
    return !h->differs_mail && h->same_mail == h->url_len;
}

void tnefi_html_link_end(struct tnef_html *h)
{
    if (!h->link)
        return;
    h->link = 0;
    if (h->link_text && is_said(h))
        return;
    if (h->link_text && h->line_open)
        tnefi_html_put(h, " <", 2);     /* before what waits */
    else
        tnefi_html_word(h, "<", 1);
    tnefi_html_put(h, h->url, h->url_len);
    tnefi_html_put(h, ">", 1);
}
