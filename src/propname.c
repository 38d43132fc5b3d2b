/* SPDX-License-Identifier: MIT */
/* Names of properties, which stand between id and values of those with id >= 0x8000
 * ([MS-OXTNEF] 2.1.3.4):
 *
 *     name      = property set, 16 bytes; kind u32; then
 *                 kind 0: number u32
 *                 kind 1: length u32, UTF-16LE with its NUL, 0-3 bytes of padding */

#include "decoder_priv.h"

#include "bytes.h"

size_t tnefi_step_prop_guid(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    struct tnefi_level *l = top(d);
    size_t taken = tnefi_gather(d, p, n);
    uint32_t kind;

    if (d->have < d->need)
        return taken;
    tnefi_copy(l->guid, d->scratch, 16);
    kind = tnefi_le32(d->scratch + 16);
    if (kind == 0) {
        tnefi_ask(d, ST_name_id, 4);
    } else if (kind == 1) {
        tnefi_ask(d, ST_name_len, 4);
    } else {
        tnefi_note(d, TNEF_A_NAME_KIND, TNEF_E_NAME, d->offset - 4u, 1, kind);
        tnefi_abandon(d);
    }
    return taken;
}

size_t tnefi_step_name_id(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_gather(d, p, n);

    if (d->have < d->need)
        return taken;
    top(d)->name_id = tnefi_le32(d->scratch);
    top(d)->named = NAMED_NUMBER;
    tnefi_prop_values(d);
    return taken;
}

/* All bytes of the name were taken; those in the buffer end with its terminator, or should. */
/*@ requires d->level.data_open != 0;
    P_NEXT(14);
    assigns P_PROP_ASKED, d->name_have; */
static void name_end(struct tnef_decoder *d)
{
    struct tnefi_level *l = top(d);
    uint32_t have = d->name_have - d->name_have % 2u;
    uint32_t pad = (4u - d->name_len % 4u) % 4u;
    uint64_t room = room_to(d, l->attr_end);

    if (have >= 2u && d->name[have - 2u] == 0 && d->name[have - 1u] == 0)
        have -= 2u;
    else if (have > 0 && l->named == NAMED_STRING)
        tnefi_note(d, TNEF_A_UNTERMINATED, TNEF_OK, d->offset, 0, d->name[have - 1u]);
    d->name_have = have;
    if (pad > room) {
        tnefi_note(d, TNEF_A_PADDING, TNEF_OK, d->offset, pad, room);
        pad = (uint32_t)room;
    }
    if (pad > 0)
        tnefi_expect(d, ST_name_pad, pad);
    else
        tnefi_prop_values(d);
}

size_t tnefi_step_name_len(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    struct tnefi_level *l = top(d);
    size_t taken = tnefi_gather(d, p, n);
    uint64_t room = room_to(d, l->attr_end);
    uint32_t len;

    if (d->have < d->need)
        return taken;
    len = tnefi_le32(d->scratch);
    if (len > room) {
        tnefi_note(d, TNEF_A_OVERRUN, TNEF_E_OVERRUN, d->offset - 4u, room, len);
        tnefi_abandon(d);
        return taken;
    }
    d->name_len = len;
    d->name_have = 0;
    l->named = NAMED_STRING;
    l->name_id = 0;
    l->value_end = d->offset + len;
    if (len > TNEF_NAME_SIZE) {
        l->named = NAMED_CUT;
        tnefi_note(d, TNEF_A_LIMIT, TNEF_E_LIMIT_NAME, d->offset, TNEF_NAME_SIZE, len);
    }
    if (len % 2u != 0)
        tnefi_note(d, TNEF_A_TEXT, TNEF_OK, d->offset, 0, len);
    if (len > 0)
        go(d, ST_name_data);
    else
        name_end(d);
    return taken;
}

size_t tnefi_step_name_data(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_take(d, p, n, top(d)->value_end);
    size_t kept = TNEF_NAME_SIZE - d->name_have;

    if (kept > taken)
        kept = taken;
    tnefi_copy(d->name + d->name_have, p, kept);
    d->name_have += (uint32_t)kept;
    if (room_to(d, top(d)->value_end) == 0)
        name_end(d);
    return taken;
}

size_t tnefi_step_name_pad(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_gather(d, p, n);

    if (d->have < d->need)
        return taken;
    tnefi_check_padding(d);
    tnefi_prop_values(d);
    return taken;
}
