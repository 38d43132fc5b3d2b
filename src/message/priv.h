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

#include <stddef.h>
#include <stdint.h>

#include <tnef/message.h>
#include <tnef/text.h>

#include "message/arena.h"
#include "message/bag_priv.h"
#include "message/digest.h"
#include "message/kept.h"

/* ---- Levels ------------------------------------------------------------------------------- */

/* What becomes of the open value. V_NONE must be 0. */
enum { V_NONE = 0, V_KEEP, V_COMPARE, V_BODY, V_CONTENT, V_REMAINDER };

/* What was begun for the handlers, and not ended. */
#define BEGUN_MESSAGE 1u
#define BEGUN_PART    2u
#define BEGUN_CONTENT 4u
#define BEGUN_BODY    8u        /* or a remainder                                                   */

#define ATTR_UNKNOWN 0xFFFFFFFFu /* no attribute has this id                                        */

/* Of two bodies of one kind the one of the higher rank counts; of one rank the first. */
enum { RANK_NONE = 0, RANK_REPORT = 1, RANK_COMPUTED = 2, RANK_ODD = 3, RANK_STRING8 = 4, RANK_BEST = 5 };

/* The index of a kind of content of attachments in an array with one element for each kind. */
#define CONTENT_AT(kind) ((kind) - TNEF_CONTENT_DATA)

/* Of the contents of one kind: the first one that is not empty; else the first. */
struct tnefi_message_first {
    uint64_t size;
    uint32_t index;            /* if |count| is not 0                                               */
    uint32_t count;
    uint32_t flags;
};

/* A body, so that it can be compared with another one of its kind: see body_doubles.c. */
struct tnefi_message_digest {
    struct tnefi_message_digest_value value;
    uint32_t page;             /* code page, 0: UTF-16 or binary                                    */
    uint8_t there;
};
#define DIGESTS 3u
_Static_assert(TNEF_PART_RTF - TNEF_PART_PLAIN + 1 == DIGESTS, "there is a digest for each kind of body");

/* What belongs to the message that is read now. It is all zero when a message begins, but for what
 * layer_begin() sets. */
struct tnefi_message_layer_now {
    struct tnefi_message_digest digest[DIGESTS]; /* of the first plain, HTML and RTF body           */
    void *slot, *part_slot, *body_slot;
    uint64_t raw_limit;        /* met by raw bytes of the open attribute; 0: none                   */
    uint32_t attr;             /* id of the open attribute by the decoder's table                   */
    uint16_t prop;             /* the open property: its id, N_*, or 0 for what is not known        */
    struct tnefi_message_column column; /* and what the model does with it                          */
    uint8_t begun;             /* BEGUN_*                                                           */
    uint8_t message_done;      /* what is known at the end was put together                         */
    uint8_t codepage_have;     /* bytes of the open attOemCodepage                                  */
    uint8_t codepage_reported; /* TNEF_A_CODEPAGE was raised for it                                 */
    uint8_t part_open;
    uint8_t part_hidden;       /* beyond max_attachments: nothing of it is delivered                */
    uint8_t plain_rank, html_rank, rtf_rank; /* RANK_* of info.plain and so on                      */
    uint8_t attr_content;      /* its bytes are the open content: TNEF_CONTENT_UNKNOWN              */
    uint8_t defer;             /* a limit that is met now is reported at the end of the attribute,
                                * because its bytes may come in any pieces                          */
    uint8_t scope;             /* S_* of what is open                                               */
    uint8_t value;             /* V_*                                                               */
};

/* What was found out about the attachment that is open. It is all zero when one begins. */
struct tnefi_message_found {
    struct tnefi_message_first first[CONTENT_AT(TNEF_CONTENT_UNKNOWN) + 1];
    tnef_string subject;       /* of the first embedded message, in a_arena                         */
    uint32_t unread;           /* id << 16 | type of the first property of an attachment that has
                                * bytes from which nothing is read, or 0                            */
    uint8_t content_strange;   /* a content stands where few look for it                            */
    uint8_t names_lost;        /* there was a name that is not kept                                 */
    uint8_t extras;            /* slots from A_EXTRA on that were tried                             */
    uint8_t part_done;         /* what is known at the end was put together                         */
};

/* A level: one message of the chain that is open. What is neither in |now| nor in |found| is set when
 * what it describes begins, and is not to be read before. */
struct tnefi_message_layer {
    struct tnefi_message_layer_now now;

    /* The message */
    tnef_message_info info;
    struct tnefi_message_kept m[M_COUNT];
    struct tnefi_message_arena m_arena;
    uint8_t dirty;             /* 1 << S_x: a slot of that scope was filled since all were cleared  */
    uint8_t codepage_bytes[4];

    /* The attachment, and its open content */
    tnef_part part;
    struct tnefi_message_kept a[A_COUNT];
    struct tnefi_message_arena a_arena;
    struct tnefi_message_found found;
    tnef_content content;
    uint32_t open_flags;       /* OP_PART_OPEN: TNEF_PART_F_IMPLICIT, TNEF_PART_F_STRAY             */
    uint64_t stream_size;      /* of the message in the open content                                */
    uint8_t content_muted;     /* by the handler, or with its part                                  */
    uint8_t is_placeholder;    /* so far the bytes of the content are those of the placeholder      */
    uint8_t extra_source[NAMES_EXTRA]; /* TNEF_FROM_*                                               */
    uint8_t iid[16];

    /* The body or the remainder */
    tnef_part body;
    tnef_content body_content;
    uint8_t body_rank;         /* RANK_*                                                            */
    uint8_t body_strange;      /* it stands where few look for it                                   */
    char remainder_name[24];
    struct tnefi_message_digest_state digesting;

    /* The row */
    tnef_recipient recipient;
    struct tnefi_message_kept r[ROW_COUNT];
    struct tnefi_message_arena r_arena;

    /* The property or attribute, and its value */
    uint8_t named;             /* the property is named                                             */
    uint8_t raw_begun;         /* raw bytes of the attribute were met                               */
    uint64_t raw_found;        /* what met |raw_limit|                                              */
    uint8_t differs;           /* V_COMPARE                                                         */
    uint8_t replaces;          /* V_KEEP: what was kept before has another value                    */
    const struct tnefi_message_kept *twin; /* V_KEEP: of the same source, to compare with; or NULL  */
    struct tnefi_message_kept *target; /* V_KEEP, V_COMPARE: the slot                               */
    uint8_t target_how;        /* W_*                                                               */
    uint8_t target_rank;       /* KEPT_*                                                            */
    uint16_t target_type;
    uint64_t number;           /* the value, if it is of a fixed size                               */
    uint64_t claim;            /* its length as announced                                           */
    uint8_t cut;
    uint8_t *fill;             /* V_KEEP: where the bytes go                                        */
    uint32_t room;             /* bytes at |fill|                                                   */
    uint32_t have;             /* bytes so far                                                      */
};

/* ---- The queue ---------------------------------------------------------------------------- */

/* Operations: calls of handlers, and the work that makes what these show. The order of the names means
 * nothing. */
enum {
    OP_MESSAGE_BEGIN, OP_MESSAGE_FINAL, OP_MESSAGE_END, OP_ROW_FINAL, OP_ROW,
    OP_PART_BEGIN, OP_CONTENT_BEGIN, OP_CONTENT_DATA, OP_CONTENT_END, OP_PART_FINAL,
    OP_PART_END, OP_PART_OPEN, OP_BODY_BEGIN, OP_BODY_DATA, OP_BODY_END,
    OP_MESSAGE_BAG, OP_PART_BAG, OP_ROW_BAG
};
#define OPS_MAX   8u           /* more than any event queues: an end of stream queues six           */
#define NOTES_MAX 64u          /* more than the strings of a message                                */

struct tnefi_message_op {
    uint8_t op;
    uint8_t level;
};

struct tnefi_message_note {
    uint64_t offset, expected, found;
    tnef_status status;
    uint32_t code, depth, attr, prop;
};

enum { RUN_ON = 0, RUN_PAUSED, RUN_STOPPED, RUN_FAILED };
enum { DYING_NOT = 0, DYING_NOW, DYING_DONE };

/* ---- The reader --------------------------------------------------------------------------- */

/* Where an event is. */
struct tnefi_message_place {
    uint64_t offset;
    uint32_t depth, attr;
    uint16_t prop_id, prop_type;
};

/* What belongs to the input that is read now. A reset makes it anew, as a whole: all zero, but for
 * |muted| and |short_depth|. */
struct tnefi_message_now {
    uint64_t anomalies[TNEF_A_END]; /* raised by the model itself                                   */
    uint64_t reported;         /* anomalies delivered, those of the decoder included                */
    struct tnefi_message_place at; /* of the last event                                             */
    tnef_error failed;         /* RUN_FAILED, RUN_STOPPED; from the handlers or the model           */
    tnef_error limit;          /* the first limit on a part of the model; status 0: none            */
    tnef_status died;          /* the status that ended the decoding                                */
    uint32_t messages, parts;  /* ids given                                                         */
    uint32_t attachments, remainders; /* counted against the limit                                  */
    uint32_t opens;            /* BEGIN events without their END                                    */
    uint32_t quiet_opens;      /* |opens| when |property| asked to skip; 0: it did not              */
    uint32_t quiet_depth;      /* of what was skipped                                               */
    uint32_t muted;            /* level of a message that is passed over; UINT32_MAX: none          */
    uint32_t level_used;       /* levels that an event belonged to; of the others nothing is set    */
    uint32_t short_depth;      /* of the events that go the short way of callback.c; UINT32_MAX: none */
    struct tnefi_message_layer *short_level; /* of this depth                                       */
    uint32_t op_count, op_next; /* of |ops|: those that are queued, and the next to run             */
    uint32_t note_count, note_next; /* the same of |notes|                                          */
    uint8_t muted_end;         /* the end of the message that is passed over is delivered           */
    uint8_t run;               /* RUN_*                                                             */
    uint8_t paused;            /* the last answer in this call of feed or finish was a pause        */
    uint8_t closing;           /* finish was called                                                 */
    uint8_t attachments_reported, remainders_reported; /* that they reached the limit               */
    uint8_t dying;             /* DYING_*: what is open is being ended, for |died|                  */
    uint8_t died_run;          /* RUN_* before that                                                 */
    uint8_t late_pause;        /* pause after the bytes with which a remainder begins               */
    uint8_t no_memory;         /* while dying: no text is made any more                             */
};

struct tnef_reader {
    /* What a reset keeps: the configuration, */
    tnef_allocator alloc;
    size_t size;               /* of this allocation                                                */
    tnef_reader_handlers on;
    void *user;
    uint64_t interest, fatal;
    uint32_t max_attachments, max_text, max_headers, max_anomalies;
    uint32_t default_codepage; /* 0: 1252                                                           */
    uint32_t level_count;
    uint8_t only_model;        /* no event is for a property handler or a bag                       */

    /* objects that have resets of their own, */
    tnef_decoder *decoder;     /* in this allocation                                                */
    struct tnefi_message_pool pool;
    struct tnefi_message_bags bags;
    tnef_text text;            /* for all strings, in the code page that was used last              */

    /* and what is set before each use. */
    uint8_t busy;              /* inside a handler                                                  */
    const uint8_t *data;       /* of OP_*_DATA; never outlives its event                            */
    size_t data_len;
    struct tnefi_message_op ops[OPS_MAX];
    struct tnefi_message_note notes[NOTES_MAX];

    struct tnefi_message_now now;
    struct tnefi_message_layer levels[]; /* |level_count|; of those beyond now.level_used nothing is set */
};

_Static_assert(TNEFI_BAG_SCOPES == (unsigned)S_COUNT, "there is a bag for each scope");

/* ---- notes.c: what waits to be delivered, and why the reader ends ----------------------------- */

/* Queues an operation. */
void tnefi_message_push(struct tnef_reader *r, uint8_t op, const struct tnefi_message_layer *l);

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

/* ---- queue.c: the calls of handlers ---------------------------------------------------------- */

/* Whether an event is inside a message that is passed over. */
static inline int tnefi_message_is_muted(const struct tnef_reader *r, const tnef_event *ev)
{
    return ev->depth >= r->now.muted && (ev->depth > r->now.muted || ev->type != TNEF_EV_STREAM_END);
}

/* Forwards an event to the property handler, if there is one, and an anomaly of the decoder to its own. */
void tnefi_message_forward(struct tnef_reader *r, const tnef_event *ev);

/* Runs the queue until it is empty or |run| is no longer RUN_ON. */
void tnefi_message_run(struct tnef_reader *r);

/* ---- early_end.c: what is open when the decoding ends ---------------------------------------- */

/* Turns |status| into what a call of feed or finish returns. If |status| ends the decoding, what is open
 * is ended first. Returns |status|, or TNEF_PAUSED if a handler paused on the way. */
tnef_status tnefi_message_settle(struct tnef_reader *r, tnef_status status);

/* Gives the slots of what is open to the handler |release|. */
void tnefi_message_release_open(struct tnef_reader *r);

/* ---- callback.c, ways.c, event.c, config.c ---------------------------------------------------- */

/* The callback of the decoder. |user| is the reader. */
int tnefi_message_on_event(void *user, const tnef_event *ev);

/* Take an event, the second one if callback.c says that it may, and return what to tell the decoder. */
int tnefi_message_take_long(struct tnef_reader *r, const tnef_event *ev);
int tnefi_message_take_short(struct tnef_reader *r, const tnef_event *ev);

/* Takes an event that is not inside of what is passed over. */
void tnefi_message_event(struct tnef_reader *r, const tnef_event *ev);

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

/* ---- columns.c: what becomes of which property -------------------------------------------------- */

/* What the model does with a property in a scope. An |id| of 0 is one that is not known. */
struct tnefi_message_column tnefi_message_column(uint32_t scope, uint16_t id);

/* The slot of the open property; NULL: it has none. */
struct tnefi_message_kept *tnefi_message_slot(struct tnefi_message_layer *l, int computed);

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

/* ---- clear.c ------------------------------------------------------------------------------- */

/* Makes |n| bytes zero, and counts them. */
void tnefi_message_clear(void *p, size_t n);

/* ---- codepage.c: the code page of 8-bit text -------------------------------------------------- */

#define US_ASCII 20127u
#define UTF8     65001u
#define UTF16    1200u

/* Whether it is one of the code pages that mail has most. In them ASCII is itself. */
static inline int tnefi_message_codepage_usual(uint32_t codepage)
{
    return (codepage >= 1250u && codepage <= 1258u) || codepage == UTF8;
}

/* Whether 8-bit text can be read in a code page. Nothing is searched for the usual ones. US-ASCII does not
 * tell what bytes above 127 are. */
int tnefi_message_codepage_known(uint32_t codepage);

/* Tells the code page of 8-bit text of a level. *|given| becomes what its message names first; 0: it
 * names none. */
uint32_t tnefi_message_codepage(const struct tnef_reader *r, const struct tnefi_message_layer *l,
                                uint32_t *given);

/* ---- text.c, forms.c: values as UTF-8, hex and times ------------------------------------------ */

/* Tells the code page that tnef_text takes for it. */
uint32_t tnefi_message_codepage_used(struct tnef_reader *r, const struct tnefi_message_layer *l);

void tnefi_message_text_end(struct tnef_reader *r);

/* Makes text of bytes, in the arena: of those before the first NUL, as of a property of |type|. */
tnef_string tnefi_message_text(struct tnef_reader *r, struct tnefi_message_layer *l,
                               struct tnefi_message_arena *arena, const uint8_t *bytes, size_t len,
                               uint16_t type);
tnef_string tnefi_message_kept_text(struct tnef_reader *r, struct tnefi_message_layer *l,
                                    struct tnefi_message_arena *arena, const struct tnefi_message_kept *k);

/* Takes room for a string and its NUL, which is set. NULL: the reader fails, or memory lacks, which is
 * noted. */
char *tnefi_message_text_room(struct tnef_reader *r, struct tnefi_message_arena *arena, size_t len);

/* Joins two strings in a new one. |b| may be NULL if |len| is 0. */
tnef_string tnefi_message_join(struct tnef_reader *r, struct tnefi_message_arena *arena, tnef_string a,
                               const char *b, size_t len);
tnef_string tnefi_message_hex(struct tnef_reader *r, struct tnefi_message_arena *arena,
                              const struct tnefi_message_kept *k);
tnef_time tnefi_message_time(struct tnef_reader *r, const struct tnefi_message_kept *k);

/* Copies "type/subtype" if |raw| begins with one that is valid by RFC 2045; else the result is absent. */
tnef_string tnefi_message_mime_type(struct tnef_reader *r, struct tnefi_message_arena *arena,
                                    tnef_string raw);

/* Whether two strings are the same, ignoring the case of ASCII letters. tnefi_message_alike() is in
 * sender.c. */
int tnefi_message_same(tnef_string a, const char *b);
int tnefi_message_alike(tnef_string a, tnef_string b);

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
