/* SPDX-License-Identifier: MIT */
/* What a value is made of: bytes, a number, an interface id. Real writers leave junk in the padding
 * of 16-bit values. */

#include "decoder/priv.h"

#include "base/bytes.h"
#include "base/types.h"

#include <tnef/mapi.h>

const uint8_t tnefi_decoder_iid_imessage[IID_SIZE] = TNEF_IID_IMESSAGE_BYTES;

size_t tnefi_decoder_step_value_iid(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    struct tnefi_decoder_level *l = top(d);
    size_t taken = tnefi_decoder_gather(d, p, n);

    if (d->have < d->need)
        return taken;
    tnefi_base_copy(l->iid, d->scratch, IID_SIZE);
    l->has_iid = 1;
    l->value_off = d->offset;
    go(d, ST_value_begin);
    return taken;
}

int tnefi_decoder_is_message(const struct tnefi_decoder_level *l)
{
    return l->has_iid != 0 && tnefi_base_equal(l->iid, tnefi_decoder_iid_imessage, IID_SIZE);
}

void tnefi_decoder_turn_value_begin(struct tnef_decoder *d)
{
    tnefi_decoder_say_value_begin(d);
    go(d, ST_value_body);
}

/* Whether the content of the value is to be read as an embedded message if it begins as one. */
/*@ requires \valid_read(d);
    P_TOTAL;
    assigns \nothing; */
static int may_descend(const struct tnef_decoder *d)
{
    const struct tnefi_decoder_level *l = &d->level;

    if (tnefi_decoder_is_message(l))
        return 1;
    return (d->cfg.flags & TNEF_DESCEND_DATA) != 0 && l->prop_id == TNEF_PID_ATTACH_DATA_OBJECT;
}

/*@ requires \valid(d) && P_OK(d) && d->state == ST_value_body;
    requires d->level.computed != COMPUTED_AFTER && d->level.value_size == 0;
    P_TOTAL;
    assigns P_WENT, P_NOTED, d->level.opaque;
    ensures P_COUNTERS(d) && P_STATE(d) && P_RANK(d) < \old(P_RANK(d)); */
static void variable_body(struct tnef_decoder *d)
{
    struct tnefi_decoder_level *l = top(d);
    uint64_t room = room_to(d, l->value_end);
    int wanted = d->mute == 0 && l->in_value.skipped == 0;

    if (wanted && room < STREAM_HEAD_SIZE && tnefi_decoder_is_message(l)) {
        tnefi_decoder_note(d, TNEF_A_SIGNATURE, TNEF_E_NESTED, l->value_off, STREAM_HEAD_SIZE, room);
        l->opaque = 1;
    }
    if (room == 0)
        go(d, ST_value_end);
    else if (!wanted)
        go(d, ST_value_skip);
    else if (room >= STREAM_HEAD_SIZE && may_descend(d))
        tnefi_decoder_expect(d, ST_nested_head, STREAM_HEAD_SIZE);
    else
        go(d, ST_value_data);
}

void tnefi_decoder_turn_value_body(struct tnef_decoder *d)
{
    const struct tnefi_decoder_level *l = top(d);

    if (l->computed == COMPUTED_AFTER)
        go(d, ST_computed);
    else if (l->value_size > 0)
        tnefi_decoder_expect(d, ST_value_fixed, l->value_size);
    else
        variable_body(d);
}

/* ---- Data ---------------------------------------------------------------------------------- */

size_t tnefi_decoder_step_value_fixed(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_decoder_gather(d, p, n);
    uint32_t len;

    if (d->have < d->need)
        return taken;
    len = tnefi_decoder_data_size(top(d)->prop_type, d->need);
    tnefi_decoder_say_number(d, d->scratch, len);
    if (len == 2 && (d->scratch[2] != 0 || d->scratch[3] != 0))
        tnefi_decoder_note(d, TNEF_A_PADDING, TNEF_OK, d->offset - 2u, 0, tnefi_base_le16(d->scratch + 2));
    go(d, ST_value_end);
    return taken;
}

void tnefi_decoder_turn_computed(struct tnef_decoder *d)
{
    tnefi_decoder_say_number(d, d->fixed, d->fixed_len);
    go(d, ST_value_end);
}

/* Keeps the last two bytes of the value so far. */
/*@ requires \valid(d) && n > 0 && \valid_read(p + (0 .. n - 1));
    requires \separated(d, p + (0 .. n - 1));
    P_TOTAL;
    assigns d->tail[0 .. 1]; */
static void keep_tail(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    d->tail[0] = n >= 2 ? p[n - 2u] : d->tail[1];
    d->tail[1] = p[n - 1u];
}

void tnefi_decoder_check_string(struct tnef_decoder *d)
{
    const struct tnefi_decoder_level *l = top(d);
    uint64_t len = d->offset - l->value_off;
    uint16_t base = tnefi_base_single_type(l->prop_type);

    if (base == TNEF_PTYP_STRING && len % 2u != 0) {
        tnefi_decoder_note(d, TNEF_A_TEXT, TNEF_OK, d->offset, 0, len);
        return;
    }
    if (base != TNEF_PTYP_STRING8 && base != TNEF_PTYP_STRING)
        return;
    if (l->computed != COMPUTED_NO && (tnefi_decoder_attr_info(l->attr)->flags & TNEFI_AF_STRING) == 0)
        return;
    if (d->tail[1] != 0 || (base == TNEF_PTYP_STRING && d->tail[0] != 0))
        tnefi_decoder_note(d, TNEF_A_UNTERMINATED, TNEF_OK, d->offset, 0, d->tail[1]);
}

size_t tnefi_decoder_step_value_data(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    const struct tnefi_decoder_level *l = top(d);
    size_t taken = tnefi_decoder_take(d, p, n, l->value_end);
    uint64_t left = room_to(d, l->value_end);

    tnefi_decoder_deliver_data(d, p, taken, l->opaque != 0 ? TNEF_F_OPAQUE : 0, left);
    keep_tail(d, p, taken);
    if (left == 0) {
        if (l->in_value.bad == 0)
            tnefi_decoder_check_string(d);
        go(d, ST_value_end);
    }
    return taken;
}

size_t tnefi_decoder_step_value_skip(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_decoder_take(d, p, n, top(d)->value_end);

    if (room_to(d, top(d)->value_end) == 0)
        go(d, ST_value_end);
    return taken;
}

void tnefi_decoder_turn_value_end(struct tnef_decoder *d)
{
    tnefi_decoder_say_value_end(d);
    tnefi_decoder_close_value(d);
    tnefi_decoder_value_done(d);
}
