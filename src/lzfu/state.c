/* SPDX-License-Identifier: MIT */
/* A decoder as new, and what went wrong. */

#include "lzfu/priv.h"

#define NO_END (UINT64_C(1) << 63) /* an offset that is never reached */

/*@ requires \valid(r);
    Z_TOTAL;
    assigns r->status, r->user_code, r->offset, r->limit, r->found;
    ensures r->status == status; */
static void set(struct tnefi_lzfu_result *r, tnef_status status, uint64_t offset, uint64_t limit,
                uint64_t found)
{
    r->status = status;
    r->user_code = 0;
    r->offset = offset;
    r->limit = limit;
    r->found = found;
}

void tnefi_lzfu_fail(struct tnef_lzfu *d, tnef_status status, uint64_t offset, uint64_t limit, uint64_t found)
{
    d->halt = LZFU_HALTS;
    if (d->fatal.status == TNEF_OK)
        set(&d->fatal, status, offset, limit, found);
}

void tnefi_lzfu_damaged(struct tnef_lzfu *d, tnef_status status, uint64_t offset, uint64_t limit,
                        uint64_t found)
{
    if (d->damage.status == TNEF_OK)
        set(&d->damage, status, offset, limit, found);
}

void tnefi_lzfu_start(struct tnef_lzfu *d)
{
    d->offset = d->output = d->marker = 0;
    d->end = NO_END;
    set(&d->fatal, TNEF_OK, 0, 0, 0);
    set(&d->damage, TNEF_OK, 0, 0, 0);
    d->comp_size = d->raw_size = d->comp_type = d->crc = d->crc_computed = 0;
    d->flags = d->have = 0;
    d->state = LZFU_AT_HEAD;
    d->over = d->busy = d->beyond = 0;
    d->halt = LZFU_RUNS;
    d->closing = LZFU_OPEN;
    tnefi_lzfu_window(d);
}
