/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_BLOBS_ZONE_H
#define TNEFI_BLOBS_ZONE_H
/* What the files about time zones know of each other. */

#include "blobs/priv.h"

/* An offset is less than a day. */
#define OFFSET_MAX 1439

/* Contract: a zone with which times can be computed. A zone is a struct of the caller's: it is judged anew
 * before it is used. */
#define P_OFFSET(x) (-OFFSET_MAX <= (x) <= OFFSET_MAX)
#define P_ZONE(z) (P_OFFSET((z)->bias + (z)->standard_bias) && P_OFFSET((z)->bias + (z)->daylight_bias))
#define P_ONSET(d) ((d)->month <= 12 && (d)->weekday <= 6 && (d)->hour <= 23 && (d)->minute <= 59 \
    && (d)->second <= 59 && (d)->milliseconds <= 999 && 1 <= (d)->day <= 31 \
    && ((d)->year == 0 ==> (d)->day <= 5) && ((d)->year != 0 ==> P_YEAR((d)->year)))
#define P_CHANGES(z) (P_ZONE(z) && P_ONSET(&(z)->standard) && P_ONSET(&(z)->daylight) \
    && (z)->standard.month >= 1 && (z)->daylight.month >= 1)

/* zone.c: what can be done with the fields of a zone: nothing, TNEF_ZONE_GOOD, or that and
 * TNEF_ZONE_DAYLIGHT; and with a zone that says that it is good. One that was not read is all 0, and would
 * be UTC. */
/*@ requires \valid_read(zone);
    P_TOTAL;
    assigns \nothing;
    ensures (\result != 0 ==> P_ZONE(zone)) && (\result >= TNEF_ZONE_DAYLIGHT ==> P_CHANGES(zone))
        && \result <= 3; */
uint32_t tnefi_blobs_zone_judge(const tnef_zone *zone);
/*@ requires \valid_read(zone);
    P_TOTAL;
    assigns \nothing;
    ensures (\result != 0 ==> P_ZONE(zone)) && (\result >= TNEF_ZONE_DAYLIGHT ==> P_CHANGES(zone))
        && \result <= 3; */
uint32_t tnefi_blobs_zone_use(const tnef_zone *zone);

/* zone.c: reads a SYSTEMTIME, the biases, and nothing. */
/*@ requires P_IN(in) && \valid(out) && \separated(in, out);
    P_TOTAL;
    assigns in->at, in->status, in->fault, *out;
    ensures P_LATER(in); */
void tnefi_blobs_zone_date(struct tnefi_blobs_in *in, tnef_zone_date *out);
/*@ requires P_IN(in) && \valid(out) && \separated(in, out);
    P_TOTAL;
    assigns in->at, in->status, in->fault, out->bias, out->standard_bias, out->daylight_bias;
    ensures P_LATER(in); */
void tnefi_blobs_zone_biases(struct tnefi_blobs_in *in, tnef_zone *out);
/*@ requires \valid(out);
    P_TOTAL;
    assigns *out; */
void tnefi_blobs_zone_clear(tnef_zone *out);

/* onset.c: ticks of the onset in a year, on clocks that are not changed yet; 0: there is none, since it is
 * the date of another year. */
/*@ requires \valid_read(date) && P_ONSET(date) && P_MONTH(date->month) && P_YEAR(year) && \valid(ticks);
    P_TOTAL;
    assigns *ticks;
    ensures *ticks < TNEFI_BLOBS_TICKS; */
int tnefi_blobs_onset(const tnef_zone_date *date, uint32_t year, uint64_t *ticks);

/* times.c. */
/*@ requires \valid(out);
    P_TOTAL;
    assigns *out;
    ensures P_CLOCK(*out) && (\result != 0 ==> P_DATE(*out)); */
int tnef_civil_of_ticks(uint64_t ticks, tnef_civil *out);

#endif
