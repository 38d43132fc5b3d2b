/* SPDX-License-Identifier: MIT */
#ifndef WINMAIL_BODY_H
#define WINMAIL_BODY_H
/* What the files of `winmail body` share. */

#include "collect.h"
#include "nest.h"
#include "page.h"

/* A stream that is open. */
struct text {
    struct collector of;
    struct page after;         /* the bodies of mail that is attached to it                       */
};

struct reading {
    const struct options *opt;
    const struct source *source;
    struct nest nest;
    struct text texts[NEST_LEVELS];
    struct budget waiting;     /* of what waits                                                   */
    struct safe_lines lines;
    struct page *page;         /* of the delivery that is under way                               */
    int found;
    uint64_t anomalies;        /* TNEF_BODIES_A_* of all                                          */
    int terminal;
    int full;                  /* the limit of output is reached                                  */
    int failed;                /* errno of a write, or of a spool,                                */
    const char *where;         /* and which,                                                      */
    int said;                  /* and whether that was said                                       */
    tnef_status delivered;     /* the first that is not good of all deliveries                    */
};

/* Keeps the first errno of what could not be written, and which; |where| is NULL for memory. */
void body_fail(struct reading *r, int error, const char *where);

/* The stream that the call is about. */
struct text *body_text_of(struct reading *r);

/* Writes the body of that stream that was chosen. */
void body_deliver(struct reading *r, const tnef_body_choice *choice);

/* Where bodies of attached mail wait: those of the mail around it, which ends later. */
struct page *body_page_of(struct reading *r);

/* Prints what has waited: for page_each(). */
int body_print_piece(void *user, const void *buf, size_t len);

#endif
