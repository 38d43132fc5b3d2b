/* SPDX-License-Identifier: MIT */
/* quoted-printable (RFC 2045, 6.7):
 *
 *     =XX     a byte, two hexadecimal digits in upper case
 *     =CRLF   a soft line break: nothing
 *     CRLF    a line break of the text
 *     all else that is printable   itself
 *
 * Three things depend on what comes after them, and are held until then: a blank, since it must not end a
 * line; a "." and "From ", since they must not stand at the beginning of a line, the first if it is alone
 * there. A soft break begins a line as well. It is written before what does not fit, never before it is
 * known that there is more.
 *
 * This file encodes byte by byte; qp_text.c takes what needs no decision. */

#include "encode/priv.h"

static const uint8_t from_line[5] = { 'F', 'r', 'o', 'm', ' ' };

/*@ E_TOTAL;
    assigns \nothing; */
static uint8_t digit(uint32_t v)
{
    return (uint8_t)(v % 16u < 10u ? '0' + v % 16u : 'A' + v % 16u - 10u);
}

/*@ E_WRITES(3);
    assigns E_PUT; */
static void escape(struct tnef_encode *e, uint8_t b)
{
    tnefi_encode_put(e, '=');
    tnefi_encode_put(e, digit(b / 16u));
    tnefi_encode_put(e, digit(b));
}

/* Makes room for |width| columns. */
/*@ requires width <= 12;
    E_WRITES(3);
    assigns E_PUT, e->column;
    ensures e->column + width <= QP_LINE; */
static void fit(struct tnef_encode *e, uint32_t width)
{
    if (e->column <= QP_LINE - width)
        return;
    tnefi_encode_put(e, '=');
    tnefi_encode_crlf(e);
}

/* Writes what was held, since the line goes on. */
/*@ E_WRITES(6);
    assigns E_PUT, e->column, e->held, e->have;
    ensures e->held == HELD_NONE; */
static void release(struct tnef_encode *e)
{
    if (e->held == HELD_BLANK) {
        fit(e, 1);
        tnefi_encode_put(e, (uint8_t)(e->acc % 256u));
        e->column++;
    } else if (e->held == HELD_DOT) {
        tnefi_encode_put(e, '.');
        e->column = 1;
    } else if (e->held == HELD_FROM) {
        uint32_t have = e->have;

        /*@ loop invariant 0 <= i <= have && E_OK(e) && e->to <= \at(e->to, Pre) + i;
            loop assigns i, E_PUT;
            loop variant have - i; */
        for (uint32_t i = 0; i < have; i++)
            tnefi_encode_put(e, from_line[i]);
        e->column = have;
        e->have = 0;
    }
    e->held = HELD_NONE;
}

/* Writes it, since the line, or the input, ends. */
/*@ E_WRITES(6);
    assigns E_PUT, e->column, e->held, e->have;
    ensures e->held == HELD_NONE; */
static void release_at_end(struct tnef_encode *e)
{
    if (e->held == HELD_BLANK) {
        fit(e, 3);
        escape(e, (uint8_t)(e->acc % 256u));
        e->column += 3u;
        e->held = HELD_NONE;
    } else if (e->held == HELD_DOT) {
        escape(e, '.');
        e->column = 3;
        e->held = HELD_NONE;
    } else {
        release(e);
    }
}

/* "From " is complete: its blank is one that may have to be encoded, too. */
/*@ E_WRITES(6);
    assigns E_PUT, e->column, e->held, e->have, e->acc; */
static void from_line_begins(struct tnef_encode *e)
{
    escape(e, 'F');
    tnefi_encode_put(e, 'r');
    tnefi_encode_put(e, 'o');
    tnefi_encode_put(e, 'm');
    e->column = 6;
    e->have = 0;
    e->held = HELD_BLANK;
    e->acc = ' ';
}

/* A byte of the text, when nothing is held. */
/*@ E_WRITES(6);
    assigns E_PUT, e->column, e->held, e->have, e->acc; */
static void text(struct tnef_encode *e, uint8_t b)
{
    uint32_t width = tnefi_encode_qp_width(b);

    if (b == ' ' || b == '\t') {
        e->held = HELD_BLANK;
        e->acc = b;
        return;
    }
    fit(e, width);
    if (e->column == 0 && b == '.') {
        e->held = HELD_DOT;
    } else if (e->column == 0 && b == 'F') {
        e->held = HELD_FROM;
        e->have = 1;
    } else if (width == 1u) {
        tnefi_encode_put(e, b);
        e->column++;
    } else {
        escape(e, b);
        e->column += 3u;
    }
}

/* A line break of the text. */
/*@ E_WRITES(8);
    assigns E_PUT, e->column, e->held, e->have, e->cr; */
static void line_break(struct tnef_encode *e, uint8_t b)
{
    if (b == '\n' && e->cr != 0) {
        e->cr = 0;
        return;
    }
    release_at_end(e);
    tnefi_encode_crlf(e);
    e->cr = b == '\r' ? 1 : 0;
}

/*@ E_WRITES(12);
    assigns E_PUT, E_STATE; */
static void byte(struct tnef_encode *e, uint8_t b)
{
    if (e->kind == KIND_TEXT && (b == '\r' || b == '\n')) {
        line_break(e, b);
        return;
    }
    e->cr = 0;
    if (e->held == HELD_FROM && b == from_line[e->have]) {
        e->have = e->have % 4u + 1u;
        if (b == ' ')
            from_line_begins(e);
        return;
    }
    release(e);
    text(e, b);
}

size_t tnefi_encode_qp_step(struct tnef_encode *e, const uint8_t *p, size_t n)
{
    size_t done = 0;

    if (e->held == HELD_NONE && e->cr == 0 && e->column <= QP_LINE)
        done = tnefi_encode_qp_text(e, p, n);
    if (done == 0) {
        e->offset++;
        byte(e, p[0]);
        return 1;
    }
    return done;
}

void tnefi_encode_qp_finish(struct tnef_encode *e)
{
    release_at_end(e);
}
