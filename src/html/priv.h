/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_HTML_PRIV_H
#define TNEFI_HTML_PRIV_H
/* The inside of the reader that makes text of HTML. The way of a byte:
 *
 *     life.c      life, pieces, the sink; bytes of the code page to UTF-8
 *     span.c      many characters that all do the same, at once
 *     token.c     tells text, tags and comments apart; raw.c does so in scripts and their like;
 *                 attr.c names and values of attributes; reference.c character references
 *     tag.c       what tags do
 *     flow.c      characters and breaks to lines
 *     link.c      addresses of links
 *     places.c    where tag.c has each element, generated
 *     entities.c  names of characters, generated
 *
 * charset.c is not on this way: it is the filter that html.h offers to other rooms. The states of token.c
 * and raw.c are those of the HTML standard, section 13.2.5; token.c has a table of them.
 *
 * Room. Before each step life.c makes sure that STEP_ROOM bytes fit into the buffer of output. No step
 * makes more: a tag may close a link and give another one (<area>) with its text, and each
 * of them may begin a line: line ends (ENDS_MAX times 10), marks of quotations (9), indent (16), a
 * number (12), tabulators and blanks (TABS_MAX, BLANKS_MAX). */

#include <tnef/html.h>
#include <tnef/text.h>

#include "base/ascii.h"

#define OUT_SIZE   12288u
#define STEP_ROOM  6144u       /* two addresses, an alt and three times the beginning of a line   */
#define WIDE_SIZE  1024u       /* converted at a time                                             */
#define NAME_MAX   16u         /* letters of names that are kept: no element or attribute that
                                * matters has as many                                             */
#define REF_MAX    32u         /* letters of a character reference that are kept: one more than
                                * the longest name has                                            */
#define URL_MAX    TNEF_HTML_URL_MAX
#define ALT_MAX    512u        /* of the text of a picture                                        */
#define ENDS_MAX   3u          /* line ends that wait                                             */
#define TABS_MAX   64u
#define BLANKS_MAX 64u
#define NUMBER_MAX 999999999u  /* of an item                                                      */
#define END_OF_INPUT (-1)      /* in place of a character                                         */

enum tnefi_html_state {
    AT_DATA = 0, AT_TAG_OPEN, AT_END_TAG_OPEN, AT_TAG_NAME, AT_BEFORE_ATTR, AT_ATTR_NAME, AT_AFTER_ATTR,
    AT_BEFORE_VALUE, AT_VALUE_DOUBLE, AT_VALUE_SINGLE, AT_VALUE_BARE, AT_AFTER_VALUE,
    AT_SELF_CLOSING, AT_MARKUP, AT_MARKUP_DASH, AT_BOGUS, AT_COMMENT_START, AT_COMMENT_START_DASH,
    AT_COMMENT, AT_COMMENT_DASH, AT_COMMENT_END, AT_COMMENT_BANG, AT_RAW, AT_RAW_LESS, AT_RAW_SLASH,
    AT_RAW_NAME, AT_SCRIPT_START, AT_SCRIPT_START_DASH, AT_SCRIPT_WORD, AT_SCRIPT_WORD_END
};

/* What the text of an element is. */
enum tnefi_html_raw {
    RAW_NONE = 0,
    RAW_TEXT,                  /* text up to its end tag                                          */
    RAW_REFS,                  /* the same, with character references                             */
    RAW_SCRIPT,                /* up to its end tag, unless that stands in a script in a comment  */
    RAW_REST                   /* all there is                                                    */
};

/* In a script: whether this is in what looks like a comment, and in what looks like a script in that. */
enum tnefi_html_escape { ESCAPE_NONE = 0, ESCAPED, ESCAPED_TWICE };

/* Attributes that matter. */
enum tnefi_html_attr { ATTR_OTHER = 0, ATTR_HREF, ATTR_ALT, ATTR_CLASS, ATTR_NUMBER };

/* A character reference. */
enum tnefi_html_ref { REF_NONE = 0, REF_BEGUN, REF_NAME, REF_HASH, REF_HEX, REF_DIGITS, REF_HEX_DIGITS };

struct tnefi_html_list {
    uint8_t ordered;
    uint32_t next;             /* number of the next item                                         */
};

/* What belongs to one input: a reset clears all of it. */
struct tnefi_html_live {
    /* life */
    uint64_t input, made;      /* bytes taken, and made for the sink                              */
    tnef_error fatal;
    uint64_t anomalies;
    int busy, finishing, converted, closed;
    size_t wide_from, wide_to, out_from, out_to;

    /* tokens */
    enum tnefi_html_state state;
    enum tnefi_html_raw raw;
    enum tnefi_html_escape escape;
    uint32_t dashes;           /* in a script: the last characters, two at most                   */
    int hidden;                /* the raw text is left out                                        */
    int drop_line_end;         /* a CR came before, or <pre>                                      */
    int after_cr;
    int is_end_tag;
    size_t name_len;           /* of a tag, or of what may be an end tag in raw text              */
    size_t raw_len;            /* of the element whose text is raw                                */
    char name[NAME_MAX];
    char raw_name[NAME_MAX];

    /* attributes of the tag that is read */
    enum tnefi_html_attr attr;
    uint32_t attrs;            /* bit of each that was there: the first one counts                */
    size_t attr_len;
    char attr_name[NAME_MAX];
    size_t href_len, alt_len;
    int href_long, is_mso, has_number;
    size_t class_len;
    uint32_t number;

    /* character reference */
    enum tnefi_html_ref ref;
    uint32_t ref_number;
    size_t ref_len;
    char ref_name[REF_MAX];

    /* lines */
    int begun;                 /* there is output                                                 */
    int line_open;             /* the line has text                                               */
    int line_kept;             /* it has only no-break blanks, which make it a line, too          */
    uint32_t ends;             /* line ends that wait for text to follow                          */
    uint32_t tabs, blanks;     /* tabulators and blanks that wait                                 */
    uint32_t quotes, line_quotes; /* quotations that are open, and those of the line              */
    uint32_t lists;            /* that are open                                                   */
    int mark;                  /* of an item: it waits for its text                               */
    int has_mark_number;
    uint32_t mark_number;
    int mso_paragraph;         /* the last that began                                             */
    uint32_t pre;              /* elements open in which white space stays                        */
    uint32_t tables;           /* that are open                                                   */
    int cell;                  /* the row has had one                                             */
    int row_text;              /* and text                                                        */
    int outer_text;            /* and so has the one of the outermost table                       */
    int cell_empty;            /* a cell has begun, and has no text                               */
    struct tnefi_html_list list[TNEF_HTML_LISTS];

    /* link that is open */
    int link;                  /* it has an address                                               */
    int link_text;             /* it has text                                                     */
    size_t url_len;
    size_t same, same_mail;    /* bytes of the address, or of it after mailto:, which the text has
                                * repeated so far                                                 */
    int differs, differs_mail; /* the text is not that                                            */
};

struct tnef_html {
    /* what a reset keeps: the configuration, and the converters that were opened */
    tnef_sink_fn sink;
    void *user;
    tnef_allocator alloc;
    uint64_t max_output;
    tnef_text own;
    tnef_text *text;           /* that, or the caller's                                           */
    uint32_t codepage;

    struct tnefi_html_live live; /* what a reset clears                                           */

    /* buffers, read only as far as |live| says that they were written: a reset need not touch them */
    char url[URL_MAX];
    char href[URL_MAX];
    char alt[ALT_MAX];
    char wide[WIDE_SIZE];
    uint8_t out[OUT_SIZE];
};

/* White space as the HTML standard has it; a byte, or END_OF_INPUT, which is nothing of all this. */
static inline int tnefi_html_is_blank(int c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static inline int tnefi_html_is_letter(int c)
{
    return tnefi_base_is_letter((uint8_t)c);
}

static inline char tnefi_html_lower(int c)
{
    return (char)tnefi_base_lower((uint8_t)c);
}

/* ---- life.c ------------------------------------------------------------------------------- */

void tnefi_html_fail(struct tnef_html *h, tnef_status status, uint64_t limit);
void tnefi_html_full(struct tnef_html *h);   /* there is more output than max_output */

/* ---- token.c ------------------------------------------------------------------------------ */

/* Takes at least one of |n| > 0 bytes of whole characters; there must be STEP_ROOM of room. Returns how
 * many. */
size_t tnefi_html_step(struct tnef_html *h, const char *p, size_t n);
void tnefi_html_end(struct tnef_html *h);

/* The name of a tag begins. */
void tnefi_html_tag_begin(struct tnef_html *h, int is_end_tag);
/* The tag that was read is complete: carries it out, and sets how the text after it is read. */
void tnefi_html_tag_read(struct tnef_html *h);
/* A character of text, |n| bytes. It is dropped in elements that are left out. */
void tnefi_html_data(struct tnef_html *h, const char *p, size_t n);

/* ---- span.c ------------------------------------------------------------------------------- */

/* Takes spans of |n| > 0 bytes of whole characters while they can be taken at once and there is STEP_ROOM of
 * room. Returns how many bytes; 0: the next character is to be looked at by itself. */
size_t tnefi_html_spans(struct tnef_html *h, const char *p, size_t n);

/* ---- raw.c -------------------------------------------------------------------------------- */

/* One character in an element whose text is raw. True if it is to be looked at again. */
int tnefi_html_raw(struct tnef_html *h, int c, const char *p, size_t n);

/* ---- attr.c ------------------------------------------------------------------------------- */

void tnefi_html_attr_begin(struct tnef_html *h); /* a tag begins: it has none yet              */
void tnefi_html_attr_one(struct tnef_html *h);   /* a name begins                               */
void tnefi_html_attr_name(struct tnef_html *h, char c);
void tnefi_html_attr_named(struct tnef_html *h);
void tnefi_html_attr_value(struct tnef_html *h, const char *p, size_t n);

/* ---- reference.c -------------------------------------------------------------------------- */

void tnefi_html_ref_begin(struct tnef_html *h);
/* One more character of the reference, or the one after it. True if it is to be looked at again:
 * then the reference has ended. */
int tnefi_html_ref(struct tnef_html *h, int c);

/* What a name of |len| letters stands for: any name if |whole|, that is, if a semicolon follows; else only
 * those that are known without one. Returns UTF-8 of *|n| bytes, static, or NULL. */
const char *tnefi_html_entity(const char *name, size_t len, int whole, size_t *n);

/* ---- entities.c --------------------------------------------------------------------------- */

/* Entries of two lengths, a byte each, the name and its UTF-8; and where they begin, in the order of the
 * names. */

#define ENTITIES 2125u
#define LEGACY   106u          /* names that are known without a semicolon                        */
#define LEGACY_LEAST 2u
#define LEGACY_MOST  6u
extern const uint8_t tnefi_html_entity_text[];
extern const uint16_t tnefi_html_entity_at[ENTITIES];
extern const uint16_t tnefi_html_legacy_at[LEGACY];

/* ---- places.c, generated: which element of tag.c stands at each place (base/word.h), from 1; 0: none -- */

#define ELEMENT_PLACES 256u
extern const uint8_t tnefi_html_word_places[ELEMENT_PLACES];

/* ---- tag.c -------------------------------------------------------------------------------- */

void tnefi_html_start_tag(struct tnef_html *h);
void tnefi_html_end_tag(struct tnef_html *h);

/* ---- flow.c ------------------------------------------------------------------------------- */

/* Writes a character of |n| bytes, or remembers it if it is white space. */
void tnefi_html_char(struct tnef_html *h, const char *p, size_t n);
/* Writes ASCII that is not white space. */
void tnefi_html_word(struct tnef_html *h, const char *p, size_t n);
/* A boundary of blocks: at least |ends| line ends between what is before and what follows. */
void tnefi_html_block(struct tnef_html *h, uint32_t ends);
void tnefi_html_line_end(struct tnef_html *h);
/* A row of a table begins or ends. */
void tnefi_html_row(struct tnef_html *h);
/* A cell begins: line ends that wait in the one before are dropped. */
void tnefi_html_cell(struct tnef_html *h);
/* Writes bytes as they are, where text stands already on the line. */
void tnefi_html_put(struct tnef_html *h, const char *p, size_t n);
void tnefi_html_finish_lines(struct tnef_html *h);

/* ---- link.c ------------------------------------------------------------------------------- */

/* A character of an address. */
void tnefi_html_href(struct tnef_html *h, const char *p, size_t n);
/* A link with the address that was read begins, or ends. */
void tnefi_html_link_begin(struct tnef_html *h);
void tnefi_html_link_end(struct tnef_html *h);
/* Text of the link was written. */
void tnefi_html_link_text(struct tnef_html *h, const char *p, size_t n);

#endif
