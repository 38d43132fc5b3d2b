/* SPDX-License-Identifier: MIT */
#ifndef TNEF_BASE_H
#define TNEF_BASE_H
/* What all parts of libtnef share: version, status, memory, errors, sinks.
 *
 * Every other header includes this one. Which of them to take is the map in <tnef/tnef.h>.
 *
 * An object of the library is a handle, tnef_X, whose struct only the library knows. The functions
 * of every object are the same verbs:
 *
 *     tnef_X_size()       tells how much memory init needs
 *     tnef_X_check()      tells which field of a configuration is wrong
 *     tnef_X_init()       makes an object in memory of the caller's
 *     tnef_X_new()        makes an object in memory from an allocator
 *     tnef_X_free()       ends an object, and releases what new allocated
 *     tnef_X_reset()      makes an object as new, for another input
 *     tnef_X_feed()       takes the next bytes of the input
 *     tnef_X_finish()     declares the end of the input
 *     tnef_X_error()      tells what is wrong and where, in a tnef_error
 *     tnef_X_info()       tells what is known so far, in a struct tnef_X_info
 *     tnef_X_anomalies()  tells how often an anomaly was met
 *
 * Where an object lacks a verb, its header says why. The structs of info have no typedef, because
 * the function and the struct share their name, as those of stat(2) do.
 *
 * Rules that hold for every function of this library:
 *
 * - A handle belongs to one thread at a time. Different handles may be used in different threads;
 *   there is no global state.
 * - A pointer argument may be NULL only where its description says so.
 * - A handle that was misused (feed returned TNEF_E_ARGUMENT, or a call TNEF_E_STATE) has failed:
 *   bytes or events are lost, so every further call reports that until the handle is reset.
 * - A struct that the caller fills begins with |size|, which must be the sizeof of that struct.
 *   Zero in any other field means the default. Later versions append fields, and change none.
 * - A struct that the library passes to a callback is valid until the callback returns.
 * - A struct that the caller provides and the library fills begins with |size|, too. The library
 *   fills as many bytes as it knows, but not more than |size|, and sets |size| to how many it
 *   filled. So a program that was compiled with another version gets the fields that it knows. If
 *   |size| is below 4, nothing is filled.
 * - Where a number of one enum could be mistaken for one of another, the two have no number in
 *   common but 0: so a function that wants the form of a body refuses the kind of a part. Fields
 *   have integer types of fixed width; the enums have names, so that a compiler can warn.
 */

#include <stddef.h>
#include <stdint.h>

#if defined(TNEF_STATIC)
#  define TNEF_API
#elif defined(_WIN32) && defined(TNEF_BUILDING)
#  define TNEF_API __declspec(dllexport)
#elif defined(_WIN32)
#  define TNEF_API __declspec(dllimport)
#elif defined(__GNUC__)
#  define TNEF_API __attribute__((visibility("default")))
#else
#  define TNEF_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Version ------------------------------------------------------------------------------ */

#define TNEF_VERSION_NUMBER 0x000200    /* 0xMMmmpp; the one place where it is written */

/* Returns the version of the library that was loaded: as a number like TNEF_VERSION_NUMBER, and as
 * text ("0.2.0"). */
TNEF_API uint32_t    tnef_version(void);
TNEF_API const char *tnef_version_string(void);

/* ---- Status ------------------------------------------------------------------------------- */

/* What a call came to: TNEF_OK, a positive number if nothing is wrong but the call ended early, or
 * a negative one for an error. The numbers are ABI: they are never changed and never reused. The
 * bands are fixed, so that a program that meets a status that it does not know can still tell whose
 * fault it is.
 *
 * Of limits, "whole" means that reaching it ends the decoding with that status; "part", that what
 * exceeds it is skipped, the decoding goes on, and finish returns the status. */
typedef int32_t tnef_status;
enum tnef_status_code {
    TNEF_OK = 0,                 /* all input taken, more is welcome; from finish: complete       */
    TNEF_PAUSED = 1,             /* the callback asked to pause; feed the rest to go on           */
    TNEF_STOPPED = 2,            /* the callback asked to stop; no event or byte follows          */

    /* -1..-15: the caller */
    TNEF_E_ARGUMENT = -1,        /* an argument or a configuration is invalid                     */
    TNEF_E_STATE = -2,           /* not allowed now: from inside the callback, or after finish    */
    TNEF_E_MEMORY = -3,          /* the allocator returned NULL, or a converter had no memory     */
    TNEF_E_CALLBACK = -4,        /* the callback failed; its answer is in tnef_error.user_code    */

    /* -16..-63: the input is not well formed */
    TNEF_E_SIGNATURE = -16,      /* the input does not begin with 78 9F 3E 22: not TNEF           */
    TNEF_E_TRUNCATED = -17,      /* the input ended inside a structure                            */
    TNEF_E_OVERRUN = -18,        /* an inner length or structure passes the end of the outer one  */
    TNEF_E_TYPE = -19,           /* a property type whose size is unknown, or that is refused     */
    TNEF_E_ANOMALY = -20,        /* an anomaly that the configuration made fatal                  */
    TNEF_E_TRAILING = -21,       /* bytes that belong to no structure, and are not mere filler    */
    TNEF_E_NAME = -22,           /* a named property whose kind is neither number nor string      */
    TNEF_E_NESTED = -23,         /* an embedded message that is not a TNEF stream                 */
    TNEF_E_COMPRESSION = -24,    /* compressed RTF of a kind that is not known                    */
    TNEF_E_SIZE = -25,           /* a size that is too small for what it counts                   */
    TNEF_E_RTF = -26,            /* the input does not begin as RTF                               */

    TNEF_E_AMBIGUOUS = -28,      /* mail that different readers read differently; tnef_error.code
                                  * is the anomaly, TNEF_SCANNER_A_*                              */

    /* -64..-95: more than the limits allow */
    TNEF_E_LIMIT_INPUT = -64,    /* whole: max_input                                              */
    TNEF_E_LIMIT_DEPTH = -65,    /* part:  max_depth; the message is delivered as opaque data.
                                  * Mail: max_depth, max_levels, max_inner                        */
    TNEF_E_LIMIT_ATTRIBUTES = -66, /* whole: max_attributes                                       */
    TNEF_E_LIMIT_LENGTH = -67,   /* part:  max_length                                             */
    TNEF_E_LIMIT_EVENTS = -68,   /* whole: max_events                                             */
    TNEF_E_LIMIT_PROPERTIES = -69, /* part: max_properties                                        */
    TNEF_E_LIMIT_VALUES = -70,   /* part:  max_values                                             */
    TNEF_E_LIMIT_ROWS = -71,     /* part:  max_rows                                               */
    TNEF_E_LIMIT_NAME = -72,     /* part:  a property name longer than TNEF_NAME_SIZE, cut        */
    TNEF_E_LIMIT_OUTPUT = -73,   /* whole: max_output                                             */
    TNEF_E_LIMIT_MEMORY = -74,   /* part:  bytes that the model, a bag, a tree or a collector of
                                  * bodies may keep                                               */
    TNEF_E_LIMIT_ATTACHMENTS = -75, /* part: attachments, or remainders, of all messages          */
    TNEF_E_LIMIT_HEADER = -77,   /* mail: a field or header block; what counts is still read      */
    TNEF_E_LIMIT_PARTS = -78,    /* mail: parts; those beyond are searched, but not announced     */
    TNEF_E_LIMIT_STREAMS = -79,  /* mail: streams; those beyond are not delivered                 */
    TNEF_E_LIMIT_PARAMETERS = -80, /* mail: parameters of one field                               */
    TNEF_E_LIMIT_BOUNDARY = -81, /* mail: a boundary, or all of them together; of a long boundary
                                  * up to 256 bytes are compared, and up to byte 1,016 a hash and
                                  * the length                                                    */
    TNEF_E_LIMIT_TOTAL = -82     /* mail: bytes of all mails in attachments together; bodies: of
                                  * all deliveries together                                       */
};
#define TNEF_IS_MALFORMED(s) ((s) <= -16 && (s) >= -63)
#define TNEF_IS_LIMIT(s)     ((s) <= -64 && (s) >= -95)

/* Returns the name of a status ("TNEF_E_OVERRUN"), and an English phrase for people. The strings
 * are static and never NULL; for a status that is not known they are "TNEF_?" and "unknown
 * status". */
TNEF_API const char *tnef_status_name(tnef_status status);
TNEF_API const char *tnef_status_text(tnef_status status);

/* ---- Memory ------------------------------------------------------------------------------- */

/* Where functions that allocate take their memory. |alloc| returns memory aligned for any object,
 * or NULL on failure; |release| gets the size that was asked for. Neither may be NULL: a function
 * that is given such an allocator returns TNEF_E_ARGUMENT and calls neither. */
typedef struct tnef_allocator {
    void *(*alloc)(void *user, size_t size);
    void (*release)(void *user, void *ptr, size_t size);
    void *user;
} tnef_allocator;

/* ---- Bytes -------------------------------------------------------------------------------- */

/* Bytes that somebody else has: of a value, or of a part of one. */

typedef struct tnef_bytes {
    const uint8_t *data;         /* NULL: absent                                                  */
    size_t len;
} tnef_bytes;

/* ---- Errors ------------------------------------------------------------------------------- */

/* Stands where no anomaly is meant. No anomaly will ever have this number. */
#define TNEF_NO_CODE 0xFFFFFFFFu

/* What is wrong and where. The function tnef_X_error() of an object fills one. Fields that mean
 * nothing for that object are 0, or TNEF_NO_CODE in |code|. */
typedef struct tnef_error {
    uint32_t size;               /* in: sizeof(tnef_error); out: the bytes that were filled       */
    tnef_status status;
    uint64_t offset;             /* of the byte or structure that it is about                     */
    uint64_t limit;              /* LIMIT_*: the bound; OVERRUN, TRUNCATED: the room, or the bytes
                                  * that were there; ANOMALY: expected                            */
    uint64_t found;              /* LIMIT_*, OVERRUN: the claim; TRUNCATED: the bytes that were
                                  * needed; ANOMALY: found                                        */
    uint32_t depth;              /* of the stream that it is in; 0: the outermost                 */
    uint32_t attr;               /* id of the attribute that it is in; 0: none                    */
    uint32_t prop;               /* of the property that it is in: id << 16 | type; 0: none       */
    uint32_t code;               /* the anomaly that came with it, <tnef/anomaly.h>;
                                  * TNEF_NO_CODE: none                                            */
    int32_t user_code;           /* CALLBACK: what the callback answered                          */
    uint32_t reserved;           /* 0, so that the struct has no padding                          */
} tnef_error;

/* ---- Configurations ----------------------------------------------------------------------- */

/* An object that was never made cannot be asked what was wrong with its configuration. So each kind
 * of configuration has a function that tells, and all have one shape:
 *
 *     tnef_status tnef_X_check(const tnef_X_config *cfg, const void **field);
 *
 * TNEF_OK          |cfg| is valid. *|field| is NULL.
 * TNEF_E_ARGUMENT  |cfg| is refused by every function that takes one: those that make an object
 *                  return this and allocate nothing, those that tell a size return 0. *|field| is
 *                  the address of the first field that is wrong: &cfg.flags, &limits.max_depth,
 *                  &wanted[3].name. Subtract the address of its struct, and it is an offsetof.
 *                  *|field| is NULL if |cfg| is NULL, where it must not be.
 *
 * |field| may be NULL. No pointer is kept. The functions that make objects call this one, so that
 * their answers cannot differ from its.
 *
 * Which field is the first: the fields of a struct come in their order, and what a field points to
 * comes in the place of that field. Of two fields that contradict each other the second one is
 * wrong. |size| is wrong if it is too small, or more than 4,096 bytes larger than this version
 * knows; then nothing else of the struct is read. A struct that is larger than this version knows
 * is wrong at the first byte beyond what is known that is not zero. */

/* ---- Callbacks ---------------------------------------------------------------------------- */

/* What a callback answers. Any other number, positive or negative, fails the decoding with
 * TNEF_E_CALLBACK, and tnef_error.user_code is that number. TNEF_PAUSED and TNEF_STOPPED, which
 * feed will return, are understood as TNEF_PAUSE and TNEF_STOP. */
enum tnef_answer {
    TNEF_CONTINUE = 0,
    TNEF_SKIP = 0x101,           /* to a BEGIN: report nothing of what is inside, then its END.
                                  * To others the same as TNEF_CONTINUE                           */
    TNEF_PAUSE = 0x102,          /* return TNEF_PAUSED from feed or finish, now                   */
    TNEF_STOP = 0x103            /* return TNEF_STOPPED, now and from every further call          */
};

/* ---- Sinks -------------------------------------------------------------------------------- */

/* Where an object puts the bytes that it makes. A sink has the shape of every feed of this library,
 * so that objects can be chained: the sink of one feeds the next.
 *
 * |len| is not 0, and |buf| is valid during the call only. On entry *|taken| is |len|. The sink
 * answers:
 *
 * TNEF_OK        it took all bytes.
 * TNEF_PAUSED    it took the first *|taken| bytes. The feed or finish that called it returns
 *                TNEF_PAUSED, and the next call offers the rest first.
 * TNEF_STOPPED   it wants no more. Feed and finish return TNEF_STOPPED from now on.
 * otherwise      it failed. Feed or finish returns TNEF_E_CALLBACK, and tnef_error.user_code is the
 *                answer.
 *
 * TNEF_PAUSE and TNEF_STOP, which callbacks answer, are understood as TNEF_PAUSED and TNEF_STOPPED.
 *
 * Of the object that calls it a sink may call only error, info, anomalies and other functions that
 * take a pointer to const. */
typedef tnef_status (*tnef_sink_fn)(void *user, const void *buf, size_t len, size_t *taken);

#ifdef __cplusplus
}
#endif
#endif
