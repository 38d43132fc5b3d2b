/* SPDX-License-Identifier: MIT */

/* A stream that has something of everything that property bags can hold, and a list that wants it. */

#ifndef TNEF_TESTS_BAG_SAMPLE_H
#define TNEF_TESTS_BAG_SAMPLE_H

#include <stddef.h>
#include <stdint.h>

#include <tnef/bag.h>

#include "writer.h"

enum {
    BS_SUBJECT, BS_PLACE, BS_START, BS_KEYWORDS, BS_NUMBERS, BS_BLOB, BS_GUID, BS_DISPLAY,
    BS_FILE_NAME, BS_DATA, BS_EMAIL, BS_COUNT
};
extern const tnef_bag_key bag_sample_keys[BS_COUNT];

/* All limits at their defaults. */
extern const tnef_bag_config bag_sample_config;

/* A message with two rows, an attachment, and an embedded message that has the same properties. In
 * memory of exactly its size, to be freed. */
uint8_t *bag_sample(size_t *len);

#endif
