/* SPDX-License-Identifier: MIT */
/* The calls of <tnef/scanner.h>: the life of a scanner, and its results. run.c has the loop that they run. */

#include "scan/priv.h"

#include "base/align.h"
#include "base/alloc.h"
#include "base/anomalies.h"
#include "base/structs.h"

_Static_assert(TNEF_SCANNER_A_END - TNEF_SCANNER_A_BARE_LF < 64, "a bit for each anomaly");

/* ---- Results ------------------------------------------------------------------------------- */

static void clear_result(struct tnefi_scan_result *r)
{
    r->status = TNEF_OK;
    r->offset = r->limit = r->found = 0;
    r->code = TNEF_NO_CODE;
    r->user_code = 0;
}

void tnefi_scan_fail(struct tnef_scanner *s, tnef_status status, uint64_t offset, uint32_t code)
{
    s->halt = HALT_FATAL;
    if (s->fatal.status != TNEF_OK)
        return;
    s->fatal.status = status;
    s->fatal.offset = offset;
    s->fatal.code = code;
}

/* The offset in the input of what is read now. Inside of what is decoded, that is where the encoded body
 * begins: how far the decoder has come would depend on how the input was cut. */
uint64_t tnefi_scan_place(const struct tnef_scanner *s)
{
    if (s->top > 0)
        return s->decoded_at;
    return s->leaf.open != 0 ? s->leaf.body : s->level[0].offset;
}

void tnefi_scan_limit(struct tnef_scanner *s, tnef_status status, uint64_t limit, uint64_t found)
{
    if (s->limit.status != TNEF_OK)
        return;
    s->limit.status = status;
    s->limit.offset = tnefi_scan_place(s);
    s->limit.limit = limit;
    s->limit.found = found;
}

/* What STRICT refuses here: nothing that is odd inside of a file, which others do not read as mail. */
static uint64_t refused(const struct tnef_scanner *s)
{
    if (s->cfg.policy != TNEF_SCANNER_STRICT || tnefi_scan_frames_in_holder(&s->frames))
        return 0;
    return s->cfg.fatal;
}

uint64_t tnefi_scan_refused_of_files(const struct tnef_scanner *s)
{
    return s->cfg.policy == TNEF_SCANNER_STRICT ? s->cfg.fatal & TNEF_ANOMALY_BIT(TNEF_SCANNER_A_MAIL_AS_FILE)
                                                : 0;
}

void tnefi_scan_note(struct tnef_scanner *s, uint64_t *to, uint32_t anomaly)
{
    *to |= TNEF_ANOMALY_BIT(anomaly);
    s->anomalies |= TNEF_ANOMALY_BIT(anomaly);
    if (TNEFI_MET(refused(s), anomaly))
        tnefi_scan_fail(s, TNEF_E_AMBIGUOUS, tnefi_scan_place(s), anomaly);
}

void tnefi_scan_note_head(struct tnef_scanner *s, uint32_t anomaly)
{
    tnefi_scan_note(s, &s->head.anomalies, anomaly);
}

void tnefi_scan_note_frame(struct tnef_scanner *s, uint32_t frame, uint32_t anomaly)
{
    tnefi_scan_note(s, &tnefi_scan_frames_at(&s->frames, frame)->anomalies, anomaly);
}

struct tnefi_scan_findings tnefi_scan_findings_for(const struct tnef_scanner *s)
{
    struct tnefi_scan_findings f = { .refused = refused(s) };

    tnefi_scan_findings_clear(&f);
    return f;
}

void tnefi_scan_take(struct tnef_scanner *s, uint64_t *to, const struct tnefi_scan_findings *findings)
{
    *to |= findings->anomalies;
    s->anomalies |= findings->anomalies;
    if (findings->first != TNEF_NO_CODE)
        tnefi_scan_fail(s, TNEF_E_AMBIGUOUS, tnefi_scan_place(s), findings->first);
    if (findings->status != TNEF_OK)
        tnefi_scan_limit(s, findings->status, findings->limit, findings->found);
}

/* ---- Life ---------------------------------------------------------------------------------- */

/* Makes the scanner as new. What is not set here is set before it is read. */
static void start(struct tnef_scanner *s)
{
    clear_result(&s->fatal);
    clear_result(&s->limit);
    tnefi_scan_frames_clear(&s->frames);
    s->fed = s->anomalies = s->decoded_at = 0;
    s->top = s->parts = 0;
    s->halt = s->busy = s->closing = s->opening = s->header_done = 0;
    tnefi_scan_leaf_reset(&s->leaf);
    tnefi_scan_level(s, &s->level[0]);
    tnefi_scan_head_begin(s, 1);
    s->level[0].state = S_WIDE;
}

size_t tnef_scanner_size(const tnef_scanner_config *cfg)
{
    struct tnefi_scan_config imported;

    return tnefi_scan_import(&imported, cfg) == TNEF_OK ? tnefi_scan_size(&imported) : 0;
}

tnef_status tnef_scanner_init(tnef_scanner **out, void *mem, size_t len, const tnef_scanner_config *cfg)
{
    struct tnefi_scan_config imported;
    struct tnef_scanner *s = mem;
    tnef_status status;

    *out = NULL;
    status = tnefi_scan_import(&imported, cfg);
    if (status != TNEF_OK)
        return status;
    if (mem == NULL || len < tnefi_scan_size(&imported) || (uintptr_t)mem % TNEFI_ALIGN != 0)
        return TNEF_E_ARGUMENT;
    s->cfg = imported;
    tnefi_scan_lay_out(s);
    tnefi_scan_head_make(s);
    tnefi_scan_leaves_make(s);
    s->alloc.alloc = NULL;
    s->alloc.release = NULL;
    s->alloc.user = NULL;
    start(s);
    *out = s;
    return TNEF_OK;
}

tnef_status tnef_scanner_new(tnef_scanner **out, const tnef_scanner_config *cfg, const tnef_allocator *alloc)
{
    size_t size = tnef_scanner_size(cfg);
    tnef_allocator a;
    tnef_status status;
    void *mem;

    *out = NULL;
    if (size == 0)
        return TNEF_E_ARGUMENT;
    status = tnefi_base_take_memory(&mem, &a, alloc, size);
    if (status != TNEF_OK)
        return status;
    status = tnef_scanner_init(out, mem, size, cfg);
    if (status == TNEF_OK)
        (*out)->alloc = a;
    else
        tnefi_base_return_memory(&a, mem, size);
    return status;
}

void tnef_scanner_free(tnef_scanner *scanner)
{
    tnef_allocator a;

    if (scanner == NULL || scanner->alloc.release == NULL)
        return;
    a = scanner->alloc;
    a.release(a.user, scanner, tnefi_scan_size(&scanner->cfg));
}

/* A caller who misuses a scanner has lost something, and would otherwise not notice. */
static tnef_status misuse(struct tnef_scanner *s, tnef_status status)
{
    if (s->fatal.status == TNEF_OK)
        tnefi_scan_fail(s, status, s->level[0].offset, TNEF_NO_CODE);
    return status;
}

tnef_status tnef_scanner_reset(tnef_scanner *scanner)
{
    if (scanner->busy != 0)
        return misuse(scanner, TNEF_E_STATE);
    start(scanner);
    return TNEF_OK;
}

/* ---- Feeding ------------------------------------------------------------------------------- */

static tnef_status after_run(const struct tnef_scanner *s)
{
    if (s->fatal.status != TNEF_OK)
        return s->fatal.status;
    return s->halt == HALT_PAUSE ? TNEF_PAUSED : TNEF_OK;
}

tnef_status tnef_scanner_feed(tnef_scanner *scanner, const void *buf, size_t len, size_t *taken)
{
    struct tnef_scanner *s = scanner;
    uint64_t allowed = s->cfg.max_input - s->fed;
    size_t n = len < allowed ? len : (size_t)allowed;
    tnef_status status;
    size_t i;

    if (taken != NULL)
        *taken = 0;
    if (s->busy != 0 || s->closing != 0)
        return misuse(s, TNEF_E_STATE);
    if (buf == NULL && len > 0)
        return misuse(s, TNEF_E_ARGUMENT);
    if (s->fatal.status != TNEF_OK)
        return s->fatal.status;
    i = tnefi_scan_run(s, buf, n);
    s->fed += i;
    if (taken != NULL)
        *taken = i;
    status = after_run(s);
    if (status == TNEF_OK && n < len) {
        tnefi_scan_fail(s, TNEF_E_LIMIT_INPUT, s->fed, TNEF_NO_CODE);
        s->fatal.limit = s->cfg.max_input;
        s->fatal.found = s->cfg.max_input + 1u;
        status = s->fatal.status;
    }
    return status;
}

tnef_status tnef_scanner_header(tnef_scanner *scanner, const char *name, size_t name_len, const char *value,
                                size_t value_len)
{
    struct tnef_scanner *s = scanner;

    if (s->busy != 0 || s->closing != 0 || s->fed > 0 || s->header_done != 0)
        return misuse(s, TNEF_E_STATE);
    if ((name == NULL && name_len > 0) || (value == NULL && value_len > 0))
        return misuse(s, TNEF_E_ARGUMENT);
    if (s->fatal.status != TNEF_OK)
        return s->fatal.status;
    tnefi_scan_head_given(s, (const uint8_t *)name, name_len, (const uint8_t *)value, value_len);
    return s->fatal.status;
}

tnef_status tnef_scanner_end_of_headers(tnef_scanner *scanner)
{
    struct tnef_scanner *s = scanner;

    if (s->busy != 0 || s->closing != 0 || s->fed > 0 || s->header_done != 0)
        return misuse(s, TNEF_E_STATE);
    if (s->fatal.status != TNEF_OK)
        return s->fatal.status;
    tnefi_scan_head_done(s, &s->level[0], 0);
    if (s->fatal.status == TNEF_OK)
        tnefi_scan_run(s, NULL, 0);
    return after_run(s);
}

/* ---- The end ------------------------------------------------------------------------------- */

static const struct tnefi_scan_result *result(const struct tnef_scanner *s)
{
    return s->fatal.status != TNEF_OK ? &s->fatal : &s->limit;
}

tnef_status tnef_scanner_finish(tnef_scanner *scanner)
{
    struct tnef_scanner *s = scanner;

    if (s->busy != 0)
        return misuse(s, TNEF_E_STATE);
    s->closing = 1;
    s->level[0].eof = 1;
    if (s->fatal.status == TNEF_OK)
        tnefi_scan_run(s, NULL, 0);
    if (s->fatal.status == TNEF_OK && s->halt == HALT_PAUSE)
        return TNEF_PAUSED;
    return result(s)->status;
}

void tnef_scanner_error(const tnef_scanner *scanner, tnef_error *out)
{
    const struct tnefi_scan_result *r = result(scanner);
    const tnef_error e = { .size = sizeof e,
                           .status = r->status,
                           .offset = r->offset,
                           .limit = r->limit,
                           .found = r->found,
                           .code = r->code,
                           .user_code = r->user_code };

    tnefi_base_fill(out, &e, sizeof e);
}

void tnef_scanner_info(const tnef_scanner *scanner, struct tnef_scanner_info *out)
{
    const struct tnef_scanner_info info = { .size = sizeof info,
                                            .anomalies = scanner->anomalies,
                                            .input = scanner->fed,
                                            .output = scanner->leaf.output };

    tnefi_base_fill(out, &info, sizeof info);
}

uint64_t tnef_scanner_anomalies(const tnef_scanner *scanner, uint32_t code)
{
    return tnefi_base_in_set(scanner->anomalies, code, TNEF_SCANNER_A_BARE_LF);
}
