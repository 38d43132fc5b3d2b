/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_DECODER_ATTRS_H
#define TNEFI_DECODER_ATTRS_H
/* What the decoder knows about each attribute: [MS-OXTNEF] 2.1.3.3 and the table of 2.1.3.4. */

#include <stdint.h>

/* How the data of an attribute is read. */
enum {
    TNEFI_K_RAW,       /* as bytes; what they mean is for the message model                       */
    TNEFI_K_INLINE,    /* the bytes are the value of a property                                   */
    TNEFI_K_LIST,      /* a property list                                                         */
    TNEFI_K_TABLE,     /* a recipient table                                                       */
    TNEFI_K_VERSION,   /* as bytes, and compared with the one version there is                    */
    /* raw, then as one or more properties computed from the bytes */
    TNEFI_K_DATE,
    TNEFI_K_REND,
    TNEFI_K_STATUS,
    TNEFI_K_PRIORITY,
    TNEFI_K_REQUEST,
    TNEFI_K_HEX
};

#define TNEFI_AF_STRING 1u   /* NUL-terminated by the specification                               */
#define TNEFI_AF_EMPTY  2u   /* no content is a legal content                                     */

struct tnefi_decoder_attr {
    uint32_t id;
    uint8_t level;           /* TNEF_LVL_*, or 0: either                                          */
    uint8_t kind;
    uint8_t fixed;           /* the only legal length, 0: any                                     */
    uint8_t flags;
    uint16_t prop_id, prop_type;
};

#define TNEFI_ATTR_UNKNOWN 0u
#define TNEFI_ATTR_NULL    1u
#define TNEFI_ATTR_REND    2u
#define TNEFI_ATTR_COUNT   35u

/* The entry of index |i|, which must be below TNEFI_ATTR_COUNT. Entry 0 is that of all attributes
 * that are not known. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \valid_read(\result); */
const struct tnefi_decoder_attr *tnefi_decoder_attr_info(uint32_t i);

/* The index of the attribute with this id, by all 32 bits or by the low 16 only (which must then be
 * unambiguous); TNEFI_ATTR_UNKNOWN if it is not in the table. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result < TNEFI_ATTR_COUNT; */
uint32_t tnefi_decoder_attr_find(uint32_t id);
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result < TNEFI_ATTR_COUNT; */
uint32_t tnefi_decoder_attr_find_low(uint32_t id);

/* The bit of an index in a set of them. A table: that a shift cannot overflow is not provable here. */
/*@ terminates \true; exits \false;
    assigns \nothing; */
uint64_t tnefi_decoder_attr_bit(uint32_t index);

#endif
