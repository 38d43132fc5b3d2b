/* SPDX-License-Identifier: MIT */
/* Bytes of many code pages to characters. Text is in the code page of its font; HTML tags are in the code
 * page of the document ([MS-OXRTFEX] 2.1.3.1.5). A character of several bytes may come in several tokens,
 * so what was begun waits until something ends it. */

#include "rtf/priv.h"

#include "text/text.h"
#include "base/anomalies.h"
#include "base/ascii.h"
#include "base/touch.h"

#include <string.h>

#define SYMBOLS 42u /* the "code page" of symbol fonts                                 */

/* ---- Fonts --------------------------------------------------------------------------------- */

/* The place of a font among those from |low| to |high|, or the place where it belongs. */
static uint32_t find_from(const struct tnef_rtf *r, uint32_t low, uint32_t high, int32_t number)
{
    while (low < high) {
        uint32_t middle = low + (high - low) / 2u;

        TNEFI_TOUCH(1);
        if (r->font[middle].number < number)
            low = middle + 1u;
        else
            high = middle;
    }
    return low;
}

static int is_font(const struct tnef_rtf *r, uint32_t at, int32_t number)
{
    return at < r->live.fonts && r->font[at].number == number;
}

static uint32_t find_font(const struct tnef_rtf *r, int32_t number)
{
    uint32_t at = find_from(r, 0, r->live.fonts_sorted, number);

    return is_font(r, at, number) ? at : find_from(r, r->live.fonts_sorted, r->live.fonts, number);
}

/* Merges the last fonts, which are sorted, into the others. */
static void sort_fonts(struct tnef_rtf *r)
{
    struct tnefi_rtf_font last[FONTS_LAST];
    uint32_t from = r->live.fonts_sorted;
    uint32_t n = r->live.fonts - from;
    uint32_t to = r->live.fonts;

    memcpy(last, r->font + from, n * sizeof *last);
    while (n > 0 && to > 0) {
        int is_last = from == 0 || r->font[from - 1u].number < last[n - 1u].number;

        r->font[--to] = is_last ? last[--n] : r->font[--from];
    }
    r->live.fonts_sorted = r->live.fonts;
    TNEFI_TOUCH(r->live.fonts * sizeof *last);
}

/* Fonts of the document's code page need no place. New ones are sorted among the last only, so that
 * few of the others ever move. */
void tnefi_rtf_set_font(struct tnef_rtf *r, int32_t number, uint32_t codepage, int is_charset)
{
    uint32_t at = find_font(r, number);

    if (number == NO_FONT)
        return;
    if (is_font(r, at, number)) {
        if (is_charset || r->font[at].codepage == 0)
            r->font[at].codepage = codepage;
        return;
    }
    if (codepage == 0)
        return;
    if (r->live.fonts == TNEF_RTF_FONTS_MAX) {
        r->live.anomalies |= TNEF_ANOMALY_BIT(TNEF_RTF_A_FONTS);
        return;
    }
    TNEFI_TOUCH((r->live.fonts - at + 1u) * sizeof *r->font);
    memmove(r->font + at + 1u, r->font + at, (r->live.fonts - at) * sizeof *r->font);
    r->live.fonts++;
    r->font[at].number = number;
    r->font[at].codepage = codepage;
    if (r->live.fonts - r->live.fonts_sorted == FONTS_LAST)
        sort_fonts(r);
}

static uint32_t codepage_now(const struct tnef_rtf *r)
{
    const struct tnefi_rtf_group *g = &r->live.now;
    uint32_t at;

    if (g->dest == DEST_HTMLTAG || g->font == NO_FONT)
        return r->live.codepage;
    at = find_font(r, g->font);
    return is_font(r, at, g->font) && r->font[at].codepage != 0 ? r->font[at].codepage : r->live.codepage;
}

/* ---- The converter ------------------------------------------------------------------------- */

static void note_text(struct tnef_rtf *r)
{
    uint64_t met = r->text->anomalies;

    if (TNEFI_MET(met, TNEF_TEXT_A_DAMAGED) || TNEFI_MET(met, TNEF_TEXT_A_CUT))
        r->live.anomalies |= TNEF_ANOMALY_BIT(TNEF_RTF_A_DAMAGED);
    if (TNEFI_MET(met, TNEF_TEXT_A_UNKNOWN) || TNEFI_MET(met, TNEF_TEXT_A_REFUSED)
        || TNEFI_MET(met, TNEF_TEXT_A_NEAREST))
        r->live.anomalies |= TNEF_ANOMALY_BIT(TNEF_RTF_A_CODEPAGE);
}

static void say_all(struct tnef_rtf *r, const char *s, size_t n)
{
    size_t i = 0;

    TNEFI_TOUCH(n);
    while (i < n) {
        uint32_t c;
        int len = tnefi_text_utf8_get((const uint8_t *)s + i, n - i, &c);

        if (len <= 0)
            return; /* never: the converter writes whole characters */
        tnefi_rtf_char(r, c);
        i += (size_t)len;
    }
}

static void lone_surrogate(struct tnef_rtf *r)
{
    if (r->live.high == 0)
        return;
    r->live.high = 0;
    r->live.anomalies |= TNEF_ANOMALY_BIT(TNEF_RTF_A_DAMAGED);
    if (!tnefi_rtf_is_mute(r))
        tnefi_rtf_char(r, REPLACEMENT);
}

static void end_text(struct tnef_rtf *r)
{
    char out[64];
    size_t n;
    int more = 1;

    if (!r->live.text_begun)
        return;
    r->live.text_begun = 0;
    while (more) {
        more = tnef_text_finish(r->text, out, sizeof out, &n) == TNEF_PAUSED;
        if (!tnefi_rtf_is_mute(r))
            say_all(r, out, n);
    }
    note_text(r);
}

/* Goes on in |codepage|, or begins there. */
static void text_in(struct tnef_rtf *r, uint32_t codepage)
{
    if (r->live.text_begun && r->live.text_page == codepage)
        return;
    end_text(r);
    tnef_text_change(r->text, codepage);
    r->live.text_begun = 1;
    r->live.text_page = codepage;
}

void tnefi_rtf_flush_text(struct tnef_rtf *r)
{
    lone_surrogate(r);
    end_text(r);
}

/* ---- Text ---------------------------------------------------------------------------------- */

static void color_byte(struct tnef_rtf *r, uint8_t c)
{
    if (c != ';' || r->live.colors == COLORS_MAX)
        return;
    r->color[r->live.colors++] = r->live.color_set ? r->live.color_now : COLOR_NONE;
    r->live.color_now = 0;
    r->live.color_set = 0;
}

/* Mail uses symbol fonts for bullets: B7 in Symbol, and before an item of a list any byte but digits and
 * punctuation marks, since the others are pictures in Wingdings. The rest is read as 1252. */
static int is_bullet(const struct tnef_rtf *r, uint32_t c)
{
    return c == 0xB7 || (r->live.now.mark && (c >= 0x80 || tnefi_base_is_letter((uint8_t)c)));
}

/* Some senders declare 65001 and write a no-break blank as in 1252. No character of UTF-8 begins with A0. */
static int is_lone_blank(const struct tnef_rtf *r, uint32_t codepage, uint8_t byte)
{
    return codepage == 65001 && byte == 0xA0
           && (!r->live.text_begun || r->live.text_page != codepage || r->text->held_len == 0);
}

void tnefi_rtf_byte(struct tnef_rtf *r, uint8_t byte, int is_hex)
{
    uint32_t codepage, single;
    char out[64];
    size_t taken, n;
    uint64_t damaged;
    int begun;

    if (r->live.now.dest == DEST_COLORTBL)
        color_byte(r, byte);
    if (tnefi_rtf_is_mute(r))
        return;
    if (byte < 0x80 && tnefi_rtf_is_ascii(r)) {
        tnefi_rtf_char(r, byte);
        return;
    }
    codepage = codepage_now(r);
    lone_surrogate(r);
    if (codepage == SYMBOLS) {
        codepage = 1252;
        if (is_bullet(r, byte)) {
            end_text(r);
            tnefi_rtf_char(r, 0x2022);
            return;
        }
    }
    if (is_lone_blank(r, codepage, byte)) {
        end_text(r);
        tnefi_rtf_char(r, 0xA0);
        return;
    }
    text_in(r, codepage);
    single = tnefi_text_single(r->text, byte);
    if (single != 0) {
        tnefi_rtf_char(r, single);
        return;
    }
    damaged = r->text->damaged;
    begun = r->text->held_len > 0;
    if (tnef_text_feed(r->text, &byte, 1, &taken, out, sizeof out, &n) == TNEF_E_MEMORY)
        tnefi_rtf_fail(r, TNEF_E_MEMORY, 0, 0);
    if (begun && is_hex && byte < 0x80 && r->text->damaged == damaged + 1u && n > 1
        && (uint8_t)out[n - 1u] == byte)
        n--; /* the second half of an invalid pair is not text */
    say_all(r, out, n);
}

void tnefi_rtf_unit(struct tnef_rtf *r, uint32_t unit)
{
    uint32_t high = r->live.high;

    end_text(r);
    if (unit >= 0xDC00u && unit <= 0xDFFFu && high != 0) {
        r->live.high = 0;
        tnefi_rtf_char(r, 0x10000u + (high - 0xD800u) * 0x400u + (unit - 0xDC00u));
        return;
    }
    lone_surrogate(r);
    if (unit >= 0xD800u && unit <= 0xDBFFu) {
        r->live.high = unit;
    } else if (unit >= 0xDC00u && unit <= 0xDFFFu) {
        r->live.anomalies |= TNEF_ANOMALY_BIT(TNEF_RTF_A_DAMAGED);
        tnefi_rtf_char(r, REPLACEMENT);
    } else {
        if (unit >= 0xF020u && unit <= 0xF0FFu && is_bullet(r, unit - 0xF000u))
            unit = 0x2022u; /* a symbol font's byte, in the area for private use */
        tnefi_rtf_char(r, unit);
    }
}

int tnefi_rtf_is_ascii(const struct tnef_rtf *r)
{
    uint32_t codepage = codepage_now(r);

    if (r->live.kind == TNEF_RTF_UNKNOWN || r->live.high != 0 || codepage == SYMBOLS)
        return 0;
    if (codepage == 20261 || codepage == 52936 || (codepage >= 50220 && codepage <= 50229))
        return 0; /* these give ASCII other meanings */
    return !r->live.text_begun || (r->text->held_len == 0 && r->live.text_page == codepage);
}
