/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_TRANSFER_PRIV_H
#define TNEFI_TRANSFER_PRIV_H
/* The inside of the transfer decoders. Each kind is a machine that takes at least one byte in a
 * step and writes decoded ones to scratch, where there is always room for one step; the loop that
 * calls it gives scratch to the sink. All kinds share one struct, without a union.
 *
 * Integers have types by use, since the prover keeps a memory of its own for each: bytes are
 * uint8_t, flags and enumerations uint16_t, counts uint32_t, offsets and lengths uint64_t, and what
 * is only reported is signed. Writing to one cannot disturb what is known of another. */

#include "base/touch.h"

#include <tnef/transfer.h>

#define SCRATCH_SIZE 2160u     /* 48 lines of 45 bytes                                             */
#define STEP_ROOM    160u      /* no step writes more: = and the blanks after it, and one byte    */
#define SMALL_SIZE   256u
#define WORD_SIZE    12u       /* "begin-base64"                                                  */
#define LINE_MAX     76u       /* RFC 2045, 6.7 and 6.8                                           */

enum { HALT_NONE, HALT_PAUSE, HALT_END };

/* finish was called; then, what the end of the input decides was decoded. */
enum { CLOSING_NO, CLOSING_YES, CLOSING_DONE };

/* base64: the padding of the last quantum. */
enum { PAD_NONE, PAD_WANTED, PAD_DONE };

/* quoted-printable: text; after =; after = and a digit, which is |acc|; after = and blanks; after
 * the CR of a soft break. */
enum { QP_TEXT, QP_EQUALS, QP_DIGIT, QP_BLANKS, QP_SOFT };

/* uuencode: where in a line; that of begin and end is |have| characters. */
enum {
    UU_START, UU_BEGIN, UU_MODE_GAP, UU_MODE, UU_NAME_GAP, UU_NAME,
    UU_DATA,                   /* |left| bytes are still to come                                  */
    UU_REST,                   /* after the last byte                                             */
    UU_END,
    UU_SKIP,                   /* a line that is skipped                                          */
    UU_64_LINE,                /* base64: the beginning of a line; all that follow are of base64  */
    UU_64_WORD,                /* after |left| characters of a word                               */
    UU_64_EQUALS,              /* after |left| =, or more than can be right                       */
    UU_64_TRAIL,               /* after the last line, before its end                             */
    UU_64                      /* elsewhere in a line                                             */
};

/* uuencode: where in the input. */
enum { BLOCK_NONE, BLOCK_OPEN, BLOCK_ENDED };

/* uuencode: whether the line before was of length 0. ZERO_EMPTY: it was empty, so it seems to have been of
 * length 0 and to have lost the blank that stood for it. base64: nothing, data, or padding came last. */
enum { ZERO_NO, ZERO_EMPTY, ZERO_YES };

struct tnefi_transfer_result {
    tnef_status status;
    int64_t offset, limit, found, user_code;
};

/* Anomalies are counted by their place in the band of this object. */
#define T_ANOMALIES (TNEF_TRANSFER_A_END - TNEF_TRANSFER_A_JUNK)
#define T_AT(code) ((code) - TNEF_TRANSFER_A_JUNK)
#define T_IS_CODE(code) (TNEF_TRANSFER_A_JUNK <= (code) && (code) < TNEF_TRANSFER_A_END)

struct tnef_transfer {
    tnef_sink_fn sink;
    void *user;
    tnef_allocator alloc;      /* where the memory came from; no release: from the caller         */
    uint64_t max_input, max_output;
    uint64_t offset;           /* bytes taken                                                     */
    uint64_t output;           /* bytes decoded                                                   */
    uint64_t given;            /* of these, bytes that the sink took                              */
    uint64_t line;             /* offset of the first byte of the line                            */
    uint64_t mark;             /* quoted-printable: of the last =                                 */
    int64_t first[T_ANOMALIES]; /* offset of the first; where |count| is not 0                    */
    int64_t first_offset;
    int32_t count[T_ANOMALIES];
    int32_t first_code;        /* -1: none                                                        */
    struct tnefi_transfer_result fatal, damage;
    uint32_t from, to;         /* scratch[from .. to - 1] is still to be given                    */
    uint32_t acc;              /* bits of characters that are no byte yet                         */
    uint32_t have;             /* characters in |acc|, of a word, or blanks kept back             */
    uint32_t left;             /* uuencode: bytes of the line that are still to come; base64 there:
                                * characters of a word                                            */
    uint32_t blocks, mode, digits, name_len;
    uint16_t kind;
    uint16_t state;            /* PAD_*, QP_*, UU_*                                               */
    uint16_t block, zero;      /* BLOCK_*, ZERO_*                                                 */
    uint16_t odd;              /* uuencode: the begin line is; quoted-printable: a row of blanks is
                                * too long to be kept back                                        */
    uint16_t base64;           /* uuencode: the block is of base64                                */
    uint16_t word64;           /* uuencode: the begin line says begin-base64                      */
    uint16_t empty;            /* uuencode: no line of data has come in the block                 */
    uint16_t around;           /* base64 there: the block began in one of uuencode that was empty,
                                * and has no whole quantum yet, so it may be that one still       */
    uint16_t noted;            /* uuencode: this line's anomaly was noted                         */
    uint16_t cr;               /* the last byte was CR                                            */
    uint16_t flush;            /* give before the next byte                                       */
    uint16_t halt, closing;
    uint16_t busy;             /* inside the sink                                                 */
    uint8_t scratch[SCRATCH_SIZE];
    uint8_t small[SMALL_SIZE]; /* uuencode: the name; quoted-printable: blanks kept back          */
    uint8_t begun[WORD_SIZE];  /* uuencode: characters of a line that may be a begin line or data */
};

/* ---- Contracts ------------------------------------------------------------------------------ */

#ifdef __FRAMAC__
/* All that the proof knows about the caller's sink, and what it is promised; that |buf| can be read
 * is a promise of the one function that calls it, since the prover's memory has no void. */
/*@ requires len > 0 && \valid(taken);
    terminates \true; exits \false;
    assigns *taken, \result \from \nothing; */
extern tnef_status tnefi_transfer_sink_model(void *user, const void *buf, size_t len,
                                             size_t *taken);
#endif

#define T_TOTAL terminates \true; exits \false

/* What holds between any two steps, and inside of them. */
#define T_OK(t) \
    (t->offset <= t->max_input <= TNEF_TRANSFER_CEILING && t->line <= t->offset \
    && t->given + (t->to - t->from) <= t->output <= t->max_output <= TNEF_TRANSFER_CEILING \
    && t->from <= t->to <= SCRATCH_SIZE && t->have <= TNEF_TRANSFER_BLANKS && t->left <= 63 \
    && t->name_len <= TNEF_TRANSFER_NAME && t->digits <= 7 \
    && t->sink == &tnefi_transfer_sink_model)

#define T_RESULT(r) r.status, r.offset, r.limit, r.found, r.user_code
#define T_FAILED t->halt, T_RESULT(t->fatal)
#define T_NOTED  t->first[0 .. T_ANOMALIES - 1], t->count[0 .. T_ANOMALIES - 1], \
    t->first_code, t->first_offset
#define T_PUT    T_FAILED, t->scratch[0 .. SCRATCH_SIZE - 1], t->to, t->output
#define T_LINE   T_NOTED, t->line, t->cr
#define T_STEP   T_PUT, T_LINE, T_RESULT(t->damage), t->offset, t->given, t->busy, t->acc, \
    t->have, t->left, t->state, t->block, t->zero, t->odd, t->base64, t->word64, t->empty, t->around, \
    t->noted, t->flush, t->mark, t->blocks, t->mode, t->digits, t->name_len, \
    t->small[0 .. SMALL_SIZE - 1], t->begun[0 .. WORD_SIZE - 1]

/* Inside of a step: writes |n| bytes at most. */
#define T_WRITES(n) \
    requires \valid(t) && T_OK(t) && t->to + (n) <= SCRATCH_SIZE; \
    T_TOTAL; \
    ensures T_OK(t) && t->to <= \old(t->to) + (n)

/* A step. */
#define T_STEPS \
    requires \valid(t) && T_OK(t) && t->to <= SCRATCH_SIZE - STEP_ROOM; \
    requires 1 <= n <= t->max_input - t->offset && \valid_read(p + (0 .. n - 1)); \
    requires \separated(t, p + (0 .. n - 1)); \
    T_TOTAL; \
    assigns T_STEP; \
    ensures T_OK(t); \
    ensures \result <= n && t->offset == \old(t->offset) + \result; \
    ensures \result >= 1 || t->halt != HALT_NONE

/* The same of what is whole in the input, which may be nothing. */
#define T_STEPS_WHOLE \
    requires \valid(t) && T_OK(t); \
    requires 1 <= n <= t->max_input - t->offset && \valid_read(p + (0 .. n - 1)); \
    requires \separated(t, p + (0 .. n - 1)); \
    T_TOTAL; \
    assigns t->scratch[0 .. SCRATCH_SIZE - 1], t->to, t->output, t->offset, t->line, T_NOTED; \
    ensures T_OK(t) && \result <= n && t->offset == \old(t->offset) + \result; \
    ensures t->to <= \old(t->to) + \result

/* ---- out.c: what all kinds do --------------------------------------------------------------- */

/* Ends the decoding with |status|, about the byte at |offset|, unless it has ended already. */
/*@ requires \valid(t);
    T_TOTAL;
    assigns T_FAILED;
    ensures t->halt == HALT_END; */
void tnefi_transfer_fail(struct tnef_transfer *t, tnef_status status, uint64_t offset,
                         uint64_t limit, uint64_t found);

/* Notes that only |have| of |need| bytes are there, which finish will report if it is the first damage. */
/*@ requires \valid(t);
    T_TOTAL;
    assigns T_RESULT(t->damage); */
void tnefi_transfer_truncated(struct tnef_transfer *t, uint64_t have, uint64_t need);

/* Counts an anomaly. */
/*@ requires \valid(t) && T_IS_CODE(code);
    T_TOTAL;
    assigns T_NOTED; */
void tnefi_transfer_note(struct tnef_transfer *t, uint32_t code, uint64_t offset);

/* Follows where lines begin and end; |b| is the last byte that was taken. */
/*@ requires \valid(t) && T_OK(t) && t->offset >= 1 && t->line < t->offset;
    T_TOTAL;
    assigns T_LINE;
    ensures t->line <= t->offset; */
void tnefi_transfer_line(struct tnef_transfer *t, uint8_t b);

/* Does the same at the end of the input. */
/*@ requires \valid(t) && T_OK(t);
    T_TOTAL;
    assigns T_NOTED; */
void tnefi_transfer_last_line(struct tnef_transfer *t);

/* Gives the sink |n| bytes. Returns how many it took. */
/*@ requires \valid(t) && T_OK(t) && \valid_read(p + (0 .. n - 1));
    requires 1 <= n <= TNEF_TRANSFER_CEILING;
    T_TOTAL;
    assigns T_FAILED, t->busy, t->given;
    ensures \result <= n && t->given == \old(t->given) + \result;
    ensures \result == n || t->halt != HALT_NONE; */
size_t tnefi_transfer_give(struct tnef_transfer *t, const uint8_t *p, size_t n);

/* Writes one decoded byte, which the last byte that was taken completed. */
/*@ T_WRITES(1);
    assigns T_PUT; */
static inline void tnefi_transfer_put(struct tnef_transfer *t, uint8_t b)
{
    if (t->output >= t->max_output) {
        tnefi_transfer_fail(t, TNEF_E_LIMIT_OUTPUT, t->offset > 0 ? t->offset - 1u : 0,
                            t->max_output, t->output + 1u);
        return;
    }
    t->scratch[t->to] = b;
    t->to++;
    t->output++;
}

/* Writes the first |bytes| bytes, at most 3, of the 24 bits of |quantum|. */
/*@ T_WRITES(3);
    assigns T_PUT; */
static inline void tnefi_transfer_put_quantum(struct tnef_transfer *t, uint32_t quantum,
                                              uint32_t bytes)
{
    tnefi_transfer_put(t, (uint8_t)(quantum / 65536u % 256u));
    if (bytes >= 2u)
        tnefi_transfer_put(t, (uint8_t)(quantum / 256u % 256u));
    if (bytes >= 3u)
        tnefi_transfer_put(t, (uint8_t)(quantum % 256u));
}

/* How many more bytes a step can write. */
/*@ requires \valid_read(t) && T_OK(t);
    T_TOTAL;
    assigns \nothing;
    ensures \result <= SCRATCH_SIZE - t->to && \result <= t->max_output - t->output; */
static inline size_t tnefi_transfer_room(const struct tnef_transfer *t)
{
    uint64_t allowed = t->max_output - t->output;
    size_t room = SCRATCH_SIZE - t->to;

    return allowed < room ? (size_t)allowed : room;
}

/*@ T_TOTAL;
    assigns \nothing;
    ensures \result != 0 <==> b == '\r' || b == '\n'; */
static inline int tnefi_transfer_is_end(uint8_t b)
{
    return b == '\r' || b == '\n';
}

/*@ T_TOTAL;
    assigns \nothing;
    ensures \result != 0 <==> b == ' ' || b == '\t'; */
static inline int tnefi_transfer_is_blank(uint8_t b)
{
    return b == ' ' || b == '\t';
}

/* ---- run.c ---------------------------------------------------------------------------------- */

/* Makes the decoder as new. Before, only its configuration need be set. */
/*@ requires \valid(t) && t->sink == &tnefi_transfer_sink_model;
    requires t->max_input <= TNEF_TRANSFER_CEILING && t->max_output <= TNEF_TRANSFER_CEILING;
    T_TOTAL;
    assigns T_STEP, t->from, t->closing;
    ensures T_OK(t); */
void tnefi_transfer_start(struct tnef_transfer *t);

/* tnef_transfer_feed(). */
/*@ requires \valid(t) && T_OK(t) && \valid(taken) && \separated(t, taken);
    requires p != \null ==> \valid_read(p + (0 .. len - 1)) && \separated(t, p + (0 .. len - 1));
    T_TOTAL;
    assigns *taken, T_STEP, t->from;
    ensures T_OK(t) && *taken <= len; */
tnef_status tnefi_transfer_feed(struct tnef_transfer *t, const uint8_t *p, size_t len,
                                size_t *taken);

/* ---- The kinds ------------------------------------------------------------------------------ */

/* Take some of |n| bytes. */
/*@ T_STEPS; */
size_t tnefi_transfer_base64_step(struct tnef_transfer *t, const uint8_t *p, size_t n);
/*@ T_STEPS; */
size_t tnefi_transfer_qp_step(struct tnef_transfer *t, const uint8_t *p, size_t n);
/*@ T_STEPS; */
size_t tnefi_transfer_uu_step(struct tnef_transfer *t, const uint8_t *p, size_t n);

/* The value of a character of base64, 0 to 63, or more for another byte. */
/*@ T_TOTAL;
    assigns \nothing; */
uint32_t tnefi_transfer_base64_value(uint8_t b);

/* Decodes up to |quanta| whole quanta, until one with a byte outside of the alphabet. Returns how many. */
/*@ requires \valid_read(p + (0 .. 4 * quanta - 1)) && \valid(out + (0 .. 3 * quanta - 1));
    requires \separated(p + (0 .. 4 * quanta - 1), out + (0 .. 3 * quanta - 1));
    requires quanta <= SCRATCH_SIZE;
    T_TOTAL;
    assigns out[0 .. 3 * quanta - 1];
    ensures \result <= quanta; */
size_t tnefi_transfer_base64_quanta(uint8_t *out, const uint8_t *p, size_t quanta);

/* Decodes a character of the alphabet: the last of a quantum gives its three bytes. */
/*@ T_WRITES(3);
    assigns T_PUT, t->acc, t->have; */
void tnefi_transfer_base64_digit(struct tnef_transfer *t, uint32_t v);

/* Decodes the last characters, 0 to 3, of a quantum that has fewer than four. */
/*@ T_WRITES(3);
    assigns T_PUT, T_NOTED, t->have;
    ensures t->have == 0; */
void tnefi_transfer_base64_quantum(struct tnef_transfer *t, uint64_t at);

/* ---- uu.c: what its files share ------------------------------------------------------------- */

/*@ T_TOTAL;
    assigns \nothing;
    ensures \result != 0 <==> 0x20 <= b <= 0x60; */
static inline int tnefi_transfer_is_uu_data(uint8_t b)
{
    return b >= 0x20 && b <= 0x60;
}

/*@ requires \valid(t);
    T_TOTAL;
    assigns t->state, t->have;
    ensures t->have == 0; */
static inline void tnefi_transfer_uu_go(struct tnef_transfer *t, uint16_t state)
{
    t->state = state;
    t->have = 0;
}

/* ---- uu_data.c: lines of data of uuencode --------------------------------------------------- */

#define UU_PAD_MAX 65u /* what a line end can write, and two bytes of a last group */

/* The first character of a line of data. */
/*@ requires \valid(t) && T_OK(t);
    T_TOTAL;
    assigns T_NOTED, t->left, t->have, t->acc, t->state, t->zero, t->empty;
    ensures T_OK(t); */
void tnefi_transfer_uu_data_begins(struct tnef_transfer *t, uint8_t b);

/* A character of one of its groups. */
/*@ requires t->left >= 1 && t->offset >= 1;
    T_WRITES(3);
    assigns T_PUT, T_NOTED, t->left, t->have, t->acc, t->state; */
void tnefi_transfer_uu_data(struct tnef_transfer *t, uint8_t b);

/* The line ends before its last byte, or its last group is short. */
/*@ requires t->offset >= 1;
    T_WRITES(UU_PAD_MAX);
    assigns T_PUT, T_NOTED, t->left, t->have, t->acc; */
void tnefi_transfer_uu_data_ends(struct tnef_transfer *t);

/* Decodes up to |groups| whole groups, until one with a byte that is not data. Returns how many. */
/*@ requires \valid_read(p + (0 .. 4 * groups - 1)) && \valid(out + (0 .. 3 * groups - 1));
    requires \separated(p + (0 .. 4 * groups - 1), out + (0 .. 3 * groups - 1));
    requires groups <= 21;
    T_TOTAL;
    assigns out[0 .. 3 * groups - 1];
    ensures \result <= groups; */
size_t tnefi_transfer_uu_decode(uint8_t *out, const uint8_t *p, size_t groups);

/* Takes lines of data of an open block that are whole in the input and as writers make them. Returns how many
 * bytes. */
/*@ T_STEPS_WHOLE; */
size_t tnefi_transfer_uu_lines(struct tnef_transfer *t, const uint8_t *p, size_t n);

/* Decodes whole groups inside of a line of data. Returns how many of the |n| bytes were taken. */
/*@ requires \valid(t) && T_OK(t) && n <= t->max_input - t->offset;
    requires \valid_read(p + (0 .. n - 1)) && \separated(t, p + (0 .. n - 1));
    T_TOTAL;
    assigns t->scratch[0 .. SCRATCH_SIZE - 1], t->to, t->output, t->offset, t->left, t->state,
        t->have;
    ensures T_OK(t);
    ensures \result <= n && t->offset == \old(t->offset) + \result;
    ensures \result == 0 ==> t->to == \old(t->to); */
size_t tnefi_transfer_uu_groups(struct tnef_transfer *t, const uint8_t *p, size_t n);

/* The input ends inside a line: its complete bytes were decoded, and the rest is not replaced by zeros. */
/*@ T_WRITES(3);
    assigns T_PUT, T_RESULT(t->damage), t->left, t->have, t->acc; */
void tnefi_transfer_uu_data_cut(struct tnef_transfer *t);

/* ---- uu_base64.c: base64 in a block of uuencode --------------------------------------------- */

/* Takes a byte that ends no line. Returns 0 if it is not of the block, which has ended then, or is one of
 * uuencode again. */
/*@ requires t->offset >= 1;
    T_WRITES(24);
    assigns T_PUT, T_NOTED, T_RESULT(t->damage), t->acc, t->have, t->left, t->state, t->block, t->zero,
        t->odd, t->noted, t->flush, t->base64, t->empty, t->around, t->begun[0]; */
int tnefi_transfer_uu64_byte(struct tnef_transfer *t, uint8_t b);

/* Ends a line; |pair|: the LF of a CR LF. */
/*@ T_WRITES(18);
    assigns T_PUT, T_NOTED, T_RESULT(t->damage), t->acc, t->have, t->left, t->state, t->block, t->around; */
void tnefi_transfer_uu64_line_ends(struct tnef_transfer *t, int pair);

/* Decodes whole quanta inside of a line. Returns how many of the |n| bytes were taken. */
/*@ requires \valid(t) && T_OK(t) && 1 <= n <= t->max_input - t->offset;
    requires \valid_read(p + (0 .. n - 1)) && \separated(t, p + (0 .. n - 1));
    T_TOTAL;
    assigns t->scratch[0 .. SCRATCH_SIZE - 1], t->to, t->output, t->offset, t->state, t->zero, t->around;
    ensures T_OK(t);
    ensures \result <= n && t->offset == \old(t->offset) + \result;
    ensures \result == 0 ==> t->to == \old(t->to); */
size_t tnefi_transfer_uu64_quanta(struct tnef_transfer *t, const uint8_t *p, size_t n);

/* The input ends in the block. */
/*@ T_WRITES(18);
    assigns T_PUT, T_NOTED, T_RESULT(t->damage), t->acc, t->have, t->left, t->state, t->block, t->around; */
void tnefi_transfer_uu64_finish(struct tnef_transfer *t);

/* ---- qp_fast.c ------------------------------------------------------------------------------ */

/* Takes text, escapes and line ends that are complete in the input, as long as there is room. Returns how
 * many bytes. Before, no blanks may be kept back, and no escape half read. */
/*@ requires \valid(t) && T_OK(t);
    requires 1 <= n <= t->max_input - t->offset && \valid_read(p + (0 .. n - 1));
    requires \separated(t, p + (0 .. n - 1));
    T_TOTAL;
    assigns t->scratch[0 .. SCRATCH_SIZE - 1], t->to, t->output, t->offset, t->line, t->have,
        T_NOTED;
    ensures T_OK(t) && \result <= n && t->offset == \old(t->offset) + \result;
    ensures t->to <= \old(t->to) + \result; */
size_t tnefi_transfer_qp_lines(struct tnef_transfer *t, const uint8_t *p, size_t n);

/* ---- The ends of the kinds ------------------------------------------------------------------ */

/* Decode what the end of the input decides. */
#define T_ENDS \
    requires \valid(t) && T_OK(t) && t->to <= SCRATCH_SIZE - STEP_ROOM; \
    T_TOTAL; \
    assigns T_PUT, T_NOTED, T_RESULT(t->damage), t->acc, t->have, t->left, t->state, t->block, \
        t->blocks, t->around, t->zero, t->empty; \
    ensures T_OK(t)
/*@ T_ENDS; */
void tnefi_transfer_base64_finish(struct tnef_transfer *t);
/*@ T_ENDS; */
void tnefi_transfer_qp_finish(struct tnef_transfer *t);
/*@ T_ENDS; */
void tnefi_transfer_uu_finish(struct tnef_transfer *t);

/* Fill all fields of what the functions of transfer.h tell, whatever |out->size| is. */
/*@ requires \valid_read(t) && \valid(out) && \separated(t, out);
    T_TOTAL;
    assigns *out; */
void tnefi_transfer_error(const struct tnef_transfer *t, tnef_error *out);

/*@ requires \valid_read(t) && T_OK(t) && \valid(out) && \separated(t, out);
    T_TOTAL;
    assigns *out; */
void tnefi_transfer_info(const struct tnef_transfer *t, struct tnef_transfer_info *out);

#endif
