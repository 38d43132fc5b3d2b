/* SPDX-License-Identifier: MIT */
/* Lines that are not lines of a header block, whatever comes before them, since a stream or a uuencoded block
 * begins there.
 *
 *     eJ8+Ig...                       the magic 78 9F 3E 22 in base64 (RFC 2045, section 6.8)
 *     e*J8+Ig...                      the same with a byte that no reader of base64 reads
 *     x=9F>"                          the same in quoted-printable (section 6.7), or as it stands
 *     begin 644 winmail.dat           a uuencoded block
 *
 * Others are
 *
 *      eJ8+Ig...                      a blank: it is more of the line before
 *     =eJ8+Ig...                      base64 that has ended
 *     begin 999 winmail.dat           not a mode
 *     -...                            it may be a boundary: line.c */

#include "scan/search.h"

#include "base/bytes.h"
#include "scan/chars.h"

/* Whether the line begins with the magic in base64, in which readers pass over other bytes. */
/*@ SHOWS; */
static int shows_base64(const struct tnefi_scan_search *f, const uint8_t *line, size_t len)
{
    uint32_t bits = 0;
    uint32_t unit = 1; /* of the bits that are not part of a whole byte yet: 2 to the power of their number */
    uint32_t n = 0;

    /*@ loop invariant i <= len && n <= f->magic_len && bits < 16384;
        loop invariant unit == 1 || unit == 4 || unit == 16 || unit == 64;
        loop assigns i, n, bits, unit;
        loop variant len - i; */
    for (size_t i = 0; i < len && n < f->magic_len; i++) {
        int digit = tnefi_scan_base64_digit(line[i]);

        if (digit < 0 && line[i] == '=')
            return 0;
        if (digit < 0)
            continue;
        bits = bits % 256u * 64u + (uint32_t)digit;
        unit *= 64u;
        if (unit < 256u)
            continue;
        unit /= 256u;
        if (bits / unit % 256u != f->magic[n])
            return 0;
        n++;
    }
    return n == f->magic_len;
}

/* Whether the line begins with the magic, as it stands or in quoted-printable. */
/*@ SHOWS; */
static int shows_plain(const struct tnefi_scan_search *f, const uint8_t *line, size_t len)
{
    size_t i = 0;

    /*@ loop invariant i <= len && n <= f->magic_len;
        loop assigns i, n;
        loop variant f->magic_len - n; */
    for (uint32_t n = 0; n < f->magic_len; n++) {
        if (i >= len)
            return 0;
        if (line[i] == f->magic[n]) {
            i++;
        } else if (line[i] == '=' && len - i > 2u && tnefi_scan_hex_byte(line + i + 1u) == (int)f->magic[n]) {
            i += 3u;
        } else {
            return 0;
        }
    }
    return 1;
}

/*@ requires \valid_read(line + (0 .. len - 1));
    terminates \true; exits \false;
    assigns \nothing; */
static int shows_begin(const uint8_t *line, size_t len)
{
    size_t i = 0;

    /*@ loop invariant 0 <= i <= len;
        loop assigns i;
        loop variant len - i; */
    while (i < len && i <= 12u && !tnefi_base_is_blank(line[i]))
        i++;
    TNEFI_TOUCH(i + 1u);
    if (!IS_WORD(line, i, "begin") && !IS_WORD(line, i, "begin-base64"))
        return 0;
    /*@ loop invariant 0 <= i <= len;
        loop assigns i;
        loop variant len - i; */
    while (i < len && tnefi_base_is_blank(line[i]))
        i++;
    return i < len && line[i] >= '0' && line[i] <= '7';
}

int tnefi_scan_line_streams(const struct tnefi_scan_search *f, const uint8_t *line, size_t len)
{
    if (len == 0 || line[0] == '-')
        return 0;
    return shows_plain(f, line, len) || (!tnefi_base_is_blank(line[0]) && shows_base64(f, line, len));
}

int tnefi_scan_line_shows(const struct tnefi_scan_search *f, const uint8_t *line, size_t len)
{
    if (len == 0 || line[0] == '-')
        return 0;
    return tnefi_scan_line_streams(f, line, len) || shows_begin(line, len);
}
