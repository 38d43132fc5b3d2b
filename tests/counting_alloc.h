/* SPDX-License-Identifier: MIT */

/* An allocator that counts, and fails when asked. */

#ifndef TNEF_TESTS_COUNTING_ALLOC_H
#define TNEF_TESTS_COUNTING_ALLOC_H

#include <stdint.h>

#include <tnef/base.h>

struct counting_alloc {
    tnef_allocator alloc;
    uint64_t calls;
    uint64_t fail_at; /* the call that returns NULL, and all after it; 0: none */
    uint64_t held, peak;
};

void counting_alloc_init(struct counting_alloc *c, uint64_t fail_at);

#endif
