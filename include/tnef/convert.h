/* SPDX-License-Identifier: MIT */
#ifndef TNEF_CONVERT_H
#define TNEF_CONVERT_H
/* Makes of a TNEF stream what was sent: a mail, an invitation, a contact.
 *
 * A stream goes in. What comes out is text that other programs read: a mail with its bodies and
 * attachments (MIME), an entry of a calendar, a task or a note (iCalendar), or a contact or a
 * distribution list (vCard). Which of these a stream gives depends on the class of its message.
 *
 * Take this to hand on what is in a winmail.dat. To look at a message in a program, take
 * <tnef/reader.h> or <tnef/message.h>.
 *
 * Example:
 *
 *     static tnef_status put(void *user, const void *buf, size_t len, size_t *taken)
 *     {
 *         (void)taken;
 *         return fwrite(buf, 1, len, user) == len ? TNEF_OK : -1;
 *     }
 *
 *     int convert(const void *buf, size_t len, uint32_t kind)
 *     {
 *         tnef_convert *c;
 *         tnef_status status = tnef_convert_new(&c, NULL, NULL);
 *
 *         if (status == TNEF_OK)
 *             status = tnef_convert_feed(c, buf, len, NULL);
 *         if (status == TNEF_OK)
 *             status = tnef_convert_finish(c);
 *         if (status == TNEF_OK)
 *             status = tnef_convert_write(c, kind, NULL, put, stdout);
 *         tnef_convert_free(c);
 *         return status == TNEF_OK ? 0 : -1;
 *     }
 *
 * The life of a converter: tnef_convert_new() makes it, tnef_convert_feed() takes the stream, and
 * tnef_convert_finish() declares its end. Then tnef_convert_kinds() tells what can be written, and
 * tnef_convert_write() writes it, as often as is wanted. tnef_convert_reset() makes it ready for
 * another stream, and tnef_convert_free() ends it. There is no init, because it takes memory while
 * it works. One thread at a time may use a converter. From inside a sink only functions that take
 * a const tnef_convert may be called, and from inside a spool none.
 *
 * The same stream and the same options give the same bytes, however the stream was cut and the
 * sink paused: nothing comes from a clock, a random source, a locale or the name of the host.
 *
 * Damage of the stream, and of the structures in its properties, is no error of these functions.
 * What is there is written, and tnef_convert_left_out() tells what is not. So a broken
 * recurrence gives an event without one, and never blocks it.
 *
 * What is written is safe to parse: no byte of the input reaches a place that has a meaning in the
 * output without passing an escape. It is not safe to show: text, HTML and attachments are the
 * sender's. Blind copies, account names and entry ids are never written, and transport headers only
 * if they are asked for.
 *
 * Memory. The stream is read once. Descriptions stay in memory, up to max_tree; contents go to
 * memory up to max_memory, then to the spool, and each is kept once. Bodies of the message that is
 * written are kept in memory besides, up to max_bodies.
 *
 * Work. Bytes touched are at most 4 MiB + 512 for each byte of the stream and of what is written +
 * 1,024 for each call. Opening a converter of text counts besides, see <tnef/text.h>.
 *
 * [MS-OXTNEF], [MS-OXOCAL], [MS-OXOCNTC], [MS-OXOTASK] and [MS-OXOMSG] tell what the properties
 * mean; RFC 5545, RFC 5546, RFC 2426, RFC 6350, RFC 5322 and RFC 2045 how it is written.
 * docs/convert.md tells which property goes where. */

#include <tnef/bodies.h>
#include <tnef/scanner.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- What is made ------------------------------------------------------------------------- */

enum tnef_convert_kind {
    TNEF_CONVERT_CALENDAR = 1,   /* iCalendar: an event, a task, an entry of a journal, a note    */
    TNEF_CONVERT_CARD = 2,       /* vCard: a contact, a distribution list                         */
    TNEF_CONVERT_MAIL = 3        /* MIME                                                          */
};
#define TNEF_CONVERT_BIT(kind) (1u << (kind))

/* Bits of tnef_convert_left_out(). */
#define TNEF_CONVERT_NO_RULE       0x0001u /* a recurrence that is broken or cannot be written */
#define TNEF_CONVERT_NO_ZONE       0x0002u /* a time zone that is broken: times are in UTC */
#define TNEF_CONVERT_NO_ORGANIZER  0x0004u /* nobody organizes: the event has no method */
#define TNEF_CONVERT_NO_DATE       0x0008u /* when it was made is not known */
#define TNEF_CONVERT_NO_START      0x0010u /* no time: there is no entry at all */
#define TNEF_CONVERT_LOCAL_TIME    0x0020u /* a time whose zone is not known */
#define TNEF_CONVERT_MEMBERS       0x0040u /* members of a list that have no address, or too many */
#define TNEF_CONVERT_PEOPLE        0x0080u /* recipients beyond TNEF_CONVERT_PEOPLE_MAX */
#define TNEF_CONVERT_EXCEPTIONS    0x0100u /* exceptions of a recurrence that are broken */
#define TNEF_CONVERT_TRUNCATED     0x0200u /* contents or texts of which not all is there */
#define TNEF_CONVERT_ADDRESS       0x0400u /* somebody has no address that mail can be sent to */
#define TNEF_CONVERT_FIRST_DAY     0x0800u /* the first day is not a day of its recurrence        */
#define TNEF_CONVERT_PICTURE       0x1000u /* a picture of no known kind, too large, or not whole */
#define TNEF_CONVERT_REMAINDER     0x2000u /* bytes of the stream that belong to nothing */
#define TNEF_CONVERT_SIGNATURE     0x4000u /* signed or enciphered mail that is broken */
#define TNEF_CONVERT_FOREIGN      0x10000u /* fields of a stream that is of another mail */

#define TNEF_CONVERT_PEOPLE_MAX 2000u    /* recipients in one field or entry                      */
#define TNEF_CONVERT_MEMBERS_MAX 1000u   /* members of a distribution list                        */
#define TNEF_CONVERT_PICTURE_MAX 0x100000u /* bytes of the picture of a contact                   */

/* ---- Configuration ------------------------------------------------------------------------ */

typedef struct tnef_convert_config {
    uint32_t size;               /* sizeof(tnef_convert_config)                                   */
    uint32_t flags;              /* must be 0: no flag is known yet                               */
    const tnef_spool *spool;     /* copied; NULL: none                                            */
    uint64_t max_tree;           /* part: bytes of all descriptions [16 MiB]                      */
    uint64_t max_spool;          /* part: bytes in the spool [256 MiB]                            */
    uint64_t max_output;         /* whole: bytes of one writing [512 MiB], TNEF_E_LIMIT_OUTPUT    */
    uint32_t max_memory;         /* part: bytes of contents in memory [16 MiB, at most 1 GiB].
                                  * What exceeds it goes to the spool; without a spool it is lost */
    uint32_t max_bodies;         /* part: bytes of the bodies of one message while it is written
                                  * [16 MiB, at most 1 GiB]                                      */
    const tnef_decoder_limits *decoder_limits; /* copied; NULL: all defaults. The default of its
                                  * max_output is TNEF_TOTAL_CEILING                              */
    const tnef_reader_limits *limits; /* of the model; copied; NULL: all defaults                 */
    const struct tnef_charset_hook *charsets; /* converters of text; copied; NULL: iconv          */
} tnef_convert_config;

/* Bits of tnef_convert_options.flags. */
#define TNEF_CONVERT_PUBLISH      0x0001u /* entries of calendars have METHOD:PUBLISH */
#define TNEF_CONVERT_RAW_NAMES    0x0002u /* names of files as they stand, not harmless ones */
#define TNEF_CONVERT_STRICT_NAMES 0x0004u /* no encoded words in parameters, which most mail
                                           * programs want beside RFC 2231                        */
#define TNEF_CONVERT_REPORTING_UA 0x0008u /* receipts name this library */
#define TNEF_CONVERT_PLAIN_DAYS   0x0010u /* monthly on day 29 or 30 is written as just that, and
                                           * not as the last day of shorter months                */
#define TNEF_CONVERT_RETURN_RECEIPT 0x0100u /* mail has Return-Receipt-To, if a receipt for its
                                           * delivery was asked for                               */
#define TNEF_CONVERT_UTF8         0x0200u /* mail is for SMTPUTF8 (RFC 6532): its fields are UTF-8,
                                           * and messages in it are message/global                */
#define TNEF_CONVERT_ORIGINAL_HEADERS 0x0400u /* mail has the header that the message came with, as
                                           * an attachment (PidTagTransportMessageHeaders). Others
                                           * wrote that, and it may name blind copies             */

#define TNEF_CONVERT_ITEMS_AS_MAIL 0x0800u /* entries of calendars, tasks and contacts that are
                                           * attached to mail are messages, and not .ics and .vcf */
#define TNEF_CONVERT_NO_INVITE    0x1000u /* an invitation is not attached to its mail once more  */
#define TNEF_CONVERT_ALT_DESC     0x2000u /* entries of calendars have the HTML of the message, too,
                                           * in X-ALT-DESC. It is the sender's: not safe to show  */

/* Tells what a calendar calls a time zone that the message calls |name|: a Windows name such as
 * "W. Europe Standard Time", for which many programs want "Europe/Berlin". The rules of the zone
 * are written all the same. Returns a string in UTF-8 that stays until the writing has ended, of
 * which 100 bytes count; NULL or a string without text: |name| stays. It must not call any function
 * on the converter, and should always return the same for a name. */
typedef const char *(*tnef_zone_name_fn)(void *user, const char *name);

/* How something is written. */
typedef struct tnef_convert_options {
    uint32_t size;               /* sizeof(tnef_convert_options)                                  */
    uint32_t flags;              /* TNEF_CONVERT_*                                                */
    uint32_t card_version;       /* 3 or 4; 0: 3 for contacts, 4 for lists                        */
    uint32_t reserved;           /* must be 0                                                     */
    const char *product;         /* PRODID of a calendar; NULL: -//libtnef//libtnef//EN           */
    int64_t date;                /* seconds since 1970 for what has no date of its own; 0: none   */
    const char *imcea_domain;    /* a domain whose gateway knows addresses of other systems: in mail
                                  * they are written "IMCEAEX-_o=Ex_cn=ann@domain". Letters, digits,
                                  * "-" and ".", at most 255; NULL: they are left out             */
    tnef_zone_name_fn zone_name; /* what time zones are called; NULL: as in the message           */
    void *zone_user;             /* first argument of |zone_name|                                 */
} tnef_convert_options;

/* ---- Converter ---------------------------------------------------------------------------- */

typedef struct tnef_convert tnef_convert;

/* Tells whether a converter can have this configuration, and if not, which field is wrong: see
 * "Configurations" in <tnef/base.h>. What can be wrong, in it or in what it points to: too small a
 * size, a field that is not known and not 0, an unknown flag, a limit above its ceiling (2^62 for
 * 64-bit ones), a function of the spool that is NULL. NULL means all defaults. */
TNEF_API tnef_status tnef_convert_check(const tnef_convert_config *cfg, const void **field);

/* Tells how many bytes a converter can take from its allocator beside max_tree, max_memory,
 * max_bodies, max_memory of |limits| and the text of one property of the output; 0 for a |cfg|
 * that tnef_convert_new() would refuse. Converters of text allocate by themselves; see
 * <tnef/text.h>. */
TNEF_API size_t tnef_convert_size(const tnef_convert_config *cfg);

/* Makes a converter with memory from |alloc| (NULL: malloc). |cfg| (NULL: all defaults), what it
 * points to, and |alloc| are copied.
 *
 * TNEF_OK          *|out| is the converter.
 * TNEF_E_ARGUMENT  |cfg| or what it points to is wrong: tnef_convert_check() tells where; or a
 *                  function of |alloc| is NULL. *|out| is NULL.
 * TNEF_E_MEMORY    the allocator returned NULL. *|out| is NULL. */
TNEF_API tnef_status tnef_convert_new(tnef_convert **out, const tnef_convert_config *cfg,
                                      const tnef_allocator *alloc);

/* Ends a converter and returns all its memory. NULL is allowed. Not from inside a sink. */
TNEF_API void tnef_convert_free(tnef_convert *convert);

/* Makes a converter as new, with the same configuration, for another stream.
 *
 * TNEF_OK          it is ready.
 * TNEF_E_STATE     called from inside a sink or the spool. */
TNEF_API tnef_status tnef_convert_reset(tnef_convert *convert);

/* Hands a converter the next bytes of the stream. Nothing pauses. |buf| may be freed or reused
 * afterwards. |len| may be 0, and |buf| NULL then. What comes after the stream has failed is taken
 * and not looked at. |taken| may be NULL; it is set on every return, to |len| or 0.
 *
 * TNEF_OK              all |len| bytes were taken.
 * TNEF_E_ARGUMENT      |buf| is NULL and |len| is not 0.
 * TNEF_E_STATE         called from inside a sink or the spool, or after finish.
 * TNEF_E_MEMORY        the allocator or a converter of text had no memory.
 * TNEF_E_CALLBACK      the spool failed to write; tnef_error.user_code is what it returned.
 *
 * Errors are permanent, until reset. */
TNEF_API tnef_status tnef_convert_feed(tnef_convert *convert, const void *buf, size_t len,
                                       size_t *taken);

/* Declares the end of the stream. May be called again.
 *
 * TNEF_OK          tnef_convert_kinds() tells what there is, perhaps nothing.
 * otherwise        as feed. */
TNEF_API tnef_status tnef_convert_finish(tnef_convert *convert);

/* Tells what can be written: TNEF_CONVERT_BIT()s of kinds. 0 before finish, and if the stream holds
 * no message. */
TNEF_API uint32_t tnef_convert_kinds(const tnef_convert *convert);

/* Writes the outermost message as |kind| to |sink|. |options| (NULL: all defaults) is copied, but
 * not its strings, which must stay until the writing has ended.
 *
 * After TNEF_PAUSED the same call, with the same arguments, goes on with the next byte that the
 * sink did not take; a call with another |kind| begins a new writing.
 *
 * TNEF_OK              all of it was written. tnef_convert_left_out() tells what it lacks.
 * TNEF_PAUSED          the sink paused.
 * TNEF_STOPPED         the sink wants no more: the writing has ended.
 * TNEF_E_ARGUMENT      |sink| is NULL, |options| is wrong, or |kind| is none that
 *                      tnef_convert_kinds() tells.
 * TNEF_E_STATE         called before finish, or from inside a sink or the spool.
 * TNEF_E_CALLBACK      the sink failed, or the spool failed to read; tnef_error.user_code is what
 *                      it returned.
 * TNEF_E_LIMIT_OUTPUT  there is more than max_output.
 * TNEF_E_MEMORY        the allocator or a converter of text had no memory.
 *
 * A writing that failed has ended. Another one may begin. */
TNEF_API tnef_status tnef_convert_write(tnef_convert *convert, uint32_t kind,
                                        const tnef_convert_options *options, tnef_sink_fn sink,
                                        void *user);

/* Tells what the last writing left out, so far: a set of TNEF_CONVERT_NO_RULE and its like. */
TNEF_API uint32_t tnef_convert_left_out(const tnef_convert *convert);

/* Tells what is wrong: the error that the converter failed with, or that of the last writing. What
 * is wrong with the stream is in tnef_convert_info.status. |out->size| must be set. */
TNEF_API void tnef_convert_error(const tnef_convert *convert, tnef_error *out);

/* What a converter knows so far. May grow at the end. */
struct tnef_convert_info {
    uint32_t size;               /* in: sizeof(struct tnef_convert_info); out: the bytes that were
                                  * filled                                                        */
    tnef_status status;          /* of the stream: that of tnef_message_load(), after finish      */
    uint64_t anomalies;          /* TNEF_ANOMALY_BIT()s of TNEF_A_* that were met                 */
    uint64_t input;              /* bytes of the stream that were read                            */
    uint64_t output;             /* bytes that sinks took since reset                             */
    uint64_t kept;               /* bytes of contents that are kept                               */
};

/* Tells what is known so far. |out->size| must be set: see <tnef/base.h>. */
TNEF_API void tnef_convert_info(const tnef_convert *convert, struct tnef_convert_info *out);

/* Tells how often the anomaly |code| (TNEF_A_*) was met. 0 for any other code. */
TNEF_API uint64_t tnef_convert_anomalies(const tnef_convert *convert, uint32_t code);

/* ---- Mail in which streams are ------------------------------------------------------------- */

/* A mail goes in. What comes out is the same mail, in which each part that is a TNEF stream has
 * become what was in it. All else comes out byte for byte.
 *
 *     tnef_status unwrap(const void *mail, size_t len, const tnef_spool *spool)
 *     {
 *         tnef_unwrap_config cfg = { .size = sizeof cfg, .spool = spool };
 *         tnef_unwrap *u;
 *         tnef_status status = tnef_unwrap_new(&u, &cfg, NULL);
 *
 *         if (status == TNEF_OK)
 *             status = tnef_unwrap_feed(u, mail, len, NULL);
 *         if (status == TNEF_OK)
 *             status = tnef_unwrap_finish(u);
 *         if (status == TNEF_OK)
 *             status = tnef_unwrap_write(u, put, stdout);
 *         tnef_unwrap_free(u);
 *         return status;
 *     }
 *
 * What is replaced is the header and body of the part. Of the header MIME-Version, the fields
 * whose names begin with "Content-", and X-MS-TNEF-Correlator go; all others stay as they are.
 * Where the stream is the whole body, of the mail or of one that is attached to it, fields of the
 * message that the mail lacks are added at its end. A Sender is not added to a mail that has a
 * From.
 *
 * Plain text that stands before the stream in the same multipart/mixed is the sender's text, too.
 * If the message has the same, but for white space, it goes. If the message has HTML and no plain
 * text of its own, it becomes the first part of the multipart/alternative, byte for byte. Else, and
 * where the stream stays, it stays.
 *
 * A stream is that of another mail if it has a key (PidTagTnefCorrelationKey), the mail has an
 * X-MS-TNEF-Correlator or a Message-ID, and the key is neither. Such a stream adds no fields
 * (TNEF_CONVERT_FOREIGN). If the message of any other stream does not know who organizes a
 * meeting, who is invited, or who sent a receipt, From, To and Cc of the mail tell.
 *
 * What stays as it is: a part that is signed or enciphered, or in one that is; a stream that is
 * not all of a part, or in an encoded message; one of which nothing can be read; and every stream
 * of a mail that can be read in more than one way (TNEF_SCANNER_STRICT). tnef_unwrap_info tells
 * why. Of a stream that is damaged, or of which the message would lack something, both come out: a
 * multipart/mixed of the message, without fields of its own, and the part as it was, with a field
 * X-TNEF-Status. A part that has this field, and is not the whole body, stays as it is, so that a
 * mail that comes by twice does not grow.
 *
 * Lines that are written end as the first line of the mail does: with CR LF, or with LF.
 * The line of a mailbox before the mail ("From ", somebody, a day and time), which programs that
 * filter mail for one user get, stays before it.
 *
 * What comes out comes out of a second pass as it is, unless TNEF_UNWRAP_LIMIT tells that a stream
 * is in it still, or a message holds one that is deeper than the limits allow.
 *
 * Work. It is that of a scanner and of copying the mail twice, and for each stream at most that of
 * decoding it twice and of a converter that reads it twice and writes it at most three times, two
 * of them for a try. Bytes touched are at most 64 MiB + 1,792 for each byte of the mail and of
 * what is written, also for a try, + 2,048 for each call. */
typedef struct tnef_unwrap_config {
    uint32_t size;               /* sizeof(tnef_unwrap_config)                                    */
    uint32_t flags;              /* must be 0: no flag is known yet                               */
    const tnef_spool *spool;     /* where the mail is kept, and what exceeds the memory of the
                                  * converter; copied; not NULL                                   */
    const tnef_convert_config *convert; /* copied; NULL: all defaults. Its |spool| is not used    */
    const tnef_convert_options *options; /* copied, but not its strings; NULL: all defaults       */
    const tnef_scanner_limits *scanner_limits; /* copied; NULL: all defaults. The default of its
                                  * max_streams is TNEF_SCANNER_PARTS_CEILING                     */
} tnef_unwrap_config;

/* Why streams were not replaced, or not only: bits of tnef_unwrap_info.kept. */
#define TNEF_UNWRAP_SIGNED    0x0001u  /* a signature or envelope is around it                    */
#define TNEF_UNWRAP_PLACE     0x0002u  /* it is not just a part of the mail                       */
#define TNEF_UNWRAP_UNREAD    0x0004u  /* there is no message in it, or it is too large           */
#define TNEF_UNWRAP_DAMAGED   0x0008u  /* not all can be read: the part stands beside the message */
#define TNEF_UNWRAP_BOUNDARY  0x0010u  /* a line of it looks like a boundary of the mail          */
#define TNEF_UNWRAP_AMBIGUOUS 0x0020u  /* the mail can be read in more than one way               */
#define TNEF_UNWRAP_LIMIT     0x0040u  /* a limit of the scanner was reached, or there are more
                                        * than TNEF_UNWRAP_STREAMS_MAX                            */
#define TNEF_UNWRAP_STREAMS_MAX 8u     /* streams of a mail that are replaced                     */

typedef struct tnef_unwrap tnef_unwrap;

/* Tells whether a configuration can be used, and if not, which field is wrong: see "Configurations"
 * in <tnef/base.h>. What can be wrong besides what tnef_convert_check() and tnef_scanner_check()
 * tell: no spool, a function of it that is NULL, an option of the writing. */
TNEF_API tnef_status tnef_unwrap_check(const tnef_unwrap_config *cfg, const void **field);

/* Tells how many bytes it can take from its allocator beside what tnef_convert_size() does not
 * count; 0 for a |cfg| that tnef_unwrap_new() would refuse. Nothing of it grows with the mail. */
TNEF_API size_t tnef_unwrap_size(const tnef_unwrap_config *cfg);

/* Makes one with memory from |alloc| (NULL: malloc). |cfg| and what it points to are copied.
 *
 * TNEF_OK          *|out| is it.
 * TNEF_E_ARGUMENT  |cfg| is wrong: tnef_unwrap_check() tells where; or a function of |alloc| is
 *                  NULL. *|out| is NULL.
 * TNEF_E_MEMORY    the allocator returned NULL. *|out| is NULL. */
TNEF_API tnef_status tnef_unwrap_new(tnef_unwrap **out, const tnef_unwrap_config *cfg,
                                     const tnef_allocator *alloc);

/* Ends it and returns all its memory. NULL is allowed. Not from inside a sink. */
TNEF_API void tnef_unwrap_free(tnef_unwrap *unwrap);

/* Makes it as new, with the same configuration, for another mail.
 *
 * TNEF_OK          it is ready.
 * TNEF_E_STATE     called from inside a sink or the spool. */
TNEF_API tnef_status tnef_unwrap_reset(tnef_unwrap *unwrap);

/* Takes the next bytes of the mail. Nothing pauses. |buf| may be NULL if |len| is 0. |taken| may be
 * NULL; it is set on every return, to |len| or 0.
 *
 * TNEF_OK          all |len| bytes were taken.
 * TNEF_E_ARGUMENT  |buf| is NULL and |len| is not 0.
 * TNEF_E_STATE     called from inside a sink or the spool, or after finish.
 * TNEF_E_CALLBACK  the spool failed; tnef_error.user_code is what it returned.
 *
 * Errors are permanent, until reset. */
TNEF_API tnef_status tnef_unwrap_feed(tnef_unwrap *unwrap, const void *buf, size_t len,
                                      size_t *taken);

/* Declares the end of the mail, and reads the streams in it. May be called again.
 *
 * TNEF_OK          tnef_unwrap_info() tells what will be written.
 * TNEF_E_MEMORY    the allocator or a converter of text had no memory.
 * otherwise        as feed. */
TNEF_API tnef_status tnef_unwrap_finish(tnef_unwrap *unwrap);

/* Writes the mail to |sink|. After TNEF_PAUSED the same call goes on with the next byte that the
 * sink did not take. After it has ended it may be called again, and writes the same.
 *
 * TNEF_OK          all of it was written.
 * TNEF_PAUSED      the sink paused.
 * TNEF_STOPPED     the sink wants no more: the writing has ended.
 * TNEF_E_ARGUMENT  |sink| is NULL.
 * TNEF_E_STATE     called before finish, or from inside a sink or the spool.
 * TNEF_E_CALLBACK  the sink failed, or the spool did; tnef_error.user_code is what it returned.
 * TNEF_E_MEMORY    the allocator or a converter of text had no memory. */
TNEF_API tnef_status tnef_unwrap_write(tnef_unwrap *unwrap, tnef_sink_fn sink, void *user);

/* Tells what is wrong: what it failed with, or the last writing. |out->size| must be set. */
TNEF_API void tnef_unwrap_error(const tnef_unwrap *unwrap, tnef_error *out);

/* What is known after finish. May grow at the end. */
struct tnef_unwrap_info {
    uint32_t size;               /* in: sizeof(struct tnef_unwrap_info); out: the bytes that were
                                  * filled                                                        */
    tnef_status status;          /* of the scanner, at the end of the mail                        */
    uint32_t streams;            /* TNEF streams that were found, before what |status| tells      */
    uint32_t replaced;           /* of these: a message stands in their place. 0: the mail comes
                                  * out as it came in                                             */
    uint32_t kept;               /* why others, or the same, stand in it still: TNEF_UNWRAP_*     */
    uint32_t left_out;           /* of all messages: TNEF_CONVERT_NO_RULE and its like            */
};

/* Tells what is known. |out->size| must be set: see <tnef/base.h>. */
TNEF_API void tnef_unwrap_info(const tnef_unwrap *unwrap, struct tnef_unwrap_info *out);

#ifdef __cplusplus
}
#endif
#endif
