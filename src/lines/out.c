/* SPDX-License-Identifier: MIT */
/* Calls and items, the buffer, and the sink. */

#include "lines/priv.h"

#include "base/answer.h"

#include <string.h>

void tnefi_lines_init(struct tnefi_lines *l, tnef_sink_fn sink, void *user, uint64_t max_output,
                      uint32_t flags)
{
    memset(l, 0, sizeof *l);
    TNEFI_TOUCH(sizeof *l);
    l->sink = sink;
    l->user = user;
    l->max_output = max_output != 0 ? max_output : UINT64_MAX;
    l->flags = flags;
}

/* ---- The sink ----------------------------------------------------------------------------------------- */

/* Gives the sink |n| > 0 bytes. Returns how many it took; if not all, the writer paused or failed. */
static size_t give(struct tnefi_lines *l, const uint8_t *p, size_t n)
{
    size_t taken = n;
    tnef_status status = tnefi_base_as_status(l->sink(l->user, p, n, &taken));

    if (status == TNEF_OK || taken > n)
        taken = n;
    if (status == TNEF_PAUSED) {
        l->paused = 1;
    } else if (status == TNEF_STOPPED) {
        l->failed = TNEF_STOPPED;
    } else if (status != TNEF_OK) {
        l->failed = TNEF_E_CALLBACK;
        l->user_code = status;
    }
    return taken;
}

/* Gives the sink what is in the buffer. What it leaves moves to the beginning. */
static void drain(struct tnefi_lines *l)
{
    size_t n = l->to - l->from;

    if (n > 0)
        l->from += (uint32_t)give(l, l->buf + l->from, n);
    n = l->to - l->from;
    if (n > 0)
        memmove(l->buf, l->buf + l->from, n);
    TNEFI_TOUCH(n);
    l->from = 0;
    l->to = (uint32_t)n;
}

tnef_status tnefi_lines_flush(struct tnefi_lines *l)
{
    l->paused = 0;
    if (l->failed == TNEF_OK || l->failed == TNEF_E_LIMIT_OUTPUT)
        drain(l);
    return l->paused != 0 ? TNEF_PAUSED : l->failed;
}

/* ---- Items -------------------------------------------------------------------------------------------- */

void tnefi_lines_begin(struct tnefi_lines *l)
{
    l->paused = 0;
    l->seen = 0;
}

tnef_status tnefi_lines_end(struct tnefi_lines *l)
{
    if (l->failed != TNEF_OK)
        return l->failed;
    if (l->paused != 0)
        return TNEF_PAUSED;
    l->passed = 0;
    return TNEF_OK;
}

bool tnefi_lines_enter(struct tnefi_lines *l)
{
    if (l->failed != TNEF_OK || l->paused != 0)
        return false;
    l->seen++;
    return l->seen > l->passed;
}

void tnefi_lines_leave(struct tnefi_lines *l)
{
    l->passed++;
    l->phase = 0;
    l->place.at = l->place.gap = 0;
    l->place.begun = 0;
}

/* ---- The buffer --------------------------------------------------------------------------------------- */

bool tnefi_lines_room(struct tnefi_lines *l)
{
    if (l->failed == TNEF_OK && l->paused == 0 && l->to > TNEFI_LINES_BUFFER - STEP_ROOM)
        drain(l);
    return l->failed == TNEF_OK && l->paused == 0;
}

/* How many of |n| bytes may be written. */
static size_t allowed(struct tnefi_lines *l, size_t n)
{
    uint64_t left = l->max_output - l->output;

    if (left >= n)
        return n;
    l->failed = TNEF_E_LIMIT_OUTPUT;
    return (size_t)left;
}

void tnefi_lines_put(struct tnefi_lines *l, const void *p, size_t n)
{
    n = l->failed == TNEF_OK ? allowed(l, n) : 0;
    if (n > 0)
        memcpy(l->buf + l->to, p, n);
    TNEFI_TOUCH(n);
    l->to += (uint32_t)n;
    l->output += n;
    l->column += (uint32_t)n;
}

void tnefi_lines_put_byte(struct tnefi_lines *l, uint8_t b)
{
    tnefi_lines_put(l, &b, 1);
}

void tnefi_lines_break(struct tnefi_lines *l)
{
    tnefi_lines_put(l, "\r\n", 2);
    l->column = 0;
    l->coded = 0;
}

void tnefi_lines_crlf(struct tnefi_lines *l)
{
    if (!tnefi_lines_enter(l) || !tnefi_lines_room(l))
        return;
    tnefi_lines_break(l);
    tnefi_lines_leave(l);
}

size_t tnefi_lines_length(const char *s)
{
    size_t n = 0;

    while (s[n] != '\0')
        n++;
    TNEFI_TOUCH(n);
    return n;
}

void tnefi_lines_escape(uint8_t out[3], uint8_t sign, uint8_t b)
{
    static const uint8_t digits[] = "0123456789ABCDEF";

    out[0] = sign;
    out[1] = digits[b >> 4];
    out[2] = digits[b & 15];
}

/* ---- Bytes of others ---------------------------------------------------------------------------------- */

tnef_status tnefi_lines_sink(void *lines, const void *buf, size_t len, size_t *taken)
{
    struct tnefi_lines *l = lines;
    size_t n;

    *taken = 0;
    if (tnefi_lines_flush(l) != TNEF_OK)
        return l->paused != 0 ? TNEF_PAUSED : l->failed;
    n = allowed(l, len);
    l->column = 0;
    if (n > 0)
        *taken = give(l, buf, n);
    l->output += *taken;
    return l->paused != 0 ? TNEF_PAUSED : l->failed;
}
