/* SPDX-License-Identifier: MIT */
#ifndef TNEF_BAG_LIST_H
#define TNEF_BAG_LIST_H
/* Copies of the caller's list of keys, for objects that make readers later. The list must be one that
 * tnef_reader_new() takes. */

#include <tnef/bag.h>

/* The bytes of a copy; 0: there is nothing to copy. */
size_t tnefi_bag_list_size(const tnef_bag_config *cfg);

/* Makes it in |mem|, which is aligned for any object. */
const tnef_bag_config *tnefi_bag_list_copy(void *mem, const tnef_bag_config *cfg);

#endif
