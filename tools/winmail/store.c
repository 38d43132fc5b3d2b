/* SPDX-License-Identifier: MIT */
/* Many contents in one temporary file; see store.h. */

#define _POSIX_C_SOURCE 200809L

#include "store.h"
#include "winmail.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

int store_begin(struct store *s, const struct store_record *r)
{
    int failed;

    if (!s->open) {
        memset(s, 0, sizeof *s);
        s->fd = temporary_file();
        if (s->fd < 0)
            return errno;
        s->open = 1;
    }
    failed = write_at(s->fd, s->end, r, sizeof *r);
    if (failed == 0) {
        s->last = s->end;
        s->end += sizeof *r;
    }
    return failed;
}

int store_write(struct store *s, const void *buf, size_t len)
{
    int failed = write_at(s->fd, s->end, buf, len);

    if (failed == 0)
        s->end += len;
    return failed;
}

int store_end(struct store *s, const struct store_record *r)
{
    return write_at(s->fd, s->last, r, sizeof *r);
}

int store_next(const struct store *s, uint64_t *at, struct store_record *r)
{
    int failed;

    if (!s->open || *at >= s->end)
        return ENOENT;
    failed = read_at(s->fd, *at, r, sizeof *r);
    *at += sizeof *r;
    return failed;
}

void store_close(struct store *s)
{
    if (s->open)
        close(s->fd);
    s->open = 0;
}
