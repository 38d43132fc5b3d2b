/* SPDX-License-Identifier: MIT */
#ifndef TNEF_BASE_H
#define TNEF_BASE_H
/* What all parts of libtnef share: version, status, memory, errors, sinks.
 *
 * Rules that hold for every function of this library:
 *
 * - A handle belongs to one thread at a time. Any number of handles may be used in any threads;
 *   there is no global state.
 * - A pointer argument may be NULL only where this is written.
 * - A handle that is misused (TNEF_E_ARGUMENT from feed, TNEF_E_STATE) has failed: bytes or events
 *   are lost, so every further call says so until it is reset.
 * - Structs that the caller fills begin with |size|, which must be sizeof of that struct. Zero in
 *   any other field means the default. Fields are only ever appended.
 * - Structs that the library fills are valid during the call that shows them.
 * - Structs of the caller's that the library fills begin with |size|, too: it fills that many bytes,
 *   or all that it knows, if these are less, and sets |size| to how many they are. A program that was
 *   compiled with another version so gets the fields that it knows. With a |size| below 4 nothing
 *   happens.
 * - The numbers of two enums do not overlap, but for 0, where one could be taken for the other: a
 *   kind of part is no form of a body, and to ask for it as one is refused. Fields keep numbers of
 *   fixed width; the enums have names, so that a compiler can warn.
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

#define TNEF_VERSION_NUMBER 0x000100    /* 0xMMmmpp; the one place where it is written */

/* The version of the library that was loaded, as above, and as text ("0.1.0"). */
TNEF_API uint32_t    tnef_version(void);
TNEF_API const char *tnef_version_string(void);

/* ---- Status ------------------------------------------------------------------------------- */

/* 0, a positive "nothing is wrong", or a negative error. The values are ABI: they are never
 * renumbered and never reused. The bands are fixed, so that code that meets a status it does not
 * know can still tell whose fault it is. */
typedef int32_t tnef_status;
enum tnef_status_code {
    TNEF_OK = 0,                 /* all input taken, more is welcome; from finish: complete       */
    TNEF_PAUSED = 1,             /* the callback asked to pause; feed the rest to go on           */
    TNEF_STOPPED = 2,            /* the callback asked to stop; nothing more will be said         */

    /* -1..-15: the caller */
    TNEF_E_ARGUMENT = -1,        /* an argument or a configuration that cannot be                 */
    TNEF_E_STATE = -2,           /* not now: from inside the callback, or after finish            */
    TNEF_E_MEMORY = -3,          /* the allocator returned NULL                                   */
    TNEF_E_CALLBACK = -4,        /* the callback failed; its answer is in tnef_error.user_code    */

    /* -16..-63: the input is not well formed */
    TNEF_E_SIGNATURE = -16,      /* the input does not begin with 78 9F 3E 22: not TNEF           */
    TNEF_E_TRUNCATED = -17,      /* the input ended inside a structure                            */
    TNEF_E_OVERRUN = -18,        /* an inner length or structure passes the end of the outer one  */
    TNEF_E_TYPE = -19,           /* a property type whose size is unknown or refused              */
    TNEF_E_ANOMALY = -20,        /* an anomaly that the configuration made fatal                  */
    TNEF_E_TRAILING = -21,       /* bytes that belong to nothing, and are not mere filler         */
    TNEF_E_NAME = -22,           /* a named property whose kind is neither number nor string      */
    TNEF_E_NESTED = -23,         /* an embedded message that is not a TNEF stream                 */
    TNEF_E_COMPRESSION = -24,    /* compressed RTF of a kind that is not known                    */
    TNEF_E_SIZE = -25,           /* a size that is too small for what it counts                   */
    TNEF_E_RTF = -26,            /* the input does not begin as RTF                                */

    TNEF_E_AMBIGUOUS = -28,      /* mail that different readers read differently; tnef_error.code
                                  * is the TNEF_SCAN_* finding                                    */

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
    TNEF_E_LIMIT_BOUNDARY = -81, /* mail: a boundary, or all of them; the first bytes decide      */
    TNEF_E_LIMIT_TOTAL = -82     /* mail: bytes of all mails in attachments together; bodies: of
                                  * all deliveries together                                       */
};
#define TNEF_IS_MALFORMED(s) ((s) <= -16 && (s) >= -63)
#define TNEF_IS_LIMIT(s)     ((s) <= -64 && (s) >= -95)

/* "TNEF_E_OVERRUN", and one English sentence for people. Never NULL; a status that is not known
 * gives "TNEF_?" and "unknown status". The strings are static. */
TNEF_API const char *tnef_status_name(tnef_status status);
TNEF_API const char *tnef_status_text(tnef_status status);

/* ---- Memory ------------------------------------------------------------------------------- */

/* Memory for those functions that allocate. |alloc| returns NULL on failure, memory aligned for
 * any object otherwise; |release| gets the size that was asked. Neither may be NULL: every function
 * that is given such an allocator returns TNEF_E_ARGUMENT, and calls neither. */
typedef struct tnef_allocator {
    void *(*alloc)(void *user, size_t size);
    void (*release)(void *user, void *ptr, size_t size);
    void *user;
} tnef_allocator;

/* ---- Errors ------------------------------------------------------------------------------- */

/* No TNEF_A_*, no TNEF_SCAN_*, no TNEF_TA_*: this never moves, however many of these there will be. */
#define TNEF_NO_CODE UINT32_MAX

/* What is wrong and where. Every object of the library has a function that fills one; fields that say
 * nothing there are 0, but for |code|. */
typedef struct tnef_error {
    uint32_t size;               /* in: sizeof(tnef_error); out: the bytes that were filled       */
    tnef_status status;
    uint64_t offset;             /* of the byte or structure it is about                          */
    uint64_t limit;              /* LIMIT_*: the bound; OVERRUN, TRUNCATED: the room, or the bytes
                                  * that were there; ANOMALY: expected                            */
    uint64_t found;              /* LIMIT_*, OVERRUN: the claim; TRUNCATED: the bytes that were
                                  * needed; ANOMALY: found                                        */
    uint32_t depth;              /* where: stream,                                                */
    uint32_t attr;               /* attribute id, 0: none,                                        */
    uint32_t prop;               /* property id << 16 | type, 0: none                             */
    uint32_t code;               /* the TNEF_A_* it came with, of AMBIGUOUS the TNEF_SCAN_*;
                                  * TNEF_NO_CODE: none                                            */
    int32_t user_code;           /* CALLBACK: what the callback answered                          */
    uint32_t reserved;           /* 0; there are no bytes in it that nothing fills                */
} tnef_error;

/* ---- Configurations ----------------------------------------------------------------------- */

/* An object that is refused cannot be asked what is wrong with its configuration. So for each kind
 * of configuration there is a function that can, of one shape:
 *
 *     tnef_status tnef_X_check(const tnef_X_config *cfg, const void **field);
 *
 * TNEF_OK          |cfg| is taken. *|field| is NULL.
 * TNEF_E_ARGUMENT  |cfg| is refused by every function that takes one: those that make an object
 *                  return this and ask for no memory, those that tell a size return 0. *|field| is
 *                  the address of the first field that is wrong: &cfg.flags, &limits.max_depth,
 *                  &wanted[3].name. Its distance from the beginning of its struct is its offsetof.
 *                  NULL: |cfg| is NULL, and must not be.
 *
 * |field| may be NULL. Nothing is kept. The functions that make objects call this one, so that they
 * cannot differ from it.
 *
 * The first field is found so. A struct that cannot be read is wrong at its |size|, if that is too
 * small, or more than 4,096 bytes larger than this version knows, of which nothing is read; else, if it
 * is larger than this version knows, at the first byte beyond that is not zero. Of a
 * struct that can be read the fields come in their order, and what a field points to comes in the
 * place of that field. Of two fields that do not go together the second one is wrong. */

/* ---- Callbacks ---------------------------------------------------------------------------- */

/* What the callback answers. A negative number fails the decoding with TNEF_E_CALLBACK, and so does
 * a positive one that is not listed; the answer is tnef_error.user_code. TNEF_PAUSED and
 * TNEF_STOPPED, which are what feed returns then, are taken for TNEF_PAUSE and TNEF_STOP. */
enum tnef_answer {
    TNEF_CONTINUE = 0,
    TNEF_SKIP = 0x101,           /* to a BEGIN: nothing of what is inside, then its END. Else the
                                  * same as TNEF_CONTINUE                                         */
    TNEF_PAUSE = 0x102,          /* return TNEF_PAUSED from feed or finish, now                   */
    TNEF_STOP = 0x103            /* return TNEF_STOPPED, now and from every further call          */
};

/* ---- Sinks -------------------------------------------------------------------------------- */

/* Where an object puts the bytes that it makes: a function of the shape of every feed of this
 * library, so that a chain of objects is a chain of feeds.
 *
 * |len| is not 0, and |buf| is valid during the call only. On entry *|taken| is |len|. It answers
 *
 * TNEF_OK        all was taken;
 * TNEF_PAUSED    the first *|taken| bytes were taken. The object's feed or finish returns TNEF_PAUSED,
 *                and its next call offers the rest first;
 * TNEF_STOPPED   nothing more is wanted. The object's feed and finish return TNEF_STOPPED from now on;
 * otherwise      it failed. The object fails with TNEF_E_CALLBACK; the answer is
 *                tnef_error.user_code.
 *
 * TNEF_PAUSE and TNEF_STOP, which are answers of callbacks, are taken for TNEF_PAUSED and
 * TNEF_STOPPED.
 *
 * It must not call a function on the object that calls it but those that only read. */
typedef tnef_status (*tnef_sink_fn)(void *user, const void *buf, size_t len, size_t *taken);

#ifdef __cplusplus
}
#endif
#endif
