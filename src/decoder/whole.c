/* SPDX-License-Identifier: MIT */
/* Whether a property lies whole in the buffer, so that it can be said at once: all of its bytes are there,
 * within its attribute and all limits, and nothing about it is odd. Most properties of real mail are such.
 * Nothing depends on what is found here but how fast it goes: what is not found is read step by step, which
 * is how everything is defined. whole_say.c says what was found.
 *
 * Left to the steps are types of several values, also with one, and types of no value or of unknown size;
 * objects, which may be messages; names that are strings; empty values; properties of more than WHOLE_MOST
 * bytes; and what an anomaly or a limit would be told of. */

#include "decoder/priv.h"

#include "base/bytes.h"
#include "base/types.h"

#include <tnef/mapi.h>

#define SMALLEST 8u /* bytes: a head, and a number of 4 */

static const struct tnefi_decoder_whole not_whole;

/* Whether nothing is muted, and no limit can be met by a property of one value but that of its length. */
/*@ requires \valid_read(d) && P_COUNTERS(d);
    P_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> d->have == 0 && d->level.computed == COMPUTED_NO
        && d->events + WHOLE_EVENTS <= d->cfg.max_events; */
static int is_plain(const struct tnef_decoder *d)
{
    return d->have == 0 && d->mute == 0 && d->level.computed == COMPUTED_NO
           && d->cfg.max_events - d->events >= WHOLE_EVENTS && (d->cfg.flags & TNEFI_STEPS_ONLY) == 0;
}

/* Those of |n| bytes that are the attribute's, as far as a property may have them. */
/*@ requires \valid_read(d) && d->offset <= d->level.attr_end;
    P_TOTAL;
    assigns \nothing;
    ensures \result <= n && \result <= WHOLE_MOST && d->offset + \result <= d->level.attr_end; */
static uint32_t bytes_there(const struct tnef_decoder *d, size_t n)
{
    uint64_t room = room_to(d, d->level.attr_end);

    if (n > WHOLE_MOST)
        n = WHOLE_MOST;
    return room < n ? (uint32_t)room : (uint32_t)n;
}

/* Whether a name that is a number follows, of which the kind is at |p|. */
/*@ requires n >= 4 && \valid_read(p + (0 .. n - 1));
    P_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> n >= WHOLE_NAME + SMALLEST; */
static int is_numbered(const uint8_t *p, uint32_t n)
{
    return n >= WHOLE_NAME + SMALLEST && tnefi_base_le32(p + 4 + 16) == 0;
}

/* The number that |w| begins with is all there, and nothing is in the padding of one of 16 bits. */
/*@ requires n <= WHOLE_MOST && \valid_read(p + (0 .. n - 1));
    requires (w.name == 0 || w.name == WHOLE_NAME) && n >= w.name + SMALLEST;
    requires size == 4 || size == 8 || size == 16;
    P_TOTAL;
    assigns \nothing;
    ensures \result.total > 0 ==> P_WHOLE(\result) && \result.total <= n && \result.len <= 16; */
static struct tnefi_decoder_whole look_fixed(struct tnefi_decoder_whole w, const uint8_t *p, uint32_t n,
                                             uint32_t size)
{
    w.begin = w.data = 4u + w.name;
    if (n - w.data < size)
        return not_whole;
    w.size = size;
    w.fixed = (uint16_t)size;
    w.len = tnefi_decoder_data_size(w.type, size);
    if (w.len == 2u && (p[w.data + 2u] != 0 || p[w.data + 3u] != 0))
        return not_whole;
    w.total = w.data + size;
    return w;
}

/* Whether a string of |len| bytes ends as it should, and other bytes anyhow. */
/*@ requires len > 0 && \valid_read(p + (0 .. len - 1));
    P_TOTAL;
    assigns \nothing; */
static int is_ended(uint16_t type, const uint8_t *p, uint32_t len)
{
    if (type == TNEF_PTYP_STRING8)
        return p[len - 1u] == 0;
    if (type == TNEF_PTYP_STRING)
        return len % 2u == 0 && p[len - 1u] == 0 && p[len - 2u] == 0;
    return 1;
}

/*@ requires n <= 3 && \valid_read(p + (0 .. n - 1));
    P_TOTAL;
    assigns \nothing; */
static int are_zero(const uint8_t *p, uint32_t n)
{
    uint32_t i = 0;

    /*@ loop invariant 0 <= i <= n;
        loop assigns i;
        loop variant n - i; */
    while (i < n && p[i] == 0)
        i++;
    return i == n;
}

/* The data of variable size, at |data|, end as they should and have their padding. */
/*@ requires n <= WHOLE_MOST && \valid_read(p + (0 .. n - 1));
    requires (w.name == 0 || w.name == WHOLE_NAME) && w.begin == 8 + w.name && w.data == 12 + w.name;
    requires w.data <= n && 1 <= len <= n - w.data && w.fixed == 0;
    P_TOTAL;
    assigns \nothing;
    ensures \result.total > 0 ==> P_WHOLE(\result) && \result.total <= n && \result.len == len; */
static struct tnefi_decoder_whole look_data(struct tnefi_decoder_whole w, const uint8_t *p, uint32_t n,
                                            uint32_t len)
{
    uint32_t pad = (4u - len % 4u) % 4u;
    uint32_t end = w.data + len;

    if (pad > n - end || !is_ended(w.type, p + w.data, len) || !are_zero(p + end, pad))
        return not_whole;
    w.size = w.len = len;
    w.total = end + pad;
    return w;
}

/* One value of variable size, all there. */
/*@ requires n <= WHOLE_MOST && \valid_read(p + (0 .. n - 1));
    requires (w.name == 0 || w.name == WHOLE_NAME) && n >= w.name + SMALLEST && w.fixed == 0;
    P_TOTAL;
    assigns \nothing;
    ensures \result.total > 0 ==> P_WHOLE(\result) && \result.total <= n && \result.len <= most; */
static struct tnefi_decoder_whole look_variable(struct tnefi_decoder_whole w, const uint8_t *p, uint32_t n,
                                                uint64_t most)
{
    uint32_t len;

    w.begin = 8u + w.name;
    w.data = 12u + w.name;
    if (n < w.data || tnefi_base_le32(p + 4u + w.name) != 1)
        return not_whole;
    len = tnefi_base_le32(p + w.begin);
    if (len == 0 || len > n - w.data || len > most)
        return not_whole;
    return look_data(w, p, n, len);
}

/* Whether the value may be a message, or hold a stream. */
/*@ requires \valid_read(d);
    P_TOTAL;
    assigns \nothing; */
static int may_descend(const struct tnef_decoder *d, uint16_t type, uint16_t id)
{
    if (type == TNEF_PTYP_OBJECT)
        return 1;
    return (d->cfg.flags & TNEF_DESCEND_DATA) != 0 && id == TNEF_PID_ATTACH_DATA_OBJECT;
}

/* How long a value of variable size may be. */
/*@ requires \valid_read(d) && P_COUNTERS(d);
    P_TOTAL;
    assigns \nothing;
    ensures d->output + \result <= d->cfg.max_output; */
static uint64_t most(const struct tnef_decoder *d)
{
    uint64_t room = d->cfg.max_output - d->output;

    return d->cfg.max_length < room ? d->cfg.max_length : room;
}

/* The value of |w|, whose type, id and name are known. */
/*@ requires \valid_read(d) && P_COUNTERS(d) && n <= WHOLE_MOST && \valid_read(p + (0 .. n - 1));
    requires (w.name == 0 || w.name == WHOLE_NAME) && n >= w.name + SMALLEST && w.fixed == 0;
    P_TOTAL;
    assigns \nothing;
    ensures \result.total > 0 ==> P_WHOLE(\result) && \result.total <= n
        && d->output + \result.len <= d->cfg.max_output; */
static struct tnefi_decoder_whole look_value(const struct tnef_decoder *d, struct tnefi_decoder_whole w,
                                             const uint8_t *p, uint32_t n)
{
    uint32_t size = tnefi_decoder_type_size(w.type);
    uint64_t room = most(d);

    if (tnefi_base_is_multi(w.type))
        return not_whole;
    if (size == TNEFI_SIZE_VARIABLE && !may_descend(d, w.type, w.id))
        return look_variable(w, p, n, room);
    if (size > 0 && size <= 16u && room >= 16u)
        return look_fixed(w, p, n, size);
    return not_whole;
}

struct tnefi_decoder_whole tnefi_decoder_whole_look(const struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    struct tnefi_decoder_whole w = not_whole;
    uint32_t there = bytes_there(d, n);

    if (!is_plain(d) || there < SMALLEST)
        return not_whole;
    w.type = tnefi_base_le16(p);
    w.id = tnefi_base_le16(p + 2);
    if (w.id >= TNEF_PID_NAMED_FIRST) {
        if (!is_numbered(p, there))
            return not_whole;
        w.name = WHOLE_NAME;
    }
    return look_value(d, w, p, there);
}
