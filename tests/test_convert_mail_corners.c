/* SPDX-License-Identifier: MIT */

/* Corners of mail: fields, reports, pictures and files, each with what is just not written so. */

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

static void begin(struct tw *w)
{
    cw_begin(w, "IPM.Note");
    tw_prop_time(w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
}

static void expect(struct tw *w, const tnef_convert_options *options, const char *lines, int is_there)
{
    char *text = cw_convert(w, TNEF_CONVERT_MAIL, options, NULL);

    assert_non_null(text);
    if ((strstr(text, lines) != NULL) != is_there)
        fail_msg("%s %s\n%s", lines, is_there ? "is not in" : "is in", text);
    free(text);
}

/* ---- Fields -------------------------------------------------------------------------------- */

/* The time of an attribute is local, in a zone that nobody told. */
static void local_time(void **state)
{
    static const struct tw_date date = { 2024, 3, 1, 10, 15, 0, 5 };
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    tw_attr_date(&w, TW_MESSAGE, TW_DATE_SENT, date);
    expect(&w, NULL, "Date: Fri, 1 Mar 2024 10:15:00 -0000\r\n", 1);
}

static void addresses_of_lists(void **state)
{
    static const struct {
        const char *help;
        int is_there;
    } rows[] = {
        { "<mailto:a@b>", 1 }, { "<mail{to:a@b>", 0 }, { "<2:a@b>", 0 }, { "<mailto>", 0 }, { "<mail2:a>", 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tw w;

        begin(&w);
        tw_prop_unicode(&w, 0x1043, rows[i].help);
        cw_end(&w);
        expect(&w, NULL, "List-Help: ", rows[i].is_there);
    }
}

/* Who has no address of the internet is written by the gateway only with a type and an address. */
static void other_systems(void **state)
{
    static const struct {
        const char *type, *address, *line;
    } rows[] = {
        { "SMTX", "a/b", "\r\nFrom: Ann <IMCEASMTX-a_b@gate.example>\r\n" },
        { "sMtP", "no address", "\r\nFrom: Ann:;\r\n" },
        { "", "no address", "\r\nFrom: Ann:;\r\n" },
        { "X400", "", "\r\nFrom: Ann:;\r\n" },
        { "ABCDEFGHIJABCDEFGHIJABCDEFGHIJAB", "a",
          "\r\nFrom: Ann <IMCEAABCDEFGHIJABCDEFGHIJABCDEFGHIJAB-a@gate.example>\r\n" },
        { "ABCDEFGHIJABCDEFGHIJABCDEFGHIJABC", "a", "\r\nFrom: Ann:;\r\n" },
        { "X-4", "a", "\r\nFrom: Ann:;\r\n" },
    };
    const tnef_convert_options options = { .size = sizeof options, .flags = TNEF_CONVERT_UTF8,
                                           .imcea_domain = "gate.example" };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tw w;

        begin(&w);
        tw_prop_unicode(&w, TW_P_FROM_NAME, "Ann");
        tw_prop_unicode(&w, TW_P_FROM_TYPE, rows[i].type);
        tw_prop_unicode(&w, TW_P_FROM_ADDRESS, rows[i].address);
        cw_end(&w);
        expect(&w, &options, rows[i].line, 1);
    }
    {
        struct tw w;

        tw_init(&w);
        tw_head(&w);
        tw_from(&w, "Ann", "X400:");
        expect(&w, &options, "From: Ann:;\r\n", 1);
    }
}

static void dated_note(struct tw *w)
{
    begin(w);
    tw_prop_unicode(w, TW_P_BODY, "Text.\r\n");
    cw_end(w);
}

/* Names that begin as one of a field, or are the beginning of one, are others. */
static void names_of_fields(void **state)
{
#define TEXT "Content-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: 7bit\n\nText.\n"
    static const char *const names[] = { "Dat", "Date2", "Dbte", "X-Date" };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char form[300], after[300];

        (void)snprintf(form, sizeof form, "%s: x\n" UW_HEAD "\n%%", names[i]);
        (void)snprintf(after, sizeof after,
                       "%s: x\nDate: Fri, 1 Mar 2024 10:15:00 +0000\nMIME-Version: 1.0\n" TEXT, names[i]);
        uw_check(dated_note, form, after, 0);
    }
    uw_check(dated_note, "dATE: x\n" UW_HEAD "\n%", "dATE: x\nMIME-Version: 1.0\n" TEXT, 0);
}

/* Text and HTML of the stream's own: what stands beside it stays. */
static void both_forms(struct tw *w)
{
    cw_begin(w, "IPM.Note");
    tw_prop_unicode(w, TW_P_BODY, "Hello\r\n");
    tw_prop_binary(w, TW_P_HTML, "<p>Hello</p>", 12);
    tw_prop_i4(w, TW_P_INTERNET_CODEPAGE, 20127);
    cw_end(w);
}

static void text_beside_both(void **state)
{
#define AROUND "From: a@b\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=o\n\n"
#define BOTH \
  "--o\nContent-Type: multipart/alternative; boundary=\"=_T2_\"\n\n--=_T2_\n" \
  "Content-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: 7bit\n\nHello\n\n--=_T2_\n" \
  "Content-Type: text/html; charset=us-ascii\nContent-Transfer-Encoding: 7bit\n\n<p>Hello</p>\n--=_T2_--\n" \
  "\n--o--\n"
    (void)state;
    uw_check(both_forms,
             AROUND "--o\nContent-Type: text/plain\n\nOther\n--o\n" UW_HEAD "\n%\n--o--\n",
             AROUND "--o\nContent-Type: text/plain\n\nOther\n" BOTH, 0);
    uw_check(both_forms, AROUND "--o\nContent-Type: text/plain\n\nHello\n--o\n" UW_HEAD "\n%\n--o--\n",
             AROUND BOTH, 0);
}

/* ---- Reports ------------------------------------------------------------------------------- */

static void report_row(struct tw *w, const char *type, const char *address, int with_diagnosis,
                       int64_t diagnosis)
{
    cw_begin(w, "REPORT.IPM.Note.NDR");
    cw_end(w);
    tw_rows_begin(w);
    tw_row_begin(w);
    tw_prop_i4(w, TW_P_RECIPIENT_KIND, 1);
    tw_prop_unicode(w, TW_P_DISPLAY_NAME, "Bob");
    tw_prop_unicode(w, TW_P_ADDRESS_TYPE, type);
    if (address != NULL)
        tw_prop_unicode(w, TW_P_EMAIL_ADDRESS, address);
    if (with_diagnosis)
        tw_prop_i8(w, 0x0C05, diagnosis);
    tw_prop_i4(w, 0x0C04, 1);
    tw_row_end(w);
    tw_rows_end(w);
}

static void recipients_of_reports(void **state)
{
    struct tw w;

    (void)state;
    report_row(&w, "X400", "g=a", 0, 0);
    expect(&w, NULL, "\r\nFinal-Recipient: x-x400; g=a\r\n", 1);
    report_row(&w, "X400", NULL, 0, 0);
    expect(&w, NULL, "\r\nFinal-Recipient: x-unknown; Bob\r\n", 1);
    report_row(&w, "X 400", "g=a", 0, 0);
    expect(&w, NULL, "\r\nFinal-Recipient: x-unknown; Bob\r\n", 1);
    /* A diagnosis of -1 is none, of whichever length: then the reason counts. */
    report_row(&w, "X400", "g=a", 1, -1);
    expect(&w, NULL, "\r\nStatus: 5.1.0\r\n", 1);
    report_row(&w, "X400", "g=a", 1, UINT32_MAX);
    expect(&w, NULL, "\r\nStatus: 5.1.0\r\n", 1);
    report_row(&w, "X400", "g=a", 1, 1);
    expect(&w, NULL, "\r\nStatus: 5.1.4\r\n", 1);
    report_row(&w, "X400", "g=a", 1, 49);
    expect(&w, NULL, "\r\nStatus: 5.0.0\r\n", 1);
}

/* ---- Pictures ------------------------------------------------------------------------------ */

static void html_of(struct tw *w, const char *html)
{
    cw_begin(w, "IPM.Note");
    tw_prop_binary(w, TW_P_HTML, html, strlen(html));
    tw_prop_i4(w, TW_P_INTERNET_CODEPAGE, 20127);
    cw_end(w);
}

static void picture(struct tw *w, int32_t method, const char *type, const char *id, const char *place)
{
    tw_rend_file(w);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, method);
    tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME, "a.png");
    if (type != NULL)
        tw_prop_unicode(w, TW_P_ATTACH_MIME, type);
    if (id != NULL)
        tw_prop_unicode(w, TW_P_CONTENT_ID, id);
    if (place != NULL)
        tw_prop_unicode(w, TW_P_CONTENT_LOCATION, place);
    tw_prop_binary(w, TW_P_ATTACH_DATA, "A", 1);
    tw_attr_props_end(w);
}

static void places(void **state)
{
    static const struct {
        const char *html, *type, *place;
        int is_inline;
    } rows[] = {
        { "<img src=\ta.png>", "image/png", "a.png", 1 },
        { "<img src=\ra.png\r>", "image/png", "a.png", 1 },
        { "<img src=a.png\t>", "image/png", "a.png", 1 },
        { "<img src=\na.png\n>", "image/png", "a.png", 1 },
        { "<img src=\va.png>", "image/png", "a.png", 0 },
        { "<a href=a.png>", "text/plain", "a.png", 0 },
    };
    char html[400], place[301];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tw w;

        html_of(&w, rows[i].html);
        picture(&w, 1, rows[i].type, NULL, rows[i].place);
        expect(&w, NULL, "Content-Disposition: inline;", rows[i].is_inline);
    }
    /* Of a longer value no beginning counts, and what comes after it does. */
    memset(place, 'p', 300);
    for (size_t len = 254; len <= 300; len += len == 254 ? 1 : 45) {
        struct tw w;

        place[len] = '\0';
        (void)snprintf(html, sizeof html, "<img src='%s'><img src='b.png'>", place);
        html_of(&w, html);
        picture(&w, 1, "image/png", NULL, place);
        picture(&w, 1, "image/png", NULL, "b.png");
        {
            char *text = cw_convert(&w, TNEF_CONVERT_MAIL, NULL, NULL);
            const char *first = strstr(text, "Content-Disposition: inline;");

            assert_non_null(first);
            assert_int_equal(strstr(first + 1, "Content-Disposition: inline;") != NULL, len == 254);
            free(text);
        }
        place[len] = 'p';
    }
}

static void ids(void **state)
{
    char *text;
    const char *at;
    struct tw w;

    (void)state;
    /* The first of two with one id; the other one is a file. */
    html_of(&w, "<img src='cid:a'>");
    picture(&w, 1, "image/png", "a", NULL);
    picture(&w, 1, "image/png", "a", NULL);
    text = cw_convert(&w, TNEF_CONVERT_MAIL, NULL, NULL);
    at = strstr(text, "Content-Disposition: inline;");
    assert_non_null(at);
    assert_null(strstr(at + 1, "Content-Disposition: inline;"));
    assert_non_null(strstr(at, "Content-Disposition: attachment;"));
    free(text);
    /* An id that is half in brackets is another one, and none that a field can have. */
    html_of(&w, "<img src='cid:a'>");
    picture(&w, 1, "image/png", "<a", NULL);
    expect(&w, NULL, "Content-Disposition: inline;", 0);
    html_of(&w, "<img src='cid:a'>");
    picture(&w, 1, "image/png", "<a", NULL);
    expect(&w, NULL, "Content-ID:", 0);
    /* An object is no picture. */
    html_of(&w, "<img src='cid:a'>");
    picture(&w, 6, "image/png", "a", NULL);
    expect(&w, NULL, "Content-Disposition: inline;", 0);
    /* Escapes of two digits stand for a byte, others for themselves. */
    html_of(&w, "<img src='cid:a%-1%4-'>");
    picture(&w, 1, "image/png", "a%-1%4-", NULL);
    expect(&w, NULL, "Content-Disposition: inline;", 1);
}

/* What no field can have is not written; what is longer than an address may be shows nothing. */
static void odd_ids(void **state)
{
    static const struct {
        const char *place, *id;
    } rows[] = { { "\u00E4.png", "\u00E4" }, { "a\x7F.png", "a\x7F" }, { "a b.png", "a b" } };
    char id[301], html[400];
    struct tw w;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        html_of(&w, "<p>");
        picture(&w, 1, "image/png", "a", rows[i].place);
        expect(&w, NULL, "Content-Location:", 0);
        html_of(&w, "<p>");
        picture(&w, 1, "image/png", rows[i].id, NULL);
        expect(&w, NULL, "Content-ID:", 0);
    }
    memset(id, 'a', 300);
    for (size_t len = 255; len <= 300; len += len == 255 ? 1 : 44) {
        id[len] = '\0';
        (void)snprintf(html, sizeof html, "<img src='cid:%s'><img src='cid:b'>", id);
        html_of(&w, html);
        picture(&w, 1, "image/png", id, NULL);
        expect(&w, NULL, "Content-ID: <aaa", len == 255);
        html_of(&w, html);
        picture(&w, 1, "image/png", "b", NULL);
        expect(&w, NULL, "Content-Disposition: inline;", 1);
        id[len] = 'a';
    }
}

/* A name for people that is not that of the file; a file without an end. */
static void names_of_files(void **state)
{
    static const struct {
        const char *name, *display, *lines;
        int is_there;
    } rows[] = {
        { "a.png", "b.png", "Content-Description: b.png\r\n", 1 },
        { "a.png", "a.png", "Content-Description:", 0 },
        { "abc", NULL, "Content-Type: application/octet-stream; name=\"abc\"\r\n", 1 },
        { "abc.abcdef", NULL, "Content-Type: application/octet-stream; name=\"abc.abcdef\"\r\n", 1 },
        { "abc.", NULL, "Content-Type: application/octet-stream;", 1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tw w;

        begin(&w);
        cw_end(&w);
        tw_rend_file(&w);
        tw_attach_props_begin(&w);
        tw_prop_i4(&w, TW_P_ATTACH_METHOD, 1);
        tw_prop_unicode(&w, TW_P_ATTACH_LONG_NAME, rows[i].name);
        if (rows[i].display != NULL)
            tw_prop_unicode(&w, TW_P_DISPLAY_NAME, rows[i].display);
        tw_prop_binary(&w, TW_P_ATTACH_DATA, "A", 1);
        tw_attr_props_end(&w);
        expect(&w, NULL, rows[i].lines, rows[i].is_there);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(local_time),       cmocka_unit_test(addresses_of_lists),
        cmocka_unit_test(other_systems),    cmocka_unit_test(names_of_fields),
        cmocka_unit_test(text_beside_both), cmocka_unit_test(recipients_of_reports),
        cmocka_unit_test(places),           cmocka_unit_test(ids),
        cmocka_unit_test(odd_ids),          cmocka_unit_test(names_of_files),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
