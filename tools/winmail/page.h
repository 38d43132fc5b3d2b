/* SPDX-License-Identifier: MIT */
#ifndef WINMAIL_PAGE_H
#define WINMAIL_PAGE_H
/* A text that grows: in memory while it is small, then in a temporary file. So memory does not depend
 * on how much is written, and nothing has to be left out. */

#include <stdio.h>

#define PAGE_MEMORY 16384u      /* bytes of a text in memory; what is added at a time comes on top   */

struct page {
    FILE *f;                    /* to write to; NULL: it is not open                                */
    char *text;                 /* in memory                                                        */
    size_t len;
    int on_disk;
    int failed;                 /* errno, 0: none                                                   */
};

void page_open(struct page *p);

/* Something was added: keeps memory small. Not after each character, but after each thing that is of
 * limited size. */
void page_added(struct page *p);

/* Whether nothing is in it. */
int page_is_empty(struct page *p);

/* Adds |from|, which stays, to |to|, or to a file. */
void page_add_page(struct page *to, struct page *from);
void page_print(FILE *f, struct page *from);

/* Hands all of it to |take|, piece by piece, until that does not return 0; then it returns -1. */
int page_each(struct page *from, int (*take)(void *user, const void *buf, size_t len), void *user);

void page_close(struct page *p);

#endif
