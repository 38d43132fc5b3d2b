/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_DECODER_TYPES_H
#define TNEFI_DECODER_TYPES_H
/* What the decoder remembers. priv.h tells what the structs mean together, proof.h what always holds of
 * them. */

#include "decoder/attrs.h"
#include "decoder/decoder.h"
#include "decoder/states.h"

#define SCRATCH_SIZE 32u
#define NOTES_SIZE   8u
#define STREAM_HEAD_SIZE 6u    /* signature and key */
#define ATTR_HEAD_SIZE   9u    /* level, id, length */
#define CHECKSUM_SIZE    2u
#define IID_SIZE         16u
#define WRAPPED_SIZE     22u     /* an interface id, and the head of a stream                       */

#define STATE(name) ST_##name,
enum tnefi_decoder_state {
    STATES_EATS_STREAM(STATE) STATES_EATS_REST(STATE) STATES_EATS_LIST(STATE)
    STATES_EATS_NAME(STATE) STATES_EATS_VALUE(STATE)
    STATES_TURNS_STREAM(STATE)
    ST_done,                   /* finish came to the end; this state has no step                  */
    STATES_TURNS_ATTR(STATE) STATES_TURNS_PROP(STATE)
    ST_COUNT
};
#undef STATE

/* The first state that takes no input. */
#define ST_FIRST_TURN ST_raw_head

/* How deep inside a stream an event is. A mute of rank r drops the events of a higher rank. */
enum { R_STREAM = 0, R_ATTR = 1, R_ROW = 2, R_PROP = 3, R_VALUE = 4, R_DATA = 5 };

enum { HALT_NONE, HALT_PAUSE, HALT_END };

/* CLOSING_YES: finish was called. CLOSING_CUT: besides, the state that waited for input was told that there
 * is no more. */
enum { CLOSING_NO, CLOSING_YES, CLOSING_CUT };

/* Where a property comes from. */
enum {
    COMPUTED_NO,               /* from a list                                                     */
    COMPUTED_INLINE,           /* the bytes of the attribute are its value                        */
    COMPUTED_AFTER             /* made of the bytes of the attribute, after them                  */
};

/* What name a property has. */
enum { NAMED_NO, NAMED_NUMBER, NAMED_STRING, NAMED_CUT };

#define COMPUTE_MAX 4u         /* turns of the state compute in an attribute                      */

/* Integers have the widths that they need, and kinds by use, since the prover keeps a memory of its
 * own for each type: bytes are uint8_t, flags and enumerations uint16_t, counts uint32_t, offsets
 * and lengths uint64_t, and what is only reported int64_t. Writing to one cannot disturb what is
 * known of another. */

/* What can be open in a stream, and what its END event will tell of it. */
struct tnefi_decoder_open {
    uint16_t open;             /* it has begun and not ended                                      */
    uint16_t bad;              /* it is incomplete                                                */
    uint16_t skipped;
};

struct tnefi_decoder_level {
    uint64_t end;              /* of the stream                                                   */
    uint64_t attr_end;         /* of the data of the attribute                                    */
    uint64_t value_end;        /* of the data of the value, and of the message embedded in it     */
    uint64_t attr_off;         /* of the header of the attribute                                  */
    uint64_t data_off;         /* of its data                                                     */
    uint64_t row_off;
    uint64_t prop_off;         /* of the row and property                                         */
    uint64_t value_off;        /* of the data of the value, after its interface id                */
    uint64_t raw_done;         /* up to here the bytes of this stream were delivered raw          */
    uint64_t junk_off;         /* where bytes that are not an attribute, or a remainder, began    */
    uint64_t seen;             /* attributes met: bit i is entry i of the table                   */
    uint32_t attr_id;          /* as on the wire                                                  */
    uint32_t attr;             /* index in the table                                              */
    uint32_t attr_len;         /* as claimed                                                      */
    uint32_t rows_left, row;   /* rows still to come, and begun                                   */
    uint32_t props_left, props;
    uint32_t values_left, values;
    uint32_t value_len;        /* bytes on the wire, with interface id: what padding counts       */
    uint32_t name_id;
    uint16_t prop_id, prop_type;
    uint16_t sum;              /* at the first data byte; then the checksum of the data           */
    uint16_t attr_level;
    struct tnefi_decoder_open in_stream, in_attr, in_row, in_prop, in_value;
    uint16_t data_open;        /* the cursor is in the data of the attribute                      */
    uint16_t computed;         /* COMPUTED_*: where the property comes from                       */
    uint16_t compute_next;     /* which property of the attribute is made next                    */
    uint16_t value_size;       /* of a value of fixed size that is read; 0: any other value       */
    uint16_t named;            /* NAMED_*                                                         */
    uint16_t has_iid;
    uint16_t nested;           /* the value was descended into                                    */
    uint16_t opaque;           /* the value should have been                                      */
    uint16_t has_attachment;   /* an attachment attribute was met                                 */
    uint16_t junk_bad;         /* not mere filler                                                 */
    uint8_t guid[16];
    uint8_t iid[16];
};

/* An anomaly that waits to be reported, and what finish will return. */
struct tnefi_decoder_note {
    int64_t code, status, offset, expected, found, depth, attr, prop;
};

struct tnefi_decoder_result {
    tnef_status status;
    int64_t offset, limit, found, depth, attr, prop, code, user_code;
};

struct tnef_decoder {
    struct tnefi_decoder_config cfg;
    tnef_allocator alloc;      /* where the memory came from; no release: from the caller         */
    uint64_t offset;           /* bytes taken                                                     */
    uint64_t output;           /* bytes in DATA events                                            */
    uint64_t events;
    uint64_t steps;            /* for tests                                                       */
    int64_t anomalies[TNEF_A_END];
    uint64_t reported;
    uint32_t attributes;
    uint32_t depth;            /* levels below the open one                                       */
    uint32_t sum;              /* of all bytes taken, modulo 65536                                */
    uint32_t have, need;       /* of scratch                                                      */
    uint32_t captured;         /* first bytes of an attribute's data, in scratch                  */
    uint32_t name_len, name_have;
    uint32_t fixed_len;
    uint32_t notes, note_at;
    uint32_t raw_at;           /* the outermost level not yet asked for raw bytes at the cursor   */
    uint32_t replay;           /* events that were delivered, and that the steps are to say again */
    int32_t replay_answer;     /* what the callback answered to the last of them                  */
    uint16_t state;
    uint16_t halt;
    uint16_t mute;             /* R_*: events inside of this are dropped; 0: none                 */
    uint16_t closing;          /* CLOSING_*                                                       */
    uint16_t unwinding;        /* the input was cut: everything is closed                         */
    uint16_t busy;             /* inside the callback                                             */
    uint16_t skip;             /* TNEF_EV_* to which the callback answered TNEF_SKIP; 0: none     */
    uint8_t tail[2];           /* last bytes of a string                                          */
    uint8_t scratch[SCRATCH_SIZE];
    uint8_t fixed[16];         /* a computed value                                                */
    uint8_t name[TNEF_NAME_SIZE];
    struct tnefi_decoder_note note[NOTES_SIZE];
    struct tnefi_decoder_result fatal, limit, damage;
    struct tnefi_decoder_level level;  /* the open one                                                    */
    struct tnefi_decoder_level below[TNEF_DEPTH_CEILING];
};

#endif
