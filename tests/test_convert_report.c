/* SPDX-License-Identifier: MIT */

/* Reports: what became of a mail, and whether it was read. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert_check.h"

#define NOBODY INT32_MIN /* a number that is absent                                       */

struct person {
    const char *name, *type, *address;
    int32_t status, reason, diagnosis; /* NOBODY: absent                                  */
    const char *said, *mta;
};

static void person(struct tw *w, const struct person *p)
{
    tw_row_begin(w);
    tw_prop_i4(w, TW_P_RECIPIENT_KIND, 1);
    tw_prop_unicode(w, TW_P_DISPLAY_NAME, p->name);
    tw_prop_unicode(w, TW_P_ADDRESS_TYPE, p->type);
    tw_prop_unicode(w, TW_P_EMAIL_ADDRESS, p->address);
    if (p->reason != NOBODY)
        tw_prop_i4(w, 0x0C04, p->reason);
    if (p->diagnosis != NOBODY)
        tw_prop_i4(w, 0x0C05, p->diagnosis);
    if (p->said != NULL)
        tw_prop_unicode(w, 0x0C1B, p->said);
    if (p->status != NOBODY)
        tw_prop_i4(w, 0x0C20, p->status);
    if (p->mta != NULL)
        tw_prop_unicode(w, 0x0C21, p->mta);
    tw_row_end(w);
}

static void report(struct tw *w, const char *name, const struct person *people, size_t count)
{
    cw_begin(w, name);
    tw_prop_unicode(w, 0x1001, "Text.\r\n");
    cw_end(w);
    tw_rows_begin(w);
    for (size_t i = 0; i < count; i++)
        person(w, &people[i]);
    tw_rows_end(w);
}

static void expect_lines(struct tw *w, const tnef_convert_options *options, const char *lines)
{
    char *text = cw_convert(w, TNEF_CONVERT_MAIL, options, NULL);

    assert_non_null(text);
    if (strstr(text, lines) == NULL)
        fail_msg("%s is not in\n%s", lines, text);
    free(text);
}

/* ---- The status ---------------------------------------------------------------------------- */

static void expect_status(const char *name, int32_t status, int32_t reason, int32_t diagnosis,
                          const char *said, const char *expected)
{
    const struct person p = { "a@b.example", "SMTP", "a@b.example", status, reason, diagnosis, said, NULL };
    char line[64];
    struct tw w;

    report(&w, name, &p, 1);
    (void)snprintf(line, sizeof line, "\r\nStatus: %s\r\n", expected);
    expect_lines(&w, NULL, line);
}

/* By the table of diagnoses and that of reasons, with the first digit of what the report tells. */
static void by_codes(void **state)
{
    static const char *const diagnoses[] = {
        "1.0", "1.4", "4.5", "4.6", "1.0", "4.7", "3.0", "6.0", "6.3", "6.2", "6.0", "5.4", "6.0",
        "3.4", "6.0", "6.1", "5.3", "5.5", "3.3", "6.2", "6.0", "6.0", "6.4", "6.4", "6.4", "6.4",
        "7.3", "4.6", "7.2", "7.1", "2.4", "6.1", "1.3", "1.0", "1.3", "1.1", "1.0", "3.0", "3.0",
        "1.0", "1.6", "1.0", "1.0", "1.6", "0.0", "0.0", "7.0", "0.0", "1.2", "0.0",
    };
    static const char *const reasons[] = { "4.0", "1.0", "6.5", "6.5", "2.0", "3.0", "4.3", "0.0" };
    char expected[8];

    (void)state;
    for (int32_t i = 0; i < (int32_t)(sizeof diagnoses / sizeof diagnoses[0]); i++) {
        (void)snprintf(expected, sizeof expected, "5.%s", diagnoses[i]);
        expect_status("REPORT.IPM.Note.NDR", NOBODY, 0, i, NULL, expected);
        expected[0] = '4';
        expect_status("REPORT.IPM.Note.Delayed.DR", NOBODY, NOBODY, i, NULL, expected);
    }
    for (int32_t i = 0; i < (int32_t)(sizeof reasons / sizeof reasons[0]); i++) {
        (void)snprintf(expected, sizeof expected, "5.%s", reasons[i]);
        expect_status("REPORT.IPM.Note.NDR", NOBODY, i, NOBODY, NULL, expected);
        expect_status("REPORT.IPM.Note.NDR", NOBODY, i, -1, NULL, expected);
    }
    expect_status("REPORT.IPM.Note.NDR", NOBODY, -1, -1, NULL, "5.0.0");
    expect_status("REPORT.IPM.Note.NDR", NOBODY, 0, -2, NULL, "5.0.0");
}

static void by_number_and_text(void **state)
{
    static const struct {
        int32_t status;
        const char *said, *expected;
    } rows[] = {
        { 511, NULL, "5.1.1" },
        { 422, NULL, "5.2.2" },
        { 599, "<mx #5.1.1 smtp;x>", "5.9.9" },
        { 200, NULL, "5.0.0" },
        { 300, "<mx #5.7.13 smtp;x>", "5.7.13" },
        { 199, "<mx #5.7.13 smtp;x>", "5.7.13" },
        { 600, "<mx #4.7.113 smtp;x>", "5.7.113" },
        { -511, "mx #5.1.1>", "5.1.1" },
        { NOBODY, "<mx #5.1 smtp;x>", "5.3.0" },
        { NOBODY, "<mx #55.1.1 smtp;x>", "5.3.0" },
        { NOBODY, "<mx #", "5.3.0" },
        { NOBODY, "<mx #5.", "5.3.0" },
        { NOBODY, "5.1.1", "5.3.0" },
        { NOBODY, "", "5.3.0" },
    };
    static const struct {
        const char *name, *expected, *action;
    } actions[] = {
        { "REPORT.IPM.Note.NDR", "5.0.0", "failed" },
        { "REPORT.IPM.Note.DR", "2.0.0", "delivered" },
        { "REPORT.IPM.Note.Expanded.DR", "2.0.0", "expanded" },
        { "REPORT.IPM.Note.Relayed.DR", "2.0.0", "relayed" },
        { "REPORT.IPM.Note.Delayed.DR", "4.0.0", "delayed" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        expect_status("REPORT.IPM.Note.NDR", rows[i].status, 5, NOBODY, rows[i].said, rows[i].expected);
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        const struct person p = { "a@b.example", "SMTP", "a@b.example", NOBODY, NOBODY, NOBODY, NULL, NULL };
        char lines[128];
        struct tw w;

        report(&w, actions[i].name, &p, 1);
        (void)snprintf(lines, sizeof lines, "\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: %s\r\n"
                       "Status: %s\r\n\r\n", actions[i].action, actions[i].expected);
        expect_lines(&w, NULL, lines);
        expect_status(actions[i].name, 511, NOBODY, NOBODY, NULL,
                      actions[i].expected[0] == '5'   ? "5.1.1"
                      : actions[i].expected[0] == '4' ? "4.1.1"
                                                      : "2.1.1");
    }
}

/* ---- People -------------------------------------------------------------------------------- */

static void people(void **state)
{
    static const struct person all[] = {
        { "Nobody", "SMTP", "nobody@example.org", 511, NOBODY, NOBODY,
          "<mx.example.org #5.1.1 smtp;550 5.1.1 No\r\n\r\nFinal-Recipient: x>", "mx.example.org" },
        { "Eve", "EX", "/o=Ex/cn=eve", NOBODY, NOBODY, 35, "said\r\n\r\nand done", NULL },
        { "Fax", "F X", "1", NOBODY, NOBODY, 0, "<mx #5.1.1 no type>", NULL },
    };
    struct tw w;

    (void)state;
    report(&w, "REPORT.IPM.Note.NDR", all, sizeof all / sizeof all[0]);
    cw_expect(&w, TNEF_CONVERT_MAIL, NULL,
              "MIME-Version: 1.0\r\n"
              "Content-Type: multipart/report; report-type=delivery-status; boundary=\"=_T1_\"\r\n"
              "\r\n"
              "--=_T1_\r\n"
              "Content-Type: text/plain; charset=us-ascii\r\n"
              "Content-Transfer-Encoding: 7bit\r\n"
              "\r\n"
              "Text.\r\n"
              "\r\n"
              "--=_T1_\r\n"
              "Content-Type: message/delivery-status\r\n"
              "Content-Transfer-Encoding: 7bit\r\n"
              "\r\n"
              "Reporting-MTA: dns; unknown\r\n"
              "\r\n"
              "Final-Recipient: rfc822; nobody@example.org\r\n"
              "Action: failed\r\n"
              "Status: 5.1.1\r\n"
              "Remote-MTA: dns; mx.example.org\r\n"
              "Diagnostic-Code: smtp; 550 5.1.1 No Final-Recipient: x\r\n"
              "X-Display-Name: Nobody\r\n"
              "\r\n"
              "Final-Recipient: x-ex; /o=Ex/cn=eve\r\n"
              "Action: failed\r\n"
              "Status: 5.1.1\r\n"
              "X-Supplementary-Info: said and done\r\n"
              "X-Display-Name: Eve\r\n"
              "\r\n"
              "Final-Recipient: x-unknown; Fax\r\n"
              "Action: failed\r\n"
              "Status: 5.1.1\r\n"
              "X-Supplementary-Info: <mx #5.1.1 no type>\r\n"
              "X-Display-Name: Fax\r\n"
              "\r\n"
              "--=_T1_--\r\n",
              TNEF_CONVERT_NO_DATE | TNEF_CONVERT_ADDRESS);
}

/* What was said is cut at 900 bytes, and the report is at 2,000 people. */
static void limits(void **state)
{
    static struct person many[TNEF_CONVERT_PEOPLE_MAX + 1];
    char said[902];
    struct tw w;

    (void)state;
    for (size_t n = 900; n <= 901; n++) {
        struct person p = { "a@b.example", "SMTP", "a@b.example", NOBODY, NOBODY, NOBODY, said, NULL };
        char *text, *at, *end;

        memset(said, 'a', n);
        for (size_t i = 49; i < n; i += 50)
            said[i] = ' ';
        said[n - 1] = 'b';
        said[n] = '\0';
        report(&w, "REPORT.IPM.Note.NDR", &p, 1);
        text = cw_convert(&w, TNEF_CONVERT_MAIL, NULL, NULL);
        at = strstr(text, "X-Supplementary-Info:");
        assert_non_null(at);
        end = strstr(at, "\r\n\r\n");
        assert_int_equal(end[-1] == 'b', n == 900);
        free(text);
    }
    for (size_t more = 0; more <= 1; more++) {
        const size_t count = TNEF_CONVERT_PEOPLE_MAX + more;
        uint32_t left_out, n = 0;
        char *text;

        for (size_t i = 0; i < count; i++)
            many[i] = (struct person){ "a@b.example", "SMTP", "a@b.example", 511, NOBODY, NOBODY, NULL,
                                       NULL };
        report(&w, "REPORT.IPM.Note.NDR", many, count);
        text = cw_convert(&w, TNEF_CONVERT_MAIL, NULL, &left_out);
        for (char *at = strstr(text, "Final-"); at != NULL; at = strstr(at + 1, "Final-"))
            n++;
        assert_int_equal(n, TNEF_CONVERT_PEOPLE_MAX);
        assert_int_equal(left_out & TNEF_CONVERT_PEOPLE, more ? TNEF_CONVERT_PEOPLE : 0);
        free(text);
    }
}

static void about_the_report(void **state)
{
    struct tw w;

    (void)state;
    cw_begin(&w, "REPORT.IPM.Note.NDR");
    tw_prop_unicode(&w, 0x6820, "x400; /c=de/");
    tw_prop_unicode(&w, 0x0074, "Ann; Bob");
    cw_end(&w);
    expect_lines(&w, NULL,
                 "\r\n\r\nThis report tells what became of a message.\r\n\r\n--=_T1_\r\n"
                 "Content-Type: message/delivery-status\r\nContent-Transfer-Encoding: 7bit\r\n\r\n"
                 "Reporting-MTA: x400; /c=de/\r\n\r\nFinal-Recipient: x-unknown; Ann; Bob\r\n"
                 "Action: failed\r\nStatus: 5.0.0\r\n\r\n--=_T1_--\r\n");
    cw_begin(&w, "REPORT.IPM.Note.NDR");
    tw_prop_unicode(&w, 0x6820, "not a type; x");
    cw_end(&w);
    expect_lines(&w, NULL, "\r\nReporting-MTA: dns; not a type; x\r\n");
}

/* ---- Receipts ------------------------------------------------------------------------------ */

static void receipts(void **state)
{
    static const struct {
        const char *name, *mode, *type, *expected;
    } rows[] = {
        { "REPORT.IPM.Note.IPNRN", NULL, NULL, "manual-action/MDN-sent-automatically; displayed" },
        { "REPORT.IPM.Note.RN", NULL, NULL, "manual-action/MDN-sent-automatically; displayed" },
        { "REPORT.IPM.Note.IPNNRN", NULL, NULL, "manual-action/MDN-sent-automatically; deleted" },
        { "REPORT.IPM.Note.NRN", "x", "a b", "manual-action/MDN-sent-automatically; deleted" },
        { "REPORT.IPM.Note.IPNRN", "a/b", "processed", "a/b; processed" },
        { "REPORT.IPM.Note.IPNRN", "a/b/c", "", "manual-action/MDN-sent-automatically; displayed" },
    };
    struct tw w;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char lines[512];

        cw_begin(&w, rows[i].name);
        tw_prop_unicode(&w, 0x1046, "<1@x>");
        if (rows[i].mode != NULL) {
            tw_prop_unicode(&w, 0x0081, rows[i].mode);
            tw_prop_unicode(&w, 0x0080, rows[i].type);
        }
        cw_sender(&w, "Bob", "bob@example.com");
        cw_end(&w);
        (void)snprintf(lines, sizeof lines,
                       "\r\n\r\nThis report tells whether a message was read.\r\n\r\n--=_T1_\r\n"
                       "Content-Type: message/disposition-notification\r\nContent-Transfer-Encoding: 7bit\r\n"
                       "\r\nOriginal-Recipient: rfc822; bob@example.com\r\n"
                       "Final-Recipient: rfc822; bob@example.com\r\nOriginal-Message-ID: <1@x>\r\n"
                       "Disposition: %s\r\n\r\n--=_T1_--\r\n", rows[i].expected);
        expect_lines(&w, NULL, lines);
    }
}

/* ---- UTF-8 --------------------------------------------------------------------------------- */

static void in_utf8(void **state)
{
    static const tnef_convert_options utf8 = { .size = sizeof utf8, .flags = TNEF_CONVERT_UTF8 };
    static const struct person p = { "J\u00F6rg", "SMTP", "j\u00F6rg@example.com", 511, NOBODY, NOBODY, NULL,
                                     NULL };
    struct tw w;

    (void)state;
    report(&w, "REPORT.IPM.Note.NDR", &p, 1);
    expect_lines(&w, &utf8,
                 "Content-Type: multipart/report; report-type=delivery-status; boundary=\"=_T1_\"\r\n"
                 "Content-Transfer-Encoding: 8bit\r\n");
    report(&w, "REPORT.IPM.Note.NDR", &p, 1);
    expect_lines(&w, &utf8,
                 "Content-Type: message/global-delivery-status\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                 "Reporting-MTA: dns; unknown\r\n\r\nFinal-Recipient: utf-8; j\u00F6rg@example.com\r\n"
                 "Action: failed\r\nStatus: 5.1.1\r\nX-Display-Name: J\u00F6rg\r\n");
    cw_begin(&w, "REPORT.IPM.Note.IPNRN");
    cw_sender(&w, "J\u00F6rg", "j\u00F6rg@example.com");
    cw_end(&w);
    expect_lines(&w, &utf8,
                 "Content-Type: message/global-disposition-notification\r\n"
                 "Content-Transfer-Encoding: 8bit\r\n\r\n"
                 "Original-Recipient: utf-8; j\u00F6rg@example.com\r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_codes),
        cmocka_unit_test(by_number_and_text),
        cmocka_unit_test(people),
        cmocka_unit_test(limits),
        cmocka_unit_test(about_the_report),
        cmocka_unit_test(receipts),
        cmocka_unit_test(in_utf8),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
