/* SPDX-License-Identifier: MIT */
/* What a call of the leaf has come to. */

#include "scan/leaf.h"

void tnefi_scan_leaf_comes_to(struct tnefi_scan_leaf *f, enum tnefi_scan_leaf_outcome outcome)
{
    if (f->outcome < outcome)
        f->outcome = outcome;
}

void tnefi_scan_leaf_met(struct tnefi_scan_leaf *f, struct tnefi_scan_findings *of, uint32_t anomaly)
{
    tnefi_scan_met(of, anomaly);
    tnefi_scan_leaf_comes_to(f, of->first != TNEF_NO_CODE ? LEAF_FAILED : LEAF_TELLS);
}

void tnefi_scan_leaf_met_all(struct tnefi_scan_leaf *f, struct tnefi_scan_findings *of, uint64_t anomalies)
{
    if (anomalies == 0)
        return;
    tnefi_scan_met_all(of, anomalies);
    tnefi_scan_leaf_comes_to(f, of->first != TNEF_NO_CODE ? LEAF_FAILED : LEAF_TELLS);
}

void tnefi_scan_leaf_beyond(struct tnefi_scan_leaf *f, tnef_status status, uint64_t limit, uint64_t found)
{
    tnefi_scan_beyond(&f->findings, status, limit, found);
    tnefi_scan_leaf_comes_to(f, LEAF_TELLS);
}

void tnefi_scan_leaf_taken(struct tnefi_scan_leaf *f)
{
    f->outcome = LEAF_GOES_ON;
    f->answer = TNEF_OK;
    f->mail = NO_READER;
    tnefi_scan_findings_clear(&f->findings);
    tnefi_scan_findings_clear(&f->of_block);
    tnefi_scan_findings_clear(&f->of_files);
}
