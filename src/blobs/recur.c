/* SPDX-License-Identifier: MIT */
/* How an item is repeated: RecurrencePattern, and what an appointment has after it
 * ([MS-OXOCAL] 2.2.1.44.1 and 2.2.1.44.5).
 *
 *     reader    u16      0x3004, else the rest is of another form
 *     writer    u16
 *     frequency u16      0x200A .. 0x200D
 *     pattern   u16
 *     calendar  u16
 *     first     u32      minutes
 *     period    u32      minutes, weeks or months, as the pattern says
 *     sliding   u32
 *     specific  0, 4 or 8 bytes: days of the week, day of the month, or days and which of them
 *     end type  u32, count u32, first day of the week u32
 *     deleted   u32 and as many dates; modified: the same
 *     start     u32, end u32: minutes of days
 *
 *     reader    u32      0x3006, else the rest is of another form
 *     writer    u32      0x3008, 0x3009 and later
 *     start     u32, end u32: minutes from midnight
 *     count     u16, and as many exceptions: exception.c */

#include "blobs/priv.h"

#include "base/bytes.h"
#include "blobs/recur.h"

#define READER  0x3004u
#define READER2 0x3006u

#define END_NEVER_TOO 0xFFFFFFFFu

/* What the kind of pattern has in particular. */
/*@ requires P_IN(in) && \valid(out) && \separated(in, out);
    P_TOTAL;
    assigns in->at, in->status, in->fault, out->days, out->day, out->nth;
    ensures P_LATER(in); */
static void read_specific(struct tnefi_blobs_in *in, tnef_recur *out)
{
    switch (out->pattern) {
    case TNEF_RECUR_DAY:
        break;
    case TNEF_RECUR_WEEK:
        out->days = tnefi_blobs_u32(in) & 0x7Fu;
        break;
    case TNEF_RECUR_MONTH_NTH:
    case TNEF_RECUR_HIJRI_NTH:
        out->days = tnefi_blobs_u32(in) & 0x7Fu;
        out->nth = tnefi_blobs_u32(in);
        break;
    case TNEF_RECUR_MONTH:
    case TNEF_RECUR_MONTH_END:
    case TNEF_RECUR_HIJRI_MONTH:
    case TNEF_RECUR_HIJRI_END:
        out->day = tnefi_blobs_u32(in);
        break;
    default:
        tnefi_blobs_fault(in, TNEF_E_TYPE, PATTERN_AT);
        break;
    }
}

/* The first fields, of fixed size, and what the kind of pattern has. */
/*@ requires P_IN(in) && \valid(out) && \separated(in, out);
    P_TOTAL;
    assigns in->at, in->status, in->fault, *out;
    ensures P_LATER(in); */
static void read_head(struct tnefi_blobs_in *in, tnef_recur *out)
{
    size_t at = in->at;

    if (tnefi_blobs_u16(in) != READER)
        tnefi_blobs_fault(in, TNEF_E_TYPE, at);
    (void)tnefi_blobs_u16(in);
    out->frequency = tnefi_blobs_u16(in);
    out->pattern = tnefi_blobs_u16(in);
    out->calendar = tnefi_blobs_u16(in);
    out->first = tnefi_blobs_u32(in);
    out->period = tnefi_blobs_u32(in);
    out->sliding = tnefi_blobs_u32(in);
    read_specific(in, out);
}

/* A count of dates and the dates, of which the offset is stored. Returns how many there are. */
/*@ requires P_IN(in) && \valid(dates_at) && \separated(in, dates_at);
    P_TOTAL;
    assigns in->at, in->status, in->fault, *dates_at;
    ensures P_LATER(in); */
static uint32_t read_dates(struct tnefi_blobs_in *in, size_t *dates_at)
{
    size_t claimed = in->at;
    uint32_t n = tnefi_blobs_u32(in);

    *dates_at = in->at;
    if (n > tnefi_blobs_left(in) / 4u) {
        tnefi_blobs_fault(in, TNEF_E_OVERRUN, claimed);
        return 0;
    }
    (void)tnefi_blobs_take(in, n * (size_t)4, claimed);
    return n;
}

/* From the end type to the end date. */
/*@ requires P_IN(in) && \valid(out) && \separated(in, out);
    P_TOTAL;
    assigns in->at, in->status, in->fault, *out;
    ensures P_LATER(in); */
static void read_range(struct tnefi_blobs_in *in, tnef_recur *out)
{
    size_t deleted_at, modified_at;

    out->end = tnefi_blobs_u32(in);
    out->count = tnefi_blobs_u32(in);
    out->first_day = tnefi_blobs_u32(in);
    out->deleted_count = read_dates(in, &deleted_at);
    out->modified_count = read_dates(in, &modified_at);
    out->deleted_at = deleted_at;
    out->modified_at = modified_at;
    out->start_date = tnefi_blobs_u32(in);
    out->end_date = tnefi_blobs_u32(in);
}

/* What is odd in a pattern that was read, and what is taken in its place. */
/*@ requires \valid(out);
    P_TOTAL;
    assigns out->flags, out->period, out->first_day, out->end; */
static void mend(tnef_recur *out)
{
    if (out->period == 0) {
        out->period = out->pattern == TNEF_RECUR_DAY ? TNEF_MINUTES_PER_DAY : 1;
        out->flags |= TNEF_RECUR_ODD_PERIOD;
    }
    if (out->first_day > 6u) {
        out->first_day = 0;
        out->flags |= TNEF_RECUR_ODD_FIRST_DAY;
    }
    if (out->modified_count > out->deleted_count)
        out->flags |= TNEF_RECUR_ODD_COUNTS;
    if (out->end == END_NEVER_TOO)
        out->end = TNEF_RECUR_NEVER;
    if (out->end != TNEF_RECUR_COUNT && out->end != TNEF_RECUR_NEVER
        && (out->end != TNEF_RECUR_UNTIL || !tnef_minutes_are_date(out->end_date))) {
        out->end = TNEF_RECUR_NEVER;
        out->flags |= TNEF_RECUR_ODD_END;
    }
}

/* The struct with nothing in it but the bytes. */
/*@ requires P_IN(in) && \valid(out) && \separated(in, out);
    P_TOTAL;
    assigns *out;
    ensures out->data == in->data && out->len == in->len && out->announced == 0 && out->flags == 0; */
static void clear(const struct tnefi_blobs_in *in, tnef_recur *out)
{
    static const tnef_recur none = { 0 };

    *out = none;
    out->flags = 0;
    out->data = in->data;
    out->len = in->len;
    out->announced = 0;
}

/* Reads the pattern. A struct of a pattern that is broken says no more than that. */
/*@ requires P_IN(in) && \valid(out) && \separated(in, out);
    P_TOTAL;
    assigns in->at, in->status, in->fault, *out;
    ensures P_LATER(in) && out->data == in->data && out->len == in->len; */
static void read_pattern(struct tnefi_blobs_in *in, tnef_recur *out)
{
    clear(in, out);
    read_head(in, out);
    read_range(in, out);
    if (in->status != TNEF_OK) {
        clear(in, out);
        return;
    }
    out->data = in->data;
    out->len = in->len;
    mend(out);
    out->flags |= TNEF_RECUR_HAS_PATTERN;
}

/* Versions and times of day of an appointment, and how many exceptions come. */
/*@ requires P_IN(in) && \valid(out) && \separated(in, out) && out->data == in->data && out->len == in->len;
    P_TOTAL;
    assigns in->at, in->status, in->fault, out->writer, out->start_offset, out->end_offset, out->flags,
        out->announced, out->exceptions_at;
    ensures P_LATER(in) && out->announced <= 65535; */
static void read_times(struct tnefi_blobs_in *in, tnef_recur *out)
{
    size_t at = in->at;
    uint32_t writer;

    if (tnefi_blobs_u32(in) != READER2)
        tnefi_blobs_fault(in, TNEF_E_TYPE, at);
    writer = tnefi_blobs_u32(in);
    out->writer = writer > UINT16_MAX ? UINT16_MAX : (uint16_t)writer;
    at = in->at;
    out->start_offset = tnefi_blobs_u32(in);
    out->end_offset = tnefi_blobs_u32(in);
    if (out->start_offset >= TNEF_MINUTES_PER_DAY)
        tnefi_blobs_fault(in, TNEF_E_TYPE, at);
    if (in->status != TNEF_OK) {
        out->start_offset = 0;
        out->end_offset = 0;
    } else {
        out->flags |= TNEF_RECUR_HAS_TIMES;
    }
    if (out->end_offset < out->start_offset) {
        out->end_offset = out->start_offset;
        out->flags |= TNEF_RECUR_ODD_TIMES;
    }
    out->announced = tnefi_blobs_u16(in);
    out->exceptions_at = in->at;
}

/*@ requires \valid(out) && P_BYTES(buf, len);
    P_TOTAL;
    assigns *out;
    ensures P_BYTES(out->data, out->len); */
tnef_status tnef_recur_read(const uint8_t *buf, size_t len, tnef_recur *out)
{
    struct tnefi_blobs_in in;

    tnefi_blobs_begin(&in, buf, len);
    read_pattern(&in, out);
    if ((out->flags & TNEF_RECUR_HAS_PATTERN) != 0) {
        read_times(&in, out);
        tnefi_blobs_exceptions(&in, out);
    }
    out->fault = in.fault;
    out->status = in.status;
    return in.status;
}

/*@ requires \valid(out) && P_BYTES(buf, len);
    P_TOTAL;
    assigns *out;
    ensures P_BYTES(out->data, out->len); */
tnef_status tnef_recur_read_task(const uint8_t *buf, size_t len, tnef_recur *out)
{
    struct tnefi_blobs_in in;

    tnefi_blobs_begin(&in, buf, len);
    read_pattern(&in, out);
    if (in.status == TNEF_OK)
        out->flags |= TNEF_RECUR_COMPLETE;
    out->fault = in.fault;
    out->status = in.status;
    return in.status;
}

/* The date of an index among |count| dates at an offset. */
/*@ requires P_RECUR(recur) && \valid(minutes) && \separated(recur, minutes);
    P_TOTAL;
    assigns *minutes;
    ensures \result != 0 ==> *minutes < TNEFI_BLOBS_DATE_MAX; */
static int date_at(const tnef_recur *recur, size_t at, uint32_t count, uint32_t index, uint32_t *minutes)
{
    uint32_t date;

    *minutes = 0;
    if (index >= count || at > recur->len || index >= (recur->len - at) / 4u)
        return 0;
    TNEFI_TOUCH(4);
    date = tnefi_base_le32(recur->data + at + index * (size_t)4);
    if (!tnef_minutes_are_date(date))
        return 0;
    *minutes = date;
    return 1;
}

/*@ requires P_RECUR(recur) && \valid(minutes) && \separated(recur, minutes);
    P_TOTAL;
    assigns *minutes;
    ensures \result != 0 ==> *minutes < TNEFI_BLOBS_DATE_MAX; */
int tnef_recur_deleted(const tnef_recur *recur, uint32_t index, uint32_t *minutes)
{
    return date_at(recur, recur->deleted_at, recur->deleted_count, index, minutes);
}

/*@ requires P_RECUR(recur) && \valid(minutes) && \separated(recur, minutes);
    P_TOTAL;
    assigns *minutes;
    ensures \result != 0 ==> *minutes < TNEFI_BLOBS_DATE_MAX; */
int tnef_recur_modified(const tnef_recur *recur, uint32_t index, uint32_t *minutes)
{
    return date_at(recur, recur->modified_at, recur->modified_count, index, minutes);
}
