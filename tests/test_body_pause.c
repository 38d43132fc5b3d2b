/* SPDX-License-Identifier: MIT */

/* Bodies that are longer than what is offered at a time, to sinks that pause: the same comes out, and
 * it comes to its end. A pause that takes all that was offered leaves room for what comes next. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "body_check.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST 20000u

static void check(const char *unit, size_t len, uint16_t tag)
{
    char *text = calloc(1, LONGEST + 64);
    struct body_way way = { .pause = 1 };
    struct body_log whole, paused;
    struct tw w;
    uint8_t *buf;
    size_t n;

    assert_non_null(text);
    for (size_t i = 0; i < len; i += strlen(unit))
        memcpy(text + i, unit, strlen(unit));
    props_begin(&w, 1252);
    if (tag == TW_P_BODY)
        tw_prop_str8(&w, tag, text);
    else
        tw_prop_binary(&w, tag, text, len);
    tw_attr_props_end(&w);
    buf = tw_take(&w, &n);
    body_log_run(&whole, buf, n, &(struct body_way){ .pause = 0 });
    body_log_run(&paused, buf, n, &way);
    assert_int_equal(whole.status, TNEF_OK);
    assert_int_equal(paused.status, TNEF_OK);
    assert_string_equal(paused.text, whole.text);
    body_log_free(&whole);
    body_log_free(&paused);
    free(buf);
    free(text);
}

static void long_bodies_come_to_their_end(void **state)
{
    static const char *const units[] = { "x", "<", "a\r\n", "\xE9" };
    static const size_t lengths[] = { 7900, 8191, 8192, 8193, 12345, LONGEST };

    (void)state;
    for (size_t u = 0; u < sizeof units / sizeof units[0]; u++)
        for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
            check(units[u], lengths[i], TW_P_BODY);
            check(units[u], lengths[i], TW_P_HTML);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(long_bodies_come_to_their_end) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
