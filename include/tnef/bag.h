/* SPDX-License-Identifier: MIT */
#ifndef TNEF_BAG_H
#define TNEF_BAG_H
/* Property bags: the properties that a program asked for, of each message, attachment and recipient,
 * as typed values.
 *
 * The message model (<tnef/message.h>) says what all mail has in common. What an appointment, a
 * contact or a task has besides stands in some thousand properties, most of them named. A program
 * lists those that it wants in tnef_reader_config.bag; the reader collects them, and shows them in
 * the field |bag| of tnef_message_info at message_end, of tnef_part at the part_end of an
 * attachment, and of tnef_recipient. In a tree of tnef_message_load() the same fields have them.
 *
 *     static const uint8_t appointment[16] = TNEF_PSETID_APPOINTMENT_BYTES;
 *     enum { SUBJECT, PLACE, START };
 *     static const tnef_bag_key wanted[] = {
 *         TNEF_BAG_ID(TNEF_PID_SUBJECT),
 *         TNEF_BAG_LID(appointment, TNEF_LID_LOCATION),
 *         TNEF_BAG_LID(appointment, TNEF_LID_APPOINTMENT_START_WHOLE)
 *     };
 *     ...
 *     int on_message_end(void *user, const tnef_message_info *m)
 *     {
 *         tnef_string place = tnef_bag_string(tnef_bag_get(m->bag, PLACE), 0);
 *         tnef_time start = tnef_bag_time(tnef_bag_get(m->bag, START), 0);
 *
 * A bag is NULL before the end, in bodies, in messages that were skipped, and when nothing was asked
 * for; else it is there, and may be empty. It lives as long as the struct that shows it. Every
 * function here takes NULL for a bag or an item and finds nothing in it, so calls can be chained.
 *
 * Which value. Of several properties with one name the first counts, but one of attMsgProps,
 * attAttachment or a row beats the one that was computed from a legacy attribute, whichever comes
 * first (TNEF_F_COMPUTED). Doubles are not compared: the model does that for those that it reads. A
 * named property is found by its property set and its number or name, never by its id, which says
 * nothing outside of the sender's store. Every bag is filled from the same list: the key of
 * PidTagDisplayName finds that of an attachment in the bag of an attachment.
 *
 * Types. What the stream says counts: each function below names the types that it reads, and finds
 * nothing in others. Text is UTF-8 and valid, ends at its first NUL and is converted as all text of
 * the model is: that of 8 bits from the code page that is known at the end of its message, part or
 * row.
 *
 * Work. A property costs its name, once to hash it and once to compare it, and log2 of the number of
 * keys; a value its bytes; a bag its items; text two conversions, since its length must be known first.
 * In bytes touched, beyond what a reader without bags touches, with up to TNEF_BAG_CEILING keys:
 *
 *     touched <= 32768 + 28 * bytes, and where iconv converts text
 *     touched <= 32768 + 240 * bytes + 65536 for each code page, once in the life of a reader
 *
 * The worst inputs known: PtypString of nothing but halves of surrogate pairs, 14.0 for each byte; a
 * multi-valued property of 65,536 numbers, 6.0; bytes that are no text in code page 932, 138. Finding
 * costs log2 of the items, tnef_bag_find() that and its key.
 *
 * [MS-OXTNEF] 2.1.3.4 for properties in streams, [MS-OXCDATA] 2.11.1 for types, [MS-OXPROPS] for what
 * there is. */

#include <tnef/message.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- What is wanted ----------------------------------------------------------------------- */

/* The name of a property. */
typedef struct tnef_bag_key {
    const uint8_t *guid;         /* property set, 16 bytes in wire order; NULL: not a named one   */
    const char *name;            /* UTF-8, at most 255 units of UTF-16, or NULL: by number. ASCII
                                  * letters match in either case: stores compare names so         */
    uint32_t number;             /* with |guid|: the LID, 0 if there is a |name|. Without: the
                                  * property id, 1..0x7FFF, or a tag (id << 16 | type) whose type
                                  * does not matter                                               */
} tnef_bag_key;

/* Initializers of keys. |guid| is an array: TNEF_PSETID_*_BYTES of <tnef/mapi.h> initializes one. */
#define TNEF_BAG_ID(id)           { NULL, NULL, (id) }
#define TNEF_BAG_LID(guid, lid)   { (guid), NULL, (lid) }
#define TNEF_BAG_NAME(guid, name) { (guid), (name), 0 }

#define TNEF_BAG_CEILING 1024u   /* the largest tnef_bag_config.count                             */

/* What is wanted and what it may cost. Zero in a limit means the default in brackets. All limits are
 * limits on a part: what exceeds one is cut or left out, said once for each value or property with
 * TNEF_A_LIMIT, and finish reports TNEF_E_LIMIT_MEMORY. */
typedef struct tnef_bag_config {
    uint32_t size;               /* sizeof(tnef_bag_config)                                       */
    uint32_t count;              /* of |wanted|; 0: no bags                                       */
    const tnef_bag_key *wanted;  /* copied, with its names and property sets. The same key may
                                  * stand in it twice                                             */
    uint64_t max_bytes;          /* all bags at any time, with what manages them [1 MiB]. Beside
                                  * max_memory of the model. Of a number a bag holds 24 bytes, in
                                  * a multi-valued property up to three times as many; of text as
                                  * it stands and as UTF-8                                        */
    uint32_t max_value;          /* bytes on the wire of one value [65,536]                       */
    uint32_t max_values;         /* values of one property [4,096]. Most seen: 76                 */
} tnef_bag_config;

/* Whether a reader can have this list, and if not, the field that is wrong, in it or in its keys:
 * see "Configurations" in <tnef/base.h>. What can be wrong: too small a size, a field that is not
 * known and not 0, a count above its ceiling, no list where there is a count; of a key without
 * |guid| a name, or a |number| that is no id; of one with a |name| one that is not UTF-8 or is too
 * long, or a |number|. NULL means no bags. tnef_reader_check() looks into the list, too. */
TNEF_API tnef_status tnef_bag_check(const tnef_bag_config *cfg, const void **field);

/* ---- Bags --------------------------------------------------------------------------------- */

typedef struct tnef_bag tnef_bag;

/* Flags of an item and of a value, beside TNEF_F_COMPUTED (of an item) and TNEF_F_INCOMPLETE. */
#define TNEF_BAG_CUT    0x00010000u  /* a limit had something left out                            */
#define TNEF_BAG_NESTED 0x00020000u  /* an embedded message that was descended into: no bytes     */

/* A property that is in a bag. May grow at the end. */
typedef struct tnef_bag_item {
    uint32_t wanted;             /* index of its key in the list; the first, if it has several    */
    uint32_t flags;              /* TNEF_F_COMPUTED, and the flags of all its values              */
    uint32_t count;              /* values that are kept; of PtypNull 0                           */
    uint16_t type;               /* as on the wire: 0x1000 is set if it is multi-valued           */
    uint16_t id;                 /* as on the wire                                                */
    uint64_t offset;             /* of the property in the input                                  */
} tnef_bag_item;

/* How many properties are in a bag, and each by its index, in the order of the list of what was
 * wanted. NULL for an index that is not below the count. */
TNEF_API uint32_t tnef_bag_count(const tnef_bag *bag);
TNEF_API const tnef_bag_item *tnef_bag_at(const tnef_bag *bag, uint32_t index);

/* The property of a key of the list, by the index of the key or by a key like it. NULL: absent, or
 * the key was not in the list. */
TNEF_API const tnef_bag_item *tnef_bag_get(const tnef_bag *bag, uint32_t wanted);
TNEF_API const tnef_bag_item *tnef_bag_find(const tnef_bag *bag, const tnef_bag_key *key);

/* ---- Values ------------------------------------------------------------------------------- */

/* Each takes the index of the value, which is 0 unless the property is multi-valued. */

typedef struct tnef_bytes {
    const uint8_t *data;         /* NULL: absent                                                  */
    size_t len;
} tnef_bytes;

/* PtypString, PtypString8. Absent too if there was no room. */
TNEF_API tnef_string tnef_bag_string(const tnef_bag_item *item, uint32_t index);

/* PtypTime, in UTC, but from a legacy attribute with TNEF_TIME_ZONE; PtypFloatingTime, always with
 * it. Absent too (flags 0) if the time is one of those that mean none: 0, 0x7FFFFFFFFFFFFFFF,
 * anything before 1601-01-02 or from 4500-01-01 on (Outlook's "none" is 4501-01-01), and what is no
 * number. tnef_bag_bits() has them. */
TNEF_API tnef_time tnef_bag_time(const tnef_bag_item *item, uint32_t index);

/* PtypInteger16, PtypInteger32, PtypInteger64, with their signs, and PtypBoolean, 0 or 1. 1: *|out|
 * is the number; 0: absent, and *|out| is 0. */
TNEF_API int tnef_bag_number(const tnef_bag_item *item, uint32_t index, int64_t *out);

/* PtypFloating32 and PtypFloating64, infinities and NaN as they stand. Returns as above. */
TNEF_API int tnef_bag_real(const tnef_bag_item *item, uint32_t index, double *out);

/* PtypCurrency, in units of 1/10,000. Returns as above. */
TNEF_API int tnef_bag_currency(const tnef_bag_item *item, uint32_t index, int64_t *out);

/* Any value of a fixed size up to 8 bytes (PtypErrorCode and times included), as the number that its
 * bytes are, of PtypInteger16 and PtypBoolean without their padding. Returns as above. */
TNEF_API int tnef_bag_bits(const tnef_bag_item *item, uint32_t index, uint64_t *out);

/* PtypGuid: 16 bytes in wire order, as tnef_guid_find() and tnef_guid_format() take them; or NULL. */
TNEF_API const uint8_t *tnef_bag_guid(const tnef_bag_item *item, uint32_t index);

/* PtypBinary, PtypServerId, and PtypObject without its interface id. What is present and empty is not
 * NULL. */
TNEF_API tnef_bytes tnef_bag_bytes(const tnef_bag_item *item, uint32_t index);

/* Of one value: TNEF_F_INCOMPLETE, TNEF_BAG_CUT, TNEF_BAG_NESTED. */
TNEF_API uint32_t tnef_bag_flags(const tnef_bag_item *item, uint32_t index);

#ifdef __cplusplus
}
#endif
#endif
