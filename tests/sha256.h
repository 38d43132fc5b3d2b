/* SPDX-License-Identifier: MIT */

/* SHA-256 (FIPS 180-4), for comparing contents in tests. */

#ifndef TNEF_TESTS_SHA256_H
#define TNEF_TESTS_SHA256_H

#include <stddef.h>
#include <stdint.h>

/* The hash of |len| bytes, NULL if there are none, as lower case hex with a NUL. */
void sha256_hex(const uint8_t *data, size_t len, char hex[65]);

#endif
