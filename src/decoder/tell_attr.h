/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_DECODER_TELL_ATTR_H
#define TNEFI_DECODER_TELL_ATTR_H
/* The events of an attribute that is all there, said at once from one event, of which a few fields change.
 * tell.h tells how, and has those of properties. */

#include "decoder/tell.h"
#include "decoder/whole_attr.h"

/* What is left of the attribute has room, in |left| events, |moves| bytes and |bytes| of output. */
#define P_TELLS_ATTR(left, moves, bytes) \
  requires \valid(d) && P_COUNTERS(d) && \valid(ev) && \separated(d, ev) && ev->len == 0; \
  requires P_ATTR_WHOLE(w) && d->offset + (moves) <= d->cfg.max_input; \
  requires d->events + (left) <= d->cfg.max_events && d->output + (bytes) <= d->cfg.max_output; \
  P_TOTAL

/* It begins at |offset|. */
/*@ P_TELLS_ATTR(1, ATTR_HEAD_SIZE, 0);
    assigns P_TOLD, P_EV_TOLD;
    ensures P_TOLD_OF(1, ATTR_HEAD_SIZE) && d->offset == \old(d->offset) + ATTR_HEAD_SIZE
        && d->output == \old(d->output); */
static inline int tnefi_decoder_tell_attr_begin(struct tnef_decoder *d, tnef_event *ev,
                                                struct tnefi_decoder_attr_whole w)
{
    uint64_t offset = d->offset;

    d->offset += ATTR_HEAD_SIZE;
    ev->flags = 0;
    if (!tnefi_decoder_wants(d, TNEF_EV_ATTR_BEGIN))
        return 1;
    ev->type = TNEF_EV_ATTR_BEGIN;
    ev->offset = offset;
    ev->length = w.len;
    if (!tnefi_decoder_tell(d, ev))
        return 0;
    ev->length = 0;
    return 1;
}

/* After its checksum. */
/*@ P_TELLS_ATTR(1, CHECKSUM_SIZE, 0);
    assigns P_TOLD, P_EV_TOLD;
    ensures P_TOLD_OF(1, CHECKSUM_SIZE) && d->offset == \old(d->offset) + CHECKSUM_SIZE
        && d->output == \old(d->output); */
static inline int tnefi_decoder_tell_attr_end(struct tnef_decoder *d, tnef_event *ev,
                                              struct tnefi_decoder_attr_whole w)
{
    d->offset += CHECKSUM_SIZE;
    if (!tnefi_decoder_wants(d, TNEF_EV_ATTR_END))
        return 1;
    ev->type = TNEF_EV_ATTR_END;
    ev->offset = d->offset;
    ev->flags = 0;
    ev->length = w.len;
    if (!tnefi_decoder_tell(d, ev))
        return 0;
    ev->length = 0;
    return 1;
}

/* Bytes from |offset| on, with which the cursor moves by |moves|, and the number that they are. */
/*@ P_TOTAL;
    assigns \nothing;
    ensures \result.data == p && \result.len == len && \result.begin == 0 && \result.to_value == 0
        && \result.to_data == moves && \result.to_end == 0; */
static inline struct tnefi_decoder_told
tnefi_decoder_tells_bytes(uint64_t offset, const uint8_t *p, uint32_t len, uint32_t moves, uint64_t number)
{
    struct tnefi_decoder_told t;

    t.offset = t.value = offset;
    t.number = number;
    t.data = p;
    t.len = len;
    t.begin = t.to_value = t.to_end = 0;
    t.to_data = moves;
    t.flags = t.value_flags = TNEF_F_COMPUTED;
    return t;
}

/* The data, as bytes. */
/*@ P_TELLS(1, t.to_data, t.len);
    ensures P_TOLD_OF(1, t.to_data) && d->offset == \old(d->offset) + t.to_data
        && \old(d->output) <= d->output <= \old(d->output) + t.len; */
static inline int tnefi_decoder_tell_attr_data(struct tnef_decoder *d, tnef_event *ev,
                                               struct tnefi_decoder_told t)
{
    ev->offset = t.value;
    return tnefi_decoder_tell_data(d, ev, t);
}

/* A property of one value. Its |tag|, with the id in the high 16 bits, is in the event and in the level, for
 * what the callback may do. */
/*@ requires t.begin == 0 && t.to_value == 0 && t.to_end == 0;
    P_TELLS(WHOLE_EVENTS, t.to_data, t.len);
    assigns ev->prop_id, ev->prop_type, P_PROP_TOLD;
    ensures P_TOLD_OF(WHOLE_EVENTS, t.to_data)
        && \old(d->output) <= d->output <= \old(d->output) + t.len && d->level.in_prop.open == 0
        && (\result != 0 ==> d->offset == \old(d->offset) + t.to_data); */
static inline int tnefi_decoder_tell_attr_prop(struct tnef_decoder *d, tnef_event *ev,
                                               struct tnefi_decoder_told t, uint32_t tag)
{
    struct tnefi_decoder_level *l = top(d);
    int goes_on;

    l->prop_id = (uint16_t)(tag / 65536u);
    l->prop_type = (uint16_t)(tag % 65536u);
    l->in_prop.open = 1;
    ev->prop_id = l->prop_id;
    ev->prop_type = l->prop_type;
    goes_on = tnefi_decoder_tell_property(d, ev, t);
    l->in_prop.open = 0;
    ev->prop_id = 0;
    ev->prop_type = 0;
    return goes_on;
}

/* ---- For whole_attr.c ------------------------------------------------------------------------ */

/* What is known of the decoder and of the attribute |w| before it is said: it lies in the stream, and no
 * limit is against it. */
#define P_ATTR_TO_SAY \
  requires \valid(d) && P_HERE(d) && \valid(ev) && \separated(d, ev) && ev->len == 0; \
  requires d->state == ST_attr_head && d->have == 0 && d->level.data_open == 0 \
      && d->level.in_value.open == 0; \
  requires P_ATTR_WHOLE(w) && w.total <= n && \valid_read(p + (0 .. n - 1)); \
  requires \separated(d, p + (0 .. n - 1)) && \separated(ev, p + (0 .. n - 1)); \
  requires d->offset + n <= d->level.end && d->offset + n <= d->cfg.max_input; \
  requires d->attributes < d->cfg.max_attributes && d->events + ATTR_EVENTS <= d->cfg.max_events \
      && d->output + w.len + MADE_OUTPUT <= d->cfg.max_output

/* No limit is against what |n| bytes of attributes may have. */
#define P_WITHIN_ATTR(d, n) \
  (d->output + ATTR_OUTPUT * (n) <= d->cfg.max_output && d->events + 2 * (n) <= d->cfg.max_events)

/* Nothing is open in the stream. */
#define P_CLOSED(d) (d->level.in_attr.open == 0 && d->level.in_prop.open == 0)

/* A property was made of it, or none. */
#define P_FIRST_MADE(what) \
  (d->notes == 0 && (what == MADE_IT ==> d->fixed_len > 0 && d->level.data_off <= d->level.attr_end))

#endif
