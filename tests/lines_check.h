/* SPDX-License-Identifier: MIT */

/* Writes a value in every way that the line writer has, in every way that a sink can answer, and reads it
 * back with code of its own. */

#ifndef TNEF_TESTS_LINES_CHECK_H
#define TNEF_TESTS_LINES_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fed.h"
#include "lines/lines.h"

/* Where a value stands. */
enum lines_place {
    LINES_TEXT, LINES_TEXT_ONE, LINES_PARAM, LINES_PARAM_ONE, LINES_CAL_ADDRESS, LINES_URI,
    LINES_SUBJECT, LINES_PHRASE, LINES_GROUP, LINES_NAME, LINES_NAME_WORD, LINES_ADDRESS, LINES_MSG_ID,
    LINES_PLACES
};

/* How the sink answers: as fed.h has it; the last two fail at their second call. */
enum lines_sink {
    SINK_ALL = PAUSE_NO, SINK_PAUSE = PAUSE_ALL, SINK_ONE = PAUSE_ONE,
    SINK_NONE_THEN_ALL = PAUSE_NONE_THEN_ALL, SINK_FAIL, SINK_STOP
};

struct lines_output {
    struct fed_output kept;
    enum lines_sink sink;
};

/* A sink whose user is one of these. */
tnef_status lines_take(void *user, const void *buf, size_t len, size_t *taken);
void lines_output_free(struct lines_output *o);

/* Writes the lines of |place| with the value. Returns the status of the last call. */
tnef_status lines_write(struct lines_output *o, enum lines_place place, uint32_t flags, const void *p,
                        size_t n, uint64_t max_output);

/* These return NULL, or what is wrong, until the next call.
 *
 * Whether the lines are well formed and say the value; with |all|, in every way and with every limit. */
const char *lines_check(enum lines_place place, uint32_t flags, const void *p, size_t n, bool all);

/* The same in all places. */
const char *lines_check_places(const void *p, size_t n, bool all);

/* What a value is when it is cleaned, by other code. Returns the length; |out| has room for 3 * n + 8
 * bytes. */
size_t lines_cleaned(char *out, const void *p, size_t n, bool one_line);

/* Reads back the value of |place| in unfolded lines, the whole output. Returns its length, or -1 if they
 * are not as they must be. |out| has room for as many bytes as there are. */
long lines_read(enum lines_place place, char *out, const char *text, size_t len);

#endif
