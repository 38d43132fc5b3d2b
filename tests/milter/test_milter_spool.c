/* SPDX-License-Identifier: MIT */
/* A mail in memory and in a file: every place where the one ends and the other begins. */

#define _XOPEN_SOURCE 700

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "failing.h"
#include "spool.h"

enum { BYTES = 100 };

static unsigned char data[BYTES];
static char dir[] = "/tmp/tnef-milter-spool-XXXXXX";

static int make_dir(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof data; i++)
        data[i] = (unsigned char)(i * 7 + 1);
    return mkdtemp(dir) == NULL;
}

static int remove_dir(void **state)
{
    (void)state;
    return rmdir(dir);
}

static unsigned files_in_dir(void)
{
    DIR *d = opendir(dir);
    unsigned count = 0;

    assert_non_null(d);
    while (readdir(d) != NULL)
        count++;
    (void)closedir(d);
    return count - 2;
}

static void expect_all(struct spool *s)
{
    for (size_t from = 0; from < sizeof data; from += 9)
        for (size_t n = 0; n <= sizeof data - from; n += 13) {
            unsigned char back[BYTES] = { 0 };

            assert_int_equal(spool_read(s, from, back, n), 0);
            assert_memory_equal(back, data + from, n);
        }
}

static void every_split(void **state)
{
    (void)state;
    for (size_t memory = 0; memory <= sizeof data + 1; memory++)
        for (size_t cut = 0; cut <= sizeof data; cut += 3) {
            struct spool s;

            spool_init(&s, dir, memory, sizeof data);
            assert_int_equal(spool_write(&s, 0, data, cut), 0);
            assert_int_equal(spool_write(&s, cut, data + cut, sizeof data - cut), 0);
            assert_int_equal(s.end, sizeof data);
            assert_int_equal(s.fd >= 0, memory < sizeof data);
            expect_all(&s);
            assert_int_equal(files_in_dir(), 0);
            spool_end(&s);
            assert_int_equal(s.end, 0);
        }
}

static void writing_over(void **state)
{
    (void)state;
    for (size_t memory = 0; memory <= sizeof data; memory += 10)
        for (size_t from = 0; from < sizeof data; from += 7) {
            struct spool s;
            unsigned char zero[BYTES] = { 0 };

            spool_init(&s, dir, memory, sizeof data);
            assert_int_equal(spool_write(&s, 0, zero, sizeof zero), 0);
            assert_int_equal(spool_write(&s, 0, data, from), 0);
            assert_int_equal(spool_write(&s, from, data + from, sizeof data - from), 0);
            assert_int_equal(s.end, sizeof data);
            expect_all(&s);
            spool_end(&s);
        }
}

static void bounds(void **state)
{
    struct spool s;
    unsigned char back[BYTES + 1];

    (void)state;
    for (size_t memory = 0; memory <= 200; memory += 50) {
        spool_init(&s, dir, memory, sizeof data);
        assert_int_equal(spool_write(&s, 0, data, sizeof data), 0);
        assert_int_equal(spool_write(&s, 1, data, sizeof data), EFBIG);
        assert_int_equal(spool_write(&s, sizeof data, data, 1), EFBIG);
        assert_int_equal(spool_write(&s, sizeof data, data, 0), 0);
        assert_int_equal(spool_write(&s, sizeof data + 1, data, 0), EINVAL);
        assert_int_equal(spool_read(&s, 0, back, sizeof data + 1), EINVAL);
        assert_int_equal(spool_read(&s, sizeof data + 1, back, 0), EINVAL);
        assert_int_equal(spool_read(&s, UINT64_MAX, back, 2), EINVAL);
        assert_int_equal(spool_read(&s, sizeof data, back, 0), 0);
        expect_all(&s);
        spool_end(&s);
    }
    spool_init(&s, dir, 16, sizeof data);
    assert_int_equal(spool_write(&s, 1, data, 1), EINVAL);
    assert_int_equal(s.end, 0);
    spool_end(&s);
}

static void no_folder(void **state)
{
    struct spool s;

    (void)state;
    spool_init(&s, "/nonexistent", 10, sizeof data);
    assert_int_equal(spool_write(&s, 0, data, 10), 0);
    assert_int_equal(spool_write(&s, 10, data, 1), ENOENT);
    assert_int_equal(s.end, 10);
    spool_end(&s);
}

/* A file with a name loses it at once. */
static void no_files_without_a_name(void **state)
{
    struct spool s;

    (void)state;
    spool_init(&s, dir, 10, sizeof data);
    failing_tmpfile(1);
    assert_int_equal(spool_write(&s, 0, data, sizeof data), 0);
    assert_int_equal(files_in_dir(), 0);
    expect_all(&s);
    spool_end(&s);
    spool_init(&s, "/nonexistent", 0, sizeof data);
    assert_int_equal(spool_write(&s, 0, data, 1), ENOENT);
    failing_tmpfile(0);
    spool_end(&s);
}

/* Without memory the file has all. */
static void no_memory(void **state)
{
    struct spool s;

    (void)state;
    spool_init(&s, dir, 1 << 20, sizeof data);
    failing_after(0);
    assert_int_equal(spool_write(&s, 0, data, sizeof data), 0);
    failing_after(-1);
    assert_true(s.fd >= 0);
    expect_all(&s);
    spool_end(&s);
}

static void grows(void **state)
{
    static unsigned char block[1000];
    const uint64_t many = 200;
    struct spool s;
    unsigned char back[1000];

    (void)state;
    spool_init(&s, dir, 100000, many * sizeof block);
    for (uint64_t i = 0; i < many; i++) {
        memset(block, (int)i, sizeof block);
        assert_int_equal(spool_write(&s, i * sizeof block, block, sizeof block), 0);
    }
    assert_int_equal(s.room, 100000);
    for (uint64_t i = 0; i < many; i++) {
        memset(block, (int)i, sizeof block);
        assert_int_equal(spool_read(&s, i * sizeof block, back, sizeof block), 0);
        assert_memory_equal(back, block, sizeof block);
    }
    spool_end(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_split),
        cmocka_unit_test(writing_over),
        cmocka_unit_test(bounds),
        cmocka_unit_test(no_folder),
        cmocka_unit_test(no_files_without_a_name),
        cmocka_unit_test(no_memory),
        cmocka_unit_test(grows),
    };

    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
