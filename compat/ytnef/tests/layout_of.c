/* SPDX-License-Identifier: MIT */

/* Sizes and offsets of everything that programs see, by one of two headers. */

#include <stddef.h>
#include <stdio.h>

#include <ytnef.h>

#define SIZE(type)          sizeof(type),
#define FIELD(type, field)  offsetof(type, field), sizeof(((type *)0)->field),
#define NUMBER(value)       (size_t)(value),

extern const size_t LAYOUT[];
const size_t LAYOUT[] = {
#include "layout.h"
    0
};
