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

/* ---- Compressed RTF that is damaged ---------------------------------------------------------- */

/* "{\rtf1\ansi\ansicpg1251\pard hello world}" ([MS-OXRTFCP] 3.1.1), but for its header. */
static const uint8_t contents[] = {
    0x03, 0x00, 0x0A, 0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0A, 0xF3, 0x20, 0x68,
    0x65, 0x6C, 0x09, 0x00, 0x20, 0x62, 0x77, 0x05, 0xB0, 0x6C, 0x64, 0x7D, 0x0A, 0x80, 0x0F, 0xA0,
};

static void put_le32(uint8_t *p, uint32_t value)
{
    for (size_t i = 0; i < 4; i++)
        p[i] = (uint8_t)(value >> 8u * i);
}

/* A body of |n| bytes whose header says these sizes. */
static void check_sizes(uint32_t comp_size, uint32_t raw_size, size_t n)
{
    uint8_t rtf[16 + sizeof contents];
    struct body_log whole, paused;
    struct tw w;
    uint8_t *buf;
    size_t len;

    put_le32(rtf, comp_size);
    put_le32(rtf + 4, raw_size);
    memcpy(rtf + 8, "LZFu\xF1\xC5\xC7\xA7", 8);
    memcpy(rtf + 16, contents, sizeof contents);
    props_begin(&w, 1252);
    tw_prop_binary(&w, TW_P_RTF, rtf, n);
    tw_attr_props_end(&w);
    buf = tw_take(&w, &len);
    body_log_run(&whole, buf, len, &(struct body_way){ .pause = 0 });
    body_log_run(&paused, buf, len, &(struct body_way){ .pause = 1 });
    assert_string_equal(paused.text, whole.text);
    if (n == sizeof rtf && comp_size == 11u && raw_size == 100u) {
        assert_non_null(strstr(whole.text, "form 2 TNEF_E_SIZE \"hello world"));
        assert_non_null(strstr(whole.text, "</html>"));
    }
    body_log_free(&whole);
    body_log_free(&paused);
    free(buf);
}

/* Whatever is wrong with the header or missing at the end: what can be read comes to its end. */
static void damaged_rtf_comes_to_its_end(void **state)
{
    static const uint32_t sizes[] = { 0, 11, 12, 13, 0x2B, 0x2D, 0x2E, 100 };

    (void)state;
    for (size_t c = 0; c < sizeof sizes / sizeof sizes[0]; c++)
        for (size_t r = 0; r < sizeof sizes / sizeof sizes[0]; r++)
            for (size_t n = 0; n <= 16u + sizeof contents; n++)
                check_sizes(sizes[c], sizes[r], n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_bodies_come_to_their_end),
        cmocka_unit_test(damaged_rtf_comes_to_its_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
