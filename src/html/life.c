/* SPDX-License-Identifier: MIT */
/* Text from HTML, the public face: life, pieces, the sink. */

#include "html/priv.h"

#include "base/alloc.h"
#include "base/anomalies.h"
#include "base/answer.h"
#include "base/structs.h"
#include "base/touch.h"
#include "text/text.h"

#include <string.h>

_Static_assert(sizeof(struct tnef_html) <= TNEF_HTML_SIZE_MAX, "html.h promises this");

#define CEILING        (UINT64_C(1) << 62)
#define DEFAULT_OUTPUT (UINT64_C(64) << 20)
#define UTF8           65001u

/* ---- Life ---------------------------------------------------------------------------------- */

static void start(struct tnef_html *h)
{
    memset(&h->live, 0, sizeof h->live);
    TNEFI_TOUCH(sizeof h->live);
    tnef_text_change(h->text, h->codepage);
    h->live.fatal.size = sizeof h->live.fatal;
    h->live.fatal.code = TNEF_NO_CODE;
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
    if (cfg->max_output > CEILING)
        return &cfg->max_output;
    return tnefi_text_charsets_field(cfg->charsets);
}

tnef_status tnef_html_check(const tnef_html_config *cfg, const void **field)
{
    return tnefi_base_checked(cfg != NULL, wrong_field(cfg), field);
}

tnef_status tnef_html_init(tnef_html **out, void *mem, size_t len, const tnef_html_config *cfg)
{
    struct tnef_html *h = mem;

    *out = NULL;
    if (mem == NULL || len < sizeof *h || (uintptr_t)mem % _Alignof(struct tnef_html) != 0
        || tnef_html_check(cfg, NULL) != TNEF_OK)
        return TNEF_E_ARGUMENT;
    (void)tnef_text_init_with(&h->own, UTF8, cfg->charsets);
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
    status = tnefi_base_take_memory(&mem, &a, alloc, sizeof(struct tnef_html));
    if (status != TNEF_OK)
        return status;
    status = tnef_html_init(out, mem, sizeof(struct tnef_html), cfg);
    if (status == TNEF_OK)
        (*out)->alloc = a;
    else
        tnefi_base_return_memory(&a, mem, sizeof(struct tnef_html));
    return status;
}

void tnef_html_free(tnef_html *html)
{
    tnef_allocator a;

    if (html == NULL)
        return;
    tnef_text_free(&html->own);
    if (html->alloc.release == NULL)
        return;
    a = html->alloc;
    a.release(a.user, html, sizeof *html);
}

void tnefi_html_fail(struct tnef_html *h, tnef_status status, uint64_t limit)
{
    if (h->live.fatal.status != TNEF_OK)
        return;
    h->live.fatal.status = status;
    h->live.fatal.offset = h->live.input;
    h->live.fatal.limit = limit;
}

void tnefi_html_full(struct tnef_html *h)
{
    tnefi_html_fail(h, TNEF_E_LIMIT_OUTPUT, h->max_output);
    if (h->live.fatal.status != TNEF_E_LIMIT_OUTPUT)
        return;
    h->live.fatal.offset = h->live.made;
    h->live.fatal.found = h->max_output + 1u;
}

/* A caller who misuses a reader has lost bytes, and would otherwise not notice. */
static tnef_status misuse(struct tnef_html *h, tnef_status status)
{
    tnefi_html_fail(h, status, 0);
    return status;
}

tnef_status tnef_html_reset(tnef_html *html)
{
    if (html->live.busy)
        return misuse(html, TNEF_E_STATE);
    start(html);
    return TNEF_OK;
}

/* ---- The sink ------------------------------------------------------------------------------ */

static tnef_status sink_failed(struct tnef_html *h, tnef_status answer)
{
    h->live.out_from = h->live.out_to = 0;
    h->live.fatal.status = TNEF_OK; /* this takes the place of a limit that was reached */
    tnefi_html_fail(h, answer == TNEF_STOPPED ? TNEF_STOPPED : TNEF_E_CALLBACK, 0);
    h->live.fatal.limit = 0;
    if (answer != TNEF_STOPPED)
        h->live.fatal.user_code = answer;
    return h->live.fatal.status;
}

/* Offers what waits to the sink. TNEF_OK if it took all. */
static tnef_status drain(struct tnef_html *h)
{
    size_t len = h->live.out_to - h->live.out_from;
    size_t taken = len;
    tnef_status status;

    if (len == 0)
        return TNEF_OK;
    h->live.busy = 1;
    status = tnefi_base_as_status(h->sink(h->user, h->out + h->live.out_from, len, &taken));
    h->live.busy = 0;
    if (status != TNEF_OK && status != TNEF_PAUSED)
        return sink_failed(h, status);
    if (status == TNEF_OK || taken > len)
        taken = len;
    h->live.out_from += taken;
    if (h->live.out_from == h->live.out_to)
        h->live.out_from = h->live.out_to = 0;
    return status;
}

/* ---- Feeding ------------------------------------------------------------------------------- */

/* Converts bytes of the input to |wide|, which is empty. Returns how many. */
static size_t convert(struct tnef_html *h, const uint8_t *p, size_t n)
{
    size_t taken = 0;
    tnef_status status = tnef_text_feed(h->text, p, n, &taken, h->wide, WIDE_SIZE, &h->live.wide_to);

    h->live.wide_from = 0;
    h->live.input += taken;
    if (status < TNEF_OK)
        tnefi_html_fail(h, status, 0);
    return taken;
}

/* Makes room, or takes a step. */
static tnef_status advance(struct tnef_html *h)
{
    if (OUT_SIZE - h->live.out_to < STEP_ROOM)
        return drain(h);
    h->live.wide_from += tnefi_html_step(h, h->wide + h->live.wide_from, h->live.wide_to - h->live.wide_from);
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
    if (h->live.busy || h->live.finishing)
        return misuse(h, TNEF_E_STATE);
    if (buf == NULL && len > 0)
        return misuse(h, TNEF_E_ARGUMENT);
    while (status == TNEF_OK && h->live.fatal.status == TNEF_OK) {
        if (h->live.wide_from < h->live.wide_to)
            status = advance(h);
        else if (i < len)
            i += convert(h, p + i, len - i);
        else
            break;
    }
    *taken = i;
    if (status == TNEF_OK)
        status = drain(h);
    return status == TNEF_OK ? h->live.fatal.status : status;
}

/* Takes what the converter still holds to |wide|, which is empty. */
static void convert_rest(struct tnef_html *h)
{
    tnef_status status = tnef_text_finish(h->text, h->wide, WIDE_SIZE, &h->live.wide_to);

    h->live.wide_from = 0;
    h->live.converted = status == TNEF_OK;
    if (status < TNEF_OK)
        tnefi_html_fail(h, status, 0);
}

tnef_status tnef_html_finish(tnef_html *html)
{
    struct tnef_html *h = html;
    tnef_status status = TNEF_OK;

    if (h->live.busy)
        return misuse(h, TNEF_E_STATE);
    h->live.finishing = 1;
    while (status == TNEF_OK && h->live.fatal.status == TNEF_OK && !h->live.closed) {
        if (h->live.wide_from < h->live.wide_to) {
            status = advance(h);
        } else if (!h->live.converted) {
            convert_rest(h);
        } else if (OUT_SIZE - h->live.out_to < STEP_ROOM) {
            status = drain(h);
        } else {
            h->live.closed = 1;
            tnefi_html_end(h);
        }
    }
    if (status == TNEF_OK)
        status = drain(h);
    return status == TNEF_OK ? h->live.fatal.status : status;
}

/* ---- What is known ------------------------------------------------------------------------- */

void tnef_html_error(const tnef_html *html, tnef_error *out)
{
    tnefi_base_fill(out, &html->live.fatal, sizeof html->live.fatal);
}

/* Damage is known to the converter, and so is that nobody knows the code page: it is asked for when the first
 * character needs it. */
static uint64_t anomalies(const struct tnef_html *html)
{
    const uint64_t damage = TNEF_ANOMALY_BIT(TNEF_TEXT_A_DAMAGED) | TNEF_ANOMALY_BIT(TNEF_TEXT_A_CUT);
    const uint64_t page = TNEF_ANOMALY_BIT(TNEF_TEXT_A_UNKNOWN) | TNEF_ANOMALY_BIT(TNEF_TEXT_A_REFUSED);
    uint64_t set = html->live.anomalies;

    if ((html->text->anomalies & damage) != 0)
        set |= TNEF_ANOMALY_BIT(TNEF_HTML_A_DAMAGED);
    if ((html->text->anomalies & page) != 0)
        set |= TNEF_ANOMALY_BIT(TNEF_HTML_A_CODEPAGE);
    return set;
}

void tnef_html_info(const tnef_html *html, struct tnef_html_info *out)
{
    struct tnef_html_info info = { .size = sizeof info };

    info.anomalies = anomalies(html);
    info.codepage = html->text->codepage;
    info.input = html->live.input;
    info.output = html->live.made;
    tnefi_base_fill(out, &info, sizeof info);
}

uint64_t tnef_html_anomalies(const tnef_html *html, uint32_t code)
{
    return tnefi_base_in_set(anomalies(html), code, TNEF_HTML_A_DAMAGED);
}
