/* SPDX-License-Identifier: MIT */
/* In the place of peers_ktnef.cpp where ktnef is not installed. */
#include "bench.h"

const struct bench_way bench_ktnef[] = { { NULL, NULL, NULL } };
