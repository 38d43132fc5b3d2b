/* SPDX-License-Identifier: MIT */
/* Damage stays inside the smallest thing whose end is known. The end of an attribute is known, that of a
 * list is not: so a broken property closes what is open in its attribute, the rest of the attribute is
 * delivered as bytes, and the next attribute is read as if nothing had happened. */

#include "decoder/priv.h"

#include "base/bytes.h"

#include <tnef/mapi.h>

/* A mute that began inside of a thing ends with it. */
/*@ requires \valid(d);
    P_TOTAL;
    assigns d->mute; */
static void unmute(struct tnef_decoder *d, uint16_t rank)
{
    if (d->mute >= rank)
        d->mute = 0;
}

void tnefi_decoder_close_value(struct tnef_decoder *d)
{
    d->level.in_value.open = 0;
    unmute(d, R_VALUE);
}

void tnefi_decoder_close_prop(struct tnef_decoder *d)
{
    d->level.in_prop.open = 0;
    unmute(d, R_PROP);
}

void tnefi_decoder_close_row(struct tnef_decoder *d)
{
    d->level.in_row.open = 0;
    unmute(d, R_ROW);
}

void tnefi_decoder_spoil(struct tnef_decoder *d)
{
    struct tnefi_decoder_level *l = top(d);

    l->in_attr.bad = 1;
    l->in_row.bad = 1;
    l->in_prop.bad = 1;
    l->in_value.bad = 1;
}

void tnefi_decoder_abandon(struct tnef_decoder *d)
{
    tnefi_decoder_spoil(d);
    go(d, ST_unwind);
}

void tnefi_decoder_list_done(struct tnef_decoder *d)
{
    d->mute = 0;
    if (room_to(d, top(d)->attr_end) == 0) {
        tnefi_decoder_attr_done(d);
        return;
    }
    tnefi_decoder_junk_begin(d, d->offset);
    go(d, ST_attr_rest);
}

void tnefi_decoder_ask(struct tnef_decoder *d, uint16_t state, uint32_t need)
{
    uint64_t room = room_to(d, top(d)->attr_end);

    if (room >= need) {
        tnefi_decoder_expect(d, state, need);
        return;
    }
    tnefi_decoder_note(d, TNEF_A_TRUNCATED, TNEF_E_OVERRUN, d->offset, need, room);
    tnefi_decoder_abandon(d);
}

/*@ P_NEXT(1);
    assigns d->state, d->level.in_stream.bad; */
static void cut_stream(struct tnef_decoder *d)
{
    top(d)->in_stream.bad = 1;
    go(d, ST_stream_end);
}

void tnefi_decoder_turn_unwind(struct tnef_decoder *d)
{
    const struct tnefi_decoder_level *l = top(d);

    tnefi_decoder_spoil(d);
    if (l->in_value.open != 0) {
        tnefi_decoder_say_value_end(d);
        tnefi_decoder_close_value(d);
    } else if (l->in_prop.open != 0) {
        tnefi_decoder_say_prop_end(d);
        tnefi_decoder_close_prop(d);
    } else if (l->in_row.open != 0) {
        tnefi_decoder_say_row_end(d);
        tnefi_decoder_close_row(d);
    } else if (d->unwinding == 0) {
        tnefi_decoder_list_done(d);
    } else if (l->in_attr.open != 0) {
        go(d, ST_attr_end);
    } else {
        cut_stream(d);
    }
}

/* ---- The end of the input ------------------------------------------------------------------ */

/* What the state waits for: how many bytes, and how many of them are there. */
/*@ requires \valid_read(d) && P_OK(d) && \valid(needed) && \valid(there);
    requires \separated(needed, there, d);
    P_TOTAL;
    assigns *needed, *there; */
static void missing(const struct tnef_decoder *d, uint64_t *needed, uint64_t *there)
{
    const struct tnefi_decoder_level *l = &d->level;
    uint64_t begin;
    uint64_t end;

    switch (d->state) {
    case ST_attr_data:
    case ST_attr_skip:
    case ST_attr_rest:
        begin = l->data_off;
        end = l->attr_end;
        break;
    case ST_value_data:
    case ST_value_skip:
        begin = l->value_off;
        end = l->value_end;
        break;
    case ST_name_data:
        begin = l->value_end - d->name_len;
        end = l->value_end;
        break;
    case ST_trailing:
    case ST_resync:
    case ST_stream_skip:
        begin = d->offset;
        end = l->end;
        break;
    default:
        *needed = d->need;
        *there = d->have;
        return;
    }
    *needed = end - begin;
    *there = d->offset - begin;
}

/*@ requires \valid(d) && P_OK(d) && d->notes == 0;
    P_TOTAL;
    assigns P_NOTED, d->state, d->unwinding;
    ensures P_COUNTERS(d) && d->state == ST_unwind && d->unwinding == 1; */
static void cut_inside(struct tnef_decoder *d)
{
    uint64_t needed;
    uint64_t there;

    missing(d, &needed, &there);
    tnefi_decoder_note(d, TNEF_A_TRUNCATED, TNEF_E_TRUNCATED, d->offset, needed, there);
    d->unwinding = 1;
    go(d, ST_unwind);
}

/* The same in a value of which some bytes are in scratch: those are part of it, too. */
/*@ requires \valid(d) && P_OK(d) && d->notes == 0;
    requires d->state == ST_value_iid || d->state == ST_nested_head;
    P_TOTAL;
    assigns P_SAID, P_NOTED, d->state, d->unwinding;
    ensures P_COUNTERS(d) && P_STATE(d) && P_RANK(d) <= 4 && d->events <= \old(d->events) + 1; */
static void cut_value(struct tnef_decoder *d)
{
    if (d->state == ST_value_iid)
        tnefi_decoder_say_value_begin(d);
    cut_inside(d);
    if (d->have > 0)
        go(d, ST_held);
}

void tnefi_decoder_turn_held(struct tnef_decoder *d)
{
    const struct tnefi_decoder_level *l = top(d);
    uint32_t flags = tnefi_decoder_is_message(l) ? TNEF_F_OPAQUE : 0;

    tnefi_decoder_deliver_data(d, d->scratch, d->have, flags, room_to(d, l->value_end));
    go(d, ST_unwind);
}

/* The input ended before the first stream began. */
/*@ requires \valid(d) && P_OK(d) && d->notes == 0 && (d->state == ST_signature || d->state == ST_key);
    P_TOTAL;
    assigns P_NOTED, P_FAILED, d->state;
    ensures P_OK(d) && P_RANK(d) == 0; */
static void cut_start(struct tnef_decoder *d)
{
    static const uint8_t signature[4] = TNEF_SIGNATURE_BYTES;

    if (d->state == ST_signature)
        /*@ loop invariant 0 <= i <= 4;
            loop assigns i, P_FAILED, d->state;
            loop variant 4 - i; */
        for (uint32_t i = 0; i < d->have && i < 4u; i++)
            if (d->scratch[i] != signature[i]) {
                tnefi_decoder_fail(d, TNEF_E_SIGNATURE, 0, 0, 0);
                go(d, ST_done);
                return;
            }
    tnefi_decoder_note(d, TNEF_A_TRUNCATED, TNEF_E_TRUNCATED, d->offset, STREAM_HEAD_SIZE, d->offset);
    go(d, ST_done);
}

/* The input ended between attributes of the outermost stream, or in a piece of a header. */
/*@ requires \valid(d) && P_OK(d) && d->notes == 0 && d->state == ST_attr_head;
    P_TOTAL;
    assigns P_NOTED, d->state, d->unwinding, d->level.junk_off, d->level.junk_bad;
    ensures P_OK(d) && P_RANK(d) <= 3; */
static void cut_head(struct tnef_decoder *d)
{
    if (d->have == 0) {
        go(d, ST_stream_end);
    } else if (d->scratch[0] == 1 || d->scratch[0] == 2) {
        cut_inside(d);
    } else {
        tnefi_decoder_junk_begin(d, d->offset - d->have);
        go(d, ST_trail_head);
    }
}

void tnefi_decoder_cut(struct tnef_decoder *d)
{
    if (d->state == ST_signature || d->state == ST_key) {
        cut_start(d);
    } else if (d->state == ST_value_iid || d->state == ST_nested_head) {
        cut_value(d);
    } else if (d->depth > 0) {
        cut_inside(d);
    } else if (d->state == ST_attr_head) {
        cut_head(d);
    } else if (d->state == ST_trailing) {
        tnefi_decoder_junk_note(d, TNEF_A_TRAILING);
        go(d, ST_stream_end);
    } else if (d->state == ST_resync) {
        go(d, ST_trail_head);
    } else if (d->state == ST_stream_skip) {
        go(d, ST_stream_end);
    } else {
        cut_inside(d);
    }
}
