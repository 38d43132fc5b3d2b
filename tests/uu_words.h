/* SPDX-License-Identifier: MIT */

/* Lines of uuencode and of begin-base64 that the tests of blocks are made of. */

#ifndef TNEF_TESTS_UU_WORDS_H
#define TNEF_TESTS_UU_WORDS_H

#define KIND TNEF_TRANSFER_UUENCODE
#define CHECK(v) FAIL_IF(transfer_check_all(KIND, v, sizeof(v) / sizeof(v)[0]))

/* "Cat" is #0V%T, or Q2F0; "Ca" is Q2E=, "C" is Qw==. */
#define BEGIN  "begin 644 cat.txt\r\n"
#define UU_CAT "#0V%T\r\n"
#define UU     BEGIN UU_CAT "`\r\nend\r\n"
#define BASE64 "begin-base64 644 cat.txt\r\n"
#define CAT    "Q2F0\r\n"
#define LAST   "====\r\n"

#endif
