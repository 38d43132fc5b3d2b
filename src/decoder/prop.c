/* SPDX-License-Identifier: MIT */
/* Properties, and where their values begin and end ([MS-OXTNEF] 2.1.3.4):
 *
 *     type of fixed size          the value, in 4, 8 or 16 bytes; of 16-bit types 2 are padding
 *     multi-valued, fixed size    count u32, count * value
 *     variable size               count u32 (1 unless multi-valued), count * (
 *                                     length u32, without padding
 *                                     data; of an object the first 16 bytes are its interface id
 *                                     0-3 bytes of padding, to a multiple of 4 )
 *
 * value.c reads what is in a value, and nested.c what is in one that is a stream. */

#include "decoder/priv.h"

#include "base/bytes.h"
#include "base/types.h"

#include <tnef/mapi.h>

_Static_assert(TNEFI_MULTI_VALUED == TNEF_PTYP_MV, "base/types.h has the flag of mapi.h");

/* The size of a type that is not listed here is unknown. So is that of multi-valued PtypNull and
 * PtypErrorCode, which are not defined: values of no size would never end. */
uint32_t tnefi_decoder_type_size(uint16_t type)
{
    switch (type) {
    case TNEF_PTYP_NULL:
        return 0;
    case TNEF_PTYP_ERROR_CODE:
    case TNEF_PTYP_INTEGER16:
    case TNEF_PTYP_INTEGER16 | TNEF_PTYP_MV:
    case TNEF_PTYP_INTEGER32:
    case TNEF_PTYP_INTEGER32 | TNEF_PTYP_MV:
    case TNEF_PTYP_FLOATING32:
    case TNEF_PTYP_FLOATING32 | TNEF_PTYP_MV:
    case TNEF_PTYP_BOOLEAN:
    case TNEF_PTYP_BOOLEAN | TNEF_PTYP_MV:
        return 4;
    case TNEF_PTYP_FLOATING64:
    case TNEF_PTYP_FLOATING64 | TNEF_PTYP_MV:
    case TNEF_PTYP_CURRENCY:
    case TNEF_PTYP_CURRENCY | TNEF_PTYP_MV:
    case TNEF_PTYP_FLOATING_TIME:
    case TNEF_PTYP_FLOATING_TIME | TNEF_PTYP_MV:
    case TNEF_PTYP_INTEGER64:
    case TNEF_PTYP_INTEGER64 | TNEF_PTYP_MV:
    case TNEF_PTYP_TIME:
    case TNEF_PTYP_TIME | TNEF_PTYP_MV:
        return 8;
    case TNEF_PTYP_GUID:
    case TNEF_PTYP_GUID | TNEF_PTYP_MV:
        return 16;
    case TNEF_PTYP_OBJECT:
    case TNEF_PTYP_OBJECT | TNEF_PTYP_MV:
    case TNEF_PTYP_STRING8:
    case TNEF_PTYP_STRING8 | TNEF_PTYP_MV:
    case TNEF_PTYP_STRING:
    case TNEF_PTYP_STRING | TNEF_PTYP_MV:
    case TNEF_PTYP_BINARY:
    case TNEF_PTYP_BINARY | TNEF_PTYP_MV:
        return TNEFI_SIZE_VARIABLE;
    default:
        return TNEFI_SIZE_UNKNOWN;
    }
}

/* ---- The property -------------------------------------------------------------------------- */

void tnefi_decoder_prop_begin(struct tnef_decoder *d, uint16_t id, uint16_t type, uint32_t values)
{
    struct tnefi_decoder_level *l = top(d);

    l->prop_id = id;
    l->prop_type = type;
    l->values_left = values;
    l->values = 0;
    tnefi_decoder_open(&l->in_prop);
    go(d, ST_prop_begin);
}

size_t tnefi_decoder_step_value_count(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    const struct tnefi_decoder_level *l = top(d);
    size_t taken = tnefi_decoder_gather(d, p, n);
    uint32_t count;
    int single;

    if (d->have < d->need)
        return taken;
    count = tnefi_base_le32(d->scratch);
    single = !tnefi_base_is_multi(l->prop_type);
    tnefi_decoder_prop_begin(d, l->prop_id, l->prop_type, count);
    if (single && count != 1)
        tnefi_decoder_note(d, TNEF_A_COUNT, TNEF_OK, d->offset - 4u, 1, count);
    return taken;
}

void tnefi_decoder_turn_prop_begin(struct tnef_decoder *d)
{
    tnefi_decoder_say_prop_begin(d);
    go(d, ST_prop_next);
}

void tnefi_decoder_turn_prop_end(struct tnef_decoder *d)
{
    const struct tnefi_decoder_level *l = top(d);

    tnefi_decoder_say_prop_end(d);
    tnefi_decoder_close_prop(d);
    if (l->computed == COMPUTED_NO)
        tnefi_decoder_next_prop(d);
    else if (l->computed == COMPUTED_INLINE)
        tnefi_decoder_attr_done(d);
    else
        go(d, ST_compute);
}

/* ---- Its values ---------------------------------------------------------------------------- */

void tnefi_decoder_value_open(struct tnef_decoder *d, uint64_t off, uint32_t len, uint64_t end, uint16_t size)
{
    struct tnefi_decoder_level *l = top(d);

    l->values_left--;
    l->values++;
    l->value_off = off;
    l->value_len = len;
    l->value_end = end;
    l->value_size = size;
    tnefi_decoder_open(&l->in_value);
    l->has_iid = l->nested = l->opaque = 0;
    d->tail[0] = d->tail[1] = 0;
    go(d, ST_value_begin);
}

/* Begins a value that is the data of the attribute; one of fixed size only if all of it is that long. */
/*@ requires \valid(d) && P_HERE(d) && d->level.in_value.open == 0 && d->level.data_open != 0;
    requires d->level.values_left == 1 && d->level.computed == COMPUTED_INLINE;
    P_TOTAL;
    assigns P_VALUE;
    ensures P_LEVEL_OK(&d->level, d->offset) && d->state == ST_value_begin
        && d->level.in_value.open != 0 && P_TURNS_OK(d)
        && P_TO_CLOSE(&d->level) + P_RANK(d) <= \old(P_TO_CLOSE(&d->level)) + 6; */
static void next_inline(struct tnef_decoder *d)
{
    const struct tnefi_decoder_level *l = top(d);
    uint32_t size = tnefi_decoder_type_size(l->prop_type);

    if (size > 16u || size != room_to(d, l->attr_end))
        size = 0;
    tnefi_decoder_value_open(d, d->offset, l->attr_len, l->attr_end, (uint16_t)size);
}

/* The attribute ends before the values do. */
/*@ requires d->level.data_open != 0;
    P_NEXT(6);
    assigns P_ASKED; */
static void values_missing(struct tnef_decoder *d)
{
    const struct tnefi_decoder_level *l = top(d);

    tnefi_decoder_spoil(d);
    tnefi_decoder_note(d, TNEF_A_COUNT, TNEF_E_OVERRUN, d->offset, l->values,
                       (uint64_t)l->values + l->values_left);
    go(d, ST_prop_end);
}

/* Values beyond the limit are still parsed, to find what follows, but not reported. */
/*@ requires \valid(d) && P_HERE(d);
    P_TOTAL;
    assigns P_NOTED, d->mute, d->level.in_prop.skipped;
    ensures P_COUNTERS(d); */
static void limit_values(struct tnef_decoder *d)
{
    struct tnefi_decoder_level *l = top(d);

    tnefi_decoder_note(d, TNEF_A_LIMIT, TNEF_E_LIMIT_VALUES, d->offset, d->cfg.max_values,
                       l->values + l->values_left);
    l->in_prop.skipped = 1;
    if (d->mute == 0)
        d->mute = R_PROP;
}

/* Begins a value of |size| bytes if |room| has them all; else the list is given up. */
/*@ requires d->level.data_open != 0 && d->level.values_left > 0;
    requires d->level.computed == COMPUTED_NO;
    requires 4 <= size <= 16 && room == d->level.attr_end - d->offset && room > 0;
    P_NEXT(6);
    assigns P_ASKED, P_VALUE; */
static void next_fixed(struct tnef_decoder *d, uint32_t size, uint64_t room)
{
    if (room < size) {
        tnefi_decoder_note(d, TNEF_A_TRUNCATED, TNEF_E_OVERRUN, d->offset, size, room);
        tnefi_decoder_abandon(d);
    } else {
        tnefi_decoder_value_open(d, d->offset, size, d->offset + size, (uint16_t)size);
    }
}

/* Begins a value in a list, where the attribute has |room| more bytes. */
/*@ requires d->level.data_open != 0 && d->level.values_left > 0;
    requires d->level.computed == COMPUTED_NO;
    requires 4 <= size && room == d->level.attr_end - d->offset && room > 0;
    P_NEXT(6);
    assigns P_ASKED, P_VALUE; */
static void next_of_size(struct tnef_decoder *d, uint32_t size, uint64_t room)
{
    if (size > 16u)
        tnefi_decoder_ask(d, ST_value_len, 4);
    else
        next_fixed(d, size, room);
}

/*@ requires d->level.data_open != 0 && d->level.values_left > 0;
    requires d->level.computed == COMPUTED_NO;
    P_NEXT(6);
    assigns P_ASKED, P_VALUE, d->mute, d->level.in_prop.skipped; */
static void next_in_list(struct tnef_decoder *d)
{
    const struct tnefi_decoder_level *l = top(d);
    uint32_t size = tnefi_decoder_type_size(l->prop_type);
    uint64_t room = room_to(d, l->attr_end);

    if (size == 0) {
        go(d, ST_prop_end); /* PtypNull */
    } else if (room == 0) {
        values_missing(d);
    } else {
        if (l->values == d->cfg.max_values)
            limit_values(d);
        next_of_size(d, size, room);
    }
}

/* Begins the value of a property that stands for an attribute; there is never more than one. */
/*@ requires \valid(d) && P_HERE(d) && d->level.in_value.open == 0 && d->level.data_open != 0;
    requires d->level.values_left > 0 && d->level.computed != COMPUTED_NO;
    P_TOTAL;
    assigns P_VALUE, P_SPOILT;
    ensures P_LEVEL_OK(&d->level, d->offset) && d->state == ST_value_begin
        && d->level.in_value.open != 0 && P_TURNS_OK(d)
        && P_TO_CLOSE(&d->level) + P_RANK(d) <= \old(P_TO_CLOSE(&d->level)) + 6; */
static void next_computed(struct tnef_decoder *d)
{
    struct tnefi_decoder_level *l = top(d);

    l->values_left = 1;
    if (l->computed == COMPUTED_INLINE)
        next_inline(d);
    else
        tnefi_decoder_value_open(d, l->data_off, d->fixed_len, d->offset, 0);
    if (l->in_attr.bad != 0)
        tnefi_decoder_spoil(d);
}

void tnefi_decoder_turn_prop_next(struct tnef_decoder *d)
{
    const struct tnefi_decoder_level *l = top(d);

    if (l->values_left == 0)
        go(d, ST_prop_end);
    else if (l->computed == COMPUTED_NO)
        next_in_list(d);
    else
        next_computed(d);
}

/* Asks for the interface id that the value of an object begins with. */
/*@ requires \valid(d) && P_COUNTERS(d) && d->offset <= d->level.value_end;
    P_TOTAL;
    assigns d->state, d->have, d->need, P_NOTED;
    ensures P_COUNTERS(d)
        && ((d->state == \old(d->state) && d->have == \old(d->have) && d->need == \old(d->need))
         || (d->state == ST_value_iid && d->have == 0 && d->need == IID_SIZE
             && d->offset + IID_SIZE <= d->level.value_end)); */
static void ask_iid(struct tnef_decoder *d)
{
    const struct tnefi_decoder_level *l = top(d);

    if (room_to(d, l->value_end) >= IID_SIZE)
        tnefi_decoder_expect(d, ST_value_iid, IID_SIZE);
    else
        tnefi_decoder_note(d, TNEF_A_OBJECT, TNEF_OK, d->offset, IID_SIZE, l->value_len);
}

/* Notes what is wrong with a length of |len| bytes, for which there are |room|. */
/*@ requires \valid(d) && P_COUNTERS(d) && d->offset >= 4;
    P_TOTAL;
    assigns P_NOTED, P_SPOILT, d->level.in_value.skipped;
    ensures P_COUNTERS(d); */
static void check_len(struct tnef_decoder *d, uint32_t len, uint64_t room)
{
    if (len > room) {
        tnefi_decoder_note(d, TNEF_A_OVERRUN, TNEF_E_OVERRUN, d->offset - 4u, room, len);
        tnefi_decoder_spoil(d);
    }
    if (len > d->cfg.max_length) {
        tnefi_decoder_note(d, TNEF_A_LIMIT, TNEF_E_LIMIT_LENGTH, d->offset - 4u, d->cfg.max_length, len);
        top(d)->in_value.skipped = 1;
    }
}

/* Begins a value of |len| bytes, whose length was read. */
/*@ requires \valid(d) && P_HERE(d) && d->level.in_value.open == 0 && d->level.data_open != 0;
    requires d->level.values_left > 0 && d->level.computed == COMPUTED_NO && d->offset >= 4;
    P_TOTAL;
    assigns P_WENT, P_NOTED, P_VALUE, P_SPOILT;
    ensures P_COUNTERS(d) && P_LEVEL_OK(&d->level, d->offset) && P_STATE(d)
        && P_TO_CLOSE(&d->level) + P_RANK(d) <= \old(P_TO_CLOSE(&d->level)) + 11; */
static void len_read(struct tnef_decoder *d, uint32_t len)
{
    uint64_t room = room_to(d, top(d)->attr_end);

    tnefi_decoder_value_open(d, d->offset, len, d->offset + (len < room ? len : room), 0);
    check_len(d, len, room);
    if (tnefi_base_single_type(top(d)->prop_type) == TNEF_PTYP_OBJECT)
        ask_iid(d);
}

size_t tnefi_decoder_step_value_len(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_decoder_gather(d, p, n);

    if (d->have == d->need)
        len_read(d, tnefi_base_le32(d->scratch));
    return taken;
}

/* ---- Padding: only values of variable size in lists have it --------------------------------- */

void tnefi_decoder_value_done(struct tnef_decoder *d)
{
    const struct tnefi_decoder_level *l = top(d);
    uint32_t pad = (4u - l->value_len % 4u) % 4u;
    uint64_t room = room_to(d, l->attr_end);

    if (l->computed != COMPUTED_NO || l->value_size > 0)
        pad = 0;
    if (pad > room) {
        if (l->in_value.bad == 0)
            tnefi_decoder_note(d, TNEF_A_PADDING, TNEF_OK, d->offset, pad, room);
        pad = (uint32_t)room;
    }
    if (pad > 0)
        tnefi_decoder_expect(d, ST_value_pad, pad);
    else
        go(d, ST_prop_next);
}

void tnefi_decoder_check_padding(struct tnef_decoder *d)
{
    uint32_t i = 0;

    /*@ loop invariant i <= d->need;
        loop assigns i;
        loop variant d->need - i; */
    while (i < d->need && d->scratch[i] == 0)
        i++;
    if (i < d->need)
        tnefi_decoder_note(d, TNEF_A_PADDING, TNEF_OK, d->offset - d->need, 0, d->scratch[i]);
}

size_t tnefi_decoder_step_value_pad(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_decoder_gather(d, p, n);

    if (d->have < d->need)
        return taken;
    tnefi_decoder_check_padding(d);
    go(d, ST_prop_next);
    return taken;
}
