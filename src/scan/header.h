/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_SCAN_HEADER_H
#define TNEFI_SCAN_HEADER_H
/* A header block (RFC 5322, section 2.2): an object of its own, which gets bytes and gives what they say of
 * the part that they describe.
 *
 * It knows the line that it collects, its limits, what is looked for, and the table of boundaries to which it
 * adds those that the block names; it knows nothing of levels and open parts but their numbers, and nothing
 * of bodies. What it finds is in |findings| after each call, for the caller to take; what the call came to is
 * in |outcome|. header.c has the lines; fieldid.c, blanks.c, field.c, param.c, declare.c and filename.c what
 * they say; table.c has their way into the table of boundaries; shows.c tells what is no line of a block. */

#include "scan/boundary.h"
#include "scan/filename.h"
#include "scan/findings.h"
#include "scan/search.h"

#include <tnef/scanner.h>

#include <stddef.h>
#include <stdint.h>

#define ENC_SIZE  32u

/* Where a block stands. Nothing depends on their order. In the grammar, CR and LF are bytes, "text" has
 * neither, and a blank is SP or TAB. */
enum tnefi_scan_header_state {
    H_START,     /* a line: line-end | blank text line-end | name ":" text line-end | text line-end */
    H_NAME,      /* the rest of: name ":" */
    H_GARBAGE,   /* the rest of: text, of a line that is not a field, which is kept until it ends */
    H_VALUE,     /* the rest of: text, of a field that counts, which is collected */
    H_SKIP,      /* the rest of: text, of another line, which is passed over */
    H_CR,        /* after CR: LF | CR LF | nothing, since CR alone ends a line, too */
    H_CR_CR,     /* after CR CR: LF | nothing: then the second CR is a blank line */
    H_BLANK_CR   /* the same after a CR that ends an empty line */
};

/* What a call has come to. */
enum tnefi_scan_header_outcome {
    HEAD_GOES_ON,
    HEAD_DONE,   /* the block is complete: the body begins at |body| */
    HEAD_LINE,   /* the same, and the |len| bytes of |line|, which were taken, are the first of the body */
    HEAD_DASH    /* a line begins with "-", which was not taken: whoever looks for boundaries may take it and
                  * what follows. If it does not: tnefi_scan_header_line(), or just the next step */
};

/* Which field a line is. F_NONE: none; F_GARBAGE: none, but a fold may follow. */
enum { F_NONE, F_OTHER, F_TYPE, F_ENCODING, F_DISPOSITION, F_GARBAGE };

/* Where a block begins, and whose it is. */
struct tnefi_scan_header_place {
    uint64_t at;             /* offset of its first byte */
    uint32_t frame;          /* parts that are open: the number that a multipart made of it will have */
    uint32_t level;          /* whose lines its boundaries are looked for in */
    uint16_t nests;          /* there may be a part in the part that it makes; else no boundary is kept */
    uint16_t root;           /* it begins a message */
    uint16_t lf;             /* lines before it have ended with LF */
    uint16_t cr;             /* its first byte is read after a CR that may be a blank line of its own */
};

struct tnefi_scan_header {
    /* What it is given, once. */
    uint8_t *line;           /* room for max_line bytes */
    struct tnefi_scan_boundaries *boundaries;
    struct tnefi_scan_search search;
    uint32_t max_line, max_header, max_fields, max_parameters, max_pieces;

    /* What the last call came to. */
    struct tnefi_scan_findings findings;
    enum tnefi_scan_header_outcome outcome;
    uint64_t body;

    /* The block that is read. */
    enum tnefi_scan_header_state state;
    uint64_t at, line_at, bytes;
    uint64_t anomalies;      /* of the part: whoever takes the findings keeps them here */
    uint32_t frame, level;
    uint32_t fields, len;    /* len: bytes of |line| */
    uint32_t entry0, pool0;  /* its boundaries, for a frame that is not yet there */
    uint16_t nests, lf, field, root, begun, cut;
    uint16_t full;           /* it has more bytes or fields than it may, and that was said */
    uint16_t paused;         /* a blank line that is made of CR came last: perhaps the body begins */

    /* What is known of the part. */
    uint16_t has_type, multipart, message, digest, empty;
    uint16_t lost;           /* a type was cut, and perhaps its boundary with it */
    uint16_t has_encoding, declared, base64, claims;
    uint8_t type[TNEF_SCANNER_TYPE_SIZE], encoding[ENC_SIZE];
    /* File names: that of Content-Disposition, that of Content-Type, and the first that is another
     * than the one that its field has. */
    uint8_t name[TNEF_SCANNER_NAME_SIZE], of_type[TNEF_SCANNER_NAME_SIZE], also[TNEF_SCANNER_NAME_SIZE];

    /* The field that is read. */
    uint16_t no_comments;    /* it has an unclosed "(" */
    _Bool adding;            /* a boundary is begun, and not ended yet; of a type that the table has not */
    struct tnefi_scan_pieces names, boundary_pieces;
    uint8_t plain_name[TNEF_SCANNER_NAME_SIZE]; /* a name that is not in pieces */
};

/* ---- Contracts ----------------------------------------------------------------------------- */

/* The table of boundaries between two calls, and while an entry is begun. Only table.c looks into it, as
 * nobody else writes there: for others these are names of what stays, so that a prover need not show for each
 * byte of the line that it does. */
#ifdef TNEFI_SCAN_TABLE_OPEN
#  define H_TELLS(h) \
    \separated(h, h->boundaries->pool + (0 .. h->boundaries->pool_size - 1), \
               h->boundaries->link \
                   + (0 .. LINKS_OF(h->boundaries->max, h->boundaries->levels) - 1))
#  define TABLE_OK(h)    (B_OK(h->boundaries) && H_TELLS(h))
#  define TABLE_BEGUN(h) (B_BEGUN(h->boundaries) && H_TELLS(h))
#else
#  define TABLE_OK(h)    h_table(h)
#  define TABLE_BEGUN(h) h_begun(h)
/*@ axiomatic Table {
      predicate h_table(struct tnefi_scan_header *h) reads \nothing;
      predicate h_begun(struct tnefi_scan_header *h) reads \nothing;
    } */
#endif

/* Entries of a table of any size, since a bound that is the same everywhere is one that no call changes. */
#define H_ENTRIES(h) h->boundaries->entry + (0 .. BOUNDARIES - 1)

/* What the object is given once, and stays: memory that is apart, limits, what is looked for. */
#define H_GIVEN(h) \
    (h->max_line <= TNEF_SCANNER_LINE_CEILING && h->max_pieces <= PIECES_MAX \
    && \valid(h->line + (0 .. h->max_line - 1)) \
    && \valid(h->boundaries) && \separated(h, h->boundaries, H_ENTRIES(h)) \
    && \valid_read(h->search.magic + (0 .. h->search.magic_len - 1)) \
    && l_given(h->search.types) && l_given(h->search.names))

/* The line is within its room, and the boundaries of the block are in the table. */
#define H_PLACED(h) \
    (h->len <= h->max_line && h->entry0 <= h->boundaries->count && h->level < h->boundaries->levels)

/* What holds between any two calls, and inside of them; and while a boundary is begun. */
#define H_OK(h) (H_GIVEN(h) && H_PLACED(h) && h->adding == 0 && TABLE_OK(h))
#define H_BEGUN(h) (H_GIVEN(h) && H_PLACED(h) && h->adding == 1 && TABLE_BEGUN(h))

#define H_FOUND h->findings.anomalies, h->findings.first, h->findings.status, h->findings.limit, \
    h->findings.found
#define H_LINE  h->line[0 .. h->max_line - 1]

#define H_TABLE h->adding, h->boundaries->count, h->boundaries->pool_len, \
    h->boundaries->entry[0 .. BOUNDARIES - 1], h->boundaries->pool[0 .. POOL_MAX - 1], \
    h->boundaries->link[0 .. LINKS_MOST - 1]

/* What fields write. */
#define H_FIELD H_FOUND, h->no_comments, h->names, h->boundary_pieces, \
    h->plain_name[0 .. TNEF_SCANNER_NAME_SIZE - 1], h->has_type, h->multipart, h->message, h->digest, \
    h->empty, h->lost, h->has_encoding, h->declared, h->base64, h->claims, \
    h->type[0 .. TNEF_SCANNER_TYPE_SIZE - 1], h->encoding[0 .. ENC_SIZE - 1], \
    h->name[0 .. TNEF_SCANNER_NAME_SIZE - 1], h->of_type[0 .. TNEF_SCANNER_NAME_SIZE - 1], \
    h->also[0 .. TNEF_SCANNER_NAME_SIZE - 1], H_TABLE

/* And what a call does. */
#define H_STEP  H_FIELD, H_LINE, h->outcome, h->body, h->state, h->line_at, h->bytes, h->fields, h->len, \
    h->lf, h->field, h->begun, h->cut, h->full, h->paused

#define H_DOES(...) \
    requires \valid(h) && H_OK(h); \
    terminates \true; exits \false; \
    assigns __VA_ARGS__; \
    ensures H_OK(h)

/* Pieces lie in the line. */
#define H_PIECES(h, of) \
    ((of)->count <= PIECES_MAX \
    && (\forall integer some; 0 <= some < (of)->count ==> \
            (of)->piece[some].at + (of)->piece[some].len <= h->len))

/* ---- header.c: lines ----------------------------------------------------------------------- */

/*@ requires \valid(h) && \valid_read(place) && \separated(h, place);
    requires H_GIVEN(h) && TABLE_OK(h) && place->level < h->boundaries->levels;
    terminates \true; exits \false;
    assigns *h;
    ensures H_OK(h) && h->len == 0; */
void tnefi_scan_header_begin(struct tnefi_scan_header *h, const struct tnefi_scan_header_place *place);

/* Takes some of |n| bytes, which begin at |at|. Returns how many. */
/*@ requires n >= 1 && \valid_read(p + (0 .. n - 1)) && at < UINT64_MAX;
    H_DOES(H_STEP);
    ensures \result <= n; */
size_t tnefi_scan_header_step(struct tnefi_scan_header *h, uint64_t at, const uint8_t *p, size_t n);

/* A line begins at |at| with |n| bytes that somebody else has looked at. There is no line end in them. All
 * are taken, unless the outcome is HEAD_LINE: then all are the first of the body. */
/*@ requires \valid_read(p + (0 .. n - 1));
    H_DOES(H_STEP); */
void tnefi_scan_header_line(struct tnefi_scan_header *h, uint64_t at, const uint8_t *p, size_t n);

/* The line that was HEAD_DASH is a boundary of the part with the number |frame|, and ends the block. */
/*@ H_DOES(H_FOUND); */
void tnefi_scan_header_boundary(struct tnefi_scan_header *h, uint32_t frame);

/* The input ends at |at|, or the bytes that may be of the block: what there is of it counts. */
/*@ H_DOES(H_STEP); */
void tnefi_scan_header_eof(struct tnefi_scan_header *h, uint64_t at);

/* A whole field, from somebody who has read the block already. */
/*@ requires \valid_read(name + (0 .. name_len - 1)) && \valid_read(value + (0 .. value_len - 1));
    H_DOES(H_STEP); */
void tnefi_scan_header_given(struct tnefi_scan_header *h, const uint8_t *name, size_t name_len,
                             const uint8_t *value, size_t value_len);

/* ---- fieldid.c: which field a line is ------------------------------------------------------- */

/* The field of that name: F_OTHER if it does not count. */
/*@ requires \valid_read(name + (0 .. len - 1));
    terminates \true; exits \false;
    assigns \nothing; */
uint16_t tnefi_scan_field_id(const uint8_t *name, size_t len);

/* The field that the |len| bytes before a colon name, F_NONE if they are not the name of a field. |mark|: a
 * byte order mark before it is passed over. Finds what is odd about the name. */
/*@ requires \valid_read(name + (0 .. len - 1)) && \valid(out);
    terminates \true; exits \false;
    assigns out->anomalies, out->first; */
uint16_t tnefi_scan_field_of(const uint8_t *name, uint32_t len, int mark, struct tnefi_scan_findings *out);

/* Whether this is the line before a message in a mailbox. */
/*@ requires \valid_read(line + (0 .. len - 1));
    terminates \true; exits \false;
    assigns \nothing; */
int tnefi_scan_is_from_line(const uint8_t *line, uint32_t len);

/* ---- table.c: the boundaries that a block names --------------------------------------------- */

/* A boundary of the part that this block is about begins, gets its bytes, and ends. _begin returns 0 if there
 * is no room. |cut|: it has more bytes, which are not known. */
/*@ requires \valid(h) && H_OK(h);
    terminates \true; exits \false;
    assigns H_FOUND, H_TABLE;
    ensures \result == 0 ==> H_OK(h);
    ensures \result != 0 ==> H_BEGUN(h); */
int tnefi_scan_table_begin(struct tnefi_scan_header *h);
/*@ requires \valid(h) && H_BEGUN(h);
    terminates \true; exits \false;
    assigns H_TABLE;
    ensures H_BEGUN(h); */
void tnefi_scan_table_byte(struct tnefi_scan_header *h, uint8_t b);
/*@ requires \valid(h) && H_BEGUN(h);
    terminates \true; exits \false;
    assigns H_FOUND, H_TABLE;
    ensures H_OK(h); */
void tnefi_scan_table_end(struct tnefi_scan_header *h, int cut);

/* ---- blanks.c, field.c, param.c: what the collected line says -------------------------------- */

/* Returns the place after blanks and comments from |at| on. An unclosed "(" does not start a comment; once
 * one was met, no later "(" of this field does. */
/*@ requires \valid(h) && H_OK(h) && at <= h->len;
    terminates \true; exits \false;
    assigns H_FOUND, h->no_comments;
    ensures H_OK(h) && at <= \result <= h->len; */
uint32_t tnefi_scan_skip_blanks(struct tnefi_scan_header *h, uint32_t at);

/*@ H_DOES(H_FIELD); */
void tnefi_scan_field_type(struct tnefi_scan_header *h);
/*@ H_DOES(H_FIELD); */
void tnefi_scan_field_encoding(struct tnefi_scan_header *h);
/*@ H_DOES(H_FIELD); */
void tnefi_scan_field_disposition(struct tnefi_scan_header *h);

/* Reads the parameters from |at| on. */
/*@ requires at <= h->len;
    H_DOES(H_FIELD);
    ensures H_PIECES(h, &h->names); */
void tnefi_scan_params(struct tnefi_scan_header *h, uint32_t at);

/* A reader may take |name| for that of the part. The first notes what it claims, the second, unless it is the
 * same as |chosen|, that there is another name. */
/*@ requires T_TEXT(name, TNEF_SCANNER_NAME_SIZE);
    H_DOES(h->claims); */
void tnefi_scan_name_seen(struct tnefi_scan_header *h, const uint8_t *name);
/*@ requires \valid_read(name + (0 .. TNEF_SCANNER_NAME_SIZE - 1));
    requires \valid_read(chosen + (0 .. TNEF_SCANNER_NAME_SIZE - 1));
    requires \separated(name + (0 .. TNEF_SCANNER_NAME_SIZE - 1), &h->findings,
                        h->also + (0 .. TNEF_SCANNER_NAME_SIZE - 1));
    H_DOES(H_FOUND, h->also[0 .. TNEF_SCANNER_NAME_SIZE - 1]); */
void tnefi_scan_name_also(struct tnefi_scan_header *h, const uint8_t *name, const uint8_t *chosen);

/* Whether the part is text. */
/*@ requires \valid_read(h) && T_TEXT(h->type, TNEF_SCANNER_TYPE_SIZE);
    terminates \true; exits \false;
    assigns \nothing; */
int tnefi_scan_is_text(const struct tnefi_scan_header *h);

#endif
