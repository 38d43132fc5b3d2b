/* SPDX-License-Identifier: MIT */
/* Mail in an envelope of S/MIME, of which nobody can see more than its type. */

#include "convert/mail_smime.h"

#include "base/ascii.h"
#include "base/touch.h"

#include <string.h>

#define DER_LOOK 64u /* bytes in which the type of an envelope stands                   */

static int has_bytes(const uint8_t *p, size_t n, const uint8_t *what, size_t len)
{
    TNEFI_TOUCH(n);
    for (size_t i = 0; i + len <= n; i++)
        if (memcmp(p + i, what, len) == 0)
            return 1;
    return 0;
}

/* The parameter that tells what the envelope is, by the object identifier in it; NULL: it is not known. */
static const char *type_of(struct tnef_convert *c, const tnef_stored *s)
{
    static const uint8_t is_signed[] = { 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02 };
    static const uint8_t enveloped[] = { 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x03 };
    static const uint8_t authenticated[] = {
        0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 0x17
    };
    uint8_t der[DER_LOOK];
    const size_t n = s->len < sizeof der ? s->len : sizeof der;

    if (tnefi_convert_read(c, tnefi_message_content_at(s), der, n) != TNEF_OK)
        return NULL;
    if (has_bytes(der, n, is_signed, sizeof is_signed))
        return "smime-type=signed-data";
    if (has_bytes(der, n, enveloped, sizeof enveloped))
        return "smime-type=enveloped-data";
    return has_bytes(der, n, authenticated, sizeof authenticated) ? "smime-type=authEnveloped-data" : NULL;
}

/* Whether |word| stands at |at|, and ends there. */
static int has_word(tnef_string s, size_t at, const char *word)
{
    const size_t n = tnefi_convert_length(word);

    TNEFI_TOUCH(n);
    if (s.len - at < n)
        return 0;
    for (size_t i = 0; i < n; i++)
        if (tnefi_base_lower((uint8_t)s.text[at + i]) != tnefi_base_lower((uint8_t)word[i]))
            return 0;
    return s.len - at == n || s.text[at + n] == ';' || s.text[at + n] == ' ' || s.text[at + n] == '"';
}

/* The same, as the attachment tells it, which may be more than the bytes do. No other type is known. */
static const char *told_type(const tnef_message *m)
{
    static const char name[] = "smime-type=";
    static const char *const known[] = { "smime-type=signed-data", "smime-type=enveloped-data",
                                         "smime-type=authEnveloped-data", "smime-type=certs-only",
                                         "smime-type=compressed-data" };
    tnef_string s = { NULL, 0 };
    size_t at = 0;

    TNEFI_TOUCH(m->attachment_count);
    for (size_t i = 0; i < m->attachment_count; i++)
        if ((m->attachments[i]->part->flags & TNEF_PART_F_HIDDEN) == 0)
            s = m->attachments[i]->part->raw_mime_type;
    for (; at + sizeof name < s.len; at++)
        for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
            if ((s.text[at] == 's' || s.text[at] == 'S') && has_word(s, at, known[i]))
                return known[i];
    TNEFI_TOUCH(at);
    return NULL;
}

static void write_envelope_head(struct tnef_convert *c, const tnef_stored *s)
{
    const char *told = told_type(tnefi_convert_top(c)->m);
    const char *type = told != NULL ? told : type_of(c, s);
    struct tnefi_lines *l = tnefi_convert_item(c);

    tnefi_lines_header(l, "Content-Type");
    tnefi_lines_word(l, "application/pkcs7-mime", ";");
    if (type != NULL)
        tnefi_lines_word(l, type, ";");
    tnefi_lines_word(l, "name=\"smime.p7m\"", NULL);
    tnefi_lines_crlf(l);
    tnefi_lines_header(l, "Content-Transfer-Encoding");
    tnefi_lines_word(l, "base64", NULL);
    tnefi_lines_crlf(l);
    tnefi_lines_header(l, "Content-Disposition");
    tnefi_lines_word(l, "attachment", ";");
    tnefi_lines_word(l, "filename=\"smime.p7m\"", NULL);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    tnefi_convert_put_word(c, "\r\n");
    tnefi_convert_begin_encoding(c, TNEF_ENCODE_BASE64);
}

int tnefi_convert_mail_envelope(struct tnef_convert *c, const tnef_stored *s)
{
    struct tnefi_convert_job *j = &c->live.job;
    uint8_t buf[STEP_BYTES];
    size_t n;

    if (j->inside == 0) {
        write_envelope_head(c, s);
        j->inside = 1;
    }
    n = s->len - j->at < sizeof buf ? (size_t)(s->len - j->at) : sizeof buf;
    if (n > 0 && tnefi_convert_read(c, tnefi_message_content_at(s) + j->at, buf, n) != TNEF_OK)
        return DONE;
    tnefi_convert_encode(c, buf, n);
    j->at += n;
    if (j->at < s->len)
        return AGAIN;
    tnefi_convert_end_encoding(c);
    return DONE;
}
