/* SPDX-License-Identifier: MIT */

/* What a bag may cost: each limit at n and n + 1, every allocation that fails, every split, every
 * pause. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bag_sample.h"
#include "counting_alloc.h"
#include "model_fixture.h"

static const tnef_bag_key one_key[] = {TNEF_BAG_ID(0x6801)};

static void begin(struct fixture *f, tnef_bag_config *bag)
{
    memset(bag, 0, sizeof *bag);
    bag->size = sizeof *bag;
    bag->count = 1;
    bag->wanted = one_key;
    fixture_begin(f);
    f->cfg.bag = bag;
    tw_msg_props_begin(&f->w);
}

static void finish(struct fixture *f, tnef_status status)
{
    tw_attr_props_end(&f->w);
    fixture_run(f);
    assert_int_equal(f->status, status);
}

/* ---- Values ------------------------------------------------------------------------------- */

static void limits_bag_values(void **state)
{
    tnef_bag_config bag;
    struct fixture f;

    (void)state;
    for (uint32_t n = 1; n <= 40; n++) {
        for (uint32_t more = 0; more < 3; more++) {
            char expected[64];

            begin(&f, &bag);
            bag.max_values = n;
            tw_values_begin(&f.w, TW_T_I4 | TW_T_MV, 0x6801);
            for (uint32_t i = 0; i < n + more; i++) {
                tw_value_u32(&f.w, 7);
            }
            tw_values_end(&f.w);
            finish(&f, more > 0 ? TNEF_E_LIMIT_MEMORY : TNEF_OK);
            (void)snprintf(expected, sizeof expected, "bag[0] 6801.1003 f=%x n=%u bits=7",
                           more > 0 ? TNEF_BAG_CUT : 0u, n);
            fixture_expect(&f, expected);
            if (more > 0) {
                (void)snprintf(expected, sizeof expected,
                               "6801.1003 expected=%u found=%u TNEF_E_LIMIT_MEMORY\n", n, n + 1);
                fixture_expect(&f, expected);
                fixture_expect(&f, "\nlimit 1\n");      /* once for a property */
            }
            fixture_end(&f);
        }
    }
}

static void limits_bag_values_by_default(void **state)
{
    tnef_bag_config bag;
    struct fixture f;

    (void)state;
    for (uint32_t n = 4096; n <= 4097; n++) {
        begin(&f, &bag);
        tw_values_begin(&f.w, TW_T_I8 | TW_T_MV, 0x6801);
        for (uint32_t i = 0; i < n; i++) {
            tw_value_u64(&f.w, i);
        }
        tw_values_end(&f.w);
        finish(&f, n > 4096 ? TNEF_E_LIMIT_MEMORY : TNEF_OK);
        fixture_expect(&f, n > 4096 ? "6801.1014 f=10000 n=4096 " : "6801.1014 f=0 n=4096 ");
        fixture_expect(&f, " bits=fff number=4095 @");
        fixture_end(&f);
    }
}

/* ---- Bytes of a value --------------------------------------------------------------------- */

static void limits_bag_bytes_of_a_value(void **state)
{
    static const char text[] = "abcdefghij";
    tnef_bag_config bag;
    struct fixture f;

    (void)state;
    for (uint32_t len = 4; len <= 6; len++) {
        begin(&f, &bag);
        bag.max_value = 5;
        tw_values_begin(&f.w, TW_T_BINARY | TW_T_MV, 0x6801);
        tw_value(&f.w, text, len);
        tw_value(&f.w, "z", 1);
        tw_values_end(&f.w);
        finish(&f, len > 5 ? TNEF_E_LIMIT_MEMORY : TNEF_OK);
        fixture_expect(&f, len == 4 ? " f=0 n=2 bytes=61626364 bytes=7a @"
                           : len == 5 ? " f=0 n=2 bytes=6162636465 bytes=7a @"
                                      : " f=10000 n=2 bytes=6162636465 f=10000 bytes=7a @");
        if (len > 5) {
            fixture_expect(&f, "6801.1102 expected=5 found=6 TNEF_E_LIMIT_MEMORY\n");
        }
        fixture_end(&f);
    }
}

static void limits_bag_bytes_of_a_text(void **state)
{
    tnef_bag_config bag;
    struct fixture f;

    (void)state;
    for (uint32_t max = 1; max <= 9; max++) {
        begin(&f, &bag);
        bag.max_value = max;
        tw_prop_unicode(&f.w, 0x6801, "abc");           /* 8 bytes with its NUL */
        finish(&f, max < 8 ? TNEF_E_LIMIT_MEMORY : TNEF_OK);
        fixture_expect(&f, max >= 8 ? "6801.001f f=0 n=1 string=\"abc\" @"
                           : max >= 6 ? "6801.001f f=10000 n=1 string=\"abc"
                           : max >= 4 ? "6801.001f f=10000 n=1 string=\"ab"
                                      : "6801.001f f=10000 n=1 string=\"");
        fixture_end(&f);
    }
}

/* ---- Memory ------------------------------------------------------------------------------- */

static tnef_status run(struct message_log *log, const tnef_reader_config *cfg,
                       struct counting_alloc *c, const uint8_t *buf, size_t len, size_t step)
{
    tnef_status status;

    message_log_clear(log);
    status = message_log_run(log, cfg, &c->alloc, buf, len, 0, step);
    assert_int_equal(c->held, 0);
    assert_false(log->broken);
    return status;
}

static void limits_bag_memory_is_never_passed(void **state)
{
    tnef_bag_config bag = bag_sample_config;
    tnef_reader_config cfg = {.size = sizeof cfg, .handlers = &message_log_handlers, .bag = &bag};
    struct message_log log;
    struct counting_alloc c;
    uint64_t least_ok = 0;
    size_t len;
    uint8_t *buf = bag_sample(&len);

    (void)state;
    message_log_init(&log);
    for (bag.max_bytes = 1; bag.max_bytes < 32768; bag.max_bytes += 61) {
        tnef_status status;

        counting_alloc_init(&c, 0);
        status = run(&log, &cfg, &c, buf, len, 0);
        assert_true(c.peak <= tnef_reader_size(&cfg) + 1048576 + bag.max_bytes);
        assert_int_equal(log.begins, log.ends);
        if (status == TNEF_OK) {
            least_ok = least_ok == 0 ? bag.max_bytes : least_ok;
        } else {
            assert_int_equal(status, TNEF_E_LIMIT_MEMORY);
            assert_int_equal(least_ok, 0);      /* more memory is never worse */
            assert_non_null(strstr(log.text, "anomaly limit"));
        }
        /* the model does not suffer for the bags */
        assert_non_null(strstr(log.text, "subject=\"Gr\xC3\xBC\xC3\x9F" "e\""));
    }
    assert_int_not_equal(least_ok, 0);
    message_log_free(&log);
    free(buf);
}

/* A list that is long, of which one value is wanted often: nothing grows. */
static void limits_bag_memory_of_many_rows(void **state)
{
    tnef_reader_config cfg = {.size = sizeof cfg, .bag = &bag_sample_config};
    uint64_t calls[2];

    (void)state;
    for (int many = 0; many < 2; many++) {
        struct counting_alloc c;
        tnef_reader *r;
        struct tw w;
        size_t len;
        uint8_t *buf;

        tw_init(&w);
        tw_head(&w);
        tw_rows_begin(&w);
        for (int i = 0; i < (many ? 20000 : 2); i++) {
            tw_recipient(&w, 1, "Name", "SMTP", "a@example.org", "b@example.org");
        }
        tw_rows_end(&w);
        buf = tw_take(&w, &len);
        counting_alloc_init(&c, 0);
        assert_int_equal(tnef_reader_new(&r, &cfg, &c.alloc), TNEF_OK);
        assert_int_equal(tnef_reader_feed(r, buf, len, NULL), TNEF_OK);
        assert_int_equal(tnef_reader_finish(r), TNEF_OK);
        tnef_reader_free(r);
        free(buf);
        assert_int_equal(c.held, 0);
        calls[many] = c.calls;
    }
    assert_int_equal(calls[0], calls[1]);
}

static void limits_bag_every_failing_allocation(void **state)
{
    tnef_reader_config cfg = {
        .size = sizeof cfg, .handlers = &message_log_handlers, .bag = &bag_sample_config};
    struct message_log log;
    struct counting_alloc c;
    size_t len;
    uint8_t *buf = bag_sample(&len);
    uint64_t n;

    (void)state;
    message_log_init(&log);
    for (n = 1;; n++) {
        tnef_status status;

        counting_alloc_init(&c, n);
        status = run(&log, &cfg, &c, buf, len, n % 2 == 0 ? 1 : 0);
        if (c.calls < n) {
            assert_int_equal(status, TNEF_OK);
            break;
        }
        assert_int_equal(status, TNEF_E_MEMORY);
        assert_int_equal(c.calls, n);           /* it did not try again */
    }
    assert_true(n > 4);
    message_log_free(&log);
    free(buf);
}

static void limits_bag_reader_is_one_allocation(void **state)
{
    tnef_reader_config cfg = {.size = sizeof cfg, .bag = &bag_sample_config};
    tnef_reader_config bare = {.size = sizeof bare};
    struct counting_alloc c;
    tnef_reader *r;

    (void)state;
    counting_alloc_init(&c, 0);
    assert_true(tnef_reader_size(&cfg) > tnef_reader_size(&bare));
    assert_int_equal(tnef_reader_new(&r, &cfg, &c.alloc), TNEF_OK);
    assert_int_equal(c.calls, 1);
    assert_int_equal(c.held, tnef_reader_size(&cfg));
    tnef_reader_free(r);
    assert_int_equal(c.held, 0);
    counting_alloc_init(&c, 1);
    assert_int_equal(tnef_reader_new(&r, &cfg, &c.alloc), TNEF_E_MEMORY);
    assert_null(r);
}

/* ---- Splits and pauses -------------------------------------------------------------------- */

/* The sample with everything too small, so that limits are said on the way. */
static void small(tnef_bag_config *bag, int how)
{
    *bag = bag_sample_config;
    if (how == 1) {
        bag->max_value = 4;
        bag->max_values = 3;
    } else if (how == 2) {
        bag->max_bytes = 4096;
    }
}

static void limits_bag_every_split_says_the_same(void **state)
{
    static const uint32_t flags[] = {0, TNEF_RAW_NESTED, TNEF_DESCEND_DATA};
    tnef_bag_config bag;
    tnef_reader_config cfg = {.size = sizeof cfg, .handlers = &message_log_handlers, .bag = &bag};
    struct message_log whole, other;
    size_t len;
    uint8_t *buf = bag_sample(&len);

    (void)state;
    message_log_init(&whole);
    message_log_init(&other);
    for (int how = 0; how < 9; how++) {
        small(&bag, how % 3);
        cfg.flags = flags[how / 3];
        whole.collect_data = other.collect_data = true;
        message_log_clear(&whole);
        (void)message_log_run(&whole, &cfg, NULL, buf, len, 0, 0);
        assert_non_null(strstr(whole.text, "bag["));
        assert_int_equal(strstr(whole.text, "anomaly limit") != NULL, how % 3 != 0);
        for (size_t cut = 1; cut < len; cut++) {
            message_log_clear(&other);
            (void)message_log_run(&other, &cfg, NULL, buf, len, cut, 0);
            assert_string_equal(whole.text, other.text);
        }
        for (size_t step = 1; step <= 7; step++) {
            message_log_clear(&other);
            (void)message_log_run(&other, &cfg, NULL, buf, len, 0, step);
            assert_string_equal(whole.text, other.text);
        }
    }
    message_log_free(&whole);
    message_log_free(&other);
    free(buf);
}

static void limits_bag_pauses_change_nothing(void **state)
{
    tnef_bag_config bag;
    tnef_reader_config cfg = {.size = sizeof cfg, .handlers = &message_log_handlers, .bag = &bag};
    struct message_log whole, other;
    size_t len;
    uint8_t *buf = bag_sample(&len);

    (void)state;
    message_log_init(&whole);
    message_log_init(&other);
    for (int how = 0; how < 3; how++) {
        small(&bag, how);
        message_log_clear(&whole);
        (void)message_log_run(&whole, &cfg, NULL, buf, len, 0, 0);
        message_log_clear(&other);
        other.answer_always = true;
        other.answer = TNEF_PAUSE;
        (void)message_log_run(&other, &cfg, NULL, buf, len, 0, 0);
        assert_string_equal(whole.text, other.text);
        message_log_clear(&other);
        other.answer_always = true;
        other.answer = TNEF_PAUSE;
        (void)message_log_run(&other, &cfg, NULL, buf, len, 0, 1);
        assert_string_equal(whole.text, other.text);
    }
    message_log_free(&whole);
    message_log_free(&other);
    free(buf);
}

/* Each call answered with stop, a failure, a skip: nothing is left, and a reset reader is as new. */
static void limits_bag_any_answer_leaves_nothing(void **state)
{
    static const int answers[] = {TNEF_STOP, -7, TNEF_SKIP};
    tnef_reader_config cfg = {
        .size = sizeof cfg, .handlers = &message_log_handlers, .bag = &bag_sample_config};
    struct message_log log;
    struct counting_alloc c;
    uint64_t calls;
    size_t len;
    uint8_t *buf = bag_sample(&len);

    (void)state;
    message_log_init(&log);
    (void)message_log_run(&log, &cfg, NULL, buf, len, 0, 0);
    calls = log.calls;
    assert_true(calls > 10);
    for (size_t a = 0; a < 3; a++) {
        for (uint64_t at = 1; at <= calls; at++) {
            counting_alloc_init(&c, 0);
            message_log_clear(&log);
            log.answer_at = at;
            log.answer = answers[a];
            (void)message_log_run(&log, &cfg, &c.alloc, buf, len, 0, 0);
            assert_int_equal(c.held, 0);
            assert_false(log.broken);
        }
    }
    message_log_free(&log);
    free(buf);
}

static void limits_bag_reset_begins_anew(void **state)
{
    tnef_reader_config cfg = {
        .size = sizeof cfg, .handlers = &message_log_handlers, .bag = &bag_sample_config};
    struct message_log log, first;
    tnef_reader *r;
    size_t len;
    uint8_t *buf = bag_sample(&len);

    (void)state;
    message_log_init(&log);
    message_log_init(&first);
    cfg.user = &log;
    assert_int_equal(tnef_reader_new(&r, &cfg, NULL), TNEF_OK);
    for (size_t cut = 0; cut < len; cut += 3) {
        message_log_clear(&log);
        assert_int_equal(tnef_reader_feed(r, buf, cut, NULL), TNEF_OK);
        assert_int_equal(tnef_reader_reset(r), TNEF_OK);
        message_log_clear(&log);
        assert_int_equal(tnef_reader_feed(r, buf, len, NULL), TNEF_OK);
        assert_int_equal(tnef_reader_finish(r), TNEF_OK);
        assert_int_equal(tnef_reader_reset(r), TNEF_OK);
        if (cut == 0) {
            message_log_printf(&first, "%s", log.text);
        }
        assert_string_equal(log.text, first.text);
    }
    tnef_reader_free(r);
    message_log_free(&log);
    message_log_free(&first);
    free(buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_bag_values),
        cmocka_unit_test(limits_bag_values_by_default),
        cmocka_unit_test(limits_bag_bytes_of_a_value),
        cmocka_unit_test(limits_bag_bytes_of_a_text),
        cmocka_unit_test(limits_bag_memory_is_never_passed),
        cmocka_unit_test(limits_bag_memory_of_many_rows),
        cmocka_unit_test(limits_bag_every_failing_allocation),
        cmocka_unit_test(limits_bag_reader_is_one_allocation),
        cmocka_unit_test(limits_bag_every_split_says_the_same),
        cmocka_unit_test(limits_bag_pauses_change_nothing),
        cmocka_unit_test(limits_bag_any_answer_leaves_nothing),
        cmocka_unit_test(limits_bag_reset_begins_anew),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
