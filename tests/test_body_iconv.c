/* SPDX-License-Identifier: MIT */

/* The collector of bodies when iconv has no memory: this program has an iconv_open() of its own,
 * which counts, and fails. It also tells how far RTF is read to find out its kind: text in a code
 * page that is not built in needs iconv. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include <tnef/bodies.h>
#include <tnef/text.h>

#include "failing_iconv.h"

#ifdef HAS_ICONV

static const tnef_part the_part = { .id = 1, .kind = TNEF_PART_RTF, .message = 1,
                                    .encoding = TNEF_ENCODING_BINARY };
static const tnef_message_info the_message = { .id = 1, .rtf = 1 };

/* Up to |head| the kind is told, and after it iconv is needed. */
static const struct row {
    const char *head, *text;
    uint32_t kind;
} rows[] = {
    { "{\\rtf1\\ansi\\ansicpg932\\fromhtml1 ", "{\\*\\htmltag64 <b>}\\'82\\'a0}", TNEF_RTF_FROM_HTML },
    { "{\\rtf1\\ansi\\ansicpg932\\fromtext ", "\\'82\\'a0\\par}", TNEF_RTF_FROM_TEXT },
    { "{\\rtf1\\ansi\\ansicpg932 a", "\\'82\\'a0\\par}", TNEF_RTF_RICH },
};
#define ROWS (sizeof rows / sizeof *rows)

/* Whether this program's iconv_open() is the one that the library calls. */
static int is_ours(void)
{
    char out[8];
    size_t len;

    opened = 0;
    (void)tnef_text_convert(932, "\x82\xA0", 2, out, sizeof out, &len, NULL);
    return opened > 0;
}

static tnef_status nothing(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    (void)len;
    (void)taken;
    return TNEF_OK;
}

static int pass_data(tnef_bodies *b, const char *text, size_t piece)
{
    size_t len = strlen(text);
    int answer = TNEF_CONTINUE;

    for (size_t at = 0; at < len && answer == TNEF_CONTINUE; at += piece)
        answer = tnef_bodies_part_data(b, &the_part, text + at,
                                       len - at < piece ? len - at : piece);
    return answer;
}

/* Once the kind is known the RTF is only kept: what it says is read when it is delivered. */
static void body_rtf_is_read_until_its_kind_is_known(void **state)
{
    tnef_bodies *b;

    (void)state;
    if (!is_ours())
        skip();
    assert_int_equal(tnef_bodies_new(&b, NULL, NULL), TNEF_OK);
    for (size_t i = 0; i < ROWS; i++)
        for (size_t piece = 1; piece <= 100; piece += 99) {
            tnef_body_info info = { .size = sizeof info };

            opened = 0;
            assert_int_equal(tnef_bodies_part_begin(b, &the_part), TNEF_CONTINUE);
            assert_int_equal(pass_data(b, rows[i].head, piece), TNEF_CONTINUE);
            assert_int_equal(pass_data(b, rows[i].text, piece), TNEF_CONTINUE);
            assert_int_equal(tnef_bodies_part_end(b, &the_part), TNEF_CONTINUE);
            assert_int_equal(tnef_bodies_message_end(b, &the_message), TNEF_CONTINUE);
            assert_int_equal(opened, 0);
            assert_int_equal(tnef_bodies_get(b, 0, &info), TNEF_OK);
            assert_int_equal(info.rtf_kind, rows[i].kind);
            assert_int_equal(info.kept, strlen(rows[i].head) + strlen(rows[i].text));
            assert_int_equal(tnef_bodies_deliver(b, 0, TNEF_BODY_TEXT, nothing, NULL),
                             TNEF_E_MEMORY);
            assert_int_not_equal(opened, 0);
        }
    tnef_bodies_free(b);
}

/* A piece that holds more than tells the kind is read to its end: what fails in it is no secret. */
static void body_iconv_without_memory_while_probing(void **state)
{
    tnef_bodies *b;

    (void)state;
    if (!is_ours())
        skip();
    assert_int_equal(tnef_bodies_new(&b, NULL, NULL), TNEF_OK);
    for (size_t i = 0; i < ROWS; i++) {
        tnef_error e = { .size = sizeof e };
        char rtf[128] = "";

        strcat(strcat(rtf, rows[i].head), rows[i].text);
        assert_int_equal(tnef_bodies_part_begin(b, &the_part), TNEF_CONTINUE);
        assert_int_equal(pass_data(b, rtf, sizeof rtf), TNEF_E_MEMORY);
        tnef_bodies_error(b, &e);
        assert_int_equal(e.status, TNEF_E_MEMORY);
        assert_int_equal(tnef_bodies_part_data(b, &the_part, "x", 1), TNEF_E_MEMORY);
        assert_int_equal(tnef_bodies_part_end(b, &the_part), TNEF_E_MEMORY);
        assert_int_equal(tnef_bodies_message_end(b, &the_message), TNEF_E_MEMORY);
        assert_int_equal(tnef_bodies_count(b), 0);
        assert_int_equal(tnef_bodies_reset(b), TNEF_OK);
    }
    /* What is built in needs none. */
    assert_int_equal(tnef_bodies_part_begin(b, &the_part), TNEF_CONTINUE);
    assert_int_equal(pass_data(b, "{\\rtf1\\ansi\\ansicpg1252 \\'e9}", 100), TNEF_CONTINUE);
    assert_int_equal(tnef_bodies_part_end(b, &the_part), TNEF_CONTINUE);
    assert_int_equal(tnef_bodies_message_end(b, &the_message), TNEF_CONTINUE);
    assert_int_equal(tnef_bodies_deliver(b, 0, TNEF_BODY_TEXT, nothing, NULL), TNEF_OK);
    tnef_bodies_free(b);
}

#else

static void body_rtf_is_read_until_its_kind_is_known(void **state)
{
    (void)state;
    skip();
}

static void body_iconv_without_memory_while_probing(void **state)
{
    (void)state;
    skip();
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(body_rtf_is_read_until_its_kind_is_known),
        cmocka_unit_test(body_iconv_without_memory_while_probing),
    };

    return cmocka_run_group_tests_name("body_iconv", tests, NULL, NULL);
}
