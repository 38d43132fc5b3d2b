/* SPDX-License-Identifier: MIT */
/* Embedded messages: a value whose bytes are a stream is read as one, in the same pass, one level
 * further up the stack. A value that should be a stream and is not, or that is too deep, is delivered as
 * bytes. */

#include "decoder/priv.h"

#include "base/bytes.h"
#include "base/touch.h"

#include <tnef/mapi.h>

void tnefi_decoder_level_begin(struct tnefi_decoder_level *l, uint64_t end, uint64_t raw_done)
{
    l->end = end;
    l->raw_done = raw_done;
    l->attr_end = l->value_end = l->attr_off = l->data_off = l->row_off = 0;
    l->prop_off = l->value_off = l->junk_off = l->seen = 0;
    l->attr_id = l->attr = l->attr_len = l->rows_left = l->row = 0;
    l->props_left = l->props = l->values_left = l->values = l->value_len = 0;
    l->name_id = 0;
    l->prop_id = l->prop_type = l->sum = l->attr_level = 0;
    l->in_stream.open = l->in_stream.bad = l->in_stream.skipped = 0;
    l->in_attr.open = l->in_attr.bad = l->in_attr.skipped = 0;
    l->in_row.open = l->in_row.bad = l->in_row.skipped = 0;
    l->in_prop.open = l->in_prop.bad = l->in_prop.skipped = 0;
    l->in_value.open = l->in_value.bad = l->in_value.skipped = 0;
    l->data_open = l->computed = l->compute_next = l->value_size = l->named = 0;
    l->has_iid = l->nested = l->opaque = l->has_attachment = l->junk_bad = 0;
}

/* ---- The stack --------------------------------------------------------------------------------
 *
 * A level that comes back from the stack is checked first. No input makes the check fail, because what it
 * checks held when the level was put there. But with it the proof needs to know nothing about the stack, and
 * if the host program overwrote it, that is an error and does no harm. */

/*@ requires \valid(d) && P_COUNTERS(d) && d->depth < TNEF_DEPTH_CEILING;
    P_TOTAL;
    assigns d->below[0 .. TNEF_DEPTH_CEILING - 1]; */
static void put_away(struct tnef_decoder *d)
{
    TNEFI_TOUCH(sizeof d->level);
    d->below[d->depth] = d->level;
}

/*@ requires \valid(d) && P_COUNTERS(d) && d->depth < TNEF_DEPTH_CEILING;
    P_TOTAL;
    assigns d->level; */
static void take_back(struct tnef_decoder *d)
{
    TNEFI_TOUCH(sizeof d->level);
    d->level = d->below[d->depth];
}

/*@ requires \valid_read(l);
    P_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> l->value_off <= l->value_end <= l->attr_end <= l->end
         && l->end <= 0x8000000000000000 && l->data_off <= l->attr_end; */
static int ends_sane(const struct tnefi_decoder_level *l)
{
    return l->value_off <= l->value_end && l->value_end <= l->attr_end && l->attr_end <= l->end
           && l->end <= UINT64_C(1) << 63 && l->data_off <= l->attr_end;
}

/*@ requires \valid_read(l);
    P_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> l->value_off <= offset <= l->value_end && l->data_off <= offset
         && l->junk_off <= offset; */
static int offsets_sane(const struct tnefi_decoder_level *l, uint64_t offset)
{
    return l->value_off <= offset && offset <= l->value_end && l->data_off <= offset && l->junk_off <= offset;
}

/*@ requires \valid_read(l);
    P_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> l->row + l->rows_left <= UINT32_MAX
         && l->props + l->props_left <= UINT32_MAX && l->values + l->values_left <= UINT32_MAX; */
static int counts_sane(const struct tnefi_decoder_level *l)
{
    return l->rows_left <= UINT32_MAX - l->row && l->props_left <= UINT32_MAX - l->props
           && l->values_left <= UINT32_MAX - l->values;
}

/*@ requires \valid_read(l);
    P_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> l->in_attr.open != 0 && l->data_open != 0 && l->in_value.open != 0
         && l->compute_next <= COMPUTE_MAX && l->value_size <= 16; */
static int flags_sane(const struct tnefi_decoder_level *l)
{
    return l->in_attr.open != 0 && l->data_open != 0 && l->in_value.open != 0
           && l->compute_next <= COMPUTE_MAX && l->value_size <= 16;
}

/*@ requires \valid_read(l);
    P_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> P_LEVEL_OK(l, offset) && l->in_value.open != 0 && offset <= l->end; */
static int level_sane(const struct tnefi_decoder_level *l, uint64_t offset)
{
    return ends_sane(l) && offsets_sane(l, offset) && counts_sane(l) && flags_sane(l);
}

/*@ requires \valid(d) && P_HERE(d) && d->depth < d->cfg.max_depth;
    requires d->level.in_value.open != 0 && d->offset >= STREAM_HEAD_SIZE;
    P_TOTAL;
    assigns d->level, d->depth, d->below[0 .. TNEF_DEPTH_CEILING - 1];
    ensures P_HERE(d) && d->level.end == \old(d->level.value_end) && d->level.data_open == 0
        && d->level.in_value.open == 0 && d->depth == \old(d->depth) + 1
        && P_TO_CLOSE(&d->level) == 0; */
static void push(struct tnef_decoder *d)
{
    uint64_t end = d->level.value_end;

    d->level.nested = 1;
    put_away(d);
    d->depth++;
    tnefi_decoder_level_begin(&d->level, end, d->offset);
}

/* Descends into a stream, whose signature and key are in scratch. */
/*@ requires \valid(d) && P_HERE(d) && d->depth < d->cfg.max_depth;
    requires d->level.in_value.open != 0 && d->offset >= STREAM_HEAD_SIZE;
    P_TOTAL;
    assigns d->state, d->level, d->depth, d->below[0 .. TNEF_DEPTH_CEILING - 1], d->fixed[0 .. 15];
    ensures P_HERE(d) && d->level.end == \old(d->level.value_end) && d->level.data_open == 0
        && d->level.in_value.open == 0
        && (d->state == ST_raw_head || d->state == ST_stream_begin)
        && d->depth == \old(d->depth) + 1 && P_TO_CLOSE(&d->level) == 0; */
static void descend(struct tnef_decoder *d)
{
    d->fixed[0] = d->scratch[4];
    d->fixed[1] = d->scratch[5];
    push(d);
    if ((d->cfg.flags & TNEF_RAW_NESTED) != 0)
        go(d, ST_raw_head);
    else
        go(d, ST_stream_begin);
}

/* Ends the decoding without further events, since nothing is known of what was open. */
/*@ requires \valid(d) && P_COUNTERS(d);
    P_TOTAL;
    assigns P_FAILED, d->state, d->level;
    ensures P_HERE(d) && d->state == ST_done && d->level.data_open == 0
        && d->level.in_value.open == 0 && P_TO_CLOSE(&d->level) == 0; */
static void give_up(struct tnef_decoder *d)
{
    tnefi_decoder_level_begin(&d->level, d->offset, 0);
    tnefi_decoder_fail(d, TNEF_E_STATE, d->offset, 0, 0);
    go(d, ST_done);
}

void tnefi_decoder_ascend(struct tnef_decoder *d)
{
    d->depth--;
    take_back(d);
    if (!level_sane(&d->level, d->offset))
        give_up(d);
    else if (d->unwinding != 0)
        go(d, ST_unwind);
    else
        go(d, ST_value_end);
}

/* Notes why a value is read as bytes that should have been a stream. */
/*@ requires \valid(d) && P_HERE(d);
    P_TOTAL;
    assigns P_NOTED, d->level.opaque;
    ensures P_COUNTERS(d); */
static void refuse(struct tnef_decoder *d, uint32_t signature)
{
    struct tnefi_decoder_level *l = top(d);

    if (signature == TNEF_SIGNATURE) {
        tnefi_decoder_note(d, TNEF_A_LIMIT, TNEF_E_LIMIT_DEPTH, l->value_off, d->cfg.max_depth,
                           d->depth + 1u);
        l->opaque = 1;
    } else if (tnefi_decoder_is_message(l)) {
        tnefi_decoder_note(d, TNEF_A_SIGNATURE, TNEF_E_NESTED, l->value_off, TNEF_SIGNATURE, signature);
        l->opaque = 1;
    }
}

/* Whether a value that is not an object begins with what may be the interface id of a message. If it is
 * one, the head of the stream follows it. */
/*@ requires \valid_read(d) && P_HERE(d) && d->level.in_value.open != 0;
    P_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> d->offset + IID_SIZE <= d->level.value_end
        && d->have == STREAM_HEAD_SIZE; */
static int is_wrapped(const struct tnef_decoder *d)
{
    const struct tnefi_decoder_level *l = &d->level;

    return d->have == STREAM_HEAD_SIZE && l->has_iid == 0
           && tnefi_base_equal(d->scratch, tnefi_decoder_iid_imessage, STREAM_HEAD_SIZE)
           && room_to(d, l->value_end) >= IID_SIZE;
}

/* Moves the head of the stream to where it is if no interface id precedes it. */
/*@ requires \valid(d);
    P_TOTAL;
    assigns d->scratch[0 .. SCRATCH_SIZE - 1]; */
static void unwrap(struct tnef_decoder *d)
{
    /*@ loop invariant 0 <= i <= STREAM_HEAD_SIZE;
        loop assigns i, d->scratch[0 .. SCRATCH_SIZE - 1];
        loop variant STREAM_HEAD_SIZE - i; */
    for (uint32_t i = 0; i < STREAM_HEAD_SIZE; i++)
        d->scratch[i] = d->scratch[IID_SIZE + i];
}

/* The head was read: descends into a stream, or reads the value as bytes. */
/*@ requires \valid(d) && P_HERE(d);
    requires d->level.in_value.open != 0 && d->offset >= STREAM_HEAD_SIZE;
    P_TOTAL;
    assigns d->state, P_NOTED, d->level, d->below[0 .. TNEF_DEPTH_CEILING - 1], d->depth,
            d->fixed[0 .. 15], d->scratch[0 .. SCRATCH_SIZE - 1];
    ensures P_HERE(d) && (d->state == ST_opaque ==> d->level.in_value.open != 0)
        && (d->state != ST_opaque ==>
                d->level.in_value.open == 0 && d->level.data_open == 0 && d->depth > 0)
        && (d->state == ST_raw_head || d->state == ST_stream_begin || d->state == ST_opaque)
        && P_EATS_OK(d) && P_KNOWS(d) && P_TURNS_OK(d)
        && P_WORK(d) <= \old(P_WORK(d)) + WORK_PER_BYTE; */
static void head_read(struct tnef_decoder *d)
{
    uint32_t signature = tnefi_base_le32(d->scratch + (d->have == WRAPPED_SIZE ? IID_SIZE : 0u));

    if (d->have == WRAPPED_SIZE && !tnefi_base_equal(d->scratch, tnefi_decoder_iid_imessage, IID_SIZE))
        signature = 0;
    if (d->have == WRAPPED_SIZE && signature == TNEF_SIGNATURE && d->depth < d->cfg.max_depth)
        unwrap(d);
    if (signature == TNEF_SIGNATURE && d->depth < d->cfg.max_depth) {
        descend(d);
    } else {
        refuse(d, signature);
        go(d, ST_opaque);
    }
}

size_t tnefi_decoder_step_nested_head(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_decoder_gather(d, p, n);

    if (d->have < d->need)
        return taken;
    if (is_wrapped(d))
        d->need = WRAPPED_SIZE;
    else
        head_read(d);
    return taken;
}

/* Delivers the bytes that were gathered to see whether the value is a message. */
void tnefi_decoder_turn_opaque(struct tnef_decoder *d)
{
    const struct tnefi_decoder_level *l = top(d);
    uint64_t left = room_to(d, l->value_end);
    uint32_t n = d->have == WRAPPED_SIZE && d->offset >= WRAPPED_SIZE ? WRAPPED_SIZE : STREAM_HEAD_SIZE;

    tnefi_decoder_deliver_data(d, d->scratch, n, l->opaque != 0 ? TNEF_F_OPAQUE : 0, left);
    d->tail[0] = d->scratch[n - 2u];
    d->tail[1] = d->scratch[n - 1u];
    if (left == 0)
        tnefi_decoder_check_string(d);
    go(d, left > 0 ? ST_value_data : ST_value_end);
}

void tnefi_decoder_turn_raw_head(struct tnef_decoder *d)
{
    tnefi_decoder_deliver_raw(d, d->depth - 1u, d->scratch, STREAM_HEAD_SIZE, d->offset - STREAM_HEAD_SIZE,
                              room_to(d, top(d)->end));
    go(d, ST_stream_begin);
}
