/* SPDX-License-Identifier: MIT */
/* Names of properties, which stand between id and values of those with id >= 0x8000
 * ([MS-OXTNEF] 2.1.3.4):
 *
 *     name      = property set, 16 bytes; kind u32; then
 *                 kind 0: number u32
 *                 kind 1: length u32, UTF-16LE with its NUL, 0-3 bytes of padding */

#include "decoder/priv.h"

#include "base/touch.h"

#include "base/bytes.h"

/* How the property is named: by number or by string. */
/*@ requires d->level.data_open != 0 && d->offset >= 4;
    P_NEXT(3);
    assigns P_ASKED; */
static void kind_read(struct tnef_decoder *d, uint32_t kind)
{
    if (kind == 0) {
        tnefi_decoder_ask(d, ST_name_id, 4);
    } else if (kind == 1) {
        tnefi_decoder_ask(d, ST_name_len, 4);
    } else {
        tnefi_decoder_note(d, TNEF_A_NAME_KIND, TNEF_E_NAME, d->offset - 4u, 1, kind);
        tnefi_decoder_abandon(d);
    }
}

size_t tnefi_decoder_step_prop_guid(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_decoder_gather(d, p, n);

    if (d->have < d->need)
        return taken;
    tnefi_base_copy(d->level.guid, d->scratch, 16);
    kind_read(d, tnefi_base_le32(d->scratch + 16));
    return taken;
}

size_t tnefi_decoder_step_name_id(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_decoder_gather(d, p, n);

    if (d->have < d->need)
        return taken;
    top(d)->name_id = tnefi_base_le32(d->scratch);
    top(d)->named = NAMED_NUMBER;
    tnefi_decoder_prop_values(d);
    return taken;
}

/* Of |have| bytes in the buffer those before the terminator, which should be there. */
/*@ requires \valid(d) && P_COUNTERS(d) && have <= d->name_have;
    P_TOTAL;
    assigns P_NOTED, d->name_have;
    ensures P_COUNTERS(d); */
static void cut_terminator(struct tnef_decoder *d, uint32_t have)
{
    d->name_have = have;
    if (have < 2u)
        return;
    if (d->name[have - 2u] == 0 && d->name[have - 1u] == 0)
        d->name_have = have - 2u;
    else if (d->level.named == NAMED_STRING)
        tnefi_decoder_note(d, TNEF_A_UNTERMINATED, TNEF_OK, d->offset, 0, d->name[have - 1u]);
}

/* Bytes of padding that are there of those that should be. */
/*@ requires \valid(d) && P_HERE(d) && d->level.data_open != 0 && pad < 4;
    P_TOTAL;
    assigns P_NOTED;
    ensures P_COUNTERS(d) && \result < 4 && d->offset + \result <= d->level.attr_end; */
static uint32_t name_padding(struct tnef_decoder *d, uint32_t pad)
{
    uint64_t room = room_to(d, d->level.attr_end);

    if (pad <= room)
        return pad;
    tnefi_decoder_note(d, TNEF_A_PADDING, TNEF_OK, d->offset, pad, room);
    return (uint32_t)room;
}

/* All bytes of the name were taken. */
/*@ requires d->level.data_open != 0;
    P_NEXT(14);
    assigns P_PROP_ASKED, d->name_have; */
static void name_end(struct tnef_decoder *d)
{
    uint32_t pad;

    cut_terminator(d, d->name_have - d->name_have % 2u);
    pad = name_padding(d, (4u - d->name_len % 4u) % 4u);
    if (pad > 0)
        tnefi_decoder_expect(d, ST_name_pad, pad);
    else
        tnefi_decoder_prop_values(d);
}

/* A name of |len| bytes begins, all of which are there. */
/*@ requires \valid(d) && P_HERE(d) && d->level.data_open != 0 && d->level.in_value.open == 0;
    requires len <= d->level.attr_end - d->offset;
    P_TOTAL;
    assigns P_NOTED, d->name_len, d->name_have, d->level.named, d->level.name_id,
            d->level.value_end;
    ensures P_COUNTERS(d) && d->name_len == len && d->level.value_end == d->offset + len; */
static void name_begin(struct tnef_decoder *d, uint32_t len)
{
    struct tnefi_decoder_level *l = top(d);

    d->name_len = len;
    d->name_have = 0;
    l->named = NAMED_STRING;
    l->name_id = 0;
    l->value_end = d->offset + len;
    if (len > TNEF_NAME_SIZE) {
        l->named = NAMED_CUT;
        tnefi_decoder_note(d, TNEF_A_LIMIT, TNEF_E_LIMIT_NAME, d->offset, TNEF_NAME_SIZE, len);
    }
    if (len % 2u != 0)
        tnefi_decoder_note(d, TNEF_A_TEXT, TNEF_OK, d->offset, 0, len);
}

/*@ requires d->level.data_open != 0 && d->offset >= 4;
    P_NEXT(14);
    assigns P_PROP_ASKED, d->name_have, d->name_len, d->level.named, d->level.name_id,
            d->level.value_end; */
static void len_read(struct tnef_decoder *d, uint32_t len)
{
    uint64_t room = room_to(d, d->level.attr_end);

    if (len > room) {
        tnefi_decoder_note(d, TNEF_A_OVERRUN, TNEF_E_OVERRUN, d->offset - 4u, room, len);
        tnefi_decoder_abandon(d);
        return;
    }
    name_begin(d, len);
    if (len > 0)
        go(d, ST_name_data);
    else
        name_end(d);
}

size_t tnefi_decoder_step_name_len(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_decoder_gather(d, p, n);

    if (d->have == d->need)
        len_read(d, tnefi_base_le32(d->scratch));
    return taken;
}

size_t tnefi_decoder_step_name_data(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_decoder_take(d, p, n, top(d)->value_end);
    size_t kept = TNEF_NAME_SIZE - d->name_have;

    if (kept > taken)
        kept = taken;
    TNEFI_TOUCH(kept);
    tnefi_base_copy(d->name + d->name_have, p, kept);
    d->name_have += (uint32_t)kept;
    if (room_to(d, top(d)->value_end) == 0)
        name_end(d);
    return taken;
}

size_t tnefi_decoder_step_name_pad(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_decoder_gather(d, p, n);

    if (d->have < d->need)
        return taken;
    tnefi_decoder_check_padding(d);
    tnefi_decoder_prop_values(d);
    return taken;
}
