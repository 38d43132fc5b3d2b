/* SPDX-License-Identifier: MIT */
/* Memory that runs out, and a file system that lacks something. */

#define _GNU_SOURCE /* O_TMPFILE */

#include "failing.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>

int __real_open(const char *path, int flags, ...);
int __real_open64(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open64(const char *path, int flags, ...);
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *p, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *p, size_t size);

static long left = -1, count;

void failing_after(long good)
{
    left = good;
    count = 0;
}

long failing_count(void)
{
    return count;
}

static int fails(void)
{
    count++;
    if (left < 0)
        return 0;
    if (left == 0)
        return 1;
    left--;
    return 0;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
    return fails() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *p, size_t size)
{
    return fails() ? NULL : __real_realloc(p, size);
}

/* ---- Files ----------------------------------------------------------------------------------- */

static int no_tmpfile;

void failing_tmpfile(int it_fails)
{
    no_tmpfile = it_fails;
}

static int refused(int flags)
{
    if (!no_tmpfile || (flags & O_TMPFILE) != O_TMPFILE)
        return 0;
    errno = EOPNOTSUPP;
    return 1;
}

int __wrap_open(const char *path, int flags, ...)
{
    va_list args;
    mode_t mode;

    va_start(args, flags);
    mode = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(args, mode_t) : 0;
    va_end(args);
    return refused(flags) ? -1 : __real_open(path, flags, mode);
}

int __wrap_open64(const char *path, int flags, ...)
{
    va_list args;
    mode_t mode;

    va_start(args, flags);
    mode = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(args, mode_t) : 0;
    va_end(args);
    return refused(flags) ? -1 : __real_open64(path, flags, mode);
}
