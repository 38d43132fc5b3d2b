/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_MESSAGE_STATE_H
#define TNEFI_MESSAGE_STATE_H
/* The reader: its queues, what belongs to an input, and what a reset keeps. */

#include <tnef/text.h>

#include "message/arena.h"
#include "message/bag_priv.h"
#include "message/layer.h"

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
    uint32_t level_used;       /* levels that an event belonged to; of the others nothing is known  */
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
    uint32_t levels_cleared;   /* levels that were cleared as a whole since the reader was made     */
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
    struct tnefi_message_layer levels[]; /* |level_count|; of those beyond levels_cleared nothing is set */
};

_Static_assert(TNEFI_BAG_SCOPES == (unsigned)S_COUNT, "there is a bag for each scope");

#endif
