/* SPDX-License-Identifier: MIT */
/* uuencode (POSIX, IEEE 1003.1, uuencode):
 *
 *     begin 644 name     mode: 3 or 4 octal digits
 *     Mxxxx...           length + 32, then groups of 4 characters for 3 bytes, each value + 32
 *     `                  a line of length 0; ` stands for the space that mail systems remove
 *     end
 *
 * The begin line may be in any case. In a block "BEGIN" may be data; the first line is a begin line
 * nevertheless if a blank follows, so that the word in a text does not hide the block after it.
 *
 * Characters of data are 20 to 60, so a line's first one tells what it is. Lines of data are in uu_data.c,
 * and what follows "begin-base64" instead of "begin" is in uu_base64.c. */

#include "transfer/priv.h"

#include "transfer/transfer.h"

#define DIGITS_MAX 7u               /* of a mode */
#define WORD_MAX   (3u * WORD_SIZE) /* more than what the characters of a word decode to */
#define LINE_PAD   (UU_PAD_MAX + WORD_MAX)

/* ---- Blocks --------------------------------------------------------------------------------- */

/* A block ends without an end line. */
/*@ requires \valid(t);
    T_TOTAL;
    assigns T_NOTED, T_RESULT(t->damage); */
static void end_missing(struct tnef_transfer *t, uint64_t at)
{
    if (t->block != BLOCK_OPEN)
        return;
    tnefi_transfer_note(t, TNEF_TRANSFER_A_END_MISSING, at);
    if (t->zero != ZERO_YES)
        tnefi_transfer_truncated(t, 0, 0);
}

/*@ requires \valid(t);
    T_TOTAL;
    assigns T_NOTED, t->block; */
static void end_block(struct tnef_transfer *t)
{
    if (t->zero == ZERO_NO)
        tnefi_transfer_note(t, TNEF_TRANSFER_A_ZERO_MISSING, t->line);
    t->block = BLOCK_ENDED;
}

/* A block begins: of its begin line all before the name was read. |b| is the byte after the mode. */
/*@ requires \valid(t);
    T_TOTAL;
    assigns T_NOTED, T_RESULT(t->damage), t->block, t->zero, t->blocks, t->name_len, t->odd, t->base64,
        t->empty, t->around, t->state, t->have;
    ensures t->name_len == 0 && t->have == 0; */
static void begin_block(struct tnef_transfer *t, uint8_t b)
{
    int in_empty = t->block == BLOCK_OPEN && t->base64 == 0 && t->empty != 0;

    end_missing(t, t->line);
    if (t->blocks > 0)
        tnefi_transfer_note(t, TNEF_TRANSFER_A_BLOCKS, t->line);
    if (t->blocks < UINT32_MAX)
        t->blocks++;
    t->block = BLOCK_OPEN;
    t->zero = ZERO_NO;
    t->base64 = t->word64;
    t->around = in_empty && t->word64 != 0;
    t->empty = 1;
    t->name_len = 0;
    if (b != ' ' || t->digits < 3u || t->digits > 4u)
        t->odd = 1;
    if (t->base64 != 0 && t->digits > 0)
        tnefi_transfer_note(t, TNEF_TRANSFER_A_BASE64, t->line);
    tnefi_transfer_uu_go(t, UU_NAME_GAP);
}

/* What the line after a begin line is. */
/*@ requires \valid_read(t);
    T_TOTAL;
    assigns \nothing; */
static uint16_t first_line(const struct tnef_transfer *t)
{
    return t->base64 != 0 ? UU_64_LINE : UU_START;
}

/* ---- Other lines ---------------------------------------------------------------------------- */

/* The line belongs to nothing: it is skipped. */
/*@ requires \valid(t);
    T_TOTAL;
    assigns T_NOTED, t->state, t->have, t->noted;
    ensures t->have == 0; */
static void junk_line(struct tnef_transfer *t)
{
    if (t->block == BLOCK_OPEN)
        tnefi_transfer_note(t, TNEF_TRANSFER_A_JUNK_LINE, t->line);
    else if (t->block == BLOCK_ENDED)
        tnefi_transfer_note(t, TNEF_TRANSFER_A_AFTER_END, t->line);
    t->noted = 1;
    tnefi_transfer_uu_go(t, UU_SKIP);
}

/* Whether the line that may be a begin line may be one of data, too: in a block one that begins with B is. */
/*@ requires \valid_read(t);
    T_TOTAL;
    assigns \nothing; */
static int may_be_data(const struct tnef_transfer *t)
{
    return t->state == UU_BEGIN && t->block == BLOCK_OPEN && t->begun[0] == 'B';
}

/* The line is one of data, and so are the characters of it that were read. */
/*@ requires t->offset >= 1;
    T_WRITES(WORD_MAX);
    assigns T_PUT, T_NOTED, t->left, t->have, t->acc, t->state, t->zero, t->empty; */
static void data_again(struct tnef_transfer *t)
{
    uint32_t read = t->have;

    tnefi_transfer_uu_data_begins(t, t->begun[0]);
    TNEFI_TOUCH(read);
    /*@ loop invariant 1 <= i <= WORD_SIZE && T_OK(t) && t->to <= \at(t->to, Pre) + 3 * i;
        loop assigns i, T_PUT, T_NOTED, t->left, t->have, t->acc, t->state;
        loop variant WORD_SIZE - i; */
    for (uint32_t i = 1; i < WORD_SIZE; i++)
        if (i < read && t->state == UU_DATA && t->left > 0)
            tnefi_transfer_uu_data(t, t->begun[i]);
}

/* Reads "begin" or "begin-base64", in any case, and the blank after it. Returns 0 if the line is of data. */
/*@ requires t->offset >= 1;
    T_WRITES(WORD_MAX);
    assigns T_PUT, T_NOTED, t->left, t->have, t->acc, t->state, t->zero, t->empty, t->noted, t->odd,
        t->word64, t->begun[0 .. WORD_SIZE - 1]; */
static int begin_word(struct tnef_transfer *t, uint8_t b)
{
    static const uint8_t word[WORD_SIZE] = { 'b', 'e', 'g', 'i', 'n', '-', 'b', 'a', 's', 'e', '6', '4' };
    uint8_t small = b >= 'A' && b <= 'Z' ? (uint8_t)(b + 32u) : b;

    if (t->have < WORD_SIZE && small == word[t->have]) {
        if (small != b)
            t->odd = 1;
        t->begun[t->have] = b;
        t->have++;
    } else if ((t->have == 5u || t->have == WORD_SIZE) && tnefi_transfer_is_blank(b)) {
        if (b != ' ')
            t->odd = 1;
        t->word64 = t->have == WORD_SIZE ? 1 : 0;
        tnefi_transfer_uu_go(t, UU_MODE_GAP);
    } else if (may_be_data(t)) {
        data_again(t);
        return 0;
    } else {
        junk_line(t);
    }
    return 1;
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
        tnefi_transfer_uu_go(t, UU_MODE);
    } else {
        junk_line(t);
    }
}

/*@ requires \valid(t) && T_OK(t);
    T_TOTAL;
    assigns T_NOTED, T_RESULT(t->damage), t->block, t->zero, t->blocks, t->name_len, t->odd, t->base64,
        t->empty, t->around, t->state, t->have, t->noted, t->mode, t->digits;
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
        tnefi_transfer_note(t, TNEF_TRANSFER_A_NAME_CUT, t->line);
        t->noted = 1;
    }
    tnefi_transfer_uu_go(t, UU_NAME);
}

/* Decides by the first character of a line what it is. */
/*@ requires \valid(t) && T_OK(t);
    T_TOTAL;
    assigns T_NOTED, t->left, t->have, t->acc, t->state, t->zero, t->empty, t->odd, t->noted, t->flush,
        t->begun[0];
    ensures T_OK(t); */
static void line_begins(struct tnef_transfer *t, uint8_t b)
{
    t->noted = 0;
    if (b == 'b' || (b == 'B' && (t->block != BLOCK_OPEN || t->empty != 0))) {
        /* The sink must have the bytes of this block before the next one. */
        t->flush = 1;
        t->odd = b == 'b' ? 0 : 1;
        tnefi_transfer_uu_go(t, UU_BEGIN);
        t->begun[0] = b;
        t->have = 1;
    } else if (t->block == BLOCK_OPEN && tnefi_transfer_is_uu_data(b)) {
        tnefi_transfer_uu_data_begins(t, b);
    } else if (t->block == BLOCK_OPEN && b == 'e') {
        tnefi_transfer_uu_go(t, UU_END);
        t->have = 1;
    } else if (t->block == BLOCK_OPEN || !tnefi_transfer_is_blank(b)) {
        junk_line(t);
    } else {
        tnefi_transfer_uu_go(t, UU_SKIP);
    }
}

/* Ends a line. The LF of a CR LF comes as the end of an empty line, which |pair| marks. */
/*@ requires t->offset >= 1;
    T_WRITES(LINE_PAD);
    assigns T_PUT, T_NOTED, T_RESULT(t->damage), t->left, t->have, t->acc, t->state, t->block,
        t->zero, t->blocks, t->name_len, t->odd, t->base64, t->empty, t->around, t->noted; */
static void line_ends(struct tnef_transfer *t, int pair)
{
    uint16_t next = UU_START;

    if (may_be_data(t))
        data_again(t);
    if (t->state == UU_START) {
        if (!pair && t->block == BLOCK_OPEN && t->zero == ZERO_NO)
            t->zero = ZERO_EMPTY;
    } else if (t->state == UU_DATA) {
        tnefi_transfer_uu_data_ends(t);
    } else if (t->state == UU_END && t->have == 3u) {
        end_block(t);
    } else if (t->state == UU_NAME || t->state == UU_NAME_GAP) {
        if (t->odd != 0 || t->state == UU_NAME_GAP)
            tnefi_transfer_note(t, TNEF_TRANSFER_A_BEGIN_ODD, t->line);
        next = first_line(t);
    } else if (t->state == UU_MODE) {
        begin_block(t, '\n');
        tnefi_transfer_note(t, TNEF_TRANSFER_A_BEGIN_ODD, t->line);
        next = first_line(t);
    } else if (t->state != UU_REST && t->state != UU_SKIP) {
        junk_line(t);
    }
    tnefi_transfer_uu_go(t, next);
}

/* ---- Steps ---------------------------------------------------------------------------------- */

/* Takes a byte inside of a line of data. */
/*@ requires t->offset >= 1;
    T_WRITES(3);
    assigns T_PUT, T_NOTED, t->left, t->have, t->acc, t->state, t->noted; */
static void in_data(struct tnef_transfer *t, uint8_t b)
{
    if (t->state == UU_DATA && t->left > 0) {
        tnefi_transfer_uu_data(t, b);
    } else if (t->state == UU_SKIP) {
        if (t->noted == 0 && !tnefi_transfer_is_blank(b))
            junk_line(t);
    } else if (!tnefi_transfer_is_blank(b)) {
        tnefi_transfer_note(t, TNEF_TRANSFER_A_LINE_EXTRA, t->offset - 1u);
    }
}

/*@ requires t->offset >= 1;
    T_WRITES(WORD_MAX + 3);
    assigns T_PUT, T_NOTED, T_RESULT(t->damage), t->left, t->have, t->acc, t->state, t->block,
        t->zero, t->blocks, t->name_len, t->odd, t->base64, t->word64, t->empty, t->around, t->noted,
        t->mode, t->digits, t->flush, t->small[0 .. SMALL_SIZE - 1], t->begun[0 .. WORD_SIZE - 1]; */
static void in_line(struct tnef_transfer *t, uint8_t b)
{
    switch (t->state) {
    case UU_START:
        line_begins(t, b);
        break;
    case UU_BEGIN:
        if (!begin_word(t, b))
            in_data(t, b);
        break;
    case UU_MODE_GAP:
        mode_gap(t, b);
        break;
    case UU_MODE:
        mode(t, b);
        break;
    case UU_NAME:
        name(t, b);
        break;
    case UU_END:
        end_word(t, b);
        break;
    case UU_NAME_GAP:
        if (tnefi_transfer_is_blank(b))
            t->odd = 1;
        else
            name(t, b);
        break;
    default:
        in_data(t, b);
        break;
    }
}

/*@ requires t->offset >= 1 && t->line < t->offset;
    T_WRITES(LINE_PAD);
    assigns T_STEP;
    ensures t->offset == \old(t->offset); */
static void byte(struct tnef_transfer *t, uint8_t b)
{
    int pair = t->cr != 0 && b == '\n';

    if (tnefi_transfer_is_end(b)) {
        if (t->state >= UU_64_LINE)
            tnefi_transfer_uu64_line_ends(t, pair);
        else
            line_ends(t, pair);
        tnefi_transfer_line(t, b);
    } else {
        tnefi_transfer_line(t, b);
        if (t->state < UU_64_LINE || !tnefi_transfer_uu64_byte(t, b))
            in_line(t, b);
    }
}

size_t tnefi_transfer_uu_step(struct tnef_transfer *t, const uint8_t *p, size_t n)
{
    size_t taken = 0;

    if (t->state == UU_START)
        taken = tnefi_transfer_uu_lines(t, p, n);
    else if (t->state == UU_DATA && t->have == 0)
        taken = tnefi_transfer_uu_groups(t, p, n);
    else if (t->state >= UU_64_LINE)
        taken = tnefi_transfer_uu64_quanta(t, p, n);
    if (taken == 0) {
        t->offset++;
        byte(t, p[0]);
        taken = 1;
    }
    return taken;
}

void tnefi_transfer_uu_finish(struct tnef_transfer *t)
{
    if (may_be_data(t) && t->offset > 0)
        data_again(t);
    if (t->state == UU_DATA)
        tnefi_transfer_uu_data_cut(t);
    else if (t->state >= UU_64_LINE)
        tnefi_transfer_uu64_finish(t);
    else if (t->state == UU_END && t->have == 3u)
        end_block(t);
    if (t->blocks == 0) {
        tnefi_transfer_note(t, TNEF_TRANSFER_A_BEGIN_MISSING, t->offset);
        tnefi_transfer_truncated(t, 0, 0);
    }
    end_missing(t, t->offset);
    tnefi_transfer_last_line(t);
}

/*@ requires \valid(t) && T_OK(t);
    T_TOTAL;
    assigns T_NOTED, T_RESULT(t->damage), t->block, t->zero, t->blocks, t->name_len, t->odd, t->base64,
        t->word64, t->empty, t->around, t->mode, t->digits, t->state, t->have;
    ensures T_OK(t); */
void tnefi_transfer_uu_begin_base64(tnef_transfer *t)
{
    if (t->digits == 0)
        t->block = BLOCK_ENDED; /* it has begun like this one */
    t->odd = 0;
    t->word64 = 1;
    t->mode = 420; /* 644 */
    t->digits = 0; /* no begin line, and so no end is missing */
    begin_block(t, ' ');
    t->around = 0; /* its first characters are known */
    tnefi_transfer_note(t, TNEF_TRANSFER_A_BEGIN_ODD, t->line);
    tnefi_transfer_uu_go(t, UU_64_LINE);
}
