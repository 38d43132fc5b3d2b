/* SPDX-License-Identifier: MIT */

/* Decodes compressed RTF in every way in which a caller may feed it and a sink may take it, and
 * holds the results against each other. For cmocka programs. */

#ifndef TNEF_TESTS_LZFU_CHECK_H
#define TNEF_TESTS_LZFU_CHECK_H

#include <stddef.h>
#include <stdint.h>

#include <tnef/lzfu.h>

#include "lzfu_writer.h"

/* How the sink takes what it is offered. */
enum lzfu_takes {
    LZFU_TAKES_ALL,
    LZFU_PAUSES_FIRST,          /* nothing and a pause, then all                                  */
    LZFU_PAUSES_EVERY_BYTE,     /* one byte and a pause                                           */
    LZFU_PAUSES_AFTER,          /* all and a pause                                                */
    LZFU_TAKES_COUNT
};

struct lzfu_way {
    size_t split;               /* this many bytes come first                                     */
    size_t piece;               /* 0: the rest at once; else in pieces of this size               */
    enum lzfu_takes takes;
    uint64_t max_output, max_input;
};

struct lzfu_result {
    tnef_status fed, status;    /* of the last feed, and of finish                                */
    struct tnef_lzfu_info info;
    tnef_error error;
    uint64_t calls, feeds, pauses;
    uint8_t *out;
    size_t len, room;
    enum lzfu_takes takes;
};

/* Decodes. Each piece is a block of its own. The result is to be given back. What lzfu.h promises
 * about growth, work and delivery is asserted. */
struct lzfu_result lzfu_decode(const uint8_t *in, size_t len, const struct lzfu_way *way);
void lzfu_result_free(struct lzfu_result *r);

/* All ways of that input have the same result, which is returned. */
struct lzfu_result lzfu_decode_all_ways(const uint8_t *in, size_t len, uint64_t max_output,
                                        uint64_t max_input);

#endif
