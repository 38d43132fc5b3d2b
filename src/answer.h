/* SPDX-License-Identifier: MIT */
#ifndef TNEF_ANSWER_H
#define TNEF_ANSWER_H
/* What callbacks and sinks answer. One speaks in TNEF_PAUSE and TNEF_STOP, the other in TNEF_PAUSED
 * and TNEF_STOPPED; the numbers differ, and each is understood where the other belongs, since it can
 * mean only one thing. */

#include <tnef/base.h>

/*@ terminates \true; exits \false;
    assigns \nothing; */
static inline int tnefi_as_answer(int answer)
{
    if (answer == TNEF_PAUSED)
        return TNEF_PAUSE;
    return answer == TNEF_STOPPED ? TNEF_STOP : answer;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == TNEF_OK <==> answer == TNEF_OK; */
static inline tnef_status tnefi_as_status(tnef_status answer)
{
    if (answer == TNEF_PAUSE)
        return TNEF_PAUSED;
    return answer == TNEF_STOP ? TNEF_STOPPED : answer;
}

#endif
