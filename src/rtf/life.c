/* SPDX-License-Identifier: MIT */
/* The RTF reader's public face: life, pieces, the sink. */

#include "rtf/priv.h"

#include "base/alloc.h"
#include "base/anomalies.h"
#include "base/answer.h"
#include "base/structs.h"
#include "base/touch.h"
#include "text/text.h"

#include <string.h>

_Static_assert(sizeof(struct tnef_rtf) <= TNEF_RTF_SIZE_MAX, "rtf.h promises this");

#define CEILING        (UINT64_C(1) << 62)
#define DEFAULT_OUTPUT (UINT64_C(64) << 20)

/* ---- Life ---------------------------------------------------------------------------------- */

static void start(struct tnef_rtf *r)
{
    memset(&r->live, 0, sizeof r->live);
    TNEFI_TOUCH(sizeof r->live);
    r->live.lex = LEX_BEGIN;
    r->live.codepage = 1252;
    r->live.default_font = r->live.table_font = NO_FONT;
    r->live.fatal.size = sizeof r->live.fatal;
    r->live.fatal.code = TNEF_NO_CODE;
    r->live.now.font = NO_FONT;
    r->live.now.uc = 1;
    tnefi_html_charset_begin(&r->live.charset);
}

size_t tnef_rtf_size(void)
{
    return sizeof(struct tnef_rtf);
}

static int is_output(uint32_t want)
{
    return want == TNEF_RTF_AUTO || want == TNEF_RTF_HTML || want == TNEF_RTF_TEXT;
}

/* The first field that is wrong, or NULL. */
static const void *wrong_field(const tnef_rtf_config *cfg)
{
    const void *wrong = TNEFI_STRUCT_FIELD(cfg);

    if (cfg == NULL || wrong != NULL)
        return wrong;
    if (!is_output(cfg->want))
        return &cfg->want;
    if (cfg->sink == NULL)
        return &cfg->sink;
    if (cfg->max_output > CEILING)
        return &cfg->max_output;
    return tnefi_text_charsets_field(cfg->charsets);
}

tnef_status tnef_rtf_check(const tnef_rtf_config *cfg, const void **field)
{
    return tnefi_base_checked(cfg != NULL, wrong_field(cfg), field);
}

tnef_status tnef_rtf_init(tnef_rtf **out, void *mem, size_t len, const tnef_rtf_config *cfg)
{
    struct tnef_rtf *r = mem;

    *out = NULL;
    if (mem == NULL || len < sizeof *r || (uintptr_t)mem % _Alignof(struct tnef_rtf) != 0
        || tnef_rtf_check(cfg, NULL) != TNEF_OK)
        return TNEF_E_ARGUMENT;
    r->sink = cfg->sink;
    r->user = cfg->user;
    r->max_output = cfg->max_output != 0 ? cfg->max_output : DEFAULT_OUTPUT;
    r->want = cfg->want;
    (void)tnef_text_init_with(&r->own, 1252, cfg->charsets);
    r->text = cfg->text != NULL ? cfg->text : &r->own;
    r->alloc.alloc = NULL;
    r->alloc.release = NULL;
    r->alloc.user = NULL;
    start(r);
    *out = r;
    return TNEF_OK;
}

tnef_status tnef_rtf_new(tnef_rtf **out, const tnef_rtf_config *cfg, const tnef_allocator *alloc)
{
    tnef_allocator a;
    tnef_status status;
    void *mem;

    *out = NULL;
    if (tnef_rtf_check(cfg, NULL) != TNEF_OK)
        return TNEF_E_ARGUMENT;
    status = tnefi_base_take_memory(&mem, &a, alloc, sizeof(struct tnef_rtf));
    if (status != TNEF_OK)
        return status;
    status = tnef_rtf_init(out, mem, sizeof(struct tnef_rtf), cfg);
    if (status == TNEF_OK)
        (*out)->alloc = a;
    else
        tnefi_base_return_memory(&a, mem, sizeof(struct tnef_rtf));
    return status;
}

void tnef_rtf_free(tnef_rtf *rtf)
{
    tnef_allocator a;

    if (rtf == NULL)
        return;
    tnef_text_free(&rtf->own);
    if (rtf->alloc.release == NULL)
        return;
    a = rtf->alloc;
    a.release(a.user, rtf, sizeof *rtf);
}

void tnefi_rtf_fail(struct tnef_rtf *r, tnef_status status, uint64_t limit, uint64_t found)
{
    if (r->live.fatal.status != TNEF_OK)
        return;
    r->live.fatal.status = status;
    r->live.fatal.offset = r->live.input;
    r->live.fatal.limit = limit;
    r->live.fatal.found = found;
}

/* A caller who misuses a reader has lost bytes, and would otherwise not notice. */
static tnef_status misuse(struct tnef_rtf *r, tnef_status status)
{
    tnefi_rtf_fail(r, status, 0, 0);
    return status;
}

tnef_status tnef_rtf_reset(tnef_rtf *rtf)
{
    if (rtf->live.busy)
        return misuse(rtf, TNEF_E_STATE);
    start(rtf);
    return TNEF_OK;
}

/* ---- The sink ------------------------------------------------------------------------------ */

/* Offers what waits to the sink. TNEF_OK if it took all. */
static tnef_status drain(struct tnef_rtf *r)
{
    size_t len = r->live.out_to - r->live.out_from;
    size_t taken = len;
    tnef_status status;

    if (len == 0)
        return TNEF_OK;
    r->live.busy = 1;
    status = tnefi_base_as_status(r->sink(r->user, r->out + r->live.out_from, len, &taken));
    r->live.busy = 0;
    if (status == TNEF_OK || status == TNEF_PAUSED) {
        if (status == TNEF_OK || taken > len)
            taken = len;
        r->live.out_from += taken;
        if (r->live.out_from == r->live.out_to)
            r->live.out_from = r->live.out_to = 0;
        return status;
    }
    r->live.out_from = r->live.out_to = 0;
    r->live.fatal.status = TNEF_OK; /* this takes the place of a limit that was reached */
    if (status == TNEF_STOPPED) {
        tnefi_rtf_fail(r, TNEF_STOPPED, 0, 0);
    } else {
        tnefi_rtf_fail(r, TNEF_E_CALLBACK, 0, 0);
        r->live.fatal.user_code = status;
    }
    return r->live.fatal.status;
}

/* ---- Feeding ------------------------------------------------------------------------------- */

tnef_status tnef_rtf_feed(tnef_rtf *rtf, const void *buf, size_t len, size_t *taken)
{
    struct tnef_rtf *r = rtf;
    const uint8_t *p = buf;
    tnef_status status = TNEF_OK;
    size_t i = 0;
    size_t none;

    taken = taken != NULL ? taken : &none;
    *taken = 0;
    if (r->live.busy || r->live.finishing)
        return misuse(r, TNEF_E_STATE);
    if (buf == NULL && len > 0)
        return misuse(r, TNEF_E_ARGUMENT);
    while (i < len && status == TNEF_OK && r->live.fatal.status == TNEF_OK) {
        if (OUT_SIZE - r->live.out_to < STEP_ROOM) {
            status = drain(r);
        } else {
            size_t step = tnefi_rtf_step(r, p + i, len - i);

            i += step;
            r->live.input += step;
        }
    }
    *taken = i;
    if (status == TNEF_OK)
        status = drain(r);
    return status == TNEF_OK ? r->live.fatal.status : status;
}

tnef_status tnef_rtf_finish(tnef_rtf *rtf)
{
    struct tnef_rtf *r = rtf;
    tnef_status status;

    if (r->live.busy)
        return misuse(r, TNEF_E_STATE);
    r->live.finishing = 1;
    status = drain(r);
    if (status == TNEF_OK && r->live.fatal.status == TNEF_OK && !r->live.closed) {
        r->live.closed = 1;
        tnefi_rtf_last_token(r);
        tnefi_rtf_flush_text(r);
        tnefi_rtf_end_output(r);
        status = drain(r);
    }
    if (status != TNEF_OK)
        return status;
    if (r->live.fatal.status != TNEF_OK)
        return r->live.fatal.status;
    return TNEFI_MET(r->live.anomalies, TNEF_RTF_A_CUT) ? TNEF_E_TRUNCATED : TNEF_OK;
}

void tnef_rtf_error(const tnef_rtf *rtf, tnef_error *out)
{
    tnef_error e = rtf->live.fatal;

    if (e.status == TNEF_OK && TNEFI_MET(rtf->live.anomalies, TNEF_RTF_A_CUT)) {
        e.status = TNEF_E_TRUNCATED;
        e.offset = rtf->live.input;
    }
    tnefi_base_fill(out, &e, sizeof e);
}

void tnef_rtf_info(const tnef_rtf *rtf, struct tnef_rtf_info *out)
{
    struct tnef_rtf_info info = { .size = sizeof info };

    info.anomalies = rtf->live.anomalies;
    info.kind = rtf->live.kind;
    info.form = rtf->live.kind != TNEF_RTF_UNKNOWN ? rtf->live.output : TNEF_RTF_AUTO;
    info.codepage = rtf->live.codepage;
    info.deepest = rtf->live.deepest;
    info.placeholders = rtf->live.placeholders;
    info.input = rtf->live.input;
    info.output = rtf->live.made;
    tnefi_base_fill(out, &info, sizeof info);
}

uint64_t tnef_rtf_anomalies(const tnef_rtf *rtf, uint32_t code)
{
    return tnefi_base_in_set(rtf->live.anomalies, code, TNEF_RTF_A_CUT);
}
