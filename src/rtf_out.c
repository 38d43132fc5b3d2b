/* SPDX-License-Identifier: MIT */
/* Where characters and breaks go: into text, into HTML as it was, into the simple HTML, or into the
 * instruction of a field. */

#include "rtf_priv.h"

#include "text_priv.h"

#include <string.h>

/* HTML is given back as it was. */
static int is_html_back(const struct tnef_rtf *r)
{
    return r->kind == TNEF_RTF_FROM_HTML && r->output == TNEF_RTF_HTML;
}

int tnefi_rtf_is_mute(const struct tnef_rtf *r)
{
    const struct tnefi_rtf_group *g = &r->group[r->depth < TNEF_RTF_DEPTH ? r->depth
                                                                        : TNEF_RTF_DEPTH - 1u];

    if (r->over_skip != 0 || r->fatal.status != TNEF_OK)
        return 1;
    if (g->dest == DEST_SKIP || g->dest == DEST_FONTTBL || g->dest == DEST_COLORTBL)
        return 1;
    if (is_html_back(r))
        return g->htmlrtf;
    return g->dest == DEST_HTMLTAG || g->hidden;
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
    memcpy(r->out + r->out_to, s, n);
    r->out_to += n;
    r->made += n;
}

/* One character, through the filter of HTML's charset. */
static void emit_char(struct tnef_rtf *r, const char *s, size_t n)
{
    uint8_t out[8u * HTML_CHARSET_GROWTH];
    size_t len = 0;

    if (!is_html_back(r)) {
        emit(r, (const uint8_t *)s, n);
        return;
    }
    for (size_t i = 0; i < n; i++)
        len += tnefi_html_charset_byte(&r->charset, (uint8_t)s[i], out + len);
    emit(r, out, len);
}

void tnefi_rtf_put(struct tnef_rtf *r, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        emit_char(r, s + i, 1);
}

/* ---- Breaks -------------------------------------------------------------------------------- */

/* \fromtext ends with one \par more than the text had: a break waits for what follows. */
static void say_break(struct tnef_rtf *r)
{
    if (r->held_break)
        tnefi_rtf_put(r, "\r\n", 2);
    r->held_break = 0;
}

void tnefi_rtf_break(struct tnef_rtf *r, int paragraph)
{
    if (tnefi_rtf_top(r)->dest == DEST_INST)
        return;
    if (is_html_back(r)) {
        tnefi_rtf_put(r, "\r\n", 2);
    } else if (r->output == TNEF_RTF_TEXT) {
        say_break(r);
        r->held_break = 1;
    } else if (paragraph) {
        if (!r->block)
            tnefi_rtf_put(r, "<div><br>", 9);
        tnefi_rtf_end_block(r);
    } else {
        tnefi_rtf_form(r);
        tnefi_rtf_put(r, "<br>", 4);
    }
}

void tnefi_rtf_cell(struct tnef_rtf *r)
{
    if (!is_html_back(r))
        tnefi_rtf_char(r, '\t');
}

void tnefi_rtf_placeholder(struct tnef_rtf *r)
{
    char digits[16];
    size_t n = sizeof digits;
    uint32_t number = r->placeholders;

    if (is_html_back(r) || r->output != TNEF_RTF_HTML || tnefi_rtf_top(r)->dest == DEST_INST)
        return;
    do {
        digits[--n] = (char)('0' + number % 10u);
        number /= 10u;
    } while (number > 0);
    tnefi_rtf_form(r);
    tnefi_rtf_put(r, "<span class=\"attachment\">[attachment ", 37);
    tnefi_rtf_put(r, digits + n, sizeof digits - n);
    tnefi_rtf_put(r, "]</span>", 8);
}

/* ---- Characters ---------------------------------------------------------------------------- */

static void to_inst(struct tnef_rtf *r, const char *s, size_t n)
{
    /* What is too long is no address that would be followed: it stays too long. */
    if (n > INST_MAX - r->inst_len) {
        r->inst_len = INST_MAX;
        return;
    }
    memcpy(r->inst + r->inst_len, s, n);
    r->inst_len += n;
}

void tnefi_rtf_char(struct tnef_rtf *r, uint32_t c)
{
    const struct tnefi_rtf_group *g = tnefi_rtf_top(r);
    char out[8];
    size_t n;

    if (c == 0 || (c < 0x20 && c != '\t' && c != '\r' && c != '\n' && g->dest != DEST_HTMLTAG))
        return;
    if (g->dest == DEST_INST) {
        n = tnefi_utf8_put(out, c);
        to_inst(r, out, n);
        return;
    }
    if (r->output == TNEF_RTF_TEXT) {
        say_break(r);
        n = tnefi_utf8_put(out, c);
    } else if (g->dest == DEST_HTMLTAG) {
        n = tnefi_utf8_put(out, c);
    } else {
        if (!is_html_back(r))
            tnefi_rtf_form(r);
        n = tnefi_rtf_escape(out, c, 0);
    }
    emit_char(r, out, n);
}

void tnefi_rtf_run(struct tnef_rtf *r, const uint8_t *p, size_t n)
{
    const struct tnefi_rtf_group *g = tnefi_rtf_top(r);
    size_t room;

    if (g->dest == DEST_COLORTBL || g->dest == DEST_INST) {
        for (size_t i = 0; i < n; i++)
            tnefi_rtf_byte(r, p[i]);
        return;
    }
    if (tnefi_rtf_is_mute(r))
        return;
    if (is_html_back(r)) {
        tnefi_rtf_put(r, (const char *)p, n);
        return;
    }
    if (r->output == TNEF_RTF_TEXT)
        say_break(r);
    else
        tnefi_rtf_form(r);
    room = r->max_output - r->made < n ? (size_t)(r->max_output - r->made) : n;
    emit(r, p, room);
    emit(r, p + room, n - room);
}

void tnefi_rtf_end_output(struct tnef_rtf *r)
{
    if (r->output == TNEF_RTF_TEXT && r->held_break && r->kind != TNEF_RTF_FROM_TEXT)
        say_break(r);
    if (r->output != TNEF_RTF_HTML || is_html_back(r))
        return;
    if (r->block)
        tnefi_rtf_end_block(r);
    tnefi_rtf_put(r, "</body></html>\r\n", 16);
}
