/* SPDX-License-Identifier: MIT */

/* The RTF reader when iconv has no memory: this program has an iconv_open() of its own, which fails
 * when it is told to. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include <tnef/rtf.h>

#include "failing_iconv.h"
#include "rtf/priv.h"

#ifdef HAS_ICONV

static tnef_status keep(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)taken;
    strncat(user, buf, len);
    return TNEF_OK;
}

static void no_memory(void **state)
{
    static const char rtf[] = "{\\rtf1\\ansi\\ansicpg932 a\\'82\\'a0b}";
    static const char other[] = "{\\rtf1\\'e9\\ansicpg65001\\'c3\\'a9\\ansicpg1251\\'e0}";
    char out[64] = "";
    tnef_rtf_config cfg = { .size = sizeof cfg, .sink = keep, .user = out };
    tnef_error error = { .size = sizeof error };
    tnef_rtf *r;

    (void)state;
    assert_int_equal(tnef_rtf_new(&r, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_rtf_feed(r, rtf, sizeof rtf - 1, NULL), TNEF_E_MEMORY);
    if (opened == 0) {                  /* another library's name for it */
        tnef_rtf_free(r);
        skip();
    }
    assert_string_equal(out, "a");
    assert_int_equal(tnef_rtf_feed(r, "b", 1, NULL), TNEF_E_MEMORY);
    assert_int_equal(tnef_rtf_finish(r), TNEF_E_MEMORY);
    tnef_rtf_error(r, &error);
    assert_int_equal(error.status, TNEF_E_MEMORY);
    assert_int_equal(error.offset, sizeof "{\\rtf1\\ansi\\ansicpg932 a\\'8" - 1);

    /* What is built in needs none. */
    assert_int_equal(tnef_rtf_reset(r), TNEF_OK);
    opened = 0;
    out[0] = 0;
    assert_int_equal(tnef_rtf_feed(r, other, sizeof other - 1, NULL), TNEF_OK);
    assert_int_equal(tnef_rtf_finish(r), TNEF_OK);
    assert_string_equal(out, "\xC3\xA9\xC3\xA9\xD0\xB0");
    assert_int_equal(opened, 0);
    tnef_rtf_free(r);
}

#else

static void no_memory(void **state)
{
    (void)state;
    skip();
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(no_memory) };

    return cmocka_run_group_tests_name("rtf_iconv", tests, NULL, NULL);
}
