/* SPDX-License-Identifier: MIT */
/* What tags do. Of what is open only numbers are kept: of lists, quotations, tables and elements in which
 * white space stays. An end tag takes one off, if there is one. */

#include "html/priv.h"

#include "base/touch.h"
#include "base/word.h"

#include <string.h>

#define LETTERS_MAX 10u /* of the longest name that matters                                */

/* Kinds of elements: what their tags do. */
enum {
    NOTHING,
    BLOCK,
    PARAGRAPH,
    HEADING,
    BREAK,
    RULE,
    QUOTE,
    PRE,
    XMP,
    TEXTAREA,
    REST,
    LIST,
    NUMBERS,
    ITEM,
    TABLE,
    ROWS,
    CELL,
    LINK,
    AREA,
    PICTURE,
    Q,
    SCRIPT,
    LEFT_OUT,
    TITLE
};

/* places.c says where each is found, and is made of this list by scripts/words. */
static const struct {
    char name[LETTERS_MAX + 1u];
    uint8_t kind;
} elements[] = {
    { "a", LINK },           { "address", BLOCK },     { "area", AREA },
    { "article", BLOCK },    { "aside", BLOCK },       { "blockquote", QUOTE },
    { "body", BLOCK },       { "br", BREAK },          { "caption", BLOCK },
    { "center", BLOCK },     { "dd", BLOCK },          { "details", BLOCK },
    { "dialog", BLOCK },     { "dir", LIST },          { "div", BLOCK },
    { "dl", HEADING },       { "dt", BLOCK },          { "fieldset", BLOCK },
    { "figcaption", BLOCK }, { "figure", BLOCK },      { "footer", BLOCK },
    { "form", BLOCK },       { "frameset", BLOCK },    { "h1", HEADING },
    { "h2", HEADING },       { "h3", HEADING },        { "h4", HEADING },
    { "h5", HEADING },       { "h6", HEADING },        { "header", BLOCK },
    { "hgroup", BLOCK },     { "hr", RULE },           { "html", BLOCK },
    { "iframe", LEFT_OUT },  { "image", PICTURE },     { "img", PICTURE },
    { "legend", BLOCK },     { "li", ITEM },           { "listing", PRE },
    { "main", BLOCK },       { "menu", LIST },         { "nav", BLOCK },
    { "noembed", LEFT_OUT }, { "noframes", LEFT_OUT }, { "ol", NUMBERS },
    { "optgroup", BLOCK },   { "option", BLOCK },      { "p", PARAGRAPH },
    { "plaintext", REST },   { "pre", PRE },           { "q", Q },
    { "script", SCRIPT },    { "search", BLOCK },      { "section", BLOCK },
    { "style", LEFT_OUT },   { "summary", BLOCK },     { "table", TABLE },
    { "tbody", ROWS },       { "td", CELL },           { "textarea", TEXTAREA },
    { "tfoot", ROWS },       { "th", CELL },           { "thead", ROWS },
    { "title", TITLE },      { "tr", ROWS },           { "ul", LIST },
    { "xmp", XMP },
};

static int is_element(size_t i, const char *s, size_t n)
{
    TNEFI_TOUCH(n + 1u);
    return memcmp(elements[i].name, s, n) == 0 && elements[i].name[n] == '\0';
}

static int kind_of(const char *s, size_t n)
{
    size_t at;

    if (n > LETTERS_MAX)
        return NOTHING;
    at = tnefi_base_word_place(s, n, ELEMENT_PLACES);
    for (unsigned tries = 0; tries < TNEFI_WORD_TRIES && tnefi_html_word_places[at] != 0; tries++) {
        size_t i = tnefi_html_word_places[at] - 1u;

        if (is_element(i, s, n))
            return elements[i].kind;
        at = (at + 1u) % ELEMENT_PLACES;
    }
    return NOTHING;
}

/* ---- What holds text of its own kind --------------------------------------------------------- */

static void begin_raw(struct tnef_html *h, enum tnefi_html_raw raw, int hidden)
{
    h->live.raw = raw;
    h->live.hidden = hidden;
    h->live.state = raw == RAW_REST ? AT_DATA : AT_RAW;
    h->live.escape = ESCAPE_NONE;
    h->live.dashes = 0;
    h->live.raw_len = h->live.name_len;
    memcpy(h->live.raw_name, h->live.name, h->live.name_len);
    TNEFI_TOUCH(h->live.name_len);
}

/* An element in which white space stays. */
static void begin_pre(struct tnef_html *h, int kind)
{
    tnefi_html_block(h, kind == TEXTAREA ? 1 : 2);
    h->live.pre++;
    h->live.drop_line_end = kind == PRE || kind == TEXTAREA;
    if (kind == XMP)
        begin_raw(h, RAW_TEXT, 0);
    else if (kind == TEXTAREA)
        begin_raw(h, RAW_REFS, 0);
    else if (kind == REST)
        begin_raw(h, RAW_REST, 0);
}

static void end_pre(struct tnef_html *h, int kind)
{
    if (h->live.pre > 0)
        h->live.pre--;
    tnefi_html_block(h, kind == TEXTAREA ? 1 : 2);
}

/* ---- Lists and quotations -------------------------------------------------------------------- */

/* A list in a list has no blank line around it. */
static void list_block(struct tnef_html *h)
{
    tnefi_html_block(h, h->live.lists > 0 ? 1 : 2);
}

static void begin_list(struct tnef_html *h, int ordered)
{
    list_block(h);
    h->live.mark = 0;
    if (h->live.lists < TNEF_HTML_LISTS) {
        h->live.list[h->live.lists].ordered = (uint8_t)ordered;
        h->live.list[h->live.lists].next = h->live.has_number ? h->live.number : 1;
    }
    h->live.lists++;
}

static void end_list(struct tnef_html *h)
{
    if (h->live.lists > 0)
        h->live.lists--;
    h->live.mark = 0;
    list_block(h);
}

static void begin_item(struct tnef_html *h)
{
    struct tnefi_html_list *l;

    tnefi_html_block(h, 1);
    h->live.mark = 1;
    h->live.has_mark_number = 0;
    if (h->live.lists == 0 || h->live.lists > TNEF_HTML_LISTS)
        return;
    l = &h->live.list[h->live.lists - 1u];
    if (!l->ordered)
        return;
    h->live.has_mark_number = 1;
    h->live.mark_number = h->live.has_number ? h->live.number : l->next;
    l->next = h->live.mark_number < NUMBER_MAX ? h->live.mark_number + 1u : NUMBER_MAX;
}

static void begin_quote(struct tnef_html *h)
{
    tnefi_html_block(h, 2);
    h->live.quotes++;
}

static void end_quote(struct tnef_html *h)
{
    tnefi_html_block(h, 2);
    if (h->live.quotes > 0)
        h->live.quotes--;
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
    h->live.tables++;
}

/* A table in a table stands in a cell. */
static void end_table(struct tnef_html *h)
{
    row(h);
    if (h->live.tables > 0)
        h->live.tables--;
    h->live.cell = h->live.tables > 0;
    h->live.row_text = h->live.cell && h->live.outer_text;
}

static void begin_cell(struct tnef_html *h)
{
    tnefi_html_link_end(h);
    tnefi_html_cell(h);
}

/* ---- Pictures and links ---------------------------------------------------------------------- */

/* Where the text of the picture begins; |alt_len| if the picture has no text. */
static size_t alt_text(const struct tnef_html *h)
{
    size_t i = 0;

    while (i < h->live.alt_len && (uint8_t)h->alt[i] <= 0x20)
        i++;
    TNEFI_TOUCH(i);
    return i;
}

/* "[alt]", as one line. */
static void picture(struct tnef_html *h)
{
    uint32_t pre = h->live.pre;
    size_t i = alt_text(h);

    if (i == h->live.alt_len)
        return;
    tnefi_html_word(h, "[", 1);
    h->live.pre = 0;
    while (i < h->live.alt_len) {
        uint8_t c = (uint8_t)h->alt[i];
        size_t n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;

        tnefi_html_char(h, h->alt + i, n);
        i += n;
    }
    TNEFI_TOUCH(h->live.alt_len);
    h->live.pre = pre;
    h->live.blanks = 0;
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
    tnefi_html_block(h, h->live.is_mso ? 1 : 2);
    h->live.mso_paragraph = h->live.is_mso;
}

/* ---- Tags ------------------------------------------------------------------------------------ */

/* Tags of what stands in a line, and of elements that are left out. Other tags do nothing. */
static void start_in_line(struct tnef_html *h, int kind)
{
    switch (kind) {
    case LINK:
        tnefi_html_link_begin(h);
        break;
    case AREA:
        area(h);
        break;
    case PICTURE:
        picture(h);
        break;
    case Q:
        tnefi_html_word(h, "\"", 1);
        break;
    case SCRIPT:
        h->live.anomalies |= TNEF_ANOMALY_BIT(TNEF_HTML_A_SCRIPT);
        begin_raw(h, RAW_SCRIPT, 1);
        break;
    case LEFT_OUT:
        begin_raw(h, RAW_TEXT, 1);
        break;
    case TITLE:
        begin_raw(h, RAW_REFS, 1);
        break;
    default:
        break;
    }
}

void tnefi_html_start_tag(struct tnef_html *h)
{
    int kind = kind_of(h->live.name, h->live.name_len);

    switch (kind) {
    case BLOCK:
        tnefi_html_block(h, 1);
        break;
    case PARAGRAPH:
        paragraph(h);
        break;
    case HEADING:
        tnefi_html_block(h, 2);
        break;
    case BREAK:
        tnefi_html_line_end(h);
        break;
    case RULE:
        rule(h);
        break;
    case QUOTE:
        begin_quote(h);
        break;
    case PRE:
    case XMP:
    case TEXTAREA:
    case REST:
        begin_pre(h, kind);
        break;
    case LIST:
    case NUMBERS:
        begin_list(h, kind == NUMBERS);
        break;
    case ITEM:
        begin_item(h);
        break;
    case TABLE:
        begin_table(h);
        break;
    case ROWS:
        row(h);
        break;
    case CELL:
        begin_cell(h);
        break;
    default:
        start_in_line(h, kind);
        break;
    }
}

void tnefi_html_end_tag(struct tnef_html *h)
{
    int kind = kind_of(h->live.name, h->live.name_len);

    switch (kind) {
    case BLOCK:
        tnefi_html_block(h, 1);
        break;
    case PARAGRAPH:
        tnefi_html_block(h, h->live.mso_paragraph ? 1 : 2);
        break;
    case HEADING:
        tnefi_html_block(h, 2);
        break;
    case BREAK:
        tnefi_html_line_end(h);
        break;
    case QUOTE:
        end_quote(h);
        break;
    case PRE:
    case XMP:
    case TEXTAREA:
        end_pre(h, kind);
        break;
    case LIST:
    case NUMBERS:
        end_list(h);
        break;
    case ITEM:
        tnefi_html_block(h, 1);
        h->live.mark = 0;
        break;
    case TABLE:
        end_table(h);
        break;
    case ROWS:
        row(h);
        break;
    case CELL:
    case LINK:
        tnefi_html_link_end(h);
        break;
    case Q:
        tnefi_html_word(h, "\"", 1);
        break;
    default:
        break;
    }
}
