/* SPDX-License-Identifier: MIT */
/* Which attachments the HTML of a message shows: by addresses in it that begin with "cid:" (RFC 2392), and by
 * attributes that are the location of one (RFC 2557). The former are noted as they are met, the latter are
 * those of the attachments, so that other attributes take no room. */

#include "convert/mail.h"

#include "base/ascii.h"
#include "base/touch.h"

#define READING 4u /* of |matched|: the address is being read                         */

/* |quote| of the mail: what is read of an attribute, or the quote at which its value ends. */
#define NO_VALUE 0u
#define EQUALS   1u
#define UNQUOTED 2u

static uint64_t hash_of(const void *p, size_t n)
{
    const uint8_t *bytes = p;
    uint64_t h = UINT64_C(14695981039346656037);

    TNEFI_TOUCH(n);
    for (size_t i = 0; i < n; i++)
        h = (h ^ bytes[i]) * UINT64_C(1099511628211);
    return h;
}

static int hex_of(uint8_t b)
{
    if (tnefi_base_is_digit(b))
        return b - '0';
    b = tnefi_base_lower(b);
    return b >= 'a' && b <= 'f' ? b - 'a' + 10 : -1;
}

/* Reads %HH in place. Returns the length. */
static size_t decode(uint8_t *p, size_t n)
{
    size_t to = 0;

    TNEFI_TOUCH(n);
    for (size_t i = 0; i < n; i++) {
        if (p[i] == '%' && n - i > 2u && hex_of(p[i + 1u]) >= 0 && hex_of(p[i + 2u]) >= 0) {
            p[to++] = (uint8_t)(hex_of(p[i + 1u]) * 16 + hex_of(p[i + 2u]));
            i += 2u;
        } else {
            p[to++] = p[i];
        }
    }
    return to;
}

/* The place of an address among those that were found. */
static struct tnefi_convert_cid *find(struct tnefi_convert_frame *f, uint64_t hash)
{
    TNEFI_TOUCH(f->ids);
    for (uint32_t i = f->places; i < f->ids; i++)
        if (f->id[i].hash == hash)
            return &f->id[i];
    return NULL;
}

static void end_id(struct tnefi_convert_mail *mail)
{
    struct tnefi_convert_frame *f = &mail->frame[mail->depth - 1u];
    const size_t n = decode(mail->id, mail->id_len);
    const uint64_t hash = hash_of(mail->id, n);

    if (n > 0 && mail->id_len < MAIL_ID && f->ids < MAIL_IDS && find(f, hash) == NULL) {
        f->id[f->ids].hash = hash;
        f->id[f->ids].is_shown = 1;
        f->id[f->ids++].owner = SIZE_MAX;
    }
    mail->matched = 0;
    mail->id_len = 0;
}

static int ends_id(uint8_t b)
{
    return b <= ' ' || b == '"' || b == '\'' || b == '<' || b == '>' || b == ')' || b == '\\';
}

/* ---- Locations ----------------------------------------------------------------------------- */

static void end_value(struct tnefi_convert_mail *mail)
{
    struct tnefi_convert_frame *f = &mail->frame[mail->depth - 1u];
    const uint64_t hash = hash_of(mail->value, mail->value_len);

    TNEFI_TOUCH(f->places);
    for (uint32_t i = 0; i < f->places && mail->value_len < MAIL_ID; i++)
        f->id[i].is_shown |= f->id[i].hash == hash;
    mail->quote = NO_VALUE;
    mail->value_len = 0;
}

static int is_white(uint8_t b)
{
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
}

/* One more byte of HTML. What only looks like an attribute does no harm: it shows a file that is there. */
static void read_value(struct tnefi_convert_mail *mail, uint8_t b)
{
    if (mail->quote == NO_VALUE) {
        mail->quote = b == '=' ? EQUALS : NO_VALUE;
    } else if (mail->quote == EQUALS) {
        if (!is_white(b))
            mail->quote = b == '"' || b == '\'' ? b : UNQUOTED;
        if (mail->quote == UNQUOTED)
            mail->value[mail->value_len++] = b;
    } else if (mail->quote == UNQUOTED ? is_white(b) || b == '>' : b == mail->quote) {
        end_value(mail);
    } else if (mail->value_len < MAIL_ID) {
        mail->value[mail->value_len++] = b;
    }
}

/* ---- HTML ---------------------------------------------------------------------------------- */

void tnefi_convert_cid_feed(struct tnefi_convert_mail *mail, const uint8_t *p, size_t n)
{
    static const uint8_t scheme[READING] = { 'c', 'i', 'd', ':' };

    TNEFI_TOUCH(n);
    for (size_t i = 0; i < n; i++) {
        const uint8_t b = tnefi_base_lower(p[i]);

        if (mail->frame[mail->depth - 1u].places > 0)
            read_value(mail, p[i]);
        if (mail->matched == READING && ends_id(p[i]))
            end_id(mail);
        else if (mail->matched == READING && mail->id_len < MAIL_ID)
            mail->id[mail->id_len++] = p[i];
        else if (mail->matched < READING)
            mail->matched = b == scheme[mail->matched] ? mail->matched + 1u : b == 'c';
    }
}

/* ---- Attachments --------------------------------------------------------------------------- */

static int may_be_inline(const tnef_part *p)
{
    static const char image[6] = { 'i', 'm', 'a', 'g', 'e', '/' };

    if (p->kind != TNEF_PART_FILE)
        return 0;
    if ((p->flags & (TNEF_PART_F_INLINE | TNEF_PART_F_HIDDEN)) != 0)
        return 1;
    for (size_t i = 0; i < sizeof image; i++)
        if (i >= p->mime_type.len || tnefi_base_lower((uint8_t)p->mime_type.text[i]) != (uint8_t)image[i])
            return 0;
    return 1;
}

static uint64_t hash_of_part(const tnef_part *p)
{
    const char *s = p->content_id.text;
    size_t n = p->content_id.len;

    if (n >= 2u && s[0] == '<' && s[n - 1u] == '>') {
        s++;
        n -= 2u;
    }
    return hash_of(s, n);
}

/* Locations of attachments that HTML may show; of several with one location the first. */
void tnefi_convert_cid_begin(struct tnefi_convert_mail *mail)
{
    struct tnefi_convert_frame *f = &mail->frame[mail->depth - 1u];

    mail->matched = 0;
    mail->id_len = 0;
    mail->quote = NO_VALUE;
    mail->value_len = 0;
    TNEFI_TOUCH(f->m->attachment_count);
    for (size_t i = 0; i < f->m->attachment_count && f->places < MAIL_PLACES; i++) {
        const tnef_string place = f->m->attachments[i]->part->content_location;
        const uint64_t hash = hash_of(place.text, place.len);
        uint32_t known = 0;

        if (place.len == 0 || place.len >= MAIL_ID || !may_be_inline(f->m->attachments[i]->part))
            continue;
        TNEFI_TOUCH(f->places);
        while (known < f->places && f->id[known].hash != hash)
            known++;
        if (known < f->places)
            continue;
        f->id[f->places] = (struct tnefi_convert_cid){ hash, i, 0 };
        f->ids = ++f->places;
    }
}

/* Each address belongs to the first attachment that has it. */
void tnefi_convert_cid_own(struct tnefi_convert_frame *f)
{
    TNEFI_TOUCH(f->m->attachment_count);
    for (size_t i = 0; f->ids > 0 && i < f->m->attachment_count; i++) {
        const tnef_part *p = f->m->attachments[i]->part;
        struct tnefi_convert_cid *id =
            p->content_id.len > 0 && may_be_inline(p) ? find(f, hash_of_part(p)) : NULL;

        if (id != NULL && id->owner == SIZE_MAX)
            id->owner = i;
    }
}

int tnefi_convert_is_inline(const struct tnefi_convert_frame *f, size_t index)
{
    TNEFI_TOUCH(f->ids);
    for (uint32_t i = 0; i < f->ids; i++)
        if (f->id[i].owner == index && f->id[i].is_shown)
            return 1;
    return 0;
}
