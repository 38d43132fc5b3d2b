/* SPDX-License-Identifier: MIT */

/* What the harnesses share: options out of the input, pieces that are heap blocks of their own, an
 * allocator that counts, and a digest of what was said that does not depend on the split. */

#ifndef TNEF_FUZZ_HARNESS_H
#define TNEF_FUZZ_HARNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <tnef/decoder.h>

#include "promise.h"

/* How the input is decoded. An input that ends with the eight bytes of OPTIONS_MARK and eight more
 * says so itself; else its size decides. So any TNEF file is a seed as it stands. */
#define OPTIONS_MARK "~OPTIONS"
#define OPTIONS_SIZE 16u

struct options {
    tnef_decoder_limits limits;      /* defaults, or some of them small */
    uint64_t interest;       /* 0: all */
    uint64_t fatal;
    uint32_t flags;
    uint32_t random;         /* seed of pieces, pauses and answers; never 0 */
    uint32_t fail_at;        /* which allocation fails, from 1; 0: none */
    uint32_t pauses;         /* of 256 events that come in pieces, those that pause */
    uint32_t small;          /* the byte that chose the limits, for others; 0: defaults */
    uint32_t checks;         /* bits: which of its checks a harness makes; it may have four */
    uint32_t piece;          /* most pieces are no longer than this; at least 1 */
};

/* Cuts the options off: returns the bytes that are left. */
size_t options_take(struct options *out, const uint8_t *data, size_t size);

/* A number below |bound|, which is not 0. */
uint32_t options_random(uint32_t *state, uint32_t bound);

/* ---- Memory -------------------------------------------------------------------------------- */

struct counting {
    uint64_t now, peak;      /* bytes */
    uint32_t count, fail_at;
};

tnef_allocator counting_allocator(struct counting *c);

/* ---- Digest -------------------------------------------------------------------------------- */

uint64_t digest_bytes(uint64_t hash, const void *data, size_t len);
uint64_t digest_number(uint64_t hash, uint64_t value);
#define DIGEST_START UINT64_C(14695981039346656037)

/* Data that may come in several pieces. */
struct run {
    uint64_t key, hash, len, end;
};

/* Raw bytes have digests of their own: how far they run ahead depends on the split. */
struct digest {
    uint64_t hash;
    uint64_t raw_hash[TNEF_DEPTH_CEILING + 1u];
    struct run data;
    struct run raw[TNEF_DEPTH_CEILING + 1u];
};

void digest_init(struct digest *g);
void digest_event(struct digest *g, const tnef_event *ev);

/* Also ends the digest: the next thing is digest_init(). */
uint64_t digest_end(struct digest *g);

#endif
