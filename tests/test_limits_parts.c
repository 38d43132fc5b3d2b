/* SPDX-License-Identifier: MIT */

/* Limits on a part at n and at n + 1: what exceeds them is skipped, which is said once, and what
 * follows is read as ever. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "limited.h"
#include "vectors.h"

#include <stdlib.h>
#include <string.h>

static size_t skipped(const struct recording *r, uint32_t type)
{
    size_t n = 0;

    for (size_t i = 0; i < r->count; i++)
        n += r->records[i].type == type && (r->records[i].flags & TNEF_F_SKIPPED) != 0;
    return n;
}

/* The attachment called "sentinel" that stands after the fault. */
static bool has_sentinel(const struct recording *r)
{
    bool named = false;

    for (size_t i = 0; i < r->count; i++) {
        const struct record *rec = &r->records[i];

        if (rec->type == TNEF_EV_DATA && rec->depth == 0 && rec->attr == TW_TITLE)
            named = rec->len == 9 && memcmp(rec->bytes, "sentinel", 9) == 0;
        if (named && rec->type == TNEF_EV_DATA && rec->attr == TW_DATA)
            return rec->len == 1 && rec->bytes[0] == 'S';
    }
    return false;
}

static void assert_error(const struct recording *r, tnef_status status, uint64_t offset,
                         uint64_t limit, uint64_t found)
{
    assert_int_equal(r->status, status);
    assert_int_equal(r->error.status, status);
    assert_int_equal(r->error.offset, offset);
    assert_int_equal(r->error.limit, limit);
    assert_int_equal(r->error.found, found);
}

/* One TNEF_A_LIMIT was said, with these numbers, and finish reports it. */
static void assert_part(const struct recording *r, tnef_status status, uint64_t limit,
                        uint64_t found)
{
    const struct record *said = NULL;

    for (size_t i = 0; i < r->count; i++)
        if (r->records[i].type == TNEF_EV_ANOMALY && r->records[i].code == TNEF_A_LIMIT) {
            assert_null(said);
            said = &r->records[i];
        }
    assert_non_null(said);
    assert_int_equal(r->anomalies[TNEF_A_LIMIT], 1);
    assert_int_equal(said->status, status);
    assert_int_equal(said->expected, limit);
    assert_int_equal(said->found, found);
    assert_int_equal(r->fed, TNEF_OK);
    assert_error(r, status, said->offset, limit, found);
    assert_int_equal(r->error.code, TNEF_A_LIMIT);
    assert_true(has_sentinel(r));
}

/* ---- On a part: attributes, properties, values, rows, names --------------------------------- */

static void limits_length_skips_the_attribute(void **state)
{
    struct limited s;
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    tw_attachment(&w, "big", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 36); /* the longest */
    tw_sentinel(&w);
    limited_take(&s, &w);
    limited_run(&s, LIMITS(max_length, 36));
    assert_int_equal(s.r.status, TNEF_OK);
    limited_run(&s, LIMITS(max_length, 35));
    assert_part(&s.r, TNEF_E_LIMIT_LENGTH, 35, 36);
    assert_int_equal(skipped(&s.r, TNEF_EV_ATTR_END), 1);
    assert_int_equal(s.r.anomalies[TNEF_A_CHECKSUM], 0);
    limited_drop(&s);
}

/* A value is never longer than its attribute, unless it lies. The limit is worse than the lie. */
static void limits_length_skips_the_value_and_beats_damage(void **state)
{
    struct limited s;
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    tw_msg_props_begin(&w);
    tw_values_begin(&w, TW_T_BINARY, 0x6701);
    tw_value_begin(&w);
    tw_claim(&w, 1000); /* 4 are there */
    tw_str8(&w, "four");
    tw_value_end(&w);
    tw_values_end(&w);
    tw_attr_props_end(&w);
    tw_sentinel(&w);
    limited_take(&s, &w);
    limited_run(&s, LIMITS(max_length, 1000));
    assert_int_equal(s.r.status, TNEF_E_OVERRUN);
    assert_true(has_sentinel(&s.r));
    limited_run(&s, LIMITS(max_length, 999));
    assert_int_equal(s.r.anomalies[TNEF_A_OVERRUN], 1); /* and it was the first */
    assert_part(&s.r, TNEF_E_LIMIT_LENGTH, 999, 1000);
    assert_int_equal(skipped(&s.r, TNEF_EV_VALUE_END), 1);
    limited_drop(&s);
}

static void limits_properties_skip_the_rest_of_the_list(void **state)
{
    struct limited s;
    struct tw w;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    tw_msg_props_begin(&w);
    for (uint16_t i = 0; i < 5; i++)
        tw_prop_i4(&w, (uint16_t)(0x6701u + i), i);
    tw_attr_props_end(&w);
    tw_sentinel(&w);
    limited_take(&s, &w);
    limited_run(&s, LIMITS(max_properties, 5));
    assert_int_equal(s.r.status, TNEF_OK);
    assert_int_equal(limited_nth(&s.r, TNEF_EV_PROP_BEGIN, 4)->prop_id, 0x6705);
    limited_run(&s, LIMITS(max_properties, 4));
    assert_part(&s.r, TNEF_E_LIMIT_PROPERTIES, 4, 5);
    assert_int_equal(skipped(&s.r, TNEF_EV_ATTR_END), 1);
    assert_int_equal(limited_nth(&s.r, TNEF_EV_PROP_BEGIN, 3)->prop_id, 0x6704);
    assert_int_not_equal(limited_nth(&s.r, TNEF_EV_PROP_BEGIN, 4)->prop_id, 0x6705);
    limited_drop(&s);
}

static void two_rows(struct tw *w, unsigned props)
{
    tw_init(w);
    tw_head(w);
    tw_rows_begin(w);
    for (unsigned row = 0; row < 2; row++) {
        tw_row_begin(w);
        for (unsigned i = 0; i < (row == 0 ? props : 1u); i++)
            tw_prop_i4(w, (uint16_t)(0x6701u + i), (int32_t)i);
        tw_row_end(w);
    }
    tw_rows_end(w);
    tw_sentinel(w);
}

static void limits_properties_of_a_row_skip_the_rest_of_the_row(void **state)
{
    struct limited s;
    struct tw w;

    (void)state;
    two_rows(&w, 3);
    limited_take(&s, &w);
    limited_run(&s, LIMITS(max_properties, 3));
    assert_int_equal(s.r.status, TNEF_OK);
    limited_run(&s, LIMITS(max_properties, 2));
    assert_part(&s.r, TNEF_E_LIMIT_PROPERTIES, 2, 3);
    assert_int_equal(limited_count(&s.r, TNEF_EV_ROW_BEGIN), 2);
    assert_int_equal(skipped(&s.r, TNEF_EV_ROW_END), 1);
    assert_int_equal(skipped(&s.r, TNEF_EV_ATTR_END), 0);
    assert_int_equal(limited_nth(&s.r, TNEF_EV_PROP_BEGIN, 2)->row, 1); /* the second row is whole */
    limited_drop(&s);
}

static void limits_rows_skip_the_rest_of_the_table(void **state)
{
    struct limited s;
    struct tw w;

    (void)state;
    two_rows(&w, 1);
    limited_take(&s, &w);
    limited_run(&s, LIMITS(max_rows, 2));
    assert_int_equal(s.r.status, TNEF_OK);
    limited_run(&s, LIMITS(max_rows, 1));
    assert_part(&s.r, TNEF_E_LIMIT_ROWS, 1, 2);
    assert_int_equal(limited_count(&s.r, TNEF_EV_ROW_BEGIN), 1);
    assert_int_equal(skipped(&s.r, TNEF_EV_ATTR_END), 1);
    limited_drop(&s);
}

static void limits_values_skip_the_rest_of_the_property(void **state)
{
    static const uint16_t types[] = { TW_T_MV | TW_T_I4, TW_T_MV | TW_T_BINARY };

    (void)state;
    for (size_t t = 0; t < 2; t++) {
        struct limited s;
        struct tw w;

        tw_init(&w);
        tw_head(&w);
        tw_msg_props_begin(&w);
        tw_values_begin(&w, types[t], 0x6701);
        for (uint32_t i = 0; i < 3; i++) {
            if (t == 0)
                tw_value_u32(&w, i);
            else
                tw_value(&w, "value", 5);
        }
        tw_values_end(&w);
        tw_prop_i4(&w, 0x6702, 2);
        tw_attr_props_end(&w);
        tw_sentinel(&w);
        limited_take(&s, &w);
        limited_run(&s, LIMITS(max_values, 3));
        assert_int_equal(s.r.status, TNEF_OK);
        limited_run(&s, LIMITS(max_values, 2));
        assert_part(&s.r, TNEF_E_LIMIT_VALUES, 2, 3);
        assert_int_equal(skipped(&s.r, TNEF_EV_PROP_END), 1);
        assert_int_equal(limited_nth(&s.r, TNEF_EV_VALUE_BEGIN, 1)->value, 1);
        assert_int_equal(limited_nth(&s.r, TNEF_EV_VALUE_BEGIN, 2)->prop_id, 0x6702);
        limited_drop(&s);
    }
}

/* |units| characters and the terminator, then a property after it. */
static void named(struct tw *w, size_t units)
{
    char name[TNEF_NAME_SIZE];

    memset(name, 'n', units);
    name[units] = '\0';
    tw_init(w);
    tw_head(w);
    tw_msg_props_begin(w);
    tw_named_string(w, TW_PS_PUBLIC_STRINGS, name);
    tw_prop_i4(w, 0x8001, 1);
    tw_prop_i4(w, 0x6702, 2);
    tw_attr_props_end(w);
    tw_sentinel(w);
}

static void limits_name_is_cut(void **state)
{
    const size_t units = TNEF_NAME_SIZE / 2u; /* with the terminator */
    struct limited s;
    struct tw w;

    (void)state;
    named(&w, units - 1u);
    limited_take(&s, &w);
    limited_run(&s, NULL);
    assert_int_equal(s.r.status, TNEF_OK);
    assert_int_equal(limited_nth(&s.r, TNEF_EV_PROP_BEGIN, 0)->name_len, TNEF_NAME_SIZE - 2u);
    limited_drop(&s);
    named(&w, units);
    limited_take(&s, &w);
    limited_run(&s, NULL);
    assert_part(&s.r, TNEF_E_LIMIT_NAME, TNEF_NAME_SIZE, TNEF_NAME_SIZE + 2u);
    assert_int_equal(limited_nth(&s.r, TNEF_EV_PROP_BEGIN, 0)->flags, TNEF_F_NAMED | TNEF_F_NAME_CUT);
    assert_int_equal(limited_nth(&s.r, TNEF_EV_PROP_BEGIN, 0)->name_len, TNEF_NAME_SIZE);
    assert_int_equal(limited_nth(&s.r, TNEF_EV_PROP_BEGIN, 1)->prop_id, 0x6702);
    limited_drop(&s);
}

static void limits_anomalies_beyond_are_only_counted(void **state)
{
    struct limited s;

    (void)state;
    limited_take_vector(&s, "date_invalid"); /* 11 dates and 11 duplicates */
    limited_run(&s, LIMITS(max_anomalies, 22));
    assert_int_equal(limited_count(&s.r, TNEF_EV_ANOMALY), 22);
    limited_run(&s, LIMITS(max_anomalies, 21));
    assert_int_equal(limited_count(&s.r, TNEF_EV_ANOMALY), 21);
    assert_int_equal(s.r.anomalies[TNEF_A_DATE], 11);
    assert_int_equal(s.r.anomalies[TNEF_A_DUPLICATE], 11);
    assert_int_equal(s.r.status, TNEF_OK);
    assert_true(has_sentinel(&s.r));
    limited_drop(&s);
}

/* ---- Depth --------------------------------------------------------------------------------- */

static uint32_t deepest(const struct recording *r)
{
    uint32_t deep = 0;

    for (size_t i = 0; i < r->count; i++)
        if (r->records[i].type == TNEF_EV_STREAM_BEGIN && r->records[i].depth > deep)
            deep = r->records[i].depth;
    return deep;
}

/* Messages |levels| deep with a limit of |limit|, which may be 0 for the default of |real|. */
static void assert_depth(size_t levels, uint32_t limit, uint32_t real)
{
    struct limited s;
    struct tw w;
    size_t opaque = 0;

    tw_init(&w);
    tw_deep(&w, levels);
    limited_take(&s, &w);
    limited_run(&s, LIMITS(max_depth, limit));
    for (size_t i = 0; i < s.r.count; i++)
        opaque += (s.r.records[i].flags & TNEF_F_OPAQUE) != 0;
    assert_true(has_sentinel(&s.r));
    if (levels <= real) {
        assert_int_equal(s.r.status, TNEF_OK);
        assert_int_equal(opaque, 0);
    } else {
        assert_part(&s.r, TNEF_E_LIMIT_DEPTH, real, real + 1u);
        assert_int_equal(s.r.error.depth, real);
        assert_int_equal(opaque, 1); /* the message, whole */
    }
    assert_int_equal(deepest(&s.r), levels < real ? levels : real);
    limited_drop(&s);
}

static void limits_depth_delivers_deeper_messages_opaque(void **state)
{
    static const uint32_t limits[] = { 1, 2, 15, TNEF_DEPTH_CEILING };

    (void)state;
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        assert_depth(limits[i], limits[i], limits[i]);
        assert_depth(limits[i] + 1u, limits[i], limits[i]);
        assert_depth(200, limits[i], limits[i]);
    }
    assert_depth(16, 0, 16);
    assert_depth(17, 0, 16);
}

static void limits_depth_of_100000_costs_no_more(void **state)
{
    (void)state;
    assert_depth(100000, 0, 16);
    assert_depth(100000, TNEF_DEPTH_CEILING, TNEF_DEPTH_CEILING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_length_skips_the_attribute),
        cmocka_unit_test(limits_length_skips_the_value_and_beats_damage),
        cmocka_unit_test(limits_properties_skip_the_rest_of_the_list),
        cmocka_unit_test(limits_properties_of_a_row_skip_the_rest_of_the_row),
        cmocka_unit_test(limits_rows_skip_the_rest_of_the_table),
        cmocka_unit_test(limits_values_skip_the_rest_of_the_property),
        cmocka_unit_test(limits_name_is_cut),
        cmocka_unit_test(limits_anomalies_beyond_are_only_counted),
        cmocka_unit_test(limits_depth_delivers_deeper_messages_opaque),
        cmocka_unit_test(limits_depth_of_100000_costs_no_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
