/* SPDX-License-Identifier: MIT */

/* The collector of bodies: its limits at n and n + 1, what is given back, and facts alone. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "body_check.h"
#include "needs_iconv.h"

#define PAGE 16384u

static uint8_t *plain_only(size_t n, size_t *len)
{
    struct tw w;

    tw_init(&w);
    tw_head(&w);
    tw_attr_begin(&w, TW_MESSAGE, TW_BODY);
    tw_fill(&w, 'a', n);
    tw_attr_end(&w);
    return tw_take(&w, len);
}

/* ---- Limits -------------------------------------------------------------------------------- */

/* Text of |n| bytes where |limit| bytes can be kept. */
static void check_kept(size_t n, struct body_way way, size_t limit)
{
    struct body_log log;
    char want[128];
    size_t len;
    uint8_t *buf = plain_only(n, &len);

    body_log_run(&log, buf, len, &way);
    snprintf(want, sizeof want, "length=%zu kept=%zu ", n, n < limit ? n : limit);
    expect(&log, want);
    expect(&log, n <= limit ? "form 2 TNEF_OK \"a" : "form 2 TNEF_E_LIMIT_MEMORY \"a");
    expect(&log, n <= limit ? "status=TNEF_OK\n" : "status=TNEF_E_LIMIT_MEMORY\n");
    assert_int_equal(log.status, TNEF_OK);
    body_log_free(&log);
    free(buf);
}

static void body_limit_of_memory_at_n(void **state)
{
    static const uint32_t limits[] = { 1, 100, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE + 5 };

    (void)state;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        for (size_t n = limits[i]; n <= limits[i] + 1u; n++)
            for (size_t piece = 0; piece < 2; piece++)
                check_kept(n, (struct body_way){ .cfg = { .max_memory = limits[i] },
                                                 .piece = piece * 4099u }, limits[i]);
}

static void body_limit_of_memory_is_16_mib(void **state)
{
    static const tnef_message_info message = { .id = 1, .plain = 1 };
    const tnef_part part = { .id = 1, .kind = TNEF_PART_PLAIN, .message = 1 };
    size_t len = (16u << 20) + 1u;
    char *text = calloc(1, len);

    (void)state;
    assert_non_null(text);
    for (size_t n = len - 1; n <= len; n++) {
        tnef_body_info info = { .size = sizeof info };
        tnef_bodies *b;

        assert_int_equal(tnef_bodies_new(&b, NULL, NULL), TNEF_OK);
        assert_int_equal(tnef_bodies_part_begin(b, &part), TNEF_CONTINUE);
        assert_int_equal(tnef_bodies_part_data(b, &part, text, n), TNEF_CONTINUE);
        assert_int_equal(tnef_bodies_part_end(b, &part), TNEF_CONTINUE);
        assert_int_equal(tnef_bodies_message_end(b, &message), TNEF_CONTINUE);
        assert_int_equal(tnef_bodies_get(b, 0, &info), TNEF_OK);
        assert_int_equal(info.kept, len - 1);
        assert_int_equal(info.status, n == len ? TNEF_E_LIMIT_MEMORY : TNEF_OK);
        tnef_bodies_free(b);
    }
    free(text);
}

static void body_limit_of_spool_at_n(void **state)
{
    (void)state;
    for (size_t n = 150; n <= 151; n++)
        for (size_t piece = 0; piece < 2; piece++)
            check_kept(n, (struct body_way){ .spool = 1, .piece = piece,
                                             .cfg = { .max_memory = 100, .max_spool = 50 } }, 150);
}

static void body_limit_of_output_at_n(void **state)
{
    size_t len;
    uint8_t *buf = plain_only(1000, &len);

    (void)state;
    for (uint64_t max = 999; max <= 1000; max++) {
        struct body_way way = { .cfg = { .max_output = max } };

        for (int pause = 0; pause < 2; pause++) {
            struct body_log log;
            const char *from;

            way.pause = pause;
            body_log_run(&log, buf, len, &way);
            expect(&log, max == 1000 ? "form 2 TNEF_OK \"a" : "form 2 TNEF_E_LIMIT_OUTPUT \"a");
            from = strstr(log.text, "\"a");
            assert_int_equal(strchr(from + 1, '"') - from - 1, max);
            body_log_free(&log);
        }
    }
    free(buf);
}

/* Beyond the limit there is no half of a character, and of RTF no more either. */
static void body_limit_of_output_in_a_character(void **state)
{
    static const struct { uint64_t max; const char *html, *rtf; } rows[] = {
        { 6, "form 1 TNEF_OK \"<p>\xE6\x97\xA5\"", "form 2 TNEF_E_LIMIT_OUTPUT \"\"" },
        { 5, "form 1 TNEF_E_LIMIT_OUTPUT \"<p>\"", "form 3 TNEF_E_LIMIT_OUTPUT \"{\\rtf\"" },
        { 27, "form 1 TNEF_OK", "form 3 TNEF_OK" },
        { 26, "form 1 TNEF_OK", "form 3 TNEF_E_LIMIT_OUTPUT" },
    };
    size_t len;
    uint8_t *buf = mixed(3, &len);

    (void)state;
    NEEDS_ICONV();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct body_way way = { .cfg = { .max_output = rows[i].max } };
        struct body_log log;

        body_log_run(&log, buf, len, &way);
        expect(&log, rows[i].html);
        expect(&log, rows[i].rtf);
        body_log_free(&log);
    }
    free(buf);
}

/* Doubles beyond max_bodies are passed over; the first of each sort never is. */
static void body_limit_of_doubles_at_n(void **state)
{
    (void)state;
    for (unsigned doubles = 5; doubles <= 6; doubles++) {
        struct body_way way = { .cfg = { .max_bodies = 5 } };
        struct body_log log;
        struct tw w;
        char want[64];

        tw_init(&w);
        tw_head(&w);
        for (unsigned i = 0; i <= doubles; i++)
            tw_attr_string(&w, TW_MESSAGE, TW_BODY, "text");
        tw_msg_props_begin(&w);
        tw_prop_unicode(&w, TW_P_BODY, "the one that counts");
        tw_prop_binary(&w, TW_P_HTML, "<p>", 3);
        tw_attr_props_end(&w);
        tw_embedded_begin(&w, "inner");
        tw_attr_string(&w, TW_MESSAGE, TW_BODY, "inner");
        tw_embedded_end(&w);
        log = read_one_way(&w, &way);
        snprintf(want, sizeof want, "passed=%u\n", doubles - 5);
        expect(&log, want);
        expect(&log, "message 1 bodies=8\n");
        expect(&log, "message 2 bodies=1\n");
        expect(&log, " text index=6 form=2");
        body_log_free(&log);
    }
}

/* Doubles of messages that have ended make room for others. */
static void body_doubles_are_given_back(void **state)
{
    struct body_way way = { .cfg = { .max_bodies = 1 } };
    struct body_log log;
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    for (int i = 0; i < 50; i++) {
        tw_embedded_begin(&w, "inner");
        tw_attr_string(&w, TW_MESSAGE, TW_BODY, "one");
        tw_attr_string(&w, TW_MESSAGE, TW_BODY, "two");
        tw_embedded_end(&w);
    }
    log = read_one_way(&w, &way);
    expect(&log, "message 51 bodies=2\n");
    expect(&log, "passed=0\n");
    body_log_free(&log);
}

/* So does their room in the store. */
static void body_room_is_given_back(void **state)
{
    struct body_way way = { .cfg = { .max_memory = 150 } };
    struct body_log log;
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    tw_attr_text(&w, TW_MESSAGE, TW_BODY, "outer");
    for (int i = 0; i < 20; i++) {
        tw_embedded_begin(&w, "inner");
        tw_attr_begin(&w, TW_MESSAGE, TW_BODY);
        tw_fill(&w, 'a', 145);
        tw_attr_end(&w);
        tw_embedded_end(&w);
    }
    log = read_one_way(&w, &way);
    assert_null(strstr(log.text, "LIMIT"));
    expect(&log, "form 2 TNEF_OK \"outer\"");
    body_log_free(&log);
}

static void body_deepest_message(void **state)
{
    static const tnef_decoder_limits limits = { .size = sizeof limits, .max_depth = TNEF_DEPTH_CEILING };
    struct body_way way = { .limits = &limits };
    struct body_log log;
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    for (unsigned i = 0; i < TNEF_DEPTH_CEILING; i++) {
        tw_attr_text(&w, TW_MESSAGE, TW_BODY, "text");
        tw_embedded_begin(&w, "inner");
    }
    tw_attr_text(&w, TW_MESSAGE, TW_BODY, "the deepest");
    for (unsigned i = 0; i < TNEF_DEPTH_CEILING; i++)
        tw_embedded_end(&w);
    log = read_one_way(&w, &way);
    assert_int_equal(log.status, TNEF_OK);
    expect(&log, "message 33 bodies=1\n");
    expect(&log, "\"the deepest\"");
    expect(&log, "message 1 bodies=1\n");
    body_log_free(&log);
}

/* ---- Facts --------------------------------------------------------------------------------- */

static void body_facts_without_the_bodies(void **state)
{
    struct body_way way = { .cfg = { .flags = TNEF_BODIES_FACTS } };
    struct body_log log;
    size_t len;
    uint8_t *buf = mixed(300000, &len);

    (void)state;
    body_log_run(&log, buf, len, &way);
    expect(&log, " best index=1 form=1 source=property reason=2\n");
    expect(&log, "length=300000 kept=0 ");
    expect(&log, "codepage=932 by=3");
    expect(&log, "source=rtf rtf=1 ");
    assert_null(strstr(log.text, "LIMIT"));
    body_log_free(&log);
    free(buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(body_limit_of_memory_at_n),
        cmocka_unit_test(body_limit_of_memory_is_16_mib),
        cmocka_unit_test(body_limit_of_spool_at_n),
        cmocka_unit_test(body_limit_of_output_at_n),
        cmocka_unit_test(body_limit_of_output_in_a_character),
        cmocka_unit_test(body_limit_of_doubles_at_n),
        cmocka_unit_test(body_doubles_are_given_back),
        cmocka_unit_test(body_room_is_given_back),
        cmocka_unit_test(body_deepest_message),
        cmocka_unit_test(body_facts_without_the_bodies),
    };

    return cmocka_run_group_tests_name("body_limits", tests, NULL, NULL);
}
