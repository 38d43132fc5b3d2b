/* SPDX-License-Identifier: MIT */

/* What holds for all objects alike: "no code" is one number everywhere, and an answer that belongs
 * to the other kind of callback loses nothing. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "objects.h"

#include <stdlib.h>
#include <string.h>

/* ---- Errors without a code ------------------------------------------------------------------ */

static void check_no_code(const struct object *o, void *object, const char *when)
{
    tnef_error e = { .size = sizeof e };

    e.code = 1;
    o->error(object, &e);
    if (e.code != TNEF_NO_CODE || e.size != sizeof e)
        fail_msg("%s, %s: status %d, code %u", o->name, when, e.status, e.code);
}

static void objects_say_no_code_alike(void **state)
{
    (void)state;
    assert_int_equal(TNEF_NO_CODE, UINT32_MAX);
    assert_string_equal(tnef_anomaly_name(TNEF_NO_CODE), "?");
    assert_string_equal(tnef_anomaly_name(TNEF_NO_CODE), "?");
    assert_string_equal(tnef_anomaly_name(TNEF_NO_CODE), "?");
    for (size_t i = 0; i < object_count; i++) {
        const struct object *o = &objects[i];
        struct object_host h = { .limit = 1 };
        void *object;

        assert_int_equal(o->make(&object, &h, NULL), TNEF_OK);
        check_no_code(o, object, "new");
        (void)o->feed(object, "xy", 2, NULL);
        check_no_code(o, object, "beyond the limit");
        (void)o->finish(object);
        check_no_code(o, object, "finished");
        o->end(object);
    }
}

/* The other failures that no anomaly and no anomaly stands for. */
static void objects_say_no_code_of_callbacks(void **state)
{
    static const int answers[] = { -77, TNEF_STOP };

    (void)state;
    for (size_t i = 0; i < object_count; i++) {
        const struct object *o = &objects[i];
        size_t len;
        uint8_t *in = object_input(o, &len);

        for (size_t a = 0; a < sizeof answers / sizeof answers[0]; a++) {
            struct object_host h = { .answer = answers[a], .at = 1 };
            void *object;

            assert_int_equal(o->make(&object, &h, NULL), TNEF_OK);
            (void)o->feed(object, in, len, NULL);
            (void)o->finish(object);
            assert_true(h.calls > 0);
            check_no_code(o, object, "callback");
            o->end(object);
        }
        free(in);
    }
}

static void objects_say_no_code_of_misuse(void **state)
{
    (void)state;
    for (size_t i = 0; i < object_count; i++) {
        const struct object *o = &objects[i];
        struct object_host h = { 0 };
        void *object;

        assert_int_equal(o->make(&object, &h, NULL), TNEF_OK);
        (void)o->finish(object);
        if (strcmp(o->name, "bodies") != 0)
            assert_int_equal(o->feed(object, "x", 1, NULL), TNEF_E_STATE);
        check_no_code(o, object, "misuse");
        o->end(object);
    }
}

/* ---- Allocators that lack a function --------------------------------------------------------------- */

static void *never(void *user, size_t size)
{
    unsigned *calls = user;

    (void)size;
    ++*calls;
    return NULL;
}

static void never_back(void *user, void *ptr, size_t size)
{
    unsigned *calls = user;

    (void)ptr;
    (void)size;
    ++*calls;
}

/* A function that is missing is never called, nor is the other. */
static void objects_refuse_half_an_allocator(void **state)
{
    unsigned calls = 0;
    const tnef_allocator given[] = {
        { NULL, NULL, NULL }, { never, NULL, &calls }, { NULL, never_back, &calls }
    };

    (void)state;
    for (size_t a = 0; a < sizeof given / sizeof given[0]; a++) {
        tnef_message *m = (tnef_message *)(void *)&calls;

        for (size_t i = 0; i < object_count; i++) {
            struct object_host h = { 0 };
            void *object = &h;

            if (objects[i].make(&object, &h, &given[a]) != TNEF_E_ARGUMENT || object != NULL)
                fail_msg("%s, allocator %u", objects[i].name, (unsigned)a);
        }
        assert_int_equal(tnef_message_load(&m, "", 0, NULL, &given[a]), TNEF_E_ARGUMENT);
        assert_null(m);
    }
    assert_int_equal(calls, 0);
}

/* One that has nothing is asked, and is no error of the argument. */
static void objects_say_when_there_is_no_memory(void **state)
{
    (void)state;
    for (size_t i = 0; i <= object_count; i++) {
        unsigned calls = 0;
        const tnef_allocator empty = { never, never_back, &calls };
        struct object_host h = { 0 };
        void *object = &h;
        tnef_status status;

        if (i < object_count)
            status = objects[i].make(&object, &h, &empty);
        else
            status = tnef_message_load((tnef_message **)&object, "", 0, NULL, &empty);
        assert_int_equal(status, TNEF_E_MEMORY);
        assert_null(object);
        assert_int_equal(calls, 1);
    }
}

/* ---- Answers that belong elsewhere ---------------------------------------------------------- */

/* Feeds all of it, again after every pause. Returns what finish said, or what ended the feeding. */
static tnef_status run(const struct object *o, struct object_host *h, const uint8_t *in, size_t len,
                       unsigned *pauses, tnef_error *error)
{
    tnef_status status;
    size_t at = 0, taken;
    void *object;

    *pauses = 0;
    assert_int_equal(o->make(&object, h, NULL), TNEF_OK);
    do {
        status = o->feed(object, in + at, len - at, &taken);
        at += taken;
        *pauses += status == TNEF_PAUSED;
    } while (status == TNEF_PAUSED && *pauses < 10u);
    if (status == TNEF_OK) {
        status = o->finish(object);
        *pauses += status == TNEF_PAUSED;
        if (status == TNEF_PAUSED)
            status = o->finish(object);
    }
    *error = (tnef_error){ .size = sizeof *error };
    o->error(object, error);
    o->end(object);
    return status;
}

/* TNEF_PAUSED from a handler, and TNEF_PAUSE from a sink, pause: once, and nothing is lost. */
static void objects_pause_for_either_word(void **state)
{
    static const int words[] = { TNEF_PAUSE, TNEF_PAUSED };

    (void)state;
    for (size_t i = 0; i < object_count; i++) {
        const struct object *o = &objects[i];
        struct object_host plain = { 0 };
        unsigned pauses;
        tnef_error e;
        size_t len;
        uint8_t *in = object_input(o, &len);
        tnef_status expected = run(o, &plain, in, len, &pauses, &e);

        assert_true(plain.calls > 1 && pauses == 0);
        for (uint64_t at = 1; at <= plain.calls; at += 1 + plain.calls / 40u)
            for (size_t w = 0; w < 2u; w++) {
                struct object_host h = { .answer = words[w], .at = at };
                tnef_status status = run(o, &h, in, len, &pauses, &e);

                if (status != expected || pauses != 1u || h.calls < plain.calls
                    || h.bytes != plain.bytes)
                    fail_msg("%s, call %u, answer %d: %s, %u pauses, %u of %u bytes", o->name,
                             (unsigned)at, words[w], tnef_status_name(status), pauses,
                             (unsigned)h.bytes, (unsigned)plain.bytes);
            }
        free(in);
    }
}

static void objects_stop_for_either_word(void **state)
{
    static const int words[] = { TNEF_STOP, TNEF_STOPPED };

    (void)state;
    for (size_t i = 0; i < object_count; i++) {
        size_t len;
        uint8_t *in = object_input(&objects[i], &len);

        for (size_t w = 0; w < 2u; w++) {
            struct object_host h = { .answer = words[w], .at = 1 };
            unsigned pauses;
            tnef_error e;

            assert_int_equal(run(&objects[i], &h, in, len, &pauses, &e), TNEF_STOPPED);
            assert_int_equal(e.status, TNEF_STOPPED);
            assert_true(h.calls == 1 && pauses == 0);
        }
        free(in);
    }
}

/* What is neither fails, and is said: numbers between the listed ones, the answer of a handler that
 * a sink does not have, kinds, forms, errors. */
static void objects_fail_for_other_answers(void **state)
{
    static const int words[] = { 3, 4, 0x100, 0x104, TNEF_BODY_HTML, TNEF_PART_HTML,
                                 TNEF_E_LIMIT_DEPTH, TNEF_E_CALLBACK, INT32_MAX, INT32_MIN,
                                 TNEF_SKIP };
    const size_t n = sizeof words / sizeof words[0];

    (void)state;
    for (size_t i = 0; i < object_count; i++) {
        size_t len;
        uint8_t *in = object_input(&objects[i], &len);

        for (size_t w = 0; w < n - (objects[i].sinks ? 0u : 1u); w++) {
            struct object_host h = { .answer = words[w], .at = 1 };
            unsigned pauses;
            tnef_error e;

            assert_int_equal(run(&objects[i], &h, in, len, &pauses, &e), TNEF_E_CALLBACK);
            assert_int_equal(e.user_code, words[w]);
            assert_true(h.calls == 1 && pauses == 0);
        }
        free(in);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(objects_say_no_code_alike),
        cmocka_unit_test(objects_say_no_code_of_callbacks),
        cmocka_unit_test(objects_say_no_code_of_misuse),
        cmocka_unit_test(objects_refuse_half_an_allocator),
        cmocka_unit_test(objects_say_when_there_is_no_memory),
        cmocka_unit_test(objects_pause_for_either_word),
        cmocka_unit_test(objects_stop_for_either_word),
        cmocka_unit_test(objects_fail_for_other_answers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
