/* SPDX-License-Identifier: MIT */
/* What HTML and text are decoded from. The rules are in <tnef/bodies.h>. */

#include "body/priv.h"

#include "base/anomalies.h"
#include "base/touch.h"

#include <string.h>

#define UTF8  65001u
#define ASCII 20127u

/* ---- While it goes by ---------------------------------------------------------------------- */

void tnefi_body_look_begin(struct tnefi_body_look *look)
{
    memset(look, 0, sizeof *look);
}

/* A byte that begins a character of UTF-8 (Unicode, table 3-7). */
static void lead(struct tnefi_body_look *l, uint8_t c)
{
    l->low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
    l->going = 0;
    l->bound = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    if (c < 0x80)
        return;
    l->high = 1;
    if (c < 0xC2 || c > 0xF4)
        l->bad++;
    else
        l->follow = c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
}

/* A byte that goes on with a character, or begins another one. */
static void next_byte(struct tnefi_body_look *l, uint8_t c)
{
    if (l->follow > 0 && c >= l->low && c <= l->bound) {
        l->follow--;
        l->going = 1;
        l->good += l->follow == 0;
        l->low = 0x80;
        l->bound = 0xBF;
        return;
    }
    if (l->follow > 0 && l->going && c == 0)
        l->cut = 1; /* before the NUL that ends text */
    else
        l->bad += l->follow > 0;
    l->follow = 0;
    lead(l, c);
}

void tnefi_body_look_add(struct tnefi_body_look *look, const uint8_t *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        next_byte(look, p[i]);
    TNEFI_TOUCH(n);
}

static int begins(const uint8_t *p, size_t n, const char *with, size_t len)
{
    return n >= len && memcmp(p, with, len) == 0;
}

/* UTF-32LE begins as UTF-16LE does. */
static uint32_t mark_of(const uint8_t *p, size_t n, int html)
{
    if (begins(p, n, "\xEF\xBB\xBF", 3))
        return UTF8;
    if (begins(p, n, "\xFF\xFE\0\0", 4))
        return 12000;
    if (begins(p, n, "\0\0\xFE\xFF", 4))
        return 12001;
    if (begins(p, n, "\xFF\xFE", 2))
        return 1200;
    if (begins(p, n, "\xFE\xFF", 2))
        return 1201;
    if (html && begins(p, n, "<\0", 2))
        return begins(p, n, "<\0\0\0", 4) ? 12000 : 1200;
    if (html && begins(p, n, "\0<", 2))
        return 1201;
    return html && begins(p, n, "\0\0\0<", 4) ? 12001 : 0;
}

void tnefi_body_look_end(struct tnefi_body_look *look, const uint8_t *head, size_t n, int html)
{
    look->not_utf8 = look->bad > 0 || look->follow != 0 || look->cut;
    look->bad += look->follow != 0 && !look->going; /* else it may have been cut */
    look->nul = n > 0 && memchr(head, 0, n < 4u ? n : 4u) != NULL;
    look->mark = mark_of(head, n, html);
    look->meta = html ? tnefi_body_declared_charset(head, n) : 0;
    look->meta_unknown = look->meta == CHARSET_UNKNOWN;
    if (look->meta_unknown)
        look->meta = 0;
}

/* ---- The choice ---------------------------------------------------------------------------- */

static int is_wide(uint32_t codepage)
{
    return codepage == 1200u || codepage == 1201u || codepage == 12000u || codepage == 12001u;
}

/* As browsers read it; 0 for what is unknown, refused, or contradicted by the bytes. */
static uint32_t usable(const struct tnefi_body_look *look, uint32_t codepage)
{
    if (tnef_codepage_name(codepage) == NULL || (is_wide(codepage) && !look->nul))
        return 0;
    return codepage == 28591u ? 1252u : codepage == 28599u ? 1254u : codepage;
}

static void set(struct tnefi_body_kept *b, uint32_t codepage, uint32_t source)
{
    b->codepage = codepage;
    b->charset_source = source;
}

static int is_utf8(const struct tnefi_body_look *look)
{
    return look->high && !look->not_utf8;
}

/* Text that is declared as UTF-8 may be damaged, or cut. But if more sequences are invalid than valid, it is
 * not UTF-8. */
static int denies_utf8(const struct tnefi_body_look *look)
{
    return look->bad > look->good;
}

/* The message declares one code page and the HTML another. */
static void conflict(struct tnefi_body_kept *b, uint32_t property, uint32_t meta)
{
    if (property != UTF8 && meta != UTF8)
        set(b, property, TNEF_CHARSET_PROPERTY);
    else if (b->look.good > b->look.bad)
        set(b, UTF8, TNEF_CHARSET_UTF8);
    else if (property != UTF8 || !b->look.high)
        set(b, property, TNEF_CHARSET_PROPERTY);
    else
        set(b, meta, TNEF_CHARSET_META);
}

/* Whether text that is not UTF-8 can be in a code page. */
static int is_other(uint32_t codepage)
{
    return tnef_codepage_name(codepage) != NULL && !is_wide(codepage) && codepage != ASCII
           && codepage != UTF8;
}

/* Text is declared as UTF-8 and is not: it is read as other 8-bit text of the message, if that code page is
 * known, or as 1252. */
static void not_utf8(struct tnefi_body_kept *b, const tnef_message_info *m)
{
    uint32_t message = (m->known & TNEF_KNOWN_MESSAGE_CODEPAGE) != 0 ? m->message_codepage : 0;
    uint32_t own = (m->known & TNEF_KNOWN_OEM_CODEPAGE) != 0 ? m->oem_codepage : 0;

    set(b, is_other(own) ? own : is_other(message) ? message : 1252u, TNEF_CHARSET_NOT_UTF8);
}

/* Which property declares |codepage| for 8-bit text: TNEF_CHARSET_*. */
static uint32_t who_says(const tnef_message_info *m, uint32_t codepage)
{
    if ((m->known & TNEF_KNOWN_OEM_CODEPAGE) != 0 && m->oem_codepage == codepage)
        return TNEF_CHARSET_PROPERTY;
    if ((m->known & TNEF_KNOWN_MESSAGE_CODEPAGE) != 0 && m->message_codepage == codepage)
        return TNEF_CHARSET_MESSAGE;
    if ((m->known & TNEF_KNOWN_INTERNET_CODEPAGE) != 0 && m->internet_codepage == codepage)
        return TNEF_CHARSET_PROPERTY;
    return TNEF_CHARSET_DEFAULT;
}

static int is_unknown(uint32_t codepage)
{
    return codepage != 0 && tnef_codepage_name(codepage) == NULL;
}

/* Whether a code page is declared for 8-bit text that cannot be used. A property that names a wide code page
 * declares nothing for 8-bit text; attOemCodepage has no other purpose. */
static int says_unknown(const tnef_message_info *m)
{
    uint32_t own = (m->known & TNEF_KNOWN_OEM_CODEPAGE) != 0 ? m->oem_codepage : 0;

    return is_unknown(own) || is_wide(own) || own == ASCII
           || ((m->known & TNEF_KNOWN_MESSAGE_CODEPAGE) != 0 && is_unknown(m->message_codepage))
           || ((m->known & TNEF_KNOWN_INTERNET_CODEPAGE) != 0 && is_unknown(m->internet_codepage));
}

/* The first usable code page that the message declares for 8-bit text, or 0. That text is read as
 * text_codepage, which may be another one, the nearest. */
static uint32_t first_known(const tnef_message_info *m)
{
    const uint32_t pages[3] = {
        (m->known & TNEF_KNOWN_OEM_CODEPAGE) != 0 ? m->oem_codepage : 0,
        (m->known & TNEF_KNOWN_MESSAGE_CODEPAGE) != 0 ? m->message_codepage : 0,
        (m->known & TNEF_KNOWN_INTERNET_CODEPAGE) != 0 ? m->internet_codepage : 0,
    };

    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (tnef_codepage_name(pages[i]) != NULL && !is_wide(pages[i]) && pages[i] != ASCII)
            return pages[i];
    return 0;
}

/* Whether |codepage| is read as another one, the nearest that is known. */
static int is_nearest(uint32_t codepage)
{
    tnef_text text;

    (void)tnef_text_init(&text, codepage);
    TNEFI_TOUCH(sizeof text);
    return TNEFI_MET(text.anomalies, TNEF_TEXT_A_NEAREST);
}

/* Plain text, by what the message declares. A text_codepage of 1252 may only be the default. */
static void as_text(struct tnefi_body_kept *b, const tnef_message_info *m)
{
    uint32_t message = (m->known & TNEF_KNOWN_MESSAGE_CODEPAGE) != 0 ? m->message_codepage : 0;
    uint32_t source = who_says(m, m->text_codepage);

    if (m->text_codepage != 0 && m->text_codepage != ASCII
        && (m->text_codepage != 1252u || source != TNEF_CHARSET_DEFAULT)) {
        set(b, m->text_codepage, source);
        b->guessed = is_nearest(first_known(m)) ? 1 : 0;
    } else if (tnef_codepage_name(message) != NULL && !is_wide(message) && message != ASCII) {
        set(b, message, TNEF_CHARSET_MESSAGE);
    } else if (is_utf8(&b->look)) {
        set(b, UTF8, TNEF_CHARSET_UTF8);
    } else {
        set(b, 1252, TNEF_CHARSET_DEFAULT);
        b->guessed = says_unknown(m) || is_nearest(first_known(m)) ? 1 : 0;
    }
}

static void as_html(struct tnefi_body_kept *b, const tnef_message_info *m)
{
    uint32_t said = (b->flags & TNEF_PART_F_STRING8) != 0 ? m->oem_codepage : m->internet_codepage;
    uint32_t property = usable(&b->look, said);
    uint32_t meta = b->look.meta;

    if (property != 0 && property != ASCII) {
        if (meta != 0 && meta != ASCII && meta != property)
            conflict(b, property, meta);
        else
            set(b, property, TNEF_CHARSET_PROPERTY);
    } else if (meta != 0 && meta != ASCII) {
        set(b, meta, TNEF_CHARSET_META);
    } else if (!b->look.high && (property != 0 || meta != 0)) {
        set(b, ASCII, property != 0 ? TNEF_CHARSET_PROPERTY : TNEF_CHARSET_META);
    } else if (is_utf8(&b->look)) {
        set(b, UTF8, TNEF_CHARSET_UTF8);
    } else {
        as_text(b, m);
        b->guessed =
            b->guessed
            || (b->charset_source != TNEF_CHARSET_UTF8 && (is_unknown(said) || b->look.meta_unknown));
    }
}

static void by_kind(struct tnefi_body_kept *b, const tnef_message_info *m)
{
    b->guessed = 0;
    if (b->kind == TNEF_PART_HTML)
        as_html(b, m);
    else
        as_text(b, m);
    if (b->codepage == UTF8 && denies_utf8(&b->look))
        not_utf8(b, m);
    b->guessed = b->guessed && b->look.high;
}

void tnefi_body_charset(struct tnefi_body_kept *body, const tnef_message_info *m)
{
    if (body->kind == TNEF_PART_RTF)
        set(body, 0, TNEF_CHARSET_NONE);
    else if (body->encoding == TNEF_ENCODING_UTF16LE)
        set(body, 1200, TNEF_CHARSET_UNICODE);
    else if (body->look.mark != 0)
        set(body, body->look.mark, TNEF_CHARSET_MARK);
    else
        by_kind(body, m);
}
