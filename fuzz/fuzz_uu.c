/* SPDX-License-Identifier: MIT */

/* TNEF_TRANSFER_UUENCODE: see transfer_rules.h. */

#include "transfer_rules.h"

#include <tnef/transfer.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return transfer_rules(TNEF_TRANSFER_UUENCODE, data, size);
}
