/* SPDX-License-Identifier: MIT */
/* What is linked to winmail to make winmail_watched, which tests run in its place: it counts work, and
 * memory can be made to run out. Nothing of it is in the program itself.
 *
 * WATCH_OUT=FILE   at the end FILE gets a line "blocks N bytes N touched N allocations N".
 *     blocks       of code that were run, of all files of the tool: any loop of its own is in there
 *     bytes        that functions of the C library looked at for the tool or the library, or copied
 *     touched      what the library itself has counted (src/base/touch.h); 0 if it was built not to
 * WATCH_FAIL=N     the Nth allocation fails, and
 * WATCH_FAIL_ALL=1 so do all that come after it.
 *
 * The compiler calls for each block (-fsanitize-coverage=trace-pc), and the linker leads calls of the
 * C library to here (--wrap). */

#define _POSIX_C_SOURCE 200809L

#include "base/touch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

static struct {
    uint64_t blocks, bytes, allocations;
    uint64_t fail;             /* number of the allocation that fails; 0: none                    */
    int fail_all;
} watch;

void __sanitizer_cov_trace_pc(void);
void __sanitizer_cov_trace_pc(void)
{
    watch.blocks++;
}

__attribute__((constructor)) static void begin(void)
{
    const char *n = getenv("WATCH_FAIL");

    watch.fail = n != NULL ? strtoull(n, NULL, 10) : 0;
    watch.fail_all = getenv("WATCH_FAIL_ALL") != NULL;
    watch.allocations = watch.bytes = 0;
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("WATCH_OUT");
    FILE *f;
    uint64_t touched = 0;

#ifdef TNEF_COUNT_TOUCHED
    touched = tnefi_base_touched;
#endif
    watch.fail = 0;
    f = path != NULL ? fopen(path, "w") : NULL;
    if (f == NULL)
        return;
    fprintf(f, "blocks %llu bytes %llu touched %llu allocations %llu\n",
            (unsigned long long)watch.blocks, (unsigned long long)watch.bytes,
            (unsigned long long)touched, (unsigned long long)watch.allocations);
    (void)fclose(f);
}

/* ---- Memory -------------------------------------------------------------------------------- */

/* Whether this one fails. */
static int fails(void)
{
    watch.allocations++;
    if (watch.fail == 0 || watch.allocations < watch.fail
        || (watch.allocations > watch.fail && !watch.fail_all))
        return 0;
    errno = ENOMEM;
    return 1;
}

#define WRAP(type, name, arguments, call)                                                         \
    type __real_##name arguments;                                                                 \
    type __wrap_##name arguments;                                                                 \
    type __wrap_##name arguments                                                                  \
    {                                                                                             \
        return fails() ? NULL : __real_##name call;                                               \
    }

WRAP(void *, malloc, (size_t size), (size))
WRAP(void *, calloc, (size_t count, size_t size), (count, size))
WRAP(void *, realloc, (void *old, size_t size), (old, size))
WRAP(char *, strdup, (const char *s), (s))
WRAP(FILE *, open_memstream, (char **text, size_t *len), (text, len))
WRAP(FILE *, fdopen, (int fd, const char *mode), (fd, mode))

#ifndef TNEF_NO_ICONV
void *__real_iconv_open(const char *to, const char *from);
void *__wrap_iconv_open(const char *to, const char *from);
void *__wrap_iconv_open(const char *to, const char *from)
{
    return fails() ? (void *)(intptr_t)-1 : __real_iconv_open(to, from);
}
#endif

/* ---- Bytes --------------------------------------------------------------------------------- */

#define COUNT(type, name, arguments, call, looked)                                                \
    type __real_##name arguments;                                                                 \
    type __wrap_##name arguments;                                                                 \
    type __wrap_##name arguments                                                                  \
    {                                                                                             \
        watch.bytes += (uint64_t)(looked);                                                        \
        return __real_##name call;                                                                \
    }

COUNT(void *, memcpy, (void *to, const void *from, size_t n), (to, from, n), n)
COUNT(void *, memmove, (void *to, const void *from, size_t n), (to, from, n), n)
COUNT(void *, memset, (void *to, int c, size_t n), (to, c, n), n)
COUNT(int, memcmp, (const void *a, const void *b, size_t n), (a, b, n), n)
COUNT(void *, memchr, (const void *p, int c, size_t n), (p, c, n), n)
COUNT(size_t, strlen, (const char *s), (s), __real_strlen(s))
COUNT(size_t, fread, (void *p, size_t size, size_t n, FILE *f), (p, size, n, f), size *n)
COUNT(size_t, fwrite, (const void *p, size_t size, size_t n, FILE *f), (p, size, n, f), size *n)
COUNT(ssize_t, pread, (int fd, void *p, size_t n, off_t at), (fd, p, n, at), n)
COUNT(ssize_t, pwrite, (int fd, const void *p, size_t n, off_t at), (fd, p, n, at), n)
COUNT(ssize_t, write, (int fd, const void *p, size_t n), (fd, p, n), n)
