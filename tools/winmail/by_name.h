/* SPDX-License-Identifier: MIT */
#ifndef WINMAIL_BY_NAME_H
#define WINMAIL_BY_NAME_H
/* The programs that winmail is if it is called by their names: `tnef` and `ytnef`, as mail filters and
 * scripts call them. Their options and what they print on standard output are kept; what they do is what
 * `winmail extract` and `winmail list` do, so names are safe, and nothing is lost without a word:
 *
 * - 0 means that all of it came out. What is damaged gives what was good, and 1.
 * - Of files of one name each gets a name of its own. Only --overwrite takes the place of a file, of one
 *   that was there before. */

#include "winmail.h"

/* What happens if there is a file of the name already. */
enum by_name_taken {
    TAKEN_NUMBER,              /* "NAME (2).ext", as winmail extract does                         */
    TAKEN_BACKUP,              /* "NAME.ext.1"                                                    */
    TAKEN_OVERWRITE            /* it is replaced, unless this run has written it                  */
};

/* How another program's name changes what extract does. All zero changes as little as can be. */
struct by_name {
    enum by_name_taken taken;
    int ask;                   /* whether each file is wanted                                     */
    const char *bodies;        /* kinds of bodies, 'r', 'h' and 't', in the order in which they   */
    int first_body;            /* are wanted; and whether the first that is there is enough       */
    const char *body_name;     /* of their files, without an extension; NULL: the subject         */
    int is_verbose;            /* columns of type and Content-ID,                                 */
    int items;                 /* meetings, tasks and contacts become files                       */
    int is_in_folder;          /* a folder was named, and is shown                                */
    int is_silent;             /* lists print nothing                                             */
    int list_sizes;            /* and in lists of size and time before all others                 */
    /* A file has its name. |part| is NULL for a body, and |type| that of one. */
    void (*wrote)(const struct by_name *as, const char *folder, const char *name,
                  const tnef_part *part, const char *type);
};

/* What |argv[0]| is the name of: its main function, or NULL. */
typedef int by_name_main(int argc, char **argv);
by_name_main *by_name_find(const char *path);

by_name_main tnef_main, ytnef_main;

/* tnef_list.c: "NAME | PATH" of each attachment, in columns. */
extern const struct command tnef_list_command;

/* Columns of an attachment, and of a body, which has no |part|. |folder| may be NULL. */
void tnef_columns(const struct by_name *as, const char *folder, const char *name,
                  const tnef_part *part, const char *type);

/* Whether the answer on standard input is yes. */
int by_name_ask(const char *name);

#endif
