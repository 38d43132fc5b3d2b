/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_SCAN_CHARS_H
#define TNEFI_SCAN_CHARS_H
/* Characters, digits and words, as all of the scanner reads them. */

#include "base/ascii.h"
#include "base/touch.h"

#include <stddef.h>
#include <stdint.h>

#define CR 13u
#define LF 10u
#define TAB 9u
#define SP 32u

/* Whether |len| bytes are |n| letters that are in lower case, in any case. */
/*@ requires \valid_read(p + (0 .. len - 1)) && \valid_read(lower + (0 .. n - 1));
    terminates \true; exits \false;
    assigns \nothing; */
static inline int tnefi_scan_is_word(const uint8_t *p, size_t len, const char *lower, size_t n)
{
    if (len != n)
        return 0;
    /*@ loop invariant 0 <= i <= n;
        loop assigns i;
        loop variant n - i; */
    for (size_t i = 0; i < n; i++)
        if (tnefi_base_lower(p[i]) != lower[i])
            return 0;
    return 1;
}

/* Whether |len| bytes are the literal |word|, which is in lower case. */
#define IS_WORD(p, len, word) tnefi_scan_is_word(p, len, word, sizeof(word) - 1u)

/* The byte that two hexadecimal digits are, or -1 if they are not two. */
/*@ requires \valid_read(p + (0 .. 1));
    terminates \true; exits \false;
    assigns \nothing;
    ensures -1 <= \result <= 255; */
static inline int tnefi_scan_hex_byte(const uint8_t *p)
{
    int high = tnefi_base_hex_digit(p[0]);
    int low = high < 0 ? -1 : tnefi_base_hex_digit(p[1]);

    return low < 0 ? -1 : high * 16 + low;
}

/* The value of a character of base64, or -1. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures -1 <= \result <= 63; */
static inline int tnefi_scan_base64_digit(uint8_t b)
{
    if (b >= 'A' && b <= 'Z')
        return b - 'A';
    if (b >= 'a' && b <= 'z')
        return b - 'a' + 26;
    if (b >= '0' && b <= '9')
        return b - '0' + 52;
    if (b == '+')
        return 62;
    return b == '/' ? 63 : -1;
}

#endif
