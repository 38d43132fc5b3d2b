/* SPDX-License-Identifier: MIT */

/* Corners of texts and pictures that are converted: white space, what is cut, memory and a spool that
 * fail. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert_check.h"
#include "counting_alloc.h"
#include "kept_output.h"

static void appointment(struct tw *w)
{
    cw_begin(w, "IPM.Appointment");
    cw_date(w, TW_PSETID_APPOINTMENT, 0x820D, cw_time(2024, 3, 1, 9, 0, 0));
}

/* White space in a text stays, however long it is; before and after it, it goes. */
static void white_space(void **state)
{
    static const size_t counts[] = { 1, 255, 256, 257, 600 };

    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        const size_t n = counts[i];
        char *body = malloc(3 * n + 3), *text;
        size_t blanks = 0;
        struct tw w;

        assert_non_null(body);
        memset(body, ' ', 3 * n + 2);
        body[n] = 'a';
        body[2 * n + 1] = 'b';
        body[3 * n + 2] = '\0';
        appointment(&w);
        tw_prop_unicode(&w, TW_P_BODY, body);
        cw_end(&w);
        text = cw_convert(&w, TNEF_CONVERT_CALENDAR, NULL, NULL);
        assert_non_null(text);
        cw_has(text, "DESCRIPTION:a");
        for (const char *p = strstr(text, "DESCRIPTION:a"); *p != 'b'; p++)
            blanks += *p == ' ' && p[-1] != '\n'; /* lines are folded by a blank */
        assert_int_equal(blanks, n);
        free(text);
        free(body);
    }
}

static void text_of_blanks(void **state)
{
    struct tw w;
    char *text;

    (void)state;
    appointment(&w);
    tw_prop_unicode(&w, TW_P_BODY, " \t\r\n ");
    cw_end(&w);
    text = cw_convert(&w, TNEF_CONVERT_CALENDAR, NULL, NULL);
    assert_null(strstr(text, "DESCRIPTION"));
    free(text);
}

/* A NUL inside of a text is as a blank at its end. */
static void text_with_nul(void **state)
{
    struct tw w;
    char *text;

    (void)state;
    appointment(&w);
    tw_prop_bytes(&w, TW_T_STR8, TW_P_BODY, "\0 a\0b \0 ", 9);
    cw_end(&w);
    text = cw_convert(&w, TNEF_CONVERT_CALENDAR, NULL, NULL);
    assert_non_null(text);
    cw_has(text, "DESCRIPTION:a");
    free(text);
}

/* A body whose end the stream does not have. */
static void half_a_body(void **state)
{
    (void)state;
    for (size_t cut = 0; cut <= 12; cut += 12) {
        uint32_t left_out;
        struct tw w;
        char *text;

        tw_init(&w);
        tw_stream(&w, TW_KEY);
        tw_version(&w, 0x00010000);
        tw_class(&w, "IPM.Note");
        tw_attr_text(&w, TW_MESSAGE, TW_BODY, "Hello Bob, and Cyd, and Dan.");
        assert_int_equal(cw_write_all(&w, cut, NULL, TNEF_CONVERT_MAIL, NULL, &text, &left_out), TNEF_OK);
        cw_has(text, "Hello Bob");
        assert_int_equal(left_out & TNEF_CONVERT_TRUNCATED, cut == 0 ? 0 : TNEF_CONVERT_TRUNCATED);
        free(text);
    }
}

/* Of a picture that is not whole nothing is written. */
static void half_a_picture(void **state)
{
    (void)state;
    for (size_t cut = 0; cut <= 20; cut += 20) {
        uint32_t left_out;
        struct tw w;
        char *text;

        cw_begin(&w, "IPM.Contact");
        cw_end(&w);
        tw_rend_file(&w);
        tw_attach_props_begin(&w);
        tw_prop_i4(&w, TW_P_ATTACH_METHOD, 1);
        tw_prop_unicode(&w, TW_P_ATTACH_LONG_NAME, "ContactPicture.jpg");
        tw_attr_props_end(&w);
        tw_attr(&w, TW_ATTACHMENT, TW_DATA, "GIF89a and what comes after that", 32);
        assert_int_equal(cw_write_all(&w, cut, NULL, TNEF_CONVERT_CARD, NULL, &text, &left_out), TNEF_OK);
        assert_int_equal(strstr(text, "PHOTO") != NULL, cut == 0);
        assert_int_equal(left_out & TNEF_CONVERT_PICTURE, cut == 0 ? 0 : TNEF_CONVERT_PICTURE);
        free(text);
    }
}

/* A text of which a step writes more than there is room for: with every allocation failing. */
static void room_for_a_text(void **state)
{
    char *body = malloc(20001);
    struct counting_alloc a;

    (void)state;
    assert_non_null(body);
    memset(body, ',', 20000);
    body[20000] = '\0';
    for (uint64_t at = 1;; at++) {
        tnef_status status;
        struct tw w;
        char *text;

        appointment(&w);
        tw_prop_unicode(&w, TW_P_BODY, body);
        cw_end(&w);
        counting_alloc_init(&a, at);
        status = cw_write_all(&w, 0, NULL, TNEF_CONVERT_CALENDAR, &a.alloc, &text, NULL);
        assert_int_equal(a.held, 0);
        free(text);
        if (status == TNEF_OK)
            break;
        assert_int_equal(status, TNEF_E_MEMORY);
    }
    free(body);
}

struct disk {
    uint8_t bytes[65536];
    uint32_t reads, fail_at;
};

static int disk_write(void *user, uint64_t offset, const void *buf, size_t len)
{
    struct disk *d = user;

    assert_true(offset + len <= sizeof d->bytes);
    memcpy(d->bytes + offset, buf, len);
    return 0;
}

static int disk_read(void *user, uint64_t offset, void *buf, size_t len)
{
    struct disk *d = user;

    if (++d->reads == d->fail_at)
        return -5;
    memcpy(buf, d->bytes + offset, len);
    return 0;
}

static void a_spool_that_fails(void **state)
{
    struct disk *d = calloc(1, sizeof *d);
    const tnef_spool spool = { sizeof spool, disk_write, disk_read, d };
    const tnef_convert_config cfg = { .size = sizeof cfg, .spool = &spool, .max_memory = 1 };
    uint8_t picture[8000] = "GIF89a";
    tnef_status status = TNEF_E_CALLBACK;

    (void)state;
    assert_non_null(d);
    for (d->fail_at = 1; status != TNEF_OK; d->fail_at++) {
        struct tw w;
        char *text;

        d->reads = 0;
        cw_begin(&w, "IPM.Contact");
        tw_prop_unicode(&w, TW_P_BODY, "A note.");
        cw_end(&w);
        tw_rend_file(&w);
        tw_attr(&w, TW_ATTACHMENT, TW_DATA, picture, sizeof picture);
        tw_attach_props_begin(&w);
        tw_prop_i4(&w, TW_P_ATTACH_METHOD, 1);
        tw_prop_unicode(&w, TW_P_ATTACH_LONG_NAME, "ContactPicture.jpg");
        tw_attr_props_end(&w);
        status = cw_write_all(&w, 0, &cfg, TNEF_CONVERT_CARD, NULL, &text, NULL);
        if (status == TNEF_OK)
            cw_has(text, "PHOTO;ENCODING=b;TYPE=GIF:R0lGODlh");
        else
            assert_int_equal(status, TNEF_E_CALLBACK);
        free(text);
    }
    assert_true(d->fail_at > 4);
    free(d);
}

/* A value that is longer than any that is wanted is as one that is absent. */
static void cut_values(void **state)
{
    uint8_t *p = calloc(1, 262145);
    uint32_t left_out;
    struct tw w;
    char *text;

    (void)state;
    assert_non_null(p);
    for (size_t len = 262144; len <= 262145; len++) {
        appointment(&w);
        cw_flag(&w, TW_PSETID_APPOINTMENT, 0x8223, 1);
        cw_blob(&w, TW_PSETID_APPOINTMENT, 0x8216, p, len);
        cw_end(&w);
        text = cw_convert(&w, TNEF_CONVERT_CALENDAR, NULL, &left_out);
        cw_has(text, "DTSTART:20240301T090000Z\r\n");
        assert_int_equal(left_out & TNEF_CONVERT_NO_RULE, len == 262144 ? TNEF_CONVERT_NO_RULE : 0);
        free(text);
    }
    free(p);
}


int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(white_space),
        cmocka_unit_test(text_of_blanks),
        cmocka_unit_test(text_with_nul),
        cmocka_unit_test(half_a_body),
        cmocka_unit_test(half_a_picture),
        cmocka_unit_test(room_for_a_text),
        cmocka_unit_test(a_spool_that_fails),
        cmocka_unit_test(cut_values),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
