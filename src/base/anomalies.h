/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_BASE_ANOMALIES_H
#define TNEFI_BASE_ANOMALIES_H
/* Sets of anomalies, for objects that do not count them. */

#include <tnef/anomaly.h>

/* Whether |code| is in |set|, which is known to be a set of the band of |code|. */
#define TNEFI_MET(set, code) (((set) & TNEF_ANOMALY_BIT(code)) != 0)

/* 1 if |code| is in |set|, which is a set of the band that begins with |first|; else 0. */
static inline uint64_t tnefi_base_in_set(uint64_t set, uint32_t code, uint32_t first)
{
    return code / 64u == first / 64u ? set >> (code % 64u) & 1u : 0u;
}

#endif
