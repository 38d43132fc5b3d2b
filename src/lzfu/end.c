/* SPDX-License-Identifier: MIT */
/* The end: what is missing, and what does not match the header. */

#include "lzfu/priv.h"

void tnefi_lzfu_close(struct tnef_lzfu *d)
{
    int plain = tnefi_lzfu_is_plain(d);

    if (d->state != LZFU_AT_HEAD)
        return;
    if (plain != 0)
        tnefi_lzfu_begin_plain(d);
    else
        tnefi_lzfu_damaged(d, TNEF_E_TRUNCATED, 0, d->have, LZFU_HEAD);
}

/* Whether there is as much output as RAWSIZE announces, and CRC does not show that input is missing. */
/*@ requires \valid_read(d);
    Z_TOTAL;
    assigns \nothing; */
static int is_all(const struct tnef_lzfu *d)
{
    return d->raw_size > 0 && d->output == d->raw_size
           && (d->state == LZFU_AT_STORED || d->crc == d->crc_computed);
}

/* Compressed contents ended without the marker that shows that they are complete. */
/*@ requires \valid(d) && Z_OK(d);
    Z_TOTAL;
    assigns d->flags, Z_RESULT(d->damage); */
static void conclude_open(struct tnef_lzfu *d)
{
    uint64_t at = d->offset < d->end ? d->offset : d->end;
    int all = is_all(d);

    d->flags |= LZFU_BIT(TNEF_LZFU_A_NO_END);
    if (d->half != 0) {
        d->flags |= LZFU_BIT(TNEF_LZFU_A_CUT_REFERENCE);
        tnefi_lzfu_damaged(d, TNEF_E_TRUNCATED, at - 1u, 1, 2);
    }
    if (d->offset < tnefi_lzfu_announced(d) && all == 0)
        tnefi_lzfu_damaged(d, TNEF_E_TRUNCATED, at, d->offset, tnefi_lzfu_announced(d));
    if (d->output < d->raw_size)
        tnefi_lzfu_damaged(d, TNEF_E_TRUNCATED, at, d->output, d->raw_size);
}

/* COMPSIZE does not match the input. */
/*@ requires \valid(d) && Z_OK(d);
    Z_TOTAL;
    assigns d->flags, Z_RESULT(d->damage); */
static void conclude_size(struct tnef_lzfu *d)
{
    int all = is_all(d);

    if (d->comp_size < LZFU_COUNTED) {
        d->flags |= LZFU_BIT(TNEF_LZFU_A_COMP_SIZE);
        if (all == 0)
            tnefi_lzfu_damaged(d, TNEF_E_SIZE, 0, LZFU_COUNTED, d->comp_size);
    }
    if (d->offset >= tnefi_lzfu_announced(d))
        return;
    d->flags |= LZFU_BIT(TNEF_LZFU_A_CUT);
    if (all != 0 && d->state != LZFU_AT_END)
        d->flags |= LZFU_BIT(TNEF_LZFU_A_COMP_SIZE);
    else if (d->state == LZFU_AT_STORED)
        tnefi_lzfu_damaged(d, TNEF_E_TRUNCATED, d->offset, d->offset, tnefi_lzfu_announced(d));
}

void tnefi_lzfu_conclude(struct tnef_lzfu *d)
{
    if (d->state == LZFU_AT_HEAD || d->state == LZFU_AT_PLAIN)
        return;
    if (d->output != d->raw_size)
        d->flags |= LZFU_BIT(TNEF_LZFU_A_RAW_SIZE);
    if (d->state != LZFU_AT_STORED && d->crc != d->crc_computed)
        d->flags |= LZFU_BIT(TNEF_LZFU_A_BAD_CRC);
    conclude_size(d);
    if (d->state == LZFU_AT_CODE)
        conclude_open(d);
}
