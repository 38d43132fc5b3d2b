/* SPDX-License-Identifier: MIT */
/* Bytes of many code pages to characters. Text outside of HTML is in the code page of its font,
 * that of HTML in the one of the document ([MS-OXRTFEX] 2.1.3.1.5). A character of several bytes
 * may come in several tokens, so what was begun waits until something ends it. */

#include "rtf_priv.h"

#include "text_priv.h"
#include "touch.h"

#include <string.h>

#define SYMBOLS 42u            /* the "code page" of symbol fonts                                 */

/* ---- Fonts --------------------------------------------------------------------------------- */

/* The place of a font from |low| on, or where it would be. */
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
    return at < r->fonts && r->font[at].number == number;
}

static uint32_t find_font(const struct tnef_rtf *r, int32_t number)
{
    uint32_t at = find_from(r, 0, r->fonts_sorted, number);

    return is_font(r, at, number) ? at : find_from(r, r->fonts_sorted, r->fonts, number);
}

/* The last fonts come to where they belong among the others. */
static void sort_fonts(struct tnef_rtf *r)
{
    struct tnefi_rtf_font last[FONTS_LAST];
    uint32_t from = r->fonts_sorted;
    uint32_t n = r->fonts - from;
    uint32_t to = r->fonts;

    memcpy(last, r->font + from, n * sizeof *last);
    while (n > 0 && to > 0) {
        int is_last = from == 0 || r->font[from - 1u].number < last[n - 1u].number;

        r->font[--to] = is_last ? last[--n] : r->font[--from];
    }
    r->fonts_sorted = r->fonts;
    TNEFI_TOUCH(r->fonts * sizeof *last);
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
    if (r->fonts == TNEF_RTF_FONTS_MAX) {
        r->flags |= TNEF_RTF_FONTS;
        return;
    }
    TNEFI_TOUCH((r->fonts - at + 1u) * sizeof *r->font);
    memmove(r->font + at + 1u, r->font + at, (r->fonts - at) * sizeof *r->font);
    r->fonts++;
    r->font[at].number = number;
    r->font[at].codepage = codepage;
    if (r->fonts - r->fonts_sorted == FONTS_LAST)
        sort_fonts(r);
}

static uint32_t codepage_now(const struct tnef_rtf *r)
{
    const struct tnefi_rtf_group *g = &r->now;
    uint32_t at;

    if (g->dest == DEST_HTMLTAG || g->font == NO_FONT)
        return r->codepage;
    at = find_font(r, g->font);
    return is_font(r, at, g->font) && r->font[at].codepage != 0 ? r->font[at].codepage
                                                                : r->codepage;
}

/* ---- The converter ------------------------------------------------------------------------- */

static void note_text(struct tnef_rtf *r)
{
    if ((r->text->flags & (TNEF_TEXT_DAMAGED | TNEF_TEXT_CUT)) != 0)
        r->flags |= TNEF_RTF_DAMAGED;
    if ((r->text->flags & (TNEF_TEXT_UNKNOWN | TNEF_TEXT_REFUSED | TNEF_TEXT_NEAREST)) != 0)
        r->flags |= TNEF_RTF_CODEPAGE;
}

static void say_all(struct tnef_rtf *r, const char *s, size_t n)
{
    size_t i = 0;

    TNEFI_TOUCH(n);
    while (i < n) {
        uint32_t c;
        int len = tnefi_utf8_get((const uint8_t *)s + i, n - i, &c);

        if (len <= 0)
            return;                     /* never: the converter writes whole characters */
        tnefi_rtf_char(r, c);
        i += (size_t)len;
    }
}

static void lone_surrogate(struct tnef_rtf *r)
{
    if (r->high == 0)
        return;
    r->high = 0;
    r->flags |= TNEF_RTF_DAMAGED;
    if (!tnefi_rtf_is_mute(r))
        tnefi_rtf_char(r, REPLACEMENT);
}

static void end_text(struct tnef_rtf *r)
{
    char out[64];
    size_t n;
    int more = 1;

    if (!r->text_begun)
        return;
    r->text_begun = 0;
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
    if (r->text_begun && r->text_page == codepage)
        return;
    end_text(r);
    tnef_text_change(r->text, codepage);
    r->text_begun = 1;
    r->text_page = codepage;
}

void tnefi_rtf_flush_text(struct tnef_rtf *r)
{
    lone_surrogate(r);
    end_text(r);
}

/* ---- Text ---------------------------------------------------------------------------------- */

static void color_byte(struct tnef_rtf *r, uint8_t c)
{
    if (c != ';' || r->colors == COLORS_MAX)
        return;
    r->color[r->colors++] = r->color_set ? r->color_now : COLOR_NONE;
    r->color_now = 0;
    r->color_set = 0;
}

/* Bullets are what mail uses symbol fonts for: B7 in Symbol, and before an item of a list all that
 * is no digit or punctuation mark, since it is a letter in Wingdings. The rest is read as 1252. */
static int is_bullet(const struct tnef_rtf *r, uint32_t c)
{
    return c == 0xB7 || (r->now.mark && (c >= 0x80 || (c >= 'A' && c <= 'Z')
                                                    || (c >= 'a' && c <= 'z')));
}

/* Some who write 65001 write a no-break blank as in 1252. A0 begins no character of UTF-8. */
static int is_lone_blank(const struct tnef_rtf *r, uint32_t codepage, uint8_t byte)
{
    return codepage == 65001 && byte == 0xA0
        && (!r->text_begun || r->text_page != codepage || r->text->held_len == 0);
}

void tnefi_rtf_byte(struct tnef_rtf *r, uint8_t byte, int is_hex)
{
    uint32_t codepage;
    char out[64];
    size_t taken, n;
    uint64_t damaged;
    int begun;

    if (r->now.dest == DEST_COLORTBL)
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
    damaged = r->text->damaged;
    begun = r->text->held_len > 0;
    if (tnef_text_feed(r->text, &byte, 1, &taken, out, sizeof out, &n) == TNEF_E_MEMORY)
        tnefi_rtf_fail(r, TNEF_E_MEMORY, 0, 0);
    if (begun && is_hex && byte < 0x80 && r->text->damaged == damaged + 1u && n > 1
        && (uint8_t)out[n - 1u] == byte)
        n--;                            /* the other half of what is no pair */
    say_all(r, out, n);
}

void tnefi_rtf_unit(struct tnef_rtf *r, uint32_t unit)
{
    uint32_t high = r->high;

    end_text(r);
    if (unit >= 0xDC00u && unit <= 0xDFFFu && high != 0) {
        r->high = 0;
        tnefi_rtf_char(r, 0x10000u + (high - 0xD800u) * 0x400u + (unit - 0xDC00u));
        return;
    }
    lone_surrogate(r);
    if (unit >= 0xD800u && unit <= 0xDBFFu) {
        r->high = unit;
    } else if (unit >= 0xDC00u && unit <= 0xDFFFu) {
        r->flags |= TNEF_RTF_DAMAGED;
        tnefi_rtf_char(r, REPLACEMENT);
    } else {
        if (unit >= 0xF020u && unit <= 0xF0FFu && is_bullet(r, unit - 0xF000u))
            unit = 0x2022u;             /* a symbol font's byte, in the area for private use */
        tnefi_rtf_char(r, unit);
    }
}

int tnefi_rtf_is_ascii(const struct tnef_rtf *r)
{
    uint32_t codepage = codepage_now(r);

    if (r->kind == TNEF_RTF_UNKNOWN || r->high != 0 || codepage == SYMBOLS)
        return 0;
    if (codepage == 20261 || codepage == 52936 || (codepage >= 50220 && codepage <= 50229))
        return 0;                       /* these give ASCII other meanings */
    return !r->text_begun || (r->text->held_len == 0 && r->text_page == codepage);
}
