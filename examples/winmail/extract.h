/* SPDX-License-Identifier: MIT */
#ifndef WINMAIL_EXTRACT_H
#define WINMAIL_EXTRACT_H
/* What the parts of winmail extract share. Functions that return an int return 0, or -1 for a failure
 * that is in |failed| of the extraction then, unless they say something else. */

#include "winmail.h"

#define EXTRACT_TEMPORARY 64    /* bytes of a temporary name, with its NUL                        */

/* A file that was written, until its attachment ends and names it. */
struct written {
    struct written *next;
    char temporary[EXTRACT_TEMPORARY];
    uint32_t index;
    uint64_t size;
    int incomplete;
    int message;                /* the TNEF stream of an embedded message                         */
};

/* The bodies of a message that has not ended. */
struct level_bodies {
    uint32_t message;           /* its id; 0: there are none                                      */
    uint32_t plain, html, rtf;  /* the first of each kind, or 0,                                  */
    uint32_t text_codepage;     /* and what was known of them when they began                     */
    uint32_t html_codepage;
    tnef_part open;             /* the one that is open; id 0: none                               */
};

struct level {
    int fd;                     /* of its folder; -1: not made yet                                */
    char *path;                 /* for people                                                     */
    struct written *contents;   /* of the open attachment                                         */
    struct written *open;       /* of these, the one that is being written,                       */
    int file;                   /* and its descriptor                                             */
    struct level_bodies bodies;
};

struct extraction {
    const struct options *opt;
    tnef_reader *reader;        /* NULL: it could not be made, see |outcome|                      */
    tnef_bodies *bodies;        /* NULL: not wanted, or it has failed                             */
    struct spool spool;         /* of it                                                          */
    struct outcome outcome;
    struct level levels[TNEF_DEPTH_CEILING + 2];
    uint32_t counter;           /* makes temporary names different                                */
    int listed;                 /* files printed (JSON commas)                                    */
    int failed;                 /* errno, 0: none                                                 */
    int bodies_failed;          /* the same, of what cost bodies only                             */
    tnef_status limit;          /* that a body has met first, or TNEF_OK                          */
    int incomplete;
};

/* ---- extract_file.c ----------------------------------------------------------------------- */

/* Keeps errno as what has failed. Returns -1. */
int extract_fail(struct extraction *x);

/* The folder of the messages at a depth, made with those around it when it is not there; or -1. */
int extract_folder(struct extraction *x, uint32_t depth);
void extract_folder_close(struct level *v);

/* A new file with a temporary name in that folder: its descriptor, or -1. */
int extract_create(struct extraction *x, uint32_t depth, char name[EXTRACT_TEMPORARY]);
int extract_write(struct extraction *x, int fd, const void *buf, size_t len);

/* Gives a file its name: |wanted|, which is safe, or if that is taken |wanted| with a number. |name| is
 * what it became. If there is none, the file is removed. */
int extract_name(struct extraction *x, const struct level *v, const struct written *w,
                 const char *wanted, char name[TNEF_SAFE_NAME_MAX + 1]);

/* Says that there is a file, what it was named in the input, and which |body| it is, or NULL. */
void extract_print(struct extraction *x, const struct level *v, const struct written *w,
                   const char *name, tnef_string original, const char *body);

/* Whether two files in a folder are the same, byte by byte. */
int extract_same(int folder, const struct written *a, const struct written *b);

/* ---- extract_body.c ----------------------------------------------------------------------- */

/* Makes the collector. Nothing is written if bodies are not wanted. */
tnef_status extract_bodies_open(struct extraction *x);

/* What the handlers of the same names pass on of bodies; they return the handler's answer. */
int extract_body_begin(struct extraction *x, const tnef_part *part);
int extract_body_data(struct extraction *x, const tnef_part *part, const void *data, size_t len);
int extract_body_end(struct extraction *x, const tnef_part *part);
int extract_bodies_end(struct extraction *x, const tnef_message_info *m);

/* Writes those of messages whose end did not come. */
void extract_bodies_rest(struct extraction *x);

/* Ends the collector, and adds to the outcome what has become of bodies. */
void extract_bodies_close(struct extraction *x);

#endif
