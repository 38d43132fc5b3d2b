/* SPDX-License-Identifier: MIT */
#ifndef WINMAIL_SELECTION_H
#define WINMAIL_SELECTION_H
/* The files that `winmail extract -x` is to write, by patterns of their names. */

#include <stddef.h>

struct pattern {
    const char *text;           /* of the name, or with "/" of the path; "./" begins that of a file that is
                                 * in no folder                                                    */
    int is_matched;             /* some file was                                                    */
};

/* All zero selects everything. */
struct selection {
    struct pattern *patterns;
    size_t count;
    int is_single;              /* one file is wanted, -O,                                          */
    int is_taken;               /* it was there,                                                    */
    int is_doubtful;            /* and another one, too                                             */
};

/* Whether there is a pattern. NULL has none. */
int selection_is_given(const struct selection *s);

/* Returns 0, or -1 if there is no memory. |text| must stay. */
int selection_add(struct selection *s, const char *text);

/* Whether the file |name| in |folder|, "" for that of the outermost message, is selected. */
int selection_has(struct selection *s, const char *folder, const char *name);

/* Says which patterns no file was matched by. Returns whether each was, and one file if one is wanted. */
int selection_complain(const struct selection *s);

void selection_free(struct selection *s);

#endif
