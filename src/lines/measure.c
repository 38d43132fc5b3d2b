/* SPDX-License-Identifier: MIT */
/* What is known of a value of a header field before it is written: one pass over it. */

#include "lines/priv.h"

#include "base/ascii.h"

/* Whether |c| is one of the characters of a string. */
static bool is_of(const char *set, uint32_t c)
{
    for (size_t i = 0; set[i] != '\0'; i++)
        if ((uint8_t)set[i] == c)
            return true;
    return false;
}

static bool is_alnum(uint32_t c)
{
    return c < 0x80 && (tnefi_base_is_letter((uint8_t)c) || tnefi_base_is_digit((uint8_t)c));
}

/* RFC 5322, 3.2.3; with |utf8| RFC 6532, 3.2. */
bool tnefi_lines_is_atom_char(uint32_t c, bool utf8)
{
    return is_alnum(c) || (c >= 0x80 ? utf8 : is_of("!#$%&'*+-/=?^_`{|}~", c));
}

bool tnefi_lines_is_token_char(uint32_t c)
{
    return tnefi_lines_is_visible(c) && !is_of("()<>@,;:\\\"/[]?=", c);
}

/* RFC 2231, 7. */
bool tnefi_lines_is_attr_char(uint32_t c)
{
    return tnefi_lines_is_token_char(c) && c != '*' && c != '\'' && c != '%';
}

/* RFC 2047, 4.2, and 5 (3) for what stands in phrases. */
bool tnefi_lines_is_q_char(uint32_t c, int where)
{
    if (where == PLACE_TEXT)
        return tnefi_lines_is_visible(c) && c != '=' && c != '?' && c != '_';
    return is_alnum(c) || is_of("!*+-/", c);
}

bool tnefi_lines_is_token(const void *p, size_t n, size_t most)
{
    const uint8_t *bytes = p;

    if (n == 0 || n > most)
        return false;
    TNEFI_TOUCH(n);
    for (size_t i = 0; i < n; i++)
        if (!tnefi_lines_is_token_char(bytes[i]))
            return false;
    return true;
}

uint32_t tnefi_lines_q_width(const struct tnefi_lines_char *c, int where)
{
    return c->c == ' ' || tnefi_lines_is_q_char(c->c, where) ? 1 : 3u * c->len;
}

/* Two characters that follow each other. */
static void follow(struct tnefi_lines_measure *m, uint32_t before, uint32_t c)
{
    if (before == '=' && c == '?')
        m->ascii = false;
    if (before == ' ' && c == ' ')
        m->atoms = false;
}

static void one(struct tnefi_lines_measure *m, const struct tnefi_lines_char *c, bool utf8, int where)
{
    bool printable = c->c == ' ' || tnefi_lines_is_visible(c->c) || (utf8 && c->c >= 0x80);

    m->ascii = m->ascii && printable;
    m->atoms = m->atoms && (c->c == ' ' || tnefi_lines_is_atom_char(c->c, utf8));
    m->token = m->token && tnefi_lines_is_token_char(c->c);
    m->bytes += c->len;
    m->q += tnefi_lines_q_width(c, where);
    TNEFI_TOUCH(24);
}

void tnefi_lines_measure(struct tnefi_lines_measure *m, const struct tnefi_lines *l,
                         const struct tnefi_lines_text *text, int where)
{
    bool utf8 = (l->flags & TNEFI_LINES_UTF8) != 0;
    struct tnefi_lines_place place = { 0, 0, 0 };
    struct tnefi_lines_char c;
    uint32_t before = 0;
    size_t word = 0;

    *m = (struct tnefi_lines_measure){ .ascii = true, .atoms = true, .token = true, .words = true };
    while (tnefi_lines_next(text, &place, &c) == CHAR_TEXT) {
        one(m, &c, utf8, where);
        follow(m, before, c.c);
        /* A word is what stands between two places to fold at: blanks, and characters after them. Of what
         * is quoted each may be two. */
        word = c.c == ' ' && before != ' ' ? 1 : word + 2u * c.len;
        m->words = m->words && word <= WORD_MOST;
        before = c.c;
    }
    m->any = m->bytes > 0;
}

uint32_t tnefi_lines_coded_form(const struct tnefi_lines_measure *m)
{
    size_t b = (m->bytes + 2u) / 3u * 4u;

    /* Q can be read by people, so it may cost a little. */
    return m->q <= b + b / 3u ? FORM_Q : FORM_B;
}
