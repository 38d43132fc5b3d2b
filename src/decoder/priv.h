/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_DECODER_PRIV_H
#define TNEFI_DECODER_PRIV_H
/* The inside of the decoder: one cursor, one running sum, a stack of levels.
 *
 * A level is one stream: the outermost, or an embedded message. In it at most one attribute, row,
 * property and value are open at a time, so a level is a struct and nothing needs a linked frame.
 * The open level stands beside the stack of those below it: all but two functions see one struct.
 *
 * What holds between any two steps is in proof.h: the cursor is inside of all that is
 * open, an inner end never passes its outer end, every counter is within its limit.
 *
 * Termination. A step of a state that eats takes at least one byte. A step of one that turns takes
 * none, and moves towards one that eats, or closes something that a byte had to open. The measure
 * P_TO_DO of proof.h falls by at least one with every turn of the loop, and a byte raises it
 * by P_COST at most: so feed and finish end, and steps and events are bounded by a constant times
 * the bytes.
 */

#include "decoder/types.h"
#include "decoder/proof.h"

/*@ requires \valid(d);
    P_TOTAL;
    assigns \nothing;
    ensures \result == &d->level; */
static inline struct tnefi_decoder_level *top(struct tnef_decoder *d)
{
    return &d->level;
}

/* Bytes between the cursor and an end that is not before it. */
/*@ requires \valid_read(d) && d->offset <= end;
    P_TOTAL;
    assigns \nothing;
    ensures \result == end - d->offset; */
static inline uint64_t room_to(const struct tnef_decoder *d, uint64_t end)
{
    return end - d->offset;
}

/*@ requires \valid(what);
    P_TOTAL;
    assigns what->open, what->bad, what->skipped;
    ensures what->open == 1 && what->bad == 0 && what->skipped == 0; */
static inline void tnefi_decoder_open(struct tnefi_decoder_open *what)
{
    what->open = 1;
    what->bad = 0;
    what->skipped = 0;
}

/*@ requires \valid(d);
    P_TOTAL;
    assigns d->state;
    ensures d->state == state; */
static inline void go(struct tnef_decoder *d, uint16_t state)
{
    d->state = state;
}

/* ---- eat.c: the only ways to take bytes --------------------------------------------------- */

/* Goes to a state that gathers |need| bytes, 1 to SCRATCH_SIZE. */
/*@ requires \valid(d) && 1 <= need <= SCRATCH_SIZE;
    P_TOTAL;
    assigns d->state, d->have, d->need;
    ensures d->state == state && d->have == 0 && d->need == need; */
void tnefi_decoder_expect(struct tnef_decoder *d, uint16_t state, uint32_t need);

/* Takes bytes into scratch until |need| are there. Returns how many were taken, at least 1. */
/*@ requires \valid(d) && P_COUNTERS(d) && d->have < d->need;
    requires P_FED(d, p, n);
    P_TOTAL;
    assigns d->scratch[0 .. SCRATCH_SIZE - 1], d->have, P_TOOK;
    ensures P_COUNTERS(d) && 1 <= \result <= n && d->offset == \old(d->offset) + \result
        && d->have == \old(d->have) + \result; */
size_t tnefi_decoder_gather(struct tnef_decoder *d, const uint8_t *p, size_t n);

/* Takes those of |n| bytes that are before |end|. Returns how many, at least 1. */
/*@ requires \valid(d) && P_COUNTERS(d) && d->offset < end;
    requires P_FED(d, p, n);
    P_TOTAL;
    assigns d->sum, d->offset;
    ensures P_COUNTERS(d) && 1 <= \result <= n && d->offset == \old(d->offset) + \result <= end; */
size_t tnefi_decoder_take(struct tnef_decoder *d, const uint8_t *p, size_t n, uint64_t end);

/* ---- emit.c: what goes to the callback, by call.h -------------------------------------------- */

/* Makes an event of |type|, with what the open structures tell about it. Returns 0, and makes none, if nobody
 * asked for it: it is muted or of no interest. */
/*@ requires \valid_read(d) && \valid(ev) && \separated(d, ev) && P_LEVEL_OK(&d->level, d->offset);
    requires type <= TNEF_EV_ANOMALY;
    P_TOTAL;
    assigns *ev;
    ensures \result != 0 ==> ev->len == 0 && ev->type == type && ev->offset == d->offset; */
int tnefi_decoder_event(const struct tnef_decoder *d, tnef_event *ev, uint32_t type, uint16_t rank);

/* Makes an event of no type yet, with what the open structures tell about it. */
/*@ requires \valid_read(d) && \valid(ev) && \separated(d, ev) && P_LEVEL_OK(&d->level, d->offset);
    P_TOTAL;
    assigns *ev;
    ensures ev->len == 0 && ev->offset == d->offset; */
void tnefi_decoder_describe(const struct tnef_decoder *d, tnef_event *ev);

/* Does what the callback answered to an event, if it was not to go on. A TNEF_SKIP waits for the end of the
 * step. */
/*@ requires \valid(d) && \valid_read(ev) && \separated(d, ev) && ev->type <= TNEF_EV_ANOMALY;
    P_TOTAL;
    assigns P_FAILED, d->skip; */
void tnefi_decoder_answered(struct tnef_decoder *d, const tnef_event *ev, int answer);

/* A span of the bytes of an embedded message, raw: an event of the value that holds it, which is that
 * of the level |depth|, below the open one. */
/*@ requires \valid(d) && P_HERE(d) && depth < d->depth && 0 < n <= TNEF_TOTAL_CEILING
          && \valid_read(p + (0 .. n - 1));
    P_TOTAL;
    assigns P_SAID;
    ensures d->output <= d->cfg.max_output;
    ensures d->events <= d->cfg.max_events && d->events <= \old(d->events) + 1; */
void tnefi_decoder_deliver_raw(struct tnef_decoder *d, uint32_t depth, const uint8_t *p, size_t n,
                       uint64_t off, uint64_t left);

/* Delivers an event that somebody asked for. */
/*@ requires \valid(d) && \valid_read(ev) && \separated(d, ev) && P_COUNTERS(d) && ev->type <= TNEF_EV_ANOMALY
          && ev->len <= TNEF_TOTAL_CEILING;
    requires ev->len > 0 ==> \valid_read(ev->data + (0 .. ev->len - 1));
    P_TOTAL;
    assigns P_SAID;
    ensures d->output <= d->cfg.max_output;
    ensures d->events <= d->cfg.max_events && d->events <= \old(d->events) + 1; */
void tnefi_decoder_deliver(struct tnef_decoder *d, const tnef_event *ev);

/* Delivers the |n| bytes before the cursor, which are at |p|. */
/*@ requires \valid(d) && P_HERE(d) && 0 < n <= d->offset && \valid_read(p + (0 .. n - 1));
    P_TOTAL;
    assigns P_SAID;
    ensures d->output <= d->cfg.max_output;
    ensures d->events <= d->cfg.max_events && d->events <= \old(d->events) + 1; */
void tnefi_decoder_deliver_data(struct tnef_decoder *d, const uint8_t *p, size_t n, uint32_t flags,
                        uint64_t left);

/* Delivers |n| bytes that belong to nothing; |off| is the offset of the first. */
/*@ requires 0 < n <= TNEF_TOTAL_CEILING && \valid_read(p + (0 .. n - 1));
    P_SAYS; */
void tnefi_decoder_deliver_junk(struct tnef_decoder *d, const uint8_t *p, size_t n, uint64_t off);

/* Does what the callback asked for when it answered TNEF_SKIP: after the step, and before the next. */
/*@ requires \valid(d) && P_OK(d);
    P_TOTAL;
    assigns d->skip, d->mute, d->state, d->level.in_stream.skipped, d->level.in_attr.skipped,
            d->level.in_row.skipped, d->level.in_prop.skipped, d->level.in_value.skipped;
    ensures P_OK(d) && d->skip == 0 && P_WORK(d) <= \old(P_WORK(d)); */
void tnefi_decoder_skip(struct tnef_decoder *d);

/* Queues an anomaly. */
/*@ requires \valid(d) && P_COUNTERS(d) && code < TNEF_A_END;
    P_TOTAL;
    assigns P_NOTED;
    ensures P_COUNTERS(d) && \old(d->notes) <= d->notes; */
void tnefi_decoder_note(struct tnef_decoder *d, uint32_t code, tnef_status status, uint64_t offset,
                uint64_t expected, uint64_t found);

/* Reports the oldest queued anomaly. */
/*@ requires \valid(d) && P_HERE(d) && d->notes > 0;
    P_TOTAL;
    assigns P_SAID, d->reported, d->notes, d->note_at, d->anomalies[0 .. TNEF_A_END - 1],
            P_RESULT(d->limit), P_RESULT(d->damage);
    ensures P_COUNTERS(d) && d->notes - d->note_at < \old(d->notes - d->note_at)
        && d->events <= \old(d->events) + 1; */
void tnefi_decoder_flush_note(struct tnef_decoder *d);

/* Copies a result to the caller's struct. */
/*@ requires \valid_read(r) && \valid(out) && \separated(r, out);
    P_TOTAL;
    assigns *out; */
void tnefi_decoder_set_error(const struct tnefi_decoder_result *r, tnef_error *out);

/* Fills all fields of the error that finish would return, whatever |out->size| is. */
/*@ requires \valid_read(decoder) && \valid(out) && \separated(decoder, out);
    P_TOTAL;
    assigns *out; */
void tnefi_decoder_error(const struct tnef_decoder *decoder, tnef_error *out);

/* Fills all fields of what is known so far, whatever |out->size| is. */
/*@ requires \valid_read(d) && \valid(out) && \separated(d, out);
    P_TOTAL;
    assigns *out; */
void tnefi_decoder_info(const struct tnef_decoder *d, struct tnef_decoder_info *out);

/* Ends the decoding with an error. */
/*@ requires \valid(d);
    P_TOTAL;
    assigns P_FAILED;
    ensures d->halt == HALT_END && d->fatal.status == status; */
void tnefi_decoder_fail(struct tnef_decoder *d, tnef_status status, uint64_t offset, uint64_t limit,
                uint64_t found);

/* ---- say.c: an event each ------------------------------------------------------------------ */

/*@ requires d->offset >= STREAM_HEAD_SIZE;
    P_SAYS; */
void tnefi_decoder_say_stream_begin(struct tnef_decoder *d);
/*@ P_SAYS; */
void tnefi_decoder_say_stream_end(struct tnef_decoder *d);
/*@ P_SAYS; */
void tnefi_decoder_say_attr_begin(struct tnef_decoder *d);
/*@ P_SAYS; */
void tnefi_decoder_say_attr_end(struct tnef_decoder *d);
/*@ P_SAYS; */
void tnefi_decoder_say_row_begin(struct tnef_decoder *d);
/*@ P_SAYS; */
void tnefi_decoder_say_row_end(struct tnef_decoder *d);
/*@ P_SAYS; */
void tnefi_decoder_say_prop_begin(struct tnef_decoder *d);
/*@ P_SAYS; */
void tnefi_decoder_say_prop_end(struct tnef_decoder *d);
/*@ requires d->level.in_value.open != 0;
    P_SAYS; */
void tnefi_decoder_say_value_begin(struct tnef_decoder *d);
/*@ P_SAYS; */
void tnefi_decoder_say_value_end(struct tnef_decoder *d);

/* The data of a value of fixed size, which is at |p|, and the number that they are. */
/*@ requires len <= 16 && \valid_read(p + (0 .. len - 1));
    P_SAYS; */
void tnefi_decoder_say_number(struct tnef_decoder *d, const uint8_t *p, uint32_t len);

/* Of |size| bytes of a fixed value of |type| those that mean something. */
/*@ P_TOTAL;
    assigns \nothing;
    ensures \result == size || (\result == 2 && 2 <= size); */
uint32_t tnefi_decoder_data_size(uint16_t type, uint32_t size);

/* ---- close.c: damage and the end of the input --------------------------------------------- */

/* Gives up the list of the open attribute: closes what is open in it. */
/*@ requires d->level.data_open != 0;
    P_NEXT(3);
    assigns P_ASKED; */
void tnefi_decoder_abandon(struct tnef_decoder *d);

/* Goes on after the last byte of an attribute's data or list that was understood. */
/*@ requires d->level.data_open != 0;
    P_NEXT(2);
    assigns P_LIST_DONE; */
void tnefi_decoder_list_done(struct tnef_decoder *d);

/* Gathers |need| bytes of the attribute, or gives its list up when they are not there. */
/*@ requires d->level.data_open != 0 && 1 <= need <= SCRATCH_SIZE;
    requires ST_table_head <= state <= ST_value_len && state != ST_name_pad;
    requires need == (state == ST_prop_guid ? 20 : 4);
    requires state == ST_row_head ==> d->level.rows_left > 0;
    requires state == ST_prop_head ==> d->level.props_left > 0;
    requires state == ST_value_len ==>
                 d->level.values_left > 0 && d->level.computed == COMPUTED_NO;
    P_NEXT(3);
    assigns P_ASKED; */
void tnefi_decoder_ask(struct tnef_decoder *d, uint16_t state, uint32_t need);

/* The input ended while the state wanted more of it. */
/*@ requires \valid(d) && P_OK(d) && d->state < ST_FIRST_TURN && d->notes == 0;
    P_TOTAL;
    assigns P_WENT, P_NOTED, P_SAID, P_JUNK, d->unwinding, d->level.in_stream.bad;
    ensures P_OK(d) && P_WORK(d) <= \old(P_WORK(d)) + 4 && d->events <= \old(d->events) + 1; */
void tnefi_decoder_cut(struct tnef_decoder *d);

/*@ P_TURN(ST_unwind);
    assigns P_SAID, P_LIST_DONE, P_SPOILT, d->level.in_value.open, d->level.in_prop.open,
            d->level.in_row.open; */
void tnefi_decoder_turn_unwind(struct tnef_decoder *d);

/*@ P_TURN(ST_held);
    assigns P_SAID, d->state; */
void tnefi_decoder_turn_held(struct tnef_decoder *d);

/* Close what is open, and what was muted from inside of it. */
/*@ requires \valid(d);
    P_TOTAL;
    assigns d->level.in_value.open, d->mute;
    ensures d->level.in_value.open == 0; */
void tnefi_decoder_close_value(struct tnef_decoder *d);
/*@ requires \valid(d);
    P_TOTAL;
    assigns d->level.in_prop.open, d->mute;
    ensures d->level.in_prop.open == 0; */
void tnefi_decoder_close_prop(struct tnef_decoder *d);
/*@ requires \valid(d);
    P_TOTAL;
    assigns d->level.in_row.open, d->mute;
    ensures d->level.in_row.open == 0; */
void tnefi_decoder_close_row(struct tnef_decoder *d);

/* Marks all that is open in the attribute as incomplete. */
/*@ requires \valid(d);
    P_TOTAL;
    assigns P_SPOILT; */
void tnefi_decoder_spoil(struct tnef_decoder *d);

/* ---- computed.c: properties out of attributes --------------------------------------------- */

/*@ P_TURN(ST_compute);
    assigns P_COMPUTED; */
void tnefi_decoder_turn_compute(struct tnef_decoder *d);

/* ---- Continuations that several files need ------------------------------------------------ */

/* stream.c: to the next attribute, or to the end of the stream. */
/*@ P_NEXT(1);
    assigns P_NEXT_ATTR; */
void tnefi_decoder_next_attr(struct tnef_decoder *d);

/* stream.c: to the checksum of the attribute. */
/*@ requires d->level.in_attr.open != 0;
    P_NEXT(2);
    assigns P_ATTR_DONE; */
void tnefi_decoder_attr_done(struct tnef_decoder *d);

/* junk.c: bytes that belong to nothing begin at |offset|, or go on. */
/*@ requires \valid(d);
    P_TOTAL;
    assigns P_JUNK;
    ensures d->level.junk_off == offset; */
void tnefi_decoder_junk_begin(struct tnef_decoder *d, uint64_t offset);
/*@ requires \valid(d) && \valid_read(p + (0 .. n - 1));
    P_TOTAL;
    assigns d->level.junk_bad; */
void tnefi_decoder_junk_add(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ requires \valid(d) && P_COUNTERS(d) && code < TNEF_A_END
          && d->level.junk_off <= d->offset;
    P_TOTAL;
    assigns P_NOTED;
    ensures P_COUNTERS(d); */
void tnefi_decoder_junk_note(struct tnef_decoder *d, uint32_t code);

/* list.c: at the head of a list or table. */
/*@ requires d->level.data_open != 0;
    P_NEXT(3);
    assigns P_ASKED, d->level.rows_left, d->level.row, d->level.props_left, d->level.props; */
void tnefi_decoder_list_begin(struct tnef_decoder *d);

/* list.c: to the next property, row, or the end of the list. */
/*@ requires d->level.data_open != 0;
    P_NEXT(4);
    assigns P_NEXT_PROP; */
void tnefi_decoder_next_prop(struct tnef_decoder *d);
/*@ requires d->level.data_open != 0;
    P_NEXT(3);
    assigns P_NEXT_ROW; */
void tnefi_decoder_next_row(struct tnef_decoder *d);

/* list.c: the property's type, id and name are known. */
/*@ requires d->level.data_open != 0;
    P_NEXT(14);
    assigns P_PROP_ASKED; */
void tnefi_decoder_prop_values(struct tnef_decoder *d);

/* prop.c: a property of this many values begins. */
/*@ requires d->level.data_open != 0;
    P_NEXT(14);
    assigns P_PROP;
    ensures d->level.values_left == values && d->level.values == 0; */
void tnefi_decoder_prop_begin(struct tnef_decoder *d, uint16_t id, uint16_t type, uint32_t values);

/* prop.c: begins a value of |len| bytes, of which those from |off| to |end| are there. |size|: if it is of
 * fixed size, that size, and its bytes begin at the cursor; else 0. */
/*@ requires \valid(d) && P_HERE(d) && d->level.in_value.open == 0 && d->level.data_open != 0;
    requires d->level.values_left > 0 && off <= d->offset <= end <= d->level.attr_end;
    requires d->level.computed == COMPUTED_AFTER ==> end == d->offset;
    requires size > 0 ==> 4 <= size <= 16 && d->offset + size == end;
    P_TOTAL;
    assigns P_VALUE;
    ensures P_LEVEL_OK(&d->level, d->offset) && d->state == ST_value_begin
        && d->level.in_value.open != 0 && P_TURNS_OK(d) && d->level.value_end == end
        && d->level.value_size == size
        && P_TO_CLOSE(&d->level) + P_RANK(d) <= \old(P_TO_CLOSE(&d->level)) + 11
        && ((d->level.computed != 0 && \old(d->level.values_left) == 1) || end > d->offset ==>
                P_TO_CLOSE(&d->level) + P_RANK(d) <= \old(P_TO_CLOSE(&d->level)) + 6); */
void tnefi_decoder_value_open(struct tnef_decoder *d, uint64_t off, uint32_t len, uint64_t end,
                              uint16_t size);

/* prop.c: to the padding of the value that has ended, or to the next. */
/*@ requires \valid(d) && P_HERE(d) && d->level.data_open != 0 && d->level.in_value.open == 0;
    P_TOTAL;
    assigns d->state, d->have, d->need, P_NOTED;
    ensures P_COUNTERS(d) && P_STATE(d) && P_RANK(d) <= 7; */
void tnefi_decoder_value_done(struct tnef_decoder *d);

/* prop.c: notes a byte of the padding in scratch that is not zero. */
/*@ requires \valid(d) && P_COUNTERS(d) && d->need <= d->offset;
    P_TOTAL;
    assigns P_NOTED;
    ensures P_COUNTERS(d); */
void tnefi_decoder_check_padding(struct tnef_decoder *d);

/* value.c: whether the value is an object that should be an embedded message. */
/*@ requires \valid_read(l);
    P_TOTAL;
    assigns \nothing; */
int tnefi_decoder_is_message(const struct tnefi_decoder_level *l);
extern const uint8_t tnefi_decoder_iid_imessage[IID_SIZE];

/* Strings end with a NUL of their own width; attBody is the one that need not. */
/*@ requires \valid(d) && P_HERE(d) && d->level.in_value.open != 0;
    P_TOTAL;
    assigns P_NOTED;
    ensures P_COUNTERS(d); */
void tnefi_decoder_check_string(struct tnef_decoder *d);

/* nested.c: back to the stream that the open one is embedded in. */
/*@ requires \valid(d) && P_HERE(d) && d->depth > 0;
    P_TOTAL;
    assigns P_FAILED, d->state, d->depth, d->level;
    ensures P_HERE(d) && d->depth == \old(d->depth) - 1
        && (d->state != ST_done ==> d->level.in_value.open != 0)
        && (d->state == ST_done ==> d->level.in_value.open == 0 && P_TO_CLOSE(&d->level) == 0)
        && (d->state == ST_unwind || d->state == ST_value_end || d->state == ST_done); */
void tnefi_decoder_ascend(struct tnef_decoder *d);

/* nested.c: makes it the level of a stream that begins, of whose bytes those before |raw_done| were
 * delivered raw. */
/*@ requires \valid(l) && end <= 0x8000000000000000;
    P_TOTAL;
    assigns P_LEVEL((*l));
    ensures l->end == end && l->data_open == 0 && l->in_value.open == 0;
    ensures l->junk_off == 0 && l->in_attr.open == 0 && l->in_row.open == 0 && l->in_prop.open == 0
         && l->row == 0 && l->rows_left == 0 && l->props == 0 && l->props_left == 0
         && l->values == 0 && l->values_left == 0 && l->computed == 0 && l->compute_next == 0
         && l->value_size == 0; */
void tnefi_decoder_level_begin(struct tnefi_decoder_level *l, uint64_t end, uint64_t raw_done);

/* junk.c: whether the nine bytes in scratch have a known id, and a length within limit and |room|. */
/*@ requires \valid_read(d);
    P_TOTAL;
    assigns \nothing; */
int tnefi_decoder_known_header(const struct tnef_decoder *d, uint64_t room);

/* Bytes of a value of a fixed size on the wire; 0: none (PtypNull); the two others as named. */
#define TNEFI_SIZE_VARIABLE 0xFFu
#define TNEFI_SIZE_UNKNOWN  0xFEu
/*@ P_TOTAL;
    assigns \nothing;
    ensures \result == 0 || \result == 4 || \result == 8 || \result == 16
         || \result == TNEFI_SIZE_VARIABLE || \result == TNEFI_SIZE_UNKNOWN; */
uint32_t tnefi_decoder_type_size(uint16_t type);

/* ---- dispatch.c: the step of the state -------------------------------------------------------- */

/* Of one that eats. */
/*@ P_EATS_ANY(ST_signature, ST_value_skip);
    assigns P_STEP;
    ensures P_SAME; */
size_t tnefi_decoder_step_eats(struct tnef_decoder *d, const uint8_t *p, size_t n);

/* Of one that turns. */
/*@ requires d->state != ST_done;
    P_TURN_ANY(ST_raw_head, ST_value_end);
    assigns P_STEP;
    ensures P_SAME && d->raw_at == \old(d->raw_at); */
void tnefi_decoder_step_turns(struct tnef_decoder *d);

/* ---- run.c ---------------------------------------------------------------------------------- */

/* Runs states until they need more input, or end, or the callback wants a halt. Returns how many of the |n|
 * bytes were taken. */
/*@ requires \valid(d) && P_OK(d) && (n > 0 ==> P_FED(d, p, n));
    P_TOTAL;
    assigns P_STEP;
    ensures \result <= n && d->offset == \old(d->offset) + \result && P_OK(d); */
size_t tnefi_decoder_run(struct tnef_decoder *d, const uint8_t *p, size_t n);

/* feed.c: what tnef_decoder_feed() does, with the rules of its header. Returns how many bytes were taken;
 * *|status| is what tnef_decoder_feed() returns. After an error it returns that again, and takes nothing. */
/*@ requires \valid(d) && (d->busy == 0 ==> P_OK(d));
    requires len > 0 && p != \null ==>
                 \valid_read(p + (0 .. len - 1)) && \separated(d, p + (0 .. len - 1));
    requires \valid(status) && \separated(d, status);
    P_TOTAL;
    assigns *d, *status;
    ensures \result <= len && d->offset == \old(d->offset) + \result
        && (\old(d->busy) == 0 ==> P_OK(d))
        && (\old(d->fatal.status) != TNEF_OK ==> \result == 0 && *status != TNEF_OK); */
size_t tnefi_decoder_feed(struct tnef_decoder *d, const uint8_t *p, size_t len,
                          tnef_status *status);

/* Makes the decoder as new; the configuration stays. */
/*@ requires \valid(d) && P_CONFIG_OK(&d->cfg);
    P_TOTAL;
    assigns P_STEP;
    ensures P_OK(d) && d->offset == 0 && d->fatal.status == TNEF_OK; */
void tnefi_decoder_start(struct tnef_decoder *d);

#include "decoder/steps.h"

#endif
