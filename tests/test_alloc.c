/* SPDX-License-Identifier: MIT */

/* Memory of tnef_decoder_new(): one block, and none when there is none. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <tnef/decoder.h>

#include "counting_alloc.h"
#include "support.h"

#include <stdlib.h>

static int on_event(void *user, const tnef_event *ev)
{
    uint64_t *events = user;

    (void)ev;
    ++*events;
    return TNEF_CONTINUE;
}

static tnef_decoder_config config_for(uint64_t *events)
{
    return (tnef_decoder_config){ .size = sizeof(tnef_decoder_config), .on_event = on_event, .user = events };
}

static void decode(tnef_decoder *d, const char *name)
{
    size_t len;
    uint8_t *in = vector_bytes(name, &len);

    assert_int_equal(tnef_decoder_feed(d, in, len, NULL), TNEF_OK);
    assert_int_equal(tnef_decoder_finish(d), TNEF_OK);
    free(in);
}

static void alloc_new_takes_one_block_and_free_returns_it(void **state)
{
    uint64_t events = 0;
    tnef_decoder_config cfg = config_for(&events);
    struct counting_alloc a;
    tnef_decoder *d = NULL;

    (void)state;
    counting_alloc_init(&a, 0);
    assert_int_equal(tnef_decoder_new(&d, &cfg, &a.alloc), TNEF_OK);
    assert_non_null(d);
    assert_int_equal(a.calls, 1);
    assert_int_equal(a.held, tnef_decoder_size());
    decode(d, "embedded_depth_3");
    assert_int_equal(tnef_decoder_reset(d), TNEF_OK);
    decode(d, "sample");
    assert_true(events > 100);
    assert_int_equal(a.calls, 1);       /* and none later */
    tnef_decoder_free(d);
    assert_int_equal(a.calls, 1);
    assert_int_equal(a.held, 0);
}

/* The allocator is copied: the struct may go when new has returned. */
static void alloc_allocator_is_copied(void **state)
{
    uint64_t events = 0;
    tnef_decoder_config cfg = config_for(&events);
    struct counting_alloc a;
    tnef_allocator copy;
    tnef_decoder *d = NULL;

    (void)state;
    counting_alloc_init(&a, 0);
    copy = a.alloc;
    assert_int_equal(tnef_decoder_new(&d, &cfg, &copy), TNEF_OK);
    copy.release = NULL;
    copy.user = NULL;
    tnef_decoder_free(d);
    assert_int_equal(a.held, 0);
}

/* One allocation is made, so failing the first is failing each; a later one is never asked for. */
static void alloc_failing_nth_gives_no_decoder(void **state)
{
    uint64_t events = 0;
    tnef_decoder_config cfg = config_for(&events);

    (void)state;
    for (uint64_t nth = 1; nth <= 2; nth++) {
        struct counting_alloc a;
        tnef_decoder *d = (tnef_decoder *)(void *)&events;

        counting_alloc_init(&a, nth);
        assert_int_equal(tnef_decoder_new(&d, &cfg, &a.alloc), nth == 1 ? TNEF_E_MEMORY : TNEF_OK);
        assert_true((d == NULL) == (nth == 1));
        assert_int_equal(a.calls, 1);
        tnef_decoder_free(d);
        assert_int_equal(a.held, 0);
    }
}

static void alloc_without_allocator_malloc_is_used(void **state)
{
    uint64_t events = 0;
    tnef_decoder_config cfg = config_for(&events);
    tnef_decoder *d = NULL;

    (void)state;
    assert_int_equal(tnef_decoder_new(&d, &cfg, NULL), TNEF_OK);
    decode(d, "worked_example");
    assert_true(events > 40);
    tnef_decoder_free(d);
}

static void alloc_half_an_allocator_is_refused(void **state)
{
    uint64_t events = 0;
    tnef_decoder_config cfg = config_for(&events);
    struct counting_alloc a;
    tnef_allocator half;
    tnef_decoder *d = (tnef_decoder *)(void *)&events;

    (void)state;
    counting_alloc_init(&a, 0);
    half = a.alloc;
    half.alloc = NULL;
    assert_int_equal(tnef_decoder_new(&d, &cfg, &half), TNEF_E_ARGUMENT);
    assert_null(d);
    half = a.alloc;
    half.release = NULL;
    d = (tnef_decoder *)(void *)&events;
    assert_int_equal(tnef_decoder_new(&d, &cfg, &half), TNEF_E_ARGUMENT);
    assert_null(d);
    assert_int_equal(a.calls, 0);
}

static void alloc_new_refuses_what_init_refuses(void **state)
{
    uint64_t events = 0;
    tnef_decoder_config cfg = config_for(&events);
    tnef_decoder *d = (tnef_decoder *)(void *)&events;
    struct counting_alloc a;

    (void)state;
    counting_alloc_init(&a, 0);
    cfg.flags = 8;
    assert_int_equal(tnef_decoder_new(&d, &cfg, &a.alloc), TNEF_E_ARGUMENT);
    assert_null(d);
    assert_int_equal(a.held, 0);
    d = (tnef_decoder *)(void *)&events;
    assert_int_equal(tnef_decoder_new(&d, NULL, &a.alloc), TNEF_E_ARGUMENT);
    assert_null(d);
    assert_int_equal(a.held, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alloc_new_takes_one_block_and_free_returns_it),
        cmocka_unit_test(alloc_allocator_is_copied),
        cmocka_unit_test(alloc_failing_nth_gives_no_decoder),
        cmocka_unit_test(alloc_without_allocator_malloc_is_used),
        cmocka_unit_test(alloc_new_refuses_what_init_refuses),
        cmocka_unit_test(alloc_half_an_allocator_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
