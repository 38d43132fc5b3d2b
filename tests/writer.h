/* SPDX-License-Identifier: MIT */

/* A writer of TNEF streams for tests: one call per field, every damage on purpose.
 *
 * A stream is written front to back into one growing buffer. What has a length or a count
 * on the wire is opened with a _begin call and closed with its _end call, which fills in
 * the field and the checksum. Between the two, tw_claim() makes the field lie. Nothing is
 * checked for being legal TNEF; only the order of begin and end calls is.
 *
 * Wrong use of the writer, and running out of memory, call abort(). All integers are
 * written little-endian. Work is linear in the bytes written, also for streams nested
 * 100,000 deep: the sum of all bytes is kept up to date and a checksum is a difference of
 * two such sums. */

#ifndef TNEF_TESTS_WRITER_H
#define TNEF_TESTS_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    TW_MESSAGE = 1,    /* the level of message attributes */
    TW_ATTACHMENT = 2, /* the level of attachment attributes */
    TW_KEY = 0x0001    /* a legacy key for streams in which it does not matter */
};

/* Attribute ids, written again here so that the library's table is not tested with
 * itself. */
enum {
    TW_NULL = 0x00000000,
    TW_VERSION = 0x00089006,
    TW_CODEPAGE = 0x00069007,
    TW_CLASS = 0x00078008,
    TW_FROM = 0x00008000,
    TW_SUBJECT = 0x00018004,
    TW_DATE_SENT = 0x00038005,
    TW_DATE_RECD = 0x00038006,
    TW_STATUS = 0x00068007,
    TW_MESSAGE_ID = 0x00018009,
    TW_PARENT_ID = 0x0001800A,
    TW_CONVERSATION_ID = 0x0001800B,
    TW_BODY = 0x0002800C,
    TW_PRIORITY = 0x0004800D,
    TW_DATE_MODIFIED = 0x00038020,
    TW_PROPS = 0x00069003,
    TW_RECIPIENTS = 0x00069004,
    TW_ORIGINAL_CLASS = 0x00070006,
    TW_ORIGINAL_CLASS_SPEC = 0x00070600, /* the id printed in MS-OXTNEF */
    TW_OWNER = 0x00060000,
    TW_SENT_FOR = 0x00060001,
    TW_DELEGATE = 0x00060002,
    TW_DATE_START = 0x00030006,
    TW_DATE_END = 0x00030007,
    TW_AID_OWNER = 0x00050008,
    TW_REQUEST_RES = 0x00040009,
    TW_REND = 0x00069002,
    TW_DATA = 0x0006800F,
    TW_TITLE = 0x00018010,
    TW_METAFILE = 0x00068011,
    TW_CREATE_DATE = 0x00038012,
    TW_MODIFY_DATE = 0x00038013,
    TW_TRANSPORT_NAME = 0x00069001,
    TW_ATTACH_PROPS = 0x00069005,
    TW_UNKNOWN = 0x0006F0F0 /* no attribute has this id */
};

/* Property types. */
enum {
    TW_T_UNSPECIFIED = 0x0000,
    TW_T_NULL = 0x0001,
    TW_T_I2 = 0x0002,
    TW_T_I4 = 0x0003,
    TW_T_R4 = 0x0004,
    TW_T_R8 = 0x0005,
    TW_T_CURRENCY = 0x0006,
    TW_T_APPTIME = 0x0007,
    TW_T_ERROR = 0x000A,
    TW_T_BOOL = 0x000B,
    TW_T_OBJECT = 0x000D,
    TW_T_I8 = 0x0014,
    TW_T_STR8 = 0x001E,
    TW_T_UNICODE = 0x001F,
    TW_T_TIME = 0x0040,
    TW_T_GUID = 0x0048,
    TW_T_SERVER_ID = 0x00FB,
    TW_T_UNKNOWN = 0x00FF, /* no type has this number */
    TW_T_BINARY = 0x0102,
    TW_T_MV = 0x1000 /* the multi-value bit */
};

/* Property ids that the vectors use. */
enum {
    TW_P_IMPORTANCE = 0x0017,
    TW_P_MESSAGE_CLASS = 0x001A,
    TW_P_PRIORITY = 0x0026,
    TW_P_SENSITIVITY = 0x0036,
    TW_P_SUBJECT = 0x0037,
    TW_P_SUBMIT_TIME = 0x0039,
    TW_P_SUBJECT_PREFIX = 0x003D,
    TW_P_FROM_NAME = 0x0042,
    TW_P_FROM_TYPE = 0x0064,
    TW_P_FROM_ADDRESS = 0x0065,
    TW_P_TRANSPORT_HEADERS = 0x007D,
    TW_P_RECIPIENT_KIND = 0x0C15,
    TW_P_SENDER_NAME = 0x0C1A,
    TW_P_SENDER_TYPE = 0x0C1E,
    TW_P_SENDER_ADDRESS = 0x0C1F,
    TW_P_DELIVERY_TIME = 0x0E06,
    TW_P_MESSAGE_FLAGS = 0x0E07,
    TW_P_NORMALIZED_SUBJECT = 0x0E1D,
    TW_P_RTF_IN_SYNC = 0x0E1F,
    TW_P_BODY = 0x1000,
    TW_P_RTF = 0x1009,
    TW_P_HTML = 0x1013,
    TW_P_INTERNET_MESSAGE_ID = 0x1035,
    TW_P_DISPLAY_NAME = 0x3001,
    TW_P_ADDRESS_TYPE = 0x3002,
    TW_P_EMAIL_ADDRESS = 0x3003,
    TW_P_ATTACH_DATA = 0x3701,
    TW_P_ATTACH_EXTENSION = 0x3703,
    TW_P_ATTACH_NAME = 0x3704,
    TW_P_ATTACH_METHOD = 0x3705,
    TW_P_ATTACH_LONG_NAME = 0x3707,
    TW_P_RENDERING_POSITION = 0x370B,
    TW_P_ATTACH_MIME = 0x370E,
    TW_P_CONTENT_ID = 0x3712,
    TW_P_CONTENT_LOCATION = 0x3713,
    TW_P_ATTACH_FLAGS = 0x3714,
    TW_P_SMTP_ADDRESS = 0x39FE,
    TW_P_INTERNET_CODEPAGE = 0x3FDE,
    TW_P_MESSAGE_CODEPAGE = 0x3FFD,
    TW_P_HIDDEN = 0x7FFE
};

/* Sixteen bytes each, in file order. */
extern const uint8_t TW_IID_MESSAGE[16];
extern const uint8_t TW_IID_STORAGE[16];
extern const uint8_t TW_IID_STREAM[16];
extern const uint8_t TW_PSETID_COMMON[16];
extern const uint8_t TW_PSETID_APPOINTMENT[16];
extern const uint8_t TW_PS_PUBLIC_STRINGS[16];
extern const uint8_t TW_PS_INTERNET_HEADERS[16];

struct tw_frame; /* something open: its place, start, sum, count and claim */

struct tw {
    uint8_t *buf; /* NULL until the first byte */
    size_t len;
    size_t cap;
    uint32_t sum; /* of buf[0..len) as it stands, modulo 2^32 */
    struct tw_frame *frames;
    size_t depth;
    size_t frame_cap;
    uint8_t *name; /* bytes to put after the head of the next property */
    size_t name_len;
    uint16_t checksum_bias;
    uint8_t pad_value;
    size_t pad_missing;
};

/* A date as attributes carry it. */
struct tw_date {
    uint16_t year, month, day, hour, minute, second, weekday;
};

void tw_init(struct tw *w);
void tw_free(struct tw *w);

/* Gives the bytes away, in an allocation of exactly their size (of one byte when there
 * are none) that the caller frees with free(). |w| is then as after tw_init. */
uint8_t *tw_take(struct tw *w, size_t *len);

/* Raw bytes. Strings are written without a terminator. */
void tw_u8(struct tw *w, uint8_t value);
void tw_u16(struct tw *w, uint16_t value);
void tw_u32(struct tw *w, uint32_t value);
void tw_u64(struct tw *w, uint64_t value);
void tw_bytes(struct tw *w, const void *data, size_t len);
void tw_fill(struct tw *w, uint8_t value, size_t count);
void tw_zeros(struct tw *w, size_t count);
void tw_str8(struct tw *w, const char *text);
void tw_utf16(struct tw *w, const char *utf8);

/* Damage after the fact. Both may be used with things open, as long as a truncation does
 * not cut into their heads; checksums still to be written count the bytes as they then
 * are. */
void tw_set(struct tw *w, size_t off, uint8_t value);
void tw_truncate(struct tw *w, size_t len);

/* Makes the length or count of the innermost open thing |value|, or off by |delta|,
 * whatever it holds in truth. */
void tw_claim(struct tw *w, uint32_t value);
void tw_claim_add(struct tw *w, int32_t delta);

/* Stream head, and the blocks from which most streams are made. */
void tw_stream(struct tw *w, uint16_t key); /* signature and key */
void tw_head(struct tw *w);                 /* stream, version, code page 1252, class */
void tw_sentinel(struct tw *w);             /* attachment "sentinel" that holds "S" */
void tw_attachment(struct tw *w, const char *title, const void *data, size_t len);

/* Attributes. The three checksum calls are about the innermost open thing, which must be
 * an attribute; tw_checksum_bias is added to every checksum from there on. */
void tw_attr_begin(struct tw *w, uint8_t level, uint32_t id);
void tw_attr_checksum(struct tw *w, uint16_t value);
void tw_attr_checksum_add(struct tw *w, uint16_t delta);
void tw_attr_no_checksum(struct tw *w);
void tw_attr_end(struct tw *w);
void tw_checksum_bias(struct tw *w, uint16_t bias);
void tw_attr(struct tw *w, uint8_t level, uint32_t id, const void *data, size_t len);
void tw_attr_u8(struct tw *w, uint8_t level, uint32_t id, uint8_t value);
void tw_attr_u16(struct tw *w, uint8_t level, uint32_t id, uint16_t value);
void tw_attr_u32(struct tw *w, uint8_t level, uint32_t id, uint32_t value);
void tw_attr_string(struct tw *w, uint8_t level, uint32_t id, const char *text); /* NUL */
void tw_attr_text(struct tw *w, uint8_t level, uint32_t id,
                  const char *text); /* no NUL */
void tw_attr_date(struct tw *w, uint8_t level, uint32_t id, struct tw_date date);

/* The attributes with a form of their own. */
void tw_version(struct tw *w, uint32_t version);
void tw_codepage(struct tw *w, uint32_t primary, uint32_t secondary);
void tw_class(struct tw *w, const char *name);
void tw_subject(struct tw *w, const char *text);
void tw_priority(struct tw *w, uint16_t value);
void tw_status(struct tw *w, uint8_t flags);
void tw_message_id(struct tw *w, const char *hex);
void tw_from(struct tw *w, const char *name, const char *address); /* one-off triple */
void tw_trp_head(struct tw *w, uint16_t id, uint16_t total, uint16_t cch, uint16_t cb);
void tw_pair(struct tw *w, uint32_t id, const char *name, const char *address);
void tw_rend(struct tw *w, uint16_t atyp, uint32_t position, uint16_t width,
             uint16_t height, uint32_t flags);
void tw_rend_file(struct tw *w); /* a file, no place in the body */

/* Property lists: the count is that of the properties begun directly in the list. The two
 * shortcuts open the attribute and its list; tw_attr_props_end closes both. */
void tw_props_begin(struct tw *w);
void tw_props_end(struct tw *w);
void tw_msg_props_begin(struct tw *w);
void tw_attach_props_begin(struct tw *w);
void tw_attr_props_end(struct tw *w);

/* Type and id, then the pending name if there is one. Nothing ties the name to the id. */
void tw_prop_head(struct tw *w, uint16_t type, uint16_t id);
void tw_named_id(struct tw *w, const uint8_t guid[16], uint32_t lid);
void tw_named_string(struct tw *w, const uint8_t guid[16], const char *utf8);
void tw_named_raw(struct tw *w, const void *data,
                  size_t len); /* instead of GUID and all */

/* Fixed sizes. The first two take any type: an unusual one, the bits of a NaN. */
void tw_prop_u32(struct tw *w, uint16_t type, uint16_t id, uint32_t value);
void tw_prop_u64(struct tw *w, uint16_t type, uint16_t id, uint64_t value);
void tw_prop_null(struct tw *w, uint16_t id);
void tw_prop_i2(struct tw *w, uint16_t id, int16_t value);
void tw_prop_i4(struct tw *w, uint16_t id, int32_t value);
void tw_prop_r4(struct tw *w, uint16_t id, float value);
void tw_prop_r8(struct tw *w, uint16_t id, double value);
void tw_prop_currency(struct tw *w, uint16_t id, int64_t value);
void tw_prop_apptime(struct tw *w, uint16_t id, double value);
void tw_prop_error(struct tw *w, uint16_t id, uint32_t value);
void tw_prop_bool(struct tw *w, uint16_t id, uint16_t value);
void tw_prop_i8(struct tw *w, uint16_t id, int64_t value);
void tw_prop_time(struct tw *w, uint16_t id, uint64_t filetime);
void tw_prop_guid(struct tw *w, uint16_t id, const uint8_t guid[16]);

/* Values with a length. tw_prop_bytes takes any type and adds nothing to the bytes; the
 * two string calls add the terminator. */
void tw_prop_bytes(struct tw *w, uint16_t type, uint16_t id, const void *data,
                   size_t len);
void tw_prop_str8(struct tw *w, uint16_t id, const char *text);
void tw_prop_unicode(struct tw *w, uint16_t id, const char *utf8);
void tw_prop_binary(struct tw *w, uint16_t id, const void *data, size_t len);
void tw_prop_object(struct tw *w, uint16_t id, const uint8_t iid[16], const void *data,
                    size_t len);

/* One property of any known type, multi-valued ones included, with a value of its kind;
 * for crossing ids with types they do not have. */
void tw_prop_any(struct tw *w, uint16_t type, uint16_t id);

/* Values written one by one: any number under any type. The count is that of the values.
 * A value with a length is opened, filled with raw bytes, closed; then the padding
 * follows. */
void tw_values_begin(struct tw *w, uint16_t type, uint16_t id);
void tw_values_end(struct tw *w);
void tw_value_begin(struct tw *w);
void tw_value_end(struct tw *w);
void tw_value(struct tw *w, const void *data, size_t len);
void tw_value_str8(struct tw *w, const char *text);
void tw_value_unicode(struct tw *w, const char *utf8);
void tw_value_u16(struct tw *w, uint16_t value); /* and its two bytes of padding */
void tw_value_u32(struct tw *w, uint32_t value);
void tw_value_u64(struct tw *w, uint64_t value);
void tw_value_guid(struct tw *w, const uint8_t guid[16]);

/* Padding: what its bytes are from here on; how many the next padding lacks. */
void tw_pad_value(struct tw *w, uint8_t value);
void tw_pad_missing(struct tw *w, size_t count);

/* Recipient table: attribute, row count, rows of properties. */
void tw_rows_begin(struct tw *w);
void tw_row_begin(struct tw *w);
void tw_row_end(struct tw *w);
void tw_rows_end(struct tw *w);
void tw_recipient(struct tw *w, int32_t kind, const char *name, const char *type,
                  const char *address, const char *smtp); /* |smtp| may be NULL */

/* An object opened for what is inside it; and an attachment that is a message, opened for
 * the attributes of that message (its stream head is written). */
void tw_object_begin(struct tw *w, uint16_t id, const uint8_t iid[16]);
void tw_object_end(struct tw *w);
void tw_embedded_begin(struct tw *w, const char *name);
void tw_embedded_end(struct tw *w);

/* A stream with |levels| messages, each the attachment of the one around it, and a
 * sentinel attachment after the outermost. 0 levels are a plain message. */
void tw_deep(struct tw *w, size_t levels);

/* The sixteen bytes before the content of compressed RTF. */
void tw_rtf_head(struct tw *w, uint32_t comp_size, uint32_t raw_size, const char magic[4],
                 uint32_t crc);

/* The mechanism below all _begin and _end calls, for structures that have none. tw_open
 * writes a u32 of no value yet; tw_close fills it in, with the bytes since then for the
 * first two kinds, else with the number of tw_count calls for which that kind was the
 * innermost. */
enum tw_kind { TW_K_ATTR, TW_K_VALUE, TW_K_LIST, TW_K_VALUES, TW_K_ROWS };

void tw_open(struct tw *w, enum tw_kind kind);
void tw_count(struct tw *w, enum tw_kind kind);
size_t tw_close(struct tw *w, enum tw_kind kind); /* the number of bytes since tw_open */
void tw_pad(struct tw *w, size_t count);

#endif
