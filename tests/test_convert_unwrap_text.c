/* SPDX-License-Identifier: MIT */

/* Mail in which streams are: plain text beside the stream, fields of a stream that is of another mail, and
 * signed mail in a stream. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "body_check.h"
#include "convert_check.h"
#include "unwrap_check.h"

#define MIXED UW_ROOT "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=outer\n\n--outer\n"
#define STREAM "--outer\n" UW_HEAD "\n%\n--outer--\n"
#define STREAM_FORM "--outer\n" UW_HEAD "\n%%\n--outer--\n"
#define UW_HEAD_FORM UW_HEAD "\n%%"
#define MADE \
  "Content-Type: multipart/alternative; boundary=\"=_T2_\"\n\n--=_T2_\n"
#define HTML \
  "\n--=_T2_\nContent-Type: text/html; charset=us-ascii\nContent-Transfer-Encoding: 7bit\n\n" \
  "<p>Hello</p>\n--=_T2_--\n\n--outer--\n"

static void hello(struct tw *w)
{
    uw_note(w, "Hello Bob.\r\n");
}

static void greeting(struct tw *w)
{
    uw_note(w, "Gr\u00FC\u00DFe  aus\r\nK\u00F6ln \r\n");
}

static void html_only(struct tw *w)
{
    cw_begin(w, "IPM.Note");
    tw_prop_binary(w, TW_P_HTML, "<p>Hello</p>", 12);
    tw_prop_i4(w, TW_P_INTERNET_CODEPAGE, 20127);
    cw_end(w);
}

static void html_with_file(struct tw *w)
{
    cw_begin(w, "IPM.Note");
    tw_prop_binary(w, TW_P_HTML, "<p>Hello</p>", 12);
    tw_prop_i4(w, TW_P_INTERNET_CODEPAGE, 20127);
    cw_end(w);
    uw_file(w);
}

static void picture_only(struct tw *w)
{
    cw_begin(w, "IPM.Note");
    tw_prop_binary(w, TW_P_HTML, "<img>", 5);
    tw_prop_i4(w, TW_P_INTERNET_CODEPAGE, 20127);
    cw_end(w);
}

/* ---- Plain text beside the stream ---------------------------------------------------------- */

static void moves_beside_html(void **state)
{
    (void)state;
    uw_check(html_only,
             MIXED "Content-Type: text/plain; format=flowed\nX-Odd: 1\n\nHello,\n Bob\n\n" STREAM,
             MIXED MADE "Content-Type: text/plain; format=flowed\nX-Odd: 1\n\nHello,\n Bob\n" HTML, 0);
    /* Other parts stay where they are, also a second text. */
    uw_check(html_only,
             MIXED "Content-Type: image/png\n\nx\n--outer\nContent-Type: text/plain\n\nHello\n--outer\n"
             "Content-Type: text/plain\n\nFooter\n" STREAM,
             MIXED "Content-Type: image/png\n\nx\n--outer\nContent-Type: text/plain\n\nFooter\n--outer\n" MADE
             "Content-Type: text/plain\n\nHello" HTML,
             0);
    /* Of HTML that has no text there is no alternative but for that. */
    uw_check(picture_only, MIXED "Content-Type: text/plain\n\nHello\n" STREAM,
             MIXED MADE "Content-Type: text/plain\n\nHello\n--=_T2_\n"
             "Content-Type: text/html; charset=us-ascii\nContent-Transfer-Encoding: 7bit\n\n<img>\n"
             "--=_T2_--\n"
             "\n--outer--\n",
             0);
}

/* The text of the second one stands before the first one. */
static void moves_over_a_stream(void **state)
{
    (void)state;
    uw_check_cut(html_only, 0,
                 MIXED "Content-Type: text/plain\n\nHello\n--outer\n"
                 "Content-Type: multipart/mixed; boundary=inner\n\n--inner\n"
                 UW_HEAD "\n%\n--inner--\n" STREAM,
                 MIXED "Content-Type: multipart/mixed; boundary=inner\n\n--inner\n"
                 "Content-Type: multipart/alternative; boundary=\"=_T2_\"\n\n--=_T2_\n"
                 "Content-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: 7bit\n\nHello\n"
                 "\n--=_T2_\nContent-Type: text/html; charset=us-ascii\nContent-Transfer-Encoding: 7bit\n\n"
                 "<p>Hello</p>\n--=_T2_--\n\n--inner--\n--outer\n"
                 MADE "Content-Type: text/plain\n\nHello" HTML,
                 2, 0);
}

#define GREETING \
  "--outer\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" \
  "R3LDvMOfZSAgYXVzDQpLw7ZsbiANCg==\n\n--outer--\n"
#define GREETING_ONLY \
  MIXED "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" \
  "R3LDvMOfZSAgYXVzDQpLw7ZsbiANCg==\n\n--outer--\n"
#define DROPPED MIXED UW_LEAF "\n--outer--\n"

static void goes_if_it_is_the_same(void **state)
{
    (void)state;
    uw_check(hello, MIXED "Content-Type: text/plain\n\nHello Bob.\n" STREAM, DROPPED, 0);
    uw_check(hello, MIXED "\nHello Bob.\n" STREAM, DROPPED, 0);
    uw_check(hello, MIXED "Content-Type: text/plain\n\n  Hello\n\n\tBob.  \n\n" STREAM, DROPPED, 0);
    uw_check(greeting,
             MIXED "Content-Type: text/plain; charset=\"ISO-8859-1\"\n"
             "Content-Disposition: inline\nContent-Transfer-Encoding: base64\n\nR3L83yUgYXVzIEv2bG4K\n"
             "" STREAM,
             MIXED "Content-Type: text/plain; charset=\"ISO-8859-1\"\n"
             "Content-Disposition: inline\nContent-Transfer-Encoding: base64\n\nR3L83yUgYXVzIEv2bG4K\n"
             GREETING,
             0);
    uw_check(greeting,
             MIXED "Content-Type: text/plain; charset=\"ISO-8859-1\"\n"
             "Content-Disposition: inline\nContent-Transfer-Encoding: base64\n\nR3L832UgYXVzIEv2bG4K\n"
             "" STREAM,
             GREETING_ONLY, 0);
    uw_check(greeting,
             MIXED "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
             "Gr=C3=BC=C3=9Fe aus K=\n=C3=B6ln\n" STREAM,
             GREETING_ONLY, 0);
}

/* What is not the text of the mail, or says something else, stays. */
static void stays_if_it_is_another(void **state)
{
    static const char *const texts[] = {
        "Content-Type: text/plain\n\nHello Bo.\n",
        "Content-Type: text/plain\n\nHello Bob\n",
        "Content-Type: text/plain\n\nHello Bob. And Cyd.\n",
        "Content-Type: text/plain\n\nHelloBob.\n",
        "Content-Type: text/plain\n\n",
        "Content-Type: text/plain; name=a.txt\n\nHello Bob.\n",
        "Content-Type: text/plain\nContent-Disposition: attachment\n\nHello Bob.\n",
        "Content-Type: text/plain\nContent-Disposition: in\n\nHello Bob.\n",
        "Content-Type: text/plain; charset=utf-7\n\nHello Bob.\n",
        "Content-Type: text/html\n\nHello Bob.\n",
        "Content-Type: text/plain\n\nHello Bob.\n--=_T1_\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char before[512], after[512];

        (void)snprintf(before, sizeof before, MIXED "%s" STREAM_FORM, texts[i]);
        (void)snprintf(after, sizeof after, MIXED "%s--outer\n" UW_LEAF "\n--outer--\n", texts[i]);
        uw_check(hello, before, after, 0);
    }
    /* After the stream, and beside it as another form of the same. */
    uw_check(hello, MIXED UW_HEAD "\n%\n--outer\nContent-Type: text/plain\n\nHello Bob.\n--outer--\n",
             MIXED UW_LEAF "\n--outer\nContent-Type: text/plain\n\nHello Bob.\n--outer--\n", 0);
    uw_check(hello,
             UW_ROOT "Content-Type: multipart/alternative; boundary=outer\n\n--outer\n"
             "Content-Type: text/plain\n\nHello Bob.\n" STREAM,
             UW_ROOT "Content-Type: multipart/alternative; boundary=outer\n\n--outer\n"
             "Content-Type: text/plain\n\nHello Bob.\n--outer\n" UW_LEAF "\n--outer--\n",
             0);
}

static void html_with_a_boundary(struct tw *w)
{
    cw_begin(w, "IPM.Note");
    tw_prop_binary(w, TW_P_HTML, "<p>Hello\r\n--outer</p>", 22);
    tw_prop_i4(w, TW_P_INTERNET_CODEPAGE, 20127);
    cw_end(w);
}

/* Where the stream stays for another reason, the text beside it does, too. */
static void stays_with_the_stream(void **state)
{
    (void)state;
    uw_check(html_with_a_boundary, MIXED "Content-Type: text/plain\n\nHello\n" STREAM, NULL,
             TNEF_UNWRAP_BOUNDARY);
}

/* Two streams, one text: it is that of the first. */
static void goes_once(void **state)
{
    (void)state;
    uw_check_cut(hello, 0,
                 MIXED "Content-Type: text/plain\n\nHello Bob.\n--outer\n" UW_HEAD "\n%\n" STREAM,
                 MIXED UW_LEAF "\n--outer\n" UW_LEAF "\n--outer--\n", 2, 0);
}

/* Of a stream that is damaged the part as it was stays, and so does the text beside it. */
static void stays_beside_damage(void **state)
{
    (void)state;
    uw_check_cut(html_with_file, 3, MIXED "Content-Type: text/plain\n\nHello, Bob\n" STREAM,
                 MIXED "Content-Type: text/plain\n\nHello, Bob\n--outer\n"
                 "Content-Type: multipart/mixed; boundary=\"=_T1_\"\n\n--=_T1_\n"
                 "Content-Type: multipart/mixed; boundary=\"=_T2_\"\n\n--=_T2_\n"
                 "Content-Type: multipart/alternative; boundary=\"=_T3_\"\n\n--=_T3_\n"
                 "Content-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: 7bit\n\nHello\n"
                 "\n--=_T3_\nContent-Type: text/html; charset=us-ascii\nContent-Transfer-Encoding: 7bit\n\n"
                 "<p>Hello</p>\n--=_T3_--\n\n--=_T2_\n"
                 "Content-Type: application/pdf; name=\"a.pdf\"\n"
                 "Content-Transfer-Encoding: base64\n"
                 "Content-Disposition: attachment; filename=\"a.pdf\"\nX-TNEF-Status: truncated\n\n"
                 "JVBERg==\n\n--=_T2_--\n\n--=_T1_\n"
                 "X-TNEF-Status: kept\n" UW_HEAD "\n%\n--=_T1_--\n\n--outer--\n",
                 1, TNEF_UNWRAP_DAMAGED);
}

static const char *rtf;

static void rtf_only(struct tw *w)
{
    cw_begin(w, "IPM.Note");
    prop_rtf(w, rtf);
    cw_end(w);
}

/* RTF that becomes HTML, and RTF that is only text. */
static void beside_rtf(void **state)
{
    (void)state;
    rtf = "{\\rtf1\\ansi\\fromtext Hello Bob.\\par }";
    uw_check(rtf_only, MIXED "Content-Type: text/plain\n\nHello Bob.\n" STREAM, MIXED UW_LEAF "\n--outer--\n",
             0);
    uw_check(rtf_only, MIXED "Content-Type: text/plain\n\nHello Eve.\n" STREAM,
             MIXED "Content-Type: text/plain\n\nHello Eve.\n--outer\n" UW_LEAF "\n--outer--\n", 0);
    rtf = "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 {\\*\\htmltag64 <p>}Hello{\\*\\htmltag72 </p>}}";
    uw_check(rtf_only, MIXED "Content-Type: text/plain\n\nHi\n" STREAM,
             MIXED MADE "Content-Type: text/plain\n\nHi" HTML, 0);
}

static const char *long_text;

static void long_note(struct tw *w)
{
    uw_note(w, long_text);
}

/* Text that is longer than what is read at once, which is another one only at its end. */
static void long_texts(void **state)
{
    static char text[30001], before[40000];

    (void)state;
    for (size_t i = 0; i < 30000; i += 10)
        memcpy(text + i, i % 50 == 40 ? "abcdefgh\n " : "abcdefgh  ", 10);
    long_text = text;
    for (int i = 0; i < 2; i++) {
        struct uw_way way = { .piece = 0 };
        struct uw_result r;
        struct tw w;
        char *base64, *mail;

        long_note(&w);
        base64 = uw_armor(&w, "\r\n", 0);
        (void)snprintf(before, sizeof before, MIXED "Content-Type: text/plain\n\n%s%s\n" STREAM_FORM, text,
                       i == 0 ? "" : "x");
        mail = uw_fill(before, base64, "\r\n");
        uw_run(mail, &way, &r);
        assert_int_equal(r.status, TNEF_OK);
        assert_int_equal(r.info.replaced, 1);
        assert_int_equal(strstr(r.out.out, "Content-Type: text/plain\r\n") != NULL, i);
        free(r.out.out);
        free(mail);
        free(base64);
    }
}

/* ---- Whose stream it is -------------------------------------------------------------------- */

static const char *key;

static void with_key(struct tw *w)
{
    cw_begin(w, "IPM.Note");
    tw_prop_unicode(w, TW_P_SUBJECT, "Plan");
    tw_prop_unicode(w, TW_P_BODY, "Hello Bob.\r\n");
    tw_prop_binary(w, 0x007F, key, strlen(key) + 1);
    cw_end(w);
}

static void a_stream_of_another_mail(void **state)
{
    static const struct {
        const char *key, *fields;
        int is_foreign;
    } rows[] = {
        { "<1@x>", "Message-ID: <1@x>\n", 0 },
        { "1@x", "Message-ID: <1@x>\n", 0 },
        { "<1@x>", "Message-ID:\n <1@x>\n", 0 },
        { "<1@x>", "message-id: <2@x>\n", 1 },
        { "<1@x>", "Message-ID: <1@xy>\n", 1 },
        { "<1@xy>", "Message-ID: <1@x>\n", 1 },
        { "<1@x>", "Message-ID: <2@x>\nX-MS-TNEF-Correlator: <1@x>\n", 0 },
        { "<1@x>", "Message-ID: <1@x>\nX-MS-TNEF-Correlator: <2@x>\n", 0 },
        { "<1@x>", "Message-ID: <3@x>\nX-MS-TNEF-Correlator: <2@x>\n", 1 },
        { "<1@x>", "X-MS-TNEF-Correlator: <2@x>\n", 1 },
        { "<1@x>", "X-MS-TNEF-Correlator:\n", 0 },
        { "", "Message-ID: <2@x>\n", 0 },
        { "<1@x>", "X-Other: <2@x>\n", 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char before[512], after[512];
        const char *end = strstr(rows[i].fields, "X-MS");
        const int kept = end != NULL ? (int)(end - rows[i].fields) : (int)strlen(rows[i].fields);

        key = rows[i].key;
        (void)snprintf(before, sizeof before, "From: a@b\n%s" UW_HEAD_FORM, rows[i].fields);
        (void)snprintf(after, sizeof after, "From: a@b\n%.*s%sMIME-Version: 1.0\n" UW_LEAF, kept,
                       rows[i].fields, rows[i].is_foreign ? "" : "Subject: Plan\n");
        uw_check(with_key, before, after, 0);
    }
}

static void it_is_told(void **state)
{
    const struct uw_way way = { .piece = 0 };
    struct uw_result r;

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct tw w;
        char *base64, *mail;

        key = i == 0 ? "<1@x>" : "<2@x>";
        with_key(&w);
        base64 = uw_armor(&w, "\n", 0);
        mail = uw_fill("Message-ID: <1@x>\n" UW_HEAD "\n%", base64, "\n");
        uw_run(mail, &way, &r);
        assert_int_equal(r.info.left_out & TNEF_CONVERT_FOREIGN, i == 0 ? 0 : TNEF_CONVERT_FOREIGN);
        free(r.out.out);
        free(mail);
        free(base64);
    }
}

/* ---- Signed and enciphered mail in a stream ------------------------------------------------ */

#define ENTITY \
  "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=\"SIG\"\n" \
  "\n" \
  "--SIG\n" \
  "Content-Type: text/plain\n" \
  "\n" \
  "Signed text.\n" \
  "--SIG\n" \
  "Content-Type: application/pkcs7-signature; name=\"smime.p7s\"\n" \
  "Content-Transfer-Encoding: base64\n" \
  "\n" \
  "MIIB\n" \
  "--SIG--\n"

static void sealed(struct tw *w, const char *name, const void *data, size_t len)
{
    cw_begin(w, name);
    tw_prop_unicode(w, TW_P_SUBJECT, "Signed");
    tw_prop_unicode(w, TW_P_BODY, "evil");
    cw_end(w);
    tw_rend_file(w);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, data, len);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 1);
    tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME, "smime.p7m");
    tw_attr_props_end(w);
}

static void clear_signed(struct tw *w)
{
    char *entity = uw_fill(ENTITY, "", "\r\n");

    sealed(w, "IPM.Note.SMIME.MultipartSigned", entity, strlen(entity));
    free(entity);
}

static void opaque(struct tw *w)
{
    sealed(w, "IPM.Note.SMIME", "\x30\x82\x01\x00", 4);
}

static void signed_mail_in_a_stream(void **state)
{
    (void)state;
    uw_check(clear_signed, "From: a@b\nContent-Type: application/ms-tnef\n"
             "Content-Transfer-Encoding: base64\n\n%",
             "From: a@b\nSubject: Signed\nMIME-Version: 1.0\n" ENTITY, 0);
    uw_check(clear_signed, MIXED "Content-Type: text/plain\n\nevil\n" STREAM,
             MIXED "Content-Type: text/plain\n\nevil\n--outer\n" ENTITY "\n--outer--\n", 0);
    uw_check(opaque, MIXED "Content-Type: text/plain\n\nevil\n" STREAM,
             MIXED "Content-Type: text/plain\n\nevil\n--outer\n"
             "Content-Type: application/pkcs7-mime; name=\"smime.p7m\"\nContent-Transfer-Encoding: base64\n"
             "Content-Disposition: attachment; filename=\"smime.p7m\"\n\nMIIBAA==\n\n--outer--\n",
             0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moves_beside_html),
        cmocka_unit_test(moves_over_a_stream),
        cmocka_unit_test(goes_if_it_is_the_same),
        cmocka_unit_test(stays_if_it_is_another),
        cmocka_unit_test(stays_with_the_stream),
        cmocka_unit_test(goes_once),
        cmocka_unit_test(stays_beside_damage),
        cmocka_unit_test(beside_rtf),
        cmocka_unit_test(long_texts),
        cmocka_unit_test(a_stream_of_another_mail),
        cmocka_unit_test(it_is_told),
        cmocka_unit_test(signed_mail_in_a_stream),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
