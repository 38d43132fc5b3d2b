/* SPDX-License-Identifier: MIT */
/* Bytes in memory, and then in a temporary file. */

#define _GNU_SOURCE /* O_TMPFILE */

#include "spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_ROOM = 16384 };

void spool_init(struct spool *s, const char *dir, size_t memory, uint64_t max)
{
    *s = (struct spool){ .dir = dir, .memory = memory, .max = max, .fd = -1 };
}

void spool_end(struct spool *s)
{
    free(s->mem);
    if (s->fd >= 0)
        (void)close(s->fd);
    spool_init(s, s->dir, s->memory, s->max);
}

/* ---- Memory ---------------------------------------------------------------------------------- */

/* Makes room for |need| bytes in memory, or for as many as it may have. Without memory the file takes the
 * rest: a mail is not lost for that. */
static void make_room(struct spool *s, uint64_t need)
{
    size_t room = s->room > 0 ? s->room : FIRST_ROOM;
    unsigned char *mem;

    if (need <= s->room || s->room == s->memory)
        return;
    while (room < need && room < s->memory)
        room = room > s->memory / 2 ? s->memory : room * 2;
    if (room > s->memory)
        room = s->memory;
    mem = realloc(s->mem, room);
    if (mem == NULL) {
        s->memory = s->room;
        return;
    }
    s->mem = mem;
    s->room = room;
}

/* ---- File ------------------------------------------------------------------------------------ */

/* Where the system has no files without a name: it loses its name at once. */
static int named_and_unlinked(const char *dir)
{
    char path[1024];
    const int n = snprintf(path, sizeof path, "%s/tnef-milter-XXXXXX", dir);
    int fd;

    if (n < 0 || (size_t)n >= sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        (void)unlink(path);
    return fd;
}

static int open_file(struct spool *s)
{
    if (s->fd >= 0)
        return 0;
#ifdef O_TMPFILE
    s->fd = open(s->dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
#endif
    if (s->fd < 0)
        s->fd = named_and_unlinked(s->dir);
    return s->fd >= 0 ? 0 : errno;
}

static int write_file(struct spool *s, uint64_t at, const unsigned char *p, size_t len)
{
    const int failed = open_file(s);

    if (failed != 0)
        return failed;
    while (len > 0) {
        const ssize_t n = pwrite(s->fd, p, len, (off_t)at);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 ? errno : ENOSPC;
        p += n;
        at += (uint64_t)n;
        len -= (size_t)n;
    }
    return 0;
}

static int read_file(const struct spool *s, uint64_t at, unsigned char *p, size_t len)
{
    while (len > 0) {
        const ssize_t n = pread(s->fd, p, len, (off_t)at);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 ? errno : EIO;
        p += n;
        at += (uint64_t)n;
        len -= (size_t)n;
    }
    return 0;
}

/* ---- Both ------------------------------------------------------------------------------------ */

/* How many of |len| bytes at |offset| are in memory. */
static size_t part_in_memory(const struct spool *s, uint64_t offset, size_t len)
{
    if (offset >= s->room)
        return 0;
    return len < s->room - (size_t)offset ? len : s->room - (size_t)offset;
}

int spool_write(void *spool, uint64_t offset, const void *buf, size_t len)
{
    struct spool *s = spool;
    const unsigned char *p = buf;
    size_t n;
    int failed = 0;

    if (offset > s->end)
        return EINVAL;
    if (offset > s->max || len > s->max - offset)
        return EFBIG;
    if (len == 0)
        return 0;
    /* Once the file has bytes, memory has all that it will ever have. */
    if (s->fd < 0)
        make_room(s, offset + len);
    n = part_in_memory(s, offset, len);
    if (n > 0)
        memcpy(s->mem + offset, p, n);
    if (n < len)
        failed = write_file(s, offset + n - s->room, p + n, len - n);
    if (failed == 0 && offset + len > s->end)
        s->end = offset + len;
    return failed;
}

int spool_read(void *spool, uint64_t offset, void *buf, size_t len)
{
    const struct spool *s = spool;
    unsigned char *p = buf;
    size_t n;

    if (offset > s->end || len > s->end - offset)
        return EINVAL;
    if (len == 0)
        return 0;
    n = part_in_memory(s, offset, len);
    if (n > 0)
        memcpy(p, s->mem + offset, n);
    return n < len ? read_file(s, offset + n - s->room, p + n, len - n) : 0;
}

tnef_spool spool_for(struct spool *s)
{
    const tnef_spool spool = { .size = sizeof spool, .write = spool_write, .read = spool_read, .user = s };

    return spool;
}
