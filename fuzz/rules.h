/* SPDX-License-Identifier: MIT */

/* The rules of decoder.h that a single run can break: the grammar of events, where their data is,
 * what BEGIN announces against what END has seen. Broken rules abort. */

#ifndef TNEF_FUZZ_RULES_H
#define TNEF_FUZZ_RULES_H

#include "harness.h"

/* In each of the streams: itself, an attribute, a row, a property and a value. */
#define RULES_NESTING (5u * (TNEF_DEPTH_CEILING + 1u))

struct rules_open {
    uint64_t length, len;    /* announced, and met so far */
    uint32_t type, depth, attr, row, prop, value;
    bool holds_stream;
};

struct rules {
    /* set by the harness */
    const uint8_t *in;       /* the whole input */
    size_t size;
    const uint8_t *piece;    /* what is fed now */
    size_t piece_len;
    const void *own;         /* the memory of the decoder */
    size_t own_len;
    bool raw;                /* TNEF_RAW_NESTED */
    bool all;                /* every event is of interest: the grammar holds */
    bool silent;             /* no event may come */

    /* inside */
    uint64_t last;           /* offset after the latest event */
    uint64_t raw_len[TNEF_DEPTH_CEILING + 1u], raw_end[TNEF_DEPTH_CEILING + 1u];
    struct rules_open open[RULES_NESTING];
    uint32_t nesting;
    uint32_t skipped;        /* the thing that was skipped, as |nesting| counts; 0: none */
    uint64_t events, output, anomalies;
    bool lost;               /* an anomaly said that something was lost */
};

/* Before the first event; what the harness sets stays. */
void rules_begin(struct rules *r);
void rules_event(struct rules *r, const tnef_event *ev);

/* The callback answers TNEF_SKIP to this event, which rules_event() has seen. */
void rules_skip(struct rules *r, const tnef_event *ev);

#endif
