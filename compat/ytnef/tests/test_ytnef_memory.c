/* SPDX-License-Identifier: MIT */

/* Every allocation fails in turn: the call says so, what is there can be walked, and all is released. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "facts.h"
#include "vectors.h"
#include "writer.h"

static size_t until_failure;     /* 0: none fails */
static size_t allocations;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static int fails(void)
{
    allocations++;
    return until_failure != 0 && allocations == until_failure;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return fails() ? NULL : __real_realloc(old, size);
}

static void one_vector(const struct vector *v)
{
    struct tw w;
    uint8_t *data;
    size_t len, needed;
    TNEFStruct t;
    int result;

    tw_init(&w);
    v->build(&w);
    data = tw_take(&w, &len);
    allocations = 0;
    TNEFInitialize(&t);
    result = TNEFParseMemory(data, (long)len, &t);
    needed = allocations;
    TNEFFree(&t);
    for (size_t n = 1; n <= needed; n++) {
        struct facts f = {NULL, 0, 0};

        until_failure = n;
        allocations = 0;
        TNEFInitialize(&t);
        assert_int_equal(TNEFParseMemory(data, (long)len, &t), -1);
        until_failure = 0;
        facts_of(&f, &t);
        facts_free(&f);
        TNEFFree(&t);
    }
    TNEFInitialize(&t);
    assert_int_equal(TNEFParseMemory(data, (long)len, &t), result);
    TNEFFree(&t);
    free(data);
}

static void every_vector(void **state)
{
    size_t count;
    const struct vector *v = vectors(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        one_vector(&v[i]);
    }
}

static void rtf(void **state)
{
    BYTE data[50] = {46, 0, 0, 0, 34, 0, 0, 0, 'M', 'E', 'L', 'A', 0, 0, 0, 0, '{', '\\', 'r', 't', 'f'};
    variableLength v = {data, sizeof data};
    BYTE *out;
    int size;

    (void)state;
    for (size_t n = 1; n < 4; n++) {
        until_failure = n;
        allocations = 0;
        out = DecompressRTF(&v, &size);
        until_failure = 0;
        assert_true((out == NULL) == (size == 0));
        assert_true((out == NULL) == (allocations == n));
        free(out);
    }
    until_failure = 1;
    allocations = 0;
    assert_null(to_utf8(2, (char[]){'a', 0}));
    until_failure = 0;
}

/* Small things share blocks of 16 KiB: 2,000 empty attachments need some 20 of them. */
static void growth(void **state)
{
    struct tw w;
    uint8_t *data;
    size_t len, before;
    TNEFStruct t;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    before = w.len;
    for (int i = 0; i < 2000; i++) {
        tw_rend_file(&w);
    }
    data = tw_take(&w, &len);
    assert_true((len - before) / 2000 == 25);
    allocations = 0;
    TNEFInitialize(&t);
    assert_int_equal(TNEFParseMemory(data, (long)len, &t), 0);
    assert_true(allocations < 2000 * 176 / 16384 + 20);
    TNEFFree(&t);
    free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_vector),
        cmocka_unit_test(rtf),
        cmocka_unit_test(growth),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
