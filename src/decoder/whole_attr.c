/* SPDX-License-Identifier: MIT */
/* Says attributes that lie whole in the buffer, one after the other, and what is made of them. One of the
 * benchmark takes 325 instructions so, with its three events, and 1,388 when each went through the steps. */

#include "decoder/tell_attr.h"
#include "decoder/whole_attr_look.h"

#include "base/touch.h"
#include "decoder/attr_bits.h"

_Static_assert(ATTR_EVENTS == TELL_MOST, "an attribute can be taken back");

/* ---- Properties that are made of the data --------------------------------------------------- */

/* Makes the first one, as the steps do: returns what it came to, MADE_NONE_YET if anything is odd. */
/*@ requires \valid(d) && P_HERE(d) && d->notes == 0 && d->level.in_attr.open == 0;
    requires P_ATTR_WHOLE(w) && d->offset + w.total <= d->level.end && \valid_read(p + (0 .. w.len - 1));
    requires \separated(d, p + (0 .. w.len - 1));
    P_TOTAL;
    assigns P_ATTR_MADE;
    ensures P_HERE(d) && P_FIRST_MADE(\result) && MADE_NOTHING <= \result <= MADE_NONE_YET; */
static uint16_t make_first(struct tnef_decoder *d, const uint8_t *p, struct tnefi_decoder_attr_whole w)
{
    struct tnefi_decoder_level *l = top(d);
    uint32_t n = w.len < SCRATCH_SIZE ? w.len : SCRATCH_SIZE;
    uint16_t what;

    TNEFI_TOUCH(n);
    tnefi_base_copy(d->scratch, p, n);
    d->captured = n;
    l->data_off = d->offset + ATTR_HEAD_SIZE;
    l->attr_end = l->data_off + w.len;
    what = tnefi_decoder_make(d, w.kind, 0);
    if (d->notes == 0)
        return what;
    d->notes = 0; /* the steps will note it */
    return MADE_NONE_YET;
}

/* The number that a value is that was made. */
/*@ requires \valid_read(d);
    P_TOTAL;
    assigns \nothing; */
static inline uint64_t made_number(const struct tnef_decoder *d, uint32_t tag)
{
    return tag % 65536u != TNEF_PTYP_BINARY ? tnefi_base_le64(d->fixed) : 0;
}

/* Says those properties of which the first was made if |what| is MADE_IT. They stand for the data, which
 * begin at |offset|. */
/*@ requires \valid(d) && P_COUNTERS(d) && \valid(ev) && \separated(d, ev) && ev->len == 0;
    requires P_FIRST_MADE(what) && d->level.in_prop.open == 0;
    requires d->events + MADE_MOST * WHOLE_EVENTS <= d->cfg.max_events
        && d->output + MADE_OUTPUT <= d->cfg.max_output;
    P_TOTAL;
    assigns P_TOLD, P_EV_SAID, P_PROP_TOLD, P_NOTED, d->fixed[0 .. 15], d->fixed_len;
    ensures P_TOLD_OF(MADE_MOST * WHOLE_EVENTS, 0) && d->notes == 0 && d->level.in_prop.open == 0
        && \old(d->output) <= d->output <= \old(d->output) + MADE_OUTPUT; */
static int tell_made(struct tnef_decoder *d, tnef_event *ev, struct tnefi_decoder_attr_whole w, uint16_t what,
                     uint64_t offset)
{
    uint32_t tag;

    /*@ loop invariant 0 <= turn <= MADE_MOST && (turn == MADE_MOST ==> what != MADE_IT);
        loop invariant P_COUNTERS(d) && ev->len == 0 && d->offset == \at(d->offset, Pre);
        loop invariant P_FIRST_MADE(what) && d->level.in_prop.open == 0;
        loop invariant \at(d->events, Pre) <= d->events <= \at(d->events, Pre) + WHOLE_EVENTS * turn;
        loop invariant \at(d->output, Pre) <= d->output <= \at(d->output, Pre) + 16 * turn;
        loop assigns turn, what, tag, P_TOLD, P_EV_SAID, P_PROP_TOLD, P_NOTED, d->fixed[0 .. 15],
            d->fixed_len;
        loop variant MADE_MOST - turn; */
    for (uint32_t turn = 0; what == MADE_IT; turn++) {
        tag = tnefi_decoder_made_tag(w.index, turn);
        if (!tnefi_decoder_tell_attr_prop(
                d, ev, tnefi_decoder_tells_bytes(offset, d->fixed, d->fixed_len, 0, made_number(d, tag)),
                tag))
            return 0;
        what = tnefi_decoder_make(d, w.kind, turn + 1u);
    }
    return 1;
}

/* ---- An attribute --------------------------------------------------------------------------- */

/* The number that data are which are the value of a property. */
/*@ requires 0 < w.len && \valid_read(p + (0 .. w.len - 1));
    P_TOTAL;
    assigns \nothing; */
static inline uint64_t number(const uint8_t *p, struct tnefi_decoder_attr_whole w)
{
    return w.prop_type == TNEF_PTYP_INTEGER32 && w.len == 4u ? tnefi_base_le32(p) : 0;
}

/* Says what is between begin and end of the attribute, of which the data are at |p|. */
/*@ requires \valid(d) && P_COUNTERS(d) && \valid(ev) && \separated(d, ev) && ev->len == 0;
    requires P_ATTR_WHOLE(w) && \valid_read(p + (0 .. w.len - 1)) && d->offset + w.len <= d->cfg.max_input;
    requires P_FIRST_MADE(what) && d->level.in_prop.open == 0;
    requires d->events + MADE_MOST * WHOLE_EVENTS + 1 <= d->cfg.max_events
        && d->output + w.len + MADE_OUTPUT <= d->cfg.max_output;
    P_TOTAL;
    assigns P_TOLD, P_EV_SAID, P_PROP_TOLD, P_NOTED, d->fixed[0 .. 15], d->fixed_len;
    ensures P_TOLD_OF(MADE_MOST * WHOLE_EVENTS + 1, w.len) && d->notes == 0 && d->level.in_prop.open == 0
        && \old(d->output) <= d->output <= \old(d->output) + w.len + MADE_OUTPUT
        && (\result != 0 ==> d->offset == \old(d->offset) + w.len); */
static inline int tell_body(struct tnef_decoder *d, tnef_event *ev, const uint8_t *p,
                            struct tnefi_decoder_attr_whole w, uint16_t what)
{
    uint64_t offset = d->offset;
    struct tnefi_decoder_told t = tnefi_decoder_tells_bytes(offset, p, w.len, w.len, number(p, w));

    if (w.kind == TNEFI_K_INLINE)
        return tnefi_decoder_tell_attr_prop(d, ev, t, w.prop_id * 65536u + w.prop_type);
    t.number = 0;
    return tnefi_decoder_tell_attr_data(d, ev, t) && tell_made(d, ev, w, what, offset);
}

/* Says all of it. */
/*@ P_ATTR_TO_SAY;
    requires P_FIRST_MADE(what) && d->level.in_prop.open == 0;
    P_TOTAL;
    assigns P_ATTR_TOLD, P_EV_SAID, ev->attr, ev->level;
    ensures P_COUNTERS(d) && P_CLOSED(d) && d->notes == 0 && (\result != 0 ==> ev->len == 0)
        && \old(d->offset) + ATTR_HEAD_SIZE <= d->offset <= \old(d->offset) + w.total
        && \old(d->events) <= d->events <= \old(d->events) + ATTR_EVENTS
        && \old(d->output) <= d->output <= \old(d->output) + w.len + MADE_OUTPUT
        && (\result != 0 ==> d->offset == \old(d->offset) + w.total); */
static inline int tell_all(struct tnef_decoder *d, tnef_event *ev, const uint8_t *p, size_t n,
                           struct tnefi_decoder_attr_whole w, uint16_t what)
{
    struct tnefi_decoder_level *l = top(d);
    int goes_on;

    (void)n;
    l->attr_id = w.id;
    l->in_attr.open = 1;
    ev->attr = w.id;
    ev->level = w.level;
    d->busy = 1;
    goes_on = tnefi_decoder_tell_attr_begin(d, ev, w) && tell_body(d, ev, p + ATTR_HEAD_SIZE, w, what)
              && tnefi_decoder_tell_attr_end(d, ev, w);
    d->busy = 0;
    l->in_attr.open = 0;
    return goes_on;
}

/* Keeps of an attribute that was said what its steps keep. */
/*@ requires \valid(d) && P_COUNTERS(d) && P_ATTR_WHOLE(w) && d->attributes < d->cfg.max_attributes;
    P_TOTAL;
    assigns P_ATTR_KEPT;
    ensures P_COUNTERS(d); */
static inline void keep(struct tnef_decoder *d, struct tnefi_decoder_attr_whole w)
{
    struct tnefi_decoder_level *l = top(d);

    d->attributes++;
    d->sum = (d->sum + w.sum) % 65536u;
    if (w.index == TNEFI_ATTR_REND) {
        l->has_attachment = 1;
        l->seen &= ~tnefi_decoder_attr_bits_of_attachments();
    }
    if (w.index > TNEFI_ATTR_NULL)
        l->seen |= tnefi_decoder_attr_bit(w.index);
}

/* Says one attribute. Returns 0 if it is odd after all, or the callback wants anything but to go on; then all
 * is as it was, but for what is to be replayed, or the decoder is done. */
/*@ P_ATTR_TO_SAY;
    requires P_CLOSED(d) && d->notes == 0;
    P_TOTAL;
    assigns P_ATTR_MADE, P_ATTR_TOLD, P_ATTR_KEPT, P_EV_SAID, ev->attr, ev->level, d->replay, d->state;
    ensures P_HERE(d) && P_CLOSED(d) && d->notes == 0 && d->have == 0
        && (\result != 0 ==> d->offset == \old(d->offset) + w.total && d->state == ST_attr_head
                && d->events <= \old(d->events) + ATTR_EVENTS && ev->len == 0
                && d->output <= \old(d->output) + w.len + MADE_OUTPUT)
        && (\result == 0 && d->state == ST_attr_head ==> d->offset == \old(d->offset)
                && d->events == \old(d->events))
        && (\result == 0 && d->state != ST_attr_head ==> d->state == ST_done
                && \old(d->offset) + ATTR_HEAD_SIZE <= d->offset <= \old(d->offset) + w.total
                && d->events <= \old(d->events) + ATTR_EVENTS); */
static inline int say_one(struct tnef_decoder *d, tnef_event *ev, const uint8_t *p, size_t n,
                          struct tnefi_decoder_attr_whole w)
{
    const struct tnefi_decoder_mark before = tnefi_decoder_here(d);
    uint16_t what = MADE_NOTHING;

    if (w.kind >= TNEFI_K_DATE)
        what = make_first(d, p + ATTR_HEAD_SIZE, w);
    if (what == MADE_NONE_YET)
        return 0;
    if (!tell_all(d, ev, p, n, w, what)) {
        tnefi_decoder_take_back(d, &before);
        return 0;
    }
    keep(d, w);
    return 1;
}

/* ---- A run of them -------------------------------------------------------------------------- */

/* Whether nothing is muted, half read or open, and the steps are not to say it. */
/*@ requires \valid_read(d);
    P_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> d->have == 0 && P_CLOSED(d); */
static int is_plain(const struct tnef_decoder *d)
{
    return d->have == 0 && d->mute == 0 && d->replay == 0 && d->level.in_attr.open == 0
           && d->level.in_prop.open == 0 && (d->cfg.flags & TNEFI_STEPS_ONLY) == 0;
}

/* Of |n| bytes those that are the stream's, as far as they are looked at: so few that what is in them is
 * within the limits of length, output and events. */
/*@ requires \valid_read(d) && P_COUNTERS(d) && d->offset <= d->level.end;
    P_TOTAL;
    assigns \nothing;
    ensures \result <= n && \result <= WHOLE_MOST && d->offset + \result <= d->level.end
        && P_WITHIN_ATTR(d, \result); */
static uint32_t bytes_there(const struct tnef_decoder *d, size_t n)
{
    uint64_t most = tnefi_decoder_lesser(room_to(d, d->level.end), d->cfg.max_length);

    most = tnefi_decoder_lesser(most, (d->cfg.max_output - d->output) / ATTR_OUTPUT);
    most = tnefi_decoder_lesser(most, (d->cfg.max_events - d->events) / 2u);
    if (n > WHOLE_MOST)
        n = WHOLE_MOST;
    return most < n ? (uint32_t)most : (uint32_t)n;
}

/* Says the attribute |w|, and those after it as long as they are whole in |n| bytes of the stream. Returns
 * how many bytes those have that were said. */
/*@ P_ATTR_TO_SAY;
    requires P_CLOSED(d) && d->notes == 0 && n <= WHOLE_MOST && P_WITHIN_ATTR(d, n);
    P_TOTAL;
    assigns P_ATTR_MADE, P_ATTR_TOLD, P_ATTR_KEPT, P_EV_SAID, ev->attr, ev->level, d->replay, d->state;
    ensures 0 <= \result <= n && P_HERE(d) && P_CLOSED(d) && d->notes == 0 && d->have == 0
        && d->events <= \old(d->events) + 2 * (d->offset - \old(d->offset))
        && (d->state == ST_done || (d->state == ST_attr_head && d->offset == \old(d->offset) + \result))
        && (d->state == ST_done ==> \old(d->offset) + ATTR_HEAD_SIZE <= d->offset <= \old(d->offset) + n); */
static uint32_t say_run(struct tnef_decoder *d, tnef_event *ev, const uint8_t *p, uint32_t n,
                        struct tnefi_decoder_attr_whole w)
{
    uint32_t i = 0;

    /*@ loop invariant 0 <= i <= n && d->offset == \at(d->offset, Pre) + i;
        loop invariant P_COUNTERS(d) && d->offset <= d->level.end && P_LEVEL_OK(&d->level, d->offset);
        loop invariant d->state == ST_attr_head && ev->len == 0 && d->have == 0 && d->notes == 0
            && P_CLOSED(d);
        loop invariant w.total > 0 ==> P_ATTR_WHOLE(w) && w.total <= n - i
            && d->attributes < d->cfg.max_attributes;
        loop invariant d->events <= \at(d->events, Pre) + 2 * i;
        loop invariant d->output <= \at(d->output, Pre) + ATTR_OUTPUT * i;
        loop assigns i, w, P_ATTR_MADE, P_ATTR_TOLD, P_ATTR_KEPT, P_EV_SAID, ev->attr, ev->level, d->replay,
            d->state;
        loop variant n - i; */
    while (w.total > 0) {
        if (!say_one(d, ev, p + i, n - i, w))
            break;
        i += w.total;
        w = tnefi_decoder_attr_look(d, p + i, n - i);
    }
    return i;
}

/* Goes on after those that were said. */
/*@ requires \valid(d) && P_HERE(d) && P_CLOSED(d) && d->level.in_value.open == 0;
    P_TOTAL;
    assigns P_NEXT_ATTR;
    ensures P_OK(d) && P_TO_CLOSE(&d->level) + P_RANK(d) <= \old(P_TO_CLOSE(&d->level)) + 1; */
static void go_on(struct tnef_decoder *d)
{
    tnefi_decoder_next_attr(d);
}

size_t tnefi_decoder_whole_attrs(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    struct tnefi_decoder_attr_whole w;
    uint64_t from = d->offset;
    uint32_t there = bytes_there(d, n);
    tnef_event ev;
    uint32_t said;

    if (!is_plain(d))
        return 0;
    w = tnefi_decoder_attr_look(d, p, there);
    if (w.total == 0)
        return 0;
    tnefi_decoder_describe(d, &ev);
    said = say_run(d, &ev, p, there, w);
    if (said > 0 && d->state == ST_attr_head)
        go_on(d);
    return (size_t)(d->offset - from);
}
