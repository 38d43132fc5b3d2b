/* SPDX-License-Identifier: MIT */
/* What an entry is known by: the same in all that is sent about it. */

#include "convert/cal.h"
#include "convert/when.h"

#include "base/touch.h"

#define ID_MAX 1024u /* bytes of a global object id                                     */

/* ---- An id for what has none --------------------------------------------------------------- */

/* FNV-1a with 128 bits. */
struct hash {
    uint64_t high, low;
};

static void mix(struct hash *h, const void *data, size_t len)
{
    const uint8_t *p = data;

    TNEFI_TOUCH(len);
    for (size_t i = 0; i < len; i++) {
        const uint64_t low = h->low ^ p[i];
        const uint64_t a = (low & 0xFFFFFFFFu) * 0x13Bu;
        const uint64_t b = (low >> 32) * 0x13Bu + (a >> 32);

        /* The prime is 2^88 + 0x13B. */
        h->high = h->high * 0x13Bu + (b >> 32) + (low << 24);
        h->low = (b << 32) | (a & 0xFFFFFFFFu);
    }
}

static void mix_text(struct hash *h, tnef_string s)
{
    mix(h, s.text, s.len);
    mix(h, "", 1);
}

static void put_made(struct tnef_convert *c, struct tnefi_lines *l)
{
    const struct tnefi_convert_event *e = &c->live.job.event;
    struct hash h = { UINT64_C(0x6C62272E07BB0142), UINT64_C(0x62B821756295C58D) };
    uint8_t bytes[16];

    mix_text(&h, e->item->info->message_class);
    mix_text(&h, e->item->info->subject);
    for (uint32_t i = 0; i < 8; i++)
        bytes[i] = (uint8_t)(e->start >> (8u * i));
    mix(&h, bytes, 8);
    mix_text(&h, tnef_message_from(e->item->info)->address);
    for (uint32_t i = 0; i < 8; i++) {
        bytes[i] = (uint8_t)(h.high >> (56u - 8u * i));
        bytes[8u + i] = (uint8_t)(h.low >> (56u - 8u * i));
    }
    tnefi_lines_hex(l, bytes, sizeof bytes);
}

/* ---- Ids of meetings ----------------------------------------------------------------------- */

/* Writes an id of a meeting; 0: it is none. Instances have that of their series. */
static int put_meeting(struct tnefi_lines *l, tnef_bytes id)
{
    char hex[2u * ID_MAX];
    tnef_goid goid;
    size_t n;

    if (id.len == 0 || id.len > ID_MAX)
        return 0;
    (void)tnef_goid_read(id.data, id.len, &goid);
    if ((goid.flags & TNEF_GOID_VCAL) != 0 && goid.uid.len > 0) {
        tnefi_lines_value(l, TNEFI_LINES_TEXT | TNEFI_LINES_ONE_LINE, goid.uid.data, goid.uid.len);
        return 1;
    }
    n = tnef_goid_hex(&goid, hex, sizeof hex);
    tnefi_lines_bytes(l, hex, n);
    return n > 0;
}

static int put_task(struct tnefi_lines *l, tnef_bytes id)
{
    if (id.len != 16u)
        return 0;
    tnefi_lines_hex(l, id.data, id.len);
    return 1;
}

static int put_text(struct tnefi_lines *l, tnef_string s)
{
    if (s.len == 0)
        return 0;
    tnefi_lines_value(l, TNEFI_LINES_TEXT | TNEFI_LINES_ONE_LINE, s.text, s.len);
    return 1;
}

int tnefi_convert_cal_uid(struct tnef_convert *c)
{
    const struct tnefi_convert_event *e = &c->live.job.event;
    const struct tnef_bag *bag = tnefi_convert_event_bag(c);
    const tnef_bytes key = tnefi_convert_bytes(bag, TNEFI_CONVERT_RECORD_KEY);
    struct tnefi_lines *l = tnefi_convert_item(c);

    tnefi_lines_raw(l, "UID:");
    if (!(e->component == TNEFI_CONVERT_VTODO && put_task(l, tnefi_convert_bytes(bag, TNEFI_CONVERT_TASK_ID)))
        && !put_meeting(l, tnefi_convert_bytes(bag, TNEFI_CONVERT_MEET_CLEAN_ID))
        && !put_meeting(l, tnefi_convert_bytes(bag, TNEFI_CONVERT_MEET_ID))
        && !(e->component == TNEFI_CONVERT_VJOURNAL && put_task(l, key))
        && !put_text(l, e->item->info->search_key) && !put_text(l, e->item->info->correlation_key))
        put_made(c, l);
    tnefi_lines_crlf(l);
    tnefi_convert_item_end(c);
    return DONE;
}
