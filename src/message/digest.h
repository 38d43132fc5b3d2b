/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_MESSAGE_DIGEST_H
#define TNEFI_MESSAGE_DIGEST_H
/* A digest of a body, which is made of eight bytes at a time while the body goes by, and does not depend on
 * how the body is cut.
 *
 * It has 128 bits in two halves. Eight bytes can give one half any value, so of 64 bits alone the last eight
 * characters of a body could be chosen such that it has the digest of another one. What makes both halves
 * agree would have to be found by trying. */

#include <stddef.h>
#include <stdint.h>

struct tnefi_message_digest_value {
    uint64_t half[2];
};

struct tnefi_message_digest_state {
    struct tnefi_message_digest_value value;
    uint64_t word;             /* bytes that are not in |value| yet, the first one lowest           */
    uint8_t fill;              /* how many they are, at most 7                                      */
    uint8_t low, odd;          /* of UTF-16: half of a unit, and whether there is one               */
};

/* What of a body goes into its digest. */
enum tnefi_message_digest_kind {
    TNEFI_DIGEST_ALL,          /* all bytes                                                         */
    TNEFI_DIGEST_BYTES,        /* bytes that are ASCII, without NULs and line ends                  */
    TNEFI_DIGEST_UNITS         /* units of UTF-16 that are such                                     */
};

void tnefi_message_digest_start(struct tnefi_message_digest_state *d);
void tnefi_message_digest_take(struct tnefi_message_digest_state *d, enum tnefi_message_digest_kind kind,
                               const uint8_t *p, size_t n);

/* The digest of what was taken. */
struct tnefi_message_digest_value tnefi_message_digest_get(const struct tnefi_message_digest_state *d);

#endif
