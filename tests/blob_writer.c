/* SPDX-License-Identifier: MIT */

#include "blob_writer.h"

#include <stdlib.h>
#include <string.h>

void blob_bytes(struct blob *b, const void *data, size_t len)
{
    if (len > BLOB_MAX - b->len)
        abort();
    if (len > 0)
        memcpy(b->data + b->len, data, len);
    b->len += len;
}

void blob_u8(struct blob *b, uint32_t v)
{
    uint8_t byte = (uint8_t)v;

    blob_bytes(b, &byte, 1);
}

void blob_u16(struct blob *b, uint32_t v)
{
    blob_u8(b, v & 0xFFu);
    blob_u8(b, v >> 8 & 0xFFu);
}

void blob_u32(struct blob *b, uint32_t v)
{
    blob_u16(b, v & 0xFFFFu);
    blob_u16(b, v >> 16);
}

void blob_u64(struct blob *b, uint64_t v)
{
    blob_u32(b, (uint32_t)(v & 0xFFFFFFFFu));
    blob_u32(b, (uint32_t)(v >> 32));
}

void blob_zeros(struct blob *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        blob_u8(b, 0);
}

void blob_ascii(struct blob *b, const char *text)
{
    blob_bytes(b, text, strlen(text));
}

void blob_wide(struct blob *b, const char *latin1)
{
    for (size_t i = 0; latin1[i] != '\0'; i++)
        blob_u16(b, (uint8_t)latin1[i]);
}

void blob_set32(struct blob *b, size_t at, uint32_t v)
{
    for (uint32_t i = 0; i < 4u; i++)
        b->data[at + i] = (uint8_t)(v >> 8u * i);
}

uint8_t *blob_copy(const struct blob *b, size_t len)
{
    uint8_t *copy = malloc(len > 0 ? len : 1);

    if (copy == NULL)
        abort();
    memcpy(copy, b->data, len);
    return copy;
}

uint32_t blob_month_length(uint32_t year, uint32_t month)
{
    static const uint8_t lengths[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return lengths[month - 1] + (month == 2 && leap ? 1u : 0u);
}

uint32_t blob_day(uint32_t year, uint32_t month, uint32_t day)
{
    uint32_t days = day - 1;

    for (uint32_t y = 1601; y < year; y++)
        days += 337u + blob_month_length(y, 2);
    for (uint32_t m = 1; m < month; m++)
        days += blob_month_length(year, m);
    return days;
}

uint32_t blob_minutes(uint32_t year, uint32_t month, uint32_t day)
{
    return blob_day(year, month, day) * 1440u;
}

/* ---- Recurrence ------------------------------------------------------------------------------ */

#define UNTIL 0x2021
#define COUNT 0x2022
#define NEVER 0x2023

const struct blob_recur blob_recurs[BLOB_RECURS] = {
    { .name = "A", .frequency = 0x200A, .pattern = 0, .period = 4320, .end = COUNT, .count = 4,
      .start = { 2024, 3, 1 }, .last = { 2024, 3, 10 }, .rule = "FREQ=DAILY;INTERVAL=3;COUNT=4" },
    { .name = "B", .frequency = 0x200A, .pattern = 1, .first = 8640, .period = 1, .specific = { 0x3E },
      .specifics = 1, .end = NEVER, .count = 10, .start = { 2024, 3, 4 },
      .rule = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;WKST=SU" },
    { .name = "C", .frequency = 0x200B, .pattern = 1, .period = 2, .specific = { 0x14 }, .specifics = 1,
      .end = UNTIL, .count = 4, .first_day = 1, .start = { 2024, 3, 5 }, .last = { 2024, 3, 21 },
      .rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20240321T090000;WKST=MO" },
    { .name = "D", .frequency = 0x200C, .pattern = 2, .period = 1, .specific = { 30 }, .specifics = 1,
      .end = COUNT, .count = 4, .start = { 2024, 1, 30 }, .last = { 2024, 4, 30 },
      .rule = "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1;COUNT=4" },
    { .name = "E", .frequency = 0x200C, .pattern = 4, .period = 1, .specific = { 31 }, .specifics = 1,
      .end = COUNT, .count = 3, .start = { 2024, 1, 31 }, .last = { 2024, 3, 31 },
      .rule = "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3" },
    { .name = "F", .frequency = 0x200C, .pattern = 3, .period = 1, .specific = { 4, 2 }, .specifics = 2,
      .end = COUNT, .count = 3, .start = { 2024, 3, 12 }, .last = { 2024, 5, 14 },
      .rule = "FREQ=MONTHLY;BYDAY=2TU;COUNT=3" },
    { .name = "G", .frequency = 0x200C, .pattern = 3, .first = 84960, .period = 3, .specific = { 0x3E, 5 },
      .specifics = 2, .end = COUNT, .count = 3, .start = { 2024, 3, 29 }, .last = { 2024, 9, 30 },
      .rule = "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3" },
    { .name = "H", .frequency = 0x200D, .pattern = 2, .first = 44640, .period = 12, .specific = { 29 },
      .specifics = 1, .end = COUNT, .count = 3, .start = { 2024, 2, 29 }, .last = { 2026, 2, 28 },
      .rule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1;COUNT=3" },
    { .name = "I", .frequency = 0x200D, .pattern = 3, .first = 437760, .period = 12, .specific = { 16, 4 },
      .specifics = 2, .end = NEVER, .count = 10, .start = { 2024, 11, 28 },
      .rule = "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH" },
    { .name = "J", .frequency = 0x200C, .pattern = 0xA, .period = 1, .specific = { 1 }, .specifics = 1,
      .end = NEVER, .count = 10, .start = { 2024, 3, 11 } },
    { .name = "K", .frequency = 0x200B, .pattern = 1, .first = 8640, .period = 1, .specific = { 2 },
      .specifics = 1, .end = COUNT, .count = 5,
      .deleted = { { 2024, 3, 11 }, { 2024, 3, 18 } }, .deleted_count = 2,
      .modified = { { 2024, 3, 19 } }, .modified_count = 1,
      .start = { 2024, 3, 4 }, .last = { 2024, 4, 1 }, .exceptions = 1,
      .rule = "FREQ=WEEKLY;BYDAY=MO;COUNT=5;WKST=SU" },
};

static void write_dates(struct blob *b, const struct blob_date *dates, uint32_t n)
{
    blob_u32(b, n);
    for (uint32_t i = 0; i < n; i++)
        blob_u32(b, blob_minutes(dates[i].year, dates[i].month, dates[i].day));
}

void blob_pattern(struct blob *b, const struct blob_recur *r)
{
    blob_u16(b, 0x3004);             /* ReaderVersion                 */
    blob_u16(b, 0x3004);             /* WriterVersion                 */
    blob_u16(b, r->frequency);       /* RecurFrequency                */
    blob_u16(b, r->pattern);         /* PatternType                   */
    blob_u16(b, r->calendar);        /* CalendarType                  */
    blob_u32(b, r->first);           /* FirstDateTime                 */
    blob_u32(b, r->period);          /* Period                        */
    blob_u32(b, r->sliding);         /* SlidingFlag                   */
    for (uint32_t i = 0; i < r->specifics; i++)
        blob_u32(b, r->specific[i]); /* PatternTypeSpecific           */
    blob_u32(b, r->end);             /* EndType                       */
    blob_u32(b, r->count);           /* OccurrenceCount               */
    blob_u32(b, r->first_day);       /* FirstDOW                      */
    write_dates(b, r->deleted, r->deleted_count);
    write_dates(b, r->modified, r->modified_count);
    blob_u32(b, blob_minutes(r->start.year, r->start.month, r->start.day));
    blob_u32(b, r->last.year == 0 ? 0x5AE980DFu : blob_minutes(r->last.year, r->last.month, r->last.day));
}

/* The exception of K: from 18 March 09:00 to 19 March 14:00, with a subject and a place of its own. */
static void write_exception(struct blob *b)
{
    blob_u32(b, blob_minutes(2024, 3, 19) + 840);  /* StartDateTime        */
    blob_u32(b, blob_minutes(2024, 3, 19) + 900);  /* EndDateTime          */
    blob_u32(b, blob_minutes(2024, 3, 18) + 540);  /* OriginalStartTime    */
    blob_u16(b, 0x0011);                           /* OverrideFlags        */
    blob_u16(b, 11);                               /* SubjectLength        */
    blob_u16(b, 10);                               /* SubjectLength2       */
    blob_ascii(b, "Sync (neu)");
    blob_u16(b, 5);                                /* LocationLength       */
    blob_u16(b, 4);                                /* LocationLength2      */
    blob_ascii(b, "Caf\xE9");
}

static void write_extended(struct blob *b)
{
    blob_u32(b, 4);                                /* ChangeHighlightSize  */
    blob_u32(b, 0);                                /* ChangeHighlightValue */
    blob_u32(b, 0);                                /* ReservedBlockEE1Size */
    blob_u32(b, blob_minutes(2024, 3, 19) + 840);
    blob_u32(b, blob_minutes(2024, 3, 19) + 900);
    blob_u32(b, blob_minutes(2024, 3, 18) + 540);
    blob_u16(b, 10);                               /* WideCharSubjectLength */
    blob_wide(b, "Sync (neu)");
    blob_u16(b, 4);                                /* WideCharLocationLength */
    blob_wide(b, "Caf\xE9");
    blob_u32(b, 0);                                /* ReservedBlockEE2Size */
}

void blob_appointment(struct blob *b, const struct blob_recur *r)
{
    blob_pattern(b, r);
    blob_u32(b, 0x3006);             /* ReaderVersion2                */
    blob_u32(b, 0x3009);             /* WriterVersion2                */
    blob_u32(b, 540);                /* StartTimeOffset: 09:00        */
    blob_u32(b, r->exceptions > 0 ? 600 : 570); /* EndTimeOffset      */
    blob_u16(b, r->exceptions);      /* ExceptionCount                */
    for (uint32_t i = 0; i < r->exceptions; i++)
        write_exception(b);
    blob_u32(b, 0);                  /* ReservedBlock1Size            */
    for (uint32_t i = 0; i < r->exceptions; i++)
        write_extended(b);
    blob_u32(b, 0);                  /* ReservedBlock2Size            */
}
