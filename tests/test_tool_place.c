/* SPDX-License-Identifier: MIT */
/* Files that winmail extract makes, on every kind of file system: with and without files that have no
 * name, a rename that replaces nothing, and links. Whatever is missing, no file is overwritten, nothing is
 * lost, and nothing is left of what got no name. The linker puts the functions below in place of those of
 * the system. */

#define _GNU_SOURCE

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "place.h"

/* What the file system lacks. */
enum { NO_NAMELESS = 1, NO_RENAME = 2, NO_LINK = 4, ALL = 8 };

static int lacks;
static int space = -1;           /* bytes that may still be written; -1: no end                     */

int __real_openat(int folder, const char *name, int flags, mode_t mode);
int __wrap_openat(int folder, const char *name, int flags, mode_t mode);
int __real_linkat(int from, const char *name, int to, const char *other, int flags);
int __wrap_linkat(int from, const char *name, int to, const char *other, int flags);
int __real_renameat2(int from, const char *name, int to, const char *other, unsigned flags);
int __wrap_renameat2(int from, const char *name, int to, const char *other, unsigned flags);
ssize_t __real_write(int fd, const void *buf, size_t len);
ssize_t __wrap_write(int fd, const void *buf, size_t len);

int __wrap_openat(int folder, const char *name, int flags, mode_t mode)
{
    if ((lacks & NO_NAMELESS) != 0 && (flags & O_TMPFILE) == O_TMPFILE) {
        errno = EOPNOTSUPP;
        return -1;
    }
    return __real_openat(folder, name, flags, mode);
}

int __wrap_linkat(int from, const char *name, int to, const char *other, int flags)
{
    if ((lacks & NO_LINK) != 0) {
        errno = EPERM;
        return -1;
    }
    return __real_linkat(from, name, to, other, flags);
}

int __wrap_renameat2(int from, const char *name, int to, const char *other, unsigned flags)
{
    if ((lacks & NO_RENAME) != 0) {
        errno = EINVAL;
        return -1;
    }
    return __real_renameat2(from, name, to, other, flags);
}

ssize_t __wrap_write(int fd, const void *buf, size_t len)
{
    if (space == 0) {
        errno = ENOSPC;
        return -1;
    }
    if (space > 0 && len > (size_t)space)
        len = (size_t)space;
    if (space > 0)
        space -= (int)len;
    return __real_write(fd, buf, len);
}

static char folder_name[] = "/tmp/test_tool_place.XXXXXX";
static int folder;

static int begin(void **state)
{
    (void)state;
    strcpy(folder_name + sizeof folder_name - 7, "XXXXXX");
    space = -1;
    lacks = 0;
    if (mkdtemp(folder_name) == NULL)
        return -1;
    folder = open(folder_name, O_RDONLY | O_DIRECTORY);
    return folder >= 0 ? 0 : -1;
}

static int end(void **state)
{
    char command[64];

    (void)state;
    close(folder);
    snprintf(command, sizeof command, "rm -rf %s", folder_name);
    return system(command);
}

/* How many files there are, hidden ones too. */
static int files(void)
{
    DIR *dir = opendir(folder_name);
    int n = -2;                  /* "." and ".." */

    assert_non_null(dir);
    while (readdir(dir) != NULL)
        n++;
    closedir(dir);
    return n;
}

static void assert_holds(const char *name, const char *text)
{
    char buf[64] = "";
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW, 0);

    assert_true(fd >= 0);
    assert_int_equal(read(fd, buf, sizeof buf), strlen(text));
    assert_memory_equal(buf, text, strlen(text));
    close(fd);
}

static void put(struct place_file *f, const char *text)
{
    size_t done;

    assert_int_equal(place_create(f, folder), 0);
    assert_int_equal(place_write(f, text, strlen(text), &done), 0);
    assert_int_equal(done, strlen(text));
    assert_int_equal(place_done(f), 0);
}

static void place_names_files_everywhere(void **state)
{
    (void)state;
    for (lacks = 0; lacks < ALL; lacks++) {
        struct place_file f;
        char name[32];

        snprintf(name, sizeof name, "file-%d", lacks);
        put(&f, name);
        assert_int_equal(f.temporary[0] != '\0', (lacks & NO_NAMELESS) != 0);
        assert_int_equal(place_name(&f, folder, name), 0);
        assert_holds(name, name);
        assert_int_equal(files(), lacks + 1);
        place_close(&f, folder);
        assert_holds(name, name);
        assert_int_equal(files(), lacks + 1);
    }
}

static void place_never_overwrites(void **state)
{
    struct place_file mine;

    (void)state;
    put(&mine, "mine");
    assert_int_equal(place_name(&mine, folder, "taken"), 0);
    place_close(&mine, folder);
    assert_int_equal(symlinkat("elsewhere", folder, "link"), 0);
    for (lacks = 0; lacks < ALL; lacks++) {
        struct place_file f;
        char name[32];

        snprintf(name, sizeof name, "file-%d", lacks);
        put(&f, "other");
        assert_int_equal(place_name(&f, folder, "taken"), -1);
        assert_int_equal(errno, EEXIST);
        assert_int_equal(place_name(&f, folder, "link"), -1);
        assert_int_equal(errno, EEXIST);
        assert_holds("taken", "mine");
        /* and it is still there for another name */
        assert_int_equal(place_name(&f, folder, name), 0);
        assert_holds(name, "other");
        place_close(&f, folder);
        assert_int_equal(files(), lacks + 3);
    }
}

static void place_without_name_leaves_nothing(void **state)
{
    (void)state;
    for (lacks = 0; lacks < ALL; lacks++) {
        struct place_file f;

        put(&f, "gone");
        place_close(&f, folder);
        assert_int_equal(files(), 0);
    }
}

static void place_says_what_was_written(void **state)
{
    (void)state;
    for (lacks = 0; lacks < ALL; lacks++) {
        struct place_file f;
        size_t done;

        assert_int_equal(place_create(&f, folder), 0);
        space = 3;
        assert_int_equal(place_write(&f, "12345", 5, &done), -1);
        assert_int_equal(errno, ENOSPC);
        assert_int_equal(done, 3);
        space = -1;
        place_close(&f, folder);
    }
}

/* A copy for which there is no room is no file. */
static void place_has_no_half_copies(void **state)
{
    struct place_file f;

    (void)state;
    for (lacks = NO_RENAME | NO_LINK; lacks < ALL; lacks++) {
        put(&f, "12345");
        space = 3;
        assert_int_equal(place_name(&f, folder, "name"), -1);
        assert_int_equal(errno, ENOSPC);
        assert_int_equal(files(), (lacks & NO_NAMELESS) != 0);
        space = -1;
        place_close(&f, folder);
        assert_int_equal(files(), 0);
    }
}

/* What a child makes is gone when a signal ends it, but for what has its name. */
static void place_is_removed_by_signals(void **state)
{
    static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT, SIGALRM };

    (void)state;
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        int status;
        pid_t child = fork();

        assert_true(child >= 0);
        if (child == 0) {
            struct place_file f[3];

            lacks = NO_NAMELESS;
            for (int k = 0; k < 3; k++)
                if (place_create(&f[k], folder) != 0)
                    _exit(1);
            if (place_name(&f[1], folder, "stays") != 0)
                _exit(1);
            raise(signals[i]);
            _exit(2);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        assert_int_equal(WTERMSIG(status), signals[i]);
        assert_int_equal(files(), 1);
        assert_int_equal(unlinkat(folder, "stays", 0), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(place_names_files_everywhere, begin, end),
        cmocka_unit_test_setup_teardown(place_never_overwrites, begin, end),
        cmocka_unit_test_setup_teardown(place_without_name_leaves_nothing, begin, end),
        cmocka_unit_test_setup_teardown(place_says_what_was_written, begin, end),
        cmocka_unit_test_setup_teardown(place_has_no_half_copies, begin, end),
        cmocka_unit_test_setup_teardown(place_is_removed_by_signals, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
