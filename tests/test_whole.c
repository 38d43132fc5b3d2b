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

/* Each byte changed: types, ids, names, lengths, data, padding. */
static void changed(struct ways *s)
{
    static const uint8_t bits[] = { 0x01, 0x02, 0x80, 0xFF };

    s->in = vector_bytes(s->name, &s->len);
    for (size_t i = 0; i < s->len; i++) {
        for (size_t k = 0; k < sizeof bits; k++) {
            s->in[i] ^= bits[k];
            ways_compare(s, (struct plan){ 0 }, "changed at", i);
            s->in[i] ^= bits[k];
        }
    }
    free(s->in);
}

static void whole_is_the_same_with_any_byte_changed(void **state)
{
    static const char *const names[] = { "types_single", "named_by_number", "named_by_string",
                                         "message_properties" };
    struct ways s;

    (void)state;
    recording_init(&s.steps);
    recording_init(&s.whole);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        s.name = names[i];
        changed(&s);
    }
    recording_free(&s.steps);
    recording_free(&s.whole);
}

/* How many steps fewer the vector takes at once than it has step by step. */
static uint64_t saved(const char *name)
{
    struct ways s = { .name = name };
    uint64_t steps;

    recording_init(&s.steps);
    recording_init(&s.whole);
    s.in = vector_bytes(s.name, &s.len);
    ways_compare(&s, (struct plan){ 0 }, "whole", 0);
    steps = s.steps.steps - s.whole.steps;
    recording_free(&s.steps);
    recording_free(&s.whole);
    free(s.in);
    return steps;
}

/* A name that is a string takes four steps, and each property six more. The last name of the vector has no
 * characters, and its property is left to the steps. */
static void whole_takes_names_that_are_strings(void **state)
{
    (void)state;
    assert_true(saved("named_by_string") >= 4u * 10u);
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
        cmocka_unit_test(whole_is_the_same_with_any_byte_changed),
        cmocka_unit_test(whole_takes_names_that_are_strings),
        cmocka_unit_test(whole_takes_fewer_steps),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
