/* SPDX-License-Identifier: MIT */
/* What the files of `winmail list` share: the pages of text that a message is put together from, and
 * its description in the two forms. */

#ifndef WINMAIL_LIST_H
#define WINMAIL_LIST_H

#include "collect.h"
#include "nest.h"
#include "page.h"
#include "winmail.h"

struct level {
    struct page recipients, bodies, attachments;
    struct page message;       /* of the first embedded message in the open attachment            */
    int has_message;           /* and whether there is one                                        */
    struct page more;          /* of the others, together                                         */
    struct page next;          /* of one of them                                                  */
    int open;                  /* a message is open here                                          */
    struct page stream;        /* the same of the stream that ended last in an attached mail      */
    struct page streams;       /* of the attached mail that is open,                              */
    struct page mails;         /* and of the attachment                                           */
};

/* A stream that is open. */
struct sheet {
    struct collector of;       /* what bodies are, not what is in them                            */
    struct page anomalies;
    uint64_t shown;            /* of them; more are only counted                                  */
};

#define LIST_ANOMALIES 1000u   /* of a stream that are shown                                      */

struct listing {
    const struct options *opt;
    struct nest nest;
    struct sheet sheets[NEST_LEVELS];
    struct level levels[TNEF_DEPTH_CEILING + 1];
    struct page message;       /* of the outermost                                                */
    tnef_status limit;         /* of bodies, for there were more than are shown                   */
    int failed;                /* errno, 0: none                                                  */
};

/* list.c */
/* A comma, but before the first. */
void list_separate(struct page *p);
/* A page may have failed: then there is no use in going on. Keeps that, and returns the answer. */
int list_note(struct listing *l, const struct page *p);

/* list_kinds.c */
const char *list_kind_of_recipient(int32_t kind);
const char *list_kind_of_body(const tnef_body_info *b);
const char *list_kind_of_attachment(const tnef_part *part);
/* Where a name of an attachment stands: "long", "title", ... */
const char *list_source_of_name(uint32_t source);

/* list_nest.c: what belongs to a stream, and to an attached mail */
int list_stream_begin(void *user);
void list_stream_end(void *user);
void list_mail_end(void *user, const struct nest_mail *mail);
int list_anomaly(void *user, const tnef_event *ev);
void list_print(const struct source *source, struct listing *l, const struct outcome *o);

/* list_json.c: |l| is the level of the message that holds what is described */
void list_json_message(struct page *p, const tnef_message_info *m, struct level *l);
void list_json_recipient(struct page *p, const tnef_recipient *r);
void list_json_body(struct page *p, const tnef_body_info *b);
void list_json_attachment(struct page *p, const tnef_part *part, struct level *l);

/* list_text.c: the same for people */
void list_text_message(struct page *p, const tnef_message_info *m, struct level *l);
void list_text_recipient(struct page *p, uint32_t depth, const tnef_recipient *r);
void list_text_body(struct page *p, uint32_t depth, const tnef_body_info *b);
void list_text_attachment(struct page *p, const tnef_part *part, struct level *l);
void list_text_anomaly(struct page *p, uint32_t depth, const tnef_event *ev);
void list_text_more(struct page *p, uint32_t depth, uint64_t anomalies);
void list_text_status(struct page *p, uint32_t depth, const char *what, tnef_status status,
                      uint64_t offset);
void list_text_mail_part(struct page *p, uint32_t depth, const char *part);

#endif
