/* SPDX-License-Identifier: MIT */
/* How far the search may go at once. As long as a reader is undecided, what it decodes must be
 * looked at before any other reader has gone further, or it would depend on the split which of them
 * shows a stream first. But base64 decodes nothing of what is not in its alphabet, and
 * quoted-printable nothing of soft line breaks: such bytes are given to the readers together. */

#include "scan_priv.h"

/* Where quoted-printable stands: between lines or before "="; after the CR of a soft break; in a
 * place that is not followed. Behind "=" and n blanks it is SOFT_EQUALS + n. */
enum { SOFT_NONE, SOFT_CR, SOFT_LOST, SOFT_EQUALS };

void tnefi_sniff_begin(struct tnefi_leaf *f)
{
    f->quantum = 0;
    f->soft = SOFT_NONE;
}

/* Whether base64 decodes something when it gets |b|. */
static int base64_decodes(struct tnefi_leaf *f, uint8_t b)
{
    int whole;

    if (b == '=') {
        whole = f->quantum >= 2u;
        f->quantum = 0;
        return whole;
    }
    if (tnefi_base64_digit(b) < 0)
        return 0;
    whole = f->quantum == 3u;
    f->quantum = whole ? 0 : (uint16_t)(f->quantum + 1u);
    return whole;
}

/* Whether quoted-printable may decode something when it gets |b|. */
static int qp_decodes(struct tnefi_leaf *f, uint8_t b)
{
    uint16_t soft = f->soft;

    f->soft = SOFT_LOST;
    if (soft >= SOFT_EQUALS && (b == CR || b == LF))
        f->soft = b == CR ? SOFT_CR : SOFT_NONE;
    else if (soft >= SOFT_EQUALS && soft < SOFT_EQUALS + TNEF_TRANSFER_BLANKS && tnefi_is_blank(b))
        f->soft = (uint16_t)(soft + 1u);
    else if (soft == SOFT_CR && b == LF)
        f->soft = SOFT_NONE;
    else if ((soft == SOFT_NONE || soft == SOFT_CR) && b == '=')
        f->soft = SOFT_EQUALS;
    return f->soft == SOFT_LOST;
}

/* The byte with which one of them may decode something goes alone. At least one byte goes, and no
 * more are looked at than go, but one. */
size_t tnefi_sniff(struct tnefi_leaf *f, const uint8_t *p, size_t n)
{
    int base64 = f->alive[R_BASE64] != 0 && f->died[R_BASE64] == 0;
    int qp = f->alive[R_QP] != 0 && f->died[R_QP] == 0;
    int alone = f->alive[R_IDENTITY] != 0 && f->died[R_IDENTITY] == 0;
    size_t i = 0;

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
