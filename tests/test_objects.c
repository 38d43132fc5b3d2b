/* SPDX-License-Identifier: MIT */

/* What holds for all objects alike: an allocator that is none is refused, and "no code" is one
 * number everywhere. */

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
    assert_string_equal(tnef_scan_finding_name(TNEF_NO_CODE), "?");
    assert_string_equal(tnef_transfer_anomaly_name(TNEF_NO_CODE), "?");
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

/* The other failures that no anomaly and no finding stands for. */
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(objects_say_no_code_alike),
        cmocka_unit_test(objects_say_no_code_of_callbacks),
        cmocka_unit_test(objects_say_no_code_of_misuse),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
