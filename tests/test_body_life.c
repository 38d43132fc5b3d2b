/* SPDX-License-Identifier: MIT */

/* The collector of bodies: allocations and spools that fail, what sinks answer, misuse. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "known.h"
#include "body_check.h"
#include "counting_alloc.h"

#define PAGE 16384u

/* ---- Memory -------------------------------------------------------------------------------- */

static void body_every_allocation_can_fail(void **state)
{
    size_t len;
    uint8_t *buf = mixed(2 * PAGE, &len);
    int well = 0;

    (void)state;
    for (uint64_t at = 1; !well; at++) {
        struct counting_alloc c;
        struct body_way way = { .alloc = &c.alloc };
        struct body_log log;

        counting_alloc_init(&c, at);
        body_log_run(&log, buf, len, &way);
        assert_int_equal(c.held, 0);
        well = c.calls < at;
        if (at == 1) {
            assert_int_equal(log.made, TNEF_E_MEMORY);
        } else if (!well) {
            assert_int_equal(log.status, TNEF_E_CALLBACK);
            assert_int_equal(log.error.user_code, TNEF_E_MEMORY);
            assert_int_equal(log.bodies_error.status, TNEF_E_MEMORY);
        } else {
            assert_int_equal(log.status, TNEF_OK);
            assert_int_equal(at, 6);        /* collector, three pages, readers of RTF */
        }
        body_log_free(&log);
    }
    free(buf);
}

static void body_memory_is_bounded(void **state)
{
    size_t len;
    uint8_t *buf = mixed(1000000, &len);

    (void)state;
    for (uint32_t max = 1; max < 10 * PAGE; max = max * 3 + 7) {
        struct counting_alloc c;
        struct body_way way = { .alloc = &c.alloc,
                                .cfg = { .size = sizeof way.cfg, .max_memory = max } };
        struct body_log log;

        counting_alloc_init(&c, 0);
        body_log_run(&log, buf, len, &way);
        assert_true(c.peak <= max + tnef_bodies_size(&way.cfg));
        assert_true(c.peak + PAGE >= max + tnef_bodies_size(&way.cfg));
        assert_int_equal(c.held, 0);
        body_log_free(&log);
    }
    free(buf);
    assert_true(tnef_bodies_size(NULL) < 131072);
}

/* ---- The spool ----------------------------------------------------------------------------- */

/* A spool that fails to write has lost a body: the collector fails. One that fails to read ends the
 * delivery only. */
static void body_spool_can_fail(void **state)
{
    size_t len;
    uint8_t *buf = mixed(10000, &len);
    int wrote = 0, read = 0, well = 0;

    (void)state;
    for (int at = 1; !well; at++) {
        struct body_way way = { .spool = 1, .spool_fails_at = at, .piece = 997,
                                .cfg = { .max_memory = 1000 } };
        struct body_log log;

        body_log_run(&log, buf, len, &way);
        well = log.spool_calls < at;
        if (log.bodies_error.status == TNEF_E_CALLBACK && log.status != TNEF_OK) {
            assert_int_equal(log.status, TNEF_E_CALLBACK);
            assert_int_equal(log.error.user_code, TNEF_E_CALLBACK);
            assert_int_equal(log.bodies_error.user_code, 7);
            assert_null(strstr(log.text, "message"));
            wrote++;
        } else {
            assert_int_equal(log.status, TNEF_OK);
            if (!well) {
                expect(&log, "TNEF_E_CALLBACK user_code=7");
                expect(&log, "TNEF_OK \"");
                read++;
            } else {
                assert_null(strstr(log.text, "TNEF_E_CALLBACK"));
            }
        }
        body_log_free(&log);
    }
    assert_true(wrote > 5 && read > 5);
    free(buf);
}

/* ---- Sinks --------------------------------------------------------------------------------- */

struct answering {
    tnef_bodies *bodies;
    tnef_status answer;
    tnef_status from_inside;
    int inside;
    unsigned calls;
};

static tnef_status answering_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct answering *a = user;

    (void)buf;
    (void)len;
    (void)taken;
    a->calls++;
    if (a->inside)
        a->from_inside = tnef_bodies_resume(a->bodies);
    return a->answer;
}

static const tnef_part the_parts[] = {
    { .id = 1, .kind = TNEF_PART_PLAIN, .message = 1, .encoding = TNEF_ENCODING_CODEPAGE },
    { .id = 2, .kind = TNEF_PART_RTF, .message = 1, .encoding = TNEF_ENCODING_BINARY },
};
static const char *const the_texts[] = { "text", "{\\rtf1 text}" };
static const tnef_message_info the_message = { .id = 1, .plain = 1, .rtf = 2,
                                               .text_codepage = 1252 };

static void pass_on_of(tnef_bodies *b, const tnef_message_info *message)
{
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(tnef_bodies_part_begin(b, &the_parts[i]), TNEF_CONTINUE);
        assert_int_equal(tnef_bodies_part_data(b, &the_parts[i], the_texts[i],
                                               strlen(the_texts[i])),
                         TNEF_CONTINUE);
        assert_int_equal(tnef_bodies_part_end(b, &the_parts[i]), TNEF_CONTINUE);
    }
    assert_int_equal(tnef_bodies_count(b), 0);
    assert_int_equal(tnef_bodies_message_end(b, message), TNEF_CONTINUE);
    assert_int_equal(tnef_bodies_count(b), 2);
}

static void pass_on(tnef_bodies *b)
{
    pass_on_of(b, &the_message);
}

/* A collector that has them. */
static tnef_bodies *collected(const tnef_bodies_config *cfg)
{
    tnef_bodies *b;

    assert_int_equal(tnef_bodies_new(&b, cfg, NULL), TNEF_OK);
    pass_on(b);
    return b;
}

/* Every kind of chain: text, LZFu alone, LZFu and RTF. */
static void body_sink_answers(void **state)
{
    static const struct { uint32_t index, form; } ways[] = {
        { 0, TNEF_BODY_TEXT }, { 1, TNEF_BODY_RTF }, { 1, TNEF_BODY_HTML }, { 1, TNEF_BODY_TEXT }
    };
    tnef_error e = { .size = sizeof e };
    tnef_bodies *b;

    (void)state;
    b = collected(NULL);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct answering a = { .bodies = b, .answer = TNEF_STOPPED };

        assert_int_equal(tnef_bodies_deliver(b, ways[i].index, ways[i].form, answering_sink, &a),
                         TNEF_STOPPED);
        assert_int_equal(a.calls, 1);
        a.answer = -77;
        assert_int_equal(tnef_bodies_deliver(b, ways[i].index, ways[i].form, answering_sink, &a),
                         TNEF_E_CALLBACK);
        tnef_bodies_error(b, &e);
        assert_int_equal(e.status, TNEF_E_CALLBACK);
        assert_int_equal(e.user_code, -77);
        a.answer = 5;
        assert_int_equal(tnef_bodies_deliver(b, ways[i].index, ways[i].form, answering_sink, &a),
                         TNEF_E_CALLBACK);
        tnef_bodies_error(b, &e);
        assert_int_equal(e.user_code, 5);
        a.answer = TNEF_OK;
        assert_int_equal(tnef_bodies_deliver(b, ways[i].index, ways[i].form, answering_sink, &a),
                         TNEF_OK);
        tnef_bodies_error(b, &e);
        assert_int_equal(e.status, TNEF_OK);
    }
    tnef_bodies_free(b);
}

static tnef_status pausing_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    (void)len;
    *taken = 0;
    return TNEF_PAUSED;
}

/* What comes next gives a paused delivery up; nothing leaks, which the sanitizers see. */
static void body_paused_delivery_is_given_up(void **state)
{
    static const tnef_message_info japanese = { .id = 1, .plain = 1, .rtf = 2,
                                                .text_codepage = 932 };  /* iconv has it open */
    tnef_bodies *b;

    (void)state;
    assert_int_equal(tnef_bodies_new(&b, NULL, NULL), TNEF_OK);
    for (int how = 0; how < 4; how++) {
        struct answering a = { .bodies = b };

        pass_on(b);
        assert_int_equal(tnef_bodies_deliver(b, 1, TNEF_BODY_TEXT, pausing_sink, NULL),
                         TNEF_PAUSED);
        assert_int_equal(tnef_bodies_resume(b), TNEF_PAUSED);
        if (how == 0) {
            assert_int_equal(tnef_bodies_deliver(b, 0, TNEF_BODY_TEXT, answering_sink, &a),
                             TNEF_OK);
        } else if (how == 1) {
            assert_int_equal(tnef_bodies_part_begin(b, &the_parts[0]), TNEF_CONTINUE);
            assert_int_equal(tnef_bodies_resume(b), TNEF_E_STATE);
        } else if (how == 2) {
            assert_int_equal(tnef_bodies_message_end(b, &the_message), TNEF_CONTINUE);
            assert_int_equal(tnef_bodies_count(b), 0);
        }
        assert_int_equal(tnef_bodies_reset(b), TNEF_OK);
    }
    pass_on(b);
    assert_int_equal(tnef_bodies_deliver(b, 0, TNEF_BODY_TEXT, pausing_sink, NULL), TNEF_PAUSED);
    tnef_bodies_free(b);
    assert_int_equal(tnef_bodies_new(&b, NULL, NULL), TNEF_OK);
    pass_on_of(b, &japanese);
    assert_int_equal(tnef_bodies_deliver(b, 0, TNEF_BODY_TEXT, pausing_sink, NULL), TNEF_PAUSED);
    tnef_bodies_free(b);
    tnef_bodies_free(NULL);
}

/* ---- Misuse -------------------------------------------------------------------------------- */

static void body_from_inside_a_sink(void **state)
{
    struct answering a = { .inside = 1, .answer = TNEF_OK };
    tnef_error e = { .size = sizeof e };
    tnef_bodies *b;

    (void)state;
    b = collected(NULL);
    a.bodies = b;
    (void)tnef_bodies_deliver(b, 1, TNEF_BODY_HTML, answering_sink, &a);
    assert_int_equal(a.from_inside, TNEF_E_STATE);
    tnef_bodies_error(b, &e);
    assert_int_equal(e.status, TNEF_E_STATE);
    assert_int_equal(tnef_bodies_part_begin(b, &the_parts[0]), TNEF_E_STATE);
    assert_int_equal(tnef_bodies_part_data(b, &the_parts[0], "x", 1), TNEF_E_STATE);
    assert_int_equal(tnef_bodies_part_end(b, &the_parts[0]), TNEF_E_STATE);
    assert_int_equal(tnef_bodies_message_end(b, &the_message), TNEF_E_STATE);
    assert_int_equal(tnef_bodies_deliver(b, 0, TNEF_BODY_TEXT, answering_sink, &a), TNEF_E_STATE);
    assert_int_equal(tnef_bodies_reset(b), TNEF_OK);
    pass_on(b);
    tnef_bodies_free(b);
}

/* The first thing that is called from inside is refused, whatever it is. */
static tnef_status beginning_sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct answering *a = user;

    (void)buf;
    (void)len;
    (void)taken;
    a->from_inside = tnef_bodies_part_begin(a->bodies, &the_parts[0]);
    return TNEF_OK;
}

/* A spool that calls back when it is told to. */
static int calling_write(void *user, uint64_t offset, const void *buf, size_t len)
{
    struct answering *a = user;

    (void)offset;
    (void)buf;
    (void)len;
    a->calls++;
    if (a->inside == 1)
        a->from_inside = tnef_bodies_reset(a->bodies);
    return 0;
}

static int calling_read(void *user, uint64_t offset, void *buf, size_t len)
{
    struct answering *a = user;

    (void)offset;
    memset(buf, 'x', len);
    a->calls++;
    if (a->inside == 2)
        a->from_inside = tnef_bodies_reset(a->bodies);
    return 0;
}

static void body_parts_from_inside_a_sink(void **state)
{
    struct answering a = { .answer = TNEF_OK };

    (void)state;
    a.bodies = collected(NULL);
    (void)tnef_bodies_deliver(a.bodies, 0, TNEF_BODY_TEXT, beginning_sink, &a);
    assert_int_equal(a.from_inside, TNEF_E_STATE);
    tnef_bodies_free(a.bodies);
}

static void body_from_inside_a_spool(void **state)
{
    struct answering a = { .answer = TNEF_OK };
    const tnef_spool spool = { .size = sizeof spool, .write = calling_write,
                               .read = calling_read, .user = &a };
    const tnef_bodies_config cfg = { .size = sizeof cfg, .max_memory = 1, .spool = &spool };

    (void)state;
    a.bodies = collected(&cfg);
    a.inside = 2;
    (void)tnef_bodies_deliver(a.bodies, 0, TNEF_BODY_TEXT, pausing_sink, NULL);
    assert_int_equal(a.from_inside, TNEF_E_STATE);
    assert_int_equal(tnef_bodies_reset(a.bodies), TNEF_OK);
    a.inside = 1;
    a.from_inside = TNEF_OK;
    (void)tnef_bodies_part_begin(a.bodies, &the_parts[0]);
    (void)tnef_bodies_part_data(a.bodies, &the_parts[0], "text", 4);
    assert_int_equal(a.from_inside, TNEF_E_STATE);
    tnef_bodies_free(a.bodies);
}

/* Fails with 9; before that it may call back. */
static int failing_write(void *user, uint64_t offset, const void *buf, size_t len)
{
    struct answering *a = user;

    (void)offset;
    (void)buf;
    (void)len;
    if (a->inside)
        a->from_inside = tnef_bodies_reset(a->bodies);
    return 9;
}

/* The first error is the cause: those that come of it, or of going on, do not take its place. */
static void body_first_error_stays(void **state)
{
    (void)state;
    for (int inside = 0; inside < 2; inside++) {
        const tnef_status first = inside ? TNEF_E_STATE : TNEF_E_CALLBACK;
        struct answering a = { .inside = inside };
        const tnef_spool spool = { .size = sizeof spool, .write = failing_write,
                                   .read = calling_read, .user = &a };
        const tnef_bodies_config cfg = { .size = sizeof cfg, .max_memory = 1, .spool = &spool };
        tnef_error e = { .size = sizeof e };

        assert_int_equal(tnef_bodies_new(&a.bodies, &cfg, NULL), TNEF_OK);
        assert_int_equal(tnef_bodies_part_begin(a.bodies, &the_parts[0]), TNEF_CONTINUE);
        assert_int_equal(tnef_bodies_part_data(a.bodies, &the_parts[0], "text", 4), first);
        for (int again = 0; again < 2; again++) {
            tnef_bodies_error(a.bodies, &e);
            assert_int_equal(e.status, first);
            assert_int_equal(e.user_code, inside ? 0 : 9);
            assert_int_equal(e.offset, 1);
            assert_int_equal(tnef_bodies_resume(a.bodies), first);   /* of no delivery */
        }
        tnef_bodies_free(a.bodies);
    }
}

/* What is told of a limit, and that a reset forgets what was passed over. */
static void body_error_of_a_limit(void **state)
{
    const tnef_bodies_config cfg = { .size = sizeof cfg, .max_output = 3, .max_bodies = 1 };
    struct answering a = { .answer = TNEF_OK };
    tnef_error e = { .size = sizeof e };
    tnef_bodies *b;

    (void)state;
    b = collected(&cfg);
    assert_int_equal(tnef_bodies_deliver(b, 0, TNEF_BODY_TEXT, answering_sink, &a),
                     TNEF_E_LIMIT_OUTPUT);
    tnef_bodies_error(b, &e);
    assert_int_equal(e.status, TNEF_E_LIMIT_OUTPUT);
    assert_int_equal(e.offset, 3);
    assert_int_equal(e.limit, 3);
    assert_int_equal(tnef_bodies_reset(b), TNEF_OK);
    for (int i = 0; i < 3; i++)
        assert_int_equal(tnef_bodies_part_begin(b, &the_parts[0]), TNEF_CONTINUE);
    assert_int_equal(passed_of_bodies(b), 1);
    assert_int_equal(tnef_bodies_reset(b), TNEF_OK);
    assert_int_equal(passed_of_bodies(b), 0);
    tnef_bodies_free(b);
}

static void body_arguments_that_cannot_be(void **state)
{
    tnef_bodies *b;

    (void)state;
    b = collected(NULL);
    assert_int_equal(tnef_bodies_deliver(b, 2, TNEF_BODY_TEXT, pausing_sink, NULL),
                     TNEF_E_ARGUMENT);
    assert_int_equal(tnef_bodies_deliver(b, 0, TNEF_BODY_RTF, pausing_sink, NULL), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_bodies_deliver(b, 1, TNEF_BODY_BEST, pausing_sink, NULL),
                     TNEF_E_ARGUMENT);
    assert_int_equal(tnef_bodies_deliver(b, 1, 4, pausing_sink, NULL), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_bodies_deliver(b, 1, TNEF_BODY_TEXT, NULL, NULL), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_bodies_deliver(b, 1, TNEF_BODY_TEXT, pausing_sink, NULL), TNEF_PAUSED);
    tnef_bodies_free(b);
}

/* Parts that are no bodies, or of no message that is passed on, and ends of other messages. */
static void body_what_is_not_for_it(void **state)
{
    static const tnef_part file = { .id = 9, .kind = TNEF_PART_FILE, .message = 1 };
    static const tnef_part deep = { .id = 9, .kind = TNEF_PART_PLAIN, .message = 1,
                                    .depth = TNEF_DEPTH_CEILING + 1u };
    static const tnef_message_info other = { .id = 2, .depth = 1 };
    static const tnef_message_info below = { .id = 2, .depth = TNEF_DEPTH_CEILING + 1u };
    tnef_bodies *b;

    (void)state;
    b = collected(NULL);
    assert_int_equal(tnef_bodies_part_begin(b, &file), TNEF_CONTINUE);
    assert_int_equal(tnef_bodies_part_data(b, &file, "x", 1), TNEF_CONTINUE);
    assert_int_equal(tnef_bodies_part_end(b, &file), TNEF_CONTINUE);
    assert_int_equal(tnef_bodies_part_begin(b, &deep), TNEF_CONTINUE);
    assert_int_equal(tnef_bodies_count(b), 2);
    assert_int_equal(tnef_bodies_message_end(b, &other), TNEF_CONTINUE);
    assert_int_equal(tnef_bodies_count(b), 0);
    assert_int_equal(tnef_bodies_message_end(b, &below), TNEF_CONTINUE);
    assert_int_equal(tnef_bodies_part_data(b, &the_parts[0], "x", 1), TNEF_CONTINUE);
    pass_on(b);             /* ids that begin anew: another stream */
    pass_on(b);
    tnef_bodies_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(body_every_allocation_can_fail),
        cmocka_unit_test(body_memory_is_bounded),
        cmocka_unit_test(body_spool_can_fail),
        cmocka_unit_test(body_sink_answers),
        cmocka_unit_test(body_paused_delivery_is_given_up),
        cmocka_unit_test(body_from_inside_a_sink),
        cmocka_unit_test(body_parts_from_inside_a_sink),
        cmocka_unit_test(body_from_inside_a_spool),
        cmocka_unit_test(body_first_error_stays),
        cmocka_unit_test(body_error_of_a_limit),
        cmocka_unit_test(body_arguments_that_cannot_be),
        cmocka_unit_test(body_what_is_not_for_it),
    };

    return cmocka_run_group_tests_name("body_life", tests, NULL, NULL);
}
