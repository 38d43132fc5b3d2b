/* SPDX-License-Identifier: MIT */

/* Reads a TNEF stream with a collector of bodies, and writes down, at the end of each message,
 * which bodies are chosen, what is told of each, and what each gives in every form. Breaking a rule
 * of bodies.h, and running out of memory, call abort(). */

#ifndef TNEF_TESTS_BODY_LOG_H
#define TNEF_TESTS_BODY_LOG_H

#include <stddef.h>
#include <stdint.h>

#include <tnef/bodies.h>

struct body_way {
    size_t piece;               /* bytes of a call of feed; 0: all                                */
    int pause;                  /* the sink takes one byte, then pauses, and so on                */
    int spool;                  /* there is one                                                   */
    int spool_fails_at;         /* this call of its functions, from 1, returns 7                  */
    uint32_t codepage;          /* of the reader                                                  */
    const tnef_decoder_limits *limits;  /* of the reader                                                  */
    tnef_bodies_config cfg;     /* size and spool are filled in                                   */
    const tnef_allocator *alloc; /* of the collector; NULL: malloc                                */
};

struct body_log {
    char *text;                 /* ends with a NUL                                                */
    size_t len, room;
    struct body_way way;
    tnef_bodies *bodies;
    uint8_t *spooled;
    size_t spooled_len, spooled_room;
    int spool_calls;
    tnef_status made;           /* what tnef_bodies_new() returned                                */
    tnef_status status;         /* of the reader's finish                                         */
    tnef_error error;           /* of the reader                                                  */
    tnef_error bodies_error;
    uint64_t touched, bytes, calls; /* work of the collector: what was touched, and for how many bytes
                                  * passed on and delivered (of RTF: that it may decompress to)   */
};

/* |way| may be NULL. To be given back with body_log_free(). */
void body_log_run(struct body_log *log, const uint8_t *buf, size_t len, const struct body_way *way);
void body_log_free(struct body_log *log);

#endif
