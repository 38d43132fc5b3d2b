/* SPDX-License-Identifier: MIT */
/* What stands in a value: bytes, a number, an interface id. Real writers leave junk in the padding
 * of 16-bit values. */

#include "decoder_priv.h"

#include "bytes.h"
#include "types.h"

#define PID_ATTACH_DATA 0x3701u

const uint8_t tnefi_iid_imessage[IID_SIZE] = { 0x07, 0x03, 0x02, 0, 0, 0, 0, 0,
                                               0xC0, 0, 0, 0, 0, 0, 0, 0x46 };

size_t tnefi_step_value_iid(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    struct tnefi_level *l = top(d);
    size_t taken = tnefi_gather(d, p, n);

    if (d->have < d->need)
        return taken;
    tnefi_copy(l->iid, d->scratch, IID_SIZE);
    l->has_iid = 1;
    l->value_off = d->offset;
    go(d, ST_value_begin);
    return taken;
}

int tnefi_is_message(const struct tnefi_level *l)
{
    return l->has_iid != 0 && tnefi_equal(l->iid, tnefi_iid_imessage, IID_SIZE);
}

void tnefi_turn_value_begin(struct tnef_decoder *d)
{
    tnefi_say_value_begin(d);
    go(d, ST_value_body);
}

/* Whether the content of the value is to be read as an embedded message if it begins as one. */
/*@ requires \valid_read(d);
    P_TOTAL;
    assigns \nothing; */
static int may_descend(const struct tnef_decoder *d)
{
    const struct tnefi_level *l = &d->level;

    if (tnefi_is_message(l))
        return 1;
    return (d->cfg.flags & TNEF_DESCEND_DATA) != 0 && l->prop_id == PID_ATTACH_DATA;
}

/*@ requires \valid(d) && P_OK(d) && d->state == ST_value_body;
    requires d->level.computed != COMPUTED_AFTER && d->level.value_size == 0;
    P_TOTAL;
    assigns P_WENT, P_NOTED, d->level.opaque;
    ensures P_COUNTERS(d) && P_STATE(d) && P_RANK(d) < \old(P_RANK(d)); */
static void variable_body(struct tnef_decoder *d)
{
    struct tnefi_level *l = top(d);
    uint64_t room = room_to(d, l->value_end);
    int wanted = d->mute == 0 && l->in_value.skipped == 0;

    if (wanted && room < STREAM_HEAD_SIZE && tnefi_is_message(l)) {
        tnefi_note(d, TNEF_A_SIGNATURE, TNEF_E_NESTED, l->value_off, STREAM_HEAD_SIZE, room);
        l->opaque = 1;
    }
    if (room == 0)
        go(d, ST_value_end);
    else if (!wanted)
        go(d, ST_value_skip);
    else if (room >= STREAM_HEAD_SIZE && may_descend(d))
        tnefi_expect(d, ST_nested_head, STREAM_HEAD_SIZE);
    else
        go(d, ST_value_data);
}

void tnefi_turn_value_body(struct tnef_decoder *d)
{
    const struct tnefi_level *l = top(d);

    if (l->computed == COMPUTED_AFTER)
        go(d, ST_computed);
    else if (l->value_size > 0)
        tnefi_expect(d, ST_value_fixed, l->value_size);
    else
        variable_body(d);
}

/* ---- Data ---------------------------------------------------------------------------------- */

size_t tnefi_step_value_fixed(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_gather(d, p, n);
    uint32_t len;

    if (d->have < d->need)
        return taken;
    len = tnefi_data_size(top(d), d->need);
    tnefi_say_number(d, d->scratch, len);
    if (len == 2 && (d->scratch[2] != 0 || d->scratch[3] != 0))
        tnefi_note(d, TNEF_A_PADDING, TNEF_OK, d->offset - 2u, 0, tnefi_le16(d->scratch + 2));
    go(d, ST_value_end);
    return taken;
}

void tnefi_turn_computed(struct tnef_decoder *d)
{
    tnefi_say_number(d, d->fixed, d->fixed_len);
    go(d, ST_value_end);
}

/* The last two bytes of the value so far. */
/*@ requires \valid(d) && n > 0 && \valid_read(p + (0 .. n - 1));
    requires \separated(d, p + (0 .. n - 1));
    P_TOTAL;
    assigns d->tail[0 .. 1]; */
static void keep_tail(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    d->tail[0] = n >= 2 ? p[n - 2u] : d->tail[1];
    d->tail[1] = p[n - 1u];
}

void tnefi_check_string(struct tnef_decoder *d)
{
    const struct tnefi_level *l = top(d);
    uint64_t len = d->offset - l->value_off;
    uint16_t base = tnefi_base_type(l->prop_type);

    if (base == PT_UNICODE && len % 2u != 0) {
        tnefi_note(d, TNEF_A_TEXT, TNEF_OK, d->offset, 0, len);
        return;
    }
    if (base != PT_STRING8 && base != PT_UNICODE)
        return;
    if (l->computed != COMPUTED_NO && (tnefi_attr_info(l->attr)->flags & TNEFI_AF_STRING) == 0)
        return;
    if (d->tail[1] != 0 || (base == PT_UNICODE && d->tail[0] != 0))
        tnefi_note(d, TNEF_A_UNTERMINATED, TNEF_OK, d->offset, 0, d->tail[1]);
}

size_t tnefi_step_value_data(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    const struct tnefi_level *l = top(d);
    size_t taken = tnefi_take(d, p, n, l->value_end);
    uint64_t left = room_to(d, l->value_end);

    tnefi_deliver_data(d, p, taken, l->opaque != 0 ? TNEF_F_OPAQUE : 0, left);
    keep_tail(d, p, taken);
    if (left == 0) {
        if (l->in_value.bad == 0)
            tnefi_check_string(d);
        go(d, ST_value_end);
    }
    return taken;
}

size_t tnefi_step_value_skip(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_take(d, p, n, top(d)->value_end);

    if (room_to(d, top(d)->value_end) == 0)
        go(d, ST_value_end);
    return taken;
}

void tnefi_turn_value_end(struct tnef_decoder *d)
{
    tnefi_say_value_end(d);
    tnefi_close_value(d);
    tnefi_value_done(d);
}
