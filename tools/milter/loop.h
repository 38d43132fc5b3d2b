/* SPDX-License-Identifier: MIT */
#ifndef TNEF_MILTER_LOOP_H
#define TNEF_MILTER_LOOP_H
/* The life of the daemon after it has started: signals, the configuration anew, counters, the end.
 *
 *     SIGHUP            reads the configuration again; one that is wrong is not taken
 *     SIGTERM, SIGINT   no new mail; those that are being read come to their end, up to stop-timeout
 *     SIGUSR1           writes the counters' file now */

#include "service.h"

/* Before any thread is made. 0, or -1. */
int loop_signals(void);
/* Returns the exit status of the process. */
int loop_run(struct service *service, const char *config_path);

/* Told of what is wrong in the file at |path|, a const char *: a line of the log. */
void loop_wrong(void *path, unsigned line, const char *what);

#endif
