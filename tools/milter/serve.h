/* SPDX-License-Identifier: MIT */
#ifndef TNEF_MILTER_SERVE_H
#define TNEF_MILTER_SERVE_H
/* Where the counters can be read: in a file, and on a unix socket, which tells them to everybody who
 * connects. */

#include "counters.h"

/* Writes the file anew, so that a reader never sees half of it. 0, or an error number. */
int serve_file(struct counters *c, const char *path);
/* Opens the socket, in the place of one that nobody listens to. A descriptor, or -1 with errno. */
int serve_listen(const char *path);
/* Tells one who waits. */
void serve_one(struct counters *c, int listener);

#endif
