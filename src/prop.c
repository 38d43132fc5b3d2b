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
 * What stands in a value is read by value.c; nested.c reads it as a stream. */

#include "decoder_priv.h"

#include "bytes.h"
#include "types.h"

/* A type that is not listed here has no size that could be known. Neither has a multi-valued type
 * without a form of its own: values of no size would never end. */
uint32_t tnefi_type_size(uint16_t type)
{
    switch (type) {
    case PT_NULL:
        return 0;
    case 0x000A:                              /* PtypErrorCode */
    case PT_I2:      case PT_I2 | MULTI_VALUED:
    case 0x0003:     case 0x1003:             /* PtypInteger32 */
    case 0x0004:     case 0x1004:             /* PtypFloating32 */
    case PT_BOOLEAN: case PT_BOOLEAN | MULTI_VALUED:
        return 4;
    case 0x0005:     case 0x1005:             /* PtypFloating64 */
    case 0x0006:     case 0x1006:             /* PtypCurrency */
    case 0x0007:     case 0x1007:             /* PtypFloatingTime */
    case 0x0014:     case 0x1014:             /* PtypInteger64 */
    case 0x0040:     case 0x1040:             /* PtypTime */
        return 8;
    case 0x0048:     case 0x1048:             /* PtypGuid */
        return 16;
    case PT_OBJECT:  case PT_OBJECT | MULTI_VALUED:
    case PT_STRING8: case PT_STRING8 | MULTI_VALUED:
    case PT_UNICODE: case PT_UNICODE | MULTI_VALUED:
    case PT_BINARY:  case PT_BINARY | MULTI_VALUED:
        return TNEFI_SIZE_VARIABLE;
    default:
        return TNEFI_SIZE_UNKNOWN;
    }
}

/* ---- The property -------------------------------------------------------------------------- */

void tnefi_prop_begin(struct tnef_decoder *d, uint16_t id, uint16_t type, uint32_t values)
{
    struct tnefi_level *l = top(d);

    l->prop_id = id;
    l->prop_type = type;
    l->values_left = values;
    l->values = 0;
    tnefi_open(&l->in_prop);
    go(d, ST_prop_begin);
}

size_t tnefi_step_value_count(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    const struct tnefi_level *l = top(d);
    size_t taken = tnefi_gather(d, p, n);
    uint32_t count;
    int single;

    if (d->have < d->need)
        return taken;
    count = tnefi_le32(d->scratch);
    single = !tnefi_is_multi(l->prop_type);
    tnefi_prop_begin(d, l->prop_id, l->prop_type, count);
    if (single && count != 1)
        tnefi_note(d, TNEF_A_COUNT, TNEF_OK, d->offset - 4u, 1, count);
    return taken;
}

void tnefi_turn_prop_begin(struct tnef_decoder *d)
{
    tnefi_say_prop_begin(d);
    go(d, ST_prop_next);
}

void tnefi_turn_prop_end(struct tnef_decoder *d)
{
    const struct tnefi_level *l = top(d);

    tnefi_say_prop_end(d);
    tnefi_close_prop(d);
    if (l->computed == COMPUTED_NO)
        tnefi_next_prop(d);
    else if (l->computed == COMPUTED_INLINE)
        tnefi_attr_done(d);
    else
        go(d, ST_compute);
}

/* ---- Its values ---------------------------------------------------------------------------- */

/* A value of |len| bytes stands from |off| to |end|, as far as it is there; |size| of a fixed size
 * are at the cursor. */
/*@ requires \valid(d) && P_HERE(d) && d->level.in_value.open == 0 && d->level.data_open != 0;
    requires d->level.values_left > 0 && off <= d->offset <= end <= d->level.attr_end;
    requires d->level.computed == COMPUTED_AFTER ==> end == d->offset;
    requires size > 0 ==> 4 <= size <= 16 && d->offset + size == end;
    P_TOTAL;
    assigns P_VALUE;
    ensures P_LEVEL_OK(&d->level, d->offset) && d->state == ST_value_begin
        && d->level.in_value.open != 0 && P_TURNS_OK(d) && d->level.value_end == end
        && d->level.value_size == size
        && P_TO_CLOSE(&d->level) + P_RANK(d) <= \old(P_TO_CLOSE(&d->level)) + 11
        && ((d->level.computed != 0 && \old(d->level.values_left) == 1) || end > d->offset ==>
                P_TO_CLOSE(&d->level) + P_RANK(d) <= \old(P_TO_CLOSE(&d->level)) + 6); */
static void value_open(struct tnef_decoder *d, uint64_t off, uint32_t len, uint64_t end,
                       uint16_t size)
{
    struct tnefi_level *l = top(d);

    l->values_left--;
    l->values++;
    l->value_off = off;
    l->value_len = len;
    l->value_end = end;
    l->value_size = size;
    tnefi_open(&l->in_value);
    l->has_iid = l->nested = l->opaque = 0;
    d->tail[0] = d->tail[1] = 0;
    go(d, ST_value_begin);
}

/* The bytes of the attribute; of a number, as many as it has. */
/*@ requires \valid(d) && P_HERE(d) && d->level.in_value.open == 0 && d->level.data_open != 0;
    requires d->level.values_left == 1 && d->level.computed == COMPUTED_INLINE;
    P_TOTAL;
    assigns P_VALUE;
    ensures P_LEVEL_OK(&d->level, d->offset) && d->state == ST_value_begin
        && d->level.in_value.open != 0 && P_TURNS_OK(d)
        && P_TO_CLOSE(&d->level) + P_RANK(d) <= \old(P_TO_CLOSE(&d->level)) + 6; */
static void next_inline(struct tnef_decoder *d)
{
    const struct tnefi_level *l = top(d);
    uint32_t size = tnefi_type_size(l->prop_type);

    if (size > 16u || size != room_to(d, l->attr_end))
        size = 0;
    value_open(d, d->offset, l->attr_len, l->attr_end, (uint16_t)size);
}

/* The attribute ends before the values do. */
/*@ requires d->level.data_open != 0;
    P_NEXT(6);
    assigns P_ASKED; */
static void values_missing(struct tnef_decoder *d)
{
    const struct tnefi_level *l = top(d);

    tnefi_spoil(d);
    tnefi_note(d, TNEF_A_COUNT, TNEF_E_OVERRUN, d->offset, l->values,
               (uint64_t)l->values + l->values_left);
    go(d, ST_prop_end);
}

/* The rest of the values is still read, for what stands behind it, but not said. */
/*@ requires \valid(d) && P_HERE(d);
    P_TOTAL;
    assigns P_NOTED, d->mute, d->level.in_prop.skipped;
    ensures P_COUNTERS(d); */
static void limit_values(struct tnef_decoder *d)
{
    struct tnefi_level *l = top(d);

    tnefi_note(d, TNEF_A_LIMIT, TNEF_E_LIMIT_VALUES, d->offset, d->cfg.max_values,
               l->values + l->values_left);
    l->in_prop.skipped = 1;
    if (d->mute == 0)
        d->mute = R_PROP;
}

/* A value of |size| bytes, of which |room| are there: it is all there, or the list is given up. */
/*@ requires d->level.data_open != 0 && d->level.values_left > 0;
    requires d->level.computed == COMPUTED_NO;
    requires 4 <= size <= 16 && room == d->level.attr_end - d->offset && room > 0;
    P_NEXT(6);
    assigns P_ASKED, P_VALUE; */
static void next_fixed(struct tnef_decoder *d, uint32_t size, uint64_t room)
{
    if (room < size) {
        tnefi_note(d, TNEF_A_TRUNCATED, TNEF_E_OVERRUN, d->offset, size, room);
        tnefi_abandon(d);
    } else {
        value_open(d, d->offset, size, d->offset + size, (uint16_t)size);
    }
}

/* A value of a list, of which |room| bytes are there. */
/*@ requires d->level.data_open != 0 && d->level.values_left > 0;
    requires d->level.computed == COMPUTED_NO;
    requires 4 <= size && room == d->level.attr_end - d->offset && room > 0;
    P_NEXT(6);
    assigns P_ASKED, P_VALUE; */
static void next_of_size(struct tnef_decoder *d, uint32_t size, uint64_t room)
{
    if (size > 16u)
        tnefi_ask(d, ST_value_len, 4);
    else
        next_fixed(d, size, room);
}

/*@ requires d->level.data_open != 0 && d->level.values_left > 0;
    requires d->level.computed == COMPUTED_NO;
    P_NEXT(6);
    assigns P_ASKED, P_VALUE, d->mute, d->level.in_prop.skipped; */
static void next_in_list(struct tnef_decoder *d)
{
    const struct tnefi_level *l = top(d);
    uint32_t size = tnefi_type_size(l->prop_type);
    uint64_t room = room_to(d, l->attr_end);

    if (size == 0) {
        go(d, ST_prop_end);             /* PtypNull */
    } else if (room == 0) {
        values_missing(d);
    } else {
        if (l->values == d->cfg.max_values)
            limit_values(d);
        next_of_size(d, size, room);
    }
}

/* A value out of an attribute; there is never more than one. */
/*@ requires \valid(d) && P_HERE(d) && d->level.in_value.open == 0 && d->level.data_open != 0;
    requires d->level.values_left > 0 && d->level.computed != COMPUTED_NO;
    P_TOTAL;
    assigns P_VALUE, P_SPOILT;
    ensures P_LEVEL_OK(&d->level, d->offset) && d->state == ST_value_begin
        && d->level.in_value.open != 0 && P_TURNS_OK(d)
        && P_TO_CLOSE(&d->level) + P_RANK(d) <= \old(P_TO_CLOSE(&d->level)) + 6; */
static void next_computed(struct tnef_decoder *d)
{
    struct tnefi_level *l = top(d);

    l->values_left = 1;
    if (l->computed == COMPUTED_INLINE)
        next_inline(d);
    else
        value_open(d, l->data_off, d->fixed_len, d->offset, 0);
    if (l->in_attr.bad != 0)
        tnefi_spoil(d);
}

void tnefi_turn_prop_next(struct tnef_decoder *d)
{
    const struct tnefi_level *l = top(d);

    if (l->values_left == 0)
        go(d, ST_prop_end);
    else if (l->computed == COMPUTED_NO)
        next_in_list(d);
    else
        next_computed(d);
}

/* The interface id that the value of an object begins with. */
/*@ requires \valid(d) && P_COUNTERS(d) && d->offset <= d->level.value_end;
    P_TOTAL;
    assigns d->state, d->have, d->need, P_NOTED;
    ensures P_COUNTERS(d)
        && ((d->state == \old(d->state) && d->have == \old(d->have) && d->need == \old(d->need))
         || (d->state == ST_value_iid && d->have == 0 && d->need == IID_SIZE
             && d->offset + IID_SIZE <= d->level.value_end)); */
static void ask_iid(struct tnef_decoder *d)
{
    const struct tnefi_level *l = top(d);

    if (room_to(d, l->value_end) >= IID_SIZE)
        tnefi_expect(d, ST_value_iid, IID_SIZE);
    else
        tnefi_note(d, TNEF_A_OBJECT, TNEF_OK, d->offset, IID_SIZE, l->value_len);
}

/* What is said of a length of |len| of which |room| are there. */
/*@ requires \valid(d) && P_COUNTERS(d) && d->offset >= 4;
    P_TOTAL;
    assigns P_NOTED, P_SPOILT, d->level.in_value.skipped;
    ensures P_COUNTERS(d); */
static void check_len(struct tnef_decoder *d, uint32_t len, uint64_t room)
{
    if (len > room) {
        tnefi_note(d, TNEF_A_OVERRUN, TNEF_E_OVERRUN, d->offset - 4u, room, len);
        tnefi_spoil(d);
    }
    if (len > d->cfg.max_length) {
        tnefi_note(d, TNEF_A_LIMIT, TNEF_E_LIMIT_LENGTH, d->offset - 4u, d->cfg.max_length, len);
        top(d)->in_value.skipped = 1;
    }
}

/* A value of |len| bytes begins. */
/*@ requires \valid(d) && P_HERE(d) && d->level.in_value.open == 0 && d->level.data_open != 0;
    requires d->level.values_left > 0 && d->level.computed == COMPUTED_NO && d->offset >= 4;
    P_TOTAL;
    assigns P_WENT, P_NOTED, P_VALUE, P_SPOILT;
    ensures P_COUNTERS(d) && P_LEVEL_OK(&d->level, d->offset) && P_STATE(d)
        && P_TO_CLOSE(&d->level) + P_RANK(d) <= \old(P_TO_CLOSE(&d->level)) + 11; */
static void len_read(struct tnef_decoder *d, uint32_t len)
{
    uint64_t room = room_to(d, top(d)->attr_end);

    value_open(d, d->offset, len, d->offset + (len < room ? len : room), 0);
    check_len(d, len, room);
    if (tnefi_base_type(top(d)->prop_type) == PT_OBJECT)
        ask_iid(d);
}

size_t tnefi_step_value_len(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_gather(d, p, n);

    if (d->have == d->need)
        len_read(d, tnefi_le32(d->scratch));
    return taken;
}

/* ---- Padding: only values of variable size in lists have it --------------------------------- */

void tnefi_value_done(struct tnef_decoder *d)
{
    const struct tnefi_level *l = top(d);
    uint32_t pad = (4u - l->value_len % 4u) % 4u;
    uint64_t room = room_to(d, l->attr_end);

    if (l->computed != COMPUTED_NO || l->value_size > 0)
        pad = 0;
    if (pad > room) {
        if (l->in_value.bad == 0)
            tnefi_note(d, TNEF_A_PADDING, TNEF_OK, d->offset, pad, room);
        pad = (uint32_t)room;
    }
    if (pad > 0)
        tnefi_expect(d, ST_value_pad, pad);
    else
        go(d, ST_prop_next);
}

void tnefi_check_padding(struct tnef_decoder *d)
{
    uint32_t i = 0;

    /*@ loop invariant i <= d->need;
        loop assigns i;
        loop variant d->need - i; */
    while (i < d->need && d->scratch[i] == 0)
        i++;
    if (i < d->need)
        tnefi_note(d, TNEF_A_PADDING, TNEF_OK, d->offset - d->need, 0, d->scratch[i]);
}

size_t tnefi_step_value_pad(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_gather(d, p, n);

    if (d->have < d->need)
        return taken;
    tnefi_check_padding(d);
    go(d, ST_prop_next);
    return taken;
}
