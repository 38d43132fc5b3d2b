/* SPDX-License-Identifier: MIT */
#ifndef TNEF_DECODER_PROOF_H
#define TNEF_DECODER_PROOF_H
/* What is proved of the decoder: the facts that hold between any two of its steps, and what each
 * kind of step promises. Only the prover reads the annotations and uses the macros; this file is
 * included by decoder_priv.h, behind the structs of which it speaks. docs/assurance.md tells how it
 * is read. */

#ifdef __FRAMAC__
/* All that the proof knows about the caller's callback, and what it is promised. */
/*@ requires \valid_read(event);
    requires event->len > 0 ==> \valid_read(event->data + (0 .. event->len - 1));
    terminates \true; exits \false;
    assigns \result \from \nothing; */
extern int tnefi_callback_model(void *user, const tnef_event *event);
#endif

/*@ predicate config_ok(struct tnefi_config *c) =
         c->max_depth <= TNEF_DEPTH_CEILING && c->max_input <= TNEF_TOTAL_CEILING
      && c->max_output <= TNEF_TOTAL_CEILING && c->max_events <= TNEF_TOTAL_CEILING
      && c->on_event == &tnefi_callback_model;

    // Every counter is within its limit, and the limits within their ceilings.
    predicate counters(struct tnef_decoder *d) =
         d->offset <= d->cfg.max_input <= TNEF_TOTAL_CEILING
      && d->depth <= d->cfg.max_depth <= TNEF_DEPTH_CEILING
      && d->sum < 65536 && d->need <= SCRATCH_SIZE && d->have <= d->need
      && d->have <= d->offset && d->captured <= SCRATCH_SIZE && d->name_have <= TNEF_NAME_SIZE
      && d->fixed_len <= 16 && d->note_at <= d->notes <= NOTES_SIZE
      && (d->notes > 0 ==> d->note_at < d->notes) && (d->notes == 0 ==> d->note_at == 0)
      && d->output <= d->cfg.max_output <= TNEF_TOTAL_CEILING
      && d->events <= d->cfg.max_events <= TNEF_TOTAL_CEILING
      && d->reported <= d->cfg.max_anomalies && d->attributes <= d->cfg.max_attributes
      && 1 <= d->raw_at <= d->depth + 2 && d->closing <= CLOSING_CUT
      && d->cfg.on_event == &tnefi_callback_model;

    // An inner end is not past its outer end, and the cursor is inside of all that is open.
    predicate level_ok(struct tnefi_level *l, integer offset) =
         l->end <= 0x8000000000000000 && l->junk_off <= offset
      && (l->in_attr.open != 0 ==>
             l->data_off <= l->attr_end <= l->end && l->data_off <= offset)
      && (l->data_open != 0 ==> l->in_attr.open != 0 && offset <= l->attr_end)
      && (l->in_row.open != 0 ==> l->row >= 1)
      && (l->in_value.open != 0 ==> l->data_open != 0 && l->values >= 1
             && l->value_off <= offset <= l->value_end <= l->attr_end)
      && l->row + l->rows_left <= UINT32_MAX && l->props + l->props_left <= UINT32_MAX
      && l->values + l->values_left <= UINT32_MAX
      && l->compute_next <= COMPUTE_MAX && l->value_size <= 16;

    // The open stream ends inside the values that it is embedded in.
    predicate stack_ok(struct tnef_decoder *d) =
         (\forall integer k; 0 <= k < d->depth ==>
             level_ok(&d->below[k], d->offset) && d->below[k].in_value.open != 0
          && d->level.end <= d->below[k].value_end)
      && (\forall integer j, k; 0 <= j < k < d->depth ==>
             d->below[k].end <= d->below[j].value_end);

    predicate inv(struct tnef_decoder *d) =
         counters(d) && d->offset <= d->level.end && level_ok(&d->level, d->offset)
      && stack_ok(d);

    // The bytes that a state waits for are inside of what is open.
    predicate eats_ok(struct tnef_decoder *d) =
         (ST_signature <= d->state <= ST_attr_sum ==>
             d->have < d->need && d->offset + (d->need - d->have) <= d->level.end)
      && (ST_trailing <= d->state <= ST_stream_skip ==> d->offset < d->level.end)
      && (ST_attr_data <= d->state <= ST_attr_rest ==>
             d->level.data_open != 0 && d->offset < d->level.attr_end)
      && (ST_table_head <= d->state <= ST_value_pad ==> d->level.data_open != 0
             && d->have < d->need && d->offset + (d->need - d->have) <= d->level.attr_end)
      && (d->state == ST_name_data ==> d->level.data_open != 0
             && d->offset < d->level.value_end <= d->level.attr_end
             && d->name_len <= d->level.value_end
             && d->level.value_end - d->name_len <= d->offset)
      && (ST_value_iid <= d->state <= ST_nested_head ==> d->level.in_value.open != 0
             && d->have < d->need && d->offset + (d->need - d->have) <= d->level.value_end)
      && (ST_value_data <= d->state <= ST_value_skip ==> d->level.in_value.open != 0
             && d->offset < d->level.value_end);

    predicate in_value_state(integer s) =
         ST_value_iid <= s <= ST_value_skip || ST_value_begin <= s <= ST_value_end
      || s == ST_unwind;

    // What a state knows beside that.
    predicate knows(struct tnef_decoder *d) =
         (ST_signature <= d->state <= ST_stream_skip ==> d->level.data_open == 0)
      && (!in_value_state(d->state) ==> d->level.in_value.open == 0)
      && (d->state == ST_attr_end ==> d->level.in_attr.open != 0)
      && (d->state == ST_row_head ==> d->level.rows_left > 0)
      && (d->state == ST_prop_head ==> d->level.props_left > 0)
      && (d->state == ST_value_len ==> d->level.values_left > 0)
      && (d->state == ST_resync ==> d->level.junk_off + ATTR_HEAD_SIZE <= d->offset)
      && (d->state == ST_signature ==> d->need == 4)
      && (d->state == ST_attr_head ==> d->need == ATTR_HEAD_SIZE)
      && (d->state == ST_attr_sum ==> d->need == CHECKSUM_SIZE)
      && (d->state == ST_prop_guid ==> d->need == 20)
      && (ST_name_len <= d->state <= ST_value_len ==> d->need == 4)
      && (d->state == ST_value_fixed ==>
             d->need == d->level.value_size && 4 <= d->need <= 16)
      && (d->state == ST_nested_head ==> d->need == STREAM_HEAD_SIZE);

    predicate turns_ok(struct tnef_decoder *d) =
         (ST_attr_begin <= d->state <= ST_value_end ==> d->level.data_open != 0)
      && (ST_value_begin <= d->state <= ST_value_end ==> d->level.in_value.open != 0)
      && (ST_value_begin <= d->state <= ST_value_body ==>
             (d->level.computed == COMPUTED_AFTER ==> d->level.value_end == d->offset)
          && (d->level.computed != COMPUTED_AFTER && d->level.value_size > 0 ==>
                 4 <= d->level.value_size
              && d->offset + d->level.value_size == d->level.value_end))
      && (d->state == ST_raw_head || d->state == ST_stream_begin || d->state == ST_opaque ==>
             d->offset >= STREAM_HEAD_SIZE)
      && (d->state == ST_raw_head ==> d->depth > 0)
      && (d->state == ST_attr_found ==> d->offset >= ATTR_HEAD_SIZE)
      && (d->state == ST_trail_head ==> d->have > 0)
      && (d->state == ST_unwind && d->unwinding == 0 ==> d->level.data_open != 0);

    predicate ok(struct tnef_decoder *d) =
         inv(d) && d->state <= ST_value_end && eats_ok(d) && knows(d) && turns_ok(d);

    // ---- The measure of the work that is left without another byte --------------------------

    // For each thing that is open, the steps to close it; for an attribute, those of the
    // properties that may be computed from it. At most 50.
    logic integer to_close(struct tnefi_level *l) =
         (l->in_attr.open != 0 ? 2 + 10 * (COMPUTE_MAX - l->compute_next) : 0)
       + (l->in_row.open != 0 ? 1 : 0)
       + (l->in_prop.open != 0 ? 1 : 0)
       + (l->computed != 0 && l->values_left > 0 ? 5 : 0)
       + (l->in_value.open != 0 ? 1 : 0);

    // For each state, the steps until it eats or closes something. States that eat have none.
    logic integer rank(struct tnef_decoder *d) =
         d->state < ST_FIRST_TURN || d->state == ST_done ? 0
       : d->state == ST_stream_end ? 1
       : d->state == ST_attr_end || d->state == ST_trail_head || d->state == ST_stream_begin ? 2
       : d->state == ST_unwind || d->state == ST_raw_head ? 3
       : d->state == ST_row_end ? 4
       : d->state == ST_row_begin || d->state == ST_compute ? 5
       : d->state == ST_prop_end ? 6
       : d->state == ST_prop_next || d->state == ST_value_end ? 7
       : d->state == ST_prop_begin || d->state == ST_computed || d->state == ST_opaque ? 8
       : d->state == ST_value_body ? (d->offset < d->level.value_end ? 1 : 9)
       : d->state == ST_value_begin ? (d->offset < d->level.value_end ? 2 : 10)
       : d->state == ST_attr_body ? 15
       : d->state == ST_attr_begin ? 16
       : 60;

    // A level that is not the open one is in the state value_end or unwind: 64 are enough for it.
    logic integer work(struct tnef_decoder *d) = 64 * d->depth + to_close(&d->level) + rank(d);

    // The same in steps and in anomalies that wait to be said, each of which is the work of one
    // turn of the loop: a step may queue all the notes that there is room for. Levels are asked for
    // raw bytes at each offset. The end of the input is told to a state once.
    logic integer to_do(struct tnef_decoder *d) =
         10 * work(d) + (d->notes - d->note_at)
       + (d->raw_at <= d->depth ? d->depth + 1 - d->raw_at : 0)
       + (d->closing == CLOSING_CUT ? 0 : 50);

    // Bytes that can be fed.
    predicate fed(struct tnef_decoder *d, uint8_t *p, integer n) =
         1 <= n <= d->cfg.max_input - d->offset && \valid_read(p + (0 .. n - 1))
      && \separated(d, p + (0 .. n - 1));
*/

/* ---- What functions change, by kind ---------------------------------------------------------- */

/* Delivering an event. */
#define P_SAID d->halt, d->fatal, d->events, d->output, d->busy, d->skip
/* Queueing an anomaly. */
#define P_NOTED d->notes, d->note[0 .. NOTES_SIZE - 1], d->limit, d->damage
/* Choosing the next state. */
#define P_WENT d->state, d->have, d->need, d->mute
/* Taking bytes. */
#define P_TOOK d->offset, d->sum, d->scratch[0 .. SCRATCH_SIZE - 1]

/* All but the configuration and where the memory came from. */
#define P_STEP P_SAID, P_WENT, P_NOTED, P_TOOK, d->steps, d->note_at, d->reported, \
    d->anomalies[0 .. TNEF_A_NUMBER_OF - 1], d->attributes, d->depth, d->raw_at, d->captured, \
    d->name_len, d->name_have, d->name[0 .. TNEF_NAME_SIZE - 1], d->fixed[0 .. 15], d->fixed_len, \
    d->tail[0 .. 1], d->closing, d->unwinding, d->level, d->below[0 .. TNEF_DEPTH_CEILING - 1]

/* ---- Contracts that many functions share ----------------------------------------------------- */

#define P_TOTAL terminates \true; exits \false

/* A step of a TURN state: less work is left. */
#define P_TURN(s) \
    requires \valid(d) && ok(d) && d->state == s && d->notes == 0; \
    P_TOTAL; \
    ensures counters(d); \
    ensures d->offset <= d->level.end && level_ok(&d->level, d->offset); \
    ensures stack_ok(d); \
    ensures d->state <= ST_value_end; \
    ensures eats_ok(d); \
    ensures knows(d); \
    ensures turns_ok(d); \
    ensures work(d) < \old(work(d)); \
    ensures d->events <= \old(d->events) + 1

/* A step of an EATS state: at least one byte less is left. */
#define P_EATS(s) \
    requires \valid(d) && ok(d) && fed(d, p, n) && d->state == s && d->notes == 0; \
    P_TOTAL; \
    ensures 1 <= \result <= n && d->offset == \old(d->offset) + \result; \
    ensures counters(d); \
    ensures d->offset <= d->level.end && level_ok(&d->level, d->offset); \
    ensures stack_ok(d); \
    ensures d->state <= ST_value_end; \
    ensures eats_ok(d); \
    ensures knows(d); \
    ensures turns_ok(d); \
    ensures work(d) <= \old(work(d)) + WORK_PER_BYTE; \
    ensures d->events <= \old(d->events) + 1

/* A continuation, in the middle of a step: chooses the next state, of |w| steps at most. */
#define P_NEXT(w) \
    requires \valid(d) && inv(d); \
    requires d->level.in_value.open == 0; \
    P_TOTAL; \
    assigns P_WENT, P_NOTED, d->level; \
    ensures counters(d) && d->level.end == \old(d->level.end); \
    ensures level_ok(&d->level, d->offset); \
    ensures d->state <= ST_value_end; \
    ensures eats_ok(d); \
    ensures knows(d); \
    ensures turns_ok(d); \
    ensures to_close(&d->level) + rank(d) <= \old(to_close(&d->level)) + (w)

#define WORK_PER_BYTE 70
#define P_COST (10 * WORK_PER_BYTE + 50)

#endif
