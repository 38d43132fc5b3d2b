/* SPDX-License-Identifier: MIT */
/* What is known of a decoding so far. */

#include "decoder/priv.h"

#include "base/touch.h"

_Static_assert(TNEF_A_END <= 32, "a set is made by doubling a bit below 2^32");

/* The set of the anomalies that were met. */
/*@ requires \valid_read(d);
    P_TOTAL;
    assigns \nothing; */
static uint64_t anomalies(const struct tnef_decoder *d)
{
    uint64_t bits = 0;
    uint64_t bit = 1;

    /*@ loop invariant 0 <= i <= TNEF_A_END;
        loop assigns i, bit, bits;
        loop variant TNEF_A_END - i; */
    for (uint32_t i = 0; i < TNEF_A_END; i++) {
        if (d->anomalies[i] > 0)
            bits |= bit;
        bit = bit % 0x80000000u * 2u;
    }
    TNEFI_TOUCH(TNEF_A_END);
    return bits;
}

void tnefi_decoder_info(const struct tnef_decoder *d, struct tnef_decoder_info *out)
{
    out->size = sizeof *out;
    out->depth = d->depth;
    out->anomalies = anomalies(d);
    out->input = d->offset;
    out->output = d->output;
    out->events = d->events;
}

/*@ requires \valid_read(decoder);
    P_TOTAL;
    assigns \nothing; */
uint64_t tnef_decoder_anomalies(const tnef_decoder *decoder, uint32_t code)
{
    if (code >= TNEF_A_END || decoder->anomalies[code] < 0)
        return 0;
    return (uint64_t)decoder->anomalies[code];
}
