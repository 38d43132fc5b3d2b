/* SPDX-License-Identifier: MIT */
#ifndef WINMAIL_EXTRACT_H
#define WINMAIL_EXTRACT_H
/* What the parts of winmail extract share. Functions that return an int return 0, or -1 for a failure
 * that the extraction keeps then, unless they say something else.
 *
 * After a failure, or at the limit of output, nothing more is written; but the decoding goes on, so
 * that what was written gets its own name, and what was not is named too. */

#include "collect.h"
#include "nest.h"
#include "page.h"
#include "place.h"
#include "store.h"
#include "winmail.h"

/* Contents of an attachment that have files of their own before it is known which of them counts; more
 * go to a store. The first of each kind is among them, and so the one that counts. */
#define EXTRACT_KEPT 8

/* A file that was written, until its attachment ends and names it. */
struct written {
    struct place_file file;
    uint32_t index;
    uint32_t kind;
    uint64_t size;
    int incomplete;
    int message;                /* the TNEF stream of an embedded message,                        */
    int is_file;                /* or a file that turned out to be one                            */
    int named;                  /* it stays                                                       */
};

struct level {
    int fd;                     /* of its folder; -1: not made yet                                */
    char *path;                 /* for people,                                                    */
    char *listed;               /* and in the list, "" for the outermost; if there is one         */
    struct written kept[EXTRACT_KEPT]; /* contents of the open attachment,                        */
    uint32_t count;             /* how many                                                       */
    struct store store;         /* the others                                                     */
    struct store_record record; /* of the content that goes there                                 */
    struct written *open;       /* the content that is open, if it is kept                        */
    int storing;                /* it is open, and in the store                                   */
    struct written remainder;   /* bytes of nothing, which may come while an attachment is open,  */
    int has_remainder;          /* and whether there are some                                     */
};

/* A message that may be about something else than its text. */
struct item {
    tnef_convert *convert;      /* NULL: it is none, so far or for good                           */
    struct spool spool;         /* of it                                                          */
    int begun;                  /* the first bytes of the stream, or of the content, have come    */
};

struct extraction {
    const struct options *opt;
    const struct source *source;
    struct nest nest;
    struct collector collectors[NEST_LEVELS];
    struct outcome outcome;
    struct level levels[TNEF_DEPTH_CEILING + 2];
    struct item items[TNEF_DEPTH_CEILING + 2]; /* of the message that is open at each depth       */
    int listed;                 /* files printed (JSON commas)                                    */
    struct page unwritten;      /* JSON of what gave no file,                                     */
    struct page attached;       /* and of the streams in attached mails                           */
    const tnef_part *naming;    /* whose files get their names, or NULL: a body                   */
    int failed;                 /* errno, 0: none,                                                */
    char *failed_at;            /* and of what                                                    */
    int full;                   /* the limit of output is reached                                 */
    int bodies_failed;          /* errno of what cost bodies only                                 */
    tnef_status limit;          /* that a body has met first, or TNEF_OK,                         */
    tnef_status damage;         /* and the first damage of one                                    */
    uint64_t anomalies;         /* TNEF_BODIES_A_* of all bodies                                  */
    int incomplete;             /* a file, or an attachment that has no content                   */
    int unconverted;            /* a message has nothing that could be written                    */
    int unshown;                /* the file is nothing for a terminal                             */
    int lost;                   /* what a message is about is not all written                     */
};

/* ---- extract_file.c ----------------------------------------------------------------------- */

/* Keeps an errno as what has failed, and what it was: a name in the folder |path|, or NULL for the
 * folder. Returns -1. */
int extract_fail(struct extraction *x, int error, const char *path, const char *name);

/* PATH/NAME, or NAME if |path| is "". NULL: no memory. */
char *extract_join(const char *path, const char *name);

/* Whether nothing more is to be written. */
int extract_stopped(const struct extraction *x);

/* A new file in that folder. */
int extract_create(struct extraction *x, uint32_t depth, struct written *w);

/* Writes as much as may be written; what is missing is marked. */
int extract_write(struct extraction *x, uint32_t depth, struct written *w, const void *buf, size_t len);

/* All is written. */
int extract_done(struct extraction *x, uint32_t depth, struct written *w);

/* Gives a file its name: |wanted|, which is safe, or if that is taken |wanted| with a number; or
 * |fallback|, if the file system refuses it. |name| is what it became. If there is none, the file is
 * removed.
 * Returns 1 if it is not selected: then it has no name, and is to be closed. */
int extract_name(struct extraction *x, const struct level *v, struct written *w,
                 const char *wanted, const char *fallback, char name[TNEF_SAFE_NAME_MAX + 1]);

/* Ends a file; one without a name is removed, and does not count as output. */
void extract_close(struct extraction *x, const struct level *v, struct written *w);

/* ---- extract_folder.c --------------------------------------------------------------------- */

/* The folder of a message, made with those around it. Returns its descriptor, or -1. */
int extract_folder(struct extraction *x, uint32_t depth);

/* A message has ended, and with it what is written to its folder. One in which nothing was selected is
 * removed. */
void extract_folder_close(struct extraction *x, uint32_t depth);

/* ---- extract_listed.c --------------------------------------------------------------------- */

/* Whether files have names in a list: they are listed, or selected. */
int extract_has_list(const struct extraction *x);

/* The name that a file has in the list. It returns 0, or -1 and errno. */
int extract_list_name(const struct level *v, const char *wanted, char name[TNEF_SAFE_NAME_MAX + 1]);

/* The same of the folder of a message in that of its |parent|: sets |v->listed|. Returns the number in it, or
 * 0 and errno. */
uint32_t extract_list_folder(const struct level *parent, struct level *v);

/* ---- extract_stdout.c --------------------------------------------------------------------- */

/* The file that is selected for standard output, |name| in the list: writes it, if it is the first. Returns
 * 0, or -1 if there is a reason to say no more of it. */
int extract_to_stdout(struct extraction *x, const struct level *v, const struct written *w,
                      const char *name);

/* ---- extract_same.c ----------------------------------------------------------------------- */

/* Whether |size| bytes of a file, from an offset on, are those of a file that was written. */
int extract_same(const struct written *a, int fd, uint64_t offset, uint64_t size);

/* ---- extract_print.c ---------------------------------------------------------------------- */

/* Says that there is a file, what it was named in the input, and which |body| it is, or NULL; or in which
 * form it was |made| of what the message is about, or NULL. */
void extract_print(struct extraction *x, const struct level *v, const struct written *w,
                   const char *name, tnef_string original, const char *body, const char *made);

/* Says what became of the stream in an attached mail that has ended. */
void extract_print_stream(struct extraction *x);

/* Says that a mail in an attachment could not be read to its end. */
void extract_print_mail(struct extraction *x, const struct nest_mail *mail);

/* Says of an attachment why no file was written of it. */
void extract_print_unwritten(struct extraction *x, const struct level *v, const tnef_part *part);

/* Whether a message is about something else than its text: an invitation, a contact, and so on. */
int extract_is_item(const tnef_message_info *m);

/* Says of one without a body, or with one that is |blank|, that nothing was written of what it is
 * about. */
void extract_print_unconverted(struct extraction *x, const tnef_message_info *m, int blank);

/* ---- extract_blank.c ---------------------------------------------------------------------- */

/* Whether no body of the message that has ended has a character that can be seen. One that cannot be
 * read to its end is not called blank. It delivers them: what was found in the last delivery, and its
 * error, are gone. */
int extract_is_blank(tnef_bodies *bodies);

/* ---- extract_parts.c ---------------------------------------------------------------------- */

/* What the handlers of the same names do with attachments. */
int extract_content_begin(struct extraction *x, const tnef_part *part, const tnef_content *content);
int extract_content_data(struct extraction *x, const tnef_part *part, const tnef_content *content,
                         const void *data, size_t len);
void extract_content_end(struct extraction *x, uint32_t depth, const tnef_content *content);
void extract_part_end(struct extraction *x, const tnef_part *part);

/* Names a file, says so, and keeps it open. One that is not selected is passed over, which is no failure. */
int extract_keep(struct extraction *x, struct level *v, struct written *w, const tnef_part *part);

/* ---- extract_remainder.c ------------------------------------------------------------------ */

/* What they do with remainders, which are no attachments. */
void extract_remainder_begin(struct extraction *x, uint32_t depth);
void extract_remainder_data(struct extraction *x, uint32_t depth, const void *data, size_t len);
void extract_remainder_end(struct extraction *x, const tnef_part *part, int incomplete);

/* ---- extract_deliver.c -------------------------------------------------------------------- */

/* What can be written of a body. */
struct extract_form {
    uint32_t kind;              /* TNEF_PART_*: of the bodies that are this as such,              */
    uint32_t form;              /* TNEF_BODY_*                                                    */
    const char *name;           /* of the file                                                    */
    const char *json;
};

/* The bodies of the stream that the call is about. */
struct collector *extract_collector(struct extraction *x);

/* Writes a body to a file that has no name yet; one that is empty gives none, and its |fd| is -1. */
void extract_deliver(struct extraction *x, uint32_t depth, uint32_t index, uint32_t form, struct written *w);

/* Names it and says so. One that is not selected counts, since it is there. Returns whether it does. */
int extract_keep_body(struct extraction *x, struct level *v, const struct extract_form *f, struct written *w);

/* ---- extract_body.c ----------------------------------------------------------------------- */

/* A stream begins: makes its collector, unless bodies are not wanted. */
void extract_bodies_open(struct extraction *x);

/* What the handlers of the same names pass on of bodies; they return the handler's answer. */
int extract_body_begin(struct extraction *x, const tnef_part *part);
int extract_body_data(struct extraction *x, const tnef_part *part, const void *data, size_t len);
int extract_body_end(struct extraction *x, const tnef_part *part);

/* The same at the end of a message. Tells what there is to see: if it is not wanted or not known, it is
 * taken for something. */
enum extract_seen { EXTRACT_SEEN, EXTRACT_BLANK, EXTRACT_NO_BODY };
enum extract_seen extract_bodies_end(struct extraction *x, const tnef_message_info *m);

/* A stream has ended. */
void extract_bodies_passed(struct extraction *x);

/* Ends all collectors, and adds to the outcome what has become of bodies. */
void extract_bodies_close(struct extraction *x);

/* ---- extract_item.c ----------------------------------------------------------------------- */

/* Bytes of the stream that holds a message which will have that |depth|, or of an attachment that may hold
 * one. They come before the message ends. */
void extract_item_feed(struct extraction *x, uint32_t depth, const void *data, size_t len);

/* What comes next is another one. */
void extract_item_begin(struct extraction *x, uint32_t depth);

/* A message has ended: writes what it is about. |seen|: what there is to see of it. Returns whether there is
 * a file that tells what it is about. */
int extract_item_end(struct extraction *x, const tnef_message_info *m, enum extract_seen seen);
void extract_items_close(struct extraction *x);

/* Keeps an errno as what has cost bodies, or what messages are about, but no attachment. */
void extract_note(struct extraction *x, int error);

#endif
