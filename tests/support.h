/* SPDX-License-Identifier: MIT */

/* Feeds the decoder in every way and records what it says, in a form that does not depend on the
 * split of the input: neighbouring DATA is joined, raw bytes are kept apart until the value that
 * they belong to ends. Each event is checked on its way against the rules of decoder.h. */

#ifndef TNEF_TESTS_SUPPORT_H
#define TNEF_TESTS_SUPPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <tnef/decoder.h>

#define RECORD_BYTES 32u    /* bytes of data and names that are kept; all are hashed */
#define RECORD_RAW   0xFFu  /* record.type: all raw bytes of the value that ends next */
#define RECORD_NESTING 256u /* things open at once: at most 5 in each of 33 streams */

#define ALL_FLAGS (TNEF_RESYNC | TNEF_RAW_NESTED | TNEF_DESCEND_DATA)

/* One event, or several of DATA. Without padding, so that records compare as bytes. */
struct record {
    uint64_t offset, length, left, number, expected, found;
    uint64_t len;          /* of all data */
    uint64_t hash;         /* of all data; of the name in PROP_BEGIN */
    uint32_t type, flags, depth;
    int32_t status;
    uint32_t attr, level, row, value;
    uint32_t prop_id, prop_type, key, count;
    uint32_t name_id, name_len, code, has; /* has: 1 name, 2 guid, 4 iid */
    uint8_t bytes[RECORD_BYTES];
    uint8_t guid[16], iid[16];
};

/* How an input is fed and answered. All zero: whole, at once, all defaults. */
struct plan {
    uint32_t flags;        /* of tnef_decoder_config */
    const tnef_decoder_limits *limits;
    uint64_t interest, fatal;
    size_t cut;            /* bytes of the first piece; 0: as the others */
    size_t piece;          /* bytes of the others; 0: all the rest */
    bool pause;            /* answer every event with TNEF_PAUSE */
    bool reset;            /* use the decoder of the run before, reset */
    uint64_t answer_at;    /* this event, counted from 1, gets |answer| */
    int answer;
    uint32_t skip_type;    /* every event of this type gets TNEF_SKIP */
    bool unchecked;        /* events may be missing: only the data is checked */
    bool steps;            /* what lies whole in a piece is read step by step, too */
};

struct recording_open {
    uint64_t length, len;  /* announced, and met so far */
    uint32_t type, depth;
    uint32_t attr, row, prop, value;
    bool nested;           /* a stream was begun in the value */
};

struct recording {
    struct record *records;
    size_t count, cap;
    char bad[256];         /* the first rule that was broken; empty: none */

    /* what the calls returned */
    tnef_status fed;       /* the last feed */
    tnef_status status;    /* finish */
    tnef_error error;
    uint64_t anomalies[TNEF_A_END];
    uint64_t taken, calls; /* bytes taken; calls of feed */
    uint64_t events;       /* calls of the callback */
    uint64_t steps;        /* the decoder's own measure of its work */

    /* inside */
    tnef_decoder *decoder;
    void *mem;
    const struct plan *plan;
    const uint8_t *in;
    size_t in_len;
    uint64_t last_offset;
    bool silent;           /* stopped, failed or paused: no event may come */
    struct recording_open open[RECORD_NESTING];
    size_t nesting;
    struct record raw[TNEF_DEPTH_CEILING + 1u];
};

void recording_init(struct recording *r);
void recording_free(struct recording *r);

/* Decodes the input by the plan. Each piece is copied to a block of exactly its size. */
void recording_run(struct recording *r, const uint8_t *in, size_t len, const struct plan *plan);

/* Whether two runs said the same; where they differ is written to |why|. */
bool recording_same(const struct recording *a, const struct recording *b, char why[256]);

/* The events as text, one line each, and the results. The caller frees it with free(). */
char *recording_text(const struct recording *r);

/* The same for one record. |out| gets a string that is cut to its size. */
void record_text(const struct record *rec, char *out, size_t size);

/* Offset basis 14695981039346656037. */
uint64_t fnv1a(uint64_t hash, const void *data, size_t len);
#define FNV1A_START UINT64_C(14695981039346656037)

/* The stream of the vector called |name|; the caller frees it. Fails the program if there is none. */
uint8_t *vector_bytes(const char *name, size_t *len);

#endif
