/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_DECODER_CALL_H
#define TNEFI_DECODER_CALL_H
/* The only call of the callback, for the two files that deliver events. In a header, since a function of its
 * own would cost more than the call does. */

#include "decoder/priv.h"

/*@ requires \valid(d) && \valid_read(ev) && \separated(d, ev) && ev->type <= TNEF_EV_ANOMALY;
    requires d->events < TNEF_TOTAL_CEILING && d->cfg.on_event == &tnefi_decoder_callback_model;
    requires ev->len > 0 ==> \valid_read(ev->data + (0 .. ev->len - 1));
    P_TOTAL;
    assigns P_FAILED, d->events, d->busy, d->skip;
    ensures d->events == \old(d->events) + 1; */
static inline void tnefi_decoder_call(struct tnef_decoder *d, const tnef_event *ev)
{
    int answer;

    d->events++;
    d->busy = 1;
    /*@ calls tnefi_decoder_callback_model; */
    answer = d->cfg.on_event(d->cfg.user, ev);
    d->busy = 0;
    if (answer != TNEF_CONTINUE)
        tnefi_decoder_answered(d, ev, answer);
}

#endif
