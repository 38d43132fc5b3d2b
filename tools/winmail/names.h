/* SPDX-License-Identifier: MIT */
#ifndef WINMAIL_NAMES_H
#define WINMAIL_NAMES_H
/* The search for a free name: of files that want the same one, the first gets it, and each other one
 * the first number that is free.
 *
 * A mailbox has thousands of files of one name. If every search began at 1, they would take time by
 * their square: so where a search ended, the next one for that name begins. What is remembered is a
 * hint, of fixed size: what is free is only ever decided by whoever takes it. */

#include <stdint.h>

#define NAMES_TRIES 1000000u     /* the highest number                                              */
#define NAMES_SLOTS 4096u        /* a power of two                                                  */
#define NAMES_MOST  (NAMES_SLOTS / 4u * 3u) /* names remembered at a time                           */

/* Where searches go on. All zero is a good beginning. */
struct names {
    uint32_t used;
    struct names_slot {
        uint64_t key;            /* hash of folder and name                                         */
        uint32_t next;           /* the number to begin with; 0: the slot is free                   */
    } slots[NAMES_SLOTS];
};

/* Takes a number, of which 1 means the name itself. Returns 0, or -1 and errno, which is EEXIST if
 * somebody has it. */
typedef int names_take_fn(void *user, uint32_t number);

/* Calls |take| with one number after the other until it takes one, or fails otherwise. Returns what it
 * returned last; EEXIST if all are taken. */
int names_search(struct names *names, const char *folder, const char *name, names_take_fn *take,
                 void *user);

#endif
