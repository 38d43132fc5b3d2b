/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_DECODER_PROOF_H
#define TNEFI_DECODER_PROOF_H
/* What is proved of the decoder: the facts that hold between any two of its steps, and what each
 * kind of step promises. Only the prover reads the annotations and uses the macros; this file is
 * included by priv.h, after the structs of which it speaks. docs/assurance.md tells how to read it. */

#ifdef __FRAMAC__
/* All that the proof knows about the caller's callback, and what it is promised. */
/*@ requires \valid_read(event);
    requires event->len > 0 ==> \valid_read(event->data + (0 .. event->len - 1));
    terminates \true; exits \false;
    assigns \result \from \nothing; */
extern int tnefi_decoder_callback_model(void *user, const tnef_event *event);
#endif

#define P_CONFIG_OK(c) (P_CEILINGS(c) && (c)->on_event == &tnefi_decoder_callback_model)

/* Every counter is within its limit, and the limits within their ceilings. */
#define P_COUNTERS(d) \
    (d->offset <= d->cfg.max_input <= TNEF_TOTAL_CEILING \
    && d->depth <= d->cfg.max_depth <= TNEF_DEPTH_CEILING \
    && d->sum < 65536 && d->need <= SCRATCH_SIZE && d->have <= d->need \
    && d->have <= d->offset && d->captured <= SCRATCH_SIZE && d->name_have <= TNEF_NAME_SIZE \
    && d->fixed_len <= 16 && d->note_at <= d->notes <= NOTES_SIZE \
    && (d->notes > 0 ==> d->note_at < d->notes) && (d->notes == 0 ==> d->note_at == 0) \
    && d->output <= d->cfg.max_output <= TNEF_TOTAL_CEILING \
    && d->events <= d->cfg.max_events <= TNEF_TOTAL_CEILING \
    && d->reported <= d->cfg.max_anomalies && d->attributes <= d->cfg.max_attributes \
    && 1 <= d->raw_at <= TNEF_DEPTH_CEILING + 1 && d->closing <= CLOSING_CUT \
    && d->cfg.on_event == &tnefi_decoder_callback_model)

/* An inner end is not past its outer end, and the cursor is inside of all that is open. */
#define P_LEVEL_OK(l, offset) \
    ((l)->end <= 0x8000000000000000 && (l)->junk_off <= offset \
    && ((l)->in_attr.open != 0 ==> \
           (l)->data_off <= (l)->attr_end <= (l)->end && (l)->data_off <= offset) \
    && ((l)->data_open != 0 ==> (l)->in_attr.open != 0 && offset <= (l)->attr_end) \
    && ((l)->in_value.open != 0 ==> (l)->data_open != 0 \
           && (l)->value_off <= offset <= (l)->value_end <= (l)->attr_end) \
    && (l)->row + (l)->rows_left <= UINT32_MAX && (l)->props + (l)->props_left <= UINT32_MAX \
    && (l)->values + (l)->values_left <= UINT32_MAX \
    && (l)->compute_next <= COMPUTE_MAX && (l)->value_size <= 16)

/* The bytes that a state waits for are inside of what is open. */
#define P_EATS_OK(d) \
    ((ST_signature <= d->state <= ST_attr_sum ==> \
           d->have < d->need && d->offset + (d->need - d->have) <= d->level.end) \
    && (ST_trailing <= d->state <= ST_stream_skip ==> d->offset < d->level.end) \
    && (ST_attr_data <= d->state <= ST_attr_rest ==> \
           d->level.data_open != 0 && d->offset < d->level.attr_end) \
    && (ST_table_head <= d->state <= ST_value_pad ==> d->level.data_open != 0 \
           && d->have < d->need && d->offset + (d->need - d->have) <= d->level.attr_end) \
    && (d->state == ST_name_data ==> d->level.data_open != 0 \
           && d->offset < d->level.value_end <= d->level.attr_end \
           && d->name_len <= d->level.value_end \
           && d->level.value_end - d->name_len <= d->offset) \
    && (ST_value_iid <= d->state <= ST_nested_head ==> d->level.in_value.open != 0 \
           && d->have < d->need && d->offset + (d->need - d->have) <= d->level.value_end) \
    && (ST_value_data <= d->state <= ST_value_skip ==> d->level.in_value.open != 0 \
           && d->offset < d->level.value_end))

#define P_IN_VALUE(s) \
    (ST_value_iid <= s <= ST_value_skip || ST_value_begin <= s <= ST_value_end \
    || s == ST_unwind || s == ST_held)

/* What a state knows beside that. */
#define P_KNOWS(d) \
    ((ST_signature <= d->state <= ST_stream_skip || d->state == ST_trail_head \
           || d->state == ST_attr_found ==> d->level.data_open == 0) \
    && (!P_IN_VALUE(d->state) ==> d->level.in_value.open == 0) \
    && (d->state == ST_attr_end ==> d->level.in_attr.open != 0) \
    && (d->state == ST_row_head ==> d->level.rows_left > 0) \
    && (d->state == ST_prop_head ==> d->level.props_left > 0) \
    && (d->state == ST_value_len ==> \
           d->level.values_left > 0 && d->level.computed == COMPUTED_NO) \
    && (d->state == ST_resync ==> d->level.junk_off + ATTR_HEAD_SIZE <= d->offset \
           && d->have == ATTR_HEAD_SIZE && d->need == ATTR_HEAD_SIZE) \
    && (d->state == ST_signature ==> \
           d->need == 4 && d->offset + (d->need - d->have) + 2 <= d->level.end) \
    && (d->state == ST_key ==> d->need == 2 && 4 + d->have <= d->offset) \
    && (d->state == ST_attr_sum ==> d->level.in_attr.open != 0) \
    && (d->state == ST_attr_head ==> d->need == ATTR_HEAD_SIZE) \
    && (d->state == ST_attr_sum ==> d->need == CHECKSUM_SIZE) \
    && (d->state == ST_prop_guid ==> d->need == 20) \
    && (ST_name_len <= d->state <= ST_value_len ==> d->need == 4) \
    && (d->state == ST_value_iid ==> \
           d->level.value_size == 0 && d->level.computed == COMPUTED_NO) \
    && (d->state == ST_value_fixed ==> \
           d->need == d->level.value_size && 4 <= d->need <= 16) \
    && (d->state == ST_nested_head ==> \
           d->need == STREAM_HEAD_SIZE || d->need == WRAPPED_SIZE))

#define P_TURNS_OK(d) \
    ((ST_attr_begin <= d->state <= ST_value_end ==> d->level.data_open != 0) \
    && (ST_value_begin <= d->state <= ST_value_end ==> d->level.in_value.open != 0) \
    && (ST_value_begin <= d->state <= ST_value_body ==> \
           (d->level.computed == COMPUTED_AFTER ==> d->level.value_end == d->offset) \
        && (d->level.computed != COMPUTED_AFTER && d->level.value_size > 0 ==> \
               4 <= d->level.value_size \
            && d->offset + d->level.value_size == d->level.value_end)) \
    && (d->state == ST_raw_head || d->state == ST_stream_begin || d->state == ST_opaque ==> \
           d->offset >= STREAM_HEAD_SIZE) \
    && (d->state == ST_raw_head ==> d->depth > 0) \
    && (d->state == ST_attr_found ==> d->offset >= ATTR_HEAD_SIZE) \
    && (d->state == ST_trail_head || d->state == ST_held ==> d->have > 0) \
    && (d->state == ST_held ==> d->unwinding != 0 && d->level.in_value.open != 0) \
    && (d->state == ST_unwind && d->unwinding == 0 ==> d->level.data_open != 0))

/* ---- The measure of the work that is left without another byte -------------------------- */

/* For each thing that is open, the steps to close it; for an attribute, those of the
 * properties that may be computed from it. At most 50. */
#define P_TO_CLOSE(l) \
    (((l)->in_attr.open != 0 ? 2 + 10 * (COMPUTE_MAX - (l)->compute_next) : 0) \
    + ((l)->in_row.open != 0 ? 1 : 0) \
    + ((l)->in_prop.open != 0 ? 1 : 0) \
    + ((l)->computed != 0 && (l)->values_left > 0 ? 5 : 0) \
    + ((l)->in_value.open != 0 ? 1 : 0))

/* For each state, the steps until it eats or closes something. States that eat have none. */
#define P_RANK(d) \
    (d->state < ST_FIRST_TURN || d->state == ST_done ? 0 \
    : d->state == ST_stream_end ? 1 \
    : d->state == ST_attr_end || d->state == ST_trail_head || d->state == ST_stream_begin ? 2 \
    : d->state == ST_unwind || d->state == ST_raw_head ? 3 \
    : d->state == ST_row_end || d->state == ST_held ? 4 \
    : d->state == ST_row_begin || d->state == ST_compute ? 5 \
    : d->state == ST_prop_end ? 6 \
    : d->state == ST_prop_next || d->state == ST_value_end ? 7 \
    : d->state == ST_prop_begin || d->state == ST_computed || d->state == ST_opaque ? 8 \
    : d->state == ST_value_body ? (d->offset < d->level.value_end ? 1 : 9) \
    : d->state == ST_value_begin ? (d->offset < d->level.value_end ? 2 : 10) \
    : d->state == ST_attr_body ? 15 \
    : d->state == ST_attr_begin ? 16 \
    : 60)

/* A level that is not the open one is in the state value_end or unwind: 64 are enough for it. */
#define P_WORK(d) \
    (64 * d->depth + P_TO_CLOSE(&d->level) + P_RANK(d))

/* The same in steps and in anomalies that wait to be reported, each of which is the work of one
 * turn of the loop: a step may queue all the notes that there is room for. Levels are asked for
 * raw bytes at each offset. The end of the input is told to a state once. */
#define P_TO_DO(d) \
    (10 * P_WORK(d) + (d->notes - d->note_at) \
    + (d->raw_at <= d->depth ? d->depth + 1 - d->raw_at : 0) \
    + (d->closing == CLOSING_CUT ? 0 : 50))

/* Bytes that can be fed. */
#define P_FED(d, p, n) \
    (1 <= n <= d->cfg.max_input - d->offset && \valid_read(p + (0 .. n - 1)) \
    && \separated(d, p + (0 .. n - 1)))

/* ---- What functions change, by kind ----------------------------------------------------------
 *
 * Field by field: what is not named is known to stay, without a thought of the prover's. */

#define P_RESULT(r) r.offset, r.limit, r.found, r.status, r.depth, r.attr, r.prop, r.code, \
    r.user_code
/* A level, but for its names and ids of 16 bytes. */
#define P_LEVEL(l) \
    l.end, l.attr_end, l.value_end, l.attr_off, l.data_off, l.row_off, l.prop_off, \
    l.value_off, l.raw_done, l.junk_off, l.seen, l.attr_id, l.attr, l.attr_len, \
    l.rows_left, l.row, l.props_left, l.props, l.values_left, l.values, l.value_len, \
    l.name_id, l.prop_id, l.prop_type, l.sum, l.attr_level, l.in_stream.open, \
    l.in_stream.bad, l.in_stream.skipped, l.in_attr.open, l.in_attr.bad, l.in_attr.skipped, \
    l.in_row.open, l.in_row.bad, l.in_row.skipped, l.in_prop.open, l.in_prop.bad, \
    l.in_prop.skipped, l.in_value.open, l.in_value.bad, l.in_value.skipped, l.data_open, \
    l.computed, l.compute_next, l.value_size, l.named, l.has_iid, l.nested, l.opaque, \
    l.has_attachment, l.junk_bad
/* Failing; delivering an event; queueing an anomaly. */
#define P_FAILED d->halt, P_RESULT(d->fatal)
#define P_SAID   P_FAILED, d->events, d->output, d->busy, d->skip, d->replay
#define P_NOTED  d->notes, d->note[0 .. NOTES_SIZE - 1]
/* Choosing the next state. */
#define P_WENT   d->state, d->have, d->need
/* Taking bytes; into scratch. */
#define P_TOOK     d->offset, d->sum
#define P_GATHERED P_TOOK, P_WENT, d->scratch[0 .. SCRATCH_SIZE - 1]

#define P_OPEN(what) d->level.what.open, d->level.what.bad, d->level.what.skipped
#define P_JUNK   d->level.junk_off, d->level.junk_bad
#define P_SPOILT d->level.in_attr.bad, d->level.in_row.bad, d->level.in_prop.bad, \
    d->level.in_value.bad
/* To the next attribute; to the end of an attribute, of a list, of a table. */
#define P_NEXT_ATTR P_WENT, P_JUNK, d->level.in_attr.open, d->level.data_open
#define P_ATTR_DONE P_WENT, P_NOTED, d->mute, d->level.sum, d->level.data_open, \
    d->level.in_attr.bad, d->level.in_stream.bad
#define P_LIST_DONE P_ATTR_DONE, P_JUNK
#define P_ASKED     P_WENT, P_NOTED, P_SPOILT
#define P_NEXT_ROW  P_LIST_DONE, P_SPOILT, d->level.row_off, d->level.in_attr.skipped
#define P_NEXT_PROP P_LIST_DONE, P_SPOILT, d->level.prop_off, d->level.in_attr.skipped, \
    d->level.in_row.skipped
/* Beginning an attribute, a property, a value. */
#define P_ATTR d->attributes, d->captured, d->level.attr_off, d->level.data_off, \
    d->level.attr_id, d->level.attr, d->level.attr_len, d->level.attr_end, d->level.attr_level, \
    d->level.data_open, d->level.named, d->level.computed, d->level.compute_next, d->level.sum, \
    d->level.seen, d->level.has_attachment, d->level.in_stream.bad, P_OPEN(in_attr)
#define P_PROP d->state, d->level.prop_id, d->level.prop_type, d->level.values_left, \
    d->level.values, P_OPEN(in_prop)
#define P_PROP_ASKED P_ASKED, P_PROP
#define P_VALUE d->state, d->level.values_left, d->level.values, d->level.value_off, \
    d->level.value_len, d->level.value_end, d->level.value_size, d->level.has_iid, \
    d->level.nested, d->level.opaque, P_OPEN(in_value), d->tail[0 .. 1]
#define P_MADE P_PROP, d->level.computed, d->level.prop_off, d->fixed[0 .. 15], d->fixed_len
#define P_COMPUTED P_MADE, P_ATTR_DONE, d->level.compute_next
#define P_NAMED d->name_len, d->name_have, d->name[0 .. TNEF_NAME_SIZE - 1]

/* Saying at once what lies whole in the buffer, and what comes of a run of properties besides. */
#define P_TOLD d->offset, d->output, d->events, d->busy, d->replay_answer
#define P_PROP_TOLD d->level.prop_id, d->level.prop_type, d->level.in_prop.open
#define P_WHOLE_SAID P_TOLD, P_PROP_TOLD, d->sum, d->replay, P_NEXT_PROP, d->level.props_left, d->level.props

/* A whole step may change all of the decoder but its configuration. To the prover that is one change,
 * where a list of the fields would be seventy; what matters of the configuration is told apart. */
#define P_STEP *d
#define P_SAME d->cfg.max_input == \old(d->cfg.max_input) && d->closing == \old(d->closing)

/* ---- Facts that always stand together -------------------------------------------------------- */

/* Nothing is claimed of the levels below the open one: one that comes back is looked at (nested.c). */
#define P_HERE(d) P_COUNTERS(d) && d->offset <= d->level.end && P_LEVEL_OK(&d->level, d->offset)
#define P_STATE(d) d->state <= ST_value_end && P_EATS_OK(d) && P_KNOWS(d) && P_TURNS_OK(d)
#define P_OK(d) P_HERE(d) && P_STATE(d)

/* ---- Contracts that many functions share ----------------------------------------------------- */

#define P_TOTAL terminates \true; exits \false

/* Reports an event. */
#define P_SAYS \
    requires \valid(d) && P_HERE(d); \
    P_TOTAL; \
    assigns P_SAID; \
    ensures d->output <= d->cfg.max_output; \
    ensures d->events <= d->cfg.max_events && d->events <= \old(d->events) + 1

/* A step of a TURN state: less work is left. */
#define P_TURN_ANY(first, last) \
    requires \valid(d) && P_OK(d) && first <= d->state <= last && d->notes == 0; \
    P_TOTAL; \
    ensures P_OK(d) && d->offset == \old(d->offset) && d->depth <= \old(d->depth) + 1 \
        && P_WORK(d) < \old(P_WORK(d)) && d->events <= \old(d->events) + 1
#define P_TURN(s) P_TURN_ANY(s, s)

/* A step of an EATS state: at least one byte less is left. */
#define P_EATS_SAYING(first, last, most) \
    requires \valid(d) && P_OK(d) && P_FED(d, p, n) && first <= d->state <= last; \
    requires d->notes == 0; \
    P_TOTAL; \
    ensures 1 <= \result <= n && d->offset == \old(d->offset) + \result && P_OK(d) \
        && P_WORK(d) <= \old(P_WORK(d)) + WORK_PER_BYTE && d->events <= \old(d->events) + (most)
#define P_EATS(s) P_EATS_SAYING(s, s, 1)

/* The same of several states, among them those of the heads of properties and attributes, which are said in
 * one step where they lie whole in the buffer. A property has five events and at least eight bytes, or four
 * if the callback halts; an attribute has at most eighteen, with what is made of it, and at least nine bytes
 * if the callback halts. */
#define P_EATS_ANY(first, last) P_EATS_SAYING(first, last, 2 * \result)

/* A continuation, in the middle of a step: chooses the next state, of |w| steps at most. */
#define P_NEXT(w) \
    requires \valid(d) && P_HERE(d); \
    requires d->level.in_value.open == 0; \
    P_TOTAL; \
    ensures P_COUNTERS(d) && P_LEVEL_OK(&d->level, d->offset) && P_STATE(d) \
        && P_TO_CLOSE(&d->level) + P_RANK(d) <= \old(P_TO_CLOSE(&d->level)) + (w)

#define WORK_PER_BYTE 70
#define P_COST (10 * WORK_PER_BYTE + 50)

#endif
