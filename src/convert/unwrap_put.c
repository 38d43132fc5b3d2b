/* SPDX-License-Identifier: MIT */
/* Bytes to the sink: those of the mail as they are, and ours with the line ends that the mail has. */

#include "convert/unwrap.h"

#include "base/answer.h"
#include "base/touch.h"

tnef_status tnefi_convert_unwrap_offer(const struct tnefi_convert_unwrap_target *t, const void *buf,
                                       size_t len, size_t *taken)
{
    tnef_status answer;

    *taken = len;
    t->u->live.busy = 1;
    answer = tnefi_base_as_status(t->sink(t->user, buf, len, taken));
    t->u->live.busy = 0;
    if (answer == TNEF_OK)
        *taken = len;
    if (answer == TNEF_OK || (answer == TNEF_PAUSED && *taken <= len))
        return answer;
    *taken = 0;
    if (answer == TNEF_STOPPED)
        return tnefi_convert_unwrap_fail(t->u, TNEF_STOPPED, 0);
    return tnefi_convert_unwrap_fail(t->u, TNEF_E_CALLBACK, answer == TNEF_PAUSED ? TNEF_E_CALLBACK : answer);
}

/* ---- Text of ours -------------------------------------------------------------------------- */

/* The next bytes that go out together: all up to a CR that may be dropped, which is held. */
static size_t run_of(const uint8_t *p, size_t n)
{
    size_t i = 0;

    while (i < n && p[i] != '\r')
        i++;
    TNEFI_TOUCH(i + 1u);
    return i;
}

/* Text with CR LF, in a mail whose lines end with LF. */
static tnef_status put_lf(const struct tnefi_convert_unwrap_target *t, const uint8_t *p, size_t n,
                          size_t *taken)
{
    struct tnefi_convert_unwrap_job *j = &t->u->live.job;
    tnef_status status = TNEF_OK;

    *taken = 0;
    while (*taken < n && status == TNEF_OK) {
        const uint8_t *next = p + *taken;
        size_t done = 0;

        if (j->held_cr && *next != '\n') {
            status = tnefi_convert_unwrap_offer(t, "\r", 1, &done);
            j->held_cr = done == 0;
        } else if (*next == '\r') {
            j->held_cr = 1;
            ++*taken;
        } else {
            status = tnefi_convert_unwrap_offer(t, next, run_of(next, n - *taken), &done);
            *taken += done;
            j->held_cr = j->held_cr && done == 0;
        }
    }
    return status;
}

tnef_status tnefi_convert_unwrap_put(void *user, const void *buf, size_t len, size_t *taken)
{
    const struct tnefi_convert_unwrap_target *t = user;

    return t->u->live.first_end == 2 ? put_lf(t, buf, len, taken)
                                     : tnefi_convert_unwrap_offer(t, buf, len, taken);
}
