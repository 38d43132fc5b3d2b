/* SPDX-License-Identifier: MIT */
/* Where the counters can be read. */

#define _GNU_SOURCE /* accept4() */

#include "serve.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static int write_all(int fd, const char *p, size_t len)
{
    while (len > 0) {
        const ssize_t n = write(fd, p, len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 ? errno : EIO;
        p += n;
        len -= (size_t)n;
    }
    return 0;
}

int serve_file(struct counters *c, const char *path)
{
    char text[COUNTERS_TEXT], beside[1024];
    const size_t len = counters_text(c, text);
    const int n = snprintf(beside, sizeof beside, "%s.new", path);
    int fd, failed;

    if (n < 0 || (size_t)n >= sizeof beside)
        return ENAMETOOLONG;
    fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (fd < 0)
        return errno;
    failed = write_all(fd, text, len);
    if (close(fd) != 0 && failed == 0)
        failed = errno;
    if (failed == 0 && rename(beside, path) != 0)
        failed = errno;
    if (failed != 0)
        (void)unlink(beside);
    return failed;
}

int serve_listen(const char *path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    struct stat there;
    int fd;

    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(address.sun_path, path, strlen(path) + 1);
    if (lstat(path, &there) == 0 && S_ISSOCK(there.st_mode))
        (void)unlink(path);
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return -1;
    if (bind(fd, (const struct sockaddr *)&address, sizeof address) == 0 && listen(fd, 8) == 0)
        return fd;
    (void)close(fd);
    return -1;
}

void serve_one(struct counters *c, int listener)
{
    char text[COUNTERS_TEXT];
    const int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

    if (fd < 0)
        return;
    /* The buffer of a socket has room for it, so nobody can make this wait. */
    (void)write_all(fd, text, counters_text(c, text));
    (void)close(fd);
}
