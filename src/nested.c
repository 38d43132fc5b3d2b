/* SPDX-License-Identifier: MIT */
/* Embedded messages: a value whose bytes are a stream is read as one, in the same pass, one level
 * further up the stack. A value that only should be one, or that stands too deep, is delivered as
 * bytes. */

#include "decoder_priv.h"

#include "bytes.h"

#define SIGNATURE 0x223E9F78u

void tnefi_level_begin(struct tnefi_level *l, uint64_t end, uint64_t raw_done)
{
    static const struct tnefi_level fresh;

    *l = fresh;
    l->end = end;
    l->raw_done = raw_done;
}

/* The signature and key stand in scratch. */
/*@ requires \valid(d) && P_INV(d) && d->depth < d->cfg.max_depth;
    requires d->level.in_value.open != 0 && d->offset >= STREAM_HEAD_SIZE;
    P_TOTAL;
    assigns d->state, d->level, d->depth, d->below[0 .. TNEF_DEPTH_CEILING - 1],
            d->fixed[0 .. 15];
    ensures P_INV(d) && d->level.data_open == 0 && d->level.in_value.open == 0;
    ensures d->state == ST_raw_head || d->state == ST_stream_begin;
    ensures d->depth == \old(d->depth) + 1 && to_close(&d->level) == 0; */
static void descend(struct tnef_decoder *d)
{
    uint64_t end = d->level.value_end;

    d->level.nested = 1;
    d->below[d->depth] = d->level;
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
    d->level = d->below[d->depth];
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
