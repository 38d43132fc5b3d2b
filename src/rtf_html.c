/* SPDX-License-Identifier: MIT */
/* The tags of the simple HTML that is made of RTF. A paragraph is a <div>; in it a link is outermost,
 * then the form of the text. Tags are written when a character needs them, so the HTML is always
 * well formed. */

#include "rtf_priv.h"

#include "text_priv.h"

#include <string.h>

static void put(struct tnef_rtf *r, const char *s)
{
    size_t n = 0;

    while (s[n] != 0)
        n++;
    tnefi_rtf_put(r, s, n);
}

size_t tnefi_rtf_escape(char *out, uint32_t c, int attribute)
{
    const char *name = NULL;
    size_t n = 0;

    if (c == '&')
        name = "&amp;";
    else if (c == '<')
        name = "&lt;";
    else if (c == '>')
        name = "&gt;";
    else if (c == '"' && attribute)
        name = "&quot;";
    if (name == NULL)
        return tnefi_utf8_put(out, c);
    while (name[n] != 0) {
        out[n] = name[n];
        n++;
    }
    return n;
}

/* ---- Form ---------------------------------------------------------------------------------- */

static const struct { uint8_t bit; const char *open, *close; } tags[] = {
    { FORM_BOLD, "<b>", "</b>" },
    { FORM_ITALIC, "<i>", "</i>" },
    { FORM_UNDERLINE, "<u>", "</u>" },
    { FORM_STRIKE, "<s>", "</s>" },
    { FORM_SUPER, "<sup>", "</sup>" },
    { FORM_SUB, "<sub>", "</sub>" },
};
#define TAGS (sizeof tags / sizeof *tags)

static int has_color(const struct tnef_rtf *r, const struct tnefi_rtf_form *f)
{
    return f->color != 0 && f->color < r->colors && r->color[f->color] != COLOR_NONE;
}

static void put_color(struct tnef_rtf *r, uint32_t color)
{
    static const char hex[] = "0123456789abcdef";
    char text[7];

    for (int i = 5; i >= 0; i--) {
        text[i] = hex[color % 16u];
        color /= 16u;
    }
    text[6] = ';';
    put(r, "color:#");
    tnefi_rtf_put(r, text, sizeof text);
}

static void put_size(struct tnef_rtf *r, uint32_t half_points)
{
    uint32_t points = half_points / 2u;
    char text[3];
    size_t n = sizeof text;

    do {
        text[--n] = (char)('0' + points % 10u);
        points /= 10u;
    } while (points > 0 && n > 0);
    put(r, "font-size:");
    tnefi_rtf_put(r, text + n, sizeof text - n);
    put(r, half_points % 2u == 1u ? ".5pt;" : "pt;");
}

static void close_form(struct tnef_rtf *r)
{
    if (r->span_open)
        put(r, "</span>");
    r->span_open = 0;
    for (size_t i = TAGS; i > 0; i--)
        if ((r->shown.bits & tags[i - 1u].bit) != 0)
            put(r, tags[i - 1u].close);
    memset(&r->shown, 0, sizeof r->shown);
}

static void open_form(struct tnef_rtf *r, const struct tnefi_rtf_form *f)
{
    for (size_t i = 0; i < TAGS; i++)
        if ((f->bits & tags[i].bit) != 0)
            put(r, tags[i].open);
    if (has_color(r, f) || f->size != 0) {
        r->span_open = 1;           /* the table of colors may change until it is closed */
        put(r, "<span style=\"");
        if (has_color(r, f))
            put_color(r, r->color[f->color]);
        if (f->size != 0)
            put_size(r, f->size);
        put(r, "\">");
    }
    r->shown = *f;
}

/* A link is opened once, however its text is cut: each is paid for by its address in the input. */
static void change_link(struct tnef_rtf *r, int wanted)
{
    if (r->link_open && !wanted) {
        close_form(r);
        put(r, "</a>");
        r->link_open = 0;
    } else if (!r->link_open && wanted && r->url_len > 0) {
        close_form(r);
        put(r, "<a href=\"");
        tnefi_rtf_put(r, r->url, r->url_len);
        put(r, "\">");
        r->link_open = 1;
        r->url_len = 0;
    }
}

void tnefi_rtf_form(struct tnef_rtf *r)
{
    const struct tnefi_rtf_form *f = &tnefi_rtf_top(r)->form;

    if (!r->block) {
        put(r, "<div>");
        r->block = 1;
    }
    change_link(r, f->link);
    if (f->bits != r->shown.bits || f->color != r->shown.color || f->size != r->shown.size) {
        close_form(r);
        open_form(r, f);
    }
}

void tnefi_rtf_end_block(struct tnef_rtf *r)
{
    close_form(r);
    if (r->link_open)
        put(r, "</a>");
    r->link_open = 0;
    put(r, "</div>\r\n");
    r->block = 0;
}

/* ---- Links --------------------------------------------------------------------------------- */

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

static int set_url(struct tnef_rtf *r, const char *s, size_t n)
{
    size_t len = 0;

    for (size_t i = 0; i < n; i++) {
        if (URL_MAX - len < 8u || (uint8_t)s[i] <= 0x20 || s[i] == 0x7F)
            return 0;
        if ((uint8_t)s[i] >= 0x80)
            r->url[len++] = s[i];       /* UTF-8 already */
        else
            len += tnefi_rtf_escape(r->url + len, (uint8_t)s[i], 1);
    }
    r->url_len = len;
    return 1;
}

/* HYPERLINK "address", or without quotation marks up to a blank. With a switch first (\l: a place in
 * this document) it is no address. */
void tnefi_rtf_link(struct tnef_rtf *r)
{
    const char *s = r->inst;
    size_t n = r->inst_len;
    size_t i = skip_blanks(s, n, 0);
    size_t end;
    char stop = ' ';

    r->url_len = 0;
    r->inst_len = 0;
    if (!begins(s + i, n - i, "hyperlink"))
        return;
    i = skip_blanks(s, n, i + 9u);
    if (i < n && s[i] == '"') {
        stop = '"';
        i++;
    }
    for (end = i; end < n && s[end] != stop; end++)
        continue;
    if (end == i || s[i] == '\\')
        return;
    if (n == INST_MAX || !is_harmless(s + i, end - i) || !set_url(r, s + i, end - i))
        r->flags |= TNEF_RTF_LINK;
}
