/* SPDX-License-Identifier: MIT */

/* Malformed mail as data: tests/scan_rows_*.c. */

#ifndef TNEF_TESTS_SCAN_CASES_H
#define TNEF_TESTS_SCAN_CASES_H

#include "mail_writer.h"

struct scan_case {
    const char *name;
    const char *text;        /* mail_text(); $E is the message below */
    const char *found;       /* what FIND finds: "1.2=base64 ..." */
    const char *anomalies;    /* what it says, in the order of their numbers */
    const char *strict;      /* the anomaly for which STRICT refuses it; "": it does not;
                              * "-": nor does it look there */
    size_t n;                /* for $b */
    const char *eol;         /* NULL: CR LF */
    int inner;               /* $E is a message 1: in base64, 2: in quoted-printable; 3: the body of
                              * a multipart with the boundary c in base64; 4, 5: a text with two
                              * uuencoded blocks in base64, in quoted-printable; 6, 7: the same of a
                              * stream after an Apple head; 8: one in which a block stands, in base64;
                              * 9: words and the body 3, with the boundary b, in base64 */
};

/* Each ends with a row of NULL. */
extern const struct scan_case scan_cases_1[], scan_cases_2[], scan_cases_3[], scan_cases_4[],
    scan_cases_corners[];
#define SCAN_TABLES 5u
extern const struct scan_case *const scan_tables[SCAN_TABLES];

/* The mail of a row; mail_free() when done. */
void scan_case_mail(struct mail *m, const struct scan_case *c);

#endif
