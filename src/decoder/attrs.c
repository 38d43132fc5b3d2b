/* SPDX-License-Identifier: MIT */
#include "decoder/attrs.h"

#include "decoder/attr_bits.h"

#include <tnef/mapi.h>

#define TNEFI_NO_ID 0xFFFFFFFFu /* no attribute has it */

/* attMessageClass, attOriginalMessageClass, attFrom, attOwner and attSentFor stand for properties
 * too, but not with the bytes they have: the message model makes those. attOriginalMessageClass
 * occurs with the id of the SDK's header only; the second form is how the specification's table
 * reads. Y: two attributes share the low 16 bits of its id. */
#define ATTRS(X, Y) \
  Y(NULL, 0, TNEFI_K_RAW, 0, TNEFI_AF_EMPTY, 0, 0) \
  X(ATTACH_REND_DATA, 2, TNEFI_K_REND, 14, 0, TNEF_PID_ATTACH_METHOD, TNEF_PTYP_INTEGER32) \
  X(TNEF_VERSION, 1, TNEFI_K_VERSION, 4, 0, 0, 0) \
  X(OEM_CODEPAGE, 1, TNEFI_K_RAW, 8, 0, 0, 0) \
  X(MESSAGE_CLASS, 1, TNEFI_K_RAW, 0, TNEFI_AF_STRING, 0, 0) \
  X(FROM, 1, TNEFI_K_RAW, 0, 0, 0, 0) \
  X(SUBJECT, 1, TNEFI_K_INLINE, 0, TNEFI_AF_STRING, TNEF_PID_SUBJECT, TNEF_PTYP_STRING8) \
  X(DATE_SENT, 1, TNEFI_K_DATE, 14, 0, TNEF_PID_CLIENT_SUBMIT_TIME, TNEF_PTYP_TIME) \
  X(DATE_RECD, 1, TNEFI_K_DATE, 14, 0, TNEF_PID_MESSAGE_DELIVERY_TIME, TNEF_PTYP_TIME) \
  X(MESSAGE_STATUS, 1, TNEFI_K_STATUS, 1, 0, TNEF_PID_MESSAGE_FLAGS, TNEF_PTYP_INTEGER32) \
  X(MESSAGE_ID, 1, TNEFI_K_HEX, 0, TNEFI_AF_STRING, TNEF_PID_SEARCH_KEY, TNEF_PTYP_BINARY) \
  X(PARENT_ID, 1, TNEFI_K_HEX, 0, TNEFI_AF_STRING, TNEF_PID_PARENT_KEY, TNEF_PTYP_BINARY) \
  X(CONVERSATION_ID, 1, TNEFI_K_HEX, 0, TNEFI_AF_STRING, TNEF_PID_CONVERSATION_KEY, TNEF_PTYP_BINARY) \
  X(BODY, 1, TNEFI_K_INLINE, 0, TNEFI_AF_EMPTY, TNEF_PID_BODY, TNEF_PTYP_STRING8) \
  X(PRIORITY, 1, TNEFI_K_PRIORITY, 2, 0, TNEF_PID_IMPORTANCE, TNEF_PTYP_INTEGER32) \
  X(DATE_MODIFIED, 1, TNEFI_K_DATE, 14, 0, TNEF_PID_LAST_MODIFICATION_TIME, TNEF_PTYP_TIME) \
  X(MSG_PROPS, 1, TNEFI_K_LIST, 0, 0, 0, 0) \
  X(RECIP_TABLE, 1, TNEFI_K_TABLE, 0, 0, 0, 0) \
  Y(ORIGINAL_MESSAGE_CLASS, 1, TNEFI_K_RAW, 0, TNEFI_AF_STRING, 0, 0) \
  X(ORIGINAL_MESSAGE_CLASS_ALT, 1, TNEFI_K_RAW, 0, TNEFI_AF_STRING, 0, 0) \
  Y(OWNER, 1, TNEFI_K_RAW, 0, 0, 0, 0) \
  X(SENT_FOR, 1, TNEFI_K_RAW, 0, 0, 0, 0) \
  X(DELEGATE, 1, TNEFI_K_INLINE, 0, 0, TNEF_PID_RECEIVED_REPRESENTING_ENTRY_ID, TNEF_PTYP_BINARY) \
  Y(DATE_START, 1, TNEFI_K_DATE, 14, 0, TNEF_PID_START_DATE, TNEF_PTYP_TIME) \
  X(DATE_END, 1, TNEFI_K_DATE, 14, 0, TNEF_PID_END_DATE, TNEF_PTYP_TIME) \
  X(AID_OWNER, 1, TNEFI_K_INLINE, 4, 0, TNEF_PID_OWNER_APPOINTMENT_ID, TNEF_PTYP_INTEGER32) \
  X(REQUEST_RES, 1, TNEFI_K_REQUEST, 2, 0, TNEF_PID_RESPONSE_REQUESTED, TNEF_PTYP_BOOLEAN) \
  X(ATTACH_DATA, 2, TNEFI_K_INLINE, 0, TNEFI_AF_EMPTY, TNEF_PID_ATTACH_DATA_BINARY, TNEF_PTYP_BINARY) \
  X(ATTACH_TITLE, 2, TNEFI_K_INLINE, 0, TNEFI_AF_STRING, TNEF_PID_ATTACH_FILENAME, TNEF_PTYP_STRING8) \
  X(ATTACH_META_FILE, 2, TNEFI_K_INLINE, 0, TNEFI_AF_EMPTY, TNEF_PID_ATTACH_RENDERING, TNEF_PTYP_BINARY) \
  X(ATTACH_CREATE_DATE, 2, TNEFI_K_DATE, 14, 0, TNEF_PID_CREATION_TIME, TNEF_PTYP_TIME) \
  X(ATTACH_MODIFY_DATE, 2, TNEFI_K_DATE, 14, 0, TNEF_PID_LAST_MODIFICATION_TIME, TNEF_PTYP_TIME) \
  X(ATTACH_TRANSPORT_FILENAME, 2, TNEFI_K_INLINE, 0, TNEFI_AF_STRING, TNEF_PID_ATTACH_TRANSPORT_NAME, \
    TNEF_PTYP_STRING8) \
  X(ATTACHMENT, 2, TNEFI_K_LIST, 0, 0, 0, 0)

/* The indices, in the order of the list. */
#define INDEX(name, level, kind, fixed, flags, id, type) AT_##name,
enum { AT_UNKNOWN, ATTRS(INDEX, INDEX) AT_COUNT };
#undef INDEX

_Static_assert(AT_COUNT == TNEFI_ATTR_COUNT && AT_NULL == TNEFI_ATTR_NULL
                   && AT_ATTACH_REND_DATA == TNEFI_ATTR_REND,
               "attrs.h has the indices that others need");

#define ROW(name, level, kind, fixed, flags, id, type) \
  { TNEF_ATT_##name, level, kind, fixed, flags, id, type },
static const struct tnefi_decoder_attr table[TNEFI_ATTR_COUNT] = {
    { TNEFI_NO_ID, 0, TNEFI_K_RAW, 0, TNEFI_AF_EMPTY, 0, 0 }, ATTRS(ROW, ROW)
};
#undef ROW

const struct tnefi_decoder_attr *tnefi_decoder_attr_info(uint32_t i)
{
    return &table[i < TNEFI_ATTR_COUNT ? i : TNEFI_ATTR_UNKNOWN];
}

/* A switch, which is ten jumps where a search would be thirty-five rounds. */
uint32_t tnefi_decoder_attr_find(uint32_t id)
{
#define FIND(name, level, kind, fixed, flags, prop_id, type) \
  case TNEF_ATT_##name: \
    return AT_##name;
    switch (id) {
        ATTRS(FIND, FIND)
    default:
        return TNEFI_ATTR_UNKNOWN;
    }
#undef FIND
}

uint32_t tnefi_decoder_attr_find_low(uint32_t id)
{
#define FIND(name, level, kind, fixed, flags, prop_id, type) \
  case TNEF_ATT_NUMBER(TNEF_ATT_##name): \
    return AT_##name;
#define PASS(name, level, kind, fixed, flags, prop_id, type)
    switch (TNEF_ATT_NUMBER(id)) {
        ATTRS(FIND, PASS)
    default:
        return TNEFI_ATTR_UNKNOWN;
    }
#undef FIND
#undef PASS
}

_Static_assert(TNEFI_ATTR_COUNT <= 64, "a bit for each attribute");

#define BIT(i)    (UINT64_C(1) << (i))
#define BITS_8(i) BIT(i), BIT(i + 1), BIT(i + 2), BIT(i + 3), BIT(i + 4), BIT(i + 5), BIT(i + 6), BIT(i + 7)

uint64_t tnefi_decoder_attr_bit(uint32_t index)
{
    static const uint64_t bits[64] = { BITS_8(0),  BITS_8(8),  BITS_8(16), BITS_8(24),
                                       BITS_8(32), BITS_8(40), BITS_8(48), BITS_8(56) };

    return bits[index % 64u];
}

uint64_t tnefi_decoder_attr_bits_of_attachments(void)
{
#define OF_LEVEL_2(name, level, kind, fixed, flags, id, type) | (level == 2 ? BIT(AT_##name) : 0u)
    return 0u ATTRS(OF_LEVEL_2, OF_LEVEL_2);
#undef OF_LEVEL_2
}
