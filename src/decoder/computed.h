/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_DECODER_COMPUTED_H
#define TNEFI_DECODER_COMPUTED_H
/* How properties are made of the bytes of attributes, for the steps and for whole_attr.c. */

#include "decoder/priv.h"

/* What the attempt to make a property came to. */
enum {
    MADE_NOTHING,
    MADE_IT,
    MADE_NONE_YET              /* try the next property of the attribute                          */
};

#define MADE_MOST 3u           /* properties of an attribute                                      */

/* Makes, in |fixed|, the value of property |turn| of an attribute of |kind|, of which the first bytes are in
 * |scratch|. What is odd about them is noted, with the first. */
/*@ requires \valid(d) && P_COUNTERS(d) && d->level.data_off <= d->level.attr_end;
    P_TOTAL;
    assigns P_NOTED, d->fixed[0 .. 15], d->fixed_len;
    ensures P_COUNTERS(d) && MADE_NOTHING <= \result <= MADE_NONE_YET
        && (\result == MADE_IT ==> d->fixed_len > 0)
        && (turn >= MADE_MOST ==> \result == MADE_NOTHING)
        && (turn > 0 ==> d->notes == \old(d->notes)); */
uint16_t tnefi_decoder_make(struct tnef_decoder *d, uint8_t kind, uint32_t turn);

/* Id and type of property |turn| of the attribute: the id in the high 16 bits. */
/*@ P_TOTAL;
    assigns \nothing; */
uint32_t tnefi_decoder_made_tag(uint32_t attr, uint32_t turn);

#endif
