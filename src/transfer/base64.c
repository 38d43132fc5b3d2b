/* SPDX-License-Identifier: MIT */
/* base64 (RFC 2045, 6.8):
 *
 *     4 characters   24 bits   3 bytes        a quantum
 *     xxx=           18 bits   2 bytes        the last one may be shorter
 *     xx==           12 bits   1 byte
 *
 * Whole quanta are decoded by table in a loop of their own, or with vectors (vectors.c), and so are lines of
 * them; all else goes byte by byte. */

#include "transfer/lines.h"
#include "transfer/vectors.h"

/* The value of each character of the alphabet, and kinds of the other bytes. */
enum { NOT_VALUE = 64, JUNK = 64, BLANK = 65, LINE = 66, PADDING = 67 };

#define JUNK_8  JUNK, JUNK, JUNK, JUNK, JUNK, JUNK, JUNK, JUNK
#define JUNK_32 JUNK_8, JUNK_8, JUNK_8, JUNK_8

static const uint8_t values[256] = {
    JUNK, JUNK, JUNK,    JUNK,    JUNK,    JUNK,    JUNK, JUNK, JUNK, BLANK, LINE, JUNK, JUNK, LINE,
    JUNK, JUNK, JUNK_8,  JUNK_8,  BLANK,   JUNK,    JUNK, JUNK, JUNK, JUNK,  JUNK, JUNK, JUNK, JUNK,
    JUNK, 62,   JUNK,    JUNK,    JUNK,    63,      52,   53,   54,   55,    56,   57,   58,   59,
    60,   61,   JUNK,    JUNK,    JUNK,    PADDING, JUNK, JUNK, JUNK, 0,     1,    2,    3,    4,
    5,    6,    7,       8,       9,       10,      11,   12,   13,   14,    15,   16,   17,   18,
    19,   20,   21,      22,      23,      24,      25,   JUNK, JUNK, JUNK,  JUNK, JUNK, JUNK, 26,
    27,   28,   29,      30,      31,      32,      33,   34,   35,   36,    37,   38,   39,   40,
    41,   42,   43,      44,      45,      46,      47,   48,   49,   50,    51,   JUNK, JUNK, JUNK,
    JUNK, JUNK, JUNK_32, JUNK_32, JUNK_32, JUNK_32,
};

size_t tnefi_transfer_base64_quanta(uint8_t *out, const uint8_t *p, size_t quanta)
{
    size_t i = 0;

    /* A vector that begins with junk is not looked at: in junk that would be done again for each byte. */
    if (quanta > 0 && (values[p[0]] | values[p[1]] | values[p[2]] | values[p[3]]) < NOT_VALUE)
        i = tnefi_transfer_base64_vectors(out, p, quanta);
    if (i > 0)
        return i;

    /*@ loop invariant 0 <= i <= quanta;
        loop assigns i, out[0 .. 3 * quanta - 1];
        loop variant quanta - i; */
    for (; i < quanta; i++) {
        uint32_t a = values[p[4u * i]];
        uint32_t b = values[p[4u * i + 1u]];
        uint32_t c = values[p[4u * i + 2u]];
        uint32_t d = values[p[4u * i + 3u]];

        if ((a | b | c | d) >= NOT_VALUE)
            break;
        out[3u * i] = (uint8_t)((a * 4u + b / 16u) % 256u);
        out[3u * i + 1u] = (uint8_t)((b * 16u + c / 4u) % 256u);
        out[3u * i + 2u] = (uint8_t)((c * 64u + d) % 256u);
    }
    TNEFI_TOUCH(4u * i + (i < quanta ? 4u : 0));
    return i;
}

uint32_t tnefi_transfer_base64_value(uint8_t b)
{
    return values[b];
}

void tnefi_transfer_base64_digit(struct tnef_transfer *t, uint32_t v)
{
    t->acc = t->acc % 262144u * 64u + v % 64u;
    if (t->have < 3u) {
        t->have++;
        return;
    }
    t->have = 0;
    tnefi_transfer_put_quantum(t, t->acc, 3);
}

void tnefi_transfer_base64_quantum(struct tnef_transfer *t, uint64_t at)
{
    uint32_t have = t->have;

    t->have = 0;
    if (have == 1u) {
        tnefi_transfer_note(t, TNEF_TRANSFER_A_LONE, at);
    } else if (have == 2u) {
        if (t->acc % 16u != 0)
            tnefi_transfer_note(t, TNEF_TRANSFER_A_BITS, at);
        tnefi_transfer_put_quantum(t, t->acc % 4096u * 4096u, 1);
    } else if (have == 3u) {
        if (t->acc % 4u != 0)
            tnefi_transfer_note(t, TNEF_TRANSFER_A_BITS, at);
        tnefi_transfer_put_quantum(t, t->acc % 262144u * 64u, 2);
    }
}

/*@ requires t->offset >= 1;
    T_WRITES(3);
    assigns T_PUT, T_NOTED, t->acc, t->have, t->state; */
static void value(struct tnef_transfer *t, uint32_t v)
{
    if (t->state == PAD_WANTED)
        tnefi_transfer_note(t, TNEF_TRANSFER_A_PADDING_MISSING, t->offset - 1u);
    if (t->state != PAD_NONE)
        tnefi_transfer_note(t, TNEF_TRANSFER_A_PADDING_MIDDLE, t->offset - 1u);
    t->state = PAD_NONE;
    tnefi_transfer_base64_digit(t, v);
}

/*@ requires t->offset >= 1;
    T_WRITES(3);
    assigns T_PUT, T_NOTED, t->have, t->state; */
static void padding(struct tnef_transfer *t)
{
    uint16_t next = t->have == 2u ? PAD_WANTED : PAD_DONE;

    if (t->have == 0 && t->state != PAD_WANTED)
        tnefi_transfer_note(t, TNEF_TRANSFER_A_PADDING_EXTRA, t->offset - 1u);
    tnefi_transfer_base64_quantum(t, t->offset - 1u);
    t->state = next;
}

/*@ requires t->offset >= 1 && t->line < t->offset;
    T_WRITES(3);
    assigns T_PUT, T_LINE, t->acc, t->have, t->state; */
static void byte(struct tnef_transfer *t, uint8_t b)
{
    uint32_t v = values[b];

    tnefi_transfer_line(t, b);
    if (v < NOT_VALUE)
        value(t, v);
    else if (v == PADDING)
        padding(t);
    else if (v == BLANK)
        tnefi_transfer_note(t, TNEF_TRANSFER_A_BLANK, t->offset - 1u);
    else if (v == JUNK)
        tnefi_transfer_note(t, TNEF_TRANSFER_A_JUNK, t->offset - 1u);
}

/* Takes whole quanta, and the line ends after them. Returns how many bytes. */
/*@ T_STEPS_WHOLE; */
static size_t lines(struct tnef_transfer *t, const uint8_t *p, size_t n)
{
    uint8_t *out = t->scratch + t->to;
    size_t room = tnefi_transfer_room(t);
    uint64_t offset = t->offset;
    size_t i = 0;
    size_t put = 0;

    /*@ loop invariant 0 <= put <= i <= n && put <= room && t->line <= offset + i;
        loop assigns i, put, t->scratch[0 .. SCRATCH_SIZE - 1], T_NOTED, t->line;
        loop variant n - i; */
    while (i < n) {
        size_t quanta = tnefi_transfer_min((room - put) / 3u, (n - i) / 4u);
        size_t done = tnefi_transfer_base64_quanta(out + put, p + i, quanta);
        size_t end;

        i += 4u * done;
        put += 3u * done;
        end = tnefi_transfer_line_end(p + i, n - i);
        if (end == 0)
            break;
        tnefi_transfer_end_line(t, end, offset + i);
        i += end;
    }
    tnefi_transfer_advance(t, i, put);
    return i;
}

size_t tnefi_transfer_base64_step(struct tnef_transfer *t, const uint8_t *p, size_t n)
{
    size_t done = 0;

    if (t->have == 0 && t->state == PAD_NONE && t->cr == 0)
        done = lines(t, p, n);
    if (done == 0) {
        t->offset++;
        byte(t, p[0]);
        done = 1;
    }
    return done;
}

void tnefi_transfer_base64_finish(struct tnef_transfer *t)
{
    if (t->have == 1u)
        tnefi_transfer_truncated(t, 1, 2);
    if (t->have >= 2u || t->state == PAD_WANTED)
        tnefi_transfer_note(t, TNEF_TRANSFER_A_PADDING_MISSING, t->offset);
    tnefi_transfer_base64_quantum(t, t->offset);
    tnefi_transfer_last_line(t);
}
