/* SPDX-License-Identifier: MIT */

/* What bounds mail in mail, and how it ends: limits, memory, answers, slots. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "counting_alloc.h"
#include "inner_log.h"

#include <stdlib.h>
#include <string.h>

static void inner_mail_depth_is_limited(void **state)
{
    struct inner_log *l = calloc(1, sizeof *l);

    (void)state;
    assert_non_null(l);
    for (uint32_t depth = 1; depth < 7u; depth++) {
        struct mail m = inner_nested(depth, "");

        for (uint32_t most = 1; most < 7u; most++) {
            const tnef_mail_config cfg = { .size = sizeof cfg, .max_inner = most };

            l->pause = (int)(most % 2u);
            inner_run(l, &cfg, &m, 700, NULL);
            assert_int_equal(l->open, 0);
            if (depth <= most) {
                assert_int_equal(l->status, TNEF_OK);
                assert_non_null(strstr(l->text, "evil.exe"));
                continue;
            }
            assert_int_equal(l->status, TNEF_E_LIMIT_DEPTH);
            assert_int_equal(l->error.limit, most);
            assert_int_equal(l->error.found, most + 1u);
            assert_null(strstr(l->text, "evil.exe"));
            assert_non_null(strstr(l->text, "TNEF_E_LIMIT_DEPTH, 0 bytes\n"));
        }
        mail_free(&m);
    }
    free(l);
}

/* What is said, to its end, is the same however the mail was cut, with as many calls of all kinds. */
static void inner_mail_bytes_are_limited_together(void **state)
{
    struct inner_log *whole = calloc(1, sizeof *whole), *l = calloc(1, sizeof *l);
    struct mail m = inner_nested(2, "");
    tnef_mail_config cfg = { .size = sizeof cfg };
    uint64_t all;

    (void)state;
    assert_true(whole != NULL && l != NULL);
    inner_run(whole, NULL, &m, 0, NULL);
    all = whole->first_bytes;
    assert_true(whole->inner_bytes > all);
    cfg.max_inner_bytes = all;
    inner_run(whole, &cfg, &m, 0, NULL);
    assert_int_equal(whole->status, TNEF_OK);
    for (uint64_t less = 1; less < all; less += 1u + less / 3u) {
        cfg.max_inner_bytes = all - less;
        inner_run(whole, &cfg, &m, 0, NULL);
        assert_int_equal(whole->status, TNEF_E_LIMIT_TOTAL);
        assert_int_equal(whole->error.limit, cfg.max_inner_bytes);
        assert_int_equal(whole->error.found, cfg.max_inner_bytes + 1u);
        assert_int_equal(whole->first_bytes, cfg.max_inner_bytes);
        for (l->pause = 0; l->pause < 2; l->pause++) {
            inner_run(l, &cfg, &m, less % 3u == 0 ? 1 : 17u * less, NULL);
            assert_int_equal(l->status, TNEF_E_LIMIT_TOTAL);
            assert_memory_equal(&l->error, &whole->error, sizeof l->error);
            assert_string_equal(l->text, whole->text);
            assert_int_equal(l->open, 0);
        }
    }
    free(l);
    free(whole);
    mail_free(&m);
}

/* The strict policy refuses a mail that was cut, when it is closed: its parts have no end then, and the
 * status must tell that rather than the limit at which it was cut. */
static void inner_mail_that_was_cut_may_be_refused(void **state)
{
    struct inner_log *l = calloc(1, sizeof *l);
    struct mail m = inner_nested(1, "");
    tnef_mail_config cfg = { .size = sizeof cfg };
    uint32_t refused = 0;
    uint64_t all;

    (void)state;
    assert_non_null(l);
    inner_run(l, &cfg, &m, 0, NULL);
    all = l->first_bytes;
    cfg.policy = TNEF_SCANNER_STRICT;
    cfg.descend = TNEF_MAIL_DESCEND_ALWAYS;
    for (uint64_t less = 1; less < all; less++) {
        cfg.max_inner_bytes = all - less;
        inner_run(l, &cfg, &m, 0, NULL);
        refused += strstr(l->text, "TNEF_E_AMBIGUOUS") != NULL;
    }
    assert_in_range(refused, 1, all);
    free(l);
    mail_free(&m);
}

/* Of two limits that a mail meets the one at which it was cut is told: that of its scanner ends nothing. */
static void inner_mail_meets_two_limits(void **state)
{
    const tnef_scanner_limits one_part = { .size = sizeof one_part, .max_parts = 1 };
    tnef_mail_config cfg = { .size = sizeof cfg, .scanner_limits = &one_part };
    struct inner_log *l = calloc(1, sizeof *l);
    struct mail inner = { 0 }, m;
    uint8_t *tnef;
    size_t len;

    (void)state;
    assert_non_null(l);
    mail_text(&inner, "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b--\n");
    tnef = inner_stream("fwd.eml", inner.p, inner.len, &len);
    m = inner_mail(tnef, len);
    inner_run(l, &cfg, &m, 0, NULL);
    assert_non_null(strstr(l->text, "end of mail 1: TNEF_E_LIMIT_PARTS"));
    for (uint64_t less = 1; less < 10u; less++) {
        cfg.max_inner_bytes = inner.len - less;
        for (size_t piece = 0; piece < 100u; piece += 33u) {
            inner_run(l, &cfg, &m, piece, NULL);
            assert_non_null(strstr(l->text, "end of mail 1: TNEF_E_LIMIT_TOTAL"));
            assert_int_equal(l->error.limit, cfg.max_inner_bytes);
            assert_int_equal(l->open, 0);
        }
    }
    free(l);
    free(tnef);
    mail_free(&m);
    mail_free(&inner);
}

static void inner_mail_without_memory_is_said(void **state)
{
    const tnef_mail_config cfg = { .size = sizeof cfg };
    struct inner_log *l = calloc(1, sizeof *l);
    struct mail m = inner_nested(2, "");
    uint32_t said = 0;

    (void)state;
    assert_non_null(l);
    for (uint64_t fail = 1; fail < 64u; fail++) {
        struct counting_alloc count;

        counting_alloc_init(&count, fail);
        inner_run(l, &cfg, &m, 0, &count.alloc);
        assert_int_equal(count.held, 0);
        assert_true(count.peak <= tnef_mail_size(&cfg) + 4u * 1048576u);
        if (l->status == TNEF_OK) {
            assert_non_null(strstr(l->text, "evil.exe"));
            break;
        }
        assert_int_equal(l->status, TNEF_E_MEMORY);
        assert_int_equal(l->open, 0);
        if (strstr(l->text, ": TNEF_E_MEMORY, 0 bytes\n") != NULL)
            said++;
    }
    assert_int_equal(l->status, TNEF_OK);
    assert_true(said >= 4u);
    free(l);
    mail_free(&m);
}

/* The error is the same, too, however the mail was cut. */
static void inner_mail_can_be_stopped_anywhere(void **state)
{
    static const size_t pieces[] = { 0, 1, 64 };
    struct inner_log *l = calloc(1, sizeof *l);
    struct mail m = inner_nested(2, "");
    uint64_t calls;

    (void)state;
    assert_non_null(l);
    inner_run(l, NULL, &m, 0, NULL);
    calls = l->calls;
    assert_true(calls > 20u);
    for (uint64_t i = 1; i <= calls; i++)
        for (int how = 0; how < 2; how++) {
            tnef_error whole = { .size = sizeof whole };

            l->stop_at = how == 0 ? i : 0;
            l->fail_at = how == 1 ? i : 0;
            for (size_t p = 0; p < sizeof pieces / sizeof pieces[0]; p++) {
                inner_run(l, NULL, &m, pieces[p], NULL);
                assert_int_equal(l->calls, i);
                assert_int_equal(l->status, how == 0 ? TNEF_STOPPED : TNEF_E_CALLBACK);
                assert_int_equal(l->error.user_code, how == 0 ? 0 : -7);
                if (p > 0)
                    assert_memory_equal(&l->error, &whole, sizeof whole);
                whole = l->error;
            }
        }
    free(l);
    mail_free(&m);
}

/* What a handler leaves in a slot comes back through |release|, at every depth, when its end is not
 * said. */
struct slots {
    int held;
    uint64_t calls, stop_at;
};

static int slot_begin(void *user, const tnef_message_info *message)
{
    struct slots *s = user;

    s->calls++;
    *message->slot = s;
    s->held++;
    return s->calls == s->stop_at ? TNEF_STOP : TNEF_CONTINUE;
}

static int slot_end(void *user, const tnef_message_info *message)
{
    struct slots *s = user;

    assert_ptr_equal(*message->slot, s);
    s->held--;
    return TNEF_CONTINUE;
}

static void slot_release(void *user, void *slot)
{
    struct slots *s = user;

    assert_ptr_equal(slot, s);
    s->held--;
}

static void inner_mail_slots_are_released(void **state)
{
    static const tnef_reader_handlers handlers = { .size = sizeof handlers, .message_begin = slot_begin,
                                            .message_end = slot_end, .release = slot_release };
    struct mail m = inner_nested(2, "");

    (void)state;
    for (uint64_t stop = 0; stop < 4u; stop++)
        for (size_t len = m.len; len > 200u; len -= 97u) {
            struct slots s = { .stop_at = stop };
            const tnef_reader_config reader = { .size = sizeof reader, .handlers = &handlers,
                                                .user = &s };
            const tnef_mail_config cfg = { .size = sizeof cfg, .reader = &reader };
            tnef_mail *r;

            assert_int_equal(tnef_mail_new(&r, &cfg, NULL), TNEF_OK);
            (void)tnef_mail_feed(r, m.p, len, NULL);
            if (len % 2u != 0)
                (void)tnef_mail_finish(r);
            tnef_mail_free(r);
            assert_int_equal(s.held, 0);
        }
    mail_free(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inner_mail_depth_is_limited),
        cmocka_unit_test(inner_mail_bytes_are_limited_together),
        cmocka_unit_test(inner_mail_that_was_cut_may_be_refused),
        cmocka_unit_test(inner_mail_meets_two_limits),
        cmocka_unit_test(inner_mail_without_memory_is_said),
        cmocka_unit_test(inner_mail_can_be_stopped_anywhere),
        cmocka_unit_test(inner_mail_slots_are_released),
    };

    return cmocka_run_group_tests_name("mail_inner_limits", tests, NULL, NULL);
}
