/* SPDX-License-Identifier: MIT */
/* The loop that runs the encoders, and what can be asked of them. */

#include "encode/priv.h"

/* ---- The loop ---------------------------------------------------------------------------------------- */

/* Gives the sink the bytes in scratch. Those that it does not take are kept only if it paused. */
/*@ requires \valid(e) && E_OK(e);
    E_TOTAL;
    assigns E_FAILED, e->busy, e->given, e->from, e->to;
    ensures E_OK(e);
    ensures e->to == 0 || e->halt == HALT_PAUSE; */
static void flush(struct tnef_encode *e)
{
    size_t n = e->to - e->from;
    size_t taken;

    if (n > 0) {
        taken = tnefi_encode_give(e, e->scratch + e->from, n);
        e->from += (uint32_t)taken;
        if (e->halt == HALT_PAUSE && e->from < e->to)
            return;
    }
    e->from = e->to = 0;
}

/* Identity: gives the sink the caller's bytes as they are. */
/*@ E_STEPS; */
static size_t pass(struct tnef_encode *e, const uint8_t *p, size_t n)
{
    uint64_t allowed = e->max_output - e->output;
    size_t len = allowed < n ? (size_t)allowed : n;
    size_t taken;

    if (len == 0) {
        tnefi_encode_fail(e, TNEF_E_LIMIT_OUTPUT, e->offset, e->max_output, e->output + 1u);
        e->offset++;
        return 1;
    }
    taken = tnefi_encode_give(e, p, len);
    e->output += taken;
    e->offset += taken;
    return taken;
}

/*@ E_STEPS; */
static size_t step(struct tnef_encode *e, const uint8_t *p, size_t n)
{
    size_t taken;

    switch (e->kind) {
    case KIND_BASE64:
    case KIND_BARE:
        taken = tnefi_encode_base64_step(e, p, n);
        break;
    case KIND_TEXT:
    case KIND_BINARY:
        taken = tnefi_encode_qp_step(e, p, n);
        break;
    default:
        taken = pass(e, p, n);
        break;
    }
    return taken;
}

/* Runs steps until the bytes are used up or the sink ends it. Returns how many of the |n| bytes were
 * taken. */
/*@ requires \valid(e) && E_OK(e) && n <= e->max_input - e->offset && e->halt == HALT_NONE;
    requires \valid_read(p + (0 .. n - 1)) && \separated(e, p + (0 .. n - 1));
    E_TOTAL;
    assigns E_STEP, e->from;
    ensures E_OK(e) && \result <= n && e->offset == \old(e->offset) + \result; */
static size_t run(struct tnef_encode *e, const uint8_t *p, size_t n)
{
    size_t i = 0;

    /*@ loop invariant 0 <= i <= n && E_OK(e) && e->offset == \at(e->offset, Pre) + i;
        loop assigns i, E_STEP, e->from;
        loop variant n - i; */
    while (i < n) {
        if (e->to > SCRATCH_SIZE - STEP_ROOM)
            flush(e);
        if (e->halt != HALT_NONE)
            break;
        TNEFI_TOUCH(1);
        i += step(e, p + i, n - i);
        if (e->halt != HALT_NONE)
            break;
    }
    return i;
}

/* ---- Life -------------------------------------------------------------------------------------------- */

void tnefi_encode_start(struct tnef_encode *e)
{
    e->offset = e->output = e->given = 0;
    e->fatal.status = TNEF_OK;
    e->fatal.offset = e->fatal.limit = e->fatal.found = e->fatal.user_code = 0;
    e->from = e->to = 0;
    e->column = e->acc = e->have = 0;
    e->held = HELD_NONE;
    e->cr = 0;
    e->halt = HALT_NONE;
    e->closing = CLOSING_NO;
    e->busy = 0;
}

/* A caller who misuses an encoder has lost bytes, and would otherwise not notice. */
/*@ requires \valid(e) && E_OK(e);
    E_TOTAL;
    assigns E_FAILED, e->from, e->to;
    ensures E_OK(e) && \result == status; */
static tnef_status misuse(struct tnef_encode *e, tnef_status status)
{
    tnefi_encode_fail(e, status, e->offset, 0, 0);
    if (e->busy == 0)
        e->from = e->to = 0;
    return status;
}

/*@ requires \valid(e) && E_OK(e);
    E_TOTAL;
    assigns E_STEP, e->from, e->closing;
    ensures E_OK(e); */
tnef_status tnef_encode_reset(tnef_encode *e)
{
    if (e->busy != 0)
        return misuse(e, TNEF_E_STATE);
    tnefi_encode_start(e);
    return TNEF_OK;
}

/* ---- Feeding ----------------------------------------------------------------------------------------- */

tnef_status tnefi_encode_feed(struct tnef_encode *e, const uint8_t *p, size_t len, size_t *taken)
{
    uint64_t allowed = e->max_input - e->offset;
    size_t n = len < allowed ? len : (size_t)allowed;
    size_t i = 0;

    *taken = 0;
    if (e->busy != 0 || e->closing != CLOSING_NO)
        return misuse(e, TNEF_E_STATE);
    if (p == NULL && len > 0)
        return misuse(e, TNEF_E_ARGUMENT);
    e->halt = HALT_NONE;
    if (e->fatal.status == TNEF_OK)
        i = run(e, p, n);
    if (e->halt != HALT_PAUSE)
        flush(e);
    *taken = i;
    if (e->halt == HALT_PAUSE)
        return TNEF_PAUSED;
    if (n < len && e->fatal.status == TNEF_OK)
        tnefi_encode_fail(e, TNEF_E_LIMIT_INPUT, e->offset, e->max_input, e->max_input + 1u);
    return e->fatal.status;
}

/* Encodes what the end of the input decides. */
/*@ E_ENDS; */
static void end(struct tnef_encode *e)
{
    if (e->kind == KIND_BASE64 || e->kind == KIND_BARE)
        tnefi_encode_base64_finish(e);
    else if (e->kind != KIND_IDENTITY)
        tnefi_encode_qp_finish(e);
}

/*@ requires \valid(e) && E_OK(e);
    E_TOTAL;
    assigns E_STEP, e->from, e->closing;
    ensures E_OK(e); */
tnef_status tnef_encode_finish(tnef_encode *e)
{
    if (e->busy != 0)
        return misuse(e, TNEF_E_STATE);
    if (e->closing == CLOSING_NO)
        e->closing = CLOSING_YES;
    e->halt = HALT_NONE;
    flush(e);
    if (e->halt == HALT_NONE && e->fatal.status == TNEF_OK && e->closing == CLOSING_YES) {
        e->closing = CLOSING_DONE;
        end(e);
        flush(e);
    }
    return e->halt == HALT_PAUSE ? TNEF_PAUSED : e->fatal.status;
}

/* ---- What is known ----------------------------------------------------------------------------------- */

/*@ E_TOTAL;
    assigns \nothing; */
static uint64_t unkept(int64_t value)
{
    return value < 0 ? 0 : (uint64_t)value;
}

/* A status. */
/*@ E_TOTAL;
    assigns \nothing; */
static int32_t small(int64_t value)
{
    return value >= INT32_MIN && value <= INT32_MAX ? (int32_t)value : 0;
}

void tnefi_encode_error(const struct tnef_encode *e, tnef_error *out)
{
    out->size = sizeof *out;
    out->status = e->fatal.status;
    out->offset = unkept(e->fatal.offset);
    out->limit = unkept(e->fatal.limit);
    out->found = unkept(e->fatal.found);
    out->depth = out->attr = out->prop = out->reserved = 0;
    out->code = TNEF_NO_CODE;
    out->user_code = small(e->fatal.user_code);
}
