/* SPDX-License-Identifier: MIT */
/* Values of properties by their types ([MS-OXCDATA] 2.11.1). */

#include <tnef/mapi.h>

#include "message/bag_priv.h"

#include "base/types.h"

#include <string.h>

/* ---- Types -------------------------------------------------------------------------------- */

uint16_t tnefi_message_bag_base(uint16_t type)
{
    return tnefi_base_single_type(type);
}

uint32_t tnefi_message_bag_fixed(uint16_t type)
{
    switch (tnefi_base_single_type(type)) {
    case TNEF_PTYP_INTEGER16:
    case TNEF_PTYP_BOOLEAN:
        return 2;
    case TNEF_PTYP_INTEGER32:
    case TNEF_PTYP_FLOATING32:
    case TNEF_PTYP_ERROR_CODE:
        return 4;
    case TNEF_PTYP_FLOATING64:
    case TNEF_PTYP_CURRENCY:
    case TNEF_PTYP_FLOATING_TIME:
    case TNEF_PTYP_INTEGER64:
    case TNEF_PTYP_TIME:
        return 8;
    case TNEF_PTYP_GUID:
        return 16;
    default:
        return 0;
    }
}

int tnefi_message_bag_is_text(uint16_t type)
{
    uint16_t base = tnefi_base_single_type(type);

    return base == TNEF_PTYP_STRING || base == TNEF_PTYP_STRING8;
}

/* ---- Values ------------------------------------------------------------------------------- */

static uint16_t type_of(const tnef_bag_item *item)
{
    return item != NULL ? tnefi_base_single_type(item->type) : 0;
}

static const struct tnefi_message_bag_value *value_of(const tnef_bag_item *item, uint32_t index)
{
    if (item == NULL || index >= item->count)
        return NULL;
    return &((const struct tnefi_message_bag_entry *)(const void *)item)->values[index];
}

tnef_string tnef_bag_string(const tnef_bag_item *item, uint32_t index)
{
    const struct tnefi_message_bag_value *v = value_of(item, index);
    tnef_string s = { NULL, 0 };

    if (v != NULL && v->bytes != NULL && tnefi_message_bag_is_text(item->type)) {
        s.text = (const char *)v->bytes;
        s.len = v->len;
    }
    return s;
}

tnef_bytes tnef_bag_bytes(const tnef_bag_item *item, uint32_t index)
{
    const struct tnefi_message_bag_value *v = value_of(item, index);
    uint16_t type = type_of(item);
    tnef_bytes b = { NULL, 0 };

    if (v != NULL && (type == TNEF_PTYP_BINARY || type == TNEF_PTYP_OBJECT || type == TNEF_PTYP_SERVER_ID)) {
        b.data = v->bytes;
        b.len = v->len;
    }
    return b;
}

const uint8_t *tnef_bag_guid(const tnef_bag_item *item, uint32_t index)
{
    const struct tnefi_message_bag_value *v = value_of(item, index);

    return v != NULL && type_of(item) == TNEF_PTYP_GUID ? v->bytes : NULL;
}

uint32_t tnef_bag_flags(const tnef_bag_item *item, uint32_t index)
{
    const struct tnefi_message_bag_value *v = value_of(item, index);

    return v != NULL ? v->flags & ~TNEFI_BAG_THERE : 0;
}

int tnef_bag_bits(const tnef_bag_item *item, uint32_t index, uint64_t *out)
{
    const struct tnefi_message_bag_value *v = value_of(item, index);

    *out = 0;
    if (v == NULL || (v->flags & TNEFI_BAG_THERE) == 0 || type_of(item) == TNEF_PTYP_GUID)
        return 0;
    *out = v->bits;
    return 1;
}

/* Two's complement without a conversion that depends on the compiler. */
static int64_t as_signed(uint64_t bits, uint64_t sign)
{
    return (bits & sign) != 0 ? -(int64_t)(sign - 1u - (bits & (sign - 1u))) - 1 : (int64_t)bits;
}

int tnef_bag_number(const tnef_bag_item *item, uint32_t index, int64_t *out)
{
    uint64_t bits;

    *out = 0;
    if (!tnef_bag_bits(item, index, &bits))
        return 0;
    switch (type_of(item)) {
    case TNEF_PTYP_INTEGER16:
        *out = as_signed(bits, UINT64_C(1) << 15);
        return 1;
    case TNEF_PTYP_INTEGER32:
        *out = as_signed(bits, UINT64_C(1) << 31);
        return 1;
    case TNEF_PTYP_INTEGER64:
        *out = as_signed(bits, UINT64_C(1) << 63);
        return 1;
    case TNEF_PTYP_BOOLEAN:
        *out = bits != 0;
        return 1;
    default:
        return 0;
    }
}

int tnef_bag_currency(const tnef_bag_item *item, uint32_t index, int64_t *out)
{
    uint64_t bits;

    *out = 0;
    if (type_of(item) != TNEF_PTYP_CURRENCY || !tnef_bag_bits(item, index, &bits))
        return 0;
    *out = as_signed(bits, UINT64_C(1) << 63);
    return 1;
}

static double double_of(uint64_t bits)
{
    double d;

    memcpy(&d, &bits, sizeof d);
    return d;
}

int tnef_bag_real(const tnef_bag_item *item, uint32_t index, double *out)
{
    uint64_t bits;
    uint32_t half;
    float f;

    *out = 0;
    if (!tnef_bag_bits(item, index, &bits))
        return 0;
    if (type_of(item) == TNEF_PTYP_FLOATING64) {
        *out = double_of(bits);
        return 1;
    }
    if (type_of(item) != TNEF_PTYP_FLOATING32)
        return 0;
    half = (uint32_t)bits;
    memcpy(&f, &half, sizeof f);
    *out = f;
    return 1;
}

/* ---- Times -------------------------------------------------------------------------------- */

#define TICKS_PER_SEC INT64_C(10000000)
#define SECS_PER_DAY  INT64_C(86400)
#define FROM_1601     INT64_C(11644473600)        /* seconds to 1970                                   */
#define FIRST_SECOND  (-FROM_1601 + SECS_PER_DAY) /* 1601-01-02                                    */
#define END_SECOND    INT64_C(79839129600)        /* 4500-01-01                                        */
#define FROM_1899     INT64_C(2209161600)         /* seconds from 1899-12-30 to 1970                   */

static tnef_time time_of(int64_t seconds, uint32_t ticks, uint32_t flags)
{
    tnef_time none = { 0, 0, 0 };
    tnef_time t = { seconds, ticks, TNEF_TIME_SET | flags };

    return seconds >= FIRST_SECOND && seconds < END_SECOND ? t : none;
}

/* |days| since 1899-12-30. The time of day counts forward, also before that day. */
static tnef_time from_days(double days)
{
    int64_t whole, ticks;
    double part;

    if (!(days > -200000.0 && days < 1000000.0))
        return time_of(END_SECOND, 0, 0);
    whole = (int64_t)days;
    part = days - (double)whole;
    if (part < 0)
        part = -part;
    /* To the nearest millisecond: a double has no more of a date in our time. */
    ticks = (int64_t)(part * 86400000.0 + 0.5) * (TICKS_PER_SEC / 1000);
    return time_of(whole * SECS_PER_DAY - FROM_1899 + ticks / TICKS_PER_SEC,
                   (uint32_t)(ticks % TICKS_PER_SEC), TNEF_TIME_ZONE);
}

tnef_time tnef_bag_time(const tnef_bag_item *item, uint32_t index)
{
    tnef_time none = { 0, 0, 0 };
    uint64_t bits;

    if (!tnef_bag_bits(item, index, &bits))
        return none;
    if (type_of(item) == TNEF_PTYP_FLOATING_TIME)
        return from_days(double_of(bits));
    if (type_of(item) != TNEF_PTYP_TIME)
        return none;
    return time_of((int64_t)(bits / (uint64_t)TICKS_PER_SEC) - FROM_1601,
                   (uint32_t)(bits % (uint64_t)TICKS_PER_SEC),
                   (item->flags & TNEF_F_COMPUTED) != 0 ? TNEF_TIME_ZONE : 0u);
}
