/* SPDX-License-Identifier: MIT */
/* Code pages that are not Unicode.
 *
 * Characters are told apart here, byte by byte, and iconv is asked for one whole
 * character at a time, from its initial state. So what comes out does not depend on how
 * the input was cut nor on how an iconv treats incomplete or bad input, and a 7-bit code
 * page needs only the 8-bit one with the same characters. */

#include "text_priv.h"

#include <errno.h>
#include <string.h>

#if defined(__has_include)
#  if __has_include(<iconv.h>) && !defined(TNEF_NO_ICONV)
#    define USE_ICONV
#  endif
#endif

#ifdef USE_ICONV
#  include <iconv.h>
#endif

/* ---- iconv ------------------------------------------------------------------------- */

#ifdef USE_ICONV

/* Whether |len| bytes are one or more UTF-8 characters: an iconv is not taken at its
 * word. */
static bool valid(const char *p, size_t len)
{
    uint32_t c;
    size_t at = 0;

    while (at < len) {
        int n = tnefi_utf8_get((const uint8_t *)p + at, len - at, &c);

        if (n <= 0)
            return false;
        at += (size_t)n;
    }
    return len > 0;
}

size_t tnefi_iconv_ask(void *cd, const uint8_t *p, size_t len, char *out)
{
    char in[4];
    char *ip = in, *op = out;
    size_t room =
        len * TNEF_TEXT_GROWTH < TNEF_TEXT_ROOM ? len * TNEF_TEXT_GROWTH : TNEF_TEXT_ROOM;
    size_t in_left = len, out_left = room;
    size_t r;

    memcpy(in, p, len);
    r = iconv((iconv_t)cd, &ip, &in_left, &op, &out_left);
    /* Some keep a letter back, for a mark that may follow; and it goes back to the
     * initial state. */
    if (r == (size_t)-1 || iconv((iconv_t)cd, NULL, NULL, &op, &out_left) == (size_t)-1) {
        (void)iconv((iconv_t)cd, NULL, NULL, NULL, NULL);
        return 0;
    }
    return in_left == 0 && valid(out, room - out_left) ? room - out_left : 0;
}

void tnefi_iconv_close(tnef_text *text)
{
    if (text->iconv != NULL)
        (void)iconv_close((iconv_t)text->iconv);
    text->iconv = NULL;
}

/* A code page of one byte needs iconv only to learn what the bytes mean. */
static void learn(tnef_text *text)
{
    for (size_t i = 0; i < 128; i++) {
        uint8_t byte = (uint8_t)(0x80 + i);
        char out[TNEF_TEXT_ROOM];
        uint32_t c = REPLACEMENT;
        size_t n = tnefi_iconv_ask(text->iconv, &byte, 1, out);

        if (n == 0 || tnefi_utf8_get((const uint8_t *)out, n, &c) != (int)n || c > 0xFFFF)
            c = REPLACEMENT;
        text->high[i] = (uint16_t)c;
    }
    tnefi_iconv_close(text);
}

tnef_status tnefi_iconv_open(tnef_text *text, const struct tnefi_codepage *page)
{
    for (size_t i = 0; i < 3 && page->iconv[i] != NULL; i++) {
        iconv_t cd;

        errno = 0;
        cd = iconv_open("UTF-8", page->iconv[i]);
        if (cd != (iconv_t)-1) {
            text->iconv = (void *)cd;
            if (page->kind == KIND_BYTES)
                learn(text);
            return TNEF_OK;
        }
        if (errno == ENOMEM)
            return TNEF_E_MEMORY;
    }
    text->flags |= TNEF_TEXT_UNKNOWN;
    return TNEF_OK;
}

#else

size_t tnefi_iconv_ask(void *cd, const uint8_t *p, size_t len, char *out)
{
    (void)cd;
    (void)p;
    (void)len;
    (void)out;
    return 0;
}

void tnefi_iconv_close(tnef_text *text)
{
    (void)text;
}

tnef_status tnefi_iconv_open(tnef_text *text, const struct tnefi_codepage *page)
{
    (void)page;
    text->flags |= TNEF_TEXT_UNKNOWN;
    return TNEF_OK;
}

#endif

/* ---- Opening ----------------------------------------------------------------------- */

static void fill_1252(tnef_text *text)
{
    for (size_t i = 0; i < 128; i++)
        text->high[i] = i < 32 ? tnefi_cp1252[i] : (uint16_t)(0x80 + i);
}

static void fill_latin1(tnef_text *text)
{
    for (size_t i = 0; i < 128; i++)
        text->high[i] = (uint16_t)(0x80 + i);
}

tnef_status tnef_text_init(tnef_text *text, uint32_t codepage)
{
    const struct tnefi_codepage *page = tnefi_codepage_find(codepage);
    tnef_status s = TNEF_OK;

    memset(text, 0, sizeof *text);
    text->asked = codepage;
    text->codepage = codepage;
    text->kind = page != NULL ? page->kind : KIND_UNKNOWN;
    fill_1252(text);
    if (text->kind == KIND_UNKNOWN)
        text->flags = TNEF_TEXT_UNKNOWN;
    else if (text->kind == KIND_REFUSED)
        text->flags = TNEF_TEXT_REFUSED;
    else if (codepage == 28591)
        fill_latin1(text);
    else if (page->iconv[0] != NULL)
        s = tnefi_iconv_open(text, page);
    if (text->flags != 0) {
        text->kind = KIND_ASCII;
        text->codepage = 1252;
    }
    return s;
}

void tnef_text_reset(tnef_text *text)
{
    text->flags &= TNEF_TEXT_UNKNOWN | TNEF_TEXT_REFUSED;
    text->damaged = 0;
    text->shift = 0;
    text->shift_out = 0;
    text->held_len = 0;
    text->begun = 0;
    text->ended = 0;
}

void tnef_text_close(tnef_text *text)
{
    tnefi_iconv_close(text);
}

/* ---- Steps ------------------------------------------------------------------------- */

/* A held sequence that is no character, or that the end cut. Everything before the first
 * byte that stands for itself goes: an ASCII byte. A lead byte that no character begins
 * with goes alone. */
static enum step replace_bad(tnef_text *text, char *out, size_t *n)
{
    size_t bytes = 1;

    if (text->kind == KIND_BIG5 && (text->held[0] < 0xA1 || text->held[0] > 0xF9))
        return tnefi_text_replace(text, 1, out, n);
    while (bytes < text->held_len && text->held[bytes] >= 0x80)
        bytes++;
    return tnefi_text_replace(text, bytes, out, n);
}

/* The bytes of the character that held[0], not ASCII, begins; for GB 18030 as far as is
 * known. */
static size_t char_len(const tnef_text *text)
{
    uint8_t lead = text->held[0];

    switch (text->kind) {
    case KIND_SJIS:
        return (lead >= 0x81 && lead <= 0x9F) || (lead >= 0xE0 && lead <= 0xFC) ? 2 : 1;
    case KIND_PAIRS:
    case KIND_BIG5:
        return lead >= 0x81 && lead <= 0xFE ? 2 : 1;
    case KIND_GB18030:
        if (lead < 0x81 || lead > 0xFE)
            return 1;
        return text->held_len > 1 && text->held[1] >= '0' && text->held[1] <= '9' ? 4 : 2;
    case KIND_EUC_JP:
        return lead == 0x8F ? 3 : lead == 0x8E || (lead >= 0xA1 && lead <= 0xFE) ? 2 : 1;
    case KIND_EUC_TW:
        return lead == 0x8E ? 4 : lead >= 0xA1 && lead <= 0xFE ? 2 : 1;
    case KIND_T61:
        return lead >= 0xC1 && lead <= 0xCF ? 2 : 1;
    default:
        return 1;
    }
}

static enum step step_iconv(tnef_text *text, char *out, size_t *n)
{
    size_t len;

    if (text->held[0] < 0x80)
        return tnefi_text_put(text, text->held[0], 1, out, n);
    len = char_len(text);
    if (text->held_len < len) {
        if (!text->ended)
            return STEP_STARVED;
        text->flags |= TNEF_TEXT_CUT;
        return replace_bad(text, out, n);
    }
    /* Windows has the euro sign where GBK has nothing. */
    if (text->codepage == 936 && text->held[0] == 0x80)
        return tnefi_text_put(text, 0x20AC, 1, out, n);
    *n = tnefi_iconv_ask(text->iconv, text->held, len, out);
    if (*n == 0)
        return len == 1 ? tnefi_text_replace(text, 1, out, n) : replace_bad(text, out, n);
    tnefi_text_drop(text, len);
    return STEP_DONE;
}

static enum step step_byte(tnef_text *text, char *out, size_t *n)
{
    uint8_t byte = text->held[0];

    if (byte < 0x80)
        return tnefi_text_put(text, byte, 1, out, n);
    if (text->kind == KIND_ASCII)
        text->flags |= TNEF_TEXT_GUESSED;
    if (text->high[byte - 0x80] == REPLACEMENT)
        return tnefi_text_replace(text, 1, out, n);
    return tnefi_text_put(text, text->high[byte - 0x80], 1, out, n);
}

enum step tnefi_step_codepage(tnef_text *text, char *out, size_t *n)
{
    if (text->kind >= KIND_JP7)
        return tnefi_step_shift(text, out, n);
    if (text->kind >= KIND_SJIS)
        return step_iconv(text, out, n);
    return step_byte(text, out, n);
}
