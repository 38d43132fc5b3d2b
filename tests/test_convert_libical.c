/* SPDX-License-Identifier: MIT */

/* libical reads every calendar that the vectors of test_convert_cal.c make: without errors, and with what
 * RFC 5545 and RFC 5546 ask of its method. */

int calendars(void);
#define main calendars
#include "test_convert_cal.c"
#undef main

#include <stdio.h>

#include <libical/ical.h>

static unsigned reads;

static void read_calendar(uint32_t kind, const char *text)
{
    icalcomponent *calendar;

    if (kind != TNEF_CONVERT_CALENDAR)
        return;
    calendar = icalparser_parse_string(text);
    assert_non_null(calendar);
    assert_int_equal(icalcomponent_isa(calendar), ICAL_VCALENDAR_COMPONENT);
    if (icalcomponent_count_errors(calendar) != 0 || !icalrestriction_check(calendar)) {
        print_error("%s\n", icalcomponent_as_ical_string(calendar));
        fail();
    }
    icalcomponent_free(calendar);
    reads++;
}

int main(void)
{
    int failed;

    cw_reads = read_calendar;
    failed = calendars();
    printf("libical read %u calendars\n", reads);
    return failed != 0 || reads < 10;
}
