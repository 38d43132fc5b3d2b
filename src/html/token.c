/* SPDX-License-Identifier: MIT */
/* Tells text, tags and comments apart as the tokenizer of the HTML standard does (section 13.2.5). States
 * of the standard that differ only in the errors that they report are one state here:
 *
 *     here                      standard, 13.2.5.x
 *     AT_DATA                   1 data, 5 PLAINTEXT (with RAW_REST)
 *     AT_TAG_OPEN               6 tag open
 *     AT_END_TAG_OPEN           7 end tag open
 *     AT_TAG_NAME               8 tag name
 *     AT_BEFORE_ATTR            32 before attribute name
 *     AT_ATTR_NAME              33 attribute name
 *     AT_AFTER_ATTR             34 after attribute name
 *     AT_BEFORE_VALUE           35 before attribute value
 *     AT_VALUE_DOUBLE           36 attribute value (double-quoted)
 *     AT_VALUE_SINGLE           37 attribute value (single-quoted)
 *     AT_VALUE_BARE             38 attribute value (unquoted)
 *     AT_AFTER_VALUE            39 after attribute value (quoted)
 *     AT_SELF_CLOSING           40 self-closing start tag
 *     AT_BOGUS                  41 bogus comment; 53 to 68, the states of DOCTYPE, and 69 to 71, CDATA
 *     AT_MARKUP, AT_MARKUP_DASH 42 markup declaration open
 *     AT_COMMENT_START, _DASH   43 comment start, 44 comment start dash
 *     AT_COMMENT                45 comment; 46 to 49, which differ in errors only
 *     AT_COMMENT_DASH, _END     50 comment end dash, 51 comment end
 *     AT_COMMENT_BANG           52 comment end bang
 *     AT_RAW, AT_SCRIPT...      2 to 4 and 9 to 31: raw.c
 *     |ref|                     72 to 80, character references: reference.c
 *
 * So "<p title='a>b'>" is one tag, since a quotation mark hides the '>'; "<p title=a'>b" ends at the first
 * '>', since a quotation mark inside of a bare value is a letter like others. "<!-->" is a whole comment,
 * and so is "<!-- --!>". "</ x>" is a bogus comment, but "< x>" is text.
 *
 * Each function gets a character |c|, by its first byte, and returns true if the character is to be looked
 * at again in the state that the function has set. No state does that twice for one character. */

#include "html/priv.h"

#include "base/touch.h"

void tnefi_html_data(struct tnef_html *h, const char *p, size_t n)
{
    if (!h->live.hidden)
        tnefi_html_char(h, p, n);
}

void tnefi_html_tag_read(struct tnef_html *h)
{
    h->live.state = AT_DATA;
    if (h->live.is_end_tag) {
        h->live.raw = RAW_NONE;
        h->live.hidden = 0;
        tnefi_html_end_tag(h);
    } else {
        tnefi_html_start_tag(h);
    }
}

static int again(struct tnef_html *h, enum tnefi_html_state state)
{
    h->live.state = state;
    return 1;
}

static int next(struct tnef_html *h, enum tnefi_html_state state)
{
    h->live.state = state;
    return 0;
}

/* ---- Text ---------------------------------------------------------------------------------- */

static int in_data(struct tnef_html *h, int c, const char *p, size_t n)
{
    if (c == '<' && h->live.raw != RAW_REST)
        return next(h, AT_TAG_OPEN);
    if (c == '&' && h->live.raw != RAW_REST)
        tnefi_html_ref_begin(h);
    else
        tnefi_html_data(h, p, n);
    return 0;
}

void tnefi_html_tag_begin(struct tnef_html *h, int is_end_tag)
{
    h->live.state = AT_TAG_NAME;
    h->live.is_end_tag = is_end_tag;
    h->live.name_len = 0;
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
        tnefi_html_tag_begin(h, 0);
        return 1;
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
    tnefi_html_tag_begin(h, 1);
    return 1;
}

/* ---- Tags ---------------------------------------------------------------------------------- */

/* What may follow a name, or stand between attributes. False: nothing of that. */
static int leaves_name(struct tnef_html *h, int c)
{
    if (tnefi_html_is_blank(c))
        h->live.state = AT_BEFORE_ATTR;
    else if (c == '/')
        h->live.state = AT_SELF_CLOSING;
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
    if (h->live.name_len < NAME_MAX)
        h->live.name[h->live.name_len] = tnefi_html_lower(c);
    h->live.name_len++;
    return 0;
}

static int begin_attr(struct tnef_html *h)
{
    tnefi_html_attr_one(h);
    return 1;
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
    if (c == (h->live.state == AT_VALUE_DOUBLE ? '"' : '\''))
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
    switch (h->live.state) {
    case AT_TAG_NAME:
        return in_tag_name(h, c);
    case AT_BEFORE_ATTR:
        return in_before_attr(h, c);
    case AT_ATTR_NAME:
        return in_attr_name(h, c);
    case AT_AFTER_ATTR:
        return in_after_attr(h, c);
    case AT_BEFORE_VALUE:
        return in_before_value(h, c);
    case AT_VALUE_DOUBLE:
    case AT_VALUE_SINGLE:
        return in_quotes(h, c, p, n);
    case AT_VALUE_BARE:
        return in_bare_value(h, c, p, n);
    case AT_AFTER_VALUE:
        return leaves_name(h, c) ? 0 : again(h, AT_BEFORE_ATTR);
    default:
        return in_self_closing(h, c);
    }
}

/* ---- Comments, and what looks like them ------------------------------------------------------ */

static int dash_or(struct tnef_html *h, int c, enum tnefi_html_state dash, enum tnefi_html_state other)
{
    return c == '-' ? next(h, dash) : again(h, other);
}

static int in_comment(struct tnef_html *h, int c)
{
    switch (h->live.state) {
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

/* What a state is a state of. */
enum place { IN_TEXT, IN_TAG, IN_COMMENT, IN_RAW };

static enum place place_of(enum tnefi_html_state state)
{
    switch (state) {
    case AT_TAG_NAME:
    case AT_BEFORE_ATTR:
    case AT_ATTR_NAME:
    case AT_AFTER_ATTR:
    case AT_BEFORE_VALUE:
    case AT_VALUE_DOUBLE:
    case AT_VALUE_SINGLE:
    case AT_VALUE_BARE:
    case AT_AFTER_VALUE:
    case AT_SELF_CLOSING:
        return IN_TAG;
    case AT_MARKUP:
    case AT_MARKUP_DASH:
    case AT_BOGUS:
    case AT_COMMENT_START:
    case AT_COMMENT_START_DASH:
    case AT_COMMENT:
    case AT_COMMENT_DASH:
    case AT_COMMENT_END:
    case AT_COMMENT_BANG:
        return IN_COMMENT;
    case AT_RAW:
    case AT_RAW_LESS:
    case AT_RAW_SLASH:
    case AT_RAW_NAME:
    case AT_SCRIPT_START:
    case AT_SCRIPT_START_DASH:
    case AT_SCRIPT_WORD:
    case AT_SCRIPT_WORD_END:
        return IN_RAW;
    case AT_DATA:
    case AT_TAG_OPEN:
    case AT_END_TAG_OPEN:
    default:
        return IN_TEXT;
    }
}

static int look(struct tnef_html *h, int c, const char *p, size_t n)
{
    TNEFI_TOUCH(n);
    if (h->live.ref != REF_NONE)
        return tnefi_html_ref(h, c);
    if (h->live.state == AT_DATA) /* in most cases */
        return in_data(h, c, p, n);
    switch (place_of(h->live.state)) {
    case IN_TAG:
        return in_tag(h, c, p, n);
    case IN_COMMENT:
        return in_comment(h, c);
    case IN_RAW:
        return tnefi_html_raw(h, c, p, n);
    case IN_TEXT:
    default:
        return h->live.state == AT_TAG_OPEN ? in_tag_open(h, c) : in_end_tag_open(h, c);
    }
}

/* The bytes of a character of valid UTF-8. */
static size_t length(int c)
{
    return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

static size_t one(struct tnef_html *h, const char *p)
{
    int c = (uint8_t)*p;
    size_t len = length(c);
    int had_cr = h->live.after_cr;

    h->live.after_cr = c == '\r';
    if (c == '\n' && had_cr)
        return 1;
    if (c == '\r') {
        c = '\n';
        p = "\n";
    }
    if (h->live.drop_line_end) {
        h->live.drop_line_end = 0;
        if (c == '\n')
            return 1;
    }
    while (look(h, c, p, len))
        continue;
    return len;
}

size_t tnefi_html_step(struct tnef_html *h, const char *p, size_t n)
{
    size_t len = tnefi_html_spans(h, p, n);

    return len > 0 ? len : one(h, p);
}

void tnefi_html_end(struct tnef_html *h)
{
    enum place place;

    if (h->live.ref != REF_NONE)
        (void)tnefi_html_ref(h, END_OF_INPUT);
    if (h->live.state == AT_TAG_OPEN || h->live.state == AT_END_TAG_OPEN)
        tnefi_html_data(h, "<", 1);
    if (h->live.state == AT_END_TAG_OPEN)
        tnefi_html_data(h, "/", 1);
    else if (place_of(h->live.state) == IN_RAW)
        (void)tnefi_html_raw(h, END_OF_INPUT, "", 0);
    place = place_of(h->live.state);
    if (h->live.hidden || place == IN_TAG || place == IN_COMMENT)
        h->live.anomalies |= TNEF_ANOMALY_BIT(TNEF_HTML_A_CUT);
    tnefi_html_link_end(h);
    tnefi_html_finish_lines(h);
}
