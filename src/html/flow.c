/* SPDX-License-Identifier: MIT */
/* Characters and breaks to lines. Line ends, tabulators and blanks wait until text follows, so that none
 * stands at the beginning, and never too many. */

#include "html/priv.h"

#include "base/touch.h"

#include <string.h>

void tnefi_html_put(struct tnef_html *h, const char *p, size_t n)
{
    uint64_t left = h->max_output - h->live.made;
    size_t fits = n < left ? n : (size_t)left;

    if (h->live.fatal.status != TNEF_OK)
        return;
    while (fits > 0 && fits < n && ((uint8_t)p[fits] & 0xC0) == 0x80)
        fits--;
    memcpy(h->out + h->live.out_to, p, fits);
    h->live.out_to += fits;
    h->live.made += fits;
    TNEFI_TOUCH(fits);
    if (fits < n)
        tnefi_html_full(h);
}

/* ---- Beginnings and ends of lines ------------------------------------------------------------ */

static void put_many(struct tnef_html *h, const char *what, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        tnefi_html_put(h, what, 1);
    TNEFI_TOUCH(count);
}

static void put_quotes(struct tnef_html *h, uint32_t quotes)
{
    put_many(h, ">", quotes < TNEF_HTML_QUOTES ? quotes : TNEF_HTML_QUOTES);
}

/* Ends the line that is open, or writes an empty one, which belongs to a quotation if both the text before
 * it and the text after it do. */
static void write_end(struct tnef_html *h)
{
    if (!h->live.line_open)
        put_quotes(h, h->live.line_quotes < h->live.quotes ? h->live.line_quotes : h->live.quotes);
    h->live.line_open = 0;
    tnefi_html_put(h, "\r\n", 2);
}

static void put_number(struct tnef_html *h, uint32_t number)
{
    char digits[10];
    size_t n = sizeof digits;

    do {
        digits[--n] = (char)('0' + number % 10u);
        number /= 10u;
    } while (number > 0 && n > 0);
    tnefi_html_put(h, digits + n, sizeof digits - n);
}

static void begin_line(struct tnef_html *h)
{
    uint32_t lists = h->live.lists < TNEF_HTML_LISTS ? h->live.lists : TNEF_HTML_LISTS;

    put_quotes(h, h->live.quotes);
    if (h->live.quotes > 0)
        tnefi_html_put(h, " ", 1);
    h->live.line_quotes = h->live.quotes;
    put_many(h, " ", h->live.mark && lists > 0 ? 2u * (lists - 1u) : 2u * lists);
    if (h->live.mark && h->live.has_mark_number) {
        put_number(h, h->live.mark_number);
        tnefi_html_put(h, ". ", 2);
    } else if (h->live.mark) {
        tnefi_html_put(h, "- ", 2);
    }
    h->live.mark = 0;
}

/* In the text of a link, a blank between words makes it differ from the address. */
static void put_blanks(struct tnef_html *h)
{
    put_many(h, " ", h->live.blanks);
    if (h->live.blanks > 0 && h->live.link && h->live.link_text)
        tnefi_html_link_text(h, " ", 1);
    h->live.blanks = 0;
}

/* Text follows: writes what waits. */
static void begin_text(struct tnef_html *h)
{
    while (h->live.ends > 0) {
        if (h->live.begun)
            write_end(h);
        h->live.ends--;
    }
    if (!h->live.line_open)
        begin_line(h);
    put_many(h, "\t", h->live.tabs);
    h->live.tabs = 0;
    put_blanks(h);
    h->live.begun = 1;
    h->live.line_open = 1;
    h->live.line_kept = 0;
    h->live.row_text = 1;
    h->live.outer_text = 1;
    h->live.cell_empty = 0;
}

/* One more line end waits. In <pre> all count, so one that has no place among those that wait is written. */
static void add_end(struct tnef_html *h)
{
    h->live.line_kept = 0;
    if (h->live.ends < ENDS_MAX)
        h->live.ends++;
    else if (h->live.pre > 0 && h->live.begun)
        write_end(h);
}

void tnefi_html_block(struct tnef_html *h, uint32_t ends)
{
    if (h->live.cell_empty)
        return;
    h->live.blanks = 0;
    h->live.tabs = 0;
    if (h->live.line_kept)
        add_end(h);
    if (h->live.ends < ends)
        h->live.ends = ends;
}

void tnefi_html_line_end(struct tnef_html *h)
{
    if (h->live.cell_empty)
        return;
    h->live.blanks = 0;
    h->live.tabs = 0;
    add_end(h);
}

void tnefi_html_finish_lines(struct tnef_html *h)
{
    h->live.ends = 0;
    if (h->live.begun && h->live.line_open)
        write_end(h);
}

/* ---- Tables ---------------------------------------------------------------------------------- */

void tnefi_html_row(struct tnef_html *h)
{
    h->live.cell_empty = 0;
    h->live.cell = 0;
    h->live.row_text = 0;
    if (h->live.tables <= 1)
        h->live.outer_text = 0;
    tnefi_html_block(h, 1);
}

void tnefi_html_cell(struct tnef_html *h)
{
    if (h->live.row_text)
        h->live.ends = 0;
    h->live.blanks = 0;
    h->live.line_kept = 0;
    if (h->live.cell && h->live.tabs < TABS_MAX)
        h->live.tabs++;
    h->live.cell = 1;
    h->live.cell_empty = 1;
}

/* ---- Characters ------------------------------------------------------------------------------ */

void tnefi_html_word(struct tnef_html *h, const char *p, size_t n)
{
    begin_text(h);
    tnefi_html_put(h, p, n);
    if (h->live.link)
        tnefi_html_link_text(h, p, n);
}

static void blank(struct tnef_html *h, char c)
{
    if (h->live.pre > 0 && c == '\n')
        tnefi_html_line_end(h);
    else if (h->live.pre > 0 && c != '\f' && c != '\r')
        tnefi_html_word(h, &c, 1);
    else if (h->live.line_open && h->live.ends == 0 && h->live.tabs == 0 && h->live.blanks == 0)
        h->live.blanks = 1;
}

/* A no-break blank. A line that has nothing else is a line. */
static void firm_blank(struct tnef_html *h)
{
    if (h->live.pre > 0) {
        tnefi_html_word(h, " ", 1);
        return;
    }
    if (h->live.blanks < BLANKS_MAX)
        h->live.blanks++;
    if ((!h->live.line_open || h->live.ends > 0) && !h->live.cell_empty)
        h->live.line_kept = 1;
}

/* C0 but for white space, DEL and C1, which UTF-8 has as C2 and a byte. */
static int is_control(const char *p, size_t n)
{
    uint8_t c = (uint8_t)*p;

    return c < 0x20 || c == 0x7F || (n == 2 && c == 0xC2 && (uint8_t)p[1] < 0xA0);
}

void tnefi_html_char(struct tnef_html *h, const char *p, size_t n)
{
    if (tnefi_html_is_blank(*p))
        blank(h, *p);
    else if (is_control(p, n))
        h->live.anomalies |= *p != '\0' ? TNEF_ANOMALY_BIT(TNEF_HTML_A_CONTROL) : 0u;
    else if (n == 2 && (uint8_t)p[0] == 0xC2 && (uint8_t)p[1] == 0xA0)
        firm_blank(h);
    else
        tnefi_html_word(h, p, n);
}
