/* SPDX-License-Identifier: MIT */
/* Bytes that belong to nothing, as files of winmail extract. */

#define _POSIX_C_SOURCE 200809L

#include "extract.h"

#include <string.h>

void extract_remainder_begin(struct extraction *x, uint32_t depth)
{
    struct level *v = &x->levels[depth];

    memset(&v->remainder, 0, sizeof v->remainder);
    v->has_remainder = extract_create(x, depth, &v->remainder) == 0;
}

void extract_remainder_data(struct extraction *x, uint32_t depth, const void *data, size_t len)
{
    if (x->levels[depth].has_remainder)
        (void)extract_write(x, depth, &x->levels[depth].remainder, data, len);
}

void extract_remainder_end(struct extraction *x, const tnef_part *part, int incomplete)
{
    struct level *v = &x->levels[part->depth];

    if (!v->has_remainder) {
        extract_print_unwritten(x, v, part);
        return;
    }
    v->remainder.incomplete |= incomplete;
    (void)extract_done(x, part->depth, &v->remainder);
    x->naming = part;
    (void)extract_keep(x, v, &v->remainder, part);
    x->naming = NULL;
    extract_close(x, v, &v->remainder);
    v->has_remainder = 0;
}
