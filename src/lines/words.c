/* SPDX-License-Identifier: MIT */
/* Encoded words (RFC 2047): =?UTF-8?Q?..?= and =?UTF-8?B?..?=. Each is decoded by itself, so that each has
 * whole characters, and in B whole quanta. */

#include "lines/priv.h"

enum { PHASE_START, PHASE_WORD };

#define HEAD  10u                 /* =?UTF-8?Q?                                                        */
#define TAIL  2u                  /* ?=                                                                */
#define LEAST (HEAD + 12u + TAIL) /* one character                                                  */

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* Octets of |bytes| bytes in B. */
static size_t b_width(size_t bytes)
{
    return (bytes + 2u) / 3u * 4u;
}

static void open_word(struct tnefi_lines *l)
{
    tnefi_lines_put(l, l->form == FORM_Q ? "=?UTF-8?Q?" : "=?UTF-8?B?", HEAD);
    l->coded = 1;
    l->word = 0;
    l->bits = 0;
}

/* B: writes the first |chars| characters of the 24 bits that wait. */
static void put_quantum(struct tnefi_lines *l, uint32_t bits, uint32_t chars)
{
    for (uint32_t i = 0; i < 4; i++)
        tnefi_lines_put_byte(l, i < chars ? (uint8_t)alphabet[bits >> (18u - 6u * i) & 63u] : '=');
}

static void close_word(struct tnefi_lines *l)
{
    uint32_t over = l->word % 3u;

    if (l->form == FORM_B && over > 0)
        put_quantum(l, l->bits << (24u - 8u * over), over + 1u);
    tnefi_lines_put(l, "?=", TAIL);
}

static void put_b(struct tnefi_lines *l, const struct tnefi_lines_char *c)
{
    for (uint32_t i = 0; i < c->len; i++) {
        l->bits = (l->bits << 8 | c->bytes[i]) & 0xFFFFFFu;
        l->word++;
        if (l->word % 3u == 0)
            put_quantum(l, l->bits, 4);
    }
}

static void put_q(struct tnefi_lines *l, const struct tnefi_lines_char *c, int where)
{
    uint8_t escape[3];

    l->word += tnefi_lines_q_width(c, where);
    if (c->c == ' ') {
        tnefi_lines_put_byte(l, '_');
    } else if (tnefi_lines_is_q_char(c->c, where)) {
        tnefi_lines_put_byte(l, (uint8_t)c->c);
    } else {
        for (uint32_t i = 0; i < c->len; i++) {
            tnefi_lines_escape(escape, '=', c->bytes[i]);
            tnefi_lines_put(l, escape, 3);
        }
    }
}

/* Whether a character fits into the word and into the line, in which |after| octets come after the last
 * word. */
static bool fits(const struct tnefi_lines *l, const struct tnefi_lines_char *c, int where, size_t after)
{
    size_t more = tnefi_lines_q_width(c, where);
    size_t all = HEAD + l->word + more + TAIL;

    if (l->form == FORM_B) {
        /* What waits of a quantum is not in the line yet. */
        more = b_width(l->word + c->len) - l->word / 3u * 4u;
        all = HEAD + b_width(l->word + c->len) + TAIL;
    }
    return all <= TNEFI_LINES_WORD && l->column + more + TAIL + after <= TNEFI_LINES_CODED;
}

/* Begins the first word. If all fits into a line of its own, but not into this one, it gets one. */
static void start(struct tnefi_lines *l, const struct tnefi_lines_around *around,
                  const struct tnefi_lines_measure *m)
{
    size_t edges = tnefi_lines_length(around->before) + tnefi_lines_length(around->after);
    size_t all = HEAD + (l->form == FORM_Q ? m->q : b_width(m->bytes)) + TAIL;
    bool whole = all <= TNEFI_LINES_WORD && all + edges < TNEFI_LINES_CODED && l->first == 0;

    tnefi_lines_lead(l, edges + (whole ? all : LEAST), TNEFI_LINES_CODED);
    tnefi_lines_put(l, around->before, tnefi_lines_length(around->before));
    open_word(l);
    l->phase = PHASE_WORD;
}

bool tnefi_lines_coded(struct tnefi_lines *l, const struct tnefi_lines_text *text,
                       const struct tnefi_lines_around *around, const struct tnefi_lines_measure *m)
{
    size_t after = tnefi_lines_length(around->after);

    while (tnefi_lines_room(l)) {
        struct tnefi_lines_char c;

        if (l->phase == PHASE_START)
            start(l, around, m);
        if (tnefi_lines_next(text, &l->place, &c) == CHAR_END) {
            close_word(l);
            tnefi_lines_put(l, around->after, after);
            return true;
        }
        if (!fits(l, &c, around->where, after)) {
            close_word(l);
            tnefi_lines_break(l);
            tnefi_lines_put_byte(l, ' ');
            open_word(l);
        }
        if (l->form == FORM_Q)
            put_q(l, &c, around->where);
        else
            put_b(l, &c);
    }
    return false;
}
