/* SPDX-License-Identifier: MIT */
/* Where characters and breaks go: into text, into HTML as it was, into the simple HTML, or into the
 * instruction of a field. */

#include "rtf_priv.h"

#include "text_priv.h"
#include "touch.h"

#include <string.h>

int tnefi_rtf_is_html_back(const struct tnef_rtf *r)
{
    return r->kind == TNEF_RTF_FROM_HTML && r->output == TNEF_RTF_HTML;
}

static int is_unread_in(const struct tnefi_rtf_group *g)
{
    return g->dest == DEST_SKIP || g->dest == DEST_UPR || g->dest == DEST_FONTTBL
        || g->dest == DEST_COLORTBL;
}

int tnefi_rtf_is_unread(const struct tnef_rtf *r)
{
    return is_unread_in(&r->now);
}

int tnefi_rtf_is_mute_in(const struct tnef_rtf *r, const struct tnefi_rtf_group *g)
{
    if (r->fatal.status != TNEF_OK || is_unread_in(g))
        return 1;
    if (tnefi_rtf_is_html_back(r))
        return g->htmlrtf;
    return g->dest == DEST_HTMLTAG || g->hidden;
}

int tnefi_rtf_is_mute(const struct tnef_rtf *r)
{
    return tnefi_rtf_is_mute_in(r, &r->now);
}

/* ---- Bytes --------------------------------------------------------------------------------- */

/* All of them or, beyond the limit, none. rtf.c has made room; that it is enough is tested, and
 * looked at here. */
static void emit(struct tnef_rtf *r, const uint8_t *s, size_t n)
{
    if (r->fatal.status != TNEF_OK || n > OUT_SIZE - r->out_to)
        return;
    if (n > r->max_output - r->made) {
        tnefi_rtf_fail(r, TNEF_E_LIMIT_OUTPUT, r->max_output, r->made + n);
        return;
    }
    TNEFI_TOUCH(n);
    memcpy(r->out + r->out_to, s, n);
    r->out_to += n;
    r->made += n;
}

/* One character, through the filter of HTML's charset. */
static void emit_char(struct tnef_rtf *r, const char *s, size_t n)
{
    uint8_t out[8u * HTML_CHARSET_GROWTH];
    size_t len = 0;

    if (!tnefi_rtf_is_html_back(r)) {
        emit(r, (const uint8_t *)s, n);
        return;
    }
    for (size_t i = 0; i < n; i++)
        len += tnefi_html_charset_byte(&r->charset, (uint8_t)s[i], out + len);
    emit(r, out, len);
}

static void emit_chars(struct tnef_rtf *r, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        emit_char(r, s + i, 1);
}

void tnefi_rtf_put(struct tnef_rtf *r, const char *s, size_t n)
{
    tnefi_rtf_end_reference(r);
    emit_chars(r, s, n);
}

/* ---- Character references in the text of encapsulated HTML ---------------------------------- */

/* Some write text as HTML has it: "&amp;" stands for itself there, and is a reference for whoever
 * reads the HTML. What is no reference must not become one. */

static int is_word(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int goes_on(const struct tnef_rtf *r, uint32_t c)
{
    if (r->ref_len == REF_MAX)
        return 0;
    return is_word(c) || (c == '#' && r->ref_len == 1);
}

void tnefi_rtf_end_reference(struct tnef_rtf *r)
{
    size_t n = r->ref_len;

    r->ref_len = 0;
    if (n == 0)
        return;
    emit_chars(r, "&amp;", 5);
    emit_chars(r, r->ref + 1, n - 1u);
}

/* Digits after #, or after #x: a number. */
static int is_reference(const char *s, size_t n)
{
    size_t from = n > 1 && s[1] == '#' ? 2u : 1u;
    int hex = from == 2u && n > 2 && (s[2] == 'x' || s[2] == 'X');

    if (n <= from + (size_t)hex)
        return 0;
    if (from == 1u)
        return s[1] > '9';              /* a letter */
    for (size_t i = from + (size_t)hex; i < n; i++)
        if (!((s[i] >= '0' && s[i] <= '9')
              || (hex && ((s[i] >= 'a' && s[i] <= 'f') || (s[i] >= 'A' && s[i] <= 'F')))))
            return 0;
    return 1;
}

/* A character of the text of HTML. 0: it is not part of a reference. */
static int reference(struct tnef_rtf *r, uint32_t c)
{
    if (r->ref_len > 0 && c == ';' && is_reference(r->ref, r->ref_len)) {
        size_t n = r->ref_len;

        r->ref_len = 0;
        emit_chars(r, r->ref, n);
        return 0;
    }
    if (r->ref_len > 0 && goes_on(r, c)) {
        r->ref[r->ref_len++] = (char)c;
        return 1;
    }
    tnefi_rtf_end_reference(r);
    if (c != '&')
        return 0;
    r->ref[0] = '&';
    r->ref_len = 1;
    return 1;
}

/* As many as the limit allows, whatever the pieces are. */
static void emit_run(struct tnef_rtf *r, const uint8_t *p, size_t n)
{
    size_t room = r->max_output - r->made < n ? (size_t)(r->max_output - r->made) : n;

    emit(r, p, room);
    if (room < n && r->fatal.status == TNEF_OK) {
        tnefi_rtf_fail(r, TNEF_E_LIMIT_OUTPUT, r->max_output, r->made + 1u);
        r->fatal.offset += room;
    }
}

/* One by one, with the offset of the one that failed. */
static void run_slowly(struct tnef_rtf *r, const uint8_t *p, size_t n)
{
    int is_back = tnefi_rtf_is_html_back(r);
    size_t i;

    for (i = 0; i < n && r->fatal.status == TNEF_OK; i++)
        if (!is_back || r->now.dest == DEST_INST || r->ref_len > 0)
            tnefi_rtf_byte(r, p[i], 0);
        else
            emit_char(r, (const char *)p + i, 1);
    if (r->fatal.status != TNEF_OK)
        r->fatal.offset += i - 1u;
}

/* ---- Breaks -------------------------------------------------------------------------------- */

void tnefi_rtf_begin_text(struct tnef_rtf *r)
{
    int tab = r->held_tab;

    r->held_tab = 0;
    if (r->output != TNEF_RTF_TEXT)
        tnefi_rtf_form(r);
    if (tab)
        tnefi_rtf_put(r, "\t", 1);
}

void tnefi_rtf_break(struct tnef_rtf *r, int paragraph)
{
    if (r->now.dest == DEST_INST)
        return;
    if (tnefi_rtf_is_html_back(r)) {
        tnefi_rtf_put(r, "\r\n", 2);
        return;
    }
    if (r->held_tab)
        tnefi_rtf_begin_text(r);
    if (r->output == TNEF_RTF_TEXT) {
        tnefi_rtf_put(r, "\r\n", 2);
    } else if (!paragraph) {
        tnefi_rtf_form(r);
        tnefi_rtf_put(r, "<br>", 4);
    } else {
        if (r->block == BLOCK_NONE) {
            tnefi_rtf_begin_block(r);
            if (r->block == BLOCK_DIV)
                tnefi_rtf_put(r, "<br>", 4);
        }
        tnefi_rtf_end_block(r);
    }
}

/* Cells are told apart by tabulators, of which none ends a row. */
void tnefi_rtf_cell(struct tnef_rtf *r)
{
    if (tnefi_rtf_is_html_back(r) || r->now.dest == DEST_INST)
        return;
    if (r->held_tab)
        tnefi_rtf_begin_text(r);
    r->held_tab = 1;
}

void tnefi_rtf_row(struct tnef_rtf *r)
{
    r->held_tab = 0;
    tnefi_rtf_break(r, 1);
}

/* Encapsulated text is given back as it was, and the text beside encapsulated HTML has its places
 * for attachments where the HTML has pictures and links of its own. */
void tnefi_rtf_placeholder(struct tnef_rtf *r)
{
    int is_html = r->output == TNEF_RTF_HTML;

    if (tnefi_rtf_is_html_back(r) || r->now.dest == DEST_INST
        || (!is_html && r->kind != TNEF_RTF_RICH))
        return;
    tnefi_rtf_link_shown(r);
    tnefi_rtf_begin_text(r);
    tnefi_rtf_markup(r, is_html ? "<span class=\"attachment\">[attachment " : "[attachment ");
    tnefi_rtf_decimal(r, r->placeholders);
    tnefi_rtf_markup(r, is_html ? "]</span>" : "]");
}

/* ---- Characters ---------------------------------------------------------------------------- */

static void to_inst(struct tnef_rtf *r, const char *s, size_t n)
{
    /* What is too long is no address that would be followed: it stays too long. */
    if (n > INST_MAX - r->inst_len) {
        r->inst_len = INST_MAX;
        return;
    }
    TNEFI_TOUCH(n);
    memcpy(r->inst + r->inst_len, s, n);
    r->inst_len += n;
}

void tnefi_rtf_char(struct tnef_rtf *r, uint32_t c)
{
    const struct tnefi_rtf_group *g = &r->now;
    char out[8];
    size_t n;

    if (c == 0 || (c < 0x20 && c != '\t' && c != '\r' && c != '\n' && g->dest != DEST_HTMLTAG))
        return;
    if (g->dest == DEST_INST) {
        n = tnefi_utf8_put(out, c);
        to_inst(r, out, n);
        return;
    }
    if (g->mark && tnefi_rtf_mark(r, c))
        return;
    if (!tnefi_rtf_is_html_back(r))
        tnefi_rtf_begin_text(r);
    else if (g->dest == DEST_HTMLTAG)
        tnefi_rtf_end_reference(r);
    else if (reference(r, c))
        return;
    if (r->output == TNEF_RTF_TEXT || g->dest == DEST_HTMLTAG)
        n = tnefi_utf8_put(out, c);
    else
        n = tnefi_rtf_escape(out, c, 0);
    if (r->output == TNEF_RTF_TEXT && g->form.link)
        tnefi_rtf_link_text(r, out, n);
    emit_char(r, out, n);
}

void tnefi_rtf_run(struct tnef_rtf *r, const uint8_t *p, size_t n)
{
    const struct tnefi_rtf_group *g = &r->now;

    if (g->dest == DEST_COLORTBL) {
        TNEFI_TOUCH(n);
        for (size_t i = 0; i < n; i++)
            tnefi_rtf_byte(r, p[i], 0);
    } else if (tnefi_rtf_is_mute(r)) {
        return;
    } else if (g->dest == DEST_INST || g->mark || tnefi_rtf_is_html_back(r)) {
        run_slowly(r, p, n);
    } else {
        tnefi_rtf_begin_text(r);
        if (r->output == TNEF_RTF_TEXT && g->form.link)
            tnefi_rtf_link_text(r, (const char *)p, n);
        emit_run(r, p, n);
    }
}

void tnefi_rtf_end_output(struct tnef_rtf *r)
{
    tnefi_rtf_end_reference(r);
    if (r->output != TNEF_RTF_HTML || tnefi_rtf_is_html_back(r))
        return;
    if (r->mark_len > 0)
        tnefi_rtf_begin_block(r);
    tnefi_rtf_end_block(r);
    tnefi_rtf_end_lists(r);
    tnefi_rtf_put(r, "</body></html>\r\n", 16);
}
