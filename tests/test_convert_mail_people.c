/* SPDX-License-Identifier: MIT */

/* People and words in mail: who is written and who is not, in fields and in reports. */

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

static void person(struct tw *w, int32_t kind, const char *name, const char *address, int32_t flags)
{
    tw_row_begin(w);
    tw_prop_i4(w, TW_P_RECIPIENT_KIND, kind);
    if (name != NULL)
        tw_prop_unicode(w, TW_P_DISPLAY_NAME, name);
    if (address != NULL) {
        tw_prop_unicode(w, TW_P_ADDRESS_TYPE, "SMTP");
        tw_prop_unicode(w, TW_P_EMAIL_ADDRESS, address);
    }
    tw_prop_i4(w, 0x5FFD, flags);
    tw_row_end(w);
}

/* ---- Fields -------------------------------------------------------------------------------- */

static void rows_of_recipients(void **state)
{
    struct tw w;

    (void)state;
    begin(&w);
    cw_end(&w);
    tw_rows_begin(&w);
    person(&w, 1, "Bob", "bob@example.com", 0);
    person(&w, 1, "Room", "room@example.com", 0x20); /* deleted */
    person(&w, 1, "Nobody", NULL, 0);
    person(&w, 1, NULL, NULL, 0);
    person(&w, 1, "  ", NULL, 0);
    person(&w, 1, " ", "blank@example.com", 1);
    person(&w, 2, "Cleo", "cleo@example.com", 0);
    person(&w, 0, "Ann", "ann@example.com", 0);
    tw_rows_end(&w);
    expect(&w, NULL,
           "\r\nTo: Bob <bob@example.com>, Nobody:;, <blank@example.com>\r\nCc: Cleo <cleo@example.com>\r\n"
           "MIME-Version",
           1);
}

/* An address that differs in the letters of its domain only is the same. */
static void senders(void **state)
{
    static const struct {
        const char *from, *sender;
        int is_there;
    } rows[] = {
        { "ann@example.com", "bob@example.com", 1 }, { "ann@example.com", "ann@EXAMPLE.com", 0 },
        { "ann@example.com", "<ann@example.com>", 0 }, { "ann@example.com", "ann@example.com", 0 },
        { "no address", "bob@example.com", 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tw w;

        begin(&w);
        cw_representing(&w, "Ann", rows[i].from);
        cw_sender(&w, "Bob", rows[i].sender);
        cw_end(&w);
        expect(&w, NULL, "\r\nSender: ", rows[i].is_there);
    }
}

static void from_without_a_name(void **state)
{
    static const char *const names[] = { " ", "\t", "\x01" };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct tw w;

        begin(&w);
        cw_representing(&w, names[i], "ann@example.com");
        cw_end(&w);
        expect(&w, NULL, "\r\nFrom: <ann@example.com>\r\n", 1);
    }
}

/* A gateway reaches nobody without an address. */
static void no_address(void **state)
{
    const tnef_convert_options options = { .size = sizeof options, .imcea_domain = "gate.example" };
    struct tw w;

    (void)state;
    begin(&w);
    cw_end(&w);
    tw_rows_begin(&w);
    tw_row_begin(&w);
    tw_prop_i4(&w, TW_P_RECIPIENT_KIND, 1);
    tw_prop_unicode(&w, TW_P_DISPLAY_NAME, "Bob");
    tw_prop_unicode(&w, TW_P_ADDRESS_TYPE, "X400");
    tw_row_end(&w);
    tw_rows_end(&w);
    expect(&w, &options, "\r\nTo: Bob:;\r\n", 1);
}

/* Words that are blank are none, and there are at most 100. */
static void keywords(void **state)
{
    static const char *const blank[3] = { "Red", " ", "Blue" };
    const char *many[102];
    char text[102][8];

    (void)state;
    for (size_t i = 0; i < 102; i++) {
        (void)snprintf(text[i], sizeof text[i], "w%zu", i + 1);
        many[i] = text[i];
    }
    for (size_t count = 100; count <= 102; count++) {
        struct tw w;

        begin(&w);
        cw_keywords(&w, many, count);
        cw_end(&w);
        expect(&w, NULL, " w100\r\n", 1);
        begin(&w);
        cw_keywords(&w, many, count);
        cw_end(&w);
        expect(&w, NULL, "w101", 0);
    }
    {
        struct tw w;

        begin(&w);
        cw_keywords(&w, blank, 3);
        cw_end(&w);
        expect(&w, NULL, "\r\nKeywords: Red, Blue\r\n", 1);
    }
}

/* What has no date of its own gets that of the options. */
static void given_date(void **state)
{
    static const tnef_convert_options options = { .size = sizeof options, .date = 1709288100 };
    struct tw w;

    (void)state;
    cw_begin(&w, "IPM.Note");
    cw_end(&w);
    expect(&w, &options, "Date: Fri, 1 Mar 2024 10:15:00 +0000\r\n", 1);
}

/* A message in a message has all of its fields, also those that the mail around both has. */
static void message_in_a_message(struct tw *w)
{
    cw_begin(w, "IPM.Note");
    tw_prop_time(w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
    cw_end(w);
    tw_embedded_begin(w, "inner");
    tw_version(w, 0x00010000);
    tw_msg_props_begin(w);
    tw_prop_unicode(w, TW_P_MESSAGE_CLASS, "IPM.Note");
    tw_prop_time(w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 2, 10, 15, 0));
    tw_attr_props_end(w);
    tw_embedded_end(w);
}

static void fields_of_an_inner_message(void **state)
{
    (void)state;
    uw_check(message_in_a_message, "Date: x\nFrom: a@b\nMIME-Version: 1.0\n" UW_HEAD "\n%",
             "Date: x\nFrom: a@b\nMIME-Version: 1.0\n"
             "Content-Type: multipart/mixed; boundary=\"=_T2_\"\n\n--=_T2_\n"
             "Content-Type: message/rfc822\nContent-Transfer-Encoding: 7bit\n"
             "Content-Disposition: attachment; filename=\"inner.eml\"\n\n"
             "Date: Sat, 2 Mar 2024 10:15:00 +0000\nMIME-Version: 1.0\n"
             "Content-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: 7bit\n\n"
             "\n--=_T2_--\n",
             0);
}

/* ---- Reports ------------------------------------------------------------------------------- */

static void names_in_reports(void **state)
{
    char *text;
    const char *at;
    struct tw w;

    (void)state;
    cw_begin(&w, "REPORT.IPM.Note.NDR");
    cw_end(&w);
    tw_rows_begin(&w);
    person(&w, 0, "Ann", "ann@example.com", 0); /* nothing became of it with whoever sent it */
    person(&w, 1, " ", "blank@example.com", 0);
    person(&w, 1, "bob@example.com", "bob@example.com", 0);
    person(&w, 1, "Cleo", "cleo@example.com", 0);
    tw_rows_end(&w);
    text = cw_convert(&w, TNEF_CONVERT_MAIL, NULL, NULL);
    assert_non_null(text);
    assert_null(strstr(text, "ann@example.com"));
    assert_non_null(strstr(text, "\r\nFinal-Recipient: rfc822; blank@example.com\r\n"));
    at = strstr(text, "X-Display-Name: Cleo\r\n");
    assert_non_null(at);
    assert_ptr_equal(strstr(text, "X-Display-Name:"), at);
    free(text);
}

/* Who read it: the sender, else whom it is from, else who got the mail; else there is no notification. */
static void readers(void **state)
{
    static const char *const expected[] = { "sender@example.com", "from@example.com", "got@example.com" };

    (void)state;
    for (size_t first = 0; first <= 3; first++) {
        char line[100];
        uint32_t left_out;
        char *text;
        struct tw w;

        cw_begin(&w, "REPORT.IPM.Note.IPNRN");
        tw_prop_time(&w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
        tw_prop_unicode(&w, 0x0081, "a b/c"); /* no mode */
        if (first < 1)
            cw_sender(&w, "A", expected[0]);
        if (first < 2)
            cw_representing(&w, "B", expected[1]);
        if (first < 3) {
            tw_prop_unicode(&w, 0x0040, "C");
            tw_prop_unicode(&w, 0x0075, "SMTP");
            tw_prop_unicode(&w, 0x0076, expected[2]);
        }
        cw_end(&w);
        text = cw_convert(&w, TNEF_CONVERT_MAIL, NULL, &left_out);
        assert_non_null(text);
        (void)snprintf(line, sizeof line,
                       "\r\nFinal-Recipient: rfc822; %s\r\n"
                       "Disposition: manual-action/MDN-sent-automatically;",
                       first < 3 ? expected[first] : "");
        assert_int_equal(strstr(text, line) != NULL, first < 3);
        assert_int_equal(left_out, first < 3 ? 0 : TNEF_CONVERT_ADDRESS);
        free(text);
    }
}

/* ---- Answers ------------------------------------------------------------------------------- */

/* A list of entry ids, of which |address| is that of a one-off; NULL: of something else. */
static void entries(struct tw *w, const char *address)
{
    uint8_t list[1024];
    size_t n;

    memset(list, 0, sizeof list);
    n = address != NULL ? cw_one_off(list + 12, "Entry", "SMTP", address)
                        : cw_bytes("00000000 dca740c8c042101ab4b908002b2fe182 01000000 00000000 2f6f3d4500",
                                   list + 12, 512);
    list[0] = 1;
    list[4] = (uint8_t)(n + 4u);
    list[8] = (uint8_t)n;
    tw_prop_binary(w, 0x004F, list, n + 12u);
}

/* The names count if no entry has an address, and of these only such as have one. */
static void names_for_answers(void **state)
{
    static const struct {
        const char *names, *entry, *expected;
    } rows[] = {
        { "bob@example.com", NULL, "<bob@example.com>" },
        { "'bob@example.com'", NULL, "<bob@example.com>" },
        { "Bob Stone <bob@example.com>", NULL, "Bob Stone <bob@example.com>" },
        { "'Bob Stone (bob@example.com)'", NULL, "Bob Stone <bob@example.com>" },
        { "Cyd; Bob (bob@example.com) ;;", NULL, "Bob <bob@example.com>" },
        { "bob@example.com;dan@example.com", NULL, "<bob@example.com>, <dan@example.com>" },
        { "ann@example.com;dan@example.com", NULL, "<ann@example.com>, <dan@example.com>" },
        { "bob@example.com", "dan@example.com", "Entry <dan@example.com>" },
        { "bob@example.com\r\nBcc: eve@example.com", NULL, NULL },
        { "<bob@example.com>\r\nBcc: <eve@example.com>", NULL,
          "\"<bob@example.com> Bcc:\" <eve@example.com>" },
        { "Ann <ann@example.com>", NULL, NULL },
        { "Bob", NULL, NULL },
        { "''", NULL, NULL },
        { "'", NULL, NULL },
        { " ; ", NULL, NULL },
        { "", NULL, NULL },
    };
    char line[256];
    struct tw w;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (int has_list = rows[i].entry != NULL; has_list < 2; has_list++) {
            begin(&w);
            cw_representing(&w, "Ann", "ann@example.com");
            if (has_list)
                entries(&w, rows[i].entry);
            tw_prop_unicode(&w, 0x0050, rows[i].names);
            cw_end(&w);
            (void)snprintf(line, sizeof line, "\r\nReply-To: %s\r\n",
                           rows[i].expected != NULL ? rows[i].expected : "");
            if (rows[i].expected == NULL)
                line[11] = '\0';
            expect(&w, NULL, line, rows[i].expected != NULL);
        }
    }
}

static void many_names_for_answers(void **state)
{
    char names[101 * 24];
    struct tw w;
    size_t n = 0;

    (void)state;
    for (int i = 0; i < 101; i++)
        n += (size_t)sprintf(names + n, "p%d@example.com;", i);
    begin(&w);
    tw_prop_unicode(&w, 0x0050, names);
    cw_end(&w);
    expect(&w, NULL, "<p99@example.com>\r\n", 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_recipients),  cmocka_unit_test(senders),
        cmocka_unit_test(from_without_a_name), cmocka_unit_test(no_address),
        cmocka_unit_test(keywords),            cmocka_unit_test(given_date),
        cmocka_unit_test(fields_of_an_inner_message), cmocka_unit_test(names_in_reports),
        cmocka_unit_test(readers),             cmocka_unit_test(names_for_answers),
        cmocka_unit_test(many_names_for_answers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
