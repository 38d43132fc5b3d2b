/* SPDX-License-Identifier: MIT */
#ifndef TNEF_TESTS_BLOB_WRITER_H
#define TNEF_TESTS_BLOB_WRITER_H
/* Writes what binary properties hold, field by field, right or wrong on purpose; and hands it to a test in a
 * block of exactly its size, so that a byte read beyond it is noticed by the address sanitizer. */

#include <stddef.h>
#include <stdint.h>

#define BLOB_MAX 65536u

struct blob {
    size_t len;
    uint8_t data[BLOB_MAX];
};

void blob_u8(struct blob *b, uint32_t v);
void blob_u16(struct blob *b, uint32_t v);
void blob_u32(struct blob *b, uint32_t v);
void blob_u64(struct blob *b, uint64_t v);
void blob_bytes(struct blob *b, const void *data, size_t len);
void blob_zeros(struct blob *b, size_t n);
void blob_ascii(struct blob *b, const char *text);      /* without its NUL                        */
void blob_wide(struct blob *b, const char *latin1);     /* as UTF-16, without its NUL             */

/* Writes over what was written. */
void blob_set32(struct blob *b, size_t at, uint32_t v);

/* The first |len| bytes in a block of their own. The caller frees it. */
uint8_t *blob_copy(const struct blob *b, size_t len);

/* Days from 1601-01-01, counted month by month; and minutes. */
uint32_t blob_day(uint32_t year, uint32_t month, uint32_t day);
uint32_t blob_minutes(uint32_t year, uint32_t month, uint32_t day);
uint32_t blob_month_length(uint32_t year, uint32_t month);

/* ---- Recurrence ------------------------------------------------------------------------------ */

struct blob_date {
    uint32_t year, month, day;
};

struct blob_recur {
    const char *name;
    uint32_t frequency, pattern, calendar, first, period, sliding;
    uint32_t specific[2], specifics;
    uint32_t end, count, first_day;
    struct blob_date deleted[3];
    uint32_t deleted_count;
    struct blob_date modified[3];
    uint32_t modified_count;
    struct blob_date start, last;         /* last: year 0: never                                  */
    uint32_t exceptions;                  /* only 0, or 1: that of the 11 blobs                   */
    const char *rule;                     /* what RRULE it is; NULL: none                         */
};

/* Eleven recurrences, A to K, of which K has an exception. */
extern const struct blob_recur blob_recurs[];
#define BLOB_RECURS 11u
#define BLOB_RECUR_K 10u

/* Write a pattern; and a pattern and all that an appointment has after it. */
void blob_pattern(struct blob *b, const struct blob_recur *r);
void blob_appointment(struct blob *b, const struct blob_recur *r);

#endif
