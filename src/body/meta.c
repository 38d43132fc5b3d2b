/* SPDX-License-Identifier: MIT */
/* The charset that HTML declares, found as browsers find it before they read it: the prescan of the
 * HTML standard (13.2.3.2), and where that finds nothing the declaration of XML. One pass: what a tag
 * or an attribute has taken is not looked at again. */

#include "body/priv.h"

#include "base/ascii.h"
#include "base/touch.h"

struct span {
    const uint8_t *p;
    size_t n;
};

struct attribute {
    struct span name, value;
};

/* What is left to be looked at. */
struct rest {
    const uint8_t *p;
    size_t n;
};

static int is_blank(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

/* Whether it begins with |word|, which is in lower case. */
static int begins(const struct rest *r, const char *word)
{
    size_t i = 0;

    while (i < r->n && word[i] != '\0' && tnefi_base_lower(r->p[i]) == (uint8_t)word[i])
        i++;
    TNEFI_TOUCH(i + 1u);
    return word[i] == '\0';
}

/* Whether it is |word|, in any case. */
static int is(const struct span *s, const char *word)
{
    size_t i = 0;

    while (i < s->n && word[i] != '\0' && tnefi_base_lower(s->p[i]) == (uint8_t)word[i])
        i++;
    TNEFI_TOUCH(i + 1u);
    return i == s->n && word[i] == '\0';
}

static void skip(struct rest *r, size_t n)
{
    TNEFI_TOUCH(n);
    r->p += n;
    r->n -= n;
}

static void skip_blanks(struct rest *r)
{
    while (r->n > 0 && is_blank(*r->p))
        skip(r, 1);
}

/* ---- Attributes ---------------------------------------------------------------------------- */

/* Reads a value up to a quotation mark, or if |quote| is 0 up to a blank or the end of the tag. 0: the bytes
 * end first. */
static int value_of(struct rest *r, uint8_t quote, struct span *value)
{
    value->p = r->p;
    while (r->n > 0 && (quote != 0 ? *r->p != quote : !is_blank(*r->p) && *r->p != '>'))
        skip(r, 1);
    value->n = (size_t)(r->p - value->p);
    if (r->n == 0)
        return 0;
    skip(r, quote != 0);
    return 1;
}

/* Reads the next attribute. 0: the tag, or the bytes, end before one begins. */
static int next_attribute(struct rest *r, struct attribute *a)
{
    uint8_t quote;

    while (r->n > 0 && (is_blank(*r->p) || *r->p == '/'))
        skip(r, 1);
    if (r->n == 0 || *r->p == '>')
        return 0;
    a->name.p = r->p;
    do
        skip(r, 1);
    while (r->n > 0 && !is_blank(*r->p) && *r->p != '/' && *r->p != '>' && *r->p != '=');
    a->name.n = (size_t)(r->p - a->name.p);
    a->value.p = r->p;
    a->value.n = 0;
    skip_blanks(r);
    if (r->n == 0 || *r->p != '=')
        return r->n > 0;
    skip(r, 1);
    skip_blanks(r);
    if (r->n == 0)
        return 0;
    quote = *r->p == '"' || *r->p == '\'' ? *r->p : 0;
    skip(r, quote != 0);
    return value_of(r, quote, &a->value);
}

/* ---- What they declare --------------------------------------------------------------------- */

/* A code page, 0 for nothing, or CHARSET_UNKNOWN. */
static uint32_t label(const struct span *s)
{
    size_t from = 0, to = s->n;
    uint32_t codepage;

    while (from < to && is_blank(s->p[from]))
        from++;
    while (to > from && is_blank(s->p[to - 1u]))
        to--;
    TNEFI_TOUCH(s->n + 1u);
    if (from == to)
        return 0;
    codepage = to - from <= LABEL_MAX ? tnefi_body_charset_label(s->p + from, to - from) : 0;
    return codepage != 0 ? codepage : CHARSET_UNKNOWN;
}

/* The charset in the value of |content|, "text/html; charset=...", or 0. A value with a
 * quotation mark that is not closed declares none. */
static uint32_t in_content(const struct span *content)
{
    struct rest r = { content->p, content->n };
    struct span name;
    uint8_t quote;

    for (;;) {
        while (r.n > 0 && !begins(&r, "charset"))
            skip(&r, 1);
        if (r.n == 0)
            return 0;
        skip(&r, 7);
        skip_blanks(&r);
        if (r.n > 0 && *r.p == '=')
            break;
    }
    skip(&r, 1);
    skip_blanks(&r);
    quote = r.n > 0 && (*r.p == '"' || *r.p == '\'') ? *r.p : 0;
    skip(&r, quote != 0);
    name.p = r.p;
    while (r.n > 0 && (quote != 0 ? *r.p != quote : !is_blank(*r.p) && *r.p != ';'))
        skip(&r, 1);
    name.n = (size_t)(r.p - name.p);
    return quote != 0 && r.n == 0 ? 0 : label(&name);
}

/* Of each attribute the first counts. |content| says something about the charset only if |http-equiv|
 * says that it is a content type: in a refresh it is an address of the sender's choice. */
static uint32_t in_meta(struct rest *r)
{
    struct attribute a;
    int has_type = 0, has_content = 0, has_charset = 0, is_type = 0;
    uint32_t content = 0, charset = 0;

    while (next_attribute(r, &a)) {
        if (!has_type && is(&a.name, "http-equiv")) {
            has_type = 1;
            is_type = is(&a.value, "content-type");
        } else if (!has_content && is(&a.name, "content")) {
            has_content = 1;
            content = in_content(&a.value);
        } else if (!has_charset && is(&a.name, "charset")) {
            has_charset = 1;
            charset = label(&a.value);
        }
    }
    if (r->n == 0)
        return 0; /* the tag is not complete */
    if (has_charset)
        return charset;
    return is_type ? content : 0;
}

/* ---- Tags ---------------------------------------------------------------------------------- */

static void skip_comment(struct rest *r)
{
    skip(r, 2); /* its dashes may be those that end it */
    while (r->n > 0 && !begins(r, "-->"))
        skip(r, 1);
    skip(r, r->n > 0 ? 2 : 0);
}

/* Any other tag: in its attributes may be what looks like <meta. */
static void skip_tag(struct rest *r)
{
    struct attribute a;

    while (r->n > 0 && !is_blank(*r->p) && *r->p != '>')
        skip(r, 1);
    while (next_attribute(r, &a))
        TNEFI_TOUCH(1);
}

static int is_meta(const struct rest *r)
{
    return begins(r, "<meta") && r->n > 5u && (is_blank(r->p[5]) || r->p[5] == '/');
}

static int is_tag(const struct rest *r)
{
    size_t at = r->n > 1u && r->p[1] == '/' ? 2 : 1;

    return r->n > at && r->p[0] == '<' && tnefi_base_is_letter(r->p[at]);
}

static int is_codepage(uint32_t found)
{
    return found != 0 && found != CHARSET_UNKNOWN;
}

/* A charset that is not known counts only if no known one comes after it. */
static uint32_t prescan(struct rest r)
{
    uint32_t found = 0, next;

    for (; r.n > 0 && !is_codepage(found); skip(&r, r.n > 0)) {
        if (*r.p != '<')
            continue;
        if (begins(&r, "<!--")) {
            skip_comment(&r);
        } else if (is_meta(&r)) {
            skip(&r, 5);
            next = in_meta(&r);
            found = next != 0 ? next : found;
        } else if (is_tag(&r)) {
            skip_tag(&r);
        } else if (r.n > 1u && (r.p[1] == '!' || r.p[1] == '/' || r.p[1] == '?')) {
            while (r.n > 0 && *r.p != '>')
                skip(&r, 1);
        }
    }
    return found;
}

/* <?xml ... encoding="...", at the beginning. */
static uint32_t in_xml(struct rest r)
{
    struct attribute a;

    skip_blanks(&r);
    if (!begins(&r, "<?xml"))
        return 0;
    skip(&r, 5);
    while (next_attribute(&r, &a))
        if (is(&a.name, "encoding"))
            return label(&a.value);
    return 0;
}

uint32_t tnefi_body_declared_charset(const uint8_t *p, size_t n)
{
    const struct rest r = { p, n };
    uint32_t found = prescan(r);
    uint32_t xml = is_codepage(found) ? 0u : in_xml(r);

    return xml != 0 ? xml : found;
}
