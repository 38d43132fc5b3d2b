/* SPDX-License-Identifier: MIT */

#include "any_item.h"

#include <string.h>

#include "blob_writer.h"
#include "convert_check.h"

static struct blob b;

/* A daily series of which days were moved, with anything in an exception: [MS-OXOCAL] 2.2.1.44.2. */
static void moved_days(struct any *a)
{
    const uint32_t n = 1u + any_next(a, 3), first = blob_minutes(2024, 3, 1);
    uint32_t flags[3];

    blob_u32(&b, 0x30043004);
    blob_u16(&b, 0x200A);
    blob_zeros(&b, 8);
    blob_u32(&b, 1440);
    blob_u32(&b, 0);
    blob_u32(&b, 0x2023);
    blob_u32(&b, 10);
    blob_u32(&b, 0);
    blob_u32(&b, n);
    for (uint32_t i = 0; i < n; i++)
        blob_u32(&b, first + 1440u * (i + 1u));
    blob_u32(&b, n);
    for (uint32_t i = 0; i < n; i++)
        blob_u32(&b, first + 1440u * (i + 1u));
    blob_u32(&b, first);
    blob_u32(&b, 0x5AE980DF);
    blob_u32(&b, 0x3006);
    blob_u32(&b, 0x3009);
    blob_u32(&b, 540);
    blob_u32(&b, 570);
    blob_u16(&b, n);
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t day = first + 1440u * (i + 1u), whole = any_next(a, 3) == 0;

        flags[i] = any_next(a, 512);
        blob_u32(&b, any_next(a, 12) == 0 ? 0x5AE980DFu : day + (whole ? 0 : 600u));
        blob_u32(&b, day + (whole ? 1440u * any_next(a, 3) : 630u));
        blob_u32(&b, day + 540u);
        blob_u16(&b, flags[i]);
        for (uint32_t bit = 1; bit <= 256; bit *= 2) {
            if ((flags[i] & bit) == 0)
                continue;
            if (bit == 1 || bit == 16) {
                blob_u16(&b, 4);
                blob_u16(&b, 3);
                blob_ascii(&b, "new");
            } else {
                blob_u32(&b, any_next(a, 6));
            }
        }
    }
    blob_u32(&b, 0);
    for (uint32_t i = 0; i < n; i++) {
        blob_u32(&b, 4);
        blob_zeros(&b, 8);
        if ((flags[i] & 17u) == 0)
            continue;
        blob_zeros(&b, 12);
        for (uint32_t bit = 1; bit <= 16; bit *= 16)
            if ((flags[i] & bit) != 0) {
                blob_u16(&b, 4);
                blob_wide(&b, "n\xFCw,");
            }
        blob_u32(&b, 0);
    }
    blob_u32(&b, 0);
}

/* An appointment's recurrence, one of eleven, sometimes with something else in it. */
static void recurrence(struct any *a)
{
    struct blob_recur r = blob_recurs[any_next(a, BLOB_RECURS)];

    if (any_next(a, 3) == 0) {
        moved_days(a);
        return;
    }
    if (any_next(a, 3) == 0)
        r.last.year = 0;
    if (any_next(a, 4) == 0)
        r.period = any_next(a, 5);
    if (any_next(a, 4) == 0)
        r.specific[0] = any_next(a, 200);
    if (any_next(a, 4) == 0)
        r.specific[1] = any_next(a, 7);
    if (any_next(a, 4) == 0)
        r.frequency = 0x200Au + any_next(a, 4);
    if (any_next(a, 3) == 0)
        blob_pattern(&b, &r);
    else
        blob_appointment(&b, &r);
    if (any_next(a, 8) == 0)
        blob_set32(&b, 22, any_next(a, 3) * 20160u);
}

static void rule_of_zone(struct any *a)
{
    static const int32_t biases[] = { 0, -60, 300, -330, 1440, 100000 };

    blob_u32(&b, (uint32_t)biases[any_next(a, 6)]);
    blob_u32(&b, 0);
    blob_u32(&b, any_next(a, 4) == 0 ? 0u : (uint32_t)-60);
}

static void systemtime(struct any *a, uint32_t month, uint32_t day, uint32_t nth, uint32_t hour)
{
    blob_u16(&b, 0);
    blob_u16(&b, month);
    blob_u16(&b, day);
    blob_u16(&b, nth);
    blob_u16(&b, hour);
    blob_u16(&b, any_next(a, 2) * 30u);
    blob_u32(&b, 0);
}

/* [MS-OXOCAL] 2.2.1.39: three biases, and two dates. */
static void zone_struct(struct any *a)
{
    rule_of_zone(a);
    blob_u16(&b, 0);
    if (any_next(a, 3) == 0) {
        systemtime(a, 0, 0, 0, 0);
        blob_u16(&b, 0);
        systemtime(a, 0, 0, 0, 0);
        return;
    }
    systemtime(a, 10 + any_next(a, 4), any_next(a, 7), 1 + any_next(a, 5), 3);
    blob_u16(&b, 0);
    systemtime(a, 3, any_next(a, 8), 1 + any_next(a, 6), 2);
}

/* [MS-OXOCAL] 2.2.1.41: a name and rules by years. */
static void zone_definition(struct any *a)
{
    static const char *const names[] = { "W. Europe Standard Time",
                                         "UTC",
                                         "Customized Time Zone",
                                         "(UTC) $;:,",
                                         "tzone://Microsoft/Custom",
                                         "",
                                         "A \"B\", C" };
    const char *name = names[any_next(a, 7)];
    uint32_t rules = any_next(a, 4);

    blob_u8(&b, 2);
    blob_u8(&b, 1);
    blob_u16(&b, (uint32_t)(6u + 2u * strlen(name)));
    blob_u16(&b, 2);
    blob_u16(&b, (uint32_t)strlen(name));
    blob_wide(&b, name);
    blob_u16(&b, rules);
    for (uint32_t i = 0; i < rules; i++) {
        blob_u8(&b, 2);
        blob_u8(&b, 1);
        blob_u16(&b, 0x003E);
        blob_u16(&b, any_next(a, 4));
        blob_u16(&b, 1601u + i * 210u);
        blob_zeros(&b, 14);
        rule_of_zone(a);
        if (any_next(a, 4) == 0) {
            blob_zeros(&b, 32);
            continue;
        }
        systemtime(a, 10, 0, 5, 3);
        systemtime(a, any_next(a, 5), 0, 5, 2);
    }
}

/* [MS-OXCICAL] and [MS-OXOCAL] 2.2.1.27: an id, with the day of an instance, and one of another system. */
static void goid(struct any *a)
{
    static const uint8_t head[16] = { 0x04, 0,    0,    0,    0x82, 0,    0xE0, 0,
                                      0x74, 0xC5, 0xB7, 0x10, 0x1A, 0x82, 0xE0, 0x08 };
    const int other = any_next(a, 2) == 0;

    blob_bytes(&b, head, sizeof head);
    if (any_next(a, 2) == 0)
        blob_zeros(&b, 4);
    else
        blob_u32(&b, 0x0F03E807u + any_next(a, 3));
    blob_zeros(&b, 16);
    blob_u32(&b, other ? 24u : 16u);
    if (other)
        blob_ascii(&b, "vCal-Uid\1\0\0\0");
    blob_bytes(&b, head, other ? 12 : 16);
}

static void entry(struct any *a)
{
    static const char *const addresses[] = { "a@example.com", "not an address", "/o=A/cn=B", "" };
    static const char *const types[] = { "SMTP", "EX", "smtp", "" };
    uint8_t one[512];

    blob_bytes(
        &b, one,
        cw_one_off(one, any_next(a, 2) ? "Ann" : "", types[any_next(a, 4)], addresses[any_next(a, 4)]));
}

/* Entries one after the other, as in PidTagReplyRecipientEntries. */
static void entries(struct any *a)
{
    const uint32_t n = any_next(a, 4);
    static struct blob list;

    list.len = 0;
    for (uint32_t i = 0; i < n; i++) {
        b.len = 0;
        entry(a);
        blob_u32(&list, (uint32_t)b.len);
        blob_bytes(&list, b.data, b.len);
        blob_zeros(&list, (0u - b.len) % 4u);
    }
    b.len = 0;
    blob_u32(&b, n + (any_next(a, 6) == 0));
    blob_u32(&b, (uint32_t)list.len);
    blob_bytes(&b, list.data, list.len);
}

/* A structure in DER, or not quite. */
static void certificate(struct any *a)
{
    blob_ascii(&b, any_next(a, 4) ? "0\x82" : any_next(a, 2) ? "0a" : "ab");
    blob_ascii(&b, any_next(a, 4) ? "\x01\x01"
                                    "certificate"
                                  : "");
}

static void zeros(struct any *a)
{
    blob_zeros(&b, any_next(a, 40));
}

size_t any_blob(struct any *a, uint8_t *out, size_t room)
{
    static void (*const makers[ANY_BLOB_KINDS])(struct any * a) = { recurrence,  zone_struct, zone_definition,
                                                                    goid,        entry,       entries,
                                                                    certificate, zeros };

    b.len = 0;
    makers[any_next(a, 6) ? a->likely : any_next(a, ANY_BLOB_KINDS)](a);
    if (any_next(a, 12) == 0 && b.len > 0)
        b.len = any_next(a, (uint32_t)b.len);
    if (any_next(a, 12) == 0 && b.len > 0)
        b.data[any_next(a, (uint32_t)b.len)] ^= (uint8_t)(1u << any_next(a, 8));
    b.len = b.len < room ? b.len : room;
    if (b.len > 0)
        memcpy(out, b.data, b.len);
    return b.len;
}
