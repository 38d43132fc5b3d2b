/* SPDX-License-Identifier: MIT */
/* Tokens to bytes ([MS-OXRTFCP] 2.2). All output is made in the window and delivered from there, so
 * the window is written to its end, and begun anew only when all of it was delivered. */

#include "lzfu/priv.h"

#include "base/touch.h"

#define PRELOAD 207u

static const uint8_t preload[PRELOAD + 1u] =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss "
    "\\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
    "{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

void tnefi_lzfu_window(struct tnef_lzfu *d)
{
    TNEFI_TOUCH(LZFU_WINDOW);
    /*@ loop invariant 0 <= i <= PRELOAD;
        loop assigns i, d->window[0 .. LZFU_WINDOW - 1];
        loop variant PRELOAD - i; */
    for (uint32_t i = 0; i < PRELOAD; i++)
        d->window[i] = preload[i];
    /* The specification leaves the rest open; zeros are what other readers have there. */
    /*@ loop invariant PRELOAD <= i <= LZFU_WINDOW;
        loop assigns i, d->window[0 .. LZFU_WINDOW - 1];
        loop variant LZFU_WINDOW - i; */
    for (uint32_t i = PRELOAD; i < LZFU_WINDOW; i++)
        d->window[i] = 0;
    d->write = d->flushed = PRELOAD;
    d->copy_from = d->copy_left = 0;
    d->control = d->bits = d->half = d->filled = 0;
    d->first = 0;
}

/* How many bytes window and limit have room for. */
/*@ requires \valid_read(d) && Z_COUNTERS(d);
    Z_TOTAL;
    assigns \nothing;
    ensures \result <= LZFU_WINDOW - d->write && \result <= d->max_output - d->output;
    ensures d->write < LZFU_WINDOW && d->output < d->max_output ==> \result > 0; */
static uint32_t room(const struct tnef_lzfu *d)
{
    uint32_t window = LZFU_WINDOW - d->write;
    uint64_t limit = d->max_output - d->output;

    return limit < window ? (uint32_t)limit : window;
}

void tnefi_lzfu_put_head(struct tnef_lzfu *d)
{
    uint32_t free = room(d);
    uint32_t n = d->have < free ? d->have : free;

    /*@ loop invariant 0 <= i <= n;
        loop assigns i, d->window[0 .. LZFU_WINDOW - 1];
        loop variant n - i; */
    for (uint32_t i = 0; i < n; i++)
        d->window[d->write + i] = d->head[i];
    d->write += n;
    d->output += n;
    if (n < d->have)
        d->over = 1;
}

/* ---- References ----------------------------------------------------------------------------- */

/* Eight bytes at once: compilers make two instructions of it. */
/*@ requires \valid(to + (0 .. 7)) && \valid_read(from + (0 .. 7));
    Z_TOTAL;
    assigns to[0 .. 7]; */
static void copy_8(uint8_t *to, const uint8_t *from)
{
    uint8_t b[8];

    /*@ loop invariant 0 <= i <= 8;
        loop assigns i, b[0 .. 7];
        loop variant 8 - i; */
    for (uint32_t i = 0; i < 8u; i++)
        b[i] = from[i];
    /*@ loop invariant 0 <= i <= 8;
        loop assigns i, to[0 .. 7];
        loop variant 8 - i; */
    for (uint32_t i = 0; i < 8u; i++)
        to[i] = b[i];
}

/* A reference may repeat bytes that it is producing, so the order of the copies matters. Copying eight
 * at a time is equivalent unless the write position is 1 to 7 bytes ahead of the read position. */
/*@ requires \valid(window + (0 .. LZFU_WINDOW - 1));
    requires to + n <= LZFU_WINDOW && from + n <= LZFU_WINDOW;
    Z_TOTAL;
    assigns window[0 .. LZFU_WINDOW - 1]; */
static void repeat(uint8_t *window, uint32_t to, uint32_t from, uint32_t n)
{
    uint32_t i = 0;

    TNEFI_TOUCH(n);
    if (to < from || to - from >= 8u) {
        /*@ loop invariant 0 <= i <= n;
            loop assigns i, window[0 .. LZFU_WINDOW - 1];
            loop variant n - i; */
        while (n - i >= 8u) {
            copy_8(window + to + i, window + from + i);
            i += 8u;
        }
    }
    /*@ loop invariant 0 <= i <= n;
        loop assigns i, window[0 .. LZFU_WINDOW - 1];
        loop variant n - i; */
    while (i < n) {
        window[to + i] = window[from + i];
        i++;
    }
}

/* Repeats |n| bytes from a place from which the window may end before them. */
/*@ requires \valid(window + (0 .. LZFU_WINDOW - 1));
    requires to + n <= LZFU_WINDOW && from < LZFU_WINDOW && n <= LZFU_COPY;
    Z_TOTAL;
    assigns window[0 .. LZFU_WINDOW - 1]; */
static void repeat_round(uint8_t *window, uint32_t to, uint32_t from, uint32_t n)
{
    uint32_t before = LZFU_WINDOW - from < n ? LZFU_WINDOW - from : n;

    repeat(window, to, from, before);
    if (before < n)
        repeat(window, to + before, 0, n - before);
}

/* Goes on with the open reference. */
/*@ requires \valid(d) && Z_OK(d) && d->write < LZFU_WINDOW && d->copy_left > 0 && d->over == 0;
    Z_TOTAL;
    assigns d->window[0 .. LZFU_WINDOW - 1], d->write, d->output, d->copy_from, d->copy_left,
            d->over;
    ensures Z_COUNTERS(d);
    ensures Z_GROWTH(d);
    ensures d->over == 0 ==> d->copy_left < \old(d->copy_left); */
static void copy(struct tnef_lzfu *d)
{
    uint32_t free = room(d);
    uint32_t n = d->copy_left < free ? d->copy_left : free;

    if (n == 0) {
        d->over = 1;
        return;
    }
    repeat_round(d->window, d->write, d->copy_from, n);
    d->write += n;
    d->output += n;
    d->copy_left -= n;
    d->copy_from = (d->copy_from + n) % LZFU_WINDOW;
}

/* Whether a reference is to bytes that were not written yet. Once the window was filled, there are none. */
/*@ requires \valid(d);
    Z_TOTAL;
    assigns d->flags; */
static void check_written(struct tnef_lzfu *d, uint32_t from, uint32_t write)
{
    if (from > write && d->filled == 0)
        d->flags |= LZFU_BIT(TNEF_LZFU_A_BAD_REFERENCE);
}

/* ---- A group at once ------------------------------------------------------------------------ */

/* Whether the next byte is a control byte, and there is room for the most that it can stand for. */
/*@ requires \valid_read(d) && Z_COUNTERS(d);
    Z_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> d->bits == 0 && d->copy_left == 0 && d->half == 0
         && d->write + LZFU_BURST <= LZFU_WINDOW && d->output + LZFU_BURST <= d->max_output; */
static int is_easy(const struct tnef_lzfu *d)
{
    return d->bits == 0 && d->copy_left == 0 && d->half == 0 && LZFU_WINDOW - d->write >= LZFU_BURST
           && d->max_output - d->output >= LZFU_BURST;
}

/* The end marker was met; its last byte is the last one that was taken. */
/*@ requires \valid(d);
    Z_TOTAL;
    assigns d->flags, d->state, d->marker;
    ensures d->state == LZFU_AT_END; */
static void end(struct tnef_lzfu *d)
{
    d->flags |= TNEF_LZFU_END;
    d->state = LZFU_AT_END;
    d->marker = d->offset;
}

/* Decodes a control byte and its tokens, where neither input nor room can run short. Returns how many
 * bytes it took. */
/*@ requires \valid(d) && Z_OK(d) && d->state == LZFU_AT_CODE;
    requires d->offset + LZFU_GROUP <= d->max_input;
    requires \valid_read(p + (0 .. LZFU_GROUP - 1)) && \separated(d, p + (0 .. LZFU_GROUP - 1));
    requires d->bits == 0 && d->copy_left == 0 && d->half == 0
         && d->write + LZFU_BURST <= LZFU_WINDOW && d->output + LZFU_BURST <= d->max_output;
    Z_TOTAL;
    assigns d->window[0 .. LZFU_WINDOW - 1], d->write, d->output, d->offset, d->flags, d->state,
            d->marker;
    ensures Z_COUNTERS(d);
    ensures Z_GROWTH(d);
    ensures 1 <= \result <= LZFU_GROUP && d->offset == \old(d->offset) + \result;
    ensures d->state == LZFU_AT_CODE || d->state == LZFU_AT_END; */
static size_t group(struct tnef_lzfu *d, const uint8_t *p)
{
    uint32_t control = p[0];
    size_t begin = d->write;
    size_t write = begin;
    size_t at = 1;
    int ended = 0;

    TNEFI_TOUCH(LZFU_GROUP);
    /*@ loop invariant 0 <= k <= 8 && 1 <= at <= 1 + 2 * k && control <= 255;
        loop invariant begin <= write <= begin + LZFU_COPY * k;
        loop invariant write - begin + 8 - k <= 8 * at;
        loop assigns k, at, control, write, ended, d->window[0 .. LZFU_WINDOW - 1], d->flags;
        loop variant 8 - k; */
    for (uint32_t k = 0; k < 8u && ended == 0; k++) {
        if (control % 2u == 0) {
            d->window[write] = p[at];
            at++;
            write++;
        } else {
            uint32_t from = p[at] * 16u + p[at + 1u] / 16u;
            uint32_t n = p[at + 1u] % 16u + 2u;

            at += 2u;
            if (from == write) {
                ended = 1;
            } else {
                check_written(d, from, (uint32_t)write);
                repeat_round(d->window, (uint32_t)write, from, n);
                write += n;
            }
        }
        control /= 2u;
    }
    d->write = (uint32_t)write;
    d->output += write - begin;
    d->offset += at;
    if (ended != 0)
        end(d);
    return at;
}

/* ---- A byte at a time ----------------------------------------------------------------------- */

/*@ requires \valid(d) && d->bits > 0;
    Z_TOTAL;
    assigns d->bits, d->control;
    ensures d->bits == \old(d->bits) - 1 && d->control == \old(d->control) / 2; */
static void next_token(struct tnef_lzfu *d)
{
    d->bits--;
    d->control /= 2u;
}

/* Both bytes of a reference are there. */
/*@ requires \valid(d) && Z_OK(d) && d->bits > 0 && d->half == 1 && d->copy_left == 0;
    requires d->offset < d->max_input;
    Z_TOTAL;
    assigns d->flags, d->state, d->marker, d->copy_from, d->copy_left, d->bits, d->control, d->half,
            d->offset;
    ensures Z_COUNTERS(d);
    ensures Z_GROWTH(d);
    ensures d->offset == \old(d->offset) + 1;
    ensures d->state == \old(d->state) || d->state == LZFU_AT_END; */
static void reference(struct tnef_lzfu *d, uint8_t second)
{
    uint32_t from = d->first * 16u + second / 16u;

    d->offset++;
    d->half = 0;
    next_token(d);
    if (from == d->write) {
        end(d);
        return;
    }
    check_written(d, from, d->write);
    d->copy_from = from;
    d->copy_left = second % 16u + 2u;
}

/* Whether the next byte is a literal. */
/*@ requires \valid_read(d);
    Z_TOTAL;
    assigns \nothing;
    ensures \result != 0 <==> d->bits > 0 && d->half == 0 && d->control % 2 == 0; */
static int is_literal(const struct tnef_lzfu *d)
{
    return d->bits > 0 && d->half == 0 && d->control % 2u == 0;
}

/*@ requires \valid(d) && Z_OK(d) && d->bits > 0 && d->half == 0;
    requires d->write < LZFU_WINDOW && d->offset < d->max_input;
    Z_TOTAL;
    assigns d->window[0 .. LZFU_WINDOW - 1], d->write, d->output, d->offset, d->bits, d->control,
            d->over;
    ensures Z_COUNTERS(d);
    ensures Z_GROWTH(d);
    ensures \result <= 1 && d->offset == \old(d->offset) + \result;
    ensures \result == 0 ==> d->over == 1;
    ensures \result == 1 ==> d->over == \old(d->over); */
static size_t literal(struct tnef_lzfu *d, uint8_t byte)
{
    if (d->output == d->max_output) {
        d->over = 1;
        return 0;
    }
    d->offset++;
    d->window[d->write] = byte;
    d->write++;
    d->output++;
    next_token(d);
    return 1;
}

/* Takes one byte, unless its output would exceed the limit. */
/*@ requires \valid(d) && Z_OK(d) && d->state == LZFU_AT_CODE && d->copy_left == 0;
    requires d->write < LZFU_WINDOW && d->offset < d->max_input;
    Z_TOTAL;
    assigns Z_DECODED;
    ensures Z_COUNTERS(d);
    ensures Z_GROWTH(d);
    ensures \result <= 1 && d->offset == \old(d->offset) + \result;
    ensures \result == 0 ==> d->over == 1;
    ensures \result == 1 ==> d->over == \old(d->over);
    ensures d->state == LZFU_AT_CODE || d->state == LZFU_AT_END; */
static size_t token(struct tnef_lzfu *d, uint8_t byte)
{
    int is = is_literal(d);
    size_t taken;

    if (is != 0) {
        taken = literal(d, byte);
        return taken;
    }
    if (d->half != 0 && d->bits > 0) {
        reference(d, byte);
        return 1;
    }
    d->offset++;
    if (d->bits == 0) {
        d->control = byte;
        d->bits = 8;
    } else {
        d->first = byte;
        d->half = 1;
    }
    return 1;
}

/* ---- Any number of tokens ------------------------------------------------------------------- */

size_t tnefi_lzfu_decode(struct tnef_lzfu *d, const uint8_t *p, size_t n)
{
    size_t i = 0;

    /*@ loop invariant 0 <= i <= n && d->offset == \at(d->offset, Pre) + i;
        loop invariant Z_COUNTERS(d);
        loop invariant Z_GROWTH(d);
        loop invariant d->state == LZFU_AT_CODE || d->state == LZFU_AT_END;
        loop invariant d->over == 0;
        loop invariant Z_TO_DO(d) - Z_COST * i < \at(Z_TO_DO(d), Pre)
                    || (i == 0 && d->state == LZFU_AT_CODE && d->write < LZFU_WINDOW
                        && Z_TO_DO(d) == \at(Z_TO_DO(d), Pre)
                        && d->copy_left == \at(d->copy_left, Pre));
        loop assigns i, Z_DECODED;
        loop variant Z_TO_DO(d) + Z_COST * (n - i); */
    while (d->state == LZFU_AT_CODE && d->write < LZFU_WINDOW) {
        TNEFI_TOUCH(1);
        size_t taken = 0;
        int easy = is_easy(d);

        if (d->copy_left > 0)
            copy(d);
        else if (i == n)
            break;
        else if (easy != 0 && n - i >= LZFU_GROUP)
            taken = group(d, p + i);
        else
            taken = token(d, p[i]);
        i += taken;
        if (d->over != 0)
            break;
    }
    return i;
}
