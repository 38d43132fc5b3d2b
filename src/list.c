/* SPDX-License-Identifier: MIT */
/* Property lists and recipient tables ([MS-OXTNEF] 2.1.3.4 and 2.1.3.5):
 *
 *     table     = rows u32, rows * list
 *     list      = properties u32, properties * property
 *     property  = type u16, id u16, [name], values          (value.c)
 *     name      = property set, 16 bytes; kind u32; then    when id >= 0x8000
 *                 kind 0: number u32
 *                 kind 1: length u32, UTF-16LE with its NUL, 0-3 bytes of padding
 *
 * None of them has a length of its own: only the attribute around has. Counts are claims; elements
 * are read until the attribute ends, and limits count what was read. */

#include "decoder_priv.h"

#include "bytes.h"

#include <string.h>

#define MULTI_VALUED 0x1000u
#define INSTANCE     0x2000u
#define NAMED_FROM   0x8000u

void tnefi_list_begin(struct tnef_decoder *d)
{
    struct tnefi_level *l = top(d);

    l->rows_left = l->row = 0;
    l->props_left = l->props = 0;
    if (tnefi_attr_info(l->attr)->kind == TNEFI_K_TABLE)
        tnefi_ask(d, ST_table_head, 4);
    else
        tnefi_ask(d, ST_list_head, 4);
}

/* Fewer elements than the count said: |read| of |claimed|. */
static void note_count(struct tnef_decoder *d, uint32_t read, uint32_t claimed)
{
    tnefi_spoil(d);
    tnefi_note(d, TNEF_A_COUNT, TNEF_E_OVERRUN, d->offset, read, claimed);
}

/* ---- Rows ---------------------------------------------------------------------------------- */

void tnefi_next_row(struct tnef_decoder *d)
{
    struct tnefi_level *l = top(d);

    if (l->rows_left == 0) {
        tnefi_list_done(d);
        return;
    }
    if (room_to(d, l->attr_end) == 0) {
        note_count(d, l->row, l->row + l->rows_left);
        tnefi_list_done(d);
        return;
    }
    if (l->row == d->cfg.max_rows) {
        tnefi_note(d, TNEF_A_LIMIT, TNEF_E_LIMIT_ROWS, d->offset, d->cfg.max_rows,
                   l->row + l->rows_left);
        l->in_attr.skipped = 1;
        d->mute = R_ATTR;
    }
    l->row_off = d->offset;
    tnefi_ask(d, ST_row_head, 4);
}

size_t tnefi_step_table_head(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_gather(d, p, n);

    if (d->have < d->need)
        return taken;
    top(d)->rows_left = tnefi_le32(d->scratch);
    tnefi_next_row(d);
    return taken;
}

size_t tnefi_step_row_head(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    struct tnefi_level *l = top(d);
    size_t taken = tnefi_gather(d, p, n);

    if (d->have < d->need)
        return taken;
    l->rows_left--;
    l->row++;
    l->in_row = tnefi_opened;
    l->props_left = tnefi_le32(d->scratch);
    l->props = 0;
    go(d, ST_row_begin);
    return taken;
}

void tnefi_turn_row_begin(struct tnef_decoder *d)
{
    tnef_event ev;

    tnefi_event(d, &ev, TNEF_EV_ROW_BEGIN);
    ev.offset = top(d)->row_off;
    ev.count = top(d)->props_left;
    tnefi_next_prop(d);
    tnefi_deliver(d, &ev, R_ROW);
}

/* The END goes by the mute that the row stood in, not by one that begins or ends behind it. */
void tnefi_turn_row_end(struct tnef_decoder *d)
{
    tnef_event ev;
    uint8_t mute;
    uint8_t next;

    tnefi_close_row(d, &ev);
    mute = d->mute;
    tnefi_next_row(d);
    next = d->mute;
    d->mute = mute;
    tnefi_deliver(d, &ev, R_ROW);
    d->mute = next;
}

/* ---- Properties ---------------------------------------------------------------------------- */

static void list_end(struct tnef_decoder *d)
{
    if (top(d)->in_row.open != 0)
        go(d, ST_row_end);
    else
        tnefi_list_done(d);
}

/* The rest of the list is still read, for what stands behind it, but not said. */
static void limit_properties(struct tnef_decoder *d)
{
    struct tnefi_level *l = top(d);
    uint8_t mute = l->in_row.open != 0 ? R_ROW : R_ATTR;

    tnefi_note(d, TNEF_A_LIMIT, TNEF_E_LIMIT_PROPERTIES, d->offset, d->cfg.max_properties,
               l->props + l->props_left);
    if (l->in_row.open != 0)
        l->in_row.skipped = 1;
    else
        l->in_attr.skipped = 1;
    if (d->mute == 0 || d->mute > mute)
        d->mute = mute;
}

void tnefi_next_prop(struct tnef_decoder *d)
{
    struct tnefi_level *l = top(d);

    if (l->props_left == 0) {
        list_end(d);
        return;
    }
    if (room_to(d, l->attr_end) == 0) {
        note_count(d, l->props, l->props + l->props_left);
        list_end(d);
        return;
    }
    if (l->props == d->cfg.max_properties)
        limit_properties(d);
    l->prop_off = d->offset;
    tnefi_ask(d, ST_prop_head, 4);
}

size_t tnefi_step_list_head(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_gather(d, p, n);

    if (d->have < d->need)
        return taken;
    top(d)->props_left = tnefi_le32(d->scratch);
    tnefi_next_prop(d);
    return taken;
}

/* The property's type, id and name are known. */
static void prop_values(struct tnef_decoder *d)
{
    struct tnefi_level *l = top(d);
    uint32_t size = tnefi_type_size(l->prop_type);

    if (size == TNEFI_SIZE_VARIABLE || (l->prop_type & MULTI_VALUED) != 0)
        tnefi_ask(d, ST_value_count, 4);
    else
        tnefi_prop_begin(d, l->prop_id, l->prop_type, size != 0 ? 1u : 0u);
}

size_t tnefi_step_prop_head(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    struct tnefi_level *l = top(d);
    size_t taken = tnefi_gather(d, p, n);
    uint16_t type;

    if (d->have < d->need)
        return taken;
    l->props_left--;
    l->props++;
    type = tnefi_le16(d->scratch);
    l->prop_type = (uint16_t)((type & MULTI_VALUED) != 0 ? type & ~INSTANCE : type);
    l->prop_id = tnefi_le16(d->scratch + 2);
    l->named = 0;
    if (tnefi_type_size(l->prop_type) == TNEFI_SIZE_UNKNOWN) {
        tnefi_note(d, TNEF_A_TYPE, TNEF_E_TYPE, l->prop_off, 0, type);
        tnefi_abandon(d);
    } else if (l->prop_id >= NAMED_FROM) {
        tnefi_ask(d, ST_prop_guid, 20);
    } else {
        prop_values(d);
    }
    return taken;
}

/* ---- Names --------------------------------------------------------------------------------- */

size_t tnefi_step_prop_guid(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    struct tnefi_level *l = top(d);
    size_t taken = tnefi_gather(d, p, n);
    uint32_t kind;

    if (d->have < d->need)
        return taken;
    memcpy(l->guid, d->scratch, 16);
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
    top(d)->named = 1;
    prop_values(d);
    return taken;
}

/* All bytes of the name were taken; those in the buffer end with its terminator, or should. */
static void name_end(struct tnef_decoder *d)
{
    struct tnefi_level *l = top(d);
    uint32_t have = d->name_have - d->name_have % 2u;
    uint32_t pad = (4u - d->name_len % 4u) % 4u;
    uint64_t room = room_to(d, l->attr_end);

    if (have >= 2u && d->name[have - 2u] == 0 && d->name[have - 1u] == 0)
        have -= 2u;
    else if (have > 0 && l->named == 2)
        tnefi_note(d, TNEF_A_UNTERMINATED, TNEF_OK, d->offset, 0, d->name[have - 1u]);
    d->name_have = have;
    if (pad > room) {
        tnefi_note(d, TNEF_A_PADDING, TNEF_OK, d->offset, pad, room);
        pad = (uint32_t)room;
    }
    if (pad > 0)
        tnefi_expect(d, ST_name_pad, pad);
    else
        prop_values(d);
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
    l->named = 2;
    l->name_id = 0;
    l->value_end = d->offset + len;
    if (len > TNEF_NAME_SIZE) {
        l->named = 3;
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
    memcpy(d->name + d->name_have, p, kept);
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
    for (uint32_t i = 0; i < d->need; i++)
        if (d->scratch[i] != 0) {
            tnefi_note(d, TNEF_A_PADDING, TNEF_OK, d->offset - d->need, 0, d->scratch[i]);
            break;
        }
    prop_values(d);
    return taken;
}
