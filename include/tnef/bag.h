/* SPDX-License-Identifier: MIT */
#ifndef TNEF_BAG_H
#define TNEF_BAG_H
/* Collects properties that a program asks for, of each message, attachment and recipient.
 *
 * The message model (<tnef/reader.h>) tells what all mail has in common. What an appointment, a
 * contact or a task has besides stands in some thousand properties, most of them named. A program
 * lists those that it wants in tnef_reader_config.bag; the reader collects them, and shows them in
 * the field |bag| of tnef_message_info at message_end, of tnef_part at the part_end of an
 * attachment, and of tnef_recipient. In a tree of tnef_message_load() the same fields have them.
 *
 * Take bags for properties that the program knows by name and whose values fit in memory. To see
 * every property, known or not, take the handler |property| of a reader, or the decoder.
 *
 * Example:
 *
 *     #include <tnef/mapi.h>
 *
 *     static const uint8_t appointment[16] = TNEF_PSETID_APPOINTMENT_BYTES;
 *     enum { SUBJECT, PLACE };
 *     static const tnef_bag_key wanted[2] = {
 *         TNEF_BAG_ID(TNEF_PID_SUBJECT),
 *         TNEF_BAG_LID(appointment, TNEF_LID_LOCATION)
 *     };
 *     static const tnef_bag_config bags = { .size = sizeof bags, .count = 2, .wanted = wanted };
 *
 *     static int on_message_end(void *user, const tnef_message_info *message)
 *     {
 *         tnef_string place = tnef_bag_string(tnef_bag_get(message->bag, PLACE), 0);
 *
 *         if (place.text != NULL)
 *             fprintf(user, "%s\n", place.text);
 *         return TNEF_CONTINUE;
 *     }
 *
 * A bag has no life of its own, and so no new, feed or free: the reader or the tree makes it, and
 * it lives as long as the struct that shows it. It is NULL before the end, in bodies, in messages
 * that were skipped, and when the program asked for nothing; otherwise there is a bag, which may be
 * empty. Every function here takes NULL for a bag or an item and finds nothing in it, so calls can
 * be nested.
 *
 * Which value. Of several properties with one name the first counts, but one of attMsgProps,
 * attAttachment or a row beats the one that was computed from a legacy attribute (TNEF_F_COMPUTED),
 * whichever comes first. Doubles are not compared: the model does that for the properties that it
 * reads. A named property is found by its property set and its number or name, never by its id,
 * which means nothing outside of the sender's store. Every bag is filled from the same list: the
 * key of PidTagDisplayName finds that of an attachment in the bag of an attachment.
 *
 * Types. The type that the stream gives counts: each function below names the types that it reads,
 * and finds nothing in others. Text is valid UTF-8 and ends at its first NUL. It is converted as
 * all text of the model is: 8-bit text from the code page that is known at the end of its message,
 * part or row.
 *
 * Work. A property costs its name, once to hash it and once to compare it, and log2 of the number
 * of keys; a value costs its bytes; a bag its items; text two conversions, because its length must
 * be known first. In bytes touched, beyond what a reader without bags touches, with up to
 * TNEF_BAG_CEILING keys:
 *
 *     touched <= 32768 + 28 * bytes, and where iconv converts text
 *     touched <= 32768 + 240 * bytes + 65536 for each code page, once in the life of a reader
 *
 * The worst inputs known are PtypString of nothing but halves of surrogate pairs, 14.0 for each
 * byte; a multi-valued property of 65,536 numbers, 6.0; bytes that are no text in code page 932,
 * 138. To find an item costs log2 of the items; tnef_bag_find() costs its key besides.
 *
 * See [MS-OXTNEF] 2.1.3.4 for properties in streams, [MS-OXCDATA] 2.11.1 for types, and
 * [MS-OXPROPS] for the properties that there are. */

#include <tnef/reader.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- What is wanted ----------------------------------------------------------------------- */

/* The name of a property. */
typedef struct tnef_bag_key {
    const uint8_t *guid;         /* property set, 16 bytes in wire order; NULL: not a named one   */
    const char *name;            /* UTF-8, at most 255 units of UTF-16, or NULL: by number. ASCII
                                  * letters match in either case, as stores compare names         */
    uint32_t number;             /* with |guid|: the LID, or 0 if there is a |name|. Without: the
                                  * property id, 1..0x7FFF, or a tag (id << 16 | type) whose type
                                  * does not matter                                               */
} tnef_bag_key;

/* Initializers of keys. |guid| is an array: TNEF_PSETID_*_BYTES of <tnef/mapi.h> initializes
 * one. */
#define TNEF_BAG_ID(id)           { NULL, NULL, (id) }
#define TNEF_BAG_LID(guid, lid)   { (guid), NULL, (lid) }
#define TNEF_BAG_NAME(guid, name) { (guid), (name), 0 }

#define TNEF_BAG_CEILING 1024u   /* the largest tnef_bag_config.count                             */

/* What is wanted and what it may cost. Zero in a limit means the default in brackets. All limits
 * are limits on a part: what exceeds one is cut or left out, which TNEF_A_LIMIT reports once for
 * each value or property, and finish returns TNEF_E_LIMIT_MEMORY. */
typedef struct tnef_bag_config {
    uint32_t size;               /* sizeof(tnef_bag_config)                                       */
    uint32_t count;              /* of |wanted|; 0: no bags                                       */
    const tnef_bag_key *wanted;  /* copied, with its names and property sets. The same key may
                                  * stand in it twice                                             */
    uint64_t max_bytes;          /* part: of all bags at any time, with what manages them
                                  * [1 MiB]; not part of max_memory of the model. A number takes
                                  * 24 bytes, in a multi-valued property up to three times as
                                  * many; text is held as it stands and as UTF-8                  */
    uint32_t max_value;          /* part: bytes on the wire of one value [65,536]                 */
    uint32_t max_values;         /* part: values of one property [4,096]. Most seen: 76           */
} tnef_bag_config;

/* Checks a list of keys: see "Configurations" in <tnef/base.h>. What can be wrong: too small a
 * size, a field that is not known and not 0, a count above its ceiling, no list where there is a
 * count; in a key without |guid| a name, or a |number| that is no id; in a key with a |name| a name
 * that is not UTF-8 or is too long, or a |number|. NULL means no bags. tnef_reader_check() checks
 * the list, too. */
TNEF_API tnef_status tnef_bag_check(const tnef_bag_config *cfg, const void **field);

/* ---- Bags --------------------------------------------------------------------------------- */

typedef struct tnef_bag tnef_bag;

/* Flags of an item and of a value, beside TNEF_F_COMPUTED (of an item) and TNEF_F_INCOMPLETE. */
#define TNEF_BAG_CUT    0x00010000u  /* something is left out, because of a limit                 */
#define TNEF_BAG_NESTED 0x00020000u  /* an embedded message that was descended into: no bytes     */

/* A property in a bag. May grow at the end. */
typedef struct tnef_bag_item {
    uint32_t wanted;             /* index of its key in the list, of the first if it has several  */
    uint32_t flags;              /* TNEF_F_COMPUTED, and the flags of all its values              */
    uint32_t count;              /* values that are kept; 0 of PtypNull                           */
    uint16_t type;               /* as on the wire: 0x1000 is set if it is multi-valued           */
    uint16_t id;                 /* as on the wire                                                */
    uint64_t offset;             /* of the property in the input                                  */
} tnef_bag_item;

/* Tells how many properties are in a bag, and gives each by its index, in the order of the list of
 * what was wanted. NULL for an index that is not below the count. */
TNEF_API uint32_t tnef_bag_count(const tnef_bag *bag);
TNEF_API const tnef_bag_item *tnef_bag_at(const tnef_bag *bag, uint32_t index);

/* Finds the property of a key in a bag, by the index of the key in the list or by a key like it.
 * NULL: the property is absent, or the key was not in the list. */
TNEF_API const tnef_bag_item *tnef_bag_get(const tnef_bag *bag, uint32_t wanted);
TNEF_API const tnef_bag_item *tnef_bag_find(const tnef_bag *bag, const tnef_bag_key *key);

/* ---- Values ------------------------------------------------------------------------------- */

/* Each function takes the index of the value, which is 0 unless the property is multi-valued. */

/* Reads a value as text: PtypString, PtypString8. Absent, too, if there was no room for it. */
TNEF_API tnef_string tnef_bag_string(const tnef_bag_item *item, uint32_t index);

/* Reads a value as a time: PtypTime, which is in UTC, or has TNEF_TIME_ZONE if it is from a legacy
 * attribute; and PtypFloatingTime, which always has TNEF_TIME_ZONE. Absent, too (flags 0), if the
 * time is one of those that mean none: 0, 0x7FFFFFFFFFFFFFFF, anything before 1601-01-02 or from
 * 4500-01-01 on (Outlook's "none" is 4501-01-01), and what is not a number. tnef_bag_bits() has
 * them. */
TNEF_API tnef_time tnef_bag_time(const tnef_bag_item *item, uint32_t index);

/* Reads a value as a number: PtypInteger16, PtypInteger32 and PtypInteger64 with their signs,
 * PtypBoolean as 0 or 1. Returns 1 if *|out| is the number; 0 if it is absent, and *|out| is 0. */
TNEF_API int tnef_bag_number(const tnef_bag_item *item, uint32_t index, int64_t *out);

/* Reads a value as a double: PtypFloating32 and PtypFloating64, infinities and NaN as they stand.
 * Returns as tnef_bag_number() does. */
TNEF_API int tnef_bag_real(const tnef_bag_item *item, uint32_t index, double *out);

/* Reads a value as an amount: PtypCurrency, in units of 1/10,000. Returns as tnef_bag_number()
 * does. */
TNEF_API int tnef_bag_currency(const tnef_bag_item *item, uint32_t index, int64_t *out);

/* Reads the bytes of a value as a number: any value of a fixed size up to 8 bytes, PtypErrorCode
 * and times included; PtypInteger16 and PtypBoolean without their padding. Returns as
 * tnef_bag_number() does. */
TNEF_API int tnef_bag_bits(const tnef_bag_item *item, uint32_t index, uint64_t *out);

/* Reads a value as a GUID: PtypGuid, 16 bytes in wire order, as tnef_guid_find() and
 * tnef_guid_format() take them; or NULL. */
TNEF_API const uint8_t *tnef_bag_guid(const tnef_bag_item *item, uint32_t index);

/* Reads a value as bytes: PtypBinary, PtypServerId, and PtypObject without its interface id. A
 * value that is present and empty is not NULL. */
TNEF_API tnef_bytes tnef_bag_bytes(const tnef_bag_item *item, uint32_t index);

/* Tells what is missing in a value: TNEF_F_INCOMPLETE, TNEF_BAG_CUT, TNEF_BAG_NESTED. */
TNEF_API uint32_t tnef_bag_flags(const tnef_bag_item *item, uint32_t index);

#ifdef __cplusplus
}
#endif
#endif
