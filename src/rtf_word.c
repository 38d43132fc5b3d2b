/* SPDX-License-Identifier: MIT */
/* What control words do. */

#include "rtf_priv.h"

#include "touch.h"

#define UC_MAX 255

/* ---- The document -------------------------------------------------------------------------- */

void tnefi_rtf_decide(struct tnef_rtf *r, uint32_t kind)
{
    static const char head[] = "<!DOCTYPE html>\r\n<html><head><meta charset=\"utf-8\">"
                               "<style>div,li{white-space:pre-wrap}</style></head>\r\n<body>\r\n";

    if (r->kind != TNEF_RTF_UNKNOWN)
        return;
    if (r->want == TNEF_RTF_AUTO)
        r->output = kind == TNEF_RTF_FROM_HTML ? TNEF_RTF_HTML : TNEF_RTF_TEXT;
    else
        r->output = r->want;
    if (r->output == TNEF_RTF_HTML && kind != TNEF_RTF_FROM_HTML)
        tnefi_rtf_put(r, head, sizeof head - 1u);
    r->kind = kind;
}

/* RTF is made of bytes: UTF-16 and UTF-32 cannot be. 0 is the setting of the sender. Returns 0 for
 * both. */
static uint32_t codepage_of(struct tnef_rtf *r)
{
    int64_t n = r->number;

    if (n == 1200 || n == 1201 || n == 12000 || n == 12001 || n < 0 || n > 65535) {
        r->flags |= TNEF_RTF_CODEPAGE;
        return 0;
    }
    return (uint32_t)n;
}

static void set_codepage(struct tnef_rtf *r)
{
    uint32_t codepage = codepage_of(r);

    r->codepage = codepage != 0 ? codepage : 1252;
    r->has_codepage = 1;
}

/* \ansi and the like, which \ansicpg beats in any order. */
static void set_family(struct tnef_rtf *r, uint32_t codepage)
{
    if (!r->has_codepage)
        r->codepage = codepage;
}

/* In groups that nobody reads these are about something else. */
static void document_word(struct tnef_rtf *r, uint8_t action)
{
    if (tnefi_rtf_is_unread(r) && action != DO_FROMHTML && action != DO_FROMTEXT)
        return;
    switch (action) {
    case DO_ANSI:
        set_family(r, 1252);
        break;
    case DO_MAC:
        set_family(r, 10000);
        break;
    case DO_PC:
        set_family(r, 437);
        break;
    case DO_PCA:
        set_family(r, 850);
        break;
    case DO_ANSICPG:
        set_codepage(r);
        break;
    case DO_FROMHTML:
        if (!r->has_number || r->number == 1)
            tnefi_rtf_decide(r, TNEF_RTF_FROM_HTML);
        break;
    case DO_FROMTEXT:
        tnefi_rtf_decide(r, TNEF_RTF_FROM_TEXT);
        break;
    case DO_DEFF:
        r->default_font = (int32_t)r->number;
        r->now.font = r->default_font;
        break;
    default:
        break;
    }
}

/* \fcharset and \cpg, which may come before the number of the font. */
static void font_codepage(struct tnef_rtf *r, uint8_t action)
{
    uint32_t page;

    if (r->now.dest != DEST_FONTTBL)
        return;
    page = action == DO_FCHARSET ? tnefi_rtf_charset(r->number) : codepage_of(r);
    if (r->table_font != NO_FONT)
        tnefi_rtf_set_font(r, r->table_font, page, action == DO_FCHARSET);
    else if (action == DO_FCHARSET || r->table_codepage == 0)
        r->table_codepage = page;
}

static void font_number(struct tnef_rtf *r)
{
    int is_first = r->table_font == NO_FONT;

    r->table_font = (int32_t)r->number;
    if (is_first && r->table_codepage != 0)
        tnefi_rtf_set_font(r, r->table_font, r->table_codepage, 1);
    r->table_codepage = 0;
}

/* Of the tables of fonts and colors. */
static void table_word(struct tnef_rtf *r, uint8_t action)
{
    uint32_t shift = action == DO_RED ? 16u : action == DO_GREEN ? 8u : 0u;

    if (action == DO_FCHARSET || action == DO_CPG) {
        font_codepage(r, action);
        return;
    }
    if (r->now.dest != DEST_COLORTBL || r->number < 0 || r->number > 255)
        return;
    r->color_now = (r->color_now & ~(0xFFu << shift)) | (uint32_t)r->number << shift;
    r->color_set = 1;
}

/* ---- Form ---------------------------------------------------------------------------------- */

static uint8_t form_bit(uint8_t action)
{
    switch (action) {
    case DO_BOLD:
        return FORM_BOLD;
    case DO_ITALIC:
        return FORM_ITALIC;
    case DO_UNDERLINE:
        return FORM_UNDERLINE;
    case DO_STRIKE:
        return FORM_STRIKE;
    case DO_SUPER:
        return FORM_SUPER;
    case DO_SUB:
        return FORM_SUB;
    default:
        return 0;
    }
}

static void form_word(struct tnef_rtf *r, uint8_t action)
{
    struct tnefi_rtf_form *form = &r->now.form;
    int on = !r->has_number || r->number != 0;
    uint8_t bit = form_bit(action);

    if (action == DO_COLOR) {
        form->color = r->number > 0 && r->number < COLORS_MAX ? (uint16_t)r->number : 0;
    } else if (action == DO_SIZE) {
        form->size = r->number > 0 && r->number <= 800 ? (uint16_t)r->number : 0;
    } else if (action == DO_UNDERLINE_NONE) {
        form->bits = (uint8_t)(form->bits & ~FORM_UNDERLINE);
    } else if (action == DO_NOSUPERSUB) {
        form->bits = (uint8_t)(form->bits & ~(FORM_SUPER | FORM_SUB));
    } else if (on) {
        if (bit == FORM_SUPER || bit == FORM_SUB)
            form->bits = (uint8_t)(form->bits & ~(FORM_SUPER | FORM_SUB));
        form->bits = (uint8_t)(form->bits | bit);
    } else {
        form->bits = (uint8_t)(form->bits & ~bit);
    }
}

static void plain(struct tnef_rtf *r)
{
    struct tnefi_rtf_group *g = &r->now;

    g->font = r->default_font;
    g->hidden = 0;
    g->form.bits = 0;
    g->form.color = g->form.size = 0;
}

/* Words that change the group that they are in. */
static void group_word(struct tnef_rtf *r, uint8_t action)
{
    struct tnefi_rtf_group *g = &r->now;
    int on = !r->has_number || r->number != 0;

    switch (action) {
    case DO_F:
        if (g->dest == DEST_FONTTBL)
            font_number(r);
        else
            g->font = (int32_t)r->number;
        break;
    case DO_UC:
        g->uc = (uint16_t)(r->number < 0 ? 0 : r->number > UC_MAX ? UC_MAX : r->number);
        break;
    case DO_HTMLRTF:
        g->htmlrtf = (uint8_t)on;
        break;
    case DO_HIDDEN:
        g->hidden = (uint8_t)on;
        break;
    case DO_PLAIN:
        plain(r);
        break;
    case DO_PARD:
        g->indent = 0;
        break;
    case DO_INDENT:
        g->indent = (int32_t)r->number;
        break;
    default:
        form_word(r, action);
        break;
    }
}

/* ---- Text ---------------------------------------------------------------------------------- */

int tnefi_rtf_passed_over(struct tnef_rtf *r)
{
    if (r->skip == 0)
        return 0;
    r->skip--;
    return 1;
}

static void unit(struct tnef_rtf *r)
{
    int64_t n = r->number % 65536;

    if (n < 0)
        n += 65536;
    if (!tnefi_rtf_is_mute(r)) {
        r->drop_blank = 0;
        tnefi_rtf_unit(r, (uint32_t)n);
    }
    r->skip = r->now.uc;
}

/* Words that are characters or breaks. What is not read ends nothing that was begun. */
static void text_word(struct tnef_rtf *r, uint8_t action, uint32_t value)
{
    if (r->kind == TNEF_RTF_UNKNOWN && !tnefi_rtf_is_unread(r))
        tnefi_rtf_decide(r, TNEF_RTF_RICH);
    if (action == DO_U) {
        unit(r);
        return;
    }
    if (action == DO_OBJATTPH && !tnefi_rtf_is_unread(r) && r->placeholders < UINT32_MAX)
        r->placeholders++;
    if (tnefi_rtf_is_mute(r)) {
        r->drop_blank = action == DO_OBJATTPH;
        return;
    }
    tnefi_rtf_flush_text(r);
    r->drop_blank = action == DO_OBJATTPH;
    switch (action) {
    case DO_BREAK:
        tnefi_rtf_break(r, 1);
        break;
    case DO_ROW:
        tnefi_rtf_row(r);
        break;
    case DO_LINE:
        tnefi_rtf_break(r, 0);
        break;
    case DO_TAB:
        tnefi_rtf_char(r, '\t');
        break;
    case DO_CELL:
        tnefi_rtf_cell(r);
        break;
    case DO_OBJATTPH:
        tnefi_rtf_placeholder(r);
        break;
    default:
        tnefi_rtf_char(r, value);
        break;
    }
}

/* \~ is a blank and \_ a hyphen at which no line breaks. The latter is U+00AD in encapsulated HTML
 * and text ([MS-OXRTFEX] 2.1.3.1.4). \- is a place where a word may be cut: in text that is made here
 * it would only hide the word from those who look for it. */
static void symbol(struct tnef_rtf *r)
{
    if (r->word[0] == '~')
        text_word(r, DO_CHAR, 0x00A0);
    else if (r->word[0] == '_')
        text_word(r, DO_CHAR, r->kind == TNEF_RTF_RICH ? 0x2011 : 0x00AD);
    else if (r->word[0] == '-' && r->output == TNEF_RTF_HTML)
        text_word(r, DO_CHAR, 0x00AD);
}

/* ---- Words --------------------------------------------------------------------------------- */

static int is_destination(const struct tnefi_rtf_entry *e)
{
    return e->action >= DO_FONTTBL && e->action <= DO_RESULT;
}

static void known_word(struct tnef_rtf *r, const struct tnefi_rtf_entry *e, int first)
{
    if (is_destination(e)) {
        if (first)
            tnefi_rtf_destination_word(r, e->action);
    } else if (e->action <= DO_FROMTEXT || e->action == DO_DEFF) {
        document_word(r, e->action);
    } else if (e->action == DO_FCHARSET || e->action == DO_CPG
               || (e->action >= DO_RED && e->action <= DO_BLUE)) {
        table_word(r, e->action);
    } else if (e->action == DO_U || e->action >= DO_BREAK) {
        text_word(r, e->action, e->value);
    } else {
        group_word(r, e->action);
    }
}

void tnefi_rtf_word(struct tnef_rtf *r)
{
    const struct tnefi_rtf_entry *e = tnefi_rtf_find(r->word, r->word_len);
    int first = r->first;
    int star = r->star;

    r->first = r->star = 0;
    if (e != NULL && e->action == DO_U)
        r->skip = 0;                    /* it stands for itself, wherever it is */
    if (e != NULL && e->action == DO_BIN && r->number > 0)
        r->bin = (uint64_t)r->number;
    if (tnefi_rtf_passed_over(r))
        return;
    if (star && (e == NULL || !is_destination(e))) {
        tnefi_rtf_destination(r, DEST_SKIP);
        return;
    }
    if (e != NULL && e->action != DO_BIN)
        known_word(r, e, first);
    else if (e == NULL && r->word_len == 1)
        symbol(r);
}
