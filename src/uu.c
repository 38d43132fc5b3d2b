/* SPDX-License-Identifier: MIT */
/* uuencode (POSIX, IEEE 1003.1, uuencode):
 *
 *     begin 644 name     mode: 3 or 4 octal digits
 *     Mxxxx...           length + 32, then groups of 4 characters for 3 bytes, each value + 32
 *     `                  a line of length 0; ` stands for the space that mail systems remove
 *     end
 *
 * Characters of data are 20 to 60, so a line's first one tells what it is. The last group may be as
 * short as its bytes allow. Where spaces at the end of a line were lost on the way, zeros replace
 * them. */

#include "transfer_priv.h"

#define LENGTH_MAX 45u         /* of a line; the digit goes up to 63                              */
#define DIGITS_MAX 7u          /* of a mode                                                       */
#define PAD_MAX    65u         /* what a line end can write, and two bytes of a last group        */

/*@ T_TOTAL;
    assigns \nothing;
    ensures \result <= 63; */
static uint32_t value(uint8_t b)
{
    return (b + 32u) % 64u;
}

/*@ T_TOTAL;
    assigns \nothing;
    ensures \result != 0 <==> 0x20 <= b <= 0x60; */
static int is_data(uint8_t b)
{
    return b >= 0x20 && b <= 0x60;
}

/*@ requires \valid(t);
    T_TOTAL;
    assigns t->state, t->have;
    ensures t->have == 0; */
static void go(struct tnef_transfer *t, uint16_t state)
{
    t->state = state;
    t->have = 0;
}

/* ---- Lines of data -------------------------------------------------------------------------- */

/* Decodes up to |groups| whole groups, until one with a byte that is not data; how many. */
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

        if (!is_data(a) || !is_data(b) || !is_data(c) || !is_data(d))
            break;
        out[3u * i] = (uint8_t)((value(a) * 4u + value(b) / 16u) % 256u);
        out[3u * i + 1u] = (uint8_t)((value(b) * 16u + value(c) / 4u) % 256u);
        out[3u * i + 2u] = (uint8_t)((value(c) * 64u + value(d)) % 256u);
    }
    TNEFI_TOUCH(i < groups ? 4u * i + 4u : 4u * i);
    return i;
}

/* A group of four values, in |acc|, or what there is of it. */
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

/* Moves the values of a group that is not whole to where they belong. */
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

/* Bytes that are whole in the group. */
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

/*@ requires t->left >= 1 && t->offset >= 1;
    T_WRITES(3);
    assigns T_PUT, T_NOTED, t->left, t->have, t->acc, t->state; */
static void data(struct tnef_transfer *t, uint8_t b)
{
    if (!is_data(b))
        tnefi_transfer_note(t, TNEF_TA_JUNK, t->offset - 1u);
    t->acc = t->acc % 262144u * 64u + value(b);
    if (t->have < 3u) {
        t->have++;
        return;
    }
    put_group(t);
    if (t->left == 0)
        go(t, UU_REST);
}

/* The line ends before its last byte, or its last group is short. */
/*@ requires t->offset >= 1;
    T_WRITES(PAD_MAX);
    assigns T_PUT, T_NOTED, t->left, t->have, t->acc; */
static void pad_line(struct tnef_transfer *t)
{
    TNEFI_TOUCH(t->left);
    if (t->left > whole_bytes(t))
        tnefi_transfer_note(t, TNEF_TA_LINE_SHORT, t->offset - 1u);
    fill_group(t);
    /*@ loop invariant T_OK(t) && t->to <= \at(t->to, Pre) + \at(t->left, Pre) - t->left;
        loop invariant t->left <= \at(t->left, Pre);
        loop assigns T_PUT, t->left, t->have, t->acc;
        loop variant t->left; */
    while (t->left > 0)
        put_group(t);
}

/* The first character of a line of data. */
/*@ requires \valid(t) && T_OK(t);
    T_TOTAL;
    assigns T_NOTED, t->left, t->have, t->acc, t->state, t->zero;
    ensures T_OK(t); */
static void begin_data(struct tnef_transfer *t, uint8_t b)
{
    uint32_t length = value(b);

    if (length == 0) {
        t->zero = ZERO_YES;
        go(t, UU_REST);
        return;
    }
    if (t->zero != ZERO_NO)
        tnefi_transfer_note(t, TNEF_TA_ZERO_MIDDLE, t->line);
    if (length > LENGTH_MAX)
        tnefi_transfer_note(t, TNEF_TA_LENGTH, t->line);
    t->zero = ZERO_NO;
    t->left = length;
    t->acc = 0;
    go(t, UU_DATA);
}

/* ---- Blocks --------------------------------------------------------------------------------- */

/* A block ends without an end line. */
/*@ requires \valid(t);
    T_TOTAL;
    assigns T_NOTED, T_RESULT(t->damage); */
static void end_missing(struct tnef_transfer *t, uint64_t at)
{
    if (t->block != BLOCK_OPEN)
        return;
    tnefi_transfer_note(t, TNEF_TA_END_MISSING, at);
    if (t->zero != ZERO_YES)
        tnefi_transfer_truncated(t, 0, 0);
}

/*@ requires \valid(t);
    T_TOTAL;
    assigns T_NOTED, t->block; */
static void end_block(struct tnef_transfer *t)
{
    if (t->zero == ZERO_NO)
        tnefi_transfer_note(t, TNEF_TA_ZERO_MISSING, t->line);
    t->block = BLOCK_ENDED;
}

/* What is before the name was read, up to |b|. */
/*@ requires \valid(t);
    T_TOTAL;
    assigns T_NOTED, T_RESULT(t->damage), t->block, t->zero, t->blocks, t->name_len, t->odd,
        t->state, t->have;
    ensures t->name_len == 0 && t->have == 0; */
static void begin_block(struct tnef_transfer *t, uint8_t b)
{
    end_missing(t, t->line);
    if (t->blocks > 0)
        tnefi_transfer_note(t, TNEF_TA_BLOCKS, t->line);
    if (t->blocks < UINT32_MAX)
        t->blocks++;
    t->block = BLOCK_OPEN;
    t->zero = ZERO_NO;
    t->name_len = 0;
    if (b != ' ' || t->digits < 3u || t->digits > 4u)
        t->odd = 1;
    go(t, UU_NAME_GAP);
}

/* ---- Other lines ---------------------------------------------------------------------------- */

/* This line is nothing. */
/*@ requires \valid(t);
    T_TOTAL;
    assigns T_NOTED, t->state, t->have, t->noted;
    ensures t->have == 0; */
static void junk_line(struct tnef_transfer *t)
{
    if (t->block == BLOCK_OPEN)
        tnefi_transfer_note(t, TNEF_TA_JUNK_LINE, t->line);
    else if (t->block == BLOCK_ENDED)
        tnefi_transfer_note(t, TNEF_TA_AFTER_END, t->line);
    t->noted = 1;
    go(t, UU_SKIP);
}

/* begin, and the blank after it. */
/*@ requires \valid(t) && T_OK(t);
    T_TOTAL;
    assigns T_NOTED, t->state, t->have, t->noted, t->odd;
    ensures T_OK(t); */
static void begin_word(struct tnef_transfer *t, uint8_t b)
{
    static const uint8_t word[5] = { 'b', 'e', 'g', 'i', 'n' };

    if (t->have < 5u && b == word[t->have]) {
        t->have++;
    } else if (t->have == 5u && tnefi_transfer_is_blank(b)) {
        t->odd = b == ' ' ? 0 : 1;
        go(t, UU_MODE_GAP);
    } else {
        junk_line(t);
    }
}

/*@ requires \valid(t) && T_OK(t);
    T_TOTAL;
    assigns T_NOTED, t->state, t->have, t->noted;
    ensures T_OK(t); */
static void end_word(struct tnef_transfer *t, uint8_t b)
{
    static const uint8_t word[3] = { 'e', 'n', 'd' };

    if (t->have < 3u && b == word[t->have])
        t->have++;
    else if (t->have < 3u || !tnefi_transfer_is_blank(b))
        junk_line(t);
}

/*@ requires \valid(t) && T_OK(t);
    T_TOTAL;
    assigns T_NOTED, t->state, t->have, t->noted, t->odd, t->mode, t->digits;
    ensures T_OK(t); */
static void mode_gap(struct tnef_transfer *t, uint8_t b)
{
    if (tnefi_transfer_is_blank(b)) {
        t->odd = 1;
    } else if (b >= '0' && b <= '7') {
        t->mode = b - (uint32_t)'0';
        t->digits = 1;
        go(t, UU_MODE);
    } else {
        junk_line(t);
    }
}

/*@ requires \valid(t) && T_OK(t);
    T_TOTAL;
    assigns T_NOTED, T_RESULT(t->damage), t->block, t->zero, t->blocks, t->name_len, t->odd,
        t->state, t->have, t->noted, t->mode, t->digits;
    ensures T_OK(t); */
static void mode(struct tnef_transfer *t, uint8_t b)
{
    if (b >= '0' && b <= '7' && t->digits < DIGITS_MAX) {
        t->mode = t->mode % 0x1000000u * 8u + (b - (uint32_t)'0');
        t->digits++;
    } else if (tnefi_transfer_is_blank(b)) {
        begin_block(t, b);
    } else {
        junk_line(t);
    }
}

/*@ requires \valid(t) && T_OK(t);
    T_TOTAL;
    assigns T_NOTED, t->name_len, t->small[0 .. SMALL_SIZE - 1], t->state, t->have, t->noted;
    ensures T_OK(t); */
static void name(struct tnef_transfer *t, uint8_t b)
{
    if (t->name_len < TNEF_TRANSFER_NAME) {
        t->small[t->name_len] = b;
        t->name_len++;
    } else if (t->noted == 0) {
        tnefi_transfer_note(t, TNEF_TA_NAME_CUT, t->line);
        t->noted = 1;
    }
    go(t, UU_NAME);
}

/* The first character of a line. */
/*@ requires \valid(t) && T_OK(t);
    T_TOTAL;
    assigns T_NOTED, t->left, t->have, t->acc, t->state, t->zero, t->noted, t->flush;
    ensures T_OK(t); */
static void line_begins(struct tnef_transfer *t, uint8_t b)
{
    t->noted = 0;
    if (b == 'b') {
        /* The sink must have the bytes of this block before the next one. */
        t->flush = 1;
        go(t, UU_BEGIN);
        t->have = 1;
    } else if (t->block == BLOCK_OPEN && is_data(b)) {
        begin_data(t, b);
    } else if (t->block == BLOCK_OPEN && b == 'e') {
        go(t, UU_END);
        t->have = 1;
    } else if (t->block == BLOCK_OPEN || !tnefi_transfer_is_blank(b)) {
        junk_line(t);
    } else {
        go(t, UU_SKIP);
    }
}

/* A line end. The LF of a CR LF comes as the end of an empty line, that |pair| tells. */
/*@ requires t->offset >= 1;
    T_WRITES(PAD_MAX);
    assigns T_PUT, T_NOTED, T_RESULT(t->damage), t->left, t->have, t->acc, t->state, t->block,
        t->zero, t->blocks, t->name_len, t->odd, t->noted; */
static void line_ends(struct tnef_transfer *t, int pair)
{
    if (t->state == UU_START) {
        if (!pair && t->block == BLOCK_OPEN && t->zero == ZERO_NO)
            t->zero = ZERO_EMPTY;
    } else if (t->state == UU_DATA) {
        pad_line(t);
    } else if (t->state == UU_END && t->have == 3u) {
        end_block(t);
    } else if (t->state == UU_NAME || t->state == UU_NAME_GAP) {
        if (t->odd != 0 || t->state == UU_NAME_GAP)
            tnefi_transfer_note(t, TNEF_TA_BEGIN_ODD, t->line);
    } else if (t->state == UU_MODE) {
        begin_block(t, '\n');
        tnefi_transfer_note(t, TNEF_TA_BEGIN_ODD, t->line);
    } else if (t->state != UU_REST && t->state != UU_SKIP) {
        junk_line(t);
    }
    go(t, UU_START);
}

/* ---- Steps ---------------------------------------------------------------------------------- */

/* A byte inside of a line of data. */
/*@ requires t->offset >= 1;
    T_WRITES(3);
    assigns T_PUT, T_NOTED, t->left, t->have, t->acc, t->state, t->noted; */
static void in_data(struct tnef_transfer *t, uint8_t b)
{
    if (t->state == UU_DATA && t->left > 0) {
        data(t, b);
    } else if (t->state == UU_SKIP) {
        if (t->noted == 0 && !tnefi_transfer_is_blank(b))
            junk_line(t);
    } else if (!tnefi_transfer_is_blank(b)) {
        tnefi_transfer_note(t, TNEF_TA_LINE_EXTRA, t->offset - 1u);
    }
}

/*@ requires t->offset >= 1;
    T_WRITES(3);
    assigns T_PUT, T_NOTED, T_RESULT(t->damage), t->left, t->have, t->acc, t->state, t->block,
        t->zero, t->blocks, t->name_len, t->odd, t->noted, t->mode, t->digits, t->flush,
        t->small[0 .. SMALL_SIZE - 1]; */
static void in_line(struct tnef_transfer *t, uint8_t b)
{
    switch (t->state) {
    case UU_START:    line_begins(t, b); break;
    case UU_BEGIN:    begin_word(t, b);  break;
    case UU_MODE_GAP: mode_gap(t, b);    break;
    case UU_MODE:     mode(t, b);        break;
    case UU_NAME:     name(t, b);        break;
    case UU_END:      end_word(t, b);    break;
    case UU_NAME_GAP:
        if (tnefi_transfer_is_blank(b))
            t->odd = 1;
        else
            name(t, b);
        break;
    default:          in_data(t, b);     break;
    }
}

/*@ requires t->offset >= 1 && t->line < t->offset;
    T_WRITES(PAD_MAX);
    assigns T_STEP;
    ensures t->offset == \old(t->offset); */
static void byte(struct tnef_transfer *t, uint8_t b)
{
    int pair = t->cr != 0 && b == '\n';

    if (tnefi_transfer_is_end(b)) {
        line_ends(t, pair);
        tnefi_transfer_line(t, b);
    } else {
        tnefi_transfer_line(t, b);
        in_line(t, b);
    }
}

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

/* Groups inside of a line of data; how many of the |n| bytes were taken. */
/*@ requires \valid(t) && T_OK(t) && n <= t->max_input - t->offset;
    requires \valid_read(p + (0 .. n - 1)) && \separated(t, p + (0 .. n - 1));
    T_TOTAL;
    assigns t->scratch[0 .. SCRATCH_SIZE - 1], t->to, t->output, t->offset, t->left, t->state,
        t->have;
    ensures T_OK(t);
    ensures \result <= n && t->offset == \old(t->offset) + \result;
    ensures \result == 0 ==> t->to == \old(t->to); */
static size_t groups(struct tnef_transfer *t, const uint8_t *p, size_t n)
{
    size_t most = whole_groups(t, n);
    size_t done = decode(t->scratch + t->to, p, most);

    t->to += (uint32_t)(3u * done);
    t->output += 3u * done;
    t->offset += 4u * done;
    t->left -= (uint32_t)(3u * done);
    if (t->left == 0)
        go(t, UU_REST);
    return 4u * done;
}

size_t tnefi_uu_step(struct tnef_transfer *t, const uint8_t *p, size_t n)
{
    size_t taken = 0;

    if (t->state == UU_DATA && t->have == 0)
        taken = groups(t, p, n);
    if (taken == 0) {
        t->offset++;
        byte(t, p[0]);
        taken = 1;
    }
    return taken;
}

/* The input ends inside a line: what is whole of it is there, the rest is not made up. */
/*@ T_WRITES(3);
    assigns T_PUT, T_RESULT(t->damage), t->left, t->have, t->acc; */
static void cut_line(struct tnef_transfer *t)
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

void tnefi_uu_finish(struct tnef_transfer *t)
{
    if (t->state == UU_DATA)
        cut_line(t);
    else if (t->state == UU_END && t->have == 3u)
        end_block(t);
    if (t->blocks == 0) {
        tnefi_transfer_note(t, TNEF_TA_BEGIN_MISSING, t->offset);
        tnefi_transfer_truncated(t, 0, 0);
    }
    end_missing(t, t->offset);
    tnefi_transfer_last_line(t);
}
