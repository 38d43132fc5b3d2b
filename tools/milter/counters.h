/* SPDX-License-Identifier: MIT */
#ifndef TNEF_MILTER_COUNTERS_H
#define TNEF_MILTER_COUNTERS_H
/* What happened since the start, for those who watch: counted by any thread, written as Prometheus reads
 * it. */

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

/* The results of mails come first; each mail that began has one of them in the end. */
enum counter {
    N_CLEAN,                    /* there is no TNEF in it                                         */
    N_UNWRAPPED,
    N_ACCEPTED,                 /* there is, and it passed as it came                             */
    N_TAGGED,
    N_QUARANTINED,
    N_REJECTED,
    N_ALREADY,                  /* it was unwrapped before                                        */
    N_TOO_LARGE,                /* it passed unread                                               */
    N_FAILED_ACCEPTED,          /* the filter failed, and it passed as it came                    */
    N_FAILED_TEMPFAILED,
    N_ABORTED,                  /* the sender or the MTA ended it                                 */
    N_RESULTS,

    N_SIGNED = N_RESULTS,       /* mails in which a stream stayed, by reason                      */
    N_PLACE,
    N_UNREADABLE,
    N_DAMAGED,
    N_BOUNDARY,
    N_AMBIGUOUS,
    N_LIMIT,
    N_REASONS_END,

    N_STREAMS = N_REASONS_END,
    N_REPLACED,
    N_BYTES_IN,
    N_BYTES_OUT,                /* of mails that were unwrapped                                   */
    N_SPOOL_FILES,
    N_CONNECTIONS,
    N_WORK_MICROSECONDS,        /* at the ends of mails                                           */
    N_RELOADS,
    N_RELOADS_FAILED,
    N_OPEN_CONNECTIONS,         /* now                                                            */
    N_OPEN_MAILS,               /* now                                                            */
    N_COUNTERS
};

struct counters {
    _Atomic uint64_t n[N_COUNTERS];
};

#define COUNTERS_TEXT 8192u     /* bytes that the text has at most                                */

static inline void count_more(struct counters *c, enum counter which, uint64_t more)
{
    atomic_fetch_add_explicit(&c->n[which], more, memory_order_relaxed);
}

static inline void count_one(struct counters *c, enum counter which)
{
    count_more(c, which, 1);
}

static inline void count_down(struct counters *c, enum counter which)
{
    atomic_fetch_sub_explicit(&c->n[which], 1, memory_order_relaxed);
}

static inline uint64_t count_of(struct counters *c, enum counter which)
{
    return atomic_load_explicit(&c->n[which], memory_order_relaxed);
}

/* Writes all of them to |out|, which has COUNTERS_TEXT bytes. Returns how many bytes that is. */
size_t counters_text(struct counters *c, char *out);

#endif
