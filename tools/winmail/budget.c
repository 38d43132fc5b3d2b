/* SPDX-License-Identifier: MIT */
/* The limit on what comes out of one file. */

#include "winmail.h"

/* What is left. */
static uint64_t room(const struct budget *b)
{
    uint64_t limit = b->limit;

    if (limit == 0)
        limit = b->in < (UINT64_MAX - BUDGET_BASE) / BUDGET_RATIO
              ? BUDGET_BASE + b->in * BUDGET_RATIO : UINT64_MAX;
    return b->out < limit ? limit - b->out : 0;
}

size_t budget_take(struct budget *b, size_t len)
{
    uint64_t left = room(b);

    if (left < len)
        len = (size_t)left;
    b->out += len;
    return len;
}

int budget_file(struct budget *b)
{
    if (b->limit != 0)
        return 1;
    if (room(b) < BUDGET_FILE)
        return 0;
    b->out += BUDGET_FILE;
    return 1;
}

void budget_give_back(struct budget *b, uint64_t len)
{
    len += b->limit == 0 ? BUDGET_FILE : 0;
    b->out -= len < b->out ? len : b->out;
}
