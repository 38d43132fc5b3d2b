/* SPDX-License-Identifier: MIT */
/* New files in folders; see place.h. */

#define _GNU_SOURCE             /* O_TMPFILE, renameat2 */

#include "place.h"
#include "doomed.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Mail is private: only its owner reads what comes out of it. */
#define FILE_MODE 0600

/* ---- Making -------------------------------------------------------------------------------- */

static int create_nameless(int folder)
{
#ifdef O_TMPFILE
    return openat(folder, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, FILE_MODE);
#else
    (void)folder;
    errno = ENOTSUP;
    return -1;
#endif
}

static int create_new(int folder, const char *name)
{
    struct doomed_mask before;
    int fd;

    doomed_block(&before);
    fd = openat(folder, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FILE_MODE);
    if (fd >= 0)
        doomed_add(folder, name);
    doomed_unblock(&before);
    return fd;
}

static void remove_new(int folder, const char *name)
{
    struct doomed_mask before;

    doomed_block(&before);
    unlinkat(folder, name, 0);
    doomed_spare(folder, name);
    doomed_unblock(&before);
}

static uint32_t counter;        /* of temporary names                                               */

int place_create(struct place_file *f, int folder)
{
    f->temporary[0] = '\0';
    f->fd = create_nameless(folder);
    if (f->fd >= 0)
        return 0;
    do {
        snprintf(f->temporary, sizeof f->temporary, ".winmail-%ld-%" PRIu32 ".part",
                 (long)getpid(), ++counter);
        f->fd = create_new(folder, f->temporary);
    } while (f->fd < 0 && errno == EEXIST && counter < UINT32_MAX);
    if (f->fd < 0)
        f->temporary[0] = '\0';
    return f->fd >= 0 ? 0 : -1;
}

int place_write(struct place_file *f, const void *buf, size_t len, size_t *done)
{
    const char *p = buf;

    *done = 0;
    while (*done < len) {
        ssize_t n = write(f->fd, p + *done, len - *done);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            errno = n < 0 ? errno : EIO;
            return -1;
        }
        *done += (size_t)n;
    }
    return 0;
}

int place_done(const struct place_file *f)
{
    int copy = dup(f->fd);

    /* Where closing has nothing to say, not even a second descriptor is needed. */
    return copy < 0 || close(copy) == 0 ? 0 : -1;
}

/* ---- Naming -------------------------------------------------------------------------------- */

/* A link; of a file that has no name by its descriptor. */
static int link_to(const struct place_file *f, int folder, const char *name)
{
    char path[sizeof "/proc/self/fd/" + 3 * sizeof f->fd];

    if (f->temporary[0] != '\0')
        return linkat(folder, f->temporary, folder, name, 0);
    snprintf(path, sizeof path, "/proc/self/fd/%d", f->fd);
    return linkat(AT_FDCWD, path, folder, name, AT_SYMLINK_FOLLOW);
}

static int rename_to(const struct place_file *f, int folder, const char *name)
{
#ifdef RENAME_NOREPLACE
    if (f->temporary[0] != '\0')
        return renameat2(folder, f->temporary, folder, name, RENAME_NOREPLACE);
#else
    (void)f;
    (void)folder;
    (void)name;
#endif
    errno = ENOTSUP;
    return -1;
}

static int copy_bytes(int from, int to)
{
    char buf[16384];
    struct place_file out = { .fd = to };
    off_t at = 0;
    size_t done;
    ssize_t n;

    while ((n = pread(from, buf, sizeof buf, at)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 || place_write(&out, buf, (size_t)n, &done) != 0)
            return -1;
        at += n;
    }
    return 0;
}

/* A file of that name which is new, and so nobody else's. */
static int copy_to(const struct place_file *f, int folder, const char *name)
{
    int fd = create_new(folder, name);
    int failed, error;

    if (fd < 0)
        return -1;
    failed = copy_bytes(f->fd, fd);
    error = errno;
    if (close(fd) != 0 && !failed) {
        failed = -1;
        error = errno;
    }
    if (failed)
        remove_new(folder, name);
    else
        doomed_spare(folder, name);
    errno = error;
    return failed;
}

int place_name(struct place_file *f, int folder, const char *name)
{
    if (rename_to(f, folder, name) == 0) {
        doomed_spare(folder, f->temporary);
    } else {
        if (errno == EEXIST)
            return -1;
        if (link_to(f, folder, name) != 0
            && (errno == EEXIST || copy_to(f, folder, name) != 0))
            return -1;
        if (f->temporary[0] != '\0')
            remove_new(folder, f->temporary);
    }
    f->temporary[0] = '\0';
    return 0;
}

/* A temporary name for what has none. */
static int need_temporary(struct place_file *f, int folder)
{
    char name[PLACE_TEMPORARY];
    int failed;

    if (f->temporary[0] != '\0')
        return 0;
    do {
        snprintf(name, sizeof name, ".winmail-%ld-%" PRIu32 ".part", (long)getpid(), ++counter);
        failed = link_to(f, folder, name) != 0 && (errno == EEXIST || copy_to(f, folder, name) != 0);
    } while (failed && errno == EEXIST && counter < UINT32_MAX);
    if (!failed)
        memcpy(f->temporary, name, sizeof name);
    return failed ? -1 : 0;
}

static int may_be_replaced(int folder, const char *name, int (*may_replace)(void *user, uint64_t id),
                           void *user)
{
    struct stat there;

    if (fstatat(folder, name, &there, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? 1 : -1;
    if (S_ISREG(there.st_mode) && may_replace(user, (uint64_t)there.st_ino))
        return 1;
    errno = EEXIST;
    return -1;
}

int place_replace(struct place_file *f, int folder, const char *name,
                  int (*may_replace)(void *user, uint64_t id), void *user)
{
    struct doomed_mask before;
    int failed;

    if (may_be_replaced(folder, name, may_replace, user) < 0)
        return -1;
    doomed_block(&before);
    failed = need_temporary(f, folder) != 0 || renameat(folder, f->temporary, folder, name) != 0;
    if (!failed) {
        doomed_spare(folder, f->temporary);
        f->temporary[0] = '\0';
    }
    doomed_unblock(&before);
    return failed ? -1 : 0;
}

uint64_t place_id(int folder, const char *name)
{
    struct stat s;

    return fstatat(folder, name, &s, AT_SYMLINK_NOFOLLOW) == 0 ? (uint64_t)s.st_ino : 0;
}

void place_close(struct place_file *f, int folder)
{
    if (f->temporary[0] != '\0')
        remove_new(folder, f->temporary);
    f->temporary[0] = '\0';
    if (f->fd >= 0)
        close(f->fd);
    f->fd = -1;
}
