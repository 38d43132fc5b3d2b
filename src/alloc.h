/* SPDX-License-Identifier: MIT */
#ifndef TNEF_ALLOC_H
#define TNEF_ALLOC_H
/* The caller's allocator, or malloc and free where there is none. Every constructor takes its memory
 * here, so none calls a function that is not there. */

#include <tnef/base.h>

/* Memory of |size| bytes for an object, and in *|used| a copy of the allocator that it came from.
 *
 * TNEF_OK          *|mem| is the memory.
 * TNEF_E_ARGUMENT  a function of |given| is NULL; nothing was called. *|mem| is NULL.
 * TNEF_E_MEMORY    the allocator returned NULL. *|mem| is NULL. */
tnef_status tnefi_take_memory(void **mem, tnef_allocator *used, const tnef_allocator *given,
                              size_t size);

/* The first half of it, for those who must look at something else before they take memory: TNEF_OK
 * or TNEF_E_ARGUMENT. */
tnef_status tnefi_allocator(tnef_allocator *used, const tnef_allocator *given);

/* Gives back what tnefi_take_memory() gave. */
void tnefi_return_memory(const tnef_allocator *used, void *mem, size_t size);

#endif
