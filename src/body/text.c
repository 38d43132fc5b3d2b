/* SPDX-License-Identifier: MIT */
/* A delivery of HTML or text in its own form, and of HTML that is made of text:
 *
 *     piece -> converter of the code page -> wide -> NULs, charset or markup -> out -> sink */

#include "body/priv.h"

#include "base/touch.h"

/* Offers what waits to the sink. TNEF_OK if it took all. */
static tnef_status drain(struct tnef_bodies *b)
{
    struct tnefi_body_send *s = &b->send;
    size_t len = s->out_to - s->out_from;
    size_t taken = len;
    tnef_status status;

    /* Also after a pause that took all of it, or there would never be room again. */
    if (len == 0) {
        s->out_from = s->out_to = 0;
        return TNEF_OK;
    }
    status = tnefi_body_send_to_sink(b, b->buffers.out + s->out_from, len, &taken);
    if (status == TNEF_OK) {
        s->out_from = s->out_to = 0;
    } else if (status == TNEF_PAUSED) {
        s->out_from += taken < len ? taken : len;
    } else {
        status = tnefi_body_send_wrong(b, status == TNEF_STOPPED ? TNEF_STOPPED : TNEF_E_CALLBACK, status);
    }
    return status;
}

/* Adds the |len| bytes that were written after the end of |out|: all of them, or beyond the limit none.
 * Returns 0 at the limit. */
static int commit(struct tnef_bodies *b, size_t len)
{
    struct tnefi_body_send *s = &b->send;

    if (len > s->limit - s->made - (s->out_to - s->out_from)) {
        s->status = s->limit_status;
        s->limited = 1;
        return 0;
    }
    s->out_to += len;
    return 1;
}

/* Writes one character of |n| bytes, or nothing of it. Returns 0 at the limit. */
static int put(struct tnef_bodies *b, const char *p, size_t n)
{
    struct tnefi_body_send *s = &b->send;
    uint8_t *to = b->buffers.out + s->out_to;
    size_t len = 0;

    TNEFI_TOUCH(n);
    if (s->as_markup)
        return commit(b, tnefi_body_markup_char(&s->markup, p, n, to));
    for (size_t i = 0; i < n; i++) {
        if (s->html)
            len += tnefi_html_charset_byte(&s->charset, (uint8_t)p[i], to + len);
        else
            to[len++] = (uint8_t)p[i];
    }
    TNEFI_TOUCH(len);
    return commit(b, len);
}

/* The bytes of a character of valid UTF-8. */
static size_t length(char first)
{
    uint8_t c = (uint8_t)first;

    return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : CHAR_MAX_BYTES;
}

/* Characters from |wide| to |out|, as many as there is room for. NULs wait until something else
 * follows. */
static void filter(struct tnef_bodies *b)
{
    struct tnefi_body_send *s = &b->send;

    while (s->wide_from < s->wide_to && OUT_SIZE - s->out_to >= OUT_ROOM) {
        const char *p = b->buffers.wide + s->wide_from;

        if (*p == '\0') {
            TNEFI_TOUCH(1);
            s->nuls++;
            s->wide_from++;
        } else if (s->nuls > 0) {
            if (!put(b, "", 1))
                return;
            s->nuls--;
        } else {
            if (!put(b, p, length(*p)))
                return;
            s->wide_from += length(*p);
        }
    }
}

/* Converts bytes from |piece| to |wide|, which is empty. */
static tnef_status convert(struct tnef_bodies *b)
{
    struct tnefi_body_send *s = &b->send;
    tnef_status status = tnefi_body_send_refill(b);
    size_t taken;

    if (status != TNEF_OK)
        return status;
    s->wide_from = 0;
    if (s->piece_from < s->piece_to) {
        status = tnef_text_feed(&b->text, b->buffers.piece + s->piece_from, s->piece_to - s->piece_from,
                                &taken, b->buffers.wide, WIDE_SIZE, &s->wide_to);
        s->piece_from += taken;
    } else {
        status = tnef_text_finish(&b->text, b->buffers.wide, WIDE_SIZE, &s->wide_to);
        s->finished = status == TNEF_OK;
    }
    return status < TNEF_OK ? status : TNEF_OK;
}

/* Writes what follows the last character, once. Returns 0 if there is nothing to write. */
static int close_markup(struct tnef_bodies *b)
{
    struct tnefi_body_send *s = &b->send;

    if (!s->as_markup || s->closed)
        return 0;
    s->closed = 1;
    (void)commit(b, tnefi_body_markup_end(&s->markup, b->buffers.out + s->out_to));
    return 1;
}

tnef_status tnefi_body_send_text(struct tnef_bodies *b)
{
    struct tnefi_body_send *s = &b->send;
    tnef_status status;

    while ((status = drain(b)) == TNEF_OK) {
        if (s->limited)
            return s->status;
        if (s->wide_from < s->wide_to)
            filter(b);
        else if (!s->finished)
            status = convert(b);
        else if (!close_markup(b))
            return s->status;
        if (status != TNEF_OK)
            break;
    }
    return status;
}

void tnefi_body_send_text_begin(struct tnef_bodies *b, const struct tnefi_body_kept *body, uint32_t form)
{
    struct tnefi_body_send *s = &b->send;

    tnef_text_change(&b->text, body->codepage);
    s->what = SEND_TEXT;
    s->html = body->kind == TNEF_PART_HTML;
    s->as_markup = !s->html && form == TNEF_BODY_HTML;
    tnefi_html_charset_begin(&s->charset);
    if (s->as_markup)
        (void)commit(b, tnefi_body_markup_begin(&s->markup, b->buffers.out));
}
