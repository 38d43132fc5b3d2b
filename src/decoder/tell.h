/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_DECODER_TELL_H
#define TNEFI_DECODER_TELL_H
/* The five events of a property that is all there, said at once from one event, of which a few fields change.
 * Of the decoder only the counters change that the callback may ask for. In a header, so that whole.c and
 * whole_attr.c, which say them in loops, make one function of it. */

#include "decoder/call.h"
#include "decoder/whole.h"

/* The property: its data, and how far its events move the cursor. */
struct tnefi_decoder_told {
    uint64_t offset;           /* of the property                                                 */
    uint64_t value;            /* of its data                                                     */
    uint64_t number;           /* that the data are, if they are one                              */
    const uint8_t *data;
    uint32_t len;
    uint32_t begin;            /* bytes before its first event; the second; the third; the last   */
    uint32_t to_value;
    uint32_t to_data;
    uint32_t to_end;
    uint32_t flags;            /* TNEF_F_*, of all but the value                                  */
    uint32_t value_flags;
};

#define TELL_MOST 18u          /* events that may be taken back                                   */

/* What of the event changes from one to the next. */
#define P_EV_TOLD ev->type, ev->offset, ev->flags, ev->count, ev->guid, ev->name_id, ev->length, ev->data, \
    ev->len, ev->number

/* What is left of the property has room, in |left| events, |moves| bytes and |bytes| of output, and its data
 * are there. */
#define P_TELLS(left, moves, bytes) \
  requires \valid(d) && P_COUNTERS(d) && \valid(ev) && \separated(d, ev) && ev->len == 0; \
  requires 0 < t.len <= WHOLE_MOST && \valid_read(t.data + (0 .. t.len - 1)); \
  requires t.begin <= WHOLE_MOST && t.to_value <= WHOLE_MOST && t.to_data <= WHOLE_MOST; \
  requires t.to_end <= WHOLE_MOST && d->offset + (moves) <= d->cfg.max_input; \
  requires d->events + (left) <= d->cfg.max_events && d->output + (bytes) <= d->cfg.max_output; \
  P_TOTAL; \
  assigns P_TOLD, P_EV_TOLD

/* What some of its events came to. */
#define P_TOLD_OF(count, bytes) \
  P_COUNTERS(d) && \old(d->offset) <= d->offset <= \old(d->offset) + (bytes) \
  && \old(d->events) <= d->events <= \old(d->events) + (count) && ev->len == 0

/*@ P_TELLS(1, t.begin, 0);
    ensures P_TOLD_OF(1, t.begin) && d->offset == \old(d->offset) + t.begin
        && d->output == \old(d->output); */
static inline int tnefi_decoder_tell_begin(struct tnef_decoder *d, tnef_event *ev,
                                           struct tnefi_decoder_told t)
{
    int goes_on;

    d->offset += t.begin;
    ev->type = TNEF_EV_PROP_BEGIN;
    ev->offset = t.offset;
    ev->flags = t.flags;
    ev->count = 1;
    goes_on = tnefi_decoder_tell(d, ev);
    ev->count = 0;
    ev->guid = NULL;
    ev->name_id = 0;
    return goes_on;
}

/*@ P_TELLS(1, t.to_value, 0);
    ensures P_TOLD_OF(1, t.to_value) && d->offset == \old(d->offset) + t.to_value
        && d->output == \old(d->output); */
static inline int tnefi_decoder_tell_value(struct tnef_decoder *d, tnef_event *ev,
                                           struct tnefi_decoder_told t)
{
    int goes_on;

    d->offset += t.to_value;
    ev->type = TNEF_EV_VALUE_BEGIN;
    ev->offset = t.value;
    ev->flags = t.value_flags;
    ev->length = t.len;
    goes_on = tnefi_decoder_tell(d, ev);
    ev->length = 0;
    return goes_on;
}

/*@ P_TELLS(1, t.to_data, t.len);
    ensures P_TOLD_OF(1, t.to_data) && d->offset == \old(d->offset) + t.to_data
        && \old(d->output) <= d->output <= \old(d->output) + t.len; */
static inline int tnefi_decoder_tell_data(struct tnef_decoder *d, tnef_event *ev,
                                          struct tnefi_decoder_told t)
{
    int goes_on;

    d->offset += t.to_data;
    ev->type = TNEF_EV_DATA;
    ev->data = t.data;
    ev->len = t.len;
    ev->number = t.number;
    if ((d->cfg.interest >> TNEF_EV_DATA) % 2u != 0)
        d->output += t.len;
    goes_on = tnefi_decoder_tell(d, ev);
    ev->data = NULL;
    ev->len = 0;
    ev->number = 0;
    return goes_on;
}

/*@ P_TELLS(2, t.to_end, 0);
    ensures P_TOLD_OF(2, t.to_end) && (\result != 0 ==> d->offset == \old(d->offset) + t.to_end)
        && d->output == \old(d->output); */
static inline int tnefi_decoder_tell_ends(struct tnef_decoder *d, tnef_event *ev,
                                          struct tnefi_decoder_told t)
{
    ev->type = TNEF_EV_VALUE_END;
    ev->offset = d->offset;
    if (!tnefi_decoder_tell(d, ev))
        return 0;
    d->offset += t.to_end;
    ev->type = TNEF_EV_PROP_END;
    ev->offset = d->offset;
    ev->flags = t.flags;
    return tnefi_decoder_tell(d, ev);
}

/* The data, and the ends. */
/*@ P_TELLS(3, t.to_data + t.to_end, t.len);
    ensures P_TOLD_OF(3, t.to_data + t.to_end)
        && \old(d->output) <= d->output <= \old(d->output) + t.len
        && (\result != 0 ==> d->offset == \old(d->offset) + (t.to_data + t.to_end)); */
static inline int tnefi_decoder_tell_rest(struct tnef_decoder *d, tnef_event *ev,
                                          struct tnefi_decoder_told t)
{
    return tnefi_decoder_tell_data(d, ev, t) && tnefi_decoder_tell_ends(d, ev, t);
}

/* All but the first. */
/*@ P_TELLS(4, t.to_value + t.to_data + t.to_end, t.len);
    ensures P_TOLD_OF(4, t.to_value + t.to_data + t.to_end)
        && \old(d->output) <= d->output <= \old(d->output) + t.len
        && (\result != 0 ==> d->offset == \old(d->offset) + (t.to_value + t.to_data + t.to_end)); */
static inline int tnefi_decoder_tell_most(struct tnef_decoder *d, tnef_event *ev,
                                          struct tnefi_decoder_told t)
{
    return tnefi_decoder_tell_value(d, ev, t) && tnefi_decoder_tell_rest(d, ev, t);
}

/* All five. Returns 0 as soon as the callback wants anything but the next event. */
/*@ P_TELLS(WHOLE_EVENTS, t.begin + t.to_value + t.to_data + t.to_end, t.len);
    ensures P_TOLD_OF(WHOLE_EVENTS, t.begin + t.to_value + t.to_data + t.to_end)
        && \old(d->output) <= d->output <= \old(d->output) + t.len && \old(d->offset) + t.begin <= d->offset
        && (\result != 0 ==>
                d->offset == \old(d->offset) + (t.begin + t.to_value + t.to_data + t.to_end)); */
static inline int tnefi_decoder_tell_property(struct tnef_decoder *d, tnef_event *ev,
                                              struct tnefi_decoder_told t)
{
    int goes_on;

    d->busy = 1;
    goes_on = tnefi_decoder_tell_begin(d, ev, t) && tnefi_decoder_tell_most(d, ev, t);
    d->busy = 0;
    return goes_on;
}

/* Takes back what was said of what begins at |offset|, for the steps to say it again. A callback that misused
 * the decoder has ended it: nothing more is said then, and what it was told of stays taken. */
/*@ requires \valid(d) && P_HERE(d) && d->level.in_value.open == 0;
    requires d->have <= offset <= d->offset && output <= d->output && d->level.junk_off <= offset;
    requires d->level.in_attr.open != 0 ==> d->level.data_off <= offset;
    requires events <= d->events <= events + TELL_MOST;
    P_TOTAL;
    assigns d->offset, d->output, d->events, d->replay, d->state;
    ensures P_HERE(d) && d->events <= \old(d->events)
        && (d->halt == HALT_NONE ==> d->offset == offset && d->state == \old(d->state) && d->events == events)
        && (d->halt != HALT_NONE ==> d->offset == \old(d->offset) && d->state == ST_done); */
static inline void tnefi_decoder_take_back(struct tnef_decoder *d, uint64_t offset, uint64_t output,
                                           uint64_t events)
{
    if (d->halt != HALT_NONE) {
        go(d, ST_done);
        return;
    }
    d->replay = (uint32_t)(d->events - events);
    d->offset = offset;
    d->output = output;
    d->events = events;
}

/* ---- For whole.c ----------------------------------------------------------------------------- */

/* What of the event changes from one property to the next. */
#define P_EV_SAID P_EV_TOLD, ev->prop_id, ev->prop_type

/* What is known of the decoder and of the property |w| before it is said: it lies in the attribute, and no
 * limit is against it. */
#define P_TO_SAY \
  requires \valid(d) && P_HERE(d) && \valid(ev) && \separated(d, ev) && ev->len == 0; \
  requires d->state == ST_prop_head && d->level.data_open != 0 && d->level.in_value.open == 0 \
      && d->have == 0 && d->level.props_left > 0; \
  requires P_WHOLE(w) && w.total <= n && \valid_read(p + (0 .. n - 1)) && \separated(d, p + (0 .. n - 1)) \
      && \separated(ev, p + (0 .. n - 1)); \
  requires d->offset + n <= d->level.attr_end && d->offset + n <= d->cfg.max_input; \
  requires d->events + WHOLE_EVENTS <= d->cfg.max_events && d->output + w.len <= d->cfg.max_output

#endif
