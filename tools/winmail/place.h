/* SPDX-License-Identifier: MIT */
#ifndef WINMAIL_PLACE_H
#define WINMAIL_PLACE_H
/* A new file in a folder, which gets its name when it is complete.
 *
 * Until then it has no name, where the system can do that (O_TMPFILE): then nothing is left of it,
 * however the program ends. Elsewhere it has a temporary one, ".winmail-PID-N.part", which is taken
 * away by a signal that ends the program. A name is never taken from another file: it is given by a
 * link, or by a rename that replaces nothing, or, on a file system that has neither, by a copy to a
 * file that is new.
 *
 * Functions return 0, or -1 and errno. */

#include <stddef.h>
#include <stdint.h>

#define PLACE_TEMPORARY 64      /* bytes of a temporary name, with its NUL                          */

struct place_file {
    int fd;                     /* for writing and reading                                          */
    char temporary[PLACE_TEMPORARY]; /* "": it has no name                                          */
};

/* Makes a file in a folder. */
int place_create(struct place_file *f, int folder);

/* Writes; |*done| is how much of it was written, also when the rest failed. */
int place_write(struct place_file *f, const void *buf, size_t len, size_t *done);

/* All is written: what a file system holds back until a file is closed fails here. */
int place_done(const struct place_file *f);

/* Gives it a name; EEXIST: that is taken. The file can still be read. */
int place_name(struct place_file *f, int folder, const char *name);

/* Gives it a name in place of the regular file that has it, which |may_replace| is asked about; EEXIST: there
 * is something else, or it may not be replaced. At no time is there no file of that name. */
int place_replace(struct place_file *f, int folder, const char *name,
                  int (*may_replace)(void *user, uint64_t id), void *user);

/* The number in the file system of what has that name; 0: nothing has. */
uint64_t place_id(int folder, const char *name);

/* Ends it; without a name nothing is left of it. */
void place_close(struct place_file *f, int folder);

#endif
