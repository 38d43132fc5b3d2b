/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_DECODER_WHOLE_LOOK_H
#define TNEFI_DECODER_WHOLE_LOOK_H
/* Whether a property lies whole in the buffer, so that it can be said at once: all of its bytes are there,
 * within its attribute, and nothing about it is odd. Most properties of real mail are such. whole.c looks at
 * so few bytes that nothing in them can pass a limit, and says what was found; this is a header so that its
 * loop needs no call. Nothing depends on what is found here but how fast it goes: what is not found is read
 * step by step, which is how everything is defined.
 *
 * Left to the steps are types of several values, also with one, and types of no value or of unknown size;
 * objects, which may be messages; and what an anomaly or a limit would be told of. */

#include "decoder/whole.h"

#include "base/bytes.h"
#include "base/types.h"

#include <tnef/mapi.h>

#define WHOLE_SMALLEST 8u /* bytes: a head, and a number of 4 */

/*@ P_TOTAL;
    assigns \nothing;
    ensures \result.total == 0 && \result.name == 0 && \result.string == 0 && \result.fixed == 0; */
static inline struct tnefi_decoder_whole tnefi_decoder_not_whole(void)
{
    struct tnefi_decoder_whole w = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };

    return w;
}

/* A string of |len| bytes with its NUL, which is the name: all of it is there, and room for a value. */
/*@ requires WHOLE_NAME + WHOLE_SMALLEST <= n <= WHOLE_MOST && \valid_read(p + (0 .. n - 1));
    requires w.total == 0 && w.name == 0 && w.string == 0 && w.fixed == 0;
    P_TOTAL;
    assigns \nothing;
    ensures \result.total == 0 && \result.fixed == 0 && P_WHOLE_NAME(\result)
        && (\result.name > 0 ==> n >= \result.name + WHOLE_SMALLEST); */
static inline struct tnefi_decoder_whole
tnefi_decoder_look_string(struct tnefi_decoder_whole w, const uint8_t *p, uint32_t n, uint32_t len)
{
    const uint8_t *end;
    uint32_t pad = len % 4u;

    if (len < 4u || len % 2u != 0 || len > TNEF_NAME_SIZE || len + pad > n - (WHOLE_NAME + WHOLE_SMALLEST))
        return w;
    end = p + (4u + WHOLE_NAME - 2u) + len;
    if (end[0] != 0 || end[1] != 0 || (pad > 0 && (end[2] != 0 || end[3] != 0)))
        return w;
    w.name = WHOLE_NAME + len + pad;
    w.string = len - 2u;
    return w;
}

/* A name follows, which is a number or a string. |name| stays 0 if it is not whole. */
/*@ requires n <= WHOLE_MOST && \valid_read(p + (0 .. n - 1));
    requires w.total == 0 && w.name == 0 && w.string == 0 && w.fixed == 0;
    P_TOTAL;
    assigns \nothing;
    ensures \result.total == 0 && \result.fixed == 0 && P_WHOLE_NAME(\result)
        && (\result.name > 0 ==> n >= \result.name + WHOLE_SMALLEST); */
static inline struct tnefi_decoder_whole
tnefi_decoder_look_name(struct tnefi_decoder_whole w, const uint8_t *p, uint32_t n)
{
    uint32_t kind;

    if (n < WHOLE_NAME + WHOLE_SMALLEST)
        return w;
    kind = tnefi_base_le32(p + 4 + 16);
    if (kind == 1)
        return tnefi_decoder_look_string(w, p, n, tnefi_base_le32(p + WHOLE_NAME));
    if (kind == 0)
        w.name = WHOLE_NAME;
    return w;
}

/* The bytes of a number of |type| on the wire, 0 if it is none. */
/*@ P_TOTAL;
    assigns \nothing;
    ensures \result == 0 || \result == 4 || \result == 8 || \result == 16; */
static inline uint32_t tnefi_decoder_fixed_size(uint16_t type)
{
    switch (type) {
    case TNEF_PTYP_INTEGER16:
    case TNEF_PTYP_BOOLEAN:
    case TNEF_PTYP_INTEGER32:
    case TNEF_PTYP_FLOATING32:
    case TNEF_PTYP_ERROR_CODE:
        return 4;
    case TNEF_PTYP_FLOATING64:
    case TNEF_PTYP_CURRENCY:
    case TNEF_PTYP_FLOATING_TIME:
    case TNEF_PTYP_INTEGER64:
    case TNEF_PTYP_TIME:
        return 8;
    case TNEF_PTYP_GUID:
        return 16;
    default:
        return 0;
    }
}

/* The number that |w| begins with is all there, and nothing is in the padding of one of 16 bits. */
/*@ requires n <= WHOLE_MOST && \valid_read(p + (0 .. n - 1));
    requires P_WHOLE_NAME(w) && n >= w.name + WHOLE_SMALLEST;
    requires (size == 4 || size == 8 || size == 16) && w.total == 0;
    P_TOTAL;
    assigns \nothing;
    ensures \result.total > 0 ==> P_WHOLE(\result) && \result.total <= n && \result.len <= 16; */
static inline struct tnefi_decoder_whole
tnefi_decoder_look_fixed(struct tnefi_decoder_whole w, const uint8_t *p, uint32_t n, uint32_t size)
{
    w.begin = w.data = 4u + w.name;
    if (n - w.data < size)
        return w;
    w.size = w.len = size;
    w.fixed = (uint16_t)size;
    if (w.type == TNEF_PTYP_INTEGER16 || w.type == TNEF_PTYP_BOOLEAN) {
        if (p[w.data + 2u] != 0 || p[w.data + 3u] != 0)
            return w;
        w.len = 2;
    }
    w.total = w.data + size;
    return w;
}

/* Whether a string of |len| bytes ends as it should, or has none, and other bytes anyhow. */
/*@ requires \valid_read(p + (0 .. len - 1));
    P_TOTAL;
    assigns \nothing; */
static inline int tnefi_decoder_is_ended(uint16_t type, const uint8_t *p, uint32_t len)
{
    if (len == 0)
        return 1;
    if (type == TNEF_PTYP_STRING8)
        return p[len - 1u] == 0;
    if (type == TNEF_PTYP_STRING)
        return len % 2u == 0 && p[len - 1u] == 0 && p[len - 2u] == 0;
    return 1;
}

/* Whether the last |n| of the four bytes at |p| are zero, without a jump for each of them. */
/*@ requires n <= 3 && \valid_read(p + (0 .. 3));
    P_TOTAL;
    assigns \nothing; */
static inline int tnefi_decoder_are_zero(const uint8_t *p, uint32_t n)
{
    return (uint64_t)tnefi_base_le32(p) >> (32u - 8u * n) == 0;
}

/* The data of variable size, at |data|, end as they should and have their padding. */
/*@ requires n <= WHOLE_MOST && \valid_read(p + (0 .. n - 1));
    requires P_WHOLE_NAME(w) && w.begin == 8 + w.name && w.data == 12 + w.name;
    requires w.data <= n && len <= n - w.data && w.fixed == 0 && w.total == 0;
    P_TOTAL;
    assigns \nothing;
    ensures \result.total > 0 ==> P_WHOLE(\result) && \result.total <= n && \result.len == len; */
static inline struct tnefi_decoder_whole
tnefi_decoder_look_data(struct tnefi_decoder_whole w, const uint8_t *p, uint32_t n, uint32_t len)
{
    uint32_t pad = (4u - len % 4u) % 4u;
    uint32_t end = w.data + len;

    if (pad > n - end || !tnefi_decoder_is_ended(w.type, p + w.data, len)
        || !tnefi_decoder_are_zero(p + (end + pad - 4u), pad))
        return w;
    w.size = w.len = len;
    w.total = end + pad;
    return w;
}

/* One value of variable size, all there. */
/*@ requires n <= WHOLE_MOST && \valid_read(p + (0 .. n - 1));
    requires P_WHOLE_NAME(w) && n >= w.name + WHOLE_SMALLEST;
    requires w.fixed == 0 && w.total == 0;
    P_TOTAL;
    assigns \nothing;
    ensures \result.total > 0 ==> P_WHOLE(\result) && \result.total <= n; */
static inline struct tnefi_decoder_whole
tnefi_decoder_look_variable(struct tnefi_decoder_whole w, const uint8_t *p, uint32_t n)
{
    uint32_t len;

    w.begin = 8u + w.name;
    w.data = 12u + w.name;
    if (n < w.data || tnefi_base_le32(p + 4u + w.name) != 1)
        return w;
    len = tnefi_base_le32(p + w.begin);
    if (len > n - w.data)
        return w;
    return tnefi_decoder_look_data(w, p, n, len);
}

/* Whether values of |type| are bytes of any length, and no stream is looked for in them. */
/*@ requires \valid_read(d);
    P_TOTAL;
    assigns \nothing; */
static inline int tnefi_decoder_is_variable(const struct tnef_decoder *d, uint16_t type, uint16_t id)
{
    if (type != TNEF_PTYP_STRING8 && type != TNEF_PTYP_STRING && type != TNEF_PTYP_BINARY)
        return 0;
    return id != TNEF_PID_ATTACH_DATA_OBJECT || (d->cfg.flags & TNEF_DESCEND_DATA) == 0;
}

/* The value of |w|, whose type, id and name are known. */
/*@ requires \valid_read(d) && n <= WHOLE_MOST && \valid_read(p + (0 .. n - 1));
    requires P_WHOLE_NAME(w) && n >= w.name + WHOLE_SMALLEST;
    requires w.fixed == 0 && w.total == 0;
    P_TOTAL;
    assigns \nothing;
    ensures \result.total > 0 ==> P_WHOLE(\result) && \result.total <= n; */
static inline struct tnefi_decoder_whole
tnefi_decoder_look_value(const struct tnef_decoder *d, struct tnefi_decoder_whole w, const uint8_t *p,
                         uint32_t n)
{
    uint32_t size = tnefi_decoder_fixed_size(w.type);

    if (size > 0)
        return tnefi_decoder_look_fixed(w, p, n, size);
    if (tnefi_decoder_is_variable(d, w.type, w.id))
        return tnefi_decoder_look_variable(w, p, n);
    return w;
}

/* Looks at the |n| bytes at |p|, all of which are the attribute's. */
/*@ requires \valid_read(d) && n <= WHOLE_MOST;
    requires n > 0 ==> \valid_read(p + (0 .. n - 1));
    P_TOTAL;
    assigns \nothing;
    ensures \result.total > 0 ==> P_WHOLE(\result) && \result.total <= n; */
static inline struct tnefi_decoder_whole
tnefi_decoder_whole_look(const struct tnef_decoder *d, const uint8_t *p, uint32_t n)
{
    struct tnefi_decoder_whole w = tnefi_decoder_not_whole();

    if (n < WHOLE_SMALLEST)
        return w;
    w.type = tnefi_base_le16(p);
    w.id = tnefi_base_le16(p + 2);
    if (w.id < TNEF_PID_NAMED_FIRST)
        return tnefi_decoder_look_value(d, w, p, n);
    w = tnefi_decoder_look_name(w, p, n);
    return w.name > 0 ? tnefi_decoder_look_value(d, w, p, n) : w;
}

#endif
