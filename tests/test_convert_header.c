/* SPDX-License-Identifier: MIT */

/* Header fields of messages that are written as mail. */

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

#define END \
  "MIME-Version: 1.0\r\n" \
  "Content-Type: text/plain; charset=us-ascii\r\n" \
  "Content-Transfer-Encoding: 7bit\r\n" \
  "\r\n" \
  "Text.\r\n"

static void begin(struct tw *w)
{
    cw_begin(w, "IPM.Note");
    tw_prop_time(w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
    tw_prop_unicode(w, TW_P_BODY, "Text.\r\n");
}

/* What is written of a message of which everything is open. */
static char *write_as(struct tw *w, uint32_t flags, const char *domain, uint32_t *left_out)
{
    const tnef_convert_options options = { .size = sizeof options, .flags = flags, .imcea_domain = domain };
    char *text;

    cw_end(w);
    text = cw_convert(w, TNEF_CONVERT_MAIL, &options, left_out);
    assert_non_null(text);
    return text;
}

static void expect_field(struct tw *w, uint32_t flags, const char *line)
{
    char *text = write_as(w, flags, NULL, NULL);

    if (strstr(text, line) == NULL)
        fail_msg("%s is not in\n%s", line, text);
    free(text);
}

static void expect_no_field(struct tw *w, uint32_t flags, const char *name)
{
    char *text = write_as(w, flags, NULL, NULL);

    if (strstr(text, name) != NULL)
        fail_msg("%s is in\n%s", name, text);
    free(text);
}

/* ---- All of them --------------------------------------------------------------------------- */

static void everything(struct tw *w)
{
    static const char *const keywords[2] = { "Red", "A,B" };
    static const uint8_t index[27] = { 1, 0xCE, 0xFF, 0x36, 0x14, 0x35 };

    begin(w);
    cw_representing(w, "Ann", "ann@example.com");
    tw_prop_unicode(w, TW_P_SUBJECT, "Re: Plan");
    tw_prop_unicode(w, 0x0070, "Plan");
    tw_prop_binary(w, 0x0071, index, sizeof index);
    tw_prop_unicode(w, TW_P_INTERNET_MESSAGE_ID, "<3@x>");
    tw_prop_unicode(w, 0x1042, "<2@x>");
    tw_prop_unicode(w, 0x1039, "<1@x> <2@x>");
    tw_prop_i4(w, TW_P_IMPORTANCE, 0);
    tw_prop_i4(w, TW_P_PRIORITY, 1);
    tw_prop_i4(w, TW_P_SENSITIVITY, 2);
    cw_keywords(w, keywords, 2);
    tw_prop_bool(w, 0x0029, 1);
    tw_prop_bool(w, 0x0023, 1);
    tw_prop_time(w, 0x0015, cw_time(2024, 3, 2, 0, 0, 0));
    tw_prop_time(w, 0x0030, cw_time(2024, 3, 3, 0, 0, 0));
    tw_prop_time(w, 0x000F, cw_time(2024, 3, 4, 0, 0, 0));
    cw_text(w, TW_PSETID_COMMON, 0x8530, "Follow up");
    tw_prop_i4(w, 0x3FDF, 0x29);
    tw_prop_unicode(w, 0x1043, "mailto:help@list.example");
    tw_prop_unicode(w, 0x1044, "<mailto:on@list.example>, <https://list.example/on>");
    tw_prop_unicode(w, 0x1045, "<mailto:off@list.example>");
    tw_prop_i4(w, 0x3FF1, 0x0407);
}

static const char all_fields[] =
    "Date: Fri, 1 Mar 2024 10:15:00 +0000\r\n"
    "From: Ann <ann@example.com>\r\n"
    "Message-ID: <3@x>\r\n"
    "In-Reply-To: <2@x>\r\n"
    "References: <1@x> <2@x>\r\n"
    "Subject: Re: Plan\r\n"
    "Thread-Topic: Plan\r\n"
    "Thread-Index: Ac7/NhQ1AAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n"
    "Importance: low\r\n"
    "X-Priority: 5\r\n"
    "Priority: urgent\r\n"
    "Sensitivity: Private\r\n"
    "Keywords: Red, \"A,B\"\r\n"
    "Disposition-Notification-To: Ann <ann@example.com>\r\n"
    "Return-Receipt-To: Ann <ann@example.com>\r\n"
    "Expires: Sat, 2 Mar 2024 00:00:00 +0000\r\n"
    "Reply-By: Sun, 3 Mar 2024 00:00:00 +0000\r\n"
    "Deferred-Delivery: Mon, 4 Mar 2024 00:00:00 +0000\r\n"
    "X-Message-Flag: Follow up\r\n"
    "X-Auto-Response-Suppress: DR, NRN, AutoReply\r\n"
    "List-Help: <mailto:help@list.example>\r\n"
    "List-Subscribe: <mailto:on@list.example>, <https://list.example/on>\r\n"
    "List-Unsubscribe: <mailto:off@list.example>\r\n"
    "Content-Language: de-DE\r\n";

static void all_of_them(void **state)
{
    static const tnef_convert_options options = { .size = sizeof options,
                                                  .flags = TNEF_CONVERT_RETURN_RECEIPT };
    char expected[2048];
    struct tw w;

    (void)state;
    everything(&w);
    cw_end(&w);
    (void)snprintf(expected, sizeof expected, "%s%s", all_fields, END);
    cw_expect(&w, TNEF_CONVERT_MAIL, &options, expected, 0);
    everything(&w);
    expect_no_field(&w, 0, "Return-Receipt-To");
}

/* In another mail only those that it lacks: of each line that it has, nothing is added. */
static void only_those_that_lack(void **state)
{
    static const tnef_convert_options options = { .size = sizeof options,
                                                  .flags = TNEF_CONVERT_RETURN_RECEIPT };
    const struct uw_way way = { .options = &options };
    struct uw_result r;

    (void)state;
    for (const char *line = all_fields; *line != '\0'; line = strchr(line, '\n') + 1) {
        const size_t name = strcspn(line, ":");
        const int goes = strncmp(line, "Content-", 8) == 0;
        char form[256], own[300];
        char *base64, *mail, *at;
        struct tw w;
        uint32_t n = 0;

        everything(&w);
        cw_end(&w);
        base64 = uw_armor(&w, "\r\n", 0);
        (void)snprintf(own, sizeof own, "%.*s: mine\r\n", (int)name, line);
        (void)snprintf(form, sizeof form, "%.*s: mine\n" UW_HEAD "\n%%", (int)name, line);
        mail = uw_fill(form, base64, "\r\n");
        uw_run(mail, &way, &r);
        assert_int_equal(r.info.replaced, 1);
        (void)snprintf(form, sizeof form, "\n%.*s:", (int)name, line);
        for (at = strstr(r.out.out, form); at != NULL; at = strstr(at + 1, form))
            n++;
        assert_int_equal(n, goes ? 1 : 0);
        assert_int_equal(strncmp(r.out.out, own, strlen(own)) == 0, !goes);
        free(r.out.out);
        free(mail);
        free(base64);
    }
}

/* ---- One by one ---------------------------------------------------------------------------- */

static void conversations(void **state)
{
    static uint8_t index[1001];
    struct tw w;

    (void)state;
    begin(&w);
    tw_prop_binary(&w, 0x0071, "a", 1);
    expect_field(&w, 0, "\r\nThread-Index: YQ==\r\n");
    begin(&w);
    tw_prop_binary(&w, 0x0071, "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefg", 57);
    expect_field(&w, 0,
                 "\r\nThread-Index: YWJjZGVmZ2hpamFiY2RlZmdoaWphYmNkZWZnaGlqYWJjZGVmZ2hpamFiY2Rl\r\n"
                 " ZmdoaWphYmNkZWZn\r\n");
    begin(&w);
    tw_prop_binary(&w, 0x0071, index, 1000);
    expect_field(&w, 0, "\r\nThread-Index:");
    begin(&w);
    tw_prop_binary(&w, 0x0071, index, 1001);
    expect_no_field(&w, 0, "Thread-Index");
    begin(&w);
    tw_prop_binary(&w, 0x0071, index, 0);
    expect_no_field(&w, 0, "Thread-Index");
}

static void answers(void **state)
{
    static const struct {
        int32_t bits;
        const char *text;
    } rows[] = { { -1, "All" }, { 1, "DR" }, { 2, "NDR" }, { 4, "RN" }, { 8, "NRN" }, { 0x10, "OOF" },
                 { 0x20, "AutoReply" }, { 0x3F, "DR, NDR, RN, NRN, OOF, AutoReply" }, { 0x41, "DR" } };
    struct tw w;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char line[128];

        begin(&w);
        tw_prop_i4(&w, 0x3FDF, rows[i].bits);
        (void)snprintf(line, sizeof line, "\r\nX-Auto-Response-Suppress: %s\r\n", rows[i].text);
        expect_field(&w, 0, line);
    }
    begin(&w);
    tw_prop_i4(&w, 0x3FDF, 0x40);
    expect_no_field(&w, 0, "X-Auto-Response-Suppress");
}

static void lists(void **state)
{
    static const char *const bad[] = { "", "no address", "<>", "<1:a>", ":a", "<mailto:a\r\nBcc: b@c>",
                                       "https://\xC3\xBC.example" };
    struct tw w;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        begin(&w);
        tw_prop_unicode(&w, 0x1045, bad[i]);
        expect_no_field(&w, 0, "\nBcc:");
    }
    for (size_t i = 0; i < 5; i++) {
        begin(&w);
        tw_prop_unicode(&w, 0x1045, bad[i]);
        expect_no_field(&w, 0, "List-");
    }
    begin(&w);
    tw_prop_unicode(&w, 0x1045, "<none>, <mailto:a@b>");
    expect_field(&w, 0, "\r\nList-Unsubscribe: <mailto:a@b>\r\n");
}

static void languages(void **state)
{
    struct tw w;

    (void)state;
    begin(&w);
    tw_prop_i4(&w, 0x3FF1, 0x0C0C);
    expect_field(&w, 0, "\r\nContent-Language: fr-CA\r\n");
    begin(&w);
    tw_prop_i4(&w, 0x3FF1, 0x0C0D);
    expect_no_field(&w, 0, "Content-Language");
}

static void importance(void **state)
{
    static const struct {
        uint16_t id;
        int32_t value;
        const char *lines;
    } rows[] = { { TW_P_IMPORTANCE, 0, "\r\nImportance: low\r\nX-Priority: 5\r\n" },
                 { TW_P_IMPORTANCE, 2, "\r\nImportance: high\r\nX-Priority: 1\r\n" },
                 { TW_P_PRIORITY, -1, "\r\nPriority: non-urgent\r\n" },
                 { TW_P_PRIORITY, 1, "\r\nPriority: urgent\r\n" },
                 { TW_P_SENSITIVITY, 1, "\r\nSensitivity: Personal\r\n" },
                 { TW_P_SENSITIVITY, 2, "\r\nSensitivity: Private\r\n" },
                 { TW_P_SENSITIVITY, 3, "\r\nSensitivity: Company-Confidential\r\n" } };
    static const struct {
        uint16_t id;
        int32_t value;
    } nothing[] = { { TW_P_IMPORTANCE, 1 },   { TW_P_IMPORTANCE, 3 },  { TW_P_PRIORITY, 0 },
                    { TW_P_PRIORITY, 2 },     { TW_P_SENSITIVITY, 0 }, { TW_P_SENSITIVITY, 4 },
                    { TW_P_SENSITIVITY, -1 } };
    struct tw w;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        begin(&w);
        tw_prop_i4(&w, rows[i].id, rows[i].value);
        expect_field(&w, 0, rows[i].lines);
    }
    for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++) {
        begin(&w);
        tw_prop_i4(&w, nothing[i].id, nothing[i].value);
        expect_field(&w, 0, "Date: Fri, 1 Mar 2024 10:15:00 +0000\r\nMIME-Version: 1.0\r\n");
    }
}

/* ---- Receipts ------------------------------------------------------------------------------ */

static void who_gets_receipts(void **state)
{
    uint8_t entry[512];
    const size_t len = cw_one_off(entry, "Eve", "SMTP", "eve@example.com");
    struct tw w;

    (void)state;
    begin(&w);
    tw_prop_bool(&w, 0x0029, 1);
    tw_prop_unicode(&w, 0x402B, "Cyd");
    tw_prop_unicode(&w, 0x5D05, "cyd@example.com");
    tw_prop_unicode(&w, 0x402A, "other@example.com");
    expect_field(&w, 0, "\r\nDisposition-Notification-To: Cyd <cyd@example.com>\r\n");
    begin(&w);
    tw_prop_bool(&w, 0x0029, 1);
    tw_prop_unicode(&w, 0x402B, "Cyd");
    tw_prop_unicode(&w, 0x4029, "SMTP");
    tw_prop_unicode(&w, 0x402A, "cyd@example.com");
    expect_field(&w, 0, "\r\nDisposition-Notification-To: Cyd <cyd@example.com>\r\n");
    begin(&w);
    tw_prop_bool(&w, 0x0029, 1);
    tw_prop_unicode(&w, 0x402B, "Eve");
    tw_prop_unicode(&w, 0x4029, "EX");
    tw_prop_unicode(&w, 0x402A, "/o=Ex/cn=eve");
    tw_prop_binary(&w, 0x0046, entry, len);
    expect_field(&w, 0, "\r\nDisposition-Notification-To: Eve <eve@example.com>\r\n");
    begin(&w);
    tw_prop_bool(&w, 0x0029, 1);
    cw_representing(&w, "Ann", "ann@example.com");
    cw_sender(&w, "Bob", "bob@example.com");
    expect_field(&w, 0, "\r\nDisposition-Notification-To: Bob <bob@example.com>\r\n");
    begin(&w);
    tw_prop_bool(&w, 0x0029, 1);
    expect_no_field(&w, 0, "Disposition-Notification-To");
    begin(&w);
    tw_prop_bool(&w, 0x0023, 0);
    cw_representing(&w, "Ann", "ann@example.com");
    expect_no_field(&w, TNEF_CONVERT_RETURN_RECEIPT, "Return-Receipt-To");
}

/* ---- Addresses of other systems ------------------------------------------------------------ */

static void from_exchange(struct tw *w, const char *type, const char *address)
{
    begin(w);
    tw_prop_unicode(w, TW_P_FROM_NAME, "Ann");
    tw_prop_unicode(w, TW_P_FROM_TYPE, type);
    tw_prop_unicode(w, TW_P_FROM_ADDRESS, address);
}

static void expect_from(const char *type, const char *address, const char *domain, const char *line,
                        uint32_t left_out)
{
    struct tw w;
    uint32_t got;
    char *text;

    from_exchange(&w, type, address);
    text = write_as(&w, 0, domain, &got);
    if (strstr(text, line) == NULL)
        fail_msg("%s is not in\n%s", line, text);
    assert_int_equal(got, left_out);
    free(text);
}

static void other_systems(void **state)
{
    static char address[1001], line[1100];

    (void)state;
    expect_from("EX", "/o=Ex/cn=ann", NULL, "\r\nFrom: Ann:;\r\n", TNEF_CONVERT_ADDRESS);
    expect_from("EX", "/o=Ex/cn=a b.\xC3\xBC-1", "g.example",
                "\r\nFrom: Ann <IMCEAEX-_o=Ex_cn=a+20b+2E+C3+BC-1@g.example>\r\n", 0);
    expect_from("FAX", "+49 1", "g.example", "\r\nFrom: Ann <IMCEAFAX-+2B49+201@g.example>\r\n", 0);
    expect_from("E X", "a", "g.example", "\r\nFrom: Ann:;\r\n", TNEF_CONVERT_ADDRESS);
    expect_from("SMTP", "no address", "g.example", "\r\nFrom: Ann:;\r\n", TNEF_CONVERT_ADDRESS);
    expect_from("SMTP", "ann@example.com", "g.example", "\r\nFrom: Ann <ann@example.com>\r\n", 0);
    /* A line has room for 990 octets, and each of the address may become three. */
    for (size_t n = 970; n <= 971; n++) {
        memset(address, 'a', n);
        address[n] = '\0';
        (void)snprintf(line, sizeof line, "\r\nFrom: Ann\r\n <IMCEAEX-%s@g.example>\r\n", address);
        if (n == 970)
            expect_from("EX", address, "g.example", line, 0);
        else
            expect_from("EX", address, "g.example", "\r\nFrom: Ann:;\r\n", TNEF_CONVERT_ADDRESS);
    }
}

static void wrong_domains(void **state)
{
    static const char *const bad[] = { "", ".a", "a.", "a b", "a\r\nb", "\xC3\xBC.example", "a@b" };
    static char longest[257];
    tnef_convert_options options = { .size = sizeof options };
    struct uw_spool kept = { NULL, 0, 0, 0 };
    const tnef_spool spool = { sizeof spool, uw_spool_write, uw_spool_read, &kept };
    const tnef_unwrap_config cfg = { .size = sizeof cfg, .spool = &spool, .options = &options };
    const void *field;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        options.imcea_domain = bad[i];
        assert_int_equal(tnef_unwrap_check(&cfg, &field), TNEF_E_ARGUMENT);
        assert_ptr_equal(field, &options.imcea_domain);
    }
    memset(longest, 'a', 256);
    options.imcea_domain = longest;
    assert_int_equal(tnef_unwrap_check(&cfg, &field), TNEF_E_ARGUMENT);
    longest[255] = '\0';
    assert_int_equal(tnef_unwrap_check(&cfg, &field), TNEF_OK);
}

/* ---- UTF-8 --------------------------------------------------------------------------------- */

static void in_utf8(void **state)
{
    static const tnef_convert_options options = { .size = sizeof options, .flags = TNEF_CONVERT_UTF8 };
    struct tw w;

    (void)state;
    begin(&w);
    cw_representing(&w, "J\u00F6rg", "j\u00F6rg@b\u00FCro.example");
    tw_prop_unicode(&w, TW_P_SUBJECT, "Gr\u00FC\u00DFe");
    cw_end(&w);
    tw_rend_file(&w);
    tw_attr(&w, TW_ATTACHMENT, TW_DATA, "A", 1);
    tw_attach_props_begin(&w);
    tw_prop_i4(&w, TW_P_ATTACH_METHOD, 1);
    tw_prop_unicode(&w, TW_P_ATTACH_LONG_NAME, "\u00DCbersicht.pdf");
    tw_attr_props_end(&w);
    tw_embedded_begin(&w, "Alt");
    tw_version(&w, 0x00010000);
    tw_msg_props_begin(&w);
    tw_prop_unicode(&w, TW_P_SUBJECT, "\u00C4lter");
    tw_prop_time(&w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
    tw_prop_unicode(&w, TW_P_BODY, "Text.\r\n");
    tw_attr_props_end(&w);
    tw_embedded_end(&w);
    cw_expect(&w, TNEF_CONVERT_MAIL, &options,
              "Date: Fri, 1 Mar 2024 10:15:00 +0000\r\n"
              "From: J\u00F6rg <j\u00F6rg@b\u00FCro.example>\r\n"
              "Subject: Gr\u00FC\u00DFe\r\n"
              "MIME-Version: 1.0\r\n"
              "Content-Type: multipart/mixed; boundary=\"=_T1_\"\r\n"
              "Content-Transfer-Encoding: 8bit\r\n"
              "\r\n"
              "--=_T1_\r\n"
              "Content-Type: text/plain; charset=us-ascii\r\n"
              "Content-Transfer-Encoding: 7bit\r\n"
              "\r\n"
              "Text.\r\n"
              "\r\n"
              "--=_T1_\r\n"
              "Content-Type: application/pdf; name=\"\u00DCbersicht.pdf\"\r\n"
              "Content-Transfer-Encoding: base64\r\n"
              "Content-Disposition: attachment; filename=\"\u00DCbersicht.pdf\"\r\n"
              "\r\n"
              "QQ==\r\n"
              "\r\n"
              "--=_T1_\r\n"
              "Content-Type: message/global\r\n"
              "Content-Transfer-Encoding: 8bit\r\n"
              "Content-Disposition: attachment; filename=\"Alt.eml\"\r\n"
              "\r\n"
              "Date: Fri, 1 Mar 2024 10:15:00 +0000\r\n"
              "Subject: \u00C4lter\r\n"
              END
              "\r\n"
              "--=_T1_--\r\n",
              0);
    /* Without the option nobody could send to that address. */
    begin(&w);
    cw_representing(&w, "J\u00F6rg", "j\u00F6rg@b\u00FCro.example");
    expect_field(&w, 0, "\r\nFrom: =?UTF-8?Q?J=C3=B6rg?= :;\r\n");
}

/* ---- The header that it came with ---------------------------------------------------------- */

static void original_headers(void **state)
{
    static const tnef_convert_options options = { .size = sizeof options,
                                                  .flags = TNEF_CONVERT_ORIGINAL_HEADERS };
    struct tw w;

    (void)state;
    begin(&w);
    tw_prop_unicode(&w, TW_P_TRANSPORT_HEADERS, "Received: from a\r\n by b\r\nBcc: x@y.example\r\n--=_T1_--");
    cw_end(&w);
    cw_expect(&w, TNEF_CONVERT_MAIL, &options,
              "Date: Fri, 1 Mar 2024 10:15:00 +0000\r\n"
              "MIME-Version: 1.0\r\n"
              "Content-Type: multipart/mixed; boundary=\"=_T1_\"\r\n"
              "\r\n"
              "--=_T1_\r\n"
              "Content-Type: text/plain; charset=us-ascii\r\n"
              "Content-Transfer-Encoding: 7bit\r\n"
              "\r\n"
              "Text.\r\n"
              "\r\n"
              "--=_T1_\r\n"
              "Content-Type: text/rfc822-headers; charset=us-ascii\r\n"
              "Content-Transfer-Encoding: quoted-printable\r\n"
              "\r\n"
              "Received: from a\r\n"
              " by b\r\n"
              "Bcc: x@y.example\r\n"
              "--=3D_T1_--\r\n"
              "\r\n"
              "--=_T1_--\r\n",
              0);
    begin(&w);
    tw_prop_unicode(&w, TW_P_TRANSPORT_HEADERS, "Received: from a\r\n");
    expect_no_field(&w, 0, "Received");
    begin(&w);
    expect_no_field(&w, TNEF_CONVERT_ORIGINAL_HEADERS, "rfc822-headers");
    cw_begin(&w, "REPORT.IPM.Note.NDR");
    tw_prop_unicode(&w, TW_P_TRANSPORT_HEADERS, "Received: from a\r\n");
    expect_no_field(&w, TNEF_CONVERT_ORIGINAL_HEADERS, "Received");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_of_them),
        cmocka_unit_test(only_those_that_lack),
        cmocka_unit_test(conversations),
        cmocka_unit_test(answers),
        cmocka_unit_test(lists),
        cmocka_unit_test(languages),
        cmocka_unit_test(importance),
        cmocka_unit_test(who_gets_receipts),
        cmocka_unit_test(other_systems),
        cmocka_unit_test(wrong_domains),
        cmocka_unit_test(in_utf8),
        cmocka_unit_test(original_headers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
