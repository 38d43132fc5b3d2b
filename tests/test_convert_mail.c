/* SPDX-License-Identifier: MIT */

/* Messages as mail. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert_check.h"

static const tnef_convert_options raw_names = { .size = sizeof raw_names, .flags = TNEF_CONVERT_RAW_NAMES };

static void row(struct tw *w, int32_t kind, const char *name, const char *address)
{
    tw_recipient(w, kind, name, "SMTP", address, NULL);
}

static void one_row(struct tw *w, const char *name, const char *address)
{
    tw_rows_begin(w);
    row(w, 1, name, address);
    tw_rows_end(w);
}

/* A file, up to its properties, which are open. */
static void file(struct tw *w, const void *data, size_t len, const char *name)
{
    tw_rend_file(w);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, data, len);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 1);
    tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME, name);
}

static void plain(void **state)
{
    struct tw w;

    (void)state;
    cw_begin(&w, "IPM.Note");
    tw_prop_unicode(&w, TW_P_SUBJECT, "Gr\u00FC\u00DFe aus K\u00F6ln");
    cw_representing(&w, "Ann O'Neil", "ann@example.com");
    cw_sender(&w, "Ann O'Neil", "ann@example.com");
    tw_prop_time(&w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
    tw_prop_unicode(&w, TW_P_INTERNET_MESSAGE_ID, "1@example.com");
    tw_prop_i4(&w, TW_P_IMPORTANCE, 2);
    tw_prop_unicode(&w, TW_P_BODY, "Hello Bob.\r\n");
    cw_end(&w);
    tw_rows_begin(&w);
    row(&w, 1, "Bob", "bob@example.com");
    row(&w, 1, "Stone, C.", "cs@example.com");
    row(&w, 3, "secret@example.com", "secret@example.com");
    tw_rows_end(&w);
    cw_expect(&w, TNEF_CONVERT_MAIL, NULL,
              "Date: Fri, 1 Mar 2024 10:15:00 +0000\r\n"
              "From: Ann O'Neil <ann@example.com>\r\n"
              "To: Bob <bob@example.com>, \"Stone, C.\" <cs@example.com>\r\n"
              "Message-ID: <1@example.com>\r\n"
              "Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe_aus_K=C3=B6ln?=\r\n"
              "Importance: high\r\n"
              "X-Priority: 1\r\n"
              "MIME-Version: 1.0\r\n"
              "Content-Type: text/plain; charset=us-ascii\r\n"
              "Content-Transfer-Encoding: 7bit\r\n"
              "\r\n"
              "Hello Bob.\r\n",
              0);
}

static void html(struct tw *w)
{
    static const char text[] = "<p>Sch\xC3\xB6n: <img src=\"cid:logo@x\"></p>";

    cw_begin(w, "IPM.Note");
    cw_representing(w, "Ann", "ann@example.com");
    tw_prop_unicode(w, TW_P_SUBJECT, "Plan");
    tw_prop_time(w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
    tw_prop_unicode(w, TW_P_BODY, "See logo.\r\n");
    tw_prop_binary(w, TW_P_HTML, text, sizeof text - 1);
    tw_prop_i4(w, TW_P_INTERNET_CODEPAGE, 65001);
    cw_end(w);
    one_row(w, "Bob", "bob@example.com");
}

static void files(struct tw *w)
{
    file(w, "\x89PNG", 4, "logo.png");
    tw_prop_unicode(w, TW_P_ATTACH_MIME, "image/png");
    tw_prop_unicode(w, TW_P_CONTENT_ID, "logo@x");
    tw_prop_i4(w, TW_P_ATTACH_FLAGS, 4);
    tw_prop_bool(w, TW_P_HIDDEN, 1);
    tw_attr_props_end(w);
    file(w, "%PDF", 4, "\u00DCbersicht J\u00E4nner.pdf");
    tw_prop_unicode(w, TW_P_ATTACH_EXTENSION, ".pdf");
    tw_attr_props_end(w);
}

static const char related[] =
              "Date: Fri, 1 Mar 2024 10:15:00 +0000\r\n"
              "From: Ann <ann@example.com>\r\n"
              "To: Bob <bob@example.com>\r\n"
              "Subject: Plan\r\n"
              "MIME-Version: 1.0\r\n"
              "Content-Type: multipart/mixed; boundary=\"=_T1_\"\r\n"
              "\r\n"
              "--=_T1_\r\n"
              "Content-Type: multipart/related; type=\"multipart/alternative\";\r\n"
              " boundary=\"=_T2_\"\r\n"
              "\r\n"
              "--=_T2_\r\n"
              "Content-Type: multipart/alternative; boundary=\"=_T3_\"\r\n"
              "\r\n"
              "--=_T3_\r\n"
              "Content-Type: text/plain; charset=us-ascii\r\n"
              "Content-Transfer-Encoding: 7bit\r\n"
              "\r\n"
              "See logo.\r\n"
              "\r\n"
              "--=_T3_\r\n"
              "Content-Type: text/html; charset=utf-8\r\n"
              "Content-Transfer-Encoding: quoted-printable\r\n"
              "\r\n"
              "<p>Sch=C3=B6n: <img src=3D\"cid:logo@x\"></p>\r\n"
              "--=_T3_--\r\n"
              "\r\n"
              "--=_T2_\r\n"
              "Content-Type: image/png; name=\"logo.png\"\r\n"
              "Content-Transfer-Encoding: base64\r\n"
              "Content-Disposition: inline; filename=\"logo.png\"\r\n"
              "Content-ID: <logo@x>\r\n"
              "\r\n"
              "iVBORw==\r\n"
              "\r\n"
              "--=_T2_--\r\n"
              "\r\n"
              "--=_T1_\r\n"
              "Content-Type: application/pdf;\r\n"
              " name=\"=?UTF-8?Q?=C3=9Cbersicht_J=C3=A4nner=2Epdf?=\"\r\n"
              "Content-Transfer-Encoding: base64\r\n"
              "Content-Disposition: attachment;\r\n"
              " filename*=UTF-8''%C3%9Cbersicht%20J%C3%A4nner.pdf\r\n"
              "\r\n"
              "JVBERg==\r\n"
              "\r\n"
              "--=_T1_--\r\n";

static void inline_picture(void **state)
{
    struct tw w;

    (void)state;
    html(&w);
    files(&w);
    cw_expect(&w, TNEF_CONVERT_MAIL, NULL, related, 0);
}

static void embedded_message(void **state)
{
    struct tw w;

    (void)state;
    cw_begin(&w, "IPM.Note");
    cw_representing(&w, "Ann", "ann@example.com");
    tw_prop_unicode(&w, TW_P_SUBJECT, "Fwd");
    tw_prop_unicode(&w, TW_P_BODY, "See below.\r\n");
    cw_end(&w);
    tw_embedded_begin(&w, "Old");
    tw_version(&w, 0x00010000);
    tw_msg_props_begin(&w);
    cw_representing(&w, "Cyd", "cyd@example.com");
    tw_prop_unicode(&w, TW_P_SUBJECT, "Old");
    tw_prop_time(&w, TW_P_SUBMIT_TIME, cw_time(2024, 2, 29, 8, 0, 0));
    tw_prop_unicode(&w, TW_P_BODY, "Old text.\r\n");
    tw_attr_props_end(&w);
    one_row(&w, "Ann", "ann@example.com");
    tw_embedded_end(&w);
    cw_expect(&w, TNEF_CONVERT_MAIL, NULL,
              "From: Ann <ann@example.com>\r\n"
              "Subject: Fwd\r\n"
              "MIME-Version: 1.0\r\n"
              "Content-Type: multipart/mixed; boundary=\"=_T1_\"\r\n"
              "\r\n"
              "--=_T1_\r\n"
              "Content-Type: text/plain; charset=us-ascii\r\n"
              "Content-Transfer-Encoding: 7bit\r\n"
              "\r\n"
              "See below.\r\n"
              "\r\n"
              "--=_T1_\r\n"
              "Content-Type: message/rfc822\r\n"
              "Content-Transfer-Encoding: 7bit\r\n"
              "Content-Disposition: attachment; filename=\"Old.eml\"\r\n"
              "\r\n"
              "Date: Thu, 29 Feb 2024 08:00:00 +0000\r\n"
              "From: Cyd <cyd@example.com>\r\n"
              "To: Ann <ann@example.com>\r\n"
              "Subject: Old\r\n"
              "MIME-Version: 1.0\r\n"
              "Content-Type: text/plain; charset=us-ascii\r\n"
              "Content-Transfer-Encoding: 7bit\r\n"
              "\r\n"
              "Old text.\r\n"
              "\r\n"
              "--=_T1_--\r\n",
              TNEF_CONVERT_NO_DATE);
}

static void injection(void **state)
{
    struct tw w;

    (void)state;
    cw_begin(&w, "IPM.Note");
    cw_representing(&w, "a@b.example\r\nBcc: x@y.example", "ann@example.com");
    tw_prop_unicode(&w, TW_P_SUBJECT, "Hi\r\nBcc: evil@example.com");
    tw_prop_unicode(&w, TW_P_INTERNET_MESSAGE_ID, "<1@x>\r\nX: y");
    tw_prop_unicode(&w, TW_P_BODY, "--=_T1_--\r\nFrom here on.\r\n");
    cw_end(&w);
    file(&w, "A", 1, "..\\a\"b.exe");
    tw_prop_unicode(&w, TW_P_ATTACH_MIME, "text/plain\r\nX: 1");
    tw_prop_unicode(&w, TW_P_CONTENT_ID, "a>\r\nX: 1");
    tw_attr_props_end(&w);
    cw_expect(&w, TNEF_CONVERT_MAIL, &raw_names,
              "From: \"a@b.example Bcc: x@y.example\" <ann@example.com>\r\n"
              "Subject: Hi Bcc: evil@example.com\r\n"
              "MIME-Version: 1.0\r\n"
              "Content-Type: multipart/mixed; boundary=\"=_T1_\"\r\n"
              "\r\n"
              "--=_T1_\r\n"
              "Content-Type: text/plain; charset=us-ascii\r\n"
              "Content-Transfer-Encoding: quoted-printable\r\n"
              "\r\n"
              "--=3D_T1_--\r\n"
              "=46rom here on.\r\n"
              "\r\n"
              "--=_T1_\r\n"
              "Content-Type: application/octet-stream; name=\"..\\\\a\\\"b.exe\"\r\n"
              "Content-Transfer-Encoding: base64\r\n"
              "Content-Disposition: attachment; filename=\"..\\\\a\\\"b.exe\"\r\n"
              "\r\n"
              "QQ==\r\n"
              "\r\n"
              "--=_T1_--\r\n",
              TNEF_CONVERT_NO_DATE);
}

static void addresses_in_entry_ids(void **state)
{
    uint8_t entry[512];
    size_t len = cw_one_off(entry, "Cyd", "SMTP", "cyd@example.org");
    struct tw w;

    (void)state;
    cw_begin(&w, "IPM.Note");
    tw_prop_unicode(&w, TW_P_FROM_NAME, "Ann");
    tw_prop_unicode(&w, TW_P_FROM_TYPE, "EX");
    tw_prop_unicode(&w, TW_P_FROM_ADDRESS, "/o=Ex/cn=ann");
    tw_prop_unicode(&w, 0x5D02, "ann@example.com");
    tw_prop_unicode(&w, TW_P_SUBJECT, "X");
    tw_prop_unicode(&w, TW_P_BODY, "Text.\r\n");
    cw_end(&w);
    tw_rows_begin(&w);
    tw_recipient(&w, 1, "Bob", "EX", "/o=Ex/cn=bob", NULL);
    tw_row_begin(&w);
    tw_prop_i4(&w, TW_P_RECIPIENT_KIND, 1);
    tw_prop_unicode(&w, TW_P_DISPLAY_NAME, "Cyd");
    tw_prop_unicode(&w, TW_P_ADDRESS_TYPE, "EX");
    tw_prop_unicode(&w, TW_P_EMAIL_ADDRESS, "/o=Ex/cn=cyd");
    tw_prop_binary(&w, 0x0FFF, entry, len);
    tw_row_end(&w);
    tw_rows_end(&w);
    cw_expect(&w, TNEF_CONVERT_MAIL, NULL,
              "From: Ann <ann@example.com>\r\n"
              "To: Bob:;, Cyd <cyd@example.org>\r\n"
              "Subject: X\r\n"
              "MIME-Version: 1.0\r\n"
              "Content-Type: text/plain; charset=us-ascii\r\n"
              "Content-Transfer-Encoding: 7bit\r\n"
              "\r\n"
              "Text.\r\n",
              TNEF_CONVERT_NO_DATE | TNEF_CONVERT_ADDRESS);
}

/* ---- What is a part of mail beside its bodies ---------------------------------------------- */

static void invitation(void **state)
{
    static const tnef_convert_options options = { .size = sizeof options, .flags = TNEF_CONVERT_NO_INVITE };
    struct tw w;

    (void)state;
    cw_begin(&w, "IPM.Schedule.Meeting.Request");
    cw_hex(&w, CW_MEETING, 0x0023, "040000008200e00074c5b7101a82e008 ~~~~~ 04000000 00112233");
    cw_date(&w, CW_MEETING, 0x001A, cw_time(2024, 3, 1, 10, 15, 0));
    cw_date(&w, TW_PSETID_APPOINTMENT, 0x820D, cw_time(2024, 3, 15, 13, 0, 0));
    cw_date(&w, TW_PSETID_APPOINTMENT, 0x820E, cw_time(2024, 3, 15, 14, 0, 0));
    tw_prop_unicode(&w, TW_P_SUBJECT, "Caf\u00E9");
    tw_prop_time(&w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
    cw_representing(&w, "Ann", "ann@example.com");
    cw_end(&w);
    one_row(&w, "Bob", "bob@example.com");
    cw_expect(&w, TNEF_CONVERT_MAIL, &options,
              "Date: Fri, 1 Mar 2024 10:15:00 +0000\r\n"
              "From: Ann <ann@example.com>\r\n"
              "To: Bob <bob@example.com>\r\n"
              "Subject: =?UTF-8?Q?Caf=C3=A9?=\r\n"
              "MIME-Version: 1.0\r\n"
              "Content-Type: multipart/alternative; boundary=\"=_T1_\"\r\n"
              "\r\n"
              "--=_T1_\r\n"
              "Content-Type: text/plain; charset=us-ascii\r\n"
              "Content-Transfer-Encoding: 7bit\r\n"
              "\r\n"
              "\r\n"
              "--=_T1_\r\n"
              "Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\n"
              "Content-Transfer-Encoding: quoted-printable\r\n"
              "\r\n"
              "BEGIN:VCALENDAR\r\n"
              "VERSION:2.0\r\n"
              "PRODID:-//libtnef//libtnef//EN\r\n"
              "METHOD:REQUEST\r\n"
              "BEGIN:VEVENT\r\n"
              "UID:040000008200E00074C5B7101A82E008000000000000000000000000000000000000000\r\n"
              " 00400000000112233\r\n"
              "DTSTAMP:20240301T101500Z\r\n"
              "SEQUENCE:0\r\n"
              "DTSTART:20240315T130000Z\r\n"
              "DTEND:20240315T140000Z\r\n"
              "SUMMARY:Caf=C3=A9\r\n"
              "ORGANIZER;CN=3D\"Ann\":mailto:ann@example.com\r\n"
              "ATTENDEE;CN=3D\"Bob\";ROLE=3DREQ-PARTICIPANT;PARTSTAT=3DNEEDS-ACTION;RSVP=3DT=\r\n"
              "RUE:mail\r\n"
              " to:bob@example.com\r\n"
              "STATUS:CONFIRMED\r\n"
              "END:VEVENT\r\n"
              "END:VCALENDAR\r\n"
              "\r\n"
              "--=_T1_--\r\n",
              0);
}

static void clear_signed(void **state)
{
    static const char entity[] =
        "MIME-Version: 1.0\r\n"
        "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n"
        "\tmicalg=sha-256; boundary=\"SIG\"\r\n"
        "\r\n"
        "--SIG\r\n"
        "Content-Type: text/plain\r\n"
        "\r\n"
        "Signed text.\r\n"
        "--SIG\r\n"
        "Content-Type: application/pkcs7-signature; name=\"smime.p7s\"\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        "\r\n"
        "MIIB\r\n"
        "--SIG--\r\n";
    struct tw w;

    (void)state;
    cw_begin(&w, "IPM.Note.SMIME.MultipartSigned");
    cw_representing(&w, "Ann", "ann@example.com");
    tw_prop_unicode(&w, TW_P_SUBJECT, "Signed");
    tw_prop_time(&w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
    tw_prop_unicode(&w, TW_P_BODY, "evil");
    cw_end(&w);
    one_row(&w, "Bob", "bob@example.com");
    file(&w, entity, sizeof entity - 1, "smime.p7m");
    tw_prop_unicode(&w, TW_P_ATTACH_MIME, "multipart/signed");
    tw_attr_props_end(&w);
    cw_expect(&w, TNEF_CONVERT_MAIL, NULL,
              "Date: Fri, 1 Mar 2024 10:15:00 +0000\r\n"
              "From: Ann <ann@example.com>\r\n"
              "To: Bob <bob@example.com>\r\n"
              "Subject: Signed\r\n"
              "MIME-Version: 1.0\r\n"
              "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n"
              "\tmicalg=sha-256; boundary=\"SIG\"\r\n"
              "\r\n"
              "--SIG\r\n"
              "Content-Type: text/plain\r\n"
              "\r\n"
              "Signed text.\r\n"
              "--SIG\r\n"
              "Content-Type: application/pkcs7-signature; name=\"smime.p7s\"\r\n"
              "Content-Transfer-Encoding: base64\r\n"
              "\r\n"
              "MIIB\r\n"
              "--SIG--\r\n",
              0);
}

static void opaque(void **state)
{
    struct tw w;

    (void)state;
    cw_begin(&w, "IPM.Note.SMIME");
    cw_representing(&w, "Ann", "ann@example.com");
    tw_prop_unicode(&w, TW_P_SUBJECT, "Secret");
    cw_end(&w);
    file(&w, "\x30\x82\x01\x00", 4, "smime.p7m");
    tw_prop_unicode(&w, TW_P_ATTACH_MIME, "application/x-pkcs7-mime");
    tw_attr_props_end(&w);
    cw_expect(&w, TNEF_CONVERT_MAIL, NULL,
              "From: Ann <ann@example.com>\r\n"
              "Subject: Secret\r\n"
              "MIME-Version: 1.0\r\n"
              "Content-Type: application/pkcs7-mime; name=\"smime.p7m\"\r\n"
              "Content-Transfer-Encoding: base64\r\n"
              "Content-Disposition: attachment; filename=\"smime.p7m\"\r\n"
              "\r\n"
              "MIIBAA==\r\n",
              TNEF_CONVERT_NO_DATE);
}

static const tnef_convert_options reporting = { .size = sizeof reporting,
                                                .flags = TNEF_CONVERT_REPORTING_UA };

static void not_delivered(void **state)
{
    uint8_t entry[512];
    size_t len = cw_one_off(entry, "Ann", "SMTP", "ann@example.com");
    struct tw w;

    (void)state;
    cw_begin(&w, "REPORT.IPM.Note.NDR");
    cw_sender(&w, "Postmaster", "postmaster@example.com");
    tw_prop_binary(&w, 0x004C, entry, len);
    tw_prop_unicode(&w, 0x6820, "mx.example.com");
    tw_prop_time(&w, 0x004E, cw_time(2024, 3, 1, 10, 15, 0));
    tw_prop_time(&w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 20, 0));
    tw_prop_unicode(&w, TW_P_SUBJECT, "Undeliverable: Plan");
    tw_prop_unicode(&w, 0x1001, "Not delivered.\r\n");
    cw_end(&w);
    tw_rows_begin(&w);
    tw_row_begin(&w);
    tw_prop_i4(&w, TW_P_RECIPIENT_KIND, 1);
    tw_prop_unicode(&w, TW_P_DISPLAY_NAME, "nobody@example.org");
    tw_prop_unicode(&w, TW_P_ADDRESS_TYPE, "SMTP");
    tw_prop_unicode(&w, TW_P_EMAIL_ADDRESS, "nobody@example.org");
    tw_prop_i4(&w, 0x0C20, 511);
    tw_prop_unicode(&w, 0x0C21, "mx.example.org");
    tw_prop_unicode(&w, 0x0C1B, "<mx.example.org #5.1.1 smtp;550 5.1.1 User unknown>");
    tw_row_end(&w);
    tw_rows_end(&w);
    cw_expect(&w, TNEF_CONVERT_MAIL, NULL,
              "Date: Fri, 1 Mar 2024 10:20:00 +0000\r\n"
              "From: Postmaster <postmaster@example.com>\r\n"
              "To: Ann <ann@example.com>\r\n"
              "Subject: Undeliverable: Plan\r\n"
              "MIME-Version: 1.0\r\n"
              "Content-Type: multipart/report; report-type=delivery-status; boundary=\"=_T1_\"\r\n"
              "\r\n"
              "--=_T1_\r\n"
              "Content-Type: text/plain; charset=us-ascii\r\n"
              "Content-Transfer-Encoding: 7bit\r\n"
              "\r\n"
              "Not delivered.\r\n"
              "\r\n"
              "--=_T1_\r\n"
              "Content-Type: message/delivery-status\r\n"
              "Content-Transfer-Encoding: 7bit\r\n"
              "\r\n"
              "Reporting-MTA: dns; mx.example.com\r\n"
              "Arrival-Date: Fri, 1 Mar 2024 10:15:00 +0000\r\n"
              "\r\n"
              "Final-Recipient: rfc822; nobody@example.org\r\n"
              "Action: failed\r\n"
              "Status: 5.1.1\r\n"
              "Remote-MTA: dns; mx.example.org\r\n"
              "Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n"
              "\r\n"
              "--=_T1_--\r\n",
              0);
}

static void was_read(void **state)
{
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_stream(&w, TW_KEY);
    tw_version(&w, 0x00010000);
    tw_codepage(&w, 1252, 0);
    tw_class(&w, "IPM.Microsoft Mail.Read Receipt");
    tw_msg_props_begin(&w);
    cw_sender(&w, "Bob", "bob@example.com");
    tw_prop_time(&w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 11, 0, 0));
    tw_prop_unicode(&w, 0x1042, "<1@example.com>");
    tw_prop_unicode(&w, 0x0080, "displayed");
    tw_prop_unicode(&w, 0x0081, "manual-action/MDN-sent-manually");
    tw_prop_unicode(&w, TW_P_SUBJECT, "Read: Plan");
    tw_prop_unicode(&w, 0x1001, "Message was read on:");
    cw_end(&w);
    one_row(&w, "Ann", "ann@example.com");
    cw_expect(&w, TNEF_CONVERT_MAIL, &reporting,
              "Date: Fri, 1 Mar 2024 11:00:00 +0000\r\n"
              "From: Bob <bob@example.com>\r\n"
              "To: Ann <ann@example.com>\r\n"
              "In-Reply-To: <1@example.com>\r\n"
              "Subject: Read: Plan\r\n"
              "MIME-Version: 1.0\r\n"
              "Content-Type: multipart/report; report-type=disposition-notification;\r\n"
              " boundary=\"=_T1_\"\r\n"
              "\r\n"
              "--=_T1_\r\n"
              "Content-Type: text/plain; charset=us-ascii\r\n"
              "Content-Transfer-Encoding: 7bit\r\n"
              "\r\n"
              "Message was read on:\r\n"
              "\r\n"
              "--=_T1_\r\n"
              "Content-Type: message/disposition-notification\r\n"
              "Content-Transfer-Encoding: 7bit\r\n"
              "\r\n"
              "Reporting-UA: libtnef\r\n"
              "Original-Recipient: rfc822; bob@example.com\r\n"
              "Final-Recipient: rfc822; bob@example.com\r\n"
              "Original-Message-ID: <1@example.com>\r\n"
              "Disposition: manual-action/MDN-sent-manually; displayed\r\n"
              "\r\n"
              "--=_T1_--\r\n",
              0);
}

/* A text that is longer than what is written in one step, in mail and in a calendar. */
static void long_texts(void **state)
{
    static char body[20001], text[20001], mail[40000];
    struct tw w;
    char *got, *expected;
    size_t n = 0;

    (void)state;
    for (size_t i = 0; i < 1000; i++)
        snprintf(body + 20 * i, 21, "Line %013zu\r\n", i);
    cw_begin(&w, "IPM.Note");
    tw_prop_time(&w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
    tw_prop_unicode(&w, TW_P_BODY, body);
    cw_end(&w);
    snprintf(mail, sizeof mail,
             "Date: Fri, 1 Mar 2024 10:15:00 +0000\r\n"
             "MIME-Version: 1.0\r\n"
             "Content-Type: text/plain; charset=us-ascii\r\n"
             "Content-Transfer-Encoding: 7bit\r\n"
             "\r\n"
             "%s",
             body);
    cw_expect(&w, TNEF_CONVERT_MAIL, NULL, mail, 0);

    cw_begin(&w, "IPM.StickyNote");
    tw_prop_unicode(&w, TW_P_BODY, body);
    tw_prop_time(&w, 0x3007, cw_time(2024, 1, 2, 3, 4, 5));
    cw_end(&w);
    got = cw_convert(&w, TNEF_CONVERT_CALENDAR, NULL, NULL);
    assert_non_null(got);
    expected = strstr(got, "DESCRIPTION:");
    assert_non_null(expected);
    for (const char *p = expected + 12; n < sizeof text - 1 && *p != '\0'; p++) {
        if (strncmp(p, "\r\n ", 3) == 0)
            p += 2;
        else if (strncmp(p, "\\n", 2) == 0 && p++ != NULL)
            n += (size_t)snprintf(text + n, 3, "\r\n");
        else if (*p == '\r')
            break;
        else
            text[n++] = *p;
    }
    assert_int_equal(n, strlen(body) - 2);
    assert_memory_equal(text, body, n);
    free(got);
}

static void contact_in_mail(void **state)
{
    struct tw w;

    (void)state;
    cw_begin(&w, "IPM.Contact");
    tw_prop_unicode(&w, TW_P_DISPLAY_NAME, "Zoe");
    tw_prop_time(&w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
    cw_end(&w);
    cw_expect(&w, TNEF_CONVERT_MAIL, NULL,
              "Date: Fri, 1 Mar 2024 10:15:00 +0000\r\n"
              "MIME-Version: 1.0\r\n"
              "Content-Type: multipart/mixed; boundary=\"=_T1_\"\r\n"
              "\r\n"
              "--=_T1_\r\n"
              "Content-Type: text/vcard; charset=utf-8; name=\"contact.vcf\"\r\n"
              "Content-Transfer-Encoding: base64\r\n"
              "Content-Disposition: attachment; filename=\"contact.vcf\"\r\n"
              "\r\n"
              "QkVHSU46VkNBUkQNClZFUlNJT046My4wDQpGTjpab2UNCk46Ozs7Ow0KRU5EOlZDQVJEDQo=\r\n"
              "\r\n"
              "--=_T1_--\r\n",
              0);
}

/* What is base64 in a card, when the card is base64, too. */
static void picture_in_mail(void **state)
{
    static const uint8_t jpeg[4] = { 0xFF, 0xD8, 0xFF, 0xE0 };
    static const uint8_t der[6] = { 0x30, 0x82, 0, 2, 5, 0 };
    struct tw w;

    (void)state;
    cw_begin(&w, "IPM.Contact");
    tw_prop_unicode(&w, TW_P_DISPLAY_NAME, "Zoe");
    tw_prop_time(&w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
    tw_prop_binary(&w, 0x3A22, der, sizeof der);
    cw_end(&w);
    tw_rend_file(&w);
    tw_attr(&w, TW_ATTACHMENT, TW_DATA, jpeg, sizeof jpeg);
    tw_attach_props_begin(&w);
    tw_prop_i4(&w, TW_P_ATTACH_METHOD, 1);
    tw_prop_bool(&w, 0x7FFF, 1);
    tw_attr_props_end(&w);
    cw_expect(&w, TNEF_CONVERT_MAIL, NULL,
              "Date: Fri, 1 Mar 2024 10:15:00 +0000\r\n"
              "MIME-Version: 1.0\r\n"
              "Content-Type: multipart/mixed; boundary=\"=_T1_\"\r\n"
              "\r\n"
              "--=_T1_\r\n"
              "Content-Type: text/vcard; charset=utf-8; name=\"contact.vcf\"\r\n"
              "Content-Transfer-Encoding: base64\r\n"
              "Content-Disposition: attachment; filename=\"contact.vcf\"\r\n"
              "\r\n"
              "QkVHSU46VkNBUkQNClZFUlNJT046My4wDQpGTjpab2UNCk46Ozs7Ow0KUEhPVE87RU5DT0RJTkc9\r\n"
              "YjtUWVBFPUpQRUc6LzlqLzRBPT0NCktFWTtFTkNPRElORz1iO1RZUEU9WDUwOTpNSUlBQWdVQQ0K\r\n"
              "RU5EOlZDQVJEDQo=\r\n"
              "\r\n"
              "--=_T1_--\r\n",
              0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain),
        cmocka_unit_test(inline_picture),
        cmocka_unit_test(embedded_message),
        cmocka_unit_test(injection),
        cmocka_unit_test(addresses_in_entry_ids),
        cmocka_unit_test(invitation),
        cmocka_unit_test(clear_signed),
        cmocka_unit_test(opaque),
        cmocka_unit_test(long_texts),
        cmocka_unit_test(contact_in_mail),
        cmocka_unit_test(picture_in_mail),
        cmocka_unit_test(not_delivered),
        cmocka_unit_test(was_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
