/* SPDX-License-Identifier: MIT */

/* Calendars: who sends them for somebody else, and where a meeting is on the web. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "meeting_maker.h"

/* The calendar, with its folded lines joined. The stream is freed, and the text is to be. */
static char *calendar(struct tw *w)
{
    char *text = cw_calendar(w, NULL, NULL);
    size_t n = 0;

    for (size_t i = 0; text[i] != '\0'; i++) {
        if (strncmp(text + i, "\r\n ", 3) == 0)
            i += 2;
        else
            text[n++] = text[i];
    }
    text[n] = '\0';
    return text;
}

/* A meeting of Ann that Dan sends, whose address is |sender|; NULL: Ann does. */
static char *sent_by(const char *message_class, const char *sender, const struct mm_row *rows, size_t count)
{
    const struct mm_meeting m = mm_meeting_of(message_class);
    struct tw w;

    cw_begin(&w, message_class);
    mm_props(&w, &m);
    cw_number(&w, TW_PSETID_APPOINTMENT, 0x8217, 1);
    if (sender != NULL)
        cw_sender(&w, "Dan", sender);
    cw_end(&w);
    mm_rows(&w, rows, count);
    return calendar(&w);
}

/* ---- Senders ------------------------------------------------------------------------------- */

static void for_who_organizes(void **state)
{
    static const char *const classes[] = { "IPM.Schedule.Meeting.Request", "IPM.Schedule.Meeting.Canceled",
                                           "IPM.Appointment" };
    static const struct mm_row bob[] = { { 1, "Bob", "bob@example.com", 0 } };

    (void)state;
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        char *text = sent_by(classes[i], "dan@example.com", bob, 1);

        cw_has(text, "\r\nORGANIZER;CN=\"Ann\";SENT-BY=\"mailto:dan@example.com\""
               ":mailto:ann@example.com\r\n");
        assert_int_equal(cw_count(text, "SENT-BY"), 1);
        free(text);
    }
}

/* An answer goes to who organizes: what was sent for somebody else is from who answers. */
static void for_who_answers(void **state)
{
    static const struct mm_row orga[] = { { 1, "Orga", "orga@example.com", 0 } };
    char *text = sent_by("IPM.Schedule.Meeting.Resp.Neg", "dan@example.com", orga, 1);

    (void)state;
    cw_has(text, "\r\nORGANIZER;CN=\"Orga\":mailto:orga@example.com\r\n");
    cw_has(text, "\r\nATTENDEE;CN=\"Ann\";PARTSTAT=DECLINED;SENT-BY=\"mailto:dan@example.com\""
           ":mailto:ann@example.com\r\n");
    free(text);
}

/* Who cannot be told apart from who organizes, or sends what another one organizes, sends for nobody. */
static void for_nobody(void **state)
{
    static const char *const senders[] = { NULL, "ANN@example.com", "/o=Ex/cn=dan", "" };
    static const struct mm_row orga[] = { { 1, "Orga", "orga@example.com", 2 } };
    char *text;

    (void)state;
    for (size_t i = 0; i < sizeof senders / sizeof senders[0]; i++) {
        text = sent_by("IPM.Schedule.Meeting.Request", senders[i], NULL, 0);
        cw_has(text, "\r\nORGANIZER;CN=\"Ann\":mailto:ann@example.com\r\n");
        cw_lacks(text, "SENT-BY");
        free(text);
    }
    text = sent_by("IPM.Schedule.Meeting.Request", "dan@example.com", orga, 1);
    cw_has(text, "\r\nORGANIZER;CN=\"Orga\":mailto:orga@example.com\r\n");
    cw_lacks(text, "SENT-BY");
    free(text);
}

/* What is odd in an address reaches no place of the line that means something. */
static void odd_addresses(void **state)
{
    static const struct {
        const char *address, *line;
    } rows[] = {
        { "\"d\\\"^;:,\"@example.com",
          ";SENT-BY=\"mailto:%22d%5C%22%5E%3B%3A%2C%22@example.com\":mailto:ann@" },
        { "dan@example.com\r\nATTENDEE:x", "\r\nORGANIZER;CN=\"Ann\":mailto:ann@" },
        { "dan@example.com\"", "\r\nORGANIZER;CN=\"Ann\":mailto:ann@" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *text = sent_by("IPM.Schedule.Meeting.Request", rows[i].address, NULL, 0);

        cw_has(text, rows[i].line);
        free(text);
    }
}

/* ---- The web ------------------------------------------------------------------------------- */

static void places_on_the_web(void **state)
{
    static const struct {
        const char *online, *page, *line;
    } rows[] = {
        { "https://talk.example/1?a=b;c,d", "http://page.example/", "URL:https://talk.example/1?a=b;c,d" },
        { NULL, "http://page.example/", "URL:http://page.example/" },
        { "talk.example", "HTTP://page.example/", "URL:HTTP://page.example/" },
        { "https://a b\"\r\nX: 1", NULL, "URL:https://a%20b%22" },
        { "https://", NULL, NULL },
        { "javascript:alert(1)", "file:///etc/passwd", NULL },
        { "\r\nhttps://a", "", NULL },
        { NULL, NULL, NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct mm_meeting m = mm_request();
        struct tw w;
        char *text;

        cw_begin(&w, m.message_class);
        mm_props(&w, &m);
        if (rows[i].page != NULL)
            cw_text(&w, TW_PSETID_APPOINTMENT, 0x8209, rows[i].page);
        if (rows[i].online != NULL) {
            tw_named_string(&w, TW_PS_PUBLIC_STRINGS, "OnlineMeetingExternalLink");
            tw_prop_unicode(&w, 0x8000, rows[i].online);
        }
        cw_end(&w);
        text = calendar(&w);
        assert_int_equal(cw_count(text, "\r\nURL"), rows[i].line != NULL);
        assert_int_equal(cw_count(text, "\r\nX: "), 0);
        if (rows[i].line != NULL)
            cw_has(text, rows[i].line);
        free(text);
    }
}

/* ---- When ---------------------------------------------------------------------------------- */

/* When it was made says something of an entry that was not sent to anybody. */
static void when_it_was_made(void **state)
{
    static const char *const classes[] = { "IPM.Appointment", "IPM.Schedule.Meeting.Request" };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const struct mm_meeting m = mm_meeting_of(classes[i]);
        struct tw w;
        char *text;

        cw_begin(&w, classes[i]);
        mm_props(&w, &m);
        tw_prop_time(&w, 0x3007, cw_time(2024, 1, 2, 3, 4, 5));
        tw_prop_time(&w, 0x3008, cw_time(2024, 1, 3, 3, 4, 5));
        cw_end(&w);
        text = calendar(&w);
        assert_int_equal(cw_count(text, "\r\nCREATED:20240102T030405Z\r\nLAST-MODIFIED:20240103T030405Z\r\n"),
                         i == 0);
        assert_int_equal(cw_count(text, "CREATED"), i == 0);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(for_who_organizes), cmocka_unit_test(for_who_answers),
        cmocka_unit_test(for_nobody),        cmocka_unit_test(odd_addresses),
        cmocka_unit_test(places_on_the_web), cmocka_unit_test(when_it_was_made),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
