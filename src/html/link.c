/* SPDX-License-Identifier: MIT */
/* Links: the address follows the text, unless the text is the address. */

#include "html/priv.h"

#include "base/touch.h"

#include <string.h>

/* As browsers read an address: without TAB and line ends, and without blanks and controls before the first
 * other character. */
void tnefi_html_href(struct tnef_html *h, const char *p, size_t n)
{
    if (*p == '\t' || *p == '\n' || *p == '\r' || (h->live.href_len == 0 && (uint8_t)*p <= 0x20))
        return;
    if (URL_MAX - h->live.href_len < n) {
        h->live.href_long = 1;
        return;
    }
    memcpy(h->href + h->live.href_len, p, n);
    h->live.href_len += n;
    TNEFI_TOUCH(n);
}

static int begins(const struct tnef_html *h, const char *word)
{
    size_t i = 0;

    while (word[i] != 0 && i < h->live.href_len && tnefi_html_lower(h->href[i]) == word[i])
        i++;
    TNEFI_TOUCH(i);
    return word[i] == 0 && i < h->live.href_len;
}

/* Whether a character would end the address, or could not be seen. */
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

    if (URL_MAX - h->live.url_len < 3)
        return 0;
    if (!escaped) {
        h->url[h->live.url_len++] = (char)c;
        return 1;
    }
    h->url[h->live.url_len++] = '%';
    h->url[h->live.url_len++] = hex[c >> 4];
    h->url[h->live.url_len++] = hex[c & 15u];
    return 1;
}

static int make_url(struct tnef_html *h)
{
    size_t len = h->live.href_len;
    int twice = 0;

    h->live.url_len = 0;
    while (len > 0 && (uint8_t)h->href[len - 1u] <= 0x20)
        len--;
    TNEFI_TOUCH(h->live.href_len);
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
    if (h->live.href_len == 0 || h->href[0] == '#')
        return;
    if (h->live.href_long || !make_url(h)) {
        h->live.anomalies |= TNEF_ANOMALY_BIT(TNEF_HTML_A_LINK);
        return;
    }
    h->live.link = 1;
    h->live.link_text = 0;
    h->live.same = 0;
    h->live.differs = 0;
    h->live.same_mail = 7;
    h->live.differs_mail = !begins(h, "mailto:");
}

/* Whether text goes on as the address does, from *|at| on. */
static int goes_on(const struct tnef_html *h, size_t *at, const char *p, size_t n)
{
    size_t i = 0;

    while (i < n && *at + i < h->live.url_len && h->url[*at + i] == p[i])
        i++;
    TNEFI_TOUCH(i);
    *at += i;
    return i == n;
}

void tnefi_html_link_text(struct tnef_html *h, const char *p, size_t n)
{
    h->live.link_text = 1;
    if (!h->live.differs)
        h->live.differs = !goes_on(h, &h->live.same, p, n);
    if (!h->live.differs_mail)
        h->live.differs_mail = !goes_on(h, &h->live.same_mail, p, n);
}

/* Whether the text was the address. A slash at its end makes no difference. */
static int is_said(const struct tnef_html *h)
{
    size_t left = h->live.url_len - h->live.same;

    if (!h->live.differs && (left == 0 || (left == 1 && h->url[h->live.same] == '/')))
        return 1;
    return !h->live.differs_mail && h->live.same_mail == h->live.url_len;
}

void tnefi_html_link_end(struct tnef_html *h)
{
    if (!h->live.link)
        return;
    h->live.link = 0;
    if (h->live.link_text && is_said(h))
        return;
    if (h->live.link_text && h->live.line_open)
        tnefi_html_put(h, " <", 2); /* before what waits */
    else
        tnefi_html_word(h, "<", 1);
    tnefi_html_put(h, h->url, h->live.url_len);
    tnefi_html_put(h, ">", 1);
}
