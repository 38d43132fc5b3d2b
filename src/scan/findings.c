/* SPDX-License-Identifier: MIT */
/* The bits of anomalies, from a table: that a shift loses nothing is more than a prover sees. */

#include "scan/findings.h"

#define BIT(i)    UINT64_C(1) << (i)
#define BITS_8(i) BIT(i), BIT(i + 1), BIT(i + 2), BIT(i + 3), BIT(i + 4), BIT(i + 5), BIT(i + 6), BIT(i + 7)

uint64_t tnefi_scan_bit(uint32_t anomaly)
{
    static const uint64_t bits[64] = { BITS_8(0),  BITS_8(8),  BITS_8(16), BITS_8(24),
                                       BITS_8(32), BITS_8(40), BITS_8(48), BITS_8(56) };

    return bits[anomaly % 64u];
}
