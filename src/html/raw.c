/* SPDX-License-Identifier: MIT */
/* Text in elements that hold no tag but their own end tag: HTML standard, sections 13.2.5.2 to 13.2.5.4 and
 * 13.2.5.9 to 13.2.5.31. RCDATA, RAWTEXT and script data differ by |raw|, and the states of script data
 * by |escape|, so each state here stands for several:
 *
 *     AT_RAW                    2 RCDATA, 3 RAWTEXT, 4 script data; 20 to 22 and 27 to 29 in a comment
 *     AT_RAW_LESS               9, 12, 15, 23, 30 less-than sign
 *     AT_RAW_SLASH              10, 13, 16, 24 end tag open
 *     AT_RAW_NAME               11, 14, 17, 25 end tag name
 *     AT_SCRIPT_START, _DASH    18, 19 script data escape start
 *     AT_SCRIPT_WORD            26 script data double escape start
 *     AT_SCRIPT_WORD_END        31 script data double escape end
 *
 * In "<script><!-- <script> </script> x --></script>" the first end tag does not end the element, since
 * what looks like a script in what looks like a comment was open: ESCAPED_TWICE. "-->" ends both. */

#include "html/priv.h"

#include "base/touch.h"

#include <string.h>

static int back(struct tnef_html *h)
{
    h->live.state = AT_RAW;
    return 1;
}

static int next(struct tnef_html *h, enum tnefi_html_state state)
{
    h->live.state = state;
    return 0;
}

static int in_raw(struct tnef_html *h, int c, const char *p, size_t n)
{
    if (c == '<') {
        h->live.dashes = 0;
        return next(h, AT_RAW_LESS);
    }
    if (c == '&' && h->live.raw == RAW_REFS) {
        tnefi_html_ref_begin(h);
        return 0;
    }
    if (c == '>' && h->live.dashes == 2)
        h->live.escape = ESCAPE_NONE;
    if (c != '-')
        h->live.dashes = 0;
    else if (h->live.dashes < 2)
        h->live.dashes++;
    tnefi_html_data(h, p, n);
    return 0;
}

static int in_less(struct tnef_html *h, int c)
{
    int is_script = h->live.raw == RAW_SCRIPT;

    h->live.name_len = 0;
    if (c == '/')
        return next(h, is_script && h->live.escape == ESCAPED_TWICE ? AT_SCRIPT_WORD_END : AT_RAW_SLASH);
    if (is_script && h->live.escape == ESCAPE_NONE && c == '!')
        return next(h, AT_SCRIPT_START);
    if (is_script && h->live.escape == ESCAPED && tnefi_html_is_letter(c)) {
        h->live.state = AT_SCRIPT_WORD;
        return 1;
    }
    tnefi_html_data(h, "<", 1);
    return back(h);
}

/* The name of the element whose text this is, whatever the case of its letters. */
static int is_own_name(const struct tnef_html *h)
{
    size_t i = 0;

    if (h->live.name_len != h->live.raw_len)
        return 0;
    while (i < h->live.name_len && tnefi_html_lower(h->live.name[i]) == h->live.raw_name[i])
        i++;
    TNEFI_TOUCH(i);
    return i == h->live.name_len;
}

/* What looked like an end tag was text. */
static int give_back(struct tnef_html *h)
{
    tnefi_html_data(h, "<", 1);
    tnefi_html_data(h, "/", 1);
    for (size_t i = 0; i < h->live.name_len; i++)
        tnefi_html_data(h, h->live.name + i, 1);
    TNEFI_TOUCH(h->live.name_len);
    return back(h);
}

static int in_name(struct tnef_html *h, int c)
{
    if (tnefi_html_is_letter(c) && h->live.name_len < NAME_MAX) {
        h->live.name[h->live.name_len++] = (char)c;
        return 0;
    }
    if ((!tnefi_html_is_blank(c) && c != '/' && c != '>') || !is_own_name(h))
        return give_back(h);
    memcpy(h->live.name, h->live.raw_name, h->live.raw_len);
    TNEFI_TOUCH(h->live.raw_len);
    h->live.is_end_tag = 1;
    tnefi_html_attr_begin(h);
    if (c == '>')
        tnefi_html_tag_read(h);
    else
        h->live.state = c == '/' ? AT_SELF_CLOSING : AT_BEFORE_ATTR;
    return 0;
}

static int is_script_word(const struct tnef_html *h)
{
    TNEFI_TOUCH(6);
    return h->live.name_len == 6 && memcmp(h->live.name, "script", 6) == 0;
}

/* The word after < or </ in what looks like a comment. Only "script" changes anything. */
static int in_word(struct tnef_html *h, int c)
{
    int begins = h->live.state == AT_SCRIPT_WORD;

    if (tnefi_html_is_letter(c)) {
        if (h->live.name_len < NAME_MAX)
            h->live.name[h->live.name_len++] = tnefi_html_lower(c);
        return 0;
    }
    if (!tnefi_html_is_blank(c) && c != '/' && c != '>')
        return back(h);
    if (is_script_word(h))
        h->live.escape = begins ? ESCAPED_TWICE : ESCAPED;
    return next(h, AT_RAW);
}

static int in_script_start(struct tnef_html *h, int c)
{
    if (c != '-')
        return back(h);
    if (h->live.state == AT_SCRIPT_START)
        return next(h, AT_SCRIPT_START_DASH);
    h->live.escape = ESCAPED;
    h->live.dashes = 2;
    return next(h, AT_RAW);
}

int tnefi_html_raw(struct tnef_html *h, int c, const char *p, size_t n)
{
    switch (h->live.state) {
    case AT_RAW:
        return c == END_OF_INPUT ? 0 : in_raw(h, c, p, n);
    case AT_RAW_LESS:
        return in_less(h, c);
    case AT_RAW_SLASH:
        if (!tnefi_html_is_letter(c))
            return give_back(h);
        h->live.state = AT_RAW_NAME;
        return 1;
    case AT_RAW_NAME:
        return in_name(h, c);
    case AT_SCRIPT_WORD:
    case AT_SCRIPT_WORD_END:
        return in_word(h, c);
    default:
        return in_script_start(h, c);
    }
}
