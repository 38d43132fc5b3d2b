/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_BODY_PRIV_H
#define TNEFI_BODY_PRIV_H
/* The inside of the collector of bodies:
 *
 *     life.c     life, readers of RTF and HTML
 *     collect.c  what the reader's handlers pass on
 *     store.c    where the bytes are: pages of memory, then the caller's spool
 *     charset.c  what is found out about text while it goes by; the code page, at the end
 *     meta.c     the charset that HTML declares; label.c the names of charsets
 *     best.c     which body to show
 *     send.c     a delivery; text.c that of HTML and text
 *     markup.c   HTML out of text
 *     tree.c     bodies of a message in memory
 *
 * Only one body is open at a time, and messages nest. So bodies lie one after the other in one store, like a
 * stack: those of a message lie above those of the message that holds it. When the outer message has another
 * body, or the next message comes, their room is free again. */

#include <tnef/bodies.h>
#include <tnef/html.h>
#include <tnef/lzfu.h>
#include <tnef/rtf.h>
#include <tnef/text.h>

#include "html/html.h"

#define PAGE_SIZE  16384u      /* of the store in memory                                          */
#define PIECE_SIZE 4096u       /* read from the store at a time                                   */
#define WIDE_SIZE  1024u       /* converted at a time                                             */
#define OUT_SIZE   8192u       /* offered to the sink at a time                                   */
#define SORTS      4u          /* plain that was computed, other plain, HTML, RTF: the first of each
                                * always has a place                                              */

/* Nothing is written to |out| unless it has this room: for a character that goes through the filter of
 * charsets or becomes HTML, or for the end of that HTML. */
#define CHAR_MAX_BYTES 4u
#define OUT_ROOM       (CHAR_MAX_BYTES * HTML_CHARSET_GROWTH + 32u)

/* What the bytes of a text look like. */
struct tnefi_body_look {
    uint8_t high;              /* there are bytes above 7F                                        */
    uint8_t not_utf8;
    uint8_t follow, low, bound; /* UTF-8: bytes that must follow, and the bounds of the next one  */
    uint8_t going;             /* at least one of them was there                                  */
    uint8_t cut;               /* a NUL came in place of the next one                             */
    uint8_t nul;               /* there is a NUL among the first four bytes                       */
    uint64_t good, bad;        /* valid sequences of several bytes, and invalid ones              */
    uint32_t mark;             /* the code page that a byte order mark stands for, or 0           */
    uint32_t meta;             /* the one that HTML declares, or 0                                */
    uint8_t meta_unknown;      /* |meta| is 0 since HTML declares one that is unknown or refused  */
};

struct tnefi_body_kept {
    uint64_t start, kept, length; /* in the store                                                 */
    uint32_t part, kind, encoding, flags;
    uint32_t rtf_kind;
    uint32_t codepage, charset_source; /* when the message has ended                              */
    tnef_status status;
    uint8_t counts;
    uint8_t not_empty;         /* it has a byte that is not 0                                     */
    uint8_t guessed;           /* its code page is unknown or refused, and it is not ASCII        */
    struct tnefi_body_look look;
    const uint8_t *lent;       /* the body in the caller's memory; NULL: it is in the store       */
};

/* A message that is open, or has ended last, at its depth. */
struct tnefi_body_level {
    uint32_t message;          /* 0: none                                                         */
    uint32_t first, count;     /* of its bodies                                                   */
    uint64_t base;             /* where its bodies begin                                          */
    uint8_t ended;
    uint8_t sorts;             /* a bit for each sort that it has                                 */
};

#define NOBODY UINT32_MAX
#define SLOT(kind) ((kind) & 3u)         /* of TNEF_PART_PLAIN, -HTML, -RTF                        */
_Static_assert(SLOT(TNEF_PART_PLAIN) != SLOT(TNEF_PART_HTML)
               && SLOT(TNEF_PART_PLAIN) != SLOT(TNEF_PART_RTF)
               && SLOT(TNEF_PART_HTML) != SLOT(TNEF_PART_RTF), "each kind has a slot of its own");

enum tnefi_body_sending { SEND_NOTHING = 0, SEND_TEXT, SEND_HTML, SEND_RTF };

/* HTML that is made of text. */
struct tnefi_body_markup {
    uint8_t line_open;
    uint8_t after_cr;
};

/* A delivery: what the next one clears. */
struct tnefi_body_send {
    enum tnefi_body_sending what;
    tnef_sink_fn sink;
    void *user;
    const uint8_t *lent;       /* memory that is read in place of the store, or NULL              */
    uint64_t at, end;          /* of the store: read next, and the end                            */
    uint64_t made;             /* bytes that the sink took                                        */
    uint64_t limit;            /* the most that it may take                                       */
    tnef_status limit_status;  /* the status when it would take more                              */
    uint64_t anomalies;        /* those that were known when it began                             */
    uint64_t nuls;             /* NULs that wait for a character after them                       */
    tnef_status status;        /* how it ends if nothing else is wrong                            */
    tnef_status unpacking;     /* the status of the LZFu decoder                                  */
    uint8_t html;              /* it is HTML, and declares UTF-8 after it                         */
    uint8_t as_markup;         /* text becomes HTML                                               */
    uint8_t limited;           /* |limit| was reached                                             */
    uint8_t closed;            /* the end of that HTML was written                                */
    uint8_t unpacked, finished;
    uint8_t nothing;           /* compressed RTF has no contents that can be read                 */
    struct tnefi_html_charset charset;
    struct tnefi_body_markup markup;
    size_t piece_from, piece_to, wide_from, wide_to, out_from, out_to; /* in the buffers of that name */
};

/* The buffers of deliveries, read only as far as the delivery says that they were written: the next one
 * need not clear them. */
struct tnefi_body_buffers {
    uint8_t piece[PIECE_SIZE];
    char wide[WIDE_SIZE];
    uint8_t out[OUT_SIZE];
};

/* What a reset clears. What it does not need to clear is read only after it was written: the bodies up to
 * |used|, and what is known of |current|. */
struct tnefi_body_live {
    int busy;                  /* in the sink or the spool                                        */
    tnef_error fatal;          /* of the collector                                                */
    tnef_error failed;         /* of the last delivery                                            */
    uint64_t top;              /* end of the store                                                */
    uint64_t passed;
    uint64_t total;            /* bytes of all deliveries                                         */
    uint64_t anomalies;        /* of the last one                                                 */
    uint32_t used;             /* of |body|                                                       */
    uint32_t doubles;          /* bodies that are not the first of their sort                     */
    struct tnefi_body_kept *open;     /* the body that is read, or NULL                           */
    struct tnefi_body_level level[TNEF_DEPTH_CEILING + 1u];
    struct tnefi_body_level *current; /* the message that ended last, or NULL                     */
    size_t head_len;
};

struct tnef_bodies {
    /* what a reset keeps: the configuration, and memory that was taken */
    tnef_allocator alloc;
    tnef_spool spool;          /* its functions are NULL: none                                    */
    uint64_t max_spool, max_output, max_total;
    uint32_t max_memory, max_bodies, flags;
    uint32_t room;             /* of |body|                                                       */
    struct tnefi_body_kept *body;
    uint32_t pages;            /* of |page|                                                       */
    uint8_t **page;            /* NULL: not taken yet                                             */
    unsigned char *engine;     /* room for readers of HTML, LZFu and RTF, or NULL                 */
    size_t size;               /* of this allocation                                              */

    tnef_text text;            /* for all text of all bodies: what it opens of iconv is kept      */
    tnef_lzfu *lzfu;           /* in |engine|, while one of them is used                          */
    tnef_rtf *rtf;
    tnef_html *html;

    struct tnefi_body_live live;
    tnef_message_info message; /* of |current|: what is known of it                               */
    uint32_t counting[4];      /* its body of each kind that counts, by SLOT(), or NOBODY         */
    uint8_t head[TNEF_BODY_HEAD]; /* of the open body                                             */
    struct tnefi_body_send send;
    struct tnefi_body_buffers buffers;
};

/* ---- life.c ------------------------------------------------------------------------------- */

/* The collector fails; returns its status. */
tnef_status tnefi_body_fail(struct tnef_bodies *b, tnef_status status, int32_t user_code);

/* Make the readers of a chain, in the one block of memory. TNEF_OK or TNEF_E_MEMORY.
 *
 * probe: RTF to nowhere, to find out its kind. The others end in the sink of the delivery. */
tnef_status tnefi_body_probe_engine(struct tnef_bodies *b);
tnef_status tnefi_body_lzfu_engine(struct tnef_bodies *b);
tnef_status tnefi_body_rtf_engine(struct tnef_bodies *b, int to_html);
tnef_status tnefi_body_rtf_html_engine(struct tnef_bodies *b);  /* LZFu, RTF, HTML: text         */
tnef_status tnefi_body_html_engine(struct tnef_bodies *b, uint32_t codepage);
void tnefi_body_engine_end(struct tnef_bodies *b);

/* ---- collect.c ---------------------------------------------------------------------------- */

/* Takes all of the open body from memory of the caller's, which is not copied. Answers as a handler. */
int tnefi_body_collect_lent(struct tnef_bodies *b, const tnef_part *part, const uint8_t *p, size_t n);

/* ---- store.c ------------------------------------------------------------------------------ */

/* Puts bytes at the end of the store, as many as there is room for: *|done|. TNEF_OK, or how the
 * collector failed. */
tnef_status tnefi_body_store_add(struct tnef_bodies *b, const uint8_t *p, size_t n, size_t *done);

/* Reads |n| bytes that are there. 0, or what the spool returned. */
int tnefi_body_store_read(struct tnef_bodies *b, uint64_t at, uint8_t *p, size_t n);
void tnefi_body_store_free(struct tnef_bodies *b);

/* ---- charset.c, meta.c, label.c ----------------------------------------------------------- */

void tnefi_body_look_begin(struct tnefi_body_look *look);
void tnefi_body_look_add(struct tnefi_body_look *look, const uint8_t *p, size_t n);
/* The first bytes of the text are |head|. */
void tnefi_body_look_end(struct tnefi_body_look *look, const uint8_t *head, size_t n, int html);

/* Sets codepage and charset_source of a body of a message that ended. */
void tnefi_body_charset(struct tnefi_body_kept *body, const tnef_message_info *m);

#define CHARSET_UNKNOWN UINT32_MAX

/* The code page of the charset that the first bytes of HTML declare. 0: they declare none; CHARSET_UNKNOWN:
 * only one that is not known or must not be used. */
uint32_t tnefi_body_declared_charset(const uint8_t *p, size_t n);

#define LABEL_MAX 20u          /* letters of the longest name that is known                       */

/* The code page of a charset's name, of |n| letters, whatever their case; 0 for a name that is not
 * known or must not be used. */
uint32_t tnefi_body_charset_label(const uint8_t *name, size_t n);

/* ---- best.c ------------------------------------------------------------------------------- */

/* TNEF_BODY_FROM_* of a body, and its own form. */
uint32_t tnefi_body_source(const struct tnefi_body_kept *body);
uint32_t tnefi_body_form(const struct tnefi_body_kept *body);

/* ---- send.c ------------------------------------------------------------------------------- */

/* Ends a delivery, if one is going on. */
void tnefi_body_send_end(struct tnef_bodies *b);

/* Keeps what is wrong with the delivery; returns |status|. */
tnef_status tnefi_body_send_wrong(struct tnef_bodies *b, tnef_status status, int32_t user_code);

/* Passes bytes on to the caller's sink; |user| is the collector. */
tnef_status tnefi_body_send_to_sink(void *user, const void *buf, size_t len, size_t *taken);

/* Reads the next piece, if the one before was used up. */
tnef_status tnefi_body_send_refill(struct tnef_bodies *b);

/* ---- text.c ------------------------------------------------------------------------------- */

void tnefi_body_send_text_begin(struct tnef_bodies *b, const struct tnefi_body_kept *body, uint32_t form);
tnef_status tnefi_body_send_text(struct tnef_bodies *b);

/* ---- markup.c ----------------------------------------------------------------------------- */

/* Write the head, a character of |n| bytes, and the end. Return how many bytes were written to |out|. A
 * character and the end take OUT_ROOM at most; the head less than half of OUT_SIZE. */
size_t tnefi_body_markup_begin(struct tnefi_body_markup *m, uint8_t *out);
size_t tnefi_body_markup_char(struct tnefi_body_markup *m, const char *p, size_t n, uint8_t *out);
size_t tnefi_body_markup_end(struct tnefi_body_markup *m, uint8_t *out);

#endif
