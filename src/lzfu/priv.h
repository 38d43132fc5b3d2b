/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_LZFU_PRIV_H
#define TNEFI_LZFU_PRIV_H
/* The inside of the decoder of compressed RTF, and what is proved of it. Numbers are kept in types
 * by kind (bytes, flags and states, counts, offsets), since provers tell memory apart by type. */

#include <tnef/lzfu.h>

#define LZFU_HEAD    16u        /* bytes of the header                                            */
#define LZFU_COUNTED 12u        /* bytes of it that COMPSIZE counts                               */
#define LZFU_WINDOW  4096u      /* bytes of the dictionary                                        */
#define LZFU_FULL    8192u      /* two windows: what was made before, and what is made now        */
#define LZFU_COPY    17u        /* the most bytes that a reference stands for                     */
#define LZFU_MARKER  3u         /* the most bytes of the end marker, with its control byte        */
#define LZFU_GROUP   17u        /* the most bytes of a control byte and its tokens                */
#define LZFU_AHEAD   8u         /* bytes that are copied at once, wanted or not                   */
#define LZFU_SPAN    25u        /* bytes that are looked at for a group: LZFU_AHEAD more          */
#define LZFU_BURST   136u       /* the most bytes that a group stands for                         */
#define LZFU_BUFFER  8336u      /* LZFU_FULL, and what a group may write beyond it: LZFU_BURST and
                                 * LZFU_AHEAD                                                     */
#define LZFU_CEILING (UINT64_C(1) << 62)        /* of the limits                                  */

enum {
    LZFU_AT_HEAD,               /* gathers the header                                             */
    LZFU_AT_CODE,               /* compressed contents                                            */
    LZFU_AT_END,                /* after the end marker                                           */
    LZFU_AT_STORED,             /* contents that are not compressed                               */
    LZFU_AT_PLAIN               /* RTF as it is                                                   */
};
enum { LZFU_RUNS, LZFU_PAUSES, LZFU_HALTS };
enum { LZFU_OPEN, LZFU_CLOSING, LZFU_CLOSED };

struct tnefi_lzfu_result {
    tnef_status status;
    int32_t user_code;
    uint64_t offset, limit, found;
};

/* Flags and anomalies are kept in one word, anomalies in the higher bits, so that the proof has one field. */
#define LZFU_FACTS 16u
#define LZFU_BIT(code) (LZFU_FACTS << ((code) - TNEF_LZFU_A_NO_END))

struct tnef_lzfu {
    tnef_sink_fn sink;
    void *user;
    tnef_allocator alloc;
    uint64_t max_input, max_output;
    uint64_t offset;            /* bytes of the input that were taken                             */
    uint64_t output;            /* bytes of RTF that were made                                    */
    uint64_t end;               /* offset after the contents                                      */
    uint64_t marker;            /* offset after the end marker; 0: it was not met                 */
    struct tnefi_lzfu_result fatal, damage;
    uint32_t comp_size, raw_size, comp_type, crc, crc_computed;
    uint32_t flags;             /* TNEF_LZFU_*, LZFU_BIT()s                                       */
    uint32_t have;              /* bytes in |head|                                                */
    uint32_t write;             /* where the next byte of output goes in |buffer|                 */
    uint32_t flushed;           /* the bytes from here to |write| are still to be delivered       */
    uint16_t state;             /* LZFU_AT_*                                                      */
    uint16_t control, bits;     /* what is left of the control byte: tokens, and how many         */
    uint16_t half;              /* the first byte of a reference stands in |first|                */
    uint16_t filled;            /* all of the dictionary was written                              */
    uint16_t beyond;            /* bytes read as contents after all of RAWSIZE had come, for the
                                 * end marker                                                     */
    uint16_t over;              /* there is more output than the limit                            */
    uint16_t halt;              /* LZFU_RUNS: go on                                               */
    uint16_t closing;           /* LZFU_OPEN: before finish                                       */
    uint16_t busy;              /* the sink is being called                                       */
    uint8_t first;
    uint8_t head[LZFU_HEAD];

    /* Before |write| lie the last bytes of output, LZFU_WINDOW of them at least: the dictionary.
     * What the format calls place P of it is the last place before |write| that is P modulo
     * LZFU_WINDOW. What lies from |write| on is of no meaning. */
    uint8_t buffer[LZFU_BUFFER];
};

/* ---- What is proved ------------------------------------------------------------------------- */

#ifdef __FRAMAC__
/* All that the proof knows about the caller's sink, and what it is promised. */
/*@ requires len > 0 && \valid(taken) && *taken == len;
    terminates \true; exits \false;
    assigns *taken, \result \from len; */
extern tnef_status tnefi_lzfu_sink_model(void *user, const void *buf, size_t len, size_t *taken);
#endif

#define Z_TOTAL terminates \true; exits \false

#define Z_LIMITS(d) \
    (d->max_input <= LZFU_CEILING && d->max_output <= LZFU_CEILING \
    && d->sink == &tnefi_lzfu_sink_model)

/* Counters are within their limits, positions within the buffer. */
#define Z_COUNTERS(d) \
    (Z_LIMITS(d) && d->offset <= d->max_input && d->output <= d->max_output \
    && LZFU_WINDOW <= d->write < LZFU_FULL + LZFU_BURST && d->flushed <= d->write \
    && (d->flushed == d->write ==> d->write < LZFU_FULL) && d->end >= LZFU_HEAD \
    && d->bits <= 8 && d->control <= 255 && d->half <= 1 \
    && d->state <= LZFU_AT_PLAIN && d->have <= LZFU_HEAD && d->have <= d->offset \
    && (d->state == LZFU_AT_HEAD ==> \
           d->have < LZFU_HEAD && d->output == 0 && d->flushed == d->write \
        && d->write + LZFU_HEAD < LZFU_FULL && d->bits == 0 && d->half == 0))

/* Nothing was decoded yet. */
#define Z_FRESH(d) \
    (Z_LIMITS(d) && d->offset <= d->max_input && d->have <= LZFU_HEAD && d->have <= d->offset \
    && d->end >= LZFU_HEAD && d->output == 0 && LZFU_WINDOW <= d->write \
    && d->flushed == d->write && d->write + LZFU_HEAD < LZFU_FULL \
    && d->control <= 255 && d->bits == 0 && d->half == 0)

/* TNEF_LZFU_GROWTH. What is still owed is counted as made: for each token that the control byte
 * announces the one byte in which it may exceed 8 for each of its own. */
#define Z_GROWTH(d) \
    (d->output + d->bits + 8 * d->half <= TNEF_LZFU_GROWTH * d->offset)

#define Z_OK(d) Z_COUNTERS(d) && Z_GROWTH(d)

/* Bytes that can be fed. */
#define Z_FED(d, p, n) \
    (n <= d->max_input - d->offset \
    && (n > 0 ==> \valid_read(p + (0 .. n - 1)) && \separated(d, p + (0 .. n - 1))))

/* What is to be done without another byte. */
#define Z_TO_DO(d) \
    ((d->write >= LZFU_FULL ? 1 : 0) \
    + (d->state != LZFU_AT_CODE && d->flushed < d->write ? 1 : 0))
/* One byte adds at most both. */
#define Z_COST 3

#define Z_RESULT(r) r.status, r.user_code, r.offset, r.limit, r.found
#define Z_FAILED    d->halt, Z_RESULT(d->fatal)
#define Z_BUFFER    d->buffer[0 .. LZFU_BUFFER - 1]
#define Z_GROUPED   d->offset, d->output, d->marker, d->flags, d->write, d->state, Z_BUFFER
#define Z_DECODED   Z_GROUPED, d->control, d->bits, d->half, d->over, d->first
#define Z_HEADED    d->comp_size, d->raw_size, d->comp_type, d->crc, d->end, d->have, d->beyond, \
    d->head[0 .. LZFU_HEAD - 1]
#define Z_RUN       Z_FAILED, Z_DECODED, Z_HEADED, d->flushed, d->filled, d->busy

#define Z_ALL       Z_RUN, Z_RESULT(d->damage), d->crc_computed, d->closing

/* ---- state.c: as new, and what went wrong ---------------------------------------------------- */

/* Makes it as new. */
/*@ requires \valid(d) && Z_LIMITS(d);
    Z_TOTAL;
    assigns Z_RUN, Z_RESULT(d->damage), d->crc_computed, d->closing;
    ensures Z_OK(d);
    ensures d->offset == 0 && d->fatal.status == TNEF_OK && d->closing == LZFU_OPEN; */
void tnefi_lzfu_start(struct tnef_lzfu *d);

/* The first failure stays. */
/*@ requires \valid(d);
    Z_TOTAL;
    assigns Z_FAILED;
    ensures d->halt == LZFU_HALTS; */
void tnefi_lzfu_fail(struct tnef_lzfu *d, tnef_status status, uint64_t offset, uint64_t limit,
                     uint64_t found);

/* The input is damaged: finish returns |status|. The first damage stays. */
/*@ requires \valid(d);
    Z_TOTAL;
    assigns Z_RESULT(d->damage); */
void tnefi_lzfu_damaged(struct tnef_lzfu *d, tnef_status status, uint64_t offset, uint64_t limit,
                        uint64_t found);

/* ---- window.c: the dictionary, and the output in it ------------------------------------------ */

/* The dictionary as it is before the first token. */
/*@ requires \valid(d);
    Z_TOTAL;
    assigns Z_BUFFER, d->write, d->flushed, d->filled, d->control, d->bits, d->half, d->first;
    ensures d->flushed == d->write && LZFU_WINDOW <= d->write && d->write + LZFU_HEAD < LZFU_FULL;
    ensures d->control == 0 && d->bits == 0 && d->half == 0; */
void tnefi_lzfu_window(struct tnef_lzfu *d);

/* All was delivered: what was made last moves down, so that there is room again. */
/*@ requires \valid(d) && LZFU_FULL <= d->write < LZFU_FULL + LZFU_BURST && d->flushed == d->write;
    Z_TOTAL;
    assigns Z_BUFFER, d->write, d->flushed, d->filled;
    ensures d->flushed == d->write && LZFU_WINDOW <= d->write < LZFU_FULL; */
void tnefi_lzfu_move(struct tnef_lzfu *d);

/* How far before |write| the place |from| of the dictionary lies; 0 is the end marker. */
/*@ requires LZFU_WINDOW <= write <= LZFU_BUFFER && from < LZFU_WINDOW;
    Z_TOTAL;
    assigns \nothing;
    ensures \result < LZFU_WINDOW; */
static inline size_t tnefi_lzfu_distance(uint32_t from, size_t write)
{
    return (write - from) % LZFU_WINDOW;
}

/* How many bytes of |n| the limit of output allows. Fewer: there is more output than that. */
/*@ requires \valid(d) && d->output <= d->max_output;
    Z_TOTAL;
    assigns d->over;
    ensures \result <= n && \result <= d->max_output - d->output;
    ensures d->over == (\result < n ? 1 : \old(d->over)); */
uint32_t tnefi_lzfu_allowed(struct tnef_lzfu *d, uint32_t n);

/* Puts the bytes of |head| into the buffer as output. */
/*@ requires \valid(d) && Z_OK(d) && d->output == 0 && d->write + LZFU_HEAD < LZFU_FULL;
    requires d->state != LZFU_AT_HEAD && d->bits == 0 && d->half == 0;
    Z_TOTAL;
    assigns Z_BUFFER, d->write, d->output, d->over;
    ensures Z_COUNTERS(d);
    ensures Z_GROWTH(d);
    ensures d->write < LZFU_FULL; */
void tnefi_lzfu_put_head(struct tnef_lzfu *d);

/* ---- group.c: from groups of tokens to the buffer ------------------------------------------- */

/* What is promised of a group at |p| that is decoded to the place |write| of |buffer|. */
#define Z_GROUPS \
  requires \valid(buffer + (0 .. LZFU_BUFFER - 1)) && \valid_read(p + (0 .. LZFU_SPAN - 1)); \
  requires LZFU_WINDOW <= write < LZFU_FULL; \
  Z_TOTAL; \
  assigns buffer[0 .. LZFU_BUFFER - 1]; \
  ensures 1 <= \result.taken <= LZFU_GROUP && write <= \result.write <= write + LZFU_BURST \
       && \result.write - write <= TNEF_LZFU_GROWTH * \result.taken

/* Decodes groups, a control byte and its eight tokens each, that are whole in the input, as long as
 * buffer and limit have room for the most that one stands for. Returns how many bytes it took. */
/*@ requires \valid(d) && Z_OK(d) && Z_FED(d, p, n) && n > 0;
    requires d->state == LZFU_AT_CODE && d->write < LZFU_FULL && d->bits == 0 && d->half == 0;
    Z_TOTAL;
    assigns Z_GROUPED;
    ensures Z_COUNTERS(d);
    ensures Z_GROWTH(d);
    ensures \result <= n && d->offset == \old(d->offset) + \result;
    ensures d->state == LZFU_AT_CODE || d->state == LZFU_AT_END;
    ensures \result == 0 ==> d->state == LZFU_AT_CODE && d->write == \old(d->write)
         && d->output == \old(d->output); */
size_t tnefi_lzfu_groups(struct tnef_lzfu *d, const uint8_t *p, size_t n);

/* ---- code.c: from any tokens to the buffer -------------------------------------------------- */

/* The end marker was met; its last byte is the last one that was taken. */
/*@ requires \valid(d);
    Z_TOTAL;
    assigns d->flags, d->state, d->marker;
    ensures d->state == LZFU_AT_END; */
void tnefi_lzfu_met_end(struct tnef_lzfu *d);

/* Decodes until the bytes are used up, the buffer is full, the end marker is met, or the limit
 * stands in the way. Returns how many bytes it took. */
/*@ requires \valid(d) && Z_OK(d) && Z_FED(d, p, n) && n > 0;
    requires d->state == LZFU_AT_CODE && d->write < LZFU_FULL && d->over == 0;
    Z_TOTAL;
    assigns Z_DECODED;
    ensures Z_COUNTERS(d);
    ensures Z_GROWTH(d);
    ensures \result <= n && d->offset == \old(d->offset) + \result;
    ensures d->state == LZFU_AT_CODE || d->state == LZFU_AT_END;
    ensures d->over == 0 ==> \result > 0; */
size_t tnefi_lzfu_decode(struct tnef_lzfu *d, const uint8_t *p, size_t n);

/* ---- head.c: the header ---------------------------------------------------------------------- */

/* Whether the input begins as RTF does. */
/*@ requires \valid_read(d);
    Z_TOTAL;
    assigns \nothing; */
int tnefi_lzfu_is_plain(const struct tnef_lzfu *d);

/* Passes on what stands in |head|, and what follows, as RTF. */
/*@ requires \valid(d) && Z_FRESH(d);
    Z_TOTAL;
    assigns Z_BUFFER, d->write, d->output, d->over, d->flags, d->state;
    ensures Z_OK(d);
    ensures d->write < LZFU_FULL; */
void tnefi_lzfu_begin_plain(struct tnef_lzfu *d);

/* Where the contents end if COMPSIZE is right; that may be before they begin. */
/*@ requires \valid_read(d);
    Z_TOTAL;
    assigns \nothing;
    ensures \result == d->comp_size + 4; */
uint64_t tnefi_lzfu_announced(const struct tnef_lzfu *d);

/* Takes bytes of the header, and decides by it when all are there. */
/*@ requires \valid(d) && Z_OK(d) && Z_FED(d, p, n) && n > 0 && d->state == LZFU_AT_HEAD;
    Z_TOTAL;
    assigns Z_FAILED, d->comp_size, d->raw_size, d->comp_type, d->crc, d->end, d->flags, d->state,
            Z_BUFFER, d->write, d->output, d->over, d->have, d->offset, d->head[0 .. LZFU_HEAD - 1];
    ensures Z_OK(d);
    ensures 1 <= \result <= n && d->offset == \old(d->offset) + \result;
    ensures d->write < LZFU_FULL; */
size_t tnefi_lzfu_gather(struct tnef_lzfu *d, const uint8_t *p, size_t n);

/* ---- run.c: the sink, and the loop ----------------------------------------------------------- */

/* Works until the bytes are used up and all is delivered, or until it must halt. Returns how many
 * bytes it took. */
/*@ requires \valid(d) && Z_OK(d) && Z_FED(d, p, n);
    Z_TOTAL;
    assigns Z_RUN, d->crc_computed;
    ensures Z_OK(d);
    ensures \result <= n && d->offset == \old(d->offset) + \result; */
size_t tnefi_lzfu_run(struct tnef_lzfu *d, const uint8_t *p, size_t n);

/* ---- end.c: the end -------------------------------------------------------------------------- */

/* The input has ended: what stands in |head| is RTF as it is, or damage. */
/*@ requires \valid(d) && Z_OK(d);
    Z_TOTAL;
    assigns Z_RUN, Z_RESULT(d->damage);
    ensures Z_OK(d); */
void tnefi_lzfu_close(struct tnef_lzfu *d);

/* All has been delivered: what is known only now. */
/*@ requires \valid(d) && Z_OK(d);
    Z_TOTAL;
    assigns d->flags, Z_RESULT(d->damage); */
void tnefi_lzfu_conclude(struct tnef_lzfu *d);

/* ---- feed.c --------------------------------------------------------------------------------- */

/* tnef_lzfu_feed() with a |taken| that is there. */
/*@ requires \valid(d) && Z_OK(d);
    requires p != \null && len > 0 ==> \valid_read(p + (0 .. len - 1))
          && \separated(d, p + (0 .. len - 1));
    requires \valid(taken) && \separated(d, taken);
    Z_TOTAL;
    assigns Z_ALL, *taken;
    ensures Z_OK(d);
    ensures *taken <= len; */
tnef_status tnefi_lzfu_feed(struct tnef_lzfu *d, const uint8_t *p, size_t len, size_t *taken);

/* Fill all fields of what the functions of lzfu.h tell, whatever |out->size| is. */
/*@ requires \valid_read(d) && \valid(out) && \separated(d, out);
    Z_TOTAL;
    assigns *out; */
void tnefi_lzfu_error(const struct tnef_lzfu *d, tnef_error *out);

/*@ requires \valid_read(d) && Z_COUNTERS(d) && \valid(out) && \separated(d, out);
    Z_TOTAL;
    assigns *out; */
void tnefi_lzfu_info(const struct tnef_lzfu *d, struct tnef_lzfu_info *out);

#endif
