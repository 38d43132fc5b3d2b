/* SPDX-License-Identifier: MIT */
/* Input in pieces, from a file or from standard input: the same program for both. */

#define _POSIX_C_SOURCE 200809L

#include "progress.h"
#include "winmail.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE (64u * 1024u)
/* 0: unknown. */
static uint64_t size_of(int fd)
{
    struct stat st;

    return fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
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
    uint64_t done = 0;
    tnef_status status = TNEF_OK;
    ssize_t n = 0;
    int io;

    progress_begin(size_of(fd));
    while (status == TNEF_OK && (n = read_piece(fd, buf, sizeof buf)) > 0) {
        status = sink->feed(sink->handle, buf, (size_t)n);
        done += (uint64_t)n;
        progress_at(done);
    }
    io = n < 0 ? errno : 0;
    progress_end();
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
