/* SPDX-License-Identifier: MIT */
/* The characters of base64, two at a time: half as many look-ups as with the alphabet of 64. It has a file
 * of its own, so that the prover need not read it. */

#include "encode/priv.h"

/* The pair |a|, |b|, of which |a| is written first. */
#define PAIR(a, b) (uint16_t)((a) + (b)*256u)

#define PAIRS_8(a, b) \
  PAIR(a, b), PAIR(a, (b) + 1u), PAIR(a, (b) + 2u), PAIR(a, (b) + 3u), PAIR(a, (b) + 4u), PAIR(a, (b) + 5u), \
      PAIR(a, (b) + 6u), PAIR(a, (b) + 7u)

/* The 26 letters from |b| on. */
#define PAIRS_LETTERS(a, b) \
  PAIRS_8(a, b), PAIRS_8(a, (b) + 8u), PAIRS_8(a, (b) + 16u), PAIR(a, (b) + 24u), PAIR(a, (b) + 25u)

/* All pairs with |a|. */
#define PAIRS_64(a) \
  PAIRS_LETTERS(a, 'A'), PAIRS_LETTERS(a, 'a'), PAIRS_8(a, '0'), PAIR(a, '8'), PAIR(a, '9'), PAIR(a, '+'), \
      PAIR(a, '/')

const uint16_t tnefi_encode_pairs[4096] = {
    PAIRS_64('A'), PAIRS_64('B'), PAIRS_64('C'), PAIRS_64('D'), PAIRS_64('E'), PAIRS_64('F'), PAIRS_64('G'),
    PAIRS_64('H'), PAIRS_64('I'), PAIRS_64('J'), PAIRS_64('K'), PAIRS_64('L'), PAIRS_64('M'), PAIRS_64('N'),
    PAIRS_64('O'), PAIRS_64('P'), PAIRS_64('Q'), PAIRS_64('R'), PAIRS_64('S'), PAIRS_64('T'), PAIRS_64('U'),
    PAIRS_64('V'), PAIRS_64('W'), PAIRS_64('X'), PAIRS_64('Y'), PAIRS_64('Z'), PAIRS_64('a'), PAIRS_64('b'),
    PAIRS_64('c'), PAIRS_64('d'), PAIRS_64('e'), PAIRS_64('f'), PAIRS_64('g'), PAIRS_64('h'), PAIRS_64('i'),
    PAIRS_64('j'), PAIRS_64('k'), PAIRS_64('l'), PAIRS_64('m'), PAIRS_64('n'), PAIRS_64('o'), PAIRS_64('p'),
    PAIRS_64('q'), PAIRS_64('r'), PAIRS_64('s'), PAIRS_64('t'), PAIRS_64('u'), PAIRS_64('v'), PAIRS_64('w'),
    PAIRS_64('x'), PAIRS_64('y'), PAIRS_64('z'), PAIRS_64('0'), PAIRS_64('1'), PAIRS_64('2'), PAIRS_64('3'),
    PAIRS_64('4'), PAIRS_64('5'), PAIRS_64('6'), PAIRS_64('7'), PAIRS_64('8'), PAIRS_64('9'), PAIRS_64('+'),
    PAIRS_64('/'),
};
