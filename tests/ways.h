/* SPDX-License-Identifier: MIT */

/* What lies whole in the buffer is said at once; the steps are the definition. Both ways, with the flag that
 * leaves the steps alone and without it: the same events, ends and states, however the input is cut, whatever
 * the callback answers, and wherever a limit is. */

#ifndef TNEF_TESTS_WAYS_H
#define TNEF_TESTS_WAYS_H

#include "support.h"

struct ways {
    const char *name;
    uint8_t *in;
    size_t len;
    struct recording steps, whole; /* initialised by the caller, who frees them */
};

/* Both ways by one plan: the same is said, in as many events and calls, of as many bytes. |how| and |number|
 * are for what is printed when not. */
void ways_compare(struct ways *s, struct plan plan, const char *how, uint64_t number);

/* At each cut, and in pieces; with each answer at each event; with each mask of interest; at each limit. */
void ways_cut(struct ways *s, uint32_t flags);
void ways_answer(struct ways *s, uint32_t flags);
void ways_mask(struct ways *s, uint32_t flags);
void ways_limit(struct ways *s, uint32_t flags);

/* Halted at each event the decoder is in the same state, but for what is not looked at again. */
void ways_state(struct ways *s, uint32_t flags);

#endif
