/* SPDX-License-Identifier: MIT */
#ifndef TNEF_ALLOC_H
#define TNEF_ALLOC_H
/* The allocator that is used where the caller gives none. */

#include <tnef/base.h>

/* malloc and free. Never NULL; static and constant. */
const tnef_allocator *tnefi_default_allocator(void);

#endif
