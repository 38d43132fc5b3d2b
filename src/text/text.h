/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_TEXT_TEXT_H
#define TNEFI_TEXT_TEXT_H
/* What this layer offers to higher ones beside <tnef/text.h>: single characters, and the check of a hook. */

#include <tnef/text.h>

/* The character that stands where text is damaged. */
#define REPLACEMENT 0xFFFDu

/* Writes |c| as UTF-8, or U+FFFD if it is not a scalar value. Returns the number of bytes, 1 to 4. */
size_t tnefi_text_utf8_put(char *out, uint32_t c);

/* Reads the first character of |len| > 0 bytes. Returns its length, with *|c| set. For damage the
 * result is negative, the length of its maximal subpart, and *|c| is U+FFFD. 0: the bytes end inside
 * of a character. */
int tnefi_text_utf8_get(const uint8_t *p, size_t len, uint32_t *c);

/* Converts one byte above 7F where nothing is held, in a code page of one byte. Returns the character; 0: it
 * is none, or something else is needed, and nothing changed. */
uint32_t tnefi_text_single(tnef_text *text, uint8_t byte);

/* The field of a hook that is wrong; NULL: it can be used. No hook (NULL) can, too. */
const void *tnefi_text_charsets_field(const tnef_charset_hook *charsets);

/* What the bytes 80..FF mean in 1252. */
extern const uint16_t tnefi_text_cp1252[128];

#endif
