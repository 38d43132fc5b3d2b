/* SPDX-License-Identifier: MIT */
/* Names of the files that winmail extract writes: numbered without a gap, never taken from anybody, and
 * found without asking for each number that was given before. What is counted is attempts. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "names.h"

#define MANY 5000u

/* What is taken of a name in a folder. */
struct holder {
    unsigned char taken[MANY + 2];
    uint32_t last;               /* number that was given                                           */
    uint32_t refuse;             /* number that fails otherwise; 0: none                            */
};

static struct names names;
static uint64_t attempts;

static int take(void *user, uint32_t number)
{
    struct holder *h = user;

    attempts++;
    errno = number == h->refuse ? EACCES : EEXIST;
    if (number == h->refuse || number > MANY + 1u || h->taken[number])
        return -1;
    h->taken[number] = 1;
    h->last = number;
    return 0;
}

/* Searches, and says what number was given; 0: none. */
static uint32_t search(const char *folder, const char *name, struct holder *h)
{
    return names_search(&names, folder, name, take, h) == 0 ? h->last : 0;
}

static int begin(void **state)
{
    (void)state;
    memset(&names, 0, sizeof names);
    attempts = 0;
    return 0;
}

static void names_same_name_is_linear(void **state)
{
    static struct holder h;

    (void)state;
    for (uint32_t i = 1; i <= MANY; i++)
        assert_int_equal(search("to", "a.txt", &h), i);
    assert_int_equal(attempts, MANY + 1u);
}

/* What was there before costs its number once. */
static void names_there_before_are_passed_over(void **state)
{
    static struct holder h;

    (void)state;
    h.taken[1] = h.taken[3] = h.taken[4] = 1;
    assert_int_equal(search("to", "a.txt", &h), 2);
    assert_int_equal(search("to", "a.txt", &h), 5);
    /* somebody else writes there too */
    h.taken[6] = 1;
    assert_int_equal(search("to", "a.txt", &h), 7);
    assert_int_equal(attempts, 2 + 3 + 2);
}

static void names_and_folders_are_apart(void **state)
{
    static struct holder h[4];

    (void)state;
    for (uint32_t i = 1; i <= 100; i++) {
        assert_int_equal(search("to", "a", &h[0]), i);
        assert_int_equal(search("to", "b", &h[1]), i);
        assert_int_equal(search("to/a", "", &h[2]), i);
        assert_int_equal(search("toa", "", &h[3]), i);
    }
    assert_int_equal(attempts, 4 * 101);
}

static void names_of_one_file_each_are_forgotten(void **state)
{
    char name[32];

    (void)state;
    for (uint32_t i = 0; i < 3u * NAMES_SLOTS; i++) {
        struct holder h = { .last = 0 };

        snprintf(name, sizeof name, "%u", (unsigned)i);
        assert_int_equal(search("to", name, &h), 1);
    }
    assert_int_equal(attempts, 3u * NAMES_SLOTS);
    assert_int_equal(names.used, 0);
}

/* More names than there is room for, each wanted twice, and one that is wanted all the time. */
static void names_without_room_cost_little(void **state)
{
    static struct holder often;
    const uint32_t n = MANY - 1u;
    char name[32];

    (void)state;
    assert_true(n > NAMES_MOST);
    for (uint32_t i = 1; i <= n; i++) {
        struct holder h = { .last = 0 };

        snprintf(name, sizeof name, "%u", (unsigned)i);
        assert_int_equal(search("to", name, &h), 1);
        assert_int_equal(search("to", name, &h), 2);
        assert_int_equal(search("to", "often", &often), i);
        assert_true(names.used > 0 || i == 1);
        assert_true(names.used <= NAMES_MOST);
    }
    /* three for two of a name; the other one was forgotten once, and found again from 1 on */
    assert_true(attempts <= 3u * n + (n + 1u) + n);
}

static void names_failures_are_passed_on(void **state)
{
    static struct holder h = { .refuse = 3 };

    (void)state;
    h.taken[1] = 1;
    assert_int_equal(search("to", "a", &h), 2);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(search("to", "a", &h), 0);
        assert_int_equal(errno, EACCES);
    }
    assert_int_equal(attempts, 2 + 2);
    h.refuse = 0;
    assert_int_equal(search("to", "a", &h), 3);
}

static void names_end(void **state)
{
    static struct holder h;

    (void)state;
    memset(h.taken, 1, sizeof h.taken);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(search("to", "a", &h), 0);
        assert_int_equal(errno, EEXIST);
    }
    assert_int_equal(attempts, NAMES_TRIES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(names_same_name_is_linear, begin),
        cmocka_unit_test_setup(names_there_before_are_passed_over, begin),
        cmocka_unit_test_setup(names_and_folders_are_apart, begin),
        cmocka_unit_test_setup(names_of_one_file_each_are_forgotten, begin),
        cmocka_unit_test_setup(names_without_room_cost_little, begin),
        cmocka_unit_test_setup(names_failures_are_passed_on, begin),
        cmocka_unit_test_setup(names_end, begin),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
