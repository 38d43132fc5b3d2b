/* SPDX-License-Identifier: MIT */

/* The decoder of compressed RTF as an object: memory, configuration, stops, failures, misuse. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "counting_alloc.h"
#include "lzfu_check.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

/* ---- A sink that does what a test wants ----------------------------------------------------- */

struct script {
    tnef_lzfu *z;
    char out[256];
    size_t len;
    unsigned calls;
    unsigned answer_at;         /* this call is answered so; the others take all                  */
    tnef_status answer;
    size_t take;
    unsigned misuse_at;         /* this call calls a function that it must not                    */
    int misuse;
    tnef_status misused;
};

static void misuse(struct script *s)
{
    size_t taken;

    switch (s->misuse) {
    case 0: s->misused = tnef_lzfu_feed(s->z, "x", 1, &taken); break;
    case 1: s->misused = tnef_lzfu_finish(s->z); break;
    default: s->misused = tnef_lzfu_reset(s->z); break;
    }
}

static tnef_status sink(void *user, const void *buf, size_t len, size_t *taken)
{
    struct script *s = user;
    struct tnef_lzfu_info info = { .size = sizeof info };
    tnef_error error = { .size = sizeof error };

    s->calls++;
    tnef_lzfu_info(s->z, &info);               /* these two are allowed */
    tnef_lzfu_error(s->z, &error);
    assert_true(s->len + len <= sizeof s->out);
    if (s->calls == s->misuse_at)
        misuse(s);
    if (s->calls == s->answer_at) {
        *taken = s->take;
        if (s->take < len)
            len = s->take;
    }
    memcpy(s->out + s->len, buf, len);
    s->len += len;
    return s->calls == s->answer_at ? s->answer : TNEF_OK;
}

static tnef_lzfu_config config(struct script *s)
{
    return (tnef_lzfu_config){ .size = sizeof(tnef_lzfu_config), .sink = sink, .user = s };
}

/* "hello hello world" as a value. */
static void write_hello(struct lzfu_writer *w)
{
    struct lzfu_header h;

    lzfu_writer_init(w);
    lzfu_text(w, "hello hello world", 17);
    lzfu_end(w);
    h = lzfu_header_coded(w);
    lzfu_put_header(w, &h);
}

/* ---- Memory --------------------------------------------------------------------------------- */

static void lzfu_static_memory(void **state)
{
    alignas(max_align_t) static unsigned char mem[TNEF_LZFU_SIZE_MAX + 1];
    struct script s = { .len = 0 };
    tnef_lzfu_config cfg = config(&s);
    struct lzfu_writer w;

    (void)state;
    assert_true(tnef_lzfu_size() <= TNEF_LZFU_SIZE_MAX);
    assert_int_equal(tnef_lzfu_init(&s.z, mem, tnef_lzfu_size() - 1, &cfg), TNEF_E_ARGUMENT);
    assert_null(s.z);
    assert_int_equal(tnef_lzfu_init(&s.z, mem + 1, sizeof mem - 1, &cfg), TNEF_E_ARGUMENT);
    assert_null(s.z);
    assert_int_equal(tnef_lzfu_init(&s.z, NULL, sizeof mem, &cfg), TNEF_E_ARGUMENT);
    memset(mem, 0xA5, sizeof mem);
    assert_int_equal(tnef_lzfu_init(&s.z, mem, tnef_lzfu_size(), &cfg), TNEF_OK);
    write_hello(&w);
    for (int round = 0; round < 2; round++) {
        assert_int_equal(tnef_lzfu_feed(s.z, w.bytes, w.len, NULL), TNEF_OK);
        assert_int_equal(tnef_lzfu_finish(s.z), TNEF_OK);
        assert_int_equal(s.len, 17);
        assert_memory_equal(s.out, "hello hello world", 17);
        assert_int_equal(tnef_lzfu_reset(s.z), TNEF_OK);
        s.len = 0;
    }
    lzfu_writer_free(&w);
    tnef_lzfu_free(s.z);
    tnef_lzfu_free(NULL);
}

/* One allocation, of one size, whatever the input claims: Z3 of docs/faults.md. */
static void lzfu_one_allocation(void **state)
{
    struct script s = { .len = 0 };
    tnef_lzfu_config cfg = config(&s);
    struct counting_alloc c;
    struct lzfu_writer w;

    (void)state;
    write_hello(&w);
    memset(w.bytes, 0xFF, 8);
    counting_alloc_init(&c, 1);
    assert_int_equal(tnef_lzfu_new(&s.z, &cfg, &c.alloc), TNEF_E_MEMORY);
    assert_null(s.z);
    counting_alloc_init(&c, 0);
    assert_int_equal(tnef_lzfu_new(&s.z, &cfg, &c.alloc), TNEF_OK);
    assert_int_equal(tnef_lzfu_feed(s.z, w.bytes, w.len, NULL), TNEF_OK);
    assert_int_equal(tnef_lzfu_finish(s.z), TNEF_OK);
    assert_int_equal(s.len, 17);
    assert_int_equal(c.calls, 1);
    assert_int_equal(c.held, tnef_lzfu_size());
    tnef_lzfu_free(s.z);
    assert_int_equal(c.held, 0);
    c.alloc.release = NULL;
    assert_int_equal(tnef_lzfu_new(&s.z, &cfg, &c.alloc), TNEF_E_ARGUMENT);
    lzfu_writer_free(&w);
}

/* ---- Configuration -------------------------------------------------------------------------- */

static void lzfu_configuration(void **state)
{
    struct { tnef_lzfu_config cfg; uint64_t more; } later;
    struct script s = { .len = 0 };
    const tnef_lzfu_config good = config(&s);
    tnef_lzfu_config bad[6];

    (void)state;
    for (size_t i = 0; i < 6; i++)
        bad[i] = good;
    bad[0].size = 0;
    bad[1].size = (uint32_t)sizeof bad[1] - 1u;
    bad[2].flags = 1;
    bad[3].sink = NULL;
    bad[4].max_output = (UINT64_C(1) << 62) + 1;
    bad[5].max_input = (UINT64_C(1) << 62) + 1;
    for (size_t i = 0; i < 6; i++) {
        s.z = (tnef_lzfu *)&s;
        assert_int_equal(tnef_lzfu_new(&s.z, &bad[i], NULL), TNEF_E_ARGUMENT);
        assert_null(s.z);
    }
    assert_int_equal(tnef_lzfu_new(&s.z, NULL, NULL), TNEF_E_ARGUMENT);
    bad[0] = good;
    bad[0].max_output = bad[0].max_input = UINT64_C(1) << 62;
    assert_int_equal(tnef_lzfu_new(&s.z, &bad[0], NULL), TNEF_OK);
    tnef_lzfu_free(s.z);
    memset(&later, 0, sizeof later);            /* a struct of a later version */
    later.cfg = good;
    later.cfg.size = sizeof later;
    assert_int_equal(tnef_lzfu_new(&s.z, &later.cfg, NULL), TNEF_OK);
    tnef_lzfu_free(s.z);
    later.more = 1;
    assert_int_equal(tnef_lzfu_new(&s.z, &later.cfg, NULL), TNEF_E_ARGUMENT);
}

/* Structs of another size get what they have room for, and nothing after it. */
static void lzfu_answers_of_another_size(void **state)
{
    struct script s = { .len = 0 };
    tnef_lzfu_config cfg = config(&s);
    struct tnef_lzfu_info info, before;
    tnef_error error, error_before;

    (void)state;
    assert_int_equal(tnef_lzfu_new(&s.z, &cfg, NULL), TNEF_OK);
    memset(&info, 0x55, sizeof info);
    memset(&error, 0x55, sizeof error);
    info.size = (uint32_t)sizeof info - 1u;
    error.size = (uint32_t)sizeof error - 1u;
    before = info;
    error_before = error;
    tnef_lzfu_info(s.z, &info);
    tnef_lzfu_error(s.z, &error);
    assert_int_equal(info.size, sizeof info - 1u);
    assert_int_equal(error.size, sizeof error - 1u);
    assert_true(info.flags == 0 && info.input == 0 && error.status == TNEF_OK);
    assert_int_equal(((unsigned char *)&info)[sizeof info - 1u], 0x55);
    assert_int_equal(((unsigned char *)&error)[sizeof error - 1u], 0x55);
    info = before;
    error = error_before;
    info.size = error.size = 3;
    before.size = error_before.size = 3;
    tnef_lzfu_info(s.z, &info);
    tnef_lzfu_error(s.z, &error);
    assert_memory_equal(&info, &before, sizeof info);
    assert_memory_equal(&error, &error_before, sizeof error);
    info.size = (uint32_t)sizeof info + 8u;
    tnef_lzfu_info(s.z, &info);
    assert_int_equal(info.size, sizeof info);
    assert_int_equal(info.flags, 0);
    tnef_lzfu_free(s.z);
}

/* ---- Stops, failures, misuse ---------------------------------------------------------------- */

/* Both ways to the sink: from the window, and straight from the input. */
static void for_both(struct script script, tnef_status status, int32_t user_code, size_t len)
{
    for (int stored = 0; stored < 2; stored++) {
        struct script s = script;
        tnef_lzfu_config cfg = config(&s);
        tnef_error error = { .size = sizeof error };
        struct lzfu_writer w;
        size_t taken;

        write_hello(&w);
        if (stored != 0) {
            struct lzfu_header h;

            lzfu_writer_free(&w);
            lzfu_writer_init(&w);
            lzfu_bytes(&w, "hello hello world", 17);
            h = lzfu_header_stored(&w);
            lzfu_put_header(&w, &h);
        }
        assert_int_equal(tnef_lzfu_new(&s.z, &cfg, NULL), TNEF_OK);
        assert_int_equal(tnef_lzfu_feed(s.z, w.bytes, w.len, &taken), status);
        assert_int_equal(tnef_lzfu_feed(s.z, w.bytes, w.len, &taken), status);
        assert_int_equal(taken, 0);
        assert_int_equal(tnef_lzfu_finish(s.z), status);
        assert_int_equal(tnef_lzfu_finish(s.z), status);
        assert_int_equal(s.calls, 1);
        assert_int_equal(s.len, len);
        tnef_lzfu_error(s.z, &error);
        assert_int_equal(error.status, status);
        assert_int_equal(error.user_code, user_code);
        assert_int_equal(tnef_lzfu_feed(s.z, w.bytes, w.len, &taken), TNEF_E_STATE);
        if (script.misuse_at != 0)
            assert_int_equal(s.misused, TNEF_E_STATE);
        assert_int_equal(tnef_lzfu_reset(s.z), TNEF_OK);
        s.len = 0;
        s.answer_at = s.misuse_at = 0;
        assert_int_equal(tnef_lzfu_feed(s.z, w.bytes, w.len, &taken), TNEF_OK);
        assert_int_equal(tnef_lzfu_finish(s.z), TNEF_OK);
        assert_memory_equal(s.out, "hello hello world", 17);
        tnef_lzfu_free(s.z);
        lzfu_writer_free(&w);
    }
}

static void lzfu_sink_stops(void **state)
{
    (void)state;
    for_both((struct script){ .answer_at = 1, .answer = TNEF_STOPPED, .take = 17 },
             TNEF_STOPPED, 0, 17);
    for_both((struct script){ .answer_at = 1, .answer = TNEF_STOPPED }, TNEF_STOPPED, 0, 0);
}

static void lzfu_sink_fails(void **state)
{
    static const tnef_status answers[] = { -1, TNEF_E_LIMIT_OUTPUT, -1000, 3, INT32_MAX,
                                           INT32_MIN };

    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++)
        for_both((struct script){ .answer_at = 1, .answer = answers[i] },
                 TNEF_E_CALLBACK, answers[i], 0);
}

static void lzfu_misuse_from_inside(void **state)
{
    (void)state;
    for (int which = 0; which < 3; which++)
        for_both((struct script){ .misuse_at = 1, .misuse = which }, TNEF_E_STATE, 0, 17);
}

/* A sink that says that it took more than it was offered has taken all. */
static void lzfu_sink_takes_too_much(void **state)
{
    struct script s = { .answer_at = 1, .answer = TNEF_PAUSED, .take = 1000 };
    tnef_lzfu_config cfg = config(&s);
    struct lzfu_writer w;
    size_t taken;

    (void)state;
    write_hello(&w);
    assert_int_equal(tnef_lzfu_new(&s.z, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_lzfu_feed(s.z, w.bytes, w.len, &taken), TNEF_PAUSED);
    assert_int_equal(taken, w.len);
    assert_int_equal(tnef_lzfu_feed(s.z, NULL, 0, &taken), TNEF_OK);
    assert_int_equal(tnef_lzfu_finish(s.z), TNEF_OK);
    assert_int_equal(s.len, 17);
    assert_int_equal(s.calls, 1);
    tnef_lzfu_free(s.z);
    lzfu_writer_free(&w);
}

/* Finish delivers what a pause held back, and may be paused itself. */
static void lzfu_finish_after_a_pause(void **state)
{
    struct script s = { .answer_at = 1, .answer = TNEF_PAUSED, .take = 3 };
    tnef_lzfu_config cfg = config(&s);
    struct lzfu_writer w;

    (void)state;
    write_hello(&w);
    assert_int_equal(tnef_lzfu_new(&s.z, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_lzfu_feed(s.z, w.bytes, w.len, NULL), TNEF_PAUSED);
    s.answer_at = 2;
    assert_int_equal(tnef_lzfu_finish(s.z), TNEF_PAUSED);
    assert_int_equal(s.len, 6);
    assert_int_equal(tnef_lzfu_finish(s.z), TNEF_OK);
    assert_int_equal(s.len, 17);
    assert_memory_equal(s.out, "hello hello world", 17);
    tnef_lzfu_free(s.z);
    lzfu_writer_free(&w);
}

static void lzfu_bad_arguments(void **state)
{
    struct script s = { .len = 0 };
    tnef_lzfu_config cfg = config(&s);
    size_t taken = 7;

    (void)state;
    assert_int_equal(tnef_lzfu_new(&s.z, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_lzfu_feed(s.z, NULL, 0, &taken), TNEF_OK);
    assert_int_equal(tnef_lzfu_feed(s.z, NULL, 1, &taken), TNEF_E_ARGUMENT);
    assert_int_equal(taken, 0);
    assert_int_equal(tnef_lzfu_feed(s.z, "x", 1, &taken), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_lzfu_finish(s.z), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_lzfu_reset(s.z), TNEF_OK);
    assert_int_equal(tnef_lzfu_finish(s.z), TNEF_E_TRUNCATED);
    assert_int_equal(tnef_lzfu_feed(s.z, "x", 1, &taken), TNEF_E_STATE);
    assert_int_equal(tnef_lzfu_finish(s.z), TNEF_E_STATE);
    tnef_lzfu_free(s.z);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lzfu_static_memory),
        cmocka_unit_test(lzfu_one_allocation),
        cmocka_unit_test(lzfu_configuration),
        cmocka_unit_test(lzfu_answers_of_another_size),
        cmocka_unit_test(lzfu_sink_stops),
        cmocka_unit_test(lzfu_sink_fails),
        cmocka_unit_test(lzfu_misuse_from_inside),
        cmocka_unit_test(lzfu_sink_takes_too_much),
        cmocka_unit_test(lzfu_finish_after_a_pause),
        cmocka_unit_test(lzfu_bad_arguments),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
