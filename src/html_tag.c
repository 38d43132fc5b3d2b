/* SPDX-License-Identifier: MIT */
/* What tags do. Nothing is kept of what is open but how many there are of lists, quotations, tables
 * and elements in which white space stays: an end tag takes one off, if there is one. */

#include "html_priv.h"

#include "touch.h"

#include <string.h>

#define LETTERS_MAX 10u        /* of the longest name that matters                                */

/* Kinds of elements. */
enum { NOTHING, BLOCK, PARAGRAPH, HEADING, BREAK, RULE, QUOTE, PRE, XMP, TEXTAREA, REST, LIST,
       NUMBERS, ITEM, TABLE, ROWS, CELL, LINK, AREA, PICTURE, Q, SCRIPT, LEFT_OUT, TITLE };

/* In the order of their names. */
static const struct { char name[LETTERS_MAX + 1u]; uint8_t kind; } elements[] = {
    { "a", LINK }, { "address", BLOCK }, { "area", AREA }, { "article", BLOCK }, { "aside", BLOCK },
    { "blockquote", QUOTE }, { "body", BLOCK }, { "br", BREAK }, { "caption", BLOCK },
    { "center", BLOCK }, { "dd", BLOCK }, { "details", BLOCK }, { "dialog", BLOCK },
    { "dir", LIST }, { "div", BLOCK }, { "dl", HEADING }, { "dt", BLOCK }, { "fieldset", BLOCK },
    { "figcaption", BLOCK }, { "figure", BLOCK }, { "footer", BLOCK }, { "form", BLOCK },
    { "frameset", BLOCK }, { "h1", HEADING }, { "h2", HEADING }, { "h3", HEADING },
    { "h4", HEADING }, { "h5", HEADING }, { "h6", HEADING }, { "header", BLOCK },
    { "hgroup", BLOCK }, { "hr", RULE }, { "html", BLOCK }, { "iframe", LEFT_OUT },
    { "image", PICTURE }, { "img", PICTURE }, { "legend", BLOCK }, { "li", ITEM },
    { "listing", PRE }, { "main", BLOCK }, { "menu", LIST }, { "nav", BLOCK },
    { "noembed", LEFT_OUT }, { "noframes", LEFT_OUT }, { "ol", NUMBERS }, { "optgroup", BLOCK },
    { "option", BLOCK }, { "p", PARAGRAPH }, { "plaintext", REST }, { "pre", PRE }, { "q", Q },
    { "script", SCRIPT }, { "search", BLOCK }, { "section", BLOCK }, { "style", LEFT_OUT },
    { "summary", BLOCK }, { "table", TABLE }, { "tbody", ROWS }, { "td", CELL },
    { "textarea", TEXTAREA }, { "tfoot", ROWS }, { "th", CELL }, { "thead", ROWS },
    { "title", TITLE }, { "tr", ROWS }, { "ul", LIST }, { "xmp", XMP },
};

/* Compares |n| letters, all that there are, with a name that ends with a NUL. */
static int compare(const char *name, const char *s, size_t n)
{
    size_t i = 0;

    while (i < n && name[i] == s[i])
        i++;
    TNEFI_TOUCH(i + 1u);
    if (i == n)
        return name[i] == '\0' ? 0 : 1;
    return (uint8_t)name[i] < (uint8_t)s[i] ? -1 : 1;
}

static int kind_of(const char *s, size_t n)
{
    size_t from = 0;
    size_t to = sizeof elements / sizeof *elements;

    if (n > LETTERS_MAX)
        return NOTHING;
    while (from < to) {
        size_t middle = from + (to - from) / 2u;
        int c = compare(elements[middle].name, s, n);

        if (c == 0)
            return elements[middle].kind;
        if (c < 0)
            from = middle + 1u;
        else
            to = middle;
    }
    return NOTHING;
}

/* ---- What holds text of its own kind --------------------------------------------------------- */

static void begin_raw(struct tnef_html *h, enum tnefi_html_raw raw, int hidden)
{
    h->raw = raw;
    h->hidden = hidden;
    h->state = raw == RAW_REST ? AT_DATA : AT_RAW;
    h->escape = ESCAPE_NONE;
    h->dashes = 0;
    h->raw_len = h->name_len;
    memcpy(h->raw_name, h->name, h->name_len);
    TNEFI_TOUCH(h->name_len);
}

/* An element in which white space stays. */
static void begin_pre(struct tnef_html *h, int kind)
{
    tnefi_html_block(h, kind == TEXTAREA ? 1 : 2);
    h->pre++;
    h->drop_line_end = kind == PRE || kind == TEXTAREA;
    if (kind == XMP)
        begin_raw(h, RAW_TEXT, 0);
    else if (kind == TEXTAREA)
        begin_raw(h, RAW_REFS, 0);
    else if (kind == REST)
        begin_raw(h, RAW_REST, 0);
}

static void end_pre(struct tnef_html *h, int kind)
{
    if (h->pre > 0)
        h->pre--;
    tnefi_html_block(h, kind == TEXTAREA ? 1 : 2);
}

/* ---- Lists and quotations -------------------------------------------------------------------- */

/* Lists in lists are lines among others. */
static void list_block(struct tnef_html *h)
{
    tnefi_html_block(h, h->lists > 0 ? 1 : 2);
}

static void begin_list(struct tnef_html *h, int ordered)
{
    list_block(h);
    h->mark = 0;
    if (h->lists < TNEF_HTML_LISTS) {
        h->list[h->lists].ordered = (uint8_t)ordered;
        h->list[h->lists].next = h->has_number ? h->number : 1;
    }
    h->lists++;
}

static void end_list(struct tnef_html *h)
{
    if (h->lists > 0)
        h->lists--;
    h->mark = 0;
    list_block(h);
}

static void begin_item(struct tnef_html *h)
{
    struct tnefi_html_list *l;

    tnefi_html_block(h, 1);
    h->mark = 1;
    h->has_mark_number = 0;
    if (h->lists == 0 || h->lists > TNEF_HTML_LISTS)
        return;
    l = &h->list[h->lists - 1u];
    if (!l->ordered)
        return;
    h->has_mark_number = 1;
    h->mark_number = h->has_number ? h->number : l->next;
    l->next = h->mark_number < NUMBER_MAX ? h->mark_number + 1u : NUMBER_MAX;
}

static void begin_quote(struct tnef_html *h)
{
    tnefi_html_block(h, 2);
    h->quotes++;
}

static void end_quote(struct tnef_html *h)
{
    tnefi_html_block(h, 2);
    if (h->quotes > 0)
        h->quotes--;
}

/* ---- Tables ---------------------------------------------------------------------------------- */

/* A row, or what holds rows, begins or ends. */
static void row(struct tnef_html *h)
{
    tnefi_html_link_end(h);
    tnefi_html_row(h);
}

static void begin_table(struct tnef_html *h)
{
    row(h);
    h->tables++;
}

/* A table in a table stands in a cell. */
static void end_table(struct tnef_html *h)
{
    row(h);
    if (h->tables > 0)
        h->tables--;
    h->cell = h->tables > 0;
    h->row_text = h->cell && h->outer_text;
}

static void begin_cell(struct tnef_html *h)
{
    tnefi_html_link_end(h);
    tnefi_html_cell(h);
}

/* ---- Pictures and links ---------------------------------------------------------------------- */

/* Where the text of the picture begins; all of its length if there is none. */
static size_t alt_text(const struct tnef_html *h)
{
    size_t i = 0;

    while (i < h->alt_len && (uint8_t)h->alt[i] <= 0x20)
        i++;
    TNEFI_TOUCH(i);
    return i;
}

/* "[alt]", as one line. */
static void picture(struct tnef_html *h)
{
    uint32_t pre = h->pre;
    size_t i = alt_text(h);

    if (i == h->alt_len)
        return;
    tnefi_html_word(h, "[", 1);
    h->pre = 0;
    while (i < h->alt_len) {
        uint8_t c = (uint8_t)h->alt[i];
        size_t n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;

        tnefi_html_char(h, h->alt + i, n);
        i += n;
    }
    TNEFI_TOUCH(h->alt_len);
    h->pre = pre;
    h->blanks = 0;
    tnefi_html_word(h, "]", 1);
}

static void area(struct tnef_html *h)
{
    tnefi_html_link_begin(h);
    picture(h);
    tnefi_html_link_end(h);
}

static void rule(struct tnef_html *h)
{
    tnefi_html_block(h, 1);
    tnefi_html_word(h, "----------", 10);
    tnefi_html_block(h, 1);
}

static void paragraph(struct tnef_html *h)
{
    tnefi_html_block(h, h->is_mso ? 1 : 2);
    h->mso_paragraph = h->is_mso;
}

/* ---- Tags ------------------------------------------------------------------------------------ */

void tnefi_html_start_tag(struct tnef_html *h)
{
    int kind = kind_of(h->name, h->name_len);

    switch (kind) {
    case BLOCK:     tnefi_html_block(h, 1); break;
    case PARAGRAPH: paragraph(h); break;
    case HEADING:   tnefi_html_block(h, 2); break;
    case BREAK:     tnefi_html_line_end(h); break;
    case RULE:      rule(h); break;
    case QUOTE:     begin_quote(h); break;
    case PRE:
    case XMP:
    case TEXTAREA:
    case REST:      begin_pre(h, kind); break;
    case LIST:
    case NUMBERS:   begin_list(h, kind == NUMBERS); break;
    case ITEM:      begin_item(h); break;
    case TABLE:     begin_table(h); break;
    case ROWS:      row(h); break;
    case CELL:      begin_cell(h); break;
    case LINK:      tnefi_html_link_begin(h); break;
    case AREA:      area(h); break;
    case PICTURE:   picture(h); break;
    case Q:         tnefi_html_word(h, "\"", 1); break;
    case SCRIPT:    h->flags |= TNEF_HTML_SCRIPT;
                    begin_raw(h, RAW_SCRIPT, 1); break;
    case LEFT_OUT:  begin_raw(h, RAW_TEXT, 1); break;
    case TITLE:     begin_raw(h, RAW_REFS, 1); break;
    default:        break;
    }
}

void tnefi_html_end_tag(struct tnef_html *h)
{
    int kind = kind_of(h->name, h->name_len);

    switch (kind) {
    case BLOCK:     tnefi_html_block(h, 1); break;
    case PARAGRAPH: tnefi_html_block(h, h->mso_paragraph ? 1 : 2); break;
    case HEADING:   tnefi_html_block(h, 2); break;
    case BREAK:     tnefi_html_line_end(h); break;
    case QUOTE:     end_quote(h); break;
    case PRE:
    case XMP:
    case TEXTAREA:  end_pre(h, kind); break;
    case LIST:
    case NUMBERS:   end_list(h); break;
    case ITEM:      tnefi_html_block(h, 1);
                    h->mark = 0; break;
    case TABLE:     end_table(h); break;
    case ROWS:      row(h); break;
    case CELL:
    case LINK:      tnefi_html_link_end(h); break;
    case Q:         tnefi_html_word(h, "\"", 1); break;
    default:        break;
    }
}
