/* SPDX-License-Identifier: MIT */
/* Simple HTML out of plain text: a <div> for each line, in which white space stays. */

#include "body/priv.h"

#include "base/touch.h"

#include <string.h>

static const char head[] = "<!DOCTYPE html>\r\n<html><head><meta charset=\"utf-8\">"
                           "<style>div{white-space:pre-wrap}</style></head>\r\n<body>\r\n";

/* |n| bytes of |s| to |to|: where the next go. */
static uint8_t *add(uint8_t *to, const char *s, size_t n)
{
    memcpy(to, s, n);
    TNEFI_TOUCH(n);
    return to + n;
}

size_t tnefi_body_markup_begin(struct tnefi_body_markup *m, uint8_t *out)
{
    m->line_open = 0;
    m->after_cr = 0;
    return (size_t)(add(out, head, sizeof head - 1u) - out);
}

static size_t end_line(struct tnefi_body_markup *m, uint8_t *out)
{
    int was_open = m->line_open;

    m->line_open = 0;
    if (was_open)
        return (size_t)(add(out, "</div>\r\n", 8) - out);
    return (size_t)(add(out, "<div><br></div>\r\n", 17) - out);
}

/* A character that is not a line end. */
static uint8_t *escaped(uint8_t *to, const char *p, size_t n)
{
    switch (*p) {
    case '&':
        return add(to, "&amp;", 5);
    case '<':
        return add(to, "&lt;", 4);
    case '>':
        return add(to, "&gt;", 4);
    default:
        return add(to, p, n);
    }
}

size_t tnefi_body_markup_char(struct tnefi_body_markup *m, const char *p, size_t n, uint8_t *out)
{
    uint8_t c = (uint8_t)*p;
    uint8_t *to = out;
    uint8_t after_cr = m->after_cr;

    m->after_cr = c == '\r';
    if (c == '\n' && after_cr)
        return 0;
    if (c == '\n' || c == '\r')
        return end_line(m, out);
    if ((c < 0x20 && c != '\t') || c == 0x7F)
        return 0;
    if (!m->line_open)
        to = add(to, "<div>", 5);
    m->line_open = 1;
    return (size_t)(escaped(to, p, n) - out);
}

size_t tnefi_body_markup_end(struct tnefi_body_markup *m, uint8_t *out)
{
    uint8_t *to = out;

    if (m->line_open)
        to += end_line(m, to);
    return (size_t)(add(to, "</body></html>\r\n", 16) - out);
}
