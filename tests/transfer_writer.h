/* SPDX-License-Identifier: MIT */

/* Encoders of the transfer encodings, for tests: as plain as can be, and right by reading. */

#ifndef TNEF_TESTS_TRANSFER_WRITER_H
#define TNEF_TESTS_TRANSFER_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that are enough for |len| encoded by any of them, with a name of up to 300 bytes. */
#define TRANSFER_ROOM(len) (8u * (len) + 512u)

/* base64 in lines of |line| characters (0: one line), each ended by |eol|. All return the bytes
 * written to |out|. */
size_t transfer_base64(uint8_t *out, const uint8_t *in, size_t len, size_t line, const char *eol);

/* quoted-printable in lines of up to 76 characters. With |text|, CR LF is a line end; else every
 * control character is encoded. |lower| writes lower-case digits. The last line has no end. */
size_t transfer_qp(uint8_t *out, const uint8_t *in, size_t len, bool text, bool lower,
                   const char *eol);

/* uuencode in lines of |line| bytes, 1 to 63, with |zero| (space or `) for 0, begin and end. */
size_t transfer_uu(uint8_t *out, const uint8_t *in, size_t len, size_t line, char zero,
                   const char *name, const char *eol);

#endif
