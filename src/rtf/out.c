/* SPDX-License-Identifier: MIT */
/* Where characters and breaks go: into text, into HTML as it was, into the simple HTML, or into the
 * instruction of a field. */

#include "rtf/priv.h"

#include "text/text.h"
#include "base/ascii.h"
#include "base/touch.h"

#include <string.h>

/* ---- Bytes --------------------------------------------------------------------------------- */

/* Writes all of them or, beyond the limit, none. life.c has made room; tests show that it is enough, and the
 * check here holds if it is not. */
static void emit(struct tnef_rtf *r, const uint8_t *s, size_t n)
{
    if (r->live.fatal.status != TNEF_OK || n > OUT_SIZE - r->live.out_to)
        return;
    if (n > r->max_output - r->live.made) {
        tnefi_rtf_fail(r, TNEF_E_LIMIT_OUTPUT, r->max_output, r->live.made + n);
        return;
    }
    TNEFI_TOUCH(n);
    if (n <= 4u) /* most are one character */
        for (size_t i = 0; i < n; i++)
            r->out[r->live.out_to + i] = s[i];
    else
        memcpy(r->out + r->live.out_to, s, n);
    r->live.out_to += n;
    r->live.made += n;
}

/* One character, through the filter of HTML's charset. */
static void emit_char(struct tnef_rtf *r, const char *s, size_t n)
{
    uint8_t out[8u * HTML_CHARSET_GROWTH];
    size_t len = 0;

    if (!tnefi_rtf_is_html_back(r) || tnefi_html_charset_same(&r->live.charset, (const uint8_t *)s, n) == n) {
        emit(r, (const uint8_t *)s, n);
        return;
    }
    for (size_t i = 0; i < n; i++)
        len += tnefi_html_charset_byte(&r->live.charset, (uint8_t)s[i], out + len);
    emit(r, out, len);
}

static void emit_chars(struct tnef_rtf *r, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        emit_char(r, s + i, 1);
}

void tnefi_rtf_put(struct tnef_rtf *r, const char *s, size_t n)
{
    int same = !tnefi_rtf_is_html_back(r);

    tnefi_rtf_end_reference(r);
    same = same || tnefi_html_charset_same(&r->live.charset, (const uint8_t *)s, n) == n;
    if (same && n <= r->max_output - r->live.made)
        emit(r, (const uint8_t *)s, n);
    else
        emit_chars(r, s, n);
}

/* ---- Character references in the text of encapsulated HTML ---------------------------------- */

/* Some senders escape the text between tags as HTML does, others do not. So "&amp;" passes as it is, and is a
 * reference to the reader of the HTML; an '&' that does not begin a valid reference becomes "&amp;". */

static int is_word(uint32_t c)
{
    return c < 0x80 && (tnefi_base_is_digit((uint8_t)c) || tnefi_base_is_letter((uint8_t)c));
}

static int goes_on(const struct tnef_rtf *r, uint32_t c)
{
    if (r->live.ref_len == REF_MAX)
        return 0;
    return is_word(c) || (c == '#' && r->live.ref_len == 1);
}

void tnefi_rtf_end_reference(struct tnef_rtf *r)
{
    size_t n = r->live.ref_len;

    r->live.ref_len = 0;
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
        return s[1] > '9'; /* a letter */
    for (size_t i = from + (size_t)hex; i < n; i++)
        if (hex ? tnefi_base_hex_digit((uint8_t)s[i]) < 0 : !tnefi_base_is_digit((uint8_t)s[i]))
            return 0;
    return 1;
}

/* Takes a character of the text of HTML. Returns 0 if it is not part of a reference. */
static int reference(struct tnef_rtf *r, uint32_t c)
{
    if (r->live.ref_len > 0 && c == ';' && is_reference(r->ref, r->live.ref_len)) {
        size_t n = r->live.ref_len;

        r->live.ref_len = 0;
        emit_chars(r, r->ref, n);
        return 0;
    }
    if (r->live.ref_len > 0 && goes_on(r, c)) {
        r->ref[r->live.ref_len++] = (char)c;
        return 1;
    }
    tnefi_rtf_end_reference(r);
    if (c != '&')
        return 0;
    r->ref[0] = '&';
    r->live.ref_len = 1;
    return 1;
}

/* Writes as many as the limit allows, so that the same bytes come out however the input is cut. */
static void emit_run(struct tnef_rtf *r, const uint8_t *p, size_t n)
{
    size_t room = r->max_output - r->live.made < n ? (size_t)(r->max_output - r->live.made) : n;

    emit(r, p, room);
    if (room < n && r->live.fatal.status == TNEF_OK) {
        tnefi_rtf_fail(r, TNEF_E_LIMIT_OUTPUT, r->max_output, r->live.made + 1u);
        r->live.fatal.offset += room;
    }
}

/* One character of a run, or those that the filter of HTML's charset leaves alone. Returns how many. */
static size_t emit_some(struct tnef_rtf *r, const uint8_t *p, size_t n)
{
    size_t same;

    if (!tnefi_rtf_is_html_back(r) || r->live.now.dest == DEST_INST || r->live.ref_len > 0) {
        tnefi_rtf_byte(r, p[0], 0);
        return 1;
    }
    same = tnefi_html_charset_same(&r->live.charset, p, n);
    if (same == 0)
        emit_char(r, (const char *)p, 1);
    else
        emit_run(r, p, same);
    return same > 0 ? same : 1;
}

/* One by one where it must be, with the offset of the one that failed. */
static void run_slowly(struct tnef_rtf *r, const uint8_t *p, size_t n)
{
    size_t i = 0;
    size_t from = 0;

    while (i < n && r->live.fatal.status == TNEF_OK) {
        from = i;
        i += emit_some(r, p + i, n - i);
    }
    if (r->live.fatal.status != TNEF_OK)
        r->live.fatal.offset += from;
}

/* ---- Breaks -------------------------------------------------------------------------------- */

void tnefi_rtf_begin_text(struct tnef_rtf *r)
{
    int tab = r->live.held_tab;

    r->live.held_tab = 0;
    if (r->live.output != TNEF_RTF_TEXT)
        tnefi_rtf_form(r);
    if (tab)
        tnefi_rtf_put(r, "\t", 1);
}

void tnefi_rtf_break(struct tnef_rtf *r, int paragraph)
{
    if (r->live.now.dest == DEST_INST)
        return;
    if (tnefi_rtf_is_html_back(r)) {
        tnefi_rtf_put(r, "\r\n", 2);
        return;
    }
    if (r->live.held_tab)
        tnefi_rtf_begin_text(r);
    if (r->live.output == TNEF_RTF_TEXT) {
        tnefi_rtf_put(r, "\r\n", 2);
    } else if (!paragraph) {
        tnefi_rtf_form(r);
        tnefi_rtf_put(r, "<br>", 4);
    } else {
        if (r->live.block == BLOCK_NONE) {
            tnefi_rtf_begin_block(r);
            if (r->live.block == BLOCK_DIV)
                tnefi_rtf_put(r, "<br>", 4);
        }
        tnefi_rtf_end_block(r);
    }
}

/* A tabulator stands between cells, and none after the last of a row: so it waits for text. */
void tnefi_rtf_cell(struct tnef_rtf *r)
{
    if (tnefi_rtf_is_html_back(r) || r->live.now.dest == DEST_INST)
        return;
    if (r->live.held_tab)
        tnefi_rtf_begin_text(r);
    r->live.held_tab = 1;
}

void tnefi_rtf_row(struct tnef_rtf *r)
{
    r->live.held_tab = 0;
    tnefi_rtf_break(r, 1);
}

/* Encapsulated text is given back as it was, and the text beside encapsulated HTML has its places
 * for attachments where the HTML has pictures and links of its own. */
void tnefi_rtf_placeholder(struct tnef_rtf *r)
{
    int is_html = r->live.output == TNEF_RTF_HTML;

    if (tnefi_rtf_is_html_back(r) || r->live.now.dest == DEST_INST
        || (!is_html && r->live.kind != TNEF_RTF_RICH))
        return;
    tnefi_rtf_link_shown(r);
    tnefi_rtf_begin_text(r);
    tnefi_rtf_markup(r, is_html ? "<span class=\"attachment\">[attachment " : "[attachment ");
    tnefi_rtf_decimal(r, r->live.placeholders);
    tnefi_rtf_markup(r, is_html ? "]</span>" : "]");
}

/* ---- Characters ---------------------------------------------------------------------------- */

static void to_inst(struct tnef_rtf *r, const char *s, size_t n)
{
    /* Nobody follows an address that long: INST_MAX marks the instruction as too long. */
    if (n > INST_MAX - r->live.inst_len) {
        r->live.inst_len = INST_MAX;
        return;
    }
    TNEFI_TOUCH(n);
    memcpy(r->inst + r->live.inst_len, s, n);
    r->live.inst_len += n;
}

void tnefi_rtf_char(struct tnef_rtf *r, uint32_t c)
{
    const struct tnefi_rtf_group *g = &r->live.now;
    char out[8];
    size_t n;

    if (c == 0 || (c < 0x20 && c != '\t' && c != '\r' && c != '\n' && g->dest != DEST_HTMLTAG))
        return;
    if (g->dest == DEST_INST) {
        n = tnefi_text_utf8_put(out, c);
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
    if (r->live.output == TNEF_RTF_TEXT || g->dest == DEST_HTMLTAG)
        n = tnefi_text_utf8_put(out, c);
    else
        n = tnefi_rtf_escape(out, c, 0);
    if (r->live.output == TNEF_RTF_TEXT && g->form.link)
        tnefi_rtf_link_text(r, out, n);
    emit_char(r, out, n);
}

void tnefi_rtf_run(struct tnef_rtf *r, const uint8_t *p, size_t n)
{
    const struct tnefi_rtf_group *g = &r->live.now;

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
        if (r->live.output == TNEF_RTF_TEXT && g->form.link)
            tnefi_rtf_link_text(r, (const char *)p, n);
        emit_run(r, p, n);
    }
}

void tnefi_rtf_end_output(struct tnef_rtf *r)
{
    tnefi_rtf_end_reference(r);
    if (r->live.output != TNEF_RTF_HTML || tnefi_rtf_is_html_back(r))
        return;
    if (r->live.mark_len > 0)
        tnefi_rtf_begin_block(r);
    tnefi_rtf_end_block(r);
    tnefi_rtf_end_lists(r);
    tnefi_rtf_put(r, "</body></html>\r\n", 16);
}
