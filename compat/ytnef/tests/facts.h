/* SPDX-License-Identifier: MIT */

/* What programs read in a struct of libytnef, as lines of text; and a library of that name, loaded by its
 * path, which may be the original or ours. */

#ifndef YTNEF_TESTS_FACTS_H
#define YTNEF_TESTS_FACTS_H

#include <stddef.h>

#include "../ytnef.h"

/* A text that grows. */
struct facts {
    char *text;                  /* ends with a NUL */
    size_t len, size;
};

/* Writes the lines of a struct. What the original leaves empty is not among them. Text is written up to its
 * first NUL, since what comes after it is not the same from one run of the original to the next. */
void facts_of(struct facts *f, const TNEFStruct *tnef);
void facts_free(struct facts *f);

struct library {
    void *handle;
    void (*initialize)(TNEFStruct *);
    int (*parse_memory)(BYTE *, long, TNEFStruct *);
    void (*release)(TNEFStruct *);
    BYTE *(*decompress)(variableLength *, int *);
};

/* Returns 0 if all of it was found. */
int library_open(struct library *lib, const char *path);

/* Parses, in this process, and writes the lines; returns what the parsing returned. */
int library_facts(const struct library *lib, const unsigned char *data, size_t len, struct facts *f);

#define CRASHED (-1000)          /* it ended by a signal   */
#define HUNG    (-1001)          /* after 10 seconds       */

/* The same in another process, silently. */
int library_facts_apart(const struct library *lib, const unsigned char *data, size_t len, struct facts *f);

#endif
