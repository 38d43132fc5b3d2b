/* SPDX-License-Identifier: MIT */
/* A delivery: the bytes of a body out of the store, decoded, to the sink.
 *
 *     HTML, text   piece -> converter of the code page -> wide -> NULs, charset -> out -> sink
 *     RTF          piece -> LZFu -> (RTF reader ->) sink
 *
 * Each round of a loop takes bytes from the store, moves them one station on, or is the last: so it
 * ends, and a pause between any two of them is exact. */

#include "body_priv.h"

#include "answer.h"

#include <string.h>

void tnefi_send_end(struct tnef_bodies *b)
{
    tnefi_bodies_engine_end(b);
    b->send.what = SEND_NOTHING;
}

/* Keeps what is wrong with the delivery. */
static tnef_status wrong(struct tnef_bodies *b, tnef_status status, int32_t user_code)
{
    memset(&b->failed, 0, sizeof b->failed);
    b->failed.size = sizeof b->failed;
    b->failed.code = TNEF_NO_CODE;
    b->failed.status = status;
    b->failed.offset = b->send.made;
    b->failed.user_code = user_code;
    if (status == TNEF_E_LIMIT_OUTPUT)
        b->failed.limit = b->max_output;
    if (status == TNEF_E_LIMIT_MEMORY)
        b->failed.limit = b->max_memory + (b->spool.write != NULL ? b->max_spool : 0);
    return status;
}

static tnef_status to_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct tnef_bodies *b = user;
    tnef_status status;

    b->busy = 1;
    status = tnefi_as_status(b->send.sink(b->send.user, buf, len, taken));
    b->busy = 0;
    if (status == TNEF_OK)
        b->send.made += len;
    else if (status == TNEF_PAUSED)
        b->send.made += *taken < len ? *taken : len;
    return status;
}

/* The next piece, if the one before was used up. */
static tnef_status refill(struct tnef_bodies *b)
{
    struct tnefi_send *s = &b->send;
    uint64_t left = s->end - s->at;
    size_t n = left < PIECE_SIZE ? (size_t)left : PIECE_SIZE;
    int answer;

    if (s->piece_from < s->piece_to || n == 0)
        return TNEF_OK;
    answer = tnefi_store_read(b, s->at, s->piece, n);
    if (answer != 0)
        return wrong(b, TNEF_E_CALLBACK, answer);
    s->at += n;
    s->piece_from = 0;
    s->piece_to = n;
    return TNEF_OK;
}

/* ---- HTML and text ------------------------------------------------------------------------- */

/* Offers what waits. TNEF_OK: all was taken. */
static tnef_status drain(struct tnef_bodies *b)
{
    struct tnefi_send *s = &b->send;
    size_t len = s->out_to - s->out_from;
    size_t taken = len;
    tnef_status status;

    if (len == 0)
        return TNEF_OK;
    status = to_sink(b, s->out + s->out_from, len, &taken);
    if (status == TNEF_OK) {
        s->out_from = s->out_to = 0;
    } else if (status == TNEF_PAUSED) {
        s->out_from += taken < len ? taken : len;
    } else {
        status = wrong(b, status == TNEF_STOPPED ? TNEF_STOPPED : TNEF_E_CALLBACK, status);
    }
    return status;
}

/* One character of |n| bytes, or nothing of it. False: there is no more to be made. */
static int put(struct tnef_bodies *b, const char *p, size_t n)
{
    struct tnefi_send *s = &b->send;
    uint8_t *to = s->out + s->out_to;
    size_t len = 0;

    for (size_t i = 0; i < n; i++) {
        if (s->html)
            len += tnefi_html_charset_byte(&s->charset, (uint8_t)p[i], to + len);
        else
            to[len++] = (uint8_t)p[i];
    }
    if (len > b->max_output - s->made - (s->out_to - s->out_from))
        return 0;
    s->out_to += len;
    return 1;
}

/* The bytes of a character of valid UTF-8. */
static size_t length(char first)
{
    uint8_t c = (uint8_t)first;

    return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : CHAR_MAX_BYTES;
}

/* Characters from |wide| to |out|, as many as there is room for. NULs wait until something else
 * follows. False: at the limit. */
static int filter(struct tnef_bodies *b)
{
    struct tnefi_send *s = &b->send;

    while (s->wide_from < s->wide_to && OUT_SIZE - s->out_to >= OUT_ROOM) {
        const char *p = s->wide + s->wide_from;

        if (*p == '\0') {
            s->nuls++;
            s->wide_from++;
        } else if (s->nuls > 0) {
            if (!put(b, "", 1))
                return 0;
            s->nuls--;
        } else {
            if (!put(b, p, length(*p)))
                return 0;
            s->wide_from += length(*p);
        }
    }
    return 1;
}

/* Bytes from |piece| to |wide|, which is empty. */
static tnef_status convert(struct tnef_bodies *b)
{
    struct tnefi_send *s = &b->send;
    tnef_status status = refill(b);
    size_t taken;

    if (status != TNEF_OK)
        return status;
    s->wide_from = 0;
    if (s->piece_from < s->piece_to) {
        status = tnef_text_feed(&b->text, s->piece + s->piece_from, s->piece_to - s->piece_from,
                                &taken, s->wide, WIDE_SIZE, &s->wide_to);
        s->piece_from += taken;
    } else {
        status = tnef_text_finish(&b->text, s->wide, WIDE_SIZE, &s->wide_to);
        s->finished = status == TNEF_OK;
    }
    return status == TNEF_E_MEMORY ? status : TNEF_OK;
}

static tnef_status run_text(struct tnef_bodies *b)
{
    struct tnefi_send *s = &b->send;
    tnef_status status;

    while ((status = drain(b)) == TNEF_OK) {
        if (s->status == TNEF_E_LIMIT_OUTPUT)
            return s->status;
        if (s->wide_from < s->wide_to) {
            if (!filter(b))
                s->status = TNEF_E_LIMIT_OUTPUT;
        } else if (s->finished) {
            return s->status;
        } else {
            status = convert(b);
            if (status != TNEF_OK)
                break;
        }
    }
    return status;
}

static tnef_status begin_text(struct tnef_bodies *b, const struct tnefi_body *body)
{
    struct tnefi_send *s = &b->send;

    tnef_text_change(&b->text, body->codepage);
    s->what = SEND_TEXT;
    s->html = body->kind == TNEF_PART_HTML;
    tnefi_html_charset_begin(&s->charset);
    if ((body->flags & TNEF_F_INCOMPLETE) != 0 && s->status == TNEF_OK)
        s->status = TNEF_E_TRUNCATED;
    return TNEF_OK;
}

/* ---- RTF ----------------------------------------------------------------------------------- */

/* Whether a status of the LZFu decoder or the RTF reader comes from the sink in the end. */
static int is_from_sink(tnef_status status)
{
    return status == TNEF_E_CALLBACK || status == TNEF_STOPPED;
}

/* The sink has ended the work of the LZFu decoder, or the RTF reader has, which is its sink. */
static tnef_status sink_status(struct tnef_bodies *b)
{
    tnef_error e = { .size = sizeof e };

    if (b->send.through_rtf)
        tnef_rtf_error(b->rtf, &e);
    else
        tnef_lzfu_error(b->lzfu, &e);
    return wrong(b, e.status, e.user_code);
}

/* All that is there goes through the LZFu decoder. TNEF_OK: it has; what it said is kept. */
static tnef_status unpack(struct tnef_bodies *b)
{
    struct tnefi_send *s = &b->send;
    tnef_status status = refill(b);
    size_t taken = 0;

    while (status == TNEF_OK && s->piece_from < s->piece_to) {
        status = tnef_lzfu_feed(b->lzfu, s->piece + s->piece_from, s->piece_to - s->piece_from,
                                &taken);
        s->piece_from += taken;
        if (is_from_sink(status))
            return sink_status(b);
        if (status == TNEF_OK)
            status = refill(b);
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

static tnef_status run_rtf(struct tnef_bodies *b)
{
    struct tnefi_send *s = &b->send;
    tnef_status status = TNEF_OK;
    tnef_status said;

    if (!s->unpacked)
        status = unpack(b);
    if (status != TNEF_OK)
        return status;
    said = s->unpacking;
    if (s->through_rtf && !is_nothing(said))
        status = tnef_rtf_finish(b->rtf);
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

static tnef_status begin_rtf(struct tnef_bodies *b, uint32_t form)
{
    tnef_status status = tnefi_bodies_engine(b, to_sink, form);

    if (status != TNEF_OK)
        return status;
    b->send.what = SEND_RTF;
    b->send.through_rtf = form != TNEF_BODY_RTF;
    return TNEF_OK;
}

/* ---- The delivery -------------------------------------------------------------------------- */

static int gives(const struct tnefi_body *body, uint32_t form)
{
    if (body->kind == TNEF_PART_RTF)
        return form >= TNEF_BODY_HTML && form <= TNEF_BODY_RTF;
    return form == tnefi_body_form(body);
}

static tnef_status run(struct tnef_bodies *b)
{
    tnef_status status = b->send.what == SEND_TEXT ? run_text(b) : run_rtf(b);

    if (status == TNEF_PAUSED)
        return status;
    if (status != TNEF_OK && !is_from_sink(status))
        (void)wrong(b, status, 0);
    tnefi_send_end(b);
    return status;
}

tnef_status tnef_bodies_deliver(tnef_bodies *bodies, uint32_t index, uint32_t form,
                                tnef_sink_fn sink, void *user)
{
    struct tnef_bodies *b = bodies;
    struct tnefi_send *s = &b->send;
    const struct tnefi_body *body;
    tnef_status status;

    if (b->busy)
        return tnefi_bodies_fail(b, TNEF_E_STATE, 0);
    if (b->fatal.status != TNEF_OK)
        return b->fatal.status;
    tnefi_send_end(b);
    if (index >= tnef_bodies_count(b) || sink == NULL || (b->flags & TNEF_BODIES_FACTS) != 0)
        return wrong(b, TNEF_E_ARGUMENT, 0);
    body = &b->body[b->current->first + index];
    if (!gives(body, form))
        return wrong(b, TNEF_E_ARGUMENT, 0);
    memset(s, 0, offsetof(struct tnefi_send, piece));
    s->sink = sink;
    s->user = user;
    s->at = body->start;
    s->end = body->start + body->kept;
    s->status = body->status;
    (void)wrong(b, TNEF_OK, 0);
    status = body->kind == TNEF_PART_RTF ? begin_rtf(b, form) : begin_text(b, body);
    if (status != TNEF_OK)
        return wrong(b, status, 0);
    return run(b);
}

tnef_status tnef_bodies_resume(tnef_bodies *bodies)
{
    if (bodies->busy || bodies->send.what == SEND_NOTHING)
        return tnefi_bodies_fail(bodies, TNEF_E_STATE, 0);
    return run(bodies);
}
