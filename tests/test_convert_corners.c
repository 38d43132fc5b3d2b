/* SPDX-License-Identifier: MIT */

/* Corners of what a message becomes: properties that are longer than the room for them, pictures of each
 * kind, details of reports, more people than are written, texts that are cut. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/convert.h>
#include <tnef/mapi.h>

#include "convert_check.h"
#include "kept_output.h"
#include "mail_writer.h"

static void has(const char *text, const char *what)
{
    if (strstr(text, what) == NULL)
        fail_msg("no %s in\n%s", what, text);
}

static size_t count_of(const char *text, const char *what)
{
    size_t n = 0;

    for (const char *p = strstr(text, what); p != NULL; p = strstr(p + 1, what))
        n++;
    return n;
}

/* ---- Long properties ----------------------------------------------------------------------- */

static void long_properties(void **state)
{
    static const char *const classes[] = { "IPM.Appointment", "IPM.Contact", "IPM.Note", "IPM.Task" };
    struct mail text = { 0 };

    (void)state;
    mail_repeat(&text, "\xC3\xBC;,\\", 10000);
    mail_bytes(&text, "", 1);
    for (size_t i = 0; i < 4; i++)
        for (uint32_t kind = TNEF_CONVERT_CALENDAR; kind <= TNEF_CONVERT_MAIL; kind++) {
            struct tw w;
            char *out;

            cw_begin(&w, classes[i]);
            tw_prop_unicode(&w, TW_P_SUBJECT, (const char *)text.p);
            tw_prop_unicode(&w, TW_P_DISPLAY_NAME, (const char *)text.p);
            cw_date(&w, TW_PSETID_APPOINTMENT, 0x820D, cw_time(2024, 3, 1, 9, 0, 0));
            cw_end(&w);
            out = cw_convert(&w, kind, NULL, NULL);
            if (out != NULL)
                assert_true(strlen(out) > 10000);
            free(out);
        }
    mail_free(&text);
}

/* ---- Pictures ------------------------------------------------------------------------------ */

static void attach(struct tw *w, const char *name, const void *p, size_t len)
{
    tw_rend_file(w);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, p, len);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 1);
    tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME, name);
    tw_attr_props_end(w);
}

static char *contact_with(const char *name, const void *p, size_t len, uint32_t version, uint32_t *left_out)
{
    tnef_convert_options o = { .size = sizeof o, .card_version = version };
    struct tw w;

    cw_begin(&w, "IPM.Contact");
    tw_prop_unicode(&w, TW_P_DISPLAY_NAME, "Ann");
    tw_prop_i2(&w, 0x3A4D, version == 4 ? 1 : 2);
    cw_end(&w);
    attach(&w, name, p, len);
    return cw_convert(&w, TNEF_CONVERT_CARD, &o, left_out);
}

static void pictures(void **state)
{
    static const struct {
        const char *bytes, *in_3, *in_4;
    } rows[] = {
        { "\xFF\xD8\xFF\xE0", "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4A==\r\n",
          "PHOTO:data:image/jpeg;base64,/9j/4A==\r\n" },
        { "\x89PNG", "PHOTO;ENCODING=b;TYPE=PNG:iVBORw==\r\n", "PHOTO:data:image/png;base64,iVBORw==\r\n" },
        { "GIF8", "PHOTO;ENCODING=b;TYPE=GIF:R0lGOA==\r\n", "PHOTO:data:image/gif;base64,R0lGOA==\r\n" },
        { "\xFF\xD8", NULL, NULL },
        { "\xFFxxx", NULL, NULL },
        { "\xFF\xD8xx", NULL, NULL },
        { "\x89PN", NULL, NULL },
        { "\x89xxx", NULL, NULL },
        { "\x89Pxx", NULL, NULL },
        { "\x89PNx", NULL, NULL },
        { "GI", NULL, NULL },
        { "Gxx", NULL, NULL },
        { "GIx", NULL, NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (uint32_t version = 3; version <= 4; version++) {
            const char *wanted = version == 3 ? rows[i].in_3 : rows[i].in_4;
            uint32_t left_out;
            char *out =
                contact_with("ContactPicture.jpg", rows[i].bytes, strlen(rows[i].bytes), version, &left_out);

            if (wanted != NULL)
                has(out, wanted);
            assert_int_equal(strstr(out, "PHOTO") != NULL, wanted != NULL);
            assert_int_equal(strstr(out, "GENDER:F") != NULL, version == 4);
            assert_int_equal(left_out, wanted != NULL ? 0 : TNEF_CONVERT_PICTURE);
            free(out);
        }
}

/* The largest picture, one that is larger, and a name that only looks like that of one. */
static void large_pictures(void **state)
{
    uint8_t *p = calloc(1, TNEF_CONVERT_PICTURE_MAX + 1u);
    uint32_t left_out;
    char *out;

    (void)state;
    assert_non_null(p);
    memcpy(p, "GIF", 3);
    out = contact_with("ContactPicture.jpg", p, TNEF_CONVERT_PICTURE_MAX, 3, &left_out);
    assert_int_equal(left_out, 0);
    assert_true(strlen(out) > TNEF_CONVERT_PICTURE_MAX);
    free(out);
    out = contact_with("ContactPicture.jpg", p, TNEF_CONVERT_PICTURE_MAX + 1u, 3, &left_out);
    assert_int_equal(left_out, TNEF_CONVERT_PICTURE);
    free(out);
    out = contact_with("ContactPicturE.jpg", p, 3, 3, &left_out);
    assert_null(strstr(out, "PHOTO"));
    free(out);
    free(p);
}

/* ---- Reports ------------------------------------------------------------------------------- */

static char *report_of(const char *message_class, int32_t code, const char *supplementary)
{
    struct tw w;

    cw_begin(&w, message_class);
    tw_prop_time(&w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 9, 0, 0));
    cw_end(&w);
    tw_rows_begin(&w);
    tw_row_begin(&w);
    tw_prop_i4(&w, TW_P_RECIPIENT_KIND, 1);
    tw_prop_unicode(&w, TW_P_ADDRESS_TYPE, "SMTP");
    tw_prop_unicode(&w, TW_P_EMAIL_ADDRESS, "bob@example.com");
    tw_prop_i4(&w, 0x0C20, code);
    tw_prop_unicode(&w, 0x0C1B, supplementary);
    tw_row_end(&w);
    tw_rows_end(&w);
    return cw_convert(&w, TNEF_CONVERT_MAIL, NULL, NULL);
}

static void details_of_reports(void **state)
{
    static const struct {
        const char *message_class;
        int32_t code;
        const char *supplementary, *wanted;
    } rows[] = {
        { "REPORT.IPM.Note.NDR", 511, "", "Status: 5.1.1\r\n" },
        { "REPORT.IPM.Note.NDR", 0, "", "Status: 5.0.0\r\n" },
        { "REPORT.IPM.Note.Delayed.DR", 0, "", "Status: 4.0.0\r\n" },
        { "REPORT.IPM.Note.DR", 0, "", "Status: 2.0.0\r\n" },
        { "REPORT.IPM.Note.NDR", 600, "<mx #5.7.1 smtp;550 no>", "Status: 5.7.1\r\n" },
        { "REPORT.IPM.Note.NDR", 199, "#4.2.100 smtp;later", "Status: 5.2.100\r\n" },
        { "REPORT.IPM.Note.NDR", 0, "#512.2.1 smtp;x", "Status: 5.0.0\r\n" },
        { "REPORT.IPM.Note.NDR", 0, "<mx #5.7.1 smtp;550 no>", "Diagnostic-Code: smtp; 550 no\r\n" },
        { "REPORT.IPM.Note.NDR", 0, "<mx #5.7.1   smtp;", "Diagnostic-Code: smtp;" },
        { "REPORT.IPM.Note.NDR", 0, "#5.7.1", "X-Supplementary-Info: #5.7.1\r\n" },
        { "REPORT.IPM.Note.NDR", 0, "#5.7.1    ", "X-Supplementary-Info: #5.7.1" },
        { "REPORT.IPM.Note.NDR", 0, "#5.7.1 a b;c", "X-Supplementary-Info: #5.7.1 a b;c\r\n" },
        { "REPORT.IPM.Note.NDR", 0, "#5.7.1 a", "X-Supplementary-Info: #5.7.1 a\r\n" },
        { "REPORT.IPM.Note.NDR", 0, "#5.7", "X-Supplementary-Info: #5.7\r\n" },
        { "REPORT.IPM.Note.NDR", 0, "#5.7x1", "X-Supplementary-Info: #5.7x1\r\n" },
        { "REPORT.IPM.Note.NDR", 0, "#5.7.", "X-Supplementary-Info: #5.7.\r\n" },
        { "REPORT.IPM.Note.NDR", 0, "#5.1111.1", "X-Supplementary-Info: #5.1111.1\r\n" },
        { "REPORT.IPM.Note.NDR", 0, "#", "X-Supplementary-Info: #\r\n" },
        { "REPORT.IPM.Note.NDR", 0,
          "#5.1.1 averylongtypethatnobodyhasandthatisnotatypeatallbecauseitislongerthantheymaybe;x",
          "X-Supplementary-Info: #5.1.1" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *out = report_of(rows[i].message_class, rows[i].code, rows[i].supplementary);

        has(out, rows[i].wanted);
        free(out);
    }
}

/* ---- Many ---------------------------------------------------------------------------------- */

static void many_people(void **state)
{
    static const char *const classes[] = { "IPM.Schedule.Meeting.Request", "REPORT.IPM.Note.NDR" };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        uint32_t left_out;
        struct tw w;
        char *out;

        cw_begin(&w, classes[i]);
        cw_representing(&w, "Ann", "ann@example.com");
        cw_date(&w, TW_PSETID_APPOINTMENT, 0x820D, cw_time(2024, 3, 1, 9, 0, 0));
        cw_end(&w);
        tw_rows_begin(&w);
        for (uint32_t k = 0; k < TNEF_CONVERT_PEOPLE_MAX + 1u; k++)
            tw_recipient(&w, 1, "a", "SMTP", "a@b.example", NULL);
        tw_rows_end(&w);
        out = cw_convert(&w, i == 0 ? TNEF_CONVERT_CALENDAR : TNEF_CONVERT_MAIL, NULL, &left_out);
        assert_int_not_equal(left_out & TNEF_CONVERT_PEOPLE, 0);
        assert_true(count_of(out, "a@b.example") >= TNEF_CONVERT_PEOPLE_MAX);
        free(out);
    }
}

static void many_values(void **state)
{
    struct tw w;
    char *out;

    (void)state;
    cw_begin(&w, "IPM.Contact");
    tw_prop_unicode(&w, TW_P_DISPLAY_NAME, "Ann");
    tw_values_begin(&w, TW_T_UNICODE | TW_T_MV, 0x3A58);
    for (int i = 0; i < 101; i++)
        tw_value_unicode(&w, "Kid");
    tw_values_end(&w);
    tw_values_begin(&w, TW_T_UNICODE | TW_T_MV, 0x3A1B);
    for (int i = 0; i < 17; i++)
        tw_value_unicode(&w, "+49 30 1");
    tw_values_end(&w);
    cw_end(&w);
    out = cw_convert(&w, TNEF_CONVERT_CARD, NULL, NULL);
    assert_int_equal(count_of(out, "Kid"), 100);
    assert_int_equal(count_of(out, "+49 30 1"), 16);
    free(out);
}

/* Names without rows, ids, addresses for answers, and references to ids: each up to a number. */
static void many_in_a_mail(void **state)
{
    static uint8_t entry[512], entries[64 * 600];
    const size_t n = cw_one_off(entry, "a", "SMTP", "r@b.example");
    struct mail names = { 0 }, ids = { 0 }, html = { 0 };
    size_t at = 8;
    uint32_t left_out;
    struct tw w;
    char *out;

    (void)state;
    mail_repeat(&names, "Somebody; ", TNEF_CONVERT_PEOPLE_MAX + 10u);
    mail_repeat(&ids, "<1@example.com> ", 500);
    for (int i = 0; i < 3000; i++) {
        char one[40];

        (void)snprintf(one, sizeof one, "<img src='cid:i%d@x'>", i);
        mail_bytes(&html, one, strlen(one));
    }
    for (uint32_t i = 0; i < 200; i++) {
        const uint32_t len = (uint32_t)n;

        memcpy(entries + at, &len, 4);
        memcpy(entries + at + 4, entry, n);
        at += 4u + (n + 3u) / 4u * 4u;
    }
    memcpy(entries, (const uint32_t[]){ 200, (uint32_t)at - 8u }, 8);
    mail_bytes(&names, "", 1);
    mail_bytes(&ids, "", 1);
    cw_begin(&w, "IPM.Note");
    tw_prop_unicode(&w, TNEF_PID_DISPLAY_TO, (const char *)names.p);
    tw_prop_unicode(&w, 0x1039, (const char *)ids.p);
    tw_prop_binary(&w, 0x004F, entries, at);
    tw_prop_binary(&w, TW_P_HTML, html.p, html.len);
    cw_end(&w);
    tw_rend_file(&w);
    tw_attach_props_begin(&w);
    tw_prop_i4(&w, TW_P_ATTACH_METHOD, 1);
    tw_prop_unicode(&w, TW_P_ATTACH_MIME, "application/ms-tnef");
    tw_attr_props_end(&w);
    tw_rend_file(&w);
    tw_attach_props_begin(&w);
    tw_prop_i4(&w, TW_P_ATTACH_METHOD, 1);
    tw_prop_unicode(&w, TW_P_ATTACH_MIME,
                    "application/averylongtypethatnobodyhasandthatisnotatypeatallbecauseitislongerthanitmaybe"
                    "andthenstillgoesonwhichnobodywouldwrite");
    tw_attr_props_end(&w);
    out = cw_convert(&w, TNEF_CONVERT_MAIL, NULL, &left_out);
    assert_true(count_of(out, "Somebody") <= TNEF_CONVERT_PEOPLE_MAX);
    assert_true(count_of(out, "<1@example.com>") <= 500);
    assert_true(count_of(out, "r@b.example") >= 2);
    free(out);
    mail_free(&names);
    mail_free(&ids);
    mail_free(&html);
}

static void answers_of_attendees(void **state)
{
    struct tw w;
    char *out;

    (void)state;
    cw_begin(&w, "IPM.Appointment");
    cw_representing(&w, "Ann", "ann@example.com");
    cw_date(&w, TW_PSETID_APPOINTMENT, 0x820D, cw_time(2024, 3, 1, 9, 0, 0));
    cw_number(&w, TW_PSETID_APPOINTMENT, 0x8217, 1);
    cw_end(&w);
    tw_rows_begin(&w);
    for (int i = 0; i < 8; i++) {
        char address[40];

        (void)snprintf(address, sizeof address, "R%d%s@EXAMPLE.COM", i, i == 7 ? "" : "X");
        tw_row_begin(&w);
        tw_prop_i4(&w, TW_P_RECIPIENT_KIND, 1 + i % 3);
        tw_prop_unicode(&w, TW_P_ADDRESS_TYPE, "SMTP");
        tw_prop_unicode(&w, TW_P_EMAIL_ADDRESS, address);
        tw_prop_i4(&w, 0x5FFF, i);
        tw_prop_i4(&w, 0x3900, i);
        tw_row_end(&w);
    }
    tw_rows_end(&w);
    out = cw_convert(&w, TNEF_CONVERT_CALENDAR, NULL, NULL);
    has(out, "PARTSTAT=DECLINED");
    free(out);
}

/* More messages in one another than are written as such. */
static void deep_messages(void **state)
{
    (void)state;
    for (size_t levels = 1; levels < 32; levels += 5) {
        struct tw w;
        char *out;

        tw_init(&w);
        tw_deep(&w, levels);
        out = cw_convert(&w, TNEF_CONVERT_MAIL, NULL, NULL);
        assert_true(count_of(out, "message/rfc822") <= levels);
        free(out);
    }
}

/* ---- Texts --------------------------------------------------------------------------------- */

/* Lines that gateways may change, and those that only begin as they do. */
static void lines_of_text(void **state)
{
    static const struct {
        const char *text, *encoding;
    } rows[] = {
        { "plain\r\n", "7bit" },
        { "-\r\n-a\r\n", "7bit" },
        { "--\r\n", "quoted-printable" },
        { "Fro\r\nF\r\n", "7bit" },
        { "From here\r\n", "quoted-printable" },
        { "..\r\n", "7bit" },
        { ".\r\n", "quoted-printable" },
        { "a \r\n", "quoted-printable" },
        { "a\t\r\n", "quoted-printable" },
        { "\x7F\r\n", "quoted-printable" },
        { ".", "quoted-printable" },
        { "a ", "quoted-printable" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char wanted[80];
        struct tw w;
        char *out;

        cw_begin(&w, "IPM.Note");
        tw_prop_unicode(&w, TW_P_BODY, rows[i].text);
        cw_end(&w);
        out = cw_convert(&w, TNEF_CONVERT_MAIL, NULL, NULL);
        (void)snprintf(wanted, sizeof wanted, "Content-Transfer-Encoding: %s\r\n", rows[i].encoding);
        if (strstr(out, wanted) == NULL)
            fail_msg("'%s' is not %s:\n%s", rows[i].text, rows[i].encoding, out);
        free(out);
    }
}

static void task_of_no_percent(void **state)
{
    struct tw w;
    char *out;

    (void)state;
    cw_begin(&w, "IPM.Task");
    tw_named_id(&w, CW_TASK, 0x8102);
    tw_prop_u64(&w, TW_T_R8, 0x8000, UINT64_C(0x7FF8000000000000)); /* no number */
    cw_end(&w);
    out = cw_convert(&w, TNEF_CONVERT_CALENDAR, NULL, NULL);
    assert_non_null(out);
    assert_null(strstr(out, "PERCENT-COMPLETE"));
    free(out);
}

/* ---- Texts that are cut -------------------------------------------------------------------- */

/* A body that has no room: what is there is written, and said to be cut. */
static void cut_bodies(void **state)
{
    static const char *const classes[] = { "IPM.Note", "IPM.Appointment" };

    (void)state;
    for (size_t i = 0; i < 2; i++)
        for (uint32_t most = 1; most < 100000; most *= 10) {
            const tnef_convert_config cfg = { .size = sizeof cfg, .max_bodies = most };
            struct mail text = { 0 };
            struct kept_output out;
            tnef_convert *c;
            struct tw w;
            size_t len;
            uint8_t *p;

            mail_repeat(&text, "Words and words. ", 3000);
            mail_bytes(&text, "", 1);
            cw_begin(&w, classes[i]);
            cw_date(&w, TW_PSETID_APPOINTMENT, 0x820D, cw_time(2024, 3, 1, 9, 0, 0));
            tw_prop_str8(&w, TW_P_BODY, (const char *)text.p);
            cw_end(&w);
            p = tw_take(&w, &len);
            tw_free(&w);
            kept_begin(&out, TAKES_ALL);
            assert_int_equal(tnef_convert_new(&c, &cfg, NULL), TNEF_OK);
            assert_int_equal(tnef_convert_feed(c, p, len, NULL), TNEF_OK);
            assert_int_equal(tnef_convert_finish(c), TNEF_OK);
            assert_int_equal(tnef_convert_write(c, TNEF_CONVERT_MAIL, NULL, kept_sink, &out), TNEF_OK);
            assert_int_equal((tnef_convert_left_out(c) & TNEF_CONVERT_TRUNCATED) != 0, most < 51000);
            tnef_convert_free(c);
            free(out.out);
            free(p);
            mail_free(&text);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_properties),    cmocka_unit_test(pictures),
        cmocka_unit_test(large_pictures),     cmocka_unit_test(details_of_reports),
        cmocka_unit_test(many_people),        cmocka_unit_test(many_values),
        cmocka_unit_test(many_in_a_mail),     cmocka_unit_test(answers_of_attendees),
        cmocka_unit_test(deep_messages),      cmocka_unit_test(lines_of_text),
        cmocka_unit_test(task_of_no_percent), cmocka_unit_test(cut_bodies),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
