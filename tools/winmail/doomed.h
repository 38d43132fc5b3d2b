/* SPDX-License-Identifier: MIT */
#ifndef WINMAIL_DOOMED_H
#define WINMAIL_DOOMED_H
/* Files that must not stay if a signal ends the program. */

#include <signal.h>

struct doomed_mask {
    sigset_t before;
};

/* No signal comes in between. What is made and what is told of it must be told together. */
void doomed_block(struct doomed_mask *mask);
void doomed_unblock(const struct doomed_mask *mask);

/* The file |name| in |folder| goes when a signal comes; with spare, it stays. The descriptor must stay
 * open until then. */
void doomed_add(int folder, const char *name);
void doomed_spare(int folder, const char *name);

#endif
