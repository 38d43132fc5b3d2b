/* SPDX-License-Identifier: MIT */

/* Corners of tasks: answers about them, their states, numbers that are too large, dates that are none. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "meeting_maker.h"

static void answer_about(struct tw *w, const char *message_class, int32_t status)
{
    static const struct mm_row ann = { 1, "Ann", "ann@example.com", 0 };

    cw_begin(w, message_class);
    cw_sender(w, "Bob", "bob@example.com");
    cw_flag(w, TW_PSETID_APPOINTMENT, 0x8257, 1);
    cw_end(w);
    mm_rows(w, &ann, 1);
    tw_embedded_begin(w, "Task");
    tw_version(w, 0x00010000);
    tw_msg_props_begin(w);
    tw_prop_unicode(w, TW_P_MESSAGE_CLASS, "IPM.Task");
    cw_number(w, CW_TASK, 0x8101, status);
    tw_attr_props_end(w);
    tw_embedded_end(w);
}

static void answers_about_tasks(void **state)
{
    static const struct {
        const char *message_class;
        int32_t status;
        const char *line;
    } rows[] = {
        { "IPM.TaskRequest.Update", 2, ";PARTSTAT=COMPLETED:" },
        { "IPM.TaskRequest.Update", 1, ";PARTSTAT=IN-PROCESS:" },
        { "IPM.TaskRequest.Accept", 1, ";PARTSTAT=ACCEPTED:" },
        { "IPM.TaskRequest.Decline", 1, ";PARTSTAT=DECLINED:" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tw w;
        char *text;

        answer_about(&w, rows[i].message_class, rows[i].status);
        text = cw_calendar(&w, NULL, NULL);
        cw_has(text, "METHOD:REPLY\r\n"); /* a task has no other time that could be proposed */
        cw_has(text, rows[i].line);
        free(text);
    }
}

static void states_of_tasks(void **state)
{
    static const struct {
        int32_t status; /* -1: none */
        double part;    /* -1: none */
        int done;
        const char *line;
    } rows[] = {
        { -1, -1, 0, NULL },
        { 0, -1, 0, "STATUS:NEEDS-ACTION\r\n" },
        { 0, 0.5, 0, "STATUS:NEEDS-ACTION\r\nPERCENT-COMPLETE:50\r\n" },
        { 1, -1, 0, "STATUS:IN-PROCESS\r\n" },
        { 2, 0.5, 0, "STATUS:COMPLETED\r\nPERCENT-COMPLETE:100\r\n" },
        { 3, 0, 0, "STATUS:NEEDS-ACTION\r\nPERCENT-COMPLETE:0\r\n" },
        { 3, 0.25, 0, "STATUS:IN-PROCESS\r\nPERCENT-COMPLETE:25\r\n" },
        { 4, -1, 0, "STATUS:NEEDS-ACTION\r\n" },
        { 4, 0.25, 0, "STATUS:IN-PROCESS\r\nPERCENT-COMPLETE:25\r\n" },
        { 4, 7, 0, "STATUS:IN-PROCESS\r\nPERCENT-COMPLETE:100\r\n" },
        { 5, 0.25, 0, "VTODO\r\nPERCENT-COMPLETE" },
        { 1, 0.25, 1, "STATUS:COMPLETED\r\nPERCENT-COMPLETE:100\r\n" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tw w;
        char *text;

        cw_begin(&w, "IPM.Task");
        if (rows[i].status >= 0)
            cw_number(&w, CW_TASK, 0x8101, rows[i].status);
        if (rows[i].part >= 0) {
            tw_named_id(&w, CW_TASK, 0x8102);
            tw_prop_r8(&w, 0x8000, rows[i].part);
        }
        if (rows[i].done)
            cw_flag(&w, CW_TASK, 0x811C, 1);
        cw_end(&w);
        text = cw_calendar(&w, NULL, NULL);
        if (rows[i].line != NULL && rows[i].status < 5)
            cw_has(text, rows[i].line);
        else
            cw_lacks(text, "STATUS:");
        free(text);
    }
}

static void large_numbers(void **state)
{
    const struct mm_meeting m = mm_meeting_of("IPM.Schedule.Meeting.Request");
    struct tw w;
    char *text;

    (void)state;
    cw_begin(&w, m.message_class);
    mm_props(&w, &m);
    tw_named_id(&w, TW_PSETID_APPOINTMENT, 0x8201);
    tw_prop_i8(&w, 0x8000, INT64_C(0x80000000));
    cw_end(&w);
    text = cw_calendar(&w, NULL, NULL);
    cw_has(text, "SEQUENCE:0\r\n");
    free(text);
}

/* A date that the caller gives for what has none may be no date, and one without a zone is none. */
static void dates_that_are_none(void **state)
{
    static const struct {
        int64_t date;
        const char *line;
    } rows[] = {
        { INT64_C(1700000000), "DTSTAMP:20231114T221320Z\r\n" },
        { INT64_C(-11644473601), NULL },
        { INT64_MIN, NULL },
        { INT64_C(253402300800), NULL },
        { INT64_MAX, NULL },
    };
    static const struct tw_date local = { 2024, 1, 2, 3, 4, 5, 2 };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const tnef_convert_options o = { .size = sizeof o, .date = rows[i].date };
        uint32_t left_out;
        struct tw w;
        char *text;

        cw_begin(&w, "IPM.StickyNote");
        cw_end(&w);
        tw_attr_date(&w, TW_MESSAGE, TW_DATE_MODIFIED, local);
        text = cw_calendar(&w, &o, &left_out);
        if (rows[i].line != NULL)
            cw_has(text, rows[i].line);
        else
            cw_lacks(text, "DTSTAMP");
        assert_true((left_out & TNEF_CONVERT_NO_DATE) != 0);
        free(text);
    }
}


int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_about_tasks),
        cmocka_unit_test(states_of_tasks),
        cmocka_unit_test(large_numbers),
        cmocka_unit_test(dates_that_are_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
