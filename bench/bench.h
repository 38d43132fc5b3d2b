/* SPDX-License-Identifier: MIT */
/* What is measured: inputs, and the ways to read them, ours and those of peers. */
#ifndef TNEF_BENCH_H
#define TNEF_BENCH_H

#include "mail_writer.h"

#include <tnef/base.h>

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* An input is a sequence of records: a length in 4 bytes, the lowest first, and as many bytes. What is
 * read as a whole is one record; small messages and the mails of a mailbox are many. */
struct bench_input {
    const char *name;
    const char *unit;                    /* of what |size| counts                                     */
    size_t size;                         /* of the tables in docs/performance.md                      */
    size_t small;                        /* of `scripts/bench --check`, whose runs are counted        */
    void (*make)(struct mail *m, size_t size);
};

struct bench_run {
    const uint8_t *in;
    size_t len;
    size_t piece;                        /* bytes that are handed over at a time; 0: each record whole */
    const tnef_allocator *alloc;         /* for ours; NULL: malloc                                    */
};

struct bench_way {
    const char *input;
    const char *name;
    /* Reads all of it. Returns how many bytes came out, or another number that is not 0; 0: it failed. */
    uint64_t (*run)(const struct bench_run *r);
};

/* Each list ends with a NULL name. Those of peers that were not found are empty. */
extern const struct bench_input bench_inputs_tnef[], bench_inputs_text[], bench_inputs_mail[];
extern const struct bench_way bench_tnef[], bench_text[], bench_mail[];
extern const struct bench_way bench_limits[], bench_ytnef[], bench_ktnef[], bench_gmime[], bench_base64[];
extern const struct bench_way bench_encode[], bench_encoders[];

/* The same bytes each time: neither text nor all alike. */
void bench_bytes(uint8_t *p, size_t len);

/* A record of what is written between the two. */
size_t bench_record_begin(struct mail *m);
void bench_record_end(struct mail *m, size_t begun);
void bench_record(struct mail *m, const void *p, size_t len);

/* The next record, from |*at|; 0: there is none. */
int bench_next(const struct bench_run *r, size_t *at, const uint8_t **p, size_t *len);

/* The only record of an input that has one. NULL: there is none. */
const uint8_t *bench_only(const struct bench_run *r, size_t *len);

/* Gives a record to an object of ours in pieces. Returns what the last call returned. */
tnef_status bench_feed(const struct bench_run *r, const uint8_t *p, size_t len, void *object,
                       tnef_status (*feed)(void *object, const void *buf, size_t len, size_t *taken));

/* Prints what a reset of each object takes, as: name, tab, nanoseconds. */
void bench_resets(FILE *out);

/* A sink that counts; |user| is a uint64_t. */
tnef_status bench_count(void *user, const void *buf, size_t len, size_t *taken);

#endif
