/* SPDX-License-Identifier: MIT */
/* Values as they are cleaned: one character after the other. */

#include "lines/priv.h"

#include "text/text.h"

static bool is_break(uint32_t c)
{
    return c == '\r' || c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Controls but TAB and line breaks, and the mark that is no character inside of a text. */
static bool is_dropped(uint32_t c)
{
    return (c < 0x20 && c != '\t') || (c >= 0x7F && c <= 0x9F) || c == 0xFEFF;
}

static bool is_noncharacter(uint32_t c)
{
    return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

bool tnefi_lines_is_bidi(uint32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E)
           || (c >= 0x2066 && c <= 0x2069);
}

int tnefi_lines_classify(uint32_t *c)
{
    if (is_break(*c))
        return CHAR_BREAK;
    if (is_dropped(*c))
        return CHAR_END;
    if (is_noncharacter(*c))
        *c = REPLACEMENT;
    return CHAR_TEXT;
}

/* Reads the character at |at|, which is before the end. Returns its bytes. */
static size_t read(const struct tnefi_lines_text *text, size_t at, uint32_t *c)
{
    const uint8_t *p = text->p + at;
    size_t left = text->n - at;
    int got;

    if (p[0] < 0x80) {
        *c = p[0];
        TNEFI_TOUCH(1);
        return p[0] == '\r' && left > 1 && p[1] == '\n' ? 2 : 1;
    }
    got = tnefi_text_utf8_get(p, left, c);
    TNEFI_TOUCH(got > 0 ? got : 4);
    if (got == 0)
        return left;
    return got > 0 ? (size_t)got : (size_t)-got;
}

/* Goes past the white space at |place|. What it is worth is in |gap| then: nothing at both ends, one blank
 * if there is more than blanks in it. */
static void white_space(const struct tnefi_lines_text *text, struct tnefi_lines_place *place)
{
    size_t blanks = 0;
    bool only_blanks = true;

    while (place->at < text->n) {
        uint32_t c;
        size_t len = read(text, place->at, &c);
        int kind = tnefi_lines_classify(&c);

        if (c == ' ')
            blanks++;
        else if (c == '\t' || kind == CHAR_BREAK)
            only_blanks = false;
        else if (kind == CHAR_TEXT)
            break;
        place->at += len;
    }
    if (place->begun != 0 && place->at < text->n)
        place->gap = only_blanks ? blanks : 1;
}

int tnefi_lines_next(const struct tnefi_lines_text *text, struct tnefi_lines_place *place,
                     struct tnefi_lines_char *c)
{
    int kind = CHAR_END;

    while (place->gap == 0 && place->at < text->n) {
        size_t len = read(text, place->at, &c->c);

        kind = tnefi_lines_classify(&c->c);
        if (text->one_line && (kind == CHAR_BREAK || c->c == ' ' || c->c == '\t')) {
            white_space(text, place);
            continue;
        }
        place->at += len;
        if (kind == CHAR_END)
            continue;
        place->begun = 1;
        c->len = (uint32_t)tnefi_text_utf8_put((char *)c->bytes, c->c);
        return kind;
    }
    if (place->gap == 0)
        return CHAR_END;
    place->gap--;
    c->c = ' ';
    c->len = 1;
    c->bytes[0] = ' ';
    return CHAR_TEXT;
}

/* ---- Without a writer --------------------------------------------------------------------------------- */

size_t tnefi_lines_clean(char *out, size_t room, const void *p, size_t n, int strict)
{
    const struct tnefi_lines_text text = { p, n, true };
    struct tnefi_lines_place place = { 0, 0, 0 };
    struct tnefi_lines_char c;
    size_t len = 0;

    while (tnefi_lines_next(&text, &place, &c) == CHAR_TEXT) {
        if (strict != 0 && (c.c == '"' || tnefi_lines_is_bidi(c.c)))
            continue;
        if (c.len > room - len)
            break;
        for (uint32_t i = 0; i < c.len; i++)
            out[len++] = (char)c.bytes[i];
    }
    return len;
}
