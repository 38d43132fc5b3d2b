/* SPDX-License-Identifier: MIT */
#ifndef WINMAIL_STORE_H
#define WINMAIL_STORE_H
/* Contents of an attachment that has many, one after the other in one temporary file: memory and
 * descriptors do not depend on how many they are. Functions return 0 or the errno. */

#include <stddef.h>
#include <stdint.h>

/* All zero is a good beginning. */
struct store {
    int open;                   /* there is a file                                                  */
    int fd;
    uint64_t last;              /* where the record begins that was begun last,                     */
    uint64_t end;               /* and where the next one will                                      */
};

/* One content; its bytes follow it in the file. */
struct store_record {
    uint64_t size;
    uint32_t index;
    uint32_t incomplete;
    uint32_t message;
    uint32_t is_file;           /* see struct written                                               */
};

int store_begin(struct store *s, const struct store_record *r);
int store_write(struct store *s, const void *buf, size_t len);
int store_end(struct store *s, const struct store_record *r);

/* The record at |*at|, which then is where its bytes begin. ENOENT: there are no more. */
int store_next(const struct store *s, uint64_t *at, struct store_record *r);

void store_close(struct store *s);

#endif
