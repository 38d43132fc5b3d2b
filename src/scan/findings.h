/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_SCAN_FINDINGS_H
#define TNEFI_SCAN_FINDINGS_H
/* What a part of the scanner tells its caller beside its result: anomalies, and a limit that was reached.
 *
 * The objects of the scanner do not know which part of the mail they serve, nor what becomes of it. So they
 * are given a place for their findings, and the caller takes them (tnefi_scan_take) to the part that they are
 * about. Of anomalies that STRICT refuses the first one counts, and of limits the first one: both are kept in
 * the order in which they were met. */

#include "base/touch.h"

#include <tnef/anomaly.h>
#include <tnef/base.h>

#include <stdint.h>

struct tnefi_scan_findings {
    uint64_t refused;        /* what STRICT refuses; empty in FIND. It stays */
    uint64_t anomalies;      /* TNEF_ANOMALY_BIT()s that were met */
    uint32_t first;          /* the first of them that is refused, or TNEF_NO_CODE */
    int32_t status;          /* of the first limit that was reached, or TNEF_OK */
    uint64_t limit, found;   /* then: what was allowed, and what was asked for */
};

/* TNEF_ANOMALY_BIT(). */
/*@ terminates \true; exits \false;
    assigns \nothing; */
uint64_t tnefi_scan_bit(uint32_t anomaly);

/*@ requires \valid(f);
    terminates \true; exits \false;
    assigns f->anomalies, f->first, f->status, f->limit, f->found;
    ensures f->anomalies == 0 && f->status == 0; */
static inline void tnefi_scan_findings_clear(struct tnefi_scan_findings *f)
{
    f->anomalies = 0;
    f->first = TNEF_NO_CODE;
    f->status = TNEF_OK;
    f->limit = f->found = 0;
}

/* Whether there is nothing to take. */
/*@ requires \valid_read(f);
    terminates \true; exits \false;
    assigns \nothing; */
static inline int tnefi_scan_findings_quiet(const struct tnefi_scan_findings *f)
{
    return f->anomalies == 0 && f->status == TNEF_OK;
}

/*@ requires \valid(f);
    terminates \true; exits \false;
    assigns f->anomalies, f->first; */
static inline void tnefi_scan_met(struct tnefi_scan_findings *f, uint32_t anomaly)
{
    uint64_t bit = tnefi_scan_bit(anomaly);

    f->anomalies |= bit;
    if ((f->refused & bit) != 0 && f->first == TNEF_NO_CODE)
        f->first = anomaly;
}

/* Meets all of a set, in the order of their numbers. */
/*@ requires \valid(f);
    terminates \true; exits \false;
    assigns f->anomalies, f->first; */
static inline void tnefi_scan_met_all(struct tnefi_scan_findings *f, uint64_t anomalies)
{
    if (anomalies == 0)
        return;
    /*@ loop invariant TNEF_SCANNER_A_BARE_LF <= i <= TNEF_SCANNER_A_END;
        loop assigns i, f->anomalies, f->first;
        loop variant TNEF_SCANNER_A_END - i; */
    for (uint32_t i = TNEF_SCANNER_A_BARE_LF; i < TNEF_SCANNER_A_END; i++)
        if ((anomalies & tnefi_scan_bit(i)) != 0)
            tnefi_scan_met(f, i);
    TNEFI_TOUCH(TNEF_SCANNER_A_END - TNEF_SCANNER_A_BARE_LF);
}

/*@ requires \valid(f);
    terminates \true; exits \false;
    assigns f->status, f->limit, f->found; */
static inline void tnefi_scan_beyond(struct tnefi_scan_findings *f, tnef_status status, uint64_t limit,
                                     uint64_t found)
{
    if (f->status != TNEF_OK)
        return;
    f->status = status;
    f->limit = limit;
    f->found = found;
}

#endif
