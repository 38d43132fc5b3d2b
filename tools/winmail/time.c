/* SPDX-License-Identifier: MIT */
/* Points in time, as people and programs read them. */

#include "winmail.h"

#include <inttypes.h>

/* The civil date of a day counted from 1970-01-01, by eras of 400 years that begin in March. */
static void civil_from_days(int64_t days, int64_t *year, int *month, int *day)
{
    int64_t z = days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;

    *day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = yoe + era * 400 + (*month <= 2);
}

void format_time(char *out, tnef_time t)
{
    int64_t days = t.seconds >= 0 ? t.seconds / 86400 : -((86399 - t.seconds) / 86400);
    int second = (int)(t.seconds - days * 86400);
    int64_t year;
    int month, day;

    civil_from_days(days, &year, &month, &day);
    snprintf(out, TIME_SIZE, "%04" PRId64 "-%02d-%02dT%02d:%02d:%02d%s", year, month, day,
             second / 3600, second / 60 % 60, second % 60,
             (t.flags & TNEF_TIME_ZONE) != 0 ? "" : "Z");
}

int format_filetime(char *out, uint64_t filetime)
{
    tnef_time t = { 0, 0, TNEF_TIME_SET };

    if (filetime == 0 || filetime == UINT64_C(0x0CB34557A3DD4000) || filetime >> 63 != 0
        || filetime == INT64_MAX)
        return 0;
    t.seconds = (int64_t)(filetime / 10000000u) - INT64_C(11644473600);
    format_time(out, t);
    return 1;
}
