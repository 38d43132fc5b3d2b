/* SPDX-License-Identifier: MIT */
/* Header fields for programs: what they should not answer, lists, the language. */

#include "convert/mail.h"
#include "convert/card.h"

#include "base/ascii.h"
#include "base/touch.h"

/* ---- Answers that nobody wants ------------------------------------------------------------- */

/* PidTagAutoResponseSuppress, [MS-OXOMSG]. */
int tnefi_convert_mail_suppress(struct tnef_convert *c)
{
    static const struct {
        uint32_t bit;
        const char *name;
    } names[] = { { 0x01, "DR" },  { 0x02, "NDR" }, { 0x04, "RN" },
                  { 0x08, "NRN" }, { 0x10, "OOF" }, { 0x20, "AutoReply" } };
    const uint32_t bits =
        (uint32_t)tnefi_convert_number(tnefi_convert_top(c)->m->info->bag, TNEFI_CONVERT_SUPPRESS, 0);
    const char *held = NULL;
    struct tnefi_lines *l;

    if (bits == UINT32_MAX) {
        tnefi_convert_put_field(c, "X-Auto-Response-Suppress", "All");
        return DONE;
    }
    if ((bits & 0x3Fu) == 0)
        return DONE;
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, "X-Auto-Response-Suppress");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if ((bits & names[i].bit) == 0)
            continue;
        if (held != NULL)
            tnefi_lines_word(l, held, ",");
        held = names[i].name;
    }
    tnefi_lines_word(l, held, NULL);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    return DONE;
}

/* ---- Lists (RFC 2369) ---------------------------------------------------------------------- */

/* The next address that has a scheme. What is not in <> is one address. */
static int next_address(tnef_string s, size_t *at, struct tnefi_lines_span *uri)
{
    while ((*uri = tnefi_lines_find_msg_id(s.text, s.len, at)).p != NULL) {
        size_t n = 0;

        while (n < uri->n && tnefi_base_lower(uri->p[n]) >= 'a' && tnefi_base_lower(uri->p[n]) <= 'z')
            n++;
        TNEFI_TOUCH(n + 1u);
        if (n > 0 && n < uri->n && uri->p[n] == ':')
            return 1;
    }
    return 0;
}

static void write_list(struct tnef_convert *c, const char *field, enum tnefi_convert_key key)
{
    const tnef_string s = tnefi_convert_string(tnefi_convert_top(c)->m->info->bag, key);
    struct tnefi_lines_span uri, next;
    struct tnefi_lines *l;
    size_t at = 0;
    int more;

    if (!tnefi_convert_wants(c, field) || !next_address(s, &at, &uri))
        return;
    l = tnefi_convert_item(c);
    tnefi_lines_header(l, field);
    do {
        more = next_address(s, &at, &next);
        tnefi_lines_msg_id(l, uri.p, uri.n, more ? "," : NULL);
        uri = next;
    } while (more);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

int tnefi_convert_mail_lists(struct tnef_convert *c)
{
    write_list(c, "List-Help", TNEFI_CONVERT_LIST_HELP);
    write_list(c, "List-Subscribe", TNEFI_CONVERT_LIST_SUBSCRIBE);
    write_list(c, "List-Unsubscribe", TNEFI_CONVERT_LIST_UNSUBSCRIBE);
    return DONE;
}

/* ---- The language -------------------------------------------------------------------------- */

/* PidTagMessageLocaleId is a language of Windows, [MS-LCID]. Others than these are not told. */
int tnefi_convert_mail_language(struct tnef_convert *c)
{
    static const struct {
        int64_t locale;
        const char *tag;
    } rows[] = {
        { 0x0401, "ar-SA" }, { 0x0404, "zh-TW" }, { 0x0405, "cs-CZ" }, { 0x0406, "da-DK" },
        { 0x0407, "de-DE" }, { 0x0408, "el-GR" }, { 0x0409, "en-US" }, { 0x040B, "fi-FI" },
        { 0x040C, "fr-FR" }, { 0x040D, "he-IL" }, { 0x040E, "hu-HU" }, { 0x0410, "it-IT" },
        { 0x0411, "ja-JP" }, { 0x0412, "ko-KR" }, { 0x0413, "nl-NL" }, { 0x0414, "nb-NO" },
        { 0x0415, "pl-PL" }, { 0x0416, "pt-BR" }, { 0x0419, "ru-RU" }, { 0x041D, "sv-SE" },
        { 0x041F, "tr-TR" }, { 0x0422, "uk-UA" }, { 0x0804, "zh-CN" }, { 0x0807, "de-CH" },
        { 0x0809, "en-GB" }, { 0x080A, "es-MX" }, { 0x080C, "fr-BE" }, { 0x0813, "nl-BE" },
        { 0x0816, "pt-PT" }, { 0x0C07, "de-AT" }, { 0x0C0A, "es-ES" }, { 0x0C0C, "fr-CA" },
    };
    const int64_t locale = tnefi_convert_number(tnefi_convert_top(c)->m->info->bag, TNEFI_CONVERT_LOCALE, 0);

    TNEFI_TOUCH(sizeof rows / sizeof rows[0]);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].locale == locale)
            tnefi_convert_put_field(c, "Content-Language", rows[i].tag);
    return DONE;
}
