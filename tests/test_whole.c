/* SPDX-License-Identifier: MIT */

/* All vectors, read at once where they lie whole in the buffer, and step by step: ways.h tells how they are
 * compared. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "vectors.h"
#include "ways.h"

#include <stdlib.h>

/* Runs |check| with every vector, without flags and with all. */
static void with_all(void (*check)(struct ways *s, uint32_t flags))
{
    static const uint32_t flags[] = { 0, ALL_FLAGS };
    size_t count;
    const struct vector *v = vectors(&count);
    struct ways s;

    recording_init(&s.steps);
    recording_init(&s.whole);
    for (size_t i = 0; i < count; i++) {
        s.name = v[i].name;
        s.in = vector_bytes(s.name, &s.len);
        for (size_t f = 0; f < sizeof flags / sizeof flags[0]; f++)
            check(&s, flags[f]);
        free(s.in);
    }
    recording_free(&s.steps);
    recording_free(&s.whole);
}

static void whole_is_the_same_however_it_is_cut(void **state)
{
    (void)state;
    with_all(ways_cut);
}

static void whole_is_the_same_whatever_is_answered(void **state)
{
    (void)state;
    with_all(ways_answer);
}

static void whole_is_the_same_of_interest(void **state)
{
    (void)state;
    with_all(ways_mask);
}

static void whole_is_the_same_at_each_limit(void **state)
{
    (void)state;
    with_all(ways_limit);
}

static void whole_halts_in_the_state_of_the_steps(void **state)
{
    (void)state;
    with_all(ways_state);
}

/* The tests above would be worth nothing if nothing were said at once. */
static void whole_takes_fewer_steps(void **state)
{
    struct ways s = { .name = "types_single" };

    (void)state;
    recording_init(&s.steps);
    recording_init(&s.whole);
    s.in = vector_bytes(s.name, &s.len);
    ways_compare(&s, (struct plan){ 0 }, "whole", 0);
    assert_true(s.whole.steps * 2u < s.steps.steps);
    recording_free(&s.steps);
    recording_free(&s.whole);
    free(s.in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_is_the_same_however_it_is_cut),
        cmocka_unit_test(whole_is_the_same_whatever_is_answered),
        cmocka_unit_test(whole_is_the_same_of_interest),
        cmocka_unit_test(whole_is_the_same_at_each_limit),
        cmocka_unit_test(whole_halts_in_the_state_of_the_steps),
        cmocka_unit_test(whole_takes_fewer_steps),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
