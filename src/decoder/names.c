/* SPDX-License-Identifier: MIT */
/* Names of the numbers in decoder.h. */

#include <tnef/decoder.h>

/* What a look into a table does. */
#define P_FINDS \
  terminates \true; \
  exits \false; \
  assigns \nothing

/*@ P_FINDS; */
const char *tnef_event_name(uint32_t type)
{
    static const char *const names[] = {
        "?",          "stream_begin", "stream_end",  "attr_begin", "attr_end", "row_begin", "row_end",
        "prop_begin", "prop_end",     "value_begin", "value_end",  "data",     "anomaly",
    };
    _Static_assert(sizeof names / sizeof names[0] == TNEF_EV_ANOMALY + 1, "a name for each event");

    return type <= TNEF_EV_ANOMALY ? names[type] : "?";
}
