/* SPDX-License-Identifier: MIT */
#ifndef TNEF_MAIL_H
#define TNEF_MAIL_H
/* TNEF out of mail: a raw message in, what people mean by the TNEF streams in it out.
 *
 * A scanner finds the streams (<tnef/scan.h>), a reader tells what is in them (<tnef/message.h>); a
 * chain of feeds, one pass, nothing buffered. Streams come one after the other, each between
 * stream_begin and stream_end, with the calls of the reader's handlers in between. Damage in a
 * stream is that stream's: the next one is read as if nothing had happened.
 *
 * Attachments are looked into: a TNEF stream that is attached as a file is read as an embedded message
 * (TNEF_DESCEND_DATA), and an attachment that begins as mail does is read as mail, its parts and streams
 * said between mail_begin and mail_end. A filter sees what a person sees who opens one after the other.
 *
 *     mail       = *part
 *     part       = part_begin *( stream / part ) part_end
 *     stream     = stream_begin *( call of the reader's handlers / inner ) stream_end
 *     inner      = mail_begin mail mail_end
 *
 * The calls of an inner mail come after the part_data of its bytes, in pieces of that, so that between
 * its mail_begin and its mail_end there are calls of the reader of the mail around it, too: part_data
 * and content_end of the attachment, and what is found when that ends too early. mail_end comes after
 * content_end, before the next part ends. Handlers of the reader are the same for all streams, and ids
 * begin at 1 in each; tnef_mail_current() says which mail a call is of, and so does what was left in
 * a slot. What a handler skipped is not looked into.
 *
 * Every begin gets its end, unless a handler stops or fails, with one exception: of a mail whose
 * scanner ends with a permanent error (STRICT; max_input), streams end and parts that are open do not.
 * An inner mail has its mail_end then, too.
 */

#include <tnef/message.h>
#include <tnef/scan.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A stream. At stream_begin |number|, |part| and |inner| are set, all at stream_end. May grow at the
 * end. */
typedef struct tnef_mail_stream {
    uint32_t number;             /* 1, 2, ... in the message                                      */
    const tnef_scan_part *part;  /* where it is: path, type, name, encodings, offsets, findings   */

    tnef_status status;          /* what the reader's finish returned; of one that was skipped
                                  * TNEF_OK. Of a part that claims to be TNEF and is not:
                                  * TNEF_E_SIGNATURE, or TNEF_E_TRUNCATED if it ends too early to
                                  * tell; nothing was read then                                   */
    const tnef_error *error;     /* its context; |offset| counts the decoded bytes of the stream  */
    uint64_t size;               /* decoded bytes; 0 if it was skipped                            */

    uint32_t inner;              /* tnef_mail_inner.number of the mail in an attachment that it was
                                  * found in, or 0; then |part| is one of that mail               */
} tnef_mail_stream;

/* A mail that is an attachment of a stream. At mail_begin the first group is set, all at mail_end. May
 * grow at the end. */
typedef struct tnef_mail_inner {
    uint32_t number;             /* 1, 2, ... in the message                                      */
    uint32_t depth;              /* mails around it: 1, 2, ..., at most max_inner + 1, of which the
                                  * last is not read                                              */
    uint32_t stream;             /* tnef_mail_stream.number of the stream that holds it; in that,
                                  * tnef_part.message and -id of the attachment,
                                  * tnef_content.index of the content                             */
    uint32_t message, part, content;

    tnef_status status;          /* what the scanner's finish returned; or TNEF_E_LIMIT_DEPTH: it is
                                  * deeper than max_inner, TNEF_E_LIMIT_TOTAL: max_inner_bytes were
                                  * read, TNEF_E_MEMORY: there was none for its level. Then it was
                                  * not read, or not to its end. Of one that was skipped TNEF_OK  */
    const tnef_error *error;     /* its context; |offset| counts the bytes of the attachment      */
    uint64_t size;               /* bytes that were read; of TNEF_E_AMBIGUOUS it depends on how the
                                  * input was cut                                                 */
} tnef_mail_inner;

/* Answers as everywhere: TNEF_CONTINUE, TNEF_PAUSE, TNEF_STOP, negative: fail. TNEF_SKIP, to
 * stream_begin, part_begin and mail_begin: what is in it is not read or said, but its end is. NULL means
 * no interest. Handlers must not call any function on the mail reader but tnef_mail_error(), -offset(),
 * -streams(), -findings() and -current(). */
typedef struct tnef_mail_handlers {
    uint32_t size;               /* sizeof(tnef_mail_handlers)                                    */
    int (*stream_begin)(void *user, const tnef_mail_stream *stream);
    int (*stream_end)(void *user, const tnef_mail_stream *stream);
    int (*part_begin)(void *user, const tnef_scan_part *part);  /* every part of the mail         */
    int (*part_end)(void *user, const tnef_scan_part *part);    /* with its findings              */
    int (*mail_begin)(void *user, const tnef_mail_inner *inner); /* a mail in an attachment       */
    int (*mail_end)(void *user, const tnef_mail_inner *inner);
} tnef_mail_handlers;

/* Whether attachments are looked into. */
enum tnef_mail_descend {
    TNEF_MAIL_DESCEND_FIND = 0,  /* with TNEF_SCAN_FIND, not with TNEF_SCAN_STRICT                */
    TNEF_MAIL_DESCEND_NEVER = 0xF1,
    TNEF_MAIL_DESCEND_ALWAYS = 0xF2
};

#define TNEF_MAIL_INNER_CEILING 8u

typedef struct tnef_mail_config {
    uint32_t size;               /* sizeof(tnef_mail_config)                                      */
    uint32_t policy;             /* TNEF_SCAN_FIND, TNEF_SCAN_STRICT                              */
    const tnef_mail_handlers *handlers; /* copied; NULL: none                                     */
    void *user;                  /* their first argument                                          */
    const tnef_reader_config *reader; /* of what is in the streams, with its own handlers; copied;
                                  * NULL: all defaults                                            */
    const tnef_scan_limits *limits; /* of the mail; copied; NULL: all defaults                    */
    uint64_t refuse;             /* as in tnef_scanner_config                                     */
    uint32_t descend;            /* enum tnef_mail_descend                                        */
    uint32_t max_inner;          /* part: mails in attachments in each other [3, at most 8]; one
                                  * that is deeper is said and not read: TNEF_E_LIMIT_DEPTH       */
    uint64_t max_inner_bytes;    /* part: bytes of the mails in attachments together [1 GiB]; mails
                                  * in those are part of them; beyond, the mail that is open is
                                  * ended, and what is in it: TNEF_E_LIMIT_TOTAL                  */
} tnef_mail_config;

typedef struct tnef_mail tnef_mail;

/* Whether a mail reader can have this configuration, and if not, the field that is wrong: see
 * "Configurations" in <tnef/base.h>. What can be wrong, in it or in what it points to: too small a
 * size, a field that is not known and not 0, an unknown |policy|, finding or |descend|, a limit
 * above its ceiling, and what tnef_reader_check() tells. NULL means all defaults. */
TNEF_API tnef_status tnef_mail_check(const tnef_mail_config *cfg, const void **field);

/* The bytes that a mail reader may hold in all: its own, a scanner and a reader, made by tnef_mail_new(),
 * and the same again for each level of mails in attachments, made when it is needed first and kept until
 * tnef_mail_free(). At no time does it hold more than this and, for each level, max_memory of the model
 * and max_bytes of bags. 0 for a |cfg| that it would refuse. */
TNEF_API size_t tnef_mail_size(const tnef_mail_config *cfg);

/* Makes a mail reader with memory from |alloc| (NULL: malloc). |cfg| (NULL: all defaults), what it
 * points to, and |alloc| are copied.
 *
 * TNEF_OK          *|out| is the mail reader.
 * TNEF_E_ARGUMENT  |cfg| or what it points to is wrong: tnef_mail_check() tells where; or a function of
 *                  |alloc| is NULL. *|out| is NULL.
 * TNEF_E_MEMORY    the allocator returned NULL. *|out| is NULL. */
TNEF_API tnef_status tnef_mail_new(tnef_mail **out, const tnef_mail_config *cfg,
                                   const tnef_allocator *alloc);

/* Ends it and returns all its memory. NULL is allowed. Not from inside a handler. */
TNEF_API void tnef_mail_free(tnef_mail *mail);

/* Makes it as new, with the same configuration, for another message.
 *
 * TNEF_E_STATE     called from inside a handler. */
TNEF_API tnef_status tnef_mail_reset(tnef_mail *mail);

/* Hands it the next bytes of the message, as tnef_scanner_feed() does. Damage in a stream and its
 * limits do not change what feed returns; they are in stream_end. TNEF_STOPPED and TNEF_E_CALLBACK
 * come from handlers of the reader, too. TNEF_E_MEMORY is never returned: the stream or inner mail for
 * which the allocator returned NULL ends with it, the rest of it is passed over, and finish says it. */
TNEF_API tnef_status tnef_mail_feed(tnef_mail *mail, const void *buf, size_t len, size_t *taken);

/* For hosts that have the headers split, as tnef_scanner_header() and -end_of_headers(). */
TNEF_API tnef_status tnef_mail_header(tnef_mail *mail, const char *name, size_t name_len,
                                      const char *value, size_t value_len);
TNEF_API tnef_status tnef_mail_end_of_headers(tnef_mail *mail);

/* Declares the end of the message. May be called again after TNEF_PAUSED, and again afterwards with
 * the same result.
 *
 * TNEF_OK          all streams, if any, were complete.
 * TNEF_PAUSED      call again.
 * TNEF_E_STATE     called from inside a handler.
 * otherwise        the first permanent error (see feed); else the first limit that the scanner
 *                  reached; else the status of the first stream or inner mail whose status is a
 *                  limit; else that of the first whose status is damage or TNEF_E_MEMORY.
 *
 * TNEF_E_MEMORY: the allocator returned NULL for what a reader keeps of a stream, or for the level by
 * which an inner mail is read. What follows that stream or mail was read. */
TNEF_API tnef_status tnef_mail_finish(tnef_mail *mail);

/* What is wrong and where: what finish would return now, and its context. |offset| counts the bytes of the
 * mail if the mail is wrong, the decoded bytes of the stream if a stream is, and those of the attachment if
 * a mail in an attachment is. Of an answer that ended everything, whoever gave it, it is that of the head,
 * of the body or of the end of the part of the outermost mail that was read, so that it does not depend on
 * how the mail was cut. */
TNEF_API void tnef_mail_error(const tnef_mail *mail, tnef_error *out);

TNEF_API uint64_t tnef_mail_offset(const tnef_mail *mail);   /* bytes accepted so far             */
TNEF_API uint32_t tnef_mail_streams(const tnef_mail *mail);  /* streams begun so far              */
TNEF_API uint64_t tnef_mail_findings(const tnef_mail *mail); /* TNEF_SCAN_BIT()s so far, those of
                                                                * inner mails too                */

/* Of a handler call, also of the reader's handlers: tnef_mail_inner.number of the mail that it is of;
 * 0: the outermost. Outside of handlers, and in |release|, 0. */
TNEF_API uint32_t tnef_mail_current(const tnef_mail *mail);

/* ---- Work ---------------------------------------------------------------------------------
 *
 * The work per byte is bounded by a constant, in every call and in all together. For n bytes of mail in
 * c calls, and i bytes of mails in attachments (at each depth at most max_inner_bytes, and fewer than
 * there are of the stream around them), the bytes that any loop looks at, taken or not, are at most
 *
 *     TNEF_MAIL_WORK_BASE + TNEF_MAIL_WORK_PER_BYTE * (n + i) + TNEF_MAIL_WORK_PER_CALL * c
 *
 * and 65,536 for each converter of iconv that is opened, once for each code page of several bytes and
 * each level. The dearest known are thousands of attachments that are a mail with an empty stream in it
 * and nothing else: 126 for a byte. Mail without TNEF costs 8 at most for what is known. */
#define TNEF_MAIL_WORK_BASE     2097152u
#define TNEF_MAIL_WORK_PER_BYTE 256u
#define TNEF_MAIL_WORK_PER_CALL 256u

#ifdef __cplusplus
}
#endif
#endif
