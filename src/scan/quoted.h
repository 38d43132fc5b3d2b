/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_SCAN_QUOTED_H
#define TNEFI_SCAN_QUOTED_H
/* The fast way past quoted-printable in which nothing can be found: an object without state. */

#include "scan/lines.h"

/* Of |n| bytes, the first of which stands where the decoder is in the midst of a line that is not of
 * interest: how many may pass without being decoded. After them it is in the midst of such a line again, as
 * before. |*end|: how many were looked at, and some more; those between the two are to be decoded. It is not
 * 0 if |n| is not. Boundaries do not count: they are not encoded. */
/*@ requires I_OK(of) && \valid(end) && n < SIZE_MAX && \valid_read(p + (0 .. n - 1));
    requires \separated(end, p + (0 .. n - 1)) && \separated(end, of, of->text + (0 .. of->text_len - 1));
    terminates \true; exits \false;
    assigns *end;
    ensures \result <= *end <= n && (n > 0 ==> 1 <= *end); */
size_t tnefi_scan_quoted_passes(const uint8_t *p, size_t n, const struct tnefi_scan_interest *of,
                                size_t *end);

/* The same, byte by byte, on every machine: what tests compare with the other. */
/*@ requires I_OK(of) && \valid(end) && n < SIZE_MAX && \valid_read(p + (0 .. n - 1));
    requires \separated(end, p + (0 .. n - 1)) && \separated(end, of, of->text + (0 .. of->text_len - 1));
    terminates \true; exits \false;
    assigns *end;
    ensures \result <= *end <= n && (n > 0 ==> 1 <= *end); */
size_t tnefi_scan_quoted_passes_slow(const uint8_t *p, size_t n, const struct tnefi_scan_interest *of,
                                     size_t *end);

/* How many of |n| bytes are decoded before it is asked again what may pass. */
/*@ I_READS(p, n);
    ensures \result <= n && (n > 0 ==> 1 <= \result); */
size_t tnefi_scan_quoted_decodes(const uint8_t *p, size_t n);

#endif
