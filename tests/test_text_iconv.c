/* SPDX-License-Identifier: MIT */

/* The conversion of text when iconv has no memory: this program has an iconv_open() of its own. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <tnef/message.h>
#include <tnef/text.h>

#include "failing_iconv.h"
#include "writer.h"

#ifdef HAS_ICONV

/* Whether this program's iconv_open() is the one that the library calls. */
static int is_ours(void)
{
    char out[8];
    size_t len;

    opened = 0;
    (void)tnef_text_convert(932, "\x82\xA0", 2, out, sizeof out, &len, NULL);
    return opened > 0;
}

static void text_without_memory(void **state)
{
    static const struct {
        uint32_t codepage;
        const char *in;
        const char *before;         /* what needs no converter                                    */
    } rows[] = {
        { 932, "ab\x82\xA0", "ab" }, { 936, "\xD6\xD0", "" }, { 50220, "a\x1B$B\x46\x7C", "a" },
        { 52936, "a~{VP", "a" }, { 54936, "abc\x81", "abc" }, { 10001, "a\x82\xA0", "a" },
    };

    (void)state;
    if (!is_ours())
        skip();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[32];
        size_t taken, n, len = strlen(rows[i].in), before = strlen(rows[i].before);
        tnef_text t;

        opened = 0;
        assert_int_equal(tnef_text_init(&t, rows[i].codepage), TNEF_OK);
        assert_int_equal(opened, 0);
        assert_int_equal(tnef_text_feed(&t, rows[i].in, len, &taken, out, sizeof out, &n),
                         TNEF_E_MEMORY);
        assert_int_equal(opened, 1);
        assert_int_equal(n, before);
        assert_memory_equal(out, rows[i].before, n);
        assert_int_equal(tnef_text_feed(&t, "", 0, &taken, out, sizeof out, &n), TNEF_E_MEMORY);
        assert_int_equal(opened, 2);
        assert_int_equal(tnef_text_finish(&t, out, sizeof out, &n), TNEF_E_MEMORY);
        assert_int_equal(n, 0);
        tnef_text_change(&t, 1251);
        assert_int_equal(tnef_text_feed(&t, "\xE0", 1, &taken, out, sizeof out, &n), TNEF_OK);
        assert_int_equal(n, 2);
        tnef_text_free(&t);
        assert_int_equal(tnef_text_convert(rows[i].codepage, rows[i].in, len, out, sizeof out, &n,
                                           NULL), TNEF_E_MEMORY);
        assert_int_equal(n, before);
        assert_string_equal(out, rows[i].before);
    }
}

/* A message whose subject is ASCII opens nothing; one whose subject is not fails the reader. */
static void reader_without_memory(void **state)
{
    static const struct { const char *subject; tnef_status status; } rows[] = {
        { "plain", TNEF_OK }, { "\x82\xA0", TNEF_E_MEMORY },
    };

    (void)state;
    if (!is_ours())
        skip();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        static const tnef_reader_handlers none = { .size = sizeof none };
        tnef_reader_config cfg = { .size = sizeof cfg, .handlers = &none };
        tnef_reader *r;
        tnef_status status;
        struct tw w;
        uint8_t *bytes;
        size_t len;

        tw_init(&w);
        tw_stream(&w, TW_KEY);
        tw_version(&w, 0x00010000);
        tw_codepage(&w, 932, 0);
        tw_subject(&w, rows[i].subject);
        bytes = tw_take(&w, &len);
        opened = 0;
        assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_OK);
        status = tnef_reader_feed(r, bytes, len, NULL);
        if (status == TNEF_OK)
            status = tnef_reader_finish(r);
        assert_int_equal(status, rows[i].status);
        assert_int_equal(opened, rows[i].status == TNEF_OK ? 0 : 1);
        tnef_reader_free(r);
        free(bytes);
    }
}

#else

static void text_without_memory(void **state)
{
    (void)state;
    skip();
}

static void reader_without_memory(void **state)
{
    (void)state;
    skip();
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_without_memory),
        cmocka_unit_test(reader_without_memory),
    };

    return cmocka_run_group_tests_name("text_iconv", tests, NULL, NULL);
}
