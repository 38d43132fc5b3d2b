/* SPDX-License-Identifier: MIT */
/* Where transfer decoders come from, and where they go. What cannot be proved, since it is about
 * memory without a type, is here, and nothing else. */

#include "transfer/priv.h"

#include "base/alloc.h"
#include "base/structs.h"
#include "transfer/transfer.h"

_Static_assert(sizeof(struct tnef_transfer) <= TNEF_TRANSFER_SIZE_MAX, "transfer.h promises this");

#define DEFAULT_MAX (UINT64_C(64) << 30)

size_t tnef_transfer_size(void)
{
    return sizeof(struct tnef_transfer);
}

static uint64_t or_default(uint64_t given)
{
    return given != 0 ? given : DEFAULT_MAX;
}

/* The first field that is wrong, or NULL. */
static const void *wrong_field(const tnef_transfer_config *cfg)
{
    const void *wrong = TNEFI_STRUCT_FIELD(cfg);

    if (cfg == NULL || wrong != NULL)
        return wrong;
    if (cfg->kind > TNEF_TRANSFER_UUENCODE)
        return &cfg->kind;
    if (cfg->sink == NULL)
        return &cfg->sink;
    if (cfg->max_input > TNEF_TRANSFER_CEILING)
        return &cfg->max_input;
    return cfg->max_output > TNEF_TRANSFER_CEILING ? &cfg->max_output : NULL;
}

tnef_status tnef_transfer_check(const tnef_transfer_config *cfg, const void **field)
{
    return tnefi_base_checked(cfg != NULL, wrong_field(cfg), field);
}

uint32_t tnefi_transfer_blocks(const tnef_transfer *transfer)
{
    return transfer->blocks;
}

int tnefi_transfer_uu_outside(const tnef_transfer *transfer)
{
    return transfer->block != BLOCK_OPEN && transfer->state == UU_START;
}

int tnefi_transfer_uu_in_block(const tnef_transfer *transfer)
{
    return transfer->block == BLOCK_OPEN && transfer->base64 == 0;
}

int tnefi_transfer_uu_in_base64(const tnef_transfer *transfer)
{
    return transfer->block == BLOCK_OPEN && transfer->base64 != 0;
}

int tnefi_transfer_qp_in_text(const tnef_transfer *transfer)
{
    return transfer->state == QP_TEXT && transfer->have == 0 && transfer->odd == 0 && transfer->cr == 0
           && transfer->from == transfer->to && transfer->fatal.status == TNEF_OK;
}

void tnefi_transfer_qp_pass(tnef_transfer *transfer, size_t n)
{
    uint64_t room = transfer->max_input - transfer->offset;

    transfer->offset += n < room ? n : room;
    transfer->line = transfer->offset;
}

tnef_status tnef_transfer_init(tnef_transfer **out, void *mem, size_t len, const tnef_transfer_config *cfg)
{
    struct tnef_transfer *t = mem;

    *out = NULL;
    if (mem == NULL || len < sizeof *t || (uintptr_t)mem % _Alignof(struct tnef_transfer) != 0)
        return TNEF_E_ARGUMENT;
    if (tnef_transfer_check(cfg, NULL) != TNEF_OK)
        return TNEF_E_ARGUMENT;
    t->sink = cfg->sink;
    t->user = cfg->user;
    t->alloc.alloc = NULL;
    t->alloc.release = NULL;
    t->alloc.user = NULL;
    t->max_input = or_default(cfg->max_input);
    t->max_output = or_default(cfg->max_output);
    t->kind = (uint16_t)(cfg->kind % 4u);
    tnefi_transfer_start(t);
    *out = t;
    return TNEF_OK;
}

tnef_status tnef_transfer_new(tnef_transfer **out, const tnef_transfer_config *cfg,
                              const tnef_allocator *alloc)
{
    tnef_allocator a;
    tnef_status status;
    void *mem;

    *out = NULL;
    if (tnef_transfer_check(cfg, NULL) != TNEF_OK)
        return TNEF_E_ARGUMENT;
    status = tnefi_base_take_memory(&mem, &a, alloc, sizeof(struct tnef_transfer));
    if (status != TNEF_OK)
        return status;
    status = tnef_transfer_init(out, mem, sizeof(struct tnef_transfer), cfg);
    if (status == TNEF_OK)
        (*out)->alloc = a;
    else
        tnefi_base_return_memory(&a, mem, sizeof(struct tnef_transfer));
    return status;
}

void tnef_transfer_free(tnef_transfer *transfer)
{
    tnef_allocator a;

    if (transfer == NULL || transfer->alloc.release == NULL)
        return;
    a = transfer->alloc;
    a.release(a.user, transfer, sizeof *transfer);
}

tnef_status tnef_transfer_feed(tnef_transfer *transfer, const void *buf, size_t len, size_t *taken)
{
    size_t accepted;

    return tnefi_transfer_feed(transfer, buf, len, taken != NULL ? taken : &accepted);
}

void tnef_transfer_error(const tnef_transfer *transfer, tnef_error *out)
{
    tnef_error e = { .size = sizeof e };

    tnefi_transfer_error(transfer, &e);
    tnefi_base_fill(out, &e, sizeof e);
}

void tnef_transfer_info(const tnef_transfer *transfer, struct tnef_transfer_info *out)
{
    struct tnef_transfer_info info;

    tnefi_transfer_info(transfer, &info);
    tnefi_base_fill(out, &info, sizeof info);
}
