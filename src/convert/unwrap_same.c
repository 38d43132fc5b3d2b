/* SPDX-License-Identifier: MIT */
/* Whether plain text beside a stream says what the message says. Both are read at once: what the converter
 * tells comes in pieces, and for each byte of it one of the part is read. White space counts as one blank,
 * since programs break lines where they like. */

#include "convert/unwrap_same.h"

#include "base/touch.h"

#include <string.h>

#define NO_MORE (-1)

/* ---- The part ------------------------------------------------------------------------------ */

static tnef_status to_raw(void *user, const void *buf, size_t len, size_t *taken)
{
    struct tnefi_convert_unwrap_same *s = user;
    const size_t room = sizeof s->raw - s->raw_len;

    *taken = len < room ? len : room;
    memcpy(s->raw + s->raw_len, buf, *taken);
    TNEFI_TOUCH(*taken);
    s->raw_len += *taken;
    return *taken < len ? TNEF_PAUSED : TNEF_OK;
}

/* Decodes more bytes. 0: there are none. */
static int fill_raw(struct tnefi_convert_unwrap_same *s)
{
    s->raw_at = 0;
    s->raw_len = 0;
    while (s->raw_len == 0 && s->at < s->part.end) {
        size_t n = 0, taken = 0;
        const uint8_t *p = tnefi_convert_unwrap_window(s->u, s->at, s->part.end, &n);

        if (p == NULL)
            return 0;
        if (tnef_transfer_feed(s->transfer, p, n, &taken) != TNEF_PAUSED)
            taken = n;
        s->at += taken;
    }
    if (s->raw_len == 0)
        (void)tnef_transfer_finish(s->transfer);
    return s->raw_len > 0;
}

/* Makes more text. 0: there is none. */
static int fill_text(struct tnefi_convert_unwrap_same *s)
{
    size_t taken = 0;
    tnef_status status = TNEF_OK;

    s->text_at = 0;
    s->text_len = 0;
    while (s->text_len == 0 && status != TNEF_E_MEMORY) {
        if (s->raw_at == s->raw_len && !fill_raw(s)) {
            status = tnef_text_finish(&s->converter, s->text, sizeof s->text, &s->text_len);
            break;
        }
        status = tnef_text_feed(&s->converter, s->raw + s->raw_at, s->raw_len - s->raw_at, &taken, s->text,
                                sizeof s->text, &s->text_len);
        s->raw_at += taken;
    }
    if (status == TNEF_E_MEMORY)
        (void)tnefi_convert_unwrap_fail(s->u, TNEF_E_MEMORY, 0);
    return s->text_len > 0;
}

static int is_white(int c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static int next_byte(struct tnefi_convert_unwrap_same *s)
{
    if (s->text_at == s->text_len && !fill_text(s))
        return NO_MORE;
    TNEFI_TOUCH(1);
    return (uint8_t)s->text[s->text_at++];
}

/* The next byte that is no white space, or one blank for all that stands before it. */
static int next_folded(struct tnefi_convert_unwrap_same *s)
{
    int c = s->held;

    s->held = NO_MORE;
    if (c != NO_MORE)
        return c;
    c = next_byte(s);
    if (!is_white(c)) {
        s->has_begun = 1;
        return c;
    }
    do
        c = next_byte(s);
    while (is_white(c));
    if (c == NO_MORE || !s->has_begun) {
        s->has_begun = 1;
        return c;
    }
    s->held = c;
    return ' ';
}

/* ---- The message --------------------------------------------------------------------------- */

static void see(void *user, const void *p, size_t n)
{
    struct tnefi_convert_unwrap_same *s = user;
    const uint8_t *bytes = p;

    s->was_seen = 1;
    TNEFI_TOUCH(n);
    for (size_t i = 0; i < n && !s->differs; i++) {
        if (is_white(bytes[i])) {
            s->is_blank = 1;
            continue;
        }
        if (s->is_blank && s->is_in_text)
            s->differs = next_folded(s) != ' ';
        s->is_blank = 0;
        s->is_in_text = 1;
        s->differs = s->differs || next_folded(s) != bytes[i];
    }
}

static const uint8_t *read_part(void *user, uint64_t from, uint64_t end, size_t *n)
{
    struct tnefi_convert_unwrap_same *s = user;

    return tnefi_convert_unwrap_window(s->u, from, end, n);
}

void tnefi_convert_unwrap_same_begin(struct tnefi_convert_unwrap_same *s, struct tnef_unwrap *u,
                                     const struct tnefi_convert_unwrap_plain *part, uint32_t codepage,
                                     struct tnefi_convert_plain *plain)
{
    const tnef_transfer_config cfg = { .size = sizeof cfg,
                                       .kind = part->encoding,
                                       .sink = to_raw,
                                       .user = s,
                                       .max_input = TNEF_TRANSFER_CEILING,
                                       .max_output = TNEF_TRANSFER_CEILING };

    memset(s, 0, sizeof *s);
    TNEFI_TOUCH(sizeof *s);
    s->u = u;
    s->part = *part;
    s->at = part->body;
    s->held = NO_MORE;
    (void)tnef_transfer_init(&s->transfer, s->memory, sizeof s->memory, &cfg);
    tnefi_convert_text_init(u->convert, &s->converter, codepage);
    plain->user = s;
    plain->see = see;
    plain->read = read_part;
    plain->from = part->head;
    plain->end = part->end;
}

int tnefi_convert_unwrap_same_end(struct tnefi_convert_unwrap_same *s)
{
    const int is_same = s->was_seen && !s->differs && next_folded(s) == NO_MORE;

    tnef_text_free(&s->converter);
    return is_same;
}
