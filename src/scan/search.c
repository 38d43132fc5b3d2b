/* SPDX-License-Identifier: MIT */
/* What claims to be what is looked for: types, and names of files. A name is a pattern, in which "#" is any
 * number of digits.
 *
 *     application/ms-tnef             a type that claims a stream
 *     winmail.dat                     a name that does: "winmail#.dat"
 *     WINMAIL12.DAT                   and this one
 *
 *     application/ms-tnef2            another type
 *     winmail.dat.exe                 another name: all of it counts
 *     mywinmail.dat                   and this one */

#define TNEFI_SCAN_LISTS_OPEN
#include "scan/search.h"

#include "scan/chars.h"
#include "scan/texts.h"

/* Whether |name| is |pattern|, in which "#" is any number of digits. */
/*@ requires T_TEXT(name, T_MOST) && t_given(pattern);
    terminates \true; exits \false;
    assigns \nothing; */
static int fits(const uint8_t *name, const char *pattern)
{
    size_t i = 0;

    /*@ loop invariant 0 <= k < T_MOST && T_INSIDE(pattern, k);
        loop invariant 0 <= i < T_MOST && T_INSIDE(name, i);
        loop assigns k, i;
        loop variant T_MOST - k; */
    for (size_t k = 0; pattern[k] != 0; k++) {
        TNEFI_TOUCH(1);
        if (pattern[k] == '#') {
            /*@ loop invariant 0 <= i < T_MOST && T_INSIDE(name, i);
                loop assigns i;
                loop variant T_MOST - i; */
            while (tnefi_base_is_digit(name[i])) {
                TNEFI_TOUCH(1);
                i++;
            }
        } else if (tnefi_base_lower(name[i]) == tnefi_scan_byte_of(pattern[k])) {
            i++;
        } else {
            return 0;
        }
    }
    return name[i] == 0;
}

int tnefi_scan_claims_type(const struct tnefi_scan_search *f, const uint8_t *type)
{
    /*@ loop invariant 0 <= i < T_MOST && L_INSIDE(f->types, i);
        loop assigns i;
        loop variant T_MOST - i; */
    for (size_t i = 0; f->types[i] != NULL; i++)
        if (tnefi_scan_is(type, f->types[i]))
            return 1;
    return 0;
}

int tnefi_scan_claims_name(const struct tnefi_scan_search *f, const uint8_t *name)
{
    /*@ loop invariant 0 <= i < T_MOST && L_INSIDE(f->names, i);
        loop assigns i;
        loop variant T_MOST - i; */
    for (size_t i = 0; f->names[i] != NULL; i++)
        if (fits(name, f->names[i]))
            return 1;
    return 0;
}
