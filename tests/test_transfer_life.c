/* SPDX-License-Identifier: MIT */
/* What the transfer decoders have in common: birth, limits, what a sink may answer, misuse. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "counting_alloc.h"
#include "transfer_check.h"
#include "transfer_writer.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#define KINDS 4u

/* Every kind's encoding of the same 1000 bytes. */
struct sample {
    uint8_t bytes[1000];
    uint8_t text[KINDS][TRANSFER_ROOM(1000)];
    size_t len[KINDS];
};

static void make_sample(struct sample *s)
{
    size_t n = sizeof s->bytes;

    transfer_fill(s->bytes, n, 1);
    memcpy(s->text[TNEF_TRANSFER_IDENTITY], s->bytes, n);
    s->len[TNEF_TRANSFER_IDENTITY] = n;
    s->len[TNEF_TRANSFER_BASE64] =
        transfer_base64(s->text[TNEF_TRANSFER_BASE64], s->bytes, n, 76, "\r\n");
    s->len[TNEF_TRANSFER_QUOTED_PRINTABLE] =
        transfer_qp(s->text[TNEF_TRANSFER_QUOTED_PRINTABLE], s->bytes, n, false, false, "\r\n");
    s->len[TNEF_TRANSFER_UUENCODE] =
        transfer_uu(s->text[TNEF_TRANSFER_UUENCODE], s->bytes, n, 45, '`', "x", "\r\n");
}

/* ---- Birth ---------------------------------------------------------------------------------- */

static tnef_status drop(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    (void)len;
    (void)taken;
    return TNEF_OK;
}

static tnef_transfer_config config(uint32_t kind)
{
    tnef_transfer_config cfg = { .size = sizeof cfg, .kind = kind, .sink = drop };

    return cfg;
}

static void refuses_what_cannot_be(void **state)
{
    tnef_transfer_config cfg = config(TNEF_TRANSFER_BASE64);
    alignas(max_align_t) unsigned char mem[TNEF_TRANSFER_SIZE_MAX + 1];
    tnef_transfer *t = (tnef_transfer *)mem;
    size_t size = tnef_transfer_size();

    (void)state;
    assert_true(size <= TNEF_TRANSFER_SIZE_MAX);
    assert_int_equal(tnef_transfer_init(&t, NULL, size, &cfg), TNEF_E_ARGUMENT);
    assert_null(t);
    assert_int_equal(tnef_transfer_init(&t, mem, size - 1, &cfg), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_transfer_init(&t, mem + 1, size, &cfg), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_transfer_init(&t, mem, size, NULL), TNEF_E_ARGUMENT);
    cfg.size--;
    assert_int_equal(tnef_transfer_init(&t, mem, size, &cfg), TNEF_E_ARGUMENT);
    cfg = config(4);
    assert_int_equal(tnef_transfer_init(&t, mem, size, &cfg), TNEF_E_ARGUMENT);
    cfg = config(TNEF_TRANSFER_BASE64);
    cfg.sink = NULL;
    assert_int_equal(tnef_transfer_init(&t, mem, size, &cfg), TNEF_E_ARGUMENT);
    cfg = config(TNEF_TRANSFER_BASE64);
    cfg.max_input = TNEF_TRANSFER_CEILING + 1u;
    assert_int_equal(tnef_transfer_init(&t, mem, size, &cfg), TNEF_E_ARGUMENT);
    cfg.max_input = TNEF_TRANSFER_CEILING;
    cfg.max_output = TNEF_TRANSFER_CEILING + 1u;
    assert_int_equal(tnef_transfer_init(&t, mem, size, &cfg), TNEF_E_ARGUMENT);
    cfg.max_output = TNEF_TRANSFER_CEILING;
    assert_int_equal(tnef_transfer_init(&t, mem, size, &cfg), TNEF_OK);
    assert_ptr_equal(t, mem);
    tnef_transfer_free(t);
    tnef_transfer_free(NULL);
}

static void allocates_once(void **state)
{
    tnef_transfer_config cfg = config(TNEF_TRANSFER_UUENCODE);
    struct counting_alloc c;
    tnef_transfer *t;

    (void)state;
    counting_alloc_init(&c, 0);
    assert_int_equal(tnef_transfer_new(&t, &cfg, &c.alloc), TNEF_OK);
    assert_int_equal(c.calls, 1);
    assert_int_equal(c.held, tnef_transfer_size());
    tnef_transfer_free(t);
    assert_int_equal(c.held, 0);
    counting_alloc_init(&c, 1);
    assert_int_equal(tnef_transfer_new(&t, &cfg, &c.alloc), TNEF_E_MEMORY);
    assert_null(t);
    counting_alloc_init(&c, 0);
    cfg.sink = NULL;
    assert_int_equal(tnef_transfer_new(&t, &cfg, &c.alloc), TNEF_E_ARGUMENT);
    assert_int_equal(c.held, 0);
}

/* ---- Limits --------------------------------------------------------------------------------- */

static void gives_no_more_than_the_limit(void **state)
{
    struct sample *s = malloc(sizeof *s);

    (void)state;
    assert_non_null(s);
    make_sample(s);
    for (uint32_t kind = 0; kind < KINDS; kind++) {
        for (uint64_t limit = 998; limit <= 1001; limit++) {
            struct transfer_plan plan = { .max_output = limit };
            struct transfer_result r;

            transfer_run(&r, kind, s->text[kind], s->len[kind], &plan);
            assert_int_equal(r.len, limit < 1000 ? limit : 1000);
            assert_int_equal(r.fed, limit < 1000 ? TNEF_E_LIMIT_OUTPUT : TNEF_OK);
            assert_int_equal(r.status, r.fed);
            assert_memory_equal(r.out, s->bytes, r.len);
            if (limit < 1000) {
                assert_int_equal(r.error.limit, limit);
                assert_int_equal(r.error.found, limit + 1);
                assert_int_equal(r.error.offset, r.taken - 1);
            }
            FAIL_IF(transfer_check_ways(&r, kind, s->text[kind], s->len[kind], &plan));
            transfer_result_free(&r);
        }
    }
    free(s);
}

/* The byte that is too much may come with the end of the input only. */
static void gives_no_more_at_the_end(void **state)
{
    static const char *const in[KINDS] = { "", "Zm9vYmE", "foo=4", "begin 644 x\r\n$9F]O8F\r\n" };
    static const uint64_t all[KINDS] = { 0, 5, 5, 4 };

    (void)state;
    for (uint32_t kind = 1; kind < KINDS; kind++) {
        struct transfer_plan plan = { .max_output = all[kind] };
        struct transfer_result r;

        transfer_run(&r, kind, in[kind], strlen(in[kind]), &plan);
        assert_true(r.len == all[kind] && r.status != TNEF_E_LIMIT_OUTPUT);
        transfer_result_free(&r);
        plan.max_output--;
        transfer_run(&r, kind, in[kind], strlen(in[kind]), &plan);
        assert_int_equal(r.status, TNEF_E_LIMIT_OUTPUT);
        assert_int_equal(r.len, all[kind] - 1);
        FAIL_IF(transfer_check_ways(&r, kind, in[kind], strlen(in[kind]), &plan));
        transfer_result_free(&r);
    }
}

static void takes_no_more_than_the_limit(void **state)
{
    struct sample *s = malloc(sizeof *s);

    (void)state;
    assert_non_null(s);
    make_sample(s);
    for (uint32_t kind = 0; kind < KINDS; kind++) {
        struct transfer_plan plan = { .max_input = s->len[kind] };
        struct transfer_result r;

        transfer_run(&r, kind, s->text[kind], s->len[kind], &plan);
        assert_true(r.status == TNEF_OK && r.len == 1000);
        transfer_result_free(&r);
        plan.max_input--;
        transfer_run(&r, kind, s->text[kind], s->len[kind], &plan);
        assert_int_equal(r.fed, TNEF_E_LIMIT_INPUT);
        assert_int_equal(r.status, TNEF_E_LIMIT_INPUT);
        assert_int_equal(r.taken, plan.max_input);
        assert_int_equal(r.error.offset, plan.max_input);
        assert_int_equal(r.error.limit, plan.max_input);
        assert_int_equal(r.error.found, plan.max_input + 1);
        FAIL_IF(transfer_check_ways(&r, kind, s->text[kind], s->len[kind], &plan));
        transfer_result_free(&r);
    }
    free(s);
}

/* ---- Identity ------------------------------------------------------------------------------- */

struct watch {
    const uint8_t *from;
    size_t len;
};

static tnef_status same_place(void *user, const void *buf, size_t len, size_t *taken)
{
    struct watch *w = user;

    (void)taken;
    assert_ptr_equal(buf, w->from + w->len);
    w->len += len;
    return TNEF_OK;
}

static void passes_the_callers_bytes(void **state)
{
    static const uint8_t in[] = "a=3D\r\n\0\n\r \xFF";
    struct watch w = { in, 0 };
    tnef_transfer_config cfg = {
        .size = sizeof cfg, .kind = TNEF_TRANSFER_IDENTITY, .sink = same_place, .user = &w,
    };
    struct tnef_transfer_info info = { .size = sizeof info };
    tnef_transfer *t;

    (void)state;
    assert_int_equal(tnef_transfer_new(&t, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_transfer_feed(t, in, 5, NULL), TNEF_OK);
    assert_int_equal(tnef_transfer_feed(t, in + 5, sizeof in - 5, NULL), TNEF_OK);
    assert_int_equal(tnef_transfer_finish(t), TNEF_OK);
    assert_int_equal(w.len, sizeof in);
    tnef_transfer_info(t, &info);
    assert_int_equal(info.anomalies, 0);
    assert_int_equal(info.first_code, TNEF_NO_CODE);
    assert_int_equal(info.output, sizeof in);
    tnef_transfer_free(t);
}

/* ---- What a sink answers -------------------------------------------------------------------- */

struct answer {
    tnef_transfer *t;
    tnef_status status;
    size_t taken;
    uint64_t calls, at;
};

static tnef_status give_answer(void *user, const void *buf, size_t len, size_t *taken)
{
    struct answer *a = user;

    (void)buf;
    (void)len;
    if (++a->calls < a->at)
        return TNEF_OK;
    *taken = a->taken;
    return a->status;
}

static void ends_when_the_sink_says_so(void **state)
{
    static const tnef_status statuses[] = {
        TNEF_STOPPED, TNEF_E_CALLBACK, TNEF_E_MEMORY, -1000, 77,
    };
    struct sample *s = malloc(sizeof *s);

    (void)state;
    assert_non_null(s);
    make_sample(s);
    for (uint32_t kind = 0; kind < KINDS; kind++) {
        for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
            struct answer a = { .status = statuses[i], .taken = 2, .at = 1 };
            tnef_transfer_config cfg = config(kind);
            tnef_status expected = i == 0 ? TNEF_STOPPED : TNEF_E_CALLBACK;
            struct tnef_transfer_info info = { .size = sizeof info };
            tnef_error error = { .size = sizeof error };
            size_t taken;

            cfg.sink = give_answer;
            cfg.user = &a;
            assert_int_equal(tnef_transfer_new(&a.t, &cfg, NULL), TNEF_OK);
            assert_int_equal(tnef_transfer_feed(a.t, s->text[kind], s->len[kind], &taken),
                             expected);
            assert_true(taken > 0 && taken <= s->len[kind]);
            tnef_transfer_info(a.t, &info);
            assert_int_equal(info.output, 2);
            tnef_transfer_error(a.t, &error);
            assert_int_equal(error.status, expected);
            assert_int_equal(error.user_code, i == 0 ? 0 : statuses[i]);
            assert_int_equal(tnef_transfer_feed(a.t, s->text[kind], 1, &taken), expected);
            assert_int_equal(taken, 0);
            assert_int_equal(tnef_transfer_finish(a.t), expected);
            assert_int_equal(a.calls, 1);
            assert_int_equal(tnef_transfer_reset(a.t), TNEF_OK);
            a.at = UINT64_MAX;
            assert_int_equal(tnef_transfer_feed(a.t, s->text[kind], s->len[kind], &taken),
                             TNEF_OK);
            assert_int_equal(tnef_transfer_finish(a.t), TNEF_OK);
            tnef_transfer_free(a.t);
        }
    }
    free(s);
}

/* A pause at the last byte still is one. A sink that claims more than it got is not believed. */
static void pauses_at_the_last_byte(void **state)
{
    struct answer a = { .status = TNEF_PAUSED, .taken = 1000, .at = 1 };
    tnef_transfer_config cfg = config(TNEF_TRANSFER_BASE64);
    struct tnef_transfer_info info = { .size = sizeof info };
    size_t taken;

    (void)state;
    cfg.sink = give_answer;
    cfg.user = &a;
    assert_int_equal(tnef_transfer_new(&a.t, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_transfer_feed(a.t, "Zm9vYg", 6, &taken), TNEF_PAUSED);
    assert_int_equal(taken, 6);
    assert_int_equal(tnef_transfer_feed(a.t, NULL, 0, &taken), TNEF_OK);
    assert_int_equal(a.calls, 1);
    assert_int_equal(tnef_transfer_finish(a.t), TNEF_PAUSED);
    assert_int_equal(tnef_transfer_finish(a.t), TNEF_OK);
    assert_int_equal(a.calls, 2);
    tnef_transfer_info(a.t, &info);
    assert_int_equal(info.output, 4);
    tnef_transfer_free(a.t);
}

/* ---- Misuse --------------------------------------------------------------------------------- */

enum { CALL_FEED, CALL_FINISH, CALL_RESET };

struct inside {
    tnef_transfer *t;
    int call;
    tnef_status status, answer;
    uint64_t calls;
};

static tnef_status call_inside(void *user, const void *buf, size_t len, size_t *taken)
{
    struct inside *c = user;

    (void)buf;
    (void)len;
    *taken = 0;
    c->calls++;
    if (c->call == CALL_FEED)
        c->status = tnef_transfer_feed(c->t, "x", 1, NULL);
    else if (c->call == CALL_FINISH)
        c->status = tnef_transfer_finish(c->t);
    else
        c->status = tnef_transfer_reset(c->t);
    return c->answer;
}

static void refuses_calls_from_inside(void **state)
{
    static const tnef_status answers[] = { TNEF_OK, TNEF_PAUSED, TNEF_STOPPED, -99 };
    struct sample *s = malloc(sizeof *s);

    (void)state;
    assert_non_null(s);
    make_sample(s);
    for (uint32_t kind = 0; kind < KINDS; kind++) {
        for (int call = CALL_FEED; call <= CALL_RESET; call++) {
            for (size_t i = 0; i < 4; i++) {
                struct inside c = { .call = call, .answer = answers[i] };
                tnef_transfer_config cfg = config(kind);

                cfg.sink = call_inside;
                cfg.user = &c;
                assert_int_equal(tnef_transfer_new(&c.t, &cfg, NULL), TNEF_OK);
                assert_int_equal(tnef_transfer_feed(c.t, s->text[kind], s->len[kind], NULL),
                                 TNEF_E_STATE);
                assert_int_equal(c.status, TNEF_E_STATE);
                assert_int_equal(tnef_transfer_feed(c.t, s->text[kind], 1, NULL), TNEF_E_STATE);
                assert_int_equal(tnef_transfer_finish(c.t), TNEF_E_STATE);
                assert_int_equal(c.calls, 1);
                tnef_transfer_free(c.t);
            }
        }
    }
    free(s);
}

static void refuses_what_comes_too_late(void **state)
{
    (void)state;
    for (uint32_t kind = 0; kind < KINDS; kind++) {
        tnef_transfer_config cfg = config(kind);
        tnef_transfer *t;
        size_t taken = 9;

        assert_int_equal(tnef_transfer_new(&t, &cfg, NULL), TNEF_OK);
        assert_int_equal(tnef_transfer_finish(t),
                         kind == TNEF_TRANSFER_UUENCODE ? TNEF_E_TRUNCATED : TNEF_OK);
        assert_int_equal(tnef_transfer_feed(t, "x", 1, &taken), TNEF_E_STATE);
        assert_int_equal(taken, 0);
        assert_int_equal(tnef_transfer_finish(t), TNEF_E_STATE);
        assert_int_equal(tnef_transfer_reset(t), TNEF_OK);
        assert_int_equal(tnef_transfer_feed(t, NULL, 0, &taken), TNEF_OK);
        assert_int_equal(tnef_transfer_feed(t, NULL, 1, &taken), TNEF_E_ARGUMENT);
        assert_int_equal(tnef_transfer_feed(t, "x", 1, &taken), TNEF_E_ARGUMENT);
        assert_int_equal(tnef_transfer_finish(t), TNEF_E_ARGUMENT);
        tnef_transfer_free(t);
    }
}

/* What a pause held back is not given once the decoder was misused. */
static void drops_what_a_misused_one_holds(void **state)
{
    struct answer a = { .status = TNEF_PAUSED, .taken = 0, .at = 1 };
    tnef_transfer_config cfg = config(TNEF_TRANSFER_BASE64);

    (void)state;
    cfg.sink = give_answer;
    cfg.user = &a;
    assert_int_equal(tnef_transfer_new(&a.t, &cfg, NULL), TNEF_OK);
    assert_int_equal(tnef_transfer_feed(a.t, "Zm9v", 4, NULL), TNEF_PAUSED);
    assert_int_equal(tnef_transfer_feed(a.t, NULL, 1, NULL), TNEF_E_ARGUMENT);
    assert_int_equal(tnef_transfer_finish(a.t), TNEF_E_ARGUMENT);
    assert_int_equal(a.calls, 1);
    tnef_transfer_free(a.t);
}

static void reads_structs_by_their_size(void **state)
{
    tnef_transfer_config cfg = config(TNEF_TRANSFER_BASE64);
    struct tnef_transfer_info info = { .size = offsetof(struct tnef_transfer_info, first_code),
                                       .first_code = 7 };
    tnef_error error = { .size = offsetof(tnef_error, code), .status = 5, .code = 7 };
    tnef_transfer *t;

    (void)state;
    assert_int_equal(tnef_transfer_new(&t, &cfg, NULL), TNEF_OK);
    tnef_transfer_info(t, &info);
    assert_int_equal(info.size, offsetof(struct tnef_transfer_info, first_code));
    assert_int_equal(info.kind, TNEF_TRANSFER_BASE64);
    assert_int_equal(info.first_code, 7);
    info = (struct tnef_transfer_info){ .size = 3 };
    tnef_transfer_info(t, &info);
    assert_true(info.size == 3 && info.kind == 0);
    tnef_transfer_error(t, &error);
    assert_int_equal(error.size, offsetof(tnef_error, code));
    assert_true(error.status == TNEF_OK && error.code == 7);
    assert_int_equal(tnef_transfer_anomalies(t, TNEF_TRANSFER_A_END), 0);
    assert_int_equal(tnef_transfer_first(t, UINT32_MAX), 0);
    tnef_transfer_free(t);
}

static void names_every_anomaly(void **state)
{
    (void)state;
    assert_string_equal(tnef_anomaly_name(TNEF_TRANSFER_A_JUNK), "junk");
    assert_string_equal(tnef_anomaly_name(TNEF_TRANSFER_A_BEGIN_MISSING), "begin_missing");
    assert_string_equal(tnef_anomaly_name(TNEF_TRANSFER_A_AFTER_END), "after_end");
    assert_string_equal(tnef_anomaly_name(TNEF_TRANSFER_A_END), "?");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_what_cannot_be),
        cmocka_unit_test(allocates_once),
        cmocka_unit_test(gives_no_more_than_the_limit),
        cmocka_unit_test(gives_no_more_at_the_end),
        cmocka_unit_test(takes_no_more_than_the_limit),
        cmocka_unit_test(passes_the_callers_bytes),
        cmocka_unit_test(ends_when_the_sink_says_so),
        cmocka_unit_test(pauses_at_the_last_byte),
        cmocka_unit_test(refuses_calls_from_inside),
        cmocka_unit_test(refuses_what_comes_too_late),
        cmocka_unit_test(drops_what_a_misused_one_holds),
        cmocka_unit_test(reads_structs_by_their_size),
        cmocka_unit_test(names_every_anomaly),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
