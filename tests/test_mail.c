/* SPDX-License-Identifier: MIT */

/* TNEF out of mail: several streams, pauses, limits, memory, misuse. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "known.h"
#include "counting_alloc.h"
#include "mail_log.h"
#include "mail_writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PART \
    "Content-Type: application/ms-tnef; name=winmail.dat\n" \
    "Content-Transfer-Encoding: base64\n\n$B"
#define THREE \
    "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n" PART "--b\n" \
    "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n" \
    "eJ8+IgABAQaQCAAE\n--b\n" PART "--b--\n"

static void check_three(const struct mail_log *l, const struct mail_log *alone)
{
    assert_int_equal(l->streams, 3);
    assert_int_equal(l->ends, 3);
    assert_int_equal(l->parts, 4);
    assert_int_equal(l->part_ends, 4);
    assert_int_equal(l->statuses[0], TNEF_OK);
    assert_int_equal(l->statuses[1], TNEF_E_TRUNCATED);
    assert_int_equal(l->statuses[2], TNEF_OK);
    assert_string_equal(l->paths[2], "1.3");
    assert_string_equal(l->lines[0].text, alone->lines[0].text);
    assert_string_equal(l->lines[2].text, alone->lines[0].text);
    assert_int_equal(l->status, TNEF_E_TRUNCATED);
    assert_int_equal(l->error.status, TNEF_E_TRUNCATED);
    assert_int_equal(l->error.offset, 12);
}

static void mail_a_broken_stream_does_not_break_the_next(void **state)
{
    struct mail_log alone = { .calls = 0 }, l = { .calls = 0 };
    struct mail m = { 0 };
    tnef_mail *mail = mail_log_new(&l, NULL);
    size_t len;
    const uint8_t *tnef = mail_tnef(&len);

    (void)state;
    assert_non_null(mail);
    mail_log_alone(&alone, tnef, len);
    mail_text(&m, THREE);
    for (size_t piece = 0; piece < 40u; piece++) {
        for (int pause = 0; pause < 2; pause++) {
            l.pause = pause;
            mail_log_run(&l, mail, m.p, m.len, piece);
            check_three(&l, &alone);
            mail_log_clear(&l);
        }
    }
    tnef_mail_free(mail);
    mail_log_clear(&alone);
    mail_free(&m);
}

static void mail_a_stream_can_be_skipped(void **state)
{
    struct mail_log l = { .skip_stream = 2 };
    struct mail m = { 0 };
    tnef_mail *mail = mail_log_new(&l, NULL);

    (void)state;
    mail_text(&m, THREE);
    mail_log_run(&l, mail, m.p, m.len, 0);
    assert_int_equal(l.streams, 3);
    assert_int_equal(l.ends, 3);
    assert_null(l.lines[1].text);
    assert_non_null(l.lines[2].text);
    assert_int_equal(l.status, TNEF_OK);
    mail_log_clear(&l);
    tnef_mail_free(mail);
    mail_free(&m);
}

static void mail_says_where_a_claim_is_false(void **state)
{
    static const struct {
        const char *body;
        tnef_status status;
        uint64_t shown;
    } rows[] = {
        { "SGVsbG8=\n", TNEF_E_SIGNATURE, 0 },
        { "eJ8A\n", TNEF_E_SIGNATURE, 2 },
        { "eJ8=\n", TNEF_E_TRUNCATED, 2 },
        { "", TNEF_E_TRUNCATED, 0 },
    };
    struct mail_log l = { .calls = 0 };
    tnef_mail *mail = mail_log_new(&l, NULL);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct mail m = { 0 };

        mail_text(&m, "$HContent-Type: application/ms-tnef\n"
                      "Content-Transfer-Encoding: base64\n\n");
        mail_text(&m, rows[i].body);
        mail_log_run(&l, mail, m.p, m.len, 1);
        assert_int_equal(l.streams, 1);
        assert_int_equal(l.ends, 1);
        assert_int_equal(l.status, rows[i].status);
        assert_int_equal(l.statuses[0], rows[i].status);
        assert_int_equal(l.error.offset, rows[i].shown);
        mail_log_clear(&l);
        mail_free(&m);
    }
    tnef_mail_free(mail);
}

static void mail_holds_no_more_memory_than_it_says(void **state)
{
    const tnef_mail_config cfg = { .size = sizeof cfg };
    struct mail_log l = { .calls = 0 };
    struct mail m = { 0 };
    struct counting_alloc count;
    tnef_mail *mail;

    (void)state;
    mail_text(&m, THREE);
    for (size_t fail = 0; fail < 8u; fail++) {
        counting_alloc_init(&count, fail);
        mail = mail_log_new(&l, &count.alloc);
        if (mail != NULL) {
            mail_log_run(&l, mail, m.p, m.len, 0);
            assert_true(l.ends == l.streams);
            assert_true(count.peak <= tnef_mail_size(&cfg) + 1048576u);
            mail_log_clear(&l);
            tnef_mail_free(mail);
        }
        assert_int_equal(count.held, 0);
    }
    mail_free(&m);
}

static void mail_with_split_headers(void **state)
{
    static const char type[] = "multipart/mixed;\r\n boundary=b";
    struct mail_log l = { .calls = 0 };
    struct mail m = { 0 };
    tnef_mail *mail = mail_log_new(&l, NULL);

    (void)state;
    mail_text(&m, "--b\n" PART "--b--\n");
    assert_int_equal(tnef_mail_header(mail, "Subject", 7, "x", 1), TNEF_OK);
    assert_int_equal(tnef_mail_header(mail, "content-TYPE", 12, type, sizeof type - 1u), TNEF_OK);
    assert_int_equal(tnef_mail_end_of_headers(mail), TNEF_OK);
    assert_int_equal(tnef_mail_feed(mail, m.p, m.len, NULL), TNEF_OK);
    assert_int_equal(tnef_mail_finish(mail), TNEF_OK);
    assert_int_equal(l.streams, 1);
    assert_string_equal(l.paths[0], "1.1");
    assert_int_equal(anomalies_of_mail(mail), 0);
    assert_int_equal(offset_of_mail(mail), m.len);
    assert_int_equal(tnef_mail_header(mail, "x", 1, "y", 1), TNEF_E_STATE);
    mail_log_clear(&l);
    tnef_mail_free(mail);
    mail_free(&m);
}

static void mail_misuse_is_told(void **state)
{
    const tnef_mail_config small = { .size = 4 };
    const tnef_mail_config policy = { .size = sizeof policy, .policy = 2 };
    tnef_mail *mail;

    (void)state;
    assert_int_equal(tnef_mail_new(&mail, &small, NULL), TNEF_E_ARGUMENT);
    assert_null(mail);
    assert_int_equal(tnef_mail_new(&mail, &policy, NULL), TNEF_E_ARGUMENT);
    assert_null(mail);
    assert_int_equal(tnef_mail_size(&small), 0);
    assert_int_equal(tnef_mail_new(&mail, NULL, NULL), TNEF_OK);
    assert_int_equal(tnef_mail_finish(mail), TNEF_OK);
    assert_int_equal(tnef_mail_finish(mail), TNEF_OK);
    assert_int_equal(tnef_mail_feed(mail, "x", 1, NULL), TNEF_E_STATE);
    assert_int_equal(tnef_mail_finish(mail), TNEF_E_STATE);
    assert_int_equal(tnef_mail_reset(mail), TNEF_OK);
    assert_int_equal(tnef_mail_feed(mail, NULL, 1, NULL), TNEF_E_ARGUMENT);
    tnef_mail_free(mail);
    tnef_mail_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mail_a_broken_stream_does_not_break_the_next),
        cmocka_unit_test(mail_a_stream_can_be_skipped),
        cmocka_unit_test(mail_says_where_a_claim_is_false),
        cmocka_unit_test(mail_holds_no_more_memory_than_it_says),
        cmocka_unit_test(mail_with_split_headers),
        cmocka_unit_test(mail_misuse_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
