/* SPDX-License-Identifier: MIT */
#ifndef WINMAIL_PROGRESS_H
#define WINMAIL_PROGRESS_H
/* How far a long input is, on standard error, for a person at a terminal: input of more than 64 MiB, or
 * input that has taken two seconds so far. It is one line, which goes away before anything else is said.
 *
 * WINMAIL_PROGRESS in the environment is "never", or "always": from the first piece on, whatever standard
 * error is. */

#include <stdint.h>

/* The command says a line now and then, and calls progress_clear() before it: it may be shown where
 * standard output is a terminal, too. Of others that would go into the middle of what they write. */
void progress_allow(void);

/* An input of |total| bytes begins, 0 if that is unknown; so many of it are |done|; it has ended. */
void progress_begin(uint64_t total);
void progress_at(uint64_t done);
void progress_end(void);

/* Takes the line away. */
void progress_clear(void);

#endif
