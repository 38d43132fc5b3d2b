/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_MESSAGE_ASCII_H
#define TNEFI_MESSAGE_ASCII_H
/* Text that is ASCII. */

#include <stddef.h>
#include <stdint.h>

/* Finds how many bytes come before the first NUL, or the end. Returns 0 if they are not all ASCII. */
int tnefi_message_ascii_bytes(const uint8_t *p, size_t len, size_t *count);

/* The same of units of UTF-16. Half a unit at the end is not ASCII. */
int tnefi_message_ascii_units(const uint8_t *p, size_t len, size_t *count);

/* Writes the bytes that |count| such units stand for. */
void tnefi_message_ascii_narrow(uint8_t *out, const uint8_t *p, size_t count);

/* Finds out whether the units before the first NUL, or the end, are ASCII, and writes their bytes in their
 * place. Returns 0 if they are not; then nothing has changed. */
int tnefi_message_ascii_squeeze(uint8_t *p, size_t len, size_t *count);

#endif
