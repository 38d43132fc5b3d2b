/* SPDX-License-Identifier: MIT */

/* Meetings, appointments, tasks and notes as iCalendar. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "meeting_maker.h"

#define HEAD \
    "BEGIN:VCALENDAR\r\n" \
    "VERSION:2.0\r\n" \
    "PRODID:-//libtnef//libtnef//EN\r\n"
#define EASTERN \
    "BEGIN:VTIMEZONE\r\n" \
    "TZID:Eastern Standard Time\r\n" \
    "BEGIN:STANDARD\r\n" \
    "DTSTART:19701101T020000\r\n" \
    "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\r\n" \
    "TZOFFSETFROM:-0400\r\n" \
    "TZOFFSETTO:-0500\r\n" \
    "END:STANDARD\r\n" \
    "BEGIN:DAYLIGHT\r\n" \
    "DTSTART:19700308T020000\r\n" \
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\r\n" \
    "TZOFFSETFROM:-0500\r\n" \
    "TZOFFSETTO:-0400\r\n" \
    "END:DAYLIGHT\r\n" \
    "END:VTIMEZONE\r\n"
#define UID \
    "UID:040000008200E00074C5B7101A82E008000000000000000000000000000000000000000\r\n" \
    " 01000000000112233445566778899AABBCCDDEEFF\r\n"

/* The id of a meeting, with the day of an instance in place of the zeros; and one of another system. */
#define DAY_ID   "040000008200e00074c5b7101a82e008 07e80319 ~~~~ 10000000 00112233445566778899aabbccddeeff"
#define OTHER_ID "040000008200e00074c5b7101a82e008 ~~~~~ 2f000000 7643616c2d556964 01000000 " \
    "3230313530313133543134333030302d37374063616c2e6578616d706c652e6f726700"

/* Every second week on Tuesday and Thursday until a day; a count of left out days that there is no room
 * for. */
#define TWO_DAYS \
    "043004300b2001~00000002~00000014000000212000000400000001~~000000a01d440da077440d06300000093000001c0200" \
    "003a02~~~"
#define ENDS_LATE \
    "043004300b2001~00000002~00000014000000212000000400000001~~000000a01d440da077440d06300000093000001c0200" \
    "00ffffffff0000"
#define BROKEN "043004300a2001000000c021000001~0000003e000000232000000a00000000000000ffffffff"

/* ---- Single events ------------------------------------------------------------------------- */

static void request(void **state)
{
    static const struct mm_row rows[] = { { 1, "Ann O'Neil", "ann@example.com", 3 },
                                          { 1, "Bob \"B\" Stone", "bob@example.com", 0 },
                                          { 2, "Cyd", "cyd+x@example.com", 0 },
                                          { 3, "Beamer 1", "beamer@example.com", 0 } };
    static const char *const keywords[2] = { "Red", "A,B" };
    const struct mm_meeting m = {
        .clean_id = MM_ID, .owner_time = cw_time(2024, 3, 1, 10, 15, 0), .sequence = 3,
        .start = cw_time(2024, 3, 15, 13, 0, 0), .end = cw_time(2024, 3, 15, 14, 0, 0),
        .zone = MM_EASTERN, .end_zone = MM_EASTERN, .subject = "Plan; Q2, review", .place = "Room 5",
        .body = "Line 1\r\nZweite Zeile: Gr\u00FC\u00DFe an alle, die dabei sind; bitte "
                "p\u00FCnktlich sein!\r\n",
        .from = "Ann O'Neil", .from_address = "ann@example.com", .asks = 1, .busy = 2, .intended = 3,
        .reminder = 0x5AE980E2,
    };
    struct tw w;

    (void)state;
    cw_begin(&w, "IPM.Schedule.Meeting.Request");
    mm_props(&w, &m);
    cw_keywords(&w, keywords, 2);
    tw_prop_i4(&w, TW_P_IMPORTANCE, 2);
    cw_end(&w);
    mm_rows(&w, rows, 4);
    cw_expect(&w, TNEF_CONVERT_CALENDAR, NULL,
              HEAD
              "METHOD:REQUEST\r\n"
              EASTERN
              "BEGIN:VEVENT\r\n"
              UID
              "DTSTAMP:20240301T101500Z\r\n"
              "SEQUENCE:2\r\n"
              "DTSTART;TZID=Eastern Standard Time:20240315T090000\r\n"
              "DTEND;TZID=Eastern Standard Time:20240315T100000\r\n"
              "SUMMARY:Plan\\; Q2\\, review\r\n"
              "LOCATION:Room 5\r\n"
              "DESCRIPTION:Line 1\\nZweite Zeile: Gr\u00FC\u00DFe an alle\\, die dabei sind\\; bitte \r\n"
              " p\u00FCnktlich sein!\r\n"
              "ORGANIZER;CN=\"Ann O'Neil\":mailto:ann@example.com\r\n"
              "ATTENDEE;CN=\"Bob ^'B^' Stone\";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RS\r\n"
              " VP=TRUE:mailto:bob@example.com\r\n"
              "ATTENDEE;CN=\"Cyd\";ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mail\r\n"
              " to:cyd+x@example.com\r\n"
              "ATTENDEE;CN=\"Beamer 1\";CUTYPE=RESOURCE;ROLE=NON-PARTICIPANT;PARTSTAT=NEEDS-\r\n"
              " ACTION;RSVP=TRUE:mailto:beamer@example.com\r\n"
              "CATEGORIES:Red,A\\,B\r\n"
              "PRIORITY:1\r\n"
              "STATUS:CONFIRMED\r\n"
              "TRANSP:OPAQUE\r\n"
              "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE\r\n"
              "X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY\r\n"
              "BEGIN:VALARM\r\n"
              "ACTION:DISPLAY\r\n"
              "DESCRIPTION:Plan\\; Q2\\, review\r\n"
              "TRIGGER:-PT15M\r\n"
              "END:VALARM\r\n"
              "END:VEVENT\r\n"
              "END:VCALENDAR\r\n",
              0);
}

static void whole_days(void **state)
{
    const struct mm_meeting m = {
        .clean_id = MM_ID, .subject = "Messe", .all_day = 2, .start = cw_time(2024, 6, 8, 22, 0, 0),
        .end = cw_time(2024, 6, 10, 22, 0, 0), .zone = MM_EUROPE, .busy = 1, .state = 1,
        .subject_time = cw_time(2024, 1, 1, 0, 0, 0),
    };
    struct tw w;

    (void)state;
    cw_begin(&w, "IPM.Appointment");
    mm_props(&w, &m);
    tw_prop_i4(&w, TW_P_SENSITIVITY, 2);
    cw_end(&w);
    cw_expect(&w, TNEF_CONVERT_CALENDAR, NULL,
              HEAD
              "BEGIN:VEVENT\r\n"
              UID
              "DTSTAMP:20240101T000000Z\r\n"
              "DTSTART;VALUE=DATE:20240609\r\n"
              "DTEND;VALUE=DATE:20240611\r\n"
              "SUMMARY:Messe\r\n"
              "CLASS:PRIVATE\r\n"
              "TRANSP:TRANSPARENT\r\n"
              "X-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n"
              "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE\r\n"
              "END:VEVENT\r\n"
              "END:VCALENDAR\r\n",
              0);
}

static void reply(void **state)
{
    static const struct mm_row to[] = { { 1, "org@example.org", "org@example.org", 0 } };
    const struct mm_meeting m = {
        .id = OTHER_ID, .reply_time = cw_time(2015, 1, 14, 9, 5, 1), .start = cw_time(2015, 2, 11, 23, 0, 0),
        .end = cw_time(2015, 2, 12, 23, 0, 0), .all_day = 1, .sequence = 1, .subject = "Zugesagt: Info",
        .prefix = "Zugesagt: ", .body = "Ich komme.", .from = "Meier, Jens",
    };
    struct tw w;

    (void)state;
    cw_begin(&w, "IPM.Schedule.Meeting.Resp.Pos");
    mm_props(&w, &m);
    tw_prop_binary(&w, 0x003B, "SMTP:J.MEIER@EXAMPLE.NET", 25);
    cw_end(&w);
    mm_rows(&w, to, 1);
    cw_expect(&w, TNEF_CONVERT_CALENDAR, NULL,
              HEAD
              "METHOD:REPLY\r\n"
              "BEGIN:VEVENT\r\n"
              "UID:20150113T143000-77@cal.example.org\r\n"
              "DTSTAMP:20150114T090501Z\r\n"
              "SEQUENCE:0\r\n"
              "DTSTART:20150211T230000Z\r\n"
              "DTEND:20150212T230000Z\r\n"
              "SUMMARY:Info\r\n"
              "COMMENT:Ich komme.\r\n"
              "ORGANIZER:mailto:org@example.org\r\n"
              "ATTENDEE;CN=\"Meier, Jens\";PARTSTAT=ACCEPTED:mailto:j.meier@example.net\r\n"
              "END:VEVENT\r\n"
              "END:VCALENDAR\r\n",
              0);
}

static void counter(void **state)
{
    static const struct mm_row to[] = { { 1, "Ann", "ann@example.com", 0 } };
    const struct mm_meeting m = {
        .message_class = "IPM.Schedule.Meeting.Resp.Tent", .clean_id = MM_ID,
        .proposed_start = cw_time(2024, 3, 16, 14, 0, 0), .proposed_end = cw_time(2024, 3, 16, 15, 0, 0),
        .start = cw_time(2024, 3, 15, 13, 0, 0), .end = cw_time(2024, 3, 15, 14, 0, 0),
        .reply_time = cw_time(2024, 3, 2, 8, 0, 0), .sequence = 3, .subject = "Plan", .body = "Later?",
        .from = "Bob", .from_address = "bob@example.com", .rows = to, .row_count = 1,
    };
    struct tw w;

    (void)state;
    mm_make(&w, &m);
    cw_expect(&w, TNEF_CONVERT_CALENDAR, NULL,
              HEAD
              "METHOD:COUNTER\r\n"
              "BEGIN:VEVENT\r\n"
              UID
              "DTSTAMP:20240302T080000Z\r\n"
              "SEQUENCE:2\r\n"
              "DTSTART:20240316T140000Z\r\n"
              "DTEND:20240316T150000Z\r\n"
              "SUMMARY:Plan\r\n"
              "COMMENT:Later?\r\n"
              "ORGANIZER;CN=\"Ann\":mailto:ann@example.com\r\n"
              "ATTENDEE;CN=\"Bob\";PARTSTAT=TENTATIVE:mailto:bob@example.com\r\n"
              "X-MS-OLK-ORIGINALSTART:20240315T130000Z\r\n"
              "X-MS-OLK-ORIGINALEND:20240315T140000Z\r\n"
              "END:VEVENT\r\n"
              "END:VCALENDAR\r\n",
              0);
}

static void cancelled_instance(void **state)
{
    static const struct mm_row to[] = { { 1, "Bob", "bob@example.com", 0 } };
    const struct mm_meeting m = {
        .message_class = "IPM.Schedule.Meeting.Canceled", .id = DAY_ID, .clean_id = MM_ID,
        .replaces = cw_time(2024, 3, 25, 13, 0, 0), .start = cw_time(2024, 3, 25, 13, 0, 0),
        .end = cw_time(2024, 3, 25, 14, 0, 0), .owner_time = cw_time(2024, 3, 20, 7, 0, 0),
        .zone = MM_EASTERN, .sequence = 4, .busy = 1, .subject = "Canceled: Sync", .prefix = "Canceled: ",
        .from = "Ann", .from_address = "ann@example.com", .rows = to, .row_count = 1,
    };
    struct tw w;

    (void)state;
    mm_make(&w, &m);
    cw_expect(&w, TNEF_CONVERT_CALENDAR, NULL,
              HEAD
              "METHOD:CANCEL\r\n"
              EASTERN
              "BEGIN:VEVENT\r\n"
              UID
              "RECURRENCE-ID;TZID=Eastern Standard Time:20240325T090000\r\n"
              "DTSTAMP:20240320T070000Z\r\n"
              "SEQUENCE:3\r\n"
              "DTSTART;TZID=Eastern Standard Time:20240325T090000\r\n"
              "DTEND;TZID=Eastern Standard Time:20240325T100000\r\n"
              "SUMMARY:Sync\r\n"
              "ORGANIZER;CN=\"Ann\":mailto:ann@example.com\r\n"
              "ATTENDEE;CN=\"Bob\";ROLE=REQ-PARTICIPANT:mailto:bob@example.com\r\n"
              "STATUS:CANCELLED\r\n"
              "TRANSP:TRANSPARENT\r\n"
              "X-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n"
              "END:VEVENT\r\n"
              "END:VCALENDAR\r\n",
              0);
}

/* Without an organizer no method is allowed; what is answered stays. */
static void reply_to_nobody(void **state)
{
    const struct mm_meeting m = {
        .message_class = "IPM.Schedule.Meeting.Resp.Neg", .start = cw_time(2015, 2, 11, 23, 0, 0),
        .end = cw_time(2015, 2, 12, 23, 0, 0), .body = "No.", .from = "Bob",
        .from_address = "bob@example.com",
    };
    uint32_t left_out;
    struct tw w;
    char *text;

    (void)state;
    mm_make(&w, &m);
    text = cw_convert(&w, TNEF_CONVERT_CALENDAR, NULL, &left_out);
    assert_non_null(text);
    assert_int_equal(left_out, TNEF_CONVERT_NO_ORGANIZER | TNEF_CONVERT_NO_DATE);
    assert_null(strstr(text, "METHOD:"));
    assert_non_null(strstr(text, "COMMENT:No.\r\n"));
    assert_non_null(strstr(text, "ATTENDEE;CN=\"Bob\";PARTSTAT=DECLINED:mailto:bob@example.com\r\n"));
    free(text);
}

/* ---- Series -------------------------------------------------------------------------------- */

static void series(void **state)
{
    static const struct mm_row to[] = { { 1, "Bob", "bob@example.com", 0 } };
    const struct mm_meeting m = {
        .message_class = "IPM.Schedule.Meeting.Request", .clean_id = MM_ID,
        .owner_time = cw_time(2024, 3, 1, 10, 15, 0), .is_series = 1, .series = MM_MONDAYS,
        .zone_struct = MM_EASTERN_STRUCT, .series_zone = MM_EASTERN,
        .start = cw_time(2024, 3, 4, 14, 0, 0), .end = cw_time(2024, 3, 4, 15, 0, 0), .subject = "Sync",
        .place = "Office", .sequence = 1, .intended = 3, .from = "Ann", .from_address = "ann@example.com",
        .asks = 1, .rows = to, .row_count = 1,
    };
    struct tw w;

    (void)state;
    mm_make(&w, &m);
    cw_expect(&w, TNEF_CONVERT_CALENDAR, NULL,
              HEAD
              "METHOD:REQUEST\r\n"
              EASTERN
              "BEGIN:VEVENT\r\n"
              UID
              "DTSTAMP:20240301T101500Z\r\n"
              "SEQUENCE:0\r\n"
              "DTSTART;TZID=Eastern Standard Time:20240304T090000\r\n"
              "DTEND;TZID=Eastern Standard Time:20240304T100000\r\n"
              "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=5;WKST=SU\r\n"
              "EXDATE;TZID=Eastern Standard Time:20240311T090000\r\n"
              "SUMMARY:Sync\r\n"
              "LOCATION:Office\r\n"
              "ORGANIZER;CN=\"Ann\":mailto:ann@example.com\r\n"
              "ATTENDEE;CN=\"Bob\";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mail\r\n"
              " to:bob@example.com\r\n"
              "STATUS:CONFIRMED\r\n"
              "TRANSP:OPAQUE\r\n"
              "END:VEVENT\r\n"
              "BEGIN:VEVENT\r\n"
              UID
              "RECURRENCE-ID;TZID=Eastern Standard Time:20240318T090000\r\n"
              "DTSTAMP:20240301T101500Z\r\n"
              "SEQUENCE:0\r\n"
              "DTSTART;TZID=Eastern Standard Time:20240319T140000\r\n"
              "DTEND;TZID=Eastern Standard Time:20240319T150000\r\n"
              "SUMMARY:Sync (neu)\r\n"
              "LOCATION:Caf\u00E9\r\n"
              "ORGANIZER;CN=\"Ann\":mailto:ann@example.com\r\n"
              "ATTENDEE;CN=\"Bob\";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mail\r\n"
              " to:bob@example.com\r\n"
              "STATUS:CONFIRMED\r\n"
              "TRANSP:OPAQUE\r\n"
              "END:VEVENT\r\n"
              "END:VCALENDAR\r\n",
              0);
}

static void until(void **state)
{
    const struct mm_meeting m = {
        .message_class = "IPM.Appointment", .clean_id = MM_ID, .series = TWO_DAYS,
        .zone_struct = MM_EASTERN_STRUCT, .zone_text = "(UTC-05:00) Eastern", .series_zone = MM_EASTERN,
        .start = cw_time(2024, 3, 5, 14, 0, 0), .end = cw_time(2024, 3, 5, 14, 30, 0),
        .subject_time = cw_time(2024, 1, 1, 0, 0, 0), .subject = "C",
    };
    struct tw w;

    (void)state;
    mm_make(&w, &m);
    cw_expect(&w, TNEF_CONVERT_CALENDAR, NULL,
              HEAD
              EASTERN
              "BEGIN:VEVENT\r\n"
              UID
              "DTSTAMP:20240101T000000Z\r\n"
              "DTSTART;TZID=Eastern Standard Time:20240305T090000\r\n"
              "DTEND;TZID=Eastern Standard Time:20240305T093000\r\n"
              "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20240321T130000Z;WKST=MO\r\n"
              "SUMMARY:C\r\n"
              "END:VEVENT\r\n"
              "END:VCALENDAR\r\n",
              0);
}

static void hostile_series(void **state)
{
    const struct mm_meeting m = {
        .message_class = "IPM.Appointment", .clean_id = MM_ID, .is_series = 1, .series = BROKEN,
        .zone_struct = MM_EASTERN_BIAS "0000" MM_EASTERN_STANDARD "0000"
                       "0000 0300 0000 0200 0200 0000 0000 00",
        .owner_time = cw_time(2024, 3, 1, 10, 15, 0), .start = cw_time(2024, 3, 4, 14, 0, 0),
        .end = cw_time(2024, 3, 4, 15, 0, 0), .subject = "Sync",
    };
    struct tw w;

    (void)state;
    mm_make(&w, &m);
    cw_expect(&w, TNEF_CONVERT_CALENDAR, NULL,
              HEAD
              "BEGIN:VEVENT\r\n"
              UID
              "DTSTAMP:20240301T101500Z\r\n"
              "DTSTART:20240304T140000Z\r\n"
              "DTEND:20240304T150000Z\r\n"
              "SUMMARY:Sync\r\n"
              "END:VEVENT\r\n"
              "END:VCALENDAR\r\n",
              TNEF_CONVERT_NO_RULE | TNEF_CONVERT_NO_ZONE);
}

/* What lasts as long as it says may end after the last year that a date can have. */
static void ends_after_all_years(void **state)
{
    struct tw w;

    (void)state;
    cw_begin(&w, "IPM.Appointment");
    cw_hex(&w, CW_MEETING, 0x0023, MM_ID);
    cw_hex(&w, TW_PSETID_APPOINTMENT, 0x8216, ENDS_LATE);
    cw_date(&w, CW_MEETING, 0x001A, cw_time(2024, 3, 1, 10, 15, 0));
    cw_date(&w, TW_PSETID_APPOINTMENT, 0x820D, cw_time(2024, 3, 5, 14, 0, 0));
    cw_date(&w, TW_PSETID_APPOINTMENT, 0x820E, cw_time(2024, 3, 5, 14, 30, 0));
    cw_end(&w);
    cw_expect(&w, TNEF_CONVERT_CALENDAR, NULL,
              HEAD
              "BEGIN:VEVENT\r\n"
              UID
              "DTSTAMP:20240301T101500Z\r\n"
              "DTSTART:20240305T090000\r\n"
              "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20240321T090000;WKST=MO\r\n"
              "END:VEVENT\r\n"
              "END:VCALENDAR\r\n",
              TNEF_CONVERT_LOCAL_TIME);
}

/* ---- Tasks and notes ----------------------------------------------------------------------- */

static void task_request(void **state)
{
    static const struct mm_row ann = { 1, "Ann", "ann@example.com", 0 };
    struct tw w;

    (void)state;
    cw_begin(&w, "IPM.TaskRequest");
    cw_sender(&w, "Michael", "m@example.org");
    cw_end(&w);
    mm_rows(&w, &ann, 1);
    tw_embedded_begin(&w, "Task");
    tw_version(&w, 0x00010000);
    tw_msg_props_begin(&w);
    tw_prop_unicode(&w, TW_P_MESSAGE_CLASS, "IPM.Task");
    cw_hex(&w, TW_PSETID_COMMON, 0x8519, "ad517828b63e66499ff24adfb755b1d3");
    cw_date(&w, CW_TASK, 0x8104, cw_time(2015, 1, 1, 0, 0, 0));
    cw_date(&w, CW_TASK, 0x8105, cw_time(2015, 1, 9, 0, 0, 0));
    cw_number(&w, CW_TASK, 0x8101, 1);
    tw_named_id(&w, CW_TASK, 0x8102);
    tw_prop_r8(&w, 0x8000, 0.1);
    cw_date(&w, CW_TASK, 0x8115, cw_time(2014, 12, 31, 5, 45, 0));
    tw_prop_unicode(&w, TW_P_SUBJECT, "Some important task.");
    tw_prop_i4(&w, TW_P_IMPORTANCE, 1);
    tw_attr_props_end(&w);
    tw_embedded_end(&w);
    cw_expect(&w, TNEF_CONVERT_CALENDAR, NULL,
              HEAD
              "METHOD:REQUEST\r\n"
              "BEGIN:VTODO\r\n"
              "UID:AD517828B63E66499FF24ADFB755B1D3\r\n"
              "DTSTAMP:20141231T054500Z\r\n"
              "DTSTART;VALUE=DATE:20150101\r\n"
              "DUE;VALUE=DATE:20150109\r\n"
              "SUMMARY:Some important task.\r\n"
              "ORGANIZER;CN=\"Michael\":mailto:m@example.org\r\n"
              "ATTENDEE;CN=\"Ann\";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mail\r\n"
              " to:ann@example.com\r\n"
              "PRIORITY:5\r\n"
              "STATUS:IN-PROCESS\r\n"
              "PERCENT-COMPLETE:10\r\n"
              "END:VTODO\r\n"
              "END:VCALENDAR\r\n",
              0);
}

static void sticky_note(void **state)
{
    static const char *const keywords[1] = { "Home" };
    uint8_t key[20];
    struct tw w;

    (void)state;
    cw_begin(&w, "IPM.StickyNote");
    tw_prop_unicode(&w, TW_P_SUBJECT, "Milk");
    tw_prop_unicode(&w, TW_P_BODY, "Milk\r\nBread");
    tw_prop_time(&w, 0x3007, cw_time(2024, 1, 2, 3, 4, 5));
    tw_prop_time(&w, 0x3008, cw_time(2024, 1, 2, 3, 4, 5));
    tw_prop_binary(&w, 0x300B, key, cw_bytes("00112233445566778899aabbccddeeff", key, sizeof key));
    cw_keywords(&w, keywords, 1);
    cw_end(&w);
    cw_expect(&w, TNEF_CONVERT_CALENDAR, NULL,
              HEAD
              "BEGIN:VJOURNAL\r\n"
              "UID:00112233445566778899AABBCCDDEEFF\r\n"
              "DTSTAMP:20240102T030405Z\r\n"
              "DTSTART:20240102T030405Z\r\n"
              "SUMMARY:Milk\r\n"
              "DESCRIPTION:Milk\\nBread\r\n"
              "CATEGORIES:Home\r\n"
              "END:VJOURNAL\r\n"
              "END:VCALENDAR\r\n",
              0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(request),
        cmocka_unit_test(whole_days),
        cmocka_unit_test(reply),
        cmocka_unit_test(counter),
        cmocka_unit_test(cancelled_instance),
        cmocka_unit_test(reply_to_nobody),
        cmocka_unit_test(series),
        cmocka_unit_test(until),
        cmocka_unit_test(hostile_series),
        cmocka_unit_test(ends_after_all_years),
        cmocka_unit_test(task_request),
        cmocka_unit_test(sticky_note),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
