/* SPDX-License-Identifier: MIT */
/* The public face of the decoder of compressed RTF. */

#include "lzfu_priv.h"

#include "alloc.h"
#include "config.h"

#include <stdalign.h>

_Static_assert(sizeof(struct tnef_lzfu) <= TNEF_LZFU_SIZE_MAX, "lzfu.h promises this");

#define DEFAULT_OUTPUT (UINT64_C(64) << 20)
#define DEFAULT_INPUT  UINT64_C(0x100000003)

/* ---- Life ----------------------------------------------------------------------------------- */

size_t tnef_lzfu_size(void)
{
    return sizeof(struct tnef_lzfu);
}

static int is_valid(const tnef_lzfu_config *cfg)
{
    return cfg != NULL && tnefi_struct_readable(cfg, cfg->size, sizeof *cfg, sizeof *cfg)
        && cfg->flags == 0 && cfg->sink != NULL
        && cfg->max_output <= LZFU_CEILING && cfg->max_input <= LZFU_CEILING;
}

tnef_status tnef_lzfu_init(tnef_lzfu **out, void *mem, size_t len, const tnef_lzfu_config *cfg)
{
    struct tnef_lzfu *d = mem;

    *out = NULL;
    if (mem == NULL || len < sizeof *d || (uintptr_t)mem % alignof(struct tnef_lzfu) != 0)
        return TNEF_E_ARGUMENT;
    if (!is_valid(cfg))
        return TNEF_E_ARGUMENT;
    d->sink = cfg->sink;
    d->user = cfg->user;
    d->max_output = cfg->max_output != 0 ? cfg->max_output : DEFAULT_OUTPUT;
    d->max_input = cfg->max_input != 0 ? cfg->max_input : DEFAULT_INPUT;
    d->alloc.alloc = NULL;
    d->alloc.release = NULL;
    d->alloc.user = NULL;
    tnefi_lzfu_start(d);
    *out = d;
    return TNEF_OK;
}

tnef_status tnef_lzfu_new(tnef_lzfu **out, const tnef_lzfu_config *cfg,
                          const tnef_allocator *alloc)
{
    const tnef_allocator *a = alloc != NULL ? alloc : tnefi_default_allocator();
    tnef_status status;
    void *mem;

    *out = NULL;
    if (a->alloc == NULL || a->release == NULL || !is_valid(cfg))
        return TNEF_E_ARGUMENT;
    mem = a->alloc(a->user, sizeof(struct tnef_lzfu));
    if (mem == NULL)
        return TNEF_E_MEMORY;
    status = tnef_lzfu_init(out, mem, sizeof(struct tnef_lzfu), cfg);
    if (status == TNEF_OK)
        (*out)->alloc = *a;
    else
        a->release(a->user, mem, sizeof(struct tnef_lzfu));
    return status;
}

void tnef_lzfu_free(tnef_lzfu *lzfu)
{
    tnef_allocator a;

    if (lzfu == NULL || lzfu->alloc.release == NULL)
        return;
    a = lzfu->alloc;
    a.release(a.user, lzfu, sizeof *lzfu);
}

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
    ensures Z_COUNTERS(d);
    ensures Z_GROWTH(d); */
tnef_status tnef_lzfu_reset(tnef_lzfu *d)
{
    tnef_status status = TNEF_OK;

    if (d->busy != 0)
        status = misuse(d, TNEF_E_STATE);
    else
        tnefi_lzfu_start(d);
    return status;
}

/* ---- Feeding -------------------------------------------------------------------------------- */

/*@ requires \valid_read(d);
    Z_TOTAL;
    assigns \nothing; */
static tnef_status after_run(const struct tnef_lzfu *d)
{
    if (d->fatal.status != TNEF_OK)
        return d->fatal.status;
    return d->halt == LZFU_PAUSES ? TNEF_PAUSED : TNEF_OK;
}

/* Whether nothing is to be done, and why. */
/*@ requires \valid(d);
    Z_TOTAL;
    assigns Z_FAILED;
    ensures \result == TNEF_OK ==> d->busy == 0; */
static tnef_status refusal(struct tnef_lzfu *d, const uint8_t *p, size_t len)
{
    tnef_status status = d->fatal.status;

    if (d->busy != 0 || d->closing != LZFU_OPEN)
        status = misuse(d, TNEF_E_STATE);
    else if (p == NULL && len > 0)
        status = misuse(d, TNEF_E_ARGUMENT);
    return status;
}

/*@ requires \valid(d) && Z_OK(d);
    requires p != \null && len > 0 ==> \valid_read(p + (0 .. len - 1))
          && \separated(d, p + (0 .. len - 1));
    requires \valid(taken) && \separated(d, taken);
    Z_TOTAL;
    assigns Z_ALL, *taken;
    ensures Z_COUNTERS(d);
    ensures Z_GROWTH(d);
    ensures *taken <= len; */
static tnef_status feed(struct tnef_lzfu *d, const uint8_t *p, size_t len, size_t *taken)
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
        tnefi_lzfu_fail(d, TNEF_E_LIMIT_INPUT, d->offset, d->max_input,
                        d->max_input + (len - n));
        status = TNEF_E_LIMIT_INPUT;
    }
    return status;
}

tnef_status tnef_lzfu_feed(tnef_lzfu *lzfu, const void *buf, size_t len, size_t *taken)
{
    size_t count;
    tnef_status status = feed(lzfu, buf, len, &count);

    if (taken != NULL)
        *taken = count;
    return status;
}

/*@ requires \valid(d) && Z_OK(d);
    Z_TOTAL;
    assigns Z_ALL;
    ensures Z_COUNTERS(d);
    ensures Z_GROWTH(d); */
tnef_status tnef_lzfu_finish(tnef_lzfu *d)
{
    if (d->busy != 0) {
        tnef_status status = misuse(d, TNEF_E_STATE);

        return status;
    }
    if (d->closing == LZFU_OPEN) {
        d->closing = LZFU_CLOSING;
        tnefi_lzfu_close(d);
    }
    if (d->fatal.status == TNEF_OK)
        tnefi_lzfu_run(d, NULL, 0);
    if (d->fatal.status != TNEF_OK)
        return d->fatal.status;
    if (d->halt == LZFU_PAUSES)
        return TNEF_PAUSED;
    if (d->closing == LZFU_CLOSING) {
        d->closing = LZFU_CLOSED;
        tnefi_lzfu_conclude(d);
    }
    return d->damage.status;
}

/* ---- Asking --------------------------------------------------------------------------------- */

void tnef_lzfu_error(const tnef_lzfu *lzfu, tnef_error *out)
{
    const struct tnefi_lzfu_result *r = &lzfu->fatal;

    if (out->size < sizeof *out)
        return;
    if (r->status == TNEF_OK)
        r = &lzfu->damage;
    out->size = sizeof *out;
    out->status = r->status;
    out->offset = r->offset;
    out->limit = r->limit;
    out->found = r->found;
    out->depth = out->attr = out->prop = 0;
    out->code = TNEF_A_NUMBER_OF;
    out->user_code = r->user_code;
}

/*@ requires \valid_read(d) && Z_COUNTERS(d) && \valid(out) && \separated(d, out);
    Z_TOTAL;
    assigns *out; */
void tnef_lzfu_found(const tnef_lzfu *d, tnef_lzfu_info *out)
{
    uint64_t end = d->offset < d->end ? d->offset : d->end;

    if (out->size < sizeof *out)
        return;
    out->size = sizeof *out;
    out->flags = d->flags;
    out->comp_size = d->comp_size;
    out->raw_size = d->raw_size;
    out->comp_type = d->comp_type;
    out->crc = d->crc;
    out->crc_computed = d->crc_computed;
    out->reserved = 0;
    out->input = d->offset;
    out->output = d->output;
    out->after_end = (d->flags & TNEF_LZFU_END) != 0 ? end - d->marker : 0;
    out->tail = d->offset - end;
}
