/* SPDX-License-Identifier: MIT */

/* A sink that keeps what it gets, and takes it in different ways. For cmocka programs. */

#ifndef TNEF_TESTS_KEPT_OUTPUT_H
#define TNEF_TESTS_KEPT_OUTPUT_H

#include <stddef.h>

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

#endif
