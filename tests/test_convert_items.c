/* SPDX-License-Identifier: MIT */

/* Attachments of mail: calendars, tasks and contacts as files, invitations, and where files are shown. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert_check.h"
#include "unwrap_check.h"

static void begin(struct tw *w, const char *name)
{
    cw_begin(w, name);
    tw_prop_time(w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
    tw_prop_unicode(w, TW_P_BODY, "Text.\r\n");
}

static char *write_as(struct tw *w, uint32_t flags, uint32_t *left_out)
{
    const tnef_convert_options options = { .size = sizeof options, .flags = flags };
    char *text = cw_convert(w, TNEF_CONVERT_MAIL, &options, left_out);

    assert_non_null(text);
    return text;
}

static void expect_text(struct tw *w, uint32_t flags, const char *lines, int is_there)
{
    char *text = write_as(w, flags, NULL);

    if ((strstr(text, lines) != NULL) != is_there)
        fail_msg("%s is%s in\n%s", lines, is_there ? " not" : "", text);
    free(text);
}

/* ---- Items --------------------------------------------------------------------------------- */

static void item_begin(struct tw *w, const char *name, const char *title)
{
    tw_embedded_begin(w, title);
    tw_version(w, 0x00010000);
    tw_msg_props_begin(w);
    tw_prop_unicode(w, TW_P_MESSAGE_CLASS, name);
    tw_prop_unicode(w, TW_P_SUBJECT, title);
    tw_prop_time(w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
    cw_date(w, TW_PSETID_APPOINTMENT, 0x820D, cw_time(2024, 3, 15, 13, 0, 0));
    cw_date(w, TW_PSETID_COMMON, 0x8516, cw_time(2024, 3, 15, 13, 0, 0));
    tw_prop_time(w, 0x3007, cw_time(2024, 3, 1, 10, 15, 0));
}

static void note_with(struct tw *w, const char *name, const char *title)
{
    begin(w, "IPM.Note");
    cw_end(w);
    item_begin(w, name, title);
    tw_attr_props_end(w);
    tw_embedded_end(w);
}

#define BEFORE \
  "Date: Fri, 1 Mar 2024 10:15:00 +0000\r\n" \
  "MIME-Version: 1.0\r\n" \
  "Content-Type: multipart/mixed; boundary=\"=_T1_\"\r\n" \
  "\r\n" \
  "--=_T1_\r\n" \
  "Content-Type: text/plain; charset=us-ascii\r\n" \
  "Content-Transfer-Encoding: 7bit\r\n" \
  "\r\n" \
  "Text.\r\n" \
  "\r\n" \
  "--=_T1_\r\n"

static void a_contact(void **state)
{
    struct tw w;

    (void)state;
    note_with(&w, "IPM.Contact", "Zoe");
    cw_expect(&w, TNEF_CONVERT_MAIL, NULL,
              BEFORE
              "Content-Type: text/vcard; charset=utf-8; name=\"Zoe.vcf\"\r\n"
              "Content-Transfer-Encoding: base64\r\n"
              "Content-Disposition: attachment; filename=\"Zoe.vcf\"\r\n"
              "\r\n"
              "QkVHSU46VkNBUkQNClZFUlNJT046My4wDQpGTjpab2UNCk46Ozs7Ow0KRU5EOlZDQVJEDQo=\r\n"
              "\r\n"
              "--=_T1_--\r\n",
              0);
}

/* The base64 after a head, decoded. To be freed. */
static char *contents_of(const char *text, const char *head)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = strstr(text, head);
    char *out = malloc(strlen(text) + 1);
    size_t n = 0;
    uint32_t bits = 0, held = 0;

    assert_non_null(out);
    if (at == NULL)
        fail_msg("%s is not in\n%s", head, text);
    for (at = strstr(at, "\r\n\r\n") + 4; *at != '-' && *at != '='; at++) {
        const char *digit = strchr(digits, *at);

        if (digit == NULL || *at == '\0')
            continue;
        bits = bits << 6 | (uint32_t)(digit - digits);
        held += 6;
        if (held >= 8) {
            held -= 8;
            out[n++] = (char)(bits >> held & 255u);
        }
    }
    out[n] = '\0';
    return out;
}

/* Each class that is no mail; with the option it is a message as others are. */
static void items(void **state)
{
    static const struct {
        const char *name, *type, *end, *begins;
    } rows[] = {
        { "IPM.Appointment", "text/calendar", "ics", "BEGIN:VEVENT\r\n" },
        { "IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}", "text/calendar", "ics",
          "BEGIN:VEVENT\r\n" },
        { "IPM.Contact.Custom", "text/vcard", "vcf", "FN:Plan\r\n" },
        { "IPM.DistList", "text/vcard", "vcf", "KIND:group\r\n" },
        { "IPM.Task", "text/calendar", "ics", "BEGIN:VTODO\r\n" },
        { "IPM.Activity", "text/calendar", "ics", "BEGIN:VJOURNAL\r\n" },
        { "IPM.StickyNote", "text/calendar", "ics", "BEGIN:VJOURNAL\r\n" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char head[256];
        struct tw w;
        char *text, *file;

        note_with(&w, rows[i].name, "Plan");
        text = write_as(&w, 0, NULL);
        (void)snprintf(head, sizeof head,
                       "\r\nContent-Type: %s; charset=utf-8; name=\"Plan.%s\"\r\n"
                       "Content-Transfer-Encoding: base64\r\n"
                       "Content-Disposition: attachment; filename=\"Plan.%s\"\r\n\r\n",
                       rows[i].type, rows[i].end, rows[i].end);
        file = contents_of(text, head);
        assert_int_equal(strncmp(file, "BEGIN:V", 7), 0);
        assert_non_null(strstr(file, rows[i].begins));
        assert_null(strstr(file, "METHOD"));
        free(file);
        free(text);
        note_with(&w, rows[i].name, "Plan");
        expect_text(&w, TNEF_CONVERT_ITEMS_AS_MAIL, "\r\nContent-Type: message/rfc822\r\n", 1);
    }
}

static void task_request(struct tw *w)
{
    begin(w, "IPM.Note");
    cw_end(w);
    item_begin(w, "IPM.TaskRequest", "Do");
    cw_representing(w, "Ann", "ann@example.com");
    cw_sender(w, "Ann", "ann@example.com");
    tw_attr_props_end(w);
    tw_rows_begin(w);
    tw_recipient(w, 1, "Bob", "SMTP", "bob@example.com", NULL);
    tw_rows_end(w);
    item_begin(w, "IPM.Task", "Do");
    tw_attr_props_end(w);
    tw_embedded_end(w);
    tw_embedded_end(w);
}

/* A mail about a task is the task in it, without the METHOD that it has as mail. */
static void a_task_request(void **state)
{
    struct tw w;
    char *text, *file;

    (void)state;
    task_request(&w);
    expect_text(&w, TNEF_CONVERT_ITEMS_AS_MAIL, "\r\nMETHOD:REQUEST\r\n", 1);
    task_request(&w);
    text = write_as(&w, 0, NULL);
    file = contents_of(text, "; name=\"Do.ics\"\r\n");
    assert_non_null(strstr(file, "BEGIN:VTODO\r\n"));
    assert_null(strstr(file, "METHOD"));
    free(file);
    free(text);
}

/* What would lose something, and what is no item. */
static void items_that_stay_mail(void **state)
{
    static const char *const names[] = { "IPM.Note", "IPM.Schedule.Meeting.Request", "IPM.TaskRequest",
                                         "REPORT.IPM.Note.NDR" };
    struct tw w;
    uint32_t left_out;
    char *text;

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        note_with(&w, names[i], "Plan");
        expect_text(&w, 0, "\r\nContent-Type: message/rfc822\r\n", 1);
    }
    /* A file is attached to it. */
    begin(&w, "IPM.Note");
    cw_end(&w);
    item_begin(&w, "IPM.Appointment", "Plan");
    tw_attr_props_end(&w);
    uw_file(&w);
    tw_embedded_end(&w);
    expect_text(&w, 0, "\r\nContent-Type: message/rfc822\r\n", 1);
    /* It has no time. */
    begin(&w, "IPM.Note");
    cw_end(&w);
    tw_embedded_begin(&w, "Plan");
    tw_version(&w, 0x00010000);
    tw_msg_props_begin(&w);
    tw_prop_unicode(&w, TW_P_MESSAGE_CLASS, "IPM.Appointment");
    tw_prop_unicode(&w, TW_P_BODY, "No time.\r\n");
    tw_attr_props_end(&w);
    tw_embedded_end(&w);
    text = write_as(&w, 0, &left_out);
    assert_non_null(strstr(text, "\r\nContent-Type: message/rfc822\r\n"));
    assert_non_null(strstr(text, "\r\nNo time.\r\n"));
    assert_int_not_equal(left_out & TNEF_CONVERT_NO_START, 0);
    free(text);
    /* It is attached to something else than a note. */
    begin(&w, "IPM.Contact");
    cw_end(&w);
    item_begin(&w, "IPM.Appointment", "Plan");
    tw_attr_props_end(&w);
    tw_embedded_end(&w);
    expect_text(&w, 0, "\r\nContent-Type: message/rfc822\r\n", 1);
}

/* Changed instances are in the file of their series, the picture in that of its contact. */
static void items_with_parts_of_them(void **state)
{
    struct tw w;
    char *text, *file;

    (void)state;
    begin(&w, "IPM.Note");
    cw_end(&w);
    item_begin(&w, "IPM.Contact", "Zoe");
    tw_attr_props_end(&w);
    tw_rend_file(&w);
    tw_attr(&w, TW_ATTACHMENT, TW_DATA, "\xFF\xD8\xFF\xE0", 4);
    tw_attach_props_begin(&w);
    tw_prop_i4(&w, TW_P_ATTACH_METHOD, 1);
    tw_prop_bool(&w, 0x7FFF, 1);
    tw_attr_props_end(&w);
    tw_embedded_end(&w);
    text = write_as(&w, 0, NULL);
    file = contents_of(text, "; name=\"Zoe.vcf\"\r\n");
    assert_non_null(strstr(file, "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4A==\r\n"));
    free(file);
    free(text);
    begin(&w, "IPM.Note");
    cw_end(&w);
    item_begin(&w, "IPM.Appointment", "Plan");
    tw_attr_props_end(&w);
    tw_rend_file(&w);
    tw_attach_props_begin(&w);
    tw_prop_i4(&w, TW_P_ATTACH_METHOD, 5);
    tw_prop_bool(&w, TW_P_HIDDEN, 1);
    tw_object_begin(&w, TW_P_ATTACH_DATA, TW_IID_MESSAGE);
    tw_stream(&w, TW_KEY);
    tw_version(&w, 0x00010000);
    tw_msg_props_begin(&w);
    tw_prop_unicode(&w, TW_P_MESSAGE_CLASS, "IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}");
    tw_attr_props_end(&w);
    tw_object_end(&w);
    tw_attr_props_end(&w);
    tw_embedded_end(&w);
    expect_text(&w, 0, "; name=\"Plan.ics\"\r\n", 1);
    /* The same as a part of its own mail. */
    begin(&w, "IPM.Contact");
    cw_end(&w);
    tw_rend_file(&w);
    tw_attr(&w, TW_ATTACHMENT, TW_DATA, "\xFF\xD8\xFF\xE0", 4);
    tw_attach_props_begin(&w);
    tw_prop_i4(&w, TW_P_ATTACH_METHOD, 1);
    tw_prop_bool(&w, 0x7FFF, 1);
    tw_attr_props_end(&w);
    text = write_as(&w, 0, NULL);
    file = contents_of(text, "; name=\"contact.vcf\"\r\n");
    assert_non_null(strstr(file, "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4A==\r\n"));
    free(file);
    free(text);
}

/* ---- Invitations --------------------------------------------------------------------------- */

static void meeting(struct tw *w, const char *name)
{
    begin(w, name);
    cw_hex(w, CW_MEETING, 0x0023, "040000008200e00074c5b7101a82e008 ~~~~~ 04000000 00112233");
    cw_date(w, CW_MEETING, 0x001A, cw_time(2024, 3, 1, 10, 15, 0));
    cw_date(w, TW_PSETID_APPOINTMENT, 0x820D, cw_time(2024, 3, 15, 13, 0, 0));
    cw_representing(w, "Ann", "ann@example.com");
    cw_end(w);
    tw_rows_begin(w);
    tw_recipient(w, 1, "Bob", "SMTP", "bob@example.com", NULL);
    tw_rows_end(w);
}

static void invitations(void **state)
{
    static const struct {
        const char *name, *method;
        int has;
    } rows[] = { { "IPM.Schedule.Meeting.Request", "REQUEST", 1 },
                 { "IPM.Schedule.Meeting.Canceled", "CANCEL", 1 },
                 { "IPM.Schedule.Meeting.Resp.Pos", "REPLY", 0 },
                 { "IPM.Appointment", NULL, 0 } };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        static const char head[] = "\r\nContent-Type: application/ics; name=\"invite.ics\"\r\n"
                                   "Content-Transfer-Encoding: base64\r\n"
                                   "Content-Disposition: attachment; filename=\"invite.ics\"\r\n\r\n";
        struct tw w;
        char *text, *file, *calendar, method[64] = "", without[8192], *at;

        meeting(&w, rows[i].name);
        text = write_as(&w, 0, NULL);
        assert_int_equal(strstr(text, head) != NULL, rows[i].has);
        if (rows[i].has) {
            meeting(&w, rows[i].name);
            calendar = cw_convert(&w, TNEF_CONVERT_CALENDAR, NULL, NULL);
            assert_non_null(calendar);
            (void)snprintf(method, sizeof method, "METHOD:%s\r\n", rows[i].method);
            at = strstr(calendar, method);
            assert_non_null(at);
            (void)snprintf(without, sizeof without, "%.*s%s", (int)(at - calendar), calendar,
                           at + strlen(method));
            file = contents_of(text, head);
            assert_string_equal(file, without);
            free(file);
            free(calendar);
        }
        free(text);
        meeting(&w, rows[i].name);
        expect_text(&w, TNEF_CONVERT_NO_INVITE, "invite.ics", 0);
    }
}

/* ---- Where files are shown ----------------------------------------------------------------- */

static void html_begin(struct tw *w, const char *html)
{
    cw_begin(w, "IPM.Note");
    tw_prop_time(w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
    tw_prop_binary(w, TW_P_HTML, html, strlen(html));
    tw_prop_i4(w, TW_P_INTERNET_CODEPAGE, 20127);
    cw_end(w);
}

static void picture(struct tw *w, const char *name, const char *place, const char *id)
{
    tw_rend_file(w);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, "\x89PNG", 4);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 1);
    tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME, name);
    tw_prop_unicode(w, TW_P_ATTACH_MIME, "image/png");
    tw_prop_unicode(w, TW_P_CONTENT_LOCATION, place);
    if (id != NULL)
        tw_prop_unicode(w, TW_P_CONTENT_ID, id);
    tw_attr_props_end(w);
}

static void locations(void **state)
{
    static const struct {
        const char *html, *place;
        int is_inline;
    } rows[] = {
        { "<img src=\"a/b.png\">", "a/b.png", 1 },
        { "<img src='a/b.png'>", "a/b.png", 1 },
        { "<img src=a/b.png>", "a/b.png", 1 },
        { "<img src=a/b.png alt=x>", "a/b.png", 1 },
        { "<img src = \n \"a/b.png\">", "a/b.png", 1 },
        { "<img alt=\"x\" src=\"a/b.png\">", "a/b.png", 1 },
        { "<img src=\"xa/b.png\">", "a/b.png", 0 },
        { "<img src=\"a/b.pngx\">", "a/b.png", 0 },
        { "<img src=\"a/b.png", "a/b.png", 0 },
        { "<p>a/b.png</p>", "a/b.png", 0 },
        { "<img src=\"\">", "", 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tw w;

        html_begin(&w, rows[i].html);
        picture(&w, "b.png", rows[i].place, NULL);
        expect_text(&w, 0, "Content-Disposition: inline; filename=\"b.png\"\r\nContent-Location: a/b.png\r\n",
                    rows[i].is_inline);
    }
}

/* Of two with one location the first is shown; one that is shown by its id and its location is there once. */
static void several_places(void **state)
{
    struct tw w;
    char *text, *at;
    int n = 0;

    (void)state;
    html_begin(&w, "<img src=\"x\"><img src=\"cid:1@x\">");
    picture(&w, "1.png", "x", "1@x");
    picture(&w, "2.png", "x", NULL);
    text = write_as(&w, 0, NULL);
    assert_non_null(
        strstr(text, "inline; filename=\"1.png\"\r\nContent-ID: <1@x>\r\nContent-Location: x\r\n"));
    assert_non_null(strstr(text, "attachment; filename=\"2.png\"\r\nContent-Location: x\r\n"));
    for (at = strstr(text, "iVBORw=="); at != NULL; at = strstr(at + 1, "iVBORw=="))
        n++;
    assert_int_equal(n, 2);
    free(text);
}

static void limits_of_places(void **state)
{
    struct tw w;
    char place[902], html[1000], line[1000];

    (void)state;
    /* Addresses of 254 bytes are looked for, those of 255 are not; those of 900 are written, of 901 not. */
    for (size_t n = 254; n <= 255; n++) {
        memset(place, 'a', n);
        place[n] = '\0';
        (void)snprintf(html, sizeof html, "<img src=\"%s\">", place);
        html_begin(&w, html);
        picture(&w, "b.png", place, NULL);
        expect_text(&w, 0, "Content-Disposition: inline;", n == 254);
    }
    for (size_t n = 900; n <= 901; n++) {
        memset(place, 'a', n);
        place[n] = '\0';
        html_begin(&w, "x");
        picture(&w, "b.png", place, NULL);
        (void)snprintf(line, sizeof line, "\r\nContent-Location: %s\r\n", place);
        expect_text(&w, 0, line, n == 900);
    }
    /* 64 locations are looked for. */
    for (int i = 63; i <= 64; i++) {
        (void)snprintf(html, sizeof html, "<img src=\"place%d\">", i);
        html_begin(&w, html);
        for (int k = 0; k <= 64; k++) {
            (void)snprintf(place, sizeof place, "place%d", k);
            picture(&w, "b.png", place, NULL);
        }
        expect_text(&w, 0, "Content-Disposition: inline;", i == 63);
    }
    html_begin(&w, "<img src=\"a b\">");
    picture(&w, "b.png", "a b\r\nX: y", NULL);
    expect_text(&w, 0, "Content-Location", 0);
}

static void descriptions(void **state)
{
    static const struct {
        const char *name, *line;
    } rows[] = { { "b.png", NULL },
                 { "", NULL },
                 { "The plan\r\nX: y", "\r\nContent-Description: The plan X: y\r\n" } };
    struct tw w;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        begin(&w, "IPM.Note");
        cw_end(&w);
        tw_rend_file(&w);
        tw_attr(&w, TW_ATTACHMENT, TW_DATA, "A", 1);
        tw_attach_props_begin(&w);
        tw_prop_i4(&w, TW_P_ATTACH_METHOD, 1);
        tw_prop_unicode(&w, TW_P_ATTACH_LONG_NAME, "b.png");
        tw_prop_unicode(&w, TW_P_DISPLAY_NAME, rows[i].name);
        tw_attr_props_end(&w);
        expect_text(&w, 0, rows[i].line != NULL ? rows[i].line : "Content-Description", rows[i].line != NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_contact),
        cmocka_unit_test(items),
        cmocka_unit_test(a_task_request),
        cmocka_unit_test(items_that_stay_mail),
        cmocka_unit_test(items_with_parts_of_them),
        cmocka_unit_test(invitations),
        cmocka_unit_test(locations),
        cmocka_unit_test(several_places),
        cmocka_unit_test(limits_of_places),
        cmocka_unit_test(descriptions),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
