/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_LINES_PRIV_H
#define TNEFI_LINES_PRIV_H
/* The inside of the line writer.
 *
 * A call that writes a value is a row of steps. A step first asks for room for all that it may write, then
 * reads one character and writes what becomes of it: so it is done or not begun when the sink pauses. What
 * has to be known between steps is in the writer. */

#include "base/touch.h"
#include "lines/lines.h"

#include <stdbool.h>

#define STEP_ROOM 128u         /* no step writes more                                               */
#define WORD_MOST 900u         /* octets of a word of text, and of a parameter                      */
#define MSG_ID_MOST 990u       /* octets of a message id, and of other words                        */

/* ---- chars.c: values, as they are cleaned ------------------------------------------------------------- */

struct tnefi_lines_text {
    const uint8_t *p;
    size_t n;
    bool one_line;
};

struct tnefi_lines_char {
    uint32_t c;
    uint32_t len;
    uint8_t bytes[4];          /* the character in UTF-8                                            */
};

enum { CHAR_END, CHAR_TEXT, CHAR_BREAK };

/* Reads the next character from |place| on. A blank of one line may stand for several characters. */
int tnefi_lines_next(const struct tnefi_lines_text *text, struct tnefi_lines_place *place,
                     struct tnefi_lines_char *c);

/* What a character becomes: CHAR_TEXT, perhaps as another character; CHAR_BREAK; CHAR_END if it is
 * dropped. */
int tnefi_lines_classify(uint32_t *c);

/* Whether a character changes the direction of writing. */
bool tnefi_lines_is_bidi(uint32_t c);

/* Whether a byte is printable ASCII and no blank. */
static inline bool tnefi_lines_is_visible(uint32_t c)
{
    return c > ' ' && c <= '~';
}

/* ---- out.c: calls, the buffer and the sink ------------------------------------------------------------- */

/* Whether the call that begins has to do anything. */
bool tnefi_lines_enter(struct tnefi_lines *l);

/* The call is complete. */
void tnefi_lines_leave(struct tnefi_lines *l);

/* Whether there is room for a step, which the sink may have to make. */
bool tnefi_lines_room(struct tnefi_lines *l);

/* Writes |n| bytes, for which there is room. */
void tnefi_lines_put(struct tnefi_lines *l, const void *p, size_t n);
void tnefi_lines_put_byte(struct tnefi_lines *l, uint8_t b);

/* Ends the line. */
void tnefi_lines_break(struct tnefi_lines *l);

/* The length of a string of the caller's own. */
size_t tnefi_lines_length(const char *s);

/* Writes %HH or =HH. */
void tnefi_lines_escape(uint8_t out[3], uint8_t sign, uint8_t b);

/* ---- fold.c ------------------------------------------------------------------------------------------- */

/* Writes |n| octets that belong together in a content line. */
void tnefi_lines_unit(struct tnefi_lines *l, const void *p, size_t n);

/* ---- measure.c, words.c: values of header fields, and encoded words ------------------------------------ */

/* How a value of a header field is written. */
enum {
    FORM_NONE,                 /* there is nothing to write                                         */
    FORM_PLAIN,
    FORM_QUOTED,
    FORM_PERCENT,              /* RFC 2231                                                          */
    FORM_Q, FORM_B             /* RFC 2047                                                          */
};

/* Where, which tells what is allowed there. */
enum { PLACE_TEXT, PLACE_PHRASE, PLACE_PARAM };

/* What is known of a value before it is written. */
struct tnefi_lines_measure {
    bool any;                  /* there is a character                                              */
    bool ascii;                /* printable ASCII and blanks only, and no =?; with TNEFI_LINES_UTF8 other
                                * characters as well                                                */
    bool atoms;                /* atoms with single blanks between them                             */
    bool token;                /* a token of MIME                                                   */
    bool words;                /* all words are short enough                                        */
    size_t bytes;
    size_t q;                  /* octets in Q                                                       */
};

void tnefi_lines_measure(struct tnefi_lines_measure *m, const struct tnefi_lines *l,
                         const struct tnefi_lines_text *text, int where);

/* Which characters may stand where. */
bool tnefi_lines_is_atom_char(uint32_t c, bool utf8);
bool tnefi_lines_is_token_char(uint32_t c);
bool tnefi_lines_is_attr_char(uint32_t c);
bool tnefi_lines_is_q_char(uint32_t c, int where);

/* Octets of a character in Q. */
uint32_t tnefi_lines_q_width(const struct tnefi_lines_char *c, int where);

/* FORM_Q or FORM_B. */
uint32_t tnefi_lines_coded_form(const struct tnefi_lines_measure *m);

/* What stands around a value of a header field. */
struct tnefi_lines_around {
    const char *before, *after; /* not NULL                                                         */
    int where;
};

/* Writes a value as encoded words, from where it is; true: all of it. |m| is used when it begins. */
bool tnefi_lines_coded(struct tnefi_lines *l, const struct tnefi_lines_text *text,
                       const struct tnefi_lines_around *around, const struct tnefi_lines_measure *m);

/* ---- header.c ----------------------------------------------------------------------------------------- */

/* Writes what stands before a word of |width| octets: a blank, or a line break and a blank. Lines have
 * |most|. */
void tnefi_lines_lead(struct tnefi_lines *l, size_t width, size_t most);

#endif
