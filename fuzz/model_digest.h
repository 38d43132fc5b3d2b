/* SPDX-License-Identifier: MIT */

/* A number for all that message.h says of a message, a recipient or a part at its end. Every
 * string is looked at on the way: one that is not UTF-8, or holds a NUL, aborts. */

#ifndef TNEF_FUZZ_MODEL_DIGEST_H
#define TNEF_FUZZ_MODEL_DIGEST_H

#include "harness.h"

#include <tnef/message.h>

/* Adds a string, after a look at it. */
uint64_t model_string(uint64_t h, tnef_string t);

uint64_t model_message(const tnef_message_info *m);
uint64_t model_recipient(const tnef_recipient *r);
uint64_t model_part(const tnef_part *p);
uint64_t model_content(const tnef_content *c);

/* What a reader said of messages and parts, by id; 0: not seen. */
#define MODEL_SEEN 256u
struct model_seen {
    uint64_t message[MODEL_SEEN], part[MODEL_SEEN];
};

/* Looks at everything in a tree of an input of |input| bytes. |seen|: what a reader said of the
 * same input, under the same limits, to its end; or NULL. */
void model_tree(const tnef_message *root, size_t input, const struct model_seen *seen);

#endif
