/* SPDX-License-Identifier: MIT */

/* Padding after the names of properties: what is wrong with it costs nothing but an anomaly. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "support.h"
#include "writer.h"

#include <stdlib.h>

/* Bytes of a string literal, without its NUL. */
#define B(literal) literal, sizeof literal - 1u

/* property set, kind 1, length, the first letter; the rest and the padding follow */
#define NAME(length) "0123456789abcdef\1\0\0\0" length "\0\0\0a\0"

static void name_padding_that_is_not_zero_is_said_and_passed(void **state)
{
    static const struct {
        const char *name;
        size_t len;
        uint64_t found;
        size_t anomalies;
    } cases[] = {
        { B(NAME("\4") "\0\0"), 0, 0 },             /* needs none */
        { B(NAME("\6") "b\0\0\0\0\0"), 0, 0 },
        { B(NAME("\6") "b\0\0\0\x5A\0"), 0x5A, 1 },
        { B(NAME("\6") "b\0\0\0\0\x5B"), 0x5B, 1 },
        { B(NAME("\6") "b\0\0\0\x5C\x5D"), 0x5C, 1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct recording r;
        struct tw w;
        uint8_t *in;
        size_t len;

        tw_init(&w);
        tw_stream(&w, TW_KEY);
        tw_msg_props_begin(&w);
        tw_named_raw(&w, cases[i].name, cases[i].len);
        tw_prop_i4(&w, 0x8000, 77);
        tw_attr_props_end(&w);
        in = tw_take(&w, &len);
        recording_init(&r);
        recording_run(&r, in, len, &(struct plan){ .piece = i });
        assert_string_equal(r.bad, "");
        assert_int_equal(r.status, TNEF_OK);
        assert_int_equal(r.anomalies[TNEF_A_PADDING], cases[i].anomalies);
        for (size_t k = 0; k < r.count; k++) {
            if (r.records[k].type == TNEF_EV_ANOMALY)
                assert_int_equal(r.records[k].found, cases[i].found);
            if (r.records[k].type == TNEF_EV_DATA)
                assert_int_equal(r.records[k].number, 77);
        }
        recording_free(&r);
        free(in);
    }
}

/* The list ends where the padding should begin; a property without a value is complete there. */
static void name_padding_that_is_missing_is_said(void **state)
{
    (void)state;
    for (uint32_t there = 0; there <= 2; there++) {
        const struct record *end;
        struct recording r;
        struct tw w;
        uint8_t *in;
        size_t len;

        tw_init(&w);
        tw_stream(&w, TW_KEY);
        tw_msg_props_begin(&w);
        tw_named_raw(&w, NAME("\6") "b\0\0\0\0\0", 30u + there);
        tw_prop_null(&w, 0x8000);
        tw_attr_props_end(&w);
        in = tw_take(&w, &len);
        recording_init(&r);
        recording_run(&r, in, len, &(struct plan){ 0 });
        assert_string_equal(r.bad, "");
        assert_int_equal(r.status, TNEF_OK);
        assert_int_equal(r.anomalies[TNEF_A_PADDING], there < 2 ? 1 : 0);
        for (size_t k = 0; k < r.count; k++)
            if (r.records[k].type == TNEF_EV_ANOMALY) {
                assert_int_equal(r.records[k].expected, 2);
                assert_int_equal(r.records[k].found, there);
            }
        end = &r.records[r.count - 3u];
        assert_int_equal(end->type, TNEF_EV_PROP_END);
        assert_int_equal(end->prop_id, 0x8000);
        assert_int_equal(end->flags & TNEF_F_INCOMPLETE, 0);
        recording_free(&r);
        free(in);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(name_padding_that_is_not_zero_is_said_and_passed),
        cmocka_unit_test(name_padding_that_is_missing_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
