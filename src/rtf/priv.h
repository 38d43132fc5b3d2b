/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_RTF_PRIV_H
#define TNEFI_RTF_PRIV_H
/* The inside of the RTF reader. The way of a byte:
 *
 *     life.c   life, pieces, the sink
 *     token.c  tells groups, control words, \'hh, \bin and text apart
 *     span.c   the same of what is whole in the buffer: words, \'hh and runs of text
 *     word.c   what control words do; words.c their names, places.c where they are
 *     group.c  what groups do, and what their text is for
 *     text.c   bytes of a code page to characters
 *     out.c    a character or a break to where it belongs: text, HTML, a link's address
 *     html.c   the tags of the simple HTML; list.c its paragraphs and lists; link.c the addresses of
 *              its links
 *
 * Room. Before each step life.c makes sure that STEP_ROOM bytes fit into the buffer of output. No step
 * makes more: a run of STEP_ROOM / 12 bytes that each give 6 at most; characters that waited
 * for their end (64), or to become a character reference (40); what opens a paragraph (9 lists
 * closed: 92, one opened: 60, a mark: 160), a link (15 + URL_MAX, and as much again where it has no
 * text; or after their text 3 for each of LINKS_MAX, and URLS_MAX) and form (93); the head of the
 * document (170). So nothing inside has to stop half way. */

#include <tnef/rtf.h>
#include <tnef/text.h>

#include "html/html.h"

#define OUT_SIZE    12288u
#define STEP_ROOM   6144u
#define WORD_MAX    32u        /* letters of a control word that are kept                         */
#define KIND_TOKENS 10u        /* the kind of the document stands among so many ([MS-OXRTFEX]
                                * 2.1.1)                                                          */
#define COLORS_MAX  256u
#define FONTS_LAST  32u        /* fonts that wait to be sorted among the others                     */
#define URL_MAX     2048u      /* of the address of a link, as HTML                               */
#define URLS_MAX    4096u      /* of those of links in each other                                 */
#define AGAIN_MAX   512u       /* of one that is given again, after a link in it                  */
#define INST_MAX    4096u      /* of a field's instruction                                        */
#define REF_MAX     36u        /* of a character reference: the longest name has 31 letters       */
#define NUMBER_MAX  INT32_MAX  /* numbers of control words end there, on both sides               */
#define NO_FONT     INT32_MIN
#define LINKS_MAX   4u         /* links in links whose addresses are kept                         */
#define LISTS_MAX   9u         /* lists in lists, as in RTF itself                                */
#define MARK_MAX    32u        /* of what stands before an item of a list, in UTF-8               */

/* What the text of a group is for. */
enum {
    DEST_TEXT = 0,             /* to be read                                                      */
    DEST_SKIP,                 /* to be skipped                                                   */
    DEST_UPR,                  /* \upr: to be skipped, except what \ud says again in Unicode      */
    DEST_FONTTBL,
    DEST_COLORTBL,
    DEST_HTMLTAG,              /* HTML as it stands                                               */
    DEST_INST                  /* the instruction of a field                                      */
};

/* Form of text; bits of tnefi_rtf_form.bits. */
#define FORM_BOLD      0x01u
#define FORM_ITALIC    0x02u
#define FORM_UNDERLINE 0x04u
#define FORM_STRIKE    0x08u
#define FORM_SUPER     0x10u
#define FORM_SUB       0x20u

struct tnefi_rtf_form {
    uint8_t bits;
    uint8_t link;              /* text of this link, from 1; 0: of none                           */
    uint16_t color;            /* index, 0: none                                                  */
    uint16_t size;             /* half points, 0: none is set                                     */
};

/* What ends with a group. */
struct tnefi_rtf_group {
    struct tnefi_rtf_form form;
    int32_t font;
    int32_t indent;            /* of paragraphs: \li                                              */
    uint16_t uc;               /* items after a \u, for those who do not know that word           */
    uint8_t dest;
    uint8_t htmlrtf;           /* RTF that is no part of the HTML                                 */
    uint8_t hidden;
    uint8_t field;             /* a field began here: its address ends with the group             */
    uint8_t mark;              /* number or bullet of an item                                     */
};

/* Groups in each other that are alike: the state of each when the next one was opened. */
struct tnefi_rtf_run {
    struct tnefi_rtf_group group;
    uint64_t count;
};

/* A link, from its field's instruction to the end of its text. */
struct tnefi_rtf_link {
    size_t len;                /* of |url|                                                        */
    size_t same[2];            /* in text: so many bytes of the address the link's text has repeated
                                * so far; [1]: without the scheme mailto:                         */
    uint8_t differs[2];        /* the text is not that                                            */
    uint8_t has_text;          /* it has text, or something else to see                           */
    uint8_t due;               /* HTML: to be opened before the next character                    */
    uint8_t opened;            /* it was opened before                                            */
    char *url;                 /* in |urls|, after that of the link around it                     */
};

struct tnefi_rtf_font {
    int32_t number;
    uint32_t codepage;         /* 0: that of the document; 42: symbols                            */
};

enum tnefi_rtf_list_kind { LIST_BULLETS, LIST_NUMBERS, LIST_TEXT };

struct tnefi_rtf_list {
    int32_t indent;
    uint8_t kind;              /* enum tnefi_rtf_list_kind                                        */
};

/* HTML: what is open around text. */
enum tnefi_rtf_block { BLOCK_NONE = 0, BLOCK_DIV, BLOCK_ITEM };

/* Where the lexer is. */
enum tnefi_rtf_lex { LEX_BEGIN, LEX_RTF, LEX_TEXT, LEX_SLASH, LEX_WORD, LEX_SIGN, LEX_NUMBER,
                     LEX_HEX1, LEX_HEX2, LEX_BIN, LEX_AFTER };

/* What belongs to one input: a reset clears all of it. */
struct tnefi_rtf_live {
    /* life */
    uint64_t input, made;      /* bytes taken, and made for the sink                              */
    tnef_error fatal;
    int busy, finishing, closed;

    /* tokens */
    enum tnefi_rtf_lex lex;
    uint32_t tokens;           /* until the kind is known                                         */
    uint32_t word_len;
    int negative, has_number;
    int64_t number;
    uint32_t hex;
    uint64_t bin;              /* bytes of \bin to come                                           */
    int first, star;           /* the next word is a group's first; \* came before it             */
    uint32_t skip;             /* items still to be passed over after \u                          */
    int drop_blank;            /* a blank that comes now belongs to \objattph                     */
    char word[WORD_MAX];

    /* document */
    uint64_t anomalies;        /* TNEF_ANOMALY_BIT()s of TNEF_RTF_A_*                             */
    uint32_t kind, output, codepage, placeholders, deepest;
    uint64_t depth;
    int has_codepage;          /* \ansicpg was there                                              */
    int32_t default_font;
    uint64_t table_depth;      /* of the table of fonts                                           */
    int32_t table_font;        /* number of the entry, or NO_FONT while it is not known           */
    uint32_t table_codepage;   /* the code page that came before that number, or 0                */
    uint32_t fonts, colors;
    uint32_t fonts_sorted;     /* the first so many fonts are in the order of their numbers, and so
                                * are those after them, by themselves                             */
    uint32_t color_now;        /* red, green and blue so far of an entry of the color table       */
    int color_set;
    struct tnefi_rtf_group now; /* the innermost group                                            */
    uint32_t runs;

    /* text */
    int text_begun;            /* |text| may hold the beginning of a character                    */
    uint32_t text_page;        /* and is in this code page                                        */
    uint32_t high;             /* a high surrogate that waits for its second half, or 0           */

    /* output */
    size_t out_from, out_to;   /* bytes in |out| that wait for the sink                           */
    int held_tab;              /* of a cell, dropped at the end of the row                        */
    enum tnefi_rtf_block block;
    uint32_t lists;
    struct tnefi_rtf_list list[LISTS_MAX];
    struct tnefi_rtf_form shown; /* the tags that are open                                        */
    int span_open;
    uint32_t link_open;        /* HTML: the link whose tag is open, or 0                          */
    int link_known;            /* link[now.form.link] waits for the result of its field           */
    size_t inst_len, mark_len;
    size_t ref_len;            /* what may be a character reference in the text of HTML           */
    struct tnefi_html_charset charset;
};

struct tnef_rtf {
    /* what a reset keeps: the configuration, and the converters that were opened */
    tnef_sink_fn sink;
    void *user;
    tnef_allocator alloc;
    uint64_t max_output;
    uint32_t want;
    tnef_text *text;           /* |own|, or the caller's                                          */
    tnef_text own;

    struct tnefi_rtf_live live; /* what a reset clears                                            */

    /* what is filled as it is needed, and read only as far as |live| says that it was filled: a
     * reset need not touch it                                                                    */
    struct tnefi_rtf_run run[TNEF_RTF_DEPTH]; /* the groups around |now|, the outermost first    */
    struct tnefi_rtf_font font[TNEF_RTF_FONTS_MAX];    /* see |fonts_sorted|                      */
    uint32_t color[COLORS_MAX]; /* 0xRRGGBB, or COLOR_NONE                                        */
    struct tnefi_rtf_link link[LINKS_MAX]; /* those that the text is in, the outermost first       */
    char urls[URLS_MAX];
    char inst[INST_MAX];
    char mark[MARK_MAX];
    char ref[REF_MAX];
    uint8_t out[OUT_SIZE];
};

#define COLOR_NONE 0xFFFFFFFFu

/* ---- What text is for --------------------------------------------------------------------- */

/* Whether HTML is given back as it was. */
static inline int tnefi_rtf_is_html_back(const struct tnef_rtf *r)
{
    return r->live.kind == TNEF_RTF_FROM_HTML && r->live.output == TNEF_RTF_HTML;
}

static inline int tnefi_rtf_is_unread_in(const struct tnefi_rtf_group *g)
{
    return g->dest == DEST_SKIP || g->dest == DEST_UPR || g->dest == DEST_FONTTBL
           || g->dest == DEST_COLORTBL;
}

/* True in groups whose text is ignored: skipped destinations, font and colour tables. */
static inline int tnefi_rtf_is_unread(const struct tnef_rtf *r)
{
    return tnefi_rtf_is_unread_in(&r->live.now);
}

/* True if text in the group |g| does not go to the output: the group is not read, or it is hidden, or it is
 * RTF beside the HTML or HTML beside the RTF. */
static inline int tnefi_rtf_is_mute_in(const struct tnef_rtf *r, const struct tnefi_rtf_group *g)
{
    if (r->live.fatal.status != TNEF_OK || tnefi_rtf_is_unread_in(g))
        return 1;
    if (tnefi_rtf_is_html_back(r))
        return g->htmlrtf;
    return g->dest == DEST_HTMLTAG || g->hidden;
}

/* The same of the text that comes next. */
static inline int tnefi_rtf_is_mute(const struct tnef_rtf *r)
{
    return tnefi_rtf_is_mute_in(r, &r->live.now);
}

/* ---- life.c ------------------------------------------------------------------------------- */

void tnefi_rtf_fail(struct tnef_rtf *r, tnef_status status, uint64_t limit, uint64_t found);

/* ---- token.c ------------------------------------------------------------------------------ */

/* Takes at least one of |n| > 0 bytes; there must be STEP_ROOM of room. Returns how many. */
size_t tnefi_rtf_step(struct tnef_rtf *r, const uint8_t *p, size_t n);
/* A byte of text, or what \'hh stands for. */
void tnefi_rtf_text_byte(struct tnef_rtf *r, uint8_t c, int is_hex);
/* A character after a backslash that is not a letter. */
void tnefi_rtf_symbol(struct tnef_rtf *r, uint8_t c);
/* A backslash stands at |p|, where the lexer is in text. Takes all of its word or \'hh, with the blank after
 * it, if that is whole in |n| bytes and nothing about it is odd. Returns how many bytes; 0: it is not so. */
size_t tnefi_rtf_whole(struct tnef_rtf *r, const uint8_t *p, size_t n);
/* Takes a run of text that is ASCII, or that nobody reads. 0: the next byte is to be read by itself. */
size_t tnefi_rtf_text_run(struct tnef_rtf *r, const uint8_t *p, size_t n);
/* The input ends: finishes a word that is open, and notes what is incomplete. */
void tnefi_rtf_last_token(struct tnef_rtf *r);

/* ---- word.c ------------------------------------------------------------------------------- */

/* Carries out a control word or symbol of |len| > 0 letters, with the number that was read after it. */
void tnefi_rtf_word(struct tnef_rtf *r, const char *word, size_t len);
/* Settles the kind of the document, unless it is settled. */
void tnefi_rtf_decide(struct tnef_rtf *r, uint32_t kind);
/* True if this item is one of those after a \u: then it must be passed over. */
int tnefi_rtf_passed_over(struct tnef_rtf *r);

/* ---- group.c ------------------------------------------------------------------------------ */

void tnefi_rtf_open(struct tnef_rtf *r);
void tnefi_rtf_close(struct tnef_rtf *r);
/* Sets what the text of the group is for, unless it is skipped. */
void tnefi_rtf_destination(struct tnef_rtf *r, uint8_t dest);
/* The same for the word of |action|, an enum tnefi_rtf_action, which is the first of its group. */
void tnefi_rtf_destination_word(struct tnef_rtf *r, uint8_t action);

/* ---- words.c: what a word is for ----------------------------------------------------------- */

/* Which function of word.c carries out an action. */
enum tnefi_rtf_word_group {
    WORD_DOCUMENT,             /* it is about the whole document                                  */
    WORD_DESTINATION,          /* it says what the text of its group is for                       */
    WORD_TABLE,                /* it is part of the table of fonts or of colors                   */
    WORD_STATE,                /* it changes the group that it stands in                          */
    WORD_TEXT,                 /* it is a character or a break                                    */
    WORD_BINARY                /* bytes that are not RTF follow it: the lexer skips them          */
};

/* What words do, and who does it. Lines may stand in any order: nothing compares actions but for
 * equality, and the group of each is written beside it. */
#define TNEFI_RTF_ACTIONS(ACTION)                                                                 \
    ACTION(DO_RTF, WORD_DOCUMENT) ACTION(DO_ANSI, WORD_DOCUMENT)                                  \
    ACTION(DO_MAC, WORD_DOCUMENT) ACTION(DO_PC, WORD_DOCUMENT) ACTION(DO_PCA, WORD_DOCUMENT)      \
    ACTION(DO_ANSICPG, WORD_DOCUMENT) ACTION(DO_FROMHTML, WORD_DOCUMENT)                          \
    ACTION(DO_FROMTEXT, WORD_DOCUMENT) ACTION(DO_DEFF, WORD_DOCUMENT)                             \
    ACTION(DO_SKIP, WORD_DESTINATION) ACTION(DO_READ, WORD_DESTINATION)                           \
    ACTION(DO_FONTTBL, WORD_DESTINATION) ACTION(DO_COLORTBL, WORD_DESTINATION)                    \
    ACTION(DO_UPR, WORD_DESTINATION) ACTION(DO_UD, WORD_DESTINATION)                              \
    ACTION(DO_HTMLTAG, WORD_DESTINATION) ACTION(DO_LIST, WORD_DESTINATION)                        \
    ACTION(DO_FIELD, WORD_DESTINATION) ACTION(DO_INST, WORD_DESTINATION)                          \
    ACTION(DO_RESULT, WORD_DESTINATION)                                                           \
    ACTION(DO_FCHARSET, WORD_TABLE) ACTION(DO_CPG, WORD_TABLE) ACTION(DO_RED, WORD_TABLE)         \
    ACTION(DO_GREEN, WORD_TABLE) ACTION(DO_BLUE, WORD_TABLE)                                      \
    ACTION(DO_HTMLRTF, WORD_STATE) ACTION(DO_F, WORD_STATE) ACTION(DO_UC, WORD_STATE)             \
    ACTION(DO_PLAIN, WORD_STATE) ACTION(DO_PARD, WORD_STATE) ACTION(DO_INDENT, WORD_STATE)        \
    ACTION(DO_HIDDEN, WORD_STATE) ACTION(DO_COLOR, WORD_STATE) ACTION(DO_SIZE, WORD_STATE)        \
    ACTION(DO_BOLD, WORD_STATE) ACTION(DO_ITALIC, WORD_STATE)                                     \
    ACTION(DO_UNDERLINE, WORD_STATE) ACTION(DO_UNDERLINE_NONE, WORD_STATE)                        \
    ACTION(DO_STRIKE, WORD_STATE) ACTION(DO_SUPER, WORD_STATE) ACTION(DO_SUB, WORD_STATE)         \
    ACTION(DO_NOSUPERSUB, WORD_STATE)                                                             \
    ACTION(DO_U, WORD_TEXT) ACTION(DO_CHAR, WORD_TEXT) ACTION(DO_BREAK, WORD_TEXT)                \
    ACTION(DO_ROW, WORD_TEXT) ACTION(DO_LINE, WORD_TEXT) ACTION(DO_TAB, WORD_TEXT)                \
    ACTION(DO_CELL, WORD_TEXT) ACTION(DO_OBJATTPH, WORD_TEXT)                                     \
    ACTION(DO_BIN, WORD_BINARY)

#define TNEFI_RTF_ACTION(action, group)   action,
#define TNEFI_RTF_GROUP_OF(action, group) GROUP_OF_##action = (group),
enum tnefi_rtf_action { TNEFI_RTF_ACTIONS(TNEFI_RTF_ACTION) };
enum { TNEFI_RTF_ACTIONS(TNEFI_RTF_GROUP_OF) };

struct tnefi_rtf_entry {
    const char *name;
    uint8_t len;               /* of the name                                                     */
    uint8_t group;             /* enum tnefi_rtf_word_group                                       */
    uint8_t action;            /* enum tnefi_rtf_action                                           */
    uint16_t value;            /* of DO_CHAR: the character                                       */
};

#define WORD_PLACES 512u
/* places.c, generated: which entry stands at each place (base/word.h), from 1; 0: none. */
extern const uint8_t tnefi_rtf_word_places[WORD_PLACES];

/* Returns the entry of a word of at least one letter, or NULL if it is not known. */
const struct tnefi_rtf_entry *tnefi_rtf_find(const char *word, size_t len);

/* The code page of \fcharset: 0 for that of the document, 42 for symbols. */
uint32_t tnefi_rtf_charset(int64_t charset);

/* ---- text.c ------------------------------------------------------------------------------- */

/* A byte of text; |is_hex|: it was written as \'hh. */
void tnefi_rtf_byte(struct tnef_rtf *r, uint8_t byte, int is_hex);
/* A unit of UTF-16, written as \u. */
void tnefi_rtf_unit(struct tnef_rtf *r, uint32_t unit);
/* Ends the character that was begun, complete or not. */
void tnefi_rtf_flush_text(struct tnef_rtf *r);
/* Whether ASCII is ASCII now, and goes to where tnefi_rtf_run() brings it. */
int tnefi_rtf_is_ascii(const struct tnef_rtf *r);
/* The code page of a font; |is_charset|: by \fcharset, which beats \cpg. */
void tnefi_rtf_set_font(struct tnef_rtf *r, int32_t number, uint32_t codepage, int is_charset);

/* ---- out.c -------------------------------------------------------------------------------- */

/* What might have become a character reference did not: writes it as text. */
void tnefi_rtf_end_reference(struct tnef_rtf *r);
/* A character of text. */
void tnefi_rtf_char(struct tnef_rtf *r, uint32_t c);
/* Characters of ASCII that are neither special to RTF nor to HTML. */
void tnefi_rtf_run(struct tnef_rtf *r, const uint8_t *p, size_t n);
/* Text comes next: writes what had to wait for it. */
void tnefi_rtf_begin_text(struct tnef_rtf *r);
/* The end of a paragraph, or a line break; the end of a cell, and of a row. */
void tnefi_rtf_break(struct tnef_rtf *r, int paragraph);
void tnefi_rtf_cell(struct tnef_rtf *r);
void tnefi_rtf_row(struct tnef_rtf *r);
void tnefi_rtf_placeholder(struct tnef_rtf *r);
/* Bytes of output, as they are. */
void tnefi_rtf_put(struct tnef_rtf *r, const char *s, size_t n);
void tnefi_rtf_end_output(struct tnef_rtf *r);

/* ---- html.c ------------------------------------------------------------------------------- */

/* Opens and closes tags until they show the form of the group. */
void tnefi_rtf_form(struct tnef_rtf *r);
/* Closes all tags inside of the block. */
void tnefi_rtf_no_form(struct tnef_rtf *r);
/* Writes one character, escaped as HTML needs it; in an |attribute| quotation marks, too. */
size_t tnefi_rtf_escape(char *out, uint32_t c, int attribute);
/* Writes a string that is markup. */
void tnefi_rtf_markup(struct tnef_rtf *r, const char *s);
/* Writes |number| in decimal digits. */
void tnefi_rtf_decimal(struct tnef_rtf *r, uint32_t number);

/* ---- list.c ------------------------------------------------------------------------------- */

/* Takes a character of the bullet or number before an item. Returns 0 if it must go to the text. */
int tnefi_rtf_mark(struct tnef_rtf *r, uint32_t c);
/* Opens a paragraph, or an item if something was to stand before it, unless one is open. */
void tnefi_rtf_begin_block(struct tnef_rtf *r);
void tnefi_rtf_end_block(struct tnef_rtf *r);
void tnefi_rtf_end_lists(struct tnef_rtf *r);

/* ---- link.c ------------------------------------------------------------------------------- */

/* The instruction of a field is complete: takes the address out of it, if it has one. */
void tnefi_rtf_link(struct tnef_rtf *r);
/* The result of a field begins: the text of a link, if its address is known. */
void tnefi_rtf_link_begin(struct tnef_rtf *r);
/* Text goes to all links that it is in. */
void tnefi_rtf_link_text(struct tnef_rtf *r, const char *s, size_t n);
/* Something is shown that is not the sender's text, or in HTML anything: so the links around it are not
 * empty. */
void tnefi_rtf_link_shown(struct tnef_rtf *r);
/* The text of links ends. |last| is the innermost; all end that are in the link of the group. */
void tnefi_rtf_link_end(struct tnef_rtf *r, uint32_t last);
/* A field ends. If its address still waits for a result, the field has none, and shows its address. */
void tnefi_rtf_link_alone(struct tnef_rtf *r);

#endif
