/* SPDX-License-Identifier: MIT */
/* How far the search may go at once. As long as a reader is undecided, what it decodes must be looked at
 * before any other reader has gone further; else it would depend on how the input is cut which of them shows
 * a stream first. But base64 (RFC 2045, section 6.8) decodes nothing from bytes outside of its alphabet, nor
 * quoted-printable (section 6.7) from soft line breaks: such bytes go to the readers together.
 *
 * While the body as it stands is decided, and the others are not, these go at once:
 *
 *     "=" CR LF                      a soft line break
 *     "=" SP TAB LF "=" LF           two of them, the first one with blanks
 *     "abc" if only base64 is open   no group is complete
 *
 * and the last byte of these goes alone:
 *
 *     "=" CR LF "a"                  quoted-printable decodes it to itself
 *     "abcd"                         the fourth character of base64 completes a group
 *     any, while the body as it stands is undecided, too */

#include "scan/leaf.h"

#include "base/bytes.h"
#include "base/touch.h"
#include "scan/chars.h"

void tnefi_scan_sniff_begin(struct tnefi_scan_leaf *f)
{
    f->quantum = 0;
    f->soft = SOFT_NONE;
}

/* Whether base64 decodes something when it gets |b|, as it does at the end of a group or at a "=" in one. */
/*@ requires \valid(f) && LEAF_SNIFF(f);
    LEAF_TOTAL;
    assigns f->quantum;
    ensures LEAF_SNIFF(f) && 0 <= \result <= 1; */
static int base64_decodes(struct tnefi_scan_leaf *f, uint8_t b)
{
    int whole;

    if (b == '=') {
        whole = f->quantum >= 2u;
        f->quantum = 0;
        return whole;
    }
    if (tnefi_scan_base64_digit(b) < 0)
        return 0;
    whole = f->quantum == 3u;
    f->quantum = whole ? 0 : (uint16_t)(f->quantum + 1u);
    return whole;
}

/* Whether quoted-printable may decode something when it gets |b|. */
/*@ requires \valid(f) && LEAF_SNIFF(f);
    LEAF_TOTAL;
    assigns f->soft;
    ensures LEAF_SNIFF(f) && 0 <= \result <= 1; */
static int qp_decodes(struct tnefi_scan_leaf *f, uint8_t b)
{
    uint16_t soft = f->soft;

    f->soft = SOFT_LOST;
    if (soft >= SOFT_EQUALS && (b == CR || b == LF))
        f->soft = b == CR ? SOFT_CR : SOFT_NONE;
    else if (soft >= SOFT_EQUALS && soft < SOFT_EQUALS + TNEF_TRANSFER_BLANKS && tnefi_base_is_blank(b))
        f->soft = (uint16_t)(soft + 1u);
    else if (soft == SOFT_CR && b == LF)
        f->soft = SOFT_NONE;
    else if ((soft == SOFT_NONE || soft == SOFT_CR) && b == '=')
        f->soft = SOFT_EQUALS;
    return f->soft == SOFT_LOST;
}

/* The byte with which one of the readers may decode something goes alone. At least one byte goes, and at most
 * one more than go is looked at. */
size_t tnefi_scan_sniff(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n)
{
    int base64 = f->alive[R_BASE64] != 0 && f->died[R_BASE64] == 0;
    int qp = f->alive[R_QP] != 0 && f->died[R_QP] == 0;
    int alone = f->alive[R_IDENTITY] != 0 && f->died[R_IDENTITY] == 0;
    size_t i = 0;

    /*@ loop invariant i <= n && LEAF_SNIFF(f);
        loop assigns i, alone, f->quantum, f->soft;
        loop variant n - i; */
    while (i < n && (i == 0 || !alone)) {
        uint16_t quantum = f->quantum;
        uint16_t soft = f->soft;

        alone |= base64 && base64_decodes(f, p[i]);
        alone |= qp && qp_decodes(f, p[i]);
        if (alone && i > 0) {
            f->quantum = quantum;
            f->soft = soft;
            break;
        }
        i++;
    }
    TNEFI_TOUCH(i + 1u);
    return i;
}
