/* SPDX-License-Identifier: MIT */
#ifndef TNEF_RTF_PRIV_H
#define TNEF_RTF_PRIV_H
/* The inside of the RTF reader. The way of a byte:
 *
 *     rtf.c        life, pieces, the sink
 *     rtf_token.c  tells groups, control words, \'hh, \bin and text apart
 *     rtf_word.c   what control words do; rtf_words.c their names
 *     rtf_group.c  what groups do, and what their text is for
 *     rtf_text.c   bytes of a code page to characters
 *     rtf_out.c    a character or a break to where it belongs: text, HTML, a link's address
 *     rtf_html.c   the tags of the simple HTML; rtf_list.c its paragraphs and lists;
 *                  rtf_link.c the addresses of its links
 *
 * Room. Before each step rtf.c sees to it that STEP_ROOM bytes fit into the buffer of output; no
 * step makes more: a run of STEP_ROOM / 12 bytes that each give 6 at most; characters that waited
 * for their end (64), or to become a character reference (40); what opens a paragraph (9 lists
 * closed: 92, one opened: 60, a mark: 160), a link (15 + URL_MAX, and as much again where it has no
 * text; or after their text 3 for each of LINKS_MAX, and URLS_MAX) and form (93); the head of the
 * document (170). So nothing inside has to stop half way. */

#include <tnef/rtf.h>
#include <tnef/text.h>

#include "html_charset.h"

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
    DEST_TEXT,                 /* to be read                                                      */
    DEST_SKIP,                 /* nobody's                                                        */
    DEST_UPR,                  /* \upr: nobody's but what \ud says again in Unicode               */
    DEST_FONTTBL,
    DEST_COLORTBL,
    DEST_HTMLTAG,              /* HTML as it stands                                               */
    DEST_INST                  /* instruction of a field                                          */
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
    uint16_t size;             /* half points, 0: not said                                        */
};

/* What ends with a group. */
struct tnefi_rtf_group {
    struct tnefi_rtf_form form;
    int32_t font;
    int32_t indent;            /* of paragraphs: \li                                              */
    uint16_t uc;               /* items that stand for a \u to those who do not know it           */
    uint8_t dest;
    uint8_t htmlrtf;           /* RTF beside the HTML                                             */
    uint8_t hidden;
    uint8_t field;             /* a field began here: its address ends with the group             */
    uint8_t mark;              /* number or bullet of an item                                     */
};

/* Groups in groups that are alike: what held in each before the next one was opened. */
struct tnefi_rtf_run {
    struct tnefi_rtf_group group;
    uint64_t count;
};

/* A link, from its field's instruction to the end of its text. */
struct tnefi_rtf_link {
    size_t len;                /* of |url|                                                        */
    size_t same[2];            /* text: so much of the link's text is like its address, whole and
                                * without its scheme                                              */
    uint8_t differs[2];        /* it is not;                                                      */
    uint8_t has_text;          /* and there is some, or something else to see                     */
    uint8_t due;               /* HTML: to be opened before the next character                    */
    uint8_t opened;            /* it was opened before                                            */
    char *url;                 /* in |urls|, after that of the link around                        */
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
enum tnefi_rtf_block { BLOCK_NONE, BLOCK_DIV, BLOCK_ITEM };

enum tnefi_rtf_lex { LEX_BEGIN, LEX_RTF, LEX_TEXT, LEX_SLASH, LEX_WORD, LEX_SIGN, LEX_NUMBER,
                     LEX_HEX1, LEX_HEX2, LEX_BIN, LEX_AFTER };

struct tnef_rtf {
    tnef_sink_fn sink;
    void *user;
    tnef_allocator alloc;
    uint64_t max_output;
    uint32_t want;
    tnef_text *text;           /* |own|, or the caller's                                          */
    tnef_text own;

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
    uint32_t skip;             /* items to pass over after \u                                     */
    int drop_blank;            /* the character after \objattph                                   */
    char word[WORD_MAX];

    /* document */
    uint32_t kind, output, flags, codepage, placeholders, deepest;
    uint64_t depth;
    int has_codepage;          /* \ansicpg was there                                              */
    int32_t default_font;
    uint64_t table_depth;      /* of the table of fonts                                           */
    int32_t table_font;        /* of the entry, once it has said its number                       */
    uint32_t table_codepage;   /* and what it said before that, or 0                              */
    uint32_t fonts, colors;
    uint32_t fonts_sorted;     /* so many of the fonts are in the order of their numbers, and so are
                                * those after them                                                */
    uint32_t color_now;        /* red, green and blue so far of an entry of the color table       */
    int color_set;
    struct tnefi_rtf_group now; /* the innermost group                                            */
    uint32_t runs;

    /* text */
    int text_begun;            /* |text| may hold the beginning of a character                    */
    uint32_t text_page;        /* and is in this code page                                        */
    uint32_t high;             /* a high surrogate that waits for its other half                  */

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

    /* what is filled as it is needed; a reset leaves it as it is. |run| comes first */
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

/* ---- rtf.c -------------------------------------------------------------------------------- */

void tnefi_rtf_fail(struct tnef_rtf *r, tnef_status status, uint64_t limit, uint64_t found);

/* ---- rtf_token.c: takes at least one of |n| > 0 bytes, with STEP_ROOM of room -------------- */

size_t tnefi_rtf_step(struct tnef_rtf *r, const uint8_t *p, size_t n);
/* What is incomplete at the end of the input. */
void tnefi_rtf_last_token(struct tnef_rtf *r);

/* ---- rtf_word.c --------------------------------------------------------------------------- */

/* The control word or symbol in r->word, with its number. */
void tnefi_rtf_word(struct tnef_rtf *r);
/* The kind is what it is now. */
void tnefi_rtf_decide(struct tnef_rtf *r, uint32_t kind);
/* An item after \u that is passed over. */
int tnefi_rtf_passed_over(struct tnef_rtf *r);

/* ---- rtf_group.c -------------------------------------------------------------------------- */

void tnefi_rtf_open(struct tnef_rtf *r);
void tnefi_rtf_close(struct tnef_rtf *r);
/* What the text of the group is for, unless nobody reads it. */
void tnefi_rtf_destination(struct tnef_rtf *r, uint8_t dest);
/* A word that says that, as the first of its group: |action| is one of enum tnefi_rtf_action. */
void tnefi_rtf_destination_word(struct tnef_rtf *r, uint8_t action);

/* ---- rtf_words.c: what a word is for ------------------------------------------------------ */

enum tnefi_rtf_action {
    DO_NOTHING, DO_RTF, DO_ANSI, DO_MAC, DO_PC, DO_PCA, DO_ANSICPG, DO_FROMHTML, DO_FROMTEXT,
    DO_FONTTBL, DO_COLORTBL, DO_SKIP, DO_READ, DO_UPR, DO_UD, DO_HTMLTAG, DO_LIST, DO_FIELD, DO_INST, DO_RESULT,
    DO_HTMLRTF, DO_DEFF, DO_F, DO_FCHARSET, DO_CPG, DO_U, DO_UC, DO_BIN, DO_PLAIN, DO_BOLD,
    DO_ITALIC, DO_UNDERLINE, DO_UNDERLINE_NONE, DO_STRIKE, DO_SUPER, DO_SUB, DO_NOSUPERSUB,
    DO_COLOR, DO_SIZE, DO_RED, DO_GREEN, DO_BLUE, DO_HIDDEN, DO_PARD, DO_INDENT, DO_BREAK, DO_ROW,
    DO_LINE, DO_TAB, DO_CELL, DO_CHAR, DO_OBJATTPH
};

struct tnefi_rtf_entry {
    const char *name;
    uint8_t action;            /* enum tnefi_rtf_action                                           */
    uint16_t value;            /* of DO_CHAR: the character                                       */
};

/* NULL for a word that is not known. */
const struct tnefi_rtf_entry *tnefi_rtf_find(const char *word, size_t len);

/* The code page of \fcharset: 0 for that of the document, 42 for symbols. */
uint32_t tnefi_rtf_charset(int64_t charset);

/* ---- rtf_text.c --------------------------------------------------------------------------- */

/* A byte of text; |is_hex|: it was written as \'hh. */
void tnefi_rtf_byte(struct tnef_rtf *r, uint8_t byte, int is_hex);
/* \u. */
void tnefi_rtf_unit(struct tnef_rtf *r, uint32_t unit);
/* What was begun ends here, complete or not. */
void tnefi_rtf_flush_text(struct tnef_rtf *r);
/* Whether ASCII is ASCII now, and goes to where tnefi_rtf_run() brings it. */
int tnefi_rtf_is_ascii(const struct tnef_rtf *r);
/* The code page of a font; |is_charset|: by \fcharset, which beats \cpg. */
void tnefi_rtf_set_font(struct tnef_rtf *r, int32_t number, uint32_t codepage, int is_charset);

/* ---- rtf_out.c ---------------------------------------------------------------------------- */

/* Whether HTML is given back as it was. */
int tnefi_rtf_is_html_back(const struct tnef_rtf *r);
/* Whether the group is of no kind that is read. */
int tnefi_rtf_is_unread(const struct tnef_rtf *r);
/* Whether text goes to nobody. */
int tnefi_rtf_is_mute(const struct tnef_rtf *r);
/* The same of text in the group |g|. */
int tnefi_rtf_is_mute_in(const struct tnef_rtf *r, const struct tnefi_rtf_group *g);
/* What waits to become a character reference does not become one. */
void tnefi_rtf_end_reference(struct tnef_rtf *r);
/* A character of text. */
void tnefi_rtf_char(struct tnef_rtf *r, uint32_t c);
/* Characters of ASCII that are neither special to RTF nor to HTML. */
void tnefi_rtf_run(struct tnef_rtf *r, const uint8_t *p, size_t n);
/* What comes next is text: what had to wait for it goes first. */
void tnefi_rtf_begin_text(struct tnef_rtf *r);
/* End of a paragraph, or a line break; end of a cell, and of a row of them. */
void tnefi_rtf_break(struct tnef_rtf *r, int paragraph);
void tnefi_rtf_cell(struct tnef_rtf *r);
void tnefi_rtf_row(struct tnef_rtf *r);
void tnefi_rtf_placeholder(struct tnef_rtf *r);
/* Bytes of output, as they are. */
void tnefi_rtf_put(struct tnef_rtf *r, const char *s, size_t n);
void tnefi_rtf_end_output(struct tnef_rtf *r);

/* ---- rtf_html.c --------------------------------------------------------------------------- */

/* Opens and closes tags until they say what the group does. */
void tnefi_rtf_form(struct tnef_rtf *r);
/* Closes all tags inside of the block. */
void tnefi_rtf_no_form(struct tnef_rtf *r);
/* One character with what HTML wants for it; of |attribute| values also quotation marks. */
size_t tnefi_rtf_escape(char *out, uint32_t c, int attribute);
/* A string that is markup. */
void tnefi_rtf_markup(struct tnef_rtf *r, const char *s);
/* |number| in decimal digits. */
void tnefi_rtf_decimal(struct tnef_rtf *r, uint32_t number);

/* ---- rtf_list.c --------------------------------------------------------------------------- */

/* A character of what stands before an item. 0: it is one of the text. */
int tnefi_rtf_mark(struct tnef_rtf *r, uint32_t c);
/* Opens a paragraph, or an item if something was to stand before it, unless one is open. */
void tnefi_rtf_begin_block(struct tnef_rtf *r);
void tnefi_rtf_end_block(struct tnef_rtf *r);
void tnefi_rtf_end_lists(struct tnef_rtf *r);

/* ---- rtf_link.c --------------------------------------------------------------------------- */

/* The instruction of a field is complete: its address, if it has one. */
void tnefi_rtf_link(struct tnef_rtf *r);
/* The result of a field begins: the text of a link, if its address is known. */
void tnefi_rtf_link_begin(struct tnef_rtf *r);
/* Text goes to all links that it is in. */
void tnefi_rtf_link_text(struct tnef_rtf *r, const char *s, size_t n);
/* Something is shown that is no text of the sender's, or in HTML anything: no link that it is in is
 * without text. */
void tnefi_rtf_link_shown(struct tnef_rtf *r);
/* The text of links ends: of those above what holds now, up to |last|. */
void tnefi_rtf_link_end(struct tnef_rtf *r, uint32_t last);
/* A field ends. If its address still waits for a result, the field has none. */
void tnefi_rtf_link_alone(struct tnef_rtf *r);

#endif
