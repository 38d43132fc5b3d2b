/* SPDX-License-Identifier: MIT */

/* Mail that is attached to a message in TNEF, TNEF that is attached as a file, and both in each other:
 * what is found in them, in every split and with pauses. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "inner_log.h"

#include <stdlib.h>
#include <string.h>

static void inner_mail_is_read(void **state)
{
    static const char expected[] =
        "part 1 application/ms-tnef winmail.dat\n"
        "stream 1 in 0 at 1\n"
        "mail 1 depth 1 stream 1 message 1 part 1 content 0\n"
        "part 1 application/ms-tnef winmail.dat\n"
        "stream 2 in 1 at 1\n"
        "content 0: 4\n"
        "content 0: 350\n"
        "attachment evil.exe of 1\n"
        "end of stream 2: TNEF_OK\n"
        "end of part 1\n"
        "end of mail 1: TNEF_OK, 350 bytes\n"
        "attachment fwd.eml of 1\n"
        "end of stream 1: TNEF_OK\n"
        "end of part 1\n";
    struct inner_log whole = { .calls = 0 }, l = { .calls = 0 };
    struct mail m = inner_nested(1, "");

    (void)state;
    inner_run(&whole, NULL, &m, 0, NULL);
    assert_int_equal(whole.status, TNEF_OK);
    assert_int_equal(whole.open, 0);
    assert_string_equal(whole.text, expected);
    for (size_t piece = 1; piece < 97u; piece++)
        for (l.pause = 0; l.pause < 2; l.pause++) {
            inner_run(&l, NULL, &m, piece, NULL);
            assert_string_equal(l.text, whole.text);
            assert_int_equal(l.status, TNEF_OK);
        }
    mail_free(&m);
}

/* Every cut in two, and pauses at every call. */
static void inner_mail_does_not_depend_on_the_split(void **state)
{
    struct inner_log *whole = calloc(1, sizeof *whole), *l = calloc(1, sizeof *l);
    const tnef_mail_config cfg = { .size = sizeof cfg };
    struct mail m = inner_nested(2, "\r\n \r\n");
    tnef_mail *r;

    (void)state;
    assert_non_null(whole);
    assert_non_null(l);
    inner_run(whole, &cfg, &m, 0, NULL);
    assert_non_null(strstr(whole->text, "mail 2 depth 2 stream 2 message 1 part 1 content 0\n"));
    assert_non_null(strstr(whole->text, "evil.exe"));
    for (size_t piece = 1; piece <= m.len; piece += 1u + piece / 7u) {
        l->pause = piece % 2u != 0;
        inner_run(l, &cfg, &m, piece, NULL);
        assert_string_equal(l->text, whole->text);
        assert_int_equal(l->anomalies, whole->anomalies);
    }
    /* Used again, after whatever was read before. */
    {
        const tnef_reader_config reader = { .size = sizeof reader, .handlers = &inner_model_handlers,
                                            .user = l };
        const tnef_mail_config again = { .size = sizeof again, .handlers = &inner_mail_handlers,
                                         .user = l, .reader = &reader };

        assert_int_equal(tnef_mail_new(&r, &again, NULL), TNEF_OK);
        for (size_t cut = 0; cut < m.len; cut += 101u) {
            l->len = 0;
            l->open = 0;
            l->pause = 0;
            inner_feed(l, r, m.p, cut, 50);
            assert_int_equal(l->open, 0);
            assert_int_equal(tnef_mail_reset(r), TNEF_OK);
        }
        l->len = 0;
        inner_feed(l, r, m.p, m.len, 50);
        assert_string_equal(l->text, whole->text);
        tnef_mail_free(r);
    }
    free(whole);
    free(l);
    mail_free(&m);
}

/* What an attachment must begin with to be mail. */
static void inner_mail_is_told_by_its_beginning(void **state)
{
    static const struct { const char *before; int mail; } rows[] = {
        { "", 1 }, { "\r\n", 1 }, { "\n\r\n", 1 }, { "\xEF\xBB\xBF", 1 },
        { "\xEF\xBB\xBF\r\n", 1 }, { "From a@b Thu Jan  1 00:00:00 1970\n", 1 },
        { "X-Long-Name-Of-Something : x\n", 1 }, { "Received\t: x\n", 1 },
        { "x", 1 }, { "From\n", 0 }, { "Fron a\n", 0 }, { ": x\n", 0 }, { "a b: c\n", 0 },
        { "BEGIN:VCARD\n", 0 }, { "BEGINS: x\n", 1 }, { "BEGI: x\n", 1 }, { "begin:x\n", 1 },
        { "%PDF-1.4\n", 0 }, { "\xEF\xBBx: y\n", 0 }, { "\x80", 0 }, { "<html>\n", 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct inner_log l = { .calls = 0 };
        struct mail m = inner_nested(1, rows[i].before);

        for (size_t piece = 0; piece < 3u; piece++) {
            inner_run(&l, NULL, &m, piece, NULL);
            if ((strstr(l.text, "mail 1 ") != NULL) != rows[i].mail
                || (strstr(l.text, "evil.exe") != NULL) != rows[i].mail)
                fail_msg("%zu: \"%s\": %s", i, rows[i].before, l.text);
        }
        mail_free(&m);
    }
}

/* The last byte that may be undecided and the first that may not, wherever the input is cut: what was
 * undecided and what comes with it must all be read. */
static void inner_mail_beginning_is_bounded(void **state)
{
    struct inner_log *whole = calloc(1, sizeof *whole), *l = calloc(1, sizeof *l);

    (void)state;
    assert_non_null(whole);
    assert_non_null(l);
    for (size_t blanks = 1021; blanks < 1024u; blanks++) {
        struct mail before = { .eol = "\n" }, m;
        int found = blanks <= 1022u;        /* with "X:", which decides */

        if (blanks % 2u != 0)
            mail_text(&before, "\r");
        mail_repeat(&before, "\n", blanks / 2u);   /* becomes CR LF */
        mail_text(&before, "X: ");
        mail_repeat(&before, "y", 5000);
        mail_bytes(&before, "\n", 2);       /* with a NUL at its end */
        m = inner_nested(1, (const char *)before.p);
        inner_run(whole, NULL, &m, 0, NULL);
        assert_true((strstr(whole->text, "mail 1 ") != NULL) == found);
        assert_true((strstr(whole->text, "evil.exe") != NULL) == found);
        for (size_t piece = 1; piece < 6000u; piece += 1u + piece / 3u) {
            inner_run(l, NULL, &m, piece, NULL);
            assert_string_equal(l->text, whole->text);
        }
        mail_free(&before);
        mail_free(&m);
    }
    free(whole);
    free(l);
}

static void inner_mail_need_not_be_read(void **state)
{
    const tnef_mail_config rows[] = {
        { .size = sizeof rows[0], .descend = TNEF_MAIL_DESCEND_NEVER },
        { .size = sizeof rows[0], .policy = TNEF_SCANNER_STRICT },
        { .size = sizeof rows[0], .policy = TNEF_SCANNER_STRICT,
          .descend = TNEF_MAIL_DESCEND_ALWAYS },
    };
    struct inner_log l = { .calls = 0 };
    struct mail m = inner_nested(1, "");

    (void)state;
    for (size_t i = 0; i < 3u; i++) {
        inner_run(&l, &rows[i], &m, 0, NULL);
        assert_int_equal(l.status, TNEF_OK);
        assert_true((strstr(l.text, "evil.exe") != NULL) == (i == 2u));
    }
    l.skip_inner = 1;
    inner_run(&l, NULL, &m, 0, NULL);
    assert_null(strstr(l.text, "evil.exe"));
    assert_non_null(strstr(l.text, "end of mail 1: TNEF_OK, 0 bytes\n"));
    mail_free(&m);
}

static void inner_mail_configuration_is_checked(void **state)
{
    const tnef_mail_config rows[] = {
        { .size = sizeof rows[0], .descend = TNEF_MAIL_DESCEND_ALWAYS + 1 },
        { .size = sizeof rows[0], .max_inner = TNEF_MAIL_INNER_CEILING + 1u },
        { .size = sizeof rows[0], .max_inner_bytes = (UINT64_C(1) << 62) + 1u },
    };
    tnef_mail_config cfg = { .size = sizeof cfg, .max_inner = TNEF_MAIL_INNER_CEILING };
    size_t eight = tnef_mail_size(&cfg);
    tnef_mail *m;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(tnef_mail_new(&m, &rows[i], NULL), TNEF_E_ARGUMENT);
        assert_null(m);
        assert_int_equal(tnef_mail_size(&rows[i]), 0);
    }
    assert_true(tnef_mail_size(NULL) < eight);
    cfg.descend = TNEF_MAIL_DESCEND_NEVER;
    assert_true(tnef_mail_size(&cfg) < tnef_mail_size(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inner_mail_is_read),
        cmocka_unit_test(inner_mail_does_not_depend_on_the_split),
        cmocka_unit_test(inner_mail_is_told_by_its_beginning),
        cmocka_unit_test(inner_mail_beginning_is_bounded),
        cmocka_unit_test(inner_mail_need_not_be_read),
        cmocka_unit_test(inner_mail_configuration_is_checked),
    };

    return cmocka_run_group_tests_name("mail_inner", tests, NULL, NULL);
}
