/* SPDX-License-Identifier: MIT */
/* Lines of data of uuencode (POSIX, IEEE 1003.1, uuencode):
 *
 *     #0V%T              length + 32, then groups of 4 characters for 3 bytes, each value + 32
 *     `                  a line of length 0
 *
 * The last group may be as short as its bytes allow. Where spaces at the end of a line were lost on the way,
 * zeros replace them. */

#include "transfer/lines.h"
#include "transfer/vectors.h"

#define LENGTH_MAX 45u /* of a line; the digit goes up to 63 */

/*@ T_TOTAL;
    assigns \nothing;
    ensures \result <= 63; */
static uint32_t value(uint8_t b)
{
    return (b + 32u) % 64u;
}

/* ---- Groups -------------------------------------------------------------------------------- */

/* One group. Returns 0 if a byte of it is not data. */
/*@ requires \valid_read(p + (0 .. 3)) && \valid(out + (0 .. 2));
    requires \separated(p + (0 .. 3), out + (0 .. 2));
    T_TOTAL;
    assigns out[0 .. 2];
    ensures 0 <= \result <= 1; */
static int decode_group(uint8_t *out, const uint8_t *p)
{
    uint8_t a = p[0];
    uint8_t b = p[1];
    uint8_t c = p[2];
    uint8_t d = p[3];

    if (!tnefi_transfer_is_uu_data(a) || !tnefi_transfer_is_uu_data(b) || !tnefi_transfer_is_uu_data(c)
        || !tnefi_transfer_is_uu_data(d))
        return 0;
    out[0] = (uint8_t)((value(a) * 4u + value(b) / 16u) % 256u);
    out[1] = (uint8_t)((value(b) * 16u + value(c) / 4u) % 256u);
    out[2] = (uint8_t)((value(c) * 64u + value(d)) % 256u);
    return 1;
}

#define EACH(b) ((uint64_t)(b)*UINT64_C(0x0101010101010101))

/* The bytes as one number, the first one on top. The prover reads a sum, in which compilers do not see the
 * load that they see in shifts. */
/*@ requires \valid_read(p + (0 .. 7));
    T_TOTAL;
    assigns \nothing; */
static uint64_t eight(const uint8_t *p)
{
#ifdef __FRAMAC__
    uint64_t high = p[0] * 16777216u + p[1] * 65536u + p[2] * 256u + p[3];
    uint64_t low = p[4] * 16777216u + p[5] * 65536u + p[6] * 256u + p[7];

    return high * 4294967296u + low;
#else
    return (uint64_t)p[0] << 56 | (uint64_t)p[1] << 48 | (uint64_t)p[2] << 40 | (uint64_t)p[3] << 32
           | (uint64_t)p[4] << 24 | (uint64_t)p[5] << 16 | (uint64_t)p[6] << 8 | (uint64_t)p[7];
#endif
}

/*@ T_TOTAL;
    assigns \nothing; */
static uint8_t last_of(uint64_t bytes)
{
    return (uint8_t)(bytes % 256u);
}

/* Two groups, in one register: 30 instructions, and 80 one after the other. Returns 0 if a byte of them is
 * not data: below 20, so that adding 60 does not reach 80, or above 60, so that adding 1F does. A carry can
 * come only from a byte that is above 7F and is not data itself. */
/*@ requires \valid_read(p + (0 .. 7)) && \valid(out + (0 .. 5));
    requires \separated(p + (0 .. 7), out + (0 .. 5));
    T_TOTAL;
    assigns out[0 .. 5];
    ensures 0 <= \result <= 1; */
static int decode_two(uint8_t *out, const uint8_t *p)
{
    uint64_t x = eight(p);
    uint64_t low = x % UINT64_C(0x8000000000000000);
    uint64_t bad = x | (low + EACH(0x1F)) | ~(low + EACH(0x60));
    uint64_t six, twelve, all;

    if ((bad & EACH(0x80)) != 0)
        return 0;
    six = (low + EACH(0x20)) & EACH(0x3F);
    twelve = (six >> 2 & UINT64_C(0x0FC00FC00FC00FC0)) | (six & UINT64_C(0x003F003F003F003F));
    all = (twelve >> 4 & UINT64_C(0x00FFF00000FFF000)) | (twelve & UINT64_C(0x00000FFF00000FFF));
    out[0] = last_of(all >> 48);
    out[1] = last_of(all >> 40);
    out[2] = last_of(all >> 32);
    out[3] = last_of(all >> 16);
    out[4] = last_of(all >> 8);
    out[5] = last_of(all);
    return 1;
}

size_t tnefi_transfer_uu_decode(uint8_t *out, const uint8_t *p, size_t groups)
{
    size_t from = 0;
    size_t i;

    /* A vector that begins with junk is not looked at: in junk that would be done again for each line. */
    if (groups > 0 && decode_group(out, p))
        from = tnefi_transfer_uu_vectors(out, p, groups);
    i = from;
    /*@ loop invariant 0 <= i <= groups;
        loop assigns i, out[0 .. 3 * groups - 1];
        loop variant groups - i; */
    while (groups - i >= 2u && decode_two(out + 3u * i, p + 4u * i))
        i += 2u;
    if (i < groups && decode_group(out + 3u * i, p + 4u * i))
        i++;
    TNEFI_TOUCH(4u * (i - from) + 12u);
    return i;
}

/* ---- Byte by byte -------------------------------------------------------------------------- */

/* Decodes a group of four values in |acc|, or as many of them as there are. */
/*@ requires t->left >= 1;
    T_WRITES(3);
    assigns T_PUT, t->left, t->have, t->acc;
    ensures t->left < \old(t->left) && t->to <= \old(t->to) + \old(t->left) - t->left;
    ensures t->have == 0; */
static void put_group(struct tnef_transfer *t)
{
    uint32_t bytes = t->left < 3u ? t->left : 3u;
    uint32_t group = t->acc % 16777216u;

    t->left -= bytes;
    t->have = 0;
    t->acc = 0;
    tnefi_transfer_put(t, (uint8_t)(group / 65536u));
    if (bytes >= 2u)
        tnefi_transfer_put(t, (uint8_t)(group / 256u % 256u));
    if (bytes >= 3u)
        tnefi_transfer_put(t, (uint8_t)(group % 256u));
}

/* Moves the values of an incomplete group to where they belong. */
/*@ requires \valid(t);
    T_TOTAL;
    assigns t->acc; */
static void fill_group(struct tnef_transfer *t)
{
    if (t->have == 1u)
        t->acc = t->acc % 64u * 262144u;
    else if (t->have == 2u)
        t->acc = t->acc % 4096u * 4096u;
    else if (t->have == 3u)
        t->acc = t->acc % 262144u * 64u;
    else
        t->acc = 0;
}

/* How many bytes of the group are complete. */
/*@ requires \valid_read(t);
    T_TOTAL;
    assigns \nothing;
    ensures \result <= 2; */
static uint32_t whole_bytes(const struct tnef_transfer *t)
{
    if (t->have >= 3u)
        return 2;
    return t->have == 2u ? 1 : 0;
}

void tnefi_transfer_uu_data(struct tnef_transfer *t, uint8_t b)
{
    if (!tnefi_transfer_is_uu_data(b))
        tnefi_transfer_note(t, TNEF_TRANSFER_A_JUNK, t->offset - 1u);
    t->acc = t->acc % 262144u * 64u + value(b);
    if (t->have < 3u) {
        t->have++;
        return;
    }
    put_group(t);
    if (t->left == 0)
        tnefi_transfer_uu_go(t, UU_REST);
}

void tnefi_transfer_uu_data_ends(struct tnef_transfer *t)
{
    TNEFI_TOUCH(t->left);
    if (t->left > whole_bytes(t))
        tnefi_transfer_note(t, TNEF_TRANSFER_A_LINE_SHORT, t->offset - 1u);
    fill_group(t);
    /*@ loop invariant T_OK(t) && t->to <= \at(t->to, Pre) + \at(t->left, Pre) - t->left;
        loop invariant t->left <= \at(t->left, Pre);
        loop assigns T_PUT, t->left, t->have, t->acc;
        loop variant t->left; */
    while (t->left > 0)
        put_group(t);
}

void tnefi_transfer_uu_data_begins(struct tnef_transfer *t, uint8_t b)
{
    uint32_t length = value(b);

    t->empty = 0;
    if (length == 0) {
        t->zero = ZERO_YES;
        tnefi_transfer_uu_go(t, UU_REST);
        return;
    }
    if (t->zero != ZERO_NO)
        tnefi_transfer_note(t, TNEF_TRANSFER_A_ZERO_MIDDLE, t->line);
    if (length > LENGTH_MAX)
        tnefi_transfer_note(t, TNEF_TRANSFER_A_LENGTH, t->line);
    t->zero = ZERO_NO;
    t->left = length;
    t->acc = 0;
    tnefi_transfer_uu_go(t, UU_DATA);
}

/* ---- Whole groups --------------------------------------------------------------------------- */

/* How many whole groups the line still has, of which |n| bytes are there, and for which there is
 * room. */
/*@ requires \valid_read(t) && T_OK(t);
    T_TOTAL;
    assigns \nothing;
    ensures 4 * \result <= n && 3 * \result <= t->left;
    ensures 3 * \result <= SCRATCH_SIZE - t->to && 3 * \result <= t->max_output - t->output; */
static size_t whole_groups(const struct tnef_transfer *t, size_t n)
{
    size_t room = tnefi_transfer_room(t) / 3u;
    size_t groups = t->left / 3u;

    if (n / 4u < groups)
        groups = n / 4u;
    return room < groups ? room : groups;
}

size_t tnefi_transfer_uu_groups(struct tnef_transfer *t, const uint8_t *p, size_t n)
{
    size_t most = whole_groups(t, n);
    size_t done = tnefi_transfer_uu_decode(t->scratch + t->to, p, most);

    t->to += (uint32_t)(3u * done);
    t->output += 3u * done;
    t->offset += 4u * done;
    t->left -= (uint32_t)(3u * done);
    if (t->left == 0)
        tnefi_transfer_uu_go(t, UU_REST);
    return 4u * done;
}

/* ---- Whole lines --------------------------------------------------------------------------- */

/* Whether all that is odd about the block was met, so that a line of data changes nothing but bytes. */
/*@ requires \valid_read(t);
    T_TOTAL;
    assigns \nothing; */
static int is_plain(const struct tnef_transfer *t)
{
    return t->block == BLOCK_OPEN && t->base64 == 0 && t->empty == 0 && t->zero == ZERO_NO && t->cr == 0;
}

/* The groups of a line that begins with |b|; 0: it is not one as writers make it. */
/*@ T_TOTAL;
    assigns \nothing;
    ensures \result <= 15; */
static size_t groups_of(uint8_t b)
{
    uint32_t length = value(b);

    return tnefi_transfer_is_uu_data(b) && length <= LENGTH_MAX ? (length + 2u) / 3u : 0;
}

size_t tnefi_transfer_uu_lines(struct tnef_transfer *t, const uint8_t *p, size_t n)
{
    uint8_t *out = t->scratch + t->to;
    size_t room = tnefi_transfer_room(t);
    uint64_t offset = t->offset;
    size_t i = 0;
    size_t put = 0;

    if (!is_plain(t))
        return 0;
    /*@ loop invariant 0 <= put <= i <= n && put <= room && t->line <= offset + i;
        loop assigns i, put, t->scratch[0 .. SCRATCH_SIZE - 1], T_NOTED, t->line;
        loop variant n - i; */
    while (i < n) {
        size_t groups = groups_of(p[i]);
        size_t made = tnefi_transfer_min(value(p[i]), 3u * groups);
        size_t len = 1u + 4u * groups;
        size_t end;

        if (groups == 0 || n - i <= len || room - put < 3u * groups
            || tnefi_transfer_uu_decode(out + put, p + i + 1u, groups) < groups)
            break;
        end = tnefi_transfer_line_end(p + i + len, n - i - len);
        if (end == 0)
            break;
        tnefi_transfer_end_line(t, end, offset + i + len);
        put += made;
        i += len + end;
    }
    tnefi_transfer_advance(t, i, put);
    return i;
}

/* ---- The end -------------------------------------------------------------------------------- */

void tnefi_transfer_uu_data_cut(struct tnef_transfer *t)
{
    uint32_t bytes = whole_bytes(t);
    uint32_t left = t->left;

    if (bytes < left)
        tnefi_transfer_truncated(t, bytes, left);
    if (bytes == 0)
        return;
    fill_group(t);
    t->left = bytes < left ? bytes : left;
    if (t->left > 0)
        put_group(t);
}
