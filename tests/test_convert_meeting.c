/* SPDX-License-Identifier: MIT */

/* Meetings beyond the vectors: people who are known by name only, instances with a message of their own, ends
 * in another zone, names of zones, first days, times that are none. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "kept_output.h"
#include "meeting_maker.h"

#define REQUEST "IPM.Schedule.Meeting.Request"

/* ---- People who are known by name ---------------------------------------------------------- */

static struct mm_meeting named(void)
{
    const struct mm_meeting m = {
        .message_class = REQUEST, .clean_id = MM_ID, .owner_time = cw_time(2024, 3, 1, 10, 15, 0),
        .start = cw_time(2024, 3, 15, 13, 0, 0), .subject = "Plan", .from = "Ann",
        .from_address = "ann@example.com",
    };

    return m;
}

static void names(void **state)
{
    struct mm_meeting m = named();
    struct tw w;

    (void)state;
    m.to_names = "Ann; Bob (bob@example.com);; ann@example.com;\r\n Cyd <cyd@example.com>; dan@example.com ;";
    m.cc_names = "Eve (no address); \"F;END:VEVENT";
    m.all_names = "Nobody";
    mm_make(&w, &m);
    cw_expect(&w, TNEF_CONVERT_CALENDAR, NULL,
              "BEGIN:VCALENDAR\r\n"
              "VERSION:2.0\r\n"
              "PRODID:-//libtnef//libtnef//EN\r\n"
              "METHOD:REQUEST\r\n"
              "BEGIN:VEVENT\r\n"
              "UID:040000008200E00074C5B7101A82E008000000000000000000000000000000000000000\r\n"
              " 01000000000112233445566778899AABBCCDDEEFF\r\n"
              "DTSTAMP:20240301T101500Z\r\n"
              "SEQUENCE:0\r\n"
              "DTSTART:20240315T130000Z\r\n"
              "SUMMARY:Plan\r\n"
              "ORGANIZER;CN=\"Ann\":mailto:ann@example.com\r\n"
              "ATTENDEE;CN=\"Bob\";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mail\r\n"
              " to:bob@example.com\r\n"
              "ATTENDEE;CN=\"Cyd\";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mail\r\n"
              " to:cyd@example.com\r\n"
              "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:dan@ex\r\n"
              " ample.com\r\n"
              "ATTENDEE;CN=\"Eve (no address)\";ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION;R\r\n"
              " SVP=TRUE:invalid:nomail\r\n"
              "ATTENDEE;CN=\"^'F\";ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:inva\r\n"
              " lid:nomail\r\n"
              "ATTENDEE;CN=\"END:VEVENT\";ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TR\r\n"
              " UE:invalid:nomail\r\n"
              "STATUS:CONFIRMED\r\n"
              "END:VEVENT\r\n"
              "END:VCALENDAR\r\n",
              TNEF_CONVERT_ADDRESS);
}

/* Of all that there are; who must come and who may is not known then. And of what a mail shows. */
static void names_elsewhere(void **state)
{
    struct mm_meeting m = named();
    struct tw w;
    char *text;

    (void)state;
    m.all_names = "Bob; Cyd";
    text = mm_calendar(&m, NULL);
    assert_int_equal(cw_count(text, "ROLE=REQ-PARTICIPANT"), 2);
    free(text);
    m.all_names = NULL;
    cw_begin(&w, REQUEST);
    mm_props(&w, &m);
    tw_prop_unicode(&w, 0x0E04, "Bob; ANN");
    tw_prop_unicode(&w, 0x0E03, "Cyd");
    cw_end(&w);
    text = cw_convert(&w, TNEF_CONVERT_CALENDAR, NULL, NULL);
    assert_int_equal(cw_count(text, "ATTENDEE"), 2);
    cw_has(text, "CN=\"Bob\";ROLE=REQ-PARTICIPANT");
    cw_has(text, "CN=\"Cyd\";ROLE=OPT-PARTICIPANT");
    free(text);
    /* nobody is invited to what is no meeting, and rows tell more than names */
    m.message_class = "IPM.Appointment";
    m.to_names = "Bob";
    text = mm_calendar(&m, NULL);
    cw_lacks(text, "ATTENDEE");
    free(text);
    m.state = 2;
    text = mm_calendar(&m, NULL);
    cw_has(text, "ATTENDEE;CN=\"Bob\";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION:invalid:nomail\r\n");
    free(text);
    m.rows = (const struct mm_row[]){ { 1, "Cyd", "cyd@example.com", 0 } };
    m.row_count = 1;
    text = mm_calendar(&m, NULL);
    cw_lacks(text, "Bob");
    cw_has(text, "Cyd");
    free(text);
    m.row_count = 0;
    m.message_class = "IPM.Schedule.Meeting.Canceled";
    text = mm_calendar(&m, NULL);
    cw_has(text, "ATTENDEE;CN=\"Bob\";ROLE=REQ-PARTICIPANT:invalid:nomail\r\n");
    free(text);
}

static void too_many_names(void **state)
{
    struct mm_meeting m = named();
    uint32_t left_out;

    (void)state;
    for (uint32_t more = 0; more < 2; more++) {
        const size_t n = TNEF_CONVERT_PEOPLE_MAX + more;
        char *list = malloc(2 * n + 1);
        char *text;

        assert_non_null(list);
        for (size_t i = 0; i < n; i++)
            memcpy(list + 2 * i, "b;", 2);
        list[2 * n] = '\0';
        m.to_names = list;
        text = mm_calendar(&m, &left_out);
        assert_int_equal(cw_count(text, "ATTENDEE"), TNEF_CONVERT_PEOPLE_MAX);
        assert_int_equal(left_out & TNEF_CONVERT_PEOPLE, more ? TNEF_CONVERT_PEOPLE : 0);
        free(text);
        free(list);
    }
}

/* Whatever stands in the strings stays in its place: the strict reader looks at each line. */
static void evil_names(void **state)
{
    static const char *const evil[] = {
        "x\r\nEND:VEVENT", "\"^^'\\ (a@b.example\r\nX: y)", "(((((", "))))", "<>", "() <a@b.example>",
        "a@b.example (c@d.example)", ";;;", "\xE2\x80\xA8\xE2\x80\xAE\x1B", "<a@b.example", "a@b.example>",
    };
    struct mm_meeting m = named();

    (void)state;
    for (size_t i = 0; i < sizeof evil / sizeof evil[0]; i++) {
        char *text;

        m.to_names = m.subject = m.place = m.zone_text = evil[i];
        m.zone_struct = i % 2 == 0 ? MM_EASTERN_STRUCT : NULL;
        text = mm_calendar(&m, NULL);
        assert_int_equal(cw_count(text, "\nEND:VEVENT\r\n"), 1);
        cw_lacks(text, "\nX:");
        free(text);
    }
}

/* ---- Instances with a message of their own ------------------------------------------------- */

static struct mm_meeting mondays(void)
{
    static const struct mm_row to[] = { { 1, "Bob", "bob@example.com", 0 } };
    const struct mm_meeting m = {
        .message_class = REQUEST, .clean_id = MM_ID, .owner_time = cw_time(2024, 3, 1, 10, 15, 0),
        .is_series = 1, .series = MM_MONDAYS, .zone_struct = MM_EASTERN_STRUCT, .series_zone = MM_EASTERN,
        .start = cw_time(2024, 3, 4, 14, 0, 0), .end = cw_time(2024, 3, 4, 15, 0, 0), .subject = "Sync",
        .place = "Office", .body = "All of us.", .from = "Ann", .from_address = "ann@example.com",
        .rows = to, .row_count = 1,
    };

    return m;
}

/* The second event of what a series with an attachment gives. */
static char *instance_of(const struct mm_meeting *m, const struct mm_meeting *x, uint64_t replaces)
{
    struct tw w;
    char *text, *second;

    mm_make(&w, m);
    mm_attach(&w, x, replaces);
    text = cw_convert(&w, TNEF_CONVERT_CALENDAR, NULL, NULL);
    assert_non_null(text);
    second = strstr(strstr(text, "BEGIN:VEVENT") + 1, "BEGIN:VEVENT");
    assert_non_null(second);
    cw_has(text, "DESCRIPTION:All of us.\r\n");
    memmove(text, second, strlen(second) + 1);
    return text;
}

static void instances(void **state)
{
    static const struct mm_row others[] = { { 1, "Cyd", "cyd@example.com", 0 } };
    const uint64_t day = cw_time(2024, 3, 18, 13, 0, 0);
    struct mm_meeting m = mondays();
    struct mm_meeting x = { .message_class = "IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}",
                            .replaces = day, .body = "Only Cyd.", .rows = others, .row_count = 1 };
    char *text;

    (void)state;
    for (int by = 0; by < 2; by++) {
        x.replaces = by == 0 ? day : 0;
        text = instance_of(&m, &x, by == 0 ? 0 : day);
        cw_has(text, "DESCRIPTION:Only Cyd.\r\n");
        cw_has(text, "LOCATION:Caf\u00E9\r\n");
        cw_has(text, "ATTENDEE;CN=\"Cyd\"");
        cw_lacks(text, "Bob");
        free(text);
    }
    /* what it does not have is that of the series */
    x.replaces = day;
    x.body = NULL;
    x.row_count = 0;
    text = instance_of(&m, &x, 0);
    cw_has(text, "DESCRIPTION:All of us.\r\n");
    cw_has(text, "Bob");
    free(text);
    /* that of another day, of no event, or where the day cannot be told, is not looked at */
    x.body = "Only Cyd.";
    x.replaces = cw_time(2024, 3, 19, 13, 0, 0);
    text = instance_of(&m, &x, 0);
    cw_has(text, "DESCRIPTION:All of us.\r\n");
    free(text);
    x.replaces = day;
    x.message_class = "IPM.Note";
    text = instance_of(&m, &x, 0);
    cw_has(text, "DESCRIPTION:All of us.\r\n");
    free(text);
    x.message_class = "IPM.Appointment";
    m.zone_struct = m.series_zone = NULL;
    text = instance_of(&m, &x, 0);
    cw_has(text, "DESCRIPTION:All of us.\r\n");
    free(text);
}

/* In every way of feeding, with every allocation failing: the body of the instance comes between two uses of
 * that of the series. Its place counts where the structure has none. */
static void whole_instance(void **state)
{
    static const char *const keywords[1] = { "Own" };
    struct mm_meeting m = mondays();
    struct tw w;

    (void)state;
    m.row_count = 0;
    m.to_names = "Bob";
    m.message_class = "IPM.Appointment";
    m.from = NULL;
    mm_make(&w, &m);
    tw_rend_file(&w);
    tw_attach_props_begin(&w);
    tw_prop_i4(&w, TW_P_ATTACH_METHOD, 5);
    tw_object_begin(&w, TW_P_ATTACH_DATA, TW_IID_MESSAGE);
    tw_stream(&w, TW_KEY);
    tw_version(&w, 0x00010000);
    tw_msg_props_begin(&w);
    tw_prop_unicode(&w, TW_P_MESSAGE_CLASS, "IPM.Appointment");
    cw_date(&w, TW_PSETID_APPOINTMENT, 0x8228, cw_time(2024, 3, 18, 13, 0, 0));
    tw_prop_unicode(&w, TW_P_BODY, "Mine.");
    cw_keywords(&w, keywords, 1);
    tw_attr_props_end(&w);
    tw_object_end(&w);
    tw_attr_props_end(&w);
    cw_expect(&w, TNEF_CONVERT_CALENDAR, NULL,
              "BEGIN:VCALENDAR\r\n"
              "VERSION:2.0\r\n"
              "PRODID:-//libtnef//libtnef//EN\r\n"
              "BEGIN:VTIMEZONE\r\n"
              "TZID:Eastern Standard Time\r\n"
              "BEGIN:STANDARD\r\n"
              "DTSTART:19701101T020000\r\n"
              "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\r\n"
              "TZOFFSETFROM:-0400\r\n"
              "TZOFFSETTO:-0500\r\n"
              "END:STANDARD\r\n"
              "BEGIN:DAYLIGHT\r\n"
              "DTSTART:19700308T020000\r\n"
              "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\r\n"
              "TZOFFSETFROM:-0500\r\n"
              "TZOFFSETTO:-0400\r\n"
              "END:DAYLIGHT\r\n"
              "END:VTIMEZONE\r\n"
              "BEGIN:VEVENT\r\n"
              "UID:040000008200E00074C5B7101A82E008000000000000000000000000000000000000000\r\n"
              " 01000000000112233445566778899AABBCCDDEEFF\r\n"
              "DTSTAMP:20240301T101500Z\r\n"
              "DTSTART;TZID=Eastern Standard Time:20240304T090000\r\n"
              "DTEND;TZID=Eastern Standard Time:20240304T100000\r\n"
              "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=5;WKST=SU\r\n"
              "EXDATE;TZID=Eastern Standard Time:20240311T090000\r\n"
              "SUMMARY:Sync\r\n"
              "LOCATION:Office\r\n"
              "DESCRIPTION:All of us.\r\n"
              "END:VEVENT\r\n"
              "BEGIN:VEVENT\r\n"
              "UID:040000008200E00074C5B7101A82E008000000000000000000000000000000000000000\r\n"
              " 01000000000112233445566778899AABBCCDDEEFF\r\n"
              "RECURRENCE-ID;TZID=Eastern Standard Time:20240318T090000\r\n"
              "DTSTAMP:20240301T101500Z\r\n"
              "DTSTART;TZID=Eastern Standard Time:20240319T140000\r\n"
              "DTEND;TZID=Eastern Standard Time:20240319T150000\r\n"
              "SUMMARY:Sync (neu)\r\n"
              "LOCATION:Caf\u00E9\r\n"
              "DESCRIPTION:Mine.\r\n"
              "CATEGORIES:Own\r\n"
              "END:VEVENT\r\n"
              "END:VCALENDAR\r\n",
              0);
}

/* A daily series of which |n| days have an exception each, in the order of their days or against it. */
static char *moved(uint32_t n, int backwards, uint32_t *left_out)
{
    const uint32_t first = 0x0D440720u; /* 2024-03-01, in minutes                                  */
    struct tw b, w;
    uint8_t *blob;
    size_t len;
    char *text;

    tw_init(&b);
    for (size_t i = 0; i < 2; i++)
        tw_u16(&b, 0x3004);
    tw_u16(&b, 0x200A);
    tw_u32(&b, 0);
    tw_u32(&b, 0);
    tw_u32(&b, 1440);
    tw_u32(&b, 0);
    tw_u32(&b, 0x2023);
    tw_u32(&b, 10);
    tw_u32(&b, 0);
    for (int twice = 0; twice < 2; twice++) {
        tw_u32(&b, n);
        for (uint32_t i = 0; i < n; i++)
            tw_u32(&b, first + 1440u * (i + 1u));
    }
    tw_u32(&b, first);
    tw_u32(&b, 0x5AE980DFu);
    tw_u32(&b, 0x3006);
    tw_u32(&b, 0x3008);
    tw_u32(&b, 540);
    tw_u32(&b, 570);
    tw_u16(&b, (uint16_t)n);
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t day = first + 1440u * (backwards ? n - i : i + 1u);

        tw_u32(&b, day + 600);
        tw_u32(&b, day + 630);
        tw_u32(&b, day + 540);
        tw_u16(&b, 0);
    }
    tw_u32(&b, 0);
    for (uint32_t i = 0; i < n; i++)
        tw_u32(&b, 0);
    tw_u32(&b, 0);
    blob = tw_take(&b, &len);
    tw_free(&b);
    cw_begin(&w, "IPM.Appointment");
    cw_date(&w, TW_PSETID_APPOINTMENT, 0x820D, cw_time(2024, 3, 1, 9, 0, 0));
    cw_blob(&w, TW_PSETID_APPOINTMENT, 0x8216, blob, len);
    cw_end(&w);
    free(blob);
    text = cw_convert(&w, TNEF_CONVERT_CALENDAR, NULL, left_out);
    assert_non_null(text);
    return text;
}

/* The first thousand are written, in the order of their days; no day of any of them is left out. */
static void many_exceptions(void **state)
{
    static const uint32_t counts[] = { 1, 1000, 1001, 10000 };

    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        uint32_t left_out;
        char *text = moved(counts[i], i % 2 == 1, &left_out);
        const char *second;

        assert_int_equal(left_out & TNEF_CONVERT_NO_RULE, 0);
        assert_int_equal(left_out & TNEF_CONVERT_EXCEPTIONS, i < 2 ? 0 : TNEF_CONVERT_EXCEPTIONS);
        assert_int_equal(cw_count(text, "RECURRENCE-ID:"), i < 2 ? counts[i] : 1000);
        cw_has(text, "RRULE:FREQ=DAILY\r\n");
        cw_lacks(text, "EXDATE");
        second = strstr(text, "RECURRENCE-ID:");
        if (i < 3)
            assert_int_equal(strncmp(second, "RECURRENCE-ID:20240302T090000\r\n", 31), 0);
        free(text);
    }
}

/* ---- Zones --------------------------------------------------------------------------------- */

static struct mm_meeting flight(void)
{
    const struct mm_meeting m = {
        .message_class = "IPM.Appointment", .clean_id = MM_ID, .owner_time = cw_time(2024, 3, 1, 10, 15, 0),
        .start = cw_time(2024, 6, 1, 16, 0, 0), .end = cw_time(2024, 6, 2, 0, 30, 0), .zone = MM_EASTERN,
        .end_zone = MM_EUROPE,
    };

    return m;
}

static void end_zone(void **state)
{
    struct mm_meeting m = flight();
    uint32_t left_out;
    char *text;

    (void)state;
    text = mm_calendar(&m, &left_out);
    assert_int_equal(left_out, 0);
    cw_has(text, "DTSTART;TZID=Eastern Standard Time:20240601T120000\r\n");
    cw_has(text, "DTEND;TZID=CET 11:20240602T023000\r\n");
    assert_int_equal(cw_count(text, "BEGIN:VTIMEZONE"), 2);
    cw_has(text, "TZID:CET 11\r\n");
    free(text);
    /* the name of the other, and another rule */
    m.end_zone = "0201 3000 0200 1500"
                 "4500610073007400650072006e0020005300740061006e0064006100720064002000540069006d006500"
                 MM_RULE_HEAD MM_EUROPE_BIAS;
    text = mm_calendar(&m, &left_out);
    cw_has(text, "DTEND;TZID=TZ+0100+0200-A05003000000-305002000000:20240602T023000\r\n");
    free(text);
    /* UTC */
    m.end_zone = "0201 0c00 0200 0300 550054004300" MM_RULE_HEAD "~~~ 0000 ~~~~ 0000 ~~~~";
    text = mm_calendar(&m, &left_out);
    cw_has(text, "DTEND:20240602T003000Z\r\n");
    assert_int_equal(cw_count(text, "BEGIN:VTIMEZONE"), 1);
    free(text);
    /* broken: that of the beginning, and nothing is lost */
    m.end_zone = "0201";
    text = mm_calendar(&m, &left_out);
    assert_int_equal(left_out, 0);
    cw_has(text, "DTEND;TZID=Eastern Standard Time:20240601T203000\r\n");
    free(text);
    /* of whole days the zone of the beginning tells which */
    m.end_zone = MM_EUROPE;
    m.all_day = 2;
    text = mm_calendar(&m, &left_out);
    cw_lacks(text, "VTIMEZONE");
    cw_has(text, "DTSTART;VALUE=DATE:20240601\r\n");
    free(text);
}

struct namer {
    const char *answer;
    unsigned calls;
    tnef_convert *convert;
};

static const char *rename_zone(void *user, const char *name)
{
    struct namer *n = user;

    n->calls++;
    assert_true(strcmp(name, "Eastern Standard Time") == 0 || strcmp(name, "CET 11") == 0);
    return n->answer;
}

static char *renamed(const char *answer, unsigned *calls)
{
    struct namer n = { answer, 0, NULL };
    const tnef_convert_options o = { .size = sizeof o, .zone_name = rename_zone, .zone_user = &n };
    const struct mm_meeting m = flight();
    struct tw w;
    char *text;

    mm_make(&w, &m);
    text = cw_convert(&w, TNEF_CONVERT_CALENDAR, &o, NULL);
    assert_non_null(text);
    *calls = n.calls;
    return text;
}

static void zone_names(void **state)
{
    char long_name[300];
    unsigned calls;
    char *text = renamed("America/\"New_York", &calls);

    (void)state;
    assert_int_equal(calls, 2);
    cw_has(text, "TZID:America/New_York\r\n");
    cw_has(text, "DTSTART;TZID=America/New_York:20240601T120000\r\n");
    cw_has(text, "DTEND;TZID=TZ+0100");       /* two rules never have one name */
    free(text);
    for (int i = 0; i < 2; i++) {
        text = renamed(i == 0 ? NULL : "\r\n", &calls);
        cw_has(text, "DTSTART;TZID=Eastern Standard Time:");
        cw_has(text, "DTEND;TZID=CET 11:");
        free(text);
    }
    memset(long_name, 'a', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    text = renamed(long_name, &calls);
    assert_int_equal(cw_count(text, "a") - cw_count(text, "Standard"), 2 * 100);
    free(text);
    text = renamed("x\r\nEND:VTIMEZONE", &calls);
    cw_has(text, "TZID:x END:VTIMEZONE\r\n");
    free(text);
}

/* Rules that cannot be: month 13, day 6, weekday 7, hour 24, an offset of a day. There is no zone then. */
static void impossible_zones(void **state)
{
    static const char *const wrong[] = {
        MM_EASTERN_BIAS "0000 0000 0d00 0000 0100 0200 0000 0000 0000 0000" MM_EASTERN_DAYLIGHT,
        MM_EASTERN_BIAS "0000 0000 0b00 0000 0600 0200 0000 0000 0000 0000" MM_EASTERN_DAYLIGHT,
        MM_EASTERN_BIAS "0000 0000 0b00 0700 0100 0200 0000 0000 0000 0000" MM_EASTERN_DAYLIGHT,
        MM_EASTERN_BIAS "0000 0000 0b00 0000 0100 1800 0000 0000 0000 0000" MM_EASTERN_DAYLIGHT,
        "a0050000 ~ c4ffffff 0000" MM_EASTERN_STANDARD "0000" MM_EASTERN_DAYLIGHT,
        "00000080 00000080 00000080 0000" MM_EASTERN_STANDARD "0000" MM_EASTERN_DAYLIGHT,
    };
    struct mm_meeting m = flight();

    (void)state;
    m.zone = m.end_zone = NULL;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        uint32_t left_out;
        char *text;

        m.zone_struct = wrong[i];
        text = mm_calendar(&m, &left_out);
        assert_int_equal(left_out, TNEF_CONVERT_NO_ZONE);
        cw_has(text, "DTSTART:20240601T160000Z\r\n");
        cw_lacks(text, "TZID");
        free(text);
    }
}

/* ---- Days ---------------------------------------------------------------------------------- */

/* Mondays from a Friday on: the first day stays, and is said to be none of them. */
static void first_day(void **state)
{
    struct mm_meeting m = mondays();
    uint32_t left_out;
    char *text;

    (void)state;
    m.series = "043004300b2001000000c021000001~000000020000002220000005~000000 ~~ 2007440d 80b5440d"
               "06300000 09300000 1c020000 58020000 0000 ~~";
    text = mm_calendar(&m, &left_out);
    cw_has(text, "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=5;WKST=SU\r\n");
    assert_int_equal(left_out & TNEF_CONVERT_FIRST_DAY, TNEF_CONVERT_FIRST_DAY);
    free(text);
    m = mondays();
    text = mm_calendar(&m, &left_out);
    assert_int_equal(left_out & TNEF_CONVERT_FIRST_DAY, 0);
    free(text);
}

/* Times that are none: before 1601 nothing can be said, and from 4500 on it means "never". */
static void no_times(void **state)
{
    static const uint64_t none[] = { 1, 863999999999, UINT64_C(0x0CB34557A3DD4000),
                                     UINT64_C(0x7FFFFFFFFFFFFFFF), UINT64_C(0xFFFFFFFFFFFFFFFF) };
    struct mm_meeting m = flight();
    uint32_t left_out;
    struct tw w;
    char *text;

    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        m.start = none[i];
        mm_make(&w, &m);
        text = cw_convert(&w, TNEF_CONVERT_CALENDAR, NULL, &left_out);
        assert_non_null(text);
        assert_string_equal(text, "");
        assert_int_equal(left_out, TNEF_CONVERT_NO_START);
        free(text);
    }
    m = flight();
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        m.end = none[i];
        m.owner_time = none[i];
        text = mm_calendar(&m, &left_out);
        cw_lacks(text, "DTEND");
        cw_has(text, "DTSTAMP:19700101T000000Z\r\n");
        assert_int_equal(left_out, TNEF_CONVERT_NO_DATE);
        free(text);
    }
    /* the last day that counts */
    m = flight();
    m.start = cw_time(4499, 12, 31, 12, 0, 0);
    m.end = 0;
    text = mm_calendar(&m, &left_out);
    cw_has(text, "DTSTART;TZID=Eastern Standard Time:44991231T070000\r\n");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(names_elsewhere),
        cmocka_unit_test(too_many_names),
        cmocka_unit_test(instances),
        cmocka_unit_test(whole_instance),
        cmocka_unit_test(many_exceptions),
        cmocka_unit_test(evil_names),
        cmocka_unit_test(end_zone),
        cmocka_unit_test(zone_names),
        cmocka_unit_test(impossible_zones),
        cmocka_unit_test(first_day),
        cmocka_unit_test(no_times),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
