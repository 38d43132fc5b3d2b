/* SPDX-License-Identifier: MIT */
/* Says properties of a list that lie whole in the buffer, one after the other. One of the benchmark takes 230
 * instructions so, with its five events, and 574 when each event left the state that its step leaves. */

#include "decoder/tell.h"
#include "decoder/whole_look.h"

#include "base/sum.h"
#include "base/touch.h"

void tnefi_decoder_take_back(struct tnef_decoder *d, const struct tnefi_decoder_mark *m)
{
    if (d->halt != HALT_NONE) {
        go(d, ST_done);
        return;
    }
    d->replay = (uint32_t)(d->events - m->events);
    d->offset = m->offset;
    d->output = m->output;
    d->events = m->events;
}

/* The number that the data of a value of fixed size are, if they are one. */
/*@ requires P_WHOLE(w) && \valid_read(p + (0 .. w.size - 1));
    P_TOTAL;
    assigns \nothing; */
static inline uint64_t number(const uint8_t *p, struct tnefi_decoder_whole w)
{
    if (w.fixed == 4u)
        return w.len == 2u ? tnefi_base_le16(p) : tnefi_base_le32(p);
    return w.fixed == 8u ? tnefi_base_le64(p) : 0;
}

/* What its events tell. */
/*@ requires \valid_read(d) && P_WHOLE(w) && \valid_read(p + (0 .. w.total - 1));
    requires d->offset <= TNEF_TOTAL_CEILING;
    P_TOTAL;
    assigns \nothing;
    ensures \result.len == w.len && \result.data == p + w.data && \result.begin == w.begin
        && \result.to_value == w.data - w.begin && \result.to_data == w.size
        && \result.to_end == w.total - w.data - w.size; */
static inline struct tnefi_decoder_told tells(const struct tnef_decoder *d, const uint8_t *p,
                                              struct tnefi_decoder_whole w)
{
    struct tnefi_decoder_told t;

    t.offset = d->offset;
    t.value = d->offset + w.data;
    t.number = number(p + w.data, w);
    t.data = p + w.data;
    t.len = w.len;
    t.begin = w.begin;
    t.to_value = w.data - w.begin;
    t.to_data = w.size;
    t.to_end = w.total - w.data - w.size;
    t.flags = w.name > 0 ? TNEF_F_NAMED : 0;
    t.value_flags = 0;
    return t;
}

/* Its name, which is a number or a string. */
/*@ requires \valid(ev) && P_WHOLE(w) && w.name > 0;
    requires \valid_read(p + (0 .. w.total - 1)) && \separated(ev, p + (0 .. w.total - 1));
    P_TOTAL;
    assigns P_EV_NAME; */
static inline void name(tnef_event *ev, const uint8_t *p, struct tnefi_decoder_whole w)
{
    ev->guid = p + 4;
    if (w.string > 0) {
        ev->name = p + (4u + WHOLE_NAME);
        ev->name_len = w.string;
    } else {
        ev->name_id = tnefi_base_le32(p + WHOLE_NAME);
    }
}

/* What the events of the property have, but what tells() tells. */
/*@ requires \valid(d) && \valid(ev) && \separated(d, ev) && P_WHOLE(w);
    requires \valid_read(p + (0 .. w.total - 1)) && \separated(d, p + (0 .. w.total - 1))
        && \separated(ev, p + (0 .. w.total - 1));
    P_TOTAL;
    assigns ev->prop_id, ev->prop_type, P_EV_NAME, d->level.prop_id, d->level.prop_type; */
static inline void open_prop(struct tnef_decoder *d, tnef_event *ev, const uint8_t *p,
                             struct tnefi_decoder_whole w)
{
    struct tnefi_decoder_level *l = top(d);

    l->prop_id = w.id;
    l->prop_type = w.type;
    ev->prop_id = w.id;
    ev->prop_type = w.type;
    if (w.name > 0)
        name(ev, p, w);
}

/* Says one property. Returns 0 if the callback wants anything but to go on; then all is as it was, but for
 * what is to be replayed, or the decoder is done. */
/*@ P_ONE_TO_SAY;
    P_TOTAL;
    assigns P_TOLD, P_EV_SAID, d->level.prop_id, d->level.prop_type, d->replay, d->state;
    ensures P_HERE(d)
        && (\result != 0 ==> d->offset == \old(d->offset) + w.total && d->state == ST_prop_head
                && d->events <= \old(d->events) + WHOLE_EVENTS && d->output <= \old(d->output) + w.len
                && ev->len == 0)
        && (\result == 0 && d->state == ST_prop_head ==> d->offset == \old(d->offset)
                && d->events == \old(d->events))
        && (\result == 0 && d->state != ST_prop_head ==> d->state == ST_done
                && \old(d->offset) + 4 <= d->offset <= \old(d->offset) + w.total
                && d->events <= \old(d->events) + WHOLE_EVENTS); */
static inline int say_one(struct tnef_decoder *d, tnef_event *ev, const uint8_t *p, size_t n,
                          struct tnefi_decoder_whole w)
{
    const struct tnefi_decoder_mark before = tnefi_decoder_here(d);

    (void)n;
    open_prop(d, ev, p, w);
    if (tnefi_decoder_tell_property(d, ev, tells(d, p, w)))
        return 1;
    tnefi_decoder_take_back(d, &before);
    return 0;
}

/* Whether nothing is muted or half read, and the steps are not to say it. */
/*@ requires \valid_read(d);
    P_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> d->have == 0; */
static int is_plain(const struct tnef_decoder *d)
{
    return d->have == 0 && d->mute == 0 && d->level.computed == COMPUTED_NO && d->replay == 0
           && (d->cfg.flags & TNEFI_STEPS_ONLY) == 0;
}

/* Of |n| bytes those that are the attribute's, as far as they are looked at: so few that what is in them is
 * within the limits of length, output and events, as no value is longer than its property, and none of these
 * has fewer bytes than half of its events. */
/*@ requires \valid_read(d) && P_COUNTERS(d) && d->offset <= d->level.attr_end;
    P_TOTAL;
    assigns \nothing;
    ensures \result <= n && \result <= WHOLE_MOST && d->offset + \result <= d->level.attr_end
        && P_WITHIN(d, \result); */
static uint32_t bytes_there(const struct tnef_decoder *d, size_t n)
{
    uint64_t most = tnefi_decoder_lesser(room_to(d, d->level.attr_end), d->cfg.max_length);

    most = tnefi_decoder_lesser(most, d->cfg.max_output - d->output);
    most = tnefi_decoder_lesser(most, (d->cfg.max_events - d->events) / 2u);
    if (n > WHOLE_MOST)
        n = WHOLE_MOST;
    return most < n ? (uint32_t)most : (uint32_t)n;
}

/* How many properties may be said before something else is due: the end of the list, or the limit. */
/*@ requires \valid_read(d);
    P_TOTAL;
    assigns \nothing;
    ensures \result <= d->level.props_left; */
static uint32_t most(const struct tnef_decoder *d)
{
    uint32_t room = d->level.props < d->cfg.max_properties ? d->cfg.max_properties - d->level.props : 0;

    return room < d->level.props_left ? room : d->level.props_left;
}

/* Says properties as long as they are whole in |n| bytes of the attribute, and counts them. Returns how many
 * bytes those have that were said. */
/*@ P_TO_SAY;
    requires n <= WHOLE_MOST && P_WITHIN(d, n);
    P_TOTAL;
    assigns P_TOLD, P_EV_SAID, P_PROP_TOLD, d->replay, d->state, d->level.props_left, d->level.props;
    ensures 0 <= \result <= n && P_HERE(d) && d->events <= \old(d->events) + 2 * (d->offset - \old(d->offset))
        && P_TO_CLOSE(&d->level) <= \old(P_TO_CLOSE(&d->level))
        && (d->state == ST_done || (d->state == ST_prop_head && d->offset == \old(d->offset) + \result))
        && (\result == 0 && d->state == ST_prop_head ==> d->level.props_left > 0)
        && (d->state == ST_done ==> \old(d->offset) + 4 <= d->offset <= \old(d->offset) + n); */
static uint32_t say_run(struct tnef_decoder *d, tnef_event *ev, const uint8_t *p, uint32_t n)
{
    struct tnefi_decoder_whole w;
    uint32_t left = most(d);
    uint32_t said = 0;
    uint32_t i = 0;

    d->busy = 1;
    d->level.in_prop.open = 1;
    /*@ loop invariant 0 <= i <= n && d->offset == \at(d->offset, Pre) + i;
        loop invariant 0 <= said <= left && (said == 0 <==> i == 0);
        loop invariant P_COUNTERS(d) && d->offset <= d->level.end && P_LEVEL_OK(&d->level, d->offset);
        loop invariant d->state == ST_prop_head && ev->len == 0;
        loop invariant d->events <= \at(d->events, Pre) + 2 * i;
        loop invariant d->output <= \at(d->output, Pre) + i;
        loop assigns i, w, said, P_TOLD, P_EV_SAID, d->level.prop_id, d->level.prop_type, d->replay, d->state;
        loop variant left - said; */
    while (said < left) {
        w = tnefi_decoder_whole_look(d, p + i, n - i);
        if (w.total == 0 || !say_one(d, ev, p + i, n - i, w))
            break;
        i += w.total;
        said++;
    }
    d->level.props_left -= said;
    d->level.props += said;
    d->level.in_prop.open = 0;
    d->busy = 0;
    return i;
}

/* Goes on after |n| bytes of properties that were said. */
/*@ requires \valid(d) && P_HERE(d) && d->state == ST_prop_head && d->level.data_open != 0;
    requires d->level.in_value.open == 0 && \valid_read(p + (0 .. n - 1));
    P_TOTAL;
    assigns d->sum, P_NEXT_PROP;
    ensures P_OK(d) && P_TO_CLOSE(&d->level) + P_RANK(d) <= \old(P_TO_CLOSE(&d->level)) + 4; */
static void go_on(struct tnef_decoder *d, const uint8_t *p, uint32_t n)
{
    TNEFI_TOUCH(n);
    d->sum = tnefi_base_sum16(d->sum, p, n);
    tnefi_decoder_next_prop(d);
}

size_t tnefi_decoder_whole_props(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    uint64_t from = d->offset;
    uint32_t there = bytes_there(d, n);
    tnef_event ev;
    uint32_t said;

    if (there < WHOLE_SMALLEST || !is_plain(d))
        return 0;
    tnefi_decoder_describe(d, &ev);
    said = say_run(d, &ev, p, there);
    if (said > 0 && d->state == ST_prop_head)
        go_on(d, p, said);
    return (size_t)(d->offset - from);
}
