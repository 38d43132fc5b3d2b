/* SPDX-License-Identifier: MIT */

/* Every object of the library behind one face, for what must hold for all of them alike. */

#ifndef TNEF_TESTS_OBJECTS_H
#define TNEF_TESTS_OBJECTS_H

#include <stddef.h>
#include <stdint.h>

#include <tnef/tnef.h>

/* What the callbacks of an object answer, and what they saw. */
struct object_host {
    int answer;                /* of handlers and sinks: once, at call |at|, counted from 1; at any
                                * other call 0                                                    */
    uint64_t at;
    uint64_t limit;            /* of input, where there is such a limit; 0: the default           */
    uint64_t calls;            /* of handlers and sinks                                           */
    uint64_t bytes;            /* that the sink took, or that came in events and handlers         */
    void *object;
};

struct object {
    const char *name;
    int sinks;                 /* its callback is a sink                                          */
    int limits;                /* it has a limit of input                                         */
    tnef_status (*make)(void **out, struct object_host *host, const tnef_allocator *alloc);
    tnef_status (*feed)(void *object, const void *buf, size_t len, size_t *taken);
    tnef_status (*finish)(void *object);
    void (*error)(const void *object, tnef_error *out);
    void (*end)(void *object);
};

extern const struct object objects[];
extern const size_t object_count;

/* Input for which it calls back more than once. To be given back with free(). */
uint8_t *object_input(const struct object *o, size_t *len);

#endif
