/* SPDX-License-Identifier: MIT */
/* The decoder of compressed RTF where it meets raw memory: what begins with a void pointer. All
 * else is in files that are proved. */

#include "lzfu/priv.h"

#include "base/alloc.h"
#include "base/anomalies.h"
#include "base/structs.h"

_Static_assert(sizeof(struct tnef_lzfu) <= TNEF_LZFU_SIZE_MAX, "lzfu.h promises this");

#define DEFAULT_OUTPUT (UINT64_C(64) << 20)
#define DEFAULT_INPUT  UINT64_C(0x100000003)

/* ---- Life ----------------------------------------------------------------------------------- */

size_t tnef_lzfu_size(void)
{
    return sizeof(struct tnef_lzfu);
}

/* The first field that is wrong, or NULL. */
static const void *wrong_field(const tnef_lzfu_config *cfg)
{
    const void *wrong = TNEFI_STRUCT_FIELD(cfg);

    if (cfg == NULL || wrong != NULL)
        return wrong;
    if (cfg->flags != 0)
        return &cfg->flags;
    if (cfg->sink == NULL)
        return &cfg->sink;
    if (cfg->max_output > LZFU_CEILING)
        return &cfg->max_output;
    return cfg->max_input > LZFU_CEILING ? &cfg->max_input : NULL;
}

tnef_status tnef_lzfu_check(const tnef_lzfu_config *cfg, const void **field)
{
    return tnefi_base_checked(cfg != NULL, wrong_field(cfg), field);
}

tnef_status tnef_lzfu_init(tnef_lzfu **out, void *mem, size_t len, const tnef_lzfu_config *cfg)
{
    struct tnef_lzfu *d = mem;

    *out = NULL;
    if (mem == NULL || len < sizeof *d || (uintptr_t)mem % _Alignof(struct tnef_lzfu) != 0)
        return TNEF_E_ARGUMENT;
    if (tnef_lzfu_check(cfg, NULL) != TNEF_OK)
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

tnef_status tnef_lzfu_new(tnef_lzfu **out, const tnef_lzfu_config *cfg, const tnef_allocator *alloc)
{
    tnef_allocator a;
    tnef_status status;
    void *mem;

    *out = NULL;
    if (tnef_lzfu_check(cfg, NULL) != TNEF_OK)
        return TNEF_E_ARGUMENT;
    status = tnefi_base_take_memory(&mem, &a, alloc, sizeof(struct tnef_lzfu));
    if (status != TNEF_OK)
        return status;
    status = tnef_lzfu_init(out, mem, sizeof(struct tnef_lzfu), cfg);
    if (status == TNEF_OK)
        (*out)->alloc = a;
    else
        tnefi_base_return_memory(&a, mem, sizeof(struct tnef_lzfu));
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

/* ---- Feeding -------------------------------------------------------------------------------- */

tnef_status tnef_lzfu_feed(tnef_lzfu *lzfu, const void *buf, size_t len, size_t *taken)
{
    size_t count;
    tnef_status status = tnefi_lzfu_feed(lzfu, buf, len, &count);

    if (taken != NULL)
        *taken = count;
    return status;
}

/* ---- Asking --------------------------------------------------------------------------------- */

void tnef_lzfu_error(const tnef_lzfu *lzfu, tnef_error *out)
{
    tnef_error e = { .size = sizeof e };

    tnefi_lzfu_error(lzfu, &e);
    tnefi_base_fill(out, &e, sizeof e);
}

void tnef_lzfu_info(const tnef_lzfu *lzfu, struct tnef_lzfu_info *out)
{
    struct tnef_lzfu_info info;

    tnefi_lzfu_info(lzfu, &info);
    tnefi_base_fill(out, &info, sizeof info);
}

uint64_t tnef_lzfu_anomalies(const tnef_lzfu *lzfu, uint32_t code)
{
    return tnefi_base_in_set(lzfu->flags / LZFU_FACTS, code, TNEF_LZFU_A_NO_END);
}
