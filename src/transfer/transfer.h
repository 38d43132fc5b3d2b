/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_TRANSFER_TRANSFER_H
#define TNEFI_TRANSFER_TRANSFER_H
/* What the library asks of a transfer decoder so often that tnef_transfer_info() would cost too
 * much, since it collects the anomalies. */

#include <tnef/transfer.h>

/* struct tnef_transfer_info.blocks. */
uint32_t tnefi_transfer_blocks(const tnef_transfer *transfer);

/* Whether the decoder, which is of uuencode, stands at the beginning of a line outside of a block. */
int tnefi_transfer_uu_outside(const tnef_transfer *transfer);

/* Whether a block of uuencode is open in it, and not one of base64. */
int tnefi_transfer_uu_in_block(const tnef_transfer *transfer);

/* Whether a block of base64 is open in it. */
int tnefi_transfer_uu_in_base64(const tnef_transfer *transfer);

/* Begins a block of base64, as if a line "begin-base64 644 " had come, for base64 that stands in text without
 * a begin line. |transfer| is of uuencode and stands at the beginning of a line; a block that is open ends;
 * the sink has taken all before. It must not be called from inside the sink, nor after finish. */
void tnefi_transfer_uu_begin_base64(tnef_transfer *transfer);

#endif
