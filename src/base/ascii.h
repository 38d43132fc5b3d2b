/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_BASE_ASCII_H
#define TNEFI_BASE_ASCII_H
/* ASCII without a locale: the letters and digits of which formats are made. Bytes above 7F are neither, and
 * stay as they are. */

#include <stddef.h>
#include <stdint.h>

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == (0x41 <= c <= 0x5A ? c + 0x20 : c); */
static inline uint8_t tnefi_base_lower(uint8_t c)
{
    return c >= 'A' && c <= 'Z' ? (uint8_t)(c + ('a' - 'A')) : c;
}

/*@ terminates \true; exits \false;
    assigns \nothing; */
static inline int tnefi_base_is_letter(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result != 0 <==> 0x30 <= c <= 0x39; */
static inline int tnefi_base_is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

/* Space and tab. */
/*@ terminates \true; exits \false;
    assigns \nothing; */
static inline int tnefi_base_is_blank(uint8_t c)
{
    return c == ' ' || c == '\t';
}

/* The value of a hexadecimal digit, in either case; -1 if it is not one. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures -1 <= \result <= 15; */
static inline int tnefi_base_hex_digit(uint8_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Whether |n| bytes are the same but for the case of letters. */
/*@ requires \valid_read(a + (0 .. n - 1)) && \valid_read(b + (0 .. n - 1));
    terminates \true; exits \false;
    assigns \nothing; */
static inline int tnefi_base_same(const uint8_t *a, const uint8_t *b, size_t n)
{
    /*@ loop invariant 0 <= i <= n;
        loop assigns i;
        loop variant n - i; */
    for (size_t i = 0; i < n; i++)
        if (tnefi_base_lower(a[i]) != tnefi_base_lower(b[i]))
            return 0;
    return 1;
}

#endif
