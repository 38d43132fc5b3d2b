/* SPDX-License-Identifier: MIT */
/* The loop that runs the transfer decoders, and what can be asked of them. */

#include "transfer/priv.h"

_Static_assert(TNEF_TRANSFER_NAME <= SMALL_SIZE && TNEF_TRANSFER_BLANKS <= SMALL_SIZE
                   && TNEF_TRANSFER_BLANKS + 4u <= STEP_ROOM,
               "a step has room");

/* ---- The loop ------------------------------------------------------------------------------- */

/* Empties scratch. */
/*@ requires \valid(t);
    T_TOTAL;
    assigns t->from, t->to;
    ensures t->from == 0 && t->to == 0; */
static void drop(struct tnef_transfer *t)
{
    t->from = t->to = 0;
}

/* Gives the sink the bytes in scratch. Those that it does not take are kept only if it paused, and
 * those of a block that has ended are given before the next byte is taken. */
/*@ requires \valid(t) && T_OK(t);
    T_TOTAL;
    assigns T_FAILED, t->busy, t->given, t->from, t->to, t->flush;
    ensures T_OK(t);
    ensures t->to == 0 || t->halt == HALT_PAUSE; */
static void flush(struct tnef_transfer *t)
{
    size_t n = t->to - t->from;
    size_t taken;

    if (n > 0) {
        taken = tnefi_transfer_give(t, t->scratch + t->from, n);
        t->from += (uint32_t)taken;
        if (t->halt == HALT_PAUSE && t->from < t->to)
            return;
    }
    drop(t);
    t->flush = 0;
}

/* Identity: gives the sink the caller's bytes as they are. */
/*@ T_STEPS; */
static size_t pass(struct tnef_transfer *t, const uint8_t *p, size_t n)
{
    uint64_t allowed = t->max_output - t->output;
    size_t len = allowed < n ? (size_t)allowed : n;
    size_t taken;

    if (len == 0) {
        tnefi_transfer_fail(t, TNEF_E_LIMIT_OUTPUT, t->offset, t->max_output, t->output + 1u);
        t->offset++;
        return 1;
    }
    taken = tnefi_transfer_give(t, p, len);
    t->output += taken;
    t->offset += taken;
    return taken;
}

/*@ T_STEPS; */
static size_t step(struct tnef_transfer *t, const uint8_t *p, size_t n)
{
    size_t taken;

    switch (t->kind) {
    case TNEF_TRANSFER_BASE64:
        taken = tnefi_transfer_base64_step(t, p, n);
        break;
    case TNEF_TRANSFER_QUOTED_PRINTABLE:
        taken = tnefi_transfer_qp_step(t, p, n);
        break;
    case TNEF_TRANSFER_UUENCODE:
        taken = tnefi_transfer_uu_step(t, p, n);
        break;
    default:
        taken = pass(t, p, n);
        break;
    }
    return taken;
}

/* Runs steps until the bytes are used up or the sink ends it. Returns how many of the |n| bytes were
 * taken. */
/*@ requires \valid(t) && T_OK(t) && n <= t->max_input - t->offset && t->halt == HALT_NONE;
    requires \valid_read(p + (0 .. n - 1)) && \separated(t, p + (0 .. n - 1));
    T_TOTAL;
    assigns T_STEP, t->from;
    ensures T_OK(t) && \result <= n && t->offset == \old(t->offset) + \result; */
static size_t run(struct tnef_transfer *t, const uint8_t *p, size_t n)
{
    size_t i = 0;

    /*@ loop invariant 0 <= i <= n && T_OK(t) && t->offset == \at(t->offset, Pre) + i;
        loop assigns i, T_STEP, t->from;
        loop variant n - i; */
    while (i < n) {
        if (t->to > SCRATCH_SIZE - STEP_ROOM || t->flush != 0)
            flush(t);
        if (t->halt != HALT_NONE)
            break;
        TNEFI_TOUCH(1);
        i += step(t, p + i, n - i);
        if (t->halt != HALT_NONE)
            break;
    }
    return i;
}

/* ---- Life ----------------------------------------------------------------------------------- */

/*@ requires \valid(r);
    T_TOTAL;
    assigns r->status, r->offset, r->limit, r->found, r->user_code; */
static void clear_result(struct tnefi_transfer_result *r)
{
    r->status = TNEF_OK;
    r->offset = r->limit = r->found = r->user_code = 0;
}

void tnefi_transfer_start(struct tnef_transfer *t)
{
    t->offset = t->output = t->given = t->line = t->mark = 0;
    /*@ loop invariant 0 <= i <= T_ANOMALIES;
        loop assigns i, t->count[0 .. T_ANOMALIES - 1];
        loop variant T_ANOMALIES - i; */
    for (uint32_t i = 0; i < T_ANOMALIES; i++)
        t->count[i] = 0;
    TNEFI_TOUCH(T_ANOMALIES);
    t->first_code = -1;
    t->first_offset = 0;
    clear_result(&t->fatal);
    clear_result(&t->damage);
    t->from = t->to = 0;
    t->acc = t->have = t->left = t->blocks = t->mode = t->digits = t->name_len = 0;
    t->state = t->block = t->zero = t->odd = t->noted = t->cr = t->flush = 0;
    t->base64 = t->word64 = t->empty = t->around = 0;
    t->halt = HALT_NONE;
    t->closing = CLOSING_NO;
    t->busy = 0;
}

/* A caller who misuses a decoder has lost bytes, and would otherwise not notice. */
/*@ requires \valid(t) && T_OK(t);
    T_TOTAL;
    assigns T_FAILED, t->from, t->to;
    ensures T_OK(t) && \result == status; */
static tnef_status misuse(struct tnef_transfer *t, tnef_status status)
{
    tnefi_transfer_fail(t, status, t->offset, 0, 0);
    if (t->busy == 0)
        drop(t);
    return status;
}

/*@ requires \valid(t) && T_OK(t);
    T_TOTAL;
    assigns T_STEP, t->from, t->closing;
    ensures T_OK(t); */
tnef_status tnef_transfer_reset(tnef_transfer *t)
{
    if (t->busy != 0)
        return misuse(t, TNEF_E_STATE);
    tnefi_transfer_start(t);
    return TNEF_OK;
}

/* ---- Feeding -------------------------------------------------------------------------------- */

tnef_status tnefi_transfer_feed(struct tnef_transfer *t, const uint8_t *p, size_t len, size_t *taken)
{
    uint64_t allowed = t->max_input - t->offset;
    size_t n = len < allowed ? len : (size_t)allowed;
    size_t i = 0;

    *taken = 0;
    if (t->busy != 0 || t->closing != CLOSING_NO)
        return misuse(t, TNEF_E_STATE);
    if (p == NULL && len > 0)
        return misuse(t, TNEF_E_ARGUMENT);
    t->halt = HALT_NONE;
    if (t->fatal.status == TNEF_OK)
        i = run(t, p, n);
    if (t->halt != HALT_PAUSE)
        flush(t);
    *taken = i;
    if (t->halt == HALT_PAUSE)
        return TNEF_PAUSED;
    if (n < len && t->fatal.status == TNEF_OK)
        tnefi_transfer_fail(t, TNEF_E_LIMIT_INPUT, t->offset, t->max_input, t->max_input + 1u);
    return t->fatal.status;
}

/* Decodes what the end of the input decides. */
/*@ T_ENDS; */
static void end(struct tnef_transfer *t)
{
    switch (t->kind) {
    case TNEF_TRANSFER_BASE64:
        tnefi_transfer_base64_finish(t);
        break;
    case TNEF_TRANSFER_QUOTED_PRINTABLE:
        tnefi_transfer_qp_finish(t);
        break;
    case TNEF_TRANSFER_UUENCODE:
        tnefi_transfer_uu_finish(t);
        break;
    default:
        break;
    }
}

/*@ requires \valid(t) && T_OK(t);
    T_TOTAL;
    assigns T_STEP, t->from, t->closing;
    ensures T_OK(t); */
tnef_status tnef_transfer_finish(tnef_transfer *t)
{
    if (t->busy != 0)
        return misuse(t, TNEF_E_STATE);
    if (t->closing == CLOSING_NO)
        t->closing = CLOSING_YES;
    t->halt = HALT_NONE;
    flush(t);
    if (t->halt == HALT_NONE && t->fatal.status == TNEF_OK && t->closing == CLOSING_YES) {
        t->closing = CLOSING_DONE;
        end(t);
        flush(t);
    }
    if (t->halt == HALT_PAUSE)
        return TNEF_PAUSED;
    return t->fatal.status != TNEF_OK ? t->fatal.status : t->damage.status;
}

/* ---- What is known -------------------------------------------------------------------------- */

/*@ T_TOTAL;
    assigns \nothing; */
static uint64_t unkept(int64_t value)
{
    return value < 0 ? 0 : (uint64_t)value;
}

/* A status. */
/*@ T_TOTAL;
    assigns \nothing; */
static int32_t small(int64_t value)
{
    return value >= INT32_MIN && value <= INT32_MAX ? (int32_t)value : 0;
}

void tnefi_transfer_error(const struct tnef_transfer *t, tnef_error *out)
{
    const struct tnefi_transfer_result *r;

    r = t->fatal.status != TNEF_OK ? &t->fatal : &t->damage;
    out->size = sizeof *out;
    out->status = r->status;
    out->offset = unkept(r->offset);
    out->limit = unkept(r->limit);
    out->found = unkept(r->found);
    out->depth = out->attr = out->prop = 0;
    out->code = TNEF_NO_CODE;
    out->user_code = small(r->user_code);
}

_Static_assert(T_ANOMALIES <= 32, "a set is made by doubling a bit below 2^32");

/*@ requires \valid_read(t);
    T_TOTAL;
    assigns \nothing; */
static uint64_t anomalies(const struct tnef_transfer *t)
{
    uint64_t bits = 0;
    uint64_t bit = 1;

    /*@ loop invariant 0 <= i <= T_ANOMALIES;
        loop assigns i, bit, bits;
        loop variant T_ANOMALIES - i; */
    for (uint32_t i = 0; i < T_ANOMALIES; i++) {
        if (t->count[i] > 0)
            bits |= bit;
        bit = bit % 0x80000000u * 2u;
    }
    TNEFI_TOUCH(T_ANOMALIES);
    return bits;
}

void tnefi_transfer_info(const struct tnef_transfer *t, struct tnef_transfer_info *out)
{
    out->size = sizeof *out;
    out->kind = t->kind;
    out->anomalies = anomalies(t);
    out->input = t->offset;
    out->output = t->given;
    out->first_offset = unkept(t->first_offset);
    out->first_code = t->first_code >= 0 ? (uint32_t)t->first_code : TNEF_NO_CODE;
    out->blocks = t->blocks;
    out->mode = t->mode;
    out->reserved = 0;
    out->name = t->small;
    out->name_len = t->name_len;
}

/*@ requires \valid_read(t);
    T_TOTAL;
    assigns \nothing; */
uint64_t tnef_transfer_anomalies(const tnef_transfer *t, uint32_t code)
{
    return T_IS_CODE(code) ? unkept(t->count[T_AT(code)]) : 0;
}

/*@ requires \valid_read(t);
    T_TOTAL;
    assigns \nothing; */
uint64_t tnef_transfer_first(const tnef_transfer *t, uint32_t code)
{
    return T_IS_CODE(code) && t->count[T_AT(code)] > 0 ? unkept(t->first[T_AT(code)]) : 0;
}
