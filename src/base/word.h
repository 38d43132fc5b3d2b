/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_BASE_WORD_H
#define TNEFI_BASE_WORD_H
/* Tables of names that are looked up for every word of the input. Where a name is found is a sum of four
 * things that are known without a loop; scripts/words makes the tables of places, by the same sum. */

#include <stddef.h>
#include <stdint.h>

/* Places at most that are looked at for one word; scripts/words sees to it that there are no more. */
#define TNEFI_WORD_TRIES 4u

/* The first place to look at, of |places|, a power of two, for a word of |len| > 0 letters. If another word
 * is there, the next one is looked at, up to an empty one. */
static inline size_t tnefi_base_word_place(const char *s, size_t len, size_t places)
{
    size_t sum = 59u * (uint8_t)s[0] + 208u * (uint8_t)s[len / 2u] + 15u * (uint8_t)s[len - 1u] + 105u * len;

    return sum & (places - 1u);
}

#endif
