/* SPDX-License-Identifier: MIT */
/* Makes HTML say that it is UTF-8. Only <meta and <?xml are looked into, and of these the value
 * behind "charset" or "encoding" and an equals sign is replaced, as it goes by. */

#include "html_charset.h"

#include <string.h>

enum {
    OUTSIDE,       /* of tags, or in one that does not matter                                     */
    NAME,          /* behind <                                                                    */
    INSIDE,        /* of <meta or <?xml, looking for the word                                     */
    EQUALS,        /* the word was there: blanks and an equals sign                               */
    VALUE,         /* behind the equals sign: blanks, quotation mark                              */
    DROP           /* in the value                                                                */
};

static int is_blank(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

static uint8_t lower(uint8_t c)
{
    return c >= 'A' && c <= 'Z' ? (uint8_t)(c + 32) : c;
}

void tnefi_html_charset_begin(struct tnefi_html_charset *f)
{
    f->where = OUTSIDE;
    f->matched = 0;
    f->xml = 0;
}

/* One more letter of "meta" or "?xml", and then of what ends a name. */
static void in_name(struct tnefi_html_charset *f, uint8_t c)
{
    static const char names[2][5] = { "meta", "?xml" };

    if (f->matched == 0)
        f->xml = c == '?';
    if (f->matched < 4) {
        if (lower(c) == (uint8_t)names[f->xml][f->matched])
            f->matched++;
        else
            f->where = OUTSIDE;
        return;
    }
    f->matched = 0;
    f->where = is_blank(c) || c == '/' ? INSIDE : OUTSIDE;
}

static void in_tag(struct tnefi_html_charset *f, uint8_t c)
{
    const char *word = f->xml ? "encoding" : "charset";

    if (lower(c) != (uint8_t)word[f->matched])
        f->matched = 0;                 /* no letter but the first begins these words */
    if (lower(c) == (uint8_t)word[f->matched])
        f->matched++;
    if (word[f->matched] == 0) {
        f->matched = 0;
        f->where = EQUALS;
    }
}

static size_t pass(uint8_t byte, uint8_t *out)
{
    out[0] = byte;
    return 1;
}

/* The first byte of the value, which is dropped unless it ends it. */
static size_t in_value(struct tnefi_html_charset *f, uint8_t c, uint8_t *out)
{
    static const uint8_t name[5] = { 'u', 't', 'f', '-', '8' };

    if (is_blank(c) || ((c == '"' || c == '\'') && f->matched == 0)) {
        f->matched = (uint8_t)(f->matched + !is_blank(c));
        return pass(c, out);
    }
    memcpy(out, name, sizeof name);
    f->matched = 0;
    if (c == '"' || c == '\'' || c == '>' || c == ';') {
        f->where = c == '>' ? OUTSIDE : INSIDE;
        out[5] = c;
        return 6;
    }
    f->where = DROP;
    return 5;
}

size_t tnefi_html_charset_byte(struct tnefi_html_charset *f, uint8_t byte, uint8_t *out)
{
    if (f->where == VALUE)
        return in_value(f, byte, out);
    if (f->where == DROP) {
        if (!is_blank(byte) && byte != '"' && byte != '\'' && byte != '>' && byte != ';'
            && byte != '/' && byte != '?')
            return 0;
        f->where = INSIDE;
    }
    if (byte == '<') {
        f->where = NAME;
        f->matched = 0;
    } else if (byte == '>') {
        f->where = OUTSIDE;
    } else if (f->where == NAME) {
        in_name(f, byte);
    } else if (f->where == EQUALS) {
        if (byte == '=')
            f->where = VALUE;
        else if (!is_blank(byte))
            f->where = INSIDE;
    } else if (f->where == INSIDE) {
        in_tag(f, byte);
    }
    return pass(byte, out);
}
