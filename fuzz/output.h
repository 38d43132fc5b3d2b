/* SPDX-License-Identifier: MIT */
#ifndef TNEF_FUZZ_OUTPUT_H
#define TNEF_FUZZ_OUTPUT_H
/* What harnesses of objects that write text share: a sink that keeps what it gets, and takes half of it a few
 * times, or as much as a random number says; and pieces of input that have memory of their own. */

#include <stdlib.h>
#include <string.h>

#include <tnef/base.h>

#include "harness.h"
#include "promise.h"

struct output {
    char *s;
    size_t len, room;
    unsigned pauses;
    uint32_t random;         /* of pauses; 0: none                                                */
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
    if (o->random != 0 && options_random(&o->random, 4) != 0)
        n = options_random(&o->random, (uint32_t)len + 1u);
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

/* A copy that ends where the piece does, so that no byte beyond it is read. To be given back with free(). */
static inline uint8_t *own_piece(const uint8_t *p, size_t n)
{
    uint8_t *own = malloc(n > 0 ? n : 1);

    CHECK(own != NULL);
    if (n > 0)
        memcpy(own, p, n);
    return own;
}

#endif
