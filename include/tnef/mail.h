/* SPDX-License-Identifier: MIT */
#ifndef TNEF_MAIL_H
#define TNEF_MAIL_H
/* TNEF out of mail: a raw message in, what people mean by the TNEF streams in it out.
 *
 * A scanner finds the streams (<tnef/scanner.h>), a reader tells what is in them (<tnef/reader.h>):
 * a chain of feeds, one pass, nothing buffered. Take it if you have mail and want subjects, bodies
 * and attachments. Take a scanner alone if you want the bytes of the streams, or only the parts of
 * the mail. Take a reader alone if you have the stream already (a "winmail.dat", or a part that
 * your MIME parser has decoded).
 *
 * Example:
 *
 *     // Prints the names of the attachments in all TNEF streams of a mail, and of remainders,
 *     // since another reader may find something in them.
 *     static int print_name(void *user, const tnef_part *part)
 *     {
 *         if (!TNEF_PART_IS_BODY(part->kind) && part->name.text != NULL)
 *             fprintf(user, "%s\n", part->name.text);
 *         return TNEF_CONTINUE;
 *     }
 *
 *     tnef_status print_names(const void *buf, size_t len, FILE *out)
 *     {
 *         tnef_reader_handlers in_stream = { .size = sizeof in_stream, .part_end = print_name };
 *         tnef_reader_config reader = { .size = sizeof reader, .handlers = &in_stream,
 *                                       .user = out };
 *         tnef_mail_config cfg = { .size = sizeof cfg, .reader = &reader };
 *         tnef_mail *mail;
 *         tnef_status status = tnef_mail_new(&mail, &cfg, NULL);
 *
 *         if (status == TNEF_OK)
 *             status = tnef_mail_feed(mail, buf, len, NULL);
 *         if (status == TNEF_OK)
 *             status = tnef_mail_finish(mail);
 *         tnef_mail_free(mail);
 *         return status;
 *     }
 *
 * Streams come one after the other, each between stream_begin and stream_end, with the calls of the
 * reader's handlers in between. Damage in a stream is that stream's: the next one is read as if
 * nothing had happened.
 *
 * Attachments are looked into, so that a filter sees what a person sees who opens one after the
 * other. A TNEF stream that is attached as a file is read as an embedded message
 * (TNEF_DESCEND_DATA). An attachment that begins as mail does is read as mail, an inner mail: its
 * parts and streams are reported between mail_begin and mail_end.
 *
 *     mail       = *part
 *     part       = part_begin *( stream / part ) part_end
 *     stream     = stream_begin *( call of the reader's handlers / inner ) stream_end
 *     inner      = mail_begin mail mail_end
 *
 * The calls of an inner mail come after the part_data of its bytes, in pieces of that. So between
 * its mail_begin and its mail_end there are also calls of the reader of the mail around it:
 * part_data and content_end of the attachment, and what is found when that ends too early. mail_end
 * comes after content_end, before the next part ends. The handlers of the reader are the same for
 * all streams, and ids begin at 1 in each stream; tnef_mail_current() tells which mail a call is
 * for, and so does what was left in a slot. What a handler skipped is not looked into.
 *
 * Every begin gets its end, unless a handler stops or fails, with one exception: if the scanner of
 * a mail ends with a permanent error (STRICT; max_input), the streams of that mail end, and its
 * open parts do not. An inner mail has its mail_end then, too.
 *
 * The life of a mail reader: tnef_mail_new() makes it, tnef_mail_feed() takes the mail in pieces of
 * any size, tnef_mail_finish() declares its end. tnef_mail_reset() makes it ready for another mail,
 * and tnef_mail_free() ends it. A host that has split the header already calls tnef_mail_header()
 * for each field and tnef_mail_end_of_headers() before it feeds the body. A mail reader belongs to
 * one thread at a time. From inside its handlers, those of the reader included, only
 * tnef_mail_error(), tnef_mail_info(), tnef_mail_anomalies() and tnef_mail_current() may be called
 * on it.
 *
 * There is no tnef_mail_init(), since one block of the caller's could not be enough: what readers
 * keep of a message grows with it, and a level for inner mails is made only when a mail needs it.
 * tnef_mail_size() and the limits of the reader tell how much all of it may be.
 */

#include <tnef/reader.h>
#include <tnef/scanner.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A stream. At stream_begin |number|, |part| and |inner| are set; at stream_end all is. The struct
 * may grow at its end. */
typedef struct tnef_mail_stream {
    uint32_t number;             /* 1, 2, ... in the message                                      */
    const tnef_scanner_part *part; /* where it is: path, type, name, offsets, anomalies           */

    tnef_status status;          /* what the reader's finish returned; TNEF_OK if the stream was
                                  * skipped. For a part that claims to be TNEF and is not, of
                                  * which nothing was read: TNEF_E_SIGNATURE, or TNEF_E_TRUNCATED
                                  * if it ends too early to tell                                  */
    const tnef_error *error;     /* its context; |offset| counts the decoded bytes of the stream  */
    uint64_t size;               /* decoded bytes; 0 if it was skipped                            */

    uint32_t inner;              /* tnef_mail_inner.number of the mail in an attachment that it was
                                  * found in, or 0; then |part| is one of that mail               */
} tnef_mail_stream;

/* A mail that is an attachment of a stream: an inner mail. At mail_begin the first group of fields
 * is set, at mail_end all are. The struct may grow at its end. */
typedef struct tnef_mail_inner {
    uint32_t number;             /* 1, 2, ... in the message                                      */
    uint32_t depth;              /* mails around it: 1, 2, ..., at most max_inner + 1, of which the
                                  * last is not read                                              */
    uint32_t stream;             /* tnef_mail_stream.number of the stream that holds it           */
    uint32_t message, part, content; /* where in that: tnef_part.message and tnef_part.id of the
                                  * attachment, tnef_content.index of the content                 */

    tnef_status status;          /* what the scanner's finish returned; TNEF_OK if it was skipped.
                                  * Or why it was not read, or not to its end: TNEF_E_LIMIT_DEPTH,
                                  * it is deeper than max_inner; TNEF_E_LIMIT_TOTAL,
                                  * max_inner_bytes were read; TNEF_E_MEMORY, there was none for
                                  * its level                                                     */
    const tnef_error *error;     /* its context; |offset| counts the bytes of the attachment      */
    uint64_t size;               /* bytes that were read; of TNEF_E_AMBIGUOUS it depends on how the
                                  * input was cut                                                 */
} tnef_mail_inner;

/* The handlers of the mail. They answer as in <tnef/base.h>; after TNEF_SKIP, to stream_begin,
 * part_begin and mail_begin, what is inside is neither read nor reported, and its end still is.
 * NULL means no interest. Handlers must not call any function on the mail reader but
 * tnef_mail_error(), tnef_mail_info(), tnef_mail_anomalies() and tnef_mail_current(). */
typedef struct tnef_mail_handlers {
    uint32_t size;               /* sizeof(tnef_mail_handlers)                                    */
    int (*stream_begin)(void *user, const tnef_mail_stream *stream);
    int (*stream_end)(void *user, const tnef_mail_stream *stream);
    int (*part_begin)(void *user, const tnef_scanner_part *part);  /* every part of the mail      */
    int (*part_end)(void *user, const tnef_scanner_part *part);    /* with its anomalies          */
    int (*mail_begin)(void *user, const tnef_mail_inner *inner);   /* an inner mail               */
    int (*mail_end)(void *user, const tnef_mail_inner *inner);
} tnef_mail_handlers;

/* Whether attachments are looked into. */
enum tnef_mail_descend {
    TNEF_MAIL_DESCEND_FIND = 0,  /* with TNEF_SCANNER_FIND, not with TNEF_SCANNER_STRICT          */
    TNEF_MAIL_DESCEND_NEVER = 0xF1,
    TNEF_MAIL_DESCEND_ALWAYS = 0xF2 /* with both policies                                         */
};

#define TNEF_MAIL_INNER_CEILING 8u

typedef struct tnef_mail_config {
    uint32_t size;               /* sizeof(tnef_mail_config)                                      */
    uint32_t policy;             /* TNEF_SCANNER_FIND, TNEF_SCANNER_STRICT                        */
    const tnef_mail_handlers *handlers; /* copied; NULL: none                                     */
    void *user;                  /* their first argument                                          */
    const tnef_reader_config *reader; /* of what is in the streams, with its own handlers; copied;
                                  * NULL: all defaults                                            */
    const tnef_scanner_limits *scanner_limits; /* copied; NULL: all defaults                      */
    uint64_t fatal;              /* as in tnef_scanner_config                                     */
    uint32_t descend;            /* enum tnef_mail_descend                                        */
    uint32_t max_inner;          /* part: mails in attachments in each other [3, ceiling 8]; one
                                  * that is deeper is reported and not read: TNEF_E_LIMIT_DEPTH   */
    uint64_t max_inner_bytes;    /* part: bytes of all mails in attachments together [1 GiB], in
                                  * which those of the mails in them are contained; beyond it the
                                  * mail that is open is ended, with what is in it:
                                  * TNEF_E_LIMIT_TOTAL                                            */
} tnef_mail_config;

typedef struct tnef_mail tnef_mail;

/* Checks a configuration, and finds the field that is wrong: see "Configurations" in <tnef/base.h>.
 * |cfg| NULL means all defaults. What can be wrong, in it or in what it points to: too small a
 * size, a field that is not known and not 0, an unknown |policy|, anomaly or |descend|, a limit
 * above its ceiling, and what tnef_reader_check() tells. */
TNEF_API tnef_status tnef_mail_check(const tnef_mail_config *cfg, const void **field);

/* Returns how many bytes a mail reader may hold, without what its readers keep of messages. That is
 * its own memory, a scanner and a reader, made by tnef_mail_new(), and the same again for each
 * level of inner mails, made when it is needed first and kept until tnef_mail_free(). At no time
 * does it hold more than this and, for each level, max_memory of the reader and max_bytes of bags.
 * Returns 0 for a |cfg| that tnef_mail_new() would refuse. */
TNEF_API size_t tnef_mail_size(const tnef_mail_config *cfg);

/* Makes a mail reader with memory from |alloc|, or from malloc if that is NULL. |cfg| (NULL: all
 * defaults), what it points to, and |alloc| are copied.
 *
 * TNEF_OK          *|out| is the mail reader.
 * TNEF_E_ARGUMENT  |cfg| or what it points to is wrong: tnef_mail_check() tells where; or a
 *                  function of |alloc| is NULL. *|out| is NULL.
 * TNEF_E_MEMORY    the allocator returned NULL. *|out| is NULL. */
TNEF_API tnef_status tnef_mail_new(tnef_mail **out, const tnef_mail_config *cfg,
                                   const tnef_allocator *alloc);

/* Ends a mail reader and returns all its memory. NULL is allowed. It must not be called from inside
 * a handler. */
TNEF_API void tnef_mail_free(tnef_mail *mail);

/* Makes a mail reader as new, with the same configuration, for another message.
 *
 * TNEF_E_STATE     called from inside a handler. */
TNEF_API tnef_status tnef_mail_reset(tnef_mail *mail);

/* Hands the mail reader the next bytes of the message. It takes and returns what
 * tnef_scanner_feed() does. TNEF_STOPPED and TNEF_E_CALLBACK come from handlers of the reader, too.
 * Damage in a stream, and its limits, do not change what feed returns; they are reported by
 * stream_end. TNEF_E_MEMORY is never returned: the stream or inner mail for which the allocator
 * returned NULL ends with that status, the rest of it is passed over, and finish returns it. */
TNEF_API tnef_status tnef_mail_feed(tnef_mail *mail, const void *buf, size_t len, size_t *taken);

/* Hands the mail reader one field of the message's own header, as tnef_scanner_header() does. */
TNEF_API tnef_status tnef_mail_header(tnef_mail *mail, const char *name, size_t name_len,
                                      const char *value, size_t value_len);

/* Ends the header that was handed over field by field, as tnef_scanner_end_of_headers() does. */
TNEF_API tnef_status tnef_mail_end_of_headers(tnef_mail *mail);

/* Declares the end of the message. It may be called again after TNEF_PAUSED, and again afterwards
 * with the same result.
 *
 * TNEF_OK          all streams, if any, were complete.
 * TNEF_PAUSED      call again.
 * TNEF_E_STATE     called from inside a handler.
 * otherwise        the first permanent error (see feed); else the first limit that the scanner
 *                  reached; else the status of the first stream or inner mail whose status is a
 *                  limit; else that of the first whose status is damage or TNEF_E_MEMORY.
 *
 * TNEF_E_MEMORY means that the allocator returned NULL for what a reader keeps of a stream, or for
 * the level by which an inner mail is read. What follows that stream or mail was read. */
TNEF_API tnef_status tnef_mail_finish(tnef_mail *mail);

/* Tells what is wrong and where. That is what finish would return now, with its context.
 * |out->size| must be set: see <tnef/base.h>. |offset| counts the bytes of the mail if the mail is
 * wrong, the decoded bytes of the stream if a stream is, and the bytes of the attachment if a mail
 * in it is. After a handler stopped or failed, it is the offset of the head, body or end of the
 * part of the outermost mail that was read then, so that it does not depend on how the mail was
 * cut. */
TNEF_API void tnef_mail_error(const tnef_mail *mail, tnef_error *out);

/* What is known so far. The struct may grow at its end. */
struct tnef_mail_info {
    uint32_t size;               /* in: sizeof(struct tnef_mail_info); out: the bytes that were
                                  * filled                                                        */
    uint32_t streams;            /* streams begun, those in mails in attachments too              */
    uint64_t anomalies;          /* TNEF_ANOMALY_BIT()s of TNEF_SCANNER_A_* that were met, those of
                                  * mails in attachments too                                      */
    uint64_t input;              /* bytes accepted                                                */
    uint64_t output;             /* decoded bytes of streams of the mail itself                   */
};

/* Tells what is known so far. It may be called at any time, also from inside a handler. |out->size|
 * must be set: see <tnef/base.h>. */
TNEF_API void tnef_mail_info(const tnef_mail *mail, struct tnef_mail_info *out);

/* Tells whether an anomaly was met. Returns 1 if |code| (TNEF_SCANNER_A_*) was, else 0, and 0 for
 * any other code. Anomalies are not counted, since each part has a set of its own. Those of streams
 * are not among them: the reader reports these. */
TNEF_API uint64_t tnef_mail_anomalies(const tnef_mail *mail, uint32_t code);

/* Tells which mail a handler is called for, also in the handlers of the reader. Returns its
 * tnef_mail_inner.number, or 0 for the outermost mail. Outside of handlers, and in |release|,
 * returns 0. */
TNEF_API uint32_t tnef_mail_current(const tnef_mail *mail);

/* ---- Work ---------------------------------------------------------------------------------
 *
 * The work per byte is bounded by a constant, in every call and in all together. For n bytes of
 * mail in c calls, and i bytes of inner mails (at each depth at most max_inner_bytes, and fewer
 * than the stream around them has), the bytes that any loop looks at, taken or not, are at most
 *
 *     TNEF_MAIL_WORK_BASE + TNEF_MAIL_WORK_PER_BYTE * (n + i) + TNEF_MAIL_WORK_PER_CALL * c
 *
 * and 65,536 more for each converter that is opened: at most one for each code page of
 * several bytes and each level. The dearest known are thousands of attachments that are a mail with
 * an empty stream in it and nothing else: 126 for a byte. Mail without TNEF costs 8 at most for
 * what is known. */
#define TNEF_MAIL_WORK_BASE     2097152u
#define TNEF_MAIL_WORK_PER_BYTE 256u
#define TNEF_MAIL_WORK_PER_CALL 256u

#ifdef __cplusplus
}
#endif
#endif
