/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_ENCODE_PRIV_H
#define TNEFI_ENCODE_PRIV_H
/* The inside of the encoders. Each kind is a machine that takes at least one byte in a step and writes
 * encoded ones to scratch, where there is always room for one step; the loop that calls it gives scratch
 * to the sink.
 *
 * Integers have types by use, since the prover keeps a memory of its own for each: bytes are uint8_t,
 * flags and enumerations uint16_t, counts uint32_t, offsets and lengths uint64_t, and what is only
 * reported is signed. */

#include "base/touch.h"

#include <tnef/encode.h>

#define SCRATCH_SIZE 1024u
/* No step writes more without asking for room: a soft break, a blank that was held, another soft break, an
 * escape. */
#define STEP_ROOM    32u

#define QP_LINE      75u       /* a line of quoted-printable without the = of a soft break */

enum { HALT_NONE, HALT_PAUSE, HALT_END };

/* finish was called; then, what the end of the input decides was encoded. */
enum { CLOSING_NO, CLOSING_YES, CLOSING_DONE };

/* The kinds, by small numbers. */
enum { KIND_IDENTITY, KIND_BASE64, KIND_BARE, KIND_TEXT, KIND_BINARY, KIND_COUNT };

/* quoted-printable: what is held until the next byte or the end decides how it is written. */
enum {
    HELD_NONE,
    HELD_BLANK,                /* a blank, which is |acc| */
    HELD_DOT,                  /* the . that begins a line */
    HELD_FROM                  /* the first |have| characters of "From ", which begin a line */
};

struct tnefi_encode_result {
    tnef_status status;
    int64_t offset, limit, found, user_code;
};

struct tnef_encode {
    tnef_sink_fn sink;
    void *user;
    tnef_allocator alloc;      /* where the memory came from; no release: from the caller */
    uint64_t max_input, max_output;
    uint64_t offset;           /* bytes taken */
    uint64_t output;           /* bytes encoded */
    uint64_t given;            /* of these, bytes that the sink took */
    struct tnefi_encode_result fatal;
    uint32_t from, to;         /* scratch[from .. to - 1] is still to be given */
    uint32_t column;           /* characters in the line; base64: those of whole quanta */
    uint32_t acc;              /* base64: bytes that are no quantum yet; quoted-printable: see HELD_BLANK */
    uint32_t have;             /* how many those are; see HELD_FROM */
    uint16_t kind;
    uint16_t held;             /* HELD_* */
    uint16_t cr;               /* the last byte was a CR, for which a line break was written */
    uint16_t halt, closing;
    uint16_t busy;             /* inside the sink */
    uint8_t scratch[SCRATCH_SIZE];
};

/* ---- Contracts ---------------------------------------------------------------------------------------- */

#ifdef __FRAMAC__
/* All that the proof knows about the caller's sink, and what it is promised; that |buf| can be read is a
 * promise of the one function that calls it, since the prover's memory has no void. */
/*@ requires len > 0 && \valid(taken);
    terminates \true; exits \false;
    assigns *taken, \result \from \nothing; */
extern tnef_status tnefi_encode_sink_model(void *user, const void *buf, size_t len, size_t *taken);
#endif

#define E_TOTAL terminates \true; exits \false

/* What holds between any two steps, and inside of them. */
#define E_OK(e) \
    (e->offset <= e->max_input <= TNEF_ENCODE_CEILING && e->kind < KIND_COUNT \
    && e->given + (e->to - e->from) <= e->output <= e->max_output <= TNEF_ENCODE_CEILING \
    && e->from <= e->to <= SCRATCH_SIZE && e->column <= TNEF_ENCODE_LINE && e->have <= 4 \
    && e->sink == &tnefi_encode_sink_model)

#define E_RESULT(r) r.status, r.offset, r.limit, r.found, r.user_code
#define E_FAILED e->halt, E_RESULT(e->fatal)
#define E_PUT    E_FAILED, e->scratch[0 .. SCRATCH_SIZE - 1], e->to, e->output
#define E_STATE  e->column, e->acc, e->have, e->held, e->cr
#define E_STEP   E_PUT, E_STATE, e->offset, e->given, e->busy

/* Inside of a step: writes |n| bytes at most. */
#define E_WRITES(n) \
    requires \valid(e) && E_OK(e) && e->to + (n) <= SCRATCH_SIZE; \
    E_TOTAL; \
    ensures E_OK(e) && e->to <= \old(e->to) + (n)

/* A step. */
#define E_STEPS \
    requires \valid(e) && E_OK(e) && e->to <= SCRATCH_SIZE - STEP_ROOM; \
    requires 1 <= n <= e->max_input - e->offset && \valid_read(p + (0 .. n - 1)); \
    requires \separated(e, p + (0 .. n - 1)); \
    E_TOTAL; \
    assigns E_STEP; \
    ensures E_OK(e); \
    ensures \result <= n && e->offset == \old(e->offset) + \result; \
    ensures \result >= 1 || e->halt != HALT_NONE

/* ---- out.c: what all kinds do ------------------------------------------------------------------------- */

/* Ends the encoding with |status|, about the byte at |offset|, unless it has ended already. */
/*@ requires \valid(e);
    E_TOTAL;
    assigns E_FAILED;
    ensures e->halt == HALT_END; */
void tnefi_encode_fail(struct tnef_encode *e, tnef_status status, uint64_t offset, uint64_t limit,
                       uint64_t found);

/* Gives the sink |n| bytes. Returns how many it took. */
/*@ requires \valid(e) && E_OK(e) && \valid_read(p + (0 .. n - 1));
    requires 1 <= n <= TNEF_ENCODE_CEILING;
    E_TOTAL;
    assigns E_FAILED, e->busy, e->given;
    ensures \result <= n && e->given == \old(e->given) + \result;
    ensures \result == n || e->halt != HALT_NONE; */
size_t tnefi_encode_give(struct tnef_encode *e, const uint8_t *p, size_t n);

/* Writes one encoded byte, which the last byte that was taken decided. */
/*@ E_WRITES(1);
    assigns E_PUT; */
static inline void tnefi_encode_put(struct tnef_encode *e, uint8_t b)
{
    if (e->output >= e->max_output) {
        tnefi_encode_fail(e, TNEF_E_LIMIT_OUTPUT, e->offset > 0 ? e->offset - 1u : 0, e->max_output,
                          e->output + 1u);
        return;
    }
    e->scratch[e->to] = b;
    e->to++;
    e->output++;
}

/* Ends a line. */
/*@ E_WRITES(2);
    assigns E_PUT, e->column;
    ensures e->column == 0; */
static inline void tnefi_encode_crlf(struct tnef_encode *e)
{
    tnefi_encode_put(e, '\r');
    tnefi_encode_put(e, '\n');
    e->column = 0;
}

/* How many more bytes may be written to scratch. */
/*@ requires \valid_read(e) && E_OK(e);
    E_TOTAL;
    assigns \nothing;
    ensures \result <= SCRATCH_SIZE - e->to && \result <= e->max_output - e->output; */
static inline size_t tnefi_encode_room(const struct tnef_encode *e)
{
    uint64_t allowed = e->max_output - e->output;
    size_t room = SCRATCH_SIZE - e->to;

    return allowed < room ? (size_t)allowed : room;
}

/*@ E_TOTAL;
    assigns \nothing;
    ensures \result <= a && \result <= b && (\result == a || \result == b); */
static inline size_t tnefi_encode_min(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Counts |taken| bytes as taken, and |put| in scratch as written. */
/*@ requires \valid(e) && E_OK(e) && taken <= e->max_input - e->offset;
    requires put <= SCRATCH_SIZE - e->to && put <= e->max_output - e->output;
    E_TOTAL;
    assigns e->to, e->output, e->offset;
    ensures E_OK(e) && e->offset == \old(e->offset) + taken && e->to == \old(e->to) + put; */
static inline void tnefi_encode_advance(struct tnef_encode *e, size_t taken, size_t put)
{
    e->to += (uint32_t)put;
    e->output += put;
    e->offset += taken;
}

/* ---- run.c -------------------------------------------------------------------------------------------- */

/* Makes the encoder as new. Before, only its configuration need be set. */
/*@ requires \valid(e) && e->sink == &tnefi_encode_sink_model && e->kind < KIND_COUNT;
    requires e->max_input <= TNEF_ENCODE_CEILING && e->max_output <= TNEF_ENCODE_CEILING;
    E_TOTAL;
    assigns E_STEP, e->from, e->closing;
    ensures E_OK(e); */
void tnefi_encode_start(struct tnef_encode *e);

/* tnef_encode_feed(). */
/*@ requires \valid(e) && E_OK(e) && \valid(taken) && \separated(e, taken);
    requires p != \null ==> \valid_read(p + (0 .. len - 1)) && \separated(e, p + (0 .. len - 1));
    E_TOTAL;
    assigns *taken, E_STEP, e->from;
    ensures E_OK(e) && *taken <= len; */
tnef_status tnefi_encode_feed(struct tnef_encode *e, const uint8_t *p, size_t len, size_t *taken);

/* ---- The kinds ---------------------------------------------------------------------------------------- */

/* The two characters of 12 bits, the first one in the low byte: base64_pairs.c. */
extern const uint16_t tnefi_encode_pairs[4096];

/* Take some of |n| bytes. */
/*@ E_STEPS; */
size_t tnefi_encode_base64_step(struct tnef_encode *e, const uint8_t *p, size_t n);
/*@ E_STEPS; */
size_t tnefi_encode_qp_step(struct tnef_encode *e, const uint8_t *p, size_t n);

/* The columns that a byte takes with those that must stay with it: 1, 3, or of a byte that begins a UTF-8
 * sequence those of the whole sequence. */
/*@ E_TOTAL;
    assigns \nothing;
    ensures \result == 1 || 3 <= \result <= 12; */
uint32_t tnefi_encode_qp_width(uint8_t b);

/* Takes text, escapes and whole line breaks, as long as there is room. Returns how many bytes; if none, a
 * soft break may have been written. Before, nothing may be held, nor half of a line break be taken. */
/*@ requires \valid(e) && E_OK(e) && e->column <= QP_LINE;
    requires 1 <= n <= e->max_input - e->offset && \valid_read(p + (0 .. n - 1));
    requires \separated(e, p + (0 .. n - 1));
    E_TOTAL;
    assigns e->scratch[0 .. SCRATCH_SIZE - 1], e->to, e->output, e->offset, e->column;
    ensures E_OK(e) && e->column <= QP_LINE;
    ensures \result <= n && e->offset == \old(e->offset) + \result;
    ensures \result == 0 ==> e->to <= \old(e->to) + 3; */
size_t tnefi_encode_qp_text(struct tnef_encode *e, const uint8_t *p, size_t n);

/* Encode what the end of the input decides. */
#define E_ENDS \
    requires \valid(e) && E_OK(e) && e->to <= SCRATCH_SIZE - STEP_ROOM; \
    E_TOTAL; \
    assigns E_PUT, E_STATE; \
    ensures E_OK(e)
/*@ E_ENDS; */
void tnefi_encode_base64_finish(struct tnef_encode *e);
/*@ E_ENDS; */
void tnefi_encode_qp_finish(struct tnef_encode *e);

/* Fill all fields of what the functions of encode.h tell, whatever |out->size| is. */
/*@ requires \valid_read(e) && \valid(out) && \separated(e, out);
    E_TOTAL;
    assigns *out; */
void tnefi_encode_error(const struct tnef_encode *e, tnef_error *out);

#endif
