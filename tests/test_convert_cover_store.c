/* SPDX-License-Identifier: MIT */

/* Corners of the converter itself: its configuration, and the options of a writing. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert_check.h"
#include "kept_output.h"

/* ---- Configuration and options ------------------------------------------------------------- */

static void options(void **state)
{
    static const char *const good[] = { "a", "a-b.example", "0.9", "A.Z", "z-a" };
    static const char *const bad[] = { "", ".a", "a.", "a_b", "a{b", "a/b", "a:b", "a@b",
                                       "a[b", "a`b", "\xE4" };
    struct kept_output out;
    tnef_convert_options o = { .size = sizeof o };
    tnef_convert *c;
    struct tw w;
    uint8_t *buf;
    size_t len;

    (void)state;
    cw_begin(&w, "IPM.Note");
    cw_end(&w);
    buf = tw_take(&w, &len);
    assert_int_equal(tnef_convert_new(&c, NULL, NULL), TNEF_OK);
    assert_int_equal(tnef_convert_feed(c, buf, len, NULL), TNEF_OK);
    assert_int_equal(tnef_convert_finish(c), TNEF_OK);
    kept_begin(&out, TAKES_ALL);
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        o.imcea_domain = good[i];
        assert_int_equal(tnef_convert_write(c, TNEF_CONVERT_MAIL, &o, kept_sink, &out), TNEF_OK);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        o.imcea_domain = bad[i];
        assert_int_equal(tnef_convert_write(c, TNEF_CONVERT_MAIL, &o, kept_sink, &out), TNEF_E_ARGUMENT);
    }
    o.imcea_domain = NULL;
    o.reserved = 1;
    assert_int_equal(tnef_convert_write(c, TNEF_CONVERT_MAIL, &o, kept_sink, &out), TNEF_E_ARGUMENT);
    o.reserved = 0;
    o.size = 1;
    assert_int_equal(tnef_convert_write(c, TNEF_CONVERT_MAIL, &o, kept_sink, &out), TNEF_E_ARGUMENT);
    tnef_convert_free(c);
    free(out.out);
    free(buf);
    tw_free(&w);
}

static int no_write(void *user, uint64_t offset, const void *buf, size_t len)
{
    (void)user;
    (void)offset;
    (void)buf;
    (void)len;
    return -1;
}

static int no_read(void *user, uint64_t offset, void *buf, size_t len)
{
    (void)user;
    (void)offset;
    (void)buf;
    (void)len;
    return -1;
}

static void configuration(void **state)
{
    tnef_spool spool = { .size = 1, .write = no_write, .read = no_read };
    tnef_decoder_limits limits = { .size = sizeof limits };
    tnef_convert_config cfg = { .size = sizeof cfg, .spool = &spool };
    const void *field;
    char *text;

    (void)state;
    assert_int_equal(tnef_convert_check(&cfg, &field), TNEF_E_ARGUMENT);
    assert_ptr_equal(field, &spool.size);
    cfg.spool = NULL;
    cfg.decoder_limits = &limits;
    for (uint64_t most = 0; most <= 4; most += 4) { /* 0: as much as there is */
        struct tw w;

        limits.max_output = most;
        cw_begin(&w, "IPM.Note");
        tw_prop_unicode(&w, TW_P_BODY, "Hello Bob.\r\n");
        cw_end(&w);
        (void)cw_write_all(&w, 0, &cfg, TNEF_CONVERT_MAIL, NULL, &text, NULL);
        assert_int_equal(strstr(text, "Hello Bob.") != NULL, most == 0);
        free(text);
    }
}

/* Properties that a list does not count belong to nothing, which is told. */
static void a_remainder(void **state)
{
    (void)state;
    for (int counts = 0; counts < 2; counts++) {
        uint32_t left_out;
        struct tw w;
        char *text;

        cw_begin(&w, "IPM.Note");
        tw_prop_unicode(&w, TW_P_SUBJECT, "Plan");
        if (!counts)
            tw_claim(&w, 1);
        cw_end(&w);
        text = cw_convert(&w, TNEF_CONVERT_MAIL, NULL, &left_out);
        assert_non_null(text);
        assert_int_equal(strstr(text, "Subject: Plan") != NULL, counts);
        assert_int_equal(left_out & TNEF_CONVERT_REMAINDER, counts ? 0 : TNEF_CONVERT_REMAINDER);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_remainder),
        cmocka_unit_test(options),
        cmocka_unit_test(configuration),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
