/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_DECODER_WHOLE_ATTR_LOOK_H
#define TNEFI_DECODER_WHOLE_ATTR_LOOK_H
/* Whether an attribute lies whole in the buffer, so that it can be said at once: all of its bytes are there,
 * within its stream, and nothing about it is odd. Most attributes of real mail are such, but for lists.
 * whole_attr.c looks at so few bytes that nothing in them can pass a limit of length, output or events.
 * Nothing depends on what is found here but how fast it goes, as in whole_look.h.
 *
 * Left to the steps are lists and tables; attributes without data; data that may be a stream; and what an
 * anomaly or a limit would be told of. */

#include "decoder/whole_attr.h"
#include "decoder/whole_look.h"

#include "base/sum.h"
#include "base/touch.h"

/*@ P_TOTAL;
    assigns \nothing;
    ensures \result.total == 0; */
static inline struct tnefi_decoder_attr_whole tnefi_decoder_no_attr_whole(void)
{
    struct tnefi_decoder_attr_whole w = { 0, 0, 0, 0, 0, 0, 0, 0, 0 };

    return w;
}

/* Whether the attribute stands where it should, and is the first one of its kind there. */
/*@ requires \valid_read(d);
    P_TOTAL;
    assigns \nothing; */
static inline int tnefi_decoder_in_order(const struct tnef_decoder *d, uint32_t index, uint8_t level)
{
    if (index == TNEFI_ATTR_REND)
        return 1;
    if ((level == 2) != (d->level.has_attachment != 0))
        return 0;
    return index <= TNEFI_ATTR_NULL || (d->level.seen & tnefi_decoder_attr_bit(index)) == 0;
}

/* Whether data of |len| bytes are as they should be: the steps would note nothing about them. */
/*@ requires \valid_read(a) && 0 < len && \valid_read(p + (0 .. len - 1));
    P_TOTAL;
    assigns \nothing; */
static inline int tnefi_decoder_is_sound(const struct tnefi_decoder_attr *a, const uint8_t *p, uint32_t len)
{
    if (a->fixed != 0 && a->fixed != len)
        return 0;
    if ((a->flags & TNEFI_AF_STRING) != 0 && p[len - 1u] != 0)
        return 0;
    return a->kind != TNEFI_K_VERSION || (len >= 4u && tnefi_base_le32(p) == TNEF_STREAM_VERSION);
}

/* Whether data of |kind| are bytes: no list, and no stream. */
/*@ requires \valid_read(d) && \valid_read(a);
    P_TOTAL;
    assigns \nothing; */
static inline int tnefi_decoder_are_bytes(const struct tnef_decoder *d, const struct tnefi_decoder_attr *a)
{
    if (a->kind == TNEFI_K_LIST || a->kind == TNEFI_K_TABLE)
        return 0;
    return a->kind != TNEFI_K_INLINE || a->prop_id != TNEF_PID_ATTACH_DATA_OBJECT
           || (d->cfg.flags & TNEF_DESCEND_DATA) == 0;
}

/* The sum of the attribute's bytes but for its data. */
/*@ requires 0 < len <= WHOLE_MOST - ATTR_FRAME && \valid_read(p + (0 .. len + ATTR_FRAME - 1));
    P_TOTAL;
    assigns \nothing;
    ensures \result <= 11 * 255; */
static inline uint32_t tnefi_decoder_frame_sum(const uint8_t *p, uint32_t len)
{
    return (uint32_t)p[0] + p[1] + p[2] + p[3] + p[4] + p[5] + p[6] + p[7] + p[8] + p[len + 9u]
           + p[len + 10u];
}

/* What the header at |p| says, if the attribute is known by all of its id or not at all, and its data are
 * bytes as they should be. */
/*@ requires \valid_read(d) && 0 < w.len <= WHOLE_MOST - ATTR_FRAME && w.total == 0;
    requires \valid_read(p + (0 .. w.len + ATTR_FRAME - 1));
    P_TOTAL;
    assigns \nothing;
    ensures \result.len == w.len && (\result.total > 0 ==> \result.total == w.len + ATTR_FRAME); */
static inline struct tnefi_decoder_attr_whole
tnefi_decoder_look_head(const struct tnef_decoder *d, struct tnefi_decoder_attr_whole w, const uint8_t *p)
{
    const struct tnefi_decoder_attr *a;

    w.level = p[0];
    w.id = tnefi_base_le32(p + 1);
    w.index = tnefi_decoder_attr_find(w.id);
    a = tnefi_decoder_attr_info(w.index);
    w.kind = a->kind;
    w.prop_id = a->prop_id;
    w.prop_type = a->prop_type;
    if (w.index == TNEFI_ATTR_UNKNOWN && tnefi_decoder_attr_find_low(w.id) != TNEFI_ATTR_UNKNOWN)
        return w;
    if ((w.level != a->level && a->level != 0) || !tnefi_decoder_in_order(d, w.index, p[0]))
        return w;
    if (tnefi_decoder_are_bytes(d, a) && tnefi_decoder_is_sound(a, p + ATTR_HEAD_SIZE, w.len))
        w.total = w.len + ATTR_FRAME;
    return w;
}

/* Whether the checksum is right; then |sum| is that of all bytes. */
/*@ requires P_ATTR_SIZE(w) && \valid_read(p + (0 .. w.total - 1));
    P_TOTAL;
    assigns \nothing;
    ensures \result.len == w.len
        && (\result.total == 0 || (\result.total == w.total && P_ATTR_WHOLE(\result))); */
static inline struct tnefi_decoder_attr_whole tnefi_decoder_look_sum(struct tnefi_decoder_attr_whole w,
                                                                     const uint8_t *p)
{
    uint32_t sum = tnefi_base_sum16(0, p + ATTR_HEAD_SIZE, w.len);

    TNEFI_TOUCH(w.total);
    if (tnefi_base_le16(p + ATTR_HEAD_SIZE + w.len) != sum)
        w.total = 0;
    w.sum = sum + tnefi_decoder_frame_sum(p, w.len);
    return w;
}

/* Looks at the |n| bytes at |p|, all of which are the stream's. */
/*@ requires \valid_read(d) && n <= WHOLE_MOST;
    requires n > 0 ==> \valid_read(p + (0 .. n - 1));
    P_TOTAL;
    assigns \nothing;
    ensures \result.total > 0 ==> P_ATTR_WHOLE(\result) && \result.total <= n
        && d->attributes < d->cfg.max_attributes; */
static inline struct tnefi_decoder_attr_whole
tnefi_decoder_attr_look(const struct tnef_decoder *d, const uint8_t *p, uint32_t n)
{
    struct tnefi_decoder_attr_whole w = tnefi_decoder_no_attr_whole();

    if (n < ATTR_SMALLEST || d->attributes >= d->cfg.max_attributes || (p[0] != 1 && p[0] != 2))
        return w;
    w.len = tnefi_base_le32(p + 5);
    if (w.len == 0 || w.len > n - ATTR_FRAME)
        return w;
    w = tnefi_decoder_look_head(d, w, p);
    if (w.total == 0)
        return w;
    return tnefi_decoder_look_sum(w, p);
}

#endif
