/* SPDX-License-Identifier: MIT */
/* The dictionary, and the output in it ([MS-OXRTFCP] 2.1.3.1). All output of compressed contents is made
 * in the buffer and delivered from there. The dictionary of the format is a ring; here it is what was made
 * last, in a row, so that no reference has to go round an end. */

#include "lzfu/priv.h"

#include "base/touch.h"

#define PRELOAD 207u

static const uint8_t preload[PRELOAD + 1u] =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss "
    "\\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
    "{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

void tnefi_lzfu_window(struct tnef_lzfu *d)
{
    TNEFI_TOUCH(LZFU_WINDOW + PRELOAD);
    /* What was not written yet is open in the specification; zeros are what other readers have there. */
    /*@ loop invariant 0 <= i <= LZFU_WINDOW;
        loop assigns i, Z_BUFFER;
        loop variant LZFU_WINDOW - i; */
    for (uint32_t i = 0; i < LZFU_WINDOW; i++)
        d->buffer[i] = 0;
    /*@ loop invariant 0 <= i <= PRELOAD;
        loop assigns i, Z_BUFFER;
        loop variant PRELOAD - i; */
    for (uint32_t i = 0; i < PRELOAD; i++)
        d->buffer[LZFU_WINDOW + i] = preload[i];
    d->write = d->flushed = LZFU_WINDOW + PRELOAD;
    d->control = d->bits = d->half = d->filled = 0;
    d->first = 0;
}

void tnefi_lzfu_move(struct tnef_lzfu *d)
{
    TNEFI_TOUCH(LZFU_BUFFER - LZFU_WINDOW);
    /*@ loop invariant 0 <= i <= LZFU_BUFFER - LZFU_WINDOW;
        loop assigns i, Z_BUFFER;
        loop variant LZFU_BUFFER - LZFU_WINDOW - i; */
    for (uint32_t i = 0; i < LZFU_BUFFER - LZFU_WINDOW; i++)
        d->buffer[i] = d->buffer[LZFU_WINDOW + i];
    d->write -= LZFU_WINDOW;
    d->flushed = d->write;
    d->filled = 1;
}

uint32_t tnefi_lzfu_allowed(struct tnef_lzfu *d, uint32_t n)
{
    uint64_t left = d->max_output - d->output;

    if (left >= n)
        return n;
    d->over = 1;
    return (uint32_t)left;
}

void tnefi_lzfu_put_head(struct tnef_lzfu *d)
{
    uint32_t n = tnefi_lzfu_allowed(d, d->have);

    /*@ loop invariant 0 <= i <= n;
        loop assigns i, Z_BUFFER;
        loop variant n - i; */
    for (uint32_t i = 0; i < n; i++)
        d->buffer[d->write + i] = d->head[i];
    d->write += n;
    d->output += n;
}
