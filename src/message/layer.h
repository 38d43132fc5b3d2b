/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_MESSAGE_LAYER_H
#define TNEFI_MESSAGE_LAYER_H
/* A level of the reader: one message of the chain that is open, with what is open in it. */

#include <stddef.h>
#include <stdint.h>

#include <tnef/message.h>

#include "message/arena.h"
#include "message/digest.h"
#include "message/kept.h"

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
    char remainder_name[25];   /* with ten digits and its NUL                                       */
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

#endif
