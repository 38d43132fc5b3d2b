/* SPDX-License-Identifier: MIT */
/* What all kinds of transfer decoders do: fail, note, count lines, call the sink. */

#include "transfer/priv.h"

#include "base/answer.h"

/* What is only reported is kept in a type of its own, see priv.h. */
/*@ T_TOTAL;
    assigns \nothing; */
static int64_t kept(uint64_t value)
{
    return value <= INT64_MAX ? (int64_t)value : INT64_MAX;
}

void tnefi_transfer_fail(struct tnef_transfer *t, tnef_status status, uint64_t offset, uint64_t limit,
                         uint64_t found)
{
    t->halt = HALT_END;
    if (t->fatal.status != TNEF_OK)
        return;
    t->fatal.status = status;
    t->fatal.offset = kept(offset);
    t->fatal.limit = kept(limit);
    t->fatal.found = kept(found);
}

void tnefi_transfer_truncated(struct tnef_transfer *t, uint64_t have, uint64_t need)
{
    if (t->damage.status != TNEF_OK)
        return;
    t->damage.status = TNEF_E_TRUNCATED;
    t->damage.offset = kept(t->offset);
    t->damage.limit = kept(have);
    t->damage.found = kept(need);
}

void tnefi_transfer_note(struct tnef_transfer *t, uint32_t code, uint64_t offset)
{
    if (t->count[T_AT(code)] == 0)
        t->first[T_AT(code)] = kept(offset);
    if (t->count[T_AT(code)] < INT32_MAX)
        t->count[T_AT(code)]++;
    if (t->first_code < 0) {
        t->first_code = (int32_t)code;
        t->first_offset = kept(offset);
    }
}

/* A line of |len| bytes has ended. */
/*@ requires \valid(t);
    T_TOTAL;
    assigns T_NOTED; */
static void line_ends(struct tnef_transfer *t, uint64_t len)
{
    if (len > LINE_MAX && t->kind != TNEF_TRANSFER_UUENCODE)
        tnefi_transfer_note(t, TNEF_TRANSFER_A_LONG_LINE, t->line);
}

void tnefi_transfer_line(struct tnef_transfer *t, uint8_t b)
{
    uint64_t at = t->offset - 1u;

    if (b == '\n') {
        if (t->cr == 0)
            tnefi_transfer_note(t, TNEF_TRANSFER_A_BARE_LF, at);
    } else if (t->cr != 0) {
        tnefi_transfer_note(t, TNEF_TRANSFER_A_BARE_CR, at > 0 ? at - 1u : 0);
    }
    if (b == '\r' || b == '\n') {
        line_ends(t, at - t->line);
        t->line = t->offset;
    }
    t->cr = b == '\r' ? 1 : 0;
}

void tnefi_transfer_last_line(struct tnef_transfer *t)
{
    if (t->cr != 0)
        tnefi_transfer_note(t, TNEF_TRANSFER_A_BARE_CR, t->offset > 0 ? t->offset - 1u : 0);
    line_ends(t, t->offset - t->line);
}

/*@ requires \valid(t) && T_OK(t) && n > 0 && \valid_read(p + (0 .. n - 1)) && \valid(taken);
    requires \separated(t, taken);
    T_TOTAL;
    assigns *taken, t->busy; */
static tnef_status call(struct tnef_transfer *t, const uint8_t *p, size_t n, size_t *taken)
{
    tnef_status status;

    t->busy = 1;
    /*@ calls tnefi_transfer_sink_model; */
    status = t->sink(t->user, p, n, taken);
    t->busy = 0;
    return tnefi_base_as_status(status);
}

size_t tnefi_transfer_give(struct tnef_transfer *t, const uint8_t *p, size_t n)
{
    tnef_status before = t->fatal.status;
    size_t taken = n;
    tnef_status status = call(t, p, n, &taken);

    if (status == TNEF_OK || taken > n)
        taken = n;
    t->given += taken;
    /* It may have called what it must not. */
    if (status == TNEF_OK || t->fatal.status != before)
        return taken;
    if (status == TNEF_PAUSED) {
        t->halt = HALT_PAUSE;
    } else if (status == TNEF_STOPPED) {
        tnefi_transfer_fail(t, TNEF_STOPPED, t->offset, 0, 0);
    } else {
        tnefi_transfer_fail(t, TNEF_E_CALLBACK, t->offset, 0, 0);
        t->fatal.user_code = status;
    }
    return taken;
}
