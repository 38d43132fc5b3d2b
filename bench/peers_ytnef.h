/* SPDX-License-Identifier: MIT */
#ifndef TNEF_BENCH_PEERS_YTNEF_H
#define TNEF_BENCH_PEERS_YTNEF_H

#include <stddef.h>
#include <stdint.h>

/* Whether libytnef accepts a message; 1 where there is no libytnef. */
int bench_ytnef_reads(const uint8_t *p, size_t len);

/* The same of compressed RTF. */
int bench_ytnef_unpacks(const uint8_t *p, size_t len);

#endif
