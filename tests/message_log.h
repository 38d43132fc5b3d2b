/* SPDX-License-Identifier: MIT */

/* A log of the handler calls of a reader, and readers that are driven in all kinds of ways. */

#ifndef TNEF_TESTS_MESSAGE_LOG_H
#define TNEF_TESTS_MESSAGE_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <tnef/message.h>

struct message_log {
    char *text; /* NUL-terminated */
    size_t len, cap;
    bool properties; /* the property handler is logged too */
    bool collect_data; /* data is said at the end of its content, wherever it came */
    bool steps; /* the decoder goes step by step, and has nothing at once */

    /* what to answer to the call with this number; 0: never */
    uint64_t calls;
    uint64_t answer_at;
    bool answer_always; /* to every call */
    int answer;

    /* data that came last, or per depth */
    bool open;
    char key[64];
    uint64_t data_len;
    uint32_t data_hash;
    struct {
        uint64_t len;
        uint32_t hash;
    } held[TNEF_DEPTH_CEILING + 1];

    uint32_t begins, ends; /* of messages, parts and contents */
    bool broken;           /* a rule of the grammar was not kept */
    uint32_t depth;
};

extern const tnef_reader_handlers message_log_handlers;   /* without property */
extern const tnef_reader_handlers message_log_handlers_all;

void message_log_init(struct message_log *log);
void message_log_free(struct message_log *log);
void message_log_clear(struct message_log *log);
void message_log_printf(struct message_log *log, const char *format, ...);

/* Feeds all in pieces of |step| bytes (0: one piece; -1 for two pieces cut at |cut|) through
 * pauses, then finishes. Returns the status; the last line of the log says it too. */
tnef_status message_log_run(struct message_log *log, const tnef_reader_config *cfg,
                            const tnef_allocator *alloc, const uint8_t *buf, size_t len,
                            size_t cut, size_t step);

#endif
