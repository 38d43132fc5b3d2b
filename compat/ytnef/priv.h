/* SPDX-License-Identifier: MIT */

/* What the files of this library share. */

#ifndef YTNEF_PRIV_H
#define YTNEF_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <tnef/decoder.h>
#include <tnef/text.h>

#include "ytnef.h"

/* ---- Memory: arena.c ------------------------------------------------------------------------ */

/* What one struct of a caller's may keep, in bytes. A property of 8 bytes costs 120 here; 1 GiB is 20 times
 * what mail systems carry. */
#define YTNEFI_MEMORY (1024u * 1024u * 1024u)

/* A piece of memory from malloc, and the bytes after it. All pieces of an arena are in one list. */
struct ytnefi_block {
    struct ytnefi_block *next;
    size_t size;
};

/* All that a TNEFStruct points to. It is released as a whole, so that callers may do with single pointers
 * what they like. */
struct ytnefi_arena {
    struct ytnefi_block *blocks;
    size_t total;                /* bytes of all blocks                                            */
    uint8_t *room;               /* what is left of the newest small block                         */
    size_t left;
};

/* Bytes that grow, and that belong to nobody until they are kept. */
struct ytnefi_buffer {
    struct ytnefi_block *block;
    size_t len;
    size_t size;                 /* bytes that |block| has room for                                */
};

/* Returns the arena of a struct, which is made if |make|. NULL: there is none, or no memory. */
struct ytnefi_arena *ytnefi_arena(TNEFStruct *tnef, bool make);
void ytnefi_arena_free(TNEFStruct *tnef);

/* Returns |size| bytes of zero, aligned for any object. NULL: no memory, or YTNEFI_MEMORY is reached. */
void *ytnefi_take(struct ytnefi_arena *arena, size_t size);

/* Appends bytes. False: no memory, or the arena and the buffer have YTNEFI_MEMORY together. */
bool ytnefi_add(const struct ytnefi_arena *arena, struct ytnefi_buffer *b, const void *data, size_t len);

/* Gives the bytes to the arena, with YTNEF_PADDING bytes of zero after them, and empties the buffer. NULL: no
 * memory. */
void *ytnefi_keep(struct ytnefi_arena *arena, struct ytnefi_buffer *b);

uint8_t *ytnefi_bytes(const struct ytnefi_buffer *b);
void ytnefi_buffer_free(struct ytnefi_buffer *b);

/* The interface id before the bytes of an object. */
#define YTNEFI_IID_SIZE 16

/* ---- One parsing: parse.c, event.c ---------------------------------------------------------- */

struct ytnefi_parse {
    TNEFStruct *tnef;
    struct ytnefi_arena *arena;
    Attachment *last;            /* the newest attachment, or the head of the list                 */
    bool attached;               /* |last| is of this stream                                       */

    bool collecting;             /* bytes go to |value|                                            */
    bool is_text;                /* through |text|                                                 */
    bool ignored;                /* in a property that was made of bytes that are here             */
    uint64_t begins;             /* where in the input the bytes begin                             */
    size_t prefix;               /* bytes of |value| that are before those                         */
    tnef_text text;
    struct ytnefi_buffer value;

    struct ytnefi_buffer *props; /* where the property that is open belongs; NULL: none is         */
    MAPIProperty prop;           /* that property                                                  */
    struct ytnefi_buffer values; /* of |prop|: variableLength                                      */
    struct ytnefi_buffer message_props;
    struct ytnefi_buffer attachment_props;

    bool ended;                  /* the end of the stream was reported, and nothing is missing     */
    bool damaged;                /* outside of embedded messages                                   */
    bool failed;                 /* no memory                                                      */
};

int ytnefi_event(void *user, const tnef_event *event);

/* ---- Collecting a value: value.c ------------------------------------------------------------ */

/* Begins with an empty value, whose bytes come from |offset| on. */
void ytnefi_value_begin(struct ytnefi_parse *p, uint64_t offset, bool is_text);
void ytnefi_value_data(struct ytnefi_parse *p, const tnef_event *event);

/* Ends it. What was collected is in |out|. */
void ytnefi_value_end(struct ytnefi_parse *p, variableLength *out);

/* All three in one, for bytes that are at hand. */
void ytnefi_value_copy(struct ytnefi_parse *p, const BYTE *data, size_t len, variableLength *out);

/* Makes a stream at |offset| of the input, of which a copy is collected, none. */
void ytnefi_value_erase(struct ytnefi_parse *p, uint64_t offset);

/* ---- Attributes and properties: attribute.c, property.c -------------------------------------- */

/* Whether an attribute holds a list of properties that is kept. */
bool ytnefi_is_list(uint32_t attr);

/* Notes that an attribute begins: some begin an attachment. */
void ytnefi_attribute_begin(struct ytnefi_parse *p, uint32_t attr, uint32_t level);

/* Puts the bytes of an attribute where they belong. */
void ytnefi_attribute(struct ytnefi_parse *p, uint32_t attr);

void ytnefi_prop_begin(struct ytnefi_parse *p, const tnef_event *event);
void ytnefi_prop_value(struct ytnefi_parse *p, const tnef_event *event);
void ytnefi_prop_end(struct ytnefi_parse *p);

/* Gives the properties that were collected to a message or an attachment, which ends. */
void ytnefi_props_keep(struct ytnefi_parse *p, struct ytnefi_buffer *from, MAPIProps *to);
void ytnefi_attachment_end(struct ytnefi_parse *p);

/* Gives a struct without subject that of its properties. */
void ytnefi_subject(struct ytnefi_parse *p);

#endif
