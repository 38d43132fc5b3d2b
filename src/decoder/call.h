/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_DECODER_CALL_H
#define TNEFI_DECODER_CALL_H
/* The only calls of the callback, for the files that deliver events. In a header, since a function of its
 * own would cost more than the call does.
 *
 * What lies whole in the buffer is said by tnefi_decoder_tell(), which leaves the state of the decoder as it
 * was. If the callback then wants anything but the next event, all of it is taken back, and the steps say it
 * again, to nobody: the events that were delivered are counted in |replay|, and the answer to the last of
 * them is the answer that its step gets. So the state after any event is made by the steps alone. */

#include "decoder/priv.h"

_Static_assert(TNEF_CONTINUE == 0 && HALT_NONE == 0, "one look tells whether both say to go on");

/* Calls the callback. */
/*@ requires \valid(d) && \valid_read(ev) && \separated(d, ev);
    requires d->cfg.on_event == &tnefi_decoder_callback_model;
    requires ev->len > 0 ==> \valid_read(ev->data + (0 .. ev->len - 1));
    P_TOTAL;
    assigns d->busy; */
static inline int tnefi_decoder_ask_callback(struct tnef_decoder *d, const tnef_event *ev)
{
    int answer;

    d->busy = 1;
    /*@ calls tnefi_decoder_callback_model; */
    answer = d->cfg.on_event(d->cfg.user, ev);
    d->busy = 0;
    return answer;
}

/* Has an event been delivered already, this is the answer that is known of it. */
/*@ requires \valid(d) && d->replay > 0;
    P_TOTAL;
    assigns d->replay;
    ensures d->replay == \old(d->replay) - 1; */
static inline int tnefi_decoder_replayed(struct tnef_decoder *d)
{
    d->replay--;
    return d->replay == 0 ? d->replay_answer : TNEF_CONTINUE;
}

/*@ requires \valid(d) && \valid_read(ev) && \separated(d, ev) && ev->type <= TNEF_EV_ANOMALY;
    requires d->events < TNEF_TOTAL_CEILING && d->cfg.on_event == &tnefi_decoder_callback_model;
    requires ev->len > 0 ==> \valid_read(ev->data + (0 .. ev->len - 1));
    P_TOTAL;
    assigns P_FAILED, d->events, d->busy, d->skip, d->replay;
    ensures d->events == \old(d->events) + 1; */
static inline void tnefi_decoder_call(struct tnef_decoder *d, const tnef_event *ev)
{
    int answer;

    d->events++;
    if (d->replay > 0)
        answer = tnefi_decoder_replayed(d);
    else
        answer = tnefi_decoder_ask_callback(d, ev);
    if (answer != TNEF_CONTINUE)
        tnefi_decoder_answered(d, ev, answer);
}

/* Whether an event of what lies whole in the buffer is delivered: it is not built otherwise. */
/*@ requires \valid_read(d) && type <= TNEF_EV_ANOMALY;
    P_TOTAL;
    assigns \nothing; */
static inline int tnefi_decoder_wants(const struct tnef_decoder *d, uint32_t type)
{
    return (d->cfg.interest >> type) % 2u != 0;
}

/* Delivers an event that is of interest; no limit and no mute is against it, and |busy| is set. Returns 0 if
 * the callback wants anything but the next one. */
/*@ requires \valid(d) && \valid_read(ev) && \separated(d, ev) && ev->type <= TNEF_EV_ANOMALY;
    requires d->events < TNEF_TOTAL_CEILING;
    requires d->cfg.on_event == &tnefi_decoder_callback_model;
    requires ev->len > 0 ==> \valid_read(ev->data + (0 .. ev->len - 1));
    P_TOTAL;
    assigns d->events, d->replay_answer;
    ensures d->events == \old(d->events) + 1; */
static inline int tnefi_decoder_tell(struct tnef_decoder *d, const tnef_event *ev)
{
    int answer;

    d->events++;
    /*@ calls tnefi_decoder_callback_model; */
    answer = d->cfg.on_event(d->cfg.user, ev);
    if ((answer | d->halt) == 0)
        return 1;
    d->replay_answer = answer;
    return 0;
}

#endif
