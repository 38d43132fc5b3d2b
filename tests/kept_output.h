/* SPDX-License-Identifier: MIT */

/* A sink that keeps what it gets, and takes it in different ways. For cmocka programs. */

#ifndef TNEF_TESTS_KEPT_OUTPUT_H
#define TNEF_TESTS_KEPT_OUTPUT_H

#include <stddef.h>
#include <stdint.h>

#include <tnef/base.h>

/* How the sink takes what it is offered. */
enum kept_takes { TAKES_ALL, PAUSES_FIRST, PAUSES_EVERY_BYTE, PAUSES_AFTER };

struct kept_output {
    enum kept_takes takes;
    char *out;                  /* ends with a NUL; to be given back with free()                  */
    size_t len, room;
    int asked;
};

void kept_begin(struct kept_output *k, enum kept_takes takes);

/* A tnef_sink_fn; |user| is the struct. */
tnef_status kept_sink(void *user, const void *buf, size_t len, size_t *taken);

/* How input of an object is fed, see fed.h, and its output taken. */
struct kept_way {
    size_t split, piece;
    enum kept_takes takes;
};

/* All splits in two of short input, some of long one; pieces of a few bytes; and every kind of sink, with the
 * whole and byte by byte. */
void kept_each_way(size_t len, void (*check)(void *user, const struct kept_way *way), void *user);

/* What came of a row of a table, |what|, must be what it says. */
void kept_check_row(const char *what, const char *out, const char *want, uint64_t anomalies,
                    uint64_t want_anomalies);

#endif
