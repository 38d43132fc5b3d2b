/* SPDX-License-Identifier: MIT */
#ifndef TNEF_DECODER_H
#define TNEF_DECODER_H
/* The TNEF decoder: bytes in, events out, one pass, fixed memory.
 *
 * A TNEF stream ("winmail.dat", application/ms-tnef; [MS-OXTNEF]) is pushed in pieces of any size
 * with tnef_decoder_feed() and closed with tnef_decoder_finish(). What it contains is said to one
 * callback as a sequence of flat events. The decoder never asks for a byte twice, never looks
 * ahead, never allocates after creation, never recurses, and does a bounded amount of work per
 * byte.
 */

#include <tnef/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Limits ------------------------------------------------------------------------------- */

/* The length of a property name that is kept, in bytes of UTF-16LE with its terminator. The
 * specification allows 254 characters; the longest name seen in real mail is 102 bytes. */
#define TNEF_NAME_SIZE 512u

#define TNEF_DEPTH_CEILING 32u          /* the largest max_depth                                  */
#define TNEF_TOTAL_CEILING (UINT64_C(1) << 62)  /* of max_input, max_output, max_events    */

/* What the input may cost. Zero in a field means the default in brackets.
 *
 * A limit on a part skips what exceeds it, says so with a TNEF_A_LIMIT anomaly, goes on with what
 * follows and is what finish reports. A limit on the whole ends the decoding with that status. */
typedef struct tnef_limits {
    uint32_t size;               /* sizeof(tnef_limits)                                           */
    uint32_t max_depth;          /* part: messages inside messages [16, ceiling 32]. Deepest seen
                                  * in real mail: 3. 16 allows every chain of forwards that
                                  * people make; each level costs the attacker 100 bytes.         */
    uint64_t max_input;          /* whole: bytes fed [16 GiB]. Memory does not depend on it; it
                                  * bounds time. No mail system carries more in one message.      */
    uint64_t max_output;         /* whole: bytes in DATA events [64 GiB]. Without RAW output it
                                  * cannot exceed input by more than a constant; with it, it is
                                  * input times depth.                                            */
    uint64_t max_events;         /* whole: events delivered [2^32]. See "work" below. DATA events are
                                  * as many as their cuts, so where this one is reached depends on
                                  * the split of the input, as no other limit does                */
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
} tnef_limits;

/* ---- Anomalies ---------------------------------------------------------------------------- */

/* Deviations from the specification. The numbers are stable and are bit numbers of
 * tnef_config.fatal. Each is an event that carries |offset|, |expected|, |found|, and a |status|:
 * TNEF_OK when nothing is lost by it, else what finish will report unless something worse
 * happens. In brackets: the status it can carry. */
enum tnef_anomaly {
    TNEF_A_CHECKSUM = 0,         /* attribute checksum; expected: computed, found: stored         */
    TNEF_A_VERSION = 1,          /* attTnefVersion is not 0x00010000; found: the value            */
    TNEF_A_LEVEL = 2,            /* attribute level not the id's own; found: level, expected: own */
    TNEF_A_DUPLICATE = 3,        /* attribute given twice; found: the id. In the message model
                                  * also: a property given twice with another value               */
    TNEF_A_PADDING = 4,          /* padding bytes missing or not zero; expected: bytes of padding,
                                  * found: bytes there, or the padding as a number                */
    TNEF_A_UNTERMINATED = 5,     /* a string without its terminating NUL                          */
    TNEF_A_TRAILING = 6,         /* bytes after the last attribute; found: how many
                                  * [TRAILING unless they are NUL, CR, LF, TAB and blanks]        */
    TNEF_A_ORDER = 7,            /* an attachment attribute before any attAttachRendData, or a
                                  * message attribute after one; found: the id                    */
    TNEF_A_ATTR_LENGTH = 8,      /* an attribute of fixed size has another length; no computed
                                  * property is made of it                                        */
    TNEF_A_ZERO_LENGTH = 9,      /* an attribute that needs content has none                      */
    TNEF_A_ATTR_TYPE = 10,       /* known by the low 16 bits of its id only; expected: full id    */
    TNEF_A_DATE = 11,            /* a date that does not exist, or not in the years 1601 to 9999;
                                  * it makes no computed property; found: year << 16 | month << 8
                                  * | day, of the latter two the low bytes. Message model: a
                                  * PtypTime beyond the year 9999, found: its value; or a date of
                                  * another type, which is not read, expected: 0x40, found:
                                  * id << 16 | type                                               */
    TNEF_A_VALUE = 12,           /* a field whose value makes no sense (priority, address
                                  * triple, boolean); found: the value, of a hexadecimal key its
                                  * number of digits                                              */
    TNEF_A_CODEPAGE = 13,        /* message model: code page unknown, refused, missing or changed;
                                  * found: its number. 1252 is used instead                       */
    TNEF_A_TEXT = 14,            /* UTF-16 of an odd number of bytes; found: that number. Message
                                  * model: text that is not valid in its encoding: U+FFFD stands
                                  * there; found: how often                                       */
    TNEF_A_COUNT = 15,           /* a count that does not match what is there; expected: what is
                                  * there or must be, found: the count [OVERRUN when elements are
                                  * missing]                                                      */
    TNEF_A_OVERRUN = 16,         /* a length beyond its room; clipped. expected: the room, found:
                                  * the claim [OVERRUN]                                           */
    TNEF_A_TRUNCATED = 17,       /* a structure cut by the end of what encloses it [OVERRUN], or
                                  * by the end of the input [TRUNCATED]; expected: bytes of the
                                  * structure, found: bytes of it that are there                  */
    TNEF_A_TYPE = 18,            /* property type unknown or refused; found: the type [TYPE]      */
    TNEF_A_NAME_KIND = 19,       /* property name neither number nor string [NAME]                */
    TNEF_A_OBJECT = 20,          /* an object value too short for its interface id                */
    TNEF_A_SIGNATURE = 21,       /* an embedded message that is no TNEF stream; it is delivered
                                  * as opaque data [NESTED]; expected, found: the signatures, or
                                  * of a value without room for one the lengths                   */
    TNEF_A_REMAINDER = 22,       /* bytes of an attribute after its list; found: how many
                                  * [TRAILING unless filler]                                      */
    TNEF_A_RESYNC = 23,          /* decoding went on after bytes that are no attribute; found:
                                  * how many [TRAILING unless filler]                             */
    TNEF_A_LIMIT = 24,           /* a limit on a part was reached; expected: the limit, found: the
                                  * claim [LIMIT_*]                                               */
    TNEF_A_CONTENT = 25,         /* message model: an attachment has several contents, or one where
                                  * few look for it, or parts of its description contradict each
                                  * other                                                         */
    TNEF_A_NUMBER_OF = 26        /* grows; not an anomaly                                         */
};
#define TNEF_FATAL_NONE   UINT64_C(0)
#define TNEF_FATAL_STRICT (~UINT64_C(0))

/* "checksum", "level", ... in lower case; "?" for a number that is not known. Static. */
TNEF_API const char *tnef_anomaly_name(uint32_t code);

/* ---- Events ------------------------------------------------------------------------------- */

/* The grammar of what the callback sees (ANOMALY and flagged DATA may stand anywhere):
 *
 *     stream    = STREAM_BEGIN *attribute STREAM_END
 *     attribute = ATTR_BEGIN ( *DATA *property / *property / *row ) ATTR_END
 *     row       = ROW_BEGIN *property ROW_END
 *     property  = PROP_BEGIN *value PROP_END
 *     value     = VALUE_BEGIN ( *DATA / stream ) VALUE_END
 *
 * Every BEGIN gets its END, unless the callback stopped or failed, or a status ended the decoding.
 *
 * An attribute that stands for a MAPI property is delivered raw and as that property, which is
 * then marked TNEF_F_COMPUTED. Where the bytes of the attribute are the value (strings, file
 * data) the property opens inside the attribute and the bytes go out once; else (dates, rendering
 * data, status, priority, message id) the raw bytes come first and the property follows.
 *
 * Values of fixed size come in one DATA event, whatever the split of the input, with |number|
 * set. All other DATA may be cut anywhere: its cuts are the only thing that depends on the split.
 */
enum tnef_event_type {
    TNEF_EV_STREAM_BEGIN = 1,    /* key and the first bytes were right                            */
    TNEF_EV_STREAM_END = 2,
    TNEF_EV_ATTR_BEGIN = 3,
    TNEF_EV_ATTR_END = 4,        /* the checksum was compared: an anomaly came before, if any     */
    TNEF_EV_ROW_BEGIN = 5,       /* of attRecipTable                                              */
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
#define TNEF_F_SKIPPED    0x0004u  /* END: the callback or a limit had it skipped                 */
#define TNEF_F_REMAINDER  0x0008u  /* DATA: of the attribute, after its list ended or broke       */
#define TNEF_F_TRAILING   0x0010u  /* DATA: of the stream, of no attribute                        */
#define TNEF_F_RAW        0x0020u  /* DATA: the bytes of an embedded message, beside its events   */
#define TNEF_F_OPAQUE     0x0040u  /* DATA: an embedded message that was not descended into       */
#define TNEF_F_NESTED     0x0080u  /* VALUE_BEGIN: an embedded message by its interface id;
                                    * VALUE_END: its content was descended into                   */
#define TNEF_F_NAMED      0x0100u  /* PROP_*: guid and name are set in PROP_BEGIN                 */
#define TNEF_F_NAME_CUT   0x0200u  /* PROP_BEGIN: the name is longer than TNEF_NAME_SIZE          */
#define TNEF_F_MULTI      0x0400u  /* PROP_*, VALUE_*: multi-valued by type                       */

/* One event. Flat: every field is always set, 0 or NULL where it has no meaning. May grow at the
 * end. Pointers are valid until the callback returns. */
typedef struct tnef_event {
    uint32_t type;               /* TNEF_EV_*; ignore what you do not know                        */
    uint32_t flags;              /* TNEF_F_*                                                      */
    uint32_t depth;              /* of the stream: 0 for the outermost                            */
    tnef_status status;          /* ANOMALY: see there                                            */
    uint64_t offset;             /* of the first byte described, from the start of the input; for
                                  * END events the first byte after; for computed data where the
                                  * attribute's data began                                        */
    /* what this is about; inherited by everything inside */
    uint32_t attr;               /* full attribute id, of one known by its low 16 bits only that
                                  * of the specification; 0 outside of attributes                 */
    uint32_t level;              /* of the attribute: 1 message, 2 attachment                     */
    uint32_t row;                /* index of the row                                              */
    uint16_t prop_id;            /* property id and type                                          */
    uint16_t prop_type;          /* as on the wire, without the instance bit 0x2000               */
    uint32_t value;              /* index of the value                                            */
    /* STREAM_BEGIN */
    uint16_t key;                /* the legacy key; any number is good                            */
    /* BEGIN: what is announced */
    uint32_t count;              /* ROW: properties, PROP: values                                 */
    uint64_t length;             /* ATTR: bytes of data as claimed; VALUE: bytes that will follow
                                  * (without interface id), after clipping; nested STREAM: bytes
                                  * it has, with its signature; else 0                            */
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

/* The callback. It must not call any function on the decoder but tnef_decoder_error(),
 * tnef_decoder_offset() and tnef_decoder_anomalies(). After PAUSE, STOP or a failure there is no
 * further event before the next call; after PAUSE the next event is the one that would have
 * come. */
typedef int (*tnef_event_fn)(void *user, const tnef_event *event);

/* "stream_begin", "attr_end", ...; "?" for a number that is not known. Static. */
TNEF_API const char *tnef_event_name(uint32_t type);

/* ---- Configuration ------------------------------------------------------------------------ */

/* Flags of tnef_config. */
#define TNEF_RESYNC       0x0001u  /* after bytes that are no attribute look for the next one: a
                                    * level of 1 or 2, a known id, a length within room and limit.
                                    * What is passed over is TNEF_F_TRAILING data, too            */
#define TNEF_RAW_NESTED   0x0002u  /* deliver the bytes of embedded messages too, as DATA flagged
                                    * TNEF_F_RAW at the depth of the value that holds them. They
                                    * run ahead of the events of the message by up to one feed    */
#define TNEF_DESCEND_DATA 0x0004u  /* also descend into attAttachData and into 0x3701 (PidTagAttach-
                                    * DataBinary, -Object) of any type of variable size, also one
                                    * of several values, when the content begins as a TNEF stream:
                                    * a winmail.dat that was attached as a file. In a value that is
                                    * no object the interface id of a message may come before the
                                    * stream; those 16 bytes are then in no event. A stream that
                                    * other bytes come before is not looked for: the content is
                                    * then delivered as it is                                     */

typedef struct tnef_config {
    uint32_t size;               /* sizeof(tnef_config)                                           */
    uint32_t flags;              /* TNEF_RESYNC ...; others must be 0                             */
    tnef_event_fn on_event;      /* not NULL                                                      */
    void *user;                  /* first argument of on_event                                    */
    const tnef_limits *limits;   /* copied; NULL: all defaults                                    */
    uint64_t interest;           /* bit 1 << TNEF_EV_x: deliver; 0: all. Events that are not
                                  * delivered do not count against max_events                     */
    uint64_t fatal;              /* bit 1 << TNEF_A_x: report it, then fail with TNEF_E_ANOMALY   */
} tnef_config;

/* ---- Decoder ------------------------------------------------------------------------------ */

typedef struct tnef_decoder tnef_decoder;

/* The bytes that tnef_decoder_init() needs: one size for every configuration. It never exceeds
 * TNEF_DECODER_SIZE_MAX for any version with the same SONAME, so that static memory can be
 * declared. */
#define TNEF_DECODER_SIZE_MAX 12288u
TNEF_API size_t tnef_decoder_size(void);

/* Whether a decoder can have this configuration, and if not, the field that is wrong: see
 * "Configurations" in <tnef/base.h>. What can be wrong: too small a size, an unknown flag, a field
 * that is not known and not 0, no callback, a limit above its ceiling. NULL is refused. */
TNEF_API tnef_status tnef_decoder_check(const tnef_config *cfg, const void **field);

/* Makes a decoder in the caller's memory.
 *
 * |mem| must be aligned for any object and stay where it is while the decoder is used; nothing
 * needs to be freed. |cfg| and its limits are copied.
 *
 * TNEF_OK          *|out| is the decoder.
 * TNEF_E_ARGUMENT  |len| is less than tnef_decoder_size(), |mem| is NULL or not aligned, or |cfg| is
 *                  wrong: tnef_decoder_check() tells where. *|out| is NULL. */
TNEF_API tnef_status tnef_decoder_init(tnef_decoder **out, void *mem, size_t len,
                                       const tnef_config *cfg);

/* The same in memory from |alloc| (NULL: malloc), with exactly one allocation, which
 * tnef_decoder_free() returns. Besides the above:
 *
 * TNEF_E_ARGUMENT  a function of |alloc| is NULL. *|out| is NULL.
 * TNEF_E_MEMORY    the allocator returned NULL. *|out| is NULL. */
TNEF_API tnef_status tnef_decoder_new(tnef_decoder **out, const tnef_config *cfg,
                                      const tnef_allocator *alloc);

/* Ends a decoder. NULL is allowed, and so is one from tnef_decoder_init(). */
TNEF_API void tnef_decoder_free(tnef_decoder *decoder);

/* Makes the decoder as new, with the same configuration, for another input.
 *
 * TNEF_E_STATE     called from inside the callback. */
TNEF_API tnef_status tnef_decoder_reset(tnef_decoder *decoder);

/* Hands the decoder the next bytes of the input.
 *
 * Events are delivered from inside this call. |buf| may be freed or reused when it returns:
 * nothing keeps a pointer into it. |len| may be 0 (|buf| may then be NULL): this delivers what a
 * pause held back. Any split of the input into calls gives the same events, except that DATA may
 * be cut differently. |taken| may be NULL; it is set on every return.
 *
 * Damage in the input does not change what feed returns: it is an ANOMALY event, the decoding goes
 * on, and finish reports it.
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
 * From TNEF_STOPPED on these are permanent: every further call repeats them, but a call of feed after
 * one of finish returns TNEF_E_STATE. In the call that fails, *|taken| counts the bytes up to and
 * including the one that made it fail. */
TNEF_API tnef_status tnef_decoder_feed(tnef_decoder *decoder, const void *buf, size_t len,
                                       size_t *taken);

/* Declares the end of the input: the one place where "not enough" becomes an error. Delivers the
 * END events of everything that is still open, marked incomplete. May be called again after
 * TNEF_PAUSED, and again afterwards with the same result.
 *
 * TNEF_OK              complete, and nothing was lost. There may have been anomalies.
 * TNEF_PAUSED          the callback answered TNEF_PAUSE; call again.
 * TNEF_E_STATE         called from inside the callback.
 * otherwise            the first permanent error (see feed); else the first limit on a part that
 *                      was reached; else the first damage: TNEF_E_TRUNCATED, TNEF_E_OVERRUN,
 *                      TNEF_E_TYPE, TNEF_E_NAME, TNEF_E_NESTED, TNEF_E_TRAILING. An input of
 *                      fewer than 4 bytes that could begin a stream is TNEF_E_TRUNCATED; an empty
 *                      one too. */
TNEF_API tnef_status tnef_decoder_finish(tnef_decoder *decoder);

/* What is wrong and where: what finish would return now, and its context; truncation is known only after
 * finish. |out->size| must be set: see <tnef/base.h>. */
TNEF_API void tnef_decoder_error(const tnef_decoder *decoder, tnef_error *out);

/* Bytes accepted so far. */
TNEF_API uint64_t tnef_decoder_offset(const tnef_decoder *decoder);

/* How often the anomaly |code| was met, reported or not. 0 for an unknown code. */
TNEF_API uint64_t tnef_decoder_anomalies(const tnef_decoder *decoder, uint32_t code);

/* ---- Work ---------------------------------------------------------------------------------
 *
 * The work per byte is bounded by a constant. For an input of n bytes, in f calls of feed, without
 * TNEF_RAW_NESTED:
 *
 *     events <= TNEF_EVENTS_BASE + TNEF_EVENTS_PER_BYTE * n + f
 *
 * Bytes touched (src/touch.h) are at most 4096 + 80 n + 64 f. The worst known is a run of one byte
 * with TNEF_RESYNC, of which each place could be the head of an attribute and is looked up: 44 for a
 * byte, whole or in pieces.
 *
 * The bound is loose on purpose: real mail gives about one event for 20 bytes. With
 * TNEF_RAW_NESTED each call of feed, and each piece that a pause leaves, may add one event for each
 * level of depth. */
#define TNEF_EVENTS_BASE     64u
#define TNEF_EVENTS_PER_BYTE 4u

#ifdef __cplusplus
}
#endif
#endif
