/* SPDX-License-Identifier: MIT */
#ifndef TNEF_MESSAGE_PRIV_H
#define TNEF_MESSAGE_PRIV_H
/* The inside of the reader.
 *
 * One decoder event may lead to several handler calls. The event changes the state of its level at
 * once and queues operations ("ops"); anomalies of the model are queued apart ("notes"). The queue
 * is run before the decoder goes on: all notes, then one op, and so on, until it is empty or a
 * handler pauses; then the rest is run first by the next call of feed or finish. An event is only
 * ever processed with both queues empty, which bounds them, and makes what is said the same for
 * every split of the input and every pause.
 *
 * A level is one message of the chain that is open. In it at most one attachment, one body, one row
 * and one value are open at a time; each of the first and of the rows has its own arena, emptied
 * when its end was delivered.
 *
 * Termination: an op queues no op, and at most one note for each string that it converts. The op of a
 * bag comes again until all its strings are converted. */

#include <stddef.h>
#include <stdint.h>

#include <tnef/message.h>
#include <tnef/text.h>

#include "arena.h"
#include "bag_priv.h"

/* ---- What is kept ------------------------------------------------------------------------- */

enum { S_MESSAGE, S_ATTACHMENT, S_ROW };

/* How a value is kept. */
enum { W_NUMBER, W_TIME, W_TEXT, W_BYTES };

/* Ids for named properties by what they are, among those that are for named ones on the wire. */
#define N_APPOINTMENT_START 0xFF01u
#define N_APPOINTMENT_END   0xFF02u
#define N_TASK_START        0xFF03u
#define N_TASK_DUE          0xFF04u
#define N_COMMON_START      0xFF05u
#define N_COMMON_END        0xFF06u

/* Slots: name, property id, what is kept of it. The order of the six columns of a person is used.
 * Behind those of properties stand the slots of raw attributes. */
#define MESSAGE_SLOTS(X) \
    X(M_CLASS, 0x001A, W_TEXT) X(M_ORIGINAL_CLASS, 0x004B, W_TEXT) \
    X(M_SUBJECT, 0x0037, W_TEXT) X(M_PREFIX, 0x003D, W_TEXT) \
    X(M_NORMALIZED, 0x0E1D, W_TEXT) X(M_TOPIC, 0x0070, W_TEXT) \
    X(M_SENDER, 0x0C1A, W_TEXT) X(M_SENDER_TYPE, 0x0C1E, W_TEXT) \
    X(M_SENDER_EMAIL, 0x0C1F, W_TEXT) X(M_SENDER_SMTP, 0x5D01, W_TEXT) \
    X(M_SENDER_ENTRY, 0x0C19, W_BYTES) X(M_SENDER_KEY, 0x0C1D, W_BYTES) \
    X(M_FROM, 0x0042, W_TEXT) X(M_FROM_TYPE, 0x0064, W_TEXT) \
    X(M_FROM_EMAIL, 0x0065, W_TEXT) X(M_FROM_SMTP, 0x5D02, W_TEXT) \
    X(M_FROM_ENTRY, 0x0041, W_BYTES) X(M_FROM_KEY, 0x003B, W_BYTES) \
    X(M_RCVD, 0x0040, W_TEXT) X(M_RCVD_TYPE, 0x0075, W_TEXT) \
    X(M_RCVD_EMAIL, 0x0076, W_TEXT) X(M_RCVD_SMTP, 0x5D07, W_TEXT) \
    X(M_RCVD_ENTRY, 0x003F, W_BYTES) X(M_RCVD_KEY, 0x0051, W_BYTES) \
    X(M_RCVR, 0x0044, W_TEXT) X(M_RCVR_TYPE, 0x0077, W_TEXT) \
    X(M_RCVR_EMAIL, 0x0078, W_TEXT) X(M_RCVR_SMTP, 0x5D08, W_TEXT) \
    X(M_RCVR_ENTRY, 0x0043, W_BYTES) X(M_RCVR_KEY, 0x0052, W_BYTES) \
    X(M_SUBMITTED, 0x0039, W_TIME) X(M_DELIVERED, 0x0E06, W_TIME) \
    X(M_CREATED, 0x3007, W_TIME) X(M_MODIFIED, 0x3008, W_TIME) \
    X(M_START, 0x0060, W_TIME) X(M_END, 0x0061, W_TIME) \
    X(M_IMPORTANCE, 0x0017, W_NUMBER) X(M_PRIORITY, 0x0026, W_NUMBER) \
    X(M_SENSITIVITY, 0x0036, W_NUMBER) X(M_FLAGS, 0x0E07, W_NUMBER) \
    X(M_STATUS, 0x0E17, W_NUMBER) X(M_INTERNET_CP, 0x3FDE, W_NUMBER) \
    X(M_MESSAGE_CP, 0x3FFD, W_NUMBER) X(M_NATIVE, 0x1016, W_NUMBER) \
    X(M_RTF_IN_SYNC, 0x0E1F, W_NUMBER) X(M_AID_OWNER, 0x0062, W_NUMBER) \
    X(M_RESPONSE, 0x0063, W_NUMBER) \
    X(M_MESSAGE_ID, 0x1035, W_TEXT) X(M_IN_REPLY_TO, 0x1042, W_TEXT) \
    X(M_REFERENCES, 0x1039, W_TEXT) X(M_SEARCH_KEY, 0x300B, W_BYTES) \
    X(M_CORRELATION, 0x007F, W_BYTES) X(M_HEADERS, 0x007D, W_TEXT) \
    X(M_DISPLAY_TO, 0x0E04, W_TEXT) X(M_DISPLAY_CC, 0x0E03, W_TEXT) \
    X(M_APPOINTMENT_START, N_APPOINTMENT_START, W_TIME) \
    X(M_APPOINTMENT_END, N_APPOINTMENT_END, W_TIME) \
    X(M_TASK_START, N_TASK_START, W_TIME) X(M_TASK_DUE, N_TASK_DUE, W_TIME) \
    X(M_COMMON_START, N_COMMON_START, W_TIME) X(M_COMMON_END, N_COMMON_END, W_TIME)

#define ATTACHMENT_SLOTS(X) \
    X(A_LONG, 0x3707, W_TEXT) X(A_SHORT, 0x3704, W_TEXT) \
    X(A_DISPLAY, 0x3001, W_TEXT) X(A_TRANSPORT, 0x370C, W_TEXT) \
    X(A_LONG_PATH, 0x370D, W_TEXT) X(A_PATH, 0x3708, W_TEXT) \
    X(A_EXTENSION, 0x3703, W_TEXT) X(A_MIME, 0x370E, W_TEXT) \
    X(A_CONTENT_ID, 0x3712, W_TEXT) X(A_LOCATION, 0x3713, W_TEXT) \
    X(A_BASE, 0x3711, W_TEXT) X(A_DISPOSITION, 0x3716, W_TEXT) \
    X(A_CHARSET, 0x371B, W_TEXT) X(A_ENCODING, 0x3702, W_BYTES) X(A_TAG, 0x370A, W_BYTES) \
    X(A_METHOD, 0x3705, W_NUMBER) X(A_FLAGS, 0x3714, W_NUMBER) \
    X(A_POSITION, 0x370B, W_NUMBER) X(A_HIDDEN, 0x7FFE, W_NUMBER) \
    X(A_CREATED, 0x3007, W_TIME) X(A_MODIFIED, 0x3008, W_TIME)

#define ROW_SLOTS(X) \
    X(R_KIND, 0x0C15, W_NUMBER) X(R_NAME, 0x5FF6, W_TEXT) X(R_TRANSMITTABLE, 0x3A20, W_TEXT) \
    X(R_DISPLAY, 0x3001, W_TEXT) X(R_TYPE, 0x3002, W_TEXT) X(R_EMAIL, 0x3003, W_TEXT) \
    X(R_SMTP, 0x39FE, W_TEXT) X(R_ENTRY, 0x0FFF, W_BYTES) X(R_KEY, 0x300B, W_BYTES) \
    X(R_ENTRY_2, 0x5FF7, W_BYTES)

#define SLOT_NAME(name, id, how) name,
enum {
    MESSAGE_SLOTS(SLOT_NAME)
    M_RAW_CLASS, M_RAW_ORIGINAL, M_RAW_FROM, M_RAW_OWNER, M_RAW_SENT_FOR, M_COUNT
};
#define NAMES_EXTRA 8u         /* names of one attachment beside the first of each source           */
enum {
    ATTACHMENT_SLOTS(SLOT_NAME)
    A_REND, A_TITLE, A_EXTRA, A_COUNT = A_EXTRA + (int)NAMES_EXTRA
};
enum { ROW_SLOTS(SLOT_NAME) R_COUNT };
#undef SLOT_NAME

enum { KEPT_NONE, KEPT_COMPUTED, KEPT_PROPERTY };

struct tnefi_kept {
    union {
        const uint8_t *bytes;  /* W_TEXT, W_BYTES: in the arena; NULL if len is 0 or there was no
                                * room                                                              */
        uint64_t number;       /* W_NUMBER, W_TIME                                                  */
    };
    uint32_t len;
    uint16_t type;             /* property type; PtypString8 for raw attributes                     */
    uint8_t rank;              /* KEPT_*                                                            */
    uint8_t cut;               /* longer than what is kept                                          */
};

/* ---- Levels ------------------------------------------------------------------------------- */

/* What becomes of the open value. */
enum { V_NONE, V_KEEP, V_COMPARE, V_BODY, V_CONTENT, V_REMAINDER };

/* Whose begin was said, and not its end. */
#define SAID_MESSAGE 1u
#define SAID_PART    2u
#define SAID_CONTENT 4u
#define SAID_BODY    8u        /* or a remainder                                                    */

/* Attributes that the model reads itself. */
#define ATT_UNKNOWN        0xFFFFFFFFu
#define ATT_REND           0x00069002u
#define ATT_DATA           0x0006800Fu
#define ATT_OEM_CODEPAGE   0x00069007u
#define ATT_CLASS          0x00078008u
#define ATT_ORIGINAL_CLASS 0x00070006u
#define ATT_ORIGINAL_2     0x00070600u
#define ATT_FROM           0x00008000u
#define ATT_OWNER          0x00060000u
#define ATT_SENT_FOR       0x00060001u

#define T_I2      0x0002u
#define T_I4      0x0003u
#define T_BOOL    0x000Bu
#define T_OBJECT  0x000Du
#define T_I8      0x0014u
#define T_STRING8 0x001Eu
#define T_STRING  0x001Fu
#define T_TIME    0x0040u
#define T_BINARY  0x0102u
#define T_NULL    0x0001u
#define T_ERROR   0x000Au
#define T_MULTI   0x1000u

#define CONTENT_AT(kind) ((kind) - TNEF_CONTENT_DATA)

/* The first content of each kind that is not empty; else the first. */
struct tnefi_first {
    uint64_t size;
    uint32_t index;            /* if |count| is not 0                                               */
    uint32_t count;
    uint32_t flags;
};

/* Of a body: see message_double.c. */
struct tnefi_digest {
    uint64_t hash;
    uint32_t page;             /* code page, 0: UTF-16 or binary                                    */
    uint8_t there;
};

/* Whoever adds a field that must not outlive its message looks at layer_begin() in
 * message_event.c: a level is not cleared as a whole. */
struct tnefi_layer {
    tnef_message_info info;
    struct tnefi_kept m[M_COUNT];
    struct tnefi_arena m_arena;
    void *slot;
    uint8_t said;              /* SAID_*                                                            */
    uint8_t dirty;             /* 1 << S_x: not all kept of that scope is absent                    */
    uint8_t message_done, part_done; /* what is known at the end was put together                   */
    uint8_t codepage_have;     /* bytes of the open attOemCodepage                                  */
    uint8_t codepage_bytes[4];
    uint8_t codepage_said;     /* TNEF_A_CODEPAGE was raised for it                                 */

    tnef_part part;            /* the attachment                                                    */
    struct tnefi_kept a[A_COUNT];
    struct tnefi_arena a_arena;
    void *part_slot;
    tnef_content content;
    struct tnefi_first first[CONTENT_AT(TNEF_CONTENT_UNKNOWN) + 1];
    tnef_string subject;       /* of the first embedded message, in a_arena                         */
    uint32_t open_flags;       /* OP_PART_OPEN: TNEF_PART_IMPLICIT, TNEF_PART_STRAY                 */
    uint64_t stream_size;      /* of the message in the open content                                */
    uint8_t part_open;
    uint8_t part_hidden;       /* beyond max_attachments: nothing is said of it                     */
    uint8_t content_muted;     /* by the handler, or with its part                                  */
    uint8_t is_placeholder;    /* so far the bytes of the content are those of the placeholder      */
    uint32_t unread;           /* id << 16 | type of the first property of an attachment that has
                                * bytes from which nothing is read, or 0                            */
    uint8_t content_strange;   /* a content stands where few look for it                            */
    uint8_t names_lost;        /* there was a name that is not kept                                 */
    uint8_t extras;            /* slots from A_EXTRA on that were tried                             */
    uint8_t extra_source[NAMES_EXTRA]; /* TNEF_FROM_*                                               */
    uint8_t iid[16];

    tnef_part body;
    tnef_content body_content;
    void *body_slot;
    uint8_t plain_rank, html_rank, rtf_rank; /* of info.plain ...: the higher counts                */
    uint8_t body_rank;         /* of the open body                                                  */
    uint8_t body_strange;      /* the open body stands where few look for it                        */
    char remainder_name[24];
    uint8_t digest_low, digest_odd; /* half of a character of the body                             */
    uint64_t digesting;        /* of the open body                                                  */
    struct tnefi_digest digest[3];  /* of the first plain, HTML and RTF body                        */

    tnef_recipient recipient;
    struct tnefi_kept r[R_COUNT];
    struct tnefi_arena r_arena;

    uint32_t attr;             /* id of the open attribute by the decoder's table                   */
    uint8_t attr_content;      /* its bytes are the open content: TNEF_CONTENT_UNKNOWN              */
    uint8_t named;             /* the open property is named                                        */
    uint16_t prop;             /* what it is: its id, N_*, or 0 for what is not known               */
    uint8_t raw_begun;         /* its raw bytes were met                                            */
    uint8_t defer;             /* a limit that is met now is said at the end of the attribute: its
                                * bytes may come in any pieces                                      */
    uint64_t raw_limit, raw_found; /* that limit; 0: none                                           */
    uint8_t scope;             /* S_* of what is open                                               */
    uint8_t value;             /* V_*                                                               */
    uint8_t differs;           /* V_COMPARE                                                         */
    uint8_t replaces;          /* V_KEEP: what was kept before has another value                    */
    const struct tnefi_kept *twin; /* V_KEEP: of the same source, to be compared with; or NULL      */
    uint8_t target_how;        /* W_*                                                               */
    struct tnefi_kept *target; /* V_KEEP, V_COMPARE                                                 */
    uint64_t number;           /* its value, if of a fixed size                                     */
    uint64_t claim;            /* its length as announced                                           */
    uint16_t target_type;
    uint8_t target_rank;
    uint8_t cut;
    uint8_t *fill;             /* V_KEEP: where the bytes go                                        */
    uint32_t room;             /* bytes at |fill|                                                   */
    uint32_t have;             /* bytes so far                                                      */
};

/* ---- The queue ---------------------------------------------------------------------------- */

enum {
    OP_MESSAGE_BEGIN, OP_MESSAGE_FINAL, OP_MESSAGE_END, OP_ROW_FINAL, OP_ROW,
    OP_PART_BEGIN, OP_CONTENT_BEGIN, OP_CONTENT_DATA, OP_CONTENT_END, OP_PART_FINAL,
    OP_PART_END, OP_PART_OPEN, OP_BODY_BEGIN, OP_BODY_DATA, OP_BODY_END,
    OP_MESSAGE_BAG, OP_PART_BAG, OP_ROW_BAG
};
#define OPS_MAX   8u
#define NOTES_MAX 64u          /* more than the strings of a message                                */

struct tnefi_op {
    uint8_t op;
    uint8_t level;
};

struct tnefi_model_note {
    uint64_t offset, expected, found;
    tnef_status status;
    uint32_t code, depth, attr, prop;
};

enum { RUN_ON, RUN_PAUSED, RUN_STOPPED, RUN_FAILED };
enum { DYING_NOT, DYING_NOW, DYING_DONE };

/* ---- The reader --------------------------------------------------------------------------- */

struct tnef_reader {
    tnef_allocator alloc;
    size_t size;               /* of this allocation                                                */
    tnef_decoder *decoder;     /* in this allocation                                                */
    tnef_handlers on;
    void *user;
    uint64_t interest, fatal;
    uint32_t max_attachments, max_text, max_headers, max_anomalies;
    uint32_t default_codepage; /* 0: 1252                                                           */
    uint32_t level_count;
    uint32_t level_used;     /* levels that an event was of since the last reset; the rest are clear */
    struct tnefi_pool pool;
    struct tnefi_bags bags;
    tnef_text text;            /* the converter that was used last                                  */
    uint8_t text_open;

    uint64_t anomalies[TNEF_A_NUMBER_OF];  /* of the model alone                                    */
    uint64_t reported;         /* anomalies delivered, those of the decoder included                */
    uint32_t messages, parts;  /* ids given                                                         */
    uint32_t attachments, remainders; /* counted against the limit                                  */
    uint32_t opens;            /* BEGIN events without their END                                    */
    uint32_t quiet_opens;      /* property asked to skip when that many were open; 0: not           */
    uint32_t quiet_depth;      /* of what was skipped                                               */
    uint32_t muted;            /* level of a message that is passed over; UINT32_MAX: none          */
    uint8_t muted_end;         /* its end is said                                                   */
    uint8_t run;               /* RUN_*                                                             */
    uint8_t paused;            /* the last answer of this call of feed or finish was a pause         */
    uint8_t busy;              /* inside a handler                                                  */
    uint8_t closing;           /* finish was called                                                 */
    uint8_t attachments_said, remainders_said;
    uint8_t dying;             /* DYING_*: what is open is being ended, for |died|                  */
    uint8_t died_run;          /* RUN_* that it had                                                 */
    uint8_t late_pause;        /* after the bytes with which a remainder begins                     */
    uint8_t no_memory;         /* while dying: no text is made any more                             */
    tnef_status died;
    tnef_error failed;         /* RUN_FAILED; from the handlers or the model                        */
    tnef_error limit;          /* the first limit on a part of the model; status 0: none            */

    tnef_event at;             /* offset, depth, attribute and property of the last event           */
    const uint8_t *data;       /* of OP_*_DATA; never outlives its event                            */
    size_t data_len;

    uint32_t op_count, op_next;
    uint32_t note_count, note_next;
    struct tnefi_op ops[OPS_MAX];
    struct tnefi_model_note notes[NOTES_MAX];
    struct tnefi_layer levels[];
};

/* ---- message_queue.c ---------------------------------------------------------------------- */

void tnefi_push(struct tnef_reader *r, uint8_t op, const struct tnefi_layer *l);

/* Queues an anomaly about what is at hand, and counts it. */
void tnefi_model_note(struct tnef_reader *r, uint32_t code, tnef_status status,
                      uint64_t expected, uint64_t found);

/* Fails the reader for good. */
void tnefi_reader_fail(struct tnef_reader *r, tnef_status status, int32_t user_code);
void tnefi_reader_stop(struct tnef_reader *r);

/* What a handler answered: sets |run|. */
void tnefi_answer(struct tnef_reader *r, int answer);

/* Whether an event is inside a message that is passed over. */
int tnefi_is_muted(const struct tnef_reader *r, const tnef_event *ev);

/* Forwards an event to the property handler, and an anomaly of the decoder to its own. */
void tnefi_forward(struct tnef_reader *r, const tnef_event *ev);

/* Runs the queue until it is empty or |run| is no longer RUN_ON. */
void tnefi_run(struct tnef_reader *r);

/* ---- message_close.c ---------------------------------------------------------------------- */

/* What a call of feed or finish returns instead of |status|: the same, after what is open was ended
 * if the status ends the decoding; or TNEF_PAUSED. */
tnef_status tnefi_settle(struct tnef_reader *r, tnef_status status);

/* Gives the slots of what is open to the handler |release|. */
void tnefi_release_open(struct tnef_reader *r);

/* ---- message_event.c ---------------------------------------------------------------------- */

/* The callback of the decoder. */
int tnefi_on_event(void *user, const tnef_event *ev);

/* message_config.c: the decoder's configuration out of the reader's. */
void tnefi_decoder_config(tnef_config *out, const tnef_reader_config *cfg, void *user);

/* ---- message_content.c -------------------------------------------------------------------- */

/* Opens an attachment at once, which is allowed while none is open, and says so. Closes it. */
void tnefi_open_part(struct tnef_reader *r, struct tnefi_layer *l, uint32_t flags);
void tnefi_close_part(struct tnef_reader *r, struct tnefi_layer *l);

/* A content begins, goes on, ends. */
void tnefi_content_begin(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev,
                         uint32_t kind);
void tnefi_content_data(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev);
void tnefi_content_end(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev);

/* The content of a message that stands where no attachment is. */
void tnefi_stray_begin(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev);

/* TNEF_F_INCOMPLETE if the end |ev| says so, else 0. */
uint32_t tnefi_incomplete(const tnef_event *ev);

/* ---- message_value.c ---------------------------------------------------------------------- */

void tnefi_model_prop_begin(struct tnefi_layer *l, const tnef_event *ev);
void tnefi_model_value_begin(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev);
void tnefi_model_value_data(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev);
void tnefi_model_value_end(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev);

/* A body or remainder that begins with |ev|. */
void tnefi_body_reset(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev,
                      uint32_t kind);

/* ---- message_keep.c ----------------------------------------------------------------------- */

/* The slot for the open property in a scope, or NULL. |how| gets W_*. */
struct tnefi_kept *tnefi_slot(struct tnefi_layer *l, uint32_t scope, int computed, uint8_t *how);

/* The slot for the raw bytes of an attribute, or NULL. */
struct tnefi_kept *tnefi_raw_slot(struct tnefi_layer *l, uint32_t attr);

/* A value begins, goes on, ends. */
void tnefi_keep_begin(struct tnef_reader *r, struct tnefi_layer *l, struct tnefi_kept *k,
                      uint8_t how, uint8_t rank, uint16_t type, uint64_t length);
void tnefi_keep_data(struct tnefi_layer *l, const tnef_event *ev);

/* The same for one of the names of an attachment, of which all are kept. */
void tnefi_name_begin(struct tnef_reader *r, struct tnefi_layer *l, struct tnefi_kept *k,
                      uint8_t rank, uint16_t type, uint64_t length);
int tnefi_is_name(const struct tnefi_layer *l, const struct tnefi_kept *k);
void tnefi_keep_end(struct tnef_reader *r, struct tnefi_layer *l, uint32_t flags);

/* ---- message_text.c ----------------------------------------------------------------------- */

/* The code page of 8-bit text of a level. |given| gets what the input says, 0: nothing. */
uint32_t tnefi_codepage(const struct tnef_reader *r, const struct tnefi_layer *l, uint32_t *given);

/* The code page that tnef_text makes of it; 0: the reader failed. */
uint32_t tnefi_codepage_used(struct tnef_reader *r, const struct tnefi_layer *l);

void tnefi_text_end(struct tnef_reader *r);

/* Bytes as text, in the arena: up to their first NUL, of a property of |type|. */
tnef_string tnefi_text(struct tnef_reader *r, struct tnefi_layer *l, struct tnefi_arena *arena,
                       const uint8_t *bytes, size_t len, uint16_t type);
tnef_string tnefi_kept_text(struct tnef_reader *r, struct tnefi_layer *l,
                            struct tnefi_arena *arena, const struct tnefi_kept *k);

/* Copies and joins; a NULL |b| is nothing. */
tnef_string tnefi_join(struct tnef_reader *r, struct tnefi_arena *arena, tnef_string a,
                       const char *b, size_t len);
tnef_string tnefi_hex(struct tnef_reader *r, struct tnefi_arena *arena,
                      const struct tnefi_kept *k);
tnef_time tnefi_time(struct tnef_reader *r, const struct tnefi_kept *k);

/* type/subtype by RFC 2045; else absent. */
tnef_string tnefi_mime_type(struct tnef_reader *r, struct tnefi_arena *arena, tnef_string raw);

/* ASCII only, ignoring case. */
int tnefi_same(tnef_string a, const char *b);

/* message_from.c: the same for two strings. */
int tnefi_alike(tnef_string a, tnef_string b);

/* ---- message_address.c -------------------------------------------------------------------- */

/* Who somebody is: what there is, and what comes of it. */
#define TNEFI_WHO_NAMES 4u
struct tnefi_who {
    tnef_string names[TNEFI_WHO_NAMES]; /* the best first; the last is for that of an entry id      */
    tnef_string email, email_type, smtp;
    const struct tnefi_kept *entry[2], *key; /* entries: may be NULL                                */
    tnef_string name, address, type;
};
void tnefi_who(struct tnef_reader *r, struct tnefi_layer *l, struct tnefi_arena *arena,
               struct tnefi_who *w);

/* "TYPE:address", up to a NUL; without a colon all of it is the address. */
void tnefi_split_address(struct tnef_reader *r, struct tnefi_layer *l, struct tnefi_arena *arena,
                         const uint8_t *bytes, size_t len, tnef_string *type,
                         tnef_string *address);

/* ---- message_person.c --------------------------------------------------------------------- */

void tnefi_message_people(struct tnef_reader *r, struct tnefi_layer *l);
void tnefi_recipient_final(struct tnef_reader *r, struct tnefi_layer *l);

/* ---- message_info.c, message_part.c, message_name.c ------------------------------------------------------- */

void tnefi_message_final(struct tnef_reader *r, struct tnefi_layer *l);
void tnefi_body_codepage(struct tnef_reader *r, struct tnefi_layer *l);
void tnefi_message_body_done(struct tnef_reader *r, struct tnefi_layer *l);

/* message_remainder.c: bytes of no structure come, and their end. */
void tnefi_remainder_data(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev);
void tnefi_remainder_end(struct tnef_reader *r, struct tnefi_layer *l, uint32_t flags);

/* message_double.c: a body that begins, goes on, ends: TNEF_A_DUPLICATE when it says something else
 * than the one of its kind before. */
void tnefi_digest_begin(struct tnefi_layer *l);
void tnefi_digest_add(struct tnefi_layer *l, const uint8_t *p, size_t n);
void tnefi_digest_end(struct tnef_reader *r, struct tnefi_layer *l);

/* message_names.c: all names of the attachment that ends. Whether they contradict each other. */
void tnefi_part_names(struct tnef_reader *r, struct tnefi_layer *l);
int tnefi_names_differ(const struct tnefi_layer *l);
void tnefi_part_open(struct tnef_reader *r, struct tnefi_layer *l);
void tnefi_content_done(struct tnefi_layer *l);
void tnefi_part_final(struct tnef_reader *r, struct tnefi_layer *l);

/* Says that there are more of something than max_attachments, once. */
void tnefi_too_many(struct tnef_reader *r, uint8_t *said);
void tnefi_part_name(struct tnef_reader *r, struct tnefi_layer *l);

/* The text that stands in attAttachData beside an embedded message. */
#define PLACEHOLDER_LEN 89u
extern const char tnefi_placeholder[PLACEHOLDER_LEN + 1u];

#endif
