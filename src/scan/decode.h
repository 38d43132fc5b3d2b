/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_SCAN_DECODE_H
#define TNEFI_SCAN_DECODE_H
/* A transfer decoder (RFC 2045, section 6) whose output may change hands while it decodes: a reader of a leaf
 * has it until it shows a mail, and then a level has it, which goes on where the reader stood. */

#include "base/align.h"

#include <tnef/transfer.h>

#include <stdint.h>

struct tnefi_scan_decode {
    tnef_transfer *transfer;
    tnef_sink_fn sink;       /* of whoever has it now */
    void *user;
    TNEFI_ALIGNED uint8_t mem[TNEF_TRANSFER_SIZE_MAX];
};

/* Makes it a decoder of that |kind|, as new. What it decodes to goes to |sink|. */
void tnefi_scan_decode_begin(struct tnefi_scan_decode *d, uint32_t kind, tnef_sink_fn sink, void *user);

#endif
