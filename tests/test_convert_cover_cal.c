/* SPDX-License-Identifier: MIT */

/* Corners of calendars: instances that an id tells, ids, names of zones, years without a zone or a date. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "meeting_maker.h"

#define REQUEST "IPM.Schedule.Meeting.Request"

/* A zone without an offset and without daylight saving time. */
#define UTC_STRUCT "~~~~~~~~~~~~"

/* The id of a meeting with a day in it; that of another system whose name is empty. */
#define DAY_ID(day) "040000008200e00074c5b7101a82e008 " day " ~~~~ 10000000 00112233445566778899aabbccddeeff"
#define EMPTY_ID    "040000008200e00074c5b7101a82e008 ~~~~~ 0d000000 7643616c2d556964 01000000 00"

/* ---- The instance that is meant ------------------------------------------------------------ */

/* The day is in the id; the time of day is told apart, if it is. */
static void instance_by_id(void **state)
{
    static const struct {
        const char *id, *zone;
        int64_t packed;
        const char *line;
    } rows[] = {
        { DAY_ID("07e80319"), MM_EASTERN, 9 << 12 | 30 << 6,
          "RECURRENCE-ID;TZID=Eastern Standard Time:20240325T093000\r\n" },
        { DAY_ID("07e80319"), NULL, 9 << 12 | 30 << 6, "RECURRENCE-ID:20240325T093000Z\r\n" },
        { DAY_ID("07e80319"), NULL, 0, "RECURRENCE-ID:20240325T000000Z\r\n" },
        { DAY_ID("07e80319"), NULL, -1, "RECURRENCE-ID:20240325T000000Z\r\n" },
        { DAY_ID("07e80319"), NULL, INT64_C(0x80000000), "RECURRENCE-ID:20240325T000000Z\r\n" },
        { DAY_ID("07e8021f"), NULL, 0, NULL },
        { DAY_ID("06400101"), NULL, 0, NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct mm_meeting m = mm_request();
        struct tw w;
        char *text;

        m.id = rows[i].id;
        m.zone = rows[i].zone;
        cw_begin(&w, REQUEST);
        mm_props(&w, &m);
        tw_named_id(&w, CW_MEETING, 0x000E);
        tw_prop_i8(&w, 0x8000, rows[i].packed);
        cw_end(&w);
        text = cw_calendar(&w, NULL, NULL);
        if (rows[i].line != NULL)
            cw_has(text, rows[i].line);
        else
            cw_lacks(text, "RECURRENCE-ID");
        free(text);
    }
}

/* ---- Ids ----------------------------------------------------------------------------------- */

static void ids(void **state)
{
    struct mm_meeting m = mm_request();
    uint8_t *p = calloc(1, 2048);
    char *text;

    (void)state;
    assert_non_null(p);
    m.clean_id = EMPTY_ID;
    text = mm_calendar(&m, NULL);
    cw_has(text, "UID:040000008200E00074C5B7101A82E008");
    free(text);
    m.clean_id = NULL;
    m.id = DAY_ID("07e80319");
    for (size_t len = 1024; len <= 1025; len++) { /* the longest id, and one that is longer */
        struct tw w;

        (void)cw_bytes(MM_ID, p, 2048);
        cw_begin(&w, REQUEST);
        cw_blob(&w, CW_MEETING, 0x0023, p, len);
        mm_props(&w, &m);
        cw_end(&w);
        text = cw_calendar(&w, NULL, NULL);
        cw_has(text, "UID:040000008200E00074C5B7101A82E008");
        assert_int_equal(strlen(text) > 2048, len == 1024);
        free(text);
    }
    free(p);
}

static void id_of_the_mail(void **state)
{
    struct mm_meeting m = mm_request();
    struct tw w;
    char *text;

    (void)state;
    m.clean_id = NULL;
    cw_begin(&w, REQUEST);
    mm_props(&w, &m);
    tw_prop_binary(&w, 0x007F, "<1@example.com>", 16);
    cw_end(&w);
    text = cw_calendar(&w, NULL, NULL);
    cw_has(text, "UID:<1@example.com>\r\n");
    free(text);
}

/* ---- Zones --------------------------------------------------------------------------------- */

static void names_of_zones(void **state)
{
    static const struct {
        const char *name, *line;
    } rows[] = {
        { "Plain_Name", ";TZID=Plain_Name:2" },   { "A;B", ";TZID=\"A;B\":2" },
        { "A,B", ";TZID=\"A,B\":2" },             { "A:B", ";TZID=\"A:B\":2" },
        { "A\"B", ";TZID=AB:2" },           { "A^B", ";TZID=\"A^^B\":2" },
        { "Z\u00FCrich", ";TZID=\"Z\u00FCrich\":2" }, { "A~B", ";TZID=A~B:2" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct mm_meeting m = mm_request();
        char *text;

        m.zone_struct = MM_EASTERN_STRUCT;
        m.zone_text = rows[i].name;
        text = mm_calendar(&m, NULL);
        cw_has(text, rows[i].line);
        free(text);
    }
}

/* Before the first onsets, and in the first year of all. */
static void early_zones(void **state)
{
    static const int years[] = { 1601, 1602, 1970, 1971 };
    static const char *const onsets[] = { "DTSTART:16011104T020000", "DTSTART:16011104T020000",
                                          "DTSTART:19691102T020000", "DTSTART:19701101T020000" };

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct mm_meeting m = mm_request();
        char *text;

        m.zone_struct = MM_EASTERN_STRUCT;
        m.start = cw_time(years[i], 7, 1, 12, 0, 0);
        m.end = 0;
        text = mm_calendar(&m, NULL);
        cw_has(text, onsets[i]);
        free(text);
    }
}

/* The end that a length tells may be in no year, in whatever zone. */
static void late_ends(void **state)
{
    static const char *const zones[] = { MM_EUROPE,
                                         "0201 1200 0200 0300 550054004300" MM_RULE_HEAD UTC_STRUCT };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct mm_meeting m = mm_request();
        struct tw w;
        char *text;

        m.zone = MM_EASTERN;
        m.end_zone = zones[i];
        m.start = cw_time(4400, 3, 4, 12, 0, 0);
        m.end = 0;
        cw_begin(&w, REQUEST);
        mm_props(&w, &m);
        cw_number(&w, TW_PSETID_APPOINTMENT, 0x8213, 0x5AE980DF);
        cw_end(&w);
        text = cw_calendar(&w, NULL, NULL);
        cw_has(text, "DTSTART;TZID=Eastern Standard Time:44000304T070000\r\n");
        free(text);
    }
}

/* Whole days that end in a year which is none of a date. */
static void late_days(void **state)
{
    struct mm_meeting m = mm_request();
    struct tw w;
    char *text;

    (void)state;
    m.all_day = 2;
    m.start = cw_time(4400, 3, 4, 0, 0, 0);
    m.end = 0;
    cw_begin(&w, REQUEST);
    mm_props(&w, &m);
    cw_number(&w, TW_PSETID_APPOINTMENT, 0x8213, 0x5AE980DF);
    cw_end(&w);
    text = cw_calendar(&w, NULL, NULL);
    cw_has(text, "DTSTART;VALUE=DATE:44000304\r\n");
    cw_has(text, "DTEND;VALUE=DATE:73000303\r\n");
    free(text);
}


int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(late_days),
        cmocka_unit_test(instance_by_id),
        cmocka_unit_test(ids),
        cmocka_unit_test(id_of_the_mail),
        cmocka_unit_test(names_of_zones),
        cmocka_unit_test(early_zones),
        cmocka_unit_test(late_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
