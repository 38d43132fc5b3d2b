/* SPDX-License-Identifier: MIT */

#include "any_item.h"

#include <string.h>

#include "blob_writer.h"
#include "convert_check.h"

static struct blob b;

/* An appointment's recurrence, one of eleven, sometimes with something else in it. */
static void recurrence(struct any *a)
{
    struct blob_recur r = blob_recurs[any_next(a, BLOB_RECURS)];

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

static void rule_of_zone(struct any *a, uint32_t year)
{
    static const int32_t biases[] = { 0, -60, 300, -330, 1440, 100000 };

    (void)year;
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
    rule_of_zone(a, 0);
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
    static const char *const names[] = { "W. Europe Standard Time",  "UTC", "Customized Time Zone",
                                         "tzone://Microsoft/Custom", "",    "A \"B\", C" };
    const char *name = names[any_next(a, 6)];
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
        rule_of_zone(a, 0);
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

size_t any_blob(struct any *a, uint8_t *out, size_t room)
{
    static void (*const makers[])(struct any * a) = { recurrence, zone_struct, zone_definition,
                                                      goid,       entry,       entries };
    uint32_t which = any_next(a, 8);

    b.len = 0;
    if (which < 6)
        makers[which](a);
    else if (which == 6)
        blob_zeros(&b, any_next(a, 40));
    else
        blob_ascii(&b, "0\x82\x01\x01"
                       "certificate");
    if (any_next(a, 8) == 0 && b.len > 0)
        b.len = any_next(a, (uint32_t)b.len);
    if (any_next(a, 8) == 0 && b.len > 0)
        b.data[any_next(a, (uint32_t)b.len)] ^= (uint8_t)(1u << any_next(a, 8));
    b.len = b.len < room ? b.len : room;
    if (b.len > 0)
        memcpy(out, b.data, b.len);
    return b.len;
}
