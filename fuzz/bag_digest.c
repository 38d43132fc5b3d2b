/* SPDX-License-Identifier: MIT */

#include "bag_digest.h"

#include "model_digest.h"

#include <tnef/mapi.h>

#include <string.h>

static const uint8_t common[16] = TNEF_PSETID_COMMON_BYTES;
static const uint8_t appointment[16] = TNEF_PSETID_APPOINTMENT_BYTES;
static const uint8_t strings[16] = TNEF_PS_PUBLIC_STRINGS_BYTES;
static const uint8_t headers[16] = TNEF_PS_INTERNET_HEADERS_BYTES;

static const tnef_bag_key keys[] = {
    TNEF_BAG_ID(0x0037), TNEF_BAG_ID(0x3001), TNEF_BAG_ID(0x3704), TNEF_BAG_ID(0x3701),
    TNEF_BAG_ID(0x0039), TNEF_BAG_ID(0x1000), TNEF_BAG_ID(0x1009), TNEF_BAG_ID(0x1013),
    TNEF_BAG_ID(0x0C15), TNEF_BAG_ID(0x3003), TNEF_BAG_ID(0x300B), TNEF_BAG_ID(0x0E1D),
    TNEF_BAG_ID(0x3705), TNEF_BAG_ID(0x3707), TNEF_BAG_ID(0x0C1A), TNEF_BAG_ID(0x6801),
    TNEF_BAG_LID(common, 0x8506), TNEF_BAG_LID(common, 0x8503), TNEF_BAG_LID(common, 0x8501),
    TNEF_BAG_LID(appointment, 0x8208), TNEF_BAG_LID(appointment, 0x820D),
    TNEF_BAG_LID(appointment, 0x8506), TNEF_BAG_NAME(strings, "keywords"),
    TNEF_BAG_NAME(headers, "x-originating-ip"), TNEF_BAG_NAME(headers, ""),
    TNEF_BAG_NAME(common, "Keywords"), TNEF_BAG_ID(0x0037001E),
};
#define KEYS ((uint32_t)(sizeof keys / sizeof keys[0]))

const tnef_bag_config *bag_wanted(tnef_bag_config *out, uint32_t random)
{
    memset(out, 0, sizeof *out);
    out->size = sizeof *out;
    out->count = 1u + random / 16u % KEYS;
    out->wanted = random % 4u == 0 ? keys + KEYS - out->count : keys;
    out->max_bytes = 65536;
    switch (random % 8u) {
    case 5: out->max_bytes = 64u + random / 16u % 4096u; break;
    case 6: out->max_value = 1u + random / 16u % 64u; break;
    case 7: out->max_values = 1u + random / 16u % 8u; break;
    default: break;
    }
    return out;
}

uint64_t bag_memory(const tnef_bag_config *bag)
{
    return bag != NULL ? bag->max_bytes : 0;
}

static uint64_t add_value(uint64_t h, const tnef_bag_item *item, uint32_t i)
{
    tnef_bytes bytes = tnef_bag_bytes(item, i);
    const uint8_t *guid = tnef_bag_guid(item, i);
    tnef_time t = tnef_bag_time(item, i);
    uint64_t bits;
    int64_t number;
    double real;

    CHECK(t.flags != 0 ? t.ticks < 10000000u : t.seconds == 0 && t.ticks == 0);
    h = digest_number(h, (uint64_t)t.seconds);
    h = digest_number(h, t.ticks);
    h = digest_number(h, t.flags);
    h = model_string(h, tnef_bag_string(item, i));
    CHECK(bytes.data != NULL || bytes.len == 0);
    if (bytes.data != NULL)
        h = digest_bytes(h, bytes.data, bytes.len);
    h = digest_number(h, bytes.len);
    if (guid != NULL)
        h = digest_bytes(h, guid, 16);
    h = digest_number(h, tnef_bag_bits(item, i, &bits) ? bits : 1u);
    h = digest_number(h, tnef_bag_number(item, i, &number) ? (uint64_t)number : 2u);
    h = digest_number(h, tnef_bag_currency(item, i, &number) ? (uint64_t)number : 3u);
    h = digest_number(h, (uint64_t)tnef_bag_real(item, i, &real));
    return digest_number(h, tnef_bag_flags(item, i));
}

uint64_t bag_digest(uint64_t h, const struct tnef_bag *bag)
{
    uint32_t count = tnef_bag_count(bag);

    if (bag == NULL)
        return digest_number(h, 0);
    CHECK(count <= KEYS && tnef_bag_at(bag, count) == NULL);
    for (uint32_t i = 0; i < count; i++) {
        const tnef_bag_item *item = tnef_bag_at(bag, i);

        CHECK(item != NULL && item->wanted < KEYS && tnef_bag_get(bag, item->wanted) == item);
        CHECK(i == 0 || tnef_bag_at(bag, i - 1u)->wanted < item->wanted);
        h = digest_number(h, item->wanted);
        h = digest_number(h, item->flags);
        h = digest_number(h, (uint64_t)item->id << 16 | item->type);
        h = digest_number(h, item->offset);
        for (uint32_t v = 0; v <= item->count; v++)
            h = add_value(h, item, v);
    }
    for (uint32_t i = 0; i < KEYS; i++) {
        const tnef_bag_item *item = tnef_bag_find(bag, &keys[i]);

        CHECK(item == NULL || tnef_bag_get(bag, item->wanted) == item);
    }
    return digest_number(h, count + 1u);
}
