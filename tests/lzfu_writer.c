/* SPDX-License-Identifier: MIT */

#include "lzfu_writer.h"

#include <stdlib.h>
#include <string.h>

#define TYPE_CODED  0x75465A4Cu
#define TYPE_STORED 0x414C454Du
#define TRIES 48                /* places that are compared for one match */

static const char preload[] =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    "\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    "\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

/* ---- Bytes --------------------------------------------------------------------------------- */

static void put(struct lzfu_writer *w, uint8_t byte)
{
    if (w->len == w->room) {
        w->room = w->room > 0 ? w->room * 2 : 256;
        w->bytes = realloc(w->bytes, w->room);
        if (w->bytes == NULL)
            abort();
    }
    w->bytes[w->len++] = byte;
}

static void put32(uint8_t *p, uint32_t value)
{
    for (int i = 0; i < 4; i++) {
        p[i] = (uint8_t)(value % 256u);
        value /= 256u;
    }
}

void lzfu_bytes(struct lzfu_writer *w, const void *bytes, size_t n)
{
    const uint8_t *p = bytes;

    for (size_t i = 0; i < n; i++)
        put(w, p[i]);
}

/* ---- Dictionary ---------------------------------------------------------------------------- */

/* The pair of bytes that ends at |at| can be found from now on. */
static void remember(struct lzfu_writer *w, uint32_t at)
{
    uint32_t first = (at + LZFU_DICT - 1u) % LZFU_DICT;
    uint32_t key = w->dict[first] * 256u + w->dict[at];

    w->before[first] = w->last[key];
    w->last[key] = (uint16_t)(first + 1u);
}

static void output(struct lzfu_writer *w, uint8_t byte)
{
    w->dict[w->write] = byte;
    remember(w, w->write);
    w->output++;
    w->write = (w->write + 1u) % LZFU_DICT;
    if (w->write == 0)
        w->filled = true;
}

void lzfu_writer_init(struct lzfu_writer *w)
{
    memset(w, 0, sizeof *w);
    memcpy(w->dict, preload, LZFU_PRELOAD);
    for (uint32_t i = 1; i < LZFU_PRELOAD; i++)
        remember(w, i);
    w->write = LZFU_PRELOAD;
    w->tokens = 8;
    for (uint32_t i = 0; i < LZFU_HEADER; i++)
        put(w, 0);
}

void lzfu_writer_free(struct lzfu_writer *w)
{
    free(w->bytes);
    w->bytes = NULL;
}

/* ---- Tokens -------------------------------------------------------------------------------- */

static void next_token(struct lzfu_writer *w, bool reference)
{
    if (w->tokens == 8) {
        w->control = w->len;
        w->tokens = 0;
        put(w, 0);
    }
    if (reference)
        w->bytes[w->control] |= (uint8_t)(1u << w->tokens);
    w->tokens++;
}

void lzfu_literal(struct lzfu_writer *w, uint8_t byte)
{
    next_token(w, false);
    put(w, byte);
    output(w, byte);
}

void lzfu_literals(struct lzfu_writer *w, const char *text)
{
    for (; *text != '\0'; text++)
        lzfu_literal(w, (uint8_t)*text);
}

void lzfu_token(struct lzfu_writer *w, uint32_t token)
{
    next_token(w, true);
    put(w, (uint8_t)(token / 256u % 256u));
    put(w, (uint8_t)(token % 256u));
}

void lzfu_half_token(struct lzfu_writer *w, uint8_t byte)
{
    next_token(w, true);
    put(w, byte);
}

void lzfu_reference(struct lzfu_writer *w, uint32_t from, uint32_t n)
{
    lzfu_token(w, from * 16u + n - 2u);
    for (uint32_t i = 0; i < n; i++)
        output(w, w->dict[(from + i) % LZFU_DICT]);
}

void lzfu_end(struct lzfu_writer *w)
{
    lzfu_token(w, w->write * 16u);
}

/* ---- Compressor ---------------------------------------------------------------------------- */

/* How many of |n| bytes a reference to |from| would give. It may run into what it writes itself. */
static uint32_t match(const struct lzfu_writer *w, uint32_t from, const uint8_t *text, size_t n)
{
    uint32_t gap = (w->write + LZFU_DICT - from) % LZFU_DICT;
    uint32_t len = 0;

    if (gap == 0 || (!w->filled && from > w->write))
        return 0;
    while (len < n && len < LZFU_LONGEST) {
        uint8_t byte = len < gap ? w->dict[(from + len) % LZFU_DICT] : text[len - gap];

        if (byte != text[len])
            break;
        len++;
    }
    return len;
}

void lzfu_text(struct lzfu_writer *w, const void *text, size_t n)
{
    const uint8_t *p = text;
    size_t i = 0;

    while (i < n) {
        uint32_t best = 1, from = 0;
        uint32_t at = n - i >= 2 ? w->last[p[i] * 256u + p[i + 1]] : 0;

        for (int tries = 0; at != 0 && tries < TRIES; tries++) {
            uint32_t len = match(w, at - 1u, p + i, n - i);

            if (len > best) {
                best = len;
                from = at - 1u;
            }
            at = w->before[at - 1u];
        }
        if (best == 1)
            lzfu_literal(w, p[i]);
        else
            lzfu_reference(w, from, best);
        i += best;
    }
}

/* ---- Header -------------------------------------------------------------------------------- */

uint32_t lzfu_crc(const uint8_t *p, size_t n)
{
    uint32_t crc = 0;

    for (size_t i = 0; i < n; i++) {
        crc ^= p[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc % 2u != 0 ? crc / 2u ^ 0xEDB88320u : crc / 2u;
    }
    return crc;
}

struct lzfu_header lzfu_header_coded(const struct lzfu_writer *w)
{
    return (struct lzfu_header){
        .comp_size = (uint32_t)w->len - 4u,
        .raw_size = w->output,
        .comp_type = TYPE_CODED,
        .crc = lzfu_crc(w->bytes + LZFU_HEADER, w->len - LZFU_HEADER),
    };
}

struct lzfu_header lzfu_header_stored(const struct lzfu_writer *w)
{
    return (struct lzfu_header){
        .comp_size = (uint32_t)w->len - 4u,
        .raw_size = (uint32_t)(w->len - LZFU_HEADER),
        .comp_type = TYPE_STORED,
    };
}

void lzfu_put_header(struct lzfu_writer *w, const struct lzfu_header *h)
{
    put32(w->bytes, h->comp_size);
    put32(w->bytes + 4, h->raw_size);
    put32(w->bytes + 8, h->comp_type);
    put32(w->bytes + 12, h->crc);
}
