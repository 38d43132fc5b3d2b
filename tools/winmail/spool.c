/* SPDX-License-Identifier: MIT */
/* Temporary files without a name: nothing is left of them, however the program ends. */

#define _GNU_SOURCE             /* O_TMPFILE */

#include "winmail.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int failed(void)
{
    return errno != 0 ? errno : EIO;
}

const char *temporary_folder(void)
{
    const char *folder = getenv("TMPDIR");

    return folder != NULL && folder[0] != '\0' ? folder : "/tmp";
}

/* A file with a name, which is taken away before any signal can end the program. */
static int named_and_unlinked(const char *folder)
{
    static const char pattern[] = "/winmail-XXXXXX";
    size_t size = strlen(folder) + sizeof pattern;
    char *path = malloc(size);
    sigset_t all, before;
    int fd;

    if (path == NULL)
        return -1;
    snprintf(path, size, "%s%s", folder, pattern);
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    fd = mkstemp(path);
    if (fd >= 0)
        unlink(path);
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (fd >= 0)
        (void)fcntl(fd, F_SETFD, FD_CLOEXEC);
    free(path);
    return fd;
}

int temporary_file(void)
{
    const char *folder = temporary_folder();
    int fd = -1;

#ifdef O_TMPFILE
    fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
#endif
    return fd >= 0 ? fd : named_and_unlinked(folder);
}

int write_at(int fd, uint64_t offset, const void *buf, size_t len)
{
    const char *p = buf;

    while (len > 0) {
        ssize_t n = pwrite(fd, p, len, (off_t)offset);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return failed();
        p += n;
        len -= (size_t)n;
        offset += (uint64_t)n;
    }
    return 0;
}

int read_at(int fd, uint64_t offset, void *buf, size_t len)
{
    char *p = buf;

    while (len > 0) {
        ssize_t n = pread(fd, p, len, (off_t)offset);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 ? failed() : EIO;
        p += n;
        len -= (size_t)n;
        offset += (uint64_t)n;
    }
    return 0;
}

/* ---- A spool of the library ---------------------------------------------------------------- */

static int spool_write(void *user, uint64_t offset, const void *buf, size_t len)
{
    struct spool *s = user;

    if (!s->open) {
        s->fd = temporary_file();
        if (s->fd < 0)
            return failed();
        s->open = 1;
    }
    return write_at(s->fd, offset, buf, len);
}

static int spool_read(void *user, uint64_t offset, void *buf, size_t len)
{
    const struct spool *s = user;

    return read_at(s->fd, offset, buf, len);
}

tnef_spool spool_for(struct spool *spool)
{
    const tnef_spool s = { .size = sizeof s, .write = spool_write, .read = spool_read,
                           .user = spool };

    return s;
}

void spool_close(struct spool *spool)
{
    if (spool->open)
        close(spool->fd);
    spool->open = 0;
}
