/* SPDX-License-Identifier: MIT */
/* Parameters of header fields (RFC 2045, 5.1; RFC 2231). */

#include "lines/priv.h"

enum { PHASE_START, PHASE_VALUE };

/* What stands between the name and the value, and after it. */
static const char *before_value(uint32_t form)
{
    if (form == FORM_PERCENT)
        return "*=UTF-8''";
    return form == FORM_PLAIN ? "=" : "=\"";
}

/* Octets of a character. */
static uint32_t width(uint32_t form, const struct tnefi_lines_char *c)
{
    if (form == FORM_PERCENT)
        return tnefi_lines_is_attr_char(c->c) ? 1 : 3u * c->len;
    return c->len + (form == FORM_QUOTED && (c->c == '"' || c->c == '\\') ? 1u : 0);
}

static void put(struct tnefi_lines *l, const struct tnefi_lines_char *c)
{
    uint8_t escape[3];

    if (l->form == FORM_PERCENT && !tnefi_lines_is_attr_char(c->c)) {
        for (uint32_t i = 0; i < c->len; i++) {
            tnefi_lines_escape(escape, '%', c->bytes[i]);
            tnefi_lines_put(l, escape, 3);
        }
        return;
    }
    if (width(l->form, c) > c->len)
        tnefi_lines_put_byte(l, '\\');
    tnefi_lines_put(l, c->bytes, c->len);
}

/* Reads the next character that the parameter has room for, whose octets so far are |*used|. */
static bool next(const struct tnefi_lines_text *text, struct tnefi_lines_place *place, uint32_t form,
                 uint32_t *used, struct tnefi_lines_char *c)
{
    if (tnefi_lines_next(text, place, c) == CHAR_END)
        return false;
    *used += width(form, c);
    return *used <= WORD_MOST;
}

/* Octets of all of it. */
static size_t whole(const struct tnefi_lines_text *text, uint32_t form, uint32_t used)
{
    struct tnefi_lines_place place = { 0, 0, 0 };
    struct tnefi_lines_char c;
    size_t n = used;

    while (next(text, &place, form, &used, &c))
        n = used;
    return n;
}

static void begin(struct tnefi_lines *l, const char *name, const struct tnefi_lines_text *text, size_t tail)
{
    size_t len = tnefi_lines_length(name);
    const char *before = before_value(l->form);

    if (len > 32u)
        len = 32u;
    l->used = (uint32_t)(len + tnefi_lines_length(before));
    tnefi_lines_lead(l, whole(text, l->form, l->used) + tail, TNEFI_LINES_HEADER);
    tnefi_lines_put(l, name, len);
    tnefi_lines_put(l, before, tnefi_lines_length(before));
    l->phase = PHASE_VALUE;
}

/* Writes a parameter in a form that is not of encoded words. */
static void simple(struct tnefi_lines *l, const char *name, const struct tnefi_lines_text *text,
                   const char *after)
{
    const char *quote = l->form == FORM_QUOTED ? "\"" : "";
    size_t tail = tnefi_lines_length(quote) + tnefi_lines_length(after);

    while (tnefi_lines_room(l)) {
        struct tnefi_lines_char c;

        if (l->phase == PHASE_START)
            begin(l, name, text, tail);
        if (!next(text, &l->place, l->form, &l->used, &c)) {
            tnefi_lines_put(l, quote, tnefi_lines_length(quote));
            tnefi_lines_put(l, after, tnefi_lines_length(after));
            tnefi_lines_leave(l);
            return;
        }
        put(l, &c);
    }
}

/* The form of a value that needs no encoding; FORM_NONE: it does. */
static uint32_t simple_form(const struct tnefi_lines_measure *m)
{
    if (!m->ascii)
        return FORM_NONE;
    return m->any && m->token ? FORM_PLAIN : FORM_QUOTED;
}

void tnefi_lines_param(struct tnefi_lines *l, const char *name, const void *p, size_t n, const char *after)
{
    const struct tnefi_lines_text text = { p, n, true };
    struct tnefi_lines_measure m;

    if (!tnefi_lines_enter(l))
        return;
    if (l->phase == PHASE_START) {
        tnefi_lines_measure(&m, l, &text, PLACE_PARAM);
        l->form = simple_form(&m);
        if (l->form == FORM_NONE)
            l->form = FORM_PERCENT;
    }
    simple(l, name, &text, after != NULL ? after : "");
}

/* Appends |s| to the string in |out|, which has room for |room| characters. */
static void append(char *out, size_t room, const char *s)
{
    size_t at = tnefi_lines_length(out);

    for (size_t i = 0; at < room && s[i] != '\0'; i++)
        out[at++] = s[i];
    out[at] = '\0';
}

void tnefi_lines_param_word(struct tnefi_lines *l, const char *name, const void *p, size_t n,
                            const char *after)
{
    char before[32] = "", end[4] = "\"";
    const struct tnefi_lines_around around = { before, end, PLACE_PARAM };
    const struct tnefi_lines_text text = { p, n, true };
    struct tnefi_lines_measure m = { 0 };

    if (!tnefi_lines_enter(l))
        return;
    if (l->phase == PHASE_START) {
        tnefi_lines_measure(&m, l, &text, PLACE_PARAM);
        l->form = simple_form(&m);
        if (l->form == FORM_NONE)
            l->form = tnefi_lines_coded_form(&m);
    }
    if (l->form == FORM_PLAIN || l->form == FORM_QUOTED) {
        simple(l, name, &text, after != NULL ? after : "");
        return;
    }
    append(before, 29, name);
    append(before, 31, "=\"");
    append(end, 3, after != NULL ? after : "");
    if (tnefi_lines_coded(l, &text, &around, &m))
        tnefi_lines_leave(l);
}
