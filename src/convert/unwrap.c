/* SPDX-License-Identifier: MIT */
/* Mail in which streams are, the public face: life, feeding, finish. */

#include "convert/unwrap.h"

#include "base/alloc.h"
#include "base/structs.h"
#include "base/touch.h"

#include <string.h>

/* ---- Configuration ------------------------------------------------------------------------- */

static const void *wrong_spool(const tnef_unwrap_config *cfg)
{
    const void *wrong = TNEFI_STRUCT_FIELD(cfg->spool);

    if (cfg->spool == NULL)
        return &cfg->spool;
    if (wrong != NULL)
        return wrong;
    if (cfg->spool->write == NULL)
        return &cfg->spool->write;
    return cfg->spool->read == NULL ? &cfg->spool->read : NULL;
}

static const void *wrong_field(const tnef_unwrap_config *cfg)
{
    const void *wrong = TNEFI_STRUCT_FIELD(cfg);
    tnef_scanner_config scanner = { .size = sizeof scanner };

    if (cfg == NULL || wrong != NULL)
        return wrong;
    if (cfg->flags != 0)
        return &cfg->flags;
    wrong = wrong_spool(cfg);
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

tnef_status tnefi_convert_unwrap_fail(struct tnef_unwrap *u, tnef_status status, int user_code)
{
    tnef_error *e = u->live.job.active ? &u->live.error : &u->live.fatal;

    if (e->status == TNEF_OK) {
        e->status = status;
        e->user_code = user_code;
    }
    return status;
}

/* ---- The mail ------------------------------------------------------------------------------ */

static void find_line_end(struct tnefi_convert_unwrap_live *v, const uint8_t *p, size_t n)
{
    size_t i = 0;

    while (i < n && v->first_end == 0) {
        if (p[i] == '\n')
            v->first_end = v->last == '\r' ? 1 : 2;
        v->last = p[i++];
    }
    TNEFI_TOUCH(i);
}

static tnef_status keep(struct tnef_unwrap *u, const void *buf, size_t len)
{
    int failed;

    u->live.busy = 1;
    failed = u->spool.write(u->spool.user, u->live.size, buf, len);
    u->live.busy = 0;
    if (failed != 0)
        return tnefi_convert_unwrap_fail(u, TNEF_E_CALLBACK, failed);
    u->live.size += len;
    find_line_end(&u->live, buf, len);
    return u->live.fatal.status; /* the spool may have called what it must not */
}

tnef_status tnef_unwrap_feed(tnef_unwrap *unwrap, const void *buf, size_t len, size_t *taken)
{
    struct tnef_unwrap *u = unwrap;

    if (taken != NULL)
        *taken = 0;
    if (u->live.busy || u->live.finished)
        return tnefi_convert_unwrap_fail(u, TNEF_E_STATE, 0);
    if (buf == NULL && len > 0)
        return tnefi_convert_unwrap_fail(u, TNEF_E_ARGUMENT, 0);
    if (u->live.fatal.status != TNEF_OK)
        return u->live.fatal.status;
    if (len > 0 && keep(u, buf, len) != TNEF_OK)
        return u->live.fatal.status;
    if (!u->live.is_lost && tnefi_convert_unwrap_scan(u, buf, len) != TNEF_OK)
        u->live.is_lost = 1;
    if (taken != NULL)
        *taken = len;
    return TNEF_OK;
}

/* Whether the scanner ended at a limit, which is one of its anomalies. */
static int is_limit(const struct tnef_scanner *scanner, tnef_status status)
{
    static const uint32_t limits[] = { TNEF_SCANNER_A_LINE_LIMIT,      TNEF_SCANNER_A_HEADER_LIMIT,
                                       TNEF_SCANNER_A_PARAMETER_LIMIT, TNEF_SCANNER_A_TOO_DEEP,
                                       TNEF_SCANNER_A_TOO_MANY_PARTS,  TNEF_SCANNER_A_TOO_MANY_STREAMS,
                                       TNEF_SCANNER_A_STREAM_LIMIT };
    tnef_error error = { .size = sizeof error };

    if (status != TNEF_E_AMBIGUOUS)
        return 1;
    tnef_scanner_error(scanner, &error);
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        if (error.code == limits[i])
            return 1;
    return 0;
}

/* A mail that the scanner did not read to its end, or not wholly, has no part that is surely what it
 * seems. */
static void end_scan(struct tnef_unwrap *u)
{
    const tnef_status status = tnefi_convert_unwrap_scan_end(u);

    u->live.info.status = status;
    if (status == TNEF_OK)
        return;
    u->live.info.kept |= is_limit(u->scanner, status) ? TNEF_UNWRAP_LIMIT : TNEF_UNWRAP_AMBIGUOUS;
    u->live.count = 0;
}

tnef_status tnef_unwrap_finish(tnef_unwrap *unwrap)
{
    struct tnef_unwrap *u = unwrap;

    if (u->live.busy)
        return TNEF_E_STATE;
    if (u->live.fatal.status != TNEF_OK || u->live.finished)
        return u->live.fatal.status;
    u->live.finished = 1;
    end_scan(u);
    for (uint32_t i = 0; i < u->live.count && u->live.fatal.status == TNEF_OK; i++)
        (void)tnefi_convert_unwrap_decide(u, i);
    return u->live.fatal.status;
}

/* ---- What is known ------------------------------------------------------------------------- */

void tnef_unwrap_error(const tnef_unwrap *unwrap, tnef_error *out)
{
    const tnef_error *e = &unwrap->live.fatal;

    if (e->status == TNEF_OK)
        e = &unwrap->live.error;
    tnefi_base_fill(out, e, sizeof *e);
}

void tnef_unwrap_info(const tnef_unwrap *unwrap, struct tnef_unwrap_info *out)
{
    tnefi_base_fill(out, &unwrap->live.info, sizeof unwrap->live.info);
}
