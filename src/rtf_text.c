/* SPDX-License-Identifier: MIT */
/* Bytes of many code pages to characters. Text outside of HTML is in the code page of its font, that
 * of HTML in the one of the document ([MS-OXRTFEX] 2.1.3.1.5). A character of several bytes may come
 * in several tokens, so what was begun waits until something ends it. */

#include "rtf_priv.h"

#include "text_priv.h"

#define SYMBOLS 42u            /* the "code page" of symbol fonts                                 */

/* ---- Fonts --------------------------------------------------------------------------------- */

static uint32_t first_slot(int32_t number)
{
    return ((uint32_t)number * 2654435761u >> 16) % FONT_SLOTS;
}

/* The slot of a font, or a free one. There always is one: at most TNEF_RTF_FONTS_MAX are taken. */
static uint32_t find_font(const struct tnef_rtf *r, int32_t number)
{
    uint32_t at = first_slot(number);

    for (uint32_t i = 0; i < FONT_SLOTS; i++) {
        if (r->font[at].number == number || r->font[at].number == NO_FONT)
            return at;
        at = (at + 1u) % FONT_SLOTS;
    }
    return at;
}

void tnefi_rtf_set_font(struct tnef_rtf *r, int32_t number, uint32_t codepage)
{
    uint32_t at;

    if (number == NO_FONT || codepage == 0)
        return;
    at = find_font(r, number);
    if (r->font[at].number == number) {
        return;                         /* the first one counts: \fcharset before \cpg */
    }
    if (r->fonts == TNEF_RTF_FONTS_MAX) {
        r->flags |= TNEF_RTF_FONTS;
        return;
    }
    r->fonts++;
    r->font[at].number = number;
    r->font[at].codepage = codepage;
}

static uint32_t codepage_now(const struct tnef_rtf *r)
{
    const struct tnefi_rtf_group *g = &r->group[r->depth < TNEF_RTF_DEPTH ? r->depth
                                                                        : TNEF_RTF_DEPTH - 1u];
    uint32_t at;

    if (g->dest == DEST_HTMLTAG || g->font == NO_FONT)
        return r->codepage;
    at = find_font(r, g->font);
    return r->font[at].number == g->font ? r->font[at].codepage : r->codepage;
}

/* ---- Converters ---------------------------------------------------------------------------- */

static void note_text(struct tnef_rtf *r, const tnef_text *text)
{
    if ((text->flags & (TNEF_TEXT_DAMAGED | TNEF_TEXT_CUT)) != 0)
        r->flags |= TNEF_RTF_DAMAGED;
}

static int32_t open_page(struct tnef_rtf *r, uint32_t codepage)
{
    uint32_t at = r->page_next;

    for (uint32_t i = 0; i < PAGES_MAX; i++)
        if (r->page_open[i] && r->page[i].asked == codepage)
            return (int32_t)i;
    r->page_next = (at + 1u) % PAGES_MAX;
    if (r->page_open[at])
        tnef_text_close(&r->page[at]);
    r->page_open[at] = 0;
    if (tnef_text_init(&r->page[at], codepage) != TNEF_OK) {
        tnefi_rtf_fail(r, TNEF_E_MEMORY, 0, 0);
        return -1;
    }
    r->page_open[at] = 1;
    if ((r->page[at].flags & (TNEF_TEXT_UNKNOWN | TNEF_TEXT_REFUSED)) != 0)
        r->flags |= TNEF_RTF_CODEPAGE;
    return (int32_t)at;
}

void tnefi_rtf_close_pages(struct tnef_rtf *r)
{
    for (uint32_t i = 0; i < PAGES_MAX; i++) {
        if (r->page_open[i])
            tnef_text_close(&r->page[i]);
        r->page_open[i] = 0;
    }
    r->page_next = 0;
    r->page_now = -1;
}

static void say_all(struct tnef_rtf *r, const char *s, size_t n)
{
    size_t i = 0;

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

static void end_page(struct tnef_rtf *r)
{
    char out[64];
    size_t n;
    tnef_text *text;
    int more = 1;

    if (r->page_now < 0)
        return;
    text = &r->page[r->page_now];
    r->page_now = -1;
    while (more) {
        more = tnef_text_finish(text, out, sizeof out, &n) == TNEF_PAUSED;
        if (!tnefi_rtf_is_mute(r))
            say_all(r, out, n);
    }
    note_text(r, text);
    tnef_text_reset(text);
}

void tnefi_rtf_flush_text(struct tnef_rtf *r)
{
    lone_surrogate(r);
    end_page(r);
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

/* Bullets are what mail uses symbol fonts for; the rest is read as 1252. */
static uint32_t symbol_page(struct tnef_rtf *r, uint8_t byte, int *done)
{
    *done = byte == 0xB7;
    if (*done) {
        tnefi_rtf_flush_text(r);
        tnefi_rtf_char(r, 0x2022);
    }
    return 1252;
}

void tnefi_rtf_byte(struct tnef_rtf *r, uint8_t byte)
{
    uint32_t codepage;
    char out[64];
    size_t taken, n;
    int32_t page;
    int done;

    if (tnefi_rtf_top(r)->dest == DEST_COLORTBL)
        color_byte(r, byte);
    if (tnefi_rtf_is_mute(r))
        return;
    codepage = codepage_now(r);
    if (codepage == SYMBOLS) {
        codepage = symbol_page(r, byte, &done);
        if (done)
            return;
    }
    lone_surrogate(r);
    if (r->page_now < 0 || r->page[r->page_now].asked != codepage) {
        end_page(r);
        page = open_page(r, codepage);
        if (page < 0)
            return;
        r->page_now = page;
    }
    tnef_text_feed(&r->page[r->page_now], &byte, 1, &taken, out, sizeof out, &n);
    say_all(r, out, n);
}

void tnefi_rtf_unit(struct tnef_rtf *r, uint32_t unit)
{
    uint32_t high = r->high;

    end_page(r);
    if (tnefi_rtf_is_mute(r)) {
        r->high = 0;
        return;
    }
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
        tnefi_rtf_char(r, unit == 0xF0B7u ? 0x2022u : unit);
    }
}

int tnefi_rtf_is_ascii(const struct tnef_rtf *r)
{
    uint32_t codepage = codepage_now(r);
    const tnef_text *text;

    if (r->kind == TNEF_RTF_UNKNOWN || r->high != 0 || codepage == SYMBOLS)
        return 0;
    if (codepage == 52936 || (codepage >= 50220 && codepage <= 50229))
        return 0;                       /* 7-bit code pages give ASCII other meanings */
    if (r->page_now < 0)
        return 1;
    text = &r->page[r->page_now];
    return text->held_len == 0 && text->asked == codepage;
}
