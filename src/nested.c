/* SPDX-License-Identifier: MIT */
/* Embedded messages: a value whose bytes are a stream is read as one, in the same pass, one level
 * further up the stack. A value that only should be one, or that stands too deep, is delivered as
 * bytes. */

#include "decoder_priv.h"

#include "bytes.h"

#define SIGNATURE 0x223E9F78u

void tnefi_level_copy(struct tnefi_level *to, const struct tnefi_level *from)
{
    *to = *from;
}

void tnefi_level_begin(struct tnefi_level *l, uint64_t end, uint64_t raw_done)
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

/* The signature and key stand in scratch. */
/*@ requires \valid(d) && P_INV(d) && d->depth < d->cfg.max_depth;
    requires d->level.in_value.open != 0 && d->offset >= STREAM_HEAD_SIZE;
    P_TOTAL;
    assigns d->state, P_LEVEL(d->level), P_LEVEL(d->below[d->depth]), d->depth,
            d->below[d->depth].guid[0 .. 15], d->below[d->depth].iid[0 .. 15], d->fixed[0 .. 15];
    ensures P_COUNTERS(d) && d->offset <= d->level.end && P_LEVEL_OK(&d->level, d->offset);
    ensures P_BELOW_OK(d);
    ensures P_BELOW_AT(d);
    ensures P_BELOW_NESTED(d);
    ensures d->level.data_open == 0 && d->level.in_value.open == 0;
    ensures d->state == ST_raw_head || d->state == ST_stream_begin;
    ensures d->depth == \old(d->depth) + 1 && P_TO_CLOSE(&d->level) == 0; */
static void descend(struct tnef_decoder *d)
{
    uint64_t end = d->level.value_end;

    d->level.nested = 1;
    tnefi_level_copy(&d->below[d->depth], &d->level);
    d->depth++;
    tnefi_level_begin(&d->level, end, d->offset);
    d->fixed[0] = d->scratch[4];
    d->fixed[1] = d->scratch[5];
    if ((d->cfg.flags & TNEF_RAW_NESTED) != 0)
        go(d, ST_raw_head);
    else
        go(d, ST_stream_begin);
}

void tnefi_ascend(struct tnef_decoder *d)
{
    d->depth--;
    tnefi_level_copy(&d->level, &d->below[d->depth]);
    if (d->unwinding != 0)
        go(d, ST_unwind);
    else
        go(d, ST_value_end);
}

size_t tnefi_step_nested_head(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    struct tnefi_level *l = top(d);
    size_t taken = tnefi_gather(d, p, n);

    if (d->have < d->need)
        return taken;
    if (tnefi_le32(d->scratch) != SIGNATURE) {
        if (tnefi_is_message(l)) {
            tnefi_note(d, TNEF_A_SIGNATURE, TNEF_E_NESTED, l->value_off, SIGNATURE,
                       tnefi_le32(d->scratch));
            l->opaque = 1;
        }
        go(d, ST_opaque);
    } else if (d->depth >= d->cfg.max_depth) {
        tnefi_note(d, TNEF_A_LIMIT, TNEF_E_LIMIT_DEPTH, l->value_off, d->cfg.max_depth,
                   d->depth + 1u);
        l->opaque = 1;
        go(d, ST_opaque);
    } else {
        descend(d);
    }
    return taken;
}

/* The bytes that were gathered to see whether there is a message. */
void tnefi_turn_opaque(struct tnef_decoder *d)
{
    const struct tnefi_level *l = top(d);
    uint64_t left = room_to(d, l->value_end);

    tnefi_deliver_data(d, d->scratch, STREAM_HEAD_SIZE, l->opaque != 0 ? TNEF_F_OPAQUE : 0, left);
    d->tail[0] = d->scratch[STREAM_HEAD_SIZE - 2u];
    d->tail[1] = d->scratch[STREAM_HEAD_SIZE - 1u];
    if (left > 0)
        go(d, ST_value_data);
    else
        go(d, ST_value_end);
}

void tnefi_turn_raw_head(struct tnef_decoder *d)
{
    tnefi_deliver_raw(d, d->depth - 1u, d->scratch, STREAM_HEAD_SIZE, d->offset - STREAM_HEAD_SIZE,
                      room_to(d, top(d)->end));
    go(d, ST_stream_begin);
}
