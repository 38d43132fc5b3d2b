/* SPDX-License-Identifier: MIT */

/* The RTF reader: allocation, and what callers and sinks may do. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <tnef/rtf.h>

#include "counting_alloc.h"

static tnef_status ignore(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    (void)len;
    (void)taken;
    return TNEF_OK;
}

static tnef_status answer(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)buf;
    (void)len;
    (void)taken;
    return *(tnef_status *)user;
}

static void sinks_that_stop_or_fail(void **state)
{
    static const tnef_status answers[] = { TNEF_STOPPED, TNEF_E_MEMORY, 7 };

    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        tnef_status say = answers[i];
        tnef_rtf_config cfg = { .size = sizeof cfg, .sink = answer, .user = &say };
        tnef_status expected = say == TNEF_STOPPED ? TNEF_STOPPED : TNEF_E_CALLBACK;
        tnef_error error = { .size = sizeof error };
        tnef_rtf *rtf;

        assert_int_equal(tnef_rtf_new(&rtf, &cfg, NULL), TNEF_OK);
        assert_int_equal(tnef_rtf_feed(rtf, "{\\rtf1 a", 8, NULL), expected);
        assert_int_equal(tnef_rtf_feed(rtf, "b", 1, NULL), expected);
        assert_int_equal(tnef_rtf_finish(rtf), expected);
        tnef_rtf_error(rtf, &error);
        assert_int_equal(error.user_code, say == TNEF_STOPPED ? 0 : say);
        say = TNEF_OK;
        assert_int_equal(tnef_rtf_reset(rtf), TNEF_OK);
        assert_int_equal(tnef_rtf_feed(rtf, "{\\rtf1 a}", 9, NULL), TNEF_OK);
        assert_int_equal(tnef_rtf_finish(rtf), TNEF_OK);
        assert_int_equal(tnef_rtf_feed(rtf, "b", 1, NULL), TNEF_E_STATE);
        tnef_rtf_free(rtf);
    }
}

/* One allocation, which may fail, and its release. */
static void allocation(void **state)
{
    tnef_rtf_config cfg = { .size = sizeof cfg, .sink = ignore };
    struct counting_alloc c;
    tnef_rtf *rtf;

    (void)state;
    counting_alloc_init(&c, 1);
    assert_int_equal(tnef_rtf_new(&rtf, &cfg, &c.alloc), TNEF_E_MEMORY);
    assert_null(rtf);
    assert_int_equal(c.held, 0);
    counting_alloc_init(&c, 2);
    assert_int_equal(tnef_rtf_new(&rtf, &cfg, &c.alloc), TNEF_OK);
    assert_int_equal(tnef_rtf_feed(rtf, "{\\rtf1\\ansicpg1251 \\'e0{\\b x}", 29, NULL), TNEF_OK);
    assert_int_equal(c.calls, 1);
    assert_int_equal(c.held, tnef_rtf_size());
    tnef_rtf_free(rtf);
    assert_int_equal(c.held, 0);
    c.alloc.release = NULL;
    assert_int_equal(tnef_rtf_new(&rtf, &cfg, &c.alloc), TNEF_E_ARGUMENT);
}

/* Memory that is not aligned is given back. */
static void *odd_alloc(void *user, size_t size)
{
    unsigned char *p = user;

    (void)size;
    p[0]++;
    return p + 1;
}

static void odd_release(void *user, void *mem, size_t size)
{
    unsigned char *p = user;

    assert_ptr_equal(mem, p + 1);
    assert_int_equal(size, tnef_rtf_size());
    p[0]--;
}

static void memory_that_is_not_aligned(void **state)
{
    static _Alignas(16) unsigned char mem[TNEF_RTF_SIZE_MAX + 16];
    const tnef_allocator alloc = { .alloc = odd_alloc, .release = odd_release, .user = mem };
    tnef_rtf_config cfg = { .size = sizeof cfg, .sink = ignore };
    tnef_rtf *rtf;

    (void)state;
    assert_int_equal(tnef_rtf_new(&rtf, &cfg, &alloc), TNEF_E_ARGUMENT);
    assert_null(rtf);
    assert_int_equal(mem[0], 0);
}

struct caller {
    tnef_rtf *rtf;
    int which;
    tnef_status said;
};

static tnef_status call_back(void *user, const void *buf, size_t len, size_t *taken)
{
    struct caller *c = user;

    (void)buf;
    (void)len;
    (void)taken;
    if (c->which == 0)
        c->said = tnef_rtf_feed(c->rtf, "b", 1, NULL);
    else if (c->which == 1)
        c->said = tnef_rtf_finish(c->rtf);
    else
        c->said = tnef_rtf_reset(c->rtf);
    return TNEF_OK;
}

static void calls_from_inside(void **state)
{
    (void)state;
    for (int which = 0; which < 3; which++) {
        struct caller c = { .which = which };
        tnef_rtf_config cfg = { .size = sizeof cfg, .sink = call_back, .user = &c };
        struct tnef_rtf_info info = { .size = sizeof info - 1 };
        tnef_error error = { .size = sizeof error - 1 };

        assert_int_equal(tnef_rtf_new(&c.rtf, &cfg, NULL), TNEF_OK);
        assert_int_equal(tnef_rtf_feed(c.rtf, "{\\rtf1 a", 8, NULL), TNEF_E_STATE);
        assert_int_equal(c.said, TNEF_E_STATE);
        assert_int_equal(tnef_rtf_finish(c.rtf), TNEF_E_STATE);
        tnef_rtf_info(c.rtf, &info);   /* of an older caller: what fits is filled */
        tnef_rtf_error(c.rtf, &error);
        assert_int_equal(info.size, sizeof info - 1);
        assert_int_equal(info.kind, TNEF_RTF_RICH);
        assert_int_equal(info.input, 8);
        assert_int_equal(error.size, sizeof error - 1);
        assert_int_equal(error.status, TNEF_E_STATE);
        tnef_rtf_free(c.rtf);
    }
}

static void wrong_arguments(void **state)
{
    static _Alignas(16) unsigned char mem[TNEF_RTF_SIZE_MAX + 16];
    tnef_status say = TNEF_OK;
    tnef_rtf_config cfg = { .size = sizeof cfg, .sink = answer, .user = &say };
    tnef_rtf *rtf;

    (void)state;
    assert_true(tnef_rtf_size() <= TNEF_RTF_SIZE_MAX);
    assert_int_equal(tnef_rtf_init(&rtf, mem, tnef_rtf_size() - 1, &cfg), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_rtf_init(&rtf, mem + 1, sizeof mem - 1, &cfg), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_rtf_init(&rtf, NULL, sizeof mem, &cfg), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_rtf_init(&rtf, mem, sizeof mem, NULL), TNEF_E_ARGUMENT);
    cfg.want = 3;
    assert_int_equal(tnef_rtf_init(&rtf, mem, sizeof mem, &cfg), TNEF_E_ARGUMENT);
    cfg.want = 0;
    cfg.sink = NULL;
    assert_int_equal(tnef_rtf_init(&rtf, mem, sizeof mem, &cfg), TNEF_E_ARGUMENT);
    cfg.sink = answer;
    cfg.size--;
    assert_int_equal(tnef_rtf_init(&rtf, mem, sizeof mem, &cfg), TNEF_E_ARGUMENT);
    cfg.size++;
    assert_int_equal(tnef_rtf_init(&rtf, mem, tnef_rtf_size(), &cfg), TNEF_OK);
    assert_int_equal(tnef_rtf_feed(rtf, NULL, 1, NULL), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_rtf_finish(rtf), TNEF_E_ARGUMENT);
    tnef_rtf_free(rtf);
    tnef_rtf_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sinks_that_stop_or_fail),
        cmocka_unit_test(allocation),
        cmocka_unit_test(memory_that_is_not_aligned),
        cmocka_unit_test(calls_from_inside),
        cmocka_unit_test(wrong_arguments),
    };

    return cmocka_run_group_tests_name("rtf_life", tests, NULL, NULL);
}
