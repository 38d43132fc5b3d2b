/* SPDX-License-Identifier: MIT */
#ifndef TNEF_TRANSFER_INSIDE_H
#define TNEF_TRANSFER_INSIDE_H
/* What the library asks of a transfer decoder so often that tnef_transfer_get_info() would cost too
 * much, since it collects the anomalies. */

#include <tnef/transfer.h>

/* tnef_transfer_info.blocks. */
uint32_t tnefi_transfer_blocks(const tnef_transfer *transfer);

#endif
