/* SPDX-License-Identifier: MIT */

/* Runs an encoder over an input in every way, holds the ways against each other, and what was encoded
 * against the rules of its kind and against the decoder. */

#ifndef TNEF_TESTS_ENCODE_CHECK_H
#define TNEF_TESTS_ENCODE_CHECK_H

#include <stddef.h>
#include <stdint.h>

#include <tnef/encode.h>

#include "transfer_check.h"

struct encode_plan {
    size_t cut;              /* bytes of the first piece; 0: as the others */
    size_t piece;            /* bytes of the others; 0: all the rest */
    enum fed_pause pause;
    uint64_t max_input, max_output;
};

struct encode_result {
    uint8_t *out;            /* of len bytes, allocated */
    size_t len;
    uint64_t calls;          /* of the sink */
    tnef_status fed, status; /* the last feed; finish */
    size_t taken;
    tnef_error error;
};

void encode_run(struct encode_result *r, uint32_t kind, const void *in, size_t len,
                const struct encode_plan *plan);
void encode_result_free(struct encode_result *r);

/* These return NULL, or what is wrong, until the next call.
 *
 * Whether each split in two, pieces of a few bytes, and every kind of pause give what |whole| is. */
const char *encode_check_ways(const struct encode_result *whole, uint32_t kind, const void *in, size_t len,
                              const struct encode_plan *limits);

/* Whether |in| is encoded as |out| (NULL: as anything), in all these ways, in lines that keep the rules,
 * and decodes to |in|, of which text comes back with CR LF for each line break. */
const char *encode_check(uint32_t kind, const void *in, size_t len, const char *out);

/* The same for a longer input, in a few ways only. */
const char *encode_check_fast(uint32_t kind, const void *in, size_t len);

#endif
