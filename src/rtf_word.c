/* SPDX-License-Identifier: MIT */
/* What groups and control words do. */

#include "rtf_priv.h"

#define UC_MAX 255

/* ---- Groups -------------------------------------------------------------------------------- */

void tnefi_rtf_open(struct tnef_rtf *r)
{
    r->skip = 0;
    r->star = 0;
    r->first = 1;
    r->depth++;
    if (r->depth > r->deepest)
        r->deepest = r->depth;
    if (tnefi_rtf_is_deep(r)) {
        r->flags |= TNEF_RTF_DEEP;
        return;
    }
    r->group[r->depth] = r->group[r->depth - 1u];
    r->group[r->depth].field = 0;
}

void tnefi_rtf_close(struct tnef_rtf *r)
{
    const struct tnefi_rtf_group *g = tnefi_rtf_top(r);

    tnefi_rtf_flush_text(r);
    r->skip = 0;
    r->first = r->star = 0;
    if (tnefi_rtf_is_deep(r)) {
        if (r->over_skip == r->depth)
            r->over_skip = 0;
        r->depth--;
        return;
    }
    if (g->field)
        r->url_len = 0;
    r->depth--;
    if (g->dest == DEST_INST && tnefi_rtf_top(r)->dest != DEST_INST)
        tnefi_rtf_link(r);
}

static void set_dest(struct tnef_rtf *r, uint8_t dest)
{
    if (!tnefi_rtf_is_deep(r))
        tnefi_rtf_top(r)->dest = dest;
    else if (r->over_skip == 0)
        r->over_skip = r->depth;
}

/* A destination counts as the first word of its group only, and inside of one that is read. */
static void destination(struct tnef_rtf *r, uint8_t dest)
{
    if (tnefi_rtf_top(r)->dest != DEST_SKIP)
        set_dest(r, dest);
}

/* ---- The document -------------------------------------------------------------------------- */

void tnefi_rtf_decide(struct tnef_rtf *r, uint32_t kind)
{
    static const char head[] = "<!DOCTYPE html>\r\n<html><head><meta charset=\"utf-8\">"
                               "<style>div{white-space:pre-wrap}</style></head>\r\n<body>\r\n";

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

static void set_codepage(struct tnef_rtf *r)
{
    int64_t n = r->number;

    /* RTF is made of bytes: UTF-16 and UTF-32 cannot be. 0 is the setting of the sender. */
    if (n == 1200 || n == 1201 || n == 12000 || n == 12001 || n <= 0 || n > 65535) {
        r->codepage = 1252;
        if (n != 0)
            r->flags |= TNEF_RTF_CODEPAGE;
    } else {
        r->codepage = (uint32_t)n;
    }
}

static void document_word(struct tnef_rtf *r, uint8_t action)
{
    switch (action) {
    case DO_ANSI:
        r->codepage = 1252;
        break;
    case DO_MAC:
        r->codepage = 10000;
        break;
    case DO_PC:
        r->codepage = 437;
        break;
    case DO_PCA:
        r->codepage = 850;
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
        tnefi_rtf_top(r)->font = r->default_font;
        break;
    default:
        break;
    }
}

/* Of the tables of fonts and colors. */
static void table_word(struct tnef_rtf *r, uint8_t action)
{
    uint32_t shift = action == DO_RED ? 16u : action == DO_GREEN ? 8u : 0u;

    if (action == DO_FCHARSET) {
        tnefi_rtf_set_font(r, r->table_font, tnefi_rtf_charset(r->number));
        return;
    }
    if (action == DO_CPG) {             /* \fcharset wins */
        if (r->number > 0 && r->number <= 65535)
            tnefi_rtf_set_font(r, r->table_font, (uint32_t)r->number);
        return;
    }
    if (tnefi_rtf_top(r)->dest != DEST_COLORTBL || r->number < 0 || r->number > 255)
        return;
    r->color_now = (r->color_now & ~(0xFFu << shift)) | (uint32_t)r->number << shift;
    r->color_set = 1;
}

static void destination_word(struct tnef_rtf *r, uint8_t action)
{
    int is_html = r->kind == TNEF_RTF_FROM_HTML;

    switch (action) {
    case DO_FONTTBL:
        tnefi_rtf_decide(r, TNEF_RTF_RICH);
        r->table_font = NO_FONT;
        destination(r, DEST_FONTTBL);
        break;
    case DO_COLORTBL:
        r->color_now = 0;
        r->color_set = 0;
        destination(r, DEST_COLORTBL);
        break;
    case DO_HTMLTAG:
        destination(r, is_html ? DEST_HTMLTAG : DEST_SKIP);
        break;
    case DO_LIST:
        if (is_html && r->output == TNEF_RTF_HTML)
            destination(r, DEST_SKIP);
        break;
    case DO_FIELD:
        r->url_len = 0;
        if (!tnefi_rtf_is_deep(r))
            tnefi_rtf_top(r)->field = 1;
        break;
    case DO_INST:
        r->inst_len = 0;
        destination(r, DEST_INST);
        break;
    case DO_RESULT:
        if (!tnefi_rtf_is_deep(r))
            tnefi_rtf_top(r)->form.link = r->url_len > 0;
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
    struct tnefi_rtf_form *form = &tnefi_rtf_top(r)->form;
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
    struct tnefi_rtf_group *g = tnefi_rtf_top(r);

    g->font = r->default_font;
    g->hidden = 0;
    g->form.bits = 0;
    g->form.color = g->form.size = 0;
}

/* Words that change the group that they are in. */
static void group_word(struct tnef_rtf *r, uint8_t action)
{
    struct tnefi_rtf_group *g = tnefi_rtf_top(r);
    int on = !r->has_number || r->number != 0;

    if (tnefi_rtf_is_deep(r))
        return;
    switch (action) {
    case DO_F:
        if (g->dest == DEST_FONTTBL)
            r->table_font = (int32_t)r->number;
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
    r->drop_blank = 0;
    tnefi_rtf_unit(r, (uint32_t)n);
    r->skip = tnefi_rtf_top(r)->uc;
}

/* Words that are characters or breaks. */
static void text_word(struct tnef_rtf *r, uint8_t action, uint32_t value)
{
    if (r->kind == TNEF_RTF_UNKNOWN)
        tnefi_rtf_decide(r, TNEF_RTF_RICH);
    if (action == DO_U) {
        unit(r);
        return;
    }
    tnefi_rtf_flush_text(r);
    r->drop_blank = 0;
    if (action == DO_OBJATTPH) {
        r->placeholders++;
        r->drop_blank = 1;
    }
    if (tnefi_rtf_is_mute(r))
        return;
    switch (action) {
    case DO_BREAK:
        tnefi_rtf_break(r, 1);
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
 * and text ([MS-OXRTFEX] 2.1.3.1.4). */
static void symbol(struct tnef_rtf *r)
{
    if (r->word[0] == '~')
        text_word(r, DO_CHAR, 0x00A0);
    else if (r->word[0] == '_')
        text_word(r, DO_CHAR, r->kind == TNEF_RTF_RICH ? 0x2011 : 0x00AD);
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
