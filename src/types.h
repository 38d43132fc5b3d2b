/* SPDX-License-Identifier: MIT */
#ifndef TNEF_TYPES_H
#define TNEF_TYPES_H
/* Property types, as far as the decoder tells them apart ([MS-OXCDATA] 2.11.1). */

#include <stdint.h>

#define MULTI_VALUED 0x1000u

enum { PT_NULL = 0x01, PT_I2 = 0x02, PT_BOOLEAN = 0x0B, PT_OBJECT = 0x0D, PT_STRING8 = 0x1E,
       PT_UNICODE = 0x1F, PT_BINARY = 0x102 };

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result != 0 ==> type >= MULTI_VALUED; */
static inline int tnefi_is_multi(uint16_t type)
{
    return type / MULTI_VALUED % 2u == 1u;
}

/* The type of one value. */
/*@ terminates \true; exits \false;
    assigns \nothing; */
static inline uint16_t tnefi_base_type(uint16_t type)
{
    return tnefi_is_multi(type) ? (uint16_t)(type - MULTI_VALUED) : type;
}

#endif
