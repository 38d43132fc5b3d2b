/* SPDX-License-Identifier: MIT */
#ifndef TNEF_MILTER_DOOR_H
#define TNEF_MILTER_DOOR_H
/* The socket on which the MTA finds the filter. */

#include "config.h"

/* Opens it, with the mode and the group of the configuration. Returns NULL, or what is wrong. */
const char *door_open(const struct config *cfg);

#endif
