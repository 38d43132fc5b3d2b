/* SPDX-License-Identifier: MIT */

/* What a reader says of itself after stops, misuse and limits. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <tnef/message.h>

#include "support.h"

/* A stream of nothing: signature and key. */
static const uint8_t empty[6] = { 0x78, 0x9F, 0x3E, 0x22, 0, 0 };

static tnef_status status_of(const tnef_reader *r)
{
    tnef_error e = { .size = sizeof e };

    tnef_reader_error(r, &e);
    return e.status;
}

static int pause_it(void *user, const tnef_event *ev)
{
    (void)user;
    return ev->type == TNEF_EV_STREAM_BEGIN ? TNEF_PAUSE : TNEF_CONTINUE;
}

static int stop_it(void *user, const tnef_message_info *m)
{
    (void)user;
    (void)m;
    return TNEF_STOP;
}

/* The decoder has gone on when the handler that a pause put off answers. */
static void life_stop_after_pause_is_in_the_error(void **state)
{
    const tnef_reader_handlers h = { .size = sizeof h, .property = pause_it, .message_begin = stop_it };
    const tnef_reader_config cfg = { .size = sizeof cfg, .handlers = &h };
    tnef_reader *r;
    size_t taken;

    (void)state;
    assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_reader_feed(r, empty, sizeof empty, &taken), TNEF_PAUSED);
    assert_int_equal(tnef_reader_feed(r, empty + taken, sizeof empty - taken, NULL), TNEF_STOPPED);
    assert_int_equal(tnef_reader_finish(r), TNEF_STOPPED);
    assert_int_equal(status_of(r), TNEF_STOPPED);
    tnef_reader_free(r);
}

static void life_misuse_is_kept_until_reset(void **state)
{
    tnef_reader *r;

    (void)state;
    assert_int_equal(tnef_reader_new(&r, NULL, NULL), TNEF_OK);
    assert_int_equal(tnef_reader_feed(r, NULL, 5, NULL), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_reader_feed(r, empty, sizeof empty, NULL), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_reader_finish(r), TNEF_E_ARGUMENT);
    assert_int_equal(status_of(r), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_reader_reset(r), TNEF_OK);
    assert_int_equal(tnef_reader_feed(r, empty, sizeof empty, NULL), TNEF_OK);
    assert_int_equal(tnef_reader_finish(r), TNEF_OK);
    assert_int_equal(tnef_reader_feed(r, empty, 1, NULL), TNEF_E_STATE);
    assert_int_equal(tnef_reader_finish(r), TNEF_E_STATE);
    assert_int_equal(status_of(r), TNEF_E_STATE);
    tnef_reader_free(r);
}

static int misuse_it(void *user, const tnef_message_info *m)
{
    tnef_reader *const *r = user;

    (void)m;
    assert_int_equal(tnef_reader_feed(*r, empty, 1, NULL), TNEF_E_STATE);
    return TNEF_PAUSE;
}

static void life_misuse_from_a_handler_beats_its_answer(void **state)
{
    const tnef_reader_handlers h = { .size = sizeof h, .message_begin = misuse_it };
    tnef_reader *r;
    const tnef_reader_config cfg = { .size = sizeof cfg, .handlers = &h, .user = &r };

    (void)state;
    assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_reader_feed(r, empty, sizeof empty, NULL), TNEF_E_STATE);
    assert_int_equal(tnef_reader_finish(r), TNEF_E_STATE);
    tnef_reader_free(r);
}

static int count_raw(void *user, const tnef_event *ev)
{
    uint64_t *raw = user;

    if (ev->type == TNEF_EV_DATA && (ev->flags & TNEF_F_RAW) != 0)
        *raw += ev->len;
    return ev->type == TNEF_EV_ATTR_BEGIN && ev->depth == 1 ? TNEF_SKIP : TNEF_CONTINUE;
}

/* What is skipped inside of an embedded message is still part of the bytes of that message. */
static void life_skip_inside_leaves_the_raw_bytes_outside(void **state)
{
    const tnef_reader_handlers h = { .size = sizeof h, .property = count_raw };
    uint64_t raw[2] = { 0, 0 };
    size_t len;
    uint8_t *in = vector_bytes("embedded_depth_1", &len);

    (void)state;
    for (size_t i = 0; i < 2u; i++) {
        const tnef_reader_config cfg = { .size = sizeof cfg, .handlers = &h, .user = &raw[i],
                                         .flags = TNEF_RAW_NESTED };
        size_t piece = i == 0 ? len : 1;
        tnef_reader *r;

        assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_OK);
        for (size_t at = 0; at < len; at += piece)
            assert_int_equal(tnef_reader_feed(r, in + at, piece, NULL), TNEF_OK);
        assert_int_equal(tnef_reader_finish(r), TNEF_OK);
        tnef_reader_free(r);
    }
    assert_true(raw[0] > 100);
    assert_int_equal(raw[0], raw[1]);
    free(in);
}

/* No room for the message itself: that is what is reported, damaged or not. */
static void life_load_without_room_says_so(void **state)
{
    const uint8_t damaged[7] = { 0x78, 0x9F, 0x3E, 0x22, 0, 0, 1 };
    const tnef_reader_limits model = { .size = sizeof model, .max_load = 64 };
    const tnef_reader_config cfg = { .size = sizeof cfg, .limits = &model };
    tnef_message *m;

    (void)state;
    assert_int_equal(tnef_message_load(&m, empty, sizeof empty, &cfg, NULL), TNEF_E_LIMIT_MEMORY);
    assert_null(m);
    assert_int_equal(tnef_message_load(&m, damaged, 7, &cfg, NULL), TNEF_E_LIMIT_MEMORY);
    assert_null(m);
    assert_int_equal(tnef_message_load(&m, damaged, 5, &cfg, NULL), TNEF_E_TRUNCATED);
    assert_null(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(life_stop_after_pause_is_in_the_error),
        cmocka_unit_test(life_misuse_is_kept_until_reset),
        cmocka_unit_test(life_misuse_from_a_handler_beats_its_answer),
        cmocka_unit_test(life_skip_inside_leaves_the_raw_bytes_outside),
        cmocka_unit_test(life_load_without_room_says_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
