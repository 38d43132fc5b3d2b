/* SPDX-License-Identifier: MIT */
/* A contact as vCard: days, the picture, certificates, identity. */

#include "convert/card.h"
#include "convert/mail.h"
#include "convert/when.h"

#include "base/touch.h"

#include <string.h>

#define NO_YEAR          1604u /* the year of a day whose year is not known                       */
#define CERTIFICATE_MAX  65536u
#define CERTIFICATES_MAX 16u

/* ---- Days ---------------------------------------------------------------------------------- */

/* The day of a property that has it as it is, or of one that has the point in time at which it began
 * somewhere. */
static int find_day(const struct tnef_bag *bag, enum tnefi_convert_key local, enum tnefi_convert_key point,
                    tnef_civil *day)
{
    uint64_t ticks = tnefi_convert_ticks(tnefi_convert_time(bag, local));
    uint32_t minutes;

    if (ticks != 0)
        return tnef_civil_of_ticks(ticks, day);
    return tnef_day_of_ticks(tnefi_convert_ticks(tnefi_convert_time(bag, point)), &minutes)
           && tnef_civil_of_minutes(minutes, day);
}

static void write_day(struct tnef_convert *c, const char *name_3, const char *name_4, const tnef_civil *day)
{
    const int is_4 = tnefi_convert_is_card_4(c);
    struct tnefi_lines *l = tnefi_convert_item(c);

    tnefi_lines_raw(l, is_4 ? name_4 : name_3);
    if (is_4 && day->year == NO_YEAR) {
        tnefi_lines_raw(l, "--");
        tnefi_convert_put_digits(l, day->month, 2);
        tnefi_convert_put_digits(l, day->day, 2);
    } else {
        tnefi_convert_put_civil(l, day, is_4 ? TNEFI_CONVERT_DATE : TNEFI_CONVERT_DASHED_DATE);
    }
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

int tnefi_convert_card_days(struct tnef_convert *c)
{
    const struct tnef_bag *bag = tnefi_convert_job_bag(c);
    tnef_civil day;

    if (find_day(bag, TNEFI_CONVERT_BIRTHDAY_LOCAL, TNEFI_CONVERT_BIRTHDAY, &day))
        write_day(c, "BDAY:", "BDAY:", &day);
    if (find_day(bag, TNEFI_CONVERT_WEDDING_LOCAL, TNEFI_CONVERT_WEDDING, &day))
        write_day(c, "X-ANNIVERSARY:", "ANNIVERSARY:", &day);
    return DONE;
}

/* ---- The picture --------------------------------------------------------------------------- */

static int is_named(const tnef_part *p)
{
    static const char name[] = "ContactPicture.jpg";

    return p->name.len == sizeof name - 1u && memcmp(p->name.text, name, sizeof name - 1u) == 0;
}

const tnef_attachment *tnefi_convert_find_picture(const tnef_message *m)
{
    TNEFI_TOUCH(m->attachment_count);
    for (size_t i = 0; i < m->attachment_count; i++) {
        const tnef_attachment *a = m->attachments[i];

        if (tnefi_convert_number(a->part->bag, TNEFI_CONVERT_CONTACT_PHOTO, 0) != 0 || is_named(a->part))
            return a;
    }
    return NULL;
}

/* What a picture is by its first bytes, whatever it claims: one of three kinds, or NULL. */
static const char *picture_head(const struct tnef_convert *c, const uint8_t *p, size_t n)
{
    const int is_4 = tnefi_convert_is_card_4(c);

    if (n >= 3u && p[0] == 0xFF && p[1] == 0xD8 && p[2] == 0xFF)
        return is_4 ? "PHOTO:data:image/jpeg;base64," : "PHOTO;ENCODING=b;TYPE=JPEG:";
    if (n >= 4u && p[0] == 0x89 && p[1] == 'P' && p[2] == 'N' && p[3] == 'G')
        return is_4 ? "PHOTO:data:image/png;base64," : "PHOTO;ENCODING=b;TYPE=PNG:";
    if (n >= 3u && p[0] == 'G' && p[1] == 'I' && p[2] == 'F')
        return is_4 ? "PHOTO:data:image/gif;base64," : "PHOTO;ENCODING=b;TYPE=GIF:";
    return NULL;
}

static void begin_base64(struct tnef_convert *c, const char *head)
{
    tnef_encode_config cfg = { .size = sizeof cfg,
                               .kind = TNEF_ENCODE_BASE64_BARE,
                               .sink = tnefi_lines_folded_sink,
                               .user = &c->lines };
    struct tnefi_lines *l = tnefi_convert_item(c);

    tnefi_lines_raw(l, head);
    tnefi_convert_item_end(c);
    (void)tnef_encode_init(&c->value, c->value_memory, sizeof c->value_memory, &cfg);
}

static void end_base64(struct tnef_convert *c)
{
    struct tnefi_lines *l;

    if (tnef_encode_finish(c->value) != TNEF_OK)
        (void)tnefi_convert_fail(c, TNEF_E_MEMORY, 0);
    l = tnefi_convert_item(c);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
}

static void feed_base64(struct tnef_convert *c, const uint8_t *p, size_t n)
{
    if (tnef_encode_feed(c->value, p, n, NULL) != TNEF_OK)
        (void)tnefi_convert_fail(c, TNEF_E_MEMORY, 0);
}

/* The beginning of the picture; DONE: it is no picture. */
static int begin_picture(struct tnef_convert *c, const tnef_attachment *a, const tnef_stored *s)
{
    uint8_t first[4];
    size_t n = s->len < sizeof first ? s->len : sizeof first;
    const char *head;

    if (tnefi_convert_read(c, tnefi_message_content_at(s), first, n) != TNEF_OK)
        return DONE;
    head = picture_head(c, first, n);
    if (head == NULL || s->len > TNEF_CONVERT_PICTURE_MAX || s->len < s->content->size
        || (a->part->flags & TNEF_F_INCOMPLETE) != 0) {
        tnefi_convert_leave_out(c, TNEF_CONVERT_PICTURE);
        return DONE;
    }
    begin_base64(c, head);
    c->live.job.inside = 1;
    return AGAIN;
}

int tnefi_convert_card_picture(struct tnef_convert *c)
{
    struct tnefi_convert_job *j = &c->live.job;
    const tnef_attachment *a = tnefi_convert_find_picture(j->message);
    const tnef_stored *s = a != NULL ? tnefi_convert_chosen(a) : NULL;
    uint8_t buf[3072];
    size_t n;

    if (s == NULL)
        return DONE;
    if (j->inside == 0) {
        tnefi_convert_note_others(c, a);
        return begin_picture(c, a, s);
    }
    n = s->len - (size_t)j->at < sizeof buf ? s->len - (size_t)j->at : sizeof buf;
    if (tnefi_convert_read(c, tnefi_message_content_at(s) + j->at, buf, n) != TNEF_OK)
        return DONE;
    feed_base64(c, buf, n);
    j->at += n;
    if (j->at < s->len)
        return AGAIN;
    end_base64(c);
    return DONE;
}

/* ---- Certificates -------------------------------------------------------------------------- */

/* Whether bytes are one structure in DER, of a length of two bytes. */
static int is_certificate(tnef_bytes b)
{
    return b.len >= 4u && b.len <= CERTIFICATE_MAX && b.data[0] == 0x30 && b.data[1] == 0x82;
}

static void write_certificate(struct tnef_convert *c, const tnef_bag_item *item, uint32_t index)
{
    tnef_bytes b = tnef_bag_bytes(item, index);

    if (tnef_bag_flags(item, index) != 0 || !is_certificate(b))
        return;
    begin_base64(c, tnefi_convert_is_card_4(c) ? "KEY:data:application/pkix-cert;base64,"
                                               : "KEY;ENCODING=b;TYPE=X509:");
    feed_base64(c, b.data, b.len);
    end_base64(c);
}

int tnefi_convert_card_keys(struct tnef_convert *c)
{
    const struct tnef_bag *bag = tnefi_convert_job_bag(c);
    const tnef_bag_item *many = tnef_bag_get(bag, TNEFI_CONVERT_CERTIFICATES);
    const tnef_bag_item *one = tnef_bag_get(bag, TNEFI_CONVERT_CERTIFICATE);
    uint32_t *at = &c->live.job.item;
    const uint32_t count = many == NULL ? 0 : many->count < CERTIFICATES_MAX ? many->count : CERTIFICATES_MAX;

    if (*at < count)
        write_certificate(c, many, *at);
    else if (one != NULL && one->count > 0)
        write_certificate(c, one, 0);
    (*at)++;
    return *at <= count ? AGAIN : DONE;
}

/* ---- Identity ------------------------------------------------------------------------------ */

/* Writes one group of a GUID. */
static void put_lower_hex(struct tnefi_lines *l, const uint8_t *p, const uint8_t *order, size_t n)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < n; i++) {
        const char two[2] = { digits[p[order[i]] >> 4], digits[p[order[i]] & 15u] };

        tnefi_lines_bytes(l, two, 2);
    }
}

int tnefi_convert_card_uid(struct tnef_convert *c)
{
    /* The first three fields of a GUID are little-endian: [MS-DTYP] 2.3.4.2. */
    static const uint8_t order[16] = { 3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15 };
    static const uint8_t groups[5] = { 4, 2, 2, 2, 6 };
    tnef_bytes key = tnefi_convert_bytes(tnefi_convert_job_bag(c), TNEFI_CONVERT_RECORD_KEY);
    struct tnefi_lines *l;
    uint32_t at = 0;

    if (key.data == NULL || key.len != 16u)
        return DONE;
    l = tnefi_convert_item(c);
    tnefi_lines_raw(l, "UID:urn:uuid:");
    for (uint32_t i = 0; i < 5; i++) {
        tnefi_lines_raw(l, i == 0 ? "" : "-");
        put_lower_hex(l, key.data, order + at, groups[i]);
        at += groups[i];
    }
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    return DONE;
}

int tnefi_convert_card_rev(struct tnef_convert *c)
{
    const tnef_time modified = c->live.job.message->info->modified;
    struct tnefi_lines *l;

    if (tnefi_convert_ticks(modified) == 0 || (modified.flags & TNEF_TIME_ZONE) != 0)
        return DONE;
    l = tnefi_convert_item(c);
    tnefi_lines_raw(l, "REV:");
    tnefi_convert_put_ticks(l, tnefi_convert_ticks(modified),
                            tnefi_convert_is_card_4(c) ? TNEFI_CONVERT_UTC : TNEFI_CONVERT_DASHED_UTC);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    return DONE;
}
