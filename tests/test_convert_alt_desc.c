/* SPDX-License-Identifier: MIT */

/* Entries of calendars that have the HTML of the message, too. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "body_check.h"
#include "meeting_maker.h"

#define HTML_NAME "X-ALT-DESC;FMTTYPE=text/html:"

static const tnef_convert_options options = { .size = sizeof options, .flags = TNEF_CONVERT_ALT_DESC };

static void html(struct tw *w, const char *p, size_t len)
{
    tw_prop_binary(w, TW_P_HTML, p, len);
    tw_prop_i4(w, TW_P_INTERNET_CODEPAGE, 65001);
}

/* A message of a class; |p| NULL: without HTML. */
static void make(struct tw *w, const char *message_class, const char *text, const char *p)
{
    const struct mm_meeting m = mm_meeting_of(message_class);

    cw_begin(w, message_class);
    mm_props(w, &m);
    if (text != NULL)
        tw_prop_unicode(w, TW_P_BODY, text);
    if (p != NULL)
        html(w, p, strlen(p));
    cw_end(w);
}

/* The calendar, with its folded lines joined. To be freed. */
static char *calendar(struct tw *w, const tnef_convert_options *o)
{
    char *text = cw_calendar(w, o, NULL);
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

static void only_if_it_is_asked_for(void **state)
{
    static const char body[] = "<p>Gr\303\274\303\237e, <b>all</b>; \\o/</p>\r\nEND:VEVENT\r\nX: 1\r\n";
    struct tw w;
    char *text;

    (void)state;
    make(&w, "IPM.Schedule.Meeting.Request", "Hello", body);
    text = calendar(&w, &options);
    cw_has(text, "\r\nDESCRIPTION:Hello\r\n" HTML_NAME
           "<p>Gr\303\274\303\237e\\, <b>all</b>\\; \\\\o/</p>\\nEND:VEVENT\\nX: 1\r\nORGANIZER");
    free(text);
    make(&w, "IPM.Schedule.Meeting.Request", "Hello", body);
    text = calendar(&w, NULL);
    cw_lacks(text, "ALT-DESC");
    free(text);
}

/* Text that is the best there is has no other form. Neither has a comment. */
static void what_has_none(void **state)
{
    static const char *const answers[] = { "IPM.Schedule.Meeting.Resp.Pos", "IPM.Schedule.Meeting.Resp.Neg",
                                           "IPM.TaskRequest.Accept" };
    struct tw w;
    char *text;

    (void)state;
    make(&w, "IPM.Appointment", "Hello", NULL);
    text = calendar(&w, &options);
    cw_has(text, "\r\nDESCRIPTION:Hello\r\n");
    cw_lacks(text, "ALT-DESC");
    free(text);
    make(&w, "IPM.Appointment", NULL, NULL);
    text = calendar(&w, &options);
    cw_lacks(text, "ALT-DESC");
    free(text);
    make(&w, "IPM.Appointment", NULL, " \r\n ");
    text = calendar(&w, &options);
    cw_lacks(text, "ALT-DESC");
    free(text);
    for (size_t i = 0; i < 2; i++) {
        make(&w, answers[i], "Hello", "<p>Hello</p>");
        text = calendar(&w, &options);
        cw_has(text, "\r\nCOMMENT:Hello\r\n");
        cw_lacks(text, "ALT-DESC");
        free(text);
    }
}

static void of_rtf(void **state)
{
    struct tw w;
    char *text;

    (void)state;
    cw_begin(&w, "IPM.StickyNote");
    prop_rtf(&w, "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 {\\*\\htmltag64 <p>}Hello{\\*\\htmltag72 </p>}}");
    cw_end(&w);
    text = calendar(&w, &options);
    cw_has(text, "\r\nDESCRIPTION:Hello\r\n" HTML_NAME "<p>Hello</p>\r\n");
    free(text);
    make(&w, "IPM.Task", NULL, "<p>Hello</p>");
    text = calendar(&w, &options);
    cw_has(text, HTML_NAME "<p>Hello</p>\r\n");
    free(text);
}

/* Of an instance with a message of its own it is that of the message. What is long is said once. */
static void of_a_series(void **state)
{
    static char longer[65538];
    struct mm_meeting m = mm_meeting_of("IPM.Schedule.Meeting.Request");
    char *text;
    struct tw w;

    (void)state;
    m.is_series = 1;
    m.series = MM_MONDAYS;
    m.series_zone = MM_EASTERN;
    m.start = cw_time(2024, 3, 4, 14, 0, 0);
    m.end = cw_time(2024, 3, 4, 15, 0, 0);
    memset(longer, 'a', sizeof longer - 1);
    for (size_t len = 65536; len <= 65537; len++) {
        cw_begin(&w, m.message_class);
        mm_props(&w, &m);
        html(&w, longer, len);
        cw_end(&w);
        text = calendar(&w, &options);
        assert_int_equal(cw_count(text, HTML_NAME), len == 65536 ? 2 : 1);
        free(text);
    }
}

/* In steps, however it is taken. */
static void in_steps(void **state)
{
    char *body = malloc(20000), *text;
    uint32_t left_out;
    struct tw w;

    (void)state;
    assert_non_null(body);
    for (size_t i = 0; i < 19998; i += 2)
        memcpy(body + i, "\303\274", 2);
    body[19998] = '\0';
    make(&w, "IPM.Appointment", "Hello", body);
    text = cw_convert(&w, TNEF_CONVERT_MAIL, &options, &left_out);
    assert_non_null(text);
    cw_has(text, "X-ALT-DESC;FMTTYPE=3Dtext/html:=C3=BC");
    make(&w, "IPM.Appointment", "Hello", body);
    cw_expect(&w, TNEF_CONVERT_MAIL, &options, text, left_out);
    free(text);
    free(body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_if_it_is_asked_for),
        cmocka_unit_test(what_has_none),
        cmocka_unit_test(of_rtf),
        cmocka_unit_test(of_a_series),
        cmocka_unit_test(in_steps),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
