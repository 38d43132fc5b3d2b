/* SPDX-License-Identifier: MIT */

/* Every vector, with every set of flags, fed in every way: what is said must not depend on it. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "support.h"
#include "vectors.h"

#include <stdio.h>
#include <stdlib.h>

#define LONG_VECTOR 4096u /* bytes; longer ones are cut in two at every |LONG_STEP|th place only */
#define LONG_STEP   7u

struct subject {
    const char *name;
    uint8_t *in;
    size_t len;
    struct recording whole, other;
};

static void compare(struct subject *s, const struct plan *plan, const char *how, size_t number)
{
    char why[256];

    recording_run(&s->other, s->in, s->len, plan);
    if (!recording_same(&s->whole, &s->other, why)) {
        print_error("%s, flags %u, %s %zu: %s\n", s->name, plan->flags, how, number, why);
        fail();
    }
}

static void each_cut(struct subject *s, uint32_t flags)
{
    size_t step = s->len > LONG_VECTOR ? LONG_STEP : 1u;

    for (size_t k = 1; k < s->len; k += step)
        compare(s, &(struct plan){ .flags = flags, .cut = k }, "cut at", k);
}

static void each_piece(struct subject *s, uint32_t flags)
{
    static const size_t sizes[] = { 1, 2, 3, 7 };

    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        compare(s, &(struct plan){ .flags = flags, .piece = sizes[i] }, "pieces of", sizes[i]);
}

static void each_pause(struct subject *s, uint32_t flags)
{
    compare(s, &(struct plan){ .flags = flags, .pause = true }, "paused, pieces of", s->len);
    compare(s, &(struct plan){ .flags = flags, .pause = true, .piece = 1 }, "paused, pieces of", 1);
    compare(s, &(struct plan){ .flags = flags, .reset = true }, "reset, pieces of", s->len);
    compare(s, &(struct plan){ .flags = flags, .reset = true, .piece = 5 }, "reset, pieces of", 5);
}

/* Runs |check| with every vector and every set of flags of interest. */
static void with_all(void (*check)(struct subject *s, uint32_t flags))
{
    static const uint32_t flags[] = { 0, TNEF_RESYNC, TNEF_RAW_NESTED, TNEF_DESCEND_DATA, ALL_FLAGS };
    size_t count;
    const struct vector *v = vectors(&count);
    struct subject s;

    recording_init(&s.whole);
    recording_init(&s.other);
    for (size_t i = 0; i < count; i++) {
        s.name = v[i].name;
        s.in = vector_bytes(s.name, &s.len);
        for (size_t f = 0; f < sizeof flags / sizeof flags[0]; f++) {
            recording_run(&s.whole, s.in, s.len, &(struct plan){ .flags = flags[f] });
            check(&s, flags[f]);
        }
        free(s.in);
    }
    recording_free(&s.whole);
    recording_free(&s.other);
}

static void split_cut_in_two_anywhere_says_the_same(void **state)
{
    (void)state;
    with_all(each_cut);
}

static void split_pieces_of_any_size_say_the_same(void **state)
{
    (void)state;
    with_all(each_piece);
}

static void split_paused_at_every_event_says_the_same(void **state)
{
    (void)state;
    with_all(each_pause);
}

/* The tests above would be worth nothing if they compared nothing. */
static void split_two_vectors_do_not_say_the_same(void **state)
{
    struct recording a;
    struct recording b;
    size_t len;
    uint8_t *in = vector_bytes("sample", &len);
    char why[256];

    (void)state;
    recording_init(&a);
    recording_init(&b);
    recording_run(&a, in, len, &(struct plan){ 0 });
    assert_true(a.count > 100);
    in[len / 2u] ^= 1u;
    recording_run(&b, in, len, &(struct plan){ 0 });
    assert_false(recording_same(&a, &b, why));
    recording_run(&b, in, len - 1u, &(struct plan){ 0 });
    assert_false(recording_same(&a, &b, why));
    recording_free(&a);
    recording_free(&b);
    free(in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(split_cut_in_two_anywhere_says_the_same),
        cmocka_unit_test(split_pieces_of_any_size_say_the_same),
        cmocka_unit_test(split_paused_at_every_event_says_the_same),
        cmocka_unit_test(split_two_vectors_do_not_say_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
