/* SPDX-License-Identifier: MIT */
/* base64 in a block of uuencode (POSIX, IEEE 1003.1, uuencode -m):
 *
 *     begin-base64 644 name
 *     eJ8+Ig==           lines of base64, and nothing after padding
 *     ====
 *
 * Text may follow where the last line was lost, so a block ends also before what is no base64: another byte,
 * data after padding, an empty line after data. It ends before a line that begins with "begin" and a blank
 * or a hyphen too, although these are characters of base64: a reader that knows only uuencode finds a block
 * there, so that it could be hidden otherwise. Until such a word is complete its |left| characters are
 * known, and need not be kept.
 *
 * A begin-base64 line in a block of uuencode that is empty may be junk in that block: a reader that knows
 * only uuencode skips it, and decodes what follows. So until a quantum is whole, a line that is no base64 is
 * one of uuencode, and with it the block is.
 *
 *     begin 644 a
 *     begin-base64 644 b
 *     M>)\^(@...         ">" is no base64: the block is of uuencode, and has the name b
 *
 * Base64 that began in text, without a begin line, ends with the line that is padded: what follows may be the
 * next.
 *
 * Of what is shared with uuencode, |have| and |acc| are the quantum, and |zero| is what came so far. */

#include "transfer/priv.h"

#define NOTHING_YET ZERO_NO
#define DATA        ZERO_EMPTY
#define PADDED      ZERO_YES

#define EQUALS 4u /* in the last line                                                             */

static const uint8_t word[5] = { 'b', 'e', 'g', 'i', 'n' };

/* The line is not a begin line, although it began as one: what was read of it is data. */
/*@ T_WRITES(15);
    assigns T_PUT, t->acc, t->have, t->left, t->around; */
static void replay(struct tnef_transfer *t)
{
    t->around = 0;
    TNEFI_TOUCH(t->left);
    /*@ loop invariant 0 <= i <= 5 && T_OK(t) && t->to <= \at(t->to, Pre) + 3 * i;
        loop assigns i, T_PUT, t->acc, t->have;
        loop variant 5 - i; */
    for (uint32_t i = 0; i < 5u; i++)
        if (i < t->left)
            tnefi_transfer_base64_digit(t, tnefi_transfer_base64_value(word[i]));
    t->left = 0;
}

/* The block ends before |at|, without the line that should end it. */
/*@ T_WRITES(3);
    assigns T_PUT, T_NOTED, T_RESULT(t->damage), t->have, t->block; */
static void give_up(struct tnef_transfer *t, uint64_t at)
{
    if (t->have == 1u)
        tnefi_transfer_truncated(t, 1, 2);
    if (t->have >= 2u)
        tnefi_transfer_note(t, TNEF_TRANSFER_A_PADDING_MISSING, at);
    tnefi_transfer_base64_quantum(t, at);
    if (t->digits > 0)
        tnefi_transfer_note(t, TNEF_TRANSFER_A_END_MISSING, at);
    if (t->zero != PADDED)
        tnefi_transfer_truncated(t, 0, 0);
    t->block = BLOCK_ENDED;
}

/* The character with a value. */
/*@ T_TOTAL;
    assigns \nothing; */
static uint8_t character(uint32_t v)
{
    static const uint8_t others[12] = { '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '/' };

    if (v < 26u)
        return (uint8_t)(v + 'A');
    return v < 52u ? (uint8_t)(v - 26u + 'a') : others[(v - 52u) % 12u];
}

/* A line of uuencode begins. */
/*@ requires \valid(t) && T_OK(t);
    T_TOTAL;
    assigns T_NOTED, t->left, t->have, t->acc, t->state, t->zero, t->empty, t->noted;
    ensures T_OK(t); */
static void begin_line(struct tnef_transfer *t, uint8_t b)
{
    if (tnefi_transfer_is_uu_data(b)) {
        tnefi_transfer_uu_data_begins(t, b);
        return;
    }
    tnefi_transfer_note(t, TNEF_TRANSFER_A_JUNK_LINE, t->line);
    t->noted = 1;
    tnefi_transfer_uu_go(t, UU_SKIP);
}

/* A character of the line, which is none of base64 after all. */
/*@ requires t->offset >= 1;
    T_WRITES(3);
    assigns T_PUT, T_NOTED, t->left, t->have, t->acc, t->state; */
static void goes_on(struct tnef_transfer *t, uint8_t b)
{
    if (t->state == UU_DATA && t->left > 0)
        tnefi_transfer_uu_data(t, b);
}

/* The block is of uuencode, and so are the characters of its line that were read. */
/*@ requires t->offset >= 1;
    T_WRITES(6);
    assigns T_PUT, T_NOTED, t->acc, t->have, t->left, t->state, t->zero, t->noted, t->base64, t->empty,
        t->around; */
static void back(struct tnef_transfer *t)
{
    uint32_t read = t->have;
    uint32_t acc = t->acc;
    int equals = t->state == UU_64_EQUALS;

    t->base64 = t->around = t->noted = 0;
    t->zero = ZERO_NO;
    t->left = 0;
    tnefi_transfer_uu_go(t, UU_START);
    if (equals)
        begin_line(t, '=');
    else if (read == 1u)
        begin_line(t, character(acc % 64u));
    else if (read == 2u)
        begin_line(t, character(acc / 64u % 64u));
    else if (read > 2u)
        begin_line(t, character(acc / 4096u % 64u));
    if (read > 2u)
        goes_on(t, character(acc / 64u % 64u));
    if (read > 1u)
        goes_on(t, character(acc % 64u));
}

/* The byte is not of the block: it begins a line of text, or the rest of this one is skipped. */
/*@ requires t->offset >= 1;
    T_WRITES(6);
    assigns T_PUT, T_NOTED, T_RESULT(t->damage), t->acc, t->have, t->left, t->block, t->state, t->zero,
        t->noted, t->base64, t->empty, t->around; */
static void text(struct tnef_transfer *t)
{
    if (t->around != 0) {
        back(t);
        return;
    }
    give_up(t, t->offset - 1u);
    t->state = t->line == t->offset - 1u ? UU_START : UU_SKIP;
    t->noted = 1;
}

/* Takes "begin" out of the block. What was decoded before must be given before another block begins. */
/*@ T_WRITES(3);
    assigns T_PUT, T_NOTED, T_RESULT(t->damage), t->have, t->left, t->block, t->state, t->zero, t->noted,
        t->odd, t->flush, t->base64, t->around, t->begun[0]; */
static void begins(struct tnef_transfer *t)
{
    if (t->around != 0) {
        t->base64 = t->around = 0;
        t->zero = ZERO_NO;
        t->begun[0] = word[0];
    } else {
        give_up(t, t->line);
    }
    t->state = UU_BEGIN;
    t->have = 5;
    t->left = 0;
    t->noted = t->odd = 0;
    t->flush = 1;
}

/*@ requires t->offset >= 1;
    T_WRITES(3);
    assigns T_PUT, T_NOTED, t->have, t->left, t->state, t->zero, t->around; */
static void padding(struct tnef_transfer *t)
{
    if (t->state != UU_64_LINE)
        t->around = 0;
    tnefi_transfer_base64_quantum(t, t->offset - 1u);
    t->zero = PADDED;
    if (t->state == UU_64_LINE) {
        t->state = UU_64_EQUALS;
        t->left = 1;
    } else if (t->state == UU_64_EQUALS) {
        t->left = t->left < EQUALS ? t->left + 1u : EQUALS + 1u;
    } else {
        t->state = UU_64;
    }
}

/*@ requires \valid(t);
    T_TOTAL;
    assigns t->state, t->around; */
static void blank(struct tnef_transfer *t)
{
    t->around = 0;
    if (t->state == UU_64_EQUALS && t->left == EQUALS)
        t->state = UU_64_TRAIL;
    else if (t->state != UU_64_TRAIL)
        t->state = UU_64;
}

/*@ T_WRITES(3);
    assigns T_PUT, t->acc, t->have, t->left, t->state, t->zero, t->around; */
static void data(struct tnef_transfer *t, uint8_t b)
{
    t->zero = DATA;
    if (t->state == UU_64_LINE && b == word[0]) {
        t->state = UU_64_WORD;
        t->left = 1;
        return;
    }
    t->state = UU_64;
    tnefi_transfer_base64_digit(t, tnefi_transfer_base64_value(b));
    if (t->have == 0)
        t->around = 0;
}

/* Takes a byte that is not of a word. */
/*@ requires t->offset >= 1;
    T_WRITES(6);
    assigns T_PUT, T_NOTED, T_RESULT(t->damage), t->acc, t->have, t->left, t->state, t->block, t->zero,
        t->noted, t->base64, t->empty, t->around; */
static int takes(struct tnef_transfer *t, uint8_t b)
{
    if (b == '=') {
        padding(t);
    } else if (tnefi_transfer_is_blank(b)) {
        blank(t);
    } else if (t->zero != PADDED && tnefi_transfer_base64_value(b) < 64u) {
        data(t, b);
    } else {
        text(t);
        return 0;
    }
    return 1;
}

int tnefi_transfer_uu64_byte(struct tnef_transfer *t, uint8_t b)
{
    if (t->state != UU_64_WORD)
        return takes(t, b);
    if (t->left < 5u && b == word[t->left]) {
        t->left++;
        return 1;
    }
    if (t->left == 5u && (b == '-' || tnefi_transfer_is_blank(b))) {
        begins(t);
        return 0;
    }
    replay(t);
    t->state = UU_64;
    return takes(t, b);
}

/*@ requires \valid_read(t);
    T_TOTAL;
    assigns \nothing; */
static int is_last_line(const struct tnef_transfer *t)
{
    return t->state == UU_64_TRAIL || (t->state == UU_64_EQUALS && t->left == EQUALS);
}

/* Whether the block ends with the line, without the last line: it is empty after data, or padded and not of a
 * block that has a last line. */
/*@ requires \valid_read(t);
    T_TOTAL;
    assigns \nothing; */
static int ends_here(const struct tnef_transfer *t, int pair)
{
    if (t->digits == 0 && t->zero == PADDED)
        return 1;
    return t->state == UU_64_LINE && !pair && t->zero != NOTHING_YET;
}

void tnefi_transfer_uu64_line_ends(struct tnef_transfer *t, int pair)
{
    uint16_t next = UU_64_LINE;

    if (t->state == UU_64_WORD) {
        replay(t);
    } else if (is_last_line(t)) {
        t->block = BLOCK_ENDED;
        next = UU_START;
    } else if (ends_here(t, pair)) {
        give_up(t, t->line);
        next = UU_START;
    }
    if (t->state != UU_64_LINE)
        t->around = 0;
    t->state = next;
}

size_t tnefi_transfer_uu64_quanta(struct tnef_transfer *t, const uint8_t *p, size_t n)
{
    size_t quanta = tnefi_transfer_room(t) / 3u;
    size_t done;

    if (t->have != 0 || t->cr != 0 || t->zero == PADDED)
        return 0;
    if (t->state != UU_64 && (t->state != UU_64_LINE || p[0] == word[0]))
        return 0;
    if (n / 4u < quanta)
        quanta = n / 4u;
    done = tnefi_transfer_base64_quanta(t->scratch + t->to, p, quanta);
    if (done == 0)
        return 0;
    t->state = UU_64;
    t->zero = DATA;
    t->around = 0;
    t->to += (uint32_t)(3u * done);
    t->output += 3u * done;
    t->offset += 4u * done;
    return 4u * done;
}

void tnefi_transfer_uu64_finish(struct tnef_transfer *t)
{
    if (t->state == UU_64_WORD)
        replay(t);
    if (is_last_line(t))
        t->block = BLOCK_ENDED;
    else
        give_up(t, t->offset);
    t->state = UU_START;
}
