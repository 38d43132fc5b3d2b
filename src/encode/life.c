/* SPDX-License-Identifier: MIT */
/* Where encoders come from, and where they go. What cannot be proved, since it is about memory without a
 * type, is here, and nothing else. */

#include "encode/priv.h"

#include "base/alloc.h"
#include "base/structs.h"

_Static_assert(sizeof(struct tnef_encode) <= TNEF_ENCODE_SIZE_MAX, "encode.h promises this");

#define DEFAULT_INPUT  (UINT64_C(64) << 30)
#define DEFAULT_OUTPUT (UINT64_C(256) << 30)

size_t tnef_encode_size(void)
{
    return sizeof(struct tnef_encode);
}

/* The number of a kind here, or KIND_COUNT. */
static uint16_t kind_of(uint32_t kind)
{
    switch (kind) {
    case TNEF_ENCODE_IDENTITY:
        return KIND_IDENTITY;
    case TNEF_ENCODE_BASE64:
        return KIND_BASE64;
    case TNEF_ENCODE_BASE64_BARE:
        return KIND_BARE;
    case TNEF_ENCODE_QUOTED_PRINTABLE:
        return KIND_TEXT;
    case TNEF_ENCODE_QUOTED_BINARY:
        return KIND_BINARY;
    default:
        return KIND_COUNT;
    }
}

static uint32_t name_of(uint16_t kind)
{
    static const uint32_t names[KIND_COUNT] = { TNEF_ENCODE_IDENTITY, TNEF_ENCODE_BASE64,
                                                TNEF_ENCODE_BASE64_BARE, TNEF_ENCODE_QUOTED_PRINTABLE,
                                                TNEF_ENCODE_QUOTED_BINARY };

    return names[kind];
}

/* The first field that is wrong, or NULL. */
static const void *wrong_field(const tnef_encode_config *cfg)
{
    const void *wrong = TNEFI_STRUCT_FIELD(cfg);

    if (cfg == NULL || wrong != NULL)
        return wrong;
    if (kind_of(cfg->kind) == KIND_COUNT)
        return &cfg->kind;
    if (cfg->sink == NULL)
        return &cfg->sink;
    if (cfg->max_input > TNEF_ENCODE_CEILING)
        return &cfg->max_input;
    return cfg->max_output > TNEF_ENCODE_CEILING ? &cfg->max_output : NULL;
}

tnef_status tnef_encode_check(const tnef_encode_config *cfg, const void **field)
{
    return tnefi_base_checked(cfg != NULL, wrong_field(cfg), field);
}

tnef_status tnef_encode_init(tnef_encode **out, void *mem, size_t len, const tnef_encode_config *cfg)
{
    struct tnef_encode *e = mem;

    *out = NULL;
    if (mem == NULL || len < sizeof *e || (uintptr_t)mem % _Alignof(struct tnef_encode) != 0)
        return TNEF_E_ARGUMENT;
    if (tnef_encode_check(cfg, NULL) != TNEF_OK)
        return TNEF_E_ARGUMENT;
    e->sink = cfg->sink;
    e->user = cfg->user;
    e->alloc.alloc = NULL;
    e->alloc.release = NULL;
    e->alloc.user = NULL;
    e->max_input = cfg->max_input != 0 ? cfg->max_input : DEFAULT_INPUT;
    e->max_output = cfg->max_output != 0 ? cfg->max_output : DEFAULT_OUTPUT;
    e->kind = kind_of(cfg->kind);
    tnefi_encode_start(e);
    *out = e;
    return TNEF_OK;
}

tnef_status tnef_encode_new(tnef_encode **out, const tnef_encode_config *cfg, const tnef_allocator *alloc)
{
    tnef_allocator a;
    tnef_status status;
    void *mem;

    *out = NULL;
    if (tnef_encode_check(cfg, NULL) != TNEF_OK)
        return TNEF_E_ARGUMENT;
    status = tnefi_base_take_memory(&mem, &a, alloc, sizeof(struct tnef_encode));
    if (status != TNEF_OK)
        return status;
    status = tnef_encode_init(out, mem, sizeof(struct tnef_encode), cfg);
    if (status == TNEF_OK)
        (*out)->alloc = a;
    else
        tnefi_base_return_memory(&a, mem, sizeof(struct tnef_encode));
    return status;
}

void tnef_encode_free(tnef_encode *encode)
{
    tnef_allocator a;

    if (encode == NULL || encode->alloc.release == NULL)
        return;
    a = encode->alloc;
    a.release(a.user, encode, sizeof *encode);
}

tnef_status tnef_encode_feed(tnef_encode *encode, const void *buf, size_t len, size_t *taken)
{
    size_t accepted;

    return tnefi_encode_feed(encode, buf, len, taken != NULL ? taken : &accepted);
}

void tnef_encode_error(const tnef_encode *encode, tnef_error *out)
{
    tnef_error error = { .size = sizeof error };

    tnefi_encode_error(encode, &error);
    tnefi_base_fill(out, &error, sizeof error);
}

void tnef_encode_info(const tnef_encode *encode, struct tnef_encode_info *out)
{
    struct tnef_encode_info info = { .size = sizeof info };

    info.kind = name_of(encode->kind);
    info.input = encode->offset;
    info.output = encode->given;
    tnefi_base_fill(out, &info, sizeof info);
}
