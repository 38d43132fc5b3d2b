/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_DECODER_ATTR_BITS_H
#define TNEFI_DECODER_ATTR_BITS_H
/* A set of attributes, as tnefi_decoder_attr_bit() has them. */

#include <stdint.h>

/* The bits of all attributes of attachments. */
/*@ terminates \true; exits \false;
    assigns \nothing; */
uint64_t tnefi_decoder_attr_bits_of_attachments(void);

#endif
