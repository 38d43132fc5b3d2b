/* SPDX-License-Identifier: MIT */
#ifndef WINMAIL_COLLECT_H
#define WINMAIL_COLLECT_H
/* The bodies of a stream that is open, for the commands that show or write them. */

#include "winmail.h"

/* All zero is a good beginning. */
struct collector {
    tnef_bodies *bodies;        /* NULL: not wanted, not made so far, or it has failed            */
    struct spool spool;         /* of it                                                          */
};

/* A stream begins. |flags| are those of the collector; where it keeps what is in bodies, that may go to a
 * temporary file. Returns 0 or the errno. */
int collector_begin(struct collector *c, uint32_t flags);

/* The errno that has cost bodies: that of the temporary file, or ENOMEM. 0: there is none. */
int collector_failure(const struct collector *c);

/* Writes the body that was chosen to the sink. Returns how that went; |*anomalies| gets those that were met,
 * too. */
tnef_status collector_deliver(struct collector *c, const tnef_body_choice *choice, tnef_sink_fn sink,
                              void *user, uint64_t *anomalies);

void collector_close(struct collector *c);

/* Says why what was written of bodies is not all: the limit of output is reached, or |status|. Says nothing
 * if it is. */
void complain_bodies(const struct source *source, int full, tnef_status status);

#endif
