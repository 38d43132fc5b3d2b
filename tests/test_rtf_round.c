/* SPDX-License-Identifier: MIT */

/* HTML and text that are written as RTF in all ways come back, byte by byte. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <tnef/rtf.h>

#include "rtf_check.h"
#include "rtf_writer.h"
#include "text/priv.h"

#define TEXT_MAX 200

static uint32_t state_of_random = 1;

static uint32_t random_below(uint32_t n)
{
    state_of_random = state_of_random * 1664525u + 1013904223u;
    return (state_of_random >> 8) % n;
}

/* No charset, which would be another one when it comes back. */
static size_t make_text(uint32_t *text)
{
    static const uint32_t some[] = { '<', '>', '&', '"', '\\', '{', '}', ' ', ' ', '\t', '-', '\'',
                                     '*',
                                     'a', 'p', '1', '0', 0xA0, 0xE9, 0xFF, 0x416, 0x5D0, 0x2022,
                                     0x201C, 0x20AC, 0x3042, 0x4E2D, 0xD7FF, 0xE000, 0xFEFF, 0xFFFF,
                                     0x10000, 0x1F600, 0x10FFFF, '?', '/', 'x' };
    size_t count = random_below(TEXT_MAX);
    size_t n = 0;

    while (n < count)
        if (random_below(12) == 0 && n + 1 < count) {
            text[n++] = '\r';
            text[n++] = '\n';
        } else {
            text[n++] = some[random_below(sizeof some / sizeof *some)];
        }
    return n;
}

static void written_text_comes_back(void **state)
{
    (void)state;
    for (int i = 0; i < 600; i++) {
        uint8_t choices[61];
        uint32_t text[TEXT_MAX];
        char utf8[TEXT_MAX * 4];
        size_t count = make_text(text);
        size_t n = 0;
        struct rtf_writer w;
        struct rtf_result r;

        for (size_t k = 0; k < sizeof choices; k++)
            choices[k] = (uint8_t)random_below(256);
        for (size_t k = 0; k < count; k++)
            n += tnefi_text_utf8_put(utf8 + n, text[k]);
        rtf_writer_init(&w, choices, sizeof choices - (size_t)i % 7u);
        if (i % 2)
            rtf_write_html(&w, text, count);
        else
            rtf_write_text(&w, text, count);
        r = i < 40 ? rtf_read_all_ways(w.bytes, w.len, TNEF_RTF_AUTO)
                   : rtf_read(w.bytes, w.len, (struct rtf_way){ .want = TNEF_RTF_AUTO });
        if (r.len != n || memcmp(r.out, utf8, n) != 0)
            print_error("%.*s\n", (int)w.len, w.bytes);
        assert_int_equal(r.status, TNEF_OK);
        assert_int_equal(r.info.kind, i % 2 ? TNEF_RTF_FROM_HTML : TNEF_RTF_FROM_TEXT);
        assert_int_equal(r.info.anomalies, 0);
        assert_int_equal(r.len, n);
        assert_memory_equal(r.out, utf8, n);
        rtf_drop(&r);
        rtf_writer_free(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(written_text_comes_back) };

    return cmocka_run_group_tests_name("rtf_round", tests, NULL, NULL);
}
