/* SPDX-License-Identifier: MIT */

/* The calls of a reader: what it refuses, and that it can be used again. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "known.h"
#include "message_log.h"
#include "vectors.h"

static tnef_status run(struct tw *w, struct message_log *log, tnef_reader_config *cfg)
{
    size_t len;
    uint8_t *buf = tw_take(w, &len);
    tnef_status status;

    message_log_clear(log);
    status = message_log_run(log, cfg, NULL, buf, len, 0, 0);
    free(buf);
    assert_false(log->broken);
    assert_int_equal(log->begins, log->ends);
    return status;
}

static void expect(const struct message_log *log, const char *text, int found)
{
    if ((strstr(log->text, text) != NULL) != (found != 0)) {
        print_error("%s: %s\nin: %s", found ? "not found" : "found", text, log->text);
        fail();
    }
}

static int calls_reader(void *user, const tnef_message_info *info)
{
    tnef_reader *r = *(tnef_reader **)user;
    tnef_error e = {.size = sizeof e};
    size_t taken;

    (void)info;
    assert_int_equal(tnef_reader_feed(r, "x", 1, &taken), TNEF_E_STATE);
    assert_int_equal(taken, 0);
    assert_int_equal(tnef_reader_finish(r), TNEF_E_STATE);
    assert_int_equal(tnef_reader_reset(r), TNEF_E_STATE);
    tnef_reader_error(r, &e);
    assert_int_equal(e.status, TNEF_E_STATE);
    return TNEF_CONTINUE;
}

static void reader_refuses_calls_out_of_order(void **state)
{
    tnef_reader_handlers h = {.size = sizeof h, .message_begin = calls_reader, .message_end = calls_reader};
    tnef_reader *r = NULL;
    tnef_reader_config cfg = {.size = sizeof cfg, .handlers = &h, .user = &r};
    struct tw w;
    uint8_t *buf;
    size_t len;

    (void)state;
    tw_init(&w);
    vector_sample(&w);
    buf = tw_take(&w, &len);
    assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_reader_feed(r, buf, len, NULL), TNEF_E_STATE);
    tnef_reader_free(r);

    h.message_begin = h.message_end = NULL;
    assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_OK);
    for (int again = 0; again < 2; again++) {
        assert_int_equal(tnef_reader_feed(r, NULL, 0, NULL), TNEF_OK);
        assert_int_equal(tnef_reader_feed(r, buf, len, NULL), TNEF_OK);
        assert_int_equal(offset_of_reader(r), len);
        assert_int_equal(tnef_reader_finish(r), TNEF_OK);
        assert_int_equal(tnef_reader_finish(r), TNEF_OK);
        assert_int_equal(tnef_reader_feed(r, buf, len, NULL), TNEF_E_STATE);
        assert_int_equal(tnef_reader_anomalies(r, TNEF_A_END), 0);
        assert_int_equal(tnef_reader_reset(r), TNEF_OK);
        assert_int_equal(offset_of_reader(r), 0);
    }
    tnef_reader_free(r);
    tnef_reader_free(NULL);
    free(buf);
}

static void reader_refuses_bad_configurations(void **state)
{
    tnef_reader_handlers h = {.size = sizeof h};
    tnef_decoder_limits limits = {.size = sizeof limits};
    tnef_reader_limits model = {.size = sizeof model};
    tnef_reader_config cfg = {
        .size = sizeof cfg, .handlers = &h, .decoder_limits = &limits, .limits = &model};
    tnef_reader *r;

    (void)state;
    assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_OK);
    tnef_reader_free(r);
    cfg.flags = 0x8000;
    assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_E_ARGUMENT);
    assert_null(r);
    assert_int_equal(tnef_reader_size(&cfg), 0);
    cfg.flags = 0;
    cfg.size = 4;
    assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_E_ARGUMENT);
    cfg.size = sizeof cfg;
    h.size = 8;
    assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_E_ARGUMENT);
    h.size = sizeof h;
    model.size = 0;
    assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_E_ARGUMENT);
    model.size = sizeof model;
    limits.max_depth = TNEF_DEPTH_CEILING + 1;
    assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_E_ARGUMENT);
    limits.max_depth = TNEF_DEPTH_CEILING;
    assert_true(tnef_reader_size(&cfg) > tnef_reader_size(NULL));
    assert_int_equal(tnef_reader_new(&r, NULL, NULL), TNEF_OK);
    tnef_reader_free(r);
}

static void reader_depth_limit_is_opaque(void **state)
{
    tnef_decoder_limits limits = {.size = sizeof limits};
    tnef_reader_config cfg = {
        .size = sizeof cfg, .handlers = &message_log_handlers, .decoder_limits = &limits};
    struct message_log log;

    (void)state;
    message_log_init(&log);
    for (limits.max_depth = 1; limits.max_depth <= TNEF_DEPTH_CEILING; limits.max_depth += 31) {
        struct tw w;

        tw_init(&w);
        tw_deep(&w, limits.max_depth);
        assert_int_equal(run(&w, &log, &cfg), TNEF_OK);
        tw_init(&w);
        tw_deep(&w, limits.max_depth + 1u);
        assert_int_equal(run(&w, &log, &cfg), TNEF_E_LIMIT_DEPTH);
        expect(&log, " f=40 size=", 1);
        expect(&log, "name=\"sentinel", 1);
    }
    message_log_free(&log);
}

/* After a reset in the middle of anything the same input gives the same log. */
static void reader_reset_anywhere_is_as_new(void **state)
{
    struct message_log log, again;
    tnef_reader_config cfg = {.size = sizeof cfg, .handlers = &message_log_handlers_all};
    tnef_reader *r;
    struct tw w;
    uint8_t *buf;
    size_t len;

    (void)state;
    tw_init(&w);
    vector_sample(&w);
    buf = tw_take(&w, &len);
    message_log_init(&log);
    message_log_init(&again);
    message_log_run(&log, &cfg, NULL, buf, len, 0, 0);
    *strrchr(log.text, 'T') = '\0';        /* without the status, which run appends */
    cfg.user = &again;
    assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_OK);
    for (size_t cut = 0; cut < len; cut += 13) {
        message_log_clear(&again);
        again.answer_at = 0;
        assert_int_equal(tnef_reader_feed(r, buf, len, NULL), TNEF_OK);
        assert_int_equal(tnef_reader_finish(r), TNEF_OK);
        message_log_printf(&again, "%s", "");
        assert_string_equal(again.text, log.text);
        assert_int_equal(tnef_reader_reset(r), TNEF_OK);
        message_log_clear(&again);
        again.answer = cut % 2 == 0 ? TNEF_PAUSE : -1;
        again.answer_at = cut;
        (void)tnef_reader_feed(r, buf, cut, NULL);
        assert_int_equal(tnef_reader_reset(r), TNEF_OK);
    }
    tnef_reader_free(r);
    message_log_free(&log);
    message_log_free(&again);
    free(buf);
}

/* What was open at a reset has no end after it: here bytes after the stream, a part of their own. */
static void reader_reset_forgets_what_was_open(void **state)
{
    struct message_log log, again;
    tnef_reader_config cfg = {.size = sizeof cfg, .handlers = &message_log_handlers};
    tnef_reader *r;
    struct tw w;
    uint8_t *buf;
    size_t len;

    (void)state;
    tw_init(&w);
    vector_sample(&w);
    tw_bytes(&w, "what comes after it", 19);
    buf = tw_take(&w, &len);
    message_log_init(&log);
    message_log_init(&again);
    message_log_run(&log, &cfg, NULL, buf, len, 0, 0);
    cfg.user = &again;
    assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_OK);
    for (size_t cut = len; cut > len - 19u; cut--) {
        (void)tnef_reader_feed(r, buf, cut, NULL);
        assert_int_equal(tnef_reader_reset(r), TNEF_OK);
        message_log_clear(&again);
        (void)tnef_reader_feed(r, buf, len, NULL);
        (void)tnef_reader_finish(r);
        message_log_printf(&again, "%s", "");
        assert_true(again.calls > 1);
        assert_int_equal(strncmp(log.text, again.text, strlen(again.text)), 0);
        assert_int_equal(tnef_reader_reset(r), TNEF_OK);
    }
    tnef_reader_free(r);
    message_log_free(&log);
    message_log_free(&again);
    free(buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reader_refuses_calls_out_of_order),
        cmocka_unit_test(reader_refuses_bad_configurations),
        cmocka_unit_test(reader_depth_limit_is_opaque),
        cmocka_unit_test(reader_reset_anywhere_is_as_new),
        cmocka_unit_test(reader_reset_forgets_what_was_open),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
