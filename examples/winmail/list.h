/* SPDX-License-Identifier: MIT */
/* What the files of `winmail list` share: the pages of text that a message is put together from, and
 * its description in the two forms. */

#ifndef WINMAIL_LIST_H
#define WINMAIL_LIST_H

#include "page.h"
#include "winmail.h"

struct level {
    struct page recipients, bodies, attachments;
    struct page message;       /* of the embedded message that ended last                         */
    int has_message;           /* and whether there is one                                        */
    int open;                  /* a message is open here                                          */
    uint32_t id;               /* of it                                                           */
};

/* list.c */
/* A comma, but before the first. */
void list_separate(struct page *p);
const char *list_kind_of_recipient(int32_t kind);
const char *list_kind_of_body(const tnef_body_info *b);
const char *list_kind_of_attachment(const tnef_part *part);
/* Where a name of an attachment stands: "long", "title", ... */
const char *list_source_of_name(uint32_t source);

/* list_json.c: |message| is the one that is embedded there, or NULL */
void list_json_message(struct page *p, const tnef_message_info *m, struct level *l);
void list_json_recipient(struct page *p, const tnef_recipient *r);
void list_json_body(struct page *p, const tnef_body_info *b);
void list_json_attachment(struct page *p, const tnef_part *part, struct page *message);

/* list_text.c: the same for people */
void list_text_message(struct page *p, const tnef_message_info *m, struct level *l);
void list_text_recipient(struct page *p, uint32_t depth, const tnef_recipient *r);
void list_text_body(struct page *p, uint32_t depth, const tnef_body_info *b);
void list_text_attachment(struct page *p, const tnef_part *part, struct page *message);

#endif
