/* SPDX-License-Identifier: MIT */
/* Feeding, finishing and asking: what a caller may do when, and what the result is. */

#include "lzfu/priv.h"

/* A caller who misuses a decoder has lost bytes, and would otherwise not notice. */
/*@ requires \valid(d);
    Z_TOTAL;
    assigns Z_FAILED;
    ensures \result == status; */
static tnef_status misuse(struct tnef_lzfu *d, tnef_status status)
{
    tnefi_lzfu_fail(d, status, d->offset, 0, 0);
    return status;
}

/*@ requires \valid(d) && Z_OK(d);
    Z_TOTAL;
    assigns Z_ALL;
    ensures Z_OK(d); */
tnef_status tnef_lzfu_reset(tnef_lzfu *d)
{
    tnef_status status = TNEF_OK;

    if (d->busy != 0)
        status = misuse(d, TNEF_E_STATE);
    else
        tnefi_lzfu_start(d);
    return status;
}

/*@ requires \valid_read(d);
    Z_TOTAL;
    assigns \nothing; */
static tnef_status after_run(const struct tnef_lzfu *d)
{
    if (d->fatal.status != TNEF_OK)
        return d->fatal.status;
    return d->halt == LZFU_PAUSES ? TNEF_PAUSED : TNEF_OK;
}

/* Why a call of feed must do nothing: an earlier error, or misuse. TNEF_OK if it may go on. */
/*@ requires \valid(d);
    Z_TOTAL;
    assigns Z_FAILED;
    ensures \result == TNEF_OK ==> p != \null || len == 0; */
static tnef_status refusal(struct tnef_lzfu *d, const uint8_t *p, size_t len)
{
    tnef_status status = d->fatal.status;

    if (d->busy != 0 || d->closing != LZFU_OPEN)
        status = misuse(d, TNEF_E_STATE);
    else if (p == NULL && len > 0)
        status = misuse(d, TNEF_E_ARGUMENT);
    return status;
}

tnef_status tnefi_lzfu_feed(struct tnef_lzfu *d, const uint8_t *p, size_t len, size_t *taken)
{
    uint64_t allowed = d->max_input - d->offset;
    size_t n = len < allowed ? len : (size_t)allowed;
    tnef_status status = refusal(d, p, len);

    *taken = 0;
    if (status != TNEF_OK)
        return status;
    *taken = tnefi_lzfu_run(d, p, n);
    status = after_run(d);
    if (status == TNEF_OK && n < len) {
        tnefi_lzfu_fail(d, TNEF_E_LIMIT_INPUT, d->offset, d->max_input, d->max_input + 1u);
        status = TNEF_E_LIMIT_INPUT;
    }
    return status;
}

/* Tells the decoder once that the input has ended, and delivers what is left of the output. */
/*@ requires \valid(d) && Z_OK(d);
    Z_TOTAL;
    assigns Z_ALL;
    ensures Z_OK(d); */
static void end_input(struct tnef_lzfu *d)
{
    if (d->closing == LZFU_OPEN) {
        d->closing = LZFU_CLOSING;
        tnefi_lzfu_close(d);
    }
    if (d->fatal.status == TNEF_OK)
        tnefi_lzfu_run(d, NULL, 0);
}

/* Notes, once and when all is delivered, what is known only then. */
/*@ requires \valid(d) && Z_OK(d);
    Z_TOTAL;
    assigns d->closing, d->flags, Z_RESULT(d->damage); */
static tnef_status conclusion(struct tnef_lzfu *d)
{
    if (d->closing == LZFU_CLOSING) {
        d->closing = LZFU_CLOSED;
        tnefi_lzfu_conclude(d);
    }
    return d->damage.status;
}

/*@ requires \valid(d) && Z_OK(d);
    Z_TOTAL;
    assigns Z_ALL;
    ensures Z_OK(d); */
tnef_status tnef_lzfu_finish(tnef_lzfu *d)
{
    tnef_status status;

    if (d->busy != 0) {
        status = misuse(d, TNEF_E_STATE);
        return status;
    }
    end_input(d);
    status = after_run(d);
    if (status == TNEF_OK)
        status = conclusion(d);
    return status;
}

/* ---- Asking --------------------------------------------------------------------------------- */

void tnefi_lzfu_error(const struct tnef_lzfu *d, tnef_error *out)
{
    const struct tnefi_lzfu_result *r = &d->fatal;

    if (r->status == TNEF_OK)
        r = &d->damage;
    out->size = sizeof *out;
    out->status = r->status;
    out->offset = r->offset;
    out->limit = r->limit;
    out->found = r->found;
    out->depth = out->attr = out->prop = 0;
    out->code = TNEF_NO_CODE;
    out->user_code = r->user_code;
}

void tnefi_lzfu_info(const struct tnef_lzfu *d, struct tnef_lzfu_info *out)
{
    uint64_t end = d->offset < d->end ? d->offset : d->end;

    out->size = sizeof *out;
    out->flags = d->flags % LZFU_FACTS;
    out->anomalies = d->flags / LZFU_FACTS;
    out->comp_size = d->comp_size;
    out->raw_size = d->raw_size;
    out->comp_type = d->comp_type;
    out->crc = d->crc;
    out->crc_computed = d->crc_computed;
    out->reserved = 0;
    out->input = d->offset;
    out->output = d->output;
    out->after_end = d->marker > 0 && d->marker < end ? end - d->marker : 0;
    out->tail = d->offset - end;
}
