/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_SCAN_SIGNATURE_FIELDS_H
#define TNEFI_SCAN_SIGNATURE_FIELDS_H
/* Which fields tell that a file is a mail: a table, and nothing else. */

#include <stdint.h>

/* What a field name says. OTHER: nothing. SHARED: mail has it, and so have HTTP, MIME parts or lists of
 * settings. LETTER: a letter has it, and so may other lists. MAIL: only mail has it. */
enum { FIELD_OTHER, FIELD_SHARED, FIELD_LETTER, FIELD_MAIL };

/* What the |len| bytes are as the name of a field, in any case: FIELD_*. */
/*@ requires \valid_read(name + (0 .. len - 1));
    terminates \true; exits \false;
    assigns \nothing; */
uint16_t tnefi_scan_signature_field(const uint8_t *name, uint32_t len);

#endif
