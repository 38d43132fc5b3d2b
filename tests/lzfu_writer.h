/* SPDX-License-Identifier: MIT */

/* Writes compressed RTF ([MS-OXRTFCP]) token by token, right or wrong on purpose, and text with a
 * small compressor that makes every form of reference. Independent of the library: it has its own
 * dictionary and its own checksum. Memory that cannot be had ends the program. */

#ifndef TNEF_TESTS_LZFU_WRITER_H
#define TNEF_TESTS_LZFU_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LZFU_HEADER  16u
#define LZFU_DICT    4096u
#define LZFU_PRELOAD 207u
#define LZFU_LONGEST 17u

/* The fields of a header, as they shall stand there. */
struct lzfu_header {
    uint32_t comp_size, raw_size, comp_type, crc;
};

struct lzfu_writer {
    uint8_t *bytes;             /* header and contents                                            */
    size_t len, room;
    size_t control;             /* where the open control byte stands                             */
    unsigned tokens;            /* how many it has; 8: the next token needs a new one             */
    uint32_t write;             /* where the next byte of output goes in the dictionary           */
    uint32_t output;            /* bytes that the tokens so far stand for                         */
    bool filled;                /* all of the dictionary was written                              */
    uint8_t dict[LZFU_DICT];
    uint16_t last[65536];       /* by two bytes: 1 + the place where they stood last              */
    uint16_t before[LZFU_DICT]; /* and where they stood before that                               */
};

/* Begins with an empty header. To be given back with lzfu_writer_free(). */
void lzfu_writer_init(struct lzfu_writer *w);
void lzfu_writer_free(struct lzfu_writer *w);

void lzfu_literal(struct lzfu_writer *w, uint8_t byte);
void lzfu_literals(struct lzfu_writer *w, const char *text);

/* |n| is 2..17; |from| must not be w->write, which would be an end marker. */
void lzfu_reference(struct lzfu_writer *w, uint32_t from, uint32_t n);

/* The end marker. */
void lzfu_end(struct lzfu_writer *w);

/* A reference of any two bytes, or only the first of them; what it stands for is not followed. */
void lzfu_token(struct lzfu_writer *w, uint32_t token);
void lzfu_half_token(struct lzfu_writer *w, uint8_t byte);

/* Bytes as they are: stored contents, or what follows the end. */
void lzfu_bytes(struct lzfu_writer *w, const void *bytes, size_t n);

/* Compresses: the longest match of those that are tried, for as many bytes as there are. */
void lzfu_text(struct lzfu_writer *w, const void *text, size_t n);

/* The header that is right for compressed contents, and for stored ones. */
struct lzfu_header lzfu_header_coded(const struct lzfu_writer *w);
struct lzfu_header lzfu_header_stored(const struct lzfu_writer *w);

/* Fills the header in. What is written afterwards follows the contents. */
void lzfu_put_header(struct lzfu_writer *w, const struct lzfu_header *h);

/* The checksum, bit by bit. */
uint32_t lzfu_crc(const uint8_t *p, size_t n);

#endif
