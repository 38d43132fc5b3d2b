/* SPDX-License-Identifier: MIT */
/* Embedded messages: a value whose bytes are a stream is read as one, in the same pass, one level
 * further up the stack. A value that only should be one, or that stands too deep, is delivered as
 * bytes. */

#include "decoder_priv.h"

#include "bytes.h"

#define SIGNATURE 0x223E9F78u

void tnefi_level_copy(struct tnefi_level *to, const struct tnefi_level *from)
{
    to->end = from->end;
    to->attr_end = from->attr_end;
    to->value_end = from->value_end;
    to->attr_off = from->attr_off;
    to->data_off = from->data_off;
    to->row_off = from->row_off;
    to->prop_off = from->prop_off;
    to->value_off = from->value_off;
    to->raw_done = from->raw_done;
    to->junk_off = from->junk_off;
    to->seen = from->seen;
    to->attr_id = from->attr_id;
    to->attr = from->attr;
    to->attr_len = from->attr_len;
    to->rows_left = from->rows_left;
    to->row = from->row;
    to->props_left = from->props_left;
    to->props = from->props;
    to->values_left = from->values_left;
    to->values = from->values;
    to->value_len = from->value_len;
    to->name_id = from->name_id;
    to->prop_id = from->prop_id;
    to->prop_type = from->prop_type;
    to->sum = from->sum;
    to->attr_level = from->attr_level;
    to->in_stream.open = from->in_stream.open;
    to->in_stream.bad = from->in_stream.bad;
    to->in_stream.skipped = from->in_stream.skipped;
    to->in_attr.open = from->in_attr.open;
    to->in_attr.bad = from->in_attr.bad;
    to->in_attr.skipped = from->in_attr.skipped;
    to->in_row.open = from->in_row.open;
    to->in_row.bad = from->in_row.bad;
    to->in_row.skipped = from->in_row.skipped;
    to->in_prop.open = from->in_prop.open;
    to->in_prop.bad = from->in_prop.bad;
    to->in_prop.skipped = from->in_prop.skipped;
    to->in_value.open = from->in_value.open;
    to->in_value.bad = from->in_value.bad;
    to->in_value.skipped = from->in_value.skipped;
    to->data_open = from->data_open;
    to->computed = from->computed;
    to->compute_next = from->compute_next;
    to->value_size = from->value_size;
    to->named = from->named;
    to->has_iid = from->has_iid;
    to->nested = from->nested;
    to->opaque = from->opaque;
    to->has_attachment = from->has_attachment;
    to->junk_bad = from->junk_bad;
    tnefi_copy(to->guid, from->guid, sizeof to->guid);
    tnefi_copy(to->iid, from->iid, sizeof to->iid);
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
    ensures counters(d) && d->offset <= d->level.end && level_ok(&d->level, d->offset);
    ensures below_ok(d);
    ensures below_at(d);
    ensures below_nested(d);
    ensures d->level.data_open == 0 && d->level.in_value.open == 0;
    ensures d->state == ST_raw_head || d->state == ST_stream_begin;
    ensures d->depth == \old(d->depth) + 1 && to_close(&d->level) == 0; */
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
