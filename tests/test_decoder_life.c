/* SPDX-License-Identifier: MIT */

/* Making, feeding, misusing, resetting and freeing a decoder. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <tnef/decoder.h>

#include "known.h"
#include "support.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

/* Counts events, and at one of them does something. */
struct host {
    tnef_decoder *decoder;
    uint64_t events;
    uint64_t act_at;            /* counted from 1; 0: never */
    int (*act)(struct host *h);
    tnef_status acted;          /* what the call from inside returned */
    uint64_t offset;            /* of the decoder, as seen from inside */
    tnef_error error;
};

static int on_event(void *user, const tnef_event *ev)
{
    struct host *h = user;

    (void)ev;
    h->events++;
    return h->events == h->act_at ? h->act(h) : TNEF_CONTINUE;
}

static tnef_decoder_config config_for(struct host *h)
{
    return (tnef_decoder_config){ .size = sizeof(tnef_decoder_config), .on_event = on_event, .user = h };
}

static alignas(max_align_t) unsigned char memory[TNEF_DECODER_SIZE_MAX + alignof(max_align_t)];

static tnef_decoder *make(struct host *h)
{
    tnef_decoder_config cfg = config_for(h);

    h->events = 0;
    assert_int_equal(tnef_decoder_init(&h->decoder, memory, sizeof memory, &cfg), TNEF_OK);
    assert_non_null(h->decoder);
    return h->decoder;
}

struct input {
    uint8_t *in;
    size_t len;
};

static struct input sample(void)
{
    struct input i;

    i.in = vector_bytes("worked_example", &i.len);
    assert_int_equal(i.len, 274);
    return i;
}

/* ---- Memory -------------------------------------------------------------------------------- */

static void life_size_is_within_the_promise(void **state)
{
    (void)state;
    assert_true(tnef_decoder_size() > sizeof(tnef_decoder_config));
    assert_true(tnef_decoder_size() <= TNEF_DECODER_SIZE_MAX);
}

static void life_init_refuses_memory_that_does_not_do(void **state)
{
    static const size_t shifts[] = { 1, 2, 4 };
    struct host h = { 0 };
    tnef_decoder_config cfg = config_for(&h);
    tnef_decoder *d = (tnef_decoder *)(void *)memory;
    size_t size = tnef_decoder_size();

    (void)state;
    assert_int_equal(tnef_decoder_init(&d, memory, size - 1u, &cfg), TNEF_E_ARGUMENT);
    assert_null(d);
    assert_int_equal(tnef_decoder_init(&d, memory, 0, &cfg), TNEF_E_ARGUMENT);
    assert_null(d);
    assert_int_equal(tnef_decoder_init(&d, NULL, size, &cfg), TNEF_E_ARGUMENT);
    assert_null(d);
    for (size_t i = 0; i < sizeof shifts / sizeof shifts[0]; i++) {
        if (shifts[i] % alignof(tnef_event) == 0)
            continue;
        d = (tnef_decoder *)(void *)memory;
        assert_int_equal(tnef_decoder_init(&d, memory + shifts[i], size, &cfg), TNEF_E_ARGUMENT);
        assert_null(d);
    }
    assert_int_equal(tnef_decoder_init(&d, memory, size, &cfg), TNEF_OK);
    assert_ptr_equal(d, memory);
}

/* The bytes after those that were asked for are not touched, whatever is decoded. */
static void life_init_uses_no_more_than_its_size(void **state)
{
    struct host h = { 0 };
    tnef_decoder_config cfg = config_for(&h);
    struct input i = sample();
    size_t size = tnef_decoder_size();

    (void)state;
    memset(memory, 0x5A, sizeof memory);
    assert_int_equal(tnef_decoder_init(&h.decoder, memory, size, &cfg), TNEF_OK);
    assert_int_equal(tnef_decoder_feed(h.decoder, i.in, i.len, NULL), TNEF_OK);
    assert_int_equal(tnef_decoder_finish(h.decoder), TNEF_OK);
    for (size_t k = size; k < sizeof memory; k++)
        assert_int_equal(memory[k], 0x5A);
    free(i.in);
}

static void life_free_of_callers_memory_and_null_does_nothing(void **state)
{
    struct host h = { 0 };
    tnef_decoder *d = make(&h);

    (void)state;
    tnef_decoder_free(NULL);
    tnef_decoder_free(d);
    assert_int_equal(tnef_decoder_feed(d, "x", 1, NULL), TNEF_OK); /* it is as it was */
}

static void life_config_is_copied(void **state)
{
    struct host h = { 0 };
    tnef_decoder_limits limits = { .size = sizeof limits, .max_input = 5 };
    tnef_decoder_config cfg = config_for(&h);
    struct input i = sample();
    size_t taken = 0;

    (void)state;
    cfg.limits = &limits;
    assert_int_equal(tnef_decoder_init(&h.decoder, memory, sizeof memory, &cfg), TNEF_OK);
    memset(&cfg, 0xFF, sizeof cfg);
    memset(&limits, 0xFF, sizeof limits);
    assert_int_equal(tnef_decoder_feed(h.decoder, i.in, i.len, &taken), TNEF_E_LIMIT_INPUT);
    assert_int_equal(taken, 5);
    free(i.in);
}

/* ---- Misuse -------------------------------------------------------------------------------- */

/* Every further call says so, and no event comes. */
static void assert_failed(struct host *h, tnef_status status)
{
    uint64_t events = h->events;
    size_t taken = 99;
    tnef_error e = { .size = sizeof e };

    assert_int_equal(tnef_decoder_feed(h->decoder, "abc", 3, &taken), status);
    assert_int_equal(taken, 0);
    assert_int_equal(tnef_decoder_feed(h->decoder, NULL, 0, &taken), status);
    tnef_decoder_error(h->decoder, &e);
    assert_int_equal(e.status, status);
    assert_int_equal(e.code, TNEF_NO_CODE);
    assert_int_equal(tnef_decoder_finish(h->decoder), status);
    assert_int_equal(tnef_decoder_finish(h->decoder), status);
    assert_int_equal(h->events, events);
}

static void assert_works(struct host *h)
{
    struct input i = sample();

    h->events = h->act_at = 0;
    assert_int_equal(tnef_decoder_reset(h->decoder), TNEF_OK);
    assert_int_equal(offset_of_decoder(h->decoder), 0);
    assert_int_equal(tnef_decoder_feed(h->decoder, i.in, i.len, NULL), TNEF_OK);
    assert_int_equal(tnef_decoder_finish(h->decoder), TNEF_OK);
    assert_true(h->events > 40);
    free(i.in);
}

static void life_feed_of_null_is_misuse_but_of_nothing_is_not(void **state)
{
    struct host h = { 0 };
    size_t taken = 99;

    (void)state;
    make(&h);
    assert_int_equal(tnef_decoder_feed(h.decoder, NULL, 0, &taken), TNEF_OK);
    assert_int_equal(taken, 0);
    assert_int_equal(tnef_decoder_feed(h.decoder, "\x78", 0, NULL), TNEF_OK);
    assert_int_equal(offset_of_decoder(h.decoder), 0);
    taken = 99;
    assert_int_equal(tnef_decoder_feed(h.decoder, NULL, 1, &taken), TNEF_E_ARGUMENT);
    assert_int_equal(taken, 0);
    assert_failed(&h, TNEF_E_ARGUMENT);
    assert_works(&h);
}

static void life_feed_after_finish_is_misuse(void **state)
{
    struct host h = { 0 };
    size_t taken = 99;
    tnef_error e = { .size = sizeof e };

    (void)state;
    make(&h);
    assert_works(&h);
    assert_int_equal(tnef_decoder_finish(h.decoder), TNEF_OK);
    assert_int_equal(tnef_decoder_feed(h.decoder, "x", 1, &taken), TNEF_E_STATE);
    assert_int_equal(taken, 0);
    tnef_decoder_error(h.decoder, &e);
    assert_int_equal(e.status, TNEF_E_STATE);
    assert_int_equal(e.offset, 274);
    assert_failed(&h, TNEF_E_STATE);
    assert_works(&h);
}

static void life_feed_of_nothing_after_finish_is_misuse_too(void **state)
{
    struct host h = { 0 };

    (void)state;
    make(&h);
    assert_works(&h);
    assert_int_equal(tnef_decoder_feed(h.decoder, NULL, 0, NULL), TNEF_E_STATE);
    assert_failed(&h, TNEF_E_STATE);
}

static int feed_inside(struct host *h)
{
    h->acted = tnef_decoder_feed(h->decoder, "x", 1, NULL);
    return TNEF_CONTINUE;
}

static int finish_inside(struct host *h)
{
    h->acted = tnef_decoder_finish(h->decoder);
    return TNEF_PAUSE;          /* which does not hide it */
}

static int reset_inside(struct host *h)
{
    h->acted = tnef_decoder_reset(h->decoder);
    return TNEF_SKIP;
}

static void life_calls_from_inside_the_callback_are_misuse(void **state)
{
    static int (*const acts[])(struct host *h) = { feed_inside, finish_inside, reset_inside };
    struct input i = sample();
    struct host h = { 0 };
    size_t taken = 0;

    (void)state;
    for (size_t k = 0; k < sizeof acts / sizeof acts[0]; k++) {
        for (uint64_t at = 1; at <= 10; at++) {
            make(&h);
            h.act = acts[k];
            h.act_at = at;
            h.acted = TNEF_OK;
            assert_int_equal(tnef_decoder_feed(h.decoder, i.in, i.len, &taken), TNEF_E_STATE);
            assert_int_equal(h.acted, TNEF_E_STATE);
            assert_int_equal(h.events, at);
            assert_true(taken > 0 && taken < i.len);
            assert_failed(&h, TNEF_E_STATE);
            assert_works(&h);
        }
    }
    free(i.in);
}

static void life_misuse_inside_finish_is_reported_by_finish(void **state)
{
    struct input i = sample();
    struct host h = { 0 };

    (void)state;
    make(&h);
    assert_int_equal(tnef_decoder_feed(h.decoder, i.in, i.len, NULL), TNEF_OK);
    h.act = reset_inside;
    h.act_at = h.events + 1u;   /* STREAM_END comes from finish */
    assert_int_equal(tnef_decoder_finish(h.decoder), TNEF_E_STATE);
    assert_int_equal(h.events, h.act_at);
    assert_failed(&h, TNEF_E_STATE);
    free(i.in);
}

static int look_inside(struct host *h)
{
    h->offset = offset_of_decoder(h->decoder);
    h->error.size = sizeof h->error;
    tnef_decoder_error(h->decoder, &h->error);
    h->acted = tnef_decoder_anomalies(h->decoder, TNEF_A_CHECKSUM) == 0 ? TNEF_OK : TNEF_E_STATE;
    return TNEF_CONTINUE;
}

static void life_looking_from_inside_the_callback_is_allowed(void **state)
{
    struct input i = sample();
    struct host h = { 0 };

    (void)state;
    make(&h);
    h.act = look_inside;
    h.act_at = 1;               /* STREAM_BEGIN, after signature and key */
    assert_int_equal(tnef_decoder_feed(h.decoder, i.in, i.len, NULL), TNEF_OK);
    assert_int_equal(h.offset, 6);
    assert_int_equal(h.error.status, TNEF_OK);
    assert_int_equal(h.acted, TNEF_OK);
    assert_int_equal(tnef_decoder_finish(h.decoder), TNEF_OK);
    free(i.in);
}

/* ---- Feeding and errors -------------------------------------------------------------------- */

static void life_wrong_signature_is_permanent(void **state)
{
    struct host h = { 0 };
    size_t taken = 0;

    (void)state;
    make(&h);
    assert_int_equal(tnef_decoder_feed(h.decoder, "\x78\x9F\x3E", 3, &taken), TNEF_OK);
    assert_int_equal(taken, 3);
    assert_int_equal(tnef_decoder_feed(h.decoder, "\x23zzz", 4, &taken), TNEF_E_SIGNATURE);
    assert_int_equal(taken, 1);
    assert_int_equal(offset_of_decoder(h.decoder), 4);
    assert_int_equal(h.events, 0);
    assert_failed(&h, TNEF_E_SIGNATURE);
}

static int stop_inside(struct host *h)
{
    (void)h;
    return TNEF_STOP;
}

static int fail_inside(struct host *h)
{
    (void)h;
    return -42;
}

static void life_stop_and_failure_are_permanent(void **state)
{
    struct input i = sample();
    struct host h = { 0 };
    tnef_error e = { .size = sizeof e };
    size_t taken = 0;

    (void)state;
    make(&h);
    h.act = stop_inside;
    h.act_at = 1;
    assert_int_equal(tnef_decoder_feed(h.decoder, i.in, i.len, &taken), TNEF_STOPPED);
    assert_int_equal(taken, 6);         /* up to the key, which made the event */
    assert_int_equal(offset_of_decoder(h.decoder), 6);
    assert_failed(&h, TNEF_STOPPED);
    assert_works(&h);
    make(&h);
    h.act = fail_inside;
    h.act_at = 2;                       /* ATTR_BEGIN of the attribute at 6 */
    assert_int_equal(tnef_decoder_feed(h.decoder, i.in, i.len, &taken), TNEF_E_CALLBACK);
    assert_int_equal(taken, 15);
    tnef_decoder_error(h.decoder, &e);
    assert_int_equal(e.user_code, -42);
    assert_int_equal(e.offset, 6);
    assert_failed(&h, TNEF_E_CALLBACK);
    assert_works(&h);
    tnef_decoder_error(h.decoder, &e);
    assert_int_equal(e.user_code, 0);
    free(i.in);
}

static void life_short_input_is_truncated_only_if_it_could_begin_a_stream(void **state)
{
    static const struct {
        const char *in;
        size_t len;
        tnef_status status;
    } cases[] = {
        { "", 0, TNEF_E_TRUNCATED },
        { "\x78", 1, TNEF_E_TRUNCATED },
        { "\x78\x9F\x3E", 3, TNEF_E_TRUNCATED },
        { "\x79", 1, TNEF_E_SIGNATURE },
        { "\x78\x9F\x3D", 3, TNEF_E_SIGNATURE },
        { "\x78\x9F\x3E\x22\x01", 5, TNEF_E_TRUNCATED },
        { "\x78\x9F\x3E\x22\x01\x00", 6, TNEF_OK },
    };
    struct host h = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        make(&h);
        assert_int_equal(tnef_decoder_feed(h.decoder, cases[i].in, cases[i].len, NULL), TNEF_OK);
        assert_int_equal(tnef_decoder_finish(h.decoder), cases[i].status);
        assert_int_equal(tnef_decoder_finish(h.decoder), cases[i].status);
    }
}

static void life_error_of_another_size_gets_what_fits(void **state)
{
    const uint32_t known = (uint32_t)sizeof(tnef_error);
    struct host h = { 0 };
    tnef_error e;
    struct {
        tnef_error e;
        uint64_t more;
    } newer;

    (void)state;
    make(&h);
    for (uint32_t size = 0; size <= known; size++) {
        tnef_error whole = { .size = sizeof whole };

        tnef_decoder_error(h.decoder, &whole);
        memset(&e, 0x77, sizeof e);
        e.size = whole.size = size;
        tnef_decoder_error(h.decoder, &e);
        assert_int_equal(e.size, size);
        if (size >= sizeof e.size)
            assert_memory_equal(&e, &whole, size);
        for (uint32_t i = size > 4u ? size : 4u; i < known; i++)
            assert_int_equal(((const uint8_t *)&e)[i], 0x77);
    }
    memset(&newer, 0x77, sizeof newer);
    newer.e.size = sizeof newer;
    tnef_decoder_error(h.decoder, &newer.e);
    assert_int_equal(newer.e.size, sizeof e);
    assert_int_equal(newer.e.status, TNEF_OK);
    assert_true(newer.more == UINT64_C(0x7777777777777777));
}

static void life_anomalies_of_an_unknown_code_are_none(void **state)
{
    struct host h = { 0 };

    (void)state;
    make(&h);
    assert_int_equal(tnef_decoder_anomalies(h.decoder, TNEF_A_END), 0);
    assert_int_equal(tnef_decoder_anomalies(h.decoder, UINT32_MAX), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(life_size_is_within_the_promise),
        cmocka_unit_test(life_init_refuses_memory_that_does_not_do),
        cmocka_unit_test(life_init_uses_no_more_than_its_size),
        cmocka_unit_test(life_free_of_callers_memory_and_null_does_nothing),
        cmocka_unit_test(life_config_is_copied),
        cmocka_unit_test(life_feed_of_null_is_misuse_but_of_nothing_is_not),
        cmocka_unit_test(life_feed_after_finish_is_misuse),
        cmocka_unit_test(life_feed_of_nothing_after_finish_is_misuse_too),
        cmocka_unit_test(life_calls_from_inside_the_callback_are_misuse),
        cmocka_unit_test(life_misuse_inside_finish_is_reported_by_finish),
        cmocka_unit_test(life_looking_from_inside_the_callback_is_allowed),
        cmocka_unit_test(life_wrong_signature_is_permanent),
        cmocka_unit_test(life_stop_and_failure_are_permanent),
        cmocka_unit_test(life_short_input_is_truncated_only_if_it_could_begin_a_stream),
        cmocka_unit_test(life_error_of_another_size_gets_what_fits),
        cmocka_unit_test(life_anomalies_of_an_unknown_code_are_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
