/* SPDX-License-Identifier: MIT */

/* Writes mail out of templates, right or wrong on purpose. */

#ifndef TNEF_TESTS_MAIL_WRITER_H
#define TNEF_TESTS_MAIL_WRITER_H

#include <stddef.h>
#include <stdint.h>

struct mail {
    uint8_t *p;
    size_t len, cap;
    const char *eol;         /* what a line end of a template becomes; NULL: CR LF */
    const uint8_t *tnef;     /* the stream that is in it; NULL: mail_tnef() */
    size_t tnef_len;
    size_t n;                /* for $b */
};

void mail_free(struct mail *m);
void mail_bytes(struct mail *m, const void *p, size_t len);
void mail_repeat(struct mail *m, const char *text, size_t times);

/* Appends |text|, in which
 *     line ends become |eol|
 *     $H  is From, To, Subject and MIME-Version
 *     $B $L $1 $N  are the stream in base64: lines of 76, one line, one character a line (each
 *                  line ended), lines of 76 without the padding at the end
 *     $Q $q  are quoted-printable, with digits of lower case
 *     $U  is uuencode with its begin and end
 *     $R  are the bytes as they are
 *     $b  is a boundary of |n| characters
 *     $0  is a NUL, $8 the byte E9, $$ a dollar */
void mail_text(struct mail *m, const char *text);

/* A small stream: attachment "a.txt" that holds "one". Its length needs padding in base64. */
const uint8_t *mail_tnef(size_t *len);

#endif
