/* SPDX-License-Identifier: MIT */
#ifndef TNEF_MESSAGE_H
#define TNEF_MESSAGE_H
/* The message model: what people mean by a message, out of the events of the decoder.
 *
 * A reader takes the bytes of a TNEF stream in pieces of any size, as the decoder does, and calls
 * typed handlers: message begin and end, recipients, and parts (bodies and attachments) that
 * stream through begin, data, end. Contents are never buffered. What describes a message or a
 * part is kept, within limits, and is complete at its END only: names often come after the bytes
 * that they name. Commit at END.
 *
 *     message    = message_begin *( recipient / part / property / anomaly ) message_end
 *     part       = body / remainder / attachment
 *     body       = part_begin *part_data part_end
 *     remainder  = part_begin *part_data part_end
 *     attachment = part_begin *content part_end
 *     content    = content_begin *( part_data / message ) content_end
 *
 * Messages nest in the content of an attachment. A body may stand between the begin and the end
 * of an attachment, when message attributes follow attachment attributes (TNEF_A_ORDER), and so may
 * a remainder; at each depth at most one of these two and one attachment are open at a time.
 *
 * Every begin gets its end. When a status ends the decoding, what is open is ended first, from the
 * inside out, marked TNEF_F_INCOMPLETE, with what is known of it; then the status is returned. Only
 * after a handler answered STOP or failed there is no end: what it left in a |slot| then goes to
 * the handler |release|, as does what is open when the reader is freed or reset.
 *
 * Life time. The structs that handlers get, and every string in them, are valid until the handler
 * returns. Strings are UTF-8, valid, end with a NUL that |len| does not count, and hold no other
 * NUL. What is absent is NULL with length 0; what is present and empty is "" with length 0. All
 * strings are the sender's: they may hold line breaks, path separators and control characters.
 *
 * Text. PtypString is UTF-16LE. All 8-bit text of a stream is in the first of its own attOemCodepage,
 * PidTagMessageCodepage and PidTagInternetCodepage that is known; properties that are for no 8-bit
 * text (UTF-16, UTF-32, US-ASCII) do not count, and such an attOemCodepage is unknown. If a stream has
 * none of them, its text is in that of the holding message, found the same way, else of the
 * configuration, else 1252. It is converted when its message, part or row ends, so a code page that
 * comes late still counts for what ends after it. The first attOemCodepage of a stream wins; another
 * value raises TNEF_A_CODEPAGE and changes nothing. The same is raised, once for a message, when 8-bit
 * text met a code page that is unknown or refused (1252 is used if no other one is known), when text
 * that is not ASCII met a missing one (found: 0), or when a string that should be UTF-8 (65001) is not
 * valid; that string is read as 1252. Bytes that are not text become U+FFFD, with one TNEF_A_TEXT
 * anomaly for each string. A string ends at its first NUL.
 *
 * Doubles. A property of attMsgProps, attAttachment or a row beats the one that was computed from
 * a legacy attribute, whichever comes first. Of two of the same kind the first wins, and
 * TNEF_A_DUPLICATE is raised when the second has another value (found: id << 16 | type); but a
 * PtypString beats a PtypString8 of the same property, also when it comes second. Bodies are
 * compared by kind and by their ASCII characters, unless their encodings hide those.
 *
 * Types. A text counts whatever its type is, string or binary, and the first value of one that is
 * multi-valued. A property named by a number in the set PS_MAPI is that of this number.
 *
 * Bodies are delivered as they stand: HTML is the sender's, with scripts and remote content, and must
 * be made harmless before it is shown. <tnef/body.h> decodes bodies, and makes text of them.
 *
 * [MS-OXTNEF] defines the stream, [MS-OXPROPS] the properties, [MS-OXCMSG] what they mean.
 */

#include <tnef/decoder.h>

#ifdef __cplusplus
extern "C" {
#endif

struct tnef_bag;             /* the properties that were asked for: <tnef/bag.h>                    */
struct tnef_bag_config;

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
#define TNEF_TIME_SET  0x0001u   /* there is one                                                  */
#define TNEF_TIME_ZONE 0x0002u   /* zone unknown: from a legacy date attribute, which is UTC or
                                  * the sender's local time. Else UTC                             */

/* A sender. |address| is the best there is: the SMTP column; else the e-mail address if its type
 * is SMTP; else the SMTP address in a one-off entry id or in the search key; else an e-mail address
 * that looks like SMTP, as it is, with its type; else a name that is an SMTP address or ends in one
 * (<>); else the e-mail address whatever it is, with its type, such as an X.500 name with the type
 * "EX"; else what an entry id or the search key has of another type. */
typedef struct tnef_person {
    tnef_string name;            /* the column; where that is empty, an X.500 name or the address,
                                  * the name in a one-off entry id, if it is better. Of "Name
                                  * <address>" the name                                           */
    tnef_string address;
    tnef_string type;            /* of |address|: "SMTP", "EX", ..., or absent                    */
    tnef_string email, email_type; /* the e-mail address column and its type as they stand        */
} tnef_person;

/* ---- Messages ----------------------------------------------------------------------------- */

/* Bits of tnef_message_info.known: the number was there. */
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

/* A message. At message_begin, and as long as it is open, the first group is set; the rest is
 * set at message_end. May grow at the end. */
typedef struct tnef_message_info {
    uint32_t id;                 /* 1 is the outermost; counts up in the order of begins          */
    uint32_t parent;             /* id of the message that holds it, or 0                         */
    uint32_t part;               /* id of the attachment that holds it, or 0                      */
    uint32_t depth;              /* 0: outermost                                                  */
    uint64_t offset;             /* of its signature in the input                                 */
    void **slot;                 /* a pointer of the caller's, NULL at begin, kept to the end     */

    uint32_t flags;              /* TNEF_F_INCOMPLETE, TNEF_F_SKIPPED                             */
    uint32_t known;              /* TNEF_KNOWN_*                                                  */
    tnef_string message_class;   /* MAPI name: legacy names of attMessageClass are mapped by
                                  * [MS-OXTNEF] 2.1.3.2.2; PidTagMessageClass wins                */
    tnef_string raw_class;       /* the one of attMessageClass as it stands; if absent, that of
                                  * the property                                                  */
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
    tnef_time end;               /* the same: PidTagEndDate; PidLidAppointmentEndWhole, or of a
                                  * task PidLidTaskDueDate; PidLidCommonEnd; attDateEnd; of others
                                  * PidLidTaskDueDate                                             */

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
    tnef_string correlation_key; /* as text if it is printable ASCII up to its NUL, else as hex   */
    tnef_string transport_headers; /* PidTagTransportMessageHeaders, untrusted                    */
    tnef_string display_to, display_cc; /* names, for when there are no rows                      */

    uint32_t recipients;         /* rows that were delivered                                      */
    uint32_t attachments;        /* attachments that were delivered                               */
    uint32_t plain, html, rtf;   /* ids of the bodies that count, or 0: a PtypString beats a
                                  * PtypString8, this attBody, and all PidTagReportText; else the
                                  * first                                                         */
    uint32_t best;               /* the body to show: by |native_body|; else RTF if it is in sync
                                  * and there is no HTML; else HTML, plain, RTF. What is in the RTF
                                  * is not known here: tnef_body_best() chooses better            */
    uint32_t remainders;         /* parts of the kind TNEF_PART_REMAINDER that were delivered     */
    const struct tnef_bag *bag;  /* of the properties that were asked for, or NULL                */
} tnef_message_info;

/* Who a message is from, as people mean it ("From:"): |representing|, unless it has neither name
 * nor address; then |sender|. Never NULL; what is not known is absent in it. At message_end. */
TNEF_API const tnef_person *tnef_message_from(const tnef_message_info *message);

/* Who sent it for the other ("Sender:"): |sender|, or NULL if it has neither name nor address, or
 * is the same as tnef_message_from(): by the addresses, ignoring case, if both have one, else by
 * the names. At message_end. */
TNEF_API const tnef_person *tnef_message_sender(const tnef_message_info *message);

/* ---- Recipients --------------------------------------------------------------------------- */

/* Kinds of recipients: the numbers of the specification. */
enum tnef_recipient_kind {
    TNEF_RECIPIENT_UNKNOWN = -1, /* PidTagRecipientType is absent or another number               */
    TNEF_RECIPIENT_ORIGINATOR = 0, TNEF_RECIPIENT_TO, TNEF_RECIPIENT_CC, TNEF_RECIPIENT_BCC
};

/* One row of attRecipTable. Do not show blind copies to others. May grow at the end. */
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
    tnef_string address;         /* PidTagSmtpAddress; else as in tnef_person, the entry id being
                                  * PidTagEntryId or PidTagRecipientEntryId, and the names those
                                  * that are listed above                                         */
    tnef_string type;            /* of |address|                                                  */
    tnef_string email, email_type, smtp; /* PidTagEmailAddress, -AddressType, -SmtpAddress        */
    const struct tnef_bag *bag;  /* of the properties that were asked for, or NULL                */
} tnef_recipient;

/* ---- Parts -------------------------------------------------------------------------------- */

/* Kinds of parts. Of an attachment the kind is TNEF_PART_FILE until its end. */
enum tnef_part_kind {
    TNEF_PART_PLAIN = 0x11,      /* body: PidTagBody, attBody                                     */
    TNEF_PART_HTML = 0x12,       /* body: PidTagHtml, PidTagBodyHtml                              */
    TNEF_PART_RTF = 0x13,        /* body: PidTagRtfCompressed as it stands                        */
    TNEF_PART_FILE = 0x14,       /* attachment                                                    */
    TNEF_PART_OLE = 0x15,        /* attachment: an OLE object                                     */
    TNEF_PART_EMBEDDED = 0x16,   /* attachment: a message                                         */
    TNEF_PART_REFERENCE = 0x17,  /* attachment without content that points to |pathname|: its
                                  * method says so, or is not known while there is a path         */
    TNEF_PART_REMAINDER = 0x18   /* bytes of no attribute, or of one after its list ended or broke.
                                  * Somebody may read in them what we do not                      */
};
/* Of a remainder, what DATA events say with TNEF_F_REMAINDER or TNEF_F_TRAILING, without filler
 * (NUL, CR, LF, TAB, blanks) at its beginning; filler alone makes no remainder. It has one content, and
 * a name that is made up: "remainder-1.bin". At most max_attachments of an input are delivered, the first.
 * They go to |property| only if there is no handler of parts at all. */
#define TNEF_PART_IS_BODY(kind) ((kind) >= TNEF_PART_PLAIN && (kind) <= TNEF_PART_RTF)
#define TNEF_PART_IS_ATTACHMENT(kind) ((kind) >= TNEF_PART_FILE && (kind) <= TNEF_PART_REFERENCE)

/* How the bytes of a body are to be read: compressed RTF, UTF-16LE, text in |codepage|. */
enum tnef_encoding {
    TNEF_ENCODING_BINARY = 0, TNEF_ENCODING_UTF16LE = 0x31, TNEF_ENCODING_CODEPAGE = 0x32
};

/* Bits of tnef_part.flags, beside TNEF_F_INCOMPLETE, TNEF_F_SKIPPED, TNEF_F_COMPUTED (attBody). */
#define TNEF_PART_IMPLICIT   0x00010000u /* an attachment without attAttachRendData               */
#define TNEF_PART_STRAY      0x00020000u /* made for a message outside of attachments             */
#define TNEF_PART_MACBINARY  0x00040000u /* the content is MacBinary                              */
#define TNEF_PART_HIDDEN     0x00080000u /* PidTagAttachmentHidden is true                        */
#define TNEF_PART_INLINE     0x00100000u /* shown in the body: PidTagAttachFlags has bit 4        */
#define TNEF_PART_TNEF       0x00200000u /* PidTagAttachTag says TNEF                             */
#define TNEF_PART_REPORT     0x00800000u /* plain body: PidTagReportText, of a receipt or report  */
#define TNEF_PART_STRING8    0x00400000u /* HTML that is PtypString8, and so in the code page of
                                          * other 8-bit text                                      */

/* Bits of tnef_part.known. */
#define TNEF_KNOWN_METHOD    0x0001u
#define TNEF_KNOWN_ATTACH_FLAGS 0x0002u
#define TNEF_KNOWN_HIDDEN    0x0004u
#define TNEF_KNOWN_POSITION  0x0008u
#define TNEF_KNOWN_RENDDATA  0x0010u

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
    uint32_t flags;              /* TNEF_F_INCOMPLETE, TNEF_F_OPAQUE, TNEF_F_SKIPPED, at its end  */
    uint64_t offset;             /* of its first byte                                             */
    uint64_t length;             /* bytes announced, after clipping; of a remainder, which nothing
                                  * announces, 0                                                  */
    uint64_t size;               /* bytes so far: those of this call of part_data not included.
                                  * Of a message, at content_end: the bytes of its stream         */
    const uint8_t *iid;          /* objects: 16 bytes in wire order, or NULL                      */
    uint32_t type;               /* property type as on the wire; of bytes of an attribute 0      */
    uint32_t value;              /* of multi-valued types: index of the value                     */
} tnef_content;

#define TNEF_NO_CONTENT UINT32_MAX
/* A part. At part_begin the first group is set, the rest at part_end; of a body |encoding| and
 * |codepage| from the beginning, as far as they are known. May grow at the end.
 *
 * TNEF_A_CONTENT is raised if readers may differ in which content counts; |found| is how many there
 * are: several, except for the text beside an embedded message, and attAttachData with the same
 * length as the property; or one where few look for it: a file in a property without attAttachData,
 * a property of a type that it should not have, multi-valued or named, or an attribute that is not
 * known; or one beside a method that refers to |pathname|. It is also raised for a body in a named
 * or multi-valued property, or one of a type that no body has (found: id << 16 | type), and for an
 * attachment without a byte of content, and no reference, that has bytes in a property from 0x3700 to
 * 0x37FF from which nothing is read (found: the same of the first; DATA events have its bytes).
 *
 * With |found| 0: the names, |extension|, |pathname| and |short_pathname| do not agree on an extension,
 * which is what follows the last dot of what follows the last separator, whole, ignoring case, and
 * empty where there is no dot; or more than NULs follows the first NUL of a name or of |extension|; or
 * not all names could be kept. Names that end with dots or blanks are taken with and without them.
 * |display_name| does not count for embedded messages, "Untitled Attachment" as a title and paths that
 * are URLs never; and an 8.3 form (~) may shorten one of the usual extensions (DOC for docx). */
typedef struct tnef_part {
    uint32_t id;                 /* 1, 2, ... over all parts of the input                         */
    uint32_t kind;               /* TNEF_PART_*                                                   */
    uint32_t message;            /* id of the message that it belongs to                          */
    uint32_t depth;              /* of that message                                               */
    uint32_t index;              /* attachments: counts those of the message from 0               */
    uint32_t flags;              /* TNEF_PART_*, TNEF_F_*                                         */
    uint64_t offset;             /* of the attribute or value with which it begins                */
    void **slot;                 /* a pointer of the caller's, NULL at begin, kept to the end     */

    uint64_t size;               /* bytes of the body, or of the content that counts              */

    /* bodies */
    uint32_t encoding;           /* TNEF_ENCODING_*                                               */
    uint32_t codepage;           /* of HTML PidTagInternetCodepage, or 0 if it was not met yet:
                                  * see message_end. Else as for other 8-bit text, and so of HTML
                                  * with TNEF_PART_STRING8. <tnef/body.h> knows better            */

    /* attachments */
    uint32_t contents;           /* how many there were                                           */
    uint32_t counts;             /* index of the content that counts, or TNEF_NO_CONTENT. If
                                  * |method| is 6 it is the object; if it is 1 it is that of
                                  * PidTagAttachDataBinary, or beside a message, if a property has
                                  * the method, attAttachData that is no placeholder. Else the
                                  * first there is of: a message, PidTagAttachDataBinary, -Object,
                                  * attAttachData, one of an unknown attribute. What is empty
                                  * counts only if there is nothing else; of several of one kind
                                  * it is the first that is not empty                             */
    uint32_t placeholder;        /* index of the attAttachData that only says that the embedded
                                  * message is not supported, or TNEF_NO_CONTENT                  */
    uint32_t embedded;           /* id of the embedded message that counts, or 0                  */
    uint32_t known;              /* TNEF_KNOWN_METHOD ...                                         */
    uint32_t method;             /* PidTagAttachMethod, else coarse from attAttachRendData        */
    uint32_t attach_flags;       /* PidTagAttachFlags: 1 not in HTML, 2 not in RTF, 4 in the body */
    uint32_t position;           /* where it shows in the body, in characters; UINT32_MAX: not    */
    uint32_t rend_type;          /* attAttachRendData: 0 none, 1 file, 2 OLE, 3 picture           */

    tnef_string name;            /* the best name, never absent. Files: |long_name|; else |title|,
                                  * unless it is an 8.3 form (~) or "Untitled Attachment"; else
                                  * |short_name|; else |title|; else |display_name|; else
                                  * |transport_name|; else made of its number and extension or
                                  * type. Embedded messages:
                                  * |display_name|, else the subject, else made. Empty names do
                                  * not count. Not safe as a file name: see tnef_safe_name()      */
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
    const tnef_name *names;      /* all names, those of properties and attributes that were given
                                  * twice included, without what is said twice; NULL: none. Past
                                  * TNEF_NAMES_MAX, or without memory for them, what is beyond is
                                  * missing, and TNEF_A_CONTENT is raised                         */
    uint32_t name_count;

    uint32_t attachment;         /* remainders: id of the attachment that was open, or 0          */
    const struct tnef_bag *bag;  /* of the properties that were asked for, or NULL                */
} tnef_part;

/* ---- Handlers ----------------------------------------------------------------------------- */

/* Each handler answers as a decoder's callback does: TNEF_CONTINUE, TNEF_SKIP, TNEF_PAUSE,
 * TNEF_STOP, or a negative number, which fails with TNEF_E_CALLBACK. After PAUSE, STOP or a failure
 * no handler is called before the next call of feed or finish; after PAUSE the next call is the one
 * that would have come. NULL means no interest, and costs nothing.
 *
 * TNEF_SKIP, to a begin: nothing of what is inside but anomalies, then its end. Of a skipped message
 * nothing is known; a skipped attachment keeps its description, sizes and calls of |property|. To
 * |property|: the same for the events of that handler alone. Else as TNEF_CONTINUE. TNEF_PAUSE, to
 * the begin of a remainder, comes into force after the first call of |part_data| for it.
 *
 * Order. |property| is called with an event of the decoder before the other handlers that it leads
 * to; anomalies of the model come before the end of what they are about. Every byte is said once:
 * ANOMALY events go to |anomaly| only, DATA that |part_data| gets does not go to |property|.
 *
 * Handlers must not call any function on the reader but tnef_reader_error(), tnef_reader_offset()
 * and tnef_reader_anomalies(). */
typedef struct tnef_handlers {
    uint32_t size;               /* sizeof(tnef_handlers)                                         */
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

    /* |slot| is what a begin left in its slot, not NULL, and its end is not going to be said: a
     * handler stopped or failed (the one of the begin included), or the reader is freed or reset.
     * Called once for each, from the inside out, by tnef_reader_free() and tnef_reader_reset(). */
    void (*release)(void *user, void *slot);
} tnef_handlers;

/* ---- Configuration ------------------------------------------------------------------------ */

/* What the model may cost. Zero means the default in brackets. */
typedef struct tnef_model_limits {
    uint32_t size;               /* sizeof(tnef_model_limits)                                     */
    uint32_t max_attachments;    /* part: in all messages [10,000], and the same for remainders
                                  * apart; those beyond are passed over,
                                  * said once: TNEF_E_LIMIT_ATTACHMENTS. Most seen: 9             */
    uint32_t max_text;           /* part: bytes on the wire of one string [65,536]; the rest is
                                  * dropped, TNEF_E_LIMIT_MEMORY. Longest seen: 2 KiB             */
    uint32_t max_headers;        /* part: the same for the transport headers [262,144]            */
    uint64_t max_memory;         /* part: bytes of all strings at any time, with what manages them
                                  * [1 MiB]; what has no room is absent, TNEF_E_LIMIT_MEMORY      */
    uint64_t max_load;           /* tnef_message_load(): bytes of the tree, contents included [64
                                  * MiB]; what has no room is absent, TNEF_E_LIMIT_MEMORY         */
} tnef_model_limits;

typedef struct tnef_reader_config {
    uint32_t size;               /* sizeof(tnef_reader_config)                                    */
    uint32_t flags;              /* TNEF_RESYNC, TNEF_RAW_NESTED, TNEF_DESCEND_DATA               */
    const tnef_handlers *handlers; /* copied; NULL: none                                          */
    void *user;                  /* first argument of every handler                               */
    const tnef_limits *limits;   /* of the decoder; copied; NULL: all defaults                    */
    const tnef_model_limits *model; /* copied; NULL: all defaults                                 */
    uint64_t interest;           /* bit 1 << TNEF_EV_x: |property| gets these events; 0: all      */
    uint64_t fatal;              /* bit 1 << TNEF_A_x: report it, then fail with TNEF_E_ANOMALY   */
    uint32_t codepage;           /* of 8-bit text when the input names none; 0: 1252              */
    const struct tnef_bag_config *bag; /* properties to collect; copied; NULL: none               */
} tnef_reader_config;

/* ---- Reader ------------------------------------------------------------------------------- */

typedef struct tnef_reader tnef_reader;

/* Whether a reader can have this configuration, and if not, the field that is wrong: see
 * "Configurations" in <tnef/base.h>. What can be wrong, in it or in what it points to: too small a
 * size, a field that is not known and not 0, an unknown flag, a limit above its ceiling, and what
 * tnef_bag_check() tells. NULL means all defaults. */
TNEF_API tnef_status tnef_reader_check(const tnef_reader_config *cfg, const void **field);

/* The bytes of the one allocation that tnef_reader_new() makes: they depend on max_depth and the keys
 * of |bag| only. 0 for a |cfg| that it would refuse. At no time does a reader hold more memory from
 * its allocator than this, max_memory, and max_bytes of |bag| if there is one. iconv allocates by
 * itself; see <tnef/text.h>. With 64-bit pointers it is about 13 KiB and 4 KiB for each level, of which
 * there are max_depth and one: 81 KiB with the default of 16, 21 KiB with a max_depth of 1. */
TNEF_API size_t tnef_reader_size(const tnef_reader_config *cfg);

/* Makes a reader with memory from |alloc| (NULL: malloc). |cfg| (NULL, here and above: all
 * defaults), what it points to, and |alloc| are copied.
 *
 * TNEF_OK          *|out| is the reader.
 * TNEF_E_ARGUMENT  |cfg| or what it points to is wrong: tnef_reader_check() tells where; or a function
 *                  of |alloc| is NULL. *|out| is NULL.
 * TNEF_E_MEMORY    the allocator returned NULL. *|out| is NULL. */
TNEF_API tnef_status tnef_reader_new(tnef_reader **out, const tnef_reader_config *cfg,
                                     const tnef_allocator *alloc);

/* Ends a reader and returns all its memory. NULL is allowed. Not from inside a handler. */
TNEF_API void tnef_reader_free(tnef_reader *reader);

/* Makes the reader as new, with the same configuration, for another input. TNEF_E_STATE: called
 * from inside a handler. */
TNEF_API tnef_status tnef_reader_reset(tnef_reader *reader);

/* ---- Work ---------------------------------------------------------------------------------
 *
 * For n bytes of input in f calls of feed and finish, between one call of tnef_reader_reset() and the
 * next, a reader touches at most
 *
 *     TNEF_READER_WORK_BASE + TNEF_READER_WORK_PER_BYTE * n + TNEF_READER_WORK_PER_CALL * f
 *
 * bytes of input, memory and text, its decoder and text converters included (the base is mostly what
 * opening the latter costs); tnef_message_load() no more. The worst that is known are attachments that
 * are nothing but attAttachRendData with four bytes in it, each of which sets 1 KB: 83 for a byte, loaded
 * 145; then empty messages (40, 92). Usual mail needs 1 to 2. */
#define TNEF_READER_WORK_BASE     1114112u
#define TNEF_READER_WORK_PER_BYTE 192u
#define TNEF_READER_WORK_PER_CALL 64u

/* Hands the reader the next bytes of the input. All that tnef_decoder_feed() says holds here too,
 * with "handler call" for "event"; |len| may be 0, |taken| may be NULL. But after a handler has stopped
 * or failed, feed repeats that also after finish. Besides:
 *
 * TNEF_E_MEMORY    the allocator or iconv had no memory. Permanent. */
TNEF_API tnef_status tnef_reader_feed(tnef_reader *reader, const void *buf, size_t len,
                                      size_t *taken);

/* Declares the end of the input, as tnef_decoder_finish() does. Besides:
 * TNEF_E_MEMORY    the allocator or iconv had no memory. Permanent.
 * TNEF_E_LIMIT_MEMORY, TNEF_E_LIMIT_ATTACHMENTS
 *                  a limit of the model was reached, before any other limit on a part. */
TNEF_API tnef_status tnef_reader_finish(tnef_reader *reader);

/* What is wrong and where, as tnef_decoder_error(). */
TNEF_API void tnef_reader_error(const tnef_reader *reader, tnef_error *out);
/* Bytes accepted so far. */
TNEF_API uint64_t tnef_reader_offset(const tnef_reader *reader);
/* How often the anomaly |code| was met by the decoder or the model, reported or not. */
TNEF_API uint64_t tnef_reader_anomalies(const tnef_reader *reader, uint32_t code);

/* The MAPI class that a legacy class name stands for ("IPM.Microsoft Mail.Note": "IPM.Note";
 * [MS-OXTNEF] 2.1.3.2.2), ignoring case and the prefix "Microsoft Mail v3.0 " of old writers. A
 * name that is not in the table stands for itself: then |name|, after that prefix, is returned. */
TNEF_API const char *tnef_class_map(const char *name);

/* ---- A whole message in memory ------------------------------------------------------------ */

/* A tree that tnef_message_load() made. Everything in it is valid until tnef_message_free(). In its
 * structs |slot| and |iid| are NULL. */
typedef struct tnef_message tnef_message;

typedef struct tnef_body {
    const tnef_part *part;
    const uint8_t *data;         /* |len| bytes, and two NUL bytes that do not count              */
    size_t len;                  /* part->size; 0 if it had no room; if decoding failed inside of
                                  * the body, the bytes so far                                    */
} tnef_body;

/* One content of an attachment. */
typedef struct tnef_stored {
    const tnef_content *content;
    const uint8_t *data;         /* its bytes, or NULL: a message without its bytes, or no room   */
    size_t len;                  /* bytes at |data|                                               */
} tnef_stored;

typedef struct tnef_attachment {
    const tnef_part *part;
    const tnef_content *content; /* the content that counts, or NULL                              */
    const uint8_t *data;         /* its bytes, or NULL: no content, or a message without its bytes
                                  * (see TNEF_RAW_NESTED)                                         */
    size_t len;                  /* bytes at |data|: 0 if it had no room                          */
    const tnef_message *message; /* the embedded message that counts, or NULL                     */
    size_t content_count;
    const tnef_stored *const *contents;      /* all of them, in the order of the input            */
} tnef_attachment;

struct tnef_message {
    const tnef_message_info *info;
    const tnef_message *parent;  /* NULL: the outermost                                           */
    size_t body_count;
    const tnef_body *const *bodies;          /* in the order of the input                         */
    size_t recipient_count;
    const tnef_recipient *const *recipients; /* in the order of the rows                          */
    size_t attachment_count;
    const tnef_attachment *const *attachments; /* in the order of the input                       */
    tnef_status status;          /* outermost: what tnef_message_load() returned,                 */
    const tnef_error *error;     /* and its context                                               */
    size_t remainder_count;
    const tnef_body *const *remainders;      /* in the order of the input                         */
};

/* Whether a message can be loaded with this configuration: as tnef_reader_check(), but handlers
 * other than |anomaly|, |property| and |release| are wrong, too. */
TNEF_API tnef_status tnef_message_check(const tnef_reader_config *cfg, const void **field);

/* Reads a whole message.
 *
 * |cfg| may be NULL. Its handlers |anomaly| and |property| are called as by a reader; PAUSE is
 * taken as CONTINUE. |release| is not, and the others must be NULL. The memory comes from |alloc| (NULL:
 * malloc), in pieces, never more at a time than tnef_reader_size(), max_memory, max_bytes and max_load
 * together.
 *
 * TNEF_OK          complete; *|out| is the outermost message.
 * TNEF_E_ARGUMENT  |buf| is NULL and |len| is not 0, |cfg| is wrong (tnef_message_check() tells where),
 *                  or a function of |alloc| is NULL. *|out| is NULL.
 * TNEF_E_SIGNATURE, TNEF_E_MEMORY: *|out| is NULL.
 * otherwise        what tnef_reader_feed() or tnef_reader_finish() returned; TNEF_E_LIMIT_MEMORY in
 *                  place of TNEF_OK and of damage, if max_load was reached. *|out| is the tree of
 *                  what was good, or NULL if the input ended before the outermost message began, or
 *                  there was no room for that.
 *                  Messages and parts that were open when decoding failed are in it, marked
 *                  TNEF_F_INCOMPLETE. */
TNEF_API tnef_status tnef_message_load(tnef_message **out, const void *buf, size_t len,
                                       const tnef_reader_config *cfg,
                                       const tnef_allocator *alloc);

/* Returns the memory of a tree, which must be an outermost message. NULL is allowed. */
TNEF_API void tnef_message_free(tnef_message *message);

#ifdef __cplusplus
}
#endif
#endif
