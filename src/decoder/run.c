/* SPDX-License-Identifier: MIT */
/* The loop that runs the states, and its beginning. */

#include "decoder/whole_attr.h"

#include "base/touch.h"

/* ---- The loop ------------------------------------------------------------------------------ */

/* Whether it is time to ask the next embedded message for its raw bytes, of which |n| are there. */
/*@ requires \valid_read(d);
    P_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> n > 0 && d->raw_at <= d->depth && d->state != ST_raw_head; */
static int raw_due(const struct tnef_decoder *d, size_t n)
{
    return n > 0 && (d->cfg.flags & TNEF_RAW_NESTED) != 0 && d->raw_at <= d->depth && d->state != ST_raw_head;
}

/* Delivers the bytes that the input has of an embedded message, raw and before they are read. One message at
 * a time, from the outermost inwards. After a pause the input may begin with bytes that were delivered before
 * it, and go on after them. */
/*@ requires \valid(d) && P_OK(d) && P_FED(d, p, n) && d->raw_at <= d->depth && d->notes == 0;
    P_TOTAL;
    assigns P_SAID, d->raw_at, d->level.raw_done, d->below[0 .. TNEF_DEPTH_CEILING - 1];
    ensures P_COUNTERS(d) && d->raw_at == \old(d->raw_at) + 1
        && d->events <= \old(d->events) + 1; */
static void deliver_raw(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    uint32_t i = d->raw_at;
    uint64_t done, end, room, ahead;
    size_t len;

    if (i < d->depth) {
        done = d->below[i].raw_done;
        end = d->below[i].end;
    } else {
        done = d->level.raw_done;
        end = d->level.end;
    }
    d->raw_at++;
    if (done < d->offset || end <= done)
        return;
    ahead = done - d->offset;
    if (ahead >= n)
        return;
    room = end - done;
    len = room < n - ahead ? (size_t)room : n - (size_t)ahead;
    if (i < d->depth)
        d->below[i].raw_done = done + len;
    else
        d->level.raw_done = done + len;
    tnefi_decoder_deliver_raw(d, i - 1u, p + (size_t)ahead, len, done, room - len);
}

/* Runs the state of an attribute's head: attributes that are whole in the bytes are said at once. */
/*@ P_EATS_ANY(ST_attr_head, ST_attr_head);
    assigns P_STEP;
    ensures P_SAME; */
static size_t eat_attrs(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = tnefi_decoder_whole_attrs(d, p, n);

    return taken > 0 ? taken : tnefi_decoder_step_attr_head(d, p, n);
}

/* Runs a state that eats, with |n| bytes. The cursor moves, so all levels may be asked for raw bytes
 * again. */
/*@ P_EATS_ANY(ST_signature, ST_value_skip);
    assigns P_STEP;
    ensures P_SAME; */
static size_t eat(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken;

    if (d->state == ST_attr_head)
        taken = eat_attrs(d, p, n);
    else
        taken = tnefi_decoder_step_eats(d, p, n);
    d->raw_at = 1;
    return taken;
}

/* Tells a state that eats that there are no more bytes. */
/*@ requires \valid(d) && P_OK(d) && d->state < ST_FIRST_TURN && d->notes == 0;
    requires d->closing == CLOSING_YES;
    P_TOTAL;
    assigns P_STEP;
    ensures d->cfg.max_input == \old(d->cfg.max_input) && P_OK(d)
        && d->offset == \old(d->offset) && P_TO_DO(d) < \old(P_TO_DO(d))
        && d->events <= \old(d->events) + 1; */
static void starve(struct tnef_decoder *d)
{
    d->closing = CLOSING_CUT;
    tnefi_decoder_cut(d);
}

/* Runs a state that eats, with bytes or at their end. */
/*@ requires \valid(d) && P_OK(d) && (n > 0 ==> P_FED(d, p, n)) && d->notes == 0;
    requires d->state < ST_FIRST_TURN && (n > 0 || d->closing == CLOSING_YES);
    P_TOTAL;
    assigns P_STEP;
    ensures d->cfg.max_input == \old(d->cfg.max_input) && \result <= n
        && d->offset == \old(d->offset) + \result && P_OK(d);
    ensures d->events <= \old(d->events) + 1 + 2 * \result
        && P_TO_DO(d) - P_COST * \result < \old(P_TO_DO(d)); */
static size_t serve(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = 0;

    if (n > 0)
        taken = eat(d, p, n);
    else
        starve(d);
    return taken;
}

/* Runs any state. */
/*@ requires \valid(d) && P_OK(d) && (n > 0 ==> P_FED(d, p, n)) && d->notes == 0;
    requires d->state != ST_done;
    requires n > 0 || d->state >= ST_FIRST_TURN || d->closing == CLOSING_YES;
    P_TOTAL;
    assigns P_STEP;
    ensures d->cfg.max_input == \old(d->cfg.max_input) && \result <= n
        && d->offset == \old(d->offset) + \result && P_OK(d)
        && d->events <= \old(d->events) + 1 + 2 * \result
        && P_TO_DO(d) - P_COST * \result < \old(P_TO_DO(d)); */
static size_t run_state(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = 0;

    if (d->state >= ST_FIRST_TURN)
        tnefi_decoder_step_turns(d);
    else
        taken = serve(d, p, n);
    return taken;
}

/* Delivers raw, with the contract of a step. */
/*@ requires \valid(d) && P_OK(d) && P_FED(d, p, n) && d->raw_at <= d->depth && d->notes == 0;
    P_TOTAL;
    assigns P_STEP;
    ensures d->cfg.max_input == \old(d->cfg.max_input) && d->offset == \old(d->offset)
        && P_OK(d) && d->events <= \old(d->events) + 1 && P_TO_DO(d) < \old(P_TO_DO(d)); */
static void raw_step(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    deliver_raw(d, p, n);
}

/* Runs one step, after all anomalies were reported. */
/*@ requires \valid(d) && P_OK(d) && (n > 0 ==> P_FED(d, p, n)) && d->notes == 0;
    requires d->state != ST_done;
    requires n > 0 || d->state >= ST_FIRST_TURN || d->closing == CLOSING_YES;
    P_TOTAL;
    assigns P_STEP;
    ensures d->cfg.max_input == \old(d->cfg.max_input) && \result <= n
        && d->offset == \old(d->offset) + \result && P_OK(d)
        && d->events <= \old(d->events) + 1 + 2 * \result
        && P_TO_DO(d) - P_COST * \result < \old(P_TO_DO(d)); */
static size_t move_on(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = 0;

    if (raw_due(d, n))
        raw_step(d, p, n);
    else
        taken = run_state(d, p, n);
    return taken;
}

/* Runs one step, or reports one anomaly; a TNEF_SKIP of the callback is not yet done. */
/*@ requires \valid(d) && P_OK(d) && (n > 0 ==> P_FED(d, p, n));
    requires d->notes > 0 || d->state != ST_done;
    requires n > 0 || d->state >= ST_FIRST_TURN || d->notes > 0 || d->closing == CLOSING_YES;
    P_TOTAL;
    assigns P_STEP;
    ensures d->cfg.max_input == \old(d->cfg.max_input) && \result <= n
        && d->offset == \old(d->offset) + \result && P_OK(d)
        && d->events <= \old(d->events) + 1 + 2 * \result
        && P_TO_DO(d) - P_COST * \result < \old(P_TO_DO(d)); */
static size_t move(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = 0;

    if (d->notes > 0)
        tnefi_decoder_flush_note(d);
    else
        taken = move_on(d, p, n);
    return taken;
}

/* Does the TNEF_SKIP that the callback asked for, if it did. */
/*@ requires \valid(d) && P_OK(d);
    P_TOTAL;
    assigns d->skip, d->mute, d->state, d->level.in_stream.skipped, d->level.in_attr.skipped,
            d->level.in_row.skipped, d->level.in_prop.skipped, d->level.in_value.skipped;
    ensures P_OK(d) && P_TO_DO(d) <= \old(P_TO_DO(d)); */
static void heed(struct tnef_decoder *d)
{
    if (d->skip != 0)
        tnefi_decoder_skip(d);
}

/* Runs one step, then the TNEF_SKIP that the callback asked for. Returns how many of the |n| bytes it
 * took. */
/*@ requires \valid(d) && P_OK(d) && (n > 0 ==> P_FED(d, p, n));
    requires d->notes > 0 || d->state != ST_done;
    requires n > 0 || d->state >= ST_FIRST_TURN || d->notes > 0 || d->closing == CLOSING_YES;
    P_TOTAL;
    assigns P_STEP;
    ensures d->cfg.max_input == \old(d->cfg.max_input) && \result <= n
        && d->offset == \old(d->offset) + \result && P_OK(d)
        && d->events <= \old(d->events) + 1 + 2 * \result
        && P_TO_DO(d) - P_COST * \result < \old(P_TO_DO(d)); */
static size_t step(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken;

    if (d->steps < UINT64_MAX)
        d->steps++;
    taken = move(d, p, n);
    heed(d);
    return taken;
}

/* Whether there is something to do without another byte. */
/*@ requires \valid_read(d);
    P_TOTAL;
    assigns \nothing;
    ensures \result != 0 <==> d->notes > 0 || d->state >= ST_FIRST_TURN
                            || d->closing == CLOSING_YES; */
static int is_busy(const struct tnef_decoder *d)
{
    return d->notes > 0 || d->state >= ST_FIRST_TURN || d->closing == CLOSING_YES;
}

size_t tnefi_decoder_run(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t i = 0;
    size_t taken;

    d->halt = HALT_NONE;
    d->raw_at = 1; /* there may be more bytes at the cursor than when a pause came */
    /*@ loop invariant 0 <= i <= n && d->offset == \at(d->offset, Pre) + i;
        loop invariant d->cfg.max_input == \at(d->cfg.max_input, Pre);
        loop invariant P_COUNTERS(d);
        loop invariant d->offset <= d->level.end && P_LEVEL_OK(&d->level, d->offset);
        loop invariant d->state <= ST_value_end;
        loop invariant P_EATS_OK(d);
        loop invariant P_KNOWS(d);
        loop invariant P_TURNS_OK(d);
        loop invariant P_TO_DO(d) - P_COST * i <= \at(P_TO_DO(d), LoopEntry);
        loop assigns i, taken, P_STEP;
        loop variant P_TO_DO(d) + P_COST * (n - i); */
    while (d->halt == HALT_NONE && (d->notes > 0 || d->state != ST_done)) {
        if (i == n && !is_busy(d))
            break;
        TNEFI_TOUCH(1);
        taken = step(d, p + i, n - i);
        i += taken;
    }
    return i;
}

/* ---- Beginning ----------------------------------------------------------------------------- */

/*@ requires \valid(r);
    P_TOTAL;
    assigns *r;
    ensures r->status == TNEF_OK; */
static void clear_result(struct tnefi_decoder_result *r)
{
    r->status = TNEF_OK;
    r->offset = r->limit = r->found = 0;
    r->depth = r->attr = r->prop = 0;
    r->code = TNEF_NO_CODE;
    r->user_code = 0;
}

void tnefi_decoder_start(struct tnef_decoder *d)
{
    d->offset = d->output = d->events = d->steps = d->reported = 0;
    /*@ loop invariant 0 <= i <= TNEF_A_END;
        loop assigns i, d->anomalies[0 .. TNEF_A_END - 1];
        loop variant TNEF_A_END - i; */
    for (uint32_t i = 0; i < TNEF_A_END; i++)
        d->anomalies[i] = 0;
    d->attributes = d->depth = d->sum = d->captured = 0;
    d->name_len = d->name_have = d->fixed_len = 0;
    d->notes = d->note_at = 0;
    d->raw_at = 1;
    d->halt = HALT_NONE;
    d->closing = CLOSING_NO;
    d->mute = d->unwinding = d->busy = d->skip = 0;
    d->replay = 0;
    d->replay_answer = TNEF_CONTINUE;
    d->tail[0] = d->tail[1] = 0;
    clear_result(&d->fatal);
    clear_result(&d->limit);
    clear_result(&d->damage);
    tnefi_decoder_level_begin(&d->level, UINT64_C(1) << 63, 0);
    tnefi_decoder_expect(d, ST_signature, 4);
}
