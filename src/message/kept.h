/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_MESSAGE_KEPT_H
#define TNEFI_MESSAGE_KEPT_H
/* What the model keeps of the values that go by, and for which properties: the tables to look into, and
 * to add to, when it should read one more property.
 *
 * A value is kept as it is on the wire until its message, attachment or row ends, because the code page
 * that its text is in may come after it. Each property that is read has a slot of its own in its scope,
 * so what is kept of a message has a size that no input changes. */

#include <stdint.h>

#include <tnef/mapi.h>

/* Scopes: what a property belongs to. They are indexes of bags, too. */
enum { S_MESSAGE, S_ATTACHMENT, S_ROW, S_COUNT };

/* How a value is kept. W_STREAM: it may be delivered to handlers instead. W_NOTHING, neither, must be 0. */
enum { W_NOTHING = 0, W_NUMBER, W_TIME, W_TEXT, W_BYTES, W_STREAM };

/* What the model does with a property. */
struct tnefi_message_column {
    uint16_t id;
    uint8_t how;               /* W_*                                                               */
    uint8_t slot;              /* in its scope                                                      */
};

/* Ids that the model gives to named properties. On the wire ids from 0x8000 on are for named properties
 * and differ from store to store, so they cannot be mistaken for those of other properties. */
#define N_APPOINTMENT_START 0xFF01u
#define N_APPOINTMENT_END   0xFF02u
#define N_TASK_START        0xFF03u
#define N_TASK_DUE          0xFF04u
#define N_COMMON_START      0xFF05u
#define N_COMMON_END        0xFF06u

/* The slots of each scope: name, property id, how it is kept. What tells who somebody is stands in six
 * slots in a row, in the order of C_NAME and so on; tnefi_message_people() relies on it, and the
 * assertions below check it. */
#define MESSAGE_SLOTS(X) \
    X(M_CLASS, TNEF_PID_MESSAGE_CLASS, W_TEXT)                            \
    X(M_ORIGINAL_CLASS, TNEF_PID_ORIGINAL_MESSAGE_CLASS, W_TEXT)          \
    X(M_SUBJECT, TNEF_PID_SUBJECT, W_TEXT)                                \
    X(M_PREFIX, TNEF_PID_SUBJECT_PREFIX, W_TEXT)                          \
    X(M_NORMALIZED, TNEF_PID_NORMALIZED_SUBJECT, W_TEXT)                  \
    X(M_TOPIC, TNEF_PID_CONVERSATION_TOPIC, W_TEXT)                       \
    X(M_SENDER, TNEF_PID_SENDER_NAME, W_TEXT)                             \
    X(M_SENDER_TYPE, TNEF_PID_SENDER_ADDRESS_TYPE, W_TEXT)                \
    X(M_SENDER_EMAIL, TNEF_PID_SENDER_EMAIL_ADDRESS, W_TEXT)              \
    X(M_SENDER_SMTP, TNEF_PID_SENDER_SMTP_ADDRESS, W_TEXT)                \
    X(M_SENDER_ENTRY, TNEF_PID_SENDER_ENTRY_ID, W_BYTES)                  \
    X(M_SENDER_KEY, TNEF_PID_SENDER_SEARCH_KEY, W_BYTES)                  \
    X(M_FROM, TNEF_PID_SENT_REPRESENTING_NAME, W_TEXT)                    \
    X(M_FROM_TYPE, TNEF_PID_SENT_REPRESENTING_ADDRESS_TYPE, W_TEXT)       \
    X(M_FROM_EMAIL, TNEF_PID_SENT_REPRESENTING_EMAIL_ADDRESS, W_TEXT)     \
    X(M_FROM_SMTP, TNEF_PID_SENT_REPRESENTING_SMTP_ADDRESS, W_TEXT)       \
    X(M_FROM_ENTRY, TNEF_PID_SENT_REPRESENTING_ENTRY_ID, W_BYTES)         \
    X(M_FROM_KEY, TNEF_PID_SENT_REPRESENTING_SEARCH_KEY, W_BYTES)         \
    X(M_RCVD, TNEF_PID_RECEIVED_BY_NAME, W_TEXT)                          \
    X(M_RCVD_TYPE, TNEF_PID_RECEIVED_BY_ADDRESS_TYPE, W_TEXT)             \
    X(M_RCVD_EMAIL, TNEF_PID_RECEIVED_BY_EMAIL_ADDRESS, W_TEXT)           \
    X(M_RCVD_SMTP, TNEF_PID_RECEIVED_BY_SMTP_ADDRESS, W_TEXT)             \
    X(M_RCVD_ENTRY, TNEF_PID_RECEIVED_BY_ENTRY_ID, W_BYTES)               \
    X(M_RCVD_KEY, TNEF_PID_RECEIVED_BY_SEARCH_KEY, W_BYTES)               \
    X(M_RCVR, TNEF_PID_RECEIVED_REPRESENTING_NAME, W_TEXT)                \
    X(M_RCVR_TYPE, TNEF_PID_RECEIVED_REPRESENTING_ADDRESS_TYPE, W_TEXT)   \
    X(M_RCVR_EMAIL, TNEF_PID_RECEIVED_REPRESENTING_EMAIL_ADDRESS, W_TEXT) \
    X(M_RCVR_SMTP, TNEF_PID_RECEIVED_REPRESENTING_SMTP_ADDRESS, W_TEXT)   \
    X(M_RCVR_ENTRY, TNEF_PID_RECEIVED_REPRESENTING_ENTRY_ID, W_BYTES)     \
    X(M_RCVR_KEY, TNEF_PID_RECEIVED_REPRESENTING_SEARCH_KEY, W_BYTES)     \
    X(M_SUBMITTED, TNEF_PID_CLIENT_SUBMIT_TIME, W_TIME)                   \
    X(M_DELIVERED, TNEF_PID_MESSAGE_DELIVERY_TIME, W_TIME)                \
    X(M_CREATED, TNEF_PID_CREATION_TIME, W_TIME)                          \
    X(M_MODIFIED, TNEF_PID_LAST_MODIFICATION_TIME, W_TIME)                \
    X(M_START, TNEF_PID_START_DATE, W_TIME)                               \
    X(M_END, TNEF_PID_END_DATE, W_TIME)                                   \
    X(M_IMPORTANCE, TNEF_PID_IMPORTANCE, W_NUMBER)                        \
    X(M_PRIORITY, TNEF_PID_PRIORITY, W_NUMBER)                            \
    X(M_SENSITIVITY, TNEF_PID_SENSITIVITY, W_NUMBER)                      \
    X(M_FLAGS, TNEF_PID_MESSAGE_FLAGS, W_NUMBER)                          \
    X(M_STATUS, TNEF_PID_MESSAGE_STATUS, W_NUMBER)                        \
    X(M_INTERNET_CP, TNEF_PID_INTERNET_CODEPAGE, W_NUMBER)                \
    X(M_MESSAGE_CP, TNEF_PID_MESSAGE_CODEPAGE, W_NUMBER)                  \
    X(M_NATIVE, TNEF_PID_NATIVE_BODY, W_NUMBER)                           \
    X(M_RTF_IN_SYNC, TNEF_PID_RTF_IN_SYNC, W_NUMBER)                      \
    X(M_AID_OWNER, TNEF_PID_OWNER_APPOINTMENT_ID, W_NUMBER)               \
    X(M_RESPONSE, TNEF_PID_RESPONSE_REQUESTED, W_NUMBER)                  \
    X(M_MESSAGE_ID, TNEF_PID_INTERNET_MESSAGE_ID, W_TEXT)                 \
    X(M_IN_REPLY_TO, TNEF_PID_IN_REPLY_TO_ID, W_TEXT)                     \
    X(M_REFERENCES, TNEF_PID_INTERNET_REFERENCES, W_TEXT)                 \
    X(M_SEARCH_KEY, TNEF_PID_SEARCH_KEY, W_BYTES)                         \
    X(M_CORRELATION, TNEF_PID_TNEF_CORRELATION_KEY, W_BYTES)              \
    X(M_HEADERS, TNEF_PID_TRANSPORT_MESSAGE_HEADERS, W_TEXT)              \
    X(M_DISPLAY_TO, TNEF_PID_DISPLAY_TO, W_TEXT)                          \
    X(M_DISPLAY_CC, TNEF_PID_DISPLAY_CC, W_TEXT)                          \
    X(M_APPOINTMENT_START, N_APPOINTMENT_START, W_TIME)                   \
    X(M_APPOINTMENT_END, N_APPOINTMENT_END, W_TIME)                       \
    X(M_TASK_START, N_TASK_START, W_TIME)                                 \
    X(M_TASK_DUE, N_TASK_DUE, W_TIME)                                     \
    X(M_COMMON_START, N_COMMON_START, W_TIME)                             \
    X(M_COMMON_END, N_COMMON_END, W_TIME)

#define ATTACHMENT_SLOTS(X) \
    X(A_LONG, TNEF_PID_ATTACH_LONG_FILENAME, W_TEXT)        \
    X(A_SHORT, TNEF_PID_ATTACH_FILENAME, W_TEXT)            \
    X(A_DISPLAY, TNEF_PID_DISPLAY_NAME, W_TEXT)             \
    X(A_TRANSPORT, TNEF_PID_ATTACH_TRANSPORT_NAME, W_TEXT)  \
    X(A_LONG_PATH, TNEF_PID_ATTACH_LONG_PATHNAME, W_TEXT)   \
    X(A_PATH, TNEF_PID_ATTACH_PATHNAME, W_TEXT)             \
    X(A_EXTENSION, TNEF_PID_ATTACH_EXTENSION, W_TEXT)       \
    X(A_MIME, TNEF_PID_ATTACH_MIME_TAG, W_TEXT)             \
    X(A_CONTENT_ID, TNEF_PID_ATTACH_CONTENT_ID, W_TEXT)     \
    X(A_LOCATION, TNEF_PID_ATTACH_CONTENT_LOCATION, W_TEXT) \
    X(A_BASE, TNEF_PID_ATTACH_CONTENT_BASE, W_TEXT)         \
    X(A_DISPOSITION, TNEF_PID_ATTACH_DISPOSITION, W_TEXT)   \
    X(A_CHARSET, TNEF_PID_TEXT_ATTACHMENT_CHARSET, W_TEXT)  \
    X(A_ENCODING, TNEF_PID_ATTACH_ENCODING, W_BYTES)        \
    X(A_TAG, TNEF_PID_ATTACH_TAG, W_BYTES)                  \
    X(A_METHOD, TNEF_PID_ATTACH_METHOD, W_NUMBER)           \
    X(A_FLAGS, TNEF_PID_ATTACH_FLAGS, W_NUMBER)             \
    X(A_POSITION, TNEF_PID_RENDERING_POSITION, W_NUMBER)    \
    X(A_HIDDEN, TNEF_PID_ATTACHMENT_HIDDEN, W_NUMBER)       \
    X(A_CREATED, TNEF_PID_CREATION_TIME, W_TIME)            \
    X(A_MODIFIED, TNEF_PID_LAST_MODIFICATION_TIME, W_TIME)

#define ROW_SLOTS(X) \
    X(ROW_KIND, TNEF_PID_RECIPIENT_TYPE, W_NUMBER)                    \
    X(ROW_NAME, TNEF_PID_RECIPIENT_DISPLAY_NAME, W_TEXT)              \
    X(ROW_TRANSMITTABLE, TNEF_PID_TRANSMITTABLE_DISPLAY_NAME, W_TEXT) \
    X(ROW_DISPLAY, TNEF_PID_DISPLAY_NAME, W_TEXT)                     \
    X(ROW_TYPE, TNEF_PID_ADDRESS_TYPE, W_TEXT)                        \
    X(ROW_EMAIL, TNEF_PID_EMAIL_ADDRESS, W_TEXT)                      \
    X(ROW_SMTP, TNEF_PID_SMTP_ADDRESS, W_TEXT)                        \
    X(ROW_ENTRY, TNEF_PID_ENTRY_ID, W_BYTES)                          \
    X(ROW_KEY, TNEF_PID_SEARCH_KEY, W_BYTES)                          \
    X(ROW_ENTRY_2, TNEF_PID_RECIPIENT_ENTRY_ID, W_BYTES)

/* Properties whose values are delivered: bodies of a message, and contents of attachments, which may stand
 * anywhere. */
#define CONTENT_STREAMS(X) X(0, TNEF_PID_ATTACH_DATA_BINARY, W_STREAM)
#define MESSAGE_STREAMS(X) \
    CONTENT_STREAMS(X)                       \
    X(0, TNEF_PID_BODY, W_STREAM)            \
    X(0, TNEF_PID_HTML, W_STREAM)            \
    X(0, TNEF_PID_RTF_COMPRESSED, W_STREAM)  \
    X(0, TNEF_PID_REPORT_TEXT, W_STREAM)

#define SLOT_NAME(name, id, how) name,
/* After the slots of properties come those of attributes that are kept as they stand. */
enum {
    MESSAGE_SLOTS(SLOT_NAME)
    M_RAW_CLASS, M_RAW_ORIGINAL, M_RAW_FROM, M_RAW_OWNER, M_RAW_SENT_FOR, M_COUNT
};
#define NAMES_EXTRA 8u         /* names of one attachment beside the first of each source           */
enum {
    ATTACHMENT_SLOTS(SLOT_NAME)
    A_REND, A_TITLE, A_EXTRA, A_COUNT = A_EXTRA + (int)NAMES_EXTRA
};
enum { ROW_SLOTS(SLOT_NAME) ROW_COUNT };
#undef SLOT_NAME

/* The columns of a person. */
enum { C_NAME, C_TYPE, C_EMAIL, C_SMTP, C_ENTRY, C_KEY };
#define PERSON_IN_ORDER(p) \
    _Static_assert((int)p##_TYPE == (int)p + (int)C_TYPE && (int)p##_EMAIL == (int)p + (int)C_EMAIL \
                   && (int)p##_SMTP == (int)p + (int)C_SMTP && (int)p##_ENTRY == (int)p + (int)C_ENTRY \
                   && (int)p##_KEY == (int)p + (int)C_KEY, "the columns of a person are in order")
PERSON_IN_ORDER(M_SENDER);
PERSON_IN_ORDER(M_FROM);
PERSON_IN_ORDER(M_RCVD);
PERSON_IN_ORDER(M_RCVR);
#undef PERSON_IN_ORDER

/* Where a kept value is from. The higher replaces the lower. */
enum { KEPT_NONE = 0, KEPT_COMPUTED = 1, KEPT_PROPERTY = 2 };

struct tnefi_message_kept {
    union {
        uint8_t *bytes;        /* W_TEXT, W_BYTES: in the arena, with a NUL after them; NULL if len
                                * is 0                                                              */
        uint64_t number;       /* W_NUMBER, W_TIME                                                  */
    };
    uint32_t len;
    uint16_t type;             /* property type; PtypString8 for raw attributes                     */
    uint8_t rank;              /* KEPT_*                                                            */
    uint8_t cut;               /* longer than what is kept                                          */
};

#endif
