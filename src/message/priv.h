/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_MESSAGE_PRIV_H
#define TNEFI_MESSAGE_PRIV_H
/* The inside of the reader.
 *
 * One event of the decoder may lead to several calls of handlers. The event changes the state of its
 * level at once and queues operations ("ops"); anomalies of the model wait in a queue of their own
 * ("notes"). The queues are run before the decoder goes on: all notes, then one op, and so on, until both
 * are empty or a handler pauses. After a pause the next call of feed or finish first runs the rest. So
 * an event is only ever processed with both queues empty. This bounds them, and makes the calls the same
 * for every split of the input and every pause.
 *
 * A level is one message of the chain that is open. In it at most one attachment, one body, one row
 * and one value are open at a time. The message, the attachment and the row each have an arena, which is
 * emptied when the end was delivered.
 *
 * Termination: an op queues no op, and at most one note for each string that it converts, and one more
 * for the code page of a message. The op of a bag comes again until all its strings are converted. */

#include "decoder/decoder.h"
#include "message/columns.h"
#include "message/layer.h"
#include "message/state.h"
#include "message/strings.h"

/* ---- notes.c: what waits to be delivered, and why the reader ends ----------------------------- */

/* Queues an operation. */
static inline void tnefi_message_push(struct tnef_reader *r, uint8_t op, const struct tnefi_message_layer *l)
{
    if (r->now.op_count < OPS_MAX) {
        r->ops[r->now.op_count].op = op;
        r->ops[r->now.op_count].level = (uint8_t)(l - r->levels);
        r->now.op_count++;
    }
}

/* The same, if there are bags. */
static inline void tnefi_message_push_bag(struct tnef_reader *r, uint8_t op,
                                          const struct tnefi_message_layer *l)
{
    if (r->bags.keys != NULL)
        tnefi_message_push(r, op, l);
}

static inline int tnefi_message_is_queued(const struct tnef_reader *r)
{
    return r->now.op_count != 0 || r->now.note_count != 0;
}

static inline void tnefi_message_queue_clear(struct tnef_reader *r)
{
    r->now.op_count = 0;
    r->now.op_next = 0;
    r->now.note_count = 0;
    r->now.note_next = 0;
}

/* Counts an anomaly at the place of the last event, and queues it. */
void tnefi_message_note(struct tnef_reader *r, uint32_t code, tnef_status status,
                        uint64_t expected, uint64_t found);

/* Fails the reader for good; the same, because a handler asked to stop. */
void tnefi_message_fail(struct tnef_reader *r, tnef_status status, int32_t user_code);
void tnefi_message_stop(struct tnef_reader *r);

/* ---- handlers.c, queue.c: the calls of handlers ----------------------------------------------- */

/* Whether an event is inside a message that is passed over. */
static inline int tnefi_message_is_muted(const struct tnef_reader *r, const tnef_event *ev)
{
    return ev->depth >= r->now.muted && (ev->depth > r->now.muted || ev->type != TNEF_EV_STREAM_END);
}

/* Forwards an event to the property handler, if there is one, and an anomaly of the decoder to its own. */
void tnefi_message_forward(struct tnef_reader *r, const tnef_event *ev);

/* Sets |run| to what a handler answered. */
void tnefi_message_take_answer(struct tnef_reader *r, int answer);

/* Delivers the next note. */
void tnefi_message_note_run(struct tnef_reader *r);

/* Runs the queue until it is empty or |run| is no longer RUN_ON. */
void tnefi_message_run(struct tnef_reader *r);

/* ---- early_end.c: what is open when the decoding ends ---------------------------------------- */

/* Turns |status| into what a call of feed or finish returns. If |status| ends the decoding, what is open
 * is ended first. Returns |status|, or TNEF_PAUSED if a handler paused on the way. */
tnef_status tnefi_message_settle(struct tnef_reader *r, tnef_status status);

/* Gives the slots of what is open to the handler |release|. */
void tnefi_message_release_open(struct tnef_reader *r);

/* ---- stream.c, attribute.c: messages and attributes that begin and end ------------------------- */

void tnefi_message_stream_begin(struct tnef_reader *r, const tnef_event *ev);
void tnefi_message_stream_end(struct tnef_reader *r, const tnef_event *ev);

void tnefi_message_attr_begin(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev);
void tnefi_message_attr_end(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev);

/* Bytes of an attribute of which the decoder makes no property. */
void tnefi_message_raw_data(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev);

/* ---- callback.c, ways.c, event.c, config.c ---------------------------------------------------- */

/* The callback of the decoder. |user| is the reader. */
int tnefi_message_on_event(void *user, const tnef_event *ev);

/* Take an event, the second one if callback.c says that it may, and return what to tell the decoder. */
int tnefi_message_take_long(struct tnef_reader *r, const tnef_event *ev);
int tnefi_message_take_short(struct tnef_reader *r, const tnef_event *ev);

/* Takes an event that is not inside of what is passed over. */
void tnefi_message_event(struct tnef_reader *r, const tnef_event *ev);

/* A row begins, ends; bytes come. */
void tnefi_message_row_begin(struct tnefi_message_layer *l, const tnef_event *ev);
void tnefi_message_row_end(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev);
void tnefi_message_data(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev);

/* Makes the decoder's configuration out of the reader's. */
void tnefi_message_decoder_config(tnef_decoder_config *out, const tnef_reader_config *cfg, void *user);

/* ---- content.c: attachments that open and close, and their contents -------------------------- */

/* Opens an attachment at once, which is allowed while none is open, and queues its begin. */
void tnefi_message_open_part(struct tnef_reader *r, struct tnefi_message_layer *l, uint32_t flags);

/* Queues the end of an attachment. */
void tnefi_message_close_part(struct tnef_reader *r, struct tnefi_message_layer *l);

/* A content begins, goes on, ends. */
void tnefi_message_content_begin(struct tnef_reader *r, struct tnefi_message_layer *l,
                                 const tnef_event *ev, uint32_t kind);
void tnefi_message_content_data(struct tnef_reader *r, struct tnefi_message_layer *l,
                                const tnef_event *ev);
void tnefi_message_content_end(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev);

/* A content begins that is a message, and perhaps stands outside of attachments. */
void tnefi_message_stray_begin(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev);

/* Returns TNEF_F_INCOMPLETE if what ends with |ev| is incomplete, else 0. */
uint32_t tnefi_message_incomplete(const tnef_event *ev);

/* ---- value.c: properties and values, and where they go --------------------------------------- */

void tnefi_message_prop_begin(struct tnefi_message_layer *l, const tnef_event *ev);
void tnefi_message_value_begin(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev);
void tnefi_message_value_data(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev);
void tnefi_message_value_end(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev);

/* Sets the fields of a body or remainder that begins with |ev|. */
void tnefi_message_body_reset(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_event *ev,
                              uint32_t kind);

/* ---- keep.c: values that are kept ------------------------------------------------------------ */

/* Finds the slot for the raw bytes of an attribute, or NULL. */
struct tnefi_message_kept *tnefi_message_raw_slot(struct tnefi_message_layer *l, uint32_t attr);

/* A value for the slot |k| begins: it is kept, or compared with what is there, or neither. */
void tnefi_message_keep_begin(struct tnef_reader *r, struct tnefi_message_layer *l,
                              struct tnefi_message_kept *k, uint8_t how, uint8_t rank, uint16_t type,
                              uint64_t length);

/* The same for one of the names of an attachment, all of which are kept. */
void tnefi_message_name_begin(struct tnef_reader *r, struct tnefi_message_layer *l,
                              struct tnefi_message_kept *k, uint8_t rank, uint16_t type, uint64_t length);
int tnefi_message_is_name(const struct tnefi_message_layer *l, const struct tnefi_message_kept *k);

/* The value goes on, ends. */
void tnefi_message_keep_data(struct tnefi_message_layer *l, const tnef_event *ev);
void tnefi_message_keep_end(struct tnef_reader *r, struct tnefi_message_layer *l, uint32_t flags);

/* ---- first.c: properties that the decoder has whole --------------------------------------------- */

/* Takes a property if nothing is kept of it, or it is the first for its slot. Returns what to tell the
 * decoder, see tnefi_decoder_at_once(). */
int tnefi_message_take_property(struct tnef_reader *r, const tnef_event *ev);

/* ---- clear.c ------------------------------------------------------------------------------- */

/* Makes |n| bytes zero, and counts them. */
void tnefi_message_clear(void *p, size_t n);

/* ---- address.c, person.c: who somebody is ---------------------------------------------------- */

/* What a message or row tells of a person, and what comes of it in the last three. */
#define TNEFI_WHO_NAMES 4u
struct tnefi_message_who {
    tnef_string names[TNEFI_WHO_NAMES]; /* the best first; the last is for that of an entry id      */
    tnef_string email, email_type, smtp;
    const struct tnefi_message_kept *entry[2], *key; /* entries may be NULL                         */
    tnef_string name, address, type;
};
void tnefi_message_who(struct tnef_reader *r, struct tnefi_message_layer *l,
                       struct tnefi_message_arena *arena, struct tnefi_message_who *w);

/* Splits "TYPE:address", which ends at a NUL. Without a colon all of it is the address. */
void tnefi_message_split_address(struct tnef_reader *r, struct tnefi_message_layer *l,
                                 struct tnefi_message_arena *arena, const uint8_t *bytes, size_t len,
                                 tnef_string *type, tnef_string *address);

/* The people of a message that ends; the recipient of a row that ends. */
void tnefi_message_people(struct tnef_reader *r, struct tnefi_message_layer *l);
void tnefi_message_recipient_final(struct tnef_reader *r, struct tnefi_message_layer *l);

/* ---- info.c: a message that ends ------------------------------------------------------------- */

void tnefi_message_final(struct tnef_reader *r, struct tnefi_message_layer *l);

/* ---- part.c: bodies and attachments ---------------------------------------------------------- */

/* Sets the code page of the open body, as far as it is known. */
void tnefi_message_body_codepage(struct tnef_reader *r, struct tnefi_message_layer *l);

/* A body ends. */
void tnefi_message_body_done(struct tnef_reader *r, struct tnefi_message_layer *l);

/* An attachment begins, a content of it ends, it ends. */
void tnefi_message_part_open(struct tnef_reader *r, struct tnefi_message_layer *l);
void tnefi_message_content_done(struct tnefi_message_layer *l);
void tnefi_message_part_final(struct tnef_reader *r, struct tnefi_message_layer *l);

/* Reports, once, that there are more of something than max_attachments. */
void tnefi_message_too_many(struct tnef_reader *r, uint8_t *reported);

/* The text that stands in attAttachData beside an embedded message. */
#define PLACEHOLDER_LEN 89u
extern const char tnefi_message_placeholder[PLACEHOLDER_LEN + 1u];

/* ---- attachment_name.c, names_agree.c: names of the attachment that ends --------------------- */

/* Chooses the name. */
void tnefi_message_part_name(struct tnef_reader *r, struct tnefi_message_layer *l);

/* Collects all names; whether they contradict each other. */
void tnefi_message_part_names(struct tnef_reader *r, struct tnefi_message_layer *l);
int tnefi_message_names_differ(const struct tnefi_message_layer *l);

/* ---- remainder.c: bytes outside of structures ------------------------------------------------ */

void tnefi_message_remainder_data(struct tnef_reader *r, struct tnefi_message_layer *l,
                                  const tnef_event *ev);
void tnefi_message_remainder_end(struct tnef_reader *r, struct tnefi_message_layer *l, uint32_t flags);

/* ---- body_doubles.c: bodies that differ ------------------------------------------------------ */

/* A body begins, goes on, ends. TNEF_A_DUPLICATE is raised if it has another text than the first one of
 * its kind. */
void tnefi_message_digest_begin(struct tnefi_message_layer *l);
void tnefi_message_digest_add(struct tnefi_message_layer *l, const uint8_t *p, size_t n);
void tnefi_message_digest_end(struct tnef_reader *r, struct tnefi_message_layer *l);

#endif
