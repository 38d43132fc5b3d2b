/* SPDX-License-Identifier: MIT */

/* Texts of mail that are long: what a step writes of them needs more room than a step mostly does. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert_check.h"

#define LARGE 9000u /* bytes: three steps                                                     */
#define DATE "Date: Fri, 1 Mar 2024 10:15:00 +0000\r\nMIME-Version: 1.0\r\n"

static const char signed_head[] = "Content-Type: multipart/signed; boundary=S\r\n";

static void begin(struct tw *w, const char *message_class)
{
    cw_begin(w, message_class);
    tw_prop_time(w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
}

static void file_of(struct tw *w, const void *p, size_t len, const char *name)
{
    tw_rend_file(w);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, p, len);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 1);
    tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME, name);
    tw_attr_props_end(w);
}

/* A field in so many lines that it and the beginning of the body need more room than a step mostly does. */
static void long_field(void **state)
{
    char *entity = malloc(20000), *expected = malloc(20000);
    size_t n, at;
    struct tw w;

    (void)state;
    assert_non_null(entity);
    assert_non_null(expected);
    n = (size_t)sprintf(entity, "%.*s\n", (int)sizeof signed_head - 3, signed_head);
    at = (size_t)sprintf(expected, DATE "%s", signed_head);
    while (n < 3900) {
        n += (size_t)sprintf(entity + n, " a\n");
        at += (size_t)sprintf(expected + at, " a\r\n");
    }
    n += (size_t)sprintf(entity + n, "\n--S\n");
    at += (size_t)sprintf(expected + at, "\r\n--S\n");
    while (n < 9000) {
        n += (size_t)sprintf(entity + n, "Line\n");
        at += (size_t)sprintf(expected + at, "Line\n");
    }
    begin(&w, "IPM.Note.SMIME.MultipartSigned");
    cw_end(&w);
    file_of(&w, entity, n, "smime.p7m");
    cw_expect(&w, TNEF_CONVERT_MAIL, NULL, expected, 0);
    free(entity);
    free(expected);
}

/* The header that the mail came with; if its last line has no end it gets one. */
static void original_headers(void **state)
{
    static const tnef_convert_options options = { .size = sizeof options,
                                                  .flags = TNEF_CONVERT_ORIGINAL_HEADERS };

    (void)state;
    for (int ends = 0; ends <= 1; ends++) {
        char *header = malloc(10100), *expected = malloc(10500);
        size_t n = 0;
        struct tw w;

        assert_non_null(header);
        assert_non_null(expected);
        while (n < LARGE)
            n += (size_t)sprintf(header + n, "X-Line: %zu\r\n", n);
        (void)sprintf(header + n, "To: a@b%s", ends ? "\r\n" : "");
        begin(&w, "IPM.Note");
        tw_prop_unicode(&w, TW_P_TRANSPORT_HEADERS, header);
        cw_end(&w);
        (void)sprintf(expected,
                      DATE "Content-Type: multipart/mixed; boundary=\"=_T1_\"\r\n\r\n--=_T1_\r\n"
                      "Content-Type: text/rfc822-headers; charset=us-ascii\r\n"
                      "Content-Transfer-Encoding: 7bit\r\n\r\n%s%s\r\n--=_T1_--\r\n",
                      header, ends ? "" : "\r\n");
        cw_expect(&w, TNEF_CONVERT_MAIL, &options, expected, 0);
        free(header);
        free(expected);
    }
}

/* A calendar with a long text needs more room than a step mostly does. With each allocation failing nothing
 * but a beginning comes out. */
static void long_calendar(void **state)
{
    char *body = malloc(20001), *text = NULL, *again;
    uint32_t left_out = 0;
    struct tw w;

    (void)state;
    assert_non_null(body);
    for (size_t i = 0; i < 20000; i += 2)
        memcpy(body + i, "\xC3\xBC", 2);
    body[20000] = '\0';
    for (int round = 0; round < 2; round++) {
        begin(&w, "IPM.Schedule.Meeting.Request");
        cw_date(&w, TW_PSETID_APPOINTMENT, 0x820D, cw_time(2024, 3, 4, 9, 0, 0));
        cw_date(&w, TW_PSETID_APPOINTMENT, 0x820E, cw_time(2024, 3, 4, 10, 0, 0));
        tw_prop_unicode(&w, TW_P_BODY, body);
        cw_end(&w);
        if (round == 0)
            text = cw_convert(&w, TNEF_CONVERT_MAIL, NULL, &left_out);
        else
            cw_expect(&w, TNEF_CONVERT_MAIL, NULL, text, left_out);
    }
    again = strstr(text, "Content-Type: text/calendar;");
    assert_non_null(again);
    assert_non_null(strstr(again, "=C3=BC"));
    free(text);
    free(body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_field),
        cmocka_unit_test(original_headers),
        cmocka_unit_test(long_calendar),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
