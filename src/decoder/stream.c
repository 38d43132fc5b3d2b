/* SPDX-License-Identifier: MIT */
/* Streams and attributes ([MS-OXTNEF] 2.1.1 to 2.1.3):
 *
 *     signature  u32   78 9F 3E 22
 *     key        u16   any
 *     attributes, back to back:
 *         level     u8    1 message, 2 attachment
 *         id        u32
 *         length    u32   of the data alone
 *         data
 *         checksum  u16   sum of the data's bytes, modulo 65536
 *
 * There is no end mark and no length of the whole. */

#include "decoder/priv.h"

#include "base/bytes.h"
#include "base/touch.h"

#include <tnef/mapi.h>

size_t tnefi_decoder_step_signature(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_decoder_gather(d, p, n);

    if (d->have < d->need)
        return taken;
    if (tnefi_base_le32(d->scratch) != TNEF_SIGNATURE) {
        tnefi_decoder_fail(d, TNEF_E_SIGNATURE, d->offset - 4u, 0, 0);
        go(d, ST_done);
    } else {
        tnefi_decoder_expect(d, ST_key, 2);
    }
    return taken;
}

size_t tnefi_decoder_step_key(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_decoder_gather(d, p, n);

    if (d->have < d->need)
        return taken;
    d->fixed[0] = d->scratch[0];
    d->fixed[1] = d->scratch[1];
    go(d, ST_stream_begin);
    return taken;
}

void tnefi_decoder_turn_stream_begin(struct tnef_decoder *d)
{
    tnefi_decoder_say_stream_begin(d);
    tnefi_decoder_next_attr(d);
}

void tnefi_decoder_turn_stream_end(struct tnef_decoder *d)
{
    tnefi_decoder_say_stream_end(d);
    if (d->depth == 0)
        go(d, ST_done);
    else
        tnefi_decoder_ascend(d);
}

void tnefi_decoder_next_attr(struct tnef_decoder *d)
{
    struct tnefi_decoder_level *l = top(d);
    uint64_t room = room_to(d, l->end);

    l->in_attr.open = 0;
    l->data_open = 0;
    if (room >= ATTR_HEAD_SIZE) {
        tnefi_decoder_expect(d, ST_attr_head, ATTR_HEAD_SIZE);
    } else if (room > 0) {
        tnefi_decoder_junk_begin(d, d->offset);
        go(d, ST_trailing);
    } else {
        go(d, ST_stream_end);
    }
}

/* ---- The header ---------------------------------------------------------------------------- */

/*@ requires \valid(d) && P_COUNTERS(d);
    P_TOTAL;
    assigns P_NOTED, d->level.attr_level;
    ensures P_COUNTERS(d); */
static void note_level(struct tnef_decoder *d, uint8_t level)
{
    struct tnefi_decoder_level *l = top(d);
    const struct tnefi_decoder_attr *a = tnefi_decoder_attr_info(l->attr);

    l->attr_level = level;
    if (a->level == 0 || a->level == level)
        return;
    l->attr_level = a->level;
    tnefi_decoder_note(d, TNEF_A_LEVEL, TNEF_OK, l->attr_off, a->level, level);
}

/* Notes attributes in the wrong order, and those given twice. attAttachRendData begins a new attachment,
 * for which nothing was met yet. */
/*@ requires \valid(d) && P_COUNTERS(d);
    P_TOTAL;
    assigns P_NOTED, d->level.has_attachment, d->level.seen;
    ensures P_COUNTERS(d); */
static void note_order(struct tnef_decoder *d)
{
    struct tnefi_decoder_level *l = top(d);
    uint64_t bit = tnefi_decoder_attr_bit(l->attr);

    if (l->attr == TNEFI_ATTR_REND) {
        TNEFI_TOUCH(TNEFI_ATTR_COUNT);
        l->has_attachment = 1;
        /*@ loop invariant 0 <= i <= TNEFI_ATTR_COUNT;
            loop assigns i, d->level.seen;
            loop variant TNEFI_ATTR_COUNT - i; */
        for (uint32_t i = 0; i < TNEFI_ATTR_COUNT; i++)
            if (tnefi_decoder_attr_info(i)->level == 2)
                l->seen &= ~tnefi_decoder_attr_bit(i);
    } else if ((l->attr_level == 2) != (l->has_attachment != 0)) {
        tnefi_decoder_note(d, TNEF_A_ORDER, TNEF_OK, l->attr_off, 0, l->attr_id);
        if (l->attr_level == 2)
            l->has_attachment = 1;
    }
    if (l->attr <= TNEFI_ATTR_NULL)
        return;
    if ((l->seen & bit) != 0)
        tnefi_decoder_note(d, TNEF_A_DUPLICATE, TNEF_OK, l->attr_off, 0, l->attr_id);
    l->seen |= bit;
}

/*@ requires \valid(d) && P_HERE(d);
    P_TOTAL;
    assigns P_NOTED, d->level.attr_len, d->level.attr_end, d->level.in_attr.skipped,
            d->level.in_attr.bad, d->level.in_stream.bad;
    ensures P_COUNTERS(d) && d->offset <= d->level.attr_end <= d->level.end; */
static void note_length(struct tnef_decoder *d, uint32_t len)
{
    struct tnefi_decoder_level *l = top(d);
    const struct tnefi_decoder_attr *a = tnefi_decoder_attr_info(l->attr);
    uint64_t room = room_to(d, l->end);

    l->attr_len = len;
    if (a->fixed != 0 && len != a->fixed)
        tnefi_decoder_note(d, TNEF_A_ATTR_LENGTH, TNEF_OK, l->attr_off, a->fixed, len);
    else if (len == 0 && (a->flags & TNEFI_AF_EMPTY) == 0)
        tnefi_decoder_note(d, TNEF_A_ZERO_LENGTH, TNEF_OK, l->attr_off, 1, 0);
    if (len > d->cfg.max_length) {
        tnefi_decoder_note(d, TNEF_A_LIMIT, TNEF_E_LIMIT_LENGTH, l->attr_off, d->cfg.max_length, len);
        l->in_attr.skipped = 1;
    }
    if (len > room) {
        tnefi_decoder_note(d, TNEF_A_OVERRUN, TNEF_E_OVERRUN, l->attr_off, room, len);
        l->in_attr.bad = 1;
        l->in_stream.bad = 1;
        l->attr_end = l->end;
    } else {
        l->attr_end = d->offset + len;
    }
}

/* Finds which attribute it is. If only its low 16 bits are known, it is reported with its full id. */
/*@ requires \valid(d) && P_COUNTERS(d);
    P_TOTAL;
    assigns P_NOTED, d->level.attr_id, d->level.attr;
    ensures P_COUNTERS(d); */
static void identify(struct tnef_decoder *d, uint32_t id)
{
    struct tnefi_decoder_level *l = top(d);

    l->attr_id = id;
    l->attr = tnefi_decoder_attr_find(id);
    if (l->attr != TNEFI_ATTR_UNKNOWN)
        return;
    l->attr = tnefi_decoder_attr_find_low(id);
    if (l->attr == TNEFI_ATTR_UNKNOWN)
        return;
    l->attr_id = tnefi_decoder_attr_info(l->attr)->id;
    tnefi_decoder_note(d, TNEF_A_ATTR_TYPE, TNEF_OK, l->attr_off, l->attr_id, id);
}

/* Its data begins at the cursor. */
/*@ requires \valid(d) && P_HERE(d) && d->offset >= ATTR_HEAD_SIZE;
    requires d->attributes < d->cfg.max_attributes && d->level.in_value.open == 0;
    P_TOTAL;
    assigns d->attributes, d->captured, d->level.attr_off, d->level.data_off, d->level.attr_end,
            d->level.data_open, d->level.named, d->level.computed, d->level.compute_next,
            d->level.sum, P_OPEN(in_attr);
    ensures P_COUNTERS(d) && P_LEVEL_OK(&d->level, d->offset) && d->level.in_attr.open == 1
        && d->level.data_open == 1 && d->level.computed == 0 && d->level.compute_next == 0
        && d->level.data_off == d->offset; */
static void begin_data(struct tnef_decoder *d)
{
    struct tnefi_decoder_level *l = top(d);

    d->attributes++;
    l->attr_off = d->offset - ATTR_HEAD_SIZE;
    l->data_off = d->offset;
    l->attr_end = l->end; /* until its length is read */
    tnefi_decoder_open(&l->in_attr);
    l->data_open = 1;
    l->named = NAMED_NO;
    l->computed = COMPUTED_NO;
    l->compute_next = 0;
    l->sum = (uint16_t)(d->sum % 65536u);
    d->captured = 0;
}

/* Takes the nine bytes in scratch for the header of an attribute. */
/*@ requires \valid(d) && P_HERE(d) && d->offset >= ATTR_HEAD_SIZE;
    requires d->level.data_open == 0 && d->level.in_value.open == 0;
    P_TOTAL;
    assigns P_WENT, P_NOTED, P_FAILED, P_ATTR;
    ensures P_HERE(d) && P_KNOWS(d) && P_TURNS_OK(d)
        && (d->state == ST_done || d->state == ST_attr_begin)
        && P_TO_CLOSE(&d->level) + P_RANK(d) <= \old(P_TO_CLOSE(&d->level)) + 58; */
static void open_attr(struct tnef_decoder *d)
{
    if (d->attributes >= d->cfg.max_attributes) {
        tnefi_decoder_fail(d, TNEF_E_LIMIT_ATTRIBUTES, d->offset - ATTR_HEAD_SIZE, d->cfg.max_attributes,
                           d->attributes + UINT64_C(1));
        go(d, ST_done);
        return;
    }
    begin_data(d);
    identify(d, tnefi_base_le32(d->scratch + 1));
    note_level(d, d->scratch[0]);
    note_order(d);
    note_length(d, tnefi_base_le32(d->scratch + 5));
    go(d, ST_attr_begin);
}

/* Begins the attribute that a resync found. */
void tnefi_decoder_turn_attr_found(struct tnef_decoder *d)
{
    open_attr(d);
}

/* The nine bytes are not a header. */
/*@ requires \valid(d) && P_HERE(d) && d->offset >= ATTR_HEAD_SIZE && d->have == ATTR_HEAD_SIZE;
    requires d->level.data_open == 0 && d->level.in_value.open == 0 && d->need == d->have;
    requires room == d->level.end - d->offset;
    P_TOTAL;
    assigns P_WENT, P_JUNK;
    ensures P_COUNTERS(d) && P_LEVEL_OK(&d->level, d->offset)
        && (d->state == ST_resync || d->state == ST_trail_head) && P_EATS_OK(d) && P_KNOWS(d)
        && P_TURNS_OK(d); */
static void no_header(struct tnef_decoder *d, uint64_t room)
{
    tnefi_decoder_junk_begin(d, d->offset - ATTR_HEAD_SIZE);
    if ((d->cfg.flags & TNEF_RESYNC) != 0 && room > 0)
        go(d, ST_resync);
    else
        go(d, ST_trail_head);
}

/* The nine bytes were read: they are a header, or not an attribute. */
/*@ requires \valid(d) && P_HERE(d) && d->offset >= ATTR_HEAD_SIZE && d->have == ATTR_HEAD_SIZE;
    requires d->level.data_open == 0 && d->level.in_value.open == 0 && d->need == d->have;
    P_TOTAL;
    assigns P_WENT, P_NOTED, P_FAILED, P_JUNK, P_ATTR;
    ensures P_OK(d) && P_TO_CLOSE(&d->level) + P_RANK(d) <= \old(P_TO_CLOSE(&d->level)) + 58; */
static void head_read(struct tnef_decoder *d)
{
    uint8_t level = d->scratch[0];
    uint64_t room = room_to(d, d->level.end);

    if (level == 1 || level == 2 || tnefi_decoder_known_header(d, room))
        open_attr(d);
    else
        no_header(d, room);
}

size_t tnefi_decoder_step_attr_head(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_decoder_gather(d, p, n);

    if (d->have == d->need)
        head_read(d);
    return taken;
}

void tnefi_decoder_turn_attr_begin(struct tnef_decoder *d)
{
    tnefi_decoder_say_attr_begin(d);
    go(d, ST_attr_body);
}

/* ---- The data ------------------------------------------------------------------------------ */

/* A property is made of an attribute only when the attribute has the length that it must have. */
/*@ requires \valid_read(d) && d->level.data_off <= d->level.attr_end;
    P_TOTAL;
    assigns \nothing; */
static int has_its_length(const struct tnef_decoder *d)
{
    const struct tnefi_decoder_level *l = &d->level;
    const struct tnefi_decoder_attr *a = tnefi_decoder_attr_info(l->attr);

    return a->fixed == 0 || l->attr_end - l->data_off == a->fixed;
}

/* The bytes are the value of the property |id| of |type|. */
/*@ requires d->level.data_open != 0;
    P_NEXT(14);
    assigns P_PROP, d->level.computed, d->level.prop_off; */
static void read_inline(struct tnef_decoder *d, uint16_t id, uint16_t type)
{
    struct tnefi_decoder_level *l = top(d);

    l->computed = COMPUTED_INLINE;
    l->values_left = 0;
    l->prop_off = l->data_off;
    tnefi_decoder_prop_begin(d, id, type, 1);
}

/* The bytes are a list, or just bytes. */
/*@ requires d->level.data_open != 0;
    P_NEXT(3);
    assigns P_ATTR_DONE, P_ASKED, d->level.rows_left, d->level.row, d->level.props_left,
            d->level.props; */
static void read_other(struct tnef_decoder *d, uint8_t kind)
{
    if (room_to(d, top(d)->attr_end) == 0)
        tnefi_decoder_attr_done(d);
    else if (kind == TNEFI_K_LIST || kind == TNEFI_K_TABLE)
        tnefi_decoder_list_begin(d);
    else
        go(d, ST_attr_data);
}

/* Begins the data as what it is: the value of a property, a list, or bytes. */
/*@ requires d->level.data_open != 0;
    P_NEXT(14);
    assigns P_ATTR_DONE, P_PROP, P_ASKED, d->level.computed, d->level.prop_off,
            d->level.rows_left, d->level.row, d->level.props_left, d->level.props; */
static void read_body(struct tnef_decoder *d)
{
    const struct tnefi_decoder_attr *a = tnefi_decoder_attr_info(top(d)->attr);

    if (a->kind == TNEFI_K_INLINE && has_its_length(d))
        read_inline(d, a->prop_id, a->prop_type);
    else
        read_other(d, a->kind);
}

void tnefi_decoder_turn_attr_body(struct tnef_decoder *d)
{
    const struct tnefi_decoder_level *l = top(d);

    if (l->in_attr.skipped == 0)
        read_body(d);
    else if (room_to(d, l->attr_end) == 0)
        tnefi_decoder_attr_done(d);
    else
        go(d, ST_attr_skip);
}

/* Keeps the first bytes of the data, from which computed.c makes properties. */
/*@ requires \valid(d) && d->captured <= SCRATCH_SIZE && \valid_read(p + (0 .. n - 1));
    P_TOTAL;
    assigns d->captured, d->scratch[0 .. SCRATCH_SIZE - 1];
    ensures d->captured <= SCRATCH_SIZE; */
static void capture(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    TNEFI_TOUCH(n < SCRATCH_SIZE ? n : SCRATCH_SIZE);
    /*@ loop invariant 0 <= i <= n && d->captured <= SCRATCH_SIZE;
        loop assigns i, d->captured, d->scratch[0 .. SCRATCH_SIZE - 1];
        loop variant n - i; */
    for (size_t i = 0; i < n && d->captured < SCRATCH_SIZE; i++)
        d->scratch[d->captured++] = p[i];
}

/*@ requires \valid(d) && P_COUNTERS(d);
    P_TOTAL;
    assigns P_NOTED;
    ensures P_COUNTERS(d); */
static void note_version(struct tnef_decoder *d)
{
    uint32_t version = tnefi_base_le32(d->scratch);

    if (version != TNEF_STREAM_VERSION)
        tnefi_decoder_note(d, TNEF_A_VERSION, TNEF_OK, top(d)->data_off, TNEF_STREAM_VERSION, version);
}

/*@ requires d->level.data_open != 0;
    P_NEXT(5);
    assigns P_ATTR_DONE; */
static void attr_data_end(struct tnef_decoder *d, uint8_t last)
{
    const struct tnefi_decoder_level *l = top(d);
    const struct tnefi_decoder_attr *a = tnefi_decoder_attr_info(l->attr);

    if ((a->flags & TNEFI_AF_STRING) != 0 && last != 0)
        tnefi_decoder_note(d, TNEF_A_UNTERMINATED, TNEF_OK, d->offset, 0, last);
    if (a->kind == TNEFI_K_VERSION && has_its_length(d))
        note_version(d);
    if (a->kind >= TNEFI_K_DATE && has_its_length(d))
        go(d, ST_compute);
    else
        tnefi_decoder_attr_done(d);
}

size_t tnefi_decoder_step_attr_data(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    const struct tnefi_decoder_level *l = top(d);
    size_t taken = tnefi_decoder_take(d, p, n, l->attr_end);
    uint64_t left = room_to(d, l->attr_end);

    tnefi_decoder_deliver_data(d, p, taken, 0, left);
    capture(d, p, taken);
    if (left == 0)
        attr_data_end(d, p[taken - 1u]);
    return taken;
}

size_t tnefi_decoder_step_attr_skip(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_decoder_take(d, p, n, top(d)->attr_end);

    if (room_to(d, top(d)->attr_end) == 0)
        tnefi_decoder_attr_done(d);
    return taken;
}

size_t tnefi_decoder_step_attr_rest(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    const struct tnefi_decoder_level *l = top(d);
    size_t taken = tnefi_decoder_take(d, p, n, l->attr_end);
    uint64_t left = room_to(d, l->attr_end);

    tnefi_decoder_deliver_data(d, p, taken, TNEF_F_REMAINDER, left);
    tnefi_decoder_junk_add(d, p, taken);
    if (left == 0) {
        if (l->in_attr.bad == 0)
            tnefi_decoder_junk_note(d, TNEF_A_REMAINDER);
        tnefi_decoder_attr_done(d);
    }
    return taken;
}

/* ---- The end ------------------------------------------------------------------------------- */

void tnefi_decoder_attr_done(struct tnef_decoder *d)
{
    struct tnefi_decoder_level *l = top(d);
    uint64_t room = room_to(d, l->end);

    l->sum = (uint16_t)((d->sum + (65536u - l->sum)) % 65536u);
    l->data_open = 0;
    d->mute = 0;
    if (room >= CHECKSUM_SIZE) {
        tnefi_decoder_expect(d, ST_attr_sum, CHECKSUM_SIZE);
        return;
    }
    /* A clipped attribute has been reported; else only its checksum is cut. */
    if (l->attr_end - l->data_off == l->attr_len)
        tnefi_decoder_note(d, TNEF_A_TRUNCATED, TNEF_E_OVERRUN, d->offset, CHECKSUM_SIZE, room);
    l->in_attr.bad = 1;
    l->in_stream.bad = 1;
    go(d, ST_attr_end);
}

size_t tnefi_decoder_step_attr_sum(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    const struct tnefi_decoder_level *l = top(d);
    size_t taken = tnefi_decoder_gather(d, p, n);
    uint16_t stored;

    if (d->have < d->need)
        return taken;
    stored = tnefi_base_le16(d->scratch);
    if (stored != l->sum)
        tnefi_decoder_note(d, TNEF_A_CHECKSUM, TNEF_OK, d->offset - CHECKSUM_SIZE, l->sum, stored);
    go(d, ST_attr_end);
    return taken;
}

void tnefi_decoder_turn_attr_end(struct tnef_decoder *d)
{
    struct tnefi_decoder_level *l = top(d);

    tnefi_decoder_say_attr_end(d);
    if (d->unwinding != 0) {
        l->in_attr.open = 0;
        l->data_open = 0;
        go(d, ST_unwind);
    } else {
        tnefi_decoder_next_attr(d);
    }
}
