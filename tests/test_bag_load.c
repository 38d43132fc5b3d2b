/* SPDX-License-Identifier: MIT */

/* Bags in a tree: the same as a reader shows, without the reader and its input. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "bag_dump.h"
#include "bag_sample.h"
#include "counting_alloc.h"

/* In the order in which a reader says the ends: rows, attachments with what is in them, message. */
static void dump_tree(struct message_log *log, const tnef_message *m)
{
    for (size_t i = 0; i < m->recipient_count; i++) {
        bag_dump(log, m->recipients[i]->bag);
    }
    for (size_t i = 0; i < m->attachment_count; i++) {
        if (m->attachments[i]->message != NULL) {
            dump_tree(log, m->attachments[i]->message);
        }
        bag_dump(log, m->attachments[i]->part->bag);
    }
    for (size_t i = 0; i < m->body_count; i++) {
        assert_null(m->bodies[i]->part->bag);
    }
    bag_dump(log, m->info->bag);
}

static int on_message(void *user, const tnef_message_info *m)
{
    bag_dump(user, m->bag);
    return TNEF_CONTINUE;
}

static int on_recipient(void *user, const tnef_recipient *r)
{
    bag_dump(user, r->bag);
    return TNEF_CONTINUE;
}

static int on_part(void *user, const tnef_part *p)
{
    bag_dump(user, p->bag);
    return TNEF_CONTINUE;
}

static void load_bags_are_those_of_a_reader(void **state)
{
    static const tnef_reader_handlers handlers = {.size = sizeof handlers, .message_end = on_message,
                                           .recipient = on_recipient, .part_end = on_part};
    tnef_reader_config cfg = {.size = sizeof cfg, .bag = &bag_sample_config};
    struct message_log tree, reader;
    tnef_message *m = NULL;
    size_t len;
    uint8_t *buf = bag_sample(&len);

    (void)state;
    message_log_init(&tree);
    message_log_init(&reader);
    assert_int_equal(tnef_message_load(&m, buf, len, &cfg, NULL), TNEF_OK);
    cfg.handlers = &handlers;
    (void)message_log_run(&reader, &cfg, NULL, buf, len, 0, 0);
    memset(buf, 0, len);
    free(buf);
    dump_tree(&tree, m);
    assert_false(tree.broken);
    assert_non_null(strstr(tree.text, "bag 7\n"));
    assert_non_null(strstr(tree.text, "string=\"Caf\xC3\xA9\""));
    assert_non_null(strstr(tree.text, "string=\"\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82\""));
    reader.text[tree.len] = '\0';        /* without the result of the run */
    assert_string_equal(tree.text, reader.text);
    tnef_message_free(m);
    message_log_free(&tree);
    message_log_free(&reader);
}

static void load_bags_none_was_asked_for(void **state)
{
    tnef_message *m = NULL;
    size_t len;
    uint8_t *buf = bag_sample(&len);

    (void)state;
    assert_int_equal(tnef_message_load(&m, buf, len, NULL, NULL), TNEF_OK);
    free(buf);
    assert_null(m->info->bag);
    assert_null(m->recipients[0]->bag);
    assert_null(m->attachments[0]->part->bag);
    tnef_message_free(m);
}

static void load_bags_every_failing_allocation(void **state)
{
    const tnef_reader_config cfg = {.size = sizeof cfg, .bag = &bag_sample_config};
    struct counting_alloc c;
    size_t len;
    uint8_t *buf = bag_sample(&len);

    (void)state;
    for (uint64_t n = 1;; n++) {
        tnef_message *m = NULL;
        tnef_status status;

        counting_alloc_init(&c, n);
        status = tnef_message_load(&m, buf, len, &cfg, &c.alloc);
        if (c.calls < n) {
            assert_int_equal(status, TNEF_OK);
            tnef_message_free(m);
            assert_int_equal(c.held, 0);
            break;
        }
        assert_int_equal(status, TNEF_E_MEMORY);
        assert_null(m);
        assert_int_equal(c.held, 0);
    }
    free(buf);
}

/* Whatever has no room is left out, and what is there is whole. */
static void load_bags_limit_of_the_tree(void **state)
{
    tnef_reader_limits limits = {.size = sizeof limits};
    const tnef_reader_config cfg = {
        .size = sizeof cfg, .limits = &limits, .bag = &bag_sample_config};
    struct message_log log;
    uint64_t least_ok = 0;
    size_t len, some = 0;
    uint8_t *buf = bag_sample(&len);

    (void)state;
    message_log_init(&log);
    for (limits.max_load = 1; limits.max_load < 40000; limits.max_load += 101) {
        struct counting_alloc c;
        tnef_message *m = NULL;
        tnef_status status;

        counting_alloc_init(&c, 0);
        status = tnef_message_load(&m, buf, len, &cfg, &c.alloc);
        assert_true(c.peak <= tnef_reader_size(&cfg) + 2u * 1048576u + limits.max_load);
        message_log_clear(&log);
        if (m != NULL) {
            dump_tree(&log, m);
            assert_false(log.broken);
            some += status != TNEF_OK && log.len > 0;
        }
        if (status == TNEF_OK) {
            least_ok = least_ok == 0 ? limits.max_load : least_ok;
        } else {
            assert_int_equal(status, TNEF_E_LIMIT_MEMORY);
            assert_int_equal(least_ok, 0);
        }
        tnef_message_free(m);
        assert_int_equal(c.held, 0);
    }
    assert_int_not_equal(least_ok, 0);
    assert_int_not_equal(some, 0);
    message_log_free(&log);
    free(buf);
}

/* Cut anywhere, so that messages and attachments are open when the input ends. */
static void load_bags_of_every_prefix(void **state)
{
    const tnef_reader_config cfg = {.size = sizeof cfg, .bag = &bag_sample_config};
    struct message_log log;
    size_t len;
    uint8_t *buf = bag_sample(&len);

    (void)state;
    message_log_init(&log);
    for (size_t n = 0; n < len; n++) {
        tnef_message *m = NULL;
        uint8_t *part = malloc(n > 0 ? n : 1);

        assert_non_null(part);
        memcpy(part, buf, n);
        (void)tnef_message_load(&m, part, n, &cfg, NULL);
        free(part);
        message_log_clear(&log);
        if (m != NULL) {
            dump_tree(&log, m);
            assert_false(log.broken);
        }
        tnef_message_free(m);
    }
    message_log_free(&log);
    free(buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(load_bags_are_those_of_a_reader),
        cmocka_unit_test(load_bags_none_was_asked_for),
        cmocka_unit_test(load_bags_every_failing_allocation),
        cmocka_unit_test(load_bags_limit_of_the_tree),
        cmocka_unit_test(load_bags_of_every_prefix),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
