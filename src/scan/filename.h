/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_SCAN_FILENAME_H
#define TNEFI_SCAN_FILENAME_H
/* File names in header fields: functions of bytes, which know nothing else. See filename.c for what is read.
 *
 * A name is a text of at most TNEF_SCANNER_NAME_SIZE bytes with its NUL. Those that decode one return the
 * set of anomalies that they have met: whether they are those of a part, and of which, is the caller's
 * business. */

#include "scan/texts.h"

#include <tnef/scanner.h>

#include <stddef.h>
#include <stdint.h>

#define PIECES_MAX    32u        /* ceiling of max_pieces */

/* A piece of a parameter (RFC 2231): |len| bytes of a line, from |at| on. */
struct tnefi_scan_piece {
    uint32_t at, len, index;
    uint16_t quoted, encoded;
};

struct tnefi_scan_pieces {
    uint32_t count;
    struct tnefi_scan_piece piece[PIECES_MAX];
};

/* Contracts: a piece lies in the line, and so do all. */
#define S_PIECE(line, p) \
    ((p)->at + (p)->len <= UINT32_MAX && \valid_read(line + (0 .. (p)->at + (p)->len - 1)))
#define S_PIECES(line, p) \
    ((p)->count <= PIECES_MAX \
    && (\forall integer i; 0 <= i < (p)->count ==> S_PIECE(line, &(p)->piece[i])))
#define S_BYTES(p, n) \valid_read(p + (0 .. n - 1))
#define S_NAME(out) \valid(out + (0 .. TNEF_SCANNER_NAME_SIZE - 1))
#define S_NAMED(out) \
    terminates \true; exits \false; \
    assigns out[0 .. TNEF_SCANNER_NAME_SIZE - 1]; \
    ensures T_TEXT(out, TNEF_SCANNER_NAME_SIZE)

/* Those of filename.c: a name that is being written, what is read for it, and a word in |n| bytes. */
#define O_OK(o)          (S_NAME(o->text) && o->len < TNEF_SCANNER_NAME_SIZE)
#define O_TEXT(o)        o->text[0 .. TNEF_SCANNER_NAME_SIZE - 1]
#define O_APART(o, p, n) \separated(o->text + (0 .. TNEF_SCANNER_NAME_SIZE - 1), p + (0 .. n - 1))
#define W_OK(w, n) \
    (w->next <= n && w->charset <= n && w->charset_len <= n - w->charset \
    && w->text <= n && w->text_len <= n - w->text)

/* Writes the file name that the pieces, one piece, or |len| bytes hold to |out|, which has room for
 * TNEF_SCANNER_NAME_SIZE bytes, and is not among what is read. At most that many are read at once. */
/*@ requires \valid_read(pieces) && S_PIECES(line, pieces) && S_NAME(out);
    S_NAMED(out); */
uint64_t tnefi_scan_name_of(const uint8_t *line, const struct tnefi_scan_pieces *pieces, uint8_t *out);
/*@ requires \valid_read(p) && S_PIECE(line, p) && S_NAME(out);
    S_NAMED(out); */
uint64_t tnefi_scan_name_piece(const uint8_t *line, const struct tnefi_scan_piece *p, uint8_t *out);
/*@ requires len <= TNEF_SCANNER_NAME_SIZE && \valid_read(raw + (0 .. len - 1)) && S_NAME(out);
    requires \separated(out + (0 .. TNEF_SCANNER_NAME_SIZE - 1), raw + (0 .. len - 1));
    S_NAMED(out); */
uint64_t tnefi_scan_name_raw(const uint8_t *raw, size_t len, uint8_t *out);

/* The place of the piece with the number |index|, or |count| if there is none. */
/*@ requires \valid_read(p) && p->count <= PIECES_MAX;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= p->count; */
uint32_t tnefi_scan_piece_of(const struct tnefi_scan_pieces *p, uint32_t index);

/* The byte of the piece that begins at |*at|, after "%HH" (in a piece that is encoded) and backslashes (in
 * one that is quoted) were decoded. |*at| becomes the place after it. */
/*@ requires \valid_read(p) && \valid(at) && \separated(p, at) && S_PIECE(line, p);
    requires p->at <= *at < p->at + p->len;
    terminates \true; exits \false;
    assigns *at;
    ensures \old(*at) < *at <= p->at + p->len; */
uint8_t tnefi_scan_piece_byte(const uint8_t *line, const struct tnefi_scan_piece *p, uint32_t *at);

/* Where the text of a first piece begins: after charset'language' if it is encoded and has both quotes. */
/*@ requires \valid_read(p) && S_PIECE(line, p);
    terminates \true; exits \false;
    assigns \nothing;
    ensures p->at <= \result <= p->at + p->len; */
uint32_t tnefi_scan_piece_text(const uint8_t *line, const struct tnefi_scan_piece *p);

#endif
