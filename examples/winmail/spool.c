/* SPDX-License-Identifier: MIT */
/* A temporary file without a name, for bodies that memory has no room for. */

#define _POSIX_C_SOURCE 200809L

#include "winmail.h"

#include <errno.h>
#include <unistd.h>

static int failed(void)
{
    return errno != 0 ? errno : EIO;
}

static int spool_write(void *user, uint64_t offset, const void *buf, size_t len)
{
    struct spool *s = user;
    const char *p = buf;

    if (s->file == NULL)
        s->file = tmpfile();
    if (s->file == NULL)
        return failed();
    while (len > 0) {
        ssize_t n = pwrite(fileno(s->file), p, len, (off_t)offset);

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

static int spool_read(void *user, uint64_t offset, void *buf, size_t len)
{
    struct spool *s = user;
    char *p = buf;

    while (len > 0) {
        ssize_t n = pread(fileno(s->file), p, len, (off_t)offset);

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

tnef_spool spool_for(struct spool *spool)
{
    const tnef_spool s = { .size = sizeof s, .write = spool_write, .read = spool_read,
                           .user = spool };

    return s;
}

void spool_close(struct spool *spool)
{
    if (spool->file != NULL)
        fclose(spool->file);
    spool->file = NULL;
}
