/* SPDX-License-Identifier: MIT */
/* Mail in which streams are, the public face: feeding, finish, what is known. */

#include "convert/unwrap.h"

#include "base/structs.h"
#include "base/touch.h"

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
