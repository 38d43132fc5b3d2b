/* SPDX-License-Identifier: MIT */
/* Lines of data of uuencode (POSIX, IEEE 1003.1, uuencode):
 *
 *     #0V%T              length + 32, then groups of 4 characters for 3 bytes, each value + 32
 *     `                  a line of length 0
 *
 * The last group may be as short as its bytes allow. Where spaces at the end of a line were lost on the way,
 * zeros replace them. */

#include "transfer/priv.h"

#define LENGTH_MAX 45u /* of a line; the digit goes up to 63 */

/*@ T_TOTAL;
    assigns \nothing;
    ensures \result <= 63; */
static uint32_t value(uint8_t b)
{
    return (b + 32u) % 64u;
}

/* Decodes up to |groups| whole groups, until one with a byte that is not data. Returns how many. */
/*@ requires \valid_read(p + (0 .. 4 * groups - 1)) && \valid(out + (0 .. 3 * groups - 1));
    requires \separated(p + (0 .. 4 * groups - 1), out + (0 .. 3 * groups - 1));
    requires groups <= 21;
    T_TOTAL;
    assigns out[0 .. 3 * groups - 1];
    ensures \result <= groups; */
static size_t decode(uint8_t *out, const uint8_t *p, size_t groups)
{
    size_t i = 0;

    /*@ loop invariant 0 <= i <= groups;
        loop assigns i, out[0 .. 3 * groups - 1];
        loop variant groups - i; */
    for (; i < groups; i++) {
        uint8_t a = p[4u * i];
        uint8_t b = p[4u * i + 1u];
        uint8_t c = p[4u * i + 2u];
        uint8_t d = p[4u * i + 3u];

        if (!tnefi_transfer_is_uu_data(a) || !tnefi_transfer_is_uu_data(b) || !tnefi_transfer_is_uu_data(c)
            || !tnefi_transfer_is_uu_data(d))
            break;
        out[3u * i] = (uint8_t)((value(a) * 4u + value(b) / 16u) % 256u);
        out[3u * i + 1u] = (uint8_t)((value(b) * 16u + value(c) / 4u) % 256u);
        out[3u * i + 2u] = (uint8_t)((value(c) * 64u + value(d)) % 256u);
    }
    TNEFI_TOUCH(i < groups ? 4u * i + 4u : 4u * i);
    return i;
}

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
    size_t done = decode(t->scratch + t->to, p, most);

    t->to += (uint32_t)(3u * done);
    t->output += 3u * done;
    t->offset += 4u * done;
    t->left -= (uint32_t)(3u * done);
    if (t->left == 0)
        tnefi_transfer_uu_go(t, UU_REST);
    return 4u * done;
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
