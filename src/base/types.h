/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_BASE_TYPES_H
#define TNEFI_BASE_TYPES_H
/* Property types of one value and of many ([MS-OXCDATA] 2.11.1). */

#include <stdint.h>

/* TNEF_PTYP_MV of <tnef/mapi.h>, which this room does not know; decoder/prop.c asserts that it is. */
#define TNEFI_MULTI_VALUED 0x1000u

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result != 0 ==> type >= TNEFI_MULTI_VALUED; */
static inline int tnefi_base_is_multi(uint16_t type)
{
    return type / TNEFI_MULTI_VALUED % 2u == 1u;
}

/* The type of one value. */
/*@ terminates \true; exits \false;
    assigns \nothing; */
static inline uint16_t tnefi_base_single_type(uint16_t type)
{
    return tnefi_base_is_multi(type) ? (uint16_t)(type - TNEFI_MULTI_VALUED) : type;
}

#endif
