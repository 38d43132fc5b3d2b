/* SPDX-License-Identifier: MIT */
/* The line that tells how far an input is. */

#define _POSIX_C_SOURCE 200809L

#include "progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define LARGE   (UINT64_C(64) << 20)
#define STEP    (UINT64_C(16) << 20)
#define SECONDS 2               /* before there is a line, whose next one then comes after one more */

static struct {
    int is_allowed;
    int is_wanted, is_forced;
    int is_shown;
    uint64_t total;
    uint64_t next;              /* byte from which on there is another line,                        */
    time_t due;                 /* and second                                                       */
} progress;

static time_t now(void)
{
    struct timespec t = { .tv_sec = 0 };

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec;
}

void progress_allow(void)
{
    progress.is_allowed = 1;
}

void progress_begin(uint64_t total)
{
    const char *how = getenv("WINMAIL_PROGRESS");

    progress.is_forced = how != NULL && strcmp(how, "always") == 0;
    progress.is_wanted = progress.is_forced
        || (isatty(STDERR_FILENO) && (progress.is_allowed || !isatty(STDOUT_FILENO))
            && (how == NULL || strcmp(how, "never") != 0));
    progress.total = total;
    progress.next = total == 0 ? LARGE : total > LARGE ? STEP : UINT64_MAX;
    progress.due = now() + SECONDS;
}

/* Whether there is another line; when the next one is due. */
static int is_due(uint64_t done)
{
    const time_t second = now();

    if (!progress.is_forced && done < progress.next && second < progress.due)
        return 0;
    if (done >= progress.next)
        progress.next = done + STEP;
    progress.due = second + 1;
    return 1;
}

void progress_at(uint64_t done)
{
    if (!progress.is_wanted || !is_due(done))
        return;
    progress_clear();
    progress.is_shown = 1;
    if (progress.total != 0)
        fprintf(stderr, "\r%" PRIu64 " of %" PRIu64 " MiB", done >> 20, progress.total >> 20);
    else
        fprintf(stderr, "\r%" PRIu64 " MiB", done >> 20);
    fflush(stderr);
}

void progress_end(void)
{
    progress_clear();
    progress.is_wanted = 0;
}

void progress_clear(void)
{
    if (!progress.is_shown)
        return;
    progress.is_shown = 0;
    fprintf(stderr, "\r%48s\r", "");    /* two numbers of 20 digits at most */
    fflush(stderr);
}
