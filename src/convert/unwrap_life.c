/* SPDX-License-Identifier: MIT */
/* Mail in which streams are: configuration and life. */

#include "convert/unwrap.h"

#include "base/alloc.h"
#include "base/structs.h"
#include "base/touch.h"

#include <string.h>

/* ---- Configuration ------------------------------------------------------------------------- */

static const void *wrong_field(const tnef_unwrap_config *cfg)
{
    const void *wrong = TNEFI_STRUCT_FIELD(cfg);
    tnef_scanner_config scanner = { .size = sizeof scanner };

    if (cfg == NULL || wrong != NULL)
        return wrong;
    if (cfg->flags != 0)
        return &cfg->flags;
    wrong = cfg->spool != NULL ? tnefi_convert_wrong_spool(cfg->spool) : (const void *)&cfg->spool;
    if (wrong != NULL)
        return wrong;
    scanner.limits = cfg->scanner_limits;
    if (tnef_convert_check(cfg->convert, &wrong) != TNEF_OK)
        return wrong;
    wrong = tnefi_convert_wrong_option(cfg->options);
    if (wrong == NULL)
        (void)tnef_scanner_check(&scanner, &wrong);
    return wrong;
}

tnef_status tnef_unwrap_check(const tnef_unwrap_config *cfg, const void **field)
{
    return tnefi_base_checked(cfg != NULL, wrong_field(cfg), field);
}

size_t tnef_unwrap_size(const tnef_unwrap_config *cfg)
{
    tnef_scanner_config scanner = { .size = sizeof scanner };

    if (tnef_unwrap_check(cfg, NULL) != TNEF_OK)
        return 0;
    scanner.limits = cfg->scanner_limits;
    return sizeof(struct tnef_unwrap) + tnef_scanner_size(&scanner) + tnef_convert_size(cfg->convert);
}

/* ---- Life ---------------------------------------------------------------------------------- */

static void start(struct tnef_unwrap *u)
{
    memset(&u->live, 0, sizeof u->live);
    TNEFI_TOUCH(sizeof u->live);
    u->live.fatal.size = sizeof u->live.fatal;
    u->live.fatal.code = TNEF_NO_CODE;
    u->live.error = u->live.fatal;
    u->live.info.size = sizeof u->live.info;
}

static tnef_status own_scanner(struct tnef_unwrap *u, const tnef_unwrap_config *cfg)
{
    const tnef_scanner_handlers handlers = { .size = sizeof handlers,
                                             .part_begin = tnefi_convert_unwrap_part_begin,
                                             .part_end = tnefi_convert_unwrap_part_end,
                                             .sink = tnefi_convert_unwrap_passed };
    tnef_scanner_limits limits = { .size = sizeof limits };
    const tnef_scanner_config scanner = { .size = sizeof scanner,
                                          .policy = TNEF_SCANNER_STRICT,
                                          .handlers = &handlers,
                                          .user = u,
                                          .limits = &limits };

    if (cfg->scanner_limits != NULL)
        memcpy(&limits, cfg->scanner_limits, sizeof limits);
    limits.size = sizeof limits;
    /* Those that are too many to be replaced are no reason to replace none. */
    if (limits.max_streams == 0)
        limits.max_streams = TNEF_SCANNER_PARTS_CEILING;
    return tnef_scanner_new(&u->scanner, &scanner, &u->alloc);
}

/* The spool of the converter is what comes after the mail. */
static int after_write(void *user, uint64_t offset, const void *buf, size_t len)
{
    struct tnef_unwrap *u = user;

    int failed;

    u->live.busy = 1;
    failed = u->spool.write(u->spool.user, u->live.size + offset, buf, len);
    u->live.busy = 0;
    return failed;
}

static int after_read(void *user, uint64_t offset, void *buf, size_t len)
{
    struct tnef_unwrap *u = user;

    int failed;

    u->live.busy = 1;
    failed = u->spool.read(u->spool.user, u->live.size + offset, buf, len);
    u->live.busy = 0;
    return failed;
}

static tnef_status own_converter(struct tnef_unwrap *u, const tnef_unwrap_config *cfg)
{
    const tnef_spool spool = { .size = sizeof spool, .write = after_write, .read = after_read, .user = u };
    tnef_convert_config convert = { .size = sizeof convert };

    if (cfg->convert != NULL)
        memcpy(&convert, cfg->convert, sizeof convert);
    convert.size = sizeof convert;
    convert.spool = &spool;
    return tnef_convert_new(&u->convert, &convert, &u->alloc);
}

tnef_status tnef_unwrap_new(tnef_unwrap **out, const tnef_unwrap_config *cfg, const tnef_allocator *alloc)
{
    struct tnef_unwrap *u;
    tnef_allocator a;
    tnef_status status;
    void *mem;

    *out = NULL;
    if (tnef_unwrap_check(cfg, NULL) != TNEF_OK)
        return TNEF_E_ARGUMENT;
    status = tnefi_base_take_memory(&mem, &a, alloc, sizeof *u);
    if (status != TNEF_OK)
        return status;
    u = mem;
    memset(u, 0, sizeof *u);
    TNEFI_TOUCH(sizeof *u);
    u->alloc = a;
    memcpy(&u->spool, cfg->spool, sizeof u->spool);
    if (cfg->options != NULL)
        memcpy(&u->options, cfg->options, sizeof u->options);
    u->options.size = sizeof u->options;
    start(u);
    status = own_scanner(u, cfg);
    if (status == TNEF_OK)
        status = own_converter(u, cfg);
    if (status == TNEF_OK)
        *out = u;
    else
        tnef_unwrap_free(u);
    return status;
}

void tnef_unwrap_free(tnef_unwrap *unwrap)
{
    tnef_allocator a;

    if (unwrap == NULL)
        return;
    tnef_convert_free(unwrap->convert);
    tnef_scanner_free(unwrap->scanner);
    a = unwrap->alloc;
    tnefi_base_return_memory(&a, unwrap, sizeof *unwrap);
}

tnef_status tnef_unwrap_reset(tnef_unwrap *unwrap)
{
    if (unwrap->live.busy)
        return TNEF_E_STATE;
    (void)tnef_convert_reset(unwrap->convert);
    (void)tnef_scanner_reset(unwrap->scanner);
    start(unwrap);
    return TNEF_OK;
}
