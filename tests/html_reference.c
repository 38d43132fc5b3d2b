/* SPDX-License-Identifier: MIT */

#include "html_reference.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    const char *reader;
    html_label_fn *fn;
    void *user;
    const uint8_t *p;
    size_t n;
    int prescan, scripts;
};

struct buffer {
    char *s;
    size_t len, room;
};

static void add(struct buffer *b, int c)
{
    if (b->room - b->len < 2) {
        b->room = b->room * 2 + 64;
        b->s = realloc(b->s, b->room);
        if (b->s == NULL)
            abort();
    }
    b->s[b->len++] = (char)c;
    b->s[b->len] = 0;
}

static int is_space(int c)
{
    return c == 9 || c == 10 || c == 12 || c == 13 || c == 32;
}

static int small(int c)
{
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static int is_alpha(int c)
{
    c = small(c);
    return c >= 'a' && c <= 'z';
}

static int at(const struct reading *r, size_t i)
{
    return i < r->n ? r->p[i] : -1;
}

/* Whether |word|, in small letters, stands at |i|. */
static int has(const struct reading *r, size_t i, const char *word)
{
    for (size_t k = 0; word[k] != 0; k++)
        if (small(at(r, i + k)) != word[k])
            return 0;
    return 1;
}

/* ---- Labels -------------------------------------------------------------------------------- */

/* "Get an encoding": blanks around a label do not count. */
static void label(const struct reading *r, const char *s, size_t n)
{
    char out[256];

    while (n > 0 && is_space((uint8_t)s[0])) {
        s++;
        n--;
    }
    while (n > 0 && is_space((uint8_t)s[n - 1]))
        n--;
    if (n >= sizeof out)
        n = sizeof out - 1;
    for (size_t i = 0; i < n; i++)
        out[i] = (char)(s[i] == 0 ? 1 : small((uint8_t)s[i]));
    out[n] = 0;
    r->fn(r->user, r->reader, out);
}

/* "Extracting a character encoding from a meta element." */
static void extract(const struct reading *r, const char *s, size_t n)
{
    struct reading c = { .p = (const uint8_t *)s, .n = n };
    size_t i = 0;

    for (;;) {
        while (i < n && !has(&c, i, "charset"))
            i++;
        if (i >= n)
            return;
        i += 7;
        while (is_space(at(&c, i)))
            i++;
        if (at(&c, i) == '=')
            break;
    }
    i++;
    while (is_space(at(&c, i)))
        i++;
    if (at(&c, i) == '"' || at(&c, i) == '\'') {
        const char *end = memchr(s + i + 1, s[i], n - i - 1);

        if (end != NULL)
            label(r, s + i + 1, (size_t)(end - (s + i + 1)));
    } else if (i < n) {
        size_t end = i;

        while (end < n && !is_space(at(&c, end)) && at(&c, end) != ';')
            end++;
        label(r, s + i, end - i);
    }
}

/* ---- Character references ------------------------------------------------------------------ */

/* The ones that could matter, as in the value of an attribute. */
static size_t named(const char *s, size_t n, char *out)
{
    static const struct { const char *name; char c; } names[] = {
        { "equals;", '=' }, { "Tab;", '\t' }, { "NewLine;", '\n' }, { "quot;", '"' }, { "apos;", '\'' },
        { "semi;", ';' }, { "amp;", '&' }, { "lt;", '<' }, { "gt;", '>' },
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t len = strlen(names[i].name);

        if (n >= len && memcmp(s, names[i].name, len) == 0) {
            *out = names[i].c;
            return len;
        }
    }
    return 0;
}

static void decode(const struct buffer *in, struct buffer *out)
{
    size_t i = 0;

    out->len = 0;
    while (i < in->len) {
        size_t k = i + 1;
        unsigned long value = 0;
        int hex, digits = 0;
        char c;

        if (in->s[i] != '&') {
            add(out, in->s[i++]);
            continue;
        }
        if (k < in->len && in->s[k] != '#') {
            size_t len = named(in->s + k, in->len - k, &c);

            add(out, len > 0 ? c : '&');
            i = k + len;
            continue;
        }
        k++;
        hex = k < in->len && (in->s[k] == 'x' || in->s[k] == 'X');
        k += (size_t)hex;
        for (; k < in->len; k++, digits = 1) {
            int d = small((uint8_t)in->s[k]);

            d = d >= '0' && d <= '9' ? d - '0' : hex && d >= 'a' && d <= 'f' ? d - 'a' + 10 : -1;
            if (d < 0)
                break;
            if (value < 0x200000)
                value = value * (hex ? 16u : 10u) + (unsigned long)d;
        }
        if (!digits) {
            add(out, '&');
            i++;
            continue;
        }
        i = k + (k < in->len && in->s[k] == ';');
        add(out, value > 0 && value < 0x80 ? (int)value : '?');
    }
}

/* ---- Attributes ---------------------------------------------------------------------------- */

struct attributes {
    struct buffer name, value, text;
    int has_charset, has_content;
};

/* One attribute from |i| on. Both readers have the same states; the tokenizer also decodes. Returns
 * the place after it, and 0 at the end of the tag or of the input, with *|end|. */
static int attribute(const struct reading *r, size_t i, struct attributes *a, size_t *end)
{
    int quote;

    a->name.len = a->value.len = 0;
    add(&a->name, 0);
    add(&a->value, 0);
    a->name.len = a->value.len = 0;
    while (is_space(at(r, i)) || at(r, i) == '/')
        i++;
    *end = i;
    if (at(r, i) < 0 || at(r, i) == '>')
        return 0;
    do
        add(&a->name, small(at(r, i++)));
    while (at(r, i) >= 0 && !is_space(at(r, i)) && at(r, i) != '/' && at(r, i) != '>'
           && at(r, i) != '=');
    *end = i;
    while (is_space(at(r, i)))
        i++;
    if (at(r, i) != '=')
        return 1;
    i++;
    while (is_space(at(r, i)))
        i++;
    quote = at(r, i) == '"' || at(r, i) == '\'' ? at(r, i++) : -1;
    while (at(r, i) >= 0 && at(r, i) != quote
           && (quote >= 0 || (!is_space(at(r, i)) && at(r, i) != '>')))
        add(&a->value, at(r, i++));
    *end = i + (quote >= 0 && at(r, i) == quote);
    return 1;
}

static int is_name(const struct buffer *b, const char *name)
{
    return b->len == strlen(name) && memcmp(b->s, name, b->len) == 0;
}

/* A tag whose attributes begin at |i|. Of several with one name the first counts. Returns the
 * place of what ends it. */
static size_t tag(const struct reading *r, size_t i, int is_meta)
{
    struct attributes a = { .has_charset = 0 };
    size_t end = i;

    while (attribute(r, i, &a, &end)) {
        i = end;
        if (is_meta && is_name(&a.name, "charset") && a.has_charset++ == 0) {
            if (r->prescan)
                label(r, a.value.s, a.value.len);
            else {
                decode(&a.value, &a.text);
                label(r, a.text.s != NULL ? a.text.s : "", a.text.len);
            }
        } else if (is_meta && is_name(&a.name, "content") && a.has_content++ == 0) {
            if (r->prescan)
                extract(r, a.value.s, a.value.len);
            else {
                decode(&a.value, &a.text);
                if (a.text.s != NULL)
                    extract(r, a.text.s, a.text.len);
            }
        }
    }
    free(a.name.s);
    free(a.value.s);
    free(a.text.s);
    return end;
}

/* ---- The prescan --------------------------------------------------------------------------- */

static size_t find(const struct reading *r, size_t i, const char *word)
{
    while (i < r->n && !has(r, i, word))
        i++;
    return i < r->n ? i + strlen(word) : r->n;
}

static void prescan(const struct reading *r)
{
    size_t i = 0;

    while (i < r->n) {
        if (has(r, i, "<!--")) {
            i = find(r, i + 2, "-->");
        } else if (has(r, i, "<meta") && (is_space(at(r, i + 5)) || at(r, i + 5) == '/')) {
            i = tag(r, i + 5, 1) + 1;
        } else if (at(r, i) == '<' && (is_alpha(at(r, i + 1))
                                       || (at(r, i + 1) == '/' && is_alpha(at(r, i + 2))))) {
            while (i < r->n && !is_space(at(r, i)) && at(r, i) != '>')
                i++;
            i = tag(r, i, 0) + 1;
        } else if (has(r, i, "<!") || has(r, i, "</") || has(r, i, "<?")) {
            i = find(r, i, ">");
        } else {
            i++;
        }
    }
}

/* ---- The tokenizer ------------------------------------------------------------------------- */

/* Elements whose content is text, up to their own end tag. */
static const char *text_only(const struct reading *r, const struct buffer *name)
{
    static const char *const names[] = { "title", "textarea", "style", "xmp", "iframe", "noembed",
                                         "noframes", "script", "noscript" };

    for (size_t i = 0; i < sizeof names / sizeof *names - (r->scripts ? 0u : 1u); i++)
        if (is_name(name, names[i]))
            return names[i];
    return NULL;
}

static size_t end_of_text(const struct reading *r, size_t i, const char *name)
{
    size_t len = strlen(name);

    for (; i < r->n; i++)
        if (has(r, i, "</") && has(r, i + 2, name)
            && (is_space(at(r, i + 2 + len)) || at(r, i + 2 + len) == '/' || at(r, i + 2 + len) == '>'))
            return i;
    return r->n;
}

static size_t comment(const struct reading *r, size_t i)
{
    if (at(r, i) == '>')
        return i + 1;
    if (at(r, i) == '-' && at(r, i + 1) == '>')
        return i + 2;
    while (i < r->n && !has(r, i, "-->") && !has(r, i, "--!>"))
        i++;
    return i + (has(r, i, "-->") ? 3 : 4);
}

static void tokenize(const struct reading *r)
{
    struct buffer name = { NULL, 0, 0 };
    size_t i = 0;

    while (i < r->n) {
        int closing = at(r, i) == '<' && at(r, i + 1) == '/' && is_alpha(at(r, i + 2));
        const char *text;

        if (has(r, i, "<!--")) {
            i = comment(r, i + 4);
            continue;
        }
        if (at(r, i) == '<' && (at(r, i + 1) == '!' || at(r, i + 1) == '?' || has(r, i, "</"))
            && !closing) {
            i = find(r, i, ">");
            continue;
        }
        if (!closing && !(at(r, i) == '<' && is_alpha(at(r, i + 1)))) {
            i++;
            continue;
        }
        name.len = 0;
        for (i += closing ? 2 : 1; at(r, i) >= 0 && !is_space(at(r, i)) && at(r, i) != '/'
                                   && at(r, i) != '>'; i++)
            add(&name, small(at(r, i)));
        i = tag(r, i, !closing && is_name(&name, "meta")) + 1;
        text = closing ? NULL : text_only(r, &name);
        if (text != NULL)
            i = end_of_text(r, i, text);
    }
    free(name.s);
}

/* ---- XML ----------------------------------------------------------------------------------- */

/* "Get an XML encoding": only at the very beginning. */
static void xml(const struct reading *r)
{
    size_t end = find(r, 0, ">");
    size_t i = 0;
    size_t from;
    int quote;

    if (!has(r, 0, "<?xml"))
        return;
    while (i < end && memcmp(r->p + i, "encoding", end - i < 8 ? end - i : 8) != 0)
        i++;
    if (end - i < 8)
        return;
    for (i += 8; at(r, i) >= 0 && at(r, i) <= 0x20; i++)
        continue;
    if (at(r, i++) != '=')
        return;
    while (at(r, i) >= 0 && at(r, i) <= 0x20)
        i++;
    quote = at(r, i++);
    from = i;
    if (quote != '"' && quote != '\'')
        return;
    while (at(r, i) >= 0 && at(r, i) != quote && i < end)
        i++;
    if (at(r, i) == quote)
        label(r, (const char *)r->p + from, i - from);
}

/* ---- All ----------------------------------------------------------------------------------- */

static void all(struct reading *r)
{
    r->prescan = 1;
    r->reader = "prescan";
    prescan(r);
    r->reader = "XML";
    xml(r);
    r->prescan = 0;
    r->reader = "tokenizer";
    tokenize(r);
    r->scripts = 1;
    r->reader = "tokenizer with scripts";
    tokenize(r);
    r->scripts = 0;
}

void html_labels(const char *html, size_t len, html_label_fn *fn, void *user)
{
    struct reading r = { .fn = fn, .user = user, .p = (const uint8_t *)html, .n = len };
    uint8_t *copy;
    size_t n = 0;

    all(&r);
    copy = malloc(len + 1);
    if (copy == NULL)
        abort();
    for (size_t i = 0; i < len; i++)
        if (html[i] != 0)
            copy[n++] = (uint8_t)html[i];
    r.p = copy;
    r.n = n;
    if (n < len)
        all(&r);
    for (size_t i = 0; i < len; i++)
        copy[i] = (uint8_t)html[i] < ' ' ? ' ' : (uint8_t)html[i];
    r.n = len;
    all(&r);
    free(copy);
}

static void judge(void *user, const char *reader, const char *s)
{
    if (s[0] == 0 || strncmp(s, "utf-8", 5) == 0)
        return;
    for (const char *c = s; *c != 0; c++)
        if ((uint8_t)*c < ' ')
            return;                     /* no label has a control */
    fprintf(stderr, "the %s reads charset \"%s\"\n", reader, s);
    *(int *)user = 0;
}

int html_says_utf8_only(const char *html, size_t len)
{
    int ok = 1;

    html_labels(html, len, judge, &ok);
    return ok;
}
