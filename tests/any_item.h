/* SPDX-License-Identifier: MIT */

/* Messages for the converter, with every property that it looks at: which they have, and which value, good or
 * bad, comes of a number, the same each time. */

#ifndef TNEF_TESTS_ANY_ITEM_H
#define TNEF_TESTS_ANY_ITEM_H

#include <stddef.h>
#include <stdint.h>

#include "writer.h"

struct any {
    uint32_t random;
    uint32_t likely;           /* which blob the property should hold: ANY_BLOB_*                     */
};

enum any_blob_kind {
    ANY_BLOB_RECURRENCE, ANY_BLOB_ZONE, ANY_BLOB_DEFINITION, ANY_BLOB_ID, ANY_BLOB_ENTRY, ANY_BLOB_ENTRIES,
    ANY_BLOB_CERTIFICATE, ANY_BLOB_ZEROS, ANY_BLOB_KINDS
};

/* A number below |below|, which is not 0. */
uint32_t any_next(struct any *a, uint32_t below);

/* What binary properties hold, right and wrong, in |out|. Returns how many bytes. */
size_t any_blob(struct any *a, uint8_t *out, size_t room);

/* What a property holds. */
enum any_sort { ANY_TEXT, ANY_NUMBER, ANY_REAL, ANY_FLAG, ANY_DATE, ANY_BLOB, ANY_BLOBS, ANY_TEXTS };

const char *any_text(struct any *a);
void any_property(struct any *a, struct tw *w, uint16_t id, enum any_sort sort);

/* One in |of| of the properties that a converter wants. */
void any_wanted(struct any *a, struct tw *w, uint32_t of);

/* An attachment that is no message. */
void any_file(struct any *a, struct tw *w);

/* Writes a message, and what is attached to it, up to |depth| messages in one another. */
void any_item(struct any *a, struct tw *w, uint32_t depth);

#endif
