/* SPDX-License-Identifier: MIT */
/* The encoders: birth, limits, what a sink may answer, misuse. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "counting_alloc.h"
#include "encode_check.h"

#include <stdalign.h>
#include <string.h>

static const uint32_t kinds[] = { TNEF_ENCODE_IDENTITY, TNEF_ENCODE_BASE64, TNEF_ENCODE_BASE64_BARE,
                                  TNEF_ENCODE_QUOTED_PRINTABLE, TNEF_ENCODE_QUOTED_BINARY };
#define KINDS (sizeof kinds / sizeof kinds[0])

static tnef_status drop(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    (void)len;
    (void)taken;
    return TNEF_OK;
}

static tnef_encode_config config(uint32_t kind)
{
    tnef_encode_config cfg = { .size = sizeof cfg, .kind = kind, .sink = drop };

    return cfg;
}

/* ---- Birth -------------------------------------------------------------------------------------------- */

static void refuse(const tnef_encode_config *cfg, const void *wrong)
{
    alignas(max_align_t) unsigned char mem[TNEF_ENCODE_SIZE_MAX];
    tnef_encode *e = (tnef_encode *)mem;
    const void *field = mem;

    assert_int_equal(tnef_encode_check(cfg, &field), TNEF_E_ARGUMENT);
    assert_ptr_equal(field, wrong);
    assert_int_equal(tnef_encode_init(&e, mem, sizeof mem, cfg), TNEF_E_ARGUMENT);
    assert_null(e);
    e = (tnef_encode *)mem;
    assert_int_equal(tnef_encode_new(&e, cfg, NULL), TNEF_E_ARGUMENT);
    assert_null(e);
}

static void refuses_what_cannot_be(void **state)
{
    static const uint32_t no_kinds[] = {
        1, 2, 3, TNEF_ENCODE_BASE64 - 1u, TNEF_ENCODE_QUOTED_BINARY + 1u, UINT32_MAX
    };
    alignas(max_align_t) unsigned char mem[TNEF_ENCODE_SIZE_MAX + 1];
    tnef_encode_config cfg = config(TNEF_ENCODE_BASE64);
    tnef_encode *e = (tnef_encode *)mem;
    size_t size = tnef_encode_size();

    (void)state;
    assert_true(size <= TNEF_ENCODE_SIZE_MAX);
    assert_int_equal(tnef_encode_init(&e, NULL, size, &cfg), TNEF_E_ARGUMENT);
    assert_null(e);
    assert_int_equal(tnef_encode_init(&e, mem, size - 1, &cfg), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_encode_init(&e, mem + 1, size, &cfg), TNEF_E_ARGUMENT);
    refuse(NULL, NULL);
    cfg.size--;
    refuse(&cfg, &cfg.size);
    for (size_t i = 0; i < sizeof no_kinds / sizeof no_kinds[0]; i++) {
        cfg = config(no_kinds[i]);
        refuse(&cfg, &cfg.kind);
    }
    cfg = config(TNEF_ENCODE_BASE64);
    cfg.sink = NULL;
    refuse(&cfg, &cfg.sink);
    cfg = config(TNEF_ENCODE_BASE64);
    cfg.max_input = TNEF_ENCODE_CEILING + 1u;
    refuse(&cfg, &cfg.max_input);
    cfg.max_input = TNEF_ENCODE_CEILING;
    cfg.max_output = TNEF_ENCODE_CEILING + 1u;
    refuse(&cfg, &cfg.max_output);
    cfg.max_output = TNEF_ENCODE_CEILING;
    assert_int_equal(tnef_encode_check(&cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_encode_init(&e, mem, size, &cfg), TNEF_OK);
    assert_ptr_equal(e, mem);
    tnef_encode_free(e);
    tnef_encode_free(NULL);
}

static void allocates_once(void **state)
{
    tnef_encode_config cfg = config(TNEF_ENCODE_QUOTED_PRINTABLE);
    struct counting_alloc c;
    tnef_encode *e;

    (void)state;
    counting_alloc_init(&c, 0);
    assert_int_equal(tnef_encode_new(&e, &cfg, &c.alloc), TNEF_OK);
    assert_int_equal(c.calls, 1);
    assert_int_equal(c.held, tnef_encode_size());
    tnef_encode_free(e);
    assert_int_equal(c.held, 0);
    counting_alloc_init(&c, 1);
    assert_int_equal(tnef_encode_new(&e, &cfg, &c.alloc), TNEF_E_MEMORY);
    assert_null(e);
}

/* ---- Limits ------------------------------------------------------------------------------------------- */

/* Every limit on output gives just so many bytes, however it is cut, and also if the end is what is too
 * long. */
static void gives_no_more_than_the_limit(void **state)
{
    static const struct encode_plan at_once;
    uint8_t in[90];

    (void)state;
    transfer_fill(in, sizeof in, 5);
    memcpy(in + 80, " .\nFrom  ", 9);
    for (size_t k = 0; k < KINDS; k++) {
        for (size_t len = 85; len <= sizeof in; len++) {
            struct encode_result whole;

            encode_run(&whole, kinds[k], in, len, &at_once);
            for (uint64_t limit = 1; limit <= whole.len + 1; limit++) {
                struct encode_plan plan = { .max_output = limit };
                tnef_status want = limit < whole.len ? TNEF_E_LIMIT_OUTPUT : TNEF_OK;
                struct encode_result r;

                encode_run(&r, kinds[k], in, len, &plan);
                assert_int_equal(r.status, want);
                assert_int_equal(r.len, limit < whole.len ? limit : whole.len);
                assert_memory_equal(r.out, whole.out, r.len);
                if (want != TNEF_OK) {
                    assert_int_equal(r.error.limit, limit);
                    assert_int_equal(r.error.found, limit + 1);
                    assert_int_equal(r.error.offset, r.taken - 1);
                }
                if (limit % 16 == 3)
                    FAIL_IF(encode_check_ways(&r, kinds[k], in, len, &plan));
                encode_result_free(&r);
            }
            encode_result_free(&whole);
        }
    }
}

static void takes_no_more_than_the_limit(void **state)
{
    uint8_t in[100];

    (void)state;
    transfer_fill(in, sizeof in, 6);
    for (size_t k = 0; k < KINDS; k++) {
        struct encode_plan plan = { .max_input = sizeof in };
        struct encode_result r;

        encode_run(&r, kinds[k], in, sizeof in, &plan);
        assert_int_equal(r.status, TNEF_OK);
        encode_result_free(&r);
        plan.max_input--;
        encode_run(&r, kinds[k], in, sizeof in, &plan);
        assert_int_equal(r.fed, TNEF_E_LIMIT_INPUT);
        assert_int_equal(r.status, TNEF_E_LIMIT_INPUT);
        assert_int_equal(r.taken, sizeof in - 1);
        assert_int_equal(r.error.offset, sizeof in - 1);
        assert_int_equal(r.error.limit, sizeof in - 1);
        assert_int_equal(r.error.found, sizeof in);
        FAIL_IF(encode_check_ways(&r, kinds[k], in, sizeof in, &plan));
        encode_result_free(&r);
    }
}

/* ---- What a sink answers ------------------------------------------------------------------------------ */

struct answer {
    tnef_encode *e;
    tnef_status status;
    size_t taken;
    uint64_t calls, at;
    int misuse; /* what it calls that it must not */
};

static tnef_status give_answer(void *user, const void *buf, size_t len, size_t *taken)
{
    struct answer *a = user;
    size_t n;

    (void)buf;
    (void)len;
    a->calls++;
    if (a->misuse == 1)
        assert_int_equal(tnef_encode_feed(a->e, "x", 1, &n), TNEF_E_STATE);
    else if (a->misuse == 2)
        assert_int_equal(tnef_encode_finish(a->e), TNEF_E_STATE);
    else if (a->misuse == 3)
        assert_int_equal(tnef_encode_reset(a->e), TNEF_E_STATE);
    if (a->calls < a->at)
        return TNEF_OK;
    *taken = a->taken;
    return a->status;
}

static void begin(struct answer *a, uint32_t kind)
{
    tnef_encode_config cfg = config(kind);

    cfg.sink = give_answer;
    cfg.user = a;
    assert_int_equal(tnef_encode_new(&a->e, &cfg, NULL), TNEF_OK);
}

static void ends_when_the_sink_says_so(void **state)
{
    static const tnef_status statuses[] = {
        TNEF_STOPPED, TNEF_STOP, TNEF_E_CALLBACK, TNEF_E_MEMORY, -1000, 77
    };

    (void)state;
    for (size_t k = 0; k < KINDS; k++) {
        for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
            struct answer a = { .status = statuses[i], .taken = 2, .at = 1 };
            tnef_status expected = i < 2 ? TNEF_STOPPED : TNEF_E_CALLBACK;
            struct tnef_encode_info info = { .size = sizeof info };
            tnef_error error = { .size = sizeof error };
            size_t taken;

            begin(&a, kinds[k]);
            assert_int_equal(tnef_encode_feed(a.e, "a=b c=d ", 8, &taken), expected);
            tnef_encode_info(a.e, &info);
            assert_int_equal(info.output, 2);
            tnef_encode_error(a.e, &error);
            assert_int_equal(error.status, expected);
            assert_int_equal(error.code, TNEF_NO_CODE);
            assert_int_equal(error.user_code, i < 2 ? 0 : statuses[i]);
            assert_int_equal(tnef_encode_feed(a.e, "x", 1, &taken), expected);
            assert_int_equal(taken, 0);
            assert_int_equal(tnef_encode_finish(a.e), expected);
            assert_int_equal(a.calls, 1);
            assert_int_equal(tnef_encode_reset(a.e), TNEF_OK);
            a.at = UINT64_MAX;
            assert_int_equal(tnef_encode_feed(a.e, "abc", 3, NULL), TNEF_OK);
            assert_int_equal(tnef_encode_finish(a.e), TNEF_OK);
            tnef_encode_free(a.e);
        }
    }
}

/* A pause at the last byte still is one. A sink that claims more than it got is not believed. */
static void pauses_at_the_last_byte(void **state)
{
    struct answer a = { .status = TNEF_PAUSED, .taken = 1000, .at = 1 };
    struct tnef_encode_info info = { .size = sizeof info };
    size_t taken;

    (void)state;
    begin(&a, TNEF_ENCODE_BASE64);
    assert_int_equal(tnef_encode_feed(a.e, "foob", 4, &taken), TNEF_PAUSED);
    assert_int_equal(taken, 4);
    assert_int_equal(tnef_encode_feed(a.e, NULL, 0, &taken), TNEF_OK);
    assert_int_equal(a.calls, 1);
    assert_int_equal(tnef_encode_finish(a.e), TNEF_PAUSED);
    assert_int_equal(tnef_encode_finish(a.e), TNEF_OK);
    tnef_encode_info(a.e, &info);
    assert_int_equal(info.output, 10);
    tnef_encode_free(a.e);
}

static void misuse_is_permanent(void **state)
{
    size_t taken = 7;

    (void)state;
    for (int misuse = 0; misuse <= 3; misuse++) {
        struct answer a = { .at = UINT64_MAX, .misuse = misuse };

        begin(&a, TNEF_ENCODE_BASE64);
        if (misuse == 0) {
            assert_int_equal(tnef_encode_feed(a.e, "ab", 2, NULL), TNEF_OK);
            assert_int_equal(tnef_encode_feed(a.e, NULL, 1, &taken), TNEF_E_ARGUMENT);
            assert_int_equal(taken, 0);
            assert_int_equal(tnef_encode_finish(a.e), TNEF_E_ARGUMENT);
        } else {
            assert_int_equal(tnef_encode_feed(a.e, "abc", 3, &taken), TNEF_E_STATE);
            assert_int_equal(tnef_encode_finish(a.e), TNEF_E_STATE);
        }
        a.misuse = 0;
        assert_int_equal(tnef_encode_reset(a.e), TNEF_OK);
        assert_int_equal(tnef_encode_finish(a.e), TNEF_OK);
        assert_int_equal(tnef_encode_feed(a.e, "a", 1, &taken), TNEF_E_STATE);
        assert_int_equal(tnef_encode_finish(a.e), TNEF_E_STATE);
        tnef_encode_free(a.e);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_what_cannot_be),       cmocka_unit_test(allocates_once),
        cmocka_unit_test(gives_no_more_than_the_limit), cmocka_unit_test(takes_no_more_than_the_limit),
        cmocka_unit_test(ends_when_the_sink_says_so),   cmocka_unit_test(pauses_at_the_last_byte),
        cmocka_unit_test(misuse_is_permanent),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
