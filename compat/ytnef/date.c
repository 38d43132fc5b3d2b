/* SPDX-License-Identifier: MIT */

/* Dates. */

#include "priv.h"

#define UNITS_OF_SECOND 10000000u
#define SECONDS_OF_DAY  86400u
#define DAYS_OF_ERA     146097u /* 400 years */

/* Sets year, month and day of a number of days since 1601-01-01. The year is taken to begin in March, so that
 * the leap day is its last one. */
static void civil(uint64_t days, dtr *out)
{
    uint64_t d = days + 306; /* since 1600-03-01 */
    uint64_t era = d / DAYS_OF_ERA, day = d % DAYS_OF_ERA;
    uint64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    uint64_t of_year = day - (365 * year + year / 4 - year / 100);
    uint64_t month = (5 * of_year + 2) / 153;

    out->wDay = (WORD)(of_year - (153 * month + 2) / 5 + 1);
    out->wMonth = (WORD)(month < 10 ? month + 3 : month - 9);
    out->wYear = (WORD)(1600 + era * 400 + year + (month >= 10));
}

/* A PtypTime counts units of 100 ns since 1601-01-01, which was a Monday: [MS-DTYP] 2.3.3. The last one is in
 * the year 60056. */
int MAPISysTimetoDTR(BYTE *data, dtr *thedate)
{
    uint64_t seconds = SwapDDWord(data, 8) / UNITS_OF_SECOND;
    uint64_t days = seconds / SECONDS_OF_DAY;
    unsigned second = (unsigned)(seconds % SECONDS_OF_DAY);

    civil(days, thedate);
    thedate->wHour = (WORD)(second / 3600);
    thedate->wMinute = (WORD)(second / 60 % 60);
    thedate->wSecond = (WORD)(second % 60);
    thedate->wDayOfWeek = (WORD)((days + 1) % 7);
    return 0;
}

void TNEFPrintDate(dtr Date)
{
    static const char *const days[] = { "Sunday ",   "Monday ", "Tuesday ", "Wednesday ",
                                        "Thursday ", "Friday ", "Saturday " };
    static const char *const months[] = { "January ",   "February ", "March ",    "April ",
                                          "May ",       "June ",     "July ",     "August ",
                                          "September ", "October ",  "November ", "December " };
    unsigned hour = Date.wHour % 12u;

    printf("%s%s%u, %u %u:%02u:%02u %s", Date.wDayOfWeek < 7 ? days[Date.wDayOfWeek] : "",
           Date.wMonth >= 1 && Date.wMonth <= 12 ? months[Date.wMonth - 1] : "", Date.wDay, Date.wYear,
           hour == 0 && Date.wHour != 0 ? 12u : hour, Date.wMinute, Date.wSecond,
           Date.wHour < 12 ? "am" : "pm");
}
