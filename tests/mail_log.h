/* SPDX-License-Identifier: MIT */

/* What a reader says about a stream, alone or out of a mail, as lines that can be compared. */

#ifndef TNEF_TESTS_MAIL_LOG_H
#define TNEF_TESTS_MAIL_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <tnef/mail.h>

#include "recipes.h"

#define MAIL_LOG_STREAMS 16u

struct mail_log {
    struct lines lines[MAIL_LOG_STREAMS]; /* of each stream; alone: of [0] */
    tnef_status statuses[MAIL_LOG_STREAMS];
    uint64_t sizes[MAIL_LOG_STREAMS];
    char paths[MAIL_LOG_STREAMS][64];
    uint32_t streams, ends, parts, part_ends;
    uint64_t calls;
    uint64_t hash;           /* of the content that is open */
    int pause;               /* answers: every call pauses */
    int skip_stream;         /* this one gets TNEF_SKIP */
    tnef_status fed, status;
    tnef_error error;
    uint64_t anomalies;
};

/* The stream alone. */
void mail_log_alone(struct mail_log *l, const uint8_t *tnef, size_t len);

/* A mail reader that writes to |l|, which is set by mail_log_run(). */
tnef_mail *mail_log_new(struct mail_log *l, const tnef_allocator *alloc);

/* Resets |m| and runs it over a mail in pieces of |piece| bytes (0: whole). */
void mail_log_run(struct mail_log *l, tnef_mail *m, const uint8_t *in, size_t len, size_t piece);

/* The same with the header, its first |header| bytes, field by field through tnef_mail_header(). */
void mail_log_split(struct mail_log *l, tnef_mail *m, const uint8_t *in, size_t len,
                    size_t header);
void mail_log_clear(struct mail_log *l);

#endif
