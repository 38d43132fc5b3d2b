/* SPDX-License-Identifier: MIT */

/* Runs the scanner over a mail in every way, and writes what it says as lines of text that do not
 * depend on how the input was cut. */

#ifndef TNEF_TESTS_SCAN_LOG_H
#define TNEF_TESTS_SCAN_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <tnef/scanner.h>

#include "recipes.h"

enum { SINK_ALL, SINK_PAUSE, SINK_ONE, SINK_NONE_THEN_ALL };

/* All zero: whole, FIND, defaults. */
struct scan_plan {
    uint32_t policy;
    uint64_t fatal;
    const tnef_scanner_limits *limits;
    const char *magic;       /* NULL: that of TNEF */
    size_t cut, piece;       /* bytes of the first piece, and of the others; 0: all */
    bool pause;              /* every callback pauses */
    int sink;                /* how the sink pauses */
    int answer;              /* to every part_begin */
    size_t header_end;       /* these bytes, fields, go through tnef_scanner_header() */
};

struct scan_log {
    struct lines lines;      /* what was said */
    struct lines found;      /* "1.2=base64 ..." of the streams delivered */
    char bad[256];           /* the first promise that was broken */
    tnef_status fed, status;
    tnef_error error;
    uint64_t anomalies, offset, touched, calls, feeds;
    uint8_t *data;           /* bytes of all streams, one after the other */
    size_t data_len, data_cap;
    uint32_t streams, parts;

    /* inside */
    const struct scan_plan *plan;
    size_t depth;
    uint64_t run, run_hash;
    uint64_t said;           /* anomalies of parts that ended */
    bool silent, toggle;
};

void scan_log_run(struct scan_log *l, const uint8_t *in, size_t len,
                  const struct scan_plan *plan);
void scan_log_free(struct scan_log *l);

/* NULL if every split in two (a sample of them if there are many), byte by byte, and all kinds of
 * pauses say what |plan| says; else what is different. */
const char *scan_log_ways(const uint8_t *in, size_t len, const struct scan_plan *plan);

/* The names of the anomalies, in the order of their numbers, with a blank between them. */
const char *scan_anomalies(uint64_t anomalies);

#endif
