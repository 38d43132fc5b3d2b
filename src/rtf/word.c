/* SPDX-License-Identifier: MIT */
/* What control words do.
 *
 * RTF has well over a thousand control words. Those that words.c names matter here, since the output is
 * text with little form; every other word is ignored. TNEFI_RTF_ACTIONS in priv.h says which function
 * below carries a word out:
 *
 *     document_word     \ansicpg1251, \mac, \deff0: code page and font of all text. \fromhtml1 and \fromtext
 *                       settle the kind of the document
 *     a destination     \fonttbl, \pict, \info, \htmltag: what the text of this group is for (group.c). It
 *                       counts only as the first word of its group
 *     table_word        \red255, \fcharset204: an entry of the table of colors or fonts
 *     group_word        \b, \cf2, \f1, \v, \uc0: changes what holds from here to the end of the group
 *     text_word         \par, \tab, \emdash, \u8364: a break or a character
 *     \binN             N bytes follow that are not RTF; token.c passes over them
 *
 * Four rules decide the cases that readers get wrong:
 *
 *     {\*\foo text}              \* says that who does not know the word must skip the group. Without it,
 *                                {\foo text} shows "text": an unknown word changes nothing.
 *     \uc2\u8364\'a2\'e3x         After \u come \uc items for those who do not know \u: here two, and x is
 *                                text again. A control word is an item, a brace ends them early, and a \u
 *                                among them is a character.
 *     {\upr{a}{\*\ud b}}         b is a, written in Unicode: only b counts.
 *     {\b x\plain y} {\b0 z}     A number of 0 turns a form off, no number turns it on.
 *
 * A character that was begun (half of a surrogate pair, the first byte of two) may go on after a word that
 * writes nothing: {\'83\b\'41}. A word that writes something ends it first, unless the text is muted, since
 * then that word writes nothing, too. */

#include "rtf/priv.h"

#include "base/touch.h"

#define UC_MAX 255

/* ---- The document -------------------------------------------------------------------------- */

void tnefi_rtf_decide(struct tnef_rtf *r, uint32_t kind)
{
    static const char head[] = "<!DOCTYPE html>\r\n<html><head><meta charset=\"utf-8\">"
                               "<style>div,li{white-space:pre-wrap}</style></head>\r\n<body>\r\n";

    if (r->live.kind != TNEF_RTF_UNKNOWN)
        return;
    if (r->want == TNEF_RTF_AUTO)
        r->live.output = kind == TNEF_RTF_FROM_HTML ? TNEF_RTF_HTML : TNEF_RTF_TEXT;
    else
        r->live.output = r->want;
    if (r->live.output == TNEF_RTF_HTML && kind != TNEF_RTF_FROM_HTML)
        tnefi_rtf_put(r, head, sizeof head - 1u);
    r->live.kind = kind;
}

/* The code page that the word names, or 0. RTF is made of bytes, so UTF-16 and UTF-32 are refused; 0 stands
 * for the setting of the sender, which nobody knows here. */
static uint32_t codepage_of(struct tnef_rtf *r)
{
    int64_t n = r->live.number;

    if (n == 1200 || n == 1201 || n == 12000 || n == 12001 || n < 0 || n > 65535) {
        r->live.anomalies |= TNEF_ANOMALY_BIT(TNEF_RTF_A_CODEPAGE);
        return 0;
    }
    return (uint32_t)n;
}

static void set_codepage(struct tnef_rtf *r)
{
    uint32_t codepage = codepage_of(r);

    r->live.codepage = codepage != 0 ? codepage : 1252;
    r->live.has_codepage = 1;
}

/* \ansi and the like. \ansicpg wins over them, whichever comes first. */
static void set_family(struct tnef_rtf *r, uint32_t codepage)
{
    if (!r->live.has_codepage)
        r->live.codepage = codepage;
}

/* In skipped groups these words do not describe the document: ignores them there, except \fromhtml and
 * \fromtext. */
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
        if (!r->live.has_number || r->live.number == 1)
            tnefi_rtf_decide(r, TNEF_RTF_FROM_HTML);
        break;
    case DO_FROMTEXT:
        tnefi_rtf_decide(r, TNEF_RTF_FROM_TEXT);
        break;
    case DO_DEFF:
        r->live.default_font = (int32_t)r->live.number;
        r->live.now.font = r->live.default_font;
        break;
    default:
        break;
    }
}

/* \fcharset and \cpg, which may come before the number of the font. */
static void font_codepage(struct tnef_rtf *r, uint8_t action)
{
    uint32_t page;

    if (r->live.now.dest != DEST_FONTTBL)
        return;
    page = action == DO_FCHARSET ? tnefi_rtf_charset(r->live.number) : codepage_of(r);
    if (r->live.table_font != NO_FONT)
        tnefi_rtf_set_font(r, r->live.table_font, page, action == DO_FCHARSET);
    else if (action == DO_FCHARSET || r->live.table_codepage == 0)
        r->live.table_codepage = page;
}

static void font_number(struct tnef_rtf *r)
{
    int is_first = r->live.table_font == NO_FONT;

    r->live.table_font = (int32_t)r->live.number;
    if (is_first && r->live.table_codepage != 0)
        tnefi_rtf_set_font(r, r->live.table_font, r->live.table_codepage, 1);
    r->live.table_codepage = 0;
}

/* An entry of the table of fonts or of colors. */
static void table_word(struct tnef_rtf *r, uint8_t action)
{
    uint32_t shift = action == DO_RED ? 16u : action == DO_GREEN ? 8u : 0u;

    if (action == DO_FCHARSET || action == DO_CPG) {
        font_codepage(r, action);
        return;
    }
    if (r->live.now.dest != DEST_COLORTBL || r->live.number < 0 || r->live.number > 255)
        return;
    r->live.color_now = (r->live.color_now & ~(0xFFu << shift)) | (uint32_t)r->live.number << shift;
    r->live.color_set = 1;
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
    struct tnefi_rtf_form *form = &r->live.now.form;
    int on = !r->live.has_number || r->live.number != 0;
    uint8_t bit = form_bit(action);

    if (action == DO_COLOR) {
        form->color = r->live.number > 0 && r->live.number < COLORS_MAX ? (uint16_t)r->live.number : 0;
    } else if (action == DO_SIZE) {
        form->size = r->live.number > 0 && r->live.number <= 800 ? (uint16_t)r->live.number : 0;
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
    struct tnefi_rtf_group *g = &r->live.now;

    g->font = r->live.default_font;
    g->hidden = 0;
    g->form.bits = 0;
    g->form.color = g->form.size = 0;
}

/* Words that change the group that they are in. */
static void group_word(struct tnef_rtf *r, uint8_t action)
{
    struct tnefi_rtf_group *g = &r->live.now;
    int on = !r->live.has_number || r->live.number != 0;

    switch (action) {
    case DO_F:
        if (g->dest == DEST_FONTTBL)
            font_number(r);
        else
            g->font = (int32_t)r->live.number;
        break;
    case DO_UC:
        g->uc = (uint16_t)(r->live.number < 0 ? 0 : r->live.number > UC_MAX ? UC_MAX : r->live.number);
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
        g->indent = (int32_t)r->live.number;
        break;
    default:
        form_word(r, action);
        break;
    }
}

/* ---- Text ---------------------------------------------------------------------------------- */

int tnefi_rtf_passed_over(struct tnef_rtf *r)
{
    if (r->live.skip == 0)
        return 0;
    r->live.skip--;
    return 1;
}

static void unit(struct tnef_rtf *r)
{
    int64_t n = r->live.number % 65536;

    if (n < 0)
        n += 65536;
    if (!tnefi_rtf_is_mute(r)) {
        r->live.drop_blank = 0;
        tnefi_rtf_unit(r, (uint32_t)n);
    }
    r->live.skip = r->live.now.uc;
}

/* Words that are characters or breaks. One that is not read does not end a character that was begun. */
static void text_word(struct tnef_rtf *r, uint8_t action, uint32_t value)
{
    if (r->live.kind == TNEF_RTF_UNKNOWN && !tnefi_rtf_is_unread(r))
        tnefi_rtf_decide(r, TNEF_RTF_RICH);
    if (action == DO_U) {
        unit(r);
        return;
    }
    if (action == DO_OBJATTPH && !tnefi_rtf_is_unread(r) && r->live.placeholders < UINT32_MAX)
        r->live.placeholders++;
    if (tnefi_rtf_is_mute(r)) {
        r->live.drop_blank = action == DO_OBJATTPH;
        return;
    }
    tnefi_rtf_flush_text(r);
    r->live.drop_blank = action == DO_OBJATTPH;
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
static void symbol(struct tnef_rtf *r, char c)
{
    if (c == '~')
        text_word(r, DO_CHAR, 0x00A0);
    else if (c == '_')
        text_word(r, DO_CHAR, r->live.kind == TNEF_RTF_RICH ? 0x2011 : 0x00AD);
    else if (c == '-' && r->live.output == TNEF_RTF_HTML)
        text_word(r, DO_CHAR, 0x00AD);
}

/* ---- Words --------------------------------------------------------------------------------- */

static int is_destination(const struct tnefi_rtf_entry *e)
{
    return e->group == WORD_DESTINATION;
}

static void known_word(struct tnef_rtf *r, const struct tnefi_rtf_entry *e, int first)
{
    switch ((enum tnefi_rtf_word_group)e->group) {
    case WORD_DOCUMENT:
        document_word(r, e->action);
        break;
    case WORD_DESTINATION:
        if (first)
            tnefi_rtf_destination_word(r, e->action);
        break;
    case WORD_TABLE:
        table_word(r, e->action);
        break;
    case WORD_STATE:
        group_word(r, e->action);
        break;
    case WORD_TEXT:
        text_word(r, e->action, e->value);
        break;
    case WORD_BINARY: /* the lexer was told how many bytes follow */
        break;
    }
}

void tnefi_rtf_word(struct tnef_rtf *r, const char *word, size_t len)
{
    const struct tnefi_rtf_entry *e = tnefi_rtf_find(word, len);
    int first = r->live.first;
    int star = r->live.star;

    r->live.first = r->live.star = 0;
    if (e != NULL && e->action == DO_U)
        r->live.skip = 0; /* it is no fallback of the \u before it */
    if (e != NULL && e->action == DO_BIN && r->live.number > 0)
        r->live.bin = (uint64_t)r->live.number;
    if (tnefi_rtf_passed_over(r))
        return;
    if (star && (e == NULL || !is_destination(e))) {
        tnefi_rtf_destination(r, DEST_SKIP);
        return;
    }
    if (e != NULL)
        known_word(r, e, first);
    else if (len == 1)
        symbol(r, *word);
}
