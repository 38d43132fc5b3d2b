/* SPDX-License-Identifier: MIT */
/* The decoder where it meets raw memory: what begins with a void pointer. All else is in files that
 * are proved. */

#include "decoder/priv.h"

#include "base/structs.h"
#include "base/alloc.h"

_Static_assert(sizeof(struct tnef_decoder) <= TNEF_DECODER_SIZE_MAX, "decoder.h promises this");

/* ---- Life ---------------------------------------------------------------------------------- */

size_t tnef_decoder_size(void)
{
    return sizeof(struct tnef_decoder);
}

const void *tnefi_decoder_limits_field(const tnef_decoder_limits *l)
{
    return l != NULL ? tnefi_base_field(l, tnefi_decoder_limits_wrong(l)) : NULL;
}

tnef_status tnef_decoder_check(const tnef_decoder_config *cfg, const void **field)
{
    const void *wrong = cfg != NULL ? tnefi_base_field(cfg, tnefi_decoder_config_wrong(cfg)) : NULL;

    if (cfg != NULL && wrong == NULL)
        wrong = tnefi_decoder_limits_field(cfg->limits);
    return tnefi_base_checked(cfg != NULL, wrong, field);
}

tnef_status tnef_decoder_init(tnef_decoder **out, void *mem, size_t len, const tnef_decoder_config *cfg)
{
    struct tnefi_decoder_config imported;
    struct tnef_decoder *d = mem;
    tnef_status status;

    *out = NULL;
    if (mem == NULL || len < sizeof *d || (uintptr_t)mem % _Alignof(struct tnef_decoder) != 0)
        return TNEF_E_ARGUMENT;
    status = tnefi_decoder_config_import(&imported, cfg);
    if (status != TNEF_OK)
        return status;
    d->cfg = imported;
    d->alloc.alloc = NULL;
    d->alloc.release = NULL;
    d->alloc.user = NULL;
    tnefi_decoder_start(d);
    *out = d;
    return TNEF_OK;
}

void tnefi_decoder_at_once(tnef_decoder *decoder)
{
    const uint64_t all = UINT64_C(1) << TNEF_EV_PROP_BEGIN | UINT64_C(1) << TNEF_EV_VALUE_BEGIN
                         | UINT64_C(1) << TNEF_EV_DATA | UINT64_C(1) << TNEF_EV_VALUE_END;
    const uint64_t end = UINT64_C(1) << TNEF_EV_PROP_END;

    if ((decoder->cfg.interest & (all | end)) == all)
        decoder->cfg.flags |= TNEFI_AT_ONCE;
}

tnef_status tnef_decoder_new(tnef_decoder **out, const tnef_decoder_config *cfg, const tnef_allocator *alloc)
{
    tnef_allocator a;
    tnef_status status;
    void *mem;

    *out = NULL;
    if (tnef_decoder_check(cfg, NULL) != TNEF_OK)
        return TNEF_E_ARGUMENT;
    status = tnefi_base_take_memory(&mem, &a, alloc, sizeof(struct tnef_decoder));
    if (status != TNEF_OK)
        return status;
    status = tnef_decoder_init(out, mem, sizeof(struct tnef_decoder), cfg);
    if (status == TNEF_OK)
        (*out)->alloc = a;
    else
        tnefi_base_return_memory(&a, mem, sizeof(struct tnef_decoder));
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

/* ---- Feeding ------------------------------------------------------------------------------- */

tnef_status tnef_decoder_feed(tnef_decoder *decoder, const void *buf, size_t len, size_t *taken)
{
    tnef_status status;
    size_t count = tnefi_decoder_feed(decoder, buf, len, &status);

    if (taken != NULL)
        *taken = count;
    return status;
}

/* ---- What was found ------------------------------------------------------------------------- */

void tnef_decoder_error(const tnef_decoder *decoder, tnef_error *out)
{
    tnef_error e = { .size = sizeof e };

    tnefi_decoder_error(decoder, &e);
    tnefi_base_fill(out, &e, sizeof e);
}

void tnef_decoder_info(const tnef_decoder *decoder, struct tnef_decoder_info *out)
{
    struct tnef_decoder_info info;

    tnefi_decoder_info(decoder, &info);
    tnefi_base_fill(out, &info, sizeof info);
}
