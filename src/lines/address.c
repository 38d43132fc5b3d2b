/* SPDX-License-Identifier: MIT */
/* Addresses (RFC 5321, 4.1.2) and message ids (RFC 5322, 3.6.4) in strings of strangers. */

#include "lines/priv.h"

#include "base/ascii.h"
#include "text/text.h"

#define LOCAL_MOST   64u
#define DOMAIN_MOST  255u
#define ADDRESS_MOST 320u

static const struct tnefi_lines_span none = { NULL, 0 };

/* ---- Addresses ---------------------------------------------------------------------------------------- */

static bool is_blank(uint8_t b)
{
    return b == ' ' || b == '\t' || b == '\r' || b == '\n' || b == 0;
}

/* Takes off white space and NULs. */
static void trim(struct tnefi_lines_span *s)
{
    while (s->n > 0 && is_blank(s->p[0])) {
        s->p++;
        s->n--;
        TNEFI_TOUCH(1);
    }
    while (s->n > 0 && is_blank(s->p[s->n - 1u])) {
        s->n--;
        TNEFI_TOUCH(1);
    }
}

/* Takes off a word that stands before it, in lower case. */
static void take_off(struct tnefi_lines_span *s, const char *word)
{
    size_t n = tnefi_lines_length(word);

    if (s->n < n)
        return;
    for (size_t i = 0; i < n; i++)
        if (tnefi_base_lower(s->p[i]) != (uint8_t)word[i])
            return;
    s->p += n;
    s->n -= n;
}

/* Whether all bytes above 7F are characters that are allowed, if any are. */
static bool characters_are_fine(const struct tnefi_lines_span *s, bool utf8)
{
    size_t at = 0;

    TNEFI_TOUCH(s->n);
    while (at < s->n) {
        uint32_t c = s->p[at];
        uint32_t cleaned;
        int got = 1;

        if (c >= 0x80) {
            got = tnefi_text_utf8_get(s->p + at, s->n - at, &c);
            cleaned = c;
            if (!utf8 || got <= 0 || tnefi_lines_classify(&cleaned) != CHAR_TEXT || cleaned != c
                || tnefi_lines_is_bidi(c))
                return false;
        }
        at += (size_t)got;
    }
    return true;
}

/* Atoms with single dots between them. The characters above 7F were looked at. */
static bool is_dot_atom(const uint8_t *p, size_t n)
{
    bool after_atom = false;

    for (size_t i = 0; i < n; i++) {
        TNEFI_TOUCH(20);
        if (p[i] == '.' && !after_atom)
            return false;
        if (p[i] != '.' && !tnefi_lines_is_atom_char(p[i], true))
            return false;
        after_atom = p[i] != '.';
    }
    return after_atom;
}

/* "..", in which a quote and a backslash have a backslash before them. There are no blanks in it, since an
 * address is written as one word. */
static bool is_quoted(const uint8_t *p, size_t n)
{
    if (n < 2 || p[0] != '"' || p[n - 1u] != '"')
        return false;
    TNEFI_TOUCH(n);
    for (size_t i = 1; i < n - 1u; i++) {
        if (p[i] <= ' ' || p[i] == 0x7F || p[i] == '"' || (p[i] == '\\' && i + 2u >= n))
            return false;
        if (p[i] == '\\') {
            i++;
            if (p[i] <= ' ' || p[i] == 0x7F)
                return false;
        }
    }
    return true;
}

/* An encoded word means nothing in an address (RFC 2047, 5), but many mail programs show what it decodes to,
 * which may look like another address. */
static bool has_encoded_word(const struct tnefi_lines_span *s)
{
    TNEFI_TOUCH(s->n);
    for (size_t i = 1; i < s->n; i++)
        if (s->p[i - 1u] == '=' && s->p[i] == '?')
            return true;
    return false;
}

static bool is_domain(const uint8_t *p, size_t n)
{
    if (is_dot_atom(p, n))
        return true;
    if (n < 3 || p[0] != '[' || p[n - 1u] != ']')
        return false;
    TNEFI_TOUCH(n);
    for (size_t i = 1; i < n - 1u; i++)
        if (!tnefi_base_is_letter(p[i]) && !tnefi_base_is_digit(p[i]) && p[i] != '.' && p[i] != ':'
            && p[i] != '-')
            return false;
    return true;
}

struct tnefi_lines_span tnefi_lines_find_address(const void *p, size_t n, int utf8)
{
    struct tnefi_lines_span s = { p, n };
    size_t local;

    trim(&s);
    if (s.n >= 2 && s.p[0] == '<' && s.p[s.n - 1u] == '>') {
        s.p++;
        s.n -= 2u;
        trim(&s);
    }
    take_off(&s, "mailto:");
    take_off(&s, "smtp:");
    if (s.n == 0 || s.n > ADDRESS_MOST || !characters_are_fine(&s, utf8 != 0) || has_encoded_word(&s))
        return none;
    local = s.n - 1u;
    while (local > 0 && s.p[local] != '@')
        local--;
    TNEFI_TOUCH(s.n - local);
    if (local == 0 || local > LOCAL_MOST || s.n - local - 1u > DOMAIN_MOST)
        return none;
    if (!is_dot_atom(s.p, local) && !is_quoted(s.p, local))
        return none;
    return is_domain(s.p + local + 1u, s.n - local - 1u) ? s : none;
}

/* ---- Message ids -------------------------------------------------------------------------------------- */

/* Whether what stands between brackets is an id. */
static bool is_msg_id(const struct tnefi_lines_span *s)
{
    size_t visible = 0;

    TNEFI_TOUCH(s->n);
    for (size_t i = 0; i < s->n; i++) {
        if (tnefi_lines_is_visible(s->p[i]) && s->p[i] != '<' && s->p[i] != '>')
            visible++;
        else if (s->p[i] != ' ' && s->p[i] != '\t')
            return false;
    }
    return visible > 0 && s->n <= MSG_ID_MOST;
}

/* Whether a string has neither < nor >. */
static bool is_bare(const uint8_t *p, size_t n)
{
    TNEFI_TOUCH(n);
    for (size_t i = 0; i < n; i++)
        if (p[i] == '<' || p[i] == '>')
            return false;
    return true;
}

struct tnefi_lines_span tnefi_lines_find_msg_id(const void *p, size_t n, size_t *at)
{
    const uint8_t *bytes = p;
    struct tnefi_lines_span s = { bytes, n };
    bool open = false;

    if (*at == 0 && is_bare(bytes, n)) {
        *at = n;
        trim(&s);
        return is_msg_id(&s) ? s : none;
    }
    while (*at < n) {
        const uint8_t *here = bytes + *at;

        (*at)++;
        TNEFI_TOUCH(1);
        if (*here == '<') {
            s.p = here + 1;
            open = true;
        } else if (*here == '>' && open) {
            s.n = (size_t)(here - s.p);
            open = false;
            if (is_msg_id(&s))
                return s;
        }
    }
    return none;
}
