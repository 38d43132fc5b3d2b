/* SPDX-License-Identifier: MIT */

/* Each class of message, and what it becomes. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert_check.h"

#define NOTE     "Content-Type: text/plain; charset=us-ascii\r\n"
#define DELIVERY "Content-Type: multipart/report; report-type=delivery-status;"
#define RECEIPT  "Content-Type: multipart/report; report-type=disposition-notification;"
#define MIXED    "Content-Type: multipart/mixed;"
#define BOTH     "Content-Type: multipart/alternative;"
#define SIGNED   "Content-Type: multipart/signed; boundary=SIG\r\n"
#define OPAQUE   "Content-Type: application/pkcs7-mime;"

enum { NONE, CALENDAR, CARD };

/* |mail|: the type of the mail as a whole. |more| is in it, or, of a component, in that. */
static const struct row {
    const char *name;
    int component;
    const char *begins, *method; /* of the component; NULL: none                          */
    const char *mail, *more;
} rows[] = {
    /* 1 */
    { "IPM.Note.SMIME.MultipartSigned", NONE, NULL, NULL, SIGNED, NULL },
    { "ipm.note.smime.multipartsigned.Foo", NONE, NULL, NULL, SIGNED, NULL },
    { "IPM.InfoPathForm.1.SMIME.MultipartSigned", NONE, NULL, NULL, SIGNED, NULL },
    /* 2: what is signed and can be read is that */
    { "IPM.Note.SMIME", NONE, NULL, NULL, SIGNED, NULL },
    { "IPM.Note.SMIME.Foo", NONE, NULL, NULL, SIGNED, NULL },
    { "IPM.InfoPathForm.1.SMIME", NONE, NULL, NULL, SIGNED, NULL },
    { "IPM.Note.SMIMEX", NONE, NULL, NULL, MIXED, "smime.p7m" },
    /* 3 */
    { "IPM.Note.Secure", NONE, NULL, NULL, MIXED, "smime.p7m" },
    { "IPM.Note.Secure.Sign", NONE, NULL, NULL, MIXED, "smime.p7m" },
    /* 4 */
    { "REPORT.IPM.Note.NDR", NONE, NULL, NULL, DELIVERY, "Action: failed\r\n" },
    { "REPORT.IPM.Note.DR", NONE, NULL, NULL, DELIVERY, "Action: delivered\r\n" },
    { "REPORT.IPM.Note.Expanded.DR", NONE, NULL, NULL, DELIVERY, "Action: expanded\r\n" },
    { "REPORT.IPM.Note.Relayed.DR", NONE, NULL, NULL, DELIVERY, "Action: relayed\r\n" },
    { "REPORT.IPM.Note.Delayed.DR", NONE, NULL, NULL, DELIVERY, "Action: delayed\r\n" },
    { "report.ipm.schedule.meeting.request.ndr", NONE, NULL, NULL, DELIVERY, "Action: failed\r\n" },
    { "REPORT.NDR", NONE, NULL, NULL, DELIVERY, "Action: failed\r\n" },
    /* 5 */
    { "REPORT.IPM.Note.IPNRN", NONE, NULL, NULL, RECEIPT, "; displayed\r\n" },
    { "REPORT.IPM.Note.IPNNRN", NONE, NULL, NULL, RECEIPT, "; deleted\r\n" },
    { "REPORT.IPM.Note.RN", NONE, NULL, NULL, RECEIPT, "; displayed\r\n" },
    { "REPORT.IPM.Note.NRN", NONE, NULL, NULL, RECEIPT, "; deleted\r\n" },
    /* 6 */
    { "REPORT.IPM.Note.Other", NONE, NULL, NULL, NOTE, "Reported.\r\n" },
    { "REPORT", NONE, NULL, NULL, NOTE, "Reported.\r\n" },
    { "REPORT.IPM.Note.XNDR", NONE, NULL, NULL, NOTE, "Reported.\r\n" },
    /* 7 */
    { "IPM.Schedule.Meeting.Request", CALENDAR, "VEVENT", "REQUEST", MIXED, "method=REQUEST\r\n" },
    /* 8 */
    { "IPM.Schedule.Meeting.Canceled", CALENDAR, "VEVENT", "CANCEL", MIXED, "method=CANCEL\r\n" },
    /* 9 */
    { "IPM.Schedule.Meeting.Resp.Pos", CALENDAR, "VEVENT", "REPLY", BOTH, "method=REPLY\r\n" },
    { "IPM.Schedule.Meeting.Resp.Tent", CALENDAR, "VEVENT", "REPLY", BOTH, "method=REPLY\r\n" },
    { "IPM.Schedule.Meeting.Resp.Neg", CALENDAR, "VEVENT", "REPLY", BOTH, "method=REPLY\r\n" },
    /* 10 */
    { "IPM.Schedule.Meeting.Notification.Forward", NONE, NULL, NULL, NOTE, "Text.\r\n" },
    { "IPM.Schedule.Meeting", NONE, NULL, NULL, NOTE, "Text.\r\n" },
    /* 11 */
    { "IPM.Appointment", CALENDAR, "VEVENT", NULL, BOTH, "text/calendar; charset=utf-8\r\n" },
    { "IPM.Appointment.Custom", CALENDAR, "VEVENT", NULL, BOTH, "text/calendar; charset=utf-8\r\n" },
    { "IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}", CALENDAR, "VEVENT", NULL, BOTH,
      "text/calendar; charset=utf-8\r\n" },
    { "IPM.AppointmentX", NONE, NULL, NULL, NOTE, "Text.\r\n" },
    /* 12 */
    { "IPM.Contact", CARD, "VERSION:3.0", NULL, MIXED, "text/vcard; charset=utf-8;" },
    { "IPM.Contact.Custom", CARD, "VERSION:3.0", NULL, MIXED, "text/vcard; charset=utf-8;" },
    /* 13 */
    { "IPM.DistList", CARD, "KIND:group", NULL, MIXED, "text/vcard; charset=utf-8;" },
    /* 14: without a task in it */
    { "IPM.TaskRequest", NONE, NULL, NULL, NOTE, "Text.\r\n" },
    /* 15 */
    { "IPM.Task", CALENDAR, "VTODO", NULL, BOTH, "text/calendar; charset=utf-8\r\n" },
    { "IPM.Task.Custom", CALENDAR, "VTODO", NULL, BOTH, "text/calendar; charset=utf-8\r\n" },
    /* 16 */
    { "IPM.Activity", CALENDAR, "VJOURNAL", NULL, BOTH, "text/calendar; charset=utf-8\r\n" },
    { "IPM.StickyNote", CALENDAR, "VJOURNAL", NULL, BOTH, "text/calendar; charset=utf-8\r\n" },
    /* 17 to 19 */
    { "IPM.Document.Word.Document.8", NONE, NULL, NULL, NOTE, "Text.\r\n" },
    { "IPM.Sharing", NONE, NULL, NULL, NOTE, "Text.\r\n" },
    { "IPM.Note.Rules.OofTemplate.Microsoft", NONE, NULL, NULL, NOTE, "Auto-Submitted: auto-replied\r\n" },
    { "IPM.Note.Rules.ReplyTemplate.Microsoft", NONE, NULL, NULL, NOTE, "Text.\r\n" },
    { "IPM.Outlook.Recall", NONE, NULL, NULL, NOTE, "Text.\r\n" },
    { "IPM.Recall.Report.Success", NONE, NULL, NULL, NOTE, "Text.\r\n" },
    { "IPC.Microsoft", NONE, NULL, NULL, NOTE, "Text.\r\n" },
    /* 20 */
    { "IPM.Note.Microsoft.Voicemail.UM.CA", NONE, NULL, NULL, NOTE, "Content-Class: voice-ca\r\n" },
    { "IPM.Note.Microsoft.Voicemail.UM", NONE, NULL, NULL, NOTE, "Content-Class: voice\r\n" },
    { "IPM.Note.Microsoft.Conversation.Voice", NONE, NULL, NULL, NOTE, "Content-Class: voice-uc\r\n" },
    { "IPM.Note.Microsoft.Missed.Voice", NONE, NULL, NULL, NOTE, "Content-Class: missedcall\r\n" },
    { "IPM.Note.Microsoft.Fax.CA", NONE, NULL, NULL, NOTE, "Content-Class: fax-ca\r\n" },
    { "IPM.Note.Microsoft.Fax", NONE, NULL, NULL, NOTE, "Content-Class: fax\r\n" },
    /* 21 */
    { "IPM.Post", NONE, NULL, NULL, NOTE, "Text.\r\n" },
    { "IPM.Note", NONE, NULL, NULL, NOTE, "Text.\r\n" },
    { "IPM", NONE, NULL, NULL, NOTE, "Text.\r\n" },
    { "", NONE, NULL, NULL, NOTE, "Text.\r\n" },
    { "Anything.\xC3\xBC", NONE, NULL, NULL, NOTE, "Text.\r\n" },
};

static int begins(const char *s, const char *with)
{
    return strncmp(s, with, strlen(with)) == 0;
}

/* A message that has what any class may need. */
static void make(struct tw *w, const struct row *r)
{
    static const char entity[] = "Content-Type: multipart/signed; boundary=SIG\r\n\r\n"
                                 "--SIG\r\n\r\nText\r\n--SIG--\r\n";
    const int has_file = strstr(r->mail, "signed") != NULL || (r->more != NULL && begins(r->more, "smime"));
    const int is_other = begins(r->name, "REPORT") && begins(r->mail, NOTE);

    cw_begin(w, r->name);
    tw_prop_time(w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
    tw_prop_time(w, 0x3007, cw_time(2024, 3, 1, 10, 15, 0));
    tw_prop_unicode(w, is_other ? 0x1001 : TW_P_BODY, is_other ? "Reported.\r\n" : "Text.\r\n");
    cw_representing(w, "Ann", "ann@example.com");
    cw_sender(w, "Ann", "ann@example.com");
    cw_date(w, TW_PSETID_APPOINTMENT, 0x820D, cw_time(2024, 3, 15, 13, 0, 0));
    cw_date(w, TW_PSETID_COMMON, 0x8516, cw_time(2024, 3, 15, 13, 0, 0));
    cw_end(w);
    tw_rows_begin(w);
    tw_recipient(w, 1, "Bob", "SMTP", "bob@example.com", NULL);
    tw_rows_end(w);
    if (!has_file)
        return;
    tw_rend_file(w);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, entity, sizeof entity - 1);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 1);
    tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME, "smime.p7m");
    tw_attr_props_end(w);
}

static void expect_in(const char *name, const char *text, const char *sought, int is_there)
{
    if ((strstr(text, sought) != NULL) != is_there)
        fail_msg("%s: %s is%s in\n%s", name, sought, is_there ? " not" : "", text);
}

static void check_mail(const struct row *r)
{
    struct tw w;
    char *text, *at;

    make(&w, r);
    text = cw_convert(&w, TNEF_CONVERT_MAIL, NULL, NULL);
    assert_non_null(text);
    at = strstr(text, "\r\nContent-Type: ");
    if (at == NULL || !begins(at + 2, r->mail))
        fail_msg("%s: not %s but\n%s", r->name, r->mail, text);
    if (r->more != NULL)
        expect_in(r->name, text, r->more, 1);
    free(text);
}

static void check_component(const struct row *r, uint32_t kind, int is_there)
{
    char line[64];
    struct tw w;
    char *text;

    make(&w, r);
    text = cw_convert(&w, kind, NULL, NULL);
    if ((text != NULL) != is_there)
        fail_msg("%s: there is a component, or none", r->name);
    if (text == NULL)
        return;
    expect_in(r->name, text, r->begins, 1);
    (void)snprintf(line, sizeof line, "\r\nMETHOD:%s\r\n", r->method != NULL ? r->method : "");
    expect_in(r->name, text, r->method != NULL ? line : "METHOD", r->method != NULL);
    free(text);
}

static void each_class(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        check_mail(&rows[i]);
        check_component(&rows[i], TNEF_CONVERT_CALENDAR, rows[i].component == CALENDAR);
        check_component(&rows[i], TNEF_CONVERT_CARD, rows[i].component == CARD);
    }
}

/* ---- What is not told by the class alone --------------------------------------------------- */

/* Answers that want another time are counter proposals, whatever they say. */
static void proposals(void **state)
{
    static const char *const names[] = { "IPM.Schedule.Meeting.Resp.Pos", "IPM.Schedule.Meeting.Resp.Tent",
                                         "IPM.Schedule.Meeting.Resp.Neg" };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct tw w;
        char *text;

        cw_begin(&w, names[i]);
        cw_representing(&w, "Ann", "ann@example.com");
        cw_date(&w, TW_PSETID_APPOINTMENT, 0x820D, cw_time(2024, 3, 15, 13, 0, 0));
        cw_date(&w, TW_PSETID_APPOINTMENT, 0x8250, cw_time(2024, 3, 16, 13, 0, 0));
        cw_flag(&w, TW_PSETID_APPOINTMENT, 0x8257, 1);
        cw_end(&w);
        tw_rows_begin(&w);
        tw_recipient(&w, 1, "Bob", "SMTP", "bob@example.com", NULL);
        tw_rows_end(&w);
        text = cw_convert(&w, TNEF_CONVERT_MAIL, NULL, NULL);
        expect_in(names[i], text, "text/calendar; charset=utf-8; method=COUNTER\r\n", 1);
        expect_in(names[i], text, "\r\nMETHOD:COUNTER\r\n", 1);
        free(text);
    }
}

/* What is sent about a task is the task in it. */
static void tasks(void **state)
{
    static const struct {
        const char *name, *method;
    } sent[] = { { "IPM.TaskRequest", "REQUEST" },
                 { "IPM.TaskRequest.Accept", "REPLY" },
                 { "IPM.TaskRequest.Decline", "REPLY" },
                 { "IPM.TaskRequest.Update", "REPLY" } };

    (void)state;
    for (size_t i = 0; i < sizeof sent / sizeof sent[0]; i++) {
        char line[80];
        struct tw w;
        char *text;

        cw_begin(&w, sent[i].name);
        cw_representing(&w, "Ann", "ann@example.com");
        cw_sender(&w, "Ann", "ann@example.com");
        cw_end(&w);
        tw_rows_begin(&w);
        tw_recipient(&w, 1, "Bob", "SMTP", "bob@example.com", NULL);
        tw_rows_end(&w);
        tw_embedded_begin(&w, "Do");
        tw_version(&w, 0x00010000);
        tw_msg_props_begin(&w);
        tw_prop_unicode(&w, TW_P_MESSAGE_CLASS, "IPM.Task");
        tw_prop_unicode(&w, TW_P_SUBJECT, "Do");
        tw_attr_props_end(&w);
        tw_embedded_end(&w);
        text = cw_convert(&w, TNEF_CONVERT_MAIL, NULL, NULL);
        (void)snprintf(line, sizeof line, "text/calendar; charset=utf-8; method=%s\r\n", sent[i].method);
        expect_in(sent[i].name, text, line, 1);
        expect_in(sent[i].name, text, "\r\nBEGIN:VTODO\r\n", 1);
        free(text);
    }
}

/* An envelope that cannot be read, one that is, and none. */
static void envelopes(void **state)
{
    static const struct {
        const char *name;
        uint8_t last;
        int files;
        const char *lines;
        uint32_t left_out;
        const char *told; /* the type of the attachment; NULL: none                             */
    } sent[] = {
        { "IPM.Note.SMIME", 0, 1, "\r\n" OPAQUE " name=\"smime.p7m\"\r\n", 0, NULL },
        { "IPM.Note.SMIME", 2, 1, "\r\n" OPAQUE " smime-type=certs-only; name=\"smime.p7m\"\r\n", 0,
          "application/pkcs7-mime; name=x; SMIME-type=certs-only" },
        { "IPM.Note.SMIME", 2, 1, "\r\n" OPAQUE " smime-type=enveloped-data;\r\n name=\"smime.p7m\"\r\n",
          0,
          "application/pkcs7-mime; smime-type=enveloped-data; name=x" },
        { "IPM.Note.SMIME", 2, 1, "\r\n" OPAQUE " smime-type=signed-data; name=\"smime.p7m\"\r\n", 0,
          "application/pkcs7-mime; smime-type=enveloped-dataX" },
        { "IPM.Note.SMIME", 2, 1, "\r\n" OPAQUE " smime-type=signed-data; name=\"smime.p7m\"\r\n", 0,
          "application/pkcs7-mime; smime-type=" },
        { "IPM.Note.SMIME", 2, 1, "\r\n" OPAQUE " smime-type=signed-data; name=\"smime.p7m\"\r\n", 0, NULL },
        { "IPM.Note.SMIME", 3, 1, "\r\n" OPAQUE " smime-type=enveloped-data;\r\n name=\"smime.p7m\"\r\n",
          0, NULL },
        { "IPM.Note.SMIME", 0, 0, "\r\n" NOTE, TNEF_CONVERT_SIGNATURE, NULL },
        { "IPM.Note.SMIME", 0, 2, "\r\n" MIXED, TNEF_CONVERT_SIGNATURE, NULL },
        { "IPM.Note.SMIME.MultipartSigned", 0, 1, "\r\n" MIXED, TNEF_CONVERT_SIGNATURE, NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof sent / sizeof sent[0]; i++) {
        uint8_t der[13] = { 0x30, 0x82, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0, 0, 0 };
        struct tw w;
        uint32_t left_out;
        char *text;

        der[10] = sent[i].last;
        cw_begin(&w, sent[i].name);
        tw_prop_time(&w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
        cw_end(&w);
        for (int n = 0; n < sent[i].files; n++) {
            tw_rend_file(&w);
            tw_attr(&w, TW_ATTACHMENT, TW_DATA, der, sizeof der);
            tw_attach_props_begin(&w);
            tw_prop_i4(&w, TW_P_ATTACH_METHOD, 1);
            tw_prop_unicode(&w, TW_P_ATTACH_LONG_NAME, "smime.p7m");
            if (sent[i].told != NULL)
                tw_prop_unicode(&w, TW_P_ATTACH_MIME, sent[i].told);
            tw_attr_props_end(&w);
        }
        text = cw_convert(&w, TNEF_CONVERT_MAIL, NULL, &left_out);
        expect_in(sent[i].name, text, sent[i].lines, 1);
        assert_int_equal(left_out, sent[i].left_out);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_class),
        cmocka_unit_test(proposals),
        cmocka_unit_test(tasks),
        cmocka_unit_test(envelopes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
