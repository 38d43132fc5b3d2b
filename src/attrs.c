/* SPDX-License-Identifier: MIT */
#include "attrs.h"

#include "touch.h"

/* attMessageClass, attOriginalMessageClass, attFrom, attOwner and attSentFor stand for properties
 * too, but not with the bytes they have: the message model makes those. attOriginalMessageClass
 * occurs with the id of the SDK's header only; the second form is how the specification's table
 * reads. */
static const struct tnefi_attr table[TNEFI_ATTR_COUNT] = {
    { 0xFFFFFFFFu, 0, TNEFI_K_RAW, 0, TNEFI_AF_EMPTY, 0, 0 },               /* unknown            */
    { 0x00000000u, 0, TNEFI_K_RAW, 0, TNEFI_AF_EMPTY, 0, 0 },               /* attNull            */
    { 0x00069002u, 2, TNEFI_K_REND, 14, 0, 0x3705, 0x0003 },                /* attAttachRendData  */
    { 0x00089006u, 1, TNEFI_K_VERSION, 4, 0, 0, 0 },                        /* attTnefVersion     */
    { 0x00069007u, 1, TNEFI_K_RAW, 8, 0, 0, 0 },                            /* attOemCodepage     */
    { 0x00078008u, 1, TNEFI_K_RAW, 0, TNEFI_AF_STRING, 0, 0 },              /* attMessageClass    */
    { 0x00008000u, 1, TNEFI_K_RAW, 0, 0, 0, 0 },                            /* attFrom            */
    { 0x00018004u, 1, TNEFI_K_INLINE, 0, TNEFI_AF_STRING, 0x0037, 0x001E }, /* attSubject         */
    { 0x00038005u, 1, TNEFI_K_DATE, 14, 0, 0x0039, 0x0040 },                /* attDateSent        */
    { 0x00038006u, 1, TNEFI_K_DATE, 14, 0, 0x0E06, 0x0040 },                /* attDateRecd        */
    { 0x00068007u, 1, TNEFI_K_STATUS, 1, 0, 0x0E07, 0x0003 },               /* attMessageStatus   */
    { 0x00018009u, 1, TNEFI_K_HEX, 0, TNEFI_AF_STRING, 0x300B, 0x0102 },    /* attMessageID       */
    { 0x0001800Au, 1, TNEFI_K_HEX, 0, TNEFI_AF_STRING, 0x0025, 0x0102 },    /* attParentID        */
    { 0x0001800Bu, 1, TNEFI_K_HEX, 0, TNEFI_AF_STRING, 0x000B, 0x0102 },    /* attConversationID  */
    { 0x0002800Cu, 1, TNEFI_K_INLINE, 0, TNEFI_AF_EMPTY, 0x1000, 0x001E },  /* attBody            */
    { 0x0004800Du, 1, TNEFI_K_PRIORITY, 2, 0, 0x0017, 0x0003 },             /* attPriority        */
    { 0x00038020u, 1, TNEFI_K_DATE, 14, 0, 0x3008, 0x0040 },                /* attDateModified    */
    { 0x00069003u, 1, TNEFI_K_LIST, 0, 0, 0, 0 },                           /* attMsgProps        */
    { 0x00069004u, 1, TNEFI_K_TABLE, 0, 0, 0, 0 },                          /* attRecipTable      */
    { 0x00070006u, 1, TNEFI_K_RAW, 0, TNEFI_AF_STRING, 0, 0 },     /* attOriginalMessageClass     */
    { 0x00070600u, 1, TNEFI_K_RAW, 0, TNEFI_AF_STRING, 0, 0 },     /* the same, second form       */
    { 0x00060000u, 1, TNEFI_K_RAW, 0, 0, 0, 0 },                            /* attOwner           */
    { 0x00060001u, 1, TNEFI_K_RAW, 0, 0, 0, 0 },                            /* attSentFor         */
    { 0x00060002u, 1, TNEFI_K_INLINE, 0, 0, 0x0043, 0x0102 },               /* attDelegate        */
    { 0x00030006u, 1, TNEFI_K_DATE, 14, 0, 0x0060, 0x0040 },                /* attDateStart       */
    { 0x00030007u, 1, TNEFI_K_DATE, 14, 0, 0x0061, 0x0040 },                /* attDateEnd         */
    { 0x00050008u, 1, TNEFI_K_INLINE, 4, 0, 0x0062, 0x0003 },               /* attAidOwner        */
    { 0x00040009u, 1, TNEFI_K_REQUEST, 2, 0, 0x0063, 0x000B },              /* attRequestRes      */
    { 0x0006800Fu, 2, TNEFI_K_INLINE, 0, TNEFI_AF_EMPTY, 0x3701, 0x0102 },  /* attAttachData      */
    { 0x00018010u, 2, TNEFI_K_INLINE, 0, TNEFI_AF_STRING, 0x3704, 0x001E }, /* attAttachTitle     */
    { 0x00068011u, 2, TNEFI_K_INLINE, 0, TNEFI_AF_EMPTY, 0x3709, 0x0102 },  /* attAttachMetaFile  */
    { 0x00038012u, 2, TNEFI_K_DATE, 14, 0, 0x3007, 0x0040 },              /* attAttachCreateDate  */
    { 0x00038013u, 2, TNEFI_K_DATE, 14, 0, 0x3008, 0x0040 },              /* attAttachModifyDate  */
    { 0x00069001u, 2, TNEFI_K_INLINE, 0, TNEFI_AF_STRING, 0x370C, 0x001E },
                                                                  /* attAttachTransportFilename   */
    { 0x00069005u, 2, TNEFI_K_LIST, 0, 0, 0, 0 },                           /* attAttachment      */
};

const struct tnefi_attr *tnefi_attr_info(uint32_t i)
{
    return &table[i < TNEFI_ATTR_COUNT ? i : TNEFI_ATTR_UNKNOWN];
}

uint32_t tnefi_attr_find(uint32_t id)
{
    /*@ loop invariant TNEFI_ATTR_NULL <= i <= TNEFI_ATTR_COUNT;
        loop assigns i;
        loop variant TNEFI_ATTR_COUNT - i; */
    for (uint32_t i = TNEFI_ATTR_NULL; i < TNEFI_ATTR_COUNT; i++) {
        TNEFI_TOUCH(1);
        if (table[i].id == id)
            return i;
    }
    return TNEFI_ATTR_UNKNOWN;
}

uint32_t tnefi_attr_find_low(uint32_t id)
{
    uint32_t found = TNEFI_ATTR_UNKNOWN;

    /*@ loop invariant TNEFI_ATTR_NULL <= i <= TNEFI_ATTR_COUNT && found < TNEFI_ATTR_COUNT;
        loop assigns i, found;
        loop variant TNEFI_ATTR_COUNT - i; */
    for (uint32_t i = TNEFI_ATTR_NULL; i < TNEFI_ATTR_COUNT; i++) {
        TNEFI_TOUCH(1);
        if (table[i].id % 65536u != id % 65536u)
            continue;
        if (found != TNEFI_ATTR_UNKNOWN)
            return TNEFI_ATTR_UNKNOWN;      /* 0x0000 and 0x0006 stand for two attributes each */
        found = i;
    }
    return found;
}

_Static_assert(TNEFI_ATTR_COUNT <= 64, "a bit for each attribute");

#define BIT(i)    UINT64_C(1) << (i)
#define BITS_8(i) BIT(i), BIT(i + 1), BIT(i + 2), BIT(i + 3), BIT(i + 4), BIT(i + 5), BIT(i + 6), \
    BIT(i + 7)

uint64_t tnefi_attr_bit(uint32_t index)
{
    static const uint64_t bits[64] = { BITS_8(0), BITS_8(8), BITS_8(16), BITS_8(24), BITS_8(32),
                                       BITS_8(40), BITS_8(48), BITS_8(56) };

    return bits[index % 64u];
}
