/* SPDX-License-Identifier: MIT */
#ifndef TNEF_BODY_PRIV_H
#define TNEF_BODY_PRIV_H
/* The inside of the collector of bodies:
 *
 *     body.c          life, readers of RTF and HTML
 *     body_collect.c  what the reader's handlers pass on
 *     body_store.c    where the bytes are: pages of memory, then the caller's spool
 *     body_charset.c  what is found out about text while it goes by; the code page, at the end
 *     body_meta.c     the charset that HTML declares; body_label.c its names
 *     body_best.c     which body
 *     body_send.c     a delivery; body_text.c of HTML and text
 *     body_markup.c   HTML out of text
 *     body_tree.c     bodies of a message in memory
 *
 * Only one body is open at a time, and messages nest. So bodies lie one behind the other in one
 * store, like a stack: those of a message lie behind those of the message that holds it, and when
 * that one has another body, or the next message comes, their room is free again. */

#include <tnef/body.h>
#include <tnef/html.h>
#include <tnef/lzfu.h>
#include <tnef/rtf.h>
#include <tnef/text.h>

#include "html_charset.h"

#define PAGE_SIZE  16384u      /* of the store in memory                                          */
#define PIECE_SIZE 4096u       /* read from the store at a time                                   */
#define WIDE_SIZE  1024u       /* converted at a time                                             */
#define OUT_SIZE   8192u       /* offered to the sink at a time                                   */
#define SORTS      4u          /* computed and other plain, HTML, RTF: the first of each counts  */

/* Room in |out| without which nothing is put in: for a character through the filter of charsets,
 * or as HTML, or the end of that. */
#define CHAR_MAX_BYTES 4u
#define OUT_ROOM       (CHAR_MAX_BYTES * HTML_CHARSET_GROWTH + 32u)

/* What the bytes of a text look like. */
struct tnefi_body_look {
    uint8_t high;              /* there are bytes above 7F                                        */
    uint8_t not_utf8;
    uint8_t follow, low, bound; /* UTF-8: bytes that must follow, and what the next may be        */
    uint8_t going;             /* one that does was there                                         */
    uint8_t cut;               /* a NUL came in place of the next                                 */
    uint8_t nul;               /* there is a NUL among the first four bytes                       */
    uint64_t good, bad;        /* characters of several bytes, and what should be and is not      */
    uint32_t mark;             /* the code page that a byte order mark stands for, or 0           */
    uint32_t meta;             /* the one that HTML declares, or 0                                */
    uint8_t meta_unknown;      /* it is 0: HTML declares one that is unknown or refused          */
};

struct tnefi_body {
    uint64_t start, kept, length; /* in the store                                                 */
    uint32_t part, kind, encoding, flags;
    uint32_t rtf_kind;
    uint32_t codepage, charset_source; /* when the message has ended                              */
    tnef_status status;
    uint8_t counts;
    uint8_t not_empty;         /* it has a byte that is not 0                                     */
    uint8_t guessed;           /* its code page is unknown or refused, and it is not ASCII        */
    struct tnefi_body_look look;
    const uint8_t *lent;       /* it is the caller's memory and not in the store, or NULL         */
};

/* A message that is open, or has ended last, at its depth. */
struct tnefi_body_level {
    uint32_t message;          /* 0: none                                                         */
    uint32_t first, count;     /* of its bodies                                                   */
    uint64_t base;             /* where its bodies begin                                          */
    uint8_t ended;
    uint8_t sorts;             /* bit of each sort that it has                                    */
};

#define NOBODY UINT32_MAX
#define SLOT(kind) ((kind) & 3u)         /* of TNEF_PART_PLAIN, -HTML, -RTF                        */

enum tnefi_sending { SEND_NOTHING, SEND_TEXT, SEND_HTML, SEND_RTF };

/* HTML that is made of text. */
struct tnefi_markup {
    uint8_t line_open;
    uint8_t after_cr;
};

/* A delivery. */
struct tnefi_send {
    enum tnefi_sending what;
    tnef_sink_fn sink;
    void *user;
    const uint8_t *lent;       /* memory that is read in place of the store, or NULL              */
    uint64_t at, end;          /* of the store: read next, and the end                            */
    uint64_t made;             /* bytes that the sink took                                        */
    uint64_t limit;            /* of these                                                        */
    tnef_status limit_status;  /* and what reaching it is                                         */
    uint32_t found;            /* TNEF_FOUND_* that was known before                              */
    uint64_t nuls;             /* that wait for a character behind them                           */
    tnef_status status;        /* how it ends if nothing else is wrong                            */
    tnef_status unpacking;     /* what the LZFu decoder has said                                  */
    uint8_t html;              /* its charset is changed                                          */
    uint8_t as_markup;         /* text becomes HTML                                               */
    uint8_t limited;           /* |limit| was reached                                             */
    uint8_t closed;            /* the end of that HTML was written                                */
    uint8_t unpacked, finished;
    struct tnefi_html_charset charset;
    struct tnefi_markup markup;
    size_t piece_from, piece_to, wide_from, wide_to, out_from, out_to;
    uint8_t piece[PIECE_SIZE];
    char wide[WIDE_SIZE];
    uint8_t out[OUT_SIZE];
};

struct tnef_bodies {
    tnef_allocator alloc;
    tnef_spool spool;          /* its functions are NULL: none                                    */
    uint64_t max_spool, max_output, max_total;
    uint32_t max_memory, max_bodies, flags;
    uint32_t room;             /* of |body|                                                       */
    struct tnefi_body *body;
    uint32_t pages;            /* of |page|                                                       */
    uint8_t **page;            /* NULL: not taken yet                                             */
    unsigned char *engine;     /* room for readers of HTML, LZFu and RTF, or NULL                 */
    size_t size;               /* of this allocation                                              */

    tnef_text text;            /* for all text of all bodies: what it opens of iconv is kept      */
    tnef_lzfu *lzfu;           /* in |engine|, while one of them is used                          */
    tnef_rtf *rtf;
    tnef_html *html;
    int busy;                  /* in the sink or the spool                                        */
    tnef_error fatal;          /* of the collector                                                */
    tnef_error failed;         /* of the last delivery                                            */

    uint64_t top;              /* end of the store                                                */
    uint64_t passed;
    uint64_t total;            /* bytes of all deliveries                                         */
    uint32_t found;            /* TNEF_FOUND_* of the last one                                    */
    uint32_t used;             /* of |body|                                                       */
    uint32_t doubles;          /* bodies that are not the first of their sort                     */
    struct tnefi_body *open;   /* the body that is read, or NULL                                  */
    struct tnefi_body_level level[TNEF_DEPTH_CEILING + 1u];
    struct tnefi_body_level *current; /* the message that ended last, or NULL                     */
    tnef_message_info message; /* and what is known of it                                         */
    uint32_t counting[4];      /* its body of each kind that counts, by SLOT(), or NOBODY         */
    size_t head_len;
    uint8_t head[TNEF_BODY_HEAD]; /* of the open body                                             */
    struct tnefi_send send;
};

/* ---- body.c ------------------------------------------------------------------------------- */

/* The collector fails; returns its status. */
tnef_status tnefi_bodies_fail(struct tnef_bodies *b, tnef_status status, int32_t user_code);

/* Make the readers of a chain, in the one block of memory. TNEF_OK or TNEF_E_MEMORY.
 *
 * probe: RTF to nowhere, to find out its kind. The others end in the sink of the delivery. */
tnef_status tnefi_bodies_probe_engine(struct tnef_bodies *b);
tnef_status tnefi_bodies_lzfu_engine(struct tnef_bodies *b);
tnef_status tnefi_bodies_rtf_engine(struct tnef_bodies *b, int to_html);
tnef_status tnefi_bodies_rtf_html_engine(struct tnef_bodies *b);  /* LZFu, RTF, HTML: text         */
tnef_status tnefi_bodies_html_engine(struct tnef_bodies *b, uint32_t codepage);
void tnefi_bodies_engine_end(struct tnef_bodies *b);

/* ---- body_collect.c ----------------------------------------------------------------------- */

/* All of the open body: memory of the caller's, which is not copied. Answers as a handler. */
int tnefi_collect_lent(struct tnef_bodies *b, const tnef_part *part, const uint8_t *p, size_t n);

/* ---- body_store.c ------------------------------------------------------------------------- */

/* Puts bytes at the end of the store, as many as there is room for: *|done|. TNEF_OK, or how the
 * collector failed. */
tnef_status tnefi_store_add(struct tnef_bodies *b, const uint8_t *p, size_t n, size_t *done);

/* Reads |n| bytes that are there. 0, or what the spool returned. */
int tnefi_store_read(struct tnef_bodies *b, uint64_t at, uint8_t *p, size_t n);
void tnefi_store_free(struct tnef_bodies *b);

/* ---- body_charset.c, body_meta.c, body_label.c ------------------------------------------- */

void tnefi_look_begin(struct tnefi_body_look *look);
void tnefi_look_add(struct tnefi_body_look *look, const uint8_t *p, size_t n);
/* The first bytes of the text are |head|. */
void tnefi_look_end(struct tnefi_body_look *look, const uint8_t *head, size_t n, int html);

/* Sets codepage and charset_source of a body of a message that ended. */
void tnefi_body_charset(struct tnefi_body *body, const tnef_message_info *m);

#define CHARSET_UNKNOWN UINT32_MAX

/* The charset that the first bytes of HTML declare; 0: none; CHARSET_UNKNOWN: one that is not known or
 * must not be used, and no other. */
uint32_t tnefi_declared_charset(const uint8_t *p, size_t n);

#define LABEL_MAX 20u          /* letters of the longest name that is known                       */

/* The code page of a charset's name, of |n| letters, whatever their case; 0 for a name that is not
 * known or must not be used. */
uint32_t tnefi_charset_label(const uint8_t *name, size_t n);

/* ---- body_best.c -------------------------------------------------------------------------- */

/* TNEF_BODY_FROM_*, and the form that a body has. */
uint32_t tnefi_body_source(const struct tnefi_body *body);
uint32_t tnefi_body_form(const struct tnefi_body *body);

/* ---- body_send.c -------------------------------------------------------------------------- */

void tnefi_send_end(struct tnef_bodies *b);

/* Keeps what is wrong with the delivery; returns |status|. */
tnef_status tnefi_send_wrong(struct tnef_bodies *b, tnef_status status, int32_t user_code);

/* The sink of the caller; |user| is the collector. */
tnef_status tnefi_send_to_sink(void *user, const void *buf, size_t len, size_t *taken);

/* The next piece, if the one before was used up. */
tnef_status tnefi_send_refill(struct tnef_bodies *b);

/* ---- body_text.c -------------------------------------------------------------------------- */

void tnefi_send_text_begin(struct tnef_bodies *b, const struct tnefi_body *body, uint32_t form);
tnef_status tnefi_send_text(struct tnef_bodies *b);

/* ---- body_markup.c ------------------------------------------------------------------------ */

/* The head, a character of |n| bytes, and the end: how many bytes were written to |out|. A character
 * and the end take OUT_ROOM at most; the head less than half of OUT_SIZE. */
size_t tnefi_markup_begin(struct tnefi_markup *m, uint8_t *out);
size_t tnefi_markup_char(struct tnefi_markup *m, const char *p, size_t n, uint8_t *out);
size_t tnefi_markup_end(struct tnefi_markup *m, uint8_t *out);

#endif
