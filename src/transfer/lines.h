/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_TRANSFER_LINES_H
#define TNEFI_TRANSFER_LINES_H
/* What the fast ways of the kinds share: each takes bytes that are whole in the input, line after line, and
 * counts them when it is done. Line ends are taken here and nowhere else in them; byte by byte it is
 * tnefi_transfer_line() that does the same. */

#include "transfer/priv.h"

/*@ T_TOTAL;
    assigns \nothing;
    ensures \result <= a && \result <= b && (\result == a || \result == b); */
static inline size_t tnefi_transfer_min(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* How many bytes of a line end stand there, if it is whole: CR LF, or LF alone. */
/*@ requires \valid_read(p + (0 .. n - 1));
    T_TOTAL;
    assigns \nothing;
    ensures \result <= n && \result <= 2; */
static inline size_t tnefi_transfer_line_end(const uint8_t *p, size_t n)
{
    if (n >= 2u && p[0] == '\r' && p[1] == '\n')
        return 2;
    return n >= 1u && p[0] == '\n' ? 1 : 0;
}

/* Takes the |end| bytes that end the line at |offset|. */
/*@ requires \valid(t) && 1 <= end <= 2 && t->line <= offset <= TNEF_TRANSFER_CEILING;
    T_TOTAL;
    assigns T_NOTED, t->line;
    ensures t->line == offset + end; */
static inline void tnefi_transfer_end_line(struct tnef_transfer *t, size_t end, uint64_t offset)
{
    if (end == 1u)
        tnefi_transfer_note(t, TNEF_TRANSFER_A_BARE_LF, offset);
    if (offset - t->line > LINE_MAX && t->kind != TNEF_TRANSFER_UUENCODE)
        tnefi_transfer_note(t, TNEF_TRANSFER_A_LONG_LINE, t->line);
    t->line = offset + end;
}

/* |taken| bytes were taken, and |put| are in scratch. */
/*@ requires \valid(t) && taken <= t->max_input - t->offset && t->line <= t->offset + taken;
    requires put <= SCRATCH_SIZE - t->to && put <= t->max_output - t->output;
    requires t->offset <= t->max_input <= TNEF_TRANSFER_CEILING;
    requires t->given + (t->to - t->from) <= t->output <= t->max_output <= TNEF_TRANSFER_CEILING;
    requires t->from <= t->to <= SCRATCH_SIZE && t->have <= TNEF_TRANSFER_BLANKS && t->left <= 63;
    requires t->name_len <= TNEF_TRANSFER_NAME && t->digits <= 7;
    requires t->sink == &tnefi_transfer_sink_model;
    T_TOTAL;
    assigns t->to, t->output, t->offset;
    ensures T_OK(t) && t->offset == \old(t->offset) + taken && t->to == \old(t->to) + put; */
static inline void tnefi_transfer_advance(struct tnef_transfer *t, size_t taken, size_t put)
{
    t->to += (uint32_t)put;
    t->output += put;
    t->offset += taken;
}

#endif
