/* SPDX-License-Identifier: MIT */
/* Properties and their values ([MS-OXTNEF] 2.1.3.4):
 *
 *     type of fixed size          the value, in 4, 8 or 16 bytes; of 16-bit types 2 are padding
 *     multi-valued, fixed size    count u32, count * value
 *     variable size               count u32 (1 unless multi-valued), count * (
 *                                     length u32, without padding
 *                                     data; of an object the first 16 bytes are its interface id
 *                                     0-3 bytes of padding, to a multiple of 4 )
 *
 * Real writers leave junk in the padding of 16-bit values. */

#include "decoder_priv.h"

#include "bytes.h"

#include <string.h>

#define MULTI_VALUED 0x1000u

enum { PT_NULL = 0x01, PT_I2 = 0x02, PT_BOOLEAN = 0x0B, PT_OBJECT = 0x0D, PT_STRING8 = 0x1E,
       PT_UNICODE = 0x1F, PT_BINARY = 0x102 };

#define PID_ATTACH_DATA 0x3701u

static const uint8_t iid_imessage[IID_SIZE] = { 0x07, 0x03, 0x02, 0, 0, 0, 0, 0,
                                                0xC0, 0, 0, 0, 0, 0, 0, 0x46 };

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

static uint16_t base_type(const struct tnefi_level *l)
{
    return (uint16_t)(l->prop_type & ~MULTI_VALUED);
}

/* ---- The property -------------------------------------------------------------------------- */

void tnefi_prop_begin(struct tnef_decoder *d, uint16_t id, uint16_t type, uint32_t values)
{
    struct tnefi_level *l = top(d);

    l->prop_id = id;
    l->prop_type = type;
    l->values_left = values;
    l->values = 0;
    l->in_prop = tnefi_opened;
    go(d, ST_prop_begin);
}

size_t tnefi_step_value_count(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    const struct tnefi_level *l = top(d);
    size_t taken = tnefi_gather(d, p, n);
    uint32_t count;

    if (d->have < d->need)
        return taken;
    count = tnefi_le32(d->scratch);
    tnefi_prop_begin(d, l->prop_id, l->prop_type, count);
    if ((l->prop_type & MULTI_VALUED) == 0 && count != 1)
        tnefi_note(d, TNEF_A_COUNT, TNEF_OK, d->offset - 4u, 1, count);
    return taken;
}

void tnefi_turn_prop_begin(struct tnef_decoder *d)
{
    const struct tnefi_level *l = top(d);
    tnef_event ev;

    tnefi_event(d, &ev, TNEF_EV_PROP_BEGIN);
    ev.offset = l->prop_off;
    ev.count = l->values_left;
    if (l->named != 0) {
        ev.flags |= TNEF_F_NAMED;
        ev.guid = l->guid;
        ev.name_id = l->name_id;
    }
    if (l->named >= 2) {
        ev.name = d->name;
        ev.name_len = d->name_have;
    }
    if (l->named == 3)
        ev.flags |= TNEF_F_NAME_CUT;
    go(d, ST_prop_next);
    tnefi_deliver(d, &ev, R_PROP);
}

/* The END goes by the mute that the property stood in, not by one that begins or ends behind it. */
void tnefi_turn_prop_end(struct tnef_decoder *d)
{
    struct tnefi_level *l = top(d);
    tnef_event ev;
    uint8_t mute;
    uint8_t next;

    tnefi_close_prop(d, &ev);
    mute = d->mute;
    if (l->computed == 0)
        tnefi_next_prop(d);
    else if (tnefi_attr_info(l->attr)->kind == TNEFI_K_INLINE)
        tnefi_attr_done(d);
    else
        go(d, ST_compute);
    next = d->mute;
    d->mute = mute;
    tnefi_deliver(d, &ev, R_PROP);
    d->mute = next;
}

/* ---- The beginning of a value -------------------------------------------------------------- */

/* The value stands at the cursor, or at |off| if it is computed, and has |len| bytes on the wire,
 * of which those up to |end| are there. */
static void value_open(struct tnef_decoder *d, uint64_t off, uint32_t len, uint64_t end)
{
    struct tnefi_level *l = top(d);

    l->values_left--;
    l->values++;
    l->value_off = off;
    l->value_len = len;
    l->value_end = end;
    l->in_value = tnefi_opened;
    l->has_iid = l->nested = l->opaque = 0;
    d->tail[0] = d->tail[1] = 0;
    go(d, ST_value_begin);
}

static void next_computed(struct tnef_decoder *d)
{
    const struct tnefi_level *l = top(d);

    if (tnefi_attr_info(l->attr)->kind == TNEFI_K_INLINE)
        value_open(d, d->offset, l->attr_len, l->attr_end);
    else
        value_open(d, l->data_off, d->fixed_len, d->offset);
    if (l->in_attr.bad != 0)
        tnefi_spoil(d);
}

static void next_in_list(struct tnef_decoder *d)
{
    struct tnefi_level *l = top(d);
    uint32_t size = tnefi_type_size(l->prop_type);
    uint64_t room = room_to(d, l->attr_end);

    if (room == 0) {
        tnefi_spoil(d);
        tnefi_note(d, TNEF_A_COUNT, TNEF_E_OVERRUN, d->offset, l->values,
                   (uint64_t)l->values + l->values_left);
        go(d, ST_prop_end);
        return;
    }
    if (l->values == d->cfg.max_values) {
        tnefi_note(d, TNEF_A_LIMIT, TNEF_E_LIMIT_VALUES, d->offset, d->cfg.max_values,
                   l->values + l->values_left);
        l->in_prop.skipped = 1;
        if (d->mute == 0)
            d->mute = R_PROP;
    }
    if (size == TNEFI_SIZE_VARIABLE) {
        tnefi_ask(d, ST_value_len, 4);
    } else if (room < size) {
        tnefi_note(d, TNEF_A_TRUNCATED, TNEF_E_OVERRUN, d->offset, size, room);
        tnefi_abandon(d);
    } else {
        value_open(d, d->offset, size, d->offset + size);
    }
}

void tnefi_turn_prop_next(struct tnef_decoder *d)
{
    if (top(d)->values_left == 0)
        go(d, ST_prop_end);
    else if (top(d)->computed != 0)
        next_computed(d);
    else
        next_in_list(d);
}

size_t tnefi_step_value_len(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    struct tnefi_level *l = top(d);
    size_t taken = tnefi_gather(d, p, n);
    uint64_t room = room_to(d, l->attr_end);
    uint32_t len;

    if (d->have < d->need)
        return taken;
    len = tnefi_le32(d->scratch);
    value_open(d, d->offset, len, d->offset + (len < room ? len : room));
    if (len > room) {
        tnefi_note(d, TNEF_A_OVERRUN, TNEF_E_OVERRUN, d->offset - 4u, room, len);
        tnefi_spoil(d);
    }
    if (len > d->cfg.max_length) {
        tnefi_note(d, TNEF_A_LIMIT, TNEF_E_LIMIT_LENGTH, d->offset - 4u, d->cfg.max_length, len);
        l->in_value.skipped = 1;
    }
    if (base_type(l) != PT_OBJECT)
        return taken;
    if (room_to(d, l->value_end) >= IID_SIZE)
        tnefi_expect(d, ST_value_iid, IID_SIZE);
    else
        tnefi_note(d, TNEF_A_OBJECT, TNEF_OK, d->offset, IID_SIZE, len);
    return taken;
}

size_t tnefi_step_value_iid(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    struct tnefi_level *l = top(d);
    size_t taken = tnefi_gather(d, p, n);

    if (d->have < d->need)
        return taken;
    memcpy(l->iid, d->scratch, IID_SIZE);
    l->has_iid = 1;
    l->value_off = d->offset;
    go(d, ST_value_begin);
    return taken;
}

static int is_message(const struct tnefi_level *l)
{
    return l->has_iid != 0 && memcmp(l->iid, iid_imessage, IID_SIZE) == 0;
}

/* Bytes of a fixed or computed value that mean something. */
static uint32_t data_size(const struct tnef_decoder *d)
{
    const struct tnefi_level *l = &d->level;
    uint16_t base = base_type(l);

    if (base == PT_I2 || base == PT_BOOLEAN)
        return 2;
    return l->value_len;
}

static int is_computed_after(const struct tnefi_level *l)
{
    return l->computed != 0 && tnefi_attr_info(l->attr)->kind != TNEFI_K_INLINE;
}

void tnefi_turn_value_begin(struct tnef_decoder *d)
{
    const struct tnefi_level *l = top(d);
    tnef_event ev;

    tnefi_event(d, &ev, TNEF_EV_VALUE_BEGIN);
    ev.offset = l->value_off;
    if (is_computed_after(l) || tnefi_type_size(l->prop_type) != TNEFI_SIZE_VARIABLE)
        ev.length = data_size(d);
    else
        ev.length = l->value_end - l->value_off;
    if (l->has_iid != 0)
        ev.iid = l->iid;
    if (is_message(l))
        ev.flags |= TNEF_F_NESTED;
    go(d, ST_value_body);
    tnefi_deliver(d, &ev, R_VALUE);
}

/* Whether the content of the value is to be read as an embedded message if it begins as one. */
static int may_descend(const struct tnef_decoder *d)
{
    const struct tnefi_level *l = &d->level;

    if (is_message(l))
        return 1;
    return (d->cfg.flags & TNEF_DESCEND_DATA) != 0 && l->prop_id == PID_ATTACH_DATA
        && l->prop_type == PT_BINARY;
}

static void variable_body(struct tnef_decoder *d)
{
    struct tnefi_level *l = top(d);
    uint64_t room = room_to(d, l->value_end);
    int wanted = d->mute == 0 && l->in_value.skipped == 0;

    if (wanted && is_message(l) && room < STREAM_HEAD_SIZE) {
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
    uint32_t size = tnefi_type_size(l->prop_type);

    if (is_computed_after(l))
        go(d, ST_computed);
    else if (size == TNEFI_SIZE_VARIABLE)
        variable_body(d);
    else
        tnefi_expect(d, ST_value_fixed, size);
}

/* ---- Data ---------------------------------------------------------------------------------- */

/* A value of fixed size, whose bytes are at |p|: one event, and the number that they are. */
static void deliver_fixed(struct tnef_decoder *d, const uint8_t *p, uint32_t len)
{
    uint8_t bytes[8] = { 0 };
    tnef_event ev;

    tnefi_event(d, &ev, TNEF_EV_DATA);
    ev.offset = top(d)->value_off;
    ev.data = p;
    ev.len = len;
    if (len <= sizeof bytes && base_type(top(d)) != PT_BINARY) {
        memcpy(bytes, p, len);
        ev.number = tnefi_le64(bytes);
    }
    go(d, ST_value_end);
    tnefi_deliver(d, &ev, R_DATA);
}

size_t tnefi_step_value_fixed(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_gather(d, p, n);
    uint32_t len;

    if (d->have < d->need)
        return taken;
    len = data_size(d);
    if (len == 2 && (d->scratch[2] != 0 || d->scratch[3] != 0))
        tnefi_note(d, TNEF_A_PADDING, TNEF_OK, d->offset - 2u, 0, tnefi_le16(d->scratch + 2));
    deliver_fixed(d, d->scratch, len);
    return taken;
}

void tnefi_turn_computed(struct tnef_decoder *d)
{
    deliver_fixed(d, d->fixed, d->fixed_len);
}

/* The last two bytes of the value so far. */
static void keep_tail(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    d->tail[0] = n >= 2 ? p[n - 2u] : d->tail[1];
    d->tail[1] = p[n - 1u];
}

/* Strings end with a NUL of their own width; attBody is the one that need not. */
static void check_string(struct tnef_decoder *d)
{
    const struct tnefi_level *l = top(d);
    uint64_t len = d->offset - l->value_off;
    uint16_t base = base_type(l);

    if (base == PT_UNICODE && len % 2u != 0) {
        tnefi_note(d, TNEF_A_TEXT, TNEF_OK, d->offset, 0, len);
        return;
    }
    if (base != PT_STRING8 && base != PT_UNICODE)
        return;
    if (l->computed != 0 && (tnefi_attr_info(l->attr)->flags & TNEFI_AF_STRING) == 0)
        return;
    if (d->tail[1] != 0 || (base == PT_UNICODE && d->tail[0] != 0))
        tnefi_note(d, TNEF_A_UNTERMINATED, TNEF_OK, d->offset, 0, d->tail[1]);
}

size_t tnefi_step_value_data(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    const struct tnefi_level *l = top(d);
    size_t taken = tnefi_take(d, p, n, l->value_end);
    uint64_t left = room_to(d, l->value_end);

    keep_tail(d, p, taken);
    if (left == 0) {
        if (l->in_value.bad == 0)
            check_string(d);
        go(d, ST_value_end);
    }
    tnefi_deliver_data(d, p, taken, l->opaque != 0 ? TNEF_F_OPAQUE : 0, left);
    return taken;
}

size_t tnefi_step_value_skip(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_take(d, p, n, top(d)->value_end);

    if (room_to(d, top(d)->value_end) == 0)
        go(d, ST_value_end);
    return taken;
}

/* ---- Embedded messages --------------------------------------------------------------------- */

/* The signature and key stand in scratch. */
static void descend(struct tnef_decoder *d)
{
    static const struct tnefi_level fresh;
    uint64_t end = d->level.value_end;

    d->level.nested = 1;
    d->below[d->depth] = d->level;
    d->depth++;
    d->level = fresh;
    d->level.end = end;
    d->level.raw_done = d->offset;
    d->fixed[0] = d->scratch[4];
    d->fixed[1] = d->scratch[5];
    go(d, (d->cfg.flags & TNEF_RAW_NESTED) != 0 ? ST_raw_head : ST_stream_begin);
}

size_t tnefi_step_nested_head(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    struct tnefi_level *l = top(d);
    size_t taken = tnefi_gather(d, p, n);

    if (d->have < d->need)
        return taken;
    if (tnefi_le32(d->scratch) != 0x223E9F78u) {
        if (is_message(l)) {
            tnefi_note(d, TNEF_A_SIGNATURE, TNEF_E_NESTED, l->value_off, 0x223E9F78u,
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

    keep_tail(d, d->scratch, STREAM_HEAD_SIZE);
    go(d, left > 0 ? ST_value_data : ST_value_end);
    tnefi_deliver_data(d, d->scratch, STREAM_HEAD_SIZE, l->opaque != 0 ? TNEF_F_OPAQUE : 0, left);
}

void tnefi_turn_raw_head(struct tnef_decoder *d)
{
    go(d, ST_stream_begin);
    tnefi_deliver_raw(d, d->depth - 1u, d->scratch, STREAM_HEAD_SIZE, d->offset - STREAM_HEAD_SIZE,
                      room_to(d, top(d)->end));
}

/* ---- The end of a value -------------------------------------------------------------------- */

/* Only values of variable size in lists are padded. */
static void padding(struct tnef_decoder *d)
{
    const struct tnefi_level *l = top(d);
    uint32_t pad = (4u - l->value_len % 4u) % 4u;
    uint64_t room = room_to(d, l->attr_end);

    if (l->computed != 0 || tnefi_type_size(l->prop_type) != TNEFI_SIZE_VARIABLE)
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

void tnefi_turn_value_end(struct tnef_decoder *d)
{
    tnef_event ev;

    tnefi_close_value(d, &ev);
    padding(d);
    tnefi_deliver(d, &ev, R_VALUE);
}

size_t tnefi_step_value_pad(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_gather(d, p, n);

    if (d->have < d->need)
        return taken;
    for (uint32_t i = 0; i < d->need; i++)
        if (d->scratch[i] != 0) {
            tnefi_note(d, TNEF_A_PADDING, TNEF_OK, d->offset - d->need, 0, d->scratch[i]);
            break;
        }
    go(d, ST_prop_next);
    return taken;
}
