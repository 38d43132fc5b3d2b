/* SPDX-License-Identifier: MIT */

#include "base/touch.h"

#ifdef TNEF_COUNT_TOUCHED
uint64_t tnefi_base_touched;
#endif
