/* SPDX-License-Identifier: MIT */
#ifndef TNEF_LOAD_ALLOC_H
#define TNEF_LOAD_ALLOC_H
/* What bodies need to know of a tree besides its public face. */

#include <tnef/message.h>

/* Where the memory of the tree comes from that |message| is in. */
const tnef_allocator *tnefi_load_allocator(const tnef_message *message);

#endif
