/* SPDX-License-Identifier: MIT */
/* Safe file names of anything: the promises hold, and a safe name stays as it is. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "safe_name_check.h"

static uint32_t prng(uint32_t *state)
{
    *state = (uint32_t)((*state * UINT64_C(1664525) + 1013904223u) & 0xFFFFFFFFu);
    return *state >> 8;
}

/* The promises, checked on the bytes and without the library's own tables. */
static void assert_safe(const char *p, size_t size)
{
    /* clang-format off */
    static const char *const never[] = {
        "/", "\\", ":", "<", ">", "\"", "|", "?", "*", "\xE2\x88\x95", "\xE2\x81\x84",
        "\xEF\xBC\x8F", "\xEF\xBC\xBC", "\xE2\x80\xAA", "\xE2\x80\xAB", "\xE2\x80\xAC",
        "\xE2\x80\xAD", "\xE2\x80\xAE", "\xE2\x81\xA6", "\xE2\x81\xA7", "\xE2\x81\xA8",
        "\xE2\x81\xA9", "\xE2\x80\x8E", "\xE2\x80\x8F", "\xEF\xBB\xBF", "\xE2\x80\xA8",
        "\xE2\x80\xA9",
    };
    /* clang-format on */
    static const char *const devices[] = { "con",    "prn",         "aux",        "nul",
                                           "conin$", "conout$",     "clock$",     "com1",
                                           "lpt9",   "com\xC2\xB9", "lpt\xC2\xB3" };
    size_t len = strlen(p), stem = 0, text_len;
    char lower[TNEF_SAFE_NAME_SIZE], utf8[3 * TNEF_SAFE_NAME_SIZE];
    uint64_t anomalies;

    assert_in_range(len, 1,
                    size - 1 < TNEF_SAFE_NAME_MAX ? size - 1 : TNEF_SAFE_NAME_MAX);
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        assert_null(strstr(p, never[i]));
    for (size_t i = 0; i < len; i++) {
        uint8_t c = (uint8_t)p[i];

        assert_true(c >= 0x20 && c != 0x7F);
        assert_false(c == 0xC2 && (uint8_t)p[i + 1] < 0xA0);
    }
    assert_null(strchr(".-~ ", p[0]));
    assert_null(strchr(". ", p[len - 1]));
    while (stem < len && p[stem] != '.') {
        lower[stem] = p[stem] >= 'A' && p[stem] <= 'Z' ? (char)(p[stem] + 32) : p[stem];
        stem++;
    }
    while (stem > 0 && lower[stem - 1] == ' ')
        stem--;
    lower[stem] = '\0';
    for (size_t i = 0; i < sizeof devices / sizeof devices[0]; i++)
        assert_string_not_equal(lower, devices[i]);
    assert_int_equal(
        tnef_text_convert(65001, p, len, utf8, sizeof utf8, &text_len, &anomalies), TNEF_OK);
    assert_int_equal(anomalies, 0);
}

/* Names put together of what is dangerous: safe, and the same when made safe again; so
 * is the numbered one. */
static void name_generated_is_safe_and_stays(void **state)
{
    /* clang-format off */
    static const char *const parts[] = {
        "/", "\\", ":", "..", ".", " ", "-", "~", "CON", "con", "NUL", "COM", "1", "LPT",
        "$", "CONIN$", "AUX", "prn", "COM\xC2\xB9", "a", "b.txt", ".exe", "\xC2\xA0",
        "\xE3\x80\x80", "\xE2\x80\x8D", "\xE2\x80\xAE", "\xEF\xBB\xBF", "\xE2\x88\x95",
        "\xEF\xBC\x8F", "\xC0\xAF", "\xE2\x82", "\xF0", "\x80", "\xFF",
        "\xF0\x9F\x98\x80", "\xE2\x82\xAC", "\xC3\xA9", "\xC2\x85", "\x01", "\n", "%2e",
        "<", "|", "      ", "....", "long-long-long-long-long-long", "~1", "_",
        "\xEF\xBF\xBF",
    };
    /* clang-format on */
    uint32_t seed = 7;

    (void)state;
    for (unsigned round = 0; round < 100000; round++) {
        char in[700], one[TNEF_SAFE_NAME_SIZE], two[TNEF_SAFE_NAME_SIZE];
        size_t len = 0, count = prng(&seed) % (round % 8 == 0 ? 60 : 7);
        size_t size =
            TNEF_SAFE_NAME_LEAST + prng(&seed) % (sizeof one - TNEF_SAFE_NAME_LEAST + 1);
        uint32_t number = round % 2 == 0 ? 2 + prng(&seed) % 100 : 4294967295u;

        for (size_t i = 0; i < count && len < 600; i++) {
            const char *part = parts[prng(&seed) % (sizeof parts / sizeof parts[0])];

            if (prng(&seed) % 20 == 0) {
                in[len++] = (char)prng(&seed);
            } else {
                memcpy(in + len, part, strlen(part));
                len += strlen(part);
            }
        }
        make(in, len, round % 3 == 0 ? "../.-" : NULL, one, size);
        assert_safe(one, size);
        make(one, strlen(one), NULL, two, size);
        assert_string_equal(one, two);

        in[len] = '\0';
        assert_true(tnef_safe_name_numbered(in, number, one, size) > 0);
        assert_safe(one, size);
        make(one, strlen(one), NULL, two, size);
        assert_string_equal(one, two);
    }
}

/* Every scalar value alone in a name: what comes out is safe, and what is kept is a
 * character. */
static void name_every_character_is_safe(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        uint8_t utf32[4] = { (uint8_t)c, (uint8_t)(c >> 8), (uint8_t)(c >> 16), 0 };
        char in[16] = "", one[64], two[64];
        size_t len;

        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        assert_int_equal(tnef_text_convert(12000, utf32, 4, in, sizeof in, &len, NULL),
                         TNEF_OK);
        assert_true(tnef_safe_name(in, len, NULL, one, sizeof one) > 0);
        assert_safe(one, sizeof one);
        assert_int_equal(tnef_safe_name(one, strlen(one), NULL, two, sizeof two),
                         strlen(one));
        assert_string_equal(one, two);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(name_generated_is_safe_and_stays),
        cmocka_unit_test(name_every_character_is_safe),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
