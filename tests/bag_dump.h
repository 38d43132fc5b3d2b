/* SPDX-License-Identifier: MIT */

/* A property bag as lines of a log: every function of tnef/bag.h is asked for every value. */

#ifndef TNEF_TESTS_BAG_DUMP_H
#define TNEF_TESTS_BAG_DUMP_H

#include <tnef/bag.h>

#include "message_log.h"

/* Nothing for NULL; else "bag COUNT", and for each item a line such as
 *     bag[3] 8233.001f f=0 n=1 string="Text" @123
 * with "bits", "number", "real", "currency", "time", "guid", "bytes" for what else the value is, and
 * "f=1234" after a value that has flags. */
void bag_dump(struct message_log *log, const struct tnef_bag *bag);

#endif
