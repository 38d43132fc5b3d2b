/* SPDX-License-Identifier: MIT */
/* Input in pieces, from a file or from standard input: the same program for both. */

#define _POSIX_C_SOURCE 200809L

#include "winmail.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE (64u * 1024u)
#define PROGRESS_FROM (UINT64_C(64) << 20)
#define PROGRESS_STEP (UINT64_C(16) << 20)

/* Input of more than 64 MiB shows how far it is, to a person at a terminal. */
struct progress {
    int wanted;
    int shown;
    uint64_t total;            /* 0: unknown                                                      */
    uint64_t next;
};

static void progress_begin(struct progress *p, int fd)
{
    struct stat st;

    p->wanted = isatty(STDERR_FILENO);
    p->shown = 0;
    p->total = 0;
    p->next = PROGRESS_FROM;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
        p->total = (uint64_t)st.st_size;
        p->next = p->total > PROGRESS_FROM ? PROGRESS_STEP : UINT64_MAX;
    }
}

static void progress_at(struct progress *p, uint64_t done)
{
    if (!p->wanted || done < p->next)
        return;
    p->next = done + PROGRESS_STEP;
    p->shown = 1;
    fprintf(stderr, "\r%" PRIu64 " MiB", done >> 20);
    if (p->total != 0)
        fprintf(stderr, " of %" PRIu64 " MiB", p->total >> 20);
    fflush(stderr);
}

static void progress_end(const struct progress *p)
{
    if (p->shown)
        fputs("\r                              \r", stderr);
}

static ssize_t read_piece(int fd, char *buf, size_t size)
{
    ssize_t n;

    do
        n = read(fd, buf, size);
    while (n < 0 && errno == EINTR);
    return n;
}

static int read_all(int fd, const struct sink *sink)
{
    static char buf[PIECE];
    struct progress p;
    uint64_t done = 0;
    tnef_status status = TNEF_OK;
    ssize_t n = 0;
    int io;

    progress_begin(&p, fd);
    while (status == TNEF_OK && (n = read_piece(fd, buf, sizeof buf)) > 0) {
        status = sink->feed(sink->handle, buf, (size_t)n);
        done += (uint64_t)n;
        progress_at(&p, done);
    }
    io = n < 0 ? errno : 0;
    progress_end(&p);
    return io;
}

int read_into(const char *path, const struct sink *sink)
{
    int is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    int io;

    if (fd < 0)
        return errno;
    io = read_all(fd, sink);
    if (!is_stdin)
        close(fd);
    return io;
}
