/* SPDX-License-Identifier: MIT */
#ifndef TNEF_DECODER_H
#define TNEF_DECODER_H
/* The TNEF decoder: bytes in, events out, one pass, fixed memory.
 *
 * It reports everything that a TNEF stream has ("winmail.dat", application/ms-tnef; [MS-OXTNEF]):
 * each attribute, property, value and embedded message, and each anomaly, as events to one
 * callback. Take it to list, search or check a stream. Take <tnef/reader.h>, which is made of it,
 * if you want to know what the properties mean: subject, people, bodies, attachments.
 *
 * Example:
 *
 *     static int show(void *user, const tnef_event *event)
 *     {
 *         if (event->type == TNEF_EV_PROP_BEGIN)
 *             fprintf(user, "property %04x of type %04x\n", event->prop_id, event->prop_type);
 *         return TNEF_CONTINUE;
 *     }
 *
 *     tnef_status list_properties(const void *buf, size_t len, FILE *out)
 *     {
 *         tnef_decoder_config cfg = { .size = sizeof cfg, .on_event = show, .user = out };
 *         tnef_decoder *decoder;
 *         tnef_status status = tnef_decoder_new(&decoder, &cfg, NULL);
 *
 *         if (status == TNEF_OK)
 *             status = tnef_decoder_feed(decoder, buf, len, NULL);
 *         if (status == TNEF_OK)
 *             status = tnef_decoder_finish(decoder);
 *         tnef_decoder_free(decoder);
 *         return status;
 *     }
 *
 * The life of a decoder: tnef_decoder_new() or tnef_decoder_init() makes it, tnef_decoder_feed()
 * takes the stream in pieces of any size, tnef_decoder_finish() declares its end.
 * tnef_decoder_reset() makes it ready for another stream. The events of a piece are delivered while
 * it is fed. From inside the callback only tnef_decoder_error(), tnef_decoder_info() and
 * tnef_decoder_anomalies() may be called.
 *
 * The decoder never asks for a byte twice, never looks ahead, never allocates after it was made,
 * never recurses, and does a bounded amount of work for a byte (see "Work" at the end).
 */

#include <tnef/anomaly.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Limits ------------------------------------------------------------------------------- */

/* The length of a property name that is kept, in bytes of UTF-16LE with its terminator. The
 * specification allows 254 characters; the longest name seen in real mail is 102 bytes. */
#define TNEF_NAME_SIZE 512u

#define TNEF_DEPTH_CEILING 32u          /* the largest max_depth                                  */
#define TNEF_TOTAL_CEILING (1ull << 62) /* the largest max_input, max_output and max_events       */

/* What the input may cost. Zero in a field means the default in brackets.
 *
 * When a limit on a part is reached, what exceeds it is skipped, an anomaly TNEF_A_LIMIT is
 * reported, the decoding goes on with what follows, and finish returns the status of the limit. A
 * limit on the whole ends the decoding with its status. */
typedef struct tnef_decoder_limits {
    uint32_t size;               /* sizeof(tnef_decoder_limits)                                   */
    uint32_t max_depth;          /* part: messages inside messages [16, ceiling 32]. Deepest seen
                                  * in real mail: 3. 16 allows every chain of forwards that
                                  * people make; each level costs the attacker 100 bytes.         */
    uint64_t max_input;          /* whole: bytes fed [16 GiB]. Memory does not depend on it; it
                                  * bounds time. No mail system carries more in one message.      */
    uint64_t max_output;         /* whole: bytes in DATA events [64 GiB]. Without RAW output it
                                  * cannot exceed input by more than a constant; with it, it is
                                  * input times depth.                                            */
    uint64_t max_events;         /* whole: events delivered [2^32]. See "Work" below. How many DATA
                                  * events there are depends on how the input is cut, so where
                                  * this limit is reached does, too, as with no other limit       */
    uint32_t max_length;         /* part: declared length of one attribute or value
                                  * [0x7FFFFFFF: the format's lengths are read as signed by the
                                  * original readers, so no larger one was ever meant]            */
    uint32_t max_attributes;     /* whole: attributes of all streams [1,000,000]. Largest seen:
                                  * 62; an attachment takes 5 to 8.                               */
    uint32_t max_properties;     /* part: properties of one list [65,536]. Largest seen: 133;
                                  * there are 65,536 property ids.                                */
    uint32_t max_values;         /* part: values of one property [65,536]. Largest seen: 76.      */
    uint32_t max_rows;           /* part: rows of one recipient table [65,536]. Exchange stops at
                                  * a few thousand recipients.                                    */
    uint32_t max_anomalies;      /* anomalies delivered as events [1,000]; beyond it they are
                                  * only counted. Not an error.                                   */
} tnef_decoder_limits;

/* ---- Events ------------------------------------------------------------------------------- */

/* What happened. This is the grammar of the events that the callback gets; ANOMALY, and DATA with a
 * flag, may stand anywhere:
 *
 *     stream    = STREAM_BEGIN *attribute STREAM_END
 *     attribute = ATTR_BEGIN ( *DATA *property / *property / *row ) ATTR_END
 *     row       = ROW_BEGIN *property ROW_END
 *     property  = PROP_BEGIN *value PROP_END
 *     value     = VALUE_BEGIN ( *DATA / stream ) VALUE_END
 *
 * Every BEGIN gets its END, unless the callback stopped or failed, or a status ended the decoding.
 *
 * An attribute that stands for a MAPI property is delivered as bytes and as that property, whose
 * events are flagged TNEF_F_COMPUTED. Where the bytes of the attribute are the value (strings, file
 * data), the property begins inside the attribute, and the bytes are delivered once, as its value.
 * Else (dates, rendering data, status, priority, message id) the bytes come first, and the property
 * follows.
 *
 * A value of fixed size comes in one DATA event, however the input is cut, with |number| set. All
 * other DATA may be cut anywhere; nothing else depends on how the input is cut.
 */
enum tnef_event_type {
    TNEF_EV_STREAM_BEGIN = 1,    /* the signature was right, and the key was read                 */
    TNEF_EV_STREAM_END = 2,
    TNEF_EV_ATTR_BEGIN = 3,
    TNEF_EV_ATTR_END = 4,        /* the checksum was compared; if it was wrong, TNEF_A_CHECKSUM
                                  * came before this                                              */
    TNEF_EV_ROW_BEGIN = 5,       /* a row of attRecipTable: a recipient                           */
    TNEF_EV_ROW_END = 6,
    TNEF_EV_PROP_BEGIN = 7,
    TNEF_EV_PROP_END = 8,
    TNEF_EV_VALUE_BEGIN = 9,
    TNEF_EV_VALUE_END = 10,
    TNEF_EV_DATA = 11,
    TNEF_EV_ANOMALY = 12
};

/* Flags of events. */
#define TNEF_F_COMPUTED   0x0001u  /* property made from a legacy attribute                       */
#define TNEF_F_INCOMPLETE 0x0002u  /* END: bytes are missing that were announced or needed        */
#define TNEF_F_SKIPPED    0x0004u  /* END: some of it was skipped, for the callback or a limit    */
#define TNEF_F_REMAINDER  0x0008u  /* DATA: bytes of an attribute after its list ended or broke   */
#define TNEF_F_TRAILING   0x0010u  /* DATA: bytes of a stream that are in no attribute            */
#define TNEF_F_RAW        0x0020u  /* DATA: the bytes of an embedded message, beside its events   */
#define TNEF_F_OPAQUE     0x0040u  /* DATA: an embedded message that was not descended into       */
#define TNEF_F_NESTED     0x0080u  /* VALUE_BEGIN: an embedded message by its interface id;
                                    * VALUE_END: its content was descended into                   */
#define TNEF_F_NAMED      0x0100u  /* PROP_*: guid and name are set in PROP_BEGIN                 */
#define TNEF_F_NAME_CUT   0x0200u  /* PROP_BEGIN: the name is longer than TNEF_NAME_SIZE          */
#define TNEF_F_MULTI      0x0400u  /* PROP_*, VALUE_*: multi-valued by type                       */

/* One event. Every field is always set, to 0 or NULL where it has no meaning. Later versions may
 * append fields. Pointers are valid until the callback returns. */
typedef struct tnef_event {
    uint32_t type;               /* TNEF_EV_*; ignore one that you do not know                    */
    uint32_t flags;              /* TNEF_F_*                                                      */
    uint32_t depth;              /* of the stream: 0 for the outermost                            */
    tnef_status status;          /* ANOMALY: TNEF_OK, or the damage: see <tnef/anomaly.h>         */
    uint64_t offset;             /* of the first byte that the event is about, from the start of
                                  * the input; of an END event the byte after the last one; of a
                                  * computed value the first byte of the attribute's data         */
    /* what this is about; the same for everything inside */
    uint32_t attr;               /* full attribute id; if only its low 16 bits are known, that of
                                  * the specification; 0 outside of attributes                    */
    uint32_t level;              /* of the attribute: 1 message, 2 attachment                     */
    uint32_t row;                /* index of the row                                              */
    uint16_t prop_id;            /* property id and type                                          */
    uint16_t prop_type;          /* as on the wire, without the instance bit 0x2000               */
    uint32_t value;              /* index of the value                                            */
    /* STREAM_BEGIN */
    uint16_t key;                /* the legacy key; any number is good                            */
    /* BEGIN: what the input announces */
    uint32_t count;              /* ROW: properties, PROP: values                                 */
    uint64_t length;             /* ATTR: bytes of data, as claimed. VALUE: bytes that follow,
                                  * without interface id, as many as there is room for. Embedded
                                  * STREAM: its bytes, with its signature. Else 0                 */
    /* PROP_BEGIN of a named property: [MS-OXTNEF] 2.1.3.4.1 */
    const uint8_t *guid;         /* 16 bytes in wire order, or NULL                               */
    uint32_t name_id;            /* the number (LID) when name is NULL                            */
    uint32_t name_len;           /* bytes at name, without the terminator                         */
    const uint8_t *name;         /* UTF-16LE, or NULL when named by number                        */
    /* VALUE_BEGIN of an object */
    const uint8_t *iid;          /* 16 bytes in wire order, or NULL                               */
    /* DATA */
    const uint8_t *data;
    size_t len;                  /* > 0                                                           */
    uint64_t left;               /* bytes of this value or attribute that follow this span        */
    uint64_t number;             /* values of fixed size up to 8 bytes: the bytes as a number     */
    /* ANOMALY */
    uint32_t code;               /* TNEF_A_*                                                      */
    uint64_t expected, found;
} tnef_event;

/* The callback, which answers one of enum tnef_answer. It must not call any function on the decoder
 * but tnef_decoder_error(), tnef_decoder_info() and tnef_decoder_anomalies(). After it answered
 * TNEF_PAUSE, TNEF_STOP or a failure, it is not called again from the same call of feed or finish.
 * After TNEF_PAUSE the next call goes on with the event that would have come next. */
typedef int (*tnef_event_fn)(void *user, const tnef_event *event);

/* Returns the name of an event: "stream_begin", "attr_end". "?" for a number that is not known. The
 * strings are static. */
TNEF_API const char *tnef_event_name(uint32_t type);

/* ---- Configuration ------------------------------------------------------------------------ */

/* Flags of tnef_decoder_config. */
#define TNEF_RESYNC       0x0001u  /* after bytes that are not an attribute, search for the next
                                    * one: a level of 1 or 2, a known id, and a length within room
                                    * and limit. Bytes that are passed over are delivered as DATA
                                    * flagged TNEF_F_TRAILING, as without this flag               */
#define TNEF_RAW_NESTED   0x0002u  /* deliver the bytes of embedded messages, too: as DATA flagged
                                    * TNEF_F_RAW, at the depth of the value that holds them. They
                                    * come before the events of the message, by up to one feed    */
#define TNEF_DESCEND_DATA 0x0004u  /* descend into a winmail.dat that was attached as a file, too:
                                    * into attAttachData, and into property 0x3701
                                    * (PidTagAttachDataBinary, -Object) of any type of variable
                                    * size, if the content begins as a TNEF stream. In a value that
                                    * is not an object the interface id of a message may precede
                                    * the stream; those 16 bytes are then in no event. If other
                                    * bytes precede it, the content is delivered as it is         */

typedef struct tnef_decoder_config {
    uint32_t size;               /* sizeof(tnef_decoder_config)                                   */
    uint32_t flags;              /* TNEF_RESYNC ...; others must be 0                             */
    tnef_event_fn on_event;      /* not NULL                                                      */
    void *user;                  /* first argument of on_event                                    */
    const tnef_decoder_limits *limits;   /* copied; NULL: all defaults                            */
    uint64_t interest;           /* which events to deliver: bits 1 << TNEF_EV_x; 0: all. Those
                                  * that are not delivered do not count against max_events        */
    uint64_t fatal;              /* TNEF_ANOMALY_BIT()s of the TNEF_A_* after which the decoding
                                  * fails with TNEF_E_ANOMALY, once they were reported;
                                  * TNEF_FATAL_ALL: all                                           */
} tnef_decoder_config;

/* ---- Decoder ------------------------------------------------------------------------------ */

typedef struct tnef_decoder tnef_decoder;

/* Returns the bytes that tnef_decoder_init() needs, the same for every configuration. They are
 * never more than TNEF_DECODER_SIZE_MAX in a version with the same SONAME, so that a program can
 * declare static memory. */
#define TNEF_DECODER_SIZE_MAX 12288u
TNEF_API size_t tnef_decoder_size(void);

/* Tells whether a configuration is valid, and if not, which field is wrong: see "Configurations" in
 * <tnef/base.h>. What can be wrong: a size that is too small, an unknown flag, no callback, a limit
 * above its ceiling, and a field that this version does not know and that is not 0. |cfg| must not
 * be NULL. */
TNEF_API tnef_status tnef_decoder_check(const tnef_decoder_config *cfg, const void **field);

/* Makes a decoder in the caller's memory.
 *
 * |mem| must be aligned for any object and stay where it is while the decoder is used; nothing
 * needs to be freed. |cfg| and its limits are copied.
 *
 * TNEF_OK          *|out| is the decoder.
 * TNEF_E_ARGUMENT  |len| is less than tnef_decoder_size(), |mem| is NULL or not aligned, or |cfg|
 *                  is wrong: tnef_decoder_check() tells where. *|out| is NULL. */
TNEF_API tnef_status tnef_decoder_init(tnef_decoder **out, void *mem, size_t len,
                                       const tnef_decoder_config *cfg);

/* Makes a decoder in memory from |alloc| (NULL: malloc), with exactly one allocation, which
 * tnef_decoder_free() releases. Otherwise as tnef_decoder_init(), and besides:
 *
 * TNEF_E_ARGUMENT  a function of |alloc| is NULL. *|out| is NULL.
 * TNEF_E_MEMORY    the allocator returned NULL. *|out| is NULL. */
TNEF_API tnef_status tnef_decoder_new(tnef_decoder **out, const tnef_decoder_config *cfg,
                                      const tnef_allocator *alloc);

/* Ends a decoder. |decoder| may be NULL, or come from tnef_decoder_init(). */
TNEF_API void tnef_decoder_free(tnef_decoder *decoder);

/* Makes the decoder as new, with the same configuration, for another input.
 *
 * TNEF_E_STATE     called from inside the callback. */
TNEF_API tnef_status tnef_decoder_reset(tnef_decoder *decoder);

/* Takes the next bytes of the input.
 *
 * Events are delivered from inside this call. |buf| may be freed or reused when it returns:
 * nothing keeps a pointer into it. |len| may be 0 (|buf| may then be NULL): this delivers what a
 * pause held back. However the input is cut into calls, the events are the same, except that DATA
 * may be cut differently. |taken| may be NULL; it is set on every return.
 *
 * Damage in the input does not change what feed returns: an ANOMALY event reports it, the decoding
 * goes on, and finish returns it.
 *
 * TNEF_OK              all |len| bytes were taken.
 * TNEF_PAUSED          the callback answered TNEF_PAUSE. *|taken| bytes were taken; call again with
 *                      the rest.
 * TNEF_STOPPED         the callback answered TNEF_STOP, now or earlier.
 * TNEF_E_ARGUMENT      |buf| is NULL and |len| is not 0.
 * TNEF_E_STATE         called from inside the callback, or after finish began.
 * TNEF_E_CALLBACK      the callback failed.
 * TNEF_E_SIGNATURE     the input is not TNEF.
 * TNEF_E_ANOMALY       an anomaly that the configuration made fatal was met.
 * TNEF_E_LIMIT_INPUT, TNEF_E_LIMIT_OUTPUT, TNEF_E_LIMIT_EVENTS, TNEF_E_LIMIT_ATTRIBUTES
 *                      a limit on the whole was reached.
 *
 * From TNEF_STOPPED on these are permanent: every further call returns the same, but feed after
 * finish returns TNEF_E_STATE. In the call that fails, *|taken| counts the bytes up to and
 * including the one that made it fail. */
TNEF_API tnef_status tnef_decoder_feed(tnef_decoder *decoder, const void *buf, size_t len,
                                       size_t *taken);

/* Declares the end of the input. Only here missing bytes become an error. Delivers the END events
 * of everything that is still open, flagged TNEF_F_INCOMPLETE. After TNEF_PAUSED call it again;
 * after any other result it returns the same again.
 *
 * TNEF_OK              the input was complete, and nothing was lost. There may have been anomalies.
 * TNEF_PAUSED          the callback answered TNEF_PAUSE; call again.
 * TNEF_E_STATE         called from inside the callback.
 * otherwise            the first permanent error (see feed); else the first limit on a part that
 *                      was reached; else the first damage: TNEF_E_TRUNCATED, TNEF_E_OVERRUN,
 *                      TNEF_E_TYPE, TNEF_E_NAME, TNEF_E_NESTED, TNEF_E_TRAILING. An empty input,
 *                      or one of fewer than 4 bytes that could begin a stream, is
 *                      TNEF_E_TRUNCATED. */
TNEF_API tnef_status tnef_decoder_finish(tnef_decoder *decoder);

/* Tells what is wrong and where: the status that finish would return now, and its context. That the
 * input is truncated is known only after finish. |out->size| must be set: see <tnef/base.h>. */
TNEF_API void tnef_decoder_error(const tnef_decoder *decoder, tnef_error *out);

/* What is known of the decoding so far. Later versions may append fields. */
struct tnef_decoder_info {
    uint32_t size;               /* in: sizeof(struct tnef_decoder_info); out: the bytes that were
                                  * filled                                                        */
    uint32_t depth;              /* of the stream that is read now: 0 for the outermost           */
    uint64_t anomalies;          /* TNEF_ANOMALY_BIT()s of the TNEF_A_* that were met, reported as
                                  * events or not                                                 */
    uint64_t input;              /* bytes accepted                                                */
    uint64_t output;             /* bytes delivered in DATA events                                */
    uint64_t events;             /* events delivered                                              */
};

/* Tells what is known so far. May be called at any time, and from inside the callback. |out->size|
 * must be set: see <tnef/base.h>. */
TNEF_API void tnef_decoder_info(const tnef_decoder *decoder, struct tnef_decoder_info *out);

/* Returns how often the anomaly |code| (TNEF_A_*) was met, reported as an event or not. 0 for any
 * other code. */
TNEF_API uint64_t tnef_decoder_anomalies(const tnef_decoder *decoder, uint32_t code);

/* ---- Work ---------------------------------------------------------------------------------
 *
 * The work per byte is bounded by a constant. For an input of n bytes, in f calls of feed, without
 * TNEF_RAW_NESTED:
 *
 *     events <= TNEF_EVENTS_BASE + TNEF_EVENTS_PER_BYTE * n + f
 *
 * This bound is loose on purpose: real mail gives about one event for 20 bytes. With
 * TNEF_RAW_NESTED each call of feed, and each piece that a pause leaves, may add one event for each
 * level of depth.
 *
 * Bytes touched (src/base/touch.h) are at most 4096 + 80 n + 64 f. The worst input known is streams
 * in streams, as deep as they may be, with all flags and fed byte by byte, which touches 38 for a
 * byte: each level delivers it. */
#define TNEF_EVENTS_BASE     64u
#define TNEF_EVENTS_PER_BYTE 4u

#ifdef __cplusplus
}
#endif
#endif
