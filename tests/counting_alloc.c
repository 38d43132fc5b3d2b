/* SPDX-License-Identifier: MIT */

#include "counting_alloc.h"

#include <stdlib.h>
#include <string.h>

static void *take(void *user, size_t size)
{
    struct counting_alloc *c = user;
    void *p;

    c->calls++;
    if (c->fail_at != 0 && c->calls >= c->fail_at) {
        return NULL;
    }
    p = malloc(size);
    if (p == NULL) {
        abort();
    }
    memset(p, 0xA5, size); /* nobody may count on zeros */
    c->held += size;
    if (c->held > c->peak) {
        c->peak = c->held;
    }
    return p;
}

static void give(void *user, void *p, size_t size)
{
    struct counting_alloc *c = user;

    if (p == NULL || size > c->held) {
        abort();
    }
    c->held -= size;
    free(p);
}

void counting_alloc_init(struct counting_alloc *c, uint64_t fail_at)
{
    memset(c, 0, sizeof *c);
    c->alloc.alloc = take;
    c->alloc.release = give;
    c->alloc.user = c;
    c->fail_at = fail_at;
}
