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

#include "decoder/whole.h"

#include "base/bytes.h"
#include "base/types.h"

#include <tnef/mapi.h>

void tnefi_decoder_list_begin(struct tnef_decoder *d)
{
    struct tnefi_decoder_level *l = top(d);

    l->rows_left = l->row = 0;
    l->props_left = l->props = 0;
    if (tnefi_decoder_attr_info(l->attr)->kind == TNEFI_K_TABLE)
        tnefi_decoder_ask(d, ST_table_head, 4);
    else
        tnefi_decoder_ask(d, ST_list_head, 4);
}

/* There are fewer elements than the count claims: |read| of |claimed|. */
/*@ requires \valid(d) && P_COUNTERS(d);
    P_TOTAL;
    assigns P_NOTED, d->level.in_attr.bad, d->level.in_row.bad, d->level.in_prop.bad,
            d->level.in_value.bad;
    ensures P_COUNTERS(d); */
static void note_count(struct tnef_decoder *d, uint32_t read, uint32_t claimed)
{
    tnefi_decoder_spoil(d);
    tnefi_decoder_note(d, TNEF_A_COUNT, TNEF_E_OVERRUN, d->offset, read, claimed);
}

/* ---- Rows ---------------------------------------------------------------------------------- */

/* The attribute ends before the rows do. */
/*@ requires d->level.data_open != 0;
    P_NEXT(2);
    assigns P_LIST_DONE, P_SPOILT; */
static void rows_missing(struct tnef_decoder *d)
{
    note_count(d, top(d)->row, top(d)->row + top(d)->rows_left);
    tnefi_decoder_list_done(d);
}

/* Rows beyond the limit are still parsed, to find what follows, but not reported. */
/*@ requires \valid(d) && P_HERE(d);
    P_TOTAL;
    assigns P_NOTED, d->mute, d->level.in_attr.skipped;
    ensures P_COUNTERS(d); */
static void limit_rows(struct tnef_decoder *d)
{
    struct tnefi_decoder_level *l = top(d);

    tnefi_decoder_note(d, TNEF_A_LIMIT, TNEF_E_LIMIT_ROWS, d->offset, d->cfg.max_rows, l->row + l->rows_left);
    l->in_attr.skipped = 1;
    d->mute = R_ATTR;
}

void tnefi_decoder_next_row(struct tnef_decoder *d)
{
    struct tnefi_decoder_level *l = top(d);

    if (l->rows_left == 0) {
        tnefi_decoder_list_done(d);
    } else if (room_to(d, l->attr_end) == 0) {
        rows_missing(d);
    } else {
        if (l->row == d->cfg.max_rows)
            limit_rows(d);
        l->row_off = d->offset;
        tnefi_decoder_ask(d, ST_row_head, 4);
    }
}

size_t tnefi_decoder_step_table_head(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_decoder_gather(d, p, n);

    if (d->have < d->need)
        return taken;
    top(d)->rows_left = tnefi_base_le32(d->scratch);
    top(d)->row = 0;
    tnefi_decoder_next_row(d);
    return taken;
}

size_t tnefi_decoder_step_row_head(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    struct tnefi_decoder_level *l = top(d);
    size_t taken = tnefi_decoder_gather(d, p, n);

    if (d->have < d->need)
        return taken;
    l->rows_left--;
    l->row++;
    tnefi_decoder_open(&l->in_row);
    l->props_left = tnefi_base_le32(d->scratch);
    l->props = 0;
    go(d, ST_row_begin);
    return taken;
}

void tnefi_decoder_turn_row_begin(struct tnef_decoder *d)
{
    tnefi_decoder_say_row_begin(d);
    tnefi_decoder_next_prop(d);
}

void tnefi_decoder_turn_row_end(struct tnef_decoder *d)
{
    tnefi_decoder_say_row_end(d);
    tnefi_decoder_close_row(d);
    tnefi_decoder_next_row(d);
}

/* ---- Properties ---------------------------------------------------------------------------- */

/*@ requires d->level.data_open != 0;
    P_NEXT(4);
    assigns P_LIST_DONE; */
static void list_end(struct tnef_decoder *d)
{
    if (top(d)->in_row.open != 0)
        go(d, ST_row_end);
    else
        tnefi_decoder_list_done(d);
}

/* Properties beyond the limit are still parsed, to find what follows, but not reported. */
/*@ requires \valid(d) && P_HERE(d);
    P_TOTAL;
    assigns P_NOTED, d->mute, d->level.in_row.skipped, d->level.in_attr.skipped;
    ensures P_COUNTERS(d); */
static void limit_properties(struct tnef_decoder *d)
{
    struct tnefi_decoder_level *l = top(d);
    uint16_t mute = l->in_row.open != 0 ? R_ROW : R_ATTR;

    tnefi_decoder_note(d, TNEF_A_LIMIT, TNEF_E_LIMIT_PROPERTIES, d->offset, d->cfg.max_properties,
                       l->props + l->props_left);
    if (l->in_row.open != 0)
        l->in_row.skipped = 1;
    else
        l->in_attr.skipped = 1;
    if (d->mute == 0 || d->mute > mute)
        d->mute = mute;
}

/* The attribute ends before the properties do. */
/*@ requires d->level.data_open != 0;
    P_NEXT(4);
    assigns P_LIST_DONE, P_SPOILT; */
static void props_missing(struct tnef_decoder *d)
{
    note_count(d, top(d)->props, top(d)->props + top(d)->props_left);
    list_end(d);
}

void tnefi_decoder_next_prop(struct tnef_decoder *d)
{
    struct tnefi_decoder_level *l = top(d);

    if (l->props_left == 0) {
        list_end(d);
    } else if (room_to(d, l->attr_end) == 0) {
        props_missing(d);
    } else {
        if (l->props == d->cfg.max_properties)
            limit_properties(d);
        l->prop_off = d->offset;
        tnefi_decoder_ask(d, ST_prop_head, 4);
    }
}

size_t tnefi_decoder_step_list_head(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_decoder_gather(d, p, n);

    if (d->have < d->need)
        return taken;
    top(d)->props_left = tnefi_base_le32(d->scratch);
    top(d)->props = 0;
    tnefi_decoder_next_prop(d);
    return taken;
}

void tnefi_decoder_prop_values(struct tnef_decoder *d)
{
    struct tnefi_decoder_level *l = top(d);
    uint32_t size = tnefi_decoder_type_size(l->prop_type);

    if (size == TNEFI_SIZE_VARIABLE || tnefi_base_is_multi(l->prop_type))
        tnefi_decoder_ask(d, ST_value_count, 4);
    else
        tnefi_decoder_prop_begin(d, l->prop_id, l->prop_type, size != 0 ? 1u : 0u);
}

/* Type and id of the property are known; |type| is the type as on the wire. */
/*@ requires d->level.data_open != 0;
    P_NEXT(14);
    assigns P_PROP_ASKED; */
static void prop_type_known(struct tnef_decoder *d, uint16_t type)
{
    const struct tnefi_decoder_level *l = top(d);

    if (tnefi_decoder_type_size(l->prop_type) == TNEFI_SIZE_UNKNOWN) {
        tnefi_decoder_note(d, TNEF_A_TYPE, TNEF_E_TYPE, l->prop_off, 0, type);
        tnefi_decoder_abandon(d);
    } else if (l->prop_id >= TNEF_PID_NAMED_FIRST) {
        tnefi_decoder_ask(d, ST_prop_guid, 20);
    } else {
        tnefi_decoder_prop_values(d);
    }
}

/* The definition, which takes the head alone. */
/*@ P_EATS(ST_prop_head);
    assigns P_GATHERED, P_PROP_ASKED, d->level.props_left, d->level.props, d->level.named; */
static size_t gather_head(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    struct tnefi_decoder_level *l = top(d);
    size_t taken = tnefi_decoder_gather(d, p, n);
    uint16_t type;

    if (d->have < d->need)
        return taken;
    l->props_left--;
    l->props++;
    type = tnefi_base_le16(d->scratch);
    if (tnefi_base_is_multi(type) && type / TNEF_PTYP_MVI % 2u == 1u)
        l->prop_type = (uint16_t)(type - TNEF_PTYP_MVI);
    else
        l->prop_type = type;
    l->prop_id = tnefi_base_le16(d->scratch + 2);
    l->named = NAMED_NO;
    prop_type_known(d, type);
    return taken;
}

size_t tnefi_decoder_step_prop_head(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_decoder_whole_props(d, p, n);

    return taken > 0 ? taken : gather_head(d, p, n);
}
