/* SPDX-License-Identifier: MIT */
/* Converts text in a code page that is not Unicode. (codepages.c is the list of the code pages.)
 *
 * Characters of several bytes are told apart here, byte by byte, and a converter (a tnef_charset_hook,
 * which is iconv unless the caller gave another one) is asked for one whole character at a time. So
 * the text that comes out depends neither on how the input was cut nor on how a converter treats
 * incomplete or bad input, and a 7-bit code page needs only the converter of the 8-bit one with the
 * same characters. */

#include "text/priv.h"

#include "base/ascii.h"
#include "base/structs.h"
#include "base/touch.h"

#include <string.h>

/* What one character counts as work that a converter is asked for: three calls of iconv, each of
 * which looks at some tens of bytes of state. */
#define ASKED 64u

/* ---- Converters -------------------------------------------------------------------- */

const void *tnefi_text_charsets_field(const tnef_charset_hook *charsets)
{
    const void *wrong = TNEFI_STRUCT_FIELD(charsets);

    if (charsets == NULL || wrong != NULL)
        return wrong;
    if (charsets->open == NULL)
        return &charsets->open;
    if (charsets->convert == NULL)
        return &charsets->convert;
    return charsets->close == NULL ? &charsets->close : NULL;
}

/* Whether |len| bytes are one or more characters of UTF-8. */
static bool is_utf8(const char *p, size_t len)
{
    uint32_t c;
    size_t at = 0;

    while (at < len) {
        int n = tnefi_text_utf8_get((const uint8_t *)p + at, len - at, &c);

        if (n <= 0)
            return false;
        at += (size_t)n;
    }
    return len > 0;
}

size_t tnefi_text_ask(const tnef_text *text, const uint8_t *p, size_t len, char *out)
{
    const tnef_charset_hook *hook = &text->charsets;
    size_t most = len * TNEF_TEXT_GROWTH < TNEF_TEXT_ROOM ? len * TNEF_TEXT_GROWTH : TNEF_TEXT_ROOM;
    /* One byte more than it may write: a terminator beyond the room is refused, and hurts nobody. */
    char made[TNEF_TEXT_ROOM + 1u];
    size_t n;

    TNEFI_TOUCH(ASKED);
    /* FF is never UTF-8, so bytes that were not written are not taken for text. */
    memset(made, 0xFF, sizeof made);
    n = hook->convert(hook->user, text->converters[text->converter], p, len, made);
    if (n > most || !is_utf8(made, n) || memchr(made, 0, n) != NULL)
        return 0;
    memcpy(out, made, n);
    return n;
}

/* ---- Beginning --------------------------------------------------------------------- */

static void read_as_1252(tnef_text *text, uint64_t anomaly)
{
    text->anomalies |= anomaly;
    text->kind = KIND_ASCII;
    text->codepage = 1252;
    text->high = tnefi_text_cp1252;
}

static const uint16_t *high_of(unsigned table)
{
    unsigned place = table & HIGH_PLACE;

    switch (table & HIGH_FILE) {
    case HIGH_DOS:
        return tnefi_text_dos[place];
    case HIGH_WINDOWS:
        return tnefi_text_windows[place];
    case HIGH_ISO:
        return tnefi_text_iso[place];
    case HIGH_MAC:
        return tnefi_text_mac[place];
    default:
        return tnefi_text_cp1252;
    }
}

/* Makes everything new but the converters. */
static void begin(tnef_text *text, uint32_t codepage)
{
    const struct tnefi_text_codepage *page = tnefi_text_codepage_find(codepage);
    bool is_bytes;

    text->anomalies = 0;
    if (page != NULL && page->kind == KIND_NEAREST) {
        text->anomalies = TNEF_ANOMALY_BIT(TNEF_TEXT_A_NEAREST);
        page = tnefi_text_codepage_find(page->more);
    }
    text->asked = codepage;
    text->damaged = 0;
    text->shift = text->shift_out = 0;
    text->held_len = 0;
    text->begun = text->ended = 0;
    if (page == NULL || page->kind == KIND_REFUSED) {
        read_as_1252(text, TNEF_ANOMALY_BIT(page == NULL ? TNEF_TEXT_A_UNKNOWN : TNEF_TEXT_A_REFUSED));
        return;
    }
    text->codepage = page->number;
    text->kind = page->kind;
    is_bytes = tnefi_text_family(page->kind) == READS_BYTES;
    text->converter = is_bytes ? 0 : (uint8_t)page->more;
    text->high = high_of(is_bytes ? page->more : HIGH_1252);
}

tnef_status tnef_text_init_with(tnef_text *text, uint32_t codepage, const tnef_charset_hook *charsets)
{
    int wrong = tnefi_text_charsets_field(charsets) != NULL;

    _Static_assert(CONVERTERS <= TNEF_TEXT_CONVERTERS, "each has its place");
    memset(text, 0, sizeof *text);
    text->charsets = charsets == NULL || wrong ? tnefi_text_iconv : *charsets;
    begin(text, codepage);
    return wrong ? TNEF_E_ARGUMENT : TNEF_OK;
}

tnef_status tnef_text_init(tnef_text *text, uint32_t codepage)
{
    return tnef_text_init_with(text, codepage, NULL);
}

void tnef_text_change(tnef_text *text, uint32_t codepage)
{
    begin(text, codepage);
}

void tnef_text_reset(tnef_text *text)
{
    begin(text, text->asked);
}

void tnef_text_free(tnef_text *text)
{
    uint32_t opened = text->opened;

    text->opened = 0;
    for (uint32_t i = 0; opened != 0; i++, opened >>= 1)
        if (opened % 2u != 0)
            text->charsets.close(text->charsets.user, text->converters[i]);
}

/* Opens the converter of the text if it is not open. If there is none for its code page, the text
 * becomes 1252. False: there is no memory. */
static bool need_converter(tnef_text *text)
{
    const tnef_charset_hook *hook = &text->charsets;
    uint32_t bit = UINT32_C(1) << text->converter;

    if ((text->opened & bit) != 0)
        return true;
    if ((text->missing & bit) == 0) {
        void *converter = NULL;
        tnef_status status;

        TNEFI_TOUCH(TNEFI_TOUCH_CONVERTER);
        status = hook->open(hook->user, tnefi_text_converter_pages[text->converter], &converter);
        if (status == TNEF_E_MEMORY)
            return false;
        if (status == TNEF_OK) {
            text->converters[text->converter] = converter;
            text->opened |= bit;
            return true;
        }
        text->missing |= bit;
    }
    read_as_1252(text, TNEF_ANOMALY_BIT(TNEF_TEXT_A_UNKNOWN));
    return true;
}

/* ---- Steps ------------------------------------------------------------------------- */

/* Replaces a held sequence that is not a character, or that the end cut. All of it goes that comes
 * before the first ASCII byte, which stands for itself. A lead byte that cannot begin a character
 * goes alone. */
static enum step replace_bad(tnef_text *text, char *out, size_t *n)
{
    size_t bytes = 1;

    if (text->kind == KIND_BIG5 && (text->held[0] < 0xA1 || text->held[0] > 0xF9))
        return tnefi_text_replace(text, 1, out, n);
    while (bytes < text->held_len && text->held[bytes] >= 0x80)
        bytes++;
    return tnefi_text_replace(text, bytes, out, n);
}

/* Returns how many bytes the character has that begins with held[0], which is not ASCII. Of GB 18030
 * the second byte decides; until it is there, the answer is 2. */
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
        return text->held_len > 1 && tnefi_base_is_digit(text->held[1]) ? 4 : 2;
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

static enum step step_asked(tnef_text *text, char *out, size_t *n)
{
    size_t len;

    if (text->held[0] < 0x80)
        return tnefi_text_put(text, text->held[0], 1, out, n);
    len = char_len(text);
    if (text->held_len < len) {
        if (!text->ended)
            return STEP_STARVED;
        text->anomalies |= TNEF_ANOMALY_BIT(TNEF_TEXT_A_CUT);
        return replace_bad(text, out, n);
    }
    /* Windows has the euro sign here, where GBK has nothing. */
    if (text->codepage == 936 && text->held[0] == 0x80)
        return tnefi_text_put(text, 0x20AC, 1, out, n);
    *n = tnefi_text_ask(text, text->held, len, out);
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
        text->anomalies |= TNEF_ANOMALY_BIT(TNEF_TEXT_A_GUESSED);
    if (text->high[byte - 0x80] == REPLACEMENT)
        return tnefi_text_replace(text, 1, out, n);
    return tnefi_text_put(text, text->high[byte - 0x80], 1, out, n);
}

/* Whether the first held byte can mean something else than it does in ASCII. */
static bool is_special(const tnef_text *text)
{
    uint8_t byte = text->held[0];

    if (byte >= 0x80)
        return true;
    if (tnefi_text_family(text->kind) != READS_SHIFTS)
        return false;
    return byte == (text->kind == KIND_HZ ? '~' : 0x1B) || byte == 0x0E || byte == 0x0F;
}

enum step tnefi_text_step_codepage(tnef_text *text, char *out, size_t *n)
{
    if (tnefi_text_family(text->kind) != READS_BYTES && is_special(text) && !need_converter(text))
        return STEP_FAILED;
    /* The code page is another one if there is no converter. */
    switch (tnefi_text_family(text->kind)) {
    case READS_SHIFTS:
        return tnefi_text_step_shift(text, out, n);
    case READS_PAIRS:
        return step_asked(text, out, n);
    default:
        return step_byte(text, out, n);
    }
}
