/* SPDX-License-Identifier: MIT */

/* A checker of JSON for tests and fuzz harnesses: small, strict, and nothing of the library's. */

#ifndef TNEF_TESTS_JSON_CHECK_H
#define TNEF_TESTS_JSON_CHECK_H

#include <stddef.h>

/* Whether the |len| bytes at |s| are one JSON object (RFC 8259) without blanks, and a line feed: in valid
 * UTF-8, with escapes in which no half of a surrogate pair is alone. */
int json_is_line(const char *s, size_t len);

#endif
