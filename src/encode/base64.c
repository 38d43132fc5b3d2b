/* SPDX-License-Identifier: MIT */
/* base64 (RFC 2045, 6.8):
 *
 *     3 bytes   24 bits   4 characters   a quantum
 *     2 bytes   16 bits   xxx=           the last one may be shorter
 *     1 byte     8 bits   xx==
 *
 * Whole quanta are encoded in a loop of their own, or with vectors (vectors.c), up to the end of the line;
 * all else goes byte by byte. */

#include "encode/vectors.h"

#define QUANTUM 4u

/*@ requires \valid_read(p + (0 .. 3 * quanta - 1)) && \valid(out + (0 .. 4 * quanta - 1));
    requires \separated(p + (0 .. 3 * quanta - 1), out + (0 .. 4 * quanta - 1));
    requires quanta <= SCRATCH_SIZE;
    E_TOTAL;
    assigns out[0 .. 4 * quanta - 1]; */
static void encode_quanta(uint8_t *out, const uint8_t *p, size_t quanta)
{
    size_t from = tnefi_encode_base64_vectors(out, p, quanta);

    TNEFI_TOUCH(4u * (quanta - from));
    /*@ loop invariant 0 <= i <= quanta;
        loop assigns i, out[0 .. 4 * quanta - 1];
        loop variant quanta - i; */
    for (size_t i = from; i < quanta; i++) {
        uint32_t bits = p[3u * i] * 65536u + p[3u * i + 1u] * 256u + p[3u * i + 2u];
        uint16_t first = tnefi_encode_pairs[bits / 4096u % 4096u];
        uint16_t last = tnefi_encode_pairs[bits % 4096u];

        out[4u * i] = (uint8_t)(first % 256u);
        out[4u * i + 1u] = (uint8_t)(first / 256u);
        out[4u * i + 2u] = (uint8_t)(last % 256u);
        out[4u * i + 3u] = (uint8_t)(last / 256u);
    }
}

/* A line that is full ends. */
/*@ E_WRITES(2);
    assigns E_PUT, e->column; */
static void line_ends(struct tnef_encode *e)
{
    if (e->column > TNEF_ENCODE_LINE - QUANTUM)
        tnefi_encode_crlf(e);
}

/* Writes the characters of |bits|, which are 24, of which |bytes| * 8 count. */
/*@ requires 1 <= bytes <= 3;
    E_WRITES(6);
    assigns E_PUT, e->column; */
static void put_quantum(struct tnef_encode *e, uint32_t bits, uint32_t bytes)
{
    uint16_t first = tnefi_encode_pairs[bits / 4096u % 4096u];
    uint16_t last = tnefi_encode_pairs[bits % 4096u];

    tnefi_encode_put(e, (uint8_t)(first % 256u));
    tnefi_encode_put(e, (uint8_t)(first / 256u));
    tnefi_encode_put(e, bytes >= 2u ? (uint8_t)(last % 256u) : '=');
    tnefi_encode_put(e, bytes >= 3u ? (uint8_t)(last / 256u) : '=');
    if (e->kind != KIND_BARE) {
        e->column = (uint32_t)tnefi_encode_min(e->column, TNEF_ENCODE_LINE - QUANTUM) + QUANTUM;
        line_ends(e);
    }
}

/* Takes whole quanta of what is left of the line. */
/*@ requires \valid(e) && E_OK(e) && e->to <= SCRATCH_SIZE - STEP_ROOM;
    requires n <= e->max_input - e->offset && \valid_read(p + (0 .. n - 1));
    requires \separated(e, p + (0 .. n - 1));
    E_TOTAL;
    assigns E_PUT, e->offset, e->column;
    ensures E_OK(e) && \result <= n && e->offset == \old(e->offset) + \result; */
static size_t line(struct tnef_encode *e, const uint8_t *p, size_t n)
{
    size_t room = tnefi_encode_room(e);
    size_t quanta = tnefi_encode_min(n / 3u, (room - tnefi_encode_min(room, 2u)) / QUANTUM);

    if (e->kind != KIND_BARE)
        quanta = tnefi_encode_min(quanta, (TNEF_ENCODE_LINE - e->column) / QUANTUM);
    encode_quanta(e->scratch + e->to, p, quanta);
    tnefi_encode_advance(e, 3u * quanta, QUANTUM * quanta);
    if (e->kind != KIND_BARE) {
        e->column += (uint32_t)(QUANTUM * quanta);
        line_ends(e);
    }
    return 3u * quanta;
}

size_t tnefi_encode_base64_step(struct tnef_encode *e, const uint8_t *p, size_t n)
{
    size_t done = 0;

    if (e->have == 0)
        done = line(e, p, n);
    if (done > 0)
        return done;
    e->offset++;
    e->acc = e->acc % 65536u * 256u + p[0];
    e->have++;
    if (e->have >= 3u) {
        e->have = 0;
        put_quantum(e, e->acc, 3);
    }
    return 1;
}

void tnefi_encode_base64_finish(struct tnef_encode *e)
{
    if (e->have == 1u)
        put_quantum(e, e->acc % 256u * 65536u, 1);
    else if (e->have == 2u)
        put_quantum(e, e->acc % 65536u * 256u, 2);
    e->have = 0;
    if (e->column > 0)
        tnefi_encode_crlf(e);
}
