/* SPDX-License-Identifier: MIT */

/* A strict reader of what the converter writes as iCalendar or vCard: lines, folding, components, properties
 * with their parameters and values. It knows the properties that are ever written, so a line that the input
 * has made up is found. */

#ifndef TNEF_TESTS_ICAL_READ_H
#define TNEF_TESTS_ICAL_READ_H

#include <stddef.h>

/* NULL: all is well; else what is wrong, and |*at| tells where. Nothing at all is well. */
const char *ical_read(const char *text, size_t len, size_t *at);

#endif
