/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_BASE_ANSWER_H
#define TNEFI_BASE_ANSWER_H
/* What callbacks and sinks answer. Callbacks answer TNEF_PAUSE and TNEF_STOP, sinks TNEF_PAUSED and
 * TNEF_STOPPED. The numbers differ, and each is understood in place of the other, since it can mean only
 * one thing. */

#include <tnef/base.h>

/*@ terminates \true; exits \false;
    assigns \nothing; */
static inline int tnefi_base_as_answer(int answer)
{
    if (answer == TNEF_PAUSED)
        return TNEF_PAUSE;
    return answer == TNEF_STOPPED ? TNEF_STOP : answer;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == TNEF_OK <==> answer == TNEF_OK; */
static inline tnef_status tnefi_base_as_status(tnef_status answer)
{
    if (answer == TNEF_PAUSE)
        return TNEF_PAUSED;
    return answer == TNEF_STOP ? TNEF_STOPPED : answer;
}

#endif
