/* SPDX-License-Identifier: MIT */

/* Corners of text that stands beside a stream: declared oddly, long, with a CR, in a code page of the
 * caller's. */

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

#define MIXED  UW_ROOT "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=outer\n\n--outer\n"
#define STREAM "--outer\n" UW_HEAD "\n%\n--outer--\n"


static void leading_blanks(struct tw *w)
{
    uw_note(w, " \t Hello\tBob.\r\n");
}

static void declared_oddly(void **state)
{
    static const char *const same[] = {
        "Content-Type: text/plain;charset=us-ascii\n\nHello Bob.\n",
        "Content-Type: text/plain; xcharset=utf-7; charset=us-ascii\n\nHello Bob.\n",
        "Content-Type: text/plain; charset=us-ascii; format=fixed\n\nHello Bob.\n",
        "Content-Type: text/plain; charset=us-ascii ; format=fixed\n\nHello Bob.\n",
    };
    static const char *const other[] = {
        "Content-Type: text/plain; charset=an-iso-charset-with-a-very-long-name\n\nHello Bob.\n",
        "Content-Type: text/plain\n\n",
        "Content-Type: text/plain\nContent-Disposition: inline-not\n\nHello Boc.\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        char before[512];

        (void)snprintf(before, sizeof before, MIXED "%s--outer\n" UW_HEAD "\n%%\n--outer--\n", same[i]);
        uw_check(uw_hello, before, MIXED UW_LEAF "\n--outer--\n", 0);
    }
    for (size_t i = 0; i < sizeof other / sizeof other[0]; i++) {
        char before[512], after[512];

        (void)snprintf(before, sizeof before, MIXED "%s--outer\n" UW_HEAD "\n%%\n--outer--\n", other[i]);
        (void)snprintf(after, sizeof after, MIXED "%s--outer\n" UW_LEAF "\n--outer--\n", other[i]);
        uw_check(uw_hello, before, after, 0);
    }
}

/* Blanks before the colon of a field, and encodings that nobody knows: the mail has more than one reading. */
static void odd_headers(void **state)
{
    static const char *const fields[] = { "X-Odd\t: 1\n", "X-Odd \t: 1\n",
                                          "Content-Transfer-Encoding: x-unknown\n" };
    const struct uw_way way = { .twice = 0 };

    (void)state;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        char before[512];
        struct uw_result r;

        (void)snprintf(before, sizeof before, MIXED "%sContent-Type: text/plain\n\nHello Bob.\n--outer\n"
                       UW_HEAD "\n%%\n--outer--\n", fields[i]);
        uw_run_once(uw_hello, before, "\n", &way, &r);
        assert_int_equal(r.status, TNEF_OK);
        assert_int_equal(r.info.replaced == 0, r.info.kept != 0);
        free(r.out.out);
    }
}

/* Of a field as much is looked at as there is room for. */
static void a_long_field(void **state)
{
    (void)state;
    for (int len = 400; len <= 9000; len += 200) {
        const struct uw_way way = { .twice = 0 };
        char before[12000];
        struct uw_result r;

        (void)snprintf(before, sizeof before, MIXED "Content-Type: text/plain; x=%0*d; charset=utf-7\n\n"
                       "Hello Bob.\n--outer\n" UW_HEAD "\n%%\n--outer--\n", len, 1);
        uw_run_once(uw_hello, before, "\n", &way, &r);
        assert_int_equal(r.info.replaced, 1);
        assert_int_equal(strstr(r.out.out, "charset=utf-7") != NULL, len == 400);
        free(r.out.out);
        for (uint32_t at = 1; len == 9000; at++) {
            const struct uw_way fails = { .spool_fails = at };

            uw_run_once(uw_hello, before, "\n", &fails, &r);
            free(r.out.out);
            if (r.status == TNEF_OK)
                break;
            assert_int_equal(r.status, TNEF_E_CALLBACK);
        }
    }
}

static void signed_with(struct tw *w, const char *text)
{
    char entity[512];

    (void)snprintf(entity, sizeof entity,
                   "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; "
                   "boundary=\"SIG\"\r\n\r\n--SIG\r\nContent-Type: text/plain\r\n\r\n%s\r\n--SIG\r\n"
                   "Content-Type: application/pkcs7-signature\r\n\r\nMIIB\r\n--SIG--\r", text);

    cw_begin(w, "IPM.Note.SMIME.MultipartSigned");
    cw_end(w);
    tw_rend_file(w);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, entity, strlen(entity));
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 1);
    tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME, "smime.p7m");
    tw_attr_props_end(w);
}

static void signed_with_cr(struct tw *w)
{
    signed_with(w, "Signed\rtext.");
}

static void signed_with_blanks(struct tw *w)
{
    signed_with(w, "Signed\r\n--out \t\r\ntext.");
}

/* Signed mail comes out as it was, also a CR that ends no line. */
static void cr_in_signed_mail(void **state)
{
    const struct uw_way way = { .takes = PAUSES_EVERY_BYTE };
    struct uw_result r;

    (void)state;
    uw_run_once(signed_with_cr, UW_ROOT UW_HEAD "\n%\n", "\n", &way, &r);
    assert_int_equal(r.status, TNEF_OK);
    assert_int_equal(r.info.replaced, 1);
    assert_non_null(strstr(r.out.out, "Signed\rtext.\n"));
    free(r.out.out);
    /* Blanks after what a boundary begins with change nothing. */
    uw_run_once(signed_with_blanks, MIXED UW_HEAD "\n%\n--outer--\n", "\n", &way, &r);
    assert_int_equal(r.info.kept, TNEF_UNWRAP_BOUNDARY);
    free(r.out.out);
}

static void of_blanks_first(void **state)
{
    const struct uw_way way = { .twice = 0 };
    struct uw_result r;

    (void)state;
    uw_run_once(leading_blanks, MIXED "Content-Type: text/plain\n\nHello Bob.\n" STREAM, "\n", &way, &r);
    assert_int_equal(r.info.replaced, 1);
    assert_null(strstr(r.out.out, "\n\nHello Bob.\n"));
    free(r.out.out);
}

/* In a mail whose lines end with LF a text with a CR cannot move; with CR LF it can. */
static void a_text_with_cr(void **state)
{
    static const char *const ends[] = { "\n", "\r\n" };
    const struct uw_way way = { .twice = 0 };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct uw_result r;

        uw_run_once(uw_hello,
                    MIXED "Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n"
                    "Hello\rBob.\n" STREAM, ends[i], &way, &r);
        assert_int_equal(r.status, TNEF_OK);
        assert_int_equal(r.info.replaced, 1);
        assert_int_equal(strstr(r.out.out, "Hello\rBob.") != NULL, i == 0);
        free(r.out.out);
    }
}

/* Text that is longer than what is read from the spool at once, with each call of the spool failing. */
static void long_text(struct tw *w)
{
    char *text = malloc(20001);

    assert_non_null(text);
    for (size_t i = 0; i < 20000; i += 10)
        memcpy(text + i, "Words;  \r\n", 10);
    text[20000] = '\0';
    uw_note(w, text);
    free(text);
}

static void of_a_long_text(void **state)
{
    char *form = malloc(40000);
    size_t n;

    (void)state;
    assert_non_null(form);
    n = (size_t)sprintf(form, MIXED "Content-Type: text/plain\n\n");
    for (size_t i = 0; i < 2000; i++)
        n += (size_t)sprintf(form + n, i % 100 == 0 ? " Words;\n" : "Words;\n");
    (void)sprintf(form + n, "--outer\n" UW_HEAD "\n%%\n--outer--\n");
    for (uint32_t at = 1;; at++) {
        struct uw_way way = { .spool_fails = at };
        struct uw_result r;

        uw_run_once(long_text, form, "\n", &way, &r);
        free(r.out.out);
        if (r.status == TNEF_OK) {
            assert_int_equal(r.info.replaced, 1);
            assert_true(r.out.len < 2 * n);
            break;
        }
        assert_int_equal(r.status, TNEF_E_CALLBACK);
    }
    free(form);
}

static tnef_status open_converter(void *user, uint32_t codepage, void **converter)
{
    const tnef_status *status = user;

    assert_int_equal(codepage, 932);
    *converter = NULL;
    return *status;
}

static size_t convert(void *user, void *converter, const uint8_t *in, size_t len, char *out)
{
    (void)user;
    (void)converter;
    (void)in;
    (void)len;
    out[0] = 'B';
    return 1;
}

static void close_converter(void *user, void *converter)
{
    (void)user;
    (void)converter;
}

static void converters(void **state)
{
    tnef_status status = TNEF_OK;
    const tnef_charset_hook hook = { sizeof hook, open_converter, convert, close_converter, &status };
    const tnef_convert_config cfg = { .size = sizeof cfg, .charsets = &hook };
    const struct uw_way way = { .convert = &cfg };

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct uw_result r;

        status = i == 0 ? TNEF_OK : TNEF_E_MEMORY;
        uw_run_once(uw_hello,
                    MIXED "Content-Type: text/plain; charset=shift_jis\n"
                    "Content-Transfer-Encoding: quoted-printable\n\nHello =82=A0ob.\n" STREAM,
                    "\n", &way, &r);
        assert_int_equal(r.status, status);
        if (status == TNEF_OK) {
            assert_int_equal(r.info.replaced, 1);
            assert_null(strstr(r.out.out, "shift_jis")); /* it says the same */
        }
        free(r.out.out);
    }
}


int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(declared_oddly),
        cmocka_unit_test(odd_headers),
        cmocka_unit_test(a_long_field),
        cmocka_unit_test(cr_in_signed_mail),
        cmocka_unit_test(of_blanks_first),
        cmocka_unit_test(a_text_with_cr),
        cmocka_unit_test(of_a_long_text),
        cmocka_unit_test(converters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
