/* SPDX-License-Identifier: MIT */
/* Attributes: those that matter are kept, the first of each name. */

#include "html/priv.h"

#include "base/touch.h"

#include <string.h>

static int is_name(const struct tnef_html *h, const char *name)
{
    return memcmp(h->live.attr_name, name, h->live.attr_len) == 0;
}

/* What the name of |attr_len| letters is. */
static enum tnefi_html_attr kind_of(const struct tnef_html *h)
{
    switch (h->live.attr_len) {
    case 3:
        return is_name(h, "alt") ? ATTR_ALT : ATTR_OTHER;
    case 4:
        return is_name(h, "href") ? ATTR_HREF : ATTR_OTHER;
    case 5:
        if (is_name(h, "class"))
            return ATTR_CLASS;
        return is_name(h, "start") || is_name(h, "value") ? ATTR_NUMBER : ATTR_OTHER;
    default:
        return ATTR_OTHER;
    }
}

void tnefi_html_attr_begin(struct tnef_html *h)
{
    h->live.attr = ATTR_OTHER;
    h->live.attrs = 0;
    h->live.attr_len = 0;
    h->live.href_len = 0;
    h->live.alt_len = 0;
    h->live.class_len = 0;
    h->live.href_long = 0;
    h->live.is_mso = 0;
    h->live.has_number = 0;
    h->live.number = 0;
}

void tnefi_html_attr_one(struct tnef_html *h)
{
    h->live.state = AT_ATTR_NAME;
    h->live.attr_len = 0;
    h->live.attr = ATTR_OTHER;
}

void tnefi_html_attr_name(struct tnef_html *h, char c)
{
    if (h->live.attr_len < NAME_MAX)
        h->live.attr_name[h->live.attr_len++] = c;
}

void tnefi_html_attr_named(struct tnef_html *h)
{
    h->live.attr = ATTR_OTHER;
    if (h->live.is_end_tag)
        return;
    h->live.attr = kind_of(h);
    TNEFI_TOUCH(h->live.attr_len);
    if ((h->live.attrs & 1u << h->live.attr) != 0)
        h->live.attr = ATTR_OTHER;
    h->live.attrs |= 1u << h->live.attr;
}

/* A whole character, or none of it. */
static void keep_alt(struct tnef_html *h, const char *p, size_t n)
{
    if (ALT_MAX - h->live.alt_len < n)
        return;
    memcpy(h->alt + h->live.alt_len, p, n);
    h->live.alt_len += n;
    TNEFI_TOUCH(n);
}

/* A number, or its beginning: digits that something else follows are one. */
static void keep_number(struct tnef_html *h, char c)
{
    uint32_t digit = (uint32_t)c - '0';

    if (digit > 9 && !h->live.has_number && tnefi_html_is_blank(c))
        return;
    if (digit > 9) {
        h->live.attr = ATTR_OTHER;
        return;
    }
    h->live.has_number = 1;
    h->live.number = h->live.number > (NUMBER_MAX - digit) / 10u ? NUMBER_MAX : h->live.number * 10u + digit;
}

/* Classes of Outlook: "MsoNormal" and others. */
static void look_at_class(struct tnef_html *h, char c)
{
    if (h->live.class_len < 3 && c != "Mso"[h->live.class_len])
        h->live.attr = ATTR_OTHER;
    else if (++h->live.class_len == 3)
        h->live.is_mso = 1;
}

void tnefi_html_attr_value(struct tnef_html *h, const char *p, size_t n)
{
    switch (h->live.attr) {
    case ATTR_HREF:
        tnefi_html_href(h, p, n);
        break;
    case ATTR_ALT:
        keep_alt(h, p, n);
        break;
    case ATTR_CLASS:
        look_at_class(h, *p);
        break;
    case ATTR_NUMBER:
        keep_number(h, *p);
        break;
    default:
        break;
    }
}
