/* SPDX-License-Identifier: MIT */

/* One small stream, read once, and a look at the log of the handler calls. */

#ifndef TNEF_TESTS_MODEL_FIXTURE_H
#define TNEF_TESTS_MODEL_FIXTURE_H

#include "message_log.h"
#include "writer.h"

struct fixture {
    struct tw w;
    struct message_log log;
    tnef_reader_config cfg;
    tnef_reader_limits limits;
    tnef_status status;
};

/* Begins a stream with its version and code page 1252. */
void fixture_begin(struct fixture *f);

/* Begins it again, without those two. */
void fixture_bare(struct fixture *f);

void fixture_run(struct fixture *f);
void fixture_expect(struct fixture *f, const char *text);
void fixture_expect_no(struct fixture *f, const char *text);
void fixture_end(struct fixture *f);

#endif
