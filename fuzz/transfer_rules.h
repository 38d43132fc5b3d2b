/* SPDX-License-Identifier: MIT */

/* What the transfer decoders promise, for the harnesses of the kinds. */

#ifndef TNEF_FUZZ_TRANSFER_RULES_H
#define TNEF_FUZZ_TRANSFER_RULES_H

#include <stddef.h>
#include <stdint.h>

/* Decoded bytes of a whole input, and the status of finish, by another way: no state but a place
 * in the input. */
struct transfer_reference {
    uint8_t *out;
    size_t len;
    int32_t status;
};
void transfer_reference_base64(struct transfer_reference *r, const uint8_t *in, size_t len);
void transfer_reference_qp(struct transfer_reference *r, const uint8_t *in, size_t len);
void transfer_reference_uu(struct transfer_reference *r, const uint8_t *in, size_t len);

/* Decodes the input whole and in pieces, with pauses, and with a small limit when the options ask;
 * then encodes the input and decodes that. Fails unless all agrees. */
int transfer_rules(uint32_t kind, const uint8_t *data, size_t size);

#endif
