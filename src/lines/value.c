/* SPDX-License-Identifier: MIT */
/* Values of content lines, in the way of each, and values that come in pieces. */

#include "lines/priv.h"

#include "base/ascii.h"
#include "text/text.h"

#define KIND_MASK 0xFFu

enum { PHASE_START, PHASE_VALUE };

/* Writes two characters that belong together. */
static void pair(struct tnefi_lines *l, uint8_t a, uint8_t b)
{
    const uint8_t both[2] = { a, b };

    tnefi_lines_unit(l, both, 2);
}

static void text_char(struct tnefi_lines *l, const struct tnefi_lines_char *c, int kind)
{
    if (kind == CHAR_BREAK)
        pair(l, '\\', 'n');
    else if (c->c == '\\' || c->c == ',' || c->c == ';')
        pair(l, '\\', (uint8_t)c->c);
    else
        tnefi_lines_unit(l, c->bytes, c->len);
}

static void param_char(struct tnefi_lines *l, const struct tnefi_lines_char *c, int kind)
{
    if (kind == CHAR_BREAK)
        pair(l, '^', 'n');
    else if (c->c == '^')
        pair(l, '^', '^');
    else if (c->c == '"')
        pair(l, '^', '\'');
    else
        tnefi_lines_unit(l, c->bytes, c->len);
}

/* Whether |c| is one of the characters of a string. */
static bool is_of(const char *set, uint32_t c)
{
    for (size_t i = 0; set[i] != '\0'; i++)
        if ((uint8_t)set[i] == c)
            return true;
    return false;
}

static bool stays(uint32_t how, uint32_t c)
{
    if (c > 0x7E || c <= ' ')
        return false;
    if (tnefi_base_is_letter((uint8_t)c) || tnefi_base_is_digit((uint8_t)c))
        return true;
    return is_of(how == TNEFI_LINES_CAL_ADDRESS ? "-._~!$'*+@" : "-._~:/?#[]@!$&'()*+,;=%", c);
}

static void uri_char(struct tnefi_lines *l, uint32_t how, const struct tnefi_lines_char *c)
{
    uint8_t escape[3];

    TNEFI_TOUCH(24);
    if (stays(how, c->c)) {
        tnefi_lines_unit(l, c->bytes, 1);
        return;
    }
    for (uint32_t i = 0; i < c->len; i++) {
        tnefi_lines_escape(escape, '%', c->bytes[i]);
        tnefi_lines_unit(l, escape, 3);
    }
}

/* Writes what stands before a value, or after it. */
static void edge(struct tnefi_lines *l, uint32_t how, bool before)
{
    if (how == TNEFI_LINES_PARAM)
        tnefi_lines_unit(l, "\"", 1);
    else if (how == TNEFI_LINES_CAL_ADDRESS && before)
        for (size_t i = 0; i < 7u; i++)
            tnefi_lines_unit(l, &"mailto:"[i], 1);
}

static void value_char(struct tnefi_lines *l, uint32_t how, const struct tnefi_lines_char *c, int kind)
{
    if (how == TNEFI_LINES_TEXT)
        text_char(l, c, kind);
    else if (how == TNEFI_LINES_PARAM)
        param_char(l, c, kind);
    else
        uri_char(l, how, c);
}

void tnefi_lines_value(struct tnefi_lines *l, uint32_t how, const void *p, size_t n)
{
    uint32_t kind = how & KIND_MASK;
    const struct tnefi_lines_text text = { p, n,
                                           (how & TNEFI_LINES_ONE_LINE) != 0 || kind > TNEFI_LINES_PARAM };

    if (!tnefi_lines_enter(l))
        return;
    while (tnefi_lines_room(l)) {
        struct tnefi_lines_char c;
        int got;

        if (l->phase == PHASE_START) {
            edge(l, kind, true);
            l->phase = PHASE_VALUE;
        }
        got = tnefi_lines_next(&text, &l->place, &c);
        if (got == CHAR_END) {
            edge(l, kind, false);
            tnefi_lines_leave(l);
            return;
        }
        value_char(l, kind, &c, got);
    }
}

/* ---- Pieces ------------------------------------------------------------------------------------------- */

/* Writes a character of a piece. */
static void piece_char(struct tnefi_lines *l, uint32_t how, uint32_t code)
{
    struct tnefi_lines_char c = { .c = code };
    bool pair_ends = code == '\n' && l->cr != 0;
    int kind = tnefi_lines_classify(&c.c);

    l->cr = code == '\r';
    if (kind == CHAR_END || pair_ends)
        return;
    c.len = (uint32_t)tnefi_text_utf8_put((char *)c.bytes, c.c);
    value_char(l, how & KIND_MASK, &c, kind);
}

/* Takes the first bytes of a piece that begins inside of a character: one more. Returns how many bytes
 * were taken: 0 if the character was damaged before it, and what it was is written. */
static size_t carry_on(struct tnefi_lines *l, uint32_t how, uint8_t b)
{
    uint32_t c;
    int got;

    l->carry[l->carried] = b;
    got = tnefi_text_utf8_get(l->carry, l->carried + 1u, &c);
    TNEFI_TOUCH(4);
    if (got == 0) {
        l->carried++;
        return 1;
    }
    l->carried = 0;
    piece_char(l, how, c);
    return got > 0 ? 1 : 0;
}

/* Takes the next character of a piece. Returns how many bytes. */
static size_t piece_step(struct tnefi_lines *l, uint32_t how, const uint8_t *p, size_t n)
{
    uint32_t c;
    int got;

    if (l->carried > 0)
        return carry_on(l, how, p[0]);
    got = tnefi_text_utf8_get(p, n, &c);
    TNEFI_TOUCH(got > 0 ? got : 4);
    if (got == 0)
        return carry_on(l, how, p[0]);
    piece_char(l, how, c);
    return got > 0 ? (size_t)got : (size_t)-got;
}

tnef_status tnefi_lines_feed(struct tnefi_lines *l, uint32_t how, const void *p, size_t n, size_t *taken)
{
    const uint8_t *bytes = p;
    size_t at = 0;

    l->paused = 0;
    while (tnefi_lines_room(l)) {
        if (at < n) {
            at += piece_step(l, how, bytes + at, n - at);
        } else if (n == 0 && l->carried > 0) {
            l->carried = 0;
            piece_char(l, how, REPLACEMENT);
        } else {
            break;
        }
    }
    *taken = at;
    if (n == 0 && l->carried == 0)
        l->cr = 0;
    if (l->failed != TNEF_OK)
        return l->failed;
    return l->paused != 0 ? TNEF_PAUSED : TNEF_OK;
}
