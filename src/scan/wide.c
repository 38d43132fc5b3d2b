/* SPDX-License-Identifier: MIT */
/* A mail that is stored in UTF-16 (RFC 2781): some programs save mail as they save their own text. No reader
 * of MIME can see anything in it, but who opens it again with such a program can. It is read as what it
 * decodes to, one level above the input, with the anomaly UTF16.
 *
 *     FF FE 46 00 72 00       "Fr" after a byte order mark, the low byte first
 *     FE FF 00 46 00 72       the same, the high byte first
 *     46 00 72 00 6F 00 ...   without a mark: four letters or more, and each second byte is NUL
 *     00 46 00 72 00 6F ...   the same, the high byte first
 *
 * and these are read as they stand:
 *
 *     46 72                   ASCII
 *     FF FE 46 72             a mark, and ASCII after it
 *     EF BB BF 46             a mark of UTF-8: header.c
 *     46 00 72 6F             a NUL in the name of a field: header.c */

#include "scan/priv.h"

#define UTF16_LE 1200u
#define UTF16_BE 1201u

/* Units that must be ASCII before it is believed: a mail that only begins with a mark, or with a NUL, is read
 * as it stands by everybody else, and must not be hidden by that. */
#define UNITS_AFTER_MARK 2u
#define UNITS            4u

static int is_text(uint8_t b)
{
    return b == CR || b == LF || b == TAB || (b >= SP && b < 127u);
}

/* Whether the |n| bytes at |p| are units of ASCII, the first one a letter; |nul|: where their NUL is. */
static int is_wide(const uint8_t *p, size_t n, size_t nul)
{
    for (size_t i = 0; i < n; i++)
        if (i % 2u == nul ? p[i] != 0 : i < 2u ? !tnefi_base_is_letter(p[i]) : !is_text(p[i]))
            return 0;
    return 1;
}

/* The code page of the byte order mark that |n| bytes begin with, or 0. */
static uint32_t mark_of(const uint8_t *p, size_t n)
{
    if (n < 2u || (uint32_t)p[0] + p[1] != 0xFFu + 0xFEu) /* no other two bytes have that sum */
        return 0;
    return p[0] == 0xFFu ? UTF16_LE : UTF16_BE;
}

/* The code page in which the |n| bytes, at least 1, that a mail begins with are; 0: they are read as they
 * stand, or, if |*open|, more of them decide. */
static uint32_t page_of(const uint8_t *p, size_t n, int *open)
{
    uint32_t mark = mark_of(p, n);
    size_t at = mark != 0 ? 2u : 0;
    size_t most = at + 2u * (mark != 0 ? UNITS_AFTER_MARK : UNITS);
    int low = mark != UTF16_BE && is_wide(p + at, n - at, 1);
    int high = mark != UTF16_LE && is_wide(p + at, n - at, 0);

    TNEFI_TOUCH(2u * n);
    *open = ((low || high) && n < most) || (n == 1u && p[0] >= 0xFEu);
    if (*open)
        return 0;
    return low ? UTF16_LE : high ? UTF16_BE : 0;
}

/* The level above decodes: a mail may begin there. */
static void becomes_wide(struct tnef_scanner *s, struct tnefi_scan_line_level *l, uint32_t page)
{
    l->state = B_LINE;
    s->top = 1;
    s->decoded_at = 0;
    tnefi_scan_level(s, &s->level[1]);
    s->level[1].wide = 1;
    (void)tnef_text_init(&s->wide, page);
    tnefi_scan_head_begin(s, 1);
    tnefi_scan_note(s, &s->head.anomalies, TNEF_SCANNER_A_UTF16);
}

/* What was looked at is read again. */
static void decided(struct tnefi_scan_line_level *l)
{
    l->offset -= l->replay_len;
    l->replay_at = 0;
    l->state = S_HEAD;
}

size_t tnefi_scan_wide_step(struct tnef_scanner *s, struct tnefi_scan_line_level *l, uint8_t b)
{
    uint32_t page;
    int open;

    l->probe[l->replay_len] = b;
    l->replay_len++;
    l->replay_at = l->replay_len;
    page = page_of(l->probe, l->replay_len, &open);
    if (open)
        return 1;
    l->offset++; /* the caller counts |b| when it has returned */
    decided(l);
    l->offset--;
    if (page != 0)
        becomes_wide(s, l, page);
    return 1;
}

void tnefi_scan_wide_eof(struct tnefi_scan_line_level *l)
{
    decided(l);
}

/* As much is decoded as there is room for: the level has read what it had. */
size_t tnefi_scan_wide_feed(struct tnef_scanner *s, struct tnefi_scan_line_level *l, const uint8_t *p,
                            size_t n)
{
    size_t taken, written;

    (void)tnef_text_feed(&s->wide, p, n, &taken, (char *)l->feed, FEED_SIZE, &written);
    l->at = 0;
    l->have = (uint32_t)written;
    return taken;
}

int tnefi_scan_wide_finish(struct tnef_scanner *s, struct tnefi_scan_line_level *l)
{
    size_t written;
    tnef_status status = tnef_text_finish(&s->wide, (char *)l->feed, FEED_SIZE, &written);

    l->at = 0;
    l->have = (uint32_t)written;
    return status != TNEF_PAUSED;
}
