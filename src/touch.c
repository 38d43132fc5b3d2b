/* SPDX-License-Identifier: MIT */

#include "touch.h"

#ifdef TNEF_COUNT_TOUCHED
uint64_t tnefi_touched;
#endif
