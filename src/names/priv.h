/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_NAMES_PRIV_H
#define TNEFI_NAMES_PRIV_H
/* The tables of names. Each is sorted strictly by its key, so that it can be searched by
 * halves; the tests check that. */

#include <stddef.h>
#include <stdint.h>

/* By id. */
struct tnefi_names_attr_name {
    uint32_t id;
    const char *name;
};

/* By id; also by type, for names of types. */
struct tnefi_names_prop_name {
    uint16_t id;
    const char *name;
};

/* By id, then type. */
struct tnefi_names_tag_name {
    uint16_t id, type;
    const char *name;
};

/* By set (TNEF_GUID_*), then number. */
struct tnefi_names_named_name {
    uint16_t set, lid;
    const char *name;
};

/* By bytes. */
struct tnefi_names_guid {
    uint8_t bytes[16];
    uint32_t which;          /* TNEF_GUID_* */
    const char *name;
};

/* The tables; each stores its number of entries. */
#define P_TABLE \
    requires \valid(count); \
    terminates \true; exits \false; \
    assigns *count; \
    ensures \valid_read(\result + (0 .. *count - 1))
/*@ P_TABLE; */
const struct tnefi_names_attr_name *tnefi_names_attr_names(size_t *count);
/*@ P_TABLE; */
const struct tnefi_names_prop_name *tnefi_names_prop_names(size_t *count);
/*@ P_TABLE; */
const struct tnefi_names_tag_name *tnefi_names_tag_names(size_t *count);
/*@ P_TABLE; */
const struct tnefi_names_prop_name *tnefi_names_type_names(size_t *count);
/*@ P_TABLE; */
const struct tnefi_names_named_name *tnefi_names_named_names(size_t *count);
/*@ P_TABLE; */
const struct tnefi_names_guid *tnefi_names_guids(size_t *count);

#endif
