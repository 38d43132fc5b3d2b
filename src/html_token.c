/* SPDX-License-Identifier: MIT */
/* Text, tags and comments, told apart: HTML standard, sections 13.2.5.1 to 13.2.5.53, without what
 * differs in errors only. Each function gets a character, by its first byte, and returns true if it
 * is to be looked at again in the state that it has set; no state does that twice. */

#include "html_priv.h"

#include "touch.h"

void tnefi_html_data(struct tnef_html *h, const char *p, size_t n)
{
    if (!h->hidden)
        tnefi_html_char(h, p, n);
}

void tnefi_html_tag_read(struct tnef_html *h)
{
    h->state = AT_DATA;
    if (h->is_end_tag) {
        h->raw = RAW_NONE;
        h->hidden = 0;
        tnefi_html_end_tag(h);
    } else {
        tnefi_html_start_tag(h);
    }
}

static int again(struct tnef_html *h, enum tnefi_html_state state)
{
    h->state = state;
    return 1;
}

static int next(struct tnef_html *h, enum tnefi_html_state state)
{
    h->state = state;
    return 0;
}

/* ---- Text ---------------------------------------------------------------------------------- */

static int in_data(struct tnef_html *h, int c, const char *p, size_t n)
{
    if (c == '<' && h->raw != RAW_REST)
        return next(h, AT_TAG_OPEN);
    if (c == '&' && h->raw != RAW_REST)
        tnefi_html_ref_begin(h);
    else
        tnefi_html_data(h, p, n);
    return 0;
}

static void begin_tag(struct tnef_html *h, int is_end_tag)
{
    h->is_end_tag = is_end_tag;
    h->name_len = 0;
    tnefi_html_attr_begin(h);
}

static int in_tag_open(struct tnef_html *h, int c)
{
    if (c == '!')
        return next(h, AT_MARKUP);
    if (c == '/')
        return next(h, AT_END_TAG_OPEN);
    if (c == '?')
        return again(h, AT_BOGUS);
    if (tnefi_html_is_letter(c)) {
        begin_tag(h, 0);
        return again(h, AT_TAG_NAME);
    }
    tnefi_html_data(h, "<", 1);
    return again(h, AT_DATA);
}

static int in_end_tag_open(struct tnef_html *h, int c)
{
    if (c == '>')
        return next(h, AT_DATA);
    if (!tnefi_html_is_letter(c))
        return again(h, AT_BOGUS);
    begin_tag(h, 1);
    return again(h, AT_TAG_NAME);
}

/* ---- Tags ---------------------------------------------------------------------------------- */

/* What may follow a name, or stand between attributes. False: nothing of that. */
static int leaves_name(struct tnef_html *h, int c)
{
    if (tnefi_html_is_blank(c))
        h->state = AT_BEFORE_ATTR;
    else if (c == '/')
        h->state = AT_SELF_CLOSING;
    else if (c == '>')
        tnefi_html_tag_read(h);
    else
        return 0;
    return 1;
}

static int in_tag_name(struct tnef_html *h, int c)
{
    if (leaves_name(h, c))
        return 0;
    if (h->name_len < NAME_MAX)
        h->name[h->name_len] = tnefi_html_lower(c);
    h->name_len++;
    return 0;
}

static int begin_attr(struct tnef_html *h)
{
    h->attr_len = 0;
    h->attr = ATTR_OTHER;
    return again(h, AT_ATTR_NAME);
}

static int in_before_attr(struct tnef_html *h, int c)
{
    if (tnefi_html_is_blank(c))
        return 0;
    if (c == '/' || c == '>')
        return again(h, AT_AFTER_ATTR);
    (void)begin_attr(h);
    if (c != '=')
        return 1;
    tnefi_html_attr_name(h, '=');
    return 0;
}

static int in_attr_name(struct tnef_html *h, int c)
{
    if (tnefi_html_is_blank(c) || c == '/' || c == '>') {
        tnefi_html_attr_named(h);
        return again(h, AT_AFTER_ATTR);
    }
    if (c == '=') {
        tnefi_html_attr_named(h);
        return next(h, AT_BEFORE_VALUE);
    }
    tnefi_html_attr_name(h, tnefi_html_lower(c));
    return 0;
}

static int in_after_attr(struct tnef_html *h, int c)
{
    if (tnefi_html_is_blank(c))
        return 0;
    if (c == '=')
        return next(h, AT_BEFORE_VALUE);
    return leaves_name(h, c) ? 0 : begin_attr(h);
}

static int in_before_value(struct tnef_html *h, int c)
{
    if (tnefi_html_is_blank(c))
        return 0;
    if (c == '"')
        return next(h, AT_VALUE_DOUBLE);
    if (c == '\'')
        return next(h, AT_VALUE_SINGLE);
    if (c != '>')
        return again(h, AT_VALUE_BARE);
    tnefi_html_tag_read(h);
    return 0;
}

static int in_quotes(struct tnef_html *h, int c, const char *p, size_t n)
{
    if (c == (h->state == AT_VALUE_DOUBLE ? '"' : '\''))
        return next(h, AT_AFTER_VALUE);
    if (c == '&')
        tnefi_html_ref_begin(h);
    else
        tnefi_html_attr_value(h, p, n);
    return 0;
}

static int in_bare_value(struct tnef_html *h, int c, const char *p, size_t n)
{
    if (tnefi_html_is_blank(c))
        return next(h, AT_BEFORE_ATTR);
    if (c == '>')
        tnefi_html_tag_read(h);
    else if (c == '&')
        tnefi_html_ref_begin(h);
    else
        tnefi_html_attr_value(h, p, n);
    return 0;
}

static int in_self_closing(struct tnef_html *h, int c)
{
    if (c != '>')
        return again(h, AT_BEFORE_ATTR);
    tnefi_html_tag_read(h);
    return 0;
}

static int in_tag(struct tnef_html *h, int c, const char *p, size_t n)
{
    switch (h->state) {
    case AT_TAG_NAME:     return in_tag_name(h, c);
    case AT_BEFORE_ATTR:  return in_before_attr(h, c);
    case AT_ATTR_NAME:    return in_attr_name(h, c);
    case AT_AFTER_ATTR:   return in_after_attr(h, c);
    case AT_BEFORE_VALUE: return in_before_value(h, c);
    case AT_VALUE_DOUBLE:
    case AT_VALUE_SINGLE: return in_quotes(h, c, p, n);
    case AT_VALUE_BARE:   return in_bare_value(h, c, p, n);
    case AT_AFTER_VALUE:  return leaves_name(h, c) ? 0 : again(h, AT_BEFORE_ATTR);
    default:              return in_self_closing(h, c);
    }
}

/* ---- Comments, and what looks like them ------------------------------------------------------ */

static int dash_or(struct tnef_html *h, int c, enum tnefi_html_state dash,
                   enum tnefi_html_state other)
{
    return c == '-' ? next(h, dash) : again(h, other);
}

static int in_comment(struct tnef_html *h, int c)
{
    switch (h->state) {
    case AT_MARKUP:
        return dash_or(h, c, AT_MARKUP_DASH, AT_BOGUS);
    case AT_MARKUP_DASH:
        return dash_or(h, c, AT_COMMENT_START, AT_BOGUS);
    case AT_BOGUS:
        return next(h, c == '>' ? AT_DATA : AT_BOGUS);
    case AT_COMMENT_START:
        return c == '>' ? next(h, AT_DATA) : dash_or(h, c, AT_COMMENT_START_DASH, AT_COMMENT);
    case AT_COMMENT_START_DASH:
        return c == '>' ? next(h, AT_DATA) : dash_or(h, c, AT_COMMENT_END, AT_COMMENT);
    case AT_COMMENT:
        return next(h, c == '-' ? AT_COMMENT_DASH : AT_COMMENT);
    case AT_COMMENT_DASH:
        return dash_or(h, c, AT_COMMENT_END, AT_COMMENT);
    case AT_COMMENT_END:
        if (c == '!')
            return next(h, AT_COMMENT_BANG);
        return c == '>' ? next(h, AT_DATA) : dash_or(h, c, AT_COMMENT_END, AT_COMMENT);
    default:
        return c == '>' ? next(h, AT_DATA) : dash_or(h, c, AT_COMMENT_DASH, AT_COMMENT);
    }
}

/* ---- The step ------------------------------------------------------------------------------ */

static int look(struct tnef_html *h, int c, const char *p, size_t n)
{
    TNEFI_TOUCH(n);
    if (h->ref != REF_NONE)
        return tnefi_html_ref(h, c);
    if (h->state == AT_DATA)
        return in_data(h, c, p, n);
    if (h->state == AT_TAG_OPEN)
        return in_tag_open(h, c);
    if (h->state == AT_END_TAG_OPEN)
        return in_end_tag_open(h, c);
    if (h->state <= AT_SELF_CLOSING)
        return in_tag(h, c, p, n);
    if (h->state <= AT_COMMENT_BANG)
        return in_comment(h, c);
    return tnefi_html_raw(h, c, p, n);
}

/* The bytes of a character of valid UTF-8. */
static size_t length(int c)
{
    return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

/* Bytes of text that are nothing but text. */
static size_t plain(const struct tnef_html *h, const char *p, size_t n)
{
    size_t i = 0;

    if (h->state != AT_DATA || h->ref != REF_NONE || h->raw == RAW_REST)
        return 0;
    while (i < n && p[i] > 0x20 && p[i] < 0x7F && p[i] != '<' && p[i] != '&')
        i++;
    TNEFI_TOUCH(i + (i < n));
    return i;
}

size_t tnefi_html_step(struct tnef_html *h, const char *p, size_t n)
{
    size_t run = plain(h, p, n);
    int c = (uint8_t)*p;
    size_t len = length(c);
    int had_cr = h->after_cr;

    h->after_cr = c == '\r';
    if (c == '\n' && had_cr)
        return 1;
    if (c == '\r') {
        c = '\n';
        p = "\n";
    }
    if (h->drop_line_end) {
        h->drop_line_end = 0;
        if (c == '\n')
            return 1;
    }
    if (run > 0) {
        tnefi_html_word(h, p, run);
        return run;
    }
    while (look(h, c, p, len))
        continue;
    return len;
}

void tnefi_html_end(struct tnef_html *h)
{
    if (h->ref != REF_NONE)
        (void)tnefi_html_ref(h, END_OF_INPUT);
    if (h->state == AT_TAG_OPEN || h->state == AT_END_TAG_OPEN)
        tnefi_html_data(h, "<", 1);
    if (h->state == AT_END_TAG_OPEN)
        tnefi_html_data(h, "/", 1);
    else if (h->state >= AT_RAW)
        (void)tnefi_html_raw(h, END_OF_INPUT, "", 0);
    if (h->hidden || (h->state > AT_END_TAG_OPEN && h->state < AT_RAW))
        h->flags |= TNEF_HTML_CUT;
    tnefi_html_link_end(h);
    tnefi_html_finish_lines(h);
}
