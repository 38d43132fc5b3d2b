/* SPDX-License-Identifier: MIT */
/* What all kinds of encoders do: fail, call the sink. */

#include "encode/priv.h"

#include "base/answer.h"

/* What is only reported is kept in a type of its own, see priv.h. */
/*@ E_TOTAL;
    assigns \nothing; */
static int64_t kept(uint64_t value)
{
    return value <= INT64_MAX ? (int64_t)value : INT64_MAX;
}

void tnefi_encode_fail(struct tnef_encode *e, tnef_status status, uint64_t offset, uint64_t limit,
                       uint64_t found)
{
    e->halt = HALT_END;
    if (e->fatal.status != TNEF_OK)
        return;
    e->fatal.status = status;
    e->fatal.offset = kept(offset);
    e->fatal.limit = kept(limit);
    e->fatal.found = kept(found);
}

/*@ requires \valid(e) && E_OK(e) && n > 0 && \valid_read(p + (0 .. n - 1)) && \valid(taken);
    requires \separated(e, taken);
    E_TOTAL;
    assigns *taken, e->busy; */
static tnef_status call(struct tnef_encode *e, const uint8_t *p, size_t n, size_t *taken)
{
    tnef_status status;

    e->busy = 1;
    /*@ calls tnefi_encode_sink_model; */
    status = e->sink(e->user, p, n, taken);
    e->busy = 0;
    return tnefi_base_as_status(status);
}

size_t tnefi_encode_give(struct tnef_encode *e, const uint8_t *p, size_t n)
{
    tnef_status before = e->fatal.status;
    size_t taken = n;
    tnef_status status = call(e, p, n, &taken);

    if (status == TNEF_OK || taken > n)
        taken = n;
    e->given += taken;
    /* It may have called what it must not. */
    if (status == TNEF_OK || e->fatal.status != before)
        return taken;
    if (status == TNEF_PAUSED) {
        e->halt = HALT_PAUSE;
    } else if (status == TNEF_STOPPED) {
        tnefi_encode_fail(e, TNEF_STOPPED, e->offset, 0, 0);
    } else {
        tnefi_encode_fail(e, TNEF_E_CALLBACK, e->offset, 0, 0);
        e->fatal.user_code = status;
    }
    return taken;
}
