/* SPDX-License-Identifier: MIT */
/* A delivery: the bytes of a body out of the store, decoded, to the sink.
 *
 *     HTML, text          text.c
 *     text made of HTML   piece -> reader of HTML -> sink
 *     RTF                 piece -> LZFu -> sink
 *     text or HTML of it  piece -> LZFu -> RTF reader -> sink
 *     text of HTML in it  piece -> LZFu -> RTF reader -> reader of HTML -> sink
 *
 * Each round of a loop takes bytes from the store, moves them one station on, or is the last: so it
 * ends, and a pause between any two of them is exact. */

#include "body/priv.h"

#include "base/anomalies.h"
#include "base/answer.h"
#include "base/structs.h"
#include "base/touch.h"

#include <string.h>

void tnefi_body_send_end(struct tnef_bodies *b)
{
    tnefi_body_engine_end(b);
    b->send.what = SEND_NOTHING;
}

tnef_status tnefi_body_send_wrong(struct tnef_bodies *b, tnef_status status, int32_t user_code)
{
    memset(&b->live.failed, 0, sizeof b->live.failed);
    b->live.failed.size = sizeof b->live.failed;
    b->live.failed.code = TNEF_NO_CODE;
    b->live.failed.status = status;
    b->live.failed.offset = b->send.made;
    b->live.failed.user_code = user_code;
    if (status == TNEF_E_LIMIT_OUTPUT)
        b->live.failed.limit = b->max_output;
    if (status == TNEF_E_LIMIT_TOTAL)
        b->live.failed.limit = b->max_total;
    if (status == TNEF_E_LIMIT_MEMORY)
        b->live.failed.limit = b->max_memory + (b->spool.write != NULL ? b->max_spool : 0);
    if (TNEF_IS_LIMIT(status))
        b->live.failed.found = b->live.failed.limit + 1u;
    return status;
}

tnef_status tnefi_body_send_to_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct tnef_bodies *b = user;
    tnef_status status;
    size_t n = 0;

    if (b->send.limit == 0)
        return TNEF_E_LIMIT_TOTAL;
    b->live.busy = 1;
    status = tnefi_base_as_status(b->send.sink(b->send.user, buf, len, taken));
    b->live.busy = 0;
    if (status == TNEF_OK)
        n = len;
    else if (status == TNEF_PAUSED)
        n = *taken < len ? *taken : len;
    b->send.made += n;
    b->live.total += n;
    return status;
}

tnef_status tnefi_body_send_refill(struct tnef_bodies *b)
{
    struct tnefi_body_send *s = &b->send;
    uint64_t left = s->end - s->at;
    size_t n = left < PIECE_SIZE ? (size_t)left : PIECE_SIZE;
    int answer = 0;

    if (s->piece_from < s->piece_to || n == 0)
        return TNEF_OK;
    if (s->lent != NULL)
        memcpy(b->buffers.piece, s->lent + (size_t)s->at, n);
    else
        answer = tnefi_body_store_read(b, s->at, b->buffers.piece, n);
    TNEFI_TOUCH(n);
    if (answer != 0)
        return tnefi_body_send_wrong(b, TNEF_E_CALLBACK, answer);
    s->at += n;
    s->piece_from = 0;
    s->piece_to = n;
    return TNEF_OK;
}

/* Whether a status of a reader is due to the sink. */
static int is_from_sink(tnef_status status)
{
    return status == TNEF_E_CALLBACK || status == TNEF_STOPPED;
}

/* The limit of a reader whose sink is the caller's is that of the delivery, or of all of them. */
static tnef_status limited(const struct tnef_bodies *b, tnef_status status)
{
    return status == TNEF_E_LIMIT_OUTPUT ? b->send.limit_status : status;
}

/* Keeps what ended the work of the last reader of the chain, and returns it. */
static tnef_status last_error(struct tnef_bodies *b, const tnef_error *e)
{
    if (e->status == TNEF_E_CALLBACK && b->send.limit == 0)
        return tnefi_body_send_wrong(b, TNEF_E_LIMIT_TOTAL, 0);
    return tnefi_body_send_wrong(b, limited(b, e->status), e->user_code);
}

/* ---- Text made of HTML ----------------------------------------------------------------------- */

static tnef_status html_error(struct tnef_bodies *b)
{
    tnef_error e = { .size = sizeof e };

    tnef_html_error(b->html, &e);
    return last_error(b, &e);
}

static tnef_status run_html(struct tnef_bodies *b)
{
    struct tnefi_body_send *s = &b->send;
    tnef_status status = tnefi_body_send_refill(b);
    size_t taken;

    while (status == TNEF_OK && s->piece_from < s->piece_to) {
        status =
            tnef_html_feed(b->html, b->buffers.piece + s->piece_from, s->piece_to - s->piece_from, &taken);
        s->piece_from += taken;
        if (status != TNEF_OK)
            return status == TNEF_PAUSED ? status : html_error(b);
        status = tnefi_body_send_refill(b);
    }
    if (status != TNEF_OK)
        return status;
    status = tnef_html_finish(b->html);
    if (status == TNEF_OK)
        return s->status;
    return status == TNEF_PAUSED ? status : html_error(b);
}

static tnef_status begin_html(struct tnef_bodies *b, const struct tnefi_body_kept *body)
{
    tnef_status status = tnefi_body_html_engine(b, body->codepage);

    if (status == TNEF_OK)
        b->send.what = SEND_HTML;
    return status;
}

/* ---- RTF ----------------------------------------------------------------------------------- */

/* A sink ended the work of a reader. Each reader is the sink of the one before it, so the last one that
 * failed knows why. */
static tnef_status sink_status(struct tnef_bodies *b)
{
    tnef_error e = { .size = sizeof e };

    if (b->html != NULL)
        tnef_html_error(b->html, &e);
    if (e.status == TNEF_OK && b->rtf != NULL)
        tnef_rtf_error(b->rtf, &e);
    if (e.status == TNEF_OK)
        tnef_lzfu_error(b->lzfu, &e);
    return last_error(b, &e);
}

/* The LZFu decoder takes no more. Has it refused the header, there is nothing to read: that is known at once,
 * while at the end the same status is about contents that were read. */
static void takes_no_more(struct tnefi_body_send *s, tnef_status status)
{
    s->unpacking = status;
    s->nothing = status == TNEF_E_COMPRESSION || status == TNEF_E_SIZE;
}

/* Feeds the whole body to the LZFu decoder. TNEF_OK when that is done; its own status is kept in
 * |unpacking|. */
static tnef_status unpack(struct tnef_bodies *b)
{
    struct tnefi_body_send *s = &b->send;
    tnef_status status = tnefi_body_send_refill(b);
    size_t taken = 0;

    while (status == TNEF_OK && s->piece_from < s->piece_to) {
        status =
            tnef_lzfu_feed(b->lzfu, b->buffers.piece + s->piece_from, s->piece_to - s->piece_from, &taken);
        s->piece_from += taken;
        if (is_from_sink(status))
            return sink_status(b);
        if (status == TNEF_OK)
            status = tnefi_body_send_refill(b);
        else if (status != TNEF_PAUSED)
            takes_no_more(s, status);
    }
    if (status == TNEF_PAUSED || status == TNEF_E_CALLBACK)
        return status;
    if (status == TNEF_OK) {
        status = tnef_lzfu_finish(b->lzfu);
        if (status == TNEF_PAUSED)
            return status;
        if (is_from_sink(status))
            return sink_status(b);
        s->unpacking = status;
    }
    s->unpacked = 1;
    return TNEF_OK;
}

/* Finishes the readers after the LZFu decoder, the first one first. */
static tnef_status finish_rtf(struct tnef_bodies *b)
{
    tnef_status status = tnef_rtf_finish(b->rtf);
    tnef_status html = TNEF_OK;

    if (b->html != NULL && (status == TNEF_OK || status == TNEF_E_TRUNCATED))
        html = tnef_html_finish(b->html);
    return limited(b, html != TNEF_OK ? html : status);
}

static tnef_status run_rtf(struct tnef_bodies *b)
{
    struct tnefi_body_send *s = &b->send;
    tnef_status status = TNEF_OK;
    tnef_status said;

    if (!s->unpacked)
        status = unpack(b);
    if (status != TNEF_OK)
        return status;
    said = b->rtf != NULL ? s->unpacking : limited(b, s->unpacking);
    if (b->rtf != NULL && !s->nothing)
        status = finish_rtf(b);
    if (status == TNEF_PAUSED)
        return status;
    if (is_from_sink(status))
        return sink_status(b);
    if (said != TNEF_OK && said != TNEF_E_TRUNCATED)
        return said;
    if (status != TNEF_OK && status != TNEF_E_TRUNCATED)
        return status;
    if (s->status != TNEF_OK)
        return s->status;
    return said != TNEF_OK ? said : status;
}

static tnef_status begin_rtf(struct tnef_bodies *b, const struct tnefi_body_kept *body, uint32_t form)
{
    tnef_status status;

    if (form == TNEF_BODY_RTF)
        status = tnefi_body_lzfu_engine(b);
    else if (form == TNEF_BODY_TEXT && body->rtf_kind == TNEF_RTF_FROM_HTML)
        status = tnefi_body_rtf_html_engine(b);
    else
        status = tnefi_body_rtf_engine(b, form == TNEF_BODY_HTML);
    if (status == TNEF_OK)
        b->send.what = SEND_RTF;
    return status;
}

/* ---- Anomalies ------------------------------------------------------------------------------- */

#define BIT(name) TNEF_ANOMALY_BIT(name)

/* An anomaly of a reader, and the one of a delivery that reports it. */
struct same {
    uint32_t reader, bodies;
};

static uint64_t same_of(uint64_t met, const struct same *same, size_t count)
{
    uint64_t anomalies = 0;

    TNEFI_TOUCH(count);
    for (size_t i = 0; i < count; i++)
        if ((met & BIT(same[i].reader)) != 0)
            anomalies |= BIT(same[i].bodies);
    return anomalies;
}

static uint64_t anomalies_of_rtf(const struct tnef_bodies *b)
{
    static const struct same same[] = {
        { TNEF_RTF_A_DAMAGED, TNEF_BODIES_A_DAMAGED }, { TNEF_RTF_A_CODEPAGE, TNEF_BODIES_A_CODEPAGE },
        { TNEF_RTF_A_DEEP, TNEF_BODIES_A_DEEP },       { TNEF_RTF_A_FONTS, TNEF_BODIES_A_FONTS },
        { TNEF_RTF_A_LINK, TNEF_BODIES_A_LINK },       { TNEF_RTF_A_TRAILING, TNEF_BODIES_A_TRAILING },
    };
    struct tnef_rtf_info info = { .size = sizeof info };

    if (b->rtf == NULL)
        return 0;
    tnef_rtf_info(b->rtf, &info);
    return same_of(info.anomalies, same, sizeof same / sizeof *same);
}

static uint64_t anomalies_of_html(const struct tnef_bodies *b)
{
    static const struct same same[] = {
        { TNEF_HTML_A_DAMAGED, TNEF_BODIES_A_DAMAGED }, { TNEF_HTML_A_CODEPAGE, TNEF_BODIES_A_CODEPAGE },
        { TNEF_HTML_A_LINK, TNEF_BODIES_A_LINK },       { TNEF_HTML_A_SCRIPT, TNEF_BODIES_A_SCRIPT },
        { TNEF_HTML_A_CONTROL, TNEF_BODIES_A_CONTROL },
    };
    struct tnef_html_info info = { .size = sizeof info };

    if (b->html == NULL)
        return 0;
    tnef_html_info(b->html, &info);
    return same_of(info.anomalies, same, sizeof same / sizeof *same);
}

static uint64_t anomalies_now(const struct tnef_bodies *b)
{
    uint64_t text = b->text.anomalies;
    int is_damaged = (text & (BIT(TNEF_TEXT_A_DAMAGED) | BIT(TNEF_TEXT_A_CUT))) != 0;
    int is_unknown = (text & (BIT(TNEF_TEXT_A_UNKNOWN) | BIT(TNEF_TEXT_A_REFUSED))) != 0;
    uint64_t other = is_unknown ? BIT(TNEF_BODIES_A_CODEPAGE) : 0;

    if (b->send.what == SEND_TEXT)
        return (is_damaged ? BIT(TNEF_BODIES_A_DAMAGED) : 0) | other;
    return anomalies_of_rtf(b) | anomalies_of_html(b) | (b->send.what == SEND_HTML ? other : 0);
}

/* What is known of HTML and text when their converter is ready. If a code page is read as the nearest one
 * that is known, ASCII is not affected. */
static uint64_t anomalies_before(const struct tnef_bodies *b, const struct tnefi_body_kept *body)
{
    int is_nearest = (b->text.anomalies & BIT(TNEF_TEXT_A_NEAREST)) != 0;

    if (b->send.what == SEND_RTF)
        return 0;
    return body->guessed || (body->look.high && is_nearest) ? BIT(TNEF_BODIES_A_CODEPAGE) : 0;
}

void tnef_bodies_info(const tnef_bodies *bodies, struct tnef_bodies_info *out)
{
    const struct tnef_bodies_info info = {
        .size = sizeof info,
        .count = tnef_bodies_count(bodies),
        .anomalies = bodies->live.anomalies,
        .input = bodies->live.top,
        .output = bodies->live.total,
        .passed = bodies->live.passed,
    };

    tnefi_base_fill(out, &info, sizeof info);
}

uint64_t tnef_bodies_anomalies(const tnef_bodies *bodies, uint32_t code)
{
    return tnefi_base_in_set(bodies->live.anomalies, code, TNEF_BODIES_A_DAMAGED);
}

/* ---- The delivery -------------------------------------------------------------------------- */

static int gives(const struct tnefi_body_kept *body, uint32_t form)
{
    if (form == TNEF_BODY_RTF)
        return body->kind == TNEF_PART_RTF;
    return form == TNEF_BODY_HTML || form == TNEF_BODY_TEXT;
}

static tnef_status run(struct tnef_bodies *b)
{
    tnef_status status;

    if (b->send.what == SEND_TEXT)
        status = tnefi_body_send_text(b);
    else
        status = b->send.what == SEND_HTML ? run_html(b) : run_rtf(b);
    b->live.anomalies = anomalies_now(b) | b->send.anomalies;
    if (status == TNEF_PAUSED)
        return status;
    if (status != TNEF_OK && !is_from_sink(status))
        (void)tnefi_body_send_wrong(b, status, 0);
    tnefi_body_send_end(b);
    return status;
}

static void begin(struct tnef_bodies *b, const struct tnefi_body_kept *body, tnef_sink_fn sink, void *user)
{
    struct tnefi_body_send *s = &b->send;
    uint64_t left = b->max_total - b->live.total;

    memset(s, 0, sizeof *s);
    TNEFI_TOUCH(sizeof *s);
    s->sink = sink;
    s->user = user;
    s->lent = body->lent;
    s->at = body->start;
    s->end = body->start + body->kept;
    s->status = body->status;
    if ((body->flags & TNEF_F_INCOMPLETE) != 0 && s->status == TNEF_OK && body->kind != TNEF_PART_RTF)
        s->status = TNEF_E_TRUNCATED;
    s->limit = left < b->max_output ? left : b->max_output;
    s->limit_status = left < b->max_output ? TNEF_E_LIMIT_TOTAL : TNEF_E_LIMIT_OUTPUT;
    s->anomalies = body->charset_source == TNEF_CHARSET_NOT_UTF8 ? BIT(TNEF_BODIES_A_NOT_UTF8) : 0;
    b->live.anomalies = 0;
}

tnef_status tnef_bodies_deliver(tnef_bodies *bodies, uint32_t index, uint32_t form, tnef_sink_fn sink,
                                void *user)
{
    struct tnef_bodies *b = bodies;
    const struct tnefi_body_kept *body;
    tnef_status status = TNEF_OK;

    if (b->live.busy)
        return tnefi_body_fail(b, TNEF_E_STATE, 0);
    if (b->live.fatal.status != TNEF_OK)
        return b->live.fatal.status;
    tnefi_body_send_end(b);
    if (index >= tnef_bodies_count(b) || sink == NULL || (b->flags & TNEF_BODIES_FACTS) != 0)
        return tnefi_body_send_wrong(b, TNEF_E_ARGUMENT, 0);
    body = &b->body[b->live.current->first + index];
    if (!gives(body, form))
        return tnefi_body_send_wrong(b, TNEF_E_ARGUMENT, 0);
    begin(b, body, sink, user);
    (void)tnefi_body_send_wrong(b, TNEF_OK, 0);
    if (body->kind == TNEF_PART_RTF)
        status = begin_rtf(b, body, form);
    else if (body->kind == TNEF_PART_HTML && form == TNEF_BODY_TEXT)
        status = begin_html(b, body);
    else
        tnefi_body_send_text_begin(b, body, form);
    if (status != TNEF_OK)
        return tnefi_body_send_wrong(b, status, 0);
    b->send.anomalies |= anomalies_before(b, body);
    return run(b);
}

tnef_status tnef_bodies_resume(tnef_bodies *bodies)
{
    if (bodies->live.busy || bodies->send.what == SEND_NOTHING)
        return tnefi_body_fail(bodies, TNEF_E_STATE, 0);
    return run(bodies);
}
