/* SPDX-License-Identifier: MIT */
/* The RTF reader's public face: life, pieces, the sink. */

#include "rtf_priv.h"

#include "alloc.h"
#include "answer.h"
#include "config.h"
#include "touch.h"

#include <stdalign.h>
#include <string.h>

_Static_assert(sizeof(struct tnef_rtf) <= TNEF_RTF_SIZE_MAX, "rtf.h promises this");

#define CEILING        (UINT64_C(1) << 62)
#define DEFAULT_OUTPUT (UINT64_C(64) << 20)

/* ---- Life ---------------------------------------------------------------------------------- */

static void start(struct tnef_rtf *r)
{
    size_t keep = offsetof(struct tnef_rtf, input);
    size_t end = offsetof(struct tnef_rtf, run);

    TNEFI_TOUCH(end - keep);
    memset((unsigned char *)r + keep, 0, end - keep);
    r->lex = LEX_BEGIN;
    r->codepage = 1252;
    r->default_font = r->table_font = NO_FONT;
    r->fatal.size = sizeof r->fatal;
    r->fatal.code = TNEF_NO_CODE;
    r->now.font = NO_FONT;
    r->now.uc = 1;
    tnefi_html_charset_begin(&r->charset);
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
    return cfg->max_output > CEILING ? &cfg->max_output : NULL;
}

tnef_status tnef_rtf_check(const tnef_rtf_config *cfg, const void **field)
{
    return tnefi_checked(cfg != NULL, wrong_field(cfg), field);
}

tnef_status tnef_rtf_init(tnef_rtf **out, void *mem, size_t len, const tnef_rtf_config *cfg)
{
    struct tnef_rtf *r = mem;

    *out = NULL;
    if (mem == NULL || len < sizeof *r || (uintptr_t)mem % alignof(struct tnef_rtf) != 0
        || tnef_rtf_check(cfg, NULL) != TNEF_OK)
        return TNEF_E_ARGUMENT;
    r->sink = cfg->sink;
    r->user = cfg->user;
    r->max_output = cfg->max_output != 0 ? cfg->max_output : DEFAULT_OUTPUT;
    r->want = cfg->want;
    (void)tnef_text_init(&r->own, 1252);
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
    status = tnefi_take_memory(&mem, &a, alloc, sizeof(struct tnef_rtf));
    if (status != TNEF_OK)
        return status;
    status = tnef_rtf_init(out, mem, sizeof(struct tnef_rtf), cfg);
    if (status == TNEF_OK)
        (*out)->alloc = a;
    else
        tnefi_return_memory(&a, mem, sizeof(struct tnef_rtf));
    return status;
}

void tnef_rtf_free(tnef_rtf *rtf)
{
    tnef_allocator a;

    if (rtf == NULL)
        return;
    tnef_text_close(&rtf->own);
    if (rtf->alloc.release == NULL)
        return;
    a = rtf->alloc;
    a.release(a.user, rtf, sizeof *rtf);
}

void tnefi_rtf_fail(struct tnef_rtf *r, tnef_status status, uint64_t limit, uint64_t found)
{
    if (r->fatal.status != TNEF_OK)
        return;
    r->fatal.status = status;
    r->fatal.offset = r->input;
    r->fatal.limit = limit;
    r->fatal.found = found;
}

/* A caller who misuses a reader has lost bytes, and would otherwise not notice. */
static tnef_status misuse(struct tnef_rtf *r, tnef_status status)
{
    tnefi_rtf_fail(r, status, 0, 0);
    return status;
}

tnef_status tnef_rtf_reset(tnef_rtf *rtf)
{
    if (rtf->busy)
        return misuse(rtf, TNEF_E_STATE);
    start(rtf);
    return TNEF_OK;
}

/* ---- The sink ------------------------------------------------------------------------------ */

/* Offers what waits. TNEF_OK: all was taken. */
static tnef_status drain(struct tnef_rtf *r)
{
    size_t len = r->out_to - r->out_from;
    size_t taken = len;
    tnef_status status;

    if (len == 0)
        return TNEF_OK;
    r->busy = 1;
    status = tnefi_as_status(r->sink(r->user, r->out + r->out_from, len, &taken));
    r->busy = 0;
    if (status == TNEF_OK || status == TNEF_PAUSED) {
        if (status == TNEF_OK || taken > len)
            taken = len;
        r->out_from += taken;
        if (r->out_from == r->out_to)
            r->out_from = r->out_to = 0;
        return status;
    }
    r->out_from = r->out_to = 0;
    r->fatal.status = TNEF_OK;          /* a limit that was about to be told is beaten by this */
    if (status == TNEF_STOPPED) {
        tnefi_rtf_fail(r, TNEF_STOPPED, 0, 0);
    } else {
        tnefi_rtf_fail(r, TNEF_E_CALLBACK, 0, 0);
        r->fatal.user_code = status;
    }
    return r->fatal.status;
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
    if (r->busy || r->finishing)
        return misuse(r, TNEF_E_STATE);
    if (buf == NULL && len > 0)
        return misuse(r, TNEF_E_ARGUMENT);
    while (i < len && status == TNEF_OK && r->fatal.status == TNEF_OK) {
        if (OUT_SIZE - r->out_to < STEP_ROOM) {
            status = drain(r);
        } else {
            size_t step = tnefi_rtf_step(r, p + i, len - i);

            i += step;
            r->input += step;
        }
    }
    *taken = i;
    if (status == TNEF_OK)
        status = drain(r);
    return status == TNEF_OK ? r->fatal.status : status;
}

tnef_status tnef_rtf_finish(tnef_rtf *rtf)
{
    struct tnef_rtf *r = rtf;
    tnef_status status;

    if (r->busy)
        return misuse(r, TNEF_E_STATE);
    r->finishing = 1;
    status = drain(r);
    if (status == TNEF_OK && r->fatal.status == TNEF_OK && !r->closed) {
        r->closed = 1;
        tnefi_rtf_last_token(r);
        tnefi_rtf_flush_text(r);
        tnefi_rtf_end_output(r);
        status = drain(r);
    }
    if (status != TNEF_OK)
        return status;
    if (r->fatal.status != TNEF_OK)
        return r->fatal.status;
    return (r->flags & TNEF_RTF_CUT) != 0 ? TNEF_E_TRUNCATED : TNEF_OK;
}

void tnef_rtf_error(const tnef_rtf *rtf, tnef_error *out)
{
    tnef_error e = rtf->fatal;

    if (e.status == TNEF_OK && (rtf->flags & TNEF_RTF_CUT) != 0) {
        e.status = TNEF_E_TRUNCATED;
        e.offset = rtf->input;
    }
    tnefi_fill(out, &e, sizeof e);
}

void tnef_rtf_found(const tnef_rtf *rtf, tnef_rtf_info *out)
{
    tnef_rtf_info info = { .size = sizeof info };

    info.flags = rtf->flags;
    info.kind = rtf->kind;
    info.output = rtf->kind != TNEF_RTF_UNKNOWN ? rtf->output : TNEF_RTF_AUTO;
    info.codepage = rtf->codepage;
    info.deepest = rtf->deepest;
    info.placeholders = rtf->placeholders;
    info.reserved = 0;
    info.input = rtf->input;
    info.bytes = rtf->made;
    tnefi_fill(out, &info, sizeof info);
}
