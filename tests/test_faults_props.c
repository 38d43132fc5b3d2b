/* SPDX-License-Identifier: MIT */

/* Recipes P and R of docs/faults.md: faults in property lists and recipient tables. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "recipes.h"

static void faults_property_cut_at_every_byte(void **state)
{
    (void)state;
    assert_int_equal(recipe_replay_family(family_p1, 392), 0);
}

static void faults_counts_of_multi_values(void **state)
{
    (void)state;
    assert_int_equal(recipe_replay_family(family_p6, 330), 0);
}

static void faults_lengths_of_values(void **state)
{
    (void)state;
    assert_int_equal(recipe_replay_family(family_p8, 224), 0);
}

static void faults_names(void **state)
{
    (void)state;
    assert_int_equal(recipe_replay_family(family_p10, 27), 0);
}

static void faults_types_that_are_not_theirs(void **state)
{
    (void)state;
    assert_int_equal(recipe_replay_family(family_p12, 972), 0);
}

static void faults_property_rows(void **state)
{
    (void)state;
    assert_int_equal(recipe_replay_table(recipes_props.rows, recipes_props.count), 0);
}

static void faults_text_and_object_rows(void **state)
{
    (void)state;
    assert_int_equal(
        recipe_replay_table(recipes_props_values.rows, recipes_props_values.count), 0);
}

static void faults_methods_and_objects(void **state)
{
    (void)state;
    assert_int_equal(recipe_replay_family(family_p16, 60), 0);
}

static void faults_objects_of_all_lengths(void **state)
{
    (void)state;
    assert_int_equal(recipe_replay_family(family_p16_short, 88), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_text_and_object_rows),
        cmocka_unit_test(faults_methods_and_objects),
        cmocka_unit_test(faults_objects_of_all_lengths),
        cmocka_unit_test(faults_property_rows),
        cmocka_unit_test(faults_property_cut_at_every_byte),
        cmocka_unit_test(faults_counts_of_multi_values),
        cmocka_unit_test(faults_lengths_of_values),
        cmocka_unit_test(faults_names),
        cmocka_unit_test(faults_types_that_are_not_theirs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
