/* SPDX-License-Identifier: MIT */
/* What is known of a leaf only at its end: what its decoders met (RFC 2045, sections 6.7 and 6.8), and
 * whether a part that claims to be a stream has shown one.
 *
 * These are nothing odd:
 *
 *     "eJ8+Ig==" CR LF               base64 that is padded
 *     application/ms-tnef that shows the magic
 *     text/plain that does not
 *
 * and these are:
 *
 *     "eJ8+Ig" at the end            BASE64_END, of what was delivered
 *     application/ms-tnef that shows something else, NO_SIGNATURE
 *     application/ms-tnef that ends before it could show the magic, NO_SIGNATURE and SHORT */

#include "scan/leaf.h"

struct anomaly {
    uint32_t of_transfer, of_scanner;
};

static const struct anomaly base64_anomalies[] = {
    { TNEF_TRANSFER_A_JUNK, TNEF_SCANNER_A_BASE64_JUNK },
    { TNEF_TRANSFER_A_BLANK, TNEF_SCANNER_A_BASE64_BLANKS },
    { TNEF_TRANSFER_A_PADDING_MIDDLE, TNEF_SCANNER_A_BASE64_PADDING },
    { TNEF_TRANSFER_A_PADDING_EXTRA, TNEF_SCANNER_A_BASE64_PADDING },
    { TNEF_TRANSFER_A_PADDING_MISSING, TNEF_SCANNER_A_BASE64_END },
    { TNEF_TRANSFER_A_LONE, TNEF_SCANNER_A_BASE64_END },
    { TNEF_TRANSFER_A_LONG_LINE, TNEF_SCANNER_A_LINE_LONG },
}, qp_anomalies[] = {
    { TNEF_TRANSFER_A_HEX, TNEF_SCANNER_A_QP_BAD },
    { TNEF_TRANSFER_A_SOFT_END, TNEF_SCANNER_A_QP_BAD },
    { TNEF_TRANSFER_A_HEX_LOWER, TNEF_SCANNER_A_QP_LOWER },
    { TNEF_TRANSFER_A_SOFT_BLANKS, TNEF_SCANNER_A_QP_BLANKS },
    { TNEF_TRANSFER_A_TRAILING_BLANKS, TNEF_SCANNER_A_QP_BLANKS },
    { TNEF_TRANSFER_A_BLANKS_KEPT, TNEF_SCANNER_A_QP_BLANKS },
    { TNEF_TRANSFER_A_BARE_CR, TNEF_SCANNER_A_BARE_CR },
    { TNEF_TRANSFER_A_LONG_LINE, TNEF_SCANNER_A_LINE_LONG },
}, uu_anomalies[] = {
    { TNEF_TRANSFER_A_JUNK, TNEF_SCANNER_A_UU_BAD },
    { TNEF_TRANSFER_A_LINE_SHORT, TNEF_SCANNER_A_UU_BAD },
    { TNEF_TRANSFER_A_LENGTH, TNEF_SCANNER_A_UU_BAD },
    { TNEF_TRANSFER_A_JUNK_LINE, TNEF_SCANNER_A_UU_BAD },
    { TNEF_TRANSFER_A_ZERO_MIDDLE, TNEF_SCANNER_A_UU_BAD },
    { TNEF_TRANSFER_A_END_MISSING, TNEF_SCANNER_A_UU_NO_END },
    /* A field that declares uuencode does not declare begin-base64, and many readers do not know that. */
    { TNEF_TRANSFER_A_BASE64, TNEF_SCANNER_A_UU_BLOCK },
};
#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))

/* Meets, among |of|, those anomalies of a decoder that are in the table. */
/*@ requires LEAF_VALID(f) && LEAF_OF(f, of) && n <= 64;
    requires \valid_read(table + (0 .. n - 1)) && \separated(f, table + (0 .. n - 1));
    LEAF_TOTAL;
    assigns of->anomalies, of->first, f->outcome;
    ensures LEAF_LATER(f); */
static void meets(struct tnefi_scan_leaf *f, struct tnefi_scan_findings *of, const struct anomaly *table,
                  size_t n, uint64_t anomalies)
{
    /*@ loop invariant i <= n && LEAF_VALID(f) && f->outcome >= \at(f->outcome, Pre);
        loop assigns i, of->anomalies, of->first, f->outcome;
        loop variant n - i; */
    for (size_t i = 0; i < n; i++)
        if ((anomalies & tnefi_scan_bit(table[i].of_transfer)) != 0)
            tnefi_scan_leaf_met(f, of, table[i].of_scanner);
    TNEFI_TOUCH(n);
}

void tnefi_scan_leaf_decoder_met(struct tnefi_scan_leaf *f, uint32_t reader, uint64_t anomalies)
{
    switch (reader) {
    case R_BASE64:
        meets(f, &f->findings, base64_anomalies, COUNT_OF(base64_anomalies), anomalies);
        break;
    case R_QP:
        meets(f, &f->findings, qp_anomalies, COUNT_OF(qp_anomalies), anomalies);
        break;
    case R_UU:
        if (f->uu.open != 0)
            meets(f, &f->of_block, uu_anomalies, COUNT_OF(uu_anomalies), anomalies);
        meets(f, &f->findings, uu_anomalies, COUNT_OF(uu_anomalies), anomalies);
        break;
    default:
        break;
    }
}

void tnefi_scan_leaf_judge(struct tnefi_scan_leaf *f)
{
    uint32_t first = tnefi_scan_reader_of(f->declared);

    f->shown = f->matched[first];
    if (f->kind != TNEF_SCANNER_LEAF || f->claims == 0 || f->any_found != 0 || f->muted != 0)
        return;
    tnefi_scan_leaf_met(f, &f->findings, TNEF_SCANNER_A_NO_SIGNATURE);
    if (f->died[first] == 0 && (first == R_UU || f->first[first].raw_open != 0))
        tnefi_scan_leaf_met(f, &f->findings, TNEF_SCANNER_A_SHORT);
}
