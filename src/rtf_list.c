/* SPDX-License-Identifier: MIT */
/* Paragraphs and lists of the simple HTML. A paragraph is a <div>. One that has a number or a
 * bullet before it (\pntext, \listtext) is an item of a list, and of a list in a list if it is
 * indented deeper than the item before it. A paragraph without ends all lists: numbers say where
 * they go on.
 *
 * White space counts in <div> and <li>, so nothing stands between tags but behind outermost
 * ones. */

#include "rtf_priv.h"

#include "text_priv.h"
#include "touch.h"

#include <string.h>

/* ---- What stands before an item ------------------------------------------------------------ */

/* In the order in which they must stay: what does not fit begins the item, with what is held. */
int tnefi_rtf_mark(struct tnef_rtf *r, uint32_t c)
{
    char out[4];
    size_t n;

    if (r->output != TNEF_RTF_HTML || r->block != BLOCK_NONE)
        return 0;
    if ((c == ' ' || c == '\t') && r->mark_len == 0)
        return 1;
    n = tnefi_utf8_put(out, c);
    if (n > MARK_MAX - r->mark_len)
        return 0;
    memcpy(r->mark + r->mark_len, out, n);
    r->mark_len += n;
    return 1;
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A number of up to nine digits and a point, which is what <ol> writes. */
static int is_number(const char *s, size_t n, uint32_t *number)
{
    *number = 0;
    if (n < 2u || n > 10u || s[n - 1u] != '.' || (s[0] == '0' && n > 2u))
        return 0;
    for (size_t i = 0; i < n - 1u; i++) {
        if (!is_digit(s[i]))
            return 0;
        *number = *number * 10u + (uint32_t)(s[i] - '0');
    }
    return 1;
}

/* One character that looks as <ul> writes it: points, circles, squares; an "o" is a circle. */
static int is_bullet(const char *s, size_t n)
{
    static const uint16_t bullets[] = { 'o', 0x00B7, 0x2022, 0x25A0, 0x25A1, 0x25AA, 0x25AB, 0x25CB,
                                        0x25CF, 0x25E6 };
    uint32_t c;

    if (tnefi_utf8_get((const uint8_t *)s, n, &c) != (int)n)
        return 0;
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (bullets[i] == c)
            return 1;
    return 0;
}

/* ---- Lists --------------------------------------------------------------------------------- */

static void close_list(struct tnef_rtf *r)
{
    r->lists--;
    tnefi_rtf_markup(r, r->list[r->lists].kind == LIST_NUMBERS ? "</li></ol>" : "</li></ul>");
    if (r->lists == 0)
        tnefi_rtf_markup(r, "\r\n");
}

void tnefi_rtf_end_lists(struct tnef_rtf *r)
{
    while (r->lists > 0)
        close_list(r);
}

static void open_list(struct tnef_rtf *r, int32_t indent, uint8_t kind)
{
    static const char *const tags[] = { "<ul>", "<ol>", "<ul style=\"list-style:none\">" };

    r->list[r->lists].indent = indent;
    r->list[r->lists].kind = kind;
    r->lists++;
    tnefi_rtf_markup(r, tags[kind]);
}

/* Makes the innermost list one for an item that is so far indented, and of that kind if it can. */
static void change_lists(struct tnef_rtf *r, int32_t indent, uint8_t kind)
{
    const struct tnefi_rtf_list *top;

    while (r->lists > 0 && r->list[r->lists - 1u].indent > indent)
        close_list(r);
    if (r->lists > 0) {
        top = &r->list[r->lists - 1u];
        if (top->indent == indent && top->kind != kind)
            close_list(r);
    }
    top = r->lists > 0 ? &r->list[r->lists - 1u] : NULL;
    if (top == NULL || (top->indent < indent && r->lists < LISTS_MAX))
        open_list(r, indent, kind);
    else
        tnefi_rtf_markup(r, r->lists == 1u ? "</li>\r\n" : "</li>");
}

static void put_mark(struct tnef_rtf *r, const char *s, size_t n)
{
    size_t i = 0;

    while (i < n) {
        char out[8];
        uint32_t c;
        int len = tnefi_utf8_get((const uint8_t *)s + i, n - i, &c);

        if (len <= 0)
            return;                     /* never: whole characters were put there */
        tnefi_rtf_put(r, out, tnefi_rtf_escape(out, c, 0));
        i += (size_t)len;
    }
    tnefi_rtf_markup(r, " ");
}

static void begin_item(struct tnef_rtf *r, const char *s, size_t n)
{
    uint32_t number;
    uint8_t kind = LIST_TEXT;
    uint8_t given;

    if (is_number(s, n, &number))
        kind = LIST_NUMBERS;
    else if (is_bullet(s, n))
        kind = LIST_BULLETS;
    TNEFI_TOUCH(3u * n + r->lists);     /* looked at as a number and a bullet, and written */
    change_lists(r, r->now.indent, kind);
    given = r->list[r->lists - 1u].kind;
    if (kind == LIST_NUMBERS && given == kind) {
        tnefi_rtf_markup(r, "<li value=\"");
        tnefi_rtf_decimal(r, number);
        tnefi_rtf_markup(r, "\">");
    } else {
        tnefi_rtf_markup(r, "<li>");
        if (kind == LIST_TEXT || given != kind)
            put_mark(r, s, n);
    }
}

/* ---- Paragraphs ---------------------------------------------------------------------------- */

void tnefi_rtf_begin_block(struct tnef_rtf *r)
{
    size_t n = r->mark_len;

    if (r->block != BLOCK_NONE)
        return;
    r->mark_len = 0;
    TNEFI_TOUCH(n);
    while (n > 0 && (r->mark[n - 1u] == ' ' || r->mark[n - 1u] == '\t'))
        n--;
    if (n > 0) {
        r->block = BLOCK_ITEM;
        begin_item(r, r->mark, n);
    } else {
        tnefi_rtf_end_lists(r);
        r->block = BLOCK_DIV;
        tnefi_rtf_markup(r, "<div>");
    }
}

/* An item stays open for a list in it. */
void tnefi_rtf_end_block(struct tnef_rtf *r)
{
    tnefi_rtf_no_form(r);
    if (r->block == BLOCK_DIV)
        tnefi_rtf_markup(r, "</div>\r\n");
    r->block = BLOCK_NONE;
}
