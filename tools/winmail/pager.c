/* SPDX-License-Identifier: MIT */
/* What is long goes through a pager, as in other programs that show text.
 *
 * Who leaves the pager has seen enough: the write that finds nobody at the other end is the end of this
 * program, and no failure. While the pager runs an interrupt is its own affair. */

#define _POSIX_C_SOURCE 200809L

#include "pager.h"
#include "winmail.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* -R lets colours through, which are ours: what senders wrote is escaped. */
static const char standard_pager[] =
    "if command -v less >/dev/null 2>&1; then exec less -R; else exec cat; fi";

static pid_t pager;             /* 0: there is none                                               */
static int terminal[2] = { -1, -1 };    /* what standard output and error were before             */

int pager_has_colours(void)
{
    const char *no = getenv("NO_COLOR");
    const char *term = getenv("TERM");

    return isatty(STDOUT_FILENO) && (no == NULL || no[0] == '\0') && term != NULL
        && strcmp(term, "dumb") != 0;
}

/* Its command, or NULL if there is no use in one. */
static const char *command(void)
{
    const char *wanted = getenv("PAGER");

    if (!isatty(STDOUT_FILENO))
        return NULL;
    if (wanted == NULL)
        return standard_pager;
    return wanted[0] != '\0' && strcmp(wanted, "cat") != 0 ? wanted : NULL;
}

/* Waits for its end. Returns the exit code. */
static int wait_for_end(void)
{
    int status = 0;
    pid_t ended;

    do
        ended = waitpid(pager, &status, 0);
    while (ended < 0 && errno == EINTR);
    /* What a shell says of a command that it does not find, or that is no program. */
    return WIFEXITED(status) && WEXITSTATUS(status) > 125 ? EXIT_IO : EXIT_COMPLETE;
}

static void on_broken_pipe(int number)
{
    (void)number;
    _exit(wait_for_end());
}

static void run(const char *wanted, const int ends[2])
{
    (void)dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    close(ends[1]);
    execl("/bin/sh", "sh", "-c", wanted, (char *)NULL);
    _exit(127);
}

/* The parent writes into the pipe. */
static void write_to(const int ends[2])
{
    struct sigaction broken = { .sa_handler = on_broken_pipe };

    sigemptyset(&broken.sa_mask);
    (void)sigaction(SIGPIPE, &broken, NULL);
    signal(SIGINT, SIG_IGN);
    terminal[0] = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    terminal[1] = isatty(STDERR_FILENO) ? fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3) : -1;
    (void)dup2(ends[1], STDOUT_FILENO);
    if (terminal[1] >= 0)
        (void)dup2(ends[1], STDERR_FILENO);
    close(ends[0]);
    close(ends[1]);
}

void pager_open(void)
{
    const char *wanted = command();
    int ends[2];

    if (wanted == NULL || output_flush() != 0 || pipe(ends) != 0)
        return;                 /* without one it is all there, too */
    (void)setenv("LESS", "R", 0);
    pager = fork();
    if (pager == 0)
        run(wanted, ends);
    if (pager > 0) {
        write_to(ends);
    } else {
        pager = 0;
        close(ends[0]);
        close(ends[1]);
    }
}

int pager_close(void)
{
    int code;

    if (pager == 0)
        return EXIT_COMPLETE;
    (void)output_flush();
    fflush(stderr);
    /* The pager sees the end when nothing can write to it. */
    if (terminal[0] >= 0)
        (void)dup2(terminal[0], STDOUT_FILENO);
    else
        close(STDOUT_FILENO);
    if (terminal[1] >= 0)
        (void)dup2(terminal[1], STDERR_FILENO);
    code = wait_for_end();
    pager = 0;
    return code;
}
