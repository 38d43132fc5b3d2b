/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LZFU_KNOWN_H
#define TESTS_LZFU_KNOWN_H

#include <tnef/lzfu.h>

/* What is known as one set: flags, and above them anomalies. */
#define LZFU_MET(code) (TNEF_ANOMALY_BIT(code) << 4)

static inline uint64_t lzfu_known(const struct tnef_lzfu_info *info)
{
    return info->flags | info->anomalies << 4;
}

#endif
