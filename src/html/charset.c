/* SPDX-License-Identifier: MIT */
/* Makes HTML declare UTF-8: the filter of html.h. */

#include "html/html.h"

#include "base/ascii.h"
#include "base/touch.h"

#include <string.h>

/* ---- States of a reading of <meta ---------------------------------------------------------- */

/* What an attribute is, as an offset to a state of those that come in threes. THREE() begins at
 * OTHER. */
enum { OTHER = 0, CHARSET = 1, CONTENT = 2 };

#define BEFORE       (1u << 0)    /* a name or the end of the tag may come              */
#define NAME         (1u << 1)    /* in a name that is neither of the two               */
#define NAME_CHARSET (0x7Fu << 2) /* 1 to 7 letters of "charset" were there             */
#define NAME_CONTENT (0x7Fu << 9) /* of "content"                                       */
#define IS_CHARSET   (1u << 8)    /* all of them                                        */
#define IS_CONTENT   (1u << 15)
#define AFTER(kind)  (1u << (16 + (kind))) /* after a name: an equals sign may come              */
#define EQUALS(kind) (1u << (19 + (kind))) /* after the equals sign                              */
#define DOUBLE(kind) (1u << (22 + (kind))) /* in a value between "                               */
#define SINGLE(kind) (1u << (25 + (kind))) /* between '                                          */
#define BARE(kind)   (1u << (28 + (kind))) /* without quotation marks                            */
#define THREE(first) (7u * (first))

#define NAMES      (NAME | NAME_CHARSET | NAME_CONTENT)
#define AFTERS     THREE(AFTER(OTHER))
#define EQUALSES   THREE(EQUALS(OTHER))
#define IN_CONTENT (DOUBLE(CONTENT) | SINGLE(CONTENT) | BARE(CONTENT))

/* |xml| */
enum { XML_NONE = 0, XML_INSIDE, XML_EQUALS, XML_VALUE };

/* |reference| */
enum { REF_NONE = 0, REF_AND, REF_NUMBER, REF_DECIMAL, REF_X, REF_HEX };

/* |drop| */
enum { DROP_NOTHING = 0, DROP_BLANKS, DROP_VALUE };

static int is_blank(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

/* Some take all controls for blanks, NULs among them. */
static int is_blank_to_some(uint32_t c)
{
    return c <= ' ';
}

/* One more letter of |word|, of which |have| letters were there: returns how many are there now. The first
 * letter of |word| must not come again in it. */
static uint8_t match(const char *word, uint8_t have, uint8_t c)
{
    if (tnefi_base_lower(c) == (uint8_t)word[have])
        return (uint8_t)(have + 1u);
    return tnefi_base_lower(c) == (uint8_t)word[0];
}

/* ---- Names of attributes ------------------------------------------------------------------- */

/* The places in |word| where |c| stands: a bit for each of its seven letters. */
static uint32_t letters(const char *word, uint8_t c)
{
    uint32_t bits = 0;

    for (uint32_t i = 0; i < 7; i++)
        bits |= (uint32_t)((uint8_t)word[i] == tnefi_base_lower(c)) << i;
    return bits;
}

/* |have| has a bit for each number of letters from 1 on: returns those that |c| makes one longer. */
static uint32_t longer(uint32_t have, const char *word, uint8_t c)
{
    return have << 1 & letters(word, c) & 0x7Eu;
}

static uint32_t first_letter(uint8_t c)
{
    return tnefi_base_lower(c) == 'c' ? 1u << 2 | 1u << 9 : NAME;
}

/* Names that go on. */
static uint32_t next_letter(uint32_t states, uint8_t c)
{
    uint32_t charset = longer(states >> 2 & 0x7Fu, "charset", c);
    uint32_t content = longer(states >> 9 & 0x7Fu, "content", c);

    return NAME | charset << 2 | content << 9;
}

/* The kinds of the names that end: a bit for each. */
static uint32_t kinds(uint32_t states)
{
    uint32_t other = states & NAMES & ~(IS_CHARSET | IS_CONTENT);

    return (other != 0 ? 1u << OTHER : 0) | ((states & IS_CHARSET) != 0 ? 1u << CHARSET : 0)
           | ((states & IS_CONTENT) != 0 ? 1u << CONTENT : 0);
}

/* ---- All readings of <meta ----------------------------------------------------------------- */

/* The states that end before a value, or outside of one. */
static uint32_t outside(uint32_t s, uint8_t c)
{
    uint32_t named = kinds(s) | (s >> 16 & 7u);
    uint32_t next = 0;

    if (c == '>')
        return 0;
    if (is_blank(c)) {
        next |= (s & BEFORE) | (s & AFTERS);
        return next | kinds(s) * AFTER(OTHER);
    }
    if (c == '/')
        return (s & (BEFORE | NAMES | AFTERS)) != 0 ? BEFORE : 0;
    if (c == '=' && named != 0)
        next |= named * EQUALS(OTHER);
    else if ((s & NAMES) != 0)
        next |= next_letter(s, c);
    if ((s & BEFORE) != 0 || ((s & AFTERS) != 0 && c != '='))
        next |= first_letter(c);
    return next;
}

/* Those in values, and before them. */
static uint32_t inside(uint32_t s, uint8_t c)
{
    uint32_t waiting = s / EQUALS(OTHER) & 7u;
    uint32_t next = 0;

    if (c == '"')
        next |= waiting * DOUBLE(OTHER) | ((s & THREE(DOUBLE(OTHER))) != 0 ? BEFORE : 0);
    else
        next |= s & THREE(DOUBLE(OTHER));
    if (c == '\'')
        next |= waiting * SINGLE(OTHER) | ((s & THREE(SINGLE(OTHER))) != 0 ? BEFORE : 0);
    else
        next |= s & THREE(SINGLE(OTHER));
    if (c == '>')
        return next;
    if (is_blank(c))
        return next | (s & EQUALSES) | ((s & THREE(BARE(OTHER))) != 0 ? BEFORE : 0);
    if (c != '"' && c != '\'')
        next |= waiting * BARE(OTHER);
    return next | (s & THREE(BARE(OTHER)));
}

/* ---- The value of |content| ---------------------------------------------------------------- */

static void content_letter(struct tnefi_html_charset *f, uint32_t c)
{
    if (f->charset == 7 && is_blank_to_some(c))
        return;
    f->charset = f->charset == 7 ? 0 : f->charset;
    f->charset = c > 0 && c < 0x80 ? match("charset", f->charset, (uint8_t)c) : 0;
}

static int digit_of(uint8_t c, int hex)
{
    return hex || tnefi_base_is_digit(c) ? tnefi_base_hex_digit(c) : -1;
}

/* Whether |c| is one more byte of a character reference by number; what it stands for is a letter
 * once it ends. */
static int in_reference(struct tnefi_html_charset *f, uint8_t c)
{
    int hex = f->reference == REF_X || f->reference == REF_HEX;
    int digit = digit_of(c, hex);
    uint8_t was = f->reference;

    if (was == REF_AND && c == '#') {
        f->reference = REF_NUMBER;
        f->number = 0;
        return 1;
    }
    if (was == REF_NUMBER && tnefi_base_lower(c) == 'x') {
        f->reference = REF_X;
        return 1;
    }
    if (was != REF_AND && digit >= 0) {
        f->reference = hex ? REF_HEX : REF_DECIMAL;
        f->number = f->number < 0x110000u ? f->number * (hex ? 16u : 10u) + (uint32_t)digit : f->number;
        return 1;
    }
    f->reference = REF_NONE;
    content_letter(f, was == REF_DECIMAL || was == REF_HEX ? f->number : '&');
    return (was == REF_DECIMAL || was == REF_HEX) && c == ';';
}

/* A reference by number needs no semicolon: it ends before the first byte that is not a digit. */
static void end_reference(struct tnefi_html_charset *f, uint8_t c)
{
    if ((f->reference != REF_DECIMAL && f->reference != REF_HEX) || c == ';'
        || digit_of(c, f->reference == REF_HEX) >= 0)
        return;
    f->reference = REF_NONE;
    content_letter(f, f->number);
}

static void in_content(struct tnefi_html_charset *f, uint8_t c)
{
    if (f->reference != REF_NONE && in_reference(f, c))
        return;
    if (c == '&')
        f->reference = REF_AND;
    else
        content_letter(f, c);
}

/* ---- What is written ----------------------------------------------------------------------- */

static void in_xml(struct tnefi_html_charset *f, uint8_t c)
{
    if (c == '>') {
        f->xml = XML_NONE;
    } else if (f->xml == XML_INSIDE) {
        f->encoding = match("encoding", f->encoding, c);
        f->xml = f->encoding == 8 ? XML_EQUALS : XML_INSIDE;
    } else if (f->xml == XML_EQUALS && c == '=') {
        f->xml = XML_VALUE;
    } else if (!is_blank_to_some(c)) {
        f->xml = XML_INSIDE;
        f->encoding = match("encoding", 0, c);
    }
}

/* Looks for a tag. What follows its name begins a reading. */
static void in_text(struct tnefi_html_charset *f, uint8_t c)
{
    if (f->tag == 5) {
        if (!f->tag_is_xml && (is_blank_to_some(c) || c == '/'))
            f->states |= BEFORE;
        else if (f->tag_is_xml && is_blank_to_some(c) && f->xml == XML_NONE) {
            f->xml = XML_INSIDE;
            f->encoding = 0;
        }
        f->tag = 0;
    }
    if (f->tag == 1)
        f->tag_is_xml = c == '?';
    f->tag = match(f->tag_is_xml ? "<?xml" : "<meta", f->tag, c);
}

static uint32_t next_states(uint32_t states, uint8_t c)
{
    uint32_t next = outside(states, c) | inside(states, c);

    if (is_blank_to_some(c) && !is_blank(c))
        next |= outside(states, ' ') | inside(states, ' ');
    return c == 0 ? next | states : next;
}

/* A byte that is written: all readings go on. Some readers drop NULs, others do not. */
static void see(struct tnefi_html_charset *f, uint8_t c)
{
    uint32_t was = f->states;

    TNEFI_TOUCH(16); /* the letters of two names, twice at most */
    if (was != 0)
        f->states = next_states(was, c);
    if ((was & IN_CONTENT) != 0 && c != 0)
        in_content(f, c);
    if ((f->states & IN_CONTENT) == 0)
        f->charset = f->reference = 0; /* REF_NONE */
    else if ((was & IN_CONTENT) == 0 && (f->states & BARE(CONTENT)) != 0)
        in_content(f, c); /* the first of a value without quotation marks */
    if (f->xml != XML_NONE && c != 0)
        in_xml(f, c);
    if (c != 0)
        in_text(f, c);
    else if (f->tag == 5 && !f->tag_is_xml)
        f->states |= BEFORE;
}

static size_t put(struct tnefi_html_charset *f, const char *s, size_t n, uint8_t *out)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = (uint8_t)s[i];
        see(f, out[i]);
    }
    return n;
}

static size_t put_name(struct tnefi_html_charset *f, uint8_t *out)
{
    return put(f, "utf-8", 5, out);
}

static size_t put_byte(struct tnefi_html_charset *f, uint8_t c, uint8_t *out)
{
    out[0] = c;
    see(f, c);
    return 1;
}

/* ---- What is dropped ----------------------------------------------------------------------- */

static void begin_drop(struct tnefi_html_charset *f, uint8_t drop, uint8_t semicolon)
{
    f->drop = drop;
    f->quote = 0;
    f->semicolon = semicolon;
}

/* Whether a quotation mark ends the value of an attribute in some reading. */
static int ends_value(const struct tnefi_html_charset *f, uint8_t c)
{
    return (f->states & (c == '"' ? THREE(DOUBLE(OTHER)) : THREE(SINGLE(OTHER)))) != 0;
}

/* Whether |c| is one more byte of the old value. A byte that cannot be in the name of a charset ends it: a
 * value with such a byte names no charset, and still does not with "utf-8" in front. */
static int is_dropped(struct tnefi_html_charset *f, uint8_t c)
{
    int is_quote = c == '"' || c == '\'';

    if (is_blank_to_some(c))
        return f->drop == DROP_BLANKS;
    if (f->drop == DROP_BLANKS && is_quote && f->semicolon && !ends_value(f, c)) {
        f->quote = c; /* a value in quotation marks inside of |content| */
        f->drop = DROP_VALUE;
        return 1;
    }
    f->drop = DROP_VALUE;
    if (is_quote && c == f->quote) {
        f->quote = 0;
        return 1;
    }
    return !is_quote && c != '>' && c != '<' && !(c == ';' && f->semicolon);
}

/* The byte before or after which a value begins. Returns 0 if none does. */
static size_t begin_value(struct tnefi_html_charset *f, uint8_t c, uint8_t *out)
{
    int is_quote = c == '"' || c == '\'';
    size_t n = 0;

    if ((f->states & EQUALS(CHARSET)) == 0 && f->xml != XML_VALUE)
        return 0;
    if (is_blank_to_some(c))
        return 0;
    f->xml = f->xml == XML_VALUE ? XML_INSIDE : f->xml;
    if (is_quote)
        n = put_byte(f, c, out);
    n += put_name(f, out + n);
    if (c == '>')
        return n + put_byte(f, c, out + n);
    begin_drop(f, is_quote ? DROP_BLANKS : DROP_VALUE, 0);
    return n;
}

/* After the word "charset" in |content|. Returns 0 if no value begins. A character reference there may be an
 * equals sign, and is taken for one. */
static size_t begin_in_content(struct tnefi_html_charset *f, uint8_t c, uint8_t *out)
{
    size_t n;

    end_reference(f, c);
    if (f->charset != 7 || (c != '=' && c != '&'))
        return 0;
    n = put_byte(f, '=', out);
    n += put_name(f, out + n);
    begin_drop(f, c == '=' ? DROP_BLANKS : DROP_VALUE, 1);
    return n;
}

/* Nothing is being read: only a '<' can change that. */
static int is_idle(const struct tnefi_html_charset *f)
{
    return f->states == 0 && f->xml == XML_NONE && f->tag == 0;
}

/* Whether the '<' at |p| begins neither "<meta" nor "<?xml", and the next byte begins neither. */
static int is_other_tag(const uint8_t *p, size_t n)
{
    return n > 1u && p[1] != 'm' && p[1] != 'M' && p[1] != '?' && p[1] != '<' && p[1] != 0;
}

size_t tnefi_html_charset_same(struct tnefi_html_charset *f, const uint8_t *p, size_t n)
{
    size_t i = 0;

    if (!is_idle(f) || f->drop != DROP_NOTHING)
        return 0;
    while (i < n) {
        const uint8_t *at;

        while (i < n && i < 8u && p[i] != '<') /* most are short */
            i++;
        at = i < n ? memchr(p + i, '<', n - i) : NULL;
        i = at != NULL ? (size_t)(at - p) : n;
        if (i == n || !is_other_tag(p + i, n - i))
            break;
        f->tag_is_xml = 0;
        f->charset = f->reference = 0; /* REF_NONE */
        i += 2u;
    }
    TNEFI_TOUCH(i + 1u);
    return i;
}

void tnefi_html_charset_begin(struct tnefi_html_charset *f)
{
    memset(f, 0, sizeof *f);
}

size_t tnefi_html_charset_byte(struct tnefi_html_charset *f, uint8_t byte, uint8_t *out)
{
    size_t n;

    if (is_idle(f) && byte != '<') {
        TNEFI_TOUCH(1);
        out[0] = byte;
        return 1;
    }
    TNEFI_TOUCH(1);
    if (f->drop != DROP_NOTHING) {
        if (byte == 0 || is_dropped(f, byte))
            return 0;
        f->drop = DROP_NOTHING;
    }
    n = begin_value(f, byte, out);
    if (n == 0)
        n = begin_in_content(f, byte, out);
    return n > 0 ? n : put_byte(f, byte, out);
}
