/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_DECODER_TELL_H
#define TNEFI_DECODER_TELL_H
/* The five events of a property that is all there, said at once from one event, of which a few fields change;
 * those that nobody wants are not built. Of the decoder only the counters change that the callback may ask
 * for. In a header, so that whole.c and whole_attr.c, which say them in loops, make one function of it. */

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
#define P_EV_TOLD ev->type, ev->offset, ev->flags, ev->count, ev->length, ev->data, ev->len, ev->number, \
    P_EV_NAME
#define P_EV_NAME ev->guid, ev->name_id, ev->name, ev->name_len

/* What is left of the property has room, in |left| events, |moves| bytes and |bytes| of output, and its data
 * are there. */
#define P_TELLS(left, moves, bytes) \
  requires \valid(d) && P_COUNTERS(d) && \valid(ev) && \separated(d, ev) && ev->len == 0; \
  requires t.len <= WHOLE_MOST && \valid_read(t.data + (0 .. t.len - 1)) && (t.len > 0 || t.to_data == 0); \
  requires t.begin <= WHOLE_MOST && t.to_value <= WHOLE_MOST && t.to_data <= WHOLE_MOST; \
  requires t.to_end <= WHOLE_MOST && d->offset + (moves) <= d->cfg.max_input; \
  requires d->events + (left) <= d->cfg.max_events && d->output + (bytes) <= d->cfg.max_output; \
  P_TOTAL; \
  assigns P_TOLD, P_EV_TOLD

/* What some of its events came to. Where the callback wants anything but to go on, the event is not used
 * again, and keeps what it has. */
#define P_TOLD_OF(count, bytes) \
  P_COUNTERS(d) && \old(d->offset) <= d->offset <= \old(d->offset) + (bytes) \
  && \old(d->events) <= d->events <= \old(d->events) + (count) && (\result != 0 ==> ev->len == 0)

/* Has the event a name, nothing after it has it. */
/*@ requires \valid(ev);
    P_TOTAL;
    assigns P_EV_NAME; */
static inline void tnefi_decoder_forget_name(tnef_event *ev, uint32_t flags)
{
    if ((flags & TNEF_F_NAMED) == 0)
        return;
    ev->guid = NULL;
    ev->name_id = 0;
    ev->name = NULL;
    ev->name_len = 0;
}

/*@ P_TELLS(1, t.begin, 0);
    ensures P_TOLD_OF(1, t.begin) && d->offset == \old(d->offset) + t.begin
        && d->output == \old(d->output); */
static inline int tnefi_decoder_tell_begin(struct tnef_decoder *d, tnef_event *ev,
                                           struct tnefi_decoder_told t)
{
    d->offset += t.begin;
    if (tnefi_decoder_wants(d, TNEF_EV_PROP_BEGIN)) {
        ev->type = TNEF_EV_PROP_BEGIN;
        ev->offset = t.offset;
        ev->flags = t.flags;
        ev->count = 1;
        if (!tnefi_decoder_tell(d, ev))
            return 0;
        ev->count = 0;
    }
    tnefi_decoder_forget_name(ev, t.flags);
    ev->flags = t.value_flags;
    return 1;
}

/*@ P_TELLS(1, t.to_value, 0);
    ensures P_TOLD_OF(1, t.to_value) && d->offset == \old(d->offset) + t.to_value
        && d->output == \old(d->output); */
static inline int tnefi_decoder_tell_value(struct tnef_decoder *d, tnef_event *ev,
                                           struct tnefi_decoder_told t)
{
    d->offset += t.to_value;
    ev->offset = t.value;
    if (!tnefi_decoder_wants(d, TNEF_EV_VALUE_BEGIN))
        return 1;
    ev->type = TNEF_EV_VALUE_BEGIN;
    ev->length = t.len;
    if (!tnefi_decoder_tell(d, ev))
        return 0;
    ev->length = 0;
    return 1;
}

/*@ P_TELLS(1, t.to_data, t.len);
    ensures P_TOLD_OF(1, t.to_data) && d->offset == \old(d->offset) + t.to_data
        && \old(d->output) <= d->output <= \old(d->output) + t.len; */
static inline int tnefi_decoder_tell_data(struct tnef_decoder *d, tnef_event *ev,
                                          struct tnefi_decoder_told t)
{
    d->offset += t.to_data;
    if (!tnefi_decoder_wants(d, TNEF_EV_DATA))
        return 1;
    ev->type = TNEF_EV_DATA;
    ev->data = t.data;
    ev->len = t.len;
    ev->number = t.number;
    d->output += t.len;
    if (!tnefi_decoder_tell(d, ev))
        return 0;
    ev->data = NULL;
    ev->len = 0;
    ev->number = 0;
    return 1;
}

/*@ P_TELLS(2, t.to_end, 0);
    ensures P_TOLD_OF(2, t.to_end) && (\result != 0 ==> d->offset == \old(d->offset) + t.to_end)
        && d->output == \old(d->output); */
static inline int tnefi_decoder_tell_ends(struct tnef_decoder *d, tnef_event *ev,
                                          struct tnefi_decoder_told t)
{
    if (tnefi_decoder_wants(d, TNEF_EV_VALUE_END)) {
        ev->type = TNEF_EV_VALUE_END;
        ev->offset = d->offset;
        if (!tnefi_decoder_tell(d, ev))
            return 0;
    }
    d->offset += t.to_end;
    if (!tnefi_decoder_wants(d, TNEF_EV_PROP_END))
        return 1;
    ev->type = TNEF_EV_PROP_END;
    ev->offset = d->offset;
    ev->flags = t.flags;
    return tnefi_decoder_tell(d, ev);
}

/* The data, if there are any, and the ends. */
/*@ P_TELLS(3, t.to_data + t.to_end, t.len);
    ensures P_TOLD_OF(3, t.to_data + t.to_end)
        && \old(d->output) <= d->output <= \old(d->output) + t.len
        && (\result != 0 ==> d->offset == \old(d->offset) + (t.to_data + t.to_end)); */
static inline int tnefi_decoder_tell_rest(struct tnef_decoder *d, tnef_event *ev,
                                          struct tnefi_decoder_told t)
{
    if (t.len > 0 && !tnefi_decoder_tell_data(d, ev, t))
        return 0;
    return tnefi_decoder_tell_ends(d, ev, t);
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

/* Puts all of the property into the event, and takes it out again. */
/*@ requires \valid(ev);
    P_TOTAL;
    assigns ev->type, ev->offset, ev->flags, ev->length, ev->data, ev->len, ev->number;
    ensures ev->data == t.data && ev->len == t.len; */
static inline void tnefi_decoder_put_all(tnef_event *ev, uint64_t offset, struct tnefi_decoder_told t)
{
    ev->type = TNEFI_EV_PROPERTY;
    ev->offset = offset;
    ev->flags = t.flags;
    ev->length = t.len;
    ev->data = t.data;
    ev->len = t.len;
    ev->number = t.number;
}

/*@ requires \valid(ev);
    P_TOTAL;
    assigns ev->length, ev->data, ev->len, ev->number;
    ensures ev->len == 0; */
static inline void tnefi_decoder_take_out(tnef_event *ev)
{
    ev->length = 0;
    ev->data = NULL;
    ev->len = 0;
    ev->number = 0;
}

/* All of it at once, for a callback that asked for that. Returns 0, and nothing has changed, if it wants the
 * events one by one. It asks for all but the last of them. */
/*@ P_TELLS(WHOLE_EVENTS, t.begin + t.to_value + t.to_data + t.to_end, t.len);
    ensures P_TOLD_OF(WHOLE_EVENTS, t.begin + t.to_value + t.to_data + t.to_end)
        && \old(d->output) <= d->output <= \old(d->output) + t.len
        && ev->len == 0 && (\result == 0 ==> d->offset == \old(d->offset)
                && d->events == \old(d->events) && d->output == \old(d->output))
        && (\result != 0 ==>
                d->offset == \old(d->offset) + (t.begin + t.to_value + t.to_data + t.to_end)); */
static inline int tnefi_decoder_tell_at_once(struct tnef_decoder *d, tnef_event *ev,
                                             struct tnefi_decoder_told t)
{
    uint64_t end = d->offset + t.begin + t.to_value + t.to_data;
    int answer;

    tnefi_decoder_put_all(ev, end, t);
    /*@ calls tnefi_decoder_callback_model; */
    answer = d->cfg.on_event(d->cfg.user, ev);
    tnefi_decoder_take_out(ev);
    if (answer != TNEF_CONTINUE)
        return 0;
    tnefi_decoder_forget_name(ev, t.flags);
    d->offset = end + t.to_end;
    d->output += t.len;
    d->events += t.len > 0 ? WHOLE_EVENTS - 1u : WHOLE_EVENTS - 2u;
    return 1;
}

/* All of its events, or all of it at once. Returns 0 as soon as the callback wants anything but to go on. */
/*@ P_TELLS(WHOLE_EVENTS, t.begin + t.to_value + t.to_data + t.to_end, t.len);
    ensures P_TOLD_OF(WHOLE_EVENTS, t.begin + t.to_value + t.to_data + t.to_end)
        && \old(d->output) <= d->output <= \old(d->output) + t.len && \old(d->offset) + t.begin <= d->offset
        && (\result != 0 ==>
                d->offset == \old(d->offset) + (t.begin + t.to_value + t.to_data + t.to_end)); */
static inline int tnefi_decoder_tell_property(struct tnef_decoder *d, tnef_event *ev,
                                              struct tnefi_decoder_told t)
{
    if ((d->cfg.flags & TNEFI_AT_ONCE) != 0 && tnefi_decoder_tell_at_once(d, ev, t))
        return 1;
    return tnefi_decoder_tell_begin(d, ev, t) && tnefi_decoder_tell_most(d, ev, t);
}

/* Where the decoder was before something was said. It is handed on by its address, so that it waits in
 * memory: as numbers the compiler saves and restores it around each call of the callback. */
struct tnefi_decoder_mark {
    uint64_t offset;
    uint64_t output;
    uint64_t events;
};

/*@ requires \valid_read(d);
    P_TOTAL;
    assigns \nothing;
    ensures \result.offset == d->offset && \result.output == d->output && \result.events == d->events; */
static inline struct tnefi_decoder_mark tnefi_decoder_here(const struct tnef_decoder *d)
{
    struct tnefi_decoder_mark m = { d->offset, d->output, d->events };

    return m;
}

/* whole.c: takes back what was said since |m|, for the steps to say it again. A callback that misused the
 * decoder has ended it: nothing more is said then, and what it was told of stays taken. */
/*@ requires \valid(d) && \valid_read(m) && \separated(d, m) && P_HERE(d) && d->level.in_value.open == 0;
    requires d->have <= m->offset <= d->offset && m->output <= d->output && d->level.junk_off <= m->offset;
    requires d->level.in_attr.open != 0 ==> d->level.data_off <= m->offset;
    requires m->events <= d->events <= m->events + TELL_MOST;
    P_TOTAL;
    assigns d->offset, d->output, d->events, d->replay, d->state;
    ensures P_HERE(d) && d->events <= \old(d->events)
        && (d->halt == HALT_NONE ==> d->offset == m->offset && d->state == \old(d->state)
                && d->events == m->events)
        && (d->halt != HALT_NONE ==> d->offset == \old(d->offset) && d->state == ST_done); */
void tnefi_decoder_take_back(struct tnef_decoder *d, const struct tnefi_decoder_mark *m);

/*@ P_TOTAL;
    assigns \nothing;
    ensures \result <= a && \result <= b; */
static inline uint64_t tnefi_decoder_lesser(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* ---- For whole.c ----------------------------------------------------------------------------- */

/* What of the event changes from one property to the next. */
#define P_EV_SAID P_EV_TOLD, ev->prop_id, ev->prop_type

/* What is known of the decoder before properties are said which are among |n| bytes of the attribute. */
#define P_TO_SAY \
  requires \valid(d) && P_HERE(d) && \valid(ev) && \separated(d, ev) && ev->len == 0; \
  requires d->state == ST_prop_head && d->level.data_open != 0 && d->level.in_value.open == 0 \
      && d->have == 0 && d->level.props_left > 0; \
  requires \valid_read(p + (0 .. n - 1)) && \separated(d, p + (0 .. n - 1)) \
      && \separated(ev, p + (0 .. n - 1)); \
  requires d->offset + n <= d->level.attr_end && d->offset + n <= d->cfg.max_input

/* No limit is against what |n| bytes may have. */
#define P_WITHIN(d, n) \
  (d->output + (n) <= d->cfg.max_output && d->events + 2 * (n) <= d->cfg.max_events)

/* The property |w| is among them, and no limit is against it. */
#define P_ONE_TO_SAY \
  P_TO_SAY; \
  requires P_WHOLE(w) && w.total <= n; \
  requires d->events + WHOLE_EVENTS <= d->cfg.max_events && d->output + w.len <= d->cfg.max_output

#endif
