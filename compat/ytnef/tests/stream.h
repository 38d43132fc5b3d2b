/* SPDX-License-Identifier: MIT */

/* Streams that tests of libytnef write, and what they look at in the structs that come of them. */

#ifndef YTNEF_TESTS_STREAM_H
#define YTNEF_TESTS_STREAM_H

#include <stddef.h>
#include <stdint.h>

#include "../ytnef.h"
#include "writer.h"

/* |data| is to be given back with free(). */
struct stream {
    uint8_t *data;
    size_t len;
};

/* What was written. */
struct stream stream_taken(struct tw *w);

/* From memory, into a struct that is made new. Returns what TNEFParseMemory() does. */
int stream_parse(struct stream s, TNEFStruct *tnef);

/* One with some of all: attributes, properties with names, two attachments. */
struct stream stream_of_everything(void);

/* The value is |text| and a NUL. */
void assert_text(const variableLength *value, const char *text);

#endif
