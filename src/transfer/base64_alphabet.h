/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_TRANSFER_BASE64_ALPHABET_H
#define TNEFI_TRANSFER_BASE64_ALPHABET_H
/* The alphabet of base64 in tables of 16 bytes, for vectors of any width. A character is of the alphabet if
 * its low half is one of those that go with its high half:
 *
 *     2x   B and F      + and /
 *     3x   0 to 9       digits
 *     4x   1 to F       A to O       and 6x, a to o
 *     5x   0 to A       P to Z       and 7x, p to z
 *
 * Each of these four has a bit. One table has the bit of each high half, another one those of a low half. */

enum { SIGNS = 1, DIGITS = 2, FROM_1 = 4, TO_A = 8 };

#define OF_HIGH_HALF 0, 0, SIGNS, DIGITS, FROM_1, TO_A, FROM_1, TO_A, 0, 0, 0, 0, 0, 0, 0, 0

#define WITH_ZERO (DIGITS + TO_A)
#define WITH_MOST (DIGITS + FROM_1 + TO_A)
#define OF_LOW_HALF \
    WITH_ZERO, WITH_MOST, WITH_MOST, WITH_MOST, WITH_MOST, WITH_MOST, WITH_MOST, WITH_MOST, WITH_MOST, \
    WITH_MOST, FROM_1 + TO_A, SIGNS + FROM_1, FROM_1, FROM_1, FROM_1, SIGNS + FROM_1

/* What is added to a character depends on its high half; of "/" that is taken for one less than of "+". */
#define ADDED_BY_HIGH_HALF \
    0, 63 - '/', 62 - '+', 52 - '0', -'A', -'A', 26 - 'a', 26 - 'a', 0, 0, 0, 0, 0, 0, 0, 0

/* Of each group of four bytes the first three in the other order. */
#define BYTES_IN_ORDER 2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1

#endif
