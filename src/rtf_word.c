/* SPDX-License-Identifier: MIT */
/* What groups and control words do. */

#include "rtf_priv.h"

#include "touch.h"

#define UC_MAX 255

/* ---- Groups -------------------------------------------------------------------------------- */

/* What the output does not show makes no difference. */
static int is_alike(const struct tnef_rtf *r, const struct tnefi_rtf_group *a,
                    const struct tnefi_rtf_group *b)
{
    int same_form = a->form.bits == b->form.bits && a->form.color == b->form.color
                 && a->form.size == b->form.size && a->indent == b->indent;

    return a->font == b->font && a->uc == b->uc && a->dest == b->dest
        && a->htmlrtf == b->htmlrtf && a->hidden == b->hidden && a->field == b->field
        && a->mark == b->mark && a->form.link == b->form.link
        && (same_form || r->output == TNEF_RTF_TEXT || tnefi_rtf_is_html_back(r));
}

/* There is no room for one more kind of group: what held around it will be what held around the ones
 * before, but nothing becomes unread by that. */
static void save_roughly(struct tnef_rtf *r, struct tnefi_rtf_group *g)
{
    r->flags |= TNEF_RTF_DEEP;
    g->htmlrtf &= r->now.htmlrtf;
    g->hidden &= r->now.hidden;
    if (g->dest != r->now.dest)
        g->dest = DEST_TEXT;
}

/* Keeps what holds now. */
static void save(struct tnef_rtf *r)
{
    struct tnefi_rtf_run *last = r->runs > 0 ? &r->run[r->runs - 1u] : NULL;

    TNEFI_TOUCH(2u * sizeof r->now);
    if (last != NULL && is_alike(r, &last->group, &r->now)) {
        last->count++;
    } else if (r->runs < TNEF_RTF_DEPTH) {
        r->run[r->runs].group = r->now;
        r->run[r->runs].count = 1;
        r->runs++;
    } else {
        save_roughly(r, &last->group);
        last->count++;
    }
}

static void restore(struct tnef_rtf *r)
{
    struct tnefi_rtf_run *last = &r->run[r->runs - 1u];

    TNEFI_TOUCH(sizeof r->now);
    r->now = last->group;
    last->count--;
    if (last->count == 0)
        r->runs--;
}

void tnefi_rtf_open(struct tnef_rtf *r)
{
    r->skip = 0;
    r->star = 0;
    r->first = 1;
    r->depth++;
    if (r->depth > r->deepest)
        r->deepest = r->depth < UINT32_MAX ? (uint32_t)r->depth : UINT32_MAX;
    save(r);
    r->now.field = 0;
}

/* Whether text that was begun in this group cannot go on behind it: it would come to another place.
 * Where it can, a brace may stand inside a character. */
static int is_border(const struct tnef_rtf *r)
{
    const struct tnefi_rtf_group *out = &r->run[r->runs - 1u].group;

    if (tnefi_rtf_is_mute(r))
        return 0;
    return r->now.dest != out->dest || r->now.mark != out->mark || r->now.form.link != out->form.link
        || tnefi_rtf_is_mute_in(r, out);
}

/* Entries of the table of fonts are groups, mostly. */
static void end_entry(struct tnef_rtf *r)
{
    if (r->now.dest != DEST_FONTTBL || r->depth != r->table_depth + 1u)
        return;
    r->table_font = NO_FONT;
    r->table_codepage = 0;
}

void tnefi_rtf_close(struct tnef_rtf *r)
{
    struct tnefi_rtf_group was = r->now;

    if (is_border(r))
        tnefi_rtf_flush_text(r);
    r->skip = 0;
    r->first = r->star = 0;
    end_entry(r);
    restore(r);
    r->depth--;
    tnefi_rtf_link_end(r, was.form.link);
    if (was.field)
        r->link_known = 0;
    if (was.dest == DEST_INST && r->now.dest != DEST_INST)
        tnefi_rtf_link(r);
}

/* A destination counts as the first word of its group only, and inside of one that is read. */
static void destination(struct tnef_rtf *r, uint8_t dest)
{
    if (r->now.dest == DEST_SKIP || r->now.dest == DEST_UPR)
        return;
    if ((dest == DEST_HTMLTAG || dest == DEST_INST) && !tnefi_rtf_is_mute(r))
        tnefi_rtf_flush_text(r);
    r->now.dest = dest;
}

/* {\upr{a}{\*\ud{b}}}: b is a again in Unicode, and what counts. Where it is not text, a does. */
static void in_unicode(struct tnef_rtf *r, uint8_t action)
{
    if (action == DO_UPR && r->now.dest == DEST_TEXT)
        r->now.dest = DEST_UPR;
    else if (action == DO_UD && r->now.dest == DEST_UPR)
        r->now.dest = DEST_TEXT;
    else if (action == DO_UD)
        destination(r, DEST_SKIP);
}

/* The number or bullet of an item, which the HTML that is given back has on its own. */
static void list_mark(struct tnef_rtf *r)
{
    if (tnefi_rtf_is_html_back(r)) {
        destination(r, DEST_SKIP);
    } else {
        if (!tnefi_rtf_is_mute(r))
            tnefi_rtf_flush_text(r);
        r->now.mark = 1;
    }
}

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

/* In the instruction of a field the result of another one is part of it. */
static void field_word(struct tnef_rtf *r, uint8_t action)
{
    int is_inside = r->now.dest == DEST_INST;

    if (action == DO_RESULT) {
        if (!tnefi_rtf_is_mute(r))
            tnefi_rtf_flush_text(r);
        if (!is_inside)
            tnefi_rtf_link_begin(r);
    } else if (is_inside) {
        destination(r, DEST_SKIP);
    } else {
        r->inst_len = 0;
        destination(r, DEST_INST);
    }
}

static void destination_word(struct tnef_rtf *r, uint8_t action)
{
    switch (action) {
    case DO_READ:
        break;
    case DO_FONTTBL:
        tnefi_rtf_decide(r, TNEF_RTF_RICH);
        r->table_font = NO_FONT;
        r->table_codepage = 0;
        r->table_depth = r->depth;
        destination(r, DEST_FONTTBL);
        break;
    case DO_COLORTBL:
        r->color_now = 0;
        r->color_set = 0;
        destination(r, DEST_COLORTBL);
        break;
    case DO_HTMLTAG:
        destination(r, r->kind == TNEF_RTF_FROM_HTML ? DEST_HTMLTAG : DEST_SKIP);
        break;
    case DO_LIST:
        list_mark(r);
        break;
    case DO_FIELD:
        r->link_known = 0;
        r->now.field = 1;
        break;
    case DO_UPR:
    case DO_UD:
        in_unicode(r, action);
        break;
    case DO_INST:
    case DO_RESULT:
        field_word(r, action);
        break;
    default:
        destination(r, DEST_SKIP);
        break;
    }
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
            destination_word(r, e->action);
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
        destination(r, DEST_SKIP);
        return;
    }
    if (e != NULL && e->action != DO_BIN)
        known_word(r, e, first);
    else if (e == NULL && r->word_len == 1)
        symbol(r);
}
