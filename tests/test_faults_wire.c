/* SPDX-License-Identifier: MIT */

/* Recipes W of docs/faults.md: faults in the stream and its attributes. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "recipes.h"
#include "needs_iconv.h"

static void faults_wire_rows(void **state)
{
    (void)state;
    NEEDS_ICONV();
    assert_int_equal(recipe_replay_table(recipes_wire.rows, recipes_wire.count), 0);
}

static void faults_wire_values(void **state)
{
    (void)state;
    NEEDS_ICONV();
    assert_int_equal(
        recipe_replay_table(recipes_wire_values.rows, recipes_wire_values.count), 0);
}

static void faults_each_attribute_without_bytes(void **state)
{
    (void)state;
    assert_int_equal(recipe_replay_family(family_w3, 102), 0);
}

static void faults_lengths_that_wrap(void **state)
{
    (void)state;
    assert_int_equal(recipe_replay_family(family_w4, 96), 0);
}

static void faults_lengths_that_wrap_in_a_message(void **state)
{
    (void)state;
    assert_int_equal(recipe_replay_family(family_w4_nested, 16), 0);
}

static void faults_length_against_what_follows(void **state)
{
    (void)state;
    assert_int_equal(recipe_replay_family(family_w6, 44), 0);
}

static void faults_fixed_size_with_another(void **state)
{
    (void)state;
    assert_int_equal(recipe_replay_family(family_w8, 147), 0);
}

static void faults_each_attribute_twice(void **state)
{
    (void)state;
    assert_int_equal(recipe_replay_family(family_w10, 84), 0);
}

static void faults_strings_of_all_lengths(void **state)
{
    (void)state;
    NEEDS_ICONV();
    assert_int_equal(recipe_replay_family(family_w11, 72), 0);
}

static void faults_dates_that_are_none(void **state)
{
    (void)state;
    assert_int_equal(recipe_replay_family(family_w16, 77), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_wire_rows),
        cmocka_unit_test(faults_wire_values),
        cmocka_unit_test(faults_each_attribute_without_bytes),
        cmocka_unit_test(faults_lengths_that_wrap),
        cmocka_unit_test(faults_lengths_that_wrap_in_a_message),
        cmocka_unit_test(faults_length_against_what_follows),
        cmocka_unit_test(faults_fixed_size_with_another),
        cmocka_unit_test(faults_each_attribute_twice),
        cmocka_unit_test(faults_strings_of_all_lengths),
        cmocka_unit_test(faults_dates_that_are_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
