/* SPDX-License-Identifier: MIT */
/* Code pages that are not Unicode.
 *
 * Characters are told apart here, byte by byte, and iconv is asked for one whole
 * character at a time, from its initial state. So what comes out does not depend on how
 * the input was cut nor on how an iconv treats incomplete or bad input, and a 7-bit code
 * page needs only the 8-bit one with the same characters. */

#include "text_priv.h"

#include "touch.h"

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

/* What one character through iconv counts as work: three calls, each some tens of bytes of state. */
#define ASKED 64u

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

    TNEFI_TOUCH(ASKED);
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

/* Opens the text's converter. NULL and errno ENOMEM, or another: iconv does not know it. */
static void *open_converter(const char *const *names)
{
    iconv_t cd = (iconv_t)-1;

    TNEFI_TOUCH(TNEFI_TOUCH_CONVERTER);
    errno = 0;
    for (size_t i = 0; i < 3 && names[i] != NULL && cd == (iconv_t)-1; i++) {
        errno = 0;
        cd = iconv_open("UTF-8", names[i]);
        if (cd == (iconv_t)-1 && errno == ENOMEM)
            break;
    }
    return cd != (iconv_t)-1 ? (void *)cd : NULL;
}

static void close_converter(void *cd)
{
    (void)iconv_close((iconv_t)cd);
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

static void *open_converter(const char *const *names)
{
    (void)names;
    errno = 0;
    return NULL;
}

static void close_converter(void *cd)
{
    (void)cd;
}

#endif

/* ---- Beginning --------------------------------------------------------------------- */

static void read_as_1252(tnef_text *text, uint32_t flag)
{
    text->flags |= flag;
    text->kind = KIND_ASCII;
    text->codepage = 1252;
    text->high = tnefi_cp1252;
}

/* Everything but the converters. */
static void begin(tnef_text *text, uint32_t codepage)
{
    const struct tnefi_codepage *page = tnefi_codepage_find(codepage);

    text->flags = page != NULL && page->kind == KIND_NEAREST ? TNEF_TEXT_NEAREST : 0;
    if (text->flags != 0)
        page = tnefi_codepage_find(page->nearest);
    text->asked = codepage;
    text->damaged = 0;
    text->shift = text->shift_out = 0;
    text->held_len = 0;
    text->begun = text->ended = 0;
    if (page == NULL || page->kind == KIND_REFUSED) {
        read_as_1252(text, page == NULL ? TNEF_TEXT_UNKNOWN : TNEF_TEXT_REFUSED);
        return;
    }
    text->codepage = page->number;
    text->kind = page->kind;
    text->converter = page->converter;
    text->high = page->high != NULL ? page->high : tnefi_cp1252;
}

tnef_status tnef_text_init(tnef_text *text, uint32_t codepage)
{
    _Static_assert(CONVERTERS <= TNEF_TEXT_CONVERTERS, "each has its place");
    memset(text, 0, sizeof *text);
    begin(text, codepage);
    return TNEF_OK;
}

void tnef_text_change(tnef_text *text, uint32_t codepage)
{
    begin(text, codepage);
}

void tnef_text_reset(tnef_text *text)
{
    begin(text, text->asked);
}

void tnef_text_close(tnef_text *text)
{
    for (size_t i = 0; i < TNEF_TEXT_CONVERTERS; i++) {
        if (text->iconv[i] != NULL)
            close_converter(text->iconv[i]);
        text->iconv[i] = NULL;
    }
}

/* The converter of the text, which is opened when it is needed first. If iconv does not know it the
 * text becomes 1252. False: no memory. */
static bool need_converter(tnef_text *text)
{
    uint32_t bit = UINT32_C(1) << text->converter;

    if (text->iconv[text->converter] != NULL)
        return true;
    if ((text->missing & bit) == 0) {
        void *cd = open_converter(tnefi_converters[text->converter].names);

        if (cd == NULL && errno == ENOMEM)
            return false;
        text->iconv[text->converter] = cd;
        if (cd != NULL)
            return true;
        text->missing |= bit;
    }
    read_as_1252(text, TNEF_TEXT_UNKNOWN);
    return true;
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
    *n = tnefi_iconv_ask(text->iconv[text->converter], text->held, len, out);
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

/* Whether the first held byte can mean something else than ASCII does. */
static bool is_special(const tnef_text *text)
{
    uint8_t byte = text->held[0];

    if (byte >= 0x80)
        return true;
    if (text->kind < KIND_JP7)
        return false;
    return byte == (text->kind == KIND_HZ ? '~' : 0x1B) || byte == 0x0E || byte == 0x0F;
}

enum step tnefi_step_codepage(tnef_text *text, char *out, size_t *n)
{
    if (text->kind >= KIND_SJIS && is_special(text) && !need_converter(text))
        return STEP_FAILED;
    if (text->kind >= KIND_JP7)
        return tnefi_step_shift(text, out, n);
    if (text->kind >= KIND_SJIS)
        return step_iconv(text, out, n);
    return step_byte(text, out, n);
}
