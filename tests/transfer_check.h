/* SPDX-License-Identifier: MIT */

/* Runs a transfer decoder over an input in every way, and holds the ways against each other. */

#ifndef TNEF_TESTS_TRANSFER_CHECK_H
#define TNEF_TESTS_TRANSFER_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <tnef/transfer.h>

#include "fed.h"

struct transfer_plan {
    size_t cut;              /* bytes of the first piece; 0: as the others */
    size_t piece;            /* bytes of the others; 0: all the rest */
    enum fed_pause pause;
    uint64_t max_input, max_output;
};

struct transfer_result {
    uint8_t *out;            /* of len bytes, allocated */
    size_t len;
    uint64_t calls;          /* of the sink */
    uint64_t owners;         /* of which block each byte was said to be */
    bool mixed;              /* a call of the sink was not all of one block */
    tnef_status fed, status; /* the last feed; finish */
    size_t taken;
    struct tnef_transfer_info info;
    uint8_t name[TNEF_TRANSFER_NAME];
    uint64_t count[TNEF_TRANSFER_A_END], first[TNEF_TRANSFER_A_END];
    tnef_error error;
};

/* Decodes |len| bytes at |in|; the pieces are heap blocks of their own. */
void transfer_run(struct transfer_result *r, uint32_t kind, const void *in, size_t len,
                  const struct transfer_plan *plan);
void transfer_result_free(struct transfer_result *r);

/* One input and what must come of it. */
struct transfer_vector {
    const char *in;
    size_t in_len;
    const char *out;
    size_t out_len;
    uint64_t anomalies;      /* bits */
    tnef_status status;
};

#define A(code) TNEF_ANOMALY_BIT(TNEF_TRANSFER_A_##code)
#define V(in, out, anomalies, status) \
    { in, sizeof in - 1u, out, sizeof out - 1u, anomalies, status }

/* These return NULL, or what is wrong, until the next call. */

/* Whether each split in two, pieces of a few bytes, and every kind of pause give what |whole| is:
 * bytes, statuses, counts and offsets. |limits| are those that |whole| had. */
const char *transfer_check_ways(const struct transfer_result *whole, uint32_t kind, const void *in,
                                size_t len, const struct transfer_plan *limits);

/* Whether the vector gives what it says, in all these ways. */
const char *transfer_check(uint32_t kind, const struct transfer_vector *v);
const char *transfer_check_all(uint32_t kind, const struct transfer_vector *v, size_t count);

/* Whether |in| decodes to |out| without anomalies but |allowed|, whole and in pieces. */
const char *transfer_check_clean(uint32_t kind, const uint8_t *in, size_t in_len,
                                 const uint8_t *out, size_t out_len, uint32_t allowed);

/* A sink, whose |user| is one of these, that logs of which block bytes are: "number mode name:bytes;". */
struct transfer_blocks {
    tnef_transfer *transfer;
    char log[256];
};

tnef_status transfer_log_block(void *user, const void *buf, size_t len, size_t *taken);

/* For cmocka. */
#define FAIL_IF(what) \
    do { \
        const char *bad_ = (what); \
        if (bad_ != NULL) \
            fail_msg("%s", bad_); \
    } while (0)

/* The same bytes each time, of every value. */
void transfer_fill(uint8_t *out, size_t len, uint32_t seed);

#endif
