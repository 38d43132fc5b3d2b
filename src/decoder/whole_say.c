/* SPDX-License-Identifier: MIT */
/* Says a property that lies whole in the buffer, at two fifths of what its steps cost: five events, of
 * which each differs from the one before in a few fields. At each event the decoder gets the state that it
 * has after the step that says it, so that it may go on by steps after any of them. */

#include "decoder/call.h"

#include "base/bytes.h"
#include "base/sum.h"
#include "base/touch.h"

/* Says one of the five events in the state |at|, when |taken| bytes of the property were taken. What is not
 * taken of it lies in its attribute, and there is room for |left| events and the data. */
#define P_SAYS_PART(at, taken, left) \
  requires \valid(d) && P_OK(d) && \valid(ev) && \separated(d, ev) && P_WHOLE(w); \
  requires d->state == at && d->level.data_open != 0 && d->level.computed == COMPUTED_NO; \
  requires d->offset + (w.total - (taken)) <= d->level.attr_end \
      && d->offset + (w.total - (taken)) <= d->cfg.max_input; \
  requires d->events + left <= d->cfg.max_events && d->output + w.len <= d->cfg.max_output

/* Delivers an event that no limit and no mute is against, if it is of interest. */
/*@ requires \valid(d) && \valid_read(ev) && \separated(d, ev) && P_COUNTERS(d);
    requires ev->type <= TNEF_EV_ANOMALY;
    requires d->events < d->cfg.max_events && ev->len <= d->cfg.max_output - d->output;
    requires ev->len > 0 ==> \valid_read(ev->data + (0 .. ev->len - 1));
    P_TOTAL;
    assigns P_SAID;
    ensures \old(d->output) <= d->output <= \old(d->output) + ev->len;
    ensures \old(d->events) <= d->events <= \old(d->events) + 1; */
static void tell(struct tnef_decoder *d, const tnef_event *ev)
{
    if ((d->cfg.interest >> ev->type) % 2u == 0)
        return;
    d->output += ev->len;
    tnefi_decoder_call(d, ev);
}

/* Whether the callback wants nothing but the next event. */
/*@ requires \valid_read(d);
    P_TOTAL;
    assigns \nothing; */
static int goes_on(const struct tnef_decoder *d)
{
    return d->halt == HALT_NONE && d->skip == 0;
}

/* The name, which is a number. */
/*@ requires \valid(d) && \valid_read(p + (0 .. 27)) && \separated(d, p + (0 .. 27));
    P_TOTAL;
    assigns d->level.named, d->level.name_id, d->level.guid[0 .. 15]; */
static void take_name(struct tnef_decoder *d, const uint8_t *p)
{
    struct tnefi_decoder_level *l = top(d);

    tnefi_base_copy(l->guid, p + 4, 16);
    l->name_id = tnefi_base_le32(p + 24);
    l->named = NAMED_NUMBER;
}

/* Begins the property, all of which before its value is taken. */
/*@ requires \valid(d) && P_OK(d) && d->state == ST_prop_head && P_WHOLE(w);
    requires \valid_read(p + (0 .. w.total - 1)) && \separated(d, p + (0 .. w.total - 1));
    requires d->offset + w.total <= d->level.attr_end && d->offset + w.total <= d->cfg.max_input;
    P_TOTAL;
    assigns d->offset, P_PROP, d->level.props_left, d->level.props, d->level.named, d->level.name_id,
            d->level.guid[0 .. 15];
    ensures P_OK(d) && d->state == ST_prop_next && d->offset == \old(d->offset) + w.begin
        && d->level.values_left == 1 && d->level.values == 0; */
static void begin(struct tnef_decoder *d, const uint8_t *p, struct tnefi_decoder_whole w)
{
    struct tnefi_decoder_level *l = top(d);

    l->props_left--;
    l->props++;
    l->named = NAMED_NO;
    if (w.name > 0)
        take_name(d, p);
    tnefi_decoder_prop_begin(d, w.id, w.type, 1);
    d->offset += w.begin;
    go(d, ST_prop_next);
}

/*@ P_SAYS_PART(ST_prop_next, w.begin, 5);
    requires ev->len == 0;
    P_TOTAL;
    assigns P_SAID, *ev;
    ensures P_OK(d) && d->state == ST_prop_next && ev->len == 0 && d->events <= \old(d->events) + 1
        && d->output == \old(d->output); */
static void say_begin(struct tnef_decoder *d, tnef_event *ev, struct tnefi_decoder_whole w)
{
    const struct tnefi_decoder_level *l = top(d);

    ev->type = TNEF_EV_PROP_BEGIN;
    ev->offset = l->prop_off;
    ev->count = 1;
    if (w.name > 0) {
        ev->flags = TNEF_F_NAMED;
        ev->guid = l->guid;
        ev->name_id = l->name_id;
    }
    tell(d, ev);
    ev->count = 0;
    ev->flags = 0;
    ev->guid = NULL;
    ev->name_id = 0;
}

/* The value, whose length is taken. */
/*@ P_SAYS_PART(ST_prop_next, w.begin, 4);
    requires d->level.values_left == 1 && d->level.values == 0 && ev->len == 0;
    P_TOTAL;
    assigns P_SAID, P_VALUE, d->offset, *ev;
    ensures P_OK(d) && d->state == ST_value_body && ev->len == 0 && d->events <= \old(d->events) + 1
        && d->output == \old(d->output) && d->offset == \old(d->offset) + (w.data - w.begin)
        && d->level.value_end == d->offset + w.size; */
static void say_value_begin(struct tnef_decoder *d, tnef_event *ev, struct tnefi_decoder_whole w)
{
    d->offset += w.data - w.begin;
    tnefi_decoder_value_open(d, d->offset, w.size, d->offset + w.size, w.fixed);
    go(d, ST_value_body);
    ev->type = TNEF_EV_VALUE_BEGIN;
    ev->offset = d->offset;
    ev->length = w.len;
    tell(d, ev);
    ev->length = 0;
}

/* The number that the data of a value of fixed size are, if they are one. */
/*@ requires P_WHOLE(w) && \valid_read(p + (0 .. w.size - 1));
    P_TOTAL;
    assigns \nothing; */
static uint64_t number(const uint8_t *p, struct tnefi_decoder_whole w)
{
    if (w.fixed == 8u)
        return tnefi_base_le64(p);
    if (w.fixed != 4u)
        return 0;
    return w.len == 2u ? tnefi_base_le16(p) : tnefi_base_le32(p);
}

/* The data, which are taken. */
/*@ P_SAYS_PART(ST_value_body, w.data, 3);
    requires \valid_read(p + (0 .. w.total - 1)) && d->level.value_end == d->offset + w.size;
    P_TOTAL;
    assigns P_SAID, d->offset, d->state, *ev;
    ensures P_OK(d) && d->state == ST_value_end && ev->len == 0 && d->events <= \old(d->events) + 1
        && d->offset == \old(d->offset) + w.size; */
static void say_data(struct tnef_decoder *d, tnef_event *ev, const uint8_t *p, struct tnefi_decoder_whole w)
{
    ev->type = TNEF_EV_DATA;
    ev->data = p + w.data;
    ev->len = w.len;
    ev->number = number(p + w.data, w);
    d->offset += w.size;
    go(d, ST_value_end);
    tell(d, ev);
    ev->data = NULL;
    ev->len = 0;
    ev->number = 0;
}

/* The end of the value, after which its padding is awaited. */
/*@ requires \valid(d) && P_OK(d) && \valid(ev) && \separated(d, ev);
    requires d->state == ST_value_end && ev->len == 0 && d->events + 2 <= d->cfg.max_events;
    P_TOTAL;
    assigns P_SAID, P_WENT, P_NOTED, d->mute, d->level.in_value.open, *ev;
    ensures P_OK(d) && d->level.in_value.open == 0 && ev->len == 0 && d->events <= \old(d->events) + 1; */
static void say_value_end(struct tnef_decoder *d, tnef_event *ev)
{
    ev->type = TNEF_EV_VALUE_END;
    ev->offset = d->offset;
    tell(d, ev);
    tnefi_decoder_close_value(d);
    tnefi_decoder_value_done(d);
}

/* The end of the property, whose padding is taken. */
/*@ requires \valid(d) && P_HERE(d) && \valid(ev) && \separated(d, ev) && P_WHOLE(w);
    requires d->level.data_open != 0 && d->level.in_value.open == 0 && ev->len == 0;
    requires d->offset + (w.total - w.data - w.size) <= d->level.attr_end
             && d->offset + (w.total - w.data - w.size) <= d->cfg.max_input;
    requires d->events + 1 <= d->cfg.max_events;
    P_TOTAL;
    assigns P_SAID, d->mute, d->offset, d->level.in_prop.open, *ev;
    ensures P_HERE(d) && d->offset == \old(d->offset) + (w.total - w.data - w.size)
        && d->events <= \old(d->events) + 1; */
static void say_end(struct tnef_decoder *d, tnef_event *ev, struct tnefi_decoder_whole w)
{
    d->offset += w.total - w.data - w.size;
    ev->type = TNEF_EV_PROP_END;
    ev->offset = d->offset;
    ev->flags = w.name > 0 ? TNEF_F_NAMED : 0;
    tell(d, ev);
    tnefi_decoder_close_prop(d);
}

/* ---- All five ------------------------------------------------------------------------------
 *
 * Each of these says its event and those after it. It returns 0 if the callback wants something else after
 * one of them but the last: the steps then go on. */

/*@ requires \valid(d) && P_OK(d) && \valid(ev) && \separated(d, ev) && P_WHOLE(w);
    requires d->state == ST_value_end && d->level.data_open != 0 && ev->len == 0;
    requires d->offset + (w.total - w.data - w.size) <= d->level.attr_end
             && d->offset + (w.total - w.data - w.size) <= d->cfg.max_input;
    requires d->events + 2 <= d->cfg.max_events;
    P_TOTAL;
    assigns P_SAID, P_WENT, P_NOTED, d->mute, d->level.in_value.open, d->level.in_prop.open, d->offset, *ev;
    ensures P_HERE(d) && (\result == 0 ==> P_STATE(d)) && (\result != 0 ==> d->level.in_value.open == 0)
        && \old(d->offset) <= d->offset <= \old(d->offset) + (w.total - w.data - w.size)
        && d->events <= \old(d->events) + 2; */
static int say_ends(struct tnef_decoder *d, tnef_event *ev, struct tnefi_decoder_whole w)
{
    say_value_end(d, ev);
    if (!goes_on(d))
        return 0;
    say_end(d, ev, w);
    return 1;
}

/*@ P_SAYS_PART(ST_value_body, w.data, 3);
    requires \valid_read(p + (0 .. w.total - 1)) && d->level.value_end == d->offset + w.size && ev->len == 0;
    P_TOTAL;
    assigns P_SAID, P_WENT, P_NOTED, d->mute, d->level.in_value.open, d->level.in_prop.open, d->offset, *ev;
    ensures P_HERE(d) && (\result == 0 ==> P_STATE(d)) && (\result != 0 ==> d->level.in_value.open == 0)
        && \old(d->offset) <= d->offset <= \old(d->offset) + (w.total - w.data)
        && d->events <= \old(d->events) + 3; */
static int say_data_on(struct tnef_decoder *d, tnef_event *ev, const uint8_t *p, struct tnefi_decoder_whole w)
{
    say_data(d, ev, p, w);
    if (!goes_on(d))
        return 0;
    return say_ends(d, ev, w);
}

/*@ P_SAYS_PART(ST_prop_next, w.begin, 5);
    requires \valid_read(p + (0 .. w.total - 1));
    requires d->level.values_left == 1 && d->level.values == 0 && ev->len == 0;
    P_TOTAL;
    assigns P_SAID, P_WENT, P_NOTED, P_VALUE, d->mute, d->level.in_prop.open, d->offset, *ev;
    ensures P_HERE(d) && (\result == 0 ==> P_STATE(d)) && (\result != 0 ==> d->level.in_value.open == 0)
        && \old(d->offset) <= d->offset <= \old(d->offset) + (w.total - w.begin)
        && d->events <= \old(d->events) + 5; */
static int say_parts(struct tnef_decoder *d, tnef_event *ev, const uint8_t *p, struct tnefi_decoder_whole w)
{
    say_begin(d, ev, w);
    if (!goes_on(d))
        return 0;
    say_value_begin(d, ev, w);
    if (!goes_on(d))
        return 0;
    return say_data_on(d, ev, p, w);
}

/* One property. Its bytes are summed up at once, before what comes after it may ask for the sum. */
/*@ requires \valid(d) && P_OK(d) && P_FED(d, p, n) && d->state == ST_prop_head;
    requires P_WHOLE(w) && w.total <= n && d->offset + w.total <= d->level.attr_end;
    requires d->level.computed == COMPUTED_NO && d->events + WHOLE_EVENTS <= d->cfg.max_events;
    requires d->output + w.len <= d->cfg.max_output;
    P_TOTAL;
    assigns P_WHOLE_SAID;
    ensures 4 <= \result <= n && d->offset == \old(d->offset) + \result && P_OK(d)
        && d->events <= \old(d->events) + WHOLE_EVENTS; */
static size_t say_one(struct tnef_decoder *d, const uint8_t *p, size_t n, struct tnefi_decoder_whole w)
{
    uint64_t from = d->offset;
    tnef_event ev;
    size_t taken;
    int is_said;

    (void)n;
    begin(d, p, w);
    tnefi_decoder_describe(d, &ev);
    is_said = say_parts(d, &ev, p, w);
    taken = (size_t)(d->offset - from);
    TNEFI_TOUCH(taken);
    d->sum = tnefi_base_sum16(d->sum, p, taken);
    if (is_said)
        tnefi_decoder_next_prop(d);
    return taken;
}

/* Whether the next property follows, with nothing to be done before it. */
/*@ requires \valid_read(d);
    P_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> d->state == ST_prop_head; */
static int is_next(const struct tnef_decoder *d)
{
    return d->state == ST_prop_head && d->notes == 0 && goes_on(d);
}

size_t tnefi_decoder_whole_say(struct tnef_decoder *d, const uint8_t *p, size_t n,
                               struct tnefi_decoder_whole w)
{
    size_t i = say_one(d, p, n, w);

    /*@ loop invariant 4 <= i <= n && d->offset == \at(d->offset, Pre) + i;
        loop invariant P_COUNTERS(d) && d->offset <= d->level.end && P_LEVEL_OK(&d->level, d->offset);
        loop invariant P_STATE(d);
        loop invariant d->events <= \at(d->events, Pre) + 2 * i;
        loop assigns i, w, P_WHOLE_SAID;
        loop variant n - i; */
    while (i < n && is_next(d)) {
        w = tnefi_decoder_whole_look(d, p + i, n - i);
        if (w.total == 0)
            break;
        i += say_one(d, p + i, n - i, w);
    }
    return i;
}
