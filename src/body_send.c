/* SPDX-License-Identifier: MIT */
/* A delivery: the bytes of a body out of the store, decoded, to the sink.
 *
 *     HTML, text          body_text.c
 *     text made of HTML   piece -> reader of HTML -> sink
 *     RTF                 piece -> LZFu -> sink
 *     text or HTML of it  piece -> LZFu -> RTF reader -> sink
 *     text of HTML in it  piece -> LZFu -> RTF reader -> reader of HTML -> sink
 *
 * Each round of a loop takes bytes from the store, moves them one station on, or is the last: so it
 * ends, and a pause between any two of them is exact. */

#include "body_priv.h"

#include "answer.h"
#include "touch.h"

#include <string.h>

void tnefi_send_end(struct tnef_bodies *b)
{
    tnefi_bodies_engine_end(b);
    b->send.what = SEND_NOTHING;
}

tnef_status tnefi_send_wrong(struct tnef_bodies *b, tnef_status status, int32_t user_code)
{
    memset(&b->failed, 0, sizeof b->failed);
    b->failed.size = sizeof b->failed;
    b->failed.code = TNEF_NO_CODE;
    b->failed.status = status;
    b->failed.offset = b->send.made;
    b->failed.user_code = user_code;
    if (status == TNEF_E_LIMIT_OUTPUT)
        b->failed.limit = b->max_output;
    if (status == TNEF_E_LIMIT_TOTAL)
        b->failed.limit = b->max_total;
    if (status == TNEF_E_LIMIT_MEMORY)
        b->failed.limit = b->max_memory + (b->spool.write != NULL ? b->max_spool : 0);
    if (TNEF_IS_LIMIT(status))
        b->failed.found = b->failed.limit + 1u;
    return status;
}

tnef_status tnefi_send_to_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct tnef_bodies *b = user;
    tnef_status status;
    size_t n = 0;

    if (b->send.limit == 0)
        return TNEF_E_LIMIT_TOTAL;
    b->busy = 1;
    status = tnefi_as_status(b->send.sink(b->send.user, buf, len, taken));
    b->busy = 0;
    if (status == TNEF_OK)
        n = len;
    else if (status == TNEF_PAUSED)
        n = *taken < len ? *taken : len;
    b->send.made += n;
    b->total += n;
    return status;
}

tnef_status tnefi_send_refill(struct tnef_bodies *b)
{
    struct tnefi_send *s = &b->send;
    uint64_t left = s->end - s->at;
    size_t n = left < PIECE_SIZE ? (size_t)left : PIECE_SIZE;
    int answer = 0;

    if (s->piece_from < s->piece_to || n == 0)
        return TNEF_OK;
    if (s->lent != NULL)
        memcpy(s->piece, s->lent + (size_t)s->at, n);
    else
        answer = tnefi_store_read(b, s->at, s->piece, n);
    TNEFI_TOUCH(n);
    if (answer != 0)
        return tnefi_send_wrong(b, TNEF_E_CALLBACK, answer);
    s->at += n;
    s->piece_from = 0;
    s->piece_to = n;
    return TNEF_OK;
}

/* Whether a status of a reader comes from the sink in the end. */
static int is_from_sink(tnef_status status)
{
    return status == TNEF_E_CALLBACK || status == TNEF_STOPPED;
}

/* The limit of a reader whose sink is the caller's is that of the delivery, or of all of them. */
static tnef_status limited(const struct tnef_bodies *b, tnef_status status)
{
    return status == TNEF_E_LIMIT_OUTPUT ? b->send.limit_status : status;
}

/* What has ended the work of the last reader of the chain. */
static tnef_status last_error(struct tnef_bodies *b, const tnef_error *e)
{
    if (e->status == TNEF_E_CALLBACK && b->send.limit == 0)
        return tnefi_send_wrong(b, TNEF_E_LIMIT_TOTAL, 0);
    return tnefi_send_wrong(b, limited(b, e->status), e->user_code);
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
    struct tnefi_send *s = &b->send;
    tnef_status status = tnefi_send_refill(b);
    size_t taken;

    while (status == TNEF_OK && s->piece_from < s->piece_to) {
        status = tnef_html_feed(b->html, s->piece + s->piece_from, s->piece_to - s->piece_from,
                                &taken);
        s->piece_from += taken;
        if (status != TNEF_OK)
            return status == TNEF_PAUSED ? status : html_error(b);
        status = tnefi_send_refill(b);
    }
    if (status != TNEF_OK)
        return status;
    status = tnef_html_finish(b->html);
    if (status == TNEF_OK)
        return s->status;
    return status == TNEF_PAUSED ? status : html_error(b);
}

static tnef_status begin_html(struct tnef_bodies *b, const struct tnefi_body *body)
{
    tnef_status status = tnefi_bodies_html_engine(b, body->codepage);

    if (status == TNEF_OK)
        b->send.what = SEND_HTML;
    return status;
}

/* ---- RTF ----------------------------------------------------------------------------------- */

/* A sink has ended the work of a reader, and each reader is the sink of the one before it: so the
 * last one that has failed says why. */
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

/* All that is there goes through the LZFu decoder. TNEF_OK: it has; what it said is kept. */
static tnef_status unpack(struct tnef_bodies *b)
{
    struct tnefi_send *s = &b->send;
    tnef_status status = tnefi_send_refill(b);
    size_t taken = 0;

    while (status == TNEF_OK && s->piece_from < s->piece_to) {
        status = tnef_lzfu_feed(b->lzfu, s->piece + s->piece_from, s->piece_to - s->piece_from,
                                &taken);
        s->piece_from += taken;
        if (is_from_sink(status))
            return sink_status(b);
        if (status == TNEF_OK)
            status = tnefi_send_refill(b);
        else if (status != TNEF_PAUSED)
            s->unpacking = status;
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

/* What there was nothing of: no header, no RTF. */
static int is_nothing(tnef_status status)
{
    return status == TNEF_E_COMPRESSION || status == TNEF_E_SIZE;
}

/* The readers after the LZFu decoder come to their end, the first one first. */
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
    struct tnefi_send *s = &b->send;
    tnef_status status = TNEF_OK;
    tnef_status said;

    if (!s->unpacked)
        status = unpack(b);
    if (status != TNEF_OK)
        return status;
    said = b->rtf != NULL ? s->unpacking : limited(b, s->unpacking);
    if (b->rtf != NULL && !is_nothing(said))
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

static tnef_status begin_rtf(struct tnef_bodies *b, const struct tnefi_body *body, uint32_t form)
{
    tnef_status status;

    if (form == TNEF_BODY_RTF)
        status = tnefi_bodies_lzfu_engine(b);
    else if (form == TNEF_BODY_TEXT && body->rtf_kind == TNEF_RTF_FROM_HTML)
        status = tnefi_bodies_rtf_html_engine(b);
    else
        status = tnefi_bodies_rtf_engine(b, form == TNEF_BODY_HTML);
    if (status == TNEF_OK)
        b->send.what = SEND_RTF;
    return status;
}

/* ---- What was found -------------------------------------------------------------------------- */

static uint32_t found_in_rtf(const struct tnef_bodies *b)
{
    static const struct { uint32_t rtf, found; } same[] = {
        { TNEF_RTF_DAMAGED, TNEF_FOUND_DAMAGED }, { TNEF_RTF_CODEPAGE, TNEF_FOUND_CODEPAGE },
        { TNEF_RTF_DEEP, TNEF_FOUND_DEEP }, { TNEF_RTF_FONTS, TNEF_FOUND_FONTS },
        { TNEF_RTF_LINK, TNEF_FOUND_LINK }, { TNEF_RTF_TRAILING, TNEF_FOUND_TRAILING },
    };
    tnef_rtf_info info = { .size = sizeof info };
    uint32_t found = 0;

    if (b->rtf == NULL)
        return 0;
    tnef_rtf_found(b->rtf, &info);
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if ((info.flags & same[i].rtf) != 0)
            found |= same[i].found;
    return found;
}

static uint32_t found_in_html(const struct tnef_bodies *b)
{
    static const struct { uint32_t html, found; } same[] = {
        { TNEF_HTML_DAMAGED, TNEF_FOUND_DAMAGED }, { TNEF_HTML_CODEPAGE, TNEF_FOUND_CODEPAGE },
        { TNEF_HTML_LINK, TNEF_FOUND_LINK }, { TNEF_HTML_SCRIPT, TNEF_FOUND_SCRIPT },
        { TNEF_HTML_CONTROL, TNEF_FOUND_CONTROL },
    };
    tnef_html_info info = { .size = sizeof info };
    uint32_t found = 0;

    if (b->html == NULL)
        return 0;
    tnef_html_found(b->html, &info);
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if ((info.flags & same[i].html) != 0)
            found |= same[i].found;
    return found;
}

static uint32_t found(const struct tnef_bodies *b)
{
    uint32_t flags = b->text.flags;
    uint32_t is_damaged = (flags & (TNEF_TEXT_DAMAGED | TNEF_TEXT_CUT)) != 0;
    uint32_t other = (flags & (TNEF_TEXT_UNKNOWN | TNEF_TEXT_REFUSED)) != 0 ? TNEF_FOUND_CODEPAGE : 0u;

    if (b->send.what == SEND_TEXT)
        return (is_damaged ? TNEF_FOUND_DAMAGED : 0u) | other;
    return found_in_rtf(b) | found_in_html(b) | (b->send.what == SEND_HTML ? other : 0u);
}

/* What is known of HTML and text when their converter is ready. Of a code page that is read as the
 * nearest one, ASCII is the same. */
static uint32_t found_before(const struct tnef_bodies *b, const struct tnefi_body *body)
{
    if (b->send.what == SEND_RTF)
        return 0;
    if (body->guessed || (body->look.high && (b->text.flags & TNEF_TEXT_NEAREST) != 0))
        return TNEF_FOUND_CODEPAGE;
    return 0;
}

uint32_t tnef_bodies_found(const tnef_bodies *bodies)
{
    return bodies->found;
}

/* ---- The delivery -------------------------------------------------------------------------- */

static int gives(const struct tnefi_body *body, uint32_t form)
{
    if (form == TNEF_BODY_RTF)
        return body->kind == TNEF_PART_RTF;
    return form == TNEF_BODY_HTML || form == TNEF_BODY_TEXT;
}

static tnef_status run(struct tnef_bodies *b)
{
    tnef_status status;

    if (b->send.what == SEND_TEXT)
        status = tnefi_send_text(b);
    else
        status = b->send.what == SEND_HTML ? run_html(b) : run_rtf(b);
    b->found = found(b) | b->send.found;
    if (status == TNEF_PAUSED)
        return status;
    if (status != TNEF_OK && !is_from_sink(status))
        (void)tnefi_send_wrong(b, status, 0);
    tnefi_send_end(b);
    return status;
}

static void begin(struct tnef_bodies *b, const struct tnefi_body *body, tnef_sink_fn sink,
                  void *user)
{
    struct tnefi_send *s = &b->send;
    uint64_t left = b->max_total - b->total;

    memset(s, 0, offsetof(struct tnefi_send, piece));
    TNEFI_TOUCH(offsetof(struct tnefi_send, piece));
    s->sink = sink;
    s->user = user;
    s->lent = body->lent;
    s->at = body->start;
    s->end = body->start + body->kept;
    s->status = body->status;
    if ((body->flags & TNEF_F_INCOMPLETE) != 0 && s->status == TNEF_OK
        && body->kind != TNEF_PART_RTF)
        s->status = TNEF_E_TRUNCATED;
    s->limit = left < b->max_output ? left : b->max_output;
    s->limit_status = left < b->max_output ? TNEF_E_LIMIT_TOTAL : TNEF_E_LIMIT_OUTPUT;
    s->found = body->charset_source == TNEF_CHARSET_NOT_UTF8 ? TNEF_FOUND_NOT_UTF8 : 0u;
    b->found = 0;
}

tnef_status tnef_bodies_deliver(tnef_bodies *bodies, uint32_t index, uint32_t form,
                                tnef_sink_fn sink, void *user)
{
    struct tnef_bodies *b = bodies;
    const struct tnefi_body *body;
    tnef_status status = TNEF_OK;

    if (b->busy)
        return tnefi_bodies_fail(b, TNEF_E_STATE, 0);
    if (b->fatal.status != TNEF_OK)
        return b->fatal.status;
    tnefi_send_end(b);
    if (index >= tnef_bodies_count(b) || sink == NULL || (b->flags & TNEF_BODIES_FACTS) != 0)
        return tnefi_send_wrong(b, TNEF_E_ARGUMENT, 0);
    body = &b->body[b->current->first + index];
    if (!gives(body, form))
        return tnefi_send_wrong(b, TNEF_E_ARGUMENT, 0);
    begin(b, body, sink, user);
    (void)tnefi_send_wrong(b, TNEF_OK, 0);
    if (body->kind == TNEF_PART_RTF)
        status = begin_rtf(b, body, form);
    else if (body->kind == TNEF_PART_HTML && form == TNEF_BODY_TEXT)
        status = begin_html(b, body);
    else
        tnefi_send_text_begin(b, body, form);
    if (status != TNEF_OK)
        return tnefi_send_wrong(b, status, 0);
    b->send.found |= found_before(b, body);
    return run(b);
}

tnef_status tnef_bodies_resume(tnef_bodies *bodies)
{
    if (bodies->busy || bodies->send.what == SEND_NOTHING)
        return tnefi_bodies_fail(bodies, TNEF_E_STATE, 0);
    return run(bodies);
}
