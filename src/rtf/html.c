/* SPDX-License-Identifier: MIT */
/* The tags of the simple HTML that is made of RTF. In a paragraph a link is outermost, then the
 * form of the text. Tags are written when a character needs them, so the HTML is always well
 * formed. */

#include "rtf/priv.h"

#include "text/text.h"
#include "base/touch.h"

#include <string.h>

void tnefi_rtf_markup(struct tnef_rtf *r, const char *s)
{
    size_t n = 0;

    while (s[n] != 0)
        n++;
    TNEFI_TOUCH(n);
    tnefi_rtf_put(r, s, n);
}

void tnefi_rtf_decimal(struct tnef_rtf *r, uint32_t number)
{
    char digits[10];
    size_t n = sizeof digits;

    do {
        digits[--n] = (char)('0' + number % 10u);
        number /= 10u;
    } while (number > 0 && n > 0);
    tnefi_rtf_put(r, digits + n, sizeof digits - n);
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
        return tnefi_text_utf8_put(out, c);
    while (name[n] != 0) {
        out[n] = name[n];
        n++;
    }
    return n;
}

/* ---- Form ---------------------------------------------------------------------------------- */

static const struct {
    uint8_t bit;
    const char *open, *close;
} tags[] = {
    { FORM_BOLD, "<b>", "</b>" },   { FORM_ITALIC, "<i>", "</i>" },    { FORM_UNDERLINE, "<u>", "</u>" },
    { FORM_STRIKE, "<s>", "</s>" }, { FORM_SUPER, "<sup>", "</sup>" }, { FORM_SUB, "<sub>", "</sub>" },
};
#define TAGS (sizeof tags / sizeof *tags)

/* White is left out: the background is not kept, and nobody can read white on white. */
static int has_color(const struct tnef_rtf *r, const struct tnefi_rtf_form *f)
{
    return f->color != 0 && f->color < r->live.colors && r->color[f->color] != COLOR_NONE
           && r->color[f->color] != 0xFFFFFFu;
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
    tnefi_rtf_markup(r, "color:#");
    tnefi_rtf_put(r, text, sizeof text);
}

static void put_size(struct tnef_rtf *r, uint32_t half_points)
{
    tnefi_rtf_markup(r, "font-size:");
    tnefi_rtf_decimal(r, half_points / 2u);
    tnefi_rtf_markup(r, half_points % 2u == 1u ? ".5pt;" : "pt;");
}

static void close_form(struct tnef_rtf *r)
{
    if (r->live.span_open)
        tnefi_rtf_markup(r, "</span>");
    r->live.span_open = 0;
    for (size_t i = TAGS; i > 0; i--)
        if ((r->live.shown.bits & tags[i - 1u].bit) != 0)
            tnefi_rtf_markup(r, tags[i - 1u].close);
    memset(&r->live.shown, 0, sizeof r->live.shown);
}

static void open_form(struct tnef_rtf *r, const struct tnefi_rtf_form *f)
{
    for (size_t i = 0; i < TAGS; i++)
        if ((f->bits & tags[i].bit) != 0)
            tnefi_rtf_markup(r, tags[i].open);
    if (has_color(r, f) || f->size != 0) {
        r->live.span_open = 1; /* the table of colors may change until it is closed */
        tnefi_rtf_markup(r, "<span style=\"");
        if (has_color(r, f))
            put_color(r, r->color[f->color]);
        if (f->size != 0)
            put_size(r, f->size);
        tnefi_rtf_markup(r, "\">");
    }
    r->live.shown = *f;
}

void tnefi_rtf_no_form(struct tnef_rtf *r)
{
    close_form(r);
    if (r->live.link_open)
        tnefi_rtf_markup(r, "</a>");
    r->live.link_open = 0;
}

/* HTML has no links in links. So a link is opened once, however its text is cut, and once more after each
 * link in it. Each opening is paid for by an address in the input; a long address is not opened again,
 * since a short one would pay for it. */
static void open_link(struct tnef_rtf *r, uint32_t wanted)
{
    struct tnefi_rtf_link *link = &r->link[wanted - 1u];

    if (link->opened && link->len > AGAIN_MAX) {
        r->live.anomalies |= TNEF_ANOMALY_BIT(TNEF_RTF_A_LINK);
        return;
    }
    tnefi_rtf_link_shown(r);
    close_form(r);
    tnefi_rtf_markup(r, "<a href=\"");
    tnefi_rtf_put(r, link->url, link->len);
    tnefi_rtf_markup(r, "\">");
    r->live.link_open = wanted;
    link->opened = 1;
}

static void change_link(struct tnef_rtf *r, uint32_t wanted)
{
    struct tnefi_rtf_link *link = wanted > 0 ? &r->link[wanted - 1u] : NULL;
    int is_due = link != NULL && link->due;

    /* Nothing was shown of the link in it, so this one is still open. */
    if (is_due && link->opened && r->live.link_open == wanted)
        is_due = link->due = 0;
    if (r->live.link_open != 0 && (r->live.link_open != wanted || is_due))
        tnefi_rtf_no_form(r);
    if (!is_due)
        return;
    link->due = 0;
    open_link(r, wanted);
}

void tnefi_rtf_form(struct tnef_rtf *r)
{
    const struct tnefi_rtf_form *f = &r->live.now.form;

    tnefi_rtf_begin_block(r);
    change_link(r, f->link);
    if (f->bits != r->live.shown.bits || f->color != r->live.shown.color || f->size != r->live.shown.size) {
        close_form(r);
        open_form(r, f);
    }
}
