/* SPDX-License-Identifier: MIT */
#ifndef WINMAIL_PAGER_H
#define WINMAIL_PAGER_H
/* A program that shows standard output screen by screen: $PAGER, or less. */

/* Whether colours are wanted: standard output is a terminal that has some, and NO_COLOR is not set. To be
 * asked before pager_open(). */
int pager_has_colours(void);

/* If standard output is a terminal, whatever is written to it from now on, and to standard error if that is
 * one, goes through the pager. When that ends first, so does this program, with EXIT_COMPLETE. */
void pager_open(void);

/* Waits until everything was seen. Returns the exit code: EXIT_IO if there is no such program. */
int pager_close(void);

#endif
