/* SPDX-License-Identifier: MIT */
#ifndef TNEF_TESTS_LEAF_LOG_H
#define TNEF_TESTS_LEAF_LOG_H
/* A caller of the scanner's leaf, which writes what that does as a line of text:
 *
 *     leaf block(NAME! at N)   STAGE_BEGIN; "!": the name claims a stream
 *     found(READER)            STAGE_FOUND
 *     <bytes>                  what the sink takes, until something else happens
 *     end                      STAGE_UU_END
 *     mail(READER)             LEAF_MAIL, and then what the mail is
 *     limit(N)                 the first limit that was reached
 *     refused(...) failed(N)   LEAF_FAILED, with the anomaly, or the answer of the sink
 *     : anomalies / anomalies  at the end: those of the leaf, and of blocks */

#include "recipes.h"
#include "scan/leaf.h"

/* What a sink does: takes all; takes a byte in each second call, and pauses in all; answers -7; or stops. */
enum { LEAF_SINK_ALL, LEAF_SINK_ONE, LEAF_SINK_FAILS, LEAF_SINK_STOPS };

/* What a body is read for: all zero, a leaf without an encoding, that claims nothing, is searched in FIND. */
struct leaf_plan {
    struct tnefi_scan_leaf_place place;
    tnef_scanner_limits limits;
    uint16_t mode;
    int sink;
    unsigned skip;           /* 1: the answer to "leaf" and "block" is TNEF_SKIP; 2: that to "found" */
};

/* A leaf, and its caller. */
struct leaf_log {
    const struct leaf_plan *plan;
    struct tnefi_scan_config cfg;
    struct tnefi_scan_search search;
    struct tnefi_scan_leaf f;
    struct lines says;
    uint64_t of_leaf, of_block;
    size_t at, line_at;
    unsigned calls;
    int in_data, limited, over;
};

/* A leaf that is open. It is freed by free(), and so is the text. */
struct leaf_log *leaf_log_new(const struct leaf_plan *plan);

/* Feeds |n| bytes, each line from a block of exactly its size; and what there is of it is the whole body. */
void leaf_log_feed(struct leaf_log *r, const char *text, size_t n);
void leaf_log_finish(struct leaf_log *r);

#endif
