/* SPDX-License-Identifier: MIT */
/* The public functions of the decoder after it was made: what callers may do with it, and in which
 * order. */

#include "decoder/priv.h"

/* A caller who misuses a decoder has lost bytes or events, and would otherwise not notice. */
/*@ requires \valid(d) && status != TNEF_OK;
    P_TOTAL;
    assigns P_FAILED;
    ensures \result == status && d->fatal.status != TNEF_OK; */
static tnef_status misuse(struct tnef_decoder *d, tnef_status status)
{
    if (d->fatal.status == TNEF_OK)
        tnefi_decoder_fail(d, status, d->offset, 0, 0);
    return status;
}

/*@ requires \valid(decoder) && P_CONFIG_OK(&decoder->cfg);
    P_TOTAL;
    assigns *decoder;
    ensures \result == TNEF_OK || \result == TNEF_E_STATE;
    ensures \result == TNEF_OK ==> P_OK(decoder) && decoder->offset == 0; */
tnef_status tnef_decoder_reset(tnef_decoder *decoder)
{
    if (decoder->busy != 0)
        return misuse(decoder, TNEF_E_STATE);
    tnefi_decoder_start(decoder);
    return TNEF_OK;
}

/* ---- Feeding ------------------------------------------------------------------------------- */

/* A place to read no bytes from, for a call without a buffer. */
static const uint8_t nothing[1];

/*@ requires \valid_read(d);
    P_TOTAL;
    assigns \nothing;
    ensures d->fatal.status != TNEF_OK ==> \result == d->fatal.status; */
static tnef_status after_run(const struct tnef_decoder *d)
{
    if (d->fatal.status != TNEF_OK)
        return d->fatal.status;
    return d->halt == HALT_PAUSE ? TNEF_PAUSED : TNEF_OK;
}

/* Runs those of the bytes that max_input allows, and fails at the first one beyond. Returns how many were
 * taken. */
/*@ requires \valid(d) && P_OK(d) && d->fatal.status == TNEF_OK;
    requires len > 0 ==> \valid_read(p + (0 .. len - 1)) && \separated(d, p + (0 .. len - 1));
    P_TOTAL;
    assigns *d;
    ensures \result <= len && d->offset == \old(d->offset) + \result && P_OK(d); */
static size_t feed_bytes(struct tnef_decoder *d, const uint8_t *p, size_t len)
{
    uint64_t allowed = d->cfg.max_input - d->offset;
    size_t n = len < allowed ? len : (size_t)allowed;
    size_t i = tnefi_decoder_run(d, p, n);

    if (n < len && d->fatal.status == TNEF_OK && d->halt != HALT_PAUSE)
        tnefi_decoder_fail(d, TNEF_E_LIMIT_INPUT, d->offset, d->cfg.max_input, d->cfg.max_input + 1u);
    return i;
}

/* Whether a call of feed is allowed. */
/*@ requires \valid_read(d);
    P_TOTAL;
    assigns \nothing;
    ensures \result != TNEF_OK || (d->busy == 0 && (len == 0 || p != \null)); */
static tnef_status check_call(const struct tnef_decoder *d, const uint8_t *p, size_t len)
{
    if (d->busy != 0 || d->closing != CLOSING_NO)
        return TNEF_E_STATE;
    return p == NULL && len > 0 ? TNEF_E_ARGUMENT : TNEF_OK;
}

size_t tnefi_decoder_feed(struct tnef_decoder *d, const uint8_t *p, size_t len, tnef_status *status)
{
    tnef_status wrong = check_call(d, p, len);
    size_t taken = 0;

    if (wrong != TNEF_OK)
        misuse(d, wrong);
    else if (d->fatal.status == TNEF_OK)
        taken = feed_bytes(d, len > 0 ? p : nothing, len);
    *status = wrong != TNEF_OK ? wrong : after_run(d);
    return taken;
}

/*@ requires \valid_read(d);
    P_TOTAL;
    assigns \nothing;
    ensures \result == &d->fatal || \result == &d->limit || \result == &d->damage;
    ensures d->fatal.status != TNEF_OK ==> \result == &d->fatal; */
static const struct tnefi_decoder_result *result(const struct tnef_decoder *d)
{
    if (d->fatal.status != TNEF_OK)
        return &d->fatal;
    return d->limit.status != TNEF_OK ? &d->limit : &d->damage;
}

/*@ requires \valid(decoder) && (decoder->busy == 0 ==> P_OK(decoder));
    P_TOTAL;
    assigns *decoder;
    ensures \old(decoder->busy) == 0 ==> decoder->offset == \old(decoder->offset);
    ensures \old(decoder->busy) == 0 ==> P_OK(decoder);
    ensures \old(decoder->busy) == 0 && \old(decoder->fatal.status) != TNEF_OK ==>
                \result == \old(decoder->fatal.status); */
tnef_status tnef_decoder_finish(tnef_decoder *decoder)
{
    struct tnef_decoder *d = decoder;

    if (d->busy != 0)
        return misuse(d, TNEF_E_STATE);
    if (d->closing == CLOSING_NO)
        d->closing = CLOSING_YES;
    if (d->fatal.status != TNEF_OK)
        return d->fatal.status;
    tnefi_decoder_run(d, nothing, 0);
    if (d->fatal.status == TNEF_OK && d->halt == HALT_PAUSE)
        return TNEF_PAUSED;
    return result(d)->status;
}

/* ---- What was found ------------------------------------------------------------------------ */

void tnefi_decoder_error(const struct tnef_decoder *decoder, tnef_error *out)
{
    tnefi_decoder_set_error(result(decoder), out);
}
