/* SPDX-License-Identifier: MIT */
#ifndef TNEF_FUZZ_OUTPUT_H
#define TNEF_FUZZ_OUTPUT_H
/* What the harnesses of readers of text share: a sink that keeps what it gets, and takes half of it a
 * few times. */

#include <stdlib.h>
#include <string.h>

#include <tnef/base.h>

#include "promise.h"

struct output {
    char *s;
    size_t len, room;
    unsigned pauses;
};

static inline tnef_status output_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct output *o = user;
    size_t n = len;

    CHECK(len > 0 && *taken == len);
    if (o->pauses > 0) {
        o->pauses--;
        n = len / 2;
    }
    if (o->room - o->len < n) {
        o->room = (o->room + n) * 2;
        o->s = realloc(o->s, o->room);
        CHECK(o->s != NULL);
    }
    if (n > 0)
        memcpy(o->s + o->len, buf, n);
    o->len += n;
    *taken = n;
    return n < len ? TNEF_PAUSED : TNEF_OK;
}

#endif
