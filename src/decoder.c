/* SPDX-License-Identifier: MIT */
/* The public face of the decoder, and the loop that runs its states. */

#include "decoder_priv.h"

#include "alloc.h"

#include <stdalign.h>

_Static_assert(sizeof(struct tnef_decoder) <= TNEF_DECODER_SIZE_MAX, "decoder.h promises this");
_Static_assert(TNEFI_ATTR_COUNT <= 64, "a bit for each attribute");

/* ---- The loop ------------------------------------------------------------------------------ */

/*@ requires \valid(d) && P_OK(d) && P_FED(d, p, n) && d->state < ST_FIRST_TURN && d->notes == 0;
    P_TOTAL;
    assigns P_STEP;
    ensures 1 <= \result <= n && d->offset == \old(d->offset) + \result && P_OK(d);
    ensures P_WORK(d) <= \old(P_WORK(d)) + WORK_PER_BYTE && d->events <= \old(d->events) + 1; */
static size_t step_eats(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    switch (d->state) {
    case ST_signature:   return tnefi_step_signature(d, p, n);
    case ST_key:         return tnefi_step_key(d, p, n);
    case ST_attr_head:   return tnefi_step_attr_head(d, p, n);
    case ST_attr_data:   return tnefi_step_attr_data(d, p, n);
    case ST_attr_skip:   return tnefi_step_attr_skip(d, p, n);
    case ST_attr_rest:   return tnefi_step_attr_rest(d, p, n);
    case ST_attr_sum:    return tnefi_step_attr_sum(d, p, n);
    case ST_trailing:    return tnefi_step_trailing(d, p, n);
    case ST_resync:      return tnefi_step_resync(d, p, n);
    case ST_stream_skip: return tnefi_step_stream_skip(d, p, n);
    case ST_table_head:  return tnefi_step_table_head(d, p, n);
    case ST_row_head:    return tnefi_step_row_head(d, p, n);
    case ST_list_head:   return tnefi_step_list_head(d, p, n);
    case ST_prop_head:   return tnefi_step_prop_head(d, p, n);
    case ST_prop_guid:   return tnefi_step_prop_guid(d, p, n);
    case ST_name_id:     return tnefi_step_name_id(d, p, n);
    case ST_name_len:    return tnefi_step_name_len(d, p, n);
    case ST_name_data:   return tnefi_step_name_data(d, p, n);
    case ST_name_pad:    return tnefi_step_name_pad(d, p, n);
    case ST_value_count: return tnefi_step_value_count(d, p, n);
    case ST_value_len:   return tnefi_step_value_len(d, p, n);
    case ST_value_iid:   return tnefi_step_value_iid(d, p, n);
    case ST_value_fixed: return tnefi_step_value_fixed(d, p, n);
    case ST_value_data:  return tnefi_step_value_data(d, p, n);
    case ST_value_skip:  return tnefi_step_value_skip(d, p, n);
    case ST_value_pad:   return tnefi_step_value_pad(d, p, n);
    default:             return tnefi_step_nested_head(d, p, n);
    }
}

/*@ requires \valid(d) && P_OK(d) && ST_FIRST_TURN <= d->state && d->state != ST_done
          && d->notes == 0;
    P_TOTAL;
    assigns P_STEP;
    ensures P_OK(d) && d->offset == \old(d->offset);
    ensures P_WORK(d) < \old(P_WORK(d)) && d->events <= \old(d->events) + 1; */
static void step_turns(struct tnef_decoder *d)
{
    switch (d->state) {
    case ST_raw_head:     tnefi_turn_raw_head(d);     break;
    case ST_opaque:       tnefi_turn_opaque(d);       break;
    case ST_stream_begin: tnefi_turn_stream_begin(d); break;
    case ST_stream_end:   tnefi_turn_stream_end(d);   break;
    case ST_attr_found:   tnefi_turn_attr_found(d);   break;
    case ST_attr_begin:   tnefi_turn_attr_begin(d);   break;
    case ST_attr_body:    tnefi_turn_attr_body(d);    break;
    case ST_compute:      tnefi_turn_compute(d);      break;
    case ST_attr_end:     tnefi_turn_attr_end(d);     break;
    case ST_row_begin:    tnefi_turn_row_begin(d);    break;
    case ST_row_end:      tnefi_turn_row_end(d);      break;
    case ST_prop_begin:   tnefi_turn_prop_begin(d);   break;
    case ST_prop_next:    tnefi_turn_prop_next(d);    break;
    case ST_prop_end:     tnefi_turn_prop_end(d);     break;
    case ST_value_begin:  tnefi_turn_value_begin(d);  break;
    case ST_value_body:   tnefi_turn_value_body(d);   break;
    case ST_computed:     tnefi_turn_computed(d);     break;
    case ST_value_end:    tnefi_turn_value_end(d);    break;
    case ST_trail_head:   tnefi_turn_trail_head(d);   break;
    case ST_held:         tnefi_turn_held(d);         break;
    default:              tnefi_turn_unwind(d);       break;
    }
}

/* Whether it is time to ask the next embedded message for its raw bytes. */
/*@ requires \valid_read(d);
    P_TOTAL;
    assigns \nothing;
    ensures \result != 0 ==> d->raw_at <= d->depth && d->state != ST_raw_head; */
static int raw_due(const struct tnef_decoder *d)
{
    return (d->cfg.flags & TNEF_RAW_NESTED) != 0 && d->raw_at <= d->depth
        && d->state != ST_raw_head;
}

/* Delivers raw what the input holds of an embedded message, ahead of reading it, once those bytes
 * that were delivered before have been read. From the outermost inwards, one message at a time. */
/*@ requires \valid(d) && P_OK(d) && P_FED(d, p, n) && d->raw_at <= d->depth && d->notes == 0;
    P_TOTAL;
    assigns P_SAID, d->raw_at, d->level.raw_done, d->below[0 .. TNEF_DEPTH_CEILING - 1];
    ensures P_OK(d) && d->raw_at == \old(d->raw_at) + 1 && d->events <= \old(d->events) + 1; */
static void deliver_raw(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    uint32_t i = d->raw_at;
    struct tnefi_level *l = i < d->depth ? &d->below[i] : &d->level;
    uint64_t room;
    size_t len;

    d->raw_at++;
    if (l->raw_done != d->offset || l->end <= d->offset)
        return;
    room = room_to(d, l->end);
    len = room < n ? (size_t)room : n;
    l->raw_done = d->offset + len;
    tnefi_deliver_raw(d, i - 1u, p, len, d->offset, room - len);
}

/* A state that eats has |n| bytes. All levels may be asked anew behind the cursor. */
/*@ requires \valid(d) && P_OK(d) && P_FED(d, p, n) && d->state < ST_FIRST_TURN && d->notes == 0;
    P_TOTAL;
    assigns P_STEP;
    ensures 1 <= \result <= n && d->offset == \old(d->offset) + \result && P_OK(d);
    ensures P_WORK(d) <= \old(P_WORK(d)) + WORK_PER_BYTE && d->events <= \old(d->events) + 1; */
static size_t eat(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = step_eats(d, p, n);

    d->raw_at = 1;
    return taken;
}

/* One step, or the saying of one anomaly; how many of the |n| bytes it took. */
/*@ requires \valid(d) && P_OK(d) && (n > 0 ==> P_FED(d, p, n));
    requires d->notes > 0 || d->state != ST_done;
    requires n > 0 || d->state >= ST_FIRST_TURN || d->notes > 0 || d->closing == CLOSING_YES;
    P_TOTAL;
    assigns P_STEP;
    ensures P_OK(d) && d->offset == \old(d->offset) + \result && \result <= n;
    ensures d->events <= \old(d->events) + 1;
    ensures P_TO_DO(d) - P_COST * \result < \old(P_TO_DO(d)); */
static size_t step(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t taken = 0;

    if (d->steps < UINT64_MAX)
        d->steps++;
    if (d->notes > 0) {
        tnefi_flush_note(d);
    } else if (n > 0 && raw_due(d)) {
        deliver_raw(d, p, n);
    } else if (d->state >= ST_FIRST_TURN) {
        step_turns(d);
    } else if (n > 0) {
        taken = eat(d, p, n);
    } else {
        d->closing = CLOSING_CUT;
        tnefi_cut(d);
    }
    if (d->skip != 0)
        tnefi_skip(d);
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

/* Runs states until they starve, or end, or the callback wants a halt; how many of the |n| bytes
 * were taken. */
/*@ requires \valid(d) && P_OK(d) && (n > 0 ==> P_FED(d, p, n));
    P_TOTAL;
    assigns P_STEP;
    ensures P_OK(d) && \result <= n && d->offset == \old(d->offset) + \result; */
static size_t run(struct tnef_decoder *d, const uint8_t *p, size_t n)
{
    size_t i = 0;

    d->halt = HALT_NONE;
    /*@ loop invariant 0 <= i <= n && P_OK(d) && d->offset == \at(d->offset, Pre) + i;
        loop invariant P_TO_DO(d) - P_COST * i <= \at(P_TO_DO(d), Pre);
        loop assigns i, P_STEP;
        loop variant P_TO_DO(d) + P_COST * (n - i); */
    while (d->halt == HALT_NONE && (d->notes > 0 || d->state != ST_done)) {
        if (i == n && !is_busy(d))
            break;
        i += step(d, n > 0 ? p + i : p, n - i);
    }
    return i;
}

/* ---- Life ---------------------------------------------------------------------------------- */

/*@ requires \valid(r);
    P_TOTAL;
    assigns *r;
    ensures r->status == TNEF_OK; */
static void clear_result(struct tnefi_result *r)
{
    r->status = TNEF_OK;
    r->offset = r->limit = r->found = 0;
    r->depth = r->attr = r->prop = 0;
    r->code = TNEF_A_NUMBER_OF;
    r->user_code = 0;
}

/*@ requires \valid(d) && P_CONFIG_OK(&d->cfg);
    P_TOTAL;
    assigns P_STEP;
    ensures P_OK(d) && d->offset == 0 && d->fatal.status == TNEF_OK; */
static void start(struct tnef_decoder *d)
{
    d->offset = d->output = d->events = d->steps = d->reported = 0;
    /*@ loop invariant 0 <= i <= TNEF_A_NUMBER_OF;
        loop assigns i, d->anomalies[0 .. TNEF_A_NUMBER_OF - 1];
        loop variant TNEF_A_NUMBER_OF - i; */
    for (uint32_t i = 0; i < TNEF_A_NUMBER_OF; i++)
        d->anomalies[i] = 0;
    d->attributes = d->depth = d->sum = d->captured = 0;
    d->name_len = d->name_have = d->fixed_len = 0;
    d->notes = d->note_at = 0;
    d->raw_at = 1;
    d->halt = HALT_NONE;
    d->closing = CLOSING_NO;
    d->mute = d->unwinding = d->busy = d->skip = 0;
    d->tail[0] = d->tail[1] = 0;
    clear_result(&d->fatal);
    clear_result(&d->limit);
    clear_result(&d->damage);
    tnefi_level_begin(&d->level, UINT64_C(1) << 63, 0);
    tnefi_expect(d, ST_signature, 4);
}

size_t tnef_decoder_size(void)
{
    return sizeof(struct tnef_decoder);
}

tnef_status tnef_decoder_init(tnef_decoder **out, void *mem, size_t len, const tnef_config *cfg)
{
    struct tnefi_config imported;
    struct tnef_decoder *d = mem;
    tnef_status status;

    *out = NULL;
    if (mem == NULL || len < sizeof *d || (uintptr_t)mem % alignof(struct tnef_decoder) != 0)
        return TNEF_E_ARGUMENT;
    status = tnefi_config_import(&imported, cfg);
    if (status != TNEF_OK)
        return status;
    d->cfg = imported;
    d->alloc.alloc = NULL;
    d->alloc.release = NULL;
    d->alloc.user = NULL;
    start(d);
    *out = d;
    return TNEF_OK;
}

tnef_status tnef_decoder_new(tnef_decoder **out, const tnef_config *cfg,
                             const tnef_allocator *alloc)
{
    const tnef_allocator *a = alloc != NULL ? alloc : tnefi_default_allocator();
    tnef_status status;
    void *mem;

    *out = NULL;
    if (a->alloc == NULL || a->release == NULL)
        return TNEF_E_ARGUMENT;
    mem = a->alloc(a->user, sizeof(struct tnef_decoder));
    if (mem == NULL)
        return TNEF_E_MEMORY;
    status = tnef_decoder_init(out, mem, sizeof(struct tnef_decoder), cfg);
    if (status == TNEF_OK)
        (*out)->alloc = *a;
    else
        a->release(a->user, mem, sizeof(struct tnef_decoder));
    return status;
}

void tnef_decoder_free(tnef_decoder *decoder)
{
    tnef_allocator a;

    if (decoder == NULL || decoder->alloc.release == NULL)
        return;
    a = decoder->alloc;
    a.release(a.user, decoder, sizeof *decoder);
}

/* A caller who misuses a decoder has lost bytes or events, and would otherwise not notice. */
static tnef_status misuse(struct tnef_decoder *d, tnef_status status)
{
    if (d->fatal.status == TNEF_OK)
        tnefi_fail(d, status, d->offset, 0, 0);
    return status;
}

tnef_status tnef_decoder_reset(tnef_decoder *decoder)
{
    if (decoder->busy != 0)
        return misuse(decoder, TNEF_E_STATE);
    start(decoder);
    return TNEF_OK;
}

/* ---- Feeding ------------------------------------------------------------------------------- */

static tnef_status after_run(const struct tnef_decoder *d)
{
    if (d->fatal.status != TNEF_OK)
        return d->fatal.status;
    return d->halt == HALT_PAUSE ? TNEF_PAUSED : TNEF_OK;
}

tnef_status tnef_decoder_feed(tnef_decoder *decoder, const void *buf, size_t len, size_t *taken)
{
    struct tnef_decoder *d = decoder;
    uint64_t allowed = d->cfg.max_input - d->offset;
    size_t n = len < allowed ? len : (size_t)allowed;
    tnef_status status;
    size_t i;

    if (taken != NULL)
        *taken = 0;
    if (d->busy != 0 || d->closing != CLOSING_NO)
        return misuse(d, TNEF_E_STATE);
    if (buf == NULL && len > 0)
        return misuse(d, TNEF_E_ARGUMENT);
    if (d->fatal.status != TNEF_OK)
        return d->fatal.status;
    i = run(d, buf, n);
    if (taken != NULL)
        *taken = i;
    status = after_run(d);
    if (status == TNEF_OK && n < len) {
        tnefi_fail(d, TNEF_E_LIMIT_INPUT, d->offset, d->cfg.max_input, d->offset + (len - n));
        status = d->fatal.status;
    }
    return status;
}

static const struct tnefi_result *result(const struct tnef_decoder *d)
{
    if (d->fatal.status != TNEF_OK)
        return &d->fatal;
    return d->limit.status != TNEF_OK ? &d->limit : &d->damage;
}

tnef_status tnef_decoder_finish(tnef_decoder *decoder)
{
    struct tnef_decoder *d = decoder;

    if (d->busy != 0)
        return misuse(d, TNEF_E_STATE);
    if (d->closing == CLOSING_NO)
        d->closing = CLOSING_YES;
    if (d->fatal.status == TNEF_OK)
        run(d, NULL, 0);
    if (d->fatal.status == TNEF_OK && d->halt == HALT_PAUSE)
        return TNEF_PAUSED;
    return result(d)->status;
}

void tnef_decoder_error(const tnef_decoder *decoder, tnef_error *out)
{
    const struct tnefi_result *r = result(decoder);

    if (out->size < sizeof *out)
        return;
    tnefi_error(r, out);
}

uint64_t tnef_decoder_offset(const tnef_decoder *decoder)
{
    return decoder->offset;
}

uint64_t tnef_decoder_anomalies(const tnef_decoder *decoder, uint32_t code)
{
    if (code >= TNEF_A_NUMBER_OF || decoder->anomalies[code] < 0)
        return 0;
    return (uint64_t)decoder->anomalies[code];
}
