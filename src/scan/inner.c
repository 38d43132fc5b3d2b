/* SPDX-License-Identifier: MIT */
/* What a reader decodes in which uuencoded blocks are looked for (RFC 2045, section 6; uuencode in POSIX,
 * IEEE Std 1003.1): text that is declared base64 or quoted-printable, and what is base64 once more. Its first
 * bytes may be a stream, and after an Apple head (signature.c) one may stand, too.
 *
 * These show a stream, decoded:
 *
 *     78 9F 3E 22 ...                      the first bytes
 *     00 05 16 07 ... 78 9F 3E 22 ...      the data after an Apple head
 *     "hello" LF "begin 644 a.dat" LF ...  a block, which may stand in an Apple head
 *
 * and these do not:
 *
 *     "hello" 78 9F 3E 22 ...              not at the beginning
 *     00 05 16 07 ... "hello"              the data of the file are something else */

#include "scan/leaf.h"

#include "scan/quoted.h"
#include "transfer/transfer.h"

/* Feeds the decoder what the reader around it has decoded. Returns how many bytes were taken. */
static size_t uu_takes(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n)
{
    size_t i = 0;

    while (i < n && f->uu_held == 0) {
        i += f->idle != 0 ? tnefi_scan_uu_idle(f, p + i, n - i, 0) : 0;
        if (i < n)
            i += tnefi_scan_uu_reads(f, p + i, n - i, 0);
    }
    return i;
}

/* As long as the bytes may be an Apple head, or what stands before its data, each is looked at as such, too:
 * blocks are read in it, since only its end tells whether it is one. Returns how many bytes were taken. */
static size_t apple_passes(struct tnefi_scan_leaf *f, uint32_t reader, const uint8_t *p, size_t n)
{
    struct tnefi_scan_signature *m = &f->first[reader];
    enum tnefi_scan_shown shown = SHOWN_OPEN;
    size_t i = 0;

    while (i < n && shown == SHOWN_OPEN && !tnefi_scan_leaf_stops(f) && uu_takes(f, p + i, 1) != 0) {
        (void)tnefi_scan_signature_feed(m, f->cfg->magic, f->cfg->magic_len, p + i, 1, &shown);
        i++;
    }
    return shown == SHOWN_STREAM ? tnefi_scan_leaf_shows_last(f, reader, i) : i;
}

/* Compares the first bytes that |reader| has decoded with the magic. Returns how many are the same. */
static size_t compare_inner(struct tnefi_scan_leaf *f, uint32_t reader, const uint8_t *p, size_t n)
{
    enum tnefi_scan_shown shown;
    size_t i = tnefi_scan_leaf_match(f, reader, p, n);

    (void)tnefi_scan_signature_feed(&f->first[reader], f->cfg->magic, f->cfg->magic_len, p, i, &shown);
    if (f->matched[reader] == f->cfg->magic_len) {
        tnefi_scan_leaf_shows(f, reader);
    } else if (i < n) {
        f->died[reader] = 1; /* what was compared is known, and is too short for a block */
        (void)uu_takes(f, f->cfg->magic, f->matched[reader]);
    }
    return i;
}

size_t tnefi_scan_uu_inner(struct tnefi_scan_leaf *f, uint32_t reader, const uint8_t *p, size_t n)
{
    const struct tnefi_scan_signature *m = &f->first[reader];
    size_t i = 0;

    if (f->died[reader] == 0) {
        i = compare_inner(f, reader, p, n);
        if (f->died[reader] == 0)
            return i;
    }
    if (m->shown == SHOWN_STREAM)
        return tnefi_scan_leaf_shows_last(f, reader, i + 1u);
    if (m->shown == SHOWN_OPEN)
        i += apple_passes(f, reader, p + i, n - i);
    if (m->shown == SHOWN_OPEN || m->shown == SHOWN_STREAM)
        return i;
    return i + uu_takes(f, p + i, n - i);
}

/* ---- What need not be decoded -------------------------------------------------------------- */

/* Fewer bytes are decoded anyway: to look at them costs as much. */
#define FEW 64u

/* As many bytes are decoded at once as long as it depends on what they decode to whether any may pass. */
#define AT_ONCE 4096u

/* Whether what quoted-printable decodes to next is of no interest but for a line that begins in it: its first
 * bytes are decided, no block is open, and the decoder is in the midst of a line. What it meets is not told
 * of text around blocks (leaf.c, decoder_ends), so it need not see everything. */
static int may_pass(struct tnefi_scan_leaf *f)
{
    uint16_t shown = f->first[R_QP].shown;

    return f->started[R_QP] != 0 && f->died[R_QP] != 0 && shown != SHOWN_OPEN && shown != SHOWN_STREAM
           && tnefi_scan_uu_passes(f) && tnefi_transfer_qp_in_text(f->decode[R_QP]->transfer);
}

/* Passes what may pass of |n| bytes. Returns how many, and in |*end| up to where the next are decoded. */
static size_t pass(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n, size_t *end)
{
    const struct tnefi_scan_interest of = tnefi_scan_blocks_of(f->cfg);
    size_t passed = 0;

    if (n < FEW) {
        *end = n;
    } else if (may_pass(f)) {
        passed = tnefi_scan_quoted_passes(p, n, &of, end);
        tnefi_transfer_qp_pass(f->decode[R_QP]->transfer, passed);
    } else if (f->idle != 0) {
        *end = tnefi_scan_quoted_decodes(p, n);
    } else {
        *end = n < AT_ONCE ? n : AT_ONCE;
    }
    return passed;
}

size_t tnefi_scan_quoted_reads(struct tnefi_scan_leaf *f, const uint8_t *p, size_t n)
{
    size_t i = 0;

    while (i < n && f->inner == R_QP && !tnefi_scan_leaf_stops(f)) {
        size_t end, taken;
        size_t from = i + pass(f, p + i, n - i, &end);

        end += i;
        i = from;
        if (i == end)
            continue;
        if (tnef_transfer_feed(tnefi_scan_leaf_decoder(f, R_QP), p + i, end - i, &taken) == TNEF_PAUSED)
            f->held = R_QP;
        i += taken;
        if (i < end || f->held != NO_READER)
            break;
    }
    return i;
}
