/* SPDX-License-Identifier: MIT */
#ifndef WINMAIL_VIEW_H
#define WINMAIL_VIEW_H
/* What the files of `winmail view` share. */

#include "collect.h"
#include "nest.h"
#include "page.h"

/* A stream that is open. */
struct view_stream {
    struct collector of;
    struct page to, cc;        /* people, with commas between them                                */
    struct page attachments;   /* a line each                                                     */
    struct page after;         /* the messages in mail that is attached to it                     */
};

struct view {
    const struct options *opt;
    const struct source *source;
    struct nest nest;
    struct view_stream streams[NEST_LEVELS];
    struct safe_lines lines;
    uint32_t depth;            /* of the deepest message that is open                             */
    FILE *out;                 /* of the delivery that is under way,                              */
    char last;                 /* and the last character of it                                    */
    uint64_t anomalies;        /* TNEF_BODIES_A_* of all                                          */
    int full;                  /* the limit of output is reached                                  */
    int failed;                /* errno of a page, of a spool, or of memory                       */
    tnef_status delivered;     /* the first that is not good of all deliveries                    */
};

/* ---- view_body.c -------------------------------------------------------------------------- */

/* The stream that the call is about. */
struct view_stream *view_stream_of(struct view *v);

/* Keeps the first errno that cost something. */
void view_fail(struct view *v, int error);

/* The text of the message that ends, to |v->out|. */
void view_body(struct view *v);

/* ---- view_text.c -------------------------------------------------------------------------- */

/* Where the message is from. */
void view_source(FILE *f, int colours, const struct source *source);

/* Its people, date and subject. */
void view_header(FILE *f, int colours, const tnef_message_info *m, struct view_stream *s);

/* Adds somebody to a page of people. */
void view_person(struct page *p, tnef_string name, tnef_string address);

/* Adds the line of an attachment. */
void view_attachment(struct page *p, const tnef_part *part);

/* The list of them, if there are any. */
void view_attachments(FILE *f, int colours, struct page *p);

#endif
