/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_BLOBS_PRIV_H
#define TNEFI_BLOBS_PRIV_H
/* What the readers of binary properties share: a place in the caller's bytes that cannot leave them, and
 * dates as numbers.
 *
 * A reader takes its fields one after the other and looks at the place once, at the end: what cannot be
 * read is 0, and nothing after it is read either. So a structure stands in the code as it does in the
 * specification, and the first fault is the one that is told. */

#include <tnef/blobs.h>

#include "base/touch.h"

#include <stddef.h>
#include <stdint.h>

/* ---- Contracts ------------------------------------------------------------------------------- */

#define P_TOTAL terminates \true; exits \false

/* Bytes of the caller's. */
#define P_BYTES(data, len) \valid_read((data) + (0 .. (len) - 1))

/* A place, and what a function does that takes bytes from it: it goes on only, a fault stays, and a place
 * that had none has its end within the bytes. */
#define P_IN(in) (\valid(in) && (in)->at <= (in)->len && P_BYTES((in)->data, (in)->len))
#define P_TAKES(in) \
    requires P_IN(in); \
    P_TOTAL

#define P_WENT(in) (\old(in->at) <= in->at <= in->len)
#define P_LATER(in) (P_WENT(in) && (\old(in->status) != TNEF_OK ==> in->status == \old(in->status)))

/* Bytes and text that lie in the caller's bytes, or are absent. */
#define P_VIEW(view, from, size) \
    ((view).data == \null && (view).len == 0 \
        || (\exists integer k; 0 <= k && (view).data == (from) + k && k + (view).len <= (size)))

/* Dates: of a year that can be told, of any day. */
#define P_YEAR(year) (1601 <= year <= 9999)
#define P_MONTH(month) (1 <= month <= 12)
#define P_DATE(c) (P_YEAR((c).year) && P_MONTH((c).month) && 1 <= (c).day <= 31 && (c).weekday <= 6)
#define P_CLOCK(c) ((c).hour <= 23 && (c).minute <= 59 && (c).second <= 59 && (c).ticks <= 9999999)

/* ---- A place in bytes ------------------------------------------------------------------------ */

struct tnefi_blobs_in {
    const uint8_t *data;
    size_t len;
    size_t at;               /* what comes next                                               */
    size_t fault;            /* of the first fault: where                                     */
    tnef_status status;      /* and what                                                      */
};

/*@ requires \valid(in) && P_BYTES(data, len);
    P_TOTAL;
    assigns *in;
    ensures P_IN(in) && (data != \null ==> in->data == data) && in->len <= len && in->at == 0
        && in->status == TNEF_OK && in->fault == 0; */
void tnefi_blobs_begin(struct tnefi_blobs_in *in, const uint8_t *data, size_t len);

/* Notes a fault at an offset, unless there was one; nothing is taken from then on. */
/*@ requires \valid(in);
    P_TOTAL;
    assigns in->status, in->fault;
    ensures (\old(in->status) != TNEF_OK ==> in->status == \old(in->status) && in->fault == \old(in->fault))
        && (\old(in->status) == TNEF_OK ==> in->status == status && in->fault == at); */
void tnefi_blobs_fault(struct tnefi_blobs_in *in, tnef_status status, size_t at);

/* The bytes that are left; 0 after a fault. */
/*@ requires P_IN(in);
    P_TOTAL;
    assigns \nothing;
    ensures \result <= in->len - in->at && (in->status == TNEF_OK ==> \result == in->len - in->at); */
size_t tnefi_blobs_left(const struct tnefi_blobs_in *in);

/* Take an integer, 0 if it is not there. */
/*@ P_TAKES(in);
    assigns in->at, in->status, in->fault;
    ensures P_LATER(in); */
uint8_t tnefi_blobs_u8(struct tnefi_blobs_in *in);
/*@ P_TAKES(in);
    assigns in->at, in->status, in->fault;
    ensures P_LATER(in); */
uint16_t tnefi_blobs_u16(struct tnefi_blobs_in *in);
/*@ P_TAKES(in);
    assigns in->at, in->status, in->fault;
    ensures P_LATER(in); */
uint32_t tnefi_blobs_u32(struct tnefi_blobs_in *in);
/*@ P_TAKES(in);
    assigns in->at, in->status, in->fault;
    ensures P_LATER(in); */
int32_t tnefi_blobs_i32(struct tnefi_blobs_in *in);

/* Takes |n| bytes, whose number stood at |claimed|: more than there are is an overrun there. NULL if they
 * are not there; of no bytes the place is told. */
/*@ P_TAKES(in);
    assigns in->at, in->status, in->fault;
    ensures P_LATER(in) && (\result == \null || (\result == in->data + \old(in->at)
        && in->at == \old(in->at) + n && \old(in->status) == TNEF_OK)); */
const uint8_t *tnefi_blobs_take(struct tnefi_blobs_in *in, size_t n, size_t claimed);

/* The same as a view, and after a length of 32 bits. */
/*@ P_TAKES(in);
    assigns in->at, in->status, in->fault;
    ensures P_LATER(in) && P_VIEW(\result, in->data, in->len); */
tnef_bytes tnefi_blobs_view(struct tnefi_blobs_in *in, size_t n, size_t claimed);
/*@ P_TAKES(in);
    assigns in->at, in->status, in->fault;
    ensures P_LATER(in) && P_VIEW(\result, in->data, in->len); */
tnef_bytes tnefi_blobs_counted(struct tnefi_blobs_in *in);

/* Takes text of |n| bytes; and text up to its NUL, of one byte or, in UTF-16, of two: without it the bytes
 * are truncated. */
/*@ P_TAKES(in);
    assigns in->at, in->status, in->fault;
    ensures P_LATER(in) && P_VIEW(\result, in->data, in->len); */
tnef_blob_text tnefi_blobs_text(struct tnefi_blobs_in *in, size_t n, size_t claimed, uint32_t codepage);
/*@ P_TAKES(in);
    assigns in->at, in->status, in->fault;
    ensures P_LATER(in) && P_VIEW(\result, in->data, in->len); */
tnef_blob_text tnefi_blobs_string(struct tnefi_blobs_in *in, uint32_t codepage);

/* ---- Dates ----------------------------------------------------------------------------------- */

/* Days and ticks from 1601-01-01 to 10000-01-01. */
#define TNEFI_BLOBS_DAYS  3067671u
#define TNEFI_BLOBS_TICKS (TNEFI_BLOBS_DAYS * TNEFI_BLOBS_TICKS_PER_DAY)

#define TNEFI_BLOBS_TICKS_PER_DAY (TNEF_TICKS_PER_MINUTE * TNEF_MINUTES_PER_DAY)

/*@ requires P_YEAR(year) && P_MONTH(month);
    P_TOTAL;
    assigns \nothing;
    ensures 28 <= \result <= 31; */
uint32_t tnefi_blobs_month_days(uint32_t year, uint32_t month);

/* Days from 1601-01-01 to a date. */
/*@ requires P_YEAR(year) && P_MONTH(month) && 1 <= day <= 31;
    P_TOTAL;
    assigns \nothing;
    ensures \result < TNEFI_BLOBS_DAYS; */
uint32_t tnefi_blobs_days(uint32_t year, uint32_t month, uint32_t day);

/* 0: Sunday. */
/*@ requires days <= UINT32_MAX - 1;
    P_TOTAL;
    assigns \nothing;
    ensures \result <= 6; */
uint32_t tnefi_blobs_weekday(uint32_t days);

/* The date of a day, at midnight. */
/*@ requires days < TNEFI_BLOBS_DAYS && \valid(out);
    P_TOTAL;
    assigns *out;
    ensures P_DATE(*out) && P_CLOCK(*out); */
void tnefi_blobs_date(uint32_t days, tnef_civil *out);

/* Whether year, month and day are a date. */
/*@ P_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> P_YEAR(year) && P_MONTH(month) && 1 <= day <= 31; */
int tnefi_blobs_is_date(uint32_t year, uint32_t month, uint32_t day);

#endif
