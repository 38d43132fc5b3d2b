/* SPDX-License-Identifier: MIT */
/* 7-bit code pages, where the meaning of a byte depends on the ones before:
 *
 *     50220, 50221, 50222  ISO-2022-JP (RFC 1468), with half-width katakana
 *     50225                ISO-2022-KR (RFC 1557)
 *     50227                ISO-2022-CN (RFC 1922), the part of it that is GB 2312
 *     52936                HZ (RFC 1843)
 *
 * An escape sequence, or one of the bytes 0E and 0F, chooses a character set; a pair of bytes
 * 21..7E is then a row and a cell of it. A converter is asked for the pair in its 8-bit form. So the
 * characters that Windows adds to the sets, and writes in mail, are read too, which an iconv's own
 * ISO-2022-JP does not have. */

#include "text/priv.h"

#include "base/touch.h"

#include <string.h>

#define ESC       0x1Bu
#define SHIFT_OUT 0x0Eu
#define SHIFT_IN  0x0Fu

/* tnef_text.shift */
enum { SET_ASCII, SET_PAIRS, SET_KANA, SET_OTHER };

/* What an escape sequence chooses. */
struct escape {
    uint8_t kind;
    uint8_t set;
    uint8_t later; /* in force only from the next shift-out byte on */
    char bytes[4]; /* after ESC, ends with a NUL */
};

static const struct escape escapes[] = {
    { KIND_JP7, SET_ASCII, 0, "(B" },  { KIND_JP7, SET_ASCII, 0, "(J" },  { KIND_JP7, SET_ASCII, 0, "(H" },
    { KIND_JP7, SET_KANA, 0, "(I" },   { KIND_JP7, SET_PAIRS, 0, "$@" },  { KIND_JP7, SET_PAIRS, 0, "$B" },
    { KIND_JP7, SET_PAIRS, 0, "$(@" }, { KIND_JP7, SET_PAIRS, 0, "$(B" }, { KIND_JP7, SET_OTHER, 0, "$A" },
    { KIND_JP7, SET_OTHER, 0, "$(C" }, { KIND_JP7, SET_OTHER, 0, "$(D" }, { KIND_JP7, SET_OTHER, 0, "$(O" },
    { KIND_JP7, SET_OTHER, 0, "$(P" }, { KIND_JP7, SET_OTHER, 0, "$(Q" }, { KIND_KR7, SET_PAIRS, 1, "$)C" },
    { KIND_CN7, SET_PAIRS, 1, "$)A" }, { KIND_CN7, SET_OTHER, 1, "$)G" }, { KIND_CN7, SET_OTHER, 1, "$)E" }
};

/* Drops |bytes| that stand for no character: they chose a set, or joined two lines. */
static enum step silent(tnef_text *text, size_t bytes, size_t *n)
{
    *n = 0;
    tnefi_text_drop(text, bytes);
    return STEP_DONE;
}

/* More bytes are needed; at the end of the text, the first byte is damage. */
static enum step starve(tnef_text *text, char *out, size_t *n)
{
    if (!text->ended)
        return STEP_STARVED;
    text->anomalies |= TNEF_ANOMALY_BIT(TNEF_TEXT_A_CUT);
    return tnefi_text_replace(text, 1, out, n);
}

/* Whether every sequence of the code page that begins with the |have| bytes after ESC is longer. It is asked
 * for each byte, and again when a piece begins, so it does not look through the table. */
static int wants_more(const tnef_text *text, size_t have)
{
    const uint8_t *p = text->held + 1;

    if (have == 1)
        return p[0] == '$' || text->kind == KIND_JP7;
    return have == 2 && p[0] == '$' && p[1] == (text->kind == KIND_JP7 ? '(' : ')');
}

/* Of an unknown sequence only the ESC is replaced, because what follows may be text. */
static enum step step_escape(tnef_text *text, char *out, size_t *n)
{
    size_t have = (size_t)text->held_len - 1;

    if (have == 0)
        return starve(text, out, n);
    if (text->held[1] != '(' && text->held[1] != '$')
        return tnefi_text_replace(text, 1, out, n);
    if (wants_more(text, have))
        return starve(text, out, n);
    TNEFI_TOUCH(4u * (sizeof escapes / sizeof escapes[0]));
    for (size_t i = 0; i < sizeof escapes / sizeof escapes[0]; i++) {
        const struct escape *e = &escapes[i];
        size_t len = e->bytes[2] == '\0' ? 2 : 3;

        if (e->kind != text->kind || have < len || memcmp(e->bytes, text->held + 1, len) != 0)
            continue;
        if (e->later)
            text->shift_out = e->set;
        else
            text->shift = e->set;
        return silent(text, 1 + len, n);
    }
    return tnefi_text_replace(text, 1, out, n);
}

/* HZ: ~{ and ~} choose the set, ~~ is a tilde, and a tilde at the end of a line joins it to the
 * next one. */
static enum step step_tilde(tnef_text *text, char *out, size_t *n)
{
    if (text->held_len < 2)
        return starve(text, out, n);
    switch (text->held[1]) {
    case '{':
    case '}':
        text->shift = text->held[1] == '{' ? SET_PAIRS : SET_ASCII;
        return silent(text, 2, n);
    case '~':
        return tnefi_text_put(text, '~', 2, out, n);
    case '\n':
        return silent(text, 2, n);
    default:
        return tnefi_text_replace(text, 1, out, n);
    }
}

static enum step step_shift_byte(tnef_text *text, size_t *n)
{
    if (text->held[0] == SHIFT_IN)
        text->shift = SET_ASCII;
    else if (text->kind == KIND_JP7)
        text->shift = SET_KANA;
    else if (text->shift_out != 0)
        text->shift = text->shift_out;
    else
        text->shift = SET_PAIRS;
    return silent(text, 1, n);
}

/* Writes row and cell as a pair of Shift_JIS, where one lead byte stands for two rows. */
static void to_sjis(const uint8_t *p, uint8_t *pair)
{
    uint32_t row = p[0] - 0x21u, cell = p[1] - 0x21u;
    uint32_t lead = row / 2 + (row < 62 ? 0x81 : 0xC1);
    uint32_t trail = row % 2 == 1 ? cell + 0x9F : cell < 63 ? cell + 0x40 : cell + 0x41;

    pair[0] = (uint8_t)lead;
    pair[1] = (uint8_t)trail;
}

static enum step step_pair(tnef_text *text, char *out, size_t *n)
{
    const uint8_t *p = text->held;
    uint8_t pair[2];

    if (text->held_len < 2)
        return starve(text, out, n);
    /* A control byte stands for itself, so it is not taken for half of a pair, least of all an ESC. */
    if (p[1] < 0x21)
        return tnefi_text_replace(text, 1, out, n);
    if (p[1] > 0x7E || text->shift == SET_OTHER)
        return tnefi_text_replace(text, 2, out, n);
    if (text->kind == KIND_JP7) {
        to_sjis(p, pair);
    } else {
        pair[0] = p[0] | 0x80;
        pair[1] = p[1] | 0x80;
    }
    *n = tnefi_text_ask(text, pair, 2, out);
    if (*n == 0)
        return tnefi_text_replace(text, 2, out, n);
    tnefi_text_drop(text, 2);
    return STEP_DONE;
}

enum step tnefi_text_step_shift(tnef_text *text, char *out, size_t *n)
{
    uint8_t byte = text->held[0];

    if (text->kind == KIND_HZ) {
        if (byte == '~')
            return step_tilde(text, out, n);
        if (byte == '\n')
            text->shift = SET_ASCII;
    } else if (byte == ESC) {
        return step_escape(text, out, n);
    } else if (byte == SHIFT_OUT || byte == SHIFT_IN) {
        return step_shift_byte(text, n);
    }
    if (byte > 0x7F)
        return tnefi_text_replace(text, 1, out, n);
    if (byte < 0x21 || byte == 0x7F || text->shift == SET_ASCII)
        return tnefi_text_put(text, byte, 1, out, n);
    if (text->shift != SET_KANA)
        return step_pair(text, out, n);
    if (byte > 0x5F)
        return tnefi_text_replace(text, 1, out, n);
    return tnefi_text_put(text, 0xFF61u + byte - 0x21u, 1, out, n);
}
