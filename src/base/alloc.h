/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_BASE_ALLOC_H
#define TNEFI_BASE_ALLOC_H
/* The caller's allocator, or malloc and free if the caller gives no allocator. Every constructor takes the
 * memory of its object here, so none calls a function of the allocator that is NULL. */

#include <tnef/base.h>

/* Takes |size| bytes of memory for an object, and copies the allocator that they came from to *|used|.
 *
 * TNEF_OK          *|mem| is the memory.
 * TNEF_E_ARGUMENT  a function of |given| is NULL; nothing was called. *|mem| is NULL.
 * TNEF_E_MEMORY    the allocator returned NULL. *|mem| is NULL. */
tnef_status tnefi_base_take_memory(void **mem, tnef_allocator *used, const tnef_allocator *given,
                              size_t size);

/* Does the first half of it, for those who must look at something else before they take memory. Returns
 * TNEF_OK or TNEF_E_ARGUMENT. */
tnef_status tnefi_base_allocator(tnef_allocator *used, const tnef_allocator *given);

/* Gives back what tnefi_base_take_memory() gave. */
void tnefi_base_return_memory(const tnef_allocator *used, void *mem, size_t size);

#endif
