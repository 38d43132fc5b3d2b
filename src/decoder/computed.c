/* SPDX-License-Identifier: MIT */
/* Properties out of attributes whose bytes are not yet the value ([MS-OXTNEF] 2.1.3.4, tables of
 * mapped attributes): dates, rendering data, status, priority, response request, hexadecimal keys.
 * The bytes were delivered, and are kept in scratch; each property made of them goes through the same
 * states as one that was read from a list. */

#include "decoder/computed.h"

#include "base/bytes.h"

#include <tnef/mapi.h>

_Static_assert(MADE_MOST < COMPUTE_MAX, "the turn after the last property makes nothing");

#define P_MAKES \
  P_TOTAL; \
  assigns P_NOTED, d->fixed[0..15], d->fixed_len; \
  ensures P_COUNTERS(d); \
  ensures \result == MADE_NOTHING || (\result == MADE_IT && d->fixed_len > 0) || \result == MADE_NONE_YET

/* Keeps the number as the bytes of a value. */
/*@ requires \valid(d) && 0 < len <= 16;
    P_TOTAL;
    assigns d->fixed[0 .. 15], d->fixed_len;
    ensures d->fixed_len == len && \result == MADE_IT; */
static uint16_t make(struct tnef_decoder *d, uint64_t value, uint32_t len)
{
    /*@ loop invariant 0 <= i <= 8;
        loop assigns i, value, d->fixed[0 .. 15];
        loop variant 8 - i; */
    for (uint32_t i = 0; i < 8u; i++) {
        d->fixed[i] = (uint8_t)(value % 256u);
        value /= 256u;
    }
    d->fixed_len = len;
    return MADE_IT;
}

/*@ requires \valid(d) && P_COUNTERS(d);
    P_TOTAL;
    assigns P_NOTED;
    ensures P_COUNTERS(d); */
static void note_value(struct tnef_decoder *d, uint64_t expected, uint64_t found)
{
    tnefi_decoder_note(d, TNEF_A_VALUE, TNEF_OK, top(d)->data_off, expected, found);
}

/* ---- Dates: u16 year, month, day, hour, minute, second, day of week ------------------------- */

/*@ P_TOTAL;
    assigns \nothing; */
static int is_leap(uint32_t year)
{
    return year % 4u == 0 && (year % 100u != 0 || year % 400u == 0);
}

/*@ P_TOTAL;
    assigns \nothing;
    ensures 28 <= \result <= 31; */
static uint32_t days_in_month(uint32_t year, uint32_t month)
{
    if (month == 4 || month == 6 || month == 9 || month == 11)
        return 30;
    if (month != 2)
        return 31;
    return is_leap(year) ? 29 : 28;
}

/* Days from 1601-01-01 to the first of January of |year|, 1601 or later. */
/*@ requires 1601 <= year <= 9999;
    P_TOTAL;
    assigns \nothing;
    ensures \result <= 3100000; */
static uint32_t days_to_year(uint32_t year)
{
    uint32_t y = year - 1601u;

    return y * 365u + (y / 4u - y / 100u) + y / 400u;
}

/* Days of the months before |month|. Were every month of a year 367 / 12 days long, rounded, February would
 * have 30. */
/*@ requires 1 <= month <= 12;
    P_TOTAL;
    assigns \nothing;
    ensures \result <= 336; */
static uint32_t days_to_month(uint32_t year, uint32_t month)
{
    uint32_t days = (367u * month - 362u) / 12u;

    if (month <= 2)
        return days;
    return days - (is_leap(year) ? 1u : 2u);
}

/*@ requires \valid_read(p + (0 .. 13));
    P_TOTAL;
    assigns \nothing; */
static int date_is_valid(const uint8_t *p)
{
    uint32_t year = tnefi_base_le16(p);
    uint32_t month = tnefi_base_le16(p + 2);
    uint32_t day = tnefi_base_le16(p + 4);

    return year >= 1601 && year <= 9999 && month >= 1 && month <= 12 && day >= 1
           && day <= days_in_month(year, month) && tnefi_base_le16(p + 6) <= 23
           && tnefi_base_le16(p + 8) <= 59 && tnefi_base_le16(p + 10) <= 59;
}

/* In units of 100 ns since 1601-01-01, as PtypTime; but of the sender's zone, which is not known. */
/*@ requires \valid_read(p + (0 .. 13));
    P_TOTAL;
    assigns \nothing; */
static uint64_t file_time(const uint8_t *p)
{
    uint32_t year = tnefi_base_le16(p);
    uint32_t month = tnefi_base_le16(p + 2);
    uint64_t days = tnefi_base_le16(p + 4);
    uint64_t seconds = tnefi_base_le16(p + 10);

    if (year < 1601 || year > 9999 || month < 1 || month > 12 || days < 1)
        return 0;
    days += days_to_year(year);
    days += days_to_month(year, month);
    seconds += (days - 1u) * 86400u;
    seconds += tnefi_base_le16(p + 6) * UINT64_C(3600);
    seconds += tnefi_base_le16(p + 8) * UINT64_C(60);
    return seconds * 10000000u;
}

/*@ requires \valid(d) && P_COUNTERS(d);
    P_MAKES; */
static uint16_t compute_date(struct tnef_decoder *d)
{
    const uint8_t *p = d->scratch;
    uint32_t year = tnefi_base_le16(p);

    if (year == 0 && tnefi_base_le16(p + 2) == 0 && tnefi_base_le16(p + 4) == 0)
        return MADE_NOTHING; /* not set */
    if (date_is_valid(p))
        return make(d, file_time(p), 8);
    tnefi_decoder_note(d, TNEF_A_DATE, TNEF_OK, d->level.data_off, 0,
                       year * 65536u + tnefi_base_le16(p + 2) % 256u * 256u + tnefi_base_le16(p + 4) % 256u);
    return MADE_NOTHING;
}

/* ---- Rendering data: u16 kind, u32 position, u16 width, u16 height, u32 flags --------------- */

#define MAC_BINARY 1u

/* The kind is a hint only, since embedded messages come as files: PidTagAttachMethod in
 * attAttachment tells what there is. */
/*@ requires \valid(d) && P_COUNTERS(d);
    P_MAKES; */
static uint16_t compute_method(struct tnef_decoder *d)
{
    static const uint8_t methods[4] = { 0, 1, 6, 6 }; /* none, by value, OLE, OLE (picture) */
    uint16_t kind = tnefi_base_le16(d->scratch);

    if (kind < 4)
        return make(d, methods[kind], 4);
    note_value(d, 1, kind);
    return MADE_NONE_YET;
}

/*@ requires \valid(d);
    P_TOTAL;
    assigns d->fixed[0 .. 15], d->fixed_len;
    ensures 0 < d->fixed_len <= 16 && \result == MADE_IT; */
static uint16_t compute_encoding(struct tnef_decoder *d)
{
    /* The object identifier of MacBinary. */
    static const uint8_t oid[9] = { 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x14, 0x03, 0x0B, 0x01 };

    tnefi_base_copy(d->fixed, oid, sizeof oid);
    d->fixed_len = sizeof oid;
    return MADE_IT;
}

/*@ requires \valid(d) && P_COUNTERS(d);
    P_MAKES;
    ensures (turn >= MADE_MOST ==> \result == MADE_NOTHING) && (turn > 0 ==> d->notes == \old(d->notes)); */
static uint16_t compute_rend(struct tnef_decoder *d, uint32_t turn)
{
    if (turn == 0)
        return compute_method(d);
    if (turn == 1)
        return make(d, tnefi_base_le32(d->scratch + 2), 4);
    if (turn == 2 && tnefi_base_le32(d->scratch + 10) % 2u == MAC_BINARY)
        return compute_encoding(d);
    return MADE_NOTHING;
}

/* ---- The small ones ------------------------------------------------------------------------ */

/* Bits of attMessageStatus and of PidTagMessageFlags. */
/*@ requires \valid(d) && P_COUNTERS(d);
    P_MAKES; */
static uint16_t compute_status(struct tnef_decoder *d)
{
    uint8_t s = d->scratch[0];
    uint32_t flags = 0;

    flags += s % 2u == 0 ? 0x02u : 0;        /* not modified: unmodified */
    flags += s / 2u % 2u == 1u ? 0x08u : 0;  /* local: unsent            */
    flags += s / 4u % 2u == 1u ? 0x04u : 0;  /* submitted                */
    flags += s / 32u % 2u == 1u ? 0x01u : 0; /* read                     */
    flags += s / 128u == 1u ? 0x10u : 0;     /* has attachments          */
    return make(d, flags, 4);
}

/* 1 high, 2 normal, 3 low, to PidTagImportance 2, 1, 0. Any other number counts as normal. */
/*@ requires \valid(d) && P_COUNTERS(d);
    P_MAKES; */
static uint16_t compute_priority(struct tnef_decoder *d)
{
    uint16_t priority = tnefi_base_le16(d->scratch);

    if (priority < 1 || priority > 3) {
        note_value(d, 2, priority);
        priority = 2;
    }
    return make(d, 3u - priority, 4);
}

/*@ requires \valid(d) && P_COUNTERS(d);
    P_MAKES; */
static uint16_t compute_request(struct tnef_decoder *d)
{
    uint16_t requested = tnefi_base_le16(d->scratch);

    if (requested > 1)
        note_value(d, 1, requested);
    return make(d, requested != 0 ? 1 : 0, 2);
}

#define NO_DIGIT 16u

/*@ P_TOTAL;
    assigns \nothing;
    ensures \result <= NO_DIGIT; */
static uint32_t digit(uint8_t c)
{
    if (c >= '0' && c <= '9')
        return c - (uint32_t)'0';
    if (c >= 'A' && c <= 'F')
        return c - (uint32_t)'A' + 10u;
    if (c >= 'a' && c <= 'f')
        return c - (uint32_t)'a' + 10u;
    return NO_DIGIT;
}

/* Reads the digits that the captured bytes begin with, two for a byte of the value. Returns how many. */
/*@ requires \valid(d);
    P_TOTAL;
    assigns d->fixed[0 .. 15];
    ensures \result <= SCRATCH_SIZE; */
static uint32_t read_digits(struct tnef_decoder *d)
{
    uint32_t most = d->captured < SCRATCH_SIZE ? d->captured : SCRATCH_SIZE;
    uint32_t before = 0;
    uint32_t n = 0;

    /*@ loop invariant n <= most <= SCRATCH_SIZE && before <= NO_DIGIT;
        loop assigns n, before, d->fixed[0 .. 15];
        loop variant most - n; */
    while (n < most) {
        uint32_t value = digit(d->scratch[n]);

        if (value == NO_DIGIT)
            return n;
        if (n % 2u == 1u)
            d->fixed[n / 2u] = (uint8_t)((before * 16u + value) % 256u);
        before = value;
        n++;
    }
    return n;
}

/* Reads a key of at most 16 bytes, written as hexadecimal digits and a NUL. */
/*@ requires \valid(d) && P_COUNTERS(d) && d->level.data_off <= d->level.attr_end;
    P_MAKES; */
static uint16_t compute_hex(struct tnef_decoder *d)
{
    uint32_t n = read_digits(d);
    uint64_t len = d->level.attr_end - d->level.data_off;

    if (n < 2 || n % 2u != 0 || (len != n && len != n + UINT64_C(1))) {
        note_value(d, SCRATCH_SIZE, n);
        return MADE_NOTHING;
    }
    d->fixed_len = n / 2u;
    return MADE_IT;
}

uint16_t tnefi_decoder_make(struct tnef_decoder *d, uint8_t kind, uint32_t turn)
{
    if (kind == TNEFI_K_REND)
        return compute_rend(d, turn);
    if (turn > 0)
        return MADE_NOTHING;
    if (kind == TNEFI_K_DATE)
        return compute_date(d);
    if (kind == TNEFI_K_STATUS)
        return compute_status(d);
    if (kind == TNEFI_K_PRIORITY)
        return compute_priority(d);
    if (kind == TNEFI_K_REQUEST)
        return compute_request(d);
    return compute_hex(d);
}

uint32_t tnefi_decoder_made_tag(uint32_t attr, uint32_t turn)
{
    const struct tnefi_decoder_attr *a = tnefi_decoder_attr_info(attr);

    if (turn == 0)
        return a->prop_id * 65536u + a->prop_type;
    if (turn == 1)
        return TNEF_PID_RENDERING_POSITION * 65536u + TNEF_PTYP_INTEGER32;
    return TNEF_PID_ATTACH_ENCODING * 65536u + TNEF_PTYP_BINARY;
}

/* The value of property |turn| of the attribute is made: begins the property. Those before it have ended. */
/*@ requires d->level.data_open != 0;
    P_NEXT(14);
    assigns P_MADE; */
static void made(struct tnef_decoder *d, uint32_t turn)
{
    struct tnefi_decoder_level *l = top(d);
    uint32_t tag = tnefi_decoder_made_tag(l->attr, turn);

    l->values_left = 0;
    l->computed = COMPUTED_AFTER;
    l->prop_off = l->data_off;
    tnefi_decoder_prop_begin(d, (uint16_t)(tag / 65536u), (uint16_t)(tag % 65536u), 1);
}

void tnefi_decoder_turn_compute(struct tnef_decoder *d)
{
    struct tnefi_decoder_level *l = top(d);
    uint32_t turn = l->compute_next;
    uint16_t what = tnefi_decoder_make(d, tnefi_decoder_attr_info(l->attr)->kind, turn);

    if (turn < COMPUTE_MAX)
        l->compute_next++;
    if (what == MADE_IT)
        made(d, turn);
    else if (what == MADE_NONE_YET)
        go(d, ST_compute);
    else
        tnefi_decoder_attr_done(d);
}
