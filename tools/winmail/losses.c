/* SPDX-License-Identifier: MIT */
/* What a message lacks in the form that other programs read. */

#include "winmail.h"

/* What is said of each thing that is left out, and whether something is lost by that. */
static const struct loss {
    uint32_t bit;
    int is_loss;
    const char *says;
} losses[] = {
    { TNEF_CONVERT_NO_RULE, 1, "its recurrence is broken, or cannot be written: it is there once" },
    { TNEF_CONVERT_NO_ZONE, 1, "its time zone is broken: times are in UTC" },
    { TNEF_CONVERT_NO_ORGANIZER, 0, "nobody organizes it, so it is no invitation" },
    { TNEF_CONVERT_NO_DATE, 0, "it does not tell when it was made" },
    { TNEF_CONVERT_NO_START, 1, "it does not tell when it begins" },
    { TNEF_CONVERT_LOCAL_TIME, 0, "the zone of a time is not known" },
    { TNEF_CONVERT_MEMBERS, 1, "members of the list are missing: no address, or too many" },
    { TNEF_CONVERT_PEOPLE, 1, "recipients are missing: there are too many" },
    { TNEF_CONVERT_EXCEPTIONS, 1, "moved instances are missing: they are broken, or too many" },
    { TNEF_CONVERT_TRUNCATED, 1, "not all of a text or an attachment is there" },
    { TNEF_CONVERT_ADDRESS, 0, "somebody has no address that mail can be sent to" },
    { TNEF_CONVERT_FIRST_DAY, 0, "its first day is not a day of its recurrence" },
    { TNEF_CONVERT_PICTURE, 1, "its picture is none, or is too large" },
    { TNEF_CONVERT_REMAINDER, 0, "bytes of the stream belong to nothing" },
    { TNEF_CONVERT_SIGNATURE, 1, "its signature or envelope is broken" },
};

int complain_losses(const struct source *source, uint32_t left_out, int all, int strict)
{
    int code = EXIT_COMPLETE;

    for (size_t i = 0; i < sizeof losses / sizeof losses[0]; i++) {
        if ((left_out & losses[i].bit) == 0)
            continue;
        if (losses[i].is_loss || strict)
            code = EXIT_MALFORMED;
        if (all || losses[i].is_loss || strict)
            complain(source, "%s", losses[i].says);
    }
    return code;
}
