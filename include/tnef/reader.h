/* SPDX-License-Identifier: MIT */
#ifndef TNEF_READER_H
#define TNEF_READER_H
/* Reads a TNEF stream as messages: who, when, bodies, recipients and attachments, as they go by.
 *
 * A reader takes the bytes of a TNEF stream in pieces of any size, as the decoder does, and makes
 * of them what people mean by a message. It calls typed handlers: for a message, for each
 * recipient, and for each part (a body or an attachment), whose content streams through. It keeps
 * what describes a message or a part, within limits, and never a content, so its memory does not
 * depend on the size of the input.
 *
 * Take a reader for input that comes in pieces, or whose attachments may be large. If the whole
 * input is in memory and a tree is easier to work with, take <tnef/message.h>. If you need every
 * attribute and property in the order of the wire, take <tnef/decoder.h>; the handler |property|
 * gives a program the same events beside the messages. For some more properties than the structs
 * below have, list them in a bag: <tnef/bag.h>.
 *
 * Example:
 *
 *     static int show(void *user, const tnef_part *part)
 *     {
 *         if (TNEF_PART_IS_ATTACHMENT(part->kind))
 *             fprintf(user, "%s: %" PRIu64 " bytes\n", part->name.text, part->size);
 *         return TNEF_CONTINUE;
 *     }
 *
 *     tnef_status list_attachments(const void *buf, size_t len, FILE *out)
 *     {
 *         tnef_reader_handlers on = { .size = sizeof on, .part_end = show };
 *         tnef_reader_config cfg = { .size = sizeof cfg, .handlers = &on, .user = out };
 *         tnef_reader *reader;
 *         tnef_status status = tnef_reader_new(&reader, &cfg, NULL);
 *
 *         if (status == TNEF_OK)
 *             status = tnef_reader_feed(reader, buf, len, NULL);
 *         if (status == TNEF_OK)
 *             status = tnef_reader_finish(reader);
 *         tnef_reader_free(reader);
 *         return status;
 *     }
 *
 * The life of a reader: tnef_reader_new() makes it, tnef_reader_feed() takes the stream, and
 * tnef_reader_finish() declares its end. tnef_reader_reset() makes it ready for another stream,
 * with the same configuration. tnef_reader_free() ends it at any time. There is no init, because a
 * reader asks its allocator for memory while it works: blocks of strings, within max_memory. One
 * thread at a time may use a reader. From inside a handler only tnef_reader_error(),
 * tnef_reader_info() and tnef_reader_anomalies() may be called.
 *
 * The calls of the handlers follow this grammar:
 *
 *     message    = message_begin *( recipient / part / property / anomaly ) message_end
 *     part       = body / remainder / attachment
 *     body       = part_begin *part_data part_end
 *     remainder  = part_begin *part_data part_end
 *     attachment = part_begin *content part_end
 *     content    = content_begin *( part_data / message ) content_end
 *
 * What describes a message or a part is complete only in the call of its end, because names, types
 * and code pages often come after the bytes that they are about. So do not act on a part before its
 * end: write it to a temporary place, and give it its name at part_end.
 *
 * Messages nest in the content of an attachment. A body may stand between the begin and the end of
 * an attachment, when message attributes follow attachment attributes (TNEF_A_ORDER), and so may a
 * remainder; at each depth at most one of these two and one attachment are open at a time.
 *
 * Every begin gets its end. When a status ends the decoding, what is open is ended first, from the
 * inside out, marked TNEF_F_INCOMPLETE, with what is known of it; then the status is returned. Only
 * after a handler answered STOP or failed is there no end: then what the handler left in a |slot|
 * goes to the handler |release|, and so does what is open when the reader is freed or reset.
 *
 * Structs and strings. The structs that handlers get, and every string in them, are valid until the
 * handler returns. Strings are valid UTF-8, end with a NUL that |len| does not count, and hold no
 * other NUL. A string that is absent is NULL with length 0; one that is present and empty is ""
 * with length 0. All strings are the sender's: they may hold line breaks, path separators and
 * control characters.
 *
 * Text. PtypString is UTF-16LE. All 8-bit text of a stream is in one code page: the first that is
 * known of its own attOemCodepage, PidTagMessageCodepage and PidTagInternetCodepage. A property
 * that names no code page for 8-bit text (UTF-16, UTF-32, US-ASCII) does not count, and such an
 * attOemCodepage is unknown. If a stream has none of these, its text is in the code page of the
 * message that holds it, found the same way, else in that of the configuration, else in 1252. Text
 * is converted when its message, part or row ends, so a code page that comes late still counts for
 * what ends after it.
 *
 * The first attOemCodepage of a stream wins; another value raises TNEF_A_CODEPAGE and changes
 * nothing. The same anomaly is raised, once for a message, when 8-bit text met a code page that is
 * unknown or refused (1252 is used if no other one is known), when text that is not ASCII met no
 * code page at all (found: 0), or when a string that should be UTF-8 (65001) is not valid; that
 * string is read as 1252. Bytes that are not text become U+FFFD, with one TNEF_A_TEXT anomaly for
 * each string. A string ends at its first NUL.
 *
 * Doubles. A property of attMsgProps, attAttachment or a row beats the one that was computed from
 * a legacy attribute, whichever comes first. Of two of the same kind the first wins, and
 * TNEF_A_DUPLICATE is raised if the second has another value (found: id << 16 | type); but a
 * PtypString beats a PtypString8 of the same property, even if it comes second. Bodies are
 * compared by kind and by their ASCII characters, unless their encodings hide those.
 *
 * Types. A text counts whatever its type is, string or binary, and so does the first value of one
 * that is multi-valued. A named property whose name is a number in the set PS_MAPI is the property
 * with that number as its id.
 *
 * Bodies are delivered as they stand: HTML is the sender's, with scripts and remote content, and
 * must be made harmless before it is shown. <tnef/bodies.h> decodes bodies, and makes text of them.
 *
 * [MS-OXTNEF] defines the stream, [MS-OXPROPS] the properties, [MS-OXCMSG] what they mean.
 */

#include <tnef/decoder.h>

#ifdef __cplusplus
extern "C" {
#endif

struct tnef_bag;             /* the properties that the program asked for: <tnef/bag.h>           */
struct tnef_bag_config;
struct tnef_charset_hook;

/* ---- Values ------------------------------------------------------------------------------- */

typedef struct tnef_string {
    const char *text;            /* NULL: absent                                                  */
    size_t len;                  /* bytes, without the NUL                                        */
} tnef_string;

/* A point in time. */
typedef struct tnef_time {
    int64_t seconds;             /* since 1970-01-01 00:00:00, without leap seconds               */
    uint32_t ticks;              /* 100 ns units beyond that, 0..9,999,999                        */
    uint32_t flags;              /* TNEF_TIME_*; 0: absent, and all else is 0                     */
} tnef_time;
#define TNEF_TIME_SET  0x0001u   /* the time is known                                             */
#define TNEF_TIME_ZONE 0x0002u   /* its zone is unknown: it is from a legacy date attribute, which
                                  * is UTC or the sender's local time. Without this flag: UTC     */

/* A sender. |address| is the best that the message has, the first there is of:
 *
 * - the SMTP column;
 * - the e-mail address, if its type is SMTP;
 * - the SMTP address in a one-off entry id or in the search key;
 * - an e-mail address that looks like SMTP, as it is, with its type;
 * - a name that is an SMTP address or ends in one (<>);
 * - the e-mail address whatever it is, with its type, such as an X.500 name with the type "EX";
 * - the address of another type in an entry id or the search key. */
typedef struct tnef_person {
    tnef_string name;            /* the column; but if that is empty, an X.500 name or the address,
                                  * the name in a one-off entry id, if it is better. Of "Name
                                  * <address>" the name                                           */
    tnef_string address;
    tnef_string type;            /* of |address|: "SMTP", "EX", ..., or absent                    */
    tnef_string email, email_type; /* the e-mail address column and its type as they stand        */
} tnef_person;

/* ---- Messages ----------------------------------------------------------------------------- */

/* Bits of tnef_message_info.known: the message has the number. */
#define TNEF_KNOWN_IMPORTANCE        0x0001u
#define TNEF_KNOWN_PRIORITY          0x0002u
#define TNEF_KNOWN_SENSITIVITY       0x0004u
#define TNEF_KNOWN_MESSAGE_FLAGS     0x0008u
#define TNEF_KNOWN_OEM_CODEPAGE      0x0010u
#define TNEF_KNOWN_INTERNET_CODEPAGE 0x0020u
#define TNEF_KNOWN_MESSAGE_CODEPAGE  0x0040u
#define TNEF_KNOWN_NATIVE_BODY       0x0080u
#define TNEF_KNOWN_RTF_IN_SYNC       0x0100u
#define TNEF_KNOWN_MESSAGE_STATUS    0x0200u
#define TNEF_KNOWN_OWNER_APPOINTMENT 0x0400u
#define TNEF_KNOWN_RESPONSE          0x0800u

/* Where the subject came from. */
enum tnef_subject_source {
    TNEF_SUBJECT_NONE = 0,
    TNEF_SUBJECT_PROPERTY = 0x51, /* PidTagSubject                                                */
    TNEF_SUBJECT_ATTRIBUTE = 0x52, /* attSubject                                                  */
    TNEF_SUBJECT_NORMALIZED = 0x53, /* prefix and normalized subject, or the prefix alone         */
    TNEF_SUBJECT_TOPIC = 0x54    /* conversation topic                                            */
};

/* A message. The first group of fields is set from message_begin on; the rest is set at
 * message_end. May grow at the end. */
typedef struct tnef_message_info {
    uint32_t id;                 /* 1 is the outermost; ids count up in the order of begins       */
    uint32_t parent;             /* id of the message that holds it, or 0                         */
    uint32_t part;               /* id of the attachment that holds it, or 0                      */
    uint32_t depth;              /* 0: outermost                                                  */
    uint64_t offset;             /* of its signature in the input                                 */
    void **slot;                 /* a pointer for the caller's use: NULL at the begin, kept until
                                  * the end                                                       */

    uint32_t flags;              /* TNEF_F_INCOMPLETE, TNEF_F_SKIPPED                             */
    uint32_t known;              /* TNEF_KNOWN_*                                                  */
    tnef_string message_class;   /* MAPI name: legacy names of attMessageClass are mapped by
                                  * [MS-OXTNEF] 2.1.3.2.2; PidTagMessageClass wins                */
    tnef_string raw_class;       /* that of attMessageClass as it stands; if absent, that of the
                                  * property                                                      */
    tnef_string original_class;  /* PidTagOriginalMessageClass or attOriginalMessageClass, mapped */

    tnef_string subject;         /* the first there is of: PidTagSubject, attSubject, prefix and
                                  * normalized subject joined, conversation topic, prefix. A
                                  * prefix marker (01, length) is removed                         */
    tnef_string subject_prefix;
    tnef_string normalized_subject; /* the property, else |subject| without the prefix            */
    tnef_string conversation_topic;
    uint32_t subject_source;     /* TNEF_SUBJECT_*                                                */

    tnef_person sender;          /* who sent it. Do not show as "From": see tnef_message_from()   */
    tnef_person representing;    /* on whose behalf, who may be the same                          */
    tnef_person received_by;     /* PidTagReceivedBy*                                             */
    tnef_person received_representing; /* PidTagReceivedRepresenting*                             */

    tnef_time submitted;         /* PidTagClientSubmitTime, attDateSent                           */
    tnef_time delivered;         /* PidTagMessageDeliveryTime, attDateRecd                        */
    tnef_time created;           /* PidTagCreationTime                                            */
    tnef_time modified;          /* PidTagLastModificationTime, attDateModified                   */
    tnef_time start;             /* the first there is of: PidTagStartDate;
                                  * PidLidAppointmentStartWhole, or of a task PidLidTaskStartDate,
                                  * whose zone is unknown; PidLidCommonStart; attDateStart; of
                                  * others PidLidTaskStartDate                                    */
    tnef_time end;               /* in the same way: PidTagEndDate; PidLidAppointmentEndWhole, or
                                  * of a task PidLidTaskDueDate; PidLidCommonEnd; attDateEnd; of
                                  * others PidLidTaskDueDate                                      */

    int32_t importance;          /* 0 low, 1 normal, 2 high; from attPriority if need be          */
    int32_t priority;            /* -1 non-urgent, 0 normal, 1 urgent                             */
    int32_t sensitivity;         /* 0 normal, 1 personal, 2 private, 3 confidential               */
    uint32_t message_flags;      /* PidTagMessageFlags, attMessageStatus                          */
    uint32_t message_status;     /* PidTagMessageStatus                                           */
    uint32_t oem_codepage;       /* attOemCodepage, primary                                       */
    uint32_t text_codepage;      /* the one that 8-bit text was converted from                    */
    uint32_t internet_codepage;  /* PidTagInternetCodepage                                        */
    uint32_t message_codepage;   /* PidTagMessageCodepage                                         */
    int32_t native_body;         /* PidTagNativeBody: 1 plain, 2 RTF, 3 HTML, 4 clear-signed      */
    int32_t rtf_in_sync;         /* 0 or 1                                                        */
    uint32_t owner_appointment;  /* PidTagOwnerAppointmentId, attAidOwner                         */
    int32_t response_requested;  /* PidTagResponseRequested, attRequestRes: 0 or 1                */

    tnef_string message_id;      /* PidTagInternetMessageId, with its angle brackets              */
    tnef_string in_reply_to;     /* PidTagInReplyToId                                             */
    tnef_string references;      /* PidTagInternetReferences                                      */
    tnef_string search_key;      /* PidTagSearchKey or attMessageID, as upper case hex            */
    tnef_string correlation_key; /* PidTagTnefCorrelationKey: as text if it is printable ASCII up
                                  * to its NUL, else as hex                                       */
    tnef_string transport_headers; /* PidTagTransportMessageHeaders, untrusted                    */
    tnef_string display_to, display_cc; /* names of recipients, for messages without rows         */

    uint32_t recipients;         /* rows that were delivered                                      */
    uint32_t attachments;        /* attachments that were delivered                               */
    uint32_t plain, html, rtf;   /* ids of the bodies that count, or 0: a PtypString beats a
                                  * PtypString8, this attBody, and all PidTagReportText; else the
                                  * first                                                         */
    uint32_t best;               /* id of the body to show: by |native_body|; else RTF if it is in
                                  * sync and there is no HTML; else HTML, plain, RTF. What is in
                                  * the RTF is not known here: tnef_body_best() chooses better    */
    uint32_t remainders;         /* parts of the kind TNEF_PART_REMAINDER that were delivered     */
    const struct tnef_bag *bag;  /* the properties that the program asked for, or NULL            */
} tnef_message_info;

/* Tells who a message is from, as people mean it ("From:"). This is |representing|, or |sender| if
 * the former has neither name nor address. Never NULL; what is not known is absent in it. For use
 * at message_end. */
TNEF_API const tnef_person *tnef_message_from(const tnef_message_info *message);

/* Tells who sent a message on behalf of somebody else ("Sender:"). This is |sender|, or NULL if it
 * has neither name nor address, or if it is the same as tnef_message_from(): by the addresses,
 * ignoring case, if both have one, else by the names. For use at message_end. */
TNEF_API const tnef_person *tnef_message_sender(const tnef_message_info *message);

/* ---- Recipients --------------------------------------------------------------------------- */

/* Kinds of recipients: the numbers of the specification. */
enum tnef_recipient_kind {
    TNEF_RECIPIENT_UNKNOWN = -1, /* PidTagRecipientType is absent or another number               */
    TNEF_RECIPIENT_ORIGINATOR = 0, TNEF_RECIPIENT_TO, TNEF_RECIPIENT_CC, TNEF_RECIPIENT_BCC
};

/* A recipient: one row of attRecipTable. Do not show blind copies to others. May grow at the
 * end. */
typedef struct tnef_recipient {
    uint32_t message;            /* id of the message                                             */
    uint32_t row;                /* index of the row in the table                                 */
    uint32_t flags;              /* TNEF_F_INCOMPLETE                                             */
    int32_t kind;                /* TNEF_RECIPIENT_*, without the flag bits of the property       */
    uint32_t raw_kind;           /* PidTagRecipientType as it stands, 0 if absent                 */
    uint64_t offset;             /* of the row                                                    */
    tnef_string name;            /* the first of PidTagDisplayName, PidTagRecipientDisplayName,
                                  * PidTagTransmittableDisplayName and the name in a one-off entry
                                  * id that is not empty, an X.500 name or the address; of "Name
                                  * <address>" the name. Without any of these, |address|          */
    tnef_string address;         /* PidTagSmtpAddress; else as in tnef_person, where the entry id
                                  * is PidTagEntryId or PidTagRecipientEntryId, and the names are
                                  * those that are listed above                                   */
    tnef_string type;            /* of |address|                                                  */
    tnef_string email, email_type, smtp; /* PidTagEmailAddress, -AddressType, -SmtpAddress        */
    const struct tnef_bag *bag;  /* the properties that the program asked for, or NULL            */
} tnef_recipient;

/* ---- Parts -------------------------------------------------------------------------------- */

/* Kinds of parts. The kind of an attachment is TNEF_PART_FILE until its end. */
enum tnef_part_kind {
    TNEF_PART_PLAIN = 0x11,      /* body: PidTagBody, attBody                                     */
    TNEF_PART_HTML = 0x12,       /* body: PidTagHtml, PidTagBodyHtml                              */
    TNEF_PART_RTF = 0x13,        /* body: PidTagRtfCompressed as it stands                        */
    TNEF_PART_FILE = 0x14,       /* attachment                                                    */
    TNEF_PART_OLE = 0x15,        /* attachment: an OLE object                                     */
    TNEF_PART_EMBEDDED = 0x16,   /* attachment: a message                                         */
    TNEF_PART_REFERENCE = 0x17,  /* attachment without content that points to |pathname|: its
                                  * method says so, or is not known while there is a path         */
    TNEF_PART_REMAINDER = 0x18   /* bytes outside of all attributes, or those of an attribute after
                                  * its list ended or broke. Another reader may find something in
                                  * them                                                          */
};
/* A remainder has the bytes of DATA events with TNEF_F_REMAINDER or TNEF_F_TRAILING, without filler
 * (NUL, CR, LF, TAB, blanks) at its beginning; filler alone makes no remainder. It has one content,
 * and a name that is made up: "remainder-1.bin". Of an input the first max_attachments remainders
 * are delivered. They go to |property| only if there is no handler of parts at all. */
#define TNEF_PART_IS_BODY(kind) ((kind) >= TNEF_PART_PLAIN && (kind) <= TNEF_PART_RTF)
#define TNEF_PART_IS_ATTACHMENT(kind) ((kind) >= TNEF_PART_FILE && (kind) <= TNEF_PART_REFERENCE)

/* How the bytes of a body are to be read: compressed RTF, UTF-16LE, text in |codepage|. */
enum tnef_encoding {
    TNEF_ENCODING_BINARY = 0, TNEF_ENCODING_UTF16LE = 0x31, TNEF_ENCODING_CODEPAGE = 0x32
};

/* Bits of tnef_part.flags, beside TNEF_F_INCOMPLETE, TNEF_F_SKIPPED, TNEF_F_COMPUTED (attBody). */
#define TNEF_PART_F_IMPLICIT   0x00010000u /* an attachment without attAttachRendData             */
#define TNEF_PART_F_STRAY      0x00020000u /* made for a message outside of attachments           */
#define TNEF_PART_F_MACBINARY  0x00040000u /* the content is MacBinary                            */
#define TNEF_PART_F_HIDDEN     0x00080000u /* PidTagAttachmentHidden is true                      */
#define TNEF_PART_F_INLINE     0x00100000u /* shown in the body: PidTagAttachFlags has bit 4      */
#define TNEF_PART_F_TNEF       0x00200000u /* PidTagAttachTag says TNEF                           */
#define TNEF_PART_F_REPORT     0x00800000u /* plain body: PidTagReportText, of a receipt or report*/
#define TNEF_PART_F_STRING8    0x00400000u /* HTML that is PtypString8, and so in the code page of
                                            * other 8-bit text                                    */

/* Bits of tnef_part.known. */
#define TNEF_PART_KNOWN_METHOD       0x00010000u
#define TNEF_PART_KNOWN_ATTACH_FLAGS 0x00020000u
#define TNEF_PART_KNOWN_HIDDEN       0x00040000u
#define TNEF_PART_KNOWN_POSITION     0x00080000u
#define TNEF_PART_KNOWN_RENDDATA     0x00100000u

/* Values of tnef_part.method: the numbers of the specification. */
enum tnef_attach_method {
    TNEF_METHOD_NONE = 0, TNEF_METHOD_BY_VALUE = 1, TNEF_METHOD_BY_REFERENCE = 2,
    TNEF_METHOD_BY_REFERENCE_RESOLVE = 3, TNEF_METHOD_BY_REFERENCE_ONLY = 4,
    TNEF_METHOD_EMBEDDED = 5, TNEF_METHOD_OLE = 6, TNEF_METHOD_WEB_REFERENCE = 7
};

/* Where tnef_part.name came from. */
enum tnef_name_source {
    TNEF_FROM_NOWHERE = 0,
    TNEF_FROM_LONG = 0x41,       /* PidTagAttachLongFilename                                      */
    TNEF_FROM_TITLE = 0x42,      /* attAttachTitle                                                */
    TNEF_FROM_SHORT = 0x43,      /* PidTagAttachFilename                                          */
    TNEF_FROM_DISPLAY = 0x44,    /* PidTagDisplayName                                             */
    TNEF_FROM_SUBJECT = 0x45,    /* the subject of the embedded message                           */
    TNEF_FROM_MADE = 0x46,       /* made up: "attachment-2.pdf"                                   */
    TNEF_FROM_TRANSPORT = 0x47   /* PidTagAttachTransportName, attAttachTransportFilename         */
};

/* One of the names of an attachment. */
typedef struct tnef_name {
    tnef_string text;
    uint32_t source;             /* TNEF_FROM_*                                                   */
} tnef_name;
#define TNEF_NAMES_MAX 16u       /* names that are kept of one attachment                         */

/* Kinds of contents. */
enum tnef_content_kind {
    TNEF_CONTENT_DATA = 0x21,    /* attAttachData                                                 */
    TNEF_CONTENT_BINARY = 0x22,  /* PidTagAttachDataBinary                                        */
    TNEF_CONTENT_OBJECT = 0x23,  /* PidTagAttachDataObject: OLE storage, a stream, or unknown     */
    TNEF_CONTENT_MESSAGE = 0x24, /* embedded message. Its bytes are delivered with TNEF_RAW_NESTED,
                                  * or if it cannot be descended into (TNEF_F_OPAQUE)             */
    TNEF_CONTENT_BODY = 0x25,    /* of a body                                                     */
    TNEF_CONTENT_REMAINDER = 0x26, /* of a remainder                                              */
    TNEF_CONTENT_UNKNOWN = 0x27  /* an attribute of attachments that the specification does not
                                  * know                                                          */
};

/* A content of an attachment, or the only one of a body or remainder. May grow at the end. */
typedef struct tnef_content {
    uint32_t index;              /* counts the contents of the part from 0                        */
    uint32_t kind;               /* TNEF_CONTENT_*. TNEF_CONTENT_MESSAGE may replace another kind
                                  * when the message begins (TNEF_DESCEND_DATA)                   */
    uint32_t flags;              /* at its end: TNEF_F_INCOMPLETE, TNEF_F_OPAQUE, TNEF_F_SKIPPED  */
    uint64_t offset;             /* of its first byte                                             */
    uint64_t length;             /* bytes announced, after clipping; of a remainder, which nothing
                                  * announces, 0                                                  */
    uint64_t size;               /* bytes so far, without those of this call of part_data. Of a
                                  * message, at content_end: the bytes of its stream              */
    const uint8_t *iid;          /* objects: 16 bytes in wire order, or NULL                      */
    uint32_t type;               /* property type as on the wire; 0 for bytes of an attribute     */
    uint32_t value;              /* of multi-valued types: index of the value                     */
} tnef_content;

#define TNEF_NO_CONTENT UINT32_MAX

/* A part. The first group of fields is set from part_begin on, the rest at part_end; of a body
 * |encoding| and |codepage| are set from the beginning, as far as they are known. May grow at the
 * end.
 *
 * An attachment may have several contents and several names, and mail clients and scanners choose
 * differently among them. The model chooses by the rules below, and raises TNEF_A_CONTENT where
 * another reader may well choose something else:
 *
 * - There are several contents; |found| is how many. Two cases are normal and raise nothing: the
 *   placeholder beside an embedded message, and attAttachData with the same length as the property.
 * - There is one content, where few look for it: a file in a property without attAttachData, a
 *   property of a type that it should not have, multi-valued or named, or an attribute that is not
 *   known; or it stands beside a method that refers to |pathname|. |found| is 1.
 * - A body stands in a named or multi-valued property, or in one of a type that no body has.
 *   |found| is id << 16 | type.
 * - An attachment that is no reference has not a byte of content, but bytes in a property from
 *   0x3700 to 0x37FF from which nothing is read. |found| is the same of the first such property;
 *   DATA events have its bytes.
 * - The names, |extension|, |pathname| and |short_pathname| do not agree on an extension; or
 *   something else than NULs follows the first NUL of a name or of |extension|; or not all names
 *   could be kept. |found| is 0.
 *
 * An extension is what follows the last dot after the last separator, as a whole and ignoring case;
 * it is empty where there is no dot. Names that end with dots or blanks are compared with and
 * without them. The |display_name| of an embedded message is not compared, nor is "Untitled
 * Attachment" as a title, nor a path that is a URL. An 8.3 form (~) may shorten one of the usual
 * extensions (DOC for docx). */
typedef struct tnef_part {
    uint32_t id;                 /* 1, 2, ... over all parts of the input                         */
    uint32_t kind;               /* TNEF_PART_*                                                   */
    uint32_t message;            /* id of the message that it belongs to                          */
    uint32_t depth;              /* of that message                                               */
    uint32_t index;              /* attachments: counts those of the message from 0               */
    uint32_t flags;              /* TNEF_PART_F_*, TNEF_F_*                                       */
    uint64_t offset;             /* of the attribute or value with which it begins                */
    void **slot;                 /* a pointer for the caller's use: NULL at the begin, kept until
                                  * the end                                                       */

    uint64_t size;               /* bytes of the body, or of the content that was chosen          */

    /* bodies */
    uint32_t encoding;           /* TNEF_ENCODING_*                                               */
    uint32_t codepage;           /* of HTML PidTagInternetCodepage, or 0 if it was not met yet:
                                  * see message_end. Else as for other 8-bit text, and so of HTML
                                  * with TNEF_PART_F_STRING8. <tnef/bodies.h> knows better        */

    /* attachments */
    uint32_t contents;           /* how many there were                                           */
    uint32_t chosen;             /* index of the content that the model takes for the attachment's,
                                  * or TNEF_NO_CONTENT. If |method| is 6 it is the object; if it is
                                  * 1 it is that of PidTagAttachDataBinary, or beside a message, if
                                  * a property has the method, attAttachData that is no
                                  * placeholder. Else the first there is of: a message,
                                  * PidTagAttachDataBinary, -Object, attAttachData, one of an
                                  * unknown attribute. An empty content is chosen only if there is
                                  * no other; of several of one kind the first that is not empty  */
    uint32_t placeholder;        /* index of the attAttachData that only says that the embedded
                                  * message is not supported, or TNEF_NO_CONTENT                  */
    uint32_t embedded;           /* id of the embedded message if that was chosen, or 0           */
    uint32_t known;              /* TNEF_PART_KNOWN_*                                             */
    uint32_t method;             /* PidTagAttachMethod, else a rough one from attAttachRendData   */
    uint32_t attach_flags;       /* PidTagAttachFlags: 1 not in HTML, 2 not in RTF, 4 in the body */
    uint32_t position;           /* where it shows in the body, in characters, or UINT32_MAX      */
    uint32_t rend_type;          /* attAttachRendData: 0 none, 1 file, 2 OLE, 3 picture           */

    tnef_string name;            /* the best name, never absent. Files: |long_name|; else |title|,
                                  * unless it is an 8.3 form (~) or "Untitled Attachment"; else
                                  * |short_name|; else |title|; else |display_name|; else
                                  * |transport_name|; else made of its number and extension or
                                  * type. Embedded messages: |display_name|, else the subject, else
                                  * made. Empty names do not count. Not safe as a file name: see
                                  * tnef_safe_name()                                              */
    uint32_t name_source;        /* TNEF_FROM_*                                                   */
    tnef_string long_name;       /* PidTagAttachLongFilename                                      */
    tnef_string short_name;      /* PidTagAttachFilename                                          */
    tnef_string title;           /* attAttachTitle                                                */
    tnef_string display_name;    /* PidTagDisplayName                                             */
    tnef_string transport_name;  /* PidTagAttachTransportName, attAttachTransportFilename         */
    tnef_string pathname;        /* PidTagAttachLongPathname, else -Pathname: a file or a URL on
                                  * the sender's or another machine. Never open it: on Windows,
                                  * to look is to log in there (UNC)                              */
    tnef_string extension;       /* PidTagAttachExtension, with its dot                           */
    tnef_string mime_type;       /* PidTagAttachMimeTag if it is type/subtype by RFC 2045, without
                                  * blanks and parameters; else absent                            */
    tnef_string raw_mime_type;   /* as it stands                                                  */
    tnef_string content_id;      /* PidTagAttachContentId, usually without angle brackets         */
    tnef_string content_location, content_base;
    tnef_string disposition;     /* 0x3716: disposition type and perhaps parameters               */
    tnef_string charset;         /* PidTagTextAttachmentCharset                                   */
    tnef_time created;           /* PidTagCreationTime, attAttachCreateDate                       */
    tnef_time modified;          /* PidTagLastModificationTime, attAttachModifyDate               */
    tnef_string short_pathname;  /* PidTagAttachPathname as it stands                             */
    const tnef_name *names;      /* all different names, with those of properties and attributes
                                  * that the attachment has twice; NULL: none. Those beyond
                                  * TNEF_NAMES_MAX, or for which there is no memory, are missing,
                                  * and TNEF_A_CONTENT is raised                                  */
    uint32_t name_count;

    uint32_t attachment;         /* remainders: id of the attachment that was open, or 0          */
    const struct tnef_bag *bag;  /* the properties that the program asked for, or NULL            */
} tnef_part;

/* ---- Handlers ----------------------------------------------------------------------------- */

/* What a program wants to be called for. NULL means that it does not, and costs nothing.
 *
 * Each handler answers as a decoder's callback does: TNEF_CONTINUE, TNEF_SKIP, TNEF_PAUSE,
 * TNEF_STOP, or any other number, which fails with TNEF_E_CALLBACK. After PAUSE, STOP or a failure
 * no handler is called before the next call of feed or finish; after PAUSE the next call of a
 * handler is the one that would have come.
 *
 * TNEF_SKIP, to a begin: of what is inside nothing is delivered but anomalies, then comes the end.
 * Of a skipped message nothing is known; a skipped attachment keeps its description, sizes and
 * calls of |property|. To |property|: the same for the events of that handler alone. To any other
 * call it is TNEF_CONTINUE. TNEF_PAUSE, to the begin of a remainder, takes effect after the first
 * call of |part_data| for it.
 *
 * Order. |property| is called with an event of the decoder before the other handlers that it leads
 * to; anomalies of the model come before the end of what they are about. Every byte is delivered
 * once: ANOMALY events go to |anomaly| only, and DATA that |part_data| gets does not go to
 * |property|.
 *
 * Handlers must not call any function on the reader but tnef_reader_error(), tnef_reader_info()
 * and tnef_reader_anomalies(). */
typedef struct tnef_reader_handlers {
    uint32_t size;               /* sizeof(tnef_reader_handlers)                                  */
    int (*message_begin)(void *user, const tnef_message_info *message);
    int (*message_end)(void *user, const tnef_message_info *message);
    int (*recipient)(void *user, const tnef_recipient *recipient);
    int (*part_begin)(void *user, const tnef_part *part);
    int (*content_begin)(void *user, const tnef_part *part, const tnef_content *content);
    int (*part_data)(void *user, const tnef_part *part, const tnef_content *content,
                     const void *data, size_t len);
    int (*content_end)(void *user, const tnef_part *part, const tnef_content *content);
    int (*part_end)(void *user, const tnef_part *part);
    int (*property)(void *user, const tnef_event *event);
    int (*anomaly)(void *user, const tnef_event *event);

    /* Takes back what a begin left in its slot, which is not NULL, if the end will not come: a
     * handler stopped or failed (perhaps that of the begin), or the reader is freed or reset.
     * Called once for each, from the inside out, by tnef_reader_free() and tnef_reader_reset(). */
    void (*release)(void *user, void *slot);
} tnef_reader_handlers;

/* ---- Configuration ------------------------------------------------------------------------ */

/* What the model may cost. Zero means the default in brackets. */
typedef struct tnef_reader_limits {
    uint32_t size;               /* sizeof(tnef_reader_limits)                                    */
    uint32_t max_attachments;    /* part: attachments of all messages together, and remainders of
                                  * all together [10,000]; those beyond are passed over, which is
                                  * reported once: TNEF_E_LIMIT_ATTACHMENTS. Most seen: 9         */
    uint32_t max_text;           /* part: bytes on the wire of one string [65,536]; the rest is
                                  * dropped, TNEF_E_LIMIT_MEMORY. Longest seen: 2 KiB             */
    uint32_t max_headers;        /* part: the same for the transport headers [262,144]            */
    uint64_t max_memory;         /* part: bytes of all strings at any time, with what manages them
                                  * [1 MiB]; what has no room is absent, TNEF_E_LIMIT_MEMORY      */
    uint64_t max_load;           /* part: only for tnef_message_load(): bytes of the tree with
                                  * contents [64 MiB]; what has no room is absent,
                                  * TNEF_E_LIMIT_MEMORY                                           */
} tnef_reader_limits;

typedef struct tnef_reader_config {
    uint32_t size;               /* sizeof(tnef_reader_config)                                    */
    uint32_t flags;              /* TNEF_RESYNC, TNEF_RAW_NESTED, TNEF_DESCEND_DATA               */
    const tnef_reader_handlers *handlers; /* copied; NULL: none                                   */
    void *user;                  /* first argument of every handler                               */
    const tnef_decoder_limits *decoder_limits; /* copied; NULL: all defaults                      */
    const tnef_reader_limits *limits; /* of the model; copied; NULL: all defaults                 */
    uint64_t interest;           /* bit 1 << TNEF_EV_x: |property| gets these events; 0: all      */
    uint64_t fatal;              /* TNEF_ANOMALY_BIT()s of TNEF_A_* that are reported and then fail
                                  * with TNEF_E_ANOMALY; TNEF_FATAL_ALL: any                      */
    uint32_t codepage;           /* of 8-bit text if the input names none; 0: 1252                */
    const struct tnef_bag_config *bag; /* properties to collect; copied; NULL: none               */
    const struct tnef_charset_hook *charsets; /* converters for text, see <tnef/text.h>; copied;
                                  * NULL: iconv                                                   */
} tnef_reader_config;

/* ---- Reader ------------------------------------------------------------------------------- */

typedef struct tnef_reader tnef_reader;

/* Checks a configuration: see "Configurations" in <tnef/base.h>. What can be wrong in it, or in
 * what it points to: too small a size, a field that is not known and not 0, an unknown flag, a
 * limit above its ceiling, and what tnef_bag_check() reports. Of a charset hook a function can be
 * missing. NULL means all defaults. */
TNEF_API tnef_status tnef_reader_check(const tnef_reader_config *cfg, const void **field);

/* Tells the size of the one allocation that tnef_reader_new() makes for the reader itself. It
 * depends on max_depth and on the keys of |bag| only, and is 0 for a |cfg| that tnef_reader_new()
 * would refuse.
 *
 * With 64-bit pointers it is about 17 KiB and 4 KiB for each level, of which there are max_depth
 * and one: 86 KiB with the default of 16, 25 KiB with a max_depth of 1. At no time does a reader
 * hold more memory from its allocator than this, max_memory, and max_bytes of |bag| if there is
 * one. Converters allocate by themselves; see <tnef/text.h>. */
TNEF_API size_t tnef_reader_size(const tnef_reader_config *cfg);

/* Makes a reader, with memory from |alloc| (NULL: malloc). |cfg| (NULL: all defaults), what it
 * points to, and |alloc| are copied.
 *
 * TNEF_OK          *|out| is the reader.
 * TNEF_E_ARGUMENT  |cfg| or what it points to is wrong, and tnef_reader_check() tells where; or a
 *                  function of |alloc| is NULL. *|out| is NULL.
 * TNEF_E_MEMORY    the allocator returned NULL. *|out| is NULL. */
TNEF_API tnef_status tnef_reader_new(tnef_reader **out, const tnef_reader_config *cfg,
                                     const tnef_allocator *alloc);

/* Ends a reader and returns all its memory. NULL is allowed. Must not be called from inside a
 * handler. */
TNEF_API void tnef_reader_free(tnef_reader *reader);

/* Makes a reader as new, with the same configuration, for another input.
 *
 * TNEF_OK          it is ready.
 * TNEF_E_STATE     called from inside a handler. */
TNEF_API tnef_status tnef_reader_reset(tnef_reader *reader);

/* Hands a reader the next bytes of the input. It works and returns as tnef_decoder_feed() does,
 * with calls of handlers in place of events. |len| may be 0, |taken| may be NULL. After a handler
 * stopped or failed, feed returns that again, even after finish. Besides:
 *
 * TNEF_E_MEMORY    the allocator or a converter had no memory. Permanent. */
TNEF_API tnef_status tnef_reader_feed(tnef_reader *reader, const void *buf, size_t len,
                                      size_t *taken);

/* Declares the end of the input. It works and returns as tnef_decoder_finish() does. Besides:
 *
 * TNEF_E_MEMORY    the allocator or a converter had no memory. Permanent.
 * TNEF_E_LIMIT_MEMORY, TNEF_E_LIMIT_ATTACHMENTS
 *                  a limit of the model was reached, before any other limit on a part. */
TNEF_API tnef_status tnef_reader_finish(tnef_reader *reader);

/* Tells what is wrong and where, as tnef_decoder_error() does. */
TNEF_API void tnef_reader_error(const tnef_reader *reader, tnef_error *out);

/* What a reader knows of its input so far. May grow at the end. */
struct tnef_reader_info {
    uint32_t size;               /* in: sizeof(struct tnef_reader_info); out: the bytes that were
                                  * filled                                                        */
    uint32_t depth;              /* of the stream that is read: 0 for the outermost               */
    uint64_t anomalies;          /* TNEF_ANOMALY_BIT()s of TNEF_A_* that were met by the decoder or
                                  * the model, reported or not                                    */
    uint64_t input;              /* bytes accepted                                                */
    uint64_t output;             /* bytes of contents and of raw attributes that the decoder gave */
    uint64_t events;             /* events of the decoder, of which the reader asks only for those
                                  * that it needs. So max_events counts more of them if there is
                                  * a handler |property| or a bag                                 */
};

/* Fills in what a reader knows so far. May be called at any time, from inside a handler, too.
 * |out->size| must be set: see <tnef/base.h>. */
TNEF_API void tnef_reader_info(const tnef_reader *reader, struct tnef_reader_info *out);

/* Tells how often the decoder or the model met the anomaly |code| (TNEF_A_*), reported or not. 0
 * for any other code. */
TNEF_API uint64_t tnef_reader_anomalies(const tnef_reader *reader, uint32_t code);

/* Finds the MAPI class that a legacy class name stands for ("IPM.Note" for "IPM.Microsoft
 * Mail.Note"; [MS-OXTNEF] 2.1.3.2.2), ignoring case and the prefix "Microsoft Mail v3.0 " of old
 * writers. A name that is not in the table stands for itself: then |name|, after that prefix, is
 * returned. */
TNEF_API const char *tnef_class_map(const char *name);

/* ---- Work ---------------------------------------------------------------------------------
 *
 * For n bytes of input in f calls of feed and finish, between one call of tnef_reader_reset() and
 * the next, a reader touches at most
 *
 *     TNEF_READER_WORK_BASE + TNEF_READER_WORK_PER_BYTE * n + TNEF_READER_WORK_PER_CALL * f
 *
 * bytes of input, memory and text, those that its decoder and text converters touch included; the
 * base is mostly what opening the converters costs. tnef_message_load() touches no more. The worst
 * inputs that are known are attachments that are nothing but attAttachRendData with four bytes in
 * it, each of which sets 1 KB: 83 for a byte, 145 when loaded; then empty messages (40, 92). Usual
 * mail needs 1 to 2.
 */
#define TNEF_READER_WORK_BASE     1114112u
#define TNEF_READER_WORK_PER_BYTE 192u
#define TNEF_READER_WORK_PER_CALL 64u

#ifdef __cplusplus
}
#endif
#endif
