/* SPDX-License-Identifier: MIT */

/* Corners of calendars: who receives an answer, rooms, names without a name, addresses of search keys. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "meeting_maker.h"

/* ---- People -------------------------------------------------------------------------------- */

/* An answer is sent to the organizer, who is a row, or who received it. */
static void who_receives_it(void **state)
{
    const struct mm_meeting m = mm_meeting_of("IPM.Schedule.Meeting.Resp.Pos");
    uint32_t left_out;
    struct tw w;
    char *text;

    (void)state;
    cw_begin(&w, m.message_class);
    mm_props(&w, &m);
    tw_prop_unicode(&w, 0x0044, "Orga");
    tw_prop_unicode(&w, 0x0077, "SMTP");
    tw_prop_unicode(&w, 0x0078, "orga@example.com");
    tw_prop_unicode(&w, 0x0070, "The topic");
    cw_end(&w);
    text = cw_calendar(&w, NULL, &left_out);
    cw_has(text, "METHOD:REPLY\r\n");
    cw_has(text, "SUMMARY:The topic\r\n");
    cw_has(text, "ORGANIZER;CN=\"Orga\":mailto:orga@example.com\r\n");
    cw_has(text, "ATTENDEE;CN=\"Ann\";PARTSTAT=ACCEPTED:mailto:ann@example.com\r\n");
    assert_int_equal(left_out & TNEF_CONVERT_NO_ORGANIZER, 0);
    free(text);
}

/* An answer without any subject has none. */
static void without_a_subject(void **state)
{
    const struct mm_meeting m = mm_meeting_of("IPM.Schedule.Meeting.Resp.Pos");
    struct tw w;
    char *text;

    (void)state;
    mm_make(&w, &m);
    text = cw_calendar(&w, NULL, NULL);
    cw_lacks(text, "SUMMARY");
    free(text);
}

/* An address that is known by a search key alone is in capitals there. */
static void address_of_a_search_key(void **state)
{
    struct mm_meeting m = mm_meeting_of("IPM.Schedule.Meeting.Request");
    struct tw w;
    char *text;

    (void)state;
    m.from_address = NULL;
    cw_begin(&w, m.message_class);
    mm_props(&w, &m);
    tw_prop_binary(&w, 0x003B, "SMTP:A_B{1}@EXAMPLE.COM", 24);
    cw_end(&w);
    text = cw_calendar(&w, NULL, NULL);
    cw_has(text, "ORGANIZER;CN=\"Ann\":mailto:a_b");
    cw_lacks(text, "EXAMPLE");
    free(text);
}

/* In the calendar of who organizes, rooms and things are blind copies that say what they are. */
static void rooms(void **state)
{
    static const struct {
        int32_t kind, shown;
        const char *name, *address, *line;
    } rows[] = {
        { 3, 7, "Room", "room@example.com", "ATTENDEE;CN=\"Room\";CUTYPE=RESOURCE;ROLE=NON-PARTICIPANT" },
        { 3, 8, "Car", "car@example.com", "ATTENDEE;CN=\"Car\";CUTYPE=RESOURCE;ROLE=NON-PARTICIPANT" },
        { 3, 0, "Bcc", "bcc@example.com", NULL },
        { 1, 7, "Bob", "bob@example.com", "ATTENDEE;CN=\"Bob\";ROLE=REQ-PARTICIPANT" },
        { 1, 0, "", "", NULL },
        { 1, 0, "Ann again", "ANN@example.com", NULL },
        { 0, 0, "Zero", "zero@example.com", NULL },
        { 1, 0, "", "cyd@example.com", "ATTENDEE;ROLE=REQ-PARTICIPANT" },
    };
    struct mm_meeting m = mm_meeting_of("IPM.Appointment");
    struct tw w;
    char *text;

    (void)state;
    m.state = 2;
    cw_begin(&w, m.message_class);
    mm_props(&w, &m);
    cw_end(&w);
    tw_rows_begin(&w);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tw_row_begin(&w);
        tw_prop_i4(&w, TW_P_RECIPIENT_KIND, rows[i].kind);
        tw_prop_unicode(&w, TW_P_DISPLAY_NAME, rows[i].name);
        tw_prop_unicode(&w, TW_P_ADDRESS_TYPE, "SMTP");
        tw_prop_unicode(&w, TW_P_EMAIL_ADDRESS, rows[i].address);
        tw_prop_i4(&w, 0x3900, rows[i].shown);
        tw_row_end(&w);
    }
    tw_rows_end(&w);
    text = cw_calendar(&w, NULL, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].line != NULL)
            cw_has(text, rows[i].line);
    cw_lacks(text, "Bcc");
    cw_lacks(text, "Ann again");
    cw_lacks(text, "Zero");
    free(text);
}

/* Who has only an address, of a meeting whose organizer has only a name; and blanks of each kind. */
static void names_without_a_name(void **state)
{
    struct mm_meeting m = mm_meeting_of("IPM.Schedule.Meeting.Request");
    struct tw w;
    char *text;

    (void)state;
    m.from_address = NULL;
    m.to_names = "(bob@example.com);\tCyd\n(cyd@example.com)\t;\r\n; ann ; ' ';'';'dan@example.com'";
    mm_make(&w, &m);
    text = cw_calendar(&w, NULL, NULL);
    cw_has(text, "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@ex\r\n"
              " ample.com\r\n");
    cw_has(text, "ATTENDEE;CN=\"Cyd\";ROLE=REQ-PARTICIPANT");
    cw_lacks(text, "CN=\"ann\"");
    cw_has(text, "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:dan@ex\r\n");
    assert_int_equal(cw_count(text, "ATTENDEE"), 3);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_subject),
        cmocka_unit_test(address_of_a_search_key),
        cmocka_unit_test(who_receives_it),
        cmocka_unit_test(rooms),
        cmocka_unit_test(names_without_a_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
