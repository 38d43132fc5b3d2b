/* SPDX-License-Identifier: MIT */
/* What can be said of a leaf only at its end. */

#include "scan_priv.h"

static const struct {
    uint32_t anomaly, finding;
} base64_findings[] = {
    { TNEF_TA_JUNK, TNEF_SCAN_BASE64_JUNK },
    { TNEF_TA_BLANK, TNEF_SCAN_BASE64_BLANKS },
    { TNEF_TA_PADDING_MIDDLE, TNEF_SCAN_BASE64_PADDING },
    { TNEF_TA_PADDING_EXTRA, TNEF_SCAN_BASE64_PADDING },
    { TNEF_TA_PADDING_MISSING, TNEF_SCAN_BASE64_END },
    { TNEF_TA_LONE, TNEF_SCAN_BASE64_END },
    { TNEF_TA_LONG_LINE, TNEF_SCAN_LINE_LONG },
}, qp_findings[] = {
    { TNEF_TA_HEX, TNEF_SCAN_QP_BAD },
    { TNEF_TA_SOFT_END, TNEF_SCAN_QP_BAD },
    { TNEF_TA_HEX_LOWER, TNEF_SCAN_QP_LOWER },
    { TNEF_TA_SOFT_BLANKS, TNEF_SCAN_QP_BLANKS },
    { TNEF_TA_TRAILING_BLANKS, TNEF_SCAN_QP_BLANKS },
    { TNEF_TA_BLANKS_KEPT, TNEF_SCAN_QP_BLANKS },
    { TNEF_TA_LONG_LINE, TNEF_SCAN_LINE_LONG },
}, uu_findings[] = {
    { TNEF_TA_JUNK, TNEF_SCAN_UU_BAD },
    { TNEF_TA_LINE_SHORT, TNEF_SCAN_UU_BAD },
    { TNEF_TA_LENGTH, TNEF_SCAN_UU_BAD },
    { TNEF_TA_JUNK_LINE, TNEF_SCAN_UU_BAD },
    { TNEF_TA_ZERO_MIDDLE, TNEF_SCAN_UU_BAD },
    { TNEF_TA_END_MISSING, TNEF_SCAN_UU_NO_END },
};
#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))

/* What the decoder of |reader| met, as findings of what it delivered. */
void tnefi_leaf_reader(struct tnef_scanner *s, uint32_t reader)
{
    tnef_transfer_info info = { .size = sizeof info };

    tnef_transfer_get_info(s->decode[reader].transfer, &info);
    TNEFI_TOUCH(COUNT_OF(qp_findings));
    for (size_t i = 0; reader == R_BASE64 && i < COUNT_OF(base64_findings); i++)
        if (info.anomalies / (1u << base64_findings[i].anomaly) % 2u != 0)
            tnefi_note_leaf(s, base64_findings[i].finding);
    for (size_t i = 0; reader == R_QP && i < COUNT_OF(qp_findings); i++)
        if (info.anomalies / (1u << qp_findings[i].anomaly) % 2u != 0)
            tnefi_note_leaf(s, qp_findings[i].finding);
    for (size_t i = 0; reader == R_UU && i < COUNT_OF(uu_findings); i++)
        if (info.anomalies / (1u << uu_findings[i].anomaly) % 2u != 0) {
            if (s->block.open != 0)
                tnefi_note_block(s, uu_findings[i].finding);
            tnefi_note_leaf(s, uu_findings[i].finding);
        }
}

/* What can be said of the leaf only at its end. */
void tnefi_leaf_judge(struct tnef_scanner *s)
{
    struct tnefi_leaf *f = &s->leaf;
    uint32_t first = tnefi_reader_of(f->declared);

    f->shown = f->matched[first];
    if (f->kind != TNEF_SCAN_LEAF || f->claims == 0 || f->any_found != 0 || f->muted != 0)
        return;
    tnefi_note_leaf(s, TNEF_SCAN_NO_SIGNATURE);
    if (f->died[first] == 0)
        tnefi_note_leaf(s, TNEF_SCAN_SHORT);
}
