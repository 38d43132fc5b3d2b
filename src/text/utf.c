/* SPDX-License-Identifier: MIT */
/* UTF-8, UTF-16 and UTF-32; and feed, finish and tnef_text_convert() for any code page. */

#include "text/priv.h"

#include "base/touch.h"

#include <string.h>

#define BYTE_ORDER_MARK 0xFEFFu

size_t tnefi_text_utf8_put(char *out, uint32_t c)
{
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = REPLACEMENT;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

/* Returns how many bytes follow a lead byte, or -1 if it cannot be one. *|low| and *|high| are set to
 * the bounds of the first of them (Unicode, table 3-7), which are narrower than 80..BF where the
 * character would be overlong, a surrogate or beyond 10FFFF. */
static int utf8_follow(uint8_t lead, uint8_t *low, uint8_t *high)
{
    *low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    *high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (lead < 0x80)
        return 0;
    if (lead < 0xC2 || lead > 0xF4)
        return -1;
    return lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
}

int tnefi_text_utf8_get(const uint8_t *p, size_t len, uint32_t *c)
{
    uint8_t low, high;
    int follow = utf8_follow(p[0], &low, &high);
    uint32_t value;

    *c = REPLACEMENT;
    if (follow < 0)
        return -1;
    value = follow == 0 ? p[0] : p[0] & (0x3Fu >> follow);
    for (int i = 1; i <= follow; i++) {
        if ((size_t)i == len)
            return 0;
        if (p[i] < low || p[i] > high)
            return -i;
        value = value << 6 | (p[i] & 0x3Fu);
        low = 0x80;
        high = 0xBF;
    }
    *c = value;
    return follow + 1;
}

void tnefi_text_drop(tnef_text *text, size_t n)
{
    text->held_len = (uint8_t)(text->held_len - n);
    memmove(text->held, text->held + n, text->held_len);
}

enum step tnefi_text_put(tnef_text *text, uint32_t c, size_t bytes, char *out, size_t *n)
{
    *n = tnefi_text_utf8_put(out, c);
    text->begun = 1;
    tnefi_text_drop(text, bytes);
    return STEP_DONE;
}

enum step tnefi_text_replace(tnef_text *text, size_t bytes, char *out, size_t *n)
{
    text->anomalies |= TNEF_ANOMALY_BIT(TNEF_TEXT_A_DAMAGED);
    text->damaged++;
    return tnefi_text_put(text, REPLACEMENT, bytes, out, n);
}

/* Writes a character, unless it is the byte order mark at the beginning, which is dropped. */
static enum step put_or_mark(tnef_text *text, uint32_t c, size_t bytes, char *out, size_t *n)
{
    if (c != BYTE_ORDER_MARK || text->begun)
        return tnefi_text_put(text, c, bytes, out, n);
    *n = 0;
    text->begun = 1;
    tnefi_text_drop(text, bytes);
    return STEP_DONE;
}

static enum step step_utf8(tnef_text *text, char *out, size_t *n)
{
    uint32_t c;
    int r = tnefi_text_utf8_get(text->held, text->held_len, &c);

    if (r > 0)
        return put_or_mark(text, c, (size_t)r, out, n);
    if (r < 0)
        return tnefi_text_replace(text, (size_t)-r, out, n);
    if (!text->ended)
        return STEP_STARVED;
    text->anomalies |= TNEF_ANOMALY_BIT(TNEF_TEXT_A_CUT);
    return tnefi_text_replace(text, text->held_len, out, n);
}

/* The text ended inside of a unit. What it was cannot be known, so it is dropped. */
static enum step cut_unit(tnef_text *text, size_t *n)
{
    text->anomalies |= TNEF_ANOMALY_BIT(TNEF_TEXT_A_CUT);
    tnefi_text_drop(text, text->held_len);
    *n = 0;
    return STEP_DONE;
}

static uint32_t unit16(const tnef_text *text, size_t at)
{
    const uint8_t *p = text->held + at;

    return text->kind == KIND_UTF16LE ? p[0] | (uint32_t)p[1] << 8 : p[1] | (uint32_t)p[0] << 8;
}

static enum step step_utf16(tnef_text *text, char *out, size_t *n)
{
    uint32_t c, low;

    if (text->held_len < 2)
        return text->ended ? cut_unit(text, n) : STEP_STARVED;
    c = unit16(text, 0);
    if (c < 0xD800 || c > 0xDFFF)
        return put_or_mark(text, c, 2, out, n);
    if (c > 0xDBFF)
        return tnefi_text_replace(text, 2, out, n);
    if (text->held_len < 4)
        return text->ended ? tnefi_text_replace(text, 2, out, n) : STEP_STARVED;
    low = unit16(text, 2);
    if (low < 0xDC00 || low > 0xDFFF)
        return tnefi_text_replace(text, 2, out, n);
    return put_or_mark(text, 0x10000 + ((c & 0x3FF) << 10) + (low & 0x3FF), 4, out, n);
}

static enum step step_utf32(tnef_text *text, char *out, size_t *n)
{
    const uint8_t *p = text->held;
    uint32_t c = 0;

    if (text->held_len < 4)
        return text->ended ? cut_unit(text, n) : STEP_STARVED;
    for (size_t i = 0; i < 4; i++)
        c = c << 8 | p[text->kind == KIND_UTF32LE ? 3 - i : i];
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        return tnefi_text_replace(text, 4, out, n);
    return put_or_mark(text, c, 4, out, n);
}

enum step tnefi_text_step_unicode(tnef_text *text, char *out, size_t *n)
{
    if (text->kind == KIND_UTF8)
        return step_utf8(text, out, n);
    if (text->kind == KIND_UTF16LE || text->kind == KIND_UTF16BE)
        return step_utf16(text, out, n);
    return step_utf32(text, out, n);
}

/* ---- The run ----------------------------------------------------------------------- */

/* Writes what the held bytes stand for. TNEF_PAUSED: the output may not have room for what comes
 * next. The loop ends, since a step that is done dropped at least one held byte. */
static tnef_status settle(tnef_text *text, char *out, size_t out_size, size_t *written)
{
    while (text->held_len > 0) {
        size_t n = 0;
        enum step r;

        if (out_size - *written < TNEF_TEXT_ROOM)
            return TNEF_PAUSED;
        TNEFI_TOUCH(text->held_len);
        if (tnefi_text_family(text->kind) == READS_UNICODE)
            r = tnefi_text_step_unicode(text, out + *written, &n);
        else
            r = tnefi_text_step_codepage(text, out + *written, &n);
        if (r == STEP_FAILED)
            return TNEF_E_MEMORY;
        if (r == STEP_STARVED)
            break;
        *written += n;
    }
    return TNEF_OK;
}

tnef_status tnef_text_feed(tnef_text *text, const void *buf, size_t len, size_t *taken, char *out,
                           size_t out_size, size_t *written)
{
    const uint8_t *p = buf;
    tnef_status s;

    *taken = 0;
    *written = 0;
    if (out_size < TNEF_TEXT_ROOM || (buf == NULL && len > 0))
        return TNEF_E_ARGUMENT;
    if (text->ended)
        return TNEF_E_STATE;
    /* Each round takes a byte. There is room in |held|, since no step needs as many as it holds. */
    while ((s = settle(text, out, out_size, written)) == TNEF_OK) {
        size_t n;

        if (*taken == len)
            return TNEF_OK;
        n = text->held_len == 0
                ? tnefi_text_run(text, p + *taken, len - *taken, out + *written, out_size - *written, written)
                : 0;
        *taken += n;
        if (n == 0)
            text->held[text->held_len++] = p[(*taken)++];
    }
    return s;
}

tnef_status tnef_text_finish(tnef_text *text, char *out, size_t out_size, size_t *written)
{
    *written = 0;
    if (out_size < TNEF_TEXT_ROOM)
        return TNEF_E_ARGUMENT;
    text->ended = 1;
    return settle(text, out, out_size, written);
}

/* ---- In one call ------------------------------------------------------------------- */

/* The text that tnef_text_convert() puts together; |size| does not count the NUL. */
struct whole {
    char *out;
    size_t size, len;
};

/* Adds as many whole characters as fit. False: not all did. */
static bool add(struct whole *w, const char *piece, size_t len)
{
    size_t n = len;

    if (n > w->size - w->len) {
        n = w->size - w->len;
        while (n > 0 && ((uint8_t)piece[n] & 0xC0) == 0x80)
            n--;
    }
    TNEFI_TOUCH(n);
    memcpy(w->out + w->len, piece, n);
    w->len += n;
    return n == len;
}

static tnef_status convert(tnef_text *text, const uint8_t *in, size_t len, struct whole *w)
{
    char piece[256];
    size_t n, taken, at = 0;
    tnef_status s;

    do {
        s = tnef_text_feed(text, len > 0 ? in + at : NULL, len - at, &taken, piece, sizeof piece, &n);
        at += taken;
        if (!add(w, piece, n))
            return TNEF_E_LIMIT_OUTPUT;
    } while (s == TNEF_PAUSED);
    if (s != TNEF_OK)
        return s;
    do {
        s = tnef_text_finish(text, piece, sizeof piece, &n);
        if (!add(w, piece, n))
            return TNEF_E_LIMIT_OUTPUT;
    } while (s == TNEF_PAUSED);
    return s;
}

tnef_status tnef_text_convert(uint32_t codepage, const void *in, size_t in_len, char *out, size_t out_size,
                              size_t *out_len, uint64_t *anomalies)
{
    tnef_text text;
    struct whole w = { out, 0, 0 };
    tnef_status s;

    *out_len = 0;
    if (anomalies != NULL)
        *anomalies = 0;
    if (out_size == 0)
        return TNEF_E_ARGUMENT;
    w.size = out_size - 1;
    out[0] = '\0';
    if (in == NULL && in_len > 0)
        return TNEF_E_ARGUMENT;
    (void)tnef_text_init(&text, codepage);
    s = convert(&text, in, in_len, &w);
    out[w.len] = '\0';
    *out_len = w.len;
    if (anomalies != NULL)
        *anomalies = text.anomalies;
    tnef_text_free(&text);
    return s;
}
