/* SPDX-License-Identifier: MIT */

/* The memory of the reader: every allocation that fails, every byte limit, and that long lists cost
 * no more than short ones. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "counting_alloc.h"
#include "message_log.h"
#include "vectors.h"

static void message_every_failing_allocation_is_reported(void **state)
{
    tnef_reader_config cfg = {.size = sizeof cfg, .handlers = &message_log_handlers_all};
    struct message_log log;
    const struct vector *v;
    size_t count;

    (void)state;
    v = vectors(&count);
    message_log_init(&log);
    for (size_t i = 0; i < count; i++) {
        struct counting_alloc c;
        struct tw w;
        size_t len;
        uint8_t *buf;

        tw_init(&w);
        v[i].build(&w);
        buf = tw_take(&w, &len);
        for (uint64_t n = 1;; n++) {
            tnef_status status;

            counting_alloc_init(&c, n);
            message_log_clear(&log);
            status = message_log_run(&log, &cfg, &c.alloc, buf, len, 0, n % 2 == 0 ? 1 : 0);
            assert_int_equal(c.held, 0);
            assert_false(log.broken);
            if (c.calls < n) {
                assert_int_not_equal(status, TNEF_E_MEMORY);
                break;
            }
            assert_int_equal(status, TNEF_E_MEMORY);
            assert_int_equal(c.calls, n);   /* it did not try again */
        }
        free(buf);
    }
    message_log_free(&log);
}

/* A message with strings of all kinds, long ones among them. */
static uint8_t *build_texts(size_t *len)
{
    static char text[3000];
    struct tw w;

    memset(text, 'x', sizeof text - 1);
    tw_init(&w);
    tw_head(&w);
    tw_rows_begin(&w);
    for (int i = 0; i < 3; i++) {
        tw_recipient(&w, 1, text, "SMTP", "a@example.org", NULL);
    }
    tw_rows_end(&w);
    tw_msg_props_begin(&w);
    tw_prop_unicode(&w, TW_P_SUBJECT, text);
    tw_prop_str8(&w, TW_P_TRANSPORT_HEADERS, text);
    tw_prop_unicode(&w, TW_P_SENDER_NAME, "Somebody");
    tw_attr_props_end(&w);
    tw_attachment(&w, text, "abc", 3);
    tw_attachment(&w, "b.txt", "def", 3);
    return tw_take(&w, len);
}

static void message_memory_limit_is_never_passed(void **state)
{
    tnef_reader_limits limits = {.size = sizeof limits};
    tnef_reader_config cfg = {
        .size = sizeof cfg, .handlers = &message_log_handlers, .limits = &limits};
    struct message_log log;
    uint64_t least_ok = 0;
    uint8_t *buf;
    size_t len;

    (void)state;
    buf = build_texts(&len);
    message_log_init(&log);
    for (limits.max_memory = 1; limits.max_memory < 65536; limits.max_memory += 97) {
        struct counting_alloc c;
        tnef_status status;

        counting_alloc_init(&c, 0);
        message_log_clear(&log);
        status = message_log_run(&log, &cfg, &c.alloc, buf, len, 0, 0);
        assert_int_equal(c.held, 0);
        assert_true(c.peak <= tnef_reader_size(&cfg) + limits.max_memory);
        assert_int_equal(log.begins, log.ends);
        assert_false(log.broken);
        if (status == TNEF_OK) {
            least_ok = least_ok == 0 ? limits.max_memory : least_ok;
        } else {
            assert_int_equal(status, TNEF_E_LIMIT_MEMORY);
            assert_int_equal(least_ok, 0);      /* more memory is never worse */
            assert_non_null(strstr(log.text, "anomaly limit"));
        }
    }
    assert_int_not_equal(least_ok, 0);
    message_log_free(&log);
    free(buf);
}

static uint64_t allocations(void (*add)(struct tw *w), size_t times, tnef_status expected)
{
    tnef_reader_config cfg = {.size = sizeof cfg};
    struct counting_alloc c;
    tnef_reader *r;
    struct tw w;
    size_t len;
    uint8_t *buf;

    tw_init(&w);
    tw_head(&w);
    if (add == NULL) {
        tw_rows_begin(&w);
    }
    for (size_t i = 0; i < times; i++) {
        if (add == NULL) {
            tw_recipient(&w, 1, "Name", "SMTP", "a@example.org", "b@example.org");
        } else {
            add(&w);
        }
    }
    if (add == NULL) {
        tw_rows_end(&w);
    }
    buf = tw_take(&w, &len);
    counting_alloc_init(&c, 0);
    assert_int_equal(tnef_reader_new(&r, &cfg, &c.alloc), TNEF_OK);
    assert_int_equal(tnef_reader_feed(r, buf, len, NULL), TNEF_OK);
    assert_int_equal(tnef_reader_finish(r), expected);
    tnef_reader_free(r);
    free(buf);
    assert_int_equal(c.held, 0);
    return c.calls;
}

static void add_attachment(struct tw *w)
{
    tw_attachment(w, "name.txt", "abc", 3);
}

static void message_long_lists_need_no_more_memory(void **state)
{
    (void)state;
    assert_int_equal(allocations(NULL, 2, TNEF_OK), allocations(NULL, 60000, TNEF_OK));
    assert_int_equal(allocations(add_attachment, 2, TNEF_OK),
                     allocations(add_attachment, 9999, TNEF_OK));
    assert_int_equal(allocations(add_attachment, 2, TNEF_OK),
                     allocations(add_attachment, 30000, TNEF_E_LIMIT_ATTACHMENTS));
}

static void message_one_allocation_before_the_first_text(void **state)
{
    tnef_reader_config cfg = {.size = sizeof cfg};
    struct counting_alloc c;
    tnef_reader *r;

    (void)state;
    counting_alloc_init(&c, 0);
    assert_int_equal(tnef_reader_new(&r, &cfg, &c.alloc), TNEF_OK);
    assert_int_equal(c.calls, 1);
    assert_int_equal(c.held, tnef_reader_size(&cfg));
    tnef_reader_free(r);
    assert_int_equal(c.held, 0);
    counting_alloc_init(&c, 1);
    assert_int_equal(tnef_reader_new(&r, &cfg, &c.alloc), TNEF_E_MEMORY);
    assert_null(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(message_every_failing_allocation_is_reported),
        cmocka_unit_test(message_memory_limit_is_never_passed),
        cmocka_unit_test(message_long_lists_need_no_more_memory),
        cmocka_unit_test(message_one_allocation_before_the_first_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
