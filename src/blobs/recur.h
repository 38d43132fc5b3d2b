/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_BLOBS_RECUR_H
#define TNEFI_BLOBS_RECUR_H
/* What the files about recurrence know of each other. */

#include "blobs/priv.h"

/* Contract: a recurrence, in whose bytes one may look. Nothing else of it is believed, since it is a
 * struct of the caller's: offsets and counts are compared with the bytes wherever they are used. */
#define P_RECUR(r) (\valid_read(r) && P_BYTES((r)->data, (r)->len))

/* Contract: days and their number. */
#define P_DAYS(days, n) \valid((days) + (0 .. (n) - 1))

/* The offset of the pattern, which decides about what follows. */
#define PATTERN_AT 6u

/* 4500-01-01 in minutes, from which on nothing is a date. */
#define TNEFI_BLOBS_DATE_MAX 1524726720u

/* What is known since tnef_minutes_are_date() was asked. */
/*@ P_TOTAL;
    assigns \nothing;
    ensures \result != 0 <==> TNEF_MINUTES_PER_DAY <= minutes < TNEFI_BLOBS_DATE_MAX; */
int tnef_minutes_are_date(uint32_t minutes);

/* exception.c: reads the exceptions and their extended part, as far as they are good. */
/*@ requires P_IN(in) && \valid(out) && \separated(in, out) && P_RECUR(out) && out->data == in->data
        && out->len == in->len && out->announced <= 65535;
    P_TOTAL;
    assigns in->at, in->status, in->fault, out->exceptions, out->extended, out->extended_at, out->flags;
    ensures P_LATER(in); */
void tnefi_blobs_exceptions(struct tnefi_blobs_in *in, tnef_recur *out);

/*@ requires P_RECUR(recur) && \valid(cursor) && \valid(out) && \separated(recur, cursor, out);
    P_TOTAL;
    assigns *cursor, *out;
    ensures \result != 0 ==> \old(cursor->index) < cursor->index <= recur->exceptions; */
int tnef_recur_next(const tnef_recur *recur, tnef_recur_cursor *cursor, tnef_exception *out);

/*@ requires P_RECUR(recur) && \valid(minutes) && \separated(recur, minutes);
    P_TOTAL;
    assigns *minutes;
    ensures \result != 0 ==> *minutes < TNEFI_BLOBS_DATE_MAX; */
int tnef_recur_deleted(const tnef_recur *recur, uint32_t index, uint32_t *minutes);

#endif
