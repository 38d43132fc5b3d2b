/* SPDX-License-Identifier: MIT */
/* Characters that are whole in the input and need no converter: they go to the output in one pass, without
 * being held. What else there is (damage, a mark at the beginning, characters that are cut, code pages
 * whose converter is asked) is left to the steps, one byte at a time; and so is a character for which the
 * output may have no room, since it is the steps that pause. */

#include "text/priv.h"

#include "base/block.h"
#include "base/touch.h"

#include <string.h>

#define BYTE_ORDER_MARK 0xFEFFu

/* Copies a run of ASCII. Returns its length. Blocks are written whole, so bytes of the output that come
 * after those that count may change. */
static size_t ascii(const uint8_t *p, size_t n, char *out)
{
    size_t i = 0;

#if defined(TNEFI_BLOCKS)
    while (n - i >= TNEFI_BLOCK) {
        tnefi_base_block b = tnefi_base_block_load(p + i);
        uint64_t other = tnefi_base_block_bits(tnefi_base_block_least(b, 0x80));

        tnefi_base_block_store(out + i, b);
        if (other != 0)
            return i + tnefi_base_block_first(other);
        i += TNEFI_BLOCK;
    }
#endif
    while (i < n && p[i] < 0x80) {
        out[i] = (char)p[i];
        i++;
    }
    return i;
}

/* Whether two bytes are a character. */
static int is_pair(const uint8_t *p)
{
    return p[0] >= 0xC2 && p[0] <= 0xDF && (p[1] & 0xC0) == 0x80;
}

/* A run of characters of UTF-8, none of them damaged or cut. */
static size_t utf8(const tnef_text *text, const uint8_t *p, size_t n, char *out, size_t room)
{
    size_t i = ascii(p, n < room ? n : room, out);

    while (i < n && room - i >= TNEF_TEXT_ROOM) {
        uint32_t c;
        int len;

        if (p[i] < 0x80) {
            i += ascii(p + i, n - i < room - i ? n - i : room - i, out + i);
        } else if (n - i >= 2u && is_pair(p + i)) {
            memcpy(out + i, p + i, 2);
            i += 2u;
        } else {
            len = tnefi_text_utf8_get(p + i, n - i, &c);
            if (len <= 0 || (c == BYTE_ORDER_MARK && i == 0 && !text->begun))
                break;
            for (; len > 0; len--, i++)
                out[i] = (char)p[i];
        }
    }
    TNEFI_TOUCH(2u * i);
    return i;
}

/* Writes a character below 800, and perhaps a byte more that does not count. Returns its length. It chooses
 * by sums and not by jumps, since no processor foresees where words of two bytes for each letter end. */
static size_t put_short(char *out, uint32_t c)
{
    uint32_t is_pair = c >= 0x80;

    out[0] = (char)(is_pair ? 0xC0u | c >> 6 : c);
    out[1] = (char)(0x80u | (c & 0x3Fu));
    return 1u + is_pair;
}

/* A run of bytes that the table of the code page has. |*written| are the bytes of output. */
static size_t bytes(tnef_text *text, const uint8_t *p, size_t n, char *out, size_t room, size_t *written)
{
    size_t i = ascii(p, n < room ? n : room, out);
    size_t to = i;
    uint8_t seen = 0;

    while (i < n && room - to >= TNEF_TEXT_ROOM) {
        uint32_t c = text->high[p[i] & 0x7Fu];

        c = p[i] < 0x80 ? p[i] : c;
        if (c == REPLACEMENT)
            break;
        to += c < 0x800 ? put_short(out + to, c) : tnefi_text_utf8_put(out + to, c);
        seen |= p[i];
        i++;
    }
    if (text->kind == KIND_ASCII && seen >= 0x80)
        text->anomalies |= TNEF_ANOMALY_BIT(TNEF_TEXT_A_GUESSED);
    TNEFI_TOUCH(i);
    *written = to;
    return i;
}

/* A run of units of UTF-16 that are no surrogates. |high|: where a unit has its upper half. */
static size_t units(const tnef_text *text, const uint8_t *p, size_t n, size_t high, char *out, size_t room,
                    size_t *written)
{
    size_t i = 0;
    size_t to = 0;

    while (n - i >= 2u && to < room) {
        uint32_t c = p[i + 1u - high] | (uint32_t)p[i + high] << 8;

        if (c < 0x80) {
            out[to++] = (char)c;
        } else if ((c >= 0xD800 && c <= 0xDFFF) || room - to < TNEF_TEXT_ROOM
                   || (c == BYTE_ORDER_MARK && i == 0 && !text->begun)) {
            break;
        } else {
            to += tnefi_text_utf8_put(out + to, c);
        }
        i += 2u;
    }
    TNEFI_TOUCH(i);
    *written = to;
    return i;
}

uint32_t tnefi_text_single(tnef_text *text, uint8_t byte)
{
    uint32_t c;

    if (text->held_len > 0 || tnefi_text_family(text->kind) != READS_BYTES || byte < 0x80)
        return 0;
    c = text->high[byte - 0x80];
    if (c == REPLACEMENT)
        return 0;
    if (text->kind == KIND_ASCII)
        text->anomalies |= TNEF_ANOMALY_BIT(TNEF_TEXT_A_GUESSED);
    text->begun = 1;
    return c;
}

size_t tnefi_text_run(tnef_text *text, const uint8_t *p, size_t n, char *out, size_t room, size_t *written)
{
    size_t made = 0;
    size_t taken;

    if (text->kind == KIND_UTF8) {
        taken = made = utf8(text, p, n, out, room);
    } else if (text->kind == KIND_UTF16LE || text->kind == KIND_UTF16BE) {
        taken = units(text, p, n, text->kind == KIND_UTF16LE, out, room, &made);
    } else if (tnefi_text_family(text->kind) == READS_BYTES) {
        taken = bytes(text, p, n, out, room, &made);
    } else if (tnefi_text_family(text->kind) == READS_SHIFTS || tnefi_text_is_wide(text->kind)) {
        return 0;
    } else {
        taken = made = ascii(p, n < room ? n : room, out);
        TNEFI_TOUCH(made);
    }
    if (taken > 0)
        text->begun = 1;
    *written += made;
    return taken;
}
