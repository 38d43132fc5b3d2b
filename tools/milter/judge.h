/* SPDX-License-Identifier: MIT */
#ifndef TNEF_MILTER_JUDGE_H
#define TNEF_MILTER_JUDGE_H
/* What becomes of a mail: a function of what was found in it and of what the operator chose. */

#include <tnef/convert.h>

#include "config.h"

struct finding {
    uint32_t streams, replaced; /* as in tnef_unwrap_info                                         */
    uint32_t kept;              /* TNEF_UNWRAP_*                                                  */
    int was_unwrapped;          /* it has an X-TNEF-Unwrapped already                             */
};

/* Reasons to look at a mail a second time, for its operator to be told what is wrong. */
#define JUDGE_WRONG (TNEF_UNWRAP_DAMAGED | TNEF_UNWRAP_UNREAD | TNEF_UNWRAP_AMBIGUOUS | TNEF_UNWRAP_LIMIT)

struct verdict {
    enum action action;
    int tags;                   /* X-TNEF-Error is added                                          */
};

struct verdict judge(const struct config *cfg, const struct finding *found);

/* The words for bits of TNEF_UNWRAP_* and of TNEF_CONVERT_*, with commas; "-" for none. */
void kept_words(uint32_t kept, char *out, size_t room);
void left_out_words(uint32_t left_out, char *out, size_t room);

#endif
