/* SPDX-License-Identifier: MIT */
/* Paragraphs and lists of the simple HTML. A paragraph is a <div>. One that has a number or a
 * bullet before it (\pntext, \listtext) is an item of a list, and of a list in a list if it is
 * indented deeper than the item before it. A paragraph without them ends all lists; where a list goes on
 * after it, the numbers of its items say so.
 *
 * White space counts in <div> and <li>, so line ends stand only after the outermost tags. */

#include "rtf/priv.h"

#include "text/text.h"
#include "base/ascii.h"
#include "base/touch.h"

#include <string.h>

/* ---- What stands before an item ------------------------------------------------------------ */

/* Collects the bullet or number. If it overflows, the item starts here, and what was collected is written
 * first, so that the characters keep their order. */
int tnefi_rtf_mark(struct tnef_rtf *r, uint32_t c)
{
    char out[4];
    size_t n;

    if (r->live.output != TNEF_RTF_HTML || r->live.block != BLOCK_NONE)
        return 0;
    if ((c == ' ' || c == '\t') && r->live.mark_len == 0)
        return 1;
    n = tnefi_text_utf8_put(out, c);
    if (n > MARK_MAX - r->live.mark_len)
        return 0;
    memcpy(r->mark + r->live.mark_len, out, n);
    r->live.mark_len += n;
    return 1;
}

/* A number of up to nine digits and a point, which is what <ol> writes. */
static int is_number(const char *s, size_t n, uint32_t *number)
{
    *number = 0;
    if (n < 2u || n > 10u || s[n - 1u] != '.' || (s[0] == '0' && n > 2u))
        return 0;
    for (size_t i = 0; i < n - 1u; i++) {
        if (!tnefi_base_is_digit((uint8_t)s[i]))
            return 0;
        *number = *number * 10u + (uint32_t)(s[i] - '0');
    }
    return 1;
}

/* One character that looks as <ul> writes it: points, circles, squares; an "o" is a circle. */
static int is_bullet(const char *s, size_t n)
{
    static const uint16_t bullets[] = { 'o',    0x00B7, 0x2022, 0x25A0, 0x25A1,
                                        0x25AA, 0x25AB, 0x25CB, 0x25CF, 0x25E6 };
    uint32_t c;

    if (tnefi_text_utf8_get((const uint8_t *)s, n, &c) != (int)n)
        return 0;
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (bullets[i] == c)
            return 1;
    return 0;
}

/* ---- Lists --------------------------------------------------------------------------------- */

static void close_list(struct tnef_rtf *r)
{
    r->live.lists--;
    tnefi_rtf_markup(r, r->live.list[r->live.lists].kind == LIST_NUMBERS ? "</li></ol>" : "</li></ul>");
    if (r->live.lists == 0)
        tnefi_rtf_markup(r, "\r\n");
}

void tnefi_rtf_end_lists(struct tnef_rtf *r)
{
    while (r->live.lists > 0)
        close_list(r);
}

static void open_list(struct tnef_rtf *r, int32_t indent, uint8_t kind)
{
    static const char *const tags[] = {
        [LIST_BULLETS] = "<ul>", [LIST_NUMBERS] = "<ol>", [LIST_TEXT] = "<ul style=\"list-style:none\">"
    };

    r->live.list[r->live.lists].indent = indent;
    r->live.list[r->live.lists].kind = kind;
    r->live.lists++;
    tnefi_rtf_markup(r, tags[kind]);
}

/* Opens and closes lists until the innermost one fits an item of this indent, and this kind if there is
 * room for one more list. */
static void change_lists(struct tnef_rtf *r, int32_t indent, uint8_t kind)
{
    const struct tnefi_rtf_list *top;

    while (r->live.lists > 0 && r->live.list[r->live.lists - 1u].indent > indent)
        close_list(r);
    if (r->live.lists > 0) {
        top = &r->live.list[r->live.lists - 1u];
        if (top->indent == indent && top->kind != kind)
            close_list(r);
    }
    top = r->live.lists > 0 ? &r->live.list[r->live.lists - 1u] : NULL;
    if (top == NULL || (top->indent < indent && r->live.lists < LISTS_MAX))
        open_list(r, indent, kind);
    else
        tnefi_rtf_markup(r, r->live.lists == 1u ? "</li>\r\n" : "</li>");
}

static void put_mark(struct tnef_rtf *r, const char *s, size_t n)
{
    size_t i = 0;

    while (i < n) {
        char out[8];
        uint32_t c;
        int len = tnefi_text_utf8_get((const uint8_t *)s + i, n - i, &c);

        if (len <= 0)
            return; /* never: whole characters were put there */
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
    TNEFI_TOUCH(3u * n + r->live.lists); /* looked at as a number and a bullet, and written */
    change_lists(r, r->live.now.indent, kind);
    given = r->live.list[r->live.lists - 1u].kind;
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
    size_t n = r->live.mark_len;

    if (r->live.block != BLOCK_NONE)
        return;
    r->live.mark_len = 0;
    TNEFI_TOUCH(n);
    while (n > 0 && (r->mark[n - 1u] == ' ' || r->mark[n - 1u] == '\t'))
        n--;
    if (n > 0) {
        r->live.block = BLOCK_ITEM;
        begin_item(r, r->mark, n);
    } else {
        tnefi_rtf_end_lists(r);
        r->live.block = BLOCK_DIV;
        tnefi_rtf_markup(r, "<div>");
    }
}

/* An item stays open for a list in it. */
void tnefi_rtf_end_block(struct tnef_rtf *r)
{
    tnefi_rtf_no_form(r);
    if (r->live.block == BLOCK_DIV)
        tnefi_rtf_markup(r, "</div>\r\n");
    r->live.block = BLOCK_NONE;
}
