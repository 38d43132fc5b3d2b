/* SPDX-License-Identifier: MIT */
/* The public face of the decoder. */

#include "decoder_priv.h"

#include "alloc.h"

#include <stdalign.h>

_Static_assert(sizeof(struct tnef_decoder) <= TNEF_DECODER_SIZE_MAX, "decoder.h promises this");
_Static_assert(TNEFI_ATTR_COUNT <= 64, "a bit for each attribute");

/* ---- Life ---------------------------------------------------------------------------------- */

size_t tnef_decoder_size(void)
{
    return sizeof(struct tnef_decoder);
}

tnef_status tnef_decoder_init(tnef_decoder **out, void *mem, size_t len, const tnef_config *cfg)
{
    struct tnefi_config imported;
    struct tnef_decoder *d = mem;
    tnef_status status;

    *out = NULL;
    if (mem == NULL || len < sizeof *d || (uintptr_t)mem % alignof(struct tnef_decoder) != 0)
        return TNEF_E_ARGUMENT;
    status = tnefi_config_import(&imported, cfg);
    if (status != TNEF_OK)
        return status;
    d->cfg = imported;
    d->alloc.alloc = NULL;
    d->alloc.release = NULL;
    d->alloc.user = NULL;
    tnefi_start(d);
    *out = d;
    return TNEF_OK;
}

tnef_status tnef_decoder_new(tnef_decoder **out, const tnef_config *cfg,
                             const tnef_allocator *alloc)
{
    const tnef_allocator *a = alloc != NULL ? alloc : tnefi_default_allocator();
    tnef_status status;
    void *mem;

    *out = NULL;
    if (a->alloc == NULL || a->release == NULL)
        return TNEF_E_ARGUMENT;
    mem = a->alloc(a->user, sizeof(struct tnef_decoder));
    if (mem == NULL)
        return TNEF_E_MEMORY;
    status = tnef_decoder_init(out, mem, sizeof(struct tnef_decoder), cfg);
    if (status == TNEF_OK)
        (*out)->alloc = *a;
    else
        a->release(a->user, mem, sizeof(struct tnef_decoder));
    return status;
}

void tnef_decoder_free(tnef_decoder *decoder)
{
    tnef_allocator a;

    if (decoder == NULL || decoder->alloc.release == NULL)
        return;
    a = decoder->alloc;
    a.release(a.user, decoder, sizeof *decoder);
}

/* A caller who misuses a decoder has lost bytes or events, and would otherwise not notice. */
static tnef_status misuse(struct tnef_decoder *d, tnef_status status)
{
    if (d->fatal.status == TNEF_OK)
        tnefi_fail(d, status, d->offset, 0, 0);
    return status;
}

tnef_status tnef_decoder_reset(tnef_decoder *decoder)
{
    if (decoder->busy != 0)
        return misuse(decoder, TNEF_E_STATE);
    tnefi_start(decoder);
    return TNEF_OK;
}

/* Where no bytes stand. */
static const uint8_t nothing[1];

/* ---- Feeding ------------------------------------------------------------------------------- */

static tnef_status after_run(const struct tnef_decoder *d)
{
    if (d->fatal.status != TNEF_OK)
        return d->fatal.status;
    return d->halt == HALT_PAUSE ? TNEF_PAUSED : TNEF_OK;
}

tnef_status tnef_decoder_feed(tnef_decoder *decoder, const void *buf, size_t len, size_t *taken)
{
    struct tnef_decoder *d = decoder;
    uint64_t allowed = d->cfg.max_input - d->offset;
    size_t n = len < allowed ? len : (size_t)allowed;
    tnef_status status;
    size_t i;

    if (taken != NULL)
        *taken = 0;
    if (d->busy != 0 || d->closing != CLOSING_NO)
        return misuse(d, TNEF_E_STATE);
    if (buf == NULL && len > 0)
        return misuse(d, TNEF_E_ARGUMENT);
    if (d->fatal.status != TNEF_OK)
        return d->fatal.status;
    i = tnefi_run(d, buf != NULL ? buf : nothing, n);
    if (taken != NULL)
        *taken = i;
    status = after_run(d);
    if (status == TNEF_OK && n < len) {
        tnefi_fail(d, TNEF_E_LIMIT_INPUT, d->offset, d->cfg.max_input, d->offset + (len - n));
        status = d->fatal.status;
    }
    return status;
}

static const struct tnefi_result *result(const struct tnef_decoder *d)
{
    if (d->fatal.status != TNEF_OK)
        return &d->fatal;
    return d->limit.status != TNEF_OK ? &d->limit : &d->damage;
}

tnef_status tnef_decoder_finish(tnef_decoder *decoder)
{
    struct tnef_decoder *d = decoder;

    if (d->busy != 0)
        return misuse(d, TNEF_E_STATE);
    if (d->closing == CLOSING_NO)
        d->closing = CLOSING_YES;
    if (d->fatal.status == TNEF_OK)
        tnefi_run(d, nothing, 0);
    if (d->fatal.status == TNEF_OK && d->halt == HALT_PAUSE)
        return TNEF_PAUSED;
    return result(d)->status;
}

void tnef_decoder_error(const tnef_decoder *decoder, tnef_error *out)
{
    const struct tnefi_result *r = result(decoder);

    if (out->size < sizeof *out)
        return;
    tnefi_error(r, out);
}

uint64_t tnef_decoder_offset(const tnef_decoder *decoder)
{
    return decoder->offset;
}

uint64_t tnef_decoder_anomalies(const tnef_decoder *decoder, uint32_t code)
{
    if (code >= TNEF_A_NUMBER_OF || decoder->anomalies[code] < 0)
        return 0;
    return (uint64_t)decoder->anomalies[code];
}
