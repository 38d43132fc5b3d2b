/* SPDX-License-Identifier: MIT */

/* What a scanner takes depends on its limits, and it needs no byte more. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "known.h"
#include "mail_writer.h"
#include "scan_log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t size_with(const tnef_scanner_limits *limits)
{
    const tnef_scanner_config cfg = { .size = sizeof cfg, .limits = limits };

    return tnef_scanner_size(&cfg);
}

#define LIMITS(...) (&(const tnef_scanner_limits){ .size = sizeof(tnef_scanner_limits), __VA_ARGS__ })

static void limits_shrink_it(void **state)
{
    size_t usual = tnef_scanner_size(NULL);

    (void)state;
    assert_int_equal(size_with(NULL), usual);
    assert_int_equal(size_with(LIMITS(.max_line = 16384)), usual);
    assert_int_equal(size_with(LIMITS(.max_depth = 32)), usual);
    assert_int_equal(size_with(LIMITS(.max_levels = TNEF_SCANNER_LEVELS)), usual);
    assert_true(size_with(LIMITS(.max_line = 1024)) + 15360u <= usual);
    assert_true(size_with(LIMITS(.max_depth = 8)) + 12288u <= usual);
    assert_true(size_with(LIMITS(.max_levels = 1)) + 12288u <= usual);
    assert_true(usual <= 90u * 1024u);
    assert_true(size_with(LIMITS(.max_line = 1024, .max_depth = 4, .max_levels = 1)) <= 36864u);
    assert_true(size_with(LIMITS(.max_line = TNEF_SCANNER_LINE_CEILING,
                                 .max_depth = TNEF_SCANNER_DEPTH_CEILING)) <= TNEF_SCANNER_SIZE_MAX);
}

static void what_is_refused_has_no_size(void **state)
{
    const tnef_scanner_config old = { .size = 8 };

    (void)state;
    assert_int_equal(size_with(LIMITS(.max_line = TNEF_SCANNER_LINE_CEILING + 1u)), 0);
    assert_int_equal(size_with(LIMITS(.max_depth = TNEF_SCANNER_DEPTH_CEILING + 1u)), 0);
    assert_int_equal(size_with(LIMITS(.max_levels = TNEF_SCANNER_LEVELS + 1u)), 0);
    assert_int_equal(tnef_scanner_size(&old), 0);
}

static void it_is_what_is_allocated(void **state)
{
    static const uint32_t lines[] = { 0, 1, 100, TNEF_SCANNER_LINE_CEILING };

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        for (uint32_t depth = 0; depth <= TNEF_SCANNER_DEPTH_CEILING; depth += 25u)
            for (uint32_t levels = 0; levels <= TNEF_SCANNER_LEVELS; levels++) {
                const tnef_scanner_limits limits = { .size = sizeof limits, .max_line = lines[i],
                                                  .max_depth = depth, .max_levels = levels };
                const tnef_scanner_config cfg = { .size = sizeof cfg, .limits = &limits };
                size_t size = tnef_scanner_size(&cfg);
                uint8_t *mem = malloc(size);
                tnef_scanner *s;

                assert_int_equal(tnef_scanner_init(&s, mem, size - 1u, &cfg), TNEF_E_ARGUMENT);
                assert_null(s);
                assert_int_equal(tnef_scanner_init(&s, mem, size, &cfg), TNEF_OK);
                assert_int_equal(tnef_scanner_feed(s, "\n\n", 2, NULL), TNEF_OK);
                assert_int_equal(tnef_scanner_finish(s), TNEF_OK);
                free(mem);
            }
}

/* ---- Small limits are limits --------------------------------------------------------------- */

/* |depth| multiparts with four boundaries of |len| bytes each, and a stream in the innermost. */
static void nest(struct mail *m, size_t depth, size_t len)
{
    for (size_t i = 0; i < depth; i++) {
        char number[64];

        mail_text(m, "Content-Type: multipart/mixed");
        for (size_t k = 0; k < 4u; k++) {
            (void)snprintf(number, sizeof number, "%02zu%zu", i, k);
            mail_text(m, "; boundary=");
            mail_text(m, number);
            mail_repeat(m, "x", len - 3u);
        }
        (void)snprintf(number, sizeof number, "\n\n--%02zu0", i);
        mail_text(m, number);
        mail_repeat(m, "x", len - 3u);
        mail_text(m, "\n");
    }
    mail_text(m, "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n$B");
}

/* As many boundaries as there may be: all are known; their bytes beyond the room are not kept, which
 * is said, but they decide. */
static void boundaries_have_room(void **state)
{
    static const struct { size_t len; tnef_status status; } rows[] = {
        { 70, TNEF_OK }, { 128, TNEF_OK }, { 129, TNEF_E_LIMIT_BOUNDARY },
        { 256, TNEF_E_LIMIT_BOUNDARY },
    };

    (void)state;
    for (uint32_t depth = 1; depth <= 32u; depth *= 2u)
        for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
            const tnef_scanner_limits limits = { .size = sizeof limits, .max_depth = depth };
            const struct scan_plan plan = { .limits = &limits };
            struct mail m = { 0 };
            struct scan_log l;

            nest(&m, depth, rows[i].len);
            scan_log_run(&l, m.p, m.len, &plan);
            assert_string_equal(l.bad, "");
            if (l.streams != 1 || l.status != rows[i].status)
                fail_msg("depth %u, boundaries of %zu: %u streams, %s", depth, rows[i].len,
                         l.streams, tnef_status_name(l.status));
            scan_log_free(&l);
            mail_free(&m);
        }
}

/* Messages in base64 in each other, at each limit of levels. */
static void levels_end_at_their_limit(void **state)
{
    (void)state;
    for (uint32_t max = 1; max <= TNEF_SCANNER_LEVELS; max++)
        for (uint32_t depth = max - 1u; depth <= max + 1u; depth++) {
            const tnef_scanner_limits limits = { .size = sizeof limits, .max_levels = max };
            const struct scan_plan plan = { .limits = &limits };
            struct mail m = { 0 };
            struct scan_log l;

            mail_text(&m, "$HContent-Type: application/ms-tnef\n"
                          "Content-Transfer-Encoding: base64\n\n$B");
            for (uint32_t i = 0; i < depth; i++) {
                struct mail outer = { .tnef = m.p, .tnef_len = m.len };

                mail_text(&outer, "$HContent-Type: message/rfc822\n"
                                  "Content-Transfer-Encoding: base64\n\n$B");
                mail_free(&m);
                m = outer;
                m.tnef = NULL;
            }
            scan_log_run(&l, m.p, m.len, &plan);
            assert_string_equal(l.bad, "");
            assert_int_equal(l.streams, depth <= max ? 1 : 0);
            assert_int_equal(l.status, depth <= max ? TNEF_OK : TNEF_E_LIMIT_DEPTH);
            if (depth > max) {
                assert_int_equal(l.error.limit, max);
                assert_int_equal(l.error.found, max + 1u);
            }
            scan_log_free(&l);
            mail_free(&m);
        }
}

/* A scanner that is used again knows nothing of the boundaries of before. */
static void reset_forgets_boundaries(void **state)
{
    static const char open[] = "Content-Type: multipart/mixed; boundary=b\n\n--b\n";
    static const char text[] = "Content-Type: multipart/mixed; boundary=c\n\n--c\n\n--b\nx\n--c--\n";
    tnef_scanner *s;

    (void)state;
    assert_int_equal(tnef_scanner_new(&s, NULL, NULL), TNEF_OK);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(tnef_scanner_feed(s, open, sizeof open - 1u, NULL), TNEF_OK);
        assert_int_equal(tnef_scanner_reset(s), TNEF_OK);
        assert_int_equal(tnef_scanner_feed(s, text, sizeof text - 1u, NULL), TNEF_OK);
        assert_int_equal(tnef_scanner_finish(s), TNEF_OK);
        assert_int_equal(anomalies_of_scanner(s), TNEF_ANOMALY_BIT(TNEF_SCANNER_A_BARE_LF));
        assert_int_equal(tnef_scanner_reset(s), TNEF_OK);
    }
    tnef_scanner_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_shrink_it),
        cmocka_unit_test(what_is_refused_has_no_size),
        cmocka_unit_test(it_is_what_is_allocated),
        cmocka_unit_test(boundaries_have_room),
        cmocka_unit_test(levels_end_at_their_limit),
        cmocka_unit_test(reset_forgets_boundaries),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
