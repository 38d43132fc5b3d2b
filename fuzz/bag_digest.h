/* SPDX-License-Identifier: MIT */

/* Property bags in the harness of the model: what is wanted, and a number for what is found. */

#ifndef TNEF_FUZZ_BAG_DIGEST_H
#define TNEF_FUZZ_BAG_DIGEST_H

#include "harness.h"

#include <tnef/bag.h>

/* A list of what samples have, with limits by |random|. Returns |out|. */
const tnef_bag_config *bag_wanted(tnef_bag_config *out, uint32_t random);

/* Bytes that its bags may take from the allocator; 0 for NULL. */
uint64_t bag_memory(const tnef_bag_config *bag);

/* Adds everything in a bag. Looks at all of it, and that it can be found. */
uint64_t bag_digest(uint64_t h, const struct tnef_bag *bag);

#endif
