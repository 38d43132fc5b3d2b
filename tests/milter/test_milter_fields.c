/* SPDX-License-Identifier: MIT */
/* Headers as an MTA tells them, and what makes of one of them another one. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "failing.h"
#include "fields.h"

static struct fields old_header(void)
{
    struct fields f;

    fields_init(&f, 1000);
    assert_int_equal(fields_add(&f, "From", " a@b", 0), 0);
    assert_int_equal(fields_add(&f, "Content-Type", "application/ms-tnef;\n\tname=a", 1), 0);
    assert_int_equal(fields_add(&f, "X", " 1\r\n 2", 0), 0);
    assert_int_equal(fields_add(&f, "content-type", " b", 0), 0);
    assert_int_equal(fields_add(&f, "MIME-version", " 1.0", 0), 0);
    return f;
}

static struct text text_of(const char *text)
{
    struct text t = { .max = 200000 };

    assert_int_equal(text_add(&t, text, strlen(text)), 0);
    return t;
}

static void as_it_came(void **state)
{
    static const char text[] = "From: a@b\r\nContent-Type: application/ms-tnef;\r\n\tname=a\r\nX: 1\r\n 2\r\n"
                               "content-type: b\r\nMIME-version: 1.0\r\n";
    struct fields f = old_header();

    (void)state;
    assert_int_equal(f.text.len, strlen(text));
    assert_memory_equal(f.text.p, text, strlen(text));
    assert_true(fields_has(&f, "FROM"));
    assert_true(fields_has(&f, "mime-version"));
    assert_false(fields_has(&f, "Fro"));
    assert_false(fields_has(&f, "From2"));
    assert_int_equal(fields_before(&f, 1), 0);
    assert_int_equal(fields_before(&f, 3), 1);
    fields_end(&f);
}

static void limits(void **state)
{
    struct fields f;

    (void)state;
    fields_init(&f, 10);
    assert_int_equal(fields_add(&f, "A", "234567", 1), EFBIG);
    fields_end(&f);
    assert_int_equal(fields_add(&f, "A", "23456", 1), 0);
    fields_end(&f);
    fields_init(&f, 1u << 20);
    for (size_t i = 0; i < FIELDS_MAX; i++)
        assert_int_equal(fields_add(&f, "A", "", 0), 0);
    assert_int_equal(fields_add(&f, "A", "", 0), EFBIG);
    assert_int_equal(f.count, FIELDS_MAX);
    fields_end(&f);
}

/* What goes, of the five fields, and where the rest begins; or that it cannot be done. */
static void expect(const char *text, int result, const char *goes, const char *added)
{
    struct fields f = old_header();
    struct text new = text_of(text);
    struct change c;

    assert_int_equal(fields_compare(&f, &new, &c), result);
    if (result == 0) {
        for (size_t i = 0; i < f.count; i++)
            assert_int_equal(c.goes[i] != 0, goes[i] == 'x');
        assert_int_equal(new.len - c.added, strlen(added));
        if (*added != '\0')
            assert_memory_equal(new.p + c.added, added, strlen(added));
    }
    change_end(&c);
    text_end(&new);
    fields_end(&f);
}

#define OLD_TYPE "Content-Type: application/ms-tnef;\r\n\tname=a\r\n"
static void comparing(void **state)
{
    (void)state;
    expect("From: a@b\r\n" OLD_TYPE "X: 1\r\n 2\r\ncontent-type: b\r\nMIME-version: 1.0\r\n", 0, ".....", "");
    expect("From: a@b\r\nX: 1\r\n 2\r\n", 0, ".x.xx", "");
    expect("From: a@b\r\nX: 1\r\n 2\r\nA: b\r\nMIME-Version: 1.0\r\n", 0, ".x.xx",
           "A: b\r\nMIME-Version: 1.0\r\n");
    expect("From: a@b\r\n" OLD_TYPE "X: 1\r\n 2\r\n", 0, "...xx", "");
    /* A field that must not go, or is another one, or stands elsewhere. */
    expect("X: 1\r\n 2\r\n", EINVAL, "", "");
    expect("", EINVAL, "", "");
    expect("From: a@c\r\nX: 1\r\n 2\r\n", EINVAL, "", "");
    expect("X: 1\r\n 2\r\nFrom: a@b\r\n", EINVAL, "", "");
    expect("A: b\r\nFrom: a@b\r\nX: 1\r\n 2\r\n", EINVAL, "", "");
    /* One that goes on, or that cannot be told as a name and a value. */
    expect("From: a@b\r\nX: 1\r\n 2\r\n 3\r\n", EINVAL, "", "");
    expect("From: a@b\r\nX: 1\r\n 2\r\nno colon\r\n", EINVAL, "", "");
    expect("From: a@b\r\nX: 1\r\n 2\r\n: no name\r\n", EINVAL, "", "");
    expect("From: a@b\r\nX: 1\r\n 2\r\nA b: c\r\n", EINVAL, "", "");
    expect("From: a@b\r\nX: 1\r\n 2\r\nA: b", EINVAL, "", "");
    expect("From: a@b\r\nX: 1\r\n 2\r\nA: b\n", EINVAL, "", "");
}

static void values_that_are_too_long(void **state)
{
    static char text[FIELD_VALUE + 100];

    (void)state;
    for (size_t more = 0; more < 2; more++) {
        const int n = snprintf(text, sizeof text, "From: a@b\r\nX: 1\r\n 2\r\nA:");
        const size_t len = (size_t)n + FIELD_VALUE - 3 + more;

        memset(text + n, 'b', sizeof text - (size_t)n);
        memcpy(text + len, "\r\n", 3);
        if (more == 0)
            expect(text, 0, ".x.xx", text + n - 2);
        else
            expect(text, EINVAL, "", "");
    }
}

/* A name that is too long to be told to the MTA stays, and with it all else. */
static void names_that_are_too_long(void **state)
{
    char name[FIELD_NAME + 2];
    struct text new = text_of("");

    (void)state;
    for (size_t len = FIELD_NAME; len <= FIELD_NAME + 1; len++) {
        struct fields f;
        struct change c;

        memset(name, 'a', sizeof name);
        memcpy(name, "Content-", 8);
        name[len] = '\0';
        fields_init(&f, 1000);
        assert_int_equal(fields_add(&f, name, "b", 1), 0);
        assert_int_equal(fields_compare(&f, &new, &c), len == FIELD_NAME ? 0 : EINVAL);
        change_end(&c);
        fields_end(&f);
    }
    text_end(&new);
}

static void bytes_that_are_no_text(void **state)
{
    struct fields f = old_header();
    struct text new = text_of("From: a@b\r\nX: 1\r\n 2\r\n");
    struct change c;

    (void)state;
    assert_int_equal(text_add(&new, "A: \0\r\n", 6), 0);
    assert_int_equal(fields_compare(&f, &new, &c), EINVAL);
    change_end(&c);
    text_end(&new);
    fields_end(&f);
}

static void one_by_one(void **state)
{
    (void)state;
    for (int with_blank = 0; with_blank < 2; with_blank++) {
        struct text new = text_of("A: b\r\n c\r\nD:e\r\nF:\r\n");
        struct added one;
        size_t at = 0;

        assert_int_equal(fields_next(&new, &at, with_blank, &one), 1);
        assert_string_equal(one.name, "A");
        assert_string_equal(one.value, with_blank ? " b\n c" : "b\n c");
        free(one.name);
        free(one.value);
        assert_int_equal(fields_next(&new, &at, with_blank, &one), 1);
        assert_string_equal(one.name, "D");
        assert_string_equal(one.value, "e");
        free(one.name);
        free(one.value);
        assert_int_equal(fields_next(&new, &at, with_blank, &one), 1);
        assert_string_equal(one.value, "");
        free(one.name);
        free(one.value);
        assert_int_equal(fields_next(&new, &at, with_blank, &one), 0);
        text_end(&new);
    }
}

static void memory_runs_out(void **state)
{
    struct text new = text_of("A: b\r\n");
    struct change c;
    struct added one;
    size_t at;

    (void)state;
    for (long good = 0; good < 2; good++) {
        struct fields f;

        fields_init(&f, 1000);
        failing_after(good);
        assert_int_equal(fields_add(&f, "A", "b", 1), ENOMEM);
        failing_after(-1);
        assert_int_equal(f.count, 0);
        fields_end(&f);
        at = 0;
        failing_after(good);
        assert_int_equal(fields_next(&new, &at, 1, &one), -1);
        failing_after(-1);
    }
    failing_after(0);
    assert_int_equal(fields_compare(&(struct fields){ .count = 0 }, &new, &c), ENOMEM);
    failing_after(-1);
    change_end(&c);
    text_end(&new);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_it_came),
        cmocka_unit_test(limits),
        cmocka_unit_test(comparing),
        cmocka_unit_test(values_that_are_too_long),
        cmocka_unit_test(names_that_are_too_long),
        cmocka_unit_test(bytes_that_are_no_text),
        cmocka_unit_test(one_by_one),
        cmocka_unit_test(memory_runs_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
