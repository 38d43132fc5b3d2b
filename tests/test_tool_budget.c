/* SPDX-License-Identifier: MIT */
/* What may come out of one file: as much as was asked for, or by what came in. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "winmail.h"

static void budget_asked_for(void **state)
{
    struct budget b = { .limit = 10 };

    (void)state;
    assert_true(budget_file(&b));
    assert_int_equal(budget_take(&b, 4), 4);
    assert_int_equal(budget_take(&b, 0), 0);
    assert_int_equal(budget_take(&b, 7), 6);
    assert_int_equal(budget_take(&b, 1), 0);
    assert_true(budget_file(&b));        /* a file without content is no output */
    b.in = 1000000;
    assert_int_equal(budget_take(&b, 1), 0);
    budget_give_back(&b, 3);
    assert_int_equal(budget_take(&b, 9), 3);
    budget_give_back(&b, UINT64_MAX);
    assert_int_equal(budget_take(&b, 11), 10);
}

static void budget_by_what_comes_in(void **state)
{
    struct budget b = { .in = 0 };
    uint32_t files = 0;

    (void)state;
    assert_int_equal(budget_take(&b, BUDGET_BASE + 1), BUDGET_BASE);
    assert_false(budget_file(&b));
    b.in = 16;
    assert_true(budget_file(&b));
    assert_false(budget_file(&b));
    b.in = 17;
    assert_int_equal(budget_take(&b, 100), BUDGET_RATIO);
    /* what is as large as the input is never too large */
    b = (struct budget){ .in = UINT64_C(1) << 40 };
    for (uint32_t i = 0; i < 1u << 10; i++)
        assert_int_equal(budget_take(&b, 1u << 30), 1u << 30);
    /* files alone come to an end */
    b = (struct budget){ .in = 12 };
    while (files < 1000000 && budget_file(&b))
        files++;
    assert_int_equal(files, BUDGET_BASE / BUDGET_FILE);
    /* and nothing wraps */
    b = (struct budget){ .in = UINT64_MAX, .out = UINT64_MAX - 1 };
    assert_int_equal(budget_take(&b, 3), 1);
    assert_int_equal(budget_take(&b, 3), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(budget_asked_for),
        cmocka_unit_test(budget_by_what_comes_in),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
