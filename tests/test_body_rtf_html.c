/* SPDX-License-Identifier: MIT */

/* Text of HTML that is disguised as RTF: three readers in a row. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "body_check.h"

#define RTF    "{\\rtf1\\ansi\\fromhtml1 "
#define TAG(t) "{\\*\\htmltag " t "}"

/* It is read as HTML, and is not what stands between the tags in the RTF. */
static void body_text_is_that_of_the_html(void **state)
{
    static const struct { const char *rtf, *text, *status; } rows[] = {
        { RTF TAG("&amp;") "\\htmlrtf &\\htmlrtf0 " TAG("&lt;") "}", "&<\\r\\n", "TNEF_OK" },
        { RTF "&copy; &#1086;&#x43a;}", "\xC2\xA9 \xD0\xBE\xD0\xBA\\r\\n", "TNEF_OK" },
        { RTF "\\ansicpg1251\\'ef\\u8364?&euro;}", "\xD0\xBF\xE2\x82\xAC\xE2\x82\xAC\\r\\n",
          "TNEF_OK" },
        { RTF TAG("<meta charset=windows-1251>") "\\'e9}", "\xC3\xA9\\r\\n", "TNEF_OK" },
        { RTF TAG("<a href=\"http://a/?b&amp;c\">") "d" TAG("</a>") TAG("<ul>") TAG("<li>") "e"
          TAG("<script>") "x" TAG("</script>") "}",
          "d <http://a/?b&c>\\r\\n\\r\\n- e\\r\\n", "TNEF_OK found=40" },
        { RTF TAG("<p>") "a\\par\\line" TAG("<p>") "b", "a\\r\\n\\r\\nb\\r\\n",
          "TNEF_E_TRUNCATED" },
        { RTF TAG("<a href=x:y>") "b}c", "b <x:y>\\r\\n", "TNEF_OK found=20" },
        { RTF TAG("<!--") "x}", "", "TNEF_OK" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct body_log log;
        struct tw w;
        char want[256];

        props_begin(&w, 1252);
        prop_rtf(&w, rows[i].rtf);
        log = props_read(&w);
        snprintf(want, sizeof want, "  form 2 %s \"%s\"\n", rows[i].status, rows[i].text);
        expect_of(&log, rows[i].rtf, want);
        body_log_free(&log);
    }
}

static uint64_t got;

static tnef_status counting_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    (void)taken;
    got += len;
    return TNEF_OK;
}

/* A collector of one RTF body that is HTML: "<p>a&amp;b" and a text of 40 bytes, 45 as text. */
static tnef_bodies *of_html_in_rtf(const tnef_bodies_config *cfg)
{
    static const char rtf[] = "{\\rtf1\\fromhtml1 {\\*\\htmltag <p>}a&amp;b"
                              "0123456789012345678901234567890123456789}";
    static const tnef_part part = { .id = 1, .kind = TNEF_PART_RTF, .message = 1 };
    static const tnef_message_info message = { .id = 1, .rtf = 1 };
    tnef_bodies *b;

    assert_int_equal(tnef_bodies_new(&b, cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_bodies_part_begin(b, &part), TNEF_CONTINUE);
    assert_int_equal(tnef_bodies_part_data(b, &part, rtf, strlen(rtf)), TNEF_CONTINUE);
    assert_int_equal(tnef_bodies_part_end(b, &part), TNEF_CONTINUE);
    assert_int_equal(tnef_bodies_message_end(b, &message), TNEF_CONTINUE);
    return b;
}

/* The limits are those of what the sink gets; the HTML in between, which is longer, has none, but
 * the RTF has. */
static void body_limits_of_text_of_html_in_rtf(void **state)
{
    static const struct { uint64_t output, total; tnef_status status; uint64_t got; } rows[] = {
        { 0, 45, TNEF_OK, 45 }, { 0, 44, TNEF_E_LIMIT_TOTAL, 44 }, { 0, 1, TNEF_E_LIMIT_TOTAL, 1 },
        { 81, 0, TNEF_OK, 45 }, { 80, 0, TNEF_E_LIMIT_OUTPUT, 45 },
        { 40, 0, TNEF_E_LIMIT_OUTPUT, 5 }, { 44, 0, TNEF_E_LIMIT_OUTPUT, 9 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tnef_bodies_config cfg = { .size = sizeof cfg, .max_output = rows[i].output,
                                   .max_total = rows[i].total };
        tnef_error e = { .size = sizeof e };
        tnef_bodies *b = of_html_in_rtf(&cfg);

        got = 0;
        assert_int_equal(tnef_bodies_deliver(b, 0, TNEF_BODY_TEXT, counting_sink, NULL),
                         rows[i].status);
        assert_int_equal(got, rows[i].got);
        tnef_bodies_error(b, &e);
        assert_int_equal(e.status, rows[i].status);
        tnef_bodies_free(b);
    }
}

static tnef_status answering_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)buf;
    (void)len;
    *taken = 0;
    return *(const tnef_status *)user;
}

/* What the sink answers comes back through all three readers. */
static void body_sink_of_text_of_html_in_rtf(void **state)
{
    static const struct { tnef_status answer, status; int32_t code; } rows[] = {
        { TNEF_STOPPED, TNEF_STOPPED, 0 }, { -77, TNEF_E_CALLBACK, -77 }, { 5, TNEF_E_CALLBACK, 5 },
        { TNEF_E_RTF, TNEF_E_CALLBACK, TNEF_E_RTF }, { TNEF_OK, TNEF_OK, 0 },
    };
    tnef_bodies *b = of_html_in_rtf(NULL);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tnef_error e = { .size = sizeof e };
        tnef_status answer = TNEF_PAUSED;

        assert_int_equal(tnef_bodies_deliver(b, 0, TNEF_BODY_TEXT, answering_sink, &answer),
                         TNEF_PAUSED);
        assert_int_equal(tnef_bodies_resume(b), TNEF_PAUSED);
        answer = rows[i].answer;
        assert_int_equal(tnef_bodies_resume(b), rows[i].status);
        tnef_bodies_error(b, &e);
        assert_int_equal(e.status, rows[i].status);
        assert_int_equal(e.user_code, rows[i].code);
    }
    tnef_bodies_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(body_text_is_that_of_the_html),
        cmocka_unit_test(body_limits_of_text_of_html_in_rtf),
        cmocka_unit_test(body_sink_of_text_of_html_in_rtf),
    };

    return cmocka_run_group_tests_name("body_rtf_html", tests, NULL, NULL);
}
