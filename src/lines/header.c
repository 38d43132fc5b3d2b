/* SPDX-License-Identifier: MIT */
/* Header fields: the name, words, and plain text that is folded at its blanks. */

#include "lines/priv.h"

enum { PHASE_START, PHASE_BLANKS, PHASE_WORD, PHASE_END };

/* The octets that the line may have. */
static size_t line_most(const struct tnefi_lines *l)
{
    return l->coded != 0 ? TNEFI_LINES_CODED : TNEFI_LINES_HEADER;
}

/* After the name of a field nothing is gained by a fold but an empty line, unless the word fits into a new
 * line only. */
void tnefi_lines_lead(struct tnefi_lines *l, size_t width, size_t most)
{
    bool fits = l->column + 1u + width <= (most < line_most(l) ? most : line_most(l));
    bool helps =
        l->first == 0 || (l->column > 16u && 1u + width <= most) || l->column + 1u + width > TNEFI_LINES_HARD;

    if (!fits && helps)
        tnefi_lines_break(l);
    tnefi_lines_put_byte(l, ' ');
    l->first = 0;
}

void tnefi_lines_header(struct tnefi_lines *l, const char *name)
{
    size_t n = tnefi_lines_length(name);

    if (!tnefi_lines_enter(l) || !tnefi_lines_room(l))
        return;
    tnefi_lines_put(l, name, n < 64u ? n : 64u);
    tnefi_lines_put_byte(l, ':');
    l->first = 1;
    tnefi_lines_leave(l);
}

/* ---- Words -------------------------------------------------------------------------------------------- */

/* Whether a byte may stand in a word. */
static bool is_word(const struct tnefi_lines *l, uint8_t b)
{
    return tnefi_lines_is_visible(b) || (b >= 0x80 && (l->flags & TNEFI_LINES_UTF8) != 0);
}

/* Writes |before|, the bytes that a word may have, and |after|. */
static void word(struct tnefi_lines *l, const uint8_t *p, size_t n, const char *before, const char *after)
{
    size_t edges = tnefi_lines_length(before) + tnefi_lines_length(after);

    if (!tnefi_lines_enter(l))
        return;
    if (n > MSG_ID_MOST)
        n = MSG_ID_MOST;
    while (tnefi_lines_room(l)) {
        if (l->phase == PHASE_START) {
            tnefi_lines_lead(l, n + edges, TNEFI_LINES_HEADER);
            tnefi_lines_put(l, before, tnefi_lines_length(before));
            l->phase = PHASE_WORD;
        }
        if (l->place.at == n) {
            tnefi_lines_put(l, after, tnefi_lines_length(after));
            tnefi_lines_leave(l);
            return;
        }
        if (is_word(l, p[l->place.at]))
            tnefi_lines_put_byte(l, p[l->place.at]);
        l->place.at++;
    }
}

void tnefi_lines_word_bytes(struct tnefi_lines *l, const void *p, size_t n, const char *after)
{
    word(l, p, n, "", after != NULL ? after : "");
}

void tnefi_lines_word(struct tnefi_lines *l, const char *text, const char *after)
{
    tnefi_lines_word_bytes(l, text, tnefi_lines_length(text), after);
}

/* Writes |before| and up to two characters of |after|, which may be NULL, to |end|. */
static void join(char end[4], char before, const char *after)
{
    size_t n = 0;

    end[n++] = before;
    for (size_t i = 0; after != NULL && i < 2 && after[i] != '\0'; i++)
        end[n++] = after[i];
    end[n] = '\0';
}

/* Writes a word in <>. */
static void in_brackets(struct tnefi_lines *l, const void *p, size_t n, const char *after)
{
    char end[4];

    join(end, '>', after);
    word(l, p, n, "<", end);
}

void tnefi_lines_address(struct tnefi_lines *l, const void *p, size_t n, const char *after)
{
    in_brackets(l, p, n, after);
}

void tnefi_lines_msg_id(struct tnefi_lines *l, const void *p, size_t n, const char *after)
{
    in_brackets(l, p, n, after);
}

/* ---- Plain text --------------------------------------------------------------------------------------- */

/* Octets of a character, with the "\" that it needs inside of quotes. */
static size_t width(const struct tnefi_lines_char *c, bool quoted)
{
    return c->len + (quoted && (c->c == '"' || c->c == '\\') ? 1u : 0);
}

/* Octets of the word at |place|, with what stands after the last one. */
static size_t word_width(const struct tnefi_lines_text *text, struct tnefi_lines_place place, bool quoted,
                         size_t after)
{
    struct tnefi_lines_char c;
    size_t n = place.gap;
    int got;

    place.gap = 0;
    while ((got = tnefi_lines_next(text, &place, &c)) == CHAR_TEXT && c.c != ' ')
        n += width(&c, quoted);
    return got == CHAR_END ? n + after : n;
}

/* Writes a value that needs no encoding, folded at blanks; inside of quotes if |quoted|. True: all of it. */
static bool plain(struct tnefi_lines *l, const struct tnefi_lines_text *text, bool quoted, const char *after)
{
    size_t tail = tnefi_lines_length(after) + (quoted ? 1u : 0);

    while (tnefi_lines_room(l)) {
        struct tnefi_lines_char c;

        if (l->phase == PHASE_START) {
            tnefi_lines_lead(l, word_width(text, l->place, quoted, tail) + (quoted ? 1u : 0),
                             TNEFI_LINES_HEADER);
            tnefi_lines_put(l, "\"", quoted ? 1u : 0);
            l->phase = PHASE_WORD;
        }
        if (tnefi_lines_next(text, &l->place, &c) == CHAR_END) {
            tnefi_lines_put(l, "\"", quoted ? 1u : 0);
            tnefi_lines_put(l, after, tnefi_lines_length(after));
            return true;
        }
        if (c.c == ' ' && l->phase == PHASE_WORD
            && l->column + 1u + word_width(text, l->place, quoted, tail) > line_most(l))
            tnefi_lines_break(l);
        l->phase = c.c == ' ' ? PHASE_BLANKS : PHASE_WORD;
        if (width(&c, quoted) > c.len)
            tnefi_lines_put_byte(l, '\\');
        tnefi_lines_put(l, c.bytes, c.len);
    }
    return false;
}

static void value(struct tnefi_lines *l, const struct tnefi_lines_text *text,
                  const struct tnefi_lines_around *around, const struct tnefi_lines_measure *m)
{
    bool all = l->form == FORM_Q || l->form == FORM_B ? tnefi_lines_coded(l, text, around, m)
                                                      : plain(l, text, l->form == FORM_QUOTED, around->after);

    if (all)
        tnefi_lines_leave(l);
}

void tnefi_lines_text(struct tnefi_lines *l, const void *p, size_t n)
{
    static const struct tnefi_lines_around around = { "", "", PLACE_TEXT };
    const struct tnefi_lines_text text = { p, n, true };
    struct tnefi_lines_measure m = { 0 };

    if (!tnefi_lines_enter(l))
        return;
    if (l->phase == PHASE_START) {
        tnefi_lines_measure(&m, l, &text, PLACE_TEXT);
        l->form = m.ascii && m.words ? FORM_PLAIN : tnefi_lines_coded_form(&m);
        if (!m.any) {
            tnefi_lines_leave(l);
            return;
        }
    }
    value(l, &text, &around, &m);
}

void tnefi_lines_phrase(struct tnefi_lines *l, const void *p, size_t n, const char *after)
{
    char end[4] = "";
    struct tnefi_lines_around around = { "", after != NULL ? after : "", PLACE_PHRASE };
    const struct tnefi_lines_text text = { p, n, true };
    struct tnefi_lines_measure m = { 0 };

    if (!tnefi_lines_enter(l))
        return;
    if (l->phase == PHASE_START) {
        tnefi_lines_measure(&m, l, &text, PLACE_PHRASE);
        if (!m.ascii || !m.words)
            l->form = tnefi_lines_coded_form(&m);
        else
            l->form = m.any && m.atoms ? FORM_PLAIN : FORM_QUOTED;
    }
    /* RFC 2047, 5 (3): nothing stands directly after an encoded word. */
    if ((l->form == FORM_Q || l->form == FORM_B) && around.after[0] != '\0') {
        join(end, ' ', after);
        around.after = end;
    }
    value(l, &text, &around, &m);
}
