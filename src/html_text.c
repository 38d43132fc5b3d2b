/* SPDX-License-Identifier: MIT */
/* Text from HTML, the public face: life, pieces, the sink. */

#include "html_priv.h"

#include "alloc.h"
#include "answer.h"
#include "config.h"
#include "touch.h"

#include <stdalign.h>
#include <string.h>

_Static_assert(sizeof(struct tnef_html) <= TNEF_HTML_SIZE_MAX, "html.h promises this");

#define CEILING        (UINT64_C(1) << 62)
#define DEFAULT_OUTPUT (UINT64_C(64) << 20)
#define UTF8           65001u

/* ---- Life ---------------------------------------------------------------------------------- */

static void start(struct tnef_html *h)
{
    size_t from = offsetof(struct tnef_html, input);

    /* Buffers are read as far as they were written. */
    memset((unsigned char *)h + from, 0, offsetof(struct tnef_html, url) - from);
    TNEFI_TOUCH(offsetof(struct tnef_html, url) - from);
    tnef_text_change(h->text, h->codepage);
    h->fatal.size = sizeof h->fatal;
    h->fatal.code = TNEF_NO_CODE;
    if ((h->text->flags & (TNEF_TEXT_UNKNOWN | TNEF_TEXT_REFUSED)) != 0)
        h->flags |= TNEF_HTML_CODEPAGE;
}

size_t tnef_html_size(void)
{
    return sizeof(struct tnef_html);
}

/* The first field that is wrong, or NULL. */
static const void *wrong_field(const tnef_html_config *cfg)
{
    const void *wrong = TNEFI_STRUCT_FIELD(cfg);

    if (cfg == NULL || wrong != NULL)
        return wrong;
    if (cfg->sink == NULL)
        return &cfg->sink;
    return cfg->max_output > CEILING ? &cfg->max_output : NULL;
}

tnef_status tnef_html_check(const tnef_html_config *cfg, const void **field)
{
    return tnefi_checked(cfg != NULL, wrong_field(cfg), field);
}

tnef_status tnef_html_init(tnef_html **out, void *mem, size_t len, const tnef_html_config *cfg)
{
    struct tnef_html *h = mem;

    *out = NULL;
    if (mem == NULL || len < sizeof *h || (uintptr_t)mem % alignof(struct tnef_html) != 0
        || tnef_html_check(cfg, NULL) != TNEF_OK)
        return TNEF_E_ARGUMENT;
    (void)tnef_text_init(&h->own, UTF8);
    h->text = cfg->text != NULL ? cfg->text : &h->own;
    h->codepage = cfg->codepage != 0 ? cfg->codepage : UTF8;
    h->sink = cfg->sink;
    h->user = cfg->user;
    h->max_output = cfg->max_output != 0 ? cfg->max_output : DEFAULT_OUTPUT;
    h->alloc.alloc = NULL;
    h->alloc.release = NULL;
    h->alloc.user = NULL;
    start(h);
    *out = h;
    return TNEF_OK;
}

tnef_status tnef_html_new(tnef_html **out, const tnef_html_config *cfg, const tnef_allocator *alloc)
{
    tnef_allocator a;
    tnef_status status;
    void *mem;

    *out = NULL;
    if (tnef_html_check(cfg, NULL) != TNEF_OK)
        return TNEF_E_ARGUMENT;
    status = tnefi_take_memory(&mem, &a, alloc, sizeof(struct tnef_html));
    if (status != TNEF_OK)
        return status;
    status = tnef_html_init(out, mem, sizeof(struct tnef_html), cfg);
    if (status == TNEF_OK)
        (*out)->alloc = a;
    else
        tnefi_return_memory(&a, mem, sizeof(struct tnef_html));
    return status;
}

void tnef_html_free(tnef_html *html)
{
    tnef_allocator a;

    if (html == NULL)
        return;
    tnef_text_close(&html->own);
    if (html->alloc.release == NULL)
        return;
    a = html->alloc;
    a.release(a.user, html, sizeof *html);
}

void tnefi_html_fail(struct tnef_html *h, tnef_status status, uint64_t limit)
{
    if (h->fatal.status != TNEF_OK)
        return;
    h->fatal.status = status;
    h->fatal.offset = h->input;
    h->fatal.limit = limit;
}

void tnefi_html_full(struct tnef_html *h)
{
    tnefi_html_fail(h, TNEF_E_LIMIT_OUTPUT, h->max_output);
    if (h->fatal.status != TNEF_E_LIMIT_OUTPUT)
        return;
    h->fatal.offset = h->made;
    h->fatal.found = h->max_output + 1u;
}

/* A caller who misuses a reader has lost bytes, and would otherwise not notice. */
static tnef_status misuse(struct tnef_html *h, tnef_status status)
{
    tnefi_html_fail(h, status, 0);
    return status;
}

tnef_status tnef_html_reset(tnef_html *html)
{
    if (html->busy)
        return misuse(html, TNEF_E_STATE);
    start(html);
    return TNEF_OK;
}

/* ---- The sink ------------------------------------------------------------------------------ */

static tnef_status sink_failed(struct tnef_html *h, tnef_status answer)
{
    h->out_from = h->out_to = 0;
    h->fatal.status = TNEF_OK;          /* a limit that was about to be told is beaten by this */
    tnefi_html_fail(h, answer == TNEF_STOPPED ? TNEF_STOPPED : TNEF_E_CALLBACK, 0);
    h->fatal.limit = 0;
    if (answer != TNEF_STOPPED)
        h->fatal.user_code = answer;
    return h->fatal.status;
}

/* Offers what waits. TNEF_OK: all was taken. */
static tnef_status drain(struct tnef_html *h)
{
    size_t len = h->out_to - h->out_from;
    size_t taken = len;
    tnef_status status;

    if (len == 0)
        return TNEF_OK;
    h->busy = 1;
    status = tnefi_as_status(h->sink(h->user, h->out + h->out_from, len, &taken));
    h->busy = 0;
    if (status != TNEF_OK && status != TNEF_PAUSED)
        return sink_failed(h, status);
    if (status == TNEF_OK || taken > len)
        taken = len;
    h->out_from += taken;
    if (h->out_from == h->out_to)
        h->out_from = h->out_to = 0;
    return status;
}

/* ---- Feeding ------------------------------------------------------------------------------- */

/* Bytes of the input to |wide|, which is empty: how many. */
static size_t convert(struct tnef_html *h, const uint8_t *p, size_t n)
{
    size_t taken = 0;
    tnef_status status = tnef_text_feed(h->text, p, n, &taken, h->wide, WIDE_SIZE, &h->wide_to);

    h->wide_from = 0;
    h->input += taken;
    if (status < TNEF_OK)
        tnefi_html_fail(h, status, 0);
    return taken;
}

/* Makes room, or takes a step. */
static tnef_status advance(struct tnef_html *h)
{
    if (OUT_SIZE - h->out_to < STEP_ROOM)
        return drain(h);
    h->wide_from += tnefi_html_step(h, h->wide + h->wide_from, h->wide_to - h->wide_from);
    return TNEF_OK;
}

tnef_status tnef_html_feed(tnef_html *html, const void *buf, size_t len, size_t *taken)
{
    struct tnef_html *h = html;
    const uint8_t *p = buf;
    tnef_status status = TNEF_OK;
    size_t i = 0;
    size_t none;

    taken = taken != NULL ? taken : &none;
    *taken = 0;
    if (h->busy || h->finishing)
        return misuse(h, TNEF_E_STATE);
    if (buf == NULL && len > 0)
        return misuse(h, TNEF_E_ARGUMENT);
    while (status == TNEF_OK && h->fatal.status == TNEF_OK) {
        if (h->wide_from < h->wide_to)
            status = advance(h);
        else if (i < len)
            i += convert(h, p + i, len - i);
        else
            break;
    }
    *taken = i;
    if (status == TNEF_OK)
        status = drain(h);
    return status == TNEF_OK ? h->fatal.status : status;
}

/* What the converter still holds, to |wide|, which is empty. */
static void convert_rest(struct tnef_html *h)
{
    tnef_status status = tnef_text_finish(h->text, h->wide, WIDE_SIZE, &h->wide_to);

    h->wide_from = 0;
    h->converted = status == TNEF_OK;
    if (status < TNEF_OK)
        tnefi_html_fail(h, status, 0);
}

tnef_status tnef_html_finish(tnef_html *html)
{
    struct tnef_html *h = html;
    tnef_status status = TNEF_OK;

    if (h->busy)
        return misuse(h, TNEF_E_STATE);
    h->finishing = 1;
    while (status == TNEF_OK && h->fatal.status == TNEF_OK && !h->closed) {
        if (h->wide_from < h->wide_to) {
            status = advance(h);
        } else if (!h->converted) {
            convert_rest(h);
        } else if (OUT_SIZE - h->out_to < STEP_ROOM) {
            status = drain(h);
        } else {
            h->closed = 1;
            tnefi_html_end(h);
        }
    }
    if (status == TNEF_OK)
        status = drain(h);
    return status == TNEF_OK ? h->fatal.status : status;
}

/* ---- What is known ------------------------------------------------------------------------- */

void tnef_html_error(const tnef_html *html, tnef_error *out)
{
    tnefi_fill(out, &html->fatal, sizeof html->fatal);
}

void tnef_html_found(const tnef_html *html, tnef_html_info *out)
{
    tnef_html_info info = { .size = sizeof info };

    info.flags = html->flags;
    if ((html->text->flags & (TNEF_TEXT_DAMAGED | TNEF_TEXT_CUT)) != 0)
        info.flags |= TNEF_HTML_DAMAGED;
    info.codepage = html->text->codepage;
    info.reserved = 0;
    info.input = html->input;
    info.bytes = html->made;
    tnefi_fill(out, &info, sizeof info);
}
