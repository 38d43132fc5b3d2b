/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_SCAN_LINES_H
#define TNEFI_SCAN_LINES_H
/* The fast way past lines in which nothing can be found: an object without state. */

#include <stddef.h>
#include <stdint.h>

#define NO_BYTE 256u         /* no line that begins so is looked for */

/* The lines that may be more than bytes of a body:
 *
 *     --...          a boundary, if |boundary| is '-'
 *     begin ...      a uuencoded block, in any case, if |block| is 'b'
 *     eJ8+I...       the base64 form of the signature, which is |text|, if |text_len| is not 0
 *     end            of such a block, if |end| is not 0 */
struct tnefi_scan_interest {
    uint32_t boundary, block;
    const uint8_t *text;
    uint32_t text_len, end;
};

/* Contracts: what is looked for can be read, and so can the bytes. */
#define I_OK(of) (\valid_read(of) && \valid_read(of->text + (0 .. of->text_len - 1)))
#define I_READS(p, n) \
    requires n < SIZE_MAX && \valid_read(p + (0 .. n - 1)); \
    terminates \true; exits \false; \
    assigns \nothing

/* How many bytes come before the next CR or LF; |n| if there is none. */
/*@ I_READS(p, n);
    ensures \result <= n; */
size_t tnefi_scan_to_line_end(const uint8_t *p, size_t n);

/* Whether a line that begins with these |n| bytes may be one of interest, as far as it is known. A boundary
 * is never empty, so "--" alone is not one. */
/*@ requires I_OK(of);
    I_READS(p, n); */
int tnefi_scan_is_of_interest(const uint8_t *p, size_t n, const struct tnefi_scan_interest *of);

/* How many of |n| bytes, the first of which stands in a line that is not of interest, come before the line
 * end before a line of interest, or before a line of which no byte is here yet. Lines end with CR, LF or
 * CR LF. */
/*@ requires I_OK(of);
    I_READS(p, n);
    ensures \result <= n; */
size_t tnefi_scan_plain_lines(const uint8_t *p, size_t n, const struct tnefi_scan_interest *of);

/* The same, byte by byte, on every machine: what tests compare with the other. */
/*@ requires I_OK(of);
    I_READS(p, n);
    ensures \result <= n; */
size_t tnefi_scan_plain_lines_slow(const uint8_t *p, size_t n, const struct tnefi_scan_interest *of);

#endif
