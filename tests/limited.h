/* SPDX-License-Identifier: MIT */

/* A stream that is decoded with limits, and what was recorded of it. For cmocka programs. */

#ifndef TNEF_TESTS_LIMITED_H
#define TNEF_TESTS_LIMITED_H

#include "support.h"
#include "writer.h"

struct limited {
    uint8_t *in;
    size_t len;
    struct recording r;
};

void limited_take(struct limited *s, struct tw *w);
void limited_take_vector(struct limited *s, const char *name);
void limited_drop(struct limited *s);

#define LIMITS(field, value) (&(tnef_decoder_limits){ .size = sizeof(tnef_decoder_limits), .field = (value) })

/* Records it anew. */
void limited_run(struct limited *s, const tnef_decoder_limits *limits);

/* How many events of the type there are; the |n|th, from 0, which must be there. */
size_t limited_count(const struct recording *r, uint32_t type);
const struct record *limited_nth(const struct recording *r, uint32_t type, size_t n);

#endif
