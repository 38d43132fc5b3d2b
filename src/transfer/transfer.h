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

/* Whether the decoder, which is of quoted-printable, keeps nothing back, so that a byte that it gets next
 * stands for itself if it is text. */
int tnefi_transfer_qp_in_text(const tnef_transfer *transfer);

/* Passes over |n| bytes of quoted-printable that nobody wants decoded. It must be in the text before them,
 * and would be so after them. They are not looked at, so that they do not count as output, nor does what is
 * odd in them, or how long their lines are. */
void tnefi_transfer_qp_pass(tnef_transfer *transfer, size_t n);

/* Begins a block of base64, as if a line "begin-base64 644 " had come, for base64 that stands in text without
 * a begin line. |transfer| is of uuencode and stands at the beginning of a line; a block that is open ends;
 * the sink has taken all before. It must not be called from inside the sink, nor after finish. */
void tnefi_transfer_uu_begin_base64(tnef_transfer *transfer);

#endif
