/* SPDX-License-Identifier: MIT */
#ifndef TNEF_MILTER_FIELDS_H
#define TNEF_MILTER_FIELDS_H
/* The header of a mail as the MTA told it, and what has to be done to it so that it becomes another one.
 *
 * An MTA changes fields one by one: the third Received goes, a Content-Type is added. So the header that
 * comes out is compared with the one that came in, and is taken only if it is that one without some fields
 * that say what the body is, and with others at its end. */

#include <stddef.h>
#include <stdint.h>

#define FIELDS_MAX  4096u       /* fields of a header                                             */
#define FIELD_NAME  255u        /* bytes of the name of a field that is removed                   */
#define FIELD_VALUE 60000u      /* bytes of a value that is added: packets of the MTA have 64 KiB */

/* Text that grows up to a bound. */
struct text {
    char *p;
    size_t len, room, max;
};

/* Both return 0, EFBIG or ENOMEM. */
int text_add(struct text *t, const void *p, size_t len);
void text_end(struct text *t);

/* A field: "Name:value" and CR LF, somewhere in the text of the header. */
struct field {
    uint32_t at, len, name_len;
};

struct fields {
    struct text text;
    struct field *all;
    size_t count, room;
};

void fields_init(struct fields *f, size_t max);
void fields_end(struct fields *f);
/* One more, with a blank after the colon if the MTA took that away. 0, EFBIG or ENOMEM. */
int fields_add(struct fields *f, const char *name, const char *value, int with_blank);
/* Whether there is a field of that name; and how many before the field |index| have the name of that. */
int fields_has(const struct fields *f, const char *name);
unsigned fields_before(const struct fields *f, size_t index);

/* What is to be done. |goes| has a mark for each field of the old header; what is added begins at |added|. */
struct change {
    unsigned char *goes;
    size_t added;
};

/* Compares. 0, ENOMEM, or EINVAL: it cannot be done by removing and adding what may be removed and added. */
int fields_compare(const struct fields *old, const struct text *new, struct change *out);
void change_end(struct change *c);

/* Takes one field of what is added: its name and its value, lines of which end with LF, without the blank
 * after the colon if |with_blank| is not set. *|at| goes on. Returns 1; 0 at the end; or -1, ENOMEM. */
struct added {
    char *name, *value;
};
int fields_next(const struct text *new, size_t *at, int with_blank, struct added *out);

#endif
